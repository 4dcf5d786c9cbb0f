//! The panels beside the list: what must be there, and what matters.

use super::app::badge;
use super::bind::{all, checked, click, flag, part, text, value, word};
use super::ctx::Ctx;
use super::explore::facet_label;
use super::{browser, guide, parts};
use crate::catalogue::{Capability, Criterion, Id, Key, Level, Measure};
use crate::decide::{Figure, Own, Rating, Weight, Weights, figure};
use crate::state::{Facet, Msg};
use crate::words;
use leptos::prelude::*;

/// Must-haves and facets.
pub fn filters(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let none = flag(move || ctx.facets.with(|f| f.is_empty()) && ctx.musts.with(|m| m.is_empty()));
    let groups = all(c.capability_groups.iter().map(|g| {
        let ids: Vec<Id> = c
            .capabilities
            .iter()
            .filter(|k| k.group == g.id)
            .map(|k| k.id.clone())
            .collect();
        let musts = all(c
            .capabilities
            .iter()
            .filter(|k| k.group == g.id)
            .map(|k| must(ctx, k)));
        let list = view! { <ul class="musts">{musts}</ul> }.into_any();
        let set = move || {
            ctx.musts
                .with(|m| ids.iter().filter(|id| m.contains_key(*id)).count())
        };
        fold(g.label.clone(), set, list)
    }));
    view! {
        <section class="panel" aria-label="Must have and filter">
            <div class="panel-head">
                <h2>"Must have"</h2>
                <button class="text" hidden=none on:click=click(move || ctx.dispatch(Msg::ClearFilters))>"Clear all"</button>
            </div>
            <p class="hint">"What fails is left out, with the reason; what is unknown stays, marked."</p>
            {groups}
            <h2>"Narrow down"</h2>
            {all(Facet::ALL.into_iter().map(|f| facet(ctx, f)))}
        </section>
    }
    .into_any()
}

/// A folded part, open at first where something in it is set, that says how
/// much is.
fn fold(label: String, set: impl Fn() -> usize + Send + 'static, inside: AnyView) -> AnyView {
    let open = untrack(&set) > 0;
    view! {
        <details class="fold" prop:open=open>
            <summary>{label}" "{badge(set)}</summary>
            {inside}
        </details>
    }
    .into_any()
}

/// One capability: whether it must be there, and how close at hand.
fn must(ctx: Ctx, k: &Capability) -> AnyView {
    let wanted = || {
        let id = k.id.clone();
        move || ctx.musts.with(|m| m.get(&id).copied())
    };
    let (on, value_of, hidden) = (wanted(), wanted(), wanted());
    let (toggled, chosen) = (k.id.clone(), k.id.clone());
    let toggle = checked(move |on| {
        ctx.dispatch(Msg::SetMust(
            toggled.clone(),
            on.then_some(Level::Community),
        ));
    });
    let choose = value(move |text| {
        let level = match text.as_str() {
            "core" => Level::Core,
            "official" => Level::Official,
            _ => Level::Community,
        };
        ctx.dispatch(Msg::SetMust(chosen.clone(), Some(level)));
    });
    let level_label = ["What satisfies ", &k.label].concat();
    view! {
        <li class="must">
            <label class="check" title=k.rule.clone()>
                <input type="checkbox" prop:checked=flag(move || on().is_some()) on:change=toggle />
                <span>{k.label.clone()}</span>
            </label>
            <select aria-label=level_label hidden=flag(move || hidden().is_none()) on:change=choose
                prop:value=text(move || value_of().map_or("", Level::as_str).to_owned())>
                <option value="community">"any package"</option>
                <option value="official">"official"</option>
                <option value="core">"built in"</option>
            </select>
        </li>
    }
    .into_any()
}

fn facet(ctx: Ctx, facet: Facet) -> AnyView {
    let name = facet_label(facet);
    let set = move || {
        ctx.facets
            .with(|f| f.get(&facet).map_or(0, std::collections::BTreeSet::len))
    };
    let of = ctx.facets_of();
    let choices = all(of.choices(facet).iter().enumerate().map(|(n, choice)| {
        let count = move || ctx.narrowed.with(|e| e.counts(facet).get(n).copied().unwrap_or_default());
        let (id, toggled) = (choice.id.clone(), choice.id.clone());
        let on = flag(move || ctx.facets.with(|f| f.get(&facet).is_some_and(|s| s.contains(&id))));
        let toggle = checked(move |_| ctx.dispatch(Msg::ToggleFacet(facet, toggled.clone())));
        view! {
            <li class=word(move || if count() == 0 { "zero" } else { "" })>
                <label class="check">
                    <input type="checkbox" prop:checked=on on:change=toggle />
                    <span>{choice.label.clone()}</span>
                </label>
                <span class="count"><span class="unseen">"matches: "</span>{text(move || count().to_string())}</span>
            </li>
        }
        .into_any()
    }));
    let inside = view! {
        <fieldset>
            <legend class="unseen">{name}</legend>
            <ul class="choices">{choices}</ul>
        </fieldset>
    };
    fold(name.to_owned(), set, inside.into_any())
}

