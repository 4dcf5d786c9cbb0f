//! Times the core on this machine: `cargo bench --bench core -- 60 1000 sure`.
//! One line of JSON for each size and for how sure a ranking is; `run.mjs` sets
//! them beside plain JavaScript. Where the variable `MATRICES` names a folder, the
//! values go there for others to work on.

#![allow(clippy::indexing_slicing, clippy::expect_used)]

mod work;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use work::{Bench, Sure};

/// How long each kind of work is repeated.
const BUDGET: Duration = Duration::from_millis(300);

fn main() {
    for word in std::env::args() {
        match word.parse() {
            Ok(n) => ranking(n),
            Err(_) if word == "sure" => sure(),
            // What cargo says to every benchmark.
            Err(_) => (),
        }
    }
}

fn ranking(n: usize) {
    let start = Instant::now();
    let bench = Bench::new(n);
    let index = start.elapsed().as_secs_f64() * 1e3;
    let full = time(Bench::CASES[0], |c| bench.full(c));
    let again = time(Bench::CASES[0], |c| bench.again(c));
    let changed = time(Bench::CASES[0], |c| bench.changed(c));
    let facet = time(Bench::CASES[1], |c| bench.facet(c));
    let query = time(Bench::CASES[2], |c| bench.query(c));
    println!(
        r#"{{"n":{n},"answers":{},"ms":{{"index":{index},"full":{full},"again":{again},"changed":{changed},"facet":{facet},"query":{query}}}}}"#,
        bench.answers().json()
    );
    keep(&n.to_string(), &bench.matrix());
}

fn sure() {
    let sure = Sure::new();
    let draws = time(1, |_| sure.draws());
    let changes = time(1, |_| sure.changes());
    let many = time(1, |_| sure.many());
    let winners = time(1, |_| sure.winners());
    println!(
        r#"{{"answers":{},"first":{:?},"ms":{{"draws":{draws},"changes":{changes},"many":{many},"winners":{winners}}}}}"#,
        sure.answers(),
        sure.first()
    );
    keep("sure", &sure.matrix());
}

fn keep(name: &str, matrix: &[u8]) {
    if let Some(folder) = std::env::var_os("MATRICES") {
        let file = Path::new(&folder).join(format!("matrix-{name}"));
        std::fs::write(file, matrix).expect("a folder to write to");
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
