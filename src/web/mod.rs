//! The page: Leptos over the core. Components see slices of the state and
//! [`Ctx::dispatch`]; only [`browser`] touches the browser.

mod about;
mod app;
pub mod browser;
mod compare;
mod ctx;
mod data;
mod decide;
mod derived;
mod details;
mod element;
mod excluded;
mod explore;
mod export;
#[cfg(feature = "fault")]
mod fault;
mod form;
mod glide;
mod guide;
mod history;
mod later;
mod lots;
mod offline;
mod own;
mod pack;
mod panel;
mod parts;
mod print;
mod share;
mod sheet;
mod shelf;
mod team;
mod technology;
mod then;
mod turn;
mod unmatched;

use crate::catalogue::{Catalogue, Gradual};
use ctx::{Ctx, Saved};
use leptos::prelude::{Owner, Set};
use std::mem::forget;

/// Mounts the page in the document's body, in tasks of their own, so that a slow
/// phone shows the first rows soon and answers meanwhile. Where the user has
/// brought something in, that waits for the code which counts it: the order is
/// never shown without it first.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| browser::crashed(&info.to_string())));
    #[cfg(feature = "fault")]
    fault::at("start");
    // Leptos has its own way of doing this only once something is mounted.
    wasm_bindgen_futures::spawn_local(start());
}

async fn start() {
    let parts = if Saved::read().brought() {
        later::come().await
    } else {
        None
    };
    let catalogue = if parts.is_none() { read().await } else { None };
    // What is shared is there for as long as the page is open.
    let owner = Owner::new();
    // The storage is read anew, for what another tab has written since.
    let ctx = owner.with(|| Ctx::start(Saved::read(), catalogue, parts));
    forget(owner);
    browser::pause().await;
    leptos::mount::mount_to_body(move || {
        #[cfg(feature = "fault")]
        fault::listen();
        let page = app::app(ctx);
        #[cfg(feature = "fault")]
        fault::at("view");
        page.view()
    });
    browser::pause().await;
    ctx.placed.set(true);
    leptos::task::tick().await;
    browser::unveil();
    explore::make(ctx).await;
    browser::ready();
}

/// The embedded catalogue; `None` where it cannot be read in parts.
async fn read() -> Option<Catalogue> {
    let mut brief = Gradual::new(crate::BRIEF);
    let mut spell = Spell::begun();
    loop {
        match brief.more() {
            Ok(true) => {
                if spell.is_over() {
                    browser::pause().await;
                    spell = Spell::begun();
                }
            }
            Ok(false) => break,
            Err(_) => return None,
        }
    }
    browser::pause().await;
    let brief = brief.finish().ok();
    browser::pause().await;
    brief
}

/// For how long is worked without letting the browser paint and answer, in
/// milliseconds. The last step may take as long again; a slow phone takes four
/// times as long, which is what people just do not notice.
const SPELL: f64 = 5.0;

/// A time in which steps of work are done in a row.
struct Spell(f64);

impl Spell {
    /// One that begins now.
    fn begun() -> Self {
        Self(browser::elapsed())
    }

    fn is_over(&self) -> bool {
        browser::elapsed() - self.0 > SPELL
    }
}
