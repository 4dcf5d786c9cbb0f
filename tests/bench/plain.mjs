// The rival: the same work in hand-tuned JavaScript, timed the same way, in node
// (`node tests/bench/plain.mjs 60 1000`) and in the browser.
import { generate, workload } from './rival/gen.mjs';
import { index } from './rival/plain.js';

const BUDGET = 300;
export const KINDS = ['full', 'again', 'changed', 'facet', 'query'];

/** FNV-1a over all texts and figures, as work.rs does it. */
function digest(items) {
  let hash = 0x811c9dc5;
  const eat = (bytes) => {
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  };
  const encoder = new TextEncoder();
  const figure = new DataView(new ArrayBuffer(8));
  for (const item of items) {
    for (const text of [item.name, item.tagline, item.language, item.kind, item.licence, ...item.tags]) eat(encoder.encode(text));
    for (const x of item.criteria) {
      figure.setFloat64(0, x, true);
      eat(new Uint8Array(figure.buffer));
    }
  }
  return hash;
}

/** Twenty times one weight is changed, as work.rs does it: ten of them, then the same
 *  ten back to what they were. */
function oneByOne(weights) {
  const now = [...weights];
  return Array.from({ length: 20 }, (_, step) => {
    const at = ((step % 10) * 7) % weights.length;
    now[at] = step < 10 ? (weights[at] + 5) % 11 : weights[at];
    return [...now];
  });
}

/** A catalogue of n, the work on it by kind, and what all cases give. */
export function plain(n) {
  const items = generate(n);
  const { queries, facets, weights } = workload(items);
  const slips = queries.slice(20);
  const changed = oneByOne(weights[0]);
  const start = performance.now();
  const engine = index(items);
  engine.score.prep();
  const built = performance.now() - start;
  const found = (c) => engine.search(slips[c].q).some((id) => items[id].name === items[slips[c].target].name);
  const work = {
    full: [weights.length, (c) => engine.score.full(weights[c])],
    again: [weights.length, (c) => engine.score.cached(weights[c])],
    changed: [changed.length, (c) => engine.score.cached(changed[c])],
    facet: [facets.length, (c) => engine.facet(facets[c])],
    query: [slips.length, found],
  };
  const sum = (counts) => Object.values(counts).reduce((all, list) => all + list.reduce((a, b) => a + b, 0), 0);
  const answers = () => ({
    digest: digest(items),
    first: weights.map((w) => engine.score.full(w)),
    changed: changed.map((w) => engine.score.cached(w)),
    facets: facets.map((f) => engine.facet(f)).map(({ total, counts }) => [total, sum(counts)]),
    found: slips.filter((_, c) => found(c)).length,
  });
  return { built, work, answers };
}

/** Milliseconds a case: the median over samples of whole passes, each long enough for
 *  a browser's coarse clock. */
export function time([cases, work], budget = BUDGET) {
  const sample = (passes) => {
    const start = performance.now();
    for (let pass = 0; pass < passes; pass++) for (let c = 0; c < cases; c++) work(c);
    return performance.now() - start;
  };
  let passes = 1;
  while (sample(passes) < 4 && passes < 1e6) passes *= 2;
  const times = [];
  const end = performance.now() + budget;
  while (times.length < 2 || performance.now() < end) times.push(sample(passes) / passes / cases);
  return times.sort((a, b) => a - b)[times.length >> 1];
}

if (globalThis.process?.argv[1]?.endsWith('plain.mjs')) {
  for (const n of process.argv.slice(2).map(Number)) {
    const { built, work, answers } = plain(n);
    const ms = { index: built };
    for (const kind of KINDS) ms[kind] = time(work[kind]);
    console.log(JSON.stringify({ n, answers: answers(), ms }));
  }
}
