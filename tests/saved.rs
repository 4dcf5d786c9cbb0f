//! What storage promises: no item goes missing, the last edit wins everywhere,
//! and what cannot be read is kept.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use groundwork::catalogue::Id;
use groundwork::saved::{FORMAT, Fault, Records, Write};
use groundwork::state::{Kept, MAX_NOTE, Theme};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap as Map, VecDeque};

type Storage = Map<String, String>;

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn kept(name: &str, note: &str, position: i64) -> Kept {
    Kept {
        id: id(name),
        note: note.to_owned(),
        position,
    }
}

fn item(clock: u64, tab: u32, value: &Value) -> String {
    json!({"clock": clock, "tab": tab, "value": value}).to_string()
}

fn open(storage: &Storage) -> Records {
    Records::read(storage.clone()).0
}

fn store(storage: &mut Storage, writes: &[Write]) {
    storage.extend(writes.iter().cloned());
}

fn entries(pairs: &[(&str, String)]) -> Storage {
    pairs
        .iter()
        .map(|(k, t)| ((*k).to_owned(), t.clone()))
        .collect()
}

// --- reading and writing ---------------------------------------------------

#[test]
fn nothing_saved_is_an_empty_shelf_and_nothing_to_write() {
    let (records, faults) = Records::read([]);
    assert_eq!(records.shelf(), []);
    assert_eq!(records.mine(), None);
    assert_eq!(records.theme(), Theme::System);
    assert_eq!(faults, []);
    assert!(!records.read_only());
    assert_eq!(records.clone().change_shelf(&[], 1, 1), []);
}

