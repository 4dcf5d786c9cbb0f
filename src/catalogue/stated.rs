//! Every fact of a technology as text, in one order: for lists, for tables and
//! for files of comma-separated values.

use super::model::*;
use super::{Catalogue, Date, Id};

/// A fact as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<'a> {
    /// Its field, as in the data files: `licence`, `lifecycle.latest`,
    /// `capabilities.orm`, `metrics.github-stars` ….
    pub field: String,
    /// Its value in words or digits; entries of a list are joined by `; `.
    pub value: String,
    /// The unit of a figure; else empty.
    pub unit: &'a str,
    /// When it was true.
    pub as_of: Date,
    /// The id of its source; a capability has a page of documentation instead.
    pub source: Option<&'a Id>,
    /// The page of documentation, where it has one.
    pub doc: Option<&'a str>,
    /// What else one should know.
    pub note: Option<&'a str>,
}

struct Facts<'a>(Vec<Stated<'a>>);

impl<'a> Facts<'a> {
    fn add<T>(&mut self, field: &str, fact: &'a Fact<T>, value: String) {
        self.0.push(Stated {
            field: field.to_owned(),
            value,
            unit: "",
            as_of: fact.as_of,
            source: Some(&fact.source),
            doc: None,
            note: fact.note.as_deref(),
        });
    }

