//! How sure the order is, in words and in numbers, on the embedded catalogue
//! and on small ones.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use groundwork::catalogue::{Catalogue, Id, Map};
use groundwork::decide::{
    Leagues, Matrix, Own, Ranking, Rating, Scores, Shares, UnknownPolicy, Weight, Weights,
};
use groundwork::verdict::{
    DRAWS, Lot, Names, Often, Problem, SLICE, ahead, more_often, tied_for_first,
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// The embedded catalogue and its values.
static CATALOGUE: LazyLock<(Catalogue, Matrix)> = LazyLock::new(|| {
    let c = groundwork::embedded();
    let matrix = Matrix::new(&c, NOTHING);
    (c, matrix)
});

/// Nothing is rated.
static UNRATED: (Map<Id, Rating>, Map<Id, Rating>) = (Map::new(), Map::new());
const NOTHING: Own<'static> = Own {
    languages: &UNRATED.0,
    ratings: &UNRATED.1,
};

/// Its ranking under some weights.
struct Page {
    c: &'static Catalogue,
    matrix: &'static Matrix,
    shares: Shares,
    ranking: Ranking,
}

impl Page {
    fn new(weights: &Weights) -> Self {
        let (c, matrix) = &*CATALOGUE;
        let shares = Shares::of(c, weights, NOTHING);
        let scores = Scores::new(matrix, &shares.of, UnknownPolicy::Worst);
        let ranking = Leagues::new(c, &scores, |_| true).frameworks;
        Self {
            c,
            matrix,
            shares,
            ranking,
        }
    }

    fn of(points: &[(&str, u16)]) -> Self {
        let c = &CATALOGUE.0;
        let mut weights = Weights::default();
        for (id, hundredths) in points {
            let criterion = c.criteria.iter().find(|k| k.id == *id).unwrap();
            weights.set(criterion.key, Weight::from_hundredths(*hundredths).unwrap());
        }
        Self::new(&weights)
    }

    /// The first so many of the ranking.
    fn problem(&self, most: usize) -> Problem {
        let ranked: Vec<_> = self.ranking.ranked.iter().take(most).copied().collect();
        let policy = UnknownPolicy::Worst;
        Problem::new(self.c, self.matrix, &self.shares, &ranked, policy, NOTHING)
    }

    /// The short sentence.
    fn sentence(&self, most: usize) -> String {
        let problem = self.problem(most);
        let names = Names::new(self.c, &problem);
        names.verdict(&problem.verdict())
    }

    /// What is told besides.
    fn facts(&self, most: usize, often: Option<&Often>) -> Vec<String> {
        let problem = self.problem(most);
        let names = Names::new(self.c, &problem);
        names.facts(&problem.verdict(), often)
    }
}

fn defaults() -> Page {
    Page::new(&Weights::current(&CATALOGUE.0))
}

#[test]
fn the_sentence_of_one_or_nobody_says_so() {
    let page = defaults();
    let first = page.c.technologies[page.ranking.ranked[0].row].name.clone();
    assert_eq!(page.sentence(0), "Nobody is left to choose from.");
    assert_eq!(
        page.sentence(1),
        format!("{first} is the only one left, so there is nothing to decide.")
    );
}

