//! How often each alternative would have each rank if weights and missing facts
//! were drawn by lot: stochastic multicriteria acceptability analysis, SMAA
//! (Lahdelma, Hokkanen and Salminen, *SMAA*, 1998; Lahdelma and Salminen,
//! *SMAA-2*, 2001; Tervonen and Lahdelma, *Implementing SMAA*, 2007).
//!
//! A run is resumed with as many draws as there is time for. It knows no
//! randomness of its own: the same seed gives the same counts on every machine,
//! in one slice or in many.

use super::Table;
use crate::catalogue::{order, sorted};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use std::cmp::Ordering;

/// Which weights are drawn. Only criteria with a share above 0 get any.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prior {
    /// Any, all alike probable: uniform on the simplex.
    Any,
    /// Near the shares: each times a factor that is uniform in 1 less or more
    /// this, 0 to 1, then in proportion so that all sum to 1.
    Near(f64),
    /// Any in the order of the shares; equal shares are ordered by lot.
    Ordered,
}

/// What is done with missing facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Each is drawn, all values of its interval alike probable.
    Drawn,
    /// Each has its shown value.
    Held,
}

/// How often the answer to one missing fact would change who is first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MissingFact {
    /// Of which alternative.
    pub row: usize,
    /// On which criterion.
    pub column: usize,
    /// The share of draws in which its least or its greatest value would make
    /// others first than are; 0 to 1.
    pub share: f64,
}

/// A criterion with a share.
#[derive(Clone, Debug)]
struct Criterion {
    column: usize,
    share: f64,
    /// The known values of all rows; 0 where one is missing.
    known: Vec<f64>,
    weight: f64,
}

/// A cell of which only the interval is known.
#[derive(Clone, Debug)]
struct Open {
    row: usize,
    /// The place of its criterion among those with a share.
    criterion: usize,
    low: f64,
    high: f64,
    value: f64,
    weight: f64,
    /// The draws in which it decides.
    decides: u32,
}

/// A run of draws and what has been counted in it.
#[derive(Clone, Debug)]
pub struct Acceptability {
    criteria: Vec<Criterion>,
    open: Vec<Open>,
    prior: Prior,
    missing: Missing,
    /// Places of the criteria, the greatest share first.
    falling: Vec<usize>,
    generator: Xoshiro256PlusPlus,
    scores: Vec<f64>,
    /// The rows in the order of the last draw, each with its score.
    ranked: Vec<u64>,
    rows: usize,
    columns: usize,
    draws: u32,
    /// How often each row had each rank, row by row.
    counts: Vec<u32>,
    /// Of each row the sum of the weights with which it was first.
    central: Vec<f64>,
}

impl Acceptability {
    /// A run without a draw. The tables are of one shape, rows alternatives and
    /// columns criteria, each value in 0 to 1: the least that each could be, the
    /// one shown and the greatest. `shares` has one entry a column, at least 0
    /// and of sum 1.
    #[must_use]
    pub fn new(
        low: &Table,
        shown: &Table,
        high: &Table,
        shares: &[f64],
        prior: Prior,
        missing: Missing,
        seed: u64,
    ) -> Self {
        let rows = low.len();
        let (mut criteria, mut open) = (Vec::new(), Vec::new());
        for (column, share) in shares.iter().enumerate() {
            if *share <= 0.0 {
                continue;
            }
            let mut known = Vec::with_capacity(rows);
            let ends = low.column(column).zip(high.column(column));
            for (row, ((low, high), shown)) in ends.zip(shown.column(column)).enumerate() {
                if low < high {
                    open.push(Open {
                        row,
                        criterion: criteria.len(),
                        low,
                        high,
                        value: shown,
                        weight: 0.0,
                        decides: 0,
                    });
                }
                known.push(if low < high { 0.0 } else { low });
            }
            criteria.push(Criterion {
                column,
                share: *share,
                known,
                weight: 0.0,
            });
        }
        let share = |place: usize| criteria.get(place).map_or(0.0, |c| c.share);
        Self {
            falling: order(criteria.len(), &|a, b| share(b).total_cmp(&share(a))),
            open,
            prior,
            missing,
            generator: Xoshiro256PlusPlus::seed_from_u64(seed),
            scores: vec![0.0; rows],
            ranked: (0..rows).map(|row| key(0.0, row)).collect(),
            rows,
            columns: shares.len(),
            draws: 0,
            counts: vec![0; rows * rows],
            central: vec![0.0; rows * criteria.len()],
            criteria,
        }
    }

