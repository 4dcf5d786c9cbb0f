// What the user brings in: facts, technologies and criteria of their own, whole
// catalogues, and the file that carries them.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, check, complete, holds, rows, visitor } from './page.mjs';

const DIALOG = '#own';
// What is older is better, and nothing else counts: 25 years are 100 points.
const OTHERS = 'rps.tail.use.vis.sat.sup.new.data.sec.api.live.ops.prod.type'.split('.');
const ONLY_AGE = `?v=1&w=age1000.${OTHERS.map((key) => `${key}0`).join('.')}`;
const begin = async (page, button) => {
  await page.getByRole('button', { name: 'Your own facts' }).click();
  await complete(page);
  if (button) await page.locator(DIALOG).getByRole('button', { name: button }).click();
  await complete(page);
};
const save = (page) => page.locator(DIALOG).getByRole('button', { name: 'Save as yours' }).click();
const input = (page, name) => page.locator(`[id="own-input-${name}"]`);
const ledger = (page) => page.locator('.own-entry .own-what strong').allTextContents();
const close = (page) => page.keyboard.press('Escape');
const points = async (page, id) => (await rows(page)).find((row) => row.id === id)?.points;
const stored = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('groundwork:own:')).sort());

/** Corrects a fact of a technology: `values` by input. */
async function correct(page, technology, field, values) {
  await begin(page, 'Correct a fact');
  await page.selectOption('#own-whom', technology);
  await page.selectOption('#own-what', field);
  for (const [name, value] of Object.entries(values)) {
    const at = input(page, name);
    if (await at.evaluate((e) => e.tagName === 'SELECT')) await at.selectOption(value);
    else await at.fill(value);
  }
  await save(page);
  await page.locator('.own-entry').first().waitFor();
}

/** Gives a file to the dialog's input. */
const give = (page, name, text) => page.setInputFiles('#own-file', { name, mimeType: 'text/plain', buffer: Buffer.from(text) });

check('a corrected value counts, is marked, and can be undone', async ({ page, open }) => {
  await open(ONLY_AGE);
  const before = await rows(page, 'Ranked technologies');
  const last = before.at(-1);
  await correct(page, last.id, 'first_release', { value: '1990', reason: 'Its first tape' });
  assert.deepEqual(await ledger(page), [`${last.name}: First release`]);
  await close(page);
  await holds(async () => assert.equal(await points(page, last.id), 100));
  const marked = page.locator(`.row[data-id="${last.id}"] .yours`);
  assert.match(await marked.textContent(), /yours/);
  assert.equal(await page.locator('.row .yours').count(), 1);
  assert.match(await page.locator('.own-notice').textContent(), /1 fact of your own counts here and is not in your links/);
  await page.locator('.undo').getByRole('button', { name: 'Undo' }).click();
  await holds(async () => assert.equal(await points(page, last.id), last.points));
  assert.equal(await page.locator('.row .yours').count(), 0);
  assert.equal(await page.locator('.own-notice').count(), 0);
});

check('what is kept is there after a reload, before anything is shown, and in another tab', async ({ page, context, open, ready, site }) => {
  await open(ONLY_AGE);
  await correct(page, 'axum', 'first_release', { value: '1990', reason: 'A test' });
  await close(page);
  assert.deepEqual(await stored(page), ['groundwork:own:fact:axum:first_release']);
  await page.reload();
  await ready(page);
  assert.equal(await points(page, 'axum'), 100);
  const other = await context.newPage();
  await other.goto(site.url + ONLY_AGE);
  await holds(async () => assert.equal(await points(other, 'axum'), 100));
  await begin(page);
  await page.getByRole('button', { name: 'Take out: axum: First release' }).click();
  await holds(async () => assert.notEqual(await points(other, 'axum'), 100));
});

check('a link carries none of it, and a stranger sees the catalogue as it is', async (all) => {
  const { page, context, open, site } = all;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(ONLY_AGE);
  await correct(page, 'axum', 'first_release', { value: '1990', reason: 'A secret reason' });
  await close(page);
  await page.locator('.share').first().click();
  const link = page.url();
  assert.doesNotMatch(link, /1990|secret/);
  const stranger = await visitor(all);
  await stranger.open(link.slice(site.url.length));
  assert.notEqual(await points(stranger.page, 'axum'), 100);
});

