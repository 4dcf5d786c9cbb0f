//! Elements of one shape. `view!` gives every combination of tag, attributes
//! and children a type of its own, and every type its own code: three times as
//! much program as the page may have. What is built here is one type, so that
//! an element costs a few calls. It is the builder of Leptos underneath, and
//! what follows the state does so as in any Leptos view.

use super::derived::{Derived, until_gone};
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
use std::sync::{Arc, Mutex};
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
    Part: OfPart, part -> Option<Piece>;
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
pub fn part(f: impl FnMut() -> Option<Piece> + Send + 'static) -> Piece {
    piece(Node::Part(Box::new(f)))
}

/// Nothing at all.
pub fn nothing() -> Piece {
    together(Vec::new())
}

/// A text.
pub fn said(text: &str) -> Piece {
    piece(Node::Text(text.to_owned()))
}

/// A text that follows the state.
pub fn live(text: Text) -> Piece {
    piece(Node::Live(text))
}

/// Many parts, one after the other.
pub fn all(parts: impl Iterator<Item = Piece>) -> Piece {
    together(parts.collect())
}

/// Many parts, one after the other.
pub fn together(parts: Vec<Piece>) -> Piece {
    piece(Node::All(parts))
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

/// A piece of the page, not yet drawn: one pointer wide, since pieces are
/// handed on often, and plain data until Leptos takes it over as a whole.
pub struct Piece(Box<Node>);

enum Node {
    Text(String),
    Live(Text),
    Part(Part),
    All(Vec<Piece>),
    Rows(Derived<Vec<usize>>, Row),
    Element(&'static str, Vec<Attribute>, Vec<Piece>),
}

enum Attribute {
    Fixed(&'static str, String),
    Live(&'static str, Maybe),
    Property(&'static str, Property),
    On(&'static str, Act),
}

type Property = Box<dyn FnMut() -> JsValue + Send>;

/// What is drawn for a row of the catalogue. What follows the state in it follows
/// values of its own, made here: of a row that goes, Leptos (tachys 0.2.19) drops what
/// is drawn before it cleans up, and something of each would stay with what it follows.
pub type Row = Arc<dyn Fn(usize) -> Piece + Send + Sync>;

#[inline(never)]
fn piece(node: Node) -> Piece {
    Piece(Box::new(node))
}

impl Piece {
    /// As a view of Leptos.
    #[must_use]
    pub fn view(self) -> AnyView {
        match *self.0 {
            Node::Text(text) => text.into_any(),
            Node::Live(mut text) => (move || {
                until_gone();
                text.text()
            })
            .into_any(),
            Node::Part(mut part) => (move || {
                until_gone();
                part.part().map(Piece::view)
            })
            .into_any(),
            Node::All(pieces) => views(pieces).into_any(),
            Node::Rows(rows, row) => {
                let each = move || {
                    until_gone();
                    rows.get()
                };
                let children = move |n| row(n).view();
                view! { <For each=each key=|row| *row children=children /> }.into_any()
            }
            Node::Element(tag, attributes, children) => {
                let attributes: Vec<_> = attributes.into_iter().map(Attribute::view).collect();
                let children = views(children);
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
    }
}

fn views(pieces: Vec<Piece>) -> StaticVec<AnyView> {
    let views: Vec<_> = pieces.into_iter().map(Piece::view).collect();
    views.into()
}

impl Attribute {
    fn view(self) -> AnyAttribute {
        match self {
            Self::Fixed(key, value) => custom_attribute(key, value).into_any_attr(),
            Self::Live(key, mut value) => custom_attribute(key, move || {
                until_gone();
                value.maybe()
            })
            .into_any_attr(),
            Self::Property(key, mut value) => prop(key, move || {
                until_gone();
                value()
            })
            .into_any_attr(),
            Self::On(event, mut act) => {
                let act = move |event| act.act(event);
                on(ev::Custom::<ev::Event>::new(event), act).into_any_attr()
            }
        }
    }
}

/// An element that is being built.
pub struct Element(Piece);

/// Begins an HTML element, or one of a drawing: `svg`, `g`, `path`, `line`,
/// `rect`, `circle` or `text`.
pub fn el(tag: &'static str) -> Element {
    Element(piece(Node::Element(tag, Vec::new(), Vec::new())))
}

/// Begins an HTML element with a class.
#[inline(never)]
pub fn of(tag: &'static str, class: &str) -> Element {
    el(tag).attr("class", class)
}

impl Element {
    #[inline(never)]
    fn with(mut self, attribute: Attribute) -> Self {
        if let Node::Element(_, attributes, _) = &mut *self.0.0 {
            attributes.push(attribute);
        }
        self
    }

    /// An attribute; a boolean one with `""`.
    #[inline(never)]
    pub fn attr(self, key: &'static str, value: &str) -> Self {
        self.with(Attribute::Fixed(key, value.to_owned()))
    }

    /// An attribute that follows the state.
    #[inline(never)]
    pub fn attr_live(self, key: &'static str, mut value: Text) -> Self {
        self.attr_maybe(key, Box::new(move || Some(value.text())))
    }

    /// An attribute that is there only for `Some`.
    pub fn attr_maybe(self, key: &'static str, value: Maybe) -> Self {
        self.with(Attribute::Live(key, value))
    }

    /// A boolean attribute that follows the state.
    #[inline(never)]
    pub fn when(self, key: &'static str, mut holds: Flag) -> Self {
        self.attr_maybe(key, Box::new(move || holds.holds().then(String::new)))
    }

    /// The property `value`, which follows the state. It is set only where the
    /// text is another, so that nothing typed meanwhile is written over.
    #[inline(never)]
    pub fn value(self, value: Text) -> Self {
        let value = Mutex::new(value);
        let text = Derived::new(move || value.lock().map(|mut v| v.text()).unwrap_or_default());
        let value: Property = Box::new(move || text.get().into());
        self.with(Attribute::Property("value", value))
    }

    /// A boolean property that follows the state, such as `checked`.
    #[inline(never)]
    pub fn prop(self, key: &'static str, mut holds: Flag) -> Self {
        let value: Property = Box::new(move || holds.holds().into());
        self.with(Attribute::Property(key, value))
    }

    /// What happens at an event.
    pub fn on(self, event: &'static str, act: Act) -> Self {
        self.with(Attribute::On(event, act))
    }

    /// What happens at a click.
    pub fn click(self, f: impl FnMut() + 'static) -> Self {
        self.on("click", act(f))
    }

    /// A child.
    #[inline(never)]
    pub fn child(mut self, child: Piece) -> Self {
        if let Node::Element(_, _, children) = &mut *self.0.0 {
            children.push(child);
        }
        self
    }

    /// A text within.
    #[inline(never)]
    pub fn say(self, text: &str) -> Self {
        self.child(said(text))
    }

    /// A text within that follows the state.
    pub fn live(self, text: Text) -> Self {
        self.child(live(text))
    }

    /// The element.
    pub fn done(self) -> Piece {
        self.0
    }
}

/// A list that keeps the elements of those who stay, by row of the catalogue.
///
/// Where rows come or go while those who stay change places, all are made anew:
/// what Leptos (tachys 0.2.19) then takes for already in place may not be.
pub fn keyed(rows: Derived<Vec<usize>>, row: Row) -> Piece {
    let before = StoredValue::new(Vec::<usize>::new());
    let anew = Derived::from_before(move |count: Option<&u32>| {
        let count = count.copied().unwrap_or_default();
        rows.with(|now| {
            let old = before.get_value();
            before.set_value(now.clone());
            count.wrapping_add(u32::from(shuffled(&old, now)))
        })
    });
    part(move || {
        anew.track();
        Some(piece(Node::Rows(rows, Arc::clone(&row))))
    })
}

/// Whether rows came or went and those who stayed changed places among
/// themselves.
fn shuffled(old: &[usize], now: &[usize]) -> bool {
    let mut stay = old.iter().filter(|row| now.contains(row));
    let mut kept = now.iter().filter(|row| old.contains(row));
    let count = stay.clone().count();
    let moved = !stay.by_ref().eq(kept.by_ref());
    moved && (count < old.len() || count < now.len())
}

/// A list that keeps the elements of those who stay, and the focus in them, by
/// id. Who is not listed any more has no row, so that all are told apart by
/// when they were first seen here.
pub fn by_id(ids: Derived<Vec<Id>>, item: Box<dyn Fn(Id) -> Piece + Send + Sync>) -> Piece {
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
    keyed(places, Arc::new(view))
}
