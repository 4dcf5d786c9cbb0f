//! What is told of the time between a link and now: everything that has changed
//! and nothing else, in sentences that stand in `tests/golden/then.txt`. After
//! a change of words: `GROUNDWORK_GOLDEN=write cargo test --test then`, and look
//! at the difference.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use groundwork::catalogue::{Catalogue, Change, Date, Id, Revision, Yours, check};
use groundwork::decide::{Leagues, Scores};
use groundwork::then::{Concerned, Now, Since, Stand, Then, Whose, field, since};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

static WHOLE: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn ids(all: &[&str]) -> Vec<Id> {
    all.iter().map(|text| id(text)).collect()
}

/// The catalogue, as version `20261122-9f3a` and with a list of changes.
fn catalogue(changes: Vec<Change>) -> Catalogue {
    let mut c = WHOLE.clone();
    c.version = "20261122-9f3a".to_owned();
    c.checked = day("2026-11-22");
    c.changes = changes;
    c
}

fn revision(technology: &str, field: &str, before: Option<&str>, after: Option<&str>) -> Revision {
    Revision {
        technology: id(technology),
        field: field.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        why: None,
    }
}

fn change(date: &str, from: &[&str], what: &[&str], facts: Vec<Revision>) -> Change {
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
    Change {
        date: day(date),
        from: texts(from),
        what: texts(what),
        facts,
    }
}

/// An order: these score so many tenths, all others nothing; `left_out` pass no
/// filter, of `unknown` too little is known.
struct Order<'a> {
    scores: &'a [(&'a str, i32)],
    left_out: &'a [&'a str],
    unknown: &'a [&'a str],
}

fn ranked(c: &Catalogue, order: &Order<'_>) -> (Leagues, Scores) {
    let of = |t: &Id| {
        let found = order.scores.iter().find(|(id, _)| *id == t.as_str());
        found.map_or(0.0, |(_, tenths)| f64::from(*tenths) / 1000.0)
    };
    let shown: Vec<f64> = c.technologies.iter().map(|t| of(&t.id)).collect();
    let open = |t: &Id| {
        if order.unknown.contains(&t.as_str()) {
            1.0
        } else {
            0.0
        }
    };
    let high = c
        .technologies
        .iter()
        .zip(&shown)
        .map(|(t, s)| s + open(&t.id))
        .collect();
    let scores = Scores {
        low: shown.clone(),
        shown,
        high,
    };
    let leagues = Leagues::new(c, &scores, |row| {
        !order.left_out.contains(&c.technologies[row].id.as_str())
    });
    (leagues, scores)
}

const PLAIN: Order<'static> = Order {
    scores: &[("laravel", 803), ("django", 799), ("rails", 790)],
    left_out: &[],
    unknown: &[],
};
const SHARED: &[(&str, u16)] = &[("django", 812), ("laravel", 803), ("rails", 790)];
/// As [`PLAIN`] stands.
const AS_NOW: &[(&str, u16)] = &[("laravel", 803), ("django", 799), ("rails", 790)];

struct Told<'a> {
    c: Catalogue,
    order: Order<'a>,
    whose: Whose,
    version: Option<&'a str>,
    first: &'a [(&'a str, u16)],
    altered: bool,
    opened: bool,
    compared: &'a [&'a str],
    kept: &'a [&'a str],
}

