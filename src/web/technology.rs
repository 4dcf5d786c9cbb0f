//! The place "Technology": everything known about one, each value with where
//! it was read and when. What hangs on the weights follows them; the facts are
//! built once a technology. It computes nothing that the core could.

use super::ctx::Ctx;
use super::{app, browser, explore, panel, parts};
use crate::catalogue::{
    Catalogue, Criterion, Date, Fact, Id, Measure, Metric, Source, Support, Technology, Term,
    Verdict, label,
};
use crate::chart::coordinate;
use crate::decide::{Figure, Gap, Own, Ranked, apportion, figure, tenths};
use crate::explore::{Met, Outcome, Reason, judge};
use crate::state::{Msg, View};
use crate::timeline::{self, Role, Span, Timeline};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The parts of a sheet: the id of each heading, and its words.
const SCORE: (&str, &str) = ("sheet-score", "Score");
const MUSTS: (&str, &str) = ("sheet-musts", "Must-haves");
const JUDGED: (&str, &str) = ("sheet-judged", "Strengths and cautions");
const FACTS: (&str, &str) = ("sheet-facts", "Facts");
const LIFE: (&str, &str) = ("sheet-life", "Releases and support");
const BRINGS: (&str, &str) = ("sheet-brings", "What it brings");
const FIGURES: (&str, &str) = ("sheet-figures", "Figures");
const USERS: (&str, &str) = ("sheet-users", "Known users");
const CLAIMS: (&str, &str) = ("sheet-claims", "What a widely read list of 2023 said");
const SOURCES: (&str, &str) = ("sheet-sources", "Sources");

/// How many criteria are named as worth finding out.
const FIRST: usize = 3;

/// The place.
pub fn technology(ctx: Ctx) -> impl IntoView {
    view! { <div class="technology">{move || page(ctx)}</div> }
}

/// Reads the chosen technology and nothing else that can change.
fn page(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let Some(id) = ctx.technology.get() else {
        return choice(ctx, &c);
    };
    match c.position(&id) {
        Some(row) => sheet(ctx, &c, row),
        None => unlisted(ctx, &c, &id),
    }
}

fn back(ctx: Ctx) -> AnyView {
    view! {
        <button class="text" on:click=move |_| {
            ctx.dispatch(Msg::Show(View::Explore));
            browser::arrive(app::HEADING);
        }><span aria-hidden="true">"← "</span>"All technologies"</button>
    }
    .into_any()
}

fn heading(text: String) -> AnyView {
    view! { <h1 id=app::HEADING tabindex="-1">{text}</h1> }.into_any()
}

/// No technology is chosen: all to choose from.
fn choice(ctx: Ctx, c: &Catalogue) -> AnyView {
    let mut all: Vec<(String, Id)> = c
        .technologies
        .iter()
        .map(|t| (t.name.clone(), t.id.clone()))
        .collect();
    all.sort();
    let items: Vec<AnyView> = all
        .into_iter()
        .map(|(name, id)| view! { <li>{go(ctx, id, "", name)}</li> }.into_any())
        .collect();
    view! {
        <nav class="sheet-way" aria-label="Way back">{back(ctx)}</nav>
        {heading("Choose a technology".to_owned())}
        <p class="lead">"Its sheet shows everything that is known of it, with source and date."</p>
        <ul class="sheet-choice">{items}</ul>
    }
    .into_any()
}

/// An id that the catalogue does not have.
fn unlisted(ctx: Ctx, c: &Catalogue, id: &Id) -> AnyView {
    let why = match c.moved.tombstones.get(id) {
        Some(why) => ["It was taken off the list: ", why].concat(),
        None => "This catalogue has no technology of that id; the link may be misspelt or from another catalogue.".to_owned(),
    };
    view! {
        <nav class="sheet-way" aria-label="Way back">{back(ctx)}</nav>
        {heading([id.as_str(), " is not listed"].concat())}
        <p class="lead">{why}</p>
        <p class="actions"><button class="primary" on:click=move |_| {
            ctx.dispatch(Msg::Show(View::Explore));
            browser::arrive(app::HEADING);
        }>"Show all technologies"</button></p>
    }
    .into_any()
}

/// A button that opens another sheet.
fn go(ctx: Ctx, id: Id, before: &'static str, name: String) -> AnyView {
    view! {
        <button class="text" on:click=move |_| parts::open(ctx, id.clone())>
            <span class="unseen">{before}</span>{name}
        </button>
    }
    .into_any()
}

/// What the static parts are built from.
#[derive(Clone, Copy)]
struct About<'a> {
    ctx: Ctx,
    c: &'a Catalogue,
    t: &'a Technology,
    today: Date,
}

