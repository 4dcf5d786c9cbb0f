//! One entry: from its text to what is put into a catalogue, or all that is
//! wrong with it.

use super::json::{self, object, problem, problems_of};
use super::rules::{Beyond, Rules};
use crate::catalogue::is_link;
use crate::catalogue::{
    Catalogue, Criterion, Date, Id, Key as Letters, Map, Problem, Technology, ValueFunction,
    parse_criterion_value, parse_technology_value,
};
use serde_json::Value;

/// The id of the source of whatever is the user's own.
pub(super) const YOURS: &str = "yours";

/// The fields that hold one fact of a technology, but capabilities and metrics.
pub(super) const FIELDS: [&str; 15] = [
    "kind",
    "languages",
    "architecture",
    "runs_on",
    "licence",
    "governance",
    "type_safety",
    "databases",
    "first_release",
    "users",
    "lifecycle.latest",
    "lifecycle.previous",
    "lifecycle.support",
    "lifecycle.lts",
    "lifecycle.policy",
];

/// A fact of the user's own.
#[derive(Debug)]
pub(super) struct OwnFact {
    /// The fact as in a data file, without its source; nothing where the user
    /// holds it to be unknown.
    pub value: Option<Value>,
    /// A technology that has this fact alone.
    pub technology: Technology,
    pub reason: String,
    /// Where it was read; may be empty.
    pub source: String,
    pub made: Date,
    pub terms: Map<Id, String>,
}

/// A candidate of the user's own.
#[derive(Debug)]
pub(super) struct OwnTechnology {
    /// As in a data file.
    pub value: Value,
    pub technology: Technology,
    pub reason: String,
    pub made: Option<Date>,
    pub terms: Map<Id, String>,
}

/// A criterion of the user's own.
#[derive(Debug)]
pub(super) struct OwnCriterion {
    /// Its key is a blank where none was chosen.
    pub criterion: Criterion,
    /// How it is written, without a key.
    pub value: Value,
    pub metric: Id,
    pub key: Option<Letters>,
    pub figures: Map<Id, f64>,
    pub weight: Option<f64>,
    pub reason: String,
    pub made: Date,
}

/// The fields of an entry, taken one by one.
struct Fields<'a> {
    object: &'a serde_json::Map<String, Value>,
    problems: Vec<Problem>,
}

impl Fields<'_> {
    fn wrong(&mut self, at: &str, expected: &str) {
        self.problems.push(problem(at, expected));
    }

    /// Refuses other fields than these.
    fn only(&mut self, names: &[&str]) {
        let object = self.object;
        for name in object.keys() {
            if !names.contains(&name.as_str()) {
                let name: String = name.chars().take(60).collect();
                let expected = ["expected one of the fields ", &names.join(", ")].concat();
                self.wrong(&name, &expected);
            }
        }
    }

    /// A text; empty where it is not there.
    fn text(&mut self, name: &str, most: usize) -> String {
        let text = match self.object.get(name) {
            None | Some(Value::Null) => return String::new(),
            Some(value) => value.as_str(),
        };
        let Some(text) = text else {
            self.wrong(name, "expected a text");
            return String::new();
        };
        let mut problems = std::mem::take(&mut self.problems);
        Rules {
            problems: &mut problems,
        }
        .text(name, text, most);
        self.problems = problems;
        text.trim().to_owned()
    }

    fn date(&mut self, name: &str, needed: bool) -> Option<Date> {
        let found = self.object.get(name);
        let date = found.and_then(Value::as_str).and_then(Date::parse);
        if date.is_none() && (needed || found.is_some_and(|v| !v.is_null())) {
            self.wrong(name, "expected a date as YYYY, YYYY-MM or YYYY-MM-DD");
        }
        date
    }

    fn link(&mut self, name: &str) -> String {
        let link = self.text(name, 300);
        if !link.is_empty() && !is_link(&link) {
            let shown: String = link.chars().take(60).collect();
            let expected = [
                "expected an address that begins with https:// or mailto:, found \"",
                &shown,
                "\"",
            ];
            self.wrong(name, &expected.concat());
        }
        link
    }

    /// Names of ids that the catalogue does not list.
    fn terms(&mut self) -> Map<Id, String> {
        let mut terms = Map::new();
        let Some(found) = self.object.get("terms") else {
            return terms;
        };
        let named = found.as_object().filter(|o| o.len() <= 50);
        if named.is_none() {
            self.wrong("terms", "expected an object of at most 50 names by id");
        }
        for (id, name) in named.into_iter().flatten() {
            let name = name.as_str().map(str::trim).filter(|n| {
                let length = n.chars().count();
                (1..=60).contains(&length) && !n.chars().any(char::is_control)
            });
            match (Id::new(id), name) {
                (Ok(id), Some(name)) if id != *"unknown" => {
                    terms.insert(id, name.to_owned());
                }
                (_, _) => self.wrong("terms", "expected a name of 1 to 60 characters for an id"),
            }
        }
        terms
    }
}

