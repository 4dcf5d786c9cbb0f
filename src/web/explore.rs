//! The place "Explore": the ranked catalogue.

use super::ctx::Ctx;
use super::{app, browser, glide, guide, panel, parts};
use crate::catalogue::{Catalogue, Id, Level, label};
use crate::decide::{Ranked, Ranking, tenths};
use crate::explore::{Outcome, Reason, Relax};
use crate::state::{Facet, Msg, UnknownPolicy};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The ids of the sheets that hold the panels on a narrow window.
const FILTERS: &str = "filters";
const WEIGHTS: &str = "weights";

/// The place.
pub fn explore(ctx: Ctx) -> impl IntoView {
    let c = ctx.catalogue();
    let groups = Arc::new(parts::groups(&c));
    view! {
        <div class="explore">
            {move || ctx.wide.get().then(|| view! {
                <aside class="side" aria-label="Filters and weights">
                    {panel::filters(ctx)}
                    {panel::weights(ctx)}
                </aside>
            })}
            <section class="list" aria-labelledby="place">
                <div class="intro">
                    <h1 id=app::HEADING tabindex="-1">"Choose a backend technology you can defend"</h1>
                    <p class="lead">
                        "Say what must be there and what matters; the order follows, every value carries its source. "
                        <button class="text" aria-haspopup="dialog" on:click=move |_| browser::open_dialog(guide::DIALOG)>"Not sure? Eight questions help."</button>
                    </p>
                </div>
                {move || (!ctx.wide.get()).then(|| sheets(ctx))}
                <div class="state">
                    <p class="summary">{move || summary(ctx)}</p>
                    {unknowns(ctx)}
                </div>
                {main_list(ctx, Arc::clone(&groups))}
                {open_list(ctx, Arc::clone(&groups))}
                {runtimes(ctx, groups)}
                {excluded(ctx)}
            </section>
        </div>
    }
}

/// The panels of a narrow window: sheets, opened by buttons that say what is
/// set.
fn sheets(ctx: Ctx) -> impl IntoView {
    let filters = move || {
        let n: usize = ctx.facets.with(|f| f.values().map(std::collections::BTreeSet::len).sum());
        n + ctx.musts.with(std::collections::BTreeMap::len)
    };
    let changed = move || {
        let c = ctx.catalogue();
        let defaults = crate::decide::Weights::current(&c);
        ctx.weights.with(|w| {
            c.criteria.iter().filter(|k| w.get(k.key) != defaults.get(k.key)).count()
        })
    };
    let count = |n: usize| if n > 0 { [" (", &n.to_string(), ")"].concat() } else { String::new() };
    view! {
        <div class="openers">
            <button aria-haspopup="dialog" on:click=move |_| browser::open_dialog(FILTERS)>"Filters" {move || count(filters())}</button>
            <button aria-haspopup="dialog" on:click=move |_| browser::open_dialog(WEIGHTS)>"What matters" {move || count(changed())}</button>
        </div>
        {parts::dialog(FILTERS, "Filters", panel::filters(ctx))}
        {parts::dialog(WEIGHTS, "What matters", panel::weights(ctx))}
    }
}

/// What the list shows, in a sentence.
pub fn summary(ctx: Ctx) -> String {
    let c = ctx.catalogue();
    let all = c.technologies.len();
    let (matching, first) = ctx.leagues.with(|l| {
        let n = |r: &Ranking| r.ranked.len() + r.unranked.len();
        let first = l.frameworks.ranked.first().and_then(|r| c.technologies.get(r.row));
        (n(&l.frameworks) + n(&l.runtimes), first.map(|t| t.name.clone()))
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
        let row = l.frameworks.ranked.first().or(l.runtimes.ranked.first())?.row;
        c.technologies.get(row).map(|t| t.id.clone())
    })
}