fn sheet(ctx: Ctx, c: &Arc<Catalogue>, row: usize) -> AnyView {
    let Some(t) = c.technologies.get(row) else {
        return ().into_any();
    };
    // A clock beyond all calendars leaves the day of the catalogue.
    let today = timeline::day(browser::now()).unwrap_or(c.checked);
    let about = About { ctx, c, t, today };
    let mut parts = vec![
        (SCORE, score(about, row)),
        (MUSTS, musts(ctx, Arc::clone(c), row)),
        (JUDGED, judged(about)),
        (FACTS, facts(about)),
        (LIFE, life(about)),
        (BRINGS, brings(about)),
        (FIGURES, figures(about)),
        (USERS, users(about)),
    ];
    if !t.claims.is_empty() {
        parts.push((CLAIMS, claims(about)));
    }
    parts.push((SOURCES, sources(about)));
    let contents: Vec<AnyView> = parts
        .iter()
        .map(|((id, title), _)| {
            let id = *id;
            view! { <li><button class="text" on:click=move |_| browser::focus(id)>{*title}</button></li> }.into_any()
        })
        .collect();
    let sections: Vec<AnyView> = parts
        .into_iter()
        .map(|((id, title), inside)| {
            view! {
                <section class="sheet-part" aria-labelledby=id>
                    <h2 id=id tabindex="-1">{title}</h2>
                    {inside}
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        <nav class="sheet-way" aria-label="Way through the list">{back(ctx)}{move || neighbours(ctx, row)}</nav>
        {head(about)}
        <div class="sheet-body">
            <nav class="sheet-contents" aria-label="On this sheet"><ul>{contents}</ul></nav>
            <div class="sheet-parts">{sections}</div>
        </div>
    }
    .into_any()
}

fn head(a: About<'_>) -> AnyView {
    let t = a.t;
    let mut meta = vec![kind(a.c, &t.kind.value).0, languages(a)];
    if let Some(fact) = &t.licence {
        meta.push(label(&a.c.lists.licences, &fact.value).to_owned());
    }
    let name = t.name.clone();
    view! {
        <header class="sheet-head">
            {heading(name.clone())}
            <p class="lead">{t.summary.clone()}</p>
            <p class="sheet-meta">{meta.join(" · ")}</p>
            <p class="sheet-links">
                {parts::link(&t.homepage, "Home page".to_owned())} " "
                {parts::link(&t.repository, "Source code".to_owned())}
            </p>
            <p class="sheet-marks">{parts::star(a.ctx, t.id.clone(), name.clone())} {parts::tick(a.ctx, t.id.clone(), &name)}</p>
        </header>
    }
    .into_any()
}

/// The sheets before and after this one, by rank.
fn neighbours(ctx: Ctx, row: usize) -> AnyView {
    let c = ctx.catalogue();
    let (before, after) = ctx.leagues.with(|l| {
        let lists = [&l.frameworks, &l.runtimes].into_iter();
        lists
            .flat_map(|r| [&r.ranked, &r.unranked])
            .find_map(|list| {
                let at = list.iter().position(|r| r.row == row)?;
                let of = |n: Option<usize>| n.and_then(|n| list.get(n)).map(|r| r.row);
                Some((of(at.checked_sub(1)), of(at.checked_add(1))))
            })
            .unwrap_or_default()
    });
    let way = |row: Option<usize>, said: &'static str, sign: [&'static str; 2]| {
        let t = row.and_then(|row| c.technologies.get(row))?;
        let [left, right] = sign;
        Some(go(
            ctx,
            t.id.clone(),
            said,
            [left, t.name.as_str(), right].concat(),
        ))
    };
    let before = way(before, "Ranked before: ", ["‹ ", ""]);
    let after = way(after, "Ranked after: ", ["", " ›"]);
    view! { <span class="sheet-neighbours">{before} {after}</span> }.into_any()
}

// --- Tables -------------------------------------------------------------

/// The cells of a row; the first one is its heading.
type Cells = Vec<AnyView>;

/// Rows under a heading of their own.
struct Block {
    head: Option<AnyView>,
    rows: Vec<Cells>,
}

impl Block {
    fn plain(rows: Vec<Cells>) -> Vec<Self> {
        vec![Self { head: None, rows }]
    }
}

/// A table with named columns. On a narrow window each row becomes a small
/// block whose cells carry the names of their columns.
fn table(
    class: &'static str,
    caption: &'static str,
    heads: &'static [&'static str],
    blocks: Vec<Block>,
    foot: Option<Cells>,
) -> AnyView {
    let names: Vec<AnyView> = heads
        .iter()
        .map(|h| view! { <th scope="col">{*h}</th> }.into_any())
        .collect();
    let bodies: Vec<AnyView> = blocks
        .into_iter()
        .map(|block| {
            let head = block.head.map(|head| {
                let span = heads.len().to_string();
                view! { <tr class="block"><th scope="rowgroup" colspan=span>{head}</th></tr> }
                    .into_any()
            });
            let rows: Vec<AnyView> = block.rows.into_iter().map(|r| line(heads, r)).collect();
            view! { <tbody>{head}{rows}</tbody> }.into_any()
        })
        .collect();
    let foot = foot.map(|cells| view! { <tfoot>{line(heads, cells)}</tfoot> }.into_any());
    view! {
        <table class=["sheet-table ", class].concat()>
            <caption class="unseen">{caption}</caption>
            <thead><tr>{names}</tr></thead>
            {bodies}
            {foot}
        </table>
    }
    .into_any()
}

