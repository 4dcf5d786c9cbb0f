//! How a comparison leaves the page as a link: what the dialog of sharing shows,
//! and how the page is titled and described.

use super::ctx::Ctx;
use super::decide::unfolding;
use super::element::{Piece, act, el, of, part, together};
use super::sheet::hint;
use super::{app, browser, export, own, parts};
use crate::address::MAX_LINK;
use crate::decide::tenths;
use crate::qr::{Code, FINE};
use crate::state::View;
use crate::words;
use leptos::prelude::*;

const LINK: &str = "share-link";

/// What the dialog shows: made anew each time it opens, of the link as it is
/// then; the file itself where the page is one and has no link to give.
pub fn share(ctx: Ctx) -> Piece {
    if browser::address("").is_empty() {
        return super::pack::pack(ctx);
    }
    part(move || {
        let failed = ctx.sharing.get();
        Some(untrack(|| ways(ctx, failed)))
    })
}

fn ways(ctx: Ctx, failed: bool) -> Piece {
    let link = ctx.link();
    if failed {
        request_animation_frame(|| browser::select(LINK));
    }
    let says = if failed {
        "This browser lets no page write to the clipboard. The link is the whole comparison; copy it from here."
    } else {
        "Whoever opens the link sees this comparison, and nothing of theirs is touched."
    };
    let input = of("input", "link")
        .attr("id", LINK)
        .attr("readonly", "")
        .attr("aria-label", "Link of this comparison")
        .attr("value", &link);
    let copy = {
        let link = link.clone();
        act(move || {
            browser::copy(&link, move |well| {
                if well {
                    ctx.status.set("Link copied".to_owned());
                } else {
                    ctx.sharing.set(true);
                }
            });
        })
    };
    let mut actions = of("p", "actions").child(parts::button("primary", "Copy link", copy).done());
    if browser::can_share() {
        let link = link.clone();
        let hand = act(move || browser::share(&browser::title(), &link));
        actions = actions.child(parts::button("", "Share…", hand).done());
    }
    let documents = parts::button(
        "",
        "Export documents…",
        act(move || {
            browser::close_dialog(app::SHARE);
            export::open(ctx);
        }),
    );
    actions = actions.child(documents.attr("aria-haspopup", "dialog").done());
    let long = link.chars().count();
    let cut = if long > MAX_LINK {
        hint(
            &[
                "It has ",
                &words::whole(words::number(long)),
                " characters; some chats and mails cut links longer than ",
                &words::whole(words::number(MAX_LINK)),
                ".",
            ]
            .concat(),
        )
    } else {
        together(Vec::new())
    };
    of("div", "share-ways")
        .child(parts::paragraph(says))
        .child(own_facts(ctx))
        .child(input.done())
        .child(cut)
        .child(actions.done())
        .child(unfolding("QR code", RwSignal::new(false), move || {
            code(&link)
        }))
        .done()
}

/// That the link says nothing of the user's own facts, and how they go with it.
fn own_facts(ctx: Ctx) -> Piece {
    let c = ctx.catalogue();
    let opened = ctx.own.with_untracked(|own| own.contains_key("catalogue"));
    if c.yours.is_empty() && !opened {
        return together(Vec::new());
    }
    let says = if opened {
        "You work on a catalogue that you opened: the link names what is in it and does not carry it. Send that file with the link, or save all as one file."
    } else {
        "Facts of your own count here and are not in the link, so whoever opens it may see another order. Send your facts as a file with it, or save all as one file."
    };
    let mut actions = of("p", "actions");
    if !opened {
        let save = act(move || own::save(ctx));
        actions = actions.child(parts::button("", "Save your facts as a file", save).done());
    }
    let one = act(move || {
        browser::close_dialog(app::SHARE);
        export::open(ctx);
    });
    actions = actions.child(parts::button("", "Save as one file…", one).done());
    of("div", "notice")
        .child(parts::paragraph(says))
        .child(actions.done())
        .done()
}

