//! Releases and support: a table, and a drawing on a time axis that says the
//! same.

use super::super::element::{Piece, el, nothing, of, said, together};
use super::super::sheet::{marked, with_unit};
use super::{About, fact_table, known};
use crate::catalogue::{Date, Release, Support};
use crate::chart::coordinate;
use crate::timeline::{self, Open, Role, Span, Timeline};
use crate::words;

pub(super) fn life(a: About<'_>) -> Piece {
    let life = &a.t.lifecycle;
    let released = |r: &Release| {
        let on = r
            .date
            .map_or_else(|| "date unknown".to_owned(), words::date);
        said(&[&r.version, ", ", &on].concat())
    };
    let latest = life.latest.as_ref().map(|f| known(f, released(&f.value)));
    let previous = life.previous.as_ref().map(|f| known(f, released(&f.value)));
    let current = life
        .support
        .as_ref()
        .map(|f| known(f, support(&f.value, a.today)));
    let lts = life
        .lts
        .as_ref()
        .map(|f| known(f, support(&f.value, a.today)));
    let policy = life.policy.as_ref().map(|f| {
        let months = f.value.months.map(|n| {
            [
                " A new series has ",
                &with_unit(n, "months"),
                " of security fixes.",
            ]
            .concat()
        });
        let says = [f.value.says.as_str(), &months.unwrap_or_default()].concat();
        known(f, said(&says))
    });
    let (no, none) = ("unknown", "none is recorded");
    let rows = vec![
        a.fact("Newest release", "lifecycle.latest", no, latest),
        a.fact("Series before", "lifecycle.previous", no, previous),
        a.fact(
            "Support of the newest series",
            "lifecycle.support",
            no,
            current,
        ),
        a.fact("Long-term series", "lifecycle.lts", none, lts),
        a.fact("Policy", "lifecycle.policy", no, policy),
    ];
    let drawn = Timeline::new(life, a.today).map_or_else(nothing, |line| drawing(&line));
    together(vec![drawn, fact_table("Releases and support", rows)])
}

/// Until when a series is supported, or since when no more.
fn support(s: &Support, today: Date) -> Piece {
    let end = |what: &str, end: Date| {
        let over = timeline::over(end, today);
        [
            what,
            if over { " ended " } else { " until " },
            &words::date(end),
        ]
        .concat()
    };
    let ends = match (s.active, s.security) {
        (None, None) => "no end is set".to_owned(),
        (Some(a), None) => end("fixes", a),
        (None, Some(b)) => end("security fixes", b),
        (Some(a), Some(b)) if a == b => end("fixes of every kind", a),
        (Some(a), Some(b)) => [&end("fixes", a), ", ", &end("security fixes", b)].concat(),
    };
    let ended = s
        .security
        .or(s.active)
        .is_some_and(|d| timeline::over(d, today));
    let says = said(&[&s.version, ": ", &ends, " "].concat());
    if ended {
        together(vec![says, marked("verdict bad", "✕", "Support has ended.")])
    } else {
        says
    }
}

/// What the drawing is, for who cannot see it.
const SAYS: &str = "Support of each series on a time axis; the table says the same.";

/// The heights of the axis and of a series, in pixels.
const TOP: i32 = 24;
const ROW: i32 = 44;

fn drawing(drawn: &Timeline) -> Piece {
    let mut bottom = TOP;
    let mut rows = Vec::new();
    for row in &drawn.rows {
        rows.push(series(row, bottom));
        bottom += ROW;
    }
    let mut marks = Vec::new();
    for tick in &drawn.ticks {
        let x = percent(tick.at);
        marks.push(line("tick", &x, &x, 0, bottom));
        marks.push(words_at(
            "year",
            &x,
            12,
            Side::Right,
            &tick.year.to_string(),
        ));
    }
    marks.append(&mut rows);
    let today = percent(drawn.today);
    // The word stands where there is room for it.
    let side = if drawn.today > 70.0 {
        Side::Left
    } else {
        Side::Right
    };
    let low = bottom + 14;
    marks.push(line("today", &today, &today, TOP, low));
    marks.push(words_at("now", &today, low, side, "today"));
    of("figure", "life")
        .child(canvas(bottom + 20, marks))
        .child(el("figcaption").say(&legend(drawn)).done())
        .done()
}

