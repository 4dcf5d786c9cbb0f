//! What takes text from outside, each with what must hold of any text at all. A
//! broken promise panics; that nothing takes too long or too much memory is seen
//! to by whoever calls.

use groundwork::address::{Decoded, MAX_QUERY, Notice, Stamp, decode, encode, has_comparison};
use groundwork::catalogue::{
    Catalogue, Change, Date, Id, Level, Map, Problem, Revision, Set, check, csv, parse,
};
use groundwork::explore::Search;
use groundwork::export::{Case, comparison_csv, ranking_csv, ranking_json};
use groundwork::own::{self, Entries, Given, Key, Why, export, import, ledger, overlay};
use groundwork::saved::{FORMAT, Fault, PREFIX, Records, Write};
use groundwork::state::{Comparison, Kept, MAX_COMPARED, Theme};
use groundwork::team::{self, Member, Pasted, Team};
use groundwork::then::{Concerned, Now, Then, Whose, since};
use groundwork::{BRIEF, WHOLE, export::pack};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A way in.
pub struct Target {
    pub name: &'static str,
    /// Takes any bytes; of the shape that other fuzzers call too.
    pub run: fn(&[u8]),
    /// What it takes when all is well, to begin with.
    pub seeds: fn() -> Vec<String>,
}

pub const TARGETS: [Target; 11] = [
    Target {
        name: "link",
        run: link,
        seeds: links,
    },
    Target {
        name: "then",
        run: then,
        seeds: thens,
    },
    Target {
        name: "saved",
        run: saved,
        seeds: storages,
    },
    Target {
        name: "facts",
        run: facts,
        seeds: files,
    },
    Target {
        name: "entries",
        run: entries,
        seeds: kept_entries,
    },
    Target {
        name: "form",
        run: form,
        seeds: forms,
    },
    Target {
        name: "catalogue",
        run: catalogue,
        seeds: catalogues,
    },
    Target {
        name: "table",
        run: table,
        seeds: tables,
    },
    Target {
        name: "team",
        run: teams,
        seeds: pasted,
    },
    Target {
        name: "search",
        run: search,
        seeds: words,
    },
    Target {
        name: "pack",
        run: packs,
        seeds: templates,
    },
];

static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(groundwork::embedded);
static ALL: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);
/// A few technologies of the catalogue, so that reading them is quick.
static SMALL_TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut all: Value = serde_json::from_str(&small(&["rails", "nodejs"])).unwrap();
    for technology in all["technologies"].as_array_mut().unwrap() {
        for many in ["metrics", "capabilities"] {
            let facts = technology[many].as_object_mut().unwrap();
            let names: Vec<String> = facts.keys().skip(4).cloned().collect();
            names.iter().for_each(|name| drop(facts.remove(name)));
        }
        for text in ["strengths", "cautions", "claims", "sources", "unknown"] {
            technology.as_object_mut().unwrap().remove(text);
        }
    }
    all.to_string()
});
static SMALL: LazyLock<Catalogue> = LazyLock::new(|| parse(&SMALL_TEXT).unwrap());
/// The smallest that there is: what a table becomes.
static TABLE: LazyLock<String> =
    LazyLock::new(|| own::open_csv(&tables()[0], today(), false).unwrap().text);

