// Promises of a crash, on real ones: a build with the feature `fault` panics or
// runs out of memory where it is asked to. `make fault` builds it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DIST, check, holds } from './page.mjs';

const folder = process.env.FAULT ?? join(import.meta.dirname, '../../target/fault');
assert.ok(existsSync(folder), `${folder} is not there: make fault builds it`);
// A build for development says more than a release.
const options = { folder, timeout: 180_000, allow: [/groundwork-fault|unreachable|RuntimeError|preload|outside a reactive tracking context/] };

const programs = (of) => readdirSync(of).filter((name) => /\.(wasm|html|js)$/.test(name)).map((name) => readFileSync(join(of, name), 'latin1'));

test('the ways to break the program are in no release', () => {
  for (const mark of ['groundwork-fault', 'fault-event', 'fault-memory']) {
    assert.ok(programs(folder).some((text) => text.includes(mark)), `${mark} is not even where it should be`);
    assert.ok(programs(DIST).every((text) => !text.includes(mark)), `${mark} is in a release`);
  }
});

const stored = (page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
const weight = (page) => page.locator('.side .weight .exact').first();
const crash = (page) => page.locator('#crash').waitFor({ timeout: 60_000 });
const cause = (page) => page.locator('#crash-cause').textContent();
const ask = (page, what) => page.evaluate((what) => void setTimeout(() => dispatchEvent(new Event(`fault-${what}`))), what);
const put = (page, name) => page.locator('.row').getByRole('button', { name: `Put on the shortlist: ${name}`, exact: true });
const taken = (page, name) => page.getByRole('button', { name: `Take off the shortlist: ${name}` }).first();

/** Saves an item and a weight. */
async function save(page) {
  await put(page, 'Django').click();
  await taken(page, 'Django').waitFor();
  await weight(page).fill('9');
  await weight(page).press('Tab');
  await holds(async () => assert.match(await stored(page), /rps900/));
}

for (const place of ['start', 'view']) {
  check(`a panic at the ${place} is shown, nothing saved is lost, and without it the page starts`, options, async ({ page, site, open }) => {
    await open();
    await save(page);
    const before = await stored(page);
    await page.goto(`${site.url}?fault=${place}`);
    await crash(page);
    assert.ok((await cause(page)).includes(`groundwork-fault: ${place}`), await cause(page));
    for (const waits of ['.boot-rows', '#boot-help']) {
      const display = await page.locator(waits).evaluate((element) => getComputedStyle(element).display);
      assert.equal(display, 'none', `${waits}: nothing looks as if it were coming, not even after ten seconds`);
    }
    assert.equal(await stored(page), before);
    await open();
    await taken(page, 'Django').waitFor();
    assert.equal(await weight(page).inputValue(), '9');
  });
}

const CAUSES = { event: /groundwork-fault: event/, effect: /groundwork-fault: effect/, memory: /RuntimeError|memory/ };
for (const [what, says] of Object.entries(CAUSES)) {
  const how = what === 'memory' ? 'running out of memory' : `a panic in an ${what}`;
  check(`after ${how} the first cause stays, nothing is written, and a reload has all that was saved`, options, async ({ page, open, ready }) => {
    await open();
    await save(page);
    const before = await stored(page);
    await page.locator('.bar').getByRole('button', { name: /Shortlist/ }).click();
    await page.locator('dialog#shortlist[open] .kept').waitFor();
    await ask(page, what);
    await crash(page);
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    const first = await cause(page);
    assert.match(first, says);
    // Whatever still moves changes nothing of what is saved.
    await page.evaluate(() => {
      for (const control of document.querySelectorAll('.star, .row input, .tools [aria-label^="Theme"]')) control.click();
      const field = document.querySelector('.side .weight .exact');
      field.value = '3';
      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
      for (const kind of ['focus', 'fault-event', 'pagehide']) dispatchEvent(new Event(kind));
      dispatchEvent(new StorageEvent('storage', { key: null }));
      return new Promise((done) => setTimeout(done, 500));
    });
    assert.equal(await stored(page), before, 'a program that has crashed writes nothing');
    assert.equal(await cause(page), first, 'what follows is noise');
    const again = page.waitForEvent('domcontentloaded');
    await page.getByRole('alert').filter({ hasText: 'has stopped' }).getByRole('link', { name: 'Reload' }).click();
    await again;
    await ready();
    await taken(page, 'Django').waitFor();
    assert.equal(await weight(page).inputValue(), '9');
    assert.equal(await stored(page), before);
  });
}

check('two panics within a minute start the safe mode, which touches nothing that is saved', options, async ({ page, open }) => {
  await open();
  await save(page);
  for (const what of ['event', 'effect']) {
    await open('?v=1&w=rps200');
    await ask(page, what);
    await crash(page);
  }
  const before = await stored(page);
  await open('?v=1&w=rps200');
  await page.getByRole('region', { name: 'Safe mode' }).waitFor();
  assert.equal(await taken(page, 'Django').count(), 0);
  assert.notEqual(await weight(page).inputValue(), '9');
  await put(page, 'Flask').click();
  await taken(page, 'Flask').waitFor();
  assert.equal(await stored(page), before);
});
