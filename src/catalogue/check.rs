//! Reading a catalogue and checking what its types cannot say.

use super::read::{is_link, parse};
use super::{
    CapabilityFact, Catalogue, Criterion, Date, Fact, Id, Level, Measure, Revision, Technology,
    ValueFunction, Verdict, dated,
};
use std::collections::BTreeSet;
use std::fmt;

/// Where something is wrong, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path, such as `technologies.rails.capabilities.orm.doc`.
    pub at: String,
    /// What was expected, and what stood there.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() {
            return f.write_str(&self.expected);
        }
        write!(f, "{}: {}", self.at, self.expected)
    }
}

/// Why a text is no catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueError {
    /// It is no JSON of this shape: what, with line and column.
    Shape(String),
    /// Its facts contradict each other or break a rule: at least one.
    Facts(Vec<Problem>),
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(what) => f.write_str(what),
            Self::Facts(problems) => {
                for (n, problem) in problems.iter().enumerate() {
                    let gap = if n == 0 { "" } else { "\n" };
                    write!(f, "{gap}{problem}")?;
                }
                Ok(())
            }
        }
    }
}

/// Reads a whole catalogue and checks it.
///
/// # Errors
/// [`CatalogueError::Shape`] with line and column where the text is no JSON of
/// this shape, [`CatalogueError::Facts`] with every broken rule.
pub fn read(text: &str) -> Result<Catalogue, CatalogueError> {
    let catalogue = parse(text)?;
    let problems = check(&catalogue);
    if problems.is_empty() {
        Ok(catalogue)
    } else {
        Err(CatalogueError::Facts(problems))
    }
}

/// Every rule that the catalogue breaks; empty where it is sound.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<Problem> {
    let mut check = Check {
        catalogue,
        problems: Vec::new(),
        used: BTreeSet::new(),
    };
    check.frame();
    for criterion in &catalogue.criteria {
        check.criterion(criterion);
    }
    check.weights();
    for technology in &catalogue.technologies {
        check.technology(technology);
    }
    check.shared_sources();
    check.problems
}

struct Check<'a> {
    catalogue: &'a Catalogue,
    problems: Vec<Problem>,
    used: BTreeSet<&'a Id>,
}

