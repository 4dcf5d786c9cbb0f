//! A catalogue without the facts that somebody finds too old.

use super::{Catalogue, Date, Fact, Map, Technology, Unknown};

impl Catalogue {
    /// Takes out every fact that was last true before a date and says so among
    /// what is unknown. Of a date without a day or a month its earliest day
    /// counts. What a technology is (its names, kind and languages) stays, and
    /// so do statements, which are read and not counted.
    pub fn trust(&mut self, since: Date) {
        for technology in &mut self.technologies {
            technology.trust(since);
        }
    }
}

impl Technology {
    fn trust(&mut self, since: Date) {
        let unknown = &mut self.unknown;
        old(&mut self.architecture, "architecture", since, unknown);
        old(&mut self.runs_on, "runs_on", since, unknown);
        old(&mut self.licence, "licence", since, unknown);
        old(&mut self.governance, "governance", since, unknown);
        old(&mut self.type_safety, "type_safety", since, unknown);
        old(&mut self.databases, "databases", since, unknown);
        old(&mut self.first_release, "first_release", since, unknown);
        old(&mut self.users, "users", since, unknown);
        let life = &mut self.lifecycle;
        old(&mut life.latest, "lifecycle.latest", since, unknown);
        old(&mut life.previous, "lifecycle.previous", since, unknown);
        old(&mut life.support, "lifecycle.support", since, unknown);
        old(&mut life.lts, "lifecycle.lts", since, unknown);
        old(&mut life.policy, "lifecycle.policy", since, unknown);
        self.capabilities.retain(|id, fact| {
            let trusted = fact.as_of >= since;
            if !trusted {
                note(
                    &["capabilities.", id.as_str()].concat(),
                    fact.as_of,
                    unknown,
                );
            }
            trusted
        });
        self.metrics.retain(|id, fact| {
            let trusted = fact.as_of >= since;
            if !trusted {
                note(&["metrics.", id.as_str()].concat(), fact.as_of, unknown);
            }
            trusted
        });
    }
}

/// Takes out a fact that is too old.
fn old<T>(
    fact: &mut Option<Fact<T>>,
    field: &str,
    since: Date,
    unknown: &mut Map<String, Unknown>,
) {
    if let Some(found) = fact.take_if(|fact| fact.as_of < since) {
        note(field, found.as_of, unknown);
    }
}

fn note(field: &str, as_of: Date, unknown: &mut Map<String, Unknown>) {
    let why = [
        "What is known is of ",
        &as_of.to_string(),
        ", older than you trust.",
    ]
    .concat();
    let not_comparable = false;
    unknown.insert(
        field.to_owned(),
        Unknown {
            why,
            not_comparable,
        },
    );
}
