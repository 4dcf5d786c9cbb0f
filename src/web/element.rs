//! Elements of one shape. `view!` gives every combination of tag, attributes
//! and children a type of its own, and every type its own code: three times as
//! much program as the page may have. What is built here is one type, so that
//! an element costs a few calls. It is the builder of Leptos underneath, and
//! what follows the state does so as in any Leptos view.

use super::derived::Derived;
use crate::catalogue::Id;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::svg;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use leptos::tachys::view::iterators::StaticVec;
use wasm_bindgen::JsValue;

/// What follows the state, as an object of one method: a boxed closure would
/// bring the program of all the ways in which closures can be called.
macro_rules! follows {
    ($($(#[$doc:meta])* $boxed:ident: $of:ident, $read:ident -> $value:ty;)*) => {$(
        #[doc = concat!("See [`", stringify!($boxed), "`].")]
        pub trait $of: Send {
            #[allow(missing_docs)]
            fn $read(&mut self) -> $value;
        }

        impl<F: FnMut() -> $value + Send> $of for F {
            fn $read(&mut self) -> $value {
                self()
            }
        }

        $(#[$doc])*
        pub type $boxed = Box<dyn $of>;
    )*};
}

follows! {
    /// A text that follows the state.
    Text: OfText, text -> String;
    /// A text that may be missing and follows the state.
    Maybe: OfMaybe, maybe -> Option<String>;
    /// A yes or no that follows the state.
    Flag: OfFlag, holds -> bool;
    /// A part of the page that follows the state, or nothing.
    Part: OfPart, part -> Option<AnyView>;
}

/// See [`Act`].
pub trait OfAct {
    /// Does what is to be done at this event.
    fn act(&mut self, event: ev::Event);
}

impl<F: FnMut(ev::Event)> OfAct for F {
    fn act(&mut self, event: ev::Event) {
        self(event);
    }
}

/// What happens at an event.
pub type Act = Box<dyn OfAct>;

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
pub fn part(f: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    shown(Box::new(f))
}

#[inline(never)]
fn shown(mut part: Part) -> AnyView {
    (move || part.part().unwrap_or_else(nothing)).into_any()
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
#[inline(never)]
pub fn live(mut text: Text) -> AnyView {
    (move || text.text()).into_any()
}

/// Many parts, one after the other.
pub fn all(parts: impl Iterator<Item = AnyView>) -> AnyView {
    together(parts.collect())
}

/// Many parts, one after the other.
#[inline(never)]
pub fn together(parts: Vec<AnyView>) -> AnyView {
    StaticVec::from(parts).into_any()
}

/// What happens at an event whose particulars do not matter.
pub fn act(mut f: impl FnMut() + 'static) -> Act {
    Box::new(move |_| f())
}

/// What happens at an event.
pub fn hear(f: impl FnMut(ev::Event) + 'static) -> Act {
    Box::new(f)
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

/// Begins an HTML element, or one of a drawing: `svg`, `g`, `path`, `line`,
/// `rect`, `circle` or `text`.
#[inline(never)]
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
    pub fn attr_live(self, key: &'static str, mut value: Text) -> Self {
        self.attr_maybe(key, Box::new(move || Some(value.text())))
    }

    /// An attribute that is there only for `Some`.
    #[inline(never)]
    pub fn attr_maybe(mut self, key: &'static str, mut value: Maybe) -> Self {
        let attribute = custom_attribute(key, move || value.maybe());
        self.0.attributes.push(attribute.into_any_attr());
        self
    }

    /// A boolean attribute that follows the state.
    #[inline(never)]
    pub fn when(self, key: &'static str, mut holds: Flag) -> Self {
        self.attr_maybe(key, Box::new(move || holds.holds().then(String::new)))
    }

    /// The property `value`, which follows the state.
    #[inline(never)]
    pub fn value(self, mut value: Text) -> Self {
        self.property("value", Box::new(move || value.text().into()))
    }

    /// A boolean property that follows the state, such as `checked`.
    #[inline(never)]
    pub fn prop(self, key: &'static str, mut holds: Flag) -> Self {
        self.property(key, Box::new(move || holds.holds().into()))
    }

    fn property(mut self, key: &'static str, value: Box<dyn FnMut() -> JsValue + Send>) -> Self {
        self.0.attributes.push(prop(key, value).into_any_attr());
        self
    }

    /// What happens at an event.
    #[inline(never)]
    pub fn on(mut self, event: &'static str, mut act: Act) -> Self {
        let listener = on(ev::Custom::<ev::Event>::new(event), move |e| act.act(e));
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
        self.child(live(text))
    }

    /// The element.
    #[inline(never)]
    pub fn done(self) -> AnyView {
        let Building {
            tag,
            attributes,
            children,
        } = *self.0;
        let children = StaticVec::from(children);
        macro_rules! of {
            ($element:expr) => {
                $element.add_any_attr(attributes).child(children).into_any()
            };
        }
        match tag {
            "svg" => of!(svg::svg()),
            "g" => of!(svg::g()),
            "path" => of!(svg::path()),
            "line" => of!(svg::line()),
            "rect" => of!(svg::rect()),
            "circle" => of!(svg::circle()),
            "text" => of!(svg::text()),
            _ => of!(custom(tag)),
        }
    }
}

/// A list that keeps the elements of those who stay, by row of the catalogue.
pub fn keyed(
    rows: Derived<Vec<usize>>,
    row: std::sync::Arc<dyn Fn(usize) -> AnyView + Send + Sync>,
) -> AnyView {
    view! { <For each=move || rows.get() key=|row| *row children=move |n| row(n) /> }.into_any()
}

/// A list that keeps the elements of those who stay, and the focus in them, by
/// id. Who is not listed any more has no row, so that all are told apart by
/// when they were first seen here.
pub fn by_id(ids: Derived<Vec<Id>>, item: Box<dyn Fn(Id) -> AnyView + Send + Sync>) -> AnyView {
    let seen = StoredValue::new(Vec::<Id>::new());
    let places = Derived::new(move || {
        let mut known = seen.get_value();
        let mut places = Vec::new();
        for id in ids.get() {
            let found = known.iter().position(|k| *k == id);
            places.push(found.unwrap_or(known.len()));
            if found.is_none() {
                known.push(id);
            }
        }
        seen.set_value(known);
        places
    });
    let view = move |place: usize| {
        let id = seen.with_value(|s| s.get(place).cloned());
        id.map_or_else(nothing, &item)
    };
    keyed(places, std::sync::Arc::new(view))
}
