//! Who is in a team: a name and the query of a link, as they are brought in.
//!
//! What people paste is full of what is not theirs to know: marks of lists,
//! brackets of chats, links of other hosts. Only the query of a link is used,
//! nothing is ever fetched, and what cannot be used is named with its line.

use crate::address::{MAX_QUERY, has_comparison};
use serde::Serialize;

/// The longest name, in characters.
pub const MAX_NAME: usize = 60;
/// The most members of a team.
pub const MAX_MEMBERS: usize = 50;
/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1024 * 1024;
/// The most lines that are named as not usable.
const MAX_LEFT_OUT: usize = 12;

/// Somebody's say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Who: free text, at most [`MAX_NAME`] characters, shown only to whoever
    /// gathers the team. Empty where nobody said.
    name: String,
    /// The query of their link, without the question mark.
    query: String,
}

/// Why a text cannot be used as somebody's link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// There is no link in it.
    NoLink,
    /// There is a link, and no comparison in it.
    NoComparison,
    /// The link is longer than [`MAX_QUERY`].
    TooLong,
}

/// What a pasted text has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Those whose links were found, in order.
    pub members: Vec<Member>,
    /// Lines that could not be used, counted from 1, and why.
    pub left_out: Vec<(usize, Unusable)>,
    /// How many more of these there are than are named.
    pub untold: usize,
}

/// What became of a member who was brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// They are new.
    Joined,
    /// Somebody of this name was there: the link is the new one now.
    Renewed,
    /// Nothing: the same link was there.
    Known,
    /// Nothing: there are [`MAX_MEMBERS`] already.
    Full,
}

impl Member {
    /// From what somebody is called and the query of their link; the name is
    /// made fit to be shown in a line.
    ///
    /// # Errors
    /// A query that is too long, or has no comparison in it.
    pub fn new(name: &str, query: &str) -> Result<Self, Unusable> {
        let query = query.trim_end();
        let query = query.trim_start_matches(|c: char| c == '?' || c.is_whitespace());
        if query.len() > MAX_QUERY {
            return Err(Unusable::TooLong);
        }
        if !has_comparison(query) {
            return Err(Unusable::NoComparison);
        }
        Ok(Self {
            name: fit(name),
            query: query.to_owned(),
        })
    }

    /// What they are called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The query of their link, without the question mark.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The same under another name.
    #[must_use]
    pub fn called(&self, name: &str) -> Self {
        Self {
            name: fit(name),
            query: self.query.clone(),
        }
    }
}

impl Unusable {
    /// In plain words, after "line 3: ".
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoLink => "there is no link in it.",
            Self::NoComparison => {
                "the link has no comparison in it. Ask for the link that “Share” copies."
            }
            Self::TooLong => "the link is too long to be one of this page.",
        }
    }
}

impl Pasted {
    /// Reads a text that was pasted: one or several to a line of `Name: link`,
    /// `Name`, a tab and a link, or links alone. A line of which nothing is
    /// left but spaces is nothing. Of a text longer than [`MAX_TEXT`] nothing
    /// is read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut pasted = Self::default();
        if text.len() > MAX_TEXT {
            pasted.leave_out(1, Unusable::TooLong);
            return pasted;
        }
        for (n, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                pasted.line(n + 1, line);
            }
        }
        pasted
    }

    fn leave_out(&mut self, line: usize, why: Unusable) {
        if self.left_out.len() < MAX_LEFT_OUT {
            self.left_out.push((line, why));
        } else {
            self.untold = self.untold.saturating_add(1);
        }
    }

    fn line(&mut self, n: usize, line: &str) {
        // What stands before a link and after the one before it is its name.
        let mut name = String::new();
        let mut found = false;
        for word in line.split_whitespace() {
            let Some((before, link)) = split(word) else {
                name.push_str(word);
                name.push(' ');
                continue;
            };
            name.push_str(before);
            found = true;
            match Member::new(&name, query(link)) {
                // More than a team can have is said when they join.
                Ok(member) if self.members.len() <= MAX_MEMBERS => self.members.push(member),
                Ok(_) => self.leave_out(n, Unusable::TooLong),
                Err(why) => self.leave_out(n, why),
            }
            name.clear();
        }
        if !found {
            self.leave_out(n, Unusable::NoLink);
        }
    }
}

