//! The ground of a chart: what is drawn on it, its words and its source.

use super::super::Case;
use super::super::csv::cites;
use crate::catalogue::{Measure, sorted};
use crate::chart::coordinate;
use crate::compare;
use crate::words;

/// The width of every chart, in its own units and in pixels at its own size.
pub const WIDTH: u32 = 560;
/// The same for reckoning.
pub(super) const FULL: f64 = 560.0;
/// What is left free at both sides.
pub(super) const EDGE: f64 = 16.0;
/// The size of ordinary letters.
pub(super) const TEXT: f64 = 12.0;
/// The size of small letters.
pub(super) const SMALL: f64 = 10.5;

/// What a chart is drawn on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// Near white: for print and for most documents.
    #[default]
    Light,
    /// Near black.
    Dark,
}

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The drawing, a whole SVG document.
    pub svg: String,
    /// Its height at [`WIDTH`].
    pub height: u32,
}

/// The colours of a paper.
#[derive(Debug)]
pub(super) struct Colours {
    pub ground: &'static str,
    pub ink: &'static str,
    pub ink2: &'static str,
    pub line: &'static str,
    pub line2: &'static str,
    pub track: &'static str,
    pub accent: &'static str,
    /// Letters on the accent and on the hues.
    pub on: &'static str,
    pub good: &'static str,
    pub bad: &'static str,
    /// Of the groups of criteria.
    pub groups: [&'static str; 6],
}

const LIGHT: Colours = Colours {
    ground: "#ffffff",
    ink: "#1d1f21",
    ink2: "#5a5d61",
    line: "#dcd9d2",
    line2: "#8b8880",
    track: "#f1efea",
    accent: "#0b5c8a",
    on: "#ffffff",
    good: "#1a6b3c",
    bad: "#a02c2c",
    groups: [
        "#2b6cb0", "#c05f15", "#0f7a62", "#6b4fa8", "#a83b72", "#7d6a0a",
    ],
};

const DARK: Colours = Colours {
    ground: "#16181a",
    ink: "#e8e6e1",
    ink2: "#a9abad",
    line: "#34383c",
    line2: "#777c82",
    track: "#2a2e32",
    accent: "#7cc0ee",
    on: "#10161b",
    good: "#74cf97",
    bad: "#f29a94",
    groups: [
        "#74aef0", "#f2a660", "#54c7a3", "#b9a1ee", "#f08fbd", "#d8c552",
    ],
};

/// Letters that tell groups and technologies apart.
pub(super) fn letter(n: usize) -> &'static str {
    const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];
    LETTERS.get(n).copied().unwrap_or("·")
}

/// How a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub size: f64,
    pub anchor: &'static str,
    pub colour: &'static str,
    pub bold: bool,
    /// Whether it stands out from lines that it crosses.
    pub apart: bool,
}

/// How much wider bold letters are.
const BOLD: f64 = 1.1;

impl Style {
    /// The width of a text.
    pub fn width(self, text: &str) -> f64 {
        width_of(text, self.size) * if self.bold { BOLD } else { 1.0 }
    }
}

/// A chart that is being drawn.
pub(super) struct Sheet {
    pub colours: &'static Colours,
    title: String,
    marks: String,
    /// What it says in words.
    told: Vec<String>,
    /// Where the next thing stands, from the top.
    pub y: f64,
}

impl Sheet {
    /// Begins with a title and what is to be said about it.
    pub fn new(paper: Paper, title: &str, says: &[String]) -> Self {
        let colours = match paper {
            Paper::Light => &LIGHT,
            Paper::Dark => &DARK,
        };
        let mut sheet = Self {
            colours,
            title: title.to_owned(),
            marks: String::new(),
            told: Vec::new(),
            y: 12.0,
        };
        let style = Style {
            size: 16.0,
            anchor: "start",
            colour: colours.ink,
            bold: true,
            apart: false,
        };
        for line in wrap(title, 16.0 * BOLD, FULL - 2.0 * EDGE) {
            sheet.y += 19.0;
            sheet.text(EDGE, sheet.y, style, &line, FULL);
        }
        sheet.y += 4.0;
        for text in says {
            sheet.tell(text);
            sheet.paragraph(text);
        }
        sheet.y += 12.0;
        sheet
    }

