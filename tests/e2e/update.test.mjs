// Promises of an update: a new build is offered and never forced, whole or not at
// all; it can be taken back; and there is a way out of everything.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe, check, complete, holds, keep, ready } from './page.mjs';
import { build, listed, marks } from './builds.mjs';

// Two builds beside dist/, whose parts all carry their mark.
const A = build('A');
const B = build('B');
const all = (mark) => ({ page: mark, boot: mark, loader: mark, keeper: mark, style: mark });

const offer = (page) => page.getByRole('region', { name: 'New version' });
const use = (page) => offer(page).getByRole('button', { name: 'Use it now' }).click();
const builds = (page) => page.evaluate(() => caches.keys());
const runs = (page, mark) => page.waitForSelector(`html[data-page="${mark}"][data-ready]`, { state: 'attached', timeout: 30_000 });
const weight = (page) => page.locator('.side .weight .exact').first();

// What floats over the list hides parts of it, which can be scrolled from under it.
const OVER = { rules: { 'target-size': { enabled: false } } };

/** Asks for an update, and says what became of it. */
const update = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    let next;
    registration.addEventListener('updatefound', () => (next = registration.installing), { once: true });
    await registration.update();
    next ??= registration.installing ?? registration.waiting;
    if (!next) return 'none';
    for (;;) {
      if (next.state !== 'installing') return next.state;
      await new Promise((done) => next.addEventListener('statechange', done, { once: true }));
    }
  });

/** Whether all of the page is of this build, with the part that comes later. */
async function isWhole(page, mark) {
  await page.waitForSelector('html[data-offline]', { state: 'attached' });
  const { later, ...first } = await marks(page);
  assert.deepEqual(first, all(mark));
  assert.ok(later === undefined || later === mark);
  await page.getByRole('banner').getByRole('button', { name: 'Decide' }).click();
  await complete(page);
  assert.deepEqual(await marks(page), { ...all(mark), later: mark });
}

const options = { worker: true, folder: A, timeout: 120_000 };

check('a new build is offered to who has saved nothing, also where it is ready before a slow phone has started', options, async ({ page, context, site, open }) => {
  await open();
  await keep(page);
  await site.setFolder(B);
  await page.reload();
  await offer(page).waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.reload();
  await offer(page).waitFor({ timeout: 60_000 });
});

check('a new build is offered, and taken with all that is on the page kept', { ...options, at: 'both' }, async ({ page, site, open }) => {
  await open();
  await keep(page);
  const [old] = await builds(page);
  await weight(page).fill('9');
  await weight(page).press('Tab');
  await page.locator('.row').getByRole('button', { name: 'Put on the shortlist: Django', exact: true }).click();
  await site.setFolder(B);
  // The browser itself asks, at each visit.
  await page.reload();
  await ready(page);
  await offer(page).waitFor();
  await page.getByRole('status').filter({ hasText: 'A new version is ready.' }).waitFor({ state: 'attached' });
  await axe(page, OVER);
  for (const button of await offer(page).getByRole('button').all()) assert.ok((await button.boundingBox()).height >= 24);
  assert.equal((await builds(page)).length, 2);
  await isWhole(page, 'A');

  await use(page);
  await runs(page, 'B');
  await ready(page);
  await isWhole(page, 'B');
  const now = await builds(page);
  assert.equal(now.length, 1);
  assert.notEqual(now[0], old);
  assert.equal(await offer(page).count(), 0);
  await page.getByRole('banner').getByRole('button', { name: 'Groundwork' }).click();
  assert.equal(await weight(page).inputValue(), '9');
  await page.getByRole('button', { name: 'Take off the shortlist: Django' }).first().waitFor();

  // Whole without the network, and nothing of the old one is asked for.
  await site.close();
  await page.reload();
  await ready(page);
  await isWhole(page, 'B');
});