fn small(ids: &[&str]) -> String {
    let mut all: Value = serde_json::from_str(WHOLE).unwrap();
    let among = |t: &Value| ids.contains(&t["id"].as_str().unwrap());
    all["technologies"].as_array_mut().unwrap().retain(among);
    all.to_string()
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

// ---- links ----

fn link(data: &[u8]) {
    let text = text(data);
    let c = &*EMBEDDED;
    let _ = has_comparison(&text);
    let opened = decode(&text, c);
    reads_well(&opened);
    let (bare, stamped) = written(&opened, c);
    // Nothing grows by being passed on, but for what the checksum and the
    // version take.
    assert!(
        bare.len() <= 4 * text.len().min(MAX_QUERY) + 400,
        "{} of {}",
        bare.len(),
        text.len()
    );
    if bare.len() <= MAX_QUERY {
        let again = decode(&bare, c);
        assert_eq!(again.comparison, opened.comparison);
        assert_eq!(written(&again, c).0, bare, "one comparison has one link");
        assert_eq!(again.notices, []);
    }
    if stamped.len() <= MAX_QUERY {
        let again = decode(&stamped, c);
        assert_eq!(again.comparison, opened.comparison);
        assert_eq!(
            (&again.dated, &again.digest),
            (&opened.dated, &opened.digest)
        );
        let silent = |n: &Notice| matches!(n, Notice::Dated { .. });
        assert!(again.notices.iter().all(silent), "{:?}", again.notices);
    }
}

/// The link of what was opened, without and with what it says of its moment.
fn written(opened: &Decoded, c: &Catalogue) -> (String, String) {
    let version = opened.dated.as_deref().unwrap_or_default();
    let stamp = Stamp {
        version,
        digest: &opened.digest,
    };
    let of = |stamp| encode(&opened.comparison, c, stamp);
    (of(&Stamp::NONE), of(&stamp))
}

fn reads_well(opened: &Decoded) {
    let c = &opened.comparison;
    let distinct: Set<&Id> = c.compared.iter().collect();
    assert!(c.compared.len() <= MAX_COMPARED && distinct.len() == c.compared.len());
    assert!(c.facets.values().all(|set| !set.is_empty()));
    assert!(c.guide.values().all(|set| !set.is_empty()));
    assert!(c.must.values().all(|level| *level > Level::None));
    assert!(opened.digest.len() <= 3 && opened.digest.iter().all(|(_, score)| *score <= 1000));
    assert!(opened.notices.len() < 40);
    for notice in &opened.notices {
        let sentence = notice.sentence();
        assert!(
            sentence.len() < 1_000 && sentence.ends_with('.'),
            "{sentence}"
        );
        assert!(!sentence.chars().any(char::is_control), "{sentence:?}");
    }
}

fn links() -> Vec<String> {
    let golden: Value = serde_json::from_str(include_str!("../golden/links.json")).unwrap();
    let golden = golden.as_array().unwrap();
    golden
        .iter()
        .map(|entry| entry["link"].as_str().unwrap().to_owned())
        .collect()
}

/// A whole catalogue in which facts have changed, and its order.
static CHANGED: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut c = groundwork::whole();
    let fact = |technology: &str, field: &str, before: &str, after: &str| Revision {
        technology: Id::new(technology).unwrap(),
        field: field.to_owned(),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
        why: None,
    };
    let change = |date: &str, from: &str, facts| Change {
        date: Date::parse(date).unwrap(),
        from: vec![from.to_owned()],
        facts,
        what: vec!["Something else has changed.".to_owned()],
    };
    c.changes = vec![
        change(
            "2026-11-22",
            "20261120-aaaa",
            vec![fact("rails", "licence", "mit", "bsd-3-clause")],
        ),
        change(
            "2026-11-20",
            "20261101-bbbb",
            vec![fact("django", "metrics.github-stars", "1", "2")],
        ),
    ];
    c
});

fn then(data: &[u8]) {
    static DEFAULTS: LazyLock<Comparison> = LazyLock::new(|| Comparison::current(&CHANGED));
    static CASE: LazyLock<Case<'static>> =
        LazyLock::new(|| Case::new(&CHANGED, &DEFAULTS, "", today()));
    let text = text(data);
    let read = decode(&text, &CHANGED);
    for (whose, opened) in [
        (Whose::Shared, false),
        (Whose::Own, false),
        (Whose::Shared, true),
    ] {
        let said = since(
            &Then {
                whose,
                version: read.dated.as_deref(),
                first: &read.digest,
                altered: read.notices.contains(&Notice::Altered),
            },
            &Now {
                catalogue: &CHANGED,
                leagues: &CASE.leagues,
                scores: &CASE.scores,
                opened,
            },
            &Concerned {
                compared: &read.comparison.compared,
                kept: &[],
            },
        );
        assert!(said.says.len() + said.what.len() + said.facts.len() + said.places.len() < 100);
        for sentence in said.says.iter().chain(&said.what).filter(|s| !s.is_empty()) {
            assert!(
                sentence.ends_with('.') && sentence.len() < 2_000,
                "{sentence:?}"
            );
        }
        for place in &said.places {
            assert!(!place.now.words().is_empty());
        }
    }
}

