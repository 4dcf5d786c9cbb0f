//! The place "Technology": everything known about one, each value with where
//! it was read and when. What hangs on the weights follows them; the facts are
//! built once a technology. It computes nothing that the core could.

mod life;
mod score;

use super::ctx::Ctx;
use super::element::{Act, Element, Piece, act, el, nothing, of, part, said, text, together};
use super::sheet::{
    Block, Cells, Part, chapters, explained, hint, marked, table, verdict, with_note, with_unit,
};
use super::{app, browser, details, own, parts};
use crate::catalogue::{
    Catalogue, Date, Fact, Id, Level, Metric, Source, Technology, Term, Yours, label,
};
use crate::state::View;
use crate::timeline;
use crate::words;
use std::sync::Arc;

/// The parts of a sheet: the id of each heading, and its words.
const SCORE: Part = ("sheet-score", "Score");
const MUSTS: Part = ("sheet-musts", "Must-haves");
const JUDGED: Part = ("sheet-judged", "Strengths and cautions");
const FACTS: Part = ("sheet-facts", "Facts");
const LIFE: Part = ("sheet-life", "Releases and support");
const BRINGS: Part = ("sheet-brings", "What it brings");
const FIGURES: Part = ("sheet-figures", "Figures");
const USERS: Part = ("sheet-users", "Known users");
const CLAIMS: Part = ("sheet-claims", "What a widely read list of 2023 said");
const SOURCES: Part = ("sheet-sources", "Sources");

/// The place.
pub fn technology(ctx: Ctx) -> Piece {
    of("div", "technology")
        .child(part(move || Some(page(ctx))))
        .done()
}

/// Reads the chosen technology and nothing else that can change.
fn page(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let Some(id) = ctx.technology.get() else {
        return choice(ctx, &c);
    };
    match c.position(&id) {
        Some(row) => sheet(ctx, row),
        None => unlisted(ctx, &c, &id),
    }
}

/// Shows all technologies.
fn explore(ctx: Ctx) -> Act {
    act(move || app::go(ctx, View::Explore))
}

/// The way back to the list, and what else leads away.
fn way(ctx: Ctx, label: &str, other: Piece) -> Piece {
    let back = of("button", "text")
        .on("click", explore(ctx))
        .child(el("span").attr("aria-hidden", "true").say("← ").done())
        .say("All technologies");
    of("nav", "sheet-way")
        .attr("aria-label", label)
        .child(back.done())
        .child(other)
        .done()
}

fn heading(text: &str) -> Piece {
    el("h1")
        .attr("id", app::HEADING)
        .attr("tabindex", "-1")
        .say(text)
        .done()
}

/// No technology is chosen: all to choose from.
fn choice(ctx: Ctx, c: &Catalogue) -> Piece {
    let mut items = of("ul", "sheet-choice");
    for t in c.named() {
        items = items.child(el("li").child(go(ctx, t.id.clone(), "", &t.name)).done());
    }
    together(vec![
        way(ctx, "Way back", nothing()),
        heading("Choose a technology"),
        lead("Its sheet shows everything that is known of it, with source and date."),
        items.done(),
    ])
}

/// An id that the catalogue does not have.
fn unlisted(ctx: Ctx, c: &Catalogue, id: &Id) -> Piece {
    let why = match c.moved.tombstones.get(id) {
        Some(why) => ["It was taken off the list: ", why].concat(),
        None => "This catalogue has no technology of that id; the link may be misspelt or from another catalogue.".to_owned(),
    };
    let all = parts::button("primary", "Show all technologies", explore(ctx));
    together(vec![
        way(ctx, "Way back", nothing()),
        heading(&[id.as_str(), " is not listed"].concat()),
        lead(&why),
        of("p", "actions").child(all.done()).done(),
    ])
}

fn lead(text: &str) -> Piece {
    of("p", "lead").say(text).done()
}

/// A button that opens another sheet.
fn go(ctx: Ctx, id: Id, before: &str, name: &str) -> Piece {
    of("button", "text")
        .click(move || parts::open(ctx, id.clone()))
        .child(parts::unseen(before))
        .say(name)
        .done()
}

/// What the static parts are built from.
#[derive(Clone, Copy)]
struct About<'a> {
    ctx: Ctx,
    c: &'a Catalogue,
    t: &'a Technology,
    today: Date,
}