check('what is wrong in a form is said beside the input and in a summary, and nothing is saved', async ({ page, open }) => {
  await open();
  await begin(page, 'Correct a fact');
  await page.selectOption('#own-whom', 'django');
  await page.selectOption('#own-what', 'metrics.github-stars');
  await input(page, 'value').fill('many');
  await input(page, 'as_of').fill('yesterday');
  await input(page, 'source').fill('javascript:alert(1)');
  await save(page);
  const summary = page.locator('#own-wrong');
  await summary.waitFor();
  const says = await summary.textContent();
  for (const part of ['Write a number', 'many', 'Write a date', 'yesterday', 'Reason: Fill this in', 'https://']) assert.ok(says.includes(part), `${part} in ${says}`);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'own-wrong');
  for (const name of ['value', 'as_of', 'source', 'reason']) assert.equal(await input(page, name).getAttribute('aria-invalid'), 'true', name);
  assert.equal(await input(page, 'value').inputValue(), 'many');
  await axe(page);
  assert.deepEqual(await stored(page), []);
  await page.locator(DIALOG).getByRole('button', { name: 'Cancel' }).click();
  await page.locator(DIALOG).getByRole('button', { name: 'Correct a fact' }).waitFor();
});

check('a fact can be held to be unknown, which counts as no value', async ({ page, open }) => {
  await open(ONLY_AGE);
  await begin(page, 'Correct a fact');
  await page.selectOption('#own-whom', 'django');
  await page.selectOption('#own-what', 'first_release');
  await page.getByText('I hold this to be unknown').click();
  assert.equal(await input(page, 'value').isVisible(), false);
  await input(page, 'reason').fill('Disputed');
  await save(page);
  await page.locator('.own-entry').waitFor();
  assert.match(await page.locator('.own-change').textContent(), /unknown/);
  await close(page);
  await holds(async () => {
    const row = (await rows(page)).find((r) => r.id === 'django');
    assert.equal(row.list, 'Too little known to rank');
  });
});

check('the sheet leads to the form of each of its facts, and marks what is yours', async ({ page, open }) => {
  await open('?v=1&view=technology&t=django');
  await page.getByRole('button', { name: 'Correct: Licence of Django' }).click();
  await complete(page);
  assert.equal(await page.inputValue('#own-whom'), 'django');
  assert.equal(await page.inputValue('#own-what'), 'licence');
  await input(page, 'value').selectOption('mit');
  await input(page, 'reason').fill('Relicensed for us');
  await save(page);
  await page.locator('.own-entry').waitFor();
  await close(page);
  const row = page.locator('.sheet-table.facts tr', { hasText: 'Licence' }).first();
  await holds(async () => assert.match(await row.textContent(), /MIT/));
  assert.match(await row.textContent(), /yours/);
  assert.match(await row.textContent(), /Relicensed for us/);
  await open('?v=1&view=compare&c=django.rails');
  const cell = page.locator('tr', { hasText: 'Licence' }).locator('td').first();
  assert.match(await cell.textContent(), /MIT\s*yours/);
});

check('a technology of your own is ranked, found, compared and shown like any other', async ({ page, open }) => {
  await open();
  await begin(page, 'Add a technology');
  await input(page, 'name').fill('Poem');
  await input(page, 'summary').fill('A web framework for Rust.');
  await input(page, 'kind').selectOption('micro');
  await page.locator('#own-input-languages').getByText('Rust', { exact: true }).click();
  await input(page, 'reason').fill('Team B knows it');
  await save(page);
  await page.locator('.own-entry').waitFor();
  await close(page);
  await page.fill('#search', 'poem');
  await holds(async () => assert.deepEqual((await rows(page)).map((r) => r.id), ['poem']));
  assert.match(await page.locator('.row[data-id="poem"]:visible').textContent(), /yours/);
  await page.locator('.row[data-id="poem"]:visible .name').click();
  await complete(page);
  assert.equal(await page.locator('h1').textContent(), 'Poem');
  await axe(page);
  await page.getByRole('button', { name: 'Correct: First release of Poem' }).click();
  await input(page, 'value').fill('2020-05');
  await input(page, 'reason').fill('Its first tag');
  await save(page);
  await holds(async () => assert.deepEqual((await ledger(page)).sort(), ['Candidate: Poem', 'Poem: First release']));
  await close(page);
  await holds(async () => assert.match(await page.locator('.sheet-table.facts').first().textContent(), /May 2020/));
});