/// The link for a camera.
fn code(link: &str) -> Piece {
    let Some(code) = Code::of(link) else {
        return parts::paragraph(
            "This link is too long for a QR code: the largest holds 2,953 characters.",
        );
    };
    let side = code.side.to_string();
    let path = |class: &str, d: &str| of("path", class).attr("d", d).done();
    let drawn = el("svg")
        .attr("class", "share-code")
        .attr("viewBox", &["0 0 ", &side, " ", &side].concat())
        .attr("role", "img")
        .attr("aria-label", "QR code of this comparison")
        .attr("shape-rendering", "crispEdges")
        .child(path("light", &code.ground()))
        .child(path("dark", &code.path))
        .done();
    let says = if code.side >= FINE {
        "A long link makes a fine code: hold the camera close, or enlarge the file."
    } else {
        "A camera that reads it opens this comparison."
    };
    let save = act(move || browser::save("groundwork-link.svg", "image/svg+xml", &code.svg()));
    together(vec![
        drawn,
        hint(says),
        of("p", "actions")
            .child(parts::button("", "Save as an image (SVG)", save).done())
            .done(),
    ])
}

/// Titles and describes the page by what it shows. The place "Decide" describes
/// itself, with the sentence that it begins with.
pub fn entitle(ctx: Ctx) {
    let view = ctx.view.get();
    let (place, says) = match view {
        View::Explore => (String::new(), leaders(ctx)),
        View::Technology => technology(ctx),
        View::Compare => compared(ctx),
        View::Decide => (decided(ctx), String::new()),
        View::Data => (
            "Data and method".to_owned(),
            "What the figures mean, where they come from, how old they are and what is missing."
                .to_owned(),
        ),
    };
    let title = match place.as_str() {
        "" => app::TITLE.to_owned(),
        place => [place, " · Groundwork"].concat(),
    };
    browser::set_title(&title);
    if view != View::Decide {
        browser::describe(&says);
    }
}

/// A technology with its points.
fn pointed(ctx: Ctx, row: usize) -> String {
    let shown = ctx.scores.with(|s| s.shown.get(row).copied());
    let points = words::rounded(tenths(shown.unwrap_or_default())).to_string();
    let name = ctx.with(row, |t| t.name.clone()).unwrap_or_default();
    [&name, " ", &points].concat()
}

/// Who is first of how many.
fn leaders(ctx: Ctx) -> String {
    let (rows, count) = ctx.leagues.with(|l| {
        let ranked = &l.frameworks.ranked;
        let rows: Vec<usize> = ranked.iter().take(3).map(|r| r.row).collect();
        (rows, ranked.len())
    });
    let names: Vec<String> = rows.iter().map(|row| pointed(ctx, *row)).collect();
    if names.is_empty() {
        return "Nothing matches.".to_owned();
    }
    [
        "Of ",
        &words::count(count, "technology", "technologies"),
        ", with points of 100: ",
        &words::list(&names, "and"),
        if count > names.len() { " lead." } else { "." },
    ]
    .concat()
}

fn technology(ctx: Ctx) -> (String, String) {
    let Some(id) = ctx.technology.get() else {
        let none = "Technology".to_owned();
        return (none.clone(), none);
    };
    let name = ctx.name(&id);
    let row = ctx.catalogue().position(&id);
    let says = match row {
        Some(row) => [
            &pointed(ctx, row),
            " points of 100, and where each comes from.",
        ]
        .concat(),
        None => [&name, " is not listed."].concat(),
    };
    (name, says)
}

fn compared(ctx: Ctx) -> (String, String) {
    let ids = ctx.compared.get();
    let names: Vec<String> = ids.iter().map(|id| ctx.name(id)).collect();
    let c = ctx.catalogue();
    let pointed: Vec<String> = ids
        .iter()
        .filter_map(|id| Some(pointed(ctx, c.position(id)?)))
        .collect();
    let title = match names.as_slice() {
        [] => "Compare".to_owned(),
        [one] => ["Compare ", one].concat(),
        several => [&words::list(several, "and"), " compared"].concat(),
    };
    let says = if pointed.is_empty() {
        "Backend technologies side by side.".to_owned()
    } else {
        [
            "Side by side, with points of 100: ",
            &words::list(&pointed, "and"),
            ".",
        ]
        .concat()
    };
    (title, says)
}

/// The place, with who is first where one is.
fn decided(ctx: Ctx) -> String {
    let first = ctx.leagues.with(|l| {
        let leagues = [&l.frameworks.ranked, &l.runtimes.ranked];
        let ranked = leagues.into_iter().find(|ranked| !ranked.is_empty())?;
        let mut first = ranked.iter().filter(|r| r.rank == 1);
        let row = first.next()?.row;
        first.next().is_none().then_some(row)
    });
    let name = first.and_then(|row| ctx.with(row, |t| t.name.clone()));
    match name {
        Some(name) => ["Decide: ", &name, " first"].concat(),
        None => "Decide".to_owned(),
    }
}
