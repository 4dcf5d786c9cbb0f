//! The case as a document of a page that is one file: inputs, ranking,
//! arithmetic, what speaks against the first, and the source of every figure.
//! And how document and state are put into such a file.
//!
//! All that is data is escaped; markup is only what stands in this file, since
//! [`Html::raw`] takes nothing else.

use super::Case;
use crate::catalogue::{Catalogue, Criterion, Date, Id, Level, Map, Measure, Technology, Yours};
use crate::compare::{Cell, Cite, Content, Row, RowKind, scored, why};
use crate::decide::{Ranked, Ranking, UnknownPolicy, tenths};
use crate::explore::{Facet, Facets, Outcome, Reason};
use crate::verdict::{Names, Problem, Verdict};
use crate::words;

/// How many are looked at closely where fewer than two are compared.
const CLOSE: usize = 5;
/// How many of the greatest advantages of the nearest challenger are named.
const ADVANTAGES: usize = 5;

/// The case as HTML without a frame: headings from `h1` on, paragraphs, lists
/// and tables; no script, no style, no image. Links are `https` only.
#[must_use]
pub fn document(case: &Case<'_>) -> String {
    let asked = Asked::new(case);
    let mut html = Html::default();
    head(&mut html, &asked);
    inputs(&mut html, case);
    ranking(&mut html, case);
    arithmetic(&mut html, &asked);
    against(&mut html, &asked);
    sources(&mut html, &asked);
    html.0
}

/// What the document is called: `The case for Django`.
#[must_use]
pub fn title(case: &Case<'_>) -> String {
    match first(case).and_then(|row| case.catalogue.technologies.get(row)) {
        Some(t) => ["The case for ", &t.name].concat(),
        None => "A comparison of backend technologies".to_owned(),
    }
}

/// The league that is asked of: frameworks, unless only runtimes are left.
fn league<'a>(case: &'a Case<'_>) -> &'a Ranking {
    let leagues = &case.leagues;
    if leagues.frameworks.ranked.is_empty() && !leagues.runtimes.ranked.is_empty() {
        &leagues.runtimes
    } else {
        &leagues.frameworks
    }
}

fn first(case: &Case<'_>) -> Option<usize> {
    league(case).ranked.first().map(|r| r.row)
}

/// The case with what is asked of it.
struct Asked<'a> {
    case: &'a Case<'a>,
    problem: Problem,
    verdict: Verdict,
    /// Those who are looked at closely.
    close: Vec<Id>,
}

impl<'a> Asked<'a> {
    fn new(case: &'a Case<'a>) -> Self {
        let c = case.catalogue;
        let policy = case.comparison.unknown;
        let ranked = &league(case).ranked;
        let problem = Problem::new(c, &case.matrix, &case.shares, ranked, policy, case.own());
        let compared = &case.comparison.compared;
        let listed = compared.iter().filter(|id| c.technology(id).is_some());
        let mut close: Vec<Id> = listed.cloned().collect();
        if close.len() < 2 {
            let best = ranked.iter().take(CLOSE);
            close = best
                .filter_map(|r| Some(c.technologies.get(r.row)?.id.clone()))
                .collect();
        }
        Self {
            case,
            verdict: problem.verdict(),
            problem,
            close,
        }
    }

    fn names(&self) -> Names<'_> {
        Names::new(self.case.catalogue, &self.problem)
    }
}

// ---- markup ----

/// HTML that is being written.
#[derive(Default)]
struct Html(String);