fn fields(value: &Value) -> Result<Fields<'_>, Vec<Problem>> {
    match value.as_object() {
        Some(object) => Ok(Fields {
            object,
            problems: Vec::new(),
        }),
        None => Err(vec![problem("", "expected an object")]),
    }
}

/// Sets a field of a technology's JSON, or takes it out.
pub(super) fn set(technology: &mut Value, field: &str, fact: Option<Value>) {
    let mut place = technology;
    let (head, last) = match field.split_once('.') {
        Some((head, last)) => (Some(head), last),
        None => (None, field),
    };
    if let Some(head) = head {
        let Some(object) = place.as_object_mut() else {
            return;
        };
        if !object.get(head).is_some_and(Value::is_object) {
            if fact.is_none() {
                return;
            }
            object.insert(head.to_owned(), Value::Object(serde_json::Map::new()));
        }
        match object.get_mut(head) {
            Some(inner) => place = inner,
            None => return,
        }
    }
    if let Some(object) = place.as_object_mut() {
        match fact {
            Some(fact) => object.insert(last.to_owned(), fact),
            None => object.remove(last),
        };
    }
}

/// Reads a fact of `field`; a path of a problem is one inside the entry.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn fact(
    c: &Catalogue,
    id: &Id,
    field: &str,
    text: &str,
    others: &super::overlay::Ids,
) -> Result<OwnFact, Vec<Problem>> {
    let json = json::read(text).map_err(|p| vec![p])?;
    let mut given = fields(&json)?;
    given.only(&["value", "as_of", "reason", "source", "made", "terms"]);
    let reason = given.text("reason", 400);
    let source = given.link("source");
    let made = given.date("made", true);
    let as_of = given.date("as_of", false).or(made);
    let terms = given.terms();
    if reason.is_empty() {
        given.wrong("reason", "expected a reason, found none");
    }
    let value = match given.object.get("value") {
        None => {
            given.wrong("value", "expected a value, or null where it is unknown");
            None
        }
        Some(Value::Null) => {
            if field == "kind" || field == "languages" {
                given.wrong("value", "expected a value; this cannot be unknown");
            }
            None
        }
        Some(value) => Some(value.clone()),
    };
    let mut problems = given.problems;
    let (Some(made), Some(as_of)) = (made, as_of) else {
        return Err(problems);
    };
    let fact = value.map(|value| {
        let as_of = Value::from(as_of.to_string());
        let note = Value::from(reason.as_str());
        if !field.starts_with("capabilities.") {
            return object([("value", value), ("as_of", as_of), ("note", note)]);
        }
        let mut value = value;
        if let Some(fields) = value.as_object_mut() {
            fields.insert("as_of".to_owned(), as_of);
            fields.insert("note".to_owned(), note);
            if !source.is_empty() {
                fields.insert("doc".to_owned(), source.as_str().into());
            }
        }
        value
    });
    let first = c.lists.kinds.first();
    let blank = || {
        object([
            ("value", Value::Array(Vec::new())),
            ("as_of", "2000".into()),
        ])
    };
    let kind = object([
        ("value", first.map_or("x", |k| k.id.as_str()).into()),
        ("as_of", "2000".into()),
    ]);
    let mut alone = object([
        ("id", id.as_str().into()),
        ("name", "x".into()),
        ("summary", "x".into()),
        ("kind", kind),
        ("languages", blank()),
    ]);
    set(&mut alone, field, fact.clone());
    let inside = [field, "."].concat();
    let technology = match parse_technology_value(&alone) {
        Ok(technology) => technology,
        Err(error) => {
            for mut problem in problems_of(error) {
                let at = problem.at.strip_prefix(inside.as_str());
                problem.at = at.map_or_else(|| "value".to_owned(), str::to_owned);
                problems.push(problem);
            }
            return Err(problems);
        }
    };
    let beyond = Beyond {
        technologies: others.all.clone(),
        terms: terms.clone(),
    };
    let before = problems.len();
    let mut rules = Rules {
        problems: &mut problems,
    };
    rules.technology("", c, &technology, &beyond);
    rules.require(
        field != "languages" || !technology.languages.value.is_empty(),
        "languages",
        "expected at least one language",
    );
    for problem in problems.iter_mut().skip(before) {
        problem.at = "value".to_owned();
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(OwnFact {
        value: fact,
        technology,
        reason,
        source,
        made,
        terms,
    })
}

/// A fact as in a data file from one that may be the bare value, may be undated
/// and may name no source.
fn full(fact: &Value, capability: bool, as_of: Date) -> Value {
    let mut fact = match fact {
        Value::String(_) if capability => object([("level", fact.clone())]),
        Value::Object(_) if capability => fact.clone(),
        Value::Object(fields) if fields.contains_key("value") => fact.clone(),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => object([("value", fact.clone())]),
    };
    if let Some(fields) = fact.as_object_mut() {
        if !fields.contains_key("as_of") {
            fields.insert("as_of".to_owned(), as_of.to_string().into());
        }
        if !capability && !fields.contains_key("source") {
            fields.insert("source".to_owned(), YOURS.into());
        }
    }
    fact
}

/// A source of the user's own.
pub(super) fn source(id: &str, reason: &str, url: &str, made: Date) -> Value {
    let mut title = "Yours".to_owned();
    if !reason.is_empty() {
        title.push_str(": ");
        title.extend(reason.chars().take(100));
        if reason.chars().count() > 100 {
            title.push('…');
        }
    }
    object([
        ("id", id.into()),
        ("title", title.into()),
        ("url", url.into()),
        ("read", made.to_string().into()),
    ])
}

/// Reads a candidate. Facts may be bare values, undated and without a source:
/// they are of the day on which the entry was made, and the user's.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn technology(
    c: &Catalogue,
    id: &Id,
    text: &str,
    others: &super::overlay::Ids,
) -> Result<OwnTechnology, Vec<Problem>> {
    let json = json::read(text).map_err(|p| vec![p])?;
    let mut given = fields(&json)?;
    let reason = given.text("reason", 400);
    let made = given.date("made", false);
    let terms = given.terms();
    let named = given.object.get("id").and_then(Value::as_str);
    if given.object.contains_key("id") && named != Some(id.as_str()) {
        given.wrong(
            "id",
            &["expected ", id.as_str(), ", as its key says"].concat(),
        );
    }
    let gone = |moved: &Catalogue| {
        moved.moved.aliases.contains_key(id) || moved.moved.tombstones.contains_key(id)
    };
    if c.technology(id).is_some() || gone(c) {
        given.wrong("id", "expected an id that the catalogue does not have");
    }
    let as_of = made.unwrap_or(c.checked);
    let mut rest = given.object.clone();
    for name in ["reason", "made", "terms"] {
        rest.remove(name);
    }
    rest.insert("id".to_owned(), id.as_str().into());
    for name in ["strengths", "cautions"] {
        if let Some(list) = rest.get_mut(name).and_then(Value::as_array_mut) {
            for item in list {
                *item = full(item, false, as_of);
            }
        }
    }
    for (name, capability) in [
        ("lifecycle", false),
        ("metrics", false),
        ("capabilities", true),
    ] {
        if let Some(facts) = rest.get_mut(name).and_then(Value::as_object_mut) {
            for (_, fact) in facts.iter_mut() {
                *fact = full(fact, capability, as_of);
            }
        }
    }
    for name in FIELDS {
        if let Some(fact) = rest.get_mut(name) {
            *fact = full(fact, false, as_of);
        }
    }
    let own = source(YOURS, &reason, "", as_of);
    let sources = rest
        .entry("sources")
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Some(list) = sources.as_array_mut() {
        let is = |s: &Value| s.get("id").and_then(Value::as_str) == Some(YOURS);
        if !list.iter().any(is) {
            list.push(own);
        }
    }
    let mut problems = given.problems;
    let value = Value::Object(rest);
    match parse_technology_value(&value) {
        Ok(technology) => {
            let beyond = Beyond {
                technologies: others.all.clone(),
                terms: terms.clone(),
            };
            let mut rules = Rules {
                problems: &mut problems,
            };
            rules.technology("", c, &technology, &beyond);
            rules.require(
                !technology.languages.value.is_empty(),
                "languages",
                "expected at least one language",
            );
            rules.words("summary", &technology.summary, 220);
            if problems.is_empty() {
                return Ok(OwnTechnology {
                    value,
                    technology,
                    reason,
                    made,
                    terms,
                });
            }
        }
        Err(error) => problems.extend(problems_of(error)),
    }
    Err(problems)
}

