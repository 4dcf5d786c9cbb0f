//! Search: which technologies a few words mean, and where they stand.
//!
//! Every word has to be found, as written or as a beginning; a word of four
//! letters or more may have one slip (a letter too many, too few, another, or
//! two neighbours swapped). In names a slip is always forgiven; elsewhere only
//! where nothing stands as written, so that "spring" does not find "string".
//! A word that is all of a language's name begins no other language: "java" is
//! not JavaScript, which "javas" begins. Search hides rows and never orders or
//! renumbers them; the quality of a hit serves a jump list. [`SearchIndex`]
//! knows rows and texts only; [`Search`] gives it the catalogue's.

use super::Bits;
use crate::catalogue::{Catalogue, Level, Technology, label, order};

/// Where a text stands, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// Another name that people type.
    Alias,
    /// A language in which one writes.
    Language,
    /// The kind.
    Kind,
    /// A database.
    Database,
    /// A capability that it brings.
    Capability,
    /// By what it brings a capability.
    Via,
    /// A well-known user.
    User,
    /// The summary.
    Summary,
}

impl Field {
    /// All, in the order of the declaration.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Alias,
        Self::Language,
        Self::Kind,
        Self::Database,
        Self::Capability,
        Self::Via,
        Self::User,
        Self::Summary,
    ];

    fn is_name(self) -> bool {
        self <= Self::Alias
    }
}

/// How near a text comes to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// With one slip.
    Slip,
    /// The word begins a word of it.
    Beginning,
    /// The word is a word of it.
    Word,
    /// The word is all of it.
    Whole,
}

impl Closeness {
    /// Whether the word is the full term, and the term the whole text.
    fn of(full: bool, whole: bool) -> Self {
        match (full, whole) {
            (true, true) => Self::Whole,
            (true, false) => Self::Word,
            (false, _) => Self::Beginning,
        }
    }
}

/// Where a query was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which field.
    pub field: Field,
    /// In which text: its number in the order in which texts were given.
    pub text: usize,
    /// How near.
    pub closeness: Closeness,
}

/// A row that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row.
    pub row: usize,
    /// 1 to 255, greater is better: the mean over the words.
    pub quality: u32,
}

/// What a query found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The rows, the best first, equals in row order.
    pub hits: Vec<Hit>,
    rows: Bits,
    /// What each word matched; cut short where no row was left.
    words: Vec<Matches>,
    /// What the words matched as one, where there are several.
    joined: Option<Matches>,
}

impl Found {
    /// The rows as a set.
    #[must_use]
    pub fn rows(&self) -> Bits {
        self.rows.clone()
    }
}

/// The best match of one word, by row.
#[derive(Clone, Debug)]
struct Matches {
    /// 0 where nothing matches, else see [`grade`].
    grades: Vec<u8>,
    /// The number of the text; where there is a grade.
    texts: Vec<u32>,
    /// The rows with a grade, in no order.
    rows: Vec<u32>,
}

impl Matches {
    fn none(rows: usize) -> Self {
        Self {
            grades: vec![0; rows],
            texts: vec![0; rows],
            rows: Vec::new(),
        }
    }

    fn add(&mut self, row: u32, text: u32, grade: u8) {
        let at = row as usize;
        if let (Some(best), Some(place)) = (self.grades.get_mut(at), self.texts.get_mut(at))
            && grade > *best
        {
            if *best == 0 {
                self.rows.push(row);
            }
            *best = grade;
            *place = text;
        }
    }

    fn grade(&self, row: u32) -> u32 {
        self.grades.get(row as usize).map_or(0, |g| u32::from(*g))
    }
}

/// How good a match is, 1 to 255, by three things in turn: as written in a
/// name, as written elsewhere, or with a slip; how near; in which field.
fn grade(field: Field, closeness: Closeness, slip: bool) -> u8 {
    let tier = match (slip, field.is_name()) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    };
    tier << 6 | (closeness as u8) << 4 | (15 - field as u8)
}

