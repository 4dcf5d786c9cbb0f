//! How much the weights would have to change for someone else to lead.
//!
//! Everything is asked of a table of known values in 0 to 1 (rows are
//! alternatives, columns criteria, higher better; a missing fact at its shown
//! value), shares of at least 0 and of sum 1, one a column, and the row that
//! leads: nobody's score is above its. A row that is not there leads nobody.

use super::Table;
use crate::catalogue::{order, sorted};

/// A leader whom moving at most this much of the weight dethrones is level
/// with whoever then leads.
pub const TIE: f64 = 0.05;

/// How far rounding may carry a score: two that differ by no more are level.
const LEVEL: f64 = 1e-9;

/// Below this a difference of sums of values is rounding.
const ROUNDING: f64 = 1e-12;

/// Which criteria weight may move to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Those with a share above 0.
    Weighted,
    /// All.
    All,
}

impl Among {
    fn has(self, share: f64) -> bool {
        match self {
            Self::Weighted => share > 0.0,
            Self::All => true,
        }
    }
}

/// The shares of one criterion with which the leader stays first while the
/// others keep their proportions: `0 <= low <= share <= high <= 1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Who leads below `low`; nobody where that is 0.
    pub challenger_low: Option<usize>,
    /// Who leads above `high`; nobody where that is 1.
    pub challenger_high: Option<usize>,
}

impl Interval {
    /// How far a share is from where another leads; 1 where none does.
    #[must_use]
    pub fn room(&self, share: f64) -> f64 {
        let low = self.challenger_low.map_or(1.0, |_| share - self.low);
        let high = self.challenger_high.map_or(1.0, |_| self.high - share);
        low.min(high)
    }
}

/// A change of the share of one criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The column.
    pub criterion: usize,
    /// By how much its share changes, at least 0.
    pub amount: f64,
    /// Whether it gets more; else less.
    pub above: bool,
    /// Who is then level with the leader.
    pub challenger: usize,
}

/// The least change of all shares that makes one challenger level.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// Who.
    pub challenger: usize,
    /// How much of the weight moves, 0 to 1: half the sum of all changes.
    pub mass: f64,
    /// The shares with which it is level, at least 0 and of sum 1.
    pub weights: Vec<f64>,
}

/// What it takes for each challenger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flips {
    /// Those who can be made level, the least change first.
    pub reachable: Vec<Flip>,
    /// Those whom the leader beats on every criterion.
    pub unreachable: Vec<usize>,
}

/// What would happen if one more criterion counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interest {
    /// The column, which has no share.
    pub criterion: usize,
    /// The share with which the leader would no longer be alone in front, the
    /// others keeping their proportions; 0 to 1.
    pub share: f64,
    /// Who leads beyond it.
    pub challenger: usize,
}

/// The stability interval of every criterion; `None` where its share is 1, for
/// then the others have no proportions to keep. With `D[k]` the leader's lead
/// over `k` on the criterion and `E[k]` that on the others, the leader stays
/// first while `t·D[k] + (1 - t)·E[k] >= 0` for every `k` (Triantaphyllou and
/// Sánchez, *A sensitivity analysis approach*, 1997).
#[must_use]
pub fn intervals(values: &Table, shares: &[f64], leader: usize) -> Vec<Option<Interval>> {
    let columns = 0..shares.len();
    columns
        .map(|column| interval(values, shares, leader, column))
        .collect()
}

