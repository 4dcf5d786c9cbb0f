//! What is chosen, why, how sure that is, and what follows from it.

use super::markdown::{Page, text};
use super::{Choice, Line, Place, Record, first_of, number, unstopped};
use crate::catalogue::{Capability, Id, League, Level, Measure, Technology, label, order, sorted};
use crate::compare::{Content, why};
use crate::decide::{Rating, UnknownPolicy, tenths};
use crate::own::counted;
use crate::verdict::{Names, more_often};
use crate::words;

/// The most options in one table; more are set out in several.
const ABREAST: usize = 4;
/// How many criteria are checked before the choice is final.
const CHECKED: usize = 3;

impl Record<'_> {
    /// What is chosen and why.
    pub(super) fn outcome(&self, page: &mut Page) {
        page.heading(2, "Decision Outcome");
        let Some(chosen) = self.chosen else {
            page.paragraph(&self.nobody());
            self.points(page);
            return;
        };
        page.paragraph(&self.because(chosen));
        let alike = self
            .rival(chosen)
            .is_some_and(|rival| self.are_alike(chosen, rival));
        if alike {
            page.paragraph(&[
                "On every criterion that counts the two are worth the same.".to_owned()
            ]);
        } else {
            page.paragraph(&self.gains(chosen));
            page.paragraph(&self.robust(chosen));
            page.paragraph(&self.against(chosen));
        }
        self.points(page);
        if let Some(option) = self.options.get(chosen) {
            page.heading(3, "Consequences");
            page.list(&self.consequences(option));
        }
        page.heading(3, "Confirmation");
        let checks = self.checks(chosen);
        if checks.is_empty() {
            page.paragraph(&["What decides here cannot be tried out: it rests on ratings and dates. The choice is confirmed when those who rated agree on their ratings.".to_owned()]);
        } else {
            page.paragraph(&["Before this record is accepted, a short trial builds one slice of the system and checks what decides:".to_owned()]);
            page.list(&checks);
        }
    }

    /// Why nothing is chosen.
    fn nobody(&self) -> Vec<String> {
        let mut said = vec!["Nothing is chosen yet.".to_owned()];
        if let Some(id) = self.remarks.chosen {
            let name = text(id.as_str());
            said.push(["What was named, ", &name, ", is not in the catalogue."].concat());
            return said;
        }
        let unsure = self.options.iter().any(|o| o.place == Place::Unsure);
        if unsure {
            said.push("Too little is known of every option that keeps to the limits: with so many facts missing, points would rank what is known of them and not the technologies themselves.".to_owned());
        } else if self.case.narrowed.candidates.is_empty() {
            let ways = self.relaxed();
            said.push(if ways.is_empty() {
                "No technology keeps to all limits, and giving up a single one is not enough: each fails on two or more.".to_owned()
            } else {
                let ways = words::list(&ways, "or");
                [
                    "No technology keeps to all limits, so one has to give. Most come back by ",
                    &ways,
                    "; the number says how many.",
                ]
                .concat()
            });
        } else if self.options.is_empty() {
            said.push("There is no option that this catalogue lists.".to_owned());
        } else {
            said.push("None of the options keeps to the limits.".to_owned());
        }
        said
    }

    /// "Chosen option: …, because …"
    fn because(&self, chosen: usize) -> Vec<String> {
        let name = ["Chosen option: **", &self.name(chosen), "**, "].concat();
        let points = words::points(self.total(chosen));
        let Some(option) = self.options.get(chosen) else {
            return Vec::new();
        };
        let first = self.name(0);
        let behind = words::points(self.total(0) - self.total(chosen));
        let ranked = !self.standing.is_empty();
        match option.place {
            Place::Ranked(_) if chosen == 0 => self.leads(&name, &points),
            Place::Ranked(_) => {
                let mut said = vec![
                    [
                        &name,
                        "although it is not the first by points: it has ",
                        &points,
                        " of 100, ",
                        &behind,
                        " fewer than ",
                        &first,
                        ".",
                    ]
                    .concat(),
                ];
                if self.total(0) == self.total(chosen) && self.level().contains(&chosen) {
                    said = vec![
                        [&name, "which has as many points as ", &first, ": ", &points, " of 100."]
                            .concat(),
                    ];
                    said.push("The points do not decide between the two; what does is not in this record.".to_owned());
                    return said;
                }
                let flips = &self.verdict.flips.reachable;
                let names = Names::new(self.case.catalogue, &self.problem);
                said.push(match flips.iter().find(|flip| flip.challenger == chosen) {
                    Some(flip) => [
                        "By points alone it would not be chosen. The gap to ",
                        &first,
                        " closes if ",
                        &words::weight(flip.mass),
                        " of the weight moves ",
                        &text(&names.moved(&self.problem.moves(flip))),
                        ". Why it is chosen all the same is for those who decide to write here.",
                    ]
                    .concat(),
                    None => [
                        "No weights of the criteria that count would put it level with ",
                        &first,
                        ", so what speaks for it has to lie outside them.",
                    ]
                    .concat(),
                });
                said
            }
            Place::Unsure => {
                let mut said = vec![
                    [
                        &name,
                        "although too little is known of it to rank it: missing facts leave ",
                        &words::percent(self.case.scores.open(option.row)),
                        " of its points open.",
                    ]
                    .concat(),
                ];
                if ranked {
                    said.push(["The first by points is ", &first, "."].concat());
                }
                said
            }
            Place::Apart(_) => vec![
                [
                    &name,
                    "which is ranked apart from the others, so its points say nothing against theirs.",
                ]
                .concat(),
                ["Of the others ", &first, " is the first by points."].concat(),
            ],
            Place::Excluded(reasons) => {
                let mut said = vec![
                    [&name, "although it is outside the limits: ", &self.reasons(reasons), "."]
                        .concat(),
                ];
                if ranked {
                    said.push(
                        ["Of the options within them ", &first, " is the first by points."].concat(),
                    );
                }
                said
            }
        }
    }

    /// Those with as many points as the first, it included.
    fn level(&self) -> Vec<usize> {
        let mut level = self.problem.level();
        if !level.is_empty() {
            level.insert(0, 0);
        }
        level
    }

    /// What the first is chosen for.
    fn leads(&self, name: &str, points: &str) -> Vec<String> {
        let second = self.name(1);
        if self.standing.len() < 2 {
            let among = if self.options.len() < 2 {
                "it is the only technology that keeps to the limits and is known well enough to be ranked"
            } else {
                "it is the only one of the options that keeps to the limits and is known well enough to be ranked"
            };
            let unlimited = !self.case.comparison.filtered();
            let among = if unlimited {
                "it is the only one of the options that can be ranked"
            } else {
                among
            };
            return vec![
                [
                    name,
                    "because ",
                    among,
                    ". It has ",
                    points,
                    " of 100 points.",
                ]
                .concat(),
            ];
        }
        let level = self.level();
        if !level.is_empty() {
            let others: Vec<String> = level.iter().skip(1).map(|n| self.name(*n)).collect();
            let have = if others.len() == 1 { " has" } else { " have" };
            return vec![
                [
                    name,
                    "because no option has more points: ",
                    points,
                    " of 100.",
                ]
                .concat(),
                [
                    &first_of(&others, 3),
                    have,
                    " exactly as many, and only the alphabet puts ",
                    &self.name(0),
                    " first.",
                ]
                .concat(),
                "The points do not decide; something outside these criteria has to.".to_owned(),
            ];
        }
        let lead = self.total(0) - self.total(1);
        let by = if lead == 0 {
            [", ahead of ", &second, " by less than a tenth"].concat()
        } else {
            let next = self.next();
            let of = if next.is_empty() {
                ""
            } else {
                ", the next of the options"
            };
            [
                ", ",
                &words::points(lead),
                " more than ",
                &second,
                of,
                &next,
            ]
            .concat()
        };
        let mut said = vec![
            [
                name,
                "because it has the most points under these weights: ",
                points,
                " of 100",
                &by,
                ".",
            ]
            .concat(),
        ];
        if !self.verdict.ties().is_empty() {
            said.push(
                "That is a narrow lead, and the points alone should not settle it.".to_owned(),
            );
        }
        said
    }

    /// Who is ranked between the first two options and is none; empty where nobody is.
    fn next(&self) -> String {
        let (
            Some(Choice {
                place: Place::Ranked(a),
                ..
            }),
            Some(Choice {
                place: Place::Ranked(b),
                ..
            }),
        ) = (self.options.first(), self.options.get(1))
        else {
            return String::new();
        };
        let leagues = &self.case.leagues;
        let league = match self.league {
            League::Frameworks => &leagues.frameworks.ranked,
            League::Runtimes => &leagues.runtimes.ranked,
        };
        let mut between = league.iter().filter(|r| r.rank > a.rank && r.rank < b.rank);
        let Some(next) = between.next() else {
            return String::new();
        };
        let name = self.case.catalogue.technologies.get(next.row);
        let name = name.map_or_else(String::new, |t| text(&t.name));
        let points = words::points(self.scored.total(next.row));
        [
            "; ",
            &name,
            ", ",
            &words::ordinal(next.rank),
            " of all with ",
            &points,
            " points, was not put beside them",
        ]
        .concat()
    }

    /// Whom the chosen one is measured against: the first of the others.
    fn rival(&self, chosen: usize) -> Option<usize> {
        let rival = usize::from(chosen == 0);
        (self.standing.len() > rival && chosen < self.standing.len()).then_some(rival)
    }

    /// What each criterion gives one option before another, in tenths of a
    /// point, the greatest first: for (`up`) or against it.
    fn parts(&self, a: usize, b: usize, up: bool) -> Vec<String> {
        let (Some(x), Some(y)) = (self.options.get(a), self.options.get(b)) else {
            return Vec::new();
        };
        why(&self.scored, x.row, y.row)
            .parts
            .iter()
            .filter(|part| part.tenths != 0 && (part.tenths > 0) == up)
            .map(|part| {
                let tenths = words::signed(part.tenths.abs());
                [&self.criterion(part.column), " (", &tenths, ")"].concat()
            })
            .collect()
    }

    /// Whether two options have the same value on all that counts.
    fn are_alike(&self, a: usize, b: usize) -> bool {
        let same = |line: &Line<'_>| {
            let (a, b) = (self.value(a, line.column).1, self.value(b, line.column).1);
            (a - b).abs() < 1e-9
        };
        self.lines.iter().all(same)
    }

    /// By what the chosen one is ahead of its rival.
    fn gains(&self, chosen: usize) -> Vec<String> {
        let Some(rival) = self.rival(chosen) else {
            return Vec::new();
        };
        let gains = self.parts(chosen, rival, true);
        if gains.is_empty() {
            return Vec::new();
        }
        let most = if gains.len() > 3 { "most on " } else { "on " };
        let first: Vec<String> = gains.into_iter().take(3).collect();
        vec![
            [
                "Against ",
                &self.name(rival),
                " it gains points ",
                most,
                &words::list(&first, "and"),
                ".",
            ]
            .concat(),
        ]
    }

    /// How sure the order is.
    fn robust(&self, chosen: usize) -> Vec<String> {
        if self.standing.len() < 2 {
            return Vec::new();
        }
        let names = Names::new(self.case.catalogue, &self.problem);
        let mut said = Vec::new();
        if chosen == 0 && self.level().is_empty() {
            let turns = text(&names.turns(&self.verdict));
            said.push(["Among the options: ", &turns].concat());
        }
        let row = self.options.get(chosen).map(|o| o.row);
        if self.problem.counting() > 1
            && let Some((often, count)) = row.and_then(|row| self.drawn.first(row))
        {
            let [any, ordered, near] = often.map(words::share);
            let drawn = words::whole(f64::from(self.drawn.draws));
            let count = words::whole(words::number(count));
            said.push(
                [
                    "Under weights drawn at random (",
                    &drawn,
                    " times each), ",
                    &self.name(chosen),
                    " comes first of all ",
                    &count,
                    " candidates in ",
                    &any,
                    " of all cases, in ",
                    &ordered,
                    " of those that keep our order of importance, and in ",
                    &near,
                    " of those in which every weight is within half of ours.",
                ]
                .concat(),
            );
        }
        if let Some(r) = self.standing.get(chosen)
            && r.best < r.worst
        {
            said.push(
                [
                    "Missing facts leave its place among the options anywhere from ",
                    &words::ordinal(r.best),
                    " to ",
                    &words::ordinal(r.worst),
                    ".",
                ]
                .concat(),
            );
        }
        said
    }

    /// The arguments against the choice, the strongest first: who comes first more
    /// often by weights like ours, where the first of the others is ahead, and who
    /// comes first more often by any weights.
    fn against(&self, chosen: usize) -> Vec<String> {
        let row = self.options.get(chosen).map(|o| o.row);
        let ahead = row.filter(|_| self.problem.counting() > 1);
        let ahead = ahead.map(|row| self.drawn.ahead(row)).unwrap_or_default();
        let more = |like: bool| {
            let found = ahead.iter();
            let found =
                found.filter(move |(_, [_, order, near])| order.or(*near).is_some() == like);
            found.filter_map(|(row, kinds)| self.more_often(*row, kinds))
        };
        let mut said: Vec<String> = more(true).collect();
        let strongest = said.is_empty();
        if let Some(first) = said.first_mut() {
            *first = ["The strongest argument against it: ", first].concat();
        }
        said.extend(self.behind(chosen, strongest));
        said.extend(more(false));
        said
    }

    /// That a row comes first more often than the choice.
    fn more_often(&self, row: usize, kinds: &[Option<f64>; 3]) -> Option<String> {
        let name = text(&self.case.catalogue.technologies.get(row)?.name);
        let who = if self.options.iter().any(|o| o.row == row) {
            name
        } else {
            let leagues = &self.case.leagues;
            let mut ranked = leagues
                .frameworks
                .ranked
                .iter()
                .chain(&leagues.runtimes.ranked);
            let place = ranked.find(|r| r.row == row).map(|r| r.rank);
            let place = place.map_or_else(String::new, |rank| {
                let points = words::points(self.scored.total(row));
                [" (", &words::ordinal(rank), " with ", &points, " points)"].concat()
            });
            [&name, &place, ", which is not among the options,"].concat()
        };
        Some(more_often(&who, kinds, ["our", "ours"]))
    }

    /// Where the first of the other options is ahead of the choice, which may be
    /// the strongest argument against it.
    fn behind(&self, chosen: usize, strongest: bool) -> Vec<String> {
        let Some(rival) = self.rival(chosen) else {
            return Vec::new();
        };
        let name = self.name(rival);
        let losses = self.parts(rival, chosen, true);
        if losses.is_empty() {
            return vec![
                [
                    "No criterion speaks for ",
                    &name,
                    " against it: on each that counts the choice is as good or better.",
                ]
                .concat(),
            ];
        }
        let first: Vec<String> = losses.into_iter().take(3).collect();
        let first = words::list(&first, "and");
        let ahead = if strongest {
            let first = "The strongest argument against it: ";
            [first, &name, " is ahead on "].concat()
        } else {
            let chosen = self.name(chosen);
            ["Of the options, ", &name, " is ahead of ", &chosen, " on "].concat()
        };
        let behind = self.total(rival) - self.total(chosen);
        let rest = if behind > 0 {
            let (behind, chosen) = (words::points(behind), self.name(chosen));
            [
                ". Over all criteria ",
                &chosen,
                " has ",
                &behind,
                " points fewer.",
            ]
            .concat()
        } else {
            ".".to_owned()
        };
        vec![[&ahead, first.as_str(), &rest].concat()]
    }

    /// The arithmetic.
    fn points(&self, page: &mut Page) {
        if self.options.is_empty() {
            return;
        }
        let known = |line: &Line<'_>| line.cells.iter().any(|cell| cell.content.known());
        if !self.lines.iter().any(known) {
            return;
        }
        page.heading(3, "The Points");
        let open = self
            .options
            .iter()
            .any(|o| self.case.scores.open(o.row) > 1e-9);
        let missing = match self.case.comparison.unknown {
            UnknownPolicy::Worst => {
                "What is unknown counts as worst until it is known, so the points are those that are proven."
            }
            UnknownPolicy::Middle => "What is unknown counts as the middle of what it could be.",
            UnknownPolicy::Peers => {
                "What is unknown counts as the middle of what is known of the same kind of technology."
            }
        };
        page.paragraph(&[
            "Every cell reads: the figure, its value from 0 (worst) to 100 (best), and the points that this gives at the weight of the row. Points are rounded so that a column adds up to its total: equal figures, and differences of two columns, may be off by 0.1.".to_owned(),
            if open { missing.to_owned() } else { String::new() },
        ]);
        for (from, to) in self.abreast() {
            page.table(&self.table(from, to, open));
        }
    }

    /// Which options stand in one table: from, and up to which.
    pub(super) fn abreast(&self) -> Vec<(usize, usize)> {
        let count = self.options.len();
        let each = count.div_ceil(count.div_ceil(ABREAST).max(1)).max(1);
        let starts = (0..count).step_by(each);
        starts
            .map(|from| (from, (from + each).min(count)))
            .collect()
    }

    fn table(&self, from: usize, to: usize, open: bool) -> Vec<Vec<String>> {
        let row = |first: &str, second: &str, cell: &dyn Fn(usize) -> String| {
            let mut row = vec![first.to_owned(), second.to_owned()];
            row.extend((from..to).map(cell));
            row
        };
        let mut rows = vec![row("Criterion", "Weight", &|n| self.name(n))];
        for line in &self.lines {
            let name = self.criterion(line.column);
            rows.push(row(&name, &words::weight(line.share), &|n| {
                self.cell(n, line)
            }));
        }
        rows.push(row("**Total**", "100\u{a0}%", &|n| {
            ["**", &words::points(self.total(n)), "**"].concat()
        }));
        if open {
            rows.push(row(
                "With missing facts at worst and at best",
                "–",
                &|n| {
                    let Some(option) = self.options.get(n) else {
                        return String::new();
                    };
                    let of = |list: &[f64]| {
                        let value = list.get(option.row).copied().unwrap_or_default();
                        words::points(tenths(value))
                    };
                    let (low, high) = (of(&self.case.scores.low), of(&self.case.scores.high));
                    if low == high {
                        low
                    } else {
                        [&low, " to ", &high].concat()
                    }
                },
            ));
        }
        rows.push(row("Rank among all candidates", "–", &|n| match self
            .options
            .get(n)
            .map(|o| o.place)
        {
            Some(Place::Ranked(r) | Place::Apart(r)) => {
                let rank = words::ordinal(r.rank);
                if r.best == r.worst {
                    rank
                } else {
                    let (best, worst) = (words::ordinal(r.best), words::ordinal(r.worst));
                    [&rank, " (", &best, " to ", &worst, ")"].concat()
                }
            }
            Some(Place::Unsure) => "too little known".to_owned(),
            Some(Place::Excluded(_)) => "outside the limits".to_owned(),
            None => String::new(),
        }));
        rows
    }

    /// A figure, its value and its points.
    fn cell(&self, n: usize, line: &Line<'_>) -> String {
        let Some((option, cell)) = self.options.get(n).zip(line.cells.get(n)) else {
            return String::new();
        };
        let mut figure = self.said(n, line);
        let t = option.technology;
        let rated = cell.detail.as_deref() == Some("yours");
        if rated || counted(self.case.catalogue, t, line.criterion) {
            figure.push_str(" (yours)");
        }
        let value = words::value(self.value(n, line.column).1);
        let points = words::points(cell.points.map_or(0, |p| p.tenths));
        [&figure, " → ", &value, " → ", &points].concat()
    }

    /// The capabilities that count, the most important first: must-haves, then
    /// by the share of their group.
    pub(super) fn wanted(&self) -> Vec<&Capability> {
        let c = self.case.catalogue;
        let mut found: Vec<(&Capability, f64)> = Vec::new();
        for k in &c.capabilities {
            let of = |line: &&Line<'_>| matches!(&line.criterion.from, Measure::Capabilities { group } if *group == k.group);
            let share = self.lines.iter().find(of).map_or(0.0, |line| line.share);
            let must = self.case.comparison.must.contains_key(&k.id);
            if must || share > 0.0 {
                found.push((k, share + if must { 1.0 } else { 0.0 }));
            }
        }
        let found = sorted(found, &|a, b| b.1.total_cmp(&a.1));
        found.into_iter().map(|(k, _)| k).collect()
    }

    /// What follows from the choice.
    fn consequences(&self, option: &Choice<'_>) -> Vec<String> {
        let (c, t) = (self.case.catalogue, option.technology);
        let wanted = self.wanted();
        let at = |level: Option<Level>| -> Vec<String> {
            let has = wanted
                .iter()
                .filter(|k| t.capabilities.get(&k.id).map(|f| f.level) == level);
            has.map(|k| match t.capabilities.get(&k.id) {
                Some(f) => self.brought(t, k, f),
                None => text(&k.label),
            })
            .collect()
        };
        let mut said = Vec::new();
        let (core, official) = (at(Some(Level::Core)), at(Some(Level::Official)));
        if core.len() + official.len() > 0 {
            let also = match official.len() {
                0 => String::new(),
                1 => " and one more as a package of the project".to_owned(),
                n => [" and ", &number(n), " more as packages of the project"].concat(),
            };
            said.push(
                [
                    "Good, because ",
                    &number(core.len()),
                    " of the ",
                    &wanted.len().to_string(),
                    " capabilities that count here",
                    if core.len() == 1 { " comes" } else { " come" },
                    " with the default install",
                    &also,
                    ".",
                ]
                .concat(),
            );
        }
        let others = at(Some(Level::Community));
        if !others.is_empty() {
            let (come, them) = match others.len() {
                1 => (
                    " comes from others and has to be picked, reviewed and kept up to date by us: ",
                    others.len(),
                ),
                n => (
                    " come from others and have to be picked, reviewed and kept up to date by us: ",
                    n,
                ),
            };
            said.push(
                [
                    "Bad, because ",
                    &number(them),
                    come,
                    &first_of(&others, 4),
                    ".",
                ]
                .concat(),
            );
        }
        let none = at(Some(Level::None));
        if !none.is_empty() {
            said.push(
                [
                    "Bad, because no package is known for ",
                    &first_of(&none, 4),
                    "; where we need that, we write it ourselves.",
                ]
                .concat(),
            );
        }
        let unknown = at(None);
        if !unknown.is_empty() {
            said.push(
                [
                    "Neutral, because nothing is known of ",
                    &first_of(&unknown, 4),
                    "; whether we have to write that is to be found out.",
                ]
                .concat(),
            );
        }
        said.push(self.supported(t));
        said.push(self.written(t));
        let beneath: Vec<String> = t
            .runs_on
            .iter()
            .flat_map(|f| &f.value)
            .map(|id| text(c.technology(id).map_or(id.as_str(), |t| &t.name)))
            .collect();
        if !beneath.is_empty() {
            let has = if beneath.len() == 1 {
                ", which has"
            } else {
                ", which have"
            };
            said.push(
                [
                    "Neutral, because it runs on ",
                    &words::list(&beneath, "or"),
                    has,
                    " releases and an end of support of its own to follow.",
                ]
                .concat(),
            );
        }
        said
    }

    /// For how long it is supported.
    fn supported(&self, t: &Technology) -> String {
        let life = &t.lifecycle;
        if let Some(f) = &life.support
            && let Some(end) = f.value.security
        {
            let series = text(&f.value.version);
            let source = self.origin_of(t, "lifecycle.support", f);
            let ended = end < self.case.today;
            let (what, then) = if ended {
                (" ended on ", "; it has to be replaced before we begin")
            } else {
                (" end on ", "; by then we have to be on a later one")
            };
            let good = if ended { "Bad" } else { "Neutral" };
            return [
                good,
                ", because the security fixes of series ",
                &series,
                what,
                &words::date(end),
                &source,
                then,
                ".",
            ]
            .concat();
        }
        if let Some(f) = &life.policy {
            return [
                "Neutral, because no end of support is set for the newest series. What is promised: ",
                &unstopped(&f.value.says),
                &self.origin_of(t, "lifecycle.policy", f),
                ".",
            ]
            .concat();
        }
        "Bad, because nothing is known of how long a series is supported; an upgrade can be due at any time.".to_owned()
    }

    /// In which language one writes, and whether the team knows it.
    fn written(&self, t: &Technology) -> String {
        let c = self.case.catalogue;
        let names = |ids: &[&Id]| {
            let names: Vec<&str> = ids.iter().map(|id| label(&c.lists.languages, id)).collect();
            text(&words::list(&names, "or"))
        };
        let all: Vec<&Id> = t.languages.value.iter().map(|l| &l.id).collect();
        if self.case.languages.is_empty() {
            return [
                "Neutral, because applications are written in ",
                &names(&all),
                "; how well the team knows that was not recorded.",
            ]
            .concat();
        }
        let rated = |id: &Id| self.case.languages.get(id).map(|r| r.get());
        let Some(most) = all.iter().filter_map(|id| rated(id)).max() else {
            return [
                "Bad, because applications are written in ",
                &names(&all),
                ", which was not rated and so counts as not known by anybody in the team.",
            ]
            .concat();
        };
        let best: Vec<&Id> = all
            .iter()
            .copied()
            .filter(|id| rated(id) == Some(most))
            .collect();
        let of = [
            " (",
            &most.to_string(),
            " of ",
            &Rating::MAX.to_string(),
            ")",
        ]
        .concat();
        match most {
            0 => ["Bad, because the team has ", &names(&best), " to learn."].concat(),
            1 | 2 => [
                "Bad, because the team knows little ",
                &names(&best),
                &of,
                ".",
            ]
            .concat(),
            3 => [
                "Neutral, because the team knows some ",
                &names(&best),
                &of,
                ".",
            ]
            .concat(),
            _ => ["Good, because the team knows ", &names(&best), &of, "."].concat(),
        }
    }

    /// What a trial has to show.
    fn checks(&self, chosen: usize) -> Vec<String> {
        let Some(option) = self.options.get(chosen) else {
            return Vec::new();
        };
        let deciding: Vec<&Line<'_>> = match self.rival(chosen).and_then(|n| self.options.get(n)) {
            Some(rival) if !self.are_alike(chosen, usize::from(chosen == 0)) => {
                why(&self.scored, option.row, rival.row)
                    .parts
                    .iter()
                    .filter_map(|part| self.lines.iter().find(|l| l.column == part.column))
                    .collect()
            }
            Some(_) | None => self.lines.iter().collect(),
        };
        let mut said = Vec::new();
        let mut looked: Vec<String> = Vec::new();
        for line in deciding {
            let name = self.criterion(line.column);
            match self.check(chosen, option, line) {
                Some(check) if said.len() < CHECKED => {
                    said.push(["**", &name, "**: ", &check].concat());
                }
                Some(_) => {}
                None => {
                    let metric = matches!(line.criterion.from, Measure::Metric { .. });
                    if metric && looked.len() < 2 {
                        let figure = self.said(chosen, line);
                        looked
                            .push([&text(&line.criterion.label), " (", &figure, " here)"].concat());
                    }
                }
            }
        }
        if !looked.is_empty() {
            let behind = self.total(0) - self.total(chosen);
            let holds = if behind > 0 && chosen < self.standing.len() {
                let behind = words::points(behind);
                ["is at most ", &behind, " points behind ", &self.name(0)].concat()
            } else {
                "stays first".to_owned()
            };
            said.push(
                [
                    "Look up ",
                    &words::list(&looked, "and"),
                    " anew and update it here. Holds if ",
                    &self.name(chosen),
                    " ",
                    &holds,
                    ".",
                ]
                .concat(),
            );
        }
        said
    }

    /// How a criterion can be tried out; `None` where it cannot.
    fn check(&self, n: usize, option: &Choice<'_>, line: &Line<'_>) -> Option<String> {
        let t = option.technology;
        let name = self.name(n);
        match &line.criterion.from {
            Measure::Capabilities { group } => {
                // What others make is the greater risk.
                let wanted = self.wanted();
                let facts: Vec<(&Capability, Level)> = wanted
                    .iter()
                    .filter(|k| k.group == *group)
                    .filter_map(|k| Some((*k, t.capabilities.get(&k.id)?.level)))
                    .filter(|(_, level)| *level > Level::None)
                    .collect();
                let at = |n: usize| facts.get(n).map(|f| f.1);
                let first = order(facts.len(), &|a, b| at(a).cmp(&at(b)));
                let names: Vec<String> = first
                    .iter()
                    .take(3)
                    .filter_map(|n| Some(text(&facts.get(*n)?.0.label)))
                    .collect();
                if names.is_empty() {
                    return None;
                }
                let from = if at(*first.first()?) == Some(Level::Community) {
                    " or a package of others brings"
                } else {
                    " brings"
                };
                Some(
                    [
                        "the slice uses ",
                        &words::list(&names, "and"),
                        ". Holds if nothing that ",
                        &name,
                        from,
                        " for that has to be replaced or written anew.",
                    ]
                    .concat(),
                )
            }
            Measure::Metric { .. } => {
                let unit = line.criterion.unit.as_str();
                let cell = line.cells.get(n)?;
                let figure = match &cell.content {
                    Content::Text(_) => ["; the figure above is ", &self.said(n, line)].concat(),
                    Content::Unknown { .. } => "; no figure is known so far".to_owned(),
                    Content::List(_) | Content::Level(_) | Content::Unlisted => String::new(),
                };
                let what = match unit {
                    "requests/s" => "the slice is put under the load expected at the peak, on the machines it will run on",
                    "ms" => "the slowest of every hundred answers is measured under the expected load",
                    _ => return None,
                };
                let holds = if unit == "ms" {
                    ". Holds if that is no longer than users may wait."
                } else {
                    ". Holds if every request is answered, with room to spare."
                };
                Some([what, &figure, holds].concat())
            }
            Measure::TypeSafety => Some(
                "a function, a request and a query are each given a value of the wrong type. Holds if all three are found before the program runs, or we can live with what is not.".to_owned(),
            ),
            Measure::Languages => Some(
                ["two people of the team who will maintain it write the slice with ", &name, ". Holds if both would go on with it."].concat(),
            ),
            Measure::Maturity | Measure::Support | Measure::Freshness | Measure::Rating => None,
        }
    }
}
