//! What a team is promised: everybody has the same say, the link of the group
//! opens the order that was shown, no text that is brought in does harm, and the
//! sentence says nothing that is not so.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::unreachable
)]

use groundwork::address::{MAX_QUERY, Notice, Stamp, decode, encode};
use groundwork::catalogue::{Catalogue, Fact, Id, Level, Measure, ValueFunction};
use groundwork::decide::{Leagues, Matrix, Own, Scores, Shares};
use groundwork::state::{Comparison, Facet, Rating, UnknownPolicy, View, Weight, Weights};
use groundwork::team::{
    MAX_NAME, Mark, Member, Pasted, Plot, SIGNS, Team, join, line, read, read_line, signs, write,
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

fn member(name: &str, query: &str) -> Member {
    Member::new(name, query).unwrap()
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

/// Few: of a criterion that weighs much and of which little is known, nobody is
/// ranked.
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
        let Some(group) = &team.group else { return Ok(()) };
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
        let Some(group) = team.group else { return Ok(()) };
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
            let ranks = team.group.map(|g| g.standing.ranks).unwrap_or_default();
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
        let Some(group) = team.group else { return Ok(()) };
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

// ---- where all stand, as it is drawn ----

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn everybody_is_drawn_once_on_each_line_and_no_mark_covers_another(all in vec(comparison(), 1..14)) {
        let team = Team::new(catalogue(), &present(), &linked(&all));
        let Some(group) = &team.group else { return Ok(()) };
        let plot = Plot::of(&team);
        prop_assert!(!plot.lines.is_empty());
        for line in &plot.lines {
            let mut drawn: Vec<usize> = line.marks.iter().flat_map(|m| m.members.clone()).collect();
            drawn.sort_unstable();
            prop_assert_eq!(drawn, (0..all.len()).collect::<Vec<_>>());
            for place in [line.least, line.mean, line.most] {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&place));
            }
            for mark in &line.marks {
                prop_assert!(mark.lane < line.lanes);
                for n in &mark.members {
                    let share = group.members[*n].shares[line.column] / plot.end;
                    prop_assert!((share - mark.at).abs() <= 0.031);
                }
                let width = |mark: &Mark| 0.04 + 0.055 * mark.members.len().min(SIGNS + 1) as f64;
                for other in line.marks.iter().filter(|o| *o != mark && o.lane == mark.lane) {
                    let room = (width(mark) + width(other)) / 2.0;
                    prop_assert!((mark.at - other.at).abs() >= room - 1e-9);
                }
            }
        }
    }
}

#[test]
fn each_member_has_a_sign_of_their_own() {
    let names = ["Ann", "Bo", "ada", "Émile", "…", "(Ann 2)"];
    let members: Vec<Member> = names.iter().map(|name| member(name, "v=1")).collect();
    let team = Team::new(catalogue(), &present(), &members);
    assert_eq!(signs(&team), ["A1", "B", "A2", "É", "?", "A3"]);
}

// ---- what is said ----

/// Four technologies on two criteria whose values are set, and the two that are
/// made of people's own ratings.
fn small() -> Catalogue {
    let mut c = groundwork::embedded();
    c.technologies
        .retain(|t| ["django", "rails", "laravel", "flask"].contains(&t.id.as_str()));
    c.criteria
        .retain(|k| ["rps", "vis", "team", "own"].contains(&k.key.as_str()));
    let values = [
        ("django", [0.5, 0.9]),
        ("flask", [0.7, 0.4]),
        ("laravel", [0.4, 0.8]),
        ("rails", [0.9, 0.1]),
    ];
    for criterion in &mut c.criteria {
        if let Measure::Metric { id } = &criterion.from {
            criterion.value = ValueFunction::Linear {
                worst: 0.0,
                best: 1.0,
            };
            let column = usize::from(criterion.key.as_str() == "vis");
            for t in &mut c.technologies {
                let value = values
                    .iter()
                    .find(|(name, _)| *name == t.id.as_str())
                    .unwrap()
                    .1[column];
                t.metrics.insert(
                    id.clone(),
                    Fact {
                        value,
                        as_of: c.checked,
                        source: Id::new("x").unwrap(),
                        note: None,
                    },
                );
            }
        }
    }
    c
}

