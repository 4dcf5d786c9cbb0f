//! The catalogue in effect: an embedded or opened one, and over it what the
//! user brought in.

use super::entry::{self, OwnCriterion, YOURS};
use super::json::{object, problem};
use super::{Entries, Fault, Key, opened};
use crate::catalogue::{
    Catalogue, CatalogueError, Id, Key as Letters, Map, Set, Yours, parse_value,
};
use serde_json::Value;

/// Ids of technologies that entries bring.
#[derive(Default)]
pub(super) struct Ids {
    pub all: Set<Id>,
}

impl Ids {
    pub(super) fn of(own: &Entries) -> Self {
        let ids = own.keys().filter_map(|key| match Key::of(key) {
            Some(Key::Technology(id)) => Some(id),
            Some(Key::Fact(..) | Key::Criterion(_) | Key::Catalogue) | None => None,
        });
        Self { all: ids.collect() }
    }
}

/// Puts what the user brought in over a catalogue, a brief or a whole one, as
/// JSON. Rows and columns come out the same from both: the embedded
/// technologies in their order, own ones after them by id; the same for
/// criteria. [`Catalogue::yours`] says what of it is the user's.
///
/// An entry that cannot be applied is left out and named; the others count.
/// From a brief, which lists no metrics, one of a metric that does not exist is
/// kept without a word and changes nothing.
///
/// # Errors
/// Where `base` is no catalogue; an opened one that cannot be read is a fault,
/// and the base serves.
pub fn overlay(base: &str, own: &Entries) -> Result<(Catalogue, Vec<Fault>), CatalogueError> {
    let mut faults = Vec::new();
    let chosen = own.get("catalogue").and_then(|text| {
        let read = opened::open_json(text, true);
        match read {
            Ok(opened) => Some(opened.text),
            Err(problems) => {
                let problems = problems.into_iter();
                faults.extend(problems.map(|p| Fault::of("catalogue", p)));
                None
            }
        }
    });
    let base = chosen.as_deref().unwrap_or(base);
    let mut value: Value =
        serde_json::from_str(base).map_err(|e| CatalogueError::Shape(e.to_string()))?;
    let first = parse_value(&value)?;
    if own
        .keys()
        .all(|key| Key::of(key).is_none_or(|k| k == Key::Catalogue))
    {
        return Ok((first, faults));
    }
    let mut over = Over {
        first: &first,
        value: &mut value,
        ids: Ids::of(own),
        yours: Set::new(),
        faults,
    };
    over.technologies(own);
    over.criteria(own);
    over.facts(own);
    let Over { yours, faults, .. } = over;
    let mut catalogue = parse_value(&value)?;
    catalogue.yours = yours;
    Ok((catalogue, faults))
}

struct Over<'a> {
    first: &'a Catalogue,
    value: &'a mut Value,
    ids: Ids,
    yours: Set<Yours>,
    faults: Vec<Fault>,
}

