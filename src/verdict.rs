//! How sure the order is: what the questions of robustness answer about the
//! ranking as it stands, and one short sentence of it that can be repeated.
//!
//! Asked are the criteria that can count and the candidates that are ranked,
//! each league by itself; positions here are within these, first to last, and
//! [`Problem::rows`] and [`Problem::columns`] say what they are in the matrix.
//! Nothing here knows of the page.

use crate::catalogue::{Catalogue, Key, order};
use crate::decide::{
    Acceptability, Among, Change, Direction, Flip, Flips, Interest, Interval, Matrix, Missing, Own,
    Preference, Prior, Ranked, Reading, Refused, Shares, Standing, TIE, Table, UnknownPolicy,
    Weight, Weights, can_win, dominators, flips, interests, intervals, kendall, promethee,
    smallest_single_change, tenths, tied, topsis, vikor, weighted_product,
};
use crate::words;

/// How many weightings are drawn, and how many where more is asked for.
pub const DRAWS: [u32; 2] = [10_000, 100_000];
/// How many are drawn before the page may answer.
pub const SLICE: u32 = 500;
/// What every run begins with, so that the same state gives the same counts.
const SEED: u64 = 2026;
/// How far weights near the user's may be from them: by this part of each.
const NEAR: f64 = 0.5;
/// PROMETHEE's thresholds, in values: up to the first a difference is none,
/// from the second on the preference is full.
pub const INDIFFERENCE: f64 = 0.05;
/// See [`INDIFFERENCE`].
pub const PREFERENCE: f64 = 0.5;
/// VIKOR's weight of the whole against the worst criterion.
const STRATEGY: f64 = 0.5;

/// The candidates and criteria that are asked of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// The rows of the matrix, first to last.
    pub rows: Vec<usize>,
    /// The columns of the matrix that can count.
    pub columns: Vec<usize>,
    /// The share of each of these, of sum 1.
    pub shares: Vec<f64>,
    /// Those but the first whom missing facts alone could put first.
    pub possible: Vec<usize>,
    low: Table,
    shown: Table,
    high: Table,
}

/// Which weights are drawn, as a user says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lot {
    /// Any at all.
    #[default]
    Any,
    /// Any in the user's order of importance.
    Ordered,
    /// Each at most half more or less than the user's.
    Near,
}

/// All kinds of weightings that are drawn.
pub const LOTS: [Lot; 3] = [Lot::Any, Lot::Ordered, Lot::Near];

/// What of the drawing of lots a user can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lots {
    /// Which kind of draws is shown.
    pub of: Lot,
    /// Whether missing facts keep their shown value instead of being drawn.
    pub held: bool,
}

/// All answers that are quick to find.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// How far each share may go.
    pub intervals: Vec<Option<Interval>>,
    /// The nearest end of these, among criteria that count.
    pub single: Option<Change>,
    /// What it takes to overtake the first.
    pub flips: Flips,
    /// Criteria without a weight that would change who is first.
    pub interests: Vec<Interest>,
    /// Who is never ahead of all others.
    pub hopeless: Vec<Hopeless>,
    /// What other methods say.
    pub opinions: Vec<Opinion>,
}

/// Somebody who is ahead of all others under no weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hopeless {
    /// Who.
    pub who: usize,
    /// Those who are as good on every criterion that counts and better on one;
    /// nobody where it takes several to be above it.
    pub by: Vec<usize>,
}

/// What another method says.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// Its name.
    pub method: &'static str,
    /// What it does, in a sentence.
    pub how: &'static str,
    /// The order that it gives, or why it gives none.
    pub standing: Result<Standing, Refused>,
    /// How far that agrees with the ranking: Kendall's tau-b, -1 to 1.
    pub agreement: Option<f64>,
}

/// Where weight goes and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The criterion.
    pub column: usize,
    /// By how much its share changes.
    pub by: f64,
}

