//! A simple table as a catalogue: a technology a row, a criterion a column.
//!
//! The first column is the name. Another is a criterion where its cells are
//! numbers; a blank cell is unknown. A heading may say more in brackets at its
//! end, parted by commas, in any order: the unit, `less is better` (else more
//! is), and the bounds of value 0 and 1 as `0..100`:
//! `Cost [EUR a month, less is better, 0..500]`. A unit may also stand alone in
//! round brackets: `Throughput (req/s)`. Values run straight between the
//! bounds. Where a heading gives none, they are the smallest and the greatest
//! figure, moved outwards to round numbers, and a warning says so: they then
//! belong to this table, and another row may move them.
//!
//! Cells are parted by commas, semicolons or tabs, whichever the first line has
//! most of; with semicolons or tabs a decimal comma is read where no number has
//! a point. The rest is RFC 4180.

use super::facts::free;
use super::json::{object, problem};
use super::number::{Mark, number};
use super::opened::Opened;
use crate::catalogue::{Catalogue, Criterion, Date, Id, Problem, Set, ValueFunction};
use serde_json::Value;

/// How many columns a table may have.
const MOST_COLUMNS: usize = 60;
/// How many technologies.
const MOST_ROWS: usize = 1000;
/// How many problems are named.
const MOST: usize = 100;

/// The cells of a text in which `apart` parts them, with the line on which each
/// row begins. Rows without any text are left out. A quote that stands inside
/// an unquoted cell is a character like any other.
///
/// # Errors
/// The line of a quote that is never closed, or is followed by more text.
pub(super) fn rows(text: &str, apart: char) -> Result<Vec<(usize, Vec<String>)>, Problem> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun) = (1, 1);
    // Where the open quote stands; whether the cell had one.
    let (mut quote, mut quoted) = (None, false);
    let mut chars = text.chars().peekable();
    let mut end = |row: &mut Vec<String>, begun: usize| {
        let row = std::mem::take(row);
        if row.iter().any(|cell: &String| !cell.trim().is_empty()) {
            rows.push((begun, row));
        }
    };
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        if quote.is_some() {
            if c != '"' {
                cell.push(c);
            } else if chars.next_if_eq(&'"').is_some() {
                cell.push('"');
            } else {
                quote = None;
            }
        } else if c == apart {
            row.push(std::mem::take(&mut cell));
            quoted = false;
        } else if c == '\n' || c == '\r' {
            if c == '\r' && chars.next_if_eq(&'\n').is_some() {
                line += 1;
            }
            row.push(std::mem::take(&mut cell));
            quoted = false;
            end(&mut row, begun);
            begun = line;
        } else if quoted {
            let expected = "expected the end of the cell after its closing quote";
            return Err(problem(&["line ", &line.to_string()].concat(), expected));
        } else if c == '"' && cell.is_empty() {
            (quote, quoted) = (Some(line), true);
        } else {
            cell.push(c);
        }
    }
    if let Some(line) = quote {
        let expected = "expected a closing quote for the one that begins here";
        return Err(problem(&["line ", &line.to_string()].concat(), expected));
    }
    row.push(cell);
    end(&mut row, begun);
    Ok(rows)
}

/// A cell as text: trimmed, and without the apostrophe by which a file keeps a
/// spreadsheet from taking it for a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        Some(_) | None => cell,
    }
}

/// What a heading says.
#[derive(Debug, PartialEq)]
struct Heading {
    label: String,
    unit: String,
    /// Whether a smaller figure is better, where it is said.
    less: Option<bool>,
    bounds: Option<(f64, f64)>,
}

