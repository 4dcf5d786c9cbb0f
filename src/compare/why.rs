//! Why one technology stands above another, in signed points that add up.

use super::Content;
use super::criteria::{Scored, say};
use crate::catalogue::sorted;
use crate::decide::{apportion, difference, figure};

/// Why one technology stands above another.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The rows of both, and their totals in tenths of a point.
    pub of: [(usize, i32); 2],
    /// The total of the first less that of the second, as both are shown.
    pub total: i32,
    /// What each criterion adds, the greatest first by size; they add up to
    /// the total.
    pub parts: Vec<Part>,
    /// The criteria with a share in which the two are worth the same.
    pub alike: Vec<usize>,
}

/// What one criterion adds to a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The criterion's column.
    pub column: usize,
    /// In tenths of a point: above zero it speaks for the first.
    pub tenths: i32,
    /// What is known of both.
    pub figures: [Content; 2],
}

/// Why `a` stands above `b`, or not. `a` and `b` are rows of the matrix.
#[must_use]
pub fn why(s: &Scored<'_>, a: usize, b: usize) -> Why {
    let (shown, total) = apportioned(s, a, b);
    let c = s.catalogue;
    let content = |row: usize, column: usize| {
        let (t, k) = (c.technologies.get(row)?, c.criteria.get(column)?);
        Some(say(c, t, k, &figure(c, t, k, s.own)))
    };
    let exact = difference(s.matrix, s.shares, a, b, s.policy);
    let mut parts = Vec::with_capacity(shown.len());
    let mut alike = Vec::new();
    for ((column, tenths), (_, exact)) in shown.into_iter().zip(exact) {
        if tenths == 0 && exact.abs() < 1e-9 {
            alike.push(column);
        } else if let (Some(x), Some(y)) = (content(a, column), content(b, column)) {
            parts.push(Part {
                column,
                tenths,
                figures: [x, y],
            });
        }
    }
    // Rounding can make a neighbour the greater one; the sort is stable.
    let parts = sorted(parts, &|a, b| b.tenths.abs().cmp(&a.tenths.abs()));
    Why {
        of: [(a, s.total(a)), (b, s.total(b))],
        total,
        parts,
        alike,
    }
}

/// The difference of `a` and `b` by criterion, in tenths of a point that add up
/// to the difference of the totals shown; the greatest first by its exact size.
pub(super) fn apportioned(s: &Scored<'_>, a: usize, b: usize) -> (Vec<(usize, i32)>, i32) {
    let total = s.total(a) - s.total(b);
    let parts = difference(s.matrix, s.shares, a, b, s.policy);
    let exact: Vec<f64> = parts.iter().map(|p| p.1 * 1000.0).collect();
    let shown = apportion(&exact, total);
    (parts.iter().map(|p| p.0).zip(shown).collect(), total)
}

/// Which two a reader wants to know of first: the best beside the baseline, or
/// the best and the second. `None` where fewer than two are there.
#[must_use]
pub fn pair(s: &Scored<'_>, rows: &[usize], baseline: Option<usize>) -> Option<(usize, usize)> {
    let mut order = sorted(rows.to_vec(), &|a, b| s.standing(*b).cmp(&s.standing(*a)));
    order.dedup();
    match baseline.filter(|b| order.contains(b)) {
        Some(b) => Some((*order.iter().find(|row| **row != b)?, b)),
        None => Some((*order.first()?, *order.get(1)?)),
    }
}
