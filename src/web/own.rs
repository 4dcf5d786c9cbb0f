//! What the user brings in: facts, technologies and criteria of their own, and
//! whole catalogues; what of it counts, and how it leaves and comes back as a
//! file.

use super::browser::{self, Unread};
use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{Piece, act, all, el, flag, hear, nothing, of, part, together};
use super::form::{self, Asked};
use super::sheet::remark;
use super::{app, details, later, parts};
use crate::catalogue::{Catalogue, Criterion, Date, Id, Problem, Technology, Yours};
use crate::own::{self, Effect, Key, Line, Opened, Preview, Standing};
use crate::state::{Brought, Msg, View, Weight, Weights};
use crate::timeline;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The id of its dialog.
pub const DIALOG: &str = "own";
/// The most problems of a file that are listed.
const PROBLEMS: usize = 30;

/// The catalogue of a text with what the user brought in, and what of that
/// cannot be used, in sentences.
pub fn overlay(base: &str, own: &Brought) -> (Catalogue, Vec<String>) {
    match own::overlay(base, own) {
        Ok((catalogue, faults)) => {
            let malformed = |fault: &&own::Fault| fault.why == own::Why::Malformed;
            let said = faults.iter().filter(malformed).map(ToString::to_string);
            (catalogue, said.collect())
        }
        Err(error) => (crate::embedded(), vec![error.to_string()]),
    }
}

/// The dialog.
pub fn dialog(ctx: Ctx) -> Piece {
    let inside = later::inside(ctx, |p| p.own);
    parts::dialog_of(DIALOG, "Your facts", inside)
        .on("close", act(move || ctx.owning.set(false)))
        .done()
}

/// Opens the dialog with a form, or with what there is.
pub fn open(ctx: Ctx, asked: Option<Asked>) {
    ctx.asked.set(asked);
    ctx.owning.set(true);
    later::open_dialog(ctx, DIALOG);
}

/// Today, or the catalogue's day where the clock is beyond all calendars.
pub fn today(c: &Catalogue) -> Date {
    timeline::day(browser::now()).unwrap_or(c.checked)
}

/// The catalogue beneath the user's facts: what they opened, else the page's.
pub fn beneath(ctx: Ctx) -> Arc<Catalogue> {
    let own = ctx.own.get();
    if let Some(Ok(opened)) = own.get("catalogue").map(|text| own::open_json(text, true)) {
        return Arc::new(opened.catalogue);
    }
    let whole = ctx.whole.get_value();
    whole.map_or_else(|| Arc::new(crate::embedded()), |(_, whole)| whole)
}

/// A file that was opened and changes nothing yet.
#[derive(Clone)]
enum Offered {
    /// It is larger than one opens without a question: name and text.
    Large(String, Arc<str>),
    /// Facts, technologies and criteria.
    Facts(String, Arc<Preview>),
    /// A catalogue.
    Whole(String, Arc<Opened>),
    /// It cannot be used.
    Wrong(String, Vec<Problem>),
    /// The browser did not hand it over.
    Unread(String, Unread),
}

/// What the dialog shows.
pub fn own(ctx: Ctx) -> Piece {
    let offered = RwSignal::new(None::<Offered>);
    let given = StoredValue::new(form::Filled::default());
    // Which form. Of whom and what a fact is, the form itself follows.
    let form = Derived::new(move || {
        ctx.asked.get().map(|asked| match asked {
            Asked::Fact(..) => None,
            Asked::Technology(_) | Asked::Criterion(_) => Some(asked),
        })
    });
    part(move || {
        // Nothing is made, and nothing fetched, for a dialog that nobody opened.
        ctx.owning.get().then(|| match form.get() {
            Some(_) => form::form(ctx, given),
            None => {
                let inside = Box::new(move |_: &Arc<Catalogue>| {
                    together(vec![
                        list(ctx),
                        begin(ctx),
                        files(ctx, offered),
                        opened(ctx),
                    ])
                });
                details::needed(ctx, inside)
            }
        })
    })
}

// ---- what there is ----

