//! The guide: a few plain questions that set visible weights and must-haves.

use super::ctx::Ctx;
use super::element::{Piece, act, all, el, flag, of, part, text, together};
use super::sheet::hint;
use super::{browser, explore, later, panel, parts, shelf};
use crate::catalogue::{self, Id, Measure, Question};
use crate::decide::Weights;
use crate::state::{Edit, Msg};
use crate::words;

/// The id of its dialog.
pub const DIALOG: &str = "guide";

/// The dialog.
pub fn dialog(ctx: Ctx) -> Piece {
    let inside = later::inside(ctx, |p| p.guide);
    parts::dialog(DIALOG, "What are you building?", inside)
}

/// What the dialog shows.
pub fn guide(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let says = "Each answer sets weights and must-haves at once; you see and change them beside the list. Skip what you do not know.";
    let moved = of("section", "moved")
        .attr("aria-label", "What your answers set")
        .attr("aria-live", "polite")
        .child(part(move || Some(moved(ctx))));
    let show = act(|| browser::close_dialog(DIALOG));
    let reset = parts::button(
        "",
        "Take all answers back",
        act(move || ctx.dispatch(Msg::ResetGuide)),
    )
    .when("hidden", flag(move || ctx.guide.with(|g| g.is_empty())));
    let back = part(move || {
        ctx.comparison_tracked();
        let undo = act(move || shelf::undo(ctx));
        (ctx.last_edit() == Some(Edit::Weighed))
            .then(|| parts::button("", "Undo: weights replaced", undo).done())
    });
    let stand = el("span").live(text(move || explore::summary(ctx)));
    let actions = of("p", "actions guide-foot")
        .child(stand.done())
        .child(parts::button("primary", "Show the ranking", show).done())
        .child(reset.done())
        .child(back);
    let replaces = part(move || {
        ctx.comparison_tracked();
        let by_hand = ctx.comparison().by_hand(&ctx.catalogue());
        by_hand.then(|| {
            parts::paragraph("You have set weights by hand. The next answer replaces them; Undo brings them back.")
        })
    });
    together(vec![
        parts::paragraph(says),
        replaces,
        all(c.guide.iter().map(|q| question(ctx, q))),
        moved.done(),
        actions.done(),
    ])
}

fn question(ctx: Ctx, q: &Question) -> Piece {
    let kind = if q.several { "checkbox" } else { "radio" };
    let name = ["guide-", q.id.as_str()].concat();
    let inside = if q.answers.is_empty() {
        let says = "Languages that you leave out count as not known by anybody.";
        together(vec![hint(says), panel::languages(ctx)])
    } else {
        all(q.answers.iter().map(|a| {
            let (question, answer) = (q.id.clone(), a.id.clone());
            let on = flag(move || {
                ctx.guide
                    .with(|g| g.get(&question).is_some_and(|s| s.contains(&answer)))
            });
            let (question, answer) = (q.id.clone(), a.id.clone());
            let give = act(move || ctx.dispatch(Msg::Answer(question.clone(), answer.clone())));
            parts::check(kind, &name, &a.label, on, give).done()
        }))
    };
    let single = !q.several && !q.answers.is_empty();
    let (id, taken) = (q.id.clone(), q.id.clone());
    let unanswer = act(move || ctx.dispatch(Msg::Unanswer(taken.clone())));
    let none = parts::button("text", "No answer", unanswer).when(
        "hidden",
        flag(move || !single || !ctx.guide.with(|g| g.contains_key(&id))),
    );
    of("fieldset", "question")
        .child(el("legend").say(&q.ask).done())
        .child(of("div", "answers").child(inside).done())
        .child(none.done())
        .done()
}

/// What the answers have set, against the defaults.
fn moved(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let defaults = Weights::current(&c);
    let mut changes: Vec<String> = Vec::new();
    ctx.weights.with(|w| {
        for k in &c.criteria {
            let (from, to) = (defaults.get(k.key), w.get(k.key));
            if from != to {
                let (from, to) = (
                    words::hundredths(from.hundredths()),
                    words::hundredths(to.hundredths()),
                );
                changes.push([&k.label, " ", &from, " → ", &to].concat());
            }
        }
    });
    let mut musts: Vec<String> = Vec::new();
    ctx.musts.with(|m| {
        for id in m.keys() {
            musts.push(
                c.capability(id)
                    .map_or_else(|| id.to_string(), |k| k.label.clone()),
            );
        }
    });
    let known = known(ctx);
    if changes.is_empty() && musts.is_empty() && known.is_empty() {
        return parts::paragraph("Nothing set yet: the balanced weights count.");
    }
    let mut lines = Vec::new();
    if !changes.is_empty() {
        lines.push(parts::stressed(
            "Weights:",
            &[&changes.join(", "), "."].concat(),
        ));
    }
    if !musts.is_empty() {
        lines.push(parts::stressed(
            "Must have:",
            &[&words::list(&musts, "and"), "."].concat(),
        ));
    }
    if !known.is_empty() {
        lines.push(parts::stressed("Team:", &known));
    }
    together(lines)
}

/// What the team knows, and how much that counts; empty where nothing was said.
fn known(ctx: Ctx) -> String {
    let c = ctx.catalogue();
    let rated: Vec<String> = ctx.languages.with(|all| {
        let label = |id: &Id| catalogue::label(&c.lists.languages, id).to_owned();
        let rated = all.iter();
        rated
            .map(|(id, rating)| [&label(id), " ", &rating.get().to_string(), " of 5"].concat())
            .collect()
    });
    let column = c.criteria.iter().position(|k| k.from == Measure::Languages);
    let share = ctx.shares.with(|s| {
        column
            .and_then(|n| s.of.get(n))
            .copied()
            .unwrap_or_default()
    });
    match rated.as_slice() {
        [] => String::new(),
        rated => [
            &words::list(rated, "and"),
            "; counts ",
            &words::weight(share),
            " of the whole.",
        ]
        .concat(),
    }
}
