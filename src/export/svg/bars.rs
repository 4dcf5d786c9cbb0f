//! The ranking as bars that are made of what the groups of criteria give.

use super::super::listed::{Judged, Line};
use super::super::{Case, own_of};
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style, facts_from, letter};
use crate::catalogue::{Id, League};
use crate::words;

/// The most bars of a chart.
const MOST: usize = 20;
/// Where names, bars and points stand.
const NAME: f64 = 82.0;
const BAR: f64 = 222.0;
const END: f64 = 462.0;
const ROW: f64 = 22.0;

/// The first of those that are ranked, as the place "Explore" shows them, each
/// with a bar of what the groups of criteria give to its points. `rows` holds
/// those whom a search leaves; `None` where nobody is ranked.
#[must_use]
pub fn bars(case: &Case<'_>, rows: Option<&[usize]>, paper: Paper) -> Option<Chart> {
    let all = case.listed(rows);
    let league = all.iter().find(|line| line.ranked)?.league;
    let ranked: Vec<&Line<'_>> = all
        .iter()
        .filter(|line| line.ranked && line.league == league)
        .collect();
    let shown: Vec<&Line<'_>> = ranked.iter().take(MOST).copied().collect();
    let title = match league {
        League::Frameworks => "The ranking and what its points are made of",
        League::Runtimes => "The runtimes and what their points are made of",
    };
    let mut says = vec![about(case, &ranked, &shown)];
    says.extend(own_of(case, shown.iter().map(|line| line.technology)));
    let mut sheet = Sheet::new(paper, title, &says);
    let groups = counting(case);
    let hue = |nth: usize| {
        let group = groups.get(nth).map_or(0, |(group, _)| *group);
        let hues = sheet.colours.groups;
        hues.get(group).copied().unwrap_or(sheet.colours.ink2)
    };
    let hues: Vec<&'static str> = (0..groups.len()).map(hue).collect();
    let legend: Vec<(&str, &str, String)> = groups
        .iter()
        .zip(&hues)
        .enumerate()
        .map(|(n, ((_, label), hue))| (letter(n), *hue, label.clone()))
        .collect();
    sheet.legend(&legend);
    axis(&mut sheet, shown.len());
    for line in &shown {
        bar(&mut sheet, case, line, &groups, &hues);
    }
    let drawn: Vec<usize> = shown.iter().map(|line| line.row()).collect();
    let columns = weighed(case);
    let facts = facts_from(case, &drawn, &columns);
    Some(sheet.done(case, &facts))
}

/// The columns with a share.
pub(super) fn weighed(case: &Case<'_>) -> Vec<usize> {
    let columns = case.criteria().into_iter().map(|(column, _)| column);
    columns.filter(|column| case.share(*column) > 0.0).collect()
}

/// Of whom this is, and what counts.
fn about(case: &Case<'_>, ranked: &[&Line<'_>], shown: &[&Line<'_>]) -> String {
    let open = shown.iter().any(|line| {
        let (_, shown, high) = case.total(line.row());
        high > shown
    });
    let mut says = if shown.len() < ranked.len() {
        let (first, all) = (shown.len().to_string(), ranked.len().to_string());
        ["The first ", &first, " of ", &all, " that are ranked. "].concat()
    } else {
        String::new()
    };
    says.push_str("Points of 100, under the weights of this comparison.");
    if open {
        says.push_str(" The pale end is what missing facts leave open.");
    }
    says
}

/// The groups of criteria with a share: position among all groups, and label.
fn counting(case: &Case<'_>) -> Vec<(usize, String)> {
    let c = case.catalogue;
    let columns = weighed(case);
    let counts = |id: &Id| {
        let of = |column: &usize| c.criteria.get(*column).is_some_and(|k| k.group == *id);
        columns.iter().any(of)
    };
    let groups = c.criteria_groups.iter().enumerate();
    groups
        .filter(|(_, group)| counts(&group.id))
        .map(|(n, group)| (n, group.label.clone()))
        .collect()
}

