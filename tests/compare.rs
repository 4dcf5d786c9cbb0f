//! What the comparison promises, on the catalogue that is shipped and on any
//! weights, ratings and selections.

// A test that cannot go on says so by panicking.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use groundwork::catalogue::Map;
use groundwork::catalogue::{Catalogue, Id, Level, Measure};
use groundwork::compare::{
    Content, Group, MAX_AXES, MAX_OVERLAID, Row, RowKind, Scored, Warning, alike, facts, pair,
    radar, scored, warnings, why,
};
use groundwork::decide::{Figure, Matrix, Own, Rating, Scores, Shares, UnknownPolicy, figure};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn ids(texts: &[&str]) -> Vec<Id> {
    texts.iter().map(|t| id(t)).collect()
}

/// All that a comparison is made of.
#[derive(Clone, Debug)]
struct Case {
    weights: Vec<f64>,
    policy: UnknownPolicy,
    languages: Map<Id, Rating>,
    ratings: Map<Id, Rating>,
    ids: Vec<Id>,
    baseline: usize,
}

impl Case {
    fn of(ids: Vec<Id>) -> Self {
        let c = &*CATALOGUE;
        let defaults = &c.defaults.last().unwrap().weights;
        let weight = |id: &Id| defaults.get(id).copied().unwrap_or_default();
        Self {
            weights: c.criteria.iter().map(|k| weight(&k.id)).collect(),
            policy: UnknownPolicy::Worst,
            languages: Map::new(),
            ratings: Map::new(),
            ids,
            baseline: 0,
        }
    }