/// The metric of a criterion of the user's own: `own-` and the criterion's id.
///
/// # Errors
/// A problem where the id is longer than 36 characters.
fn metric(id: &Id) -> Result<Id, Problem> {
    Id::new(&["own-", id.as_str()].concat())
        .map_err(|_| problem("id", "expected an id of at most 36 characters"))
}

/// Reads a criterion.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn criterion(c: &Catalogue, id: &Id, text: &str) -> Result<OwnCriterion, Vec<Problem>> {
    let json = json::read(text).map_err(|p| vec![p])?;
    let mut given = fields(&json)?;
    given.only(&[
        "label", "question", "group", "unit", "value", "key", "figures", "weight", "reason",
        "made", "caveat",
    ]);
    let label = given.text("label", 40);
    let question = given.text("question", 160);
    let unit = given.text("unit", 40);
    let reason = given.text("reason", 400);
    let caveat = given.text("caveat", 400);
    let group = given.text("group", 40);
    let made = given.date("made", true);
    if label.is_empty() {
        given.wrong("label", "expected a name, found none");
    }
    if reason.is_empty() {
        given.wrong("reason", "expected a reason, found none");
    }
    if c.criterion(id).is_some() {
        given.wrong("id", "expected an id that the catalogue does not have");
    }
    if !c.criteria_groups.iter().any(|g| g.id == *group.as_str()) {
        let ids: Vec<&str> = c.criteria_groups.iter().map(|g| g.id.as_str()).collect();
        let expected = ["expected one of ", &ids.join(", ")].concat();
        given.wrong("group", &expected);
    }
    let key = match given.object.get("key") {
        None | Some(Value::Null) => None,
        Some(key) => {
            let key = key.as_str().and_then(|k| Letters::new(k).ok());
            let free = key.filter(|key| !c.criteria.iter().any(|k| k.key == *key));
            if free.is_none() {
                let expected =
                    "expected 2 to 4 lower-case letters that no criterion of the catalogue has";
                given.wrong("key", expected);
            }
            free
        }
    };
    let weight = match given.object.get("weight") {
        None | Some(Value::Null) => None,
        Some(weight) => {
            let weight = weight.as_f64().filter(|w| (0.0..=10.0).contains(w));
            if weight.is_none() {
                given.wrong("weight", "expected a number from 0 to 10");
            }
            weight
        }
    };
    let mut figures = Map::new();
    match given.object.get("figures").map(Value::as_object) {
        Some(Some(object)) if object.len() <= 1000 => {
            for (name, figure) in object {
                match (Id::new(name), figure.as_f64().filter(|x| x.is_finite())) {
                    (Ok(id), Some(figure)) => {
                        figures.insert(id, figure);
                    }
                    (Ok(_), None) if figure.is_null() => {}
                    (_, _) => {
                        let name: String = name.chars().take(60).collect();
                        given.wrong(
                            &["figures.", &name].concat(),
                            "expected a number by a technology's id",
                        );
                    }
                }
            }
        }
        Some(_) => given.wrong("figures", "expected an object of at most 1000 numbers"),
        None => given.wrong("figures", "expected a number for each technology"),
    }
    let function = given.object.get("value").cloned().unwrap_or(Value::Null);
    let mut problems = given.problems;
    let metric = match metric(id) {
        Ok(metric) => metric,
        Err(problem) => {
            problems.push(problem);
            return Err(problems);
        }
    };
    let from = object([("type", "metric".into()), ("id", metric.as_str().into())]);
    let mut value = object([
        ("id", id.as_str().into()),
        ("key", "xx".into()),
        ("label", label.into()),
        ("question", question.into()),
        ("group", group.into()),
        ("from", from),
        ("value", function),
        ("unit", unit.into()),
        ("why", reason.as_str().into()),
    ]);
    if let (false, Some(fields)) = (caveat.is_empty(), value.as_object_mut()) {
        fields.insert("caveat".to_owned(), caveat.into());
    }
    match parse_criterion_value(&value) {
        Ok(criterion) => {
            let ordinal = matches!(criterion.value, ValueFunction::Ordinal { .. });
            if ordinal || !criterion.value.is_sound() {
                let expected = "expected finite bounds that differ (for a logarithm above zero), \
                                or points with rising figures and values from 0 to 1";
                problems.push(problem("value", expected));
            }
            if let (true, Some(made)) = (problems.is_empty(), made) {
                return Ok(OwnCriterion {
                    criterion,
                    value,
                    metric,
                    key,
                    figures,
                    weight,
                    reason,
                    made,
                });
            }
        }
        // A group that is no id has been named above.
        Err(error) => problems.extend(
            problems_of(error)
                .into_iter()
                .filter(|p| p.at.starts_with("value")),
        ),
    }
    Err(problems)
}

/// The weight that an own criterion asks for, 0 to 10; nothing where its entry
/// cannot be read or asks for none. It is no default of the catalogue, so that
/// a link always says it: set it when the criterion is added.
#[must_use]
pub fn weight(c: &Catalogue, id: &Id, text: &str) -> Option<f64> {
    criterion(c, id, text).ok().and_then(|own| own.weight)
}
