//! A team decides without a server: what several people's links say, each
//! alone and all together.
//!
//! **What is asked.** All members are asked of the same technologies: those
//! that pass the filters of the present comparison, in the league that the page
//! ranks first, as far as enough is known of them under the group's weights. So
//! are the facts the same for all: unknown ones count as the present comparison
//! says, and those that it does not trust are unknown to everybody. Where a
//! member's own must-haves and filters differ, that is said and changes nothing.
//!
//! **Weights.** The group meets on the mean of the members' shares of the whole,
//! so that each has the same say, however large their numbers are.
//!
//! **What is personal.** Two criteria are made of people's own ratings. The group
//! meets on the mean of those who rate: of a language, over all members who say
//! anything of languages, since whoever does and leaves one out does not know
//! it; of a technology, over those who rate it. Means are rounded to whole ratings,
//! half up, because a link carries no others, and so the order that is shown is
//! the one that the link of the group opens. A member's own order is by their own
//! ratings; whoever rates nothing gives these criteria no weight, as everywhere.
//!
//! Nothing here fetches anything, or knows of storage and of the page.

mod file;
mod member;
mod plot;

pub use file::{FORMAT, line, read, read_line, write};
pub use member::{Entry, MAX_MEMBERS, MAX_NAME, MAX_TEXT, Member, Pasted, Unusable, join};

pub use plot::{Line, Mark, Plot, SIGNS, signs};

use crate::address::{Notice, Unlisted, decode, unlisted};
use crate::catalogue::{Catalogue, Id, Level, Map, Set};
use crate::decide::{
    Group, Leagues, Matrix, Own, Ranked, Rating, Reading, Scores, Shares, Standing, Table,
    UnknownPolicy, Weight, Weights,
};
use crate::explore::{Bits, Choices, Facet, Facets, Musts, narrow};
use crate::state::{Comparison, View};
use crate::words;

/// The greatest weight of a group is at least so many points, so that hundredths
/// of a point are fine enough, and at most ten.
const LEAST_GREATEST: f64 = 5.0;
/// Shares that differ by less are alike: nobody sets weights so finely.
const ALIKE: f64 = 0.0005;
/// How far down somebody can be and still be called agreed on.
const NEAR: usize = 5;

/// What several people say, of one catalogue and one present comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// In the order given.
    pub members: Vec<Opened>,
    /// The rows of the catalogue that are asked of, in the group's order.
    pub rows: Vec<usize>,
    /// What they make of these rows (here by their places in `rows`) on all
    /// criteria of the catalogue; `None` where there are no members or no rows.
    pub group: Option<Group>,
    /// Those in `rows` whom facts that are missing could put first, though they
    /// are not.
    pub possible: Vec<usize>,
    /// Must-haves that anybody has, by capability.
    pub required: Vec<Required>,
    /// Choices of facets that anybody has made.
    pub chosen: Vec<Chosen>,
    /// The group's comparison; the present one where there are no members.
    pub merged: Comparison,
}

/// A member with what their link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What they are called.
    pub name: String,
    /// What they compare.
    pub comparison: Comparison,
    /// What is odd about their link.
    pub notices: Vec<Notice>,
    /// What they name and the catalogue does not list.
    pub unlisted: Vec<Unlisted>,
    /// Whether none of their weights is above 0, so that all criteria count
    /// alike.
    pub equal: bool,
    /// Those in [`Team::rows`] whom their own must-haves and filters leave out.
    pub leaves_out: Vec<usize>,
}

/// A must-have, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// What must be there.
    pub capability: Id,
    /// The members who say so, by their places, and from which level on.
    pub by: Vec<(usize, Level)>,
}

/// A choice of a facet, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Of which facet.
    pub facet: Facet,
    /// What is chosen.
    pub choice: Id,
    /// The members who chose it, by their places.
    pub by: Vec<usize>,
}

