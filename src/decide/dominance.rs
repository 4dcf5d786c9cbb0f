//! Who is beaten whatever the weights are, and who could be first under some.
//!
//! Both are asked of the least and the greatest value that every cell could
//! have (`low` and `high`, tables of one shape; the same table twice where all
//! is known), rows being alternatives and columns criteria, higher better.
//! Only criteria with a share above 0 count.

use super::Table;

/// How far rounding may carry a score: two that differ by no more are level.
const LEVEL: f64 = 1e-9;

/// Below this a number of the tableau counts as 0.
const NOTHING: f64 = 1e-11;

/// More steps than any table of this size has been seen to need, so that a
/// search that rounding leads in a circle ends.
const STEPS: usize = 5000;

/// For every row the rows that dominate it: `a` dominates `b` if
/// `low[a][j] >= high[b][j]` on every criterion with a share, and above on one.
#[must_use]
pub fn dominators(low: &Table, high: &Table, shares: &[f64]) -> Vec<Vec<usize>> {
    high.rows()
        .map(|b| {
            low.rows()
                .enumerate()
                .filter(|(_, a)| dominates(a, b, shares))
                .map(|(row, _)| row)
                .collect()
        })
        .collect()
}

/// The Pareto front: the rows that no row dominates.
#[must_use]
pub fn front(low: &Table, high: &Table, shares: &[f64]) -> Vec<usize> {
    high.rows()
        .enumerate()
        .filter(|(_, b)| !low.rows().any(|a| dominates(a, b, shares)))
        .map(|(row, _)| row)
        .collect()
}

fn dominates(a: &[f64], b: &[f64], shares: &[f64]) -> bool {
    let mut above = false;
    for ((a, b), share) in a.iter().zip(b).zip(shares) {
        if *share > 0.0 {
            if a < b {
                return false;
            }
            above |= a > b;
        }
    }
    above
}

/// For every row a weighting under which it is first, at its greatest values
/// and all others at their least; `None` where there is none (Hazen, *Partial
/// information, dominance, and potential optimality*, 1986).
///
/// A weighting has one share a column, at least 0 and of sum 1, and 0 where
/// `shares` is 0. It is the present shares where they do, else all on the
/// criterion with the greatest share on which the row is best, else that with
/// the greatest lead over the next. The score of the row is then at least that
/// of every other, less 1e-9 for rounding.
#[must_use]
pub fn can_win(low: &Table, high: &Table, shares: &[f64]) -> Vec<Option<Vec<f64>>> {
    (0..high.len())
        .map(|row| winning(low, high, shares, row))
        .collect()
}

fn winning(low: &Table, high: &Table, shares: &[f64], row: usize) -> Option<Vec<f64>> {
    let best = high.row(row);
    // Nobody is behind themselves, so the row may stand among its rivals.
    let wins = |weights: &[f64]| {
        low.rows().all(|other| {
            let lead = |((a, b), w): ((&f64, &f64), &f64)| w * (a - b);
            let leads = best.iter().zip(other).zip(weights).map(lead);
            leads.sum::<f64>() >= -LEVEL
        })
    };
    if wins(shares) {
        return Some(shares.to_vec());
    }
    let weighted = || shares.iter().enumerate().filter(|(_, share)| **share > 0.0);
    let mut single: Option<(usize, f64)> = None;
    for (column, share) in weighted() {
        let best = best.get(column).copied().unwrap_or_default();
        if low.column(column).all(|v| best >= v) && single.is_none_or(|(_, s)| *share > s) {
            single = Some((column, *share));
        }
    }
    if let Some((column, _)) = single {
        let mut weights = vec![0.0; shares.len()];
        weights.get_mut(column).map(|w| *w = 1.0)?;
        return Some(weights);
    }
    // One row a criterion, one column a rival.
    let leads: Vec<Vec<f64>> = weighted()
        .map(|(column, _)| {
            let best = best.get(column).copied().unwrap_or_default();
            let others = low.column(column).enumerate().filter(|(k, _)| *k != row);
            others.map(|(_, v)| best - v).collect()
        })
        .collect();
    let mut weights = vec![0.0; shares.len()];
    for ((column, _), weight) in weighted().zip(maximin(&leads)?) {
        weights.get_mut(column).map(|w| *w = weight)?;
    }
    // What is said to win does so, however the sums came about.
    wins(&weights).then_some(weights)
}