fn thens() -> Vec<String> {
    [
        "v=1&d=20261120-aaaa&s=django~812.laravel~803.rails~790",
        "v=1&k=0000&d=20261101-bbbb&c=rails.django&s=gone~1000.nodejs~0",
        "v=1&d=20991231-ffff&s=django~812",
        "v=1&d=mine&s=rails~1",
    ]
    .map(str::to_owned)
    .to_vec()
}

// ---- storage ----

type Storage = BTreeMap<String, String>;

/// What a tab does to what it has saved: one line each, told by its first letter.
fn act(records: &mut Records, line: &str, now: u64) -> Vec<Write> {
    let (kind, rest) = line.split_at_checked(1).unwrap_or(("", ""));
    let (name, what) = rest.split_once(' ').unwrap_or((rest, ""));
    match kind {
        "+" | "-" => {
            let mut shelf = records.shelf();
            let Ok(id) = Id::new(name) else {
                return Vec::new();
            };
            shelf.retain(|kept| kept.id != id);
            if kind == "+" {
                let position = what.len() as i64;
                shelf.push(Kept {
                    id,
                    note: what.to_owned(),
                    position,
                });
            }
            records.change_shelf(&shelf, now, 7)
        }
        "=" => records.change_mine(rest, now, 7),
        "%" => records.change_seen(rest, now, 7),
        "*" => records.change_theme(Theme::Dark, now, 7),
        "@" => {
            let mut own = records.own();
            own.insert(name.chars().take(40).collect(), what.to_owned());
            records.change_own(&own, now, 7)
        }
        _ => Vec::new(),
    }
}

/// Lines of `key text` are what is stored, those that begin with `!` are edits; a
/// line of `--` ends what one browser has stored.
fn saved(data: &[u8]) {
    let text = text(data);
    let mut parts: Vec<Storage> = vec![Storage::new()];
    let mut edits = Vec::new();
    for line in text.split('\n') {
        if line == "--" {
            parts.push(Storage::new());
        } else if let Some(edit) = line.strip_prefix('!') {
            edits.push(edit);
        } else if let Some((key, text)) = line.split_once(' ') {
            parts
                .last_mut()
                .unwrap()
                .insert(key.to_owned(), text.to_owned());
        }
    }
    merges(&parts);
    let mut storage = parts.swap_remove(0);
    let before = storage.clone();
    let (mut records, faults) = Records::read(storage.clone());
    for fault in &faults {
        assert!(fault.sentence().ends_with('.'));
    }
    let lost: Vec<(String, String)> = faults
        .into_iter()
        .filter_map(|fault| match fault {
            Fault::Unreadable { key, text } => Some((key, text)),
            Fault::Newer { .. } => None,
        })
        .collect();
    for (n, edit) in edits.iter().enumerate() {
        let shelf = records.shelf();
        let writes = if *edit == "rescan" {
            let received = records.rescan(storage.clone());
            assert!(!received.changed, "storage holds nothing that is not known");
            received.answers
        } else {
            act(&mut records, edit, n as u64)
        };
        if records.read_only() {
            assert_eq!(writes, [], "what a newer version wrote is left alone");
        }
        for (at, (key, text)) in writes.iter().enumerate() {
            assert!(key.starts_with(PREFIX), "{key}");
            // A write that fails takes those after it along, and is done later.
            if edit.ends_with("full") && at == 1 {
                records.failed(&writes[at..]);
                break;
            }
            storage.insert(key.clone(), text.clone());
        }
        if let Some(mine) = edit.strip_prefix('=') {
            assert_eq!(records.mine(), Some(mine), "an edit wins");
            assert_eq!(
                records.shelf(),
                shelf,
                "an edit leaves its neighbours alone"
            );
        }
    }
    for (key, text) in &before {
        assert!(storage.contains_key(key) && (key.starts_with(PREFIX) || storage[key] == *text));
    }
    // What could not be read is where it was, or set aside whole.
    let aside = |key: &str, text: &str| {
        let copy = json!({"key": key, "text": text}).to_string();
        let asides = storage
            .iter()
            .filter(|(at, _)| at.starts_with("groundwork:aside:"));
        asides.into_iter().any(|(_, stored)| *stored == copy)
    };
    for (key, text) in &lost {
        assert!(
            storage.get(key) == Some(text) || aside(key, text),
            "{key} is lost"
        );
    }
    if records.read_only() {
        assert_eq!(storage, before);
    } else {
        // The rest of what was not written is written with the next edit.
        let mut now = records.clone();
        for (key, text) in now.change_seen("a version", 1 << 40, 7) {
            storage.insert(key, text);
        }
        let (again, _) = Records::read(storage);
        assert_eq!(
            again.texts(),
            now.texts(),
            "what is known is what is stored"
        );
    }
}

