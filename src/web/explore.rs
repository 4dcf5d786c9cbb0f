//! The place "Explore": the ranked catalogue.

use super::bind::{all, click, flag, keyed, part, text, value, word};
use super::ctx::Ctx;
use super::{app, browser, glide, guide, panel, parts};
use crate::catalogue::{Catalogue, Id, Level, label};
use crate::decide::{Ranking, tenths};
use crate::explore::{Outcome, Reason, Relax};
use crate::state::{Facet, Msg, UnknownPolicy};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The ids of the sheets that hold the panels on a narrow window.
const FILTERS: &str = "filters";
const WEIGHTS: &str = "weights";

/// The place.
pub fn explore(ctx: Ctx) -> AnyView {
    let side = part(move || {
        ctx.wide.get().then(|| {
            view! {
                <aside class="side" aria-label="Filters and weights">
                    {panel::filters(ctx)}
                    {panel::weights(ctx)}
                </aside>
            }
            .into_any()
        })
    });
    let sheets = part(move || (!ctx.wide.get()).then(|| sheets(ctx)));
    let guide = click(|| browser::open_dialog(guide::DIALOG));
    view! {
        <div class="explore">
            {side}
            <section class="list" aria-labelledby="place">
                <div class="intro">
                    <h1 id=app::HEADING tabindex="-1">"Choose a backend technology you can defend"</h1>
                    <p class="lead">
                        "Say what must be there and what matters; the order follows, every value carries its source. "
                        <button class="text" aria-haspopup="dialog" on:click=guide>"Not sure? Eight questions help."</button>
                    </p>
                </div>
                {sheets}
                <div class="state">
                    <p class="summary">{text(move || summary(ctx))}</p>
                    {unknowns(ctx)}
                </div>
                {main_list(ctx)}
                {open_list(ctx)}
                {runtimes(ctx)}
                {excluded(ctx)}
            </section>
        </div>
    }
    .into_any()
}

