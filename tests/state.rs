//! Every way of changing the state.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

use groundwork::catalogue::{Catalogue, Id, Key, Level, Map};
use groundwork::state::{
    Comparison, Facet, MAX_COMPARED, MAX_NOTE, Msg, Origin, Rating, State, Step, View, Weight,
    Weights,
};
use proptest::prelude::*;

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn start() -> (Catalogue, State) {
    let c = groundwork::embedded();
    let state = State::new(&c);
    (c, state)
}

fn ids(state: &State) -> Vec<&str> {
    state.shelf.iter().map(|k| k.id.as_str()).collect()
}

#[test]
fn a_first_visit_has_the_defaults() {
    let (c, state) = start();
    assert_eq!(state.comparison, Comparison::current(&c));
    assert_eq!(state.mine, state.comparison);
    assert_eq!(state.origin, Origin::Mine);
}

#[test]
fn small_changes_are_slight_and_steps_are_whole() {
    let (c, mut s) = start();
    let key = Key::new("rps").unwrap();
    let weight = |n| Weight::from_hundredths(n).unwrap();
    assert_eq!(s.update(Msg::SetWeight(key, weight(700)), &c), Step::Slight);
    assert_eq!(s.update(Msg::SetWeight(key, weight(700)), &c), Step::None);
    assert_eq!(
        s.update(Msg::SetMust(id("orm"), Some(Level::Core)), &c),
        Step::Whole
    );
    assert_eq!(s.update(Msg::Open(id("django")), &c), Step::Whole);
    assert_eq!(s.comparison.view, View::Technology);
    assert_eq!(s.update(Msg::Search("x".to_owned()), &c), Step::None);
    assert_eq!(s.update(Msg::ToggleKept(id("django")), &c), Step::None);
}

#[test]
fn a_facet_without_choices_and_a_must_of_none_are_gone() {
    let (c, mut s) = start();
    let before = s.comparison.clone();
    s.update(Msg::ToggleFacet(Facet::Language, id("php")), &c);
    assert!(s.comparison.chosen(Facet::Language, "php") && s.comparison.filtered());
    s.update(Msg::ToggleFacet(Facet::Language, id("php")), &c);
    s.update(Msg::SetMust(id("orm"), Some(Level::Core)), &c);
    s.update(Msg::SetMust(id("orm"), Some(Level::None)), &c);
    s.update(Msg::RateLanguage(id("php"), Rating::new(3)), &c);
    s.update(Msg::RateLanguage(id("php"), None), &c);
    assert_eq!(s.comparison, before);
}

#[test]
fn at_most_eight_stand_side_by_side_each_once() {
    let (c, mut s) = start();
    let many: Vec<Id> = (0..12).map(|n| id(&format!("t{n}"))).collect();
    s.update(Msg::Compare([many.clone(), many.clone()].concat()), &c);
    assert_eq!(s.comparison.compared, many[..MAX_COMPARED]);
    s.update(Msg::ToggleCompared(id("t11")), &c);
    assert_eq!(s.comparison.compared.len(), MAX_COMPARED);
    s.update(Msg::SetBaseline(Some(id("t0"))), &c);
    s.update(Msg::ToggleCompared(id("t0")), &c);
    assert_eq!(
        s.comparison.baseline, None,
        "a baseline that has left measures nothing"
    );
    s.update(Msg::MoveCompared(id("t1"), 100), &c);
    assert_eq!(s.comparison.compared.last(), Some(&id("t1")));
}

#[test]
fn a_shared_comparison_never_touches_ones_own() {
    let (c, mut s) = start();
    let mine = s.mine.clone();
    let mut theirs = Comparison::current(&c);
    theirs.must.insert(id("orm"), Level::Core);
    s.update(Msg::Arrived(Box::new(theirs.clone()), Origin::Shared), &c);
    s.update(Msg::SetMust(id("i18n"), Some(Level::Core)), &c);
    assert_eq!(s.mine, mine);
    s.update(Msg::BackToMine, &c);
    assert_eq!((&s.comparison, s.origin), (&mine, Origin::Mine));
    s.update(Msg::Arrived(Box::new(theirs.clone()), Origin::Shared), &c);
    s.update(Msg::KeepAsMine, &c);
    assert_eq!((&s.mine, s.origin), (&theirs, Origin::Mine));
}

