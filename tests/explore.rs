//! What exploring promises: facets, must-haves, reasons and search.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use groundwork::catalogue::{Catalogue, Id, LanguageUse, Level, Technology};
use groundwork::explore::{
    Bits, Choices, Facet, FacetIndex, Facets, Field, Musts, Narrowed, Outcome, Search, SearchIndex,
    narrow,
};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::collections::{BTreeMap, BTreeSet};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Drawn places in lists: which values a made-up technology has.
#[derive(Clone, Debug)]
struct Draw {
    kind: Index,
    languages: Vec<Index>,
    licence: Option<Index>,
    governance: Option<Index>,
    type_safety: Option<Index>,
    databases: Option<Vec<Index>>,
    levels: Vec<Option<Level>>,
}

/// How many capabilities are drawn and asked for.
const CAPABILITIES: usize = 4;

fn level() -> impl Strategy<Value = Level> {
    select(Level::ALL.to_vec())
}

fn draw() -> impl Strategy<Value = Draw> {
    let some = || proptest::option::weighted(0.7, any::<Index>());
    (
        any::<Index>(),
        proptest::collection::vec(any::<Index>(), 1..4),
        (some(), some(), some()),
        proptest::option::weighted(0.7, proptest::collection::vec(any::<Index>(), 0..4)),
        proptest::collection::vec(proptest::option::weighted(0.8, level()), CAPABILITIES),
    )
        .prop_map(
            |(kind, languages, (licence, governance, type_safety), databases, levels)| Draw {
                kind,
                languages,
                licence,
                governance,
                type_safety,
                databases,
                levels,
            },
        )
}

/// The embedded catalogue with made-up technologies in place of its own.
fn made(draws: &[Draw]) -> Catalogue {
    let mut catalogue = groundwork::embedded();
    let own = std::mem::take(&mut catalogue.technologies);
    let lists = &catalogue.lists;
    // A few entries of each list, so that draws collide.
    let pick = |ids: Vec<&Id>, at: &Index| ids[at.index(ids.len().min(4))].clone();
    let languages = || lists.languages.iter().map(|t| &t.id).collect::<Vec<_>>();
    let databases = || lists.databases.iter().map(|t| &t.id).collect::<Vec<_>>();
    let full = own
        .iter()
        .find(|t| t.licence.is_some() && t.governance.is_some() && t.type_safety.is_some())
        .unwrap();
    let with = own.iter().find(|t| t.databases.is_some()).unwrap();
    let fact = full.capabilities.values().next().unwrap();
    let made = draws.iter().enumerate().map(|(at, draw)| {
        let mut t = full.clone();
        t.id = id(&format!("t{at}"));
        t.name = format!("T{at}");
        t.kind.value = pick(lists.kinds.iter().map(|k| &k.id).collect(), &draw.kind);
        let used: BTreeSet<Id> = draw
            .languages
            .iter()
            .map(|l| pick(languages(), l))
            .collect();
        t.languages.value = used
            .into_iter()
            .map(|id| LanguageUse { id, min: None })
            .collect();
        t.licence = draw.licence.map(|at| {
            let mut fact = full.licence.clone().unwrap();
            fact.value = pick(lists.licences.iter().map(|t| &t.id).collect(), &at);
            fact
        });
        t.governance = draw.governance.map(|at| {
            let mut fact = full.governance.clone().unwrap();
            fact.value.by = pick(lists.governance.iter().map(|t| &t.id).collect(), &at);
            fact
        });
        t.type_safety = draw.type_safety.map(|at| {
            let mut fact = full.type_safety.clone().unwrap();
            fact.value = pick(lists.type_safety.iter().map(|t| &t.id).collect(), &at);
            fact
        });
        t.databases = draw.databases.as_ref().map(|drawn| {
            let mut fact = with.databases.clone().unwrap();
            let ids: BTreeSet<Id> = drawn.iter().map(|d| pick(databases(), d)).collect();
            fact.value = ids.into_iter().collect();
            fact
        });
        let levels = catalogue.capabilities.iter().zip(&draw.levels);
        t.capabilities = levels
            .filter_map(|(c, level)| {
                let mut fact = fact.clone();
                fact.level = (*level)?;
                Some((c.id.clone(), fact))
            })
            .collect();
        t
    });
    let made = made.collect();
    catalogue.technologies = made;
    catalogue
}

/// What a user asks for: choices by facet (also unlisted ones) and must-haves.
#[derive(Clone, Debug)]
struct Ask {
    choices: Vec<(Facet, Vec<Index>)>,
    musts: Vec<Option<Level>>,
}

