//! How sure a ranking is: against reference results, and what is promised on
//! random problems. The folder of the reference is that of the environment
//! variable `GROUNDWORK_VECTORS`, else `tests/vectors`; every problem is run
//! from every file that is named `robustness-*.json` or `smaa-*.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use groundwork::decide::{
    Acceptability, Among, Interval, Matrix, Missing, Prior, Scores, Shares, TIE, Table,
    UnknownPolicy, can_win, difference, dominators, flips, front, interests, intervals,
    possible_winners, ranges, rank, smallest_single_change, tied,
};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

/// How near a number must come.
const NEAR: f64 = 1e-9;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR
}

// ---- reference ----

/// The problems of all files of a name, and whether there must be some: in the
/// project's own folder.
fn problems<T: DeserializeOwned>(named: &str) -> (Vec<T>, bool) {
    #[derive(Deserialize)]
    struct File<T> {
        problems: Vec<T>,
    }
    let other = std::env::var_os("GROUNDWORK_VECTORS");
    let own = other.is_none();
    let folder = other.map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    );
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with(named) && name.ends_with(".json") {
            let text = std::fs::read_to_string(&path).unwrap();
            let file: File<T> =
                serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            problems.extend(file.problems);
        }
    }
    (problems, own)
}

fn say(count: usize, of: &str) {
    match count {
        0 => println!("no problems of {of}: none ran"),
        count => println!("{count} problems of {of} ran"),
    }
}

#[derive(Deserialize)]
struct Robustness {
    id: String,
    values: Vec<Vec<f64>>,
    weights: Vec<f64>,
    model: String,
    scores: Vec<f64>,
    ranking: Vec<usize>,
    winner: usize,
    runner_up: usize,
    contributions_winner_minus_runner_up: Vec<f64>,
    stability_intervals: Vec<Option<StatedInterval>>,
    smallest_single_weight_change: Option<StatedChange>,
    smallest_mass_move: Option<StatedMove>,
    dominated: Vec<usize>,
    pareto_front: Vec<usize>,
    potentially_optimal: Vec<usize>,
    interval_case: Option<IntervalCase>,
}

#[derive(Deserialize)]
struct StatedInterval {
    weight: f64,
    low: f64,
    high: f64,
    challenger_low: Option<usize>,
    challenger_high: Option<usize>,
}

#[derive(Deserialize)]
struct StatedChange {
    criterion: usize,
    amount: f64,
}

#[derive(Deserialize)]
struct StatedMove {
    total_variation: f64,
    challenger: usize,
    weights_at_tie: Vec<f64>,
    per_challenger: BTreeMap<usize, f64>,
    unreachable: Vec<usize>,
}

#[derive(Deserialize)]
struct IntervalCase {
    values_low: Vec<Vec<f64>>,
    values_high: Vec<Vec<f64>>,
    score_low: Vec<f64>,
    score_high: Vec<f64>,
    best_rank: Vec<usize>,
    worst_rank: Vec<usize>,
    possible_winners: Vec<usize>,
}

/// The totals of two tables, missing facts at their least.
fn totals(low: &Table, high: &Table, shares: &[f64]) -> Scores {
    let sums = |table: &Table| -> Vec<f64> {
        let total = |row: &[f64]| row.iter().zip(shares).map(|(v, w)| v * w).sum();
        table.rows().map(total).collect()
    };
    Scores {
        low: sums(low),
        shown: sums(low),
        high: sums(high),
    }
}

fn matrix(values: &Table) -> Matrix {
    let columns = (0..values.columns()).map(|j| values.column(j).collect());
    Matrix::known(values.len(), columns.collect())
}

fn rows_of<T>(list: &[T], of: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..list.len()).filter(|n| of(&list[*n])).collect()
}

fn same(id: &str, what: &str, found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{id}: {what}");
    for (n, (a, b)) in found.iter().zip(wanted).enumerate() {
        assert!(near(*a, *b), "{id}: {what} {n} is {a}, not {b}");
    }
}

