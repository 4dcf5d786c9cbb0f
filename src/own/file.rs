//! What the user brought in as one file: written, and read with a preview.
//!
//! ```json
//! {
//!   "groundwork": "own facts",
//!   "format": 1,
//!   "made": "2026-11-22",
//!   "entries": {
//!     "fact:rails:licence": {"value": "mit", …}
//!   }
//! }
//! ```
//!
//! Entries are written as they are kept, byte for byte, so that a file that is
//! read back gives the same.

use super::ledger::{Line, Standing, line};
use super::overlay::Ids;
use super::{Entries, Key, json};
use crate::catalogue::{Catalogue, Date, Problem};
use serde_json::Value;

/// The format that is written, and the only one that is read.
pub const FORMAT: u64 = 1;
/// What a file says that it is.
const MARK: &str = "own facts";
/// How many entries a file may have.
const MOST_ENTRIES: usize = 5000;
/// How many problems of one file are named.
const MOST: usize = 100;

/// The file of all entries of ours that are JSON, in order of their keys.
#[must_use]
pub fn export(own: &Entries, today: Date) -> String {
    let mut text = [
        "{\n  \"groundwork\": ",
        &json::quoted(MARK),
        ",\n  \"format\": 1,\n  \"made\": ",
        &json::quoted(&today.to_string()),
        ",\n  \"entries\": {",
    ]
    .concat();
    let mut first = true;
    for (key, entry) in own {
        if Key::of(key).is_none() || json::read(entry).is_err() {
            continue;
        }
        let gap = if first { "\n    " } else { ",\n    " };
        first = false;
        text.push_str(gap);
        text.push_str(&json::quoted(key));
        text.push_str(": ");
        text.push_str(entry.trim_start_matches('\u{feff}').trim());
    }
    text.push_str(if first { "}\n}\n" } else { "\n  }\n}\n" });
    text
}

/// What an entry of a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// There was none of this key.
    New,
    /// There was another.
    Changed,
    /// It was there already.
    Same,
}

/// An entry of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it says, beside what the catalogue says.
    pub line: Line,
    /// What the user's own entry of this key has said till now, in words.
    pub own: Option<String>,
    /// What it does.
    pub effect: Effect,
}

/// What a file would change; nothing has been changed by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// When the file was made, where it says so.
    pub made: Option<Date>,
    /// Its entries, in order of their keys.
    pub changes: Vec<Change>,
    /// All that the user brought in once it is applied: entries that the file
    /// does not have stay.
    pub own: Entries,
}

impl Preview {
    /// The entries that differ, to be set at once.
    pub fn set(&self) -> impl Iterator<Item = (&str, &str)> {
        let differs = |change: &&Change| change.effect != Effect::Same;
        self.changes.iter().filter(differs).filter_map(|change| {
            let text = self.own.get(&change.line.key)?;
            Some((change.line.key.as_str(), text.as_str()))
        })
    }
}

/// Reads a file and says what it would change. `c` is the whole catalogue
/// beneath what the user brought in.
///
/// # Errors
/// All that is wrong, each with its path and its line and column: a text that
/// is too large (1 MiB, or 16 MiB where it is `confirmed`), nested too deeply,
/// no JSON, of another kind or of another format, and entries that are not as
/// they should be. An entry of a technology that the catalogue does not list is
/// no error; its [`Standing`] says so.
pub fn import(
    text: &str,
    own: &Entries,
    c: &Catalogue,
    confirmed: bool,
) -> Result<Preview, Vec<Problem>> {
    json::bounded(text, confirmed).map_err(|p| vec![p])?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = json::read(text).map_err(|p| vec![p])?;
    let wrong = |at: &str, expected: &str| vec![json::problem(at, expected)];
    if value.get("groundwork").and_then(Value::as_str) != Some(MARK) {
        let whole = value.get("technologies").is_some() && value.get("criteria").is_some();
        let expected = if whole {
            "this is a whole catalogue; open it as a catalogue"
        } else {
            "expected a file of own facts, which says \"groundwork\": \"own facts\""
        };
        return Err(wrong("groundwork", expected));
    }
    if value.get("format").and_then(Value::as_u64) != Some(FORMAT) {
        let found = value.get("format").map_or_else(
            || "none".to_owned(),
            |format| format.to_string().chars().take(20).collect(),
        );
        let expected = ["expected format 1, which this page reads; found ", &found].concat();
        return Err(wrong("format", &expected));
    }
    if !value.get("entries").is_some_and(Value::is_object) {
        return Err(wrong("entries", "expected an object of entries"));
    }
    let made = value.get("made").and_then(Value::as_str);
    let made = made.and_then(Date::parse);
    let members = json::members(text);
    let entries = members.iter().find(|(name, _, _)| name == "entries");
    let Some((_, begin, inner)) = entries else {
        return Err(wrong("entries", "expected an object of entries"));
    };
    let entries = json::members(inner);
    if entries.len() > MOST_ENTRIES {
        return Err(wrong("entries", "expected at most 5,000 entries"));
    }
    let mut merged = own.clone();
    for (key, _, entry) in &entries {
        merged.insert(key.clone(), (*entry).to_owned());
    }
    let ids = Ids::of(&merged);
    // What stands on an opened catalogue is read against it.
    let opened = merged
        .get("catalogue")
        .and_then(|text| super::open_json(text, true).ok())
        .map(|opened| opened.catalogue);
    let beneath = opened.as_ref().unwrap_or(c);
    let mut problems = Vec::new();
    let mut changes = Vec::new();
    for (key, at, entry) in &entries {
        let on = if key == "catalogue" { c } else { beneath };
        let place = || json::place(text, begin + at);
        let Some(mut line) = line(on, &merged, &ids, key, entry) else {
            let key: String = key.chars().take(80).collect();
            let at = ["entries.", &key, ", ", &place()].concat();
            let expected = "expected a key such as fact:rails:licence, technology:mine, \
                            criterion:cost or catalogue";
            problems.push(json::problem(&at, expected));
            continue;
        };
        if let Standing::Broken(faults) = &mut line.standing {
            for fault in std::mem::take(faults) {
                let dot = if fault.at.is_empty() { "" } else { "." };
                let at = ["entries.", key, dot, &fault.at, ", ", &place()].concat();
                problems.push(json::problem(&at, &fault.expected));
            }
            continue;
        }
        let had = own.get(key);
        let effect = match had {
            None => Effect::New,
            Some(had) => {
                let same = had == entry || json::read(had).ok() == json::read(entry).ok();
                if same { Effect::Same } else { Effect::Changed }
            }
        };
        if effect == Effect::Same
            && let Some(had) = had
        {
            merged.insert(key.clone(), had.clone());
        }
        let own_ids = Ids::of(own);
        let was = had.and_then(|had| super::ledger::line(on, own, &own_ids, key, had));
        changes.push(Change {
            line,
            own: was.map(|was| was.after),
            effect,
        });
    }
    if !problems.is_empty() {
        problems.truncate(MOST);
        return Err(problems);
    }
    Ok(Preview {
        made,
        changes,
        own: merged,
    })
}
