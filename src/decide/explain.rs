//! Why a score is what it is: sums that reconcile to the last digit shown.

use super::{Matrix, UnknownPolicy};
use crate::catalogue::order;

/// What one criterion gives to one total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The column of the matrix.
    pub column: usize,
    /// Its share of the whole, 0 to 1: the most that it can give.
    pub share: f64,
    /// With missing facts at their worst.
    pub low: f64,
    /// As shown.
    pub shown: f64,
    /// With missing facts at their best.
    pub high: f64,
}

/// What every criterion with a share gives to the total of a row; the `shown`
/// parts sum to the shown total.
#[must_use]
pub fn contributions(
    matrix: &Matrix,
    shares: &[f64],
    row: usize,
    policy: UnknownPolicy,
) -> Vec<Contribution> {
    matrix
        .columns
        .iter()
        .zip(shares)
        .enumerate()
        .filter(|(_, (_, share))| **share > 0.0)
        .map(|(column, (values, share))| {
            let (low, shown, high) = values.at(row, policy);
            Contribution {
                column,
                share: *share,
                low: share * low,
                shown: share * shown,
                high: share * high,
            }
        })
        .collect()
}

/// Why `a` stands above `b`: `w[j]·(v[a][j] − v[b][j])` of every criterion with
/// a share, the greatest first by size; they sum to `V[a] − V[b]`.
#[must_use]
pub fn difference(
    matrix: &Matrix,
    shares: &[f64],
    a: usize,
    b: usize,
    policy: UnknownPolicy,
) -> Vec<(usize, f64)> {
    let parts: Vec<(usize, f64)> = contributions(matrix, shares, a, policy)
        .iter()
        .zip(contributions(matrix, shares, b, policy))
        .map(|(x, y)| (x.column, x.shown - y.shown))
        .collect();
    let size = |n: usize| parts.get(n).map_or(0.0, |p: &(usize, f64)| p.1.abs());
    let sorted = order(parts.len(), &|a, b| size(b).total_cmp(&size(a)));
    sorted
        .into_iter()
        .filter_map(|n| parts.get(n).copied())
        .collect()
}

/// A value in 0 to 1 as tenths of a point, 0 to 1000.
#[must_use]
pub fn tenths(value: f64) -> i32 {
    // A value or a difference of two is within -1 to 1.
    #[allow(clippy::cast_possible_truncation)]
    let tenths = libm::round(value * 1000.0) as i32;
    tenths
}

/// Rounds parts so that they add up to the total shown (largest remainder,
/// Hamilton's method): each is within one unit of its value. `parts` are in
/// units of the last digit and sum to `total` before rounding, or within a
/// unit of it.
#[must_use]
pub fn apportion(parts: &[f64], total: i32) -> Vec<i32> {
    // Parts of a score in tenths are within -1000 to 1000.
    #[allow(clippy::cast_possible_truncation)]
    let mut whole: Vec<i32> = parts
        .iter()
        .map(|p| libm::floor(*p + 1e-9) as i32)
        .collect();
    let missing = total - whole.iter().sum::<i32>();
    let step = missing.signum();
    let mut left = missing.abs();
    // Too little: the largest remainders get one more; too much: the smallest
    // one less. Parts of nothing stay nothing as long as others can give.
    let rest = |n: usize| {
        let (part, floor) = (parts.get(n).copied(), whole.get(n).copied());
        part.unwrap_or_default() - f64::from(floor.unwrap_or_default())
    };
    let nothing = |n: usize| parts.get(n).is_none_or(|p| p.abs() < 1e-9);
    let places = order(parts.len(), &|a, b| {
        let by_rest = rest(b).total_cmp(&rest(a));
        let by_rest = if step < 0 { by_rest.reverse() } else { by_rest };
        nothing(a).cmp(&nothing(b)).then(by_rest)
    });
    for place in places.iter().cycle() {
        if left == 0 {
            break;
        }
        if let Some(value) = whole.get_mut(*place) {
            *value += step;
            left -= 1;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_parts_add_up_to_the_shown_total() {
        assert_eq!(apportion(&[3.4, 3.3, 3.3], 10), [4, 3, 3]);
        assert_eq!(apportion(&[0.5, 0.5, 0.0], 1), [1, 0, 0]);
        assert_eq!(apportion(&[-1.5, 2.5], 1), [-1, 2]);
        assert_eq!(apportion(&[1.4, -1.4], 0), [1, -1]);
        assert_eq!(apportion(&[2.0, 3.0], 5), [2, 3]);
        assert_eq!(apportion(&[], 0), [0; 0]);
    }

    #[test]
    fn nothing_stays_nothing() {
        assert_eq!(apportion(&[0.0, 10.6, 0.0], 11), [0, 11, 0]);
        assert_eq!(apportion(&[0.0, 10.4, 5.2], 15), [0, 10, 5]);
    }
}
