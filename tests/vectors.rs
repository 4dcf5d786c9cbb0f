//! The core against reference results of other implementations and of
//! published examples. The folder is that of the environment variable
//! `GROUNDWORK_VECTORS`, else `tests/vectors`; every case of every file that is
//! named `vectors-*.json` is run, and one that asks for what is not known here
//! is a failure. Scalings that the product does not have are made here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use groundwork::catalogue::{Map, ValueFunction};
use groundwork::decide::{
    Direction, Matrix, Preference, Scores, Shares, Standing, Table, UnknownPolicy, closeness,
    critic, entropy, product, promethee, rank, roc, topsis, value, vikor, weighted_product,
};
use serde::Deserialize;
use std::path::PathBuf;

/// How near a score must come.
const NEAR: f64 = 1e-9;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    method: String,
    normalisation: Option<String>,
    params: Option<Params>,
    matrix: Vec<Vec<f64>>,
    weights: Option<Vec<f64>>,
    types: Option<Vec<i8>>,
    scores: Vec<f64>,
    higher_is_better: Option<bool>,
    ranking: Option<Vec<usize>>,
    min_gap: Option<f64>,
    extra: Option<Extra>,
}

/// A parameter that is not here would change what is asked.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    bounds: Option<Vec<[f64; 2]>>,
    breakpoints_x: Option<Vec<Vec<f64>>>,
    breakpoints_v: Option<Vec<Vec<f64>>>,
    outside: Option<String>,
    metric: Option<String>,
    v: Option<f64>,
    preference: Option<Preferences>,
    p: Option<Vec<f64>>,
    q: Option<Vec<f64>>,
    n: Option<usize>,
    #[serde(rename = "input")]
    _input: Option<String>,
    #[serde(rename = "tied")]
    _tied: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Preferences {
    One(String),
    Each(Vec<String>),
}

#[derive(Default, Deserialize)]
struct Extra {
    d_ideal: Option<Vec<f64>>,
    d_anti: Option<Vec<f64>>,
    #[serde(rename = "S")]
    s: Option<Vec<f64>>,
    #[serde(rename = "R")]
    r: Option<Vec<f64>>,
    phi_plus: Option<Vec<f64>>,
    phi_minus: Option<Vec<f64>>,
    values: Option<Vec<Vec<f64>>>,
}

/// What the core says of a case.
struct Answer {
    scores: Vec<f64>,
    /// Its order, where it has one of its own.
    ranks: Option<Vec<usize>>,
    /// Whether more is better.
    higher: bool,
    /// What comes beside the scores.
    beside: Vec<Beside>,
}

