//! What the document in a file promises: it says what was asked and what came
//! of it, its sums add up, and no text of anybody becomes markup. And what a
//! file promises that is made of a template.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation
)]

use groundwork::address::decode;
use groundwork::catalogue::{Catalogue, Date, Map, Yours};
use groundwork::export::{
    Case,
    pack::{Fault, Filling, check, document, fill, title},
};
use groundwork::state::Comparison;
use proptest::prelude::*;
use std::sync::OnceLock;

fn catalogue() -> &'static Catalogue {
    static WHOLE: OnceLock<Catalogue> = OnceLock::new();
    WHOLE.get_or_init(groundwork::whole)
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn asked(query: &str, c: &Catalogue) -> Comparison {
    decode(query, c).comparison
}

fn made(query: &str) -> String {
    let c = catalogue();
    let comparison = asked(query, c);
    document(&Case::new(
        c,
        &comparison,
        "https://example.org/?v=1",
        today(),
    ))
}

/// The tags of a text of markup, each with its attributes, and the text between
/// them. Fails at anything that the document never has.
fn parsed(html: &str) -> (Vec<String>, String) {
    let known = [
        "h1", "h2", "h3", "p", "dl", "dt", "dd", "ul", "li", "div", "table", "caption", "thead",
        "tbody", "tfoot", "tr", "th", "td", "b", "br", "small", "span", "a",
    ];
    let (mut open, mut tags, mut text) = (Vec::<&str>::new(), Vec::new(), String::new());
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        assert!(!before.contains('>'), "{before}");
        let (tag, tail) = tail.split_once('>').expect("a tag ends");
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed in order");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(known.contains(&name), "{tag}");
        for attribute in attributes.split("\" ").filter(|a| !a.is_empty()) {
            let (key, value) = attribute.split_once("=\"").expect("in quotes");
            let value = value.trim_end_matches('"');
            assert!(!value.contains(['"', '\'', '<']), "{attribute}");
            match key {
                "class" => assert!(["n", "hint", "wide", "yours"].contains(&value), "{value}"),
                "role" => assert_eq!(value, "region"),
                "tabindex" => assert_eq!(value, "0"),
                "aria-label" => assert!(!value.is_empty()),
                "scope" => assert!(["row", "col"].contains(&value)),
                "rel" => assert_eq!(value, "noopener noreferrer"),
                "href" => assert!(value.starts_with("https://"), "{value}"),
                _ => panic!("{attribute}"),
            }
        }
        tags.push(tag.to_owned());
        if name != "br" {
            open.push(name);
        }
    }
    assert!(open.is_empty() && !rest.contains('>'), "{open:?}");
    text.push_str(rest);
    (tags, text)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The cells of the rows between two texts, as plain text.
fn table(html: &str, from: &str) -> Vec<Vec<String>> {
    let table = html
        .split_once(from)
        .unwrap()
        .1
        .split_once("</table>")
        .unwrap()
        .0;
    let rows = table.split("<tr>").skip(1);
    rows.map(|row| {
        let cells = row.split("</td>").flat_map(|cell| cell.split("</th>"));
        cells
            .map(|cell| {
                // The number before what is known.
                let cell = cell.split("<br>").next().unwrap();
                unescaped(&parsed_text(cell)).trim().to_owned()
            })
            .filter(|cell| !cell.is_empty())
            .collect()
    })
    .collect()
}

fn parsed_text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.rsplit('>').next().unwrap());
    }
    text
}

fn tenths(points: &str) -> i32 {
    (points.replace('−', "-").parse::<f64>().unwrap() * 10.0).round() as i32
}

const CASES: [(&str, &str); 7] = [
    ("default", "v=1"),
    (
        "asked",
        "v=1&c=django.rails.laravel&f=language~python.php.ruby&must=orm~official.websockets&g=content~forms.accounts!deadline~months&l=python~4.ruby~2&o=rails~3&u=middle&since=2024",
    ),
    ("only-runtimes", "v=1&f=kind~runtime"),
    ("nobody", "v=1&f=language~python!licence~unknown"),
    ("no-weights", "v=1&w=rps0"),
    ("one", "v=1&f=language~elixir"),
    ("unlisted", "v=1&c=django.no-such-one.rails&must=no-such"),
];

