//! What every part of the page shares: the state, what follows from it, and
//! the one way of changing it.

use super::derived::Derived;
use super::details::Details;
use super::{browser, form, history, later};
use crate::address::{self, Decoded};
use crate::catalogue::{self, Catalogue, Date, Id, Map, Technology};
use crate::decide::{Leagues, Matrix, Own, Scores, Shares};
use crate::explore::{self, Facets, Narrowed, Relax, narrow};
use crate::saved::{self, Records, Write};
use crate::state::{
    Brought, Comparison, Edit, Kept, Lots, Msg, Origin, Rating, State, Step, Theme, UnknownPolicy,
    View, Weights, told,
};
use crate::verdict::tied_for_first;
use leptos::prelude::*;
use std::mem::take;
use std::ops::Deref;
use std::sync::{Arc, Mutex};

/// A handle on everything shared. It is one pointer wide, since every part of
/// the page and every listener in it holds one.
#[derive(Clone, Copy)]
pub struct Ctx(&'static Shared);

impl Deref for Ctx {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.0
    }
}

/// The catalogue without the facts that are older than the user trusts, and
/// its facets.
#[derive(Clone)]
pub struct Trusted {
    /// The brief, in which older facts are unknown.
    pub catalogue: Arc<Catalogue>,
    /// What it can be narrowed by.
    pub facets: Arc<Facets>,
}

impl Trusted {
    fn new(since: Option<Date>, all: Arc<Catalogue>, fresh: impl Fn() -> Catalogue) -> Self {
        let catalogue = match since {
            None => all,
            Some(since) => {
                let mut catalogue = fresh();
                catalogue.trust(since);
                Arc::new(catalogue)
            }
        };
        Self {
            facets: Arc::new(Facets::of(&catalogue)),
            catalogue,
        }
    }
}

impl PartialEq for Trusted {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.catalogue, &other.catalogue)
    }
}

/// What finds technologies by words; another whenever it is made anew.
struct Index(Arc<explore::Search>);

impl Index {
    fn of(catalogue: &Catalogue) -> Self {
        Self(Arc::new(explore::Search::of(catalogue)))
    }
}

impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Everything shared, for as long as the page is open.
pub struct Shared {
    state: RwSignal<State>,
    catalogue: RwSignal<Arc<Catalogue>>,
    searched: RwSignal<Arc<Catalogue>>,
    index: Derived<Index>,
    history: StoredValue<history::History>,
    records: StoredValue<Records>,
    tab: u32,
    soon: Mutex<Vec<Msg>>,
    /// The code that the first view does not need.
    pub later: later::Later,
    /// One polite message for who cannot see a change.
    pub status: RwSignal<String>,
    /// What was odd about the address or the storage, in sentences.
    pub notices: RwSignal<Vec<String>>,
    /// The link that is open, where its moment is not that of now.
    pub then: RwSignal<Option<Arc<Decoded>>>,
    /// The version of the catalogue that the user has been told of, where that
    /// is another than ours.
    pub seen: RwSignal<Option<String>>,
    /// All that stood in the storage at the start, as text to download, where
    /// some of it could not be read.
    pub damaged: StoredValue<Option<String>>,
    /// Whether the browser keeps nothing, so that it must be said.
    pub unsaved: RwSignal<bool>,
    /// How the page stands with what the browser keeps of it for when there is no
    /// network: `saved`, `ready` or `done`, as `offline.js` says; empty where the
    /// browser keeps nothing, or the second file is not there to ask.
    pub offline: RwSignal<String>,
    /// Whether neither the address nor the storage is read or written, since
    /// the page has crashed twice.
    pub safe: bool,
    /// Whether the window is wide enough for the side panel.
    pub wide: ReadSignal<bool>,
    /// What is there of the whole catalogue.
    pub details: RwSignal<Details>,
    /// Whether the dialog of the documents is open.
    pub exporting: RwSignal<bool>,
    /// That as it came, without what the user brought in.
    pub whole: StoredValue<Option<(Arc<str>, Arc<Catalogue>)>>,
    /// Whether the place is made; the frame of the page comes first.
    pub placed: RwSignal<bool>,
    /// How many rows of the list are made, and how many steps of the panels beside
    /// it: see [`super::explore::make`].
    pub rows: RwSignal<usize>,
    pub steps: RwSignal<usize>,
    /// The place.
    pub view: Derived<View>,
    /// The technology whose sheet is open.
    pub technology: Derived<Option<Id>>,
    /// Those side by side.
    pub compared: Derived<Vec<Id>>,
    /// The one that the others are measured against.
    pub baseline: Derived<Option<Id>>,
    /// How much each criterion matters.
    pub weights: Derived<Weights>,
    /// How well the team knows each language.
    pub languages: Derived<Map<Id, Rating>>,
    /// The user's own ratings.
    pub ratings: Derived<Map<Id, Rating>>,
    /// Answers of the guide.
    pub guide: Derived<Map<Id, catalogue::Set<Id>>>,
    /// Since when facts are trusted.
    pub since: Derived<Option<Date>>,
    /// What is counted: all facts that are trusted.
    pub trusted: Derived<Trusted>,
    /// What missing facts count for.
    pub policy: Derived<UnknownPolicy>,
    /// The choices of all facets.
    pub facets: Derived<explore::Choices>,
    /// Must-haves.
    pub musts: Derived<explore::Musts>,
    /// What is typed into the search.
    pub search: Derived<String>,
    /// Whether the comparison shows only rows that differ.
    pub differences: Derived<bool>,
    /// Which weightings are drawn by lot.
    pub lots: Derived<Lots>,
    /// The shortlist.
    pub shelf: Derived<Vec<Kept>>,
    /// What the user brought in.
    pub own: Derived<Arc<Brought>>,
    /// Whether the dialog of the user's own facts is open.
    pub owning: RwSignal<bool>,
    /// What the form of the user's own facts is asked for.
    pub asked: RwSignal<Option<form::Asked>>,
    /// What of it is left out since it cannot be used, in sentences.
    pub left_out: RwSignal<Vec<String>>,
    /// Whether the link had to be offered for copying by hand; told anew
    /// whenever the dialog of sharing opens.
    pub sharing: RwSignal<bool>,
    /// Whose comparison this is.
    pub origin: Derived<Origin>,
    /// Light or dark.
    pub theme: Derived<Theme>,
    /// The values of all technologies on all criteria.
    pub matrix: Derived<Matrix>,
    /// Weights as shares of the whole.
    pub shares: Derived<Shares>,
    /// Totals.
    pub scores: Derived<Scores>,
    /// Who passes the filters, and why others do not.
    pub narrowed: Derived<Narrowed>,
    /// The order.
    pub leagues: Derived<Leagues>,
    /// Who is as good as tied for first, first to last; nobody where nobody is.
    pub ties: Derived<Vec<usize>>,
    /// Which rows the search leaves; `None` where nothing is typed.
    pub hits: Derived<Option<explore::Bits>>,
}

/// The brief of the catalogue with what the user brought in, and what of that
/// cannot be used.
fn fresh(own: &Brought, parts: Option<later::Parts>) -> (Catalogue, Vec<String>) {
    match parts {
        Some(parts) if told(own).next().is_some() => (parts.overlay)(crate::BRIEF, own),
        Some(_) | None => (crate::embedded(), Vec::new()),
    }
}

/// What stood in the storage when the page began.
pub struct Saved {
    records: Records,
    faults: Vec<saved::Fault>,
    all: String,
    unsaved: bool,
    safe: bool,
}

