//! The frame of the page: header, notices, the place, and what floats above.

use super::ctx::Ctx;
use super::derived::effect;
use super::element::{
    Piece, act, all, el, flag, hear, live, nothing, of, part, text, together, value, word,
};
use super::turn::Turn;
use super::{browser, explore, export, guide, later, own, parts, print, shelf};
use crate::state::{Msg, Origin, Theme, View};
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use std::mem::take;
use std::rc::Rc;
use std::time::Duration;

/// The id of every place's heading, which gets the focus on arrival.
pub const HEADING: &str = "place";
/// The title of the page where it is of nothing in particular.
pub const TITLE: &str = "Groundwork: choose a backend technology you can defend";

/// The whole page.
pub fn app(ctx: Ctx) -> Piece {
    follow(ctx);
    later::follow(ctx);
    keys(ctx);
    let skip = hear(move |event| {
        event.prevent_default();
        browser::focus(HEADING);
    });
    let skip = of("a", "skip")
        .attr("href", "#place")
        .on("click", skip)
        .say("Skip to content");
    let place = part(move || {
        ctx.placed.get().then(|| match ctx.view.get() {
            View::Explore => explore::explore(ctx),
            View::Technology => later::place(ctx, |p| p.technology),
            View::Compare => later::place(ctx, |p| p.compare),
            View::Decide => later::place(ctx, |p| p.decide),
            View::Data => later::place(ctx, |p| p.data),
        })
    });
    let status = of("div", "unseen")
        .attr("id", browser::STATUS)
        .attr("role", "status")
        .attr("aria-live", "polite")
        .live(text(move || ctx.status.get()));
    together(vec![
        el("nav")
            .attr("aria-label", "Skip")
            .child(skip.done())
            .done(),
        header(ctx),
        notices(ctx),
        of("main", "main").child(place).done(),
        tray(ctx),
        undo(ctx),
        part(move || later::here(ctx).map(|p| (p.renewed)(ctx))),
        shelf::dialog(ctx),
        own::dialog(ctx),
        guide::dialog(ctx),
        export::dialog(ctx),
        parts::dialog(
            SHARE,
            "Share this comparison",
            later::inside(ctx, |p| p.share),
        ),
        footer(ctx),
        status.done(),
    ])
}

fn footer(ctx: Ctx) -> Piece {
    let dated = text(move || {
        let c = ctx.catalogue();
        let (date, version) = (words::date(c.checked), &c.version);
        let rest = ". Everything is computed here, in your browser; nothing is sent anywhere.";
        ["Catalogue of ", &date, ", version ", version, rest].concat()
    });
    let key = |name: &str| el("kbd").say(name).done();
    let keys = el("p")
        .child(key("/"))
        .say(" search, ")
        .child(key("↑"))
        .say(" ")
        .child(key("↓"))
        .say(" along the list");
    of("footer", "foot")
        .child(el("p").live(dated).done())
        .child(
            parts::button("text", "Your own facts", act(move || own::open(ctx, None)))
                .attr("data-later", "")
                .done(),
        )
        .child(keys.done())
        .child(print::foot(ctx))
        .done()
}

/// Lets title, theme and the spoken summary follow the state.
fn follow(ctx: Ctx) {
    effect(move || later::entitle(ctx));
    effect(move || {
        browser::set_theme(match ctx.theme.get() {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        });
    });
    // One message a settled change, never one a step of a drag.
    let turn = Turn::new();
    let mut first = true;
    effect(move || {
        let summary = explore::summary(ctx);
        if !take(&mut first) && ctx.view.get() == View::Explore {
            turn.after(Duration::from_millis(900), move || {
                // It is of no place but this one.
                if ctx.view.get_untracked() == View::Explore {
                    let _ = ctx.status.try_set(summary);
                }
            });
        }
    });
}

/// Keys that work everywhere.
fn keys(ctx: Ctx) {
    let pressed = move |event: ev::Event| {
        // What was asked for before shows before what is typed now.
        ctx.catch_up();
        if event.default_prevented() {
            return;
        }
        let handled = match browser::key(&event).as_str() {
            "/" if !browser::typing() => {
                browser::focus_now("search");
                true
            }
            "ArrowDown" => browser::step_row(1),
            "ArrowUp" => browser::step_row(-1),
            _ => false,
        };
        if handled {
            event.prevent_default();
        }
    };
    browser::on("keydown", Rc::new(pressed));
    // Whatever a click takes away with it, the focus stays somewhere.
    browser::on_acted(browser::keep_focus);
}

/// Goes to a place.
pub fn go(ctx: Ctx, view: View) {
    ctx.dispatch(Msg::Show(view));
    browser::arrive(HEADING);
}

