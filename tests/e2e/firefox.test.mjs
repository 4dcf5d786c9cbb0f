// The main job in Firefox: the page under its real headers, and the one file from a
// disk. Everything else is tested in Chromium; here it is seen that another engine
// does the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from '../firefox.mjs';
import { serve } from '../server.mjs';
import { DIST, PLACES } from './page.mjs';

const folder = mkdtempSync(join(tmpdir(), 'groundwork firefox '));
let firefox;
before(
  async () => {
    firefox = await launch();
    console.log(`Firefox ${firefox.version}`);
  },
  { timeout: 120_000 },
);
after(async () => {
  await firefox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A test with a visitor, who meets no fault; `other()` is somebody else. */
function check(name, body) {
  test(name, { timeout: 180_000 }, async () => {
    const site = await serve({ folder: DIST, prefix: PLACES.below });
    const people = [];
    const visitor = async () => {
      people.push(await firefox.visitor({ downloads: folder }));
      return people.at(-1);
    };
    try {
      await body(await visitor(), { site, other: visitor });
      for (const { problems, requests } of people) {
        assert.deepEqual(problems, [], 'the page has problems');
        assert.deepEqual(requests.filter((url) => !/^(blob|data|file|about):/.test(url) && !url.startsWith(site.origin)), [], 'requests to elsewhere');
      }
    } catch (error) {
      const pictures = join(import.meta.dirname, '../out');
      mkdirSync(pictures, { recursive: true });
      for (const [n, one] of people.entries()) writeFileSync(join(pictures, `firefox-${n}.png`), await one.picture().catch(() => ""));
      throw error;
    } finally {
      for (const one of people) await one.close();
      await site.close();
    }
  });
}

/** The names of the list, in the order that is shown. */
const order = (page) =>
  page.call(() =>
    [...document.querySelectorAll('ol.rows[aria-label="Ranked technologies"] > .row')].filter((row) => row.checkVisibility()).map((row) => row.querySelector('.name').textContent),
  );
const ordered = (page, what, is) => page.until(what, async () => is(await order(page)));
const goes = async (page, place) => {
  await page.click('button', place, await page.one('nav.places'));
  await page.complete();
};
const text = (page, selector) => page.call((selector) => document.querySelector(selector)?.textContent ?? '', selector);

/** Waits until the address has followed what was done. */
const address = (page, pattern) => page.until(`${pattern} in the address`, async () => pattern.test(await page.call(() => location.search)));

/** Search, must-have, weight, ticks, comparison, sheet and decision; leaves the order that it came to. */
async function job(page) {
  const all = await order(page);
  assert.ok(all.length > 30, `${all.length} are ranked`);

  await page.press('/');
  await page.type('sprng');
  await ordered(page, 'what was meant', (names) => names.length < 10 && names[0] === 'Spring Boot');
  await page.press('Escape');
  await ordered(page, 'the whole list', (names) => names.length === all.length);

  await page.click('.side .fold:has(.must) > summary');
  await page.click('.side .must input');
  const level = await page.one('.side .must select');
  await page.call((level) => level.focus(), level);
  await page.press('End');
  await address(page, /must=core~/);
  await ordered(page, 'a shorter list', (names) => names.length && names.length < all.length);
  await page.one('details.excluded');

  const kept = await order(page);
  await page.click('.side input[type="range"]');
  await page.press('Home');
  await page.press('End');
  await address(page, /w=[^&]*1000\b/);
  await ordered(page, 'another order', (names) => String(names) !== String(kept));
  const made = await order(page);

  const [a, b] = made;
  await page.click('checkbox', `Compare ${a}`);
  await page.click('checkbox', `Compare ${b}`);
  await page.click('button', `Put on the shortlist: ${b}`);
  await page.click('.tray button.primary');
  await page.complete();
  await page.one('.compared tr.total th');
  await page.one('.radar .chart');
  await page.click('.compared thead button.name');
  await page.one('heading', a);
  await page.complete();
  assert.ok((await page.all('main a[href^="https://"]')).length > 20, 'sources of its facts');
  await goes(page, 'Decide');
  await page.until('the draws', async () => (await page.all('.decide-heat')).length, 60_000);
  await page.complete();
  await goes(page, 'Explore');
  assert.deepEqual(await order(page), made);
  return { made, starred: b };
}

check('the page does the main job, a link takes it to somebody else, and a reload keeps it', async (page, { site, other }) => {
  await page.open(site.url);
  const { made, starred } = await job(page);

  await page.click('button', 'Export', await page.one('.bar'));
  const record = '#export [aria-label="The record as it stands"]';
  await page.until('the record', async () => (await text(page, record)).includes('## Considered Options'));
  await page.click('button', 'Save as .md: the decision record');
  await page.until('the file', () => page.saved.length);
  assert.equal(readFileSync(page.saved[0], 'utf8'), await text(page, record));
  await page.press('Escape');

  await page.click('button', 'More ways to share');
  const link = await page.until('the link', () => page.call(() => document.querySelector('dialog[open] input[readonly], dialog[open] textarea')?.value));
  assert.ok(link.startsWith(`${site.url}?v=1&`), link);
  await page.press('Escape');
  const stranger = await other();
  await stranger.open(link);
  await stranger.one('region', 'Shared comparison');
  assert.deepEqual(await order(stranger), made);
  assert.equal((await stranger.all('button', `Take off the shortlist: ${starred}`)).length, 0, 'a shortlist is not in a link');

  await page.reload();
  assert.deepEqual(await order(page), made);
  await page.one('button', `Take off the shortlist: ${starred}`);
});

check('the one file does the main job from a disk, and asks for nothing', async (page) => {
  copyFileSync(join(DIST, readdirSync(DIST).find((name) => /^groundwork-single-.*\.html$/.test(name))), join(folder, 'groundwork-single-0.html'));
  execFileSync(process.execPath, [join(import.meta.dirname, '../../src/web/single.mjs'), 'https://example.org/groundwork/', folder]);
  const file = pathToFileURL(join(folder, 'groundwork.html')).href;
  await page.open(file);
  await job(page);
  assert.deepEqual(page.requests.filter((url) => !/^(blob|data):/.test(url) && url.split('?')[0] !== file), []);
});
