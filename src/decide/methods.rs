//! What other methods make of the same numbers: TOPSIS, PROMETHEE II, VIKOR
//! and the weighted product, and how far two orders agree.
//!
//! All take raw numbers, weights of any sum and the direction of every
//! column. None is ever mixed into the score. Numbers that differ by no more
//! than rounding are alike, and a column of numbers that are all alike has no
//! effect.

use super::Table;
use crate::catalogue::order;
use std::cmp::Ordering;

/// Whether more or less of a criterion is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Benefit,
    /// Less is better.
    Cost,
}

/// How a difference `d` on one criterion becomes a degree of preference from 0
/// to 1 (Brans and Vincke, *A preference ranking organisation method*, 1985).
/// `d` and both thresholds are in the unit of the criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preference {
    /// Full as soon as there is a difference: `[d > 0]`.
    Usual,
    /// Growing up to `p`: `d / p` within 0 to 1.
    VShape {
        /// From where on preference is full, at least 0.
        p: f64,
    },
    /// Nothing up to `q`, growing up to `p`: `(d - q) / (p - q)` within 0 to 1.
    Linear {
        /// Up to where a difference is none, at least 0.
        q: f64,
        /// From where on preference is full, at least `q`.
        p: f64,
    },
}

/// Why a method does not answer; rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Weights, directions or preferences are not one for each column.
    Length {
        /// How many columns there are.
        wanted: usize,
        /// How many were given.
        found: usize,
    },
    /// A weight is negative, NaN or infinite.
    Weight {
        /// Of which column.
        column: usize,
    },
    /// No weight is above 0.
    NoWeight,
    /// A threshold of preference is negative, NaN, infinite or out of order.
    Threshold {
        /// Of which column.
        column: usize,
    },
    /// VIKOR's `v` is not within 0 to 1.
    Strategy,
    /// A number is negative where that has no meaning.
    Negative {
        /// In which row.
        row: usize,
        /// In which column.
        column: usize,
    },
    /// A number is 0 or less where only a positive one has a meaning.
    NotPositive {
        /// In which row.
        row: usize,
        /// In which column.
        column: usize,
    },
}

/// What TOPSIS says, one entry a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Topsis {
    /// The closeness to the ideal, 0 to 1: more is better.
    pub scores: Vec<f64>,
    /// The distance to the best that any row has on each criterion.
    pub to_ideal: Vec<f64>,
    /// The distance to the worst.
    pub to_anti_ideal: Vec<f64>,
}

/// What PROMETHEE II says, one entry a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// The positive less the negative flow, -1 to 1, of sum 0: more is better.
    pub net: Vec<f64>,
    /// How much a row is preferred to the others on average, 0 to 1.
    pub positive: Vec<f64>,
    /// How much the others are preferred to it on average, 0 to 1.
    pub negative: Vec<f64>,
}

/// What VIKOR says, one entry a row; in all three less is better.
#[derive(Clone, Debug, PartialEq)]
pub struct Vikor {
    /// The compromise of the two below, 0 to 1.
    pub q: Vec<f64>,
    /// The weighted distance to the best on all criteria together, 0 to 1.
    pub s: Vec<f64>,
    /// The greatest weighted distance to the best on any one, 0 to 1.
    pub r: Vec<f64>,
}

/// An order by scores of which more is better. Scores are compared to 1e-9.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// One for each row.
    pub scores: Vec<f64>,
    /// The rank of each row: 1 is first, ties share the lesser, the next is
    /// skipped.
    pub ranks: Vec<usize>,
    /// The rows, first to last; ties in the order of the table.
    pub order: Vec<usize>,
}

impl Standing {
    /// Ranks rows by finite scores; for VIKOR give `-q`.
    #[must_use]
    pub fn new(scores: Vec<f64>) -> Self {
        let keys: Vec<f64> = scores.iter().map(|s| key(*s)).collect();
        let of = |row: usize| keys.get(row).copied().unwrap_or_default();
        let order = order(keys.len(), &|a, b| of(b).total_cmp(&of(a)));
        let ranks = keys
            .iter()
            .map(|own| 1 + keys.iter().filter(|k| *k > own).count())
            .collect();
        Self {
            scores,
            ranks,
            order,
        }
    }

