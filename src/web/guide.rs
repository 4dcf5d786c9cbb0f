//! The guide: a few plain questions that set visible weights and must-haves.

use super::bind::{all, checked, click, flag, part};
use super::ctx::Ctx;
use super::{browser, panel, parts};
use crate::catalogue::Question;
use crate::decide::Weights;
use crate::state::Msg;
use crate::words;
use leptos::prelude::*;

/// The id of its dialog.
pub const DIALOG: &str = "guide";

/// The dialog.
pub fn dialog(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let questions = all(c.guide.iter().map(|q| question(ctx, q)));
    let none = flag(move || ctx.guide.with(|g| g.is_empty()));
    let inside = view! {
        <p>"Each answer sets weights and must-haves at once; you see and change them beside the list. Skip what you do not know."</p>
        {questions}
        <section class="moved" aria-label="What your answers set" aria-live="polite">{part(move || Some(moved(ctx)))}</section>
        <p class="actions">
            {parts::button("primary", "Show the ranking".to_owned(), || browser::close_dialog(DIALOG))}
            <button hidden=none on:click=click(move || ctx.dispatch(Msg::ResetGuide))>"Take all answers back"</button>
        </p>
    };
    parts::dialog(DIALOG, "What are you building?", inside.into_any())
}

fn question(ctx: Ctx, q: &Question) -> AnyView {
    let kind = if q.several { "checkbox" } else { "radio" };
    let name = ["guide-", q.id.as_str()].concat();
    let inside = if q.answers.is_empty() {
        panel::languages(ctx)
    } else {
        all(q.answers.iter().map(|a| {
            let (question, answer) = (q.id.clone(), a.id.clone());
            let on = flag(move || {
                ctx.guide
                    .with(|g| g.get(&question).is_some_and(|s| s.contains(&answer)))
            });
            let (question, answer) = (q.id.clone(), a.id.clone());
            let give =
                checked(move |_| ctx.dispatch(Msg::Answer(question.clone(), answer.clone())));
            let name = name.clone();
            view! {
                <label class="check">
                    <input type=kind name=name prop:checked=on on:change=give />
                    <span>{a.label.clone()}</span>
                </label>
            }
            .into_any()
        }))
    };
    let id = q.id.clone();
    let single = !q.several && !q.answers.is_empty();
    let hidden = flag(move || !single || !ctx.guide.with(|g| g.contains_key(&id)));
    let id = q.id.clone();
    let unanswer = click(move || ctx.dispatch(Msg::Unanswer(id.clone())));
    view! {
        <fieldset class="question">
            <legend>{q.ask.clone()}</legend>
            <div class="answers">{inside}</div>
            <button class="text" hidden=hidden on:click=unanswer>"No answer"</button>
        </fieldset>
    }
    .into_any()
}

/// What the answers have set, against the defaults.
fn moved(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let defaults = Weights::current(&c);
    let changes: Vec<String> = ctx.weights.with(|w| {
        c.criteria
            .iter()
            .filter(|k| w.get(k.key) != defaults.get(k.key))
            .map(|k| {
                let (from, to) = (defaults.get(k.key), w.get(k.key));
                [
                    &k.label,
                    " ",
                    &words::hundredths(from.hundredths()),
                    " → ",
                    &words::hundredths(to.hundredths()),
                ]
                .concat()
            })
            .collect()
    });
    let musts: Vec<String> = ctx.musts.with(|m| {
        m.keys()
            .map(|id| {
                c.capability(id)
                    .map_or_else(|| id.to_string(), |k| k.label.clone())
            })
            .collect()
    });
    let mut lines = Vec::new();
    if !changes.is_empty() {
        lines.push(["Weights: ", &changes.join(", "), "."].concat());
    }
    if !musts.is_empty() {
        lines.push(["Must have: ", &words::list(&musts, "and"), "."].concat());
    }
    if lines.is_empty() {
        lines.push("Nothing set yet: the balanced weights count.".to_owned());
    }
    all(lines.into_iter().map(parts::paragraph))
}
