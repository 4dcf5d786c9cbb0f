//! The place "Data and method": what the ranking is made of, where it comes
//! from, and what is missing.

use super::about;
use super::ctx::Ctx;
use super::element::{Piece, all, el, of, said, together};
use super::sheet::{
    Block, Cells, Part, aside, chapters, hint, table, verdict, with_note, with_unit,
};
use super::{app, browser, details, offline, parts};
use crate::catalogue::{Catalogue, Change, Criterion, Date, Measure, Technology, Verdict};
use crate::coverage::{self, Cell, Cited, Coverage, Position, Positions, is_old};
use crate::{then, timeline, words};
use std::sync::Arc;

const METHOD: Part = ("data-method", "How the order comes about");
const CRITERIA: Part = ("data-criteria", "Criteria");
const COVERAGE: Part = ("data-coverage", "What is known");
const MISSING: Part = ("data-missing", "What is missing");
const SOURCES: Part = ("data-sources", "Sources");
const CLAIMS: Part = ("data-claims", "The list of 2023");
const CHANGES: Part = (VERSIONS, "Versions");
const OFFLINE: Part = ("data-offline", "Without a network");
/// The id of the heading of what has changed.
pub const VERSIONS: &str = "data-changes";

/// The width and the height of a drawn value function, in its own units.
const PLOT: (f64, f64) = (320.0, 96.0);

/// The place.
pub fn data(ctx: Ctx) -> Piece {
    let title = el("h1")
        .attr("id", app::HEADING)
        .attr("tabindex", "-1")
        .say("Data and method");
    let lead = of("p", "lead").say(
        "What the order is made of, where every value comes from, how old it is, and what nobody could find out.",
    );
    of("div", "technology data")
        .child(
            of("header", "sheet-head")
                .child(title.done())
                .child(lead.done())
                .done(),
        )
        .child(details::needed(ctx, Box::new(move |c| body(ctx, c))))
        .done()
}

fn body(ctx: Ctx, c: &Arc<Catalogue>) -> Piece {
    // A clock beyond all calendars leaves the day of the catalogue.
    let today = timeline::day(browser::now()).unwrap_or(c.checked);
    let found = Coverage::of(c);
    let parts = vec![
        (METHOD, method(c)),
        (CRITERIA, criteria(c)),
        (COVERAGE, known(c, &found, today)),
        (MISSING, missing(c, &found)),
        (SOURCES, sources(c)),
        (CLAIMS, claims(c)),
        (CHANGES, versions(c)),
        (OFFLINE, offline::kept(ctx)),
    ];
    let file = ["catalogue-", &c.version].concat();
    let paper = [
        "Left out on paper is what folds open on the screen: who stands where on each criterion, why each fact is missing, the sources of one technology alone, statements, and single changes. ",
        &file,
        ".csv, which lies beside the page, has every value with its date and source; ",
        &file,
        ".json has all else.",
    ];
    let paper = of("p", "on-paper").say(&paper.concat()).done();
    together(vec![paper, chapters("On this page", parts)])
}

fn method(c: &Catalogue) -> Piece {
    let says = [
        (
            "Each criterion turns a figure into a value from 0 to 100",
            "by a function with fixed bounds, drawn below. The bounds belong to the criterion and never to the technologies that happen to be shown, so that no filter and no newcomer ever reorders the others.",
        ),
        (
            "The points are a sum.",
            "Each value counts by the share of its weight in all weights. What is shown adds up to the total shown, to the tenth.",
        ),
        (
            "Unknown stays unknown.",
            "A missing fact is an interval: the least and the most that it could be. By default it counts as worst until it is known, and the range of ranks that it leaves open stands beside the rank. Whoever has more than a quarter of the weight unknown is not ranked.",
        ),
        (
            "Runtimes stand apart.",
            "Figures of a runtime, which carries many frameworks, cannot stand beside those of one framework.",
        ),
        (
            "Durations are counted from the day of the catalogue,",
            "so that a link gives the same order for ever. Your clock only marks what has grown old.",
        ),
    ];
    let mut lines: Vec<Piece> = says
        .iter()
        .map(|(first, rest)| parts::stressed(first, rest))
        .collect();
    let facts: usize = c.technologies.iter().map(|t| t.stated(c).len()).sum();
    let counts = [
        &words::count(c.technologies.len(), "technology", "technologies"),
        ", ",
        &number(facts),
        " facts with date and source, looked over as a whole on ",
        &words::date(c.checked),
        ".",
    ];
    lines.insert(0, parts::paragraph(&counts.concat()));
    together(lines)
}