    /// The rows that are first, in the order of the table: one, or all that tie.
    #[must_use]
    pub fn winners(&self) -> Vec<usize> {
        let ranks = self.ranks.iter().enumerate();
        ranks
            .filter(|(_, k)| **k == 1)
            .map(|(row, _)| row)
            .collect()
    }
}

/// TOPSIS with vector normalisation and Euclidean distances (Hwang and Yoon,
/// *Multiple Attribute Decision Making*, 1981): `y = w·x / sqrt(sum x²)`, `d+`
/// and `d-` are the distances to the best and the worst of every criterion,
/// and the score is `d- / (d+ + d-)`; 0.5 where all rows are alike.
///
/// # Errors
/// Lengths or weights that are not as they must be.
pub fn topsis(table: &Table, weights: &[f64], directions: &[Direction]) -> Result<Topsis, Refused> {
    let shares = shares(weights, table.columns())?;
    length(table.columns(), directions.len())?;
    let columns = oriented(table, directions).into_iter().map(|column| {
        let values = column.map_or(Vec::new(), |c| c.values);
        let norm = libm::sqrt(values.iter().map(|x| x * x).sum());
        values.into_iter().map(|x| x / norm).collect()
    });
    Ok(distances(table.len(), &shares, columns))
}

/// The last step of TOPSIS on numbers that are scaled already, none greater
/// than 1e150 by size, more being better in every column.
///
/// # Errors
/// Lengths or weights that are not as they must be.
pub fn closeness(scaled: &Table, weights: &[f64]) -> Result<Topsis, Refused> {
    let shares = shares(weights, scaled.columns())?;
    let columns = (0..scaled.columns()).map(|j| scaled.column(j).collect());
    Ok(distances(scaled.len(), &shares, columns))
}

/// Distances to the best and the worst; a column without numbers is left out.
fn distances(rows: usize, shares: &[f64], columns: impl Iterator<Item = Vec<f64>>) -> Topsis {
    let (mut to_ideal, mut to_anti_ideal) = (vec![0.0; rows], vec![0.0; rows]);
    for (share, values) in shares.iter().zip(columns) {
        let (worst, best) = ends(&values);
        let sums = to_ideal.iter_mut().zip(&mut to_anti_ideal);
        for ((ideal, anti), x) in sums.zip(values) {
            let (up, down) = (share * (best - x), share * (x - worst));
            *ideal += up * up;
            *anti += down * down;
        }
    }
    for sum in to_ideal.iter_mut().chain(&mut to_anti_ideal) {
        *sum = libm::sqrt(*sum);
    }
    let scores = to_ideal.iter().zip(&to_anti_ideal).map(|(ideal, anti)| {
        let both = ideal + anti;
        if both > 0.0 { anti / both } else { 0.5 }
    });
    Topsis {
        scores: scores.collect(),
        to_ideal,
        to_anti_ideal,
    }
}

/// PROMETHEE II (Brans and Vincke, 1985): `pi(a, b)` is the weighted sum of
/// the degrees to which `a` is preferred to `b`; the flows of `a` are the means
/// of `pi(a, b)` and of `pi(b, a)` over all others, 0 where there is no other.
///
/// # Errors
/// Lengths, weights or thresholds that are not as they must be.
pub fn promethee(
    table: &Table,
    weights: &[f64],
    directions: &[Direction],
    preferences: &[Preference],
) -> Result<Flows, Refused> {
    let shares = shares(weights, table.columns())?;
    length(table.columns(), directions.len())?;
    length(table.columns(), preferences.len())?;
    if let Some(column) = preferences.iter().position(|p| !p.is_valid()) {
        return Err(Refused::Threshold { column });
    }
    let rows = table.len();
    let (mut positive, mut negative) = (vec![0.0; rows], vec![0.0; rows]);
    for (a, gained) in table.rows().zip(&mut positive) {
        for (b, lost) in table.rows().zip(&mut negative) {
            let criteria = shares.iter().zip(directions).zip(preferences);
            let mut pi = 0.0;
            for (((share, direction), preference), (x, y)) in criteria.zip(a.iter().zip(b)) {
                pi += share
                    * match direction {
                        Direction::Benefit => preference.degree(*x, *y),
                        Direction::Cost => preference.degree(*y, *x),
                    };
            }
            *gained += pi;
            *lost += pi;
        }
    }
    let others = number(rows.saturating_sub(1).max(1));
    for flow in positive.iter_mut().chain(&mut negative) {
        *flow /= others;
    }
    let net = positive.iter().zip(&negative).map(|(p, n)| p - n);
    Ok(Flows {
        net: net.collect(),
        positive,
        negative,
    })
}

