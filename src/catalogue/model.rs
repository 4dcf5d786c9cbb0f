//! The shape of the catalogue: plain data, as it stands in its JSON. A text of
//! which it says "empty in a brief" is there in every whole catalogue.

use super::ordered::{Map, Set, order};
use super::{Date, Id, Key};

/// Everything that is known, and by which criteria it can be judged; in a
/// [`brief`](super::brief()) that part of it which a first view needs.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The version of this shape; 1 today.
    pub format: u32,
    /// Date and short content hash, such as `20261122-9f3a`; set by the build.
    pub version: String,
    /// When the data were last looked over as a whole.
    pub checked: Date,
    /// The day from which scored durations are counted, so that a score never
    /// depends on the reader's clock.
    pub reference_date: Date,
    /// The closed lists that facts choose from.
    pub lists: Lists,
    /// Groups of capabilities, in the order in which they are shown.
    pub capability_groups: Vec<Term>,
    /// What a technology may bring.
    pub capabilities: Vec<Capability>,
    /// The figures that technologies carry; none in a brief.
    pub metrics: Vec<Metric>,
    /// Groups of criteria, in the order in which they are shown; at most six,
    /// since each has a hue of its own.
    pub criteria_groups: Vec<Term>,
    /// What a technology can be judged by.
    pub criteria: Vec<Criterion>,
    /// Default weights by link version, frozen once released: the last is in
    /// force, older ones open older links.
    pub defaults: Vec<Defaults>,
    /// Ready-made sets of weights.
    pub presets: Vec<Preset>,
    /// The questions of the guide.
    pub guide: Vec<Question>,
    /// Ids that were renamed, and those that were removed.
    pub moved: Moved,
    /// What became another since the first version, the latest first; none in
    /// a brief.
    pub changes: Vec<Change>,
    /// Sources that several technologies share; none in a brief.
    pub sources: Vec<Source>,
    /// The technologies themselves.
    pub technologies: Vec<Technology>,
    /// What of all this is the user's own; nothing where it was read from a
    /// text.
    pub yours: Set<Yours>,
}

/// Something that a user has put in the place of what was known, or added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Yours {
    /// A fact of a technology, by its field: `licence`, `lifecycle.support`,
    /// `capabilities.orm`, `metrics.github-stars` ….
    Fact(Id, String),
    /// A whole technology.
    Technology(Id),
    /// A criterion.
    Criterion(Id),
}

/// The closed lists that facts choose from.
#[derive(Clone, Debug)]
pub struct Lists {
    /// Kinds of technology.
    pub kinds: Vec<Kind>,
    /// Programming languages.
    pub languages: Vec<Term>,
    /// Licences; the label is the SPDX identifier.
    pub licences: Vec<Term>,
    /// Who decides about a project.
    pub governance: Vec<Term>,
    /// How far types are checked before the program runs.
    pub type_safety: Vec<Term>,
    /// Databases.
    pub databases: Vec<Term>,
}

/// A named entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its immutable id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// What it means, where the label does not say it.
    pub what: Option<String>,
}

/// A kind of technology.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its immutable id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// What makes a technology one of this kind; empty in a brief.
    pub what: String,
    /// Technologies are ranked only within their league: figures of another
    /// league (runtimes) are not comparable with those of the first
    /// (frameworks and platforms).
    pub league: League,
}

/// What is ranked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum League {
    /// Frameworks and platforms.
    Frameworks,
    /// Runtimes, beneath the frameworks that run on them.
    Runtimes,
}

/// Something that a technology may bring, such as an object-relational mapper.
#[derive(Clone, Debug)]
pub struct Capability {
    /// Its immutable id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// The rule by which every technology is judged.
    pub rule: String,
    /// Its group.
    pub group: Id,
}

/// How a technology brings a capability; greater is closer at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing of its own and no package named.
    None,
    /// A named package of others.
    Community,
    /// A first-party package.
    Official,
    /// Part of the default install.
    Core,
}

impl Level {
    /// All levels, from the closest at hand to none.
    pub const ALL: [Self; 4] = [Self::Core, Self::Official, Self::Community, Self::None];

    /// As it is written in data and links.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Community => "community",
            Self::Official => "official",
            Self::Core => "core",
        }
    }

    /// The share of the full value that it counts for in a criterion made of
    /// capabilities: core 1, official 0.8, community 0.4, none 0.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Core => 1.0,
            Self::Official => 0.8,
            Self::Community => 0.4,
            Self::None => 0.0,
        }
    }
}

