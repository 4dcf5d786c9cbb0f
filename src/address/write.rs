//! A comparison as the text of a link.

use super::{MAX_DIGEST, Param, RATINGS, checksum, dated, facet, policy, view};
use crate::catalogue::{Catalogue, Id, Key, Level, Map, Set};
use crate::state::{Comparison, Rating, Weights};

/// What a link says of the moment at which it was made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stamp<'a> {
    /// The catalogue's version.
    pub version: &'a str,
    /// The first technologies and their scores in tenths, 0 to 1000; those
    /// beyond [`MAX_DIGEST`] are left out.
    pub digest: &'a [(Id, u16)],
}

impl Stamp<'_> {
    /// No stamp: the link says what is compared, not when, and has no
    /// checksum.
    pub const NONE: Self = Stamp {
        version: "",
        digest: &[],
    };
}

/// The query string of a comparison, without the leading `?`.
///
/// `decode(encode(c)).comparison == c` as long as the ids of technologies are
/// not ones that the catalogue has renamed, and the text is no longer than
/// [`MAX_QUERY`](super::MAX_QUERY).
#[must_use]
pub fn encode(comparison: &Comparison, catalogue: &Catalogue, stamp: &Stamp<'_>) -> String {
    let c = comparison;
    let newest = catalogue.defaults.last().map_or(1, |t| t.v);
    let version = dated(stamp.version);
    let mut rest = Pairs::default();
    rest.add(Param::Dated, &version);
    if c.view != Default::default() {
        rest.add(Param::View, view(c.view));
    }
    rest.add(Param::Technology, c.technology.as_ref().map_or("", text));
    rest.add(Param::Compared, &joined(c.compared.iter()));
    rest.add(Param::Baseline, c.baseline.as_ref().map_or("", text));
    rest.add(Param::Weights, &weights(&c.weights, catalogue));
    let facets = c.facets.iter().map(|(f, choices)| (facet(*f), choices));
    rest.add(Param::Facets, &named(facets));
    let must = |level| {
        let at = c.must.iter().filter(move |(_, l)| **l == level);
        joined(at.map(|(id, _)| id))
    };
    let levels = [
        ("", must(Level::Community)),
        (Level::Official.as_str(), must(Level::Official)),
        (Level::Core.as_str(), must(Level::Core)),
    ];
    rest.add(Param::Must, &grouped(levels));
    let guide = c.guide.iter().map(|(q, answers)| (q.as_str(), answers));
    rest.add(Param::Guide, &named(guide));
    rest.add(Param::Languages, &ratings(&c.languages));
    rest.add(Param::Ratings, &ratings(&c.ratings));
    if c.unknown != Default::default() {
        rest.add(Param::Unknown, policy(c.unknown));
    }
    rest.add(
        Param::Since,
        &c.since.map_or_else(String::new, |date| date.to_string()),
    );
    rest.add(Param::Digest, &digest(stamp.digest));

    let mut link = Pairs::default();
    link.add(Param::Version, &newest.to_string());
    if !version.is_empty() || !stamp.digest.is_empty() {
        let mut whole = Pairs(link.0.clone());
        whole.join(&rest.0);
        link.add(Param::Check, &checksum(&whole.0));
    }
    link.join(&rest.0);
    link.0
}

/// Keys and values as text.
#[derive(Default)]
pub(super) struct Pairs(pub(super) String);

impl Pairs {
    /// Adds a pair; an empty value is no pair.
    fn add(&mut self, param: Param, value: &str) {
        if !value.is_empty() {
            self.add_even(param, value);
        }
    }

    /// Adds a pair, even one without a value.
    pub(super) fn add_even(&mut self, param: Param, value: &str) {
        next(&mut self.0, '&');
        for piece in [param.key(), "=", value] {
            self.0.push_str(piece);
        }
    }

    fn join(&mut self, rest: &str) {
        if !rest.is_empty() {
            next(&mut self.0, '&');
            self.0.push_str(rest);
        }
    }
}

fn text(id: &Id) -> &str {
    id.as_str()
}

/// Begins the next entry of a list.
fn next(text: &mut String, separator: char) {
    if !text.is_empty() {
        text.push(separator);
    }
}

fn joined<'a>(ids: impl Iterator<Item = &'a Id>) -> String {
    let mut text = String::new();
    for id in ids {
        next(&mut text, '.');
        text.push_str(id.as_str());
    }
    text
}

/// `name~a.b!name~c`; a group without a name is its entries alone, one
/// without entries is left out.
fn grouped<'a>(groups: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut text = String::new();
    for (name, entries) in groups {
        if !entries.is_empty() {
            next(&mut text, '!');
            text.push_str(name);
            if !name.is_empty() {
                text.push('~');
            }
            text.push_str(&entries);
        }
    }
    text
}

fn named<'a>(sets: impl Iterator<Item = (&'a str, &'a Set<Id>)>) -> String {
    grouped(sets.map(|(name, ids)| (name, joined(ids.iter()))))
}

fn ratings(ratings: &Map<Id, Rating>) -> String {
    let by = RATINGS.into_iter().zip(0..=Rating::MAX);
    grouped(by.map(|(name, value)| {
        let rated = ratings.iter().filter(|(_, r)| r.get() == value);
        (name, joined(rated.map(|(id, _)| id)))
    }))
}

/// Only what differs from the defaults that the link's version names; a
/// default that was set to nothing is a 0.
fn weights(weights: &Weights, catalogue: &Catalogue) -> String {
    let defaults = Weights::current(catalogue);
    let keys: Set<Key> = defaults
        .iter()
        .chain(weights.iter())
        .map(|(key, _)| key)
        .collect();
    let mut text = String::new();
    for key in keys {
        let weight = weights.get(key);
        if weight != defaults.get(key) {
            next(&mut text, '.');
            text.push_str(key.as_str());
            text.push_str(&weight.hundredths().to_string());
        }
    }
    text
}

fn digest(first: &[(Id, u16)]) -> String {
    let mut text = String::new();
    for (id, score) in first.iter().take(MAX_DIGEST) {
        next(&mut text, '.');
        text.push_str(id.as_str());
        text.push('~');
        text.push_str(&(*score).min(1000).to_string());
    }
    text
}