    /// Ordinary letters.
    pub fn plain(&self) -> Style {
        Style {
            size: TEXT,
            anchor: "start",
            colour: self.colours.ink,
            bold: false,
            apart: false,
        }
    }

    /// Small grey letters.
    pub fn small(&self) -> Style {
        Style {
            size: SMALL,
            colour: self.colours.ink2,
            ..self.plain()
        }
    }

    /// Adds a sentence to the description.
    pub fn tell(&mut self, text: &str) {
        self.told.push(text.to_owned());
    }

    /// A paragraph of small letters over the whole width.
    pub fn paragraph(&mut self, text: &str) {
        let style = self.small();
        for line in wrap(text, SMALL, FULL - 2.0 * EDGE) {
            self.y += 15.0;
            self.text(EDGE, self.y, style, &line, FULL);
        }
    }

    /// A text, cut to so much room; what was cut is said in its title.
    pub fn text(&mut self, x: f64, y: f64, style: Style, text: &str, room: f64) {
        let size = style.size * if style.bold { BOLD } else { 1.0 };
        let cut = fit(text, size, room);
        self.open("text");
        self.number("x", x);
        self.number("y", y);
        self.number("font-size", style.size);
        self.attribute("fill", style.colour);
        if style.anchor != "start" {
            self.attribute("text-anchor", style.anchor);
        }
        if style.bold {
            self.attribute("font-weight", "600");
        }
        if style.apart {
            self.attribute("stroke", self.colours.ground);
            self.attribute("stroke-width", "3");
            self.attribute("paint-order", "stroke");
        }
        self.marks.push('>');
        match cut {
            Some(cut) => {
                self.marks.push_str("<title>");
                escape(text, &mut self.marks);
                self.marks.push_str("</title>");
                escape(&cut, &mut self.marks);
            }
            None => escape(text, &mut self.marks),
        }
        self.marks.push_str("</text>\n");
    }

    /// A text in at most two lines of so much room, and how many those are.
    pub fn block(&mut self, x: f64, y: f64, style: Style, text: &str, room: f64) -> usize {
        let lines = wrap(text, style.size * if style.bold { BOLD } else { 1.0 }, room);
        match &lines[..] {
            [first, rest @ ..] if !rest.is_empty() => {
                self.text(x, y, style, first, room);
                self.text(x, y + style.size + 2.0, style, &rest.join(" "), room);
                2
            }
            _ => {
                self.text(x, y, style, text, room);
                1
            }
        }
    }

    /// A filled rectangle; what it stands for is said in its title.
    pub fn rect(&mut self, [x, y, width, height]: [f64; 4], fill: &str, opacity: f64, says: &str) {
        self.open("rect");
        self.number("x", x);
        self.number("y", y);
        self.number("width", width.max(0.0));
        self.number("height", height);
        self.attribute("fill", fill);
        if opacity < 1.0 {
            self.attribute("fill-opacity", &words::decimal(opacity));
        }
        self.close("rect", says);
    }

