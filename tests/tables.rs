//! What leaves the page as tables and drawings says exactly what the core says.

// A test that cannot go on says so by panicking.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use groundwork::address;
use groundwork::catalogue::{Catalogue, Date, Id, Measure, Yours, csv_line};
use groundwork::compare;
use groundwork::decide::{Figure, Ranked};
use groundwork::export::svg::{self, Chart, Draws, Paper};
use groundwork::export::{self, Case};
use groundwork::state::Comparison;
use groundwork::verdict::{Lot, Problem};
use groundwork::words;
use proptest::prelude::*;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(groundwork::whole);
const LINK: &str = "https://example.org/groundwork/?v=1&c=rails.laravel";

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn comparison(query: &str, c: &Catalogue) -> Comparison {
    address::decode(query, c).comparison
}

/// A few states of the page: as it opens, filtered, with unknowns and ratings,
/// with nobody left, with runtimes alone.
const QUERIES: [&str; 6] = [
    "v=1",
    "v=1&c=rails.laravel.django.spring-boot&b=laravel&f=language~python.php.ruby.java&must=orm~official.websockets",
    "v=1&c=meteor.flask&u=peers&w=perf1000.team500&l=python5.php2&r=flask4.meteor1",
    "v=1&f=language~erlang.c&must=orm~core",
    "v=1&f=kind~runtime&c=nodejs.bun",
    "v=1&u=middle&s=2025-01&w=perf100.late300.sup20",
];