// ---- criteria ----

fn criteria(c: &Catalogue) -> Piece {
    let mut groups = Vec::new();
    for (n, group) in c.criteria_groups.iter().enumerate() {
        let of_group = c.criteria.iter().filter(|k| k.group == group.id);
        let heading = el("h3").child(parts::swatch(n)).say(" ").say(&group.label);
        groups.push(heading.done());
        groups.push(
            of("div", "data-criteria")
                .child(all(of_group.map(|k| criterion(c, k))))
                .done(),
        );
    }
    together(groups)
}

fn criterion(c: &Catalogue, k: &Criterion) -> Piece {
    let name = el("h4").say(&k.label).done();
    let question = of("p", "hint").say(&k.question).done();
    let mut inside = vec![name, question];
    let yours = matches!(k.from, Measure::Languages | Measure::Rating);
    if !yours {
        let found = coverage::positions(c, k);
        inside.push(plot(c, k, &found));
        let (known, rest) = about::known_for(c, k, found.known.len());
        inside.push(parts::stressed(&known, rest));
        inside.push(aside("Who stands where", standings(c, k, &found)));
    }
    inside.push(parts::paragraph(&[&words::rule(k), " ", &k.why].concat()));
    if let Some(caveat) = &k.caveat {
        inside.push(parts::paragraph(caveat));
    }
    of("article", "data-criterion")
        .child(together(inside))
        .done()
}

fn plot(c: &Catalogue, k: &Criterion, found: &Positions) -> Piece {
    let (width, height) = PLOT;
    let spot = |x: f64, y: f64| {
        let round = |n: f64| words::figure(libm::round(n * 10.0) / 10.0).replace(',', "");
        [
            round(4.0 + x * (width - 8.0)),
            round(height - 4.0 - y * (height - 8.0)),
        ]
    };
    let mut line = String::new();
    for (n, point) in found.curve(&k.value).iter().enumerate() {
        line.push(if n == 0 { 'M' } else { 'L' });
        line.push_str(&spot(point.x, point.y).join(" "));
    }
    let along = |x: f64| found.along(&k.value, x);
    let mut drawn = vec![el("path").attr("class", "curve").attr("d", &line).done()];
    for p in &found.known {
        let [x1, y1] = spot(along(p.figure.0), p.value.0);
        let [x2, y2] = spot(along(p.figure.1), p.value.1);
        let name = c.technologies.get(p.row).map_or("", |t| &t.name);
        let label = [name, ": ", &figure(k, p)].concat();
        let mark = if p.figure.0 == p.figure.1 {
            el("circle")
                .attr("cx", &x1)
                .attr("cy", &y1)
                .attr("r", "3.5")
        } else {
            el("path")
                .attr("class", "open")
                .attr("d", &["M", &x1, " ", &y1, "L", &x2, " ", &y2].concat())
        };
        drawn.push(mark.child(el("title").say(&label).done()).done());
    }
    let axis = [ends(k, found.from), ends(k, found.to)];
    let name = [
        "Value function of ",
        &k.label,
        ", from ",
        &axis[0],
        " to ",
        &axis[1],
        ", with the position of each technology",
    ];
    let box_of = ["0 0 ", &words::figure(width), " ", &words::figure(height)];
    let svg = el("svg")
        .attr("class", "data-plot")
        .attr("viewBox", &box_of.concat())
        .attr("role", "img")
        .attr("aria-label", &name.concat())
        .child(together(drawn));
    let scale = of("p", "data-axis")
        .attr("aria-hidden", "true")
        .child(el("span").say(&axis[0]).done())
        .child(el("span").say(&axis[1]).done());
    together(vec![svg.done(), scale.done()])
}

