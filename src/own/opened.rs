//! A whole catalogue that the user opens, from JSON or from a table.

use super::json::{self, problem, problems_of};
use super::rules::{Beyond, Rules};
use super::table;
use crate::catalogue::{
    Catalogue, Date, Id, Map, Measure, Problem, Set, ValueFunction, parse_value,
};
use serde_json::Value;

/// A catalogue that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its JSON, with a version, to be kept under the key `catalogue`.
    pub text: String,
    /// What it says.
    pub catalogue: Catalogue,
    /// What is worth knowing before one relies on it.
    pub warnings: Vec<Problem>,
}

/// Opens the JSON of a whole catalogue, as it is published beside the page. A
/// version is made of its content where it has none.
///
/// # Errors
/// All that is wrong, by path: size (1 MiB, or 16 MiB where it is `confirmed`),
/// nesting, shape, ids, references, value functions, weights, links. That facts
/// name no source is a warning.
pub fn open_json(text: &str, confirmed: bool) -> Result<Opened, Vec<Problem>> {
    json::bounded(text, confirmed).map_err(|p| vec![p])?;
    let mut value = json::read(text).map_err(|p| vec![p])?;
    if value.get("groundwork").is_some() {
        let expected = "this is a file of own facts; import it instead";
        return Err(vec![problem("groundwork", expected)]);
    }
    match value.get("format").map(Value::as_u64) {
        Some(Some(1)) => {}
        Some(_) | None => {
            let expected = "expected format 1, which this page reads";
            return Err(vec![problem("format", expected)]);
        }
    }
    let checked = value.get("checked").and_then(Value::as_str);
    let day = checked.unwrap_or_default().replace('-', "");
    let mut warnings = Vec::new();
    if value.get("version").is_none() {
        let version = [&day, "-", &hash(&value.to_string())].concat();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("version".to_owned(), version.into());
        }
    }
    let catalogue = parse_value(&value).map_err(problems_of)?;
    let problems = check(&catalogue);
    if !problems.is_empty() {
        return Err(problems);
    }
    let unsourced = catalogue.technologies.iter().map(|t| {
        let facts = t.stated(&catalogue);
        // A package of others needs no page of documentation.
        let named = |s: &crate::catalogue::Stated<'_>| match s.source {
            Some(id) => catalogue.source(t, id).is_some(),
            None => s.doc.is_some() || s.field == "claim" || s.value.starts_with("community"),
        };
        facts.iter().filter(|s| !named(s)).count()
    });
    let unsourced: usize = unsourced.sum();
    if unsourced > 0 {
        let facts = crate::words::count(unsourced, "fact names", "facts name");
        warnings.push(problem("technologies", &[&facts, " no source"].concat()));
    }
    Ok(Opened {
        text: value.to_string(),
        catalogue,
        warnings,
    })
}

/// Opens a table of comma-separated values; [`table`] says of what form. The
/// catalogue is of the day `today`.
///
/// # Errors
/// All that is wrong, by row and column.
pub fn open_csv(text: &str, today: Date, confirmed: bool) -> Result<Opened, Vec<Problem>> {
    json::bounded(text, confirmed).map_err(|p| vec![p])?;
    let (value, warnings) = table::catalogue(text, today)?;
    let mut opened = open_json(&value.to_string(), true)?;
    // That a table names no sources is plain.
    opened.warnings = warnings;
    Ok(opened)
}

/// Four hexadecimal digits of an FNV-1a hash: enough to tell two states apart.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let mut text = String::new();
    for n in 0..4 {
        let digit = (hash >> (28 - 4 * n)) & 15;
        text.extend(char::from_digit(digit, 16));
    }
    text
}