/// Weights, presets and the user's own ratings.
pub fn weights(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let defaults = Weights::current(&c);
    let unchanged = flag(move || ctx.weights.with(|w| *w == defaults));
    let known: Vec<_> = c
        .presets
        .iter()
        .map(|p| (p.id.to_string(), Weights::of(&c, &p.weights)))
        .collect();
    let current = text(move || {
        ctx.weights.with(|w| {
            known
                .iter()
                .find(|p| p.1 == *w)
                .map(|p| p.0.clone())
                .unwrap_or_default()
        })
    });
    let presets = all(c
        .presets
        .iter()
        .map(|p| parts::choice(p.id.to_string(), p.label.clone())));
    let apply = value(move |text| {
        if let Ok(id) = Id::new(&text) {
            ctx.dispatch(Msg::ApplyPreset(id));
        }
    });
    let groups = all(c.criteria_groups.iter().enumerate().map(|(n, g)| {
        let rows = all(c
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, k)| k.group == g.id)
            .map(|(j, k)| weight(ctx, j, k)));
        view! {
            <fieldset class="weights">
                <legend>{parts::swatch(n)}{g.label.clone()}</legend>
                {rows}
            </fieldset>
        }
        .into_any()
    }));
    let alike = part(move || {
        ctx.shares.with(|s| s.equal).then(|| {
            view! { <p class="notice">"All weights are 0, so every criterion counts alike."</p> }.into_any()
        })
    });
    let guide = click(|| browser::open_dialog(guide::DIALOG));
    view! {
        <section class="panel" aria-label="What matters">
            <div class="panel-head">
                <h2>"What matters"</h2>
                <button class="text" aria-haspopup="dialog" on:click=guide>"Guide"</button>
            </div>
            <div class="preset">
                <label>"Preset "
                    <select prop:value=current on:change=apply>
                        <option value="" disabled=true>"your own"</option>
                        {presets}
                    </select>
                </label>
                <button class="text" hidden=unchanged on:click=click(move || ctx.dispatch(Msg::ResetWeights))>"Reset"</button>
            </div>
            {alike}
            {groups}
        </section>
    }
    .into_any()
}

/// One criterion: a range and a number that say the same.
fn weight(ctx: Ctx, column: usize, k: &Criterion) -> AnyView {
    let key = k.key;
    let points =
        move || text(move || words::hundredths(ctx.weights.with(|w| w.get(key)).hundredths()));
    let share = text(move || {
        words::percent(
            ctx.shares
                .with(|s| s.of.get(column).copied().unwrap_or_default()),
        )
    });
    let label = [k.label.as_str(), ", how much it matters, 0 to 10"].concat();
    let exact = [k.label.as_str(), ", exactly"].concat();
    let (silent, ratings) = match k.from {
        Measure::Languages => ("Counts once you rate a language.", languages(ctx)),
        Measure::Rating => (
            "Counts once you rate a technology, on its sheet.",
            ().into_any(),
        ),
        Measure::Metric { .. }
        | Measure::Maturity
        | Measure::Support
        | Measure::Freshness
        | Measure::Capabilities { .. }
        | Measure::TypeSafety => ("", ().into_any()),
    };
    let from = k.from.clone();
    let counts = flag(move || {
        ctx.languages.with(|languages| {
            ctx.ratings
                .with(|ratings| Own { languages, ratings }.counts(&from))
        })
    });
    let typed = move || value(move |text| set(ctx, key, &text));
    view! {
        <div class="weight">
            <details class="about">
                <summary>{k.label.clone()}</summary>
                {about(ctx, k)}
            </details>
            <input type="range" min="0" max="10" step="0.5" aria-label=label prop:value=points() on:input=typed() />
            <input type="text" inputmode="decimal" maxlength="5" class="exact" aria-label=exact prop:value=points() on:change=typed() />
            <span class="share" title="Share of the whole">{share}</span>
            <p class="hint" hidden=counts>{silent}</p>
            {ratings}
        </div>
    }
    .into_any()
}