    /// How many rows are ranked.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many draws there were.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// The share of draws in which a row had a rank, from 1: its rank
    /// acceptability, 0 to 1. A rank is 1 and the number of rows that are
    /// better by more than rounding.
    #[must_use]
    pub fn share(&self, row: usize, rank: usize) -> f64 {
        if rank == 0 || rank > self.rows {
            return 0.0;
        }
        let count = self.counts.get(row * self.rows + rank - 1);
        self.part(count.copied().unwrap_or_default())
    }

    /// The standard error of [`Self::share`]: `sqrt(b·(1 - b)/N)`; 0 before the
    /// first draw.
    #[must_use]
    pub fn standard_error(&self, row: usize, rank: usize) -> f64 {
        let b = self.share(row, rank);
        libm::sqrt(b * (1.0 - b) / f64::from(self.draws.max(1)))
    }

    /// The share of draws in which a row was first.
    #[must_use]
    pub fn first(&self, row: usize) -> f64 {
        self.share(row, 1)
    }

    /// What someone who prefers this row is like: the mean of the weights with
    /// which it was first, one a column, sum 1; `None` where it never was.
    #[must_use]
    pub fn central_weights(&self, row: usize) -> Option<Vec<f64>> {
        let times = *self.counts.get(row * self.rows)?;
        if times == 0 {
            return None;
        }
        let from = row * self.criteria.len();
        let sums = self.central.get(from..from + self.criteria.len())?;
        let mut weights = vec![0.0; self.columns];
        for (criterion, sum) in self.criteria.iter().zip(sums) {
            *weights.get_mut(criterion.column)? = sum / f64::from(times);
        }
        Some(weights)
    }

    /// The mean rank of a row, from 1; `None` before the first draw and where
    /// there is no such row.
    #[must_use]
    pub fn expected_rank(&self, row: usize) -> Option<f64> {
        if self.draws == 0 || row >= self.rows {
            return None;
        }
        let (mut mean, mut rank) = (0.0, 0.0);
        for count in self.counts.iter().skip(row * self.rows).take(self.rows) {
            rank += 1.0;
            mean += rank * self.part(*count);
        }
        Some(mean)
    }

    /// Every missing fact on a criterion with a share, the one that matters most
    /// first; equals row by row.
    #[must_use]
    pub fn missing_facts(&self) -> Vec<MissingFact> {
        let fact = |cell: &Open| MissingFact {
            row: cell.row,
            column: self.criteria.get(cell.criterion).map_or(0, |c| c.column),
            share: self.part(cell.decides),
        };
        sorted(self.open.iter().map(fact).collect(), &|a, b| {
            let size = b.share.total_cmp(&a.share);
            size.then((a.row, a.column).cmp(&(b.row, b.column)))
        })
    }

    fn part(&self, count: u32) -> f64 {
        f64::from(count) / f64::from(self.draws.max(1))
    }

    /// Adds draws.
    pub fn run(&mut self, draws: u32) {
        let draws = draws.min(u32::MAX - self.draws);
        for _ in 0..draws {
            self.draw_weights();
            self.score();
            self.count();
            self.weigh_missing_facts();
        }
        self.draws += draws;
    }

    /// In 0 (never itself) to 1.
    fn uniform(&mut self) -> f64 {
        /// The step between two doubles just below 1.
        const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
        // 53 bits are what a double holds.
        #[allow(clippy::cast_precision_loss)]
        let steps = ((self.generator.next_u64() >> 11) + 1) as f64;
        steps * STEP
    }