#[test]
fn the_documents_are_as_they_were() {
    for (name, query) in CASES.iter().take(2) {
        let text = made(query);
        let path = [
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/pack-",
            name,
            ".html",
        ]
        .concat();
        if std::env::var("GROUNDWORK_GOLDEN").as_deref() == Ok("write") {
            std::fs::write(&path, &text).unwrap();
        }
        let known = std::fs::read_to_string(&path).expect("the golden file is there");
        assert!(text == known, "{path} differs");
    }
}

#[test]
fn every_document_is_well_formed_and_names_the_first() {
    for (name, query) in CASES {
        let html = made(query);
        let (tags, _) = parsed(&html);
        assert_eq!(tags.iter().filter(|t| *t == "h1").count(), 1, "{name}");
        let c = catalogue();
        let comparison = asked(query, c);
        let case = Case::new(c, &comparison, "", today());
        let leagues = [&case.leagues.frameworks, &case.leagues.runtimes];
        let first = leagues.iter().find_map(|l| l.ranked.first());
        match first {
            Some(first) => {
                let winner = &c.technologies[first.row].name;
                assert_eq!(title(&case), format!("The case for {winner}"), "{name}");
            }
            None => assert_eq!(
                title(&case),
                "A comparison of backend technologies",
                "{name}"
            ),
        }
    }
}

#[test]
fn a_figure_has_its_source_and_its_day() {
    let html = made("v=1&c=django.rails");
    let part = html.split_once("Where each figure comes from").unwrap().1;
    let (django, rails) = part
        .split_once("<h3>Ruby on Rails</h3>")
        .unwrap_or_else(|| part.split_once("<h3>Rails</h3>").unwrap());
    for (id, part) in [("django", django), ("rails", rails)] {
        let id = groundwork::catalogue::Id::new(id).unwrap();
        let t = catalogue().technology(&id).unwrap();
        let stars = t.metrics.iter().next().unwrap().1;
        let url = &catalogue().source(t, &stars.source).unwrap().url;
        assert!(unescaped(part).contains(url.as_str()), "{url}");
    }
}

#[test]
fn what_is_yours_is_marked_with_its_reason() {
    let mut c = catalogue().clone();
    let at = c
        .technologies
        .iter()
        .position(|t| t.id.as_str() == "django")
        .unwrap();
    let django = c.technologies[at].id.clone();
    let fact = c.technologies[at].first_release.as_mut().unwrap();
    fact.value = Date::parse("2001-01").unwrap();
    fact.note = Some("We <b>measured</b> it".to_owned());
    c.yours
        .insert(Yours::Fact(django.clone(), "first_release".to_owned()));
    c.yours.insert(Yours::Technology(django));
    let comparison = asked("v=1&c=django.rails", &c);
    let html = document(&Case::new(&c, &comparison, "", today()));
    let (_, text) = parsed(&html);
    assert!(html.contains("Your own entries"));
    assert!(
        html.contains("first_release: 2001-01 (We &lt;b&gt;measured&lt;/b&gt; it)"),
        "{html}"
    );
    assert!(html.matches("<span class=\"yours\">yours</span>").count() >= 2);
    assert!(!text.contains("<b>measured"));
}