impl Html {
    /// Markup, which is never data.
    fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text.
    fn say(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.0);
        self
    }

    fn heading(&mut self, text: &str) {
        self.raw("\n<h2>").say(text).raw("</h2>\n");
    }

    fn paragraph(&mut self, text: &str) {
        self.raw("<p>").say(text).raw("</p>\n");
    }

    fn hint(&mut self, text: &str) {
        self.raw("<p class=\"hint\">").say(text).raw("</p>\n");
    }

    fn item(&mut self, text: &str) {
        self.raw("<li>").say(text).raw("</li>\n");
    }

    fn term(&mut self, term: &str, text: &str) {
        self.raw("<dt>").say(term).raw("</dt><dd>").say(text);
        self.raw("</dd>\n");
    }

    /// An `https` address under a text, or the text alone.
    fn link(&mut self, url: &str, text: &str) {
        if url.starts_with("https://") {
            self.raw("<a rel=\"noopener noreferrer\" href=\"").say(url);
            self.raw("\">").say(text).raw("</a>");
        } else {
            self.say(text);
        }
    }

    /// A table with its caption and the heads of its columns, those of numbers
    /// marked; the caller writes rows and closes it with [`Html::closed`].
    fn table(&mut self, caption: &str, heads: &[(&str, bool)]) {
        // A region, so that it can be scrolled by keys where the screen is narrow.
        self.raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
            .say(caption)
            .raw("\"><table><caption>")
            .say(caption);
        self.raw("</caption>\n<thead><tr>");
        for (head, number) in heads {
            self.raw(if *number {
                "<th scope=\"col\" class=\"n\">"
            } else {
                "<th scope=\"col\">"
            });
            self.say(head).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
    }

    fn closed(&mut self) {
        self.raw("</tbody></table></div>\n");
    }

    fn row(&mut self, head: &str) {
        self.raw("<tr><th scope=\"row\">").say(head).raw("</th>");
    }

    fn cell(&mut self, text: &str) {
        self.raw("<td>").say(text).raw("</td>");
    }

    fn number(&mut self, text: &str) {
        self.raw("<td class=\"n\">").say(text).raw("</td>");
    }

    fn end(&mut self) {
        self.raw("</tr>\n");
    }

    fn yours(&mut self) {
        self.raw(" <span class=\"yours\">yours</span>");
    }
}

/// Writes a text so that nothing of it is markup, within an element or an
/// attribute in quotes. What no text of a page may hold becomes `U+FFFD`.
fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            '\n' | '\t' => into.push(c),
            c if c.is_control() => into.push('\u{fffd}'),
            c => into.push(c),
        }
    }
}

// ---- parts ----

fn head(html: &mut Html, asked: &Asked<'_>) {
    let case = asked.case;
    let c = case.catalogue;
    html.raw("<h1>").say(&title(case)).raw("</h1>\n");
    html.paragraph(&asked.names().verdict(&asked.verdict));
    let facts = asked.names().facts(&asked.verdict, None);
    if !facts.is_empty() {
        html.raw("<ul>\n");
        for fact in &facts {
            html.item(fact);
        }
        html.raw("</ul>\n");
    }
    html.raw("<dl>\n");
    html.term("Made on", &words::date(case.today));
    html.term(
        "Facts",
        &[
            "catalogue of ",
            &words::date(c.checked),
            ", version ",
            &c.version,
            "; durations are counted from ",
            &words::date(c.reference_date),
        ]
        .concat(),
    );
    if let Some(since) = case.comparison.since {
        let says = [
            "those from before ",
            &words::date(since),
            " count as unknown",
        ];
        html.term("Older facts", &says.concat());
    }
    html.term(
        "Unknown facts",
        match case.comparison.unknown {
            UnknownPolicy::Worst => "count as worst, until they are known",
            UnknownPolicy::Middle => "count in the middle of what they could be",
            UnknownPolicy::Peers => "count like what is known of others of the same kind",
        },
    );
    if !case.link.is_empty() {
        html.raw("<dt>Link</dt><dd>");
        html.link(case.link, case.link);
        html.raw("</dd>\n");
    }
    html.raw("</dl>\n");
}

fn inputs(html: &mut Html, case: &Case<'_>) {
    let c = case.catalogue;
    html.heading("What was asked");
    weights(html, case);
    filters(html, case);
    answers(html, case);
    let ratings = |html: &mut Html, title: &'static str, rated: Vec<String>| {
        if !rated.is_empty() {
            html.raw("<h3>").raw(title).raw("</h3>\n");
            html.paragraph(&[&words::list(&rated, "and"), "."].concat());
        }
    };
    let language = |(id, rating): (&Id, &crate::decide::Rating)| {
        let name = crate::catalogue::label(&c.lists.languages, id);
        [name, " ", &rating.get().to_string(), " of 5"].concat()
    };
    let languages = case.languages.iter().map(language).collect();
    ratings(html, "How well the team knows each language", languages);
    let technology = |(id, rating): (&Id, &crate::decide::Rating)| {
        [&name(c, id), " ", &rating.get().to_string(), " of 5"].concat()
    };
    let technologies = case.ratings.iter().map(technology).collect();
    ratings(html, "Your own ratings", technologies);
    own(html, c);
}

