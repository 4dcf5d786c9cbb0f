//! What the ranking promises, on random problems and on the embedded
//! catalogue.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

use groundwork::catalogue::Map;
use groundwork::catalogue::{Catalogue, Measure};
use groundwork::decide::{
    Column, Leagues, Matrix, Own, Scores, Shares, UnknownPolicy, apportion, contributions,
    difference, ranges, rank, tenths,
};
use groundwork::state::{Comparison, Weights};
use proptest::prelude::*;
use std::fmt::Write;

/// A cell: its value, or an interval.
fn cell() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        4 => (0.0..=1.0).prop_map(|v| (v, v)),
        1 => Just((0.0, 1.0)),
        1 => (0.0..=1.0, 0.0..=1.0).prop_map(|(a, b): (f64, f64)| (a.min(b), a.max(b))),
    ]
}

#[derive(Clone, Debug)]
struct Problem {
    /// Column by column.
    cells: Vec<Vec<(f64, f64)>>,
    rows: usize,
    weights: Vec<f64>,
}

impl Problem {
    fn matrix(&self) -> Matrix {
        let columns = self
            .cells
            .iter()
            .map(|c| Column::new(c, |_, _| true))
            .collect();
        Matrix {
            rows: self.rows,
            columns,
        }
    }

    fn scores(&self, policy: UnknownPolicy) -> Scores {
        Scores::new(
            &self.matrix(),
            &Shares::new(&self.weights, |_| true).of,
            policy,
        )
    }
}

fn problem() -> impl Strategy<Value = Problem> {
    (1usize..9, 1usize..7).prop_flat_map(|(rows, columns)| {
        let cells = prop::collection::vec(prop::collection::vec(cell(), rows), columns);
        let weights = prop::collection::vec(prop_oneof![1 => Just(0.0), 4 => 0.0..=10.0], columns);
        (cells, weights).prop_map(move |(cells, weights)| Problem {
            cells,
            rows,
            weights,
        })
    })
}

