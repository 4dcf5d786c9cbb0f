//! The shortlist: what the user keeps, in an order and with notes of their own.

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
    match edit {
        Edit::Kept => ["Put on the shortlist: ", name].concat(),
        Edit::Removed => ["Taken off the shortlist: ", name].concat(),
        Edit::Moved => ["Moved on the shortlist: ", name].concat(),
        Edit::Noted => ["Note changed: ", name].concat(),
    }
}

/// The dialog.
pub fn dialog(ctx: Ctx) -> AnyView {
    let ids = Memo::new(move |_| ctx.shelf.with(|s| s.iter().map(|k| k.id.clone()).collect::<Vec<_>>()));
    let empty = move || ids.with(Vec::is_empty);
    let undo = move || ctx.undo.get().map(|(edit, id)| ["Undo: ", &done(edit, &ctx.name(&id))].concat());
    parts::dialog(
        DIALOG,
        "Shortlist",
        view! {
            <p hidden=move || !empty()>"Nothing here yet. The star beside a technology puts it on this list; it stays on this device, with your notes."</p>
            <ol class="shelf" aria-label="Shortlist">
                <For each=move || ids.get() key=|id| id.clone() children=move |id| item(ctx, id) />
            </ol>
            <p class="actions">
                <button class="primary" hidden=move || { ids.with(Vec::len) < 2 } on:click=move |_| {
                    let first: Vec<Id> = ids.get_untracked().into_iter().take(MAX_COMPARED).collect();
                    ctx.dispatch(Msg::Compare(first));
                    browser::close_dialog(DIALOG);
                    ctx.dispatch(Msg::Show(View::Compare));
                    browser::arrive(app::HEADING);
                }>"Compare these"</button>
                <button hidden=move || ctx.undo.with(Option::is_none) on:click=move |_| {
                    ctx.dispatch(Msg::Undo);
                    ctx.status.set("Undone".to_owned());
                }>{undo}</button>
            </p>
        },
    )
}

fn item(ctx: Ctx, id: Id) -> AnyView {
    let c = ctx.catalogue();
    let listed = c.position(&id);
    let name = ctx.name(&id);
    let note = {
        let id = id.clone();
        Memo::new(move |_| ctx.shelf.with(|s| s.iter().find(|k| k.id == id).map(|k| k.note.clone()).unwrap_or_default()))
    };
    let place = {
        let id = id.clone();
        Memo::new(move |_| ctx.shelf.with(|s| (s.iter().position(|k| k.id == id), s.len())))
    };
    let score = move || {
        listed.map(|row| {
            let shown = ctx.scores.with(|s| s.shown.get(row).copied().unwrap_or_default());
            [words::rounded(tenths(shown)).to_string().as_str(), " points"].concat()
        })
    };
    let (up, down, off, noted, opened) = (id.clone(), id.clone(), id.clone(), id.clone(), id.clone());
    let label = |verb: &str| [verb, &name].concat();
    let key = move |e: leptos::ev::KeyboardEvent| {
        if e.alt_key() {
            let by = match e.key().as_str() {
                "ArrowUp" => -1,
                "ArrowDown" => 1,
                _ => return,
            };
            e.prevent_default();
            e.stop_propagation();
            ctx.dispatch(Msg::MoveKept(id.clone(), by));
            browser::focus_back();
        }
    };
    view! {
        <li class="kept" on:keydown=key>
            <div class="kept-head">
                <button class="name" on:click=move |_| {
                    browser::close_dialog(DIALOG);
                    parts::open(ctx, opened.clone());
                }>{name.clone()}</button>
                <span class="meta">{score} {listed.is_none().then_some("no longer listed")}</span>
                <span class="marks">
                    <button class="icon" aria-label=label("Move up: ") disabled=move || place.get().0 == Some(0)
                        on:click=move |_| { ctx.dispatch(Msg::MoveKept(up.clone(), -1)); browser::focus_back(); }>"↑"</button>
                    <button class="icon" aria-label=label("Move down: ") disabled=move || { let (at, n) = place.get(); at.is_some_and(|at| at + 1 == n) }
                        on:click=move |_| { ctx.dispatch(Msg::MoveKept(down.clone(), 1)); browser::focus_back(); }>"↓"</button>
                    <button class="icon" aria-label=label("Take off the shortlist: ")
                        on:click=move |_| { ctx.dispatch(Msg::ToggleKept(off.clone())); browser::focus("shortlist-title"); }>"×"</button>
                </span>
            </div>
            <label class="note"><span class="unseen">{label("Your note on ")}</span>
                <textarea rows="2" maxlength=MAX_NOTE.to_string() placeholder="Your note: why it is here, what to check"
                    prop:value=move || note.get()
                    on:change=move |e| ctx.dispatch(Msg::Note(noted.clone(), event_target_value(&e)))></textarea>
            </label>
        </li>
    }
    .into_any()
}
