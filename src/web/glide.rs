//! Lets the rows of a list glide to their new places.

use super::browser;
use leptos::prelude::*;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Remembers where rows stood, by id.
#[derive(Clone, Copy)]
pub struct Glide(StoredValue<HashMap<String, i32>>);

impl Glide {
    /// Follows a list of `.row` elements with a `data-id`: whenever `order`
    /// changes, each row that has moved glides from its old place, unless the
    /// user wants less motion.
    pub fn follow<T: PartialEq + Clone + Send + Sync + 'static>(
        list: NodeRef<leptos::html::Ol>,
        order: impl Fn() -> T + Send + Sync + 'static,
    ) {
        let glide = Self(StoredValue::new(HashMap::new()));
        Effect::new(move |before: Option<T>| {
            let now = order();
            let moved = before.is_some_and(|b| b != now);
            request_animation_frame(move || {
                if let Some(Some(list)) = list.try_get_untracked() {
                    glide.settle(&list, moved);
                }
            });
            now
        });
    }

    fn settle(self, list: &HtmlElement, moved: bool) {
        let animate = moved && !browser::matches("(prefers-reduced-motion: reduce)");
        let rows = list.children();
        let mut places = HashMap::new();
        for n in 0..rows.length() {
            let Some(row) = rows.item(n).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
                continue;
            };
            let (Some(id), false) = (row.get_attribute("data-id"), row.has_attribute("hidden")) else {
                continue;
            };
            places.insert(id, (row.offset_top(), row));
        }
        let _ = self.0.try_update_value(|known| {
            if animate {
                for (id, (top, row)) in &places {
                    let from = known.get(id).map_or(0, |old| old - top);
                    if from != 0 {
                        browser::slide(row, f64::from(from));
                    }
                }
            }
            *known = places.into_iter().map(|(id, (top, _))| (id, top)).collect();
        });
    }
}
