//! Times the core on this machine: `cargo bench --bench core -- 60 1000`.
//! One line of JSON for each size; `run.mjs` sets them beside plain JavaScript.

#![allow(clippy::indexing_slicing)]

mod work;

use std::hint::black_box;
use std::time::{Duration, Instant};
use work::Bench;

/// How long each kind of work is repeated.
const BUDGET: Duration = Duration::from_millis(300);

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    for n in sizes {
        let start = Instant::now();
        let bench = Bench::new(n);
        let index = start.elapsed().as_secs_f64() * 1e3;
        let full = time(Bench::CASES[0], |c| bench.full(c));
        let again = time(Bench::CASES[0], |c| bench.again(c));
        let facet = time(Bench::CASES[1], |c| bench.facet(c));
        let query = time(Bench::CASES[2], |c| bench.query(c));
        println!(
            r#"{{"n":{n},"answers":{},"ms":{{"index":{index},"full":{full},"again":{again},"facet":{facet},"query":{query}}}}}"#,
            bench.answers().json()
        );
    }
}

/// Milliseconds a case: the median over passes of all cases, the first left out.
fn time<T>(cases: usize, work: impl Fn(usize) -> T) -> f64 {
    let (start, mut passes) = (Instant::now(), Vec::new());
    while passes.len() < 3 || start.elapsed() < BUDGET {
        let pass = Instant::now();
        for case in 0..cases {
            black_box(work(black_box(case)));
        }
        passes.push(pass.elapsed().as_secs_f64() * 1e3 / cases as f64);
    }
    passes.remove(0);
    passes.sort_by(f64::total_cmp);
    passes[passes.len() / 2]
}
