// Deterministic synthetic catalogue. Portable: only u32 ops, + - * /, floor; no transcendental
// functions, so a Rust port gives the same bytes. PRNG: mulberry32, one stream per (seed, n).
export const SEED = 20240607;
export function mulberry32(a) {
  a >>>= 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t = (t ^ (t + Math.imul(t ^ (t >>> 7), t | 61))) >>> 0; // kept u32
    return (t ^ (t >>> 14)) >>> 0;                          // u32 in [0, 2^32)
  };
}
export const LANGUAGES = ['Rust','Go','Java','Kotlin','Scala','TypeScript','JavaScript','Python','Ruby','PHP','C','C++','C#','F#','Elixir','Erlang','Haskell','OCaml','Swift','Dart','Zig','Nim','Clojure','Crystal'];
export const KINDS = ['web framework','orm','relational database','document database','key-value store','graph database','time-series database','message broker','cache','search engine','rpc framework','workflow engine','auth server','observability'];
export const LICENCES = ['MIT','Apache-2.0','BSD-3-Clause','MPL-2.0','GPL-3.0','AGPL-3.0','LGPL-3.0','BSL-1.1','Proprietary'];
export const TAGS = ['async','sync','embedded','distributed','acid','eventual-consistency','sql','nosql','json','graphql','grpc','rest','websocket','http2','http3','tls','oauth','oidc','rbac','multi-tenant','sharding','replication','raft','paxos','lsm-tree','b-tree','columnar','row-store','in-memory','persistent','streaming','batch','exactly-once','at-least-once','pub-sub','queue','topic','partitioned','compaction','mvcc','wal','snapshot','backup','restore','migration','schema','schemaless','typed','dynamic','macros','codegen','openapi','cli','web-ui','metrics','tracing','logging','alerting','kubernetes','helm','docker','serverless','edge','wasm','plugin','extension','scripting','lua','full-text','vector','geo','fuzzy','ranking','faceting','caching','ttl','eviction','lru','lfu','cluster','failover','quorum','consensus','gossip','bloom-filter','zero-copy','simd','jit','aot','gc-free','actor','coroutine','fiber','thread-pool','middleware','router'];
const SYL = ['ka','to','re','mi','sol','ve','dra','bri','lo','nex','zy','qua','pho','ter','ion','ark','fle','gri','hol','jun','ler','mar','nov','ost','pra','rus','sta','tri','urb','vox','wer','yar'];
const WORDS = ['fast','reliable','scalable','modern','minimal','lightweight','battle-tested','opinionated','modular','composable','type-safe','declarative','reactive','low-latency','high-throughput','cloud-native','self-hosted','serverless','portable','extensible','secure','durable','consistent','available','fault-tolerant','engine','framework','toolkit','library','platform','server','database','broker','cache','index','gateway','runtime','scheduler','store','for','with','and','on','built','designed','focused','services','applications','workloads','queries','pipelines','events','messages','documents','graphs','metrics','teams','developers','enterprises','startups','microservices','monoliths','production','analytics','transactions','search','storage','streaming','jobs','sessions','identity'];
// 25 criteria: name, direction (1 benefit, -1 cost), lo, hi, shape (0 uniform, 1 quadratic skew low, 2 integer 1..5)
export const CRITERIA = [
 ['stars',1,50,90000,1],['contributors',1,2,4500,1],['releases_per_year',1,0,60,1],['open_issues',-1,0,6000,1],['median_issue_days',-1,1,400,1],
 ['throughput_krps',1,1,700,1],['p99_latency_ms',-1,0.3,250,1],['memory_mb',-1,2,2048,1],['cold_start_ms',-1,1,9000,1],['binary_mb',-1,0.5,600,1],
 ['docs_quality',1,1,5,2],['learning_curve',-1,1,5,2],['community_size',1,1,5,2],['hiring_pool',1,1,5,2],['type_safety',1,1,5,2],
 ['test_coverage_pct',1,0,100,0],['cve_5y',-1,0,80,1],['age_years',1,0,35,0],['bus_factor',1,1,60,1],['downloads_m',1,0,900,1],
 ['deps_count',-1,0,1200,1],['compile_s',-1,0,600,1],['plugins',1,0,5000,1],['cloud_offerings',1,0,12,0],['cost_index',-1,0,100,0],
];
const NC = CRITERIA.length;
export function generate(n, seed = SEED) {
  const rnd = mulberry32((seed ^ Math.imul(n, 2654435761)) >>> 0);
  const u = () => rnd() / 4294967296;
  const int = (k) => Math.floor(u() * k);
  const pick = (a) => a[int(a.length)];
  const items = new Array(n);
  for (let i = 0; i < n; i++) {
    const ns = 2 + int(3); let s = '';
    for (let k = 0; k < ns; k++) s += pick(SYL);
    let name = s[0].toUpperCase() + s.slice(1);
    if (int(4) === 0) name += pick(['DB','MQ','JS','.rs','Kit','Hub','Flow','Core']);
    const nw = 8 + int(8), words = [];
    for (let k = 0; k < nw; k++) words.push(pick(WORDS));
    let tagline = words.join(' '); tagline = tagline[0].toUpperCase() + tagline.slice(1) + '.';
    const language = LANGUAGES[Math.floor(u() * u() * LANGUAGES.length)];
    const kind = pick(KINDS);
    const licence = LICENCES[Math.floor(u() * u() * LICENCES.length)];
    const tags = []; // 12 distinct, skewed to low indices
    while (tags.length < 12) { const r = u(); const t = TAGS[Math.floor((r * 0.7 + r * r * 0.3) * TAGS.length)]; if (!tags.includes(t)) tags.push(t); }
    const criteria = new Array(NC);
    for (let c = 0; c < NC; c++) {
      const [, , lo, hi, shape] = CRITERIA[c]; const r = u();
      criteria[c] = shape === 2 ? 1 + Math.floor(r * 5) : Math.floor((lo + (hi - lo) * (shape === 1 ? r * r : r)) * 100 + 0.5) / 100;
    }
    items[i] = { id: i, name, tagline, language, kind, licence, tags, criteria };
  }
  return items;
}
// Workload derived from the catalogue by a second stream: 40 text queries (10 exact token, 10 prefix,
// 20 with one typo), 24 facet selections, 20 weight vectors.
export function workload(items, seed = SEED) {
  const rnd = mulberry32((seed ^ 0x9e3779b9 ^ items.length) >>> 0);
  const u = () => rnd() / 4294967296, int = (k) => Math.floor(u() * k), pick = (a) => a[int(a.length)];
  const typo = (w) => { const p = 1 + int(w.length - 2), L = 'abcdefghijklmnopqrstuvwxyz'[int(26)];
    switch (int(3)) { case 0: return w.slice(0, p) + w.slice(p + 1); case 1: return w.slice(0, p) + L + w.slice(p); default: return w.slice(0, p) + L + w.slice(p + 1); } };
  const queries = [];
  for (let q = 0; q < 40; q++) {
    let it = pick(items); const base = it.name.toLowerCase().replace(/(\.rs|db|mq|js|kit|hub|flow|core)$/, '');
    if (q < 10) queries.push({ q: base, kind: 'exact', target: it.id });
    else if (q < 20) queries.push({ q: base.slice(0, Math.max(3, Math.floor(base.length * 0.6))), kind: 'prefix', target: it.id });
    else queries.push({ q: typo(base), kind: 'typo', target: it.id });
  }
  const facets = [];
  for (let q = 0; q < 24; q++) {
    const f = {};
    if (q % 2 === 0) f.language = [...new Set([LANGUAGES[int(6)], LANGUAGES[int(8)]])];
    if (q % 3 === 0) f.kind = [...new Set([pick(KINDS), pick(KINDS), pick(KINDS)])];
    if (q % 4 === 0) f.licence = [...new Set([LICENCES[int(3)], LICENCES[int(4)]])];
    f.tags = [TAGS[int(20)]]; if (q % 5 === 0) { const t = TAGS[int(20)]; if (!f.tags.includes(t)) f.tags.push(t); }
    facets.push(f); // language/kind/licence: OR inside a facet, AND across; tags: AND
  }
  const weights = [];
  for (let q = 0; q < 20; q++) weights.push(CRITERIA.map(() => int(11)));
  return { queries, facets, weights };
}
