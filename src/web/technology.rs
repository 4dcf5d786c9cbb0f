//! technology
use super::ctx::Ctx;
use leptos::prelude::*;
/// The place.
pub fn technology(_ctx: Ctx) -> impl IntoView { view! { <p>"-"</p> } }
