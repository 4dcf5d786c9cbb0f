//! What the page carries and what it fetches: the brief is a part of the whole
//! catalogue, small, and all that a first view computes is the same from both.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use groundwork::address::{Stamp, decode, encode};
use groundwork::catalogue::{
    Catalogue, CatalogueError, Criterion, Gradual, Id, Level, Map, brief, parse,
};
use groundwork::decide::{Leagues, Matrix, Own, Rating, Scores, Shares, UnknownPolicy, Weights};
use groundwork::explore::{Choices, Facet, Facets, Musts, Search, narrow};
use groundwork::state::{Comparison, Msg, State};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::sync::LazyLock;

static BRIEF: LazyLock<Catalogue> = LazyLock::new(groundwork::embedded);
static WHOLE: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Fails unless every value of `part` stands in the same place of `whole`.
fn within(at: &str, part: &Value, whole: &Value) {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            for (name, value) in part {
                let at = format!("{at}.{name}");
                let other = whole.get(name);
                within(&at, value, other.unwrap_or_else(|| panic!("{at}")));
            }
        }
        (Value::Array(part), Value::Array(whole)) => {
            assert_eq!(part.len(), whole.len(), "{at}");
            for (n, (value, other)) in part.iter().zip(whole).enumerate() {
                within(&format!("{at}[{n}]"), value, other);
            }
        }
        (part, whole) => assert_eq!(part, whole, "{at}"),
    }
}