fn weights(html: &mut Html, case: &Case<'_>) {
    let c = case.catalogue;
    html.raw("<h3>What matters</h3>\n");
    if case.shares.equal {
        html.paragraph("All weights are 0, so every criterion counts alike.");
    }
    let share = |n: usize| case.shares.of.get(n).copied().unwrap_or_default();
    let by_share = crate::catalogue::order(c.criteria.len(), &|a, b| share(b).total_cmp(&share(a)));
    html.table(
        "Criteria by their share of the whole",
        &[
            ("Criterion", false),
            ("Weight", true),
            ("Share", true),
            ("What it asks", false),
            ("How a figure becomes a value", false),
        ],
    );
    let mut without = Vec::new();
    for (n, k) in by_share
        .iter()
        .filter_map(|n| Some((*n, c.criteria.get(*n)?)))
    {
        if share(n) <= 0.0 {
            without.push(k.label.as_str());
            continue;
        }
        html.raw("<tr><th scope=\"row\">").say(&k.label);
        if c.yours.contains(&Yours::Criterion(k.id.clone())) {
            html.yours();
        }
        html.raw("</th>");
        let weight = case.comparison.weights.get(k.key);
        html.number(&words::hundredths(weight.hundredths()));
        html.number(&words::weight(share(n)));
        html.cell(&k.question);
        html.cell(&words::rule(k));
        html.end();
    }
    html.closed();
    if !without.is_empty() {
        let says = ["Without a weight: ", &words::list(&without, "and"), "."];
        html.hint(&says.concat());
    }
}

fn filters(html: &mut Html, case: &Case<'_>) {
    let c = case.catalogue;
    html.raw("<h3>What must be there</h3>\n");
    let facets = Facets::of(c);
    let mut lines = Vec::new();
    for (facet, ids) in &case.comparison.facets {
        let offered = facets.choices(*facet);
        let labels: Vec<&str> = ids
            .iter()
            .filter_map(|id| Some(offered.iter().find(|o| o.id == *id)?.label.as_str()))
            .collect();
        if !labels.is_empty() {
            lines.push([facet_name(*facet), ": ", &words::list(&labels, "or")].concat());
        }
    }
    for (id, level) in &case.comparison.must {
        if let Some(k) = c.capability(id) {
            let at_least = match level {
                Level::Core => "built in",
                Level::Official => "at least an official package",
                Level::Community | Level::None => "at least a package of others",
            };
            lines.push([&k.label, ": ", at_least].concat());
        }
    }
    let all = words::count(c.technologies.len(), "technology", "technologies");
    if lines.is_empty() {
        html.paragraph(&["Nothing was asked for; all ", &all, " were ranked."].concat());
        return;
    }
    html.raw("<ul>\n");
    for line in &lines {
        html.item(line);
    }
    html.raw("</ul>\n");
    let left: usize = (0..c.technologies.len())
        .filter(|row| case.narrowed.candidates.contains(*row))
        .count();
    html.paragraph(&["That leaves ", &left.to_string(), " of ", &all, "."].concat());
}

fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "Kind",
        Facet::Language => "Language",
        Facet::Licence => "Licence",
        Facet::Governance => "Who decides about it",
        Facet::TypeSafety => "Type safety",
        Facet::Database => "Database",
    }
}

