//! The place "Technology": everything known about one, each value with where
//! it was read and when. What hangs on the weights follows them; the facts are
//! built once a technology. It computes nothing that the core could.

mod life;
mod score;
mod table;

use super::ctx::Ctx;
use super::{app, browser, parts};
use crate::catalogue::{
    Catalogue, Date, Fact, Id, Level, Metric, Source, Technology, Term, Verdict, label,
};
use crate::state::{Msg, View};
use crate::timeline;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use table::{Block, Cells, explained, marked, paragraph, table, text, with_note, with_unit};

/// The parts of a sheet: the id of each heading, and its words.
const SCORE: (&str, &str) = ("sheet-score", "Score");
const MUSTS: (&str, &str) = ("sheet-musts", "Must-haves");
const JUDGED: (&str, &str) = ("sheet-judged", "Strengths and cautions");
const FACTS: (&str, &str) = ("sheet-facts", "Facts");
const LIFE: (&str, &str) = ("sheet-life", "Releases and support");
const BRINGS: (&str, &str) = ("sheet-brings", "What it brings");
const FIGURES: (&str, &str) = ("sheet-figures", "Figures");
const USERS: (&str, &str) = ("sheet-users", "Known users");
const CLAIMS: (&str, &str) = ("sheet-claims", "What a widely read list of 2023 said");
const SOURCES: (&str, &str) = ("sheet-sources", "Sources");

/// The place.
pub fn technology(ctx: Ctx) -> impl IntoView {
    view! { <div class="technology">{move || page(ctx)}</div> }
}

/// Reads the chosen technology and nothing else that can change.
fn page(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let Some(id) = ctx.technology.get() else {
        return choice(ctx, &c);
    };
    match c.position(&id) {
        Some(row) => sheet(ctx, &c, row),
        None => unlisted(ctx, &c, &id),
    }
}

fn back(ctx: Ctx) -> AnyView {
    view! {
        <button class="text" on:click=move |_| {
            ctx.dispatch(Msg::Show(View::Explore));
            browser::arrive(app::HEADING);
        }><span aria-hidden="true">"← "</span>"All technologies"</button>
    }
    .into_any()
}

fn heading(text: String) -> AnyView {
    view! { <h1 id=app::HEADING tabindex="-1">{text}</h1> }.into_any()
}

/// No technology is chosen: all to choose from.
fn choice(ctx: Ctx, c: &Catalogue) -> AnyView {
    let mut all: Vec<(String, Id)> = c
        .technologies
        .iter()
        .map(|t| (t.name.clone(), t.id.clone()))
        .collect();
    all.sort();
    let items: Vec<AnyView> = all
        .into_iter()
        .map(|(name, id)| view! { <li>{go(ctx, id, "", name)}</li> }.into_any())
        .collect();
    view! {
        <nav class="sheet-way" aria-label="Way back">{back(ctx)}</nav>
        {heading("Choose a technology".to_owned())}
        <p class="lead">"Its sheet shows everything that is known of it, with source and date."</p>
        <ul class="sheet-choice">{items}</ul>
    }
    .into_any()
}

/// An id that the catalogue does not have.
fn unlisted(ctx: Ctx, c: &Catalogue, id: &Id) -> AnyView {
    let why = match c.moved.tombstones.get(id) {
        Some(why) => ["It was taken off the list: ", why].concat(),
        None => "This catalogue has no technology of that id; the link may be misspelt or from another catalogue.".to_owned(),
    };
    view! {
        <nav class="sheet-way" aria-label="Way back">{back(ctx)}</nav>
        {heading([id.as_str(), " is not listed"].concat())}
        <p class="lead">{why}</p>
        <p class="actions"><button class="primary" on:click=move |_| {
            ctx.dispatch(Msg::Show(View::Explore));
            browser::arrive(app::HEADING);
        }>"Show all technologies"</button></p>
    }
    .into_any()
}