fn ask() -> impl Strategy<Value = Ask> {
    let facets = subsequence(Facet::ALL.to_vec(), 0..=Facet::ALL.len());
    let choices = facets.prop_flat_map(|facets| {
        let some = proptest::collection::vec(any::<Index>(), 1..4);
        facets
            .into_iter()
            .map(|f| (Just(f), some.clone()))
            .collect::<Vec<_>>()
    });
    let wanted = select(vec![Level::Core, Level::Official, Level::Community]);
    let musts = proptest::collection::vec(proptest::option::weighted(0.3, wanted), CAPABILITIES);
    (choices, musts).prop_map(|(choices, musts)| Ask { choices, musts })
}

impl Ask {
    fn of(&self, catalogue: &Catalogue, facets: &Facets) -> (Choices, Musts) {
        let mut choices = Choices::new();
        for (facet, drawn) in &self.choices {
            let offered = facets.choices(*facet);
            let mut set = choices.remove(facet).unwrap_or_default();
            for at in drawn {
                // One place beyond the last: a choice that nothing has.
                let at = at.index(offered.len() + 1);
                set.insert(
                    offered
                        .get(at)
                        .map_or_else(|| id("no-such"), |c| c.id.clone()),
                );
            }
            choices.insert(*facet, set);
        }
        let musts = catalogue.capabilities.iter().zip(&self.musts);
        let musts = musts.filter_map(|(c, level)| Some((c.id.clone(), (*level)?)));
        (choices, musts.collect())
    }
}

/// A technology's choices of a facet, told apart by hand.
fn has(facet: Facet, t: &Technology) -> BTreeSet<Id> {
    let one =
        |id: Option<&Id>| BTreeSet::from([id.cloned().unwrap_or_else(|| self::id("unknown"))]);
    match facet {
        Facet::Kind => one(Some(&t.kind.value)),
        Facet::Language => t.languages.value.iter().map(|l| l.id.clone()).collect(),
        Facet::Licence => one(t.licence.as_ref().map(|f| &f.value)),
        Facet::Governance => one(t.governance.as_ref().map(|f| &f.value.by)),
        Facet::TypeSafety => one(t.type_safety.as_ref().map(|f| &f.value)),
        Facet::Database => match &t.databases {
            Some(fact) => fact.value.iter().cloned().collect(),
            None => one(None),
        },
    }
}

/// Whether a technology matches all facets but one, told by hand.
fn matches(t: &Technology, choices: &Choices, but: Option<Facet>) -> bool {
    choices
        .iter()
        .filter(|(facet, _)| Some(**facet) != but)
        .all(|(facet, ids)| has(*facet, t).iter().any(|id| ids.contains(id)))
}

fn holds(t: &Technology, musts: &Musts) -> bool {
    let mut all = musts.iter();
    all.all(|(id, level)| {
        t.capabilities
            .get(id)
            .is_none_or(|fact| fact.level >= *level)
    })
}