/// What missing facts count for.
fn unknowns(ctx: Ctx) -> impl IntoView {
    let value = move || match ctx.policy.get() {
        UnknownPolicy::Worst => "worst",
        UnknownPolicy::Middle => "middle",
        UnknownPolicy::Peers => "peers",
    };
    view! {
        <label class="policy">
            <span>"Unknown facts count"</span>
            <select prop:value=value on:change=move |e| {
                let policy = match event_target_value(&e).as_str() {
                    "middle" => UnknownPolicy::Middle,
                    "peers" => UnknownPolicy::Peers,
                    _ => UnknownPolicy::Worst,
                };
                ctx.dispatch(Msg::SetUnknown(policy));
            }>
                <option value="worst">"as worst, until known"</option>
                <option value="middle">"in the middle"</option>
                <option value="peers">"like their peers"</option>
            </select>
        </label>
    }
}

/// All rows of a league that could be in a list, the ranked ones first and in
/// order; the others stay in the page, hidden, so that narrowing the list only
/// hides rows.
fn order(ctx: Ctx, of: fn(&crate::decide::Leagues) -> &Vec<Ranked>) -> Memo<Vec<usize>> {
    Memo::new(move |before: Option<&Vec<usize>>| {
        ctx.leagues.with(|l| {
            let ranked = of(l);
            let mut rows: Vec<usize> = ranked.iter().map(|r| r.row).collect();
            let elsewhere = |row: &usize| {
                let rs = [
                    &l.frameworks.ranked,
                    &l.frameworks.unranked,
                    &l.runtimes.ranked,
                    &l.runtimes.unranked,
                ];
                rs.iter().any(|list| list.iter().any(|r| r.row == *row))
            };
            if let Some(before) = before {
                let kept: Vec<usize> = before.iter().copied().filter(|r| !elsewhere(r)).collect();
                rows.extend(kept);
            }
            rows
        })
    })
}

fn main_list(ctx: Ctx, groups: Arc<Vec<usize>>) -> impl IntoView {
    let rows = order(ctx, |l| &l.frameworks.ranked);
    let list = NodeRef::<leptos::html::Ol>::new();
    glide::Glide::follow(list, move || ctx.leagues.with(|l| {
        l.frameworks.ranked.iter().map(|r| r.row).collect::<Vec<_>>()
    }));
    let none = move || {
        ctx.leagues.with(|l| {
            l.frameworks.ranked.is_empty() && l.frameworks.unranked.is_empty() && l.runtimes.ranked.is_empty() && l.runtimes.unranked.is_empty()
        })
    };
    let nothing_found = move || ctx.hits.with(|h| h.as_ref().is_some_and(crate::explore::Bits::is_empty));
    view! {
        <div class="head" aria-hidden="true">
            <span>"Rank"</span><span>"Technology"</span><span class="legend">{legend(ctx)}</span><span>"Points"</span><span></span>
        </div>
        <ol class="rows" node_ref=list aria-label="Ranked technologies">
            <For each=move || rows.get() key=|row| *row children=move |row_| row(ctx, row_, Arc::clone(&groups), true) />
        </ol>
        {move || nothing_found().then(|| view! {
            <div class="empty">
                <p><strong>"Nothing found."</strong> " The search looks at names, languages, features and known users."</p>
                <p class="actions"><button on:click=move |_| ctx.dispatch(Msg::Search(String::new()))>"Clear the search"</button></p>
            </div>
        })}
        {move || none().then(|| empty(ctx))}
    }
}

/// The hues of the criteria groups that count.
fn legend(ctx: Ctx) -> impl IntoView {
    let c = ctx.catalogue();
    let groups = parts::groups(&c);
    move || {
        ctx.shares.with(|s| {
            c.criteria_groups
                .iter()
                .enumerate()
                .filter(|(n, _)| groups.iter().zip(&s.of).any(|(g, share)| g == n && *share > 0.0))
                .map(|(n, g)| view! { <span>{parts::swatch(n)} {g.label.clone()}</span> })
                .collect_view()
        })
    }
}