    /// A line.
    pub fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], stroke: &str, width: f64, dashes: &str) {
        self.open("line");
        for (name, x) in [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)] {
            self.number(name, x);
        }
        self.attribute("stroke", stroke);
        self.number("stroke-width", width);
        if !dashes.is_empty() {
            self.attribute("stroke-dasharray", dashes);
        }
        self.marks.push_str("/>\n");
    }

    /// An outline, moved to a place.
    pub fn outline(&mut self, d: &str, [x, y]: [f64; 2], stroke: &str, width: f64, dashes: &str) {
        self.open("path");
        self.attribute("d", d);
        if x != 0.0 || y != 0.0 {
            let (x, y) = (coordinate(x), coordinate(y));
            self.attribute("transform", &["translate(", &x, " ", &y, ")"].concat());
        }
        self.attribute("fill", "none");
        self.attribute("stroke", stroke);
        self.number("stroke-width", width);
        self.attribute("stroke-linejoin", "round");
        if !dashes.is_empty() {
            self.attribute("stroke-dasharray", dashes);
        }
        self.marks.push_str("/>\n");
    }

    /// A dot.
    pub fn dot(&mut self, x: f64, y: f64, r: f64, fill: &str, says: &str) {
        self.open("circle");
        self.number("cx", x);
        self.number("cy", y);
        self.number("r", r);
        self.attribute("fill", fill);
        self.close("circle", says);
    }

    fn open(&mut self, tag: &str) {
        self.marks.push('<');
        self.marks.push_str(tag);
    }

    fn close(&mut self, tag: &str, says: &str) {
        if says.is_empty() {
            self.marks.push_str("/>\n");
            return;
        }
        self.marks.push_str("><title>");
        escape(says, &mut self.marks);
        self.marks.push_str("</title></");
        self.marks.push_str(tag);
        self.marks.push_str(">\n");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.marks.push(' ');
        self.marks.push_str(name);
        self.marks.push_str("=\"");
        escape(value, &mut self.marks);
        self.marks.push('"');
    }

    fn number(&mut self, name: &str, x: f64) {
        self.attribute(name, &coordinate(x));
    }

    /// The letters of groups or technologies with what they stand for, in as
    /// many lines as they take.
    pub fn legend(&mut self, items: &[(&str, &str, String)]) {
        let mut x = EDGE;
        self.y += 16.0;
        for (letter, hue, label) in items {
            let wide = 20.0 + width_of(label, TEXT) + 14.0;
            if x > EDGE && x + wide > FULL - EDGE {
                x = EDGE;
                self.y += 20.0;
            }
            self.badge(x + 7.0, self.y - 4.0, letter, hue);
            self.text(
                x + 20.0,
                self.y,
                self.plain(),
                label,
                FULL - EDGE - x - 20.0,
            );
            x += wide;
        }
        self.y += 10.0;
    }

    /// A letter on a disc of its hue.
    pub fn badge(&mut self, x: f64, y: f64, letter: &str, hue: &str) {
        self.dot(x, y, 7.0, hue, "");
        let style = Style {
            size: 9.0,
            anchor: "middle",
            colour: self.colours.on,
            bold: true,
            apart: false,
        };
        self.text(x, y + 3.2, style, letter, 14.0);
    }

    /// Ends with where everything is from. `facts` says where the facts were
    /// read; it may be empty.
    pub fn done(mut self, case: &Case<'_>, facts: &str) -> Chart {
        let c = case.catalogue;
        let mut source = [
            "Groundwork, catalogue of ",
            &words::date(c.checked),
            " (",
            &c.version,
            "), drawn on ",
            &words::date(case.today),
            ".",
        ]
        .concat();
        if !facts.is_empty() {
            source.push_str(" Facts from ");
            source.push_str(facts);
            source.push('.');
        }
        self.y += 14.0;
        let [x1, x2] = [EDGE, FULL - EDGE];
        self.line([x1, self.y, x2, self.y], self.colours.line, 1.0, "");
        self.tell(&source);
        self.paragraph(&source);
        if !case.link.is_empty() {
            self.tell(case.link);
            self.link(case.link);
        }
        self.y += 16.0;
        self.finish()
    }

    /// Where the link leads, for whoever reads the drawing; all of it is what a
    /// click opens, and stands in the title. No eye could copy it.
    fn link(&mut self, link: &str) {
        let web = ["https://", "http://"]
            .into_iter()
            .find_map(|scheme| link.strip_prefix(scheme));
        let place = web.unwrap_or(link).split(['?', '#']).next();
        let place = place.unwrap_or_default().trim_end_matches('/');
        if web.is_some() {
            self.open("a");
            self.attribute("href", link);
            self.marks.push_str("><title>");
            escape(link, &mut self.marks);
            self.marks.push_str("</title>\n");
        }
        let style = Style {
            colour: self.colours.accent,
            ..self.small()
        };
        self.y += 15.0;
        self.text(EDGE, self.y, style, place, FULL - 2.0 * EDGE);
        if web.is_some() {
            self.marks.push_str("</a>\n");
        }
    }

    fn finish(self) -> Chart {
        let height = libm::ceil(self.y);
        // Charts are far below 2^32 high.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let height = height as u32;
        let (wide, high) = (WIDTH.to_string(), height.to_string());
        let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
        for part in [
            &wide,
            "\" height=\"",
            &high,
            "\" viewBox=\"0 0 ",
            &wide,
            " ",
            &high,
            "\" role=\"img\" font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif\">\n<title>",
        ] {
            svg.push_str(part);
        }
        escape(&self.title, &mut svg);
        svg.push_str("</title>\n<desc>");
        escape(&self.told.join(" "), &mut svg);
        svg.push_str("</desc>\n<rect width=\"");
        svg.push_str(&wide);
        svg.push_str("\" height=\"");
        svg.push_str(&high);
        svg.push_str("\" fill=\"");
        svg.push_str(self.colours.ground);
        svg.push_str("\"/>\n");
        svg.push_str(&self.marks);
        svg.push_str("</svg>\n");
        Chart {
            title: self.title,
            svg,
            height,
        }
    }
}

