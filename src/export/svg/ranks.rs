//! How often each technology takes each rank when weights are drawn by lot.

use super::super::Case;
use super::bars::weighed;
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style, facts_from};
use crate::catalogue::order;
use crate::verdict::{Lot, Names, Problem};
use crate::words;

/// What drawing lots has counted for a [`Problem`].
#[derive(Clone, Copy, Debug)]
pub struct Draws<'a> {
    /// Of each candidate the share of draws by rank.
    pub ranks: &'a [Vec<f64>],
    /// How many were drawn.
    pub count: u32,
    /// Which weights were drawn.
    pub lot: Lot,
    /// Whether missing facts kept their shown value.
    pub held: bool,
}

/// How many candidates and how many ranks are drawn; the ranks behind are one.
const ROWS: usize = 12;
const RANKS: usize = 6;
/// Where the cells begin.
const LEFT: f64 = 150.0;
const ROW: f64 = 24.0;

/// The share of draws in which each candidate takes each rank, as cells that are
/// the darker the greater it is. `None` where nothing was drawn or there are no
/// two to choose between.
#[must_use]
pub fn ranks(case: &Case<'_>, problem: &Problem, draws: &Draws<'_>, paper: Paper) -> Option<Chart> {
    if draws.count == 0 || problem.rows.len() < 2 {
        return None;
    }
    let names = Names::new(case.catalogue, problem);
    let all = draws.ranks.len();
    let columns = RANKS.min(all);
    let later = all > columns;
    let mut sheet = Sheet::new(
        paper,
        "How often each takes which rank",
        &[about(draws, all)],
    );
    let of = |n: usize| draws.ranks.get(n).map_or(&[][..], Vec::as_slice);
    let sorted = order(all, &|a, b| {
        let first = |n: usize| of(n).first().copied().unwrap_or_default();
        let by_first = first(b).total_cmp(&first(a));
        by_first.then(expected(of(a)).total_cmp(&expected(of(b))))
    });
    let cells = words::number(columns + usize::from(later));
    let wide = (FULL - EDGE - LEFT) / cells.max(1.0);
    let middle = Style {
        anchor: "middle",
        ..sheet.small()
    };
    sheet.y += 12.0;
    let mut heads: Vec<String> = (1..=columns).map(words::ordinal).collect();
    if later {
        heads.push("later".to_owned());
    }
    for (n, head) in heads.iter().enumerate() {
        let x = LEFT + wide * (words::number(n) + 0.5);
        sheet.text(x, sheet.y, middle, head, wide);
    }
    sheet.y += 6.0;
    for who in sorted.iter().take(ROWS) {
        let base = sheet.y + 16.0;
        sheet.text(
            EDGE,
            base,
            sheet.plain(),
            names.who(*who),
            LEFT - EDGE - 8.0,
        );
        let mut shares: Vec<f64> = of(*who).iter().take(columns).copied().collect();
        if later {
            shares.push(of(*who).iter().skip(columns).sum());
        }
        let mut told = Vec::new();
        for (n, (share, head)) in shares.iter().zip(&heads).enumerate() {
            let ground = [
                LEFT + wide * words::number(n) + 1.0,
                sheet.y + 1.0,
                wide - 2.0,
                ROW - 2.0,
            ];
            sheet.rect(ground, sheet.colours.track, 1.0, "");
            // What is behind the ranks shown is no rank.
            let behind = later && n == columns;
            let (depth, dark) = if behind { (0.0, false) } else { depth(*share) };
            if depth > 0.0 {
                sheet.rect(ground, sheet.colours.accent, depth, "");
            }
            let says = hundredth(*share);
            let style = Style {
                colour: if dark {
                    sheet.colours.on
                } else {
                    sheet.colours.ink
                },
                size: 12.0,
                ..middle
            };
            if !says.is_empty() {
                let [x, _, w, _] = ground;
                sheet.text(x + w / 2.0, base, style, &says, wide);
                told.push([head, " ", &says].concat());
            }
        }
        sheet.tell(&[names.who(*who), ": ", &told.join(", "), "."].concat());
        sheet.y += ROW;
    }
    let rest = all.saturating_sub(ROWS);
    if rest > 0 {
        let says = [
            "And ",
            &words::count(rest, "other", "others"),
            ", less often first.",
        ]
        .concat();
        sheet.tell(&says);
        sheet.paragraph(&says);
    }
    let facts = facts_from(case, &problem.rows, &weighed(case));
    Some(sheet.done(case, &facts))
}

/// What was drawn.
fn about(draws: &Draws<'_>, all: usize) -> String {
    let which = match draws.lot {
        Lot::Any => "any weights at all",
        Lot::Ordered => "any weights in the order of importance of this comparison",
        Lot::Near => "weights at most half more or less than those of this comparison",
    };
    let missing = if draws.held {
        "; missing facts keep their shown value"
    } else {
        "; missing facts are drawn too"
    };
    [
        "In how many of a hundred of ",
        &words::whole(f64::from(draws.count)),
        " weightings drawn by lot each of ",
        &words::count(all, "technology", "technologies"),
        " takes each rank. Drawn are ",
        which,
        missing,
        ".",
    ]
    .concat()
}

/// The mean rank.
fn expected(ranks: &[f64]) -> f64 {
    let terms = ranks.iter().enumerate();
    terms.map(|(k, share)| words::number(k) * share).sum()
}

/// How deep the ground of a share is, and whether letters on it are light.
fn depth(share: f64) -> (f64, bool) {
    const DEPTHS: [f64; 6] = [0.0, 0.08, 0.2, 0.36, 0.82, 1.0];
    let steps = [0.005, 0.05, 0.1, 0.2, 0.4];
    let deep = steps.iter().filter(|step| share >= **step).count();
    (DEPTHS.get(deep).copied().unwrap_or_default(), deep > 3)
}

/// A share as a number in a hundred; nothing for none.
fn hundredth(share: f64) -> String {
    if share >= 0.005 {
        words::whole(share * 100.0)
    } else if share > 0.0 {
        "<1".to_owned()
    } else {
        String::new()
    }
}