/// The names of all fields, wherever they stand.
fn fields<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                found.push(name);
                fields(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// All of a catalogue, as text.
fn told(catalogue: &Catalogue) -> String {
    format!("{catalogue:?}")
}

#[test]
fn a_catalogue_read_technology_by_technology_is_the_same() {
    for (text, all) in [(groundwork::BRIEF, &*BRIEF), (groundwork::WHOLE, &*WHOLE)] {
        let mut gradual = Gradual::new(text);
        let mut count = 0;
        while gradual.more().unwrap() {
            count += 1;
        }
        assert_eq!(count, all.technologies.len());
        assert_eq!(told(&gradual.finish().unwrap()), told(all));
        assert_eq!(told(&Gradual::new(text).finish().unwrap()), told(all));
    }
}

#[test]
fn a_catalogue_that_is_written_otherwise_is_read_at_once() {
    let spaced = serde_json::to_string_pretty(&json(groundwork::BRIEF)).unwrap();
    let mut gradual = Gradual::new(&spaced);
    assert!(!gradual.more().unwrap());
    assert_eq!(told(&gradual.finish().unwrap()), told(&BRIEF));
}

#[test]
fn what_is_wrong_with_a_text_is_said_though_it_is_read_in_parts() {
    let cut = &groundwork::BRIEF[..groundwork::BRIEF.len() / 2];
    assert!(matches!(
        Gradual::new(cut).finish(),
        Err(CatalogueError::Shape(_))
    ));
    let wrong = groundwork::BRIEF.replacen("\"level\":\"core\"", "\"level\":7", 1);
    assert!(matches!(
        Gradual::new(&wrong).finish(),
        Err(CatalogueError::Facts(_))
    ));
    assert!(matches!(
        Gradual::new("").finish(),
        Err(CatalogueError::Shape(_))
    ));
    assert_eq!(
        parse("").unwrap_err(),
        Gradual::new("").finish().unwrap_err()
    );
}

#[test]
fn the_brief_is_a_part_of_the_whole_and_of_the_same_version() {
    let (part, whole) = (json(groundwork::BRIEF), json(groundwork::WHOLE));
    assert_eq!(part["version"], groundwork::VERSION);
    within("", &part, &whole);
    assert_eq!(part, brief(&whole));
    assert_eq!(part, brief(&part), "nothing is left to leave out");
    assert!(!BRIEF.version.is_empty());
    assert_eq!(BRIEF.version, WHOLE.version);
}

#[test]
fn what_is_read_in_a_sheet_alone_is_not_in_the_brief() {
    let part = json(groundwork::BRIEF);
    let mut found = Vec::new();
    fields(&part, &mut found);
    for name in [
        "note",
        "doc",
        "url",
        "title",
        "sources",
        "strengths",
        "cautions",
        "claims",
        "unknown",
        "homepage",
        "summary",
        "users",
        "via",
        "says",
        "what",
    ] {
        assert!(!found.contains(&name), "{name}");
    }
    assert!(found.contains(&"as_of"), "when a fact was true is kept");
    let (part, whole) = (groundwork::BRIEF.len(), groundwork::WHOLE.len());
    assert!(part * 5 < whole * 2, "{part} of {whole} bytes");
}

#[test]
fn the_whole_is_checked_and_complete() {
    let c = groundwork::catalogue::read(groundwork::WHOLE).unwrap();
    assert!(c.technologies.len() >= 10);
    assert!(c.technologies.iter().all(|t| !t.sources.is_empty()));
}

#[test]
fn both_have_the_same_rows_and_choices() {
    let names = |c: &Catalogue| -> Vec<_> {
        let all = c.technologies.iter();
        all.map(|t| (t.id.clone(), t.name.clone(), c.league(t)))
            .collect()
    };
    assert_eq!(names(&BRIEF), names(&WHOLE));
    let facets = |c: &Catalogue| format!("{:?}", Facets::of(c));
    assert_eq!(facets(&BRIEF), facets(&WHOLE));
}

#[test]
fn both_say_the_same_of_criteria_and_capabilities() {
    let criteria = |c: &Catalogue| -> Vec<_> {
        let of = |k: &Criterion| {
            format!(
                "{:?}",
                (&k.id, k.key, &k.label, &k.group, &k.from, &k.value, &k.unit)
            )
        };
        c.criteria.iter().map(of).collect()
    };
    assert_eq!(criteria(&BRIEF), criteria(&WHOLE));
    let capabilities = |c: &Catalogue| -> Vec<_> {
        let all = c.capabilities.iter();
        all.map(|k| (k.id.clone(), k.label.clone(), k.group.clone()))
            .collect()
    };
    assert_eq!(capabilities(&BRIEF), capabilities(&WHOLE));
    let rest = |c: &Catalogue| {
        let groups: Vec<_> = c.criteria_groups.iter().map(|g| &g.label).collect();
        format!("{groups:?} {:?}", c.defaults)
    };
    assert_eq!(rest(&BRIEF), rest(&WHOLE));
}

/// The rows that a search finds, best first.
fn found(search: &Search, text: &str) -> Vec<usize> {
    let found = search.find(text);
    found.map_or_else(Vec::new, |f| f.hits.iter().map(|hit| hit.row).collect())
}

#[test]
fn the_brief_finds_by_name_language_kind_database_and_feature() {
    let (brief, whole) = (Search::of(&BRIEF), Search::of(&WHOLE));
    for (row, t) in WHOLE.technologies.iter().enumerate() {
        for name in t.aliases.iter().chain([&t.name]) {
            assert_eq!(found(&brief, name)[0], row, "{name}");
            assert_eq!(found(&whole, name)[0], row, "{name}");
        }
    }
    let lists = [&WHOLE.lists.languages, &WHOLE.lists.databases];
    let terms = lists.into_iter().flatten().map(|term| &term.label);
    let kinds = WHOLE.lists.kinds.iter().map(|kind| &kind.label);
    let features = WHOLE.capabilities.iter().map(|k| &k.label);
    for label in terms.chain(kinds).chain(features) {
        let (brief, whole) = (found(&brief, label), found(&whole, label));
        assert!(brief.iter().all(|row| whole.contains(row)), "{label}");
    }
}

#[test]
fn the_whole_finds_by_package_user_and_summary_too() {
    let search = Search::of(&WHOLE);
    let mut told = 0;
    for (row, t) in WHOLE.technologies.iter().enumerate() {
        let used = t.capabilities.iter().map(|(_, fact)| fact);
        let used = used.filter(|fact| fact.level != Level::None);
        let packages = used.filter_map(|fact| fact.via.as_ref());
        let users = t.users.iter().flat_map(|fact| &fact.value);
        for text in packages.chain(users).chain([&t.summary]) {
            told += 1;
            assert!(found(&search, text).contains(&row), "{}: {text}", t.name);
        }
    }
    assert!(told > WHOLE.technologies.len() * 2);
}

fn rating() -> impl Strategy<Value = Rating> {
    (0..=Rating::MAX).prop_map(|n| Rating::new(n).unwrap())
}

fn technology() -> impl Strategy<Value = Id> {
    select(
        WHOLE
            .technologies
            .iter()
            .map(|t| t.id.clone())
            .collect::<Vec<_>>(),
    )
}

fn language() -> impl Strategy<Value = Id> {
    select(
        WHOLE
            .lists
            .languages
            .iter()
            .map(|l| l.id.clone())
            .collect::<Vec<_>>(),
    )
}

fn choice() -> impl Strategy<Value = (Facet, Id)> {
    let facets = Facets::of(&WHOLE);
    let of = |f: Facet| facets.choices(f).iter().map(move |c| (f, c.id.clone()));
    select(Facet::ALL.into_iter().flat_map(of).collect::<Vec<_>>())
}

fn must() -> impl Strategy<Value = (Id, Level)> {
    let ids: Vec<Id> = WHOLE.capabilities.iter().map(|k| k.id.clone()).collect();
    (select(ids), select(Level::ALL.to_vec()))
}

fn musts() -> impl Strategy<Value = Musts> {
    vec(must(), 0..4).prop_map(|all| all.into_iter().collect())
}

/// Whatever a guide, a preset, a click or a link may change.
fn message() -> impl Strategy<Value = Msg> {
    let presets: Vec<Id> = WHOLE.presets.iter().map(|p| p.id.clone()).collect();
    let answers: Vec<(Id, Id)> = WHOLE
        .guide
        .iter()
        .flat_map(|q| q.answers.iter().map(|a| (q.id.clone(), a.id.clone())))
        .collect();
    prop_oneof![
        select(presets).prop_map(Msg::ApplyPreset),
        select(answers).prop_map(|(question, answer)| Msg::Answer(question, answer)),
        choice().prop_map(|(facet, id)| Msg::ToggleFacet(facet, id)),
        must().prop_map(|(id, level)| Msg::SetMust(id, Some(level))),
        technology().prop_map(Msg::ToggleCompared),
        technology().prop_map(Msg::ToggleKept),
        (language(), rating()).prop_map(|(id, r)| Msg::RateLanguage(id, Some(r))),
        (technology(), rating()).prop_map(|(id, r)| Msg::RateTechnology(id, Some(r))),
        Just(Msg::ResetGuide),
        Just(Msg::ResetWeights),
    ]
}

/// Everything that a first view computes of a comparison, in words.
fn computed(c: &Catalogue, of: &Comparison) -> String {
    let own = Own {
        languages: &of.languages,
        ratings: &of.ratings,
    };
    let matrix = Matrix::new(c, own);
    let shares = Shares::of(c, &of.weights, own);
    let narrowed = narrow(c, &Facets::of(c), &of.facets, &of.must);
    let mut said = format!("{matrix:?} {shares:?} {narrowed:?}");
    for policy in [
        UnknownPolicy::Worst,
        UnknownPolicy::Middle,
        UnknownPolicy::Peers,
    ] {
        let scores = Scores::new(&matrix, &shares.of, policy);
        let leagues = Leagues::new(c, &scores, |row| narrowed.candidates.contains(row));
        said.push_str(&format!("{scores:?} {leagues:?}"));
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_score_rank_and_narrow_alike(
        weights in vec(0_u16..=10, WHOLE.criteria.len()),
        languages in btree_map(language(), rating(), 0..4),
        ratings in btree_map(technology(), rating(), 0..4),
        chosen in vec(choice(), 0..4),
        musts in musts(),
    ) {
        let weights: Map<Id, f64> = WHOLE
            .criteria
            .iter()
            .zip(weights)
            .map(|(k, w)| (k.id.clone(), f64::from(w)))
            .collect();
        let mut comparison = Comparison::new(Weights::of(&WHOLE, &weights));
        comparison.languages = languages.into_iter().collect();
        comparison.ratings = ratings.into_iter().collect();
        let mut facets = Choices::new();
        for (facet, id) in chosen {
            let mut ids = facets.get(&facet).cloned().unwrap_or_default();
            ids.insert(id);
            facets.insert(facet, ids);
        }
        comparison.facets = facets;
        comparison.must = musts;
        prop_assert_eq!(computed(&BRIEF, &comparison), computed(&WHOLE, &comparison));
    }

    #[test]
    fn both_change_alike_and_write_and_read_the_same_links(messages in vec(message(), 0..12)) {
        let (mut a, mut b) = (State::new(&BRIEF), State::new(&WHOLE));
        for message in messages {
            let steps = (a.update(message.clone(), &BRIEF), b.update(message, &WHOLE));
            prop_assert_eq!(steps.0, steps.1);
        }
        prop_assert_eq!(&a.comparison, &b.comparison);
        let link = |c: &Catalogue, s: &State| {
            let stamp = Stamp { version: &c.version, digest: &[] };
            encode(&s.comparison, c, &stamp)
        };
        let (one, other) = (link(&BRIEF, &a), link(&WHOLE, &b));
        prop_assert_eq!(&one, &other);
        let odd = format!("{one}&c=of-yesterday&must=nothing");
        for query in [one, odd] {
            let (one, other) = (decode(&query, &BRIEF), decode(&query, &WHOLE));
            prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
        }
        prop_assert_eq!(computed(&BRIEF, &a.comparison), computed(&WHOLE, &b.comparison));
    }
}
