//! The frame of the page: header, notices, the place, and what floats above.

use super::ctx::Ctx;
use super::{browser, compare, explore, guide, parts, shelf, technology};
use crate::state::{Msg, Origin, Theme, View};
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;

/// The id of every place's heading, which gets the focus on arrival.
pub const HEADING: &str = "place";

/// The whole page.
pub fn app(ctx: Ctx) -> impl IntoView {
    follow(ctx);
    keys();
    view! {
        <a class="skip" href="#place" on:click=move |e| { e.prevent_default(); browser::focus(HEADING); }>"Skip to content"</a>
        {header(ctx)}
        {notices(ctx)}
        <main class="main">
            {move || match ctx.view.get() {
                View::Explore => explore::explore(ctx).into_any(),
                View::Technology => technology::technology(ctx).into_any(),
                View::Compare => compare::compare(ctx).into_any(),
            }}
        </main>
        {tray(ctx)}
        {undo(ctx)}
        {shelf::dialog(ctx)}
        {guide::dialog(ctx)}
        {share_dialog(ctx)}
        <footer class="foot">
            <p>"Catalogue of " {words::date(ctx.catalogue().checked)} ", version " {ctx.catalogue().version.clone()} ". Everything is computed here, in your browser; nothing is sent anywhere."</p>
            <p><kbd>"/"</kbd> " search, " <kbd>"↑"</kbd> " " <kbd>"↓"</kbd> " along the list"</p>
        </footer>
        <div class="unseen" role="status" aria-live="polite">{move || ctx.status.get()}</div>
    }
}

/// Lets title, theme and the spoken summary follow the state.
fn follow(ctx: Ctx) {
    Effect::new(move |_| {
        let place = match ctx.view.get() {
            View::Explore => None,
            View::Technology => ctx.technology.get().map(|id| ctx.name(&id)),
            View::Compare => {
                let names: Vec<_> = ctx.compared.get().iter().map(|id| ctx.name(id)).collect();
                Some(if names.is_empty() {
                    "Compare".to_owned()
                } else {
                    ["Compare ", &words::list(&names, "and")].concat()
                })
            }
        };
        browser::set_title(&match place {
            Some(place) => [&place, " · Groundwork"].concat(),
            None => "Groundwork: choose a backend technology you can defend".to_owned(),
        });
    });
    Effect::new(move |_| {
        browser::set_theme(match ctx.theme.get() {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        });
    });
    // One message a settled change, never one a step of a drag.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let summary = explore::summary(ctx);
        if before.is_some() && ctx.view.get() == View::Explore {
            turn.update_value(|n| *n = n.wrapping_add(1));
            let mine = turn.get_value();
            set_timeout(
                move || {
                    if turn.try_get_value() == Some(mine) {
                        let _ = ctx.status.try_set(summary);
                    }
                },
                Duration::from_millis(900),
            );
        }
    });
}

/// Keys that work everywhere.
fn keys() {
    window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let handled = match event.key().as_str() {
            "/" if !browser::typing() => {
                browser::focus("search");
                true
            }
            "ArrowDown" => browser::step_row(1),
            "ArrowUp" => browser::step_row(-1),
            _ => false,
        };
        if handled {
            event.prevent_default();
        }
    });
}