/// The answers given in the guide.
fn answers(html: &mut Html, case: &Case<'_>) {
    let mut given = Vec::new();
    for (id, answers) in &case.comparison.guide {
        let question = case.catalogue.guide.iter().find(|q| q.id == *id);
        let Some(question) = question else { continue };
        let chosen = question.answers.iter().filter(|a| answers.contains(&a.id));
        let labels: Vec<&str> = chosen.map(|a| a.label.as_str()).collect();
        if !labels.is_empty() {
            given.push((&question.ask, words::list(&labels, "and")));
        }
    }
    if given.is_empty() {
        return;
    }
    html.raw("<h3>Questions that were answered</h3>\n<dl>\n");
    for (ask, answer) in given {
        html.term(ask, &answer);
    }
    html.raw("</dl>\n");
}

/// What of the catalogue is the user's own, with the reasons.
fn own(html: &mut Html, c: &Catalogue) {
    if c.yours.is_empty() {
        return;
    }
    html.raw("<h3>Your own entries</h3>\n<ul>\n");
    for yours in &c.yours {
        let (what, note) = match yours {
            Yours::Technology(id) => (["the technology ", &name(c, id)].concat(), None),
            Yours::Criterion(id) => {
                let label = c.criterion(id).map_or(id.as_str(), |k| &k.label);
                (["the criterion ", label].concat(), None)
            }
            Yours::Fact(id, field) => {
                let stated = c.technology(id).map(|t| t.stated(c)).unwrap_or_default();
                let fact = stated.iter().find(|s| s.field == *field);
                let value = fact.map_or_else(
                    || "taken back".to_owned(),
                    |f| [f.value.as_str(), " ", f.unit].concat().trim().to_owned(),
                );
                let note = fact.and_then(|f| f.note).map(str::to_owned);
                ([&name(c, id), ", ", field, ": ", &value].concat(), note)
            }
        };
        html.raw("<li>").say(&what);
        if let Some(note) = note {
            html.say(" (").say(&note).say(")");
        }
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

/// The name of a technology; its id where it is not listed.
fn name(c: &Catalogue, id: &Id) -> String {
    c.technology(id)
        .map_or_else(|| id.to_string(), |t| t.name.clone())
}

fn ranking(html: &mut Html, case: &Case<'_>) {
    html.heading("The ranking");
    html.paragraph(
        "The points of a technology are 100 times the sum, over all criteria, of the criterion’s share times the technology’s value on it. The rule by which a figure becomes a value belongs to the criterion and not to who is compared, so taking one out reorders nobody else. Where facts are missing, the least and the most possible are shown.",
    );
    let leagues = [
        ("Frameworks and platforms", &case.leagues.frameworks),
        (
            "Runtimes, whose figures cannot stand beside those of frameworks",
            &case.leagues.runtimes,
        ),
    ];
    let mut any = false;
    for (caption, ranking) in leagues {
        if ranking.ranked.is_empty() && ranking.unranked.is_empty() {
            continue;
        }
        any = true;
        let heads = [
            ("Rank", true),
            ("Technology", false),
            ("Points", true),
            ("Could have", true),
            ("Could rank", true),
        ];
        html.table(caption, &heads);
        for r in &ranking.ranked {
            place(html, case, r, &r.rank.to_string());
        }
        for r in &ranking.unranked {
            place(html, case, r, "not ranked");
        }
        html.closed();
        if !ranking.unranked.is_empty() {
            html.hint("Not ranked: missing facts leave more than a quarter of the points open.");
        }
    }
    if !any {
        html.paragraph("Nothing matches what was asked.");
    }
    left_out(html, case);
}

fn place(html: &mut Html, case: &Case<'_>, r: &Ranked, rank: &str) {
    let c = case.catalogue;
    let Some(t) = c.technologies.get(r.row) else {
        return;
    };
    let at = |list: &[f64]| tenths(list.get(r.row).copied().unwrap_or_default());
    let (low, high) = (at(&case.scores.low), at(&case.scores.high));
    html.raw("<tr>");
    html.number(rank);
    html.raw("<th scope=\"row\">").say(&t.name);
    if c.yours.contains(&Yours::Technology(t.id.clone())) {
        html.yours();
    }
    html.raw("</th>");
    html.number(&words::points(at(&case.scores.shown)));
    html.number(&range(&words::points(low), &words::points(high)));
    html.number(&range(&r.best.to_string(), &r.worst.to_string()));
    html.end();
}

fn range(low: &str, high: &str) -> String {
    if low == high {
        low.to_owned()
    } else {
        [low, " to ", high].concat()
    }
}

/// Who was left out, by all that each lacks.
fn left_out(html: &mut Html, case: &Case<'_>) {
    let c = case.catalogue;
    let mut by_reason: Vec<(String, Vec<&str>)> = Vec::new();
    for row in c.by_name() {
        let (Some(t), Some(Outcome::Excluded { reasons })) =
            (c.technologies.get(row), case.narrowed.outcomes.get(row))
        else {
            continue;
        };
        let why: Vec<String> = reasons.iter().map(|r| lacks(c, r)).collect();
        let why = words::list(&why, "and");
        match by_reason.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(&t.name),
            None => by_reason.push((why, vec![&t.name])),
        }
    }
    if by_reason.is_empty() {
        return;
    }
    html.raw("<h3>Who was left out</h3>\n<dl>\n");
    for (why, names) in &by_reason {
        html.term(why, &words::list(names, "and"));
    }
    html.raw("</dl>\n");
}

fn lacks(c: &Catalogue, reason: &Reason) -> String {
    match reason {
        Reason::Facet { facet, has: None } => [facet_name(*facet), " unknown"].concat(),
        Reason::Facet { facet, .. } => match facet {
            Facet::Kind => "Another kind",
            Facet::Language => "Another language",
            Facet::Licence => "Another licence",
            Facet::Governance => "Others decide about it",
            Facet::TypeSafety => "Other type safety",
            Facet::Database => "Other databases",
        }
        .to_owned(),
        Reason::Must {
            capability, has, ..
        } => {
            let label = c.capability(capability);
            let label = label.map_or(capability.as_str(), |k| &k.label);
            [label, ": ", level(*has)].concat()
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Core => "built in",
        Level::Official => "official package",
        Level::Community => "package of others",
        Level::None => "none",
    }
}

/// A cell's content in words.
fn content(content: &Content) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::List(items) => {
            let texts: Vec<&str> = items.iter().map(|i| i.text.as_str()).collect();
            words::list(&texts, "and")
        }
        Content::Level(found) => level(*found).to_owned(),
        Content::Unknown { word, .. } => (*word).to_owned(),
        Content::Unlisted => "not listed".to_owned(),
    }
}

