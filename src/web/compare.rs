//! The place "Compare": two to eight side by side.

use super::ctx::Ctx;
use super::{app, browser, panel, parts};
use crate::catalogue::Id;
use crate::chart::{Bar, coordinate, spoke};
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
pub fn compare(ctx: Ctx) -> impl IntoView {
    let stage = Memo::new(move |_| ctx.compared.with(|c| c.len().min(2)));
    view! {
        <section class="compare" aria-labelledby="place">
            <h1 id=app::HEADING tabindex="-1">"Compare"</h1>
            {move || match stage.get() {
                0 => none(ctx),
                1 => one(ctx),
                _ => many(ctx),
            }}
        </section>
    }
}

/// Reads everything that the scored parts are made of.
fn weighed<T>(ctx: Ctx, read: impl FnOnce(&Scored<'_>) -> T) -> T {
    let c = ctx.catalogue();
    let policy = ctx.policy.get();
    ctx.matrix.with(|matrix| {
        ctx.shares.with(|shares| {
            ctx.scores.with(|scores| {
                ctx.languages.with(|languages| {
                    ctx.ratings.with(|ratings| {
                        read(&Scored {
                            catalogue: &c,
                            matrix,
                            shares: &shares.of,
                            scores,
                            policy,
                            own: Own { languages, ratings },
                        })
                    })
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

fn names(ctx: Ctx, ids: &[Id]) -> String {
    let names: Vec<_> = ids.iter().map(|id| ctx.name(id)).collect();
    words::list(&names, "and")
}

/// Nothing is ticked.
fn none(ctx: Ctx) -> AnyView {
    let offer = move |ids: Vec<Id>, text: &'static str| {
        (ids.len() > 1).then(|| {
            let hint = names(ctx, &ids);
            view! {
                <button on:click=move |_| { ctx.dispatch(Msg::Compare(ids.clone())); browser::arrive(app::HEADING); }>
                    {text} " " <span class="hint">{hint}</span>
                </button>
            }
        })
    };
    let kept = move || {
        let ids = ctx
            .shelf
            .with(|s| s.iter().map(|k| k.id.clone()).take(MAX_COMPARED).collect());
        offer(ids, "Compare the shortlist")
    };
    view! {
        <div class="empty">
            <p><strong>"Nothing is ticked yet."</strong> " Tick two to eight technologies in the list to see them side by side: every figure with its source, where they differ, and why one stands above another."</p>
            <p class="actions">
                {move || offer(first(ctx, 3), "Compare the first three")}
                {kept}
                <button on:click=move |_| { ctx.dispatch(Msg::Show(View::Explore)); browser::arrive(app::HEADING); }>"Go to the list"</button>
            </p>
            {adder(ctx)}
        </div>
    }
    .into_any()
}

/// One is ticked.
fn one(ctx: Ctx) -> AnyView {
    let name = move || ctx.compared.with(|c| c.first().map(|id| ctx.name(id)));
    let rivals = move || {
        first(ctx, 3)
            .into_iter()
            .map(|id| {
                let text = ["Compare with ", &ctx.name(&id)].concat();
                view! {
                    <button on:click=move |_| { ctx.dispatch(Msg::ToggleCompared(id.clone())); browser::focus(app::HEADING); }>{text}</button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="empty">
            <p><strong>{name} " is ticked."</strong> " One more is needed to compare."</p>
            <p class="actions">
                {rivals}
                <button on:click=move |_| ctx.dispatch(Msg::Compare(Vec::new()))>"Clear"</button>
            </p>
            {adder(ctx)}
        </div>
    }
    .into_any()
}

/// Adds a technology: a choice and a button, since a list that acts by itself
/// acts at every arrow key.
fn adder(ctx: Ctx) -> AnyView {
    let chosen = RwSignal::new(String::new());
    let left = Memo::new(move |_| {
        let c = ctx.catalogue();
        ctx.compared.with(|compared| {
            let of = |t: &&crate::catalogue::Technology| !compared.contains(&t.id);
            let mut left: Vec<(Id, String)> = c
                .technologies
                .iter()
                .filter(of)
                .map(|t| (t.id.clone(), t.name.clone()))
                .collect();
            left.sort_by(|a, b| a.1.cmp(&b.1));
            left
        })
    });
    let full = Memo::new(move |_| ctx.compared.with(Vec::len) >= MAX_COMPARED);
    let add = move |_| {
        if let Ok(id) = Id::new(&chosen.get_untracked()) {
            let name = ctx.name(&id);
            chosen.set(String::new());
            ctx.dispatch(Msg::ToggleCompared(id));
            ctx.status.set(["Added ", &name].concat());
        }
    };
    view! {
        <p class="field">
            <label for="compare-add">"Add"</label>
            <select id="compare-add" disabled=move || full.get() on:change=move |e| chosen.set(event_target_value(&e))>
                <option value="" prop:selected=move || chosen.with(String::is_empty)>
                    {move || if full.get() { "eight is the most" } else { "a technology…" }}
                </option>
                <For each=move || left.get() key=|(id, _)| id.clone() children=move |(id, name)| {
                    let value = id.to_string();
                    view! { <option value=value prop:selected=move || chosen.with(|c| id == *c.as_str())>{name}</option> }
                } />
            </select>
            <button disabled=move || chosen.with(String::is_empty) on:click=add>"Add"</button>
        </p>
    }
    .into_any()
}

/// Two or more.
fn many(ctx: Ctx) -> AnyView {
    let rows = Memo::new(move |_| {
        let c = ctx.catalogue();
        ctx.compared.with(|ids| {
            ids.iter()
                .filter_map(|id| c.position(id))
                .collect::<Vec<_>>()
        })
    });
    let scored = Memo::new(move |_| {
        let baseline = ctx.baseline.get();
        ctx.compared
            .with(|ids| weighed(ctx, |s| scored(s, ids, baseline.as_ref())))
    });
    let facts = Memo::new(move |_| ctx.compared.with(|ids| facts(&ctx.catalogue(), ids)));
    let folded = RwSignal::new(Vec::new());
    view! {
        {tools(ctx, scored, facts)}
        {cautions(ctx)}
        {table(ctx, scored, facts, folded)}
        <div class="compared-charts">
            {reasons(ctx, rows)}
            {overlay(ctx, rows)}
        </div>
        {parts::dialog(WEIGHTS, "What matters", panel::weights(ctx))}
    }
    .into_any()
}

/// What to know before reading.
fn cautions(ctx: Ctx) -> AnyView {
    let sentences = move || {
        let c = ctx.catalogue();
        let all = ctx.compared.with(|ids| warnings(&c, ids));
        (!all.is_empty()).then(|| {
            let lines = all.iter().map(|w| view! { <p>{w.sentence(&c)}</p> }).collect_view();
            view! { <section class="compared-cautions" aria-label="Read with care">{lines}</section> }
        })
    };
    sentences.into_any()
}

fn tools(ctx: Ctx, scored: Memo<Vec<Group>>, facts: Memo<Vec<Group>>) -> AnyView {
    let same = Memo::new(move |_| scored.with(|g| alike(g)) + facts.with(|g| alike(g)));
    let hidden = move || {
        let n = words::count(same.get(), "row is alike", "rows are alike");
        [
            n.as_str(),
            if ctx.differences.get() {
                ", hidden"
            } else {
                ""
            },
        ]
        .concat()
    };
    view! {
        <div class="compare-tools" role="group" aria-label="Comparison">
            {adder(ctx)}
            <p class="field">
                <label for="compare-baseline">"Measure against"</label>
                <select id="compare-baseline" on:change=move |e| ctx.dispatch(Msg::SetBaseline(Id::new(&event_target_value(&e)).ok()))>
                    <option value="" prop:selected=move || ctx.baseline.with(Option::is_none)>"none"</option>
                    <For each=move || ctx.compared.get() key=|id| id.clone() children=move |id| {
                        let (value, name) = (id.to_string(), ctx.name(&id));
                        view! { <option value=value prop:selected=move || ctx.baseline.with(|b| b.as_ref() == Some(&id))>{name}</option> }
                    } />
                </select>
                <span class="hint">{move || ctx.baseline.with(Option::is_some).then_some("in brackets, in points")}</span>
            </p>
            <p class="field">
                <label class="check">
                    <input type="checkbox" prop:checked=move || ctx.differences.get()
                        on:change=move |e| ctx.dispatch(Msg::SetDifferences(event_target_checked(&e))) />
                    <span>"Only differences"</span>
                </label>
                <span class="hint">{hidden}</span>
            </p>
            <p class="actions">
                <button aria-haspopup="dialog" on:click=move |_| browser::open_dialog(WEIGHTS)>"What matters"</button>
                <button on:click=move |_| { ctx.dispatch(Msg::Compare(Vec::new())); browser::focus(app::HEADING); }>"Clear"</button>
            </p>
        </div>
    }
    .into_any()
}

fn table(
    ctx: Ctx,
    scored: Memo<Vec<Group>>,
    facts: Memo<Vec<Group>>,
    folded: RwSignal<Vec<String>>,
) -> AnyView {
    let width = Memo::new(move |_| ctx.compared.with(Vec::len) + 1);
    let bodies = move |groups: Memo<Vec<Group>>| {
        move || {
            let width = width.get();
            groups.with(|all| {
                all.iter()
                    .map(|g| body(g, width, folded))
                    .collect::<Vec<_>>()
            })
        }
    };
    view! {
        <button class="past" on:click=move |_| browser::focus(WHY)>"Skip the table"</button>
        <div class="compared" id=TABLE role="region" tabindex="0" aria-label="Side by side, scrolls both ways">
            <table data-only=move || ctx.differences.get().then_some("differences")>
                <caption class="unseen">"What is known of each, by group. Within a row, best marks the best known value."</caption>
                <thead>
                    <tr>
                        <th scope="col" class="corner">"Technology"</th>
                        <For each=move || ctx.compared.get() key=|id| id.clone() children=move |id| head(ctx, id) />
                    </tr>
                </thead>
                <tbody class="arrange">
                    <tr>
                        <th scope="row">"Arrange"</th>
                        <For each=move || ctx.compared.get() key=|id| id.clone() children=move |id| arrange(ctx, id) />
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
    let Some(row) = c.position(&id) else {
        return view! { <th scope="col">{name} <span class="flag">"no longer listed"</span></th> }
            .into_any();
    };
    let groups = Arc::new(parts::groups(&c));
    let bar: Memo<Bar> = Memo::new(move |_| parts::bar_of(ctx, row, &groups));
    let total = Memo::new(move |_| {
        ctx.scores
            .with(|s| tenths(s.shown.get(row).copied().unwrap_or_default()))
    });
    let opened = id.clone();
    let base = move || {
        ctx.baseline
            .with(|b| b.as_ref() == Some(&id))
            .then(|| view! { <span class="tag">"baseline"</span> })
    };
    view! {
        <th scope="col">
            <button class="name" on:click=move |_| parts::open(ctx, opened.clone())>{name}</button>
            " " {base}
            <span class="sum" aria-hidden="true">{move || words::points(total.get())}</span>
            {parts::bar(bar)}
        </th>
    }
    .into_any()
}

/// What can be done with a column. Buttons at an end say that they do nothing
/// rather than being disabled, so that the focus stays.
fn arrange(ctx: Ctx, id: Id) -> AnyView {
    let name = ctx.name(&id);
    let listed = ctx.catalogue().position(&id).is_some();
    let place = {
        let id = id.clone();
        Memo::new(move |_| {
            ctx.compared
                .with(|c| (c.iter().position(|x| *x == id), c.len()))
        })
    };
    let step = |by: i8, sign: &'static str, verb: &str| {
        let (id, label, name) = (id.clone(), [verb, &name].concat(), name.clone());
        let end = move || {
            let (at, n) = place.get();
            at.is_none_or(|at| if by < 0 { at == 0 } else { at + 1 >= n })
        };
        view! {
            <button class="icon" aria-label=label aria-disabled=move || end().then_some("true") on:click=move |_| {
                ctx.dispatch(Msg::MoveCompared(id.clone(), by));
                if let (Some(at), n) = place.get_untracked() {
                    let said = [name.as_str(), ": ", &words::ordinal(at + 1), " of ", &n.to_string()];
                    ctx.status.set(said.concat());
                }
                browser::focus_back();
            }>{sign}</button>
        }
    };
    let off = id.clone();
    view! {
        <td>
            <span class="marks">
                {listed.then(|| parts::star(ctx, id.clone(), name.clone()))}
                {step(-1, "←", "Move left: ")}
                {step(1, "→", "Move right: ")}
                <button class="icon" aria-label=["Remove ", &name].concat() on:click=move |_| {
                    ctx.dispatch(Msg::ToggleCompared(off.clone()));
                    ctx.status.set(["Removed ", &name].concat());
                    let many = ctx.compared.with_untracked(Vec::len) > 1;
                    browser::focus(if many { TABLE } else { app::HEADING });
                }>"×"</button>
            </span>
        </td>
    }
    .into_any()
}

/// The rows of a group.
fn body(g: &Group, width: usize, folded: RwSignal<Vec<String>>) -> AnyView {
    let same = g.rows.iter().all(|r| !shown_always(r) && !r.differs);
    let (key, toggled) = (g.key.clone(), g.key.clone());
    let open = Memo::new(move |_| folded.with(|f| !f.contains(&key)));
    let toggle = move |_| {
        folded.update(|f| match f.iter().position(|k| *k == toggled) {
            Some(at) => {
                f.remove(at);
            }
            None => f.push(toggled.clone()),
        });
    };
    view! {
        <tbody data-same=same.then_some("same") data-folded=move || (!open.get()).then_some("folded")>
            <tr class="group">
                <th scope="rowgroup" colspan=width.to_string()>
                    <span>
                        <button class="text" aria-expanded=move || if open.get() { "true" } else { "false" } on:click=toggle>
                            <i aria-hidden="true">{move || if open.get() { "▾" } else { "▸" }}</i> " "
                            {g.hue.map(parts::swatch)} " " {g.label.clone()}
                        </button>
                        " " <small class="hint">{g.what.clone()}</small>
                    </span>
                </th>
            </tr>
            {g.rows.iter().map(line).collect::<Vec<_>>()}
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
    let counts = match r.kind {
        RowKind::Criterion { share } if share > 0.0 => {
            Some(["up to ", &words::points(tenths(share)), " points"].concat())
        }
        RowKind::Criterion { .. } => Some("does not count".to_owned()),
        RowKind::Total | RowKind::Fact => None,
    };
    let class = match r.kind {
        RowKind::Total => "total",
        RowKind::Criterion { .. } => "criterion",
        RowKind::Fact => "fact",
    };
    let same = !r.differs && !shown_always(r);
    // The label stands beside what folds, since a heading is not named by that.
    let about = ["About ", &r.label].concat();
    view! {
        <tr class=class data-same=same.then_some("same")>
            <th scope="row">
                <span>{r.label.clone()}</span> " "
                <details class="about"><summary><span class="unseen">{about}</span></summary><p>{r.hint.clone()}</p></details>
                {counts.map(|text| view! { <small class="hint">{text}</small> })}
            </th>
            {r.cells.iter().map(|cell| field(cell, r.kind)).collect::<Vec<_>>()}
        </tr>
    }
    .into_any()
}

/// A cell.
fn field(cell: &Cell, kind: RowKind) -> AnyView {
    let best = cell
        .best
        .then(|| view! { <span class="best"><i aria-hidden="true">"▲"</i>" best"</span> });
    let points = cell.points.map(|p| points(p, kind));
    let detail = cell
        .detail
        .clone()
        .map(|text| view! { <small class="detail">{text}</small> });
    let note = cell.note.clone().map(|text| {
        view! { <details class="aside"><summary>"note"</summary><p>{text}</p></details> }
    });
    view! {
        <td>
            {content(&cell.content)} " " {best} " " {points} {detail}
            <span class="origin">{cell.cite.as_ref().map(cite)} {note}</span>
        </td>
    }
    .into_any()
}

/// What a cell gives, and in brackets how much that is against the baseline.
fn points(p: Points, kind: RowKind) -> AnyView {
    let gives = (kind != RowKind::Total).then(|| ["gives ", &words::points(p.tenths)].concat());
    let against = p.against.map(|tenths| {
        let text = ["(", &words::signed(tenths), ")"].concat();
        view! { <span class=sign(tenths)>{text}<span class="unseen">" against the baseline"</span></span> }
    });
    view! { <small class="gives">{gives} " " {against}</small> }.into_any()
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
        Content::Text(text) => view! { <span class="value">{text.clone()}</span> }.into_any(),
        Content::Level(level) => parts::level(Some(*level)),
        Content::List(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|i| view! { <li>{i.text.clone()} " " {i.cite.as_ref().map(cite)}</li> })
                .collect();
            view! { <ul class="values">{items}</ul> }.into_any()
        }
        Content::Unknown { word, why } => {
            let why = why
                .clone()
                .map(|text| view! { <small class="detail">{text}</small> });
            view! { <span class="value level unknown"><i aria-hidden="true">"?"</i> " " {*word}</span> {why} }.into_any()
        }
        Content::Unlisted => {
            view! { <span class="value level none">"no longer listed"</span> }.into_any()
        }
    }
}

/// Where and when a value was read: its date, which leads to its source.
fn cite(cite: &Cite) -> AnyView {
    let date = words::date(cite.as_of);
    let spoken = ["Source: ", &cite.title, ", ", &date].concat();
    if cite.url.starts_with("https://") {
        let url = cite.url.clone();
        view! { <a class="cite" href=url target="_blank" rel="noopener noreferrer" title=cite.title.clone() aria-label=spoken>{date}</a> }.into_any()
    } else {
        view! { <span class="cite" title=cite.title.clone()>{date}</span> }.into_any()
    }
}

/// Why one stands above another.
fn reasons(ctx: Ctx, rows: Memo<Vec<usize>>) -> AnyView {
    // The two that the reader asked for, until one of them leaves.
    let asked = RwSignal::new(None::<(usize, usize)>);
    let both = Memo::new(move |_| {
        rows.with(|rows| {
            asked
                .get()
                .filter(|(a, b)| rows.contains(a) && rows.contains(b))
                .or_else(|| {
                    let c = ctx.catalogue();
                    let base = ctx
                        .baseline
                        .with(|b| b.as_ref().and_then(|id| c.position(id)));
                    weighed(ctx, |s| pair(s, rows, base))
                })
        })
    });
    let told = Memo::new(move |_| both.get().map(|(a, b)| weighed(ctx, |s| why(s, a, b))));
    let choose = move |second: bool| {
        let label = if second { "Over" } else { "Why" };
        let of = move |(a, b): (usize, usize)| if second { b } else { a };
        let change = move |e| {
            let Some((a, b)) = both.get_untracked() else {
                return;
            };
            let Ok(row) = event_target_value(&e).parse::<usize>() else {
                return;
            };
            // Choosing the other one swaps the two.
            asked.set(Some(match second {
                true if row == a => (b, a),
                true => (a, row),
                false if row == b => (b, a),
                false => (row, b),
            }));
        };
        view! {
            <label>
                <span>{label}</span>
                <select on:change=change>
                    <For each=move || rows.get() key=|row| *row children=move |row| {
                        let name = ctx.with(row, |t| t.name.clone());
                        view! { <option value=row.to_string() prop:selected=move || both.get().is_some_and(|both| of(both) == row)>{name}</option> }
                    } />
                </select>
            </label>
        }
    };
    view! {
        <section class="why" aria-labelledby=WHY hidden=move || both.with(Option::is_none)>
            <h2 id=WHY tabindex="-1">"Why one over the other"</h2>
            <p class="choice">{choose(false)} " " {choose(true)}</p>
            {move || told.with(|w| w.as_ref().map(|w| sum(ctx, w)))}
        </section>
    }
    .into_any()
}

/// The sum of all reasons.
fn sum(ctx: Ctx, w: &Why) -> AnyView {
    let c = ctx.catalogue();
    let name = |row: usize| {
        c.technologies
            .get(row)
            .map(|t| t.name.clone())
            .unwrap_or_default()
    };
    let [(a, of_a), (b, of_b)] = w.of;
    let (a, b) = (name(a), name(b));
    let size = words::points(w.total.abs());
    let verdict = match w.total {
        0 => [&a, " and ", &b, " have the same total."].concat(),
        1.. => [&a, " has ", &size, " points more than ", &b, "."].concat(),
        _ => [&a, " has ", &size, " points fewer than ", &b, "."].concat(),
    };
    let groups = parts::groups(&c);
    let most = w
        .parts
        .iter()
        .map(|p| p.tenths.abs())
        .max()
        .unwrap_or_default()
        .max(1);
    let criterion = |column: usize| {
        c.criteria
            .get(column)
            .map(|k| k.label.clone())
            .unwrap_or_default()
    };
    let part = |p: &Part| {
        let [x, y] = &p.figures;
        let hue = groups.get(p.column).copied().unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{parts::swatch(hue)} " " {criterion(p.column)}</th>
                <td class="signed" aria-hidden="true">{signed_bar(p.tenths, most)}</td>
                <td class="number">{words::signed(p.tenths)}</td>
                <td>{content(&bare(x))}</td>
                <td>{content(&bare(y))}</td>
            </tr>
        }
    };
    let alike: Vec<String> = w.alike.iter().map(|column| criterion(*column)).collect();
    let unknown = w.parts.iter().any(|p| p.figures.iter().any(|f| !f.known()));
    let counted = match ctx.policy.get() {
        UnknownPolicy::Worst => "Unknown counts as worst here, until it is known.",
        UnknownPolicy::Middle => "Unknown counts as the middle of what it could be.",
        UnknownPolicy::Peers => "Unknown counts like the middle of its peers.",
    };
    view! {
        <p><strong>{verdict}</strong> " To the right speaks for " {a.clone()} ", to the left for " {b.clone()} "."</p>
        <div class="scroll" role="region" tabindex="0" aria-labelledby=WHY>
            <table>
                <thead><tr>
                    <th scope="col">"Criterion"</th>
                    <td aria-hidden="true"></td><th scope="col" class="number">"Points"</th>
                    <th scope="col">{a}</th><th scope="col">{b}</th>
                </tr></thead>
                <tbody>{w.parts.iter().map(part).collect::<Vec<_>>()}</tbody>
                <tfoot><tr>
                    <th scope="row">"Together"</th>
                    <td aria-hidden="true"></td>
                    <td class="number">{words::signed(w.total)}</td>
                    <td>{words::points(of_a)}</td><td>{words::points(of_b)}</td>
                </tr></tfoot>
            </table>
        </div>
        {(!alike.is_empty()).then(|| view! { <p class="hint">"Worth the same in: " {alike.join(", ")} "."</p> })}
        {unknown.then(|| view! { <p class="hint">{counted}</p> })}
    }
    .into_any()
}

/// A figure without its reason, for which the table above has room.
fn bare(content: &Content) -> Content {
    match content {
        Content::Unknown { word, .. } => Content::Unknown { word, why: None },
        Content::Text(_) | Content::List(_) | Content::Level(_) | Content::Unlisted => {
            content.clone()
        }
    }
}

/// A bar to the right for what is above zero, else to the left.
fn signed_bar(tenths: i32, most: i32) -> AnyView {
    let end = 100 + tenths * 100 / most;
    let d = ["M100 1H", &end.to_string(), "V9H100z"].concat();
    view! {
        <svg viewBox="0 0 200 10" preserveAspectRatio="none" focusable="false">
            <path class=sign(tenths) d=d />
            <path class="zero" d="M100 0V10" />
        </svg>
    }
    .into_any()
}

/// The radar.
fn overlay(ctx: Ctx, rows: Memo<Vec<usize>>) -> AnyView {
    let shape = Memo::new(move |_| rows.with(|rows| weighed(ctx, |s| radar(s, rows))));
    let drawn = move || shape.with(|r| r.as_ref().map(|r| draw(ctx, r, rows.with(Vec::len))));
    view! {
        <section class="radar" aria-labelledby="radar-title" hidden=move || shape.with(Option::is_none)>
            <h2 id="radar-title">"At a glance"</h2>
            {drawn}
        </section>
    }
    .into_any()
}

fn draw(ctx: Ctx, r: &Radar, compared: usize) -> AnyView {
    let n = r.axes.len();
    let point = |x: f64, y: f64| [&coordinate(x), " ", &coordinate(y)].concat();
    let rings: Vec<_> = [0.25, 0.5, 0.75, 1.0]
        .iter()
        .map(|share| r.ring(*share, RADIUS))
        .collect();
    let mut spokes = String::new();
    for k in 0..n {
        let p = spoke(k, n, RADIUS);
        spokes.push_str("M0 0L");
        spokes.push_str(&point(p.x, p.y));
    }
    let labels: Vec<_> = r
        .axes
        .iter()
        .enumerate()
        .map(|(k, axis)| {
            let p = spoke(k, n, RADIUS + 14.0);
            let anchor = if p.x > 20.0 {
                "start"
            } else if p.x < -20.0 {
                "end"
            } else {
                "middle"
            };
            let x = coordinate(p.x);
            // The last line stands on the point above the middle, the first
            // hangs below it under the middle.
            let rise = if axis.lines.len() > 1 { 7.0 } else { 0.0 };
            let y = coordinate(p.y + 4.0 - rise + 7.0 * p.y / RADIUS);
            let lines: Vec<_> = axis
                .lines
                .iter()
                .enumerate()
                .map(|(n, line)| {
                    let dy = if n > 0 { "14" } else { "0" };
                    view! { <tspan x=x.clone() dy=dy>{line.clone()}</tspan> }
                })
                .collect();
            view! { <text class="axis" text-anchor=anchor x=x.clone() y=y>{lines}</text> }
        })
        .collect();
    let shapes: Vec<_> = r
        .shapes
        .iter()
        .enumerate()
        .zip(LETTERS)
        .map(|((nth, shape), letter)| {
            let letters: Vec<_> = r
                .letters(nth, RADIUS, 9.0)
                .into_iter()
                .map(|p| view! { <text class="letter" x=coordinate(p.x) y=coordinate(p.y + 3.5)>{letter}</text> })
                .collect();
            view! { <g class=series(nth)><path d=r.outline(shape, RADIUS) />{letters}</g> }
        })
        .collect();
    let legend: Vec<_> = r
        .shapes
        .iter()
        .enumerate()
        .zip(LETTERS)
        .map(|((nth, shape), letter)| {
            let sample = [series(nth), " sample"].concat();
            let name = ctx.with(shape.row, |t| t.name.clone());
            view! {
                <li>
                    <b>{letter}</b> " "
                    <svg class=sample viewBox="0 0 36 6" aria-hidden="true" focusable="false"><path d="M0 3H36" /></svg>
                    " " {name}
                </li>
            }
        })
        .collect();
    let few = (compared > MAX_OVERLAID)
        .then_some(" Only the first four fit; move a column to the left to see it here.");
    let left_out = (r.left_out > 0).then(|| {
        [
            " The ",
            &n.to_string(),
            " criteria that count most; ",
            &r.left_out.to_string(),
            " more count.",
        ]
        .concat()
    });
    view! {
        <svg class="chart" viewBox="-190 -150 380 300" role="img" aria-labelledby="radar-title" aria-describedby="radar-text" focusable="false">
            <g class="grid">{rings.into_iter().map(|d| view! { <path d=d /> }).collect::<Vec<_>>()}<path d=spokes /></g>
            {shapes}
            {labels}
        </svg>
        <ul class="series">{legend}</ul>
        <p id="radar-text" class="hint">
            "Further out is better, from worth nothing to worth everything. Where nothing is known there is no point and the line breaks. The table above has every value."
            {left_out} {few}
        </p>
    }
    .into_any()
}

/// The class of a shape of the radar.
fn series(nth: usize) -> &'static str {
    match nth {
        0 => "s0",
        1 => "s1",
        2 => "s2",
        _ => "s3",
    }
}
