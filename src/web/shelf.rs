//! The shortlist: what the user keeps, in an order and with notes of their own.

use super::bind::{click, flag, key, part, text, value};
use super::ctx::Ctx;
use super::{app, browser, parts};
use crate::catalogue::Id;
use crate::decide::tenths;
use crate::state::{Edit, MAX_COMPARED, MAX_NOTE, Msg, View};
use crate::words;
use leptos::prelude::*;

/// The id of its dialog.
pub const DIALOG: &str = "shortlist";

/// What an edit did, in words.
pub fn done(edit: Edit, name: &str) -> String {
    let verb = match edit {
        Edit::Kept => "Put on the shortlist: ",
        Edit::Removed => "Taken off the shortlist: ",
        Edit::Moved => "Moved on the shortlist: ",
        Edit::Noted => "Note changed: ",
    };
    [verb, name].concat()
}

/// Brings back what the latest edit replaced.
pub fn undo(ctx: Ctx) {
    ctx.dispatch(Msg::Undo);
    ctx.status.set("Undone".to_owned());
}

/// The dialog.
pub fn dialog(ctx: Ctx) -> AnyView {
    let ids = Memo::new(move |_| {
        ctx.shelf
            .with(|s| s.iter().map(|k| k.id.clone()).collect::<Vec<_>>())
    });
    let compare = click(move || {
        let first: Vec<Id> = ids.get_untracked().into_iter().take(MAX_COMPARED).collect();
        ctx.dispatch(Msg::Compare(first));
        browser::close_dialog(DIALOG);
        app::go(ctx, View::Compare);
    });
    let undone = part(move || {
        ctx.shelf.track();
        ctx.last_edit().map(|(edit, id)| {
            let label = ["Undo: ", &done(edit, &ctx.name(&id))].concat();
            parts::button("", label, move || undo(ctx))
        })
    });
    let inside = view! {
        <p hidden=flag(move || !ids.with(Vec::is_empty))>"Nothing here yet. The star beside a technology puts it on this list; it stays on this device, with your notes."</p>
        <ol class="shelf" aria-label="Shortlist">
            <For each=move || ids.get() key=|id| id.clone() children=move |id| item(ctx, id) />
        </ol>
        <p class="actions">
            <button class="primary" hidden=flag(move || ids.with(Vec::len) < 2) on:click=compare>"Compare these"</button>
            {undone}
        </p>
    };
    parts::dialog(DIALOG, "Shortlist", inside.into_any())
}

fn item(ctx: Ctx, id: Id) -> AnyView {
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
    let note = {
        let id = id.clone();
        text(move || {
            ctx.shelf.with(|s| {
                s.iter()
                    .find(|k| k.id == id)
                    .map(|k| k.note.clone())
                    .unwrap_or_default()
            })
        })
    };
    let at_end = |last: bool| {
        let id = id.clone();
        flag(move || {
            let end = ctx
                .shelf
                .with(|s| if last { s.last() } else { s.first() }.map(|k| k.id.clone()));
            end.as_ref() == Some(&id)
        })
    };
    let (first, last) = (at_end(false), at_end(true));
    let shift = |by: i8| {
        let id = id.clone();
        move || {
            ctx.dispatch(Msg::MoveKept(id.clone(), by));
            browser::focus_back();
        }
    };
    let (up, down) = (shift(-1), shift(1));
    let pressed = {
        let (up, down) = (shift(-1), shift(1));
        key(move |event| {
            let step: &dyn Fn() = match event.key().as_str() {
                "ArrowUp" if event.alt_key() => &up,
                "ArrowDown" if event.alt_key() => &down,
                _ => return,
            };
            event.prevent_default();
            step();
        })
    };
    let label = |verb: &str| [verb, &name].concat();
    let (opened, off, noted) = (id.clone(), id.clone(), id);
    let open = move || {
        browser::close_dialog(DIALOG);
        parts::open(ctx, opened.clone());
    };
    let remove = click(move || {
        ctx.dispatch(Msg::ToggleKept(off.clone()));
        browser::focus("shortlist-title");
    });
    let write = value(move |text| ctx.dispatch(Msg::Note(noted.clone(), text)));
    let max = MAX_NOTE.to_string();
    view! {
        <li class="kept" on:keydown=pressed>
            <div class="kept-head">
                {parts::button("name", name.clone(), open)}
                <span class="meta">{about}</span>
                <span class="marks">
                    <button class="icon" aria-label=label("Move up: ") disabled=first on:click=click(up)>"↑"</button>
                    <button class="icon" aria-label=label("Move down: ") disabled=last on:click=click(down)>"↓"</button>
                    <button class="icon" aria-label=label("Take off the shortlist: ") on:click=remove>"×"</button>
                </span>
            </div>
            <textarea class="note" rows="2" maxlength=max aria-label=label("Your note on ")
                placeholder="Your note: why it is here, what to check" prop:value=note on:change=write></textarea>
        </li>
    }
    .into_any()
}
