//! Weights that are not set one by one: from an order by hand, or from what
//! the data varies on.
//!
//! The last two describe the numbers and not what matters to anyone: they
//! weigh most where the rows differ most.

use super::methods::{NOTHING, Oriented, ends, length, number, oriented};
use super::{Direction, Refused, Table};

/// Rank order centroid weights (Barron and Barrett, *Decision quality using
/// ranked attribute weights*, 1996): the `k`-th of `n` weighs `1/n` times the
/// sum of `1/i` for `i` from `k` to `n`. Of sum 1, in the order of `ranks`.
/// The lesser rank is the more important, whatever the numbers are; equal ranks
/// tie, and share the mean of the places that they take together.
#[must_use]
pub fn roc(ranks: &[usize]) -> Vec<f64> {
    let n = number(ranks.len());
    let (mut by_place, mut sum) = (Vec::with_capacity(ranks.len()), 0.0);
    for place in (1..=ranks.len()).rev() {
        sum += 1.0 / number(place);
        by_place.push(sum / n);
    }
    by_place.reverse();
    let share = |rank: &usize| {
        let before = ranks.iter().filter(|k| *k < rank).count();
        let tied = ranks.iter().filter(|k| *k == rank).count();
        let places = by_place.iter().skip(before).take(tied);
        places.sum::<f64>() / number(tied)
    };
    ranks.iter().map(share).collect()
}

/// Entropy weights (Zeleny, *Multiple Criteria Decision Making*, 1982): with
/// `p = x / sum x` in a column of `m` rows, a column weighs in proportion to
/// `1 + sum(p·ln p) / ln m`. Of sum 1, one for each column; 0 for a column in
/// which all is alike, and all weigh alike where that is every column.
///
/// # Errors
/// The first number, row by row, that is negative.
pub fn entropy(table: &Table) -> Result<Vec<f64>, Refused> {
    for (row, cells) in table.rows().enumerate() {
        if let Some(column) = cells.iter().position(|x| *x < 0.0) {
            return Err(Refused::Negative { row, column });
        }
    }
    let directions = vec![Direction::Benefit; table.columns()];
    let columns = oriented(table, &directions);
    let ln_rows = libm::log(number(table.len()));
    let spread = |column: &Oriented| {
        let sum: f64 = column.values.iter().sum();
        let parts = column.values.iter().map(|x| x / sum);
        // The limit of p·ln p at 0 is 0.
        let terms = parts.map(|p| if p > 0.0 { p * libm::log(p) } else { 0.0 });
        1.0 + terms.sum::<f64>() / ln_rows
    };
    let spreads = columns.iter().map(|c| c.as_ref().map_or(0.0, spread));
    Ok(proportional(spreads.collect()))
}

/// CRITIC weights (Diakoulaki, Mavrotas and Papayannakis, *Determining
/// objective weights in multiple criteria problems*, 1995), each column scaled
/// from 0, its worst, to 1, its best: a column weighs in proportion to its
/// standard deviation times the sum of `1 - r` over the columns, `r` being the
/// correlation. Of sum 1, one for each column; 0 for a column in which all is
/// alike, which has no part in the others' sums either. Where all columns that
/// vary do so as one, they weigh alike, and all do where none varies.
///
/// # Errors
/// Directions that are not one for each column.
pub fn critic(table: &Table, directions: &[Direction]) -> Result<Vec<f64>, Refused> {
    length(table.columns(), directions.len())?;
    let columns: Vec<Option<Deviations>> = oriented(table, directions)
        .iter()
        .map(|column| column.as_ref().map(Deviations::new))
        .collect();
    let information = |a: &Deviations| {
        let others = columns.iter().flatten();
        let conflicts = others.map(|b| 1.0 - a.correlation(b));
        a.size * conflicts.sum::<f64>()
    };
    let of = |information: &dyn Fn(&Deviations) -> f64| -> Vec<f64> {
        let all = columns.iter().map(|c| c.as_ref().map_or(0.0, information));
        all.collect()
    };
    let mut all = of(&information);
    if ends(&all).1 <= NOTHING {
        all = of(&|_| 1.0);
    }
    Ok(proportional(all))
}

/// How a scaled column differs from its mean.
struct Deviations {
    of: Vec<f64>,
    /// The root of the sum of their squares.
    size: f64,
}

impl Deviations {
    fn new(column: &Oriented) -> Self {
        let sum: f64 = column.unit().sum();
        let mean = sum / number(column.values.len());
        let of: Vec<f64> = column.unit().map(|x| x - mean).collect();
        let size = libm::sqrt(of.iter().map(|d| d * d).sum());
        Self { of, size }
    }

    /// Pearson's, -1 to 1.
    fn correlation(&self, other: &Self) -> f64 {
        let products = self.of.iter().zip(&other.of).map(|(x, y)| x * y);
        products.sum::<f64>() / (self.size * other.size)
    }
}

/// Parts of sum 1 in proportion to amounts, all alike where there is none.
fn proportional(mut amounts: Vec<f64>) -> Vec<f64> {
    if amounts.iter().all(|a| *a <= NOTHING) {
        amounts.fill(1.0);
    }
    let sum: f64 = amounts.iter().map(|a| a.max(0.0)).sum();
    amounts.iter().map(|a| a.max(0.0) / sum).collect()
}