fn asked(c: &Catalogue, queries: &[&str]) -> Team {
    const NAMES: [&str; 6] = ["Ann", "Bo", "Cy", "Dee", "Eli", "Flo"];
    let named = NAMES.iter().zip(queries);
    let members: Vec<Member> = named.map(|(name, query)| member(name, query)).collect();
    Team::new(c, &Comparison::current(c), &members)
}

#[test]
fn the_sentence_says_what_is_agreed_and_where_all_are_apart() {
    let c = small();
    let (speed, seen) = ("v=1&w=rps1000.vis0", "v=1&w=rps0.vis1000");
    let (both, most) = ("v=1&w=rps500.vis500", "v=1&w=rps400.vis600");
    for (queries, wanted) in [
        (vec![], "Nobody's link is here yet."),
        (
            vec![seen],
            "With Ann alone there is nobody to agree with; their weights put Django first.",
        ),
        (
            vec![seen, seen],
            "Both have the same order, with Django first; the group's weights put Django first, and so does Borda's count; all weigh the criteria alike.",
        ),
        (
            vec![both, most],
            "Both have the same order, with Django first; the group's weights put Django first, and so does Borda's count; most apart on Throughput (40.0 % to 50.0 %).",
        ),
        (
            vec![speed, seen, both],
            "All three have Django and Flask among the first three; the group's weights put Django first, and so does Borda's count; most apart on Throughput (0 % to 100 %).",
        ),
        (
            vec![seen, speed],
            "Both have Django and Flask among the first three; the group's weights put Django first, and so does Borda's count; most apart on Throughput (0 % to 100 %).",
        ),
        (
            vec!["v=1&w=rps0.vis0", both],
            "Both have the same order, with Django first; the group's weights put Django first, and so does Borda's count; all weigh the criteria alike.",
        ),
        (
            vec![
                "v=1&w=vis0.rps0&o=5~rails",
                "v=1&w=vis0.rps0&o=1~rails!5~flask",
            ],
            "Both have Flask and Ruby on Rails among the first two; the group's weights put Flask first; Borda's count puts Flask and Ruby on Rails level first; all weigh the criteria alike.",
        ),
    ] {
        let says = asked(&c, &queries).sentence(&c).replace('\u{a0}', " ");
        assert_eq!(says, wanted, "{queries:?}");
    }
}

#[test]
fn without_two_to_choose_between_that_is_said() {
    let mut c = small();
    c.technologies.retain(|t| t.id.as_str() == "rails");
    let only = "Ruby on Rails is the only one left, so there is nothing to decide.";
    assert_eq!(asked(&c, &["v=1", "v=1"]).sentence(&c), only);
    c.technologies.clear();
    let nobody = asked(&c, &["v=1", "v=1"]);
    assert_eq!(nobody.group, None);
    assert_eq!(nobody.least_content(), None);
    assert_eq!(Plot::of(&nobody), Plot::default());
    assert_eq!(
        nobody.sentence(&c),
        "No technology that passes the present filters is known well enough to be ranked."
    );
}

#[test]
fn facts_that_are_missing_are_not_passed_over() {
    let mut c = small();
    let rps = c.criteria.iter().find(|k| k.key.as_str() == "rps").unwrap();
    let Measure::Metric { id } = rps.from.clone() else {
        unreachable!()
    };
    for t in c
        .technologies
        .iter_mut()
        .filter(|t| t.id.as_str() == "laravel")
    {
        t.metrics.remove(&id);
    }
    let team = asked(&c, &["v=1&w=rps200.vis800", "v=1&w=rps200.vis800"]);
    let says = team.sentence(&c);
    let missing = "; Laravel could be first by facts that are missing alone.";
    assert!(says.ends_with(missing), "{says}");
}

#[test]
fn ties_are_said_as_such() {
    let mut c = small();
    let first = c
        .technologies
        .iter()
        .position(|t| t.id.as_str() == "django")
        .unwrap();
    let mut twin = c.technologies[first].clone();
    (twin.id, twin.name) = (Id::new("twin").unwrap(), "Twin".to_owned());
    c.technologies.push(twin);
    let says = asked(&c, &["v=1&w=vis800", "v=1&w=rps100.vis900"]).sentence(&c);
    let level = "Both have Django and Twin first or level with the first; the group's weights put Django and Twin level first, and so does Borda's count; most apart on ";
    assert!(says.starts_with(level), "{says}");
}

