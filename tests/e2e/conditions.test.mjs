// Promises under bad conditions: a slow phone on a slow network, a browser that lacks
// what it could lack, languages and clocks of elsewhere, and every setting of reading
// at once. Under each of them the main job is done, to the same result.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { check, complete, holds, openExport, rows, visitor } from './page.mjs';

const MAIN = 'Ranked technologies';
const order = async (page) => (await rows(page, MAIN)).map(({ id, rank, points }) => `${rank} ${id} ${points}`);
const goes = async (page, place) => {
  await page.locator('nav.places').getByRole('button', { name: place }).click();
  await complete(page);
};
const wide = { viewport: { width: 1280, height: 800 } };

/** Search, must-have, weight, comparison, sheet and decision; gives all that was shown. */
async function job(page) {
  const all = await order(page);
  // Small letters of a Turkish İ and I are others.
  await page.locator('#search').fill('RAILS');
  await holds(async () => assert.ok((await order(page)).length < all.length), 30_000);
  // One by its name, and once the whole catalogue is there one by its summary.
  for (const id of ['rails', 'loco']) await holds(async () => assert.ok((await order(page)).some((row) => row.includes(` ${id} `)), id), 30_000);
  const found = await order(page);
  await page.locator('#search').fill('');
  await holds(async () => assert.deepEqual(await order(page), all), 30_000);

  const must = page.locator('.side .fold').filter({ has: page.locator('.must') }).first();
  await must.locator('summary').click();
  await must.getByRole('checkbox').first().check();
  await must.locator('select').first().selectOption('core');
  await holds(async () => assert.ok((await order(page)).length < all.length), 30_000);
  const weight = page.locator('.side input.exact').first();
  await weight.fill('7.5');
  await weight.press('Enter');
  await page.waitForURL(/w=rps750/, { timeout: 60_000 });
  const weighed = await order(page);
  const [a, b] = (await rows(page, MAIN)).map((row) => row.name);
  for (const name of [a, b]) await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
  await goes(page, 'Compare');
  await page.getByRole('rowheader', { name: 'Total' }).waitFor({ timeout: 60_000 });
  const compared = await page.locator('.compared').innerText();
  await page.locator('.compared thead button.name').first().click();
  await page.getByRole('heading', { level: 1, name: a, exact: true }).waitFor({ timeout: 60_000 });
  await complete(page);
  const sheet = await page.locator('.technology').innerText();
  await goes(page, 'Decide');
  await page.locator('.decide-heat').first().waitFor({ timeout: 60_000 });
  await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached', timeout: 60_000 });
  const decided = await page.locator('.decide').innerText();
  await goes(page, 'Explore');
  return { found, weighed, compared, sheet, decided, link: new URL(page.url()).search };
}

check('on a slow phone and a slow network the main job is done, and the wait is never blank', { context: wide, timeout: 240_000 }, async ({ page, context, site, ready }) => {
  page.setDefaultTimeout(90_000);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 300, downloadThroughput: 100_000, uploadThroughput: 50_000 });
  await page.goto(site.url, { waitUntil: 'commit' });
  await page.getByText('Say what must be there and what matters').waitFor();
  assert.equal(await page.locator('html').getAttribute('data-ready'), null, 'there is something to read before the program');
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await ready();
  await job(page);
});

// What a browser or its settings may lack, and what the page does without.
const LACKS = () => {
  const gone = (owner, ...names) => {
    for (const name of names) {
      if (owner && name in owner) Object.defineProperty(owner, name, { value: undefined, configurable: true, writable: true });
    }
  };
  gone(Navigator.prototype, 'locks', 'serviceWorker', 'clipboard', 'share', 'canShare', 'storage', 'permissions', 'userActivation', 'connection', 'userAgentData');
  gone(window, 'Worker', 'SharedWorker', 'BroadcastChannel', 'crypto', 'caches', 'indexedDB', 'requestIdleCallback', 'structuredClone', 'scheduler', 'CompressionStream', 'DecompressionStream', 'Notification', 'ResizeObserver', 'IntersectionObserver', 'trustedTypes', 'navigation', 'cookieStore', 'visualViewport');
  gone(Element.prototype, 'animate', 'getAnimations');
  gone(Document.prototype, 'startViewTransition', 'getAnimations');
  gone(HTMLElement.prototype, 'showPopover');
};

