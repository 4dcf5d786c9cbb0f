//! What is remembered, as versioned records.
//!
//! Each thing that is remembered stands in its own record, under its own key
//! of the storage, as `{"clock":…,"tab":…,"value":…}`; a value of `null` says
//! that it was deleted. Of two records of one key the one with the greater
//! clock wins, then the one of the greater tab, so that any number of tabs
//! come to the same in whatever order they hear of each other.
//!
//! **Nothing is lost.** A text that cannot be read stays where it is. Only when
//! its place is needed for something new is it copied, first and whole, to
//! `groundwork:aside:<hash>`. What a newer version of the page has written is
//! shown as far as it can be read, and never written over. What the browser
//! evicts is still known here and is written again at the next edit.
//!
//! **What the page does.** Before an edit it calls [`Records::rescan`] with all
//! that is stored; then nothing that another tab wrote can be written over
//! unseen. Writes are done in their order, up to the first that fails.
//!
//! Storage comes in and goes out as keys and texts: this module knows of no
//! browser, no clock and no catalogue, so that a technology which is not
//! listed any more stays on the shortlist.

use crate::catalogue::{Id, Map, Set, depth, sorted};
use crate::state::{Brought, Kept, MAX_NOTE, Theme};
use serde::Serialize;
use serde_json::Value;
use std::cmp::Ordering;

/// The version of the records that this page reads and writes.
pub const FORMAT: u32 = 1;
/// What all our keys begin with.
pub const PREFIX: &str = "groundwork:";
/// What the keys of texts begin with that were set aside.
pub const ASIDE: &str = "groundwork:aside:";
/// The longest text that is read as a record, in bytes.
const MAX_TEXT: usize = 64 * 1024;
/// The longest that is read as something that the user brought in, which may
/// be a whole catalogue.
const MAX_OWN: usize = 8 * 1024 * 1024;
/// How deep lists and objects may stand in each other.
const MAX_DEPTH: usize = 32;
/// The longest key of such a thing, in bytes.
pub const MAX_OWN_KEY: usize = 200;
/// The greatest clock that is believed; a greater one is a damaged record,
/// after which no edit could win any more.
const MAX_CLOCK: u64 = 1 << 60;

/// A key and the text to write there.
pub type Write = (String, String);

/// A place in storage. Its key is never renamed, only superseded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `groundwork:meta`: the version of the records.
    Meta,
    /// `groundwork:item:<id>`: a technology on the shortlist.
    Item(Id),
    /// `groundwork:mine`: the user's own comparison, as a link's query.
    Mine,
    /// `groundwork:theme`: light or dark.
    Theme,
    /// `groundwork:seen`: the version of the catalogue that the user has been
    /// told of.
    Seen,
    /// `groundwork:own:<key>`: something that the user brought in.
    Own(String),
    /// `groundwork:aside:<hash>`: a text that could not be read and had to
    /// make room, with the key at which it stood.
    Aside(String),
}

impl Place {
    const META: &str = "groundwork:meta";
    const ITEM: &str = "groundwork:item:";
    const MINE: &str = "groundwork:mine";
    const THEME: &str = "groundwork:theme";
    const SEEN: &str = "groundwork:seen";
    const OWN: &str = "groundwork:own:";

    /// The place of a key; `None` where the key is not one of these.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        match key {
            Self::META => Some(Self::Meta),
            Self::MINE => Some(Self::Mine),
            Self::THEME => Some(Self::Theme),
            Self::SEEN => Some(Self::Seen),
            _ => {
                if let Some(id) = key.strip_prefix(Self::ITEM) {
                    Id::new(id).ok().map(Self::Item)
                } else if let Some(own) = key.strip_prefix(Self::OWN) {
                    (own.len() <= MAX_OWN_KEY).then(|| Self::Own(own.to_owned()))
                } else {
                    let hash = key.strip_prefix(ASIDE)?;
                    Some(Self::Aside(hash.to_owned()))
                }
            }
        }
    }

    /// The key of a place.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Meta => Self::META.to_owned(),
            Self::Item(id) => [Self::ITEM, id.as_str()].concat(),
            Self::Mine => Self::MINE.to_owned(),
            Self::Theme => Self::THEME.to_owned(),
            Self::Seen => Self::SEEN.to_owned(),
            Self::Own(key) => [Self::OWN, key].concat(),
            Self::Aside(hash) => [ASIDE, hash].concat(),
        }
    }
}