fn sheet(ctx: Ctx, row: usize) -> Piece {
    let neighbours = part(move || Some(neighbours(ctx, row)));
    together(vec![
        way(ctx, "Way through the list", neighbours),
        head(ctx, row),
        details::needed(ctx, Box::new(move |whole| body(ctx, whole, row))),
    ])
}

/// All below the head.
fn body(ctx: Ctx, c: &Arc<Catalogue>, row: usize) -> Piece {
    let Some(t) = c.technologies.get(row) else {
        return nothing();
    };
    // A clock beyond all calendars leaves the day of the catalogue.
    let today = timeline::day(browser::now()).unwrap_or(c.checked);
    let about = About { ctx, c, t, today };
    let mut inside = vec![
        (SCORE, score::score(about, Arc::clone(c), row)),
        (MUSTS, score::musts(ctx, Arc::clone(c), row)),
        (JUDGED, judged(about)),
        (FACTS, facts(about)),
        (LIFE, life::life(about)),
        (BRINGS, brings(about)),
        (FIGURES, figures(about)),
        (USERS, users(about)),
    ];
    if !t.claims.is_empty() {
        inside.push((CLAIMS, claims(about)));
    }
    inside.push((SOURCES, sources(about)));
    chapters("On this sheet", inside)
}

/// What it is: there at once, and kept, with the focus on its heading, when the
/// details come.
fn head(ctx: Ctx, row: usize) -> Piece {
    let c = ctx.catalogue();
    let Some(t) = c.technologies.get(row) else {
        return nothing();
    };
    let marks = of("p", "sheet-marks")
        .child(parts::star(ctx, t.id.clone(), &t.name))
        .child(parts::tick(ctx, t.id.clone(), &t.name));
    let name = together(vec![
        heading(&t.name),
        own::marked(&c, &Yours::Technology(t.id.clone())),
    ]);
    // A brief has no summaries; there is room for a line of it.
    let summary = text(move || {
        let c = details::known(ctx);
        let known = c.technologies.get(row).map(|t| t.summary.clone());
        known
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| "\u{a0}".to_owned())
    });
    of("header", "sheet-head")
        .child(name)
        .child(of("p", "lead").live(summary).done())
        .child(part(move || {
            let c = details::known(ctx);
            c.technologies.get(row).map(|t| outline(&c, t))
        }))
        .child(marks.done())
        .done()
}

/// What it is made of, and where it is at home once the details are there; until
/// then there is only room for that.
fn outline(c: &Catalogue, t: &Technology) -> Piece {
    let mut meta = [kind(c, &t.kind.value).0, " · ", &languages(c, t)].concat();
    if let Some(fact) = &t.licence {
        meta.push_str(" · ");
        meta.push_str(label(&c.lists.licences, &fact.value));
    }
    let links = of("p", "sheet-links");
    let links = if t.homepage.is_empty() {
        links.say("\u{a0}")
    } else {
        links
            .child(parts::link(&t.homepage, "Home page".to_owned()))
            .say(" ")
            .child(parts::link(&t.repository, "Source code".to_owned()))
    };
    together(vec![of("p", "sheet-meta").say(&meta).done(), links.done()])
}

/// The sheets before and after this one, by rank.
fn neighbours(ctx: Ctx, row: usize) -> Piece {
    let c = ctx.catalogue();
    let mut found = (None, None);
    ctx.leagues.with(|l| {
        // As the lists stand in "Explore".
        let (f, r) = (&l.frameworks, &l.runtimes);
        let runtimes = r.ranked.iter().chain(&r.unranked).copied().collect();
        for list in [f.ranked.clone(), f.unranked.clone(), runtimes] {
            if let Some(at) = list.iter().position(|r| r.row == row) {
                let of = |n: Option<usize>| n.and_then(|n| list.get(n)).map(|r| r.row);
                found = (of(at.checked_sub(1)), of(at.checked_add(1)));
            }
        }
    });
    let way = |row: Option<usize>, before: &str, left: &str, right: &str| {
        let Some(t) = row.and_then(|row| c.technologies.get(row)) else {
            return nothing();
        };
        let name = [left, &t.name, right].concat();
        go(ctx, t.id.clone(), before, &name)
    };
    let (before, after) = found;
    of("span", "sheet-neighbours")
        .child(way(before, "Ranked before: ", "‹ ", ""))
        .child(way(after, "Ranked after: ", "", " ›"))
        .done()
}