impl<'a> Told<'a> {
    fn new(c: Catalogue, version: Option<&'a str>, first: &'a [(&'a str, u16)]) -> Self {
        Self {
            c,
            order: PLAIN,
            whose: Whose::Shared,
            version,
            first,
            altered: false,
            opened: false,
            compared: &[],
            kept: &[],
        }
    }

    fn since(&self) -> Since {
        let (leagues, scores) = ranked(&self.c, &self.order);
        let first: Vec<(Id, u16)> = self.first.iter().map(|(t, s)| (id(t), *s)).collect();
        let (compared, kept) = (ids(self.compared), ids(self.kept));
        since(
            &Then {
                whose: self.whose,
                version: self.version,
                first: &first,
                altered: self.altered,
            },
            &Now {
                catalogue: &self.c,
                leagues: &leagues,
                scores: &scores,
                opened: self.opened,
            },
            &Concerned {
                compared: &compared,
                kept: &kept,
            },
        )
    }
}

const THEN: &str = "20261020-0001";

fn stars(n: u32) -> Option<String> {
    Some(format!("{n} stars"))
}

/// Five facts, in two changes.
fn history() -> Vec<Change> {
    vec![
        change(
            "2026-11-22",
            &["20261110-0002"],
            &[],
            vec![
                revision(
                    "django",
                    "lifecycle.latest",
                    Some("5.2 of 2 Apr 2025"),
                    Some("6.0 of 2 Nov 2026"),
                ),
                revision(
                    "django",
                    "metrics.github-stars",
                    stars(88_000).as_deref(),
                    stars(88_588).as_deref(),
                ),
                revision("koa", "capabilities.orm", None, Some("community: Prisma")),
            ],
        ),
        change(
            "2026-11-10",
            &[THEN],
            &["Durations are counted to 10 Nov 2026 now; before, to 20 Oct 2026."],
            vec![
                revision(
                    "django",
                    "metrics.github-stars",
                    stars(87_000).as_deref(),
                    stars(88_000).as_deref(),
                ),
                revision("laravel", "licence", Some("MIT"), None),
                revision("rails", "caution", None, Some("Upgrades take time.")),
            ],
        ),
        change("2026-10-20", &[], &["First version."], Vec::new()),
    ]
}

fn cases() -> Vec<(&'static str, Told<'static>)> {
    let plain = |first| Told::new(catalogue(history()), Some(THEN), first);
    let mut all: Vec<(&str, Told<'_>)> = Vec::new();
    all.push((
        "the same catalogue and the same scores",
        Told::new(catalogue(history()), Some("20261122-9f3a"), AS_NOW),
    ));
    all.push((
        "the same catalogue and other scores",
        Told::new(catalogue(history()), Some("20261122-9f3a"), SHARED),
    ));
    let mut yours = Told::new(catalogue(history()), Some("20261122-9f3a"), SHARED);
    yours.c.yours.insert(Yours::Technology(id("koa")));
    all.push(("the same, and facts of one's own count", yours));
    all.push(("older, another is first", plain(SHARED)));
    all.push((
        "older, with technologies compared",
        Told {
            compared: &["django", "koa"],
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, none of it compared or among the first",
        Told {
            compared: &["express"],
            order: Order {
                scores: &[("fastapi", 900)],
                left_out: &[],
                unknown: &[],
            },
            ..plain(&[("fastapi", 900)])
        },
    ));
    all.push(("older, the order is as it was", plain(AS_NOW)));
    all.push((
        "older, the same order with other scores",
        plain(&[("laravel", 810), ("django", 799), ("rails", 700)]),
    ));
    all.push((
        "older, one is first and its score is another",
        plain(&[("laravel", 810)]),
    ));
    all.push((
        "older, far behind",
        Told {
            order: Order {
                scores: &[
                    ("laravel", 803),
                    ("rails", 790),
                    ("koa", 780),
                    ("express", 770),
                    ("django", 760),
                ],
                left_out: &[],
                unknown: &[],
            },
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, the first stays and others move",
        plain(&[("laravel", 803), ("rails", 800), ("django", 790)]),
    ));
    all.push((
        "older, the filters leave out what was first",
        Told {
            order: Order {
                scores: &[("django", 812), ("laravel", 803), ("rails", 790)],
                left_out: &["django"],
                unknown: &[],
            },
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, too much is unknown of the first",
        Told {
            order: Order {
                unknown: &["django"],
                ..PLAIN
            },
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, a runtime was first",
        plain(&[("nodejs", 900), ("laravel", 803)]),
    ));
    let everyone: Vec<&'static str> = WHOLE.technologies.iter().map(|t| t.id.as_str()).collect();
    all.push((
        "older, nobody is left",
        Told {
            order: Order {
                scores: &[],
                left_out: everyone.leak(),
                unknown: &[],
            },
            ..plain(SHARED)
        },
    ));
    let mut removed = plain(&[("webware", 812), ("oldname", 803), ("never", 700)]);
    removed
        .c
        .moved
        .tombstones
        .insert(id("webware"), "given up in 2026.".to_owned());
    removed.c.moved.aliases.insert(id("oldname"), id("laravel"));
    removed.c.changes[0]
        .facts
        .push(revision("oldname", "users", Some("A"), Some("B")));
    removed.c.changes[0]
        .facts
        .push(revision("webware", "users", Some("A"), None));
    all.push(("older, removed, renamed and never listed", removed));
    all.push((
        "older, no digest",
        Told {
            first: &[],
            ..plain(SHARED)
        },
    ));
    all.push((
        "older by its date, of no change's version",
        Told {
            version: Some("20261101-abcd"),
            ..plain(SHARED)
        },
    ));
    all.push((
        "older than the list",
        Told {
            version: Some("20250101-abcd"),
            ..plain(SHARED)
        },
    ));
    let begun = || {
        let what = "First version: sixty technologies.";
        catalogue(vec![change("2026-11-22", &[], &[what], Vec::new())])
    };
    all.push((
        "older than a list that has only begun",
        Told::new(begun(), Some("20261101-0001"), SHARED),
    ));
    all.push((
        "older than a list that has only begun, and the order is as it was",
        Told::new(begun(), Some("20261101-0001"), AS_NOW),
    ));
    all.push((
        "without a list",
        Told::new(catalogue(Vec::new()), Some("20261101-0001"), SHARED),
    ));
    all.push((
        "older, of the same day",
        Told {
            c: catalogue(vec![change(
                "2026-11-22",
                &["20261122-0000"],
                &[],
                vec![revision(
                    "django",
                    "licence",
                    Some("MIT"),
                    Some("BSD-3-Clause"),
                )],
            )]),
            version: Some("20261122-0000"),
            compared: &["django"],
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, of the same day, no digest",
        Told {
            c: catalogue(vec![change(
                "2026-11-22",
                &["20261122-0000"],
                &[],
                vec![revision(
                    "django",
                    "licence",
                    Some("MIT"),
                    Some("BSD-3-Clause"),
                )],
            )]),
            version: Some("20261122-0000"),
            compared: &["koa"],
            first: &[],
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, only what is no fact",
        Told {
            c: catalogue(vec![change(
                "2026-11-22",
                &[THEN],
                &["One.", "Two.", "Three.", "Four.", "Five."],
                Vec::new(),
            )]),
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, and nothing that is listed explains it",
        Told {
            c: catalogue(vec![change(
                "2026-10-20",
                &[],
                &["First version."],
                Vec::new(),
            )]),
            ..plain(SHARED)
        },
    ));
    all.push((
        "older, and nothing has changed",
        Told {
            c: catalogue(vec![change(
                "2026-10-20",
                &[],
                &["First version."],
                Vec::new(),
            )]),
            ..plain(AS_NOW)
        },
    ));
    all.push((
        "older, altered",
        Told {
            altered: true,
            ..plain(SHARED)
        },
    ));
    all.push((
        "newer",
        Told {
            version: Some("20261220-ffff"),
            ..plain(SHARED)
        },
    ));
    all.push((
        "newer, the same scores",
        Told {
            version: Some("20261220-ffff"),
            ..plain(AS_NOW)
        },
    ));
    all.push((
        "a version that is no date",
        Told {
            version: Some("my.own"),
            ..plain(SHARED)
        },
    ));
    all.push((
        "a catalogue of one's own is open",
        Told {
            opened: true,
            ..plain(SHARED)
        },
    ));
    all.push((
        "no version, other scores",
        Told {
            version: None,
            ..plain(SHARED)
        },
    ));
    all.push((
        "no version, the same scores",
        Told {
            version: None,
            ..plain(AS_NOW)
        },
    ));
    let own = |first| Told {
        whose: Whose::Own,
        kept: &["django", "flask"],
        ..plain(first)
    };
    all.push(("one's own last visit, another is first", own(SHARED)));
    all.push(("one's own last visit, a shortlist alone", own(&[])));
    all.push((
        "one's own last visit, of a newer catalogue",
        Told {
            version: Some("20261220-ffff"),
            ..own(&[])
        },
    ));
    all.push((
        "one's own, the same catalogue and facts of one's own",
        Told {
            version: Some("20261122-9f3a"),
            ..own(SHARED)
        },
    ));
    all.push((
        "one's own last visit, one fact of the shortlist",
        Told {
            c: catalogue(vec![change(
                "2026-11-22",
                &[THEN],
                &[],
                vec![Revision {
                    why: Some("It was read wrongly.".to_owned()),
                    ..revision("django", "licence", Some("MIT"), Some("BSD-3-Clause"))
                }],
            )]),
            ..own(&[])
        },
    ));
    all
}

#[test]
fn every_case_is_told_in_these_words() {
    let mut text = String::new();
    for (name, told) in cases() {
        let found = told.since();
        writeln!(text, "# {name}").unwrap();
        if found.is_nothing() {
            writeln!(text, "(nothing)").unwrap();
        } else {
            writeln!(text, "{}", found.title).unwrap();
        }
        for says in &found.says {
            writeln!(text, "  {says}").unwrap();
        }
        for fact in &found.facts {
            let marks: String = [
                (fact.of_compared, 'c'),
                (fact.of_first, 'f'),
                (fact.of_kept, 'k'),
            ]
            .iter()
            .filter_map(|(is, mark)| is.then_some(*mark))
            .collect();
            let why = fact
                .why
                .as_deref()
                .map_or_else(String::new, |why| format!(" ({why})"));
            writeln!(
                text,
                "  - {}, {}: {} → {}{why} [{marks}]",
                fact.name, fact.field, fact.before, fact.after
            )
            .unwrap();
        }
        for p in &found.places {
            writeln!(text, "  | {} {:?} | {}", p.name, p.then, p.now.words()).unwrap();
        }
        text.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/then.txt");
    if std::env::var("GROUNDWORK_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert_eq!(text, golden);
}

#[test]
fn a_field_has_a_name_that_people_read() {
    let c = &*WHOLE;
    for t in &c.technologies {
        for fact in t.stated(c) {
            let name = field(c, &fact.field);
            assert!(
                name.starts_with(char::is_uppercase) || fact.field.contains('.'),
                "{name}"
            );
            assert!(
                !name.contains(['_']) && !name.starts_with("lifecycle"),
                "{name}"
            );
        }
    }
}

#[test]
fn the_list_of_changes_is_sound_and_its_rules_are_kept() {
    assert_eq!(check(&WHOLE), []);
    let wrong = |changes: Vec<Change>| {
        let mut c = WHOLE.clone();
        c.changes = changes;
        let problems = check(&c);
        problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let good = || vec![revision("django", "licence", Some("MIT"), Some("BSD"))];
    assert_eq!(
        wrong(vec![change("2026-11-01", &["20261020-0001"], &[], good())]),
        ""
    );
    let one = |facts: Vec<Revision>| wrong(vec![change("2026-11-01", &[], &["x"], facts)]);
    for (text, problem) in [
        (
            wrong(vec![change("2099-01-01", &[], &["x"], Vec::new())]),
            "changes[0].date",
        ),
        (
            wrong(vec![
                change("2026-01-01", &[], &["x"], Vec::new()),
                change("2026-02-01", &[], &["x"], Vec::new()),
            ]),
            "changes[1].date",
        ),
        (
            wrong(vec![change("2026-01-01", &[], &[], Vec::new())]),
            "changes[0]: expected something",
        ),
        (
            wrong(vec![change(
                "2026-01-01",
                &["20260102-0000"],
                &["x"],
                Vec::new(),
            )]),
            "changes[0].from",
        ),
        (
            wrong(vec![change("2026-01-01", &["mine"], &["x"], Vec::new())]),
            "changes[0].from",
        ),
        (
            wrong(vec![change(
                "2026-01-01",
                &["20250101-0", "20250101-0"],
                &["x"],
                Vec::new(),
            )]),
            "only one change",
        ),
        (
            one(vec![revision("nobody", "licence", Some("a"), Some("b"))]),
            "facts[0].technology",
        ),
        (
            one(vec![revision(
                "django",
                "capabilities.nothing",
                Some("a"),
                Some("b"),
            )]),
            "facts[0].field",
        ),
        (
            one(vec![revision("django", "colour", Some("a"), Some("b"))]),
            "facts[0].field",
        ),
        (
            one(vec![revision("django", "licence", Some("a"), Some("a"))]),
            "another one after",
        ),
        (
            one(vec![revision("django", "licence", None, None)]),
            "another one after",
        ),
        (
            one(vec![revision("django", "licence", Some(" a"), None)]),
            "facts[0].before",
        ),
    ] {
        assert!(text.contains(problem), "{problem}: {text}");
    }
}

// ---- properties ----

const TECHNOLOGIES: [&str; 4] = ["django", "rails", "koa", "nodejs"];
const FIELDS: [&str; 4] = ["licence", "metrics.github-stars", "caution", "strength"];
/// What is known at a moment. Of cautions and strengths there may be several.
type Known = BTreeMap<(&'static str, &'static str), BTreeSet<u8>>;

fn several(field: &str) -> bool {
    matches!(field, "caution" | "strength")
}

fn known() -> impl Strategy<Value = Known> {
    let key = (select(&TECHNOLOGIES[..]), select(&FIELDS[..]));
    btree_map(key, vec(0u8..5, 0..4), 0..12).prop_map(|all| {
        let kept = all.into_iter().map(|(key, values)| {
            let most = if several(key.1) { 4 } else { 1 };
            (key, values.into_iter().take(most).collect::<BTreeSet<u8>>())
        });
        kept.filter(|(_, values)| !values.is_empty()).collect()
    })
}

/// What became another from one moment to the next, as the list has it.
fn revisions(a: &Known, b: &Known) -> Vec<Revision> {
    let mut all = Vec::new();
    for key in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
        let of = |known: &Known| known.get(key).cloned().unwrap_or_default();
        let (a, b) = (of(a), of(b));
        let gone: Vec<_> = a.difference(&b).map(u8::to_string).collect();
        let come: Vec<_> = b.difference(&a).map(u8::to_string).collect();
        for n in 0..gone.len().max(come.len()) {
            let text = |list: &[String]| list.get(n).cloned();
            all.push(Revision {
                technology: id(key.0),
                field: key.1.to_owned(),
                before: text(&gone),
                after: text(&come),
                why: None,
            });
        }
    }
    all
}

/// The version that was in force after so many changes.
fn version(n: usize) -> String {
    format!("202601{:02}-{n:04x}", n + 1)
}

/// Moments one after the other, and the catalogue of the last of them.
fn told_of(moments: &[Known]) -> Catalogue {
    let mut c = WHOLE.clone();
    c.changes = vec![change("2026-01-01", &[], &["First."], Vec::new())];
    for (n, pair) in moments.windows(2).enumerate() {
        let facts = revisions(&pair[0], &pair[1]);
        let date = format!("2026-01-{:02}", n + 2);
        c.changes
            .insert(0, change(&date, &[&version(n)], &[], facts));
    }
    c.version = version(moments.len() - 1);
    c.checked = day("2026-02-01");
    c
}

fn plainly(c: &Catalogue, then: &Then<'_>, concerned: &Concerned<'_>) -> Since {
    let (leagues, scores) = ranked(c, &PLAIN);
    let now = Now {
        catalogue: c,
        leagues: &leagues,
        scores: &scores,
        opened: false,
    };
    since(then, &now, concerned)
}

fn of(version: Option<&str>) -> Then<'_> {
    Then {
        whose: Whose::Shared,
        version,
        first: &[],
        altered: false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whichever version a link is of, exactly the facts are told that were
    /// others at that moment, each with what was known then and what is now.
    #[test]
    fn what_is_told_is_the_difference_of_two_moments(moments in vec(known(), 1..6), at in any::<prop::sample::Index>(), listed: bool) {
        let c = told_of(&moments);
        let at = at.index(moments.len());
        // A version that no change names is found by its date.
        let mut name = version(at);
        if !listed && at + 1 < moments.len() {
            name.push_str("ff");
        }
        let found = plainly(&c, &of(Some(&name)), &Concerned::default());
        let last = moments.last().unwrap();
        // By its date alone it may be from before the change of that day.
        let from = if listed || at + 1 == moments.len() { at } else { at.saturating_sub(1) };
        let wanted = revisions(&moments[from], last);
        let plain = |field: &str| !several(field);
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
        let wanted_plain: BTreeSet<_> = wanted
            .iter()
            .filter(|r| plain(&r.field))
            .map(|r| (r.technology.to_string(), field(&c, &r.field), text(&r.before), text(&r.after)))
            .collect();
        let singles: Vec<String> = FIELDS.iter().filter(|f| plain(f)).map(|f| field(&c, f)).collect();
        let told_plain: BTreeSet<_> = found
            .facts
            .iter()
            .filter(|f| singles.contains(&f.field))
            .map(|f| (f.technology.to_string(), f.field.clone(), f.before.clone(), f.after.clone()))
            .collect();
        prop_assert_eq!(told_plain, wanted_plain);
        // Of what there may be several, what went and what came is the same,
        // whatever is paired.
        let bag = |all: Vec<(String, String, String, String)>| {
            let mut bag: BTreeMap<(String, String, String), i32> = BTreeMap::new();
            for (t, f, before, after) in all {
                if before != "unknown" {
                    *bag.entry((t.clone(), f.clone(), before)).or_default() -= 1;
                }
                if after != "unknown" {
                    *bag.entry((t, f, after)).or_default() += 1;
                }
            }
            bag.retain(|_, n| *n != 0);
            bag
        };
        let wanted = wanted.iter().filter(|r| several(&r.field)).map(|r| (r.technology.to_string(), field(&c, &r.field), text(&r.before), text(&r.after)));
        let told = found.facts.iter().filter(|f| !singles.contains(&f.field)).map(|f| (f.technology.to_string(), f.field.clone(), f.before.clone(), f.after.clone()));
        prop_assert_eq!(bag(told.collect()), bag(wanted.collect()));
    }

    /// The counts of the sentence are those of the list, and what concerns
    /// somebody stands first.
    #[test]
    fn whoever_is_concerned_is_counted_and_comes_first(moments in vec(known(), 2..5), compared in vec(select(&TECHNOLOGIES[..]), 0..3), kept in vec(select(&TECHNOLOGIES[..]), 0..3)) {
        let c = told_of(&moments);
        let (compared, kept) = (ids(&compared), ids(&kept));
        let concerned = Concerned { compared: &compared, kept: &kept };
        let found = plainly(&c, &of(Some(&version(0))), &concerned);
        for f in &found.facts {
            prop_assert_eq!(f.of_compared, compared.contains(&f.technology));
            prop_assert_eq!(f.of_kept, kept.contains(&f.technology));
        }
        let own = found.facts.iter().filter(|f| f.of_compared).count();
        prop_assert!(found.facts.iter().take(own).all(|f| f.of_compared));
        let says = found.says.join(" ");
        if found.facts.len() > 1 {
            let counted = format!("{} facts have changed since", found.facts.len());
            prop_assert!(says.contains(&counted), "{says}");
            if own > 0 && own < found.facts.len() {
                let counted = format!("{own} about technologies compared here");
                prop_assert!(says.contains(&counted), "{says}");
            }
        }
        prop_assert_eq!(found.is_nothing(), found.facts.is_empty() && found.what.is_empty());
    }

    /// The first of then are told with the place and the score that they have.
    #[test]
    fn places_are_those_of_the_order(scores in vec(0i32..=1000, 4), first in vec((select(&["django", "rails", "koa", "laravel", "nodejs", "never"][..]), 0u16..=1000), 0..4), left_out in vec(select(&["django", "koa"][..]), 0..2)) {
        let c = catalogue(history());
        let of: Vec<(&str, i32)> = ["django", "rails", "koa", "laravel"].into_iter().zip(scores).collect();
        let order = Order { scores: &of, left_out: &left_out, unknown: &[] };
        let (leagues, totals) = ranked(&c, &order);
        let told = Told { order, ..Told::new(c, Some(THEN), &first) };
        let found = told.since();
        prop_assert_eq!(found.places.len(), first.len());
        for (n, (place, (name, score))) in found.places.iter().zip(&first).enumerate() {
            prop_assert_eq!(place.technology.as_str(), *name);
            prop_assert_eq!(place.then, (n + 1, i32::from(*score)));
            let row = told.c.position(&place.technology);
            let at = row.and_then(|row| leagues.frameworks.ranked.iter().position(|r| r.row == row));
            let expected = match (*name, row, at) {
                ("never", ..) => Stand::Gone(None),
                ("nodejs", ..) => Stand::Runtime,
                (name, _, None) => {
                    prop_assert!(left_out.contains(&name));
                    Stand::LeftOut
                }
                (_, Some(row), Some(at)) => Stand::Ranked(at + 1, groundwork::decide::tenths(totals.shown[row])),
                (_, None, Some(_)) => panic!("a place without a row"),
            };
            prop_assert_eq!(&place.now, &expected);
        }
        for says in found.says.iter().chain([&found.title]) {
            prop_assert!(says.ends_with('.') && !says.contains("  ") && !says.contains(".."), "{}", says);
        }
    }

    /// Nothing is told of what is as it was, and any text whatever is taken.
    #[test]
    fn the_same_is_silent_and_nothing_is_too_strange(text in "\\PC{0,12}|[0-9]{8}-[0-9a-f]{4}", first in vec((select(&TECHNOLOGIES[..]), any::<u16>()), 0..4), altered: bool, own: bool) {
        let c = catalogue(history());
        let first: Vec<(Id, u16)> = first.into_iter().map(|(t, s)| (id(t), s)).collect();
        let whose = if own { Whose::Own } else { Whose::Shared };
        let then = Then { whose, version: Some(&text), first: &first, altered };
        let found = plainly(&c, &then, &Concerned::default());
        prop_assert_eq!(found.is_nothing(), found.says.is_empty());
        let now: Vec<(Id, u16)> = AS_NOW.iter().map(|(t, s)| (id(t), *s)).collect();
        for version in [Some("20261122-9f3a"), None] {
            let then = Then { whose, version, first: &now, altered };
            prop_assert_eq!(plainly(&c, &then, &Concerned::default()), Since::default());
        }
    }
}

/// What the list does not reach back to is not known: neither that nothing has
/// changed nor that whoever shared it counted facts of their own.
#[test]
fn before_the_list_begins_nothing_is_known() {
    for (name, told) in cases() {
        let says = told.since().says.join(" ");
        let begins = told
            .c
            .changes
            .last()
            .map_or("2026-11-22".to_owned(), |k| k.date.to_string());
        let version = told.version.unwrap_or_default();
        let named = told
            .c
            .changes
            .iter()
            .any(|k| k.from.iter().any(|from| from == version));
        let before = version.len() == 13 && !named && version[..8] < *begins.replace('-', "");
        if before && !told.opened && !says.is_empty() {
            assert!(says.contains("is not recorded"), "{name}: {says}");
            for claim in [
                "No fact has changed",
                "No listed change",
                "facts of their own",
            ] {
                assert!(!says.contains(claim), "{name}: {says}");
            }
        }
    }
}

#[test]
fn an_empty_list_tells_nothing_of_facts() {
    let c = catalogue(Vec::new());
    let found = plainly(&c, &of(Some("20200101-0000")), &Concerned::default());
    assert_eq!(found, Since::default());
}