/// What is wrong with what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A newer version of the page wrote it: nothing is written from here.
    Newer {
        /// The version of its records.
        format: u32,
    },
    /// A text cannot be read; it is kept as it is.
    Unreadable {
        /// Where it stands.
        key: String,
        /// The whole text.
        text: String,
    },
}

impl Fault {
    /// In plain words: what, where and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Newer { format } => [
                "What is saved in this browser was written by a newer version of this page \
                 (records of version ",
                &format.to_string(),
                "; known here: up to ",
                &FORMAT.to_string(),
                "). It is shown as far as it can be read and nothing is saved from here; reload \
                 the page to get the newer version.",
            ]
            .concat(),
            Self::Unreadable { key, .. } => [
                "What is saved in this browser under “",
                key,
                "” cannot be read. It is kept as it is and everything else works; download it if \
                 you want to see what it was.",
            ]
            .concat(),
        }
    }
}

/// What came of a text that another tab wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Whether something is known that was not.
    pub changed: bool,
    /// What to write back at once: the text was older than what is known, so
    /// storage has fallen behind.
    pub answers: Vec<Write>,
}

/// One thing that is remembered. The order of the fields is the order by
/// which one of two records wins; the last only where two tabs took the same
/// number, and then what is there wins over a deletion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Record {
    clock: u64,
    tab: u32,
    content: Option<Content>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Item(Item),
    Text(String),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Item {
    position: i64,
    note: String,
}

/// A record as JSON. It is written by this type and read by hand, as the
/// catalogue is: derived readers bring the writing of floating point numbers
/// for errors that nobody sees.
#[derive(Serialize)]
struct Json<T> {
    clock: u64,
    tab: u32,
    value: Option<T>,
}

#[derive(Serialize)]
struct Meta {
    format: u32,
}

#[derive(Serialize)]
struct Aside<'a> {
    key: &'a str,
    text: &'a str,
}

/// All that is remembered, and what is known of the storage that holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    known: Map<Place, Record>,
    /// The version that the storage says, or 0 where it says nothing.
    format: u32,
    /// Keys and texts that could not be read. They are remembered as long as
    /// the page is open, even after others took their place.
    unreadable: Set<(String, String)>,
    /// The keys of the copies that were set aside.
    asides: Set<String>,
    /// What is known and may not stand in storage.
    owed: Set<Place>,
}

impl Records {
    /// Reads keys and texts; those that are not ours are left alone.
    pub fn read(storage: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<Fault>) {
        let mut records = Self::default();
        for (key, text) in storage {
            records.take(&key, &text);
        }
        let faults = records.faults();
        (records, faults)
    }

