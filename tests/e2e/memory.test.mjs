// The promise of long days: a page that is worked with for hours takes no more
// memory, elements and listeners than one that was just opened.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { FLAGS, settings } from '../browser.mjs';
import { serve } from '../server.mjs';
import { DIST, complete, ready, watch } from './page.mjs';

const MIB = 1 << 20;
// Enough to see a leak of one element in each; the variable asks for more.
const WARM = Number(process.env.WARM ?? 60);
const CYCLES = Number(process.env.CYCLES ?? 200);

// A browser of its own: in others a page that goes to and fro so quickly is throttled.
const browser = await chromium.launch(settings({ args: [...FLAGS, '--disable-ipc-flooding-protection'] }));
after(() => browser.close());

/** Keeps hold of the program's memory as it starts. */
const remember = () => {
  for (const way of ['instantiate', 'instantiateStreaming']) {
    const start = WebAssembly[way];
    WebAssembly[way] = async (...given) => {
      const started = await start.apply(WebAssembly, given);
      const { memory } = (started.instance ?? started).exports;
      if (memory) window.memory = memory;
      return started;
    };
  }
};

/** Filters, compares, weighs and opens a sheet, each there and back, so many times. */
const cycles = (page, from, count) =>
  page.evaluate(
    async ([from, count]) => {
      // What is done in the page comes to rest between tasks; a channel waits no 4 ms.
      const { port1, port2 } = new MessageChannel();
      const task = () => new Promise((done) => ((port1.onmessage = done), port2.postMessage(0)));
      const $ = (selector) => document.querySelector(selector);
      const until = async (what, is) => {
        const end = performance.now() + 20_000;
        while (!is()) {
          if (performance.now() > end) throw new Error(`never ${what}`);
          await task();
        }
      };
      const shown = () => [...document.querySelectorAll('ol.rows > .row')].filter((row) => !row.hidden);
      const set = (input, value) => {
        input.value = value;
        for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
      };
      const place = (n) => document.querySelectorAll('.places button')[n];
      const quiet = () => !$('main :is([aria-busy], .later)');
      for (let n = from; n < from + count; n += 1) {
        const all = shown().length;
        // Filter: a word, then a choice.
        set($('#search'), ['python', 'go', 'orm', 'java'][n % 4]);
        await until('searched', () => shown().length < all);
        set($('#search'), '');
        await until('searched no more', () => shown().length === all);
        const choices = document.querySelectorAll('.side .choices input');
        const choice = choices[n % choices.length];
        choice.click();
        await until('filtered', () => shown().length < all);
        choice.click();
        await until('filtered no more', () => shown().length === all);
        // Compare two.
        const rows = shown();
        const ids = [rows[n % rows.length], rows[(n + 7) % rows.length]].map((row) => row.dataset.id);
        const ticks = ids.map((id) => $(`.row[data-id="${id}"] [data-control="tick"]`));
        ticks.forEach((tick) => tick.click());
        await until('ticked', () => place(1).textContent.includes('2'));
        place(1).click();
        await until('compared', () => $('main .compared tbody') && quiet());
        place(0).click();
        await until('back from comparing', () => shown().length === all);
        for (const id of ids) $(`.row[data-id="${id}"] [data-control="tick"]`).click();
        await until('unticked', () => !place(1).textContent.includes('2'));
        // Weigh.
        const weight = $('.side .weight .exact');
        const points = () => shown().map((row) => row.querySelector('.points').textContent).join();
        const [was, before] = [weight.value, points()];
        set(weight, 9);
        await until('weighed', () => points() !== before);
        set(weight, was);
        await until('weighed as before', () => points() === before);
        // Open a sheet.
        const name = shown()[n % all].querySelector('[data-control="name"]');
        const { textContent } = name;
        name.click();
        await until('opened', () => $('main section[aria-labelledby^="sheet-"]') && $('main h1').textContent.includes(textContent) && quiet());
        place(0).click();
        await until('closed', () => shown().length === all);
      }
    },
    [from, count],
  );

test(`after ${CYCLES} cycles of filter, compare, weight and sheet the page takes no more memory, elements and listeners`, { timeout: 120_000 + (WARM + CYCLES) * 3_000 }, async () => {
  const site = await serve({ folder: DIST });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  after(() => site.close());
  const problems = watch(context, site.origin);
  await context.addInitScript(remember);
  const page = await context.newPage();
  await page.goto(site.url);
  await ready(page);
  for (const fold of await page.locator('.side details.fold > summary').all()) await fold.click();
  await complete(page);

  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  const taken = async () => {
    for (let n = 0; n < 3; n += 1) await cdp.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
    return { nodes, listeners: jsEventListeners, heap, memory: await page.evaluate(() => window.memory.buffer.byteLength) };
  };
  const begin = Date.now();
  await cycles(page, 0, WARM);
  const before = await taken();
  for (let n = 0; n < CYCLES; n += 50) await cycles(page, WARM + n, Math.min(50, CYCLES - n));
  const now = await taken();
  console.log(`${CYCLES} cycles in ${Math.round((Date.now() - begin) / 1000)} s: ${JSON.stringify(before)} became ${JSON.stringify(now)}`);
  // Two in a thousand cycles, and as much less in fewer.
  assert.ok(now.memory - before.memory <= 2 * MIB * (CYCLES / 1000), `the memory of the program grows from ${before.memory} to ${now.memory}`);
  for (const what of ['nodes', 'listeners']) assert.ok(now[what] <= before[what] * 1.02, `${what} grow from ${before[what]} to ${now[what]}`);
  assert.ok(now.heap - before.heap <= 4 * MIB, `the heap grows from ${before.heap} to ${now.heap}`);
  assert.deepEqual(problems, []);
});