// ---- what is each one's own ----

#[test]
fn whoever_rates_nothing_has_no_say_of_ratings_and_means_are_whole() {
    let c = small();
    let queries = [
        "v=1&l=5~python!2~php&o=4~django",
        "v=1&l=0~ruby&o=1~django!5~flask",
        "v=1",
    ];
    let team = asked(&c, &queries);
    let rated = |map: &groundwork::catalogue::Map<Id, Rating>| -> Vec<(String, u8)> {
        map.iter()
            .map(|(id, r)| (id.to_string(), r.get()))
            .collect()
    };
    let said = |all: &[(&str, u8)]| -> Vec<(String, u8)> {
        all.iter().map(|(id, r)| ((*id).to_owned(), *r)).collect()
    };
    // Of languages two speak: 5/2 and 2/2 and 0; of Django two: 5/2; of Flask one.
    assert_eq!(
        rated(&team.merged.languages),
        said(&[("php", 1), ("python", 3), ("ruby", 0)])
    );
    assert_eq!(
        rated(&team.merged.ratings),
        said(&[("django", 3), ("flask", 5)])
    );
    let column = c
        .criteria
        .iter()
        .position(|k| k.key.as_str() == "own")
        .unwrap();
    let group = team.group.unwrap();
    assert_eq!(group.members[2].shares[column], 0.0);
    assert!(group.shares[column] > 0.0);
}

#[test]
fn differing_must_haves_and_filters_are_told_and_change_nobody_elses_order() {
    let c = groundwork::embedded();
    let capability = c.capabilities.iter().find(|k| {
        let lacks = |level: Level| level == Level::None;
        c.technologies
            .iter()
            .any(|t| t.capabilities.get(&k.id).is_some_and(|f| lacks(f.level)))
    });
    let id = capability.unwrap().id.clone();
    let ann = format!("v=1&must=core~{id}&f=language~python.ruby");
    let bo = format!("v=1&must={id}&f=language~python");
    let team = asked(&c, &[&ann, &bo]);
    let plain = asked(&c, &["v=1", "v=1"]);
    assert_eq!((&team.rows, &team.group), (&plain.rows, &plain.group));
    assert_eq!(team.required.len(), 1);
    assert_eq!(
        team.required[0].by,
        [(0, Level::Core), (1, Level::Community)]
    );
    assert_eq!(team.merged.must.get(&id), Some(&Level::Core));
    assert!(team.merged.chosen(Facet::Language, "python"));
    assert!(!team.merged.chosen(Facet::Language, "ruby"));
    assert!(!team.members[1].leaves_out.is_empty());
    for n in &team.members[0].leaves_out {
        let t = &c.technologies[team.rows[*n]];
        let speaks = |id: &str| t.languages.value.iter().any(|l| l.id.as_str() == id);
        let brings = t
            .capabilities
            .get(&id)
            .is_none_or(|f| f.level >= Level::Core);
        assert!(!brings || !(speaks("python") || speaks("ruby")), "{}", t.id);
    }
    let third = asked(&c, &[&ann, &bo, "v=1"]);
    assert!(!third.merged.filtered());
    assert_eq!(third.merged.view, View::Decide);
}

#[test]
fn what_is_odd_about_a_link_stays_with_its_member() {
    let c = catalogue();
    let whole = encode(
        &present(),
        c,
        &Stamp {
            version: &c.version,
            digest: &[],
        },
    );
    let cut = whole.get(..whole.len() - 1).unwrap();
    let newer = format!("v={}", c.defaults.last().unwrap().v + 1);
    let queries = [
        whole.as_str(),
        cut,
        newer.as_str(),
        "v=1&c=of-yesterday&w=nonsense",
    ];
    let team = asked(c, &queries);
    let odd = |n: usize| team.members[n].notices.as_slice();
    assert_eq!(odd(0), []);
    assert!(
        matches!(odd(1), [Notice::Altered, Notice::Dated { .. }]),
        "{:?}",
        odd(1)
    );
    assert!(matches!(odd(2), [Notice::Newer { .. }]));
    assert!(matches!(odd(3), [Notice::Unread { .. }]));
    let missing = &team.members[3].unlisted[0].missing;
    assert_eq!(missing[0].name, "of-yesterday");
    assert!(team.members[..3].iter().all(|m| m.unlisted.is_empty()));
    assert_eq!(team.group.unwrap().members.len(), 4);
}

