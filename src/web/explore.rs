//! The place "Explore": the ranked catalogue.

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{Piece, act, all, el, flag, keyed, nothing, of, part, text, together, word};
use super::{Spell, app, browser, glide, guide, later, panel, parts};
use crate::catalogue::{Catalogue, Id, League, label};
use crate::decide::{Ranked, Ranking, tenths};
use crate::explore::Outcome;
use crate::state::{Facet, Msg, UnknownPolicy, View};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The ids of the sheets that hold the panels on a narrow window.
const FILTERS: &str = "filters";
const WEIGHTS: &str = "weights";
/// The id of the list whose rows glide.
const RANKED: &str = "ranked";

/// How many rows of the list are made with the place itself, at the start.
pub const FIRST: usize = 3;
/// How many are made in a step after that.
const EACH: usize = 3;
/// Makes what of the place is not made with it, step by step: further rows, and
/// what is in the panels.
pub async fn make(ctx: Ctx) {
    let rows = (ctx.rows, all_rows(ctx), EACH);
    let panels = (ctx.steps, panel::steps(ctx), 1);
    // What is seen comes first: in a narrow window the panels are closed sheets.
    let order = if ctx.wide.get_untracked() {
        [panels, rows]
    } else {
        [rows, panels]
    };
    browser::painted().await;
    let mut spell = Spell::begun();
    for (made, all, each) in order {
        while made.get_untracked() < all && ctx.view.get_untracked() == View::Explore {
            if spell.is_over() {
                browser::painted().await;
                spell = Spell::begun();
            }
            made.update(|n| *n = n.saturating_add(each));
            leptos::task::tick().await;
        }
        made.set(usize::MAX);
    }
}

/// In how many rows the list is whole, with the lists after it.
fn all_rows(ctx: Ctx) -> usize {
    ctx.catalogue().technologies.len().saturating_add(1)
}

/// Whether the list is whole.
pub fn whole(ctx: Ctx) -> Derived<bool> {
    Derived::new(move || ctx.rows.get() >= all_rows(ctx))
}

/// The place.
pub fn explore(ctx: Ctx) -> Piece {
    let side = part(move || {
        ctx.wide.get().then(|| {
            of("aside", "side")
                .attr("aria-label", "Filters and weights")
                .child(panel::filters(ctx))
                .child(panel::weights(ctx))
                .done()
        })
    });
    // Whoever comes back finds the list whole, and closed sheets soon after.
    if ctx.rows.get_untracked() == usize::MAX && !ctx.wide.get_untracked() {
        ctx.steps.set(0);
        leptos::task::spawn_local(make(ctx));
    }
    let guide = parts::button(
        "text",
        "Not sure? Eight questions help.",
        act(move || later::open_dialog(ctx, guide::DIALOG)),
    );
    let lead = of("p", "lead")
        .say("Say what must be there and what matters; the order follows, every value carries its source. ")
        .child(
            guide
                .attr("aria-haspopup", "dialog")
                .attr("data-later", "")
                .done(),
        );
    let title = el("h1")
        .attr("id", app::HEADING)
        .attr("tabindex", "-1")
        .say("Choose a backend technology you can defend");
    let state = of("div", "state")
        .child(of("p", "summary").live(text(move || summary(ctx))).done())
        .child(unknowns(ctx));
    let whole = whole(ctx);
    let list = of("section", "list")
        .attr("aria-labelledby", app::HEADING)
        .child(
            of("div", "intro")
                .child(title.done())
                .child(lead.done())
                .done(),
        )
        .child(part(move || (!ctx.wide.get()).then(|| sheets(ctx))))
        .child(state.done())
        .child(sure(ctx))
        .child(main_list(ctx))
        .child(part(move || {
            whole
                .get()
                .then(|| together(vec![open_list(ctx), runtimes(ctx)]))
        }))
        .child(excluded(ctx));
    of("div", "explore").child(side).child(list.done()).done()
}

