//! What facets and must-haves make of each technology, and what would change
//! it.
//!
//! Every exclusion has all its reasons; a technology with exactly one is a near
//! miss, and one change lets it in. Changes are data: the page words them and
//! sends them as messages.

use super::{Bits, Choices, Facet, Facets, Met, Musts, judge};
use crate::catalogue::{Catalogue, Id, Level, Technology};

/// What becomes of a technology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It matches the facets and fails no must-have.
    Candidate {
        /// The must-haves of which nothing is known.
        unknown_musts: Vec<Id>,
    },
    /// It does not.
    Excluded {
        /// Why, at least one: facets first, then must-haves.
        reasons: Vec<Reason>,
    },
}

/// Why a technology is no candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has none of the choices of a facet.
    Facet {
        /// Which facet.
        facet: Facet,
        /// What it has, the usual one first; `None` where that is unknown.
        has: Option<Vec<Id>>,
    },
    /// It brings less than it must.
    Must {
        /// Which capability.
        capability: Id,
        /// The level that satisfies.
        wanted: Level,
        /// The level that it has, which is less.
        has: Level,
    },
}

/// A change that asks for less. Each is one message: set the must-have, make
/// the choice, take the must-have or the facet's choices back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relax {
    /// Accept a lesser level of a must-have.
    Lower(Id, Level),
    /// Accept another choice of a facet.
    Add(Facet, Id),
    /// Ask for a must-have no more.
    Drop(Id),
    /// Take back all choices of a facet.
    Clear(Facet),
}

/// A change that asks for less, and what it brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The change.
    pub relax: Relax,
    /// How many more candidates there are after it; at least one.
    pub brings: usize,
}

/// An excluded technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excluded<'a> {
    /// Its place in the catalogue.
    pub row: usize,
    /// All its reasons.
    pub reasons: &'a [Reason],
}

/// Something asked for that the catalogue does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlisted {
    /// A choice that no technology has: it matches nothing.
    Choice(Facet, Id),
    /// A capability that is not listed: it is unknown of every technology.
    Must(Id),
}

/// What facets and must-haves leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// The candidates.
    pub candidates: Bits,
    /// What becomes of each technology, in catalogue order.
    pub outcomes: Vec<Outcome>,
    /// What is asked for and not known.
    pub unlisted: Vec<Unlisted>,
    counts: Vec<Vec<u32>>,
}

/// Narrows a catalogue down by facets and must-haves. `facets` are those of
/// this catalogue.
#[must_use]
pub fn narrow(
    catalogue: &Catalogue,
    facets: &Facets,
    choices: &Choices,
    musts: &Musts,
) -> Narrowed {
    let technologies = &catalogue.technologies;
    let mut within = Bits::none(technologies.len());
    let mut judged = Vec::with_capacity(technologies.len());
    for (row, technology) in technologies.iter().enumerate() {
        let verdict = Verdict::of(technology, musts);
        if verdict.failed.is_empty() {
            within.insert(row);
        }
        judged.push(verdict);
    }
    let selection = facets.select(choices, &within);
    let excludes = |facet: Facet, row| {
        let left = selection.left.get(facet.place());
        left.and_then(Option::as_ref)
            .is_some_and(|left| !left.contains(row))
    };
    let mut outcomes = Vec::with_capacity(technologies.len());
    for (row, (technology, verdict)) in technologies.iter().zip(judged).enumerate() {
        if selection.rows.contains(row) {
            let unknown_musts = verdict.unknown;
            outcomes.push(Outcome::Candidate { unknown_musts });
            continue;
        }
        let missed = Facet::ALL.into_iter().filter(|f| excludes(*f, row));
        let mut reasons: Vec<Reason> = missed
            .map(|facet| {
                let has = facet.values(technology);
                let has = has.map(|ids| ids.into_iter().cloned().collect());
                Reason::Facet { facet, has }
            })
            .collect();
        reasons.extend(verdict.failed);
        outcomes.push(Outcome::Excluded { reasons });
    }
    let mut unlisted: Vec<Unlisted> = Vec::new();
    for (facet, id) in facets.unlisted(choices) {
        unlisted.push(Unlisted::Choice(facet, id));
    }
    for id in musts.keys() {
        if catalogue.capability(id).is_none() {
            unlisted.push(Unlisted::Must(id.clone()));
        }
    }
    Narrowed {
        candidates: selection.rows,
        outcomes,
        unlisted,
        counts: selection.counts,
    }
}