fn heading(text: &str, mark: Mark) -> Result<Heading, String> {
    let text = plain(text);
    let mut read = Heading {
        label: text.to_owned(),
        unit: String::new(),
        less: None,
        bounds: None,
    };
    if let Some((label, inside)) = text.strip_suffix(']').and_then(|t| t.split_once('[')) {
        read.label = label.trim().to_owned();
        let parts = |c: char| c == ',' || c == ';';
        // A decimal comma is no end of a part.
        let parts: Vec<&str> = if mark == Mark::Comma && inside.contains(';') {
            inside.split(';').collect()
        } else {
            inside.split(parts).collect()
        };
        for part in parts.into_iter().map(str::trim).filter(|p| !p.is_empty()) {
            let small = part.to_ascii_lowercase();
            if small == "less is better" || small == "lower is better" {
                read.less = Some(true);
            } else if small == "more is better" || small == "higher is better" {
                read.less = Some(false);
            } else if let Some((low, high)) = part.split_once("..") {
                match (number(low, mark), number(high, mark)) {
                    (Some(low), Some(high)) if low < high => read.bounds = Some((low, high)),
                    (_, _) => {
                        let says = "expected bounds as 0..100, the smaller first, found ";
                        return Err([says, &shown(part)].concat());
                    }
                }
            } else if read.unit.is_empty() {
                read.unit = part.to_owned();
            } else {
                let says = "expected a unit, less is better, or bounds as 0..100, found ";
                return Err([says, &shown(part)].concat());
            }
        }
    }
    if let Some((label, unit)) = read
        .label
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once('('))
        && read.unit.is_empty()
    {
        let (label, unit) = (label.trim().to_owned(), unit.trim().to_owned());
        (read.label, read.unit) = (label, unit);
    }
    Ok(read)
}

/// Words of headings and units by which a smaller figure is the better one.
const BURDENS: [&str; 24] = [
    "price",
    "prices",
    "cost",
    "costs",
    "kosten",
    "preis",
    "fee",
    "fees",
    "eur",
    "usd",
    "latency",
    "delay",
    "time",
    "ms",
    "seconds",
    "memory",
    "ram",
    "errors",
    "bugs",
    "defects",
    "risk",
    "risks",
    "effort",
    "incidents",
];

/// Whether a column is, by its name or unit, one of which less is better.
fn is_burden(heading: &Heading) -> bool {
    let text = [&heading.label, " ", &heading.unit].concat().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| BURDENS.contains(&word))
}

/// The group that all criteria of a table are in.
const GROUP: &str = "table";

/// Whether a catalogue was made of a table, so that its columns may be turned.
#[must_use]
pub fn is_table(c: &Catalogue) -> bool {
    !c.criteria.is_empty() && c.criteria.iter().all(|k| k.group.as_str() == GROUP)
}

/// Whether a smaller figure is the better one.
#[must_use]
pub fn is_less_better(k: &Criterion) -> bool {
    matches!(k.value, ValueFunction::Linear { worst, best } if worst > best)
}

/// A table's catalogue with the other direction for a column; `None` where it has
/// no such column.
#[must_use]
pub fn turned(opened: &Opened, criterion: &Id) -> Option<Opened> {
    let mut value: Value = serde_json::from_str(&opened.text).ok()?;
    let criteria = value.get_mut("criteria")?.as_array_mut()?;
    let is = |k: &&mut Value| k.get("id").and_then(Value::as_str) == Some(criterion.as_str());
    let function = criteria.iter_mut().find(is)?.get_mut("value")?;
    let (worst, best) = (
        function.get("worst")?.clone(),
        function.get("best")?.clone(),
    );
    let ends = function.as_object_mut()?;
    ends.insert("worst".to_owned(), best);
    ends.insert("best".to_owned(), worst);
    let turned = super::open_json(&value.to_string(), true).ok()?;
    Some(Opened {
        warnings: opened.warnings.clone(),
        ..turned
    })
}

/// The beginning of a cell, in quotes.
fn shown(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    ["\"", &start, "\""].concat()
}