/// Whoever hears of whom first, all come to know the same.
fn merges(parts: &[Storage]) {
    let read: Vec<Records> = parts
        .iter()
        .take(3)
        .map(|part| Records::read(part.clone()).0)
        .collect();
    let merged = |order: &[usize]| {
        let mut all = Records::default();
        for n in order {
            if let Some(records) = read.get(*n) {
                all.merge(records);
            }
        }
        (all.texts(), all.shelf(), all.read_only())
    };
    let first = merged(&[0, 1, 2]);
    for order in [[2, 1, 0], [1, 0, 2], [2, 0, 1]] {
        assert_eq!(merged(&order), first);
    }
    assert_eq!(merged(&[0, 1, 1, 0, 2, 2]), first);
    let mut inner = read.get(1).cloned().unwrap_or_default();
    inner.merge(read.get(2).unwrap_or(&Records::default()));
    let mut all = read[0].clone();
    all.merge(&inner);
    assert_eq!(all.texts(), first.0);
}

fn storages() -> Vec<String> {
    let item = r#"{"clock":5,"tab":1,"value":{"position":0,"note":"n"}}"#;
    let newer = r#"{"clock":7,"tab":2,"value":null}"#;
    [
        format!("groundwork:meta {{\"format\":{FORMAT}}}\ngroundwork:item:django {item}\ngroundwork:item:rails {newer}\ngroundwork:mine {{\"clock\":7,\"tab\":1,\"value\":\"v=1&c=django\"}}\ngroundwork:theme {{\"clock\":8,\"tab\":1,\"value\":\"light\"}}\ngroundwork:seen {{\"clock\":9,\"tab\":1,\"value\":\"20261122-9f3a\"}}\ngroundwork:own:fact:rails:licence {{\"clock\":3,\"tab\":4,\"value\":\"{{}}\"}}\nanother:app x\n!+rails a note\n!rescan\n!=v=1&c=rails"),
        format!("groundwork:item:a {item}\n--\ngroundwork:item:a {newer}\n--\ngroundwork:item:a {{\"clock\":7,\"tab\":3,\"value\":{{\"position\":-9223372036854775808,\"note\":\"\"}}}}\n!-a"),
        format!("groundwork:meta {{\"format\":99}}\ngroundwork:item:a {item}\n!+a b\n!*\n!rescan"),
        "groundwork:item:rails {\"clock\":1,\"tab\":1,\"val\ngroundwork:item:A b {}\ngroundwork:meta x\ngroundwork:theme {\"clock\":1,\"tab\":1,\"value\":\"purple\"}\n!+rails full\n!rescan\n!*\n!%20261122-9f3a\n!@fact:rails:licence {}".to_owned(),
        format!("groundwork:aside:0123456789abcdef {{\"key\":\"groundwork:mine\",\"text\":\"x\"}}\ngroundwork:mine {{\"clock\":{},\"tab\":4294967295,\"value\":\"\"}}\n!=full\n!rescan\n!=v=1", 1_u64 << 60),
    ]
    .to_vec()
}

