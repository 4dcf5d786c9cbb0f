//! Scores, ranks and the ranges that missing facts leave open.

use super::{Matrix, UnknownPolicy};
use crate::catalogue::{Catalogue, League};

/// A technology whose missing facts leave more than this share of the score
/// open is not ranked: too little is known.
pub const TOO_LITTLE_KNOWN: f64 = 0.25;

/// The total of every row: each in 0 to 1, `low <= shown <= high`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// With every missing fact at its worst.
    pub low: Vec<f64>,
    /// As the policy for missing facts says.
    pub shown: Vec<f64>,
    /// With every missing fact at its best.
    pub high: Vec<f64>,
}

impl Scores {
    /// The totals of all rows in one pass over the matrix. `shares` has one
    /// entry a column, at least 0 and of sum 1.
    #[must_use]
    pub fn new(matrix: &Matrix, shares: &[f64], policy: UnknownPolicy) -> Self {
        let low = weigh(matrix, shares);
        let (mut shown, mut high) = (low.clone(), low.clone());
        for (column, share) in matrix.columns.iter().zip(shares) {
            for open in &column.open {
                if let (Some(shown), Some(high)) = (shown.get_mut(open.row), high.get_mut(open.row))
                {
                    *shown += share * (open.shown(policy) - open.low);
                    *high += share * (open.high - open.low);
                }
            }
        }
        Self { low, shown, high }
    }

    /// The share of the score that missing facts leave open.
    #[must_use]
    pub fn open(&self, row: usize) -> f64 {
        let of = |list: &[f64]| list.get(row).copied().unwrap_or_default();
        of(&self.high) - of(&self.low)
    }
}

/// The place of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The row of the matrix.
    pub row: usize,
    /// Its rank by the shown score: 1 is first, ties share the lesser.
    pub rank: usize,
    /// The best rank that the missing facts of all leave possible.
    pub best: usize,
    /// The worst.
    pub worst: usize,
}

/// The order of the candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// Those of whom enough is known, first to last.
    pub ranked: Vec<Ranked>,
    /// The others, by the shown score, with the ranks that they could take
    /// among the ranked.
    pub unranked: Vec<Ranked>,
}

/// Ranks candidates (rows of the matrix, in the order in which ties shall
/// stand) by their shown score. Scores are compared to 1e-9, so that rounding
/// on the way never decides.
#[must_use]
pub fn rank(scores: &Scores, candidates: &[usize]) -> Ranking {
    let (mut known, mut unranked) = (Vec::with_capacity(candidates.len()), Vec::new());
    let mut sure = true;
    for row in candidates {
        // The greatest first.
        let place = pair(MOST - key(&scores.shown, *row), *row);
        let open = scores.open(*row);
        sure &= open <= 0.0;
        if open <= TOO_LITTLE_KNOWN + 1e-9 {
            known.push(place);
        } else {
            unranked.push(place);
        }
    }
    radix(&mut known);
    radix(&mut unranked);
    // Where no fact is missing, a rank is all of its range.
    let bounds = (!sure).then(|| Bounds::new(scores, &known));
    let (mut before, mut rank) = (None, 0);
    let mut ranked = Vec::with_capacity(known.len());
    for (n, place) in known.iter().enumerate() {
        let (key, row) = parts(*place);
        if before != Some(key) {
            (before, rank) = (Some(key), n + 1);
        }
        let range = bounds.as_ref().map(|b| b.range(scores, row));
        let (best, worst) = range.unwrap_or((rank, rank));
        ranked.push(Ranked {
            row,
            rank,
            best,
            worst,
        });
    }
    let joined = unranked.into_iter().filter_map(|place| {
        let (_, row) = parts(place);
        let (best, worst) = bounds.as_ref()?.range_if_joined(scores, row);
        Some(Ranked {
            row,
            rank: best,
            best,
            worst,
        })
    });
    Ranking {
        ranked,
        unranked: joined.collect(),
    }
}

/// The order of each league.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leagues {
    /// Frameworks and platforms.
    pub frameworks: Ranking,
    /// Runtimes, whose figures cannot stand beside the frameworks'.
    pub runtimes: Ranking,
}