/// The scale, over so many rows.
fn axis(sheet: &mut Sheet, rows: usize) {
    sheet.y += 12.0;
    let (top, bottom) = (sheet.y + 4.0, sheet.y + 6.0 + ROW * words::number(rows));
    for points in [0, 25, 50, 75, 100] {
        let x = BAR + (END - BAR) * f64::from(points) / 100.0;
        let style = Style {
            anchor: "middle",
            ..sheet.small()
        };
        sheet.text(x, sheet.y, style, &points.to_string(), 40.0);
        sheet.line([x, top, x, bottom], sheet.colours.line, 1.0, "");
    }
    sheet.y += 6.0;
}

fn bar(
    sheet: &mut Sheet,
    case: &Case<'_>,
    line: &Line<'_>,
    groups: &[(usize, String)],
    hues: &[&'static str],
) {
    let (top, base) = (sheet.y + 3.0, sheet.y + 15.0);
    let (_, shown, high) = case.total(line.row());
    let scale = |tenths: i32| (END - BAR) * f64::from(tenths) / 1000.0;
    let place = line.place;
    let end = Style {
        anchor: "end",
        ..sheet.plain()
    };
    let bold = Style { bold: true, ..end };
    let rank = if place.best == place.worst {
        String::new()
    } else {
        [&place.best.to_string(), "–", &place.worst.to_string()].concat()
    };
    sheet.text(EDGE + 16.0, base, end, &place.rank.to_string(), 20.0);
    sheet.text(EDGE + 20.0, base, sheet.small(), &rank, NAME - EDGE - 20.0);
    sheet.text(
        NAME,
        base,
        sheet.plain(),
        &line.technology.name,
        BAR - NAME - 6.0,
    );
    let judged = case.judged(line.technology, line.row());
    let mut x = BAR;
    let mut parts = Vec::new();
    for (n, (group, label)) in groups.iter().enumerate() {
        let tenths = of_group(case, &judged, *group);
        parts.push([label, " ", &words::points(tenths)].concat());
        let wide = scale(tenths);
        let hue = hues.get(n).copied().unwrap_or_default();
        if wide > 0.5 {
            let says = [label, ": ", &words::points(tenths)].concat();
            sheet.rect([x, top, (wide - 1.0).max(0.5), 16.0], hue, 1.0, &says);
        }
        if wide > 12.0 {
            let style = Style {
                size: 9.0,
                anchor: "middle",
                colour: sheet.colours.on,
                bold: true,
                apart: false,
            };
            sheet.text(x + wide / 2.0 - 0.5, base - 0.8, style, letter(n), 14.0);
        }
        x += wide;
    }
    let mut points = words::points(shown);
    sheet.text(END + 44.0, base, bold, &points, 40.0);
    if high > shown {
        let open = [BAR + scale(shown), top, scale(high - shown), 16.0];
        sheet.rect(open, sheet.colours.line2, 0.3, "");
        let upto = [" to ", &words::points(high)].concat();
        let x = END + 48.0;
        sheet.text(x, base, sheet.small(), upto.trim_start(), FULL - x - 2.0);
        points.push_str(&upto);
    }
    let told = [
        &line.rank(),
        " ",
        &line.technology.name,
        ": ",
        &points,
        " points; ",
        &parts.join(", "),
        ".",
    ]
    .concat();
    sheet.tell(&told);
    sheet.y += ROW;
}

/// What a group of criteria gives.
fn of_group(case: &Case<'_>, judged: &[Judged<'_>], group: usize) -> i32 {
    let id = case.catalogue.criteria_groups.get(group).map(|g| &g.id);
    let of = |of: &&Judged<'_>| Some(&of.criterion.group) == id;
    judged.iter().filter(of).map(|of| of.points).sum()
}
