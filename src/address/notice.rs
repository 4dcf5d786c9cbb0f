//! What was not understood in a link, or is not as it was, as data and in
//! plain words.

use super::Param;
use crate::catalogue::Id;
use crate::state::MAX_COMPARED;

/// Something that whoever opens a link should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The link is of a version above ours.
    Newer {
        /// The link's version.
        version: u32,
        /// Our newest.
        ours: u32,
    },
    /// The checksum is another: the link was cut short or altered.
    Altered,
    /// The query was longer than [`MAX_QUERY`](super::MAX_QUERY) and was cut.
    TooLong,
    /// A key or an entry stands a second time; the first is used.
    Repeated {
        /// Under which key.
        param: Param,
        /// What was left out.
        text: String,
    },
    /// A part has no meaning here and was left out.
    Unread {
        /// Under which key.
        param: Param,
        /// The part, shortened and made printable.
        text: String,
    },
    /// More technologies than stand side by side.
    TooMany {
        /// Those that were left out.
        left_out: Vec<Id>,
    },
    /// The link was made with another version of the catalogue.
    Dated {
        /// That version.
        made: String,
        /// Ours.
        ours: String,
    },
    /// There is more of the kinds above than is worth naming.
    More {
        /// How many.
        count: usize,
    },
}

impl Notice {
    /// The most characters of a link that a notice repeats.
    const QUOTED: usize = 40;

    pub(super) fn unread(param: Param, text: &str) -> Self {
        let text = quoted(text);
        Self::Unread { param, text }
    }

    pub(super) fn repeated(param: Param, text: &str) -> Self {
        let text = quoted(text);
        Self::Repeated { param, text }
    }

    /// In plain words: what, where and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Newer { version, ours } => [
                "This link was made with a newer version of this page (link version ",
                &version.to_string(),
                "; known here: up to ",
                &ours.to_string(),
                "). What could be read is shown; reload the page to get the newer version.",
            ]
            .concat(),
            Self::Altered => "This link was cut short or altered on its way. What could be read \
                              is shown; ask for the link again to be sure."
                .to_owned(),
            Self::TooLong => "This link is too long and its end was left out. What could be read \
                              is shown; ask for a file instead."
                .to_owned(),
            Self::Repeated { param, text } => about(
                *param,
                text,
                ", which is there twice or \
                contradicts what stands before it. The first is used; check it with whoever sent \
                the link.",
            ),
            Self::Unread { param, text } => about(
                *param,
                text,
                ", which is not understood here. \
                It was left out and the rest is shown; check it with whoever sent the link.",
            ),
            Self::TooMany { left_out } => {
                let mut text = "This link compares more than ".to_owned();
                text.push_str(&MAX_COMPARED.to_string());
                text.push_str(" technologies, the most that stand side by side. Left out: ");
                for (at, id) in left_out.iter().take(MAX_COMPARED).enumerate() {
                    if at > 0 {
                        text.push_str(", ");
                    }
                    text.push_str(id.as_str());
                }
                if left_out.len() > MAX_COMPARED {
                    text.push_str(" and others");
                }
                text.push_str(". Take one out to put another in.");
                text
            }
            Self::Dated { made, ours } => [
                "This link was made with another state of the catalogue (",
                made,
                "; here: ",
                ours,
                "). Facts may have changed since, and scores with them; check what decides.",
            ]
            .concat(),
            Self::More { count } => [
                &count.to_string(),
                " more parts of this link are not understood here and were left out; ask for \
                 the link again.",
            ]
            .concat(),
        }
    }
}

fn about(param: Param, text: &str, what: &str) -> String {
    [
        "Under “",
        param.label(),
        "” (",
        param.key(),
        ") this link has “",
        text,
        "”",
        what,
    ]
    .concat()
}

/// A piece of a link that can be shown: short, and without characters that
/// hide or turn what stands around them.
fn quoted(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(Notice::QUOTED)
        .map(|c| {
            if c.is_ascii_graphic() || c == ' ' {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect();
    if text.chars().nth(Notice::QUOTED).is_some() {
        out.push('…');
    }
    out
}