impl Leagues {
    /// Ranks the candidates of a catalogue, each league by itself; ties stand
    /// by name.
    #[must_use]
    pub fn new(c: &Catalogue, scores: &Scores, candidate: impl Fn(usize) -> bool) -> Self {
        let by_name = c.by_name();
        let of = |league: League| {
            let mut within = Vec::with_capacity(by_name.len());
            for row in by_name.iter().copied().filter(|row| candidate(*row)) {
                if c.technologies
                    .get(row)
                    .is_some_and(|t| c.league(t) == league)
                {
                    within.push(row);
                }
            }
            rank(scores, &within)
        };
        Self {
            frameworks: of(League::Frameworks),
            runtimes: of(League::Runtimes),
        }
    }
}

/// The best and worst rank of every row among all rows, from the least and
/// greatest totals: `best = 1 + #{k: low[k] > high[i]}`, `worst = 1 + #{k != i:
/// high[k] > low[i]}`.
#[must_use]
pub fn ranges(scores: &Scores) -> Vec<(usize, usize)> {
    let rows = 0..scores.low.len();
    let all: Vec<u64> = rows.clone().map(|row| pair(0, row)).collect();
    let bounds = Bounds::new(scores, &all);
    rows.map(|row| bounds.range(scores, row)).collect()
}

/// The rows that missing facts leave able to be first, under the present
/// weights: those whose best rank is 1.
#[must_use]
pub fn possible_winners(scores: &Scores) -> Vec<usize> {
    let ranges = ranges(scores);
    let rows = ranges.iter().enumerate();
    rows.filter(|(_, (best, _))| *best == 1)
        .map(|(row, _)| row)
        .collect()
}

/// How many rows are weighed at a time: their sums stay at hand.
const BLOCK: usize = 512;

/// The least total of every row: its values, each times the share of its
/// column.
fn weigh(matrix: &Matrix, shares: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; matrix.rows];
    for (n, block) in sums.chunks_mut(BLOCK).enumerate() {
        for (column, share) in matrix.columns.iter().zip(shares) {
            if *share > 0.0 {
                let values = column.low.get(n * BLOCK..).unwrap_or(&[]);
                for (sum, value) in block.iter_mut().zip(values) {
                    *sum += share * value;
                }
            }
        }
    }
    sums
}

/// The greatest key: a total of 1.
const MOST: u32 = 1_000_000_000;

/// A score as a whole number of 1e-9.
fn key(list: &[f64], row: usize) -> u32 {
    let score = list.get(row).copied().unwrap_or_default();
    // A score is in 0 to 1, so its billionfold fits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let key = (score * 1e9 + 0.5) as u32;
    key.min(MOST)
}

/// A key and, in the lower half, the row that it belongs to.
fn pair(key: u32, row: usize) -> u64 {
    // There are far fewer rows than 2^32.
    #[allow(clippy::cast_possible_truncation)]
    let row = row as u32;
    u64::from(key) << 32 | u64::from(row)
}

/// The key and the row of a pair.
fn parts(pair: u64) -> (u32, usize) {
    #[allow(clippy::cast_possible_truncation)]
    let (key, row) = ((pair >> 32) as u32, pair as u32);
    (key, row as usize)
}

/// Sorts by the key, ten bits at a time from the least (a key has thirty);
/// equals stay in order.
fn radix(pairs: &mut Vec<u64>) {
    let mut sorted = pairs.clone();
    for shift in [32, 42, 52] {
        let digit = |pair: &u64| (*pair >> shift & 0x3ff) as usize;
        let mut places = [0_u32; 1024];
        for pair in pairs.iter() {
            if let Some(count) = places.get_mut(digit(pair)) {
                *count += 1;
            }
        }
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        for pair in pairs.iter() {
            if let Some(place) = places.get_mut(digit(pair))
                && let Some(slot) = sorted.get_mut(*place as usize)
            {
                *slot = *pair;
                *place += 1;
            }
        }
        std::mem::swap(pairs, &mut sorted);
    }
}

