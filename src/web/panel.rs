//! The panels beside the list: what must be there, and what matters.

use super::ctx::Ctx;
use super::derived::Derived;
use super::element::{Act, Piece, act, all, el, flag, hear, nothing, of, part, text, word};
use super::explore::facet_label;
use super::{browser, details, guide, later, parts};
use crate::catalogue::{Capability, Criterion, Date, Id, Key, Level, Measure, Yours};
use crate::decide::{Own, Rating, Weight, Weights};
use crate::explore::Choice;
use crate::state::{Facet, Msg};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// In how many steps the panels are made: the groups of capabilities, the facets,
/// and the groups of criteria.
pub fn steps(ctx: Ctx) -> usize {
    let c = ctx.catalogue();
    c.capability_groups.len() + Facet::ALL.len() + c.criteria_groups.len()
}

/// What is made in a step, the first being 0.
fn step(ctx: Ctx, step: usize, make: impl Fn() -> Piece + Send + 'static) -> Piece {
    let made = Derived::new(move || ctx.steps.get() > step);
    part(move || made.get().then(&make))
}

/// Must-haves and facets.
pub fn filters(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let none = flag(move || ctx.facets.with(|f| f.is_empty()) && ctx.musts.with(|m| m.is_empty()));
    let clear = act(move || ctx.dispatch(Msg::ClearFilters));
    let head = of("div", "panel-head")
        .child(el("h2").say("Must have").done())
        .child(
            parts::button("text", "Clear all", clear)
                .when("hidden", none)
                .done(),
        );
    let groups = c.capability_groups.len();
    let musts = all((0..groups).map(|n| step(ctx, n, move || group(ctx, n))));
    let facets = all(Facet::ALL
        .into_iter()
        .enumerate()
        .map(|(n, f)| step(ctx, groups + n, move || facet(ctx, f))));
    let says = "What fails is left out, with the reason; what is unknown stays, marked.";
    of("section", "panel")
        .attr("aria-label", "Must have and filter")
        .child(head.done())
        .child(of("p", "hint").say(says).done())
        .child(musts)
        .child(el("h2").say("Narrow down").done())
        .child(facets)
        .done()
}

/// The capabilities of a group.
fn group(ctx: Ctx, n: usize) -> Piece {
    let c = ctx.catalogue();
    let Some(g) = c.capability_groups.get(n) else {
        return nothing();
    };
    let of_group = || c.capabilities.iter().filter(|k| k.group == g.id);
    let ids: Vec<Id> = of_group().map(|k| k.id.clone()).collect();
    let set = Arc::new(move || {
        ctx.musts
            .with(|m| ids.iter().filter(|id| m.contains_key(*id)).count())
    });
    let musts = of("ul", "musts").child(all(of_group().map(|k| must(ctx, k))));
    fold(&g.label, set, musts.done())
}

/// A folded part, open at first where something in it is set, that says how
/// much is.
fn fold(label: &str, set: Arc<dyn Fn() -> usize + Send + Sync>, inside: Piece) -> Piece {
    let mut fold = of("details", "fold");
    if untrack(|| set()) > 0 {
        fold = fold.attr("open", "");
    }
    let summary = el("summary")
        .say(label)
        .say(" ")
        .child(parts::badge(move || set()));
    fold.child(summary.done()).child(inside).done()
}

