//! The text of a link as a comparison: total, whatever the text.
//!
//! `%` and two hexadecimal digits are decoded once; a `+` is the space that a
//! form would write so. No value holds a space, so one around a part is left
//! out and one within it makes the part unreadable. What ends a query and is
//! neither letter nor digit is the sentence around the link, not the link.

use super::write::Pairs;
use super::{MAX_DIGEST, MAX_QUERY, Notice, Param, RATINGS, checksum, dated, facet, policy, view};
use crate::catalogue::{Catalogue, Date, Id, Key, Level, Map, Set};
use crate::state::{Comparison, Facet, MAX_COMPARED, Rating, UnknownPolicy, View, Weight, Weights};

/// The most notices of one link about parts that were left out.
const MAX_NOTICES: usize = 12;
/// Levels of must-haves as they are written, the one that needs no name first.
const LEVELS: [Level; 3] = [Level::Community, Level::Official, Level::Core];

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What it compares; the defaults of the link's version where it says
    /// nothing.
    pub comparison: Comparison,
    /// The link's version, where it has one; `u32::MAX` stands for any above.
    pub version: Option<u32>,
    /// The version of the catalogue that it was made with.
    pub dated: Option<String>,
    /// The first technologies then, with their scores in tenths, 0 to 1000.
    pub digest: Vec<(Id, u16)>,
    /// What whoever opens the link should know, the gravest first.
    pub notices: Vec<Notice>,
}

/// Reads a query string, with or without the leading `?`.
#[must_use]
pub fn decode(query: &str, catalogue: &Catalogue) -> Decoded {
    let mut reader = Reader::new(query, catalogue);
    let version = reader.version();
    let mut comparison = Comparison::new(reader.weights(version));
    comparison.view = reader.view();
    comparison.technology = reader.technology(Param::Technology);
    comparison.compared = reader.compared();
    comparison.baseline = reader.technology(Param::Baseline);
    comparison.facets = reader.facets();
    comparison.must = reader.must();
    comparison.guide = reader.guide();
    comparison.languages = reader.ratings(Param::Languages);
    comparison.ratings = reader.ratings(Param::Ratings);
    comparison.unknown = reader.policy();
    comparison.since = reader.since();
    let dated = reader.dated();
    let digest = reader.digest();
    let mut notices = reader.notices;
    if reader.untold > 0 {
        let count = reader.untold;
        notices.push(Notice::More { count });
    }
    let ours = super::dated(&catalogue.version);
    if let Some(made) = dated.clone().filter(|made| *made != ours) {
        notices.push(Notice::Dated { made, ours });
    }
    Decoded {
        comparison,
        version,
        dated,
        digest,
        notices,
    }
}

/// Whether a query says anything of a comparison; a bare path, or one with
/// the marks of others only (`utm_source`), does not.
#[must_use]
pub fn has_comparison(query: &str) -> bool {
    pairs(within(query)).any(|(key, _)| Param::of(&key).is_some())
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    /// The first value of each known key, decoded.
    values: Map<Param, String>,
    cut: bool,
    notices: Vec<Notice>,
    /// How many notices were not worth keeping.
    untold: usize,
}

impl<'a> Reader<'a> {
    fn new(query: &str, catalogue: &'a Catalogue) -> Self {
        let kept = within(query);
        let mut reader = Self {
            catalogue,
            values: Map::new(),
            cut: kept.len() < query.len(),
            notices: Vec::new(),
            untold: 0,
        };
        if reader.cut {
            reader.note(Notice::TooLong);
        }
        for (key, value) in pairs(kept) {
            match Param::of(&key) {
                Some(param) if reader.values.contains_key(&param) => {
                    reader.note(Notice::repeated(param, &value));
                }
                Some(param) => {
                    reader.values.insert(param, value);
                }
                None => {}
            }
        }
        reader
    }

    fn note(&mut self, notice: Notice) {
        if self.notices.len() < MAX_NOTICES {
            self.notices.push(notice);
        } else {
            self.untold = self.untold.saturating_add(1);
        }
    }

    fn unread(&mut self, param: Param, text: &str) {
        self.note(Notice::unread(param, text));
    }

    /// The value of a key; empty where it is not there, which means the same.
    fn value(&self, param: Param) -> String {
        let value = self.values.get(&param);
        value.map_or_else(String::new, |v| v.trim().to_owned())
    }

    /// An id of a technology, following a rename.
    fn id(&self, text: &str) -> Option<Id> {
        let id = Id::new(text).ok()?;
        Some(self.catalogue.moved.aliases.get(&id).cloned().unwrap_or(id))
    }

    /// Reads the version and, which depends on it, the checksum.
    fn version(&mut self) -> Option<u32> {
        let text = self.value(Param::Version);
        // More digits than fit are a version above ours all the same.
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let version = digits.then(|| text.parse().unwrap_or(u32::MAX));
        let version = version.filter(|v| *v > 0);
        if version.is_none() && !text.is_empty() {
            self.unread(Param::Version, &text);
        }
        let ours = self.catalogue.defaults.last().map_or(1, |t| t.v);
        if let Some(version) = version.filter(|v| *v > ours) {
            self.notices.insert(0, Notice::Newer { version, ours });
        } else if !self.cut && self.altered() {
            self.notices.insert(0, Notice::Altered);
        }
        version
    }