/// What the must-haves say of a technology.
struct Verdict {
    failed: Vec<Reason>,
    unknown: Vec<Id>,
}

impl Verdict {
    fn of(technology: &Technology, musts: &Musts) -> Self {
        let mut verdict = Self {
            failed: Vec::new(),
            unknown: Vec::new(),
        };
        for (capability, wanted) in musts {
            match judge(technology, capability, *wanted) {
                Met::Pass => {}
                Met::Unknown => verdict.unknown.push(capability.clone()),
                Met::Fail { has } => verdict.failed.push(Reason::Must {
                    capability: capability.clone(),
                    wanted: *wanted,
                    has,
                }),
            }
        }
        verdict
    }
}

impl Narrowed {
    /// How many candidates each choice of a facet would give beside all other
    /// facets and must-haves, in the order of [`Facets::choices`].
    #[must_use]
    pub fn counts(&self, facet: Facet) -> &[u32] {
        self.counts.get(facet.place()).map_or(&[], Vec::as_slice)
    }

    /// The excluded technologies: near misses first, then by the number of
    /// reasons, then in catalogue order.
    #[must_use]
    pub fn excluded(&self) -> Vec<Excluded<'_>> {
        // There are few numbers of reasons; a sort would cost more code.
        let most = self.every_excluded().map(|e| e.reasons.len()).max();
        let numbers = 1..=most.unwrap_or(0);
        numbers
            .flat_map(|n| self.every_excluded().filter(move |e| e.reasons.len() == n))
            .collect()
    }

    /// The single changes that bring candidates back, the most first and the
    /// gentler first among equals. A stronger change of the same facet or
    /// must-have is named only where it brings more.
    #[must_use]
    pub fn relaxations(&self) -> Vec<Relaxation> {
        // One change removes the reasons of one facet or must-have, so it
        // brings back near misses and nothing else.
        let mut list: Vec<Relaxation> = Vec::new();
        for relax in self.every_excluded().filter_map(|e| e.near_miss()) {
            for relax in relax.relaxing() {
                match list.iter_mut().find(|r| r.relax == relax) {
                    Some(known) => known.brings += 1,
                    None => list.push(Relaxation { relax, brings: 1 }),
                }
            }
        }
        let mut kept: Vec<Relaxation> = Vec::new();
        for this in &list {
            let needless = list
                .iter()
                .any(|o| o.brings >= this.brings && o.relax.is_gentler_than(&this.relax));
            if !needless {
                let before = kept.partition_point(|o| {
                    let (more, as_many) = (o.brings > this.brings, o.brings == this.brings);
                    more || as_many && o.relax.strength() <= this.relax.strength()
                });
                kept.insert(before, this.clone());
            }
        }
        kept
    }

    fn every_excluded(&self) -> impl Iterator<Item = Excluded<'_>> {
        let rows = self.outcomes.iter().enumerate();
        rows.filter_map(|(row, outcome)| match outcome {
            Outcome::Candidate { .. } => None,
            Outcome::Excluded { reasons } => Some(Excluded { row, reasons }),
        })
    }
}