#[test]
fn the_policy_for_missing_facts_is_the_present_one_for_all() {
    let c = catalogue();
    let mut present = present();
    present.unknown = UnknownPolicy::Middle;
    let members = [member("Ann", "v=1&u=peers"), member("Bo", "v=1")];
    let team = Team::new(c, &present, &members);
    assert_eq!(team.merged.unknown, UnknownPolicy::Middle);
    let plain = Team::new(c, &present, &[member("Ann", "v=1"), member("Bo", "v=1")]);
    assert_eq!(team.group, plain.group);
}

// ---- files ----

#[test]
fn what_is_no_file_of_a_team_is_refused_with_where_and_what_was_expected() {
    let head = |rest: &str| format!("{{\"groundwork\":\"team\",\"format\":1{rest}}}");
    let people = |people: &str| head(&format!(",\"members\":[{people}]"));
    let deep = ["[".repeat(40), "]".repeat(40)].concat();
    let ann = r#"{"name":"Ann","query":"v=1"}"#;
    let long = format!(r#"{{"name":"{}","query":"v=1"}}"#, "x".repeat(61));
    let endless = format!(
        r#"{{"name":"A","query":"v=1&c={}"}}"#,
        "x".repeat(MAX_QUERY)
    );
    for (text, wanted) in [
        (
            " ".repeat(1024 * 1024 + 1),
            vec!["expected at most 1 MiB of text, found more than that"],
        ),
        (
            deep,
            vec!["expected at most 32 levels of brackets, found more than that"],
        ),
        (
            "{".to_owned(),
            vec!["expected JSON, found EOF while parsing an object at line 1 column 1"],
        ),
        (
            "[]".to_owned(),
            vec!["expected a team's file, found a list"],
        ),
        (
            "{}".to_owned(),
            vec!["groundwork: expected \"team\", found nothing"],
        ),
        (
            "{\"groundwork\":\"catalogue\"}".to_owned(),
            vec!["groundwork: expected \"team\", found \"catalogue\""],
        ),
        (
            "{\"groundwork\":\"team\",\"format\":2}".to_owned(),
            vec![
                "format: expected a version up to 1, found 2: a newer version of this page wrote it",
            ],
        ),
        (
            "{\"groundwork\":\"team\",\"format\":0}".to_owned(),
            vec!["format: expected a version, 1 or more, found a number"],
        ),
        (head(""), vec!["members: expected a list, found nothing"]),
        (
            people(&vec![ann; 51].join(",")),
            vec!["members: expected at most 50, found 51"],
        ),
        (
            people("7"),
            vec!["members[0]: expected name and query, found a number"],
        ),
        (
            people(
                &[
                    ann,
                    r#"{"name":7}"#,
                    r#"{"name":"Cy","query":"?utm_source=x"}"#,
                ]
                .join(","),
            ),
            vec![
                "members[1].name: expected a text, found a number",
                "members[1].query: expected a text, found nothing",
                "members[2].query: expected the query of a comparison, found \"?utm_source=x\"",
            ],
        ),
        (
            people(&long),
            vec!["members[0].name: expected at most 60 characters, found more than that"],
        ),
        (
            people(&endless),
            vec!["members[0].query: expected at most 16384 bytes, found more than that"],
        ),
    ] {
        let found: Vec<String> = read(&text)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, wanted);
    }
    // Brackets within a text are none, and what is not known is left alone.
    let odd = people(&format!(
        r#"{{"name":"{}","query":"v=1","more":[]}}"#,
        "[\\\"[".repeat(10)
    ));
    assert_eq!(read(&odd).map(|all| all.len()), Ok(1));
    assert_eq!(read(&people("")), Ok(Vec::new()));
}

#[test]
fn a_file_is_a_line_a_member() {
    let text = write(&[member("Ann", "v=1"), member("Bo \"B\"", "v=1&u=peers")]);
    let wanted = concat!(
        "{\"groundwork\":\"team\",\"format\":1,\"members\":[\n",
        "{\"name\":\"Ann\",\"query\":\"v=1\"},\n",
        "{\"name\":\"Bo \\\"B\\\"\",\"query\":\"v=1&u=peers\"}\n",
        "]}\n"
    );
    assert_eq!(text, wanted);
}
