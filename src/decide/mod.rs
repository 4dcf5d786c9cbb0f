//! In which order and why: an additive value model with fixed, visible value
//! functions.
//!
//! The value of a technology is the sum of its values on all criteria, each
//! times the criterion's share of the whole: `V[i] = sum of w[j] * v[i][j]`
//! (Keeney and Raiffa, *Decisions with Multiple Objectives*, 1976), where all
//! `w` are at least 0 and sum to 1, and every `v` is from 0 to 1. The bounds of
//! every value function belong to its criterion, so a score never depends on
//! which technologies are looked at. A missing fact is an interval, never a
//! number. Nothing here knows of the clock, of links or of the page.

mod acceptability;
mod dominance;
mod explain;
mod group;
mod matrix;
mod methods;
mod rank;
mod stability;
mod table;
mod value;
mod weighting;
mod weights;

pub use acceptability::{Acceptability, Missing, MissingFact, Prior};
pub use dominance::{can_win, dominators, front};
pub use explain::{Contribution, apportion, contributions, difference, tenths};
pub use group::{Consensus, Disagreement, Group, Member, Ungrouped};
pub use matrix::{Column, Figure, Gap, Matrix, Open, figure};
pub use methods::{
    Direction, Flows, Preference, Refused, Standing, Topsis, Vikor, closeness, kendall, product,
    promethee, topsis, vikor, weighted_product,
};
pub use rank::{
    Leagues, Ranked, Ranking, Scores, TOO_LITTLE_KNOWN, possible_winners, ranges, rank,
};
pub use stability::{
    Among, Change, Flip, Flips, Interest, Interval, TIE, flips, interests, intervals,
    smallest_single_change, tied,
};
pub use table::{Reading, Table, Untabular};
pub use value::{value, values};
pub use weighting::{critic, entropy, roc};
pub use weights::{Own, Rating, Shares, UnknownPolicy, Weight, Weights};