// ---- what a user brings in ----

const STARS: &str = r#"{"value":1000000,"as_of":"2026-11-20","reason":"Counted by hand","made":"2026-11-22","source":"https://example.org/count"}"#;
const ORM: &str = r#"{"value":{"level":"community","via":"Prisma"},"as_of":"2026-11-20","reason":"We use it","made":"2026-11-20"}"#;
const NONE: &str = r#"{"value":null,"reason":"We pay for ours","made":"2026-11-20"}"#;
const MINE: &str = r#"{"name":"Masonry","summary":"Our own framework.","kind":"api","languages":[{"id":"ocaml"}],"terms":{"ocaml":"OCaml"},"licence":"mit","first_release":"2020","lifecycle":{"latest":{"version":"2","date":"2026-10"}},"capabilities":{"orm":"core"},"metrics":{"github-stars":5000},"runs_on":["nodejs"],"made":"2026-11-21","reason":"In house"}"#;

fn cost() -> String {
    let group = SMALL.criteria_groups[0].id.to_string();
    json!({"label": "Hosting cost", "group": group, "unit": "EUR a month", "value": {"shape": "linear", "worst": 500, "best": 0}, "figures": {"rails": 40, "nodejs": 30, "gone": 1}, "weight": 3, "reason": "Offers of October", "made": "2026-11-21"}).to_string()
}

fn brought() -> Vec<(&'static str, String)> {
    vec![
        ("fact:rails:metrics.github-stars", STARS.to_owned()),
        ("fact:rails:lifecycle.support", NONE.to_owned()),
        ("fact:nodejs:capabilities.orm", ORM.to_owned()),
        ("technology:masonry", MINE.to_owned()),
        ("criterion:hosting-cost", cost()),
    ]
}

/// What the user brought in counts, or is named; nothing that was taken does harm.
fn counts(own: &Entries, taken: bool) {
    let (c, faults) = overlay(&SMALL_TEXT, own).unwrap();
    if taken {
        let malformed: Vec<_> = faults.iter().filter(|f| f.why == Why::Malformed).collect();
        assert!(
            malformed.is_empty(),
            "taken, and does not count: {malformed:?}"
        );
    }
    for fault in &faults {
        assert!(!fault.expected.is_empty());
    }
    for line in ledger(own, &SMALL) {
        assert!(!line.key.is_empty());
    }
    ranks(&c);
}

/// Everything that is made of a catalogue can be made of this one.
fn ranks(c: &Catalogue) {
    let comparison = Comparison::current(c);
    let link = encode(&comparison, c, &Stamp::NONE);
    assert_eq!(decode(&link, c).comparison, comparison);
    let case = Case::new(c, &comparison, "", today());
    for at in &case.scores.shown {
        assert!(at.is_finite(), "a score that is no number");
    }
    let ids: Vec<Id> = c
        .technologies
        .iter()
        .map(|t| t.id.clone())
        .take(3)
        .collect();
    let formula = |cell: &str| {
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err()
    };
    for table in [ranking_csv(&case, None), comparison_csv(&case, &ids)] {
        let table = table.strip_prefix('\u{feff}').unwrap();
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(table.as_bytes());
        for row in reader.records() {
            assert!(row.unwrap().iter().all(|cell| !formula(cell)), "{table}");
        }
    }
    let _: Value = serde_json::from_str(&ranking_json(&case, None)).unwrap();
    let _ = csv(c);
}

fn facts(data: &[u8]) {
    let text = text(data);
    let preview = match import(&text, &Entries::new(), &SMALL, false) {
        Ok(preview) => preview,
        Err(problems) => return named(&problems),
    };
    let file = export(&preview.own, today());
    let again =
        import(&file, &Entries::new(), &SMALL, true).expect("what was taken is taken again");
    assert_eq!(again.own, preview.own);
    let over = import(&file, &preview.own, &SMALL, true).expect("over itself");
    assert_eq!(over.set().count(), 0, "it changes nothing");
    counts(&preview.own, true);
}