#[test]
fn a_tie_is_called_one_and_names_the_least_change() {
    let page = defaults();
    let problem = page.problem(60);
    let verdict = problem.verdict();
    let ties = verdict.ties();
    assert!(!ties.is_empty(), "with these weights there is a tie");
    let names = Names::new(page.c, &problem);
    let said = page.sentence(60);
    let total = groundwork::decide::tenths(problem.totals(&problem.shares)[0]);
    let points = groundwork::words::points(total);
    assert!(
        said.starts_with(&format!(
            "{} ({points}) is as good as tied with ",
            names.who(0)
        )),
        "{said}"
    );
    assert!(
        said.ends_with('.') && !said.contains(';') && said.len() < 160,
        "short: {said}"
    );
    let often: Often = [0.71, 0.02, 1.0].map(|share| {
        let mut often = vec![0.0; problem.rows.len()];
        often[0] = share;
        often
    });
    let facts = page.facts(60, Some(&often));
    let [turns, counted, missing] = &facts[..] else {
        panic!("three facts: {facts:?}");
    };
    let least = names.who(ties[0].challenger);
    assert!(
        turns.ends_with(&format!(" makes {least} level with {}.", names.who(0))),
        "{turns}"
    );
    assert!(counted.ends_with(" comes first under 71\u{a0}% of all weightings, 2\u{a0}% of those in your order of importance and 100\u{a0}% of those near yours."), "{counted}");
    assert!(
        problem
            .possible
            .iter()
            .take(3)
            .all(|n| missing.contains(names.who(*n))),
        "{missing}"
    );
    // Until lots are drawn the other two stand alone.
    assert_eq!(page.facts(60, None), [turns.clone(), missing.clone()]);
    // The list says the same.
    let mut listed = tied_for_first(
        page.matrix,
        &page.shares.of,
        &page.ranking.ranked,
        UnknownPolicy::Worst,
    );
    assert_eq!(listed.remove(0), problem.rows[0]);
    let mut told: Vec<usize> = ties
        .iter()
        .map(|flip| problem.rows[flip.challenger])
        .collect();
    listed.sort_unstable();
    told.sort_unstable();
    assert_eq!(listed, told);
}

#[test]
fn a_clear_winner_stands_until_a_named_bound_and_a_named_challenger() {
    // Somebody is clearly first under some two criteria.
    let ids: Vec<&str> = CATALOGUE.0.criteria.iter().map(|k| k.id.as_str()).collect();
    let pairs = ids.iter().flat_map(|a| ids.iter().map(move |b| (*a, *b)));
    let clear = |(a, b): &(&str, &str)| {
        let problem = Page::of(&[(a, 700), (b, 300)]).problem(60);
        problem.rows.len() > 9
            && problem.verdict().single.is_some()
            && problem.level().is_empty()
            && problem.verdict().ties().is_empty()
    };
    let (a, b) = pairs.into_iter().find(clear).unwrap();
    let (page, most) = (Page::of(&[(a, 700), (b, 300)]), 60);
    assert!(
        tied_for_first(
            page.matrix,
            &page.shares.of,
            &page.ranking.ranked,
            UnknownPolicy::Worst
        )
        .is_empty()
    );
    let (problem, said) = (page.problem(most), page.sentence(most));
    let names = Names::new(page.c, &problem);
    let points = |n: usize| {
        let total = groundwork::decide::tenths(problem.totals(&problem.shares)[n]);
        groundwork::words::points(total)
    };
    let first = format!("{} ({}) is first, ", names.who(0), points(0));
    let second = format!(" ahead of {} ({}).", names.who(1), points(1));
    assert!(
        said.starts_with(&first) && said.ends_with(&second),
        "{said}"
    );
    let said = page.facts(most, None)[0].clone();
    let verdict = problem.verdict();
    if let Some(change) = verdict.single {
        let bound = problem.shares[change.criterion];
        let told = [bound + change.amount, bound - change.amount].map(groundwork::words::weight);
        let name = names.what(change.criterion);
        assert!(
            told.iter()
                .any(|t| said.contains(&format!("that of {name} from "))
                    && said.contains(&format!(
                        " than {t}, which puts {} first.",
                        names.who(change.challenger)
                    ))),
            "{said}"
        );
        // Just beyond it the challenger leads, just before it does not.
        let high =
            verdict.intervals[change.criterion].unwrap().challenger_high == Some(change.challenger);
        let side = if high { 1.0 } else { -1.0 };
        let at = |amount: f64| {
            problem.order(&problem.with_share(change.criterion, bound + side * amount))[0]
        };
        assert_eq!(at(change.amount + 1e-4), change.challenger);
        assert_eq!(at(change.amount - 1e-4), 0);
    }
    match verdict.flips.reachable.first() {
        Some(flip) => assert!(
            said.contains(&format!(
                " The nearest is {}, which draws level if ",
                names.who(flip.challenger)
            )),
            "{said}"
        ),
        None => assert!(
            said.contains(" No weights of the criteria that count put another first."),
            "{said}"
        ),
    }
}

