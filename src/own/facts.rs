//! Fields as forms: what each asks for, what stands there now, and what a user
//! has filled in, checked.

use super::Key;
use super::entry::{self, FIELDS};
use super::json::{self, object, problem};
use super::number::{Mark, number};
use super::overlay::Ids;
use crate::catalogue::is_link;
use crate::catalogue::{
    Catalogue, Criterion, Date, Id, Level, Map, Measure, Problem, Support, Technology, Term, Yours,
};
use crate::words;
use serde_json::Value;

/// What a form holds: texts by the name of their input. Several choices, and
/// entries of a list, stand one a line.
pub type Given = Map<String, String>;

/// What one input takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One id of these.
    Choice(Vec<Term>),
    /// Any ids of these, one a line.
    Several(Vec<Term>),
    /// A number, in this unit; the unit may be empty.
    Number(String),
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    Date,
    /// A line of at most so many characters.
    Text(usize),
    /// At most 50 lines of at most so many characters.
    Lines(usize),
    /// An address that begins with `https://` or `mailto:`.
    Link,
}

/// One input of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name in [`Given`].
    pub name: String,
    /// What people read.
    pub label: String,
    /// What helps; may be empty.
    pub hint: &'static str,
    /// What it takes.
    pub answer: Answer,
    /// Whether it must be filled in.
    pub needed: bool,
}

fn input(name: &str, label: &str, hint: &'static str, answer: Answer, needed: bool) -> Input {
    Input {
        name: name.to_owned(),
        label: label.to_owned(),
        hint,
        answer,
        needed,
    }
}

const DATE: &str = "As 2026, 2026-11 or 2026-11-22.";

/// Whether a fact can have this field, in some catalogue.
pub(super) fn is_field(field: &str) -> bool {
    let of = |prefix| {
        field
            .strip_prefix(prefix)
            .is_some_and(|id| Id::new(id).is_ok())
    };
    FIELDS.contains(&field) || of("capabilities.") || of("metrics.")
}

/// All fields of which a technology can have one fact, in the order in which
/// they are shown.
#[must_use]
pub fn fields(c: &Catalogue) -> Vec<String> {
    let plain = FIELDS.iter().map(|f| (*f).to_owned());
    let capabilities = c.capabilities.iter();
    let capabilities = capabilities.map(|k| ["capabilities.", k.id.as_str()].concat());
    let metrics = c.metrics.iter();
    let metrics = metrics.map(|m| ["metrics.", m.id.as_str()].concat());
    plain.chain(capabilities).chain(metrics).collect()
}

/// What people call a field.
#[must_use]
pub fn name(c: &Catalogue, field: &str) -> String {
    if let Some(id) = field.strip_prefix("capabilities.") {
        let found = c.capabilities.iter().find(|k| k.id == *id);
        return found.map_or_else(|| id.to_owned(), |k| k.label.clone());
    }
    if let Some(id) = field.strip_prefix("metrics.") {
        if let Some(found) = c.metrics.iter().find(|m| m.id == *id) {
            return found.label.clone();
        }
        let of = |k: &&Criterion| touches(k, c, field);
        let found = c.criteria.iter().find(of);
        return found.map_or_else(|| id.to_owned(), |k| k.label.clone());
    }
    match field {
        "kind" => "Kind",
        "languages" => "Languages",
        "architecture" => "Architecture",
        "runs_on" => "Runs on",
        "licence" => "Licence",
        "governance" => "Governance",
        "type_safety" => "Type safety",
        "databases" => "Databases",
        "first_release" => "First release",
        "users" => "Known users",
        "lifecycle.latest" => "Newest release",
        "lifecycle.previous" => "Series before",
        "lifecycle.support" => "End of support",
        "lifecycle.lts" => "Long-term series",
        "lifecycle.policy" => "Support policy",
        other => other,
    }
    .to_owned()
}

