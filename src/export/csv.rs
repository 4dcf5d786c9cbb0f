//! Tables for spreadsheets: comma-separated values (RFC 4180, lines ended by CR
//! and LF), in which no cell can be taken for a formula.
//!
//! They begin with a byte order mark, for without one the most used spreadsheet
//! takes UTF-8 for something else; what reads them without a spreadsheet has
//! the JSON. Catalogue, day and link stand in the last columns of every line
//! rather than in lines of their own: so the first line is that of the names
//! and all others are alike, a table can be sorted, filtered and joined to
//! another, and still every line says where it is from.

use super::Case;
use super::listed::{Judged, Line};
use crate::catalogue::{Catalogue, Id, League, Technology, csv_line, label};
use crate::compare::{self, Cell, Content, RowKind};
use crate::decide::{Figure, Gap};
use crate::explore::Outcome;
use crate::words;

/// What a spreadsheet knows UTF-8 by.
const MARK: &str = "\u{feff}";

/// The list as the place "Explore" shows it, a line each: rank and what missing
/// facts leave of it, points, and for every criterion that can count the
/// figure, its value from 0 to 1 and the points that it gives, which add up to
/// the total. `rows` holds those whom a search leaves; `None` is all.
#[must_use]
pub fn ranking_csv(case: &Case<'_>, rows: Option<&[usize]>) -> String {
    let mut names: Vec<String> = [
        "Rank",
        "Best rank",
        "Worst rank",
        "Technology",
        "Id",
        "Kind",
        "Languages",
        "Ranked among",
        "Points",
        "Points at least",
        "Points at most",
    ]
    .map(str::to_owned)
    .into();
    for (column, k) in case.criteria() {
        let most = words::decimal(case.share(column) * 100.0);
        names.push([&k.label, " (", &k.unit, ")"].concat());
        names.push([&k.label, ": value from 0 to 1"].concat());
        names.push([&k.label, ": points of ", &most].concat());
    }
    names.extend(["Unknown must-haves", "Yours"].map(str::to_owned));
    names.extend(origin_names());
    let mut text = String::from(MARK);
    add(&mut text, &names);
    for line in case.listed(rows) {
        add(&mut text, &listed(case, &line));
    }
    text
}

/// The compared technologies side by side, a line for each row of the place
/// "Compare": for each the value, the points that it gives, what else is to be
/// said, and where and when it was read.
#[must_use]
pub fn comparison_csv(case: &Case<'_>, ids: &[Id]) -> String {
    let mut names: Vec<String> = ["Group", "Row", "Weight in %"].map(str::to_owned).into();
    for id in ids {
        let name = case
            .catalogue
            .technology(id)
            .map_or(id.as_str(), |t| &t.name);
        for what in ["", ": points", ": note", ": source", ": date"] {
            names.push([name, what].concat());
        }
    }
    names.extend(origin_names());
    let mut text = String::from(MARK);
    add(&mut text, &names);
    let mut groups = compare::scored(&case.scored(), ids, None);
    groups.extend(compare::facts(case.catalogue, ids));
    for group in &groups {
        for row in &group.rows {
            let weight = match row.kind {
                RowKind::Criterion { share } => words::decimal(share * 100.0),
                RowKind::Total | RowKind::Fact => String::new(),
            };
            let mut cells = vec![group.label.clone(), row.label.clone(), weight];
            for cell in &row.cells {
                cells.extend(compared(cell));
            }
            cells.extend(origin(case));
            add(&mut text, &cells);
        }
    }
    text
}

fn add(text: &mut String, cells: &[String]) {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    csv_line(text, &cells);
}

fn origin_names() -> [String; 3] {
    ["Catalogue", "Made on", "Link"].map(str::to_owned)
}

/// Where a line is from.
fn origin(case: &Case<'_>) -> [String; 3] {
    [
        case.catalogue.version.clone(),
        case.today.to_string(),
        case.link.to_owned(),
    ]
}