impl Problem {
    /// The ranked candidates of one league, first to last, on the criteria of
    /// a catalogue that can count.
    #[must_use]
    pub fn new(
        c: &Catalogue,
        matrix: &Matrix,
        shares: &Shares,
        ranked: &[Ranked],
        policy: UnknownPolicy,
        own: Own<'_>,
    ) -> Self {
        let rows: Vec<usize> = ranked.iter().map(|r| r.row).collect();
        let mut columns = Vec::new();
        let mut of = Vec::new();
        for (column, (criterion, share)) in c.criteria.iter().zip(&shares.of).enumerate() {
            if own.counts(&criterion.from) {
                columns.push(column);
                of.push(*share);
            }
        }
        let table = |reading| Table::of(matrix, &rows, &columns, reading);
        let others = ranked.iter().enumerate().skip(1);
        Self {
            possible: others
                .filter(|(_, r)| r.best == 1 && r.rank > 1)
                .map(|(n, _)| n)
                .collect(),
            low: table(Reading::Low),
            shown: table(Reading::Shown(policy)),
            high: table(Reading::High),
            shares: of,
            rows,
            columns,
        }
    }

    /// The shown values: candidates by criteria.
    #[must_use]
    pub fn shown(&self) -> &Table {
        &self.shown
    }

    /// Whether a value is only counted as what is shown, for it is unknown.
    #[must_use]
    pub fn is_open(&self, who: usize, column: usize) -> bool {
        let of = |table: &Table| table.row(who).get(column).copied();
        of(&self.low) != of(&self.high)
    }

    /// How many criteria have a share.
    #[must_use]
    pub fn counting(&self) -> usize {
        self.shares.iter().filter(|share| **share > 0.0).count()
    }

    /// The shown totals under some shares, one for each candidate.
    #[must_use]
    pub fn totals(&self, shares: &[f64]) -> Vec<f64> {
        let total = |row: &[f64]| row.iter().zip(shares).map(|(v, w)| v * w).sum();
        self.shown.rows().map(total).collect()
    }

    /// Who is first under some shares, then who is next, in order.
    #[must_use]
    pub fn order(&self, shares: &[f64]) -> Vec<usize> {
        Standing::new(self.totals(shares)).order
    }

