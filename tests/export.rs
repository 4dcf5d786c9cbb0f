//! What documents promise: they add up, name everybody, and let no data be
//! taken for markup.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

use groundwork::catalogue::{Catalogue, Date, Fact, Id, Level, Measure, Set, Yours};
use groundwork::export::{Case, Drawn, Remarks, record};
use groundwork::state::{
    Comparison, Facet, Msg, Rating, State, UnknownPolicy, View, Weight, Weights,
};
use proptest::prelude::*;
use std::path::PathBuf;

const LINK: &str = "https://example.org/groundwork/?v=1&k=0000";

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn ids(text: &str) -> Vec<Id> {
    text.split(' ').filter(|t| !t.is_empty()).map(id).collect()
}

/// The record of a comparison, of a catalogue of which old facts are unknown.
fn of(c: &Catalogue, comparison: &Comparison, remarks: &Remarks<'_>) -> String {
    drawn(c, comparison, remarks, 10_000)
}

fn drawn(c: &Catalogue, comparison: &Comparison, remarks: &Remarks<'_>, draws: u32) -> String {
    let mut c = c.clone();
    // A hash of all data, most of which is in no document.
    c.version = "20261122-0000".to_owned();
    if let Some(since) = comparison.since {
        c.trust(since);
    }
    let case = Case::new(&c, comparison, LINK, day("2026-11-22"));
    record(&case, remarks, &Drawn::new(&case, draws))
}

/// The comparison after some messages.
fn after(c: &Catalogue, messages: Vec<Msg>) -> Comparison {
    let mut state = State::new(c);
    for message in messages {
        state.update(message, c);
    }
    state.comparison
}

/// A document stands in `tests/golden/record-NAME.md`. After a change that is
/// meant to move it, write it anew with
/// `GROUNDWORK_GOLDEN=write cargo test --test export` and read it.
fn golden(name: &str, text: &str) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("tests/golden/record-{name}.md"));
    if std::env::var("GROUNDWORK_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, text).unwrap();
    }
    let known = std::fs::read_to_string(&path).expect("the golden file is there");
    assert!(text == known, "{} differs", path.display());
}

#[test]
fn three_put_side_by_side_after_the_guide() {
    let c = groundwork::whole();
    let comparison = after(
        &c,
        vec![
            Msg::Answer(id("deadline"), id("months")),
            Msg::Answer(id("content"), id("forms")),
            Msg::Answer(id("content"), id("accounts")),
            Msg::Answer(id("content"), id("jobs")),
            Msg::Answer(id("volumes"), id("medium")),
            Msg::Answer(id("years"), id("long")),
            Msg::RateLanguage(id("python"), Rating::new(5)),
            Msg::RateLanguage(id("ruby"), Rating::new(2)),
            Msg::RateLanguage(id("php"), Rating::new(0)),
            Msg::Compare(ids("rails django laravel")),
            Msg::Show(View::Decide),
        ],
    );
    let notes = [(
        id("rails"),
        "Two of us used it in 2019.\nAsk <Anna> about upgrades | costs.".to_owned(),
    )];
    let remarks = Remarks {
        notes: &notes,
        ..Remarks::default()
    };
    let text = of(&c, &comparison, &remarks);
    golden("guided", &text);

    // What is true of all is said once, and nobody has to read walls of text.
    assert_eq!(text.matches("must-haves").count(), 1);
    let longest = text.lines().filter(|line| !line.starts_with('|'));
    let longest = longest.map(words).max().unwrap();
    assert!(longest <= 100, "{longest} words in a line");
    let prose: usize = text
        .lines()
        .filter(|l| !l.starts_with('|'))
        .map(words)
        .sum();
    assert!(prose <= 1_600, "{prose} words outside tables");
    // Still every figure that counts says where it was read.
    for t in ["rails", "django", "laravel"].map(|t| c.technology(&id(t)).unwrap()) {
        for k in c
            .criteria
            .iter()
            .filter(|k| comparison.weights.get(k.key).points() > 0.0)
        {
            let fact = match &k.from {
                Measure::Metric { id } => t.metrics.get(id).map(|f| &f.source),
                Measure::TypeSafety => t.type_safety.as_ref().map(|f| &f.source),
                Measure::Maturity => t.first_release.as_ref().map(|f| &f.source),
                Measure::Freshness => t.lifecycle.latest.as_ref().map(|f| &f.source),
                Measure::Support => t.lifecycle.support.as_ref().map(|f| &f.source),
                Measure::Capabilities { .. } | Measure::Languages | Measure::Rating => None,
            };
            let Some(source) = fact.and_then(|id| c.source(t, id)) else {
                continue;
            };
            assert!(
                text.contains(&format!("]({}), ", source.url)),
                "{} of {}",
                k.label,
                t.name
            );
        }
    }
}

