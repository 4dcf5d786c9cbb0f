//! What a comparison names and the catalogue does not list: it is kept, shared
//! on, and said.

use crate::catalogue::{Catalogue, Id, Set, Term};
use crate::state::{Comparison, Facet};

/// Names of one sort that are not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// Where they stand.
    pub what: Listing,
    /// How many names stand there, listed or not.
    pub of: usize,
    /// Those that are not listed; at least one.
    pub missing: Vec<Missing>,
}

/// A name that is not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// As it stands in the link.
    pub name: String,
    /// Why it was removed, where the catalogue says so.
    pub why: Option<String>,
}

/// Where names stand in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listing {
    /// Technologies side by side.
    Compared,
    /// The technology whose sheet is open.
    Opened,
    /// The one that the others are measured against.
    Baseline,
    /// Criteria that have a weight.
    Weighed,
    /// Choices of a facet.
    Chosen(Facet),
    /// Capabilities that must be there.
    Required,
    /// Answers of the guide.
    Answered,
    /// Languages of the team.
    Known,
    /// Technologies with an own rating.
    Rated,
}

impl Listing {
    /// What people call the names.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Compared => "compared technologies",
            Self::Opened => "open technology",
            Self::Baseline => "baseline",
            Self::Weighed => "weighed criteria",
            Self::Chosen(Facet::Kind) => "chosen kinds",
            Self::Chosen(Facet::Language) => "chosen languages",
            Self::Chosen(Facet::Licence) => "chosen licences",
            Self::Chosen(Facet::Governance) => "chosen forms of governance",
            Self::Chosen(Facet::TypeSafety) => "chosen levels of type safety",
            Self::Chosen(Facet::Database) => "chosen databases",
            Self::Required => "must-haves",
            Self::Answered => "answers of the guide",
            Self::Known => "languages of the team",
            Self::Rated => "rated technologies",
        }
    }
}

impl Unlisted {
    /// The most names that a sentence holds.
    const SPOKEN: usize = 8;

    /// In plain words: how many, which, why, and what becomes of them.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut text = match self.what {
            Listing::Opened | Listing::Baseline => "The ".to_owned(),
            Listing::Compared
            | Listing::Weighed
            | Listing::Chosen(_)
            | Listing::Required
            | Listing::Answered
            | Listing::Known
            | Listing::Rated => {
                let (missing, of) = (self.missing.len().to_string(), self.of.to_string());
                [&missing, " of ", &of, " "].concat()
            }
        };
        text.push_str(self.what.label());
        let (listed, left) = if self.missing.len() == 1 {
            (
                " is not listed in this catalogue: ",
                ". What is shown leaves it out; it stays in the link that you share.",
            )
        } else {
            (
                " are not listed in this catalogue: ",
                ". What is shown leaves them out; they stay in the link that you share.",
            )
        };
        text.push_str(listed);
        for (at, missing) in self.missing.iter().take(Self::SPOKEN).enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            text.push_str(&missing.name);
            if let Some(why) = &missing.why {
                text.push_str(" (");
                text.push_str(why);
                text.push(')');
            }
        }
        let silent = self.missing.len().saturating_sub(Self::SPOKEN);
        if silent > 0 {
            text.push_str(" and ");
            text.push_str(&silent.to_string());
            text.push_str(" more");
        }
        text.push_str(left);
        text
    }
}

/// What a comparison names and the catalogue does not list, in the order in
/// which it stands in a link. A technology is named once, where it stands
/// first.
#[must_use]
pub fn unlisted(comparison: &Comparison, catalogue: &Catalogue) -> Vec<Unlisted> {
    let c = comparison;
    let mut found = Vec::new();
    let mut say = |what, of, missing: Vec<Missing>| {
        if !missing.is_empty() {
            found.push(Unlisted { what, of, missing });
        }
    };

    let mut said = Set::new();
    let mut gone = |ids: &mut dyn Iterator<Item = &Id>| -> Vec<Missing> {
        ids.filter(|id| catalogue.technology(id).is_none() && said.insert((*id).clone()))
            .map(|id| Missing {
                name: id.to_string(),
                why: catalogue.moved.tombstones.get(id).cloned(),
            })
            .collect()
    };
    let compared = gone(&mut c.compared.iter());
    say(Listing::Compared, c.compared.len(), compared);
    say(Listing::Opened, 1, gone(&mut c.technology.iter()));
    say(Listing::Baseline, 1, gone(&mut c.baseline.iter()));
    let rated = gone(&mut c.ratings.keys());

    let weighed: Vec<_> = c.weights.iter().map(|(key, _)| key).collect();
    let strange = weighed
        .iter()
        .filter(|key| !catalogue.criteria.iter().any(|k| k.key == **key));
    let missing = strange.map(|key| plain(key.as_str())).collect();
    say(Listing::Weighed, weighed.len(), missing);

    for (facet, choices) in &c.facets {
        let strange = choices.iter().filter(|id| !offers(catalogue, *facet, id));
        let missing = strange.map(|id| plain(id.as_str())).collect();
        say(Listing::Chosen(*facet), choices.len(), missing);
    }

    let strange = c
        .must
        .keys()
        .filter(|id| catalogue.capability(id).is_none());
    let missing = strange.map(|id| plain(id.as_str())).collect();
    say(Listing::Required, c.must.len(), missing);

    let mut missing = Vec::new();
    for (question, answers) in &c.guide {
        let asked = catalogue.guide.iter().find(|q| q.id == *question);
        for answer in answers {
            if !asked.is_some_and(|q| q.answers.iter().any(|a| a.id == *answer)) {
                missing.push(plain(&[question.as_str(), " ", answer.as_str()].concat()));
            }
        }
    }
    let given = c.guide.values().map(Set::len).sum();
    say(Listing::Answered, given, missing);

    let strange = c
        .languages
        .keys()
        .filter(|id| !lists(&catalogue.lists.languages, id));
    let missing = strange.map(|id| plain(id.as_str())).collect();
    say(Listing::Known, c.languages.len(), missing);
    say(Listing::Rated, c.ratings.len(), rated);
    found
}

fn plain(name: &str) -> Missing {
    Missing {
        name: name.to_owned(),
        why: None,
    }
}

fn lists(list: &[Term], id: &Id) -> bool {
    list.iter().any(|t| t.id == *id)
}

fn offers(catalogue: &Catalogue, facet: Facet, id: &Id) -> bool {
    let l = &catalogue.lists;
    *id == Facet::UNKNOWN
        || match facet {
            Facet::Kind => l.kinds.iter().any(|k| k.id == *id),
            Facet::Language => lists(&l.languages, id),
            Facet::Licence => lists(&l.licences, id),
            Facet::Governance => lists(&l.governance, id),
            Facet::TypeSafety => lists(&l.type_safety, id),
            Facet::Database => lists(&l.databases, id),
        }
}