/// The other way round.
fn closeness(grade: u8) -> Closeness {
    match (grade >> 6, grade >> 4 & 3) {
        (0, _) | (_, 0) => Closeness::Slip,
        (_, 1) => Closeness::Beginning,
        (_, 2) => Closeness::Word,
        (_, _) => Closeness::Whole,
    }
}

/// The fewest letters of a word in which a slip is forgiven.
const SLIP: usize = 4;
/// The fewest letters of a word that is searched as a beginning everywhere;
/// shorter ones begin names and languages only, or "go" would find Google.
const BEGINNING: usize = 3;
/// The most words that are looked up; what is typed has room for no more.
const MOST_WORDS: usize = 200;

/// Words and where they stand, built once.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    rows: usize,
    /// The row and field of each text.
    texts: Vec<(u32, Field)>,
    /// The letters of all terms, sorted; term n ends where n+1 begins.
    letters: Vec<u8>,
    starts: Vec<u32>,
    /// By term, which letters it has: rules out most terms at a glance.
    masks: Vec<u32>,
    /// Texts by term, as `2 · number + 1` where the term is the whole text.
    postings: Vec<u32>,
    /// Where the postings of a term begin.
    offsets: Vec<u32>,
}

impl SearchIndex {
    /// Of texts, each with its row (below `rows`) and field.
    #[must_use]
    pub fn from_texts<'a>(
        rows: usize,
        texts: impl IntoIterator<Item = (usize, Field, &'a str)>,
    ) -> Self {
        let mut builder = Builder::default();
        for (row, field, text) in texts {
            builder.add(row, field, text);
        }
        builder.finish(rows)
    }

    /// Finds the rows in which every word of the query stands, and those whose
    /// name is all words written as one. `None` where the query has no word:
    /// then nothing is asked and nothing should be hidden.
    #[must_use]
    pub fn find(&self, query: &str) -> Option<Found> {
        let split = Split::of(query);
        let mut rows: Vec<u32> = Vec::new();
        let mut words: Vec<Matches> = Vec::new();
        for span in split.words.iter().take(MOST_WORDS) {
            let matches = self.look_up(split.word(span), false);
            if words.is_empty() {
                rows.clone_from(&matches.rows);
            } else {
                rows.retain(|row| matches.grade(*row) > 0);
            }
            words.push(matches);
            if rows.is_empty() {
                break;
            }
        }
        let joined = match split.words.len() {
            0 => return None,
            1 => None,
            _ => Some(self.look_up(&split.letters, true)),
        };
        // Rows with all words first: `words` is cut short only where there is
        // none, and then the words at hand must not count.
        let mut apart = Bits::none(self.rows);
        rows.iter().for_each(|row| apart.insert(*row as usize));
        let mut set = apart.clone();
        let as_one = joined.iter().flat_map(|j| &j.rows);
        as_one.for_each(|row| set.insert(*row as usize));
        let hits = set.iter().map(|row| {
            let at = small(row);
            let as_one = joined.as_ref().map_or(0, |j| j.grade(at));
            let quality = if apart.contains(row) {
                let sum: u32 = words.iter().map(|w| w.grade(at)).sum();
                (sum / small(words.len()).max(1)).max(as_one)
            } else {
                as_one
            };
            Hit { row, quality }
        });
        let hits = best_first(hits.collect());
        Some(Found {
            hits,
            rows: set,
            words,
            joined,
        })
    }

    /// Where a found row matches: a place for each word, or one where the words
    /// match as one.
    #[must_use]
    pub fn places(&self, found: &Found, row: usize) -> Vec<Place> {
        let at = small(row);
        let place = |matches: &Matches| {
            let grade = *matches.grades.get(row).filter(|g| **g > 0)?;
            let text = *matches.texts.get(row)?;
            let (_, field) = *self.texts.get(text as usize)?;
            let (text, closeness) = (text as usize, closeness(grade));
            Some(Place {
                field,
                text,
                closeness,
            })
        };
        if found.words.iter().all(|w| w.grade(at) > 0) {
            found.words.iter().filter_map(place).collect()
        } else {
            found.joined.iter().filter_map(place).collect()
        }
    }

