//! Printing: what is to be read is unfolded, and the foot says what the page was.

use super::browser;
use super::ctx::Ctx;
use super::element::{Piece, of, text};
use crate::catalogue::Level;
use crate::decide::tenths;
use crate::state::{Facet, UnknownPolicy};
use crate::timeline;
use crate::words;
use leptos::prelude::*;
use std::rc::Rc;

/// The foot of a print, written whenever the page is printed, however that is
/// asked for.
pub fn foot(ctx: Ctx) -> Piece {
    let says = RwSignal::new(String::new());
    let write = move |_| {
        says.set(match ctx.later.here() {
            Some(parts) => (parts.print)(ctx),
            // Whoever has set anything has the second file, or soon will.
            None => [weights(ctx).as_str(), nothing(ctx), &made(ctx)].concat(),
        });
    };
    browser::on("beforeprint", Rc::new(write));
    of("p", "print-foot").live(text(move || says.get())).done()
}

/// How much of the whole each criterion is.
fn weights(ctx: Ctx) -> String {
    let c = untrack(move || ctx.catalogue());
    let mut all = String::from("Weights");
    ctx.shares.with_untracked(|shares| {
        let mut before = ": ";
        for (k, share) in c.criteria.iter().zip(&shares.of) {
            if tenths(*share) > 0 {
                all.push_str(&[before, &k.label, " ", &words::weight(*share)].concat());
                before = ", ";
            }
        }
    });
    all
}

/// The end of the line of weights, and that nothing must be there where that is so.
fn nothing(ctx: Ctx) -> &'static str {
    if ctx.musts.with_untracked(|musts| musts.is_empty()) {
        ".\nMust have: nothing in particular.\n"
    } else {
        ".\n"
    }
}

/// When this was printed, and where it is found again; the line before names the
/// catalogue.
fn made(ctx: Ctx) -> String {
    let c = untrack(move || ctx.catalogue());
    let today = timeline::day(browser::now()).unwrap_or(c.checked);
    [
        "Printed on ",
        &words::date(today),
        ".\n",
        &untrack(move || ctx.link()),
    ]
    .concat()
}

/// Folds again, after the print, what was unfolded for it.
pub fn listen() {
    browser::on("afterprint", Rc::new(|_| browser::fold()));
}

/// Prints. What folds is unfolded before, for some of it is drawn only then.
pub fn print(ctx: Ctx) {
    ctx.flush();
    browser::unfold();
    browser::after_drawn(browser::print);
}

/// Makes the page ready to be printed, and says what it was: weights, must-haves
/// and filters, day and link.
pub fn ready(ctx: Ctx) -> String {
    browser::unfold();
    let mut lines = Vec::new();
    let search = ctx.search.get_untracked();
    if !search.trim().is_empty() {
        let found = ["Only what a search for \"", search.trim(), "\" finds."];
        lines.push(found.concat());
    }
    lines.push([weights(ctx).as_str(), nothing(ctx).trim_end()].concat());
    lines.extend(wanted(ctx));
    lines.extend(narrowed(ctx));
    lines.extend(unknown(ctx));
    lines.push(made(ctx));
    lines.join("\n")
}

/// What must be there, where something must.
fn wanted(ctx: Ctx) -> Option<String> {
    let c = untrack(move || ctx.catalogue());
    let mut all = Vec::new();
    ctx.musts.with_untracked(|musts| {
        for (id, level) in musts {
            let name = c.capability(id).map_or(id.as_str(), |k| &k.label);
            let how = match level {
                Level::Core => " (built in)",
                Level::Official => " (official)",
                Level::Community | Level::None => "",
            };
            all.push([name, how].concat());
        }
    });
    (!all.is_empty()).then(|| ["Must have: ", &all.join(", "), "."].concat())
}

/// What the list is narrowed down to, where it is.
fn narrowed(ctx: Ctx) -> Option<String> {
    let c = untrack(move || ctx.catalogue());
    let mut all = Vec::new();
    ctx.facets.with_untracked(|facets| {
        for facet in Facet::ALL {
            let chosen = facets.get(&facet).into_iter().flat_map(|ids| ids.iter());
            let names: Vec<&str> = chosen.map(|id| facet.choice(&c, id)).collect();
            if !names.is_empty() {
                all.push([facet.label(), ": ", &words::list(&names, "or")].concat());
            }
        }
    });
    (!all.is_empty()).then(|| ["Narrowed down to ", &all.join("; "), "."].concat())
}

/// What missing and old facts count for, where that is not as the page opens.
fn unknown(ctx: Ctx) -> Option<String> {
    let policy = match ctx.policy.get_untracked() {
        UnknownPolicy::Worst => None,
        UnknownPolicy::Middle => Some("Unknown facts count in the middle.".to_owned()),
        UnknownPolicy::Peers => Some("Unknown facts count like their peers.".to_owned()),
    };
    let since = ctx.since.get_untracked();
    let since =
        since.map(|since| ["Facts before ", &words::date(since), " count as unknown."].concat());
    let all: Vec<String> = policy.into_iter().chain(since).collect();
    (!all.is_empty()).then(|| all.join(" "))
}