impl Team {
    /// From a catalogue that has been [trusted](Catalogue::trust) since the
    /// present comparison's date; members after the first [`MAX_MEMBERS`] are
    /// left out.
    #[must_use]
    pub fn new(c: &Catalogue, present: &Comparison, members: &[Member]) -> Self {
        let members: Vec<(&Member, Comparison, Vec<Notice>)> = members
            .iter()
            .take(MAX_MEMBERS)
            .map(|member| {
                let read = decode(member.query(), c);
                (member, read.comparison, read.notices)
            })
            .collect();
        let asked: Vec<&Comparison> = members
            .iter()
            .map(|(_, comparison, _)| comparison)
            .collect();
        let own: Vec<Rated> = asked.iter().map(|asked| Rated::of(c, asked)).collect();
        let shares: Vec<Shares> = asked
            .iter()
            .zip(&own)
            .map(|(asked, own)| Shares::of(c, &asked.weights, own.own()))
            .collect();
        let met = Rated::mean(&own);
        let mean = mean(&shares, c.criteria.len());

        let policy = present.unknown;
        let facets = Facets::of(c);
        let matrix = Matrix::new(c, met.own());
        let ranked = if members.is_empty() {
            Vec::new()
        } else {
            ranked(c, &matrix, &mean, policy, &passing(c, &facets, present))
        };
        let rows: Vec<usize> = ranked.iter().map(|r| r.row).collect();
        let group = met_by(c, &matrix, &met, &own, &shares, &rows, policy);
        let others = ranked.iter().enumerate();
        let possible = others
            .filter(|(_, r)| r.best == 1 && r.rank > 1)
            .map(|(n, _)| n)
            .collect();
        let merged = merged(c, present, &asked, &mean, &met);
        let (required, chosen) = (required(&asked), chosen(&asked));
        let opened = members.into_iter().zip(&shares);
        let members = opened
            .map(|((member, comparison, notices), shares)| {
                let passing = comparison
                    .filtered()
                    .then(|| passing(c, &facets, &comparison));
                let left = |row: &usize| passing.as_ref().is_some_and(|p| !p.contains(*row));
                Opened {
                    name: member.name().to_owned(),
                    leaves_out: (0..rows.len())
                        .filter(|n| rows.get(*n).is_some_and(left))
                        .collect(),
                    equal: shares.equal,
                    unlisted: unlisted(&comparison, c),
                    comparison,
                    notices,
                }
            })
            .collect();
        Self {
            members,
            rows,
            group,
            possible,
            required,
            chosen,
            merged,
        }
    }

    /// The name of a technology by its place in [`Team::rows`].
    #[must_use]
    pub fn who<'a>(&self, c: &'a Catalogue, n: usize) -> &'a str {
        let row = self.rows.get(n);
        let found = row.and_then(|row| c.technologies.get(*row));
        found.map_or("", |t| &t.name)
    }

    /// Whether all members ask for something that so many ask for.
    #[must_use]
    pub fn all_ask(&self, count: usize) -> bool {
        count == self.members.len()
    }

    /// The worst rank that any member gives the group's first, with the members
    /// who give it, by their places; `None` where there is nothing to rank.
    #[must_use]
    pub fn least_content(&self) -> Option<(usize, Vec<usize>)> {
        let group = self.group.as_ref()?;
        let first = group.standing.order.first()?;
        let ranks: Vec<usize> = group
            .members
            .iter()
            .filter_map(|member| member.standing.ranks.get(*first).copied())
            .collect();
        let worst = ranks.iter().copied().max()?;
        let with = ranks.iter().enumerate().filter(|(_, rank)| **rank == worst);
        Some((worst, with.map(|(n, _)| n).collect()))
    }

    /// What the members agree on and where they are most apart, in one
    /// sentence.
    #[must_use]
    pub fn sentence(&self, c: &Catalogue) -> String {
        if self.members.is_empty() {
            return "Nobody's link is here yet.".to_owned();
        }
        let Some(group) = &self.group else {
            return "No technology that passes the present filters is known well enough to be ranked.".to_owned();
        };
        let names =
            |rows: &[usize]| -> Vec<&str> { rows.iter().map(|n| self.who(c, *n)).collect() };
        let first = group.standing.winners();
        if self.rows.len() == 1 {
            let who = names(&first).concat();
            return [
                &who,
                " is the only one left, so there is nothing to decide.",
            ]
            .concat();
        }
        if let [only] = self.members.as_slice() {
            let first = placed(&names(&first));
            return [
                "With ",
                &only.name,
                " alone there is nobody to agree with; their weights put ",
                &first,
                ".",
            ]
            .concat();
        }
        let few = |rows: &[usize]| words::first_of(&names(rows), 3);
        let mut says = vec![agreed(group, &few, self.members.len())];
        let by_points = group.borda.winners();
        let weights = ["the group's weights put ", &placed(&names(&first))].concat();
        if by_points == first {
            says.push([&weights, ", and so does Borda's count"].concat());
        } else {
            says.push(weights);
            says.push(["Borda's count puts ", &placed(&names(&by_points))].concat());
        }
        says.push(apart(c, group));
        if !self.possible.is_empty() {
            let could = " could be first by facts that are missing alone";
            says.push([&words::first_of(&names(&self.possible), 3), could].concat());
        }
        let mut text = says.join("; ");
        text.push('.');
        text
    }
}

