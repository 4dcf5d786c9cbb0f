//! What several people make of one table: together, each alone, and where
//! they differ.

use super::methods::{ends, number, shares};
use super::{Refused, Standing, Table, kendall};
use crate::catalogue::order;

/// A group over a table of values, rows being the alternatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The shares of the whole on which the group meets, of sum 1: the mean of
    /// the members' shares.
    pub shares: Vec<f64>,
    /// The order under these.
    pub standing: Standing,
    /// What each member says, in the order given.
    pub members: Vec<Member>,
    /// The order by Borda points (Borda, *Mémoire sur les élections au
    /// scrutin*, 1781): of `m` rows the first of a member gets `m - 1`, the
    /// next one less, and ties the mean of the places that they take together;
    /// the scores are the sums over the members.
    pub borda: Standing,
    /// How far the members differ on each criterion, the most differing first.
    pub disagreement: Vec<Disagreement>,
    /// What all agree on.
    pub consensus: Consensus,
}

/// What one member of a group says.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The member's shares of the whole, of sum 1.
    pub shares: Vec<f64>,
    /// The member's order; its winners are the member's.
    pub standing: Standing,
    /// How far it agrees with the order of the group's shares: Kendall's
    /// tau-b, -1 to 1; `None` where one of the two has no order.
    pub agreement: Option<f64>,
}

/// How far the members' shares of one criterion differ; all from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disagreement {
    /// The column of the table.
    pub column: usize,
    /// The least share.
    pub least: f64,
    /// The greatest.
    pub most: f64,
    /// The mean.
    pub mean: f64,
    /// The standard deviation over the members, who are all there are.
    pub deviation: f64,
}

/// The rows that every member has among the first `within`, for the least
/// such number that any row meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consensus {
    /// A rank, 1 where there is a row that all have first; 0 where there are
    /// no rows.
    pub within: usize,
    /// The rows, in the order of the table.
    pub rows: Vec<usize>,
}

/// Why there is no group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ungrouped {
    /// There are no members.
    Nobody,
    /// The weights of a member are not as they must be.
    Member {
        /// Which, counted from 0.
        member: usize,
        /// Why.
        why: Refused,
    },
    /// The values of a member are not of the shape of the group's.
    Values {
        /// Whose, counted from 0.
        member: usize,
    },
}

impl Group {
    /// From values of which more is better and each member's weights, one a
    /// column and of any sum: only their proportions count, so that each member
    /// has the same say.
    ///
    /// # Errors
    /// No members, or one whose weights are not as they must be.
    pub fn new(values: &Table, weights: &[Vec<f64>]) -> Result<Self, Ungrouped> {
        Self::with_own(values, &vec![values; weights.len()], weights)
    }

    /// The same where some values differ from member to member, as their own
    /// ratings do: the group meets on `values`, each member's order is of the
    /// table in `own` at its place, which has the same rows and columns.
    ///
    /// # Errors
    /// As of [`Group::new`], and values of another shape, or of nobody.
    pub fn with_own(
        values: &Table,
        own: &[&Table],
        weights: &[Vec<f64>],
    ) -> Result<Self, Ungrouped> {
        if weights.is_empty() {
            return Err(Ungrouped::Nobody);
        }
        let shape = |table: &Table| (table.len(), table.columns());
        let fits = |member: &usize| own.get(*member).map(|t| shape(t)) == Some(shape(values));
        if let Some(member) = (0..weights.len()).find(|member| !fits(member)) {
            return Err(Ungrouped::Values { member });
        }
        let mut all = Vec::with_capacity(weights.len());
        for (member, weights) in weights.iter().enumerate() {
            let own = shares(weights, values.columns());
            all.push(own.map_err(|why| Ungrouped::Member { member, why })?);
        }
        let spreads: Vec<Disagreement> = (0..values.columns())
            .map(|column| Disagreement::new(column, &all))
            .collect();
        let sum: f64 = spreads.iter().map(|d| d.mean).sum();
        let shares: Vec<f64> = spreads.iter().map(|d| d.mean / sum).collect();
        let standing = Standing::new(totals(values, &shares));
        let members: Vec<Member> = all
            .into_iter()
            .zip(own)
            .map(|(shares, values)| {
                let own = Standing::new(totals(values, &shares));
                Member {
                    agreement: kendall(&own.scores, &standing.scores),
                    shares,
                    standing: own,
                }
            })
            .collect();
        Ok(Self {
            shares,
            standing,
            borda: borda(values.len(), &members),
            disagreement: most_first(&spreads),
            consensus: Consensus::new(values.len(), &members),
            members,
        })
    }
}

impl Disagreement {
    fn new(column: usize, members: &[Vec<f64>]) -> Self {
        let of = members.iter().filter_map(|shares| shares.get(column));
        let own: Vec<f64> = of.copied().collect();
        let (least, most) = ends(&own);
        let count = number(own.len());
        let mean = own.iter().sum::<f64>() / count;
        let squares: f64 = own
            .iter()
            .map(|share| (share - mean) * (share - mean))
            .sum();
        Self {
            column,
            least,
            most,
            mean,
            deviation: libm::sqrt(squares / count),
        }
    }
}

