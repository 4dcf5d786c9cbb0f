//! JSON from outside: bounded in size and depth, no name twice, and the place
//! of whatever is wrong.

use crate::catalogue::{CatalogueError, Problem, Set};
use serde_json::Value;

/// Bytes that are read without being asked for again.
pub const LARGE: usize = 1 << 20;
/// Bytes that are read at all.
pub const MOST_BYTES: usize = 16 << 20;
/// How deep lists and objects may stand in each other.
const MOST_DEPTH: usize = 32;
/// How much of a path is shown, in characters.
const MOST_PATH: usize = 200;
/// How many names one object may have.
const MOST_NAMES: usize = 10_000;

pub(super) fn problem(at: &str, expected: &str) -> Problem {
    Problem {
        at: at.to_owned(),
        expected: expected.to_owned(),
    }
}

/// What is wrong with a text, in short: a path is made of the names that stand
/// there, and a name may be as long as the text.
pub(super) fn problems_of(error: CatalogueError) -> Vec<Problem> {
    let mut problems = match error {
        CatalogueError::Shape(what) => vec![problem("", &what)],
        CatalogueError::Facts(problems) => problems,
    };
    for problem in &mut problems {
        if problem.at.len() > MOST_PATH {
            let short: String = problem.at.chars().take(MOST_PATH).collect();
            problem.at = [&short, "…"].concat();
        }
    }
    problems
}

/// Refuses a text that is too large.
pub(super) fn bounded(text: &str, confirmed: bool) -> Result<(), Problem> {
    let kib = text.len().div_ceil(1024).to_string();
    if text.len() > MOST_BYTES {
        let expected = ["expected at most 16 MiB, found ", &kib, " KiB"].concat();
        return Err(problem("", &expected));
    }
    if text.len() > LARGE && !confirmed {
        let expected = [
            "expected at most 1 MiB, found ",
            &kib,
            " KiB; a larger text is read only where you confirm it",
        ]
        .concat();
        return Err(problem("", &expected));
    }
    Ok(())
}

/// Reads a text; the problem names line and column.
pub(super) fn read(text: &str) -> Result<Value, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some((offset, what)) = scan(text) {
        return Err(problem(&place(text, offset), &what));
    }
    serde_json::from_str(text).map_err(|e| {
        problem(
            &[
                "line ",
                &e.line().to_string(),
                ", column ",
                &e.column().to_string(),
            ]
            .concat(),
            &["expected JSON: ", &e.to_string()].concat(),
        )
    })
}

/// `line 3, column 7` of a byte.
pub(super) fn place(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    ["line ", &line.to_string(), ", column ", &column.to_string()].concat()
}

/// The first place where nesting is too deep, or a name stands twice in its
/// object, found without building anything. Names are compared as they are
/// written, escapes and all.
fn scan(text: &str) -> Option<(usize, String)> {
    // For each open bracket: the names of its object, and whether one is next.
    let mut open: Vec<Option<(Set<&str>, bool)>> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                open.push((*byte == b'{').then(|| (Set::new(), true)));
                if open.len() > MOST_DEPTH {
                    let what = "expected at most 32 lists and objects inside each other";
                    return Some((at, what.to_owned()));
                }
            }
            b'}' | b']' => {
                open.pop();
            }
            b',' => {
                if let Some(Some((_, next))) = open.last_mut() {
                    *next = true;
                }
            }
            b'"' => {
                let start = at;
                at = string_end(bytes, at);
                if let Some(Some((names, next))) = open.last_mut()
                    && *next
                {
                    *next = false;
                    let name = text.get(start + 1..at).unwrap_or_default();
                    if !names.insert(name) {
                        let shown: String = name.chars().take(60).collect();
                        let what = ["expected each name once, found \"", &shown, "\" again"];
                        return Some((start, what.concat()));
                    }
                    if names.len() > MOST_NAMES {
                        let what = "expected at most 10,000 names in an object";
                        return Some((start, what.to_owned()));
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The place of the quote that ends the string which begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The names of an object and the texts of their values, with the byte at which
/// each value begins. The text must be one that [`read`] takes.
pub(super) fn members(object: &str) -> Vec<(String, usize, &str)> {
    let bytes = object.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    let (mut name, mut start) = (None, None);
    let mut end = |name: &mut Option<String>, start: &mut Option<usize>, at: usize| {
        if let (Some(name), Some(start)) = (name.take(), start.take()) {
            let text = object.get(start..at).unwrap_or_default();
            let gap = text.len() - text.trim_start().len();
            found.push((name, start + gap, text.trim()));
        }
    };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end(&mut name, &mut start, at);
                }
            }
            b',' if depth == 1 => end(&mut name, &mut start, at),
            b':' if depth == 1 => start = Some(at + 1),
            b'"' => {
                let begun = at;
                at = string_end(bytes, at);
                if depth == 1 && start.is_none() {
                    let quoted = object.get(begun..=at).unwrap_or_default();
                    name = serde_json::from_str::<Value>(quoted)
                        .ok()
                        .and_then(|value| value.as_str().map(str::to_owned));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// An object of these fields.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(fields.collect())
}