/// Where in a word a link begins, and what stands before it.
fn split(word: &str) -> Option<(&str, &str)> {
    let schemes = ["https://", "http://", "file:///"];
    let at = schemes.iter().filter_map(|scheme| word.find(scheme)).min();
    // Without its host: `?v=1&…`, or the query alone.
    let bare = || {
        let at = word.find("?v=").or_else(|| word.find("v="))?;
        let before = word.get(..at)?;
        let apart = before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric());
        (word.get(at..)?.contains('=') && apart).then_some(at)
    };
    word.split_at_checked(at.or_else(bare)?)
}

/// The query of a link: what stands after the first question mark, up to what
/// can be in no link of ours.
fn query(link: &str) -> &str {
    let query = match link.split_once('?') {
        Some((_, query)) => query,
        None if link.starts_with("v=") => link,
        None => "",
    };
    let ends = |c: char| c == '#' || "<>()[]{}|\"'“”’`\\".contains(c);
    query.split(ends).next().unwrap_or_default()
}

/// A name as it can stand in a line: without marks of lists around it and
/// without characters that hide or turn what stands beside them.
fn fit(name: &str) -> String {
    let mut text = String::new();
    let mut gap = false;
    for c in name.chars() {
        if c.is_whitespace() || c.is_control() {
            gap = true;
        } else if !hides(c) {
            if gap && !text.is_empty() {
                text.push(' ');
            }
            gap = false;
            text.push(c);
        }
    }
    let short: String = text.chars().take(MAX_NAME).collect();
    let mut name = short.as_str();
    // What is left may begin or end so again.
    loop {
        let bare = unmarked(name);
        if bare == name {
            return bare.to_owned();
        }
        name = bare;
    }
}

/// A text without the marks of a list before it, those of an assignment or an
/// opening bracket after it, and brackets around all of it.
fn unmarked(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| " -–—*•·>#".contains(c));
    let text = text.trim_end_matches(|c: char| " -–—:=,;|<([{“".contains(c));
    // One that ends nothing begins the link.
    let opens = text.matches('"').count() % 2 == 1;
    let text = text.strip_suffix('"').filter(|_| opens).unwrap_or(text);
    let pairs = [('[', ']'), ('(', ')'), ('"', '"'), ('“', '”'), ('*', '*')];
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    pairs.into_iter().find_map(inside).unwrap_or(text)
}

