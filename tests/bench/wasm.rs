//! The same work for a browser, which does the timing; built by `run.mjs` only.

#![allow(unsafe_code, missing_docs)]

mod work;

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

fn main() {}
