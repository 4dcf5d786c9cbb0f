//! The page's own notes in the browser's history: whose comparison an entry
//! shows, and the passing things that Back should bring back too.

use super::browser;
use crate::address::{self, Decoded, Notice};
use crate::catalogue::Catalogue;
use crate::state::{Comparison, Lot, Lots, Msg, Origin, View};
use std::time::Duration;

/// How long small changes of one subject are gathered before the address bar
/// follows: browsers limit how often it may be written.
pub const SETTLE: Duration = Duration::from_millis(250);

/// How an entry of the page begins. In safe mode no other entries are read than
/// those written in it, and they are not read again when it is over.
fn sign() -> &'static str {
    if browser::safe() {
        "groundwork 1 safe"
    } else {
        "groundwork 1"
    }
}

/// What the page notes in a history entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose comparison it shows.
    pub origin: Origin,
    /// Whether only rows that differ are shown.
    pub differences: bool,
    /// Which weightings are drawn by lot.
    pub lots: Lots,
    /// The comparison, also where the address has none.
    pub query: String,
    /// What is typed into the search.
    pub search: String,
}

impl Entry {
    /// As a text: a line each.
    pub fn text(&self) -> String {
        let origin = match self.origin {
            Origin::Mine => "mine",
            Origin::Shared => "shared",
        };
        let mut shown = vec![if self.differences {
            "differences"
        } else {
            "all"
        }];
        match self.lots.of {
            Lot::Any => {}
            Lot::Ordered => shown.push("ordered"),
            Lot::Near => shown.push("near"),
        }
        if self.lots.held {
            shown.push("held");
        }
        let shown = shown.join(" ");
        [sign(), origin, &shown, &self.query, &self.search].join("\n")
    }

    /// Reads such a text; `None` where it is not the page's.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.splitn(5, '\n');
        if lines.next() != Some(sign()) {
            return None;
        }
        let origin = match lines.next()? {
            "mine" => Origin::Mine,
            "shared" => Origin::Shared,
            _ => return None,
        };
        let shown = lines.next()?;
        let says = |word: &str| shown.split(' ').any(|w| w == word);
        let of = if says("ordered") {
            Lot::Ordered
        } else if says("near") {
            Lot::Near
        } else {
            Lot::Any
        };
        Some(Self {
            origin,
            differences: says("differences"),
            lots: Lots {
                of,
                held: says("held"),
            },
            query: lines.next()?.to_owned(),
            search: lines.next()?.to_owned(),
        })
    }
}

/// What the present address and history entry say.
#[derive(Default)]
pub struct Arrived {
    /// The comparison and whose it is; `None` where the address names none.
    pub comparison: Option<(Comparison, Origin)>,
    /// What is typed into the search.
    pub search: String,
    /// Whether only rows that differ are shown.
    pub differences: bool,
    /// Which weightings are drawn by lot.
    pub lots: Lots,
    /// What was odd about the address.
    pub notices: Vec<String>,
    /// What the address says, with when it was made, where somebody sent it.
    pub sent: Option<Decoded>,
    /// Whether it was noted on leaving and the address does not say it yet.
    pub late: bool,
}

