//! What a team is promised: everybody has the same say, the link of the group
//! opens the order that was shown, no text that is brought in does harm, and the
//! sentence says nothing that is not so.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used
)]

use groundwork::address::{MAX_QUERY, Notice, Stamp, decode, encode};
use groundwork::catalogue::{Catalogue, Id, Level};
use groundwork::decide::{Leagues, Matrix, Own, Scores, Shares};
use groundwork::state::{Comparison, Facet, Rating, UnknownPolicy, Weight, Weights};
use groundwork::team::{
    Entry, MAX_MEMBERS, MAX_NAME, MAX_TEXT, Member, Pasted, Team, Unusable, join, line, read,
    read_line, write,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::OnceLock;

fn catalogue() -> &'static Catalogue {
    static READ: OnceLock<Catalogue> = OnceLock::new();
    READ.get_or_init(groundwork::embedded)
}

fn present() -> Comparison {
    Comparison::current(catalogue())
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn member(name: &str, query: &str) -> Member {
    Member::new(name, query).unwrap()
}

fn team(queries: &[&str]) -> Team {
    const NAMES: [&str; 6] = ["Ann", "Bo", "Cy", "Dee", "Eli", "Flo"];
    let members: Vec<Member> = NAMES
        .iter()
        .zip(queries)
        .map(|(name, query)| member(name, query))
        .collect();
    Team::new(catalogue(), &present(), &members)
}

fn says(queries: &[&str]) -> String {
    team(queries).sentence(catalogue()).replace('\u{a0}', " ")
}

/// Weights of these criteria and of no other.
fn only(of: &[(&str, u16)]) -> String {
    let weight = |key: &str| of.iter().find(|(k, _)| *k == key).map_or(0, |(_, w)| *w);
    let all = catalogue().criteria.iter();
    let all = all.map(|c| format!("{}{}", c.key, weight(c.key.as_str())));
    format!("v=1&w={}", all.collect::<Vec<_>>().join("."))
}

// ---- random members ----

fn weights() -> impl Strategy<Value = Vec<u16>> {
    let n = catalogue().criteria.len();
    prop_oneof![
        4 => vec(0..=1000_u16, n),
        2 => vec(prop_oneof![3 => Just(0_u16), 1 => 0..=1000_u16], n),
        1 => vec(0..=3_u16, n),
    ]
}

fn rated(n: usize) -> impl Strategy<Value = Vec<(usize, u8)>> {
    prop_oneof![2 => Just(Vec::new()), 1 => vec((0..n, 0..=5_u8), 1..5)]
}

fn comparison() -> impl Strategy<Value = Comparison> {
    let c = catalogue();
    let musts = vec((0..c.capabilities.len(), 1..=3_u8), 0..3);
    let chosen = vec(0..c.lists.languages.len(), 0..3);
    let (languages, technologies) = (c.lists.languages.len(), c.technologies.len());
    (
        weights(),
        rated(languages),
        rated(technologies),
        musts,
        chosen,
    )
        .prop_map(move |(weights, languages, ratings, musts, chosen)| {
            let mut comparison = present();
            comparison.weights = Weights::default();
            for (criterion, weight) in c.criteria.iter().zip(weights) {
                let weight = Weight::from_hundredths(weight).unwrap();
                comparison.weights.set(criterion.key, weight);
            }
            for (n, rating) in languages {
                let id = c.lists.languages[n].id.clone();
                comparison
                    .languages
                    .insert(id, Rating::new(rating).unwrap());
            }
            for (n, rating) in ratings {
                let id = c.technologies[n].id.clone();
                comparison.ratings.insert(id, Rating::new(rating).unwrap());
            }
            for (n, level) in musts {
                let level =
                    [Level::Community, Level::Official, Level::Core][usize::from(level) - 1];
                comparison.must.insert(c.capabilities[n].id.clone(), level);
            }
            for n in chosen {
                let mut choices = comparison
                    .facets
                    .remove(&Facet::Language)
                    .unwrap_or_default();
                choices.insert(c.lists.languages[n].id.clone());
                comparison.facets.insert(Facet::Language, choices);
            }
            comparison
        })
}

fn linked(comparisons: &[Comparison]) -> Vec<Member> {
    let query = |c: &Comparison| encode(c, catalogue(), &Stamp::NONE);
    let all = comparisons.iter().enumerate();
    all.map(|(n, c)| member(&format!("M{n}"), &query(c)))
        .collect()
}

/// The shown totals that the page gives a comparison, and the rows of its first
/// league, first to last.
fn ranked(comparison: &Comparison) -> (Vec<f64>, Vec<usize>) {
    let c = catalogue();
    let own = Own {
        languages: &comparison.languages,
        ratings: &comparison.ratings,
    };
    let matrix = Matrix::new(c, own);
    let shares = Shares::of(c, &comparison.weights, own);
    let scores = Scores::new(&matrix, &shares.of, comparison.unknown);
    let leagues = Leagues::new(c, &scores, |_| true);
    let rows = leagues.frameworks.ranked.iter().map(|r| r.row).collect();
    (scores.shown, rows)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_link_of_the_group_opens_the_order_that_was_shown(all in vec(comparison(), 1..6)) {
        let c = catalogue();
        let team = Team::new(c, &present(), &linked(&all));
        let group = team.group.as_ref().unwrap();
        let link = encode(&team.merged, c, &Stamp::NONE);
        let opened = decode(&link, c);
        prop_assert_eq!(&opened.comparison, &team.merged);
        prop_assert_eq!(&opened.notices, &[]);

        let own = Own { languages: &team.merged.languages, ratings: &team.merged.ratings };
        let shares = Shares::of(c, &team.merged.weights, own).of;
        let off: f64 = shares.iter().zip(&group.shares).map(|(a, b)| (a - b).abs()).sum();
        let sum: f64 = team.merged.weights.iter().map(|(_, w)| w.points()).sum();
        let columns = c.criteria.len() as f64;
        // Each weight is off by half a hundredth, or less than one where it would vanish.
        prop_assert!(off <= 2.0 * columns * 0.01 / sum + 1e-9, "shares are {} off", off);
        prop_assert!(team.merged.weights.iter().all(|(_, w)| w <= Weight::MAX));
        let counting = c.criteria.iter().filter(|k| own.counts(&k.from));
        let most = counting.map(|k| team.merged.weights.get(k.key)).max().unwrap();
        prop_assert!(most.points() >= 4.99, "the greatest is {}", most.points());

        let (scores, order) = ranked(&team.merged);
        for (n, row) in team.rows.iter().enumerate() {
            prop_assert!((scores[*row] - group.standing.scores[n]).abs() <= off + 1e-9);
        }
        // Ties and those who are nearer than the rounding aside, the order is the same.
        for (n, a) in team.rows.iter().enumerate() {
            for (k, b) in team.rows.iter().enumerate().skip(n + 1) {
                if group.standing.scores[n] - group.standing.scores[k] > off + 1e-9 {
                    let place = |row| order.iter().position(|r| *r == row);
                    if let (Some(a), Some(b)) = (place(*a), place(*b)) {
                        prop_assert!(a < b);
                    }
                }
            }
        }
    }

    #[test]
    fn everybody_has_the_same_say_whatever_the_size_and_order(all in vec(comparison(), 2..5), by in 2..10_u16) {
        let c = catalogue();
        let team = Team::new(c, &present(), &linked(&all));
        let group = team.group.unwrap();
        for (column, share) in group.shares.iter().enumerate() {
            let shares = group.members.iter().map(|m| m.shares[column]);
            let mean = shares.sum::<f64>() / all.len() as f64;
            prop_assert!((share - mean).abs() < 1e-9);
        }
        // Somebody who uses smaller numbers for the same weights changes nothing.
        let (mut great, mut small) = (all.clone(), all.clone());
        for (key, weight) in all[0].weights.iter() {
            let part = weight.hundredths() / by;
            great[0].weights.set(key, Weight::from_hundredths(part * by).unwrap());
            small[0].weights.set(key, Weight::from_hundredths(part).unwrap());
        }
        let standing = |all: &[Comparison]| {
            let team = Team::new(c, &present(), &linked(all));
            let ranks = team.group.unwrap().standing.ranks;
            team.rows.into_iter().zip(ranks).collect::<Vec<_>>()
        };
        prop_assert_eq!(standing(&great), standing(&small));
        let mut turned = all.clone();
        turned.reverse();
        prop_assert_eq!(standing(&all), standing(&turned));
    }

    #[test]
    fn each_members_order_is_the_one_of_their_own_page(all in vec(comparison(), 1..5)) {
        let team = Team::new(catalogue(), &present(), &linked(&all));
        let group = team.group.unwrap();
        for (asked, member) in all.iter().zip(&group.members) {
            let (scores, _) = ranked(asked);
            for (n, row) in team.rows.iter().enumerate() {
                prop_assert!((scores[*row] - member.standing.scores[n]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn must_haves_and_choices_that_all_share_are_the_groups_and_no_others(all in vec(comparison(), 1..5)) {
        let team = Team::new(catalogue(), &present(), &linked(&all));
        for wanted in &team.required {
            let by: Vec<(usize, Level)> = all.iter().enumerate()
                .filter_map(|(n, c)| Some((n, *c.must.get(&wanted.capability)?))).collect();
            prop_assert_eq!(&wanted.by, &by);
            let strictest = by.iter().map(|(_, level)| *level).max();
            let shared = (by.len() == all.len()).then_some(strictest).flatten();
            prop_assert_eq!(team.merged.must.get(&wanted.capability).copied(), shared);
        }
        for choice in &team.chosen {
            let by: Vec<usize> = (0..all.len()).filter(|n| all[*n].chosen(choice.facet, choice.choice.as_str())).collect();
            prop_assert_eq!(&choice.by, &by);
            prop_assert_eq!(team.merged.chosen(choice.facet, choice.choice.as_str()), by.len() == all.len());
        }
        for id in team.merged.must.keys() {
            prop_assert!(all.iter().all(|c| c.must.contains_key(id)));
        }
    }

    #[test]
    fn who_all_say_is_first_is_first_for_the_group(all in vec(comparison(), 2..5)) {
        // By one table of values: a mean of weights keeps what all weights say.
        let mut all = all;
        for c in &mut all {
            c.languages.clear();
            c.ratings.clear();
        }
        let team = Team::new(catalogue(), &present(), &linked(&all));
        let group = team.group.as_ref().unwrap();
        if group.consensus.within == 1 {
            for row in &group.consensus.rows {
                prop_assert_eq!(group.standing.ranks[*row], 1);
                prop_assert_eq!(group.borda.ranks[*row], 1);
            }
            prop_assert_eq!(team.least_content().unwrap().0, 1);
        }
        let (worst, whose) = team.least_content().unwrap();
        prop_assert!(!whose.is_empty() && worst <= team.rows.len());
        let text = team.sentence(catalogue());
        prop_assert!(text.ends_with('.') && !text.contains("  "));
    }

    #[test]
    fn a_file_brings_back_the_team(names in vec("\\PC{0,70}", 0..20), queries in vec("v=1&[ -~]{0,80}", 20)) {
        let all: Vec<Member> = names.iter().zip(&queries).map(|(n, q)| member(n, q)).collect();
        let text = write(&all);
        prop_assert_eq!(read(&text), Ok(all.clone()));
        for one in &all {
            prop_assert_eq!(read_line(&line(one)), Ok(one.clone()));
            prop_assert!(one.name().chars().count() <= MAX_NAME);
            prop_assert_eq!(&one.called(one.name()), one);
        }
    }

    #[test]
    fn whatever_is_pasted_or_opened_is_read_without_harm(text in "(\\PC|[ \\n\\t&=?:/.v1w-]){0,400}", bytes in vec(any::<u8>(), 0..300)) {
        let pasted = Pasted::read(&text);
        let mut team = Vec::new();
        for found in pasted.members {
            prop_assert!(found.query().len() <= MAX_QUERY);
            prop_assert!(!found.query().contains(char::is_whitespace));
            join(&mut team, found);
        }
        prop_assert!(team.iter().all(|m| !m.name().is_empty()));
        prop_assert_eq!(Team::new(catalogue(), &present(), &team).members.len(), team.len());
        let lossy = String::from_utf8_lossy(&bytes);
        let _ = read(&lossy);
        let _ = read(&text);
        let _ = Pasted::read(&lossy);
    }
}

// ---- what is said ----

#[test]
fn the_sentence_says_what_is_agreed_and_where_all_are_apart() {
    let (speed, data) = (only(&[("rps", 1000)]), only(&[("data", 1000)]));
    let both = only(&[("rps", 500), ("data", 500)]);
    for (queries, wanted) in [
        (vec![], "Nobody's link is here yet."),
        (vec!["v=1"], "ONE"),
        (vec!["v=1", "v=1"], "SAME"),
        (vec![&speed, &data, &both], "APART"),
        (vec![&data, &data, &data, &both], "NEAR"),
        (vec!["v=1&f=language~cobol"], "ALONE"),
        (
            vec!["v=1", "v=1&w=vis1000", "v=1&w=prod900.vis0", "v=1&w=rps500"],
            "DEFAULTS",
        ),
        (vec!["v=1&l=5~python", "v=1&l=5~php"], "LANGUAGES"),
    ] {
        let queries: Vec<&str> = queries.into_iter().collect();
        println!("{wanted}\n  {}", says(&queries));
    }
}
