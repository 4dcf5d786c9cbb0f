//! Then and now: what has changed of the catalogue since a link was made, or
//! since somebody was last here, and what that did to the order.
//!
//! A link says with which version of the catalogue it was made and who was
//! first with how many points. What has changed since stands in the
//! catalogue's [list of changes](crate::catalogue::Change): every change up to
//! the one that names the link's version among those that do not have it yet.
//! Of a version that no change names its date decides; a change of the same
//! day is then told too, since telling one too many is better than one too few.
//!
//! Nothing here knows of links, of storage or of a clock.

use crate::catalogue::{Catalogue, Change, Date, Id, Revision, dated, sorted};
use crate::decide::{Leagues, Ranked, Scores, tenths};
use crate::words;

/// How many of the first are looked at, as many as a link names.
const FEW: usize = 3;
/// The most sentences about changes that are no facts; the others are only
/// counted.
const MAX_SAID: usize = 3;

/// Whose moment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of a link, which somebody made.
    Shared,
    /// That of the user's last visit.
    Own,
}

/// What is known of the moment at which something was made.
#[derive(Clone, Copy, Debug)]
pub struct Then<'a> {
    /// Whose moment it is.
    pub whose: Whose,
    /// The version of the catalogue; `None` where it was not said.
    pub version: Option<&'a str>,
    /// The first few and their scores in tenths, 0 to 1000.
    pub first: &'a [(Id, u16)],
    /// Whether the link is not as it was made, so that nothing of this is sure.
    pub altered: bool,
}

/// How the same comparison stands now.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// A whole catalogue.
    pub catalogue: &'a Catalogue,
    /// The order of those that pass the filters.
    pub leagues: &'a Leagues,
    /// The scores of all.
    pub scores: &'a Scores,
    /// Whether the catalogue is one that the user has opened, whose versions
    /// are not those of ours.
    pub opened: bool,
}

/// Which technologies matter to whoever is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concerned<'a> {
    /// Those side by side.
    pub compared: &'a [Id],
    /// Those on the shortlist.
    pub kept: &'a [Id],
}

/// What is to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// What it is about, as a sentence; empty where there is nothing to tell.
    pub title: String,
    /// What has changed and what that did, a sentence each.
    pub says: Vec<String>,
    /// Changes that are no facts, a sentence each, the latest first.
    pub what: Vec<String>,
    /// Facts that are others now than then, those that matter first.
    pub facts: Vec<Changed>,
    /// The first few then, and where they are now.
    pub places: Vec<Moved>,
}

impl Since {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.title.is_empty()
    }
}

/// A fact that is another now than then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Of which technology, as it is called now.
    pub technology: Id,
    /// Its name; the id where it is not listed any more.
    pub name: String,
    /// The field, as people call it.
    pub field: String,
    /// What was known then; `unknown` where nothing was.
    pub before: String,
    /// What is known now; `unknown` where nothing is.
    pub after: String,
    /// Why, where the catalogue says so.
    pub why: Option<String>,
    /// Whether it is of one of the first few, then or now.
    pub of_first: bool,
    /// Whether it is of one that is compared.
    pub of_compared: bool,
    /// Whether it is of one on the shortlist.
    pub of_kept: bool,
}

/// Where one of the first few then is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub technology: Id,
    /// Its name; the id where it is not listed any more.
    pub name: String,
    /// Its place then, from 1, and its score in tenths.
    pub then: (usize, i32),
    /// The same now.
    pub now: Stand,
}

/// Where a technology stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// At a place, from 1, with a score in tenths.
    Ranked(usize, i32),
    /// Too little is known of it to rank it.
    Unranked,
    /// A filter or a must-have leaves it out.
    LeftOut,
    /// Among the runtimes, which are ranked by themselves.
    Runtime,
    /// It is not listed any more; why, where the catalogue says so.
    Gone(Option<String>),
}

