//! Facets: properties to narrow by, their choices and counts.
//!
//! Choices of one facet widen each other, facets narrow each other. The counts
//! of a facet ignore its own choices, so that they say what choosing would
//! give. [`FacetIndex`] knows numbers only; [`Facets`] gives them the
//! catalogue's ids. Nothing here knows of scores or of the search.

use super::Bits;
use crate::catalogue::{Catalogue, Id, Map, Set, Technology, label};

/// A property that technologies can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What it is.
    Kind,
    /// In which language one writes.
    Language,
    /// Under which licence.
    Licence,
    /// Who decides about it.
    Governance,
    /// How far types are checked.
    TypeSafety,
    /// Which databases its documentation names.
    Database,
}

/// The choices that are made, by facet.
pub type Choices = Map<Facet, Set<Id>>;

impl Facet {
    /// All, in the order in which they are shown and written.
    pub const ALL: [Self; 6] = [
        Self::Kind,
        Self::Language,
        Self::Licence,
        Self::Governance,
        Self::TypeSafety,
        Self::Database,
    ];
    /// The choice "no fact is there".
    pub const UNKNOWN: &'static str = "unknown";

    /// What people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::Language => "Language",
            Self::Licence => "Licence",
            Self::Governance => "Who decides",
            Self::TypeSafety => "Type safety",
            Self::Database => "Database",
        }
    }

    /// The name of a choice; its id where it is not listed.
    #[must_use]
    pub fn choice<'a>(self, catalogue: &'a Catalogue, id: &'a Id) -> &'a str {
        let lists = &catalogue.lists;
        let list = match self {
            Self::Kind => {
                let kind = lists.kinds.iter().find(|k| k.id == *id);
                return kind.map_or(id.as_str(), |k| &k.label);
            }
            Self::Language => &lists.languages,
            Self::Licence => &lists.licences,
            Self::Governance => &lists.governance,
            Self::TypeSafety => &lists.type_safety,
            Self::Database => &lists.databases,
        };
        label(list, id)
    }

    /// What a technology has, the usual one first; `None` where no fact is
    /// there, and an empty list where the fact is that it has none.
    #[must_use]
    pub fn values(self, technology: &Technology) -> Option<Vec<&Id>> {
        let t = technology;
        match self {
            Self::Kind => Some(vec![&t.kind.value]),
            Self::Language => Some(t.languages.value.iter().map(|l| &l.id).collect()),
            Self::Licence => t.licence.as_ref().map(|f| vec![&f.value]),
            Self::Governance => t.governance.as_ref().map(|f| vec![&f.value.by]),
            Self::TypeSafety => t.type_safety.as_ref().map(|f| vec![&f.value]),
            Self::Database => t.databases.as_ref().map(|f| f.value.iter().collect()),
        }
    }

    /// What may be chosen, in the catalogue's order: ids and labels.
    fn listed(self, catalogue: &Catalogue) -> Vec<(&Id, &str)> {
        let lists = &catalogue.lists;
        let terms = match self {
            Self::Kind => {
                let kinds = lists.kinds.iter();
                return kinds.map(|k| (&k.id, k.label.as_str())).collect();
            }
            Self::Language => &lists.languages,
            Self::Licence => &lists.licences,
            Self::Governance => &lists.governance,
            Self::TypeSafety => &lists.type_safety,
            Self::Database => &lists.databases,
        };
        terms.iter().map(|t| (&t.id, t.label.as_str())).collect()
    }

    /// The place in [`Facet::ALL`], which is the order of the declaration.
    pub(super) fn place(self) -> usize {
        self as usize
    }
}

/// Which rows have which choice of which facet, as numbers.
#[derive(Clone, Debug, Default)]
pub struct FacetIndex {
    rows: usize,
    facets: Vec<Vec<Bits>>,
}

/// The rows that the choices leave, and how many each choice would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The rows that all facets leave.
    pub rows: Bits,
    /// By facet and choice: how many rows have it and are left by all *other*
    /// facets.
    pub counts: Vec<Vec<u32>>,
    /// By facet the rows that it leaves; `None` where nothing is chosen.
    pub left: Vec<Option<Bits>>,
}

