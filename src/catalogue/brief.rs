//! What the first view of a catalogue needs.
//!
//! A brief is a catalogue in the same format, without what is read only where
//! one technology, or a few side by side, are looked at closely: documentation,
//! notes, statements, claims, reasons and sources. Ranks, filters, search and
//! links are the same from a brief and from the whole; a test says so. It is
//! made of JSON, so that it is small and not only its types.

use serde_json::{Map, Value, json};

/// The fields that are kept: `true` is all of a value, `*` is any name. A list
/// is kept item by item.
fn kept() -> Value {
    let term = json!({ "id": true, "label": true });
    let fact = json!({ "value": true, "as_of": true });
    let of = |value: Value| json!({ "value": value, "as_of": true });
    json!({
        "format": true,
        "version": true,
        "checked": true,
        "reference_date": true,
        "lists": { "kinds": { "id": true, "label": true, "league": true }, "*": term },
        "capability_groups": term,
        "capabilities": { "id": true, "label": true, "group": true },
        "criteria_groups": term,
        "criteria": {
            "id": true,
            "key": true,
            "label": true,
            "group": true,
            "from": true,
            "value": true,
            "unit": true,
        },
        "defaults": true,
        "presets": { "id": true, "label": true, "weights": true },
        "guide": { "id": true, "ask": true, "answers": true, "several": true },
        "moved": true,
        "technologies": {
            "id": true,
            "name": true,
            "aliases": true,
            "kind": fact,
            "languages": of(json!({ "id": true })),
            "licence": fact,
            "governance": of(json!({ "by": true })),
            "type_safety": fact,
            "databases": fact,
            "first_release": fact,
            "lifecycle": {
                "latest": fact,
                "support": of(json!({ "version": true, "security": true })),
                "policy": of(json!({ "months": true })),
            },
            "capabilities": { "*": { "level": true, "as_of": true } },
            "metrics": { "*": fact },
        },
    })
}

/// The brief of a whole catalogue, both as JSON.
#[must_use]
pub fn brief(whole: &Value) -> Value {
    let mut brief = only(whole, &kept());
    // Figures that no criterion takes are read in a sheet alone.
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned();
    let criteria = list(whole, "criteria").unwrap_or_default();
    let taken: Vec<&str> = criteria
        .iter()
        .filter_map(|k| k.pointer("/from/id")?.as_str())
        .collect();
    let technologies = brief.get_mut("technologies").and_then(Value::as_array_mut);
    for technology in technologies.into_iter().flatten() {
        if let Some(metrics) = technology.get_mut("metrics").and_then(Value::as_object_mut) {
            metrics.retain(|id, _| taken.contains(&id.as_str()));
        }
    }
    brief
}

/// What of a value is kept.
fn only(value: &Value, kept: &Value) -> Value {
    let Some(fields) = kept.as_object() else {
        return value.clone();
    };
    match value {
        Value::Array(items) => items.iter().map(|item| only(item, kept)).collect(),
        Value::Object(object) => {
            let mut rest = Map::new();
            for (name, value) in object {
                if let Some(kept) = fields.get(name).or_else(|| fields.get("*")) {
                    rest.insert(name.clone(), only(value, kept));
                }
            }
            Value::Object(rest)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_kept() {
        let whole = json!({
            "a": [{ "id": "x", "note": "n" }, { "id": "y" }],
            "b": { "k": { "id": 1, "note": 2 }, "l": { "note": 3 } },
            "c": { "note": 4 },
        });
        let id = json!({ "id": true });
        let kept = json!({ "a": id, "b": { "*": id }, "d": true });
        let expected = json!({
            "a": [{ "id": "x" }, { "id": "y" }],
            "b": { "k": { "id": 1 }, "l": {} },
        });
        assert_eq!(only(&whole, &kept), expected);
    }

    #[test]
    fn figures_that_no_criterion_takes_are_left_out() {
        let whole = json!({
            "criteria": [{ "from": { "type": "metric", "id": "stars" } }, { "from": { "type": "rating" } }],
            "technologies": [{ "id": "a", "metrics": { "stars": { "value": 1 }, "forks": { "value": 2 } } }],
        });
        let metrics = json!({ "stars": { "value": 1 } });
        assert_eq!(
            brief(&whole).pointer("/technologies/0/metrics"),
            Some(&metrics)
        );
    }
}
