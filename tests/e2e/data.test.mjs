// Promises of the place "Data and method": every criterion drawn with all who stand
// on it, every source with what came from it, what is missing, how old everything is,
// and all of it to take away.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { axe, check, complete, holds, rows } from './page.mjs';

const PLACE = '?v=1&view=data';
const part = (page, name) => page.getByRole('region', { name, exact: true });
const catalogue = async (page, site) => {
  const name = site.log.map(({ path }) => path).find((path) => /\/catalogue-[^/]*\.json$/.test(path ?? ''));
  return page.evaluate(async (name) => (await fetch(name)).json(), name);
};
const trust = (page) => page.getByLabel('Trust facts');
const settled = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 260)));
const MAIN = 'Ranked technologies';

check('the place is a button away and a link of its own', { at: 'both' }, async ({ page, open }) => {
  await open();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Data' }).click();
  await page.getByRole('heading', { level: 1, name: 'Data and method' }).waitFor();
  await complete(page);
  assert.equal(await page.title(), 'Data and method · Groundwork');
  assert.equal(new URL(page.url()).searchParams.get('view'), 'data');
  await page.goBack();
  await page.locator('.rows').first().waitFor();
});

check('every criterion is drawn with the position of all of whom it is known', async ({ page, site, open }) => {
  await open(PLACE);
  const { criteria, technologies } = await catalogue(page, site);
  const shown = await page.locator('.data-criterion h4').allInnerTexts();
  assert.deepEqual([...shown].sort(), criteria.map((k) => k.label).sort());
  const stars = criteria.find((k) => k.from.id === 'github-stars');
  const known = technologies.filter((t) => t.metrics?.['github-stars']);
  const drawn = page.locator('.data-criterion', { has: page.getByRole('heading', { name: stars.label, exact: true }) });
  assert.equal(await drawn.locator('circle').count(), known.length);
  assert.match(await drawn.innerText(), new RegExp(`Known for ${known.length} of ${technologies.length} technologies`));
  // The best is at the right end of the line, the worst at the left.
  const best = known.reduce((a, b) => (a.metrics['github-stars'].value > b.metrics['github-stars'].value ? a : b));
  const at = (name) => drawn.locator('circle', { has: page.locator('title', { hasText: `${name}: ` }) }).first().getAttribute('cx');
  for (const { name } of known) assert.ok(Number(await at(best.name)) >= Number(await at(name)), name);
  await drawn.locator('summary').click();
  assert.equal(await drawn.locator('.data-standings li').count(), known.length);
});

check('where fewer than half have a value the page says so, and it weighs nothing', async ({ page, site, open }) => {
  await open(PLACE);
  const { criteria, technologies } = await catalogue(page, site);
  let few = 0;
  for (const { label, from } of criteria.filter((k) => k.from.type === 'metric')) {
    const known = technologies.filter((t) => t.metrics?.[from.id]).length;
    const said = await page.locator('.data-criterion', { has: page.getByRole('heading', { name: label, exact: true }) }).innerText();
    assert.equal(/too few to rank by/.test(said), known * 2 < technologies.length, label);
    few += known * 2 < technologies.length;
  }
  assert.ok(few > 0);
});

check('the table of what is known has every technology, and no cell without a word', async ({ page, site, open }) => {
  await open(PLACE);
  const { technologies } = await catalogue(page, site);
  const table = part(page, 'What is known of each technology');
  const small = ({ name }) => name.toLowerCase();
  const named = technologies.sort((a, b) => (small(a) < small(b) ? -1 : 1)).map((t) => t.name);
  assert.deepEqual(await table.locator('tbody th').allInnerTexts(), named);
  const cells = await table.locator('tbody td').evaluateAll((all) => all.map((td) => [td.className, td.querySelector('.unseen').textContent]));
  assert.equal(cells.length % technologies.length, 0);
  for (const [kind, word] of cells) assert.match(word, { full: /^known$|^(\d+) of \1$/, part: /^\d+ of \d+$/, none: /^unknown$/, old: /oldest of/ }[kind], kind);
});

check('every source is listed with what came from it, every gap with its reason', async ({ page, site, open }) => {
  await open(PLACE);
  const { sources, technologies } = await catalogue(page, site);
  const listed = part(page, 'Sources');
  const links = await listed.locator('tbody th a').evaluateAll((all) => all.map((a) => a.href));
  const all = [...sources, ...technologies.flatMap((t) => t.sources ?? [])];
  assert.deepEqual([...links].sort(), all.map(({ url }) => new URL(url).href).sort());
  for (const cell of await listed.locator('tbody tr td:nth-child(2)').allTextContents()) assert.match(cell, /^[1-9]\d* facts?( on \d+ technolog(y|ies))?: \w/);
  const gaps = await part(page, 'What is missing').locator('li').allTextContents();
  assert.ok(gaps.length > 50);
  for (const gap of gaps) assert.match(gap, /^[A-Z].*: \S/);
});

