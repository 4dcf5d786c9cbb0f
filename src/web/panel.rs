//! The panels beside the list: what must be there, and what matters.

use super::ctx::Ctx;
use super::{browser, guide, parts};
use crate::catalogue::{Capability, Criterion, Id, Key, Level, Measure};
use crate::decide::{Figure, Own, Rating, Weight, figure};
use crate::state::{Facet, Msg};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Must-haves and facets.
pub fn filters(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let any = move || ctx.facets.with(|f| !f.is_empty()) || ctx.musts.with(|m| !m.is_empty());
    let groups: Vec<_> = c
        .capability_groups
        .iter()
        .map(|g| {
            let all: Vec<Capability> =
                c.capabilities.iter().filter(|k| k.group == g.id).cloned().collect();
            must_group(ctx, g.label.clone(), all)
        })
        .collect();
    view! {
        <section class="panel" aria-label="Must have and filter">
            <div class="panel-head">
                <h2>"Must have"</h2>
                <button class="text" hidden=move || !any() on:click=move |_| ctx.dispatch(Msg::ClearFilters)>"Clear all"</button>
            </div>
            <p class="hint">"What fails one of these is left out, with the reason. What is unknown stays, marked."</p>
            {groups}
            <h2>"Narrow down"</h2>
            {Facet::ALL.into_iter().map(|f| facet(ctx, f)).collect_view()}
        </section>
    }
    .into_any()
}