fn list(ctx: Ctx) -> Piece {
    let c = beneath(ctx);
    let own = ctx.own.get();
    let lines = own::ledger(&own, &c);
    let lines: Vec<&Line> = lines.iter().filter(|l| l.key != "catalogue").collect();
    if lines.is_empty() {
        return parts::paragraph(
            "Correct any value of the catalogue, or add a technology or a criterion that it does not have. What you bring in stays on this device, is marked as yours wherever it is shown or counts, and never travels in a link.",
        );
    }
    let count = words::count(lines.len(), "entry", "entries");
    let keys: Vec<String> = lines.iter().map(|l| l.key.clone()).collect();
    let clear = act(move || {
        let changes = keys.iter().map(|key| (key.clone(), None)).collect();
        let says = "Taken out: all facts of your own".to_owned();
        ctx.dispatch(Msg::SetOwn(says, changes));
        ctx.status.set("All taken out".to_owned());
        browser::rest();
    });
    let undo = part(move || {
        ctx.own.track();
        let edit = ctx.last_edit()?;
        let label = ["Undo: ", &super::shelf::done(ctx, &edit)].concat();
        Some(parts::button("", &label, act(move || super::shelf::undo(ctx))).done())
    });
    together(vec![
        of("ul", "own-list")
            .attr("aria-label", "What you brought in")
            .child(all(lines.into_iter().map(|l| entry(ctx, l))))
            .done(),
        of("p", "actions")
            .child(undo)
            .child(parts::button("", &["Take out all: ", &count].concat(), clear).done())
            .done(),
    ])
}

fn entry(ctx: Ctx, line: &Line) -> Piece {
    let key = Key::of(&line.key);
    let name = line.what.clone();
    let edit = key.and_then(|key| match key {
        Key::Fact(id, field) => Some(Asked::Fact(id, field)),
        Key::Technology(id) => Some(Asked::Technology(Some(id))),
        Key::Criterion(id) => Some(Asked::Criterion(Some(id))),
        Key::Catalogue => None,
    });
    let mut marks = of("span", "marks");
    let broken = matches!(line.standing, Standing::Broken(_));
    if let Some(edit) = edit.filter(|_| !broken) {
        let act = act(move || ctx.asked.set(Some(edit.clone())));
        let label = ["Change: ", &name].concat();
        marks = marks.child(
            parts::button("", "Change", act)
                .attr("aria-label", &label)
                .done(),
        );
    }
    let (key, what) = (line.key.clone(), name.clone());
    let remove = act(move || {
        let says = ["Taken out: ", &what].concat();
        ctx.dispatch(Msg::SetOwn(says.clone(), vec![(key.clone(), None)]));
        ctx.status.set(says);
        browser::rest();
    });
    let label = ["Take out: ", &name].concat();
    marks = marks.child(parts::icon("×", &label, remove).done());
    let mut change = of("p", "own-change");
    if let Some(before) = &line.before {
        change = change
            .child(el("del").say(before).done())
            .child(parts::unseen(" becomes "))
            .child(el("span").attr("aria-hidden", "true").say(" → ").done());
    }
    let change = change.child(el("ins").say(&line.after).done());
    let mut why = line.reason.clone();
    if let Some(made) = line.made {
        let gap = if why.is_empty() { "" } else { " · " };
        why = [&why, gap, &words::date(made)].concat();
    }
    let standing = match &line.standing {
        Standing::Counts => nothing(),
        Standing::Same => remark("The catalogue says the same by now: you can take it out."),
        Standing::Unlisted => {
            remark("It does not count: the catalogue in use does not list this technology.")
        }
        Standing::Broken(faults) => {
            let faults = faults.iter().map(|f| parts::item(&f.to_string()));
            together(vec![
                remark("It does not count: it cannot be read."),
                of("ul", "own-faults").child(all(faults)).done(),
            ])
        }
    };
    of("li", "own-entry")
        .child(
            of("p", "own-what")
                .child(el("strong").say(&name).done())
                .say(" ")
                .child(mark())
                .child(marks.done())
                .done(),
        )
        .child(change.done())
        .child(of("p", "hint").say(&why).done())
        .child(standing)
        .done()
}

/// The mark of what is the user's.
pub fn mark() -> Piece {
    of("span", "yours").say("yours").done()
}

/// The mark, where something is the user's.
pub fn marked(c: &Catalogue, of: &Yours) -> Piece {
    if c.yours.contains(of) {
        mark()
    } else {
        nothing()
    }
}

