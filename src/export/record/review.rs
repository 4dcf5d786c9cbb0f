//! What else belongs to a record: where it came from, and when to look at it
//! again.

use super::markdown::{Page, address, link, text};
use super::{Line, Record, unstopped};
use crate::catalogue::{Criterion, Date, Measure, Technology, Yours, sorted};
use crate::decide::UnknownPolicy;
use crate::own;
use crate::words;

/// How many changes of a weight are named at most.
const CHANGES: usize = 3;
/// A change of a share that is greater than this is not expected.
const LIKELY: f64 = 0.3;
/// How many missing facts are named at most.
const MISSING: usize = 3;
/// From how many months on a figure should be looked up again.
const AGED: f64 = 12.0;

impl Record<'_> {
    /// Where all this comes from, and when to look at it again.
    pub(super) fn more(&self, page: &mut Page) {
        page.heading(2, "More Information");
        page.list(&self.made());
        let yours = self.yours();
        if !yours.is_empty() {
            page.heading(3, "Marked as Yours");
            page.paragraph(&[
                "These do not come from the catalogue; whoever made this record put them in:"
                    .to_owned(),
            ]);
            page.list(&yours);
        }
        if self.chosen.is_some() {
            page.heading(3, "Revisit When");
            page.list(&self.revisit());
        }
        self.sources(page);
    }

    /// Out of what the record was made.
    fn made(&self) -> Vec<String> {
        let (c, comparison) = (self.case.catalogue, self.case.comparison);
        let mut said = Vec::new();
        let link_version = c.defaults.last().map_or(1, |d| d.v).to_string();
        if !self.case.link.is_empty() {
            let opened = if self.case.link.starts_with("https://") {
                link("Open this comparison", self.case.link)
            } else {
                ["Open this comparison: `", &address(self.case.link), "`"].concat()
            };
            let without = if c.yours.is_empty() {
                ""
            } else {
                " The link does not carry what is marked as yours, so the order that it shows may be another: the file of those entries belongs with it."
            };
            said.push(
                [
                    &opened,
                    " with its weights, limits and answers (link version ",
                    &link_version,
                    ").",
                    without,
                ]
                .concat(),
            );
        }
        said.push(
            [
                "The facts are those of catalogue ",
                &text(&c.version),
                ", looked over on ",
                &words::date(c.checked),
                "; durations are counted to ",
                &words::date(c.reference_date),
                ".",
            ]
            .concat(),
        );
        let unknown = match comparison.unknown {
            UnknownPolicy::Worst => "as worst",
            UnknownPolicy::Middle => "in the middle",
            UnknownPolicy::Peers => "like their peers",
        };
        let since = comparison.since.map(|since| {
            [
                ", and so do facts from before ",
                &words::date(since),
                ", which were not trusted",
            ]
            .concat()
        });
        let since = since.unwrap_or_default();
        said.push(["Unknown facts count ", unknown, &since, "."].concat());
        said.push("A value lies on the criterion's own fixed scale, so an option's points do not depend on which others it is compared with.".to_owned());
        if let Some(rated) = self.rated() {
            said.push(rated);
        }
        said
    }

    /// The ratings of technologies that were given, the best first.
    fn rated(&self) -> Option<String> {
        let c = self.case.catalogue;
        let ratings: Vec<_> = self.case.ratings.iter().collect();
        let all: Vec<String> = sorted(ratings, &|a, b| b.1.cmp(a.1))
            .into_iter()
            .map(|(id, rating)| {
                let name = c.technology(id).map_or(id.as_str(), |t| &t.name);
                [&text(name), " ", &rating.get().to_string()].concat()
            })
            .collect();
        let names = words::list(&all, "and");
        (!all.is_empty()).then(|| ["Rated by us, of 5: ", &names, "."].concat())
    }

    /// What of the catalogue is the user's own, of the options and the criteria
    /// that count.
    fn yours(&self) -> Vec<String> {
        let c = self.case.catalogue;
        let mut said = Vec::new();
        let of_criterion = |field: &str| {
            let is_own = |k: &Criterion| c.yours.contains(&Yours::Criterion(k.id.clone()));
            let mut own = c.criteria.iter().filter(|k| is_own(k));
            own.any(|k| own::touches(k, c, field))
        };
        for yours in c.yours.iter() {
            match yours {
                // Figures of a criterion of their own are said with it.
                Yours::Fact(_, field) if of_criterion(field) => {}
                Yours::Fact(id, field) => {
                    let option = self.options.iter().find(|o| o.technology.id == *id);
                    if let Some(option) = option {
                        let t = option.technology;
                        let name = [&text(&t.name), ", ", &text(&own::name(c, field))].concat();
                        let why = self
                            .reason(t, field)
                            .map(|why| [": ", &unstopped(&why)].concat());
                        said.push([&name, &why.unwrap_or_default(), "."].concat());
                    }
                }
                Yours::Technology(id) => {
                    if let Some(n) = self.options.iter().position(|o| o.technology.id == *id) {
                        said.push([&self.name(n), ", with all that is said of it."].concat());
                    }
                }
                Yours::Criterion(id) => {
                    if let Some(line) = self.lines.iter().find(|l| l.criterion.id == *id) {
                        let k = line.criterion;
                        let why = unstopped(&k.why);
                        let why = if why.is_empty() {
                            why
                        } else {
                            [": ", &why].concat()
                        };
                        said.push(["The criterion ", &text(&k.label), &why, "."].concat());
                    }
                }
            }
        }
        said
    }

    /// The reason of a fact that is the user's own.
    fn reason(&self, t: &Technology, field: &str) -> Option<String> {
        // The user may hold it to be unknown.
        if let Some(unknown) = t.unknown.get(field) {
            let why = unknown.why.strip_prefix("Yours: ").unwrap_or(&unknown.why);
            return Some(why.to_owned());
        }
        if let Some(id) = field.strip_prefix("capabilities.") {
            let found = t.capabilities.iter().find(|(k, _)| k.as_str() == id);
            return found.and_then(|(_, f)| f.note.clone());
        }
        if let Some(id) = field.strip_prefix("metrics.") {
            let found = t.metrics.iter().find(|(k, _)| k.as_str() == id);
            return found.and_then(|(_, f)| f.note.clone());
        }
        let life = &t.lifecycle;
        match field {
            "kind" => t.kind.note.clone(),
            "languages" => t.languages.note.clone(),
            "architecture" => t.architecture.as_ref()?.note.clone(),
            "runs_on" => t.runs_on.as_ref()?.note.clone(),
            "licence" => t.licence.as_ref()?.note.clone(),
            "governance" => t.governance.as_ref()?.note.clone(),
            "type_safety" => t.type_safety.as_ref()?.note.clone(),
            "databases" => t.databases.as_ref()?.note.clone(),
            "first_release" => t.first_release.as_ref()?.note.clone(),
            "users" => t.users.as_ref()?.note.clone(),
            "lifecycle.latest" => life.latest.as_ref()?.note.clone(),
            "lifecycle.previous" => life.previous.as_ref()?.note.clone(),
            "lifecycle.support" => life.support.as_ref()?.note.clone(),
            "lifecycle.lts" => life.lts.as_ref()?.note.clone(),
            "lifecycle.policy" => life.policy.as_ref()?.note.clone(),
            _ => None,
        }
    }

    /// What should make us look at the decision again.
    fn revisit(&self) -> Vec<String> {
        let mut said = Vec::new();
        let chosen = self.chosen.unwrap_or_default();
        if let Some(option) = self.options.get(chosen) {
            let support = option.technology.lifecycle.support.as_ref();
            let end = support.and_then(|f| Some((text(&f.value.version), f.value.security?)));
            said.push(match end {
                Some((version, end)) if end < self.case.today => [
                    "Now: the security fixes for ",
                    &self.name(chosen),
                    " ",
                    &version,
                    " ended on ",
                    &words::date(end),
                    ".",
                ]
                .concat(),
                Some((version, end)) => [
                    "Security fixes for ",
                    &self.name(chosen),
                    " ",
                    &version,
                    " end, on ",
                    &words::date(end),
                    ".",
                ]
                .concat(),
                None => [
                    "A new series of ",
                    &self.name(chosen),
                    " comes out; no end of support is set for this one.",
                ]
                .concat(),
            });
        }
        if chosen == 0 && self.standing.len() > 1 {
            said.extend(self.changes());
        }
        if self.standing.len() > 1 {
            said.extend(self.missing());
        }
        said.extend(self.aged());
        said
    }

    /// Changes of one weight by which another leads, the least first.
    fn changes(&self) -> Vec<String> {
        let share = |column: usize| self.problem.shares.get(column).copied().unwrap_or_default();
        let mut found: Vec<(f64, String)> = Vec::new();
        let mut add = |column: usize, to: f64, above: bool, leads: usize| {
            let now = share(column);
            let by = (to - now).abs();
            if by > LIKELY {
                return;
            }
            let name = self.problem.columns.get(column).map(|n| self.criterion(*n));
            let how = if above {
                " counts for more than "
            } else {
                " counts for less than "
            };
            let now = if now > 0.0 {
                [" (", &words::weight(now), " here)"].concat()
            } else {
                " (nothing here)".to_owned()
            };
            found.push((
                by,
                [
                    "**",
                    &name.unwrap_or_default(),
                    "**",
                    how,
                    &words::weight(to),
                    &now,
                    ": then ",
                    &self.name(leads),
                    " leads the options.",
                ]
                .concat(),
            ));
        };
        for (column, interval) in self.verdict.intervals.iter().enumerate() {
            let Some(interval) = interval.filter(|_| share(column) > 0.0) else {
                continue;
            };
            if let Some(leads) = interval.challenger_low {
                add(column, interval.low, false, leads);
            }
            if let Some(leads) = interval.challenger_high {
                add(column, interval.high, true, leads);
            }
        }
        for interest in &self.verdict.interests {
            add(
                interest.criterion,
                interest.share,
                true,
                interest.challenger,
            );
        }
        let found = sorted(found, &|a, b| a.0.total_cmp(&b.0));
        found
            .into_iter()
            .take(CHANGES)
            .map(|(_, said)| said)
            .collect()
    }

    /// Missing facts of which one alone could change who is first.
    fn missing(&self) -> Vec<String> {
        let shown = |n: usize| {
            let row = self.options.get(n).map(|o| o.row);
            let shown = row.and_then(|row| self.case.scores.shown.get(row));
            shown.copied().unwrap_or_default()
        };
        let mut found: Vec<(f64, String)> = Vec::new();
        for line in &self.lines {
            let share = self.case.shares.of.get(line.column);
            let share = share.copied().unwrap_or_default();
            for n in 0..self.standing.len() {
                let (low, now, high) = self.value(n, line.column);
                let name = self.name(n);
                // By how much more than needed it could change the order.
                let (by, then) = if n == 0 {
                    let lead = shown(0) - shown(1);
                    let then = ["at its worst, ", &name, " would lose the lead."].concat();
                    (share * (now - low) - lead, then)
                } else {
                    let behind = shown(0) - shown(n);
                    let then = ["at its best, it would overtake ", &self.name(0), "."].concat();
                    (share * (high - now) - behind, then)
                };
                if high - low > 1e-9 && by > 1e-9 {
                    let criterion = self.criterion(line.column);
                    let what = ["What is unknown of ", &name, " under **", &criterion];
                    found.push((by, [&what.concat(), "** becomes known: ", &then].concat()));
                }
            }
        }
        let found = sorted(found, &|a, b| b.0.total_cmp(&a.0));
        let first = found.into_iter().take(MISSING);
        first.map(|(_, said)| said).collect()
    }

    /// Figures that are old, or grow old.
    fn aged(&self) -> Vec<String> {
        let today = self.case.today;
        let mut said = Vec::new();
        let dated = |line: &Line<'_>| -> Option<Date> {
            let dates = line
                .cells
                .iter()
                .filter_map(|cell| Some(cell.cite.as_ref()?.as_of));
            dates.min()
        };
        let measured = self
            .lines
            .iter()
            .filter(|line| matches!(line.criterion.from, Measure::Metric { .. }));
        let mut old: Vec<(String, Date)> = Vec::new();
        for line in measured {
            if let Some(date) = dated(line)
                && today.months_since(date) >= AGED
            {
                old.push((self.criterion(line.column), date));
            }
        }
        if let Some(oldest) = old.iter().map(|(_, date)| *date).min() {
            let names: Vec<String> = old.iter().map(|(name, _)| name.clone()).collect();
            said.push(
                [
                    "Newer figures are out for ",
                    &words::list(&names, "and"),
                    "; those used here go back to ",
                    &words::date(oldest),
                    ".",
                ]
                .concat(),
            );
        }
        let later = Date::parse(
            &[
                (today.year() + 1).to_string(),
                today.to_string().split_off(4),
            ]
            .concat(),
        );
        if let Some(later) = later {
            said.push(
                [
                    "At the latest on ",
                    &words::date(later),
                    ", a year after this record.",
                ]
                .concat(),
            );
        }
        said
    }
}
