//! What is considered, and what speaks for and against each.

use super::markdown::{Page, link, text};
use super::{Choice, Line, Place, Record, first_of, level, number, unstopped, yours};
use crate::catalogue::{
    Capability, CapabilityFact, Fact, Id, League, Level, Measure, Technology, Yours, label, sorted,
};
use crate::compare::{Content, Warning, warnings};
use crate::decide::TOO_LITTLE_KNOWN;
use crate::explore::{Facet, Outcome, Reason, Relax};
use crate::words;

/// The most that is said for an option, and the most against it.
const SAID: usize = 5;
/// How many of these come from the criteria at most, of what is chosen and of
/// the others.
const BY_CRITERIA: [usize; 2] = [3, 2];
/// The same of what its sources say against it.
const CAUTIONS: [usize; 2] = [2, 1];
/// A difference of less than this, in points of a whole of 1, is not worth a
/// word.
const SLIGHT: f64 = 0.002;
/// In a cell for which there is nothing to say.
const NOTHING: &str = "–";

impl Record<'_> {
    /// Who is considered, and who is not.
    pub(super) fn considered(&self, page: &mut Page) {
        page.heading(2, "Considered Options");
        let c = self.case.catalogue;
        let mut items: Vec<String> = (0..self.options.len())
            .map(|n| self.introduced(n))
            .collect();
        for id in &self.unlisted {
            let gone = c.moved.tombstones.get(*id);
            let why = gone.map(|why| [": ", &unstopped(why)].concat());
            let why = why.unwrap_or_default();
            items.push(
                [
                    &text(id.as_str()),
                    ", which the catalogue does not list",
                    &why,
                ]
                .concat(),
            );
        }
        page.list(&items);
        let rows: Vec<String> = self.number_of_candidates();
        page.paragraph(&rows);
        let ids: Vec<Id> = self
            .options
            .iter()
            .map(|o| o.technology.id.clone())
            .collect();
        page.paragraph(&self.layers(&warnings(c, &ids)));
    }

    /// What to know before comparing these.
    fn layers(&self, all: &[Warning]) -> Vec<String> {
        let c = self.case.catalogue;
        let name = |id: &Id| text(c.technology(id).map_or(id.as_str(), |t| &t.name));
        // Those that run on the same are named together.
        let mut stacks: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        let mut said = Vec::new();
        for warning in all {
            match warning {
                Warning::RunsOn { above, beneath } => {
                    let beneath: Vec<String> = beneath.iter().map(&name).collect();
                    match stacks.iter_mut().find(|(_, known)| *known == beneath) {
                        Some((names, _)) => names.push(name(above)),
                        None => stacks.push((vec![name(above)], beneath)),
                    }
                }
                Warning::Leagues { runtimes, .. } => {
                    let names: Vec<String> = runtimes.iter().map(&name).collect();
                    let are = if names.len() == 1 {
                        " is a runtime, and its"
                    } else {
                        " are runtimes, and their"
                    };
                    let names = words::list(&names, "and");
                    said.push(
                        [
                            &names,
                            are,
                            " figures are not measured like those of the others.",
                        ]
                        .concat(),
                    );
                }
            }
        }
        for (above, beneath) in stacks {
            let run = if above.len() == 1 {
                " runs on "
            } else {
                " run on "
            };
            let beneath = words::list(&beneath, "and");
            let above = words::list(&above, "and");
            said.push(
                [
                    &above,
                    run,
                    &beneath,
                    ": these are layers of one stack, and the upper one comes with the lower.",
                ]
                .concat(),
            );
        }
        said
    }

    /// An option in a line: what it is and where it stands.
    fn introduced(&self, n: usize) -> String {
        let c = self.case.catalogue;
        let Some(option) = self.options.get(n) else {
            return String::new();
        };
        let t = option.technology;
        let languages: Vec<&str> = t
            .languages
            .value
            .iter()
            .map(|l| label(&c.lists.languages, &l.id))
            .collect();
        let mut said = ["**", &self.name(n), "**"].concat();
        if self.is_yours(t, "") {
            said.push_str(" (yours)");
        }
        said.push_str(&text(
            &[
                ", ",
                Facet::Kind.choice(c, &t.kind.value),
                ", ",
                &words::list(&languages, "or"),
            ]
            .concat(),
        ));
        if let Some(licence) = &t.licence {
            said.push_str(", ");
            said.push_str(&text(label(&c.lists.licences, &licence.value)));
        }
        let points = words::points(self.total(n));
        let stands = match option.place {
            Place::Ranked(_) if self.ranked() == 1 => {
                ["the only one that is ranked, with ", &points, " points"].concat()
            }
            Place::Ranked(r) => [
                &words::ordinal(r.rank),
                " of ",
                &self.league_name(self.ranked()),
                " with ",
                &points,
                " points",
            ]
            .concat(),
            Place::Apart(r) => [
                "ranked apart, as its figures are not measured alike: ",
                &words::ordinal(r.rank),
                " among its own",
            ]
            .concat(),
            Place::Unsure => [
                "too little known to rank it: missing facts leave ",
                &words::percent(self.case.scores.open(option.row)),
                " of its points open",
            ]
            .concat(),
            Place::Excluded(reasons) => ["outside the limits: ", &self.reasons(reasons)].concat(),
        };
        [&said, "; ", &stands].concat()
    }

    /// How many are ranked in the league from which is chosen.
    fn ranked(&self) -> usize {
        let leagues = &self.case.leagues;
        match self.league {
            League::Frameworks => leagues.frameworks.ranked.len(),
            League::Runtimes => leagues.runtimes.ranked.len(),
        }
    }

    /// Why something is outside the limits, in words.
    pub(super) fn reasons(&self, reasons: &[Reason]) -> String {
        let c = self.case.catalogue;
        let all: Vec<String> = reasons
            .iter()
            .map(|reason| match reason {
                Reason::Facet { facet, has } => {
                    let what = facet.label().to_ascii_lowercase();
                    match has {
                        Some(ids) if ids.is_empty() => [&what, ": none"].concat(),
                        Some(ids) => {
                            let names: Vec<&str> =
                                ids.iter().map(|id| facet.choice(c, id)).collect();
                            [&what, " ", &text(&words::list(&names, "and"))].concat()
                        }
                        None => [&what, " unknown"].concat(),
                    }
                }
                Reason::Must {
                    capability,
                    wanted,
                    has,
                } => {
                    let name = self.capability(capability);
                    let but = match wanted {
                        Level::Core => ", not in the default install",
                        Level::Official => ", not from the project",
                        Level::Community | Level::None => "",
                    };
                    match has {
                        Level::None => [&name, " missing"].concat(),
                        Level::Community | Level::Official | Level::Core => {
                            [&name, " only ", level(*has), but].concat()
                        }
                    }
                }
            })
            .collect();
        words::list(&all, "and")
    }

    /// How many there are, how many were left out and by what, and how these
    /// were picked.
    fn number_of_candidates(&self) -> Vec<String> {
        let case = self.case;
        let all = case.narrowed.outcomes.len();
        let candidates = case.narrowed.candidates.iter().count();
        let mut said = Vec::new();
        let technologies = words::count(all, "technology", "technologies");
        if candidates == all {
            said.push(["The catalogue lists ", &technologies, "."].concat());
        } else {
            let keep = if candidates == 1 { " keeps" } else { " keep" };
            said.push(
                [
                    "Of the ",
                    &technologies,
                    " in the catalogue ",
                    &number(candidates),
                    keep,
                    " to the limits.",
                ]
                .concat(),
            );
            let left = match all - candidates {
                1 => "The other one is".to_owned(),
                n if n == all => ["All ", &n.to_string(), " are"].concat(),
                n => ["The other ", &n.to_string(), " are"].concat(),
            };
            let why = self.tally();
            let say = |(what, n): &(String, usize)| [&n.to_string(), " ", what].concat();
            let counted: Vec<String> = why.iter().map(say).collect();
            said.push(match why.first() {
                Some((what, _)) if why.len() == 1 => [&left, " left out ", what, "."].concat(),
                _ => [
                    &left,
                    " left out (one can fail on several limits): ",
                    &first_of(&counted, 6),
                    ".",
                ]
                .concat(),
            });
        }
        let unsure = case.leagues.frameworks.unranked.len() + case.leagues.runtimes.unranked.len();
        if unsure > 0 {
            let (who, their) = match unsure {
                1 if candidates == 1 => ("It is not".to_owned(), " of its"),
                n if n == candidates => ("None of them is".to_owned(), " of its"),
                1 => ("One of them is not".to_owned(), " of its"),
                n => (
                    ["Of these, ", &n.to_string(), " are not"].concat(),
                    " of their",
                ),
            };
            let ranked = " ranked, because missing facts leave more than ";
            let most = words::percent(TOO_LITTLE_KNOWN);
            said.push([&who, ranked, &most, their, " points open."].concat());
        }
        let apart = match self.league {
            League::Frameworks => case.leagues.runtimes.ranked.len(),
            League::Runtimes => case.leagues.frameworks.ranked.len(),
        };
        if apart > 0 {
            let (are, what) = match (apart, self.league) {
                (1, League::Frameworks) => (" is", "runtime"),
                (_, League::Frameworks) => (" are", "runtimes"),
                (1, League::Runtimes) => (" is", "framework"),
                (_, League::Runtimes) => (" are", "frameworks"),
            };
            said.push([&apart.to_string(), " ", what, are, " ranked apart."].concat());
        }
        said.push(self.picked());
        said
    }

    /// How often each limit leaves somebody out, the most often first.
    fn tally(&self) -> Vec<(String, usize)> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for outcome in &self.case.narrowed.outcomes {
            let Outcome::Excluded { reasons } = outcome else {
                continue;
            };
            for reason in reasons {
                let what = match reason {
                    Reason::Facet { facet, .. } => {
                        ["by ", &facet.label().to_ascii_lowercase()].concat()
                    }
                    Reason::Must { capability, .. } => {
                        ["because they lack ", &self.capability(capability)].concat()
                    }
                };
                match counts.iter_mut().find(|(known, _)| *known == what) {
                    Some((_, n)) => *n += 1,
                    None => counts.push((what, 1)),
                }
            }
        }
        sorted(counts, &|a, b| b.1.cmp(&a.1))
    }

    /// How the options were picked, and who ranks above them.
    fn picked(&self) -> String {
        let c = self.case.catalogue;
        let total = |row: usize| words::points(self.scored.total(row));
        if self.case.comparison.compared.len() >= 2 {
            let ranking = match self.league {
                League::Frameworks => &self.case.leagues.frameworks,
                League::Runtimes => &self.case.leagues.runtimes,
            };
            let first = self.standing.first().map(|r| r.row);
            let here = |row: usize| self.options.iter().any(|o| o.row == row);
            let above: Vec<String> = ranking
                .ranked
                .iter()
                .take_while(|r| Some(r.row) != first)
                .filter(|r| first.is_some() && !here(r.row))
                .filter_map(|r| Some((c.technologies.get(r.row)?, r.row)))
                .map(|(t, row)| [&text(&t.name), " (", &total(row), ")"].concat())
                .collect();
            let rank = if above.len() == 1 {
                " has more points than any of them and was"
            } else {
                " have more points than any of them and were"
            };
            if above.is_empty() {
                return "The options are those that were put side by side.".to_owned();
            }
            return [
                "The options are those that were put side by side. ",
                &first_of(&above, 3),
                rank,
                " not among them.",
            ]
            .concat();
        }
        match self.options.len() {
            0 | 1 => String::new(),
            _ => "The options are the first of the ranking.".to_owned(),
        }
    }

    /// What would let more in, where nobody is left.
    pub(super) fn relaxed(&self) -> Vec<String> {
        let c = self.case.catalogue;
        let ways = self.case.narrowed.relaxations();
        let say = |relax: &Relax| match relax {
            Relax::Lower(id, Level::Community | Level::None) => {
                ["accepting any package for ", &self.capability(id)].concat()
            }
            Relax::Lower(id, Level::Official | Level::Core) => [
                "accepting a package of the project for ",
                &self.capability(id),
            ]
            .concat(),
            Relax::Drop(id) => ["doing without ", &self.capability(id)].concat(),
            Relax::Add(facet, id) => {
                let what = facet.label().to_ascii_lowercase();
                [
                    "accepting the ",
                    &what,
                    " ",
                    &text(facet.choice(c, id)),
                    " too",
                ]
                .concat()
            }
            Relax::Clear(facet) => ["accepting any ", &facet.label().to_ascii_lowercase()].concat(),
        };
        ways.iter()
            .take(3)
            .map(|way| [&say(&way.relax), " (", &way.brings.to_string(), ")"].concat())
            .collect()
    }

    /// What speaks for and against each option.
    pub(super) fn pros_and_cons(&self, page: &mut Page) {
        if self.options.is_empty() {
            return;
        }
        page.heading(2, "Pros and Cons of the Options");
        let common = self.common();
        page.paragraph(&common.clone().into_iter().collect::<Vec<String>>());
        for (n, option) in self.options.iter().enumerate() {
            page.heading(3, &self.name(n));
            let noted = self.remarks.notes.iter();
            for (_, note) in noted.filter(|(id, _)| self.row_of(id) == Some(option.row)) {
                page.quote(note);
            }
            let summary = text(&option.technology.summary);
            page.paragraph(&[summary]);
            let mut items = self.good(n, option, common.is_some());
            items.extend(self.bad(n, option));
            items.extend(self.unknown(n, option));
            page.list(&items);
        }
    }

    fn row_of(&self, id: &Id) -> Option<usize> {
        self.case.catalogue.position(id)
    }

    /// The criteria on which an option stands out, the most important first:
    /// above the others (`up`) or below, and what that is worth.
    fn telling(&self, n: usize, up: bool) -> Vec<usize> {
        let others: Vec<usize> = (0..self.options.len()).filter(|k| *k != n).collect();
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let known = |k: usize| line.cells.get(k).is_some_and(|cell| cell.content.known());
            if !known(n) {
                continue;
            }
            let (low, _, high) = self.value(n, line.column);
            let peers: Vec<f64> = others
                .iter()
                .filter(|k| known(**k))
                .map(|k| self.value(*k, line.column).1)
                .collect();
            // Alone it is measured against the middle of what could be.
            let (least, most) = if peers.is_empty() {
                (0.3, 0.7)
            } else {
                let mean = peers.iter().sum::<f64>() / words::number(peers.len());
                (mean, mean)
            };
            let by = if up { low - most } else { least - high };
            let worth = by * line.share;
            if worth >= SLIGHT {
                found.push((at, worth));
            }
        }
        let found = sorted(found, &|a, b| b.1.total_cmp(&a.1));
        let first = found.into_iter().take(self.room(n, BY_CRITERIA));
        first.map(|(at, _)| at).collect()
    }

    /// Whether an option meets all must-haves, and by whose means.
    fn met(&self, t: &Technology) -> Option<String> {
        let musts = &self.case.comparison.must;
        let has = |id: &Id| t.capabilities.get(id).map(|f| f.level);
        let all = musts.iter().all(|(id, wanted)| has(id) >= Some(*wanted));
        let near = musts.keys().filter(|id| has(id) >= Some(Level::Official));
        let others = musts.len() - near.count();
        (all && !musts.is_empty()).then(|| match others {
            0 if musts.len() == 1 => "by the project's own means".to_owned(),
            0 => "all by the project's own means".to_owned(),
            1 if musts.len() == 1 => "with a package of others".to_owned(),
            k => [&number(k), " of them with packages of others"].concat(),
        })
    }

    /// The must-haves, with the verb before them.
    fn meets(&self, verb: &str) -> String {
        match self.case.comparison.must.len() {
            1 => [verb, " the must-have"].concat(),
            n => [verb, " all ", &number(n), " must-haves"].concat(),
        }
    }

    /// That several options all meet the must-haves, said once, with whose means
    /// each does.
    fn common(&self) -> Option<String> {
        let mut ways: Vec<(String, Vec<String>)> = Vec::new();
        for (n, option) in self.options.iter().enumerate() {
            let by = self.met(option.technology)?;
            match ways.iter_mut().find(|(known, _)| *known == by) {
                Some((_, names)) => names.push(self.name(n)),
                None => ways.push((by, vec![self.name(n)])),
            }
        }
        if self.options.len() < 2 {
            return None;
        }
        let all = self.meets("All options meet");
        let said: Vec<String> = ways
            .iter()
            .map(|(by, names)| [&words::list(names, "and"), " ", by].concat())
            .collect();
        Some(match ways.first() {
            Some((by, _)) if ways.len() == 1 => [&all, ", ", by, "."].concat(),
            _ => [&all, ": ", &said.join("; "), "."].concat(),
        })
    }

    /// What speaks for an option; that it meets the must-haves only where that
    /// is not said of all.
    fn good(&self, n: usize, option: &Choice<'_>, common: bool) -> Vec<String> {
        let t = option.technology;
        let mut said: Vec<String> = Vec::new();
        if let Some(by) = self.met(t).filter(|_| !common) {
            let meets = self.meets("it meets");
            said.push(["Good, because ", &meets, ", ", &by].concat());
        }
        for at in self.telling(n, true) {
            if let Some(line) = self.lines.get(at) {
                said.push(["Good, because ", &self.compared(n, line, true)].concat());
            }
        }
        let room = SAID - said.len().min(SAID);
        for fact in t.strengths.iter().take(room.min(1)) {
            said.push(self.statement("Strength: ", option, fact));
        }
        said.into_iter().map(stopped).collect()
    }

    fn bad(&self, n: usize, option: &Choice<'_>) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        if let Place::Excluded(reasons) = option.place {
            said.push(
                [
                    "Bad, because it is outside the limits: ",
                    &self.reasons(reasons),
                ]
                .concat(),
            );
        }
        for at in self.telling(n, false) {
            if let Some(line) = self.lines.get(at) {
                said.push(["Bad, because ", &self.compared(n, line, false)].concat());
            }
        }
        let room = SAID - said.len().min(SAID);
        let most = room.min(self.room(n, CAUTIONS));
        for fact in option.technology.cautions.iter().take(most) {
            said.push(self.statement("Caution: ", option, fact));
        }
        said.into_iter().map(stopped).collect()
    }

    /// How much is said of an option: of what is chosen more than of the others.
    fn room(&self, n: usize, [chosen, other]: [usize; 2]) -> usize {
        if self.chosen == Some(n) {
            chosen
        } else {
            other
        }
    }

    /// A strength or a caution, which leads to its source, and when it was true.
    fn statement(&self, what: &str, option: &Choice<'_>, fact: &Fact<String>) -> String {
        let (t, said) = (option.technology, unstopped(&fact.value));
        if self.is_yours(t, "") {
            return [what, &said, &self.origin_of(t, "", fact)].concat();
        }
        let source = self.case.catalogue.source(t, &fact.source);
        let said = link(&said, source.map_or("", |s| &s.url));
        [what, &said, " (", &words::date(fact.as_of), ")"].concat()
    }

    /// How an option stands on a criterion beside the others, with its figure.
    fn compared(&self, n: usize, line: &Line<'_>, up: bool) -> String {
        let known: Vec<usize> = (0..self.options.len())
            .filter(|k| line.cells.get(*k).is_some_and(|cell| cell.content.known()))
            .collect();
        let value = |k: usize| self.value(k, line.column);
        let criterion = ["**", &self.criterion(line.column), "**"].concat();
        let figure = self.figure(n, line);
        let mut others: Vec<usize> = known.iter().copied().filter(|k| *k != n).collect();
        others = sorted(others, &|a, b| value(*b).1.total_cmp(&value(*a).1));
        let against = |k: usize| [&self.name(k), " has ", &self.said(k, line)].concat();
        match (others.first(), others.last()) {
            (Some(best), Some(worst)) => {
                let (mine, top, least) = (value(n), value(*best), value(*worst));
                let all = match others.len() {
                    k if k + 1 == self.options.len() => String::new(),
                    k => [" of the ", &number(k + 1), " that are known"].concat(),
                };
                let (stands, beside) = match (others.len(), up) {
                    (1, true) => (["it is ahead on ", &criterion].concat(), *best),
                    (1, false) => (["it is behind on ", &criterion].concat(), *best),
                    (_, true) if mine.0 > top.2 => {
                        (["it is the best", &all, " on ", &criterion].concat(), *best)
                    }
                    (_, true) => (["it does well on ", &criterion].concat(), *best),
                    (_, false) if mine.2 < least.0 => {
                        (["it is the last", &all, " on ", &criterion].concat(), *best)
                    }
                    (_, false) => (["it is behind on ", &criterion].concat(), *best),
                };
                let level = (mine.0 - top.0).abs() < 1e-9;
                let next = if level {
                    [", as much as ", &self.name(beside)].concat()
                } else {
                    [", while ", &against(beside)].concat()
                };
                [&stands, ": ", &figure, &next].concat()
            }
            _ if up => ["it does well on ", &criterion, ": ", &figure].concat(),
            _ => ["it is weak on ", &criterion, ": ", &figure].concat(),
        }
    }

    /// A figure in words, without its source.
    pub(super) fn said(&self, n: usize, line: &Line<'_>) -> String {
        match line.cells.get(n).map(|cell| &cell.content) {
            Some(Content::Text(said)) => text(said),
            Some(Content::Unknown { word, .. }) => (*word).to_owned(),
            Some(Content::List(_) | Content::Level(_) | Content::Unlisted) | None => {
                "unknown".to_owned()
            }
        }
    }

    /// A figure in words, with what it is; where it was read stands with the
    /// sources.
    fn figure(&self, n: usize, line: &Line<'_>) -> String {
        let said = self.said(n, line);
        let (Some(option), Some(cell)) = (self.options.get(n), line.cells.get(n)) else {
            return said;
        };
        let t = option.technology;
        let life = &t.lifecycle;
        let c = self.case.catalogue;
        let more = match &line.criterion.from {
            Measure::Maturity => {
                let first = t.first_release.as_ref();
                first.map(|f| [" since ", &words::date(f.value)].concat())
            }
            Measure::Support => {
                let end = life.support.as_ref().and_then(|f| f.value.security);
                Some(match end {
                    Some(end) => [" of security fixes left, until ", &words::date(end)].concat(),
                    None => " of security fixes promised to a new series".to_owned(),
                })
            }
            Measure::Freshness => life
                .latest
                .as_ref()
                .map(|f| [" since ", &text(&f.value.version)].concat()),
            Measure::Languages => {
                let best = t.languages.value.iter().filter(|l| {
                    let rated = self.case.languages.get(&l.id);
                    let all = t.languages.value.iter();
                    let most = all.filter_map(|l| self.case.languages.get(&l.id)).max();
                    rated.is_some() && rated == most
                });
                let names: Vec<&str> = best.map(|l| label(&c.lists.languages, &l.id)).collect();
                (!names.is_empty()).then(|| [" for ", &text(&words::list(&names, "and"))].concat())
            }
            Measure::Metric { .. }
            | Measure::TypeSafety
            | Measure::Capabilities { .. }
            | Measure::Rating => None,
        };
        let more = more.unwrap_or_default();
        let rated = cell.detail.as_deref() == Some("yours");
        let own = rated || self.is_yours(t, &self.field(t, &line.criterion.from));
        let own = if own { " (yours)" } else { "" };
        [&said, &*more, own].concat()
    }

    /// The field of a technology that a criterion reads.
    pub(super) fn field(&self, t: &Technology, measure: &Measure) -> String {
        match measure {
            Measure::Metric { id } => ["metrics.", id.as_str()].concat(),
            Measure::Maturity => "first_release".to_owned(),
            Measure::Support => {
                let dated = t.lifecycle.support.as_ref();
                if dated.is_some_and(|f| f.value.security.is_some()) {
                    "lifecycle.support".to_owned()
                } else {
                    "lifecycle.policy".to_owned()
                }
            }
            Measure::Freshness => "lifecycle.latest".to_owned(),
            Measure::TypeSafety => "type_safety".to_owned(),
            Measure::Capabilities { .. } | Measure::Languages | Measure::Rating => String::new(),
        }
    }

    /// A capability with its documentation, by what it is brought if that is a
    /// package of others, and whether that is the user's own word.
    pub(super) fn brought(&self, t: &Technology, k: &Capability, f: &CapabilityFact) -> String {
        let name = link(&text(&k.label), f.doc.as_deref().unwrap_or_default());
        let field = ["capabilities.", k.id.as_str()].concat();
        let fact = Yours::Fact(t.id.clone(), field);
        if self.case.catalogue.yours.contains(&fact) {
            return [&name, yours(f.note.as_deref(), "").as_str()].concat();
        }
        match (&f.via, f.level) {
            (Some(via), Level::Community) => [&name, " (", &text(via), ")"].concat(),
            (Some(_) | None, _) => name,
        }
    }

    /// What is not known of an option on criteria that count.
    fn unknown(&self, n: usize, option: &Choice<'_>) -> Vec<String> {
        let t = option.technology;
        // What is unknown for one reason is named together.
        let mut gaps: Vec<(Vec<String>, String)> = Vec::new();
        let mut parts: Vec<String> = Vec::new();
        for line in &self.lines {
            let Some(cell) = line.cells.get(n) else {
                continue;
            };
            let name = ["**", &self.criterion(line.column), "**"].concat();
            if let Content::Unknown { word, why } = &cell.content {
                let why = why.as_ref().map(|why| unstopped(&lower(why)));
                let reason = match (why, *word) {
                    (Some(why), _) => [" (", &why, ")"].concat(),
                    (None, "unknown") => String::new(),
                    (None, word) => [" (", word, ")"].concat(),
                };
                match gaps.iter_mut().find(|(_, known)| *known == reason) {
                    Some((names, _)) => names.push(name),
                    None => gaps.push((vec![name], reason)),
                }
            } else if let Measure::Capabilities { group } = &line.criterion.from {
                let all = self.case.catalogue.capabilities.iter();
                let open: Vec<String> = all
                    .filter(|k| k.group == *group && !t.capabilities.contains_key(&k.id))
                    .map(|k| text(&k.label))
                    .collect();
                if !open.is_empty() {
                    let open = words::list(&open, "and");
                    parts.push([&open, " (part of ", &name, ")"].concat());
                }
            }
        }
        let gone: usize = gaps.iter().map(|(names, _)| names.len()).sum();
        if gone > 1 && gone == self.lines.len() {
            return vec!["Unknown: all that counts.".to_owned()];
        }
        let say = |(names, reason): &(Vec<String>, String)| {
            [words::list(names, "and"), reason.clone()].concat()
        };
        let mut said: Vec<String> = gaps.iter().map(say).collect();
        said.extend(parts);
        for id in self.case.comparison.must.keys() {
            if !t.capabilities.contains_key(id) {
                said.push(["whether it meets the must-have ", &self.capability(id)].concat());
            }
        }
        if said.is_empty() {
            return said;
        }
        vec![["Unknown: ", &said.join("; "), "."].concat()]
    }

    /// Where the figures come from, and the capabilities that decide.
    pub(super) fn sources(&self, page: &mut Page) {
        let figures = |from: usize, to: usize| -> Vec<Vec<String>> {
            let mut rows: Vec<Vec<String>> = Vec::new();
            for line in &self.lines {
                let cells: Vec<String> = (from..to).map(|n| self.source(n, line)).collect();
                if cells.iter().all(|cell| cell == NOTHING) {
                    continue;
                }
                let name = self.criterion(line.column);
                // What was read at the same places is named together.
                match rows.iter_mut().find(|row| row.get(1..) == Some(&cells[..])) {
                    Some(row) => {
                        if let Some(names) = row.first_mut() {
                            *names = [names, ", ", &name].concat();
                        }
                    }
                    None => rows.push([vec![name], cells].concat()),
                }
            }
            rows
        };
        let deciding = self.deciding();
        let capabilities = |from: usize, to: usize| -> Vec<Vec<String>> {
            let row = |k: &&Capability| {
                let cells = (from..to).map(|n| self.capability_of(n, k)).collect();
                [vec![text(&k.label)], cells].concat()
            };
            deciding.iter().map(row).collect()
        };
        let any = |rows: &dyn Fn(usize, usize) -> Vec<Vec<String>>| {
            !rows(0, self.options.len()).is_empty()
        };
        if any(&figures) {
            page.heading(3, "Sources of the Figures");
            self.tables(page, "Figure", &figures);
        }
        if any(&capabilities) {
            page.heading(3, "Capabilities that Decide");
            let shared = if self.options.len() > 1 {
                "Those that one option brings by the project's own means and another does not, with their documentation; that of all others stands in the catalogue."
            } else {
                "Those that count, with their documentation."
            };
            page.paragraph(&[
                shared.to_owned(),
                [
                    "The percentages above count all capabilities of a group: in the default install in full, as a package of the project ",
                    &words::percent(Level::Official.share()),
                    ", as a package of others ",
                    &words::percent(Level::Community.share()),
                    ".",
                ]
                .concat(),
            ]);
            self.tables(page, "Capability", &capabilities);
        }
    }

    /// Rows about the options, in as many tables as these need.
    fn tables(&self, page: &mut Page, head: &str, rows: &dyn Fn(usize, usize) -> Vec<Vec<String>>) {
        for (from, to) in self.abreast() {
            let body = rows(from, to);
            if !body.is_empty() {
                let names = (from..to).map(|n| self.name(n)).collect();
                let head = [vec![head.to_owned()], names].concat();
                page.table(&[vec![head], body].concat());
            }
        }
    }

    /// Where one figure was read, and when it was true.
    fn source(&self, n: usize, line: &Line<'_>) -> String {
        let found = self.options.get(n).zip(line.cells.get(n));
        let Some((option, cell)) = found else {
            return NOTHING.to_owned();
        };
        let Some(cite) = &cell.cite else {
            return NOTHING.to_owned();
        };
        let t = option.technology;
        let own = self.is_yours(t, &self.field(t, &line.criterion.from));
        let title = match (own, cite.url.is_empty()) {
            (true, true) => "you".to_owned(),
            (true, false) => ["your own ", &link("source", &cite.url)].concat(),
            (false, _) => link(&text(&cite.title), &cite.url),
        };
        // Under which conditions it was measured.
        let measured = matches!(line.criterion.from, Measure::Metric { .. });
        let note = cell.note.as_ref().filter(|_| measured);
        let note = note.map(|note| ["; ", &unstopped(note)].concat());
        let date = words::date(cite.as_of);
        [&title, ", ", &date, &note.unwrap_or_default()].concat()
    }

    /// The capabilities that count and that some options bring by their project's
    /// own means and others do not, the most important first; all that count
    /// where there is one option alone.
    fn deciding(&self) -> Vec<&Capability> {
        let has = |o: &Choice<'_>, k: &Capability| {
            o.technology.capabilities.get(&k.id).map(|f| f.level) >= Some(Level::Official)
        };
        let mut wanted = self.wanted();
        if self.options.len() > 1 {
            wanted.retain(|k| {
                let mut levels = self.options.iter().map(|o| has(o, k));
                let first = levels.next();
                levels.any(|own| Some(own) != first)
            });
        }
        wanted
    }

    /// How an option brings a capability, with its documentation.
    fn capability_of(&self, n: usize, k: &Capability) -> String {
        let Some(t) = self.options.get(n).map(|o| o.technology) else {
            return String::new();
        };
        let Some(f) = t.capabilities.get(&k.id) else {
            return "unknown".to_owned();
        };
        let how = match (f.level, &f.via) {
            (Level::Core, _) => "built in".to_owned(),
            (Level::Official, _) => "of the project".to_owned(),
            (Level::Community, Some(via)) => text(via),
            (Level::Community, None) => "of others".to_owned(),
            (Level::None, _) => "missing".to_owned(),
        };
        let field = ["capabilities.", k.id.as_str()].concat();
        if self.is_yours(t, &field) {
            return [&how, yours(f.note.as_deref(), "").as_str()].concat();
        }
        link(&how, f.doc.as_deref().unwrap_or_default())
    }
}

/// A sentence that goes on in another: its first letter is small, unless the
/// word is a name.
fn lower(sentence: &str) -> String {
    let first = sentence.split(' ').next().unwrap_or_default();
    let plain = [
        "A", "An", "The", "No", "Not", "There", "None", "Only", "It", "Types", "Neither",
    ];
    if plain.contains(&first) {
        let mut chars = sentence.chars();
        let small = chars.next().map(|c| c.to_ascii_lowercase());
        return small.into_iter().chain(chars).collect();
    }
    sentence.to_owned()
}

/// With a full stop.
fn stopped(mut sentence: String) -> String {
    sentence.push('.');
    sentence
}