impl Saved {
    /// Reads it; nothing of it counts in safe mode.
    pub fn read() -> Self {
        let stored = browser::stored(saved::PREFIX);
        let unsaved = stored.is_none();
        let stored = stored.unwrap_or_default();
        let mut all = String::new();
        for (key, text) in &stored {
            all.push_str(&[key, "\n", text, "\n\n"].concat());
        }
        let safe = browser::safe();
        if safe && !browser::query().is_empty() {
            all = ["address\n?", &browser::query(), "\n\n", &all].concat();
        }
        let (records, faults) = Records::read(if safe { Vec::new() } else { stored });
        Self {
            records,
            faults,
            all,
            unsaved,
            safe,
        }
    }

    /// Whether there is something for whose use the second file is needed.
    pub fn brought(&self) -> bool {
        told(&self.records.own()).next().is_some()
    }
}

impl Ctx {
    /// Reads the address and sets everything up of that and of what is saved; the
    /// catalogue is made here unless it is given as it came.
    pub fn start(saved: Saved, catalogue: Option<Catalogue>, parts: Option<later::Parts>) -> Self {
        let Saved {
            records,
            faults,
            all,
            unsaved,
            safe,
        } = saved;
        let own = Arc::new(records.own());
        let (catalogue, left_out) = match catalogue {
            Some(catalogue) => (catalogue, Vec::new()),
            None => fresh(&own, parts),
        };
        let catalogue = Arc::new(catalogue);
        let seen = records.seen().filter(|seen| *seen != crate::VERSION);
        let seen = seen.map(str::to_owned);
        let unreadable = |f: &saved::Fault| matches!(f, saved::Fault::Unreadable { .. });
        let kept = safe && !all.is_empty();
        let damaged = (kept || faults.iter().any(unreadable)).then_some(all);
        let mut state = State::new(&catalogue);
        state.shelf = records.shelf();
        state.own = own;
        state.theme = records.theme();
        if let Some(mine) = records.mine() {
            let mine = address::decode(mine, &catalogue).comparison;
            state.mine = mine.clone();
            state.comparison = mine;
        }
        let mut notices: Vec<String> = faults.iter().map(saved::Fault::sentence).collect();
        let arrived = history::arrive(&catalogue, &state.mine);
        notices.extend(arrived.notices);
        if let Some((comparison, origin)) = arrived.comparison {
            state.update(Msg::Arrived(Box::new(comparison), origin), &catalogue);
        } else if let Some(view) = history::shortcut() {
            state.update(Msg::Show(view), &catalogue);
        }
        state.search = arrived.search;
        state.differences = arrived.differences;
        state.lots = arrived.lots;

        let state = RwSignal::new(state);
        let searched = RwSignal::new(Arc::clone(&catalogue));
        // Made once something is typed.
        let index = Derived::new(move || Index::of(&searched.get()));
        let catalogue = RwSignal::new(catalogue);
        let later = later::Later::new(parts);
        macro_rules! slice {
            (|$s:ident| $of:expr) => {
                Derived::new(move || state.with(|$s| $of))
            };
        }
        let weights = slice!(|s| s.comparison.weights.clone());
        let languages = slice!(|s| s.comparison.languages.clone());
        let ratings = slice!(|s| s.comparison.ratings.clone());
        let policy = slice!(|s| s.comparison.unknown);
        let since = slice!(|s| s.comparison.since);
        let trusted = Derived::new(move || {
            let fresh = || fresh(&state.with_untracked(|s| Arc::clone(&s.own)), later.here()).0;
            Trusted::new(since.get(), catalogue.get(), fresh)
        });
        let facets = slice!(|s| s.comparison.facets.clone());
        let musts = slice!(|s| s.comparison.must.clone());
        let search = slice!(|s| s.search.clone());

        // Names that the catalogue does not list are kept and shared on, and
        // change nothing of what is shown.
        let listed = |of: Derived<Map<Id, Rating>>, is: fn(&Catalogue, &Id) -> bool| {
            Derived::new(move || {
                let c = catalogue.get();
                let mut known = Map::new();
                of.with(|all| {
                    for (id, rating) in all {
                        if is(&c, id) {
                            known.insert(id.clone(), *rating);
                        }
                    }
                });
                known
            })
        };
        let spoken = listed(languages, |c, id| {
            c.lists.languages.iter().any(|l| l.id == *id)
        });
        let rated = listed(ratings, |c, id| c.technology(id).is_some());
        let matrix = Derived::new(move || {
            spoken.with(|languages| {
                rated.with(|ratings| {
                    trusted.with(|t| Matrix::new(&t.catalogue, Own { languages, ratings }))
                })
            })
        });
        let shares = Derived::new(move || {
            let c = catalogue.get();
            spoken.with(|languages| {
                rated
                    .with(|ratings| weights.with(|w| Shares::of(&c, w, Own { languages, ratings })))
            })
        });
        let scores = Derived::new(move || {
            let policy = policy.get();
            matrix.with(|m| shares.with(|s| Scores::new(m, &s.of, policy)))
        });
        let narrowed = Derived::new(move || {
            trusted.with(|trusted| {
                let (c, of) = (&trusted.catalogue, &trusted.facets);
                let (mut choices, mut wanted) = (explore::Choices::new(), explore::Musts::new());
                facets.with(|f| {
                    for (facet, ids) in f {
                        let offered = of.choices(*facet);
                        let mut known = catalogue::Set::new();
                        for id in ids {
                            if offered.iter().any(|choice| choice.id == *id) {
                                known.insert(id.clone());
                            }
                        }
                        choices.insert(*facet, known);
                    }
                });
                musts.with(|m| {
                    for (id, level) in m {
                        if c.capability(id).is_some() {
                            wanted.insert(id.clone(), *level);
                        }
                    }
                });
                narrow(c, of, &choices, &wanted)
            })
        });
        let leagues = Derived::new(move || {
            let c = catalogue.get();
            scores
                .with(|s| narrowed.with(|n| Leagues::new(&c, s, |row| n.candidates.contains(row))))
        });
        let hits = Derived::new(move || {
            search.with(|text| {
                let asked = !text.trim().is_empty();
                let found = asked.then(|| index.with(|index| index.0.find(text)))??;
                Some(found.rows())
            })
        });
        let ctx = Self(Box::leak(Box::new(Shared {
            state,
            catalogue,
            searched,
            index,
            history: StoredValue::new(history::History::default()),
            records: StoredValue::new(records),
            tab: browser::random(),
            soon: Mutex::default(),
            later,
            status: RwSignal::new(String::new()),
            notices: RwSignal::new(notices),
            then: RwSignal::new(None),
            seen: RwSignal::new(seen),
            damaged: StoredValue::new(damaged),
            unsaved: RwSignal::new(unsaved),
            offline: RwSignal::new(String::new()),
            safe,
            wide: browser::media("(min-width: 68.75em)"),
            details: RwSignal::new(Details::Missing),
            exporting: RwSignal::new(false),
            whole: StoredValue::new(None),
            placed: RwSignal::new(false),
            rows: RwSignal::new(super::explore::FIRST),
            steps: RwSignal::new(0),
            view: slice!(|s| s.comparison.view),
            technology: slice!(|s| s.comparison.technology.clone()),
            compared: slice!(|s| s.comparison.compared.clone()),
            baseline: slice!(|s| s.comparison.baseline.clone()),
            weights,
            languages,
            ratings,
            guide: slice!(|s| s.comparison.guide.clone()),
            policy,
            since,
            trusted,
            facets,
            musts,
            search,
            differences: slice!(|s| s.differences),
            lots: slice!(|s| s.lots),
            shelf: slice!(|s| s.shelf.clone()),
            own: slice!(|s| Arc::clone(&s.own)),
            owning: RwSignal::new(false),
            asked: RwSignal::new(None),
            left_out: RwSignal::new(left_out),
            sharing: RwSignal::new(false),
            origin: slice!(|s| s.origin),
            theme: slice!(|s| s.theme),
            matrix,
            shares,
            scores,
            narrowed,
            leagues,
            ties: Derived::new(move || {
                let policy = policy.get();
                matrix.with(|m| {
                    shares.with(|s| {
                        leagues.with(|l| tied_for_first(m, &s.of, &l.frameworks.ranked, policy))
                    })
                })
            }),
            hits,
        })));
        ctx.compare_then(arrived.sent);
        ctx.mark(arrived.late);
        ctx.listen();
        ctx
    }

