//! From JSON to the types of the model, with the path of whatever is wrong.
//!
//! Written by hand over [`serde_json::Value`]: derived readers of these types
//! weigh several times as much in the page, stop at the first fault, and say a
//! line where these say the field. A fault is noted and a blank takes the
//! place of the value, so that all faults are found in one go; blanks never
//! leave this file.

use super::model::*;
use super::ordered::Map;
use super::{CatalogueError, Date, Id, Key, Problem};
use serde_json::Value;
use std::cell::RefCell;

/// How many faults of one text are named.
const MOST: usize = 100;

/// Reads a catalogue, without the rules that reach across its parts.
///
/// # Errors
/// [`CatalogueError::Shape`] with line and column where the text is no JSON,
/// [`CatalogueError::Facts`] with every field that is not of this shape.
pub fn parse(text: &str) -> Result<Catalogue, CatalogueError> {
    read(text)
}

/// Reads one technology, as it stands in a file of its own.
///
/// # Errors
/// As of [`parse`].
pub fn parse_technology(text: &str) -> Result<Technology, CatalogueError> {
    read(text)
}

fn read<T: Read>(text: &str) -> Result<T, CatalogueError> {
    let value: Value =
        serde_json::from_str(text).map_err(|e| CatalogueError::Shape(e.to_string()))?;
    let problems = RefCell::new(Vec::new());
    let read = T::read(
        &value,
        &At {
            problems: &problems,
            step: Step::Top,
        },
    );
    let problems = problems.into_inner();
    if problems.is_empty() {
        Ok(read)
    } else {
        Err(CatalogueError::Facts(problems))
    }
}

/// Where a value stands: a list of steps that lives on the stack and becomes
/// text only when something is wrong.
#[derive(Clone, Copy)]
struct At<'a> {
    problems: &'a RefCell<Vec<Problem>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Top,
    Field(&'a At<'a>, &'a str),
    Item(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    fn field(&'a self, name: &'a str) -> Self {
        Self {
            problems: self.problems,
            step: Step::Field(self, name),
        }
    }

    fn item(&'a self, n: usize) -> Self {
        Self {
            problems: self.problems,
            step: Step::Item(self, n),
        }
    }

    fn write(&self, text: &mut String) {
        match self.step {
            Step::Top => {}
            Step::Field(parent, name) => {
                parent.write(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            Step::Item(parent, n) => {
                parent.write(text);
                text.push('[');
                text.push_str(&n.to_string());
                text.push(']');
            }
        }
    }

    fn wrong(&self, expected: &str, found: &Value) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MOST {
            let mut at = String::new();
            self.write(&mut at);
            let found = described(found);
            problems.push(Problem {
                at,
                expected: ["expected ", expected, ", found ", &found].concat(),
            });
        }
    }
}

/// What a value is, in short.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(text) => {
            let start: String = text.chars().take(60).collect();
            ["\"", &start, "\""].concat()
        }
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

trait Read: Sized {
    /// What stands where no value could be read.
    fn blank() -> Self;

    /// Reads a value, or notes a problem and gives a blank.
    fn read(value: &Value, at: &At<'_>) -> Self;
}

/// Says of a plain type what it expects, how it is taken and its blank.
macro_rules! plain {
    ($type:ty, $expected:literal, $blank:expr, |$value:ident| $take:expr) => {
        impl Read for $type {
            fn blank() -> Self {
                $blank
            }

            fn read($value: &Value, at: &At<'_>) -> Self {
                let taken: Option<Self> = $take;
                taken.unwrap_or_else(|| {
                    at.wrong($expected, $value);
                    Self::blank()
                })
            }
        }
    };
}

plain!(String, "text", Self::new(), |value| value
    .as_str()
    .map(str::to_owned));
plain!(f64, "a number", 0.0, |value| value.as_f64());
plain!(u32, "a whole number", 0, |value| {
    value.as_u64().and_then(|n| Self::try_from(n).ok())
});
plain!(bool, "true or false", false, |value| value.as_bool());
plain!(
    Id,
    "an id of 1 to 40 lower-case letters, digits and inner hyphens",
    Self::blank(),
    |value| value.as_str().and_then(|text| Self::new(text).ok())
);
plain!(
    Key,
    "a key of 2 to 4 lower-case letters",
    Self::blank(),
    |value| { value.as_str().and_then(|text| Self::new(text).ok()) }
);
plain!(
    Date,
    "a date as YYYY, YYYY-MM or YYYY-MM-DD",
    Self::blank(),
    |value| value.as_str().and_then(Self::parse)
);
plain!([f64; 2], "two numbers", [0.0, 0.0], |value| {
    match value.as_array().map(Vec::as_slice) {
        Some([a, b]) => a.as_f64().zip(b.as_f64()).map(|(a, b)| [a, b]),
        Some(_) | None => None,
    }
});

impl<T: Read> Read for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(value: &Value, at: &At<'_>) -> Self {
        let Some(list) = value.as_array() else {
            at.wrong("a list", value);
            return Self::new();
        };
        list.iter()
            .enumerate()
            .map(|(n, item)| T::read(item, &at.item(n)))
            .collect()
    }
}

impl<T: Read> Read for Map<Id, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(value: &Value, at: &At<'_>) -> Self {
        let mut all = Self::new();
        for (name, item) in object(value, at) {
            let at = at.field(name);
            match Id::new(name) {
                Ok(id) => {
                    all.insert(id, T::read(item, &at));
                }
                Err(e) => at.wrong(&e.to_string(), item),
            }
        }
        all
    }
}

