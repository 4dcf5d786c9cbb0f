//! How much is known, how old it is, where it comes from, and where the
//! technologies stand on a criterion. Knows no clock: today comes in as an
//! argument.

use crate::catalogue::{
    Catalogue, Criterion, Date, Fact, Map, Measure, Source, Technology, ValueFunction,
};
use crate::decide::{Figure, Own, figure, value};

/// From how many months on a fact is called old.
pub const OLD: f64 = 24.0;

/// Whether a fact is old: last true [`OLD`] months ago or longer. A date
/// without a day or a month stands for its middle.
#[must_use]
pub fn is_old(as_of: Date, today: Date) -> bool {
    today.months_since(as_of) >= OLD
}

/// A group of facts that is looked at as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What people read.
    pub label: String,
    /// The fields in it, as in the data files.
    pub fields: Vec<String>,
}

/// How much of a column is known of one technology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many of its fields are known.
    pub known: usize,
    /// How many it has.
    pub of: usize,
    /// The date of the oldest fact.
    pub oldest: Option<Date>,
}

/// What is known of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// What is looked at.
    pub columns: Vec<Column>,
    /// By technology in the catalogue's order, by column.
    pub rows: Vec<Vec<Cell>>,
}

impl Coverage {
    /// Of a catalogue. Its columns: what every technology should have one of,
    /// the capabilities by group, and the figures that criteria take.
    #[must_use]
    pub fn of(c: &Catalogue) -> Self {
        let mut columns: Vec<Column> = PLAIN
            .iter()
            .map(|(label, field)| Column {
                label: (*label).to_owned(),
                fields: vec![(*field).to_owned()],
            })
            .collect();
        for group in &c.capability_groups {
            let of_group = c.capabilities.iter().filter(|k| k.group == group.id);
            columns.push(Column {
                label: group.label.clone(),
                fields: of_group
                    .map(|k| ["capabilities.", k.id.as_str()].concat())
                    .collect(),
            });
        }
        for criterion in &c.criteria {
            if let Measure::Metric { id } = &criterion.from {
                columns.push(Column {
                    label: criterion.label.clone(),
                    fields: vec![["metrics.", id.as_str()].concat()],
                });
            }
        }
        let rows = c.technologies.iter().map(|t| {
            columns
                .iter()
                .map(|column| {
                    let mut cell = Cell {
                        of: column.fields.len(),
                        ..Cell::default()
                    };
                    for as_of in column.fields.iter().filter_map(|f| dated(t, f)) {
                        cell.known += 1;
                        cell.oldest = Some(cell.oldest.map_or(as_of, |oldest| oldest.min(as_of)));
                    }
                    cell
                })
                .collect()
        });
        let rows = rows.collect();
        Self { columns, rows }
    }

    /// How many fields are known of how many, in a column or in all.
    #[must_use]
    pub fn known(&self, column: Option<usize>) -> (usize, usize) {
        let mut sum = (0, 0);
        for row in &self.rows {
            for (n, cell) in row.iter().enumerate() {
                if column.is_none_or(|column| column == n) {
                    sum = (sum.0 + cell.known, sum.1 + cell.of);
                }
            }
        }
        sum
    }
}

/// What every technology should have one of: a label, and the field.
const PLAIN: [(&str, &str); 10] = [
    ("Licence", "licence"),
    ("Governance", "governance"),
    ("Architecture", "architecture"),
    ("Type safety", "type_safety"),
    ("Databases", "databases"),
    ("First release", "first_release"),
    ("Newest release", "lifecycle.latest"),
    ("End of support", "lifecycle.support"),
    ("Support policy", "lifecycle.policy"),
    ("Known users", "users"),
];

/// When a field of a technology was true; `None` where it is unknown.
fn dated(t: &Technology, field: &str) -> Option<Date> {
    fn of<T>(fact: Option<&Fact<T>>) -> Option<Date> {
        fact.map(|fact| fact.as_of)
    }
    if let Some(id) = field.strip_prefix("capabilities.") {
        return t.capabilities.get(id).map(|fact| fact.as_of);
    }
    if let Some(id) = field.strip_prefix("metrics.") {
        return of(t.metrics.get(id));
    }
    match field {
        "licence" => of(t.licence.as_ref()),
        "governance" => of(t.governance.as_ref()),
        "architecture" => of(t.architecture.as_ref()),
        "type_safety" => of(t.type_safety.as_ref()),
        "databases" => of(t.databases.as_ref()),
        "first_release" => of(t.first_release.as_ref()),
        "lifecycle.latest" => of(t.lifecycle.latest.as_ref()),
        "lifecycle.support" => of(t.lifecycle.support.as_ref()),
        "lifecycle.policy" => of(t.lifecycle.policy.as_ref()),
        "users" => of(t.users.as_ref()),
        _ => None,
    }
}

/// A field that is not known of a technology, and why where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    /// What people call it.
    pub label: String,
    /// Why it is missing.
    pub why: Option<&'a str>,
}