impl<'a> Check<'a> {
    fn wrong(&mut self, at: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem {
            at: at.into(),
            expected: expected.into(),
        });
    }

    fn require(&mut self, holds: bool, at: &str, expected: &str) {
        if !holds {
            self.wrong(at, expected);
        }
    }

    fn text(&mut self, at: &str, text: &str, max: usize) {
        let length = text.chars().count();
        let trimmed = text.trim() == text;
        if length == 0 || length > max || !trimmed || text.chars().any(char::is_control) {
            self.wrong(
                at,
                format!("expected 1 to {max} characters without outer spaces or control characters, found {length}"),
            );
        }
    }

    fn link(&mut self, at: &str, url: &str) {
        if !is_link(url) || !url.starts_with("https:") {
            self.wrong(at, format!("expected an https address, found {url:?}"));
        }
    }

    fn unique<'i>(&mut self, at: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.wrong(format!("{at}.{id}"), "expected an id that stands only once");
            }
        }
    }

    fn listed(&mut self, at: &str, list: &str, id: &Id, holds: bool) {
        if !holds {
            self.wrong(at, format!("expected an id of {list}, found {id}"));
        }
    }

    fn frame(&mut self) {
        let c = self.catalogue;
        self.require(c.format == 1, "format", "expected 1");
        self.require(
            c.criteria_groups.len() <= 6,
            "criteria_groups",
            "expected at most six groups",
        );
        let lists = [
            ("lists.languages", &c.lists.languages),
            ("lists.licences", &c.lists.licences),
            ("lists.governance", &c.lists.governance),
            ("lists.type_safety", &c.lists.type_safety),
            ("lists.databases", &c.lists.databases),
            ("capability_groups", &c.capability_groups),
            ("criteria_groups", &c.criteria_groups),
        ];
        for (name, list) in lists {
            self.unique(name, list.iter().map(|t| t.id.as_str()));
            for term in list {
                self.text(&format!("{name}.{}.label", term.id), &term.label, 60);
                self.require(
                    term.id.as_str() != "unknown",
                    name,
                    "expected another id than unknown, which means that no fact is there",
                );
            }
        }
        self.unique("lists.kinds", c.lists.kinds.iter().map(|k| k.id.as_str()));
        for kind in &c.lists.kinds {
            self.text(&format!("lists.kinds.{}.what", kind.id), &kind.what, 300);
        }
        self.unique("capabilities", c.capabilities.iter().map(|k| k.id.as_str()));
        self.unique("metrics", c.metrics.iter().map(|m| m.id.as_str()));
        self.unique("criteria", c.criteria.iter().map(|k| k.id.as_str()));
        self.unique("criteria.key", c.criteria.iter().map(|k| k.key.as_str()));
        self.unique("technologies", c.technologies.iter().map(|t| t.id.as_str()));
        self.unique("presets", c.presets.iter().map(|p| p.id.as_str()));
        self.unique("guide", c.guide.iter().map(|q| q.id.as_str()));
        self.unique("sources", c.sources.iter().map(|s| s.id.as_str()));
        for capability in &c.capabilities {
            let at = format!("capabilities.{}", capability.id);
            self.text(&format!("{at}.label"), &capability.label, 40);
            self.text(&format!("{at}.rule"), &capability.rule, 300);
            let holds = c.capability_groups.iter().any(|g| g.id == capability.group);
            self.listed(
                &format!("{at}.group"),
                "capability_groups",
                &capability.group,
                holds,
            );
        }
        for source in &c.sources {
            self.source("sources", source);
        }
        for (old, new) in &c.moved.aliases {
            let free = !c.technologies.iter().any(|t| t.id == *old);
            let lands = c.technologies.iter().any(|t| t.id == *new);
            self.require(
                free && lands,
                &format!("moved.aliases.{old}"),
                "expected an id that is no longer listed and leads to one that is",
            );
        }
        for id in c.moved.tombstones.keys() {
            let free = !c.technologies.iter().any(|t| t.id == *id);
            self.require(
                free,
                &format!("moved.tombstones.{id}"),
                "expected an id that is no longer listed",
            );
        }
        self.changes();
    }

    fn changes(&mut self) {
        let c = self.catalogue;
        let (mut later, mut named) = (c.checked, BTreeSet::new());
        for (n, change) in c.changes.iter().enumerate() {
            let at = format!("changes[{n}]");
            if change.date > later {
                let found = change.date;
                self.wrong(
                    format!("{at}.date"),
                    format!(
                        "expected a date up to {later}, the latest change first, found {found}"
                    ),
                );
            }
            later = later.min(change.date);
            self.require(
                !change.what.is_empty() || !change.facts.is_empty(),
                &at,
                "expected something that was changed",
            );
            for version in &change.from {
                self.require(
                    dated(version).is_some_and(|date| date <= change.date),
                    &format!("{at}.from"),
                    "expected versions such as 20261122-9f3a, none later than the change",
                );
                self.require(
                    named.insert(version),
                    &format!("{at}.from"),
                    "expected a version that only one change names",
                );
            }
            for (k, what) in change.what.iter().enumerate() {
                self.text(&format!("{at}.what[{k}]"), what, 300);
            }
            for (k, revision) in change.facts.iter().enumerate() {
                self.revision(&format!("{at}.facts[{k}]"), revision);
            }
        }
    }

    fn revision(&mut self, at: &str, revision: &Revision) {
        let c = self.catalogue;
        let id = &revision.technology;
        let known = c.technology(id).is_some() || c.moved.tombstones.contains_key(id);
        self.listed(
            &format!("{at}.technology"),
            "technologies, listed or moved",
            id,
            known,
        );
        self.require(
            is_field(c, &revision.field),
            &format!("{at}.field"),
            "expected the name of a field, such as licence, lifecycle.latest or capabilities.orm",
        );
        self.require(
            revision.before != revision.after,
            at,
            "expected a value before and another one after",
        );
        for (name, text, most) in [
            ("before", &revision.before, 1_000),
            ("after", &revision.after, 1_000),
            ("why", &revision.why, 300),
        ] {
            if let Some(text) = text {
                self.text(&format!("{at}.{name}"), text, most);
            }
        }
    }

    fn source(&mut self, at: &str, source: &super::Source) {
        let at = format!("{at}.{}", source.id);
        self.text(&format!("{at}.title"), &source.title, 160);
        self.link(&format!("{at}.url"), &source.url);
        self.day(&format!("{at}.read"), source.read);
    }

    fn day(&mut self, at: &str, date: Date) {
        if date > self.catalogue.checked {
            let checked = self.catalogue.checked;
            self.wrong(at, format!("expected a date up to {checked}, found {date}"));
        }
    }

    fn criterion(&mut self, criterion: &'a Criterion) {
        let c = self.catalogue;
        let at = format!("criteria.{}", criterion.id);
        self.text(&format!("{at}.label"), &criterion.label, 40);
        self.text(&format!("{at}.question"), &criterion.question, 160);
        self.text(&format!("{at}.why"), &criterion.why, 400);
        let holds = c.criteria_groups.iter().any(|g| g.id == criterion.group);
        self.listed(
            &format!("{at}.group"),
            "criteria_groups",
            &criterion.group,
            holds,
        );
        match &criterion.from {
            Measure::Metric { id } => {
                let holds = c.metric(id).is_some();
                self.listed(&format!("{at}.from.id"), "metrics", id, holds);
            }
            Measure::Capabilities { group } => {
                let holds = c.capabilities.iter().any(|k| k.group == *group);
                self.listed(
                    &format!("{at}.from.group"),
                    "capability_groups in use",
                    group,
                    holds,
                );
            }
            Measure::TypeSafety => {
                let ordinal = matches!(criterion.value, ValueFunction::Ordinal { .. });
                self.require(ordinal, &format!("{at}.value"), "expected an ordinal table");
            }
            Measure::Maturity
            | Measure::Support
            | Measure::Freshness
            | Measure::Languages
            | Measure::Rating => {}
        }
        let ordinal = matches!(criterion.value, ValueFunction::Ordinal { .. });
        self.require(
            !ordinal || criterion.from == Measure::TypeSafety,
            &format!("{at}.value"),
            "expected a numeric value function",
        );
        self.require(
            criterion.value.is_sound(),
            &format!("{at}.value"),
            "expected finite bounds that differ (for a logarithm above zero), points with rising figures, and values from 0 to 1",
        );
        if let ValueFunction::Ordinal { levels } = &criterion.value {
            for level in levels {
                let holds = c.lists.type_safety.iter().any(|t| t.id == level.id);
                self.listed(
                    &format!("{at}.value.levels"),
                    "lists.type_safety",
                    &level.id,
                    holds,
                );
            }
        }
    }

    fn weights(&mut self) {
        let c = self.catalogue;
        self.require(
            !c.defaults.is_empty(),
            "defaults",
            "expected at least one table",
        );
        for (n, table) in c.defaults.iter().enumerate() {
            let at = format!("defaults.{}", table.v);
            let counted = usize::try_from(table.v) == Ok(n + 1);
            self.require(counted, &at, "expected versions counted 1, 2, 3 …");
            self.weight_table(&at, &table.weights, 0.0);
        }
        for preset in &c.presets {
            let at = format!("presets.{}", preset.id);
            self.text(&format!("{at}.label"), &preset.label, 40);
            self.text(&format!("{at}.what"), &preset.what, 160);
            self.weight_table(&at, &preset.weights, 0.0);
        }
        for question in &c.guide {
            let at = format!("guide.{}", question.id);
            self.text(&format!("{at}.ask"), &question.ask, 120);
            let consideration = &question.consideration;
            self.text(&format!("{at}.consideration"), consideration, 80);
            self.unique(&at, question.answers.iter().map(|a| a.id.as_str()));
            for answer in &question.answers {
                let at = format!("{at}.{}", answer.id);
                self.text(&format!("{at}.label"), &answer.label, 80);
                self.weight_table(&at, &answer.weights, -10.0);
                for id in answer.must.keys() {
                    let holds = c.capability(id).is_some();
                    self.listed(&format!("{at}.must"), "capabilities", id, holds);
                }
            }
        }
    }

    fn weight_table(&mut self, at: &str, table: &super::Map<Id, f64>, min: f64) {
        for (id, weight) in table {
            let holds = self.catalogue.criterion(id).is_some();
            self.listed(at, "criteria", id, holds);
            let hundredth = (weight * 100.0).fract() == 0.0;
            if !(min..=10.0).contains(weight) || !hundredth {
                self.wrong(
                    format!("{at}.{id}"),
                    format!("expected a weight from {min} to 10 in steps of 0.01, found {weight}"),
                );
            }
        }
    }

    fn technology(&mut self, t: &'a Technology) {
        let c = self.catalogue;
        let at = format!("technologies.{}", t.id);
        self.used.clear();
        self.text(&format!("{at}.name"), &t.name, 40);
        self.text(&format!("{at}.summary"), &t.summary, 220);
        self.link(&format!("{at}.homepage"), &t.homepage);
        self.link(&format!("{at}.repository"), &t.repository);
        for alias in &t.aliases {
            self.text(&format!("{at}.aliases"), alias, 40);
        }
        self.unique(
            &format!("{at}.sources"),
            t.sources.iter().map(|s| s.id.as_str()),
        );
        for source in &t.sources {
            self.source(&format!("{at}.sources"), source);
            let shared = c.sources.iter().any(|s| s.id == source.id);
            self.require(
                !shared,
                &format!("{at}.sources.{}", source.id),
                "expected an id that no shared source has",
            );
        }

        let l = &c.lists;
        let terms = |list: &[super::Term], id: &Id| list.iter().any(|x| x.id == *id);
        let kind = &t.kind.value;
        let holds = l.kinds.iter().any(|k| k.id == *kind);
        self.listed(&format!("{at}.kind"), "lists.kinds", kind, holds);
        self.fact(t, &format!("{at}.kind"), &t.kind);
        for language in &t.languages.value {
            let holds = terms(&l.languages, &language.id);
            self.listed(
                &format!("{at}.languages"),
                "lists.languages",
                &language.id,
                holds,
            );
        }
        self.require(
            !t.languages.value.is_empty(),
            &format!("{at}.languages"),
            "expected at least one language",
        );
        self.fact(t, &format!("{at}.languages"), &t.languages);
        self.some(t, "architecture", &t.architecture);
        self.some(t, "runs_on", &t.runs_on);
        for id in t.runs_on.iter().flat_map(|f| &f.value) {
            let holds = c.technology(id).is_some() && *id != t.id;
            self.listed(
                &format!("{at}.runs_on"),
                "the other technologies",
                id,
                holds,
            );
        }
        self.some(t, "licence", &t.licence);
        for fact in t.licence.iter() {
            let holds = terms(&l.licences, &fact.value);
            self.listed(
                &format!("{at}.licence"),
                "lists.licences",
                &fact.value,
                holds,
            );
        }
        self.some(t, "governance", &t.governance);
        for fact in t.governance.iter() {
            self.text(&format!("{at}.governance.name"), &fact.value.name, 120);
            let holds = terms(&l.governance, &fact.value.by);
            self.listed(
                &format!("{at}.governance.by"),
                "lists.governance",
                &fact.value.by,
                holds,
            );
        }
        self.some(t, "type_safety", &t.type_safety);
        for fact in t.type_safety.iter() {
            let holds = terms(&l.type_safety, &fact.value);
            self.listed(
                &format!("{at}.type_safety"),
                "lists.type_safety",
                &fact.value,
                holds,
            );
        }
        self.some(t, "databases", &t.databases);
        for id in t.databases.iter().flat_map(|f| &f.value) {
            let holds = terms(&l.databases, id);
            self.listed(&format!("{at}.databases"), "lists.databases", id, holds);
        }
        self.some(t, "first_release", &t.first_release);
        self.some(t, "users", &t.users);
        let life = &t.lifecycle;
        self.some(t, "lifecycle.latest", &life.latest);
        self.some(t, "lifecycle.previous", &life.previous);
        self.some(t, "lifecycle.support", &life.support);
        self.some(t, "lifecycle.lts", &life.lts);
        self.some(t, "lifecycle.policy", &life.policy);
        for fact in life.policy.iter() {
            let says = &fact.value.says;
            self.text(&format!("{at}.lifecycle.policy.says"), says, 400);
        }
        for date in life.latest.iter().filter_map(|f| f.value.date) {
            self.day(&format!("{at}.lifecycle.latest.date"), date);
        }
        for (id, fact) in &t.capabilities {
            let holds = c.capability(id).is_some();
            self.listed(&format!("{at}.capabilities"), "capabilities", id, holds);
            self.capability(&format!("{at}.capabilities.{id}"), fact);
        }
        for (id, fact) in &t.metrics {
            let holds = c.metric(id).is_some();
            self.listed(&format!("{at}.metrics"), "metrics", id, holds);
            let at = format!("{at}.metrics.{id}");
            self.require(
                fact.value.is_finite() && fact.value >= 0.0,
                &at,
                "expected a finite number of at least 0",
            );
            self.fact(t, &at, fact);
        }
        for (name, list) in [("strengths", &t.strengths), ("cautions", &t.cautions)] {
            for (n, fact) in list.iter().enumerate() {
                let at = format!("{at}.{name}[{n}]");
                self.text(&at, &fact.value, 240);
                self.fact(t, &at, fact);
            }
        }
        for (n, claim) in t.claims.iter().enumerate() {
            let at = format!("{at}.claims[{n}]");
            self.text(&format!("{at}.says"), &claim.says, 240);
            self.text(&format!("{at}.finding"), &claim.finding, 400);
            self.day(&format!("{at}.as_of"), claim.as_of);
            match &claim.source {
                Some(id) => self.cited(t, &at, id),
                None => self.require(
                    claim.verdict == Verdict::NotVerifiable,
                    &format!("{at}.source"),
                    "expected a source, or the verdict not-verifiable",
                ),
            }
        }
        for (field, unknown) in &t.unknown {
            let at = format!("{at}.unknown.{field}");
            self.text(&at, &unknown.why, 240);
            self.require(
                is_unknown(c, t, field),
                &at,
                "expected the name of a field that has no fact",
            );
        }
        let unused: Vec<_> = t
            .sources
            .iter()
            .filter(|s| !self.used.contains(&s.id))
            .collect();
        for source in unused {
            self.wrong(
                format!("{at}.sources.{}", source.id),
                "expected a source that a fact cites",
            );
        }
    }

    fn some<T>(&mut self, t: &'a Technology, field: &str, fact: &'a Option<Fact<T>>) {
        if let Some(fact) = fact {
            self.fact(t, &format!("technologies.{}.{field}", t.id), fact);
        }
    }

    fn fact<T>(&mut self, t: &'a Technology, at: &str, fact: &'a Fact<T>) {
        self.day(&format!("{at}.as_of"), fact.as_of);
        if let Some(note) = &fact.note {
            self.text(&format!("{at}.note"), note, 400);
        }
        self.cited(t, at, &fact.source);
    }

    fn cited(&mut self, t: &'a Technology, at: &str, id: &'a Id) {
        self.used.insert(id);
        if self.catalogue.source(t, id).is_none() {
            self.wrong(
                format!("{at}.source"),
                format!(
                    "expected the id of a source of this technology or a shared one, found {id}"
                ),
            );
        }
    }

    fn capability(&mut self, at: &str, fact: &CapabilityFact) {
        self.day(&format!("{at}.as_of"), fact.as_of);
        if let Some(via) = &fact.via {
            self.text(&format!("{at}.via"), via, 120);
        }
        if let Some(note) = &fact.note {
            self.text(&format!("{at}.note"), note, 300);
        }
        match (&fact.doc, fact.level) {
            (Some(doc), _) => self.link(&format!("{at}.doc"), doc),
            (None, Level::Core | Level::Official) => {
                self.wrong(format!("{at}.doc"), "expected a link to the documentation");
            }
            (None, Level::None) => self.wrong(
                format!("{at}.doc"),
                "expected a link to the documentation index that was searched",
            ),
            (None, Level::Community) => {}
        }
        let named = fact.level != Level::Community || fact.via.is_some();
        self.require(
            named,
            &format!("{at}.via"),
            "expected the name of the package",
        );
    }

    fn shared_sources(&mut self) {
        let mut used = BTreeSet::new();
        for t in &self.catalogue.technologies {
            used.extend(cited_by(t));
        }
        for source in &self.catalogue.sources {
            if !used.contains(&source.id) {
                self.wrong(
                    format!("sources.{}", source.id),
                    "expected a source that a fact cites",
                );
            }
        }
    }
}

