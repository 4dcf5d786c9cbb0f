//! What a criterion asks and how a figure becomes a value, and what the marks of
//! the list mean.

use super::ctx::Ctx;
use super::element::{Piece, el, nothing, together};
use super::{details, parts};
use crate::catalogue::{Catalogue, Criterion, Measure};
use crate::coverage::positions;
use crate::words;

/// What a criterion asks, how a figure becomes a value, and why so.
pub fn about(ctx: Ctx, column: usize) -> Piece {
    details::needed(ctx, Box::new(move |whole| told(whole, column)))
}

fn told(c: &Catalogue, column: usize) -> Piece {
    let Some(k) = c.criteria.get(column) else {
        return nothing();
    };
    let yours = matches!(k.from, Measure::Languages | Measure::Rating);
    let coverage = (!yours).then(|| {
        let (known, rest) = known_for(c, k, positions(c, k).known.len());
        [&known, " ", rest].concat()
    });
    let mut lines = vec![[&words::rule(k), " ", &k.why].concat()];
    lines.extend(k.caveat.clone());
    lines.extend(coverage);
    let mut parts_of = vec![el("p").child(el("strong").say(&k.question).done()).done()];
    for line in lines {
        parts_of.push(parts::paragraph(&line));
    }
    together(parts_of)
}

/// What the list says besides points.
pub fn marks(_: Ctx) -> Piece {
    together(vec![
        parts::paragraph(
            "A rank counts what is known. The small range beside it, such as 1–3, is where missing facts leave it: each at its worst, each at its best, its own and those of the others.",
        ),
        parts::paragraph(
            "A tie is about weights, not about missing facts: moving a twentieth of the weight or less would put it level with the first, and nobody knows weights better than that.",
        ),
    ])
}

/// Of how many a criterion is known, and what follows where they are few.
pub fn known_for(c: &Catalogue, k: &Criterion, known: usize) -> (String, &'static str) {
    let total = c.technologies.len();
    let says = [
        "Known for ",
        &known.to_string(),
        " of ",
        &words::count(total, "technology", "technologies"),
        ".",
    ]
    .concat();
    let defaults = c.defaults.last();
    let weight = defaults.and_then(|d| d.weights.get(&k.id)).copied();
    let weighs = weight.unwrap_or_default() > 0.0;
    let rest = match (known * 2 < total, weighs) {
        (true, true) => "Fewer than half have a value.",
        (true, false) => {
            "Fewer than half have a value: too few to rank by, so it weighs nothing until you give it a weight."
        }
        (false, true) => "",
        (false, false) => "It weighs nothing until you give it a weight.",
    };
    (says, rest)
}
