//! What a user brings in: it counts, it says that it is theirs, it can be taken
//! back, and nothing hostile gets past the edge.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

use groundwork::catalogue::{Catalogue, Criterion, Date, Id, Map, Problem, Yours, csv, read};
use groundwork::decide::{Matrix, Own, figure};
use groundwork::own::{
    Answer, Effect, Entries, Given, Key, Standing, Why, counted, criterion, criterion_form, export,
    fact, fields, form, import, is_less_better, is_table, ledger, name, open_csv, open_json,
    overlay, present, technology, technology_form, touches, turned, weight,
};
use groundwork::{BRIEF, WHOLE};
use proptest::prelude::*;
use std::sync::LazyLock;

static C: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn own(entries: &[(&str, &str)]) -> Entries {
    let entries = entries.iter();
    entries
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

fn matrix(c: &Catalogue) -> Matrix {
    let none = Map::new();
    let own = Own {
        languages: &none,
        ratings: &none,
    };
    Matrix::new(c, own)
}

/// All that the values stand on, but for what a brief leaves out.
fn names(c: &Catalogue) -> (Vec<String>, Vec<(String, String)>) {
    (
        c.technologies.iter().map(|t| t.id.to_string()).collect(),
        c.criteria
            .iter()
            .map(|k| (k.id.to_string(), k.key.to_string()))
            .collect(),
    )
}

fn given(texts: &[(&str, &str)]) -> Given {
    own(texts)
}

fn said(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

const STARS: &str = r#"{"value":1000000,"as_of":"2026-11-20","reason":"Counted by hand","made":"2026-11-22","source":"https://example.org/count"}"#;
const COST: &str = r#"{"label":"Hosting cost","group":"operations-none","unit":"EUR a month","value":{"shape":"linear","worst":500,"best":0},"figures":{"rails":40,"django":30,"gone":1},"weight":3,"reason":"Offers of October","made":"2026-11-21"}"#;
const MINE: &str = r#"{"name":"Masonry","summary":"Our own framework.","kind":"api","languages":[{"id":"ocaml"}],"terms":{"ocaml":"OCaml"},"licence":"mit","first_release":"2020","lifecycle":{"latest":{"version":"2","date":"2026-10"}},"capabilities":{"orm":"core"},"metrics":{"github-stars":5000},"runs_on":["nodejs"],"made":"2026-11-21","reason":"In house"}"#;

fn cost() -> String {
    let group = C.criteria_groups[0].id.to_string();
    COST.replace("operations-none", &group)
}

fn all() -> Entries {
    own(&[
        ("fact:rails:metrics.github-stars", STARS),
        (
            "fact:django:lifecycle.support",
            r#"{"value":null,"reason":"We pay for ours","made":"2026-11-20"}"#,
        ),
        (
            "fact:express:capabilities.orm",
            r#"{"value":{"level":"community","via":"Prisma"},"as_of":"2026-11-20","reason":"We use it","made":"2026-11-20"}"#,
        ),
        ("technology:masonry", MINE),
        ("criterion:hosting-cost", &cost()),
        ("member:anna", "{}"),
        ("nonsense", "{"),
    ])
}

#[test]
fn a_key_is_read_as_it_is_written() {
    for text in [
        "catalogue",
        "fact:rails:licence",
        "fact:rails:lifecycle.support",
        "fact:rails:capabilities.orm",
        "fact:rails:metrics.github-stars",
        "technology:mine",
        "criterion:cost",
    ] {
        assert_eq!(Key::of(text).unwrap().text(), text);
    }
    for text in [
        "",
        "fact",
        "fact:rails",
        "fact:rails:",
        "fact:rails:strengths",
        "fact:rails:capabilities.",
        "fact:Rails:licence",
        "fact:rails:__proto__",
        "technology:__proto__",
        "member:anna",
        "catalogue:x",
    ] {
        assert_eq!(Key::of(text), None, "{text}");
    }
}

#[test]
fn nothing_brought_in_is_the_embedded_catalogue() {
    for base in [BRIEF, WHOLE] {
        let (c, faults) = overlay(base, &own(&[("member:anna", "{}")])).unwrap();
        let embedded = groundwork::catalogue::parse(base).unwrap();
        assert_eq!(format!("{c:?}"), format!("{embedded:?}"));
        assert!(faults.is_empty() && c.yours.is_empty());
    }
}

#[test]
fn what_is_brought_in_counts_and_is_marked() {
    let (c, faults) = overlay(WHOLE, &all()).unwrap();
    // One figure is of a technology that is not listed; the rest counts.
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(
        (faults[0].why, faults[0].at.as_str()),
        (Why::Unlisted, "figures.gone")
    );
    let rails = c.technology(&id("rails")).unwrap();
    let stars = &rails.metrics.get("github-stars").unwrap();
    assert_eq!(stars.value, 1e6);
    assert_eq!(stars.note.as_deref(), Some("Counted by hand"));
    assert_eq!(stars.as_of, Date::parse("2026-11-20").unwrap());
    let source = c.source(rails, &stars.source).unwrap();
    assert_eq!(source.title, "Yours: Counted by hand");
    assert_eq!(source.url, "https://example.org/count");
    let django = c.technology(&id("django")).unwrap();
    assert!(django.lifecycle.support.is_none());
    let why = &django.unknown.get("lifecycle.support").unwrap().why;
    assert_eq!(why, "Yours: We pay for ours");
    let last = c.technologies.last().unwrap();
    assert_eq!(last.id, id("masonry"));
    assert_eq!(c.lists.languages.last().unwrap().label, "OCaml");
    let yours = [
        Yours::Fact(id("rails"), "metrics.github-stars".to_owned()),
        Yours::Fact(id("rails"), "metrics.own-hosting-cost".to_owned()),
        Yours::Fact(id("django"), "lifecycle.support".to_owned()),
        Yours::Technology(id("masonry")),
        Yours::Criterion(id("hosting-cost")),
    ];
    for mine in yours {
        assert!(c.yours.contains(&mine), "{mine:?}");
    }
    let criterion = |name: &str| c.criterion(&id(name)).unwrap();
    for (technology, name, holds) in [
        ("rails", "visibility", true),
        ("django", "visibility", false),
        ("django", "support", true),
        ("rails", "hosting-cost", true),
        ("flask", "hosting-cost", false),
        ("express", "data", true),
        ("masonry", "visibility", true),
        ("masonry", "freshness", true),
        ("masonry", "support", false),
        ("masonry", "own", false),
    ] {
        let t = c.technology(&id(technology)).unwrap();
        assert_eq!(
            counted(&c, t, criterion(name)),
            holds,
            "{technology} {name}"
        );
    }
    // The asked weight is for the page to set, and no default.
    assert_eq!(weight(&C, &id("hosting-cost"), &cost()), Some(3.0));
    assert!(
        c.defaults
            .iter()
            .all(|d| !d.weights.contains_key("hosting-cost"))
    );
}

#[test]
fn a_brief_and_a_whole_catalogue_take_it_alike() {
    let (whole, _) = overlay(WHOLE, &all()).unwrap();
    let (brief, _) = overlay(BRIEF, &all()).unwrap();
    assert_eq!(names(&whole), names(&brief));
    assert_eq!(matrix(&whole), matrix(&brief));
    assert_eq!(whole.yours, brief.yours);
}

#[test]
fn a_criterion_has_the_same_key_beside_others() {
    let key = |entries: &Entries, name: &str| {
        let (c, faults) = overlay(BRIEF, entries).unwrap();
        assert!(faults.iter().all(|f| f.why == Why::Unlisted), "{faults:?}");
        c.criterion(&id(name)).unwrap().key.to_string()
    };
    let alone = own(&[("criterion:hosting-cost", &cost())]);
    let mut more = alone.clone();
    for name in ["a", "b", "z"] {
        more.insert(format!("criterion:{name}"), cost());
    }
    assert_eq!(key(&alone, "hosting-cost"), key(&more, "hosting-cost"));
    assert_eq!(key(&alone, "hosting-cost").len(), 4);
    let chosen = cost().replace("\"weight\":3", "\"key\":\"cost\"");
    more.insert("criterion:hosting-cost".to_owned(), chosen);
    assert_eq!(key(&more, "hosting-cost"), "cost");
    let taken = cost().replace("\"weight\":3", "\"key\":\"rps\"");
    let (c, faults) = overlay(BRIEF, &own(&[("criterion:x", &taken)])).unwrap();
    assert!(c.criterion(&id("x")).is_none());
    assert_eq!(faults[0].at, "key");
}

#[test]
fn what_cannot_be_applied_is_left_out_and_said() {
    for (key, text, at, expected) in [
        (
            "fact:rails:licence",
            "{",
            "line 1, column 1",
            "expected JSON",
        ),
        ("fact:rails:licence", "[]", "", "expected an object"),
        (
            "fact:rails:licence",
            r#"{"value":"gpl","reason":"r","made":"2026"}"#,
            "value",
            "expected one of mit, ",
        ),
        (
            "fact:rails:licence",
            r#"{"value":7,"reason":"r","made":"2026"}"#,
            "value",
            "found a number",
        ),
        (
            "fact:rails:licence",
            r#"{"value":"mit","made":"2026"}"#,
            "reason",
            "expected a reason",
        ),
        (
            "fact:rails:licence",
            r#"{"value":"mit","reason":"r","made":"yesterday"}"#,
            "made",
            "expected a date",
        ),
        (
            "fact:rails:licence",
            r#"{"value":"mit","reason":"r","made":"2026","source":"javascript:alert(1)"}"#,
            "source",
            "begins with https://",
        ),
        (
            "fact:rails:licence",
            r#"{"value":"mit","reason":"r","made":"2026","__proto__":{}}"#,
            "__proto__",
            "expected one of the fields",
        ),
        (
            "fact:rails:languages",
            r#"{"value":null,"reason":"r","made":"2026"}"#,
            "value",
            "cannot be unknown",
        ),
        (
            "fact:rails:metrics.github-stars",
            r#"{"value":-1,"reason":"r","made":"2026"}"#,
            "value",
            "at least 0",
        ),
        (
            "fact:rails:metrics.github-stars",
            r#"{"value":1e999,"reason":"r","made":"2026"}"#,
            "line 1, column 14",
            "number out of range",
        ),
        (
            "fact:rails:metrics.github-stars",
            r#"{"value":NaN,"reason":"r","made":"2026"}"#,
            "line 1, column 10",
            "expected JSON",
        ),
        (
            "fact:rails:capabilities.orm",
            r#"{"value":{"level":"community"},"reason":"r","made":"2026"}"#,
            "value",
            "name of the package",
        ),
        (
            "fact:rails:capabilities.no-such",
            r#"{"value":{"level":"core"},"reason":"r","made":"2026"}"#,
            "value",
            "expected a capability",
        ),
        (
            "technology:rails",
            MINE,
            "id",
            "an id that the catalogue does not have",
        ),
        (
            "technology:mine",
            r#"{"name":"M"}"#,
            "kind",
            "expected this field",
        ),
        (
            "technology:mine",
            r#"{"name":"M","kind":"api","languages":[{"id":"go"}]}"#,
            "summary",
            "",
        ),
        (
            "criterion:throughput",
            COST,
            "id",
            "an id that the catalogue does not have",
        ),
        ("criterion:cost", COST, "group", "expected one of speed"),
        (
            "fact:gone:licence",
            STARS,
            "",
            "does not list the technology gone",
        ),
    ] {
        let both = own(&[(key, text), ("fact:flask:metrics.github-stars", STARS)]);
        let (c, faults) = overlay(WHOLE, &both).unwrap();
        let found = faults
            .iter()
            .any(|f| f.key == key && f.at == at && f.expected.contains(expected));
        assert!(found, "{key} {text}\n{faults:?}");
        // The other one counts all the same.
        assert_eq!(c.yours.len(), 1, "{key} {text}");
    }
}

#[test]
fn the_ledger_says_what_became_of_each() {
    let mut entries = all();
    let says =
        |value: &str, made: &str| format!(r#"{{"value":{value},"reason":"r","made":"{made}"}}"#);
    entries.insert(
        "fact:rails:licence".to_owned(),
        says("\"mit\"", "2026-11-23"),
    );
    entries.insert("fact:gone:licence".to_owned(), says("\"mit\"", "2026-01"));
    entries.insert("fact:flask:licence".to_owned(), says("5", "2026-01"));
    entries.insert(
        "fact:masonry:licence".to_owned(),
        says("\"mit\"", "2026-01"),
    );
    let lines = ledger(&entries, &C);
    assert_eq!(lines.len(), 9);
    let of = |key: &str| lines.iter().find(|l| l.key == key).unwrap();
    assert_eq!(lines[0].key, "fact:rails:licence");
    assert_eq!(lines[0].standing, Standing::Same);
    assert_eq!(lines[0].what, "Ruby on Rails: Licence");
    let stars = of("fact:rails:metrics.github-stars");
    assert_eq!(stars.after, "1,000,000 stars");
    assert!(stars.before.as_ref().unwrap().ends_with(" stars"));
    assert_eq!(stars.reason, "Counted by hand");
    assert_eq!(stars.standing, Standing::Counts);
    assert_eq!(of("fact:django:lifecycle.support").after, "unknown");
    assert_eq!(of("fact:gone:licence").standing, Standing::Unlisted);
    assert_eq!(of("fact:masonry:licence").what, "Masonry: Licence");
    assert_eq!(of("fact:masonry:licence").standing, Standing::Counts);
    assert!(matches!(
        of("fact:flask:licence").standing,
        Standing::Broken(_)
    ));
    assert_eq!(of("technology:masonry").what, "Candidate: Masonry");
    assert_eq!(of("criterion:hosting-cost").what, "Criterion: Hosting cost");
}

#[test]
fn what_stands_in_a_field_can_be_given_again() {
    let mut checked = 0;
    for t in &C.technologies {
        for field in fields(&C) {
            let inputs = form(&C, &field).expect(&field);
            assert!(!name(&C, &field).is_empty());
            let mut given = present(t, &field);
            let known = !given.contains_key("unknown");
            assert!(
                given
                    .keys()
                    .all(|k| k == "unknown" || inputs.iter().any(|i| i.name == *k))
            );
            given.insert("reason".to_owned(), "Same".to_owned());
            let text = fact(&C, &t.id, &field, &given, today())
                .unwrap_or_else(|p| panic!("{} {field}: {}", t.id, said(&p)));
            let entries = own(&[(&format!("fact:{}:{field}", t.id), &text)]);
            let line = &ledger(&entries, &C)[0];
            assert_eq!(line.standing, Standing::Same, "{} {field}: {line:?}", t.id);
            checked += usize::from(known);
        }
    }
    assert!(checked > 1500, "{checked}");
}

#[test]
fn a_form_says_what_where_and_what_to_do() {
    let rails = id("rails");
    let wrong = |field: &str, texts: &[(&str, &str)]| {
        said(&fact(&C, &rails, field, &given(texts), today()).unwrap_err())
    };
    let full = [("as_of", "2026"), ("reason", "r")];
    let with = |more: &[(&'static str, &'static str)]| [&full[..], more].concat();
    assert_eq!(
        wrong("metrics.github-stars", &with(&[("value", "12,5")])),
        "value: Write a number such as 12000, 12,000 or 12.5, with a point before decimals; found \"12,5\"."
    );
    assert_eq!(
        wrong("metrics.github-stars", &with(&[("value", "-1")])),
        "value: Write a number of at least 0."
    );
    assert_eq!(
        wrong("first_release", &[("value", "22/11/2026"), ("as_of", "x")]),
        "value: Write a date as 2026, 2026-11 or 2026-11-22; found \"22/11/2026\".\n\
         as_of: Write a date as 2026, 2026-11 or 2026-11-22; found \"x\".\n\
         reason: Fill this in."
    );
    assert_eq!(
        wrong(
            "licence",
            &with(&[("value", "gpl"), ("source", "javascript:1")])
        ),
        "value: Choose one of the list.\n\
         source: Give an address that begins with https:// (or mailto:); found \"javascript:1\"."
    );
    assert_eq!(
        wrong("capabilities.orm", &with(&[("level", "community")])),
        "via: Name the package."
    );
    assert_eq!(
        wrong("kind", &with(&[("unknown", "yes")])),
        "unknown: Choose a value: this cannot be unknown."
    );
    assert_eq!(form(&C, "strengths"), None);
    assert_eq!(form(&C, "metrics.no-such"), None);
    let taken = fact(
        &C,
        &rails,
        "metrics.github-stars",
        &given(&with(&[("value", "12 000")])),
        today(),
    );
    assert!(taken.unwrap().contains("\"value\":12000"));
    let taken = fact(
        &C,
        &rails,
        "licence",
        &given(&[("unknown", "yes"), ("reason", "r")]),
        today(),
    );
    assert_eq!(
        taken.unwrap(),
        r#"{"made":"2026-11-22","reason":"r","value":null}"#
    );
}

#[test]
fn a_candidate_and_a_criterion_are_made_of_forms() {
    assert_eq!(
        said(&technology(&C, None, &Given::new(), today()).unwrap_err())
            .lines()
            .count(),
        5
    );
    let form = given(&[
        ("name", "Ruby on Rails"),
        ("summary", "Ours."),
        ("kind", "api"),
        ("languages", "ruby"),
        ("more", "OCaml\nRuby\nC++"),
        ("licence", "AGPL-3.0-only"),
        ("reason", "A fork."),
    ]);
    let (mine, text) = technology(&C, None, &form, today()).unwrap();
    assert_eq!(mine, id("ruby-on-rails"));
    let entries = own(&[(&Key::Technology(mine.clone()).text(), &text)]);
    let (c, faults) = overlay(BRIEF, &entries).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let t = c.technology(&mine).unwrap();
    let languages: Vec<&str> = t.languages.value.iter().map(|l| l.id.as_str()).collect();
    assert_eq!(languages, ["ruby", "ocaml", "cpp"]);
    assert_eq!(c.lists.licences.last().unwrap().label, "AGPL-3.0-only");
    assert!(technology_form(&C).iter().all(|i| !i.label.is_empty()));

    assert_eq!(
        said(&criterion(&C, None, &Given::new(), today()).unwrap_err())
            .lines()
            .count(),
        6
    );
    let form = given(&[
        ("label", "Throughput"),
        ("group", C.criteria_groups[0].id.as_str()),
        ("unit", "EUR"),
        ("worst", "1,000"),
        ("best", "0"),
        ("weight", "2.5"),
        ("reason", "It costs."),
        ("figures.rails", "250"),
    ]);
    let (mine, text) = criterion(&C, None, &form, today()).unwrap();
    assert_eq!(mine, id("throughput-2"));
    let numbers = criterion_form(&C)
        .into_iter()
        .filter(|i| i.name.starts_with("figures."));
    assert_eq!(
        numbers
            .filter(|i| matches!(i.answer, Answer::Number(_)))
            .count(),
        C.technologies.len()
    );
    let entries = own(&[(&Key::Criterion(mine.clone()).text(), &text)]);
    let (c, faults) = overlay(BRIEF, &entries).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let column = c.criteria.len() - 1;
    let row = c.position(&id("rails")).unwrap();
    let matrix = matrix(&c);
    assert_eq!(matrix.columns[column].low[row], 0.75);
    assert_eq!(matrix.columns[column].open.len(), c.technologies.len() - 1);
    let mut form = form;
    form.insert("best".to_owned(), "1000".to_owned());
    let wrong = criterion(&C, None, &form, today()).unwrap_err();
    assert_eq!(
        said(&wrong),
        "best: Write another figure than the one that is worth nothing."
    );
}

#[test]
fn a_field_touches_just_the_criteria_that_read_it() {
    // Taking a fact out changes a figure just where its field is said to count.
    let none = Map::new();
    let nobody = Own {
        languages: &none,
        ratings: &none,
    };
    for t in C.technologies.iter().step_by(7) {
        for field in fields(&C) {
            if present(t, &field).contains_key("unknown") || field == "kind" || field == "languages"
            {
                continue;
            }
            let text = r#"{"value":null,"reason":"r","made":"2026"}"#;
            let (c, faults) =
                overlay(WHOLE, &own(&[(&format!("fact:{}:{field}", t.id), text)])).unwrap();
            assert!(faults.is_empty(), "{faults:?}");
            let changed = c.technology(&t.id).unwrap();
            for k in &C.criteria {
                let differs = figure(&C, t, k, nobody) != figure(&c, changed, k, nobody);
                assert!(
                    !differs || touches(k, &C, &field),
                    "{} {field} {}",
                    t.id,
                    k.id
                );
                assert!(
                    !differs || counted(&c, changed, k),
                    "{} {field} {}",
                    t.id,
                    k.id
                );
            }
        }
    }
}

#[test]
fn a_file_is_previewed_and_changes_nothing_by_itself() {
    let mine = all();
    let text = export(&mine, today());
    assert!(text.starts_with("{\n  \"groundwork\": \"own facts\",\n  \"format\": 1,\n  \"made\": \"2026-11-22\",\n  \"entries\": {\n    \"criterion:hosting-cost\": {"));
    let preview = import(&text, &Entries::new(), &C, false).unwrap();
    assert_eq!(preview.changes.len(), 5);
    assert!(preview.changes.iter().all(|c| c.effect == Effect::New));
    assert_eq!(preview.set().count(), 5);
    let mut had = mine.clone();
    had.insert(
        "fact:rails:metrics.github-stars".to_owned(),
        STARS.replace("1000000", "5"),
    );
    let preview = import(&text, &had, &C, false).unwrap();
    let effects: Vec<Effect> = preview.changes.iter().map(|c| c.effect).collect();
    assert_eq!(effects.iter().filter(|e| **e == Effect::Same).count(), 4);
    let changed = preview
        .changes
        .iter()
        .find(|c| c.effect == Effect::Changed)
        .unwrap();
    assert_eq!(changed.own.as_deref(), Some("5 stars"));
    assert_eq!(changed.line.after, "1,000,000 stars");
    assert_eq!(preview.own, mine);
    assert_eq!(export(&Entries::new(), today()).lines().count(), 6);
}

#[test]
fn a_hostile_file_is_refused_with_its_place() {
    let file = |entries: &str| {
        format!("{{\"groundwork\":\"own facts\",\"format\":1,\n\"entries\":{entries}}}")
    };
    let deep = ["[".repeat(5000), "]".repeat(5000)].concat();
    let large = format!("\"{}\"", "x".repeat(2 << 20));
    let many: Vec<String> = (0..5001).map(|n| format!("\"k{n}\":1")).collect();
    let many = format!("{{{}}}", many.join(","));
    for (text, at, expected) in [
        (String::new(), "line 1, column 0", "expected JSON"),
        ("\u{feff}".to_owned(), "line 1, column 0", "expected JSON"),
        (
            "{\n  \"a\": nope}".to_owned(),
            "line 2, column 9",
            "expected JSON",
        ),
        ("\0".to_owned(), "line 1, column 1", "expected JSON"),
        ("=1+1".to_owned(), "line 1, column 1", "expected JSON"),
        (
            "[]".to_owned(),
            "groundwork",
            "expected a file of own facts",
        ),
        (
            "{}".to_owned(),
            "groundwork",
            "expected a file of own facts",
        ),
        (WHOLE.to_owned(), "groundwork", "open it as a catalogue"),
        (
            "{\"groundwork\":\"own facts\",\"format\":2}".to_owned(),
            "format",
            "found 2",
        ),
        (
            "{\"groundwork\":\"own facts\",\"format\":1}".to_owned(),
            "entries",
            "expected an object",
        ),
        (deep.clone(), "line 1, column 33", "at most 32"),
        (file(&deep), "line 2, column 42", "at most 32"),
        (large, "", "at most 1 MiB"),
        (file(&many), "entries", "at most 5,000 entries"),
        (
            file("{\"fact:rails:licence\":1,\"fact:rails:licence\":2}"),
            "line 2, column 35",
            "expected each name once",
        ),
        (
            file("{\"__proto__\":{}}"),
            "entries.__proto__, line 2, column 24",
            "expected a key such as",
        ),
        (
            file("{\"fact:rails:licence\":{\"value\":\"\\ud800\"}}"),
            "line 2, column 49",
            "expected JSON",
        ),
        (
            file(
                "{\n\"fact:rails:licence\":\n {\"value\":\"mit\",\"reason\":\"a\\u0000b\",\"made\":\"2026\"}}",
            ),
            "entries.fact:rails:licence.reason, line 4, column 2",
            "control characters",
        ),
    ] {
        let wrong = import(&text, &all(), &C, text.len() < 1 << 20 || text == WHOLE).unwrap_err();
        let found = wrong
            .iter()
            .any(|p| p.at == at && p.expected.contains(expected));
        let start: String = text.chars().take(80).collect();
        assert!(found, "{start}\n{}", said(&wrong));
    }
}

#[test]
fn the_published_catalogue_opens_as_it_is() {
    let opened = open_json(WHOLE, true).unwrap();
    assert_eq!(opened.warnings, []);
    assert_eq!(format!("{:?}", opened.catalogue), format!("{:?}", *C));
    assert!(read(&opened.text).is_ok());
    // It takes the place of the embedded one, and own facts lie over it.
    let mut entries = all();
    entries.insert("catalogue".to_owned(), opened.text.clone());
    let (c, _) = overlay(BRIEF, &entries).unwrap();
    assert_eq!(names(&c), names(&overlay(WHOLE, &all()).unwrap().0));
    // A broken one is said, and the embedded one serves.
    entries.insert("catalogue".to_owned(), "{}".to_owned());
    let (c, faults) = overlay(BRIEF, &entries).unwrap();
    assert_eq!(faults[0].key, "catalogue");
    assert_eq!(c.technologies.len(), C.technologies.len() + 1);
}

#[test]
fn a_catalogue_that_could_mislead_is_refused_by_path() {
    let whole: serde_json::Value = serde_json::from_str(WHOLE).unwrap();
    for (path, to, at, expected) in [
        (
            "/technologies/0/homepage",
            serde_json::json!("javascript:alert(1)"),
            "homepage",
            "https://",
        ),
        (
            "/technologies/0/id",
            whole["technologies"][1]["id"].clone(),
            "technologies.",
            "only once",
        ),
        (
            "/technologies/0/licence/value",
            serde_json::json!("no-such"),
            "licence",
            "expected one of",
        ),
        (
            "/criteria/0/key",
            whole["criteria"][1]["key"].clone(),
            "criteria.key",
            "only once",
        ),
        (
            "/criteria/0/value/best",
            serde_json::json!(2000),
            "value",
            "bounds that differ",
        ),
        (
            "/criteria/0/from/id",
            serde_json::json!("none"),
            "from",
            "expected a metric",
        ),
        (
            "/defaults/0/weights/throughput",
            serde_json::json!(11),
            "defaults",
            "at most 10",
        ),
        (
            "/technologies",
            serde_json::json!([]),
            "technologies",
            "1 to 1000",
        ),
        ("/format", serde_json::json!(2), "format", "format 1"),
        ("/lists", serde_json::json!(7), "lists", "an object"),
    ] {
        let mut broken = whole.clone();
        *broken.pointer_mut(path).unwrap() = to;
        let wrong = open_json(&broken.to_string(), true).unwrap_err();
        let found = wrong
            .iter()
            .any(|p| p.at.contains(at) && p.expected.contains(expected));
        assert!(found, "{path}: {}", said(&wrong));
    }
    // What is asked of our own data alone is a warning.
    let mut bare = whole.clone();
    bare["technologies"][0]["licence"]["source"] = serde_json::json!("nowhere");
    let mut first = bare.clone();
    first.as_object_mut().unwrap().remove("version");
    let opened = open_json(&first.to_string(), true).unwrap();
    assert_eq!(
        said(&opened.warnings),
        "technologies: 1 fact names no source"
    );
    assert!(opened.catalogue.version.starts_with("20261122-"));
    assert!(open_json(WHOLE, false).is_err() || WHOLE.len() <= 1 << 20);
}

#[test]
fn a_table_becomes_a_catalogue() {
    let text = "Name,Cost [EUR, less is better, 0..100],Speed (req/s),Notes\r\n\
                Alpha,20,\"1,200\",fine\r\n\
                \"Beta, the 2nd\",,900,\r\n";
    let opened = open_csv(text, today(), false).unwrap();
    let c = &opened.catalogue;
    assert_eq!(names(c).0, ["alpha", "beta-the-2nd"]);
    assert_eq!(
        said(&opened.warnings),
        "column C: no bounds are given: 900 to 1,200 is taken from the figures\n\
         column C: \"Speed\": no direction is given: by its name more is taken to be better\n\
         column D: no cell is a number: \"Notes\" is left out"
    );
    let matrix = matrix(c);
    assert_eq!(matrix.columns[0].low, [0.8, 0.0]);
    assert_eq!(matrix.columns[0].open.len(), 1);
    assert_eq!(matrix.columns[1].low, [1.0, 0.0]);
    assert_eq!(c.criteria[0].unit, "EUR");
    let again = overlay(BRIEF, &own(&[("catalogue", &opened.text)])).unwrap();
    assert_eq!(names(&again.0), names(c));
    assert!(again.1.is_empty());
    // A column of which less is better says so by its name, and can be turned.
    let costly = open_csv("Name,Price\nAlpha,20\nBeta,30\n", today(), false).unwrap();
    let k = &costly.catalogue.criteria[0];
    assert!(is_table(&costly.catalogue) && is_less_better(k));
    assert!(said(&costly.warnings).contains("by its name less is taken to be better"));
    let other = turned(&costly, &k.id).unwrap();
    assert!(!is_less_better(&other.catalogue.criteria[0]));
    assert_ne!(other.text, costly.text);
    let back = turned(&other, &k.id).unwrap();
    let shape = |o: &groundwork::own::Opened| format!("{:?}", o.catalogue.criteria[0].value);
    assert_eq!(shape(&back), shape(&costly));
    assert!(turned(&costly, &id("gone")).is_none());
    assert!(!is_table(&groundwork::whole()));
    // The same with semicolons and decimal commas.
    let comma = "Name;Cost [EUR, less is better, 0..100]\nAlpha;20,5\nBeta;1.000\n";
    let opened = open_csv(comma, today(), false).unwrap();
    let cost = |row: usize| {
        opened.catalogue.technologies[row]
            .metrics
            .get("cost")
            .unwrap()
            .value
    };
    assert_eq!((cost(0), cost(1)), (20.5, 1000.0));
}

#[test]
fn a_table_that_cannot_be_read_says_where() {
    for (text, expected) in [
        ("", "expected a table, found no text"),
        ("Name\nA\n", "line 1: expected a column of names"),
        ("Name,X\n", "line 2: expected 1 to 1000 rows"),
        (
            "Name,X\nA,1\nA,2\n",
            "line 3, column A: expected each name once, found \"A\" again",
        ),
        ("Name,X\nA,1\n,2\n", "line 3, column A: expected a name"),
        (
            "Name,X\nA,1\nB,=1+1\n",
            "line 3, column B: expected a number such as 12000, 12,000 or 12.5 or nothing, found \"=1+1\"",
        ),
        (
            "Name,X,X\nA,1,2\n",
            "line 1, column C: expected each heading once",
        ),
        (
            "Name,X [9..1]\nA,1\n",
            "line 1, column B: expected bounds as 0..100",
        ),
        ("Name,X\nA,1,2\n", "line 2: expected at most 2 cells"),
        ("Name,X\nA,\"1\n", "line 2: expected a closing quote"),
        ("Name,X\nA,NaN\n", "expected at least one column of numbers"),
        (
            "Name,X\nA,-3\n",
            "line 2, column B: expected a number of at least 0",
        ),
        ("a\0b", "found a file of bytes"),
    ] {
        let wrong = said(&open_csv(text, today(), false).unwrap_err());
        assert!(wrong.contains(expected), "{text:?}\n{wrong}");
    }
    let facts = said(&open_csv(&csv(&C), today(), true).unwrap_err());
    assert!(
        facts.contains("the list of facts that this page offers"),
        "{facts}"
    );
    let large = "x,1\n".repeat(1 << 19);
    assert!(said(&open_csv(&large, today(), false).unwrap_err()).contains("at most 1 MiB"));
}

#[test]
fn an_own_reason_shows_where_a_fact_is_too_old() {
    let (mut c, _) = overlay(WHOLE, &own(&[("fact:rails:metrics.github-stars", STARS)])).unwrap();
    c.trust(Date::parse("2026-11-21").unwrap());
    assert!(
        !c.technology(&id("rails"))
            .unwrap()
            .metrics
            .contains_key("github-stars")
    );
}

/// Any fact that a form can give, of some technology, as key and text.
fn entry() -> impl Strategy<Value = (String, String)> {
    let technologies = C.technologies.len();
    let fields = fields(&C);
    let fact_of = (
        0..technologies,
        0..technologies,
        0..fields.len(),
        any::<bool>(),
        "[a-z ]{0,20}",
    )
        .prop_map(move |(to, from, field, unknown, reason)| {
            let (t, other, field) = (&C.technologies[to], &C.technologies[from], &fields[field]);
            let mut given = present(other, field);
            if field == "runs_on" {
                given = present(t, field);
            }
            if unknown && field != "kind" && field != "languages" {
                given.insert("unknown".to_owned(), "yes".to_owned());
            }
            given.insert("reason".to_owned(), format!("r{reason}"));
            let text = fact(&C, &t.id, field, &given, today()).unwrap();
            (format!("fact:{}:{field}", t.id), text)
        });
    let criterion_of = ("[a-z]{1,8}", 0..technologies, 0.0..500.0f64).prop_map(|(name, row, x)| {
        let t = &C.technologies[row].id;
        let figures = format!("\"figures\":{{\"{t}\":{x}}}");
        let start = cost();
        let at = start.find("\"figures\"").unwrap();
        let end = start.find(",\"weight\"").unwrap();
        (
            format!("criterion:own-{name}"),
            [&start[..at], &figures, &start[end..]].concat(),
        )
    });
    let technology_of =
        "[a-z]{1,8}".prop_map(|name| (format!("technology:own-{name}"), MINE.to_owned()));
    prop_oneof![6 => fact_of, 2 => criterion_of, 1 => technology_of]
}

fn entries() -> impl Strategy<Value = Entries> {
    prop::collection::vec(entry(), 0..8).prop_map(|all| all.into_iter().collect())
}

fn columns_of(c: &Catalogue, k: &Criterion) -> usize {
    c.criteria.iter().position(|x| x.id == k.id).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_a_form_gives_always_counts_the_same_from_brief_and_whole(own in entries()) {
        let (whole, faults) = overlay(WHOLE, &own).unwrap();
        prop_assert!(faults.is_empty(), "{:?}", faults);
        let (brief, faults) = overlay(BRIEF, &own).unwrap();
        prop_assert!(faults.is_empty(), "{:?}", faults);
        prop_assert_eq!(names(&whole), names(&brief));
        prop_assert_eq!(matrix(&whole), matrix(&brief));
        prop_assert_eq!(&whole.yours, &brief.yours);
        let first: Vec<&Id> = whole.technologies.iter().take(C.technologies.len()).map(|t| &t.id).collect();
        let embedded: Vec<&Id> = C.technologies.iter().map(|t| &t.id).collect();
        prop_assert_eq!(first, embedded);
        // A figure that differs is one that rests on something of the user's.
        let none = Map::new();
        let nobody = Own { languages: &none, ratings: &none };
        for t in &C.technologies {
            let now = whole.technology(&t.id).unwrap();
            for k in &C.criteria {
                let _ = columns_of(&whole, k);
                let differs = figure(&C, t, k, nobody) != figure(&whole, now, k, nobody);
                prop_assert!(!differs || counted(&whole, now, k), "{} {}", t.id, k.id);
            }
        }
    }

    #[test]
    fn a_file_gives_back_what_it_was_made_of(own in entries()) {
        let text = export(&own, today());
        let preview = import(&text, &Entries::new(), &C, false).unwrap();
        prop_assert_eq!(&preview.own, &own);
        let again = import(&text, &own, &C, false).unwrap();
        prop_assert!(again.changes.iter().all(|c| c.effect == Effect::Same));
        prop_assert_eq!(again.own, own);
    }

    #[test]
    fn any_text_is_imported_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        let own = all();
        let _ = import(&text, &own, &C, false);
        let _ = open_json(&text, false);
        let _ = open_csv(&text, today(), false);
        prop_assert_eq!(own, all());
    }

    #[test]
    fn a_damaged_file_is_imported_or_refused(at in 0usize..2000, byte in any::<u8>(), length in 0usize..40) {
        let mut bytes = export(&all(), today()).into_bytes();
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, [byte]);
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(preview) = import(&text, &Entries::new(), &C, false) {
            let (_, faults) = overlay(BRIEF, &preview.own).unwrap();
            prop_assert!(faults.iter().all(|f| f.why == Why::Unlisted), "{:?}", faults);
        }
    }

    #[test]
    fn any_stored_text_leaves_a_catalogue(key in prop::sample::select(vec!["catalogue", "fact:rails:licence", "technology:mine", "criterion:cost"]), text in "[\\[\\]{}\":,a-z0-9 ]{0,80}") {
        let (c, faults) = overlay(BRIEF, &own(&[(key, &text)])).unwrap();
        prop_assert!(faults.iter().all(|f| f.key == key));
        prop_assert!(c.technologies.len() >= C.technologies.len());
    }
}