fn line(heads: &'static [&'static str], cells: Cells) -> AnyView {
    let cells: Vec<AnyView> = cells
        .into_iter()
        .zip(heads)
        .enumerate()
        .map(|(n, (cell, head))| {
            if n == 0 {
                view! { <th scope="row">{cell}</th> }.into_any()
            } else {
                view! { <td data-th=*head>{cell}</td> }.into_any()
            }
        })
        .collect();
    view! { <tr>{cells}</tr> }.into_any()
}

fn text(text: &str) -> AnyView {
    text.to_owned().into_any()
}

fn paragraph(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// What else one should know of a value.
fn with_note(value: AnyView, note: Option<&String>) -> AnyView {
    let note = note.cloned();
    view! { {value} " " {note.map(|n| view! { <small class="remark">{n}</small> })} }.into_any()
}

/// A word with a mark that does not rest on colour.
fn marked(class: &'static str, mark: &'static str, word: &'static str) -> AnyView {
    view! { <span class=["verdict ", class].concat()><i aria-hidden="true">{mark}</i> " " {word}</span> }
        .into_any()
}

impl About<'_> {
    fn source(self, id: &Id, as_of: Date) -> AnyView {
        parts::source(self.c, self.t, id, as_of)
    }

    /// That a fact is missing, and why where that is known.
    fn gap(self, field: &str, word: &'static str) -> AnyView {
        let found = self.t.unknown.get(field);
        let (mark, word) = match found {
            Some(u) if u.not_comparable => ("≠", "not comparable"),
            Some(_) | None if word == "unknown" => ("?", word),
            Some(_) | None => ("–", word),
        };
        let why = found.map(|u| view! { <small class="remark">{u.why.clone()}</small> });
        view! { <span class="gap"><i aria-hidden="true">{mark}</i> " " {word}</span> " " {why} }
            .into_any()
    }

    /// A row of a table of facts: what, value, source.
    fn fact<T>(
        self,
        what: &str,
        field: &str,
        fact: Option<&Fact<T>>,
        show: impl FnOnce(&T) -> AnyView,
    ) -> Cells {
        match fact {
            Some(f) => vec![
                text(what),
                with_note(show(&f.value), f.note.as_ref()),
                self.source(&f.source, f.as_of),
            ],
            None => vec![text(what), self.gap(field, "unknown"), text("")],
        }
    }
}

// --- Score --------------------------------------------------------------

/// One line of the sum, in tenths.
struct Line {
    column: usize,
    /// Of the whole, in tenths of a percent, which are also the most points.
    share: i32,
    /// The values, 0 to 1, at the least and at the most.
    low: f64,
    high: f64,
    /// What it gives.
    points: i32,
    /// What it could take away, and add, once all is known.
    less: i32,
    more: i32,
}

/// The sum as it is shown: every column adds up to what the total shows.
struct Sum {
    lines: Vec<Line>,
    low: i32,
    shown: i32,
    high: i32,
}

impl Sum {
    fn of(ctx: Ctx, row: usize) -> Self {
        let (low, shown, high) = total(ctx, row);
        let parts = parts::parts_of(ctx, row);
        let column = |of: &dyn Fn(&crate::decide::Contribution) -> f64, total: i32| {
            let exact: Vec<f64> = parts.iter().map(|p| of(p) * 1000.0).collect();
            apportion(&exact, total).into_iter()
        };
        let shares = column(&|p| p.share, 1000);
        let points = column(&|p| p.shown, shown);
        let less = column(&|p| p.shown - p.low, shown - low);
        let more = column(&|p| p.high - p.shown, high - shown);
        let numbers = shares.zip(points).zip(less.zip(more));
        let lines = parts
            .iter()
            .zip(numbers)
            .map(|(p, ((share, points), (less, more)))| Line {
                column: p.column,
                share,
                low: p.low / p.share,
                high: p.high / p.share,
                points,
                less,
                more,
            });
        Self {
            lines: lines.collect(),
            low,
            shown,
            high,
        }
    }
}

/// The total in tenths: least, shown, greatest.
fn total(ctx: Ctx, row: usize) -> (i32, i32, i32) {
    ctx.scores.with(|s| {
        let at = |list: &[f64]| tenths(list.get(row).copied().unwrap_or_default());
        (at(&s.low), at(&s.shown), at(&s.high))
    })
}

fn score(a: About<'_>, row: usize) -> AnyView {
    let ctx = a.ctx;
    let c = ctx.catalogue();
    let groups = parts::groups(&c);
    let bar = Memo::new(move |_| parts::bar_of(ctx, row, &groups));
    let points = move || words::points(total(ctx, row).1);
    let range = move || {
        let (low, _, high) = total(ctx, row);
        (low < high).then(|| {
            [
                "between ",
                &words::points(low),
                " and ",
                &words::points(high),
                ", as facts are missing",
            ]
            .concat()
        })
    };
    view! {
        <p class="sheet-total"><strong>{points}</strong> " points of 100 " <span class="remark">{range}</span></p>
        {parts::bar(bar)}
        <p class="sheet-rank">{move || standing(ctx, row)}</p>
        {move || sum(ctx, &c, row)}
        {own(a)}
    }
    .into_any()
}