/// What is not known of a technology, of all that [`Coverage`] looks at.
#[must_use]
pub fn missing<'a>(c: &Catalogue, t: &'a Technology, columns: &[Column]) -> Vec<Missing<'a>> {
    let mut all = Vec::new();
    for column in columns {
        for field in column.fields.iter().filter(|f| dated(t, f).is_none()) {
            let capability = field
                .strip_prefix("capabilities.")
                .and_then(|id| c.capabilities.iter().find(|k| k.id.as_str() == id));
            let label = capability.map_or(&column.label, |k| &k.label).clone();
            let why = t.unknown.get(field.as_str()).map(|u| u.why.as_str());
            all.push(Missing { label, why });
        }
    }
    all
}

/// A source and what came from it.
#[derive(Clone, Debug)]
pub struct Cited<'a> {
    /// The source.
    pub source: &'a Source,
    /// How many facts cite it.
    pub facts: usize,
    /// How many technologies have a fact from it.
    pub technologies: usize,
    /// The kinds of fact, each once: the part of the field before the dot.
    pub kinds: Vec<&'static str>,
}

/// The sources that technologies share, with what came from each, the one with
/// the most facts first.
#[must_use]
pub fn shared(c: &Catalogue) -> Vec<Cited<'_>> {
    let mut all: Vec<Cited<'_>> = c.sources.iter().map(Cited::new).collect();
    for t in &c.technologies {
        let mut seen = vec![false; all.len()];
        for fact in t.stated(c) {
            let Some(id) = fact.source else { continue };
            if t.sources.iter().any(|own| own.id == *id) {
                continue;
            }
            if let Some(at) = all.iter().position(|cited| cited.source.id == *id)
                && let (Some(cited), Some(seen)) = (all.get_mut(at), seen.get_mut(at))
            {
                cited.count(&fact.field);
                cited.technologies += usize::from(!*seen);
                *seen = true;
            }
        }
    }
    crate::catalogue::sorted(all, &|a, b| b.facts.cmp(&a.facts))
}

/// The sources of one technology, with what came from each, in their order.
#[must_use]
pub fn own<'a>(c: &'a Catalogue, t: &'a Technology) -> Vec<Cited<'a>> {
    let mut all: Vec<Cited<'_>> = t.sources.iter().map(Cited::new).collect();
    for fact in t.stated(c) {
        let found = all
            .iter_mut()
            .find(|cited| fact.source.is_some_and(|id| cited.source.id == *id));
        if let Some(cited) = found {
            cited.count(&fact.field);
            cited.technologies = 1;
        }
    }
    all
}

impl<'a> Cited<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            facts: 0,
            technologies: 0,
            kinds: Vec::new(),
        }
    }

    fn count(&mut self, field: &str) {
        self.facts += 1;
        let kind = kind(field);
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
    }
}

/// What people call the kind of a fact.
fn kind(field: &str) -> &'static str {
    let head = field.split('.').next().unwrap_or_default();
    match head {
        "kind" => "kind",
        "languages" => "languages",
        "architecture" => "architecture",
        "runs_on" => "what it runs on",
        "licence" => "licence",
        "governance" => "governance",
        "type_safety" => "type safety",
        "databases" => "databases",
        "first_release" => "first release",
        "lifecycle" => "releases and support",
        "metrics" => "figures",
        "users" => "known users",
        "strength" => "strengths",
        "caution" => "cautions",
        "claim" => "claims",
        _ => "capabilities",
    }
}

/// Where a technology stands on a criterion: the figures and the values that
/// it may have, the same twice where all of it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// The technology's row.
    pub row: usize,
    /// The least and the greatest figure, in the criterion's unit; of an
    /// ordinal the place of the level in its table, from 0.
    pub figure: (f64, f64),
    /// The values of these, 0 to 1.
    pub value: (f64, f64),
}

/// Where all technologies stand on a criterion, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Positions {
    /// Those of whom something is known.
    pub known: Vec<Position>,
    /// The rows of the others.
    pub unknown: Vec<usize>,
    /// The stretch of figures that holds the bounds and all positions.
    pub from: f64,
    /// Its end.
    pub to: f64,
}

