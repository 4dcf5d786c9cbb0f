//! What the other methods, the weights from ranks and data, and the group
//! promise, on random problems.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use groundwork::decide::{
    Direction, Group, Preference, Refused, Standing, Table, closeness, critic, entropy, kendall,
    product, promethee, roc, topsis, vikor, weighted_product,
};
use proptest::prelude::*;

/// Rows by columns.
#[derive(Clone, Debug)]
struct Problem {
    rows: Vec<Vec<f64>>,
    weights: Vec<f64>,
    directions: Vec<Direction>,
    preferences: Vec<Preference>,
}

/// All that is said of the rows, one list a method, more being better.
type Answers = Vec<(&'static str, Vec<f64>)>;

impl Problem {
    fn table(&self) -> Table {
        Table::new(&self.rows).unwrap()
    }

    fn topsis(&self) -> Vec<f64> {
        topsis(&self.table(), &self.weights, &self.directions)
            .unwrap()
            .scores
    }

    fn net(&self) -> Vec<f64> {
        let (t, w) = (self.table(), &self.weights);
        promethee(&t, w, &self.directions, &self.preferences)
            .unwrap()
            .net
    }

    fn q(&self) -> Vec<f64> {
        vikor(&self.table(), &self.weights, &self.directions, 0.5)
            .unwrap()
            .q
    }

    fn product(&self) -> Vec<f64> {
        weighted_product(&self.table(), &self.weights, &self.directions).unwrap()
    }

    fn answers(&self) -> Answers {
        vec![
            ("topsis", self.topsis()),
            ("promethee", self.net()),
            ("vikor", self.q().iter().map(|q| -q).collect()),
            ("product", self.product()),
        ]
    }

    fn remove(&mut self, column: usize) {
        for row in &mut self.rows {
            row.remove(column);
        }
        self.weights.remove(column);
        self.directions.remove(column);
        self.preferences.remove(column);
    }

    fn map_column(&mut self, column: usize, f: impl Fn(f64) -> f64) {
        for row in &mut self.rows {
            row[column] = f(row[column]);
        }
    }
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Benefit), Just(Direction::Cost)]
}

fn preference() -> impl Strategy<Value = Preference> {
    prop_oneof![
        Just(Preference::Usual),
        (0.0..4.0).prop_map(|p| Preference::VShape { p }),
        (0.0..2.0, 0.0..2.0).prop_map(|(q, more)| Preference::Linear { q, p: q + more }),
    ]
}

/// Positive numbers of few kinds, so that some tie, and weights of which some
/// are 0.
fn problem() -> impl Strategy<Value = Problem> {
    (1usize..8, 1usize..6).prop_flat_map(|(rows, columns)| {
        let cells = prop::collection::vec(prop::collection::vec(1u8..7, columns), rows);
        let weights = prop::collection::vec(0u8..6, columns)
            .prop_filter("one must weigh", |w| w.iter().any(|w| *w > 0));
        let directions = prop::collection::vec(direction(), columns);
        let preferences = prop::collection::vec(preference(), columns);
        (cells, weights, directions, preferences).prop_map(
            |(cells, weights, directions, preferences)| Problem {
                rows: cells
                    .iter()
                    .map(|row| row.iter().map(|x| f64::from(*x)).collect())
                    .collect(),
                weights: weights.iter().map(|w| f64::from(*w)).collect(),
                directions,
                preferences,
            },
        )
    })
}

/// Any numbers, of any size within reason.
fn wild() -> impl Strategy<Value = Problem> {
    (
        problem(),
        prop::collection::vec((-1e3..1e3, -30i32..30), 64),
    )
        .prop_map(|(mut p, x)| {
            let mut x = x.iter().cycle();
            let columns = p.weights.len();
            let powers: Vec<i32> = (0..columns).map(|_| x.next().unwrap().1).collect();
            for row in &mut p.rows {
                for (cell, power) in row.iter_mut().zip(&powers) {
                    *cell = x.next().unwrap().0 * 10f64.powi(*power);
                }
            }
            p
        })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn alike(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| near(*x, *y))
}

