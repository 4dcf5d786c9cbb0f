//! Tries to break what takes text from outside: `make fuzz`.
//!
//! `fuzz [target …] [n=executions] [seconds=…] [seed=…]`, shared evenly by the
//! targets. Texts are made of seeds, of past findings and of whatever of that led
//! somewhere new: built with the counters that `make fuzz` asks the compiler for,
//! the program sees which branches a text takes; without, it tries blindly.
//!
//! What panics, takes longer than [`SLOW`] or more than [`ROOM`] is a finding: it
//! is made small and written to `found/<target>/`, from where `tests/fuzz.rs`
//! replays it for ever. Where the program itself ends (as at a full stack, which
//! is as small here as in a browser), the same is done again to find the text.

#![allow(missing_docs, unsafe_code, clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod mutate;
mod room;
mod targets;

use mutate::{Stream, mutate, words};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

#[global_allocator]
static COUNTED: room::Counted = room::Counted;

/// The longest that one text may take; the machine may be busy.
const SLOW: Duration = Duration::from_secs(2);
/// The memory that one text may take, and for each of its bytes.
const ROOM: usize = 48 << 20;
const ROOM_A_BYTE: usize = 400;
/// The stack of a WebAssembly program.
const STACK: usize = 1 << 20;
/// The longest text; what is longer is replayed.
const MOST: usize = 1 << 15;

/// The counters of branches: where they begin and end.
static BEGIN: AtomicUsize = AtomicUsize::new(usize::MAX);
static END: AtomicUsize = AtomicUsize::new(0);

/// Called before `main` by what the compiler puts in, once for each part of the
/// program; the linker has set their counters one after the other.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, stop: *mut u8) {
    BEGIN.fetch_min(start as usize, Relaxed);
    END.fetch_max(stop as usize, Relaxed);
}

fn counters() -> &'static mut [u8] {
    let (begin, end) = (BEGIN.load(Relaxed), END.load(Relaxed));
    if end == 0 {
        return &mut [];
    }
    // SAFETY: the linker has set these bytes apart for nothing else, and one
    // thread alone reads them.
    unsafe { std::slice::from_raw_parts_mut(begin as *mut u8, end - begin) }
}

thread_local! {
    /// Where the last panic was, and what it said.
    static SAID: RefCell<(String, String)> = const { RefCell::new((String::new(), String::new())) };
}

/// What came of a text.
enum End {
    Well,
    /// Where it broke, which tells one fault from another, and what was said.
    Broken(String, String),
}

fn execute(target: &Target, text: &[u8]) -> End {
    let mut took = Duration::MAX;
    // A busy machine makes a text slow once, not three times.
    for _ in 0..3 {
        let before = room::begin();
        let begin = Instant::now();
        let end = catch_unwind(AssertUnwindSafe(|| (target.run)(text)));
        took = took.min(begin.elapsed());
        if end.is_err() {
            let (at, said) = SAID.take();
            return End::Broken(at, said);
        }
        let room = room::most().saturating_sub(before);
        if room > ROOM + ROOM_A_BYTE * text.len() {
            let said = format!("took {room} bytes for a text of {}", text.len());
            return End::Broken("large".to_owned(), said);
        }
        if took < SLOW {
            return End::Well;
        }
    }
    End::Broken("slow".to_owned(), format!("took {took:?}"))
}

/// What is asked for.
#[derive(Clone)]
struct Order {
    count: u64,
    time: Duration,
    seed: u64,
    /// Where each text is written before it is executed.
    trace: Option<PathBuf>,
}

#[derive(Default)]
struct Report {
    count: u64,
    branches: usize,
    kept: usize,
    longest: Duration,
    largest: usize,
    found: Vec<String>,
}