/// The panels of a narrow window: sheets, opened by buttons that say what is
/// set.
fn sheets(ctx: Ctx) -> Piece {
    let filters = move || {
        let n: usize = ctx
            .facets
            .with(|f| f.values().map(crate::catalogue::Set::len).sum());
        n + ctx.musts.with(crate::catalogue::Map::len)
    };
    let changed = move || {
        let c = ctx.catalogue();
        let defaults = crate::decide::Weights::current(&c);
        ctx.weights.with(|w| {
            c.criteria
                .iter()
                .filter(|k| w.get(k.key) != defaults.get(k.key))
                .count()
        })
    };
    let opener = |label: &str, id: &'static str, badge: Piece| {
        let open = move || {
            ctx.steps.set(usize::MAX);
            browser::open_dialog(id);
        };
        parts::button("", label, act(open))
            .attr("aria-haspopup", "dialog")
            .child(badge)
            .done()
    };
    together(vec![
        of("div", "openers")
            .child(opener("Filters ", FILTERS, parts::badge(filters)))
            .child(opener("What matters ", WEIGHTS, parts::badge(changed)))
            .done(),
        parts::dialog(FILTERS, "Filters", panel::filters(ctx)),
        parts::dialog(WEIGHTS, "What matters", panel::weights(ctx)),
    ])
}

/// What the list shows, in a sentence.
pub fn summary(ctx: Ctx) -> String {
    let c = ctx.catalogue();
    let all = c.technologies.len();
    let hits = ctx.hits.get();
    let (matching, first) = ctx.leagues.with(|l| {
        let n = |r: &Ranking| r.ranked.len() + r.unranked.len();
        let found = |row: usize| hits.as_ref().is_none_or(|h| h.contains(row));
        let first = l
            .frameworks
            .ranked
            .iter()
            .find(|r| found(r.row))
            .and_then(|r| c.technologies.get(r.row));
        (
            n(&l.frameworks) + n(&l.runtimes),
            first.map(|t| t.name.clone()),
        )
    });
    let mut text = words::count(all, "technology", "technologies");
    if matching < all {
        text.push_str(", ");
        text.push_str(&matching.to_string());
        text.push_str(if matching == 1 { " matches" } else { " match" });
    }
    let found = hits.as_ref().map(|h| h.count());
    if let Some(found) = found {
        text.push_str(", ");
        text.push_str(&found.to_string());
        text.push_str(" found");
    }
    if let Some(first) = first {
        text.push_str(match found {
            None => ". First: ",
            Some(_) => ". First of them: ",
        });
        text.push_str(&first);
    }
    text.push('.');
    text
}

/// Whether anybody is clearly first, in a line of its own: it should not move
/// the list while a weight is dragged.
fn sure(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let says = move || {
        let (first, two, possible) = ctx.leagues.with(|l| {
            let ranked = &l.frameworks.ranked;
            let behind = ranked.iter().filter(|r| r.rank > 1);
            let others = behind.chain(&l.frameworks.unranked);
            let possible: Vec<usize> = others.filter(|r| r.best == 1).map(|r| r.row).collect();
            (ranked.first().map(|r| r.row), ranked.len() > 1, possible)
        });
        let name = |row: &usize| Some(c.technologies.get(*row)?.name.as_str());
        let ties = ctx.ties.get();
        let names: Vec<&str> = ties.iter().filter_map(name).collect();
        let first = first.as_ref().and_then(name).unwrap_or_default();
        let mut says = if !names.is_empty() {
            ["As good as tied: ", &words::first_of(&names, 3), "."].concat()
        } else if two {
            [first, " is first by more than a tie."].concat()
        } else {
            [first, " is the only one ranked."].concat()
        };
        let possible: Vec<&str> = possible.iter().filter_map(name).collect();
        if !possible.is_empty() {
            let could = " could be first once more is known.";
            says.push(' ');
            says.push_str(&words::first_of(&possible, 2));
            says.push_str(could);
        }
        says
    };
    let open = act(move || app::go(ctx, View::Decide));
    let link = parts::button("text", "How sure is this?", open).attr("data-later", "");
    let nobody = flag(move || ctx.leagues.with(|l| l.frameworks.ranked.is_empty()));
    of("p", "sure")
        .when("hidden", nobody)
        .child(el("span").live(text(says)).done())
        .say(" ")
        .child(link.done())
        .done()
}