/// A value to show, with where it was read.
struct Known<'a> {
    value: Piece,
    note: &'a str,
    source: &'a Id,
    as_of: Date,
}

fn known<T>(fact: &Fact<T>, value: Piece) -> Known<'_> {
    Known {
        value,
        note: fact.note.as_deref().unwrap_or_default(),
        source: &fact.source,
        as_of: fact.as_of,
    }
}

impl About<'_> {
    fn source(self, id: &Id, as_of: Date) -> Piece {
        parts::source(self.c, self.t, id, as_of)
    }

    /// That a fact is missing, and why where that is known.
    fn gap(self, field: &str, word: &str) -> Piece {
        let found = self.t.unknown.get(field);
        let (sign, word) = match found {
            Some(u) if u.not_comparable => ("≠", "not comparable"),
            Some(_) | None if word == "unknown" => ("?", word),
            Some(_) | None => ("–", word),
        };
        let why = found.map_or("", |u| &u.why);
        with_note(marked("gap", sign, word), why)
    }

    /// A value and its source, in a line.
    fn cited(self, line: Element, known: Known<'_>) -> Piece {
        line.child(with_note(known.value, known.note))
            .say(" ")
            .child(self.source(known.source, known.as_of))
            .done()
    }

    /// A row of a table of facts: what, value, source; or the word for its
    /// being missing.
    fn fact(self, what: &str, field: &str, missing: &str, known: Option<Known<'_>>) -> Cells {
        self.row(said(what), field, missing, known)
    }

    fn row(self, what: Piece, field: &str, missing: &str, known: Option<Known<'_>>) -> Cells {
        match known {
            Some(k) => vec![
                what,
                self.marked(field, with_note(k.value, k.note)),
                self.correctable(field, self.source(k.source, k.as_of)),
            ],
            None => vec![
                what,
                self.marked(field, self.gap(field, missing)),
                self.correctable(field, nothing()),
            ],
        }
    }

    /// A value with the mark of the user's own.
    fn marked(self, field: &str, value: Piece) -> Piece {
        let fact = Yours::Fact(self.t.id.clone(), field.to_owned());
        together(vec![value, own::marked(self.c, &fact)])
    }

    /// Where a value was read, and the way to correct it.
    fn correctable(self, field: &str, source: Piece) -> Piece {
        together(vec![source, own::correct(self.ctx, self.c, self.t, field)])
    }
}

fn judged(a: About<'_>) -> Piece {
    let list = |title: &str, sign: &str, all: &[Fact<String>]| {
        let mut items = of("ul", "sheet-list");
        for f in all {
            let item = el("li").attr("data-mark", sign);
            items = items.child(a.cited(item, known(f, said(&f.value))));
        }
        let mut inside = el("div")
            .child(el("h3").say(title).done())
            .child(items.done());
        if all.is_empty() {
            inside = inside.say("None is recorded.");
        }
        inside.done()
    };
    of("div", "sheet-two")
        .child(list("Strengths", "+", &a.t.strengths))
        .child(list("Cautions", "!", &a.t.cautions))
        .done()
}

/// The label of a kind, and what it means.
fn kind<'a>(c: &'a Catalogue, id: &'a Id) -> (&'a str, &'a str) {
    let found = c.lists.kinds.iter().find(|k| k.id == *id);
    found.map_or((id.as_str(), ""), |k| (&k.label, &k.what))
}

/// The languages with their oldest versions.
fn languages(c: &Catalogue, t: &Technology) -> String {
    let mut text = String::new();
    for l in &t.languages.value {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(label(&c.lists.languages, &l.id));
        if let Some(min) = &l.min {
            text.push(' ');
            text.push_str(min);
            text.push_str(" or newer");
        }
    }
    text
}

/// A term of a list, with more words after it and what it means.
fn term(list: &[Term], id: &Id, more: &str) -> Piece {
    let found = list.iter().find(|x| x.id == *id);
    let what = found.and_then(|x| x.what.as_deref()).unwrap_or_default();
    with_note(said(&[label(list, id), more].concat()), what)
}

