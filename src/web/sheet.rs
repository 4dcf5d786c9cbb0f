//! What reference pages are set in: parts with contents, tables, marks,
//! remarks. Knows nothing of technologies.

use super::element::{Piece, act, el, of, said, together};
use super::{browser, parts};
use crate::catalogue::Verdict;
use crate::words;

/// The cells of a row; the first one is its heading.
pub(super) type Cells = Vec<Piece>;

/// Rows under a heading of their own.
pub(super) struct Block {
    pub(super) head: Option<Piece>,
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
    class: &str,
    caption: &str,
    heads: &[&str],
    blocks: Vec<Block>,
    foot: Option<Cells>,
) -> Piece {
    let mut names = el("tr");
    for head in heads {
        names = names.child(el("th").attr("scope", "col").say(head).done());
    }
    let mut made = of("table", &["sheet-table ", class].concat())
        .child(of("caption", "unseen").say(caption).done())
        .child(el("thead").child(names.done()).done());
    let span = heads.len().to_string();
    for block in blocks {
        let mut rows = el("tbody");
        if let Some(head) = block.head {
            let across = el("th").attr("scope", "rowgroup").attr("colspan", &span);
            rows = rows.child(of("tr", "block").child(across.child(head).done()).done());
        }
        for cells in block.rows {
            rows = rows.child(line(heads, cells));
        }
        made = made.child(rows.done());
    }
    if let Some(cells) = foot {
        made = made.child(el("tfoot").child(line(heads, cells)).done());
    }
    made.done()
}

fn line(heads: &[&str], cells: Cells) -> Piece {
    let mut row = el("tr");
    for (n, (cell, head)) in cells.into_iter().zip(heads).enumerate() {
        let made = if n == 0 {
            el("th").attr("scope", "row")
        } else {
            el("td").attr("data-th", head)
        };
        row = row.child(made.child(cell).done());
    }
    row.done()
}

/// The id of a part's heading, and its words.
pub(super) type Part = (&'static str, &'static str);

/// Parts of a page under headings, with their contents; `label` names these.
pub(super) fn chapters(label: &str, inside: Vec<(Part, Piece)>) -> Piece {
    let (mut contents, mut sections) = (el("ul"), of("div", "sheet-parts"));
    for ((id, title), content) in inside {
        let show = parts::button("text", title, act(move || browser::focus(id)));
        contents = contents.child(el("li").child(show.done()).done());
        let heading = el("h2").attr("id", id).attr("tabindex", "-1").say(title);
        let section = of("section", "sheet-part")
            .attr("aria-labelledby", id)
            .child(heading.done())
            .child(content);
        sections = sections.child(section.done());
    }
    let contents = of("nav", "sheet-contents")
        .attr("aria-label", label)
        .child(contents.done());
    of("div", "sheet-body")
        .child(contents.done())
        .child(sections.done())
        .done()
}

/// A paragraph that explains.
pub(super) fn hint(text: &str) -> Piece {
    of("p", "hint").say(text).done()
}

/// What else one should know.
pub(super) fn remark(text: &str) -> Piece {
    of("small", "remark").say(text).done()
}

/// A value with what else one should know of it; `""` is nothing.
pub(super) fn with_note(value: Piece, note: &str) -> Piece {
    if note.is_empty() {
        value
    } else {
        together(vec![value, said(" "), remark(note)])
    }
}

/// A word with a sign that does not rest on colour.
pub(super) fn marked(class: &str, sign: &str, word: &str) -> Piece {
    of("span", class)
        .child(el("i").attr("aria-hidden", "true").say(sign).done())
        .say(" ")
        .say(word)
        .done()
}

/// Whether a claim holds.
pub(super) fn verdict(verdict: Verdict) -> Piece {
    let (class, sign) = match verdict {
        Verdict::Holds => ("verdict good", "✓"),
        Verdict::Partly => ("verdict part", "◐"),
        Verdict::Outdated => ("verdict part", "↺"),
        Verdict::Wrong => ("verdict bad", "✕"),
        Verdict::NotVerifiable => ("verdict open", "?"),
    };
    marked(class, sign, verdict.as_str())
}

/// Something whose meaning folds out, on the screen alone.
pub(super) fn explained(name: &str, what: &str) -> Piece {
    fold("rule stays", name, parts::paragraph(what))
}

/// Something that folds out, and is too long for paper.
pub(super) fn aside(name: &str, inside: Piece) -> Piece {
    fold("rule stays long", name, inside)
}

/// Something that folds out.
pub(super) fn folded(name: &str, inside: Piece) -> Piece {
    fold("rule", name, inside)
}

fn fold(class: &str, name: &str, inside: Piece) -> Piece {
    of("details", class)
        .child(el("summary").say(name).done())
        .child(inside)
        .done()
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