/// The first row that is shown: what Enter in the search opens.
pub fn first(ctx: Ctx) -> Option<Id> {
    ctx.catch_up();
    let c = ctx.catalogue();
    let text = ctx.search.get_untracked();
    if !text.trim().is_empty() {
        return c.technologies.get(ctx.find(&text)?).map(|t| t.id.clone());
    }
    ctx.leagues.with_untracked(|l| {
        let row = l
            .frameworks
            .ranked
            .first()
            .or(l.runtimes.ranked.first())?
            .row;
        c.technologies.get(row).map(|t| t.id.clone())
    })
}

/// What missing facts count for.
fn unknowns(ctx: Ctx) -> Piece {
    let policies = parts::choices(&[
        ("worst", "as worst, until known"),
        ("middle", "in the middle"),
        ("peers", "like their peers"),
    ]);
    let current = Arc::new(move || {
        let id = match ctx.policy.get() {
            UnknownPolicy::Worst => "worst",
            UnknownPolicy::Middle => "middle",
            UnknownPolicy::Peers => "peers",
        };
        id.to_owned()
    });
    let choose = move |text: String| {
        ctx.soon(Msg::SetUnknown(match text.as_str() {
            "middle" => UnknownPolicy::Middle,
            "peers" => UnknownPolicy::Peers,
            _ => UnknownPolicy::Worst,
        }));
    };
    of("label", "policy")
        .child(el("span").say("Unknown facts count").done())
        .child(parts::select(&policies, true, current, choose).done())
        .done()
}

/// The ranked rows in order; all others of their league follow, hidden, so that
/// whatever changes moves rows or hides them, and makes none.
fn ranked(ctx: Ctx) -> Derived<Vec<usize>> {
    let c = ctx.catalogue();
    let mut league = Vec::new();
    for (row, t) in c.technologies.iter().enumerate() {
        if c.league(t) == League::Frameworks {
            league.push(row);
        }
    }
    Derived::new(move || {
        let made = ctx.rows.get();
        ctx.leagues.with(|l| {
            let mut rows: Vec<usize> = l.frameworks.ranked.iter().map(|r| r.row).collect();
            for row in &league {
                if !rows.contains(row) {
                    rows.push(*row);
                }
            }
            rows.truncate(made);
            rows
        })
    })
}

fn main_list(ctx: Ctx) -> Piece {
    glide::follow(RANKED, ctx);
    let none = part(move || {
        let nobody = ctx.narrowed.with(|n| n.candidates.is_empty());
        (nobody || !finds(ctx)).then(|| later::needed(ctx, |p| p.nothing))
    });
    let heads = [
        "Rank",
        "Technology",
        "What the points are made of",
        "Points",
        "",
    ];
    let head = of("div", "head")
        .when("hidden", flag(move || !finds(ctx)))
        .attr("aria-hidden", "true")
        .child(all(heads
            .into_iter()
            .map(|text| el("span").say(text).done())));
    let list = of("ol", "rows")
        .attr("id", RANKED)
        .attr("aria-label", "Ranked technologies")
        .child(keyed(ranked(ctx), rows(ctx, List::Ranked)));
    together(vec![
        of("p", "legend").child(legend(ctx)).done(),
        later::details(
            ctx,
            "hint",
            el("summary").say("What ranges and ties mean").done(),
            move |p| (p.marks)(ctx),
        )
        .done(),
        head.done(),
        list.done(),
        none,
    ])
}

/// Whether the search leaves anybody on the list.
fn finds(ctx: Ctx) -> bool {
    ctx.hits.with(|hits| {
        hits.as_ref().is_none_or(|found| {
            ctx.narrowed
                .with(|n| found.iter().any(|row| n.candidates.contains(row)))
        })
    })
}

/// The hues of the criteria groups that count.
fn legend(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let groups = parts::groups(&c);
    part(move || {
        let mut shown = Vec::new();
        for (n, group) in c.criteria_groups.iter().enumerate() {
            let counts = |s: &crate::decide::Shares| {
                groups
                    .iter()
                    .zip(&s.of)
                    .any(|(g, share)| *g == n && *share > 0.0)
            };
            if ctx.shares.with(counts) {
                shown.push(el("span").child(parts::swatch(n)).say(&group.label).done());
            }
        }
        Some(together(shown))
    })
}

