//! The part of the sheet that follows the weights: the sum with what is missing
//! in it, the place in the order, the must-haves, the user's own rating.

use super::super::ctx::Ctx;
use super::super::derived::Derived;
use super::super::element::{Piece, el, nothing, of, part, said, text, together};
use super::super::sheet::{Block, Cells, hint, marked, remark, table, with_note, with_unit};
use super::super::{explore, own, parts};
use super::About;
use crate::catalogue::{Catalogue, Criterion, Date, Fact, Id, Measure, Technology, Yours, label};
use crate::decide::{Contribution, Figure, Gap, Own, Ranked, Rating, apportion, figure, tenths};
use crate::explore::{Met, Outcome, Reason, judge};
use crate::state::Msg;
use crate::words;
use std::sync::Arc;

/// How many criteria are named as worth finding out.
const FIRST: usize = 3;

/// One line of the sum, in tenths.
struct Line {
    column: usize,
    /// Of the whole, 0 to 1.
    share: f64,
    /// The values, 0 to 1, at the least and at the most.
    low: f64,
    high: f64,
    /// What it gives.
    points: i32,
    /// What it could take away, and add, once all is known.
    less: i32,
    more: i32,
}

/// The sum as it is shown: every column of points adds up to what the total
/// shows.
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
        let column = |of: &dyn Fn(&Contribution) -> f64, total: i32| {
            let mut exact = Vec::new();
            for p in &parts {
                exact.push(of(p) * 1000.0);
            }
            apportion(&exact, total)
        };
        let points = column(&|p| p.shown, shown);
        let less = column(&|p| p.shown - p.low, shown - low);
        let more = column(&|p| p.high - p.shown, high - shown);
        let mut lines = Vec::new();
        for (n, p) in parts.iter().enumerate() {
            let at = |list: &[i32]| list.get(n).copied().unwrap_or_default();
            lines.push(Line {
                column: p.column,
                share: p.share,
                low: p.low / p.share,
                high: p.high / p.share,
                points: at(&points),
                less: at(&less),
                more: at(&more),
            });
        }
        Self {
            lines,
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

pub(super) fn score(a: About<'_>, c: Arc<Catalogue>, row: usize) -> Piece {
    let ctx = a.ctx;
    let groups = parts::groups(&c);
    let bar = Derived::new(move || parts::bar_of(ctx, row, &groups));
    let points = move || words::points(total(ctx, row).1);
    let range = move || {
        let (low, _, high) = total(ctx, row);
        if low == high {
            return String::new();
        }
        [
            "between ",
            &words::points(low),
            " and ",
            &words::points(high),
            ", as facts are missing",
        ]
        .concat()
    };
    let total = of("p", "sheet-total")
        .child(el("strong").live(text(points)).done())
        .say(" points of 100 ")
        .child(of("span", "remark").live(text(range)).done());
    let standing = of("p", "sheet-rank").live(text(move || standing(ctx, row)));
    together(vec![
        total.done(),
        parts::bar(bar),
        standing.done(),
        part(move || Some(sum(ctx, &c, row))),
        own(a),
    ])
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
    let all = [&n.to_string(), " ranked ", noun].concat();
    match (enough, r.best == r.worst) {
        (true, _) if n == 1 => ["No other of the ", noun, " is ranked beside it."].concat(),
        (true, true) => [&words::ordinal(r.rank), " of ", &all, "."].concat(),
        (true, false) => [
            &words::ordinal(r.rank),
            " of ",
            &all,
            "; ",
            &range,
            ", as facts are missing.",
        ]
        .concat(),
        (false, _) => [
            "Too little is known to rank it: it would stand ",
            &range,
            " beside ",
            &all,
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
fn sum(ctx: Ctx, c: &Catalogue, row: usize) -> Piece {
    let Some(t) = c.technologies.get(row) else {
        return nothing();
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
            let mut figures = Vec::new();
            for k in &c.criteria {
                figures.push(figure(c, t, k, own));
            }
            figures
        })
    });
    let mut blocks = Vec::new();
    for (n, group) in c.criteria_groups.iter().enumerate() {
        let mut points = 0;
        let mut rows = Vec::new();
        for line in &sum.lines {
            let (k, f) = (c.criteria.get(line.column), figures.get(line.column));
            if let (Some(k), Some(f)) = (k, f)
                && k.group == group.id
            {
                points += line.points;
                rows.push(summand(a, line, k, f));
            }
        }
        if !rows.is_empty() {
            let name = [" ", &group.label, ": ", &words::points(points)].concat();
            let head = Some(together(vec![parts::swatch(n), said(&name)]));
            blocks.push(Block { head, rows });
        }
    }
    let range = if sum.low < sum.high {
        [&words::points(sum.low), " to ", &words::points(sum.high)].concat()
    } else {
        String::new()
    };
    let foot = vec![
        said("Total"),
        said(""),
        said(""),
        said("100\u{a0}%"),
        given(sum.shown, &range),
    ];
    let heads = ["Criterion", "Figure", "Value", "Share", "Points"];
    let mut inside = vec![
        table("sum", "How the points add up", &heads, blocks, Some(foot)),
        hint(
            "Points are the value (0 is worst, 100 is best) times the share, in tenths, rounded so that they add up to the total: each may be 0.1 off. Shares are rounded one by one.",
        ),
    ];
    let mut silent: Vec<&str> = Vec::new();
    for (n, k) in c.criteria.iter().enumerate() {
        if !sum.lines.iter().any(|l| l.column == n) {
            silent.push(&k.label);
        }
    }
    if !silent.is_empty() {
        let names = words::list(&silent, "and");
        inside.push(hint(
            &["Without weight, so not in the sum: ", &names, "."].concat(),
        ));
    }
    inside.push(find_out(a, &sum, &figures));
    together(inside)
}

/// Points, and what else one should know of them.
fn given(points: i32, note: &str) -> Piece {
    with_note(el("b").say(&words::points(points)).done(), note)
}

/// One criterion of the sum.
fn summand(a: About<'_>, line: &Line, k: &Criterion, f: &Figure) -> Cells {
    let value = |v: f64| words::rounded(tenths(v)).to_string();
    let value = if line.low < line.high {
        [&value(line.low), " to ", &value(line.high)].concat()
    } else {
        value(line.low)
    };
    let open = match (line.less, line.more) {
        (0, 0) => String::new(),
        (0, more) => ["could add up to ", &words::points(more)].concat(),
        (less, 0) => ["could take up to ", &words::points(less)].concat(),
        (less, more) => [
            "could take up to ",
            &words::points(less),
            " or add up to ",
            &words::points(more),
        ]
        .concat(),
    };
    let share = words::weight(line.share);
    let yours = if crate::own::counted(a.c, a.t, k) {
        own::mark()
    } else {
        nothing()
    };
    vec![
        together(vec![
            said(&k.label),
            own::marked(a.c, &Yours::Criterion(k.id.clone())),
        ]),
        together(vec![raw(a, k, f), yours]),
        said(&value),
        said(&share),
        given(line.points, &open),
    ]
}

/// A criterion's figure in words with where it comes from, or why there is
/// none.
fn raw(a: About<'_>, k: &Criterion, f: &Figure) -> Piece {
    let mut text = match f {
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
            let range = [
                words::percent(*low).as_str(),
                " to ",
                &words::percent(*high),
                " of the group",
            ]
            .concat();
            return with_note(said(&range), &["Unknown: ", &open].concat());
        }
        Figure::Level(id) => label(&a.c.lists.type_safety, id).to_owned(),
        Figure::Unrated => return marked("verdict open", "?", words::UNRATED),
        Figure::Unknown(Gap::NotRated) => return marked("verdict open", "?", "not rated by you"),
        Figure::Unknown(Gap::NotComparable) => return a.gap(&field(k), "not comparable"),
        Figure::Unknown(Gap::NoFact) => return a.gap(&field(k), "unknown"),
    };
    if promised(a.t, k) {
        text.push_str(" by policy");
    }
    match basis(a.t, k) {
        Some((id, as_of)) => together(vec![said(&text), said(" "), a.source(id, as_of)]),
        None => said(&text),
    }
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
    let mut names: Vec<&str> = Vec::new();
    for x in &a.c.capabilities {
        if x.group == *group && !a.t.capabilities.contains_key(&x.id) {
            names.push(&x.label);
        }
    }
    words::list(&names, "and")
}

