//! The values of all technologies on all criteria, as intervals.

use super::{Own, UnknownPolicy, value};
use crate::catalogue::{Catalogue, Criterion, Id, Measure, Technology, ValueFunction};

/// What is known of a technology on one criterion, before the value function.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A number in the criterion's unit.
    Number(f64),
    /// A share of which some parts are unknown: at least, at most.
    Between(f64, f64),
    /// A level of an ordinal table.
    Level(Id),
    /// A language that the user has left out while rating others: it counts as
    /// known to nobody, and is not a rating of the user's.
    Unrated,
    /// Nothing.
    Unknown(Gap),
}

/// Why a figure is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No source tells.
    NoFact,
    /// There is a figure, but it cannot stand beside the others'.
    NotComparable,
    /// The user has not rated it.
    NotRated,
}

/// What is known of a technology on a criterion.
#[must_use]
pub fn figure(c: &Catalogue, t: &Technology, criterion: &Criterion, own: Own<'_>) -> Figure {
    let number = |n: Option<f64>| n.map_or(Figure::Unknown(Gap::NoFact), Figure::Number);
    let today = c.reference_date;
    match &criterion.from {
        Measure::Metric { id } => match t.metrics.get(id) {
            Some(fact) => Figure::Number(fact.value),
            None => {
                let field = t.unknown.iter().find(|(field, _)| {
                    field
                        .strip_prefix("metrics.")
                        .is_some_and(|m| id.as_str() == m)
                });
                let apart = field.is_some_and(|(_, u)| u.not_comparable);
                Figure::Unknown(if apart {
                    Gap::NotComparable
                } else {
                    Gap::NoFact
                })
            }
        },
        Measure::Maturity => {
            let first = t.first_release.as_ref();
            number(first.map(|f| today.months_since(f.value).max(0.0) / 12.0))
        }
        Measure::Support => {
            let end = t.lifecycle.support.as_ref().and_then(|f| f.value.security);
            let left = end.map(|end| end.months_since(today).max(0.0));
            let promised = || t.lifecycle.policy.as_ref().and_then(|f| f.value.months);
            number(left.or_else(promised))
        }
        Measure::Freshness => {
            let date = t.lifecycle.latest.as_ref().and_then(|f| f.value.date);
            number(date.map(|d| today.months_since(d).max(0.0)))
        }
        Measure::Capabilities { group } => {
            let (mut low, mut high, mut count) = (0.0, 0.0, 0.0);
            for capability in c.capabilities.iter().filter(|k| k.group == *group) {
                let share = t.capabilities.get(&capability.id).map(|f| f.level.share());
                low += share.unwrap_or(0.0);
                high += share.unwrap_or(1.0);
                count += 1.0;
            }
            if count == 0.0 || high - low == count {
                Figure::Unknown(Gap::NoFact)
            } else if low == high {
                Figure::Number(low / count)
            } else {
                Figure::Between(low / count, high / count)
            }
        }
        Measure::TypeSafety => match &t.type_safety {
            Some(fact) => Figure::Level(fact.value.clone()),
            None => Figure::Unknown(Gap::NoFact),
        },
        Measure::Languages => {
            let rated = t.languages.value.iter();
            let best = rated.filter_map(|l| own.languages.get(&l.id)).max();
            match best {
                Some(best) => Figure::Number(f64::from(best.get())),
                None if own.languages.is_empty() => Figure::Unknown(Gap::NotRated),
                None => Figure::Unrated,
            }
        }
        Measure::Rating => match own.ratings.get(&t.id) {
            Some(rating) => Figure::Number(f64::from(rating.get())),
            None => Figure::Unknown(Gap::NotRated),
        },
    }
}

/// The values of all technologies on one criterion, each in 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The value of each; where a fact is missing, the least that it could be.
    pub low: Vec<f64>,
    /// Where facts are missing, by row.
    pub open: Vec<Open>,
}

/// What a missing fact leaves open: `low < high`, `low <= peers <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Open {
    /// The row of the matrix.
    pub row: usize,
    /// The least that the value could be.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// What it is if it is like its peers.
    pub peers: f64,
}

/// The values of all technologies (rows) on all criteria (columns).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// How many rows each column has.
    pub rows: usize,
    /// One for each criterion.
    pub columns: Vec<Column>,
}