/// The place in the order, in a sentence.
fn standing(ctx: Ctx, row: usize) -> String {
    let found = ctx.leagues.with(|l| {
        let leagues = [
            (&l.frameworks, "frameworks and platforms"),
            (&l.runtimes, "runtimes"),
        ];
        leagues.into_iter().find_map(|(ranking, noun)| {
            let of = |list: &[Ranked]| list.iter().find(|r| r.row == row).copied();
            let ranked = of(&ranking.ranked).map(|r| (r, true));
            let (r, enough) = ranked.or_else(|| of(&ranking.unranked).map(|r| (r, false)))?;
            Some((r, enough, ranking.ranked.len(), noun))
        })
    });
    let Some((r, enough, n, noun)) = found else {
        return left_out(ctx, row);
    };
    let range = if r.best == r.worst {
        words::ordinal(r.best)
    } else {
        [
            "between ",
            &words::ordinal(r.best),
            " and ",
            &words::ordinal(r.worst),
        ]
        .concat()
    };
    let n = [&n.to_string(), " ranked ", noun].concat();
    match (enough, r.best == r.worst) {
        (true, true) => [&words::ordinal(r.rank), " of ", &n, "."].concat(),
        (true, false) => [
            &words::ordinal(r.rank),
            " of ",
            &n,
            "; ",
            &range,
            ", as facts are missing.",
        ]
        .concat(),
        (false, _) => [
            "Too little is known to rank it: it would stand ",
            &range,
            " beside ",
            &n,
            ".",
        ]
        .concat(),
    }
}

/// Why it is not in the list.
fn left_out(ctx: Ctx, row: usize) -> String {
    let mut why: Vec<&str> = Vec::new();
    ctx.narrowed.with(|n| {
        if let Some(Outcome::Excluded { reasons }) = n.outcomes.get(row) {
            for reason in reasons {
                let word = match reason {
                    Reason::Facet { facet, .. } => explore::facet_label(*facet),
                    Reason::Must { .. } => "must-haves",
                };
                if !why.contains(&word) {
                    why.push(word);
                }
            }
        }
    });
    [
        "Not ranked: your filters leave it out (",
        &words::list(&why, "and"),
        ").",
    ]
    .concat()
}

/// The sum, and what is missing in it.
fn sum(ctx: Ctx, c: &Catalogue, row: usize) -> AnyView {
    let Some(t) = c.technologies.get(row) else {
        return ().into_any();
    };
    let a = About {
        ctx,
        c,
        t,
        today: c.checked,
    };
    let sum = Sum::of(ctx, row);
    let figures: Vec<Figure> = ctx.languages.with(|languages| {
        ctx.ratings.with(|ratings| {
            let own = Own { languages, ratings };
            c.criteria.iter().map(|k| figure(c, t, k, own)).collect()
        })
    });
    let figures = &figures;
    let blocks = c
        .criteria_groups
        .iter()
        .enumerate()
        .filter_map(|(n, group)| {
            let mut points = 0;
            let rows: Vec<Cells> = sum
                .lines
                .iter()
                .filter_map(|line| {
                    Some((
                        line,
                        c.criteria.get(line.column)?,
                        figures.get(line.column)?,
                    ))
                })
                .filter(|(_, k, _)| k.group == group.id)
                .map(|(line, k, f)| {
                    points += line.points;
                    summand(a, line, k, f)
                })
                .collect();
            let name = group.label.clone();
            let head = view! { {parts::swatch(n)} " " {name} ": " {words::points(points)} };
            (!rows.is_empty()).then(|| Block {
                head: Some(head.into_any()),
                rows,
            })
        });
    let blocks = blocks.collect();
    let range = (sum.low < sum.high).then(|| {
        [
            words::points(sum.low).as_str(),
            " to ",
            &words::points(sum.high),
        ]
        .concat()
    });
    let points = words::points(sum.shown);
    let foot = vec![
        text("Total"),
        text(""),
        text(""),
        text("100.0 %"),
        view! { <b>{points}</b> " " <small class="remark">{range}</small> }.into_any(),
    ];
    let silent: Vec<&str> = c
        .criteria
        .iter()
        .enumerate()
        .filter(|(n, _)| !sum.lines.iter().any(|l| l.column == *n))
        .map(|(_, k)| k.label.as_str())
        .collect();
    let silent = (!silent.is_empty()).then(|| {
        paragraph(
            "hint",
            [
                "Without weight, so not in the sum: ",
                &words::list(&silent, "and"),
                ".",
            ]
            .concat(),
        )
    });
    view! {
        {table(
            "sum",
            "How the points add up",
            &["Criterion", "Figure", "Value, 0 to 100", "Share", "Points"],
            blocks,
            Some(foot),
        )}
        <p class="hint">"Points are value times share, in tenths, rounded so that they add up to the total."</p>
        {silent}
        {find_out(a, &sum, figures)}
    }
    .into_any()
}

