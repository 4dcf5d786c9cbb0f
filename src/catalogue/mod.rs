//! What is known: technologies, their facts and sources, and the criteria.
//!
//! The same types and the same reader serve the embedded [`brief`], the whole
//! catalogue that is fetched later, the build's check of the data files and a
//! catalogue that a user opens. This module uses itself and serde_json only, so that the build script can include it;
//! it knows nothing of scores, of the reader's clock or of a browser.
//!
//! **Absent is unknown.** A fact that is not there is unknown, never zero;
//! [`Technology::unknown`] may say why.

mod brief;
mod check;
mod date;
mod gradual;
mod id;
mod model;
mod ordered;
mod read;
mod stated;
mod trust;

pub use brief::brief;
pub use check::{CatalogueError, Problem, check, read};
pub use date::{Date, dated};
pub use gradual::Gradual;
pub use id::{Id, IdError, Key, KeyError};
pub use model::*;
pub use ordered::{Map, Set, order, sorted};
#[cfg(not(target_family = "wasm"))]
pub use read::{catalogue_schema, technology_schema};
pub use read::{
    depth, is_link, parse, parse_criterion_value, parse_technology, parse_technology_value,
    parse_value,
};
pub use stated::{Stated, csv, csv_line};