check('a browser without locks, workers, clipboard, crypto, channels, animations and more does the main job', { context: wide, init: LACKS, timeout: 90_000 }, async ({ page, open }) => {
  await open();
  assert.equal(await page.evaluate(() => `${typeof navigator.locks} ${typeof Worker} ${typeof crypto}`), 'undefined undefined undefined');
  await job(page);
  await openExport(page);
  await page.getByRole('region', { name: 'The record as it stands' }).waitFor();
  await page.keyboard.press('Escape');
  const star = page.getByRole('button', { name: /^Put on the shortlist/ }).first();
  const name = (await star.getAttribute('aria-label')).replace(/.*: /, '');
  await star.click();
  await open();
  await page.getByRole('button', { name: `Take off the shortlist: ${name}`, exact: true }).waitFor();
});

check('where no dialog can be modal, dialogs open all the same', { context: wide, init: () => (HTMLDialogElement.prototype.showModal = undefined) }, async ({ page, open }) => {
  await open();
  await page.locator('.bar').getByRole('button', { name: /Shortlist/ }).click();
  await page.getByText('Nothing here yet.').waitFor();
  await page.getByRole('dialog', { name: 'Shortlist' }).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog', { name: 'Shortlist' }).waitFor({ state: 'hidden' });
});

// Languages that write numbers, dates and small letters in other ways, and days
// that are others than at home.
const ELSEWHERE = [
  { locale: 'tr-TR', timezoneId: 'Europe/Istanbul' },
  { locale: 'ar-EG', timezoneId: 'Pacific/Kiritimati' },
  { locale: 'fa-IR', timezoneId: 'Pacific/Marquesas' },
];

check('whatever language and clock the browser has, the page shows the same and makes the same link', { context: { ...wide, locale: 'en-GB', timezoneId: 'UTC' }, timeout: 240_000 }, async (test) => {
  await test.open();
  const home = await job(test.page);
  for (const settings of ELSEWHERE) {
    const { page, context, open } = await visitor(test, { ...wide, ...settings });
    await open();
    assert.equal(await page.evaluate(() => navigator.language), settings.locale);
    const here = await job(page);
    for (const [what, shown] of Object.entries(home)) assert.deepEqual(here[what], shown, `${what} in ${settings.locale}`);
    // What they leave with opens at home as it was.
    await test.page.goto(test.site.url + here.link);
    await test.ready();
    assert.deepEqual(await order(test.page), home.weighed);
    await context.close();
  }
});

