//! Elements of one shape. `view!` gives every combination of tag, attributes
//! and children a type of its own, and every type its own code: three times as
//! much program as the page may have. What is built here is one type, so that
//! an element costs a few calls. It is the builder of Leptos underneath, and
//! what follows the state does so as in any Leptos view.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use leptos::tachys::view::iterators::StaticVec;

/// A text that follows the state.
pub type Text = Box<dyn FnMut() -> String + Send>;
/// A text that may be missing and follows the state.
pub type Maybe = Box<dyn FnMut() -> Option<String> + Send>;
/// A yes or no that follows the state.
pub type Flag = Box<dyn FnMut() -> bool + Send>;
/// A part of the page that follows the state.
pub type Part = Box<dyn FnMut() -> AnyView + Send>;
/// What happens at an event.
pub type Act = Box<dyn FnMut(ev::Event)>;

/// A text that follows the state.
pub fn text(f: impl FnMut() -> String + Send + 'static) -> Text {
    Box::new(f)
}

/// A fixed word, chosen by the state.
pub fn word(mut f: impl FnMut() -> &'static str + Send + 'static) -> Text {
    Box::new(move || f().to_owned())
}

/// A yes or no that follows the state.
pub fn flag(f: impl FnMut() -> bool + Send + 'static) -> Flag {
    Box::new(f)
}

/// A part of the page that follows the state; nothing for `None`.
pub fn part(mut f: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    let part: Part = Box::new(move || f().unwrap_or_else(nothing));
    part.into_any()
}

/// Nothing at all.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A text.
pub fn said(text: &str) -> AnyView {
    text.to_owned().into_any()
}

/// A text that follows the state.
pub fn live(text: Text) -> AnyView {
    text.into_any()
}

/// Many parts, one after the other.
pub fn all(parts: impl Iterator<Item = AnyView>) -> AnyView {
    together(parts.collect())
}

/// Many parts, one after the other.
pub fn together(parts: Vec<AnyView>) -> AnyView {
    StaticVec::from(parts).into_any()
}

/// What happens at an event whose particulars do not matter.
pub fn act(mut f: impl FnMut() + 'static) -> Act {
    Box::new(move |_| f())
}

/// What a new value of an input, a select or a text area does.
pub fn value(mut f: impl FnMut(String) + 'static) -> Act {
    Box::new(move |event| f(event_target_value(&event)))
}

/// An element that is being built: one pointer wide, since each step hands it on.
pub struct Element(Box<Building>);

struct Building {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an HTML element.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Building {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// Begins an HTML element with a class.
pub fn of(tag: &'static str, class: &str) -> Element {
    el(tag).attr("class", class)
}

impl Element {
    /// An attribute; a boolean one with `""`.
    #[inline(never)]
    pub fn attr(mut self, key: &'static str, value: &str) -> Self {
        let attribute = custom_attribute(key, value.to_owned());
        self.0.attributes.push(attribute.into_any_attr());
        self
    }

    /// An attribute that follows the state.
    #[inline(never)]
    pub fn attr_live(mut self, key: &'static str, value: Text) -> Self {
        self.0
            .attributes
            .push(custom_attribute(key, value).into_any_attr());
        self
    }

    /// An attribute that is there only for `Some`.
    #[inline(never)]
    pub fn attr_maybe(mut self, key: &'static str, value: Maybe) -> Self {
        self.0
            .attributes
            .push(custom_attribute(key, value).into_any_attr());
        self
    }

    /// A boolean attribute that follows the state.
    #[inline(never)]
    pub fn when(mut self, key: &'static str, holds: Flag) -> Self {
        self.0
            .attributes
            .push(custom_attribute(key, holds).into_any_attr());
        self
    }

    /// The property `value`, which follows the state.
    #[inline(never)]
    pub fn value(mut self, value: Text) -> Self {
        self.0.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// A boolean property that follows the state, such as `checked`.
    #[inline(never)]
    pub fn prop(mut self, key: &'static str, holds: Flag) -> Self {
        self.0.attributes.push(prop(key, holds).into_any_attr());
        self
    }

    /// What happens at an event.
    #[inline(never)]
    pub fn on(mut self, event: &'static str, act: Act) -> Self {
        let listener = on(ev::Custom::<ev::Event>::new(event), act);
        self.0.attributes.push(listener.into_any_attr());
        self
    }

    /// What happens at a click.
    pub fn click(self, f: impl FnMut() + 'static) -> Self {
        self.on("click", act(f))
    }

    /// A child.
    #[inline(never)]
    pub fn child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    /// A text within.
    #[inline(never)]
    pub fn say(self, text: &str) -> Self {
        self.child(said(text))
    }

    /// A text within that follows the state.
    #[inline(never)]
    pub fn live(self, text: Text) -> Self {
        self.child(text.into_any())
    }

    /// The element.
    #[inline(never)]
    pub fn done(self) -> AnyView {
        custom(self.0.tag)
            .add_any_attr(self.0.attributes)
            .child(StaticVec::from(self.0.children))
            .into_any()
    }
}

/// A list that keeps the elements of those who stay, by row of the catalogue.
pub fn keyed(
    rows: Memo<Vec<usize>>,
    row: std::sync::Arc<dyn Fn(usize) -> AnyView + Send + Sync>,
) -> AnyView {
    view! { <For each=move || rows.get() key=|row| *row children=move |n| row(n) /> }.into_any()
}