/// The value of a field in words; `unknown` where there is none.
#[must_use]
pub(super) fn said(c: &Catalogue, t: &Technology, field: &str) -> String {
    if let Some(id) = field.strip_prefix("metrics.") {
        let Some(fact) = t.metrics.get(id) else {
            return "unknown".to_owned();
        };
        let unit = c.metrics.iter().find(|m| m.id == *id).map(|m| &m.unit);
        let gap = if unit.is_none_or(|u| u.is_empty()) {
            ""
        } else {
            " "
        };
        let unit = unit.map_or("", String::as_str);
        return [&words::figure(fact.value), gap, unit].concat();
    }
    let stated = t.stated(c).into_iter().find(|s| s.field == field);
    stated.map_or_else(|| "unknown".to_owned(), |s| s.value)
}

/// The inputs for a fact of a field: first those of its value, then `as_of`,
/// `reason` and `source`. An input `unknown` that says `yes` stands for "I hold
/// this to be unknown", and the others of the value are not read then. Nothing
/// where the catalogue has no such field.
#[must_use]
pub fn form(c: &Catalogue, field: &str) -> Option<Vec<Input>> {
    let lists = &c.lists;
    let value = |label: &str, answer| vec![input("value", label, "", answer, true)];
    let mut inputs = match field {
        "kind" => value("Kind", Answer::Choice(kinds(c))),
        "languages" => value("Languages", Answer::Several(lists.languages.clone())),
        "architecture" => value("Pattern", Answer::Text(120)),
        "runs_on" => {
            let all = c.named().map(|t| term(&t.id, &t.name));
            value("Runs on", Answer::Several(all.collect()))
        }
        "licence" => value("Licence", Answer::Choice(lists.licences.clone())),
        "governance" => vec![
            input(
                "by",
                "Who decides",
                "",
                Answer::Choice(lists.governance.clone()),
                true,
            ),
            input("name", "Its name", "", Answer::Text(120), false),
        ],
        "type_safety" => value("Type safety", Answer::Choice(lists.type_safety.clone())),
        "databases" => value("Databases", Answer::Several(lists.databases.clone())),
        "first_release" => value("Date", Answer::Date),
        "users" => value("Known users", Answer::Lines(80)),
        "lifecycle.latest" | "lifecycle.previous" => vec![
            input("version", "Version", "", Answer::Text(40), true),
            input("date", "Released on", DATE, Answer::Date, false),
        ],
        "lifecycle.support" | "lifecycle.lts" => vec![
            input("version", "Series", "", Answer::Text(40), true),
            input("active", "Ordinary fixes until", DATE, Answer::Date, false),
            input(
                "security",
                "Security fixes until",
                DATE,
                Answer::Date,
                false,
            ),
        ],
        "lifecycle.policy" => vec![
            input(
                "says",
                "What the project promises",
                "",
                Answer::Text(400),
                true,
            ),
            input(
                "months",
                "Months of security fixes for a new series",
                "",
                Answer::Number("months".to_owned()),
                false,
            ),
        ],
        _ => {
            if let Some(id) = field.strip_prefix("metrics.") {
                let metric = c.metrics.iter().find(|m| m.id == *id);
                let unit = metric.map(|m| m.unit.clone());
                let unit = unit.or_else(|| {
                    let found = c.criteria.iter().find(|k| touches(k, c, field));
                    found.map(|k| k.unit.clone())
                })?;
                value("Figure", Answer::Number(unit))
            } else {
                let id = field.strip_prefix("capabilities.")?;
                c.capabilities.iter().find(|k| k.id == *id)?;
                let levels = Level::ALL.iter().filter_map(|level| {
                    let id = Id::new(level.as_str()).ok()?;
                    let label = match level {
                        Level::Core => "In the default install",
                        Level::Official => "First-party package",
                        Level::Community => "Package of others",
                        Level::None => "None",
                    };
                    Some(term(&id, label))
                });
                vec![
                    input(
                        "level",
                        "How close at hand",
                        "",
                        Answer::Choice(levels.collect()),
                        true,
                    ),
                    input(
                        "via",
                        "By what",
                        "The part or the package; needed for a package of others.",
                        Answer::Text(120),
                        false,
                    ),
                ]
            }
        }
    };
    inputs.push(input("as_of", "True as of", DATE, Answer::Date, true));
    inputs.push(input("reason", "Reason", "", Answer::Text(400), true));
    inputs.push(input(
        "source",
        "Source",
        "An address, where there is one.",
        Answer::Link,
        false,
    ));
    Some(inputs)
}