/// Nothing matches: which single step brings something back.
fn empty(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let ways = ctx.narrowed.with(|n| n.relaxations());
    view! {
        <div class="empty">
            <p><strong>"Nothing matches all of that."</strong></p>
            {(!ways.is_empty()).then(|| view! { <p>"One step brings some back:"</p> })}
            <p class="actions">
                {ways.into_iter().take(6).map(|way| {
                    let label = [relax_label(&c, &way.relax), " (".to_owned(), way.brings.to_string(), ")".to_owned()].concat();
                    view! { <button on:click=move |_| ctx.relax(&way.relax)>{label}</button> }
                }).collect_view()}
                <button on:click=move |_| ctx.dispatch(Msg::ClearFilters)>"Clear all filters"</button>
            </p>
        </div>
    }
    .into_any()
}

fn open_list(ctx: Ctx, groups: Arc<Vec<usize>>) -> impl IntoView {
    let rows = Memo::new(move |_| {
        ctx.leagues.with(|l| l.frameworks.unranked.iter().map(|r| r.row).collect::<Vec<_>>())
    });
    let shown = move || !rows.with(Vec::is_empty);
    view! {
        <section class="more" hidden=move || !shown()>
            <h2>"Too little known to rank"</h2>
            <p>"More than a quarter of what matters to you is unknown of these. They could stand anywhere in the range that they show; the sheet says what to find out first."</p>
            <ol class="rows" aria-label="Too little known to rank">
                <For each=move || rows.get() key=|row| *row children=move |n| row(ctx, n, Arc::clone(&groups), false) />
            </ol>
        </section>
    }
}

fn runtimes(ctx: Ctx, groups: Arc<Vec<usize>>) -> impl IntoView {
    let rows = Memo::new(move |_| {
        ctx.leagues.with(|l| {
            l.runtimes.ranked.iter().chain(&l.runtimes.unranked).map(|r| r.row).collect::<Vec<_>>()
        })
    });
    let shown = move || !rows.with(Vec::is_empty);
    view! {
        <section class="more" hidden=move || !shown()>
            <h2>"Runtimes"</h2>
            <p>"Ranked apart: frameworks run on them, and their figures cannot stand beside the frameworks'."</p>
            <ol class="rows" aria-label="Runtimes">
                <For each=move || rows.get() key=|row| *row children=move |n| row(ctx, n, Arc::clone(&groups), true) />
            </ol>
        </section>
    }
}

/// One technology of a list. It reads its own slices, so that a change of one
/// never draws the others again.
fn row(ctx: Ctx, row: usize, groups: Arc<Vec<usize>>, ranked: bool) -> AnyView {
    let c = ctx.catalogue();
    let Some(t) = c.technologies.get(row) else {
        return ().into_any();
    };
    let (id, name) = (t.id.clone(), t.name.clone());
    let place = Memo::new(move |_| {
        ctx.leagues.with(|l| {
            [&l.frameworks.ranked, &l.frameworks.unranked, &l.runtimes.ranked, &l.runtimes.unranked]
                .into_iter()
                .flatten()
                .find(|r| r.row == row)
                .copied()
        })
    });
    let hidden = Memo::new(move |_| {
        let missed = ctx.hits.with(|h| h.as_ref().is_some_and(|h| !h.contains(row)));
        missed || place.get().is_none()
    });
    let score = Memo::new(move |_| {
        ctx.scores.with(|s| {
            let at = |list: &[f64]| tenths(list.get(row).copied().unwrap_or_default());
            (at(&s.low), at(&s.shown), at(&s.high))
        })
    });
    let shape = Memo::new(move |_| parts::bar_of(ctx, row, &groups));
    let rank = move || match place.get() {
        Some(r) if ranked => r.rank.to_string(),
        Some(_) => "?".to_owned(),
        None => String::new(),
    };
    let range = move || {
        place.get().filter(|r| r.best != r.worst).map(|r| {
            [r.best.to_string(), "–".to_owned(), r.worst.to_string()].concat()
        })
    };
    let spoken = move || place.get().filter(|r| r.best != r.worst).map(|r| {
        ["between ", &words::ordinal(r.best), " and ", &words::ordinal(r.worst), " as facts are missing"].concat()
    });
    let upto = move || {
        let (_, shown, high) = score.get();
        let (shown, high) = (words::rounded(shown), words::rounded(high));
        (high > shown).then(|| ["to ", &high.to_string()].concat())
    };
    let flags = {
        let c = Arc::clone(&c);
        move || {
            let unknown = ctx.narrowed.with(|n| match n.outcomes.get(row) {
                Some(Outcome::Candidate { unknown_musts }) => unknown_musts.clone(),
                Some(Outcome::Excluded { .. }) | None => Vec::new(),
            });
            (!unknown.is_empty()).then(|| {
                let names: Vec<_> = unknown
                    .iter()
                    .map(|id| c.capability(id).map_or_else(|| id.to_string(), |k| k.label.clone()))
                    .collect();
                view! { <span class="flag">"? unknown: " {words::list(&names, "and")}</span> }
            })
        }
    };
    let languages: Vec<_> = t
        .languages
        .value
        .iter()
        .map(|l| crate::catalogue::label(&c.lists.languages, &l.id).to_owned())
        .collect();
    let kind = c.lists.kinds.iter().find(|k| k.id == t.kind.value).map(|k| k.label.clone());
    let opened = id.clone();
    let data_id = id.to_string();
    view! {
        <li class="row" data-id=data_id hidden=move || hidden.get()>
            <span class="rank"><span class="unseen">"Rank "</span><b>{rank}</b>
                <small aria-hidden="true">{range}</small><span class="unseen">{spoken}</span></span>
            <div class="who">
                <button class="name" data-control="name" on:click=move |_| parts::open(ctx, opened.clone())>{name.clone()}</button>
                <span class="meta"><span class="kind">{kind}</span> <span class="langs">{languages.join(", ")}</span></span>
                {flags}
            </div>
            {parts::bar(shape)}
            <span class="points"><b>{move || words::rounded(score.get().1)}</b><span class="unseen">" points "</span> <small>{upto}</small></span>
            <span class="marks">{parts::star(ctx, id.clone(), name.clone())}{parts::tick(ctx, id, &name)}</span>
        </li>
    }
    .into_any()
}