impl FacetIndex {
    /// Of no facet yet.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            facets: Vec::new(),
        }
    }

    /// Of plain lists: by facet, by choice, the rows that have it.
    #[must_use]
    pub fn from_lists(rows: usize, facets: &[Vec<Vec<usize>>]) -> Self {
        let mut index = Self::new(rows);
        for choices in facets {
            let sets = choices.iter().map(|list| {
                let mut set = Bits::none(rows);
                list.iter().for_each(|row| set.insert(*row));
                set
            });
            index.push(sets.collect());
        }
        index
    }

    /// Adds a facet: by choice, the rows that have it.
    pub fn push(&mut self, choices: Vec<Bits>) {
        self.facets.push(choices);
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The rows that the choices leave of those given, with all counts.
    ///
    /// `chosen` holds the places of choices by facet; an empty or missing list
    /// narrows nothing, and a place that is not there matches nothing.
    #[must_use]
    pub fn select(&self, chosen: &[Vec<usize>], within: &Bits) -> Selection {
        let mut left: Vec<Option<Bits>> = Vec::with_capacity(self.facets.len());
        let mut rows = within.clone();
        for (at, choices) in self.facets.iter().enumerate() {
            let places = chosen.get(at).filter(|c| !c.is_empty());
            let union = places.map(|places| {
                let mut union = Bits::none(self.rows);
                let sets = places.iter().filter_map(|place| choices.get(*place));
                sets.for_each(|set| union.join(set));
                union
            });
            if let Some(union) = &union {
                rows.keep(union);
            }
            left.push(union);
        }
        let counts = self.facets.iter().enumerate().map(|(at, choices)| {
            // Nothing chosen here: all others together are just the result.
            let narrowed = left.get(at).is_some_and(Option::is_some);
            if !narrowed {
                return choices.iter().map(|c| c.count_shared(&rows)).collect();
            }
            let mut base = within.clone();
            let others = left.iter().enumerate().filter(|(other, _)| *other != at);
            others
                .filter_map(|(_, set)| set.as_ref())
                .for_each(|set| base.keep(set));
            choices.iter().map(|c| c.count_shared(&base)).collect()
        });
        let counts = counts.collect();
        Selection { rows, counts, left }
    }
}

/// Something that a facet can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id in its list, or [`Facet::UNKNOWN`].
    pub id: Id,
    /// What people read.
    pub label: String,
}

/// The facets of a catalogue, built once for it.
#[derive(Clone, Debug)]
pub struct Facets {
    index: FacetIndex,
    choices: Vec<Vec<Choice>>,
}

impl Facets {
    /// Of a catalogue; its rows are the technologies in their order.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        let rows = catalogue.technologies.len();
        let mut index = FacetIndex::new(rows);
        let mut choices = Vec::with_capacity(Facet::ALL.len());
        for facet in Facet::ALL {
            let (offered, sets) = occurring(facet, catalogue).into_iter().unzip();
            choices.push(offered);
            index.push(sets);
        }
        Self { index, choices }
    }

    /// How many technologies there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.index.rows()
    }

    /// What a facet offers: what occurs, in the catalogue's order, and unknown
    /// last. The counts of a [`Selection`] stand in the same order.
    #[must_use]
    pub fn choices(&self, facet: Facet) -> &[Choice] {
        let offered = self.choices.get(facet.place());
        offered.map_or(&[], Vec::as_slice)
    }

    /// The choices that no technology of this catalogue has: they match
    /// nothing, and a user should hear of them.
    #[must_use]
    pub fn unlisted(&self, chosen: &Choices) -> Vec<(Facet, Id)> {
        let mut missing = Vec::new();
        for (facet, ids) in chosen {
            let unlisted = ids.iter().filter(|id| self.place(*facet, id).is_none());
            missing.extend(unlisted.map(|id| (*facet, id.clone())));
        }
        missing
    }

    /// The technologies that the choices leave of those given, with all counts.
    #[must_use]
    pub fn select(&self, chosen: &Choices, within: &Bits) -> Selection {
        let places: Vec<Vec<usize>> = Facet::ALL
            .iter()
            .map(|facet| {
                let ids = chosen.get(facet).into_iter().flatten();
                ids.map(|id| self.place(*facet, id).unwrap_or(usize::MAX))
                    .collect()
            })
            .collect();
        self.index.select(&places, within)
    }

    fn place(&self, facet: Facet, id: &Id) -> Option<usize> {
        self.choices(facet).iter().position(|c| c.id == *id)
    }
}