/// How many words there are to read, without addresses.
fn words(line: &str) -> usize {
    let mut line = line.to_owned();
    while let Some(from) = line.find("](") {
        let to = line[from..].find(')').unwrap() + from;
        line.replace_range(from..=to, "");
    }
    let said = line.split_whitespace();
    said.filter(|w| w.chars().any(char::is_alphanumeric))
        .count()
}

#[test]
fn nothing_said_at_all() {
    let c = groundwork::whole();
    let text = of(&c, &Comparison::current(&c), &Remarks::default());
    golden("default", &text);
    // Whoever comes first more often by weights like ours is the strongest
    // argument, and is named with how often.
    assert!(
        text.contains("\n\nThe strongest argument against it: Laravel comes first more often: in ")
            || text.contains("The strongest argument against it: Laravel, which is not among the options, comes first more often: in "),
        "{text}"
    );
    assert!(text.contains("equal figures, and differences of two columns, may be off by 0.1"));
    assert!(!text.contains("\\#"), "a sharp within a name marks nothing");
}

/// A language that was left out is not the user's word, one rated 0 is.
#[test]
fn a_language_that_was_not_rated_is_not_the_users_word() {
    let c = groundwork::whole();
    let comparison = after(
        &c,
        vec![
            Msg::RateLanguage(id("python"), Rating::new(4)),
            Msg::RateLanguage(id("php"), Rating::new(0)),
            Msg::Compare(ids("aspnet-core django laravel")),
        ],
    );
    for chosen in ["aspnet-core", "laravel"] {
        let chosen = id(chosen);
        let remarks = Remarks {
            chosen: Some(&chosen),
            ..Remarks::default()
        };
        let text = drawn(&c, &comparison, &remarks, 100);
        let lines = text.lines();
        let row = lines
            .clone()
            .find(|l| l.starts_with("| Team knows the language |"));
        let row = row.unwrap();
        assert!(
            row.contains("| not rated, counts as 0 → 0 → 0.0 |"),
            "{row}"
        );
        assert!(row.contains("| 0 of 5 (yours) → 0 → 0.0 |"), "{row}");
        assert!(row.contains("| 4 of 5 (yours) → 80 → "), "{row}");
        assert!(text.contains("languages not named count as not known"));
        let learns = "Bad, because the team has PHP to learn.";
        let open = "Bad, because applications are written in C# or F#, which was not rated and so counts as not known by anybody in the team.";
        assert_eq!(text.contains(learns), chosen == "laravel", "{text}");
        assert_eq!(text.contains(open), chosen == "aspnet-core", "{text}");
    }
}

#[test]
fn another_than_the_first_is_chosen() {
    let c = groundwork::whole();
    let mut comparison = Comparison::current(&c);
    comparison.compared = ids("spring-boot aspnet-core");
    let chosen = id("spring-boot");
    let text = of(
        &c,
        &comparison,
        &Remarks {
            title: "Stay on the JVM!",
            chosen: Some(&chosen),
            deciders: "Anna, Ben",
            consulted: "the people who run it",
            ..Remarks::default()
        },
    );
    assert!(text.contains("# Stay on the JVM\n"));
    assert!(text.contains("although it is not the first by points"));
    assert!(text.starts_with("---\nstatus: proposed\ndate: 2026-11-22\ndecision-makers: \"Anna, Ben\"\nconsulted: \"the people who run it\"\n---\n"));
    golden("second", &text);
}

#[test]
fn nobody_keeps_to_the_limits() {
    let c = groundwork::whole();
    let mut comparison = Comparison::current(&c);
    comparison
        .facets
        .insert(Facet::Language, Set::from([id("cpp")]));
    comparison.must.insert(id("admin-ui"), Level::Core);
    comparison.must.insert(id("graphql"), Level::Core);
    golden("nobody", &of(&c, &comparison, &Remarks::default()));
}