/// The fewest peers whose middle says anything.
const FEWEST_PEERS: usize = 3;

impl Matrix {
    /// The values of a whole catalogue. A missing cell is the interval 0 to 1,
    /// a share with unknown parts is the interval that they leave open.
    #[must_use]
    pub fn new(c: &Catalogue, own: Own<'_>) -> Self {
        let columns = c.criteria.iter().map(|criterion| {
            let intervals: Vec<_> = c
                .technologies
                .iter()
                .map(|t| interval(&criterion.value, &figure(c, t, criterion, own)))
                .collect();
            Column::new(&intervals, |a, b| {
                let kind = |row: usize| c.technologies.get(row).map(|t| &t.kind.value);
                kind(a) == kind(b)
            })
        });
        Self {
            rows: c.technologies.len(),
            columns: columns.collect(),
        }
    }

    /// From known values alone, column by column; every value in 0 to 1.
    #[must_use]
    pub fn known(rows: usize, columns: Vec<Vec<f64>>) -> Self {
        let column = |low| Column {
            low,
            open: Vec::new(),
        };
        Self {
            rows,
            columns: columns.into_iter().map(column).collect(),
        }
    }
}

impl Column {
    /// From intervals; `peers(a, b)` says whether two rows are of one kind.
    #[must_use]
    pub fn new(intervals: &[(f64, f64)], peers: impl Fn(usize, usize) -> bool) -> Self {
        let like = |row: usize, (low, high): (f64, f64)| {
            let mut known: Vec<f64> = Vec::new();
            for (k, (l, h)) in intervals.iter().enumerate() {
                if k != row && l == h && peers(row, k) {
                    known.insert(known.partition_point(|v| v < l), *l);
                }
            }
            let middle = (low + high) / 2.0;
            if known.len() < FEWEST_PEERS {
                return middle;
            }
            let (a, b) = ((known.len() - 1) / 2, known.len() / 2);
            match (known.get(a), known.get(b)) {
                (Some(a), Some(b)) => ((a + b) / 2.0).max(low).min(high),
                _ => middle,
            }
        };
        let open = intervals.iter().enumerate().filter(|(_, i)| i.0 < i.1);
        Self {
            low: intervals.iter().map(|i| i.0).collect(),
            open: open
                .map(|(row, i)| Open {
                    row,
                    low: i.0,
                    high: i.1,
                    peers: like(row, *i),
                })
                .collect(),
        }
    }

    /// The least, shown and greatest value of a row; 0, 0, 1 where there is no
    /// such row.
    #[must_use]
    pub fn at(&self, row: usize, policy: UnknownPolicy) -> (f64, f64, f64) {
        let Some(value) = self.low.get(row).copied() else {
            return (0.0, 0.0, 1.0);
        };
        let open = self.open.iter().find(|open| open.row == row);
        open.map_or((value, value, value), |open| {
            (open.low, open.shown(policy), open.high)
        })
    }
}

impl Open {
    /// What a policy takes it for.
    #[must_use]
    pub fn shown(&self, policy: UnknownPolicy) -> f64 {
        match policy {
            UnknownPolicy::Worst => self.low,
            UnknownPolicy::Middle => (self.low + self.high) / 2.0,
            UnknownPolicy::Peers => self.peers,
        }
    }
}

/// The values that a figure may have: the same twice where it is known.
fn interval(function: &ValueFunction, figure: &Figure) -> (f64, f64) {
    let open = (0.0, 1.0);
    match figure {
        Figure::Number(x) => value(function, *x).map_or(open, |v| (v, v)),
        Figure::Unrated => value(function, 0.0).map_or(open, |v| (v, v)),
        Figure::Between(low, high) => match (value(function, *low), value(function, *high)) {
            (Some(a), Some(b)) => (a.min(b), a.max(b)),
            _ => open,
        },
        Figure::Level(id) => match function {
            ValueFunction::Ordinal { levels } => {
                let level = levels.iter().find(|l| l.id == *id);
                level.map_or(open, |l| (l.value, l.value))
            }
            ValueFunction::Linear { .. }
            | ValueFunction::Logarithmic { .. }
            | ValueFunction::Piecewise { .. }
            | ValueFunction::Target { .. } => open,
        },
        Figure::Unknown(_) => open,
    }
}
