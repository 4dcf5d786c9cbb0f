//! The dialog "Export": what leaves the page as documents. Each is made of the
//! state as it stands when it is asked for.

use super::ctx::Ctx;
use super::derived::effect;
use super::element::{Piece, act, el, flag, hear, of, part, text, together, value};
use super::{browser, details, later, pack, parts, print};
use crate::catalogue::{Catalogue, Date, Id};
use crate::compare;
use crate::decide::{Acceptability, Ranked};
use crate::export::svg::{self, Chart, Draws, Paper};
use crate::export::{
    Case, Drawn, Remarks, comparison_csv, comparison_markdown, ranking_csv, ranking_json, record,
};
use crate::state::Lots;
use crate::timeline;
use crate::verdict::{DRAWS, Problem, SLICE};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// The id of its dialog.
pub const DIALOG: &str = "export";

const CSV: &str = "text/csv;charset=utf-8";
const JSON: &str = "application/json;charset=utf-8";
const MARKDOWN: &str = "text/markdown;charset=utf-8";
const SVG: &str = "image/svg+xml;charset=utf-8";

/// The dialog.
pub fn dialog(ctx: Ctx) -> Piece {
    let inside = later::inside(ctx, |p| p.export);
    parts::dialog_of(DIALOG, "Export", inside)
        .on("close", act(move || ctx.exporting.set(false)))
        .done()
}

/// Opens the dialog.
pub fn open(ctx: Ctx) {
    ctx.catch_up();
    ctx.exporting.set(true);
    later::open_dialog(ctx, DIALOG);
}

/// What the dialog shows: nothing while it is closed, so that nothing is made
/// for nobody.
pub fn export(ctx: Ctx) -> Piece {
    print::listen();
    let made = move |whole: &Arc<Catalogue>| {
        ctx.comparison_tracked();
        body(Desk {
            ctx,
            whole: StoredValue::new(Arc::clone(whole)),
            said: RwSignal::new(String::new()),
            paper: RwSignal::new(Paper::Light),
        })
    };
    part(move || {
        ctx.exporting
            .get()
            .then(|| details::needed(ctx, Box::new(made)))
    })
}

/// What everything here is made with.
#[derive(Clone, Copy)]
struct Desk {
    ctx: Ctx,
    whole: StoredValue<Arc<Catalogue>>,
    /// What was done last, in words.
    said: RwSignal<String>,
    /// What charts are drawn on.
    paper: RwSignal<Paper>,
}