impl Preference {
    fn is_valid(self) -> bool {
        match self {
            Self::Usual => true,
            Self::VShape { p } => p.is_finite() && p >= 0.0,
            Self::Linear { q, p } => p.is_finite() && 0.0 <= q && q <= p,
        }
    }

    /// How much `x` is preferred to `y`, 0 to 1, where more is better.
    fn degree(self, x: f64, y: f64) -> f64 {
        let (q, p) = match self {
            Self::Usual => (0.0, 0.0),
            Self::VShape { p } => (0.0, p),
            Self::Linear { q, p } => (q, p),
        };
        let beyond = x - y - q;
        if p > q {
            (beyond / (p - q)).clamp(0.0, 1.0)
        } else {
            // A step, which rounding must not climb.
            f64::from(u8::from(beyond > ROUNDING * x.abs().max(y.abs())))
        }
    }
}

/// VIKOR (Opricovic and Tzeng, *Compromise solution by MCDM methods*, 2004):
/// `g = w·(f* - x) / (f* - f-)`, `S` is the sum of `g` over the criteria, `R`
/// the greatest, both scaled to 0 to 1 over the rows, and `Q` is `v` times the
/// first plus `1 - v` times the second; what is alike in all rows counts 0.
///
/// # Errors
/// Lengths or weights that are not as they must be; a `v` outside 0 to 1.
pub fn vikor(
    table: &Table,
    weights: &[f64],
    directions: &[Direction],
    v: f64,
) -> Result<Vikor, Refused> {
    let shares = shares(weights, table.columns())?;
    length(table.columns(), directions.len())?;
    if !(0.0..=1.0).contains(&v) {
        return Err(Refused::Strategy);
    }
    let (mut s, mut r) = (vec![0.0; table.len()], vec![0.0_f64; table.len()]);
    for (share, column) in shares.iter().zip(oriented(table, directions)) {
        let values = column.iter().flat_map(Oriented::unit);
        for ((sum, most), value) in s.iter_mut().zip(&mut r).zip(values) {
            let g = share * (1.0 - value);
            *sum += g;
            *most = most.max(g);
        }
    }
    let q = scaled(&s).zip(scaled(&r));
    let q = q.map(|(s, r)| v * s + (1.0 - v) * r).collect();
    Ok(Vikor { q, s, r })
}

/// Sums of shares over their range, 0 where they are alike.
fn scaled(sums: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let (least, most) = ends(sums);
    let range = most - least;
    let alike = range <= NOTHING;
    let part = move |x| if alike { 0.0 } else { (x - least) / range };
    sums.iter().map(part)
}

/// The weighted product (Miller and Starr, *Executive Decisions and Operations
/// Research*, 1969): `prod r^w` with `r = x / max`, or `min / x` where less is
/// better; 0 to 1, more is better.
///
/// # Errors
/// Lengths or weights that are not as they must be; the first number, row by
/// row, that is 0 or less where the weight is above 0.
pub fn weighted_product(
    table: &Table,
    weights: &[f64],
    directions: &[Direction],
) -> Result<Vec<f64>, Refused> {
    let shares = shares(weights, table.columns())?;
    length(table.columns(), directions.len())?;
    positive(table, &shares)?;
    let mut products = vec![1.0; table.len()];
    let columns = shares.iter().zip(directions).enumerate();
    for (j, (share, direction)) in columns.filter(|(_, (share, _))| **share > 0.0) {
        let (least, most) = ends(table.column(j).collect::<Vec<_>>().as_slice());
        for (product, x) in products.iter_mut().zip(table.column(j)) {
            let ratio = match direction {
                Direction::Benefit => x / most,
                Direction::Cost => least / x,
            };
            *product *= libm::pow(ratio, *share);
        }
    }
    Ok(products)
}

