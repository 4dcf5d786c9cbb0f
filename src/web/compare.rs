//! The place "Compare": two to eight side by side.

use super::bind::{all, checked, click, flag, keyed, maybe, part, text, value, word};
use super::ctx::Ctx;
use super::{app, browser, panel, parts};
use crate::catalogue::Id;
use crate::chart::{coordinate, spoke};
use crate::compare::{
    Cell, Cite, Content, Group, LETTERS, MAX_OVERLAID, Part, Points, Radar, Row, RowKind, Scored,
    Why, alike, facts, pair, radar, scored, warnings, why,
};
use crate::decide::{Own, UnknownPolicy, tenths};
use crate::state::{MAX_COMPARED, Msg, View};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The id of the table's region.
const TABLE: &str = "comparison";
/// The id of the heading behind it.
const WHY: &str = "why-title";
/// The id of the dialog of the weights.
const WEIGHTS: &str = "compared-weights";
/// The radius of the radar in its own units.
const RADIUS: f64 = 100.0;

/// The place.
pub fn compare(ctx: Ctx) -> AnyView {
    let stage = Memo::new(move |_| ctx.compared.with(|c| c.len().min(2)));
    let inside = part(move || {
        Some(match stage.get() {
            0 => none(ctx),
            1 => one(ctx),
            _ => many(ctx),
        })
    });
    view! {
        <section class="compare" aria-labelledby="place">
            <h1 id=app::HEADING tabindex="-1">"Compare"</h1>
            {inside}
        </section>
    }
    .into_any()
}