check('with forced colours, more contrast, less motion, a narrow window and right to left at once the main job is done', {
  context: { viewport: { width: 320, height: 640 }, colorScheme: 'dark', forcedColors: 'active', contrast: 'more', reducedMotion: 'reduce' },
  timeout: 90_000,
}, async ({ page, context, open }) => {
  await context.addInitScript(() => addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')));
  await open();
  const all = await order(page);
  await page.locator('.openers').getByRole('button', { name: 'Filters' }).click();
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  await sheet.locator('summary').first().click();
  await sheet.locator('.must input').first().check();
  await sheet.locator('.must select').first().selectOption('core');
  await page.keyboard.press('Escape');
  await holds(async () => assert.ok((await order(page)).length < all.length));
  const [a, b] = (await rows(page, MAIN)).map((row) => row.name);
  for (const name of [a, b]) await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
  await goes(page, 'Compare');
  await page.getByRole('rowheader', { name: 'Total' }).waitFor();
  await goes(page, 'Decide');
  await page.locator('.decide-heat').first().waitFor({ timeout: 30_000 });
  const over = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${over} px too wide`);
});

// ---- what a file brings in ----

const MARKUP = '<img src=x onerror=ran()>';
const FORMULA = '=HYPERLINK("https://example.org";"x")';

check('whatever a file brings in is text in every place, and leaves as text', { context: wide, timeout: 120_000 }, async ({ page, site, open, ready }) => {
  await open('?v=1&view=data');
  const href = await page.locator('a[download][href$=".json"]').first().getAttribute('href');
  const whole = await (await fetch(new URL(href, site.url))).json();
  // Every text that is shown: what is a name, a title, a sentence.
  const hostile = (value, key) => {
    if (Array.isArray(value)) return value.map((one) => hostile(one, key));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hostile(one, name)]));
    return ['summary', 'label', 'title', 'says', 'note', 'text', 'why', 'rule', 'question', 'help'].includes(key) && typeof value === 'string' ? `${value.slice(0, 30)} ${MARKUP}` : value;
  };
  const catalogue = hostile(whole);
  catalogue.technologies.forEach((one, n) => (one.name = n % 2 ? `${FORMULA} ${n}` : `${MARKUP} ${n}`));
  await open();
  await page.getByRole('button', { name: 'Your own facts' }).click();
  await complete(page);
  await page.setInputFiles('#own-file', { name: `${MARKUP}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(catalogue)) });
  const offer = page.locator('.own-offer');
  await offer.getByRole('button', { name: 'Work on it' }).click();
  await page.keyboard.press('Escape');
  await holds(async () => assert.ok((await rows(page, MAIN)).every(({ name }) => name.startsWith(MARKUP) || name.startsWith(FORMULA))));

  const harm = async (where) => {
    const found = await page.evaluate(() => ({
      made: document.querySelectorAll('img[src="x"], script:not([src])').length,
      led: [...document.querySelectorAll('a[href]')].map((a) => a.href).filter((url) => !/^(https|mailto|blob|data):/.test(url) && !url.startsWith(location.origin)),
    }));
    assert.deepEqual(found, { made: 0, led: [] }, where);
  };
  await harm('the list');
  const [a, b] = (await rows(page, MAIN)).map((row) => row.name);
  for (const name of [a, b]) await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
  for (const place of ['Compare', 'Decide', 'Data']) {
    await goes(page, place);
    if (place === 'Decide') await page.locator('.decide-heat').first().waitFor({ timeout: 60_000 });
    await harm(place);
  }
  await goes(page, 'Compare');
  await page.locator('.compared thead button.name').first().click();
  await page.locator('.technology h1').waitFor();
  await complete(page);
  assert.ok((await page.locator('main').innerText()).includes('onerror='), 'it is read');
  await harm('a sheet');
  await openExport(page);
  await page.getByRole('region', { name: 'The record as it stands' }).waitFor();
  await harm('the dialog');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV of the ranking', exact: true }).click()]);
  const table = await text(await file.createReadStream());
  assert.ok(table.includes('HYPERLINK'), table.slice(0, 300));
  assert.doesNotMatch(table, /(^|[,\n"])[=+@]/, 'a spreadsheet reads no formula');
  await page.reload();
  await ready();
  await harm('after a reload');
});

// ---- a clock that is wrong ----

for (const [what, by] of [['a year ahead', 365], ['a year behind', -365]]) {
  check(`a clock ${what} changes no score, no order and no link`, { context: wide, timeout: 60_000 }, async (test) => {
    await test.open();
    const home = await order(test.page);
    const { page, context, open } = await visitor(test, wide);
    await context.addInitScript((days) => {
      const now = Date.now;
      const shift = days * 86_400_000;
      const Real = Date;
      window.Date = class extends Real {
        constructor(...args) {
          super(...(args.length ? args : [Real.now() + shift]));
        }
        static now() {
          return now.call(Real) + shift;
        }
      };
    }, by);
    await open();
    assert.deepEqual(await order(page), home);
    await page.getByRole('checkbox', { name: 'Compare Django' }).check();
    await test.page.getByRole('checkbox', { name: 'Compare Django' }).check();
    for (const one of [page, test.page]) await one.waitForURL(/c=django/);
    assert.equal(new URL(page.url()).search, new URL(test.page.url()).search);
  });
}