/// What the marks mean that are drawn.
fn legend(line: &Timeline) -> String {
    let drawn = |is: fn(&timeline::Row) -> bool| line.rows.iter().any(is);
    let mut text = String::new();
    for (drawn, words) in [
        (drawn(|r| r.mark.is_some()), "Dot: a release. "),
        (drawn(|r| r.active.is_some()), "Thick: all fixes. "),
        (
            drawn(|r| r.security.is_some()),
            "Thin: security fixes alone. ",
        ),
        (
            drawn(|r| r.older),
            "A bar begins with the newest release that is recorded; the series may be older. ",
        ),
    ] {
        if drawn {
            text.push_str(words);
        }
    }
    text
}

fn series(row: &timeline::Row, top: i32) -> Piece {
    let mut roles: Vec<&str> = Vec::new();
    for role in &row.roles {
        roles.push(match role {
            Role::Newest => "newest",
            Role::Previous => "before",
            Role::LongTerm => "long-term",
        });
    }
    let mut name = [&row.series, ", ", &words::list(&roles, "and")].concat();
    if let Some(mark) = &row.mark
        && mark.version != row.series
    {
        name.push_str(" · ● ");
        name.push_str(&mark.version);
    }
    let middle = top + 27;
    let mut marks = vec![words_at("series", "0", top + 14, Side::At, &name)];
    if let Some(span) = row.active {
        marks.push(bar("active", span, middle, 7));
    }
    if let Some(span) = row.security {
        marks.push(bar("security", span, middle, 3));
    }
    if let Some(mark) = &row.mark {
        marks.push(dot("release", &percent(mark.at), middle));
    }
    if let Some(open) = row.open {
        let at = percent(open.at());
        let side = if open.at() > 60.0 {
            Side::Before
        } else {
            Side::Behind
        };
        if matches!(open, Open::Beginning(_)) {
            marks.push(line("tick", &at, &at, middle - 7, middle + 7));
        }
        marks.push(words_at("open", &at, middle + 4, side, open.words()));
    }
    group(marks)
}

/// Where words stand to a line.
#[derive(Clone, Copy)]
enum Side {
    At,
    Left,
    Right,
    /// The same, with room for a dot.
    Before,
    Behind,
}

/// The ground of the drawing.
fn canvas(height: i32, marks: Vec<Piece>) -> Piece {
    el("svg")
        .attr("role", "img")
        .attr("aria-label", SAYS)
        .attr("width", "100%")
        .attr("height", &height.to_string())
        .child(together(marks))
        .done()
}

fn group(marks: Vec<Piece>) -> Piece {
    el("g").child(together(marks)).done()
}

fn line(class: &str, from: &str, to: &str, top: i32, bottom: i32) -> Piece {
    of("line", class)
        .attr("x1", from)
        .attr("x2", to)
        .attr("y1", &top.to_string())
        .attr("y2", &bottom.to_string())
        .done()
}

fn bar(class: &str, span: Span, middle: i32, half: i32) -> Piece {
    of("rect", class)
        .attr("x", &percent(span.from))
        .attr("width", &percent(span.to - span.from))
        .attr("y", &(middle - half).to_string())
        .attr("height", &(half * 2).to_string())
        .done()
}

fn dot(class: &str, x: &str, y: i32) -> Piece {
    of("circle", class)
        .attr("cx", x)
        .attr("cy", &y.to_string())
        .attr("r", "5")
        .done()
}

fn words_at(class: &str, x: &str, y: i32, side: Side, words: &str) -> Piece {
    let (anchor, dx) = match side {
        Side::At => ("start", "0"),
        Side::Left => ("end", "-4"),
        Side::Right => ("start", "4"),
        Side::Before => ("end", "-10"),
        Side::Behind => ("start", "10"),
    };
    of("text", class)
        .attr("x", x)
        .attr("y", &y.to_string())
        .attr("dx", dx)
        .attr("text-anchor", anchor)
        .say(words)
        .done()
}

fn percent(x: f64) -> String {
    let mut text = coordinate(x);
    text.push('%');
    text
}
