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
#[cfg(not(target_family = "wasm"))]
use serde_json::json;
use std::cell::RefCell;

/// How many faults of one text are named.
const MOST: usize = 100;

/// How deep lists and objects stand in each other at most in a text, which need
/// be no JSON. Brackets within strings are none.
#[must_use]
pub fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                now += 1;
                most = most.max(now);
            }
            b']' | b'}' if !quoted => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// Whether a link may be followed: `https:` with a host, or `mailto:`, at most 300
/// plain characters. It is asked when data is read, and again before a link is made
/// of it.
#[must_use]
pub fn is_link(url: &str) -> bool {
    let plain = url
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b));
    let leads = match url.strip_prefix("https://") {
        Some(host) => host.contains('.') && !host.starts_with(['.', '/']),
        None => url
            .strip_prefix("mailto:")
            .is_some_and(|to| to.contains('@')),
    };
    plain && leads && url.len() <= 300
}

/// Reads a catalogue, without the rules that reach across its parts.
///
/// # Errors
/// [`CatalogueError::Shape`] with line and column where the text is no JSON,
/// [`CatalogueError::Facts`] with every field that is not of this shape.
pub fn parse(text: &str) -> Result<Catalogue, CatalogueError> {
    read(text)
}

/// Reads a catalogue that is JSON already, as [`parse`] does.
///
/// # Errors
/// [`CatalogueError::Facts`] with every field that is not of this shape.
pub fn parse_value(value: &Value) -> Result<Catalogue, CatalogueError> {
    of(value)
}

/// Reads one technology, as it stands in a file of its own.
///
/// # Errors
/// As of [`parse`].
pub fn parse_technology(text: &str) -> Result<Technology, CatalogueError> {
    read(text)
}

/// Reads one technology that is JSON already.
///
/// # Errors
/// As of [`parse_value`].
pub fn parse_technology_value(value: &Value) -> Result<Technology, CatalogueError> {
    of(value)
}

/// Reads one criterion that is JSON already.
///
/// # Errors
/// As of [`parse_value`].
pub fn parse_criterion_value(value: &Value) -> Result<Criterion, CatalogueError> {
    of(value)
}

/// The JSON Schema (2020-12) of a whole catalogue: its shape alone, since its
/// closed lists stand in the same text.
#[cfg(not(target_family = "wasm"))]
#[must_use]
pub fn catalogue_schema() -> Value {
    titled(Catalogue::blank().schema(), "A catalogue of technologies")
}

#[cfg(not(target_family = "wasm"))]
fn titled(mut schema: Value, title: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        schema.insert("$schema".to_owned(), dialect.into());
        schema.insert("title".to_owned(), title.into());
    }
    schema
}

/// The JSON Schema (2020-12) of a technology's file under the closed lists of a
/// catalogue. It says of the shape what [`parse_technology`] says, and of ids
/// what [`check`](super::check()) says; the other rules are not in it.
#[cfg(not(target_family = "wasm"))]
#[must_use]
pub fn technology_schema(catalogue: &Catalogue) -> Value {
    let mut schema = Technology::blank().schema();
    let mut choose = |at: &str, ids: Vec<&str>| {
        if let Some(of) = schema.pointer_mut(at) {
            *of = json!({ "enum": ids });
        }
    };
    let lists = &catalogue.lists;
    let ids = |list: &'_ [Term]| -> Vec<String> { list.iter().map(|t| t.id.to_string()).collect() };
    let kinds: Vec<&str> = lists.kinds.iter().map(|k| k.id.as_str()).collect();
    choose("/properties/kind/properties/value", kinds);
    for (at, list) in [
        (
            "/properties/languages/properties/value/items/properties/id",
            ids(&lists.languages),
        ),
        ("/properties/licence/properties/value", ids(&lists.licences)),
        (
            "/properties/governance/properties/value/properties/by",
            ids(&lists.governance),
        ),
        (
            "/properties/type_safety/properties/value",
            ids(&lists.type_safety),
        ),
        (
            "/properties/databases/properties/value/items",
            ids(&lists.databases),
        ),
    ] {
        choose(at, list.iter().map(String::as_str).collect());
    }
    let capabilities = catalogue.capabilities.iter().map(|k| k.id.as_str());
    choose(
        "/properties/capabilities/propertyNames",
        capabilities.collect(),
    );
    let metrics = catalogue.metrics.iter().map(|m| m.id.as_str());
    choose("/properties/metrics/propertyNames", metrics.collect());
    titled(schema, "A technology of the catalogue")
}