/// A list under a heading of its own, there only while somebody is on it.
fn apart(ctx: Ctx, title: &str, says: &str, rows: Derived<Vec<usize>>, list: Piece) -> Piece {
    let nobody = flag(move || {
        let found = |row: usize| {
            ctx.hits
                .with(|hits| hits.as_ref().is_none_or(|h| h.contains(row)))
        };
        !rows.with(|rows| rows.iter().any(|row| found(*row)))
    });
    of("section", "more")
        .when("hidden", nobody)
        .child(el("h2").say(title).done())
        .child(parts::paragraph(says))
        .child(
            of("ol", "rows")
                .attr("aria-label", title)
                .child(list)
                .done(),
        )
        .done()
}

fn open_list(ctx: Ctx) -> Piece {
    let open = Derived::new(move || {
        ctx.leagues.with(|l| {
            l.frameworks
                .unranked
                .iter()
                .map(|r| r.row)
                .collect::<Vec<_>>()
        })
    });
    let says = "More than a quarter of what matters to you is unknown of these. They could stand anywhere in the range that they show; the sheet says what to find out first.";
    apart(
        ctx,
        "Too little known to rank",
        says,
        open,
        keyed(open, rows(ctx, List::Open)),
    )
}

fn runtimes(ctx: Ctx) -> Piece {
    let runtimes = Derived::new(move || {
        ctx.leagues.with(|l| {
            let all = l.runtimes.ranked.iter().chain(&l.runtimes.unranked);
            all.map(|r| r.row).collect::<Vec<_>>()
        })
    });
    let says = "Ranked apart: frameworks run on them, and their figures cannot stand beside the frameworks'.";
    apart(
        ctx,
        "Runtimes",
        says,
        runtimes,
        keyed(runtimes, rows(ctx, List::Runtimes)),
    )
}

/// The lists of the place.
#[derive(Clone, Copy, PartialEq)]
enum List {
    /// Frameworks and platforms in order.
    Ranked,
    /// Those of them of whom too little is known.
    Open,
    /// Runtimes, whatever is known of them.
    Runtimes,
}

/// Makes the rows of a list.
fn rows(ctx: Ctx, list: List) -> Arc<dyn Fn(usize) -> Piece + Send + Sync> {
    let groups = Arc::new(parts::groups(&ctx.catalogue()));
    Arc::new(move |n| row(ctx, n, Arc::clone(&groups), list))
}

/// What a row shows of its ranking: drawn anew only where it changed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    hidden: bool,
    rank: String,
    range: String,
    spoken: String,
    tie: &'static str,
    points: String,
    upto: String,
}

fn shown(ctx: Ctx, row: usize, list: List) -> Shown {
    let of = |list: &[Ranked]| list.iter().find(|r| r.row == row).copied();
    let (ranked, open) = ctx.leagues.with(|l| match list {
        List::Ranked => (of(&l.frameworks.ranked), None),
        List::Open => (None, of(&l.frameworks.unranked)),
        List::Runtimes => (of(&l.runtimes.ranked), of(&l.runtimes.unranked)),
    });
    let Some(place) = ranked.or(open) else {
        return Shown {
            hidden: true,
            ..Shown::default()
        };
    };
    let missed = ctx
        .hits
        .with(|h| h.as_ref().is_some_and(|h| !h.contains(row)));
    let mut shown = Shown {
        hidden: missed,
        ..Shown::default()
    };
    shown.rank = if ranked.is_some() {
        place.rank.to_string()
    } else {
        "?".to_owned()
    };
    if place.best != place.worst {
        shown.range = [&place.best.to_string(), "–", &place.worst.to_string()].concat();
        let (best, worst) = (words::ordinal(place.best), words::ordinal(place.worst));
        shown.spoken = [
            ", between ",
            &best,
            " and ",
            &worst,
            " as facts are missing",
        ]
        .concat();
    }
    if list == List::Ranked && ctx.ties.with(|ties| ties.contains(&row)) {
        shown.tie = "tie";
    }
    let (points, high) = ctx.scores.with(|s| {
        let at = |list: &[f64]| words::rounded(tenths(list.get(row).copied().unwrap_or_default()));
        (at(&s.shown), at(&s.high))
    });
    shown.points = points.to_string();
    if high > points {
        shown.upto = ["to ", &high.to_string()].concat();
    }
    shown
}

