//! Forms of what a user brings in: a fact, a technology, a criterion. What each
//! asks for and what is wrong with what was typed, [`crate::own`] says.

use super::ctx::Ctx;
use super::element::{
    Element, Piece, act, all, el, flag, hear, nothing, of, part, text, together, value,
};
use super::own::{beneath, overlay, today};
use super::{browser, details, parts};
use crate::catalogue::{Catalogue, Id, Problem, Technology, Term};
use crate::own::{self, Answer, Given, Input, Key};
use crate::state::{Brought, Msg, Weight};
use leptos::prelude::*;
use std::sync::Arc;

/// What a form is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A fact of a technology, by its field.
    Fact(Id, String),
    /// A technology: a new one, or one of the user's own.
    Technology(Option<Id>),
    /// A criterion: a new one, or one of the user's own.
    Criterion(Option<Id>),
}

/// What has been typed, and for what: it outlives a form that is drawn anew
/// beneath it.
#[derive(Clone, Default)]
pub struct Filled {
    of: Option<Asked>,
    given: Given,
}

/// The id of the summary of what is wrong.
const WRONG: &str = "own-wrong";

/// The form.
pub fn form(ctx: Ctx, filled: StoredValue<Filled>) -> Piece {
    let problems = RwSignal::new(Vec::<Problem>::new());
    details::needed(
        ctx,
        Box::new(move |_| {
            // All that is known: also what is older than the user trusts.
            let c = details::known(ctx);
            match ctx.asked.get_untracked() {
                Some(asked) => drawn(ctx, &c, &asked, filled, problems),
                None => nothing(),
            }
        }),
    )
}

/// What is asked for of what `asked` says, which changes while the form is open where
/// it is of a fact.
fn inputs(c: &Catalogue, asked: &Asked) -> Vec<Input> {
    match asked {
        Asked::Fact(_, field) => own::form(c, field).unwrap_or_default(),
        Asked::Technology(_) => own::technology_form(c),
        Asked::Criterion(_) => own::criterion_form(c),
    }
}

/// What stands in the form at first.
fn begun(ctx: Ctx, c: &Catalogue, asked: &Asked) -> Given {
    let own = ctx.own.get_untracked();
    let written = |key: Key| own.get(&key.text()).map(|text| own::written(&key, text));
    match asked {
        Asked::Fact(id, field) => {
            let mut given = c
                .technology(id)
                .map(|t| own::present(t, field))
                .unwrap_or_default();
            match written(Key::Fact(id.clone(), field.clone())) {
                Some(written) => given.extend(written),
                // A correction is of today.
                None => {
                    given.insert("as_of".to_owned(), today(c).to_string());
                    given.remove("unknown");
                }
            }
            given
        }
        Asked::Technology(Some(id)) => written(Key::Technology(id.clone())).unwrap_or_default(),
        Asked::Criterion(Some(id)) => written(Key::Criterion(id.clone())).unwrap_or_default(),
        Asked::Technology(None) | Asked::Criterion(None) => Given::new(),
    }
}

fn drawn(
    ctx: Ctx,
    c: &Arc<Catalogue>,
    asked: &Asked,
    filled: StoredValue<Filled>,
    problems: RwSignal<Vec<Problem>>,
) -> Piece {
    let title = match asked {
        Asked::Fact(..) => "Correct a fact",
        Asked::Technology(None) => "Add a technology",
        Asked::Technology(Some(_)) => "Change your technology",
        Asked::Criterion(None) => "Add a criterion",
        Asked::Criterion(Some(_)) => "Change your criterion",
    };
    let wrong = {
        let c = Arc::clone(c);
        part(move || {
            let found = problems.get();
            let asked = ctx.asked.get_untracked()?;
            let inputs = inputs(&c, &asked);
            (!found.is_empty()).then(|| {
                let lines = found.iter().map(|p| {
                    let input = inputs.iter().find(|i| i.name == p.at);
                    let label = input.map_or("", |i| i.label.as_str());
                    let gap = if label.is_empty() { "" } else { ": " };
                    parts::item(&[label, gap, &p.expected].concat())
                });
                of("div", "notice")
                    .attr("role", "alert")
                    .attr("id", WRONG)
                    .attr("tabindex", "-1")
                    .child(
                        el("div")
                            .child(parts::stressed("Not saved yet.", "Please look at:"))
                            .child(of("ul", "own-faults").child(all(lines)).done())
                            .done(),
                    )
                    .done()
            })
        })
    };
    let sent = hear(move |event| {
        event.prevent_default();
        if let Some(asked) = ctx.asked.get_untracked() {
            send(ctx, &asked, filled, problems);
        }
    });
    let cancel = act(move || {
        filled.set_value(Filled::default());
        ctx.asked.set(None);
        browser::rest();
    });
    let mut form = of("form", "own-form")
        .attr("novalidate", "")
        .on("submit", sent)
        .child(
            el("h3")
                .attr("id", "own-form")
                .attr("tabindex", "-1")
                .say(title)
                .done(),
        )
        .child(wrong);
    if matches!(asked, Asked::Fact(..)) {
        form = form.child(which(ctx, c));
    }
    let c = Arc::clone(c);
    let fields = part(move || Some(fields(ctx, &c, &ctx.asked.get()?, filled, problems)));
    form = form.child(fields);
    form.child(
        of("p", "actions")
            .child(
                of("button", "primary")
                    .attr("type", "submit")
                    .say("Save as yours")
                    .done(),
            )
            .child(
                parts::button("", "Cancel", cancel)
                    .attr("type", "button")
                    .done(),
            )
            .done(),
    )
    .done()
}