check('a criterion of your own weighs, has its figures, and travels by its key', async ({ page, open }) => {
  await open();
  await begin(page, 'Add a criterion');
  await input(page, 'label').fill('Hosting cost');
  await input(page, 'group').selectOption({ index: 1 });
  await input(page, 'unit').fill('EUR a month');
  await input(page, 'worst').fill('500');
  await input(page, 'best').fill('0');
  await input(page, 'weight').fill('6');
  await input(page, 'reason').fill('The budget is tight');
  await input(page, 'figures.django').fill('120');
  await input(page, 'figures.rails').fill('1,000');
  await save(page);
  await page.locator('.own-entry').waitFor();
  await close(page);
  const weight = page.getByRole('slider', { name: 'Hosting cost, how much it matters' });
  await holds(async () => assert.equal(await weight.inputValue(), '6'));
  await holds(async () => assert.match(page.url(), /w=[a-z0-9.]*600/));
  await page.locator('.row[data-id="django"] .name').click();
  await complete(page);
  const line = page.locator('.sheet-table.sum tr', { hasText: 'Hosting cost' });
  assert.match(await line.textContent(), /120 EUR a month/);
  assert.match(await line.textContent(), /yours/);
  // It can be changed, with all that stands in it.
  await begin(page);
  await page.getByRole('button', { name: 'Change: Criterion: Hosting cost' }).click();
  assert.equal(await input(page, 'figures.rails').inputValue(), '1000');
  assert.equal(await input(page, 'best').inputValue(), '0');
  await input(page, 'figures.django').fill('60');
  await save(page);
  await close(page);
  await holds(async () => assert.match(await line.textContent(), /60 EUR a month/));
});

check('the file carries all of it to another place, and shows first what it changes', async (all) => {
  const { page, open } = all;
  await open(ONLY_AGE);
  await correct(page, 'axum', 'first_release', { value: '1990', reason: 'A test' });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save your facts as a file' }).click()]);
  assert.match(download.suggestedFilename(), /^groundwork-facts-\d{4}-\d\d-\d\d\.json$/);
  const to = join(tmpdir(), `groundwork-own-${process.pid}.json`);
  await download.saveAs(to);
  const text = await readFile(to, 'utf8');
  await rm(to);
  const other = await visitor(all);
  await other.open(ONLY_AGE);
  await begin(other.page);
  await give(other.page, 'facts.json', text);
  const offer = other.page.locator('.own-offer');
  await offer.waitFor();
  assert.match(await offer.textContent(), /facts\.json changes 1 entry/);
  assert.match(await offer.textContent(), /axum: First release: .*1990/s);
  assert.deepEqual(await stored(other.page), []);
  await axe(other.page);
  await offer.getByRole('button', { name: 'Take over 1 entry' }).click();
  await close(other.page);
  await holds(async () => assert.equal(await points(other.page, 'axum'), 100));
  await begin(other.page);
  await give(other.page, 'facts.json', text);
  await offer.waitFor();
  assert.match(await offer.textContent(), /changes nothing/);
});

check('a file that cannot be used says every fault with its place, and changes nothing', async ({ page, open }) => {
  await open();
  await begin(page);
  const offer = page.locator('.own-offer');
  const cases = [
    ['broken.json', '{"groundwork": "own facts", ', /line 1|column/],
    ['deep.json', `{"groundwork":${'['.repeat(60)}${']'.repeat(60)}}`, /nest|deep/i],
    ['bad.json', JSON.stringify({ groundwork: 'own facts', format: 1, entries: { 'fact:django:licence': { value: 7, as_of: 'x', reason: 'r', made: '2026-01-01' } } }), /entries\.fact:django:licence/],
    ['newer.json', JSON.stringify({ groundwork: 'own facts', format: 9, entries: {} }), /format/],
    ['other.json', '{"a": 1}', /groundwork/],
    ['table.csv', 'name\n', /column/],
  ];
  for (const [name, text, says] of cases) {
    await give(page, name, text);
    await offer.getByRole('heading', { name: `${name} cannot be used` }).waitFor();
    assert.match(await offer.textContent(), says, name);
    assert.match(await offer.textContent(), /Nothing was changed/);
  }
  assert.deepEqual(await stored(page), []);
  // A large one is asked about first.
  await give(page, 'large.json', `{"groundwork":"own facts","format":1,"entries":{},"x":"${'a'.repeat(1 << 20)}"}`);
  await offer.getByRole('heading', { name: 'large.json is large' }).waitFor();
  await offer.getByRole('button', { name: 'Leave it' }).click();
  await offer.waitFor({ state: 'detached' });
  // A huge one is not even read.
  await page.evaluate(() => (File.prototype.text = () => Promise.resolve('it was read')));
  await give(page, 'huge.json', ' '.repeat((16 << 20) + 1));
  await offer.getByRole('heading', { name: 'huge.json could not be read' }).waitFor();
  assert.match(await offer.textContent(), /16\.1 MiB, and at most 16 MiB is read/);
});