impl<'a> Excluded<'a> {
    /// The only reason, where there is only one.
    #[must_use]
    pub fn near_miss(self) -> Option<&'a Reason> {
        match self.reasons {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Reason {
    /// The gentlest change that takes this reason away: for a facet its usual
    /// value is accepted too, for a must-have the level that it has.
    #[must_use]
    pub fn relax(&self) -> Relax {
        match self {
            Self::Facet { facet, has } => match accepted(has.as_deref()).into_iter().next() {
                Some(id) => Relax::Add(*facet, id),
                None => Relax::Clear(*facet),
            },
            Self::Must {
                capability, has, ..
            } => match has {
                Level::None => Relax::Drop(capability.clone()),
                Level::Community | Level::Official | Level::Core => {
                    Relax::Lower(capability.clone(), *has)
                }
            },
        }
    }

    /// Every change that takes this reason away.
    #[must_use]
    pub fn relaxing(&self) -> Vec<Relax> {
        match self {
            Self::Facet { facet, has } => {
                let ids = accepted(has.as_deref()).into_iter();
                let mut all: Vec<Relax> = ids.map(|id| Relax::Add(*facet, id)).collect();
                all.push(Relax::Clear(*facet));
                all
            }
            Self::Must {
                capability, has, ..
            } => {
                let levels = Level::ALL.into_iter();
                let enough = levels.filter(|l| *l > Level::None && l <= has);
                let mut all: Vec<Relax> = enough
                    .map(|level| Relax::Lower(capability.clone(), level))
                    .collect();
                all.push(Relax::Drop(capability.clone()));
                all
            }
        }
    }
}

/// The choices that let a technology in by what it has.
fn accepted(has: Option<&[Id]>) -> Vec<Id> {
    match has {
        Some(ids) => ids.to_vec(),
        None => Id::new(Facet::UNKNOWN).into_iter().collect(),
    }
}

impl Relax {
    /// Makes the change.
    pub fn apply(&self, choices: &mut Choices, musts: &mut Musts) {
        match self {
            Self::Lower(id, level) => {
                musts.insert(id.clone(), *level);
            }
            Self::Add(facet, id) => {
                // An empty set narrows nothing; a choice in it would.
                if let Some(set) = choices.get_mut(facet).filter(|set| !set.is_empty()) {
                    set.insert(id.clone());
                }
            }
            Self::Drop(id) => {
                musts.remove(id);
            }
            Self::Clear(facet) => {
                choices.remove(facet);
            }
        }
    }

    /// Among changes that bring as many, the lesser comes first.
    fn strength(&self) -> u8 {
        match self {
            Self::Lower(_, Level::Core) => 0,
            Self::Lower(_, Level::Official) => 1,
            Self::Lower(_, Level::Community | Level::None) => 2,
            Self::Add(..) => 3,
            Self::Drop(_) => 4,
            Self::Clear(_) => 5,
        }
    }

    /// Whether it changes the same facet or must-have by less.
    fn is_gentler_than(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lower(a, mine), Self::Lower(b, theirs)) => a == b && mine > theirs,
            (Self::Lower(a, _), Self::Drop(b)) => a == b,
            (Self::Add(a, _), Self::Clear(b)) => a == b,
            (Self::Lower(..) | Self::Add(..) | Self::Drop(_) | Self::Clear(_), _) => false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::*;
    use crate::catalogue::Set;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn chosen(facet: Facet, ids: &[&str]) -> Choices {
        let set: Set<Id> = ids.iter().map(|i| id(i)).collect();
        Choices::from([(facet, set)])
    }

    /// Four technologies: php, php, python, ruby; the capability "jobs" core,
    /// none, official, unknown.
    fn catalogue() -> Catalogue {
        let mut catalogue = crate::embedded();
        catalogue.technologies.truncate(4);
        let jobs = catalogue.capabilities[0].id.clone();
        let languages = ["php", "php", "python", "ruby"];
        let levels = [
            Some(Level::Core),
            Some(Level::None),
            Some(Level::Official),
            None,
        ];
        let fact = catalogue.technologies[0]
            .capabilities
            .get(&jobs)
            .unwrap()
            .clone();
        for ((t, language), level) in catalogue.technologies.iter_mut().zip(languages).zip(levels) {
            t.languages.value.truncate(1);
            t.languages.value[0].id = id(language);
            t.capabilities.clear();
            if let Some(level) = level {
                let mut fact = fact.clone();
                fact.level = level;
                t.capabilities.insert(jobs.clone(), fact);
            }
        }
        catalogue
    }

    fn narrowed(catalogue: &Catalogue, choices: &Choices, level: Level) -> Narrowed {
        let musts = Musts::from([(catalogue.capabilities[0].id.clone(), level)]);
        narrow(catalogue, &Facets::of(catalogue), choices, &musts)
    }

    #[test]
    fn an_unknown_must_have_stays_and_is_flagged() {
        let c = catalogue();
        let all = narrowed(&c, &Choices::new(), Level::Core);
        assert_eq!(all.candidates.iter().collect::<Vec<_>>(), [0, 3]);
        let unknown_musts = vec![c.capabilities[0].id.clone()];
        assert_eq!(all.outcomes[3], Outcome::Candidate { unknown_musts });
        let unknown_musts = Vec::new();
        assert_eq!(all.outcomes[0], Outcome::Candidate { unknown_musts });
    }

    #[test]
    fn an_exclusion_has_all_its_reasons_and_near_misses_come_first() {
        let c = catalogue();
        let none = narrowed(&c, &chosen(Facet::Language, &["ruby"]), Level::Core);
        let list = none.excluded();
        let rows: Vec<_> = list.iter().map(|e| (e.row, e.reasons.len())).collect();
        assert_eq!(rows, [(0, 1), (1, 2), (2, 2)]);
        assert_eq!(list[1].near_miss(), None);
        let has = Some(vec![id("php")]);
        let facet = Facet::Language;
        assert_eq!(list[0].near_miss(), Some(&Reason::Facet { facet, has }));
        assert_eq!(
            list[0].reasons[0].relax(),
            Relax::Add(Facet::Language, id("php"))
        );
    }

    #[test]
    fn a_must_have_is_lowered_to_what_is_there_or_dropped() {
        let c = catalogue();
        let jobs = c.capabilities[0].id.clone();
        let all = narrowed(&c, &Choices::new(), Level::Core);
        let relax: Vec<_> = all
            .excluded()
            .iter()
            .map(|e| e.reasons[0].relax())
            .collect();
        let lower = Relax::Lower(jobs.clone(), Level::Official);
        assert_eq!(relax, [Relax::Drop(jobs.clone()), lower.clone()]);
        let brings: Vec<_> = all.relaxations();
        // Lowering to community brings no more than to official: not named.
        assert_eq!(
            brings,
            [
                Relaxation {
                    relax: Relax::Drop(jobs),
                    brings: 2
                },
                Relaxation {
                    relax: lower,
                    brings: 1
                },
            ]
        );
    }

    #[test]
    fn an_empty_result_says_which_single_change_brings_back_how_many() {
        let c = catalogue();
        let mut none = chosen(Facet::Language, &["python"]);
        none.extend(chosen(Facet::Kind, &["nothing"]));
        let none = narrow(&c, &Facets::of(&c), &none, &Musts::new());
        assert!(none.candidates.is_empty());
        let kind = c.technologies[2].kind.value.clone();
        let relax = Relax::Add(Facet::Kind, kind);
        assert_eq!(none.relaxations(), [Relaxation { relax, brings: 1 }]);
        let nothing = Unlisted::Choice(Facet::Kind, id("nothing"));
        assert_eq!(none.unlisted, [nothing]);
    }

    #[test]
    fn counts_ignore_what_must_haves_exclude() {
        let c = catalogue();
        let all = narrowed(&c, &Choices::new(), Level::Core);
        let facets = Facets::of(&c);
        let labels = facets
            .choices(Facet::Language)
            .iter()
            .map(|o| o.id.as_str());
        let counts: Vec<_> = labels.zip(all.counts(Facet::Language)).collect();
        assert_eq!(counts, [("ruby", &1), ("php", &1), ("python", &0)]);
    }

    #[test]
    fn an_unlisted_must_have_is_unknown_everywhere_and_reported() {
        let c = catalogue();
        let musts = Musts::from([(id("teleport"), Level::Core)]);
        let all = narrow(&c, &Facets::of(&c), &Choices::new(), &musts);
        assert_eq!(all.candidates.count(), 4);
        assert_eq!(all.unlisted, [Unlisted::Must(id("teleport"))]);
    }

    #[test]
    fn what_has_none_is_let_in_only_by_clearing_the_facet() {
        let facet = Facet::Database;
        let none = Reason::Facet {
            facet,
            has: Some(Vec::new()),
        };
        assert_eq!(none.relax(), Relax::Clear(facet));
        let unknown = Reason::Facet { facet, has: None };
        assert_eq!(unknown.relax(), Relax::Add(facet, id(Facet::UNKNOWN)));
    }
}