    /// What one word matches; in names written as one only, where `as_one`.
    fn look_up(&self, word: &[u8], as_one: bool) -> Matches {
        let mut matches = Matches::none(self.rows);
        let first = self.first_from(0, |term| term < word);
        let after = self.first_from(first, |term| term.starts_with(word));
        // The word itself stands before all that it begins.
        let named = first < after && self.term(first) == word && self.is_language(first);
        for term in first..after {
            let full = self.term(term).len() == word.len();
            self.take(term, &mut matches, |field, whole| {
                let closeness = Closeness::of(full, whole);
                let short = word.len() < BEGINNING && !full && field > Field::Language;
                let other = named && !full && field == Field::Language;
                let fits = !short && !other && (!as_one || whole && field.is_name());
                fits.then(|| grade(field, closeness, false))
            });
        }
        if word.len() < SLIP {
            return matches;
        }
        let only_names = as_one || !matches.rows.is_empty();
        let letters = mask(word);
        for (term, has) in self.masks.iter().enumerate() {
            // One slip loses one letter of the word at most.
            let lost = letters & !has;
            if lost & lost.wrapping_sub(1) != 0 {
                continue;
            }
            let Some(full) = slipped(self.term(term), word) else {
                continue;
            };
            self.take(term, &mut matches, |field, whole| {
                let closeness = Closeness::of(full, whole);
                let fits = (!only_names || field.is_name()) && (!as_one || whole);
                fits.then(|| grade(field, closeness, true))
            });
        }
        matches
    }

    /// Whether a term is all of a language's name.
    fn is_language(&self, term: usize) -> bool {
        let of = |text: u32| self.texts.get(text as usize).map(|(_, field)| *field);
        let postings = span(&self.postings, &self.offsets, term);
        postings
            .iter()
            .any(|posting| posting % 2 == 1 && of(posting / 2) == Some(Field::Language))
    }

    /// Takes in where a term stands, graded by field and whether it is the
    /// whole text.
    fn take(&self, term: usize, into: &mut Matches, graded: impl Fn(Field, bool) -> Option<u8>) {
        for posting in span(&self.postings, &self.offsets, term) {
            let text = posting / 2;
            if let Some((row, field)) = self.texts.get(text as usize)
                && let Some(grade) = graded(*field, posting % 2 == 1)
            {
                into.add(*row, text, grade);
            }
        }
    }

    fn term(&self, number: usize) -> &[u8] {
        span(&self.letters, &self.starts, number)
    }

