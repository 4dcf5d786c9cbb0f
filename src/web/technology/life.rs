//! Releases and support: a table, and a drawing on a time axis that says the
//! same.

use super::About;
use super::table::{marked, text, with_unit};
use crate::catalogue::{Date, Release, Support};
use crate::chart::coordinate;
use crate::timeline::{self, Role, Span, Timeline};
use crate::words;
use leptos::prelude::*;

pub(super) fn life(a: About<'_>) -> AnyView {
    let life = &a.t.lifecycle;
    let released = |r: &Release| {
        let on = r
            .date
            .map_or_else(|| "date unknown".to_owned(), words::date);
        [&r.version, ", ", &on].concat().into_any()
    };
    let supported = |s: &Support| support(s, a.today);
    let mut lts = a.fact(
        "Long-term series",
        "lifecycle.lts",
        life.lts.as_ref(),
        supported,
    );
    if life.lts.is_none() {
        lts = vec![
            text("Long-term series"),
            a.gap("lifecycle.lts", "none is recorded"),
            text(""),
        ];
    }
    let rows = vec![
        a.fact(
            "Newest release",
            "lifecycle.latest",
            life.latest.as_ref(),
            released,
        ),
        a.fact(
            "Series before",
            "lifecycle.previous",
            life.previous.as_ref(),
            released,
        ),
        a.fact(
            "Support of the newest series",
            "lifecycle.support",
            life.support.as_ref(),
            supported,
        ),
        lts,
        a.fact("Policy", "lifecycle.policy", life.policy.as_ref(), |p| {
            let months = p.months.map(|n| {
                [
                    " A new series has ",
                    &with_unit(n, "months"),
                    " of security fixes.",
                ]
                .concat()
            });
            view! { {p.says.clone()}{months} }.into_any()
        }),
    ];
    let drawing = Timeline::new(life, a.today).map(|line| drawing(&line));
    view! { {drawing}{super::fact_table("Releases and support", rows)} }.into_any()
}

/// Until when a series is supported, or since when no more.
fn support(s: &Support, today: Date) -> AnyView {
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
        (Some(a), Some(b)) => [end("fixes", a), end("security fixes", b)].join(", "),
    };
    let ended = s
        .security
        .or(s.active)
        .is_some_and(|d| timeline::over(d, today));
    let ended = ended.then(|| marked("bad", "✕", "Support has ended."));
    view! { {s.version.clone()} ": " {ends} " " {ended} }.into_any()
}

/// The heights of the axis and of a series, in pixels.
const TOP: i32 = 24;
const ROW: i32 = 44;

fn drawing(line: &Timeline) -> AnyView {
    let mut bottom = TOP;
    let rows: Vec<AnyView> = line
        .rows
        .iter()
        .map(|row| {
            let drawn = series(row, bottom);
            bottom += ROW;
            drawn
        })
        .collect();
    let years: Vec<AnyView> = line
        .ticks
        .iter()
        .map(|tick| {
            let x = percent(tick.at);
            view! {
                <line class="tick" x1=x.clone() x2=x.clone() y1="0" y2=bottom.to_string() />
                <text class="year" x=x dx="4" y="12">{tick.year.to_string()}</text>
            }
            .into_any()
        })
        .collect();
    let today = percent(line.today);
    // The word stands where there is room for it.
    let (anchor, dx) = if line.today > 70.0 {
        ("end", "-4")
    } else {
        ("start", "4")
    };
    let low = (bottom + 14).to_string();
    view! {
        <figure class="life">
            <svg role="img" aria-label="Support of each series on a time axis; the table says the same." width="100%" height=(bottom + 20).to_string()>
                {years}
                {rows}
                <line class="today" x1=today.clone() x2=today.clone() y1=TOP.to_string() y2=low.clone() />
                <text class="now" x=today dx=dx y=low text-anchor=anchor>"today"</text>
            </svg>
            <figcaption>{legend(line)}</figcaption>
        </figure>
    }
    .into_any()
}

/// What the marks mean that are drawn.
fn legend(line: &Timeline) -> String {
    let drawn = |is: fn(&timeline::Row) -> bool| line.rows.iter().any(is);
    let marks = [
        (drawn(|r| r.mark.is_some()), "Dot: a release. "),
        (drawn(|r| r.active.is_some()), "Thick: all fixes. "),
        (
            drawn(|r| r.security.is_some()),
            "Thin: security fixes alone. ",
        ),
        (
            drawn(|r| r.lead.is_some()),
            "Dashed: supported for some of that time, since when is not known. ",
        ),
    ];
    let told = marks.into_iter().filter(|(drawn, _)| *drawn);
    told.map(|(_, words)| words).collect()
}

fn series(row: &timeline::Row, top: i32) -> AnyView {
    let roles: Vec<&str> = row
        .roles
        .iter()
        .map(|role| match role {
            Role::Newest => "newest",
            Role::Previous => "before",
            Role::LongTerm => "long-term",
        })
        .collect();
    let mark = row.mark.as_ref();
    let out = mark.filter(|m| m.version != row.series);
    let out = out
        .map(|m| [" · ● ", m.version.as_str()].concat())
        .unwrap_or_default();
    let name = [&row.series, ", ", &words::list(&roles, "and"), &out].concat();
    let middle = (top + 27).to_string();
    let block = |span: Option<Span>, class: &'static str, half: i32| {
        span.map(|s| {
            view! {
                <rect class=class x=percent(s.from) width=percent(s.to - s.from)
                    y=(top + 27 - half).to_string() height=(half * 2).to_string() />
            }
            .into_any()
        })
    };
    let lead = row.lead.map(|s| {
        view! { <line class="lead" x1=percent(s.from) x2=percent(s.to) y1=middle.clone() y2=middle.clone() /> }
            .into_any()
    });
    let (active, security) = (
        block(row.active, "active", 7),
        block(row.security, "security", 3),
    );
    let dot = mark.map(|m| {
        view! { <circle class="release" cx=percent(m.at) cy=middle.clone() r="5" /> }.into_any()
    });
    view! {
        <g>
            <text class="series" x="0" y=(top + 14).to_string()>{name}</text>
            {lead}{active}{security}{dot}
        </g>
    }
    .into_any()
}

fn percent(x: f64) -> String {
    let mut text = coordinate(x);
    text.push('%');
    text
}