/// Takes a weight as it was typed; what is no number changes nothing.
fn set(ctx: Ctx, key: Key, text: &str) {
    if let Some(weight) = Weight::read(text) {
        ctx.dispatch(Msg::SetWeight(key, weight));
    } else {
        let says = [
            "A weight is a number from 0 to 10, such as 7.5. “",
            text,
            "” is none, so the weight was left as it was.",
        ];
        ctx.notices.set(vec![says.concat()]);
    }
}

/// What a criterion asks, how a figure becomes a value, and why so.
fn about(ctx: Ctx, k: &Criterion) -> AnyView {
    let c = ctx.catalogue();
    let none = std::collections::BTreeMap::new();
    let own = Own {
        languages: &none,
        ratings: &none,
    };
    let total = c.technologies.len();
    let known = c
        .technologies
        .iter()
        .filter(|t| !matches!(figure(&c, t, k, own), Figure::Unknown(_)))
        .count();
    let yours = matches!(k.from, Measure::Languages | Measure::Rating);
    let coverage = (!yours).then(|| {
        [
            "Known for ",
            &known.to_string(),
            " of ",
            &total.to_string(),
            " technologies.",
        ]
        .concat()
    });
    let mut lines = vec![[&function(k), " ", &k.why].concat()];
    lines.extend(k.caveat.clone());
    lines.extend(coverage);
    view! {
        <p><strong>{k.question.clone()}</strong></p>
        {all(lines.into_iter().map(parts::paragraph))}
    }
    .into_any()
}

/// The value function of a criterion in words.
pub fn function(k: &Criterion) -> String {
    use crate::catalogue::ValueFunction as F;
    let with = |x: f64| [&words::figure(x), " ", &k.unit].concat();
    match &k.value {
        F::Linear { worst, best } => {
            if matches!(k.from, Measure::Capabilities { .. }) {
                "Worth nothing without any, everything with all of them built in.".to_owned()
            } else {
                [
                    "Worth nothing at ",
                    &with(*worst),
                    ", everything at ",
                    &with(*best),
                    ", straight between.",
                ]
                .concat()
            }
        }
        F::Logarithmic { worst, best, .. } => [
            "Worth nothing at ",
            &with(*worst),
            ", everything at ",
            &with(*best),
            ", by factors between.",
        ]
        .concat(),
        F::Piecewise { points } => {
            let steps: Vec<String> = points
                .iter()
                .map(|[x, v]| [&words::percent(*v), " at ", &with(*x)].concat())
                .collect();
            ["Worth ", &words::list(&steps, "and"), ", straight between."].concat()
        }
        F::Target { low, target, high } => [
            "Worth everything at ",
            &with(*target),
            ", nothing at ",
            &with(*low),
            " and at ",
            &with(*high),
            ".",
        ]
        .concat(),
        F::Ordinal { levels } => {
            let steps: Vec<String> = levels
                .iter()
                .map(|l| [l.id.as_str(), " ", &words::percent(l.value)].concat())
                .collect();
            ["Worth by level: ", &steps.join(", "), "."].concat()
        }
    }
}

/// How well the team knows each language.
pub fn languages(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let used = |id: &Id| {
        c.technologies
            .iter()
            .any(|t| t.languages.value.iter().any(|l| l.id == *id))
    };
    let rows = all(c.lists.languages.iter().filter(|l| used(&l.id)).map(|l| {
        let (id, rated) = (l.id.clone(), l.id.clone());
        let label = ["Your team's ", &l.label, ", 0 to 5"].concat();
        let mine = move || ctx.languages.with(|m| m.get(&id).copied());
        let rate = move |r| ctx.dispatch(Msg::RateLanguage(rated.clone(), r));
        view! { <li><span>{l.label.clone()}</span>{rating(label, mine, rate)}</li> }.into_any()
    }));
    view! { <ul class="ratings">{rows}</ul> }.into_any()
}

/// A rating from 0 to 5, or none.
pub fn rating(
    label: String,
    mine: impl Fn() -> Option<Rating> + Send + 'static,
    rate: impl Fn(Option<Rating>) + 'static,
) -> AnyView {
    let current = text(move || mine().map(|r| r.get().to_string()).unwrap_or_default());
    let choose = value(move |text| rate(text.parse().ok().and_then(Rating::new)));
    let words = ["0 · unknown", "1", "2 · some", "3", "4 · well", "5 · daily"];
    let choices = all(words
        .into_iter()
        .enumerate()
        .map(|(n, text)| parts::choice(n.to_string(), text.to_owned())));
    view! {
        <select class="rating" aria-label=label prop:value=current on:change=choose>
            <option value="">"not rated"</option>
            {choices}
        </select>
    }
    .into_any()
}