impl Stand {
    /// In a few words, for a table: `2nd with 79.9`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Ranked(place, score) => {
                [&words::ordinal(*place), " with ", &words::points(*score)].concat()
            }
            Self::Unranked => "not ranked, too much is unknown".to_owned(),
            Self::LeftOut => "left out by the filters".to_owned(),
            Self::Runtime => "among the runtimes".to_owned(),
            Self::Gone(None) => "no longer listed".to_owned(),
            Self::Gone(Some(why)) => ["no longer listed: ", why].concat(),
        }
    }

    /// What is to be said of it within a sentence, behind where it was `then`.
    fn said(&self, then: (usize, i32)) -> String {
        match self {
            Self::Ranked(place, score) if *place == then.0 => {
                let with = [", with ", &words::points(*score)].concat();
                let with = if *score == then.1 { "" } else { &with };
                ["it still is", with].concat()
            }
            Self::Ranked(place, score) => {
                let with = if *score == then.1 {
                    ", still with "
                } else {
                    " with "
                };
                ["it is ", &place_word(*place), with, &words::points(*score)].concat()
            }
            Self::Unranked => "too much of it is unknown to rank it".to_owned(),
            Self::LeftOut => "the filters leave it out".to_owned(),
            Self::Runtime => "it stands among the runtimes".to_owned(),
            Self::Gone(None) => "it is no longer listed".to_owned(),
            Self::Gone(Some(why)) => {
                let why = why.trim_end_matches('.');
                ["it is no longer listed (", why, ")"].concat()
            }
        }
    }
}

/// How the version of then lies to that of now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Age {
    Same,
    Older,
    Newer,
    /// It names no date and no change names it.
    Strange,
    /// It is not that of the catalogue that the user has opened.
    Foreign,
    Unsaid,
}

/// What has changed since then, and what it did to the order.
#[must_use]
pub fn since(then: &Then<'_>, now: &Now<'_>, concerned: &Concerned<'_>) -> Since {
    let c = now.catalogue;
    let (age, changes) = match age(then.version, c) {
        (Age::Older | Age::Newer | Age::Strange, _) if now.opened => (Age::Foreign, &[][..]),
        found => found,
    };
    let places = places(then, now);
    let same = unmoved(&places);
    let facts = match age {
        Age::Older => facts(changes, then, now, concerned),
        Age::Same | Age::Newer | Age::Strange | Age::Foreign | Age::Unsaid => Vec::new(),
    };
    let what: Vec<String> = match age {
        Age::Older => changes
            .iter()
            .flat_map(|k| k.what.iter().cloned())
            .collect(),
        Age::Same | Age::Newer | Age::Strange | Age::Foreign | Age::Unsaid => Vec::new(),
    };
    let untold = then
        .version
        .and_then(|v| untold(v, c))
        .filter(|_| age == Age::Older);
    let nothing = match age {
        // What the user alone has changed is no news.
        Age::Same => same || then.whose == Whose::Own,
        Age::Unsaid => same,
        // An empty list by itself is no news either.
        Age::Older => {
            let silent = untold.is_none() || c.changes.is_empty();
            same && facts.is_empty() && what.is_empty() && silent
        }
        Age::Newer | Age::Strange | Age::Foreign => false,
    };
    if nothing {
        return Since::default();
    }

    let mut says = Vec::new();
    if then.altered {
        says.push(
            "The link was cut short or altered, so what it says of then may be wrong.".to_owned(),
        );
    }
    match age {
        Age::Newer => says.push(newer(then, c)),
        Age::Strange => says.push(strange(then, c)),
        Age::Foreign => says.push(foreign(then)),
        Age::Older if places.is_empty() => says.push(older(then, c)),
        Age::Same | Age::Older | Age::Unsaid => {}
    }
    order(then, now, &places, age, &mut says);
    let unexplained = !same && facts.is_empty() && what.is_empty();
    if age == Age::Older {
        // That none has changed is only known where the list goes back so far.
        if untold.is_none() || !facts.is_empty() {
            says.push(count(&facts, untold.is_some(), concerned, &places));
        }
        says.extend(what.iter().take(MAX_SAID).cloned());
        let more = what.len().saturating_sub(MAX_SAID);
        if more > 0 {
            says.push(
                [
                    &words::count(more, "other change", "other changes"),
                    " besides.",
                ]
                .concat(),
            );
        }
        says.extend(untold.map(|(from, to)| unrecorded(from, to, unexplained)));
    }
    says.extend(cause(then, c, age).filter(|_| unexplained && untold.is_none()));
    if !same && age != Age::Same && !c.yours.is_empty() {
        says.push("Facts of your own count here too.".to_owned());
    }
    Since {
        title: title(then.whose, age, !facts.is_empty()).to_owned(),
        says,
        what,
        facts,
        places,
    }
}