/// A figure at an end of the axis.
fn ends(k: &Criterion, x: f64) -> String {
    match &k.value {
        crate::catalogue::ValueFunction::Ordinal { .. } => level(k, x),
        _ => with_unit(x, &k.unit),
    }
}

/// The level of an ordinal by its place.
fn level(k: &Criterion, place: f64) -> String {
    let crate::catalogue::ValueFunction::Ordinal { levels } = &k.value else {
        return String::new();
    };
    // A place is a small whole number.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let found = levels.get(place as usize);
    found.map_or_else(String::new, |l| l.id.to_string())
}

fn figure(k: &Criterion, p: &Position) -> String {
    let share = matches!(k.from, Measure::Capabilities { .. });
    let one = |x: f64| {
        if share { words::percent(x) } else { ends(k, x) }
    };
    if p.figure.0 == p.figure.1 {
        one(p.figure.0)
    } else {
        [&one(p.figure.0), " to ", &one(p.figure.1)].concat()
    }
}

/// All technologies in the order of their values.
fn standings(c: &Catalogue, k: &Criterion, found: &Positions) -> Piece {
    let mut items = of("ol", "data-standings");
    for p in &found.known {
        let Some(t) = c.technologies.get(p.row) else {
            continue;
        };
        let text = [&t.name, ": ", &figure(k, p)].concat();
        items = items.child(parts::item(&text));
    }
    let unknown: Vec<&str> = found
        .unknown
        .iter()
        .filter_map(|row| Some(c.technologies.get(*row)?.name.as_str()))
        .collect();
    let rest = if unknown.is_empty() {
        said("")
    } else {
        parts::paragraph(&["Unknown: ", &words::list(&unknown, "and"), "."].concat())
    };
    together(vec![items.done(), rest])
}

// ---- coverage ----

fn known(c: &Catalogue, found: &Coverage, today: Date) -> Piece {
    let (known, of_all) = found.known(None);
    let says = [
        &share(known, of_all),
        " of the fields below are known: ",
        &number(known),
        " of ",
        &number(of_all),
        ". A fact is called old when it was last true two years ago or longer.",
    ]
    .concat();
    let legend = [
        ("full", "known"),
        ("part", "partly known"),
        ("old", "known, but old"),
        ("none", "unknown"),
    ];
    let legend = all(legend.iter().map(|(class, word)| {
        of("span", "data-key")
            .child(
                of("i", class)
                    .attr("aria-hidden", "true")
                    .say(sign(class))
                    .done(),
            )
            .say(" ")
            .say(word)
            .done()
    }));
    let mut head = el("tr").child(el("th").attr("scope", "col").say("Technology").done());
    let mut foot = el("tr").child(el("th").attr("scope", "row").say("Known").done());
    for (n, column) in found.columns.iter().enumerate() {
        let name = el("span").say(&column.label).done();
        head = head.child(el("th").attr("scope", "col").child(name).done());
        let (known, of_column) = found.known(Some(n));
        foot = foot.child(el("td").say(&share(known, of_column)).done());
    }
    let mut rows = el("tbody");
    for row in c.by_name() {
        let (Some(t), Some(cells)) = (c.technologies.get(row), found.rows.get(row)) else {
            continue;
        };
        let mut row = el("tr").child(el("th").attr("scope", "row").say(&t.name).done());
        for cell in cells {
            row = row.child(heat(*cell, today));
        }
        rows = rows.child(row.done());
    }
    let made = of("table", "data-heat")
        .child(
            of("caption", "unseen")
                .say("What is known of each technology")
                .done(),
        )
        .child(el("thead").child(head.done()).done())
        .child(rows.done())
        .child(el("tfoot").child(foot.done()).done());
    let scroll = of("div", "data-scroll")
        .attr("role", "region")
        .attr("aria-label", "What is known of each technology")
        .attr("tabindex", "0")
        .child(made.done());
    together(vec![
        parts::paragraph(&says),
        of("p", "data-legend").child(legend).done(),
        scroll.done(),
    ])
}

