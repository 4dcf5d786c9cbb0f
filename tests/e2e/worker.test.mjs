// Promises of the service worker: after one visit every link opens without a
// network, whole; it keeps one build and nothing else; and whatever becomes of it,
// the page works.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { settings } from '../browser.mjs';
import { serve } from '../server.mjs';
import { build, listed } from './builds.mjs';
import { DIST, check, complete, holds, keep, ready, watch } from './page.mjs';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../golden/links.json'), 'utf8'));
const VIEWS = ['explore', 'technology', 'compare', 'decide', 'data'];
// Each link of the golden ones, as it is and, where it names no place, at four of them.
const LINKS = golden.flatMap(({ link }, n) => {
  const query = link.replace(/^\?/, '');
  if (/view=|k=/.test(query)) return [query];
  return [query, ...[0, 1, 2, 3].map((m) => VIEWS[(n + m) % VIEWS.length]).map((view) => `${query}&view=${view}&t=spring-boot&c=rails.django.axum`)];
});
const WHOLE = { technology: '.sheet-part', compare: '.compare', decide: '.main h1', data: '#data-offline', explore: '.row' };

/** The server is gone, and what the browser had of it in its own cache too. */
async function cut({ page, site }) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.clearBrowserCache');
  await cdp.detach();
  await site.close();
}

/** Goes to a link, which must be there with all that belongs to its place. */
async function whole(page, url, query) {
  await page.goto(`${url}?${query}`);
  await ready(page);
  const view = new URLSearchParams(query).get('view');
  await page.locator(WHOLE[view ?? 'explore']).first().waitFor();
  assert.equal(await page.getByRole('alert').count(), 0, query);
  assert.equal(await page.getByText('could not be loaded').count(), 0, query);
}

/** What is kept: the names of caches with the paths in them. */
const kept = (page) =>
  page.evaluate(async () => {
    const found = {};
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      found[name] = requests.map(({ url }) => url).sort();
    }
    return found;
  });

const workers = (page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope));

