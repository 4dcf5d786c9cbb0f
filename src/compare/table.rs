//! What a comparison is made of: groups of rows of cells.

use crate::catalogue::{Catalogue, Date, Id, Level, Technology};

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What tells it from the other groups; stays the same while the page runs.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// What it is about, where the heading does not say it.
    pub what: Option<String>,
    /// The position of its group of criteria, which has a hue of its own.
    pub hue: Option<usize>,
    /// One below the other.
    pub rows: Vec<Row>,
}

/// What a row says of each technology.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its heading.
    pub label: String,
    /// What it asks, or the rule by which everybody is judged.
    pub hint: String,
    /// What kind of row it is.
    pub kind: RowKind,
    /// One for each technology, in their order.
    pub cells: Vec<Cell>,
    /// Whether the listed technologies differ in it; a known and an unknown
    /// value do.
    pub differs: bool,
}

/// A kind of row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RowKind {
    /// The totals.
    Total,
    /// A criterion.
    Criterion {
        /// Its share of the whole, 0 to 1; 0 does not count.
        share: f64,
    },
    /// Anything else.
    Fact,
}

/// What is known of one technology in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub content: Content,
    /// By what, in a few words.
    pub detail: Option<String>,
    /// What else one should know, in sentences.
    pub note: Option<String>,
    /// Where it was read.
    pub cite: Option<Cite>,
    /// Whether no other known value of the row is better, and one is worse.
    pub best: bool,
    /// Whether it is the user's own, or rests on something that is.
    pub yours: bool,
    /// What it gives to the total, or the total itself.
    pub points: Option<Points>,
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One value in words.
    Text(String),
    /// Several.
    List(Vec<Item>),
    /// How a capability is brought.
    Level(Level),
    /// Nothing is known.
    Unknown {
        /// `unknown`, `not comparable` or `not rated`.
        word: &'static str,
        /// The reason.
        why: Option<String>,
    },
    /// The technology is not in the catalogue any more.
    Unlisted,
}

/// One of several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The value in words.
    pub text: String,
    /// Where it was read, where it has a source of its own.
    pub cite: Option<Cite>,
}

/// Where and when a value was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// What the source calls itself.
    pub title: String,
    /// Its address; empty where there is none.
    pub url: String,
    /// When the value was true.
    pub as_of: Date,
}

/// Tenths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// In a row of a criterion what it gives; in the row of totals the total.
    /// Those of a column add up to its total.
    pub tenths: i32,
    /// By how much that is more than the baseline has; `None` where there is no
    /// baseline, and for the baseline itself. Those of a column add up too.
    pub against: Option<i32>,
}

impl Content {
    /// Whether there is a value.
    #[must_use]
    pub fn known(&self) -> bool {
        match self {
            Self::Text(_) | Self::List(_) | Self::Level(_) => true,
            Self::Unknown { .. } | Self::Unlisted => false,
        }
    }

    /// Whether two cells say the same; sources and reasons aside.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(a), Self::List(b)) => {
                a.iter().map(|i| &i.text).eq(b.iter().map(|i| &i.text))
            }
            (Self::Unknown { word: a, .. }, Self::Unknown { word: b, .. }) => a == b,
            _ => self == other,
        }
    }
}

impl Cell {
    /// A cell that says no more than its content.
    pub(super) fn plain(content: Content) -> Self {
        Self {
            content,
            detail: None,
            note: None,
            cite: None,
            best: false,
            yours: false,
            points: None,
        }
    }

    /// Of a value that is not known, with the reason that the catalogue gives.
    pub(super) fn missing(t: &Technology, field: &str) -> Self {
        Self::plain(Content::Unknown {
            word: "unknown",
            why: t.unknown.get(field).map(|u| u.why.clone()),
        })
    }
}

impl Cite {
    /// Of a fact of a technology.
    pub(super) fn new(c: &Catalogue, t: &Technology, source: &Id, as_of: Date) -> Self {
        let found = c.source(t, source);
        Self {
            title: found.map_or_else(|| source.to_string(), |s| s.title.clone()),
            url: found.map(|s| s.url.clone()).unwrap_or_default(),
            as_of,
        }
    }
}

/// Whether the listed technologies differ in a row.
pub(super) fn differs(cells: &[Cell]) -> bool {
    let mut listed = cells
        .iter()
        .map(|c| &c.content)
        .filter(|c| **c != Content::Unlisted);
    let first = listed.next();
    first.is_some_and(|first| listed.any(|other| !other.same(first)))
}

/// Marks the best of a row by `keys`, greater is better, `None` is unknown. All
/// that tie are marked; none where fewer than two are known or all are alike.
pub(super) fn mark_best(cells: &mut [Cell], keys: &[Option<i64>]) {
    let known = || keys.iter().flatten();
    let (Some(least), Some(most)) = (known().min(), known().max()) else {
        return;
    };
    if least == most {
        return;
    }
    for (cell, key) in cells.iter_mut().zip(keys) {
        cell.best = key.as_ref() == Some(most);
    }
}

/// How many rows do not differ.
#[must_use]
pub fn alike(groups: &[Group]) -> usize {
    groups
        .iter()
        .flat_map(|g| &g.rows)
        .filter(|r| !r.differs)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::plain(Content::Text(text.to_owned()))
    }

    fn unknown(why: &str) -> Cell {
        Cell::plain(Content::Unknown {
            word: "unknown",
            why: Some(why.to_owned()),
        })
    }

    #[test]
    fn known_and_unknown_differ_but_two_reasons_do_not() {
        assert!(differs(&[text("a"), unknown("x")]));
        assert!(!differs(&[unknown("x"), unknown("y")]));
        assert!(!differs(&[text("a"), text("a")]));
        assert!(!differs(&[]));
    }

    #[test]
    fn what_is_not_listed_makes_no_difference() {
        let gone = || Cell::plain(Content::Unlisted);
        assert!(!differs(&[gone(), text("a"), text("a")]));
        assert!(!differs(&[gone(), text("a")]));
        assert!(differs(&[gone(), text("a"), text("b")]));
    }

    #[test]
    fn the_best_is_marked_only_among_known_unlike_values() {
        let marks = |keys: &[Option<i64>]| {
            let mut cells = vec![text("x"); keys.len()];
            mark_best(&mut cells, keys);
            cells.iter().map(|c| c.best).collect::<Vec<_>>()
        };
        assert_eq!(
            marks(&[Some(1), None, Some(3), Some(3)]),
            [false, false, true, true]
        );
        assert_eq!(marks(&[Some(1), None]), [false, false]);
        assert_eq!(marks(&[Some(1), Some(1)]), [false, false]);
        assert_eq!(marks(&[None, None]), [false, false]);
        assert_eq!(marks(&[]), [false; 0]);
    }
}