/// A button that opens another sheet.
fn go(ctx: Ctx, id: Id, before: &'static str, name: String) -> AnyView {
    view! {
        <button class="text" on:click=move |_| parts::open(ctx, id.clone())>
            <span class="unseen">{before}</span>{name}
        </button>
    }
    .into_any()
}

/// What the static parts are built from.
#[derive(Clone, Copy)]
struct About<'a> {
    ctx: Ctx,
    c: &'a Catalogue,
    t: &'a Technology,
    today: Date,
}

fn sheet(ctx: Ctx, c: &Arc<Catalogue>, row: usize) -> AnyView {
    let Some(t) = c.technologies.get(row) else {
        return ().into_any();
    };
    // A clock beyond all calendars leaves the day of the catalogue.
    let today = timeline::day(browser::now()).unwrap_or(c.checked);
    let about = About { ctx, c, t, today };
    let mut parts = vec![
        (SCORE, score::score(about, row)),
        (MUSTS, score::musts(ctx, Arc::clone(c), row)),
        (JUDGED, judged(about)),
        (FACTS, facts(about)),
        (LIFE, life::life(about)),
        (BRINGS, brings(about)),
        (FIGURES, figures(about)),
        (USERS, users(about)),
    ];
    if !t.claims.is_empty() {
        parts.push((CLAIMS, claims(about)));
    }
    parts.push((SOURCES, sources(about)));
    let contents: Vec<AnyView> = parts
        .iter()
        .map(|((id, title), _)| {
            let id = *id;
            view! { <li><button class="text" on:click=move |_| browser::focus(id)>{*title}</button></li> }.into_any()
        })
        .collect();
    let sections: Vec<AnyView> = parts
        .into_iter()
        .map(|((id, title), inside)| {
            view! {
                <section class="sheet-part" aria-labelledby=id>
                    <h2 id=id tabindex="-1">{title}</h2>
                    {inside}
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        <nav class="sheet-way" aria-label="Way through the list">{back(ctx)}{move || neighbours(ctx, row)}</nav>
        {head(about)}
        <div class="sheet-body">
            <nav class="sheet-contents" aria-label="On this sheet"><ul>{contents}</ul></nav>
            <div class="sheet-parts">{sections}</div>
        </div>
    }
    .into_any()
}

fn head(a: About<'_>) -> AnyView {
    let t = a.t;
    let mut meta = vec![kind(a.c, &t.kind.value).0, languages(a)];
    if let Some(fact) = &t.licence {
        meta.push(label(&a.c.lists.licences, &fact.value).to_owned());
    }
    let name = t.name.clone();
    view! {
        <header class="sheet-head">
            {heading(name.clone())}
            <p class="lead">{t.summary.clone()}</p>
            <p class="sheet-meta">{meta.join(" · ")}</p>
            <p class="sheet-links">
                {parts::link(&t.homepage, "Home page".to_owned())} " "
                {parts::link(&t.repository, "Source code".to_owned())}
            </p>
            <p class="sheet-marks">{parts::star(a.ctx, t.id.clone(), name.clone())} {parts::tick(a.ctx, t.id.clone(), &name)}</p>
        </header>
    }
    .into_any()
}

/// The sheets before and after this one, by rank.
fn neighbours(ctx: Ctx, row: usize) -> AnyView {
    let c = ctx.catalogue();
    let (before, after) = ctx.leagues.with(|l| {
        let lists = [&l.frameworks, &l.runtimes].into_iter();
        lists
            .flat_map(|r| [&r.ranked, &r.unranked])
            .find_map(|list| {
                let at = list.iter().position(|r| r.row == row)?;
                let of = |n: Option<usize>| n.and_then(|n| list.get(n)).map(|r| r.row);
                Some((of(at.checked_sub(1)), of(at.checked_add(1))))
            })
            .unwrap_or_default()
    });
    let way = |row: Option<usize>, said: &'static str, sign: [&'static str; 2]| {
        let t = row.and_then(|row| c.technologies.get(row))?;
        let [left, right] = sign;
        Some(go(
            ctx,
            t.id.clone(),
            said,
            [left, t.name.as_str(), right].concat(),
        ))
    };
    let before = way(before, "Ranked before: ", ["‹ ", ""]);
    let after = way(after, "Ranked after: ", ["", " ›"]);
    view! { <span class="sheet-neighbours">{before} {after}</span> }.into_any()
}

impl About<'_> {
    fn source(self, id: &Id, as_of: Date) -> AnyView {
        parts::source(self.c, self.t, id, as_of)
    }

    /// That a fact is missing, and why where that is known.
    fn gap(self, field: &str, word: &'static str) -> AnyView {
        let found = self.t.unknown.get(field);
        let (mark, word) = match found {
            Some(u) if u.not_comparable => ("≠", "not comparable"),
            Some(_) | None if word == "unknown" => ("?", word),
            Some(_) | None => ("–", word),
        };
        let why = found.map(|u| view! { <small class="remark">{u.why.clone()}</small> });
        view! { <span class="gap"><i aria-hidden="true">{mark}</i> " " {word}</span> " " {why} }
            .into_any()
    }

    /// A row of a table of facts: what, value, source.
    fn fact<T>(
        self,
        what: &str,
        field: &str,
        fact: Option<&Fact<T>>,
        show: impl FnOnce(&T) -> AnyView,
    ) -> Cells {
        match fact {
            Some(f) => vec![
                text(what),
                with_note(show(&f.value), f.note.as_ref()),
                self.source(&f.source, f.as_of),
            ],
            None => vec![text(what), self.gap(field, "unknown"), text("")],
        }
    }
}