/// Reads everything that the scored parts are made of.
fn weighed<T>(ctx: Ctx, read: impl FnOnce(&Scored<'_>) -> T) -> T {
    let c = ctx.catalogue();
    let policy = ctx.policy.get();
    let (languages, ratings) = (ctx.languages.get(), ctx.ratings.get());
    ctx.matrix.with(|matrix| {
        ctx.shares.with(|shares| {
            ctx.scores.with(|scores| {
                read(&Scored {
                    catalogue: &c,
                    matrix,
                    shares: &shares.of,
                    scores,
                    policy,
                    own: Own {
                        languages: &languages,
                        ratings: &ratings,
                    },
                })
            })
        })
    })
}

/// The first of the ranking that are not compared yet.
fn first(ctx: Ctx, most: usize) -> Vec<Id> {
    let c = ctx.catalogue();
    ctx.leagues.with(|l| {
        ctx.compared.with(|compared| {
            l.frameworks
                .ranked
                .iter()
                .filter_map(|r| c.technologies.get(r.row))
                .map(|t| t.id.clone())
                .filter(|id| !compared.contains(id))
                .take(most)
                .collect()
        })
    })
}

/// The rows of those compared that are listed.
fn listed(ctx: Ctx) -> Vec<usize> {
    let c = ctx.catalogue();
    ctx.compared
        .with(|ids| ids.iter().filter_map(|id| c.position(id)).collect())
}

/// What follows ids, so that the element of one that stays is kept, with the
/// focus in it.
fn columns(ids: Memo<Vec<Id>>, view: impl Fn(Id) -> AnyView + Send + Sync + 'static) -> AnyView {
    let view: Arc<dyn Fn(Id) -> AnyView + Send + Sync> = Arc::new(view);
    view! { <For each=move || ids.get() key=|id| id.clone() children=move |id| view(id) /> }
        .into_any()
}

fn some(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(|| ().into_any())
}

fn small(class: &'static str, text: String) -> AnyView {
    view! { <small class=class>{text}</small> }.into_any()
}

fn span(class: &'static str, text: String) -> AnyView {
    view! { <span class=class>{text}</span> }.into_any()
}

/// Leads back to the list.
fn to_list(ctx: Ctx) -> AnyView {
    parts::button("", "Go to the list".to_owned(), move || {
        ctx.dispatch(Msg::Show(View::Explore));
        browser::arrive(app::HEADING);
    })
}

/// Takes all out.
fn clear(ctx: Ctx) -> AnyView {
    parts::button("", "Clear".to_owned(), move || {
        ctx.dispatch(Msg::Compare(Vec::new()));
        browser::focus(app::HEADING);
    })
}

fn empty(says: AnyView, offers: AnyView, adder: AnyView) -> AnyView {
    view! { <div class="empty">{says}<p class="actions">{offers}</p>{adder}</div> }.into_any()
}

/// Nothing is ticked.
fn none(ctx: Ctx) -> AnyView {
    let offer = move |ids: Vec<Id>, verb: &str| {
        (ids.len() > 1).then(|| {
            let names: Vec<_> = ids.iter().map(|id| ctx.name(id)).collect();
            let label = [verb, ": ", &words::list(&names, "and")].concat();
            parts::button("", label, move || {
                ctx.dispatch(Msg::Compare(ids.clone()));
                browser::arrive(app::HEADING);
            })
        })
    };
    let offers = part(move || {
        let kept: Vec<Id> = ctx
            .shelf
            .with(|s| s.iter().map(|k| k.id.clone()).take(MAX_COMPARED).collect());
        let offers = [
            offer(first(ctx, 3), "Compare the first three"),
            offer(kept, "Compare the shortlist"),
            Some(to_list(ctx)),
        ];
        Some(all(offers.into_iter().flatten()))
    });
    let says = view! {
        <p><strong>"Nothing is ticked yet."</strong>" Tick two to eight technologies in the list to see them side by side: every figure with its source, where they differ, and why one stands above another."</p>
    };
    empty(says.into_any(), offers.into_any(), adder(ctx))
}

/// One is ticked.
fn one(ctx: Ctx) -> AnyView {
    let name = text(move || {
        let first = ctx.compared.with(|c| c.first().cloned());
        let name = first.map(|id| ctx.name(&id)).unwrap_or_default();
        [&name, " is ticked."].concat()
    });
    let offers = part(move || {
        let rivals = first(ctx, 3).into_iter().map(|id| {
            let label = ["Compare with ", &ctx.name(&id)].concat();
            parts::button("", label, move || {
                ctx.dispatch(Msg::ToggleCompared(id.clone()));
                browser::focus(app::HEADING);
            })
        });
        Some(all(rivals.chain([to_list(ctx), clear(ctx)])))
    });
    let says = view! { <p><strong>{name}</strong>" One more is needed to compare."</p> };
    empty(says.into_any(), offers.into_any(), adder(ctx))
}

/// A choice of a select that knows itself whether it is chosen: a select has
/// its value set before its choices are there.
fn choice(value: String, name: String, chosen: impl FnMut() -> bool + Send + 'static) -> AnyView {
    let chosen = flag(chosen);
    view! { <option value=value prop:selected=chosen>{name}</option> }.into_any()
}

/// Adds a technology: a choice and a button, since a list that acts by itself
/// acts at every arrow key.
fn adder(ctx: Ctx) -> AnyView {
    let chosen = RwSignal::new(String::new());
    let left = Memo::new(move |_| {
        let c = ctx.catalogue();
        ctx.compared.with(|compared| {
            let mut left: Vec<_> = c
                .technologies
                .iter()
                .filter(|t| !compared.contains(&t.id))
                .collect();
            left.sort_by(|a, b| a.name.cmp(&b.name));
            left.iter().map(|t| t.id.clone()).collect()
        })
    });
    let full = move || ctx.compared.with(Vec::len) >= MAX_COMPARED;
    let add = click(move || {
        if let Ok(id) = Id::new(&chosen.get_untracked()) {
            let said = ["Added ", &ctx.name(&id)].concat();
            chosen.set(String::new());
            ctx.dispatch(Msg::ToggleCompared(id));
            ctx.status.set(said);
        }
    });
    let choose = value(move |v| chosen.set(v));
    let nobody = flag(move || chosen.with(String::is_empty));
    let first = word(move || {
        if full() {
            "eight is the most"
        } else {
            "a technology…"
        }
    });
    let others = columns(left, move |id| {
        let (value, name) = (id.to_string(), ctx.name(&id));
        choice(value, name, move || chosen.with(|c| id == *c.as_str()))
    });
    let idle = flag(move || chosen.with(String::is_empty));
    view! {
        <p class="field">
            <label for="compare-add">"Add"</label>
            <select id="compare-add" disabled=flag(full) on:change=choose>
                <option value="" prop:selected=nobody>{first}</option>
                {others}
            </select>
            <button disabled=idle on:click=add>"Add"</button>
        </p>
    }
    .into_any()
}

/// Two or more.
fn many(ctx: Ctx) -> AnyView {
    let scored = Memo::new(move |_| {
        let baseline = ctx.baseline.get();
        ctx.compared
            .with(|ids| weighed(ctx, |s| scored(s, ids, baseline.as_ref())))
    });
    let facts = Memo::new(move |_| ctx.compared.with(|ids| facts(&ctx.catalogue(), ids)));
    let cautions = part(move || {
        let c = ctx.catalogue();
        let found = ctx.compared.with(|ids| warnings(&c, ids));
        (!found.is_empty()).then(|| {
            let lines = all(found.iter().map(|w| parts::paragraph(w.sentence(&c))));
            view! { <section class="compared-cautions" aria-label="Read with care">{lines}</section> }
                .into_any()
        })
    });
    let charts = [reasons(ctx), overlay(ctx)];
    view! {
        {tools(ctx, scored, facts)}
        {cautions}
        {table(ctx, scored, facts)}
        <div class="compared-charts">{all(charts.into_iter())}</div>
        {parts::dialog(WEIGHTS, "What matters", panel::weights(ctx))}
    }
    .into_any()
}

fn tools(ctx: Ctx, scored: Memo<Vec<Group>>, facts: Memo<Vec<Group>>) -> AnyView {
    let hidden = text(move || {
        let same = scored.with(|g| alike(g)) + facts.with(|g| alike(g));
        let said = words::count(same, "row is alike", "rows are alike");
        let hidden = if ctx.differences.get() {
            ", hidden"
        } else {
            ""
        };
        [&said, hidden].concat()
    });
    let measure = value(move |v| ctx.dispatch(Msg::SetBaseline(Id::new(&v).ok())));
    let nobody = flag(move || ctx.baseline.with(Option::is_none));
    let others = columns(ctx.compared, move |id| {
        let (value, name) = (id.to_string(), ctx.name(&id));
        choice(value, name, move || {
            ctx.baseline.with(|b| b.as_ref() == Some(&id))
        })
    });
    let brackets = word(move || {
        if ctx.baseline.with(Option::is_some) {
            "in brackets, in points"
        } else {
            ""
        }
    });
    let only = flag(move || ctx.differences.get());
    let narrow = checked(move |on| ctx.dispatch(Msg::SetDifferences(on)));
    let weights = click(|| browser::open_dialog(WEIGHTS));
    view! {
        <div class="compare-tools" role="group" aria-label="Comparison">
            {adder(ctx)}
            <p class="field">
                <label for="compare-baseline">"Measure against"</label>
                <select id="compare-baseline" on:change=measure>
                    <option value="" prop:selected=nobody>"none"</option>
                    {others}
                </select>
                <span class="hint">{brackets}</span>
            </p>
            <p class="field">
                <label class="check">
                    <input type="checkbox" prop:checked=only on:change=narrow />
                    <span>"Only differences"</span>
                </label>
                <span class="hint">{hidden}</span>
            </p>
            <p class="actions">
                <button aria-haspopup="dialog" on:click=weights>"What matters"</button>
                {clear(ctx)}
            </p>
        </div>
    }
    .into_any()
}

fn table(ctx: Ctx, scored: Memo<Vec<Group>>, facts: Memo<Vec<Group>>) -> AnyView {
    // The keys of the groups that are folded: they outlast a new drawing.
    let folded = RwSignal::new(Vec::new());
    let bodies = move |groups: Memo<Vec<Group>>| {
        part(move || {
            let width = ctx.compared.with(Vec::len) + 1;
            groups.with(|g| Some(all(g.iter().map(|g| body(g, width, folded)))))
        })
    };
    let only = maybe(move || ctx.differences.get().then_some("differences"));
    let skip = parts::button("past", "Skip the table".to_owned(), || browser::focus(WHY));
    view! {
        {skip}
        <div class="compared" id=TABLE role="region" tabindex="0" aria-label="Side by side, scrolls both ways">
            <table data-only=only>
                <caption class="unseen">"What is known of each, by group. Within a row, best marks the best known value."</caption>
                <thead>
                    <tr>
                        <th scope="col" class="corner">"Technology"</th>
                        {columns(ctx.compared, move |id| head(ctx, id))}
                    </tr>
                </thead>
                <tbody class="arrange">
                    <tr>
                        <th scope="row">"Arrange"</th>
                        {columns(ctx.compared, move |id| arrange(ctx, id))}
                    </tr>
                </tbody>
                {bodies(scored)}
                {bodies(facts)}
            </table>
        </div>
    }
    .into_any()
}

/// The heading of a column.
fn head(ctx: Ctx, id: Id) -> AnyView {
    let c = ctx.catalogue();
    let name = ctx.name(&id);
    let inside = match c.position(&id) {
        None => vec![span("", name), span("flag", "no longer listed".to_owned())],
        Some(row) => {
            let groups = parts::groups(&c);
            let bar = Memo::new(move |_| parts::bar_of(ctx, row, &groups));
            let total = text(move || {
                let shown = |s: &crate::decide::Scores| s.shown.get(row).copied();
                words::points(tenths(ctx.scores.with(shown).unwrap_or_default()))
            });
            let opened = id.clone();
            let base = word(move || {
                if ctx.baseline.with(|b| b.as_ref() == Some(&id)) {
                    " baseline"
                } else {
                    ""
                }
            });
            vec![
                parts::button("name", name, move || parts::open(ctx, opened.clone())),
                view! { <span class="tag">{base}</span> }.into_any(),
                view! { <span class="sum" aria-hidden="true">{total}</span> }.into_any(),
                parts::bar(bar),
            ]
        }
    };
    view! { <th scope="col">{all(inside.into_iter())}</th> }.into_any()
}

/// What can be done with a column. Buttons at an end say that they do nothing
/// rather than being disabled, so that the focus stays.
fn arrange(ctx: Ctx, id: Id) -> AnyView {
    let name = ctx.name(&id);
    let star = ctx
        .catalogue()
        .position(&id)
        .map(|_| parts::star(ctx, id.clone(), name.clone()));
    let acts = [
        act(
            ctx,
            id.clone(),
            "←",
            ["Move left: ", &name].concat(),
            Some(-1),
        ),
        act(
            ctx,
            id.clone(),
            "→",
            ["Move right: ", &name].concat(),
            Some(1),
        ),
        act(ctx, id, "×", ["Remove ", &name].concat(), None),
    ];
    view! { <td><span class="marks">{all(star.into_iter().chain(acts))}</span></td> }.into_any()
}

/// Moves a column by so many, or removes it.
fn act(ctx: Ctx, id: Id, sign: &'static str, label: String, by: Option<i8>) -> AnyView {
    let place = {
        let id = id.clone();
        move |ids: &Vec<Id>| (ids.iter().position(|x| *x == id), ids.len())
    };
    let at = place.clone();
    let idle = maybe(move || match (by, ctx.compared.with(&at)) {
        (Some(by), (Some(n), len)) => {
            let end = if by < 0 { n == 0 } else { n + 1 >= len };
            end.then_some("true")
        }
        _ => None,
    });
    let act = click(move || {
        let name = ctx.name(&id);
        match by {
            Some(by) => {
                ctx.dispatch(Msg::MoveCompared(id.clone(), by));
                if let (Some(n), len) = ctx.compared.with_untracked(&place) {
                    let place = [": ", &words::ordinal(n + 1), " of ", &len.to_string()];
                    ctx.status.set([name, place.concat()].concat());
                }
                browser::focus_back();
            }
            None => {
                ctx.dispatch(Msg::ToggleCompared(id.clone()));
                ctx.status.set(["Removed ", &name].concat());
                let many = ctx.compared.with_untracked(Vec::len) > 1;
                browser::focus(if many { TABLE } else { app::HEADING });
            }
        }
    });
    view! { <button class="icon" aria-label=label aria-disabled=idle on:click=act>{sign}</button> }
        .into_any()
}

/// The rows of a group.
fn body(g: &Group, width: usize, folded: RwSignal<Vec<String>>) -> AnyView {
    let same = g.rows.iter().all(|r| !shown_always(r) && !r.differs);
    let is_open = {
        let key = g.key.clone();
        move || folded.with(|f| !f.contains(&key))
    };
    let (open, mark) = (is_open.clone(), is_open.clone());
    let key = g.key.clone();
    let toggle = click(move || {
        folded.update(|f| {
            let before = f.len();
            f.retain(|k| *k != key);
            if f.len() == before {
                f.push(key.clone());
            }
        });
    });
    let hidden = maybe(move || (!is_open()).then_some("folded"));
    let expanded = word(move || if open() { "true" } else { "false" });
    let sign = word(move || if mark() { "▾ " } else { "▸ " });
    let what = g.what.clone().map(|text| small("hint", text));
    view! {
        <tbody data-same=same.then_some("same") data-folded=hidden>
            <tr class="group">
                <th scope="rowgroup" colspan=width.to_string()>
                    <span>
                        <button class="text" aria-expanded=expanded on:click=toggle>
                            <i aria-hidden="true">{sign}</i>
                            {some(g.hue.map(parts::swatch))}" "{g.label.clone()}
                        </button>
                        " "{some(what)}
                    </span>
                </th>
            </tr>
            {all(g.rows.iter().map(line))}
        </tbody>
    }
    .into_any()
}

/// Whether a row is there even where nobody differs in it.
fn shown_always(r: &Row) -> bool {
    r.kind == RowKind::Total
}

/// A row.
fn line(r: &Row) -> AnyView {
    let (class, counts) = match r.kind {
        RowKind::Total => ("total", None),
        RowKind::Fact => ("fact", None),
        RowKind::Criterion { share } if share > 0.0 => {
            let most = ["up to ", &words::points(tenths(share)), " points"].concat();
            ("criterion", Some(most))
        }
        RowKind::Criterion { .. } => ("criterion", Some("does not count".to_owned())),
    };
    let same = !r.differs && !shown_always(r);
    // The label stands beside what folds, since a heading is not named by that.
    let about = ["About ", &r.label].concat();
    view! {
        <tr class=class data-same=same.then_some("same")>
            <th scope="row">
                {span("", r.label.clone())}" "
                {fold("about", span("unseen", about), r.hint.clone())}
                {some(counts.map(|text| small("hint", text)))}
            </th>
            {all(r.cells.iter().map(|cell| field(cell, r.kind)))}
        </tr>
    }
    .into_any()
}

/// A text that is seen on demand.
fn fold(class: &'static str, label: AnyView, text: String) -> AnyView {
    view! { <details class=class><summary>{label}</summary><p>{text}</p></details> }.into_any()
}

/// A cell.
fn field(cell: &Cell, kind: RowKind) -> AnyView {
    let best = cell.best.then(|| {
        view! { <span class="best"><i aria-hidden="true">"▲ "</i>"best "</span> }.into_any()
    });
    let detail = cell.detail.clone().map(|text| small("detail", text));
    let note = cell.note.clone().map(|text| {
        let label = span("", "note".to_owned());
        fold("aside", label, text)
    });
    let parts = [
        best,
        cell.points.map(|p| points(p, kind)),
        detail,
        cell.cite.as_ref().map(cite),
        note,
    ];
    view! { <td>{content(&cell.content)}" "{all(parts.into_iter().flatten())}</td> }.into_any()
}

/// What a cell gives, and in brackets how much that is against the baseline.
fn points(p: Points, kind: RowKind) -> AnyView {
    let gives = if kind == RowKind::Total {
        String::new()
    } else {
        ["gives ", &words::points(p.tenths), " "].concat()
    };
    let against = p.against.map(|tenths| {
        let parts = [
            span(sign(tenths), ["(", &words::signed(tenths), ")"].concat()),
            span("unseen", " against the baseline ".to_owned()),
        ];
        all(parts.into_iter())
    });
    view! { <small class="gives">{gives}{some(against)}</small> }.into_any()
}

/// The class of a signed number.
fn sign(tenths: i32) -> &'static str {
    match tenths {
        1.. => "plus",
        0 => "level-with",
        _ => "minus",
    }
}

