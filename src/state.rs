//! All that a user can change, and every way of changing it.
//!
//! The state has three parts: the [`Comparison`] is what a link carries, the
//! shelf is what storage keeps, and the rest passes with the page. Nothing
//! here knows of addresses, storage or a browser.

use crate::catalogue::{Catalogue, Date, Id, Key, Level, Map, Preset, Set, order};
pub use crate::decide::{Rating, UnknownPolicy, Weight, Weights};
pub use crate::explore::Facet;
use crate::explore::{Choices, Musts};
pub use crate::verdict::{Lot, Lots};
use std::sync::Arc;

/// The most technologies that stand side by side.
pub const MAX_COMPARED: usize = 8;
/// The longest note on the shortlist, in characters.
pub const MAX_NOTE: usize = 2_000;
/// How many edits can be undone.
const MAX_UNDO: usize = 50;
/// The distance between neighbours on the shortlist; an item moved between two
/// takes the middle, so that one edit touches one record.
const STEP: i64 = 1 << 20;

/// The places of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The ranked catalogue.
    #[default]
    Explore,
    /// Everything known about one technology.
    Technology,
    /// A few side by side.
    Compare,
    /// How sure the order is, and what would change it.
    Decide,
    /// Criteria, sources, coverage, and what is missing.
    Data,
}

/// All that a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The place.
    pub view: View,
    /// The technology whose sheet is open, or was last.
    pub technology: Option<Id>,
    /// The technologies side by side, in order, each once, at most
    /// [`MAX_COMPARED`]; some may not be listed any more.
    pub compared: Vec<Id>,
    /// The one that the others are measured against.
    pub baseline: Option<Id>,
    /// How much each criterion matters.
    pub weights: Weights,
    /// The choices of each facet; no empty set is stored.
    pub facets: Map<Facet, Set<Id>>,
    /// What must be there, with the level that satisfies (never `none`).
    pub must: Map<Id, Level>,
    /// Answers of the guide by question; no empty set is stored.
    pub guide: Map<Id, Set<Id>>,
    /// How well the team knows each language.
    pub languages: Map<Id, Rating>,
    /// The user's own ratings of technologies.
    pub ratings: Map<Id, Rating>,
    /// What missing facts count for.
    pub unknown: UnknownPolicy,
    /// Facts older than this count as unknown; `None` trusts all.
    pub since: Option<Date>,
}

impl Comparison {
    /// The defaults of a set of weights.
    #[must_use]
    pub fn new(weights: Weights) -> Self {
        Self {
            view: View::default(),
            technology: None,
            compared: Vec::new(),
            baseline: None,
            weights,
            facets: Map::new(),
            must: Map::new(),
            guide: Map::new(),
            languages: Map::new(),
            ratings: Map::new(),
            unknown: UnknownPolicy::default(),
            since: None,
        }
    }

    /// The defaults in force.
    #[must_use]
    pub fn current(catalogue: &Catalogue) -> Self {
        Self::new(Weights::current(catalogue))
    }

    /// Whether a facet's choice is made.
    #[must_use]
    pub fn chosen(&self, facet: Facet, choice: &str) -> bool {
        self.facets
            .get(&facet)
            .is_some_and(|set| set.contains(choice))
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn filtered(&self) -> bool {
        !self.facets.is_empty() || !self.must.is_empty()
    }
}

/// A technology on the shortlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: Id,
    /// The user's note, at most [`MAX_NOTE`] characters.
    pub note: String,
    /// Where it stands: lesser first, then by id.
    pub position: i64,
}

/// What a user brought in, as JSON by key: facts, technologies, criteria, a
/// catalogue, the weights of colleagues.
pub type Brought = Map<String, String>;

/// What the keys of colleagues' links begin with.
pub const MEMBER: &str = "member:";

/// What of all that was brought in changes what is known: all but the links of
/// colleagues.
pub fn told(own: &Brought) -> impl Iterator<Item = (&String, &String)> {
    own.iter().filter(|(key, _)| !key.starts_with(MEMBER))
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Whose comparison is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The user's own: remembered.
    #[default]
    Mine,
    /// Opened from a link: shown, never remembered until kept.
    Shared,
}