/// Reads the present address. An entry that the page wrote carries its mark;
/// a query without one is somebody's link, and shared unless it is just what
/// the user has.
pub fn arrive(catalogue: &Catalogue, mine: &Comparison) -> Arrived {
    let query = browser::query();
    let entry = browser::entry().as_deref().and_then(Entry::read);
    let left = browser::left(entry.is_some());
    let left = left.as_deref().and_then(Entry::read);
    // A reload takes what the entry said when it began, which may be less than
    // was there when the page was left, or nothing.
    let said = entry.as_ref().map(|entry| &entry.query);
    let late = left.as_ref().is_some_and(|left| said != Some(&left.query));
    if let Some(entry) = left.or(entry) {
        let text = if address::has_comparison(&query) && !late && !browser::safe() {
            &query
        } else {
            &entry.query
        };
        let decoded = address::decode(text, catalogue);
        // As long as the address is the one that somebody sent, what is odd
        // about it is said.
        let foreign = entry.query != *text;
        // Or the page has been renewed since it wrote that.
        let older =
            entry.origin == Origin::Shared && decoded.dated.as_ref() != Some(&catalogue.version);
        return Arrived {
            notices: if foreign {
                sentences(&decoded)
            } else {
                Vec::new()
            },
            comparison: Some((decoded.comparison.clone(), entry.origin)),
            sent: (foreign || older).then_some(decoded),
            search: entry.search,
            differences: entry.differences,
            lots: entry.lots,
            late,
        };
    }
    if browser::safe() || !address::has_comparison(&query) {
        return Arrived::default();
    }
    let decoded = address::decode(&query, catalogue);
    let origin = if decoded.comparison == *mine {
        Origin::Mine
    } else {
        Origin::Shared
    };
    Arrived {
        notices: sentences(&decoded),
        comparison: Some((decoded.comparison.clone(), origin)),
        sent: Some(decoded),
        ..Arrived::default()
    }
}

/// The place that a shortcut of the installed page leads to, with the user's own
/// comparison: a query would be somebody's.
pub fn shortcut() -> Option<View> {
    match browser::fragment().as_str() {
        "compare" => Some(View::Compare),
        "decide" => Some(View::Decide),
        "data" => Some(View::Data),
        _ => None,
    }
}

/// What was odd about an address. What is not listed is said elsewhere, as long
/// as the comparison names it, and so is what has changed since.
fn sentences(decoded: &Decoded) -> Vec<String> {
    let mut all = Vec::new();
    for notice in &decoded.notices {
        if !matches!(notice, Notice::Dated { .. }) {
            all.push(notice.sentence());
        }
    }
    all
}

/// What a small change is about: changes of one subject share a history entry.
pub fn subject(msg: &Msg) -> Option<String> {
    let of = |kind: &str, name: &str| Some([kind, name].join(" "));
    match msg {
        Msg::SetWeight(key, _) => of("weight", key.as_str()),
        Msg::RateLanguage(id, _) => of("language", id.as_str()),
        Msg::RateTechnology(id, _) => of("rating", id.as_str()),
        Msg::Search(_) | Msg::SetDifferences(_) | Msg::SetLots(_) => of("passing", ""),
        _ => None,
    }
}

/// The subject of what is no part of the comparison.
const PASSING: &str = "passing ";

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an entry of its own.
    New,
    /// In the present entry, with the address.
    Same,
    /// In the present entry, whose address stays as it is.
    Passing,
}

/// What is about to be written, and what the present entry is about.
#[derive(Default)]
pub struct History {
    pending: Option<String>,
    present: Option<String>,
    query: String,
}

impl History {
    /// Whether changes of this subject wait to be written.
    pub fn pending(&self, subject: Option<&str>) -> bool {
        self.pending.is_some() && self.pending.as_deref() == subject
    }

    /// Whether changes of this subject go on in the present entry.
    pub fn goes_on(&self, subject: &str) -> bool {
        subject == PASSING || self.present.as_deref() == Some(subject)
    }

    /// Lets changes of this subject wait.
    pub fn begin(&mut self, subject: String) {
        self.pending = Some(subject);
    }

    /// Whether anything waits to be written.
    pub fn waits(&self) -> bool {
        self.pending.is_some()
    }

    /// Takes what waits.
    pub fn take(&mut self) -> Option<String> {
        self.pending.take()
    }

    /// Where a change of this subject is written.
    pub fn place(&mut self, subject: Option<String>, query: &str) -> Place {
        if subject.as_deref() == Some(PASSING) {
            return Place::Passing;
        }
        let same = self.query == query || (subject.is_some() && subject == self.present);
        self.present = subject;
        query.clone_into(&mut self.query);
        if same { Place::Same } else { Place::New }
    }

    /// Back or Forward was used: nothing waits, and the entry is another.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}