/// What people call a field of a technology.
#[must_use]
pub fn field(c: &Catalogue, field: &str) -> String {
    let named = |id: &str, of: &dyn Fn(&Id) -> Option<String>| {
        let found = Id::new(id).ok().and_then(|id| of(&id));
        found.unwrap_or_else(|| id.to_owned())
    };
    if let Some(id) = field.strip_prefix("capabilities.") {
        return named(id, &|id| c.capability(id).map(|k| k.label.clone()));
    }
    if let Some(id) = field.strip_prefix("metrics.") {
        return named(id, &|id| c.metric(id).map(|m| m.label.clone()));
    }
    match field {
        "kind" => "Kind",
        "languages" => "Languages",
        "architecture" => "Architecture",
        "runs_on" => "Runs on",
        "licence" => "Licence",
        "governance" => "Who decides",
        "type_safety" => "Type safety",
        "databases" => "Databases",
        "first_release" => "First release",
        "lifecycle.latest" => "Newest release",
        "lifecycle.previous" => "Release before it",
        "lifecycle.support" => "End of support",
        "lifecycle.lts" => "Long-term series",
        "lifecycle.policy" => "Support policy",
        "users" => "Known users",
        "strength" => "Strength",
        "caution" => "Caution",
        "claim" => "Claim of 2023",
        other => other,
    }
    .to_owned()
}

// ---- what has changed ----

/// How old a version is, and the changes since it, the latest first.
fn age<'a>(version: Option<&str>, c: &'a Catalogue) -> (Age, &'a [Change]) {
    let Some(version) = version else {
        return (Age::Unsaid, &[]);
    };
    if version == c.version {
        return (Age::Same, &[]);
    }
    let all = told(c);
    let names = |change: &Change| change.from.iter().any(|from| from == version);
    if let Some(at) = all.iter().position(names) {
        return (Age::Older, all.get(..=at).unwrap_or_default());
    }
    let Some(date) = dated(version) else {
        return (Age::Strange, &[]);
    };
    if date > dated(&c.version).unwrap_or(c.checked) {
        return (Age::Newer, &[]);
    }
    let later = all.iter().take_while(|change| change.date >= date).count();
    (Age::Older, all.get(..later).unwrap_or_default())
}

/// The changes without the beginning of the list, which changed nothing.
fn told(c: &Catalogue) -> &[Change] {
    match c.changes.split_last() {
        Some((last, rest)) if last.from.is_empty() && last.facts.is_empty() => rest,
        Some(_) | None => &c.changes,
    }
}

/// From when to when nothing is listed, where a version is older than the list
/// of changes.
fn untold(version: &str, c: &Catalogue) -> Option<(Date, Date)> {
    let begins = c.changes.last().map_or(ours(c), |first| Some(first.date))?;
    let named = c
        .changes
        .iter()
        .any(|k| k.from.iter().any(|from| from == version));
    let date = dated(version).filter(|_| !named)?;
    (date < begins).then_some((date, begins))
}

/// What is not recorded, and that this leaves the cause open where nothing else
/// is told of it.
fn unrecorded(from: Date, to: Date, unexplained: bool) -> String {
    let so = if unexplained {
        ", so the cause is not known."
    } else {
        "."
    };
    [
        "Which facts changed between ",
        &words::date(from),
        " and ",
        &words::date(to),
        " is not recorded",
        so,
    ]
    .concat()
}

/// A fact on its way from then to now.
struct Way<'a> {
    technology: Id,
    first: &'a Revision,
    last: &'a Revision,
}

/// Facts that are others now than then; one that changed twice is one.
fn facts(
    changes: &[Change],
    then: &Then<'_>,
    now: &Now<'_>,
    concerned: &Concerned<'_>,
) -> Vec<Changed> {
    let c = now.catalogue;
    let mut ways: Vec<Way<'_>> = Vec::new();
    for revision in changes.iter().rev().flat_map(|change| &change.facts) {
        let technology = called(c, &revision.technology);
        // Of these a technology has several; each goes its own way.
        let several = matches!(revision.field.as_str(), "strength" | "caution" | "claim");
        let goes_on = ways.iter_mut().find(|way| {
            let same = way.technology == technology && way.first.field == revision.field;
            let follows = way.last.after.is_some() && way.last.after == revision.before;
            same && (follows || !several)
        });
        match goes_on {
            Some(way) => way.last = revision,
            None => ways.push(Way {
                technology,
                first: revision,
                last: revision,
            }),
        }
    }
    let few = match then.first.len() {
        0 => FEW,
        n => n,
    };
    let first: Vec<Id> = then
        .first
        .iter()
        .map(|(id, _)| called(c, id))
        .chain(leaders(now).take(few).map(|(id, _)| id))
        .collect();
    let among = |ids: &[Id], id: &Id| ids.iter().any(|other| called(c, other) == *id);
    let mut all = Vec::new();
    for way in ways {
        if way.first.before == way.last.after {
            continue;
        }
        let value = |text: &Option<String>| text.clone().unwrap_or_else(|| "unknown".to_owned());
        let id = way.technology;
        all.push(Changed {
            name: name(c, &id),
            field: field(c, &way.first.field),
            before: value(&way.first.before),
            after: value(&way.last.after),
            why: way.last.why.clone(),
            of_first: first.contains(&id),
            of_compared: among(concerned.compared, &id),
            of_kept: among(concerned.kept, &id),
            technology: id,
        });
    }
    let weight = |fact: &Changed| {
        (
            !fact.of_compared,
            !fact.of_first,
            !fact.of_kept,
            c.position(&fact.technology).unwrap_or(usize::MAX),
        )
    };
    sorted(all, &|a, b| weight(a).cmp(&weight(b)))
}