impl<T: Read> Read for Map<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(value: &Value, at: &At<'_>) -> Self {
        let mut all = Self::new();
        for (name, item) in object(value, at) {
            all.insert(name.clone(), T::read(item, &at.field(name)));
        }
        all
    }
}

/// The fields of an object; none where it is no object.
fn object<'a>(value: &'a Value, at: &At<'_>) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let object = value.as_object();
    if object.is_none() {
        at.wrong("an object", value);
    }
    object.into_iter().flatten()
}

/// An object of a known shape.
struct Fields<'a> {
    value: &'a Value,
    at: &'a At<'a>,
}

impl<'a> Fields<'a> {
    /// Takes an object that should have no other fields than these.
    fn new(value: &'a Value, at: &'a At<'a>, names: &[&str]) -> Self {
        for (name, found) in object(value, at) {
            if !names.contains(&name.as_str()) {
                at.field(name)
                    .wrong(&["one of the fields ", &names.join(", ")].concat(), found);
            }
        }
        Self { value, at }
    }

    /// A field that must be there.
    fn need<T: Read>(&self, name: &str) -> T {
        match self.value.get(name) {
            Some(value) => T::read(value, &self.at.field(name)),
            None => {
                if self.value.is_object() {
                    self.at.field(name).wrong("this field", &Value::Null);
                }
                T::blank()
            }
        }
    }

    /// A field that may be missing.
    fn may<T: Read>(&self, name: &str) -> Option<T> {
        self.value
            .get(name)
            .map(|value| T::read(value, &self.at.field(name)))
    }

    /// A field whose absence means its blank.
    fn or<T: Read>(&self, name: &str) -> T {
        self.may(name).unwrap_or_else(T::blank)
    }
}

/// Says how each field of a record is read: `need`, `may` or `or`.
macro_rules! record {
    (blank may) => {
        None
    };
    (blank $how:ident) => {
        Read::blank()
    };
    ($type:ident { $($how:ident $field:ident),+ $(,)? }) => {
        impl Read for $type {
            fn blank() -> Self {
                Self { $($field: record!(blank $how)),+ }
            }

            fn read(value: &Value, at: &At<'_>) -> Self {
                let fields = Fields::new(value, at, &[$(stringify!($field)),+]);
                Self { $($field: fields.$how(stringify!($field))),+ }
            }
        }
    };
}