/// The whole of what a user can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// What a link carries.
    pub comparison: Comparison,
    /// Whose it is.
    pub origin: Origin,
    /// The user's own comparison, which a shared one never overwrites.
    pub mine: Comparison,
    /// The shortlist, in order.
    pub shelf: Vec<Kept>,
    /// What the user brought in, as JSON by key; what it means is not known
    /// here.
    pub own: Arc<Brought>,
    /// Light or dark.
    pub theme: Theme,
    /// What is typed into the search.
    pub search: String,
    /// Whether the comparison shows only rows that differ.
    pub differences: bool,
    /// What weightings are drawn by lot.
    pub lots: Lots,
    /// What each undoable edit replaced, the latest last.
    pub undo: Vec<Undo>,
}

/// What brings an edit back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// What was done, for the button.
    pub done: Edit,
    /// The records as they were; `None` where there was none.
    before: Before,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    Shelf(Vec<(Id, Option<Kept>)>),
    Own(Vec<(String, Option<String>)>),
    /// What was replaced of the comparison, of which nothing else comes back.
    Chosen(Box<Chosen>),
    /// The user's own comparison, in whose place a shared one was put.
    Mine(Box<Comparison>),
}

/// What of a comparison one click replaces as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Chosen {
    weights: Option<Weights>,
    guide: Option<Map<Id, Set<Id>>>,
    must: Option<Musts>,
    facets: Option<Choices>,
}

impl Chosen {
    /// What differs from what came after.
    fn of(before: &Comparison, after: &Comparison) -> Self {
        fn other<T: Clone + PartialEq>(before: &T, after: &T) -> Option<T> {
            (before != after).then(|| before.clone())
        }
        Self {
            weights: other(&before.weights, &after.weights),
            guide: other(&before.guide, &after.guide),
            must: other(&before.must, &after.must),
            facets: other(&before.facets, &after.facets),
        }
    }

    fn bring_back(self, to: &mut Comparison) {
        fn put<T>(from: Option<T>, to: &mut T) {
            if let Some(before) = from {
                *to = before;
            }
        }
        put(self.weights, &mut to.weights);
        put(self.guide, &mut to.guide);
        put(self.must, &mut to.must);
        put(self.facets, &mut to.facets);
    }
}

/// A kind of undoable edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A technology was put on the shortlist.
    Kept(Id),
    /// It was taken off.
    Removed(Id),
    /// It was given another place.
    Moved(Id),
    /// It was given another note.
    Noted(Id),
    /// Something was brought in, changed or taken out: what, in words.
    Own(String),
    /// Weights that were set by hand, or answers, were replaced.
    Weighed,
    /// All filters and must-haves were taken back.
    Cleared,
    /// A shared comparison was put in the place of the user's own.
    Adopted,
}

