//! The decision record: what was chosen, from what and why, as Markdown.
//!
//! Its form is that of Markdown Architectural Decision Records, version 4:
//! context, drivers, options, outcome, and the pros and cons of each option.
//! It says nothing that is not in the [`Case`] and the [`Remarks`]; what is not
//! known stands as unknown. Sums shown add up to the totals shown.

mod context;
pub(super) mod markdown;
mod options;
mod outcome;
mod review;

use super::Case;
use crate::catalogue::{Criterion, Date, Fact, Id, League, Level, Technology, Yours, order};
use crate::compare::{Cell, RowKind, Scored, scored};
use crate::decide::{Ranked, rank};
use crate::explore::{Outcome, Reason};
use crate::verdict::{LOTS, Often, Problem, Verdict, ahead};
use crate::words;
use markdown::{Page, link, quoted, text};

/// What whoever makes a record adds to the case.
#[derive(Clone, Copy, Debug, Default)]
pub struct Remarks<'a> {
    /// The record's title; empty for one that names what is chosen.
    pub title: &'a str,
    /// What is chosen; without it the first of the options by points.
    pub chosen: Option<&'a Id>,
    /// Notes on technologies.
    pub notes: &'a [(Id, String)],
    /// Who decides; empty where that is not said.
    pub deciders: &'a str,
    /// Who was asked for advice; empty where that is not said.
    pub consulted: &'a str,
}

/// How often each candidate comes first among all of its league under weights
/// drawn by lot: what the record says of that, and by far its dearest part.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// How many weightings of each kind were drawn.
    draws: u32,
    /// By league: the shares of the kinds of [`LOTS`], 0 to 1, by row.
    leagues: [Vec<(usize, [f64; 3])>; 2],
}

impl Drawn {
    /// Draws for all candidates of a case.
    #[must_use]
    pub fn new(case: &Case<'_>, draws: u32) -> Self {
        let leagues = [&case.leagues.frameworks, &case.leagues.runtimes];
        let leagues = leagues.map(|league| {
            let all = case.problem(&league.ranked);
            let runs = LOTS.map(|lot| {
                let mut run = all.lots(lot, false);
                run.run(draws);
                run
            });
            let often = |n: usize| [0, 1, 2].map(|lot| runs.get(lot).map_or(0.0, |r| r.first(n)));
            let rows = league.ranked.iter().enumerate();
            rows.map(|(n, ranked)| (ranked.row, often(n))).collect()
        });
        Self { draws, leagues }
    }

    /// How often a row comes first, and among how many; `None` for who is not ranked.
    fn first(&self, row: usize) -> Option<([f64; 3], usize)> {
        let all = self.beside(row)?;
        let (_, often) = all.iter().find(|(known, _)| *known == row)?;
        Some((*often, all.len()))
    }

    /// Who comes first more often than a row, with the shares of the kinds of
    /// draws of which that is so.
    fn ahead(&self, row: usize) -> Vec<(usize, [Option<f64>; 3])> {
        let Some(all) = self.beside(row) else {
            return Vec::new();
        };
        let of = |kind: usize| {
            let share = |(_, often): &(usize, [f64; 3])| often.get(kind).copied();
            all.iter()
                .map(|line| share(line).unwrap_or_default())
                .collect()
        };
        let often: Often = [of(0), of(1), of(2)];
        let at = all.iter().position(|(known, _)| *known == row);
        let found = ahead(&often, at.unwrap_or_default());
        let row = |n: usize| all.get(n).map(|(row, _)| *row);
        let found = found.into_iter();
        found
            .filter_map(|(n, kinds)| Some((row(n)?, kinds)))
            .collect()
    }

    /// All of the league in which a row is ranked.
    fn beside(&self, row: usize) -> Option<&[(usize, [f64; 3])]> {
        let has = |all: &&Vec<(usize, [f64; 3])>| all.iter().any(|(known, _)| *known == row);
        self.leagues.iter().find(has).map(Vec::as_slice)
    }
}

