// Promises of paper: whatever is printed, and however, says what it was made of and can
// be read without the page. What Chromium prints is read, not what the page would show.
import assert from 'node:assert/strict';
import { pages } from '../pdf.mjs';
import { check, complete, holds } from './page.mjs';

const A4 = { format: 'A4', margin: { top: '15mm', right: '15mm', bottom: '15mm', left: '15mm' } };
const isLater = (path) => /\/groundwork-later-.*\.wasm$/.test(path);
const loads = (site) => site.log.filter(({ path }) => isLater(path)).length;
/** Prints as the menu of a browser does, and gives the words of each page. */
const printed = async (page) => pages(await page.pdf(A4));
/** What the foot says once it was printed, line by line. */
const foot = async (page) => (await page.locator('.print-foot').textContent()).split('\n');
const bare = (text) => text.replace(/\s+/g, '');

check('printed before anything else is opened, the foot has weights, must-haves, date and link', { timeout: 90_000 }, async ({ page, site, open }) => {
  await open();
  const paper = await printed(page);
  assert.equal(loads(site), 0);
  const lines = await foot(page);
  const [weights, musts, made, link] = lines;
  assert.equal(lines.length, 4);
  assert.match(weights, /^Weights: (.+ \d+(\.\d)?\s%, ){5}.+ \d+(\.\d)?\s%\.$/);
  assert.equal(musts, 'Must have: nothing in particular.');
  assert.match(made, /^Printed on \d+ \w+ \d{4}\.$/);
  assert.match(link, /^http:.*\?v=1&.*d=\d{8}-/);
  assert.ok(paper.at(-1).includes(bare(lines.join(''))), paper.at(-1).slice(-600));
  // Once what makes the rest of it has come, it says the same.
  await page.locator('.row .name').first().hover();
  await holds(() => assert.equal(loads(site), 1), 20_000);
  await holds(async () => {
    await printed(page);
    assert.deepEqual(await foot(page), lines);
    assert.equal(await page.locator('#share .link').count(), 1);
  }, 30_000);
});

check('whoever sets a must-have or a filter has it on paper', { timeout: 90_000 }, async ({ page, site, open }) => {
  await open();
  const set = async (fold, name) => {
    const folded = page.locator('.side details', { has: page.locator('summary', { hasText: fold }) });
    await folded.locator('summary').first().click();
    await folded.getByRole('checkbox', { name, exact: true }).check();
  };
  await set(/^Data/, 'Object mapping');
  await set(/^Language/, 'Python');
  // Nobody has come near a name: it is fetched for what was set.
  await holds(() => assert.equal(loads(site), 1), 20_000);
  await holds(async () => {
    const paper = await printed(page);
    const lines = await foot(page);
    assert.ok(lines.includes('Must have: Object mapping.'), lines.join('\n'));
    assert.ok(lines.includes('Narrowed down to Language: Python.'), lines.join('\n'));
    assert.ok(paper.at(-1).includes(bare(lines.join(''))));
    // Who is left out, and why, is unfolded.
    assert.ok(paper.join('').includes('LanguageisJava'), paper.join('').split('excludedandwhy').at(-1).slice(0, 300));
  }, 30_000);
});

check('notices and hints for the screen are not printed', { timeout: 60_000 }, async ({ page, open }) => {
  await open('?v=1&w=perf500&must=orm');
  await page.locator('.notice').first().waitFor();
  const paper = (await printed(page)).join('');
  for (const hint of ['You are looking at', 'Keep as mine', 'along the list', 'Eight questions', 'Say what must be there']) {
    assert.ok(!paper.includes(bare(hint)), hint);
  }
});

check('dark on the screen is dark ink on paper', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const ink = () => page.locator('.row .name').first().evaluate((e) => getComputedStyle(e).color.match(/\d+/g).map(Number).reduce((a, b) => a + b));
  for (let n = 0; (await page.locator('html').getAttribute('data-theme')) !== 'dark'; n++) {
    assert.ok(n < 3);
    await page.locator('.bar').getByRole('button', { name: /^Theme/ }).click();
    await page.waitForFunction(() => true);
  }
  assert.ok((await ink()) > 500);
  await page.emulateMedia({ media: 'print' });
  assert.ok((await ink()) < 250);
});

