//! The rows that follow the weights: totals and criteria.

use super::table::{Cell, Cite, Content, Group, Points, Row, RowKind, differs, mark_best};
use super::why;
use crate::catalogue::{Catalogue, Criterion, Fact, Id, League, Measure, Technology, label};
use crate::decide::{
    Figure, Gap, Matrix, Own, Scores, TOO_LITTLE_KNOWN, UnknownPolicy, apportion, contributions,
    figure, tenths,
};
use crate::own;
use crate::words;

/// A catalogue with all that its scores are made of; the parts must belong
/// together.
#[derive(Clone, Copy)]
pub struct Scored<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The values of its technologies on its criteria.
    pub matrix: &'a Matrix,
    /// The share of each criterion, of sum 1.
    pub shares: &'a [f64],
    /// The totals under these shares.
    pub scores: &'a Scores,
    /// What missing facts count for.
    pub policy: UnknownPolicy,
    /// The user's own ratings.
    pub own: Own<'a>,
}

impl Scored<'_> {
    /// The total of a row as it is shown, in tenths of a point.
    #[must_use]
    pub fn total(&self, row: usize) -> i32 {
        tenths(at(&self.scores.shown, row))
    }

    /// The shown total of a row as a whole number of 1e-9, so that rounding on
    /// the way never decides; what is known too little of stands below all that
    /// can be ranked.
    pub(super) fn standing(&self, row: usize) -> (bool, i64) {
        (self.enough(row), billionths(at(&self.scores.shown, row)))
    }

    fn enough(&self, row: usize) -> bool {
        self.scores.open(row) <= TOO_LITTLE_KNOWN + 1e-9
    }

    /// What each criterion with a share gives to a total, in tenths of a point:
    /// column and tenths, which add up to the total.
    #[must_use]
    pub fn gives(&self, row: usize) -> Vec<(usize, i32)> {
        let parts = contributions(self.matrix, self.shares, row, self.policy);
        let exact: Vec<f64> = parts.iter().map(|p| p.shown * 1000.0).collect();
        let shown = apportion(&exact, self.total(row));
        parts.iter().map(|p| p.column).zip(shown).collect()
    }
}

fn at(list: &[f64], row: usize) -> f64 {
    list.get(row).copied().unwrap_or_default()
}

/// A value in 0 to 1 as a whole number of 1e-9.
fn billionths(value: f64) -> i64 {
    // In 0 to 1, so its billionfold fits.
    #[allow(clippy::cast_possible_truncation)]
    let whole = libm::round(value * 1e9) as i64;
    whole
}

/// Totals and criteria of the technologies `ids`, in that order. The points of
/// each column add up to its total, and so do those against the baseline. A
/// criterion that is made of ratings is there once there is one.
#[must_use]
pub fn scored(s: &Scored<'_>, ids: &[Id], baseline: Option<&Id>) -> Vec<Group> {
    let columns: Vec<Option<usize>> = ids.iter().map(|id| s.catalogue.position(id)).collect();
    let base = baseline
        .filter(|b| ids.contains(b))
        .and_then(|b| s.catalogue.position(b));
    let sums: Vec<Sums> = columns.iter().map(|row| Sums::new(s, *row, base)).collect();
    let mut groups = vec![totals(s, &columns, &sums)];
    for (hue, of) in s.catalogue.criteria_groups.iter().enumerate() {
        let rows: Vec<Row> = s
            .catalogue
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, k)| k.group == of.id && s.own.counts(&k.from))
            .map(|(column, k)| criterion(s, &columns, &sums, column, k))
            .collect();
        if !rows.is_empty() {
            groups.push(Group {
                key: ["criteria-", of.id.as_str()].concat(),
                label: of.label.clone(),
                what: of.what.clone(),
                hue: Some(hue),
                rows,
            });
        }
    }
    groups
}

/// The points of one column, by criterion.
struct Sums {
    gives: Vec<(usize, i32)>,
    /// Against the baseline, by criterion and in total.
    against: Option<(Vec<(usize, i32)>, i32)>,
}

impl Sums {
    fn new(s: &Scored<'_>, row: Option<usize>, base: Option<usize>) -> Self {
        let against = match (row, base) {
            (Some(row), Some(base)) if row != base => Some(why::apportioned(s, row, base)),
            _ => None,
        };
        Self {
            gives: row.map(|row| s.gives(row)).unwrap_or_default(),
            against,
        }
    }