/// How many are considered where fewer than two are compared.
const CONSIDERED: usize = 5;

/// The record of a decision, as a whole Markdown document.
///
/// Considered are the compared technologies if there are two or more, else the
/// first five of the ranking and whatever is compared or chosen beside them.
/// What was drawn is of the same case.
#[must_use]
pub fn record(case: &Case<'_>, remarks: &Remarks<'_>, drawn: &Drawn) -> String {
    let record = Record::new(case, remarks, drawn);
    let mut front = vec![
        "status: proposed".to_owned(),
        ["date: ", &case.today.to_string()].concat(),
    ];
    for (key, who) in [
        ("decision-makers: ", remarks.deciders),
        ("consulted: ", remarks.consulted),
    ] {
        if !who.trim().is_empty() {
            front.push([key, &quoted(who)].concat());
        }
    }
    let mut page = Page::new(&front);
    page.heading(1, &record.title());
    record.context(&mut page);
    record.drivers(&mut page);
    record.considered(&mut page);
    record.outcome(&mut page);
    record.pros_and_cons(&mut page);
    record.more(&mut page);
    page.done()
}

/// Where an option stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place<'a> {
    /// In the ranking from which is chosen.
    Ranked(Ranked),
    /// Too little is known to rank it.
    Unsure,
    /// In the ranking of the other league.
    Apart(Ranked),
    /// It does not meet what is asked for.
    Excluded(&'a [Reason]),
}

/// An option that the catalogue lists.
struct Choice<'a> {
    row: usize,
    technology: &'a Technology,
    place: Place<'a>,
}

/// A criterion that counts, with what is known of each option.
struct Line<'a> {
    column: usize,
    criterion: &'a Criterion,
    /// Its share of the whole, 0 to 1.
    share: f64,
    cells: Vec<Cell>,
}

/// All that a record is written from.
struct Record<'a> {
    case: &'a Case<'a>,
    remarks: &'a Remarks<'a>,
    drawn: &'a Drawn,
    scored: Scored<'a>,
    /// In which league is chosen.
    league: League,
    /// Those that are ranked against each other, first to last, then the others.
    options: Vec<Choice<'a>>,
    /// Compared, and no longer in the catalogue.
    unlisted: Vec<&'a Id>,
    /// The place of the first options among themselves.
    standing: Vec<Ranked>,
    /// The position of what is chosen among the options.
    chosen: Option<usize>,
    /// The criteria that count, the greatest share first.
    lines: Vec<Line<'a>>,
    problem: Problem,
    verdict: Verdict,
}