/// The rows of the criteria that count, of those looked at closely.
fn criteria(asked: &Asked<'_>) -> Vec<(f64, Row)> {
    let groups = scored(&asked.case.scored(), &asked.close, None);
    let mut rows = Vec::new();
    for row in groups.into_iter().flat_map(|g| g.rows) {
        match row.kind {
            RowKind::Criterion { share } if share > 0.0 => rows.push((share, row)),
            RowKind::Criterion { .. } | RowKind::Total | RowKind::Fact => {}
        }
    }
    crate::catalogue::sorted(rows, &|a, b| b.0.total_cmp(&a.0))
}

fn arithmetic(html: &mut Html, asked: &Asked<'_>) {
    let case = asked.case;
    if asked.close.is_empty() {
        return;
    }
    html.heading("The arithmetic");
    example(html, asked);
    let names: Vec<String> = asked
        .close
        .iter()
        .map(|id| name(case.catalogue, id))
        .collect();
    let mut heads = vec![("Criterion", false), ("Share", true)];
    heads.extend(names.iter().map(|name| (name.as_str(), true)));
    html.table(
        "Points by criterion, with the figure behind them; the points of a column are rounded so that they add up to its total, so equal figures may differ by 0.1",
        &heads,
    );
    for (share, row) in criteria(asked) {
        html.row(&row.label);
        html.number(&words::weight(share));
        for cell in &row.cells {
            html.raw("<td class=\"n\"><b>");
            html.say(
                &cell
                    .points
                    .map_or_else(String::new, |p| words::points(p.tenths)),
            );
            html.raw("</b><br><small>").say(&content(&cell.content));
            html.raw("</small></td>");
        }
        html.end();
    }
    html.raw("</tbody><tfoot><tr><th scope=\"row\">Total</th><td></td>");
    for id in &asked.close {
        let row = case.catalogue.position(id);
        html.number(&row.map_or_else(String::new, |row| words::points(case.scored().total(row))));
    }
    html.raw("</tr></tfoot></table></div>\n");
}

