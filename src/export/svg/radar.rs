//! A few technologies laid over each other, by what matters most.

use super::super::{Case, own_of};
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style, facts_from};
use crate::chart::spoke;
use crate::compare::{self, LETTERS, MAX_OVERLAID};
use crate::words;

const RADIUS: f64 = 118.0;

/// The radar of the first few of `rows`. `None` where too few criteria have a
/// share, or nobody is there.
#[must_use]
pub fn radar(case: &Case<'_>, rows: &[usize], paper: Paper) -> Option<Chart> {
    let c = case.catalogue;
    let found = compare::radar(&case.scored(), rows).filter(|r| !r.shapes.is_empty())?;
    let name = |row: usize| c.technologies.get(row).map_or("", |t| &t.name);
    let names: Vec<&str> = found.shapes.iter().map(|s| name(s.row)).collect();
    let mut about = "Further out is better: worth nothing in the middle, worth everything at the rim. Where nothing is known there is no point and the line breaks.".to_owned();
    if found.left_out > 0 {
        let shown = found.axes.len().to_string();
        let more = words::count(found.left_out, "more counts.", "more count.");
        about.push_str(&[" The ", &shown, " criteria that count most; ", &more].concat());
    }
    if rows.len() > MAX_OVERLAID {
        about.push_str(" Only the first four fit.");
    }
    let mut says = vec![about];
    let technologies = found.shapes.iter();
    says.extend(own_of(
        case,
        technologies.filter_map(|s| c.technologies.get(s.row)),
    ));
    let title = [&words::list(&names, "and"), " at a glance"].concat();
    let mut sheet = Sheet::new(paper, &title, &says);
    let colours = sheet.colours;
    let [_, warm, _, _, rose, _] = colours.groups;
    let series = [
        (colours.accent, ""),
        (warm, "7 3"),
        (colours.ink, "2 3"),
        (rose, "9 3 2 3"),
    ];
    let middle = [FULL / 2.0, sheet.y + RADIUS + 34.0];
    let [x, y] = middle;
    let n = found.axes.len();
    sheet.outline(&found.grid(RADIUS), middle, colours.line, 1.0, "");
    for (shape, (hue, dashes)) in found.shapes.iter().zip(series) {
        sheet.outline(&found.outline(shape, RADIUS), middle, hue, 2.0, dashes);
    }
    for (nth, (letter, (hue, _))) in LETTERS.iter().zip(series).enumerate() {
        let style = Style {
            size: 10.0,
            anchor: "middle",
            colour: hue,
            bold: true,
            apart: true,
        };
        for p in found.letters(nth, RADIUS, 9.0) {
            sheet.text(x + p.x, y + p.y + 3.5, style, letter, 20.0);
        }
    }
    for (k, axis) in found.axes.iter().enumerate() {
        let p = spoke(k, n, RADIUS + 16.0);
        let anchor = if p.x > 20.0 {
            "start"
        } else if p.x < -20.0 {
            "end"
        } else {
            "middle"
        };
        let style = Style {
            anchor,
            ..sheet.plain()
        };
        let room = if anchor == "middle" {
            200.0
        } else {
            FULL / 2.0 - p.x.abs() - 4.0
        };
        let rise = if axis.lines.len() > 1 { 7.0 } else { 0.0 };
        let mut at = y + p.y + 4.0 - rise + 7.0 * p.y / RADIUS;
        for line in &axis.lines {
            sheet.text(x + p.x, at, style, line, room);
            at += 14.0;
        }
    }
    for shape in &found.shapes {
        let worth = found.axes.iter().zip(&shape.values).map(|(axis, value)| {
            let worth = value.map_or_else(|| "unknown".to_owned(), words::value);
            [&axis.lines.join(" "), " ", &worth].concat()
        });
        let worth: Vec<String> = worth.collect();
        sheet.tell(
            &[
                name(shape.row),
                ", worth from 0 to 100: ",
                &worth.join(", "),
                ".",
            ]
            .concat(),
        );
    }
    sheet.y = y + RADIUS + 34.0;
    let mut left = EDGE;
    sheet.y += 16.0;
    for ((shape, letter), (hue, dashes)) in found.shapes.iter().zip(LETTERS).zip(series) {
        let (name, plain) = (name(shape.row), sheet.plain());
        let wide = 56.0 + plain.width(name);
        if left > EDGE && left + wide > FULL - EDGE {
            left = EDGE;
            sheet.y += 20.0;
        }
        let style = Style {
            colour: hue,
            bold: true,
            ..plain
        };
        sheet.text(left, sheet.y, style, letter, 20.0);
        let line = [left + 12.0, sheet.y - 4.0, left + 38.0, sheet.y - 4.0];
        sheet.line(line, hue, 2.0, dashes);
        sheet.text(left + 42.0, sheet.y, plain, name, FULL - EDGE - left - 42.0);
        left += wide;
    }
    sheet.y += 10.0;
    let rows: Vec<usize> = found.shapes.iter().map(|s| s.row).collect();
    let columns: Vec<usize> = found.axes.iter().map(|a| a.column).collect();
    let facts = facts_from(case, &rows, &columns);
    Some(sheet.done(case, &facts))
}
