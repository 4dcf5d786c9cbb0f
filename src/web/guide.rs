//! The guide: a few plain questions that set visible weights and must-haves.

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
    let questions: Vec<_> = c.guide.iter().map(|q| question(ctx, q)).collect();
    let answered = move || ctx.guide.with(|g| !g.is_empty());
    parts::dialog(
        DIALOG,
        "What are you building?",
        view! {
            <p>"Each answer sets weights and must-haves at once; you see and change them beside the list. Skip what you do not know."</p>
            {questions}
            <section class="moved" aria-label="What your answers set" aria-live="polite">{move || moved(ctx)}</section>
            <p class="actions">
                <button class="primary" on:click=move |_| browser::close_dialog(DIALOG)>"Show the ranking"</button>
                <button hidden=move || !answered() on:click=move |_| ctx.dispatch(Msg::ResetGuide)>"Take all answers back"</button>
            </p>
        },
    )
}

fn question(ctx: Ctx, q: &Question) -> AnyView {
    let inside = if q.answers.is_empty() {
        panel::languages(ctx)
    } else {
        let kind = if q.several { "checkbox" } else { "radio" };
        q.answers
            .iter()
            .map(|a| {
                let (question, answer) = (q.id.clone(), a.id.clone());
                let on = Memo::new(move |_| {
                    ctx.guide.with(|g| g.get(&question).is_some_and(|s| s.contains(&answer)))
                });
                let (question, answer) = (q.id.clone(), a.id.clone());
                let name = ["guide-", q.id.as_str()].concat();
                view! {
                    <label class="check">
                        <input type=kind name=name prop:checked=move || on.get()
                            on:change=move |_| ctx.dispatch(Msg::Answer(question.clone(), answer.clone())) />
                        <span>{a.label.clone()}</span>
                    </label>
                }
            })
            .collect_view()
            .into_any()
    };
    let id = q.id.clone();
    let given = Memo::new(move |_| ctx.guide.with(|g| g.contains_key(&id)));
    let id = q.id.clone();
    let single = !q.several && !q.answers.is_empty();
    view! {
        <fieldset class="question">
            <legend>{q.ask.clone()}</legend>
            <div class="answers">{inside}</div>
            <button class="text" hidden=move || !(single && given.get())
                on:click=move |_| ctx.dispatch(Msg::Unanswer(id.clone()))>"No answer"</button>
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
                let (from, to) = (defaults.get(k.key).points(), w.get(k.key).points());
                [&k.label, " ", &words::figure(from), " → ", &words::figure(to)].concat()
            })
            .collect()
    });
    let musts: Vec<String> = ctx.musts.with(|m| {
        m.keys()
            .map(|id| c.capability(id).map_or_else(|| id.to_string(), |k| k.label.clone()))
            .collect()
    });
    if changes.is_empty() && musts.is_empty() {
        return view! { <p class="hint">"Nothing set yet: the balanced weights count."</p> }.into_any();
    }
    view! {
        {(!changes.is_empty()).then(|| view! { <p><strong>"Weights: "</strong> {changes.join(", ")} "."</p> })}
        {(!musts.is_empty()).then(|| view! { <p><strong>"Must have: "</strong> {words::list(&musts, "and")} "."</p> })}
    }
    .into_any()
}
