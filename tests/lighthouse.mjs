// What Lighthouse says of dist/ on a slow phone: five visits, the median of each
// score, and what keeps one below its goal. Fails where one is.
//   node tests/lighthouse.mjs [folder of Lighthouse] [number of visits]
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { find, FLAGS } from './browser.mjs';
import { serve } from './server.mjs';

const GOALS = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];

const root = join(import.meta.dirname, '..');
const tools = resolve(process.argv[2] ?? join(root, '.tools/lighthouse'), 'node_modules');
const visits = Number(process.argv[3] ?? 5);
const folder = process.env.DIST ?? join(root, 'dist');
if (!existsSync(tools)) throw new Error(`No Lighthouse in ${tools}: run make audit`);
const { default: lighthouse } = await import(pathToFileURL(join(tools, 'lighthouse/core/index.js')));
const { launch } = await import(pathToFileURL(join(tools, 'chrome-launcher/dist/index.js')));

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const site = await serve({ folder, quality: 11 });
const browser = await launch({ chromePath: find(), chromeFlags: ['--headless=new', ...FLAGS], logLevel: 'error' });
const runs = [];

/** One visit; again where the browser did not record it, as on a busy machine. */
async function audit(visit, tries = 3) {
  const { lhr } = await lighthouse(site.url, { port: browser.port, logLevel: 'error', output: 'json', onlyCategories: Object.keys(GOALS) });
  if (!lhr.runtimeError) return lhr;
  console.error(`Visit ${visit}: ${lhr.runtimeError.message}`);
  if (tries === 1) throw new Error(lhr.runtimeError.code);
  return audit(visit, tries - 1);
}

try {
  // What a host has packed, the server packs when it is first asked, and answers nobody
  // meanwhile. The first visit is not counted all the same: the browser is new.
  for (const file of readdirSync(folder)) await fetch(site.url + file, { headers: { 'accept-encoding': 'br' } }).then((answer) => answer.arrayBuffer());
  for (let visit = 0; visit <= visits; visit += 1) {
    const lhr = await audit(visit);
    if (visit) runs.push(lhr);
  }
} finally {
  browser.kill();
  await site.close();
}

const scores = Object.keys(GOALS).map((id) => [id, runs.map((run) => Math.round(run.categories[id].score * 100))]);
for (const [id, all] of scores) console.log(`${id.padEnd(16)} ${String(middle(all)).padStart(3)}   of ${all.join(', ')}`);
console.log(`${'speed of this machine'.padEnd(26)} ${runs.map((run) => Math.round(run.environment.benchmarkIndex)).join(', ')}`);
for (const id of TIMES) console.log(`${id.padEnd(26)} ${runs.map((run) => run.audits[id].displayValue).join(', ')}`);

const low = scores.filter(([id, all]) => middle(all) < GOALS[id]);
for (const [id] of low) {
  const [run] = runs;
  for (const { id: audit, weight } of run.categories[id].auditRefs) {
    const { title, score, displayValue = '', details } = run.audits[audit];
    if (!weight || score === null || score >= 0.9) continue;
    console.error(`${id}: ${title} ${displayValue}\n  ${JSON.stringify(details?.items ?? []).slice(0, 1500)}`);
  }
}
if (low.length) {
  console.error(`Below the goal: ${low.map(([id]) => `${id} ${GOALS[id]}`).join(', ')}`);
  process.exit(1);
}
