//! What both the fuzzer and the replay of its findings need: the memory that a
//! thread takes, and the folder of what was found.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// Counts what the present thread has taken.
pub struct Counted;

thread_local! {
    static TAKEN: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn take(bytes: isize) {
    // Where a thread ends there is nothing left to count in.
    let _ = TAKEN.try_with(|taken| {
        let now = taken.get() + bytes;
        taken.set(now);
        let _ = MOST.try_with(|most| most.set(most.get().max(now)));
    });
}

// SAFETY: all work is the system's; counting takes no memory.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        take(-(layout.size() as isize));
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        take(size as isize - layout.size() as isize);
        unsafe { System.realloc(at, layout, size) }
    }
}

/// Counts the most from now on; what is taken already.
pub fn begin() -> usize {
    let now = TAKEN.get();
    MOST.set(now);
    now.max(0) as usize
}

/// The most that was taken since then.
pub fn most() -> usize {
    MOST.get().max(0) as usize
}

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/found")
        .join(target)
}

/// What was found of a target, by file.
pub fn found(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::fs::read_dir(folder(target))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.sort();
    let read = |path: PathBuf| std::fs::read(&path).ok().map(|text| (path, text));
    paths.into_iter().filter_map(read).collect()
}

/// Writes a finding down, under a name made of what it is.
pub fn keep(target: &str, text: &[u8]) -> PathBuf {
    let hash = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let path = folder(target).join(format!("{hash:016x}"));
    std::fs::create_dir_all(folder(target)).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}
