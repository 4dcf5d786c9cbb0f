//! The ranking with all that is known of everybody on it, for programs: JSON of
//! a documented shape.
//!
//! | field | what |
//! |---|---|
//! | `format`, `version` | `groundwork-ranking` and the version of this shape, 1 |
//! | `made`, `link` | the day of the document, and the address that opens the comparison |
//! | `catalogue` | `version`, `checked` and `reference_date` of the facts |
//! | `unknown_facts` | what missing facts count for: `worst`, `middle` or `peers` |
//! | `facts_since` | facts older than this count as unknown; `null` trusts all |
//! | `filters` | `facets` (any of the choices of each) and `must` (capability and least level) |
//! | `compared`, `baseline` | ids |
//! | `criteria` | those that can count: `id`, `label`, `unit`, `group`, `question`, `share` of the whole (0 to 1), `yours` |
//! | `technologies` | in shown order; see below |
//! | `excluded` | the ids of those whom the filters keep out |
//!
//! A technology has `id`, `name`, `kind`, `languages`, `league`, `yours`,
//! `ranked`, `rank` (`null` where it is not ranked), `best_rank`,
//! `worst_rank`, `points` (`least`, `shown`, `most`, in tenths that add up),
//! `score` (the same, not rounded, 0 to 1), `criteria` (each with `figure`,
//! which is a number, an object of `least` and `most`, the id of a level, or
//! `null`; `unknown`: why it is `null`; `value` from 0 to 1, `points`,
//! `source`, `as_of`, `note`, `yours`), `facts` (each with `field`, `value`,
//! `unit`, `as_of`, `source`, `note`, `yours`) and `unknown` (each with `field`,
//! `why`, `not_comparable`). Nothing that is unknown is ever a number.

use super::Case;
use super::listed::{Judged, Line};
use crate::address;
use crate::catalogue::{Catalogue, Criterion, Id, League, Stated, Technology, Yours};
use crate::compare;
use crate::decide::{Figure, Gap};

/// The version of this shape.
pub const VERSION: f64 = 1.0;

/// The list as the place "Explore" shows it, with everything that is known of
/// everybody on it. `rows` holds those whom a search leaves; `None` is all.
#[must_use]
pub fn ranking_json(case: &Case<'_>, rows: Option<&[usize]>) -> String {
    let (c, comparison) = (case.catalogue, case.comparison);
    let facets = comparison.facets.iter().map(|(facet, any_of)| {
        object(vec![
            ("facet", text(address::facet(*facet))),
            ("any_of", ids(any_of.iter())),
        ])
    });
    let must = comparison.must.iter().map(|(id, level)| {
        object(vec![
            ("capability", text(id.as_str())),
            ("at_least", text(level.as_str())),
        ])
    });
    let filters = vec![("facets", list(facets)), ("must", list(must))];
    let catalogue = vec![
        ("version", text(&c.version)),
        ("checked", text(&c.checked.to_string())),
        ("reference_date", text(&c.reference_date.to_string())),
    ];
    let criteria = case.criteria().into_iter();
    let lines = case.listed(rows);
    let excluded = case.narrowed.excluded().into_iter().filter_map(|out| {
        let found = c.technologies.get(out.row);
        found.map(|t| &t.id)
    });
    let whole = object(vec![
        ("format", text("groundwork-ranking")),
        ("version", Json::Number(VERSION)),
        ("made", text(&case.today.to_string())),
        ("link", text(case.link)),
        ("catalogue", object(catalogue)),
        ("unknown_facts", text(address::policy(comparison.unknown))),
        (
            "facts_since",
            maybe(comparison.since.map(|d| d.to_string()).as_deref()),
        ),
        ("filters", object(filters)),
        ("compared", ids(comparison.compared.iter())),
        (
            "baseline",
            maybe(comparison.baseline.as_ref().map(Id::as_str)),
        ),
        (
            "criteria",
            list(criteria.map(|(column, k)| criterion(case, column, k))),
        ),
        (
            "technologies",
            list(lines.iter().map(|line| technology(case, line))),
        ),
        ("excluded", ids(excluded)),
    ]);
    let mut text = String::new();
    whole.write(&mut text, 0);
    text.push('\n');
    text
}

