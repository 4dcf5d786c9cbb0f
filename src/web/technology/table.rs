//! What the sheet is set in: tables, marks, remarks. Knows nothing of
//! technologies.

use crate::words;
use leptos::prelude::*;

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

/// A table with named columns. On a narrow window each row becomes a small
/// block whose cells carry the names of their columns.
pub(super) fn table(
    class: &'static str,
    caption: &'static str,
    heads: &'static [&'static str],
    blocks: Vec<Block>,
    foot: Option<Cells>,
) -> AnyView {
    let names: Vec<AnyView> = heads
        .iter()
        .map(|h| view! { <th scope="col">{*h}</th> }.into_any())
        .collect();
    let bodies: Vec<AnyView> = blocks
        .into_iter()
        .map(|block| {
            let head = block.head.map(|head| {
                let span = heads.len().to_string();
                view! { <tr class="block"><th scope="rowgroup" colspan=span>{head}</th></tr> }
                    .into_any()
            });
            let rows: Vec<AnyView> = block.rows.into_iter().map(|r| line(heads, r)).collect();
            view! { <tbody>{head}{rows}</tbody> }.into_any()
        })
        .collect();
    let foot = foot.map(|cells| view! { <tfoot>{line(heads, cells)}</tfoot> }.into_any());
    view! {
        <table class=["sheet-table ", class].concat()>
            <caption class="unseen">{caption}</caption>
            <thead><tr>{names}</tr></thead>
            {bodies}
            {foot}
        </table>
    }
    .into_any()
}

fn line(heads: &'static [&'static str], cells: Cells) -> AnyView {
    let cells: Vec<AnyView> = cells
        .into_iter()
        .zip(heads)
        .enumerate()
        .map(|(n, (cell, head))| {
            if n == 0 {
                view! { <th scope="row">{cell}</th> }.into_any()
            } else {
                view! { <td data-th=*head>{cell}</td> }.into_any()
            }
        })
        .collect();
    view! { <tr>{cells}</tr> }.into_any()
}

pub(super) fn text(text: &str) -> AnyView {
    text.to_owned().into_any()
}

pub(super) fn paragraph(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// What else one should know of a value.
pub(super) fn with_note(value: AnyView, note: Option<&String>) -> AnyView {
    let note = note.cloned();
    view! { {value} " " {note.map(|n| view! { <small class="remark">{n}</small> })} }.into_any()
}

/// A word with a mark that does not rest on colour.
pub(super) fn marked(class: &'static str, mark: &'static str, word: &'static str) -> AnyView {
    view! { <span class=["verdict ", class].concat()><i aria-hidden="true">{mark}</i> " " {word}</span> }
        .into_any()
}

/// Something whose meaning folds out.
pub(super) fn explained(name: &str, what: &str) -> AnyView {
    let (name, what) = (name.to_owned(), what.to_owned());
    view! { <details class="rule"><summary>{name}</summary><p>{what}</p></details> }.into_any()
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