/// One criterion of the sum.
fn summand(a: About<'_>, line: &Line, k: &Criterion, f: &Figure) -> Cells {
    let value = |v: f64| words::rounded(tenths(v)).to_string();
    let value = if line.low < line.high {
        [value(line.low), value(line.high)].join(" to ")
    } else {
        value(line.low)
    };
    let open = match (line.less, line.more) {
        (0, 0) => None,
        (0, more) => Some(["could add up to ", &words::points(more)].concat()),
        (less, 0) => Some(["could take up to ", &words::points(less)].concat()),
        (less, more) => Some(
            [
                "could take up to ",
                &words::points(less),
                " or add up to ",
                &words::points(more),
            ]
            .concat(),
        ),
    };
    let share = [words::points(line.share).as_str(), " %"].concat();
    let points = words::points(line.points);
    vec![
        text(&k.label),
        raw(a, k, f),
        value.into_any(),
        share.into_any(),
        view! { <b>{points}</b> " " {open.map(|text| view! { <small class="remark">{text}</small> })} }
            .into_any(),
    ]
}

/// A criterion's figure in words with where it comes from, or why there is
/// none.
fn raw(a: About<'_>, k: &Criterion, f: &Figure) -> AnyView {
    let said = match f {
        Figure::Number(x) => match k.from {
            Measure::Capabilities { .. } => [words::percent(*x).as_str(), " of the group"].concat(),
            Measure::Metric { .. }
            | Measure::Maturity
            | Measure::Support
            | Measure::Freshness
            | Measure::TypeSafety
            | Measure::Languages
            | Measure::Rating => with_unit(*x, &k.unit),
        },
        Figure::Between(low, high) => {
            let open = open_capabilities(a, k);
            return with_note(
                [
                    words::percent(*low).as_str(),
                    " to ",
                    &words::percent(*high),
                    " of the group",
                ]
                .concat()
                .into_any(),
                Some(&["Unknown: ", &open].concat()),
            );
        }
        Figure::Level(id) => label(&a.c.lists.type_safety, id).to_owned(),
        Figure::Unknown(Gap::NotRated) => return marked("open", "?", "not rated by you"),
        Figure::Unknown(Gap::NotComparable) => return a.gap(&field(k), "not comparable"),
        Figure::Unknown(Gap::NoFact) => return a.gap(&field(k), "unknown"),
    };
    let promised = promised(a.t, k).then(|| " by policy");
    let source = basis(a.t, k).map(|(id, as_of)| a.source(id, as_of));
    view! { {said}{promised} " " {source} }.into_any()
}

/// A number with its unit, in the singular where it is one.
fn with_unit(x: f64, unit: &str) -> String {
    let number = words::figure(x);
    let one = matches!(unit, "months" | "years") && number == "1";
    let unit = if one {
        unit.trim_end_matches('s')
    } else {
        unit
    };
    [&number, " ", unit].concat()
}

/// Whether a figure of support is the promise of the policy, since no end is
/// set.
fn promised(t: &Technology, k: &Criterion) -> bool {
    let end = t.lifecycle.support.as_ref().and_then(|f| f.value.security);
    k.from == Measure::Support && end.is_none()
}

/// The field of a criterion's fact, as reasons for gaps name it.
fn field(k: &Criterion) -> String {
    match &k.from {
        Measure::Metric { id } => ["metrics.", id.as_str()].concat(),
        Measure::Maturity => "first_release".to_owned(),
        Measure::Support => "lifecycle.support".to_owned(),
        Measure::Freshness => "lifecycle.latest".to_owned(),
        Measure::TypeSafety => "type_safety".to_owned(),
        Measure::Capabilities { .. } | Measure::Languages | Measure::Rating => String::new(),
    }
}

/// The source and date behind a criterion's figure, where it is one fact.
fn basis<'a>(t: &'a Technology, k: &Criterion) -> Option<(&'a Id, Date)> {
    fn of<T>(fact: Option<&Fact<T>>) -> Option<(&Id, Date)> {
        fact.map(|f| (&f.source, f.as_of))
    }
    match &k.from {
        Measure::Metric { id } => of(t.metrics.get(id)),
        Measure::Maturity => of(t.first_release.as_ref()),
        Measure::Support if promised(t, k) => of(t.lifecycle.policy.as_ref()),
        Measure::Support => of(t.lifecycle.support.as_ref()),
        Measure::Freshness => of(t.lifecycle.latest.as_ref()),
        Measure::TypeSafety => of(t.type_safety.as_ref()),
        Measure::Capabilities { .. } | Measure::Languages | Measure::Rating => None,
    }
}

/// The capabilities of a criterion's group that are unknown.
fn open_capabilities(a: About<'_>, k: &Criterion) -> String {
    let Measure::Capabilities { group } = &k.from else {
        return String::new();
    };
    let names: Vec<&str> =
        a.c.capabilities
            .iter()
            .filter(|x| x.group == *group && !a.t.capabilities.contains_key(&x.id))
            .map(|x| x.label.as_str())
            .collect();
    words::list(&names, "and")
}

