//! How a figure becomes a value on one criterion, and where everybody stands.

use super::super::csv::content;
use super::super::{Case, own_of};
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style, facts_from, letter};
use crate::catalogue::{Criterion, Id, Measure, ValueFunction};
use crate::compare;
use crate::coverage::{Position, Positions, positions};
use crate::words;

const LEFT: f64 = 46.0;
const RIGHT: f64 = FULL - 28.0;
const HIGH: f64 = 130.0;

/// The value function of a criterion with a dot for each technology, and those
/// of `ids` by name. `None` for a criterion that is made of the user's ratings,
/// and where there is no such column.
#[must_use]
pub fn criterion(case: &Case<'_>, column: usize, ids: &[Id], paper: Paper) -> Option<Chart> {
    let c = case.catalogue;
    let k = c.criteria.get(column)?;
    match &k.from {
        Measure::Languages | Measure::Rating => return None,
        Measure::Metric { .. }
        | Measure::Maturity
        | Measure::Support
        | Measure::Freshness
        | Measure::Capabilities { .. }
        | Measure::TypeSafety => {}
    }
    let found = positions(c, k);
    let named: Vec<(usize, &str)> = ids
        .iter()
        .take(8)
        .filter_map(|id| {
            let row = c.position(id)?;
            Some((row, c.technologies.get(row)?.name.as_str()))
        })
        .collect();
    let (known, of_all) = (found.known.len(), c.technologies.len());
    let all = words::count(of_all, "technology", "technologies");
    let known = if known < of_all {
        ["the ", &known.to_string(), " of "].concat()
    } else {
        String::new()
    };
    let about = [
        k.question.as_str(),
        " The line is what a figure is worth, from 0 to 100; each dot is one of ",
        &known,
        &all,
        if known.is_empty() {
            ". "
        } else {
            " of which it is known. "
        },
        &k.why,
    ];
    let mut says = vec![about.concat()];
    let technologies = named.iter().filter_map(|(row, _)| c.technologies.get(*row));
    says.extend(own_of(case, technologies));
    let mut sheet = Sheet::new(paper, &["What ", &k.label, " is worth"].concat(), &says);
    let labels = place(&found, k, &named);
    let levels = labels.iter().map(|l| l.level).max().unwrap_or_default();
    let top = sheet.y + 24.0 + 17.0 * words::number(levels);
    plot(&mut sheet, case, k, &found, top);
    let hue = sheet.colours.ink;
    let up = |label: &Label| top - 16.0 - 17.0 * words::number(label.level);
    for label in &labels {
        let y = top + (1.0 - label.y) * HIGH;
        let line = [label.x, up(label), label.x, y];
        sheet.line(line, sheet.colours.line2, 1.0, "");
        sheet.dot(label.x, y, 4.0, hue, "");
    }
    for label in &labels {
        sheet.badge(label.x, up(label), letter(label.nth), hue);
    }
    sheet.y = top + HIGH + 32.0;
    let own = case.own();
    let legend: Vec<(&str, &str, String)> = named
        .iter()
        .enumerate()
        .filter_map(|(n, (row, name))| {
            let t = c.technologies.get(*row)?;
            let figure = content(&compare::judged(c, t, k, own).content);
            let worth = case.matrix.columns.get(column).map(|v| {
                let (low, _, high) = v.at(*row, case.comparison.unknown);
                worth(low, high)
            });
            let label = [name, ": ", &figure, &worth.unwrap_or_default()].concat();
            Some((letter(n), sheet.colours.ink, label))
        })
        .collect();
    for (_, _, label) in &legend {
        sheet.tell(&[label, "."].concat());
    }
    sheet.legend(&legend);
    let rows: Vec<usize> = found.known.iter().map(|p| p.row).collect();
    let facts = facts_from(case, &rows, &[column]);
    Some(sheet.done(case, &facts))
}

/// What a figure is worth; nothing where anything is open.
fn worth(low: f64, high: f64) -> String {
    if low == high {
        [", worth ", &words::value(low)].concat()
    } else if high - low < 1.0 {
        let (low, high) = (words::value(low), words::value(high));
        [", worth between ", &low, " and ", &high].concat()
    } else {
        String::new()
    }
}

/// A letter above the plot.
struct Label {
    nth: usize,
    x: f64,
    /// The value.
    y: f64,
    /// How many letters it stands above.
    level: usize,
}

