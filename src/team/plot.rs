//! Where the members stand on each criterion, as a drawing needs it.

use super::Team;
use crate::catalogue::order;

/// Marks that are nearer to each other than this part of the line are one.
const ONE: f64 = 0.03;
/// How much of a narrow line a mark takes, for the sign of each member on it and
/// around them.
const SIGN: f64 = 0.055;
/// See [`SIGN`].
const AROUND: f64 = 0.04;
/// The most members whose signs stand on one mark; of more, all but the last of
/// these and how many others there are.
pub const SIGNS: usize = 4;

/// Where everybody stands on the criteria that anybody gives weight, the most
/// apart first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// The share of the whole at the end of every line; 0 is at its beginning.
    pub end: f64,
    /// A line for each criterion.
    pub lines: Vec<Line>,
}

/// Where everybody stands on one criterion; places are parts of the line, 0 to
/// 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The column of the criterion.
    pub column: usize,
    /// The place of the least share.
    pub least: f64,
    /// Of the greatest.
    pub most: f64,
    /// Of the mean, which is the group's.
    pub mean: f64,
    /// The marks, the least share first.
    pub marks: Vec<Mark>,
    /// How many lanes the marks need so that none covers another, at least 1.
    pub lanes: usize,
}

/// Members who stand at about the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The mean of their places.
    pub at: f64,
    /// The lane, 0 upwards.
    pub lane: usize,
    /// Who, by their places in the team.
    pub members: Vec<usize>,
}

impl Plot {
    /// Of a team; no lines where there is no group.
    #[must_use]
    pub fn of(team: &Team) -> Self {
        let Some(group) = &team.group else {
            return Self::default();
        };
        let weighed = || group.disagreement.iter().filter(|d| d.most > 0.0);
        let end = end(weighed().fold(0.0, |most: f64, d| most.max(d.most)));
        let lines = weighed()
            .map(|d| {
                let of = |n: usize| {
                    let member = group.members.get(n);
                    let share = member.and_then(|m| m.shares.get(d.column));
                    share.copied().unwrap_or_default() / end
                };
                let (marks, lanes) = marks(&of, group.members.len());
                Line {
                    column: d.column,
                    least: d.least / end,
                    most: d.most / end,
                    mean: d.mean / end,
                    marks,
                    lanes,
                }
            })
            .collect();
        Self { end, lines }
    }
}

/// The least of some round shares that is no less.
fn end(most: f64) -> f64 {
    let round = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8];
    round.into_iter().find(|end| *end >= most).unwrap_or(1.0)
}

fn marks(of: &dyn Fn(usize) -> f64, count: usize) -> (Vec<Mark>, usize) {
    let mut marks: Vec<Mark> = Vec::new();
    let mut begins = 0.0;
    for member in order(count, &|a, b| of(a).total_cmp(&of(b))) {
        let at = of(member);
        match marks.last_mut() {
            Some(mark) if at - begins <= ONE => mark.members.push(member),
            Some(_) | None => {
                begins = at;
                marks.push(Mark {
                    at,
                    lane: 0,
                    members: vec![member],
                });
            }
        }
    }
    // Where each lane is free from.
    let mut lanes: Vec<f64> = Vec::new();
    for mark in &mut marks {
        let sum: f64 = mark.members.iter().map(|n| of(*n)).sum();
        mark.at = sum / crate::words::number(mark.members.len());
        let signs = crate::words::number(mark.members.len().min(SIGNS + 1));
        let half = (SIGN * signs + AROUND) / 2.0;
        let free = lanes.iter().position(|from| *from <= mark.at - half);
        mark.lane = free.unwrap_or(lanes.len());
        match lanes.get_mut(mark.lane) {
            Some(from) => *from = mark.at + half,
            None => lanes.push(mark.at + half),
        }
    }
    (marks, lanes.len().max(1))
}

/// A sign for each member: the first letter of their name, and a number where
/// several have the same.
#[must_use]
pub fn signs(team: &Team) -> Vec<String> {
    let first = |name: &str| {
        let letter = name.chars().find(|c| c.is_alphanumeric());
        letter.map_or('?', |c| c.to_ascii_uppercase())
    };
    let all: Vec<char> = team.members.iter().map(|m| first(&m.name)).collect();
    let signs = all.iter().enumerate().map(|(n, letter)| {
        let same = |list: &[char]| list.iter().filter(|c| *c == letter).count();
        let before = same(all.get(..n).unwrap_or_default());
        if same(&all) > 1 {
            [&letter.to_string(), (before + 1).to_string().as_str()].concat()
        } else {
            letter.to_string()
        }
    });
    signs.collect()
}
