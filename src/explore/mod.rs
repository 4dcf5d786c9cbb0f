//! Which technologies: facets, must-haves with reasons, and search.
//!
//! [`narrow`] says of each technology whether it is a candidate, or else every
//! reason why not and what would let it in. [`Search`] finds by words and only
//! hides rows. Nothing here knows in which order technologies stand, and no
//! answer depends on their order in the catalogue.

mod bits;
mod facets;
mod must;
mod outcome;
mod search;

pub use bits::Bits;
pub use facets::{Choice, Choices, Facet, FacetIndex, Facets, Selection};
pub use must::{Met, Musts, judge};
pub use outcome::{Excluded, Narrowed, Outcome, Reason, Relax, Relaxation, Unlisted, narrow};
pub use search::{Closeness, Field, Found, Hit, Place, Search, SearchIndex};