impl<'a> Record<'a> {
    fn new(case: &'a Case<'a>, remarks: &'a Remarks<'a>, drawn: &'a Drawn) -> Self {
        let c = case.catalogue;
        let compared = &case.comparison.compared;
        let mut ids: Vec<&Id> = Vec::new();
        if compared.len() < 2 {
            let (a, b) = (&case.leagues.frameworks, &case.leagues.runtimes);
            let filled = [&a.ranked, &b.ranked, &a.unranked, &b.unranked]
                .into_iter()
                .find(|list| !list.is_empty());
            let first = filled.into_iter().flatten().take(CONSIDERED);
            ids.extend(first.filter_map(|r| Some(&c.technologies.get(r.row)?.id)));
        }
        ids.extend(compared);
        ids.extend(remarks.chosen);
        let (mut rows, mut unlisted) = (Vec::new(), Vec::new());
        for id in ids {
            match c.position(id) {
                Some(row) if !rows.contains(&row) => rows.push(row),
                None if !unlisted.contains(&id) => unlisted.push(id),
                Some(_) | None => {}
            }
        }
        let ranked_in = |league: League| match league {
            League::Frameworks => &case.leagues.frameworks,
            League::Runtimes => &case.leagues.runtimes,
        };
        let found = |league: League, row: usize| {
            ranked_in(league)
                .ranked
                .iter()
                .find(|r| r.row == row)
                .copied()
        };
        let any = rows
            .iter()
            .any(|row| found(League::Frameworks, *row).is_some());
        let runtimes = rows
            .iter()
            .any(|row| found(League::Runtimes, *row).is_some());
        let (league, other) = if any || !runtimes {
            (League::Frameworks, League::Runtimes)
        } else {
            (League::Runtimes, League::Frameworks)
        };
        let place = |row: usize| match case.narrowed.outcomes.get(row) {
            Some(Outcome::Excluded { reasons }) => Place::Excluded(reasons),
            Some(Outcome::Candidate { .. }) | None => {
                let apart = || found(other, row).map(Place::Apart);
                let here = found(league, row).map(Place::Ranked);
                here.or_else(apart).unwrap_or(Place::Unsure)
            }
        };
        // The ranking's own order, so that ties stand as they do there.
        let at = |row: usize| {
            let list = &ranked_in(league).ranked;
            list.iter().position(|r| r.row == row).unwrap_or(list.len())
        };
        let class = |row: usize| match place(row) {
            Place::Ranked(_) => 0,
            Place::Unsure => 1,
            Place::Apart(_) => 2,
            Place::Excluded(_) => 3,
        };
        let row = |n: usize| rows.get(n).copied().unwrap_or_default();
        let sorted = order(rows.len(), &|a, b| {
            let key = |n: usize| (class(row(n)), at(row(n)));
            key(a).cmp(&key(b))
        });
        let options: Vec<Choice<'a>> = sorted
            .into_iter()
            .filter_map(|n| {
                let row = row(n);
                Some(Choice {
                    row,
                    technology: c.technologies.get(row)?,
                    place: place(row),
                })
            })
            .collect();
        let together: Vec<usize> = options
            .iter()
            .filter(|o| matches!(o.place, Place::Ranked(_)))
            .map(|o| o.row)
            .collect();
        let standing = rank(&case.scores, &together).ranked;
        let problem = case.problem(&standing);
        let first = (!standing.is_empty()).then_some(0);
        let chosen = match remarks.chosen.and_then(|id| c.position(id)) {
            Some(row) => options.iter().position(|o| o.row == row),
            None => first,
        };
        let scored = case.scored();
        Self {
            case,
            remarks,
            drawn,
            league,
            lines: lines(&scored, &options),
            scored,
            verdict: problem.verdict(),
            problem,
            options,
            unlisted,
            standing,
            chosen,
        }
    }

    /// The title: the remark's, else what is chosen.
    fn title(&self) -> String {
        let given = text(self.remarks.title);
        if !given.is_empty() {
            return given;
        }
        match self.chosen {
            Some(n) => ["Use ", &self.name(n), " for the backend"].concat(),
            None => "Choose a technology for the backend".to_owned(),
        }
    }

    /// The name of an option.
    fn name(&self, n: usize) -> String {
        self.options
            .get(n)
            .map(|o| text(&o.technology.name))
            .unwrap_or_default()
    }

    /// The total of an option as it is shown, in tenths of a point.
    fn total(&self, n: usize) -> i32 {
        self.options.get(n).map_or(0, |o| self.scored.total(o.row))
    }

    /// The value of an option on a criterion: least, shown, greatest.
    fn value(&self, n: usize, column: usize) -> (f64, f64, f64) {
        let at = |row| {
            let values = self.case.matrix.columns.get(column)?;
            Some(values.at(row, self.case.comparison.unknown))
        };
        let found = self.options.get(n).and_then(|o| at(o.row));
        found.unwrap_or((0.0, 0.0, 1.0))
    }

