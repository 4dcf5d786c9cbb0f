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
mod glide;
mod guide;
mod history;
mod later;
mod lots;
mod panel;
mod parts;
mod sheet;
mod shelf;
mod technology;
mod turn;
mod unmatched;

use ctx::Ctx;

/// Mounts the page in the document's body and takes the first paint away.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| browser::crashed(&info.to_string())));
    leptos::mount::mount_to_body(|| {
        let ctx = Ctx::start();
        app::app(ctx).view()
    });
    browser::ready();
}