fn agrees(p: &Robustness) {
    let id = p.id.as_str();
    assert!(p.model.starts_with("additive"), "{id}: model {}", p.model);
    let values = Table::new(&p.values).unwrap();
    let shares = Shares::new(&p.weights, |_| true).of;
    same(id, "shares", &shares, &p.weights);

    // Scores, ranks and the sums behind them.
    let known = matrix(&values);
    let scores = Scores::new(&known, &shares, UnknownPolicy::Worst);
    same(id, "score", &scores.shown, &p.scores);
    let all: Vec<usize> = (0..values.len()).collect();
    let ranked = rank(&scores, &all).ranked;
    let mut ranks = vec![0; values.len()];
    for place in &ranked {
        ranks[place.row] = place.rank;
    }
    assert_eq!(ranks, p.ranking, "{id}: ranking");
    assert_eq!(ranks[p.winner], 1, "{id}: winner");
    assert_eq!(ranked[1].rank, ranks[p.runner_up], "{id}: runner-up");
    let mut parts = vec![0.0; shares.len()];
    for (column, part) in difference(&known, &shares, p.winner, p.runner_up, UnknownPolicy::Worst) {
        parts[column] = part;
    }
    let wanted = &p.contributions_winner_minus_runner_up;
    same(id, "contribution", &parts, wanted);

    // The shares of one criterion at a time.
    let found = intervals(&values, &shares, p.winner);
    assert_eq!(found.len(), p.stability_intervals.len(), "{id}: intervals");
    for (j, (found, wanted)) in found.iter().zip(&p.stability_intervals).enumerate() {
        let (Some(found), Some(wanted)) = (found, wanted) else {
            assert_eq!(found.is_none(), wanted.is_none(), "{id}: interval {j}");
            continue;
        };
        let ends = [found.low, found.high, shares[j]];
        same(
            id,
            "interval",
            &ends,
            &[wanted.low, wanted.high, wanted.weight],
        );
        let challengers = (found.challenger_low, found.challenger_high);
        let stated = (wanted.challenger_low, wanted.challenger_high);
        assert_eq!(challengers, stated, "{id}: challengers of {j}");
    }
    let change = smallest_single_change(&found, &shares, Among::All);
    let wanted = p.smallest_single_weight_change.as_ref();
    assert_eq!(change.is_some(), wanted.is_some(), "{id}: single change");
    if let (Some(found), Some(wanted)) = (change, wanted) {
        assert_eq!(found.criterion, wanted.criterion, "{id}: single change");
        assert!(near(found.amount, wanted.amount), "{id}: {found:?}");
    }

    // All shares at once.
    let found = flips(&values, &shares, p.winner, Among::All);
    match &p.smallest_mass_move {
        None => assert!(found.reachable.is_empty(), "{id}: a flip where none is"),
        Some(wanted) => {
            let least = &found.reachable[0];
            assert_eq!(least.challenger, wanted.challenger, "{id}: challenger");
            same(id, "mass", &[least.mass], &[wanted.total_variation]);
            same(
                id,
                "weight at the tie",
                &least.weights,
                &wanted.weights_at_tie,
            );
            assert_eq!(found.unreachable, wanted.unreachable, "{id}: unreachable");
            assert_eq!(found.reachable.len(), wanted.per_challenger.len(), "{id}");
            for flip in &found.reachable {
                let mass = wanted.per_challenger[&flip.challenger];
                same(id, "mass", &[flip.mass], &[mass]);
            }
        }
    }

    // Whatever the weights are.
    let by = dominators(&values, &values, &shares);
    assert_eq!(
        rows_of(&by, |by| !by.is_empty()),
        p.dominated,
        "{id}: dominated"
    );
    assert_eq!(
        front(&values, &values, &shares),
        p.pareto_front,
        "{id}: front"
    );
    let can = can_win(&values, &values, &shares);
    let can = rows_of(&can, Option::is_some);
    assert_eq!(can, p.potentially_optimal, "{id}: potentially optimal");

    if let Some(case) = &p.interval_case {
        let low = Table::new(&case.values_low).unwrap();
        let high = Table::new(&case.values_high).unwrap();
        let scores = totals(&low, &high, &shares);
        same(id, "least score", &scores.low, &case.score_low);
        same(id, "greatest score", &scores.high, &case.score_high);
        let (best, worst): (Vec<usize>, Vec<usize>) = ranges(&scores).into_iter().unzip();
        assert_eq!(best, case.best_rank, "{id}: best ranks");
        assert_eq!(worst, case.worst_rank, "{id}: worst ranks");
        let winners = possible_winners(&scores);
        assert_eq!(winners, case.possible_winners, "{id}: possible winners");
    }
}

#[test]
fn robustness_agrees_with_the_reference() {
    let (problems, own) = problems::<Robustness>("robustness-");
    problems.iter().for_each(agrees);
    say(problems.len(), "robustness");
    assert!(
        !own || problems.len() == 7,
        "all of the project's own are run"
    );
}

#[derive(Deserialize)]
struct Smaa {
    id: String,
    values: Vec<Vec<f64>>,
    weights_distribution: String,
    model: String,
    mc: MonteCarlo,
    exact: Option<Exact>,
    first_rank_exact_pysensmcda: Option<FirstRank>,
}