fn content(content: &Content) -> AnyView {
    match content {
        Content::Text(text) => span("value", text.clone()),
        Content::Level(level) => parts::level(Some(*level)),
        Content::List(items) => {
            let item = |i: &crate::compare::Item| {
                let cite = some(i.cite.as_ref().map(cite));
                view! { <li>{i.text.clone()}" "{cite}</li> }.into_any()
            };
            view! { <ul class="values">{all(items.iter().map(item))}</ul> }.into_any()
        }
        Content::Unknown { word, why } => {
            let why = why.clone().map(|text| small("detail", text));
            let mark = span("value level unknown", ["? ", word].concat());
            all([mark, some(why)].into_iter())
        }
        Content::Unlisted => span("value level none", "no longer listed".to_owned()),
    }
}

/// Where and when a value was read: its date, which leads to its source.
fn cite(cite: &Cite) -> AnyView {
    let date = words::date(cite.as_of);
    if !cite.url.starts_with("https://") {
        return span("cite", date);
    }
    let spoken = ["Source: ", &cite.title, ", ", &date].concat();
    let (url, title) = (cite.url.clone(), cite.title.clone());
    view! { <a class="cite" href=url target="_blank" rel="noopener noreferrer" title=title aria-label=spoken>{date}</a> }
        .into_any()
}