/// The id that a technology has now.
fn called(c: &Catalogue, id: &Id) -> Id {
    c.moved.aliases.get(id).unwrap_or(id).clone()
}

fn name(c: &Catalogue, id: &Id) -> String {
    let found = c.technology(id);
    found.map_or_else(|| id.to_string(), |t| t.name.clone())
}

// ---- what became of the order ----

/// The first few now, with their scores in tenths.
fn leaders<'a>(now: &'a Now<'_>) -> impl Iterator<Item = (Id, i32)> + 'a {
    let ranked = now.leagues.frameworks.ranked.iter().take(FEW);
    ranked.filter_map(|r| {
        let technology = now.catalogue.technologies.get(r.row)?;
        Some((technology.id.clone(), score(now, r.row)))
    })
}

fn score(now: &Now<'_>, row: usize) -> i32 {
    tenths(now.scores.shown.get(row).copied().unwrap_or_default())
}

fn places(then: &Then<'_>, now: &Now<'_>) -> Vec<Moved> {
    let c = now.catalogue;
    let numbered = then.first.iter().zip(1..);
    numbered
        .map(|((id, score), place)| Moved {
            technology: called(c, id),
            name: name(c, id),
            then: (place, i32::from(*score)),
            now: stand(now, id),
        })
        .collect()
}

fn stand(now: &Now<'_>, id: &Id) -> Stand {
    let c = now.catalogue;
    let Some(row) = c.position(id) else {
        return Stand::Gone(c.moved.tombstones.get(id).cloned());
    };
    let at = |list: &[Ranked]| list.iter().position(|r| r.row == row);
    if let Some(at) = at(&now.leagues.frameworks.ranked) {
        return Stand::Ranked(at + 1, score(now, row));
    }
    let runtimes = &now.leagues.runtimes;
    if at(&runtimes.ranked).or(at(&runtimes.unranked)).is_some() {
        Stand::Runtime
    } else if at(&now.leagues.frameworks.unranked).is_some() {
        Stand::Unranked
    } else {
        Stand::LeftOut
    }
}

/// Whether all stand where they stood, with the same scores.
fn unmoved(places: &[Moved]) -> bool {
    places
        .iter()
        .all(|p| p.now == Stand::Ranked(p.then.0, p.then.1))
}

/// `first`, `second`, `third`, `4th`.
fn place_word(place: usize) -> String {
    match place {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        _ => words::ordinal(place),
    }
}

/// `first`, `first two`, `first three`.
fn first_few(n: usize) -> &'static str {
    match n {
        0 | 1 => "first",
        2 => "first two",
        _ => "first three",
    }
}