    /// What is wrong with what is stored. Under a newer version, texts that
    /// cannot be read are to be expected and not named.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        if let Some(newer) = self.newer() {
            return vec![newer];
        }
        let unreadable = self.unreadable.iter();
        unreadable
            .map(|(key, text)| Fault::Unreadable {
                key: key.clone(),
                text: text.clone(),
            })
            .collect()
    }

    /// What is to be said where a newer version of the page has written here.
    #[must_use]
    pub fn newer(&self) -> Option<Fault> {
        let format = self.format;
        self.read_only().then_some(Fault::Newer { format })
    }

    /// Whether a newer version of the page has written here: edits are then
    /// known to this tab only.
    #[must_use]
    pub fn read_only(&self) -> bool {
        self.format > FORMAT
    }

    /// The shortlist, by position and id.
    #[must_use]
    pub fn shelf(&self) -> Vec<Kept> {
        let shelf: Vec<Kept> = self
            .known
            .iter()
            .filter_map(|(place, record)| {
                let (Place::Item(id), Some(Content::Item(item))) = (place, &record.content) else {
                    return None;
                };
                Some(Kept {
                    id: id.clone(),
                    note: item.note.clone(),
                    position: item.position,
                })
            })
            .collect();
        // By id already, which a stable sort keeps among equal positions.
        sorted(shelf, &|a, b| a.position.cmp(&b.position))
    }

    /// The user's own comparison, as a link's query.
    #[must_use]
    pub fn mine(&self) -> Option<&str> {
        self.text(&Place::Mine)
    }

    /// Light or dark.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.text(&Place::Theme).and_then(theme).unwrap_or_default()
    }

    /// The version of the catalogue that the user has been told of.
    #[must_use]
    pub fn seen(&self) -> Option<&str> {
        self.text(&Place::Seen)
    }

    /// What the user brought in, by key.
    #[must_use]
    pub fn own(&self) -> Brought {
        let mut own = Map::new();
        for (place, record) in &self.known {
            if let (Place::Own(key), Some(Content::Text(text))) = (place, &record.content) {
                own.insert(key.clone(), text.clone());
            }
        }
        own
    }

    /// Every record that is known, as it would be written.
    #[must_use]
    pub fn texts(&self) -> Vec<Write> {
        self.known
            .iter()
            .filter_map(|(place, record)| Some((place.key(), record.json()?)))
            .collect()
    }

    fn text(&self, place: &Place) -> Option<&str> {
        match &self.known.get(place)?.content {
            Some(Content::Text(text)) => Some(text),
            Some(Content::Item(_)) | None => None,
        }
    }

    /// Makes the shortlist equal to this one and says what to write for it.
    ///
    /// An item that is known and is not in `shelf` is deleted, so `shelf` must
    /// be an edit of [`Records::shelf`] as it is now. The writes are to be done
    /// in their order, up to the first that fails; see [`Records::failed`].
    pub fn change_shelf(&mut self, shelf: &[Kept], now_ms: u64, tab: u32) -> Vec<Write> {
        let mut wanted: Map<Place, Option<Content>> = self
            .known
            .keys()
            .filter(|place| matches!(place, Place::Item(_)))
            .map(|place| (place.clone(), None))
            .collect();
        for kept in shelf {
            let item = Item {
                position: kept.position,
                note: bounded(&kept.note),
            };
            wanted.insert(Place::Item(kept.id.clone()), Some(Content::Item(item)));
        }
        self.change(wanted, now_ms, tab)
    }

    /// Makes what the user brought in equal to this, and says what to write for
    /// it; as [`Records::change_shelf`].
    pub fn change_own(&mut self, own: &Brought, now_ms: u64, tab: u32) -> Vec<Write> {
        let mut wanted: Map<Place, Option<Content>> = self
            .known
            .keys()
            .filter(|place| matches!(place, Place::Own(_)))
            .map(|place| (place.clone(), None))
            .collect();
        for (key, text) in own {
            let content = Some(Content::Text(text.clone()));
            wanted.insert(Place::Own(key.clone()), content);
        }
        self.change(wanted, now_ms, tab)
    }

    /// Remembers the user's own comparison and says what to write for it.
    pub fn change_mine(&mut self, query: &str, now_ms: u64, tab: u32) -> Vec<Write> {
        let content = Some(Content::Text(query.to_owned()));
        self.change([(Place::Mine, content)], now_ms, tab)
    }

    /// Remembers which version of the catalogue the user has been told of, and
    /// says what to write for it.
    pub fn change_seen(&mut self, version: &str, now_ms: u64, tab: u32) -> Vec<Write> {
        let content = Some(Content::Text(version.to_owned()));
        self.change([(Place::Seen, content)], now_ms, tab)
    }

    /// Remembers light or dark and says what to write for it.
    pub fn change_theme(&mut self, theme: Theme, now_ms: u64, tab: u32) -> Vec<Write> {
        let content = Some(Content::Text(name(theme).to_owned()));
        self.change([(Place::Theme, content)], now_ms, tab)
    }

    /// Takes what another tab wrote: what it is `told` to have written, and what
    /// is `stored` under that key by now, which may be newer, older or gone. A
    /// key that is gone is no deletion: what is known is written again at the
    /// next edit. Only what is stored is answered; an answer to hearsay could
    /// be written over something newer.
    pub fn receive(&mut self, key: &str, told: Option<&str>, stored: Option<&str>) -> Received {
        let mut received = Received::default();
        if let Some(told) = told {
            received.changed = self.take(key, told) == Taken::New;
        }
        match stored {
            None => self.lost(key),
            Some(stored) => {
                let one = self.find(key, stored);
                received.changed |= one.changed;
                received.answers = one.answers;
            }
        }
        received
    }

    /// Takes a text that stands in storage now.
    fn find(&mut self, key: &str, text: &str) -> Received {
        let taken = self.take(key, text);
        let stale = Place::of(key).filter(|_| taken == Taken::Stale);
        Received {
            changed: taken == Taken::New,
            answers: self.write(stale),
        }
    }

    /// Takes all that stands in storage now: after sleep, on focus, or when
    /// storage works again. What is known and not there is written again at
    /// the next edit.
    pub fn rescan(&mut self, storage: impl IntoIterator<Item = (String, String)>) -> Received {
        let mut received = Received::default();
        let mut absent: Set<String> = self.known.keys().map(Place::key).collect();
        absent.insert(Place::META.to_owned());
        absent.extend(self.asides.iter().cloned());
        for (key, text) in storage {
            absent.remove(&key);
            let one = self.find(&key, &text);
            received.changed |= one.changed;
            received.answers.extend(one.answers);
        }
        for key in absent {
            self.lost(&key);
        }
        received
    }

    /// Says that these writes were not done, the first since it failed and the
    /// others since they came after it: they are tried again at the next edit.
    pub fn failed(&mut self, writes: &[Write]) {
        for (key, _) in writes {
            self.lost(key);
        }
    }

    /// Takes what other records know. Which of two merges comes first, or
    /// happens twice, makes no difference to what is known then. What is new
    /// here is written at the next edit.
    pub fn merge(&mut self, other: &Self) {
        for (place, record) in &other.known {
            if self.learn(place, record.clone()) == Taken::New {
                self.owed.insert(place.clone());
            }
        }
        self.format = self.format.max(other.format);
    }

    /// Takes a text that stands in storage, or stood there.
    fn take(&mut self, key: &str, text: &str) -> Taken {
        let Some(place) = Place::of(key) else {
            // An item whose id is none; other keys are not ours to judge.
            if key.starts_with(Place::ITEM) {
                self.unreadable.insert((key.to_owned(), text.to_owned()));
            }
            return Taken::Nothing;
        };
        let record = match place {
            Place::Aside(_) => {
                self.asides.insert(key.to_owned());
                return Taken::Nothing;
            }
            Place::Meta => {
                let before = self.read_only();
                let format = json(text, MAX_TEXT).and_then(|meta| small(meta.get("format")?));
                match format.filter(|format| *format > 0) {
                    Some(format) => self.format = format,
                    None => {
                        self.unreadable.insert((key.to_owned(), text.to_owned()));
                    }
                }
                let changed = self.read_only() != before;
                return if changed { Taken::New } else { Taken::Nothing };
            }
            Place::Item(_) => Record::item(text),
            Place::Mine | Place::Seen => Record::text(text, MAX_TEXT),
            Place::Own(_) => Record::text(text, MAX_OWN),
            Place::Theme => Record::text(text, MAX_TEXT).filter(Record::is_theme),
        };
        match record {
            Some(record) => {
                self.owed.remove(&place);
                self.learn(&place, record)
            }
            None => {
                self.unreadable.insert((key.to_owned(), text.to_owned()));
                self.lost(key);
                Taken::Nothing
            }
        }
    }

    fn learn(&mut self, place: &Place, record: Record) -> Taken {
        match self.known.get(place).map(|known| known.cmp(&record)) {
            None | Some(Ordering::Less) => {
                self.known.insert(place.clone(), record);
                Taken::New
            }
            Some(Ordering::Equal) => Taken::Nothing,
            Some(Ordering::Greater) => Taken::Stale,
        }
    }

    /// Notes that a key does not hold what is known of it.
    fn lost(&mut self, key: &str) {
        match Place::of(key) {
            // What a newer version wrote is not ours to write again.
            Some(Place::Meta) => self.format = if self.read_only() { self.format } else { 0 },
            Some(Place::Aside(_)) => {
                self.asides.remove(key);
            }
            Some(
                place @ (Place::Item(_) | Place::Mine | Place::Theme | Place::Seen | Place::Own(_)),
            ) => {
                let known = self.known.contains_key(&place);
                self.owed.extend(known.then_some(place));
            }
            None => {}
        }
    }

    fn change(
        &mut self,
        wanted: impl IntoIterator<Item = (Place, Option<Content>)>,
        now_ms: u64,
        tab: u32,
    ) -> Vec<Write> {
        let seen = self.known.values().map(|record| record.clock).max();
        let next = seen.map_or(0, |clock| clock.saturating_add(1));
        let clock = now_ms.max(next).min(MAX_CLOCK);
        for (place, content) in wanted {
            let known = self.known.get(&place);
            if known.is_none_or(|record| record.content != content) {
                // Beyond the greatest clock only the tab is left to win by.
                let beaten = known.filter(|record| record.clock == clock);
                let tab = beaten.map_or(tab, |record| tab.max(record.tab.saturating_add(1)));
                let record = Record {
                    clock,
                    tab,
                    content,
                };
                self.known.insert(place.clone(), record);
                self.owed.insert(place);
            }
        }
        if self.read_only() {
            return Vec::new();
        }
        let owed = std::mem::take(&mut self.owed);
        self.write(owed)
    }

    /// What to write so that these places hold what is known: first copies of
    /// what stands there and cannot be read, last the version.
    fn write(&mut self, places: impl IntoIterator<Item = Place>) -> Vec<Write> {
        let mut records = Vec::new();
        if self.read_only() {
            return records;
        }
        for place in places {
            if let Some(text) = self.known.get(&place).and_then(Record::json) {
                records.push((place.key(), text));
            }
        }
        if !records.is_empty() && self.format != FORMAT {
            self.format = FORMAT;
            if let Ok(text) = serde_json::to_string(&Meta { format: FORMAT }) {
                records.push((Place::Meta.key(), text));
            }
        }
        let mut writes = Vec::new();
        for (key, text) in &self.unreadable {
            if records.iter().any(|(place, _)| place == key) {
                let aside = Place::Aside(hash(key, text)).key();
                if self.asides.insert(aside.clone())
                    && let Ok(copy) = serde_json::to_string(&Aside { key, text })
                {
                    writes.push((aside, copy));
                }
            }
        }
        writes.append(&mut records);
        writes
    }
}