/// What to find out first: the open criteria that could move the total most.
fn find_out(a: About<'_>, sum: &Sum, figures: &[Figure]) -> AnyView {
    let mut open: Vec<&Line> = sum.lines.iter().filter(|l| l.low < l.high).collect();
    if open.is_empty() {
        return paragraph("hint", "Nothing is missing in this sum.".to_owned());
    }
    let width = |l: &Line| f64::from(l.share) * (l.high - l.low);
    open.sort_by(|x, y| width(y).total_cmp(&width(x)));
    let items: Vec<AnyView> = open
        .into_iter()
        .take(FIRST)
        .filter_map(|l| {
            let k = a.c.criteria.get(l.column)?;
            let names = open_capabilities(a, k);
            let why = match figures.get(l.column)? {
                Figure::Unknown(Gap::NotRated) => "Not rated by you.".to_owned(),
                Figure::Unknown(_) if names.is_empty() => {
                    let u = a.t.unknown.get(&field(k));
                    u.map_or_else(|| "No source tells.".to_owned(), |u| u.why.clone())
                }
                _ => ["Unknown: ", &names, "."].concat(),
            };
            let moves = [": ", &words::points(l.less + l.more), " points are open. "].concat();
            Some(view! { <li><strong>{k.label.clone()}</strong>{moves}{why}</li> }.into_any())
        })
        .collect();
    view! {
        <h3>"To find out first"</h3>
        <ol class="sheet-list">{items}</ol>
    }
    .into_any()
}

/// The user's own rating.
fn own(a: About<'_>) -> AnyView {
    let ctx = a.ctx;
    let id = a.t.id.clone();
    let mine = Memo::new(move |_| ctx.ratings.with(|m| m.get(&id).copied()));
    let name = ["Your rating of ", &a.t.name, ", 0 to 5"].concat();
    let id = a.t.id.clone();
    let criterion = a.c.criteria.iter().find(|k| k.from == Measure::Rating);
    let hint = criterion.map(|k| {
        let key = k.key;
        let said = [
            "It counts once “",
            &k.label,
            "” has a weight; now it has none.",
        ]
        .concat();
        let silent = move || mine.get().is_some() && ctx.weights.with(|w| w.get(key).is_zero());
        view! { <small class="remark" hidden=move || !silent()>{said}</small> }
    });
    view! {
        <h3>"Your own rating"</h3>
        <p class="sheet-own">
            {panel::rating(name, mine, move |r| ctx.dispatch(Msg::RateTechnology(id.clone(), r)))} {hint}
        </p>
    }
    .into_any()
}

/// The must-haves in force, and whether this one has them.
fn musts(ctx: Ctx, c: Arc<Catalogue>, row: usize) -> AnyView {
    let inside = move || {
        let t = c.technologies.get(row)?;
        let a = About {
            ctx,
            c: &c,
            t,
            today: c.checked,
        };
        let rows: Vec<Cells> = ctx.musts.with(|m| {
            m.iter()
                .map(|(id, wanted)| {
                    let name = c.capability(id).map_or(id.as_str(), |k| &k.label);
                    let verdict = match judge(t, id, *wanted) {
                        Met::Pass => marked("good", "✓", "has it"),
                        Met::Fail { .. } => marked("bad", "✕", "fails"),
                        Met::Unknown => marked("open", "?", "unknown"),
                    };
                    let has = match t.capabilities.get(id) {
                        Some(f) => parts::level(Some(f.level)),
                        None => a.gap(&["capabilities.", id.as_str()].concat(), "unknown"),
                    };
                    vec![text(name), verdict, parts::level(Some(*wanted)), has]
                })
                .collect()
        });
        Some(if rows.is_empty() {
            paragraph(
                "hint",
                "None is set. The panel beside the list sets them.".to_owned(),
            )
        } else {
            table(
                "musts-met",
                "Must-haves",
                &["Must have", "Verdict", "Asked for, at least", "Has"],
                Block::plain(rows),
                None,
            )
        })
    };
    inside.into_any()
}

// --- What is known ------------------------------------------------------

fn judged(a: About<'_>) -> AnyView {
    let list = |title: &'static str, mark: &'static str, all: &[Fact<String>]| {
        let items: Vec<AnyView> = all
            .iter()
            .map(|f| {
                let value = with_note(text(&f.value), f.note.as_ref());
                view! { <li data-mark=mark>{value} " " {a.source(&f.source, f.as_of)}</li> }
                    .into_any()
            })
            .collect();
        let none = all.is_empty().then_some("None is recorded.");
        view! { <div><h3>{title}</h3><ul class="sheet-list">{items}</ul>{none}</div> }.into_any()
    };
    let (strengths, cautions) = (
        list("Strengths", "+", &a.t.strengths),
        list("Cautions", "!", &a.t.cautions),
    );
    view! { <div class="sheet-two">{strengths}{cautions}</div> }.into_any()
}

/// The label of a kind, and what it means.
fn kind(c: &Catalogue, id: &Id) -> (String, String) {
    let found = c.lists.kinds.iter().find(|k| k.id == *id);
    found.map_or_else(
        || (id.to_string(), String::new()),
        |k| (k.label.clone(), k.what.clone()),
    )
}