/// Whom all members agree on.
fn agreed(group: &Group, names: &dyn Fn(&[usize]) -> String, count: usize) -> String {
    let all = everybody(count);
    let mut orders = group.members.iter().map(|m| &m.standing.ranks);
    let one = orders.next();
    let same = orders.all(|ranks| Some(ranks) == one);
    let consensus = &group.consensus;
    let who = names(&consensus.rows);
    let alone = |standing: &Standing| standing.winners().len() == 1;
    let sure = group.members.iter().all(|m| alone(&m.standing));
    match consensus.within {
        1 if same && sure => [&all, " have the same order, with ", &who, " first"].concat(),
        1 if sure => [&all, " put ", &who, " first"].concat(),
        1 => [&all, " have ", &who, " first or level with the first"].concat(),
        within if within <= NEAR => {
            [&all, " have ", &who, " among the first ", spelt(within)].concat()
        }
        within => [
            "No technology is among the first ",
            spelt(NEAR),
            " of everybody; the nearest is ",
            &who,
            ", at worst ",
            &words::ordinal(within),
        ]
        .concat(),
    }
}

/// Where the members are most apart.
fn apart(c: &Catalogue, group: &Group) -> String {
    let most = group.disagreement.first();
    match most.filter(|d| d.deviation >= ALIKE) {
        Some(d) => {
            let what = c.criteria.get(d.column).map_or("", |k| k.label.as_str());
            let (least, most) = (words::weight(d.least), words::weight(d.most));
            ["most apart on ", what, " (", &least, " to ", &most, ")"].concat()
        }
        None => "all weigh the criteria alike".to_owned(),
    }
}

/// Who is first, or who are.
fn placed(names: &[&str]) -> String {
    let who = words::first_of(names, 3);
    let level = if names.len() > 1 {
        " level first"
    } else {
        " first"
    };
    [&who, level].concat()
}

fn everybody(count: usize) -> String {
    match count {
        2 => "Both".to_owned(),
        3..=12 => ["All ", spelt(count)].concat(),
        _ => ["All ", &count.to_string()].concat(),
    }
}

/// A small number as a word.
fn spelt(n: usize) -> &'static str {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(n).copied().unwrap_or("many")
}

/// Somebody's ratings of what the catalogue lists.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rated {
    languages: Map<Id, Rating>,
    ratings: Map<Id, Rating>,
}

impl Rated {
    fn of(c: &Catalogue, comparison: &Comparison) -> Self {
        let listed = &c.lists.languages;
        Self {
            languages: known(&comparison.languages, &|id| {
                listed.iter().any(|l| l.id == *id)
            }),
            ratings: known(&comparison.ratings, &|id| c.technology(id).is_some()),
        }
    }

    fn own(&self) -> Own<'_> {
        Own {
            languages: &self.languages,
            ratings: &self.ratings,
        }
    }

    /// The mean of several, see the top.
    fn mean(all: &[Self]) -> Self {
        let languages: Vec<_> = all.iter().map(|own| &own.languages).collect();
        let ratings: Vec<_> = all.iter().map(|own| &own.ratings).collect();
        let speaking = languages.iter().filter(|l| !l.is_empty()).count();
        Self {
            languages: means(&languages, Some(speaking)),
            ratings: means(&ratings, None),
        }
    }
}

