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

use ctx::{Ctx, Saved};

/// Mounts the page in the document's body and takes the first paint away. Where
/// the user has brought something in, that waits for the code which counts it:
/// the order is never shown without it first.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| browser::crashed(&info.to_string())));
    #[cfg(feature = "fault")]
    fault::at("start");
    let saved = Saved::read();
    if saved.brought() {
        // Leptos has its own way of doing this only once something is mounted.
        wasm_bindgen_futures::spawn_local(async move { begin(saved, later::come().await) });
    } else {
        begin(saved, None);
    }
}

fn begin(saved: Saved, parts: Option<later::Parts>) {
    leptos::mount::mount_to_body(move || {
        #[cfg(feature = "fault")]
        fault::listen();
        let page = app::app(Ctx::start(saved, parts));
        #[cfg(feature = "fault")]
        fault::at("view");
        page.view()
    });
    browser::ready();
}