/// The name of a column in a spreadsheet: A, B … Z, AA ….
fn letters(n: usize) -> String {
    let letter = |n: usize| u8::try_from(n).map_or('?', |n| char::from(b'A' + n));
    let last = letter(n % 26);
    if n < 26 {
        last.to_string()
    } else {
        [letter((n / 26 - 1) % 26), last].iter().collect()
    }
}

/// Bounds around figures, moved outwards to multiples of a power of ten, of
/// which there are at least ten between them; apart even where all are equal.
fn around(low: f64, high: f64) -> (f64, f64) {
    let span = high - low;
    if span <= 0.0 || !span.is_finite() {
        return (low - 1.0, high + 1.0);
    }
    let step = libm::pow(10.0, libm::floor(libm::log10(span)) - 1.0);
    let (a, b) = (
        libm::floor(low / step) * step,
        libm::ceil(high / step) * step,
    );
    if a.is_finite() && b.is_finite() && a < b {
        (a, b)
    } else {
        (low, high)
    }
}

/// The JSON of a catalogue made of a table, and what is worth knowing of it.
///
/// # Errors
/// All that is wrong, by row and column.
pub(super) fn catalogue(text: &str, today: Date) -> Result<(Value, Vec<Problem>), Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(vec![problem("", "expected a text, found a file of bytes")]);
    }
    let first = text.lines().next().unwrap_or_default();
    let apart = parted(first);
    let rows = rows(text, apart).map_err(|p| vec![p])?;
    let Some(((_, head), rows)) = rows.split_first() else {
        return Err(vec![problem("", "expected a table, found no text")]);
    };
    let head = &joined(head, apart);
    let names: Vec<&str> = head.iter().map(|c| plain(c)).collect();
    if names.starts_with(&["technology", "name", "field", "value"]) {
        let expected = "this is the list of facts that this page offers for a spreadsheet; to \
                        open a catalogue, give its JSON file";
        return Err(vec![problem("line 1", expected)]);
    }
    let mut problems = Vec::new();
    if head.len() < 2 || head.len() > MOST_COLUMNS {
        wrong(
            &mut problems,
            1,
            None,
            "expected a column of names and 1 to 59 of figures",
        );
    }
    if rows.is_empty() || rows.len() > MOST_ROWS {
        wrong(
            &mut problems,
            2,
            None,
            "expected 1 to 1000 rows beneath the headings",
        );
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mark = if apart != ',' && decimal_commas(rows) {
        Mark::Comma
    } else {
        Mark::Point
    };
    let mut seen = Set::new();
    let mut ids: Set<Id> = Set::new();
    let mut technologies = Vec::new();
    for (line, row) in rows {
        let name = row.first().map_or("", |c| plain(c));
        let length = name.chars().count();
        if length == 0 || length > 40 || name.chars().any(char::is_control) {
            wrong(
                &mut problems,
                *line,
                Some(0),
                "expected a name of 1 to 40 characters",
            );
        } else if !seen.insert(name.to_lowercase()) {
            let expected = ["expected each name once, found ", &shown(name), " again"].concat();
            wrong(&mut problems, *line, Some(0), &expected);
        }
        if row.len() > head.len() && row.iter().skip(head.len()).any(|c| !c.trim().is_empty()) {
            let expected = [
                "expected at most ",
                &head.len().to_string(),
                " cells, as there are headings, found ",
                &row.len().to_string(),
            ];
            wrong(&mut problems, *line, None, &expected.concat());
        }
        let is = |id: &Id| ids.contains(id) || *id == *"unknown";
        let Some(id) = free(name, "technology", Id::MAX, &is) else {
            continue;
        };
        ids.insert(id.clone());
        technologies.push((id, name, object([])));
    }
    let mut warnings = Vec::new();
    let mut labels = Set::new();
    let mut taken: Set<Id> = Set::new();
    let (mut metrics, mut criteria) = (Vec::new(), Vec::new());
    let mut weights = object([]);
    let blank = String::new();
    for (column, text) in head.iter().enumerate().skip(1) {
        let at = ["column ", &letters(column)].concat();
        let cell = |row: &'_ [String]| row.get(column).unwrap_or(&blank).clone();
        let figures: Vec<(usize, String, Option<f64>)> = rows
            .iter()
            .map(|(line, row)| {
                let cell = cell(row);
                let text = plain(&cell).to_owned();
                let read = number(&text, mark);
                (*line, text, read)
            })
            .collect();
        let known = figures.iter().filter_map(|f| f.2);
        let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(x), high.max(x))
        });
        let empty = figures.iter().all(|f| f.1.is_empty());
        if plain(text).is_empty() && empty {
            continue;
        }
        if low > high {
            let digits = figures
                .iter()
                .any(|f| f.1.contains(|c: char| c.is_ascii_digit()));
            let hint = if digits {
                ["; ", mark.says()].concat()
            } else {
                String::new()
            };
            let says = ["no cell is a number: ", &shown(text), " is left out", &hint].concat();
            warnings.push(problem(&at, &says));
            continue;
        }
        for (line, text, read) in &figures {
            if read.is_none() && !text.is_empty() {
                let expected = [mark.says(), " or nothing, found ", &shown(text)].concat();
                wrong(&mut problems, *line, Some(column), &expected);
            } else if read.is_some_and(|x| x < 0.0) {
                wrong(
                    &mut problems,
                    *line,
                    Some(column),
                    "expected a number of at least 0",
                );
            }
        }
        let heading = match heading(text, mark) {
            Ok(heading) => heading,
            Err(expected) => {
                wrong(&mut problems, 1, Some(column), &expected);
                continue;
            }
        };
        let length = heading.label.chars().count();
        let control = |text: &str| text.chars().any(char::is_control);
        if length == 0 || length > 40 || control(&heading.label) {
            wrong(
                &mut problems,
                1,
                Some(column),
                "expected a heading of 1 to 40 characters",
            );
            continue;
        }
        if heading.unit.chars().count() > 40 || control(&heading.unit) {
            wrong(
                &mut problems,
                1,
                Some(column),
                "expected a unit of at most 40 characters",
            );
            continue;
        }
        if !labels.insert(heading.label.to_lowercase()) {
            wrong(&mut problems, 1, Some(column), "expected each heading once");
            continue;
        }
        let (low, high) = heading.bounds.unwrap_or_else(|| {
            let (low, high) = around(low, high);
            let says = [
                "no bounds are given: ",
                &crate::words::figure(low),
                " to ",
                &crate::words::figure(high),
                " is taken from the figures",
            ];
            warnings.push(problem(&at, &says.concat()));
            (low, high)
        });
        let less = heading.less.unwrap_or_else(|| is_burden(&heading));
        if heading.less.is_none() {
            let taken = if less { "less" } else { "more" };
            let says = [
                &shown(&heading.label),
                ": no direction is given: by its name ",
                taken,
                " is taken to be better",
            ];
            warnings.push(problem(&at, &says.concat()));
        }
        let (worst, best) = if less { (high, low) } else { (low, high) };
        let is = |id: &Id| taken.contains(id);
        let Some(id) = free(&heading.label, "criterion", Id::MAX, &is) else {
            continue;
        };
        taken.insert(id.clone());
        for ((_, _, facts), (_, _, read)) in technologies.iter_mut().zip(&figures) {
            if let (Some(x), Some(facts)) = (read, facts.as_object_mut()) {
                let fact = object([("value", (*x).into()), ("as_of", today.to_string().into())]);
                facts.insert(id.to_string(), fact);
            }
        }
        let named = |value: &mut Value, name: &str, to: Value| {
            if let Some(fields) = value.as_object_mut() {
                fields.insert(name.to_owned(), to);
            }
        };
        let n = criteria.len();
        let key: String = [n / 26 % 26, n % 26]
            .iter()
            .filter_map(|n| u8::try_from(*n).ok().map(|n| char::from(b'a' + n)))
            .collect();
        metrics.push(object([
            ("id", id.as_str().into()),
            ("label", heading.label.as_str().into()),
            ("unit", heading.unit.as_str().into()),
            ("what", "A column of your table.".into()),
        ]));
        let from = object([("type", "metric".into()), ("id", id.as_str().into())]);
        let value = object([
            ("shape", "linear".into()),
            ("worst", worst.into()),
            ("best", best.into()),
        ]);
        let why = if heading.bounds.is_some() {
            "The bounds stand in your table."
        } else {
            "From the smallest to the greatest figure of your table, rounded outwards."
        };
        criteria.push(object([
            ("id", id.as_str().into()),
            ("key", ["c", &key].concat().into()),
            ("label", heading.label.as_str().into()),
            ("question", heading.label.as_str().into()),
            ("group", GROUP.into()),
            ("from", from),
            ("value", value),
            ("unit", heading.unit.as_str().into()),
            ("why", why.into()),
        ]));
        named(&mut weights, id.as_str(), 5.into());
    }
    if criteria.is_empty() && problems.is_empty() {
        problems.push(problem("", "expected at least one column of numbers"));
    }
    if !problems.is_empty() {
        problems.truncate(MOST);
        return Err(problems);
    }
    let none = || Value::Array(Vec::new());
    let day = today.to_string();
    let fact = |value: Value| object([("value", value), ("as_of", day.as_str().into())]);
    let technologies: Vec<Value> = technologies
        .into_iter()
        .map(|(id, name, figures)| {
            object([
                ("id", id.as_str().into()),
                ("name", name.into()),
                ("summary", "A row of your table.".into()),
                ("kind", fact("technology".into())),
                ("languages", fact(none())),
                ("metrics", figures),
            ])
        })
        .collect();
    let kind = object([
        ("id", "technology".into()),
        ("label", "Technology".into()),
        ("what", "A row of your table.".into()),
        ("league", "frameworks".into()),
    ]);
    let lists = object([
        ("kinds", Value::Array(vec![kind])),
        ("languages", none()),
        ("licences", none()),
        ("governance", none()),
        ("type_safety", none()),
        ("databases", none()),
    ]);
    let group = object([("id", GROUP.into()), ("label", "Your table".into())]);
    let defaults = object([("v", 1.into()), ("weights", weights.clone())]);
    let preset = object([
        ("id", "equal".into()),
        ("label", "Equal".into()),
        ("what", "Every column weighs the same.".into()),
        ("weights", weights),
    ]);
    let catalogue = object([
        ("format", 1.into()),
        ("checked", day.as_str().into()),
        ("reference_date", day.as_str().into()),
        ("lists", lists),
        ("capability_groups", none()),
        ("capabilities", none()),
        ("metrics", Value::Array(metrics)),
        ("criteria_groups", Value::Array(vec![group])),
        ("criteria", Value::Array(criteria)),
        ("defaults", Value::Array(vec![defaults])),
        ("presets", Value::Array(vec![preset])),
        ("technologies", Value::Array(technologies)),
    ]);
    Ok((catalogue, warnings))
}