/// Whatever is refused is refused with a reason, and not with too many.
fn named(problems: &[Problem]) {
    assert!(!problems.is_empty() && problems.len() <= 100_000);
    for problem in problems.iter().take(20) {
        assert!(
            !problem.expected.is_empty() && problem.to_string().len() < 2_000,
            "{problem}"
        );
    }
}

fn files() -> Vec<String> {
    let all: Entries = brought()
        .into_iter()
        .map(|(k, v)| (k.to_owned(), v))
        .collect();
    let one = |n: usize| {
        all.iter()
            .skip(n)
            .take(1)
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    };
    let mut files = vec![export(&all, today()), export(&Entries::new(), today())];
    files.extend((0..all.len()).map(|n| export(&one(n), today())));
    let opened: Entries = [("catalogue".to_owned(), TABLE.clone())]
        .into_iter()
        .collect();
    files.push(export(&opened, today()));
    files
}

/// Lines of `key text`, as they stand in a storage that others may have written.
fn entries(data: &[u8]) {
    let text = text(data);
    let lines = text.split('\n').filter_map(|line| line.split_once(' '));
    let own: Entries = lines
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect();
    for (key, text) in &own {
        if let Some(read) = Key::of(key) {
            assert_eq!(read.text(), *key);
            let _ = own::written(&read, text);
        }
    }
    counts(&own, false);
    let file = export(&own, today());
    let _: Value = serde_json::from_str(&file).expect("a file is JSON");
}

fn kept_entries() -> Vec<String> {
    let lines: Vec<String> = brought()
        .iter()
        .map(|(key, text)| format!("{key} {text}"))
        .collect();
    let mut seeds = lines.clone();
    seeds.push(lines.join("\n"));
    seeds.push(format!(
        "catalogue {}\nfact:alpha:metrics.column-1 {STARS}",
        TABLE.as_str()
    ));
    seeds
}

/// A first line that says which form, then lines of `input text`; `¶` is the end of
/// a line within a text.
fn form(data: &[u8]) {
    let text = text(data);
    let mut lines = text.split('\n');
    let head: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let lines = lines.filter_map(|line| line.split_once(' '));
    let given: Given = lines
        .map(|(name, text)| (name.to_owned(), text.replace('¶', "\n")))
        .collect();
    let made = match head.as_slice() {
        ["fact", technology, field] => {
            let Ok(id) = Id::new(technology) else { return };
            let fields = own::fields(&SMALL);
            let listed = fields.iter().any(|f| f == field);
            assert_eq!(
                own::form(&SMALL, field).is_some(),
                listed || own::form(&SMALL, field).is_some()
            );
            own::fact(&SMALL, &id, field, &given, today())
                .map(|text| (Key::Fact(id, (*field).to_owned()), text))
        }
        ["technology"] => own::technology(&SMALL, None, &given, today())
            .map(|(id, text)| (Key::Technology(id), text)),
        ["criterion"] => own::criterion(&SMALL, None, &given, today())
            .map(|(id, text)| (Key::Criterion(id), text)),
        _ => return,
    };
    let (key, text) = match made {
        Ok(made) => made,
        Err(problems) => return named(&problems),
    };
    let own: Entries = [(key.text(), text.clone())].into_iter().collect();
    counts(&own, true);
    let file = export(&own, today());
    let again = import(&file, &Entries::new(), &SMALL, true).expect("what a form makes is taken");
    assert_eq!(again.own, own);
    let _ = own::written(&key, &text);
}