check('the offer can be left alone, by keyboard too; the new build starts when no page is open any more', options, async ({ page, context, site, open }) => {
  await open();
  await keep(page);
  await site.setFolder(B);
  assert.equal(await update(page), 'installed');
  await offer(page).getByRole('button', { name: 'Dismiss' }).press('Enter');
  await offer(page).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.equal((await marks(page)).page, 'A');
  // A reload is not all pages gone; and the offer is made again.
  await page.reload();
  await ready(page);
  await offer(page).waitFor();
  assert.equal((await marks(page)).page, 'A');
  await page.close();
  // The browser notes that it has gone in its own time.
  await holds(async () => {
    const next = await context.newPage();
    try {
      await next.goto(site.url);
      await ready(next);
      assert.equal((await marks(next)).page, 'B');
      await isWhole(next, 'B');
    } finally {
      await next.close();
    }
  }, 30_000);
});

check('the offer takes the focus from nobody, is reached by Tab and taken by a key, and what comes begins at the top', options, async ({ page, site, open }) => {
  await open();
  await keep(page);
  const focus = () => page.evaluate(() => [document.activeElement.closest('[role="region"]')?.getAttribute('aria-label'), document.activeElement.textContent.slice(0, 40)].join(': '));
  await page.keyboard.press('/');
  await holds(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'search'));
  await site.setFolder(B);
  assert.equal(await update(page), 'installed');
  await offer(page).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  const seen = [];
  for (let n = 0; n < 30 && seen.at(-1) !== 'New version: Use it now'; n += 1) {
    await page.keyboard.press('Shift+Tab');
    seen.push(await focus());
  }
  assert.equal(seen.at(-1), 'New version: Use it now', seen.join(' | '));
  assert.equal(seen.at(-2), 'New version: Dismiss');
  await page.keyboard.press('Enter');
  await runs(page, 'B');
  await ready(page);
  assert.equal(await offer(page).count(), 0);
  await page.keyboard.press('Tab');
  assert.equal(await focus(), ': Skip to content');
  await isWhole(page, 'B');
});

check('of two tabs both change over', options, async ({ page, context, site, open }) => {
  await open();
  await keep(page);
  const other = await context.newPage();
  await other.goto(`${site.url}?v=1&view=compare&c=rails.django`);
  await ready(other);
  await site.setFolder(B);
  assert.equal(await update(page), 'installed');
  await offer(other).waitFor();
  await use(page);
  for (const tab of [page, other]) {
    await runs(tab, 'B');
    await ready(tab);
  }
  await other.locator('.compare table').first().waitFor();
  assert.deepEqual(await marks(other), { ...all('B'), later: 'B' });
  await isWhole(page, 'B');
});

check('a tab with a form open is told, and loses nothing of it', options, async ({ page, context, site, open }) => {
  await open();
  await keep(page);
  const other = await context.newPage();
  await other.goto(site.url);
  await ready(other);
  await other.getByRole('button', { name: 'Your own facts' }).click();
  await other.getByRole('dialog').waitFor();
  await complete(other);
  await site.setFolder(B);
  assert.equal(await update(page), 'installed');
  await use(page);
  await runs(page, 'B');
  await other.waitForSelector('html[data-offline=done]', { state: 'attached' });
  assert.equal((await marks(other)).page, 'A');
  await other.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await offer(other).getByText('A new version is in use.').waitFor();
  await axe(other, OVER);
  await offer(other).getByRole('button', { name: 'Reload' }).click();
  await runs(other, 'B');
});

// ---- half a build ----