fn share(known: usize, of_all: usize) -> String {
    words::percent(words::number(known) / words::number(of_all.max(1)))
}

fn number(n: usize) -> String {
    words::whole(words::number(n))
}

fn sign(class: &str) -> &'static str {
    match class {
        "full" => "●",
        "part" => "◐",
        "old" => "◷",
        _ => "?",
    }
}

fn heat(cell: Cell, today: Date) -> Piece {
    let old = cell.oldest.filter(|oldest| is_old(*oldest, today));
    let class = match (cell.known, old) {
        (0, _) => "none",
        (_, Some(_)) => "old",
        (known, None) if known < cell.of => "part",
        (_, None) => "full",
    };
    let mut says = match class {
        "none" => "unknown".to_owned(),
        _ if cell.of > 1 => [&cell.known.to_string(), " of ", &cell.of.to_string()].concat(),
        _ => "known".to_owned(),
    };
    if let Some(oldest) = old {
        says.push_str(", oldest of ");
        says.push_str(&words::date(oldest));
    }
    of("td", class)
        .attr("title", &says)
        .child(el("i").attr("aria-hidden", "true").say(sign(class)).done())
        .child(parts::unseen(&says))
        .done()
}

fn missing(c: &Catalogue, found: &Coverage) -> Piece {
    let mut lists = Vec::new();
    for t in c.named() {
        let gaps = coverage::missing(c, t, &found.columns);
        if gaps.is_empty() {
            continue;
        }
        let items = all(gaps.iter().map(|gap| {
            let why = gap.why.unwrap_or("Nobody has looked it up yet.");
            parts::item(&[&gap.label, ": ", why].concat())
        }));
        let name = [t.name.as_str(), ": ", &gaps.len().to_string(), " missing"].concat();
        lists.push(aside(&name, of("ul", "sheet-list").child(items).done()));
    }
    let says = "What no reliable source was found for, and why. Whoever knows one can add it: the catalogue is made of one file for each technology.";
    let none = "Nothing that could be compared was found on documentation, on the breadth of packages, on hiring, on what hosting needs and on the freedom to choose parts, so there is no criterion of them. Your own rating of a technology can stand for what you know.";
    lists.insert(0, parts::paragraph(none));
    lists.insert(0, parts::paragraph(says));
    together(lists)
}

// ---- sources ----

fn cited(cited: &Cited<'_>, shared: bool) -> Cells {
    let source = cited.source;
    let licence = source.licence.as_deref().unwrap_or("not stated");
    let what = if shared {
        [
            &words::count(cited.facts, "fact", "facts"),
            " on ",
            &words::count(cited.technologies, "technology", "technologies"),
            ": ",
            &words::list(&cited.kinds, "and"),
        ]
        .concat()
    } else {
        [
            &words::count(cited.facts, "fact", "facts"),
            ": ",
            &words::list(&cited.kinds, "and"),
        ]
        .concat()
    };
    vec![
        parts::link(&source.url, source.title.clone()),
        said(&what),
        said(&words::date(source.read)),
        said(licence),
    ]
}

/// The columns of a table of sources.
const SOURCE: [&str; 4] = ["Source", "What came from it", "Read", "Licence"];

fn sources(c: &Catalogue) -> Piece {
    let rows = coverage::shared(c).iter().map(|s| cited(s, true)).collect();
    let mut inside = vec![
        hint("Sources that several technologies share, the one with the most facts first."),
        table(
            "sources",
            "Shared sources",
            &SOURCE,
            Block::plain(rows),
            None,
        ),
        hint(
            "Sources of one technology. Each capability links to the page of its documentation on the technology's sheet.",
        ),
    ];
    for t in c.named() {
        let rows: Vec<Cells> = coverage::own(c, t)
            .iter()
            .map(|s| cited(s, false))
            .collect();
        if !rows.is_empty() {
            let name = [
                t.name.as_str(),
                ": ",
                &words::count(rows.len(), "source", "sources"),
            ];
            let caption = ["Sources of ", &t.name].concat();
            let made = table("sources", &caption, &SOURCE, Block::plain(rows), None);
            inside.push(aside(&name.concat(), made));
        }
    }
    together(inside)
}