/// Where all technologies stand on a criterion, without the user's own ratings.
#[must_use]
pub fn positions(c: &Catalogue, criterion: &Criterion) -> Positions {
    let none = Map::new();
    let own = Own {
        languages: &none,
        ratings: &none,
    };
    let function = &criterion.value;
    let (mut from, mut to) = bounds(function);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for row in c.by_name() {
        let Some(t) = c.technologies.get(row) else {
            continue;
        };
        let pair = match figure(c, t, criterion, own) {
            Figure::Number(x) => Some((x, x)),
            Figure::Between(low, high) => Some((low, high)),
            Figure::Level(id) => place(function, id.as_str()).map(|x| (x, x)),
            Figure::Unrated | Figure::Unknown(_) => None,
        };
        let found = pair.and_then(|(low, high)| {
            let value = (at(function, low)?, at(function, high)?);
            Some(Position {
                row,
                figure: (low, high),
                value,
            })
        });
        match found {
            Some(position) => {
                from = from.min(position.figure.0);
                to = to.max(position.figure.1);
                known.push(position);
            }
            None => unknown.push(row),
        }
    }
    let best = |p: &Position| p.value.0 + p.value.1;
    let known = crate::catalogue::sorted(known, &|a, b| {
        best(b)
            .partial_cmp(&best(a))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    Positions {
        known,
        unknown,
        from,
        to,
    }
}

/// The figures between which a value function does something.
fn bounds(function: &ValueFunction) -> (f64, f64) {
    match function {
        ValueFunction::Linear { worst, best } | ValueFunction::Logarithmic { worst, best, .. } => {
            (worst.min(*best), worst.max(*best))
        }
        ValueFunction::Piecewise { points } => {
            let first = points.first().map_or(0.0, |p| p[0]);
            (first, points.last().map_or(1.0, |p| p[0]))
        }
        ValueFunction::Target { low, high, .. } => (*low, *high),
        // At most a few levels.
        #[allow(clippy::cast_precision_loss)]
        ValueFunction::Ordinal { levels } => (0.0, levels.len().saturating_sub(1) as f64),
    }
}

fn place(function: &ValueFunction, level: &str) -> Option<f64> {
    let ValueFunction::Ordinal { levels } = function else {
        return None;
    };
    let at = levels.iter().position(|l| l.id.as_str() == level)?;
    // At most a few levels.
    #[allow(clippy::cast_precision_loss)]
    Some(at as f64)
}

/// The value of a figure; of an ordinal, of the place in its table.
fn at(function: &ValueFunction, x: f64) -> Option<f64> {
    match function {
        ValueFunction::Ordinal { levels } => {
            // A place is a small whole number.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let place = x as usize;
            levels.get(place).map(|l| l.value)
        }
        other => value(other, x),
    }
}

/// A point of a drawing: both 0 to 1, to the right and upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards: the value.
    pub y: f64,
}

impl Positions {
    /// Where a figure stands on the axis, 0 to 1: by factors where the value
    /// function counts in factors.
    #[must_use]
    pub fn along(&self, function: &ValueFunction, x: f64) -> f64 {
        let scale = |x: f64| match function {
            ValueFunction::Logarithmic { offset, .. } => libm::log(x + offset),
            ValueFunction::Linear { .. }
            | ValueFunction::Piecewise { .. }
            | ValueFunction::Target { .. }
            | ValueFunction::Ordinal { .. } => x,
        };
        let (from, to) = (scale(self.from), scale(self.to));
        if to > from {
            ((scale(x) - from) / (to - from)).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }

    /// Round figures between the ends of the axis, to be written at it: of an
    /// ordinal its levels.
    #[must_use]
    pub fn ticks(&self, function: &ValueFunction) -> Vec<f64> {
        let (from, to) = (self.from, self.to);
        let round: Vec<f64> = match function {
            ValueFunction::Logarithmic { .. } => {
                let powers = (0..12).map(|n| libm::pow(10.0, f64::from(n)));
                powers.flat_map(|p| [p, 2.0 * p, 5.0 * p]).collect()
            }
            ValueFunction::Linear { .. }
            | ValueFunction::Piecewise { .. }
            | ValueFunction::Target { .. } => {
                let rough = (to - from) / 5.0;
                if rough <= 0.0 || !rough.is_finite() {
                    return Vec::new();
                }
                let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
                let steps = [1.0, 2.0, 5.0, 10.0].map(|n| n * power);
                let step = steps.into_iter().find(|step| *step >= rough);
                let step = step.unwrap_or(rough);
                let first = libm::floor(from / step);
                (1..=6).map(|n| (first + f64::from(n)) * step).collect()
            }
            // At most a few levels.
            #[allow(clippy::cast_precision_loss)]
            ValueFunction::Ordinal { levels } => (0..levels.len()).map(|n| n as f64).collect(),
        };
        let within = |x: &f64| *x > from && *x < to;
        round.into_iter().filter(within).collect()
    }

    /// The value function as a line from one end of the axis to the other; of
    /// an ordinal, its levels.
    #[must_use]
    pub fn curve(&self, function: &ValueFunction) -> Vec<Point> {
        let mut figures = vec![self.from];
        match function {
            ValueFunction::Linear { worst, best }
            | ValueFunction::Logarithmic { worst, best, .. } => {
                figures.extend([worst.min(*best), worst.max(*best)]);
            }
            ValueFunction::Piecewise { points } => figures.extend(points.iter().map(|p| p[0])),
            ValueFunction::Target { low, target, high } => {
                figures.extend([*low, *target, *high]);
            }
            // At most a few levels.
            #[allow(clippy::cast_precision_loss)]
            ValueFunction::Ordinal { levels } => {
                figures.extend((0..levels.len()).map(|n| n as f64));
            }
        }
        figures.push(self.to);
        figures
            .into_iter()
            .filter_map(|x| {
                Some(Point {
                    x: self.along(function, x),
                    y: at(function, x)?,
                })
            })
            .collect()
    }
}