/// The weighting of criteria whose least lead over any rival is greatest, or
/// `None` as soon as it is sure to be below 0. `leads` has one row a criterion
/// and one column a rival, each in -1 to 1.
///
/// A matrix game as a linear programme (Dantzig, *A proof of the equivalence of
/// the programming problem and the game problem*, 1951): raised by 2, every
/// lead is positive, and the programme is to make the sum of x greatest where
/// `sum over rivals of x·lead <= 1` for every criterion. Its shadow prices are
/// the weighting, up to their sum. By simplex on a dense tableau with Bland's
/// rule (1977), by which it never goes in a circle.
fn maximin(leads: &[Vec<f64>]) -> Option<Vec<f64>> {
    const RAISE: f64 = 2.0;
    let (criteria, rivals) = (leads.len(), leads.first()?.len());
    // Rows: leads, a unit for the slack of each criterion, the bound.
    let mut tableau: Vec<Vec<f64>> = leads
        .iter()
        .enumerate()
        .map(|(n, leads)| {
            let slack = (0..criteria).map(|k| if k == n { 1.0 } else { 0.0 });
            let raised = leads.iter().map(|lead| lead + RAISE);
            raised.chain(slack).chain([1.0]).collect()
        })
        .collect();
    let mut basis: Vec<usize> = (rivals..rivals + criteria).collect();
    // What one more of each variable adds to the sum, and the sum so far, negative.
    let mut gains = vec![1.0; rivals];
    gains.resize(rivals + criteria + 1, 0.0);
    for _ in 0..STEPS {
        // No weighting leads by more than 1/sum - 2, so half is enough to know.
        let sum = -gains.last()?;
        if 1.0 < sum * (RAISE - LEVEL) {
            return None;
        }
        let variables = gains.iter().take(rivals + criteria);
        let Some(entering) = variables.clone().position(|gain| *gain > NOTHING) else {
            break;
        };
        let mut leaving: Option<(usize, f64)> = None;
        for (n, row) in tableau.iter().enumerate() {
            let (by, bound) = (*row.get(entering)?, *row.last()?);
            if by <= NOTHING {
                continue;
            }
            let ratio = bound / by;
            let first = leaving.is_none_or(|(m, least)| {
                ratio < least - NOTHING || (ratio <= least + NOTHING && basis.get(n) < basis.get(m))
            });
            if first {
                leaving = Some((n, ratio));
            }
        }
        let (leaving, _) = leaving?;
        *basis.get_mut(leaving)? = entering;
        let pivot = *tableau.get(leaving)?.get(entering)?;
        let mut unit = std::mem::take(tableau.get_mut(leaving)?);
        for x in &mut unit {
            *x /= pivot;
        }
        for row in tableau.iter_mut().chain([&mut gains]) {
            let times = row.get(entering).copied().unwrap_or_default();
            if times != 0.0 {
                for (x, u) in row.iter_mut().zip(&unit) {
                    *x -= times * u;
                }
            }
        }
        *tableau.get_mut(leaving)? = unit;
    }
    let prices = gains.iter().skip(rivals).take(criteria);
    let prices: Vec<f64> = prices
        .map(|gain| if *gain < 0.0 { -gain } else { 0.0 })
        .collect();
    let sum: f64 = prices.iter().sum();
    (sum > 0.0).then(|| prices.iter().map(|price| price / sum).collect())
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[f64]]) -> Table {
        Table::new(&rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn the_middle_wins_only_where_it_is_above_the_mixture_of_its_rivals() {
        for (middle, wins) in [(0.49, false), (0.5, true), (0.51, true)] {
            let t = table(&[&[1.0, 0.0], &[0.0, 1.0], &[middle, middle]]);
            let found = can_win(&t, &t, &[0.9, 0.1]);
            assert_eq!(found[0], Some(vec![0.9, 0.1]), "as weighed now");
            assert_eq!(found[1], Some(vec![0.0, 1.0]), "best on one");
            let half = found[2].as_ref().map(|w| (w[0] - 0.5).abs() < 1e-9);
            assert_eq!(half, wins.then_some(true), "{middle}");
            // Nobody dominates it all the same.
            assert_eq!(front(&t, &t, &[0.9, 0.1]), [0, 1, 2]);
        }
    }

    #[test]
    fn a_criterion_without_a_share_saves_nobody() {
        let t = table(&[&[0.5, 0.0], &[0.4, 1.0]]);
        assert_eq!(dominators(&t, &t, &[1.0, 0.0]), [vec![], vec![0]]);
        assert_eq!(can_win(&t, &t, &[1.0, 0.0]), [Some(vec![1.0, 0.0]), None]);
        assert_eq!(
            dominators(&t, &t, &[0.5, 0.5]),
            [const { Vec::<usize>::new() }; 2]
        );
    }

    #[test]
    fn what_is_missing_dominates_nobody_and_can_win() {
        let low = table(&[&[0.9, 0.9], &[0.0, 0.0], &[0.9, 0.8]]);
        let high = table(&[&[0.9, 0.9], &[1.0, 1.0], &[0.9, 0.8]]);
        assert_eq!(
            dominators(&low, &high, &[0.5, 0.5]),
            [vec![], vec![], vec![0]]
        );
        let can: Vec<bool> = can_win(&low, &high, &[0.5, 0.5])
            .iter()
            .map(Option::is_some)
            .collect();
        // The last is level with the first on one criterion.
        assert_eq!(can, [true, true, true]);
    }

    #[test]
    fn one_alone_is_first_and_of_nobody_there_is_nothing() {
        let one = table(&[&[0.0, 0.0]]);
        assert_eq!(can_win(&one, &one, &[1.0, 0.0]), [Some(vec![1.0, 0.0])]);
        assert!(can_win(&Table::default(), &Table::default(), &[]).is_empty());
    }
}
