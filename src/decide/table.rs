//! Plain numbers of alternatives (rows) on criteria (columns): what the
//! methods and the questions of robustness are asked of.

use super::{Matrix, UnknownPolicy};

/// A table of finite numbers, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: usize,
    cells: Vec<f64>,
}

/// Why numbers are not a table; rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untabular {
    /// A row has more or fewer numbers than the first.
    Ragged {
        /// Which.
        row: usize,
    },
    /// A number is NaN or infinite.
    NotFinite {
        /// In which row.
        row: usize,
        /// In which column.
        column: usize,
    },
}

/// Which of the values that a missing fact leaves open is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The least.
    Low,
    /// As the policy for missing facts says.
    Shown(UnknownPolicy),
    /// The greatest.
    High,
}

impl Table {
    /// From rows of one length.
    ///
    /// # Errors
    /// Where a row is longer or shorter than the first, or a number is NaN or
    /// infinite.
    pub fn new(rows: &[Vec<f64>]) -> Result<Self, Untabular> {
        let columns = rows.first().map_or(0, Vec::len);
        for (row, cells) in rows.iter().enumerate() {
            if cells.len() != columns {
                return Err(Untabular::Ragged { row });
            }
            if let Some(column) = cells.iter().position(|x| !x.is_finite()) {
                return Err(Untabular::NotFinite { row, column });
            }
        }
        Ok(Self {
            columns,
            cells: rows.concat(),
        })
    }

    /// The values of some rows and columns of a matrix, in the order given.
    #[must_use]
    pub fn of(matrix: &Matrix, rows: &[usize], columns: &[usize], reading: Reading) -> Self {
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for row in rows {
            for column in columns {
                let column = matrix.columns.get(*column);
                let value = column.map_or(0.0, |c| match reading {
                    Reading::Low => c.at(*row, UnknownPolicy::Worst).0,
                    Reading::Shown(policy) => c.at(*row, policy).1,
                    Reading::High => c.at(*row, UnknownPolicy::Worst).2,
                });
                cells.push(value);
            }
        }
        Self {
            columns: columns.len(),
            cells,
        }
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The numbers of a row; nothing where there is no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        let from = row.saturating_mul(self.columns);
        self.cells.get(from..from + self.columns).unwrap_or(&[])
    }

    /// All rows, first to last.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> + Clone {
        self.cells.chunks_exact(self.columns.max(1))
    }

    /// The numbers of a column, first row to last.
    pub fn column(&self, column: usize) -> impl Iterator<Item = f64> + Clone + '_ {
        self.rows().filter_map(move |row| row.get(column).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_refused_with_where_it_stood() {
        let rows = |last: f64| vec![vec![1.0, 2.0], vec![3.0, last]];
        assert_eq!(
            Table::new(&[vec![1.0], vec![1.0, 2.0]]),
            Err(Untabular::Ragged { row: 1 })
        );
        let missing = Untabular::NotFinite { row: 1, column: 1 };
        assert_eq!(Table::new(&rows(f64::NAN)), Err(missing));
        assert_eq!(Table::new(&rows(f64::INFINITY)), Err(missing));
        let table = Table::new(&rows(4.0)).ok();
        let column = table.as_ref().map(|t| t.column(1).collect::<Vec<_>>());
        assert_eq!(column, Some(vec![2.0, 4.0]));
        assert_eq!(table.map(|t| t.row(1).to_vec()), Some(vec![3.0, 4.0]));
    }
}