    fn may<T>(&mut self, field: &str, fact: Option<&'a Fact<T>>, value: impl Fn(&T) -> String) {
        if let Some(fact) = fact {
            self.add(field, fact, value(&fact.value));
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    parts.join("; ")
}

fn release(release: &Release) -> String {
    let date = release
        .date
        .map_or_else(String::new, |date| [" of ", &date.to_string()].concat());
    [&release.version, date.as_str()].concat()
}

fn support(support: &Support) -> String {
    let until = |word: &str, date: Option<Date>| {
        date.map_or_else(String::new, |d| [word, &d.to_string()].concat())
    };
    [
        &support.version,
        until(", fixes until ", support.active).as_str(),
        &until(", security fixes until ", support.security),
    ]
    .concat()
}

fn policy(policy: &Policy) -> String {
    let months = policy
        .months
        .map_or_else(String::new, |m| [" (", &m.to_string(), " months)"].concat());
    [&policy.says, months.as_str()].concat()
}

impl Technology {
    /// Every fact of it.
    #[must_use]
    pub fn stated<'a>(&'a self, catalogue: &'a Catalogue) -> Vec<Stated<'a>> {
        let lists = &catalogue.lists;
        let mut facts = Facts(Vec::new());
        let kind = |id: &Id| {
            let found = lists.kinds.iter().find(|k| k.id == *id);
            found.map_or_else(|| id.to_string(), |k| k.label.clone())
        };
        let named = |list: &[Term], id: &Id| label(list, id).to_owned();
        facts.add("kind", &self.kind, kind(&self.kind.value));
        let languages = self.languages.value.iter().map(|l| {
            let min = l.min.as_deref().map_or("", |_| " from ");
            let name = named(&lists.languages, &l.id);
            [&name, min, l.min.as_deref().unwrap_or_default()].concat()
        });
        facts.add("languages", &self.languages, joined(languages));
        facts.may("architecture", self.architecture.as_ref(), String::clone);
        facts.may("runs_on", self.runs_on.as_ref(), |ids| {
            joined(ids.iter().map(ToString::to_string))
        });
        facts.may("licence", self.licence.as_ref(), |id| {
            named(&lists.licences, id)
        });
        facts.may("governance", self.governance.as_ref(), |g| {
            [&named(&lists.governance, &g.by), ": ", &g.name].concat()
        });
        facts.may("type_safety", self.type_safety.as_ref(), |id| {
            named(&lists.type_safety, id)
        });
        facts.may("databases", self.databases.as_ref(), |ids| {
            joined(ids.iter().map(|id| named(&lists.databases, id)))
        });
        let first = self.first_release.as_ref();
        facts.may("first_release", first, ToString::to_string);
        let life = &self.lifecycle;
        facts.may("lifecycle.latest", life.latest.as_ref(), release);
        facts.may("lifecycle.previous", life.previous.as_ref(), release);
        facts.may("lifecycle.support", life.support.as_ref(), support);
        facts.may("lifecycle.lts", life.lts.as_ref(), support);
        facts.may("lifecycle.policy", life.policy.as_ref(), policy);
        for (id, fact) in &self.capabilities {
            let via = fact
                .via
                .as_deref()
                .map_or_else(String::new, |via| [": ", via].concat());
            facts.0.push(Stated {
                field: ["capabilities.", id.as_str()].concat(),
                value: [fact.level.as_str(), &via].concat(),
                unit: "",
                as_of: fact.as_of,
                source: None,
                doc: fact.doc.as_deref(),
                note: fact.note.as_deref(),
            });
        }
        for (id, fact) in &self.metrics {
            facts.add(
                &["metrics.", id.as_str()].concat(),
                fact,
                fact.value.to_string(),
            );
            if let Some(last) = facts.0.last_mut() {
                last.unit = catalogue.metric(id).map_or("", |m| &m.unit);
            }
        }
        facts.may("users", self.users.as_ref(), |names| {
            joined(names.iter().cloned())
        });
        for (field, all) in [("strength", &self.strengths), ("caution", &self.cautions)] {
            for fact in all {
                facts.add(field, fact, fact.value.clone());
            }
        }
        for claim in &self.claims {
            facts.0.push(Stated {
                field: "claim".to_owned(),
                value: [
                    &claim.says,
                    " – ",
                    claim.verdict.as_str(),
                    ": ",
                    &claim.finding,
                ]
                .concat(),
                unit: "",
                as_of: claim.as_of,
                source: claim.source.as_ref(),
                doc: None,
                note: None,
            });
        }
        facts.0
    }
}

/// All facts of a catalogue as comma-separated values (RFC 4180): a line each,
/// under a line of names. A text that a spreadsheet could take for a formula
/// begins with an apostrophe.
#[must_use]
pub fn csv(catalogue: &Catalogue) -> String {
    let names = [
        "technology",
        "name",
        "field",
        "value",
        "unit",
        "as_of",
        "source",
        "link",
        "note",
    ];
    let mut text = String::new();
    csv_line(&mut text, &names);
    for technology in &catalogue.technologies {
        for fact in technology.stated(catalogue) {
            let source = fact.source.and_then(|id| catalogue.source(technology, id));
            let link = source.map(|s| s.url.as_str()).or(fact.doc);
            csv_line(
                &mut text,
                &[
                    technology.id.as_str(),
                    &technology.name,
                    &fact.field,
                    &fact.value,
                    fact.unit,
                    &fact.as_of.to_string(),
                    source.map_or("", |s| &s.title),
                    link.unwrap_or_default(),
                    fact.note.unwrap_or_default(),
                ],
            );
        }
    }
    text
}

/// Adds a line of comma-separated values (RFC 4180). A cell that a spreadsheet
/// could take for a formula begins with an apostrophe; one that is a plain
/// number is none.
pub fn csv_line(text: &mut String, cells: &[&str]) {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        let formula =
            cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_plain_number(cell);
        let formula = if formula { "'" } else { "" };
        let plain = !cell.contains(['"', ',', '\n', '\r']);
        if plain {
            text.push_str(formula);
            text.push_str(cell);
        } else {
            text.push('"');
            text.push_str(formula);
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
    }
    text.push_str("\r\n");
}

/// Whether a cell is digits with at most a sign before and a point among them.
fn is_plain_number(cell: &str) -> bool {
    let size = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, part) = size.split_once('.').unwrap_or((size, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let mut text = String::new();
        csv_line(&mut text, &["a", "b, \"c\"", "=1+1", "", "x\ny", "-2,5"]);
        assert_eq!(text, "a,\"b, \"\"c\"\"\",'=1+1,,\"x\ny\",\"'-2,5\"\r\n");
    }

    #[test]
    fn a_plain_number_stays_a_number() {
        let mut text = String::new();
        csv_line(
            &mut text,
            &["-2.5", "+3", "-", "-1+1", "+1.", "-.5", "-1e3"],
        );
        assert_eq!(text, "-2.5,+3,'-,'-1+1,'+1.,'-.5,'-1e3\r\n");
    }
}