/// Says by which word each variant of a plain enumeration is written.
macro_rules! words {
    ($type:ident { $($word:literal => $variant:ident),+ $(,)? }) => {
        impl Read for $type {
            fn blank() -> Self {
                Self::BLANK
            }

            fn read(value: &Value, at: &At<'_>) -> Self {
                match value.as_str() {
                    $(Some($word) => Self::$variant,)+
                    _ => {
                        at.wrong(&["one of ", &[$($word),+].join(", ")].concat(), value);
                        Self::BLANK
                    }
                }
            }
        }
    };
}

impl League {
    const BLANK: Self = Self::Frameworks;
}

impl Level {
    const BLANK: Self = Self::None;
}

impl Verdict {
    const BLANK: Self = Self::NotVerifiable;
}

words!(League { "frameworks" => Frameworks, "runtimes" => Runtimes });
words!(Level {
    "core" => Core,
    "official" => Official,
    "community" => Community,
    "none" => None,
});
words!(Verdict {
    "holds" => Holds,
    "partly" => Partly,
    "outdated" => Outdated,
    "wrong" => Wrong,
    "not-verifiable" => NotVerifiable,
});

record!(Catalogue {
    need format,
    need version,
    need checked,
    need reference_date,
    need lists,
    need capability_groups,
    need capabilities,
    or metrics,
    need criteria_groups,
    need criteria,
    need defaults,
    or presets,
    or guide,
    or moved,
    or sources,
    need technologies,
});
record!(Lists {
    need kinds,
    need languages,
    need licences,
    need governance,
    need type_safety,
    need databases,
});
record!(Term { need id, need label, may what });
record!(Kind { need id, need label, or what, need league });
record!(Capability { need id, need label, need rule, need group });
record!(Metric { need id, need label, need unit, need what });
record!(Criterion {
    need id,
    need key,
    need label,
    need question,
    need group,
    need from,
    need value,
    need unit,
    need why,
    may caveat,
});
record!(OrdinalLevel { need id, need value });
record!(Defaults { need v, need weights });
record!(Preset { need id, need label, or what, need weights });
record!(Question { need id, or consideration, need ask, or answers, or several });
record!(Answer { need id, need label, or weights, or must });
record!(Moved { or aliases, or tombstones });
record!(Source { need id, need title, need url, need read, may licence });
record!(Technology {
    need id,
    need name,
    or aliases,
    need summary,
    or homepage,
    or repository,
    need kind,
    need languages,
    may architecture,
    may runs_on,
    may licence,
    may governance,
    may type_safety,
    may databases,
    may first_release,
    or lifecycle,
    or capabilities,
    or metrics,
    may users,
    or strengths,
    or cautions,
    or claims,
    or unknown,
    or sources,
});
record!(LanguageUse { need id, may min });
record!(Governance { need by, or name });
record!(Lifecycle { may latest, may previous, may support, may lts, may policy });
record!(Release { need version, may date });
record!(Support { need version, may active, may security });
record!(Policy { or says, may months });
record!(CapabilityFact { need level, may via, may doc, need as_of, may note });
record!(Claim { need says, need verdict, need finding, need as_of, may source });
record!(Unknown { need why, or not_comparable });

impl<T: Read> Read for Fact<T> {
    fn blank() -> Self {
        Self {
            value: T::blank(),
            as_of: Read::blank(),
            source: Read::blank(),
            note: None,
        }
    }

    fn read(value: &Value, at: &At<'_>) -> Self {
        let fields = Fields::new(value, at, &["value", "as_of", "source", "note"]);
        Self {
            value: fields.need("value"),
            as_of: fields.need("as_of"),
            source: fields.need("source"),
            note: fields.may("note"),
        }
    }
}

impl Read for Measure {
    fn blank() -> Self {
        Self::Maturity
    }