    /// The brief of the catalogue, of which everything is computed, with what
    /// the user brought in; what reads it is made anew when that changes.
    pub fn catalogue(self) -> Arc<Catalogue> {
        self.0.catalogue.get()
    }

    /// Makes the catalogue anew of what the user has brought in, as soon as the
    /// code for it is there.
    pub fn renew(self) {
        let own = self.own.get_untracked();
        let parts = self.later.here();
        if parts.is_none() && told(&own).next().is_some() {
            later::load(self);
            return;
        }
        let (catalogue, left_out) = fresh(&own, parts);
        let catalogue = Arc::new(catalogue);
        self.search_in(&catalogue);
        self.0.catalogue.set(catalogue);
        self.left_out.set(left_out);
        if let Some(parts) = parts {
            (parts.renew)(self);
        }
    }

    /// Searches all that this catalogue says of its technologies from now on.
    pub fn search_in(self, catalogue: &Arc<Catalogue>) {
        self.searched.set(Arc::clone(catalogue));
    }

    /// Makes a change that asks for less.
    pub fn relax(self, relax: &Relax) {
        self.dispatch(match relax.clone() {
            Relax::Lower(id, level) => Msg::SetMust(id, Some(level)),
            Relax::Drop(id) => Msg::SetMust(id, None),
            Relax::Add(facet, id) => Msg::ToggleFacet(facet, id),
            Relax::Clear(facet) => Msg::ClearFacet(facet),
        });
    }

