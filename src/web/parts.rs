//! Small pieces that several places are made of.

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{Act, Element, Piece, Text, act, all, el, flag, of, said, text, value, word};
use super::{app, browser};
use crate::catalogue::{Catalogue, Date, Id, Level, Source, Technology, is_link};
use crate::chart;
use crate::coverage::is_old;
use crate::decide::{Contribution, contributions};
use crate::state::{MAX_COMPARED, Msg};
use crate::timeline;
use crate::words;
use leptos::prelude::untrack;
use std::sync::Arc;

/// A modal dialog with a heading and a close button. It opens by
/// [`browser::open_dialog`]; Escape and the button close it, and the focus
/// returns to what opened it.
pub fn dialog(id: &'static str, title: &'static str, inside: Piece) -> Piece {
    dialog_of(id, title, inside).done()
}

/// A [`dialog`] that is not done yet.
pub fn dialog_of(id: &'static str, title: &'static str, inside: Piece) -> Element {
    let heading = [id, "-title"].concat();
    let head = of("div", "dialog-head")
        .child(
            el("h2")
                .attr("id", &heading)
                .attr("tabindex", "-1")
                .attr("autofocus", "")
                .say(title)
                .done(),
        )
        .child(icon("×", "Close", act(move || browser::close_dialog(id))).done());
    of("dialog", "dialog")
        .attr("id", id)
        .attr("aria-labelledby", &heading)
        .on("close", act(browser::speak_up))
        .child(head.done())
        .child(of("div", "dialog-body").child(inside).done())
}

/// Opens a technology's sheet.
pub fn open(ctx: Ctx, id: Id) {
    ctx.dispatch(Msg::Open(id));
    browser::arrive(app::HEADING);
}

/// A button that says something; `""` is no class.
pub fn button(class: &'static str, label: &str, act: Act) -> Element {
    let button = if class.is_empty() {
        el("button")
    } else {
        of("button", class)
    };
    button.on("click", act).say(label)
}

/// A button that shows a sign; its name is for who cannot see it.
pub fn icon(sign: &str, name: &str, act: Act) -> Element {
    let sign = el("span").attr("aria-hidden", "true").say(sign).done();
    of("button", "icon")
        .attr("aria-label", name)
        .on("click", act)
        .child(sign)
}

/// A text for who cannot see.
pub fn unseen(text: &str) -> Piece {
    of("span", "unseen").say(text).done()
}

/// A paragraph.
pub fn paragraph(text: &str) -> Piece {
    el("p").say(text).done()
}

/// A paragraph that begins in bold.
pub fn stressed(first: &str, rest: &str) -> Piece {
    el("p")
        .child(el("strong").say(first).done())
        .say(" ")
        .say(rest)
        .done()
}

/// An item of a list.
pub fn item(text: &str) -> Piece {
    el("li").say(text).done()
}

/// A box to tick, with its label.
pub fn check(kind: &str, name: &str, label: &str, on: super::element::Flag, act: Act) -> Element {
    let mut input = el("input").attr("type", kind);
    if !name.is_empty() {
        input = input.attr("name", name);
    }
    of("label", "check")
        .child(input.prop("checked", on).on("change", act).done())
        .child(el("span").say(label).done())
}

/// A select. It takes no value before its choices are there, so that the one that
/// is chosen then says so itself. An empty value cannot be chosen where `open` is
/// false.
pub fn select(
    choices: &[(String, String)],
    open: bool,
    current: Arc<dyn Fn() -> String + Send + Sync>,
    choose: impl FnMut(String) + 'static,
) -> Element {
    let chosen = untrack(|| current());
    let choices = choices.iter().map(|(id, label)| {
        let mut choice = el("option").attr("value", id);
        if id.is_empty() && !open {
            choice = choice.attr("disabled", "");
        }
        if *id == chosen {
            choice = choice.attr("selected", "");
        }
        choice.say(label).done()
    });
    el("select")
        .value(text(move || current()))
        .on("change", value(choose))
        .child(all(choices))
}

/// Pairs of value and label for [`select`].
pub fn choices(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(id, label)| ((*id).to_owned(), (*label).to_owned()))
        .collect()
}

/// A count behind a label; nothing for none.
pub fn badge(n: impl Fn() -> usize + Send + 'static) -> Piece {
    super::element::part(move || {
        let n = n();
        (n > 0).then(|| of("span", "badge").say(&n.to_string()).done())
    })
}