/// What became of the order, in sentences.
fn order(then: &Then<'_>, now: &Now<'_>, places: &[Moved], age: Age, says: &mut Vec<String>) {
    let Some(first) = places.first() else {
        return;
    };
    let stays = |p: &Moved| matches!(p.now, Stand::Ranked(place, _) if place == p.then.0);
    if places.iter().all(stays) {
        says.push(stayed(places));
        return;
    }
    let leaders: Vec<(String, i32)> = leaders(now)
        .map(|(id, score)| (name(now.catalogue, &id), score))
        .collect();
    let mut text = when(then, now.catalogue, age);
    for piece in [
        ", ",
        &first.name,
        " was first with ",
        &words::points(first.then.1),
        "; now ",
        &first.now.said(first.then),
    ] {
        text.push_str(piece);
    }
    let with = |(name, score): &(String, i32)| [name, " (", &words::points(*score), ")"].concat();
    match (&first.now, leaders.first()) {
        (Stand::Ranked(1, _), _) => {}
        (Stand::Ranked(place, _), _) => {
            let ahead: Vec<String> = leaders.iter().take(place - 1).map(with).collect();
            let others = (place - 1).saturating_sub(ahead.len());
            text.push_str(", behind ");
            if others > 0 {
                let named = ahead.join(", ");
                text.push_str(
                    &[&named, " and ", &words::count(others, "other", "others")].concat(),
                );
            } else {
                text.push_str(&words::list(&ahead, "and"));
            }
        }
        (
            Stand::Unranked | Stand::LeftOut | Stand::Runtime | Stand::Gone(_),
            Some((name, score)),
        ) => {
            text.push_str(&[", and ", name, " is first with ", &words::points(*score)].concat());
        }
        (Stand::Unranked | Stand::LeftOut | Stand::Runtime | Stand::Gone(_), None) => {
            text.push_str(", and nobody is ranked");
        }
    }
    text.push('.');
    says.push(text);
    for p in places.iter().skip(1).filter(|p| !stays(p)) {
        let was = [
            " was ",
            &place_word(p.then.0),
            " with ",
            &words::points(p.then.1),
            "; now ",
        ]
        .concat();
        says.push([&p.name, was.as_str(), &p.now.said(p.then), "."].concat());
    }
}

/// That the first few are the same, with what became of their scores.
fn stayed(places: &[Moved]) -> String {
    let mut named = Vec::new();
    for p in places {
        let mut text = [&p.name, " (", &words::points(p.then.1), ")"].concat();
        if let Stand::Ranked(_, score) = p.now
            && score != p.then.1
        {
            text = [
                &p.name,
                " (",
                &words::points(score),
                ", then ",
                &words::points(p.then.1),
                ")",
            ]
            .concat();
        }
        named.push(text);
    }
    let one = places.len() == 1;
    let how = match (unmoved(places), one) {
        (true, true) => " is as it was: ",
        (true, false) => " are as they were: ",
        (false, true) => " is the same, with another score: ",
        (false, false) => " are the same, with other scores: ",
    };
    [
        "The ",
        first_few(places.len()),
        how,
        &words::list(&named, "and"),
        ".",
    ]
    .concat()
}

// ---- words ----

fn title(whose: Whose, age: Age, facts: bool) -> &'static str {
    match (age, whose) {
        (Age::Same | Age::Unsaid, _) => "The scores are not those that were shared.",
        (Age::Strange, _) => "Made with a catalogue that is not known here.",
        (Age::Foreign, _) => "Made with another catalogue than the one that you have opened.",
        (Age::Newer, Whose::Shared) => "Made with a newer catalogue than this page has.",
        (Age::Newer, Whose::Own) => "You have seen a newer catalogue than this page has.",
        (Age::Older, Whose::Shared) if facts => "Facts have changed since this was shared.",
        (Age::Older, Whose::Shared) => "The catalogue was renewed since this was shared.",
        (Age::Older, Whose::Own) => "The catalogue was updated since you were last here.",
    }
}

/// The moment, at the beginning of a sentence.
fn when(then: &Then<'_>, c: &Catalogue, age: Age) -> String {
    let begins = match then.whose {
        Whose::Shared => "When this was shared",
        Whose::Own => "When you were last here",
    };
    let dated = match age {
        Age::Same | Age::Unsaid | Age::Strange | Age::Foreign => None,
        Age::Older | Age::Newer => then.version.and_then(dated),
    };
    match dated {
        None => begins.to_owned(),
        Some(date) if Some(date) == ours(c) => {
            [begins, ", with an earlier state of the catalogue"].concat()
        }
        Some(date) => [begins, ", with the catalogue of ", &words::date(date)].concat(),
    }
}

/// The date of this catalogue's version.
fn ours(c: &Catalogue) -> Option<Date> {
    dated(&c.version).or(Some(c.checked))
}

/// A version as people read it, `of 22 Nov 2026`; the text of it where it has no
/// date.
fn of(version: &str) -> String {
    match dated(version) {
        Some(date) => ["of ", &words::date(date)].concat(),
        None => ["“", version, "”"].concat(),
    }
}

