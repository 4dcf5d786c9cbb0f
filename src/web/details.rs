//! The whole catalogue, of which the page carries a brief: fetched once, when a
//! place first shows more than the brief has. Whatever is computed is the same
//! from both, and both have the same rows.

use super::ctx::Ctx;
use super::element::{Piece, act, of, part, together};
use super::{browser, parts};
use crate::catalogue::{self, Catalogue};
use leptos::prelude::*;
use std::sync::Arc;

/// What is there of the whole catalogue.
#[derive(Clone)]
pub enum Details {
    /// Nothing yet.
    Missing,
    /// It was asked for.
    Coming,
    /// All of it.
    Whole(Arc<Catalogue>),
    /// It did not come.
    Failed(Failure),
}

/// Why the whole catalogue did not come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nobody answered, or not to the end.
    Unreachable,
    /// The server answered with an error.
    Refused,
    /// Something came that is no catalogue.
    Damaged,
    /// The server has no catalogue of this version, or another one.
    Outdated,
}

impl Failure {
    /// What happened and why, and what can be done.
    fn sentences(self) -> (&'static str, &'static str) {
        match self {
            Self::Unreachable => (
                "The details could not be fetched.",
                "The network may be gone. Everything else goes on working; when you are connected again, try again.",
            ),
            Self::Refused => (
                "The server has trouble.",
                "It answered with an error instead of the details. Everything else goes on working; try again in a minute.",
            ),
            Self::Damaged => (
                "The details cannot be read.",
                "They arrived incomplete, or the server sent something else, perhaps a sign-in page. Try again, or reload the page; all that you have chosen is kept.",
            ),
            Self::Outdated => (
                "This page has been renewed since you opened it.",
                "The server has no details for the version that you have open. Reload the page; all that you have chosen is kept.",
            ),
        }
    }

    /// Whether another state of the page may help.
    fn asks_for_reload(self) -> bool {
        match self {
            Self::Damaged | Self::Outdated => true,
            Self::Unreachable | Self::Refused => false,
        }
    }
}

/// All that is known so far: the whole catalogue once it is there, else the
/// brief.
pub fn known(ctx: Ctx) -> Arc<Catalogue> {
    match ctx.details.get() {
        Details::Whole(whole) => whole,
        Details::Missing | Details::Coming | Details::Failed(_) => ctx.catalogue(),
    }
}

/// As [`known`], without following it.
pub fn known_untracked(ctx: Ctx) -> Arc<Catalogue> {
    untrack(|| known(ctx))
}

/// What a place shows of the whole catalogue.
pub type Shown = Box<dyn Fn(&Arc<Catalogue>) -> Piece + Send>;

/// A part of the page that needs the whole catalogue: until that is there, that
/// it is coming, or why it does not come and what can be done.
pub fn needed(ctx: Ctx, shown: Shown) -> Piece {
    ask(ctx);
    part(move || {
        Some(match ctx.details.get() {
            Details::Whole(whole) => shown(&trusted(ctx, &whole)),
            Details::Missing | Details::Coming => of("p", "coming hint")
                .attr("aria-busy", "true")
                .say("Fetching the details…")
                .done(),
            Details::Failed(why) => failed(ctx, why),
        })
    })
}

/// The whole catalogue without the facts that are older than the user trusts.
fn trusted(ctx: Ctx, whole: &Arc<Catalogue>) -> Arc<Catalogue> {
    let Some(since) = ctx.since.get() else {
        return Arc::clone(whole);
    };
    let mut trusted = Catalogue::clone(whole);
    trusted.trust(since);
    Arc::new(trusted)
}

/// That the whole catalogue did not come, and what can be done.
pub fn failed(ctx: Ctx, why: Failure) -> Piece {
    let (what, rest) = why.sentences();
    let again = act(move || ask(ctx));
    let actions = if why.asks_for_reload() {
        let reload = act(move || {
            ctx.flush();
            browser::reload();
        });
        together(vec![
            parts::button("primary", "Reload", reload).done(),
            parts::button("", "Try again", again).done(),
        ])
    } else {
        parts::button("primary", "Try again", again).done()
    };
    of("div", "empty")
        .attr("role", "alert")
        .child(parts::stressed(what, rest))
        .child(of("p", "actions").child(actions).done())
        .done()
}

/// Fetches the whole catalogue, unless it is there or coming.
pub fn ask(ctx: Ctx) {
    let idle = ctx.details.with_untracked(|d| match d {
        Details::Missing | Details::Failed(_) => true,
        Details::Coming | Details::Whole(_) => false,
    });
    if !idle {
        return;
    }
    ctx.details.set(Details::Coming);
    leptos::task::spawn_local(async move {
        match fetch().await {
            Ok((text, whole)) => {
                ctx.whole
                    .set_value(Some((Arc::from(text), Arc::new(whole))));
                bring(ctx);
            }
            Err(why) => ctx.details.set(Details::Failed(why)),
        }
    });
}

/// Shows the whole catalogue, if it is there, with what the user brought in.
pub fn bring(ctx: Ctx) {
    let Some((text, whole)) = ctx.whole.get_value() else {
        return;
    };
    let own = ctx.own.get_untracked();
    let whole = match ctx.later.here() {
        Some(parts) if !own.is_empty() => Arc::new((parts.overlay)(&text, &own).0),
        Some(_) | None => whole,
    };
    // It names packages and users too.
    ctx.search_in(&whole);
    ctx.details.set(Details::Whole(whole));
}

/// Fetches the catalogue of the version that the page carries. Its file never
/// changes and browsers keep it for a year, so what they may have kept of a bad
/// moment is asked for anew.
async fn fetch() -> Result<(String, Catalogue), Failure> {
    let version = crate::VERSION;
    let file = ["catalogue-", version, ".json"].concat();
    let mut why = Failure::Unreachable;
    for anew in [false, true] {
        why = match browser::fetch(&file, anew).await {
            Ok(text) => match catalogue::parse(&text) {
                Ok(whole) if whole.version == version => return Ok((text, whole)),
                Ok(_) => Failure::Outdated,
                Err(_) => Failure::Damaged,
            },
            Err(Some(404 | 410)) => Failure::Outdated,
            Err(Some(_)) => Failure::Refused,
            Err(None) => return Err(Failure::Unreachable),
        };
    }
    Err(why)
}