/// What to find out first: the open criteria that could move the total most.
fn find_out(a: About<'_>, sum: &Sum, figures: &[Figure]) -> Piece {
    let width = |l: &Line| l.share * (l.high - l.low);
    let mut open: Vec<&Line> = Vec::new();
    for line in &sum.lines {
        if line.low < line.high {
            open.push(line);
        }
    }
    if open.is_empty() {
        return hint("Nothing is missing in this sum.");
    }
    let mut items = of("ol", "sheet-list");
    for _ in 0..FIRST.min(open.len()) {
        let mut widest = 0;
        for (n, line) in open.iter().enumerate() {
            if open.get(widest).is_some_and(|w| width(w) < width(line)) {
                widest = n;
            }
        }
        let line = open.remove(widest);
        let (k, f) = (a.c.criteria.get(line.column), figures.get(line.column));
        if let (Some(k), Some(f)) = (k, f) {
            items = items.child(question(a, line, k, f));
        }
    }
    together(vec![el("h3").say("To find out first").done(), items.done()])
}

/// A criterion that is worth finding out, and why it is open.
fn question(a: About<'_>, line: &Line, k: &Criterion, f: &Figure) -> Piece {
    let names = open_capabilities(a, k);
    let why = match f {
        Figure::Unknown(Gap::NotRated) => "Not rated by you.".to_owned(),
        Figure::Unknown(_) if names.is_empty() => {
            let found = a.t.unknown.get(&field(k));
            found.map_or("No source tells.", |u| &u.why).to_owned()
        }
        _ => ["Unknown: ", &names, "."].concat(),
    };
    let points = words::points(line.less + line.more);
    let why = [": ", &points, " points are open. ", &why].concat();
    let name = el("strong").say(&k.label).done();
    el("li").child(name).say(&why).done()
}