/// The fields of the form, as they were filled in so far.
fn fields(
    ctx: Ctx,
    c: &Arc<Catalogue>,
    asked: &Asked,
    filled: StoredValue<Filled>,
    problems: RwSignal<Vec<Problem>>,
) -> Piece {
    if filled.with_value(|f| f.of.as_ref() != Some(asked)) {
        let given = begun(ctx, c, asked);
        filled.set_value(Filled {
            of: Some(asked.clone()),
            given,
        });
        problems.set(Vec::new());
    }
    let (figures, others): (Vec<Input>, Vec<Input>) = inputs(c, asked)
        .into_iter()
        .partition(|i| i.name.starts_with("figures."));
    let mut made = Vec::new();
    let fact = match asked {
        Asked::Fact(id, field) => {
            made.push(now(ctx, id, field));
            true
        }
        Asked::Technology(_) | Asked::Criterion(_) => false,
    };
    let one = |i: &Input| asked_for(i, fact, filled, problems);
    made.extend(others.iter().map(one));
    if fact {
        made.push(unknown(filled));
    }
    if !figures.is_empty() {
        let inside = figures
            .iter()
            .map(|i| asked_for(i, false, filled, problems));
        let group = of("fieldset", "own-figures")
            .child(
                el("legend")
                    .say("Figures; a blank is unknown and never counts as zero")
                    .done(),
            )
            .child(all(inside));
        made.push(group.done());
    }
    together(made)
}

/// Which fact: of whom and what. Whoever looks for a name letter by letter keeps the
/// list in hand; the fields follow.
fn which(ctx: Ctx, c: &Catalogue) -> Piece {
    let technologies: Vec<(String, String)> = c
        .named()
        .map(|t| (t.id.to_string(), t.name.clone()))
        .collect();
    let fields: Vec<(String, String)> = own::fields(c)
        .into_iter()
        .map(|f| (f.clone(), own::name(c, &f)))
        .collect();
    let asked = move || match ctx.asked.get() {
        Some(Asked::Fact(id, field)) => (id.to_string(), field),
        Some(Asked::Technology(_) | Asked::Criterion(_)) | None => Default::default(),
    };
    let ask = move |id: &str, field: String| {
        if let Ok(id) = Id::new(id) {
            ctx.asked.set(Some(Asked::Fact(id, field)));
        }
    };
    let of_whom = parts::select(
        &technologies,
        false,
        Arc::new(move || asked().0),
        move |to| ask(&to, untrack(asked).1),
    )
    .attr("id", "own-whom");
    let of_what = parts::select(&fields, false, Arc::new(move || asked().1), move |to| {
        ask(&untrack(asked).0, to);
    })
    .attr("id", "own-what");
    let labelled = |label: &str, name: &str, select: Element| {
        of("div", "own-input")
            .child(el("label").attr("for", name).say(label).done())
            .child(select.done())
            .done()
    };
    of("div", "own-which")
        .child(labelled("Technology", "own-whom", of_whom))
        .child(labelled("Fact", "own-what", of_what))
        .done()
}

/// What the catalogue says of it without the user.
fn now(ctx: Ctx, id: &Id, field: &str) -> Piece {
    let c = beneath(ctx);
    let Some(t) = c.technology(id) else {
        return nothing();
    };
    let stated = t.stated(&c).into_iter().find(|s| s.field == field);
    let says = stated.map_or_else(
        || "unknown".to_owned(),
        |s| {
            let gap = if s.unit.is_empty() { "" } else { " " };
            let date = [" (", &crate::words::date(s.as_of), ")"].concat();
            [&s.value, gap, s.unit, &date].concat()
        },
    );
    of("p", "hint")
        .say("The catalogue says: ")
        .say(&says)
        .done()
}