impl ValueFunction {
    /// Whether it gives every figure a value from 0 to 1: finite bounds that
    /// differ (for a logarithm above zero), points with rising figures, and
    /// values from 0 to 1.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        match self {
            ValueFunction::Linear { worst, best } => {
                worst.is_finite() && best.is_finite() && worst != best
            }
            ValueFunction::Logarithmic {
                worst,
                best,
                offset,
            } => {
                let (a, b) = (worst + offset, best + offset);
                a.is_finite() && b.is_finite() && a > 0.0 && b > 0.0 && a != b
            }
            ValueFunction::Piecewise { points } => {
                let rising = points.windows(2).all(|w| match w {
                    [a, b] => a[0] < b[0],
                    _ => false,
                });
                let sound = |p: &[f64; 2]| p[0].is_finite() && (0.0..=1.0).contains(&p[1]);
                points.len() >= 2 && rising && points.iter().all(sound)
            }
            ValueFunction::Target { low, target, high } => {
                low.is_finite() && high.is_finite() && low < target && target < high
            }
            ValueFunction::Ordinal { levels } => {
                !levels.is_empty() && levels.iter().all(|l| (0.0..=1.0).contains(&l.value))
            }
        }
    }
}

/// The ids of all sources that a technology's facts cite.
fn cited_by(t: &Technology) -> impl Iterator<Item = &Id> {
    fn of<T>(fact: &Option<Fact<T>>) -> Option<&Id> {
        fact.as_ref().map(|f| &f.source)
    }
    let life = &t.lifecycle;
    [
        Some(&t.kind.source),
        Some(&t.languages.source),
        of(&t.architecture),
        of(&t.runs_on),
        of(&t.licence),
        of(&t.governance),
        of(&t.type_safety),
        of(&t.databases),
        of(&t.first_release),
        of(&t.users),
        of(&life.latest),
        of(&life.previous),
        of(&life.support),
        of(&life.lts),
        of(&life.policy),
    ]
    .into_iter()
    .flatten()
    .chain(t.metrics.values().map(|f| &f.source))
    .chain(t.strengths.iter().map(|f| &f.source))
    .chain(t.cautions.iter().map(|f| &f.source))
    .chain(t.claims.iter().filter_map(|claim| claim.source.as_ref()))
}