check('what is told by a ground is told on paper', { timeout: 90_000 }, async ({ page, open }) => {
  const places = {
    '': '.legend .swatch',
    '?v=1&view=technology&t=rails': '.swatch',
    '?v=1&view=compare&c=rails.laravel': '.compared .swatch',
    '?v=1&view=decide': '.decide-heat td[class^="h"]',
  };
  for (const [query, marks] of Object.entries(places)) {
    await page.emulateMedia({ media: 'screen' });
    await open(query);
    if (!(await page.locator(marks).count()) && query.includes('technology')) continue;
    await page.locator(marks).first().waitFor({ timeout: 60_000 });
    await complete(page);
    await page.emulateMedia({ media: 'print' });
    const found = await page.locator(marks).evaluateAll((all) =>
      all.map((e) => {
        const { printColorAdjust, color, backgroundColor } = getComputedStyle(e);
        return { printColorAdjust, ink: color, ground: backgroundColor };
      }),
    );
    assert.ok(found.length > 1 && found.every((of) => of.printColorAdjust === 'exact'), query);
    // One ink in all cells, on whatever ground.
    if (query.includes('decide')) assert.equal(new Set(found.map(({ ink }) => ink)).size, 1);
  }
});

check('a comparison on paper names its columns on every page, and has no marks of folding', { timeout: 60_000 }, async ({ page, open }) => {
  await open('?v=1&view=compare&c=django.aspnet-core.laravel');
  await page.locator('.compared').waitFor();
  const paper = await printed(page);
  const table = paper.findLastIndex((text) => text.includes('Documentation') || text.includes('Ratelimiting'));
  assert.ok(paper.length <= 8, `${paper.length} pages`);
  for (const [n, text] of paper.entries()) {
    if (n > table) break;
    for (const name of ['Django', 'ASP.NETCore', 'Laravel']) assert.ok(text.includes(name), `page ${n + 1} of ${paper.length} does not name ${name}: ${text.slice(-300)}`);
  }
  const all = paper.join('');
  for (const sign of ['▾', '▸', '▼', '▶', '2025note', '2026note']) assert.ok(!all.includes(sign), sign);
  // The notes themselves are there, and the rules are not.
  assert.ok(all.includes('TechEmpower') || all.includes('python/django'));
  assert.ok(!all.includes(bare('Maps database records to objects')));
});

check('a sheet on paper is a few pages without the rules, unless one was opened', { timeout: 60_000 }, async ({ page, open }) => {
  await open('?v=1&view=technology&t=django');
  await page.locator('table.brings').waitFor();
  const paper = await printed(page);
  assert.ok(paper.length <= 9, `${paper.length} pages`);
  const all = paper.join('');
  for (const text of ['▾', '▸', '▼', '▶', 'Maps database records', 'Each name opens the rule']) assert.ok(!all.includes(bare(text)), text);
  assert.ok(all.includes('Objectmapping') && all.includes(bare('Python framework for')));
  assert.equal(await page.locator('main details[open]').count(), 0);
  await page.locator('table.brings summary', { hasText: 'Object mapping' }).click();
  assert.ok((await printed(page)).join('').includes(bare('Maps database records')));
});

check('Data on paper leaves out the long lists and says where they are', { timeout: 90_000 }, async ({ page, open }) => {
  await open('?v=1&view=data');
  await page.locator('table.data-heat').waitFor({ timeout: 30_000 });
  const paper = await printed(page);
  assert.ok(paper.length <= 16, `${paper.length} pages`);
  const all = paper.join('');
  assert.ok(all.includes(bare('Left out on paper is what folds open on the screen')));
  const table = /catalogue-\d{8}-\w+\.csv/.exec(all)?.[0];
  assert.ok(table, 'the table is named');
  assert.ok((await page.request.get(new URL(table, page.url()).href)).ok());
  assert.ok(!all.includes(bare('Who stands where')));
  // On the screen nothing speaks of paper.
  assert.ok(!(await page.locator('.on-paper').first().isVisible()));
});