/// What a text was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// Nothing that was not known.
    Nothing,
    /// Something that was not known.
    New,
    /// Older than what is known.
    Stale,
}

impl Record {
    fn item(text: &str) -> Option<Self> {
        Self::read(text, MAX_TEXT, |value| {
            Some(Content::Item(Item {
                position: value.get("position")?.as_i64()?,
                note: bounded(value.get("note")?.as_str()?),
            }))
        })
    }

    fn text(text: &str, most: usize) -> Option<Self> {
        Self::read(text, most, |value| {
            Some(Content::Text(value.as_str()?.to_owned()))
        })
    }

    fn read(text: &str, most: usize, content: impl Fn(&Value) -> Option<Content>) -> Option<Self> {
        let json = json(text, most)?;
        let clock = json.get("clock")?.as_u64()?;
        let tab = small(json.get("tab")?)?;
        // A value that is missing is damage, not a deletion.
        let content = match json.get("value")? {
            Value::Null => None,
            value => Some(content(value)?),
        };
        (clock <= MAX_CLOCK).then_some(Self {
            clock,
            tab,
            content,
        })
    }

    fn is_theme(&self) -> bool {
        match &self.content {
            Some(Content::Text(text)) => theme(text).is_some(),
            Some(Content::Item(_)) => false,
            None => true,
        }
    }