    /// All answers that are quick to find.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.rows.len() < 2 {
            return Verdict::default();
        }
        let intervals = intervals(&self.shown, &self.shares, 0);
        Verdict {
            single: smallest_single_change(&intervals, &self.shares, Among::Weighted),
            intervals,
            flips: flips(&self.shown, &self.shares, 0, Among::Weighted),
            interests: interests(&self.shown, &self.shares, 0),
            hopeless: self.hopeless(),
            opinions: self.opinions(),
        }
    }

    fn hopeless(&self) -> Vec<Hopeless> {
        let beaten = dominators(&self.low, &self.high, &self.shares);
        let can = can_win(&self.low, &self.high, &self.shares);
        let all = beaten.into_iter().zip(can).enumerate();
        all.filter(|(_, (by, can))| can.is_none() || !by.is_empty())
            .map(|(who, (by, _))| Hopeless { who, by })
            .collect()
    }

    fn opinions(&self) -> Vec<Opinion> {
        let (values, shares) = (&self.shown, &self.shares);
        let up = vec![Direction::Benefit; self.columns.len()];
        let linear = Preference::Linear {
            q: INDIFFERENCE,
            p: PREFERENCE,
        };
        let linear = vec![linear; self.columns.len()];
        let mine = self.totals(shares);
        let opinion = |method, how, scores: Result<Vec<f64>, Refused>| Opinion {
            agreement: scores.as_ref().ok().and_then(|s| kendall(&mine, s)),
            standing: scores.map(Standing::new),
            method,
            how,
        };
        vec![
            opinion(
                "TOPSIS",
                "Near to the best and far from the worst that any of them has on each criterion.",
                topsis(values, shares, &up).map(|t| t.scores),
            ),
            opinion(
                "PROMETHEE II",
                "Wins against the others one by one; a difference of less than 5 points of a criterion's 100 is none, one of 50 is all.",
                promethee(values, shares, &up, &linear).map(|f| f.net),
            ),
            opinion(
                "VIKOR",
                "A compromise between the whole and the criterion on which one is furthest behind.",
                vikor(values, shares, &up, STRATEGY).map(|v| v.q.iter().map(|q| -q).collect()),
            ),
            opinion(
                "Weighted product",
                "Values multiplied instead of added, so that one that is nothing cannot be made up for.",
                weighted_product(values, shares, &up),
            ),
        ]
    }

    /// A run of draws of one kind, without a draw; missing facts keep their shown
    /// value where they are `held`, else are drawn too.
    #[must_use]
    pub fn lots(&self, lot: Lot, held: bool) -> Acceptability {
        let prior = match lot {
            Lot::Any => Prior::Any,
            Lot::Ordered => Prior::Ordered,
            Lot::Near => Prior::Near(NEAR),
        };
        let missing = if held { Missing::Held } else { Missing::Drawn };
        let (low, shown, high) = (&self.low, &self.shown, &self.high);
        Acceptability::new(low, shown, high, &self.shares, prior, missing, SEED)
    }

    /// The shares where one is another and the others keep their proportions;
    /// where the others have none, they share alike.
    #[must_use]
    pub fn with_share(&self, column: usize, share: f64) -> Vec<f64> {
        let of = |n: usize| self.shares.get(n).copied().unwrap_or_default();
        let rest: f64 = 1.0 - of(column);
        let each = (1.0 - share) / words::number(self.shares.len().saturating_sub(1).max(1));
        let other = |n: usize| {
            if rest > 0.0 {
                of(n) * (1.0 - share) / rest
            } else {
                each
            }
        };
        (0..self.shares.len())
            .map(|n| if n == column { share } else { other(n) })
            .collect()
    }

    /// Weights that have these shares, up to hundredths of a point: of the same
    /// sum as those given where none is above 10 then, else of the greatest sum
    /// that allows it. Criteria that are not asked of keep their weight.
    #[must_use]
    pub fn weights(&self, c: &Catalogue, mine: &Weights, shares: &[f64]) -> Weights {
        let keys: Vec<Key> = self
            .columns
            .iter()
            .filter_map(|column| Some(c.criteria.get(*column)?.key))
            .collect();
        let sum: f64 = keys.iter().map(|key| mine.get(*key).points()).sum();
        let sum = if sum > 0.0 {
            sum
        } else {
            words::number(keys.len())
        };
        let most = shares.iter().fold(0.0, |most: f64, share| most.max(*share));
        let sum = if most * sum > 10.0 { 10.0 / most } else { sum };
        let mut weights = mine.clone();
        for (key, share) in keys.iter().zip(shares) {
            let least = if *share > 0.0 { 0.01 } else { 0.0 };
            let points = (share * sum).max(least);
            weights.set(*key, Weight::from_points(points).unwrap_or_default());
        }
        weights
    }

    /// What a flip changes: the criteria that get weight, then those that give
    /// it, the greatest change first; less than a thousandth is left out.
    #[must_use]
    pub fn moves(&self, flip: &Flip) -> Vec<Move> {
        let mut moves = Vec::new();
        for (column, (then, now)) in flip.weights.iter().zip(&self.shares).enumerate() {
            let by = then - now;
            if by.abs() >= 0.0005 {
                moves.push(Move { column, by });
            }
        }
        let by = |n: usize| moves.get(n).map_or(0.0, |m: &Move| m.by);
        let sorted = order(moves.len(), &|a, b| {
            let gives = (by(a) < 0.0).cmp(&(by(b) < 0.0));
            gives.then(by(b).abs().total_cmp(&by(a).abs()))
        });
        let of = |n: usize| moves.get(n).cloned();
        sorted.into_iter().filter_map(of).collect()
    }

    /// Those who have the same total as the first.
    #[must_use]
    pub fn level(&self) -> Vec<usize> {
        let standing = Standing::new(self.totals(&self.shares));
        let mut winners = standing.winners();
        winners.retain(|row| *row > 0);
        winners
    }
}

