//! A comparison as a table of GitHub-flavoured Markdown, short enough for a chat
//! or an issue.

use super::Case;
use super::csv::content;
use super::listed::Judged;
use super::record::markdown::{address, text as escape};
use crate::catalogue::{Catalogue, Id, Level, Technology, sorted};
use crate::compare;
use crate::explore::{Met, judge};
use crate::words;

/// The technologies `ids` as columns; below each other the total, the rank, what
/// each criterion with a weight gives and of what figure, and each must-have.
/// Who is not listed has no column; nothing for nobody.
#[must_use]
pub fn comparison_markdown(case: &Case<'_>, ids: &[Id]) -> String {
    let c = case.catalogue;
    let ids: Vec<Id> = ids
        .iter()
        .filter(|id| c.technology(id).is_some())
        .cloned()
        .collect();
    let all: Vec<&Technology> = ids.iter().filter_map(|id| c.technology(id)).collect();
    if all.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    let names = all.iter().map(|t| {
        let yours = if case.is_added(t) { " (yours)" } else { "" };
        [&escape(&t.name), yours].concat()
    });
    line(&mut text, "Criterion", names);
    line(&mut text, ":--", all.iter().map(|_| "--:".to_owned()));
    let rows = |t: &&Technology| c.position(&t.id).unwrap_or_default();
    let totals = all.iter().map(|t| {
        let (_, shown, _) = case.total(rows(t));
        ["**", &words::points(shown), "**"].concat()
    });
    line(&mut text, "**Points of 100**", totals);
    let listed = case.listed(None);
    let ranks = all.iter().map(|t| {
        let found = listed.iter().find(|line| line.technology.id == t.id);
        found.map_or_else(|| "excluded by a filter".to_owned(), |line| line.rank())
    });
    line(&mut text, "Rank", ranks);
    let judged: Vec<Vec<Judged<'_>>> = all.iter().map(|t| case.judged(t, rows(t))).collect();
    for (nth, column) in weighed(case) {
        let Some(k) = c.criteria.get(column) else {
            continue;
        };
        let cells = all.iter().zip(&judged).filter_map(|(t, of)| {
            let of = of.get(nth)?;
            let known = compare::judged(c, t, k, case.own());
            let figure = escape(&content(&known.content));
            let yours = if of.yours { " (yours)" } else { "" };
            Some([&words::points(of.points), " · ", &figure, yours].concat())
        });
        let share = words::weight(case.share(column));
        line(
            &mut text,
            &[&escape(&k.label), ", ", &share].concat(),
            cells,
        );
    }
    for (id, level) in &case.comparison.must {
        let Some(k) = c.capability(id) else {
            continue;
        };
        let least = match level {
            Level::None | Level::Community => "",
            Level::Official => ", official or better",
            Level::Core => ", built in",
        };
        let label = ["Must have: ", &escape(&k.label), least].concat();
        let cells = all.iter().map(|t| must(t, id, *level));
        line(&mut text, &label, cells);
    }
    text.push('\n');
    text.push_str(&foot(c, case));
    text
}

/// The criteria with a share, the greatest first: place among those that can
/// count, and column.
fn weighed(case: &Case<'_>) -> Vec<(usize, usize)> {
    let columns = case.criteria().into_iter().map(|(column, _)| column);
    let counting: Vec<(usize, usize)> = columns
        .enumerate()
        .filter(|(_, column)| case.share(*column) > 0.0)
        .collect();
    sorted(counting, &|a, b| {
        case.share(b.1).total_cmp(&case.share(a.1))
    })
}

/// What a technology has of a must-have.
fn must(t: &Technology, id: &Id, level: Level) -> String {
    let has = t.capabilities.get(id).map(|f| super::level(f.level));
    let mark = match judge(t, id, level) {
        Met::Pass => "✓ ",
        Met::Fail { .. } => "✗ ",
        Met::Unknown => "? ",
    };
    [mark, has.unwrap_or("unknown")].concat()
}

/// Where the table is from.
fn foot(c: &Catalogue, case: &Case<'_>) -> String {
    let dated = [
        "catalogue of ",
        &words::date(c.checked),
        " (",
        &escape(&c.version),
        "), made on ",
        &words::date(case.today),
        ".\n",
    ]
    .concat();
    let web = case.link.starts_with("https://") || case.link.starts_with("http://");
    if web {
        ["[Groundwork](", &address(case.link), "), ", &dated].concat()
    } else {
        ["Groundwork, ", &dated].concat()
    }
}

fn line(text: &mut String, first: &str, cells: impl Iterator<Item = String>) {
    text.push_str("| ");
    text.push_str(first);
    for cell in cells {
        text.push_str(" | ");
        text.push_str(&cell);
    }
    text.push_str(" |\n");
}
