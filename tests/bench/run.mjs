// Measures against plain JavaScript: the core on this machine, the core in the
// browser, and the page. Quote the ratios; the times are this machine's.
//   node tests/bench/run.mjs [native] [browser] [page]
// Where python3 has numpy, the core on this machine is set beside that too.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../browser.mjs';
import { serve } from '../server.mjs';
import { makeData } from './make-data.mjs';
import { pages } from './page.mjs';
import { KINDS } from './plain.mjs';

const SIZES = [50, 60, 1_000, 10_000, 100_000];
const ROUNDS = 3;
const ROOT = join(import.meta.dirname, '../..');
const OUT = join(ROOT, 'tests/out/bench');
const WASM = 'wasm32-unknown-unknown';
// What pack.mjs gives to wasm-opt.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'mutable-globals', 'multivalue'];

const NAMES = { index: 'build all indexes', full: 'values, weights, order', again: 'weights, order', changed: 'one changed weight', facet: 'facets, all counts', query: 'query with a slip' };
const SURE = {
  draws: '10,000 draws, 60 by 20',
  changes: 'least changes and intervals, 60 by 20',
  many: 'least changes and intervals, 1,000 by 20',
  winners: 'who could be first, 60 by 20',
};

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
  for (const what of ['digest', 'first', 'changed', 'facets']) {
    if (JSON.stringify(ours.answers[what]) !== JSON.stringify(theirs.answers[what])) throw new Error(`${n}: the two sides disagree on: ${what}`);
  }
  return ['index', ...KINDS].map((kind) => {
    const [a, b] = [median(ours.ms[kind]), median(theirs.ms[kind])];
    const found = kind === 'query' ? `, found ${ours.answers.found} / ${theirs.answers.found} of 20` : '';
    return [n.toLocaleString('en'), NAMES[kind] + found, short(a), short(b), (a / b).toFixed(2)];
  });
}
const HEAD = ['technologies', 'work', 'core ms', 'plain ms', 'ratio'];

/** The program numpy_rival.py, where python3 has what it needs. */
function numpy() {
  try {
    run('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
  } catch {
    return;
  }
  // One thread, as the core has.
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  return (work, name) => JSON.parse(run('python3', [join(import.meta.dirname, 'rival/numpy_rival.py'), work, join(OUT, `matrix-${name}`)], { env }));
}

/** Each side once a round, each round the other way round: what each said, in turn. */
function inTurns(sides) {
  const said = sides.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    const turns = [...sides.entries()];
    // The first round as it stands: the core leaves its values for the others.
    for (const [at, measure] of round % 2 ? turns.reverse() : turns) said[at].push(measure());
  }
  return said;
}

/** What all rounds of a side said, its times as lists. */
function joined(rounds) {
  const ms = {};
  for (const round of rounds) for (const [kind, time] of Object.entries(round.ms)) (ms[kind] ??= []).push(time);
  return { ...rounds[0], ms };
}

function native() {
  title('The core on this machine beside plain JavaScript in node, in turns:');
  const built = run('cargo', ['bench', '--locked', '--offline', '--bench', 'core', '--no-run', '--message-format=json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const program = built.split('\n').filter(Boolean).map((line) => JSON.parse(line)).find(({ target, executable }) => target?.name === 'core' && executable).executable;
  const core = (word) => JSON.parse(run(program, [String(word)], { env: { ...process.env, MATRICES: OUT } }));
  const other = numpy();
  const [all, beside] = [[], []];
  const besideNumpy = (size, work, ours, theirs) => {
    const [a, b] = [median(ours), median(theirs.map(({ ms }) => ms))];
    beside.push([size, work, short(a), short(b), (a / b).toFixed(2)]);
  };
  for (const n of SIZES) {
    const plain = () => JSON.parse(run(process.execPath, [join(import.meta.dirname, 'plain.mjs'), String(n)]));
    const [ours, theirs, numpys] = inTurns([() => core(n), plain, ...(other ? [() => other('rank', n)] : [])]);
    const sides = { ours: joined(ours), theirs: joined(theirs) };
    all.push(...rows(n, sides));
    if (!other) continue;
    if (String(numpys[0].first) !== String(sides.ours.answers.first)) throw new Error(`${n}: core and numpy disagree on who is first`);
    besideNumpy(n.toLocaleString('en'), NAMES.again, sides.ours.ms.again, numpys);
  }
  const [ours, numpys] = inTurns([() => core('sure'), ...(other ? [() => other('draw', 'sure')] : [])]);
  const sure = joined(ours);
  if (other) {
    // Both count 10,000 draws, each its own: seven standard errors of a difference.
    const apart = sure.first.map((share, row) => Math.abs(share - numpys[0].first[row]));
    if (Math.max(...apart) > 0.05) throw new Error('core and numpy disagree on how often each is first');
    besideNumpy('60', '10,000 draws', sure.ms.draws, numpys);
  }
  table(HEAD, all);
  if (other) {
    title('The core on this machine beside numpy, in turns:');
    table(['technologies', 'work', 'core ms', 'numpy ms', 'ratio'], beside);
  } else {
    title('There is no numpy here to set the core beside.');
  }
  found.native = sure;
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
  found.browser = await page.evaluate(async ([kinds, rounds]) => (await import('./compare.mjs')).sure(kinds, rounds), [Object.keys(SURE), ROUNDS]);
  await chromium.close();
  await site.close();
  table(HEAD, all);
}

/** How sure a ranking is, which plain JavaScript has no rival for: by part. */
const found = {};

function sure() {
  const { native, browser } = found;
  if (native && browser && JSON.stringify(native.answers) !== JSON.stringify(browser.answers)) throw new Error('How sure: this machine and the browser disagree');
  title('How sure (20 criteria, a tenth of the facts missing):');
  const time = (part, kind) => (part ? short(median(part.ms[kind])) : '');
  table(
    ['work', 'native ms', 'Chromium ms'],
    Object.entries(SURE).map(([kind, name]) => [name, time(native, kind), time(browser, kind)]),
  );
}

async function page() {
  title('The page with 60 technologies beside the reference page, processor slowed four times,\nms from an input to the next paint:');
  const data = join(OUT, 'data');
  const dist = join(OUT, 'dist');
  makeData(60, data);
  run('trunk', ['build', '--release', '--offline', '--dist', dist], { env: { ...process.env, GROUNDWORK_DATA: data }, stdio: 'inherit' });
  const inputs = await pages(dist);
  const ratio = (a, b) => (b ? (a / b).toFixed(2) : '');
  table(
    ['input', 'median', 'p95', 'reference median', 'p95', 'ratio of medians', 'of p95', 'late', 'settled', 'reference'],
    inputs.map((r) => [r.kind, r.ours.toFixed(1), r.oursP95.toFixed(1), r.theirs?.toFixed(1) ?? '', r.theirsP95?.toFixed(1) ?? '', ratio(r.ours, r.theirs), ratio(r.oursP95, r.theirsP95), `${r.late} of 40`, r.settled.toFixed(1), r.theirSettled?.toFixed(1) ?? '']),
  );
}

const PARTS = { native, browser, page };
const wanted = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
for (const [name, part] of Object.entries(PARTS)) if (!wanted.length || wanted.includes(name)) await part();
if (Object.keys(found).length) sure();
