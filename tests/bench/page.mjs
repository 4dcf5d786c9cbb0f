// How long the page takes from an input to the next paint, beside the reference
// page, on a processor slowed four times; both in turns, in one browser.
//
// Inputs are real ones (through the browser's input pipeline). The clock starts with
// the event's own time stamp and stops behind the paint of the frame that follows;
// "late" counts inputs after which the page still changed behind that paint, and
// "settled" is when it had changed for the last time.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { launch } from '../browser.mjs';
import { serve } from '../server.mjs';

const TIMES = 40;
const SLOWDOWN = 4;
const VIEWPORT = { width: 1280, height: 900 };
const WORD = 'postgres graph go ';

// Where each page has what is measured. A list of selectors is taken in turns.
const OURS = {
  ready: 'html[data-ready]',
  search: '#search',
  facet: '.choices input[type=checkbox]',
  slider: '.weight input[type=range]',
  tick: '.row:not([hidden]) [data-control=tick]',
  before: (page) => page.locator('.side details.fold').evaluateAll((all) => all.forEach((fold) => (fold.open = true))),
};
const THEIRS = {
  ready: '#t tr',
  search: '#q',
  facet: '#f input[type=checkbox]',
  slider: '#w input[type=range]',
  before: (page) => page.locator('#w summary').click(),
};

/** In the page: times the next input. */
function instrument() {
  let armed = null;
  let late = false;
  let changed = 0;
  const start = (event) => {
    if (!armed || armed.started) return;
    armed.started = event.timeStamp;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const { done, started } = armed;
        const ms = performance.now() - started;
        armed = null;
        late = false;
        setTimeout(() => done({ ms, late, settled: late ? changed - started : ms }), 400);
      };
      port2.postMessage(0);
    });
  };
  for (const type of ['keydown', 'pointerup']) addEventListener(type, start, { capture: true });
  globalThis.nextPaint = () => new Promise((done) => (armed = { done }));
  new MutationObserver(() => {
    late = true;
    changed = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

async function prepare(browser, url, places) {
  const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  await context.addInitScript(instrument);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector(places.ready, { state: 'attached' });
  await places.before?.(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  return { page, places, of: {} };
}

/** Arms the clock, gives the input, notes the time. */
async function measure(side, kind, input) {
  await side.page.evaluate(() => void (globalThis.measured = nextPaint()));
  await input();
  const { ms, late, settled } = await side.page.evaluate(() => globalThis.measured);
  const kept = (side.of[kind] ??= { ms: [], settled: [], late: 0 });
  kept.ms.push(ms);
  kept.settled.push(settled);
  kept.late += late;
}

const INPUTS = {
  'a letter in the search': {
    async each({ page, places }, n) {
      if (n % WORD.length === 0) await page.locator(places.search).fill('');
      if (n % WORD.length === 0) await page.waitForTimeout(300);
      await page.locator(places.search).focus();
      return () => page.keyboard.press(WORD[n % WORD.length] === ' ' ? 'Space' : WORD[n % WORD.length]);
    },
    after: ({ page, places }) => page.locator(places.search).fill(''),
  },
  'a facet': {
    async each({ page, places }, n) {
      // On and off again, each in turn.
      return click(page, page.locator(places.facet).nth((n >> 1) % 8));
    },
  },
  'a step of a slider': {
    async each({ page, places }, n) {
      await page.locator(places.slider).nth(Math.floor(n / 10)).focus();
      const key = n % 10 < 5 ? 'ArrowRight' : 'ArrowLeft';
      return () => page.keyboard.press(key);
    },
  },
  'a tick for comparison': {
    async each({ page, places }, n) {
      return click(page, page.locator(places.tick).nth((n >> 1) % 6));
    },
  },
};

/** A click by the mouse; scrolled to before the clock runs. */
async function click(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  return async () => {
    const before = await locator.isChecked();
    await page.mouse.down();
    await page.mouse.up();
    // What is measured is what was meant.
    assert.notEqual(await locator.isChecked(), before, `${locator} was not hit`);
  };
}

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))];

export async function pages(dist) {
  const sites = [await serve({ folder: dist }), await serve({ folder: join(import.meta.dirname, 'rival/reference-page') })];
  const browser = await launch();
  const sides = [await prepare(browser, sites[0].url, OURS), await prepare(browser, sites[1].url, THEIRS)];
  const rows = [];
  for (const [kind, { each, after }] of Object.entries(INPUTS)) {
    const playing = sides.filter(({ places }) => kind !== 'a tick for comparison' || places.tick);
    for (let n = 0; n < TIMES; n++) {
      for (const side of n % 2 ? [...playing].reverse() : playing) {
        await side.page.bringToFront();
        await measure(side, kind, await each(side, n));
      }
    }
    for (const side of playing) await after?.(side);
    const [ours, theirs] = sides.map(({ of }) => of[kind]);
    const row = { kind, ours: quantile(ours.ms, 0.5), oursP95: quantile(ours.ms, 0.95), late: ours.late, settled: quantile(ours.settled, 0.5) };
    if (theirs) Object.assign(row, { theirSettled: quantile(theirs.settled, 0.5), theirs: quantile(theirs.ms, 0.5), theirsP95: quantile(theirs.ms, 0.95) });
    rows.push(row);
  }
  await browser.close();
  await Promise.all(sites.map((site) => site.close()));
  return rows;
}