    /// The latest edit that can be undone.
    pub fn last_edit(self) -> Option<Edit> {
        self.state
            .with_untracked(|s| s.undo.last().map(|u| u.done.clone()))
    }

    /// How many edits can be undone.
    pub fn undo_depth(self) -> usize {
        self.state.with_untracked(|s| s.undo.len())
    }

    /// The row that a text fits best.
    pub fn find(self, text: &str) -> Option<usize> {
        let found = self.index.with_untracked(|index| index.0.find(text))?;
        found.hits.first().map(|hit| hit.row)
    }

    /// A technology of the catalogue by its row.
    pub fn with<T>(self, row: usize, read: impl FnOnce(&Technology) -> T) -> Option<T> {
        let c = self.catalogue();
        c.technologies.get(row).map(read)
    }

    /// The name of a technology; its id where it is not listed.
    pub fn name(self, id: &Id) -> String {
        let c = self.catalogue();
        let known = c.technology(id);
        known.map_or_else(|| id.to_string(), |t| t.name.clone())
    }

    /// Makes a change once the control that asks for it has been painted: it
    /// shows its new value by itself, and should not wait for the list. Of
    /// changes of one subject that come meanwhile, the last stands.
    pub fn soon(self, msg: Msg) {
        let Ok(mut waiting) = self.soon.lock() else {
            return;
        };
        let about = history::subject(&msg);
        let last = waiting.last_mut();
        match last.filter(|last| about.is_some() && history::subject(last) == about) {
            Some(last) => *last = msg,
            None => waiting.push(msg),
        }
        browser::after_paint(move || {
            self.catch_up();
        });
    }

    /// Makes the changes that wait, and says whether there were any.
    pub fn catch_up(self) -> bool {
        let waiting = self.waiting();
        let any = !waiting.is_empty();
        for msg in waiting {
            self.change(msg);
        }
        any
    }

    /// Takes the changes that wait.
    fn waiting(self) -> Vec<Msg> {
        let waiting = self.soon.lock().map(|mut waiting| take(&mut *waiting));
        waiting.unwrap_or_default()
    }