/// The mark of a row, where something of the user's own counts in its points.
pub fn row(ctx: Ctx, row: usize) -> Piece {
    part(move || {
        let c = ctx.catalogue();
        let t = c.technologies.get(row)?;
        let mut of: Vec<&str> = Vec::new();
        if c.yours.contains(&Yours::Technology(t.id.clone())) {
            of.push("a technology of your own");
        }
        ctx.shares.with(|s| {
            for (criterion, share) in c.criteria.iter().zip(&s.of) {
                if *share > 0.0 && own::counted(&c, t, criterion) {
                    of.push(&criterion.label);
                }
            }
        });
        if of.is_empty() {
            return None;
        }
        let title = ["Yours: ", &words::list(&of, "and")].concat();
        Some(of_title(&title))
    })
}

fn of_title(title: &str) -> Piece {
    of("span", "yours")
        .attr("title", title)
        .say("yours")
        .child(parts::unseen(&[" (", title, ")"].concat()))
        .done()
}

fn begin(ctx: Ctx) -> Piece {
    let ask = |label: &str, asked: fn(Ctx) -> Option<Asked>| {
        let act = act(move || ctx.asked.set(asked(ctx)));
        parts::button("", label, act).done()
    };
    of("p", "actions")
        .child(ask("Correct a fact", |ctx| {
            let first = ctx.with(0, |t| t.id.clone());
            let id = ctx.technology.get_untracked().or(first)?;
            Some(Asked::Fact(id, "licence".to_owned()))
        }))
        .child(ask("Add a technology", |_| Some(Asked::Technology(None))))
        .child(ask("Add a criterion", |_| Some(Asked::Criterion(None))))
        .done()
}

// ---- files ----

fn files(ctx: Ctx, offered: RwSignal<Option<Offered>>) -> Piece {
    let take = move |name: String, text: Result<String, Unread>| {
        offered.set(Some(match text {
            Ok(text) => look(ctx, name, text.into(), false),
            Err(why) => Offered::Unread(name, why),
        }));
        browser::focus("own-offer");
    };
    let pick = hear(move |event| browser::opened(&event, own::MOST_BYTES, take));
    let drop = hear(move |event| {
        event.prevent_default();
        browser::opened(&event, own::MOST_BYTES, take);
    });
    let paste = hear(move |event| {
        if !browser::typing() {
            browser::opened(&event, own::MOST_BYTES, take);
        }
    });
    let input = el("input")
        .attr("type", "file")
        .attr("accept", ".json,.csv,.txt,application/json,text/csv")
        .attr("id", "own-file")
        .on("change", pick);
    let over = hear(move |event| event.prevent_default());
    let save = act(move || save(ctx));
    let some = flag(move || !ctx.own.with(|own| own.keys().any(|k| Key::of(k).is_some())));
    let drop_zone = of("div", "own-drop")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Open a file: choose, drop or paste")
        .on("dragover", over)
        .on("drop", drop)
        .on("paste", paste)
        .child(
            el("label")
                .attr("for", "own-file")
                .say("Open a file of facts, or a catalogue of your own (JSON or CSV): choose, drop here, or paste its text. You see what it changes before anything does.")
                .done(),
        )
        .child(input.done());
    of("section", "own-files")
        .child(el("h3").say("As a file").done())
        .child(
            of("p", "actions")
                .child(
                    parts::button("", "Save your facts as a file", save)
                        .when("disabled", some)
                        .done(),
                )
                .done(),
        )
        .child(drop_zone.done())
        .child(part(move || offered.get().map(|o| offer(ctx, offered, o))))
        .done()
}

/// What a file is, and what it would change.
fn look(ctx: Ctx, name: String, text: Arc<str>, confirmed: bool) -> Offered {
    if text.len() > own::LARGE && !confirmed {
        return Offered::Large(name, text);
    }
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    if !trimmed.starts_with(['{', '[']) {
        return match own::open_csv(&text, today(&ctx.catalogue()), confirmed) {
            Ok(opened) => Offered::Whole(name, Arc::new(opened)),
            Err(problems) => Offered::Wrong(name, problems),
        };
    }
    let base = beneath(ctx);
    match own::import(&text, &ctx.own.get_untracked(), &base, confirmed) {
        Ok(preview) => Offered::Facts(name, Arc::new(preview)),
        // What is no file of facts may be a catalogue.
        Err(problems) if problems.iter().any(|p| p.at == "groundwork") => {
            match own::open_json(&text, confirmed) {
                Ok(opened) => Offered::Whole(name, Arc::new(opened)),
                Err(of_catalogue) if trimmed.contains("\"technologies\"") => {
                    Offered::Wrong(name, of_catalogue)
                }
                Err(_) => Offered::Wrong(name, problems),
            }
        }
        Err(problems) => Offered::Wrong(name, problems),
    }
}