// ---- claims, versions ----

fn claims(c: &Catalogue) -> Piece {
    let mut inside = vec![parts::paragraph(
        "A widely read list of 2023 described ten of these technologies. Each of its statements was checked, in our words; the evidence stands on each sheet.",
    )];
    let claimed: Vec<&Technology> = c
        .technologies
        .iter()
        .filter(|t| !t.claims.is_empty())
        .collect();
    let mut totals = Vec::new();
    for kind in [
        Verdict::Holds,
        Verdict::Partly,
        Verdict::Outdated,
        Verdict::Wrong,
        Verdict::NotVerifiable,
    ] {
        let all = claimed.iter().flat_map(|t| &t.claims);
        let count = all.filter(|claim| claim.verdict == kind).count();
        if count > 0 {
            totals.push([&count.to_string(), " ", kind.as_str()].concat());
        }
    }
    inside.push(parts::paragraph(
        &["Of its statements: ", &totals.join(", "), "."].concat(),
    ));
    for t in claimed {
        let rows = t.claims.iter().map(|claim| {
            vec![
                said(&claim.says),
                verdict(claim.verdict),
                said(&claim.finding),
            ]
        });
        let heads = ["It said", "Today", "What was found"];
        let caption = ["Claims on ", &t.name].concat();
        let made = table(
            "claims",
            &caption,
            &heads,
            Block::plain(rows.collect()),
            None,
        );
        let name = [
            t.name.as_str(),
            ": ",
            &words::count(t.claims.len(), "statement", "statements"),
        ];
        inside.push(aside(&name.concat(), made));
    }
    together(inside)
}

fn versions(c: &Catalogue) -> Piece {
    let download = |kind: &str, says: &str| {
        let file = ["catalogue-", &c.version, ".", kind].concat();
        el("a")
            .attr("href", &file)
            .attr("download", &["groundwork-", &file].concat())
            .say(says)
            .done()
    };
    let links = of("p", "actions")
        .child(download("json", "Download as JSON"))
        .child(download("csv", "Download as CSV"))
        .child(
            el("a")
                .attr("href", "technology.schema.json")
                .say("JSON Schema of a technology's file")
                .done(),
        );
    let version = [
        "This is version ",
        c.version.as_str(),
        ". The files hold every fact with its date and source.",
    ];
    let mut inside = vec![parts::paragraph(&version.concat()), links.done()];
    for change in &c.changes {
        let items = all(change.what.iter().map(|what| parts::item(what)));
        inside.push(el("h3").say(&words::date(change.date)).done());
        if !change.what.is_empty() {
            inside.push(of("ul", "sheet-list").child(items).done());
        }
        if !change.facts.is_empty() {
            inside.push(revised(c, change));
        }
    }
    together(inside)
}

/// Facts that became others, in a fold.
fn revised(c: &Catalogue, change: &Change) -> Piece {
    let rows = change.facts.iter().map(|fact| {
        let known = c.technology(&fact.technology);
        let name = known.map_or(fact.technology.as_str(), |t| &t.name);
        let value = |text: &Option<String>| said(text.as_deref().unwrap_or("unknown"));
        vec![
            said(name),
            said(&then::field(c, &fact.field)),
            value(&fact.before),
            with_note(value(&fact.after), fact.why.as_deref().unwrap_or_default()),
        ]
    });
    let count = words::count(change.facts.len(), "fact has changed", "facts have changed");
    let day = words::date(change.date);
    let caption = ["Facts that changed with the catalogue of ", &day].concat();
    let heads = ["Technology", "Fact", "Before", "Since then"];
    let made = table(
        "revised",
        &caption,
        &heads,
        Block::plain(rows.collect()),
        None,
    );
    aside(&count, made)
}