check('a table is a catalogue of your own, with its own criteria, and the page’s is a click away', async ({ page, open, ready }) => {
  await open('?v=1&view=explore');
  const embedded = (await rows(page)).map((row) => row.id);
  await begin(page);
  await give(page, 'databases.csv', 'Name,"Cost [EUR, less is better, 0..100]",Speed (queries/s)\r\nOak,20,5000\r\nElm,80,9000\r\nAsh,50,\r\n');
  const offer = page.locator('.own-offer');
  await offer.getByRole('heading', { name: 'Work on databases.csv?' }).waitFor();
  assert.match(await offer.textContent(), /3 technologies and 2 criteria/);
  await axe(page);
  await offer.getByRole('button', { name: 'Work on it' }).click();
  await close(page);
  await holds(async () => assert.deepEqual((await rows(page)).map((row) => row.id).sort(), ['ash', 'elm', 'oak']));
  assert.match(await page.locator('.own-notice').textContent(), /3 technologies/);
  for (const view of ['Decide', 'Data', 'Compare']) {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: view }).click();
    await complete(page);
  }
  await page.reload();
  await ready(page);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Explore' }).click();
  assert.equal((await rows(page)).length, 3);
  await page.locator('.own-notice').getByRole('button', { name: 'Back to the page’s own catalogue' }).click();
  await holds(async () => assert.deepEqual((await rows(page)).map((row) => row.id), embedded));
});

check('the page’s own published catalogue opens as a catalogue', async ({ page, open, site }) => {
  await open('?v=1&view=data');
  const href = await page.locator('a[download][href$=".json"]').first().getAttribute('href');
  const text = await (await fetch(new URL(href, site.url))).text();
  await open();
  await begin(page);
  await give(page, 'catalogue.json', text);
  const offer = page.locator('.own-offer');
  await offer.getByRole('heading', { name: 'Work on catalogue.json?' }).waitFor();
  assert.match(await offer.textContent(), /60 technologies/);
});

check('what is dropped or pasted is opened like what is chosen', async ({ page, open }) => {
  await open();
  await begin(page);
  const offer = page.locator('.own-offer');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Name,Cost\nOak,1\nElm,2\n'], 'dropped.csv', { type: 'text/csv' }));
    document.querySelector('.own-drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await offer.getByRole('heading', { name: 'Work on dropped.csv?' }).waitFor();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '{"groundwork":"own facts","format":1,"entries":{}}');
    document.querySelector('.own-drop').focus();
    document.querySelector('.own-drop').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await offer.getByRole('heading', { name: 'What you pasted changes nothing' }).waitFor();
});

check('all of it works by keyboard, on a phone, in the dark', { context: { viewport: { width: 320, height: 640 }, colorScheme: 'dark' } }, async ({ page, open }) => {
  await open();
  await begin(page, 'Add a criterion');
  await axe(page);
  const wide = await page.evaluate(() => [document.documentElement.scrollWidth, ...[...document.querySelectorAll('#own, #own *')].map((e) => e.getBoundingClientRect().right)].reduce((a, b) => Math.max(a, b)));
  assert.ok(wide <= 320, `something reaches to ${wide}`);
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Your own facts');
  await page.keyboard.press('Enter');
  assert.ok(await page.locator(DIALOG).isVisible());
});

check('an entry that can no longer be read is left out, said, and kept', async ({ page, open }) => {
  await page.addInitScript(() => localStorage.setItem('groundwork:own:fact:django:licence', JSON.stringify({ clock: 5, tab: 1, value: '{"value":7}' })));
  await open();
  assert.match(await page.locator('.own-notice').textContent(), /Left out, since it cannot be used/);
  await begin(page);
  assert.match(await page.locator('.own-entry').textContent(), /cannot be read/);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('groundwork:own:fact:django:licence')).value), '{"value":7}');
});