/// Whether a character is not seen, or turns the direction of others.
fn hides(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Brings somebody into a team and says what became of it and at which place.
/// Who has a name that is there already has sent a new link; who has none, and a
/// link that is there, is there already; any other who has none gets the first
/// free one of "Person 1", "Person 2" …
pub fn join(team: &mut Vec<Member>, new: Member) -> (Entry, usize) {
    let same_link = |m: &Member| m.query == new.query;
    let found = if new.name.is_empty() {
        team.iter().position(same_link)
    } else {
        team.iter().position(|m| m.name == new.name)
    };
    if let Some(at) = found {
        return match team.get_mut(at) {
            Some(member) if member.query != new.query => {
                member.query = new.query;
                (Entry::Renewed, at)
            }
            Some(_) | None => (Entry::Known, at),
        };
    }
    if team.len() >= MAX_MEMBERS {
        return (Entry::Full, team.len());
    }
    let mut new = new;
    if new.name.is_empty() {
        new.name = unnamed(team);
    }
    team.push(new);
    (Entry::Joined, team.len() - 1)
}

/// The first name of its kind that nobody has.
fn unnamed(team: &[Member]) -> String {
    let mut n = 1;
    loop {
        let name = ["Person ", &n.to_string()].concat();
        if !team.iter().any(|m| m.name == name) {
            return name;
        }
        n += 1;
    }
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let pasted = Pasted::read(text);
        assert_eq!(pasted.left_out, [], "{text}");
        let members = pasted.members.into_iter();
        members.map(|m| (m.name, m.query)).collect()
    }

    #[test]
    fn links_are_found_in_what_people_paste() {
        for (text, name) in [
            ("https://a.example/?v=1&w=rps300", ""),
            ("Ann: https://a.example/?v=1&w=rps300", "Ann"),
            ("Ann\thttps://a.example/x/y.html?v=1&w=rps300", "Ann"),
            ("Ann:https://a.example/?v=1&w=rps300", "Ann"),
            ("Ann ?v=1&w=rps300", "Ann"),
            ("?v=1&w=rps300", ""),
            ("v=1&w=rps300", ""),
            ("- Ann Lee — <https://a.example/?v=1&w=rps300>", "Ann Lee"),
            ("* [Ann](https://a.example/?v=1&w=rps300)", "Ann"),
            ("Ann: <https://a.example/?v=1&w=rps300|mine>", "Ann"),
            ("Ann: \"https://a.example/?v=1&w=rps300\"", "Ann"),
            ("Ann = file:///C:/groundwork.html?v=1&w=rps300#x", "Ann"),
            (
                "What of Ann? http://127.0.0.1:8080/?v=1&w=rps300",
                "What of Ann?",
            ),
            (
                "A\u{202e}n\u{200b}n\u{7}: https://a.example/?v=1&w=rps300",
                "Ann",
            ),
        ] {
            let wanted = (name.to_owned(), "v=1&w=rps300".to_owned());
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn several_stand_in_one_text_and_in_one_line() {
        let text = "Ann: https://a/?v=1&w=rps1\r\n\n  \nBo: https://b/?v=1&w=rps2 Cy https://c/?v=1&w=rps3\n";
        let names: Vec<String> = found(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Ann", "Bo", "Cy"]);
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        let long = ["https://a/?v=1&c=", &"x".repeat(MAX_QUERY)].concat();
        let text = ["Hello\n\nhttps://a/ and https://a/?utm_source=x\n", &long].concat();
        let pasted = Pasted::read(&text);
        assert_eq!(pasted.members, []);
        assert_eq!(
            pasted.left_out,
            [
                (1, Unusable::NoLink),
                (3, Unusable::NoComparison),
                (3, Unusable::NoComparison),
                (4, Unusable::TooLong),
            ]
        );
        let many = Pasted::read(&"x\n".repeat(100));
        assert_eq!((many.left_out.len(), many.untold), (12, 88));
        let huge = Pasted::read(&"v=1 ".repeat(MAX_TEXT));
        assert_eq!(huge.left_out, [(1, Unusable::TooLong)]);
    }

    #[test]
    fn names_are_short_and_fit_a_line() {
        let name = |text: &str| Member::new(text, "v=1").unwrap().name;
        assert_eq!(name(" - Ann \n  Lee: "), "Ann Lee");
        assert_eq!(name(&"é".repeat(200)).chars().count(), MAX_NAME);
        assert_eq!(name("\u{202e}\u{200b}"), "");
        assert_eq!(name("Ann (operations):"), "Ann (operations)");
        let edge = ["x".repeat(MAX_NAME - 1).as_str(), ": y"].concat();
        assert_eq!(name(&name(&edge)), name(&edge));
    }

    #[test]
    fn who_joins_is_new_or_renewed_or_known() {
        let who = |name: &str, query: &str| Member::new(name, query).unwrap();
        let mut team = Vec::new();
        assert_eq!(join(&mut team, who("Ann", "v=1")), (Entry::Joined, 0));
        assert_eq!(join(&mut team, who("Ann", "v=1")), (Entry::Known, 0));
        assert_eq!(join(&mut team, who("", "v=1")), (Entry::Known, 0));
        assert_eq!(join(&mut team, who("Bo", "v=1")), (Entry::Joined, 1));
        assert_eq!(
            join(&mut team, who("Ann", "v=1&u=middle")),
            (Entry::Renewed, 0)
        );
        assert_eq!(join(&mut team, who("", "v=1&u=peers")), (Entry::Joined, 2));
        assert_eq!(team[2].name, "Person 1");
        assert_eq!(team[0].query, "v=1&u=middle");
        for n in team.len()..MAX_MEMBERS {
            let query = ["v=1&w=rps", &n.to_string()].concat();
            assert_eq!(join(&mut team, who("", &query)), (Entry::Joined, n));
        }
        let full = (Entry::Full, MAX_MEMBERS);
        assert_eq!(join(&mut team, who("", "v=1&w=rps999")), full);
    }
}