fn known(all: &Map<Id, Rating>, is: &dyn Fn(&Id) -> bool) -> Map<Id, Rating> {
    let mut known = Map::new();
    for (id, rating) in all.iter().filter(|(id, _)| is(id)) {
        known.insert(id.clone(), *rating);
    }
    known
}

/// The mean rating of each id, half up: over so many, or over those who rate
/// it.
fn means(all: &[&Map<Id, Rating>], over: Option<usize>) -> Map<Id, Rating> {
    let mut sums: Map<Id, (usize, usize)> = Map::new();
    for (id, rating) in all.iter().flat_map(|rated| rated.iter()) {
        let (sum, count) = sums.get(id).copied().unwrap_or_default();
        sums.insert(id.clone(), (sum + usize::from(rating.get()), count + 1));
    }
    let mut means = Map::new();
    for (id, (sum, count)) in &sums {
        let count = over.unwrap_or(*count).max(1);
        let mean = u8::try_from((2 * sum + count) / (2 * count));
        if let Some(rating) = mean.ok().and_then(Rating::new) {
            means.insert(id.clone(), rating);
        }
    }
    means
}

/// The mean of everybody's shares, column by column.
fn mean(all: &[Shares], columns: usize) -> Vec<f64> {
    let count = words::number(all.len().max(1));
    let of = |column: usize| {
        let shares = all.iter().filter_map(|shares| shares.of.get(column));
        shares.sum::<f64>() / count
    };
    (0..columns).map(of).collect()
}

/// What passes a comparison's must-haves and filters, as far as the catalogue
/// lists them.
fn passing(c: &Catalogue, facets: &Facets, comparison: &Comparison) -> Bits {
    let (mut choices, mut musts) = (Choices::new(), Musts::new());
    for (facet, ids) in &comparison.facets {
        let offered = facets.choices(*facet);
        let mut known = Set::new();
        for id in ids {
            if offered.iter().any(|choice| choice.id == *id) {
                known.insert(id.clone());
            }
        }
        choices.insert(*facet, known);
    }
    for (id, level) in &comparison.must {
        if c.capability(id).is_some() {
            musts.insert(id.clone(), *level);
        }
    }
    narrow(c, facets, &choices, &musts).candidates
}

/// The order of the league that is ranked first, of those who pass.
fn ranked(
    c: &Catalogue,
    matrix: &Matrix,
    shares: &[f64],
    policy: UnknownPolicy,
    passing: &Bits,
) -> Vec<Ranked> {
    let scores = Scores::new(matrix, shares, policy);
    let leagues = Leagues::new(c, &scores, |row| passing.contains(row));
    let ranked = [leagues.frameworks.ranked, leagues.runtimes.ranked];
    let filled = ranked.into_iter().find(|ranked| !ranked.is_empty());
    filled.unwrap_or_default()
}

/// What the members make of these rows.
fn met_by(
    c: &Catalogue,
    matrix: &Matrix,
    met: &Rated,
    own: &[Rated],
    shares: &[Shares],
    rows: &[usize],
    policy: UnknownPolicy,
) -> Option<Group> {
    if rows.is_empty() {
        return None;
    }
    let columns: Vec<usize> = (0..c.criteria.len()).collect();
    let table = |matrix: &Matrix| Table::of(matrix, rows, &columns, Reading::Shown(policy));
    let values = table(matrix);
    // Most members rate nothing, and so judge by the same values.
    let apart: Vec<Option<Table>> = own
        .iter()
        .map(|own| (own != met).then(|| table(&Matrix::new(c, own.own()))))
        .collect();
    let own: Vec<&Table> = apart
        .iter()
        .map(|t| t.as_ref().unwrap_or(&values))
        .collect();
    let weights: Vec<Vec<f64>> = shares.iter().map(|shares| shares.of.clone()).collect();
    Group::with_own(&values, &own, &weights).ok()
}

