// Measures against plain JavaScript: the core on this machine, the core in the
// browser, and the page. Quote the ratios; the times are this machine's.
//   node tests/bench/run.mjs [native] [browser] [page]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../browser.mjs';
import { serve } from '../server.mjs';
import { makeData } from './make-data.mjs';
import { pages } from './page.mjs';
import { KINDS } from './plain.mjs';

const SIZES = [60, 1_000, 10_000, 100_000];
const ROUNDS = 3;
const ROOT = join(import.meta.dirname, '../..');
const OUT = join(ROOT, 'tests/out/bench');
const WASM = 'wasm32-unknown-unknown';
// What pack.mjs gives to wasm-opt.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'mutable-globals', 'multivalue'];

const NAMES = { index: 'build all indexes', full: 'values, weights, order', again: 'weights, order', facet: 'facets, all counts', query: 'query with a slip' };

const run = (command, args, more = {}) => execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'], ...more });
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const short = (ms) => (ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3));
const title = (text) => console.log(`\n${text}`);

function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) console.log(row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join('  '));
}

/** One size of a comparison: rows of the table, and whether both sides agree. */
function rows(n, { ours, theirs }) {
  for (const what of ['digest', 'first', 'facets']) {
    if (JSON.stringify(ours.answers[what]) !== JSON.stringify(theirs.answers[what])) throw new Error(`${n}: the two sides disagree on: ${what}`);
  }
  return ['index', ...KINDS].map((kind) => {
    const [a, b] = [median(ours.ms[kind]), median(theirs.ms[kind])];
    const found = kind === 'query' ? `, found ${ours.answers.found} / ${theirs.answers.found} of 20` : '';
    return [n.toLocaleString('en'), NAMES[kind] + found, short(a), short(b), (a / b).toFixed(2)];
  });
}
const HEAD = ['technologies', 'work', 'core ms', 'plain ms', 'ratio'];

function native() {
  title('The core on this machine beside plain JavaScript in node, in turns:');
  const built = run('cargo', ['bench', '--locked', '--offline', '--bench', 'core', '--no-run', '--message-format=json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const program = built.split('\n').filter(Boolean).map((line) => JSON.parse(line)).find(({ target, executable }) => target?.name === 'core' && executable).executable;
  const all = SIZES.flatMap((n) => {
    const sides = { ours: { ms: {} }, theirs: { ms: {} } };
    for (let round = 0; round < ROUNDS; round++) {
      const turns = [
        ['ours', () => run(program, [String(n)])],
        ['theirs', () => run(process.execPath, [join(import.meta.dirname, 'plain.mjs'), String(n)])],
      ];
      for (const [side, measure] of round % 2 ? turns.reverse() : turns) {
        const { answers, ms } = JSON.parse(measure());
        sides[side].answers = answers;
        for (const [kind, time] of Object.entries(ms)) (sides[side].ms[kind] ??= []).push(time);
      }
    }
    return rows(n, sides);
  });
  table(HEAD, all);
}

async function browser() {
  title('The core as wasm beside plain JavaScript, in Chromium, in turns:');
  const { target_directory: target } = JSON.parse(run('cargo', ['metadata', '--offline', '--no-deps', '--format-version=1']));
  run('cargo', ['build', '--release', '--locked', '--offline', '--features', 'bench', '--bin', 'bench', '--target', WASM], { stdio: 'inherit' });
  run('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', join(OUT, 'browser/wasm'), join(target, WASM, 'release/bench.wasm')]);
  const wasm = join(OUT, 'browser/wasm/bench_bg.wasm');
  run('wasm-opt', [...FEATURES.map((name) => `--enable-${name}`), '-Oz', wasm, '-o', wasm]);
  for (const path of ['rival', 'plain.mjs', 'browser']) cpSync(join(import.meta.dirname, path), join(OUT, 'browser', path), { recursive: true });

  const site = await serve({ folder: join(OUT, 'browser') });
  const chromium = await launch();
  const page = await chromium.newPage();
  await page.goto(`${site.url}browser/`);
  const all = [];
  for (const n of SIZES) {
    const sides = await page.evaluate(async ([n, rounds]) => (await import('./compare.mjs')).compare(n, rounds), [n, ROUNDS]);
    all.push(...rows(n, sides));
  }
  await chromium.close();
  await site.close();
  table(HEAD, all);
}

async function page() {
  title('The page with 60 technologies beside the reference page, processor slowed four times,\nms from an input to the next paint:');
  const data = join(OUT, 'data');
  const dist = join(OUT, 'dist');
  makeData(60, data);
  run('trunk', ['build', '--release', '--offline', '--dist', dist], { env: { ...process.env, GROUNDWORK_DATA: data }, stdio: 'inherit' });
  const found = await pages(dist);
  const ratio = (a, b) => (b ? (a / b).toFixed(2) : '');
  table(
    ['input', 'median', 'p95', 'reference median', 'p95', 'ratio of medians', 'of p95', 'late', 'settled', 'reference'],
    found.map((r) => [r.kind, r.ours.toFixed(1), r.oursP95.toFixed(1), r.theirs?.toFixed(1) ?? '', r.theirsP95?.toFixed(1) ?? '', ratio(r.ours, r.theirs), ratio(r.oursP95, r.theirsP95), `${r.late} of 40`, r.settled.toFixed(1), r.theirSettled?.toFixed(1) ?? '']),
  );
}

const PARTS = { native, browser, page };
const wanted = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
for (const [name, part] of Object.entries(PARTS)) if (!wanted.length || wanted.includes(name)) await part();