fn forms() -> Vec<String> {
    let mut seeds = vec![
        "technology\nname Masonry\nsummary Our own framework.\nkind api\nlanguages python\nmore OCaml¶Ada\nlicence mit\nfirst_release 2020\nreason In house\nversion 2\ndate 2026-10\nruns_on nodejs".to_owned(),
        format!("criterion\nlabel Hosting cost\ngroup {}\nunit EUR a month\nworst 500\nbest 0\nweight 3\nfigures.rails 40\nfigures.django 1,030.5\nreason Offers\nsource https://example.org/x", SMALL.criteria_groups[0].id),
    ];
    for technology in &SMALL.technologies {
        for field in own::fields(&SMALL) {
            let given = own::present(technology, &field);
            let lines: Vec<String> = given
                .iter()
                .map(|(name, text)| format!("{name} {}", text.replace('\n', "¶")))
                .collect();
            seeds.push(format!(
                "fact {} {field}\n{}\nas_of 2026-11\nreason Counted\nsource https://example.org/",
                technology.id,
                lines.join("\n")
            ));
        }
    }
    seeds
}

fn catalogue(data: &[u8]) {
    let text = text(data);
    let _ = parse(&text).map(|c| check(&c).len());
    taken(own::open_json(&text, false));
}

/// A catalogue that was taken is taken again, and everything can be made of it.
fn taken(opened: Result<own::Opened, Vec<Problem>>) {
    let opened = match opened {
        Ok(opened) => opened,
        Err(problems) => return named(&problems),
    };
    let again = own::open_json(&opened.text, true).expect("what was taken is taken again");
    let [before, after] =
        [&opened.text, &again.text].map(|text| serde_json::from_str(text).unwrap());
    assert!(alike(&before, &after), "{before} became {after}");
    assert_eq!(again.catalogue.version, opened.catalogue.version);
    let own: Entries = [("catalogue".to_owned(), opened.text)]
        .into_iter()
        .collect();
    let (c, faults) = overlay(BRIEF, &own).unwrap();
    assert_eq!(faults, []);
    assert_eq!(c.technologies.len(), opened.catalogue.technologies.len());
    ranks(&c);
    let names = c.technologies.iter().take(3).map(|t| t.name.clone());
    let index = Search::of(&c);
    for name in names {
        let _ = index.find(&name);
    }
}

/// Whether two texts say the same. The reader of numbers that is small enough for
/// the page may miss the last bit of one with more digits than a number can have.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            a == b || (a - b).abs() <= 1e-14 * a.abs()
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(name, a)| b.get::<String>(name).is_some_and(|b| alike(a, b));
            a.len() == b.len() && a.iter().all(same)
        }
        (a, b) => a == b,
    }
}

fn catalogues() -> Vec<String> {
    vec![TABLE.clone(), small(&["django"]), SMALL_TEXT.clone()]
}

fn table(data: &[u8]) {
    taken(own::open_csv(&text(data), today(), false));
}

fn tables() -> Vec<String> {
    [
        "Name,\"Cost [EUR a month, less is better, 0..500]\",Throughput (req/s)\nAlpha,40,1000\nBeta,,2000\n\"Gamma, the third\",12.5,\n",
        "Name;Kosten [EUR, less is better];Rate\r\nAlpha;1.040,5;10\r\nBeta;20;-3,5\r\n",
        "name\tscore [0..100]\nA\t1\nB\t99\n",
        "\u{feff}Name,Note,Cost\nA,\"a \"\"quote\"\"\nin two lines\",1\nB,x,1e3\n",
    ]
    .map(str::to_owned)
    .to_vec()
}

// ---- colleagues ----

fn teams(data: &[u8]) {
    let text = text(data);
    let read = team::read(&text);
    if let Err(problems) = &read {
        named(problems);
    }
    let pasted = Pasted::read(&text);
    assert!(pasted.left_out.len() <= 12);
    let mut members: Vec<Member> = Vec::new();
    for member in read.into_iter().flatten().chain(pasted.members) {
        assert!(
            member.name().chars().count() <= team::MAX_NAME
                && !member.name().chars().any(char::is_control)
        );
        assert_eq!(
            Member::new(member.name(), member.query()),
            Ok(member.clone())
        );
        assert_eq!(team::read_line(&team::line(&member)), Ok(member.clone()));
        team::join(&mut members, member);
    }
    assert!(members.len() <= team::MAX_MEMBERS);
    let names: Set<&str> = members.iter().map(Member::name).collect();
    assert_eq!(names.len(), members.len(), "one entry a name");
    assert_eq!(team::read(&team::write(&members)).as_ref(), Ok(&members));
    members.truncate(4);
    let present = Comparison::current(&SMALL);
    let team = Team::new(&SMALL, &present, &members);
    assert!(team.sentence(&SMALL).ends_with('.'));
    let link = encode(&team.merged, &SMALL, &Stamp::NONE);
    if link.len() <= MAX_QUERY {
        assert_eq!(decode(&link, &SMALL).comparison, team.merged);
    }
}