#[test]
fn what_is_written_is_read_again() {
    let mut storage = Storage::new();
    let mut records = Records::default();
    let shelf = [
        kept("rails", "line 1\n“line” 2", -5),
        kept("not-listed", "", i64::MAX),
    ];
    store(&mut storage, &records.change_shelf(&shelf, 1_000, 7));
    store(&mut storage, &records.change_mine("v=1&c=rails", 1_001, 7));
    store(&mut storage, &records.change_theme(Theme::Dark, 1_002, 7));
    store(
        &mut storage,
        &records.change_seen("20261122-9f3a", 1_003, 7),
    );
    let (again, faults) = Records::read(storage.clone());
    assert_eq!(faults, []);
    assert_eq!(again.shelf(), shelf);
    assert_eq!(again.mine(), Some("v=1&c=rails"));
    assert_eq!(again.theme(), Theme::Dark);
    assert_eq!(again.seen(), Some("20261122-9f3a"));
    assert_eq!(again, records);
    assert_eq!(storage["groundwork:meta"], r#"{"format":1}"#);
    assert_eq!(
        storage["groundwork:item:not-listed"],
        r#"{"clock":1000,"tab":7,"value":{"position":9223372036854775807,"note":""}}"#
    );
    assert_eq!(
        storage["groundwork:theme"],
        r#"{"clock":1002,"tab":7,"value":"dark"}"#
    );
    assert_eq!(
        storage["groundwork:seen"],
        r#"{"clock":1003,"tab":7,"value":"20261122-9f3a"}"#
    );
    assert_eq!(storage.len(), 6);
    assert_eq!(records.change_seen("20261122-9f3a", 2_000, 7), []);
}

/// Every form that was ever released; rows are added, never changed.
#[test]
fn the_first_format_is_read_for_ever() {
    let storage = entries(&[
        ("groundwork:meta", r#"{"format":1}"#.to_owned()),
        (
            "groundwork:item:django",
            r#"{"clock":5,"tab":1,"value":{"position":0,"note":"n"}}"#.to_owned(),
        ),
        (
            "groundwork:item:rails",
            r#"{"clock":6,"tab":2,"value":null}"#.to_owned(),
        ),
        (
            "groundwork:mine",
            r#"{"clock":7,"tab":1,"value":"v=1&c=django"}"#.to_owned(),
        ),
        (
            "groundwork:theme",
            r#"{"clock":8,"tab":1,"value":"light"}"#.to_owned(),
        ),
        (
            "groundwork:seen",
            r#"{"clock":9,"tab":1,"value":"20261122-9f3a"}"#.to_owned(),
        ),
    ]);
    let (records, faults) = Records::read(storage.clone());
    assert_eq!(faults, []);
    assert_eq!(records.shelf(), [kept("django", "n", 0)]);
    assert_eq!(records.mine(), Some("v=1&c=django"));
    assert_eq!(records.theme(), Theme::Light);
    assert_eq!(records.seen(), Some("20261122-9f3a"));
    let mut texts: Storage = records.texts().into_iter().collect();
    texts.insert("groundwork:meta".to_owned(), r#"{"format":1}"#.to_owned());
    assert_eq!(texts.len(), storage.len());
    // Whoever makes another gives its rows here, and these stay.
    assert_eq!(FORMAT, 1);
}

#[test]
fn an_edit_writes_only_what_differs() {
    let mut records = Records::default();
    records.change_shelf(&[kept("a", "", 0), kept("b", "", 1)], 10, 1);
    let shelf = [kept("a", "", 0), kept("b", "new", 1), kept("c", "", 2)];
    let writes = records.change_shelf(&shelf, 20, 1);
    let keys: Vec<&str> = writes.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["groundwork:item:b", "groundwork:item:c"]);
    assert_eq!(records.change_shelf(&shelf, 30, 1), []);
    assert_eq!(records.change_mine("v=1", 40, 1).len(), 1);
    assert_eq!(records.change_mine("v=1", 50, 1), []);
}

#[test]
fn a_removed_item_leaves_a_tombstone_that_wins_over_older_copies() {
    let mut storage = Storage::new();
    let mut records = Records::default();
    store(
        &mut storage,
        &records.change_shelf(&[kept("a", "", 0)], 10, 1),
    );
    let before = storage["groundwork:item:a"].clone();
    let writes = records.change_shelf(&[], 10, 1);
    assert_eq!(
        writes,
        [("groundwork:item:a".to_owned(), item(11, 1, &Value::Null))]
    );
    let stale = records.receive("groundwork:item:a", Some(&before), Some(&before));
    assert!(!stale.changed);
    assert_eq!(stale.answers, writes);
    assert_eq!(records.shelf(), []);
    // And it can be kept again.
    records.change_shelf(&[kept("a", "back", 0)], 0, 1);
    assert_eq!(records.shelf(), [kept("a", "back", 0)]);
}

#[test]
fn an_edit_wins_over_the_greatest_clock_too() {
    let key = "groundwork:mine";
    let stored = || {
        let text = item(1 << 60, 9, &json!("v=1&c=django"));
        [(key.to_owned(), text)]
    };
    let (mut mine, faults) = Records::read(stored());
    assert_eq!(faults, []);
    for (tab, query) in [(7, "v=1"), (9, "v=1&c=rails"), (7, "v=1&c=gin")] {
        let writes = mine.change_mine(query, 5, tab);
        mine.failed(&writes);
        // None of them was written, so storage still says what it did.
        assert!(!mine.rescan(stored()).changed);
        assert_eq!(mine.mine(), Some(query));
        let (mut other, _) = Records::read(stored());
        other.merge(&mine);
        assert_eq!(other.mine(), Some(query));
        let (again, faults) = Records::read(writes);
        assert_eq!((again.mine(), faults), (Some(query), Vec::new()));
    }
}

#[test]
fn a_clock_that_is_wrong_by_a_year_loses_no_edit() {
    let year = 365 * 24 * 3_600_000;
    let mut fast = Records::default();
    let writes = fast.change_shelf(&[kept("a", "fast", 0)], 5 * year, 1);
    let mut slow = open(&writes.into_iter().collect());
    let writes = slow.change_shelf(&[kept("a", "slow", 0)], 4 * year, 2);
    for (key, text) in &writes {
        assert!(fast.receive(key, Some(text), Some(text)).changed);
    }
    assert_eq!(fast.shelf(), [kept("a", "slow", 0)]);
}

#[test]
fn hearsay_is_learned_from_and_never_answered() {
    let text = |clock, note: &str| item(clock, 1, &json!({"position": 0, "note": note}));
    let key = "groundwork:item:a";
    let mut records = open(&entries(&[(key, text(6, "six"))]));
    // Told of 5, while 7 stands there: 6 must not be written over it.
    let received = records.receive(key, Some(&text(5, "five")), Some(&text(7, "seven")));
    assert!(received.changed && received.answers.is_empty());
    assert_eq!(records.shelf(), [kept("a", "seven", 0)]);
    // Told of 9, which another tab has overwritten with 8 unseen.
    let received = records.receive(key, Some(&text(9, "nine")), Some(&text(8, "eight")));
    assert!(received.changed);
    assert_eq!(received.answers[0].0, key);
    assert_eq!(stamp(&received.answers[0].1), (9, 1));
    assert_eq!(records.shelf(), [kept("a", "nine", 0)]);
}

#[test]
fn equal_positions_are_ordered_by_id() {
    let mut records = Records::default();
    records.change_shelf(
        &[
            kept("c", "", 1),
            kept("b", "", 1),
            kept("a", "", 2),
            kept("z", "", 0),
        ],
        1,
        1,
    );
    let order: Vec<String> = records.shelf().iter().map(|k| k.id.to_string()).collect();
    assert_eq!(order, ["z", "b", "c", "a"]);
}

#[test]
fn a_note_is_bounded() {
    let long = "é".repeat(MAX_NOTE + 5);
    let text = item(1, 1, &json!({"position": 0, "note": long}));
    let mut records = open(&entries(&[("groundwork:item:a", text)]));
    assert_eq!(records.shelf()[0].note.chars().count(), MAX_NOTE);
    let shelf = records.shelf();
    let writes = records.change_shelf(&shelf, 9, 1);
    assert_eq!(writes, []);
    records.change_shelf(&[kept("b", &long, 0)], 9, 1);
    assert_eq!(records.shelf()[0].note.chars().count(), MAX_NOTE);
}

/// An item with so many lists inside each other, which nobody asked for.
fn nested(lists: usize) -> String {
    let (open, close) = ("[".repeat(lists), "]".repeat(lists));
    let value = r#""value":{"position":0,"note":"deep"}"#;
    format!(r#"{{"clock":5,"tab":1,{value},"more":[{open}{close}]}}"#)
}

#[test]
fn records_are_read_to_a_depth() {
    let storage = entries(&[("groundwork:item:deep", nested(30))]);
    assert_eq!(open(&storage).shelf(), [kept("deep", "deep", 0)]);
}

// --- damage ----------------------------------------------------------------

#[test]
fn a_damaged_record_is_named_kept_and_harms_no_neighbour() {
    let good = item(5, 1, &json!({"position": 0, "note": "good"}));
    for bad in [
        "",
        "null",
        "{",
        "[]",
        "7",
        r#"{"clock":5,"tab":1}"#,
        r#"{"clock":-5,"tab":1,"value":null}"#,
        r#"{"clock":5,"tab":1,"value":{"position":0.5,"note":""}}"#,
        r#"{"clock":5,"tab":1,"value":"text"}"#,
        r#"{"clock":18446744073709551615,"tab":1,"value":null}"#,
        r#"{"clock":5,"tab":1,"value":null}}"#,
        &nested(31),
    ] {
        let key = "groundwork:item:bad";
        let storage = entries(&[
            ("groundwork:item:good", good.clone()),
            (key, bad.to_owned()),
        ]);
        let (mut records, faults) = Records::read(storage.clone());
        let fault = Fault::Unreadable {
            key: key.to_owned(),
            text: bad.to_owned(),
        };
        assert_eq!(faults, [fault], "{bad}");
        assert_eq!(records.shelf(), [kept("good", "good", 0)], "{bad}");
        // It stays where it is as long as its place is not needed …
        let mut shelf = records.shelf();
        shelf.push(kept("more", "", 1));
        let writes = records.change_shelf(&shelf, 9, 1);
        assert!(
            writes
                .iter()
                .all(|(k, _)| k != key && !k.contains(":aside:")),
            "{bad}"
        );
        // … and is copied, first and whole, when it is.
        shelf.push(kept("bad", "mine", 2));
        let writes = records.change_shelf(&shelf, 10, 1);
        let (first, copy) = &writes[0];
        assert!(first.starts_with("groundwork:aside:"), "{bad}");
        let copy: Value = serde_json::from_str(copy).unwrap();
        assert_eq!(copy, json!({"key": key, "text": bad}), "{bad}");
        assert_eq!(writes[1].0, key, "{bad}");
        // Once is enough, in this tab and in the next.
        let mut storage = storage;
        store(&mut storage, &writes);
        let mut next = open(&storage);
        for tab in [&mut records, &mut next] {
            shelf[2].note.push('!');
            let writes = tab.change_shelf(&shelf, 11, 1);
            assert!(writes.iter().all(|(k, _)| !k.contains(":aside:")), "{bad}");
        }
    }
}

#[test]
fn a_copy_that_could_not_be_set_aside_is_tried_again() {
    let mut records = open(&entries(&[("groundwork:theme", "purple".to_owned())]));
    let writes = records.change_theme(Theme::Dark, 1, 1);
    assert_eq!(writes.len(), 3);
    records.failed(&writes);
    let again = records.change_mine("v=1", 2, 1);
    assert!(again[0].0.starts_with("groundwork:aside:"));
    let keys: Vec<&str> = again[1..].iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        ["groundwork:mine", "groundwork:theme", "groundwork:meta"]
    );
}

#[test]
fn keys_that_are_not_known_are_left_alone() {
    let storage = entries(&[
        ("groundwork:item:A b", "odd".to_owned()),
        ("groundwork:later", "{}".to_owned()),
        ("groundwork:aside:1234", "kept".to_owned()),
        ("theme", "dark".to_owned()),
    ]);
    let (mut records, faults) = Records::read(storage.clone());
    let odd = Fault::Unreadable {
        key: "groundwork:item:A b".to_owned(),
        text: "odd".to_owned(),
    };
    assert_eq!(faults, [odd]);
    let writes = records.change_shelf(&[kept("a", "", 0)], 1, 1);
    assert!(writes.iter().all(|(key, _)| !storage.contains_key(key)));
}

#[test]
fn what_a_newer_version_wrote_is_shown_and_never_written_over() {
    let storage = entries(&[
        (
            "groundwork:meta",
            r#"{"format":2,"since":"2027"}"#.to_owned(),
        ),
        (
            "groundwork:item:a",
            item(5, 1, &json!({"position": 0, "note": "n", "colour": "red"})),
        ),
        ("groundwork:item:b", r#"{"shape":"unknown"}"#.to_owned()),
    ]);
    let (mut records, faults) = Records::read(storage);
    assert_eq!(faults, [Fault::Newer { format: 2 }]);
    assert!(records.read_only());
    assert_eq!(records.shelf(), [kept("a", "n", 0)]);
    let shelf = [kept("b", "", 0)];
    assert_eq!(records.change_shelf(&shelf, 9, 1), []);
    assert_eq!(records.change_mine("v=1", 9, 1), []);
    assert_eq!(records.change_theme(Theme::Dark, 9, 1), []);
    assert_eq!(records.shelf(), shelf);
    let older = records.receive("groundwork:item:a", None, Some(&item(1, 1, &Value::Null)));
    assert_eq!(older.answers, []);
}

#[test]
fn another_tab_may_turn_out_to_be_newer() {
    let mut records = Records::default();
    assert_eq!(records.change_theme(Theme::Dark, 1, 1).len(), 2);
    let newer = format!(r#"{{"format":{}}}"#, FORMAT + 1);
    assert!(
        records
            .receive("groundwork:meta", Some(&newer), Some(&newer))
            .changed
    );
    assert!(records.read_only());
    assert_eq!(records.change_theme(Theme::Light, 2, 1), []);
}

#[test]
fn every_fault_is_a_sentence() {
    for fault in [
        Fault::Newer { format: 9 },
        Fault::Unreadable {
            key: "groundwork:mine".to_owned(),
            text: "{".to_owned(),
        },
    ] {
        let sentence = fault.sentence();
        assert!(
            sentence.ends_with('.') && sentence.contains("saved"),
            "{sentence}"
        );
    }
}

// --- eviction and failing storage ------------------------------------------

#[test]
fn what_the_browser_evicts_is_written_again_at_the_next_edit() {
    let mut storage = Storage::new();
    let mut records = Records::default();
    store(
        &mut storage,
        &records.change_shelf(&[kept("a", "", 0), kept("b", "", 1)], 1, 1),
    );
    let whole = storage.clone();
    assert!(!records.receive("groundwork:item:a", None, None).changed);
    storage.clear();
    assert!(!records.rescan(storage.clone()).changed);
    assert_eq!(records.shelf().len(), 2);
    let writes = records.change_mine("v=1", 2, 1);
    store(&mut storage, &writes);
    storage.remove("groundwork:mine");
    assert_eq!(storage, whole);
}

#[test]
fn writes_that_failed_are_tried_again() {
    let mut records = Records::default();
    let writes = records.change_shelf(&[kept("a", "", 0), kept("b", "", 1)], 1, 1);
    records.failed(&writes[1..]);
    let again = records.change_theme(Theme::Dark, 2, 1);
    let keys: Vec<&str> = again.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        ["groundwork:item:b", "groundwork:theme", "groundwork:meta"]
    );
    assert_eq!(records.change_theme(Theme::Dark, 3, 1), []);
}

// --- many tabs -------------------------------------------------------------

/// Records as any tab might have them: few ids, clocks and tabs, so that they
/// often meet.
fn records() -> impl Strategy<Value = Records> {
    let value = prop_oneof![
        Just(Value::Null),
        (0..3_i64, "[ab]{0,2}").prop_map(|(p, note)| json!({"position": p, "note": note})),
    ];
    let records = ("[a-d]", 0..4_u64, 0..3_u32, value).prop_map(|(id, clock, tab, value)| {
        (format!("groundwork:item:{id}"), item(clock, tab, &value))
    });
    let mine = (0..4_u64, 0..3_u32, "v=[0-9]").prop_map(|(clock, tab, text)| {
        ("groundwork:mine".to_owned(), item(clock, tab, &json!(text)))
    });
    vec(prop_oneof![3 => records, 1 => mine], 0..8).prop_map(|all| Records::read(all).0)
}

fn merged(a: &Records, b: &Records) -> Records {
    let mut out = a.clone();
    out.merge(b);
    out
}

#[derive(Clone, Debug)]
enum Act {
    /// A tab puts an item on its shelf, or changes it.
    Keep(usize, u8, i64),
    /// A tab takes an item off its shelf.
    Remove(usize, u8),
    /// A tab changes its own comparison.
    Mine(usize, u8),
    /// A tab hears of what another wrote: which of those that wait, from any.
    Hear(usize, prop::sample::Index),
    /// A tab looks at all that is stored.
    Rescan(usize),
    /// The browser forgets a key and says so.
    Evict(prop::sample::Index),
    /// A tab is closed and opened again.
    Reopen(usize),
}

const TABS: usize = 3;

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let tab = 0..TABS;
    vec(
        prop_oneof![
            4 => (tab.clone(), 0..4_u8, 0..3_i64).prop_map(|(t, i, p)| Act::Keep(t, i, p)),
            2 => (tab.clone(), 0..4_u8).prop_map(|(t, i)| Act::Remove(t, i)),
            1 => (tab.clone(), any::<u8>()).prop_map(|(t, n)| Act::Mine(t, n)),
            6 => (tab.clone(), any::<prop::sample::Index>()).prop_map(|(t, n)| Act::Hear(t, n)),
            1 => tab.clone().prop_map(Act::Rescan),
            1 => any::<prop::sample::Index>().prop_map(Act::Evict),
            1 => tab.prop_map(Act::Reopen),
        ],
        0..60,
    )
}

fn stamp(text: &str) -> (u64, u64) {
    let record: Value = serde_json::from_str(text).unwrap();
    (
        record["clock"].as_u64().unwrap(),
        record["tab"].as_u64().unwrap(),
    )
}

/// A browser: one storage, a few tabs, and what each has yet to hear.
struct Browser {
    storage: Storage,
    tabs: Vec<Records>,
    waiting: Vec<VecDeque<(String, Option<String>)>>,
    /// The greatest clock and tab ever written, by key.
    last: Map<String, (u64, u64)>,
    /// Whether tabs look at what is stored before they edit, as the page does.
    careful: bool,
}

impl Browser {
    fn new(careful: bool) -> Self {
        Self {
            storage: Storage::new(),
            tabs: vec![Records::default(); TABS],
            waiting: vec![VecDeque::new(); TABS],
            last: Map::new(),
            careful,
        }
    }

    fn write(&mut self, from: usize, writes: Vec<Write>) {
        for (key, text) in writes {
            if key != "groundwork:meta" {
                let last = self.last.entry(key.clone()).or_default();
                *last = stamp(&text).max(*last);
            }
            if self.storage.insert(key.clone(), text.clone()).as_ref() == Some(&text) {
                continue;
            }
            for (tab, queue) in self.waiting.iter_mut().enumerate() {
                if tab != from {
                    queue.push_back((key.clone(), Some(text.clone())));
                }
            }
        }
    }

    fn hear(&mut self, tab: usize, at: usize) {
        if let Some((key, text)) = self.waiting[tab].remove(at) {
            let received = self.tabs[tab].receive(
                &key,
                text.as_deref(),
                self.storage.get(&key).map(String::as_str),
            );
            self.write(tab, received.answers);
        }
    }

    fn rescan(&mut self, tab: usize) {
        let received = self.tabs[tab].rescan(self.storage.clone());
        self.write(tab, received.answers);
    }

    fn act(&mut self, act: &Act, now: u64) {
        if let Act::Keep(tab, ..) | Act::Remove(tab, _) | Act::Mine(tab, _) = act
            && self.careful
        {
            self.rescan(*tab);
        }
        match act {
            Act::Keep(tab, item, position) => {
                let name = format!("item-{item}");
                let mut shelf = self.tabs[*tab].shelf();
                shelf.retain(|k| k.id != id(&name));
                shelf.push(kept(&name, &format!("{now} in {tab}"), *position));
                let writes =
                    self.tabs[*tab].change_shelf(&shelf, now, u32::try_from(*tab).unwrap());
                self.write(*tab, writes);
            }
            Act::Remove(tab, item) => {
                let mut shelf = self.tabs[*tab].shelf();
                shelf.retain(|k| k.id != id(&format!("item-{item}")));
                let writes =
                    self.tabs[*tab].change_shelf(&shelf, now, u32::try_from(*tab).unwrap());
                self.write(*tab, writes);
            }
            Act::Mine(tab, n) => {
                let query = format!("v={n}");
                let writes = self.tabs[*tab].change_mine(&query, now, u32::try_from(*tab).unwrap());
                self.write(*tab, writes);
            }
            Act::Hear(tab, at) => {
                let waiting = self.waiting[*tab].len();
                if waiting > 0 {
                    self.hear(*tab, at.index(waiting));
                }
            }
            Act::Rescan(tab) => self.rescan(*tab),
            Act::Evict(at) => {
                let keys: Vec<String> = self.storage.keys().cloned().collect();
                if !keys.is_empty() {
                    let key = &keys[at.index(keys.len())];
                    self.storage.remove(key);
                    for queue in &mut self.waiting {
                        queue.push_back((key.clone(), None));
                    }
                }
            }
            Act::Reopen(tab) if self.careful => {
                self.tabs[*tab] = open(&self.storage);
                self.waiting[*tab].clear();
            }
            Act::Reopen(tab) => {
                // What it knew and the browser has forgotten is gone with it,
                // unless another tab knows: so it looks before it goes.
                self.rescan(*tab);
                let held = self.tabs[*tab].clone();
                self.tabs[*tab] = open(&self.storage);
                self.tabs[*tab].merge(&held);
                self.waiting[*tab].clear();
            }
        }
    }

    /// Delivers all that waits, and lets each tab look and edit once, until
    /// nothing is new.
    fn settle(&mut self) {
        for round in 0..4_u64 {
            for tab in 0..TABS {
                while !self.waiting[tab].is_empty() {
                    self.hear(tab, 0);
                }
                self.rescan(tab);
                // The next edit; it writes again what was evicted.
                let now = 1_000_000 + round * 10 + tab as u64;
                let writes = self.tabs[tab].change_mine("v=1", now, 0);
                self.write(tab, writes);
            }
        }
    }
}

/// All tabs and the storage hold the same, which is the last edit of each key.
fn agreed(browser: &Browser) -> Result<(), TestCaseError> {
    let (stored, faults) = Records::read(browser.storage.clone());
    prop_assert_eq!(faults, vec![]);
    for tab in &browser.tabs {
        prop_assert_eq!(tab.texts(), stored.texts());
        prop_assert_eq!(tab.shelf(), stored.shelf());
    }
    let stamps = stored
        .texts()
        .into_iter()
        .map(|(key, text)| (key, stamp(&text)));
    prop_assert_eq!(stamps.collect::<Map<_, _>>(), browser.last.clone());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn merging_knows_no_order(a in records(), b in records(), c in records()) {
        prop_assert_eq!(merged(&a, &b).texts(), merged(&b, &a).texts());
        prop_assert_eq!(
            merged(&merged(&a, &b), &c).texts(),
            merged(&a, &merged(&b, &c)).texts()
        );
        prop_assert_eq!(merged(&a, &a).texts(), a.texts());
        prop_assert_eq!(merged(&merged(&a, &b), &b).texts(), merged(&a, &b).texts());
    }

    #[test]
    fn merging_loses_no_item(a in records(), b in records()) {
        let both = merged(&a, &b);
        let keys = |r: &Records| r.texts().into_iter().map(|(k, _)| k).collect::<Vec<_>>();
        for key in keys(&a).into_iter().chain(keys(&b)) {
            prop_assert!(keys(&both).contains(&key));
        }
    }

    #[test]
    fn tabs_come_to_the_same_in_whatever_order_they_hear(acts in acts(), drift in 0..50_u64) {
        let mut browser = Browser::new(false);
        for (n, act) in acts.iter().enumerate() {
            // Clocks stand still, run and jump back.
            let now = (n as u64 / 3 * 3).saturating_sub(drift * (n as u64 % 2));
            browser.act(act, now);
        }
        browser.settle();
        agreed(&browser)?;
    }

    /// Even when tabs are closed before they have heard of each other.
    #[test]
    fn tabs_that_look_before_they_edit_may_close_at_any_time(acts in acts()) {
        let mut browser = Browser::new(true);
        for act in acts.iter().filter(|a| !matches!(a, Act::Evict(_))) {
            browser.act(act, 5);
        }
        browser.settle();
        agreed(&browser)?;
    }

    /// Without deletions nothing that was ever kept may be missing.
    #[test]
    fn no_item_goes_missing(acts in acts()) {
        let mut browser = Browser::new(false);
        let mut all = std::collections::BTreeSet::new();
        for act in acts.iter().filter(|a| !matches!(a, Act::Remove(..))) {
            if let Act::Keep(_, item, _) = act {
                all.insert(id(&format!("item-{item}")));
            }
            browser.act(act, 5);
        }
        browser.settle();
        for tab in &browser.tabs {
            let ids: std::collections::BTreeSet<Id> = tab.shelf().into_iter().map(|k| k.id).collect();
            prop_assert_eq!(&ids, &all);
        }
    }

    #[test]
    fn any_text_is_read_or_kept(
        texts in vec((0..6_usize, prop_oneof![any::<String>(), "[\\[\\]{}:,\"a-z0-9]{0,40}"]), 0..8)
    ) {
        let keys = ["meta", "mine", "theme", "item:a", "item:b", "other"];
        let storage: Storage = texts
            .into_iter()
            .map(|(n, text)| (format!("groundwork:{}", keys[n]), text))
            .collect();
        let (mut records, _) = Records::read(storage.clone());
        let mut after = storage.clone();
        store(&mut after, &records.change_shelf(&[kept("a", "", 0)], 1, 1));
        store(&mut after, &records.change_mine("v=1", 2, 1));
        store(&mut after, &records.change_theme(Theme::Dark, 3, 1));
        // Whatever was written over could be read, or stands aside.
        for (key, text) in &storage {
            let copied = after.iter().any(|(k, copy)| {
                k.starts_with("groundwork:aside:")
                    && serde_json::from_str::<Value>(copy).unwrap() == json!({"key": key, "text": text})
            });
            let readable = serde_json::from_str::<Value>(text).is_ok_and(|v| v.is_object());
            prop_assert!(after[key] == *text || copied || readable, "{} {}", key, text);
        }
    }
}