fn judged(a: About<'_>) -> AnyView {
    let list = |title: &'static str, mark: &'static str, all: &[Fact<String>]| {
        let items: Vec<AnyView> = all
            .iter()
            .map(|f| {
                let value = with_note(text(&f.value), f.note.as_ref());
                view! { <li data-mark=mark>{value} " " {a.source(&f.source, f.as_of)}</li> }
                    .into_any()
            })
            .collect();
        let none = all.is_empty().then_some("None is recorded.");
        view! { <div><h3>{title}</h3><ul class="sheet-list">{items}</ul>{none}</div> }.into_any()
    };
    let (strengths, cautions) = (
        list("Strengths", "+", &a.t.strengths),
        list("Cautions", "!", &a.t.cautions),
    );
    view! { <div class="sheet-two">{strengths}{cautions}</div> }.into_any()
}

/// The label of a kind, and what it means.
fn kind(c: &Catalogue, id: &Id) -> (String, String) {
    let found = c.lists.kinds.iter().find(|k| k.id == *id);
    found.map_or_else(
        || (id.to_string(), String::new()),
        |k| (k.label.clone(), k.what.clone()),
    )
}

/// The languages with their oldest versions.
fn languages(a: About<'_>) -> String {
    let all: Vec<String> =
        a.t.languages
            .value
            .iter()
            .map(|l| {
                let name = label(&a.c.lists.languages, &l.id);
                match &l.min {
                    Some(min) => [name, " ", min, " or newer"].concat(),
                    None => name.to_owned(),
                }
            })
            .collect();
    all.join(", ")
}

