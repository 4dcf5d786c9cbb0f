//! The rows that follow no weight: what each technology brings and is.

use super::table::{Cell, Cite, Content, Group, Item, Row, RowKind, differs, mark_best};
use crate::catalogue::{Capability, Catalogue, Fact, Id, Support, Technology, Yours, label};
use crate::words;

/// Everything that is known of the technologies `ids`, in that order, but their
/// scores.
#[must_use]
pub fn facts(c: &Catalogue, ids: &[Id]) -> Vec<Group> {
    let columns: Vec<Option<&Technology>> = ids.iter().map(|id| c.technology(id)).collect();
    let mut groups: Vec<Group> = c
        .capability_groups
        .iter()
        .map(|of| {
            let rows = c.capabilities.iter().filter(|k| k.group == of.id);
            Group {
                key: ["built-in-", of.id.as_str()].concat(),
                label: ["Built in: ", &of.label].concat(),
                what: of.what.clone(),
                hue: None,
                rows: rows.map(|k| capability(c, &columns, k)).collect(),
            }
        })
        .collect();
    let row = |text: &'static str, hint: &'static str, cell: &dyn Fn(&Technology) -> Cell| {
        row(&columns, text, hint, cell)
    };
    let list = |key: &'static str, label: &'static str, rows: Vec<Row>| Group {
        key: key.to_owned(),
        label: label.to_owned(),
        what: None,
        hue: None,
        rows,
    };
    groups.push(list(
        "facts",
        "Facts",
        vec![
            row("Kind", "What it is.", &|t| {
                let kind = c.lists.kinds.iter().find(|k| k.id == t.kind.value);
                let text = kind.map_or_else(|| t.kind.value.to_string(), |k| k.label.clone());
                told(c, t, "kind", &t.kind, Content::Text(text))
            }),
            row(
                "Languages",
                "In which one writes, and the oldest version that serves.",
                &|t| {
                    let items = t.languages.value.iter().map(|l| {
                        let name = label(&c.lists.languages, &l.id);
                        match &l.min {
                            Some(min) => [name, " ", min, " or newer"].concat(),
                            None => name.to_owned(),
                        }
                    });
                    told(c, t, "languages", &t.languages, texts(items))
                },
            ),
            row("Architecture", "The pattern that it follows.", &|t| {
                fact(c, t, "architecture", t.architecture.as_ref(), |v| {
                    Content::Text(v.clone())
                })
            }),
            row("Runs on", "What of this catalogue it is built on.", &|t| {
                fact(c, t, "runs_on", t.runs_on.as_ref(), |v| {
                    texts(v.iter().map(|id| {
                        c.technology(id)
                            .map_or_else(|| id.to_string(), |t| t.name.clone())
                    }))
                })
            }),
            row("Licence", "Under which it may be used.", &|t| {
                fact(c, t, "licence", t.licence.as_ref(), |v| {
                    Content::Text(label(&c.lists.licences, v).to_owned())
                })
            }),
            row("Who decides", "Who has the last word about it.", &|t| {
                let mut cell = fact(c, t, "governance", t.governance.as_ref(), |v| {
                    Content::Text(label(&c.lists.governance, &v.by).to_owned())
                });
                if let Some(f) = &t.governance {
                    cell.detail = Some(f.value.name.clone());
                }
                cell
            }),
            row(
                "Type safety",
                "How far types are checked before the program runs.",
                &|t| {
                    fact(c, t, "type_safety", t.type_safety.as_ref(), |v| {
                        Content::Text(label(&c.lists.type_safety, v).to_owned())
                    })
                },
            ),
            row(
                "Databases",
                "That its documentation names as supported.",
                &|t| {
                    fact(c, t, "databases", t.databases.as_ref(), |v| {
                        // In one order everywhere, so that only what is there
                        // makes a difference.
                        let all = c.lists.databases.iter().filter(|d| v.contains(&d.id));
                        texts(all.map(|d| d.label.clone()))
                    })
                },
            ),
            row("First release", "Since when it is out.", &|t| {
                fact(c, t, "first_release", t.first_release.as_ref(), |v| {
                    Content::Text(words::date(*v))
                })
            }),
        ],
    ));
    groups.push(list(
        "lifecycle",
        "Lifecycle",
        vec![
            row("Newest release", "The newest stable one.", &|t| {
                fact(c, t, "lifecycle.latest", t.lifecycle.latest.as_ref(), |v| {
                    let date = v.date.map(|d| [", ", &words::date(d)].concat());
                    Content::Text([v.version.as_str(), &date.unwrap_or_default()].concat())
                })
            }),
            row(
                "Support ends",
                "When the newest series stops getting security fixes without payment.",
                &|t| support(c, t, "lifecycle.support", t.lifecycle.support.as_ref()),
            ),
            row("Long-term series", "The newest one.", &|t| {
                support(c, t, "lifecycle.lts", t.lifecycle.lts.as_ref())
            }),
            row(
                "Promise",
                "What the project promises about support.",
                &|t| {
                    fact(c, t, "lifecycle.policy", t.lifecycle.policy.as_ref(), |v| {
                        Content::Text(v.says.clone())
                    })
                },
            ),
        ],
    ));
    groups.push(list(
        "users",
        "Known users",
        vec![row("Named users", "As its source names them.", &|t| {
            fact(c, t, "users", t.users.as_ref(), |v| {
                texts(v.iter().cloned())
            })
        })],
    ));
    groups.push(list(
        "strengths",
        "Strengths",
        vec![row("Speaks for it", "As its sources show.", &|t| {
            statements(c, t, &t.strengths, "strengths")
        })],
    ));
    groups.push(list(
        "cautions",
        "Cautions",
        vec![row("To know before", "As its sources show.", &|t| {
            statements(c, t, &t.cautions, "cautions")
        })],
    ));
    groups
}

