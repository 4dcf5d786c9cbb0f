//! A team as a file: JSON with a version, read with bounds and by hand.

use super::{MAX_MEMBERS, MAX_NAME, MAX_TEXT, Member, Unusable};
use crate::address::MAX_QUERY;
use crate::catalogue::{Problem, depth};
use serde_json::Value;

/// The version of the file that this page writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// What such a file calls itself.
const KIND: &str = "team";
/// How deep a file may be nested.
const MAX_DEPTH: usize = 32;

/// A team as the text of a file, a member to a line.
#[must_use]
pub fn write(members: &[Member]) -> String {
    let head = [
        "{\"groundwork\":\"",
        KIND,
        "\",\"format\":",
        &FORMAT.to_string(),
        ",\"members\":[",
    ];
    let mut text = head.concat();
    for (n, member) in members.iter().enumerate() {
        text.push_str(if n == 0 { "\n" } else { ",\n" });
        text.push_str(&line(member));
    }
    text.push_str("\n]}\n");
    text
}

/// Reads the text of a file. `read(write(team)) == team` for every team.
///
/// # Errors
/// Everything that is not as it must be, with its path and what was expected:
/// a text that is too long, too deep or no JSON, another kind of file, a newer
/// version, more than [`MAX_MEMBERS`] members, names and queries that are none.
pub fn read(text: &str) -> Result<Vec<Member>, Vec<Problem>> {
    if text.len() > MAX_TEXT {
        let most = "at most 1 MiB of text";
        return Err(vec![problem("", most, "more than that")]);
    }
    if depth(text) > MAX_DEPTH {
        let most = "at most 32 levels of brackets";
        return Err(vec![problem("", most, "more than that")]);
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(why) => return Err(vec![problem("", "JSON", &why.to_string())]),
    };
    members(&value)
}

/// Reads one member, as [`line`] writes one.
///
/// # Errors
/// As of [`read`].
pub fn read_line(text: &str) -> Result<Member, Vec<Problem>> {
    let value: Value =
        serde_json::from_str(text).map_err(|why| vec![problem("", "JSON", &why.to_string())])?;
    member("", &value)
}

/// One member as JSON in one line.
#[must_use]
pub fn line(member: &Member) -> String {
    // Two texts: there is nothing in it that cannot be written.
    serde_json::to_string(member).unwrap_or_default()
}

fn problem(at: &str, expected: &str, found: &str) -> Problem {
    Problem {
        at: at.to_owned(),
        expected: ["expected ", expected, ", found ", found].concat(),
    }
}

fn members(value: &Value) -> Result<Vec<Member>, Vec<Problem>> {
    let Some(file) = value.as_object() else {
        return Err(vec![problem("", "a team's file", kind(value))]);
    };
    let is = file.get("groundwork");
    if is.and_then(Value::as_str) != Some(KIND) {
        let found = is.map_or_else(|| "nothing".to_owned(), shown);
        return Err(vec![problem("groundwork", "\"team\"", &found)]);
    }
    let format = file.get("format");
    match format.and_then(Value::as_u64) {
        Some(n) if n > u64::from(FORMAT) => {
            let found = [&n.to_string(), ": a newer version of this page wrote it"];
            let known = ["a version up to ", &FORMAT.to_string()].concat();
            return Err(vec![problem("format", &known, &found.concat())]);
        }
        Some(n) if n > 0 => {}
        Some(_) | None => {
            let found = format.map_or_else(|| "nothing".to_owned(), shown);
            return Err(vec![problem("format", "a version, 1 or more", &found)]);
        }
    }
    let Some(list) = file.get("members").and_then(Value::as_array) else {
        let found = file.get("members").map_or("nothing", kind);
        return Err(vec![problem("members", "a list", found)]);
    };
    if list.len() > MAX_MEMBERS {
        let most = ["at most ", &MAX_MEMBERS.to_string()].concat();
        return Err(vec![problem("members", &most, &list.len().to_string())]);
    }
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for (n, value) in list.iter().enumerate() {
        match member(&["members[", &n.to_string(), "]"].concat(), value) {
            Ok(member) => all.push(member),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(all)
    } else {
        Err(problems)
    }
}

fn member(at: &str, value: &Value) -> Result<Member, Vec<Problem>> {
    let Some(fields) = value.as_object() else {
        return Err(vec![problem(at, "name and query", kind(value))]);
    };
    let mut problems = Vec::new();
    let mut text = |field: &str| {
        let path = match at {
            "" => field.to_owned(),
            at => [at, ".", field].concat(),
        };
        let found = fields.get(field);
        let text = found.and_then(Value::as_str);
        if text.is_none() {
            problems.push(problem(&path, "a text", found.map_or("nothing", kind)));
        }
        (path, text.unwrap_or_default())
    };
    let (name_at, name) = text("name");
    let (query_at, query) = text("query");
    if !problems.is_empty() {
        return Err(problems);
    }
    if name.chars().count() > MAX_NAME {
        let most = ["at most ", &MAX_NAME.to_string(), " characters"].concat();
        return Err(vec![problem(&name_at, &most, "more than that")]);
    }
    Member::new(name, query).map_err(|why| {
        vec![match why {
            Unusable::TooLong => {
                let most = ["at most ", &MAX_QUERY.to_string(), " bytes"].concat();
                problem(&query_at, &most, "more than that")
            }
            Unusable::NoLink | Unusable::NoComparison => problem(
                &query_at,
                "the query of a comparison",
                &shown(&query.into()),
            ),
        }]
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value short enough to be repeated.
fn shown(value: &Value) -> String {
    const MOST: usize = 40;
    let Some(text) = value.as_str() else {
        return kind(value).to_owned();
    };
    let visible = |c: char| !c.is_control() && c.is_ascii();
    let short: String = text.chars().take(MOST).filter(|c| visible(*c)).collect();
    let more = if text.chars().nth(MOST).is_some() {
        "…"
    } else {
        ""
    };
    ["\"", &short, more, "\""].concat()
}
