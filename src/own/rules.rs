//! What texts, links and ids from outside must be, whoever wrote them.

use super::json::problem;
use crate::catalogue::{
    Catalogue, Fact, Id, Level, Map, Problem, Set, Source, Technology, Term, is_link,
};

/// What an entry may name beyond the catalogue's own.
#[derive(Default)]
pub(super) struct Beyond {
    /// Technologies.
    pub technologies: Set<Id>,
    /// Languages, licences and databases, with their names.
    pub terms: Map<Id, String>,
}

/// Notes problems under a path.
pub(super) struct Rules<'a> {
    pub problems: &'a mut Vec<Problem>,
}

impl Rules<'_> {
    pub fn require(&mut self, holds: bool, at: &str, expected: &str) {
        if !holds && self.problems.len() < 100 {
            self.problems.push(problem(at, expected));
        }
    }

    /// A text of at most so many characters without control characters.
    pub fn text(&mut self, at: &str, text: &str, most: usize) {
        let fits = text.chars().count() <= most && !text.chars().any(char::is_control);
        let expected = [
            "expected at most ",
            &most.to_string(),
            " characters, without line breaks or control characters",
        ];
        self.require(fits, at, &expected.concat());
    }

    /// Such a text that says something.
    pub fn words(&mut self, at: &str, text: &str, most: usize) {
        self.require(!text.trim().is_empty(), at, "expected a text, found none");
        self.text(at, text, most);
    }

    /// A link, or nothing.
    pub fn link(&mut self, at: &str, url: &str) {
        let shown: String = url.chars().take(60).collect();
        let expected = [
            "expected an address that begins with https:// or mailto:, found \"",
            &shown,
            "\"",
        ];
        self.require(url.is_empty() || is_link(url), at, &expected.concat());
    }

    fn listed(&mut self, at: &str, list: &[Term], beyond: &Beyond, id: &Id) {
        let holds = list.iter().any(|t| t.id == *id) || beyond.terms.contains_key(id);
        let ids: Vec<&str> = list.iter().take(30).map(|t| t.id.as_str()).collect();
        let expected = if ids.is_empty() {
            ["this catalogue lists none; found ", id.as_str()].concat()
        } else {
            ["expected one of ", &ids.join(", "), "; found ", id.as_str()].concat()
        };
        self.require(holds, at, &expected);
    }

    fn note<T>(&mut self, at: &str, fact: Option<&Fact<T>>) {
        if let Some(note) = fact.and_then(|f| f.note.as_deref()) {
            self.text(&[at, ".note"].concat(), note, 400);
        }
    }

    pub fn source(&mut self, at: &str, source: &Source) {
        self.text(&[at, ".title"].concat(), &source.title, 160);
        self.link(&[at, ".url"].concat(), &source.url);
    }

    /// A technology: its texts, links and the ids that it names. Metrics need
    /// not be listed where a catalogue lists none at all, as a brief does.
    pub fn technology(&mut self, at: &str, c: &Catalogue, t: &Technology, beyond: &Beyond) {
        let on = |field: &str| [at, field].concat();
        let lists = &c.lists;
        self.words(&on("name"), &t.name, 40);
        self.text(&on("summary"), &t.summary, 220);
        self.link(&on("homepage"), &t.homepage);
        self.link(&on("repository"), &t.repository);
        for alias in &t.aliases {
            self.words(&on("aliases"), alias, 40);
        }
        let kind = &t.kind.value;
        let holds = lists.kinds.iter().any(|k| k.id == *kind);
        let ids: Vec<&str> = lists.kinds.iter().map(|k| k.id.as_str()).collect();
        let expected = [
            "expected one of ",
            &ids.join(", "),
            "; found ",
            kind.as_str(),
        ];
        self.require(holds, &on("kind"), &expected.concat());
        self.note(&on("kind"), Some(&t.kind));
        self.note(&on("languages"), Some(&t.languages));
        for language in &t.languages.value {
            self.listed(&on("languages"), &lists.languages, beyond, &language.id);
            let min = language.min.as_deref().unwrap_or_default();
            self.text(&on("languages"), min, 40);
        }
        self.note(&on("architecture"), t.architecture.as_ref());
        for fact in t.architecture.iter() {
            self.words(&on("architecture"), &fact.value, 120);
        }
        self.note(&on("runs_on"), t.runs_on.as_ref());
        for id in t.runs_on.iter().flat_map(|f| &f.value) {
            let holds =
                (c.technology(id).is_some() || beyond.technologies.contains(id)) && *id != t.id;
            let expected = ["expected the id of another technology, found ", id.as_str()];
            self.require(holds, &on("runs_on"), &expected.concat());
        }
        self.note(&on("licence"), t.licence.as_ref());
        for fact in t.licence.iter() {
            self.listed(&on("licence"), &lists.licences, beyond, &fact.value);
        }
        self.note(&on("governance"), t.governance.as_ref());
        for fact in t.governance.iter() {
            let none = Beyond::default();
            self.listed(&on("governance"), &lists.governance, &none, &fact.value.by);
            self.text(&on("governance"), &fact.value.name, 120);
        }
        self.note(&on("type_safety"), t.type_safety.as_ref());
        for fact in t.type_safety.iter() {
            let none = Beyond::default();
            self.listed(&on("type_safety"), &lists.type_safety, &none, &fact.value);
        }
        self.note(&on("databases"), t.databases.as_ref());
        for id in t.databases.iter().flat_map(|f| &f.value) {
            self.listed(&on("databases"), &lists.databases, beyond, id);
        }
        self.note(&on("first_release"), t.first_release.as_ref());
        self.note(&on("users"), t.users.as_ref());
        for fact in t.users.iter() {
            self.require(
                fact.value.len() <= 50,
                &on("users"),
                "expected at most 50 names",
            );
            for name in &fact.value {
                self.words(&on("users"), name, 80);
            }
        }
        let life = &t.lifecycle;
        for (field, fact) in [("latest", &life.latest), ("previous", &life.previous)] {
            let at = [at, "lifecycle.", field].concat();
            self.note(&at, fact.as_ref());
            for fact in fact.iter() {
                self.words(&at, &fact.value.version, 40);
            }
        }
        for (field, fact) in [("support", &life.support), ("lts", &life.lts)] {
            let at = [at, "lifecycle.", field].concat();
            self.note(&at, fact.as_ref());
            for fact in fact.iter() {
                self.words(&at, &fact.value.version, 40);
            }
        }
        self.note(&on("lifecycle.policy"), life.policy.as_ref());
        for fact in life.policy.iter() {
            self.text(&on("lifecycle.policy"), &fact.value.says, 400);
            let months = fact.value.months.unwrap_or(0.0);
            self.require(
                (0.0..=1200.0).contains(&months),
                &on("lifecycle.policy"),
                "expected 0 to 1200 months",
            );
        }
        for (id, fact) in &t.capabilities {
            let at = [at, "capabilities.", id.as_str()].concat();
            self.require(
                c.capability(id).is_some(),
                &at,
                "expected a capability that the catalogue has",
            );
            self.text(&at, fact.via.as_deref().unwrap_or_default(), 120);
            self.text(&at, fact.note.as_deref().unwrap_or_default(), 400);
            self.link(&at, fact.doc.as_deref().unwrap_or_default());
            self.require(
                fact.level != Level::Community || fact.via.is_some(),
                &[&at, ".via"].concat(),
                "expected the name of the package for the level community",
            );
        }
        for (id, fact) in &t.metrics {
            let at = [at, "metrics.", id.as_str()].concat();
            self.require(
                c.metrics.is_empty() || c.metric(id).is_some(),
                &at,
                "expected a metric that the catalogue has",
            );
            self.require(
                fact.value.is_finite() && fact.value >= 0.0,
                &at,
                "expected a number of at least 0",
            );
            self.note(&at, Some(fact));
        }
        for (name, list) in [("strengths", &t.strengths), ("cautions", &t.cautions)] {
            for fact in list {
                self.words(&on(name), &fact.value, 240);
                self.note(&on(name), Some(fact));
            }
        }
        for claim in &t.claims {
            self.text(&on("claims"), &claim.says, 240);
            self.text(&on("claims"), &claim.finding, 400);
        }
        for unknown in t.unknown.values() {
            self.text(&on("unknown"), &unknown.why, 400);
        }
        for source in &t.sources {
            self.source(&on("sources"), source);
        }
    }
}