const file = (kind) => listed(B).find((path) => kind.test(path));
const later = file(/^groundwork-later-.*\.wasm$/);
const BROKEN = [
  ['missing', file(/_bg\.wasm$/), (response) => response.writeHead(404).end('no')],
  ['out of reach', later, (response) => response.destroy()],
  ['answered with a page', file(/^groundwork-[0-9a-f]+\.js$/), (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>')],
  ['half there', file(/^groundwork-later-.*\.css$/), (response, { body, type }) => response.writeHead(200, { 'content-type': type }).end(body.subarray(0, body.length / 2))],
  [
    'changed by one bit',
    later,
    (response, { body, type }) => {
      const flipped = Buffer.from(body);
      flipped[flipped.length >> 1] ^= 1;
      // As a cache on the way would, for a year.
      response.writeHead(200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }).end(flipped);
    },
  ],
  ['still the old one', 'boot.js', (response, { type }) => response.writeHead(200, { 'content-type': type }).end(readFileSync(join(A, 'boot.js')))],
  ['still the old page', '', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(readFileSync(join(A, 'index.html')))],
];
for (const [what, path, answer] of BROKEN) {
  check(`where a file of the new build is ${what} the old one stays, and says nothing`, { ...options, allow: [/integrity|Failed to load|net::ERR|not what was asked for|preload/] }, async ({ page, site, open }) => {
    await open();
    await keep(page);
    const before = await builds(page);
    await site.setFolder(B);
    let asked = 0;
    site.setFault((wanted, request, response, found) => wanted === `/${path}` && (asked++, answer(response, found), true));
    assert.equal(await update(page), 'redundant');
    assert.ok(asked > 0);
    await holds(async () => assert.deepEqual(await builds(page), before), 30_000);
    await page.reload();
    await ready(page);
    assert.equal(await update(page), 'redundant');
    assert.equal(await offer(page).count(), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
    await isWhole(page, 'A');
    // The browser may be trying once more by itself.
    await holds(async () => assert.deepEqual(await builds(page), before), 30_000);

    // Once it is well it is taken like any other.
    site.setFault(null);
    await holds(async () => assert.equal(await update(page), 'installed'), 30_000);
    await use(page);
    await runs(page, 'B');
    await ready(page);
    await isWhole(page, 'B');
  });
}

check('an installation that was cut off is made whole by the next', options, async ({ page, site, open }) => {
  await open();
  await keep(page);
  const before = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const all = await cache.keys();
    for (const request of all.slice(0, 7)) await cache.delete(request);
    await (await navigator.serviceWorker.getRegistration()).unregister();
    return all.length;
  });
  await page.reload();
  await ready(page);
  await keep(page);
  assert.equal(await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).length), before);
  await site.close();
  await page.reload();
  await ready(page);
  await isWhole(page, 'A');
});

// ---- and back ----

check('a step back to the older build is an update like any other', options, async ({ page, site, open }) => {
  await open();
  await keep(page);
  for (const [folder, mark] of [[B, 'B'], [A, 'A'], [B, 'B']]) {
    await site.setFolder(folder);
    assert.equal(await update(page), 'installed');
    await use(page);
    await runs(page, mark);
    await ready(page);
    await isWhole(page, mark);
    assert.equal((await builds(page)).length, 1);
  }
});

check('a new build that is taken back before anybody used it is offered no more', options, async ({ page, site, open }) => {
  await open();
  await keep(page);
  await site.setFolder(B);
  assert.equal(await update(page), 'installed');
  await offer(page).waitFor();
  await site.setFolder(A);
  assert.equal(await update(page), 'installed');
  await page.reload();
  await ready(page);
  await page.waitForSelector('html[data-offline]', { state: 'attached' });
  await isWhole(page, 'A');
  assert.equal(await offer(page).count(), 0);
  assert.equal(await page.locator('html').getAttribute('data-offline'), 'saved');
  await site.close();
  await page.reload();
  await ready(page);
  await isWhole(page, 'A');
});

// ---- pages newer and older than the worker ----

/** Reloads past the worker, as with Shift held. */
async function force(page) {
  const cdp = await page.context().newCDPSession(page);
  const loaded = page.waitForEvent('load');
  await cdp.send('Page.reload', { ignoreCache: true });
  await loaded;
  await cdp.detach();
}

check('a page that is newer than the worker is whole, and so is the next one from it', options, async ({ page, site, open }) => {
  await open();
  await keep(page);
  await site.setFolder(B);
  await force(page);
  await runs(page, 'B');
  await ready(page);
  const [, ...parts] = Object.values(await marks(page));
  assert.ok(parts.every((part) => part === 'B'), String(parts));
  await page.getByRole('banner').getByRole('button', { name: 'Decide' }).click();
  await complete(page);
  assert.equal((await marks(page)).later, 'B');
  await page.goto(site.url);
  await ready(page);
  await isWhole(page, 'A');
});