/// A folded group that opens by itself while something in it is set.
fn must_group(ctx: Ctx, label: String, all: Vec<Capability>) -> AnyView {
    let ids: Vec<Id> = all.iter().map(|k| k.id.clone()).collect();
    let set = Memo::new(move |_| ctx.musts.with(|m| ids.iter().filter(|id| m.contains_key(*id)).count()));
    let open = set.get_untracked() > 0;
    view! {
        <details class="fold" prop:open=open>
            <summary>{label} {move || (set.get() > 0).then(|| view! { <span class="badge">{set.get()}</span> })}</summary>
            <ul class="musts">{all.into_iter().map(|k| must(ctx, k)).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// One capability: whether it must be there, and how close at hand.
fn must(ctx: Ctx, k: Capability) -> AnyView {
    let id = k.id.clone();
    let wanted = Memo::new(move |_| ctx.musts.with(|m| m.get(&id).copied()));
    let value = move || wanted.get().map_or("", Level::as_str);
    let (toggled, chosen) = (k.id.clone(), k.id);
    let level_label = ["What satisfies ", &k.label].concat();
    view! {
        <li class="must">
            <label class="check" title=k.rule>
                <input type="checkbox" prop:checked=move || wanted.get().is_some()
                    on:change=move |e| {
                        let level = event_target_checked(&e).then_some(Level::Community);
                        ctx.dispatch(Msg::SetMust(toggled.clone(), level));
                    } />
                <span>{k.label}</span>
            </label>
            <select aria-label=level_label hidden=move || wanted.get().is_none() prop:value=value
                on:change=move |e| {
                    let level = match event_target_value(&e).as_str() {
                        "core" => Level::Core,
                        "official" => Level::Official,
                        _ => Level::Community,
                    };
                    ctx.dispatch(Msg::SetMust(chosen.clone(), Some(level)));
                }>
                <option value="community">"any package"</option>
                <option value="official">"official"</option>
                <option value="core">"built in"</option>
            </select>
        </li>
    }
    .into_any()
}

fn facet(ctx: Ctx, facet: Facet) -> AnyView {
    let choices = ctx.facets_of().choices(facet).to_vec();
    let name = super::explore::facet_label(facet);
    let set = Memo::new(move |_| ctx.facets.with(|f| f.get(&facet).map_or(0, std::collections::BTreeSet::len)));
    let open = set.get_untracked() > 0 || matches!(facet, Facet::Kind | Facet::Language);
    view! {
        <details class="fold" prop:open=open>
            <summary>{name} {move || (set.get() > 0).then(|| view! { <span class="badge">{set.get()}</span> })}</summary>
            <fieldset>
                <legend class="unseen">{name}</legend>
                <ul class="choices">
                    {choices.into_iter().enumerate().map(|(n, choice)| {
                        let count = Memo::new(move |_| {
                            ctx.narrowed.with(|e| e.counts(facet).get(n).copied().unwrap_or_default())
                        });
                        let id = choice.id.clone();
                        let on = Memo::new(move |_| ctx.facets.with(|f| f.get(&facet).is_some_and(|s| s.contains(&id))));
                        let id = choice.id;
                        view! {
                            <li class:zero=move || count.get() == 0>
                                <label class="check">
                                    <input type="checkbox" prop:checked=move || on.get()
                                        on:change=move |_| ctx.dispatch(Msg::ToggleFacet(facet, id.clone())) />
                                    <span>{choice.label}</span>
                                </label>
                                <span class="count"><span class="unseen">"matches: "</span>{move || count.get()}</span>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </fieldset>
        </details>
    }
    .into_any()
}

/// Weights, presets and the user's own ratings.
pub fn weights(ctx: Ctx) -> AnyView {
    let c = ctx.catalogue();
    let defaults = crate::decide::Weights::current(&c);
    let changed = Memo::new(move |_| ctx.weights.with(|w| *w != defaults));
    let presets: Vec<_> = c.presets.iter().map(|p| (p.id.clone(), p.label.clone(), crate::decide::Weights::of(&c, &p.weights))).collect();
    let known = presets.clone();
    let current = Memo::new(move |_| {
        ctx.weights.with(|w| known.iter().find(|p| p.2 == *w).map(|p| p.0.to_string()).unwrap_or_default())
    });
    let groups: Vec<_> = c
        .criteria_groups
        .iter()
        .enumerate()
        .map(|(n, g)| {
            let rows: Vec<_> = c
                .criteria
                .iter()
                .enumerate()
                .filter(|(_, k)| k.group == g.id)
                .map(|(column, k)| weight(ctx, column, k))
                .collect();
            view! {
                <fieldset class="weights">
                    <legend>{parts::swatch(n)} {g.label.clone()}</legend>
                    {rows}
                </fieldset>
            }
        })
        .collect();
    view! {
        <section class="panel" aria-label="What matters">
            <div class="panel-head">
                <h2>"What matters"</h2>
                <button class="text" aria-haspopup="dialog" on:click=move |_| browser::open_dialog(guide::DIALOG)>"Guide"</button>
            </div>
            <div class="preset">
                <label>"Preset "
                    <select prop:value=move || current.get() on:change=move |e| {
                        if let Ok(id) = Id::new(&event_target_value(&e)) {
                            ctx.dispatch(Msg::ApplyPreset(id));
                        }
                    }>
                        <option value="" disabled=true>"your own"</option>
                        {presets.into_iter().map(|(id, label, _)| view! { <option value=id.to_string()>{label}</option> }).collect_view()}
                    </select>
                </label>
                <button class="text" hidden=move || !changed.get() on:click=move |_| ctx.dispatch(Msg::ResetWeights)>"Reset"</button>
            </div>
            {move || ctx.shares.with(|s| s.equal).then(|| view! {
                <p class="notice">"All weights are 0, so every criterion counts alike."</p>
            })}
            {groups}
        </section>
    }
    .into_any()
}

/// One criterion: a range and a number that say the same.
fn weight(ctx: Ctx, column: usize, k: &Criterion) -> AnyView {
    let key = k.key;
    let points = Memo::new(move |_| ctx.weights.with(|w| w.get(key).points()));
    let share = Memo::new(move |_| ctx.shares.with(|s| s.of.get(column).copied().unwrap_or_default()));
    let label = [k.label.as_str(), ", how much it matters, 0 to 10"].concat();
    let exact = [k.label.as_str(), ", exactly"].concat();
    let silent = match k.from {
        Measure::Languages => Some("Counts once you rate a language."),
        Measure::Rating => Some("Counts once you rate a technology, on its sheet."),
        Measure::Metric { .. }
        | Measure::Maturity
        | Measure::Support
        | Measure::Freshness
        | Measure::Capabilities { .. }
        | Measure::TypeSafety => None,
    };
    let from = k.from.clone();
    let counts = Memo::new(move |_| {
        ctx.languages.with(|languages| ctx.ratings.with(|ratings| Own { languages, ratings }.counts(&from)))
    });
    view! {
        <div class="weight">
            <details class="about">
                <summary>{k.label.clone()}</summary>
                {about(ctx, k)}
            </details>
            <input type="range" min="0" max="10" step="0.5" aria-label=label
                prop:value=move || points.get().to_string()
                on:input=move |e| set(ctx, key, &event_target_value(&e)) />
            <input type="number" min="0" max="10" step="any" inputmode="decimal" aria-label=exact
                prop:value=move || words::figure(points.get())
                on:change=move |e| set(ctx, key, &event_target_value(&e)) />
            <span class="share" title="Share of the whole">{move || words::percent(share.get())}</span>
            {silent.map(|text| view! { <p class="hint" hidden=move || counts.get()>{text}</p> })}
            {matches!(k.from, Measure::Languages).then(|| languages(ctx))}
        </div>
    }
    .into_any()
}

/// Takes a weight as it was typed; what is no number changes nothing.
fn set(ctx: Ctx, key: Key, text: &str) {
    if let Some(weight) = text.trim().parse().ok().and_then(Weight::from_points) {
        ctx.dispatch(Msg::SetWeight(key, weight));
    } else {
        ctx.status.set("A weight is a number from 0 to 10.".to_owned());
    }
}

/// What a criterion asks, how a figure becomes a value, and why so.
fn about(ctx: Ctx, k: &Criterion) -> AnyView {
    let c = ctx.catalogue();
    let none = std::collections::BTreeMap::new();
    let own = Own { languages: &none, ratings: &none };
    let all = c.technologies.len();
    let known = c
        .technologies
        .iter()
        .filter(|t| !matches!(figure(&c, t, k, own), Figure::Unknown(_)))
        .count();
    let yours = matches!(k.from, Measure::Languages | Measure::Rating);
    let coverage = (!yours).then(|| {
        ["Known for ", &known.to_string(), " of ", &all.to_string(), " technologies."].concat()
    });
    view! {
        <p><strong>{k.question.clone()}</strong></p>
        <p>{function(k)} " " {k.why.clone()}</p>
        {k.caveat.clone().map(|text| view! { <p>{text}</p> })}
        {coverage.map(|text| view! { <p>{text}</p> })}
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
                ["Worth nothing at ", &with(*worst), ", everything at ", &with(*best), ", straight between."].concat()
            }
        }
        F::Logarithmic { worst, best, .. } => {
            ["Worth nothing at ", &with(*worst), ", everything at ", &with(*best), ", by factors between."].concat()
        }
        F::Piecewise { points } => {
            let steps: Vec<String> = points
                .iter()
                .map(|[x, v]| [&words::percent(*v), " at ", &with(*x)].concat())
                .collect();
            ["Worth ", &words::list(&steps, "and"), ", straight between."].concat()
        }
        F::Target { low, target, high } => {
            ["Worth everything at ", &with(*target), ", nothing at ", &with(*low), " and at ", &with(*high), "."].concat()
        }
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
    let used = |id: &Id| c.technologies.iter().any(|t| t.languages.value.iter().any(|l| l.id == *id));
    let all: Vec<_> = c.lists.languages.iter().filter(|l| used(&l.id)).cloned().collect();
    let all = Arc::new(all);
    view! {
        <ul class="ratings">
            {all.iter().map(|l| {
                let id = l.id.clone();
                let mine = Memo::new(move |_| ctx.languages.with(|m| m.get(&id).copied()));
                let id = l.id.clone();
                let label = ["Your team's ", &l.label, ", 0 to 5"].concat();
                view! {
                    <li>
                        <span>{l.label.clone()}</span>
                        {rating(label, mine, move |r| ctx.dispatch(Msg::RateLanguage(id.clone(), r)))}
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// A rating from 0 to 5, or none.
pub fn rating(label: String, mine: Memo<Option<Rating>>, rate: impl Fn(Option<Rating>) + 'static) -> AnyView {
    let value = move || mine.get().map(|r| r.get().to_string()).unwrap_or_default();
    view! {
        <select class="rating" aria-label=label prop:value=value on:change=move |e| {
            rate(event_target_value(&e).parse().ok().and_then(Rating::new));
        }>
            <option value="">"not rated"</option>
            {["0 · unknown", "1", "2 · some", "3", "4 · well", "5 · daily"].into_iter().enumerate()
                .map(|(n, text)| view! { <option value=n.to_string()>{text}</option> }).collect_view()}
        </select>
    }
    .into_any()
}