    /// Whether a fact is the user's own.
    fn is_yours(&self, t: &Technology, field: &str) -> bool {
        let yours = &self.case.catalogue.yours;
        yours.contains(&Yours::Technology(t.id.clone()))
            || yours.contains(&Yours::Fact(t.id.clone(), field.to_owned()))
    }

    /// Where a fact was read, or that it is the user's own, and why.
    fn origin_of<T>(&self, t: &Technology, field: &str, fact: &Fact<T>) -> String {
        self.origin(t, field, &fact.source, fact.as_of, fact.note.as_deref())
    }

    fn origin(
        &self,
        t: &Technology,
        field: &str,
        source: &Id,
        as_of: Date,
        note: Option<&str>,
    ) -> String {
        let found = self.case.catalogue.source(t, source);
        if self.is_yours(t, field) {
            return yours(note, found.map_or("", |s| &s.url));
        }
        let source = found.map(|s| cited(&s.title, &s.url, as_of));
        source.unwrap_or_default()
    }

    /// What ranked technologies of the league are called.
    fn league_name(&self, n: usize) -> String {
        match self.league {
            League::Frameworks => {
                words::count(n, "framework or platform", "frameworks and platforms")
            }
            League::Runtimes => words::count(n, "runtime", "runtimes"),
        }
    }
}

/// The criteria that count, the greatest share first.
fn lines<'a>(s: &Scored<'a>, options: &[Choice<'_>]) -> Vec<Line<'a>> {
    let ids: Vec<Id> = options.iter().map(|o| o.technology.id.clone()).collect();
    let mut rows = scored(s, &ids, None)
        .into_iter()
        .flat_map(|group| group.rows)
        .filter(|row| matches!(row.kind, RowKind::Criterion { .. }));
    let mut found = Vec::new();
    for group in &s.catalogue.criteria_groups {
        for (column, criterion) in s.catalogue.criteria.iter().enumerate() {
            if criterion.group != group.id || !s.own.counts(&criterion.from) {
                continue;
            }
            let Some(row) = rows.next() else { continue };
            let share = s.shares.get(column).copied().unwrap_or_default();
            if share > 0.0 {
                found.push(Some(Line {
                    column,
                    criterion,
                    share,
                    cells: row.cells,
                }));
            }
        }
    }
    let share = |n: usize| -> f64 {
        let line = found.get(n).and_then(Option::as_ref);
        line.map_or(0.0, |line: &Line<'_>| line.share)
    };
    let sorted = order(found.len(), &|a, b| share(b).total_cmp(&share(a)));
    sorted
        .into_iter()
        .filter_map(|n| found.get_mut(n)?.take())
        .collect()
}

/// A small number in words.
fn number(n: usize) -> String {
    let small = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    small
        .get(n)
        .map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// Where something was read, and when it was true: ` ([title](url), 1 Jan 2026)`.
fn cited(title: &str, url: &str, as_of: Date) -> String {
    [
        " (",
        &link(&text(title), url),
        ", ",
        &words::date(as_of),
        ")",
    ]
    .concat()
}

/// That something is the user's own, why, and where they read it:
/// ` (yours: counted by hand, [source](url))`.
fn yours(why: Option<&str>, url: &str) -> String {
    let why = why.map(|why| [": ", &unstopped(why)].concat());
    let read = if url.starts_with("https://") {
        [", ", &link("source", url)].concat()
    } else {
        String::new()
    };
    [" (yours", &why.unwrap_or_default(), &read, ")"].concat()
}

/// How something is brought.
fn level(level: Level) -> &'static str {
    match level {
        Level::Core => "in the default install",
        Level::Official => "as a package of the project",
        Level::Community => "as a package of others",
        Level::None => "missing",
    }
}

/// A sentence's words without the full stop that ends them.
fn unstopped(sentence: &str) -> String {
    text(sentence.trim().trim_end_matches('.'))
}

/// The first few of some texts that are Markdown already.
fn first_of(items: &[String], most: usize) -> String {
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    words::first_of(&items, most)
}