/// The rows of the matrix, first to last, that are as good as tied for first:
/// the first and those whom moving at most a twentieth of the weight puts
/// level with it. Nobody where nobody is.
#[must_use]
pub fn tied_for_first(
    matrix: &Matrix,
    shares: &[f64],
    ranked: &[Ranked],
    policy: UnknownPolicy,
) -> Vec<usize> {
    let rows: Vec<usize> = ranked.iter().map(|r| r.row).collect();
    let (mut columns, mut counting) = (Vec::new(), Vec::new());
    for (column, share) in shares.iter().enumerate() {
        if *share > 0.0 {
            columns.push(column);
            counting.push(*share);
        }
    }
    let values = Table::of(matrix, &rows, &columns, Reading::Shown(policy));
    let mut tied = tied(&values, &counting, 0);
    if !tied.is_empty() {
        tied.insert(0, 0);
    }
    tied.iter().filter_map(|n| rows.get(*n).copied()).collect()
}

impl Verdict {
    /// Those whom moving at most a twentieth of the weight makes level with the
    /// first.
    #[must_use]
    pub fn ties(&self) -> Vec<&Flip> {
        let all = self.flips.reachable.iter();
        all.take_while(|flip| flip.mass <= TIE).collect()
    }
}

/// Names, and what is said with them.
pub struct Names<'a> {
    catalogue: &'a Catalogue,
    problem: &'a Problem,
}