    /// The first term from one on for which the test, true and then false along
    /// the order, is false.
    fn first_from(&self, from: usize, test: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (from, self.masks.len());
        while low < high {
            let middle = low.midpoint(high);
            if test(self.term(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Hits by falling quality, equals in the order in which they come. Qualities
/// are small numbers: counting them is quicker than a sort, and less code.
fn best_first(hits: Vec<Hit>) -> Vec<Hit> {
    let most = hits.iter().map(|h| h.quality).max().unwrap_or(0);
    let step = |hit: &Hit| (most - hit.quality) as usize;
    // Where the hits of each step begin.
    let mut next = vec![0_usize; most as usize + 2];
    for hit in &hits {
        if let Some(count) = next.get_mut(step(hit) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for begin in &mut next {
        sum += *begin;
        *begin = sum;
    }
    let mut sorted = hits.clone();
    for hit in &hits {
        if let Some(place) = next.get_mut(step(hit))
            && let Some(slot) = sorted.get_mut(*place)
        {
            *slot = *hit;
            *place += 1;
        }
    }
    sorted
}

/// The nth of several lists that stand behind one another.
fn span<'a, T>(all: &'a [T], starts: &[u32], number: usize) -> &'a [T] {
    match starts.get(number..).unwrap_or_default() {
        [start, end, ..] => all.get(*start as usize..*end as usize).unwrap_or_default(),
        _ => &[],
    }
}

/// Numbers beyond 32 bits do not occur: a wasm memory ends before.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Which letters a word has: one bit each from a to z, one for all digits, one
/// for signs, one for letters of other scripts.
fn mask(word: &[u8]) -> u32 {
    word.iter().fold(0, |mask, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => 26,
            0x80.. => 27,
            _ => 28,
        };
        mask | 1 << bit
    })
}

/// Whether a word is a term, or begins one, with one slip: `Some(true)` where
/// the slip leads to all of the term. A word without a slip has none either.
fn slipped(term: &[u8], word: &[u8]) -> Option<bool> {
    let same = term.iter().zip(word).take_while(|(t, w)| t == w).count();
    // The slip is where they first differ: were it before, it would have made
    // no difference, and behind it is too late.
    let (term, word) = (term.get(same..)?, word.get(same..)?);
    let (_, after) = word.split_first()?;
    let swapped = match (term, word) {
        ([t, u, term @ ..], [v, w, word @ ..]) if t == w && u == v => begins(term, word),
        _ => None,
    };
    let too_many = begins(term, after);
    let (another, too_few) = match term.split_first() {
        Some((_, rest)) => (begins(rest, after), begins(rest, word)),
        None => (None, None),
    };
    // `None` < `Some(false)` < `Some(true)`.
    swapped.max(too_many).max(another).max(too_few)
}

/// Whether a word begins a term, and then whether it is all of it.
fn begins(term: &[u8], word: &[u8]) -> Option<bool> {
    term.starts_with(word).then_some(term.len() == word.len())
}

/// The words of a text, folded and standing one behind the other, so that any
/// run of them is also the word that they make as one.
#[derive(Default)]
struct Split {
    letters: Vec<u8>,
    words: Vec<Span>,
    /// Where later parts of words like `CakePHP` begin and end; the first part
    /// is a beginning of the word anyway.
    parts: Vec<(usize, usize)>,
}

struct Span {
    start: usize,
    end: usize,
    /// Whether white space stands before it.
    spaced: bool,
}

impl Split {
    fn of(text: &str) -> Self {
        let mut split = Self::default();
        split.read(text);
        split
    }

    fn word(&self, span: &Span) -> &[u8] {
        self.letters.get(span.start..span.end).unwrap_or_default()
    }

    /// Reads a text in place of the one before.
    fn read(&mut self, text: &str) {
        self.letters.clear();
        self.words.clear();
        self.parts.clear();
        // Where the open word and the open part of it began.
        let mut word: Option<usize> = None;
        let mut part: Option<usize> = None;
        let mut spaced = true;
        let mut lower = false;
        // A space behind the text closes its last word.
        for c in text.chars().chain([' ']) {
            let end = self.letters.len();
            let sign = match fold(c) {
                Folded::Mark => continue,
                Folded::Letter(letter) => {
                    if c.is_ascii_uppercase() && lower {
                        self.close(&mut part, end);
                        part = Some(end);
                    }
                    lower = c.is_ascii_lowercase();
                    word.get_or_insert(end);
                    self.letters.push(letter);
                    continue;
                }
                Folded::Other => {
                    lower = false;
                    word.get_or_insert(end);
                    let mut bytes = [0; 4];
                    let bytes = c.encode_utf8(&mut bytes);
                    self.letters.extend_from_slice(bytes.as_bytes());
                    continue;
                }
                Folded::Sign(sign) => Some(sign),
                Folded::Gap | Folded::Space => None,
            };
            lower = false;
            // C# and C++, but not "+ more".
            if let (Some(sign), Some(_)) = (sign, word) {
                self.letters.push(sign);
                continue;
            }
            if let Some(start) = word.take() {
                self.words.push(Span { start, end, spaced });
                spaced = false;
                self.close(&mut part, end);
            }
            spaced |= matches!(fold(c), Folded::Space);
        }
    }

    fn close(&mut self, part: &mut Option<usize>, end: usize) {
        if let Some(start) = part.take() {
            self.parts.push((start, end));
        }
    }
}

/// What a character means to the search.
enum Folded {
    /// A letter or digit, small and without accents.
    Letter(u8),
    /// A letter of another script.
    Other,
    /// Part of the word before it.
    Sign(u8),
    /// Changes nothing: a combining accent.
    Mark,
    /// Ends a word within a name such as Node.js.
    Gap,
    /// Ends a word.
    Space,
}

/// U+00C0 to U+017F without accents.
const LATIN: &[u8; 192] = b"\
aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Made by hand, since the tables of `char::to_lowercase` cost 10 kB.
fn fold(c: char) -> Folded {
    match c {
        'a'..='z' | '0'..='9' | 'A'..='Z' => {
            u8::try_from(c).map_or(Folded::Gap, |b| Folded::Letter(b.to_ascii_lowercase()))
        }
        '#' => Folded::Sign(b'#'),
        '+' => Folded::Sign(b'+'),
        ' ' | '\t'..='\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{3000}' => Folded::Space,
        '\u{c0}'..='\u{17f}' => {
            let at = u32::from(c).wrapping_sub(0xc0) as usize;
            match LATIN.get(at) {
                Some(b' ') | None => Folded::Gap,
                Some(letter) => Folded::Letter(*letter),
            }
        }
        '\u{300}'..='\u{36f}' => Folded::Mark,
        // Other ASCII and Latin-1 signs, general punctuation.
        '\0'..='\u{bf}' | '\u{200b}'..='\u{206f}' | '\u{3001}'..='\u{3003}' => Folded::Gap,
        _ => Folded::Other,
    }
}

/// Collects terms in the order in which they come, then sorts them.
#[derive(Default)]
struct Builder {
    texts: Vec<(u32, Field)>,
    letters: Vec<u8>,
    starts: Vec<u32>,
    /// A hash table of terms: 0 is free, else the number of the term plus 1.
    slots: Vec<u32>,
    /// Term and posting.
    stands: Vec<(u32, u32)>,
    split: Split,
}

impl Builder {
    fn add(&mut self, row: usize, field: Field, text: &str) {
        let number = small(self.texts.len());
        self.texts.push((small(row), field));
        let mut split = std::mem::take(&mut self.split);
        split.read(text);
        let all = split.letters.len();
        let mut put = |start: usize, end: usize| {
            let term = split.letters.get(start..end).unwrap_or_default();
            let whole = u32::from(start == 0 && end == all);
            let term = self.number(term);
            self.stands.push((term, number * 2 + whole));
        };
        // Where the words that no space parts began, and how many they are.
        let mut run = (0, 0);
        let mut words = split.words.iter().peekable();
        while let Some(word) = words.next() {
            put(word.start, word.end);
            run = if word.spaced {
                (word.start, 1)
            } else {
                (run.0, run.1 + 1)
            };
            let ends = words.peek().is_none_or(|next| next.spaced);
            if ends && run.1 > 1 {
                put(run.0, word.end);
            }
            // A name is found as one word too: "rubyonrails".
            if words.peek().is_none() && run.0 > 0 && field.is_name() {
                put(0, all);
            }
        }
        for (start, end) in &split.parts {
            put(*start, *end);
        }
        self.split = split;
    }

    /// The number of a term, new or known.
    fn number(&mut self, term: &[u8]) -> u32 {
        if self.starts.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mut at = self.slot(term);
        loop {
            match self.slots.get_mut(at) {
                Some(0) => break,
                Some(known) => {
                    let known = *known - 1;
                    if self.term(known) == term {
                        return known;
                    }
                    at += 1;
                }
                // The end goes on at the beginning.
                None => at = 0,
            }
        }
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let number = small(self.starts.len()) - 1;
        self.letters.extend_from_slice(term);
        self.starts.push(small(self.letters.len()));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number + 1;
        }
        number
    }

    fn term(&self, number: u32) -> &[u8] {
        span(&self.letters, &self.starts, number as usize)
    }

    /// Where to look for a term first (FNV-1a).
    fn slot(&self, term: &[u8]) -> usize {
        let hash = term.iter().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        });
        // The number of slots is a power of two.
        (hash ^ hash >> 15) as usize & self.slots.len().wrapping_sub(1)
    }

