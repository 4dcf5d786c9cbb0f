//! The page with its comparison as one file, to save: what was chosen, what the
//! user brought in, the program, all data and a document that needs no program.

use super::ctx::Ctx;
use super::element::{Piece, act, nothing, of, part, text, together, word};
use super::{browser, details, parts};
use crate::address::{self, Stamp};
use crate::catalogue::{Catalogue, Map};
use crate::export::Case;
use crate::export::pack::{Fault, Filling, check, document, fill, title};
use crate::saved::Records;
use crate::state::{Comparison, View};
use crate::timeline;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// What of the user's own stays here: the members of a team, with their names.
const PRIVATE: &str = "member:";

/// How far the saving is.
#[derive(Clone, PartialEq, Eq)]
enum Stand {
    Idle,
    Fetching,
    /// Its name and its size in bytes.
    Saved(String, usize),
    Failed(Failure),
}

/// Why there is no file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// Nobody answered.
    Unreachable,
    /// The server answered with an error.
    Refused,
    /// The server does not have it any more.
    Missing,
    /// Something else came.
    Foreign,
    /// Not all of it came, or not as it was.
    Damaged,
}

impl Failure {
    /// What happened, and what can be done.
    fn sentences(self) -> (&'static str, &'static str) {
        match self {
            Self::Unreachable => (
                "The file could not be fetched.",
                "The network may be gone. When you are connected again, try again.",
            ),
            Self::Refused => (
                "The server has trouble.",
                "It answered with an error instead of the file. Try again in a minute.",
            ),
            Self::Missing => (
                "The server does not have the file.",
                "The page may have been renewed since you opened it. Reload it and try again; all that you have chosen is kept.",
            ),
            Self::Foreign => (
                "The server sent something else.",
                "Perhaps a sign-in page. Nothing was saved; sign in if you are asked to, then try again.",
            ),
            Self::Damaged => (
                "The file arrived damaged.",
                "It came incomplete or changed. Nothing was saved; try again.",
            ),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Foreign => Self::Foreign,
            Fault::Damaged => Self::Damaged,
        }
    }
}

/// What it is, the button that saves it, and what came of it.
pub fn pack(ctx: Ctx) -> Piece {
    let nowhere = if browser::address("").is_empty() {
        parts::stressed(
            "This file has no address on the web:",
            "send the file itself. Save it with what you have chosen now:",
        )
    } else {
        nothing()
    };
    let says = parts::paragraph(
        "One HTML file with the comparison as it stands, a document that can be read and printed without the program, your own facts, the program and all data. It opens from a disk or a mail, needs no network and sends nothing.",
    );
    let stays = of("p", "hint")
        .say("Your shortlist with its notes and the members of a team do not go into it.")
        .done();
    let Some((file, size)) = browser::single() else {
        let none = "This build has no such file: only a release build makes one.";
        return together(vec![says, of("p", "hint").say(none).done()]);
    };
    let offer =
        Box::new(move |whole: &Arc<Catalogue>| saving(ctx, Arc::clone(whole), file.clone(), size));
    of("div", "pack")
        .child(together(vec![nowhere, says, stays]))
        .child(details::needed(ctx, offer))
        .done()
}

/// A size in megabytes: `0.74 MB`.
fn megabytes(bytes: f64) -> String {
    [&words::figure(bytes / 1e6), " MB"].concat()
}

