//! The work that is measured, over generated catalogues of any size.
//!
//! The generator is that of `rival/gen.mjs`, bit for bit: only whole numbers
//! of 32 bits and the four operations on doubles. Both sides digest what they
//! generated, so that a run can say that they worked on the same data.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]

use groundwork::catalogue::ValueFunction;
use groundwork::decide::{
    Acceptability, Among, Flips, Interval, Matrix, Missing, Prior, Scores, Shares, Table,
    UnknownPolicy, can_win, flips, intervals, rank, values,
};
use groundwork::explore::{Bits, FacetIndex, Field, SearchIndex};

const SEED: u32 = 20_240_607;

/// A stream of pseudorandom numbers: mulberry32.
struct Stream(u32);

impl Stream {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = self.0;
        t = (t ^ (t >> 15)).wrapping_mul(t | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
        t ^ (t >> 14)
    }

    fn unit(&mut self) -> f64 {
        f64::from(self.next()) / 4_294_967_296.0
    }

    fn below(&mut self, k: usize) -> usize {
        (self.unit() * k as f64).floor() as usize
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// A generated technology.
pub struct Item {
    pub name: String,
    pub tagline: String,
    pub language: &'static str,
    pub kind: &'static str,
    pub licence: &'static str,
    pub tags: Vec<&'static str>,
    pub criteria: Vec<f64>,
}

/// How the figures of a criterion are spread.
enum Shape {
    /// Evenly.
    Even,
    /// Most of them low.
    Low,
    /// Whole numbers from 1 to 5.
    Steps,
}

/// A catalogue of `n` technologies.
pub fn generate(n: usize) -> Vec<Item> {
    let mut r = Stream(SEED ^ (n as u32).wrapping_mul(2_654_435_761));
    (0..n).map(|_| item(&mut r)).collect()
}

fn item(r: &mut Stream) -> Item {
    let syllables = 2 + r.below(3);
    let mut name: String = (0..syllables).map(|_| r.pick(&SYL)).collect();
    capital(&mut name);
    if r.below(4) == 0 {
        name.push_str(r.pick(&["DB", "MQ", "JS", ".rs", "Kit", "Hub", "Flow", "Core"]));
    }
    let count = 8 + r.below(8);
    let words: Vec<&str> = (0..count).map(|_| r.pick(&WORDS)).collect();
    let mut tagline = words.join(" ");
    capital(&mut tagline);
    tagline.push('.');
    let skewed = |r: &mut Stream, len: usize| (r.unit() * r.unit() * len as f64).floor() as usize;
    let language = LANGUAGES[skewed(r, LANGUAGES.len())];
    let kind = r.pick(&KINDS);
    let licence = LICENCES[skewed(r, LICENCES.len())];
    let mut tags: Vec<&str> = Vec::with_capacity(12);
    while tags.len() < 12 {
        let u = r.unit();
        let tag = TAGS[((u * 0.7 + u * u * 0.3) * TAGS.len() as f64).floor() as usize];
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let figure = |(_, low, high, shape): &(bool, f64, f64, Shape)| {
        let u = r.unit();
        let spread = |u: f64| ((low + (high - low) * u) * 100.0 + 0.5).floor() / 100.0;
        match shape {
            Shape::Even => spread(u),
            Shape::Low => spread(u * u),
            Shape::Steps => 1.0 + (u * 5.0).floor(),
        }
    };
    let criteria = CRITERIA.iter().map(figure).collect();
    Item {
        name,
        tagline,
        language,
        kind,
        licence,
        tags,
        criteria,
    }
}

fn capital(text: &mut String) {
    let first = text.remove(0).to_ascii_uppercase();
    text.insert(0, first);
}

/// FNV-1a, a digest.
struct Digest(u32);

impl Digest {
    fn new() -> Self {
        Self(0x811c_9dc5)
    }

    fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn number(&mut self, x: f64) {
        self.eat(&x.to_le_bytes());
    }
}

/// All texts and figures, in order.
pub fn digest(items: &[Item]) -> u32 {
    let mut digest = Digest::new();
    for item in items {
        for text in [
            &*item.name,
            &item.tagline,
            item.language,
            item.kind,
            item.licence,
        ] {
            digest.eat(text.as_bytes());
        }
        item.tags.iter().for_each(|tag| digest.eat(tag.as_bytes()));
        item.criteria.iter().for_each(|x| digest.number(*x));
    }
    digest.0
}

/// What is asked of a catalogue.
struct Workload {
    /// Words, and the item that is meant; the last twenty have a slip.
    queries: Vec<(String, usize)>,
    /// Chosen languages, kinds, licences (any of them) and tags (all of them).
    facets: Vec<[Vec<&'static str>; 4]>,
    /// Weights of all criteria.
    weights: Vec<Vec<f64>>,
    /// Weights of which one differs from the case before.
    changed: Vec<Vec<f64>>,
}

fn workload(items: &[Item]) -> Workload {
    let mut r = Stream(SEED ^ 0x9e37_79b9 ^ items.len() as u32);
    let mut queries = Vec::new();
    for q in 0..40 {
        let target = r.below(items.len());
        let mut base = items[target].name.to_lowercase();
        for end in [".rs", "db", "mq", "js", "kit", "hub", "flow", "core"] {
            if let Some(short) = base.strip_suffix(end) {
                base.truncate(short.len());
                break;
            }
        }
        let query = match q {
            0..10 => base,
            10..20 => base[..3
                .max((base.len() as f64 * 0.6).floor() as usize)
                .min(base.len())]
                .to_owned(),
            _ => slip(&mut r, &base),
        };
        queries.push((query, target));
    }
    let set = |mut list: Vec<&'static str>| {
        let all = list.clone();
        let mut at = 0;
        list.retain(|x| {
            at += 1;
            !all[..at - 1].contains(x)
        });
        list
    };
    let mut facets = Vec::new();
    for q in 0..24 {
        let mut f: [Vec<&'static str>; 4] = Default::default();
        if q % 2 == 0 {
            f[0] = set(vec![LANGUAGES[r.below(6)], LANGUAGES[r.below(8)]]);
        }
        if q % 3 == 0 {
            f[1] = set(vec![r.pick(&KINDS), r.pick(&KINDS), r.pick(&KINDS)]);
        }
        if q % 4 == 0 {
            f[2] = set(vec![LICENCES[r.below(3)], LICENCES[r.below(4)]]);
        }
        f[3].push(TAGS[r.below(20)]);
        if q % 5 == 0 {
            f[3].push(TAGS[r.below(20)]);
            f[3] = set(std::mem::take(&mut f[3]));
        }
        facets.push(f);
    }
    let weights: Vec<Vec<f64>> = (0..20)
        .map(|_| CRITERIA.iter().map(|_| r.below(11) as f64).collect())
        .collect();
    Workload {
        queries,
        facets,
        changed: one_by_one(&weights[0]),
        weights,
    }
}

/// Twenty times one weight is changed: ten of them, then the same ten back to
/// what they were, so that the first case also follows the last.
fn one_by_one(weights: &[f64]) -> Vec<Vec<f64>> {
    let mut now = weights.to_vec();
    let cases = (0..20).map(|case| {
        let at = case % 10 * 7 % weights.len();
        now[at] = if case < 10 {
            (weights[at] + 5.0) % 11.0
        } else {
            weights[at]
        };
        now.clone()
    });
    cases.collect()
}

fn slip(r: &mut Stream, word: &str) -> String {
    let at = 1 + r.below(word.len() - 2);
    let letter = &"abcdefghijklmnopqrstuvwxyz"[r.below(26)..][..1];
    match r.below(3) {
        0 => [&word[..at], &word[at + 1..]].concat(),
        1 => [&word[..at], letter, &word[at..]].concat(),
        _ => [&word[..at], letter, &word[at + 1..]].concat(),
    }
}

/// A catalogue with everything built that the page builds once.
pub struct Bench {
    pub digest: u32,
    items: Vec<Item>,
    work: Workload,
    functions: Vec<ValueFunction>,
    /// By criterion.
    figures: Vec<Vec<f64>>,
    matrix: Matrix,
    all: Vec<usize>,
    /// By facet, the choices in the order in which they first stand.
    choices: [Vec<&'static str>; 4],
    index: FacetIndex,
    tags: Vec<Bits>,
    search: SearchIndex,
}

impl Bench {
    pub fn new(n: usize) -> Self {
        let items = generate(n);
        let work = workload(&items);
        let figures: Vec<Vec<f64>> = (0..CRITERIA.len())
            .map(|c| items.iter().map(|i| i.criteria[c]).collect())
            .collect();
        // The rival stretches each criterion over the figures that are there.
        let functions: Vec<_> = CRITERIA
            .iter()
            .zip(&figures)
            .map(|((benefit, ..), figures)| {
                let low = figures.iter().copied().fold(f64::INFINITY, f64::min);
                let high = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let (worst, best) = if *benefit { (low, high) } else { (high, low) };
                ValueFunction::Linear { worst, best }
            })
            .collect();
        let mut choices: [Vec<&'static str>; 4] = Default::default();
        let mut lists: [Vec<Vec<usize>>; 4] = Default::default();
        for (row, item) in items.iter().enumerate() {
            let has = [
                vec![item.language],
                vec![item.kind],
                vec![item.licence],
                item.tags.clone(),
            ];
            for (facet, values) in has.into_iter().enumerate() {
                for choice in values {
                    let at = choices[facet]
                        .iter()
                        .position(|c| *c == choice)
                        .unwrap_or_else(|| {
                            choices[facet].push(choice);
                            lists[facet].push(Vec::new());
                            choices[facet].len() - 1
                        });
                    lists[facet][at].push(row);
                }
            }
        }
        let bits = |rows: &Vec<usize>| {
            let mut bits = Bits::none(n);
            rows.iter().for_each(|row| bits.insert(*row));
            bits
        };
        let texts = items.iter().enumerate().flat_map(|(row, item)| {
            let own = [
                (row, Field::Name, &*item.name),
                (row, Field::Summary, &*item.tagline),
                (row, Field::Language, item.language),
                (row, Field::Kind, item.kind),
            ];
            own.into_iter().chain(
                item.tags
                    .iter()
                    .map(move |tag| (row, Field::Capability, *tag)),
            )
        });
        let search = SearchIndex::from_texts(n, texts);
        let mut bench = Self {
            digest: digest(&items),
            work,
            functions,
            figures,
            matrix: Matrix::default(),
            all: (0..n).collect(),
            choices,
            index: FacetIndex::from_lists(n, &lists),
            tags: lists[3].iter().map(bits).collect(),
            search,
            items,
        };
        bench.matrix = bench.values();
        bench
    }

    /// How many cases each kind of work has: weights (any or one by one), facets,
    /// queries with a slip.
    pub const CASES: [usize; 3] = [20, 24, 20];

    fn values(&self) -> Matrix {
        let columns = self.functions.iter().zip(&self.figures);
        Matrix::known(
            self.items.len(),
            columns.map(|(f, x)| values(f, x).unwrap()).collect(),
        )
    }

    fn order(&self, matrix: &Matrix, weights: &[f64]) -> Vec<usize> {
        let shares = Shares::new(weights, |_| true);
        let scores = Scores::new(matrix, &shares.of, UnknownPolicy::Worst);
        rank(&scores, &self.all)
            .ranked
            .iter()
            .map(|r| r.row)
            .collect()
    }

    /// Every figure through its value function, then weighed and put in order:
    /// the row that stands first.
    pub fn full(&self, case: usize) -> usize {
        self.order(&self.values(), &self.work.weights[case])[0]
    }

    /// Weighed anew and put in order, as when a profile is chosen: the first row.
    pub fn again(&self, case: usize) -> usize {
        self.order(&self.matrix, &self.work.weights[case])[0]
    }

    /// The same where one weight has changed since the case before, as when a
    /// slider moves.
    pub fn changed(&self, case: usize) -> usize {
        self.order(&self.matrix, &self.work.changed[case])[0]
    }

    /// The values of all rows, column by column, then the weights of all cases of
    /// [`Self::again`], as doubles, the least byte first.
    pub fn matrix(&self) -> Vec<u8> {
        let values = self.matrix.columns.iter().flat_map(|column| &column.low);
        let weights = self.work.weights.iter().flatten();
        values
            .chain(weights)
            .flat_map(|x| x.to_le_bytes())
            .collect()
    }

    /// The rows that a choice of facets leaves, and the counts of all choices:
    /// how many rows, and the sum of the counts.
    pub fn facet(&self, case: usize) -> (u32, u32) {
        let wanted = &self.work.facets[case];
        let mut within = Bits::full(self.items.len());
        for tag in &wanted[3] {
            match self.choices[3].iter().position(|c| c == tag) {
                Some(at) => within.keep(&self.tags[at]),
                None => within = Bits::none(self.items.len()),
            }
        }
        let chosen: Vec<Vec<usize>> = (0..3)
            .map(|facet| {
                let place = |choice| self.choices[facet].iter().position(|c| c == choice);
                wanted[facet]
                    .iter()
                    .map(|c| place(c).unwrap_or(usize::MAX))
                    .collect()
            })
            .collect();
        let selection = self.index.select(&chosen, &within);
        (
            selection.rows.count(),
            selection.counts.iter().flatten().sum(),
        )
    }

    /// A word with a slip in it: whether what is meant is among the first twenty.
    pub fn query(&self, case: usize) -> bool {
        let (query, target) = &self.work.queries[20 + case];
        let name = &self.items[*target].name;
        let found = self.search.find(query);
        found.is_some_and(|f| {
            f.hits
                .iter()
                .take(20)
                .any(|h| self.items[h.row].name == *name)
        })
    }

    /// What all cases give, to be compared with the rival's.
    pub fn answers(&self) -> Answers {
        Answers {
            digest: self.digest,
            first: (0..Self::CASES[0]).map(|c| self.again(c)).collect(),
            changed: (0..Self::CASES[0]).map(|c| self.changed(c)).collect(),
            facets: (0..Self::CASES[1]).map(|c| self.facet(c)).collect(),
            found: (0..Self::CASES[2]).filter(|c| self.query(*c)).count(),
        }
    }
}

/// What all cases give.
pub struct Answers {
    pub digest: u32,
    pub first: Vec<usize>,
    pub changed: Vec<usize>,
    pub facets: Vec<(u32, u32)>,
    pub found: usize,
}

impl Answers {
    /// As JSON.
    pub fn json(&self) -> String {
        let facets: Vec<String> = self
            .facets
            .iter()
            .map(|(n, sum)| format!("[{n},{sum}]"))
            .collect();
        format!(
            r#"{{"digest":{},"first":{:?},"changed":{:?},"facets":[{}],"found":{}}}"#,
            self.digest,
            self.first,
            self.changed,
            facets.join(","),
            self.found
        )
    }
}

/// How sure a ranking is, asked of generated values on 20 criteria, about a tenth
/// of which are missing.
pub struct Sure {
    /// Of 60 rows.
    small: Values,
    /// Of 1,000.
    large: Values,
}

/// What each value could be, in 0 to 1, and how much the criteria count.
struct Values {
    /// At least; this is also what is shown.
    low: Table,
    /// At most.
    high: Table,
    shares: Vec<f64>,
    /// Who is first.
    leader: usize,
}

impl Values {
    fn new(rows: usize) -> Self {
        const COLUMNS: usize = 20;
        let mut r = Stream(SEED ^ rows as u32);
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for _ in 0..rows {
            let cells = (0..COLUMNS).map(|_| match (r.below(10), r.unit()) {
                (0, _) => (0.0, 1.0),
                (_, value) => (value, value),
            });
            let (least, most): (Vec<f64>, Vec<f64>) = cells.unzip();
            low.push(least);
            high.push(most);
        }
        let weights: Vec<f64> = (0..COLUMNS).map(|_| (1 + r.below(10)) as f64).collect();
        let shares = Shares::new(&weights, |_| true).of;
        let score = |row: &[f64]| row.iter().zip(&shares).map(|(v, w)| v * w).sum::<f64>();
        let scores: Vec<f64> = low.iter().map(|row| score(row)).collect();
        let leader = (0..rows).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
        Self {
            low: Table::new(&low).unwrap(),
            high: Table::new(&high).unwrap(),
            leader: leader.unwrap(),
            shares,
        }
    }

    /// The least changes of weights that let others lead, and how far each weight
    /// may move.
    fn changes(&self) -> Changes {
        let (values, shares) = (&self.low, &self.shares);
        let flips = flips(values, shares, self.leader, Among::Weighted);
        (flips, intervals(values, shares, self.leader))
    }
}

type Changes = (Flips, Vec<Option<Interval>>);

impl Sure {
    pub fn new() -> Self {
        Self {
            small: Values::new(60),
            large: Values::new(1_000),
        }
    }

    /// 10,000 draws of weights and missing facts for 60 rows.
    pub fn draws(&self) -> Acceptability {
        let Values {
            low, high, shares, ..
        } = &self.small;
        let seed = u64::from(SEED);
        let mut run = Acceptability::new(low, low, high, shares, Prior::Any, Missing::Drawn, seed);
        run.run(10_000);
        run
    }

    /// What changes of weights do for 60 rows.
    pub fn changes(&self) -> Changes {
        self.small.changes()
    }

    /// The same for 1,000.
    pub fn many(&self) -> Changes {
        self.large.changes()
    }

    /// The weights with which each of 60 rows could be first.
    pub fn winners(&self) -> Vec<Option<Vec<f64>>> {
        can_win(&self.small.low, &self.small.high, &self.small.shares)
    }

    /// How often each row was first in the draws.
    pub fn first(&self) -> Vec<f64> {
        let (run, rows) = (self.draws(), self.small.low.len());
        (0..rows).map(|row| run.first(row)).collect()
    }

    /// The least and the greatest values of the 60 rows, row by row, as doubles,
    /// the least byte first.
    pub fn matrix(&self) -> Vec<u8> {
        let Values { low, high, .. } = &self.small;
        let values = low.rows().chain(high.rows()).flatten();
        values.flat_map(|x| x.to_le_bytes()).collect()
    }

    /// Digests of all results, to the last bit but for the sign of a nought, as
    /// JSON.
    pub fn answers(&self) -> String {
        let digest = |numbers: Vec<f64>| {
            let mut digest = Digest::new();
            numbers.into_iter().for_each(|x| digest.number(x + 0.0));
            digest.0
        };
        let (run, rows) = (self.draws(), self.small.low.len());
        let shares = |row| (1..=rows).map(move |rank| (row, rank));
        let shares = (0..rows).flat_map(shares);
        let changes = |(flips, intervals): Changes| {
            let flips = flips.reachable.into_iter();
            let flips = flips.flat_map(|f| [vec![f.mass], f.weights].concat());
            let intervals = intervals.into_iter().flatten();
            digest(
                flips
                    .chain(intervals.flat_map(|i| [i.low, i.high]))
                    .collect(),
            )
        };
        let winners = self.winners().into_iter();
        format!(
            r#"{{"draws":{},"changes":{},"many":{},"winners":{}}}"#,
            digest(shares.map(|(row, rank)| run.share(row, rank)).collect()),
            changes(self.changes()),
            changes(self.many()),
            digest(winners.flat_map(|w| w.unwrap_or(vec![-1.0])).collect())
        )
    }
}

const LANGUAGES: [&str; 24] = [
    "Rust",
    "Go",
    "Java",
    "Kotlin",
    "Scala",
    "TypeScript",
    "JavaScript",
    "Python",
    "Ruby",
    "PHP",
    "C",
    "C++",
    "C#",
    "F#",
    "Elixir",
    "Erlang",
    "Haskell",
    "OCaml",
    "Swift",
    "Dart",
    "Zig",
    "Nim",
    "Clojure",
    "Crystal",
];
const KINDS: [&str; 14] = [
    "web framework",
    "orm",
    "relational database",
    "document database",
    "key-value store",
    "graph database",
    "time-series database",
    "message broker",
    "cache",
    "search engine",
    "rpc framework",
    "workflow engine",
    "auth server",
    "observability",
];
const LICENCES: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "MPL-2.0",
    "GPL-3.0",
    "AGPL-3.0",
    "LGPL-3.0",
    "BSL-1.1",
    "Proprietary",
];
const TAGS: [&str; 96] = [
    "async",
    "sync",
    "embedded",
    "distributed",
    "acid",
    "eventual-consistency",
    "sql",
    "nosql",
    "json",
    "graphql",
    "grpc",
    "rest",
    "websocket",
    "http2",
    "http3",
    "tls",
    "oauth",
    "oidc",
    "rbac",
    "multi-tenant",
    "sharding",
    "replication",
    "raft",
    "paxos",
    "lsm-tree",
    "b-tree",
    "columnar",
    "row-store",
    "in-memory",
    "persistent",
    "streaming",
    "batch",
    "exactly-once",
    "at-least-once",
    "pub-sub",
    "queue",
    "topic",
    "partitioned",
    "compaction",
    "mvcc",
    "wal",
    "snapshot",
    "backup",
    "restore",
    "migration",
    "schema",
    "schemaless",
    "typed",
    "dynamic",
    "macros",
    "codegen",
    "openapi",
    "cli",
    "web-ui",
    "metrics",
    "tracing",
    "logging",
    "alerting",
    "kubernetes",
    "helm",
    "docker",
    "serverless",
    "edge",
    "wasm",
    "plugin",
    "extension",
    "scripting",
    "lua",
    "full-text",
    "vector",
    "geo",
    "fuzzy",
    "ranking",
    "faceting",
    "caching",
    "ttl",
    "eviction",
    "lru",
    "lfu",
    "cluster",
    "failover",
    "quorum",
    "consensus",
    "gossip",
    "bloom-filter",
    "zero-copy",
    "simd",
    "jit",
    "aot",
    "gc-free",
    "actor",
    "coroutine",
    "fiber",
    "thread-pool",
    "middleware",
    "router",
];
const SYL: [&str; 32] = [
    "ka", "to", "re", "mi", "sol", "ve", "dra", "bri", "lo", "nex", "zy", "qua", "pho", "ter",
    "ion", "ark", "fle", "gri", "hol", "jun", "ler", "mar", "nov", "ost", "pra", "rus", "sta",
    "tri", "urb", "vox", "wer", "yar",
];
const WORDS: [&str; 71] = [
    "fast",
    "reliable",
    "scalable",
    "modern",
    "minimal",
    "lightweight",
    "battle-tested",
    "opinionated",
    "modular",
    "composable",
    "type-safe",
    "declarative",
    "reactive",
    "low-latency",
    "high-throughput",
    "cloud-native",
    "self-hosted",
    "serverless",
    "portable",
    "extensible",
    "secure",
    "durable",
    "consistent",
    "available",
    "fault-tolerant",
    "engine",
    "framework",
    "toolkit",
    "library",
    "platform",
    "server",
    "database",
    "broker",
    "cache",
    "index",
    "gateway",
    "runtime",
    "scheduler",
    "store",
    "for",
    "with",
    "and",
    "on",
    "built",
    "designed",
    "focused",
    "services",
    "applications",
    "workloads",
    "queries",
    "pipelines",
    "events",
    "messages",
    "documents",
    "graphs",
    "metrics",
    "teams",
    "developers",
    "enterprises",
    "startups",
    "microservices",
    "monoliths",
    "production",
    "analytics",
    "transactions",
    "search",
    "storage",
    "streaming",
    "jobs",
    "sessions",
    "identity",
];
const CRITERIA: [(bool, f64, f64, Shape); 25] = [
    (true, 50.0, 90000.0, Shape::Low), // stars
    (true, 2.0, 4500.0, Shape::Low),   // contributors
    (true, 0.0, 60.0, Shape::Low),     // releases_per_year
    (false, 0.0, 6000.0, Shape::Low),  // open_issues
    (false, 1.0, 400.0, Shape::Low),   // median_issue_days
    (true, 1.0, 700.0, Shape::Low),    // throughput_krps
    (false, 0.3, 250.0, Shape::Low),   // p99_latency_ms
    (false, 2.0, 2048.0, Shape::Low),  // memory_mb
    (false, 1.0, 9000.0, Shape::Low),  // cold_start_ms
    (false, 0.5, 600.0, Shape::Low),   // binary_mb
    (true, 1.0, 5.0, Shape::Steps),    // docs_quality
    (false, 1.0, 5.0, Shape::Steps),   // learning_curve
    (true, 1.0, 5.0, Shape::Steps),    // community_size
    (true, 1.0, 5.0, Shape::Steps),    // hiring_pool
    (true, 1.0, 5.0, Shape::Steps),    // type_safety
    (true, 0.0, 100.0, Shape::Even),   // test_coverage_pct
    (false, 0.0, 80.0, Shape::Low),    // cve_5y
    (true, 0.0, 35.0, Shape::Even),    // age_years
    (true, 1.0, 60.0, Shape::Low),     // bus_factor
    (true, 0.0, 900.0, Shape::Low),    // downloads_m
    (false, 0.0, 1200.0, Shape::Low),  // deps_count
    (false, 0.0, 600.0, Shape::Low),   // compile_s
    (true, 0.0, 5000.0, Shape::Low),   // plugins
    (true, 0.0, 12.0, Shape::Even),    // cloud_offerings
    (false, 0.0, 100.0, Shape::Even),  // cost_index
];