fn candidates(catalogue: &Catalogue, narrowed: &Narrowed) -> BTreeSet<Id> {
    let rows = narrowed.candidates.iter();
    rows.map(|row| catalogue.technologies[row].id.clone())
        .collect()
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    proptest::collection::vec(draw(), 0..90)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn candidates_and_counts_equal_brute_force(draws in draws(), ask in ask()) {
        let catalogue = made(&draws);
        let facets = Facets::of(&catalogue);
        let (choices, musts) = ask.of(&catalogue, &facets);
        let narrowed = narrow(&catalogue, &facets, &choices, &musts);
        for (row, t) in catalogue.technologies.iter().enumerate() {
            let expected = matches(t, &choices, None) && holds(t, &musts);
            prop_assert_eq!(narrowed.candidates.contains(row), expected);
        }
        for facet in Facet::ALL {
            let offered = facets.choices(facet);
            let counts = narrowed.counts(facet);
            prop_assert_eq!(offered.len(), counts.len());
            for (choice, count) in offered.iter().zip(counts) {
                let expected = catalogue.technologies.iter().filter(|t| {
                    has(facet, t).contains(&choice.id)
                        && matches(t, &choices, Some(facet))
                        && holds(t, &musts)
                });
                prop_assert_eq!(*count as usize, expected.count(), "{:?} {:?}", facet, choice);
            }
        }
    }

    #[test]
    fn another_choice_of_a_chosen_facet_never_takes_away(
        draws in draws(), ask in ask(), more in any::<Index>(), which in any::<Index>(),
    ) {
        let catalogue = made(&draws);
        let facets = Facets::of(&catalogue);
        let (mut choices, musts) = ask.of(&catalogue, &facets);
        let before = narrow(&catalogue, &facets, &choices, &musts);
        let chosen: Vec<Facet> = choices.keys().copied().collect();
        prop_assume!(!chosen.is_empty());
        let facet = chosen[which.index(chosen.len())];
        let offered = facets.choices(facet);
        prop_assume!(!offered.is_empty());
        let choice = offered[more.index(offered.len())].id.clone();
        choices.get_mut(&facet).unwrap().insert(choice);
        let after = narrow(&catalogue, &facets, &choices, &musts);
        let (before, after) = (candidates(&catalogue, &before), candidates(&catalogue, &after));
        prop_assert!(before.is_subset(&after));
    }

    #[test]
    fn facets_together_leave_what_each_leaves(draws in draws(), ask in ask()) {
        let catalogue = made(&draws);
        let facets = Facets::of(&catalogue);
        let (choices, _) = ask.of(&catalogue, &facets);
        let full = Bits::full(facets.rows());
        let mut all = full.clone();
        for (facet, set) in &choices {
            let alone = Choices::from([(*facet, set.clone())]);
            all.keep(&facets.select(&alone, &full).rows);
        }
        prop_assert_eq!(facets.select(&choices, &full).rows, all);
    }

    #[test]
    fn every_exclusion_has_a_reason_and_a_near_miss_comes_in_when_it_is_relaxed(
        draws in draws(), ask in ask(),
    ) {
        let catalogue = made(&draws);
        let facets = Facets::of(&catalogue);
        let (choices, musts) = ask.of(&catalogue, &facets);
        let narrowed = narrow(&catalogue, &facets, &choices, &musts);
        prop_assert_eq!(narrowed.outcomes.len(), catalogue.technologies.len());
        for (row, outcome) in narrowed.outcomes.iter().enumerate() {
            match outcome {
                Outcome::Candidate { unknown_musts } => {
                    prop_assert!(narrowed.candidates.contains(row));
                    let facts = &catalogue.technologies[row].capabilities;
                    let unknown: Vec<Id> =
                        musts.keys().filter(|id| !facts.contains_key(*id)).cloned().collect();
                    prop_assert_eq!(unknown_musts, &unknown);
                }
                Outcome::Excluded { reasons } => {
                    prop_assert!(!narrowed.candidates.contains(row));
                    prop_assert!(!reasons.is_empty());
                }
            }
        }
        let excluded = narrowed.excluded();
        prop_assert!(excluded.iter().map(|e| e.reasons.len()).is_sorted());
        for it in excluded {
            // All reasons relaxed let it in; of a near miss, each change does.
            let (mut wider, mut fewer) = (choices.clone(), musts.clone());
            it.reasons.iter().for_each(|r| r.relax().apply(&mut wider, &mut fewer));
            let after = narrow(&catalogue, &facets, &wider, &fewer);
            prop_assert!(after.candidates.contains(it.row));
            for relax in it.near_miss().into_iter().flat_map(|r| r.relaxing()) {
                let (mut wider, mut fewer) = (choices.clone(), musts.clone());
                relax.apply(&mut wider, &mut fewer);
                let after = narrow(&catalogue, &facets, &wider, &fewer);
                prop_assert!(after.candidates.contains(it.row), "{:?}", relax);
            }
        }
    }

    #[test]
    fn a_relaxation_brings_what_it_says_and_none_brings_more(draws in draws(), ask in ask()) {
        let catalogue = made(&draws);
        let facets = Facets::of(&catalogue);
        let (choices, musts) = ask.of(&catalogue, &facets);
        let narrowed = narrow(&catalogue, &facets, &choices, &musts);
        let now = narrowed.candidates.count() as usize;
        let list = narrowed.relaxations();
        prop_assert!(list.iter().map(|r| usize::MAX - r.brings).is_sorted());
        for it in &list {
            let (mut wider, mut fewer) = (choices.clone(), musts.clone());
            it.relax.apply(&mut wider, &mut fewer);
            let after = narrow(&catalogue, &facets, &wider, &fewer);
            prop_assert_eq!(after.candidates.count() as usize, now + it.brings, "{:?}", it);
        }
        let best = list.first().map_or(0, |r| r.brings);
        for facet in choices.keys() {
            let mut wider = choices.clone();
            wider.remove(facet);
            let after = narrow(&catalogue, &facets, &wider, &musts);
            prop_assert!(after.candidates.count() as usize <= now + best);
        }
        for must in musts.keys() {
            let mut fewer = musts.clone();
            fewer.remove(must);
            let after = narrow(&catalogue, &facets, &choices, &fewer);
            prop_assert!(after.candidates.count() as usize <= now + best);
        }
    }

    #[test]
    fn the_order_of_technologies_changes_no_answer(
        draws in draws(), ask in ask(), seed in any::<u64>(),
    ) {
        let catalogue = made(&draws);
        let mut other = catalogue.clone();
        // A permutation by the remainders of a product.
        other.technologies.sort_by_key(|t| {
            t.name.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        });
        let facets = (Facets::of(&catalogue), Facets::of(&other));
        let (choices, musts) = ask.of(&catalogue, &facets.0);
        let one = narrow(&catalogue, &facets.0, &choices, &musts);
        let two = narrow(&other, &facets.1, &choices, &musts);
        prop_assert_eq!(candidates(&catalogue, &one), candidates(&other, &two));
        for facet in Facet::ALL {
            prop_assert_eq!(facets.0.choices(facet), facets.1.choices(facet));
            prop_assert_eq!(one.counts(facet), two.counts(facet));
        }
        let by_id = |c: &Catalogue, n: &Narrowed| -> BTreeMap<Id, Outcome> {
            let ids = c.technologies.iter().map(|t| t.id.clone());
            ids.zip(n.outcomes.iter().cloned()).collect()
        };
        prop_assert_eq!(by_id(&catalogue, &one), by_id(&other, &two));
        let found = |c: &Catalogue| -> BTreeSet<Id> {
            let found = Search::of(c).find("t1").unwrap();
            found.hits.iter().map(|h| c.technologies[h.row].id.clone()).collect()
        };
        prop_assert_eq!(found(&catalogue), found(&other));
    }

    #[test]
    fn an_index_of_plain_lists_equals_brute_force(
        (rows, facets, chosen) in (1..200_usize).prop_flat_map(|rows| {
            let list = proptest::collection::vec(0..rows, 0..rows);
            let facet = proptest::collection::vec(list, 1..5);
            let facets = proptest::collection::vec(facet, 1..4);
            let chosen = proptest::collection::vec(proptest::collection::vec(0..6_usize, 0..3), 0..4);
            (Just(rows), facets, chosen)
        })
    ) {
        let index = FacetIndex::from_lists(rows, &facets);
        let selection = index.select(&chosen, &Bits::full(rows));
        let fits = |row: usize, but: usize| {
            facets.iter().enumerate().all(|(f, choices)| {
                let wanted = chosen.get(f).filter(|c| !c.is_empty() && f != but);
                wanted.is_none_or(|w| {
                    w.iter().any(|c| choices.get(*c).is_some_and(|list| list.contains(&row)))
                })
            })
        };
        for row in 0..rows {
            prop_assert_eq!(selection.rows.contains(row), fits(row, usize::MAX));
        }
        for (f, choices) in facets.iter().enumerate() {
            for (c, list) in choices.iter().enumerate() {
                let list: BTreeSet<usize> = list.iter().copied().collect();
                let expected = list.into_iter().filter(|row| fits(*row, f)).count();
                prop_assert_eq!(selection.counts[f][c] as usize, expected);
            }
        }
    }
}