/// One capability: whether it must be there, and how close at hand.
fn must(ctx: Ctx, k: &Capability) -> Piece {
    let wanted: Arc<dyn Fn() -> Option<Level> + Send + Sync> = {
        let id = k.id.clone();
        Arc::new(move || ctx.musts.with(|m| m.get(&id).copied()))
    };
    let (on, level) = (Arc::clone(&wanted), Arc::clone(&wanted));
    let set = Derived::new(move || wanted().is_some());
    let (toggled, chosen) = (k.id.clone(), k.id.clone());
    let toggle = hear(move |event| {
        let level = event_target_checked(&event).then_some(Level::Community);
        ctx.soon(Msg::SetMust(toggled.clone(), level));
    });
    let levels = parts::choices(&[
        ("community", "any package"),
        ("official", "official"),
        ("core", "built in"),
    ]);
    let current: Arc<dyn Fn() -> String + Send + Sync> =
        Arc::new(move || level().map_or("", Level::as_str).to_owned());
    let name = ["What satisfies ", &k.label].concat();
    let select = part(move || {
        set.get().then(|| {
            let id = chosen.clone();
            let choose = move |text: String| {
                let level = Level::ALL.into_iter().find(|l| l.as_str() == text);
                ctx.soon(Msg::SetMust(id.clone(), level));
            };
            parts::select(&levels, true, Arc::clone(&current), choose)
                .attr("aria-label", &name)
                .done()
        })
    });
    let check = parts::check(
        "checkbox",
        "",
        &k.label,
        flag(move || on().is_some()),
        toggle,
    );
    // Its rule is among the details; they are fetched when somebody comes near.
    let id = k.id.clone();
    let rule = Box::new(move || {
        let known = details::known(ctx);
        known.capability(&id).map(|k| k.rule.clone())
    });
    let check = check
        .attr_maybe("title", rule)
        .on("pointerover", act(move || details::ask(ctx)));
    of("li", "must").child(check.done()).child(select).done()
}

fn facet(ctx: Ctx, facet: Facet) -> Piece {
    let name = facet_label(facet);
    let set = Arc::new(move || {
        ctx.facets
            .with(|f| f.get(&facet).map_or(0, crate::catalogue::Set::len))
    });
    let choices = part(move || Some(choices(ctx, facet, ctx.trusted.get().facets.choices(facet))));
    let inside = el("fieldset")
        .child(of("legend", "unseen").say(name).done())
        .child(of("ul", "choices").child(choices).done());
    fold(name, set, inside.done())
}

fn choices(ctx: Ctx, facet: Facet, offered: &[Choice]) -> Piece {
    all(offered.iter().enumerate().map(|(n, choice)| {
        let count = move || {
            ctx.narrowed
                .with(|e| e.counts(facet).get(n).copied().unwrap_or_default())
        };
        let (id, toggled) = (choice.id.clone(), choice.id.clone());
        let on = flag(move || {
            ctx.facets
                .with(|f| f.get(&facet).is_some_and(|s| s.contains(&id)))
        });
        let toggle = act(move || ctx.soon(Msg::ToggleFacet(facet, toggled.clone())));
        let number = of("span", "count")
            .child(parts::unseen("matches: "))
            .live(text(move || count().to_string()));
        el("li")
            .attr_live(
                "class",
                word(move || if count() == 0 { "zero" } else { "" }),
            )
            .child(parts::check("checkbox", "", &choice.label, on, toggle).done())
            .child(number.done())
            .done()
    }))
}

/// Weights, presets and the user's own ratings.
pub fn weights(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let before = c.capability_groups.len() + Facet::ALL.len();
    let groups = (0..c.criteria_groups.len()).map(|n| step(ctx, before + n, move || asked(ctx, n)));
    let alike = part(move || {
        let says = "All weights are 0, so every criterion counts alike.";
        ctx.shares
            .with(|s| s.equal)
            .then(|| of("p", "notice").say(says).done())
    });
    let open = act(move || later::open_dialog(ctx, guide::DIALOG));
    let guide = parts::button("text", "Guide", open).attr("data-later", "");
    let head = of("div", "panel-head")
        .child(el("h2").say("What matters").done())
        .child(guide.attr("aria-haspopup", "dialog").done());
    of("section", "panel")
        .attr("aria-label", "What matters")
        .child(head.done())
        .child(presets(ctx))
        .child(trust(ctx))
        .child(all(groups))
        .child(alike)
        .done()
}

