//! Charts as drawings that stand alone: SVG that needs no style sheet, no font
//! and no script, says its source, and is the same text for the same case.
//!
//! All are of one width, which suits a column of text. Each has a title, a
//! description that says in words whatever it shows, hues that are told apart
//! by letters or dashes too, and texts that fit by a cautious estimate of their
//! width: what is too long ends in … and is whole in its own `title`.

mod bars;
mod criterion;
mod life;
mod radar;
mod ranks;
mod sheet;
mod weights;
mod why;

pub use bars::bars;
pub use criterion::criterion;
pub use life::life;
pub use radar::radar;
pub use ranks::{Draws, ranks};
pub use sheet::{Chart, Paper, WIDTH};
pub use weights::weights;
pub use why::why;