fn fuzz(target: &Target, order: &Order) -> Report {
    let mut stream = Stream(order.seed);
    let mut corpus: Vec<Vec<u8>> = (target.seeds)()
        .into_iter()
        .map(String::into_bytes)
        .collect();
    corpus.extend(room::found(target.name).into_iter().map(|(_, text)| text));
    let words = words(&corpus);
    let seeds = corpus.len();
    let mut seen = vec![0; counters().len()];
    let mut broken = BTreeSet::new();
    let mut report = Report::default();
    let begin = Instant::now();
    while report.count < order.count && (report.count % 64 != 0 || begin.elapsed() < order.time) {
        // What there is to begin with once as it is.
        let first = usize::try_from(report.count).ok().filter(|n| *n < seeds);
        let text = match first {
            Some(n) => corpus[n].clone(),
            None => next(&mut stream, &corpus, seeds, &words),
        };
        if let Some(trace) = &order.trace {
            std::fs::write(trace, &text).unwrap();
        }
        counters().fill(0);
        let begun = Instant::now();
        let end = execute(target, &text);
        report.count += 1;
        report.longest = report.longest.max(begun.elapsed());
        report.largest = report.largest.max(room::most());
        match end {
            End::Broken(at, said) => {
                if broken.insert(at.clone()) {
                    let text = small(target, text, &at);
                    let path = room::keep(target.name, &text);
                    let shown = String::from_utf8_lossy(&text[..text.len().min(300)]);
                    report
                        .found
                        .push(format!("{} at {at}: {said}\n{shown}", path.display()));
                }
            }
            End::Well => {
                if news(&mut seen) && first.is_none() {
                    corpus.push(text);
                }
            }
        }
    }
    report.branches = seen.iter().filter(|times| **times > 0).count();
    report.kept = corpus.len() - seeds;
    report
}

/// The next text: one that is known, changed. What was new lately comes more often.
fn next(stream: &mut Stream, corpus: &[Vec<u8>], seeds: usize, words: &[Vec<u8>]) -> Vec<u8> {
    let any = |stream: &mut Stream| stream.below(corpus.len());
    let late = (corpus.len() - seeds).min(50);
    let at = if late > 0 && stream.below(3) == 0 {
        corpus.len() - 1 - stream.below(late)
    } else {
        any(stream)
    };
    let mut text = corpus[at].clone();
    // Not much longer than it is, or all would be slow; once in a while.
    let most = match stream.below(300) {
        0 => MOST,
        _ => (text.len() + text.len() / 4).clamp(256, MOST),
    };
    let other = any(stream);
    mutate(stream, &mut text, &corpus[other], words, most);
    text
}

/// Whether a branch was taken, or taken so often, as never before.
fn news(seen: &mut [u8]) -> bool {
    let mut new = false;
    // Most are 0: eight at a time.
    for (counted, seen) in counters().chunks_mut(8).zip(seen.chunks_mut(8)) {
        if counted == [0; 8] {
            continue;
        }
        for (times, seen) in counted.iter().zip(seen) {
            // Once, twice, three times, 4 to 7, 8 to 15, and so on.
            let class = match times {
                0 => continue,
                1..=3 => *times - 1,
                4..=7 => 3,
                8..=15 => 4,
                16..=31 => 5,
                32..=127 => 6,
                128.. => 7,
            };
            new |= *seen & (1 << class) == 0;
            *seen |= 1 << class;
        }
    }
    new
}

/// A shorter text that breaks at the same place.
fn small(target: &Target, text: Vec<u8>, at: &str) -> Vec<u8> {
    let same = |text: &[u8]| matches!(execute(target, text), End::Broken(other, _) if other == at);
    let mut text = text;
    let end = Instant::now() + Duration::from_secs(20);
    let mut piece = text.len().div_ceil(2);
    while piece > 0 {
        let mut from = 0;
        while from < text.len() && Instant::now() < end {
            let mut shorter = text.clone();
            shorter.drain(from..(from + piece).min(text.len()));
            if same(&shorter) {
                text = shorter;
            } else {
                from += piece;
            }
        }
        piece /= 2;
    }
    text
}

