//! Who is left out of the list, with all reasons, and what would bring them
//! back.

use super::ctx::Ctx;
use super::element::{Piece, act, all, el, nothing, of, part};
use super::explore::{choice_label, facet_label};
use super::parts;
use super::unmatched::relax_label;
use crate::catalogue::{Catalogue, Level, sorted};
use crate::explore::{Excluded, Reason};
use crate::words;

/// Everybody whom a filter keeps out: near misses first, else by name.
pub fn excluded(ctx: Ctx) -> Piece {
    let list = part(move || {
        let c = ctx.catalogue();
        ctx.narrowed.with(|n| {
            let named = c.by_name();
            let place = |e: &Excluded<'_>| {
                let at = named.iter().position(|row| *row == e.row);
                (e.reasons.len(), at)
            };
            let out = sorted(n.excluded(), &|a, b| place(a).cmp(&place(b)));
            Some(all(out.iter().map(|e| left_out(ctx, &c, e))))
        })
    });
    of("ul", "reasons").child(list).done()
}

/// Somebody whom a filter keeps out.
fn left_out(ctx: Ctx, c: &Catalogue, out: &Excluded<'_>) -> Piece {
    let Some(t) = c.technologies.get(out.row) else {
        return nothing();
    };
    let id = t.id.clone();
    let open = act(move || parts::open(ctx, id.clone()));
    let why = all(out.reasons.iter().map(|r| parts::item(&reason(c, r))));
    let relax = out.near_miss().map_or_else(nothing, |only| {
        let relax = only.relax();
        let label = [&relax_label(c, &relax), ": ", &t.name, " returns"].concat();
        parts::button("", &label, act(move || ctx.relax(&relax))).done()
    });
    of("li", "out")
        .child(parts::button("name", &t.name, open).done())
        .child(el("ul").child(why).done())
        .child(relax)
        .done()
}

/// Why a technology is left out.
fn reason(c: &Catalogue, reason: &Reason) -> String {
    match reason {
        Reason::Facet { facet, has } => {
            let what = facet_label(*facet);
            match has {
                Some(ids) => {
                    let labels: Vec<_> = ids.iter().map(|id| choice_label(c, *facet, id)).collect();
                    [what, " is ", &words::list(&labels, "and")].concat()
                }
                None => [what, " is unknown"].concat(),
            }
        }
        Reason::Must {
            capability,
            wanted,
            has,
        } => {
            let name = c
                .capability(capability)
                .map_or(capability.as_str(), |k| &k.label);
            let has = match has {
                Level::None => "none",
                Level::Community => "a community package only",
                Level::Official => "an official package only",
                Level::Core => "built in",
            };
            let wanted = match wanted {
                Level::Core => ", must be built in",
                Level::Official => ", must be official",
                Level::Community | Level::None => "",
            };
            [name, ": ", has, wanted].concat()
        }
    }
}