/// Everybody whom a filter keeps out, with all reasons; near misses first.
fn excluded(ctx: Ctx) -> impl IntoView {
    let c = ctx.catalogue();
    let n = Memo::new(move |_| ctx.narrowed.with(|e| e.excluded().len()));
    view! {
        <details class="more excluded" hidden=move || n.get() == 0>
            <summary><h2>{move || n.get()} " excluded"</h2> <span>"and why"</span></summary>
            {move || {
                let c = Arc::clone(&c);
                let list: Vec<_> = ctx.narrowed.with(|n| {
                    let out = n.excluded();
                    out.into_iter()
                        .map(|e| (e.row, e.reasons.to_vec(), e.near_miss().map(Reason::relax)))
                        .collect()
                });
                view! {
                    <ul class="reasons">
                        {list.into_iter().map(|(row, reasons, near)| {
                            let Some(t) = c.technologies.get(row) else { return ().into_any() };
                            let id = t.id.clone();
                            let reasons = reasons.iter().map(|r| view! { <li>{reason(&c, r)}</li> }).collect_view();
                            let relax = near.map(|relax| {
                                let label = relax_label(&c, &relax);
                                let back = [t.name.as_str(), " returns"].concat();
                                view! { <button on:click=move |_| ctx.relax(&relax)>{label} <span class="hint">{back}</span></button> }
                            });
                            view! {
                                <li class="out">
                                    <button class="name" on:click=move |_| parts::open(ctx, id.clone())>{t.name.clone()}</button>
                                    <ul>{reasons}</ul>
                                    {relax}
                                </li>
                            }.into_any()
                        }).collect_view()}
                    </ul>
                }
            }}
        </details>
    }
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
        Reason::Must { capability, wanted, has } => {
            let name = c.capability(capability).map_or(capability.as_str(), |k| &k.label);
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
    let name = |id: &Id| c.capability(id).map_or_else(|| id.to_string(), |k| k.label.clone());
    match relax {
        Relax::Lower(id, Level::Community | Level::None) => ["Accept any package for ", &name(id)].concat(),
        Relax::Lower(id, Level::Official | Level::Core) => ["Accept an official package for ", &name(id)].concat(),
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