impl Consensus {
    fn new(rows: usize, members: &[Member]) -> Self {
        let last = |row: usize| {
            let ranks = members.iter().filter_map(|m| m.standing.ranks.get(row));
            ranks.copied().max().unwrap_or_default()
        };
        let within = (0..rows).map(last).min().unwrap_or_default();
        Self {
            within,
            rows: (0..rows).filter(|row| last(*row) == within).collect(),
        }
    }
}

/// The sum of every row's values, each times the share of its column.
fn totals(values: &Table, shares: &[f64]) -> Vec<f64> {
    let total = |row: &[f64]| row.iter().zip(shares).map(|(v, share)| share * v).sum();
    values.rows().map(total).collect()
}

fn borda(rows: usize, members: &[Member]) -> Standing {
    let mut points = vec![0.0; rows];
    for member in members {
        let ranks = &member.standing.ranks;
        for (sum, rank) in points.iter_mut().zip(ranks) {
            // Behind this row's first place come all others but those before
            // it; its equals take half of each other's place.
            let equals = ranks.iter().filter(|k| *k == rank).count();
            *sum += number(rows - rank) - number(equals - 1) / 2.0;
        }
    }
    Standing::new(points)
}

/// By deviation, the greatest first; those within 1e-9 in the table's order.
fn most_first(spreads: &[Disagreement]) -> Vec<Disagreement> {
    let deviation = |n: usize| {
        spreads
            .get(n)
            .map_or(0.0, |d| libm::round(d.deviation * 1e9))
    };
    let order = order(spreads.len(), &|a, b| deviation(b).total_cmp(&deviation(a)));
    let sorted = order.iter().filter_map(|n| spreads.get(*n).copied());
    sorted.collect()
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Table {
        Table::new(&[vec![1.0, 0.0], vec![0.8, 0.8], vec![0.0, 1.0]]).unwrap()
    }

    #[test]
    fn two_who_want_the_opposite_meet_in_the_middle() {
        let group = Group::new(&values(), &[vec![3.0, 0.0], vec![0.0, 0.5]]).unwrap();
        assert_eq!(group.shares, [0.5, 0.5]);
        assert_eq!(group.standing.winners(), [1]);
        assert_eq!(group.standing.ranks, [2, 1, 2]);
        let winners: Vec<_> = group.members.iter().map(|m| m.standing.winners()).collect();
        assert_eq!(winners, [[0], [2]]);
        assert_eq!(group.borda.scores, [2.0, 2.0, 2.0]);
        assert_eq!(
            group.consensus,
            Consensus {
                within: 2,
                rows: vec![1]
            }
        );
        let spread = Disagreement {
            column: 0,
            least: 0.0,
            most: 1.0,
            mean: 0.5,
            deviation: 0.5,
        };
        let other = Disagreement {
            column: 1,
            ..spread
        };
        assert_eq!(group.disagreement, [spread, other]);
    }

    #[test]
    fn ties_share_the_points_of_their_places() {
        let group = Group::new(&values(), &[vec![1.0, 1.0], vec![4.0, 1.0]]).unwrap();
        // The first member: 0.5, 0.8, 0.5; the second: 0.8, 0.8, 0.2.
        assert_eq!(group.borda.scores, [0.5 + 1.5, 2.0 + 1.5, 0.5]);
        assert_eq!(group.members.last().unwrap().standing.winners(), [0, 1]);
        assert_eq!(
            group.consensus,
            Consensus {
                within: 1,
                rows: vec![1]
            }
        );
    }

    #[test]
    fn whose_weights_are_at_fault_is_said() {
        assert_eq!(Group::new(&values(), &[]), Err(Ungrouped::Nobody));
        let why = Refused::NoWeight;
        let group = Group::new(&values(), &[vec![1.0, 1.0], vec![0.0, 0.0]]);
        assert_eq!(group, Err(Ungrouped::Member { member: 1, why }));
    }

    #[test]
    fn a_member_judges_by_values_of_their_own() {
        let (group, first) = (values(), values());
        let second = Table::new(&[vec![0.0, 0.0], vec![0.1, 0.1], vec![1.0, 1.0]]).unwrap();
        let weights = [vec![1.0, 0.0], vec![1.0, 0.0]];
        let met = Group::with_own(&group, &[&first, &second], &weights).unwrap();
        assert_eq!(met.standing.winners(), [0]);
        let winners: Vec<_> = met.members.iter().map(|m| m.standing.winners()).collect();
        assert_eq!(winners, [[0], [2]]);
        let short = Table::new(&[vec![1.0, 0.0]]).unwrap();
        assert_eq!(
            Group::with_own(&group, &[&first, &short], &weights),
            Err(Ungrouped::Values { member: 1 })
        );
        assert_eq!(
            Group::with_own(&group, &[], &weights),
            Err(Ungrouped::Values { member: 0 })
        );
    }
}