/// Every way of changing the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Goes to a place.
    Show(View),
    /// Opens the sheet of a technology.
    Open(Id),
    /// Puts a technology side by side with others, or takes it out.
    ToggleCompared(Id),
    /// Puts exactly these side by side.
    Compare(Vec<Id>),
    /// Gives a compared technology another place: by so many to the right.
    MoveCompared(Id, i8),
    /// Measures the others against one, or against none.
    SetBaseline(Option<Id>),
    /// Sets how much a criterion matters.
    SetWeight(Key, Weight),
    /// Sets all weights at once.
    SetWeights(Weights),
    /// Sets all weights to a preset.
    ApplyPreset(Id),
    /// Sets all weights back to the defaults.
    ResetWeights,
    /// Gives or takes back an answer of the guide.
    Answer(Id, Id),
    /// Takes back all answers to a question of the guide.
    Unanswer(Id),
    /// Takes back all answers of the guide, with what they set.
    ResetGuide,
    /// Says how well the team knows a language, or takes it back.
    RateLanguage(Id, Option<Rating>),
    /// Rates a technology, or takes it back.
    RateTechnology(Id, Option<Rating>),
    /// Says what missing facts count for.
    SetUnknown(UnknownPolicy),
    /// Says since when facts are trusted; `None` trusts all.
    SetSince(Option<Date>),
    /// Makes or takes back a choice of a facet.
    ToggleFacet(Facet, Id),
    /// Takes back all choices of a facet.
    ClearFacet(Facet),
    /// Says what must be there, or takes it back; `none` takes it back too.
    SetMust(Id, Option<Level>),
    /// Takes back all facets and must-haves.
    ClearFilters,
    /// Types into the search.
    Search(String),
    /// Shows only rows that differ, or all.
    SetDifferences(bool),
    /// Says which weightings are drawn by lot.
    SetLots(Lots),
    /// Puts a technology on the shortlist, or takes it off.
    ToggleKept(Id),
    /// Writes a note to a technology on the shortlist.
    Note(Id, String),
    /// Moves a technology on the shortlist by so many places down.
    MoveKept(Id, i8),
    /// Brings in, changes or takes out (`None`) things of the user's own, by
    /// key, in one step; what that is, in words.
    SetOwn(String, Vec<(String, Option<String>)>),
    /// Brings back what the latest edit replaced.
    Undo,
    /// The shortlist as another tab left it.
    ShelfArrived(Vec<Kept>),
    /// What was brought in as another tab left it.
    OwnArrived(Arc<Brought>),
    /// The user's own comparison as another tab left it.
    MineArrived(Box<Comparison>),
    /// Sets light or dark.
    SetTheme(Theme),
    /// The address says what to show.
    Arrived(Box<Comparison>, Origin),
    /// Makes a shared comparison the user's own.
    KeepAsMine,
    /// Leaves a shared comparison for the user's own.
    BackToMine,
    /// Takes another comparison for the present one, in one step.
    Adopt(Box<Comparison>),
}

/// What a change means for the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The comparison is as it was.
    None,
    /// A small change, such as one of many while dragging: the address
    /// follows, Back does not stop here.
    Slight,
    /// A step that Back should undo.
    Whole,
}