fn interval(values: &Table, shares: &[f64], leader: usize, column: usize) -> Option<Interval> {
    let share = *shares.get(column)?;
    let rest = |(j, share): (usize, &f64)| if j == column { 0.0 } else { *share };
    let sum: f64 = shares.iter().enumerate().map(rest).sum();
    if sum <= 0.0 {
        return None;
    }
    let mut found = Interval {
        low: 0.0,
        high: 1.0,
        challenger_low: None,
        challenger_high: None,
    };
    // How fast the leader loses against the challenger at either end: of those
    // that are level there the fastest leads beyond.
    let (mut fastest_low, mut fastest_high) = (0.0, 0.0);
    let first = values.row(leader);
    for (k, other) in values.rows().enumerate() {
        let (mut here, mut elsewhere) = (0.0, 0.0);
        for (j, ((a, b), share)) in first.iter().zip(other).zip(shares).enumerate() {
            if j == column {
                here = a - b;
            } else {
                elsewhere += share * (a - b) / sum;
            }
        }
        let slope: f64 = here - elsewhere;
        if k == leader || slope.abs() <= ROUNDING {
            continue;
        }
        let level = -elsewhere / slope;
        if slope > 0.0 {
            let nearer = level > found.low + ROUNDING;
            if nearer || (level > found.low - ROUNDING && slope > fastest_low && level > ROUNDING) {
                found.low = level;
                found.challenger_low = Some(k);
                fastest_low = slope;
            }
        } else {
            let nearer = level < found.high - ROUNDING;
            let within = level < 1.0 - ROUNDING;
            if nearer || (level < found.high + ROUNDING && -slope > fastest_high && within) {
                found.high = level;
                found.challenger_high = Some(k);
                fastest_high = -slope;
            }
        }
    }
    // The leader is first now, whatever rounding says of one level with it.
    found.low = found.low.min(share);
    found.high = found.high.max(share);
    Some(found)
}

/// The least change of a single share with which someone else becomes level,
/// among the [`intervals`] of these shares; `None` where no such change does.
#[must_use]
pub fn smallest_single_change(
    intervals: &[Option<Interval>],
    shares: &[f64],
    among: Among,
) -> Option<Change> {
    let mut least: Option<Change> = None;
    for (criterion, (interval, share)) in intervals.iter().zip(shares).enumerate() {
        let Some(interval) = interval.filter(|_| among.has(*share)) else {
            continue;
        };
        let low = interval.challenger_low;
        let high = interval.challenger_high;
        let low = low.map(|k| (share - interval.low, false, k));
        let high = high.map(|k| (interval.high - share, true, k));
        for (amount, above, challenger) in low.into_iter().chain(high) {
            if least.is_none_or(|change| amount < change.amount) {
                least = Some(Change {
                    criterion,
                    amount,
                    above,
                    challenger,
                });
            }
        }
    }
    least
}

/// For every other row the least weight that must move for it to be level with
/// the leader. Of all criteria that weight may move to, the one on which the
/// leader leads least takes it; it comes from where the leader leads most.
/// Each unit moved closes the difference of the two leads, so taking the
/// greatest first is exact (a fractional knapsack: Dantzig, *Discrete-variable
/// extremum problems*, 1957).
#[must_use]
pub fn flips(values: &Table, shares: &[f64], leader: usize, among: Among) -> Flips {
    let mut found = Flips::default();
    let first = values.row(leader);
    for (challenger, other) in values.rows().enumerate() {
        if challenger == leader || first.is_empty() {
            continue;
        }
        let leads: Vec<f64> = first.iter().zip(other).map(|(a, b)| a - b).collect();
        match flip(&leads, shares, among) {
            Some((mass, weights)) => found.reachable.push(Flip {
                challenger,
                mass,
                weights,
            }),
            None => found.unreachable.push(challenger),
        }
    }
    found.reachable = sorted(found.reachable, &|a, b| a.mass.total_cmp(&b.mass));
    found
}