fn newer(then: &Then<'_>, c: &Catalogue) -> String {
    let made = match then.whose {
        Whose::Shared => "It was made with the catalogue ",
        Whose::Own => "When you were last here it was the catalogue ",
    };
    [
        made,
        &of(then.version.unwrap_or_default()),
        "; this page has that ",
        &of(&c.version),
        ". Reload the page to get the newer one; until then everything here is counted with the older.",
    ]
    .concat()
}

fn strange(then: &Then<'_>, c: &Catalogue) -> String {
    [
        "It names the catalogue “",
        then.version.unwrap_or_default(),
        "”; this page has “",
        &c.version,
        "”. What differs between the two is not known.",
    ]
    .concat()
}

fn foreign(then: &Then<'_>) -> String {
    let version = then.version.unwrap_or_default();
    [
        "It was made with the catalogue ",
        &of(version),
        ". What differs between the two is not known; everything here is counted with yours.",
    ]
    .concat()
}

fn older(then: &Then<'_>, c: &Catalogue) -> String {
    let made = match then.whose {
        Whose::Shared => "It was made with ",
        Whose::Own => "When you were last here it was ",
    };
    let version = then.version.unwrap_or_default();
    if dated(version) == ours(c) {
        return [made, "an earlier state of the catalogue."].concat();
    }
    [
        made,
        "the catalogue ",
        &of(version),
        "; this is that ",
        &of(&c.version),
        ".",
    ]
    .concat()
}

/// How many facts have changed, and about whom; at least so many, where the
/// list does not go back to then.
fn count(facts: &[Changed], at_least: bool, concerned: &Concerned<'_>, places: &[Moved]) -> String {
    let begins = match facts.len() {
        0 => return "No fact has changed since.".to_owned(),
        1 => "1 fact has changed since".to_owned(),
        n => [&n.to_string(), " facts have changed since"].concat(),
    };
    let begins = if at_least {
        ["At least ", &begins].concat()
    } else {
        begins
    };
    let first = ["the ", first_few(places.len())].concat();
    let (one_of, none_of) = if places.len() == 1 {
        (first.clone(), ["not ", &first].concat())
    } else {
        (["one of ", &first].concat(), ["none of ", &first].concat())
    };
    let those = |is: fn(&Changed) -> bool| facts.iter().filter(|fact| is(fact)).count();
    let groups = [
        (
            !concerned.compared.is_empty(),
            those(|fact| fact.of_compared),
            "technologies compared here",
            "a technology compared here",
            "no technology compared here",
        ),
        (
            !places.is_empty(),
            those(|fact| fact.of_first),
            &first,
            &one_of,
            &none_of,
        ),
        (
            !concerned.kept.is_empty(),
            those(|fact| fact.of_kept),
            "your shortlist",
            "one on your shortlist",
            "none on your shortlist",
        ),
    ];
    let (mut some, mut none) = (Vec::new(), Vec::new());
    for (asked, n, many, one, nobody) in groups {
        match (asked, n) {
            (false, _) => {}
            (true, 0) => none.push(nobody.to_owned()),
            (true, _) if facts.len() == 1 => some.push(one.to_owned()),
            (true, n) if n == facts.len() => some.push(["all about ", many].concat()),
            (true, n) => some.push([&n.to_string(), " about ", many].concat()),
        }
    }
    let (gap, rest) = match (some.is_empty(), none.is_empty(), facts.len()) {
        (true, true, _) => ("", Vec::new()),
        (true, false, _) => (", but about ", none),
        (false, _, 1) => (", about ", some),
        (false, ..) => (": ", some),
    };
    [&begins, gap, &words::list(&rest, "and"), "."].concat()
}

/// Why the scores may be others, where no change says it.
fn cause(then: &Then<'_>, c: &Catalogue, age: Age) -> Option<String> {
    let says = match (age, then.whose) {
        (Age::Newer | Age::Strange | Age::Foreign, _) => return None,
        (Age::Unsaid, _) => {
            "The link does not say with which catalogue it was made, so what has changed since is not known."
        }
        (Age::Same, _) if !c.yours.is_empty() => {
            "The catalogue is the same. Facts of your own count here; whoever shared this may have counted some too, which a link does not carry."
        }
        (Age::Same, _) => {
            "The catalogue is the same, so whoever shared this counted facts of their own, which a link does not carry."
        }
        (Age::Older, Whose::Shared) => {
            "No listed change explains that; whoever shared this may have counted facts of their own, which a link does not carry."
        }
        (Age::Older, Whose::Own) => return None,
    };
    Some(says.to_owned())
}
