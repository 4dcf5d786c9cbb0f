//! The same work for a browser, which does the timing; built by `run.mjs` only.

#![allow(unsafe_code, missing_docs, clippy::new_without_default)]

// What is written for others to work on is not asked for here.
#[allow(dead_code)]
mod work;

use std::hint::black_box;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Bench(work::Bench);

#[wasm_bindgen]
impl Bench {
    #[wasm_bindgen(constructor)]
    pub fn new(n: usize) -> Self {
        Self(work::Bench::new(n))
    }

    pub fn full(&self, case: usize) -> usize {
        self.0.full(case)
    }

    pub fn again(&self, case: usize) -> usize {
        self.0.again(case)
    }

    pub fn changed(&self, case: usize) -> usize {
        self.0.changed(case)
    }

    pub fn facet(&self, case: usize) -> u32 {
        self.0.facet(case).1
    }

    pub fn query(&self, case: usize) -> bool {
        self.0.query(case)
    }

    pub fn answers(&self) -> String {
        self.0.answers().json()
    }
}

#[wasm_bindgen]
pub struct Sure(work::Sure);

#[wasm_bindgen]
impl Sure {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(work::Sure::new())
    }

    pub fn draws(&self) -> u32 {
        black_box(self.0.draws()).draws()
    }

    pub fn changes(&self) -> usize {
        black_box(self.0.changes()).0.reachable.len()
    }

    pub fn many(&self) -> usize {
        black_box(self.0.many()).0.reachable.len()
    }

    pub fn winners(&self) -> usize {
        black_box(self.0.winners()).iter().flatten().count()
    }

    pub fn answers(&self) -> String {
        self.0.answers()
    }
}

fn main() {}