    fn altered(&self) -> bool {
        let Some(check) = self.values.get(&Param::Check) else {
            return false;
        };
        let mut text = Pairs::default();
        for (param, value) in &self.values {
            if *param != Param::Check {
                text.add_even(*param, value);
            }
        }
        *check != checksum(&text.0)
    }

    fn weights(&mut self, version: Option<u32>) -> Weights {
        let tables = &self.catalogue.defaults;
        let table = version
            .and_then(|v| tables.iter().rev().find(|t| t.v <= v))
            .or(tables.last());
        let mut weights =
            table.map_or_else(Weights::default, |t| Weights::defaults(self.catalogue, t));
        let mut seen = Set::new();
        for part in parts(&self.value(Param::Weights), '.') {
            match weight(part) {
                Some((key, weight)) if seen.insert(key) => weights.set(key, weight),
                Some(_) => self.note(Notice::repeated(Param::Weights, part)),
                None => self.unread(Param::Weights, part),
            }
        }
        weights
    }

    fn view(&mut self) -> View {
        let all = [
            View::Explore,
            View::Technology,
            View::Compare,
            View::Decide,
            View::Data,
        ];
        let text = self.value(Param::View);
        let found = all.into_iter().find(|v| view(*v) == text);
        if found.is_none() && !text.is_empty() {
            self.unread(Param::View, &text);
        }
        found.unwrap_or_default()
    }

    fn policy(&mut self) -> UnknownPolicy {
        let all = [
            UnknownPolicy::Worst,
            UnknownPolicy::Middle,
            UnknownPolicy::Peers,
        ];
        let text = self.value(Param::Unknown);
        let found = all.into_iter().find(|p| policy(*p) == text);
        if found.is_none() && !text.is_empty() {
            self.unread(Param::Unknown, &text);
        }
        found.unwrap_or_default()
    }

    fn since(&mut self) -> Option<Date> {
        let text = self.value(Param::Since);
        let found = Date::parse(&text);
        if found.is_none() && !text.is_empty() {
            self.unread(Param::Since, &text);
        }
        found
    }

    fn technology(&mut self, param: Param) -> Option<Id> {
        let text = self.value(param);
        let found = self.id(&text);
        if found.is_none() && !text.is_empty() {
            self.unread(param, &text);
        }
        found
    }

    fn compared(&mut self) -> Vec<Id> {
        let mut compared = Vec::new();
        let mut left_out = Vec::new();
        for part in parts(&self.value(Param::Compared), '.') {
            match self.id(part) {
                None => self.unread(Param::Compared, part),
                Some(id) if compared.contains(&id) => {
                    self.note(Notice::repeated(Param::Compared, part));
                }
                Some(id) if compared.len() < MAX_COMPARED => compared.push(id),
                Some(id) => left_out.push(id),
            }
        }
        if !left_out.is_empty() {
            self.note(Notice::TooMany { left_out });
        }
        compared
    }

    /// `name~a.b!name~c`, each group with a name and at least one entry.
    fn groups<N: Ord>(
        &mut self,
        param: Param,
        name: impl Fn(&str) -> Option<N>,
    ) -> Map<N, Set<Id>> {
        let mut groups = Map::new();
        for group in parts(&self.value(param), '!') {
            let (head, entries) = group.split_once('~').unwrap_or((group, ""));
            let Some(head) = name(head.trim()) else {
                self.unread(param, group);
                continue;
            };
            if groups.contains_key(&head) {
                self.note(Notice::repeated(param, group));
                continue;
            }
            let mut ids = Set::new();
            for part in parts(entries, '.') {
                match Id::new(part) {
                    Ok(id) => {
                        ids.insert(id);
                    }
                    Err(_) => self.unread(param, part),
                }
            }
            if !ids.is_empty() {
                groups.insert(head, ids);
            } else if parts(entries, '.').next().is_none() {
                self.unread(param, group);
            }
        }
        groups
    }

    fn facets(&mut self) -> Map<Facet, Set<Id>> {
        self.groups(Param::Facets, |name| {
            Facet::ALL.into_iter().find(|f| facet(*f) == name)
        })
    }

    fn guide(&mut self) -> Map<Id, Set<Id>> {
        self.groups(Param::Guide, |name| Id::new(name).ok())
    }

