// What every test of the page stands on: dist/ behind a server of its own, a
// context of its own, and no tolerance for what only a console would show.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { launch } from '../browser.mjs';
import { serve } from '../server.mjs';

/** What is tested: dist/, or the folder that the variable DIST names. */
export const DIST = process.env.DIST ?? join(import.meta.dirname, '../../dist');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
const connected = () => (browser ??= process.env.BROWSER ? chromium.connect(process.env.BROWSER) : launch());
after(async () => (await browser)?.close());

/** Where a page may stand: at the root of a host, and below a path. */
export const PLACES = { root: '/', below: '/some/where/' };

/**
 * A test of the page. It fails at any error or warning in the console, any
 * uncaught error, any violation of the policy and any request to another origin.
 *
 * Options:
 *   at       'root' (default), 'below' or 'both'
 *   allow    patterns of problems that the test provokes
 *   fault    what the server does wrong, see server.mjs
 *   context  settings of the browser context: viewport, colorScheme, locale …
 *   init     a function that runs in the page before anything else
 *   folder   what to serve in the place of dist/
 *   worker   true where the service worker may work: others mean what page and server
 *            do by themselves, and count requests, which it would make and spare
 *   as       what kind of host serves it, see server.mjs
 *   timeout  in milliseconds
 *
 * The body gets `{ page, context, site, open, ready, problems }`: `open(query)` goes
 * to the page and waits until it is ready, `site` is the server.
 */
export function check(name, options, body) {
  if (typeof options === 'function') return check(name, {}, options);
  const places = options.at === 'both' ? ['root', 'below'] : [options.at ?? 'root'];
  for (const place of places) {
    const full = places.length > 1 ? `${name} (${place})` : name;
    test(full, { timeout: options.timeout ?? 30_000 }, () => run(place, options, body));
  }
}

async function run(place, { allow = [], fault, context: settings, init, folder = DIST, worker = false, as }, body) {
  const site = await serve({ folder, prefix: PLACES[place], fault, as });
  const serviceWorkers = worker ? 'allow' : 'block';
  const context = await (await connected()).newContext({ serviceWorkers, ...settings });
  const problems = watch(context, site.origin);
  if (init) await context.addInitScript(init);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const open = async (query = '') => {
      await page.goto(site.url + query);
      await ready(page);
    };
    await body({ page, context, site, open, ready: () => ready(page), problems });
    // What Chromium prints where it could not ask for a newer worker, without a network.
    if (worker) allow = [...allow, /An unknown error occurred when fetching the script/];
    const left = problems.filter((problem) => !allow.some((pattern) => pattern.test(problem)));
    assert.deepEqual(left, [], 'the page has problems');
  } finally {
    await context.close();
    await site.close();
  }
}

/** Collects what must not happen on any page of a context. */
export function watch(context, origin, problems = []) {
  const hear = (message) => {
    if (/^Service Worker registration blocked/.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) problems.push(`console ${message.type()}: ${message.text()}`);
  };
  context.on('console', hear);
  context.on('serviceworker', (worker) => worker.on('console', hear));
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message ?? error.error()}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) problems.push(`foreign request: ${url.href}`);
  });
  // Chromium prints most violations, but not those of report-only or of a worker's.
  context.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    ),
  );
  return problems;
}

/** Waits until the program has mounted and has what it shows, or fails with what the
 *  page says instead. */
export async function ready(page) {
  const handle = await page.waitForSelector('html[data-ready], html[data-failed], html[data-crashed]', { state: 'attached' });
  const state = await handle.evaluate((html) => ({ ...html.dataset }));
  assert.ok(state.ready && !state.crashed, `the page did not start: ${JSON.stringify(state)}`);
  await complete(page);
}

/** Waits until the place and the open dialog have all that they show. */
export const complete = (page) => page.waitForSelector(':is(main, dialog[open]) :is([aria-busy], .later)', { state: 'detached' });

/** Keeps the files of these paths back until the function that this returns is called. */
export function hold(site, is) {
  let release;
  const held = new Promise((done) => (release = done));
  site.setFault(async (path) => {
    if (is(path)) await held;
    return false;
  });
  return release;
}

/** Has the page kept for when there is no network, at once and not some seconds later. */
export async function keep(page) {
  await page.evaluate(() => import(new URL('offline.js', document.baseURI).href));
  await page.waitForFunction(() => navigator.serviceWorker.controller && document.documentElement.dataset.offline, null, { timeout: 30_000 });
}

/** Opens the dialog of the documents: by its button, or on a phone by the dialog of sharing. */
export async function openExport(page) {
  const bar = page.locator('.bar');
  const button = bar.getByRole('button', { name: 'Export', exact: true });
  if (await button.isVisible()) return button.click();
  await bar.getByRole('button', { name: 'More ways to share' }).click();
  await page.getByRole('button', { name: 'Export documents…' }).click();
}

/** Fails at anything that axe finds. `options` as axe.run takes them. */
export async function axe(page, options = {}) {
  const cdp = await page.context().newCDPSession(page);
  // In a world of its own, which the page's policy does not bind.
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const all = { ...options, resultTypes: ['violations'], rules: { 'target-size': { enabled: true }, ...options.rules } };
  await evaluate(`${AXE}; 0`);
  const found = await evaluate(`axe.run(document, ${JSON.stringify(all)}).then((r) => r.violations.map((v) =>
    v.id + ': ' + v.help + '\\n' + v.nodes.map((n) => '    ' + n.target.join(' ') + '  ' + (n.failureSummary || '').replace(/\\s+/g, ' ')).join('\\n')))`);
  await cdp.detach();
  assert.deepEqual(found, [], `axe found:\n${found.join('\n')}`);
}

/** The path of the only file in dist/ that fits, such as /_bg\.wasm$/. */
export async function asset(page, kind) {
  return page.evaluate((kind) => {
    const { js, wasm } = document.querySelector('script[data-wasm]').dataset;
    return new URL({ js, wasm }[kind], document.baseURI).pathname;
  }, kind);
}

/** Waits until an assertion holds; fails as it fails at last. */
export async function holds(assertion, within = 5_000) {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** What the lists of "Explore" show, in order, all of them or one by its name. */
export function rows(page, name) {
  const lists = name ? `ol.rows[aria-label="${name}"]` : 'ol.rows';
  return page.locator(`${lists} > .row`).evaluateAll((all) =>
    all
      .filter((row) => row.checkVisibility())
      .map((row) => {
        const text = (selector) => row.querySelector(selector)?.textContent.trim() ?? '';
        const [low, high] = text('.rank small').split('–').map(Number);
        return {
          list: row.parentElement.getAttribute('aria-label'),
          id: row.dataset.id,
          name: text('.name'),
          meta: text('.meta'),
          rank: text('.rank b'),
          best: low || null,
          worst: high || null,
          points: Number(text('.points b')),
          upto: Number(text('.points small').replace('to ', '')) || Number(text('.points b')),
          flag: text('.flag'),
        };
      }),
  );
}

/** Somebody else with the same site: a page in a profile of its own, as watched as
 *  the first. Takes what the body of a test gets. */
export async function visitor({ context, site, problems }, settings = {}) {
  const other = await context.browser().newContext({ serviceWorkers: 'block', ...settings });
  watch(other, site.origin, problems);
  context.once('close', () => other.close().catch(() => {}));
  const page = await other.newPage();
  page.setDefaultTimeout(10_000);
  const open = async (query = '') => {
    await page.goto(query.startsWith('http') ? query : site.url + query);
    await ready(page);
  };
  return { page, context: other, open };
}