/// The languages with their oldest versions.
fn languages(a: About<'_>) -> String {
    let all: Vec<String> =
        a.t.languages
            .value
            .iter()
            .map(|l| {
                let name = label(&a.c.lists.languages, &l.id);
                match &l.min {
                    Some(min) => [name, " ", min, " or newer"].concat(),
                    None => name.to_owned(),
                }
            })
            .collect();
    all.join(", ")
}

fn facts(a: About<'_>) -> AnyView {
    let (t, l) = (a.t, &a.c.lists);
    let explained = |list: &[Term], id: &Id, name: &str| {
        let what = list
            .iter()
            .find(|x| x.id == *id)
            .and_then(|x| x.what.as_ref());
        with_note([label(list, id), name].concat().into_any(), what)
    };
    let runs_on = match &t.runs_on {
        Some(f) => {
            let names: Vec<AnyView> = f
                .value
                .iter()
                .map(|id| match a.c.position(id) {
                    Some(_) => go(a.ctx, id.clone(), "", a.ctx.name(id)),
                    None => text(id.as_str()),
                })
                .collect();
            let value = view! { <span class="sheet-names">{names}</span> }.into_any();
            vec![
                text("Runs on"),
                with_note(value, f.note.as_ref()),
                a.source(&f.source, f.as_of),
            ]
        }
        None => vec![
            text("Runs on"),
            a.gap("runs_on", "nothing of this catalogue is recorded"),
            text(""),
        ],
    };
    let rows = vec![
        a.fact("Kind", "kind", Some(&t.kind), |id| {
            let (name, what) = kind(a.c, id);
            with_note(name.into_any(), (!what.is_empty()).then_some(&what))
        }),
        a.fact("Languages", "languages", Some(&t.languages), |_| {
            languages(a).into_any()
        }),
        a.fact(
            "Architecture",
            "architecture",
            t.architecture.as_ref(),
            |x| text(x),
        ),
        runs_on,
        a.fact("Licence", "licence", t.licence.as_ref(), |id| {
            explained(&l.licences, id, "")
        }),
        a.fact("Who decides", "governance", t.governance.as_ref(), |g| {
            explained(&l.governance, &g.by, &[": ", &g.name].concat())
        }),
        a.fact("Type safety", "type_safety", t.type_safety.as_ref(), |id| {
            explained(&l.type_safety, id, "")
        }),
        a.fact("Databases", "databases", t.databases.as_ref(), |ids| {
            let names: Vec<&str> = ids.iter().map(|id| label(&l.databases, id)).collect();
            if names.is_empty() {
                text("none named in its documentation")
            } else {
                words::list(&names, "and").into_any()
            }
        }),
        a.fact(
            "First release",
            "first_release",
            t.first_release.as_ref(),
            |d| words::date(*d).into_any(),
        ),
    ];
    fact_table("Facts", rows)
}

fn fact_table(caption: &'static str, rows: Vec<Cells>) -> AnyView {
    table(
        "facts",
        caption,
        &["Fact", "Value", "Source and date"],
        Block::plain(rows),
        None,
    )
}

// --- Releases and support -----------------------------------------------