fn facts(a: About<'_>) -> AnyView {
    let (t, l) = (a.t, &a.c.lists);
    let explained = |list: &[Term], id: &Id, name: &str| {
        let what = list
            .iter()
            .find(|x| x.id == *id)
            .and_then(|x| x.what.as_ref());
        with_note([label(list, id), name].concat().into_any(), what)
    };
    let runs_on = match &t.runs_on {
        Some(f) => {
            let names: Vec<AnyView> = f
                .value
                .iter()
                .map(|id| match a.c.position(id) {
                    Some(_) => go(a.ctx, id.clone(), "", a.ctx.name(id)),
                    None => text(id.as_str()),
                })
                .collect();
            let value = view! { <span class="sheet-names">{names}</span> }.into_any();
            vec![
                text("Runs on"),
                with_note(value, f.note.as_ref()),
                a.source(&f.source, f.as_of),
            ]
        }
        None => vec![
            text("Runs on"),
            a.gap("runs_on", "nothing of this catalogue is recorded"),
            text(""),
        ],
    };
    let rows = vec![
        a.fact("Kind", "kind", Some(&t.kind), |id| {
            let (name, what) = kind(a.c, id);
            with_note(name.into_any(), (!what.is_empty()).then_some(&what))
        }),
        a.fact("Languages", "languages", Some(&t.languages), |_| {
            languages(a).into_any()
        }),
        a.fact(
            "Architecture",
            "architecture",
            t.architecture.as_ref(),
            |x| text(x),
        ),
        runs_on,
        a.fact("Licence", "licence", t.licence.as_ref(), |id| {
            explained(&l.licences, id, "")
        }),
        a.fact("Who decides", "governance", t.governance.as_ref(), |g| {
            explained(&l.governance, &g.by, &[": ", &g.name].concat())
        }),
        a.fact("Type safety", "type_safety", t.type_safety.as_ref(), |id| {
            explained(&l.type_safety, id, "")
        }),
        a.fact("Databases", "databases", t.databases.as_ref(), |ids| {
            let names: Vec<&str> = ids.iter().map(|id| label(&l.databases, id)).collect();
            if names.is_empty() {
                text("none named in its documentation")
            } else {
                words::list(&names, "and").into_any()
            }
        }),
        a.fact(
            "First release",
            "first_release",
            t.first_release.as_ref(),
            |d| words::date(*d).into_any(),
        ),
    ];
    fact_table("Facts", rows)
}

fn fact_table(caption: &'static str, rows: Vec<Cells>) -> AnyView {
    table(
        "facts",
        caption,
        &["Fact", "Value", "Source and date"],
        Block::plain(rows),
        None,
    )
}

fn brings(a: About<'_>) -> AnyView {
    let blocks = a.c.capability_groups.iter().map(|group| {
        let of = a.c.capabilities.iter().filter(|k| k.group == group.id);
        let rows: Vec<Cells> = of
            .map(|k| {
                let name = explained(&k.label, &k.rule);
                let Some(f) = a.t.capabilities.get(&k.id) else {
                    let why = a.gap(&["capabilities.", k.id.as_str()].concat(), "unknown");
                    return vec![name, why, text(""), text("")];
                };
                let via = with_note(text(f.via.as_deref().unwrap_or_default()), f.note.as_ref());
                let doc = f.doc.as_ref().map(|url| {
                    // What is not there cannot have a page: the index is named.
                    let none = f.level == Level::None;
                    let word = if none {
                        "index searched"
                    } else {
                        "documentation"
                    };
                    document(url, word, &k.label)
                });
                let as_of = words::date(f.as_of);
                vec![
                    name,
                    parts::level(Some(f.level)),
                    via,
                    view! { <span class="source">{doc}{as_of}</span> }.into_any(),
                ]
            })
            .collect();
        let head = Some(text(&group.label));
        Block { head, rows }
    });
    let blocks = blocks.collect();
    view! {
        <p class="hint">"Each name opens the rule by which every technology is judged."</p>
        {table(
            "brings",
            "What it brings",
            &["Capability", "How", "By what", "Documentation and date"],
            blocks,
            None,
        )}
    }
    .into_any()
}

/// A link that says what it documents.
fn document(url: &str, word: &'static str, of: &str) -> AnyView {
    if !url.starts_with("https://") {
        return text(word);
    }
    let (url, of) = (url.to_owned(), [" of ", of].concat());
    view! {
        <a href=url target="_blank" rel="noopener noreferrer">{word}<span class="unseen">{of}</span></a> ", "
    }
    .into_any()
}