/// The criteria of a group.
fn asked(ctx: Ctx, n: usize) -> Piece {
    let c = ctx.catalogue();
    let Some(g) = c.criteria_groups.get(n) else {
        return nothing();
    };
    let columns = c.criteria.iter().enumerate();
    let of_group = columns.filter(|(_, k)| k.group == g.id);
    let legend = el("legend").child(parts::swatch(n)).say(&g.label);
    of("fieldset", "weights")
        .child(legend.done())
        .child(all(of_group.map(|(j, k)| weight(ctx, j, k))))
        .done()
}

fn presets(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let defaults = Weights::current(&c);
    let unchanged = flag(move || ctx.weights.with(|w| *w == defaults));
    let mut known: Vec<(String, Weights)> = Vec::new();
    let mut choices = parts::choices(&[("", "your own")]);
    for preset in &c.presets {
        known.push((preset.id.to_string(), Weights::of(&c, &preset.weights)));
        choices.push((preset.id.to_string(), preset.label.clone()));
    }
    let current = Arc::new(move || {
        let of = |w: &Weights| known.iter().find(|p| p.1 == *w).map(|p| p.0.clone());
        ctx.weights.with(of).unwrap_or_default()
    });
    let apply = move |text: String| {
        if let Ok(id) = Id::new(&text) {
            ctx.dispatch(Msg::ApplyPreset(id));
        }
    };
    let select = parts::select(&choices, false, current, apply);
    let reset = act(move || ctx.dispatch(Msg::ResetWeights));
    of("div", "preset")
        .child(el("label").say("Preset ").child(select.done()).done())
        .child(
            parts::button("text", "Reset", reset)
                .when("hidden", unchanged)
                .done(),
        )
        .done()
}

/// How old a fact may be and still count.
fn trust(ctx: Ctx) -> Piece {
    const ANY: &str = "any";
    let checked = ctx.catalogue().checked;
    let current: Arc<dyn Fn() -> String + Send + Sync> = Arc::new(move || {
        let since = ctx.since.get();
        since.map_or_else(|| ANY.to_owned(), |date| date.to_string())
    });
    let ages = [(24, "two years"), (12, "one year"), (6, "half a year")];
    let offered = ages.map(|(months, age)| (checked.earlier(months), age));
    // A link may say any date. It stays among the choices, which are made anew only
    // for another: who chooses keeps the list in hand.
    let foreign = StoredValue::new(None);
    let foreign = Derived::new(move || {
        let since = ctx.since.get();
        if since.is_some_and(|since| offered.iter().all(|(date, _)| *date != since)) {
            foreign.set_value(since);
        }
        foreign.get_value()
    });
    let select = part(move || {
        let mut choices = parts::choices(&[(ANY, "of any age")]);
        for (date, age) in offered {
            let label = ["since ", &words::date(date), ", ", age].concat();
            choices.push((date.to_string(), label));
        }
        if let Some(date) = foreign.get() {
            let label = ["since ", &words::date(date)].concat();
            choices.push((date.to_string(), label));
        }
        let choose = move |text: String| ctx.soon(Msg::SetSince(Date::parse(&text)));
        Some(parts::select(&choices, true, Arc::clone(&current), choose).done())
    });
    of("label", "trust")
        .say("Trust facts ")
        .child(select)
        .done()
}