fn facts(a: About<'_>) -> Piece {
    let (t, l) = (a.t, &a.c.lists);
    let (kind, what) = kind(a.c, &t.kind.value);
    let kind = known(&t.kind, with_note(said(kind), what));
    let languages = known(&t.languages, said(&languages(a.c, t)));
    let architecture = t.architecture.as_ref().map(|f| known(f, said(&f.value)));
    let runs_on = t.runs_on.as_ref().map(|f| {
        let mut names = of("span", "sheet-names");
        for id in &f.value {
            names = names.child(match a.c.technology(id) {
                Some(t) => go(a.ctx, id.clone(), "", &t.name),
                None => said(id.as_str()),
            });
        }
        known(f, names.done())
    });
    let licence = t.licence.as_ref();
    let licence = licence.map(|f| known(f, term(&l.licences, &f.value, "")));
    let governance = t.governance.as_ref().map(|f| {
        let name = [": ", &f.value.name].concat();
        known(f, term(&l.governance, &f.value.by, &name))
    });
    let type_safety = t.type_safety.as_ref();
    let type_safety = type_safety.map(|f| known(f, term(&l.type_safety, &f.value, "")));
    let databases = t.databases.as_ref().map(|f| {
        let mut names: Vec<&str> = Vec::new();
        for id in &f.value {
            names.push(label(&l.databases, id));
        }
        let text = if names.is_empty() {
            "none named in its documentation".to_owned()
        } else {
            words::list(&names, "and")
        };
        known(f, said(&text))
    });
    let released = t.first_release.as_ref();
    let released = released.map(|f| known(f, said(&words::date(f.value))));
    let no = "unknown";
    // Most run on nothing that the catalogue lists.
    let runs_on = runs_on.map(|known| a.fact("Runs on", "runs_on", no, Some(known)));
    let mut rows = vec![
        a.fact("Kind", "kind", no, Some(kind)),
        a.fact("Languages", "languages", no, Some(languages)),
        a.fact("Architecture", "architecture", no, architecture),
        a.fact("Licence", "licence", no, licence),
        a.fact("Who decides", "governance", no, governance),
        a.fact("Type safety", "type_safety", no, type_safety),
        a.fact("Databases", "databases", no, databases),
        a.fact("First release", "first_release", no, released),
    ];
    if let Some(row) = runs_on {
        rows.insert(3, row);
    }
    fact_table("Facts", rows)
}

fn fact_table(caption: &str, rows: Vec<Cells>) -> Piece {
    let heads = ["Fact", "Value", "Source and date"];
    table("facts", caption, &heads, Block::plain(rows), None)
}

fn brings(a: About<'_>) -> Piece {
    let mut blocks = Vec::new();
    for group in &a.c.capability_groups {
        let mut rows = Vec::new();
        for k in &a.c.capabilities {
            if k.group != group.id {
                continue;
            }
            let name = explained(&k.label, &k.rule);
            let field = ["capabilities.", k.id.as_str()].concat();
            let Some(f) = a.t.capabilities.get(&k.id) else {
                let why = a.marked(&field, a.gap(&field, "unknown"));
                rows.push(vec![name, why, said(""), a.correctable(&field, nothing())]);
                continue;
            };
            let via = said(f.via.as_deref().unwrap_or_default());
            let mut source = of("span", "source");
            if let Some(url) = &f.doc {
                // What is not there cannot have a page: the index is named.
                let word = if f.level == Level::None {
                    "index searched"
                } else {
                    "documentation"
                };
                source = source.child(document(url, word, &k.label));
            }
            rows.push(vec![
                name,
                a.marked(&field, parts::level(Some(f.level))),
                with_note(via, f.note.as_deref().unwrap_or_default()),
                a.correctable(&field, parts::dated(source, f.as_of)),
            ]);
        }
        let head = Some(said(&group.label));
        blocks.push(Block { head, rows });
    }
    let heads = ["Capability", "How", "By what", "Documentation and date"];
    together(vec![
        of("p", "hint on-screen")
            .say("Each name opens the rule by which every technology is judged.")
            .done(),
        table("brings", "What it brings", &heads, blocks, None),
    ])
}

/// A link that says what it documents.
fn document(url: &str, word: &str, what: &str) -> Piece {
    let Some(link) = parts::outward(url) else {
        return said(word);
    };
    let link = link
        .say(word)
        .child(parts::unseen(&[" of ", what].concat()));
    together(vec![link.done(), said(", ")])
}