fn term(id: &Id, label: &str) -> Term {
    Term {
        id: id.clone(),
        label: label.to_owned(),
        what: None,
    }
}

fn kinds(c: &Catalogue) -> Vec<Term> {
    c.lists
        .kinds
        .iter()
        .map(|k| term(&k.id, &k.label))
        .collect()
}

/// What stands in a field now, as the texts of its form; `unknown` says `yes`
/// where nothing does. The reason and the source are left to the user.
#[must_use]
pub fn present(t: &Technology, field: &str) -> Given {
    let mut given = Given::new();
    let mut put = |name: &str, text: String| {
        if !text.is_empty() {
            given.insert(name.to_owned(), text);
        }
    };
    let lines = |ids: &[Id]| {
        let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
        ids.join("\n")
    };
    let date = |date: Option<Date>| date.map_or_else(String::new, |d| d.to_string());
    let release = |r: &crate::catalogue::Release| {
        vec![("version", r.version.clone()), ("date", date(r.date))]
    };
    let support = |s: &Support| {
        vec![
            ("version", s.version.clone()),
            ("active", date(s.active)),
            ("security", date(s.security)),
        ]
    };
    let life = &t.lifecycle;
    let found: Option<(Vec<(&str, String)>, Date)> = match field {
        "kind" => Some((vec![("value", t.kind.value.to_string())], t.kind.as_of)),
        "languages" => {
            let ids: Vec<Id> = t.languages.value.iter().map(|l| l.id.clone()).collect();
            Some((vec![("value", lines(&ids))], t.languages.as_of))
        }
        "architecture" => t
            .architecture
            .as_ref()
            .map(|f| (vec![("value", f.value.clone())], f.as_of)),
        "runs_on" => t
            .runs_on
            .as_ref()
            .map(|f| (vec![("value", lines(&f.value))], f.as_of)),
        "licence" => t
            .licence
            .as_ref()
            .map(|f| (vec![("value", f.value.to_string())], f.as_of)),
        "governance" => t.governance.as_ref().map(|f| {
            let by = f.value.by.to_string();
            (vec![("by", by), ("name", f.value.name.clone())], f.as_of)
        }),
        "type_safety" => t
            .type_safety
            .as_ref()
            .map(|f| (vec![("value", f.value.to_string())], f.as_of)),
        "databases" => t
            .databases
            .as_ref()
            .map(|f| (vec![("value", lines(&f.value))], f.as_of)),
        "first_release" => t
            .first_release
            .as_ref()
            .map(|f| (vec![("value", f.value.to_string())], f.as_of)),
        "users" => t
            .users
            .as_ref()
            .map(|f| (vec![("value", f.value.join("\n"))], f.as_of)),
        "lifecycle.latest" => life.latest.as_ref().map(|f| (release(&f.value), f.as_of)),
        "lifecycle.previous" => life.previous.as_ref().map(|f| (release(&f.value), f.as_of)),
        "lifecycle.support" => life.support.as_ref().map(|f| (support(&f.value), f.as_of)),
        "lifecycle.lts" => life.lts.as_ref().map(|f| (support(&f.value), f.as_of)),
        "lifecycle.policy" => life.policy.as_ref().map(|f| {
            let months = f.value.months.map_or_else(String::new, |m| m.to_string());
            (
                vec![("says", f.value.says.clone()), ("months", months)],
                f.as_of,
            )
        }),
        _ => {
            if let Some(id) = field.strip_prefix("metrics.") {
                let fact = t.metrics.get(id);
                fact.map(|f| (vec![("value", f.value.to_string())], f.as_of))
            } else {
                let id = field.strip_prefix("capabilities.").unwrap_or_default();
                t.capabilities.get(id).map(|f| {
                    let via = f.via.clone().unwrap_or_default();
                    (
                        vec![("level", f.level.as_str().to_owned()), ("via", via)],
                        f.as_of,
                    )
                })
            }
        }
    };
    match found {
        Some((texts, as_of)) => {
            for (name, text) in texts {
                put(name, text);
            }
            put("as_of", as_of.to_string());
        }
        None => put("unknown", "yes".to_owned()),
    }
    given
}