#[test]
fn all_weight_on_one_criterion_says_what_it_can() {
    let page = Page::of(&[("type-safety", 1000)]);
    // Many are level there.
    let said = page.sentence(60);
    assert!(said.contains(" are level with 100.0."), "{said}");
    let facts = page.facts(60, None);
    assert!(
        facts[0].starts_with("They have the same points"),
        "{facts:?}"
    );
    // With one criterion there is no other weighting to draw.
    let often: Often = [const { Vec::new() }; 3];
    assert_eq!(page.facts(60, Some(&often)), facts);
    let problem = page.problem(60);
    let counting = problem.shares.iter().position(|s| *s == 1.0).unwrap();
    assert_eq!(problem.verdict().intervals[counting], None);
}

/// Who comes first more often than the first is named with the share, and nobody
/// for what may be chance.
#[test]
fn whoever_comes_first_more_often_is_named() {
    let often: Often = [
        vec![0.61, 0.21, 0.18],
        vec![0.01, 0.80, 0.19],
        vec![0.448, 0.1, 0.452],
    ];
    assert_eq!(ahead(&often, 0), [(1, [None, Some(0.80), None])]);
    assert_eq!(ahead(&often, 1)[0], (0, [Some(0.61), None, None]));
    assert_eq!(
        more_often("Laravel", &[None, Some(0.8), Some(0.5)], ["our", "ours"])
            .replace('\u{a0}', " "),
        "Laravel comes first more often: in 80 % of the weightings that keep our order of importance and in 50 % of the weightings near ours."
    );

    // As the page starts its first has a rival by the order of importance alone.
    let page = defaults();
    let problem = page.problem(60);
    let names = Names::new(page.c, &problem);
    let counted: Often = [Lot::Any, Lot::Ordered, Lot::Near].map(|lot| {
        let mut run = problem.lots(lot, false);
        run.run(2_000);
        (0..problem.rows.len()).map(|n| run.first(n)).collect()
    });
    let said = page.facts(60, Some(&counted))[1].clone();
    let rivals = ahead(&counted, 0);
    assert!(!rivals.is_empty(), "{said}");
    for (who, kinds) in rivals {
        assert!(
            said.contains(&more_often(names.who(who), &kinds, ["your", "yours"])),
            "{said}"
        );
    }
}

#[test]
fn who_is_dominated_is_told_by_whom_and_is_never_ahead() {
    let page = Page::of(&[("data", 500), ("security", 500)]);
    let problem = page.problem(60);
    let verdict = problem.verdict();
    let beaten: Vec<_> = verdict
        .hopeless
        .iter()
        .filter(|h| !h.by.is_empty())
        .collect();
    assert!(!beaten.is_empty());
    let mut lots = problem.lots(Lot::Any, false);
    lots.run(2000);
    for h in beaten {
        for by in &h.by {
            let above = |n: usize| lots.expected_rank(n).unwrap();
            assert!(above(*by) <= above(h.who));
        }
    }
}

#[test]
fn other_methods_rank_the_same_candidates_or_name_what_stops_them() {
    let page = defaults();
    let problem = page.problem(60);
    let names: Vec<_> = problem
        .verdict()
        .opinions
        .iter()
        .map(|o| o.method)
        .collect();
    assert_eq!(
        names,
        ["TOPSIS", "PROMETHEE II", "VIKOR", "Weighted product"]
    );
    for opinion in problem.verdict().opinions {
        match opinion.standing {
            Ok(standing) => {
                assert_eq!(
                    standing.order.len(),
                    problem.rows.len(),
                    "{}",
                    opinion.method
                );
                assert!(opinion.agreement.unwrap() > 0.3, "{}", opinion.method);
            }
            Err(why) => {
                let groundwork::decide::Refused::NotPositive { row, column } = why else {
                    panic!("{}: {why:?}", opinion.method);
                };
                assert_eq!(problem.shown().row(row)[column], 0.0);
            }
        }
    }
}