#[derive(Deserialize)]
struct MonteCarlo {
    samples: u32,
    rank_acceptability: Vec<Vec<f64>>,
    standard_error: Vec<Vec<f64>>,
    central_weights: Vec<Option<Central>>,
    pairwise_winning: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Exact {
    rank_acceptability: Vec<Vec<f64>>,
    central_weights: Vec<Option<Central>>,
    pairwise_winning: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct FirstRank {
    values: Vec<f64>,
    central_weights: Vec<Option<Central>>,
}

/// Mean weights, or as many times nothing where it is never first.
type Central = Vec<Option<f64>>;

const DRAWS: u32 = 400_000;

/// How far a share may be from that of a reference: four standard errors of
/// both, and a hair for how the reference was rounded.
fn allowed(found: f64, wanted: f64, error: f64) -> f64 {
    let variance = (found * (1.0 - found)).max(wanted * (1.0 - wanted)) / f64::from(DRAWS);
    4.0 * (error * error + variance).sqrt() + 1e-8
}

/// Compares the mean weights of someone who is first in `first` of the draws; a
/// weight of mean `c` varies by no more than `c·(1 - c)`.
fn central(id: &str, run: &Acceptability, wanted: &[Option<Central>], samples: Option<u32>) {
    for (row, wanted) in wanted.iter().enumerate() {
        let wanted: Option<Vec<f64>> = wanted.iter().flatten().copied().collect();
        let wanted = wanted.filter(|w| !w.is_empty());
        let (Some(wanted), Some(found)) = (wanted, run.central_weights(row)) else {
            assert!(
                run.first(row) * f64::from(DRAWS) < 20.0,
                "{id}: central {row}"
            );
            continue;
        };
        assert_eq!(found.len(), wanted.len(), "{id}: central {row}");
        for (j, (c, wanted)) in found.iter().zip(&wanted).enumerate() {
            let draws = |n: u32| (run.first(row) * f64::from(n)).max(1.0).recip();
            let variance = draws(DRAWS) + samples.map_or(0.0, draws);
            let allowed = 4.0 * (c * (1.0 - c) * variance).sqrt() + 1e-8;
            assert!(
                (c - wanted).abs() <= allowed,
                "{id}: central {row} {j}: {c} {wanted}"
            );
        }
    }
}

fn accepts(p: &Smaa) {
    let id = p.id.as_str();
    assert!(
        p.weights_distribution.starts_with("uniform on the simplex"),
        "{id}"
    );
    assert!(
        p.model
            .starts_with("score_i = sum_j w_j v_ij on the given values"),
        "{id}"
    );
    let values = Table::new(&p.values).unwrap();
    let shares = vec![1.0 / values.columns() as f64; values.columns()];
    let drawn = |values: &Table| {
        let (prior, missing) = (Prior::Any, Missing::Held);
        let mut run = Acceptability::new(values, values, values, &shares, prior, missing, 1);
        run.run(DRAWS);
        run
    };
    let run = drawn(&values);
    assert_eq!(p.mc.rank_acceptability.len(), values.len(), "{id}");
    for row in 0..values.len() {
        let mut expected = 0.0;
        for rank in 1..=values.len() {
            let b = run.share(row, rank);
            let (wanted, error) = match &p.exact {
                Some(exact) => (exact.rank_acceptability[row][rank - 1], 0.0),
                None => {
                    let error = p.mc.standard_error[row][rank - 1];
                    (p.mc.rank_acceptability[row][rank - 1], error)
                }
            };
            let allowed = allowed(b, wanted, error);
            assert!(
                (b - wanted).abs() <= allowed,
                "{id}: {row} {rank}: {b} {wanted}"
            );
            let own = (b * (1.0 - b) / f64::from(run.draws())).sqrt();
            assert!(near(run.standard_error(row, rank), own), "{id}: error");
            expected += b * rank as f64;
        }
        assert!(
            near(run.expected_rank(row).unwrap(), expected),
            "{id}: mean rank"
        );
    }
    match &p.exact {
        Some(exact) => central(id, &run, &exact.central_weights, None),
        None => central(id, &run, &p.mc.central_weights, Some(p.mc.samples)),
    }
    if let Some(first) = &p.first_rank_exact_pysensmcda {
        for (row, wanted) in first.values.iter().enumerate() {
            let b = run.first(row);
            assert!(
                (b - wanted).abs() <= allowed(b, *wanted, 0.0),
                "{id}: {row}: {b} {wanted}"
            );
        }
        central(id, &run, &first.central_weights, None);
    }
    // Of two alone the one that is better is first.
    for a in 0..values.len() {
        for b in (0..values.len()).filter(|b| *b != a) {
            let two = Table::new(&[p.values[a].clone(), p.values[b].clone()]).unwrap();
            let run = drawn(&two);
            let better = 1.0 - run.first(1);
            let (wanted, samples) = match &p.exact {
                Some(exact) => (exact.pairwise_winning[a][b], None),
                None => (p.mc.pairwise_winning[a][b], Some(p.mc.samples)),
            };
            let variance = wanted * (1.0 - wanted);
            let error = samples.map_or(0.0, |n| (variance / f64::from(n)).sqrt());
            let allowed = allowed(better, wanted, error);
            assert!(
                (better - wanted).abs() <= allowed,
                "{id}: {a} over {b}: {better} {wanted}"
            );
        }
    }
}

#[test]
fn acceptability_agrees_with_the_reference() {
    let (problems, own) = problems::<Smaa>("smaa-");
    problems.iter().for_each(accepts);
    say(problems.len(), "acceptability");
    assert!(
        !own || problems.len() == 3,
        "all of the project's own are run"
    );
}

// ---- properties ----

/// Values column by column do not matter here: row by row, least and greatest.
#[derive(Clone, Debug)]
struct Case {
    low: Vec<Vec<f64>>,
    high: Vec<Vec<f64>>,
    shares: Vec<f64>,
}

impl Case {
    fn low(&self) -> Table {
        Table::new(&self.low).unwrap()
    }

    fn high(&self) -> Table {
        Table::new(&self.high).unwrap()
    }

    /// Who is first with missing facts at their least.
    fn leader(&self) -> usize {
        first(&self.low, &self.shares)
    }

    /// The same with the rows in another order.
    fn permuted(&self, order: &[usize]) -> Self {
        let pick = |rows: &[Vec<f64>]| order.iter().map(|row| rows[*row].clone()).collect();
        Self {
            low: pick(&self.low),
            high: pick(&self.high),
            shares: self.shares.clone(),
        }
    }

    fn drawn(&self, prior: Prior, missing: Missing, seed: u64, draws: u32) -> Acceptability {
        let (low, high) = (self.low(), self.high());
        let mut run = Acceptability::new(&low, &low, &high, &self.shares, prior, missing, seed);
        run.run(draws);
        run
    }
}

fn score(row: &[f64], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(v, w)| v * w).sum()
}

/// The greatest score of all rows but one.
fn best(rows: &[Vec<f64>], weights: &[f64], but: usize) -> f64 {
    let others = rows.iter().enumerate().filter(|(k, _)| *k != but);
    others
        .map(|(_, row)| score(row, weights))
        .fold(f64::NEG_INFINITY, f64::max)
}

fn first(rows: &[Vec<f64>], weights: &[f64]) -> usize {
    let ahead = |n: &usize| score(&rows[*n], weights) >= best(rows, weights, *n);
    (0..rows.len()).find(ahead).unwrap_or(0)
}

/// The weights with one share set and the others in proportion.
fn with_share(shares: &[f64], column: usize, share: f64) -> Vec<f64> {
    let rest: f64 = (0..shares.len())
        .filter(|j| *j != column)
        .map(|j| shares[j])
        .sum();
    let part = |(j, w): (usize, &f64)| {
        if j == column {
            share
        } else {
            w / rest * (1.0 - share)
        }
    };
    shares.iter().enumerate().map(part).collect()
}

fn sound(weights: &[f64]) -> bool {
    near(weights.iter().sum(), 1.0) && weights.iter().all(|w| *w >= 0.0)
}

/// Any number, or one of few, so that some are alike.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 0.0..=1.0, 1 => (0u8..=4).prop_map(|n| f64::from(n) / 4.0)]
}

