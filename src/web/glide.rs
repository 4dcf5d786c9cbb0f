//! Lets the rows of a list glide to their new places.

use super::ctx::Ctx;
use super::derived::effect;
use super::{browser, explore};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Where rows stood: id and distance from the top.
type Places = Vec<(String, i32)>;

/// Follows the list of this id, `.row` elements with a `data-id`:
/// whenever their order changes, each row that has moved glides from its old
/// place, unless the user wants less motion.
pub fn follow(list: &'static str, ctx: Ctx) {
    let places: StoredValue<Places> = StoredValue::new(Places::new());
    let mut before = None;
    let whole = explore::whole(ctx);
    effect(move || {
        let now: Vec<usize> = ctx
            .leagues
            .with(|l| l.frameworks.ranked.iter().map(|r| r.row).collect());
        let moved = before.as_ref().is_some_and(|b| *b != now);
        before = Some(now);
        if !whole.get() {
            return;
        }
        request_animation_frame(move || {
            // Places are of no use to who wants no motion.
            if let Some(list) = browser::element(list)
                && !browser::matches("(prefers-reduced-motion: reduce)")
            {
                let _ = places.try_update_value(|known| settle(known, &list, moved));
            }
        });
    });
}

/// Lets rows glide from where they are known to have been, and learns where
/// they are.
fn settle(known: &mut Places, list: &HtmlElement, moved: bool) {
    let rows = list.children();
    let mut places = Places::new();
    for n in 0..rows.length() {
        let Some(row) = rows.item(n).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let (Some(id), false) = (row.get_attribute("data-id"), row.has_attribute("hidden")) else {
            continue;
        };
        let top = row.offset_top();
        let from = known.iter().find(|(known, _)| *known == id);
        let from = from.map_or(0, |(_, old)| old - top);
        if moved && from != 0 {
            browser::slide(&row, f64::from(from));
        }
        places.push((id, top));
    }
    *known = places;
}
