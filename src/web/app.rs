//! The frame of the page: header, notices, the place, and what floats above.

use super::bind::{all, click, flag, key, maybe, part, text, value, word};
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
pub fn app(ctx: Ctx) -> AnyView {
    follow(ctx);
    keys();
    let skip = Box::new(move |event: ev::MouseEvent| {
        event.prevent_default();
        browser::focus(HEADING);
    }) as Box<dyn FnMut(ev::MouseEvent)>;
    let place = part(move || {
        Some(match ctx.view.get() {
            View::Explore => explore::explore(ctx),
            View::Technology => technology::technology(ctx).into_any(),
            View::Compare => compare::compare(ctx).into_any(),
        })
    });
    let c = ctx.catalogue();
    let dated = [
        "Catalogue of ",
        &words::date(c.checked),
        ", version ",
        &c.version,
        ". Everything is computed here, in your browser; nothing is sent anywhere.",
    ]
    .concat();
    view! {
        <a class="skip" href="#place" on:click=skip>"Skip to content"</a>
        {header(ctx)}
        {notices(ctx)}
        <main class="main">{place}</main>
        {tray(ctx)}
        {undo(ctx)}
        {shelf::dialog(ctx)}
        {guide::dialog(ctx)}
        {share_dialog(ctx)}
        <footer class="foot">
            <p>{dated}</p>
            <p><kbd>"/"</kbd>" search, "<kbd>"↑"</kbd>" "<kbd>"↓"</kbd>" along the list"</p>
        </footer>
        <div class="unseen" role="status" aria-live="polite">{text(move || ctx.status.get())}</div>
    }
    .into_any()
}