fn figures(a: About<'_>) -> AnyView {
    let mut rows: Vec<Cells> = Vec::new();
    let mut gaps: Vec<Cells> = Vec::new();
    let mut silent: Vec<&str> = Vec::new();
    for m in &a.c.metrics {
        let name = |m: &Metric| explained(&m.label, &m.what);
        let field = ["metrics.", m.id.as_str()].concat();
        if let Some(f) = a.t.metrics.get(&m.id) {
            let value = with_unit(f.value, &m.unit).into_any();
            rows.push(vec![
                name(m),
                with_note(value, f.note.as_ref()),
                a.source(&f.source, f.as_of),
            ]);
        } else if a.t.unknown.contains_key(&field) {
            gaps.push(vec![name(m), a.gap(&field, "unknown"), text("")]);
        } else {
            silent.push(&m.label);
        }
    }
    rows.append(&mut gaps);
    let silent = (!silent.is_empty()).then(|| {
        paragraph(
            "hint",
            ["No figure is at hand: ", &silent.join("; "), "."].concat(),
        )
    });
    view! {
        <p class="hint">"Each name opens how it was measured and what it does not say."</p>
        {table(
            "facts",
            "Figures",
            &["Figure", "Value", "Source and date"],
            Block::plain(rows),
            None,
        )}
        {silent}
    }
    .into_any()
}

fn users(a: About<'_>) -> AnyView {
    match &a.t.users {
        Some(f) => {
            let names = with_note(
                [&f.value.join(", "), "."].concat().into_any(),
                f.note.as_ref(),
            );
            view! { <p>{names} " " {a.source(&f.source, f.as_of)}</p> }.into_any()
        }
        None => view! { <p>{a.gap("users", "unknown")}</p> }.into_any(),
    }
}

fn claims(a: About<'_>) -> AnyView {
    let rows = a.t.claims.iter().map(|claim| {
        let verdict = match claim.verdict {
            Verdict::Holds => marked("good", "✓", "holds"),
            Verdict::Partly => marked("part", "◐", "partly"),
            Verdict::Outdated => marked("part", "↺", "outdated"),
            Verdict::Wrong => marked("bad", "✕", "wrong"),
            Verdict::NotVerifiable => marked("open", "?", "not verifiable"),
        };
        let source = match &claim.source {
            Some(id) => a.source(id, claim.as_of),
            None => view! { <span class="source">"no source, " {words::date(claim.as_of)}</span> }
                .into_any(),
        };
        vec![
            text(&claim.says),
            verdict,
            view! { {claim.finding.clone()} " " {source} }.into_any(),
        ]
    });
    let rows = rows.collect();
    view! {
        <p class="hint">"Its statements in our words, each checked."</p>
        {table(
            "claims",
            "Claims of 2023",
            &["It said", "Today", "What was found"],
            Block::plain(rows),
            None,
        )}
    }
    .into_any()
}

fn sources(a: About<'_>) -> AnyView {
    let t = a.t;
    let cited = |id: &Id| {
        t.metrics.values().any(|f| f.source == *id)
            || t.claims.iter().any(|x| x.source.as_ref() == Some(id))
            || t.strengths
                .iter()
                .chain(&t.cautions)
                .any(|f| f.source == *id)
            || single(t).contains(&id)
    };
    let own = |id: &Id| t.sources.iter().any(|s| s.id == *id);
    let shared = a.c.sources.iter().filter(|s| !own(&s.id) && cited(&s.id));
    let item = |s: &Source| {
        let licence = s.licence.as_ref().map(|l| [", licence ", l].concat());
        view! {
            <li>{parts::link(&s.url, s.title.clone())} " " <span class="source">" read " {words::date(s.read)}{licence}</span></li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = t.sources.iter().chain(shared).map(item).collect();
    view! { <ul class="sheet-sources">{items}</ul> }.into_any()
}

/// The sources of the facts that a technology has once.
fn single(t: &Technology) -> Vec<&Id> {
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
    .into_iter()
    .flatten()
    .collect()
}