    /// Changes the state, and lets the address and the storage follow.
    pub fn dispatch(self, msg: Msg) {
        self.catch_up();
        self.change(msg);
    }

    fn change(self, msg: Msg) {
        let shelf = matches!(
            msg,
            Msg::ToggleKept(_) | Msg::Note(..) | Msg::MoveKept(..) | Msg::Undo
        );
        let own = matches!(msg, Msg::SetOwn(..) | Msg::OwnArrived(_) | Msg::Undo);
        if shelf || matches!(msg, Msg::SetOwn(..)) {
            self.look();
        }
        let subject = history::subject(&msg);
        let arrives = matches!(
            msg,
            Msg::Arrived(..) | Msg::ShelfArrived(..) | Msg::MineArrived(..) | Msg::OwnArrived(_)
        );
        // What waits is of the state as it is: it is written before that is
        // changed in another way.
        if !arrives && !self.history.with_value(|h| h.pending(subject.as_deref())) {
            self.flush();
        }
        let adopts = matches!(msg, Msg::KeepAsMine | Msg::BackToMine | Msg::Undo);
        if matches!(msg, Msg::BackToMine) {
            self.then.set(None);
        }
        let theme = matches!(msg, Msg::SetTheme(_));
        let catalogue = self.catalogue();
        let mut step = Step::None;
        let before = self.own.get_untracked();
        let was = self.origin.get_untracked();
        self.state
            .update(|state| step = state.update(msg, &catalogue));
        let now = self.own.get_untracked();
        let renewed = own && now != before;
        if renewed && !told(&now).eq(told(&before)) {
            self.renew();
        }
        match (step, subject) {
            (Step::Whole, _) => self.write(None),
            (Step::Slight, subject) => self.settle(subject.unwrap_or_default()),
            (Step::None, Some(subject)) => self.settle(subject),
            (Step::None, None) if adopts => self.mark(false),
            (Step::None, None) => {}
        }
        if arrives {
            return;
        }
        self.save(shelf, renewed, theme, adopts || step != Step::None);
        // What was kept is somebody's again, and the user's own is what it was.
        if was == Origin::Mine && self.origin.get_untracked() == Origin::Shared {
            let none = address::Stamp::NONE;
            let mine = self
                .state
                .with_untracked(|s| address::encode(&s.mine, &catalogue, &none));
            let mut writes = Vec::new();
            let (now, tab) = (browser::now(), self.tab);
            self.records
                .update_value(|r| writes = r.change_mine(&mine, now, tab));
            self.write_down(&writes);
        }
    }

    /// Follows every change of the comparison.
    pub fn comparison_tracked(self) {
        self.state.track();
    }

    /// The present comparison.
    pub fn comparison(self) -> Comparison {
        self.state.with_untracked(|s| s.comparison.clone())
    }

    /// The link of the present comparison, as an address.
    pub fn link(self) -> String {
        browser::address(&self.query())
    }

    /// The first three and their scores, as a link names them.
    fn first(self) -> Vec<(Id, u16)> {
        let c = self.catalogue();
        self.leagues.with_untracked(|l| {
            self.scores.with_untracked(|scores| {
                let shown = |row: usize| scores.shown.get(row).copied().unwrap_or_default();
                let ranked = l.frameworks.ranked.iter().take(3);
                ranked
                    .filter_map(|r| {
                        let id = c.technologies.get(r.row)?.id.clone();
                        Some((id, u16::try_from(crate::decide::tenths(shown(r.row))).ok()?))
                    })
                    .collect()
            })
        })
    }

    /// Notes a link that was made with another catalogue, or with other scores.
    fn compare_then(self, sent: Option<Decoded>) {
        let c = self.catalogue();
        self.then.set(
            sent.filter(|sent| {
                let dated = sent.dated.as_ref().is_some_and(|d| *d != c.version);
                dated || !sent.digest.is_empty() && sent.digest != self.first()
            })
            .map(Arc::new),
        );
    }