fn all_alike(a: &Answers, b: &Answers) -> Result<(), TestCaseError> {
    for ((name, x), (_, y)) in a.iter().zip(b) {
        prop_assert!(alike(x, y), "{}: {:?} and {:?}", name, x, y);
    }
    Ok(())
}

/// `list` with its entries in the places of `order`.
fn permuted<T: Clone>(list: &[T], order: &[usize]) -> Vec<T> {
    let order = order.iter().filter(|n| **n < list.len());
    order.map(|n| list[*n].clone()).collect()
}

fn places() -> impl Strategy<Value = Vec<usize>> {
    Just((0..8).collect::<Vec<usize>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_order_of_rows_changes_nothing_but_the_order(p in problem(), order in places()) {
        let mut q = p.clone();
        q.rows = permuted(&p.rows, &order);
        let wanted = p.answers().into_iter().map(|(n, x)| (n, permuted(&x, &order))).collect();
        all_alike(&q.answers(), &wanted)?;
        prop_assert!(alike(&entropy(&p.table()).unwrap(), &entropy(&q.table()).unwrap()));
        let of = |p: &Problem| critic(&p.table(), &p.directions).unwrap();
        prop_assert!(alike(&of(&p), &of(&q)));
    }

    #[test]
    fn the_order_of_columns_changes_nothing(p in problem(), order in places()) {
        let q = Problem {
            rows: p.rows.iter().map(|row| permuted(row, &order)).collect(),
            weights: permuted(&p.weights, &order),
            directions: permuted(&p.directions, &order),
            preferences: permuted(&p.preferences, &order),
        };
        all_alike(&p.answers(), &q.answers())?;
        let weights = entropy(&p.table()).unwrap();
        prop_assert!(alike(&permuted(&weights, &order), &entropy(&q.table()).unwrap()));
        let weights = critic(&p.table(), &p.directions).unwrap();
        let found = critic(&q.table(), &q.directions).unwrap();
        prop_assert!(alike(&permuted(&weights, &order), &found));
    }

    #[test]
    fn scaling_all_weights_changes_nothing(p in problem(), by in 0.001f64..1000.0) {
        let mut q = p.clone();
        q.weights.iter_mut().for_each(|w| *w *= by);
        all_alike(&p.answers(), &q.answers())?;
        let of = |p: &Problem| closeness(&p.table(), &p.weights).unwrap();
        prop_assert!(alike(&of(&p).to_ideal, &of(&q).to_ideal));
        let of = |p: &Problem| product(&p.table(), &p.weights).unwrap();
        prop_assert!(alike(&of(&p), &of(&q)));
    }

    #[test]
    fn answers_are_within_their_bounds(p in problem(), w in wild(), v in 0.0..=1.0) {
        let slack = -1e-12..=1.0 + 1e-12;
        for p in [&p, &w] {
            prop_assert!(p.topsis().iter().all(|c| (0.0..=1.0).contains(c)));
            let found = vikor(&p.table(), &p.weights, &p.directions, v).unwrap();
            for list in [&found.q, &found.s, &found.r] {
                prop_assert!(list.iter().all(|x| slack.contains(x)), "{:?}", found);
            }
            prop_assert!(found.s.iter().zip(&found.r).all(|(s, r)| *r <= s + 1e-12));
            let of = promethee(&p.table(), &p.weights, &p.directions, &p.preferences).unwrap();
            for list in [&of.positive, &of.negative] {
                prop_assert!(list.iter().all(|x| slack.contains(x)), "{:?}", of);
            }
            prop_assert!(near(of.net.iter().sum(), 0.0), "{:?}", of);
            let weights = critic(&p.table(), &p.directions).unwrap();
            prop_assert!(near(weights.iter().sum(), 1.0));
            prop_assert!(weights.iter().all(|w| slack.contains(w)), "{:?}", weights);
        }
        prop_assert!(p.product().iter().all(|c| *c > 0.0 && slack.contains(c)));
        let weights = entropy(&p.table()).unwrap();
        prop_assert!(near(weights.iter().sum(), 1.0));
        prop_assert!(weights.iter().all(|w| slack.contains(w)), "{:?}", weights);
    }

    #[test]
    fn a_criterion_of_weight_zero_is_removable(without in problem(), at in 0usize..6, cells in prop::collection::vec(-3.0f64..3.0, 8)) {
        // Of numbers without a power, too, where they do not count.
        let mut with = without.clone();
        let at = at % (without.weights.len() + 1);
        for (row, cell) in with.rows.iter_mut().zip(cells) {
            row.insert(at, cell);
        }
        with.weights.insert(at, 0.0);
        with.directions.insert(at, Direction::Cost);
        with.preferences.insert(at, Preference::Usual);
        all_alike(&with.answers(), &without.answers())?;
    }

    #[test]
    fn a_column_that_is_alike_in_all_changes_no_order(p in problem(), at in 0usize..6, to in 1u8..9) {
        let mut with = p;
        let at = at % with.weights.len();
        with.map_column(at, |_| f64::from(to));
        let mut without = with.clone();
        without.remove(at);
        let weighs = without.weights.iter().any(|w| *w > 0.0);
        if weighs {
            for ((name, a), (_, b)) in with.answers().iter().zip(without.answers()) {
                let of = |scores: &[f64]| Standing::new(scores.to_vec()).ranks;
                // A weighted product is the root of the other by the column's
                // weight, which brings close scores closer.
                prop_assert_eq!(of(a), of(&b), "{}", name);
            }
        }
        let mut weights = critic(&with.table(), &with.directions).unwrap();
        let own = weights.remove(at);
        let vary = with.directions.iter().enumerate()
            .any(|(j, _)| with.rows.iter().any(|r| r[j] != with.rows[0][j]));
        prop_assert!(!vary || own == 0.0);
        if vary {
            let others = critic(&without.table(), &without.directions).unwrap();
            prop_assert!(alike(&weights, &others), "{:?} {:?}", weights, others);
        }
        let own = entropy(&with.table()).unwrap()[at];
        prop_assert!(!vary || own == 0.0);
        if !vary {
            let part = 1.0 / with.weights.len() as f64;
            prop_assert!(entropy(&with.table()).unwrap().iter().all(|w| near(*w, part)));
            prop_assert!(critic(&with.table(), &with.directions).unwrap().iter().all(|w| near(*w, part)));
        }
    }

    #[test]
    fn another_unit_and_zero_leave_vikor_and_critic_alone(
        p in problem(), changes in prop::collection::vec((0.5f64..8.0, -10.0f64..10.0), 6),
    ) {
        let mut q = p.clone();
        for (j, (a, b)) in changes.iter().enumerate().take(p.weights.len()) {
            q.map_column(j, |x| a * x + b);
        }
        prop_assert!(alike(&p.q(), &q.q()), "{:?} {:?}", p.q(), q.q());
        let of = |p: &Problem| critic(&p.table(), &p.directions).unwrap();
        prop_assert!(alike(&of(&p), &of(&q)), "{:?} {:?}", of(&p), of(&q));
    }

    #[test]
    fn another_unit_leaves_topsis_the_product_and_entropy_alone(
        p in problem(), by in prop::collection::vec(-12.0f64..12.0, 6),
    ) {
        let mut q = p.clone();
        for (j, power) in by.iter().enumerate().take(p.weights.len()) {
            q.map_column(j, |x| x * 10f64.powf(*power));
        }
        prop_assert!(alike(&p.topsis(), &q.topsis()), "{:?} {:?}", p.topsis(), q.topsis());
        prop_assert!(alike(&p.product(), &q.product()), "{:?} {:?}", p.product(), q.product());
        prop_assert!(alike(&entropy(&p.table()).unwrap(), &entropy(&q.table()).unwrap()));
    }

    #[test]
    fn a_cost_is_a_benefit_of_the_opposite(p in problem(), at in 0usize..6) {
        let at = at % p.weights.len();
        let mut q = p.clone();
        q.map_column(at, |x| -x);
        q.directions[at] = match p.directions[at] {
            Direction::Benefit => Direction::Cost,
            Direction::Cost => Direction::Benefit,
        };
        prop_assert!(alike(&p.topsis(), &q.topsis()));
        prop_assert!(alike(&p.q(), &q.q()));
        prop_assert!(alike(&p.net(), &q.net()));
        let of = |p: &Problem| critic(&p.table(), &p.directions).unwrap();
        prop_assert!(alike(&of(&p), &of(&q)));
        q.map_column(at, |x| -1.0 / x);
        prop_assert!(alike(&p.product(), &q.product()));
    }

    #[test]
    fn no_method_puts_the_dominated_first_by_itself(p in problem(), a in 0usize..8, b in 0usize..8) {
        let (a, b) = (a % p.rows.len(), b % p.rows.len());
        let mut p = p;
        for j in 0..p.weights.len() {
            let (x, y) = (p.rows[a][j], p.rows[b][j]);
            p.rows[a][j] = match p.directions[j] {
                Direction::Benefit => x.max(y),
                Direction::Cost => x.min(y),
            };
        }
        for (name, scores) in p.answers() {
            prop_assert!(scores[a] >= scores[b] - 1e-9, "{}: {:?}", name, scores);
        }
    }

    #[test]
    fn the_product_names_the_first_that_has_no_power(p in problem(), at in (0usize..8, 0usize..6), x in -5.0..=0.0) {
        let mut p = p;
        let (row, column) = (at.0 % p.rows.len(), at.1 % p.weights.len());
        p.weights[column] = 1.0;
        p.rows[row][column] = x;
        p.rows.last_mut().unwrap()[column] = x;
        let refused = Err(Refused::NotPositive { row, column });
        prop_assert_eq!(weighted_product(&p.table(), &p.weights, &p.directions), refused.clone());
        prop_assert_eq!(product(&p.table(), &p.weights), refused);
        if x < 0.0 {
            prop_assert_eq!(entropy(&p.table()), Err(Refused::Negative { row, column }));
        }
    }

    #[test]
    fn weights_from_ranks_sum_to_one_and_fall_with_the_rank(ranks in prop::collection::vec(0usize..9, 1..9)) {
        let weights = roc(&ranks);
        prop_assert!(near(weights.iter().sum(), 1.0));
        for (a, x) in ranks.iter().zip(&weights) {
            prop_assert!(*x > 0.0);
            for (b, y) in ranks.iter().zip(&weights) {
                prop_assert_eq!(a.cmp(b), y.total_cmp(x));
            }
        }
        // Only the order of the ranks counts.
        let others: Vec<usize> = ranks.iter().map(|k| 3 * k + 7).collect();
        prop_assert_eq!(roc(&others), weights);
    }

    #[test]
    fn what_is_ranked_agrees_with_itself_and_not_with_its_reverse(
        scores in prop::collection::vec(0u8..9, 1..9), others in prop::collection::vec(0u8..9, 9),
    ) {
        let scores: Vec<f64> = scores.iter().map(|s| f64::from(*s)).collect();
        let others: Vec<f64> = others.iter().take(scores.len()).map(|s| f64::from(*s)).collect();
        let reverse: Vec<f64> = scores.iter().map(|s| -s).collect();
        let ordered = scores.iter().any(|s| *s != scores[0]);
        let with = |to: &[f64]| kendall(&scores, to);
        prop_assert_eq!(with(&scores).map(|t| near(t, 1.0)), ordered.then_some(true));
        prop_assert_eq!(with(&reverse).map(|t| near(t, -1.0)), ordered.then_some(true));
        let (there, back) = (with(&others), kendall(&others, &scores));
        prop_assert_eq!(there, back);
        prop_assert!(there.is_none_or(|t| (-1.0 - 1e-12..=1.0 + 1e-12).contains(&t)));
        // What is too little to be a difference is none.
        let noisy: Vec<f64> = scores.iter().zip(&others).map(|(s, o)| s + o * 1e-12).collect();
        prop_assert_eq!(kendall(&noisy, &others), there);
        let ranks = Standing::new(scores.clone()).ranks;
        prop_assert_eq!(&Standing::new(noisy).ranks, &ranks);
        for (own, rank) in scores.iter().zip(&ranks) {
            prop_assert_eq!(*rank, 1 + scores.iter().filter(|s| *s > own).count());
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by_key(|row| ranks[*row]);
        prop_assert_eq!(Standing::new(scores).order, order);
    }
}

/// A table of values in 0 to 1 and the weights of some members.
fn assembly() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<Vec<f64>>)> {
    (1usize..7, 1usize..6, 1usize..6).prop_flat_map(|(rows, columns, members)| {
        let cell = (0u8..=10).prop_map(|v| f64::from(v) / 10.0);
        let weights = prop::collection::vec((0u8..=10).prop_map(f64::from), columns)
            .prop_filter("one must weigh", |w| w.iter().any(|w| *w > 0.0));
        (
            prop::collection::vec(prop::collection::vec(cell, columns), rows),
            prop::collection::vec(weights, members),
        )
    })
}

fn group((rows, members): &(Vec<Vec<f64>>, Vec<Vec<f64>>)) -> Group {
    Group::new(&Table::new(rows).unwrap(), members).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_member_has_the_same_say(a in assembly(), by in prop::collection::vec(0.01f64..100.0, 6), order in places()) {
        let found = group(&a);
        let mut b = a.clone();
        for (weights, by) in b.1.iter_mut().zip(&by) {
            weights.iter_mut().for_each(|w| *w *= by);
        }
        b.1 = permuted(&b.1, &order);
        let other = group(&b);
        prop_assert!(alike(&found.shares, &other.shares));
        prop_assert!(near(found.shares.iter().sum(), 1.0));
        prop_assert!(alike(&found.standing.scores, &other.standing.scores));
        prop_assert!(alike(&found.borda.scores, &other.borda.scores));
        prop_assert_eq!(&found.borda.ranks, &other.borda.ranks);
        prop_assert_eq!(&found.consensus, &other.consensus);
        let columns = |g: &Group| g.disagreement.iter().map(|d| d.column).collect::<Vec<_>>();
        prop_assert_eq!(columns(&found), columns(&other));
        let members = permuted(&found.members, &order);
        for (a, b) in members.iter().zip(&other.members) {
            prop_assert!(alike(&a.shares, &b.shares));
            prop_assert_eq!(&a.standing.ranks, &b.standing.ranks);
        }
    }

    #[test]
    fn the_mean_of_the_members_scores_is_the_score_of_the_group(a in assembly()) {
        let found = group(&a);
        let count = a.1.len() as f64;
        for row in 0..a.0.len() {
            let sum: f64 = found.members.iter().map(|m| m.standing.scores[row]).sum();
            prop_assert!(near(sum / count, found.standing.scores[row]));
        }
    }

    #[test]
    fn borda_points_are_those_above_and_half_of_the_equals(a in assembly()) {
        let found = group(&a);
        let (rows, members) = (a.0.len(), a.1.len());
        let total = (members * rows * (rows - 1)) as f64 / 2.0;
        prop_assert!(near(found.borda.scores.iter().sum(), total));
        for row in 0..rows {
            // Against each other row: one for a win, a half for a tie.
            let mut points = 0.0;
            for m in &found.members {
                let own = m.standing.ranks[row];
                for rank in &m.standing.ranks {
                    points += match own.cmp(rank) {
                        std::cmp::Ordering::Less => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Greater => 0.0,
                    };
                }
                points -= 0.5;
            }
            prop_assert!(near(points, found.borda.scores[row]));
        }
    }

    #[test]
    fn winners_are_all_that_have_the_most(a in assembly()) {
        for m in group(&a).members {
            let scores = &m.standing.scores;
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let wanted: Vec<usize> = (0..scores.len()).filter(|r| most - scores[*r] < 1e-9).collect();
            prop_assert_eq!(m.standing.winners(), wanted);
        }
    }

    #[test]
    fn disagreement_is_in_order_and_none_among_those_who_agree(a in assembly()) {
        let found = group(&a);
        prop_assert!(found.disagreement.windows(2).all(|w| w[0].deviation >= w[1].deviation - 1e-9));
        let mut columns: Vec<usize> = found.disagreement.iter().map(|d| d.column).collect();
        columns.sort_unstable();
        prop_assert_eq!(columns, (0..a.0[0].len()).collect::<Vec<_>>());
        for d in &found.disagreement {
            let shares: Vec<f64> = found.members.iter().map(|m| m.shares[d.column]).collect();
            prop_assert!(shares.contains(&d.least) && shares.contains(&d.most));
            prop_assert!(shares.iter().all(|s| d.least <= *s && *s <= d.most));
            prop_assert!(near(d.mean, found.shares[d.column]));
            prop_assert!(d.deviation <= (d.most - d.least) / 2.0 + 1e-12);
            // As the mean square less the square of the mean.
            let square = shares.iter().map(|s| s * s).sum::<f64>() / shares.len() as f64;
            prop_assert!(near(d.deviation * d.deviation, square - d.mean * d.mean));
        }
        let mut one = a.clone();
        one.1 = vec![a.1[0].clone(); 3];
        let one = group(&one);
        prop_assert!(one.disagreement.iter().all(|d| near(d.deviation, 0.0) && d.least == d.most));
        prop_assert_eq!(one.consensus.within, 1);
        prop_assert_eq!(&one.consensus.rows, &one.members[0].standing.winners());
        prop_assert_eq!(&one.standing.ranks, &one.members[0].standing.ranks);
        for m in &one.members {
            prop_assert!(m.agreement.is_none_or(|t| near(t, 1.0)));
        }
    }

    #[test]
    fn consensus_is_the_least_number_within_which_all_have_a_row(a in assembly()) {
        let found = group(&a);
        let within = |k: usize| -> Vec<usize> {
            let all = |row: &usize| found.members.iter().all(|m| m.standing.ranks[*row] <= k);
            (0..a.0.len()).filter(all).collect()
        };
        prop_assert!(!found.consensus.rows.is_empty());
        prop_assert_eq!(&found.consensus.rows, &within(found.consensus.within));
        prop_assert!(within(found.consensus.within - 1).is_empty());
    }
}

#[test]
fn what_varies_as_one_weighs_alike() {
    let of = |rows: &[[f64; 3]], directions: [Direction; 3]| {
        let rows: Vec<Vec<f64>> = rows.iter().map(|r| r.to_vec()).collect();
        critic(&Table::new(&rows).unwrap(), &directions).unwrap()
    };
    let up = [Direction::Benefit; 3];
    // The second column is the first times 10 plus 1; the third never varies.
    let rows = [[1.0, 11.0, 5.0], [2.0, 21.0, 5.0], [4.0, 41.0, 5.0]];
    assert!(alike(&of(&rows, up), &[0.5, 0.5, 0.0]));
    // Alone it has all the weight.
    let rows = [[1.0, 7.0, 5.0], [2.0, 7.0, 5.0]];
    assert!(alike(&of(&rows, up), &[1.0, 0.0, 0.0]));
}

#[test]
fn nothing_is_a_number_that_entropy_knows() {
    let of = |rows: &[[f64; 2]]| {
        let rows: Vec<Vec<f64>> = rows.iter().map(|r| r.to_vec()).collect();
        entropy(&Table::new(&rows).unwrap()).unwrap()
    };
    // All in one row is the most that a column can vary: 1, where quarters
    // and halves leave 1 - 1.5 ln 2 / ln 3.
    let quarters = 1.0 - 1.5 * 2f64.ln() / 3f64.ln();
    let found = of(&[[0.0, 1.0], [7.0, 2.0], [0.0, 1.0]]);
    assert!(alike(
        &found,
        &[1.0, quarters].map(|d| d / (1.0 + quarters))
    ));
    assert!(alike(&of(&[[0.0, 1.0], [0.0, 2.0]]), &[0.0, 1.0]));
}