fn row(
    columns: &[Option<&Technology>],
    label: &str,
    hint: &str,
    cell: &dyn Fn(&Technology) -> Cell,
) -> Row {
    let cells: Vec<Cell> = columns
        .iter()
        .map(|t| t.map_or_else(|| Cell::plain(Content::Unlisted), cell))
        .collect();
    Row {
        label: label.to_owned(),
        hint: hint.to_owned(),
        kind: RowKind::Fact,
        differs: differs(&cells),
        cells,
    }
}

fn capability(c: &Catalogue, columns: &[Option<&Technology>], k: &Capability) -> Row {
    let field = ["capabilities.", k.id.as_str()].concat();
    let mut row = row(columns, &k.label, &k.rule, &|t| {
        let Some(f) = t.capabilities.get(&k.id) else {
            return missing(c, t, &field);
        };
        Cell {
            content: Content::Level(f.level),
            detail: f.via.clone(),
            note: f.note.clone(),
            cite: Some(Cite {
                title: "documentation".to_owned(),
                url: f.doc.clone().unwrap_or_default(),
                as_of: f.as_of,
            }),
            best: false,
            yours: yours(c, t, &field),
            points: None,
        }
    });
    let keys: Vec<Option<i64>> = row
        .cells
        .iter()
        .map(|cell| match cell.content {
            Content::Level(level) => Some(level as i64),
            Content::Text(_) | Content::List(_) | Content::Unknown { .. } | Content::Unlisted => {
                None
            }
        })
        .collect();
    mark_best(&mut row.cells, &keys);
    row
}

/// A cell of a fact, or why there is none.
fn fact<T>(
    c: &Catalogue,
    t: &Technology,
    field: &str,
    fact: Option<&Fact<T>>,
    say: impl FnOnce(&T) -> Content,
) -> Cell {
    match fact {
        Some(f) => told(c, t, field, f, say(&f.value)),
        None => missing(c, t, field),
    }
}

/// A cell of a fact that is not known.
fn missing(c: &Catalogue, t: &Technology, field: &str) -> Cell {
    let mut cell = Cell::missing(t, field);
    cell.yours = yours(c, t, field);
    cell
}

/// Whether a fact is the user's own.
fn yours(c: &Catalogue, t: &Technology, field: &str) -> bool {
    let whole = Yours::Technology(t.id.clone());
    c.yours
        .contains(&Yours::Fact(t.id.clone(), field.to_owned()))
        || c.yours.contains(&whole)
}

/// A cell of a fact.
fn told<T>(c: &Catalogue, t: &Technology, field: &str, f: &Fact<T>, content: Content) -> Cell {
    Cell {
        content,
        detail: None,
        note: f.note.clone(),
        cite: Some(Cite::new(c, t, &f.source, f.as_of)),
        best: false,
        yours: yours(c, t, field),
        points: None,
    }
}

fn texts(texts: impl Iterator<Item = String>) -> Content {
    Content::List(texts.map(|text| Item { text, cite: None }).collect())
}

/// Statements of which each has a source of its own.
fn statements(c: &Catalogue, t: &Technology, all: &[Fact<String>], field: &str) -> Cell {
    if all.is_empty() {
        return Cell::missing(t, field);
    }
    let item = |f: &Fact<String>| Item {
        text: f.value.clone(),
        cite: Some(Cite::new(c, t, &f.source, f.as_of)),
    };
    Cell::plain(Content::List(all.iter().map(item).collect()))
}

/// Until when a series is supported.
fn support(c: &Catalogue, t: &Technology, field: &str, of: Option<&Fact<Support>>) -> Cell {
    let mut cell = fact(c, t, field, of, |s| {
        Content::Text(match (s.security, s.active) {
            (Some(end), _) => words::date(end),
            (None, Some(end)) => [&words::date(end), ", ordinary fixes"].concat(),
            (None, None) => "no end set".to_owned(),
        })
    });
    if let Some(f) = of {
        let mut text = ["series ", &f.value.version].concat();
        if let (Some(_), Some(active)) = (f.value.security, f.value.active) {
            text.push_str(", ordinary fixes until ");
            text.push_str(&words::date(active));
        }
        cell.detail = Some(text);
    }
    cell
}