fn listed(case: &Case<'_>, line: &Line<'_>) -> Vec<String> {
    let (c, t, place) = (case.catalogue, line.technology, line.place);
    let (low, shown, high) = case.total(line.row());
    let rank = if line.ranked {
        place.rank.to_string()
    } else {
        "not ranked".to_owned()
    };
    let mut cells = vec![
        rank,
        place.best.to_string(),
        place.worst.to_string(),
        t.name.clone(),
        t.id.to_string(),
        kind(c, t),
        languages(c, t),
        league(line.league).to_owned(),
        points(shown),
        points(low),
        points(high),
    ];
    let judged = case.judged(t, line.row());
    for of in &judged {
        cells.push(figure(c, of));
        cells.push(words::decimal(of.value.1));
        cells.push(points(of.points));
    }
    let unknown = match case.narrowed.outcomes.get(line.row()) {
        Some(Outcome::Candidate { unknown_musts }) => unknown_musts.clone(),
        Some(Outcome::Excluded { .. }) | None => Vec::new(),
    };
    let musts = unknown.iter().map(|id| {
        let found = c.capability(id);
        found.map_or_else(|| id.to_string(), |k| k.label.clone())
    });
    cells.push(joined(musts));
    cells.push(yours(case, t, &judged));
    cells.extend(origin(case));
    cells
}

/// What of a technology is the user's own.
fn yours(case: &Case<'_>, t: &Technology, judged: &[Judged<'_>]) -> String {
    if case.is_added(t) {
        return "the whole technology".to_owned();
    }
    let rated = judged.iter().filter(|of| of.yours);
    let rated = rated.map(|of| of.criterion.label.clone());
    let fields = case.own_fields(t).into_iter().map(str::to_owned);
    joined(rated.chain(fields))
}

/// A list in a cell.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    parts.join("; ")
}

/// The name of a technology's kind.
pub(super) fn kind(c: &Catalogue, t: &Technology) -> String {
    let id = &t.kind.value;
    let found = c.lists.kinds.iter().find(|k| k.id == *id);
    found.map_or_else(|| id.to_string(), |k| k.label.clone())
}

/// The languages in which one writes for a technology.
fn languages(c: &Catalogue, t: &Technology) -> String {
    let all = t.languages.value.iter();
    joined(all.map(|l| label(&c.lists.languages, &l.id).to_owned()))
}

fn league(league: League) -> &'static str {
    match league {
        League::Frameworks => "frameworks and platforms",
        League::Runtimes => "runtimes",
    }
}

/// Tenths of a point as a number.
fn points(tenths: i32) -> String {
    words::decimal(f64::from(tenths) / 10.0)
}

/// A figure as a number where it is one, else in words.
fn figure(c: &Catalogue, of: &Judged<'_>) -> String {
    match &of.figure {
        Figure::Number(x) => words::decimal(*x),
        Figure::Between(low, high) => [
            "between ",
            &words::decimal(*low),
            " and ",
            &words::decimal(*high),
        ]
        .concat(),
        Figure::Level(id) => label(&c.lists.type_safety, id).to_owned(),
        Figure::Unrated => words::UNRATED.to_owned(),
        Figure::Unknown(Gap::NoFact) => "unknown".to_owned(),
        Figure::Unknown(Gap::NotComparable) => "not comparable".to_owned(),
        Figure::Unknown(Gap::NotRated) => "not rated".to_owned(),
    }
}

/// A cell of the comparison: value, points, note, source and date.
fn compared(cell: &Cell) -> [String; 5] {
    let points = cell.points.map(|p| points(p.tenths)).unwrap_or_default();
    let why = match &cell.content {
        Content::Unknown { why, .. } => why.as_ref(),
        Content::Text(_) | Content::List(_) | Content::Level(_) | Content::Unlisted => None,
    };
    let yours = cell.yours.then(|| "yours".to_owned());
    let notes = [
        yours.as_ref(),
        why,
        cell.detail.as_ref(),
        cell.note.as_ref(),
    ];
    let mut sources = Vec::new();
    let mut dates = Vec::new();
    for cite in cites(cell) {
        let source = if cite.url.is_empty() {
            &cite.title
        } else {
            &cite.url
        };
        let date = cite.as_of.to_string();
        if !sources.contains(source) {
            sources.push(source.clone());
        }
        if !dates.contains(&date) {
            dates.push(date);
        }
    }
    [
        content(&cell.content),
        points,
        joined(notes.into_iter().flatten().cloned()),
        sources.join("; "),
        dates.join("; "),
    ]
}

/// Where the value of a cell was read.
pub(super) fn cites(cell: &Cell) -> Vec<&compare::Cite> {
    let mut cites: Vec<&compare::Cite> = cell.cite.iter().collect();
    if let Content::List(items) = &cell.content {
        cites.extend(items.iter().filter_map(|item| item.cite.as_ref()));
    }
    cites
}

/// The content of a cell in words.
pub(super) fn content(content: &Content) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::List(items) => joined(items.iter().map(|i| i.text.clone())),
        Content::Level(level) => super::level(*level).to_owned(),
        Content::Unknown { word, .. } => (*word).to_owned(),
        Content::Unlisted => "no longer listed".to_owned(),
    }
}
