//! The shortlist: what the user keeps, in an order and with notes of their own.

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{Piece, act, by_id, el, flag, hear, of, part, text, together, value};
use super::{app, browser, later, parts};
use crate::catalogue::Id;
use crate::decide::tenths;
use crate::state::{Edit, MAX_COMPARED, MAX_NOTE, Msg, View};
use crate::words;
use leptos::prelude::*;

/// The id of its dialog.
pub const DIALOG: &str = "shortlist";

/// What an edit did, in words.
pub fn done(ctx: Ctx, edit: &Edit) -> String {
    let (verb, id) = match edit {
        Edit::Kept(id) => ("Put on the shortlist: ", id),
        Edit::Removed(id) => ("Taken off the shortlist: ", id),
        Edit::Moved(id) => ("Moved on the shortlist: ", id),
        Edit::Noted(id) => ("Note changed: ", id),
        Edit::Own(says) => return says.clone(),
        Edit::Weighed => return "Weights replaced".to_owned(),
        Edit::Cleared => return "Filters cleared".to_owned(),
        Edit::Adopted => return "Kept in the place of your own".to_owned(),
    };
    [verb, &ctx.name(id)].concat()
}

/// Brings back what the latest edit replaced.
pub fn undo(ctx: Ctx) {
    ctx.dispatch(Msg::Undo);
    ctx.status.set("Undone".to_owned());
    browser::rest();
}

/// The dialog.
pub fn dialog(ctx: Ctx) -> Piece {
    parts::dialog(DIALOG, "Shortlist", later::inside(ctx, |p| p.shelf))
}

/// What the dialog shows.
pub fn shelf(ctx: Ctx) -> Piece {
    let ids = Derived::new(move || {
        ctx.shelf
            .with(|s| s.iter().map(|k| k.id.clone()).collect::<Vec<_>>())
    });
    let compare = act(move || {
        let first: Vec<Id> = ids.get_untracked().into_iter().take(MAX_COMPARED).collect();
        ctx.dispatch(Msg::Compare(first));
        browser::close_dialog(DIALOG);
        app::go(ctx, View::Compare);
    });
    let undone = part(move || {
        ctx.comparison_tracked();
        ctx.last_edit().map(|edit| {
            let label = ["Undo: ", &done(ctx, &edit)].concat();
            parts::button("", &label, act(move || undo(ctx))).done()
        })
    });
    let says = "Nothing here yet. The star beside a technology puts it on this list; it stays on this device, with your notes.";
    let list = by_id(ids, Box::new(move |id| item(ctx, id)));
    together(vec![
        el("p")
            .when("hidden", flag(move || !ids.with(Vec::is_empty)))
            .say(says)
            .done(),
        of("ol", "shelf")
            .attr("aria-label", "Shortlist")
            .child(list)
            .done(),
        of("p", "actions")
            .child(
                parts::button("primary", "Compare these", compare)
                    .when("hidden", flag(move || ids.with(Vec::len) < 2))
                    .done(),
            )
            .child(undone)
            .done(),
    ])
}

fn item(ctx: Ctx, id: Id) -> Piece {
    let listed = ctx.catalogue().position(&id);
    let name = ctx.name(&id);
    let about = text(move || match listed {
        Some(row) => {
            let shown = ctx
                .scores
                .with(|s| s.shown.get(row).copied().unwrap_or_default());
            [&words::rounded(tenths(shown)).to_string(), " points"].concat()
        }
        None => "no longer listed".to_owned(),
    });
    // Only a note that has changed is written into its box, so that another
    // tab's edit of the list leaves alone what is being typed.
    let note = {
        let id = id.clone();
        Derived::new(move || {
            ctx.shelf.with(|s| {
                let of = s.iter().find(|k| k.id == id);
                of.map(|k| k.note.clone()).unwrap_or_default()
            })
        })
    };
    let at_end = |last: bool| {
        let id = id.clone();
        flag(move || {
            ctx.shelf.with(|s| {
                let end = if last { s.last() } else { s.first() };
                end.is_some_and(|k| k.id == id)
            })
        })
    };
    let shift = {
        let id = id.clone();
        move |by: i8| {
            ctx.dispatch(Msg::MoveKept(id.clone(), by));
            browser::focus_back();
        }
    };
    let (up, down) = (shift.clone(), shift.clone());
    let (first, last) = (at_end(false), at_end(true));
    let pressed = hear(move |event| {
        let by = match browser::key(&event).as_str() {
            "Alt+ArrowUp" => -1,
            "Alt+ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        shift(by);
    });
    let label = |verb: &str| [verb, &name].concat();
    let (opened, off, noted) = (id.clone(), id.clone(), id);
    let open = act(move || {
        browser::close_dialog(DIALOG);
        parts::open(ctx, opened.clone());
    });
    let remove = act(move || {
        ctx.dispatch(Msg::ToggleKept(off.clone()));
        browser::focus("shortlist-title");
    });
    let marks = of("span", "marks")
        .child(
            parts::icon("↑", &label("Move up: "), act(move || up(-1)))
                .when("disabled", first)
                .done(),
        )
        .child(
            parts::icon("↓", &label("Move down: "), act(move || down(1)))
                .when("disabled", last)
                .done(),
        )
        .child(parts::icon("×", &label("Take off the shortlist: "), remove).done());
    let head = of("div", "kept-head")
        .child(parts::button("name", &name, open).done())
        .child(of("span", "meta").live(about).done())
        .child(marks.done());
    let written = of("textarea", "note")
        .attr("rows", "2")
        .attr("maxlength", &MAX_NOTE.to_string())
        .attr("aria-label", &label("Your note on "))
        .attr("placeholder", "Your note: why it is here, what to check")
        .value(text(move || note.get()))
        .on(
            "input",
            value(move |text| ctx.dispatch(Msg::Note(noted.clone(), text))),
        );
    of("li", "kept")
        .on("keydown", pressed)
        .child(head.done())
        .child(written.done())
        .done()
}
