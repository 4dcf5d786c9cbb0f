//! Why one technology stands above another, as signed bars that add up.

use super::super::csv::content;
use super::super::{Case, own_of};
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style, facts_from};
use crate::compare;
use crate::words;

/// Where the bars, the points and both figures stand.
const LEFT: f64 = 152.0;
const RIGHT: f64 = 282.0;
const POINTS: f64 = 328.0;
const FIRST: f64 = 340.0;
const SECOND: f64 = 446.0;
const ROW: f64 = 22.0;

/// Why `a` stands above `b`, or not; both are rows. `None` where one of them is
/// not there.
#[must_use]
pub fn why(case: &Case<'_>, a: usize, b: usize, paper: Paper) -> Option<Chart> {
    let c = case.catalogue;
    let (first, second) = (c.technologies.get(a)?, c.technologies.get(b)?);
    let found = compare::why(&case.scored(), a, b);
    let [(_, of_a), (_, of_b)] = found.of;
    let size = words::points(found.total.abs());
    let (x, y) = (first.name.as_str(), second.name.as_str());
    let title = match found.total {
        0 => [x, " and ", y, " have the same total"].concat(),
        1.. => [x, " has ", &size, " points more than ", y].concat(),
        _ => [x, " has ", &size, " points fewer than ", y].concat(),
    };
    let about = [
        "What each criterion adds to the difference, in points of 100. To the right (+) speaks for ",
        x,
        ", to the left (−) for ",
        y,
        ".",
    ];
    let mut says = vec![about.concat()];
    says.extend(own_of(case, [first, second].into_iter()));
    let mut sheet = Sheet::new(paper, &title, &says);
    let zero = (LEFT + RIGHT) / 2.0;
    let bold = Style {
        bold: true,
        ..sheet.plain()
    };
    let end = |style: Style| Style {
        anchor: "end",
        ..style
    };
    sheet.y += 12.0;
    let heads = [
        (FIRST, x, SECOND - FIRST - 8.0),
        (SECOND, y, FULL - SECOND - 8.0),
    ];
    let lines = heads.map(|(at, name, room)| sheet.block(at, sheet.y, bold, name, room));
    if lines.contains(&2) {
        sheet.y += bold.size + 2.0;
    }
    sheet.text(EDGE, sheet.y, bold, "Criterion", LEFT - EDGE);
    sheet.text(POINTS, sheet.y, end(bold), "Points", 60.0);
    sheet.y += 8.0;
    let top = sheet.y;
    let sizes = found.parts.iter().map(|p| p.tenths.abs());
    let most = f64::from(sizes.max().unwrap_or_default().max(1));
    for part in &found.parts {
        let label = c.criteria.get(part.column).map_or("", |k| &k.label);
        let base = sheet.y + 15.0;
        let wide = (RIGHT - LEFT) / 2.0 * f64::from(part.tenths.abs()) / most;
        let (from, hue) = if part.tenths < 0 {
            (zero - wide, sheet.colours.bad)
        } else {
            (zero, sheet.colours.good)
        };
        let points = words::signed(part.tenths);
        sheet.rect([from, sheet.y + 4.0, wide, 14.0], hue, 1.0, "");
        sheet.text(POINTS, base, end(sheet.plain()), &points, 60.0);
        let [mine, other] = &part.figures;
        let (mine, other) = (content(mine), content(other));
        let (plain, small) = (sheet.plain(), sheet.small());
        let lines = [
            sheet.block(EDGE, base, plain, label, LEFT - EDGE - 6.0),
            sheet.block(FIRST, base, small, &mine, SECOND - FIRST - 8.0),
            sheet.block(SECOND, base, small, &other, FULL - SECOND - 8.0),
        ];
        sheet.tell(
            &[
                label, " ", &points, ": ", x, " ", &mine, ", ", y, " ", &other, ".",
            ]
            .concat(),
        );
        sheet.y += ROW;
        if lines.contains(&2) {
            sheet.y += 12.0;
        }
    }
    sheet.line([zero, top, zero, sheet.y], sheet.colours.line2, 1.0, "");
    let [left, right] = [EDGE, FULL - EDGE];
    sheet.line(
        [left, sheet.y, right, sheet.y],
        sheet.colours.line2,
        1.0,
        "",
    );
    let (base, total) = (sheet.y + 16.0, words::signed(found.total));
    let (of_a, of_b) = (words::points(of_a), words::points(of_b));
    sheet.text(EDGE, base, bold, "Together", LEFT - EDGE);
    sheet.text(POINTS, base, end(bold), &total, 60.0);
    sheet.text(FIRST, base, bold, &of_a, SECOND - FIRST - 6.0);
    sheet.text(SECOND, base, bold, &of_b, FULL - SECOND - 6.0);
    sheet.tell(
        &[
            "Together ",
            &total,
            ": ",
            x,
            " ",
            &of_a,
            ", ",
            y,
            " ",
            &of_b,
            ".",
        ]
        .concat(),
    );
    sheet.y += ROW;
    let alike = found.alike.iter().filter_map(|n| c.criteria.get(*n));
    let alike: Vec<&str> = alike.map(|k| k.label.as_str()).collect();
    if !alike.is_empty() {
        let says = ["Worth the same in: ", &words::list(&alike, "and"), "."].concat();
        sheet.tell(&says);
        sheet.paragraph(&says);
    }
    let columns: Vec<usize> = found.parts.iter().map(|p| p.column).collect();
    let facts = facts_from(case, &[a, b], &columns);
    Some(sheet.done(case, &facts))
}