fn policy() -> impl Strategy<Value = UnknownPolicy> {
    prop_oneof![
        Just(UnknownPolicy::Worst),
        Just(UnknownPolicy::Middle),
        Just(UnknownPolicy::Peers),
    ]
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// The order of rows by rank, with ranks; equal ranks in row order.
fn order(scores: &Scores) -> Vec<(usize, usize)> {
    let rows: Vec<usize> = (0..scores.shown.len()).collect();
    let ranking = rank(scores, &rows);
    ranking.ranked.iter().map(|r| (r.row, r.rank)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn totals_are_bounded_and_ordered(p in problem(), policy in policy()) {
        let s = p.scores(policy);
        for row in 0..p.rows {
            prop_assert!(-1e-12 <= s.low[row] && s.high[row] <= 1.0 + 1e-12);
            prop_assert!(s.low[row] <= s.shown[row] + 1e-12 && s.shown[row] <= s.high[row] + 1e-12);
        }
    }

    #[test]
    fn contributions_sum_to_the_total(p in problem(), policy in policy()) {
        let (m, s) = (p.matrix(), p.scores(policy));
        let shares = Shares::new(&p.weights, |_| true);
        for row in 0..p.rows {
            let parts = contributions(&m, &shares.of, row, policy);
            prop_assert!(near(parts.iter().map(|c| c.shown).sum(), s.shown[row]));
            let shown: Vec<f64> = parts.iter().map(|c| c.shown * 1000.0).collect();
            let total = tenths(s.shown[row]);
            let apportioned = apportion(&shown, total);
            prop_assert_eq!(apportioned.iter().sum::<i32>(), total);
            for (a, b) in apportioned.iter().zip(&shown) {
                prop_assert!((f64::from(*a) - b).abs() < 1.0 + 1e-6);
            }
        }
    }

    #[test]
    fn differences_sum_to_the_difference(p in problem(), policy in policy(), a in 0usize..9, b in 0usize..9) {
        let (a, b) = (a % p.rows, b % p.rows);
        let (m, s) = (p.matrix(), p.scores(policy));
        let parts = difference(&m, &Shares::new(&p.weights, |_| true).of, a, b, policy);
        prop_assert!(near(parts.iter().map(|d| d.1).sum(), s.shown[a] - s.shown[b]));
        prop_assert!(parts.windows(2).all(|w| w[0].1.abs() >= w[1].1.abs()));
        let shown: Vec<f64> = parts.iter().map(|d| d.1 * 1000.0).collect();
        let total = tenths(s.shown[a]) - tenths(s.shown[b]);
        prop_assert_eq!(apportion(&shown, total).iter().sum::<i32>(), total);
    }

    #[test]
    fn the_order_of_rows_and_columns_changes_nothing(p in problem(), policy in policy()) {
        let mut q = p.clone();
        q.cells.reverse();
        q.weights.reverse();
        for column in &mut q.cells {
            column.reverse();
        }
        let (s, t) = (p.scores(policy), q.scores(policy));
        for row in 0..p.rows {
            prop_assert!(near(s.shown[row], t.shown[p.rows - 1 - row]));
        }
        let ranks = |o: Vec<(usize, usize)>| -> Map<usize, usize> { o.into_iter().collect() };
        let (a, b) = (ranks(order(&s)), ranks(order(&t)));
        for (row, rank) in &a {
            prop_assert_eq!(Some(rank), b.get(&(p.rows - 1 - row)));
        }
    }

    #[test]
    fn scaling_all_weights_changes_nothing(p in problem(), by in 0.01f64..100.0) {
        let mut q = p.clone();
        for w in &mut q.weights {
            *w *= by;
        }
        let (s, t) = (p.scores(UnknownPolicy::Worst), q.scores(UnknownPolicy::Worst));
        prop_assert!(s.shown.iter().zip(&t.shown).all(|(a, b)| near(*a, *b)));
    }

    #[test]
    fn a_criterion_of_weight_zero_is_removable(p in problem(), at in 0usize..7) {
        let at = at % p.weights.len();
        prop_assume!(p.weights.iter().enumerate().any(|(j, w)| j != at && *w > 0.0));
        let mut with = p.clone();
        with.weights[at] = 0.0;
        let mut without = with.clone();
        without.weights.remove(at);
        without.cells.remove(at);
        let (s, t) = (with.scores(UnknownPolicy::Worst), without.scores(UnknownPolicy::Worst));
        prop_assert!(s.shown.iter().zip(&t.shown).all(|(a, b)| near(*a, *b)));
    }

    #[test]
    fn removing_a_technology_never_reorders_the_rest(p in problem(), gone in 0usize..9) {
        let gone = gone % p.rows;
        let s = p.scores(UnknownPolicy::Worst);
        let all: Vec<usize> = (0..p.rows).collect();
        let rest: Vec<usize> = all.iter().copied().filter(|r| *r != gone).collect();
        let rows = |candidates: &[usize]| -> Vec<usize> {
            rank(&s, candidates).ranked.iter().map(|r| r.row).filter(|r| *r != gone).collect()
        };
        prop_assert_eq!(rows(&all), rows(&rest));
    }

    #[test]
    fn the_range_holds_the_rank_under_every_completion(p in problem(), ends in prop::collection::vec(any::<bool>(), 64)) {
        let (s, m) = (p.scores(UnknownPolicy::Worst), p.matrix());
        let mut ends = ends.iter().cycle();
        let columns = m.columns.iter().map(|c| {
            (0..p.rows)
                .map(|row| {
                    let (low, _, high) = c.at(row, UnknownPolicy::Worst);
                    if *ends.next().unwrap() { high } else { low }
                })
                .collect()
        });
        let complete = Matrix::known(p.rows, columns.collect());
        let t = Scores::new(&complete, &Shares::new(&p.weights, |_| true).of, UnknownPolicy::Worst);
        for ((row, rank), (best, worst)) in order(&t).into_iter().map(|(r, k)| ((r, k), ranges(&s)[r])) {
            prop_assert!(best <= rank && rank <= worst, "row {row}: {best} <= {rank} <= {worst}");
        }
    }

    #[test]
    fn raising_a_value_never_lowers_a_rank(p in problem(), row in 0usize..9, column in 0usize..7, to in 0.0f64..=1.0) {
        let (row, column) = (row % p.rows, column % p.weights.len());
        let mut known = p.clone();
        for c in known.cells.iter_mut().flatten() {
            c.1 = c.0;
        }
        let mut raised = known.clone();
        let v = known.cells[column][row].0.max(to);
        raised.cells[column][row] = (v, v);
        let rank_of = |p: &Problem| {
            order(&p.scores(UnknownPolicy::Worst)).into_iter().find(|(r, _)| *r == row).unwrap().1
        };
        prop_assert!(rank_of(&raised) <= rank_of(&known));
    }

    #[test]
    fn dominance_is_never_contradicted(p in problem(), a in 0usize..9, b in 0usize..9) {
        let (a, b) = (a % p.rows, b % p.rows);
        prop_assume!(a != b);
        let mut p = p;
        for c in &mut p.cells {
            let least = c[a].0;
            c[b] = (c[b].0.min(least), c[b].1.min(least));
        }
        for policy in [UnknownPolicy::Worst, UnknownPolicy::Middle, UnknownPolicy::Peers] {
            let s = p.scores(policy);
            prop_assert!(s.shown[a] >= s.shown[b] - 1e-12);
        }
    }

    #[test]
    fn as_worst_no_unknown_puts_anyone_above_a_measured_one(p in problem()) {
        // With every gap filled at its worst the shown order is the same: no
        // place rests on an unknown.
        let s = p.scores(UnknownPolicy::Worst);
        let mut filled = p.clone();
        for c in filled.cells.iter_mut().flatten() {
            c.1 = c.0;
        }
        let t = filled.scores(UnknownPolicy::Worst);
        prop_assert_eq!(s.shown, t.shown);
    }
}

#[test]
fn all_alike_are_all_first_and_one_alone_is_first() {
    for rows in [1, 4] {
        let m = Matrix::known(rows, vec![vec![0.5; rows]; 3]);
        let s = Scores::new(
            &m,
            &Shares::new(&[1.0, 2.0, 0.0], |_| true).of,
            UnknownPolicy::Worst,
        );
        assert!(order(&s).iter().all(|(_, rank)| *rank == 1));
    }
}

#[test]
fn weights_of_zero_count_alike_and_say_so() {
    let shares = Shares::new(&[0.0, 0.0, 0.0, 0.0], |j| j != 3);
    assert!(shares.equal);
    assert!(near(shares.of[0], 1.0 / 3.0) && shares.of[3] == 0.0);
    let one = Shares::new(&[0.0, 2.0], |_| true);
    assert_eq!((one.of, one.equal), (vec![0.0, 1.0], false));
}

/// A catalogue's order under weights, as text.
fn golden(c: &Catalogue, title: &str, weights: &Weights) -> String {
    let none = Map::new();
    let nothing = Map::new();
    let own = Own {
        languages: &none,
        ratings: &nothing,
    };
    let matrix = Matrix::new(c, own);
    let shares = Shares::of(c, weights, own);
    let scores = Scores::new(&matrix, &shares.of, UnknownPolicy::Worst);
    let leagues = Leagues::new(c, &scores, |_| true);
    let mut text = format!("{title}\n");
    for (name, ranking) in [
        ("frameworks", &leagues.frameworks),
        ("runtimes", &leagues.runtimes),
    ] {
        for r in &ranking.ranked {
            writeln!(
                text,
                "  {name} {:>2} {:<12} {:>4} to {:>4} tenths, {} to {}",
                r.rank,
                c.technologies[r.row].id.as_str(),
                tenths(scores.shown[r.row]),
                tenths(scores.high[r.row]),
                r.best,
                r.worst
            )
            .unwrap();
        }
        for r in &ranking.unranked {
            writeln!(
                text,
                "  {name}  ? {:<12} {:>4} to {:>4} tenths, {} to {}",
                c.technologies[r.row].id.as_str(),
                tenths(scores.shown[r.row]),
                tenths(scores.high[r.row]),
                r.best,
                r.worst
            )
            .unwrap();
        }
    }
    text
}

/// Every preset's order stands in `tests/golden/rankings.txt`. After a change
/// of the data that is meant to move it, write it anew with
/// `GROUNDWORK_GOLDEN=write cargo test --test decide` and look at the difference.
#[test]
fn the_rankings_are_as_they_were() {
    let c = groundwork::embedded();
    let text: String = c
        .presets
        .iter()
        .map(|p| golden(&c, &p.label, &Weights::of(&c, &p.weights)))
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/rankings.txt");
    if std::env::var("GROUNDWORK_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(path, &text).unwrap();
    }
    let known = std::fs::read_to_string(path).expect("the golden file is there");
    assert_eq!(text, known, "{path} differs");
}

#[test]
fn the_balanced_preset_is_the_default() {
    let c = groundwork::embedded();
    let balanced = c.presets.iter().find(|p| p.id == "balanced").unwrap();
    assert_eq!(Weights::of(&c, &balanced.weights), Weights::current(&c));
}

/// Every answer of the guide moves a weight or a must-have, so that no question
/// is asked for nothing; and every consideration has a question.
#[test]
fn every_answer_moves_something() {
    let c = groundwork::whole();
    assert!(c.guide.len() <= 8, "at most eight questions");
    for q in &c.guide {
        if q.answers.is_empty() {
            // The team's languages: a criterion of their own.
            assert!(c.criteria.iter().any(|k| k.from == Measure::Languages));
            continue;
        }
        for a in &q.answers {
            let mut comparison = Comparison::current(&c);
            comparison.guide.insert(q.id.clone(), [a.id.clone()].into());
            let moved = comparison.advised(&c) != Weights::current(&c);
            assert!(moved || !a.must.is_empty(), "{} {}", q.id, a.id);
        }
    }
    let considered: String = c
        .guide
        .iter()
        .map(|q| q.consideration.to_lowercase())
        .collect();
    for consideration in [
        "preferences",
        "deadline",
        "market timing",
        "complexity",
        "budget",
        "volumes",
        "flexibility",
        "productivity",
        "future",
        "security",
    ] {
        assert!(considered.contains(consideration), "{consideration}");
    }
}
