//! Closures of views as boxes of a few types. The compiler makes code for each
//! type of closure that an element takes, some kilobytes at a time; what is
//! boxed here shares it. Every closure in a view goes through one of these.

use leptos::ev;
use leptos::prelude::*;

/// A text that follows the state.
pub type Text = Box<dyn FnMut() -> String + Send>;
/// A yes or no that follows the state.
pub type Flag = Box<dyn FnMut() -> bool + Send>;
/// A word that follows the state.
pub type Word = Box<dyn FnMut() -> &'static str + Send>;
/// An attribute that may be missing and follows the state.
pub type Maybe = Box<dyn FnMut() -> Option<&'static str> + Send>;
/// A part of the page that follows the state.
pub type Part = Box<dyn FnMut() -> AnyView + Send>;

/// A text that follows the state.
pub fn text(f: impl FnMut() -> String + Send + 'static) -> Text {
    Box::new(f)
}

/// A yes or no that follows the state.
pub fn flag(f: impl FnMut() -> bool + Send + 'static) -> Flag {
    Box::new(f)
}

/// A word that follows the state.
pub fn word(f: impl FnMut() -> &'static str + Send + 'static) -> Word {
    Box::new(f)
}

/// An attribute that may be missing and follows the state.
pub fn maybe(f: impl FnMut() -> Option<&'static str> + Send + 'static) -> Maybe {
    Box::new(f)
}

/// A part of the page that follows the state; nothing for `None`.
pub fn part(mut f: impl FnMut() -> Option<AnyView> + Send + 'static) -> Part {
    Box::new(move || f().unwrap_or_else(|| ().into_any()))
}

/// What a click does.
pub fn click(mut f: impl FnMut() + 'static) -> Box<dyn FnMut(ev::MouseEvent)> {
    Box::new(move |_| f())
}

/// What a new value of an input, a select or a text area does.
pub fn value(mut f: impl FnMut(String) + 'static) -> Box<dyn FnMut(ev::Event)> {
    Box::new(move |event| f(event_target_value(&event)))
}

/// What ticking or unticking a box does.
pub fn checked(mut f: impl FnMut(bool) + 'static) -> Box<dyn FnMut(ev::Event)> {
    Box::new(move |event| f(event_target_checked(&event)))
}

/// What a key does.
pub fn key(f: impl FnMut(ev::KeyboardEvent) + 'static) -> Box<dyn FnMut(ev::KeyboardEvent)> {
    Box::new(f)
}

/// Many parts, one after the other.
pub fn all(parts: impl Iterator<Item = AnyView>) -> AnyView {
    parts.collect::<Vec<AnyView>>().into_any()
}

/// A list that keeps the elements of those who stay, by row of the catalogue.
pub fn keyed(
    rows: Memo<Vec<usize>>,
    row: impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let row: std::sync::Arc<dyn Fn(usize) -> AnyView + Send + Sync> = std::sync::Arc::new(row);
    view! { <For each=move || rows.get() key=|row| *row children=move |n| row(n) /> }.into_any()
}
