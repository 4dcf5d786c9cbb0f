//! From JSON to the types of the model, with the path of whatever is wrong.
//!
//! Written by hand over [`serde_json::Value`]: derived readers of these types
//! weigh seven times as much in the page, and say a line and a column where
//! these say the field.

use super::model::*;
use super::{CatalogueError, Date, Id, Key, Problem};
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads a catalogue, without the rules that reach across its parts.
///
/// # Errors
/// [`CatalogueError::Shape`] with line and column where the text is no JSON,
/// [`CatalogueError::Facts`] with the field where it is not of this shape.
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
    T::read(&value, &At::Top).map_err(|problem| CatalogueError::Facts(vec![problem]))
}

/// Where a value stands: a list of steps that lives on the stack and becomes
/// text only when something is wrong.
enum At<'a> {
    Top,
    Field(&'a At<'a>, &'a str),
    Item(&'a At<'a>, usize),
}

impl At<'_> {
    fn write(&self, text: &mut String) {
        match self {
            Self::Top => {}
            Self::Field(parent, name) => {
                parent.write(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            Self::Item(parent, n) => {
                parent.write(text);
                text.push('[');
                text.push_str(&n.to_string());
                text.push(']');
            }
        }
    }

    fn wrong(&self, expected: &str, found: &Value) -> Problem {
        let mut at = String::new();
        self.write(&mut at);
        let found: String = found.to_string().chars().take(60).collect();
        Problem {
            at,
            expected: ["expected ", expected, ", found ", &found].concat(),
        }
    }
}

trait Read: Sized {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem>;
}

fn text<'a>(value: &'a Value, at: &At<'_>) -> Result<&'a str, Problem> {
    value.as_str().ok_or_else(|| at.wrong("text", value))
}

impl Read for String {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        text(value, at).map(str::to_owned)
    }
}

impl Read for f64 {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        value.as_f64().ok_or_else(|| at.wrong("a number", value))
    }
}

impl Read for u32 {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let number = value.as_u64().and_then(|n| Self::try_from(n).ok());
        number.ok_or_else(|| at.wrong("a whole number", value))
    }
}

impl Read for bool {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        value
            .as_bool()
            .ok_or_else(|| at.wrong("true or false", value))
    }
}

impl Read for Id {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        Self::new(text(value, at)?).map_err(|e| at.wrong(&e.to_string(), value))
    }
}

impl Read for Key {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        Self::new(text(value, at)?).map_err(|e| at.wrong(&e.to_string(), value))
    }
}

impl Read for Date {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let expected = "a date as YYYY, YYYY-MM or YYYY-MM-DD";
        Self::parse(text(value, at)?).ok_or_else(|| at.wrong(expected, value))
    }
}

impl Read for [f64; 2] {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let pair: Vec<f64> = Read::read(value, at)?;
        Self::try_from(pair).map_err(|_| at.wrong("two numbers", value))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let list = value.as_array().ok_or_else(|| at.wrong("a list", value))?;
        let mut all = Self::with_capacity(list.len());
        for (n, item) in list.iter().enumerate() {
            all.push(T::read(item, &At::Item(at, n))?);
        }
        Ok(all)
    }
}

impl<T: Read> Read for BTreeMap<Id, T> {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let mut all = Self::new();
        for (name, item) in object(value, at)? {
            let at = At::Field(at, name);
            let id = Id::new(name).map_err(|e| at.wrong(&e.to_string(), item))?;
            all.insert(id, T::read(item, &at)?);
        }
        Ok(all)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let mut all = Self::new();
        for (name, item) in object(value, at)? {
            all.insert(name.clone(), T::read(item, &At::Field(at, name))?);
        }
        Ok(all)
    }
}

fn object<'a>(
    value: &'a Value,
    at: &At<'_>,
) -> Result<&'a serde_json::Map<String, Value>, Problem> {
    value
        .as_object()
        .ok_or_else(|| at.wrong("an object", value))
}

/// The fields of an object of a known shape.
struct Fields<'a> {
    value: &'a Value,
    at: &'a At<'a>,
}

impl<'a> Fields<'a> {
    /// Takes an object that has no other fields than these.
    fn new(value: &'a Value, at: &'a At<'a>, names: &[&str]) -> Result<Self, Problem> {
        for (name, found) in object(value, at)? {
            if !names.contains(&name.as_str()) {
                let expected = ["one of the fields ", &names.join(", ")].concat();
                return Err(At::Field(at, name).wrong(&expected, found));
            }
        }
        Ok(Self { value, at })
    }

    /// A field that must be there.
    fn need<T: Read>(&self, name: &str) -> Result<T, Problem> {
        let at = At::Field(self.at, name);
        match self.value.get(name) {
            Some(value) => T::read(value, &at),
            None => Err(at.wrong("this field", &Value::Null)),
        }
    }