/// Adds a text as XML writes it; what XML 1.0 cannot hold is left out.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

/// The width of a text in a sans-serif font, rather too great than too small:
/// by the letters of a wide one.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' | '[' | ']' | '\u{a0}' => 0.42,
            'm' | 'M' | 'W' | 'w' | '@' | '%' | '…' | '—' | '●' => 1.0,
            'A'..='Z' | '+' | '=' | '<' | '>' | '&' | '−' | '~' => 0.78,
            c if c.is_ascii() || c < '\u{250}' || c == '–' => 0.64,
            _ => 1.0,
        })
        .sum();
    ems * size
}

/// A text that is too long for its room, cut and ended by …; `None` where it
/// fits.
fn fit(text: &str, size: f64, room: f64) -> Option<String> {
    if width_of(text, size) <= room {
        return None;
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if width_of(&cut, size) + size > room {
            cut.pop();
            break;
        }
    }
    let mut cut = cut.trim_end().to_owned();
    cut.push('…');
    Some(cut)
}

/// A text in lines of at most this width, broken at spaces.
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let fits = lines
            .last()
            .is_some_and(|line| width_of(line, size) + width_of(word, size) + 0.42 * size <= room);
        match lines.last_mut().filter(|_| fits) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Where the figures of some technologies on some criteria were read, the source
/// of most of them first.
pub(super) fn facts_from(case: &Case<'_>, rows: &[usize], columns: &[usize]) -> String {
    let c = case.catalogue;
    let mut counted: Vec<(String, usize)> = Vec::new();
    let (mut documented, mut rated, mut own) = (false, false, false);
    for column in columns {
        let Some(k) = c.criteria.get(*column) else {
            continue;
        };
        match &k.from {
            Measure::Capabilities { .. } => documented = true,
            Measure::Languages | Measure::Rating => rated = true,
            Measure::Metric { .. }
            | Measure::Maturity
            | Measure::Support
            | Measure::Freshness
            | Measure::TypeSafety => {}
        }
        for t in rows.iter().filter_map(|row| c.technologies.get(*row)) {
            own |= case.is_yours(t, k);
            let cell = compare::judged(c, t, k, case.own());
            for cite in cites(&cell) {
                match counted.iter_mut().find(|(title, _)| *title == cite.title) {
                    Some((_, n)) => *n += 1,
                    None => counted.push((cite.title.clone(), 1)),
                }
            }
        }
    }
    let counted = sorted(counted, &|a, b| b.1.cmp(&a.1));
    let mut names: Vec<&str> = Vec::new();
    if rated {
        names.push("the user's own ratings");
    }
    if own {
        names.push("the user's own entries");
    }
    if documented {
        names.push("the documentation of each");
    }
    let (named, others) = counted.split_at(counted.len().min(NAMED));
    names.extend(named.iter().map(|(title, _)| title.as_str()));
    let others = words::count(others.len(), "other source", "other sources");
    if !others.starts_with('0') {
        names.push(&others);
    }
    // Titles have commas of their own.
    names.join("; ")
}

/// How many sources are named.
const NAMED: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_and_what_fits_is_not() {
        assert_eq!(fit("Ruby on Rails", 12.0, 200.0), None);
        let cut = fit("Ruby on Rails", 12.0, 60.0).unwrap_or_default();
        assert!(cut.ends_with('…') && cut.len() > 4, "{cut}");
        assert!(width_of(&cut, 12.0) <= 60.0, "{cut}");
        assert_eq!(fit("abc", 12.0, 1.0).as_deref(), Some("…"));
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 10.0, 60.0), ["one two", "three"]);
        assert_eq!(wrap("", 10.0, 60.0), [""; 0]);
    }

    #[test]
    fn no_text_is_markup() {
        let mut out = String::new();
        escape("<a href=\"x\">&\u{1}\n", &mut out);
        assert_eq!(out, "&lt;a href=&quot;x&quot;&gt;&amp; ");
    }
}
