//! Side by side: a few technologies as rows of cells, what differs and what is
//! best, why one stands above another, and what cannot be compared.
//!
//! [`facts`] needs the catalogue alone; [`scored`], [`why`] and [`radar`] follow
//! the weights too, as a [`Scored`] carries them. Every number shown is in
//! tenths of a point and adds up to the total shown. Nothing here knows of the
//! state, of links or of the page.

mod criteria;
mod facts;
mod radar;
mod table;
mod warning;
mod why;

pub use criteria::{Scored, judged, scored};
pub use facts::facts;
pub use radar::{Axis, LETTERS, MAX_AXES, MAX_OVERLAID, Radar, Shape, radar};
pub use table::{Cell, Cite, Content, Group, Item, Points, Row, RowKind, alike};
pub use warning::{Warning, warnings};
pub use why::{Part, Why, pair, why};
