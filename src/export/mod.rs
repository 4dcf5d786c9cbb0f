//! What leaves the page as a document: the case for a choice, as text.
//!
//! A [`Case`] is all that a document is made of, found from the catalogue and
//! the comparison alone, so that the same comparison gives the same document.
//! Nothing here knows of the page, of files or of a clock: today's date and the
//! link come in.

pub mod pack;

use crate::catalogue::{Catalogue, Date, Id, Map, Set};
use crate::compare::Scored;
use crate::decide::{Leagues, Matrix, Own, Rating, Scores, Shares};
use crate::explore::{Choices, Facets, Musts, Narrowed, narrow};
use crate::state::Comparison;

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