/// How one figure became points, in numbers.
fn example(html: &mut Html, asked: &Asked<'_>) {
    let case = asked.case;
    let rows = criteria(asked);
    let (Some((share, row)), Some(id)) = (rows.first(), asked.close.first()) else {
        return;
    };
    let column = case
        .catalogue
        .criteria
        .iter()
        .position(|k| k.label == row.label);
    let values = column.and_then(|column| case.matrix.columns.get(column));
    let at = case.catalogue.position(id);
    let (Some(values), Some(at), Some(cell)) = (values, at, row.cells.first()) else {
        return;
    };
    let (low, shown, high) = values.at(at, case.comparison.unknown);
    if low < high {
        return;
    }
    html.paragraph(
        &[
            "For example: ",
            &row.label,
            " has ",
            &words::weight(*share),
            " of the 100 points; ",
            &content(&cell.content),
            " of ",
            &name(case.catalogue, id),
            ", a value of ",
            &words::value(shown),
            " of 100, gives ",
            &cell
                .points
                .map_or_else(String::new, |p| words::points(p.tenths)),
            " points.",
        ]
        .concat(),
    );
}

/// What speaks most for somebody else.
fn against(html: &mut Html, asked: &Asked<'_>) {
    let case = asked.case;
    let c = case.catalogue;
    let Some(t) = first(case).and_then(|row| c.technologies.get(row)) else {
        return;
    };
    html.heading("The strongest case against it");
    let names = asked.names();
    if let Some(flip) = asked.verdict.flips.reachable.first() {
        let challenger = names.who(flip.challenger);
        let moves = asked.problem.moves(flip);
        let level = if moves.is_empty() {
            [challenger, " has the same points as ", &t.name, "."].concat()
        } else {
            [
                challenger,
                " draws level with ",
                &t.name,
                " once ",
                &words::weight(flip.mass),
                " of the weight moves ",
                &names.moved(&moves),
                ".",
            ]
            .concat()
        };
        html.paragraph(&level);
        let rows = (
            asked.problem.rows.first(),
            asked.problem.rows.get(flip.challenger),
        );
        if let (Some(leader), Some(other)) = rows {
            advantages(html, case, *leader, *other, &t.name, challenger);
        }
    } else if asked.problem.rows.len() < 2 {
        html.paragraph("Nobody else is left to choose.");
    } else {
        html.paragraph("No weights of the criteria that count put anybody else first.");
    }
    if !asked.problem.possible.is_empty() {
        let who: Vec<&str> = asked
            .problem
            .possible
            .iter()
            .map(|n| names.who(*n))
            .collect();
        html.paragraph(
            &[
                words::list(&who, "or").as_str(),
                " could come first by facts that are missing today, without any other weight.",
            ]
            .concat(),
        );
    }
    if !t.cautions.is_empty() {
        html.paragraph(&["What to know before choosing ", &t.name, ":"].concat());
        html.raw("<ul>\n");
        for caution in &t.cautions {
            html.raw("<li>").say(&caution.value).say(" ");
            let source = c.source(t, &caution.source);
            let (title, url) = source.map_or(("", ""), |s| (s.title.as_str(), s.url.as_str()));
            read(html, title, url, caution.as_of);
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
}

/// Where the challenger is ahead of the leader, the most first.
fn advantages(
    html: &mut Html,
    case: &Case<'_>,
    leader: usize,
    challenger: usize,
    first: &str,
    other: &str,
) {
    let why = why(&case.scored(), leader, challenger);
    let ahead = why.parts.iter().filter(|part| part.tenths < 0);
    let ahead: Vec<_> = ahead.take(ADVANTAGES).collect();
    if ahead.is_empty() {
        html.paragraph(&[other, " is ahead on no criterion that counts."].concat());
        return;
    }
    html.paragraph(&["Where ", other, " is ahead:"].concat());
    html.raw("<ul>\n");
    for part in ahead {
        let k = case.catalogue.criteria.get(part.column);
        let [mine, theirs] = &part.figures;
        html.item(
            &[
                k.map_or("", |k| k.label.as_str()),
                ": ",
                &content(theirs),
                " against ",
                &content(mine),
                " of ",
                first,
                ", worth ",
                &words::points(-part.tenths),
                " points",
            ]
            .concat(),
        );
    }
    html.raw("</ul>\n");
}

/// Where something was read and when it was true.
fn read(html: &mut Html, title: &str, url: &str, as_of: Date) {
    html.raw("<small>");
    html.link(url, title);
    html.say(if title.is_empty() { "" } else { ", " });
    html.say(&words::date(as_of)).raw("</small>");
}

/// The fields of a technology that a criterion reads.
fn fields(c: &Catalogue, measure: &Measure) -> Vec<String> {
    let fixed = |fields: &[&str]| fields.iter().map(|f| (*f).to_owned()).collect();
    match measure {
        Measure::Metric { id } => vec![["metrics.", id.as_str()].concat()],
        Measure::Maturity => fixed(&["first_release"]),
        Measure::Support => fixed(&["lifecycle.support", "lifecycle.policy"]),
        Measure::Freshness => fixed(&["lifecycle.latest"]),
        Measure::Capabilities { group } => {
            let of = c.capabilities.iter().filter(|k| k.group == *group);
            of.map(|k| ["capabilities.", k.id.as_str()].concat())
                .collect()
        }
        Measure::TypeSafety => fixed(&["type_safety"]),
        Measure::Languages | Measure::Rating => Vec::new(),
    }
}

fn is_yours(c: &Catalogue, t: &Technology, field: &str) -> bool {
    c.yours
        .contains(&Yours::Fact(t.id.clone(), field.to_owned()))
}

fn sources(html: &mut Html, asked: &Asked<'_>) {
    let c = asked.case.catalogue;
    if asked.close.is_empty() {
        return;
    }
    html.heading("Where each figure comes from");
    html.hint("With the day on which it was true. What is not known is said to be so.");
    let rows = criteria(asked);
    let criterion = |label: &str| c.criteria.iter().find(|k| k.label == label);
    for (n, id) in asked.close.iter().enumerate() {
        let Some(t) = c.technology(id) else { continue };
        html.raw("<h3>").say(&t.name).raw("</h3>\n<ul>\n");
        for (_, row) in &rows {
            if let (Some(cell), Some(k)) = (row.cells.get(n), criterion(&row.label)) {
                sourced(html, c, t, k, cell);
            }
        }
        html.raw("</ul>\n");
    }
}

/// One figure with its source; those of a group of capabilities one by one.
fn sourced(html: &mut Html, c: &Catalogue, t: &Technology, k: &Criterion, cell: &Cell) {
    html.raw("<li>")
        .say(&k.label)
        .say(": ")
        .say(&content(&cell.content));
    let mine = fields(c, &k.from).iter().any(|field| is_yours(c, t, field));
    if mine && !matches!(k.from, Measure::Capabilities { .. }) {
        html.yours();
    }
    if let Some(detail) = &cell.detail {
        html.say(", ").say(detail);
    }
    if let Some(Cite { title, url, as_of }) = &cell.cite {
        html.say(" ");
        read(html, title, url, *as_of);
    }
    if let Some(note) = &cell.note {
        html.raw(" <small>").say(note).raw("</small>");
    }
    if let Content::Unknown { why: Some(why), .. } = &cell.content {
        html.raw(" <small>").say(why).raw("</small>");
    }
    if let Measure::Capabilities { group } = &k.from {
        html.raw("\n<ul>\n");
        for k in c.capabilities.iter().filter(|k| k.group == *group) {
            html.raw("<li>").say(&k.label).say(": ");
            let Some(fact) = t.capabilities.get(&k.id) else {
                html.say("unknown").raw("</li>\n");
                continue;
            };
            html.say(level(fact.level));
            if let Some(via) = &fact.via {
                html.say(", ").say(via);
            }
            if is_yours(c, t, &["capabilities.", k.id.as_str()].concat()) {
                html.yours();
            }
            html.say(" ");
            let doc = fact.doc.as_deref().unwrap_or_default();
            read(
                html,
                if doc.is_empty() { "" } else { "documentation" },
                doc,
                fact.as_of,
            );
            html.raw("</li>\n");
        }
        html.raw("</ul>");
    }
    html.raw("</li>\n");
}

// ---- the file ----

/// What is put into a file.
#[derive(Clone, Debug, Default)]
pub struct Filling<'a> {
    /// The title of the file.
    pub title: &'a str,
    /// What the file says of itself, in a sentence or two.
    pub about: &'a str,
    /// Its document: HTML, see [`document`].
    pub document: &'a str,
    /// Where the links lead that the page in the file gives: an address
    /// without a query; empty for nowhere.
    pub home: &'a str,
    /// What the page in the file finds saved: keys and texts.
    pub saved: Map<String, String>,
}

/// Why a text cannot be made such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is something else.
    Foreign,
    /// It is cut short, or changed.
    Damaged,
}