fn id_of(name: &str) -> String {
    ["own-input-", name].concat()
}

/// Writes what was typed; a blank is nothing.
fn type_in(filled: StoredValue<Filled>, name: &str, text: String) {
    filled.update_value(|f| {
        if text.is_empty() {
            f.given.remove(name);
        } else {
            f.given.insert(name.to_owned(), text);
        }
    });
}

fn typed(filled: StoredValue<Filled>, name: &str) -> String {
    filled.with_value(|f| f.given.get(name).cloned().unwrap_or_default())
}

/// Label, hint, control and what is wrong with it. An input of a fact's value
/// is not asked for where that is said to be unknown.
fn asked_for(
    input: &Input,
    fact: bool,
    filled: StoredValue<Filled>,
    problems: RwSignal<Vec<Problem>>,
) -> Piece {
    let (name, id) = (input.name.clone(), id_of(&input.name));
    let says = {
        let name = name.clone();
        move || {
            let found = problems.get();
            let of = found.iter().find(|p| p.at == name);
            of.map(|p| p.expected.clone()).unwrap_or_default()
        }
    };
    let (about, wrong) = ([&id, "-about"].concat(), says.clone());
    let invalid = {
        let says = says.clone();
        Box::new(move || (!says().is_empty()).then(|| "true".to_owned()))
    };
    let mut label = input.label.clone();
    if let Answer::Number(unit) = &input.answer
        && !unit.is_empty()
    {
        label = [&label, " (", unit, ")"].concat();
    }
    let of_several = matches!(input.name.as_str(), "languages" | "more");
    if !input.needed && !of_several && !input.name.starts_with("figures.") {
        label.push_str(" (optional)");
    }
    let mut row = of("div", "own-input").attr("data-name", &input.name);
    if let Answer::Several(terms) = &input.answer {
        let group = el("fieldset")
            .attr("id", &id)
            .attr("tabindex", "-1")
            .attr("aria-describedby", &about)
            .child(el("legend").say(&label).done())
            .child(several(terms, &name, filled));
        row = row.child(group.done());
    } else {
        let control = control(input, filled)
            .attr("id", &id)
            .attr("aria-describedby", &about)
            .attr_maybe("aria-invalid", invalid);
        row = row
            .child(el("label").attr("for", &id).say(&label).done())
            .child(control.done());
    }
    let common = ["as_of", "reason", "source"].contains(&input.name.as_str());
    if fact && !common {
        row = row.attr("data-value", "");
    }
    row.child(
        of("p", "hint")
            .attr("id", &about)
            .child(
                of("span", "own-bad")
                    .live(text(move || {
                        let says = wrong();
                        let gap = if says.is_empty() { "" } else { " " };
                        [&says, gap].concat()
                    }))
                    .done(),
            )
            .say(input.hint)
            .done(),
    )
    .done()
}

fn control(input: &Input, filled: StoredValue<Filled>) -> Element {
    let now = typed(filled, &input.name);
    let name = input.name.clone();
    match &input.answer {
        Answer::Choice(terms) => {
            let mut choices = vec![(String::new(), "Choose…".to_owned())];
            choices.extend(terms.iter().map(|t| (t.id.to_string(), t.label.clone())));
            let shown = now.clone();
            parts::select(&choices, true, Arc::new(move || shown.clone()), move |to| {
                type_in(filled, &name, to);
            })
        }
        Answer::Lines(_) => el("textarea")
            .attr("rows", "4")
            .value(text(move || now.clone()))
            .on("input", value(move |to| type_in(filled, &name, to))),
        Answer::Several(_) | Answer::Number(_) | Answer::Date | Answer::Text(_) | Answer::Link => {
            let (kind, mode) = match &input.answer {
                Answer::Number(_) => ("text", "decimal"),
                Answer::Link => ("url", "url"),
                Answer::Date
                | Answer::Text(_)
                | Answer::Several(_)
                | Answer::Choice(_)
                | Answer::Lines(_) => ("text", "text"),
            };
            el("input")
                .attr("type", kind)
                .attr("inputmode", mode)
                .attr("autocomplete", "off")
                .value(text(move || now.clone()))
                .on("input", value(move |to| type_in(filled, &name, to)))
        }
    }
}