/// Whether a text names a field of [`Stated`](super::Stated).
fn is_field(c: &Catalogue, field: &str) -> bool {
    let listed = |id: &str, holds: &dyn Fn(&Id) -> bool| Id::new(id).is_ok_and(|id| holds(&id));
    if let Some(id) = field.strip_prefix("capabilities.") {
        listed(id, &|id| c.capability(id).is_some())
    } else if let Some(id) = field.strip_prefix("metrics.") {
        listed(id, &|id| c.metric(id).is_some())
    } else {
        FIELDS.contains(&field)
    }
}

/// The fields of [`Stated`](super::Stated), but capabilities and figures.
const FIELDS: [&str; 18] = [
    "kind",
    "languages",
    "architecture",
    "runs_on",
    "licence",
    "governance",
    "type_safety",
    "databases",
    "first_release",
    "lifecycle.latest",
    "lifecycle.previous",
    "lifecycle.support",
    "lifecycle.lts",
    "lifecycle.policy",
    "users",
    "strength",
    "caution",
    "claim",
];

/// Whether `field` names a fact that the technology does not have.
fn is_unknown(c: &Catalogue, t: &Technology, field: &str) -> bool {
    let life = &t.lifecycle;
    match field {
        "architecture" => t.architecture.is_none(),
        "runs_on" => t.runs_on.is_none(),
        "licence" => t.licence.is_none(),
        "governance" => t.governance.is_none(),
        "type_safety" => t.type_safety.is_none(),
        "databases" => t.databases.is_none(),
        "first_release" => t.first_release.is_none(),
        "users" => t.users.is_none(),
        "lifecycle.latest" => life.latest.is_none(),
        "lifecycle.previous" => life.previous.is_none(),
        "lifecycle.support" => life.support.is_none(),
        "lifecycle.lts" => life.lts.is_none(),
        "lifecycle.policy" => life.policy.is_none(),
        "strengths" => t.strengths.is_empty(),
        "cautions" => t.cautions.is_empty(),
        _ => {
            let absent = |id: &str, known: &dyn Fn(&Id) -> bool, has: &dyn Fn(&Id) -> bool| {
                Id::new(id).is_ok_and(|id| known(&id) && !has(&id))
            };
            if let Some(id) = field.strip_prefix("capabilities.") {
                let known = |id: &Id| c.capability(id).is_some();
                absent(id, &known, &|id| t.capabilities.contains_key(id))
            } else if let Some(id) = field.strip_prefix("metrics.") {
                let known = |id: &Id| c.metric(id).is_some();
                absent(id, &known, &|id| t.metrics.contains_key(id))
            } else {
                false
            }
        }
    }
}