check('the list of 2023 stands there with all its verdicts', async ({ page, site, open }) => {
  await open(PLACE);
  const { technologies } = await catalogue(page, site);
  const claims = technologies.flatMap((t) => t.claims ?? []);
  const listed = part(page, 'The list of 2023');
  assert.equal(await listed.locator('tbody tr').count(), claims.length);
  const words = (await listed.locator('p', { hasText: /^Of its statements/ }).innerText()).match(/\d+/g).map(Number);
  assert.equal(words.reduce((a, b) => a + b), claims.length);
});

check('all of it can be taken away as JSON, as values for a spreadsheet, and as a schema', { at: 'both' }, async ({ page, site, open }) => {
  await open(PLACE);
  const whole = await catalogue(page, site);
  const versions = part(page, 'Versions');
  assert.ok((await versions.innerText()).includes(whole.version));
  for (const [name, kind] of [['Download as JSON', 'json'], ['Download as CSV', 'csv']]) {
    const [file] = await Promise.all([page.waitForEvent('download'), versions.getByRole('link', { name }).click()]);
    assert.equal(file.suggestedFilename(), `groundwork-catalogue-${whole.version}.${kind}`);
    const said = await text(await file.createReadStream());
    if (kind === 'json') assert.deepEqual(JSON.parse(said), whole);
    else assert.ok(said.startsWith('technology,name,field,value,unit,as_of,source,link,note\r\n') && said.split('\r\n').length > 2_000);
  }
  const schema = await page.evaluate(async (href) => (await fetch(href)).json(), await versions.getByRole('link', { name: /Schema/ }).getAttribute('href'));
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
});

check('a fact older than two years is marked, by the clock of the reader', { init: () => { Date.now = () => Date.UTC(2029, 5, 1); } }, async ({ page, open }) => {
  await open('?v=1&view=technology&t=django');
  await complete(page);
  const old = page.locator('.source .old');
  assert.ok((await old.count()) > 20);
  assert.match(await old.first().innerText(), /^◷ \d+ years old$/);
});

// ---- trust ----

check('facts older than one trusts count as unknown: in the order, the filters and the sheet, and in the link', async ({ page, open, ready }) => {
  await open();
  const before = await rows(page, MAIN);
  await trust(page).selectOption({ index: 3 });
  await holds(async () => assert.notDeepEqual(await rows(page, MAIN), before));
  await settled(page);
  const since = new URL(page.url()).searchParams.get('since');
  assert.match(since, /^\d{4}-\d{2}$/);
  const after = await rows(page, MAIN);
  const points = new Map(before.map((row) => [row.id, row.points]));
  for (const row of after) assert.ok(row.points <= points.get(row.id), `${row.id}: nobody gains by knowing less`);
  assert.ok(after.some((row) => row.best !== row.worst || row.upto > row.points));

  await page.reload();
  await ready();
  assert.deepEqual(await rows(page, MAIN), after);
  await page.getByRole('button', { name: after[0].name, exact: true }).first().click();
  await complete(page);
  await page.getByText(/older than you trust/).first().waitFor();
  await page.goBack();
  await trust(page).selectOption('any');
  await holds(async () => assert.deepEqual(await rows(page, MAIN), before));
});

check('the list stands in the order of its ranks, whatever comes, goes and moves at once', async ({ page, open }) => {
  await open();
  for (const index of [3, 0, 2, 3, 1, 0]) {
    const before = await rows(page);
    await trust(page).selectOption({ index });
    await holds(async () => assert.notDeepEqual(await rows(page), before));
    for (const list of new Set((await rows(page)).map((row) => row.list))) {
      const ranks = (await rows(page, list)).map((row) => Number(row.rank)).filter((rank) => rank > 0);
      assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b), `${list}, choice ${index}`);
    }
  }
});

check('a link may trust since any date', async ({ page, open }) => {
  await open('?v=1&since=2025-06-01');
  assert.equal(await trust(page).inputValue(), '2025-06-01');
  assert.equal(await trust(page).locator('option').count(), 5);
  await open('?v=1&since=yesterday');
  assert.equal(await trust(page).inputValue(), 'any');
  assert.match(await page.locator('.notices').innerText(), /yesterday/);
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    check(`axe finds nothing in the place (${colorScheme}, ${width})`, { context: { colorScheme, viewport: { width, height: 900 } }, timeout: 120_000 }, async ({ page, open }) => {
      await open(PLACE);
      await page.evaluate(() => document.querySelectorAll('main details').forEach((d, n) => (d.open = n < 3)));
      await axe(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
    });
  }
}