    fn with<T>(&self, read: impl FnOnce(&Scored<'_>) -> T) -> T {
        let c = &*CATALOGUE;
        let own = Own {
            languages: &self.languages,
            ratings: &self.ratings,
        };
        let counts = |j: usize| c.criteria.get(j).is_some_and(|k| own.counts(&k.from));
        let weights: Vec<f64> = (0..self.weights.len())
            .map(|j| if counts(j) { self.weights[j] } else { 0.0 })
            .collect();
        let shares = Shares::new(&weights, counts);
        let matrix = Matrix::new(c, own);
        let scores = Scores::new(&matrix, &shares.of, self.policy);
        read(&Scored {
            catalogue: c,
            matrix: &matrix,
            shares: &shares.of,
            scores: &scores,
            policy: self.policy,
            own,
        })
    }

    fn rows(&self) -> Vec<usize> {
        let position = |id: &Id| CATALOGUE.position(id);
        self.ids.iter().filter_map(position).collect()
    }

    fn base(&self) -> Option<&Id> {
        self.ids.get(self.baseline)
    }
}

fn any_case() -> impl Strategy<Value = Case> {
    let c = &*CATALOGUE;
    let technologies: Vec<Id> = c.technologies.iter().map(|t| t.id.clone()).collect();
    let languages: Vec<Id> = c.lists.languages.iter().map(|l| l.id.clone()).collect();
    let rating = || (0..=Rating::MAX).prop_map(|n| Rating::new(n).unwrap());
    let weight =
        prop_oneof![1 => Just(0.0), 3 => (0_u16..=1000).prop_map(|w| f64::from(w) / 100.0)];
    (
        vec(weight, c.criteria.len()),
        select(vec![
            UnknownPolicy::Worst,
            UnknownPolicy::Middle,
            UnknownPolicy::Peers,
        ]),
        btree_map(select(languages), rating(), 0..4),
        btree_map(select(technologies.clone()), rating(), 0..4),
        subsequence(technologies, 2..=8).prop_shuffle(),
        0_usize..10,
        proptest::option::weighted(0.2, 0_usize..3),
    )
        .prop_map(
            |(weights, policy, languages, ratings, mut ids, baseline, gone)| {
                if let Some(at) = gone {
                    ids.insert(at.min(ids.len()), id("gone-for-good"));
                    ids.truncate(8);
                }
                Case {
                    weights,
                    policy,
                    languages: languages.into_iter().collect(),
                    ratings: ratings.into_iter().collect(),
                    ids,
                    baseline,
                }
            },
        )
}

fn all_rows(groups: &[Group]) -> impl Iterator<Item = &Row> {
    groups.iter().flat_map(|g| &g.rows)
}

fn criteria(groups: &[Group]) -> impl Iterator<Item = &Row> {
    all_rows(groups).filter(|r| matches!(r.kind, RowKind::Criterion { .. }))
}

fn total(groups: &[Group]) -> &Row {
    all_rows(groups).find(|r| r.kind == RowKind::Total).unwrap()
}

fn everything(case: &Case) -> Vec<Group> {
    let mut groups = case.with(|s| scored(s, &case.ids, case.base()));
    groups.extend(facts(&CATALOGUE, &case.ids));
    groups
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// What each criterion gives adds up to the total shown, and what it gives
    /// more than the baseline's to the difference of the totals shown.
    #[test]
    fn every_column_adds_up(case in any_case()) {
        let groups = case.with(|s| scored(s, &case.ids, case.base()));
        let totals = total(&groups);
        let listed = |id: &Id| CATALOGUE.position(id).is_some();
        let base = case.base().filter(|b| listed(b));
        for (n, id) in case.ids.iter().enumerate() {
            let of = totals.cells[n].points;
            prop_assert_eq!(of.is_some(), listed(id));
            let Some(of) = of else { continue };
            let parts: Vec<_> = criteria(&groups).filter_map(|r| r.cells[n].points).collect();
            prop_assert_eq!(parts.iter().map(|p| p.tenths).sum::<i32>(), of.tenths);
            prop_assert_eq!(of.against.is_some(), base.is_some_and(|b| b != id));
            if let (Some(against), Some(base)) = (of.against, base) {
                let at = case.ids.iter().position(|x| x == base).unwrap();
                let shown = totals.cells[at].points.unwrap().tenths;
                prop_assert_eq!(against, of.tenths - shown);
                let sum: i32 = parts.iter().map(|p| p.against.unwrap()).sum();
                prop_assert_eq!(sum, against);
            }
        }
    }

    /// The reasons add up to the difference of the totals shown, the greatest
    /// first, each within a tenth of its exact size.
    #[test]
    fn the_reasons_add_up_to_the_difference(case in any_case()) {
        let rows = case.rows();
        let (a, b) = (rows[0], rows[1]);
        case.with(|s| {
            let w = why(s, a, b);
            prop_assert_eq!(w.of, [(a, s.total(a)), (b, s.total(b))]);
            prop_assert_eq!(w.total, s.total(a) - s.total(b));
            prop_assert_eq!(w.parts.iter().map(|p| p.tenths).sum::<i32>(), w.total);
            let sizes: Vec<_> = w.parts.iter().map(|p| p.tenths.abs()).collect();
            prop_assert!(sizes.is_sorted_by(|x, y| x >= y));
            for p in &w.parts {
                let v = |row: usize| s.matrix.columns[p.column].at(row, s.policy).1;
                let exact = s.shares[p.column] * (v(a) - v(b)) * 1000.0;
                prop_assert!((f64::from(p.tenths) - exact).abs() < 1.0 + 1e-6, "{} for {}", p.tenths, exact);
            }
            let counted = s.shares.iter().filter(|w| **w > 0.0).count();
            prop_assert_eq!(w.parts.len() + w.alike.len(), counted);
            Ok(())
        })?;
    }

    /// Why A over B is why B over A with the signs turned, to the last digit.
    #[test]
    fn the_table_and_the_reasons_say_the_same(case in any_case()) {
        let base = case.base().and_then(|b| CATALOGUE.position(b));
        let groups = case.with(|s| scored(s, &case.ids, case.base()));
        if let Some(b) = base {
            for (n, id) in case.ids.iter().enumerate() {
                let Some(a) = CATALOGUE.position(id).filter(|a| *a != b) else { continue };
                let w = case.with(|s| why(s, a, b));
                for p in &w.parts {
                    let label = &CATALOGUE.criteria[p.column].label;
                    let row = criteria(&groups).find(|r| r.label == *label).unwrap();
                    prop_assert_eq!(row.cells[n].points.unwrap().against, Some(p.tenths));
                }
            }
        }
    }

    /// Unknown is never best, and neither is what is not listed; where a row
    /// has a mark, a known cell of it has none.
    #[test]
    fn unknown_is_never_best(case in any_case()) {
        for row in all_rows(&everything(&case)) {
            let marked = row.cells.iter().filter(|c| c.best).count();
            prop_assert!(row.cells.iter().all(|c| !c.best || c.content.known()), "{row:?}");
            let known = row.cells.iter().filter(|c| c.content.known()).count();
            prop_assert!(marked == 0 || marked < known, "{row:?}");
        }
    }

    /// Among fully known figures the marked ones, and they alone, have the
    /// greatest value.
    #[test]
    fn the_best_has_the_greatest_value(case in any_case()) {
        case.with(|s| {
            let groups = scored(s, &case.ids, None);
            for (j, k) in CATALOGUE.criteria.iter().enumerate() {
                let Some(row) = criteria(&groups).find(|r| r.label == k.label) else { continue };
                let known: Vec<(f64, bool)> = case.ids.iter().zip(&row.cells).filter_map(|(id, cell)| {
                    let at = CATALOGUE.position(id)?;
                    let found = figure(&CATALOGUE, &CATALOGUE.technologies[at], k, s.own);
                    let unknown = matches!(found, Figure::Unknown(_));
                    // As scores are compared: to 1e-9.
                    (!unknown).then(|| ((s.matrix.columns[j].low[at] * 1e9).round(), cell.best))
                }).collect();
                let most = known.iter().map(|k| k.0).fold(0.0, f64::max);
                let least = known.iter().map(|k| k.0).fold(1e9, f64::min);
                for (v, best) in known {
                    prop_assert_eq!(best, v == most && most > least);
                }
            }
            Ok(())
        })?;
    }

    /// Whether a row differs does not depend on the order of the columns, nor
    /// on one that stands there twice or is not listed any more.
    #[test]
    fn differing_is_symmetric(case in any_case()) {
        let mut turned = case.clone();
        turned.ids.reverse();
        turned.baseline = 99;
        let mut longer = case.clone();
        longer.ids.push(case.ids[0].clone());
        longer.ids.push(id("never-was"));
        let shown = |case: &Case| -> Vec<(String, bool)> {
            all_rows(&everything(case)).map(|r| (r.label.clone(), r.differs)).collect()
        };
        let before = shown(&case);
        prop_assert_eq!(&before, &shown(&turned));
        prop_assert_eq!(&before, &shown(&longer));
    }

    /// A row of listed technologies that does not differ says the same of all.
    #[test]
    fn what_does_not_differ_is_alike(case in any_case()) {
        for row in all_rows(&everything(&case)).filter(|r| !r.differs) {
            let said: Vec<_> = row.cells.iter().filter(|c| c.content != Content::Unlisted).collect();
            for pair in said.windows(2) {
                prop_assert_eq!(pair[0].content.known(), pair[1].content.known());
                if let (Content::Text(x), Content::Text(y)) = (&pair[0].content, &pair[1].content) {
                    prop_assert_eq!(x, y);
                }
            }
        }
        let groups = everything(&case);
        prop_assert!(alike(&groups) <= all_rows(&groups).count());
    }

    /// One compared with itself has no reasons and no differences.
    #[test]
    fn nobody_differs_from_itself(case in any_case()) {
        let twin = case.rows()[0];
        let w = case.with(|s| why(s, twin, twin));
        prop_assert_eq!((w.total, w.parts.len()), (0, 0));
        let mut alone = case.clone();
        let me = CATALOGUE.technologies[twin].id.clone();
        alone.ids = vec![me.clone(), me];
        prop_assert!(all_rows(&everything(&alone)).all(|r| !r.differs && r.cells.iter().all(|c| !c.best)));
    }

    /// The radar draws a point for what is known and none for what is not.
    #[test]
    fn the_radar_never_draws_the_unknown(case in any_case()) {
        let rows = case.rows();
        case.with(|s| {
            let counted = s.shares.iter().filter(|w| **w > 0.0).count();
            let Some(r) = radar(s, &rows) else {
                prop_assert!(counted < 3);
                return Ok(());
            };
            prop_assert!(r.axes.len() <= MAX_AXES && r.axes.len() + r.left_out == counted);
            prop_assert_eq!(r.shapes.len(), rows.len().min(MAX_OVERLAID));
            for (nth, shape) in r.shapes.iter().enumerate() {
                for (axis, v) in r.axes.iter().zip(&shape.values) {
                    prop_assert!(s.shares[axis.column] > 0.0);
                    let t = &CATALOGUE.technologies[shape.row];
                    let found = figure(&CATALOGUE, t, &CATALOGUE.criteria[axis.column], s.own);
                    prop_assert_eq!(v.is_none(), matches!(found, Figure::Unknown(_)));
                    prop_assert!(v.is_none_or(|v| (0.0..=1.0).contains(&v)));
                }
                let known = shape.values.iter().flatten().count();
                prop_assert_eq!(r.letters(nth, 100.0, 9.0).len(), known);
            }
            Ok(())
        })?;
    }

    /// The two that are shown first are two of those compared, and the second
    /// is the baseline where there is one.
    #[test]
    fn the_first_pair_is_of_the_compared(case in any_case()) {
        let rows = case.rows();
        let base = case.base().and_then(|b| CATALOGUE.position(b));
        let (a, b) = case.with(|s| pair(s, &rows, base)).unwrap();
        prop_assert!(a != b && rows.contains(&a) && rows.contains(&b));
        prop_assert!(base.is_none_or(|base| base == b));
    }

    /// Nothing depends on the order of the columns but the order of the cells.
    #[test]
    fn turning_the_columns_turns_the_cells(case in any_case()) {
        let mut turned = case.clone();
        turned.ids.reverse();
        turned.baseline = case.ids.len().checked_sub(case.baseline + 1).unwrap_or(99);
        for (x, y) in all_rows(&everything(&case)).zip(all_rows(&everything(&turned))) {
            let mut cells = y.cells.clone();
            cells.reverse();
            prop_assert_eq!(&x.cells, &cells);
        }
    }
}

#[test]
fn a_layer_above_another_warns() {
    let c = &*CATALOGUE;
    let found = warnings(c, &ids(&["nestjs", "express", "nodejs"]));
    assert_eq!(
        found.first(),
        Some(&Warning::RunsOn {
            above: id("nestjs"),
            beneath: ids(&["express", "nodejs"]),
        })
    );
    assert!(matches!(&found[1], Warning::RunsOn { above, .. } if *above == id("express")));
    assert_eq!(
        found[2].sentence(c),
        "Node.js is a runtime, NestJS and Express are not: their figures are not measured alike, so no total is marked best."
    );
    assert_eq!(warnings(c, &ids(&["rails", "django"])), []);
    assert_eq!(warnings(c, &ids(&["nodejs", "gone"])), []);
}

#[test]
fn no_total_is_best_across_leagues() {
    let case = Case::of(ids(&["django", "nodejs"]));
    let groups = case.with(|s| scored(s, &case.ids, None));
    assert!(total(&groups).cells.iter().all(|c| !c.best));
    let case = Case::of(ids(&["django", "flask"]));
    let groups = case.with(|s| scored(s, &case.ids, None));
    let open = &groups[0].rows[2].cells[0].content;
    assert_eq!(*open, Content::Text("nothing".to_owned()));
    let marks: Vec<_> = total(&groups).cells.iter().map(|c| c.best).collect();
    assert_eq!(marks, [true, false]);
}

#[test]
fn too_little_known_is_never_the_best_total() {
    let mut case = Case::of(ids(&["meteor", "flask"]));
    case.policy = UnknownPolicy::Middle;
    // Only what nobody has measured of Meteor counts.
    case.weights = CATALOGUE
        .criteria
        .iter()
        .map(|k| f64::from(u8::from(k.group == "speed")))
        .collect();
    let groups = case.with(|s| scored(s, &case.ids, None));
    assert!(total(&groups).cells.iter().all(|c| !c.best));
    assert_eq!(
        groups[0].rows[2].cells[0].detail.as_deref(),
        Some("too little known to rank")
    );
}

#[test]
fn every_figure_carries_its_source_or_its_reason() {
    let case = Case::of(
        CATALOGUE
            .technologies
            .iter()
            .take(8)
            .map(|t| t.id.clone())
            .collect(),
    );
    let groups = case.with(|s| scored(s, &case.ids, None));
    for group in groups.iter().filter(|g| g.hue.is_some()) {
        // A share of capabilities has its sources in the rows of its parts.
        let built_in = group.key == "criteria-built-in";
        for row in &group.rows {
            for cell in &row.cells {
                assert_eq!(
                    cell.cite.is_some(),
                    cell.content.known() && !built_in,
                    "{}: {cell:?}",
                    row.label
                );
            }
        }
    }
}

#[test]
fn what_is_not_rated_is_no_row() {
    let mut case = Case::of(ids(&["django", "rails"]));
    let labels = |case: &Case| -> Vec<String> {
        let groups = case.with(|s| scored(s, &case.ids, None));
        groups.iter().map(|g| g.label.clone()).collect()
    };
    assert!(!labels(&case).contains(&"Yours".to_owned()));
    case.ratings.insert(id("rails"), Rating::new(4).unwrap());
    assert!(labels(&case).contains(&"Yours".to_owned()));
    let groups = case.with(|s| scored(s, &case.ids, None));
    let row = criteria(&groups)
        .find(|r| r.label == "Your rating")
        .unwrap();
    assert_eq!(
        row.cells[0].content,
        Content::Unknown {
            word: "not rated",
            why: None
        }
    );
    assert_eq!(row.cells[1].content, Content::Text("4 of 5".to_owned()));
    assert!(row.differs && !row.cells[1].best);
}

/// Only what was rated is the user's; what they left out counts as 0 and says so.
#[test]
fn a_language_left_out_is_told_apart_from_one_that_nobody_knows() {
    let mut case = Case::of(ids(&["aspnet-core", "django", "laravel"]));
    case.languages.insert(id("python"), Rating::new(4).unwrap());
    case.languages.insert(id("php"), Rating::new(0).unwrap());
    let groups = everything(&case);
    let row = all_rows(&groups).find(|r| r.label == "Team knows the language");
    let said = |cell: &groundwork::compare::Cell| match &cell.content {
        Content::Text(text) => (text.clone(), cell.detail.clone()),
        other => panic!("{other:?}"),
    };
    let cells: Vec<_> = row.unwrap().cells.iter().map(said).collect();
    let yours = || Some("yours".to_owned());
    assert_eq!(cells[0], ("not rated, counts as 0".to_owned(), None));
    assert_eq!(cells[1], ("4 of 5".to_owned(), yours()));
    assert_eq!(cells[2], ("0 of 5".to_owned(), yours()));
    // The points of the two are alike, and sure.
    let points = |n: usize| row.unwrap().cells[n].points.unwrap().tenths;
    assert_eq!((points(0), points(2)), (0, 0));
    case.with(|s| {
        let column = CATALOGUE
            .criteria
            .iter()
            .position(|k| k.from == Measure::Languages);
        let row = CATALOGUE.position(&id("aspnet-core")).unwrap();
        let values = &s.matrix.columns[column.unwrap()];
        assert_eq!(values.at(row, s.policy), (0.0, 0.0, 0.0));
    });
}

#[test]
fn capabilities_are_marked_by_how_close_at_hand_they_are() {
    let compared = ids(&["django", "flask", "gone", "express"]);
    let groups = facts(&CATALOGUE, &compared);
    let mut seen = 0;
    for row in groups
        .iter()
        .filter(|g| g.key.starts_with("built-in-"))
        .flat_map(|g| &g.rows)
    {
        let levels: Vec<Option<Level>> = row
            .cells
            .iter()
            .map(|cell| match cell.content {
                Content::Level(level) => Some(level),
                _ => None,
            })
            .collect();
        let (least, most) = (levels.iter().flatten().min(), levels.iter().flatten().max());
        for (cell, level) in row.cells.iter().zip(&levels) {
            assert_eq!(cell.best, least < most && level.as_ref() == most);
            seen += usize::from(cell.best);
        }
        assert_eq!(row.cells[2].content, Content::Unlisted);
    }
    assert!(seen > 10);
}

#[test]
fn the_facts_name_what_is_known_and_why_the_rest_is_not() {
    let groups = facts(&CATALOGUE, &ids(&["nestjs", "flask"]));
    let cell = |label: &str, n: usize| {
        let row = all_rows(&groups).find(|r| r.label == label).unwrap();
        row.cells[n].clone()
    };
    let on = cell("Runs on", 0);
    assert!(
        matches!(&on.content, Content::List(l) if l.iter().map(|i| i.text.as_str()).eq(["Express", "Node.js"]))
    );
    assert!(on.cite.is_some_and(|c| c.url.starts_with("https://")));
    assert!(
        matches!(cell("Support ends", 1).content, Content::Unknown { why: Some(why), .. } if why.contains("end dates"))
    );
    assert!(
        matches!(cell("To know before", 0).content, Content::List(l) if l.iter().all(|i| i.cite.is_some()))
    );
}