#[test]
fn one_alone_keeps_to_the_limits() {
    let c = groundwork::whole();
    let mut comparison = Comparison::current(&c);
    comparison
        .facets
        .insert(Facet::Language, Set::from([id("elixir")]));
    golden("alone", &of(&c, &comparison, &Remarks::default()));
}

#[test]
fn runtimes_only() {
    let c = groundwork::whole();
    let mut comparison = Comparison::current(&c);
    comparison
        .facets
        .insert(Facet::Kind, Set::from([id("runtime")]));
    comparison.since = Some(day("2025-01"));
    golden("runtimes", &of(&c, &comparison, &Remarks::default()));
}

#[test]
fn two_that_are_alike() {
    let mut c = groundwork::whole();
    let mut twin = c.technology(&id("django")).unwrap().clone();
    twin.id = id("djangone");
    twin.name = "Djangone".to_owned();
    c.technologies.push(twin);
    let mut comparison = Comparison::current(&c);
    comparison.compared = ids("djangone django");
    golden("level", &of(&c, &comparison, &Remarks::default()));
}

#[test]
fn all_is_unknown() {
    let c = groundwork::whole();
    let mut comparison = Comparison::current(&c);
    comparison.compared = ids("rails django");
    comparison.since = Some(day("2026-11-23"));
    golden("unknown", &of(&c, &comparison, &Remarks::default()));
}

#[test]
fn with_facts_of_our_own() {
    let group = whole().criteria_groups[0].id.to_string();
    let cost = r#"{"label":"Hosting cost","group":"GROUP","unit":"EUR a month","value":{"shape":"linear","worst":500,"best":0},"figures":{"rails":40,"django":30},"weight":3,"reason":"Offers of October","made":"2026-11-21"}"#;
    let entries: groundwork::own::Entries = [
        ("fact:rails:metrics.github-stars", r#"{"value":100000,"as_of":"2026-11-20","reason":"Counted by hand.","made":"2026-11-22","source":"https://example.org/count"}"#.to_owned()),
        ("fact:django:first_release", r#"{"value":null,"reason":"We doubt the date","made":"2026-11-20"}"#.to_owned()),
        ("fact:django:capabilities.background-jobs", r#"{"value":{"level":"core","via":"Our own worker"},"reason":"Written last year","made":"2026-11-20"}"#.to_owned()),
        ("criterion:hosting-cost", cost.replace("GROUP", &group)),
        ("technology:masonry", r#"{"name":"Masonry","summary":"Our own framework.","kind":"api","languages":[{"id":"java"}],"licence":"mit","first_release":"2020","lifecycle":{"latest":{"version":"2","date":"2026-10"}},"capabilities":{"orm":"core"},"metrics":{"github-stars":5000},"runs_on":["nodejs"],"made":"2026-11-21","reason":"In house"}"#.to_owned()),
    ]
    .into_iter()
    .map(|(key, entry)| (key.to_owned(), entry))
    .collect();
    let (c, faults) = groundwork::own::overlay(groundwork::WHOLE, &entries).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let mut comparison = Comparison::current(&c);
    comparison.compared = ids("rails django masonry");
    let own = c
        .criteria
        .iter()
        .find(|k| k.label == "Hosting cost")
        .unwrap();
    let weight = Weight::from_points(3.0).unwrap();
    comparison.weights.set(own.key, weight);
    golden("own", &of(&c, &comparison, &Remarks::default()));
}

#[test]
fn eight_of_all_sorts() {
    let mut c = groundwork::whole();
    let rails = c.technologies.iter_mut().find(|t| t.id == "rails").unwrap();
    rails.metrics.insert(
        id("tb-keepalive-rps-64"),
        Fact {
            value: 12_500.0,
            as_of: day("2026-10"),
            source: id("own"),
            note: Some("Measured on our own machines | *all* five.".to_owned()),
        },
    );
    let fact = Yours::Fact(id("rails"), "metrics.tb-keepalive-rps-64".to_owned());
    c.yours.insert(fact);
    let mut comparison = Comparison::current(&c);
    comparison.compared =
        ids("rails nodejs express meteor flask laravel gone-with-the-wind phoenix");
    comparison.must.insert(id("orm"), Level::Official);
    comparison
        .ratings
        .insert(id("rails"), Rating::new(4).unwrap());
    comparison
        .ratings
        .insert(id("laravel"), Rating::new(3).unwrap());
    comparison.unknown = UnknownPolicy::Peers;
    golden("eight", &of(&c, &comparison, &Remarks::default()));
}

/// The cells of a table's line, at bars that are not escaped.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else {
            cells.last_mut().unwrap().push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    let inside = &cells[1..cells.len() - 1];
    inside.iter().map(|c| c.trim().to_owned()).collect()
}

fn tenths(text: &str) -> i32 {
    let text = text.trim_matches('*').replace('−', "-");
    let number: f64 = text.trim_end_matches("\u{a0}%").parse().expect("a number");
    #[allow(clippy::cast_possible_truncation)]
    let tenths = (number * 10.0).round() as i32;
    tenths
}

/// Reads every table back: rows are as wide as their head, weights add up to
/// the whole and points to the totals. Says how many columns of points there
/// were.
fn reconcile(text: &str) -> usize {
    let mut columns = 0;
    let lines: Vec<&str> = text.lines().collect();
    for table in lines.split(|line| !line.starts_with('|')) {
        if table.is_empty() {
            continue;
        }
        let rows: Vec<Vec<String>> = table.iter().map(|line| cells(line)).collect();
        assert!(
            rows.iter().all(|row| row.len() == rows[0].len()),
            "{table:#?}"
        );
        if rows[0][0] != "Criterion" {
            continue;
        }
        let total = rows.iter().position(|row| row[0] == "**Total**").unwrap();
        let criteria = &rows[2..total];
        let weights: i32 = criteria
            .iter()
            .filter(|row| !row[1].starts_with("less"))
            .map(|row| tenths(&row[1]))
            .sum();
        // Each is rounded by itself.
        let most = i32::try_from(criteria.len()).unwrap() / 2 + 1;
        assert!((weights - 1000).abs() <= most, "{weights}");
        for column in 2..rows[0].len() {
            let points = |row: &Vec<String>| tenths(row[column].rsplit(" → ").next().unwrap());
            let sum: i32 = criteria.iter().map(points).sum();
            assert_eq!(sum, tenths(&rows[total][column]), "{table:#?}");
            columns += 1;
        }
    }
    columns
}

/// Text that tries to be more than text.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(
            prop::sample::select(vec![
                "<script>alert(1)</script>", "<", ">", "&lt;", "|", "\\|", "\\", "`", "**", "_",
                "[x](javascript:alert(1))", "![x](http://a.b/c)", "](", "<!--", "-->", "# ", "- ",
                "1. ", "> ", "---", "===", "\n", "\r\n", "\n\n", "```", "~~~", "$$", "http://a.b", "www.a.b",
                "a", "é", " ", "\u{202e}", "\u{0}", "\t",
            ]),
            1..12,
        ).prop_map(|parts| parts.concat()),
        1 => "\\PC{1,40}",
    ]
    .prop_filter("a name is not blank", |s| {
        s.chars().any(|c| !c.is_whitespace() && !c.is_control())
    })
}