/// Why one stands above another.
fn reasons(ctx: Ctx) -> AnyView {
    // The two that the reader asked for, until one of them leaves.
    let asked = RwSignal::new(Vec::<usize>::new());
    let rows = Memo::new(move |_| listed(ctx));
    let both = Memo::new(move |_| {
        let rows = rows.get();
        let asked = asked.get();
        if asked.len() == 2 && asked.iter().all(|row| rows.contains(row)) {
            return asked;
        }
        let c = ctx.catalogue();
        let base = ctx.baseline.get().and_then(|id| c.position(&id));
        let found = weighed(ctx, |s| pair(s, &rows, base));
        found.map(|(a, b)| vec![a, b]).unwrap_or_default()
    });
    let choose = move |nth: usize, label: &'static str| {
        let change = value(move |v: String| {
            let (Ok(row), mut two) = (v.parse::<usize>(), both.get_untracked()) else {
                return;
            };
            if two.get(1 - nth) == Some(&row) {
                // Choosing the other one swaps the two.
                two.reverse();
            } else if let Some(slot) = two.get_mut(nth) {
                *slot = row;
            }
            asked.set(two);
        });
        let rows = keyed(rows, move |row| {
            let name = ctx.with(row, |t| t.name.clone()).unwrap_or_default();
            choice(row.to_string(), name, move || {
                both.with(|two| two.get(nth) == Some(&row))
            })
        });
        view! { <label><span>{label}</span><select on:change=change>{rows}</select></label> }
            .into_any()
    };
    let told = part(move || match both.get()[..] {
        [a, b] => Some(sum(ctx, &weighed(ctx, |s| why(s, a, b)))),
        _ => None,
    });
    let hidden = flag(move || both.with(Vec::is_empty));
    view! {
        <section class="why" aria-labelledby=WHY hidden=hidden>
            <h2 id=WHY tabindex="-1">"Why one over the other"</h2>
            <p class="choice">{choose(0, "Why")}{choose(1, "Over")}</p>
            {told}
        </section>
    }
    .into_any()
}

