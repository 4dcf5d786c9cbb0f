//! Small pieces that several places are made of.

use super::bind::{all, checked, click, flag, text, word};
use super::ctx::Ctx;
use super::{app, browser};
use crate::catalogue::{Catalogue, Id, Level, Source, Technology};
use crate::chart;
use crate::decide::{Contribution, contributions};
use crate::state::{MAX_COMPARED, Msg};
use crate::words;
use leptos::prelude::*;

/// A modal dialog with a heading and a close button. It opens by
/// [`browser::open_dialog`]; Escape and the button close it, and the focus
/// returns to what opened it.
pub fn dialog(id: &'static str, title: &'static str, inside: AnyView) -> AnyView {
    let heading = [id, "-title"].concat();
    let labelled = heading.clone();
    view! {
        <dialog id=id class="dialog" aria-labelledby=labelled>
            <div class="dialog-head">
                <h2 id=heading tabindex="-1" autofocus>{title}</h2>
                <button class="icon" aria-label="Close" on:click=click(move || browser::close_dialog(id))>"×"</button>
            </div>
            <div class="dialog-body">{inside}</div>
        </dialog>
    }
    .into_any()
}

/// Opens a technology's sheet.
pub fn open(ctx: Ctx, id: Id) {
    ctx.dispatch(Msg::Open(id));
    browser::arrive(app::HEADING);
}

/// The star that puts a technology on the shortlist.
pub fn star(ctx: Ctx, id: Id, name: String) -> AnyView {
    let on = {
        let id = id.clone();
        Memo::new(move |_| ctx.shelf.with(|s| s.iter().any(|k| k.id == id)))
    };
    let label = text(move || {
        let verb = if on.get() {
            "Take off the shortlist: "
        } else {
            "Put on the shortlist: "
        };
        [verb, &name].concat()
    });
    let pressed = word(move || if on.get() { "true" } else { "false" });
    let sign = word(move || if on.get() { "★" } else { "☆" });
    view! {
        <button class="star" data-control="star" aria-pressed=pressed aria-label=label
            on:click=click(move || ctx.dispatch(Msg::ToggleKept(id.clone())))>
            <span aria-hidden="true">{sign}</span>
        </button>
    }
    .into_any()
}

/// The tick that puts a technology side by side with others.
pub fn tick(ctx: Ctx, id: Id, name: &str) -> AnyView {
    let on = {
        let id = id.clone();
        Memo::new(move |_| ctx.compared.with(|c| c.contains(&id)))
    };
    let full = flag(move || !on.get() && ctx.compared.with(Vec::len) >= MAX_COMPARED);
    let label = ["Compare ", name].concat();
    view! {
        <label class="tick">
            <input type="checkbox" data-control="tick" aria-label=label prop:checked=flag(move || on.get())
                disabled=full on:change=checked(move |_| ctx.dispatch(Msg::ToggleCompared(id.clone()))) />
            <span aria-hidden="true">"compare"</span>
        </label>
    }
    .into_any()
}

/// A button with a text.
pub fn button(class: &'static str, label: String, act: impl FnMut() + 'static) -> AnyView {
    let act = click(act);
    view! { <button class=class on:click=act>{label}</button> }.into_any()
}

/// A paragraph.
pub fn paragraph(text: String) -> AnyView {
    view! { <p>{text}</p> }.into_any()
}

/// An item of a list.
pub fn item(text: String) -> AnyView {
    view! { <li>{text}</li> }.into_any()
}

/// A choice of a select.
pub fn choice(value: String, label: String) -> AnyView {
    view! { <option value=value>{label}</option> }.into_any()
}

/// The position of each criterion's group, by criterion.
pub fn groups(c: &Catalogue) -> Vec<usize> {
    let of = |id: &Id| {
        c.criteria_groups
            .iter()
            .position(|g| g.id == *id)
            .unwrap_or_default()
    };
    c.criteria.iter().map(|k| of(&k.group)).collect()
}

/// The contributions to a technology's total, as they stand.
pub fn parts_of(ctx: Ctx, row: usize) -> Vec<Contribution> {
    let policy = ctx.policy.get();
    ctx.matrix
        .with(|m| ctx.shares.with(|s| contributions(m, &s.of, row, policy)))
}

/// The score bar of a technology.
pub fn bar_of(ctx: Ctx, row: usize, groups: &[usize]) -> chart::Bar {
    let parts: Vec<_> = parts_of(ctx, row)
        .iter()
        .map(|c| (groups.get(c.column).copied().unwrap_or_default(), c.shown))
        .collect();
    let high = ctx
        .scores
        .with(|s| s.high.get(row).copied().unwrap_or_default());
    chart::bar(6, &parts, high)
}

/// Draws a score bar that follows a memo.
pub fn bar(bar: Memo<chart::Bar>) -> AnyView {
    let part = |class: &'static str, n: usize| {
        let d = text(move || bar.with(|b| b.groups.get(n).cloned().unwrap_or_default()));
        view! { <path class=class d=d /> }.into_any()
    };
    let classes = ["g0", "g1", "g2", "g3", "g4", "g5"];
    let open = text(move || bar.with(|b| b.open.clone()));
    view! {
        <svg class="score-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path class="track" d="M0 0H1000V10H0z" />
            <path class="open" d=open />
            {all(classes.into_iter().enumerate().map(|(n, class)| part(class, n)))}
        </svg>
    }
    .into_any()
}

/// The swatch and name of a criteria group.
pub fn swatch(n: usize) -> AnyView {
    let class = ["swatch b", &n.to_string()].concat();
    view! { <i class=class aria-hidden="true"></i> }.into_any()
}

/// A level as a word with a mark that does not rest on colour.
pub fn level(level: Option<Level>) -> AnyView {
    let (class, mark, name) = match level {
        Some(Level::Core) => ("level core", "●", "built in"),
        Some(Level::Official) => ("level official", "◐", "official package"),
        Some(Level::Community) => ("level community", "○", "community package"),
        Some(Level::None) => ("level none", "–", "none"),
        None => ("level unknown", "?", "unknown"),
    };
    view! { <span class=class><i aria-hidden="true">{mark}</i>" "{name}</span> }.into_any()
}

/// A link to a source: an `https` address or nothing but its text.
pub fn link(url: &str, text: String) -> AnyView {
    if url.starts_with("https://") {
        let url = url.to_owned();
        view! { <a href=url target="_blank" rel="noopener noreferrer">{text}</a> }.into_any()
    } else {
        view! { <span>{text}</span> }.into_any()
    }
}

/// Where a fact was read, and when it was true.
pub fn source(c: &Catalogue, t: &Technology, id: &Id, as_of: crate::catalogue::Date) -> AnyView {
    let found: Option<&Source> = c.source(t, id);
    let title = found.map_or_else(|| id.to_string(), |s| s.title.clone());
    let url = found.map(|s| s.url.clone()).unwrap_or_default();
    view! {
        <span class="source">{link(&url, title)} ", " {words::date(as_of)}</span>
    }
    .into_any()
}