/// How much moves and the shares then, from the leads on every criterion.
fn flip(leads: &[f64], shares: &[f64], among: Among) -> Option<(f64, Vec<f64>)> {
    let mut weights = shares.to_vec();
    let mut mass = 0.0;
    let mut gap: f64 = leads.iter().zip(shares).map(|(lead, w)| lead * w).sum();
    if gap <= 0.0 {
        return Some((mass, weights));
    }
    let lead = |column: usize| leads.get(column).copied().unwrap_or_default();
    let falling = order(leads.len(), &|a, b| lead(b).total_cmp(&lead(a)));
    let may_take = |column: &usize| shares.get(*column).is_some_and(|w| among.has(*w));
    let least = falling.iter().copied().rfind(may_take).map(lead)?;
    if least > 0.0 {
        return None;
    }
    // Of several the first, so that the answer does not depend on the sorting.
    let sink = (0..leads.len()).find(|j| may_take(j) && lead(*j) <= least)?;
    for column in falling {
        let closes = lead(column) - least;
        if gap <= 0.0 || closes <= 0.0 {
            break;
        }
        let weight = weights.get_mut(column)?;
        let moved = weight.min(gap / closes);
        *weight -= moved;
        *weights.get_mut(sink)? += moved;
        mass += moved;
        gap -= moved * closes;
    }
    Some((mass, weights))
}

/// Which criterion without a share would change who leads if it got one, and
/// how great a one; the least first.
#[must_use]
pub fn interests(values: &Table, shares: &[f64], leader: usize) -> Vec<Interest> {
    let mut found = Vec::new();
    for (criterion, share) in shares.iter().enumerate() {
        if *share > 0.0 {
            continue;
        }
        if let Some(interval) = interval(values, shares, leader, criterion)
            && let Some(challenger) = interval.challenger_high
        {
            found.push(Interest {
                criterion,
                share: interval.high,
                challenger,
            });
        }
    }
    sorted(found, &|a, b| a.share.total_cmp(&b.share))
}

/// The challengers whom moving at most [`TIE`] of the weight, among criteria
/// with a share, makes level with the leader: those whose [`Flip::mass`] is no
/// greater. Cheap enough for every change of a weight, for nearly all rows are
/// too far behind for more than one look.
#[must_use]
pub fn tied(values: &Table, shares: &[f64], leader: usize) -> Vec<usize> {
    let first = values.row(leader);
    let mut tied = Vec::new();
    for (row, other) in values.rows().enumerate() {
        if row != leader && !first.is_empty() && within_a_tie(first, other, shares) {
            tied.push(row);
        }
    }
    tied
}