impl Over<'_> {
    fn list(&mut self, name: &str) -> Option<&mut Vec<Value>> {
        let all = self.value.as_object_mut()?;
        let list = all.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut()
    }

    /// The JSON of a technology, following a rename.
    fn row(&mut self, id: &Id) -> Option<&mut Value> {
        let id = self.first.moved.aliases.get(id).unwrap_or(id).clone();
        let rows = self.list("technologies")?;
        rows.iter_mut()
            .find(|t| t.get("id").and_then(Value::as_str) == Some(id.as_str()))
    }

    /// Adds the names of what the lists do not have.
    fn terms(&mut self, list: &str, used: &[&Id], terms: &Map<Id, String>) {
        for id in used {
            let Some(name) = terms.get(*id) else { continue };
            let all = self.value.get_mut("lists");
            let all = all.and_then(|lists| lists.get_mut(list)?.as_array_mut());
            let is = |t: &Value| t.get("id").and_then(Value::as_str) == Some(id.as_str());
            if let Some(all) = all.filter(|all| !all.iter().any(is)) {
                all.push(object([
                    ("id", id.as_str().into()),
                    ("label", name.as_str().into()),
                ]));
            }
        }
    }

    fn named(&mut self, t: &crate::catalogue::Technology, terms: &Map<Id, String>) {
        let languages: Vec<&Id> = t.languages.value.iter().map(|l| &l.id).collect();
        self.terms("languages", &languages, terms);
        let licences: Vec<&Id> = t.licence.iter().map(|f| &f.value).collect();
        self.terms("licences", &licences, terms);
        let databases: Vec<&Id> = t.databases.iter().flat_map(|f| &f.value).collect();
        self.terms("databases", &databases, terms);
    }

    fn technologies(&mut self, own: &Entries) {
        // What others may run on: those that can be read.
        let mut read = Vec::new();
        for (name, text) in own {
            let Some(Key::Technology(id)) = Key::of(name) else {
                continue;
            };
            match entry::technology(self.first, &id, text, &self.ids) {
                Ok(technology) => read.push((id, technology)),
                Err(problems) => {
                    let problems = problems.into_iter();
                    self.faults.extend(problems.map(|p| Fault::of(name, p)));
                }
            }
        }
        for (id, own) in read {
            self.named(&own.technology, &own.terms);
            if let Some(rows) = self.list("technologies") {
                rows.push(own.value);
            }
            self.yours.insert(Yours::Technology(id));
        }
    }

    fn criteria(&mut self, own: &Entries) {
        let mut taken: Set<Letters> = self.first.criteria.iter().map(|k| k.key).collect();
        let mut read = Vec::new();
        for (name, text) in own {
            let Some(Key::Criterion(id)) = Key::of(name) else {
                continue;
            };
            match entry::criterion(self.first, &id, text) {
                Ok(criterion) => read.push((name, id, criterion)),
                Err(problems) => {
                    let problems = problems.into_iter();
                    self.faults.extend(problems.map(|p| Fault::of(name, p)));
                }
            }
        }
        // Chosen keys first, so that a derived one never takes them.
        let mut keys: Map<Id, Letters> = Map::new();
        for (name, id, own) in &read {
            if let Some(key) = own.key {
                if taken.insert(key) {
                    keys.insert(id.clone(), key);
                } else {
                    let expected = "expected a key that no other criterion has";
                    self.faults.push(Fault::of(name, problem("key", expected)));
                }
            }
        }
        for (name, id, own) in read {
            let key = match (keys.get(&id), own.key) {
                (Some(key), _) => *key,
                (None, Some(_)) => continue,
                (None, None) => match letters(&id, &taken) {
                    Some(key) => key,
                    None => continue,
                },
            };
            taken.insert(key);
            self.criterion(name, id, own, key);
        }
    }

    fn criterion(&mut self, name: &str, id: Id, own: OwnCriterion, key: Letters) {
        let mut value = own.value;
        if let Some(fields) = value.as_object_mut() {
            fields.insert("key".to_owned(), key.as_str().into());
        }
        let metric = object([
            ("id", own.metric.as_str().into()),
            ("label", own.criterion.label.as_str().into()),
            ("unit", own.criterion.unit.as_str().into()),
            ("what", own.reason.as_str().into()),
        ]);
        // A brief lists no metrics, and goes without.
        if !self.first.metrics.is_empty()
            && let Some(metrics) = self.list("metrics")
        {
            metrics.push(metric);
        }
        if let Some(criteria) = self.list("criteria") {
            criteria.push(value);
        }
        let field = ["metrics.", own.metric.as_str()].concat();
        for (technology, figure) in &own.figures {
            let made = own.made;
            let Some(row) = self.row(technology) else {
                let at = ["figures.", technology.as_str()].concat();
                self.faults.push(Fault::unlisted(name, at, technology));
                continue;
            };
            let source = cited(row, &own.reason, "", made);
            let fact = object([
                ("value", (*figure).into()),
                ("as_of", made.to_string().into()),
                ("source", source.into()),
                ("note", own.reason.as_str().into()),
            ]);
            entry::set(row, &field, Some(fact));
            let technology = self
                .first
                .moved
                .aliases
                .get(technology)
                .unwrap_or(technology);
            self.yours
                .insert(Yours::Fact(technology.clone(), field.clone()));
        }
        self.yours.insert(Yours::Criterion(id));
    }

    fn facts(&mut self, own: &Entries) {
        for (name, text) in own {
            let Some(Key::Fact(id, field)) = Key::of(name) else {
                continue;
            };
            let id = self.first.moved.aliases.get(&id).unwrap_or(&id).clone();
            if self.row(&id).is_none() {
                self.faults.push(Fault::unlisted(name, String::new(), &id));
                continue;
            }
            match entry::fact(self.first, &id, &field, text, &self.ids) {
                Ok(fact) => {
                    self.named(&fact.technology, &fact.terms);
                    self.fact(&id, &field, fact);
                    self.yours.insert(Yours::Fact(id, field));
                }
                Err(problems) => {
                    let problems = problems.into_iter();
                    self.faults.extend(problems.map(|p| Fault::of(name, p)));
                }
            }
        }
    }

    fn fact(&mut self, id: &Id, field: &str, own: entry::OwnFact) {
        let Some(row) = self.row(id) else { return };
        let unknown = ["unknown.", field].concat();
        match own.value {
            Some(mut fact) => {
                if !field.starts_with("capabilities.") {
                    let source = cited(row, &own.reason, &own.source, own.made);
                    if let Some(fields) = fact.as_object_mut() {
                        fields.insert("source".to_owned(), source.into());
                    }
                }
                entry::set(row, field, Some(fact));
                entry::set(row, &unknown, None);
            }
            None => {
                entry::set(row, field, None);
                let why = ["Yours: ", &own.reason].concat();
                entry::set(row, &unknown, Some(object([("why", why.into())])));
            }
        }
    }
}

