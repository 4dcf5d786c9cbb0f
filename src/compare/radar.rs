//! The radar: a few technologies laid over each other, by what matters most.

use super::criteria::Scored;
use crate::catalogue::sorted;
use crate::chart;

/// The most technologies that can be told apart when laid over each other.
pub const MAX_OVERLAID: usize = 4;
/// The most axes whose labels have room.
pub const MAX_AXES: usize = 10;
/// Fewer axes enclose no area.
const MIN_AXES: usize = 3;
/// What stands at the points of each shape.
pub const LETTERS: [&str; MAX_OVERLAID] = ["A", "B", "C", "D"];

/// A radar chart around the origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Radar {
    /// The first upwards, the others clockwise.
    pub axes: Vec<Axis>,
    /// At most [`MAX_OVERLAID`].
    pub shapes: Vec<Shape>,
    /// How many criteria with a share have no axis.
    pub left_out: usize,
}

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The criterion's column.
    pub column: usize,
    /// Its label in one or two lines.
    pub lines: Vec<String>,
}

/// One technology.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The row of the matrix.
    pub row: usize,
    /// Its value on each axis, 0 to 1: what is proven; `None` where nothing is
    /// known.
    pub values: Vec<Option<f64>>,
}

/// The radar of the first [`MAX_OVERLAID`] of `rows`, whose axes are the
/// criteria with the greatest shares, in the catalogue's order so that those of
/// a group stand together. `None` where too few criteria have a share.
#[must_use]
pub fn radar(s: &Scored<'_>, rows: &[usize]) -> Option<Radar> {
    let mut columns: Vec<(usize, f64)> = s
        .shares
        .iter()
        .copied()
        .enumerate()
        .filter(|(column, share)| *share > 0.0 && *column < s.matrix.columns.len())
        .collect();
    if columns.len() < MIN_AXES {
        return None;
    }
    columns = sorted(columns, &|a, b| b.1.total_cmp(&a.1));
    let left_out = columns.len().saturating_sub(MAX_AXES);
    columns.truncate(MAX_AXES);
    columns = sorted(columns, &|a, b| a.0.cmp(&b.0));
    let label = |column: usize| s.catalogue.criteria.get(column).map(|k| k.label.as_str());
    let value = |column: usize, row: usize| {
        let (low, _, high) = s.matrix.columns.get(column)?.at(row, s.policy);
        (high - low < 1.0).then_some(low)
    };
    Some(Radar {
        axes: columns
            .iter()
            .map(|(column, _)| Axis {
                column: *column,
                lines: lines(label(*column).unwrap_or_default()),
            })
            .collect(),
        shapes: rows
            .iter()
            .take(MAX_OVERLAID)
            .map(|row| Shape {
                row: *row,
                values: columns.iter().map(|(c, _)| value(*c, *row)).collect(),
            })
            .collect(),
        left_out,
    })
}

impl Radar {
    /// The outline of a shape; broken where a value is unknown.
    #[must_use]
    pub fn outline(&self, shape: &Shape, radius: f64) -> String {
        chart::radar(&shape.values, radius)
    }

    /// A ring at a share of the radius.
    #[must_use]
    pub fn ring(&self, share: f64, radius: f64) -> String {
        chart::radar(&vec![Some(share); self.axes.len()], radius)
    }

    /// Rings at the quarters of the radius, and a spoke for each axis.
    #[must_use]
    pub fn grid(&self, radius: f64) -> String {
        let mut grid = String::new();
        for share in [0.25, 0.5, 0.75, 1.0] {
            grid.push_str(&self.ring(share, radius));
        }
        for k in 0..self.axes.len() {
            let end = chart::spoke(k, self.axes.len(), radius);
            let (x, y) = (chart::coordinate(end.x), chart::coordinate(end.y));
            grid.push_str(&["M0 0L", &x, " ", &y].concat());
        }
        grid
    }

    /// Where the letters of a shape stand: at its points, moved along the ring
    /// by its place among the shapes, so that letters never cover each other.
    #[must_use]
    pub fn letters(&self, nth: usize, radius: f64, apart: f64) -> Vec<chart::Point> {
        let Some(shape) = self.shapes.get(nth) else {
            return Vec::new();
        };
        let n = self.axes.len();
        // At most four shapes.
        #[allow(clippy::cast_precision_loss)]
        let place = nth as f64 - (self.shapes.len() as f64 - 1.0) / 2.0;
        let known = shape.values.iter().enumerate();
        known
            .filter_map(|(k, v)| {
                let at = chart::spoke(k, n, (*v)? * radius);
                let out = chart::spoke(k, n, 1.0);
                Some(chart::Point {
                    x: at.x - out.y * place * apart,
                    y: at.y + out.x * place * apart,
                })
            })
            .collect()
    }
}

/// A label in two lines where it is long, broken at the space nearest to its
/// middle.
fn lines(label: &str) -> Vec<String> {
    const ONE_LINE: usize = 12;
    let whole = || vec![label.to_owned()];
    if label.chars().count() <= ONE_LINE {
        return whole();
    }
    let middle = label.len() / 2;
    let spaces = label.match_indices(' ').map(|(at, _)| at);
    let Some(at) = spaces.min_by_key(|at| at.abs_diff(middle)) else {
        return whole();
    };
    let (first, second) = label.split_at(at);
    vec![first.to_owned(), second.trim_start().to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_break_near_their_middle() {
        assert_eq!(lines("Support"), ["Support"]);
        assert_eq!(lines("Real time and jobs"), ["Real time", "and jobs"]);
        assert_eq!(lines("Type safety"), ["Type safety"]);
        assert_eq!(lines("Internationalisation"), ["Internationalisation"]);
    }
}