check('keeps the page some seconds after it is there, not before, and all of it', { worker: true, at: 'both', timeout: 90_000 }, async ({ page, site, open }) => {
  let began;
  site.setFault((path) => {
    if (path === '/offline.js') began ??= Date.now();
    return false;
  });
  await open();
  // Later than the page at least: the measured moment is after the page's own.
  const there = Date.now();
  await page.waitForFunction(() => document.documentElement.dataset.offline === 'saved', null, { timeout: 60_000 });
  assert.ok(began - there > 5_000, `${began - there} ms after`);
  const [[name, urls], ...others] = Object.entries(await kept(page));
  assert.deepEqual(others, []);
  assert.match(name, /^groundwork [0-9a-f]{16} \//);
  const expected = listed().filter((path) => !path.includes('-single-')).map((path) => site.url + path);
  assert.deepEqual(urls, expected.sort());
  assert.ok(expected.length > 15, String(expected));
});

check('after one visit every link opens without the network, its place whole', { worker: true, timeout: 400_000 }, async ({ page, site, open }) => {
  await open();
  await keep(page);
  await cut({ page, site });
  assert.ok(LINKS.length >= 50, String(LINKS.length));
  for (const query of LINKS) await whole(page, site.url, query);
});

check('so it does below a path, by its name too, in a new tab, by reload and by Back', { worker: true, at: 'below', timeout: 120_000 }, async ({ page, context, site, open }) => {
  await open();
  await keep(page);
  await cut({ page, site });
  for (const query of LINKS.filter((_, n) => n % 9 === 0)) await whole(page, site.url, query);
  await whole(page, `${site.url}index.html`, 'v=1&view=compare&c=rails.django');
  await page.reload();
  await ready(page);
  await page.locator('.compare').first().waitFor();
  await page.goBack();
  await ready(page);
  const tab = await context.newPage();
  await whole(tab, site.url, 'v=1&view=decide');
});

check('the very first visit too works on without the network, once it is kept', { worker: true, timeout: 60_000 }, async ({ page, site, open }) => {
  await open();
  await keep(page);
  await cut({ page, site });
  await page.getByRole('banner').getByRole('button', { name: 'Data' }).click();
  await complete(page);
  const section = page.locator('section', { has: page.locator('#data-offline') });
  await section.getByText('Saved in this browser.').waitFor();
  assert.match(await section.innerText(), /Build [0-9a-f]{16}/);
});

check('until it is kept, the page says so, and then says otherwise by itself', { worker: true, timeout: 60_000 }, async ({ page, open }) => {
  await open('?view=data');
  const section = page.locator('section', { has: page.locator('#data-offline') });
  await section.getByText('Not saved in this browser yet.').waitFor();
  await keep(page);
  await section.getByText('Saved in this browser.').waitFor();
});

check('answers with a file by its exact name alone, and leaves all else to the network', { worker: true, at: 'both', timeout: 60_000, allow: [/404|Failed to load|ERR_CONNECTION/] }, async ({ page, context, site, open }) => {
  await open();
  await keep(page);
  const catalogue = listed().find((path) => /^catalogue-.*\.json$/.test(path));
  const wasm = listed().find((path) => /_bg\.wasm$/.test(path));
  const get = (path, options) => page.evaluate(([path, options]) => fetch(path, options).then(async (r) => [r.status, r.headers.get('content-type'), (await r.arrayBuffer()).byteLength], (error) => error.name), [path, options]);
  site.log.length = 0;
  assert.equal((await get(catalogue))[0], 200);
  assert.equal((await get(wasm))[0], 200);
  assert.equal((await get('icon-512.png'))[1], 'image/png');
  assert.deepEqual(site.log, [], 'nothing of its own from the network');
  assert.equal((await get('missing.js'))[0], 404);
  assert.equal((await get(`${wasm}x`))[0], 404);
  assert.equal((await get('groundwork-0000000000000000.js'))[0], 404);
  assert.equal((await get('robots.txt'))[0], 200);
  await get(`${catalogue}?x=1`);
  await get(catalogue, { headers: { range: 'bytes=0-9' } });
  await get(catalogue, { method: 'HEAD' });
  assert.equal(site.log.length, 7, 'each of these was asked of the network');

  // To go to a file is to see that file, and no page stands in for one that is missing.
  const shown = await page.goto(site.url + catalogue);
  assert.match(shown.headers()['content-type'], /json/);
  assert.equal((await page.goto(`${site.url}missing`)).status(), 404);
  await page.goto(site.url);
  await ready(page);
  await site.close();
  assert.equal(await get('missing.js'), 'TypeError');
  const other = await context.newPage();
  await assert.rejects(other.goto(`${site.url}missing`), /ERR_/);
});

check('the page as one file is kept once somebody has asked for it', { worker: true, timeout: 60_000 }, async ({ page, site, open }) => {
  await open();
  await keep(page);
  const single = listed().find((path) => path.includes('-single-'));
  const length = () => page.evaluate((path) => fetch(path).then((r) => r.text()).then((text) => text.length), single);
  const there = await length();
  await holds(async () => assert.ok(Object.values(await kept(page))[0].includes(site.url + single)));
  await cut({ page, site });
  assert.equal(await length(), there);
});

check('all is as it is without a worker: edits, reload, Back and links', { worker: true, timeout: 60_000 }, async ({ page, site, open }) => {
  await open();
  await keep(page);
  await page.reload();
  await ready(page);
  site.log.length = 0;
  const weight = page.locator('.side .weight .exact').first();
  await weight.fill('9');
  await weight.press('Tab');
  await page.locator('.row').getByRole('button', { name: 'Put on the shortlist: Django', exact: true }).click();
  for (const name of ['Django', 'Laravel']) await page.getByRole('checkbox', { name: `Compare ${name}` }).check();
  await page.getByRole('region', { name: 'Ticked for comparison' }).getByRole('button', { name: 'Compare' }).click();
  await page.locator('.compare table').first().waitFor();
  await complete(page);
  const link = page.url();
  assert.match(link, /c=django\.laravel/);
  await page.reload();
  await ready(page);
  assert.equal(page.url(), link);
  await page.goBack();
  await page.locator('.row').first().waitFor();
  assert.equal(await weight.inputValue(), '9');
  await open(link.slice(site.url.length));
  await page.locator('.compare table').first().waitFor();
  await open();
  assert.equal(await weight.inputValue(), '9');
  await page.getByRole('button', { name: 'Take off the shortlist: Django' }).first().waitFor();
  const asked = site.log.map(({ path }) => path).filter((path) => path !== '/sw.js');
  assert.deepEqual(asked, [], 'all of it was kept');
});

// ---- where it cannot be ----

const FAILING = {
  'is refused, as in some private windows': () => self.ServiceWorkerContainer && (ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'))),
  'is missing': () => delete Navigator.prototype.serviceWorker,
};
for (const [what, init] of Object.entries(FAILING)) {
  check(`the page works where the worker ${what}`, { worker: true, init, timeout: 60_000 }, async ({ page, open }) => {
    await page.clock.install();
    await open();
    await page.clock.runFor(20_000);
    await page.getByRole('banner').getByRole('button', { name: 'Data' }).click();
    await page.clock.runFor(1_000);
    await page.getByText('Not saved in this browser yet.').waitFor();
    assert.equal(await page.locator('html').getAttribute('data-offline'), null);
  });
}

const ANSWERS = {
  missing: (response) => response.writeHead(404).end(),
  'a page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>'),
  'half there': (response, { type, body }) => response.writeHead(200, { 'content-type': type }).end(body.subarray(0, body.length / 2)),
  'cut off': (response, { type, body }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': body.length });
    response.write(body.subarray(0, 20));
    setTimeout(() => response.destroy(), 50);
  },
};
for (const file of ['offline.js', 'sw.js']) {
  for (const [what, answer] of Object.entries(ANSWERS)) {
    const fault = (path, request, response, found) => path === `/${file}` && (answer(response, found), true);
    check(`the page works where ${file} is ${what}`, { worker: true, fault, timeout: 60_000, allow: [/Failed to load|bad HTTP response|MIME type|SyntaxError|Unexpected|ERR_/] }, async ({ page, site, open }) => {
      await open();
      await page.evaluate(() => import(new URL('offline.js', document.baseURI).href).catch(() => {}));
      await holds(async () => assert.ok(site.log.some(({ path }) => path === `/${file}`)));
      await page.getByRole('banner').getByRole('button', { name: 'Data' }).click();
      await page.getByText('Not saved in this browser yet.').waitFor();
      assert.deepEqual(await kept(page), {});
      // Mended, it is kept.
      site.setFault(null);
      await page.reload();
      await ready(page);
      await keep(page);
    });
  }
}

// The Cache API as it is where the disk is full.
const FULL = `Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));`;
const HALF = `{ const { put } = Cache.prototype; let n = 0; Cache.prototype.put = function (...all) { return ++n > 5 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : put.apply(this, all); }; }`;
const NONE = `CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));`;
for (const [what, code] of Object.entries({ 'is full': FULL, 'becomes full': HALF, 'is denied': NONE })) {
  const fault = (path, request, response, file) => path === '/sw.js' && response.writeHead(200, { 'content-type': file.type }).end(code + file.body);
  check(`nothing is left behind, and the page works, where its memory ${what}`, { worker: true, fault, timeout: 60_000, allow: [/QuotaExceeded|SecurityError|full|no$/] }, async ({ page, open }) => {
    await open();
    await page.evaluate(async () => {
      const { installing } = await navigator.serviceWorker.register('sw.js');
      while (installing.state !== 'redundant') await new Promise((done) => installing.addEventListener('statechange', done, { once: true }));
    });
    assert.deepEqual(await kept(page), {});
    await page.evaluate(() => import(new URL('offline.js', document.baseURI).href));
    await holds(async () => assert.deepEqual(await workers(page), []), 20_000);
    await holds(async () => assert.deepEqual(await kept(page), {}), 20_000);
    await page.getByRole('banner').getByRole('button', { name: 'Data' }).click();
    await page.getByText('Not saved in this browser yet.').waitFor();
    await page.reload();
    await ready(page);
  });
}

// ---- what is kept and does not start ----

const spoil = (page) =>
  page.evaluate(async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const bytes = new Uint8Array(1000).fill(255);
    bytes.set([0, 97, 115, 109, 1, 0, 0, 0]);
    const [file] = (await cache.keys()).filter(({ url }) => url.endsWith('_bg.wasm'));
    await cache.put(file, new Response(bytes, { headers: { 'content-type': 'application/wasm' } }));
  });