impl State {
    /// The state at the first visit.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let comparison = Comparison::current(catalogue);
        Self {
            mine: comparison.clone(),
            comparison,
            origin: Origin::Mine,
            shelf: Vec::new(),
            own: Arc::default(),
            theme: Theme::default(),
            search: String::new(),
            differences: false,
            lots: Lots::default(),
            undo: Vec::new(),
        }
    }

    /// Whether a technology is on the shortlist.
    #[must_use]
    pub fn kept(&self, id: &Id) -> Option<&Kept> {
        self.shelf.iter().find(|k| k.id == *id)
    }

    /// Applies a message and says what it means for the history.
    pub fn update(&mut self, msg: Msg, catalogue: &Catalogue) -> Step {
        if let Msg::Arrived(comparison, origin) = msg {
            if origin == Origin::Mine {
                self.mine = (*comparison).clone();
            }
            self.comparison = *comparison;
            self.origin = origin;
            return Step::None;
        }
        let before = self.comparison.clone();
        let slight = matches!(
            msg,
            Msg::SetWeight(..) | Msg::RateLanguage(..) | Msg::RateTechnology(..)
        );
        let done = match &msg {
            Msg::ApplyPreset(_) | Msg::SetWeights(_) | Msg::Answer(..) | Msg::Unanswer(_) => {
                before.by_hand(catalogue).then_some(Edit::Weighed)
            }
            Msg::ResetWeights | Msg::ResetGuide => Some(Edit::Weighed),
            Msg::ClearFilters => Some(Edit::Cleared),
            Msg::KeepAsMine if self.mine != Comparison::current(catalogue) => {
                let mine = Before::Mine(Box::new(self.mine.clone()));
                self.remember(Edit::Adopted, mine);
                None
            }
            _ => None,
        };
        self.apply(msg, catalogue);
        if let Some(done) = done
            && self.comparison != before
        {
            let chosen = Chosen::of(&before, &self.comparison);
            self.remember(done, Before::Chosen(Box::new(chosen)));
        }
        if self.origin == Origin::Mine {
            self.mine.clone_from(&self.comparison);
        }
        if self.comparison == before {
            Step::None
        } else if slight {
            Step::Slight
        } else {
            Step::Whole
        }
    }

    fn apply(&mut self, msg: Msg, catalogue: &Catalogue) {
        let c = &mut self.comparison;
        match msg {
            Msg::Show(view) => c.view = view,
            Msg::Open(id) => {
                c.view = View::Technology;
                c.technology = Some(id);
            }
            Msg::ToggleCompared(id) => {
                if let Some(at) = c.compared.iter().position(|x| *x == id) {
                    c.compared.remove(at);
                    if c.baseline.as_ref() == Some(&id) {
                        c.baseline = None;
                    }
                } else if c.compared.len() < MAX_COMPARED {
                    c.compared.push(id);
                }
            }
            Msg::Compare(ids) => {
                c.compared.clear();
                for id in ids {
                    if c.compared.len() < MAX_COMPARED && !c.compared.contains(&id) {
                        c.compared.push(id);
                    }
                }
                c.baseline = c.baseline.take().filter(|b| c.compared.contains(b));
            }
            Msg::MoveCompared(id, by) => shift(&mut c.compared, |x| *x == id, by),
            Msg::SetBaseline(id) => c.baseline = id,
            Msg::SetWeight(key, weight) => c.weights.set(key, weight),
            Msg::SetWeights(weights) => c.weights = weights,
            Msg::ApplyPreset(id) => {
                if let Some(preset) = catalogue.presets.iter().find(|p| p.id == id) {
                    c.weights = Weights::of(catalogue, &preset.weights);
                }
            }
            Msg::ResetWeights => {
                c.weights = Weights::current(catalogue);
                c.guide.clear();
            }
            Msg::Answer(question, answer) => c.answer(question, answer, catalogue),
            Msg::Unanswer(question) => c.answers_changed(catalogue, |g| {
                g.remove(&question);
            }),
            Msg::ResetGuide => c.answers_changed(catalogue, Map::clear),
            Msg::RateLanguage(id, rating) => set(&mut c.languages, id, rating),
            Msg::RateTechnology(id, rating) => set(&mut c.ratings, id, rating),
            Msg::SetUnknown(policy) => c.unknown = policy,
            Msg::SetSince(since) => c.since = since,
            Msg::ToggleFacet(facet, choice) => {
                let mut chosen = c.facets.remove(&facet).unwrap_or_default();
                if !chosen.remove(&choice) {
                    chosen.insert(choice);
                }
                if !chosen.is_empty() {
                    c.facets.insert(facet, chosen);
                }
            }
            Msg::ClearFacet(facet) => {
                c.facets.remove(&facet);
            }
            Msg::SetMust(id, level) => set(&mut c.must, id, level.filter(|l| *l > Level::None)),
            Msg::ClearFilters => {
                c.facets.clear();
                c.must.clear();
            }
            Msg::Search(text) => self.search = text,
            Msg::SetDifferences(on) => self.differences = on,
            Msg::SetLots(lots) => self.lots = lots,
            Msg::ToggleKept(id) => self.toggle_kept(id),
            Msg::Note(id, note) => self.note(id, &note),
            Msg::MoveKept(id, by) => self.move_kept(&id, by),
            Msg::Undo => self.undo(),
            Msg::SetOwn(says, changes) => self.set_own(says, changes),
            Msg::ShelfArrived(shelf) => self.shelf = shelf,
            Msg::OwnArrived(own) => self.own = own,
            Msg::MineArrived(mine) => {
                if self.origin == Origin::Shared {
                    self.mine = *mine;
                }
            }
            Msg::SetTheme(theme) => self.theme = theme,
            Msg::KeepAsMine => self.origin = Origin::Mine,
            Msg::BackToMine => {
                self.comparison.clone_from(&self.mine);
                self.origin = Origin::Mine;
            }
            Msg::Adopt(comparison) => *c = *comparison,
            // Handled by `update`, which knows whose it is.
            Msg::Arrived(..) => {}
        }
    }

    fn toggle_kept(&mut self, id: Id) {
        let before = self.kept(&id).cloned();
        let done = if before.is_some() {
            self.shelf.retain(|k| k.id != id);
            Edit::Removed(id.clone())
        } else {
            let position = self
                .shelf
                .last()
                .map_or(0, |k| k.position.saturating_add(STEP));
            self.shelf.push(Kept {
                id: id.clone(),
                note: String::new(),
                position,
            });
            Edit::Kept(id.clone())
        };
        self.remember(done, Before::Shelf(vec![(id, before)]));
    }

    fn note(&mut self, id: Id, note: &str) {
        let Some(kept) = self.shelf.iter_mut().find(|k| k.id == id) else {
            return;
        };
        let before = kept.clone();
        kept.note = note.chars().take(MAX_NOTE).collect();
        if kept.note == before.note {
            return;
        }
        // Typing on in the same note is one edit.
        let done = Edit::Noted(id.clone());
        if self.undo.last().is_none_or(|undo| undo.done != done) {
            self.remember(done, Before::Shelf(vec![(id, Some(before))]));
        }
    }

    fn move_kept(&mut self, id: &Id, by: i8) {
        let Some(from) = self.shelf.iter().position(|k| k.id == *id) else {
            return;
        };
        let Some(to) = shifted(from, by, self.shelf.len()) else {
            return;
        };
        let old = self.shelf.clone();
        let item = self.shelf.remove(from);
        self.shelf.insert(to, item);
        let place = |at: Option<usize>| at.and_then(|n| self.shelf.get(n)).map(|k| k.position);
        let (below, above) = (place(to.checked_sub(1)), place(Some(to + 1)));
        let middle = match (below, above) {
            (None, None) => Some(0),
            (Some(b), None) => b.checked_add(STEP),
            (None, Some(a)) => a.checked_sub(STEP),
            (Some(b), Some(a)) => {
                let gap = i128::from(a) - i128::from(b);
                let middle = i128::from(b) + gap / 2;
                if gap > 1 {
                    i64::try_from(middle).ok()
                } else {
                    None
                }
            }
        };
        if let Some(position) = middle {
            if let Some(kept) = self.shelf.get_mut(to) {
                kept.position = position;
            }
        } else {
            // No room between two neighbours: every place is given anew.
            let mut position = 0;
            for kept in &mut self.shelf {
                kept.position = position;
                position += STEP;
            }
        }
        let before = old
            .into_iter()
            .filter(|k| self.kept(&k.id) != Some(k))
            .map(|k| (k.id.clone(), Some(k)))
            .collect();
        self.remember(Edit::Moved(id.clone()), Before::Shelf(before));
    }

    fn set_own(&mut self, says: String, changes: Vec<(String, Option<String>)>) {
        let mut before = Vec::new();
        for (key, text) in changes {
            let was = self.own.get(&key).cloned();
            if was != text {
                before.push((key.clone(), was));
                self.put_own(key, text);
            }
        }
        if !before.is_empty() {
            self.remember(Edit::Own(says), Before::Own(before));
        }
    }

    fn put_own(&mut self, key: String, text: Option<String>) {
        let own = Arc::make_mut(&mut self.own);
        match text {
            Some(text) => {
                own.insert(key, text);
            }
            None => {
                own.remove(&key);
            }
        }
    }

    fn remember(&mut self, done: Edit, before: Before) {
        if self.undo.len() == MAX_UNDO {
            self.undo.remove(0);
        }
        self.undo.push(Undo { done, before });
    }

    fn undo(&mut self) {
        let Some(undo) = self.undo.pop() else {
            return;
        };
        let before = match undo.before {
            Before::Shelf(before) => before,
            Before::Own(before) => {
                // The last of a key was the first to be replaced.
                for (key, text) in before.into_iter().rev() {
                    self.put_own(key, text);
                }
                return;
            }
            Before::Chosen(chosen) => return chosen.bring_back(&mut self.comparison),
            Before::Mine(mine) => {
                self.mine = *mine;
                self.origin = Origin::Shared;
                return;
            }
        };
        for (id, before) in before {
            self.shelf.retain(|k| k.id != id);
            self.shelf.extend(before);
        }
        let place = |n: usize| self.shelf.get(n).map(|k| (k.position, &k.id));
        let sorted = order(self.shelf.len(), &|a, b| place(a).cmp(&place(b)));
        self.shelf = sorted
            .into_iter()
            .filter_map(|n| self.shelf.get(n).cloned())
            .collect();
    }
}