fn pasted() -> Vec<String> {
    let mut seeds = vec![
        "Ann: https://a.example/?v=1&w=rps300\n* [Bo](https://b.example/?v=1&must=orm)\n<https://c.example/x.html?v=1&f=kind~api|mine> Cy\tv=1&u=middle".to_owned(),
        "Ann Lee — “https://a.example/?v=1&w=team0.rps1000&l=5~python!0~php#x”\r\nAnn Lee: ?v=1&o=3~rails".to_owned(),
    ];
    let members = Pasted::read(&seeds.join("\n")).members;
    seeds.push(team::write(&members));
    seeds
}

// ---- typed ----

fn search(data: &[u8]) {
    static INDEX: LazyLock<Search> = LazyLock::new(|| Search::of(&ALL));
    let text = text(data);
    let Some(found) = INDEX.find(&text) else {
        return;
    };
    let mut last = u32::MAX;
    let mut rows = Set::new();
    for hit in &found.hits {
        assert!(hit.row < ALL.technologies.len() && rows.insert(hit.row) && hit.quality <= last);
        last = hit.quality;
    }
    assert_eq!(found.rows().count() as usize, found.hits.len());
    if let Some(hit) = found.hits.first() {
        assert!(
            !INDEX.places(&ALL, &found, hit.row).is_empty(),
            "nothing says why it was found"
        );
    }
}

fn words() -> Vec<String> {
    let mut seeds: Vec<String> = ALL.technologies.iter().map(|t| t.name.clone()).collect();
    seeds.extend(
        [
            "pythn orm",
            "ASP.NET",
            "c#",
            "spring  boot",
            "full-stack mit",
            "ÉLIXIR phoenix",
        ]
        .map(str::to_owned),
    );
    seeds
}

// ---- the one file ----

/// A first line for the title, one for a note; the rest is a template, or a file
/// that somebody has made of one.
fn packs(data: &[u8]) {
    let text = text(data);
    let mut lines = text.splitn(3, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (title, note, template) = (next(), next(), next());
    let _ = pack::check(template);
    let saved: Map<String, String> = [(title.to_owned(), note.to_owned())].into_iter().collect();
    let filling = pack::Filling {
        title,
        about: note,
        document: "",
        home: note,
        saved,
    };
    let Ok(made) = pack::fill(template, &filling) else {
        return;
    };
    if template.matches("<!--sum:").count() < 2 {
        assert_eq!(
            pack::fill(&made, &filling).as_ref(),
            Ok(&made),
            "a file is as good as its template"
        );
    }
    // Into the one that is known, nothing gets out of its place.
    let made = pack::fill(TEMPLATE, &filling).unwrap();
    assert_eq!(
        made.matches("<script").count(),
        TEMPLATE.matches("<script").count()
    );
    assert_eq!(
        made.matches("</").count(),
        TEMPLATE.matches("</").count() + 1
    );
    let inside = made
        .split_once("json\" data-own=\"\">{")
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    let inside: Value = serde_json::from_str(&["{", inside].concat()).unwrap();
    assert_eq!(inside["saved"][title], note);
}

const TEMPLATE: &str = "<!doctype html><title data-own=\"\">x</title><!--about--><!--/about--><!--document--><!--/document--><script id=\"pack\" type=\"application/json\" data-own=\"\">{}</script>\n";

fn templates() -> Vec<String> {
    vec![
        format!("Title\nA note\n{TEMPLATE}<!--sum:1234abcd-->"),
        format!("</script><!--\n</title>\"'\\\n{TEMPLATE}"),
    ]
}