/// The user's own rating.
fn own(a: About<'_>) -> Piece {
    let ctx = a.ctx;
    let (id, rated) = (a.t.id.clone(), a.t.id.clone());
    let mine: Arc<dyn Fn() -> Option<Rating> + Send + Sync> =
        Arc::new(move || ctx.ratings.with(|m| m.get(&id).copied()));
    // Its scale is another than that of languages.
    let choices = parts::choices(&[
        ("", "not rated"),
        ("0", "0 · not for us"),
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
        ("4", "4"),
        ("5", "5 · just right"),
    ]);
    let name = ["Your rating of ", &a.t.name, ", 0 to 5"].concat();
    let criterion = a.c.criteria.iter().find(|k| k.from == Measure::Rating);
    let silent = criterion.map_or_else(nothing, |k| {
        let key = k.key;
        let says = [
            "It counts once “",
            &k.label,
            "” has a weight; now it has none.",
        ]
        .concat();
        let mine = Arc::clone(&mine);
        part(move || {
            let silent = mine().is_some() && ctx.weights.with(|w| w.get(key).is_zero());
            silent.then(|| remark(&says))
        })
    });
    let current = Arc::new(move || mine().map(|r| r.get().to_string()).unwrap_or_default());
    let choose = move |text: String| {
        let rating = text.parse().ok().and_then(Rating::new);
        ctx.dispatch(Msg::RateTechnology(rated.clone(), rating));
    };
    let select = parts::select(&choices, true, current, choose)
        .attr("class", "rating")
        .attr("aria-label", &name);
    let rating = of("p", "sheet-own")
        .child(select.done())
        .say(" ")
        .child(silent);
    together(vec![el("h3").say("Your own rating").done(), rating.done()])
}

/// The must-haves in force, and whether this one has them.
pub(super) fn musts(ctx: Ctx, c: Arc<Catalogue>, row: usize) -> Piece {
    part(move || {
        let t = c.technologies.get(row)?;
        let a = About {
            ctx,
            c: &c,
            t,
            today: c.checked,
        };
        let mut rows: Vec<Cells> = Vec::new();
        ctx.musts.with(|m| {
            for (id, wanted) in m {
                let name = c.capability(id).map_or(id.as_str(), |k| &k.label);
                let verdict = match judge(t, id, *wanted) {
                    Met::Pass => marked("verdict good", "✓", "has it"),
                    Met::Fail { .. } => marked("verdict bad", "✕", "fails"),
                    Met::Unknown => marked("verdict open", "?", "unknown"),
                };
                let has = match t.capabilities.get(id) {
                    Some(f) => parts::level(Some(f.level)),
                    None => a.gap(&["capabilities.", id.as_str()].concat(), "unknown"),
                };
                rows.push(vec![said(name), verdict, parts::level(Some(*wanted)), has]);
            }
        });
        if rows.is_empty() {
            return Some(hint("None is set. The panel beside the list sets them."));
        }
        let heads = ["Must have", "Verdict", "Asked for, at least", "Has"];
        let rows = Block::plain(rows);
        Some(table("musts-met", "Must-haves", &heads, rows, None))
    })
}
