//! What links promise: total reading, one link a comparison, no silent damage,
//! and every form ever released opening what it opened then.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use groundwork::address::{
    Decoded, Listing, MAX_LINK, MAX_QUERY, Notice, Param, Stamp, decode, encode, has_comparison,
    unlisted,
};
use groundwork::catalogue::{Catalogue, Date, Defaults, Id, Key, Level};
use groundwork::catalogue::{Map, Set};
use groundwork::state::{
    Comparison, Facet, MAX_COMPARED, Rating, UnknownPolicy, View, Weight, Weights,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::OnceLock;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!";

fn catalogue() -> &'static Catalogue {
    static READ: OnceLock<Catalogue> = OnceLock::new();
    READ.get_or_init(groundwork::embedded)
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn hundredths(n: u16) -> Weight {
    Weight::from_hundredths(n).unwrap()
}

fn read(query: &str) -> Decoded {
    decode(query, catalogue())
}

/// The defaults of version 1, whatever version is in force.
fn first() -> Comparison {
    Comparison::new(Weights::defaults(catalogue(), &catalogue().defaults[0]))
}

/// What is said of a link, apart from what depends on the catalogue's state.
fn said(decoded: &Decoded) -> Vec<String> {
    let lasting = |n: &&Notice| !matches!(n, Notice::Dated { .. });
    decoded.notices.iter().filter(lasting).map(short).collect()
}

fn short(notice: &Notice) -> String {
    match notice {
        Notice::Newer { version, .. } => format!("newer {version}"),
        Notice::Altered => "altered".to_owned(),
        Notice::TooLong => "too long".to_owned(),
        Notice::Repeated { param, text } => format!("repeated {} {text}", param.key()),
        Notice::Unread { param, text } => format!("unread {} {text}", param.key()),
        Notice::TooMany { left_out } => format!("too many {left_out:?}"),
        Notice::Dated { made, .. } => format!("dated {made}"),
        Notice::More { count } => format!("more {count}"),
    }
}

// --- arbitrary comparisons -------------------------------------------------

/// Ids that are listed, that are not, and those that look like other parts.
fn ids() -> impl Strategy<Value = Id> {
    let listed: Vec<Id> = catalogue()
        .technologies
        .iter()
        .map(|t| t.id.clone())
        .collect();
    prop_oneof![
        proptest::sample::select(listed),
        "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?".prop_map(|text| id(&text)),
        proptest::sample::select(vec![
            "core",
            "official",
            "community",
            "none",
            "5",
            "0",
            "unknown"
        ])
        .prop_map(id),
    ]
}

fn levels() -> impl Strategy<Value = Level> {
    proptest::sample::select(vec![Level::Community, Level::Official, Level::Core])
}

fn ratings() -> impl Strategy<Value = Map<Id, Rating>> {
    let rating = (0..=Rating::MAX).prop_map(|n| Rating::new(n).unwrap());
    btree_map(ids(), rating, 0..6).prop_map(|map| map.into_iter().collect())
}

fn dates() -> impl Strategy<Value = Date> {
    (2000..2100_u16, 0..=12_u8, 0..=28_u8).prop_map(|(year, month, day)| {
        let text = match (month, day) {
            (0, _) => format!("{year}"),
            (_, 0) => format!("{year}-{month:02}"),
            (_, _) => format!("{year}-{month:02}-{day:02}"),
        };
        Date::parse(&text).unwrap()
    })
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    let keys: Vec<Key> = catalogue().criteria.iter().map(|c| c.key).collect();
    let keys = prop_oneof![
        4 => proptest::sample::select(keys),
        1 => "[a-z]{2,4}".prop_map(|text| key(&text)),
    ];
    let place = (
        proptest::sample::select(vec![
            View::Explore,
            View::Technology,
            View::Compare,
            View::Data,
        ]),
        proptest::option::of(ids()),
        vec(ids(), 0..=MAX_COMPARED),
        proptest::option::of(ids()),
    );
    let rules = (
        btree_map(keys, 0..=1000_u16, 0..20),
        btree_map(
            proptest::sample::select(Facet::ALL.to_vec()),
            btree_set(ids(), 1..4),
            0..6,
        ),
        btree_map(ids(), levels(), 0..8),
        btree_map(ids(), btree_set(ids(), 1..4), 0..5),
    );
    let own = (
        ratings(),
        ratings(),
        proptest::sample::select(vec![
            UnknownPolicy::Worst,
            UnknownPolicy::Middle,
            UnknownPolicy::Peers,
        ]),
        proptest::option::of(dates()),
    );
    (place, rules, own).prop_map(|(place, rules, own)| {
        let mut c = Comparison::current(catalogue());
        (c.view, c.technology, _, c.baseline) = (place.0, place.1, (), place.3);
        for id in place.2 {
            if !c.compared.contains(&id) {
                c.compared.push(id);
            }
        }
        for (key, weight) in rules.0 {
            c.weights.set(key, hundredths(weight));
        }
        let sets = |(k, set): (_, std::collections::BTreeSet<Id>)| (k, set.into_iter().collect());
        c.facets = rules.1.into_iter().map(sets).collect();
        c.must = rules.2.into_iter().collect();
        let sets = |(k, set): (_, std::collections::BTreeSet<Id>)| (k, set.into_iter().collect());
        c.guide = rules.3.into_iter().map(sets).collect();
        (c.languages, c.ratings, c.unknown, c.since) = own;
        c
    })
}

fn digests() -> impl Strategy<Value = Vec<(Id, u16)>> {
    vec((ids(), 0..=1000_u16), 0..=3)
}

fn stamped(c: &Comparison, digest: &[(Id, u16)]) -> String {
    let version = &catalogue().version;
    encode(c, catalogue(), &Stamp { version, digest })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_link_opens_what_it_was_made_of(c in comparisons(), digest in digests()) {
        let link = stamped(&c, &digest);
        let opened = read(&link);
        prop_assert_eq!(&opened.comparison, &c);
        prop_assert_eq!(&opened.digest, &digest);
        prop_assert_eq!(opened.dated.as_deref(), Some(catalogue().version.as_str()));
        prop_assert_eq!(said(&opened), Vec::<String>::new());
        let bare = encode(&c, catalogue(), &Stamp::NONE);
        prop_assert_eq!(&read(&bare).comparison, &c);
        prop_assert_eq!(read(&bare).notices, []);
        prop_assert!(has_comparison(&link) && has_comparison(&bare));
    }

    #[test]
    fn one_comparison_has_one_link(c in comparisons(), digest in digests()) {
        let link = stamped(&c, &digest);
        let again = read(&link);
        prop_assert_eq!(stamped(&again.comparison, &again.digest), link);
    }

    #[test]
    fn a_link_is_made_of_its_alphabet(c in comparisons(), digest in digests()) {
        for pair in stamped(&c, &digest).split('&') {
            let (key, value) = pair.split_once('=').unwrap();
            prop_assert!(Param::ALL.iter().any(|p| p.key() == key));
            prop_assert!(!value.is_empty() && value.chars().all(|c| ALPHABET.contains(c)));
        }
    }

    #[test]
    fn encoding_every_character_changes_nothing(c in comparisons()) {
        let link = stamped(&c, &[]);
        let percent: String = link.bytes().map(|b| match b {
            b'&' | b'=' => char::from(b).to_string(),
            _ => format!("%{b:02x}"),
        }).collect();
        prop_assert_eq!(read(&percent), read(&link));
        prop_assert_eq!(read(&format!("?{link}")), read(&link));
        prop_assert_eq!(read(&link.replace('&', "&amp;")), read(&link));
        prop_assert_eq!(read(&format!("utm_source=x&{link}&utm_medium=y")), read(&link));
        for mark in [")", ".", "\n", ">,", "…"] {
            prop_assert_eq!(read(&format!("{link}{mark}")), read(&link));
        }
    }

    #[test]
    fn keys_may_stand_in_any_order(c in comparisons()) {
        let link = stamped(&c, &[]);
        let mut pairs: Vec<&str> = link.split('&').collect();
        pairs.reverse();
        prop_assert_eq!(read(&pairs.join("&")), read(&link));
    }

    #[test]
    fn one_altered_character_is_noticed(
        c in comparisons(), digest in digests(), at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let link = stamped(&c, &digest);
        let mut bytes = link.clone().into_bytes();
        let mut value = false;
        let mut places = Vec::new();
        for (n, byte) in bytes.iter().enumerate() {
            match byte {
                b'&' => value = false,
                b'=' if !value => value = true,
                _ if value => places.push(n),
                _ => {}
            }
        }
        let place = places[at.index(places.len())];
        let others: Vec<u8> = ALPHABET.bytes().chain([b'+']).filter(|b| *b != bytes[place]).collect();
        bytes[place] = others[to.index(others.len())];
        let altered = String::from_utf8(bytes).unwrap();
        let noticed = |n: &Notice| matches!(n, Notice::Altered | Notice::Newer { .. });
        prop_assert!(read(&altered).notices.iter().any(noticed), "{} -> {}", link, altered);
    }

    #[test]
    fn a_cut_link_is_noticed(c in comparisons(), at in any::<prop::sample::Index>()) {
        let link = stamped(&c, &[(id("django"), 812)]);
        let start = link.find("&d=").unwrap();
        let cut = &link[..start + at.index(link.len() - start)];
        prop_assert!(read(cut).notices.contains(&Notice::Altered), "{}", cut);
    }

    #[test]
    fn any_text_opens_something(text in any::<String>()) {
        sound(&text)?;
    }

    #[test]
    fn any_bytes_open_something(bytes in vec(any::<u8>(), 0..400)) {
        sound(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_values_open_something(
        pairs in vec((0..Param::ALL.len(), "[a-z0-9.~!%+ A-F-]{0,40}"), 0..12)
    ) {
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(n, value)| format!("{}={value}", Param::ALL[n].key()))
            .collect();
        sound(&pairs.join("&"))?;
    }

    #[test]
    fn a_mutated_link_opens_something(
        c in comparisons(),
        edits in vec((any::<prop::sample::Index>(), 0..3_u8, any::<char>()), 1..8),
    ) {
        let mut text: Vec<char> = stamped(&c, &[]).chars().collect();
        for (at, edit, with) in edits {
            let at = at.index(text.len().max(1));
            match edit {
                0 if at < text.len() => text[at] = with,
                1 if at < text.len() => { text.remove(at); }
                _ => text.insert(at.min(text.len()), with),
            }
        }
        sound(&text.into_iter().collect::<String>())?;
    }
}

/// What holds of every text: it opens a comparison within the rules, which
/// has one link, and all that is said of it is bounded and readable.
fn sound(text: &str) -> Result<(), TestCaseError> {
    let opened = read(text);
    let c = &opened.comparison;
    let distinct: Set<&Id> = c.compared.iter().collect();
    prop_assert!(c.compared.len() <= MAX_COMPARED && distinct.len() == c.compared.len());
    prop_assert!(c.facets.values().all(|set| !set.is_empty()));
    prop_assert!(c.guide.values().all(|set| !set.is_empty()));
    prop_assert!(c.must.values().all(|level| *level > Level::None));
    prop_assert!(opened.digest.len() <= 3);
    prop_assert!(opened.notices.len() < 40);
    for notice in &opened.notices {
        let sentence = notice.sentence();
        prop_assert!(
            sentence.len() < 1_000 && sentence.ends_with('.'),
            "{}",
            sentence
        );
        prop_assert!(!sentence.chars().any(char::is_control));
    }
    let link = encode(c, catalogue(), &Stamp::NONE);
    prop_assert_eq!(&read(&link).comparison, c);
    Ok(())
}

// --- single promises -------------------------------------------------------

#[test]
fn the_defaults_are_a_version_alone() {
    let newest = catalogue().defaults.last().unwrap().v;
    let defaults = Comparison::current(catalogue());
    assert_eq!(
        encode(&defaults, catalogue(), &Stamp::NONE),
        format!("v={newest}")
    );
    assert_eq!(read("").comparison, defaults);
    assert_eq!(read("?").notices, []);
    assert_eq!(read("c=").notices, []);
}

#[test]
fn a_bare_path_says_nothing_of_a_comparison() {
    for bare in [
        "",
        "?",
        "utm_source=x&fbclid=1",
        "?utm_source=v",
        "=",
        "&&",
        "vv=1",
    ] {
        assert!(!has_comparison(bare), "{bare}");
    }
    for shared in [
        "v=1",
        "?utm_source=x&v=1",
        "c=rails",
        "?%63=rails",
        "a&amp;c=rails",
        "k",
    ] {
        assert!(has_comparison(shared), "{shared}");
    }
}

#[test]
fn a_zero_takes_a_default_away() {
    let mut c = first();
    let default = c.weights.iter().next().unwrap().0;
    c.weights.set(default, Weight::default());
    let link = encode(&c, catalogue(), &Stamp::NONE);
    assert!(link.ends_with(&format!("w={default}0")), "{link}");
    assert_eq!(read(&link).comparison, c);
}

#[test]
fn what_is_left_out_is_named() {
    for (link, notices) in [
        ("v=1&c=rails.Dj%C3%A4ngo!.flask", vec!["unread c Dj�ngo!"]),
        ("v=1&c=rails.flask.rails", vec!["repeated c rails"]),
        ("v=1&c=rails&c=flask", vec!["repeated c flask"]),
        ("v=1&c=a.b.c.d.e.f.g.h.i.j", vec!["too many [i, j]"]),
        (
            "v=1&w=rps300.x1.rps200.tail1001",
            vec!["unread w x1", "repeated w rps200", "unread w tail1001"],
        ),
        (
            "v=1&f=size~big!kind~api!kind~micro!language",
            vec![
                "unread f size~big",
                "repeated f kind~micro",
                "unread f language",
            ],
        ),
        (
            "v=1&must=orm~maybe.none~auth.auth~none.jobs",
            vec![
                "unread must orm~maybe",
                "unread must none~auth",
                "unread must auth~none",
            ],
        ),
        (
            "v=1&l=php.python~6.ruby~5.ruby~4",
            vec!["unread l php", "unread l python~6", "repeated l ruby~4"],
        ),
        (
            "v=1&t=A&b=-&u=best&view=home",
            vec![
                "unread b -",
                "unread t A",
                "unread u best",
                "unread view home",
            ],
        ),
        (
            "v=1&s=django~1001.rails",
            vec!["unread s django~1001", "unread s rails"],
        ),
        ("v=0&d=my%20own", vec!["unread d my own", "unread v 0"]),
        ("v=x&c=rails", vec!["unread v x"]),
        ("v=99999999999999&k=0000", vec!["newer 4294967295"]),
        ("v=1&c=rails&k=0000", vec!["altered"]),
        ("v=1&c=rails&k=", vec!["altered"]),
        ("utm_source=%ff&c=rails", vec![]),
    ] {
        // In which order parts are named is no promise.
        let (mut found, mut notices) = (said(&read(link)), notices);
        found.sort();
        notices.sort_unstable();
        assert_eq!(found, notices, "{link}");
    }
}

#[test]
fn every_alteration_of_one_character_is_noticed() {
    let table: Value = serde_json::from_str(include_str!("golden/links.json")).unwrap();
    let rows = table.as_array().unwrap().iter();
    let golden = rows.filter(|row| row.get("most").is_some());
    for link in golden.map(|row| row["link"].as_str().unwrap()) {
        let mut value = false;
        for (at, old) in link.char_indices() {
            let inside = value && old != '&';
            value = old == '=' || inside;
            for new in ALPHABET.chars().filter(|new| inside && *new != old) {
                let altered = [&link[..at], &new.to_string(), &link[at + 1..]].concat();
                let notices = read(&altered).notices;
                let noticed = |n: &Notice| matches!(n, Notice::Altered | Notice::Newer { .. });
                assert!(notices.iter().any(noticed), "{altered}");
            }
        }
        for end in link.find("&d=").unwrap()..link.len() {
            assert!(read(&link[..end]).notices.contains(&Notice::Altered));
        }
    }
}

#[test]
fn a_notice_repeats_little_of_a_hostile_link() {
    let text = format!("c={}", "\u{202e}<b>".repeat(100));
    let [notice] = &read(&text).notices[..] else {
        panic!("one notice expected");
    };
    let Notice::Unread { text, .. } = notice else {
        panic!("{notice:?}");
    };
    assert!(
        text.chars().count() <= 41 && !text.contains('\u{202e}'),
        "{text}"
    );
    let many = read(&format!("c={}", "A.".repeat(500))).notices;
    assert_eq!(many.len(), 13);
    assert_eq!(many.last(), Some(&Notice::More { count: 488 }));
}

#[test]
fn a_link_beyond_the_bound_is_cut_and_says_so() {
    let long = format!(
        "v=1&k=0000&c=rails&f=language~{}",
        "python.".repeat(MAX_QUERY)
    );
    let opened = read(&long);
    assert_eq!(said(&opened), ["too long"]);
    assert_eq!(opened.comparison.compared, [id("rails")]);
    let long = "é".repeat(MAX_QUERY);
    assert_eq!(said(&read(&long)), ["too long"]);
}

#[test]
fn what_is_not_listed_is_kept_counted_and_shared_on() {
    let mut catalogue = catalogue().clone();
    let why = "Its project has ended.".to_owned();
    catalogue.moved.tombstones.insert(id("gone"), why.clone());
    let link = "v=1&t=gone&c=rails.gone.nowhere&b=nowhere&w=zzz300&f=language~cobol.python.unknown\
                &must=time-travel&g=deadline~yesterday!mood~good&l=5~cobol&o=5~else.gone";
    let opened = decode(link, &catalogue);
    let found = unlisted(&opened.comparison, &catalogue);
    let brief: Vec<_> = found
        .iter()
        .map(|u| {
            (
                u.what,
                u.of,
                u.missing
                    .iter()
                    .map(|m| m.name.as_str())
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let weighed = opened.comparison.weights.iter().count();
    assert_eq!(
        brief,
        [
            (Listing::Compared, 3, vec!["gone", "nowhere"]),
            (Listing::Weighed, weighed, vec!["zzz"]),
            (Listing::Chosen(Facet::Language), 3, vec!["cobol"]),
            (Listing::Required, 1, vec!["time-travel"]),
            (
                Listing::Answered,
                2,
                vec!["deadline yesterday", "mood good"]
            ),
            (Listing::Known, 1, vec!["cobol"]),
            (Listing::Rated, 2, vec!["else"]),
        ]
    );
    assert_eq!(found[0].missing[0].why, Some(why));
    assert_eq!(
        found[0].sentence(),
        "2 of 3 compared technologies are not listed in this catalogue: gone (Its project has \
         ended.), nowhere. What is shown leaves them out; they stay in the link that you share."
    );
    assert_eq!(
        found[1].sentence(),
        format!(
            "1 of {weighed} weighed criteria is not listed in this catalogue: zzz. What is shown \
             leaves it out; it stays in the link that you share."
        )
    );
    assert_eq!(opened.notices, []);
    assert_eq!(encode(&opened.comparison, &catalogue, &Stamp::NONE), link);
}

#[test]
fn a_renamed_technology_is_found_under_its_new_name() {
    let mut catalogue = catalogue().clone();
    catalogue.moved.aliases.insert(id("ror"), id("rails"));
    let link = "v=1&t=ror&c=ror.django.rails&b=ror&o=5~ror&s=ror~812";
    let opened = decode(link, &catalogue);
    let c = &opened.comparison;
    assert_eq!(c.technology, Some(id("rails")));
    assert_eq!(c.baseline, Some(id("rails")));
    assert_eq!(c.compared, [id("rails"), id("django")]);
    assert_eq!(c.ratings.keys().collect::<Vec<_>>(), [&id("rails")]);
    assert_eq!(opened.digest, [(id("rails"), 812)]);
    assert_eq!(said(&opened), ["repeated c rails"]);
}

#[test]
fn an_old_link_keeps_the_defaults_of_its_version() {
    let mut catalogue = catalogue().clone();
    let criteria: Vec<_> = catalogue.criteria.iter().take(2).cloned().collect();
    let newest = catalogue.defaults.last().unwrap().v;
    let weights = Map::from([(criteria[0].id.clone(), 7.5)]);
    catalogue.defaults.push(Defaults {
        v: newest + 1,
        weights,
    });

    let old = decode(&format!("v={newest}"), &catalogue);
    assert_eq!(old.comparison.weights, Weights::current(self::catalogue()));
    assert_eq!(old.version, Some(newest));
    assert_eq!(old.notices, []);
    let again = encode(&old.comparison, &catalogue, &Stamp::NONE);
    assert!(
        again.starts_with(&format!("v={}&w=", newest + 1)),
        "{again}"
    );
    assert_eq!(decode(&again, &catalogue).comparison, old.comparison);

    let new = decode("view=explore", &catalogue).comparison.weights;
    assert_eq!(new.get(criteria[0].key), hundredths(750));
    assert_eq!(new.get(criteria[1].key), Weight::default());
}

#[test]
fn a_newer_link_is_called_newer_not_altered() {
    let newer = read("v=77&k=0000&c=rails&shape=round");
    assert_eq!(said(&newer), ["newer 77"]);
    assert_eq!(newer.comparison.compared, [id("rails")]);
    assert_eq!(newer.comparison.weights, Weights::current(catalogue()));
}

#[test]
fn another_state_of_the_catalogue_is_said() {
    let opened = read("v=1&d=20200101-0000");
    assert_eq!(opened.dated.as_deref(), Some("20200101-0000"));
    let ours = catalogue().version.clone();
    let made = "20200101-0000".to_owned();
    assert_eq!(opened.notices, [Notice::Dated { made, ours }]);
    let same = format!("v=1&d={}", catalogue().version);
    assert_eq!(read(&same).notices, []);
}

#[test]
fn people_may_type_a_level_behind_its_entry() {
    let typed = read("must=orm~official.websockets.auth~core&l=php~3.python~5");
    let grouped = read("must=websockets!official~orm!core~auth&l=3~php!5~python");
    assert_eq!(typed.comparison, grouped.comparison);
    assert_eq!(typed.notices, []);
}

// --- length ----------------------------------------------------------------

/// Everything that can be chosen on the embedded catalogue, chosen, in its
/// longest form; as many own ratings as two full comparisons have room for.
fn largest() -> (Comparison, Vec<(Id, u16)>) {
    let catalogue = catalogue();
    let mut c = Comparison::current(catalogue);
    let mut technologies: Vec<Id> = catalogue
        .technologies
        .iter()
        .map(|t| t.id.clone())
        .collect();
    technologies.sort_by_key(|id| std::cmp::Reverse(id.as_str().len()));
    c.view = View::Technology;
    c.technology = technologies.first().cloned();
    c.baseline = technologies.first().cloned();
    c.compared = technologies.iter().take(MAX_COMPARED).cloned().collect();
    for criterion in &catalogue.criteria {
        c.weights.set(criterion.key, hundredths(1000));
    }
    let l = &catalogue.lists;
    let kinds = l.kinds.iter().map(|k| &k.id).collect::<Vec<_>>();
    let terms = |list: &'static [groundwork::catalogue::Term]| list.iter().map(|t| &t.id).collect();
    for (facet, choices) in Facet::ALL.into_iter().zip([
        kinds,
        terms(&l.languages),
        terms(&l.licences),
        terms(&l.governance),
        terms(&l.type_safety),
        terms(&l.databases),
    ]) {
        let mut choices: Set<Id> = choices.into_iter().cloned().collect();
        choices.insert(id(Facet::UNKNOWN));
        c.facets.insert(facet, choices);
    }
    let levels = [Level::Community, Level::Official, Level::Core];
    for (capability, level) in catalogue
        .capabilities
        .iter()
        .zip(levels.into_iter().cycle())
    {
        c.must.insert(capability.id.clone(), level);
    }
    for question in &catalogue.guide {
        let mut answers: Vec<Id> = question.answers.iter().map(|a| a.id.clone()).collect();
        answers.sort_by_key(|id| std::cmp::Reverse(id.as_str().len()));
        if !question.several {
            answers.truncate(1);
        }
        if !answers.is_empty() {
            c.guide
                .insert(question.id.clone(), answers.into_iter().collect());
        }
    }
    let ratings = || (0..=Rating::MAX).cycle().map(|n| Rating::new(n).unwrap());
    let languages = l.languages.iter().map(|t| t.id.clone());
    c.languages = languages.zip(ratings()).collect();
    let rated = technologies.iter().take(2 * MAX_COMPARED).cloned();
    c.ratings = rated.zip(ratings()).collect();
    c.unknown = UnknownPolicy::Middle;
    c.since = Date::parse("2026-05");
    let digest = technologies
        .into_iter()
        .take(3)
        .map(|id| (id, 1000))
        .collect();
    (c, digest)
}

#[test]
fn the_largest_comparison_fits_into_chats_and_mail() {
    let (c, digest) = largest();
    let link = stamped(&c, &digest);
    assert_eq!(read(&link).comparison, c);
    println!("{} characters: {link}", link.len());
    assert!(link.len() <= MAX_LINK, "{} characters: {link}", link.len());
}

// --- golden links ----------------------------------------------------------

/// A comparison as the golden table writes it: only what differs from the
/// defaults of version 1.
fn plain(c: &Comparison) -> Value {
    let mut out = serde_json::Map::new();
    let mut put = |name: &str, value: Value, nothing: Value| {
        if value != nothing {
            out.insert(name.to_owned(), value);
        }
    };
    let rated = |map: &Map<Id, Rating>| -> Value {
        map.iter()
            .map(|(id, r)| (id.to_string(), json!(r.get())))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let sets = |sets: Vec<(String, &Set<Id>)>| -> Value {
        sets.into_iter()
            .map(|(name, set)| (name, json!(set.iter().map(Id::as_str).collect::<Vec<_>>())))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    put("view", json!(format!("{:?}", c.view)), json!("Explore"));
    put(
        "technology",
        json!(c.technology.as_ref().map(Id::as_str)),
        Value::Null,
    );
    put(
        "compared",
        json!(c.compared.iter().map(Id::as_str).collect::<Vec<_>>()),
        json!([]),
    );
    put(
        "baseline",
        json!(c.baseline.as_ref().map(Id::as_str)),
        Value::Null,
    );
    let defaults = first().weights;
    let keys: Set<Key> = defaults
        .iter()
        .chain(c.weights.iter())
        .map(|(k, _)| k)
        .collect();
    let weights: serde_json::Map<_, _> = keys
        .into_iter()
        .filter(|k| c.weights.get(*k) != defaults.get(*k))
        .map(|k| (k.to_string(), json!(c.weights.get(k).hundredths())))
        .collect();
    put("weights", weights.into(), json!({}));
    let facets = c
        .facets
        .iter()
        .map(|(f, set)| (format!("{f:?}"), set))
        .collect();
    put("facets", sets(facets), json!({}));
    let must: serde_json::Map<_, _> = c
        .must
        .iter()
        .map(|(id, l)| (id.to_string(), json!(l.as_str())))
        .collect();
    put("must", must.into(), json!({}));
    let guide = c
        .guide
        .iter()
        .map(|(q, set)| (q.to_string(), set))
        .collect();
    put("guide", sets(guide), json!({}));
    put("languages", rated(&c.languages), json!({}));
    put("ratings", rated(&c.ratings), json!({}));
    put("unknown", json!(format!("{:?}", c.unknown)), json!("Worst"));
    out.into()
}

#[test]
fn every_link_ever_released_opens_what_it_opened_then() {
    let table: Value = serde_json::from_str(include_str!("golden/links.json")).unwrap();
    for row in table.as_array().unwrap() {
        let (about, link) = (&row["about"], row["link"].as_str().unwrap());
        let opened = read(link);
        assert_eq!(plain(&opened.comparison), row["opens"], "{about}");
        let notices = row.get("says").cloned().unwrap_or(json!([]));
        assert_eq!(json!(said(&opened)), notices, "{about}");
        let digest = row.get("digest").cloned().unwrap_or(json!([]));
        let found: Vec<_> = opened
            .digest
            .iter()
            .map(|(id, n)| (id.as_str(), n))
            .collect();
        assert_eq!(json!(found), digest, "{about}");
        if let Some(most) = row.get("most").and_then(Value::as_u64) {
            assert!(link.len() as u64 <= most, "{about}: {}", link.len());
        }
        // Made by the page: written again by the same version, it is the same.
        let newest = catalogue().defaults.last().map(|t| t.v);
        let whole = link.contains("&k=") && notices == json!([]);
        if whole && opened.version == newest {
            let version = opened.dated.as_deref().unwrap_or_default();
            let stamp = Stamp {
                version,
                digest: &opened.digest,
            };
            assert_eq!(
                encode(&opened.comparison, catalogue(), &stamp),
                link,
                "{about}"
            );
        }
    }
}