fn header(ctx: Ctx) -> Piece {
    let place = |view: View, label: &str| {
        let here = Box::new(move || (ctx.view.get() == view).then(|| "page".to_owned()));
        el("button")
            .attr_maybe("aria-current", here)
            .click(move || go(ctx, view))
            .say(label)
    };
    let compared = parts::badge(move || ctx.compared.with(Vec::len));
    let places = of("nav", "places")
        .attr("aria-label", "Places")
        .child(place(View::Explore, "Explore").done())
        .child(
            place(View::Compare, "Compare ")
                .attr("data-later", "")
                .child(compared)
                .done(),
        )
        .child(place(View::Decide, "Decide").attr("data-later", "").done())
        .child(
            place(View::Data, "Data")
                .attr("data-later", "")
                .attr("title", "Data and method")
                .done(),
        );
    let star = el("span").attr("aria-hidden", "true").say("★ ").done();
    let shortlist = el("button")
        .attr("aria-haspopup", "dialog")
        .attr("data-later", "")
        .click(move || later::open_dialog(ctx, shelf::DIALOG))
        .child(star)
        .child(of("span", "label").say("Shortlist").done())
        .say(" ")
        .child(parts::badge(move || ctx.shelf.with(Vec::len)));
    let export = of("button", "export")
        .attr("aria-haspopup", "dialog")
        .attr("data-later", "")
        .click(move || export::open(ctx))
        .say("Export");
    let tools = of("div", "tools")
        .child(shortlist.done())
        .child(share(ctx))
        .child(export.done())
        .child(theme(ctx));
    of("header", "bar")
        .child(
            of("button", "brand")
                .click(move || go(ctx, View::Explore))
                .say("Groundwork")
                .done(),
        )
        .child(places.done())
        .child(search(ctx))
        .child(tools.done())
        .done()
}