/// What an entry says, as the texts of its form; nothing of one that cannot be
/// read.
#[must_use]
pub fn written(key: &Key, text: &str) -> Given {
    let mut given = Given::new();
    let Ok(entry) = json::read(text) else {
        return given;
    };
    let is_fact = matches!(key, Key::Fact(..));
    for (name, value) in entry.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("value", Value::Null) if is_fact => {
                given.insert("unknown".to_owned(), "yes".to_owned());
            }
            ("value" | "figures", Value::Object(parts)) => {
                let prefix = if name == "figures" { "figures." } else { "" };
                for (part, value) in parts {
                    given.insert([prefix, part].concat(), typed(value));
                }
            }
            _ => {
                given.insert(name.clone(), typed(value));
            }
        }
    }
    given
}

/// A value as somebody would have typed it: a list a line each, of ids where it
/// is one of objects.
fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let lines: Vec<String> = items.iter().map(typed).collect();
            lines.join("\n")
        }
        Value::Object(fields) => fields.get("id").map(typed).unwrap_or_default(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Reads the inputs of a form, noting what is wrong with each by its name.
struct Reader<'a> {
    given: &'a Given,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(given: &'a Given) -> Self {
        Self {
            given,
            problems: Vec::new(),
        }
    }

    fn wrong(&mut self, at: &str, expected: &str) {
        self.problems.push(problem(at, expected));
    }

    fn text(&self, name: &str) -> &'a str {
        self.given.get(name).map_or("", |text| text.trim())
    }

    /// What an input holds as JSON; nothing where it is empty or wrong.
    fn read(&mut self, input: &Input) -> Option<Value> {
        let (name, text) = (input.name.as_str(), self.text(&input.name));
        if text.is_empty() {
            if input.needed {
                self.wrong(name, "Fill this in.");
            }
            return None;
        }
        let shown: String = text.chars().take(40).collect();
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let wrong = match &input.answer {
            Answer::Choice(all) => {
                if all.iter().any(|t| t.id == *text) {
                    return Some(text.into());
                }
                "Choose one of the list.".to_owned()
            }
            Answer::Several(all) => {
                let unlisted = lines().find(|line| !all.iter().any(|t| t.id == **line));
                match unlisted {
                    None => return Some(lines().map(Value::from).collect()),
                    Some(_) => "Choose from the list.".to_owned(),
                }
            }
            Answer::Number(_) => match number(text, Mark::Point) {
                Some(x) => return Some(plain(x)),
                None => {
                    let says = "Write a number such as 12000, 12,000 or 12.5, with a point \
                                before decimals; found \"";
                    [says, &shown, "\"."].concat()
                }
            },
            Answer::Date => match Date::parse(text) {
                Some(date) => return Some(date.to_string().into()),
                None => {
                    let says = "Write a date as 2026, 2026-11 or 2026-11-22; found \"";
                    [says, &shown, "\"."].concat()
                }
            },
            Answer::Text(most) => {
                let length = text.chars().count();
                if length > *most {
                    let (most, length) = (most.to_string(), length.to_string());
                    [
                        "Write at most ",
                        &most,
                        " characters; there are ",
                        &length,
                        ".",
                    ]
                    .concat()
                } else if text.chars().any(char::is_control) {
                    "Write this in one line.".to_owned()
                } else {
                    return Some(text.into());
                }
            }
            Answer::Lines(most) => {
                let long =
                    lines().any(|l| l.chars().count() > *most || l.contains(char::is_control));
                if long || lines().count() > 50 {
                    let most = most.to_string();
                    ["Write at most 50 lines of at most ", &most, " characters."].concat()
                } else {
                    return Some(lines().map(Value::from).collect());
                }
            }
            Answer::Link => {
                if is_link(text) {
                    return Some(text.into());
                }
                let says = "Give an address that begins with https:// (or mailto:); found \"";
                [says, &shown, "\"."].concat()
            }
        };
        self.wrong(name, &wrong);
        None
    }
}

