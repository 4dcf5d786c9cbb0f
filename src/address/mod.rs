//! The comparison in the query string, both directions.
//!
//! A link is the whole of a [`Comparison`](crate::state::Comparison) as readable text, and nothing else:
//! `v=1&k=9f3a&d=20261122-9f3a&view=compare&c=rails.django&w=rps300.team500`.
//! Keys stand in the order of [`Param::ALL`], defaults are left out, sets are
//! sorted, so that one comparison has one link. [`decode`] is total: whatever
//! it is given, it opens what can be read and names the rest.
//!
//! **Separators.** `.` between entries, `!` between groups, `~` between a name
//! and what is said of it. Must-haves and ratings are grouped by level, which
//! is the shortest form that can still be read: `must=orm.forms!core~auth`,
//! `l=3~php!5~python.ruby`. A level may also stand behind a single entry, as
//! people type it: `l=python~5.php~3`.
//!
//! **The checksum** stands near the beginning, so that a link that is cut
//! short still has it. It is CRC-16: one altered character is always noticed,
//! a cut or a rewrite in all but one of 65,536 cases.
//!
//! Nothing here knows of storage, of a browser, or of where a link comes from.

mod notice;
mod read;
mod unlisted;
mod write;

pub use notice::Notice;
pub use read::{Decoded, decode, has_comparison};
pub use unlisted::{Listing, Missing, Unlisted, unlisted};
pub use write::{Stamp, encode};

use crate::state::{Facet, UnknownPolicy, View};

/// The longest query that is read, in bytes; the rest is cut off.
pub const MAX_QUERY: usize = 16 * 1024;
/// The longest query that chats and mail are known to leave whole, in
/// characters. A comparison with a longer one is better offered as a file.
pub const MAX_LINK: usize = 1_800;
/// How many technologies the digest names.
pub const MAX_DIGEST: usize = 3;
/// The longest catalogue version in a link, in characters.
const MAX_DATED: usize = 40;

/// A key of the query string. Never renamed, only superseded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Param {
    /// `v`: the version of the link, which selects the default weights.
    Version,
    /// `k`: the checksum of all other known keys and their values.
    Check,
    /// `d`: the version of the catalogue that the link was made with.
    Dated,
    /// `view`: the place.
    View,
    /// `t`: the technology whose sheet is open.
    Technology,
    /// `c`: the technologies side by side, in order.
    Compared,
    /// `b`: the one that the others are measured against.
    Baseline,
    /// `w`: weights other than the defaults, in hundredths.
    Weights,
    /// `f`: the choices of facets.
    Facets,
    /// `must`: what must be there.
    Must,
    /// `g`: answers of the guide.
    Guide,
    /// `l`: how well the team knows languages.
    Languages,
    /// `o`: the user's own ratings.
    Ratings,
    /// `u`: what missing facts count for.
    Unknown,
    /// `since`: the date before which facts count as unknown.
    Since,
    /// `s`: the first technologies and their scores when the link was made.
    Digest,
}

impl Param {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 16] = [
        Self::Version,
        Self::Check,
        Self::Dated,
        Self::View,
        Self::Technology,
        Self::Compared,
        Self::Baseline,
        Self::Weights,
        Self::Facets,
        Self::Must,
        Self::Guide,
        Self::Languages,
        Self::Ratings,
        Self::Unknown,
        Self::Since,
        Self::Digest,
    ];

    /// As it stands in a link.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Version => "v",
            Self::Check => "k",
            Self::Dated => "d",
            Self::View => "view",
            Self::Technology => "t",
            Self::Compared => "c",
            Self::Baseline => "b",
            Self::Weights => "w",
            Self::Facets => "f",
            Self::Must => "must",
            Self::Guide => "g",
            Self::Languages => "l",
            Self::Ratings => "o",
            Self::Unknown => "u",
            Self::Since => "since",
            Self::Digest => "s",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Check => "checksum",
            Self::Dated => "catalogue version",
            Self::View => "place",
            Self::Technology => "open technology",
            Self::Compared => "compared technologies",
            Self::Baseline => "baseline",
            Self::Weights => "weights",
            Self::Facets => "filters",
            Self::Must => "must-haves",
            Self::Guide => "answers of the guide",
            Self::Languages => "languages of the team",
            Self::Ratings => "own ratings",
            Self::Unknown => "rule for missing facts",
            Self::Since => "age of trusted facts",
            Self::Digest => "scores at the time",
        }
    }

    fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.key() == key)
    }
}

/// Ratings as they are written, by their number.
const RATINGS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

fn view(view: View) -> &'static str {
    match view {
        View::Explore => "explore",
        View::Technology => "technology",
        View::Compare => "compare",
        View::Decide => "decide",
        View::Data => "data",
    }
}

/// What missing facts count for, as it stands in a link.
#[must_use]
pub fn policy(policy: UnknownPolicy) -> &'static str {
    match policy {
        UnknownPolicy::Worst => "worst",
        UnknownPolicy::Middle => "middle",
        UnknownPolicy::Peers => "peers",
    }
}

/// A facet, as it stands in a link.
#[must_use]
pub fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "kind",
        Facet::Language => "language",
        Facet::Licence => "licence",
        Facet::Governance => "governance",
        Facet::TypeSafety => "types",
        Facet::Database => "database",
    }
}

/// A catalogue's version as it can stand in a link: only the link's alphabet,
/// ending in a letter or digit, bounded.
fn dated(version: &str) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || "-._~!".contains(*c);
    let text: String = version.chars().filter(fits).take(MAX_DATED).collect();
    let punctuation = |c: char| !c.is_ascii_alphanumeric();
    text.trim_end_matches(punctuation).to_owned()
}

/// CRC-16/CCITT-FALSE in four hexadecimal digits.
fn checksum(text: &str) -> String {
    let crc = text.bytes().fold(0xffff_u16, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x1021
            }
        })
    });
    [12, 8, 4, 0]
        .into_iter()
        .filter_map(|shift| char::from_digit(u32::from(crc >> shift) & 0xf, 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_crc_16_ccitt_false() {
        assert_eq!(checksum("123456789"), "29b1");
        assert_eq!(checksum(""), "ffff");
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for param in Param::ALL {
            assert_eq!(Param::of(param.key()), Some(param));
        }
        assert_eq!(Param::of("utm_source"), None);
    }

    #[test]
    fn a_catalogue_version_is_made_to_fit() {
        assert_eq!(dated("20261122-9f3a"), "20261122-9f3a");
        assert_eq!(dated("my own & best é.."), "myownbest");
        assert_eq!(dated(&"x".repeat(99)).len(), MAX_DATED);
    }
}