fn header(ctx: Ctx) -> impl IntoView {
    let go = move |view: View| {
        ctx.dispatch(Msg::Show(view));
        browser::arrive(HEADING);
    };
    let here = move |view: View| (ctx.view.get() == view).then_some("page");
    let search = NodeRef::<leptos::html::Input>::new();
    view! {
        <header class="bar">
            <button class="brand" on:click=move |_| go(View::Explore)>"Groundwork"</button>
            <nav class="places" aria-label="Places">
                <button aria-current=move || here(View::Explore) on:click=move |_| go(View::Explore)>"Explore"</button>
                <button aria-current=move || here(View::Compare) on:click=move |_| go(View::Compare)>
                    "Compare" {move || badge(ctx.compared.with(Vec::len))}
                </button>
            </nav>
            <div class="search" role="search">
                <input id="search" type="search" node_ref=search placeholder="Search technologies, languages, features, users"
                    aria-label="Search technologies" autocomplete="off" spellcheck="false" enterkeyhint="search"
                    prop:value=move || ctx.search.get()
                    on:input=move |e| {
                        ctx.dispatch(Msg::Search(event_target_value(&e)));
                    }
                    on:keydown=move |e| match e.key().as_str() {
                        "Enter" => {
                            if let Some(id) = explore::first(ctx) {
                                ctx.dispatch(Msg::Open(id));
                                browser::arrive(HEADING);
                            }
                        }
                        "Escape" => ctx.dispatch(Msg::Search(String::new())),
                        _ => {
                            if ctx.view.get_untracked() != View::Explore && e.key().chars().count() == 1 {
                                ctx.dispatch(Msg::Show(View::Explore));
                            }
                        }
                    }
                />
                <kbd aria-hidden="true">"/"</kbd>
            </div>
            <div class="tools">
                <button aria-haspopup="dialog" on:click=move |_| browser::open_dialog(shelf::DIALOG)>
                    <span aria-hidden="true">"★ "</span><span class="wide-only">"Shortlist"</span><span class="unseen narrow-only">"Shortlist"</span>
                    {move || badge(ctx.shelf.with(Vec::len))}
                </button>
                {share(ctx)}
                {theme(ctx)}
            </div>
        </header>
    }
}

/// A count behind a label; nothing for none.
fn badge(n: usize) -> Option<AnyView> {
    (n > 0).then(|| view! { <span class="badge">{n}</span> }.into_any())
}

const SHARE: &str = "share";

fn share(ctx: Ctx) -> impl IntoView {
    let done = RwSignal::new(false);
    let copy = move |_| {
        ctx.flush();
        browser::copy(&ctx.link(), move |well| {
            if well {
                done.set(true);
                ctx.status.set("Link copied".to_owned());
                set_timeout(move || { let _ = done.try_set(false); }, Duration::from_millis(2500));
            } else {
                browser::open_dialog(SHARE);
                browser::select("share-link");
            }
        });
    };
    view! {
        <button class="share" class:done=move || done.get() on:click=copy>
            {move || if done.get() { "Copied" } else { "Share" }}
        </button>
    }
}

/// The link to copy by hand, where the browser lets no page copy it.
fn share_dialog(ctx: Ctx) -> impl IntoView {
    let link = move || {
        ctx.leagues.track();
        ctx.view.track();
        ctx.compared.track();
        ctx.link()
    };
    parts::dialog(SHARE, "Share this comparison", view! {
        <p>"This browser lets no page write to the clipboard. The link is the whole comparison; copy it from here."</p>
        <input id="share-link" class="link" readonly aria-label="Link of this comparison" prop:value=link />
    })
}

fn theme(ctx: Ctx) -> impl IntoView {
    let next = move || match ctx.theme.get() {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    };
    let (sign, name) = (
        move || match ctx.theme.get() {
            Theme::System => "◐",
            Theme::Light => "○",
            Theme::Dark => "●",
        },
        move || match ctx.theme.get() {
            Theme::System => "Theme: as the system",
            Theme::Light => "Theme: light",
            Theme::Dark => "Theme: dark",
        },
    );
    view! {
        <button class="icon" aria-label=name title=name on:click=move |_| ctx.dispatch(Msg::SetTheme(next()))>
            <span aria-hidden="true">{sign}</span>
        </button>
    }
}