/// The star that puts a technology on the shortlist.
pub fn star(ctx: Ctx, id: Id, name: &str) -> Piece {
    let on = {
        let id = id.clone();
        Derived::new(move || ctx.shelf.with(|s| s.iter().any(|k| k.id == id)))
    };
    let name = name.to_owned();
    let label = text(move || {
        let verb = if on.get() {
            "Take off the shortlist: "
        } else {
            "Put on the shortlist: "
        };
        [verb, &name].concat()
    });
    let sign = el("span")
        .attr("aria-hidden", "true")
        .live(word(move || if on.get() { "★" } else { "☆" }));
    of("button", "star")
        .attr("data-control", "star")
        .attr_live(
            "aria-pressed",
            word(move || if on.get() { "true" } else { "false" }),
        )
        .attr_live("aria-label", label)
        .click(move || ctx.dispatch(Msg::ToggleKept(id.clone())))
        .child(sign.done())
        .done()
}

/// The tick that puts a technology side by side with others.
pub fn tick(ctx: Ctx, id: Id, name: &str) -> Piece {
    let on = {
        let id = id.clone();
        Derived::new(move || ctx.compared.with(|c| c.contains(&id)))
    };
    let full = Derived::new(move || !on.get() && ctx.compared.with(Vec::len) >= MAX_COMPARED);
    let input = el("input")
        .attr("type", "checkbox")
        .attr("data-control", "tick")
        .attr("aria-label", &["Compare ", name].concat())
        .prop("checked", flag(move || on.get()))
        .when("disabled", flag(move || full.get()))
        .on(
            "change",
            act(move || ctx.soon(Msg::ToggleCompared(id.clone()))),
        );
    of("label", "tick")
        .child(input.done())
        .child(el("span").attr("aria-hidden", "true").say("compare").done())
        .done()
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
pub fn bar(bar: Derived<chart::Bar>) -> Piece {
    let path = |class: &str, d: Text| of("path", class).attr_live("d", d).done();
    let mut drawn = el("svg")
        .attr("class", "score-bar")
        .attr("viewBox", "0 0 1000 10")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(of("path", "track").attr("d", "M0 0H1000V10H0z").done())
        .child(path("open", text(move || bar.with(|b| b.open.clone()))));
    for (n, class) in ["g0", "g1", "g2", "g3", "g4", "g5"].into_iter().enumerate() {
        let d = text(move || bar.with(|b| b.groups.get(n).cloned().unwrap_or_default()));
        drawn = drawn.child(path(class, d));
    }
    drawn.done()
}

/// The swatch of a criteria group.
pub fn swatch(n: usize) -> Piece {
    of("i", &["swatch b", &n.to_string()].concat())
        .attr("aria-hidden", "true")
        .done()
}

/// A level as a word with a mark that does not rest on colour.
pub fn level(level: Option<Level>) -> Piece {
    let (class, mark, name) = match level {
        Some(Level::Core) => ("level core", "●", "built in"),
        Some(Level::Official) => ("level official", "◐", "official package"),
        Some(Level::Community) => ("level community", "○", "community package"),
        Some(Level::None) => ("level none", "–", "none"),
        None => ("level unknown", "?", "unknown"),
    };
    of("span", class)
        .child(el("i").attr("aria-hidden", "true").say(mark).done())
        .say(" ")
        .say(name)
        .done()
}

/// A link that leads out of the page; `None` where it may not be followed.
pub fn outward(url: &str) -> Option<Element> {
    is_link(url).then(|| {
        el("a")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
    })
}

/// A link to a source, or nothing but its text.
pub fn link(url: &str, text: String) -> Piece {
    outward(url).map_or_else(|| said(&text), |link| link.say(&text).done())
}

/// Where a fact was read, and when it was true.
pub fn source(c: &Catalogue, t: &Technology, id: &Id, as_of: Date) -> Piece {
    let found: Option<&Source> = c.source(t, id);
    let title = found.map_or_else(|| id.to_string(), |s| s.title.clone());
    let url = found.map_or("", |s| s.url.as_str());
    let source = of("span", "source").child(link(url, title)).say(", ");
    dated(source, as_of)
}

/// A source with its date, and how old that is where it is old.
pub fn dated(source: Element, as_of: Date) -> Piece {
    let source = source.say(&words::date(as_of));
    match age(as_of) {
        Some(age) => source.say(" ").child(age).done(),
        None => source.done(),
    }
}

/// How old a fact is, where it is old.
fn age(as_of: Date) -> Option<Piece> {
    let today = timeline::day(browser::now()).filter(|today| is_old(as_of, *today))?;
    let years = libm::floor(today.months_since(as_of) / 12.0);
    let says = ["◷ ", &words::figure(years), " years old"].concat();
    Some(of("span", "old").say(&says).done())
}