fn search(ctx: Ctx) -> Piece {
    let pressed = hear(move |event| match browser::key(&event).as_str() {
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
    let input = el("input")
        .attr("id", "search")
        .attr("type", "search")
        .attr(
            "placeholder",
            "Search technologies, languages, features, users",
        )
        .attr("aria-label", "Search technologies")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "200")
        .value(text(move || ctx.search.get()))
        .on("input", value(move |text| ctx.soon(Msg::Search(text))))
        .on("keydown", pressed);
    of("div", "search")
        .attr("role", "search")
        .child(input.done())
        .child(el("kbd").attr("aria-hidden", "true").say("/").done())
        .done()
}

/// The dialog of sharing.
pub const SHARE: &str = "share";

/// Copies the link, and beside it the other ways.
fn share(ctx: Ctx) -> Piece {
    let done = RwSignal::new(false);
    let turn = Turn::new();
    let ways = move |failed: bool| {
        ctx.sharing.set(failed);
        later::open_dialog(ctx, SHARE);
    };
    let copy = move || {
        ctx.flush();
        let link = ctx.link();
        if link.is_empty() {
            ways(false);
            return;
        }
        browser::copy(&link, move |well| {
            if well {
                done.set(true);
                ctx.status.set("Link copied".to_owned());
                turn.after(Duration::from_millis(2500), move || {
                    let _ = done.try_set(false);
                });
            } else {
                ways(true);
            }
        });
    };
    let copy = of("button", "share")
        .click(copy)
        .live(word(move || if done.get() { "Copied" } else { "Share" }));
    let more = parts::icon("⋯", "More ways to share", act(move || ways(false)));
    of("span", "sharing")
        .child(copy.done())
        .child(
            more.attr("aria-haspopup", "dialog")
                .attr("data-later", "")
                .done(),
        )
        .done()
}

fn theme(ctx: Ctx) -> Piece {
    let next = move || {
        ctx.dispatch(Msg::SetTheme(match ctx.theme.get_untracked() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }));
    };
    let sign = word(move || match ctx.theme.get() {
        Theme::System => "◐",
        Theme::Light => "○",
        Theme::Dark => "●",
    });
    let name = move || match ctx.theme.get() {
        Theme::System => "Theme: as the system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    };
    of("button", "icon")
        .attr_live("aria-label", word(name))
        .attr_live("title", word(name))
        .click(next)
        .child(el("span").attr("aria-hidden", "true").live(sign).done())
        .done()
}

/// A notice: what is to be said, and what can be done.
pub fn notice(class: &str, label: &str, says: Piece, actions: Piece) -> Piece {
    of("section", class)
        .attr("aria-label", label)
        .child(el("div").child(says).done())
        .child(of("p", "actions").child(actions).done())
        .done()
}

/// Whose comparison this is, and what was odd.
fn notices(ctx: Ctx) -> Piece {
    let shared = part(move || {
        (ctx.origin.get() == Origin::Shared).then(|| {
            let says = parts::stressed(
                "You are looking at a shared comparison.",
                "Your own is safe: nothing here is saved until you keep it.",
            );
            let keep = act(move || {
                ctx.dispatch(Msg::KeepAsMine);
                ctx.status.set("Kept as yours".to_owned());
            });
            let back = act(move || ctx.dispatch(Msg::BackToMine));
            let actions = together(vec![
                parts::button("primary", "Keep as mine", keep).done(),
                parts::button("", "Back to mine", back).done(),
            ]);
            notice("notice shared", "Shared comparison", says, actions)
        })
    });
    let unlisted = part(move || later::here(ctx).map(|p| (p.unlisted)(ctx)));
    let odd = part(move || {
        let sentences = ctx.notices.get();
        (!sentences.is_empty()).then(|| {
            let says = all(sentences.iter().map(|s| parts::paragraph(s)));
            let dismiss = act(move || {
                ctx.notices.set(Vec::new());
                ctx.damaged.set_value(None);
            });
            let actions = together(vec![
                saved(ctx),
                parts::button("", "Dismiss", dismiss).done(),
            ]);
            notice("notice", "Notice", says, actions)
        })
    });
    let then = part(move || {
        let any = ctx.then.with(Option::is_some) || ctx.seen.with(Option::is_some);
        any.then(|| later::needed(ctx, |p| p.then))
    });
    let unsaved = part(move || {
        ctx.unsaved.get().then(|| {
            let says = parts::stressed(
                "This browser saves nothing for this page.",
                "Everything works until you close it; the link keeps the comparison. Saving is tried again at your next change. Where you have allowed it since, it may take a reload, which forgets what is not in the link.",
            );
            let reload = parts::button("", "Reload", act(browser::reload));
            notice("notice", "Not saved", says, reload.done())
        })
    });
    let safe = if ctx.safe {
        let says = parts::stressed(
            "Started afresh after two crashes.",
            "The link and what you had saved were left aside, since one of them may be the cause. What is saved stays as it is, and nothing new is saved until you start as usual.",
        );
        let usual = parts::button("", "Start as usual", act(browser::start_as_usual));
        let actions = together(vec![saved(ctx), usual.done()]);
        notice("notice", "Safe mode", says, actions)
    } else {
        nothing()
    };
    let yours = part(move || {
        let any = !ctx.own.with(|own| own.is_empty());
        any.then(|| ctx.later.here().map_or_else(nothing, |p| (p.notice)(ctx)))
    });
    of("div", "notices")
        .child(together(vec![
            safe, shared, unlisted, then, odd, unsaved, yours,
        ]))
        .done()
}

/// All that stood in the storage at the start, to take away, where it is not
/// used as it is.
fn saved(ctx: Ctx) -> Piece {
    ctx.damaged.with_value(|text| {
        text.as_ref().map_or_else(nothing, |text| {
            el("a")
                .attr("download", "groundwork-saved.txt")
                .attr("href", &browser::file(text))
                .say("Download what is saved")
                .done()
        })
    })
}

/// What is ticked for comparison, always at hand.
fn tray(ctx: Ctx) -> Piece {
    let title = text(move || ["Compare (", &ctx.compared.with(Vec::len).to_string(), ")"].concat());
    let names = text(move || {
        let names: Vec<_> = ctx.compared.get().iter().map(|id| ctx.name(id)).collect();
        names.join(" · ")
    });
    let few = move || ctx.compared.with(Vec::len) < 2;
    let compare = of("button", "primary")
        .attr("data-later", "")
        .when("disabled", flag(few))
        .click(move || go(ctx, View::Compare))
        .live(word(
            move || if few() { "Tick one more" } else { "Compare" },
        ));
    let clear = act(move || {
        ctx.dispatch(Msg::Compare(Vec::new()));
        browser::rest();
    });
    let actions = of("p", "actions")
        .child(compare.done())
        .child(parts::button("", "Clear", clear).done());
    of("div", "tray")
        .attr("role", "region")
        .attr("aria-label", "Ticked for comparison")
        .when(
            "hidden",
            flag(move || ctx.view.get() == View::Compare || ctx.compared.with(Vec::is_empty)),
        )
        .child(
            el("p")
                .child(el("strong").live(title).done())
                .say(" ")
                .live(names)
                .done(),
        )
        .child(actions.done())
        .done()
}

/// Takes the offer to undo away after a while, but not under the focus.
fn leave(turn: Turn, shown: RwSignal<bool>) {
    turn.after(Duration::from_secs(12), move || {
        if browser::focus_within(".undo") {
            leave(turn, shown);
        } else {
            let _ = shown.try_set(false);
        }
    });
}

/// Offers to undo the latest edit of what is kept here for a while.
fn undo(ctx: Ctx) -> Piece {
    let shown = RwSignal::new(false);
    let turn = Turn::new();
    let mut before = None;
    effect(move || {
        ctx.comparison_tracked();
        let depth = ctx.undo_depth();
        let before = before.replace(depth).unwrap_or(depth);
        if depth > before {
            shown.set(true);
            leave(turn, shown);
        } else if depth < before {
            shown.set(false);
        }
    });
    let close = move || {
        shown.set(false);
        browser::rest();
    };
    let done = text(move || {
        ctx.comparison_tracked();
        ctx.last_edit()
            .map(|edit| shelf::done(ctx, &edit))
            .unwrap_or_default()
    });
    of("div", "undo")
        .attr("role", "region")
        .attr("aria-label", "Undo")
        .when("hidden", flag(move || !shown.get()))
        .child(el("p").child(live(done)).done())
        .child(parts::button("", "Undo", act(move || shelf::undo(ctx))).done())
        .child(parts::icon("×", "Close", act(close)).done())
        .done()
}