fn saving(ctx: Ctx, whole: Arc<Catalogue>, file: String, size: u32) -> Piece {
    let stand = RwSignal::new(Stand::Idle);
    let save = act(move || {
        if stand.with_untracked(|s| *s == Stand::Fetching) {
            return;
        }
        stand.set(Stand::Fetching);
        let (whole, file) = (Arc::clone(&whole), file.clone());
        leptos::task::spawn_local(async move {
            let came = saved(ctx, &whole, &file).await;
            let _ = stand.try_set(match came {
                Ok((name, bytes)) => Stand::Saved(name, bytes),
                Err(why) => Stand::Failed(why),
            });
        });
    });
    let label = ["Save as one file (", &megabytes(f64::from(size)), ")"].concat();
    // A disabled button would let the focus go.
    let busy = word(move || match stand.get() {
        Stand::Fetching => "true",
        Stand::Idle | Stand::Saved(..) | Stand::Failed(_) => "false",
    });
    let says = text(move || match stand.get() {
        Stand::Idle | Stand::Failed(_) => String::new(),
        Stand::Fetching => "Putting it together…".to_owned(),
        Stand::Saved(name, bytes) => [
            "Saved as ",
            &name,
            ", ",
            &megabytes(words::number(bytes)),
            ". It opens in any browser of mid-2024 or later.",
        ]
        .concat(),
    });
    let failed = part(move || match stand.get() {
        Stand::Failed(why) => {
            let (what, rest) = why.sentences();
            let says = parts::stressed(what, rest);
            Some(of("div", "notice").attr("role", "alert").child(says).done())
        }
        Stand::Idle | Stand::Fetching | Stand::Saved(..) => None,
    });
    together(vec![
        of("p", "actions")
            .child(
                parts::button("primary", &label, save)
                    .attr_live("aria-disabled", busy)
                    .done(),
            )
            .done(),
        of("p", "hint").attr("role", "status").live(says).done(),
        failed,
    ])
}

/// Fetches the template, puts everything in and saves it: its name and size.
async fn saved(ctx: Ctx, whole: &Catalogue, file: &str) -> Result<(String, usize), Failure> {
    let template = fetched(file).await?;
    ctx.catch_up();
    let (name, text) = made(ctx, whole, &template)?;
    browser::save(&name, "text/html", &text);
    ctx.status.set(["Saved as ", &name].concat());
    Ok((name, text.len()))
}

/// Fetches the template. Browsers keep it for a year, so what they may have kept
/// of a bad moment is asked for anew.
async fn fetched(file: &str) -> Result<String, Failure> {
    // A page that is one file makes its template of itself.
    let inside = browser::home().is_some();
    let mut why = Failure::Unreachable;
    for anew in [false, true] {
        why = match browser::fetch(file, anew).await {
            Ok(text) => match check(&text) {
                Ok(()) => return Ok(text),
                Err(_) if inside => return Ok(text),
                Err(fault) => fault.into(),
            },
            Err(Some(404 | 410)) => Failure::Missing,
            Err(Some(_)) => Failure::Refused,
            Err(None) => return Err(Failure::Unreachable),
        };
    }
    Err(why)
}

/// The file's name and text.
fn made(ctx: Ctx, whole: &Catalogue, template: &str) -> Result<(String, String), Failure> {
    let comparison = ctx.comparison();
    let link = ctx.link();
    let today = timeline::day(browser::now()).unwrap_or(whole.checked);
    let case = Case::new(whole, &comparison, &link, today);
    let title = title(&case);
    let about = [
        "Made with Groundwork on ",
        &words::date(today),
        ". It needs no network and sends nothing.",
    ]
    .concat();
    let filling = Filling {
        title: &title,
        about: &about,
        document: &document(&case),
        home: &browser::address(""),
        saved: records(ctx, &comparison),
    };
    let text = fill(template, &filling)?;
    let ranked = &case.leagues.frameworks.ranked;
    let first = ranked.first().and_then(|r| whole.technologies.get(r.row));
    let first = first.map_or("comparison", |t| t.id.as_str());
    let name = ["groundwork-", first, "-", &today.to_string(), ".html"].concat();
    Ok((name, text))
}

/// What the page in the file finds saved: the comparison as the reader's own,
/// so that nothing asks what to do with it, and what the user brought in.
fn records(ctx: Ctx, comparison: &Comparison) -> Map<String, String> {
    let mut shown = comparison.clone();
    shown.view = View::Decide;
    let mine = address::encode(&shown, &ctx.catalogue(), &Stamp::NONE);
    let mut own = (*ctx.own.get_untracked()).clone();
    own.retain(|key, _| !key.starts_with(PRIVATE));
    let (mut records, now) = (Records::default(), browser::now());
    let mut writes = records.change_mine(&mine, now, 0);
    writes.extend(records.change_own(&own, now, 0));
    let mut saved = Map::new();
    for (key, text) in writes {
        saved.insert(key, text);
    }
    saved
}