    /// The query of the present comparison, stamped with the catalogue's
    /// version and the first three.
    pub fn query(self) -> String {
        let c = self.catalogue();
        let first = self.first();
        let stamp = address::Stamp {
            version: &c.version,
            digest: &first,
        };
        self.state
            .with_untracked(|s| address::encode(&s.comparison, &c, &stamp))
    }

    /// What the present history entry should note.
    fn note(self) -> history::Entry {
        self.state.with_untracked(|s| history::Entry {
            origin: s.origin,
            differences: s.differences,
            lots: s.lots,
            search: s.search.clone(),
            query: String::new(),
        })
    }

    /// Marks the present entry as the page's own; where its address lags
    /// behind, that follows.
    fn mark(self, late: bool) {
        let mut entry = self.note();
        entry.query = self.query();
        browser::replace(late.then_some(&entry.query), &entry.text());
    }

    /// Writes a small change to the address bar: the first of a subject at
    /// once, as a new entry; the others in the same entry, after a while.
    fn settle(self, subject: String) {
        if self.history.with_value(|h| h.pending(Some(&subject))) {
            return;
        }
        if self.history.with_value(|h| h.goes_on(&subject)) {
            self.history.update_value(|h| h.begin(subject));
            set_timeout(move || self.flush(), history::SETTLE);
        } else {
            self.write(Some(subject));
        }
    }

    /// Writes what is pending.
    pub fn flush(self) {
        let mut subject = None;
        self.history.update_value(|h| subject = h.take());
        if subject.is_some() {
            self.write(subject);
        }
    }

    fn write(self, subject: Option<String>) {
        let query = self.query();
        let mut entry = self.note();
        entry.query.clone_from(&query);
        let mut place = history::Place::New;
        self.history
            .update_value(|h| place = h.place(subject, &query));
        match place {
            history::Place::New => browser::push(&query, &entry.text()),
            history::Place::Same => browser::replace(Some(&query), &entry.text()),
            history::Place::Passing => browser::replace(None, &entry.text()),
        }
    }

    /// Writes what was changed to the storage: the user's own comparison only
    /// where it was changed here, so that another tab's later one stands, and
    /// a shared one never.
    fn save(self, shelf: bool, own: bool, theme: bool, comparison: bool) {
        let (now, tab) = (browser::now(), self.tab);
        let is_mine = self.origin.get_untracked() == Origin::Mine;
        let mine = (comparison && is_mine).then(|| self.query());
        let mut writes = Vec::new();
        self.state.with_untracked(|s| {
            self.records.update_value(|r| {
                if shelf {
                    writes.extend(r.change_shelf(&s.shelf, now, tab));
                }
                if own {
                    writes.extend(r.change_own(&s.own, now, tab));
                }
                if theme {
                    writes.extend(r.change_theme(s.theme, now, tab));
                }
                if let Some(mine) = &mine {
                    writes.extend(r.change_mine(mine, now, tab));
                }
                if !writes.is_empty() && r.seen().is_none() {
                    writes.extend(r.change_seen(crate::VERSION, now, tab));
                }
            });
        });
        self.write_down(&writes);
    }

    /// The user's own comparison as it was remembered, as a link's query.
    pub fn remembered(self) -> Option<String> {
        self.records.with_value(|r| r.mine().map(str::to_owned))
    }

    /// Remembers that the user has been told of this version of the catalogue.
    pub fn told(self) {
        // Not where a newer one has been seen and this page is an old one.
        let seen = self.seen.get_untracked().unwrap_or_default();
        self.seen.set(None);
        if seen.get(..8) > crate::VERSION.get(..8) {
            return;
        }
        let (now, tab) = (browser::now(), self.tab);
        let mut writes = Vec::new();
        self.records
            .update_value(|r| writes = r.change_seen(crate::VERSION, now, tab));
        self.write_down(&writes);
        self.save(false, false, false, self.remembered().is_some());
    }