/// Whose comparison this is, and what was odd.
fn notices(ctx: Ctx) -> impl IntoView {
    let shared = move || ctx.origin.get() == Origin::Shared;
    let unlisted = Memo::new(move |_| {
        ctx.compared.track();
        ctx.view.track();
        ctx.technology.track();
        ctx.facets.track();
        ctx.musts.track();
        let c = ctx.catalogue();
        let unlisted = crate::address::unlisted(&ctx.comparison(), &c);
        unlisted.iter().map(crate::address::Unlisted::sentence).collect::<Vec<_>>()
    });
    view! {
        <div class="notices">
            {move || shared().then(|| view! {
                <section class="notice shared" aria-label="Shared comparison">
                    <p><strong>"You are looking at a shared comparison."</strong> " Your own is safe: nothing here is saved until you keep it."</p>
                    <p class="actions">
                        <button class="primary" on:click=move |_| {
                            ctx.dispatch(Msg::KeepAsMine);
                            ctx.status.set("Kept as yours".to_owned());
                        }>"Keep as mine"</button>
                        <button on:click=move |_| ctx.dispatch(Msg::BackToMine)>"Back to mine"</button>
                    </p>
                </section>
            })}
            {move || {
                let all = unlisted.get();
                (!all.is_empty()).then(|| view! {
                    <section class="notice" aria-label="No longer listed">
                        {all.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                    </section>
                })
            }}
            {move || {
                let all = ctx.notices.get();
                (!all.is_empty()).then(|| view! {
                    <section class="notice" aria-label="Notice">
                        {all.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                        <p class="actions"><button on:click=move |_| ctx.notices.set(Vec::new())>"Dismiss"</button></p>
                    </section>
                })
            }}
            {move || ctx.unsaved.get().then(|| view! {
                <section class="notice" aria-label="Not saved">
                    <p><strong>"This browser saves nothing for this page."</strong> " Everything works until you close it; the link keeps the comparison. Saving is tried again at your next change."</p>
                </section>
            })}
        </div>
    }
}

/// What is ticked for comparison, always at hand.
fn tray(ctx: Ctx) -> impl IntoView {
    let shown = move || ctx.view.get() != View::Compare && ctx.compared.with(|c| !c.is_empty());
    view! {
        <div class="tray" role="region" aria-label="Ticked for comparison" hidden=move || !shown()>
            <p>
                <strong>"Compare (" {move || ctx.compared.with(Vec::len)} ")"</strong> " "
                {move || {
                    let names: Vec<_> = ctx.compared.get().iter().map(|id| ctx.name(id)).collect();
                    names.join(" · ")
                }}
            </p>
            <p class="actions">
                <button class="primary" disabled=move || { ctx.compared.with(Vec::len) < 2 }
                    on:click=move |_| { ctx.dispatch(Msg::Show(View::Compare)); browser::arrive(HEADING); }>
                    {move || if ctx.compared.with(Vec::len) < 2 { "Tick one more" } else { "Compare" }}
                </button>
                <button on:click=move |_| ctx.dispatch(Msg::Compare(Vec::new()))>"Clear"</button>
            </p>
        </div>
    }
}

/// Offers to undo the latest shortlist edit for a while.
fn undo(ctx: Ctx) -> impl IntoView {
    let shown = RwSignal::new(false);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |before: Option<usize>| {
        ctx.undo.track();
        let depth = ctx.undo_depth();
        if before.is_some_and(|b| depth > b) {
            shown.set(true);
            turn.update_value(|n| *n = n.wrapping_add(1));
            let mine = turn.get_value();
            set_timeout(
                move || {
                    if turn.try_get_value() == Some(mine) {
                        let _ = shown.try_set(false);
                    }
                },
                Duration::from_secs(12),
            );
        } else if before.is_some_and(|b| depth < b) {
            shown.set(false);
        }
        depth
    });
    let text = move || ctx.undo.get().map(|(done, id)| shelf::done(done, &ctx.name(&id)));
    view! {
        <div class="undo" role="region" aria-label="Undo" hidden=move || !shown.get()>
            <p>{text}</p>
            <button on:click=move |_| {
                ctx.dispatch(Msg::Undo);
                ctx.status.set("Undone".to_owned());
            }>"Undo"</button>
            <button class="icon" aria-label="Close" on:click=move |_| shown.set(false)>"×"</button>
        </div>
    }
}