impl Comparison {
    /// Gives or takes back an answer.
    fn answer(&mut self, question: Id, answer: Id, catalogue: &Catalogue) {
        let Some(asked) = catalogue.guide.iter().find(|q| q.id == question) else {
            return;
        };
        self.answers_changed(catalogue, |guide| {
            let mut given = guide.remove(&question).unwrap_or_default();
            if !given.remove(&answer) {
                if !asked.several {
                    given.clear();
                }
                given.insert(answer);
            }
            if !given.is_empty() {
                guide.insert(question, given);
            }
        });
    }

    /// Changes the answers, then sets weights and must-haves: the default
    /// weights with what all answers add, and the must-haves with those of the
    /// former answers replaced by those of the present ones.
    fn answers_changed(
        &mut self,
        catalogue: &Catalogue,
        change: impl FnOnce(&mut Map<Id, Set<Id>>),
    ) {
        for (id, level) in self.asked_for(catalogue) {
            if self.must.get(&id) == Some(&level) {
                self.must.remove(&id);
            }
        }
        change(&mut self.guide);
        for (id, level) in self.asked_for(catalogue) {
            let wanted = self.must.get(&id).copied().unwrap_or(level);
            self.must.insert(id, wanted.max(level));
        }
        self.weights = self.advised(catalogue);
    }

