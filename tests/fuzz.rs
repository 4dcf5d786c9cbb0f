//! Nothing from outside breaks what takes it: whatever the fuzzer began with and
//! all that it ever found, texts made of these, and texts that are far too large.
//! `make fuzz` goes on from here.

#![allow(missing_docs, unsafe_code, clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/room.rs"]
#[allow(dead_code)]
mod room;
#[path = "fuzz/targets.rs"]
mod targets;

use mutate::{Stream, mutate, words};
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

#[global_allocator]
static COUNTED: room::Counted = room::Counted;

/// The stack of a WebAssembly program.
const STACK: usize = 1 << 20;

/// Has a target take these texts on a stack as small as a browser's; says which
/// text it was that broke it.
fn takes(target: &'static Target, texts: Vec<(String, Vec<u8>)>) {
    let work = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            for (name, text) in texts {
                let before = room::begin();
                let begin = Instant::now();
                let well = std::panic::catch_unwind(|| (target.run)(&text));
                assert!(well.is_ok(), "{} breaks at {name}", target.name);
                let room = room::most() - before;
                // Not what is fast, but what does not grow beyond all measure.
                assert!(
                    begin.elapsed() < Duration::from_secs(20),
                    "{} is slow at {name}",
                    target.name
                );
                assert!(
                    room < (64 << 20) + 60 * text.len(),
                    "{} takes {room} bytes at {name}",
                    target.name
                );
            }
        });
    if let Err(why) = work.unwrap().join() {
        std::panic::resume_unwind(why);
    }
}

fn seeds(target: &Target) -> Vec<Vec<u8>> {
    (target.seeds)()
        .into_iter()
        .map(String::into_bytes)
        .collect()
}

#[test]
fn what_the_fuzzer_begins_with_and_ever_found_is_taken() {
    for target in &TARGETS {
        let seeds = seeds(target).into_iter().enumerate();
        let mut all: Vec<_> = seeds.map(|(n, text)| (format!("seed {n}"), text)).collect();
        let found = room::found(target.name).into_iter();
        all.extend(found.map(|(path, text)| (path.display().to_string(), text)));
        assert!(!all.is_empty());
        takes(target, all);
    }
}

/// Far fewer than the fuzzer tries, and the same ones each time.
#[test]
fn texts_made_of_these_are_taken() {
    for target in &TARGETS {
        let seeds = seeds(target);
        let words = words(&seeds);
        let mut stream = Stream(20_261_122);
        let texts = (0..400).map(|n| {
            let mut text = seeds[stream.below(seeds.len())].clone();
            let other = stream.below(seeds.len());
            mutate(&mut stream, &mut text, &seeds[other], &words, 1 << 15);
            (format!("text {n}"), text)
        });
        takes(target, texts.collect());
    }
}

#[test]
fn texts_that_are_far_too_large_are_taken_or_refused_in_time() {
    const LARGE: usize = 3 << 20;
    let pieces = [
        "[",
        "{\"a\":",
        "\"",
        "\\",
        "%41",
        "&c=",
        "&v=1",
        ".",
        "!a~b",
        "\n",
        "a b\n",
        ",",
        ";x",
        "\u{301}",
        "é ",
        "<!--sum:",
        "groundwork:item:a {}\n",
        "v=1&w=rps1 ",
        "https://a/?v=1\n",
        "a,1\n",
        "\"a\":1,",
    ];
    for target in &TARGETS {
        let mut texts = Vec::new();
        for piece in pieces {
            texts.push((
                format!("{piece:?} again and again"),
                piece.repeat(LARGE / piece.len()).into_bytes(),
            ));
        }
        for (n, seed) in seeds(target).into_iter().take(2).enumerate() {
            texts.push((
                format!("seed {n} again and again"),
                seed.repeat(LARGE / seed.len().max(1)),
            ));
        }
        takes(target, texts);
    }
}