/// A figure that technologies carry.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its immutable id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// The unit of every value, such as `requests/s`.
    pub unit: String,
    /// How it was measured and what it does not say.
    pub what: String,
}

/// What a technology can be judged by.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its immutable id.
    pub id: Id,
    /// Its name in links.
    pub key: Key,
    /// What people read.
    pub label: String,
    /// The question that it answers.
    pub question: String,
    /// Its group.
    pub group: Id,
    /// Where a technology's figure comes from.
    pub from: Measure,
    /// How a figure becomes a value between 0 and 1.
    pub value: ValueFunction,
    /// The unit of the figure.
    pub unit: String,
    /// Why these bounds.
    pub why: String,
    /// What the figure does not say.
    pub caveat: Option<String>,
}

/// Where a criterion takes a technology's figure from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The metric of this id.
    Metric {
        /// The metric's id.
        id: Id,
    },
    /// Years from the first release to the catalogue's reference date.
    Maturity,
    /// Months of security support left of the newest release at the reference
    /// date; where no date is set, the length that the policy promises.
    Support,
    /// Months from the newest stable release to the reference date.
    Freshness,
    /// The mean [`Level::share`] over a group of capabilities.
    Capabilities {
        /// The group's id.
        group: Id,
    },
    /// The position in the list of type safety, by the ordinal's table.
    TypeSafety,
    /// How well the user's team knows the best-known of its languages, 0 to 5.
    Languages,
    /// The user's own rating of the technology, 0 to 5.
    Rating,
}

/// How a raw figure becomes a value: 0 is worst, 1 is best. The bounds belong
/// to the criterion, never to the technologies that happen to be selected, so
/// that adding or hiding one never reorders the others.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueFunction {
    /// Straight from `worst` to `best`, in either order; clamped beyond them.
    Linear {
        /// The figure of value 0.
        worst: f64,
        /// The figure of value 1.
        best: f64,
    },
    /// Straight in `ln(x + offset)`, in either order; clamped beyond.
    Logarithmic {
        /// The figure of value 0.
        worst: f64,
        /// The figure of value 1.
        best: f64,
        /// Added to every figure before the logarithm; 1 lets 0 have one.
        offset: f64,
    },
    /// Straight between points `[figure, value]`, figures rising; flat beyond.
    Piecewise {
        /// At least two points.
        points: Vec<[f64; 2]>,
    },
    /// 1 at the target, falling straight to 0 at `low` and at `high`.
    Target {
        /// The figure of value 0 below the target.
        low: f64,
        /// The figure of value 1.
        target: f64,
        /// The figure of value 0 above the target.
        high: f64,
    },
    /// A table of levels.
    Ordinal {
        /// The levels and their values.
        levels: Vec<OrdinalLevel>,
    },
}

/// One level of an ordinal value function.
#[derive(Clone, Debug, PartialEq)]
pub struct OrdinalLevel {
    /// The level's id in its list.
    pub id: Id,
    /// Its value, 0 to 1.
    pub value: f64,
}

/// Default weights of one link version.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The link version, counted from 1.
    pub v: u32,
    /// Weight by criterion, 0 to 10; a criterion not named weighs 0.
    pub weights: Map<Id, f64>,
}

/// A ready-made set of weights.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Its immutable id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// For whom it is; empty in a brief.
    pub what: String,
    /// Weight by criterion, 0 to 10; a criterion not named weighs 0.
    pub weights: Map<Id, f64>,
}

/// A question of the guide.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its immutable id.
    pub id: Id,
    /// The consideration behind it; empty in a brief.
    pub consideration: String,
    /// The question.
    pub ask: String,
    /// The answers to choose from; none where the answer is a rating of the
    /// team's languages.
    pub answers: Vec<Answer>,
    /// Whether several answers can hold at once.
    pub several: bool,
}

/// An answer in the guide, and what it moves.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its immutable id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// Added to the default weights, -10 to 10, by criterion.
    pub weights: Map<Id, f64>,
    /// Must-haves, with the level that satisfies.
    pub must: Map<Id, Level>,
}

/// What became of ids that are no longer listed.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Old id to the id that took its place.
    pub aliases: Map<Id, Id>,
    /// Ids that were removed, and why.
    pub tombstones: Map<Id, String>,
}