fn within_a_tie(first: &[f64], other: &[f64], shares: &[f64]) -> bool {
    let leads = || {
        let both = first.iter().zip(other).zip(shares);
        both.filter(|(_, w)| **w > 0.0)
            .map(|((a, b), w)| (a - b, *w))
    };
    let (mut gap, mut least) = (0.0, f64::INFINITY);
    for (lead, share) in leads() {
        gap += lead * share;
        least = least.min(lead);
    }
    let mut left = TIE;
    // Criteria on which the leader leads by as much or more are spent.
    let mut spent = f64::INFINITY;
    while gap > LEVEL {
        let (mut most, mut share) = (least, 0.0);
        for (lead, w) in leads().filter(|(lead, _)| *lead < spent) {
            if lead > most {
                (most, share) = (lead, 0.0);
            }
            if lead >= most {
                share += w;
            }
        }
        if gap > left * (most - least) + LEVEL {
            return false;
        }
        gap -= share * (most - least);
        left -= share;
        spent = most;
    }
    true
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[f64]]) -> Table {
        Table::new(&rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn two_that_trade_places_do_so_where_the_lines_cross() {
        let t = table(&[&[1.0, 0.0, 0.0], &[0.0, 1.0, 1.0]]);
        let shares = [0.6, 0.4, 0.0];
        let found = intervals(&t, &shares, 0);
        let first = found[0].unwrap();
        assert!((first.low - 0.5).abs() < 1e-12 && first.high == 1.0);
        assert_eq!(
            (first.challenger_low, first.challenger_high),
            (Some(1), None)
        );
        let change = smallest_single_change(&found, &shares, Among::Weighted).unwrap();
        assert_eq!((change.criterion, change.challenger), (0, 1));
        assert!((change.amount - 0.1).abs() < 1e-12);
        // With a share of 1/6 for the third, the first has half.
        let also = interests(&t, &shares, 0);
        assert_eq!(
            (also.len(), also[0].criterion, also[0].challenger),
            (1, 2, 1)
        );
        assert!((also[0].share - 1.0 / 6.0).abs() < 1e-12);
        let moved = flips(&t, &shares, 0, Among::Weighted);
        assert!((moved.reachable[0].mass - 0.1).abs() < 1e-12);
        assert_eq!(moved.reachable[0].weights[2], 0.0);
    }

    #[test]
    fn the_only_criterion_has_no_interval_and_the_others_do() {
        let t = table(&[&[1.0, 0.0], &[0.0, 1.0]]);
        let found = intervals(&t, &[1.0, 0.0], 0);
        assert_eq!(found[0], None);
        assert_eq!(found[1].map(|i| (i.low, i.high)), Some((0.0, 0.5)));
        let single = |among| smallest_single_change(&found, &[1.0, 0.0], among);
        assert_eq!(single(Among::Weighted), None);
        assert_eq!(single(Among::All).map(|c| c.criterion), Some(1));
        // Nowhere to move weight to, but for a criterion that has none.
        assert_eq!(flips(&t, &[1.0, 0.0], 0, Among::Weighted).unreachable, [1]);
        assert_eq!(flips(&t, &[1.0, 0.0], 0, Among::All).reachable[0].mass, 0.5);
    }

    #[test]
    fn who_is_beaten_everywhere_is_out_of_reach_and_who_is_level_somewhere_is_not() {
        let t = table(&[&[0.5, 0.5], &[0.4, 0.4], &[0.4, 0.5]]);
        let found = flips(&t, &[0.5, 0.5], 0, Among::Weighted);
        assert_eq!(found.unreachable, [1]);
        assert_eq!(found.reachable[0].challenger, 2);
        assert_eq!(found.reachable[0].weights, [0.0, 1.0]);
    }

    #[test]
    fn of_several_level_at_the_end_the_fastest_leads_beyond() {
        for (second, third, leads) in [(1.0, 0.75, 1), (0.75, 1.0, 2)] {
            let t = table(&[&[0.5, 0.5], &[1.0 - second, second], &[1.0 - third, third]]);
            let ends = |w: f64, j: usize| intervals(&t, &[w, 1.0 - w], 0)[j].unwrap();
            assert_eq!(ends(0.75, 0).challenger_low, Some(leads));
            assert_eq!(ends(0.75, 1).challenger_high, Some(leads));
            assert_eq!((ends(0.75, 0).low, ends(0.75, 1).high), (0.5, 0.5));
        }
    }

    #[test]
    fn a_twentieth_of_the_weight_makes_a_tie() {
        let behind = |share: f64| {
            let t = table(&[&[1.0, 0.0], &[0.0, 1.0]]);
            tied(&t, &[share, 1.0 - share], 0)
        };
        assert_eq!(behind(0.549), [1]);
        assert_eq!(behind(0.55), [1]);
        assert_eq!(behind(0.551), [0; 0]);
        // The same to all, so nobody is ahead of anybody.
        let alike = table(&[&[0.5, 0.5], &[0.5, 0.5]]);
        assert_eq!(tied(&alike, &[0.5, 0.5], 0), [1]);
        assert_eq!(
            intervals(&alike, &[0.5, 0.5], 0)[0].map(|i| i.challenger_low),
            Some(None)
        );
    }

    #[test]
    fn nobody_leads_nobody() {
        let t = table(&[&[0.5, 0.5]]);
        assert_eq!(flips(&t, &[0.5, 0.5], 9, Among::All), Flips::default());
        assert_eq!(tied(&t, &[0.5, 0.5], 9), [0; 0]);
        assert_eq!(tied(&t, &[0.5, 0.5], 0), [0; 0]);
        assert!(intervals(&Table::default(), &[], 0).is_empty());
    }
}
