//! The core against reference results of other implementations and of
//! published examples. The folder is that of the environment variable
//! `GROUNDWORK_VECTORS`, else `tests/vectors`; every case of a method that the
//! core has is run, from every file that is named `vectors-*.json`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use groundwork::catalogue::ValueFunction;
use groundwork::decide::{Matrix, Scores, Shares, UnknownPolicy, rank, value};
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
    matrix: Option<Vec<Vec<f64>>>,
    weights: Option<Vec<f64>>,
    types: Option<Vec<i8>>,
    scores: Vec<f64>,
    ranking: Option<Vec<usize>>,
    min_gap: Option<f64>,
}

#[derive(Deserialize)]
struct Params {
    bounds: Option<Vec<[f64; 2]>>,
    breakpoints_x: Option<Vec<Vec<f64>>>,
    breakpoints_v: Option<Vec<Vec<f64>>>,
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

/// The value functions of a case; `None` where the core has not its kind.
fn functions(case: &Case, matrix: &[Vec<f64>]) -> Option<Vec<ValueFunction>> {
    let columns = matrix[0].len();
    let rising = |j: usize| case.types.as_ref().is_none_or(|t| t[j] > 0);
    let linear = |j: usize, low: f64, high: f64| {
        let (worst, best) = if rising(j) { (low, high) } else { (high, low) };
        ValueFunction::Linear { worst, best }
    };
    let params = case.params.as_ref();
    let functions = match (case.method.as_str(), case.normalisation.as_deref()) {
        ("mavt", Some("fixed-range")) => {
            let bounds = params?.bounds.as_ref()?;
            (0..columns)
                .map(|j| linear(j, bounds[j][0], bounds[j][1]))
                .collect()
        }
        ("mavt", Some("piecewise-linear")) => {
            let (x, v) = (
                params?.breakpoints_x.as_ref()?,
                params?.breakpoints_v.as_ref()?,
            );
            (0..columns)
                .map(|j| ValueFunction::Piecewise {
                    points: x[j].iter().zip(&v[j]).map(|(x, v)| [*x, *v]).collect(),
                })
                .collect()
        }
        ("wsm", Some("minmax")) => (0..columns)
            .map(|j| {
                let column = || matrix.iter().map(|row| row[j]);
                let (low, high) = (
                    column().fold(f64::INFINITY, f64::min),
                    column().fold(f64::NEG_INFINITY, f64::max),
                );
                if low == high {
                    // A column without differences is worth the same to all.
                    ValueFunction::Piecewise {
                        points: vec![[low - 1.0, 1.0], [low, 1.0]],
                    }
                } else {
                    linear(j, low, high)
                }
            })
            .collect(),
        _ => return None,
    };
    Some(functions)
}

#[test]
fn the_additive_model_agrees_with_the_reference() {
    let mut run = 0;
    for case in cases() {
        let Some(matrix) = &case.matrix else { continue };
        let Some(functions) = functions(&case, matrix) else {
            continue;
        };
        let weights = case.weights.as_ref().unwrap();
        let columns: Vec<Vec<f64>> = functions
            .iter()
            .enumerate()
            .map(|(j, f)| matrix.iter().map(|row| value(f, row[j]).unwrap()).collect())
            .collect();
        let matrix = Matrix::known(matrix.len(), columns);
        let shares = Shares::new(weights, |_| true);
        let scores = Scores::new(&matrix, &shares.of, UnknownPolicy::Worst);
        for (found, expected) in scores.shown.iter().zip(&case.scores) {
            assert!(
                (found - expected).abs() <= NEAR,
                "{}: {found} for {expected}",
                case.id
            );
        }
        assert_eq!(scores.shown.len(), case.scores.len(), "{}", case.id);
        // A ranking can be compared only where no two scores nearly tie.
        if let Some(ranking) = &case.ranking
            && case.min_gap.is_none_or(|gap| gap > NEAR)
        {
            let rows: Vec<usize> = (0..matrix.rows).collect();
            let mut ranks = vec![0; matrix.rows];
            for ranked in rank(&scores, &rows).ranked {
                ranks[ranked.row] = ranked.rank;
            }
            assert_eq!(&ranks, ranking, "{}", case.id);
        }
        run += 1;
    }
    println!("{run} cases of the additive model");
    assert!(run > 0, "no case of the additive model");
}