/// Headings whose brackets were taken apart, put together again.
fn joined(head: &[String], apart: char) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for cell in head {
        match whole.last_mut() {
            Some(open) if open.contains('[') && !open.contains(']') => {
                open.push(apart);
                open.push_str(cell);
            }
            Some(_) | None => whole.push(cell.clone()),
        }
    }
    whole
}

/// Notes what is wrong on a line, in a column.
fn wrong(problems: &mut Vec<Problem>, line: usize, column: Option<usize>, expected: &str) {
    let mut at = ["line ", &line.to_string()].concat();
    if let Some(column) = column {
        at.push_str(", column ");
        at.push_str(&letters(column));
    }
    problems.push(problem(&at, expected));
}

/// Which mark parts the cells of a line, brackets and quotes left aside.
fn parted(line: &str) -> char {
    let (mut inside, mut quoted) = (false, false);
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => inside = true,
            ']' => inside = false,
            _ if inside || quoted => {}
            _ => {
                for (mark, count) in &mut counts {
                    if *mark == c {
                        *count += 1;
                    }
                }
            }
        }
    }
    counts
        .into_iter()
        .fold(
            (',', 0),
            |best, found| if found.1 > best.1 { found } else { best },
        )
        .0
}

/// Whether numbers have a comma before their decimals: some read so, and all
/// that read either way at all read so.
fn decimal_commas(rows: &[(usize, Vec<String>)]) -> bool {
    let cells = || {
        rows.iter()
            .flat_map(|(_, row)| row.iter().skip(1))
            .map(|c| plain(c))
    };
    let only =
        |mark, other| cells().any(|c| number(c, mark).is_some() && number(c, other).is_none());
    let comma = only(Mark::Comma, Mark::Point);
    let point = only(Mark::Point, Mark::Comma);
    let both = cells().any(|c| c.contains(',') && number(c, Mark::Comma).is_some());
    !point && (comma || both)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_heading_says_unit_direction_and_bounds() {
        let read = |text| heading(text, Mark::Point);
        let plain = read("Throughput (req/s)").unwrap();
        assert_eq!(
            (plain.label.as_str(), plain.unit.as_str()),
            ("Throughput", "req/s")
        );
        let full = read("Cost [EUR a month, less is better, 0..1,5]");
        assert!(full.is_err());
        let full = read("Cost [EUR a month, less is better, 0..500]").unwrap();
        assert_eq!(full.less, Some(true));
        assert_eq!(full.bounds, Some((0.0, 500.0)));
        assert_eq!(full.unit, "EUR a month");
        assert!(read("Cost [5..1]").is_err());
        let comma = heading("Kosten [EUR; less is better; 0,5..2,5]", Mark::Comma).unwrap();
        assert_eq!(comma.bounds, Some((0.5, 2.5)));
    }

    #[test]
    fn bounds_lie_around_the_figures() {
        assert_eq!(around(12.0, 87.0), (12.0, 87.0));
        assert_eq!(around(0.0, 1234.0), (0.0, 1300.0));
        assert_eq!(around(5.0, 5.0), (4.0, 6.0));
    }

    fn written(rows: &[Vec<String>], apart: char) -> String {
        let cell = |cell: &String| ["\"", &cell.replace('"', "\"\""), "\""].concat();
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(cell).collect();
            cells.join(&apart.to_string())
        };
        rows.iter().map(|row| line(row) + "\r\n").collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn what_is_written_is_read(
            table in prop::collection::vec(prop::collection::vec("[a-z,;\"\r\n\t é=]{0,6}", 1..5), 0..6),
            apart in prop::sample::select(vec![',', ';', '\t']),
        ) {
            let says = |row: &Vec<String>| row.iter().any(|c| !c.trim().is_empty());
            let kept: Vec<Vec<String>> = table.iter().filter(|r| says(r)).cloned().collect();
            let read = rows(&written(&table, apart), apart).unwrap();
            let cells: Vec<Vec<String>> = read.into_iter().map(|(_, row)| row).collect();
            prop_assert_eq!(cells, kept);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[a-z0-9,;\"\r\n\t =.'\\[\\]()]{0,200}") {
            let _ = catalogue(&text, Date::parse("2026-11-22").unwrap());
        }

        #[test]
        fn figures_lie_within_the_bounds_taken_from_them(a in 0.0..1e12f64, b in 0.0..1e12f64) {
            let (low, high) = (a.min(b), a.max(b));
            let (worst, best) = around(low, high);
            prop_assert!(worst < best);
            prop_assert!(worst <= low * (1.0 + 1e-12) && high * (1.0 - 1e-12) <= best);
        }
    }
}