    /// The must-haves of the present answers.
    fn asked_for(&self, catalogue: &Catalogue) -> Map<Id, Level> {
        let mut must = Map::new();
        for answer in self.answers(catalogue) {
            for (id, level) in &answer.must {
                let wanted = must.get(id).copied().unwrap_or(*level);
                must.insert(id.clone(), wanted.max(*level));
            }
        }
        must
    }

    /// Whether weights stand that neither the answers of the guide nor a preset
    /// have set.
    #[must_use]
    pub fn by_hand(&self, catalogue: &Catalogue) -> bool {
        let preset = |p: &Preset| Weights::of(catalogue, &p.weights) == self.weights;
        self.weights != self.advised(catalogue) && !catalogue.presets.iter().any(preset)
    }

    /// The default weights with what the present answers add.
    #[must_use]
    pub fn advised(&self, catalogue: &Catalogue) -> Weights {
        let mut weights = Weights::current(catalogue);
        for criterion in &catalogue.criteria {
            let added: f64 = self
                .answers(catalogue)
                .filter_map(|a| a.weights.get(&criterion.id))
                .sum();
            let points = weights.get(criterion.key).points() + added;
            if let Some(weight) = Weight::from_points(points) {
                weights.set(criterion.key, weight);
            }
        }
        weights
    }

    /// The answers that are given, as the catalogue describes them.
    pub fn answers<'a>(
        &'a self,
        catalogue: &'a Catalogue,
    ) -> impl Iterator<Item = &'a crate::catalogue::Answer> {
        catalogue.guide.iter().flat_map(move |q| {
            let given = self.guide.get(&q.id);
            q.answers
                .iter()
                .filter(move |a| given.is_some_and(|g| g.contains(&a.id)))
        })
    }
}

/// Sets or takes out an entry.
fn set<V>(map: &mut Map<Id, V>, id: Id, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(id, value);
        }
        None => {
            map.remove(&id);
        }
    }
}

/// Moves the item that is meant by so many places, as far as the ends allow.
fn shift<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, by: i8) {
    if let Some(from) = list.iter().position(is)
        && let Some(to) = shifted(from, by, list.len())
    {
        let item = list.remove(from);
        list.insert(to, item);
    }
}

/// Where an item lands; `None` where it stays.
fn shifted(from: usize, by: i8, len: usize) -> Option<usize> {
    let to = from
        .saturating_add_signed(isize::from(by))
        .min(len.saturating_sub(1));
    (to != from).then_some(to)
}