    /// One of the numbers below `len`.
    fn lot(&mut self, len: usize) -> usize {
        // The upper half of the product is below `len`, of which there are few.
        #[allow(clippy::cast_possible_truncation)]
        let lot = (((self.generator.next_u64() >> 32) * len as u64) >> 32) as usize;
        lot
    }

    fn draw_weights(&mut self) {
        let mut sum = 0.0;
        for n in 0..self.criteria.len() {
            let u = self.uniform();
            let Some(criterion) = self.criteria.get_mut(n) else {
                continue;
            };
            criterion.weight = match self.prior {
                // Exponential ones in proportion are uniform on the simplex.
                Prior::Any | Prior::Ordered => -libm::log(u),
                Prior::Near(by) => {
                    let by = if by > 0.0 { by.min(1.0) } else { 0.0 };
                    criterion.share * (1.0 - by + 2.0 * by * u)
                }
            };
            sum += criterion.weight;
        }
        for criterion in &mut self.criteria {
            // The logarithms of all are 0 once in 2^53 draws of one criterion.
            criterion.weight = if sum > 0.0 {
                criterion.weight / sum
            } else {
                criterion.share
            };
        }
        match self.prior {
            Prior::Ordered => self.sort_weights(),
            Prior::Any | Prior::Near(_) => {}
        }
    }

    /// Gives the greatest weight to the greatest share, and so on down.
    fn sort_weights(&mut self) {
        let mut places = self.falling.clone();
        let share = |c: &[Criterion], place: usize| c.get(place).map_or(0.0, |c| c.share);
        let mut from = 0;
        while let Some(place) = places.get(from).copied() {
            let one = share(&self.criteria, place);
            let rest = places.get(from..).unwrap_or(&[]);
            let alike = rest
                .iter()
                .take_while(|p| share(&self.criteria, **p) == one);
            let to = from + alike.count().max(1);
            // The shuffle of Fisher and Yates.
            for last in (from + 1..to).rev() {
                let with = from + self.lot(last - from + 1);
                places.swap(last, with);
            }
            from = to;
        }
        let mut weights: Vec<f64> = self.criteria.iter().map(|c| c.weight).collect();
        insertion(&mut weights, |a, b| a > b);
        for (place, weight) in places.into_iter().zip(weights) {
            if let Some(criterion) = self.criteria.get_mut(place) {
                criterion.weight = weight;
            }
        }
    }

    fn score(&mut self) {
        self.scores.fill(0.0);
        for criterion in &self.criteria {
            let weight = criterion.weight;
            for (score, value) in self.scores.iter_mut().zip(&criterion.known) {
                *score += weight * value;
            }
        }
        for n in 0..self.open.len() {
            let u = match self.missing {
                Missing::Drawn => Some(self.uniform()),
                Missing::Held => None,
            };
            let Some(cell) = self.open.get_mut(n) else {
                continue;
            };
            if let Some(u) = u {
                cell.value = cell.low + u * (cell.high - cell.low);
            }
            cell.weight = self.criteria.get(cell.criterion).map_or(0.0, |c| c.weight);
            if let Some(score) = self.scores.get_mut(cell.row) {
                *score += cell.weight * cell.value;
            }
        }
    }

    fn count(&mut self) {
        // From the order of the draw before, which is near that of this one.
        for ranked in &mut self.ranked {
            let row = row_of(*ranked);
            *ranked = key(self.scores.get(row).copied().unwrap_or_default(), row);
        }
        insertion(&mut self.ranked, |a, b| a > b);
        let criteria = self.criteria.len();
        let (mut rank, mut before) = (0, None);
        for (place, ranked) in self.ranked.iter().enumerate() {
            let (level, row) = (ranked >> ROW_BITS, row_of(*ranked));
            if before != Some(level) {
                (rank, before) = (place, Some(level));
            }
            if let Some(count) = self.counts.get_mut(row * self.rows + rank) {
                *count += 1;
            }
            if rank == 0 {
                let sums = self.central.iter_mut().skip(row * criteria);
                for (sum, criterion) in sums.zip(&self.criteria) {
                    *sum += criterion.weight;
                }
            }
        }
    }