    fn points(&self, column: usize) -> Option<Points> {
        let of = |list: &[(usize, i32)]| list.iter().find(|p| p.0 == column).map(|p| p.1);
        Some(Points {
            tenths: of(&self.gives)?,
            against: self.against.as_ref().and_then(|(parts, _)| of(parts)),
        })
    }
}

fn totals(s: &Scored<'_>, columns: &[Option<usize>], sums: &[Sums]) -> Group {
    let cell = |row: &Option<usize>, of: &dyn Fn(usize) -> String| {
        Cell::plain(row.map_or(Content::Unlisted, |row| Content::Text(of(row))))
    };
    let points = |value: f64| words::points(tenths(value));
    let mut total: Vec<Cell> = columns
        .iter()
        .map(|row| cell(row, &|row| words::points(s.total(row))))
        .collect();
    for ((cell, row), sums) in total.iter_mut().zip(columns).zip(sums) {
        cell.points = row.map(|row| Points {
            tenths: s.total(row),
            against: sums.against.as_ref().map(|(_, total)| *total),
        });
    }
    // Totals of two leagues are made of figures that cannot stand side by side.
    if one_league(s.catalogue, columns) {
        let keys: Vec<Option<i64>> = columns
            .iter()
            .map(|row| {
                let (enough, score) = s.standing((*row)?);
                enough.then_some(score)
            })
            .collect();
        mark_best(&mut total, &keys);
    }
    let range = columns.iter().map(|row| {
        cell(row, &|row| {
            let (low, high) = (at(&s.scores.low, row), at(&s.scores.high, row));
            let (least, most) = (points(low), points(high));
            if least == most {
                least
            } else {
                ["between ", &least, " and ", &most].concat()
            }
        })
    });
    let open = columns.iter().map(|row| {
        let mut cell = cell(row, &|row| {
            let open = s.scores.open(row);
            if tenths(open) < 5 {
                "nothing".to_owned()
            } else {
                words::percent(open)
            }
        });
        cell.detail = row
            .filter(|row| !s.enough(*row))
            .map(|_| "too little known to rank".to_owned());
        cell
    });
    let row = |label: &str, hint: &str, kind: RowKind, cells: Vec<Cell>| Row {
        label: label.to_owned(),
        hint: hint.to_owned(),
        kind,
        differs: differs(&cells),
        cells,
    };
    Group {
        key: "score".to_owned(),
        label: "Score".to_owned(),
        what: Some(
            "Of 100 points, under your weights; rounded so that they add up, so equal figures may differ by 0.1."
                .to_owned(),
        ),
        hue: None,
        rows: vec![
            row(
                "Total",
                "The sum of what the criteria below give, in points.",
                RowKind::Total,
                total,
            ),
            row(
                "Range",
                "With every missing fact at its worst, and at its best.",
                RowKind::Fact,
                range.collect(),
            ),
            row(
                "Left open",
                "The share of the points that missing facts leave open.",
                RowKind::Fact,
                open.collect(),
            ),
        ],
    }
}

/// Whether all listed technologies are ranked in one league.
pub(super) fn one_league(c: &Catalogue, columns: &[Option<usize>]) -> bool {
    let listed = columns.iter().flatten();
    let leagues: Vec<League> = listed
        .filter_map(|row| c.technologies.get(*row))
        .map(|t| c.league(t))
        .collect();
    leagues.windows(2).all(|pair| pair.first() == pair.last())
}

fn criterion(
    s: &Scored<'_>,
    columns: &[Option<usize>],
    sums: &[Sums],
    column: usize,
    k: &Criterion,
) -> Row {
    let c = s.catalogue;
    let technology = |row: &Option<usize>| row.and_then(|row| c.technologies.get(row));
    let mut cells: Vec<Cell> = columns
        .iter()
        .map(|row| match technology(row) {
            Some(t) => figure_cell(c, t, k, &figure(c, t, k, s.own)),
            None => Cell::plain(Content::Unlisted),
        })
        .collect();
    let value = |row: usize| s.matrix.columns.get(column).map(|v| v.at(row, s.policy));
    // What is proven decides: an open part never makes anything best.
    let keys: Vec<Option<i64>> = columns
        .iter()
        .zip(&cells)
        .map(|(row, cell)| {
            let (low, _, _) = value((*row)?)?;
            cell.content.known().then(|| billionths(low))
        })
        .collect();
    mark_best(&mut cells, &keys);
    for (cell, sums) in cells.iter_mut().zip(sums) {
        cell.points = sums.points(column);
    }
    // Two unknown ones can count for unlike values, such as their peers'.
    let mut shown = columns
        .iter()
        .flatten()
        .filter_map(|row| value(*row))
        .map(|(_, shown, _)| billionths(shown));
    let first = shown.next();
    let unlike = shown.any(|v| Some(v) != first);
    Row {
        label: k.label.clone(),
        hint: k.question.clone(),
        kind: RowKind::Criterion {
            share: at(s.shares, column),
        },
        differs: unlike || differs(&cells),
        cells,
    }
}

