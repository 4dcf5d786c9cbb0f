//! What is promised of the data as a whole, beyond the rules that the build
//! checks of every single fact. `make data` shows what this prints.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use groundwork::catalogue::{Catalogue, Criterion, Date, Measure, ValueFunction, csv};
use groundwork::coverage::{Coverage, is_old, missing, own, positions, shared};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static WHOLE: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);

/// Those of the list of 2023.
fn ten() -> Vec<usize> {
    let all = WHOLE.technologies.iter().enumerate();
    all.filter(|(_, t)| !t.claims.is_empty())
        .map(|(row, _)| row)
        .collect()
}

/// Whether the user alone gives its figures.
fn yours(criterion: &Criterion) -> bool {
    matches!(criterion.from, Measure::Languages | Measure::Rating)
}

/// The share of capabilities that is known of these rows.
fn capabilities(rows: &[usize]) -> f64 {
    let known: usize = rows
        .iter()
        .map(|row| WHOLE.technologies[*row].capabilities.len())
        .sum();
    known as f64 / (rows.len() * WHOLE.capabilities.len()) as f64
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[test]
fn there_are_sixty_and_most_of_what_they_bring_is_known() {
    let c = &*WHOLE;
    let all: Vec<usize> = (0..c.technologies.len()).collect();
    println!(
        "{} technologies; capabilities known: {} of all, {} of the ten of the list of 2023",
        all.len(),
        percent(capabilities(&all)),
        percent(capabilities(&ten()))
    );
    assert!(all.len() >= 60);
    assert_eq!(ten().len(), 10);
    assert!(capabilities(&ten()) >= 0.9);
    assert!(capabilities(&all) >= 0.75);
    for t in &c.technologies {
        assert!(t.licence.is_some(), "{}: licence", t.id);
        assert!(t.lifecycle.latest.is_some(), "{}: newest release", t.id);
        let gap = |known: bool, field: &str| known || t.unknown.get(field).is_some();
        assert!(gap(t.governance.is_some(), "governance"), "{}", t.id);
        assert!(gap(t.first_release.is_some(), "first_release"), "{}", t.id);
    }
}

#[test]
fn a_criterion_that_is_known_of_few_weighs_nothing_by_default() {
    let c = &*WHOLE;
    assert!(c.criteria.len() >= 14);
    let weights = &c.defaults.last().unwrap().weights;
    for criterion in &c.criteria {
        if yours(criterion) {
            continue;
        }
        let known = positions(c, criterion).known.len();
        let weight = weights.get(&criterion.id).copied().unwrap_or_default();
        println!(
            "{:<16} known of {known:>2} of {}, weighs {weight}",
            criterion.id.as_str(),
            c.technologies.len()
        );
        let few = known * 2 < c.technologies.len();
        assert!(!few || weight == 0.0, "{}: {known} known", criterion.id);
    }
    // A preset may ask for what is known of few, but never so much that those of
    // whom it is unknown could not be ranked.
    for preset in &c.presets {
        let of = |criterion: &Criterion| preset.weights.get(&criterion.id).copied();
        let counted = c.criteria.iter().filter(|k| !yours(k));
        let (mut few, mut all) = (0.0, 0.0);
        for criterion in counted {
            let weight = of(criterion).unwrap_or_default();
            all += weight;
            if positions(c, criterion).known.len() * 2 < c.technologies.len() {
                few += weight;
            }
        }
        assert!(few * 4.0 < all, "{}: {few} of {all}", preset.id);
    }
}

#[test]
fn the_bounds_of_a_value_function_hold_nearly_all_that_is_known() {
    let c = &*WHOLE;
    for criterion in &c.criteria {
        let share = matches!(criterion.from, Measure::Capabilities { .. });
        if share || matches!(criterion.value, ValueFunction::Ordinal { .. }) {
            continue;
        }
        let known = positions(c, criterion).known;
        for end in [0.0, 1.0] {
            let clamped = known.iter().filter(|p| p.value == (end, end)).count();
            assert!(
                clamped * 5 <= known.len(),
                "{}: {clamped} of {} known values sit at {end}",
                criterion.id,
                known.len()
            );
        }
    }
}

#[test]
fn the_coverage_table_counts_each_field_once() {
    let c = &*WHOLE;
    let found = Coverage::of(c);
    let fields: Vec<&String> = found.columns.iter().flat_map(|col| &col.fields).collect();
    let once: BTreeSet<&&String> = fields.iter().collect();
    assert_eq!(once.len(), fields.len());
    assert_eq!(found.rows.len(), c.technologies.len());
    let (known, of) = found.known(None);
    assert_eq!(of, fields.len() * c.technologies.len());
    let gaps: usize = c
        .technologies
        .iter()
        .map(|t| missing(c, t, &found.columns).len())
        .sum();
    assert_eq!(known + gaps, of);
    println!("fields known: {known} of {of}");
    let mut by_column: Vec<(usize, &str)> = Vec::new();
    for (n, column) in found.columns.iter().enumerate() {
        let (known, of) = found.known(Some(n));
        by_column.push((of - known, &column.label));
    }
    by_column.sort();
    by_column.reverse();
    for (missing, label) in by_column.iter().filter(|(missing, _)| *missing > 0) {
        println!("{missing:>4} missing: {label}");
    }
    let today = c.checked;
    let cells = found.rows.iter().flatten();
    let old = cells.filter(|cell| cell.oldest.is_some_and(|oldest| is_old(oldest, today)));
    println!("cells with a fact older than two years: {}", old.count());
}

#[test]
fn a_fact_grows_old_after_two_years() {
    let date = |text| Date::parse(text).unwrap();
    assert!(is_old(date("2024-11-22"), date("2026-11-22")));
    assert!(!is_old(date("2024-11-23"), date("2026-11-22")));
    assert!(is_old(date("2023"), date("2026-11-22")));
}

#[test]
fn what_came_from_a_source_is_all_counted() {
    let c = &*WHOLE;
    let own: usize = c
        .technologies
        .iter()
        .flat_map(|t| own(c, t))
        .map(|cited| cited.facts)
        .sum();
    let shared = shared(c);
    assert!(
        shared
            .iter()
            .all(|cited| cited.facts > 0 && !cited.kinds.is_empty())
    );
    let from_shared: usize = shared.iter().map(|cited| cited.facts).sum();
    let facts = c.technologies.iter().flat_map(|t| t.stated(c));
    let sourced = facts.filter(|fact| fact.source.is_some()).count();
    assert_eq!(own + from_shared, sourced);
}

#[test]
fn positions_are_in_order_and_on_the_axis() {
    let c = &*WHOLE;
    for criterion in &c.criteria {
        let found = positions(c, criterion);
        assert_eq!(
            found.known.len() + found.unknown.len(),
            c.technologies.len()
        );
        let middle = |v: (f64, f64)| v.0 + v.1;
        assert!(
            found
                .known
                .windows(2)
                .all(|w| middle(w[0].value) >= middle(w[1].value))
        );
        for p in &found.known {
            assert!(p.value.0 >= 0.0 && p.value.1 <= 1.0, "{p:?}");
            assert!(p.figure.0 >= found.from && p.figure.1 <= found.to, "{p:?}");
        }
        let curve = found.curve(&criterion.value);
        assert!(curve.windows(2).all(|w| w[0].x <= w[1].x + 1e-12));
        assert!(
            curve
                .iter()
                .all(|p| (0.0..=1.0).contains(&p.x) && (0.0..=1.0).contains(&p.y))
        );
    }
}

#[test]
fn the_file_of_comma_separated_values_has_a_line_for_each_fact() {
    let text = csv(&WHOLE);
    let mut cells = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let row = cells.last_mut().unwrap();
        match ch {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => cells.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    assert_eq!(cells.pop().unwrap(), [""]);
    assert!(cells.iter().all(|row| row.len() == 9));
    let facts: usize = WHOLE
        .technologies
        .iter()
        .map(|t| t.stated(&WHOLE).len())
        .sum();
    assert_eq!(cells.len(), facts + 1);
    // Whoever reads a line can go and look.
    for row in &cells[1..] {
        assert!(Date::parse(&row[5]).is_some(), "{row:?}");
        let judged = row[3].starts_with("community") || row[2] == "claim";
        assert!(row[7].starts_with("https://") || judged, "{row:?}");
    }
}

/// Without a fact older than a date, nothing older is left, and all that is gone
/// is said to be unknown, with its date.
#[test]
fn what_is_older_than_one_trusts_is_unknown_and_named() {
    let since = Date::parse("2026-11").unwrap();
    let mut trusted = groundwork::whole();
    trusted.trust(since);
    let mut gone = 0;
    for (t, before) in trusted.technologies.iter().zip(&WHOLE.technologies) {
        let counted = |field: &str| {
            !matches!(
                field,
                "strength" | "caution" | "claim" | "kind" | "languages"
            )
        };
        let left: BTreeSet<String> = t
            .stated(&WHOLE)
            .into_iter()
            .filter(|f| counted(&f.field))
            .map(|f| {
                assert!(f.as_of >= since, "{} {}", t.id, f.field);
                f.field
            })
            .collect();
        for fact in before.stated(&WHOLE) {
            if !left.contains(&fact.field) && counted(&fact.field) {
                gone += 1;
                assert!(fact.as_of < since, "{} {}", t.id, fact.field);
                let why = &t.unknown.get(&fact.field).unwrap().why;
                assert!(why.contains(&fact.as_of.to_string()), "{why}");
            }
        }
    }
    assert!(gone > 100, "{gone}");
    let mut all = groundwork::whole();
    all.trust(Date::parse("1990").unwrap());
    assert_eq!(csv(&all), csv(&WHOLE));
}