fn figures(a: About<'_>) -> Piece {
    let mut rows: Vec<Cells> = Vec::new();
    let mut gaps: Vec<Cells> = Vec::new();
    let mut silent: Vec<&str> = Vec::new();
    for m in &a.c.metrics {
        let name = |m: &Metric| explained(&m.label, &m.what);
        let field = ["metrics.", m.id.as_str()].concat();
        if let Some(f) = a.t.metrics.get(&m.id) {
            let value = said(&with_unit(f.value, &m.unit));
            rows.push(a.row(name(m), &field, "unknown", Some(known(f, value))));
        } else if a.t.unknown.contains_key(&field) {
            gaps.push(a.row(name(m), &field, "unknown", None));
        } else {
            silent.push(&m.label);
        }
    }
    rows.append(&mut gaps);
    let heads = ["Figure", "Value", "Source and date"];
    let mut inside = vec![
        hint("Each name opens how it was measured and what it does not say."),
        table("facts", "Figures", &heads, Block::plain(rows), None),
    ];
    if !silent.is_empty() {
        let names = silent.join("; ");
        inside.push(hint(&["No figure is at hand: ", &names, "."].concat()));
    }
    together(inside)
}

fn users(a: About<'_>) -> Piece {
    match &a.t.users {
        Some(f) => {
            let names = said(&[&f.value.join(", "), "."].concat());
            a.cited(el("p"), known(f, names))
        }
        None => el("p").child(a.gap("users", "unknown")).done(),
    }
}

fn claims(a: About<'_>) -> Piece {
    let mut rows = Vec::new();
    for claim in &a.t.claims {
        let verdict = verdict(claim.verdict);
        let source = match &claim.source {
            Some(id) => a.source(id, claim.as_of),
            None => {
                let text = ["no source, ", &words::date(claim.as_of)].concat();
                of("span", "source").say(&text).done()
            }
        };
        let found = together(vec![said(&claim.finding), said(" "), source]);
        rows.push(vec![said(&claim.says), verdict, found]);
    }
    let heads = ["It said", "Today", "What was found"];
    together(vec![
        hint("Its statements in our words, each checked."),
        table("claims", "Claims of 2023", &heads, Block::plain(rows), None),
    ])
}

fn sources(a: About<'_>) -> Piece {
    let t = a.t;
    let single = single(t);
    let cited = |id: &Id| {
        t.metrics.values().any(|f| f.source == *id)
            || t.claims.iter().any(|x| x.source.as_ref() == Some(id))
            || t.strengths
                .iter()
                .chain(&t.cautions)
                .any(|f| f.source == *id)
            || single.contains(&Some(id))
    };
    let own = |id: &Id| t.sources.iter().any(|s| s.id == *id);
    let item = |s: &Source| {
        let mut read = ["read ", &words::date(s.read)].concat();
        if let Some(licence) = &s.licence {
            read.push_str(", licence ");
            read.push_str(licence);
        }
        el("li")
            .child(parts::link(&s.url, s.title.clone()))
            .say(" ")
            .child(of("span", "source").say(&read).done())
            .done()
    };
    let mut items = of("ul", "sheet-sources");
    for s in &t.sources {
        items = items.child(item(s));
    }
    for s in &a.c.sources {
        if !own(&s.id) && cited(&s.id) {
            items = items.child(item(s));
        }
    }
    items.done()
}

/// The sources of the facts that a technology has once.
fn single(t: &Technology) -> [Option<&Id>; 15] {
    fn of<T>(fact: Option<&Fact<T>>) -> Option<&Id> {
        fact.map(|f| &f.source)
    }
    let life = &t.lifecycle;
    [
        Some(&t.kind.source),
        Some(&t.languages.source),
        of(t.architecture.as_ref()),
        of(t.runs_on.as_ref()),
        of(t.licence.as_ref()),
        of(t.governance.as_ref()),
        of(t.type_safety.as_ref()),
        of(t.databases.as_ref()),
        of(t.first_release.as_ref()),
        of(life.latest.as_ref()),
        of(life.previous.as_ref()),
        of(life.support.as_ref()),
        of(life.lts.as_ref()),
        of(life.policy.as_ref()),
        of(t.users.as_ref()),
    ]
}