check('a page that is older than its first worker never mixes the two, and reloads into the new one', { ...options, allow: [/404|could not be loaded|\/groundwork-later-|MIME type/] }, async ({ page, site, open }) => {
  await open();
  await site.setFolder(B);
  await page.evaluate(() => navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' }).then(() => navigator.serviceWorker.ready));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.getByRole('banner').getByRole('button', { name: 'Decide' }).click();
  await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
  assert.equal((await marks(page)).page, 'A');
  await page.reload();
  await ready(page);
  await isWhole(page, 'B');
});

// ---- when it asks ----

check('a page that stays open asks again after an hour, and without a network nothing happens', options, async ({ page, site, open }) => {
  await open();
  await keep(page);
  const seen = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const asked = () => site.log.filter(({ path }) => path === '/sw.js').length;
  const before = asked();
  await seen();
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now.call(Date) + 3_700_000;
  });
  await seen();
  await seen();
  await holds(() => assert.equal(asked(), before + 1));
  await site.setFolder(B);
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now.call(Date) + 3_700_000;
  });
  await seen();
  await offer(page).waitFor();

  await site.close();
  await assert.rejects(update(page));
  await page.reload();
  await ready(page);
  // What has come may be used without a network too.
  await use(page);
  await runs(page, 'B');
  await ready(page);
  await isWhole(page, 'B');
});

// ---- the way out ----

/** The page that is kept, without its scripts: nothing of it can help itself. */
const stick = (page) =>
  page.evaluate(async () => {
    const [name] = await caches.keys();
    const stuck = new Response('<!doctype html><title>Stuck</title><link rel="icon" href="data:,"><p>Stuck', { headers: { 'content-type': 'text/html' } });
    await (await caches.open(name)).put(new URL('./', location.href).href, stuck);
  });

check('sw-kill.js frees a page that is stuck, and leaves no trace and no loop', { ...options, at: 'both' }, async ({ page, context, site, open }) => {
  const killed = join(B, '../killed');
  cpSync(B, killed, { recursive: true });
  cpSync(join(B, 'sw-kill.js'), join(killed, 'sw.js'));
  await open();
  await page.locator('.row').getByRole('button', { name: 'Put on the shortlist: Django', exact: true }).click();
  await keep(page);
  await stick(page);
  const other = await context.newPage();
  await other.goto(`${site.url}?v=1&view=compare&c=rails.django`);
  assert.equal(await other.title(), 'Stuck');
  await site.setFolder(killed);
  await page.goto(site.url);
  for (const tab of [page, other]) {
    await runs(tab, 'B');
    await ready(tab);
  }
  await other.locator('.compare table').first().waitFor();
  await page.getByRole('button', { name: 'Take off the shortlist: Django' }).first().waitFor();
  await holds(async () => assert.deepEqual(await builds(page), []));
  await holds(async () => assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)), 0));

  // Later visits register it again, which changes nothing for them.
  await other.close();
  site.log.length = 0;
  await page.goto(site.url);
  await ready(page);
  await page.evaluate(() => import(new URL('offline.js', document.baseURI).href));
  await holds(() => assert.ok(site.log.some(({ path }) => path.endsWith('/sw.js'))));
  await holds(async () => assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)), 0));
  assert.equal(site.log.filter(({ path }) => path.endsWith('/')).length, 1);
  assert.equal(await offer(page).count(), 0);

  // And when all is well again it is kept as before.
  await site.setFolder(B);
  await page.goto(site.url);
  await ready(page);
  await keep(page);
  await isWhole(page, 'B');
});

check('sw-kill.js frees pages that run too', options, async ({ page, site, open }) => {
  const killed = join(A, '../ended');
  cpSync(A, killed, { recursive: true });
  writeFileSync(join(killed, 'sw.js'), readFileSync(join(A, 'sw-kill.js')));
  await open();
  await keep(page);
  await site.setFolder(killed);
  const again = page.waitForEvent('domcontentloaded');
  await page.evaluate(() => void navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await again;
  await ready(page);
  await holds(async () => assert.deepEqual(await builds(page), []));
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
});
