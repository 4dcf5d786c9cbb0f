//! What the browser keeps of the page for when there is no network, and the offer
//! of a new version. `offline.js` does the work; here is what is said of it.

use super::ctx::Ctx;
use super::element::{Piece, act, el, nothing, of, part, together};
use super::{browser, parts};
use crate::{saved, words};
use leptos::prelude::*;
use std::rc::Rc;

/// The offer of a new version, where there is one. It is drawn once, and listens.
pub fn renewed(ctx: Ctx) -> Piece {
    let told = move || {
        ctx.offline
            .set(browser::noted("data-offline").unwrap_or_default())
    };
    told();
    browser::on("groundwork-offline", Rc::new(move |_| told()));
    part(move || match ctx.offline.get().as_str() {
        "ready" => Some(offer(ctx, false)),
        "done" => Some(offer(ctx, true)),
        _ => None,
    })
}

/// The offer, in words that fit whether the new version is in use elsewhere.
fn offer(ctx: Ctx, elsewhere: bool) -> Piece {
    let (title, says, label) = if elsewhere {
        (
            "A new version is in use.",
            "Another tab has started it. What you have chosen is kept.",
            "Reload",
        )
    } else {
        (
            "A new version is ready.",
            "What you have chosen is kept.",
            "Use it now",
        )
    };
    ctx.status.set(title.to_owned());
    // Whoever waits is no less saved.
    let dismiss = act(move || ctx.offline.set("saved".to_owned()));
    let actions = together(vec![
        el("button")
            .attr("class", "primary")
            .attr("data-use", "")
            .say(label)
            .done(),
        parts::button("", "Dismiss", dismiss).done(),
    ]);
    of("div", "renewed")
        .attr("role", "region")
        .attr("aria-label", "New version")
        .child(parts::stressed(title, says))
        .child(of("p", "actions").child(actions).done())
        .done()
}

/// Whether the page opens without a network, and what could not be read.
pub fn kept(ctx: Ctx) -> Piece {
    together(vec![opens(ctx), aside(ctx)])
}

/// What could not be read and had to make room, to be taken away.
fn aside(ctx: Ctx) -> Piece {
    let all = browser::stored(saved::ASIDE).unwrap_or_default();
    if all.is_empty() || ctx.safe {
        return nothing();
    }
    let count = words::count(all.len(), "text", "texts");
    let says = parts::stressed(
        &[&count, " could not be read and had to make room."].concat(),
        "Nothing of that was thrown away.",
    );
    let text: String = all.iter().map(|(_, text)| [text, "\n"].concat()).collect();
    let take = el("a")
        .attr("download", "groundwork-set-aside.txt")
        .attr("href", &browser::file(&text))
        .say("Download what was set aside");
    together(vec![says, el("p").child(take.done()).done()])
}

fn opens(ctx: Ctx) -> Piece {
    if browser::home().is_some() {
        return parts::paragraph("This page is one file and needs no network.");
    }
    part(move || {
        if ctx.offline.with(String::is_empty) {
            return Some(parts::stressed(
                "Not saved in this browser yet.",
                "That happens by itself, some seconds after the page has opened. Some browsers and some private windows keep no page; there it needs the network each time.",
            ));
        }
        let build = browser::noted("data-build").unwrap_or_default();
        let name = of("span", "hint").say(&["Build ", &build].concat()).done();
        let says = parts::stressed(
            "Saved in this browser.",
            "The page opens without a network, and so does every link to it. Most browsers can also install it as an app, from their own menu.",
        );
        Some(together(vec![says, el("p").child(name).done()]))
    })
}