fn life(a: About<'_>) -> AnyView {
    let life = &a.t.lifecycle;
    let released = |r: &crate::catalogue::Release| {
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
    view! { {drawing}{fact_table("Releases and support", rows)} }.into_any()
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

// --- Capabilities, figures, users, claims, sources ----------------------

/// Something whose meaning folds out.
fn explained(name: &str, what: &str) -> AnyView {
    let (name, what) = (name.to_owned(), what.to_owned());
    view! { <details class="rule"><summary>{name}</summary><p>{what}</p></details> }.into_any()
}

fn brings(a: About<'_>) -> AnyView {
    let blocks = a.c.capability_groups.iter().map(|group| {
        let of = a.c.capabilities.iter().filter(|k| k.group == group.id);
        let rows: Vec<Cells> = of
            .map(|k| {
                let name = explained(&k.label, &k.rule);
                let Some(f) = a.t.capabilities.get(&k.id) else {
                    let why = a.gap(&["capabilities.", k.id.as_str()].concat(), "unknown");
                    return vec![name, why, text(""), text("")];
                };
                let via = with_note(text(f.via.as_deref().unwrap_or_default()), f.note.as_ref());
                let doc = f.doc.as_ref().map(|url| {
                    // What is not there cannot have a page: the index is named.
                    let none = f.level == crate::catalogue::Level::None;
                    let word = if none {
                        "index searched"
                    } else {
                        "documentation"
                    };
                    document(url, word, &k.label)
                });
                let as_of = words::date(f.as_of);
                vec![
                    name,
                    parts::level(Some(f.level)),
                    via,
                    view! { <span class="source">{doc}{as_of}</span> }.into_any(),
                ]
            })
            .collect();
        let head = Some(text(&group.label));
        Block { head, rows }
    });
    let blocks = blocks.collect();
    view! {
        <p class="hint">"Each name opens the rule by which every technology is judged."</p>
        {table(
            "brings",
            "What it brings",
            &["Capability", "How", "By what", "Documentation and date"],
            blocks,
            None,
        )}
    }
    .into_any()
}

/// A link that says what it documents.
fn document(url: &str, word: &'static str, of: &str) -> AnyView {
    if !url.starts_with("https://") {
        return text(word);
    }
    let (url, of) = (url.to_owned(), [" of ", of].concat());
    view! {
        <a href=url target="_blank" rel="noopener noreferrer">{word}<span class="unseen">{of}</span></a> ", "
    }
    .into_any()
}

fn figures(a: About<'_>) -> AnyView {
    let mut rows: Vec<Cells> = Vec::new();
    let mut gaps: Vec<Cells> = Vec::new();
    let mut silent: Vec<&str> = Vec::new();
    for m in &a.c.metrics {
        let name = |m: &Metric| explained(&m.label, &m.what);
        let field = ["metrics.", m.id.as_str()].concat();
        if let Some(f) = a.t.metrics.get(&m.id) {
            let value = with_unit(f.value, &m.unit).into_any();
            rows.push(vec![
                name(m),
                with_note(value, f.note.as_ref()),
                a.source(&f.source, f.as_of),
            ]);
        } else if a.t.unknown.contains_key(&field) {
            gaps.push(vec![name(m), a.gap(&field, "unknown"), text("")]);
        } else {
            silent.push(&m.label);
        }
    }
    rows.append(&mut gaps);
    let silent = (!silent.is_empty()).then(|| {
        paragraph(
            "hint",
            ["No figure is at hand: ", &silent.join("; "), "."].concat(),
        )
    });
    view! {
        <p class="hint">"Each name opens how it was measured and what it does not say."</p>
        {table(
            "facts",
            "Figures",
            &["Figure", "Value", "Source and date"],
            Block::plain(rows),
            None,
        )}
        {silent}
    }
    .into_any()
}

fn users(a: About<'_>) -> AnyView {
    match &a.t.users {
        Some(f) => {
            let names = with_note(
                [&f.value.join(", "), "."].concat().into_any(),
                f.note.as_ref(),
            );
            view! { <p>{names} " " {a.source(&f.source, f.as_of)}</p> }.into_any()
        }
        None => view! { <p>{a.gap("users", "unknown")}</p> }.into_any(),
    }
}

fn claims(a: About<'_>) -> AnyView {
    let rows = a.t.claims.iter().map(|claim| {
        let verdict = match claim.verdict {
            Verdict::Holds => marked("good", "✓", "holds"),
            Verdict::Partly => marked("part", "◐", "partly"),
            Verdict::Outdated => marked("part", "↺", "outdated"),
            Verdict::Wrong => marked("bad", "✕", "wrong"),
            Verdict::NotVerifiable => marked("open", "?", "not verifiable"),
        };
        let source = match &claim.source {
            Some(id) => a.source(id, claim.as_of),
            None => view! { <span class="source">"no source, " {words::date(claim.as_of)}</span> }
                .into_any(),
        };
        vec![
            text(&claim.says),
            verdict,
            view! { {claim.finding.clone()} " " {source} }.into_any(),
        ]
    });
    let rows = rows.collect();
    view! {
        <p class="hint">"Its statements in our words, each checked."</p>
        {table(
            "claims",
            "Claims of 2023",
            &["It said", "Today", "What was found"],
            Block::plain(rows),
            None,
        )}
    }
    .into_any()
}

fn sources(a: About<'_>) -> AnyView {
    let t = a.t;
    let cited = |id: &Id| {
        t.metrics.values().any(|f| f.source == *id)
            || t.claims.iter().any(|x| x.source.as_ref() == Some(id))
            || t.strengths
                .iter()
                .chain(&t.cautions)
                .any(|f| f.source == *id)
            || single(t).contains(&id)
    };
    let own = |id: &Id| t.sources.iter().any(|s| s.id == *id);
    let shared = a.c.sources.iter().filter(|s| !own(&s.id) && cited(&s.id));
    let item = |s: &Source| {
        let licence = s.licence.as_ref().map(|l| [", licence ", l].concat());
        view! {
            <li>{parts::link(&s.url, s.title.clone())} " " <span class="source">" read " {words::date(s.read)}{licence}</span></li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = t.sources.iter().chain(shared).map(item).collect();
    view! { <ul class="sheet-sources">{items}</ul> }.into_any()
}

/// The sources of the facts that a technology has once.
fn single(t: &Technology) -> Vec<&Id> {
    fn of<T>(fact: Option<&Fact<T>>) -> Option<&Id> {
        fact.map(|f| &f.source)
    }
    let life = &t.lifecycle;
    [
        Some(&t.kind.source),
        Some(&t.languages.source),
        of(t.architecture.as_ref()),
        of(t.runs_on.as_ref()),
        of(t.licence.as_ref()),
        of(t.governance.as_ref()),
        of(t.type_safety.as_ref()),
        of(t.databases.as_ref()),
        of(t.first_release.as_ref()),
        of(life.latest.as_ref()),
        of(life.previous.as_ref()),
        of(life.support.as_ref()),
        of(life.lts.as_ref()),
        of(life.policy.as_ref()),
        of(t.users.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
