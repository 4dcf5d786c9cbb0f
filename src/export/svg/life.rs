//! Releases and support of one technology on a time axis.

use super::super::{Case, own_of};
use super::sheet::{Chart, EDGE, FULL, Paper, Sheet, Style};
use crate::catalogue::{Fact, Id, Technology};
use crate::timeline::{Open, Role, Row, Timeline};
use crate::words;

const ROW: f64 = 44.0;

/// The lifecycle of a technology, with today marked. `None` where it is not
/// listed or no date is known.
#[must_use]
pub fn life(case: &Case<'_>, id: &Id, paper: Paper) -> Option<Chart> {
    let c = case.catalogue;
    let t = c.technology(id)?;
    let drawn = Timeline::new(&t.lifecycle, case.today)?;
    let mut says = vec![legend(&drawn)];
    says.extend(own_of(case, [t].into_iter()));
    let mut sheet = Sheet::new(
        paper,
        &["Releases and support of ", &t.name].concat(),
        &says,
    );
    for fact in t.stated(c) {
        if let Some(field) = fact.field.strip_prefix("lifecycle.") {
            sheet.tell(&[field, ": ", &fact.value, "."].concat());
        }
    }
    let at = |percent: f64| EDGE + (FULL - 2.0 * EDGE) * percent / 100.0;
    let colours = sheet.colours;
    let top = sheet.y;
    let bottom = top + 20.0 + ROW * words::number(drawn.rows.len());
    for tick in &drawn.ticks {
        let x = at(tick.at);
        sheet.line([x, top, x, bottom], colours.line, 1.0, "");
        sheet.text(
            x + 4.0,
            top + 11.0,
            sheet.small(),
            &tick.year.to_string(),
            60.0,
        );
    }
    sheet.y += 20.0;
    for row in &drawn.rows {
        let middle = sheet.y + 27.0;
        let style = Style {
            apart: true,
            ..sheet.plain()
        };
        sheet.text(EDGE, sheet.y + 14.0, style, &name(row), FULL - 2.0 * EDGE);
        for (span, half) in [(row.active, 7.0), (row.security, 3.0)] {
            if let Some(span) = span {
                let bar = [
                    at(span.from),
                    middle - half,
                    at(span.to) - at(span.from),
                    half * 2.0,
                ];
                sheet.rect(bar, colours.accent, 1.0, "");
            }
        }
        if let Some(mark) = &row.mark {
            sheet.dot(at(mark.at), middle, 6.5, colours.ground, "");
            sheet.dot(at(mark.at), middle, 5.0, colours.ink, &mark.version);
        }
        if let Some(open) = row.open {
            missing(&mut sheet, open, at(open.at()), middle);
        }
        sheet.y += ROW;
    }
    let x = at(drawn.today);
    sheet.line([x, top + 16.0, x, bottom + 14.0], colours.bad, 1.5, "4 2");
    let (anchor, by) = if drawn.today > 70.0 {
        ("end", -4.0)
    } else {
        ("start", 4.0)
    };
    let style = Style {
        anchor,
        colour: colours.ink,
        ..sheet.small()
    };
    let today = [words::date(case.today).as_str(), ", today"].concat();
    sheet.text(x + by, bottom + 13.0, style, &today, 200.0);
    sheet.y = bottom + 16.0;
    let facts = sources(case, t);
    Some(sheet.done(case, &facts))
}

/// What is not recorded of a series, where its bar would begin or end.
fn missing(sheet: &mut Sheet, open: Open, x: f64, middle: f64) {
    let (anchor, by) = if open.at() > 60.0 {
        ("end", -10.0)
    } else {
        ("start", 10.0)
    };
    let style = Style {
        anchor,
        apart: true,
        ..sheet.small()
    };
    match open {
        Open::Beginning(_) => {
            let ink = sheet.colours.ink2;
            sheet.line([x, middle - 7.0, x, middle + 7.0], ink, 1.5, "");
        }
        Open::End(_) | Open::Both => {}
    }
    sheet.text(x + by, middle + 4.0, style, open.words(), 200.0);
}

/// What the marks mean that are drawn.
fn legend(line: &Timeline) -> String {
    let drawn = |is: fn(&Row) -> bool| line.rows.iter().any(is);
    let marks = [
        (drawn(|r| r.mark.is_some()), "Dot: a release."),
        (drawn(|r| r.active.is_some()), "Thick: all fixes."),
        (
            drawn(|r| r.security.is_some()),
            "Thin: security fixes alone.",
        ),
        (
            drawn(|r| r.older),
            "A bar begins with the newest release that is recorded; the series may be older.",
        ),
    ];
    let told: Vec<&str> = marks
        .into_iter()
        .filter(|(drawn, _)| *drawn)
        .map(|(_, words)| words)
        .collect();
    told.join(" ")
}

/// A series with why it is there.
fn name(row: &Row) -> String {
    let roles: Vec<&str> = row
        .roles
        .iter()
        .map(|role| match role {
            Role::Newest => "newest",
            Role::Previous => "before",
            Role::LongTerm => "long-term",
        })
        .collect();
    let mut name = [&row.series, ", ", &words::list(&roles, "and")].concat();
    if let Some(mark) = row.mark.as_ref().filter(|mark| mark.version != row.series) {
        name.push_str(", released as ");
        name.push_str(&mark.version);
    }
    name
}

/// Where the dates were read, each source once.
fn sources(case: &Case<'_>, t: &Technology) -> String {
    fn of<T>(fact: Option<&Fact<T>>) -> Option<&Id> {
        fact.map(|f| &f.source)
    }
    let life = &t.lifecycle;
    let ids = [
        of(life.latest.as_ref()),
        of(life.previous.as_ref()),
        of(life.support.as_ref()),
        of(life.lts.as_ref()),
    ];
    let mut titles: Vec<&str> = Vec::new();
    for id in ids.into_iter().flatten() {
        let title = case
            .catalogue
            .source(t, id)
            .map_or(id.as_str(), |s| &s.title);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    words::list(&titles, "and")
}