    /// Makes room: four slots a term.
    fn grow(&mut self) {
        let terms = self.starts.len().saturating_sub(1);
        self.slots = vec![0; (terms * 4).next_power_of_two().max(1024)];
        for number in 0..small(terms) {
            let mut at = self.slot(self.term(number));
            while self.slots.get(at).is_some_and(|slot| *slot > 0) {
                at = (at + 1) & (self.slots.len() - 1);
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = number + 1;
            }
        }
    }

    fn finish(self, rows: usize) -> SearchIndex {
        let terms = self.starts.len().saturating_sub(1);
        let order = order(terms, &|a, b| self.term(small(a)).cmp(self.term(small(b))));
        let mut index = SearchIndex {
            rows,
            letters: Vec::with_capacity(self.letters.len()),
            starts: vec![0],
            ..SearchIndex::default()
        };
        // The place of each term in the sorted order.
        let mut sorted = vec![0; terms];
        for (at, old) in order.iter().enumerate() {
            let term = self.term(small(*old));
            index.masks.push(mask(term));
            index.letters.extend_from_slice(term);
            index.starts.push(small(index.letters.len()));
            if let Some(place) = sorted.get_mut(*old) {
                *place = small(at);
            }
        }
        // Counts the postings of each term, sums up, then lays them down.
        let place = |term: u32| sorted.get(term as usize).map_or(0, |at| *at as usize);
        let mut offsets = vec![0_u32; terms + 1];
        for (term, _) in &self.stands {
            if let Some(count) = offsets.get_mut(place(*term) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for offset in &mut offsets {
            sum += *offset;
            *offset = sum;
        }
        let mut next = offsets.clone();
        index.postings = vec![0; self.stands.len()];
        for (term, posting) in &self.stands {
            if let Some(next) = next.get_mut(place(*term))
                && let Some(slot) = index.postings.get_mut(*next as usize)
            {
                *slot = *posting;
                *next += 1;
            }
        }
        index.offsets = offsets;
        index.texts = self.texts;
        index
    }
}

/// The search of a catalogue, built once for it.
#[derive(Clone, Debug)]
pub struct Search {
    index: SearchIndex,
    /// The number of each technology's first text.
    firsts: Vec<usize>,
}

impl Search {
    /// Of a catalogue; its rows are the technologies in their order.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut builder = Builder::default();
        let mut firsts = Vec::with_capacity(catalogue.technologies.len());
        for (row, technology) in catalogue.technologies.iter().enumerate() {
            firsts.push(builder.texts.len());
            for (field, text) in texts(catalogue, technology) {
                builder.add(row, field, text);
            }
        }
        let index = builder.finish(firsts.len());
        Self { index, firsts }
    }

    /// Finds technologies; `None` where nothing is asked. See
    /// [`SearchIndex::find`].
    #[must_use]
    pub fn find(&self, query: &str) -> Option<Found> {
        self.index.find(query)
    }

    /// Where a found technology matches, in the catalogue's own words. The
    /// catalogue is the one that the search was built of.
    #[must_use]
    pub fn places<'a>(
        &self,
        catalogue: &'a Catalogue,
        found: &Found,
        row: usize,
    ) -> Vec<(Place, &'a str)> {
        let (Some(first), Some(technology)) =
            (self.firsts.get(row), catalogue.technologies.get(row))
        else {
            return Vec::new();
        };
        let texts = texts(catalogue, technology);
        let places = self.index.places(found, row).into_iter();
        places
            .filter_map(|place| {
                let (_, text) = texts.get(place.text.checked_sub(*first)?)?;
                Some((place, *text))
            })
            .collect()
    }
}

