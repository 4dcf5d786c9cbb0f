//! Why there is something to decide, and what matters in it.

use super::Record;
use super::markdown::{Page, text};
use crate::catalogue::{Id, Level, Yours};
use crate::explore::Facet;
use crate::state::{Rating, Weights};
use crate::words;

/// A question that the page asks, as those ask it who write the record.
fn ours(question: &str) -> String {
    question.replace("your ", "our ").replace("Your ", "Our ")
}

/// Of how many criteria the question is given; the rest is only named.
const ASKED: usize = 8;

impl Record<'_> {
    /// What is known of the task.
    pub(super) fn context(&self, page: &mut Page) {
        page.heading(2, "Context and Problem Statement");
        page.paragraph(&["Which technology do we build the backend on?".to_owned()]);
        let task = self.task();
        let limits = self.limits();
        if task.is_empty() && limits.is_empty() {
            page.paragraph(&[
                "Nothing was recorded about the system or the team, no filter was set and nothing was named as a must-have.".to_owned(),
                if self.case.comparison.weights == Weights::current(self.case.catalogue) {
                    "What is wanted was not recorded either: the weights below are those that the page begins with."
                } else {
                    "What is wanted is described by the weights below alone."
                }
                .to_owned(),
            ]);
            return;
        }
        if task.is_empty() {
            page.paragraph(&[
                "Nothing was recorded about the system or the team beyond the limits below."
                    .to_owned(),
            ]);
        } else {
            page.paragraph(&["This is what we know of the task:".to_owned()]);
            page.list(&task);
        }
        if limits.is_empty() {
            page.paragraph(
                &["No filter was set, and nothing was named as a must-have.".to_owned()],
            );
        } else {
            page.paragraph(&["Only what keeps to these limits is considered:".to_owned()]);
            page.list(&limits);
        }
    }

    /// The questions of the guide that were answered, with the answers.
    fn task(&self) -> Vec<String> {
        let c = self.case.catalogue;
        let mut said = Vec::new();
        let mut team = self.team();
        for question in &c.guide {
            let answers: Vec<String> = if question.answers.is_empty() {
                team.take().into_iter().collect()
            } else {
                let given = self.case.comparison.guide.get(&question.id);
                let is = |id: &Id| given.is_some_and(|given| given.contains(id));
                let chosen = question.answers.iter().filter(|a| is(&a.id));
                chosen.map(|a| text(&a.label)).collect()
            };
            if !answers.is_empty() {
                let ask = ours(&question.ask);
                said.push([&text(&ask), " ", &answers.join("; "), "."].concat());
            }
        }
        if let Some(team) = team {
            said.push(["Languages that the team knows: ", &team, "."].concat());
        }
        said
    }

    /// How well the team knows which languages, the best known first.
    fn team(&self) -> Option<String> {
        let c = self.case.catalogue;
        let of = |rating: u8| {
            c.lists.languages.iter().filter_map(move |l| {
                let known = self.case.languages.get(&l.id)?.get();
                (known == rating).then(|| text(&l.label))
            })
        };
        let mut said: Vec<String> = Vec::new();
        for rating in (1..=Rating::MAX).rev() {
            let names: Vec<String> = of(rating).collect();
            if !names.is_empty() {
                let names = words::list(&names, "and");
                said.push([&names, " (", &rating.to_string(), " of 5)"].concat());
            }
        }
        let none: Vec<String> = of(0).collect();
        if !none.is_empty() {
            said.push(["not ", &words::list(&none, "or")].concat());
        }
        // What was left out counts like what nobody knows.
        let left_out = c
            .lists
            .languages
            .iter()
            .any(|l| !self.case.languages.contains_key(&l.id));
        let rest = if left_out {
            "; languages not named count as not known"
        } else {
            ""
        };
        (!said.is_empty()).then(|| [&said.join(", "), rest].concat())
    }

    /// Filters and must-haves.
    fn limits(&self) -> Vec<String> {
        let c = self.case.catalogue;
        let mut said = Vec::new();
        for facet in Facet::ALL {
            let Some(chosen) = self.case.comparison.facets.get(&facet) else {
                continue;
            };
            let names: Vec<String> = chosen.iter().map(|id| text(facet.choice(c, id))).collect();
            said.push([facet.label(), ": ", &words::list(&names, "or"), "."].concat());
        }
        for level in [Level::Core, Level::Official, Level::Community] {
            let wanted = self.case.comparison.must.iter();
            let names: Vec<String> = wanted
                .filter(|(_, wanted)| **wanted == level)
                .map(|(id, _)| self.capability(id))
                .collect();
            if !names.is_empty() {
                let how = match level {
                    Level::Core => "Must be in the default install: ",
                    Level::Official => {
                        "Must come from the project itself, built in or as a package: "
                    }
                    Level::Community | Level::None => {
                        "Must be there, at least as a package of others: "
                    }
                };
                said.push([how, &words::list(&names, "and"), "."].concat());
            }
        }
        said
    }

    /// The name of a capability.
    pub(super) fn capability(&self, id: &Id) -> String {
        let found = self.case.catalogue.capability(id);
        text(found.map_or(id.as_str(), |k| &k.label))
    }

    /// The name of a criterion, marked where it is the user's own.
    pub(super) fn criterion(&self, column: usize) -> String {
        let c = self.case.catalogue;
        let Some(k) = c.criteria.get(column) else {
            return String::new();
        };
        let mut name = text(&k.label);
        if c.yours.contains(&Yours::Criterion(k.id.clone())) {
            name.push_str(" (yours)");
        }
        name
    }

    /// What counts, and by how much.
    pub(super) fn drivers(&self, page: &mut Page) {
        page.heading(2, "Decision Drivers");
        let origin = self.origin_of_weights();
        page.paragraph(&[
            "Each criterion counts for a share of the whole.".to_owned(),
            origin,
        ]);
        let greatest = self.lines.first().map_or(0.0, |line| line.share);
        let told = self
            .lines
            .iter()
            .take(ASKED)
            .take_while(|line| line.share * 2.0 >= greatest)
            .count();
        let (first, rest) = self.lines.split_at(told);
        let mut said: Vec<String> = first
            .iter()
            .map(|line| {
                let asks = text(&ours(&line.criterion.question));
                let name = self.criterion(line.column);
                let before = if asks.is_empty() { "" } else { ": " };
                [
                    "**",
                    &name,
                    "**, ",
                    &words::weight(line.share),
                    before,
                    &asks,
                ]
                .concat()
            })
            .collect();
        let names: Vec<String> = rest
            .iter()
            .map(|line| {
                let share = words::weight(line.share);
                [&self.criterion(line.column), " (", &share, ")"].concat()
            })
            .collect();
        if !names.is_empty() {
            said.push(["Less than these: ", &words::list(&names, "and"), "."].concat());
        }
        let counted = |column: usize| self.lines.iter().any(|line| line.column == column);
        let silent: Vec<String> = (0..self.case.catalogue.criteria.len())
            .filter(|column| !counted(*column))
            .map(|column| self.criterion(column))
            .collect();
        if !silent.is_empty() {
            said.push(["Not counted: ", &words::list(&silent, "and"), "."].concat());
        }
        page.list(&said);
    }

    /// Where the weights come from.
    fn origin_of_weights(&self) -> String {
        let (c, comparison) = (self.case.catalogue, self.case.comparison);
        if self.case.shares.equal {
            return "No weights were given, so all criteria count alike.".to_owned();
        }
        let weights = &comparison.weights;
        let answered = comparison.answers(c).next().is_some();
        if answered && comparison.advised(c) == *weights {
            return "The weights follow from the answers above.".to_owned();
        }
        let preset = c
            .presets
            .iter()
            .find(|p| Weights::of(c, &p.weights) == *weights);
        if let Some(preset) = preset {
            let name = text(&preset.label);
            let default = if *weights == Weights::current(c) {
                ", which is the default and was left as it is."
            } else {
                "."
            };
            return ["The weights are those of the preset ", &name, default].concat();
        }
        if answered {
            return "The weights began with the answers above and were then changed by hand."
                .to_owned();
        }
        "The weights were set by hand.".to_owned()
    }
}