impl Desk {
    /// The case as it stands now.
    fn with(self, read: &mut dyn FnMut(&Case<'_>)) {
        let whole = self.whole.get_value();
        let (comparison, link) = (self.ctx.comparison(), untrack(move || self.ctx.link()));
        read(&Case::new(&whole, &comparison, &link, self.today()));
    }

    /// A text that is made of the case.
    fn write(self, write: &dyn Fn(&Case<'_>) -> String) -> String {
        let mut text = String::new();
        self.with(&mut |case| text = write(case));
        text
    }

    fn today(self) -> Date {
        // A clock beyond all calendars leaves the day of the catalogue.
        let checked = self.whole.with_value(|c| c.checked);
        timeline::day(browser::now()).unwrap_or(checked)
    }

    /// The rows that a search leaves.
    fn rows(self) -> Option<Vec<usize>> {
        let hits = self.ctx.hits;
        hits.with_untracked(|hits| hits.as_ref().map(|hits| hits.iter().collect()))
    }

    /// Whom a document about a few is about.
    fn options(self) -> Vec<Id> {
        let mut ids = Vec::new();
        self.with(&mut |case| ids = case.options());
        ids
    }

    /// The name of a file about something.
    fn file(self, about: &str, ending: &str) -> String {
        let today = self.today().to_string();
        ["groundwork-", about, "-", &today, ".", ending].concat()
    }

    /// The name of a file about a few: by their ids, of which a name holds three.
    fn file_of(self, kind: &str, ids: &[Id], ending: &str) -> String {
        let mut about = kind.to_owned();
        for id in ids.iter().take(3) {
            if !about.is_empty() {
                about.push('-');
            }
            about.push_str(id.as_str());
        }
        if ids.len() > 3 {
            let more = (ids.len() - 3).to_string();
            about.push_str(&["-and-", &more, "-more"].concat());
        }
        self.file(&about, ending)
    }

    /// Hands a file over, and says so.
    fn save(self, name: &str, kind: &str, text: &str) {
        browser::save(name, kind, text);
        self.say(&["Saved as ", name, "."].concat());
    }

    fn copy(self, what: &'static str, text: &str) {
        browser::copy(text, move |done| {
            let says = if done {
                ["Copied: ", what, "."].concat()
            } else {
                "This browser lets no page write to the clipboard.".to_owned()
            };
            self.say(&says);
        });
    }

    fn say(self, text: &str) {
        let _ = self.said.try_set(text.to_owned());
    }
}

fn body(desk: Desk) -> Piece {
    let said = of("p", "export-said")
        .attr("role", "status")
        .live(text(move || desk.said.get()));
    together(vec![
        section("Decision record", decision(desk)),
        section("Tables", tables(desk)),
        section("Charts", charts(desk)),
        section("Print", printing(desk)),
        section("One file", pack::pack(desk.ctx)),
        said.done(),
    ])
}

fn section(title: &str, inside: Piece) -> Piece {
    of("section", "export-part")
        .child(el("h3").say(title).done())
        .child(inside)
        .done()
}

/// One document: its name, what it is good for, and its buttons.
fn row(name: Piece, says: &str, buttons: Vec<Piece>) -> Piece {
    of("div", "export-row")
        .child(
            el("div")
                .child(of("div", "export-name").child(name).done())
                .child(of("p", "hint").say(says).done())
                .done(),
        )
        .child(of("p", "export-acts").child(together(buttons)).done())
        .done()
}

/// A button whose short label is the beginning of its name.
fn button(label: &str, rest: &str, f: impl FnMut() + 'static) -> Piece {
    parts::button("", label, act(f))
        .attr("aria-label", &[label, rest].concat())
        .done()
}

// ---- the record ----

/// What the user adds to the record.
#[derive(Clone, Copy)]
struct Asked {
    title: RwSignal<String>,
    chosen: Pick,
    deciders: RwSignal<String>,
    consulted: RwSignal<String>,
    notes: RwSignal<bool>,
    /// Drawn once, and not at every letter of the title.
    drawn: StoredValue<Drawn>,
}

impl Asked {
    /// The record as it is asked for.
    fn written(self, desk: Desk) -> String {
        let notes: Vec<(Id, String)> = if self.notes.get_untracked() {
            let kept = desk.ctx.shelf.get_untracked();
            let noted = kept.into_iter().filter(|k| !k.note.trim().is_empty());
            noted.map(|k| (k.id, k.note)).collect()
        } else {
            Vec::new()
        };
        let (title, chosen) = (self.title.get_untracked(), self.chosen.id());
        let (deciders, consulted) = (
            self.deciders.get_untracked(),
            self.consulted.get_untracked(),
        );
        desk.write(&|case| {
            let remarks = Remarks {
                title: title.trim(),
                chosen: chosen.as_ref(),
                notes: &notes,
                deciders: &deciders,
                consulted: &consulted,
            };
            self.drawn.with_value(|drawn| record(case, &remarks, drawn))
        })
    }

    fn track(self) {
        self.title.track();
        self.deciders.track();
        self.consulted.track();
        self.chosen.0.track();
        self.notes.track();
    }
}

fn decision(desk: Desk) -> Piece {
    let ids = desk.options();
    if ids.is_empty() {
        let says = "Nobody is left to choose from: a filter or a must-have keeps everybody out.";
        return of("p", "hint").say(says).done();
    }
    let [enough, _] = DRAWS;
    let mut drawn = Drawn::default();
    desk.with(&mut |case| drawn = Drawn::new(case, enough));
    let asked = Asked {
        drawn: StoredValue::new(drawn),
        title: RwSignal::new(String::new()),
        deciders: RwSignal::new(String::new()),
        consulted: RwSignal::new(String::new()),
        chosen: Pick(RwSignal::new(String::new())),
        notes: RwSignal::new(false),
    };
    let mut choices = vec![(String::new(), "the first by points".to_owned())];
    choices.extend(ids.iter().map(|id| (id.to_string(), name_of(desk, id))));
    let field = |label: &str, example: &str, typed: RwSignal<String>| {
        let input = el("input")
            .attr("type", "text")
            .attr("maxlength", "120")
            .attr("autocomplete", "off")
            .attr("placeholder", example)
            .value(text(move || typed.get()))
            .on("input", value(move |text| typed.set(text)));
        of("label", "export-pick")
            .child(el("span").say(label).done())
            .child(input.done())
            .done()
    };
    let noted = parts::check(
        "checkbox",
        "",
        "With my notes from the shortlist",
        flag(move || asked.notes.get()),
        act(move || asked.notes.update(|on| *on = !*on)),
    );
    let copy = move || desk.copy("the decision record", &asked.written(desk));
    let save = move || {
        let chosen: Vec<Id> = asked.chosen.id().into_iter().collect();
        let name = desk.file_of("record", &chosen, "md");
        desk.save(&name, MARKDOWN, &asked.written(desk));
    };
    let preview = text(move || {
        asked.track();
        asked.written(desk)
    });
    let says = "Markdown in the form of MADR 4, to keep beside the code: what was asked, who was considered, the sum, what speaks against it and when to look again.";
    let buttons = vec![
        button("Copy", " the decision record", copy),
        button("Save as .md", ": the decision record", save),
    ];
    together(vec![
        row(asked.chosen.open_select("Chosen", &choices), says, buttons),
        field("Title", "named after what is chosen", asked.title),
        field(
            "Decision-makers",
            "who decides; may stay empty",
            asked.deciders,
        ),
        field(
            "Consulted",
            "who was asked; may stay empty",
            asked.consulted,
        ),
        noted.done(),
        of("pre", "export-record")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", "The record as it stands")
            .live(preview)
            .done(),
    ])
}

// ---- tables ----

fn tables(desk: Desk) -> Piece {
    let ids = desk.options();
    let names = names(desk, &ids);
    let csv = move || {
        let rows = desk.rows();
        let text = desk.write(&|case| ranking_csv(case, rows.as_deref()));
        desk.save(&desk.file("ranking", "csv"), CSV, &text);
    };
    let json = move || {
        let rows = desk.rows();
        let text = desk.write(&|case| ranking_json(case, rows.as_deref()));
        desk.save(&desk.file("ranking", "json"), JSON, &text);
    };
    let mut listed = 0;
    desk.with(&mut |case| listed = case.listed(desk.rows().as_deref()).len());
    let about = [
        &words::count(listed, "technology", "technologies"),
        " as the list shows them, filters and search applied: CSV for a spreadsheet; JSON for programs, with every fact, its source and its date.",
    ];
    let list = row(
        said("The ranking"),
        &about.concat(),
        vec![
            button("CSV", " of the ranking", csv),
            button("JSON", " of the ranking", json),
        ],
    );
    let csv = {
        let ids = ids.clone();
        move || {
            let text = desk.write(&|case| comparison_csv(case, &ids));
            desk.save(&desk.file_of("", &ids, "csv"), CSV, &text);
        }
    };
    let copy = {
        let ids = ids.clone();
        move || {
            let text = desk.write(&|case| comparison_markdown(case, &ids));
            desk.copy("the comparison as a table in Markdown", &text);
        }
    };
    if ids.is_empty() {
        return together(vec![list]);
    }
    let says = [
        &names,
        " side by side: CSV with every row, source and date; Markdown to paste in a chat or an issue.",
    ];
    let side = row(
        said("The comparison"),
        &says.concat(),
        vec![
            button("CSV", " of the comparison", csv),
            button("Copy Markdown", " of the comparison", copy),
        ],
    );
    together(vec![list, side])
}

fn said(name: &str) -> Piece {
    el("strong").say(name).done()
}

fn name_of(desk: Desk, id: &Id) -> String {
    desk.whole.with_value(|c| {
        let found = c.technology(id);
        found.map_or_else(|| id.to_string(), |t| t.name.clone())
    })
}

fn names(desk: Desk, ids: &[Id]) -> String {
    let names: Vec<String> = ids.iter().map(|id| name_of(desk, id)).collect();
    words::list(&names, "and")
}

// ---- charts ----

/// Makes a chart, and hands it over when it is made; `None` where there is
/// nothing to draw.
type Draw = Arc<dyn Fn(Desk, Then) + Send + Sync>;
type Then = Box<dyn FnOnce(Option<Chart>)>;

/// A chart that is drawn at once.
fn at_once(draw: impl Fn(&Case<'_>, Paper) -> Option<Chart> + Send + Sync + 'static) -> Draw {
    Arc::new(move |desk, then| {
        let paper = desk.paper.get_untracked();
        let mut chart = None;
        desk.with(&mut |case| chart = draw(case, paper));
        then(chart);
    })
}

fn charts(desk: Desk) -> Piece {
    let ids = desk.options();
    let papers = parts::choices(&[("light", "light"), ("dark", "dark")]);
    let current = Arc::new(move || {
        let dark = desk.paper.get() == Paper::Dark;
        if dark { "dark" } else { "light" }.to_owned()
    });
    let choose = move |text: String| {
        desk.paper.set(if text == "dark" {
            Paper::Dark
        } else {
            Paper::Light
        });
    };
    let ground = of("label", "export-pick")
        .child(el("span").say("Ground").done())
        .child(parts::select(&papers, true, current, choose).done());
    let says = "Each stands alone with its source and link: SVG stays sharp at any size, PNG goes where SVG does not.";
    let mut inside = vec![
        of("p", "hint").say(says).done(),
        ground.done(),
        ranking(desk),
    ];
    if !ids.is_empty() {
        inside.push(glance(desk, &ids));
    }
    if ids.len() > 1 {
        inside.push(reasons(desk, &ids));
    }
    inside.extend([
        weights(desk),
        often(desk),
        lifecycle(desk, &ids),
        worth(desk, &ids),
    ]);
    together(inside)
}

/// A chart with its buttons and a look at it. `file` is its name without date
/// and ending.
fn chart(
    desk: Desk,
    name: Piece,
    spoken: &str,
    says: &str,
    file: impl Fn(&str) -> String + Clone + 'static,
    draw: Draw,
) -> Piece {
    let rest = [" of the chart: ", spoken].concat();
    let nothing_there = move || desk.say("There is nothing to draw with what is chosen now.");
    let svg = {
        let (draw, file) = (Arc::clone(&draw), file.clone());
        move || {
            let file = file("svg");
            let then: Then = Box::new(move |chart| match chart {
                Some(chart) => desk.save(&file, SVG, &chart.svg),
                None => nothing_there(),
            });
            draw(desk, then);
        }
    };
    let png = {
        let draw = Arc::clone(&draw);
        move || {
            let file = file("png");
            let then: Then = Box::new(move |chart| match chart {
                Some(chart) => picture(desk, file, &chart),
                None => nothing_there(),
            });
            draw(desk, then);
        }
    };
    let buttons = vec![button("SVG", &rest, svg), button("PNG", &rest, png)];
    together(vec![row(name, says, buttons), look(desk, spoken, draw)])
}

/// Saves a chart as a picture of points, two for each of its own units.
fn picture(desk: Desk, file: String, chart: &Chart) {
    let size = [svg::WIDTH, chart.height];
    browser::picture(&chart.svg, size, move |url| {
        match url {
        Some(url) => {
            browser::save_url(&file, &url);
            desk.say(&["Saved as ", &file, "."].concat());
        }
        None => desk.say(
            "This browser lets no page turn a drawing into a PNG. Save the SVG instead: it is the same chart.",
        ),
    }
    });
}

/// Shows the chart in the dialog, once somebody looks.
fn look(desk: Desk, spoken: &str, draw: Draw) -> Piece {
    let open = RwSignal::new(false);
    let drawn = RwSignal::new(None::<Chart>);
    let toggle = hear(move |event| open.set(browser::is_open(&event)));
    effect(move || {
        // The ground is read so that a new one is drawn anew.
        let _ = desk.paper.get();
        if open.get() {
            let then: Then = Box::new(move |chart| {
                let _ = drawn.try_set(chart);
            });
            draw(desk, then);
        }
    });
    let image = part(move || {
        drawn.get().filter(|_| open.get()).map(|chart| {
            el("img")
                .attr("src", &browser::drawing(&chart.svg))
                .attr("alt", &chart.title)
                .attr("width", &svg::WIDTH.to_string())
                .attr("height", &chart.height.to_string())
                .done()
        })
    });
    let spoken = parts::unseen(&[": ", spoken].concat());
    of("details", "rule export-look")
        .on("toggle", toggle)
        .child(el("summary").say("Look at it").child(spoken).done())
        .child(image)
        .done()
}

fn ranking(desk: Desk) -> Piece {
    let draw = at_once(move |case, paper| svg::bars(case, desk.rows().as_deref(), paper));
    let file = move |ending: &str| desk.file("ranking", ending);
    let says = "What each one's points are made of; for the first slide.";
    chart(desk, said("The ranking"), "the ranking", says, file, draw)
}

fn rows_of(case: &Case<'_>, ids: &[Id]) -> Vec<usize> {
    let rows = ids.iter().filter_map(|id| case.catalogue.position(id));
    rows.collect()
}

fn glance(desk: Desk, ids: &[Id]) -> Piece {
    let few: Vec<Id> = ids.iter().take(compare::MAX_OVERLAID).cloned().collect();
    let says = [&names(desk, &few), " laid over each other."].concat();
    let (drawn, named) = (ids.to_vec(), few);
    let draw = at_once(move |case, paper| svg::radar(case, &rows_of(case, &drawn), paper));
    let file = move |ending: &str| desk.file_of("radar", &named, ending);
    chart(desk, said("At a glance"), "at a glance", &says, file, draw)
}

/// A technology or a criterion that is chosen among some.
#[derive(Clone, Copy)]
struct Pick(RwSignal<String>);

impl Pick {
    fn select(self, label: &str, choices: &[(String, String)]) -> Piece {
        self.of(label, choices, false)
    }

    /// One in which nothing can be chosen too.
    fn open_select(self, label: &str, choices: &[(String, String)]) -> Piece {
        self.of(label, choices, true)
    }

    fn of(self, label: &str, choices: &[(String, String)], open: bool) -> Piece {
        let current = Arc::new(move || self.0.get());
        let select = parts::select(choices, open, current, move |id| self.0.set(id));
        of("label", "export-pick")
            .child(el("span").say(label).done())
            .child(select.done())
            .done()
    }

    fn id(self) -> Option<Id> {
        Id::new(&self.0.get_untracked()).ok()
    }
}

fn reasons(desk: Desk, ids: &[Id]) -> Piece {
    let mut both = Vec::new();
    desk.with(&mut |case| {
        let base = case.comparison.baseline.as_ref();
        let base = base.and_then(|id| case.catalogue.position(id));
        let found = compare::pair(&case.scored(), &rows_of(case, ids), base);
        let of = |row: usize| case.catalogue.technologies.get(row).map(|t| t.id.clone());
        both = found
            .into_iter()
            .flat_map(|(a, b)| [of(a), of(b)])
            .flatten()
            .collect();
    });
    let pick = |n: usize| {
        let id = both.get(n).map(|id| id.to_string());
        Pick(RwSignal::new(id.unwrap_or_default()))
    };
    let (a, b) = (pick(0), pick(1));
    let choices: Vec<(String, String)> = ids
        .iter()
        .map(|id| (id.to_string(), name_of(desk, id)))
        .collect();
    let draw = at_once(move |case, paper| {
        let row = |pick: Pick| case.catalogue.position(&pick.id()?);
        svg::why(case, row(a)?, row(b)?, paper)
    });
    let file = move |ending: &str| {
        let ids: Vec<Id> = [a.id(), b.id()].into_iter().flatten().collect();
        desk.file_of("why", &ids, ending)
    };
    let name = together(vec![a.select("Why", &choices), b.select("over", &choices)]);
    let says = "What each criterion adds to the difference.";
    chart(
        desk,
        name,
        "why one over the other",
        says,
        file,
        redraw(draw, [a, b]),
    )
}

/// A chart that is drawn anew where it is looked at and another is picked.
fn redraw<const N: usize>(draw: Draw, picks: [Pick; N]) -> Draw {
    Arc::new(move |desk, then| {
        for pick in picks {
            pick.0.track();
        }
        draw(desk, then);
    })
}

/// The candidates that are ranked first: frameworks, else runtimes.
fn problem(case: &Case<'_>) -> Problem {
    let leagues = [
        &case.leagues.frameworks.ranked,
        &case.leagues.runtimes.ranked,
    ];
    let none: Vec<Ranked> = Vec::new();
    let filled = leagues.into_iter().find(|ranked| !ranked.is_empty());
    case.problem(filled.unwrap_or(&none))
}

fn weights(desk: Desk) -> Piece {
    let draw = at_once(|case, paper| {
        let problem = problem(case);
        svg::weights(case, &problem, &problem.verdict(), paper)
    });
    let file = move |ending: &str| desk.file("weights", ending);
    let says = "With which weights the first stays first; for those who doubt the weights.";
    let name = "How far each weight may go";
    chart(
        desk,
        said(name),
        "how far each weight may go",
        says,
        file,
        draw,
    )
}

fn often(desk: Desk) -> Piece {
    let draw: Draw = Arc::new(move |desk, then| {
        let lots = desk.ctx.lots.get_untracked();
        let mut asked = None;
        desk.with(&mut |case| asked = Some(problem(case)));
        let Some(problem) = asked.filter(|p| p.rows.len() > 1) else {
            then(None);
            return;
        };
        let counts = problem.lots(lots.of, lots.held);
        desk.say("Drawing lots…");
        count(
            desk,
            lots,
            Box::new(Lot {
                problem,
                counts,
                then,
            }),
        );
    });
    let file = move |ending: &str| desk.file("ranks", ending);
    let says = "In how many of 10,000 weightings drawn by lot each takes which rank, as \"Decide\" is set to draw them.";
    let name = "How often each comes first";
    chart(
        desk,
        said(name),
        "how often each comes first",
        says,
        file,
        draw,
    )
}

/// Lots that are being drawn for a chart.
struct Lot {
    problem: Problem,
    counts: Acceptability,
    then: Then,
}

/// Draws in slices, so that the page answers meanwhile; a closed dialog wants
/// none.
fn count(desk: Desk, lots: Lots, mut lot: Box<Lot>) {
    if !desk.ctx.exporting.get_untracked() {
        return;
    }
    let [enough, _] = DRAWS;
    if lot.counts.draws() < enough {
        lot.counts.run(SLICE);
        set_timeout(move || count(desk, lots, lot), Duration::ZERO);
        return;
    }
    desk.say("");
    let Lot {
        problem,
        counts,
        then,
    } = *lot;
    let rows = problem.rows.len();
    let of = |row: usize| (1..=rows).map(|rank| counts.share(row, rank)).collect();
    let ranks: Vec<Vec<f64>> = (0..rows).map(of).collect();
    let draws = Draws {
        ranks: &ranks,
        count: counts.draws(),
        lot: lots.of,
        held: lots.held,
    };
    let mut chart = None;
    let Some(paper) = desk.paper.try_get_untracked() else {
        return;
    };
    desk.with(&mut |case| chart = svg::ranks(case, &problem, &draws, paper));
    then(chart);
}

fn lifecycle(desk: Desk, ids: &[Id]) -> Piece {
    let opened = desk.ctx.technology.get_untracked();
    let first = opened.as_ref().or(ids.first());
    let choices: Vec<(String, String)> = desk.whole.with_value(|c| {
        let all = c.named();
        all.map(|t| (t.id.to_string(), t.name.clone())).collect()
    });
    let first = first.map(|id| id.to_string());
    let first = first.or_else(|| choices.first().map(|(id, _)| id.clone()));
    let pick = Pick(RwSignal::new(first.unwrap_or_default()));
    let draw = at_once(move |case, paper| svg::life(case, &pick.id()?, paper));
    let file = move |ending: &str| {
        let ids: Vec<Id> = pick.id().into_iter().collect();
        desk.file_of("support", &ids, ending)
    };
    let says = "Releases, and how long each series is supported, with today marked.";
    chart(
        desk,
        pick.select("Releases and support of", &choices),
        "releases and support",
        says,
        file,
        redraw(draw, [pick]),
    )
}

fn worth(desk: Desk, ids: &[Id]) -> Piece {
    let choices: Vec<(String, String)> = desk.whole.with_value(|c| {
        let drawn = c.criteria.iter().filter(|k| !about_user(&k.from));
        let pairs = drawn.map(|k| (k.id.to_string(), k.label.clone()));
        pairs.collect()
    });
    let first = choices.first().map(|(id, _)| id.clone());
    let pick = Pick(RwSignal::new(first.unwrap_or_default()));
    let ids = ids.to_vec();
    let draw = at_once(move |case, paper| {
        let id = pick.id()?;
        let column = case.catalogue.criteria.iter().position(|k| k.id == id)?;
        svg::criterion(case, column, &ids, paper)
    });
    let file = move |ending: &str| {
        let ids: Vec<Id> = pick.id().into_iter().collect();
        desk.file_of("criterion", &ids, ending)
    };
    let says = "How a figure becomes a value, and where everybody stands.";
    chart(
        desk,
        pick.select("What this is worth:", &choices),
        "what a criterion is worth",
        says,
        file,
        redraw(draw, [pick]),
    )
}

/// Whether a criterion is made of what the user says.
fn about_user(measure: &crate::catalogue::Measure) -> bool {
    use crate::catalogue::Measure as M;
    match measure {
        M::Languages | M::Rating => true,
        M::Metric { .. }
        | M::Maturity
        | M::Support
        | M::Freshness
        | M::Capabilities { .. }
        | M::TypeSafety => false,
    }
}

// ---- print ----

fn printing(desk: Desk) -> Piece {
    let print = move || {
        browser::close_dialog(DIALOG);
        print::print(desk.ctx);
    };
    let says = "The place that you are at, whole and without controls, with the weights, the link and the date at its foot; or as a PDF, where your browser offers that.";
    row(
        said("This place on paper"),
        says,
        vec![button("Print", "", print)],
    )
}
