//! The place "Compare": two to eight side by side.

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{
    Element, Piece, act, all, by_id, el, flag, hear, nothing, of, part, text, together, word,
};
use super::{app, browser, details, own, panel, parts};
use crate::catalogue::{Catalogue, Id};
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
pub fn compare(ctx: Ctx) -> Piece {
    let any = Derived::new(move || size(ctx) > 0);
    let several = Derived::new(move || size(ctx) > 1);
    let inside = part(move || {
        Some(if several.get() {
            details::needed(ctx, Box::new(move |whole| many(ctx, whole)))
        } else if any.get() {
            one(ctx)
        } else {
            none(ctx)
        })
    });
    let title = el("h1")
        .attr("id", app::HEADING)
        .attr("tabindex", "-1")
        .say("Compare");
    of("section", "compare")
        .attr("aria-labelledby", app::HEADING)
        .child(title.done())
        .child(inside)
        .done()
}

/// How many are compared.
fn size(ctx: Ctx) -> usize {
    ctx.compared.with(Vec::len)
}

/// Reads everything that the scored parts are made of.
fn weighed(ctx: Ctx, c: &Catalogue, read: &mut dyn FnMut(&Scored<'_>)) {
    let policy = ctx.policy.get();
    let (languages, ratings) = (ctx.languages.get(), ctx.ratings.get());
    ctx.matrix.with(|matrix| {
        ctx.shares.with(|shares| {
            ctx.scores.with(|scores| {
                read(&Scored {
                    catalogue: c,
                    matrix,
                    shares: &shares.of,
                    scores,
                    policy,
                    own: Own {
                        languages: &languages,
                        ratings: &ratings,
                    },
                });
            });
        });
    });
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

/// The name of a row; nothing where there is none.
fn name_of(ctx: Ctx, row: usize) -> String {
    ctx.with(row, |t| t.name.clone()).unwrap_or_default()
}

/// A cell for each of the compared.
fn columns(ctx: Ctx, cell: fn(Ctx, Id) -> Piece) -> Piece {
    let ids = Derived::new(move || ctx.compared.get());
    by_id(ids, Box::new(move |id| cell(ctx, id)))
}

fn small(class: &str, text: &str) -> Piece {
    of("small", class).say(text).done()
}

fn span(class: &str, text: &str) -> Piece {
    of("span", class).say(text).done()
}

/// Leads back to the list.
fn to_list(ctx: Ctx) -> Piece {
    let act = act(move || app::go(ctx, View::Explore));
    parts::button("", "Go to the list", act).done()
}

/// Takes all out.
fn clear(ctx: Ctx) -> Piece {
    let act = act(move || {
        ctx.dispatch(Msg::Compare(Vec::new()));
        browser::focus(app::HEADING);
    });
    parts::button("", "Clear", act).done()
}

fn empty(says: Piece, offers: Piece, adder: Piece) -> Piece {
    of("div", "empty")
        .child(says)
        .child(of("p", "actions").child(offers).done())
        .child(adder)
        .done()
}

/// A button that compares some; nothing where there are too few.
fn offer(ctx: Ctx, ids: Vec<Id>, verb: &str) -> Piece {
    if ids.len() < 2 {
        return nothing();
    }
    let names: Vec<String> = ids.iter().map(|id| ctx.name(id)).collect();
    let label = [verb, ": ", &words::list(&names, "and")].concat();
    let act = act(move || {
        ctx.dispatch(Msg::Compare(ids.clone()));
        browser::arrive(app::HEADING);
    });
    parts::button("", &label, act).done()
}

/// Nothing is ticked.
fn none(ctx: Ctx) -> Piece {
    let offers = part(move || {
        let kept: Vec<Id> = ctx
            .shelf
            .with(|s| s.iter().map(|k| k.id.clone()).take(MAX_COMPARED).collect());
        Some(together(vec![
            offer(ctx, first(ctx, 3), "Compare the first three"),
            offer(ctx, kept, "Compare the shortlist"),
            to_list(ctx),
        ]))
    });
    let says = parts::stressed(
        "Nothing is ticked yet.",
        "Tick two to eight technologies in the list to see them side by side: every figure with its source, where they differ, and why one stands above another.",
    );
    empty(says, offers, adder(ctx))
}

/// One is ticked.
fn one(ctx: Ctx) -> Piece {
    let name = text(move || {
        let first = ctx.compared.with(|c| c.first().cloned());
        let name = first.map(|id| ctx.name(&id)).unwrap_or_default();
        [&name, " is ticked."].concat()
    });
    let offers = part(move || {
        let mut offers = Vec::new();
        for id in first(ctx, 3) {
            let label = ["Compare with ", &ctx.name(&id)].concat();
            let act = act(move || {
                ctx.dispatch(Msg::ToggleCompared(id.clone()));
                browser::focus(app::HEADING);
            });
            offers.push(parts::button("", &label, act).done());
        }
        offers.push(to_list(ctx));
        offers.push(clear(ctx));
        Some(together(offers))
    });
    let says = el("p")
        .child(el("strong").live(name).done())
        .say(" One more is needed to compare.");
    empty(says.done(), offers, adder(ctx))
}

/// A label and what it names.
fn labelled(id: &str, label: &str) -> Element {
    of("p", "field").child(el("label").attr("for", id).say(label).done())
}

/// Who can still be added, by name, as pairs of id and name.
fn left(ctx: Ctx) -> Vec<(String, String)> {
    let c = ctx.catalogue();
    ctx.compared.with(|compared| {
        let left = c.named().filter(|t| !compared.contains(&t.id));
        left.map(|t| (t.id.to_string(), t.name.clone())).collect()
    })
}

/// Adds a technology: a choice and a button, since a list that acts by itself
/// acts at every arrow key.
fn adder(ctx: Ctx) -> Piece {
    let chosen = RwSignal::new(String::new());
    let add = act(move || {
        if let Ok(id) = Id::new(&chosen.get_untracked()) {
            let said = ["Added ", &ctx.name(&id)].concat();
            chosen.set(String::new());
            ctx.dispatch(Msg::ToggleCompared(id));
            ctx.status.set(said);
        }
    });
    let select = part(move || {
        let full = size(ctx) >= MAX_COMPARED;
        let first = if full {
            "eight is the most"
        } else {
            "a technology…"
        };
        let mut choices = parts::choices(&[("", first)]);
        choices.append(&mut left(ctx));
        // Who is compared meanwhile cannot be added any more.
        if !choices
            .iter()
            .any(|(id, _)| chosen.with_untracked(|chosen| id == chosen))
        {
            chosen.set(String::new());
        }
        let current = Arc::new(move || chosen.get());
        let mut select = parts::select(&choices, true, current, move |v| chosen.set(v))
            .attr("id", "compare-add");
        if full {
            select = select.attr("disabled", "");
        }
        Some(select.done())
    });
    let add =
        parts::button("", "Add", add).when("disabled", flag(move || chosen.with(String::is_empty)));
    labelled("compare-add", "Add")
        .child(select)
        .child(add.done())
        .done()
}

/// Two or more, with all that is known of them.
fn many(ctx: Ctx, whole: &Arc<Catalogue>) -> Piece {
    let c = Arc::clone(whole);
    let scored = Derived::new(move || {
        let baseline = ctx.baseline.get();
        let mut found = Vec::new();
        ctx.compared.with(|ids| {
            weighed(ctx, &c, &mut |s| found = scored(s, ids, baseline.as_ref()));
        });
        found
    });
    let c = Arc::clone(whole);
    let facts = Derived::new(move || ctx.compared.with(|ids| facts(&c, ids)));
    let c = Arc::clone(whole);
    let cautions = part(move || {
        let found = ctx.compared.with(|ids| warnings(&c, ids));
        (!found.is_empty()).then(|| {
            let lines = found.iter().map(|w| parts::paragraph(&w.sentence(&c)));
            of("section", "compared-cautions")
                .attr("aria-label", "Read with care")
                .child(all(lines))
                .done()
        })
    });
    let charts = of("div", "compared-charts")
        .child(reasons(ctx, whole))
        .child(overlay(ctx));
    together(vec![
        tools(ctx, scored, facts),
        cautions,
        table(ctx, scored, facts),
        charts.done(),
        parts::dialog(WEIGHTS, "What matters", panel::weights(ctx)),
    ])
}

fn tools(ctx: Ctx, scored: Derived<Vec<Group>>, facts: Derived<Vec<Group>>) -> Piece {
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
    let brackets = word(move || {
        if ctx.baseline.with(Option::is_some) {
            "in brackets, in points"
        } else {
            ""
        }
    });
    let narrow = hear(move |event| {
        ctx.soon(Msg::SetDifferences(event_target_checked(&event)));
    });
    let only = parts::check(
        "checkbox",
        "",
        "Only differences",
        flag(move || ctx.differences.get()),
        narrow,
    );
    let weights = parts::button("", "What matters", act(|| browser::open_dialog(WEIGHTS)));
    let actions = of("p", "actions")
        .child(weights.attr("aria-haspopup", "dialog").done())
        .child(clear(ctx));
    of("div", "compare-tools")
        .attr("role", "group")
        .attr("aria-label", "Comparison")
        .child(adder(ctx))
        .child(
            labelled("compare-baseline", "Measure against")
                .child(part(move || Some(baseline(ctx))))
                .child(of("span", "hint").live(brackets).done())
                .done(),
        )
        .child(
            of("p", "field")
                .child(only.done())
                .child(of("span", "hint").live(hidden).done())
                .done(),
        )
        .child(actions.done())
        .done()
}

/// Whom all are measured against.
fn baseline(ctx: Ctx) -> Piece {
    let mut choices = parts::choices(&[("", "none")]);
    for id in ctx.compared.get() {
        choices.push((id.as_str().to_owned(), ctx.name(&id)));
    }
    let current = Arc::new(move || {
        ctx.baseline
            .with(|b| b.as_ref().map_or("", Id::as_str).to_owned())
    });
    let measure = move |v: String| ctx.dispatch(Msg::SetBaseline(Id::new(&v).ok()));
    parts::select(&choices, true, current, measure)
        .attr("id", "compare-baseline")
        .done()
}

fn table(ctx: Ctx, scored: Derived<Vec<Group>>, facts: Derived<Vec<Group>>) -> Piece {
    // The keys of the groups that are folded: they outlast a new drawing.
    let folded = RwSignal::new(Vec::new());
    let bodies = move |groups: Derived<Vec<Group>>| {
        part(move || {
            let width = size(ctx) + 1;
            groups.with(|g| Some(all(g.iter().map(|g| body(g, width, folded)))))
        })
    };
    let skip = parts::button("past", "Skip the table", act(|| browser::focus(WHY)));
    let says = "What is known of each, by group. Within a row, best marks the best known value.";
    let corner = of("th", "corner").attr("scope", "col").say("Technology");
    let heads = el("tr").child(corner.done()).child(columns(ctx, head));
    let label = el("th").attr("scope", "row").say("Arrange");
    let marks = el("tr").child(label.done()).child(columns(ctx, arrange));
    let table = el("table")
        .when("data-only", flag(move || ctx.differences.get()))
        .child(of("caption", "unseen").say(says).done())
        .child(el("thead").child(heads.done()).done())
        .child(of("tbody", "arrange").child(marks.done()).done())
        .child(bodies(scored))
        .child(bodies(facts));
    let region = of("div", "compared")
        .attr("id", TABLE)
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", "Side by side, scrolls both ways")
        .child(table.done());
    together(vec![skip.done(), region.done()])
}

/// The heading of a column.
fn head(ctx: Ctx, id: Id) -> Piece {
    let c = ctx.catalogue();
    let name = ctx.name(&id);
    let head = el("th").attr("scope", "col");
    let Some(row) = c.position(&id) else {
        return head
            .child(el("span").say(&name).done())
            .child(span("flag", "no longer listed"))
            .done();
    };
    let groups = parts::groups(&c);
    let bar = Derived::new(move || parts::bar_of(ctx, row, &groups));
    let total = text(move || {
        let shown = |s: &crate::decide::Scores| s.shown.get(row).copied();
        words::points(tenths(ctx.scores.with(shown).unwrap_or_default()))
    });
    let opened = id.clone();
    let open = act(move || parts::open(ctx, opened.clone()));
    let base = word(move || {
        if ctx.baseline.with(|b| b.as_ref() == Some(&id)) {
            " baseline"
        } else {
            ""
        }
    });
    let sum = of("span", "sum").attr("aria-hidden", "true").live(total);
    head.child(parts::button("name", &name, open).done())
        .child(of("span", "tag").live(base).done())
        .child(sum.done())
        .child(parts::bar(bar))
        .done()
}

/// What can be done with a column. Buttons at an end say that they do nothing
/// rather than being disabled, so that the focus stays.
fn arrange(ctx: Ctx, id: Id) -> Piece {
    let name = ctx.name(&id);
    let mut marks = of("span", "marks");
    if ctx.catalogue().position(&id).is_some() {
        marks = marks.child(parts::star(ctx, id.clone(), &name));
    }
    let marks = marks
        .child(shift(ctx, &id, "←", "Move left: ", -1))
        .child(shift(ctx, &id, "→", "Move right: ", 1))
        .child(remove(ctx, id));
    el("td").child(marks.done()).done()
}

/// Where a column stands.
fn place(ids: &[Id], id: &Id) -> Option<usize> {
    ids.iter().position(|x| x == id)
}

/// Moves a column by so many. Its element is built here, as it has an attribute
/// that comes and goes with a value.
fn shift(ctx: Ctx, id: &Id, sign: &str, verb: &str, by: i8) -> Piece {
    let (at, moved) = (id.clone(), id.clone());
    let idle = Box::new(move || {
        ctx.compared.with(|ids| {
            let n = place(ids, &at)?;
            let end = if by < 0 { n == 0 } else { n + 1 >= ids.len() };
            end.then(|| "true".to_owned())
        })
    });
    let act = act(move || {
        ctx.dispatch(Msg::MoveCompared(moved.clone(), by));
        ctx.compared.with_untracked(|ids| {
            if let Some(n) = place(ids, &moved) {
                let (nth, len) = (words::ordinal(n + 1), ids.len().to_string());
                let said = [&ctx.name(&moved), ": ", &nth, " of ", &len].concat();
                ctx.status.set(said);
            }
        });
        browser::focus_back();
    });
    let label = [verb, &ctx.name(id)].concat();
    parts::icon(sign, &label, act)
        .attr_maybe("aria-disabled", idle)
        .done()
}

/// Removes a column.
fn remove(ctx: Ctx, id: Id) -> Piece {
    let name = ctx.name(&id);
    let label = ["Remove ", &name].concat();
    let button = of("button", "icon").attr("aria-label", &label);
    let act = act(move || {
        ctx.dispatch(Msg::ToggleCompared(id.clone()));
        ctx.status.set(["Removed ", &name].concat());
        let many = ctx.compared.with_untracked(Vec::len) > 1;
        browser::focus(if many { TABLE } else { app::HEADING });
    });
    button.on("click", act).say("×").done()
}

/// The rows of a group. Their tags are written as the browser says them, in
/// capitals: by that Leptos knows an element again when the table is drawn
/// anew, so that what is unfolded in it, and the focus, stay.
fn body(g: &Group, width: usize, folded: RwSignal<Vec<String>>) -> Piece {
    let is_open = {
        let key = g.key.clone();
        move || folded.with(|f| !f.contains(&key))
    };
    let (open, mark) = (is_open.clone(), is_open.clone());
    let key = g.key.clone();
    let toggle = act(move || {
        folded.update(|f| {
            let before = f.len();
            f.retain(|k| *k != key);
            if f.len() == before {
                f.push(key.clone());
            }
        });
    });
    let sign = el("I")
        .attr("aria-hidden", "true")
        .live(word(move || if mark() { "▾ " } else { "▸ " }));
    let button = of("BUTTON", "text")
        .attr_live(
            "aria-expanded",
            word(move || if open() { "true" } else { "false" }),
        )
        .on("click", toggle)
        .child(sign.done())
        .child(g.hue.map_or_else(nothing, parts::swatch))
        .say(" ")
        .say(&g.label);
    let mut inside = el("SPAN").child(button.done()).say(" ");
    if let Some(what) = &g.what {
        inside = inside.child(small("hint", what));
    }
    let head = el("TH")
        .attr("scope", "rowgroup")
        .attr("colspan", &width.to_string())
        .child(inside.done());
    let mut body = el("TBODY");
    if g.rows.iter().all(alone) {
        body = body.attr("data-same", "same");
    }
    body.when("data-folded", flag(move || !is_open()))
        .child(of("TR", "group").child(head.done()).done())
        .child(all(g.rows.iter().map(line)))
        .done()
}

/// Whether a row is hidden where only differences are asked for.
fn alone(r: &Row) -> bool {
    !r.differs && r.kind != RowKind::Total
}

/// A row.
fn line(r: &Row) -> Piece {
    let (class, counts) = match r.kind {
        RowKind::Total => ("total", None),
        RowKind::Fact => ("fact", None),
        RowKind::Criterion { share } if share > 0.0 => {
            let most = ["up to ", &words::points(tenths(share)), " points"].concat();
            ("criterion", Some(most))
        }
        RowKind::Criterion { .. } => ("criterion", Some("does not count".to_owned())),
    };
    // The label stands beside what folds, since a heading is not named by that.
    let about = parts::unseen(&["About ", &r.label].concat());
    let mut head = el("TH")
        .attr("scope", "row")
        .child(el("span").say(&r.label).done())
        .say(" ")
        .child(fold("about", about, &r.hint));
    if let Some(counts) = counts {
        head = head.child(small("hint", &counts));
    }
    let mut line = of("TR", class);
    if alone(r) {
        line = line.attr("data-same", "same");
    }
    line.child(head.done())
        .child(all(r.cells.iter().map(|cell| field(cell, r.kind))))
        .done()
}

/// A text that is seen on demand.
fn fold(class: &str, label: Piece, text: &str) -> Piece {
    of("DETAILS", class)
        .child(el("SUMMARY").child(label).done())
        .child(parts::paragraph(text))
        .done()
}

/// A cell.
fn field(cell: &Cell, kind: RowKind) -> Piece {
    let mut field = el("TD").child(content(&cell.content)).say(" ");
    if cell.yours {
        field = field.child(own::mark()).say(" ");
    }
    if cell.best {
        let sign = el("i").attr("aria-hidden", "true").say("▲ ");
        let best = of("span", "best").child(sign.done()).say("best ");
        field = field.child(best.done());
    }
    if let Some(p) = cell.points {
        field = field.child(points(p, kind));
    }
    if let Some(detail) = &cell.detail {
        field = field.child(small("detail", detail));
    }
    if let Some(found) = &cell.cite {
        field = field.child(cite(found));
    }
    if let Some(note) = &cell.note {
        let label = el("span").say("note").done();
        field = field.child(fold("aside", label, note));
    }
    field.done()
}

/// What a cell gives, and in brackets how much that is against the baseline.
fn points(p: Points, kind: RowKind) -> Piece {
    let mut gives = of("small", "gives");
    if kind != RowKind::Total {
        gives = gives.say(&["gives ", &words::points(p.tenths), " "].concat());
    }
    if let Some(tenths) = p.against {
        gives = gives
            .child(span(
                sign(tenths),
                &["(", &words::signed(tenths), ")"].concat(),
            ))
            .child(parts::unseen(" against the baseline "));
    }
    gives.done()
}

/// The class of a signed number.
fn sign(tenths: i32) -> &'static str {
    match tenths {
        1.. => "plus",
        0 => "level-with",
        _ => "minus",
    }
}

fn content(content: &Content) -> Piece {
    match content {
        Content::Text(text) => span("value", text),
        Content::Level(level) => parts::level(Some(*level)),
        Content::List(items) => {
            let mut list = of("ul", "values");
            for item in items {
                let mut line = el("li").say(&item.text).say(" ");
                if let Some(found) = &item.cite {
                    line = line.child(cite(found));
                }
                list = list.child(line.done());
            }
            list.done()
        }
        Content::Unknown { word, why } => {
            let mark = span("value level unknown", &["? ", word].concat());
            let why = why.as_deref().map(|text| small("detail", text));
            together(vec![mark, why.unwrap_or_else(nothing)])
        }
        Content::Unlisted => span("value level none", "no longer listed"),
    }
}

/// Where and when a value was read: its date, which leads to its source.
fn cite(cite: &Cite) -> Piece {
    let date = words::date(cite.as_of);
    let Some(link) = parts::outward(&cite.url) else {
        return span("cite", &date);
    };
    let spoken = ["Source: ", &cite.title, ", ", &date].concat();
    link.attr("class", "cite")
        .attr("title", &cite.title)
        .attr("aria-label", &spoken)
        .say(&date)
        .done()
}

/// Why one stands above another.
fn reasons(ctx: Ctx, whole: &Arc<Catalogue>) -> Piece {
    // The two that the reader asked for, until one of them leaves.
    let asked = RwSignal::new(Vec::<usize>::new());
    let rows = Derived::new(move || listed(ctx));
    let both = Derived::new(move || {
        let rows = rows.get();
        let asked = asked.get();
        if asked.len() == 2 && asked.iter().all(|row| rows.contains(row)) {
            return asked;
        }
        let c = ctx.catalogue();
        let base = ctx.baseline.get().and_then(|id| c.position(&id));
        let mut found = None;
        weighed(ctx, &c, &mut |s| found = pair(s, &rows, base));
        found.map(|(a, b)| vec![a, b]).unwrap_or_default()
    });
    let choose = move |nth: usize, label: &str| {
        let select = part(move || Some(one_of_two(ctx, rows, both, asked, nth)));
        el("label")
            .child(el("span").say(label).done())
            .child(select)
            .done()
    };
    let c = Arc::clone(whole);
    let told = part(move || match both.get()[..] {
        [a, b] => {
            let mut found = None;
            weighed(ctx, &c, &mut |s| found = Some(why(s, a, b)));
            found.map(|w| sum(ctx, &w))
        }
        _ => None,
    });
    let title = el("h2")
        .attr("id", WHY)
        .attr("tabindex", "-1")
        .say("Why one over the other");
    let choice = of("p", "choice")
        .child(choose(0, "Why"))
        .child(choose(1, "Over"));
    of("section", "why")
        .attr("aria-labelledby", WHY)
        .when("hidden", flag(move || both.with(Vec::is_empty)))
        .child(title.done())
        .child(choice.done())
        .child(told)
        .done()
}

/// Chooses one of the two whose reasons are told.
fn one_of_two(
    ctx: Ctx,
    rows: Derived<Vec<usize>>,
    both: Derived<Vec<usize>>,
    asked: RwSignal<Vec<usize>>,
    nth: usize,
) -> Piece {
    let mut choices = Vec::new();
    for row in rows.get() {
        choices.push((row.to_string(), name_of(ctx, row)));
    }
    let current = Arc::new(move || {
        let row = both.with(|two| two.get(nth).copied());
        row.map(|row| row.to_string()).unwrap_or_default()
    });
    let choose = move |v: String| {
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
    };
    parts::select(&choices, true, current, choose).done()
}

/// The sum of all reasons.
fn sum(ctx: Ctx, w: &Why) -> Piece {
    let c = ctx.catalogue();
    let [(a, of_a), (b, of_b)] = w.of;
    let (a, b) = (name_of(ctx, a), name_of(ctx, b));
    let size = words::points(w.total.abs());
    let verdict = match w.total {
        0 => [&a, " and ", &b, " have the same total."].concat(),
        1.. => [&a, " has ", &size, " points more than ", &b, "."].concat(),
        _ => [&a, " has ", &size, " points fewer than ", &b, "."].concat(),
    };
    let sides = [
        "To the right speaks for ",
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
    let number = |tag: &'static str, text: &str| of(tag, "number").say(text).done();
    let reason = |p: &Part| {
        let [x, y] = &p.figures;
        let hue = groups.get(p.column).copied().unwrap_or_default();
        let label = el("th")
            .attr("scope", "row")
            .child(parts::swatch(hue))
            .say(" ")
            .say(&criterion(p.column).unwrap_or_default());
        let bar = of("td", "signed")
            .attr("aria-hidden", "true")
            .child(signed_bar(p.tenths, most));
        el("tr")
            .child(label.done())
            .child(bar.done())
            .child(number("td", &words::signed(p.tenths)))
            .child(el("td").child(bare(x)).done())
            .child(el("td").child(bare(y)).done())
            .done()
    };
    let head = |text: &str| el("th").attr("scope", "col").say(text);
    let cell = |text: &str| el("td").say(text).done();
    let gap = || el("td").attr("aria-hidden", "true").done();
    let heads = el("tr")
        .child(head("Criterion").done())
        .child(gap())
        .child(head("Points").attr("class", "number").done())
        .child(head(&a).done())
        .child(head(&b).done());
    let foot = el("tr")
        .child(el("th").attr("scope", "row").say("Together").done())
        .child(gap())
        .child(number("td", &words::signed(w.total)))
        .child(cell(&words::points(of_a)))
        .child(cell(&words::points(of_b)));
    let table = el("table")
        .child(el("thead").child(heads.done()).done())
        .child(el("tbody").child(all(w.parts.iter().map(reason))).done())
        .child(el("tfoot").child(foot.done()).done());
    // In capitals, so that it stays, and where it was scrolled to.
    let region = of("DIV", "scroll")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", "The difference by criterion")
        .child(table.done());
    let mut told = vec![parts::stressed(&verdict, &sides), region.done()];
    let alike: Vec<String> = w.alike.iter().filter_map(|n| criterion(*n)).collect();
    if !alike.is_empty() {
        let says = ["Worth the same in: ", &alike.join(", "), "."].concat();
        told.push(small("hint", &says));
    }
    if w.parts.iter().any(|p| p.figures.iter().any(|f| !f.known())) {
        let says = match ctx.policy.get() {
            UnknownPolicy::Worst => "Unknown counts as worst here, until it is known.",
            UnknownPolicy::Middle => "Unknown counts as the middle of what it could be.",
            UnknownPolicy::Peers => "Unknown counts like the middle of its peers.",
        };
        told.push(small("hint", says));
    }
    together(told)
}

/// A figure without its reason, for which the table above has room.
fn bare(figure: &Content) -> Piece {
    match figure {
        Content::Unknown { word, .. } => span("level unknown", &["? ", word].concat()),
        Content::Text(_) | Content::List(_) | Content::Level(_) | Content::Unlisted => {
            content(figure)
        }
    }
}

/// A line of a drawing.
fn path(class: &str, d: &str) -> Piece {
    of("path", class).attr("d", d).done()
}

/// A text of the radar.
fn label(class: &str, anchor: &str, x: f64, y: f64, says: &str) -> Piece {
    of("text", class)
        .attr("text-anchor", anchor)
        .attr("x", &coordinate(x))
        .attr("y", &coordinate(y))
        .say(says)
        .done()
}

/// A bar to the right for what is above zero, else to the left.
fn signed_bar(tenths: i32, most: i32) -> Piece {
    let end = 100 + tenths * 100 / most;
    let d = ["M100 1H", &end.to_string(), "V9H100z"].concat();
    el("svg")
        .attr("viewBox", "0 0 200 10")
        .attr("preserveAspectRatio", "none")
        .attr("focusable", "false")
        .child(path(sign(tenths), &d))
        .child(path("zero", "M100 0V10"))
        .done()
}

/// The radar.
fn overlay(ctx: Ctx) -> Piece {
    let drawn = part(move || {
        let rows = listed(ctx);
        let mut found = None;
        weighed(ctx, &ctx.catalogue(), &mut |s| found = radar(s, &rows));
        found.map(|r| draw(ctx, &r, rows.len()))
    });
    of("section", "radar")
        .attr("aria-labelledby", "radar-title")
        .child(drawn)
        .done()
}

fn draw(ctx: Ctx, r: &Radar, compared: usize) -> Piece {
    let n = r.axes.len();
    let mut drawn = vec![path("grid", &r.grid(RADIUS))];
    for (nth, shape) in r.shapes.iter().enumerate() {
        drawn.push(path(series(nth).0, &r.outline(shape, RADIUS)));
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
    let mut legend = of("ul", "series");
    for (nth, (shape, letter)) in r.shapes.iter().zip(LETTERS).enumerate() {
        let sample = of("svg", "sample")
            .attr("viewBox", "0 0 36 6")
            .attr("aria-hidden", "true")
            .attr("focusable", "false")
            .child(path(series(nth).0, "M0 3H36"));
        let item = el("li")
            .child(el("b").say(letter).done())
            .child(sample.done())
            .say(" ")
            .say(&name_of(ctx, shape.row));
        legend = legend.child(item.done());
    }
    let mut says = "Further out is better, from worth nothing to worth everything. Where nothing is known there is no point and the line breaks. The table above has every value.".to_owned();
    if r.left_out > 0 {
        let counts = [" The ", &n.to_string(), " criteria that count most; "].concat();
        says.push_str(&counts);
        says.push_str(&words::count(r.left_out, "more counts.", "more count."));
    }
    if compared > MAX_OVERLAID {
        says.push_str(" Only the first four fit; move a column to the left to see it here.");
    }
    let chart = of("svg", "chart")
        .attr("viewBox", "-190 -150 380 300")
        .attr("role", "img")
        .attr("aria-labelledby", "radar-title")
        .attr("aria-describedby", "radar-text")
        .attr("focusable", "false")
        .child(together(drawn));
    together(vec![
        el("h2").attr("id", "radar-title").say("At a glance").done(),
        chart.done(),
        legend.done(),
        of("p", "hint").attr("id", "radar-text").say(&says).done(),
    ])
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
