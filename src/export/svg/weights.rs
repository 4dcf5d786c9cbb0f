//! How far each weight may go before another technology is first.

use super::super::Case;
use super::bars::weighed;
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style, facts_from};
use crate::catalogue::order;
use crate::verdict::{Names, Problem, Verdict};

/// Where the line of a criterion begins and ends.
const LEFT: f64 = 224.0;
const RIGHT: f64 = FULL - EDGE;

/// For every criterion with a share the line of all shares that it could have,
/// the present one, and the bar within which the first stays first. `None` where
/// there are no two to choose between.
#[must_use]
pub fn weights(
    case: &Case<'_>,
    problem: &Problem,
    verdict: &Verdict,
    paper: Paper,
) -> Option<Chart> {
    if problem.rows.len() < 2 {
        return None;
    }
    let names = Names::new(case.catalogue, problem);
    let title = ["With which weights ", names.who(0), " stays first"].concat();
    let says = [
        "Each line is the share that one criterion has in the whole, from nothing to all of it, while the others keep their proportions. The mark is its share now; within the thick bar ",
        names.who(0),
        " stays first. The criteria of which the least change is enough stand first.",
    ];
    let mut sheet = Sheet::new(paper, &title, &[says.concat()]);
    let share = |n: usize| problem.shares.get(n).copied().unwrap_or_default();
    let interval = |n: usize| verdict.intervals.get(n).copied().flatten();
    let room = |n: usize| interval(n).map_or(2.0, |i| i.room(share(n)));
    let all: Vec<usize> = order(problem.shares.len(), &|a, b| room(a).total_cmp(&room(b)))
        .into_iter()
        .filter(|n| share(*n) > 0.0)
        .collect();
    sheet.y += 8.0;
    let at = |share: f64| LEFT + (RIGHT - LEFT) * share.clamp(0.0, 1.0);
    let scale = [
        (0.0, "0", "start"),
        (0.5, "50\u{a0}%", "middle"),
        (1.0, "100\u{a0}%", "end"),
    ];
    for (share, label, anchor) in scale {
        let style = Style {
            anchor,
            ..sheet.small()
        };
        sheet.text(at(share), sheet.y, style, label, 60.0);
    }
    sheet.y += 4.0;
    for n in all {
        let now = share(n);
        let (name, bounds) = (names.what(n), names.bounds(now, interval(n)));
        let base = sheet.y + 14.0;
        sheet.text(EDGE, base, sheet.plain(), name, LEFT - EDGE - 12.0);
        let (low, high) = interval(n).map_or((1.0, 1.0), |i| (i.low, i.high));
        let colours = sheet.colours;
        for share in [0.0, 0.5, 1.0] {
            let x = at(share);
            sheet.line([x, base - 12.0, x, base + 4.0], colours.line, 1.0, "");
        }
        sheet.line(
            [at(0.0), base - 4.0, at(1.0), base - 4.0],
            colours.line2,
            1.0,
            "",
        );
        let bar = [at(low), base - 8.0, (at(high) - at(low)).max(1.0), 8.0];
        sheet.rect(bar, colours.accent, 0.45, "");
        let x = at(now);
        sheet.line([x, base - 12.0, x, base + 4.0], colours.ink, 2.0, "");
        sheet.text(EDGE, base + 14.0, sheet.small(), &bounds, FULL - 2.0 * EDGE);
        sheet.tell(&[name, ": ", &bounds].concat());
        sheet.y += 36.0;
    }
    let facts = facts_from(case, &problem.rows, &weighed(case));
    Some(sheet.done(case, &facts))
}
