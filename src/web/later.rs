//! What comes later: the code of all that the first view does not show. A
//! release build keeps it in a second file of the program (`pack.mjs`), which
//! is loaded once, when the first part of it is wanted.

use super::ctx::Ctx;
use super::derived::effect;
use super::element::{Element, Piece, act, el, hear, of, part, text, together};
use super::turn::Turn;
use super::{app, browser, parts};
use crate::catalogue::Catalogue;
use crate::state::{Brought, Origin, View, told};
use leptos::prelude::*;
use std::mem::take;
use std::rc::Rc;
use std::time::Duration;

/// Makes the view of a part of the page.
type Make = fn(Ctx) -> Piece;

/// What the second file has.
#[derive(Clone, Copy)]
pub struct Parts {
    /// The place "Technology".
    pub technology: Make,
    /// The place "Compare".
    pub compare: Make,
    /// The place "Decide".
    pub decide: Make,
    /// The place "Data and method".
    pub data: Make,
    /// What the dialog of the shortlist shows.
    pub shelf: Make,
    /// What the dialog of the guide shows.
    pub guide: Make,
    /// What the dialog of sharing shows.
    pub share: Make,
    /// Titles and describes the page.
    pub entitle: fn(Ctx),
    /// What the dialog of the documents shows.
    pub export: Make,
    /// Makes the page ready to be printed, and says what stands at its foot.
    pub print: fn(Ctx) -> String,
    /// Who is left out of the list, and why.
    pub excluded: Make,
    /// Why nothing is on the list.
    pub nothing: Make,
    /// What has changed since a link was made, or since the last visit.
    pub then: Make,
    /// What the comparison names and the catalogue does not list.
    pub unlisted: Make,
    /// What the dialog of the user's own facts shows.
    pub own: Make,
    /// What of the user's own counts in all that is shown.
    pub notice: Make,
    /// The mark of a row in whose points something of the user's own counts.
    pub yours: fn(Ctx, usize) -> Piece,
    /// The catalogue of a text with what the user brought in, and what of that
    /// cannot be used, in sentences.
    pub overlay: fn(&str, &Brought) -> (Catalogue, Vec<String>),
    /// Fetches the whole catalogue, unless it is there or coming.
    pub ask: fn(Ctx),
    /// Makes the whole catalogue anew, where it is there.
    pub renew: fn(Ctx),
    /// The offer of a new version of the page.
    pub renewed: Make,
    /// What a criterion asks and how a figure becomes a value, by its column.
    pub about: fn(Ctx, usize) -> Piece,
    /// What the ranges and ties of the list mean.
    pub marks: Make,
}