/// What became another in the catalogue, from one version to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When the catalogue that has it was looked over.
    pub date: Date,
    /// The versions that were given out after the change before it and do not
    /// have it yet; none of the beginning, and where that was not noted.
    pub from: Vec<String>,
    /// What, a sentence each.
    pub what: Vec<String>,
    /// Facts that became others.
    pub facts: Vec<Revision>,
}

/// A fact that became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Of which technology; it may have been renamed or removed since.
    pub technology: Id,
    /// Its field, as of [`Stated::field`](super::Stated::field).
    pub field: String,
    /// What was known before, for people to read; `None` is unknown.
    pub before: Option<String>,
    /// What is known since; `None` is unknown.
    pub after: Option<String>,
    /// Why, where it is not that the world has changed.
    pub why: Option<String>,
}

/// Where a fact was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id, unique within its technology's file and the shared list.
    pub id: Id,
    /// What it calls itself.
    pub title: String,
    /// An `https` address.
    pub url: String,
    /// When it was read.
    pub read: Date,
    /// The licence of its data, where one is stated.
    pub licence: Option<String>,
}

/// A value that somebody can trace.
#[derive(Clone, Debug)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// When it was true.
    pub as_of: Date,
    /// The id of its source: the technology's own first, then a shared one;
    /// blank in a brief.
    pub source: Id,
    /// What else one should know.
    pub note: Option<String>,
}

/// One technology and all that is known of it.
#[derive(Clone, Debug)]
pub struct Technology {
    /// Its immutable id.
    pub id: Id,
    /// The name that it gives itself.
    pub name: String,
    /// Other names that people type.
    pub aliases: Vec<String>,
    /// What it is, in a sentence.
    pub summary: String,
    /// Its home page; empty in a brief.
    pub homepage: String,
    /// Its source code; empty in a brief.
    pub repository: String,
    /// What it is.
    pub kind: Fact<Id>,
    /// The languages in which one writes for it, the usual one first.
    pub languages: Fact<Vec<LanguageUse>>,
    /// The architecture pattern that it follows.
    pub architecture: Option<Fact<String>>,
    /// The technologies of the catalogue that it runs on.
    pub runs_on: Option<Fact<Vec<Id>>>,
    /// Its licence.
    pub licence: Option<Fact<Id>>,
    /// Who decides about it.
    pub governance: Option<Fact<Governance>>,
    /// How far types are checked before the program runs.
    pub type_safety: Option<Fact<Id>>,
    /// Databases that its documentation names as supported.
    pub databases: Option<Fact<Vec<Id>>>,
    /// Its first public release.
    pub first_release: Option<Fact<Date>>,
    /// Releases and support.
    pub lifecycle: Lifecycle,
    /// What it brings, by capability.
    pub capabilities: Map<Id, CapabilityFact>,
    /// Its figures, by metric.
    pub metrics: Map<Id, Fact<f64>>,
    /// Well-known users.
    pub users: Option<Fact<Vec<String>>>,
    /// What speaks for it.
    pub strengths: Vec<Fact<String>>,
    /// What to know before choosing it.
    pub cautions: Vec<Fact<String>>,
    /// What a widely read list of 2023 said of it, and whether it holds.
    pub claims: Vec<Claim>,
    /// Why a fact is unknown, by its field: `licence`, `lifecycle.support`,
    /// `capabilities.orm`, `metrics.github-stars` ….
    pub unknown: Map<String, Unknown>,
    /// Its own sources.
    pub sources: Vec<Source>,
}

/// A language and the oldest version that serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageUse {
    /// The language's id.
    pub id: Id,
    /// The oldest version that serves, as the project writes it.
    pub min: Option<String>,
}

/// Who decides about a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Governance {
    /// The kind of body, from the list.
    pub by: Id,
    /// The body's name; empty in a brief.
    pub name: String,
}

/// Releases and support of a technology.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    /// The newest stable release.
    pub latest: Option<Fact<Release>>,
    /// The series before it.
    pub previous: Option<Fact<Release>>,
    /// Until when the newest series is supported.
    pub support: Option<Fact<Support>>,
    /// The newest long-term series.
    pub lts: Option<Fact<Support>>,
    /// What the project promises.
    pub policy: Option<Fact<Policy>>,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its version or series.
    pub version: String,
    /// When it came out.
    pub date: Option<Date>,
}