/// The sum of all reasons.
fn sum(ctx: Ctx, w: &Why) -> AnyView {
    let c = ctx.catalogue();
    let name = |row: usize| ctx.with(row, |t| t.name.clone()).unwrap_or_default();
    let [(a, of_a), (b, of_b)] = w.of;
    let (a, b) = (name(a), name(b));
    let size = words::points(w.total.abs());
    let verdict = match w.total {
        0 => [&a, " and ", &b, " have the same total."].concat(),
        1.. => [&a, " has ", &size, " points more than ", &b, "."].concat(),
        _ => [&a, " has ", &size, " points fewer than ", &b, "."].concat(),
    };
    let sides = [
        " To the right speaks for ",
        &a,
        ", to the left for ",
        &b,
        ".",
    ]
    .concat();
    let groups = parts::groups(&c);
    let sizes = w.parts.iter().map(|p| p.tenths.abs());
    let most = sizes.max().unwrap_or_default().max(1);
    let criterion = |column: usize| c.criteria.get(column).map(|k| k.label.clone());
    let reason = |p: &Part| {
        let [x, y] = &p.figures;
        let hue = groups.get(p.column).copied().unwrap_or_default();
        let label = criterion(p.column).unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{parts::swatch(hue)}" "{label}</th>
                <td class="signed" aria-hidden="true">{signed_bar(p.tenths, most)}</td>
                <td class="number">{words::signed(p.tenths)}</td>
                <td>{bare(x)}</td>
                <td>{bare(y)}</td>
            </tr>
        }
        .into_any()
    };
    let alike: Vec<String> = w.alike.iter().filter_map(|n| criterion(*n)).collect();
    let alike =
        (!alike.is_empty()).then(|| ["Worth the same in: ", &alike.join(", "), "."].concat());
    let unknown = w.parts.iter().any(|p| p.figures.iter().any(|f| !f.known()));
    let counted = unknown.then(|| {
        let counted = match ctx.policy.get() {
            UnknownPolicy::Worst => "Unknown counts as worst here, until it is known.",
            UnknownPolicy::Middle => "Unknown counts as the middle of what it could be.",
            UnknownPolicy::Peers => "Unknown counts like the middle of its peers.",
        };
        counted.to_owned()
    });
    let hints = [alike, counted].into_iter().flatten();
    view! {
        <p><strong>{verdict}</strong>{sides}</p>
        <div class="scroll" role="region" tabindex="0" aria-labelledby=WHY>
            <table>
                <thead><tr>
                    <th scope="col">"Criterion"</th>
                    <td aria-hidden="true"></td><th scope="col" class="number">"Points"</th>
                    <th scope="col">{a}</th><th scope="col">{b}</th>
                </tr></thead>
                <tbody>{all(w.parts.iter().map(reason))}</tbody>
                <tfoot><tr>
                    <th scope="row">"Together"</th>
                    <td aria-hidden="true"></td>
                    <td class="number">{words::signed(w.total)}</td>
                    <td>{words::points(of_a)}</td><td>{words::points(of_b)}</td>
                </tr></tfoot>
            </table>
        </div>
        {all(hints.map(|text| small("hint", text)))}
    }
    .into_any()
}