/// The id under which a technology's JSON cites this source of the user's:
/// `yours`, `yours-2` …; the same reason and address are one source.
fn cited(row: &mut Value, reason: &str, url: &str, made: crate::catalogue::Date) -> String {
    let Some(fields) = row.as_object_mut() else {
        return YOURS.to_owned();
    };
    let sources = fields
        .entry("sources")
        .or_insert_with(|| Value::Array(Vec::new()));
    let Some(sources) = sources.as_array_mut() else {
        return YOURS.to_owned();
    };
    let mut n = 1;
    loop {
        let id = if n == 1 {
            YOURS.to_owned()
        } else {
            [YOURS, "-", &n.to_string()].concat()
        };
        let source = entry::source(&id, reason, url, made);
        let found = sources
            .iter()
            .find(|s| s.get("id").and_then(Value::as_str) == Some(id.as_str()));
        match found {
            None => {
                sources.push(source);
                return id;
            }
            Some(found) if *found == source => return id,
            Some(_) => n += 1,
        }
    }
}

/// The key of a criterion that chooses none: four consonants from the FNV-1a
/// hash (32 bits) of its id, or the next four that are free. So the same file
/// gives the same links, also beside other criteria: two ids fall together once
/// in 160,000 times.
fn letters(id: &Id, taken: &Set<Letters>) -> Option<Letters> {
    const CONSONANTS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
    const ALL: u32 = 20 * 20 * 20 * 20;
    let hash = id.as_str().bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (0..1000).find_map(|n| {
        let mut rest = hash.wrapping_add(n) % ALL;
        let mut text = String::new();
        for _ in 0..4 {
            let at = usize::try_from(rest % 20).ok()?;
            text.push(char::from(*CONSONANTS.get(at)?));
            rest /= 20;
        }
        let key = Letters::new(&text).ok()?;
        (!taken.contains(&key)).then_some(key)
    })
}
