//! What the user has brought in, entry by entry, in words.

use super::entry;
use super::facts::{name, said};
use super::overlay::Ids;
use super::{Entries, Fault, Key};
use crate::catalogue::{Catalogue, Date, Id, sorted};
use crate::words;

/// Whether an entry counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Counts,
    /// It counts, and the catalogue has come to say the same.
    Same,
    /// The catalogue does not list its technology.
    Unlisted,
    /// It cannot be read.
    Broken(Vec<Fault>),
}

/// An entry in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its key, as it is kept.
    pub key: String,
    /// What it is about: `Django: Licence`.
    pub what: String,
    /// What the catalogue says; nothing where it has no such thing at all.
    pub before: Option<String>,
    /// What the user says; empty where the entry cannot be read.
    pub after: String,
    /// Why.
    pub reason: String,
    /// When it was made.
    pub made: Option<Date>,
    /// Whether it counts.
    pub standing: Standing,
}

/// Every entry, the newest first, those of one day by key. The catalogue is the
/// one beneath, without what the user brought in, and whole.
#[must_use]
pub fn ledger(own: &Entries, c: &Catalogue) -> Vec<Line> {
    let ids = Ids::of(own);
    let lines = own
        .iter()
        .filter_map(|(key, text)| line(c, own, &ids, key, text));
    sorted(lines.collect(), &|a: &Line, b| b.made.cmp(&a.made))
}

/// One entry; nothing where its key is not one of ours.
pub(super) fn line(c: &Catalogue, own: &Entries, ids: &Ids, key: &str, text: &str) -> Option<Line> {
    let blank = |what: String| Line {
        key: key.to_owned(),
        what,
        before: None,
        after: String::new(),
        reason: String::new(),
        made: None,
        standing: Standing::Counts,
    };
    let broken = |problems: Vec<crate::catalogue::Problem>| {
        let faults = problems.into_iter().map(|p| Fault::of(key, p));
        Standing::Broken(faults.collect())
    };
    Some(match Key::of(key)? {
        Key::Fact(id, field) => {
            let listed = c.technology(&id);
            let field_name = name(c, &field);
            let mut line = blank([&called(c, own, ids, &id), ": ", &field_name].concat());
            line.before = listed.map(|t| said(c, t, &field));
            match entry::fact(c, &id, &field, text, ids) {
                Ok(fact) => {
                    line.after = said(c, &fact.technology, &field);
                    line.reason = fact.reason;
                    line.made = Some(fact.made);
                    if listed.is_none() && !ids.all.contains(&id) {
                        line.standing = Standing::Unlisted;
                    } else if line.before.as_ref() == Some(&line.after) {
                        line.standing = Standing::Same;
                    }
                }
                Err(problems) => line.standing = broken(problems),
            }
            line
        }
        Key::Technology(id) => {
            let mut line = blank(["Candidate: ", &called(c, own, ids, &id)].concat());
            match entry::technology(c, &id, text, ids) {
                Ok(own) => {
                    line.after = own.technology.summary;
                    line.reason = own.reason;
                    line.made = own.made;
                }
                Err(problems) => line.standing = broken(problems),
            }
            line
        }
        Key::Criterion(id) => {
            let mut line = blank(["Criterion: ", id.as_str()].concat());
            match entry::criterion(c, &id, text) {
                Ok(own) => {
                    line.what = ["Criterion: ", &own.criterion.label].concat();
                    let known = own.figures.len();
                    line.after = words::count(known, "figure", "figures");
                    line.reason = own.reason;
                    line.made = Some(own.made);
                }
                Err(problems) => line.standing = broken(problems),
            }
            line
        }
        Key::Catalogue => {
            let mut line = blank("A catalogue of your own".to_owned());
            let count = |c: &Catalogue| {
                let technologies = c.technologies.len();
                [
                    &words::count(technologies, "technology", "technologies"),
                    ", ",
                    &words::count(c.criteria.len(), "criterion", "criteria"),
                    ", version ",
                    &c.version,
                ]
                .concat()
            };
            line.before = Some(count(c));
            match super::open_json(text, true) {
                Ok(opened) => {
                    line.after = count(&opened.catalogue);
                    line.made = Some(opened.catalogue.checked);
                }
                Err(problems) => line.standing = broken(problems),
            }
            line
        }
    })
}

/// The name of a technology that the catalogue or the user has; else its id.
fn called(c: &Catalogue, own: &Entries, ids: &Ids, id: &Id) -> String {
    if let Some(t) = c.technology(id) {
        return t.name.clone();
    }
    let text = own.get(&Key::Technology(id.clone()).text());
    let read = text.and_then(|text| entry::technology(c, id, text, ids).ok());
    read.map_or_else(|| id.to_string(), |own| own.technology.name)
}