fn several(terms: &[Term], name: &str, filled: StoredValue<Filled>) -> Piece {
    let boxes = terms.iter().map(|t| {
        let (id, name) = (t.id.to_string(), name.to_owned());
        let now = typed(filled, &name).lines().any(|line| line == id);
        let changed = hear(move |event| {
            let on = browser::is_checked(&event);
            let before = typed(filled, &name);
            let mut lines: Vec<&str> = before.lines().filter(|line| *line != id).collect();
            if on {
                lines.push(&id);
            }
            let after = lines.join("\n");
            type_in(filled, &name, after);
        });
        of("label", "check")
            .child(
                el("input")
                    .attr("type", "checkbox")
                    .prop("checked", flag(move || now))
                    .on("change", changed)
                    .done(),
            )
            .child(el("span").say(&t.label).done())
            .done()
    });
    of("div", "own-several").child(all(boxes)).done()
}

/// Says that a fact is unknown.
fn unknown(filled: StoredValue<Filled>) -> Piece {
    let now = typed(filled, "unknown") == "yes";
    let changed = hear(move |event| {
        let on = browser::is_checked(&event);
        type_in(
            filled,
            "unknown",
            if on { "yes".to_owned() } else { String::new() },
        );
    });
    of("label", "check own-unknown")
        .child(
            el("input")
                .attr("type", "checkbox")
                .prop("checked", flag(move || now))
                .on("change", changed)
                .done(),
        )
        .child(
            el("span")
                .say("I hold this to be unknown: count no value")
                .done(),
        )
        .done()
}

/// Checks what was typed and keeps it, or says what is wrong.
fn send(ctx: Ctx, asked: &Asked, filled: StoredValue<Filled>, problems: RwSignal<Vec<Problem>>) {
    let c = match asked {
        Asked::Technology(Some(id)) => without(ctx, &Key::Technology(id.clone())),
        Asked::Criterion(Some(id)) => without(ctx, &Key::Criterion(id.clone())),
        Asked::Fact(..) | Asked::Technology(None) | Asked::Criterion(None) => {
            details::known_untracked(ctx)
        }
    };
    let given = filled.with_value(|f| f.given.clone());
    let day = today(&c);
    let made = match asked {
        Asked::Fact(id, field) => own::fact(&c, id, field, &given, day).map(|text| {
            let name = c
                .technology(id)
                .map_or_else(|| id.to_string(), |t: &Technology| t.name.clone());
            let says = ["Corrected: ", &name, ", ", &own::name(&c, field)].concat();
            (Key::Fact(id.clone(), field.clone()), text, says)
        }),
        Asked::Technology(of) => own::technology(&c, of.as_ref(), &given, day)
            .map(|(id, text)| (Key::Technology(id), text, added(&given, "name"))),
        Asked::Criterion(of) => own::criterion(&c, of.as_ref(), &given, day)
            .map(|(id, text)| (Key::Criterion(id), text, added(&given, "label"))),
    };
    let (key, text, says) = match made {
        Ok(made) => made,
        Err(found) => {
            problems.set(found);
            browser::focus(WRONG);
            return;
        }
    };
    let change = vec![(key.text(), Some(text.clone()))];
    ctx.dispatch(Msg::SetOwn(says.clone(), change));
    if let (Key::Criterion(id), Asked::Criterion(None)) = (&key, asked) {
        weigh(ctx, id, &text);
    }
    filled.set_value(Filled::default());
    ctx.asked.set(None);
    ctx.status.set(says);
    browser::rest();
}

/// The catalogue without an entry that is being changed, whose id is free in
/// it.
fn without(ctx: Ctx, key: &Key) -> Arc<Catalogue> {
    let mut own = Brought::clone(&ctx.own.get_untracked());
    own.remove(&key.text());
    let whole = ctx.whole.get_value();
    let base = whole.as_ref().map_or(crate::BRIEF, |(text, _)| text);
    Arc::new(overlay(base, &own).0)
}

fn added(given: &Given, name: &str) -> String {
    let name = given.get(name).map_or("", |n| n.trim());
    ["Yours now: ", name].concat()
}

/// Gives a new criterion the weight that was asked for.
pub fn weigh(ctx: Ctx, id: &Id, text: &str) {
    let points = own::weight(&beneath(ctx), id, text).unwrap_or(5.0);
    let key = ctx.catalogue().criterion(id).map(|k| k.key);
    if let (Some(key), Some(weight)) = (key, Weight::from_points(points)) {
        ctx.dispatch(Msg::SetWeight(key, weight));
    }
}