impl<'a> Names<'a> {
    /// The names of what is asked of.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, problem: &'a Problem) -> Self {
        Self { catalogue, problem }
    }

    /// Of a candidate.
    #[must_use]
    pub fn who(&self, n: usize) -> &'a str {
        let row = self.problem.rows.get(n);
        let found = row.and_then(|row| self.catalogue.technologies.get(*row));
        found.map_or("", |t| &t.name)
    }

    /// Of a criterion.
    #[must_use]
    pub fn what(&self, n: usize) -> &'a str {
        let column = self.problem.columns.get(n);
        let found = column.and_then(|column| self.catalogue.criteria.get(*column));
        found.map_or("", |k| &k.label)
    }

    /// Which criterion gets weight and which give it, in words.
    #[must_use]
    pub fn moved(&self, moves: &[Move]) -> String {
        let names = |gives: bool| -> Vec<&str> {
            let these = moves.iter().filter(|m| (m.by < 0.0) == gives);
            these.map(|m| self.what(m.column)).collect()
        };
        let (from, to) = (names(true), names(false));
        [
            "from ",
            &words::first_of(&from, 2),
            " to ",
            &words::first_of(&to, 2),
        ]
        .concat()
    }

    /// How far the share of a criterion may go, in words.
    #[must_use]
    pub fn bounds(&self, share: f64, interval: Option<Interval>) -> String {
        let mut says = ["Now ", &words::weight(share), "; "].concat();
        let Some(i) = interval else {
            says.push_str("it is the only criterion that counts.");
            return says;
        };
        let mut beyond = Vec::new();
        if let Some(who) = i.challenger_low {
            let from = words::weight(i.low);
            beyond.push(["below ", &from, " ", self.who(who), " leads"].concat());
        }
        if let Some(who) = i.challenger_high {
            beyond.push(self.above(i.high, who));
        }
        if beyond.is_empty() {
            says.push_str("no share of it changes who is first");
        } else {
            says.push_str(&words::list(&beyond, "and"));
        }
        says.push('.');
        says
    }

    /// That a candidate leads above a share, in words.
    #[must_use]
    pub fn above(&self, share: f64, who: usize) -> String {
        let from = if share > 0.0 {
            ["above ", &words::weight(share)].concat()
        } else {
            "with any weight".to_owned()
        };
        [&from, " ", self.who(who), " leads"].concat()
    }

    /// Who is first and how firmly, in one short sentence.
    #[must_use]
    pub fn verdict(&self, verdict: &Verdict) -> String {
        let (problem, first) = (self.problem, self.who(0));
        match problem.rows.len() {
            0 => return "Nobody is left to choose from.".to_owned(),
            1 => {
                return [
                    first,
                    " is the only one left, so there is nothing to decide.",
                ]
                .concat();
            }
            _ => {}
        }
        let totals: Vec<i32> = problem
            .totals(&problem.shares)
            .into_iter()
            .map(tenths)
            .collect();
        let points = |n: usize| totals.get(n).copied().unwrap_or_default();
        let with = |n: usize| [self.who(n), " (", &words::points(points(n)), ")"].concat();
        let mut level: Vec<&str> = problem.level().iter().map(|n| self.who(*n)).collect();
        if !level.is_empty() {
            level.insert(0, first);
            let all = words::first_of(&level, 4);
            return [&all, " are level with ", &words::points(points(0)), "."].concat();
        }
        let ties = verdict.ties();
        if !ties.is_empty() {
            // As they rank, whoever of them is nearest.
            let tied = |n: &usize| ties.iter().any(|flip| flip.challenger == *n);
            let names: Vec<String> = (0..problem.rows.len()).filter(tied).map(with).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let all = words::first_of(&names, 3);
            return [&with(0), " is as good as tied with ", &all, "."].concat();
        }
        let lead = points(0) - points(1);
        let by = match lead {
            0 => "less than 0.1 points".to_owned(),
            10 => "1 point".to_owned(),
            _ => [&words::points(lead), " points"].concat(),
        };
        [&with(0), " is first, ", &by, " ahead of ", &with(1), "."].concat()
    }

    /// What else to know of it at once: what it takes to change who is first,
    /// how often it comes first, and what missing facts could do; a text each.
    /// `often` is who is first in which part of the weightings drawn, once that
    /// is counted.
    #[must_use]
    pub fn facts(&self, verdict: &Verdict, often: Option<&Often>) -> Vec<String> {
        if self.problem.rows.len() < 2 {
            return Vec::new();
        }
        let mut facts = vec![self.turns(verdict)];
        facts.extend(often.and_then(|often| self.comes_first(often)));
        facts.push(self.missing());
        facts
    }

    /// How often the first comes first, and who does more often.
    fn comes_first(&self, often: &Often) -> Option<String> {
        let problem = self.problem;
        if problem.counting() < 2 {
            return None;
        }
        let [any, ordered, near] = often
            .each_ref()
            .map(|shares| words::share(shares.first().copied().unwrap_or_default()));
        let mut says = [
            self.who(0),
            " comes first under ",
            &any,
            " of all weightings, ",
            &ordered,
            " of those in your order of importance and ",
            &near,
            " of those near yours.",
        ]
        .concat();
        for (who, kinds) in ahead(often, 0) {
            says.push(' ');
            says.push_str(&more_often(self.who(who), &kinds, ["your", "yours"]));
        }
        Some(says)
    }

    /// Whether missing facts alone could put another first.
    fn missing(&self) -> String {
        let problem = self.problem;
        let names: Vec<&str> = problem.possible.iter().map(|n| self.who(*n)).collect();
        if !names.is_empty() {
            let could = " could be first by facts that are missing alone.";
            return [&words::first_of(&names, 3), could].concat();
        }
        if problem.low == problem.high {
            return "Everything that counts is known of all who are ranked.".to_owned();
        }
        "Missing facts alone could put nobody else first.".to_owned()
    }

    /// What it takes to change who is first, in a sentence or two.
    #[must_use]
    pub fn turns(&self, verdict: &Verdict) -> String {
        let (problem, first) = (self.problem, self.who(0));
        if !problem.level().is_empty() {
            return "They have the same points, so something outside these criteria has to decide."
                .to_owned();
        }
        let flip = verdict.flips.reachable.first();
        let nearest = flip.map(|flip| (flip, problem.moves(flip)));
        if !verdict.ties().is_empty() {
            return match nearest {
                Some((flip, moves)) if !moves.is_empty() => [
                    "Moving ",
                    &words::weight(flip.mass),
                    " of the weight ",
                    &self.moved(&moves),
                    " makes ",
                    self.who(flip.challenger),
                    " level with ",
                    first,
                    ".",
                ]
                .concat(),
                Some(_) | None => "The least change of the weights turns it.".to_owned(),
            };
        }
        let single = match verdict.single {
            Some(change) => self.dethroned(change),
            None => [
                first,
                " stays first however much any one of the criteria that count weighs.",
            ]
            .concat(),
        };
        let nearest = match nearest {
            Some((flip, moves)) => [
                "The nearest is ",
                self.who(flip.challenger),
                ", which draws level if ",
                &words::weight(flip.mass),
                " of the weight moves ",
                &self.moved(&moves),
                ".",
            ]
            .concat(),
            None => "No weights of the criteria that count put another first.".to_owned(),
        };
        [&single, " ", &nearest].concat()
    }

    /// The least change of one weight by which somebody else leads.
    fn dethroned(&self, change: Change) -> String {
        let share = self.problem.shares.get(change.criterion);
        let share = share.copied().unwrap_or_default();
        let (to, than) = if change.above {
            (share + change.amount, " to more than ")
        } else {
            (share - change.amount, " to less than ")
        };
        [
            "Of single weights, the least change by which another leads is that of ",
            self.what(change.criterion),
            " from ",
            &words::weight(share),
            than,
            &words::weight(to),
            ", which puts ",
            self.who(change.challenger),
            " first.",
        ]
        .concat()
    }
}