/// A number as JSON, whole where it is.
fn plain(x: f64) -> Value {
    // Below 2^53 every whole double is this integer.
    #[allow(clippy::cast_possible_truncation)]
    let whole = x as i64;
    if libm::fabs(x) < 9e15 && libm::trunc(x) == x {
        Value::from(whole)
    } else {
        Value::from(x)
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// The text of a fact from its form, made on a day.
///
/// # Errors
/// What is wrong, each by the name of its input.
pub fn fact(
    c: &Catalogue,
    technology: &Id,
    field: &str,
    given: &Given,
    made: Date,
) -> Result<String, Vec<Problem>> {
    let Some(inputs) = form(c, field) else {
        return Err(vec![problem("", "The catalogue has no such field.")]);
    };
    let mut reader = Reader::new(given);
    let unknown = reader.text("unknown") == "yes";
    let common = ["as_of", "reason", "source"];
    let mut entry = object([("made", made.to_string().into())]);
    let mut parts = object([]);
    let mut single = None;
    for input in &inputs {
        let is_common = common.contains(&input.name.as_str());
        if unknown && (!is_common || input.name == "as_of") {
            continue;
        }
        let Some(value) = reader.read(input) else {
            continue;
        };
        if is_common {
            put(&mut entry, &input.name, value);
        } else if input.name == "value" {
            single = Some(value);
        } else {
            put(&mut parts, &input.name, value);
        }
    }
    if unknown && (field == "kind" || field == "languages") {
        reader.wrong("unknown", "Choose a value: this cannot be unknown.");
    }
    if field == "governance" && parts.get("name").is_none() {
        put(&mut parts, "name", "".into());
    }
    if field == "languages"
        && let Some(ids) = single.take()
    {
        // Oldest versions that the catalogue knows stay.
        let known = c.technology(technology);
        let known = known.map_or(&[][..], |t| &t.languages.value);
        let uses = ids.as_array().into_iter().flatten().map(|id| {
            let found = known.iter().find(|l| id.as_str() == Some(l.id.as_str()));
            let mut language = object([("id", id.clone())]);
            if let Some(min) = found.and_then(|l| l.min.as_deref()) {
                put(&mut language, "min", min.into());
            }
            language
        });
        single = Some(uses.collect());
    }
    if field.starts_with("capabilities.")
        && parts.get("level").and_then(Value::as_str) == Some("community")
        && parts.get("via").is_none()
    {
        reader.wrong("via", "Name the package.");
    }
    for name in ["value", "months"] {
        let below = |v: &Value| v.as_f64().is_some_and(|x| x < 0.0);
        let value = if name == "value" {
            single.as_ref()
        } else {
            parts.get(name)
        };
        if value.is_some_and(below) {
            reader.wrong(name, "Write a number of at least 0.");
        }
    }
    let value = match (unknown, single) {
        (true, _) => Value::Null,
        (false, Some(single)) => single,
        (false, None) => parts,
    };
    put(&mut entry, "value", value);
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let text = entry.to_string();
    // Whatever is written here can be read again.
    entry::fact(c, technology, field, &text, &Ids::default()).map(|_| text)
}

/// The inputs for a candidate.
#[must_use]
pub fn technology_form(c: &Catalogue) -> Vec<Input> {
    let lists = &c.lists;
    vec![
        input("name", "Name", "", Answer::Text(40), true),
        input(
            "summary",
            "What it is",
            "In a sentence.",
            Answer::Text(220),
            true,
        ),
        input("kind", "Kind", "", Answer::Choice(kinds(c)), true),
        input(
            "languages",
            "Languages",
            "At least one, here or below.",
            Answer::Several(lists.languages.clone()),
            false,
        ),
        input(
            "more",
            "Other languages",
            "Names that the list does not have, one a line.",
            Answer::Lines(40),
            false,
        ),
        input(
            "licence",
            "Licence",
            "Its SPDX identifier, such as AGPL-3.0-only.",
            Answer::Text(40),
            false,
        ),
        input("homepage", "Home page", "", Answer::Link, false),
        input("repository", "Source code", "", Answer::Link, false),
        input(
            "reason",
            "Why it is a candidate",
            "",
            Answer::Text(400),
            true,
        ),
    ]
}

/// An id from a name: letters and digits of it in lower case, hyphens between;
/// `None` where it has none of the Latin alphabet.
#[must_use]
pub(super) fn slug(name: &str, most: usize) -> Option<Id> {
    let mut text = String::new();
    for c in name.chars() {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            text.push(c);
        } else if c == '#' {
            text.push_str("sharp");
        } else if c == '+' {
            text.push('p');
        } else if !text.is_empty() && !text.ends_with('-') {
            text.push('-');
        }
        if text.len() >= most {
            break;
        }
    }
    text.truncate(most);
    Id::new(text.trim_end_matches('-')).ok()
}

/// The id of a candidate or criterion of this name: one that is not among
/// these.
pub(super) fn free(
    name: &str,
    otherwise: &str,
    most: usize,
    is: &dyn Fn(&Id) -> bool,
) -> Option<Id> {
    let first = slug(name, most).or_else(|| Id::new(otherwise).ok())?;
    if !is(&first) {
        return Some(first);
    }
    (2..10_000).find_map(|n: u32| {
        let end = ["-", &n.to_string()].concat();
        let start = first
            .as_str()
            .get(..first.as_str().len().min(most - end.len()))?;
        let id = Id::new(&[start.trim_end_matches('-'), &end].concat()).ok()?;
        (!is(&id)).then_some(id)
    })
}

/// The key and the text of a candidate from its form. Of an entry that is being
/// changed give its id; else one is made of the name.
///
/// # Errors
/// What is wrong, each by the name of its input.
pub fn technology(
    c: &Catalogue,
    id: Option<&Id>,
    given: &Given,
    made: Date,
) -> Result<(Id, String), Vec<Problem>> {
    let mut reader = Reader::new(given);
    let mut entry = object([("made", made.to_string().into())]);
    let mut terms = object([]);
    let mut languages: Vec<Value> = Vec::new();
    for input in technology_form(c) {
        let Some(value) = reader.read(&input) else {
            continue;
        };
        match input.name.as_str() {
            "languages" => languages.extend(value.as_array().into_iter().flatten().cloned()),
            "more" => {
                for name in value.as_array().into_iter().flatten() {
                    let name = name.as_str().unwrap_or_default();
                    match listed(&c.lists.languages, name) {
                        Some(id) => {
                            if id == *"unknown" {
                                reader.wrong("more", "Write the language's name.");
                            }
                            if !c.lists.languages.iter().any(|t| t.id == id) {
                                put(&mut terms, id.as_str(), name.into());
                            }
                            languages.push(id.as_str().into());
                        }
                        None => reader.wrong("more", "Write names with Latin letters."),
                    }
                }
            }
            "licence" => {
                let name = value.as_str().unwrap_or_default();
                match listed(&c.lists.licences, name) {
                    Some(id) => {
                        if !c.lists.licences.iter().any(|t| t.id == id) {
                            put(&mut terms, id.as_str(), name.into());
                        }
                        put(&mut entry, "licence", id.as_str().into());
                    }
                    None => reader.wrong("licence", "Write an SPDX identifier, such as MIT."),
                }
            }
            name => put(&mut entry, name, value),
        }
    }
    if languages.is_empty() {
        reader.wrong(
            "languages",
            "Choose at least one language, or name another.",
        );
    }
    let mut unique: Vec<Value> = Vec::new();
    for language in languages {
        let language = object([("id", language)]);
        if !unique.contains(&language) {
            unique.push(language);
        }
    }
    put(&mut entry, "languages", Value::Array(unique));
    if terms.as_object().is_some_and(|t| !t.is_empty()) {
        put(&mut entry, "terms", terms);
    }
    let is = |id: &Id| {
        let moved = &c.moved;
        c.technology(id).is_some()
            || moved.tombstones.contains_key(id)
            || moved.aliases.contains_key(id)
    };
    let id = id
        .cloned()
        .or_else(|| free(reader.text("name"), "mine", Id::MAX, &is));
    let Some(id) = id else {
        reader.wrong("name", "Choose another name.");
        return Err(reader.problems);
    };
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let text = entry.to_string();
    entry::technology(c, &id, &text, &Ids::default()).map(|_| (id, text))
}

/// The id of a label or id that a list has, whatever its case; else one made of
/// it.
fn listed(list: &[Term], name: &str) -> Option<Id> {
    let found = list
        .iter()
        .find(|t| t.label.eq_ignore_ascii_case(name) || t.id.as_str().eq_ignore_ascii_case(name));
    found.map(|t| t.id.clone()).or_else(|| slug(name, Id::MAX))
}

/// The inputs for a criterion: its own, then a figure for each technology under
/// `figures.<id>`.
#[must_use]
pub fn criterion_form(c: &Catalogue) -> Vec<Input> {
    let number = || Answer::Number(String::new());
    let mut inputs = vec![
        input("label", "Name", "", Answer::Text(40), true),
        input(
            "question",
            "The question that it answers",
            "",
            Answer::Text(160),
            false,
        ),
        input(
            "group",
            "Group",
            "",
            Answer::Choice(c.criteria_groups.clone()),
            true,
        ),
        input(
            "unit",
            "Unit",
            "Such as EUR a month, or points.",
            Answer::Text(40),
            true,
        ),
        input("worst", "Figure that is worth nothing", "", number(), true),
        input("best", "Figure that is worth most", "", number(), true),
        input("weight", "Weight, 0 to 10", "", number(), false),
        input("reason", "Why it matters", "", Answer::Text(400), true),
    ];
    for t in c.named() {
        let name = ["figures.", t.id.as_str()].concat();
        inputs.push(input(&name, &t.name, "Blank is unknown.", number(), false));
    }
    inputs
}

/// The key and the text of a criterion from its form, with a straight value
/// function. Of an entry that is being changed give its id; else one is made of
/// the name.
///
/// # Errors
/// What is wrong, each by the name of its input.
pub fn criterion(
    c: &Catalogue,
    id: Option<&Id>,
    given: &Given,
    made: Date,
) -> Result<(Id, String), Vec<Problem>> {
    let mut reader = Reader::new(given);
    let mut entry = object([("made", made.to_string().into())]);
    let mut function = object([("shape", "linear".into())]);
    let mut figures = object([]);
    for input in criterion_form(c) {
        let Some(value) = reader.read(&input) else {
            continue;
        };
        let name = input.name.as_str();
        if let Some(technology) = name.strip_prefix("figures.") {
            put(&mut figures, technology, value);
        } else if name == "worst" || name == "best" {
            put(&mut function, name, value);
        } else {
            put(&mut entry, name, value);
        }
    }
    let bound = |name| function.get(name).and_then(Value::as_f64);
    if let (Some(worst), Some(best)) = (bound("worst"), bound("best"))
        && worst == best
    {
        reader.wrong(
            "best",
            "Write another figure than the one that is worth nothing.",
        );
    }
    let weight = entry.get("weight").and_then(Value::as_f64);
    if weight.is_some_and(|w| !(0.0..=10.0).contains(&w)) {
        reader.wrong("weight", "Write a number from 0 to 10.");
    }
    put(&mut entry, "value", function);
    put(&mut entry, "figures", figures);
    let is = |id: &Id| c.criterion(id).is_some();
    let id = id
        .cloned()
        .or_else(|| free(reader.text("label"), "mine", 36, &is));
    let Some(id) = id else {
        reader.wrong("label", "Choose another name.");
        return Err(reader.problems);
    };
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let text = entry.to_string();
    entry::criterion(c, &id, &text).map(|_| (id, text))
}

/// Whether a fact of this field counts in a criterion.
#[must_use]
pub fn touches(criterion: &Criterion, c: &Catalogue, field: &str) -> bool {
    match &criterion.from {
        Measure::Metric { id } => field.strip_prefix("metrics.").is_some_and(|m| *id == *m),
        Measure::Maturity => field == "first_release",
        Measure::Support => field == "lifecycle.support" || field == "lifecycle.policy",
        Measure::Freshness => field == "lifecycle.latest",
        Measure::Capabilities { group } => field.strip_prefix("capabilities.").is_some_and(|id| {
            let found = c.capabilities.iter().find(|k| k.id == *id);
            found.is_some_and(|k| k.group == *group)
        }),
        Measure::TypeSafety => field == "type_safety",
        Measure::Languages => field == "languages",
        Measure::Rating => false,
    }
}

/// Whether a technology's figure on a criterion rests on something of the
/// user's own: on a fact, also one held to be unknown, or on a candidate of
/// which the fact is known. A policy counts only where no end of support does.
/// The user's ratings are another matter.
#[must_use]
pub fn counted(c: &Catalogue, t: &Technology, criterion: &Criterion) -> bool {
    let dated = |t: &Technology| {
        let support = t.lifecycle.support.as_ref();
        support.is_some_and(|f| f.value.security.is_some())
    };
    let counts =
        |field: &str| touches(criterion, c, field) && !(field == "lifecycle.policy" && dated(t));
    let fact = c.yours.iter().any(|yours| match yours {
        Yours::Fact(id, field) => *id == t.id && counts(field),
        Yours::Technology(_) | Yours::Criterion(_) => false,
    });
    let own = c.yours.contains(&Yours::Technology(t.id.clone()));
    fact || (own && fields_of(t).iter().any(|field| counts(field)))
}

/// The fields of which a technology has a fact that a criterion may take.
fn fields_of(t: &Technology) -> Vec<String> {
    let life = &t.lifecycle;
    let plain = [
        ("languages", !t.languages.value.is_empty()),
        ("first_release", t.first_release.is_some()),
        ("lifecycle.support", life.support.is_some()),
        ("lifecycle.policy", life.policy.is_some()),
        ("lifecycle.latest", life.latest.is_some()),
        ("type_safety", t.type_safety.is_some()),
    ];
    let mut fields: Vec<String> = Vec::new();
    for (field, known) in plain {
        if known {
            fields.push(field.to_owned());
        }
    }
    let capabilities = t.capabilities.keys();
    fields.extend(capabilities.map(|id| ["capabilities.", id.as_str()].concat()));
    let metrics = t.metrics.keys();
    fields.extend(metrics.map(|id| ["metrics.", id.as_str()].concat()));
    fields
}