    /// `level~a.b!level~c`: entries with the number of their level. Entries
    /// before any level have the first, where that `goes_unsaid`.
    fn levelled(
        &mut self,
        param: Param,
        levels: &[&str],
        goes_unsaid: bool,
        id: impl Fn(&Self, &str) -> Option<Id>,
    ) -> Map<Id, usize> {
        let number = |text: &str| levels.iter().position(|level| *level == text.trim());
        let mut entries = Map::new();
        for group in parts(&self.value(param), '!') {
            let mut current = goes_unsaid.then_some(0);
            for part in parts(group, '.') {
                let (entry, level) = match part.split_once('~') {
                    None => (part, current),
                    Some((a, b)) => match number(a) {
                        Some(level) => {
                            current = Some(level);
                            (b.trim(), current)
                        }
                        None => (a.trim(), number(b)),
                    },
                };
                match (id(self, entry), level) {
                    (Some(id), Some(_)) if entries.contains_key(&id) => {
                        self.note(Notice::repeated(param, part));
                    }
                    (Some(id), Some(level)) => {
                        entries.insert(id, level);
                    }
                    (None, _) | (_, None) => self.unread(param, part),
                }
            }
        }
        entries
    }

    fn must(&mut self) -> Map<Id, Level> {
        let names = LEVELS.map(Level::as_str);
        let entries = self.levelled(Param::Must, &names, true, |_, text| Id::new(text).ok());
        let level = |(id, at)| Some((id, *LEVELS.get(at)?));
        entries.into_iter().filter_map(level).collect()
    }

    fn ratings(&mut self, param: Param) -> Map<Id, Rating> {
        let technologies = param == Param::Ratings;
        let entries = self.levelled(param, &RATINGS, false, |reader, text| {
            if technologies {
                reader.id(text)
            } else {
                Id::new(text).ok()
            }
        });
        let rating = |(id, at)| Some((id, Rating::new(u8::try_from(at).ok()?)?));
        entries.into_iter().filter_map(rating).collect()
    }

    fn dated(&mut self) -> Option<String> {
        let text = self.value(Param::Dated);
        let fits = dated(&text);
        if fits != text {
            self.unread(Param::Dated, &text);
            return None;
        }
        (!fits.is_empty()).then_some(fits)
    }

    fn digest(&mut self) -> Vec<(Id, u16)> {
        let mut digest = Vec::new();
        for part in parts(&self.value(Param::Digest), '.') {
            let entry = part.split_once('~');
            let entry = entry.and_then(|(id, score)| Some((self.id(id)?, thousandth(score)?)));
            match entry {
                Some(entry) if digest.len() < MAX_DIGEST => digest.push(entry),
                Some(_) | None => self.unread(Param::Digest, part),
            }
        }
        digest
    }
}

/// As much of a query as is read, without the marks around it.
fn within(query: &str) -> &str {
    let mut end = query.len().min(MAX_QUERY);
    while !query.is_char_boundary(end) {
        end -= 1;
    }
    query.get(..end).unwrap_or_default()
}

/// The keys and values of a query, decoded.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let query = query.trim_start();
    let query = query.strip_prefix('?').unwrap_or(query);
    let query = query.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            // A link that was copied from the source of a page.
            let pair = pair.strip_prefix("amp;").unwrap_or(pair);
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key), decoded(value))
        })
}

/// Undoes form encoding once; what is no encoding stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let byte = match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, beyond @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    rest = beyond;
                    high << 4 | low
                }
                (None, _) | (_, None) => b'%',
            },
            (other, _) => *other,
        };
        bytes.push(byte);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|d| u8::try_from(d).ok())
}

/// The parts of a value that are not empty.
fn parts(value: &str, separator: char) -> impl Iterator<Item = &str> {
    let parts = value.split(separator).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// `perf300`: the key of a criterion and its weight.
fn weight(part: &str) -> Option<(Key, Weight)> {
    let at = part.find(|c: char| c.is_ascii_digit())?;
    let (key, number) = part.split_at_checked(at)?;
    let weight = Weight::from_hundredths(thousandth(number)?)?;
    Some((Key::new(key).ok()?, weight))
}

/// A whole number from 0 to 1000, in digits only.
fn thousandth(text: &str) -> Option<u16> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.filter(|n| *n <= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_encoding_is_undone_once() {
        for (text, meant) in [
            ("a%2eb", "a.b"),
            ("a%252eb", "a%2eb"),
            ("a+b%20c", "a b c"),
            ("100%", "100%"),
            ("%zz%4", "%zz%4"),
            ("%", "%"),
            ("é%C3%A9", "éé"),
            ("%ff", "\u{fffd}"),
        ] {
            assert_eq!(decoded(text), meant, "{text}");
        }
    }

    #[test]
    fn a_weight_is_letters_and_hundredths() {
        let read = |text| weight(text).map(|(k, w)| (k.to_string(), w.hundredths()));
        assert_eq!(read("rps0"), Some(("rps".to_owned(), 0)));
        assert_eq!(read("team1000"), Some(("team".to_owned(), 1000)));
        for bad in [
            "rps", "300", "r5", "rps1001", "rps-1", "rps1.5", "RPS1", "rps+1", "rps00001",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_query_is_bounded_at_a_character() {
        let long = "é".repeat(MAX_QUERY);
        assert!(within(&long).len() <= MAX_QUERY);
        assert!(within(&long).len() >= MAX_QUERY - 1);
    }
}