    /// A field that may be missing.
    fn may<T: Read>(&self, name: &str) -> Result<Option<T>, Problem> {
        let at = At::Field(self.at, name);
        self.value
            .get(name)
            .map(|value| T::read(value, &at))
            .transpose()
    }

    /// A field whose absence means its default.
    fn or<T: Read + Default>(&self, name: &str) -> Result<T, Problem> {
        Ok(self.may(name)?.unwrap_or_default())
    }
}

/// Says how each field of a record is read: `need`, `may` or `or`.
macro_rules! record {
    ($type:ident { $($how:ident $field:ident),+ $(,)? }) => {
        impl Read for $type {
            fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
                let fields = Fields::new(value, at, &[$(stringify!($field)),+])?;
                Ok(Self { $($field: fields.$how(stringify!($field))?),+ })
            }
        }
    };
}

/// Says by which word each variant of a plain enumeration is written.
macro_rules! words {
    ($type:ident { $($word:literal => $variant:ident),+ $(,)? }) => {
        impl Read for $type {
            fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
                match text(value, at)? {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(at.wrong(&["one of ", &[$($word),+].join(", ")].concat(), value)),
                }
            }
        }
    };
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
    need metrics,
    need criteria_groups,
    need criteria,
    need defaults,
    or presets,
    or guide,
    or moved,
    need sources,
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
record!(Kind { need id, need label, need what, need league });
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
record!(Preset { need id, need label, need what, need weights });
record!(Question { need id, need consideration, need ask, or answers, or several });
record!(Answer { need id, need label, or weights, or must });
record!(Moved { or aliases, or tombstones });
record!(Source { need id, need title, need url, need read, may licence });
record!(Technology {
    need id,
    need name,
    or aliases,
    need summary,
    need homepage,
    need repository,
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
record!(Governance { need by, need name });
record!(Lifecycle { may latest, may previous, may support, may lts, may policy });
record!(Release { need version, may date });
record!(Support { need version, may active, may security });
record!(Policy { need says, may months });
record!(CapabilityFact { need level, may via, may doc, need as_of, may note });
record!(Claim { need says, need verdict, need finding, need as_of, may source });
record!(Unknown { need why, or not_comparable });

impl<T: Read> Read for Fact<T> {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let fields = Fields::new(value, at, &["value", "as_of", "source", "note"])?;
        Ok(Self {
            value: fields.need("value")?,
            as_of: fields.need("as_of")?,
            source: fields.need("source")?,
            note: fields.may("note")?,
        })
    }
}

impl Read for Measure {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let fields = Fields::new(value, at, &["type", "id", "group"])?;
        let kind: String = fields.need("type")?;
        Ok(match kind.as_str() {
            "metric" => Self::Metric {
                id: fields.need("id")?,
            },
            "maturity" => Self::Maturity,
            "support" => Self::Support,
            "freshness" => Self::Freshness,
            "capabilities" => Self::Capabilities {
                group: fields.need("group")?,
            },
            "type-safety" => Self::TypeSafety,
            "languages" => Self::Languages,
            "rating" => Self::Rating,
            _ => {
                let expected = "one of the types metric, maturity, support, freshness, \
                                capabilities, type-safety, languages, rating";
                return Err(at.wrong(expected, value));
            }
        })
    }
}

impl Read for ValueFunction {
    fn read(value: &Value, at: &At<'_>) -> Result<Self, Problem> {
        let names = [
            "shape", "worst", "best", "offset", "points", "low", "target", "high", "levels",
        ];
        let fields = Fields::new(value, at, &names)?;
        let shape: String = fields.need("shape")?;
        Ok(match shape.as_str() {
            "linear" => Self::Linear {
                worst: fields.need("worst")?,
                best: fields.need("best")?,
            },
            "logarithmic" => Self::Logarithmic {
                worst: fields.need("worst")?,
                best: fields.need("best")?,
                offset: fields.or("offset")?,
            },
            "piecewise" => Self::Piecewise {
                points: fields.need("points")?,
            },
            "target" => Self::Target {
                low: fields.need("low")?,
                target: fields.need("target")?,
                high: fields.need("high")?,
            },
            "ordinal" => Self::Ordinal {
                levels: fields.need("levels")?,
            },
            _ => {
                let expected = "one of the shapes linear, logarithmic, piecewise, target, ordinal";
                return Err(at.wrong(expected, value));
            }
        })
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
    fn a_missing_field_is_asked_for() {
        assert_eq!(
            problem(&[START, "}"].concat()),
            "kind: expected this field, found null"
        );
        assert!(problem("{").contains("line 1"));
        assert_eq!(problem("[]"), "expected an object, found []");
    }
}
