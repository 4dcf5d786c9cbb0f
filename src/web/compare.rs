//! compare
use super::ctx::Ctx;
use leptos::prelude::*;
/// The place.
pub fn compare(_ctx: Ctx) -> impl IntoView { view! { <p>"-"</p> } }