    /// As JSON; that of plain data has no way to fail.
    fn json(&self) -> Option<String> {
        let (clock, tab) = (self.clock, self.tab);
        let text = match &self.content {
            Some(Content::Item(item)) => serde_json::to_string(&Json {
                clock,
                tab,
                value: Some(item),
            }),
            Some(Content::Text(text)) => serde_json::to_string(&Json {
                clock,
                tab,
                value: Some(text.as_str()),
            }),
            None => serde_json::to_string(&Json {
                clock,
                tab,
                value: None::<&str>,
            }),
        };
        text.ok()
    }
}

fn json(text: &str, most: usize) -> Option<Value> {
    let bounded = text.len() <= most && depth(text) <= MAX_DEPTH;
    bounded.then(|| serde_json::from_str(text).ok()).flatten()
}

fn small(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn bounded(note: &str) -> String {
    note.chars().take(MAX_NOTE).collect()
}

fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn theme(text: &str) -> Option<Theme> {
    let all = [Theme::System, Theme::Light, Theme::Dark];
    all.into_iter().find(|theme| name(*theme) == text)
}

/// FNV-1a in 16 hexadecimal digits: the same text is set aside once, two
/// texts beside each other, and two tabs need not agree on a number.
fn hash(key: &str, text: &str) -> String {
    let bytes = key.bytes().chain([0]).chain(text.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let digits = hash
        .to_be_bytes()
        .into_iter()
        .flat_map(|b| [b >> 4, b & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        let id = Id::new("spring-boot").ok();
        let places = [
            Place::Meta,
            Place::Mine,
            Place::Theme,
            Place::Seen,
            Place::Own("fact:django:licence".to_owned()),
            Place::Aside("a".to_owned()),
        ];
        for place in places.into_iter().chain(id.map(Place::Item)) {
            assert!(place.key().starts_with(PREFIX));
            assert_eq!(Place::of(&place.key()), Some(place));
        }
        for other in [
            "theme",
            "groundwork:",
            "groundwork:shelf",
            "groundwork:item:A b",
        ] {
            assert_eq!(Place::of(other), None, "{other}");
        }
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published vector of "a", whose key here is empty, is another:
        // the zero between key and text counts.
        assert_eq!(hash("", ""), "af63bd4c8601b7df");
        assert_ne!(hash("a", "b"), hash("ab", ""));
    }
}