/// Lets title, theme and the spoken summary follow the state.
fn follow(ctx: Ctx) {
    Effect::new(move |_| {
        let place = match ctx.view.get() {
            View::Explore => None,
            View::Technology => ctx.technology.get().map(|id| ctx.name(&id)),
            View::Compare => {
                let names: Vec<_> = ctx.compared.get().iter().map(|id| ctx.name(id)).collect();
                Some(["Compare ", &words::list(&names, "and")].concat())
            }
        };
        browser::set_title(&match place {
            Some(place) => [place.trim_end(), " · Groundwork"].concat(),
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
    let turn = Turn::new();
    Effect::new(move |before: Option<()>| {
        let summary = explore::summary(ctx);
        if before.is_some() && ctx.view.get() == View::Explore {
            turn.after(Duration::from_millis(900), move || {
                let _ = ctx.status.try_set(summary);
            });
        }
    });
}

/// A timer whose latest start alone counts.
#[derive(Clone, Copy)]
struct Turn(StoredValue<u32>);

impl Turn {
    fn new() -> Self {
        Self(StoredValue::new(0))
    }

    fn after(self, wait: Duration, then: impl FnOnce() + 'static) {
        self.0.update_value(|n| *n = n.wrapping_add(1));
        let mine = self.0.get_value();
        set_timeout(
            move || {
                if self.0.try_get_value() == Some(mine) {
                    then();
                }
            },
            wait,
        );
    }
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

/// Goes to a place.
pub fn go(ctx: Ctx, view: View) {
    ctx.dispatch(Msg::Show(view));
    browser::arrive(HEADING);
}

fn header(ctx: Ctx) -> AnyView {
    let here = move |view: View| maybe(move || (ctx.view.get() == view).then_some("page"));
    let typed = value(move |text| ctx.dispatch(Msg::Search(text)));
    let pressed = key(move |event| match event.key().as_str() {
        "Enter" => {
            if let Some(id) = explore::first(ctx) {
                parts::open(ctx, id);
            }
        }
        "Escape" => ctx.dispatch(Msg::Search(String::new())),
        other => {
            // The search is of the list: typing leads there.
            if ctx.view.get_untracked() != View::Explore && other.chars().count() == 1 {
                ctx.dispatch(Msg::Show(View::Explore));
            }
        }
    });
    view! {
        <header class="bar">
            <button class="brand" on:click=click(move || go(ctx, View::Explore))>"Groundwork"</button>
            <nav class="places" aria-label="Places">
                <button aria-current=here(View::Explore) on:click=click(move || go(ctx, View::Explore))>"Explore"</button>
                <button aria-current=here(View::Compare) on:click=click(move || go(ctx, View::Compare))>
                    "Compare "{badge(move || ctx.compared.with(Vec::len))}
                </button>
            </nav>
            <div class="search" role="search">
                <input id="search" type="search" placeholder="Search technologies, languages, features, users"
                    aria-label="Search technologies" autocomplete="off" spellcheck="false" enterkeyhint="search"
                    maxlength="200" prop:value=text(move || ctx.search.get()) on:input=typed on:keydown=pressed />
                <kbd aria-hidden="true">"/"</kbd>
            </div>
            <div class="tools">
                <button aria-haspopup="dialog" on:click=click(move || browser::open_dialog(shelf::DIALOG))>
                    <span aria-hidden="true">"★ "</span><span class="label">"Shortlist"</span>" "
                    {badge(move || ctx.shelf.with(Vec::len))}
                </button>
                {share(ctx)}
                {theme(ctx)}
            </div>
        </header>
    }
    .into_any()
}

/// A count behind a label; nothing for none.
pub fn badge(n: impl Fn() -> usize + Send + 'static) -> AnyView {
    let count = part(move || {
        let n = n();
        (n > 0).then(|| view! { <span class="badge">{n.to_string()}</span> }.into_any())
    });
    count.into_any()
}

const SHARE: &str = "share";

fn share(ctx: Ctx) -> AnyView {
    let done = RwSignal::new(false);
    let turn = Turn::new();
    let copy = click(move || {
        ctx.flush();
        browser::copy(&ctx.link(), move |well| {
            if well {
                done.set(true);
                ctx.status.set("Link copied".to_owned());
                turn.after(Duration::from_millis(2500), move || {
                    let _ = done.try_set(false);
                });
            } else {
                browser::open_dialog(SHARE);
                browser::select("share-link");
            }
        });
    });
    let label = word(move || if done.get() { "Copied" } else { "Share" });
    view! { <button class="share" on:click=copy>{label}</button> }.into_any()
}

/// The link to copy by hand, where the browser lets no page copy it.
fn share_dialog(ctx: Ctx) -> AnyView {
    let link = text(move || {
        ctx.comparison_tracked();
        ctx.leagues.track();
        ctx.link()
    });
    let inside = view! {
        <p>"This browser lets no page write to the clipboard. The link is the whole comparison; copy it from here."</p>
        <input id="share-link" class="link" readonly aria-label="Link of this comparison" prop:value=link />
    };
    parts::dialog(SHARE, "Share this comparison", inside.into_any())
}

fn theme(ctx: Ctx) -> AnyView {
    let next = click(move || {
        ctx.dispatch(Msg::SetTheme(match ctx.theme.get_untracked() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }));
    });
    let sign = word(move || match ctx.theme.get() {
        Theme::System => "◐",
        Theme::Light => "○",
        Theme::Dark => "●",
    });
    let name = move || {
        word(move || match ctx.theme.get() {
            Theme::System => "Theme: as the system",
            Theme::Light => "Theme: light",
            Theme::Dark => "Theme: dark",
        })
    };
    view! {
        <button class="icon" aria-label=name() title=name() on:click=next>
            <span aria-hidden="true">{sign}</span>
        </button>
    }
    .into_any()
}

/// A notice: what is to be said, and what can be done.
fn notice(class: &'static str, label: &'static str, says: AnyView, actions: AnyView) -> AnyView {
    view! {
        <section class=class aria-label=label>
            <div>{says}</div>
            <p class="actions">{actions}</p>
        </section>
    }
    .into_any()
}

/// Whose comparison this is, and what was odd.
fn notices(ctx: Ctx) -> AnyView {
    let shared = part(move || {
        (ctx.origin.get() == Origin::Shared).then(|| {
            let says = view! {
                <p><strong>"You are looking at a shared comparison."</strong>" Your own is safe: nothing here is saved until you keep it."</p>
            };
            let keep = parts::button("primary", "Keep as mine".to_owned(), move || {
                ctx.dispatch(Msg::KeepAsMine);
                ctx.status.set("Kept as yours".to_owned());
            });
            let back = parts::button("", "Back to mine".to_owned(), move || ctx.dispatch(Msg::BackToMine));
            notice("notice shared", "Shared comparison", says.into_any(), all([keep, back].into_iter()))
        })
    });
    let unlisted = part(move || {
        ctx.comparison_tracked();
        let unlisted = crate::address::unlisted(&ctx.comparison(), &ctx.catalogue());
        (!unlisted.is_empty()).then(|| {
            let says = all(unlisted.iter().map(|u| parts::paragraph(u.sentence())));
            notice("notice", "No longer listed", says, ().into_any())
        })
    });
    let odd = part(move || {
        let sentences = ctx.notices.get();
        (!sentences.is_empty()).then(|| {
            let says = all(sentences.into_iter().map(parts::paragraph));
            let dismiss = parts::button("", "Dismiss".to_owned(), move || {
                ctx.notices.set(Vec::new())
            });
            notice("notice", "Notice", says, dismiss)
        })
    });
    let unsaved = part(move || {
        ctx.unsaved.get().then(|| {
            let says = view! {
                <p><strong>"This browser saves nothing for this page."</strong>" Everything works until you close it; the link keeps the comparison. Saving is tried again at your next change."</p>
            };
            notice("notice", "Not saved", says.into_any(), ().into_any())
        })
    });
    view! { <div class="notices">{shared}{unlisted}{odd}{unsaved}</div> }.into_any()
}

/// What is ticked for comparison, always at hand.
fn tray(ctx: Ctx) -> AnyView {
    let hidden = flag(move || ctx.view.get() == View::Compare || ctx.compared.with(Vec::is_empty));
    let title = text(move || ["Compare (", &ctx.compared.with(Vec::len).to_string(), ")"].concat());
    let names = text(move || {
        let names: Vec<_> = ctx.compared.get().iter().map(|id| ctx.name(id)).collect();
        names.join(" · ")
    });
    let few = move || ctx.compared.with(Vec::len) < 2;
    let label = word(move || if few() { "Tick one more" } else { "Compare" });
    view! {
        <div class="tray" role="region" aria-label="Ticked for comparison" hidden=hidden>
            <p><strong>{title}</strong>" "{names}</p>
            <p class="actions">
                <button class="primary" disabled=flag(few) on:click=click(move || go(ctx, View::Compare))>{label}</button>
                {parts::button("", "Clear".to_owned(), move || ctx.dispatch(Msg::Compare(Vec::new())))}
            </p>
        </div>
    }
    .into_any()
}

/// Offers to undo the latest shortlist edit for a while.
fn undo(ctx: Ctx) -> AnyView {
    let shown = RwSignal::new(false);
    let turn = Turn::new();
    Effect::new(move |before: Option<usize>| {
        ctx.shelf.track();
        let depth = ctx.undo_depth();
        if before.is_some_and(|b| depth > b) {
            shown.set(true);
            turn.after(Duration::from_secs(12), move || {
                let _ = shown.try_set(false);
            });
        } else if before.is_some_and(|b| depth < b) {
            shown.set(false);
        }
        depth
    });
    let done = text(move || {
        ctx.shelf.track();
        ctx.last_edit()
            .map(|(done, id)| shelf::done(done, &ctx.name(&id)))
            .unwrap_or_default()
    });
    let close = click(move || shown.set(false));
    view! {
        <div class="undo" role="region" aria-label="Undo" hidden=flag(move || !shown.get())>
            <p>{done}</p>
            {parts::button("", "Undo".to_owned(), move || shelf::undo(ctx))}
            <button class="icon" aria-label="Close" on:click=close>"×"</button>
        </div>
    }
    .into_any()
}