/// The panels of a narrow window: sheets, opened by buttons that say what is
/// set.
fn sheets(ctx: Ctx) -> AnyView {
    let filters = move || {
        let n: usize = ctx
            .facets
            .with(|f| f.values().map(std::collections::BTreeSet::len).sum());
        n + ctx.musts.with(std::collections::BTreeMap::len)
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
    let open = |id: &'static str| click(move || browser::open_dialog(id));
    view! {
        <div class="openers">
            <button aria-haspopup="dialog" on:click=open(FILTERS)>"Filters "{app::badge(filters)}</button>
            <button aria-haspopup="dialog" on:click=open(WEIGHTS)>"What matters "{app::badge(changed)}</button>
        </div>
        {parts::dialog(FILTERS, "Filters", panel::filters(ctx))}
        {parts::dialog(WEIGHTS, "What matters", panel::weights(ctx))}
    }
    .into_any()
}

/// What the list shows, in a sentence.
pub fn summary(ctx: Ctx) -> String {
    let c = ctx.catalogue();
    let all = c.technologies.len();
    let (matching, first) = ctx.leagues.with(|l| {
        let n = |r: &Ranking| r.ranked.len() + r.unranked.len();
        let first = l
            .frameworks
            .ranked
            .first()
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
    let found = ctx.hits.with(|h| h.as_ref().map(|h| h.count()));
    if let Some(found) = found {
        text.push_str(", ");
        text.push_str(&found.to_string());
        text.push_str(" found");
    }
    if let Some(first) = first {
        text.push_str(". First: ");
        text.push_str(&first);
    }
    text.push('.');
    text
}

/// The first row that is shown: what Enter in the search opens.
pub fn first(ctx: Ctx) -> Option<Id> {
    let c = ctx.catalogue();
    let text = ctx.search.get_untracked();
    if !text.trim().is_empty()
        && let Some(row) = ctx.find(&text)
    {
        return c.technologies.get(row).map(|t| t.id.clone());
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
fn unknowns(ctx: Ctx) -> AnyView {
    let current = word(move || match ctx.policy.get() {
        UnknownPolicy::Worst => "worst",
        UnknownPolicy::Middle => "middle",
        UnknownPolicy::Peers => "peers",
    });
    let choose = value(move |text| {
        ctx.dispatch(Msg::SetUnknown(match text.as_str() {
            "middle" => UnknownPolicy::Middle,
            "peers" => UnknownPolicy::Peers,
            _ => UnknownPolicy::Worst,
        }));
    });
    view! {
        <label class="policy">
            <span>"Unknown facts count"</span>
            <select prop:value=current on:change=choose>
                <option value="worst">"as worst, until known"</option>
                <option value="middle">"in the middle"</option>
                <option value="peers">"like their peers"</option>
            </select>
        </label>
    }
    .into_any()
}

/// The ranked rows in order; those that no filter leaves follow, hidden, so
/// that narrowing the list hides rows and makes none.
fn ranked(ctx: Ctx) -> Memo<Vec<usize>> {
    Memo::new(move |before: Option<&Vec<usize>>| {
        ctx.leagues.with(|l| {
            let mut rows: Vec<usize> = l.frameworks.ranked.iter().map(|r| r.row).collect();
            let shown: Vec<usize> = rows
                .iter()
                .copied()
                .chain(l.frameworks.unranked.iter().map(|r| r.row))
                .collect();
            let gone = before
                .into_iter()
                .flatten()
                .copied()
                .filter(|r| !shown.contains(r));
            rows.extend(gone);
            rows
        })
    })
}

fn main_list(ctx: Ctx) -> AnyView {
    let list = NodeRef::<leptos::html::Ol>::new();
    glide::follow(list, ctx);
    let missed = part(move || {
        ctx.hits
            .with(|h| h.as_ref().is_some_and(crate::explore::Bits::is_empty))
            .then(|| {
                let clear = parts::button("", "Clear the search".to_owned(), move || {
                    ctx.dispatch(Msg::Search(String::new()));
                });
                let says = "The search looks at names, languages, features and known users.";
                nothing("Nothing found.", says.to_owned(), clear)
            })
    });
    let none = part(move || {
        ctx.narrowed
            .with(|n| n.candidates.is_empty())
            .then(|| empty(ctx))
    });
    view! {
        <p class="legend">{legend(ctx)}</p>
        <div class="head" aria-hidden="true">
            <span>"Rank"</span><span>"Technology"</span><span>"What the points are made of"</span><span>"Points"</span><span></span>
        </div>
        <ol class="rows" node_ref=list aria-label="Ranked technologies">
            {keyed(ranked(ctx), rows(ctx, true))}
        </ol>
        {missed}
        {none}
    }
    .into_any()
}

/// The hues of the criteria groups that count.
fn legend(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let groups = parts::groups(&c);
    let hues = part(move || {
        let shown = ctx.shares.with(|s| {
            let counts = |n: usize| {
                groups
                    .iter()
                    .zip(&s.of)
                    .any(|(g, share)| *g == n && *share > 0.0)
            };
            let groups = c.criteria_groups.iter().enumerate();
            groups
                .filter(|(n, _)| counts(*n))
                .map(|(n, g)| view! { <span>{parts::swatch(n)}{g.label.clone()}</span> }.into_any())
                .collect::<Vec<_>>()
        });
        Some(all(shown.into_iter()))
    });
    hues.into_any()
}

/// An empty list: why, and what can be done.
fn nothing(title: &'static str, says: String, actions: AnyView) -> AnyView {
    view! {
        <div class="empty">
            <p><strong>{title}</strong>" "{says}</p>
            <p class="actions">{actions}</p>
        </div>
    }
    .into_any()
}

/// Nothing matches: which single step brings something back.
fn empty(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let ways = ctx.narrowed.with(|n| n.relaxations());
    let says = if ways.is_empty() {
        ""
    } else {
        "One step brings some back:"
    };
    let mut actions: Vec<AnyView> = ways
        .into_iter()
        .take(6)
        .map(|way| {
            let label = [
                &relax_label(&c, &way.relax),
                " (",
                &way.brings.to_string(),
                ")",
            ]
            .concat();
            parts::button("", label, move || ctx.relax(&way.relax))
        })
        .collect();
    actions.push(parts::button(
        "",
        "Clear all filters".to_owned(),
        move || {
            ctx.dispatch(Msg::ClearFilters);
        },
    ));
    nothing(
        "Nothing matches all of that.",
        says.to_owned(),
        all(actions.into_iter()),
    )
}

/// A list under a heading of its own, there only while somebody is on it.
fn apart(title: &'static str, says: &'static str, rows: Memo<Vec<usize>>, row: AnyView) -> AnyView {
    view! {
        <section class="more" hidden=flag(move || rows.with(Vec::is_empty))>
            <h2>{title}</h2>
            <p>{says}</p>
            <ol class="rows" aria-label=title>{row}</ol>
        </section>
    }
    .into_any()
}

fn open_list(ctx: Ctx) -> AnyView {
    let open = Memo::new(move |_| {
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
        "Too little known to rank",
        says,
        open,
        keyed(open, rows(ctx, false)),
    )
}

fn runtimes(ctx: Ctx) -> AnyView {
    let runtimes = Memo::new(move |_| {
        ctx.leagues.with(|l| {
            l.runtimes
                .ranked
                .iter()
                .chain(&l.runtimes.unranked)
                .map(|r| r.row)
                .collect::<Vec<_>>()
        })
    });
    let says = "Ranked apart: frameworks run on them, and their figures cannot stand beside the frameworks'.";
    apart("Runtimes", says, runtimes, keyed(runtimes, rows(ctx, true)))
}

/// Makes the rows of a list.
fn rows(ctx: Ctx, ranked: bool) -> impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static {
    let groups = Arc::new(parts::groups(&ctx.catalogue()));
    move |n| row(ctx, n, Arc::clone(&groups), ranked)
}

/// What a row shows of its ranking: drawn anew only where it changed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    hidden: bool,
    rank: String,
    range: String,
    spoken: String,
    points: String,
    upto: String,
}

fn shown(ctx: Ctx, row: usize, ranked: bool) -> Shown {
    let place = ctx.leagues.with(|l| {
        let lists = [
            &l.frameworks.ranked,
            &l.frameworks.unranked,
            &l.runtimes.ranked,
            &l.runtimes.unranked,
        ];
        lists.into_iter().flatten().find(|r| r.row == row).copied()
    });
    let Some(place) = place else {
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
    shown.rank = if ranked {
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
fn row(ctx: Ctx, row: usize, groups: Arc<Vec<usize>>, ranked: bool) -> AnyView {
    let c = ctx.catalogue();
    let Some(t) = c.technologies.get(row) else {
        return ().into_any();
    };
    let (id, name) = (t.id.clone(), t.name.clone());
    let shown = Memo::new(move |_| shown(ctx, row, ranked));
    let bar = Memo::new(move |_| parts::bar_of(ctx, row, &groups));
    let of = |pick: fn(&Shown) -> &String| text(move || shown.with(|s| pick(s).clone()));
    let flags = {
        let c = Arc::clone(&c);
        part(move || {
            let unknown = ctx.narrowed.with(|n| match n.outcomes.get(row) {
                Some(Outcome::Candidate { unknown_musts }) => unknown_musts.clone(),
                Some(Outcome::Excluded { .. }) | None => Vec::new(),
            });
            (!unknown.is_empty()).then(|| {
                let names: Vec<_> = unknown.iter().map(|id| capability_label(&c, id)).collect();
                let says = ["? unknown: ", &words::list(&names, "and")].concat();
                view! { <span class="flag">{says}</span> }.into_any()
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
    let open = click(move || parts::open(ctx, opened.clone()));
    let data_id = id.to_string();
    view! {
        <li class="row" data-id=data_id hidden=flag(move || shown.with(|s| s.hidden))>
            <span class="rank"><span class="unseen">"Rank "</span><b>{of(|s| &s.rank)}</b>" "
                <small aria-hidden="true">{of(|s| &s.range)}</small><span class="unseen">{of(|s| &s.spoken)}</span></span>
            <div class="who">
                <button class="name" data-control="name" on:click=open>{name.clone()}</button>
                <span class="meta">{meta}</span>
                {flags}
            </div>
            {parts::bar(bar)}
            <span class="points"><b>{of(|s| &s.points)}</b><span class="unseen">" points"</span>" "<small>{of(|s| &s.upto)}</small></span>
            <span class="marks">{parts::star(ctx, id.clone(), name.clone())}{parts::tick(ctx, id, &name)}</span>
        </li>
    }
    .into_any()
}

/// Everybody whom a filter keeps out, with all reasons; near misses first.
fn excluded(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let count = move || {
        ctx.narrowed
            .with(|n| n.outcomes.len().saturating_sub(n.candidates.iter().count()))
    };
    let title = text(move || [&count().to_string(), " excluded"].concat());
    let list = part(move || {
        let out: Vec<_> = ctx.narrowed.with(|n| {
            let out = n.excluded().into_iter();
            out.map(|e| (e.row, e.reasons.to_vec(), e.near_miss().map(Reason::relax)))
                .collect()
        });
        Some(all(out.into_iter().map(|(row, reasons, relax)| {
            let Some(t) = c.technologies.get(row) else {
                return ().into_any();
            };
            let id = t.id.clone();
            let why = all(reasons.iter().map(|r| parts::item(reason(&c, r))));
            let relax = relax.map(|relax| {
                let label = [&relax_label(&c, &relax), ": ", &t.name, " returns"].concat();
                parts::button("", label, move || ctx.relax(&relax))
            });
            view! {
                <li class="out">
                    {parts::button("name", t.name.clone(), move || parts::open(ctx, id.clone()))}
                    <ul>{why}</ul>
                    {relax.unwrap_or_else(|| ().into_any())}
                </li>
            }
            .into_any()
        })))
    });
    view! {
        <details class="more excluded" hidden=flag(move || count() == 0)>
            <summary><h2>{title}</h2>" and why"</summary>
            <ul class="reasons">{list}</ul>
        </details>
    }
    .into_any()
}

fn capability_label(c: &Catalogue, id: &Id) -> String {
    c.capability(id)
        .map_or_else(|| id.to_string(), |k| k.label.clone())
}

/// Why a technology is left out.
fn reason(c: &Catalogue, reason: &Reason) -> String {
    match reason {
        Reason::Facet { facet, has } => {
            let what = facet_label(*facet);
            match has {
                Some(ids) => {
                    let labels: Vec<_> = ids.iter().map(|id| choice_label(c, *facet, id)).collect();
                    [what, " is ", &words::list(&labels, "and")].concat()
                }
                None => [what, " is unknown"].concat(),
            }
        }
        Reason::Must {
            capability,
            wanted,
            has,
        } => {
            let name = c
                .capability(capability)
                .map_or(capability.as_str(), |k| &k.label);
            let has = match has {
                Level::None => "none",
                Level::Community => "a community package only",
                Level::Official => "an official package only",
                Level::Core => "built in",
            };
            let wanted = match wanted {
                Level::Core => ", must be built in",
                Level::Official => ", must be official",
                Level::Community | Level::None => "",
            };
            [name, ": ", has, wanted].concat()
        }
    }
}

/// A change that asks for less, as a button says it.
fn relax_label(c: &Catalogue, relax: &Relax) -> String {
    let name = |id: &Id| {
        c.capability(id)
            .map_or_else(|| id.to_string(), |k| k.label.clone())
    };
    match relax {
        Relax::Lower(id, Level::Community | Level::None) => {
            ["Accept any package for ", &name(id)].concat()
        }
        Relax::Lower(id, Level::Official | Level::Core) => {
            ["Accept an official package for ", &name(id)].concat()
        }
        Relax::Drop(id) => ["Do without ", &name(id)].concat(),
        Relax::Add(facet, id) => ["Accept ", &choice_label(c, *facet, id), " too"].concat(),
        Relax::Clear(facet) => ["Any ", &facet_label(*facet).to_ascii_lowercase()].concat(),
    }
}

/// The name of a facet.
pub fn facet_label(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "Kind",
        Facet::Language => "Language",
        Facet::Licence => "Licence",
        Facet::Governance => "Who decides",
        Facet::TypeSafety => "Type safety",
        Facet::Database => "Database",
    }
}

fn choice_label(c: &Catalogue, facet: Facet, id: &Id) -> String {
    let l = &c.lists;
    if *id == Facet::UNKNOWN {
        return "unknown".to_owned();
    }
    let list = match facet {
        Facet::Kind => {
            let kind = l.kinds.iter().find(|k| k.id == *id);
            return kind.map_or_else(|| id.to_string(), |k| k.label.clone());
        }
        Facet::Language => &l.languages,
        Facet::Licence => &l.licences,
        Facet::Governance => &l.governance,
        Facet::TypeSafety => &l.type_safety,
        Facet::Database => &l.databases,
    };
    label(list, id).to_owned()
}
