//! Makes other texts of texts that are well: not at random alone, but with what
//! readers stumble over.

/// A stream of pseudorandom numbers: SplitMix64. The same seed, the same stream.
pub struct Stream(pub u64);

impl Stream {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is above 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

const NUMBERS: [&str; 24] = [
    "0",
    "-0",
    "1",
    "-1",
    "1000",
    "1001",
    "32",
    "33",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e308",
    "1e309",
    "-1e-320",
    "0.1",
    "1152921504606846976",
];
const HOSTILE: [&str; 46] = [
    "",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{7f}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{301}",
    "é",
    "ß",
    "İ",
    "ſ",
    "ﬀ",
    "日本語",
    "🚂",
    "\u{10ffff}",
    "%",
    "%00",
    "%ff",
    "%25",
    "+",
    "&amp;",
    "<script>",
    "</script>",
    "<!--",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "__proto__",
    "constructor",
    "=1+1",
    "javascript:",
    "https://",
    "2026-02-30",
    "0000-00",
    "9999-12-31",
];
const OPENING: [&str; 6] = ["[", "{", "{\"a\":", "[[", "\"", "("];

/// The words of texts: what readers look for stands in what they can read.
pub fn words(texts: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = Vec::new();
    for text in texts {
        let found = text.split(|byte| !byte.is_ascii_alphanumeric() && !b"_-:".contains(byte));
        words.extend(
            found
                .filter(|word| (1..=30).contains(&word.len()))
                .map(<[u8]>::to_vec),
        );
    }
    words.sort();
    words.dedup();
    words
}

/// A place and an end not far behind it.
fn span(stream: &mut Stream, len: usize) -> (usize, usize) {
    if len == 0 {
        return (0, 0);
    }
    let from = stream.below(len);
    let most = if stream.below(4) == 0 {
        len - from
    } else {
        (len - from).min(16)
    };
    (from, from + 1 + stream.below(most.max(1)))
}

/// Where the text, list or object that begins at or after a place begins and ends.
fn value(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let opens = |byte: &u8| b"\"[{".contains(byte);
    let begin = from + text.get(from..)?.iter().position(opens)?;
    if text[begin] == b'"' {
        let end = text.get(begin + 1..)?.iter().position(|b| *b == b'"')?;
        return Some((begin, begin + end + 2));
    }
    let mut depth = 0_usize;
    for (n, byte) in text.iter().enumerate().skip(begin) {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some((begin, n + 1));
        }
    }
    None
}

/// Where a number stands at or after a place.
fn number(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let begin = from + text.get(from..)?.iter().position(u8::is_ascii_digit)?;
    let len = text[begin..]
        .iter()
        .take_while(|b| b.is_ascii_digit() || b".eE-".contains(b))
        .count();
    Some((begin, begin + len))
}

/// Changes a text a few times, with pieces of another and with words.
pub fn mutate(
    stream: &mut Stream,
    text: &mut Vec<u8>,
    other: &[u8],
    words: &[Vec<u8>],
    most: usize,
) {
    for _ in 0..1 + stream.below(4) {
        once(stream, text, other, words, most);
    }
    text.truncate(most);
}

fn once(stream: &mut Stream, text: &mut Vec<u8>, other: &[u8], words: &[Vec<u8>], most: usize) {
    let len = text.len();
    let at = stream.below(len + 1);
    let (from, to) = span(stream, len);
    let word = |stream: &mut Stream| match words.len() {
        0 => Vec::new(),
        n => words[stream.below(n)].clone(),
    };
    match stream.below(17) {
        0 if len > 0 => text[from] = stream.next() as u8,
        1 if len > 0 => text[from] ^= 1 << stream.below(8),
        2 => text.insert(at, stream.next() as u8),
        3 => drop(text.drain(from..to)),
        4 => drop(text.splice(at..at, word(stream))),
        5 => drop(text.splice(from..to, word(stream))),
        6 => drop(text.splice(at..at, stream.pick(&HOSTILE).bytes())),
        7 => drop(text.splice(from..to, stream.pick(&HOSTILE).bytes())),
        8 => {
            if let Some((from, to)) = number(text, at) {
                text.splice(from..to, stream.pick(&NUMBERS).bytes());
            }
        }
        9 => {
            // Again and again.
            let piece = text[from..to].to_vec();
            let room = (most.saturating_sub(len) / piece.len().max(1)).max(1);
            let few = if stream.below(8) == 0 {
                room
            } else {
                room.min(6)
            };
            text.splice(at..at, piece.repeat(1 + stream.below(few)));
        }
        10 => {
            // A piece of another.
            let (a, b) = span(stream, other.len());
            text.splice(at..at, other[a..b].iter().copied());
        }
        11 => {
            // The beginning of this one, the end of another.
            text.truncate(at);
            text.extend(&other[stream.below(other.len() + 1)..]);
        }
        12 => text.truncate(at),
        13 => {
            // A value in the place of another.
            let there = stream.below(other.len() + 1);
            if let (Some((a, b)), Some((c, d))) = (value(text, at), value(other, there)) {
                text.splice(a..b, other[c..d].iter().copied());
            }
        }
        14 => {
            // A text, list or object is gone, or is something else.
            if let Some((a, b)) = value(text, at) {
                let with = match stream.below(4) {
                    0 => String::new(),
                    1 => format!("\"{}\"", stream.pick(&HOSTILE)),
                    2 => (*stream.pick(&NUMBERS)).to_owned(),
                    _ => (*stream.pick(&["null", "[]", "{}", "true", "\"\"", "[null]"])).to_owned(),
                };
                text.splice(a..b, with.into_bytes());
            }
        }
        15 => {
            // Deep in itself.
            let piece = stream.pick(&OPENING);
            let times = [3, 31, 32, 33, 127, 128, 5_000][stream.below(7)];
            text.splice(at..at, piece.repeat(times).into_bytes());
        }
        16 => {
            // A line, or what stands between two marks, somewhere else.
            let mark = stream
                .pick(&["\n", "&", ",", ".", "!", "~", ";"])
                .as_bytes()[0];
            let mut parts: Vec<&[u8]> = text.split(|byte| *byte == mark).collect();
            let moved = parts.remove(stream.below(parts.len()));
            if stream.below(3) > 0 {
                parts.insert(stream.below(parts.len() + 1), moved);
            }
            *text = parts.join(&mark);
        }
        _ => {}
    }
}