/// Until when a series is supported without payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// The series.
    pub version: String,
    /// The end of ordinary fixes.
    pub active: Option<Date>,
    /// The end of security fixes.
    pub security: Option<Date>,
}

/// What a project promises about support.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The promise in a sentence; empty in a brief.
    pub says: String,
    /// Months of security fixes that a new series is promised.
    pub months: Option<f64>,
}

/// How a technology brings a capability.
#[derive(Clone, Debug)]
pub struct CapabilityFact {
    /// How close at hand.
    pub level: Level,
    /// By what: the part, or the package.
    pub via: Option<String>,
    /// The documentation; for [`Level::None`] the index that was searched.
    pub doc: Option<String>,
    /// When it was true.
    pub as_of: Date,
    /// What else one should know.
    pub note: Option<String>,
}

/// What a list of 2023 said, in our words, and whether it holds.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The claim.
    pub says: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// What was found.
    pub finding: String,
    /// When that was so.
    pub as_of: Date,
    /// Where; a claim that cannot be verified may have none.
    pub source: Option<Id>,
}

/// Whether a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds today.
    Holds,
    /// It holds in part, or needs a footnote.
    Partly,
    /// It held once.
    Outdated,
    /// It never held.
    Wrong,
    /// No evidence either way was found.
    NotVerifiable,
}

impl Verdict {
    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Partly => "partly",
            Self::Outdated => "outdated",
            Self::Wrong => "wrong",
            Self::NotVerifiable => "not verifiable",
        }
    }
}

/// Why a fact is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The reason.
    pub why: String,
    /// There is a figure, but it cannot stand beside the others'.
    pub not_comparable: bool,
}

impl Catalogue {
    /// The technology of an id, following a rename.
    #[must_use]
    pub fn technology(&self, id: &Id) -> Option<&Technology> {
        let id = self.moved.aliases.get(id).unwrap_or(id);
        self.technologies.iter().find(|t| t.id == *id)
    }

    /// The position of a technology, following a rename.
    #[must_use]
    pub fn position(&self, id: &Id) -> Option<usize> {
        let id = self.moved.aliases.get(id).unwrap_or(id);
        self.technologies.iter().position(|t| t.id == *id)
    }

    /// The rows of all technologies in order of their names, whatever the case
    /// of their letters: the order of every list of technologies that is of no
    /// other.
    #[must_use]
    pub fn by_name(&self) -> Vec<usize> {
        let name = |row: usize| self.technologies.get(row).map_or("", |t| &t.name);
        let letters = |row: usize| name(row).bytes().map(|b| b.to_ascii_lowercase());
        order(self.technologies.len(), &|a, b| letters(a).cmp(letters(b)))
    }

    /// All technologies in order of their names.
    pub fn named(&self) -> impl Iterator<Item = &Technology> {
        let rows = self.by_name().into_iter();
        rows.filter_map(|row| self.technologies.get(row))
    }

    /// The criterion of an id.
    #[must_use]
    pub fn criterion(&self, id: &Id) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == *id)
    }

    /// The capability of an id.
    #[must_use]
    pub fn capability(&self, id: &Id) -> Option<&Capability> {
        self.capabilities.iter().find(|c| c.id == *id)
    }

    /// The metric of an id.
    #[must_use]
    pub fn metric(&self, id: &Id) -> Option<&Metric> {
        self.metrics.iter().find(|m| m.id == *id)
    }

    /// The source of a technology's fact: its own first, then a shared one.
    #[must_use]
    pub fn source<'a>(&'a self, technology: &'a Technology, id: &Id) -> Option<&'a Source> {
        let of = |list: &'a [Source]| list.iter().find(|s| s.id == *id);
        of(&technology.sources).or_else(|| of(&self.sources))
    }

    /// The league in which a technology is ranked.
    #[must_use]
    pub fn league(&self, technology: &Technology) -> League {
        let kind = &technology.kind.value;
        let found = self.lists.kinds.iter().find(|k| k.id == *kind);
        found.map_or(League::Frameworks, |k| k.league)
    }
}

/// The label of an entry of a list; the id itself where it is not listed.
#[must_use]
pub fn label<'a>(list: &'a [Term], id: &'a Id) -> &'a str {
    list.iter()
        .find(|t| t.id == *id)
        .map_or(id.as_str(), |t| t.label.as_str())
}