/// The last step of the weighted product on numbers that are scaled already,
/// more being better in every column: `prod x^w`.
///
/// # Errors
/// As [`weighted_product`].
pub fn product(scaled: &Table, weights: &[f64]) -> Result<Vec<f64>, Refused> {
    let shares = shares(weights, scaled.columns())?;
    positive(scaled, &shares)?;
    let powers = |row: &[f64]| {
        let powers = row.iter().zip(&shares).filter(|(_, share)| **share > 0.0);
        powers.map(|(x, share)| libm::pow(*x, *share)).product()
    };
    Ok(scaled.rows().map(powers).collect())
}

/// Refuses the first number that has no power.
fn positive(table: &Table, shares: &[f64]) -> Result<(), Refused> {
    for (row, cells) in table.rows().enumerate() {
        let mut cells = cells.iter().zip(shares);
        if let Some(column) = cells.position(|(x, share)| *x <= 0.0 && *share > 0.0) {
            return Err(Refused::NotPositive { row, column });
        }
    }
    Ok(())
}

/// How far two lists of scores (more is better) order the same rows alike:
/// Kendall's tau-b (*Rank Correlation Methods*, 1948), from -1, the reverse,
/// to 1, the same order. Scores are compared to 1e-9. `None` where the lists
/// are not of one length, or one of them has no order, for all in it tie.
#[must_use]
pub fn kendall(a: &[f64], b: &[f64]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = a.iter().zip(b).map(|(x, y)| (key(*x), key(*y))).collect();
    let sign = |order: Ordering| f64::from(order as i8);
    let (mut both, mut in_a, mut in_b) = (0.0, 0.0, 0.0);
    for (n, (xa, xb)) in pairs.iter().enumerate() {
        for (ya, yb) in pairs.iter().skip(n + 1) {
            let (p, q) = (sign(xa.total_cmp(ya)), sign(xb.total_cmp(yb)));
            both += p * q;
            in_a += p * p;
            in_b += q * q;
        }
    }
    let ordered = a.len() == b.len() && in_a > 0.0 && in_b > 0.0;
    ordered.then(|| both / libm::sqrt(in_a * in_b))
}

/// The greatest difference, relative to the greater number, that is only
/// rounding: four units in the last place.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// What is left of a sum of shares when all should have cancelled out.
pub(super) const NOTHING: f64 = 1e-12;

/// A score in whole 1e-9; one zero, not two.
fn key(score: f64) -> f64 {
    libm::round(score * 1e9) + 0.0
}

/// A count as a number.
pub(super) fn number(count: usize) -> f64 {
    // There are far fewer rows and columns than a double has digits.
    #[allow(clippy::cast_precision_loss)]
    let number = count as f64;
    number
}

/// The least and the greatest number; 0 for both where there is none.
pub(super) fn ends(values: &[f64]) -> (f64, f64) {
    let first = values.first().copied().unwrap_or_default();
    let both = |(least, most): (f64, f64), x: &f64| (least.min(*x), most.max(*x));
    values.iter().fold((first, first), both)
}

/// Refuses lists that are not one for each column.
pub(super) fn length(wanted: usize, found: usize) -> Result<(), Refused> {
    if wanted == found {
        Ok(())
    } else {
        Err(Refused::Length { wanted, found })
    }
}

/// Weights as shares of their sum.
pub(super) fn shares(weights: &[f64], columns: usize) -> Result<Vec<f64>, Refused> {
    length(columns, weights.len())?;
    let valid = |w: &f64| w.is_finite() && *w >= 0.0;
    if let Some(column) = weights.iter().position(|w| !valid(w)) {
        return Err(Refused::Weight { column });
    }
    let (_, most) = ends(weights);
    if most == 0.0 {
        return Err(Refused::NoWeight);
    }
    // Over the greatest first, so that no sum is too great for a double.
    let parts: Vec<f64> = weights.iter().map(|w| w / most).collect();
    let sum: f64 = parts.iter().sum();
    Ok(parts.iter().map(|part| part / sum).collect())
}