/// One criterion: a range and a number that say the same.
fn weight(ctx: Ctx, column: usize, k: &Criterion) -> Piece {
    let key = k.key;
    let points = || text(move || words::hundredths(ctx.weights.with(|w| w.get(key)).hundredths()));
    let share = text(move || {
        words::percent(
            ctx.shares
                .with(|s| s.of.get(column).copied().unwrap_or_default()),
        )
    });
    // One line or the other, so that nothing below it moves.
    let ([silent, counted], ratings) = match k.from {
        Measure::Languages => (
            [
                "Counts once you rate a language.",
                "Counts, since you have rated a language.",
            ],
            languages(ctx),
        ),
        Measure::Rating => (
            [
                "Counts once you rate a technology, on its sheet.",
                "Counts, since you have rated a technology.",
            ],
            nothing(),
        ),
        Measure::Metric { .. }
        | Measure::Maturity
        | Measure::Support
        | Measure::Freshness
        | Measure::Capabilities { .. }
        | Measure::TypeSafety => ([""; 2], nothing()),
    };
    let from = k.from.clone();
    let counts = word(move || {
        let own = ctx.languages.with(|languages| {
            ctx.ratings
                .with(|ratings| Own { languages, ratings }.counts(&from))
        });
        if own { counted } else { silent }
    });
    let range = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", "10")
        .attr("step", "0.5")
        .attr(
            "aria-label",
            &[k.label.as_str(), ", how much it matters, 0 to 10"].concat(),
        )
        .value(points())
        .on("input", typed(ctx, key));
    let exact = of("input", "exact")
        .attr("inputmode", "decimal")
        .attr("maxlength", "5")
        .attr("aria-label", &[k.label.as_str(), ", exactly"].concat())
        .value(points())
        .on("change", typed(ctx, key));
    let mut summary = el("summary").say(&k.label);
    if ctx
        .catalogue()
        .yours
        .contains(&Yours::Criterion(k.id.clone()))
    {
        summary = summary.say(" (yours)");
    }
    let summary = summary.done();
    let about = later::details(ctx, "about", summary, move |p| (p.about)(ctx, column));
    of("div", "weight")
        .child(about.done())
        .child(range.done())
        .child(exact.done())
        .child(
            of("span", "share")
                .attr("title", "Share of the whole")
                .live(share)
                .done(),
        )
        .child(if silent.is_empty() {
            nothing()
        } else {
            of("p", "hint").live(counts).done()
        })
        .child(ratings)
        .done()
}

/// Takes a weight as it was typed; what is no number changes nothing, and says
/// so. The input then shows the weight that counts.
fn typed(ctx: Ctx, key: Key) -> Act {
    Box::new(move |event| {
        let text = event_target_value(&event);
        let read = Weight::read(&text);
        if let Some(weight) = read {
            ctx.soon(Msg::SetWeight(key, weight));
        } else {
            let says = [
                "A weight is a number from 0 to 10, such as 7.5. “",
                &text,
                "” is none, so the weight was left as it was.",
            ]
            .concat();
            ctx.status.set(says.clone());
            ctx.notices.set(vec![says]);
        }
        let counts = read.unwrap_or_else(|| ctx.weights.with_untracked(|w| w.get(key)));
        browser::retype(&event, &words::hundredths(counts.hundredths()));
    })
}

/// How well the team knows each language.
pub fn languages(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let used = |id: &Id| {
        c.technologies
            .iter()
            .any(|t| t.languages.value.iter().any(|l| l.id == *id))
    };
    let rows = all(c.lists.languages.iter().filter(|l| used(&l.id)).map(|l| {
        let (id, rated) = (l.id.clone(), l.id.clone());
        let mine = Arc::new(move || ctx.languages.with(|m| m.get(&id).copied()));
        let rate = Box::new(move |r| ctx.soon(Msg::RateLanguage(rated.clone(), r)));
        let label = ["Your team's ", &l.label, ", 0 to 5"].concat();
        el("li")
            .child(el("span").say(&l.label).done())
            .child(rating(&label, mine, rate))
            .done()
    }));
    of("ul", "ratings").child(rows).done()
}

/// A rating from 0 to 5, or none.
pub fn rating(
    label: &str,
    mine: Arc<dyn Fn() -> Option<Rating> + Send + Sync>,
    rate: Box<dyn Fn(Option<Rating>)>,
) -> Piece {
    let choices = parts::choices(&[
        ("", "not rated"),
        ("0", "0 · nobody"),
        ("1", "1"),
        ("2", "2 · some"),
        ("3", "3"),
        ("4", "4 · well"),
        ("5", "5 · daily"),
    ]);
    let current = Arc::new(move || mine().map(|r| r.get().to_string()).unwrap_or_default());
    let choose = move |text: String| rate(text.parse().ok().and_then(Rating::new));
    parts::select(&choices, true, current, choose)
        .attr("class", "rating")
        .attr("aria-label", label)
        .done()
}
