//! An empty list: why nothing is on it, and what can be done.

use super::ctx::Ctx;
use super::details::{self, Details};
use super::element::{Piece, act, all, of, part, together};
use super::explore::{choice_label, facet_label};
use super::{browser, parts};
use crate::catalogue::{Catalogue, Id, Level};
use crate::explore::Relax;
use crate::state::Msg;
use crate::words;
use leptos::prelude::Get;

/// Nobody is on the list: nobody matches, or nobody that matches was found.
pub fn nothing(ctx: Ctx) -> Piece {
    all([
        part(move || missed(ctx)),
        part(move || {
            let nobody = ctx.narrowed.with(|n| n.candidates.is_empty());
            nobody.then(|| unmatched(ctx))
        }),
    ]
    .into_iter())
}

/// What is said where the search leaves the list empty: nothing was found, or
/// only what a filter leaves out.
fn missed(ctx: Ctx) -> Option<Piece> {
    let found = ctx.hits.get()?;
    let clear = act(move || {
        ctx.dispatch(Msg::Search(String::new()));
        browser::focus("search");
    });
    if found.is_empty() {
        let clear = parts::button("", "Clear the search", clear).done();
        let (title, says) = match ctx.details.get() {
            Details::Whole(_) => (
                "Nothing found.",
                "The search looks at names, languages, features, packages, known users and summaries.",
            ),
            Details::Missing | Details::Coming => (
                "Nothing found so far.",
                "Names, languages and features have been looked through; packages, known users and summaries are on their way.",
            ),
            Details::Failed(why) => {
                let says = "Names, languages and features have been looked through, but not packages, known users and summaries.";
                let nothing = empty("Nothing found.", says, clear);
                return Some(together(vec![nothing, details::failed(ctx, why)]));
            }
        };
        return Some(empty(title, says, clear));
    }
    let c = ctx.catalogue();
    let shown = |row: usize| ctx.narrowed.with(|n| n.candidates.contains(row));
    let mut names = Vec::new();
    for row in found.iter() {
        if shown(row) {
            return None;
        }
        names.extend(c.technologies.get(row).map(|t| t.name.clone()));
    }
    let says = [&words::list(&names, "and"), "."].concat();
    let all = act(move || ctx.dispatch(Msg::ClearFilters));
    let actions = together(vec![
        parts::button("", "Clear all filters", all).done(),
        parts::button("", "Clear the search", clear).done(),
    ]);
    Some(empty(
        "Found, but left out by your filters:",
        &says,
        actions,
    ))
}

/// An empty list: why, and what can be done.
fn empty(title: &str, says: &str, actions: Piece) -> Piece {
    of("div", "empty")
        .child(parts::stressed(title, says))
        .child(of("p", "actions").child(actions).done())
        .done()
}

/// Nothing matches: which single step brings something back.
fn unmatched(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let ways = ctx.narrowed.with(|n| n.relaxations());
    let says = if ways.is_empty() {
        ""
    } else {
        "One step brings some back:"
    };
    let mut actions = Vec::new();
    for way in ways.into_iter().take(6) {
        let label = [
            &relax_label(&c, &way.relax),
            " (",
            &way.brings.to_string(),
            ")",
        ]
        .concat();
        actions.push(parts::button("", &label, act(move || ctx.relax(&way.relax))).done());
    }
    let clear = act(move || ctx.dispatch(Msg::ClearFilters));
    actions.push(parts::button("", "Clear all filters", clear).done());
    empty("Nothing matches all of that.", says, together(actions))
}

/// A change that asks for less, as a button says it.
pub fn relax_label(c: &Catalogue, relax: &Relax) -> String {
    let name = |id: &Id| {
        c.capability(id)
            .map_or_else(|| id.to_string(), |k| k.label.clone())
    };
    match relax {
        Relax::Lower(id, Level::Community | Level::None) => {
            ["Accept any package for ", &name(id)].concat()
        }
        Relax::Lower(id, Level::Official | Level::Core) => {
            ["Accept an official package for ", &name(id)].concat()
        }
        Relax::Drop(id) => ["Do without ", &name(id)].concat(),
        Relax::Add(facet, id) => ["Accept ", &choice_label(c, *facet, id), " too"].concat(),
        Relax::Clear(facet) => ["Any ", &facet_label(*facet).to_ascii_lowercase()].concat(),
    }
}