fn criterion(case: &Case<'_>, column: usize, k: &Criterion) -> Json {
    let yours = case
        .catalogue
        .yours
        .contains(&Yours::Criterion(k.id.clone()));
    object(vec![
        ("id", text(k.id.as_str())),
        ("label", text(&k.label)),
        ("unit", text(&k.unit)),
        ("group", text(k.group.as_str())),
        ("question", text(&k.question)),
        ("share", Json::Number(case.share(column))),
        ("yours", Json::Bool(yours)),
    ])
}

fn technology(case: &Case<'_>, line: &Line<'_>) -> Json {
    let (c, t, place) = (case.catalogue, line.technology, line.place);
    let (low, shown, high) = case.total(line.row());
    let of = |list: &[f64]| Json::Number(list.get(line.row()).copied().unwrap_or_default());
    let rank = |n: usize| Json::Number(crate::words::number(n));
    let league = match line.league {
        League::Frameworks => "frameworks",
        League::Runtimes => "runtimes",
    };
    let judged = case.judged(t, line.row());
    let own = case.own_fields(t);
    let added = case.is_added(t);
    let unknown = t.unknown.iter().map(|(field, unknown)| {
        object(vec![
            ("field", text(field)),
            ("why", text(&unknown.why)),
            ("not_comparable", Json::Bool(unknown.not_comparable)),
        ])
    });
    object(vec![
        ("id", text(t.id.as_str())),
        ("name", text(&t.name)),
        ("kind", text(t.kind.value.as_str())),
        ("languages", ids(t.languages.value.iter().map(|l| &l.id))),
        ("league", text(league)),
        ("yours", Json::Bool(added)),
        ("ranked", Json::Bool(line.ranked)),
        (
            "rank",
            if line.ranked {
                rank(place.rank)
            } else {
                Json::Null
            },
        ),
        ("best_rank", rank(place.best)),
        ("worst_rank", rank(place.worst)),
        ("points", three(tenths(low), tenths(shown), tenths(high))),
        (
            "score",
            three(
                of(&case.scores.low),
                of(&case.scores.shown),
                of(&case.scores.high),
            ),
        ),
        (
            "criteria",
            list(judged.iter().map(|of| judgement(case, t, of))),
        ),
        (
            "facts",
            list(
                t.stated(c)
                    .iter()
                    .map(|fact| stated(c, t, fact, added || own.contains(&&*fact.field))),
            ),
        ),
        ("unknown", list(unknown)),
    ])
}

fn judgement(case: &Case<'_>, t: &Technology, of: &Judged<'_>) -> Json {
    let (figure, unknown) = match &of.figure {
        Figure::Number(x) => (Json::Number(*x), None),
        Figure::Between(low, high) => {
            let ends = vec![("least", Json::Number(*low)), ("most", Json::Number(*high))];
            (object(ends), None)
        }
        Figure::Level(id) => (text(id.as_str()), None),
        Figure::Unknown(Gap::NoFact) => (Json::Null, Some("no-fact")),
        Figure::Unknown(Gap::NotComparable) => (Json::Null, Some("not-comparable")),
        Figure::Unrated | Figure::Unknown(Gap::NotRated) => (Json::Null, Some("not-rated")),
    };
    let cell = compare::judged(case.catalogue, t, of.criterion, case.own());
    let source = cell.cite.as_ref().map(|cite| (&*cite.title, &*cite.url));
    let as_of = cell.cite.as_ref().map(|cite| cite.as_of.to_string());
    let (low, shown, high) = of.value;
    object(vec![
        ("id", text(of.criterion.id.as_str())),
        ("figure", figure),
        ("unknown", maybe(unknown)),
        (
            "value",
            three(Json::Number(low), Json::Number(shown), Json::Number(high)),
        ),
        ("points", tenths(of.points)),
        ("source", cited(source)),
        ("as_of", maybe(as_of.as_deref())),
        ("note", maybe(cell.note.as_deref())),
        ("yours", Json::Bool(of.yours)),
    ])
}