/// Why a file was not read, of which so many bytes would have been.
pub(super) fn unread(why: Unread, most: usize) -> String {
    let mib = |bytes: f64| words::figure(libm::ceil(bytes / 104_857.6) / 10.0);
    match why {
        Unread::Large(bytes) => [
            "It has ",
            &mib(bytes),
            " MiB, and at most ",
            &mib(words::number(most)),
            " MiB is read. Nothing was changed; leave out what you do not need.",
        ]
        .concat(),
        Unread::Failed => "The browser did not hand it over as text. Nothing was changed; try again, or paste its text.".to_owned(),
    }
}

fn offer(ctx: Ctx, offered: RwSignal<Option<Offered>>, what: Offered) -> Piece {
    let leave = move |label: &str| {
        let act = act(move || {
            offered.set(None);
            browser::rest();
        });
        parts::button("", label, act).done()
    };
    let done = move |says: String| {
        offered.set(None);
        ctx.status.set(says);
        browser::rest();
    };
    let (heading, inside, actions) = match what {
        Offered::Large(name, text) => {
            let size = words::figure(words::number(text.len()) / 1_048_576.0);
            let says = [
                "It has ",
                &size,
                " MiB. Reading it may take a while, and the browser may not have room to keep it.",
            ];
            let again = name.clone();
            let go = act(move || {
                offered.set(Some(look(ctx, again.clone(), Arc::clone(&text), true)));
            });
            (
                [&name, " is large"].concat(),
                parts::paragraph(&says.concat()),
                together(vec![
                    parts::button("primary", "Open it all the same", go).done(),
                    leave("Leave it"),
                ]),
            )
        }
        Offered::Facts(name, preview) => facts(ctx, name, &preview, leave, done),
        Offered::Whole(name, opened) => whole(ctx, offered, name, &opened, leave, done),
        Offered::Wrong(name, problems) => {
            let more = problems.len().saturating_sub(PROBLEMS);
            let lines = problems
                .iter()
                .take(PROBLEMS)
                .map(|p| parts::item(&p.to_string()));
            let mut inside = vec![
                parts::paragraph("Nothing was changed. Mend the file and open it again:"),
                of("ul", "own-faults").child(all(lines)).done(),
            ];
            if more > 0 {
                let more = ["… and ", &more.to_string(), " more."].concat();
                inside.push(parts::paragraph(&more));
            }
            (
                [&name, " cannot be used"].concat(),
                together(inside),
                leave("Close"),
            )
        }
        Offered::Unread(name, why) => (
            [&name, " could not be read"].concat(),
            parts::paragraph(&unread(why, own::MOST_BYTES)),
            leave("Close"),
        ),
    };
    of("section", "own-offer")
        .attr("aria-labelledby", "own-offer")
        .child(
            el("h4")
                .attr("id", "own-offer")
                .attr("tabindex", "-1")
                .say(&heading)
                .done(),
        )
        .child(inside)
        .child(of("p", "actions").child(actions).done())
        .done()
}

type Offer = (String, Piece, Piece);

