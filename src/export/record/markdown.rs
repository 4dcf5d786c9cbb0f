//! Text that stays text in Markdown, and the blocks that a document is made of.

/// Data as Markdown that shows it as it is: nothing of it becomes a mark, a
/// link, HTML or a line of its own. Line breaks and control characters become
/// spaces.
pub(in crate::export) fn text(raw: &str) -> String {
    let words: Vec<&str> = raw
        .split(|c: char| c.is_whitespace() && c != '\u{a0}' || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    let mut safe = String::with_capacity(line.len());
    let mut before = None;
    let mut rest = line.chars().peekable();
    // Digits at the beginning, after which a point or bracket makes a list.
    let mut counting = true;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let alone = next.is_none_or(|n| n == ' ');
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            // Within a word it marks nothing.
            '_' if !(inside(before) && inside(next)) => safe.push_str("\\_"),
            // Behind a word it marks nothing; by itself it would end a heading.
            '#' if before.is_none_or(|b| b == ' ' || b == '#') => safe.push_str("\\#"),
            '-' | '+' | '=' if before.is_none() => {
                safe.push('\\');
                safe.push(c);
            }
            '.' | ')' if counting && before.is_some() && alone => {
                safe.push('\\');
                safe.push(c);
            }
            // Addresses in a text are no links.
            ':' if next == Some('/') => safe.push_str("\\:"),
            '.' if safe.len() >= 3 && safe.get(safe.len() - 3..).is_some_and(is_www) => {
                safe.push_str("\\.");
            }
            _ => safe.push(c),
        }
        counting &= c.is_ascii_digit();
        before = Some(c);
    }
    safe
}

/// A text in the front matter: quoted, on one line, and nothing of it a mark
/// where front matter is taken for Markdown.
pub(super) fn quoted(raw: &str) -> String {
    let mut safe = String::from("\"");
    let words: Vec<&str> = raw.split_whitespace().collect();
    for c in words.join(" ").chars() {
        match c {
            '"' | '\\' => {
                safe.push('\\');
                safe.push(c);
            }
            '<' => safe.push_str("\\x3C"),
            '>' => safe.push_str("\\x3E"),
            '&' => safe.push_str("\\x26"),
            '[' => safe.push_str("\\x5B"),
            ']' => safe.push_str("\\x5D"),
            '`' => safe.push_str("\\x60"),
            _ if c.is_control() => {}
            _ => safe.push(c),
        }
    }
    safe.push('"');
    safe
}

fn is_www(text: &str) -> bool {
    text.eq_ignore_ascii_case("www")
}

/// A link, or only its label where the address is no `https` one. The label is
/// Markdown already.
pub(super) fn link(label: &str, url: &str) -> String {
    if !url.starts_with("https://") {
        return label.to_owned();
    }
    ["[", label, "](", &address(url), ")"].concat()
}

/// An address without anything that ends a link or a code span.
pub(in crate::export) fn address(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => safe.push_str("%28"),
            ')' => safe.push_str("%29"),
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            '[' => safe.push_str("%5B"),
            ']' => safe.push_str("%5D"),
            '|' => safe.push_str("%7C"),
            '`' => safe.push_str("%60"),
            '"' => safe.push_str("%22"),
            '\\' => safe.push_str("%5C"),
            '*' => safe.push_str("%2A"),
            _ if c.is_whitespace() || c.is_control() => safe.push_str("%20"),
            _ => safe.push(c),
        }
    }
    safe
}

/// A document: blocks with an empty line between them.
pub(super) struct Page(String);

impl Page {
    /// Begins with its front matter, line by line.
    pub(super) fn new(front: &[String]) -> Self {
        Self(["---\n", &front.join("\n"), "\n---\n"].concat())
    }

    /// A paragraph of sentences; nothing where there is none.
    pub(super) fn paragraph(&mut self, sentences: &[String]) {
        let said: Vec<&str> = sentences
            .iter()
            .map(String::as_str)
            .filter(|s| !s.is_empty())
            .collect();
        if !said.is_empty() {
            self.block(&said.join(" "));
        }
    }

    /// A heading; 1 is the greatest. What Markdown's style has no place for at
    /// its end is left out.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let text = text.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
        self.block(&["#".repeat(level).as_str(), " ", text].concat());
    }

    /// A list; nothing where it is empty.
    pub(super) fn list(&mut self, items: &[String]) {
        if !items.is_empty() {
            self.block(&["- ", &items.join("\n- ")].concat());
        }
    }

    /// A table; the first row is its head.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        let mut lines = Vec::with_capacity(rows.len() + 1);
        for (n, row) in rows.iter().enumerate() {
            lines.push(["| ", &row.join(" | "), " |"].concat());
            if n == 0 {
                lines.push(["|", &" --- |".repeat(row.len())].concat());
            }
        }
        self.block(&lines.join("\n"));
    }

    /// What somebody wrote, paragraph by paragraph.
    pub(super) fn quote(&mut self, raw: &str) {
        let lines: Vec<String> = raw
            .lines()
            .map(text)
            .filter(|line| !line.is_empty())
            .map(|line| ["> ", &line].concat())
            .collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n>\n"));
        }
    }

    fn block(&mut self, block: &str) {
        self.0.push('\n');
        self.0.push_str(block);
        self.0.push('\n');
    }

    /// The whole text.
    pub(super) fn done(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stays_a_line() {
        for (raw, safe) in [
            ("Anna, Ben", "\"Anna, Ben\""),
            ("a: \"b\"\n---\\", "\"a: \\\"b\\\" ---\\\\\""),
            ("<b>[x](y)", "\"\\x3Cb\\x3E\\x5Bx\\x5D(y)\""),
        ] {
            assert_eq!(quoted(raw), safe);
        }
    }

    #[test]
    fn data_stays_text() {
        for (raw, safe) in [
            ("plain text, 4.8 (of 5)", "plain text, 4.8 (of 5)"),
            ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
            ("a | b", "a \\| b"),
            (
                "*x* _y_ snake_case `z`",
                "\\*x\\* \\_y\\_ snake_case \\`z\\`",
            ),
            ("[a](b)", "\\[a\\](b)"),
            ("# head", "\\# head"),
            ("- item", "\\- item"),
            ("12. item", "12\\. item"),
            ("6.1 and 5.", "6.1 and 5."),
            ("C# or F#", "C# or F#"),
            ("a # b #", "a \\# b \\#"),
            ("two\n\nlines\t", "two lines"),
            ("http://a.b www.a.b", "http\\://a.b www\\.a.b"),
            ("", ""),
        ] {
            assert_eq!(text(raw), safe, "{raw:?}");
        }
    }

    #[test]
    fn only_secure_addresses_are_links() {
        assert_eq!(link("a", "https://x.y/(z)"), "[a](https://x.y/%28z%29)");
        assert_eq!(link("a", "javascript:alert(1)"), "a");
        assert_eq!(link("a", "http://x.y"), "a");
        assert_eq!(link("a", ""), "a");
    }
}