    fn read(value: &Value, at: &At<'_>) -> Self {
        let fields = Fields::new(value, at, &["type", "id", "group"]);
        match value.get("type").and_then(Value::as_str) {
            Some("metric") => Self::Metric {
                id: fields.need("id"),
            },
            Some("maturity") => Self::Maturity,
            Some("support") => Self::Support,
            Some("freshness") => Self::Freshness,
            Some("capabilities") => Self::Capabilities {
                group: fields.need("group"),
            },
            Some("type-safety") => Self::TypeSafety,
            Some("languages") => Self::Languages,
            Some("rating") => Self::Rating,
            Some(_) | None => {
                let expected = "one of the types metric, maturity, support, freshness, \
                                capabilities, type-safety, languages, rating";
                at.wrong(expected, value);
                Self::blank()
            }
        }
    }
}

impl Read for ValueFunction {
    fn blank() -> Self {
        Self::Linear {
            worst: 0.0,
            best: 1.0,
        }
    }

    fn read(value: &Value, at: &At<'_>) -> Self {
        let names = [
            "shape", "worst", "best", "offset", "points", "low", "target", "high", "levels",
        ];
        let fields = Fields::new(value, at, &names);
        match value.get("shape").and_then(Value::as_str) {
            Some("linear") => Self::Linear {
                worst: fields.need("worst"),
                best: fields.need("best"),
            },
            Some("logarithmic") => Self::Logarithmic {
                worst: fields.need("worst"),
                best: fields.need("best"),
                offset: fields.or("offset"),
            },
            Some("piecewise") => Self::Piecewise {
                points: fields.need("points"),
            },
            Some("target") => Self::Target {
                low: fields.need("low"),
                target: fields.need("target"),
                high: fields.need("high"),
            },
            Some("ordinal") => Self::Ordinal {
                levels: fields.need("levels"),
            },
            Some(_) | None => {
                let expected = "one of the shapes linear, logarithmic, piecewise, target, ordinal";
                at.wrong(expected, value);
                Self::blank()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        parse_technology(text).map_or_else(|e| e.to_string(), |t| t.id.to_string())
    }

    const KIND: &str = r#""kind":{"value":"api","as_of":"2026","source":"s"}"#;
    const START: &str = r#"{"id":"a","name":"A","summary":"S","homepage":"h","repository":"r","languages":{"value":[],"as_of":"2026","source":"s"}"#;

    #[test]
    fn a_fault_is_named_by_its_field() {
        let with = |rest: &str| problem(&[START, ",", KIND, ",", rest, "}"].concat());
        assert_eq!(with(r#""aliases":[]"#), "a");
        assert_eq!(
            with(r#""metrics":{"stars":{"value":"many","as_of":"2026","source":"s"}}"#),
            "metrics.stars.value: expected a number, found \"many\""
        );
        assert_eq!(
            with(r#""strengths":[{"value":"x","as_of":"2026-13","source":"s"}]"#),
            "strengths[0].as_of: expected a date as YYYY, YYYY-MM or YYYY-MM-DD, found \"2026-13\""
        );
        assert_eq!(
            with(r#""capabilities":{"orm":{"level":"built","as_of":"2026"}}"#),
            "capabilities.orm.level: expected one of core, official, community, none, found \"built\""
        );
        assert!(with(r#""licens":1"#).starts_with("licens: expected one of the fields id, name,"));
    }

    #[test]
    fn all_faults_are_named_at_once() {
        let text = [START, ",", r#""kind":1,"aliases":"x"}"#].concat();
        let expected =
            "aliases: expected a list, found \"x\"\nkind: expected an object, found a number";
        assert_eq!(problem(&text), expected);
    }

    #[test]
    fn a_missing_field_is_asked_for() {
        assert_eq!(
            problem(&[START, "}"].concat()),
            "kind: expected this field, found nothing"
        );
        assert!(problem("{").contains("line 1"));
        assert_eq!(problem("[]"), "expected an object, found a list");
    }
}