#[test]
fn an_answer_moves_weights_and_must_haves_and_takes_them_back() {
    let (c, mut s) = start();
    let before = s.comparison.clone();
    s.update(Msg::SetMust(id("i18n"), Some(Level::Community)), &c);
    s.update(Msg::Answer(id("content"), id("live")), &c);
    s.update(Msg::Answer(id("content"), id("jobs")), &c);
    s.update(Msg::Answer(id("deadline"), id("weeks")), &c);
    assert!(s.comparison.must.contains_key(&id("websockets")));
    assert!(s.comparison.must.contains_key(&id("background-jobs")));
    assert_ne!(s.comparison.weights, before.weights);
    // One answer to a question of one, several to a question of several.
    s.update(Msg::Answer(id("deadline"), id("year")), &c);
    assert_eq!(s.comparison.guide.get(&id("deadline")).unwrap().len(), 1);
    assert_eq!(s.comparison.guide.get(&id("content")).unwrap().len(), 2);
    s.update(Msg::ResetGuide, &c);
    assert_eq!(s.comparison.weights, Weights::current(&c));
    let left: Vec<_> = s.comparison.must.keys().map(Id::as_str).collect();
    assert_eq!(left, ["i18n"], "a must-have of one's own stays");
}

#[test]
fn a_removed_item_comes_back_with_its_note_and_its_place() {
    let (c, mut s) = start();
    for name in ["rails", "django", "flask"] {
        s.update(Msg::ToggleKept(id(name)), &c);
    }
    s.update(Msg::Note(id("django"), "a note".to_owned()), &c);
    let before = s.shelf.clone();
    s.update(Msg::ToggleKept(id("django")), &c);
    assert_eq!(ids(&s), ["rails", "flask"]);
    s.update(Msg::Undo, &c);
    assert_eq!(s.shelf, before);
}

#[test]
fn weights_set_by_hand_come_back_after_whatever_replaced_them() {
    let replacing = [
        Msg::ApplyPreset(id("ship-soon")),
        Msg::Answer(id("deadline"), id("weeks")),
        Msg::SetWeights(Weights::of(&groundwork::embedded(), &Map::new())),
        Msg::ResetWeights,
    ];
    for msg in replacing {
        let (c, mut s) = start();
        let key = c.criteria[0].key;
        s.update(Msg::SetWeight(key, Weight::from_points(9.25).unwrap()), &c);
        assert!(s.comparison.by_hand(&c));
        let before = s.comparison.clone();
        s.update(msg.clone(), &c);
        assert_ne!(s.comparison.weights, before.weights, "{msg:?}");
        assert!(
            !s.comparison.by_hand(&c) || matches!(msg, Msg::SetWeights(_)),
            "{msg:?}"
        );
        // What was done since stays.
        s.update(Msg::ToggleFacet(Facet::Language, id("ruby")), &c);
        assert_eq!(s.undo.len(), 1, "{msg:?}");
        assert_eq!(s.undo[0].done, groundwork::state::Edit::Weighed);
        s.update(Msg::Undo, &c);
        assert!(!s.comparison.facets.is_empty());
        s.update(Msg::ToggleFacet(Facet::Language, id("ruby")), &c);
        assert_eq!(s.comparison, before, "{msg:?}");
        assert_eq!(s.mine, before);
    }
}