fn read<T: Read + Blank>(text: &str) -> Result<T, CatalogueError> {
    let value: Value =
        serde_json::from_str(text).map_err(|e| CatalogueError::Shape(e.to_string()))?;
    of(&value)
}

fn of<T: Read + Blank>(value: &Value) -> Result<T, CatalogueError> {
    let problems = RefCell::new(Vec::new());
    let mut read = T::blank();
    let step = Step::Top;
    read.read(
        value,
        &At {
            problems: &problems,
            step,
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

/// What stands where no value could be read, and before one is.
trait Blank {
    fn blank() -> Self;
}

/// What is read in its place. An object of it stands for a field of any type,
/// so that one function reads the fields of all records.
trait Read {
    /// Reads a value, or notes a problem and leaves a blank.
    fn read(&mut self, value: &Value, at: &At<'_>);

    /// The JSON Schema of what is read.
    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value;
}

/// Says of a plain type what it expects, how it is taken and its blank.
macro_rules! plain {
    ($type:ty, $expected:literal, $schema:expr, $blank:expr, |$value:ident| $take:expr) => {
        impl Blank for $type {
            fn blank() -> Self {
                $blank
            }
        }

        impl Read for $type {
            fn read(&mut self, $value: &Value, at: &At<'_>) {
                let taken: Option<Self> = $take;
                match taken {
                    Some(taken) => *self = taken,
                    None => at.wrong($expected, $value),
                }
            }

            #[cfg(not(target_family = "wasm"))]
            fn schema(&self) -> Value {
                let mut schema = $schema;
                if let Some(schema) = schema.as_object_mut() {
                    schema.insert("description".to_owned(), $expected.into());
                }
                schema
            }
        }
    };
}

plain!(
    String,
    "text",
    json!({ "type": "string" }),
    Self::new(),
    |value| value.as_str().map(str::to_owned)
);
plain!(f64, "a number", json!({ "type": "number" }), 0.0, |value| {
    value.as_f64()
});
plain!(
    u32,
    "a whole number",
    json!({ "type": "integer", "minimum": 0 }),
    0,
    |value| { value.as_u64().and_then(|n| Self::try_from(n).ok()) }
);
plain!(
    bool,
    "true or false",
    json!({ "type": "boolean" }),
    false,
    |value| value.as_bool()
);
plain!(
    Id,
    "an id of 1 to 40 lower-case letters, digits and inner hyphens",
    json!({ "type": "string", "maxLength": 40, "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" }),
    Self::blank(),
    |value| value.as_str().and_then(|text| Self::new(text).ok())
);
plain!(
    Key,
    "a key of 2 to 4 lower-case letters",
    json!({ "type": "string", "pattern": "^[a-z]{2,4}$" }),
    Self::blank(),
    |value| { value.as_str().and_then(|text| Self::new(text).ok()) }
);
plain!(
    Date,
    "a date as YYYY, YYYY-MM or YYYY-MM-DD",
    json!({ "type": "string", "pattern": "^(19|[2-9][0-9])[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$" }),
    Self::blank(),
    |value| value.as_str().and_then(Self::parse)
);
plain!(
    [f64; 2],
    "two numbers",
    json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 }),
    [0.0, 0.0],
    |value| {
        match value.as_array().map(Vec::as_slice) {
            Some([a, b]) => a.as_f64().zip(b.as_f64()).map(|(a, b)| [a, b]),
            Some(_) | None => None,
        }
    }
);

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T: Blank + Read> Read for Option<T> {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        self.insert(T::blank()).read(value, at);
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        T::blank().schema()
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Blank + Read> Read for Vec<T> {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        let Some(list) = value.as_array() else {
            at.wrong("a list", value);
            return;
        };
        self.reserve(list.len());
        for (n, value) in list.iter().enumerate() {
            let mut item = T::blank();
            item.read(value, &at.item(n));
            self.push(item);
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        json!({ "type": "array", "items": T::blank().schema() })
    }
}

impl<K, T> Blank for Map<K, T>
where
    Self: Default,
{
    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Blank + Read> Read for Map<Id, T> {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        for (name, value) in object(value, at) {
            let at = at.field(name);
            match Id::new(name) {
                Ok(id) => {
                    let mut item = T::blank();
                    item.read(value, &at);
                    self.insert(id, item);
                }
                Err(e) => at.wrong(&e.to_string(), value),
            }
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        let names = Id::blank().schema();
        json!({ "type": "object", "propertyNames": names, "additionalProperties": T::blank().schema() })
    }
}

impl<T: Blank + Read> Read for Map<String, T> {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        for (name, value) in object(value, at) {
            let mut item = T::blank();
            item.read(value, &at.field(name));
            self.insert(name.clone(), item);
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        json!({ "type": "object", "additionalProperties": T::blank().schema() })
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

/// Whether a field must be there.
#[derive(Clone, Copy, PartialEq)]
enum Must {
    Be,
    /// Its absence means its blank.
    NotBe,
}

/// A field of a record: its name, whether it must be there, and its place.
type Field<'a> = (&'static str, Must, &'a mut dyn Read);

/// Reads an object that should have no other fields than these.
#[inline(never)]
fn fields(value: &Value, at: &At<'_>, fields: &mut [Field<'_>]) {
    for (name, found) in object(value, at) {
        if !fields.iter().any(|field| field.0 == name) {
            let names: Vec<&str> = fields.iter().map(|field| field.0).collect();
            let expected = ["one of the fields ", &names.join(", ")].concat();
            at.field(name).wrong(&expected, found);
        }
    }
    for (name, must, field) in fields {
        let at = at.field(name);
        match value.get(*name) {
            Some(value) => field.read(value, &at),
            None if *must == Must::Be && value.is_object() => {
                at.wrong("this field", &Value::Null);
            }
            None => {}
        }
    }
}

/// The schema of an object that should have no other fields than these.
#[cfg(not(target_family = "wasm"))]
fn object_schema(fields: &[(&str, Must, &dyn Read)]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required = Vec::new();
    for (name, must, field) in fields {
        properties.insert((*name).to_owned(), field.schema());
        if *must == Must::Be {
            required.push(*name);
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Says of each field of a record whether it is `need`ed or `may` be missing;
/// one after `but` stands in no text.
macro_rules! record {
    (need) => {
        Must::Be
    };
    (may) => {
        Must::NotBe
    };
    ($type:ident { $($how:ident $field:ident),+ $(,)? } $(but $never:ident)?) => {
        impl Blank for $type {
            fn blank() -> Self {
                Self { $($field: Blank::blank(),)+ $($never: Default::default())? }
            }
        }

        impl Read for $type {
            fn read(&mut self, value: &Value, at: &At<'_>) {
                fields(value, at, &mut [
                    $((stringify!($field), record!($how), &mut self.$field)),+
                ]);
            }

            #[cfg(not(target_family = "wasm"))]
            fn schema(&self) -> Value {
                object_schema(&[
                    $((stringify!($field), record!($how), &self.$field)),+
                ])
            }
        }
    };
}

/// Says by which word each variant of a plain enumeration is written.
macro_rules! words {
    ($type:ident { $($word:literal => $variant:ident),+ $(,)? }) => {
        impl Blank for $type {
            fn blank() -> Self {
                Self::BLANK
            }
        }

        impl Read for $type {
            fn read(&mut self, value: &Value, at: &At<'_>) {
                match value.as_str() {
                    $(Some($word) => *self = Self::$variant,)+
                    _ => at.wrong(&["one of ", &[$($word),+].join(", ")].concat(), value),
                }
            }

            #[cfg(not(target_family = "wasm"))]
            fn schema(&self) -> Value {
                json!({ "enum": [$($word),+] })
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
    may metrics,
    need criteria_groups,
    need criteria,
    need defaults,
    may presets,
    may guide,
    may moved,
    may changes,
    may sources,
    need technologies,
} but yours);
record!(Lists {
    need kinds,
    need languages,
    need licences,
    need governance,
    need type_safety,
    need databases,
});
record!(Term { need id, need label, may what });
record!(Kind { need id, need label, may what, need league });
record!(Capability { need id, need label, may rule, need group });
record!(Metric { need id, need label, need unit, need what });
record!(Criterion {
    need id,
    need key,
    need label,
    may question,
    need group,
    need from,
    need value,
    need unit,
    may why,
    may caveat,
});
record!(OrdinalLevel { need id, need value });
record!(Defaults { need v, need weights });
record!(Preset { need id, need label, may what, need weights });
record!(Question { need id, may consideration, need ask, may answers, may several });
record!(Answer { need id, need label, may weights, may must });
record!(Moved { may aliases, may tombstones });
record!(Change { need date, may from, may what, may facts });
record!(Revision { need technology, need field, may before, may after, may why });
record!(Source { need id, need title, need url, need read, may licence });
record!(Technology {
    need id,
    need name,
    may aliases,
    may summary,
    may homepage,
    may repository,
    need kind,
    need languages,
    may architecture,
    may runs_on,
    may licence,
    may governance,
    may type_safety,
    may databases,
    may first_release,
    may lifecycle,
    may capabilities,
    may metrics,
    may users,
    may strengths,
    may cautions,
    may claims,
    may unknown,
    may sources,
});
record!(LanguageUse { need id, may min });
record!(Governance { need by, may name });
record!(Lifecycle { may latest, may previous, may support, may lts, may policy });
record!(Release { need version, may date });
record!(Support { need version, may active, may security });
record!(Policy { may says, may months });
record!(CapabilityFact { need level, may via, may doc, need as_of, may note });
record!(Claim { need says, need verdict, need finding, need as_of, may source });
record!(Unknown { need why, may not_comparable });

impl<T: Blank> Blank for Fact<T> {
    fn blank() -> Self {
        Self {
            value: T::blank(),
            as_of: Blank::blank(),
            source: Blank::blank(),
            note: None,
        }
    }
}

impl<T: Read> Read for Fact<T> {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        let (as_of, source) = (&mut self.as_of, &mut self.source);
        fields(
            value,
            at,
            &mut [
                ("value", Must::Be, &mut self.value),
                ("as_of", Must::Be, as_of),
                // A brief names none; the check of a whole catalogue misses it.
                ("source", Must::NotBe, source),
                ("note", Must::NotBe, &mut self.note),
            ],
        );
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        object_schema(&[
            ("value", Must::Be, &self.value),
            ("as_of", Must::Be, &self.as_of),
            ("source", Must::Be, &self.source),
            ("note", Must::NotBe, &self.note),
        ])
    }
}

impl Blank for Measure {
    fn blank() -> Self {
        Self::Maturity
    }
}

impl Read for Measure {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        let (mut kind, mut id, mut group) = (String::new(), Id::blank(), Id::blank());
        let is = value.get("type").and_then(Value::as_str);
        let must = |of: &str| {
            if is == Some(of) {
                Must::Be
            } else {
                Must::NotBe
            }
        };
        fields(
            value,
            at,
            &mut [
                ("type", Must::NotBe, &mut kind),
                ("id", must("metric"), &mut id),
                ("group", must("capabilities"), &mut group),
            ],
        );
        *self = match kind.as_str() {
            "metric" => Self::Metric { id },
            "maturity" => Self::Maturity,
            "support" => Self::Support,
            "freshness" => Self::Freshness,
            "capabilities" => Self::Capabilities { group },
            "type-safety" => Self::TypeSafety,
            "languages" => Self::Languages,
            "rating" => Self::Rating,
            _ => {
                let expected = "one of the types metric, maturity, support, freshness, \
                                capabilities, type-safety, languages, rating";
                at.wrong(expected, value);
                return;
            }
        };
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        let id = Id::blank();
        object_schema(&[
            ("type", Must::Be, &String::new()),
            ("id", Must::NotBe, &id),
            ("group", Must::NotBe, &id),
        ])
    }
}

impl Blank for ValueFunction {
    fn blank() -> Self {
        Self::Linear {
            worst: 0.0,
            best: 1.0,
        }
    }
}

impl Read for ValueFunction {
    fn read(&mut self, value: &Value, at: &At<'_>) {
        let shape = value.get("shape").and_then(Value::as_str);
        let must = |of: &[&str]| match shape {
            Some(shape) if of.contains(&shape) => Must::Be,
            Some(_) | None => Must::NotBe,
        };
        let mut said = String::new();
        let (mut worst, mut best, mut offset) = (0.0, 0.0, 0.0);
        let (mut low, mut target, mut high) = (0.0, 0.0, 0.0);
        let (mut points, mut levels) = (Vec::new(), Vec::new());
        let ends = must(&["linear", "logarithmic"]);
        let around = must(&["target"]);
        fields(
            value,
            at,
            &mut [
                ("shape", Must::NotBe, &mut said),
                ("worst", ends, &mut worst),
                ("best", ends, &mut best),
                ("offset", Must::NotBe, &mut offset),
                ("points", must(&["piecewise"]), &mut points),
                ("low", around, &mut low),
                ("target", around, &mut target),
                ("high", around, &mut high),
                ("levels", must(&["ordinal"]), &mut levels),
            ],
        );
        *self = match said.as_str() {
            "linear" => Self::Linear { worst, best },
            "logarithmic" => Self::Logarithmic {
                worst,
                best,
                offset,
            },
            "piecewise" => Self::Piecewise { points },
            "target" => Self::Target { low, target, high },
            "ordinal" => Self::Ordinal { levels },
            _ => {
                let expected = "one of the shapes linear, logarithmic, piecewise, target, ordinal";
                at.wrong(expected, value);
                return;
            }
        };
    }

    #[cfg(not(target_family = "wasm"))]
    fn schema(&self) -> Value {
        let number = 0.0;
        let (points, levels) = (Vec::<[f64; 2]>::new(), Vec::<OrdinalLevel>::new());
        object_schema(&[
            ("shape", Must::Be, &String::new()),
            ("worst", Must::NotBe, &number),
            ("best", Must::NotBe, &number),
            ("offset", Must::NotBe, &number),
            ("points", Must::NotBe, &points),
            ("low", Must::NotBe, &number),
            ("target", Must::NotBe, &number),
            ("high", Must::NotBe, &number),
            ("levels", Must::NotBe, &levels),
        ])
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

    #[test]
    fn only_links_that_lead_out_are_followed() {
        for good in ["https://example.org", "https://a.b/c?d=e#f", "mailto:a@b"] {
            assert!(is_link(good), "{good}");
        }
        let long = ["https://a.b/", &"c".repeat(300)].concat();
        for bad in [
            "",
            "javascript:alert(1)",
            " https://a.b",
            "HTTPS://a.b",
            "http://a.b",
            "//a.b",
            "https://",
            "https://localhost",
            "https://.b",
            "https:///a.b",
            "https://a.b/\u{200b}",
            "https://a.b/\"onclick=\"",
            "data:text/html,<b>a.b</b>",
            "mailto:nobody",
            &long,
        ] {
            assert!(!is_link(bad), "{bad}");
        }
    }

    #[test]
    fn brackets_within_strings_are_not_nested() {
        assert_eq!(depth(""), 0);
        assert_eq!(depth(r#"{"a":[[1],[2]]}"#), 3);
        assert_eq!(depth(r#"{"[[[[\"[[":"{{{"}"#), 1);
        assert_eq!(depth("]]]["), 1);
    }
}