const reload = (page) => page.locator('#boot-reload').click();

check('Reload mends a kept page that does not start, and keeps what is saved', { worker: true, at: 'both', timeout: 60_000, allow: [/preload/] }, async ({ page, open }) => {
  await open();
  await page.locator('.row').getByRole('button', { name: 'Put on the shortlist: Django', exact: true }).click();
  await keep(page);
  await spoil(page);
  await page.reload();
  await page.locator('html[data-failed=damaged]').waitFor({ state: 'attached' });
  const again = page.waitForEvent('domcontentloaded');
  await reload(page);
  await again;
  await ready(page);
  await page.getByRole('button', { name: 'Take off the shortlist: Django' }).first().waitFor();
  assert.deepEqual(await kept(page), {});
  await keep(page);
  await page.reload();
  await ready(page);
});

check('Reload forgets nothing while the network is gone', { worker: true, timeout: 60_000, allow: [/preload|net::ERR/] }, async ({ page, site, open }) => {
  await open();
  await keep(page);
  await spoil(page);
  const before = await kept(page);
  await cut({ page, site });
  await page.reload();
  await page.locator('html[data-failed=damaged]').waitFor({ state: 'attached' });
  const again = page.waitForEvent('load');
  await reload(page);
  await again;
  await page.locator('html[data-failed=damaged]').waitFor({ state: 'attached' });
  assert.deepEqual(await kept(page), before);
});