    /// Counts for every missing fact whether one of its ends puts its row
    /// before, level with or behind the best of the others, and it is not.
    fn weigh_missing_facts(&mut self) {
        let mut best = self.ranked.iter().copied();
        let (Some(first), Some(second)) = (best.next(), best.next()) else {
            return;
        };
        for cell in &mut self.open {
            let rival = if row_of(first) == cell.row {
                second
            } else {
                first
            } >> ROW_BITS;
            let score = self.scores.get(cell.row).copied().unwrap_or_default();
            let at = |value: f64| -> Ordering {
                let score = score + cell.weight * (value - cell.value);
                (key(score, 0) >> ROW_BITS).cmp(&rival)
            };
            let now = at(cell.value);
            cell.decides += u32::from(at(cell.low) != now || at(cell.high) != now);
        }
    }
}

/// Bits of a key that name the row.
const ROW_BITS: u32 = 24;

/// A score as a whole number of 1e-9, so that rounding on the way never
/// decides, and in the lower bits its row.
fn key(score: f64, row: usize) -> u64 {
    // A score is in 0 to 1 up to rounding; the half rounds it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let level = (score * 1e9 + 0.5) as u64;
    level << ROW_BITS | row as u64
}

fn row_of(key: u64) -> usize {
    // Fewer rows than 2^24.
    #[allow(clippy::cast_possible_truncation)]
    let row = (key & ((1 << ROW_BITS) - 1)) as usize;
    row
}