fn shares(columns: usize, zeros: bool) -> impl Strategy<Value = Vec<f64>> {
    let zero = u32::from(zeros);
    let weight = prop_oneof![zero => Just(0.0), 3 => 0.01..=10.0, 1 => Just(5.0)];
    prop::collection::vec(weight, columns).prop_map(|w| Shares::new(&w, |_| true).of)
}

/// Cells of one interval in `open` are missing.
fn case(rows: usize, columns: usize, open: u32, zeros: bool) -> impl Strategy<Value = Case> {
    (1..=columns).prop_flat_map(move |columns| case_on(rows, columns, open, zeros))
}

/// The same on so many criteria.
fn case_on(rows: usize, columns: usize, open: u32, zeros: bool) -> impl Strategy<Value = Case> {
    (1..=rows, Just(columns)).prop_flat_map(move |(rows, columns)| {
        let cell = prop_oneof![
            3 => value().prop_map(|v| (v, v)),
            open => (value(), value()).prop_map(|(a, b)| (a.min(b), a.max(b))),
        ];
        let cells = prop::collection::vec(prop::collection::vec(cell, columns), rows);
        (cells, shares(columns, zeros)).prop_map(|(cells, shares)| {
            let end = |pick: fn(&(f64, f64)) -> f64| {
                cells
                    .iter()
                    .map(|row| row.iter().map(pick).collect())
                    .collect()
            };
            Case {
                low: end(|c| c.0),
                high: end(|c| c.1),
                shares,
            }
        })
    })
}

fn known() -> impl Strategy<Value = Case> {
    case(7, 5, 0, true)
}

fn prior() -> impl Strategy<Value = Prior> {
    prop_oneof![
        Just(Prior::Any),
        (0.0..=1.0).prop_map(Prior::Near),
        Just(Prior::Ordered),
    ]
}

/// All orders of the numbers below `len`.
fn orders(len: usize) -> Vec<Vec<usize>> {
    if len == 0 {
        return vec![Vec::new()];
    }
    let longer = |order: Vec<usize>| {
        (0..len).map(move |at| {
            let mut order = order.clone();
            order.insert(at, len - 1);
            order
        })
    };
    orders(len - 1).into_iter().flat_map(longer).collect()
}

/// Every corner of what moving at most `mass` of the weight can reach: taken
/// from some criteria one after the other, and all given to one.
fn corners(shares: &[f64], to: &[usize], mass: f64) -> Vec<Vec<f64>> {
    let mut corners = Vec::new();
    for order in orders(shares.len()) {
        for sink in to {
            let (mut weights, mut left) = (shares.to_vec(), mass);
            for column in order.iter().filter(|j| *j != sink) {
                let moved = weights[*column].min(left);
                weights[*column] -= moved;
                weights[*sink] += moved;
                left -= moved;
            }
            corners.push(weights);
        }
    }
    corners
}