    /// Writes to the storage, in order and up to the first that fails.
    fn write_down(self, writes: &[Write]) {
        if self.safe || writes.is_empty() {
            return;
        }
        let done = writes
            .iter()
            .take_while(|(key, text)| browser::store(key, text))
            .count();
        let failed = writes.get(done..).unwrap_or_default();
        if !failed.is_empty() {
            self.records.update_value(|r| r.failed(failed));
        }
        self.unsaved.set(!failed.is_empty());
    }

    /// Hears of Back and Forward, of other tabs, and of leaving.
    fn listen(self) {
        browser::on_travel(move || {
            // What waits is of the entry that was left; Back undoes it.
            drop(self.waiting());
            self.history.update_value(history::History::forget);
            let c = self.catalogue();
            let mine = self.state.with_untracked(|s| s.mine.clone());
            let arrived = history::arrive(&c, &mine);
            let (comparison, origin) = arrived.comparison.unwrap_or((mine, Origin::Mine));
            let mut notices = arrived.notices;
            notices.extend(
                self.records
                    .with_value(Records::newer)
                    .map(|f| f.sentence()),
            );
            self.notices.set(notices);
            let sent = arrived.sent;
            let left = match self.view.get_untracked() {
                View::Technology => self.technology.get_untracked(),
                View::Explore | View::Compare | View::Decide | View::Data => None,
            };
            self.dispatch(Msg::Arrived(Box::new(comparison), origin));
            self.state.update(|s| {
                s.search = arrived.search;
                s.differences = arrived.differences;
                s.lots = arrived.lots;
            });
            self.compare_then(sent);
            if browser::entry().is_none() {
                self.mark(false);
            }
            self.save(false, false, false, true);
            request_animation_frame(|| {
                request_animation_frame(move || {
                    browser::keep_focus_at(left.as_ref().map_or("", Id::as_str));
                });
            });
        });
        if self.safe {
            return;
        }
        browser::on_leave(move || {
            let late = self.catch_up() || self.history.with_value(history::History::waits);
            let mut entry = self.note();
            entry.query = self.query();
            browser::leave(&entry.text(), late);
        });
        browser::on_storage(move |change| match change {
            Some((key, told)) => {
                let stored = browser::stored_at(&key);
                let mut received = saved::Received::default();
                self.records.update_value(|r| {
                    received = r.receive(&key, told.as_deref(), stored.as_deref())
                });
                self.take_over(&received);
            }
            None => {
                // Where the page was left and is back without having been
                // loaded, the note of its leaving is of the past.
                let _ = browser::left(false);
                self.look();
            }
        });
    }

    /// Looks at what stands in the storage now: another tab may have written,
    /// and an edit must be one of what is there.
    fn look(self) {
        if self.safe {
            return;
        }
        if let Some(all) = browser::stored(saved::PREFIX) {
            let mut received = saved::Received::default();
            self.records.update_value(|r| received = r.rescan(all));
            self.take_over(&received);
        }
    }

    /// Shows what another tab has saved.
    fn take_over(self, received: &saved::Received) {
        self.write_down(&received.answers);
        if !received.changed {
            return;
        }
        // A newer version of the page has begun to write.
        if let Some(newer) = self.records.with_value(|r| r.newer()) {
            let sentence = newer.sentence();
            if !self.notices.with_untracked(|all| all.contains(&sentence)) {
                self.notices.update(|all| all.push(sentence));
            }
        }
        let c = self.catalogue();
        let (shelf, own, mine, theme) = self.records.with_value(|r| {
            if r.seen() == Some(crate::VERSION) {
                self.seen.set(None);
            }
            let mine = r.mine().map(|query| address::decode(query, &c).comparison);
            (r.shelf(), r.own(), mine, r.theme())
        });
        self.dispatch(Msg::ShelfArrived(shelf));
        self.dispatch(Msg::OwnArrived(Arc::new(own)));
        if let Some(mine) = mine {
            self.dispatch(Msg::MineArrived(Box::new(mine)));
        }
        self.state.update(|s| s.theme = theme);
    }
}