/// The sorted bounds of a set of rows.
struct Bounds {
    low: Vec<u64>,
    high: Vec<u64>,
}

impl Bounds {
    /// Of the rows of pairs.
    fn new(scores: &Scores, rows: &[u64]) -> Self {
        let sorted = |list: &[f64]| {
            let key = |place: &u64| pair(key(list, parts(*place).1), 0);
            let mut keys = rows.iter().map(key).collect();
            radix(&mut keys);
            keys
        };
        Self {
            low: sorted(&scores.low),
            high: sorted(&scores.high),
        }
    }

    /// Of a row that is one of the set.
    fn range(&self, scores: &Scores, row: usize) -> (usize, usize) {
        let (best, worst) = self.range_if_joined(scores, row);
        // The row itself is above its own least total where the two differ.
        let own = usize::from(key(&scores.high, row) > key(&scores.low, row));
        (best, worst - own)
    }

    /// Of a row that is not.
    fn range_if_joined(&self, scores: &Scores, row: usize) -> (usize, usize) {
        let above =
            |list: &[u64], than: u32| list.len() - list.partition_point(|k| *k <= pair(than, 0));
        let (least, most) = (key(&scores.low, row), key(&scores.high, row));
        (1 + above(&self.low, most), 1 + above(&self.high, least))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scores(cells: &[(f64, f64, f64)]) -> Scores {
        Scores {
            low: cells.iter().map(|c| c.0).collect(),
            shown: cells.iter().map(|c| c.1).collect(),
            high: cells.iter().map(|c| c.2).collect(),
        }
    }

    fn sure(values: &[f64]) -> Scores {
        scores(&values.iter().map(|v| (*v, *v, *v)).collect::<Vec<_>>())
    }

    #[test]
    fn ties_share_a_rank_and_the_next_is_skipped() {
        let s = sure(&[0.5, 0.9, 0.5 + 1e-12, 0.1]);
        let order: Vec<_> = rank(&s, &[0, 1, 2, 3])
            .ranked
            .iter()
            .map(|r| (r.row, r.rank, r.best, r.worst))
            .collect();
        assert_eq!(
            order,
            [(1, 1, 1, 1), (0, 2, 2, 2), (2, 2, 2, 2), (3, 4, 4, 4)]
        );
    }

    #[test]
    fn a_range_spans_what_missing_facts_could_do() {
        let s = scores(&[(0.6, 0.6, 0.8), (0.7, 0.7, 0.7), (0.1, 0.1, 0.2)]);
        let ranks: Vec<_> = rank(&s, &[0, 1, 2])
            .ranked
            .iter()
            .map(|r| (r.row, r.rank, r.best, r.worst))
            .collect();
        assert_eq!(ranks, [(1, 1, 1, 2), (0, 2, 1, 2), (2, 3, 3, 3)]);
    }

    #[test]
    fn too_little_known_is_not_ranked_but_shown_with_its_range() {
        let s = scores(&[(0.3, 0.3, 0.9), (0.5, 0.5, 0.5), (0.4, 0.4, 0.4)]);
        let ranking = rank(&s, &[0, 1, 2]);
        assert_eq!(
            ranking.ranked.iter().map(|r| r.row).collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!(
            ranking.unranked,
            [Ranked {
                row: 0,
                rank: 1,
                best: 1,
                worst: 3
            }]
        );
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(keys in prop::collection::vec(0..=1_000_000_000_u32, 0..300)) {
            // Few different keys among them, so that some are equal.
            let keys: Vec<u32> = keys.iter().map(|k| if k % 3 == 0 { k / 100_000_000 } else { *k }).collect();
            let mut pairs: Vec<u64> = keys.iter().enumerate().map(|(n, k)| pair(*k, n)).collect();
            let mut wanted = pairs.clone();
            wanted.sort_by_key(|p| p >> 32);
            radix(&mut pairs);
            prop_assert_eq!(pairs, wanted);
        }
    }

    #[test]
    fn nobody_is_ranked_among_nobody() {
        assert_eq!(rank(&Scores::default(), &[]), Ranking::default());
    }
}