/// One technology of a list. It reads a slice of its own, so that a change of
/// one never draws the others again.
fn row(ctx: Ctx, row: usize, groups: Arc<Vec<usize>>, list: List) -> Piece {
    let c = ctx.catalogue();
    let Some(t) = c.technologies.get(row) else {
        return nothing();
    };
    let id = t.id.clone();
    let shown = Derived::new(move || shown(ctx, row, list));
    let bar = Derived::new(move || parts::bar_of(ctx, row, &groups));
    let live = |pick: fn(&Shown) -> &String| text(move || shown.with(|s| pick(s).clone()));
    let flags = {
        let c = Arc::clone(&c);
        let unknown = Derived::new(move || {
            ctx.narrowed.with(|n| match n.outcomes.get(row) {
                Some(Outcome::Candidate { unknown_musts }) => unknown_musts.clone(),
                Some(Outcome::Excluded { .. }) | None => Vec::new(),
            })
        });
        part(move || {
            let unknown = unknown.get();
            (!unknown.is_empty()).then(|| {
                let names: Vec<_> = unknown.iter().map(|id| capability_label(&c, id)).collect();
                of("span", "flag")
                    .say("? unknown: ")
                    .say(&words::list(&names, "and"))
                    .done()
            })
        })
    };
    let languages: Vec<_> = t
        .languages
        .value
        .iter()
        .map(|l| label(&c.lists.languages, &l.id))
        .collect();
    let meta = [
        &choice_label(&c, Facet::Kind, &t.kind.value),
        " · ",
        &languages.join(", "),
    ]
    .concat();
    let opened = id.clone();
    let name = parts::button(
        "name",
        &t.name,
        act(move || parts::open(ctx, opened.clone())),
    )
    .attr("data-control", "name");
    let rank = of("span", "rank")
        .child(parts::unseen("Rank "))
        .child(el("b").live(live(|s| &s.rank)).done())
        .say(" ")
        .child(
            el("small")
                .attr("aria-hidden", "true")
                .live(live(|s| &s.range))
                .done(),
        )
        .child(of("span", "unseen").live(live(|s| &s.spoken)).done())
        .child(
            of("small", "tie")
                .live(word(move || shown.with(|s| s.tie)))
                .done(),
        );
    let who = of("div", "who")
        .child(name.done())
        .child(of("span", "meta").say(&meta).done())
        .child(yours(ctx, &c, row))
        .child(flags);
    let points = of("span", "points")
        .child(el("b").live(live(|s| &s.points)).done())
        .child(parts::unseen(" points"))
        .say(" ")
        .child(el("small").live(live(|s| &s.upto)).done());
    let marks = of("span", "marks")
        .child(parts::star(ctx, id.clone(), &t.name))
        .child(parts::tick(ctx, id, &t.name));
    of("li", "row")
        .attr("data-id", t.id.as_str())
        .when("hidden", flag(move || shown.with(|s| s.hidden)))
        .child(rank.done())
        .child(who.done())
        .child(parts::bar(bar))
        .child(points.done())
        .child(marks.done())
        .done()
}

/// The mark of the user's own facts in a row; the code for it is there as soon
/// as there is one.
fn yours(ctx: Ctx, c: &Catalogue, row: usize) -> Piece {
    let parts = ctx.later.here().filter(|_| !c.yours.is_empty());
    parts.map_or_else(nothing, |parts| (parts.yours)(ctx, row))
}

/// Everybody whom a filter keeps out.
fn excluded(ctx: Ctx) -> Piece {
    let count = move || {
        ctx.narrowed
            .with(|n| n.outcomes.len().saturating_sub(n.candidates.iter().count()))
    };
    let title = el("h2").live(text(move || [&count().to_string(), " excluded"].concat()));
    let summary = el("summary").child(title.done()).say(" and why").done();
    later::details(ctx, "more excluded", summary, move |p| (p.excluded)(ctx))
        .when("hidden", flag(move || count() == 0))
        .done()
}

fn capability_label(c: &Catalogue, id: &Id) -> String {
    c.capability(id)
        .map_or_else(|| id.to_string(), |k| k.label.clone())
}

/// The name of a facet.
pub fn facet_label(facet: Facet) -> &'static str {
    facet.label()
}

/// The name of a choice of a facet.
pub fn choice_label(c: &Catalogue, facet: Facet, id: &Id) -> String {
    facet.choice(c, id).to_owned()
}
