//! What a comparison cannot say.

use crate::catalogue::{Catalogue, Id, League, Technology};
use crate::words;

/// A reason to read a comparison with care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// One of the compared runs on others of them.
    RunsOn {
        /// The one above.
        above: Id,
        /// Those beneath, the nearest first.
        beneath: Vec<Id>,
    },
    /// Some are ranked apart from the others.
    Leagues {
        /// Runtimes.
        runtimes: Vec<Id>,
        /// Frameworks and platforms.
        frameworks: Vec<Id>,
    },
}

/// What to know before reading the comparison of `ids`.
#[must_use]
pub fn warnings(c: &Catalogue, ids: &[Id]) -> Vec<Warning> {
    let listed: Vec<&Technology> = ids.iter().filter_map(|id| c.technology(id)).collect();
    let mut found: Vec<Warning> = listed
        .iter()
        .filter_map(|above| {
            let beneath: Vec<Id> = foundations(c, above)
                .into_iter()
                .filter(|id| listed.iter().any(|t| t.id == *id))
                .collect();
            let above = above.id.clone();
            (!beneath.is_empty()).then_some(Warning::RunsOn { above, beneath })
        })
        .collect();
    let of = |league: League| -> Vec<Id> {
        let those = listed.iter().filter(|t| c.league(t) == league);
        those.map(|t| t.id.clone()).collect()
    };
    let (runtimes, frameworks) = (of(League::Runtimes), of(League::Frameworks));
    if !runtimes.is_empty() && !frameworks.is_empty() {
        found.push(Warning::Leagues {
            runtimes,
            frameworks,
        });
    }
    found
}

/// All that a technology runs on, directly or through others, each once.
fn foundations(c: &Catalogue, t: &Technology) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    let mut next = Some(t);
    let mut at = 0;
    while let Some(t) = next {
        for id in t.runs_on.iter().flat_map(|f| &f.value) {
            let id = c.technology(id).map_or(id, |t| &t.id);
            if !found.contains(id) {
                found.push(id.clone());
            }
        }
        next = None;
        while next.is_none()
            && let Some(id) = found.get(at)
        {
            next = c.technology(id);
            at += 1;
        }
    }
    found.retain(|id| *id != t.id);
    found
}

impl Warning {
    /// In words.
    #[must_use]
    pub fn sentence(&self, c: &Catalogue) -> String {
        let names = |ids: &[Id]| {
            let name = |id: &Id| {
                c.technology(id)
                    .map_or_else(|| id.to_string(), |t| t.name.clone())
            };
            words::list(&ids.iter().map(name).collect::<Vec<_>>(), "and")
        };
        let one = |ids: &[Id], one: &'static str, many: &'static str| {
            if ids.len() == 1 { one } else { many }
        };
        match self {
            Self::RunsOn { above, beneath } => [
                &names(std::slice::from_ref(above)),
                " runs on ",
                &names(beneath),
                ": they are layers of one stack, and who takes the upper takes the lower too.",
            ]
            .concat(),
            Self::Leagues {
                runtimes,
                frameworks,
            } => [
                &names(runtimes),
                one(runtimes, " is a runtime, ", " are runtimes, "),
                &names(frameworks),
                one(frameworks, " is not", " are not"),
                ": their figures are not measured alike, so no total is marked best.",
            ]
            .concat(),
        }
    }
}
