//! What a user brings in: facts of their own, candidates, criteria, and whole
//! catalogues.
//!
//! All of it is kept as JSON texts by key (see [`Key`]), as it is stored and as
//! it stands in a file ([`export`]). [`overlay`] makes of it and of an
//! embedded text the catalogue in effect; whatever cannot be applied is left
//! out and said. Nothing here knows a clock, a file system or a browser: every
//! text comes in as a text and is checked here, at the edge.

mod entry;
mod facts;
mod file;
mod json;
mod ledger;
mod number;
mod opened;
mod overlay;
mod rules;
mod table;

pub use entry::weight;
pub use facts::{
    Answer, Given, Input, counted, criterion, criterion_form, fact, fields, form, name, present,
    technology, technology_form, touches, written,
};
pub use file::{Change, Effect, Preview, export, import};
pub use json::{LARGE, MOST_BYTES};
pub use ledger::{Line, Standing, ledger};
pub use opened::{Opened, open_csv, open_json};
pub use overlay::overlay;
pub use table::{is_less_better, is_table, turned};

use crate::catalogue::{Id, Map, Problem};
use std::fmt;

/// What the user brought in: JSON texts by key. Keys that [`Key::of`] does not
/// read belong to others and are left alone.
pub type Entries = Map<String, String>;

/// What an entry is about, and its name where it is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `fact:<technology>:<field>`: a fact of a technology, by its field in the
    /// data files: `licence`, `lifecycle.support`, `capabilities.orm` ….
    Fact(Id, String),
    /// `technology:<id>`: a candidate of the user's own.
    Technology(Id),
    /// `criterion:<id>`: a criterion of the user's own.
    Criterion(Id),
    /// `catalogue`: a whole catalogue in the place of the embedded one.
    Catalogue,
}

impl Key {
    /// Reads a key; `None` for any other text.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text == "catalogue" {
            return Some(Self::Catalogue);
        }
        let (kind, rest) = text.split_once(':')?;
        match kind {
            "fact" => {
                let (technology, field) = rest.split_once(':')?;
                let technology = Id::new(technology).ok()?;
                facts::is_field(field).then(|| Self::Fact(technology, field.to_owned()))
            }
            "technology" => Some(Self::Technology(Id::new(rest).ok()?)),
            "criterion" => Some(Self::Criterion(Id::new(rest).ok()?)),
            _ => None,
        }
    }

    /// As it is kept.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Fact(technology, field) => ["fact:", technology.as_str(), ":", field].concat(),
            Self::Technology(id) => ["technology:", id.as_str()].concat(),
            Self::Criterion(id) => ["criterion:", id.as_str()].concat(),
            Self::Catalogue => "catalogue".to_owned(),
        }
    }
}

/// Why an entry does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not as it should be.
    Malformed,
    /// It is of a technology that the catalogue does not list; it counts again
    /// as soon as one does.
    Unlisted,
}

/// Something of an entry that could not be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The entry's key.
    pub key: String,
    /// The path inside it; empty where all of it is meant.
    pub at: String,
    /// What was expected, and what stood there.
    pub expected: String,
    /// Why it does not count.
    pub why: Why,
}

impl Fault {
    fn of(key: &str, problem: Problem) -> Self {
        Self {
            key: key.to_owned(),
            at: problem.at,
            expected: problem.expected,
            why: Why::Malformed,
        }
    }

    fn unlisted(key: &str, at: String, id: &Id) -> Self {
        let expected = ["the catalogue does not list the technology ", id.as_str()].concat();
        Self {
            key: key.to_owned(),
            at,
            expected,
            why: Why::Unlisted,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        if !self.at.is_empty() {
            f.write_str(", ")?;
            f.write_str(&self.at)?;
        }
        f.write_str(": ")?;
        f.write_str(&self.expected)
    }
}
