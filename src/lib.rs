//! Groundwork: choose a backend technology you can defend.
//!
//! Everything here but `web` is a functional core without a browser, a clock,
//! randomness, globals or I/O; the feature `web` adds the page.
//!
//! | module | what it is | may use |
//! |---|---|---|
//! | [`catalogue`] | what is known: technologies, facts, sources, criteria | nothing of ours |
//! | [`explore`] | which technologies: search, facets, must-haves | `catalogue` |
//! | [`decide`] | in which order and why: values, weights, scores, explanation | `catalogue` |
//! | [`chart`] | the geometry of charts | nothing of ours |
//! | [`qr`] | a text as a QR code | nothing of ours |
//! | [`timeline`] | the geometry of a lifecycle on a time axis | `catalogue` |
//! | [`words`] | how numbers and dates are put in words | `catalogue` |
//! | [`coverage`] | what is known, how old it is and where it comes from | `catalogue`, `decide` |
//! | [`verdict`] | how sure the order is, one short sentence of it and the facts behind that | `catalogue`, `decide` |
//! | [`compare`] | side by side: rows, differences, best marks, radar geometry | the above |
//! | [`state`] | all that a user can change, and every way of changing it | the above |
//! | [`address`] | the comparison in the query string, both directions | `state` |
//! | [`then`] | what has changed since a link was made, and what it did to the order | `catalogue`, `decide` |
//! | [`saved`] | what is remembered, as versioned records | `state` |
//! | [`team`] | what several people's links say, each alone and together | `decide`, `explore`, `address` |
//! | [`own`] | what a user brings in: own facts, candidates, criteria, catalogues | `catalogue`, `words` |
//! | [`export`] | the case for a choice, as documents | the above |
//! | `web` | the page itself | all |
//!
//! Never backwards, no circles. Only `web::browser` touches the browser; only
//! `web::dispatch` changes the state; effects write only outward.

pub mod address;
pub mod catalogue;
pub mod chart;
pub mod compare;
pub mod coverage;
pub mod decide;
pub mod explore;
pub mod export;
pub mod own;
pub mod qr;
pub mod saved;
pub mod state;
pub mod team;
pub mod then;
pub mod timeline;
pub mod verdict;
#[cfg(feature = "web")]
pub mod web;
pub mod words;

/// The brief that the page carries: JSON that the build has read and checked.
pub const BRIEF: &str = include_str!(concat!(env!("OUT_DIR"), "/brief.json"));

/// The version of the catalogue that the page carries, whatever a user opens.
pub const VERSION: &str = env!("GROUNDWORK_VERSION");

/// The whole catalogue: JSON that the build has read and checked. The page
/// carries none of it and fetches the same text as a file.
#[cfg(not(target_family = "wasm"))]
pub const WHOLE: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.json"));

/// Reads the embedded brief of the catalogue.
///
/// # Panics
/// Never: the build reads the same text with the same types and stops where it
/// cannot.
#[must_use]
#[allow(clippy::expect_used)]
pub fn embedded() -> catalogue::Catalogue {
    catalogue::parse(BRIEF).expect("the build has read this brief")
}

/// Reads the whole catalogue.
///
/// # Panics
/// Never: the build reads the same text with the same types and stops where it
/// cannot.
#[cfg(not(target_family = "wasm"))]
#[must_use]
#[allow(clippy::expect_used)]
pub fn whole() -> catalogue::Catalogue {
    catalogue::parse(WHOLE).expect("the build has read this catalogue")
}