/// Fuzzes one target here; whether all was well.
fn child(target: &'static Target, order: Order) -> bool {
    std::panic::set_hook(Box::new(|info| {
        let at = info.location();
        let at = at.map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
        let said = info.payload_as_str().unwrap_or_default();
        SAID.set((at, said.chars().take(400).collect()));
    }));
    let begin = Instant::now();
    let thread = std::thread::Builder::new().stack_size(STACK);
    let work = thread.spawn(move || fuzz(target, &order)).unwrap();
    let Ok(report) = work.join() else {
        panic!("the fuzzer is at fault: {:?}", SAID.take());
    };
    println!(
        "{:10} {:>10} executions, {:>6.0} a second, {:>5} branches, {:>5} texts kept, at most {} ms and {} MiB, {} found",
        target.name,
        report.count,
        report.count as f64 / begin.elapsed().as_secs_f64(),
        report.branches,
        report.kept,
        report.longest.as_millis(),
        report.largest >> 20,
        report.found.len()
    );
    for found in &report.found {
        println!("FOUND {found}");
    }
    report.found.is_empty()
}

/// Has a program of its own fuzz a target; whether all was well.
fn parent(target: &Target, order: &Order) -> bool {
    let run = |order: &Order| {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args(["--child", target.name, &format!("seed={}", order.seed)]);
        program.arg(format!("n={}", order.count));
        program.arg(format!("seconds={}", order.time.as_secs()));
        let trace = order.trace.as_ref();
        program.args(trace.map(|path| format!("trace={}", path.display())));
        program.status().unwrap().code()
    };
    match run(order) {
        Some(0) => true,
        Some(3) => false,
        Some(_) | None => {
            println!("{}: the program ended; looking for the text", target.name);
            let trace = std::env::temp_dir().join(["groundwork-fuzz-", target.name].concat());
            let again = Order {
                trace: Some(trace.clone()),
                time: order.time * 10,
                ..order.clone()
            };
            run(&again);
            let text = std::fs::read(&trace).unwrap_or_default();
            println!("FOUND {}", room::keep(target.name, &text).display());
            false
        }
    }
}

fn main() -> ExitCode {
    let (mut count, mut seconds, mut seed, mut trace) = (None, None, 1, None);
    let mut chosen: Vec<&'static Target> = Vec::new();
    let mut is_child = false;
    for word in std::env::args().skip(1) {
        let number = |text: &str| {
            text.replace(['_', ','], "")
                .parse()
                .expect("a whole number")
        };
        match word.split_once('=') {
            Some(("n", n)) => count = Some(number(n)),
            Some(("seconds", n)) => seconds = Some(number(n)),
            Some(("seed", n)) => seed = number(n),
            Some(("trace", path)) => trace = Some(PathBuf::from(path)),
            // What cargo says to every benchmark.
            None if word == "--bench" => {}
            None if word == "--child" => is_child = true,
            Some(_) | None => {
                let named = TARGETS.iter().find(|target| target.name == word);
                chosen.push(named.unwrap_or_else(|| panic!("no target is called {word}")));
            }
        }
    }
    let mut order = Order {
        count: count.unwrap_or(u64::MAX),
        // Where a count is asked for, time is none.
        time: Duration::from_secs(seconds.unwrap_or(if count.is_some() { 1 << 30 } else { 60 })),
        seed,
        trace,
    };
    if is_child {
        return ExitCode::from(if child(chosen[0], order) { 0 } else { 3 });
    }
    if chosen.is_empty() {
        chosen.extend(&TARGETS);
    }
    let share = u32::try_from(chosen.len()).unwrap();
    if order.count < u64::MAX {
        order.count = order.count.div_ceil(u64::from(share));
    }
    order.time /= share;
    let well: Vec<bool> = chosen.iter().map(|target| parent(target, &order)).collect();
    ExitCode::from(u8::from(well.contains(&false)))
}