/// Checks one end of an interval: level there, and the challenger leads beyond.
fn turns(case: &Case, leader: usize, column: usize, end: f64, beyond: f64, by: usize) {
    let at = with_share(&case.shares, column, end);
    let of = |row: usize, weights: &[f64]| score(&case.low[row], weights);
    assert!(near(of(leader, &at), of(by, &at)), "level at {end}");
    assert!(
        best(&case.low, &at, by) <= of(by, &at) + NEAR,
        "both first at {end}"
    );
    let past = with_share(&case.shares, column, beyond);
    assert!(
        of(by, &past) > of(leader, &past),
        "{by} passes {leader} at {end}"
    );
    let step = (beyond - end).abs();
    assert!(
        best(&case.low, &past, by) <= of(by, &past) + step * 1e-3 + NEAR,
        "{by} leads"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn within_its_interval_the_leader_is_first_and_beyond_it_the_challenger(
        case in known(), part in 0.0f64..=1.0
    ) {
        let leader = case.leader();
        let found = intervals(&case.low(), &case.shares, leader);
        prop_assert_eq!(found.len(), case.shares.len());
        for (j, interval) in found.into_iter().enumerate() {
            let Some(Interval { low, high, challenger_low, challenger_high }) = interval else {
                prop_assert!(near(case.shares[j], 1.0));
                continue;
            };
            prop_assert!(0.0 <= low && low <= case.shares[j] && case.shares[j] <= high && high <= 1.0);
            let within = with_share(&case.shares, j, low + part * (high - low));
            prop_assert!(score(&case.low[leader], &within) >= best(&case.low, &within, leader) - NEAR);
            // A tenth of the way to the end, as long as no third row crosses.
            let step = |room: f64| 1e-6_f64.min(room / 2.0);
            match challenger_low {
                Some(by) => turns(&case, leader, j, low, low - step(low), by),
                None => prop_assert_eq!(low, 0.0),
            }
            match challenger_high {
                Some(by) => turns(&case, leader, j, high, high + step(1.0 - high), by),
                None => prop_assert_eq!(high, 1.0),
            }
        }
    }

    #[test]
    fn the_smallest_single_change_is_the_nearest_end(case in known()) {
        let found = intervals(&case.low(), &case.shares, case.leader());
        for (among, all) in [(Among::Weighted, false), (Among::All, true)] {
            let change = smallest_single_change(&found, &case.shares, among);
            let mut least = f64::INFINITY;
            for (interval, share) in found.iter().zip(&case.shares) {
                let Some(i) = interval.filter(|_| all || *share > 0.0) else { continue };
                if i.challenger_low.is_some() { least = least.min(share - i.low); }
                if i.challenger_high.is_some() { least = least.min(i.high - share); }
            }
            prop_assert_eq!(change.map_or(f64::INFINITY, |c| c.amount), least);
            if let Some(c) = change {
                let share = case.shares[c.criterion];
                let at = |sign: f64| with_share(&case.shares, c.criterion, share + sign * c.amount);
                let level = |w: Vec<f64>| {
                    near(score(&case.low[case.leader()], &w), score(&case.low[c.challenger], &w))
                };
                prop_assert!(level(at(1.0)) || level(at(-1.0)));
            }
        }
    }

    #[test]
    fn what_one_more_criterion_would_change_is_where_its_interval_ends(case in known()) {
        let leader = case.leader();
        let found = interests(&case.low(), &case.shares, leader);
        prop_assert!(found.windows(2).all(|w| w[0].share <= w[1].share));
        let ends = intervals(&case.low(), &case.shares, leader);
        let wanted = (0..case.shares.len())
            .filter(|j| case.shares[*j] == 0.0 && ends[*j].is_some_and(|i| i.high < 1.0));
        prop_assert_eq!(found.len(), wanted.count());
        for i in found {
            prop_assert_eq!(case.shares[i.criterion], 0.0);
            let beyond = i.share + 1e-6_f64.min((1.0 - i.share) / 2.0);
            turns(&case, leader, i.criterion, i.share, beyond, i.challenger);
        }
    }

    #[test]
    fn a_flip_ties_and_no_lesser_move_does(case in case(6, 4, 0, true), all: bool) {
        let leader = case.leader();
        let among = if all { Among::All } else { Among::Weighted };
        let to: Vec<usize> = (0..case.shares.len()).filter(|j| all || case.shares[*j] > 0.0).collect();
        let found = flips(&case.low(), &case.shares, leader, among);
        prop_assert!(found.reachable.windows(2).all(|w| w[0].mass <= w[1].mass));
        prop_assert_eq!(found.reachable.len() + found.unreachable.len() + 1, case.low.len());
        for flip in &found.reachable {
            let w = &flip.weights;
            let lead = |w: &[f64]| score(&case.low[leader], w) - score(&case.low[flip.challenger], w);
            prop_assert!(sound(w) && near(lead(w), 0.0), "{flip:?}");
            let moved: f64 = w.iter().zip(&case.shares).map(|(a, b)| (a - b).abs()).sum();
            prop_assert!(near(moved / 2.0, flip.mass));
            prop_assert!((0..w.len()).all(|j| to.contains(&j) || w[j] == 0.0));
            for corner in corners(&case.shares, &to, flip.mass - 1e-6) {
                prop_assert!(flip.mass < 2e-6 || lead(&corner) > 0.0, "{flip:?} {corner:?}");
            }
        }
        for k in &found.unreachable {
            prop_assert!(to.iter().all(|j| case.low[leader][*j] > case.low[*k][*j]));
        }
    }

    #[test]
    fn tied_are_those_whom_a_twentieth_of_the_weight_makes_level(case in case(9, 6, 0, true)) {
        let leader = case.leader();
        let found = tied(&case.low(), &case.shares, leader);
        let flips = flips(&case.low(), &case.shares, leader, Among::Weighted);
        for flip in flips.reachable {
            if (flip.mass - TIE).abs() > 1e-7 {
                prop_assert_eq!(found.contains(&flip.challenger), flip.mass < TIE, "{:?}", flip);
            }
        }
        let sure = |k: usize| score(&case.low[leader], &case.shares) - score(&case.low[k], &case.shares) > NEAR;
        prop_assert!(flips.unreachable.into_iter().all(|k| !found.contains(&k) || !sure(k)));
    }

    #[test]
    fn the_range_holds_the_rank_under_every_completion(
        case in case(7, 5, 2, true), parts in prop::collection::vec(0.0f64..=1.0, 35)
    ) {
        let scores = totals(&case.low(), &case.high(), &case.shares);
        let mut parts = parts.iter();
        let complete: Vec<Vec<f64>> = case.low.iter().zip(&case.high).map(|(low, high)| {
            low.iter().zip(high).map(|(l, h)| l + parts.next().unwrap() * (h - l)).collect()
        }).collect();
        let t = Table::new(&complete).unwrap();
        let all: Vec<usize> = (0..t.len()).collect();
        let ranges = ranges(&scores);
        for place in rank(&totals(&t, &t, &case.shares), &all).ranked {
            let (best, worst) = ranges[place.row];
            prop_assert!(best <= place.rank && place.rank <= worst);
            if place.rank == 1 {
                prop_assert!(possible_winners(&scores).contains(&place.row));
            }
        }
    }

    #[test]
    fn the_front_is_who_nobody_dominates(case in case(8, 4, 1, true)) {
        let (low, high) = (case.low(), case.high());
        let by = dominators(&low, &high, &case.shares);
        prop_assert_eq!(front(&low, &high, &case.shares), rows_of(&by, Vec::is_empty));
        for (b, by) in by.iter().enumerate() {
            for a in 0..low.len() {
                let counts = |j: &usize| case.shares[*j] > 0.0;
                let columns = || (0..low.columns()).filter(counts);
                let dominates = columns().all(|j| case.low[a][j] >= case.high[b][j])
                    && columns().any(|j| case.low[a][j] > case.high[b][j]);
                prop_assert_eq!(by.contains(&a), dominates, "{} over {}", a, b);
            }
        }
    }

    #[test]
    fn who_can_win_does_under_the_weighting_that_is_given(
        case in case(9, 5, 1, true), tries in prop::collection::vec(shares(5, true), 30)
    ) {
        let found = can_win(&case.low(), &case.high(), &case.shares);
        for (row, proof) in found.iter().enumerate() {
            let lead = |w: &[f64]| score(&case.high[row], w) - best(&case.low, w, row);
            if let Some(w) = proof {
                prop_assert!(sound(w) && lead(w) >= -NEAR, "{w:?}");
                prop_assert!((0..w.len()).all(|j| case.shares[j] > 0.0 || w[j] == 0.0));
                continue;
            }
            for w in &tries {
                let drawn = (0..case.shares.len())
                    .map(|j| if case.shares[j] > 0.0 { w[j] } else { 0.0 });
                let w = Shares::new(&drawn.collect::<Vec<_>>(), |j| case.shares[j] > 0.0).of;
                prop_assert!(lead(&w) < 0.0, "{row} {w:?}");
            }
        }
    }

    #[test]
    fn of_two_criteria_every_crossing_decides_who_can_win(case in case_on(9, 2, 1, false)) {
        let found = can_win(&case.low(), &case.high(), &case.shares);
        for (row, proof) in found.iter().enumerate() {
            let lead = |t: f64| {
                let w = [t, 1.0 - t];
                score(&case.high[row], &w) - best(&case.low, &w, row)
            };
            // The lead is concave, with its corners where two others cross.
            let mut at = vec![0.0, 1.0];
            for a in &case.low {
                for b in &case.low {
                    let (x, y) = (a[0] - b[0], a[1] - b[1]);
                    if x != y {
                        at.push((y / (y - x)).clamp(0.0, 1.0));
                    }
                }
            }
            let most = at.into_iter().map(lead).fold(f64::NEG_INFINITY, f64::max);
            if most.abs() > 1e-8 {
                prop_assert_eq!(proof.is_some(), most > 0.0, "{} leads by {}", row, most);
            }
        }
    }

    #[test]
    fn of_three_criteria_no_point_of_a_grid_is_overlooked(case in case_on(12, 3, 1, false)) {
        let found = can_win(&case.low(), &case.high(), &case.shares);
        for row in rows_of(&found, Option::is_none) {
            for a in 0..=30_u8 {
                for b in 0..=30 - a {
                    let w = [a, b, 30 - a - b].map(|n| f64::from(n) / 30.0);
                    let lead = score(&case.high[row], &w) - best(&case.low, &w, row);
                    prop_assert!(lead < 0.0, "{row} {w:?} {lead}");
                }
            }
        }
    }

    #[test]
    fn the_dominated_cannot_win_but_level_with_others(case in case(8, 4, 1, true)) {
        let (low, high) = (case.low(), case.high());
        let by = dominators(&low, &high, &case.shares);
        for (row, proof) in can_win(&low, &high, &case.shares).into_iter().enumerate() {
            if let (Some(w), Some(a)) = (proof, by[row].first()) {
                prop_assert!(near(score(&case.high[row], &w), score(&case.low[*a], &w)));
            }
        }
    }

    #[test]
    fn every_row_has_a_rank_in_every_draw(
        case in case(7, 4, 1, true), prior in prior(), held: bool, seed: u64
    ) {
        let missing = if held { Missing::Held } else { Missing::Drawn };
        let run = case.drawn(prior, missing, seed, 40);
        let ranks = 1..=case.low.len();
        for row in 0..case.low.len() {
            prop_assert!(near(ranks.clone().map(|rank| run.share(row, rank)).sum(), 1.0));
            let w = run.central_weights(row);
            prop_assert_eq!(w.is_some(), run.first(row) > 0.0);
            if let Some(w) = w {
                prop_assert!(sound(&w), "{w:?}");
                prop_assert!((0..w.len()).all(|j| case.shares[j] > 0.0 || w[j] == 0.0));
            }
        }
        // Ranks are 1, 2, 2, 4: so many have one of the first as there are, or more.
        let mut so_far = 0.0;
        for rank in ranks {
            so_far += (0..case.low.len()).map(|row| run.share(row, rank)).sum::<f64>();
            prop_assert!(so_far >= rank as f64 - NEAR);
        }
    }

    #[test]
    fn where_no_two_score_alike_every_rank_is_taken_once(
        rows in prop::collection::vec(prop::collection::vec(0.0f64..=1.0, 3), 1..7),
        shares in shares(3, false), prior in prior(), seed: u64
    ) {
        let case = Case { low: rows.clone(), high: rows, shares };
        let run = case.drawn(prior, Missing::Held, seed, 40);
        for rank in 1..=case.low.len() {
            let taken: f64 = (0..case.low.len()).map(|row| run.share(row, rank)).sum();
            prop_assert!(near(taken, 1.0), "rank {rank} is taken {taken} times");
        }
    }

    #[test]
    fn the_dominated_are_never_first(
        case in case(7, 4, 1, true), prior in prior(), held: bool, seed: u64
    ) {
        let missing = if held { Missing::Held } else { Missing::Drawn };
        let run = case.drawn(prior, missing, seed, 40);
        // Weights that are drawn may be as near 0 as rounding, hence the margin.
        let by = dominators(&case.low(), &case.high(), &case.shares);
        for (row, by) in by.iter().enumerate() {
            let lead = by.iter().map(|a| {
                let leads = (0..case.shares.len()).filter(|j| case.shares[*j] > 0.0);
                leads.map(|j| case.low[*a][j] - case.high[row][j]).fold(0.0, f64::max)
            });
            if lead.fold(0.0, f64::max) > 1e-3 && prior != Prior::Near(1.0) {
                prop_assert_eq!(run.first(row), 0.0);
            }
        }
    }

    #[test]
    fn slices_of_a_run_are_the_whole_run(
        case in case(6, 4, 1, true), prior in prior(), held: bool, seed: u64,
        slices in prop::collection::vec(0u32..30, 0..6)
    ) {
        let missing = if held { Missing::Held } else { Missing::Drawn };
        let whole = case.drawn(prior, missing, seed, slices.iter().sum());
        let mut parts = case.drawn(prior, missing, seed, 0);
        for slice in &slices {
            parts.run(*slice);
        }
        prop_assert_eq!(whole.draws(), slices.iter().sum::<u32>());
        prop_assert_eq!(whole.draws(), parts.draws());
        prop_assert_eq!(whole.missing_facts(), parts.missing_facts());
        for row in 0..case.low.len() {
            prop_assert_eq!(whole.central_weights(row), parts.central_weights(row));
            for rank in 1..=case.low.len() {
                prop_assert_eq!(whole.share(row, rank), parts.share(row, rank));
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(case in case(7, 4, 1, true), keys in prop::collection::vec(any::<u32>(), 7), seed: u64) {
        let mut order: Vec<usize> = (0..case.low.len()).collect();
        order.sort_by_key(|row| keys[*row]);
        let other = case.permuted(&order);
        let back = |row: usize| order.iter().position(|k| *k == row).unwrap();

        let by = dominators(&case.low(), &case.high(), &case.shares);
        let by_other = dominators(&other.low(), &other.high(), &other.shares);
        let can = can_win(&case.low(), &case.high(), &case.shares);
        let can_other = can_win(&other.low(), &other.high(), &other.shares);
        for row in 0..case.low.len() {
            let mut moved: Vec<usize> = by[row].iter().map(|k| back(*k)).collect();
            moved.sort_unstable();
            prop_assert_eq!(&by_other[back(row)], &moved);
            prop_assert_eq!(can[row].is_some(), can_other[back(row)].is_some());
        }

        let leader = case.leader();
        let mass = |case: &Case, leader: usize| -> BTreeMap<usize, f64> {
            let found = flips(&case.low(), &case.shares, leader, Among::Weighted);
            found.reachable.into_iter().map(|flip| (flip.challenger, flip.mass)).collect()
        };
        let moved: BTreeMap<usize, f64> =
            mass(&case, leader).into_iter().map(|(k, mass)| (back(k), mass)).collect();
        prop_assert_eq!(moved, mass(&other, back(leader)));
        let ends = |case: &Case, leader: usize| -> Vec<_> {
            let found = intervals(&case.low(), &case.shares, leader);
            found.into_iter().map(|i| i.map_or((0.0, 0.0), |i| (i.low, i.high))).collect()
        };
        for (a, b) in ends(&case, leader).iter().zip(ends(&other, back(leader))) {
            prop_assert!(near(a.0, b.0) && near(a.1, b.1));
        }

        let run = case.drawn(Prior::Any, Missing::Held, seed, 30);
        let run_other = other.drawn(Prior::Any, Missing::Held, seed, 30);
        for row in 0..case.low.len() {
            for rank in 1..=case.low.len() {
                prop_assert_eq!(run.share(row, rank), run_other.share(back(row), rank));
            }
        }
    }

    #[test]
    fn raising_a_value_never_lowers_a_rank(
        case in known(), prior in prior(), seed: u64, row in 0usize..7, column in 0usize..5, to in value()
    ) {
        let (row, column) = (row % case.low.len(), column % case.shares.len());
        let mut raised = case.clone();
        let v = case.low[row][column].max(to);
        raised.low[row][column] = v;
        raised.high[row][column] = v;
        let before = case.drawn(prior, Missing::Held, seed, 40);
        let after = raised.drawn(prior, Missing::Held, seed, 40);
        let mut sums = (0.0, 0.0);
        for rank in 1..=case.low.len() {
            sums.0 += before.share(row, rank);
            sums.1 += after.share(row, rank);
            prop_assert!(sums.1 >= sums.0 - NEAR, "rank {rank} or better");
        }
    }

    #[test]
    fn removing_who_is_never_first_leaves_the_first_alone(
        case in known(), prior in prior(), seed: u64
    ) {
        let run = case.drawn(prior, Missing::Held, seed, 40);
        for gone in (0..case.low.len()).filter(|row| run.first(*row) == 0.0) {
            let rest: Vec<usize> = (0..case.low.len()).filter(|row| *row != gone).collect();
            let without = case.permuted(&rest).drawn(prior, Missing::Held, seed, 40);
            for (n, row) in rest.iter().enumerate() {
                prop_assert_eq!(run.first(*row), without.first(n));
                prop_assert_eq!(run.central_weights(*row), without.central_weights(n));
            }
        }
    }

    #[test]
    fn a_missing_fact_matters_only_if_it_can_put_its_row_in_front_or_behind(
        case in case(6, 3, 2, true), seed: u64
    ) {
        // One draw of one weighting: the present shares.
        let run = case.drawn(Prior::Near(0.0), Missing::Held, seed, 1);
        let facts = run.missing_facts();
        prop_assert!(facts.windows(2).all(|w| w[0].share >= w[1].share));
        let firsts = |low: &[Vec<f64>]| -> Vec<usize> {
            let level = |row: usize| (score(&low[row], &case.shares) * 1e9).round();
            let most = (0..low.len()).map(level).fold(0.0, f64::max);
            (0..low.len()).filter(|row| level(*row) == most).collect()
        };
        let now = firsts(&case.low);
        let mut missing = 0;
        for row in 0..case.low.len() {
            for column in (0..case.shares.len()).filter(|j| case.shares[*j] > 0.0) {
                if case.low[row][column] == case.high[row][column] {
                    continue;
                }
                missing += 1;
                let mut known = case.low.clone();
                known[row][column] = case.high[row][column];
                let fact = facts.iter().find(|f| (f.row, f.column) == (row, column)).unwrap();
                prop_assert_eq!(fact.share == 1.0, firsts(&known) != now);
            }
        }
        prop_assert_eq!(facts.len(), missing);
    }
}

// ---- figures ----

/// Prints how long the slow ones take on sixty alternatives by twenty criteria;
/// `cargo test --release --test robust figures -- --nocapture`.
#[test]
fn figures() {
    let mut state = 7_u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let (mut all, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..60 {
        let values: Vec<f64> = (0..20).map(|_| random()).collect();
        let missing: Vec<bool> = (0..20).map(|_| random() < 0.15).collect();
        let end = |v: f64| {
            (0..20)
                .map(|j| if missing[j] { v } else { values[j] })
                .collect()
        };
        low.push(end(0.0));
        high.push(end(1.0));
        all.push(values);
    }
    let known = Case {
        low: all.clone(),
        high: all,
        shares: vec![0.05; 20],
    };
    let open = Case {
        low,
        high,
        shares: vec![0.05; 20],
    };
    let (table, leader) = (known.low(), known.leader());
    let time = |what: &str, work: &dyn Fn() -> usize| {
        let times = (0..5).map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        });
        println!("{:8.3} ms {what}", times.fold(f64::INFINITY, f64::min));
    };
    time("can_win, all known", &|| {
        can_win(&table, &table, &known.shares).len()
    });
    time("can_win, 15% missing", &|| {
        can_win(&open.low(), &open.high(), &open.shares).len()
    });
    let coarse = |table: &Table| {
        let quarters = |row: &[f64]| row.iter().map(|v| (v * 4.0).round() / 4.0).collect();
        Table::new(&table.rows().map(quarters).collect::<Vec<_>>()).unwrap()
    };
    let coarse = coarse(&table);
    time("can_win, many alike", &|| {
        can_win(&coarse, &coarse, &known.shares).len()
    });
    let level = |row: &[f64]| {
        let length = row.iter().map(|v| v * v).sum::<f64>().sqrt();
        row.iter().map(|v| v / length).collect()
    };
    let level = Table::new(&table.rows().map(level).collect::<Vec<_>>()).unwrap();
    time("can_win, on a sphere", &|| {
        can_win(&level, &level, &known.shares).len()
    });
    time("intervals", &|| {
        intervals(&table, &known.shares, leader).len()
    });
    time("flips", &|| {
        flips(&table, &known.shares, leader, Among::Weighted)
            .reachable
            .len()
    });
    time("tied", &|| tied(&table, &known.shares, leader).len());
    for (prior, name) in [
        (Prior::Any, "any"),
        (Prior::Near(0.3), "near"),
        (Prior::Ordered, "ordered"),
    ] {
        let first = |case: &Case, missing| case.drawn(prior, missing, 1, 10_000).draws() as usize;
        time(&format!("10,000 draws, {name}, all known"), &|| {
            first(&known, Missing::Held)
        });
        time(&format!("10,000 draws, {name}, 15% missing"), &|| {
            first(&open, Missing::Drawn)
        });
    }
}
