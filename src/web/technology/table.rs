//! What the sheet is set in: elements, tables, marks, remarks. Knows nothing
//! of technologies.
//!
//! Nothing here changes once it is built, so that all of it is made of one
//! shape of element instead of one for each tag and its attributes.

use crate::words;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;

/// The cells of a row; the first one is its heading.
pub(super) type Cells = Vec<AnyView>;

/// Rows under a heading of their own.
pub(super) struct Block {
    pub(super) head: Option<AnyView>,
    pub(super) rows: Vec<Cells>,
}

impl Block {
    /// Rows without a heading.
    pub(super) fn plain(rows: Vec<Cells>) -> Vec<Self> {
        vec![Self { head: None, rows }]
    }
}

/// An HTML element of any tag.
pub(super) fn element(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
) -> AnyView {
    let attributes: Vec<AnyAttribute> = attributes
        .iter()
        .map(|(key, value)| custom_attribute(*key, (*value).to_owned()).into_any_attr())
        .collect();
    custom(tag)
        .add_any_attr(attributes)
        .child(StaticVec::from(children))
        .into_any()
}

/// An element with a class; `""` is none.
pub(super) fn tag(name: &'static str, class: &str, children: Vec<AnyView>) -> AnyView {
    if class.is_empty() {
        element(name, &[], children)
    } else {
        element(name, &[("class", class)], children)
    }
}

/// Parts one after the other.
pub(super) fn together(parts: Vec<AnyView>) -> AnyView {
    StaticVec::from(parts).into_any()
}

pub(super) fn said(text: &str) -> AnyView {
    text.to_owned().into_any()
}

pub(super) fn nothing() -> AnyView {
    ().into_any()
}

/// A table with named columns. On a narrow window each row becomes a small
/// block whose cells carry the names of their columns.
pub(super) fn table(
    class: &str,
    caption: &str,
    heads: &[&str],
    blocks: Vec<Block>,
    foot: Option<Cells>,
) -> AnyView {
    let names = heads
        .iter()
        .map(|head| element("th", &[("scope", "col")], vec![said(head)]))
        .collect();
    let mut parts = vec![
        tag("caption", "unseen", vec![said(caption)]),
        tag("thead", "", vec![tag("tr", "", names)]),
    ];
    let span = heads.len().to_string();
    for block in blocks {
        let mut rows = Vec::new();
        if let Some(head) = block.head {
            let across = [("scope", "rowgroup"), ("colspan", span.as_str())];
            rows.push(tag("tr", "block", vec![element("th", &across, vec![head])]));
        }
        for cells in block.rows {
            rows.push(line(heads, cells));
        }
        parts.push(tag("tbody", "", rows));
    }
    if let Some(cells) = foot {
        parts.push(tag("tfoot", "", vec![line(heads, cells)]));
    }
    tag("table", &["sheet-table ", class].concat(), parts)
}

fn line(heads: &[&str], cells: Cells) -> AnyView {
    let mut made = Vec::new();
    for (cell, head) in cells.into_iter().zip(heads) {
        made.push(if made.is_empty() {
            element("th", &[("scope", "row")], vec![cell])
        } else {
            element("td", &[("data-th", head)], vec![cell])
        });
    }
    tag("tr", "", made)
}

/// A paragraph that explains.
pub(super) fn hint(text: &str) -> AnyView {
    tag("p", "hint", vec![said(text)])
}

/// What else one should know.
pub(super) fn remark(text: &str) -> AnyView {
    tag("small", "remark", vec![said(text)])
}

/// A value with what else one should know of it; `""` is nothing.
pub(super) fn with_note(value: AnyView, note: &str) -> AnyView {
    if note.is_empty() {
        value
    } else {
        together(vec![value, said(" "), remark(note)])
    }
}

/// A word with a sign that does not rest on colour.
pub(super) fn marked(class: &str, sign: &str, word: &str) -> AnyView {
    let sign = element("i", &[("aria-hidden", "true")], vec![said(sign)]);
    tag("span", class, vec![sign, said(" "), said(word)])
}

/// Something whose meaning folds out.
pub(super) fn explained(name: &str, what: &str) -> AnyView {
    let (name, what) = (vec![said(name)], vec![said(what)]);
    let inside = vec![tag("summary", "", name), tag("p", "", what)];
    tag("details", "rule", inside)
}

/// A number with its unit, in the singular where it is one.
pub(super) fn with_unit(x: f64, unit: &str) -> String {
    let number = words::figure(x);
    let one = matches!(unit, "months" | "years") && number == "1";
    let unit = if one {
        unit.trim_end_matches('s')
    } else {
        unit
    };
    [&number, " ", unit].concat()
}