/// Letters that stand near each other stand above each other.
fn place(found: &Positions, k: &Criterion, named: &[(usize, &str)]) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (nth, (row, _)) in named.iter().enumerate() {
        let Some(p) = found.known.iter().find(|p| p.row == *row) else {
            continue;
        };
        let x = across(found, k, p.figure.0);
        let near = |level: usize| {
            let same = |l: &Label| l.level == level && (l.x - x).abs() < 16.0;
            labels.iter().any(same)
        };
        let level = (0..named.len()).find(|level| !near(*level));
        labels.push(Label {
            nth,
            x,
            y: p.value.0,
            level: level.unwrap_or_default(),
        });
    }
    labels
}

fn across(found: &Positions, k: &Criterion, figure: f64) -> f64 {
    LEFT + (RIGHT - LEFT) * found.along(&k.value, figure)
}

/// The line, the dots and the axes.
fn plot(sheet: &mut Sheet, case: &Case<'_>, k: &Criterion, found: &Positions, top: f64) {
    let colours = sheet.colours;
    let high = |value: f64| top + (1.0 - value) * HIGH;
    let end = Style {
        anchor: "end",
        ..sheet.small()
    };
    for (value, label) in [(0.0, "0"), (0.5, "50"), (1.0, "100")] {
        let y = high(value);
        sheet.line([LEFT, y, RIGHT, y], colours.line, 1.0, "");
        sheet.text(LEFT - 6.0, y + 4.0, end, label, LEFT - EDGE);
    }
    let mut d = String::new();
    for (n, p) in found.curve(&k.value).iter().enumerate() {
        d.push(if n == 0 { 'M' } else { 'L' });
        d.push_str(&crate::chart::coordinate(LEFT + (RIGHT - LEFT) * p.x));
        d.push(' ');
        d.push_str(&crate::chart::coordinate(high(p.y)));
    }
    sheet.outline(&d, [0.0, 0.0], colours.accent, 2.0, "");
    for p in &found.known {
        let name = case.catalogue.technologies.get(p.row);
        let says = [name.map_or("", |t| &t.name), ": ", &span(k, p)].concat();
        let (x1, x2) = (across(found, k, p.figure.0), across(found, k, p.figure.1));
        if p.figure.0 == p.figure.1 {
            sheet.dot(x1, high(p.value.0), 3.0, colours.ink2, &says);
        } else {
            let line = [x1, high(p.value.0), x2, high(p.value.1)];
            sheet.line(line, colours.ink2, 4.0, "1 2");
        }
    }
    let base = top + HIGH + 16.0;
    let (from, to) = (at(k, found.from), at(k, found.to));
    sheet.text(LEFT, base, sheet.small(), &from, 200.0);
    sheet.text(RIGHT, base, end, &to, 200.0);
    let (small, apart) = (sheet.small(), 10.0);
    let mut taken = LEFT + small.width(&from) + apart;
    let free = RIGHT - small.width(&to) - apart;
    let mut marked = Vec::new();
    for figure in found.ticks(&k.value) {
        let (x, label) = (across(found, k, figure), bare(k, figure));
        let half = small.width(&label) / 2.0;
        if x - half < taken || x + half > free {
            continue;
        }
        taken = x + half + apart;
        let foot = [x, top + HIGH, x, top + HIGH + 4.0];
        sheet.line(foot, colours.line2, 1.0, "");
        let anchor = "middle";
        sheet.text(x, base, Style { anchor, ..small }, &label, 2.0 * half);
        marked.push(label);
    }
    let mut scale = ["The scale runs from ", &from, " to ", &to].concat();
    if !marked.is_empty() {
        scale.push_str(", by way of ");
        scale.push_str(&marked.join("; "));
    }
    scale.push('.');
    sheet.tell(&scale);
}

fn span(k: &Criterion, p: &Position) -> String {
    if p.figure.0 == p.figure.1 {
        at(k, p.figure.0)
    } else {
        [&at(k, p.figure.0), " to ", &at(k, p.figure.1)].concat()
    }
}

/// A figure of the axis in words.
fn at(k: &Criterion, x: f64) -> String {
    let bare = bare(k, x);
    let named = matches!(k.value, ValueFunction::Ordinal { .. })
        || matches!(k.from, Measure::Capabilities { .. });
    if named {
        bare
    } else {
        [&bare, " ", &k.unit].concat()
    }
}

/// The same without its unit.
fn bare(k: &Criterion, x: f64) -> String {
    if let ValueFunction::Ordinal { levels } = &k.value {
        // A place is a small whole number.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let found = levels.get(x as usize);
        return found.map_or_else(String::new, |l| l.id.to_string());
    }
    if matches!(k.from, Measure::Capabilities { .. }) {
        return words::percent(x);
    }
    words::figure(x)
}