#[test]
fn slices_give_what_one_run_gives() {
    let problem = defaults().problem(60);
    for of in [Lot::Any, Lot::Ordered, Lot::Near] {
        for held in [false, true] {
            let (mut whole, mut sliced) = (problem.lots(of, held), problem.lots(of, held));
            whole.run(DRAWS[0]);
            while sliced.draws() < DRAWS[0] {
                sliced.run(SLICE);
            }
            for row in 0..problem.rows.len() {
                assert_eq!(whole.first(row), sliced.first(row));
                assert_eq!(whole.expected_rank(row), sliced.expected_rank(row));
            }
            assert_eq!(whole.missing_facts(), sliced.missing_facts());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn one_share_changes_and_the_others_keep_their_proportions(points in prop::collection::vec(0u16..=1000, 15), column in 0usize..15, share in 0.0f64..=1.0) {
        let c = &CATALOGUE.0;
        let mut weights = Weights::default();
        let counting: Vec<_> = c.criteria.iter().filter(|k| k.group != *"yours").take(15).collect();
        for (k, points) in counting.iter().zip(&points) {
            weights.set(k.key, Weight::from_hundredths(*points).unwrap());
        }
        let page = Page::new(&weights);
        let problem = page.problem(3);
        let column = column % problem.shares.len();
        let then = problem.with_share(column, share);
        prop_assert!((then.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!((then[column] - share).abs() < 1e-12);
        let others = |list: &[f64]| -> Vec<f64> {
            let rest: f64 = list.iter().enumerate().filter(|(n, _)| *n != column).map(|(_, s)| s).sum();
            list.iter().map(|s| if rest > 1e-9 { s / rest } else { 0.0 }).collect()
        };
        if share < 0.999 && problem.shares[column] < 0.999 {
            for (n, (a, b)) in others(&then).iter().zip(others(&problem.shares)).enumerate() {
                prop_assert!(n == column || (a - b).abs() < 1e-6);
            }
        }
        // As weights, to hundredths of a point, none above 10 and none lost.
        let set = problem.weights(page.c, &weights, &then);
        let again = Page::new(&set).problem(3);
        let most = then.iter().fold(0.0f64, |a, b| a.max(*b));
        let sum: f64 = set.iter().map(|(_, w)| w.points()).sum();
        for (n, (a, b)) in again.shares.iter().zip(&then).enumerate() {
            prop_assert!((a - b).abs() <= 0.02 * 15.0 / sum.max(0.01) + 1e-9, "{n}: {a} for {b}, {most}");
            prop_assert!((*b > 0.0) == (*a > 0.0));
        }
    }

    #[test]
    fn what_a_flip_moves_is_what_its_weights_say(points in prop::collection::vec(1u16..=1000, 15)) {
        let c = &CATALOGUE.0;
        let mut weights = Weights::default();
        for (k, points) in c.criteria.iter().zip(&points) {
            weights.set(k.key, Weight::from_hundredths(*points).unwrap());
        }
        let page = Page::new(&weights);
        let problem = page.problem(12);
        for flip in problem.verdict().flips.reachable {
            let moves = problem.moves(&flip);
            let gained: f64 = moves.iter().filter(|m| m.by > 0.0).map(|m| m.by).sum();
            prop_assert!((gained - flip.mass).abs() < 0.01);
            prop_assert!(moves.windows(2).all(|w| (w[0].by > 0.0) >= (w[1].by > 0.0)));
            let totals = problem.totals(&flip.weights);
            prop_assert!((totals[0] - totals[flip.challenger]).abs() < 1e-9);
        }
    }
}