fn stated(c: &Catalogue, t: &Technology, fact: &Stated<'_>, yours: bool) -> Json {
    let found = fact.source.and_then(|id| c.source(t, id));
    let source = found.map(|s| (&*s.title, &*s.url));
    let source = source.or(fact.doc.map(|doc| ("documentation", doc)));
    object(vec![
        ("field", text(&fact.field)),
        ("value", text(&fact.value)),
        ("unit", text(fact.unit)),
        ("as_of", text(&fact.as_of.to_string())),
        ("source", cited(source)),
        ("note", maybe(fact.note)),
        ("yours", Json::Bool(yours)),
    ])
}

/// A source by its title and address.
fn cited(source: Option<(&str, &str)>) -> Json {
    source.map_or(Json::Null, |(title, url)| {
        object(vec![("title", text(title)), ("url", text(url))])
    })
}

fn three(least: Json, shown: Json, most: Json) -> Json {
    object(vec![("least", least), ("shown", shown), ("most", most)])
}

/// Tenths of a point as points.
fn tenths(tenths: i32) -> Json {
    Json::Number(f64::from(tenths) / 10.0)
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn maybe(found: Option<&str>) -> Json {
    found.map_or(Json::Null, text)
}

fn object(fields: Vec<(&'static str, Json)>) -> Json {
    Json::Object(fields)
}

fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::List(items.collect())
}

fn ids<'a>(ids: impl Iterator<Item = &'a Id>) -> Json {
    list(ids.map(|id| text(id.as_str())))
}

/// A value of JSON whose fields keep their order.
enum Json {
    Null,
    Bool(bool),
    /// Finite, as all numbers of a catalogue are.
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// Adds it to a text, indented by so many steps; what holds nothing deeper
    /// stands in one line.
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(x) => out.push_str(&x.to_string()),
            Self::Text(text) => quote(text, out),
            Self::List(items) => {
                let flat = items.iter().all(Self::is_plain);
                out.push('[');
                for (n, item) in items.iter().enumerate() {
                    next(out, n, flat, depth);
                    item.write(out, depth + 1);
                }
                end(out, items.is_empty() || flat, depth);
                out.push(']');
            }
            Self::Object(fields) => {
                let flat = fields.iter().all(|(_, value)| value.is_plain());
                out.push('{');
                for (n, (name, value)) in fields.iter().enumerate() {
                    next(out, n, flat, depth);
                    quote(name, out);
                    out.push_str(": ");
                    value.write(out, depth + 1);
                }
                end(out, fields.is_empty() || flat, depth);
                out.push('}');
            }
        }
    }

    fn is_plain(&self) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => true,
            Self::List(_) | Self::Object(_) => false,
        }
    }
}

/// Begins the nth item.
fn next(out: &mut String, n: usize, flat: bool, depth: usize) {
    if n > 0 {
        out.push(',');
    }
    if flat {
        out.push_str(if n > 0 { " " } else { "" });
    } else {
        line(out, depth + 1);
    }
}

fn end(out: &mut String, flat: bool, depth: usize) {
    if !flat {
        line(out, depth);
    }
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push(' ');
    }
}

/// Adds a text as JSON writes it (RFC 8259).
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                const DIGITS: [char; 16] = [
                    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
                ];
                let code = u32::from(c);
                let digit = |n: u32| {
                    let digit = usize::try_from(n % 16).ok().and_then(|n| DIGITS.get(n));
                    digit.copied().unwrap_or('0')
                };
                out.push_str("\\u00");
                out.push(digit(code / 16));
                out.push(digit(code));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