/// What it is called, what it is, and what it should be.
type Beside = (&'static str, Vec<f64>, Option<Vec<f64>>);

impl Answer {
    fn of(scores: Vec<f64>) -> Self {
        Self {
            scores,
            ranks: None,
            higher: true,
            beside: vec![],
        }
    }
}

impl Case {
    fn table(&self) -> Table {
        Table::new(&self.matrix).unwrap_or_else(|e| panic!("{}: {e:?}", self.id))
    }

    fn columns(&self) -> usize {
        self.matrix.first().map_or(0, Vec::len)
    }

    fn column(&self, j: usize) -> Vec<f64> {
        self.matrix.iter().map(|row| row[j]).collect()
    }

    fn weights(&self) -> &[f64] {
        let weights = self.weights.as_deref();
        weights.unwrap_or_else(|| panic!("{}: no weights", self.id))
    }

    /// All benefits where a case does not say.
    fn directions(&self) -> Vec<Direction> {
        let Some(types) = &self.types else {
            return vec![Direction::Benefit; self.columns()];
        };
        let direction = |t: &i8| match t {
            1 => Direction::Benefit,
            -1 => Direction::Cost,
            _ => panic!("{}: a type of {t}", self.id),
        };
        types.iter().map(direction).collect()
    }

    fn preferences(&self, params: &Params) -> Vec<Preference> {
        let columns = self.columns();
        let names: Vec<&str> = match params.preference.as_ref() {
            Some(Preferences::One(name)) => vec![name; columns],
            Some(Preferences::Each(names)) => names.iter().map(String::as_str).collect(),
            None => panic!("{}: no preference", self.id),
        };
        assert_eq!(names.len(), columns, "{}", self.id);
        let at = |list: &Option<Vec<f64>>, j: usize| list.as_ref().expect("a threshold")[j];
        let preference = |(j, name): (usize, &&str)| match *name {
            "usual" => Preference::Usual,
            "vshape" => Preference::VShape {
                p: at(&params.p, j),
            },
            "linear" => Preference::Linear {
                q: at(&params.q, j),
                p: at(&params.p, j),
            },
            other => panic!("{}: a preference of {other:?}", self.id),
        };
        names.iter().enumerate().map(preference).collect()
    }

    /// The numbers with every column scaled on its own, more being better.
    fn scaled(&self, scale: impl Fn(&[f64], Direction) -> Vec<f64>) -> Table {
        let directions = self.directions();
        let columns: Vec<Vec<f64>> = directions
            .iter()
            .enumerate()
            .map(|(j, direction)| scale(&self.column(j), *direction))
            .collect();
        let row = |i: usize| columns.iter().map(|c| c[i]).collect();
        let rows: Vec<Vec<f64>> = (0..self.matrix.len()).map(row).collect();
        Table::new(&rows).unwrap()
    }
}

fn least(column: &[f64]) -> f64 {
    column.iter().copied().fold(f64::INFINITY, f64::min)
}

fn most(column: &[f64]) -> f64 {
    column.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// From 0, the worst there is, to 1, the best.
fn minmax(column: &[f64], direction: Direction) -> Vec<f64> {
    let (worst, best) = match direction {
        Direction::Benefit => (least(column), most(column)),
        Direction::Cost => (most(column), least(column)),
    };
    // A column without differences is worth the same to all.
    if worst == best {
        return vec![1.0; column.len()];
    }
    let function = ValueFunction::Linear { worst, best };
    column
        .iter()
        .map(|x| value(&function, *x).unwrap())
        .collect()
}

/// As a part of the best there is.
fn linear(column: &[f64], direction: Direction) -> Vec<f64> {
    let part = |x: &f64| match direction {
        Direction::Benefit => x / most(column),
        Direction::Cost => least(column) / x,
    };
    column.iter().map(part).collect()
}

/// As a part of the sum, of the reciprocals where less is better.
fn sum(column: &[f64], direction: Direction) -> Vec<f64> {
    let oriented: Vec<f64> = match direction {
        Direction::Benefit => column.to_vec(),
        Direction::Cost => column.iter().map(|x| 1.0 / x).collect(),
    };
    let sum: f64 = oriented.iter().sum();
    oriented.iter().map(|x| x / sum).collect()
}

fn is_open() -> bool {
    std::env::var_os("GROUNDWORK_VECTORS").is_none()
}

fn cases() -> Vec<Case> {
    let folder = std::env::var_os("GROUNDWORK_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    );
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("vectors-") && name.ends_with(".json") {
            let text = std::fs::read_to_string(&path).unwrap();
            let file: File = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            cases.extend(file.cases);
        }
    }
    assert!(!cases.is_empty(), "no vectors in {}", folder.display());
    cases
}

/// The value functions of a case of the additive model.
fn functions(case: &Case, params: &Params) -> Vec<ValueFunction> {
    let directions = case.directions();
    match case.normalisation.as_deref() {
        Some("fixed-range") => {
            let bounds = params.bounds.as_ref().expect("bounds");
            let linear = |([low, high], direction): (&[f64; 2], &Direction)| match direction {
                Direction::Benefit => ValueFunction::Linear {
                    worst: *low,
                    best: *high,
                },
                Direction::Cost => ValueFunction::Linear {
                    worst: *high,
                    best: *low,
                },
            };
            assert_eq!(bounds.len(), directions.len(), "{}", case.id);
            bounds.iter().zip(&directions).map(linear).collect()
        }
        Some("piecewise-linear") => {
            let outside = params.outside.as_deref();
            let clamped = "clamped to the end values";
            assert!(outside.is_none_or(|o| o == clamped), "{}", case.id);
            let x = params.breakpoints_x.as_ref().expect("breakpoints");
            let v = params.breakpoints_v.as_ref().expect("breakpoints");
            assert_eq!((x.len(), v.len()), (case.columns(), case.columns()));
            let points = |(x, v): (&Vec<f64>, &Vec<f64>)| ValueFunction::Piecewise {
                points: x.iter().zip(v).map(|(x, v)| [*x, *v]).collect(),
            };
            x.iter().zip(v).map(points).collect()
        }
        other => panic!("{}: values by {other:?}", case.id),
    }
}

/// The additive model, with the product's own order.
fn additive(values: &Table, weights: &[f64]) -> Answer {
    let columns = (0..values.columns()).map(|j| values.column(j).collect());
    let matrix = Matrix::known(values.len(), columns.collect());
    let shares = Shares::new(weights, |_| true);
    let scores = Scores::new(&matrix, &shares.of, UnknownPolicy::Worst);
    let rows: Vec<usize> = (0..matrix.rows).collect();
    let mut ranks = vec![0; matrix.rows];
    for ranked in rank(&scores, &rows).ranked {
        ranks[ranked.row] = ranked.rank;
    }
    Answer {
        ranks: Some(ranks),
        ..Answer::of(scores.shown)
    }
}

fn answer(case: &Case) -> Answer {
    let (none, nothing) = (Params::default(), Extra::default());
    let params = case.params.as_ref().unwrap_or(&none);
    let extra = case.extra.as_ref().unwrap_or(&nothing);
    let refused = |e| panic!("{}: {e:?}", case.id);
    let normalisation = case.normalisation.as_deref();
    match (case.method.as_str(), normalisation) {
        ("mavt", _) => {
            let functions = functions(case, params);
            let cells = |row: &Vec<f64>| {
                let cells = row.iter().zip(&functions);
                cells.map(|(x, f)| value(f, *x).unwrap()).collect()
            };
            let values: Vec<Vec<f64>> = case.matrix.iter().map(cells).collect();
            let mut answer = additive(&Table::new(&values).unwrap(), case.weights());
            let wanted = extra.values.as_ref().map(|rows| rows.concat());
            answer.beside = vec![("values", values.concat(), wanted)];
            answer
        }
        ("wsm", Some("minmax")) => additive(&case.scaled(minmax), case.weights()),
        ("wsm", Some("linear")) => additive(&case.scaled(linear), case.weights()),
        ("wsm", Some("sum")) => additive(&case.scaled(sum), case.weights()),
        ("wpm", Some("linear")) => {
            let products = weighted_product(&case.table(), case.weights(), &case.directions());
            Answer::of(products.unwrap_or_else(refused))
        }
        ("wpm", Some("sum")) => {
            let products = product(&case.scaled(sum), case.weights());
            Answer::of(products.unwrap_or_else(refused))
        }
        ("topsis", Some(scaling @ ("vector" | "minmax"))) => {
            let metric = params.metric.as_deref();
            assert!(metric.is_none_or(|m| m == "euclidean"), "{}", case.id);
            let found = if scaling == "vector" {
                topsis(&case.table(), case.weights(), &case.directions())
            } else {
                closeness(&case.scaled(minmax), case.weights())
            };
            let found = found.unwrap_or_else(|e| panic!("{}: {e:?}", case.id));
            Answer {
                beside: vec![
                    ("d+", found.to_ideal, extra.d_ideal.clone()),
                    ("d-", found.to_anti_ideal, extra.d_anti.clone()),
                ],
                ..Answer::of(found.scores)
            }
        }
        ("vikor", Some("minmax")) => {
            let v = params.v.unwrap_or(0.5);
            let found = vikor(&case.table(), case.weights(), &case.directions(), v);
            let found = found.unwrap_or_else(|e| panic!("{}: {e:?}", case.id));
            Answer {
                higher: false,
                beside: vec![
                    ("S", found.s, extra.s.clone()),
                    ("R", found.r, extra.r.clone()),
                ],
                ..Answer::of(found.q)
            }
        }
        ("promethee2", Some("none") | None) => {
            let found = promethee(
                &case.table(),
                case.weights(),
                &case.directions(),
                &case.preferences(params),
            );
            let found = found.unwrap_or_else(|e| panic!("{}: {e:?}", case.id));
            Answer {
                beside: vec![
                    ("phi+", found.positive, extra.phi_plus.clone()),
                    ("phi-", found.negative, extra.phi_minus.clone()),
                ],
                ..Answer::of(found.net)
            }
        }
        ("entropy", Some("sum") | None) => {
            Answer::of(entropy(&case.table()).unwrap_or_else(refused))
        }
        ("critic", Some("minmax") | None) => {
            Answer::of(critic(&case.table(), &case.directions()).unwrap_or_else(refused))
        }
        ("roc", Some("none") | None) => {
            let rank = |row: &Vec<f64>| {
                let whole = (1_u16..=1000).find(|k| row == &[f64::from(*k)]);
                usize::from(whole.unwrap_or_else(|| panic!("{}: no rank", case.id)))
            };
            let ranks: Vec<usize> = case.matrix.iter().map(rank).collect();
            assert!(params.n.is_none_or(|n| n == ranks.len()), "{}", case.id);
            Answer::of(roc(&ranks))
        }
        (method, scaling) => panic!("{}: no method {method:?} with {scaling:?}", case.id),
    }
}

fn compare(id: &str, what: &str, found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{id}: {what}");
    for (row, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        let near = (found - wanted).abs() <= NEAR;
        assert!(near, "{id}: {what} of {row} is {found} for {wanted}");
    }
}

#[test]
fn every_method_agrees_with_the_reference() {
    let mut run: Map<String, usize> = Map::new();
    let (mut rankings, mut besides) = (0, 0);
    for case in cases() {
        let answer = answer(&case);
        let id = case.id.as_str();
        compare(id, "the score", &answer.scores, &case.scores);
        for (what, found, wanted) in &answer.beside {
            if let Some(wanted) = wanted {
                compare(id, what, found, wanted);
                besides += 1;
            }
        }
        let higher = case.higher_is_better.unwrap_or(answer.higher);
        assert_eq!(higher, answer.higher, "{id}: which end is better");
        // A ranking can be compared only where no two scores nearly tie;
        // without a gap all are alike.
        let alike = most(&case.scores) - least(&case.scores) <= NEAR;
        if let Some(ranking) = &case.ranking
            && case.min_gap.map_or(alike, |gap| gap > NEAR)
        {
            let sign = if higher { 1.0 } else { -1.0 };
            let oriented = answer.scores.iter().map(|s| sign * s).collect();
            let ranks = Standing::new(oriented).ranks;
            assert_eq!(&ranks, ranking, "{id}");
            if let Some(own) = &answer.ranks {
                assert_eq!(own, ranking, "{id}");
            }
            rankings += 1;
        }
        let scaling = case.normalisation.as_deref().unwrap_or("none");
        let name = format!("{} {scaling}", case.method);
        let so_far = run.get(&name).copied().unwrap_or_default();
        run.insert(name, so_far + 1);
    }
    for (name, count) in run.iter() {
        println!("{count:4} {name}");
    }
    let all: usize = run.values().sum();
    println!("{all:4} cases in all; {rankings} rankings, {besides} lists beside the scores");
    if is_open() {
        // None of those that come with the tests may go unread.
        assert_eq!((all, run.len()), (203, 14));
        assert_eq!(rankings, 203);
    }
}