/// In which part of the weightings of each kind of [`LOTS`] each candidate comes
/// first.
pub type Often = [Vec<f64>; 3];

/// By how much more often somebody must come first for that to be no chance of
/// the draws: twice the standard error of a half, by [`DRAWS`].
const CHANCE: f64 = 0.01;

/// Who comes first more often than one of the candidates, with the share of each
/// kind of which that is so.
#[must_use]
pub fn ahead(often: &Often, than: usize) -> Vec<(usize, [Option<f64>; 3])> {
    let mut found: Vec<(usize, [Option<f64>; 3])> = Vec::new();
    for (kind, shares) in often.iter().enumerate() {
        let at = |n: usize| shares.get(n).copied().unwrap_or_default();
        let first = order(shares.len(), &|a, b| at(b).total_cmp(&at(a)));
        let Some(who) = first.first().copied() else {
            continue;
        };
        if at(who) <= at(than) + CHANCE {
            continue;
        }
        if !found.iter().any(|(known, _)| *known == who) {
            found.push((who, [None; 3]));
        }
        let kinds = found.iter_mut().find(|(known, _)| *known == who);
        if let Some(share) = kinds.and_then(|(_, kinds)| kinds.get_mut(kind)) {
            *share = Some(at(who));
        }
    }
    found
}

/// That somebody comes first more often by some kinds of draws, in a sentence;
/// whose order of importance and which weights these are: `your`, `yours`.
#[must_use]
pub fn more_often(who: &str, kinds: &[Option<f64>; 3], [order, near]: [&str; 2]) -> String {
    let order = [
        " of the weightings that keep ",
        order,
        " order of importance",
    ]
    .concat();
    let near = [" of the weightings near ", near].concat();
    let mut said: Vec<String> = Vec::new();
    for (share, of) in kinds.iter().zip([" of all weightings", &order, &near]) {
        if let Some(share) = share {
            said.push(["in ", &words::share(*share), of].concat());
        }
    }
    let all = words::list(&said, "and");
    [who, " comes first more often: ", &all, "."].concat()
}