/// What a file of facts would change.
fn facts(
    ctx: Ctx,
    name: String,
    preview: &Arc<Preview>,
    leave: impl Fn(&str) -> Piece,
    done: impl Fn(String) + Copy + Send + 'static,
) -> Offer {
    let lines = preview.changes.iter().map(|change| {
        let (class, word) = match change.effect {
            Effect::New => ("new", "new"),
            Effect::Changed => ("changed", "changes"),
            Effect::Same => ("same", "as it is"),
        };
        let before = change.own.as_ref().or(change.line.before.as_ref());
        let mut item = of("li", class)
            .child(of("span", "own-effect").say(word).done())
            .say(" ")
            .child(el("strong").say(&change.line.what).done())
            .say(": ");
        if let Some(before) = before.filter(|b| **b != change.line.after) {
            item = item
                .child(el("del").say(before).done())
                .child(parts::unseen(" becomes "))
                .child(el("span").attr("aria-hidden", "true").say(" → ").done());
        }
        let mut item = item.child(el("ins").say(&change.line.after).done());
        if !change.line.reason.is_empty() {
            item = item.say(" ").child(remark(&change.line.reason));
        }
        if change.line.standing == Standing::Unlisted {
            item = item.say(" ").child(remark(
                "The catalogue in use does not list this technology.",
            ));
        }
        item.done()
    });
    let inside = of("ul", "own-preview").child(all(lines)).done();
    let set: Vec<(String, Option<String>)> = preview
        .set()
        .map(|(key, text)| (key.to_owned(), Some(text.to_owned())))
        .collect();
    let heading = if set.is_empty() {
        [&name, " changes nothing"].concat()
    } else {
        [
            &name,
            " changes ",
            &words::count(set.len(), "entry", "entries"),
        ]
        .concat()
    };
    if set.is_empty() {
        return (heading, inside, leave("Close"));
    }
    let label = ["Take over ", &words::count(set.len(), "entry", "entries")].concat();
    // A criterion that is new here counts as much as where it comes from.
    let criteria: Vec<(Id, String)> = preview
        .changes
        .iter()
        .filter(|change| change.effect == Effect::New)
        .filter_map(|change| {
            let text = preview.set().find(|(key, _)| *key == change.line.key)?.1;
            match Key::of(&change.line.key)? {
                Key::Criterion(id) => Some((id, text.to_owned())),
                Key::Fact(..) | Key::Technology(_) | Key::Catalogue => None,
            }
        })
        .collect();
    let take = act(move || {
        let says = ["Taken over from ", &name].concat();
        ctx.dispatch(Msg::SetOwn(says.clone(), set.clone()));
        for (id, text) in &criteria {
            form::weigh(ctx, id, text);
        }
        done(says);
    });
    let actions = together(vec![
        parts::button("primary", &label, take).done(),
        leave("Leave it"),
    ]);
    (heading, inside, actions)
}

/// What a catalogue would be.
fn whole(
    ctx: Ctx,
    offered: RwSignal<Option<Offered>>,
    name: String,
    opened: &Arc<Opened>,
    leave: impl Fn(&str) -> Piece,
    done: impl Fn(String) + Copy + Send + 'static,
) -> Offer {
    let c = &opened.catalogue;
    let says = [
        "A catalogue of ",
        &words::count(c.technologies.len(), "technology", "technologies"),
        " and ",
        &words::count(c.criteria.len(), "criterion", "criteria"),
        ", of ",
        &words::date(c.checked),
        ". The page works on it until you go back to its own; links that you share name what is in it, but do not carry it.",
    ];
    let warnings = opened.warnings.iter().take(PROBLEMS);
    let mut inside = vec![parts::paragraph(&says.concat())];
    if own::is_table(c) {
        inside.push(parts::paragraph("What is better in each column?"));
        let turns = c
            .criteria
            .iter()
            .map(|k| direction(offered, &name, opened, k));
        inside.push(of("ul", "own-columns").child(all(turns)).done());
    }
    if !opened.warnings.is_empty() {
        inside.push(parts::paragraph("Worth knowing:"));
        let items = warnings.map(|w| parts::item(&w.to_string()));
        inside.push(of("ul", "own-faults").child(all(items)).done());
    }
    let heading = ["Work on ", &name, "?"].concat();
    let text = opened.text.clone();
    let keys: Vec<_> = c.criteria.iter().map(|k| k.key).collect();
    let defaults = Weights::current(c);
    let take = act(move || {
        let says = ["Opened: ", &name].concat();
        let change = vec![("catalogue".to_owned(), Some(text.clone()))];
        ctx.dispatch(Msg::SetOwn(says.clone(), change));
        // Its criteria count as it says, beside those that have their weights.
        let had = ctx.weights.get_untracked();
        for key in &keys {
            if had.get(*key) == Weight::default() {
                ctx.dispatch(Msg::SetWeight(*key, defaults.get(*key)));
            }
        }
        done(says);
        browser::close_dialog(DIALOG);
        app::go(ctx, View::Explore);
    });
    let actions = together(vec![
        parts::button("primary", "Work on it", take).done(),
        leave("Leave it"),
    ]);
    (heading, together(inside), actions)
}

/// Saves the user's own facts as a file.
pub fn save(ctx: Ctx) {
    let day = today(&ctx.catalogue());
    let text = own::export(&ctx.own.get_untracked(), day);
    let name = ["groundwork-facts-", &day.to_string(), ".json"].concat();
    browser::save(&name, "application/json", &text);
    ctx.status.set(["Saved as ", &name].concat());
}