/// Names that are hard to type.
const NAMES: [&str; 14] = [
    "Node.js",
    "ASP.NET Core",
    ".NET",
    "C#",
    "C++",
    "F#",
    "Ruby on Rails",
    "Spring Boot",
    "CakePHP",
    "NestJS",
    "Go kit",
    "Phoenix LiveView",
    "AdonisJS",
    "Société Générale",
];

fn name() -> impl Strategy<Value = String> {
    let own = groundwork::embedded()
        .technologies
        .into_iter()
        .map(|t| t.name);
    let all: Vec<String> = own.chain(NAMES.map(str::to_owned)).collect();
    prop_oneof![
        select(all),
        "[A-Z][a-zA-Z]{2,11}",
        "[A-Z][a-z]{1,6}[ .-][A-Za-z]{1,8}"
    ]
}

/// Text without what a slip may not touch: the letters that are compared.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// One slip at a place.
fn slip(name: &str, at: Index, how: usize, with: char) -> String {
    let mut text: Vec<char> = name.chars().collect();
    let at = at.index(text.len());
    match how {
        0 => {
            text.remove(at);
        }
        1 => text.insert(at, with),
        2 => text[at] = with,
        _ => {
            let at = at.min(text.len() - 2);
            text.swap(at, at + 1);
        }
    }
    text.into_iter().collect()
}