fn with<T>(query: &str, link: &str, read: impl FnOnce(&Case<'_>) -> T) -> T {
    let c = &*CATALOGUE;
    let comparison = comparison(query, c);
    read(&Case::new(c, &comparison, link, today()))
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// The lines of a table, the first of names.
fn lines(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|r| r.expect("every line is as long"));
    records
        .map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

/// Whether a spreadsheet could take a cell for a formula.
fn formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err()
}

// ---- comma-separated values ----

#[test]
fn the_table_of_the_list_is_the_list() {
    for query in QUERIES {
        with(query, LINK, |case| {
            let text = export::ranking_csv(case, None);
            assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
            let lines = lines(&text);
            let at = |name: &str| lines[0].iter().position(|n| n == name).expect(name);
            let leagues = [&case.leagues.frameworks, &case.leagues.runtimes];
            let places: Vec<(Ranked, bool)> = leagues
                .iter()
                .flat_map(|l| {
                    let ranked = l.ranked.iter().map(|r| (*r, true));
                    ranked.chain(l.unranked.iter().map(|r| (*r, false)))
                })
                .collect();
            assert_eq!(lines.len(), places.len() + 1, "{query}");
            for (cells, (place, ranked)) in lines[1..].iter().zip(places) {
                let t = &case.catalogue.technologies[place.row];
                assert_eq!(cells[at("Technology")], t.name);
                assert_eq!(cells[at("Id")], t.id.as_str());
                let rank = if ranked {
                    place.rank.to_string()
                } else {
                    "not ranked".to_owned()
                };
                assert_eq!(cells[at("Rank")], rank);
                assert_eq!(cells[at("Best rank")], place.best.to_string());
                assert_eq!(cells[at("Worst rank")], place.worst.to_string());
                let number = |name: &str| cells[at(name)].parse::<f64>().unwrap();
                let tenths = |name: &str| (number(name) * 10.0).round() / 1000.0;
                let near = |a: f64, b: f64| (a - b).abs() <= 0.000_500_001;
                assert!(near(tenths("Points"), case.scores.shown[place.row]));
                assert!(near(tenths("Points at least"), case.scores.low[place.row]));
                assert!(near(tenths("Points at most"), case.scores.high[place.row]));
                assert_eq!(cells[at("Link")], LINK);
                assert_eq!(cells[at("Catalogue")], case.catalogue.version);
                let mut sum = 0.0;
                for (column, k) in case.criteria() {
                    let own = case.own();
                    let found = groundwork::decide::figure(case.catalogue, t, k, own);
                    let figure = &cells[at(&format!("{} ({})", k.label, k.unit))];
                    match found {
                        Figure::Number(x) => {
                            assert!((figure.parse::<f64>().unwrap() - x).abs() < 5.1e-5);
                        }
                        Figure::Unknown(_) => assert!(
                            ["unknown", "not comparable", "not rated"].contains(&figure.as_str())
                        ),
                        Figure::Between(..) => assert!(figure.starts_with("between ")),
                        Figure::Level(_) => assert!(!figure.is_empty()),
                        Figure::Unrated => assert_eq!(figure, "not rated, counts as 0"),
                    }
                    let value = number(&format!("{}: value from 0 to 1", k.label));
                    let shown = case.matrix.columns[column].at(place.row, case.comparison.unknown);
                    assert!((value - shown.1).abs() < 5.1e-5);
                    let most = words::decimal(case.shares.of[column] * 100.0);
                    let points = number(&format!("{}: points of {most}", k.label));
                    assert!(points <= case.shares.of[column] * 100.0 + 0.1);
                    sum += points;
                }
                assert!((sum - number("Points")).abs() < 1e-6, "{}", t.name);
            }
        });
    }
}

#[test]
fn a_search_leaves_its_rows_in_their_order() {
    with("v=1", LINK, |case| {
        let all = case.listed(None);
        let some: Vec<usize> = [7, 2, 30].iter().map(|n| all[*n].row()).collect();
        let lines = lines(&export::ranking_csv(case, Some(&some)));
        let names: Vec<&str> = lines[1..].iter().map(|l| l[3].as_str()).collect();
        let wanted: Vec<&str> = [2, 7, 30].map(|n| all[n].technology.name.as_str()).into();
        assert_eq!(names, wanted);
        // Whoever is hidden takes their rank along.
        assert_eq!(lines[1][0], all[2].place.rank.to_string());
    });
}

#[test]
fn the_table_of_the_comparison_is_the_comparison() {
    for query in QUERIES {
        with(query, LINK, |case| {
            let ids = case.options();
            let lines = lines(&export::comparison_csv(case, &ids));
            let mut groups = compare::scored(&case.scored(), &ids, None);
            groups.extend(compare::facts(case.catalogue, &ids));
            let rows: Vec<_> = groups
                .iter()
                .flat_map(|g| g.rows.iter().map(move |r| (g, r)))
                .collect();
            assert_eq!(lines.len(), rows.len() + 1, "{query}");
            for (cells, (group, row)) in lines[1..].iter().zip(rows) {
                assert_eq!((&cells[0], &cells[1]), (&group.label, &row.label));
                for (n, cell) in row.cells.iter().enumerate() {
                    let at = 3 + n * 5;
                    let points = cell.points.map(|p| f64::from(p.tenths) / 10.0);
                    assert_eq!(cells[at + 1].parse().ok(), points);
                    let gap = ["unknown", "not comparable", "not rated", "no longer listed"];
                    assert_eq!(gap.contains(&&*cells[at]), !cell.content.known());
                    if let Some(cite) = &cell.cite {
                        assert_eq!(cells[at + 4], cite.as_of.to_string());
                    }
                }
            }
        });
    }
}

/// A catalogue in which something is the user's own, with words that break
/// what is not careful.
fn own(name: &str) -> Catalogue {
    let mut c = CATALOGUE.clone();
    let t = c.technologies.iter_mut().find(|t| t.id == "rails").unwrap();
    t.name = name.to_owned();
    // One that counts from the start.
    let k = c.criteria.iter().find(|k| k.id == "visibility").unwrap();
    let Measure::Metric { id: metric } = k.from.clone() else {
        panic!("visibility is a figure");
    };
    let fact = t.metrics.get_mut(&metric).unwrap();
    fact.note = Some(name.to_owned());
    let field = format!("metrics.{metric}");
    c.yours.insert(Yours::Fact(id("rails"), field));
    c.yours.insert(Yours::Technology(id("flask")));
    if let Some(k) = c.criteria.first_mut() {
        k.label = name.to_owned();
    }
    c
}

#[test]
fn what_is_the_users_own_is_marked_in_every_table() {
    let c = own("Rails");
    let comparison = comparison("v=1&c=rails.flask.django", &c);
    let case = Case::new(&c, &comparison, LINK, today());
    let lines = lines(&export::ranking_csv(&case, None));
    let yours = lines[0].iter().position(|n| n == "Yours").unwrap();
    let of = |id: &str| lines.iter().find(|l| l[4] == id).unwrap()[yours].clone();
    assert!(of("rails").contains("metrics."));
    assert_eq!(of("flask"), "the whole technology");
    assert_eq!(of("django"), "");
    let json: serde_json::Value = serde_json::from_str(&export::ranking_json(&case, None)).unwrap();
    let found = |id: &str| {
        let all = json["technologies"].as_array().unwrap();
        all.iter().find(|t| t["id"] == id).unwrap().clone()
    };
    assert_eq!(found("flask")["yours"], true);
    let facts = found("rails")["facts"].as_array().unwrap().clone();
    let own: Vec<_> = facts.iter().filter(|f| f["yours"] == true).collect();
    assert_eq!((own.len(), &own[0]["note"]), (1, &"Rails".into()));
    assert!(export::comparison_markdown(&case, &case.options()).contains("Flask (yours)"));
    let bars = svg::bars(&case, None, Paper::Light).unwrap();
    assert!(bars.svg.contains("Yours, not the catalogue"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_survives_and_none_is_a_formula(cells in prop::collection::vec(any::<String>(), 1..6)) {
        // An empty line is no line.
        prop_assume!(cells.iter().any(|c| !c.is_empty()));
        let mut text = String::new();
        let borrowed: Vec<&str> = cells.iter().map(String::as_str).collect();
        csv_line(&mut text, &borrowed);
        let read = lines(&text);
        prop_assert_eq!(read.len(), 1);
        for (read, meant) in read[0].iter().zip(&cells) {
            prop_assert!(!formula(read), "{:?}", read);
            prop_assert!(read == meant || formula(meant) && read[1..] == **meant, "{:?} {:?}", read, meant);
        }
    }

    #[test]
    fn signs_before_words_are_no_formulas(sign in "[-=+@\t\r\n]", rest in "\\PC{0,12}") {
        let cell = [sign, rest].concat();
        let mut text = String::new();
        csv_line(&mut text, &["x", &cell]);
        let read = lines(&text);
        prop_assert!(!formula(&read[0][1]), "{:?}", read);
    }
}

proptest! {
    // Each looks at a whole catalogue.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn hostile_words_break_no_document(name in "\\PC{0,20}|[<>&\"'|`=\\\\*\\[\\]\r\n\t\u{1}\u{fffe}-]{1,12}") {
        let c = own(&name);
        let comparison = comparison("v=1&c=rails.flask.django", &c);
        let case = Case::new(&c, &comparison, LINK, today());
        for text in [export::ranking_csv(&case, None), export::comparison_csv(&case, &case.options())] {
            for cell in lines(&text).iter().flatten() {
                prop_assert!(!formula(cell.trim_start_matches('\u{feff}')), "{:?}", cell);
            }
        }
        let json: serde_json::Value = serde_json::from_str(&export::ranking_json(&case, None)).unwrap();
        let all = json["technologies"].as_array().unwrap();
        let rails = all.iter().find(|t| t["id"] == "rails").unwrap();
        prop_assert_eq!(rails["name"].as_str(), Some(name.as_str()));
        for line in export::comparison_markdown(&case, &case.options()).lines().take_while(|l| !l.is_empty()) {
            let bars = line.replace("\\\\", "").replace("\\|", "");
            prop_assert_eq!(bars.matches('|').count(), 5, "{}", line);
            prop_assert!(!line.replace("\\<", "").contains('<'), "{}", line);
        }
        for chart in charts(&case) {
            let tree = roxmltree::Document::parse(&chart.svg);
            prop_assert!(tree.is_ok(), "{:?}", tree);
        }
    }
}

// ---- JSON ----

#[test]
fn the_json_read_back_is_what_the_core_says() {
    for query in QUERIES {
        with(query, LINK, |case| {
            let c = case.catalogue;
            let text = export::ranking_json(case, None);
            let json: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(json["format"], "groundwork-ranking");
            assert_eq!(json["version"].as_f64(), Some(export::VERSION));
            assert_eq!(json["link"], LINK);
            assert_eq!(json["catalogue"]["version"], c.version.as_str());
            let shares = json["criteria"].as_array().unwrap().iter();
            let shares: f64 = shares.map(|k| k["share"].as_f64().unwrap()).sum();
            assert!((shares - 1.0).abs() < 1e-9);
            let listed = case.listed(None);
            let all = json["technologies"].as_array().unwrap();
            assert_eq!(all.len(), listed.len());
            for (found, line) in all.iter().zip(&listed) {
                let (t, row) = (line.technology, line.row());
                assert_eq!(found["id"], t.id.as_str());
                assert_eq!(found["ranked"], line.ranked);
                assert_eq!(found["rank"].is_null(), !line.ranked);
                let score = |of: &str| found["score"][of].as_f64().unwrap();
                // To the last bit: what is written is what was meant.
                assert_eq!(score("shown").to_bits(), case.scores.shown[row].to_bits());
                assert_eq!(score("least").to_bits(), case.scores.low[row].to_bits());
                assert_eq!(score("most").to_bits(), case.scores.high[row].to_bits());
                let points = found["criteria"].as_array().unwrap().iter();
                let points: f64 = points.map(|k| k["points"].as_f64().unwrap()).sum();
                assert!((points - found["points"]["shown"].as_f64().unwrap()).abs() < 1e-6);
                let stated = t.stated(c);
                let facts = found["facts"].as_array().unwrap();
                assert_eq!(facts.len(), stated.len());
                for (fact, meant) in facts.iter().zip(&stated) {
                    assert_eq!(fact["field"], meant.field.as_str());
                    assert_eq!(fact["value"], meant.value.as_str());
                    assert_eq!(fact["as_of"], meant.as_of.to_string());
                    let source = meant.source.and_then(|id| c.source(t, id));
                    let url = source.map(|s| s.url.as_str()).or(meant.doc);
                    assert_eq!(fact["source"]["url"].as_str(), url);
                }
                for of in found["criteria"].as_array().unwrap() {
                    assert_eq!(of["figure"].is_null(), !of["unknown"].is_null());
                }
            }
            let excluded = json["excluded"].as_array().unwrap().len();
            assert_eq!(excluded + all.len(), c.technologies.len());
        });
    }
}

// ---- Markdown ----

fn golden(name: &str, text: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("GROUNDWORK_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, text).unwrap();
    }
    let known = std::fs::read_to_string(&path).expect("the golden file is there");
    assert!(text == known, "{path} differs");
}

/// After a change that is meant to move it, write it anew with
/// `GROUNDWORK_GOLDEN=write cargo test --test tables` and look at the difference.
#[test]
fn the_markdown_is_as_it_was() {
    let mut text = "# Comparisons\n".to_owned();
    for query in QUERIES {
        let table = with(query, LINK, |case| {
            export::comparison_markdown(case, &case.options())
        });
        text.push_str(&format!("\n## ?{query}\n\n{table}"));
    }
    golden("comparison.md", &text);
}

// ---- charts ----

fn charts(case: &Case<'_>) -> Vec<Chart> {
    papers(case, Paper::Light)
}

fn problem(case: &Case<'_>) -> Problem {
    let leagues = [&case.leagues.frameworks, &case.leagues.runtimes];
    let filled = leagues.iter().find(|l| !l.ranked.is_empty());
    let ranked = filled.map_or(&[][..], |l| l.ranked.as_slice());
    Problem::new(
        case.catalogue,
        &case.matrix,
        &case.shares,
        ranked,
        case.comparison.unknown,
        case.own(),
    )
}

fn drawn(problem: &Problem) -> Vec<Vec<f64>> {
    let mut lots = problem.lots(Lot::Any, false);
    lots.run(400);
    let rows = problem.rows.len();
    let ranks = |row: usize| (1..=rows).map(|rank| lots.share(row, rank)).collect();
    (0..rows).map(ranks).collect()
}

/// Every chart that a case has.
fn papers(case: &Case<'_>, paper: Paper) -> Vec<Chart> {
    let options = case.options();
    let rows: Vec<usize> = options
        .iter()
        .filter_map(|id| case.catalogue.position(id))
        .collect();
    let problem = problem(case);
    let ranks = drawn(&problem);
    let draws = Draws {
        ranks: &ranks,
        count: 400,
        lot: Lot::Any,
        held: false,
    };
    let mut charts = vec![
        svg::bars(case, None, paper),
        svg::radar(case, &rows, paper),
        svg::weights(case, &problem, &problem.verdict(), paper),
        svg::ranks(case, &problem, &draws, paper),
    ];
    if let [a, b, ..] = rows[..] {
        charts.push(svg::why(case, a, b, paper));
    }
    charts.extend(options.iter().map(|id| svg::life(case, id, paper)));
    let columns = 0..case.catalogue.criteria.len();
    charts.extend(columns.map(|column| svg::criterion(case, column, &options, paper)));
    charts.into_iter().flatten().collect()
}

#[test]
fn every_chart_is_a_drawing_that_stands_alone() {
    for query in QUERIES {
        for paper in [Paper::Light, Paper::Dark] {
            with(query, LINK, |case| {
                let all = papers(case, paper);
                assert!(!all.is_empty());
                for chart in all {
                    let tree = roxmltree::Document::parse(&chart.svg).expect(&chart.title);
                    let root = tree.root_element();
                    let inside = |name: &str| {
                        let found = root.children().find(|n| n.has_tag_name((NS, name)));
                        found.and_then(|n| n.text()).unwrap_or_default().to_owned()
                    };
                    assert_eq!(inside("title"), chart.title);
                    let told = inside("desc");
                    assert!(told.contains(&case.catalogue.version), "{}", chart.title);
                    assert!(told.contains("Facts from "), "{}: {told}", chart.title);
                    for node in tree.descendants().filter(roxmltree::Node::is_element) {
                        let name = node.tag_name().name();
                        assert!(!["style", "script", "image", "foreignObject"].contains(&name));
                        assert!(node.attribute("style").is_none());
                        for of in node.attributes() {
                            assert!(!of.name().starts_with("on"));
                            assert!(!of.value().contains("NaN"), "{}", chart.title);
                        }
                    }
                    numbers_are_told(&tree, &told, &chart.title);
                    nothing_leaves_the_paper(&tree, &chart);
                }
            });
        }
    }
}

const NS: &str = "http://www.w3.org/2000/svg";

/// Every number that is drawn, the scale aside, is in the description.
fn numbers_are_told(tree: &roxmltree::Document<'_>, told: &str, title: &str) {
    let scale = [
        "0",
        "25",
        "50",
        "75",
        "100",
        "0.5",
        "1",
        "50\u{a0}%",
        "100\u{a0}%",
    ];
    let told: Vec<&str> = told
        .split([' ', ';', ':', '(', ')'])
        .map(|word| word.trim_end_matches(['.', ',']))
        .collect();
    for node in tree.descendants().filter(|n| n.has_tag_name((NS, "text"))) {
        let text = node.children().filter(roxmltree::Node::is_text);
        let text: String = text.filter_map(|n| n.text()).collect();
        let sign = |c: char| c.is_ascii_digit() || "+−.,<".contains(c);
        let number = text.chars().all(sign) && text.chars().any(|c| c.is_ascii_digit());
        let year = text.len() == 4 && text.starts_with("20");
        if number && !year && !scale.contains(&text.as_str()) {
            assert!(told.contains(&text.as_str()), "{title}: {text} is not told");
        }
    }
}

/// Texts begin and end on the paper, by the estimate of their widths that
/// [`svg`] itself keeps to, and marks lie on it.
fn nothing_leaves_the_paper(tree: &roxmltree::Document<'_>, chart: &Chart) {
    let (wide, high) = (f64::from(svg::WIDTH), f64::from(chart.height));
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let at = |name: &str| node.attribute(name).and_then(|x| x.parse::<f64>().ok());
        let x = ["x", "x1", "x2", "cx"].map(at);
        let y = ["y", "y1", "y2", "cy"].map(at);
        for x in x.into_iter().flatten() {
            assert!((0.0..=wide).contains(&x), "{}: {node:?}", chart.title);
        }
        for y in y.into_iter().flatten() {
            assert!((0.0..=high).contains(&y), "{}: {node:?}", chart.title);
        }
        if let (Some(x), Some(w)) = (at("x"), at("width")) {
            assert!(x + w <= wide + 0.1, "{}: {node:?}", chart.title);
        }
    }
}

#[test]
fn bars_say_the_rank_the_name_and_the_total() {
    with("v=1", LINK, |case| {
        let bars = svg::bars(case, None, Paper::Light).unwrap();
        let tree = roxmltree::Document::parse(&bars.svg).unwrap();
        let texts: Vec<String> = tree
            .descendants()
            .filter(|n| n.has_tag_name((NS, "text")))
            .map(|n| n.text().unwrap_or_default().to_owned())
            .collect();
        let mut after = texts.iter();
        for line in case.listed(None).iter().filter(|l| l.ranked).take(20) {
            let (_, shown, _) = case.total(line.row());
            let wanted = [
                line.place.rank.to_string(),
                line.technology.name.clone(),
                words::points(shown),
            ];
            for wanted in wanted {
                assert!(after.any(|t| *t == wanted), "{wanted}");
            }
        }
    });
}

#[test]
fn a_link_is_whole_where_it_leads_and_says_its_place_where_it_is_seen() {
    let link = format!(
        "https://example.org/groundwork/?v=1&w={}",
        "perf1000.".repeat(150)
    );
    with("v=1", &link, |case| {
        for chart in papers(case, Paper::Light) {
            let tree = roxmltree::Document::parse(&chart.svg).unwrap();
            let anchor = tree.descendants().find(|n| n.has_tag_name((NS, "a")));
            let anchor = anchor.expect(&chart.title);
            assert_eq!(anchor.attribute("href"), Some(link.as_str()));
            let texts = anchor
                .children()
                .filter(|n| n.has_tag_name((NS, "text")))
                .map(|n| n.text().unwrap_or_default());
            let texts: Vec<&str> = texts.collect();
            assert_eq!(texts, ["example.org/groundwork"]);
            // The version stands beside it, for whoever has the picture alone.
            assert!(drawn_texts(&tree).contains(&case.catalogue.version));
        }
    });
}

/// All that can be read of a drawing.
fn drawn_texts(tree: &roxmltree::Document<'_>) -> String {
    let texts = tree.descendants().filter(|n| n.has_tag_name((NS, "text")));
    let read = texts.flat_map(|n| n.children().filter(roxmltree::Node::is_text));
    let read: Vec<&str> = read.filter_map(|n| n.text()).collect();
    read.join(" ")
}

#[test]
fn no_name_of_the_catalogue_is_cut_in_a_chart() {
    let all: Vec<&str> = CATALOGUE
        .technologies
        .iter()
        .map(|t| t.id.as_str())
        .collect();
    for (n, pair) in all.windows(2).enumerate() {
        let query = format!(
            "v=1&c={}&w=team900.perf100&l=python5&u=middle",
            pair.join(".")
        );
        with(&query, LINK, |case| {
            let rows = [n, n + 1];
            let problem = problem(case);
            let charts = [
                svg::why(case, rows[0], rows[1], Paper::Light),
                svg::radar(case, &rows, Paper::Light),
                svg::weights(case, &problem, &problem.verdict(), Paper::Light),
            ];
            for chart in charts.into_iter().flatten() {
                let tree = roxmltree::Document::parse(&chart.svg).unwrap();
                let texts = drawn_texts(&tree);
                assert!(!texts.contains('…'), "{pair:?}: {texts}");
            }
        });
    }
}

#[test]
fn the_axis_of_a_criterion_has_figures_between_its_ends() {
    with("v=1", LINK, |case| {
        let c = case.catalogue;
        for (column, k) in c.criteria.iter().enumerate() {
            let found = groundwork::coverage::positions(c, k);
            let ticks = found.ticks(&k.value);
            assert!(ticks.windows(2).all(|two| two[0] < two[1]), "{}", k.id);
            let within = |x: &f64| found.from < *x && *x < found.to;
            assert!(ticks.iter().all(within), "{}", k.id);
            let Some(chart) = svg::criterion(case, column, &[], Paper::Light) else {
                continue;
            };
            let marked = chart.svg.contains(", by way of ");
            let ordinal = matches!(
                k.value,
                groundwork::catalogue::ValueFunction::Ordinal { .. }
            );
            assert!(marked || ordinal, "{}: {ticks:?}", k.id);
        }
        let column = c
            .criteria
            .iter()
            .position(|k| k.id.as_str() == "throughput");
        let chart = svg::criterion(case, column.unwrap(), &[], Paper::Light).unwrap();
        assert!(chart.svg.contains(">10,000</text>"), "{}", chart.svg);
    });
}

#[test]
fn only_an_address_of_the_web_is_a_link() {
    for link in ["javascript:alert(1)", "file:///x", ""] {
        with("v=1", link, |case| {
            let bars = svg::bars(case, None, Paper::Light).unwrap();
            assert!(!bars.svg.contains("<a "), "{link}");
            let table = export::comparison_markdown(case, &case.options());
            assert!(!table.contains("]("), "{link}");
        });
    }
}

/// After a change that is meant to move them, write them anew with
/// `GROUNDWORK_GOLDEN=write cargo test --test tables` and look at them.
#[test]
fn the_charts_are_as_they_were() {
    let query = "v=1&c=rails.laravel.meteor.nestjs";
    with(query, LINK, |case| {
        let rows: Vec<usize> = case
            .options()
            .iter()
            .filter_map(|id| case.catalogue.position(id))
            .collect();
        let problem = problem(case);
        let ranks = drawn(&problem);
        let draws = Draws {
            ranks: &ranks,
            count: 400,
            lot: Lot::Any,
            held: false,
        };
        let paper = Paper::Light;
        let all = [
            ("bars", svg::bars(case, None, paper)),
            ("radar", svg::radar(case, &rows, paper)),
            ("why", svg::why(case, rows[1], rows[0], paper)),
            (
                "weights",
                svg::weights(case, &problem, &problem.verdict(), paper),
            ),
            ("ranks", svg::ranks(case, &problem, &draws, paper)),
            ("life", svg::life(case, &id("rails"), paper)),
            ("criterion", svg::criterion(case, 5, &case.options(), paper)),
        ];
        for (name, chart) in all {
            golden(&format!("chart-{name}.svg"), &chart.expect(name).svg);
        }
    });
}