/// Texts that a careless page takes for markup.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("\" onclick=\"x".to_owned()),
        Just("<!--/document--><!--about--></title></script>".to_owned()),
        Just("&lt;b&gt; &amp; 'a' </td></table>".to_owned()),
        Just("\u{0}\u{8}\u{202e}<img src=x onerror=y>".to_owned()),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_text_becomes_markup(words in prop::collection::vec(hostile(), 6), rows in prop::collection::vec(0usize..60, 1..6), link in hostile()) {
        let whole = catalogue();
        let mut c = whole.clone();
        c.technologies = rows.iter().map(|n| whole.technologies[n % whole.technologies.len()].clone()).collect();
        let word = |n: usize| words[n % words.len()].clone();
        for (n, t) in c.technologies.iter_mut().enumerate() {
            t.name = word(n);
            for source in &mut t.sources {
                source.title = word(n + 1);
                source.url = ["javascript:", &word(n)].concat();
            }
            for (m, fact) in t.cautions.iter_mut().enumerate() {
                fact.value = word(n + m);
            }
            if let Some(fact) = &mut t.first_release {
                fact.note = Some(word(n + 2));
            }
        }
        for (n, k) in c.criteria.iter_mut().enumerate() {
            k.question = word(n);
            k.unit = word(n + 3);
        }
        c.version = word(5);
        let id = c.technologies[0].id.clone();
        c.yours.insert(Yours::Fact(id, word(4)));
        let mut comparison = Comparison::current(&c);
        comparison.compared = c.technologies.iter().map(|t| t.id.clone()).collect();
        comparison.compared.dedup();
        let html = document(&Case::new(&c, &comparison, &link, today()));
        parsed(&html);
    }

    #[test]
    fn the_points_of_a_column_add_up(weights in prop::collection::vec(0u16..=100, 25), chosen in prop::collection::vec(0usize..60, 2..6), policy in 0usize..3) {
        let c = catalogue();
        let mut query = "v=1&w=".to_owned();
        for (k, w) in c.criteria.iter().zip(&weights) {
            query.push_str(&format!("{}{w}.", k.key.as_str()));
        }
        query.push_str(["", "&u=middle", "&u=peers"][policy]);
        let mut comparison = asked(query.trim_end_matches('.'), c);
        for n in chosen {
            let id = &c.technologies[n % c.technologies.len()].id;
            if !comparison.compared.contains(id) {
                comparison.compared.push(id.clone());
            }
        }
        let html = document(&Case::new(c, &comparison, "", today()));
        let rows = table(&html, "<h2>The arithmetic</h2>");
        let total = rows.last().unwrap();
        prop_assert_eq!(&total[0], "Total");
        for column in 1..total.len() {
            // Rows of criteria have a share before the points, the total has none.
            let sum: i32 = rows[1..rows.len() - 1].iter().map(|row| tenths(&row[column + 1])).sum();
            prop_assert_eq!(sum, tenths(&total[column]));
        }
    }

    #[test]
    fn a_file_says_what_was_put_in_and_is_a_template_again(title in hostile(), about in hostile(), home in hostile(), keys in prop::collection::vec((hostile(), hostile()), 0..4)) {
        let mut saved = Map::new();
        for (key, text) in keys {
            saved.insert(key, text);
        }
        let filling = Filling { title: &title, about: &about, document: "<p>made</p>", home: &home, saved: saved.clone() };
        let template = template();
        let file = fill(&template, &filling).unwrap();
        let again = fill(&file, &Filling::default()).unwrap();
        prop_assert_eq!(&again, &fill(&template, &Filling::default()).unwrap());
        let head = "<script id=\"pack\" type=\"application/json\" data-own=\"\">";
        let json = file.split_once(head).unwrap().1.split_once("</script>").unwrap().0;
        prop_assert!(!json.contains('<'));
        let read: serde_json::Value = serde_json::from_str(json).unwrap();
        prop_assert_eq!(read["home"].as_str(), Some(home.as_str()));
        for (key, text) in &saved {
            prop_assert_eq!(read["saved"][key].as_str(), Some(text.as_str()));
        }
        prop_assert_eq!(read["saved"].as_object().unwrap().len(), saved.iter().count());
        prop_assert_eq!(file.matches("</title>").count(), 1);
        prop_assert_eq!(file.matches("<!--/document-->").count(), 1);
    }

    #[test]
    fn a_damaged_template_is_told(at in 0usize..1000, byte in 1u8..=255) {
        let whole = template();
        prop_assert_eq!(check(&whole), Ok(()));
        // A change of the sum itself alone harms nothing.
        let at = at % whole.find("<!--sum:").unwrap();
        let mut bytes = whole.clone().into_bytes();
        bytes[at] = (bytes[at] ^ byte) & 0x7f;
        if bytes != whole.as_bytes() && let Ok(text) = String::from_utf8(bytes) {
            prop_assert!(check(&text).is_err());
        }
        prop_assert!(check(&whole[..at]).is_err());
    }
}

/// A template in small.
fn template() -> String {
    let text = "<!doctype html>\n<html lang=\"en\"><head><title data-own=\"\">Groundwork</title></head><body>\
        <p><!--about-->A file.<!--/about--></p><article><!--document--><!--/document--></article>\
        <script id=\"pack\" type=\"application/json\" data-own=\"\">{\"home\":\"\",\"saved\":{}}</script></body></html>\n";
    let sum = text.bytes().fold(0x811c_9dc5_u32, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{text}<!--sum:{sum:08x}-->\n")
}

#[test]
fn another_page_is_no_template() {
    for text in ["", "<!doctype html><p>Sign in</p>", "{}"] {
        assert_eq!(check(text), Err(Fault::Foreign));
        assert_eq!(fill(text, &Filling::default()), Err(Fault::Foreign));
    }
}
