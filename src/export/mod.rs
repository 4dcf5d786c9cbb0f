//! What leaves the page as a document: the case for a choice, as text.
//!
//! A [`Case`] is all that a document is made of, found from the catalogue and
//! the comparison alone, so that the same comparison gives the same document.
//! Nothing here knows of the page, of files or of a clock: today's date and the
//! link come in.

mod csv;
mod json;
mod listed;
mod markdown;
pub mod pack;
mod record;
pub mod svg;

pub use csv::{comparison_csv, ranking_csv};
pub use json::{VERSION, ranking_json};
pub use listed::{Judged, Line};
pub use markdown::comparison_markdown;
pub use record::{Drawn, Remarks, record};

use crate::catalogue::{Catalogue, Date, Id, Level, Map, Measure, Set, Technology};
use crate::compare::Scored;
use crate::decide::{Leagues, Matrix, Own, Ranked, Rating, Scores, Shares};
use crate::explore::{Choices, Facets, Musts, Narrowed, narrow};
use crate::state::Comparison;
use crate::verdict::Problem;
use crate::words;

/// What a document is made of; the catalogue is a whole one.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// All that is known and trusted: facts that are older than
    /// [`Comparison::since`] are unknown in it.
    pub catalogue: &'a Catalogue,
    /// What was chosen.
    pub comparison: &'a Comparison,
    /// The address that opens this comparison; empty where there is none to
    /// give.
    pub link: &'a str,
    /// The day on which the document is made.
    pub today: Date,
    /// The user's ratings of languages that the catalogue lists.
    pub languages: Map<Id, Rating>,
    /// The user's ratings of technologies that the catalogue lists.
    pub ratings: Map<Id, Rating>,
    /// The values of all technologies on all criteria.
    pub matrix: Matrix,
    /// The share of each criterion.
    pub shares: Shares,
    /// Totals.
    pub scores: Scores,
    /// Who passes the filters, and why others do not.
    pub narrowed: Narrowed,
    /// The order.
    pub leagues: Leagues,
}

impl<'a> Case<'a> {
    /// From a whole catalogue that has been [trusted](Catalogue::trust) since
    /// the comparison's date. What the comparison names and the catalogue does
    /// not list changes nothing.
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        comparison: &'a Comparison,
        link: &'a str,
        today: Date,
    ) -> Self {
        let known = |all: &Map<Id, Rating>, is: &dyn Fn(&Id) -> bool| -> Map<Id, Rating> {
            all.iter()
                .filter(|(id, _)| is(id))
                .map(|(id, rating)| (id.clone(), *rating))
                .collect()
        };
        let listed = &catalogue.lists.languages;
        let languages = known(&comparison.languages, &|id| {
            listed.iter().any(|l| l.id == *id)
        });
        let ratings = known(&comparison.ratings, &|id| {
            catalogue.technology(id).is_some()
        });
        let own = Own {
            languages: &languages,
            ratings: &ratings,
        };
        let matrix = Matrix::new(catalogue, own);
        let shares = Shares::of(catalogue, &comparison.weights, own);
        let scores = Scores::new(&matrix, &shares.of, comparison.unknown);
        let facets = Facets::of(catalogue);
        let mut choices = Choices::new();
        for (facet, ids) in &comparison.facets {
            let offered = facets.choices(*facet);
            let known: Set<Id> = ids
                .iter()
                .filter(|id| offered.iter().any(|choice| choice.id == **id))
                .cloned()
                .collect();
            choices.insert(*facet, known);
        }
        let musts: Musts = comparison
            .must
            .iter()
            .filter(|(id, _)| catalogue.capability(id).is_some())
            .map(|(id, level)| (id.clone(), *level))
            .collect();
        let narrowed = narrow(catalogue, &facets, &choices, &musts);
        let leagues = Leagues::new(catalogue, &scores, |row| narrowed.candidates.contains(row));
        Self {
            catalogue,
            comparison,
            link,
            today,
            languages,
            ratings,
            matrix,
            shares,
            scores,
            narrowed,
            leagues,
        }
    }

    /// The user's ratings.
    #[must_use]
    pub fn own(&self) -> Own<'_> {
        Own {
            languages: &self.languages,
            ratings: &self.ratings,
        }
    }

    /// What of some of the candidates is to be judged.
    #[must_use]
    pub fn problem(&self, ranked: &[Ranked]) -> Problem {
        Problem::new(
            self.catalogue,
            &self.matrix,
            &self.shares,
            ranked,
            self.comparison.unknown,
            self.own(),
        )
    }

    /// Whom a document about a few is about: those that are compared where they
    /// are two or more, else the first five that are ranked.
    #[must_use]
    pub fn options(&self) -> Vec<Id> {
        let c = self.catalogue;
        let compared = self.comparison.compared.iter();
        let compared: Vec<Id> = compared
            .filter(|id| c.technology(id).is_some())
            .cloned()
            .collect();
        if compared.len() > 1 {
            return compared;
        }
        let leagues = [&self.leagues.frameworks, &self.leagues.runtimes];
        let filled = leagues.into_iter().find(|l| !l.ranked.is_empty());
        let ranked = filled.map_or(&[][..], |l| l.ranked.as_slice()).iter();
        let first = ranked.filter_map(|r| c.technologies.get(r.row));
        first.take(5).map(|t| t.id.clone()).collect()
    }

    /// All that the scores are made of.
    #[must_use]
    pub fn scored(&self) -> Scored<'_> {
        Scored {
            catalogue: self.catalogue,
            matrix: &self.matrix,
            shares: &self.shares.of,
            scores: &self.scores,
            policy: self.comparison.unknown,
            own: self.own(),
        }
    }
}

/// How a technology brings a capability, in words.
fn level(level: Level) -> &'static str {
    match level {
        Level::Core => "built in",
        Level::Official => "official package",
        Level::Community => "community package",
        Level::None => "none",
    }
}

/// Whose shown values rest on something of the user's own, in a sentence;
/// nothing where nobody's do.
fn own_of<'a>(case: &Case<'_>, all: impl Iterator<Item = &'a Technology>) -> Option<String> {
    let mut names = Vec::new();
    for t in all {
        let judged = case.criteria().into_iter();
        // What the user rates is called theirs anyway.
        let rests = judged
            .filter(|(_, k)| !matches!(k.from, Measure::Languages | Measure::Rating))
            .filter(|(column, k)| case.share(*column) > 0.0 && case.is_yours(t, k))
            .map(|(_, k)| k.label.as_str());
        let rests: Vec<&str> = rests.collect();
        if case.is_added(t) {
            names.push(t.name.clone());
        } else if !rests.is_empty() {
            names.push([&t.name, " (", &words::list(&rests, "and"), ")"].concat());
        }
    }
    (!names.is_empty()).then(|| ["Yours, not the catalogue's: ", &names.join("; "), "."].concat())
}