/// The comparison on which all meet: the present one with
/// - the mean weights: of the sum that the members' weights have on average,
///   but such that the greatest is between 5 and 10 points; in hundredths, and
///   at least one where anybody gives any. A criterion that cannot count for
///   the group keeps the mean of the members' points;
/// - the mean ratings, see the top;
/// - the must-haves that all have, from the strictest level on that one of them
///   asks for, and the choices of facets that all have made;
/// - no answers of the guide, which are one person's;
/// - the place "Decide".
fn merged(
    c: &Catalogue,
    present: &Comparison,
    members: &[&Comparison],
    shares: &[f64],
    met: &Rated,
) -> Comparison {
    let mut merged = present.clone();
    let Some((first, others)) = members.split_first() else {
        return merged;
    };
    merged.view = View::Decide;
    merged.weights = weights(c, members, shares, met.own());
    merged.languages = met.languages.clone();
    merged.ratings = met.ratings.clone();
    merged.guide = Map::new();
    merged.must = Map::new();
    for (id, level) in &first.must {
        let mut levels = others.iter().map(|m| m.must.get(id).copied());
        let strictest = levels.try_fold(*level, |most, level| Some(most.max(level?)));
        if let Some(level) = strictest {
            merged.must.insert(id.clone(), level);
        }
    }
    merged.facets = Map::new();
    for (facet, choices) in &first.facets {
        let mut shared = Set::new();
        for id in choices {
            if others.iter().all(|m| m.chosen(*facet, id.as_str())) {
                shared.insert(id.clone());
            }
        }
        if !shared.is_empty() {
            merged.facets.insert(*facet, shared);
        }
    }
    merged
}

fn weights(c: &Catalogue, members: &[&Comparison], shares: &[f64], own: Own<'_>) -> Weights {
    let count = words::number(members.len());
    let points = |column: usize| {
        let key = c.criteria.get(column).map(|k| k.key);
        let of = |m: &&Comparison| key.map_or(0.0, |key| m.weights.get(key).points());
        members.iter().map(of).sum::<f64>() / count
    };
    let counts: Vec<bool> = c.criteria.iter().map(|k| own.counts(&k.from)).collect();
    let counting = counts.iter().enumerate().filter(|(_, counts)| **counts);
    let sum: f64 = counting.map(|(column, _)| points(column)).sum();
    let most = shares.iter().fold(0.0, |most: f64, share| most.max(*share));
    let sum = if most > 0.0 {
        sum.max(LEAST_GREATEST / most).min(10.0 / most)
    } else {
        sum
    };
    let mut weights = Weights::default();
    for (column, criterion) in c.criteria.iter().enumerate() {
        let share = shares.get(column).copied().unwrap_or_default();
        let least = if share > 0.0 { 0.01 } else { 0.0 };
        let points = if counts.get(column).copied().unwrap_or_default() {
            (share * sum).max(least)
        } else {
            points(column)
        };
        weights.set(
            criterion.key,
            Weight::from_points(points).unwrap_or_default(),
        );
    }
    weights
}

fn required(members: &[&Comparison]) -> Vec<Required> {
    let mut found: Map<Id, Vec<(usize, Level)>> = Map::new();
    for (n, member) in members.iter().enumerate() {
        for (id, level) in &member.must {
            let mut by = found.remove(id).unwrap_or_default();
            by.push((n, *level));
            found.insert(id.clone(), by);
        }
    }
    let all = found.iter().map(|(id, by)| Required {
        capability: id.clone(),
        by: by.clone(),
    });
    all.collect()
}

fn chosen(members: &[&Comparison]) -> Vec<Chosen> {
    let mut found: Map<(Facet, Id), Vec<usize>> = Map::new();
    for (n, member) in members.iter().enumerate() {
        for (facet, choices) in &member.facets {
            for choice in choices {
                let at = (*facet, choice.clone());
                let mut by = found.remove(&at).unwrap_or_default();
                by.push(n);
                found.insert(at, by);
            }
        }
    }
    let all = found.iter().map(|((facet, choice), by)| Chosen {
        facet: *facet,
        choice: choice.clone(),
        by: by.clone(),
    });
    all.collect()
}