/// What occurs of a facet, and where.
fn occurring(facet: Facet, catalogue: &Catalogue) -> Vec<(Choice, Bits)> {
    let rows = catalogue.technologies.len();
    let choice = |id: &Id, label: &str| {
        let label = label.to_owned();
        (
            Choice {
                id: id.clone(),
                label,
            },
            Bits::none(rows),
        )
    };
    let listed = facet.listed(catalogue);
    let mut found: Vec<_> = listed.iter().map(|(id, label)| choice(id, label)).collect();
    let mut unknown = Bits::none(rows);
    for (row, technology) in catalogue.technologies.iter().enumerate() {
        let Some(values) = facet.values(technology) else {
            unknown.insert(row);
            continue;
        };
        for id in values {
            if let Some((_, set)) = found.iter_mut().find(|(c, _)| c.id == *id) {
                set.insert(row);
            } else {
                // The check refuses values that are not listed; should one come
                // by another way, it can still be chosen.
                let mut new = choice(id, id.as_str());
                new.1.insert(row);
                found.push(new);
            }
        }
    }
    if let Ok(id) = Id::new(Facet::UNKNOWN) {
        let (choice, _) = choice(&id, "Unknown");
        found.push((choice, unknown));
    }
    found.retain(|(_, set)| !set.is_empty());
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    /// Two facets of six rows: 0 = {0,1,2} {3,4}, row 5 unknown; 1 = {0,3} {1,4,5} {2}.
    fn index() -> FacetIndex {
        let a = vec![vec![0, 1, 2], vec![3, 4], vec![5]];
        let b = vec![vec![0, 3], vec![1, 4, 5], vec![2]];
        FacetIndex::from_lists(6, &[a, b])
    }

    fn rows(selection: &Selection) -> Vec<usize> {
        selection.rows.iter().collect()
    }

    #[test]
    fn every_facet_stands_at_its_place() {
        for (at, facet) in Facet::ALL.into_iter().enumerate() {
            assert_eq!(facet.place(), at);
        }
    }

    #[test]
    fn no_choice_leaves_all() {
        let all = index().select(&[], &Bits::full(6));
        assert_eq!(rows(&all), [0, 1, 2, 3, 4, 5]);
        assert_eq!(all.counts, [[3, 2, 1], [2, 3, 1]]);
    }

    #[test]
    fn choices_of_one_facet_widen_and_facets_narrow() {
        let two = index().select(&[vec![0, 1], vec![]], &Bits::full(6));
        assert_eq!(rows(&two), [0, 1, 2, 3, 4]);
        let both = index().select(&[vec![0, 1], vec![1]], &Bits::full(6));
        assert_eq!(rows(&both), [1, 4]);
    }

    #[test]
    fn counts_ignore_the_choices_of_their_own_facet() {
        let one = index().select(&[vec![0], vec![1]], &Bits::full(6));
        assert_eq!(rows(&one), [1]);
        assert_eq!(one.counts, [[1, 1, 1], [1, 1, 1]]);
        let within = index().select(&[vec![0]], &one.rows);
        assert_eq!(within.counts, [[1, 0, 0], [0, 1, 0]]);
    }

    #[test]
    fn a_choice_that_is_not_there_matches_nothing() {
        let none = index().select(&[vec![9]], &Bits::full(6));
        assert!(none.rows.is_empty());
        assert_eq!(none.counts, [[3, 2, 1], [0, 0, 0]]);
    }

    #[test]
    fn the_page_offers_what_occurs_in_the_order_of_the_list_and_unknown_last() {
        let catalogue = crate::embedded();
        let facets = Facets::of(&catalogue);
        for facet in Facet::ALL {
            let offered = facets.choices(facet);
            let order: Vec<_> = facet.listed(&catalogue);
            let at = |c: &Choice| order.iter().position(|(id, _)| **id == c.id);
            let places: Vec<_> = offered
                .iter()
                .map(|c| at(c).unwrap_or(order.len()))
                .collect();
            assert!(places.is_sorted(), "{facet:?}");
            let missing = catalogue
                .technologies
                .iter()
                .any(|t| facet.values(t).is_none());
            let unknown = offered.iter().position(|c| c.id == Facet::UNKNOWN);
            assert_eq!(unknown, missing.then(|| offered.len() - 1), "{facet:?}");
            let all = facets.select(&Choices::new(), &Bits::full(facets.rows()));
            assert!(all.counts[facet.place()].iter().all(|n| *n > 0));
        }
    }

    #[test]
    fn an_unlisted_choice_matches_nothing_and_is_reported() {
        let facets = Facets::of(&crate::embedded());
        let id = Id::new("cobol").unwrap();
        let chosen = Choices::from([(Facet::Language, Set::from([id.clone()]))]);
        let full = Bits::full(facets.rows());
        assert!(facets.select(&chosen, &full).rows.is_empty());
        assert_eq!(facets.unlisted(&chosen), [(Facet::Language, id)]);
    }
}