/// What is known of a technology on a criterion, in words and with its source;
/// without what it gives.
#[must_use]
pub fn judged(c: &Catalogue, t: &Technology, k: &Criterion, own: Own<'_>) -> Cell {
    figure_cell(c, t, k, &figure(c, t, k, own))
}

/// A figure in words, with its source.
fn figure_cell(c: &Catalogue, t: &Technology, k: &Criterion, figure: &Figure) -> Cell {
    let mut cell = Cell::plain(say(c, t, k, figure));
    cell.yours = own::counted(c, t, k);
    if !cell.content.known() {
        return cell;
    }
    let (cite, note) = match &k.from {
        Measure::Metric { id } => origin(c, t, t.metrics.get(id)),
        Measure::Maturity => origin(c, t, t.first_release.as_ref()),
        Measure::Freshness => origin(c, t, t.lifecycle.latest.as_ref()),
        Measure::TypeSafety => origin(c, t, t.type_safety.as_ref()),
        Measure::Support => {
            let dated = t.lifecycle.support.as_ref();
            if dated.is_some_and(|f| f.value.security.is_some()) {
                origin(c, t, dated)
            } else {
                cell.detail = Some("promised to a new series".to_owned());
                origin(c, t, t.lifecycle.policy.as_ref())
            }
        }
        // Its parts are rows of their own.
        Measure::Capabilities { .. } => (None, None),
        Measure::Languages | Measure::Rating => {
            let rated = *figure != Figure::Unrated;
            cell.detail = rated.then(|| "yours".to_owned());
            (None, None)
        }
    };
    cell.cite = cite;
    cell.note = note;
    cell
}

fn origin<T>(
    c: &Catalogue,
    t: &Technology,
    fact: Option<&Fact<T>>,
) -> (Option<Cite>, Option<String>) {
    match fact {
        Some(f) => (Some(Cite::new(c, t, &f.source, f.as_of)), f.note.clone()),
        None => (None, None),
    }
}

/// A figure in words, with its unit; why there is none.
pub(super) fn say(c: &Catalogue, t: &Technology, k: &Criterion, figure: &Figure) -> Content {
    let share = matches!(k.from, Measure::Capabilities { .. });
    let number = |x: f64| {
        if share {
            words::percent(x)
        } else {
            [&words::figure(x), " ", &k.unit].concat()
        }
    };
    Content::Text(match figure {
        Figure::Number(x) => number(*x),
        Figure::Between(low, high) => ["between ", &number(*low), " and ", &number(*high)].concat(),
        Figure::Level(id) => label(&c.lists.type_safety, id).to_owned(),
        Figure::Unrated => words::UNRATED.to_owned(),
        Figure::Unknown(gap) => {
            let reason = |field: &str| t.unknown.get(field).map(|u| u.why.clone());
            let (word, why) = match gap {
                Gap::NoFact => ("unknown", reason(&field(&k.from))),
                Gap::NotComparable => ("not comparable", reason(&field(&k.from))),
                Gap::NotRated => ("not rated", None),
            };
            return Content::Unknown { word, why };
        }
    })
}

/// The field of a technology that a criterion reads.
fn field(measure: &Measure) -> String {
    match measure {
        Measure::Metric { id } => ["metrics.", id.as_str()].concat(),
        Measure::Maturity => "first_release".to_owned(),
        Measure::Support => "lifecycle.support".to_owned(),
        Measure::Freshness => "lifecycle.latest".to_owned(),
        Measure::Capabilities { .. } => "capabilities".to_owned(),
        Measure::TypeSafety => "type_safety".to_owned(),
        Measure::Languages | Measure::Rating => String::new(),
    }
}