/// A figure without its reason, for which the table above has room.
fn bare(figure: &Content) -> AnyView {
    match figure {
        Content::Unknown { word, .. } => span("level unknown", ["? ", word].concat()),
        Content::Text(_) | Content::List(_) | Content::Level(_) | Content::Unlisted => {
            content(figure)
        }
    }
}

/// A bar to the right for what is above zero, else to the left.
fn signed_bar(tenths: i32, most: i32) -> AnyView {
    let end = 100 + tenths * 100 / most;
    let d = ["M100 1H", &end.to_string(), "V9H100z"].concat();
    view! {
        <svg viewBox="0 0 200 10" preserveAspectRatio="none" focusable="false">
            {path(sign(tenths), d)}
            {path("zero", "M100 0V10".to_owned())}
        </svg>
    }
    .into_any()
}

fn path(class: &'static str, d: String) -> AnyView {
    view! { <path class=class d=d /> }.into_any()
}

/// The radar.
fn overlay(ctx: Ctx) -> AnyView {
    let drawn = part(move || {
        let rows = listed(ctx);
        let found = weighed(ctx, |s| radar(s, &rows));
        found.map(|r| draw(ctx, &r, rows.len()))
    });
    view! { <section class="radar" aria-labelledby="radar-title">{drawn}</section> }.into_any()
}