#[test]
fn answers_filters_and_ones_own_comparison_come_back_too() {
    let (c, mut s) = start();
    // One preset for another loses nothing, and offers no undo.
    s.update(Msg::ApplyPreset(id("ship-soon")), &c);
    assert!(s.undo.is_empty());
    s.update(Msg::ResetWeights, &c);
    s.update(Msg::Answer(id("content"), id("live")), &c);
    s.update(Msg::SetMust(id("orm"), Some(Level::Core)), &c);
    let before = s.comparison.clone();
    s.update(Msg::ResetGuide, &c);
    s.update(Msg::ClearFilters, &c);
    s.update(Msg::Undo, &c);
    s.update(Msg::Undo, &c);
    assert_eq!(s.comparison, before);

    let mut theirs = Comparison::current(&c);
    theirs.must.insert(id("i18n"), Level::Core);
    s.update(Msg::Arrived(Box::new(theirs.clone()), Origin::Shared), &c);
    s.update(Msg::KeepAsMine, &c);
    assert_eq!(s.mine, theirs);
    s.update(Msg::Undo, &c);
    assert_eq!((&s.mine, s.origin), (&before, Origin::Shared));
    assert_eq!(
        s.comparison, theirs,
        "what is looked at stays on the screen"
    );
}

#[test]
fn typing_on_in_a_note_is_one_edit() {
    let (c, mut s) = start();
    s.update(Msg::ToggleKept(id("rails")), &c);
    for text in ["a", "ab", "abc"] {
        s.update(Msg::Note(id("rails"), text.to_owned()), &c);
    }
    s.update(Msg::Undo, &c);
    assert_eq!(s.shelf[0].note, "");
    s.update(Msg::Note(id("rails"), "ä".repeat(MAX_NOTE + 5)), &c);
    assert_eq!(s.shelf[0].note.chars().count(), MAX_NOTE);
}

#[test]
fn another_tabs_edit_survives_an_undo() {
    let (c, mut s) = start();
    s.update(Msg::ToggleKept(id("rails")), &c);
    s.update(Msg::ToggleKept(id("rails")), &c);
    // Meanwhile another tab has kept Django.
    let mut other = State::new(&c);
    other.update(Msg::ToggleKept(id("django")), &c);
    s.update(Msg::ShelfArrived(other.shelf), &c);
    s.update(Msg::Undo, &c);
    let mut kept = ids(&s);
    kept.sort_unstable();
    assert_eq!(kept, ["django", "rails"]);
}

#[derive(Clone, Debug)]
enum Edit {
    Toggle(u8),
    Move(u8, i8),
    Note(u8, String),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0u8..6).prop_map(Edit::Toggle),
        (0u8..6, -6i8..6).prop_map(|(n, by)| Edit::Move(n, by)),
        (0u8..6, "[a-c]{0,3}").prop_map(|(n, text)| Edit::Note(n, text)),
    ]
}

proptest! {
    /// Positions always say the order that is shown, and undoing everything
    /// gives the beginning.
    #[test]
    fn the_shelf_stays_in_order_and_every_edit_can_be_undone(edits in prop::collection::vec(edit(), 0..40)) {
        let (c, mut s) = start();
        for edit in edits {
            let name = |n: u8| id(&format!("t{n}"));
            let before = s.shelf.clone();
            let depth = s.undo.len();
            let coalesces = matches!(&edit, Edit::Note(..));
            s.update(match edit {
                Edit::Toggle(n) => Msg::ToggleKept(name(n)),
                Edit::Move(n, by) => Msg::MoveKept(name(n), by),
                Edit::Note(n, text) => Msg::Note(name(n), text),
            }, &c);
            let mut sorted = s.shelf.clone();
            sorted.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
            prop_assert_eq!(&s.shelf, &sorted);
            if s.undo.len() > depth && !coalesces {
                let mut undone = s.clone();
                undone.update(Msg::Undo, &c);
                prop_assert_eq!(&undone.shelf, &before);
            }
        }
        while !s.undo.is_empty() {
            s.update(Msg::Undo, &c);
        }
        prop_assert!(s.shelf.is_empty());
    }
}
