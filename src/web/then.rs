//! What has changed since a link was made, or since the user was last here, and
//! what that did to the order.

use super::ctx::Ctx;
use super::details::{self, Details};
use super::element::{Piece, act, all, el, nothing, of, part, said, together};
use super::sheet::{Block, Cells, table, with_note};
use super::{app, browser, data, parts};
use crate::address::{self, Decoded, Notice};
use crate::catalogue::{Catalogue, Id};
use crate::export::Case;
use crate::state::{Msg, Origin, View};
use crate::then::{Changed, Concerned, Now, Since, Then, Whose, since};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The most facts of a notice; all of them stand in the place "Data".
const MOST: usize = 40;

/// The notices, where there is something to tell.
pub fn then(ctx: Ctx) -> Piece {
    details::ask(ctx);
    part(move || {
        Some(match ctx.details.get() {
            Details::Whole(whole) => together(vec![sent(ctx, &whole), own(ctx, &whole)]),
            Details::Missing | Details::Coming => nothing(),
            Details::Failed(why) => details::failed(ctx, why),
        })
    })
}

/// Of a link that somebody sent.
fn sent(ctx: Ctx, whole: &Arc<Catalogue>) -> Piece {
    let whole = Arc::clone(whole);
    part(move || {
        let link = ctx.then.get()?;
        let version = link.dated.clone();
        let told = told(ctx, &whole, &link, Whose::Shared, version.as_deref());
        let dismiss = move || ctx.then.set(None);
        (!told.is_nothing()).then(|| notice(ctx, "Then and now", &told, dismiss))
    })
}

/// Of the user's own comparison and shortlist.
fn own(ctx: Ctx, whole: &Arc<Catalogue>) -> Piece {
    let whole = Arc::clone(whole);
    part(move || {
        // What a catalogue that the user has opened says is no update of ours.
        if whole.version != crate::VERSION {
            return None;
        }
        let version = ctx
            .seen
            .get()
            .filter(|_| ctx.origin.get() == Origin::Mine)?;
        let mine = ctx.remembered().unwrap_or_default();
        let mut mine = address::decode(&mine, &whole);
        if mine.dated.as_ref() != Some(&version) {
            mine.digest.clear();
        }
        let told = told(ctx, &whole, &mine, Whose::Own, Some(&version));
        if told.is_nothing() {
            ctx.told();
            return None;
        }
        Some(notice(ctx, "Since your last visit", &told, move || {
            ctx.told()
        }))
    })
}

/// What the comparison names and the catalogue does not list.
pub fn unlisted(ctx: Ctx) -> Piece {
    part(move || {
        ctx.comparison_tracked();
        let unlisted = address::unlisted(&ctx.comparison(), &ctx.catalogue());
        (!unlisted.is_empty()).then(|| {
            let says = all(unlisted.iter().map(|u| parts::paragraph(&u.sentence())));
            app::notice("notice", "No longer listed", says, nothing())
        })
    })
}

fn told(ctx: Ctx, whole: &Catalogue, link: &Decoded, whose: Whose, version: Option<&str>) -> Since {
    let mut trusted = Catalogue::clone(whole);
    if let Some(since) = link.comparison.since {
        trusted.trust(since);
    }
    let case = Case::new(&trusted, &link.comparison, "", trusted.checked);
    let kept: Vec<Id> = match whose {
        Whose::Shared => Vec::new(),
        Whose::Own => ctx
            .shelf
            .with_untracked(|s| s.iter().map(|k| k.id.clone()).collect()),
    };
    let then = Then {
        whose,
        version,
        first: &link.digest,
        altered: link.notices.contains(&Notice::Altered),
    };
    let now = Now {
        catalogue: &trusted,
        leagues: &case.leagues,
        scores: &case.scores,
        opened: whole.version != crate::VERSION,
    };
    let concerned = Concerned {
        compared: &link.comparison.compared,
        kept: &kept,
    };
    since(&then, &now, &concerned)
}

fn notice(ctx: Ctx, label: &str, told: &Since, dismiss: impl Fn() + Clone + 'static) -> Piece {
    let (first, rest) = match told.says.split_first() {
        Some((first, rest)) => (first.as_str(), rest),
        None => ("", told.says.as_slice()),
    };
    let mut says = vec![parts::stressed(&told.title, first)];
    says.extend(rest.iter().map(|s| parts::paragraph(s)));
    says.push(listed(told));
    let leave = dismiss.clone();
    let all = act(move || {
        leave();
        ctx.dispatch(Msg::Show(View::Data));
        browser::focus(data::VERSIONS);
    });
    let actions = together(vec![
        parts::button("", "See all changes", all).done(),
        parts::button("", "Dismiss", act(dismiss)).done(),
    ]);
    ctx.status.set(told.title.clone());
    app::notice("notice then", label, together(says), actions)
}

/// The first few then and now, and the facts, in a fold.
fn listed(told: &Since) -> Piece {
    let mut inside = Vec::new();
    if !told.places.is_empty() {
        let rows = told.places.iter().map(|p| {
            let (place, score) = p.then;
            let then = [&words::ordinal(place), " with ", &words::points(score)].concat();
            vec![said(&p.name), said(&then), said(&p.now.words())]
        });
        let heads = ["Technology", "Then", "Now"];
        let rows = Block::plain(rows.collect());
        inside.push(table("then", "The first then and now", &heads, rows, None));
    }
    if !told.facts.is_empty() {
        let rows = told.facts.iter().take(MOST).map(fact).collect();
        let heads = ["Technology", "Fact", "Then", "Now"];
        inside.push(table(
            "then",
            "Facts that have changed",
            &heads,
            Block::plain(rows),
            None,
        ));
        let more = told.facts.len().saturating_sub(MOST);
        if more > 0 {
            let says = [
                &words::count(more, "fact", "facts"),
                " more under “See all changes”.",
            ];
            inside.push(parts::paragraph(&says.concat()));
        }
    }
    if inside.is_empty() {
        return nothing();
    }
    let name = match told.facts.len() {
        0 => "Places then and now".to_owned(),
        1 => "The fact that has changed".to_owned(),
        n => ["The ", &n.to_string(), " facts that have changed"].concat(),
    };
    of("details", "rule")
        .child(el("summary").say(&name).done())
        .child(together(inside))
        .done()
}

fn fact(fact: &Changed) -> Cells {
    let marks = [
        (fact.of_compared, "compared"),
        (fact.of_first, "among the first"),
        (fact.of_kept, "on your shortlist"),
    ];
    let marks: Vec<&str> = marks
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, mark)| *mark)
        .collect();
    vec![
        with_note(said(&fact.name), &marks.join(", ")),
        said(&fact.field),
        said(&fact.before),
        with_note(said(&fact.after), fact.why.as_deref().unwrap_or_default()),
    ]
}