fn draw(ctx: Ctx, r: &Radar, compared: usize) -> AnyView {
    let n = r.axes.len();
    let mut grid = String::new();
    for share in [0.25, 0.5, 0.75, 1.0] {
        grid.push_str(&r.ring(share, RADIUS));
    }
    for k in 0..n {
        let p = spoke(k, n, RADIUS);
        grid.push_str("M0 0L");
        grid.push_str(&coordinate(p.x));
        grid.push(' ');
        grid.push_str(&coordinate(p.y));
    }
    let mut drawn = vec![path("grid", grid)];
    for (nth, shape) in r.shapes.iter().enumerate() {
        drawn.push(path(series(nth).0, r.outline(shape, RADIUS)));
    }
    // Letters stand above all lines.
    for (nth, letter) in LETTERS.iter().enumerate().take(r.shapes.len()) {
        for p in r.letters(nth, RADIUS, 9.0) {
            drawn.push(label(series(nth).1, "middle", p.x, p.y + 3.5, letter));
        }
    }
    for (k, axis) in r.axes.iter().enumerate() {
        let p = spoke(k, n, RADIUS + 14.0);
        let anchor = if p.x > 20.0 {
            "start"
        } else if p.x < -20.0 {
            "end"
        } else {
            "middle"
        };
        // Two lines stand around the point where one would.
        let rise = if axis.lines.len() > 1 { 7.0 } else { 0.0 };
        let mut y = p.y + 4.0 - rise + 7.0 * p.y / RADIUS;
        for line in &axis.lines {
            drawn.push(label("axis", anchor, p.x, y, line));
            y += 14.0;
        }
    }
    let legend = r.shapes.iter().zip(LETTERS).enumerate();
    let legend = legend.map(|(nth, (shape, letter))| {
        let name = ctx.with(shape.row, |t| t.name.clone()).unwrap_or_default();
        let line = path(series(nth).0, "M0 3H36".to_owned());
        view! {
            <li>
                <b>{letter}</b>
                <svg class="sample" viewBox="0 0 36 6" aria-hidden="true" focusable="false">{line}</svg>
                {name}
            </li>
        }
        .into_any()
    });
    let mut says = "Further out is better, from worth nothing to worth everything. Where nothing is known there is no point and the line breaks. The table above has every value.".to_owned();
    if r.left_out > 0 {
        let counts = [" The ", &n.to_string(), " criteria that count most; "].concat();
        says.push_str(&counts);
        says.push_str(&words::count(r.left_out, "more counts.", "more count."));
    }
    if compared > MAX_OVERLAID {
        says.push_str(" Only the first four fit; move a column to the left to see it here.");
    }
    view! {
        <h2 id="radar-title">"At a glance"</h2>
        <svg class="chart" viewBox="-190 -150 380 300" role="img" aria-labelledby="radar-title" aria-describedby="radar-text" focusable="false">
            {all(drawn.into_iter())}
        </svg>
        <ul class="series">{all(legend)}</ul>
        <p id="radar-text" class="hint">{says}</p>
    }
    .into_any()
}

/// A text of the radar.
fn label(class: &'static str, anchor: &'static str, x: f64, y: f64, says: &str) -> AnyView {
    let (x, y, says) = (coordinate(x), coordinate(y), says.to_owned());
    view! { <text class=class text-anchor=anchor x=x y=y>{says}</text> }.into_any()
}

/// The classes of a shape of the radar and of its letters.
fn series(nth: usize) -> (&'static str, &'static str) {
    match nth {
        0 => ("s0", "letter s0"),
        1 => ("s1", "letter s1"),
        2 => ("s2", "letter s2"),
        _ => ("s3", "letter s3"),
    }
}