/// Which end of a column is the better one; the other at a choice.
fn direction(
    offered: RwSignal<Option<Offered>>,
    name: &str,
    opened: &Arc<Opened>,
    k: &Criterion,
) -> Piece {
    let less = own::is_less_better(k);
    let choices = parts::choices(&[("more", "more is better"), ("less", "less is better")]);
    let current = Arc::new(move || if less { "less" } else { "more" }.to_owned());
    let (name, opened, id) = (name.to_owned(), Arc::clone(opened), k.id.clone());
    let list = ["own-turn-", id.as_str()].concat();
    let again = list.clone();
    let turn = move |wanted: String| {
        if (wanted == "less") != less
            && let Some(turned) = own::turned(&opened, &id)
        {
            offered.set(Some(Offered::Whole(name.clone(), Arc::new(turned))));
            browser::focus(&again);
        }
    };
    let select = parts::select(&choices, true, current, turn).attr("id", &list);
    el("li")
        .child(
            el("label")
                .child(el("span").say(&k.label).done())
                .say(" ")
                .child(select.done())
                .done(),
        )
        .say(" ")
        .child(of("span", "hint").say(&words::rule(k)).done())
        .done()
}

/// Which catalogue is in use, and the way back.
fn opened(ctx: Ctx) -> Piece {
    if !ctx.own.with(|own| own.contains_key("catalogue")) {
        return nothing();
    }
    of("section", "own-files")
        .child(el("h3").say("Catalogue").done())
        .child(parts::paragraph(&in_use(ctx)))
        .child(of("p", "actions").child(back(ctx)).done())
        .done()
}

fn in_use(ctx: Ctx) -> String {
    let c = ctx.catalogue();
    [
        "You work on a catalogue that you opened: ",
        &words::count(c.technologies.len(), "technology", "technologies"),
        ", version ",
        &c.version,
        ".",
    ]
    .concat()
}

fn back(ctx: Ctx) -> Piece {
    let back = act(move || {
        let says = "Closed: the catalogue that you opened".to_owned();
        ctx.dispatch(Msg::SetOwn(says, vec![("catalogue".to_owned(), None)]));
        ctx.status
            .set("Back on the page’s own catalogue".to_owned());
        browser::rest();
    });
    parts::button("", "Back to the page’s own catalogue", back).done()
}

/// What of the user's own counts in all that is shown, and what of it cannot be
/// used; nothing where there is none.
pub fn notice(ctx: Ctx) -> Piece {
    part(move || {
        let own = ctx.own.get();
        let left_out = ctx.left_out.get();
        let entries = own
            .keys()
            .filter(|k| Key::of(k).is_some_and(|k| k != Key::Catalogue))
            .count();
        let opened = own.contains_key("catalogue");
        if entries == 0 && !opened {
            return None;
        }
        let mut says = Vec::new();
        // Those of the page's own catalogue mean nothing in another.
        let used = ctx.catalogue().yours.len().min(entries);
        if opened {
            says.push(parts::paragraph(&in_use(ctx)));
        }
        if used > 0 {
            let count = words::count(used, "fact of your own counts", "facts of your own count");
            let rest = if used == 1 {
                " here and is not in your links."
            } else {
                " here and are not in your links."
            };
            says.push(parts::paragraph(&[&count, rest].concat()));
        }
        if opened && used < entries {
            let resting = words::count(
                entries - used,
                "fact of your own is about the page’s own catalogue and rests",
                "facts of your own are about the page’s own catalogue and rest",
            );
            let rest = " until you go back to it.";
            says.push(parts::paragraph(&[&resting, rest].concat()));
        } else if !left_out.is_empty() {
            let rest = left_out.iter().map(|s| parts::item(s));
            says.push(parts::stressed("Left out, since it cannot be used:", ""));
            says.push(of("ul", "own-faults").child(all(rest)).done());
        }
        let see = parts::button("", "See them", act(move || open(ctx, None))).done();
        let actions = if opened {
            together(vec![see, back(ctx)])
        } else {
            see
        };
        Some(
            of("section", "notice own-notice")
                .attr("aria-label", "Your facts")
                .child(el("div").child(together(says)).done())
                .child(of("p", "actions").child(actions).done())
                .done(),
        )
    })
}

/// A control that opens the form of a fact.
pub fn correct(ctx: Ctx, c: &Catalogue, t: &Technology, field: &str) -> Piece {
    let label = ["Correct: ", &own::name(c, field), " of ", &t.name].concat();
    let (id, field) = (t.id.clone(), field.to_owned());
    let act = act(move || open(ctx, Some(Asked::Fact(id.clone(), field.clone()))));
    parts::icon("✎", &label, act)
        .attr("class", "icon correct")
        .attr("title", &label)
        .done()
}