check('Reload after a crash takes the page from the network', { worker: true, timeout: 60_000, allow: [/unreachable/] }, async ({ page, open }) => {
  await open();
  await keep(page);
  await page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    setTimeout(exports.f);
  });
  const again = page.waitForEvent('domcontentloaded');
  await page.locator('#crash').getByRole('link', { name: 'Reload' }).click();
  await again;
  await ready(page);
  assert.deepEqual(await kept(page), {});
});

// ---- neighbours ----

const several = mkdtempSync(join(tmpdir(), 'groundwork-'));
after(() => rmSync(several, { recursive: true, force: true }));

check('several pages below one origin keep apart, whichever is renewed or forgotten', { worker: true, folder: several, timeout: 120_000 }, async ({ page, context, site }) => {
  for (const path of ['', 'one/', 'one/two/']) cpSync(DIST, join(several, path), { recursive: true, force: true, filter: (from) => !from.startsWith(several) });
  await site.setFolder(several);
  const paths = ['', 'one/', 'one/two/'];
  for (const path of paths) {
    await page.goto(site.url + path);
    await ready(page);
    await keep(page);
  }
  const names = async () => Object.keys(await kept(page)).map((name) => name.replace(/^groundwork \w+ /, '')).sort();
  assert.deepEqual(await names(), ['/', '/one/', '/one/two/']);

  // A new build of the one in the middle.
  cpSync(build('B'), join(several, 'one'), { recursive: true, force: true });
  await page.goto(`${site.url}one/`);
  await ready(page);
  await page.getByRole('region', { name: 'New version' }).getByRole('button', { name: 'Use it now' }).click();
  await page.waitForSelector('html[data-page=B][data-ready]', { state: 'attached' });
  await holds(async () => assert.deepEqual(await names(), ['/', '/one/', '/one/two/']));

  // Which is then ended.
  cpSync(join(several, 'one/sw-kill.js'), join(several, 'one/sw.js'));
  await page.goto(`${site.url}one/`);
  await holds(async () => assert.deepEqual(await names(), ['/', '/one/two/']), 20_000);
  await holds(async () => assert.deepEqual((await workers(page)).sort(), [site.url, `${site.url}one/two/`]), 20_000);
  // The one in the middle has loaded itself anew.
  await ready(page);
  await page.waitForLoadState('networkidle');
  await site.close();
  for (const path of ['', 'one/two/']) await whole(page, site.url + path, 'v=1&view=compare&c=rails.django');
});

// ---- an app ----

test('it can be installed as an app', { timeout: 90_000 }, async () => {
  const site = await serve({ folder: DIST, prefix: '/some/where/' });
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-'));
  // Only a profile on disk can; what is refused in a private window is refused in others.
  const context = await chromium.launchPersistentContext(folder, settings());
  try {
    const problems = watch(context, site.origin);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(site.url);
    await ready(page);
    await keep(page);
    assert.deepEqual(problems, []);
    const cdp = await context.newCDPSession(page);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    const { data, errors } = await cdp.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    for (const { src, sizes, type } of manifest.icons) {
      const image = await page.evaluate(async (src) => {
        const response = await fetch(src);
        const type = response.headers.get('content-type');
        if (type === 'image/svg+xml') return { type, sizes: 'any' };
        const { width, height } = await createImageBitmap(await response.blob());
        return { type, sizes: `${width}x${height}` };
      }, src);
      assert.deepEqual(image, { type, sizes }, src);
    }
    const { appId } = await cdp.send('Page.getAppId');
    assert.equal(appId, site.url, 'named by where it stands, so that several below one origin are several');
  } finally {
    await context.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