const BEGINS: &str = "<!doctype html>";
const SUM: &str = "<!--sum:";
/// The places that are filled: what stands before and after each.
const TITLE: [&str; 2] = ["<title data-own=\"\">", "</title>"];
const ABOUT: [&str; 2] = ["<!--about-->", "<!--/about-->"];
const DOCUMENT: [&str; 2] = ["<!--document-->", "<!--/document-->"];
const PACK: [&str; 2] = [
    "<script id=\"pack\" type=\"application/json\" data-own=\"\">",
    "</script>",
];

/// Says whether a template came whole, by the checksum at its end.
///
/// # Errors
/// It is not a template, or not all of it.
pub fn check(template: &str) -> Result<(), Fault> {
    if !template.starts_with(BEGINS) || !template.contains(PACK[0]) {
        return Err(Fault::Foreign);
    }
    let (text, sum) = template.rsplit_once(SUM).ok_or(Fault::Damaged)?;
    let sum = sum.trim_end().strip_suffix("-->").ok_or(Fault::Damaged)?;
    if u32::from_str_radix(sum, 16) == Ok(checksum(text)) {
        Ok(())
    } else {
        Err(Fault::Damaged)
    }
}

/// FNV-1a of 32 bits: of a text with one byte changed it is another.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum: u32, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Makes a file of a template, or of another file; the one is as good as the
/// other.
///
/// # Errors
/// It is not a template.
pub fn fill(template: &str, filling: &Filling<'_>) -> Result<String, Fault> {
    let text = template.rsplit_once(SUM).map_or(template, |(text, _)| text);
    if !text.starts_with(BEGINS) {
        return Err(Fault::Foreign);
    }
    let mut title = String::new();
    escape(filling.title, &mut title);
    let mut about = Html::default();
    about.raw("<strong>").say(filling.title).raw(".</strong> ");
    about.say(filling.about);
    let saved: Vec<String> = filling
        .saved
        .iter()
        .map(|(key, text)| [quoted(key), quoted(text)].join(":"))
        .collect();
    let (home, saved) = (quoted(filling.home), saved.join(","));
    let pack = ["{\"home\":", &home, ",\"saved\":{", &saved, "}}"].concat();
    let mut rest = text;
    let mut made = String::with_capacity(text.len() + filling.document.len());
    let places = [
        (TITLE, title.as_str()),
        (ABOUT, &about.0),
        (DOCUMENT, filling.document),
        (PACK, &pack),
    ];
    // In the order in which they stand in a template.
    for ([before, after], filling) in places {
        let (head, tail) = rest.split_once(before).ok_or(Fault::Foreign)?;
        let (_, tail) = tail.split_once(after).ok_or(Fault::Foreign)?;
        made.push_str(&[head, before, filling, after].concat());
        rest = tail;
    }
    made.push_str(rest);
    Ok(made)
}

/// A text in JSON, within an element that a `<` could end.
fn quoted(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted.replace('<', "\\u003c")
}