/// A column of which more is better and in which not all is alike.
pub(super) struct Oriented {
    /// Of sizes up to 1, the greatest 0.5 or more.
    pub(super) values: Vec<f64>,
    worst: f64,
    best: f64,
}

impl Oriented {
    /// From 0, the worst in the column, to 1, the best.
    pub(super) fn unit(&self) -> impl Iterator<Item = f64> + '_ {
        let range = self.best - self.worst;
        self.values.iter().map(move |x| (x - self.worst) / range)
    }
}

/// All columns, more being better; `None` for one in which all is alike.
pub(super) fn oriented(table: &Table, directions: &[Direction]) -> Vec<Option<Oriented>> {
    let columns = directions.iter().enumerate().map(|(j, direction)| {
        let most = table.column(j).fold(0.0, |most, x| x.abs().max(most));
        // By a power of two, which rounds nothing, so that no square and no
        // difference is too great for a double.
        let (_, exponent) = libm::frexp(most);
        let sign = match direction {
            Direction::Benefit => 1.0,
            Direction::Cost => -1.0,
        };
        let small = |x| sign * libm::ldexp(x, -exponent);
        let values: Vec<f64> = table.column(j).map(small).collect();
        let (worst, best) = ends(&values);
        (best - worst > ROUNDING).then_some(Oriented {
            values,
            worst,
            best,
        })
    });
    columns.collect()
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[f64]]) -> Table {
        let rows: Vec<Vec<f64>> = rows.iter().map(|r| r.to_vec()).collect();
        Table::new(&rows).unwrap()
    }

    const UP: [Direction; 2] = [Direction::Benefit; 2];

    #[test]
    fn what_cannot_be_computed_is_refused_with_where_it_stood() {
        let t = table(&[&[1.0, 2.0], &[3.0, 0.0], &[0.0, 1.0]]);
        let of = |weights: &[f64]| topsis(&t, weights, &UP).err();
        let short = Refused::Length {
            wanted: 2,
            found: 1,
        };
        assert_eq!(of(&[1.0]), Some(short));
        assert_eq!(of(&[1.0, -0.5]), Some(Refused::Weight { column: 1 }));
        assert_eq!(of(&[f64::NAN, 1.0]), Some(Refused::Weight { column: 0 }));
        assert_eq!(
            of(&[0.0, f64::INFINITY]),
            Some(Refused::Weight { column: 1 })
        );
        assert_eq!(of(&[0.0, 0.0]), Some(Refused::NoWeight));
        assert_eq!(topsis(&t, &[1.0, 1.0], &UP[..1]), Err(short));
        assert_eq!(vikor(&t, &[1.0, 1.0], &UP[..1], 0.5), Err(short));
        assert_eq!(weighted_product(&t, &[1.0, 1.0], &UP[..1]), Err(short));
        for v in [-0.1, 1.1, f64::NAN] {
            assert_eq!(vikor(&t, &[1.0, 1.0], &UP, v), Err(Refused::Strategy));
        }
        let zero = |row, column| Err(Refused::NotPositive { row, column });
        assert_eq!(weighted_product(&t, &[1.0, 1.0], &UP), zero(1, 1));
        assert_eq!(weighted_product(&t, &[1.0, 0.0], &UP), zero(2, 0));
        assert_eq!(product(&t, &[1.0, 0.0]), zero(2, 0));
        for bad in [
            Preference::VShape { p: -1.0 },
            Preference::VShape { p: f64::NAN },
            Preference::Linear { q: 2.0, p: 1.0 },
            Preference::Linear { q: -1.0, p: 1.0 },
            Preference::Linear {
                q: 0.0,
                p: f64::INFINITY,
            },
        ] {
            let flows = promethee(&t, &[1.0, 1.0], &UP, &[Preference::Usual, bad]);
            assert_eq!(flows, Err(Refused::Threshold { column: 1 }), "{bad:?}");
        }
        let few = promethee(&t, &[1.0, 1.0], &UP, &[Preference::Usual]);
        assert_eq!(few, Err(short));
    }

    #[test]
    fn one_alone_and_all_alike_have_the_middle_of_every_method() {
        // The second of these differs by rounding alone.
        for t in [
            table(&[&[0.3, 5.0]]),
            table(&[&[0.3, 5.0], &[0.1 + 0.2, 5.0], &[0.3, 5.0]]),
            table(&[&[0.0, 0.0], &[0.0, 0.0]]),
        ] {
            let none = vec![0.0; t.len()];
            let weights = [1.0, 3.0];
            assert_eq!(
                topsis(&t, &weights, &UP).unwrap().scores,
                vec![0.5; t.len()]
            );
            let flows = promethee(&t, &weights, &UP, &[Preference::Usual; 2]).unwrap();
            assert_eq!(flows.net, none);
            let vikor = vikor(&t, &weights, &UP, 0.5).unwrap();
            assert_eq!((vikor.q, vikor.s), (none.clone(), none));
        }
    }

    #[test]
    fn nobody_has_no_score() {
        let none = Table::default();
        assert_eq!(topsis(&none, &[], &[]), Err(Refused::NoWeight));
        assert_eq!(Standing::new(vec![]), Standing::default());
        assert_eq!(kendall(&[], &[]), None);
    }

    #[test]
    fn numbers_at_the_ends_of_what_a_double_holds_are_compared_all_the_same() {
        let t = table(&[&[1e308, 3e-308], &[-1e308, 1e-308], &[0.0, 2e-308]]);
        let of = |scores: Vec<f64>| Standing::new(scores).order;
        let weights = [f64::MAX, f64::MAX];
        assert_eq!(of(topsis(&t, &weights, &UP).unwrap().scores), [0, 2, 1]);
        let q = vikor(&t, &weights, &UP, 0.5).unwrap().q;
        assert_eq!(of(q.iter().map(|q| -q).collect()), [0, 2, 1]);
        let steps = [Preference::VShape { p: 1e308 }, Preference::Usual];
        assert_eq!(
            of(promethee(&t, &weights, &UP, &steps).unwrap().net),
            [0, 2, 1]
        );
    }

    #[test]
    fn a_threshold_of_nothing_is_a_step() {
        let steps = [
            Preference::Usual,
            Preference::VShape { p: 0.0 },
            Preference::Linear { q: 0.0, p: 0.0 },
        ];
        for step in steps {
            assert_eq!(step.degree(2.0, 1.0), 1.0);
            assert_eq!(step.degree(0.1 + 0.2, 0.3), 0.0);
            assert_eq!(step.degree(1.0, 2.0), 0.0);
        }
        let late = Preference::Linear { q: 1.0, p: 1.0 };
        assert_eq!((late.degree(2.0, 1.0), late.degree(2.5, 1.0)), (0.0, 1.0));
    }

    #[test]
    fn ties_share_a_rank_and_all_that_are_first_win() {
        let s = Standing::new(vec![0.5, 0.9, -1e-15, 0.9 + 1e-12, 0.0]);
        assert_eq!(s.ranks, [3, 1, 4, 1, 4]);
        assert_eq!(s.order, [1, 3, 0, 2, 4]);
        assert_eq!(s.winners(), [1, 3]);
    }

    #[test]
    fn agreement_counts_ties_as_neither() {
        // Six pairs: five ordered in the first list, six in the second; all
        // five agree.
        let tau = kendall(&[3.0, 2.0, 2.0, 1.0], &[4.0, 3.0, 2.0, 1.0]);
        assert!((tau.unwrap() - 5.0 / 30f64.sqrt()).abs() < 1e-12);
        assert_eq!(kendall(&[1.0, 1.0 + 1e-12], &[1.0, 2.0]), None);
        assert_eq!(kendall(&[1.0, 2.0], &[1.0, 2.0, 3.0]), None);
    }
}