fn among(name: &str) -> (SearchIndex, usize) {
    let mut texts = vec![
        (Field::Name, "Nestor"),
        (Field::Name, "Boost"),
        (Field::Summary, "Node springs rails cake rest java"),
    ];
    texts.push((Field::Name, name));
    let row = texts.len() - 1;
    let texts = texts
        .into_iter()
        .enumerate()
        .map(|(row, (field, text))| (row, field, text));
    (SearchIndex::from_texts(row + 1, texts), row)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn a_name_with_one_slip_is_found(
        name in name(), at in any::<Index>(), how in 0..4_usize, with in "[a-z]",
    ) {
        let query = slip(&name, at, how, with.chars().next().unwrap());
        prop_assume!(letters(&query) >= 4);
        let (index, row) = among(&name);
        let found = index.find(&query).unwrap();
        prop_assert!(found.rows().contains(row), "{:?} for {:?}", query, name);
        prop_assert!(!index.places(&found, row).is_empty());
    }

    #[test]
    fn a_name_is_found_while_it_is_typed(name in name(), until in any::<Index>()) {
        let (index, row) = among(&name);
        let until = until.index(name.chars().count()) + 1;
        for query in [
            name.chars().take(until).collect::<String>(),
            name.chars().take(until).flat_map(char::to_lowercase).collect(),
            name.chars().take(until).flat_map(char::to_uppercase).collect(),
        ] {
            // A sign alone asks for nothing, and nothing is hidden.
            let found = index.find(&query);
            prop_assert!(found.is_none_or(|f| f.rows().contains(row)), "{:?} {:?}", query, name);
        }
    }

    #[test]
    fn no_text_breaks_the_search(name in any::<String>(), query in any::<String>()) {
        let (index, row) = among(&name);
        if let Some(found) = index.find(&query) {
            for hit in &found.hits {
                prop_assert!(!index.places(&found, hit.row).is_empty());
                prop_assert!(hit.quality > 0 && hit.row <= row);
            }
            prop_assert_eq!(found.rows().count() as usize, found.hits.len());
        }
        // Whatever stands there is found by itself.
        prop_assert!(index.find(&name).is_none_or(|f| f.rows().contains(row)));
    }

    #[test]
    fn another_word_never_adds_unless_the_words_are_one_name(
        one in "[a-e]{1,6}", two in "[a-e]{1,6}", texts in proptest::collection::vec("[a-e ]{0,20}", 1..8),
    ) {
        let rows = texts.len();
        let texts = texts.iter().enumerate().map(|(row, t)| (row, Field::User, t.as_str()));
        let index = SearchIndex::from_texts(rows, texts);
        let find = |query: &str| -> BTreeSet<usize> {
            index.find(query).unwrap().hits.iter().map(|h| h.row).collect()
        };
        let both: BTreeSet<usize> = find(&one).intersection(&find(&two)).copied().collect();
        prop_assert_eq!(find(&format!("{one} {two}")), both);
    }
}

#[test]
fn every_technology_is_found_by_its_names_and_what_it_has() {
    let catalogue = groundwork::whole();
    let search = Search::of(&catalogue);
    for (row, t) in catalogue.technologies.iter().enumerate() {
        let best = search.find(&t.name).unwrap().hits[0];
        assert_eq!(catalogue.technologies[best.row].name, t.name);
        let users = t.users.iter().flat_map(|f| &f.value);
        for text in t.aliases.iter().chain(users).chain([&t.summary]) {
            let found = search.find(text).unwrap();
            assert!(found.rows().contains(row), "{text}");
        }
        for language in &t.languages.value {
            let found = search.find(language.id.as_str()).unwrap();
            assert!(found.rows().contains(row), "{}", language.id);
        }
    }
}

// ---- lists ----

#[test]
fn lists_of_technologies_are_by_name_whatever_its_case() {
    let mut catalogue = groundwork::whole();
    let small = |name: &str| name.to_lowercase();
    let mut wanted: Vec<String> = catalogue
        .technologies
        .iter()
        .map(|t| small(&t.name))
        .collect();
    wanted.sort();
    let read = |c: &Catalogue| c.named().map(|t| small(&t.name)).collect::<Vec<_>>();
    assert_eq!(read(&catalogue), wanted);
    // Whatever stands where in the catalogue.
    catalogue.technologies.reverse();
    assert_eq!(read(&catalogue), wanted);
    let names: Vec<&str> = catalogue.named().map(|t| t.name.as_str()).collect();
    let at = |name: &str| names.iter().position(|n| *n == name).expect(name);
    assert!(at("aiohttp") < at("ASP.NET Core") && at("ASP.NET Core") < at("axum"));
    assert_eq!(catalogue.by_name().len(), catalogue.technologies.len());
}