/// What is wrong with a catalogue of others: all that would make it unusable or
/// unsafe, but not what is asked of our own data alone.
fn check(c: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut rules = Rules {
        problems: &mut problems,
    };
    let lists = &c.lists;
    rules.words("version", &c.version, 40);
    for (name, list) in [
        ("lists.languages", &lists.languages),
        ("lists.licences", &lists.licences),
        ("lists.governance", &lists.governance),
        ("lists.type_safety", &lists.type_safety),
        ("lists.databases", &lists.databases),
        ("capability_groups", &c.capability_groups),
        ("criteria_groups", &c.criteria_groups),
    ] {
        once(&mut rules, name, list.iter().map(|t| t.id.as_str()));
        for term in list {
            rules.words(name, &term.label, 60);
            rules.require(
                term.id != *"unknown",
                name,
                "expected another id than unknown",
            );
        }
    }
    let groups = (1..=6).contains(&c.criteria_groups.len());
    rules.require(groups, "criteria_groups", "expected 1 to 6 groups");
    once(
        &mut rules,
        "lists.kinds",
        lists.kinds.iter().map(|k| k.id.as_str()),
    );
    for kind in &lists.kinds {
        rules.words("lists.kinds", &kind.label, 60);
    }
    once(
        &mut rules,
        "capabilities",
        c.capabilities.iter().map(|k| k.id.as_str()),
    );
    once(
        &mut rules,
        "metrics",
        c.metrics.iter().map(|m| m.id.as_str()),
    );
    once(
        &mut rules,
        "criteria",
        c.criteria.iter().map(|k| k.id.as_str()),
    );
    once(
        &mut rules,
        "criteria.key",
        c.criteria.iter().map(|k| k.key.as_str()),
    );
    once(
        &mut rules,
        "presets",
        c.presets.iter().map(|p| p.id.as_str()),
    );
    once(&mut rules, "guide", c.guide.iter().map(|q| q.id.as_str()));
    once(
        &mut rules,
        "technologies",
        c.technologies.iter().map(|t| t.id.as_str()),
    );
    rules.require(
        (1..=1000).contains(&c.technologies.len()),
        "technologies",
        "expected 1 to 1000 technologies",
    );
    rules.require(
        (1..=100).contains(&c.criteria.len()),
        "criteria",
        "expected 1 to 100 criteria",
    );
    for capability in &c.capabilities {
        let at = ["capabilities.", capability.id.as_str()].concat();
        rules.words(&at, &capability.label, 60);
        let holds = c.capability_groups.iter().any(|g| g.id == capability.group);
        rules.require(holds, &at, "expected a group of capability_groups");
    }
    for source in &c.sources {
        rules.source("sources", source);
    }
    for criterion in &c.criteria {
        let at = ["criteria.", criterion.id.as_str()].concat();
        rules.words(&[&at, ".label"].concat(), &criterion.label, 60);
        rules.text(&[&at, ".question"].concat(), &criterion.question, 200);
        let holds = c.criteria_groups.iter().any(|g| g.id == criterion.group);
        let group = [&at, ".group"].concat();
        rules.require(holds, &group, "expected a group of criteria_groups");
        let holds = match &criterion.from {
            Measure::Metric { id } => c.metric(id).is_some(),
            Measure::Capabilities { group } => c.capabilities.iter().any(|k| k.group == *group),
            Measure::Maturity
            | Measure::Support
            | Measure::Freshness
            | Measure::TypeSafety
            | Measure::Languages
            | Measure::Rating => true,
        };
        let from = [&at, ".from"].concat();
        rules.require(holds, &from, "expected a metric or a group that is listed");
        let ordinal = matches!(criterion.value, ValueFunction::Ordinal { .. });
        let value = [&at, ".value"].concat();
        rules.require(
            ordinal == (criterion.from == Measure::TypeSafety),
            &value,
            "expected an ordinal table for type safety, and a numeric function else",
        );
        rules.require(
            criterion.value.is_sound(),
            &value,
            "expected finite bounds that differ (for a logarithm above zero), points with \
             rising figures, and values from 0 to 1",
        );
    }
    rules.require(
        !c.defaults.is_empty(),
        "defaults",
        "expected at least one table",
    );
    for (n, table) in c.defaults.iter().enumerate() {
        let counted = usize::try_from(table.v) == Ok(n + 1);
        rules.require(counted, "defaults", "expected versions counted 1, 2, 3 …");
        weights(&mut rules, c, "defaults", &table.weights, 0.0);
    }
    for preset in &c.presets {
        rules.words("presets", &preset.label, 60);
        weights(&mut rules, c, "presets", &preset.weights, 0.0);
    }
    for question in &c.guide {
        rules.words("guide", &question.ask, 160);
        for answer in &question.answers {
            rules.words("guide", &answer.label, 100);
            weights(&mut rules, c, "guide", &answer.weights, -10.0);
            for id in answer.must.keys() {
                let holds = c.capability(id).is_some();
                rules.require(holds, "guide", "expected capabilities that are listed");
            }
        }
    }
    let beyond = Beyond::default();
    for t in &c.technologies {
        let at = ["technologies.", t.id.as_str(), "."].concat();
        rules.technology(&at, c, t, &beyond);
        once(
            &mut rules,
            &[&at, "sources"].concat(),
            t.sources.iter().map(|s| s.id.as_str()),
        );
    }
    problems
}

/// Every id stands once.
fn once<'i>(rules: &mut Rules<'_>, at: &str, ids: impl Iterator<Item = &'i str>) {
    let mut seen = Set::new();
    for id in ids {
        let at = [at, ".", id].concat();
        rules.require(seen.insert(id), &at, "expected an id that stands only once");
    }
}

/// Weights of criteria that there are, within bounds.
fn weights(rules: &mut Rules<'_>, c: &Catalogue, at: &str, table: &Map<Id, f64>, least: f64) {
    for (id, weight) in table {
        let at = [at, ".", id.as_str()].concat();
        let holds = c.criterion(id).is_some();
        rules.require(holds, &at, "expected the id of a criterion");
        let holds = (least..=10.0).contains(weight);
        rules.require(
            holds,
            &at,
            "expected a weight of at most 10, and not below 0 but in the guide",
        );
    }
}