/// Sorts a short list that is nearly sorted.
fn insertion<T: Copy>(list: &mut [T], before: impl Fn(T, T) -> bool) {
    for end in 1..list.len() {
        let (sorted, rest) = list.split_at(end);
        let Some(moving) = rest.first().copied() else {
            continue;
        };
        let stays = |item: &T| !before(moving, *item);
        let at = sorted.iter().rposition(stays).map_or(0, |p| p + 1);
        if let Some(part) = list.get_mut(at..=end) {
            part.rotate_right(1);
        }
    }
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[f64]]) -> Table {
        Table::new(&rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap()
    }

    /// The counts of a small problem with a missing fact and two shares alike.
    fn counts(prior: Prior, missing: Missing) -> (Vec<u32>, Vec<u32>) {
        let low = table(&[&[0.9, 0.2, 0.4], &[0.3, 0.8, 0.0], &[0.6, 0.5, 0.5]]);
        let shown = table(&[&[0.9, 0.2, 0.4], &[0.3, 0.8, 0.6], &[0.6, 0.5, 0.5]]);
        let high = table(&[&[0.9, 0.2, 0.4], &[0.3, 0.8, 1.0], &[0.6, 0.5, 0.5]]);
        let shares = [0.5, 0.25, 0.25];
        let mut run = Acceptability::new(&low, &shown, &high, &shares, prior, missing, 2026);
        run.run(10_000);
        let decides = run.open.iter().map(|cell| cell.decides).collect();
        (run.counts, decides)
    }

    #[test]
    fn the_same_seed_gives_the_same_counts_on_every_machine() {
        for (prior, missing, ranks, decides) in GOLDEN {
            let found = counts(prior, missing);
            let wanted = (ranks.to_vec(), vec![decides]);
            assert_eq!(found, wanted, "{prior:?} {missing:?}");
        }
    }

    /// Reckoned apart from this, in another language.
    const GOLDEN: [(Prior, Missing, [u32; 9], u32); 6] = [
        (
            Prior::Any,
            Missing::Drawn,
            [3442, 1347, 5211, 4887, 794, 4319, 1671, 7859, 470],
            5629,
        ),
        (
            Prior::Any,
            Missing::Held,
            [3748, 0, 6252, 6252, 0, 3748, 0, 10_000, 0],
            5660,
        ),
        (
            Prior::Near(0.5),
            Missing::Drawn,
            [7597, 1392, 1011, 1510, 793, 7697, 893, 7815, 1292],
            4968,
        ),
        (
            Prior::Near(0.5),
            Missing::Held,
            [8202, 0, 1798, 1798, 0, 8202, 0, 10_000, 0],
            4971,
        ),
        (
            Prior::Ordered,
            Missing::Drawn,
            [9051, 623, 326, 641, 408, 8951, 308, 8969, 723],
            2520,
        ),
        (
            Prior::Ordered,
            Missing::Held,
            [9411, 0, 589, 589, 0, 9411, 0, 10_000, 0],
            2512,
        ),
    ];

    #[test]
    fn weights_in_the_order_of_mine_are_so_and_equals_change_places() {
        let t = table(&[&[0.0; 4]]);
        let shares = [0.2, 0.4, 0.2, 0.2];
        let mut run = Acceptability::new(&t, &t, &t, &shares, Prior::Ordered, Missing::Held, 1);
        let mut firsts = [0; 4];
        for _ in 0..3000 {
            run.draw_weights();
            let w: Vec<f64> = run.criteria.iter().map(|c| c.weight).collect();
            assert!((w.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(w.iter().all(|x| *x <= w[1]));
            let next = [0, 2, 3].into_iter().max_by(|a, b| w[*a].total_cmp(&w[*b]));
            firsts[next.unwrap()] += 1;
        }
        // A thousand each, give or take four standard errors.
        assert!(
            [0, 2, 3].iter().all(|n| (896..=1104).contains(&firsts[*n])),
            "{firsts:?}"
        );
    }

    #[test]
    fn weights_near_mine_stay_within_their_factors() {
        let t = table(&[&[0.0; 3]]);
        let shares = [0.5, 0.3, 0.2];
        for by in [0.0, 0.2, 1.0, 7.0, f64::NAN] {
            let prior = Prior::Near(by);
            let mut run = Acceptability::new(&t, &t, &t, &shares, prior, Missing::Held, 3);
            let by = if by.is_nan() { 0.0 } else { by.min(1.0) };
            for _ in 0..1000 {
                run.draw_weights();
                let sum: f64 = run.criteria.iter().map(|c| c.weight).sum();
                assert!((sum - 1.0).abs() < 1e-12);
                for c in &run.criteria {
                    let (least, most) = (c.share * (1.0 - by), c.share * (1.0 + by));
                    assert!(least / (1.0 + by) <= c.weight + 1e-12);
                    assert!(by == 1.0 || c.weight <= most / (1.0 - by) + 1e-12);
                }
            }
        }
    }

    #[test]
    fn a_fact_that_decides_always_says_so_and_one_that_never_does_too() {
        // Who is first hangs on the second row's first cell alone.
        let low = table(&[&[0.5, 0.5], &[0.0, 0.5], &[0.0, 0.1]]);
        let high = table(&[&[0.5, 0.5], &[1.0, 0.5], &[0.4, 0.1]]);
        let shares = [0.5, 0.5];
        for missing in [Missing::Drawn, Missing::Held] {
            let mut run = Acceptability::new(&low, &low, &high, &shares, Prior::Any, missing, 5);
            assert!(run.missing_facts().iter().all(|fact| fact.share == 0.0));
            run.run(500);
            let facts: Vec<_> = run.missing_facts();
            let of: Vec<_> = facts.iter().map(|f| (f.row, f.column, f.share)).collect();
            assert_eq!(of, [(1, 0, 1.0), (2, 0, 0.0)]);
        }
    }

    #[test]
    fn all_alike_are_all_first() {
        let t = table(&[&[0.3, 0.7], &[0.3, 0.7]]);
        let mut run = Acceptability::new(&t, &t, &t, &[0.5, 0.5], Prior::Any, Missing::Drawn, 0);
        assert_eq!((run.first(0), run.expected_rank(0)), (0.0, None));
        run.run(100);
        assert_eq!(
            (run.first(0), run.first(1), run.share(1, 2)),
            (1.0, 1.0, 0.0)
        );
        assert_eq!(run.expected_rank(1), Some(1.0));
        assert_eq!(
            (run.share(0, 0), run.share(0, 3), run.share(2, 1)),
            (0.0, 0.0, 0.0)
        );
        assert_eq!((run.expected_rank(2), run.central_weights(2)), (None, None));
    }
}