/// No `<` but as an entity, no link but of the catalogue's own, no line that
/// begins a block which the record does not begin itself.
fn is_tame(text: &str) {
    assert!(!text.contains('<') && !text.contains("\u{0}"));
    let known = |line: &str| {
        ["", "---", ">"].contains(&line)
            || [
                "- ",
                "# ",
                "## ",
                "### ",
                "> ",
                "| ",
                "status: ",
                "date: ",
                "decision-makers: \"",
                "consulted: \"",
            ]
            .iter()
            .any(|start| line.starts_with(start))
            || line
                .chars()
                .next()
                .is_some_and(|c| !"#-+*>=`~|".contains(c) || line.starts_with("**"))
    };
    for (n, line) in text.lines().enumerate() {
        assert!(known(line), "{n}: {line:?}");
    }
    // Those of the front matter and no other.
    let rules = text.lines().filter(|line| *line == "---").count();
    assert_eq!(rules, 2, "{text}");
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let escaped = rest[..at].ends_with('\\');
        rest = &rest[at + 2..];
        assert!(
            escaped || rest.starts_with("https://"),
            "{}",
            &rest[..rest.len().min(40)]
        );
    }
}

fn policy() -> impl Strategy<Value = UnknownPolicy> {
    prop::sample::select(vec![
        UnknownPolicy::Worst,
        UnknownPolicy::Middle,
        UnknownPolicy::Peers,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_record_adds_up_and_names_everybody(
        picks in prop::collection::vec(0usize..60, 0..9),
        weights in prop::collection::vec(prop_oneof![1 => Just(0u16), 3 => 0u16..=1000], 17),
        policy in policy(),
        old in prop::option::of(2023u16..2028),
        must in prop::option::of(0usize..35),
        language in prop::option::weighted(0.2, 0usize..16),
        rated in prop::collection::vec((0usize..16, 0u8..6), 0..3),
        chosen in prop::option::of(0usize..60),
    ) {
        let c = whole();
        let mut comparison = Comparison::new(Weights::current(c));
        for pick in picks {
            let id = c.technologies[pick % c.technologies.len()].id.clone();
            if !comparison.compared.contains(&id) {
                comparison.compared.push(id);
            }
        }
        for (k, weight) in c.criteria.iter().zip(weights) {
            comparison.weights.set(k.key, Weight::from_points(f64::from(weight) / 100.0).unwrap());
        }
        comparison.unknown = policy;
        comparison.since = old.and_then(|year| Date::parse(&year.to_string()));
        if let Some(must) = must {
            let k = &c.capabilities[must % c.capabilities.len()];
            comparison.must.insert(k.id.clone(), Level::Official);
        }
        if let Some(n) = language {
            comparison.facets.insert(Facet::Language, Set::from([c.lists.languages[n].id.clone()]));
        }
        for (n, rating) in rated {
            comparison.languages.insert(c.lists.languages[n].id.clone(), Rating::new(rating).unwrap());
        }
        let chosen = chosen.map(|n| c.technologies[n % c.technologies.len()].id.clone());
        let remarks = Remarks { chosen: chosen.as_ref(), ..Remarks::default() };
        let text = drawn(c, &comparison, &remarks, 20);
        let columns = reconcile(&text);
        is_tame(&text);
        let listed = if comparison.compared.len() < 2 { 0 } else { comparison.compared.len() };
        // Where nothing at all is known there is nothing to add up.
        let any = text.contains("\n### The Points\n");
        prop_assert!(columns >= listed || !any && columns == 0 && comparison.since.is_some());
        for id in comparison.compared.iter().chain(&chosen) {
            let name = &c.technology(id).unwrap().name;
            prop_assert!(text.contains(&format!("\n- **{name}**, ")), "{name}");
            let section = format!("\n### {name}\n");
            prop_assert!(text.contains(&section), "{}", name);
        }
        if let Some(id) = &chosen {
            let name = &c.technology(id).unwrap().name;
            let says = format!("Chosen option: **{name}**");
            prop_assert!(text.contains(&says), "{}", name);
        }
        for line in text.lines().filter(|line| !line.starts_with('|')) {
            for smell in ["..", " ,", "  ", "()", " ;", ": .", ":;", " . ", ",,", " and .", ", and ,"] {
                prop_assert!(!line.contains(smell), "{:?}: {}", smell, line);
            }
        }
    }

    #[test]
    fn hostile_text_stays_text(
        name in hostile(), note in hostile(), title in hostile(), via in hostile(),
        caution in hostile(), reason in hostile(), label in hostile(), url in hostile(),
    ) {
        let mut c = whole().clone();
        let rails = c.technologies.iter_mut().find(|t| t.id == "rails").unwrap();
        rails.name = name;
        rails.cautions[0].value.clone_from(&caution);
        rails.summary = caution;
        for source in &mut rails.sources {
            source.title.clone_from(&reason);
            source.url.clone_from(&url);
        }
        let known: Vec<Id> = rails.capabilities.keys().cloned().collect();
        for k in known {
            let fact = rails.capabilities.get_mut(&k).unwrap();
            fact.via = Some(via.clone());
            fact.doc = Some(format!("https://a.b/{url}"));
            fact.note = Some(reason.clone());
        }
        c.criteria[0].label = label;
        c.yours.insert(Yours::Fact(id("rails"), "capabilities.orm".to_owned()));
        let mut comparison = Comparison::current(&c);
        comparison.compared = ids("rails django");
        let notes = [(id("rails"), note.clone())];
        let remarks = Remarks { title: &title, notes: &notes, deciders: &note, consulted: &reason, ..Remarks::default() };
        let text = drawn(&c, &comparison, &remarks, 20);
        reconcile(&text);
        is_tame(&text);
    }
}

/// The catalogue, read once.
fn whole() -> &'static Catalogue {
    static WHOLE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    WHOLE.get_or_init(groundwork::whole)
}