/// Everything of a technology that can be found.
fn texts<'a>(catalogue: &'a Catalogue, technology: &'a Technology) -> Vec<(Field, &'a str)> {
    let t = technology;
    let mut texts = vec![(Field::Name, t.name.as_str())];
    texts.extend(t.aliases.iter().map(|a| (Field::Alias, a.as_str())));
    for language in &t.languages.value {
        texts.push((
            Field::Language,
            label(&catalogue.lists.languages, &language.id),
        ));
        // So that "csharp" and "cpp" are found.
        texts.push((Field::Language, language.id.as_str()));
    }
    let kind = &t.kind.value;
    let kind = catalogue.lists.kinds.iter().find(|k| k.id == *kind);
    texts.extend(kind.map(|k| (Field::Kind, k.label.as_str())));
    for id in t.databases.iter().flat_map(|f| &f.value) {
        texts.push((Field::Database, label(&catalogue.lists.databases, id)));
    }
    for (id, fact) in &t.capabilities {
        if fact.level == Level::None {
            continue;
        }
        let capability = catalogue.capability(id);
        texts.extend(capability.map(|c| (Field::Capability, c.label.as_str())));
        texts.extend(fact.via.iter().map(|via| (Field::Via, via.as_str())));
    }
    let users = t.users.iter().flat_map(|f| &f.value);
    texts.extend(users.map(|user| (Field::User, user.as_str())));
    texts.push((Field::Summary, t.summary.as_str()));
    texts
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn index() -> SearchIndex {
        let texts = [
            (0, Field::Name, "Node.js"),
            (0, Field::Alias, "Node"),
            (0, Field::Language, "JavaScript"),
            (1, Field::Name, "ASP.NET Core"),
            (1, Field::Alias, ".NET"),
            (1, Field::Language, "C#"),
            (1, Field::Via, "PostgreSQL driver"),
            (2, Field::Name, "Gin"),
            (2, Field::Language, "Go"),
            (
                2,
                Field::Summary,
                "A thin layer, written without reflection",
            ),
            (3, Field::Name, "Spring Boot"),
            (3, Field::User, "Google"),
            (3, Field::User, "Société Générale"),
            (4, Field::Name, "Ruby on Rails"),
            (4, Field::Summary, "String handling for everyone"),
            (5, Field::Name, "CakePHP"),
            (5, Field::Capability, "Background jobs"),
            (5, Field::Language, "PHP"),
            (6, Field::Name, "Drogon"),
            (6, Field::Language, "C++"),
        ];
        SearchIndex::from_texts(7, texts)
    }

    /// The rows that a query finds, in row order.
    fn rows(query: &str) -> Vec<usize> {
        let found = index().find(query).unwrap();
        let rows: Vec<_> = found.rows().iter().collect();
        assert_eq!(rows.len(), found.hits.len(), "each row is a hit once");
        rows
    }

    fn first(query: &str) -> usize {
        index().find(query).unwrap().hits[0].row
    }

    #[test]
    fn names_with_signs_are_found_however_they_are_typed() {
        for query in [
            "Node.js", "node js", "nodejs", "NODE.JS", "node-js", "nodej",
        ] {
            assert_eq!(first(query), 0, "{query}");
        }
        for query in [
            "asp net",
            "asp.net",
            "aspnet",
            "ASP.NET Core",
            "aspnetcore",
            ".net",
        ] {
            assert_eq!(first(query), 1, "{query}");
        }
        assert_eq!(rows("c#"), [1]);
        assert_eq!(rows("C++"), [6]);
        assert_eq!(rows("go"), [2], "not Google");
        assert_eq!(rows("goo"), [3]);
        assert_eq!(rows("springboot"), [3]);
        assert_eq!(rows("rubyonrails"), [4]);
    }

    #[test]
    fn one_slip_in_a_word_of_four_letters_is_forgiven() {
        for query in [
            "sprng",
            "sprring",
            "sprimg",
            "psring",
            "boto",
            "springbot",
            "sprin gboot",
        ] {
            assert_eq!(rows(query), [3], "{query}");
        }
        assert!(rows("srpinf").is_empty(), "two slips");
        assert!(rows("gni").is_empty(), "three letters");
        assert_eq!(rows("postgras"), [1], "a slip in a beginning");
    }

    #[test]
    fn elsewhere_a_slip_is_forgiven_only_where_nothing_is_as_written() {
        assert_eq!(rows("spring"), [3], "not string");
        assert_eq!(rows("strng"), [4]);
    }

    #[test]
    fn the_name_of_a_language_begins_no_other() {
        let texts = [
            (0, Field::Language, "Java"),
            (1, Field::Language, "JavaScript"),
            (2, Field::Via, "JavaLite"),
            (3, Field::Summary, "Javanese"),
        ];
        let index = SearchIndex::from_texts(4, texts);
        let rows = |query| index.find(query).unwrap().rows().iter().collect::<Vec<_>>();
        assert_eq!(rows("jav"), [0, 1, 2, 3]);
        assert_eq!(rows("java"), [0, 2, 3]);
        assert_eq!(rows("javas"), [1]);
        assert_eq!(rows("script"), [1]);
    }

    #[test]
    fn every_word_has_to_be_found() {
        assert_eq!(rows("php jobs"), [5]);
        assert!(rows("php driver").is_empty());
        assert_eq!(rows("jobs c"), [5], "the beginning of a name while typing");
    }

    #[test]
    fn accents_and_capitals_make_no_difference() {
        for query in ["societe generale", "SOCIÉTÉ", "soci\u{65}\u{301}te"] {
            assert_eq!(rows(query), [3], "{query}");
        }
    }

    #[test]
    fn a_part_with_a_capital_of_its_own_is_found() {
        assert_eq!(rows("php"), [5]);
        assert_eq!(rows("script"), [0]);
        assert_eq!(rows("sql"), [1]);
    }

    #[test]
    fn nothing_asked_is_not_nothing_found() {
        for query in ["", "  ", ".", "-+#"] {
            assert!(index().find(query).is_none(), "{query:?}");
        }
        assert!(SearchIndex::default().find("a").unwrap().hits.is_empty());
    }

    #[test]
    fn better_hits_come_first() {
        let texts = [
            (0, Field::Summary, "Nest of eggs"),
            (1, Field::Name, "Nestling"),
            (2, Field::Alias, "Nest"),
            (3, Field::Name, "Nest"),
            (4, Field::Name, "Rest"),
            (5, Field::Name, "Crow Nest"),
            (6, Field::Alias, "Nestor"),
            (7, Field::Summary, "Nestled"),
        ];
        let found = SearchIndex::from_texts(8, texts).find("nest").unwrap();
        let order: Vec<_> = found.hits.iter().map(|h| h.row).collect();
        assert_eq!(order, [3, 2, 5, 1, 6, 0, 7, 4]);
    }

    #[test]
    fn a_hit_says_where_it_matches() {
        let index = index();
        let found = index.find("core postgrsql").unwrap();
        let places = index.places(&found, 1);
        let said: Vec<_> = places
            .iter()
            .map(|p| (p.field, p.text, p.closeness))
            .collect();
        let name = (Field::Name, 3, Closeness::Word);
        assert_eq!(said, [name, (Field::Via, 6, Closeness::Slip)]);
        let found = index.find("spri ngboot").unwrap();
        let place = index.places(&found, 3)[0];
        assert_eq!(
            (place.field, place.closeness),
            (Field::Name, Closeness::Whole)
        );
        assert!(index.places(&found, 0).is_empty());
    }

    #[test]
    fn a_grade_tells_its_closeness() {
        for (at, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, at);
            for near in [Closeness::Beginning, Closeness::Word, Closeness::Whole] {
                assert_eq!(closeness(grade(field, near, false)), near);
                assert_eq!(closeness(grade(field, near, true)), Closeness::Slip);
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let catalogue = crate::embedded();
        let search = Search::of(&catalogue);
        for (row, technology) in catalogue.technologies.iter().enumerate() {
            for (id, fact) in &technology.capabilities {
                let texts = texts(&catalogue, technology);
                let label = catalogue.capability(id).unwrap().label.as_str();
                let there = texts.contains(&(Field::Capability, label));
                assert_eq!(there, fact.level > Level::None, "{row} {id}");
            }
            let found = search.find(&technology.name).unwrap();
            let places = search.places(&catalogue, &found, row);
            assert!(places.iter().all(|(p, _)| p.closeness > Closeness::Slip));
        }
    }
}