impl Parts {
    /// Named nowhere but in the second file, or all of it would be in the first.
    fn new() -> Self {
        Self {
            technology: super::technology::technology,
            compare: super::compare::compare,
            decide: super::decide::decide,
            data: super::data::data,
            shelf: super::shelf::shelf,
            guide: super::guide::guide,
            share: super::share::share,
            entitle: super::share::entitle,
            export: super::export::export,
            print: super::print::ready,
            excluded: super::excluded::excluded,
            nothing: super::unmatched::nothing,
            then: super::then::then,
            unlisted: super::then::unlisted,
            own: super::own::own,
            notice: super::own::notice,
            yours: super::own::row,
            overlay: super::own::overlay,
            ask: super::details::ask,
            renew: super::details::bring,
            renewed: super::offline::renewed,
            about: super::about::about,
            marks: super::about::marks,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Unasked,
    Asked,
    Failed,
}

/// How far the second file is, and what it has when it is there.
#[derive(Clone, Copy)]
pub struct Later {
    stand: RwSignal<Stand>,
    parts: RwSignal<Option<Parts>>,
}

impl Later {
    /// Nobody has asked for it, or it is there already.
    pub fn new(parts: Option<Parts>) -> Self {
        Self {
            stand: RwSignal::new(if parts.is_some() {
                Stand::Asked
            } else {
                Stand::Unasked
            }),
            parts: RwSignal::new(parts),
        }
    }

    /// What it has, where it is there.
    pub fn here(self) -> Option<Parts> {
        self.parts.get_untracked()
    }
}

/// Asks for the second file where a place needs it, and already where the
/// pointer or the focus comes to what leads there: a name, or a control with
/// `data-later`.
pub fn follow(ctx: Ctx) {
    let turn = Turn::new();
    let mut first = true;
    effect(move || {
        // Whoever says what counts goes on to what tells of it, be it paper.
        ctx.narrowed.with(|_| ());
        ctx.shares.with(|_| ());
        if !take(&mut first) {
            turn.after(Duration::from_millis(900), move || load(ctx));
        }
    });
    // What was remembered or sent may name what is not listed any more.
    let remembered = ctx.remembered().is_some();
    effect(move || {
        // What is found by package or user is not in the brief.
        let typed = !ctx.search.with(String::is_empty);
        let named = remembered || ctx.origin.get() == Origin::Shared;
        // The order waits for nobody's own facts, but not for long.
        let own = ctx.own.with(|own| told(own).next().is_some());
        if typed || named || own || ctx.view.get() != View::Explore {
            load(ctx);
        }
        if let Some(parts) = ctx.later.parts.get().filter(|_| typed) {
            (parts.ask)(ctx);
        }
    });
    // A new version is ready, which the second file says; or was before this.
    browser::on("groundwork-renewed", Rc::new(move |_| load(ctx)));
    if browser::noted("data-offline").is_some_and(|noted| noted != "saved") {
        load(ctx);
    }
    browser::on_near("[data-later], .name", move || {
        if ctx.later.stand.get_untracked() == Stand::Unasked {
            load(ctx);
        }
    });
}

/// The second file, before there is a page; `None` where it does not come.
pub async fn come() -> Option<Parts> {
    second::parts().await.ok()
}

/// Loads the second file, unless it is on its way or there.
pub fn load(ctx: Ctx) {
    let Later { stand, parts } = ctx.later;
    if stand.get_untracked() == Stand::Asked {
        return;
    }
    stand.set(Stand::Asked);
    leptos::task::spawn_local(async move {
        let came = second::parts().await;
        // What waits goes away, and a focus in it with it.
        let focused = browser::focus_within(".later");
        match came {
            Ok(came) => {
                parts.set(Some(came));
                // What was brought in meanwhile waits for it.
                if ctx.own.with_untracked(|own| told(own).next().is_some()) {
                    ctx.renew();
                }
            }
            Err(_) => stand.set(Stand::Failed),
        }
        if focused {
            browser::rest();
        }
    });
}

/// What the second file has, as soon as it is there.
pub fn here(ctx: Ctx) -> Option<Parts> {
    ctx.later.parts.get()
}

/// Opens a dialog whose inside is in the second file.
pub fn open_dialog(ctx: Ctx, id: &str) {
    load(ctx);
    browser::open_dialog(id);
}

/// A place that is in the second file; its heading is there at once.
pub fn place(ctx: Ctx, which: fn(Parts) -> Make) -> Piece {
    part(move || {
        Some(match ctx.later.parts.get() {
            Some(parts) => which(parts)(ctx),
            None => {
                let heading = el("h1")
                    .attr("id", app::HEADING)
                    .attr("tabindex", "-1")
                    .live(text(move || title(ctx)));
                waiting(ctx, heading.done())
            }
        })
    })
}

/// A part of the page that is in the second file: asked for at once.
pub fn needed(ctx: Ctx, which: fn(Parts) -> Make) -> Piece {
    load(ctx);
    inside(ctx, which)
}

/// The inside of a dialog that is in the second file.
pub fn inside(ctx: Ctx, which: fn(Parts) -> Make) -> Piece {
    drawn(ctx, Box::new(move |parts| which(parts)(ctx)))
}

fn drawn(ctx: Ctx, draw: Box<dyn Fn(Parts) -> Piece + Send>) -> Piece {
    part(move || {
        Some(match ctx.later.parts.get() {
            Some(parts) => draw(parts),
            None => waiting(ctx, together(Vec::new())),
        })
    })
}

/// `details` whose inside is in the second file: asked for and drawn once
/// somebody looks.
pub fn details(
    ctx: Ctx,
    class: &str,
    summary: Piece,
    draw: impl Fn(Parts) -> Piece + Clone + Send + 'static,
) -> Element {
    let open = RwSignal::new(false);
    let inside = part(move || {
        open.get().then(|| {
            load(ctx);
            drawn(ctx, Box::new(draw.clone()))
        })
    });
    of("details", class)
        .on(
            "toggle",
            hear(move |event| open.set(browser::is_open(&event))),
        )
        .child(summary)
        .child(inside)
}

/// Lets the title and the description of the page follow what it shows.
pub fn entitle(ctx: Ctx) {
    match ctx.later.parts.get() {
        Some(parts) => (parts.entitle)(ctx),
        None => browser::set_title(&match ctx.view.get() {
            View::Explore => app::TITLE.to_owned(),
            View::Technology | View::Compare | View::Decide | View::Data => {
                [&title(ctx), " · Groundwork"].concat()
            }
        }),
    }
}

fn title(ctx: Ctx) -> String {
    match ctx.view.get() {
        View::Compare => "Compare".to_owned(),
        View::Decide => "Decide".to_owned(),
        View::Data => "Data and method".to_owned(),
        View::Technology | View::Explore => {
            let id = ctx.technology.get();
            id.map_or_else(|| "Technology".to_owned(), |id| ctx.name(&id))
        }
    }
}

/// What is shown until the second file is there.
fn waiting(ctx: Ctx, heading: Piece) -> Piece {
    let says = part(move || {
        Some(if ctx.later.stand.get() == Stand::Failed {
            let says = parts::stressed(
                "This part of the page could not be loaded.",
                "The network may be gone, or the page was renewed since you opened it. Nothing of yours is lost: try again, or reload the page.",
            );
            let again = parts::button("primary", "Try again", act(move || load(ctx)));
            of("div", "notice")
                .attr("role", "alert")
                .child(says)
                .child(of("p", "actions").child(again.done()).done())
                .done()
        } else {
            of("p", "coming").say("Loading…").done()
        })
    });
    of("section", "later").child(heading).child(says).done()
}

/// The second file begins here: the macro makes the function an entry of it,
/// and awaits the file before it is called. What the macro declares of the
/// loader is foreign, and so unsafe. See `pack.mjs` and `later.mjs`.
#[cfg(not(debug_assertions))]
#[allow(unsafe_code)]
mod second {
    use super::Parts;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(later, fallible)]
    pub fn parts() -> Result<Parts, SplitLoaderError> {
        Ok(Parts::new())
    }
}

/// A build for development is one file.
#[cfg(debug_assertions)]
mod second {
    use super::Parts;
    use std::convert::Infallible;

    #[allow(clippy::unused_async)]
    pub async fn parts() -> Result<Parts, Infallible> {
        Ok(Parts::new())
    }
}
