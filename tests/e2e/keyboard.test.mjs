// Promises to who works by keyboard alone: everything is in reach, the focus is
// always seen and never lost.
import assert from 'node:assert/strict';
import { check, complete, holds, rows } from './page.mjs';

const MAIN = 'Ranked technologies';
const HEADING = 'Choose a backend technology you can defend';

/** What has the focus. */
const focus = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    return {
      lost: !e || e === document.body || e === document.documentElement,
      tag: e.localName,
      id: e.id,
      control: e.dataset.control ?? null,
      row: e.closest('.row')?.querySelector('.name').textContent.trim() ?? null,
      dialog: e.closest('dialog')?.id ?? null,
      name: (e.getAttribute('aria-label') ?? e.closest('label')?.textContent ?? e.textContent).trim().replace(/\s+/g, ' '),
    };
  });

/** Two frames: what a key has set in motion is drawn, and a lost focus shows. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** Goes on by Tab until what has the focus fits. */
async function tabTo(page, fits, { key = 'Tab', most = 250 } = {}) {
  const seen = [];
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press(key);
    const at = await focus(page);
    if (fits(at)) return at;
    seen.push(at.name.slice(0, 40));
  }
  throw new assert.AssertionError({ message: `${most} times ${key} do not lead to ${fits}: ${seen.slice(0, 40).join(' | ')} …` });
}

const names = async (page) => (await rows(page, MAIN)).map((row) => row.name);
const button = (page, name) => page.getByRole('button', { name, exact: true });

async function focused(page, expected, what) {
  await holds(async () => {
    const at = await focus(page);
    for (const [key, value] of Object.entries(expected)) assert.equal(at[key], value, `${what ?? 'the focus'}: ${JSON.stringify(at)}`);
  });
}

// ---- the main job ----

check('the way from the first Tab to a comparison needs no pointer', { timeout: 90_000 }, async ({ page, open }) => {
  await open();
  await page.keyboard.press('Tab');
  await focused(page, { name: 'Skip to content' });
  assert.ok(await page.getByText('Skip to content').evaluate((link) => link.getBoundingClientRect().top >= 0), 'the skip link shows while it has the focus');
  await page.keyboard.press('Enter');
  await focused(page, { id: 'place' });
  assert.ok(!page.url().includes('#'), 'the skip link leaves the address alone');

  await page.keyboard.press('/');
  await focused(page, { id: 'search' });
  await page.keyboard.type('sprng');
  await holds(async () => assert.ok((await names(page)).includes('Spring Boot')));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Spring Boot' }).waitFor();
  await complete(page);
  await focused(page, { id: 'place', tag: 'h1' });
  await tabTo(page, (at) => at.name.includes('All technologies'), { key: 'Shift+Tab', most: 20 }).catch(() => tabTo(page, (at) => at.name.includes('All technologies')));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: HEADING }).waitFor();
  await focused(page, { id: 'place', tag: 'h1' });
  await page.keyboard.press('/');
  await focused(page, { id: 'search' });
  await page.keyboard.press('Escape');
  await focused(page, { id: 'search' });
  await holds(async () => assert.ok((await names(page)).length > 2));

  // What must be there, and what matters.
  const fold = await tabTo(page, (at) => at.tag === 'summary');
  await page.keyboard.press('Enter');
  await tabTo(page, (at) => at.tag === 'input', { most: 1 });
  await page.keyboard.press('Space');
  await holds(async () => assert.equal(await page.locator('.side .must input:checked').count(), 1, fold.name));
  await page.keyboard.press('Space');
  const slider = await tabTo(page, (at) => at.name.endsWith('how much it matters, 0 to 10'));
  const range = page.locator('.side').getByRole('slider', { name: slider.name, exact: true });
  const before = await rows(page, MAIN);
  await page.keyboard.press('Home');
  await holds(async () => assert.equal(await range.inputValue(), '0'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await holds(async () => assert.equal(await range.inputValue(), '1'));
  await page.keyboard.press('End');
  await holds(async () => assert.notDeepEqual(await rows(page, MAIN), before));
  await tabTo(page, (at) => at.name === slider.name.replace('how much it matters, 0 to 10', 'exactly'), { most: 1 });
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2.5');
  await page.keyboard.press('Enter');
  await holds(async () => assert.equal(await range.inputValue(), '2.5'));

  // Along the list, and on to the comparison.
  const [a, b] = await names(page);
  await tabTo(page, (at) => at.control === 'star' && at.row === a);
  await page.keyboard.press('Space');
  await holds(async () => assert.equal((await focus(page)).name, `Take off the shortlist: ${a}`));
  await tabTo(page, (at) => at.control === 'tick' && at.row === a, { most: 1 });
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await focused(page, { control: 'tick', row: b });
  await page.keyboard.press('Space');
  await page.getByText('Compare (2)').waitFor();
  await tabTo(page, (at) => at.name === 'Compare' && at.tag === 'button');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
  await focused(page, { id: 'place', tag: 'h1' });
  await complete(page);
  assert.deepEqual(await page.locator('.compared thead .name').allTextContents(), [a, b]);
});

check('the way to another weight, tried and used in Decide, needs no pointer', { timeout: 90_000 }, async ({ page, open }) => {
  await open();
  await tabTo(page, (at) => at.name === 'Decide' && at.tag === 'button', { most: 20 });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Decide' }).waitFor();
  await focused(page, { id: 'place', tag: 'h1' });
  const says = page.locator('.decide-says');
  const told = (await says.textContent()).split(' ')[0];
  const trial = page.locator('.decide-trial [role="status"]');
  const share = async () => Number.parseFloat(await page.evaluate(() => document.activeElement.getAttribute('aria-valuetext')));

  // Tried with the arrows, left again.
  const slider = 'Try another share of Visibility';
  await tabTo(page, (at) => at.name === slider);
  const from = await share();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await holds(async () => assert.ok((await share()) < from));
  await holds(async () => assert.match(await trial.textContent(), /^With Visibility at /));
  await focused(page, { name: slider });
  await tabTo(page, (at) => at.name === 'Leave it', { key: 'Shift+Tab', most: 20 });
  await page.keyboard.press('Space');
  await holds(async () => assert.doesNotMatch(await trial.textContent(), /^With/));
  await focused(page, { id: 'decide-weights', tag: 'h2' });

  // Tried until another leads, and used.
  await tabTo(page, (at) => at.name === slider, { most: 20 });
  for (let n = 0; n < 40 && (await trial.textContent()).split(/\) | comes first/)[1]?.startsWith(told) !== false; n += 1) await page.keyboard.press('ArrowRight');
  const leads = (await trial.textContent()).split(/\) | comes first/)[1];
  assert.ok(!leads.startsWith(told), leads);
  await tabTo(page, (at) => at.name === 'Use this weight', { key: 'Shift+Tab', most: 20 });
  await page.keyboard.press('Enter');
  await focused(page, { id: 'decide-weights', tag: 'h2' });
  await holds(async () => assert.ok((await says.textContent()).startsWith(leads)));
});

// ---- the other jobs ----

/** Goes back by Tab until what has the focus fits. */
const back = (page, fits, most) => tabTo(page, fits, { key: 'Shift+Tab', most });
const named = (name) => (at) => at.name === name;

/** What has the focus once nothing moves it any more. */
async function lands(page, expected, what) {
  await drawn(page);
  await drawn(page);
  await focused(page, expected, what);
}

check('the way through a comparison that is edited needs no pointer', { timeout: 60_000 }, async ({ page, open }) => {
  await open('?v=1&view=compare&c=django.rails.laravel');
  const columns = () => page.locator('.compared thead .name').allTextContents();
  const are = (expected, what) => holds(async () => assert.deepEqual(await columns(), expected, what));
  const base = async () => (await page.locator('.compared thead th').filter({ hasText: 'baseline' }).locator('.name').allTextContents()).join();
  await are(['Django', 'Ruby on Rails', 'Laravel']);

  // A column moves, and the focus goes with it.
  await tabTo(page, named('Move left: Laravel'));
  for (const expected of [['Django', 'Laravel', 'Ruby on Rails'], ['Laravel', 'Django', 'Ruby on Rails'], ['Laravel', 'Django', 'Ruby on Rails']]) {
    await page.keyboard.press('Enter');
    await are(expected);
    await lands(page, { name: 'Move left: Laravel' });
  }
  await tabTo(page, named('Move right: Laravel'), { most: 1 });
  await page.keyboard.press('Space');
  await are(['Django', 'Laravel', 'Ruby on Rails']);
  await lands(page, { name: 'Move right: Laravel' });

  // Another baseline, and another, and none.
  await back(page, (at) => at.id === 'compare-baseline', 30);
  for (const [key, expected] of [['ArrowDown', 'Django'], ['ArrowDown', 'Laravel'], ['r', 'Ruby on Rails'], ['Home', ''], ['ArrowDown', 'Django']]) {
    await page.keyboard.press(key);
    await holds(async () => assert.equal(await base(), expected));
    await lands(page, { id: 'compare-baseline' }, key);
  }

  // One goes, and the focus stays at the table.
  await tabTo(page, named('Remove Django'), { most: 40 });
  await page.keyboard.press('Enter');
  await are(['Laravel', 'Ruby on Rails']);
  await lands(page, { id: 'comparison' });
  await holds(async () => assert.equal(await base(), ''));

  // One comes, and the next is a step away.
  const adder = page.locator('#compare-add');
  await back(page, (at) => at.id === 'compare-add', 10);
  await page.keyboard.press('F');
  await holds(async () => assert.notEqual(await adder.inputValue(), ''));
  const added = await adder.evaluate((select) => select.selectedOptions[0].text);
  await tabTo(page, named('Add'), { most: 5 });
  await page.keyboard.press('Enter');
  await are(['Laravel', 'Ruby on Rails', added]);
  await lands(page, { id: 'place', tag: 'h1' });
  await tabTo(page, (at) => at.id === 'compare-add', { most: 1 });

  // Down to one, up to two, down to none.
  await tabTo(page, named('Remove Laravel'), { most: 40 });
  await page.keyboard.press('Enter');
  await are(['Ruby on Rails', added]);
  await lands(page, { id: 'comparison' });
  await tabTo(page, named(`Remove ${added}`), { most: 20 });
  await page.keyboard.press('Space');
  await page.getByText('Ruby on Rails is ticked.').waitFor();
  await lands(page, { id: 'place', tag: 'h1' });
  const { name } = await tabTo(page, (at) => at.name.startsWith('Compare with '), { most: 5 });
  await page.keyboard.press('Enter');
  await are(['Ruby on Rails', name.replace('Compare with ', '')]);
  await lands(page, { id: 'place', tag: 'h1' });
  await tabTo(page, named('Clear'), { most: 10 });
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is ticked yet.').waitFor();
  await lands(page, { id: 'place', tag: 'h1' });
  await tabTo(page, (at) => at.name.startsWith('Compare the first three'), { most: 5 });
  await page.keyboard.press('Enter');
  await holds(async () => assert.equal((await columns()).length, 3));
  await lands(page, { id: 'place', tag: 'h1' });
});

/** Gives a file to what has the focus: no key can choose one for the browser. */
const give = async (page, name, text) =>
  (await page.evaluateHandle(() => document.activeElement)).asElement().setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

check('the way to a file of one’s own facts, seen, taken over and undone, needs no pointer', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const text = JSON.stringify({ groundwork: 'own facts', format: 1, entries: { 'fact:django:first_release': { value: '1990', reason: 'Its first tape', made: '2026-01-01' } } });
  const marked = page.locator('.row .yours');
  await back(page, named('Your own facts'), 10);
  await page.keyboard.press('Enter');
  await page.locator('#own[open]').waitFor();
  await complete(page);
  await tabTo(page, (at) => at.id === 'own-file', { most: 20 });

  // Seen and left.
  await give(page, 'facts.json', text);
  await lands(page, { id: 'own-offer', tag: 'h4', name: 'facts.json changes 1 entry' });
  assert.equal(await marked.count(), 0);
  await tabTo(page, named('Leave it'), { most: 2 });
  await page.keyboard.press('Enter');
  await page.locator('.own-offer').waitFor({ state: 'detached' });
  await lands(page, { dialog: 'own', tag: 'h2' });
  await holds(async () => assert.equal(await marked.count(), 0));

  // Taken over.
  await tabTo(page, (at) => at.id === 'own-file', { most: 20 });
  await give(page, 'facts.json', text);
  await lands(page, { id: 'own-offer' });
  await tabTo(page, named('Take over 1 entry'), { most: 1 });
  await page.keyboard.press('Enter');
  await page.locator('.own-entry').waitFor();
  await lands(page, { dialog: 'own', tag: 'h2' });
  await holds(async () => assert.equal(await marked.count(), 1));
  await tabTo(page, named('Undo: Taken over from facts.json'), { most: 10 });
  await page.keyboard.press('Space');
  await page.locator('.own-entry').waitFor({ state: 'detached' });
  await lands(page, { dialog: 'own', tag: 'h2' });
  await holds(async () => assert.equal(await marked.count(), 0));

  // One that cannot be used.
  await tabTo(page, (at) => at.id === 'own-file', { most: 20 });
  await give(page, 'broken.json', '{');
  await lands(page, { id: 'own-offer', name: 'broken.json cannot be used' });
  await tabTo(page, (at) => at.name === 'Close' && at.dialog === 'own', { most: 1 });
  await page.keyboard.press('Enter');
  await lands(page, { dialog: 'own', tag: 'h2' });
  await page.keyboard.press('Escape');
  await lands(page, { name: 'Your own facts', tag: 'button' });
});

check('the way to a team from a file, seen, added and undone, needs no pointer', { timeout: 60_000 }, async ({ page, open }) => {
  await open('?v=1&view=decide');
  const team = JSON.stringify({ groundwork: 'team', format: 1, members: [{ name: 'Ann', query: 'v=1&w=rps1000' }, { name: 'Bo', query: 'v=1&w=data500' }] });
  const members = () => page.locator('.team-name').evaluateAll((all) => all.map((input) => input.value));
  const toFile = async () => {
    await tabTo(page, named('Open a file'));
    assert.ok(await page.evaluate(() => document.activeElement.matches('.team-open input')));
  };
  await page.getByLabel('Links of colleagues, one to a line').waitFor();
  await toFile();
  await give(page, 'team.json', team);
  await lands(page, { tag: 'h3', name: 'team.json has 2 members' });
  assert.deepEqual(await members(), []);
  await tabTo(page, named('Leave them'), { most: 2 });
  await page.keyboard.press('Enter');
  await page.locator('.team-offer').waitFor({ state: 'detached' });
  await lands(page, { tag: 'textarea' });
  assert.deepEqual(await members(), []);

  await toFile();
  await give(page, 'team.json', team);
  await lands(page, { tag: 'h3', name: 'team.json has 2 members' });
  await tabTo(page, named('Add them'), { most: 1 });
  await page.keyboard.press('Enter');
  await holds(async () => assert.deepEqual(await members(), ['Ann', 'Bo']));
  await lands(page, { tag: 'textarea' });
  await tabTo(page, named('Take out Ann'), { most: 12 });
  await page.keyboard.press('Enter');
  await holds(async () => assert.deepEqual(await members(), ['Bo']));
  await lands(page, { id: 'decide-together', tag: 'h2' });
  await tabTo(page, named('Undo'));
  await page.keyboard.press('Enter');
  await holds(async () => assert.deepEqual(await members(), ['Ann', 'Bo']));
  await lands(page, { id: 'place', tag: 'h1' });
  await toFile();
  await give(page, 'bad.json', '{"members": 7}');
  await holds(async () => assert.match((await page.locator('.team-came').allInnerTexts()).join(), /^bad\.json: /));
  await lands(page, { name: 'Open a file' });
});

check('the way to the page as one file needs no pointer', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  await tabTo(page, named('Export'), { most: 20 });
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Save as one file \(/ }).waitFor();
  await complete(page);
  await tabTo(page, (at) => at.name.startsWith('Save as one file ('), { most: 60 });
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(file.suggestedFilename(), /^groundwork-.*\.html$/);
  await page.locator('.pack').getByText(/^Saved as/).waitFor();
  await lands(page, { dialog: 'export' });
  await page.keyboard.press('Escape');
  await lands(page, { name: 'Export' });
});

check('the way to paper needs no pointer', { timeout: 60_000, init: () => { window.printed = 0; window.print = () => (window.printed += 1); } }, async ({ page, open }) => {
  for (const query of ['', '?v=1&view=compare&c=django.rails']) {
    await open(query);
    await tabTo(page, named('Export'), { most: 20 });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Print', exact: true }).waitFor();
    await complete(page);
    await tabTo(page, named('Print'), { most: 60 });
    assert.equal(await page.evaluate(() => window.printed), 0);
    await page.keyboard.press('Enter');
    await holds(async () => assert.equal(await page.evaluate(() => window.printed), 1));
    await lands(page, { name: 'Export', dialog: null });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await lands(page, { name: 'Export', dialog: null });
  }
});

/** What names the control that has the focus, whatever is chosen in it. */
const controlled = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    const label = () => e.closest('label')?.textContent.replace(e.textContent, '');
    return e.matches('select, input') ? (e.id || e.getAttribute('aria-label') || label() || '').trim() : '';
  });

/** Nothing that follows takes the focus from a control. */
async function stays(page, name) {
  await drawn(page);
  await drawn(page);
  const { tag, id } = await focus(page);
  assert.equal(await controlled(page), name, `the focus went from ${name} to ${tag} ${id}`);
}

check('how old a fact may be is chosen by arrows, one step after the other', async ({ page, open }) => {
  await open();
  const since = () => new URL(page.url()).searchParams.get('since');
  const select = page.locator('.side .trust select');
  const dates = await select.locator('option').evaluateAll((all) => all.map((option) => option.value));
  const before = await rows(page, MAIN);
  await tabTo(page, (at) => at.name.startsWith('Trust facts'));
  for (const [key, n] of [['ArrowDown', 1], ['ArrowDown', 2], ['ArrowDown', 3], ['ArrowUp', 2], ['Home', 0]]) {
    await page.keyboard.press(key);
    await holds(async () => assert.equal(await select.inputValue(), dates[n]));
    await stays(page, 'Trust facts');
    await holds(() => assert.equal(since(), n ? dates[n].slice(0, 7) : null));
    await holds(async () => assert.equal(JSON.stringify(await rows(page, MAIN)) === JSON.stringify(before), n === 0));
  }
});

for (const [what, id, query] of [['to add to a comparison', 'compare-add', '?v=1&view=compare&c=django.rails'], ['to correct a fact of', 'own-whom', '']]) {
  check(`whom ${what} is chosen letter by letter`, async ({ page, open }) => {
    await open(query);
    if (id === 'own-whom') {
      await button(page, 'Your own facts').press('Enter');
      await page.locator('#own').getByRole('button', { name: 'Correct a fact' }).press('Enter');
    }
    await complete(page);
    await tabTo(page, (at) => at.id === id);
    for (const letter of 'flask') {
      await page.keyboard.press(letter);
      await drawn(page);
    }
    await holds(async () => assert.equal(await page.locator(`#${id}`).inputValue(), 'flask'));
    await stays(page, id);
  });
}

check('who is chosen for a comparison is added by the next Tab', async ({ page, open }) => {
  await open('?v=1&view=compare&c=django.rails');
  await complete(page);
  await tabTo(page, (at) => at.id === 'compare-add');
  await page.keyboard.press('End');
  await stays(page, 'compare-add');
  const last = await page.locator('#compare-add').evaluate((select) => select.selectedOptions[0].text);
  await tabTo(page, named('Add'), { most: 1 });
  await page.keyboard.press('Enter');
  await holds(async () => assert.deepEqual(await page.locator('.compared thead .name').allTextContents(), ['Django', 'Ruby on Rails', last]));
});

check('the focus stays on the button that saves the page as one file', async ({ page, open }) => {
  await open();
  await button(page, 'Export').press('Enter');
  const save = page.getByRole('button', { name: /^Save as one file \(/ });
  await Promise.all([page.waitForEvent('download'), save.press('Enter')]);
  await page.locator('.pack').getByText(/^Saved as/).waitFor();
  await drawn(page);
  await drawn(page);
  assert.match((await focus(page)).name, /^Save as one file \(/);
});

/** Where lists of choices are, and what opens it. */
const CHOICES = {
  'the list': ['?v=1&must=orm&f=language~python'],
  'a sheet': ['?v=1&view=technology&t=django'],
  'a comparison': ['?v=1&view=compare&c=django.rails.laravel'],
  'a comparison with one': ['?v=1&view=compare&c=django'],
  Decide: ['?v=1&view=decide&c=django.rails'],
  'the dialog of the documents': ['?v=1&c=django.rails', (page) => button(page, 'Export').press('Enter')],
};
const own = async (page) => {
  await button(page, 'Your own facts').press('Enter');
  await page.locator('#own-file').waitFor();
};
for (const form of ['Correct a fact', 'Add a technology', 'Add a criterion']) {
  CHOICES[`the form “${form}”`] = ['', async (page) => {
    await own(page);
    await page.locator('#own').getByRole('button', { name: form }).press('Enter');
  }];
}
CHOICES['a table that is opened'] = ['', async (page) => {
  await own(page);
  await page.locator('#own-file').focus();
  await give(page, 'table.csv', 'Name,Speed,Price\nA,10,5\nB,20,7\nC,15,6\n');
}];
for (const [where, [query, prepare]] of Object.entries(CHOICES)) {
  check(`no list of choices loses the focus by a choice: ${where}`, { timeout: 60_000 }, async ({ page, open }) => {
    await open(query);
    await prepare?.(page);
    await complete(page);
    for (const fold of await page.locator('.side details:not([open]):has(select) > summary').all()) await fold.press('Enter');
    const lists = page.locator(prepare ? 'dialog[open] select' : 'select').locator('visible=true');
    await lists.first().waitFor();
    const lost = new Set();
    for (let n = 0; n < (await lists.count()); n += 1) {
      await lists.nth(n).focus();
      const name = await controlled(page);
      for (const key of ['ArrowDown', 'ArrowDown', 'Home', 'End']) {
        await page.keyboard.press(key);
        await stays(page, name).catch((error) => lost.add(error.message.split('\n')[0]));
      }
    }
    assert.deepEqual([...lost], []);
  });
}

// ---- along the list ----

check('a choice, a fact of one’s own, undo, export and sharing need no pointer', { timeout: 120_000 }, async ({ page, context, site, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await open();
  const all = await names(page);
  await tabTo(page, (at) => at.tag === 'summary' && at.name.startsWith('Language'));
  await page.keyboard.press('Enter');
  await tabTo(page, (at) => at.tag === 'input', { most: 2 });
  await page.keyboard.press('Space');
  await holds(async () => assert.ok((await names(page)).length < all.length));
  await page.keyboard.press('Space');
  await holds(async () => assert.deepEqual(await names(page), all));

  // The end of the page is one step back from its beginning.
  await page.reload();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await tabTo(page, (at) => at.name === 'Your own facts', { key: 'Shift+Tab', most: 10 });
  await page.keyboard.press('Enter');
  await page.locator('#own[open]').waitFor();
  await complete(page);
  await tabTo(page, (at) => at.dialog === 'own' && at.name.startsWith('Correct a fact'), { most: 20 });
  await page.keyboard.press('Enter');
  await complete(page);
  await tabTo(page, (at) => at.id === 'own-whom', { most: 20 });
  await page.keyboard.type('Django');
  await tabTo(page, (at) => at.id === 'own-what', { most: 3 });
  await page.keyboard.type('First rel');
  await tabTo(page, (at) => at.id === 'own-input-value', { most: 5 });
  await page.keyboard.type('1990');
  await tabTo(page, (at) => at.id === 'own-input-reason', { most: 10 });
  await page.keyboard.type('Its first tape');
  await tabTo(page, (at) => at.name === 'Save as yours', { most: 10 });
  await page.keyboard.press('Enter');
  await page.locator('.own-entry').waitFor();
  assert.ok(!(await focus(page)).lost, 'the focus is not lost when it is saved');
  await page.keyboard.press('Escape');
  await focused(page, { name: 'Your own facts' });
  await holds(async () => assert.equal(await page.locator('.row .yours').count(), 1));
  await tabTo(page, (at) => at.name === 'Undo', { key: 'Shift+Tab', most: 20 }).catch(() => tabTo(page, (at) => at.name === 'Undo', { most: 20 }));
  await page.keyboard.press('Enter');
  await holds(async () => assert.equal(await page.locator('.row .yours').count(), 0));

  await page.reload();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await tabTo(page, (at) => at.name === 'Export', { most: 20 });
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'The record as it stands' }).waitFor();
  await tabTo(page, (at) => at.name === 'Save as .md: the decision record', { most: 40 });
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(file.suggestedFilename(), /^groundwork-record-.*\.md$/);
  await page.keyboard.press('Escape');
  await focused(page, { name: 'Export' });

  await tabTo(page, (at) => at.name === 'More ways to share', { key: 'Shift+Tab', most: 3 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Share this comparison' }).waitFor();
  await complete(page);
  await tabTo(page, (at) => at.name === 'Copy link', { most: 6 });
  await page.keyboard.press('Enter');
  await holds(async () => assert.ok((await page.evaluate(() => navigator.clipboard.readText())).startsWith(site.url)));
});

check('arrows go along the same control of the rows and stop at both ends', async ({ page, open }) => {
  await open();
  const all = (await rows(page)).map((row) => row.name);
  await button(page, all[0]).focus();
  await page.keyboard.press('ArrowUp');
  await focused(page, { control: 'name', row: all[0] });
  for (const n of all.slice(1)) {
    await page.keyboard.press('ArrowDown');
    await focused(page, { control: 'name', row: n });
  }
  await page.keyboard.press('ArrowDown');
  await focused(page, { control: 'name', row: all.at(-1) });
  await page.keyboard.press('ArrowUp');
  await focused(page, { control: 'name', row: all.at(-2) });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: all.at(-2) }).waitFor();
});

check('arrows pass over rows that the search hides', async ({ page, open }) => {
  await open();
  await page.keyboard.press('/');
  await focused(page, { id: 'search' });
  await page.keyboard.type('python');
  const all = await page.locator('ol.rows > .row').count();
  await holds(async () => assert.ok((await rows(page)).length < all));
  const left = (await rows(page)).map((row) => row.name);
  assert.ok(left.length > 1);
  await page.getByRole('button', { name: `Put on the shortlist: ${left[0]}`, exact: true }).focus();
  for (const n of left.slice(1)) {
    await page.keyboard.press('ArrowDown');
    await focused(page, { control: 'star', row: n });
  }
});

check('"/" focuses the search at once, so that no letter typed after it is lost', async ({ page, open }) => {
  await open();
  const at = await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
    return document.activeElement.id;
  });
  assert.equal(at, 'search');
});

check('keys of the page leave typing alone', async ({ page, open }) => {
  await open();
  await page.keyboard.press('/');
  await focused(page, { id: 'search' });
  await page.keyboard.type('a/b');
  assert.equal(await page.locator('#search').inputValue(), 'a/b');
  await page.keyboard.press('Escape');
  const [a] = await names(page);
  await page.getByRole('button', { name: `Put on the shortlist: ${a}`, exact: true }).press('Enter');
  await page.locator('.bar').getByRole('button', { name: /Shortlist/ }).press('Enter');
  const note = page.getByRole('textbox', { name: `Your note on ${a}`, exact: true });
  await note.focus();
  await page.keyboard.type('and/or');
  await focused(page, { tag: 'textarea' });
  assert.equal(await note.inputValue(), 'and/or');
  await page.locator('#shortlist-title').focus();
  await page.keyboard.press('/');
  await drawn(page);
  assert.equal((await focus(page)).dialog, 'shortlist', '"/" does not lead out of a dialog');
});

// ---- dialogs ----

const NARROW = { viewport: { width: 480, height: 800 } };
const DIALOGS = [
  ['Shortlist', 'shortlist', (page) => page.locator('.bar').getByRole('button', { name: /Shortlist/ })],
  ['the guide, from the introduction', 'guide', (page) => button(page, 'Not sure? Eight questions help.')],
  ['the guide, from the panel', 'guide', (page) => button(page, 'Guide')],
  ['Filters', 'filters', (page) => page.locator('.openers').getByRole('button', { name: 'Filters' }), NARROW],
  ['What matters', 'weights', (page) => page.locator('.openers').getByRole('button', { name: 'What matters' }), NARROW],
];
for (const [what, id, opener, context = {}] of DIALOGS) {
  check(`the dialog of ${what} holds the focus, and gives it back when Escape or Close closes it`, { context, timeout: 60_000 }, async ({ page, open }) => {
    await open();
    const dialog = page.locator(`dialog#${id}`);
    for (const close of ['Escape', 'Close']) {
      await opener(page).focus();
      const from = await focus(page);
      await page.keyboard.press('Enter');
      await dialog.waitFor();
      await focused(page, { dialog: id }, 'at first');
      for (const key of [...Array(3).fill('Shift+Tab'), ...Array(12).fill('Tab')]) {
        await page.keyboard.press(key);
        const at = await focus(page);
        // The browser's own controls are in the round and count as none.
        assert.ok(at.dialog === id || at.lost, `${key} leads beneath the dialog: ${JSON.stringify(at)}`);
      }
      if (close === 'Escape') {
        await page.keyboard.press('Escape');
      } else {
        await dialog.getByRole('button', { name: 'Close', exact: true }).focus();
        await page.keyboard.press('Enter');
      }
      await dialog.waitFor({ state: 'hidden' });
      await focused(page, { name: from.name, tag: from.tag }, `after ${close}`);
    }
  });
}

check('a dialog above a dialog gives the focus back to the lower one', { context: NARROW }, async ({ page, open }) => {
  await open();
  await page.locator('.openers').getByRole('button', { name: 'What matters' }).press('Enter');
  await page.locator('dialog#weights').getByRole('button', { name: 'Guide' }).press('Enter');
  await page.locator('dialog#guide').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog#guide').waitFor({ state: 'hidden' });
  assert.ok(await page.locator('dialog#weights').isVisible());
  await focused(page, { dialog: 'weights', name: 'Guide' });
});

// ---- the shortlist ----

const star = async (page, n) => {
  await page.getByRole('button', { name: `Put on the shortlist: ${n}`, exact: true }).press('Enter');
  await page.getByRole('button', { name: `Take off the shortlist: ${n}`, exact: true }).waitFor();
};
const shelf = (page) => page.locator('dialog#shortlist');
const openShelf = async (page) => {
  await page.locator('.bar').getByRole('button', { name: /Shortlist/ }).press('Enter');
  await shelf(page).waitFor();
};
const kept = (page) => complete(page).then(() => shelf(page).locator('.kept .name').allTextContents());

check('Alt with an arrow moves an item of the shortlist, and the focus goes with it', async ({ page, open }) => {
  await open();
  const [a, b, c] = await names(page);
  for (const n of [a, b, c]) await star(page, n);
  await openShelf(page);
  for (const control of [button(shelf(page), c), page.getByRole('textbox', { name: `Your note on ${c}`, exact: true })]) {
    await control.focus();
    const at = await focus(page);
    await page.keyboard.press('Alt+ArrowUp');
    await holds(async () => assert.deepEqual(await kept(page), [a, c, b]));
    await focused(page, { tag: at.tag, name: at.name });
    await page.keyboard.press('Alt+ArrowUp');
    await holds(async () => assert.deepEqual(await kept(page), [c, a, b]));
    await page.keyboard.press('Alt+ArrowUp');
    await drawn(page);
    assert.deepEqual(await kept(page), [c, a, b], 'it stops at the end');
    await page.keyboard.press('Alt+ArrowDown');
    await holds(async () => assert.deepEqual(await kept(page), [a, c, b]));
    await page.keyboard.press('Alt+ArrowDown');
    await holds(async () => assert.deepEqual(await kept(page), [a, b, c]));
    await focused(page, { tag: at.tag, name: at.name });
  }
});

// ---- the focus is never lost ----

const tick = (page, n) => page.getByRole('checkbox', { name: `Compare ${n}`, exact: true });
const foldOf = (page, title) => page.locator('.side details.fold').filter({ has: page.locator('summary', { hasText: new RegExp(`^\\s*${title}\\s*\\d*\\s*$`) }) });

/** Ticks choices of facets until nothing is left. */
async function nothingLeft(page) {
  for (const facet of ['Kind', 'Language']) {
    await foldOf(page, facet).locator('summary').press('Enter');
    const least = await foldOf(page, facet).locator('.choices li').evaluateAll((all) => {
      const count = (li) => Number(li.querySelector('.count').textContent.replace(/\D/g, ''));
      return all.map((li, n) => [count(li), n]).sort((a, b) => a[0] - b[0])[0][1];
    });
    await foldOf(page, facet).locator('.choices input').nth(least).press('Space');
  }
  await page.getByText('Nothing matches all of that.').waitFor();
}

/** What is done, and the control that does it: pressed, it often goes away. */
const ACTS = {
  'a star is taken off': async (page) => {
    const [a] = await names(page);
    await star(page, a);
    return page.getByRole('button', { name: `Take off the shortlist: ${a}`, exact: true });
  },
  'an item is taken off the shortlist': async (page) => {
    const [a, b] = await names(page);
    for (const n of [a, b]) await star(page, n);
    await openShelf(page);
    return button(shelf(page), `Take off the shortlist: ${a}`);
  },
  'the last item is taken off the shortlist': async (page) => {
    const [a] = await names(page);
    await star(page, a);
    await openShelf(page);
    return button(shelf(page), `Take off the shortlist: ${a}`);
  },
  'an item moves to the top by its button': async (page) => {
    const [a, b] = await names(page);
    for (const n of [a, b]) await star(page, n);
    await openShelf(page);
    return button(shelf(page), `Move up: ${b}`);
  },
  'an item moves to the end by its button': async (page) => {
    const [a, b] = await names(page);
    for (const n of [a, b]) await star(page, n);
    await openShelf(page);
    return button(shelf(page), `Move down: ${a}`);
  },
  'the only edit is undone in the shortlist': async (page) => {
    const [a] = await names(page);
    await star(page, a);
    await openShelf(page);
    return shelf(page).getByRole('button', { name: /^Undo: / });
  },
  'an edit is undone': async (page) => {
    const [a] = await names(page);
    await star(page, a);
    return page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Undo', exact: true });
  },
  'the offer to undo is closed': async (page) => {
    const [a] = await names(page);
    await star(page, a);
    return page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Close' });
  },
  'the tray is cleared': async (page) => {
    const [a] = await names(page);
    await tick(page, a).press('Space');
    return page.getByRole('region', { name: 'Ticked for comparison' }).getByRole('button', { name: 'Clear' });
  },
  'all filters are cleared': async (page) => {
    await foldOf(page, 'Language').locator('summary').press('Enter');
    await foldOf(page, 'Language').locator('.choices input').first().press('Space');
    return page.locator('.side').getByRole('button', { name: 'Clear all' });
  },
  'the weights are reset': async (page) => {
    await page.locator('.side').getByRole('slider').first().press('End');
    return page.locator('.side').getByRole('button', { name: 'Reset', exact: true });
  },
  'something excluded is brought back': async (page) => {
    await foldOf(page, 'Kind').locator('summary').press('Enter');
    await foldOf(page, 'Kind').locator('.choices input').first().press('Space');
    const summary = page.locator('details.excluded > summary');
    await summary.waitFor();
    await summary.press('Enter');
    return page.locator('.out > button:not(.name)').first();
  },
  'the only one excluded is brought back': async (page) => {
    for (const fold of await page.locator('.side details.fold:has(.musts)').all()) {
      await fold.locator('summary').press('Enter');
      for (const must of await fold.locator('.must input').all()) {
        await must.press('Space');
        await drawn(page);
        if (/^1 /.test((await page.locator('details.excluded summary').textContent()).trim())) {
          await page.locator('details.excluded > summary').press('Enter');
          return page.locator('.out > button:not(.name)');
        }
        await must.press('Space');
      }
    }
    throw new Error('no must-have leaves out just one');
  },
  'an empty list is widened by a step': async (page) => {
    await nothingLeft(page);
    return page.locator('.empty').getByRole('button').first();
  },
  'an empty list is cleared of all filters': async (page) => {
    await nothingLeft(page);
    return page.locator('.empty').getByRole('button', { name: 'Clear all filters' });
  },
  'a search that finds nothing is cleared': async (page) => {
    await page.locator('#search').fill('qqzzxxqq');
    return page.getByRole('button', { name: 'Clear the search' });
  },
  'an answer of the guide is taken back': async (page) => {
    await button(page, 'Guide').press('Enter');
    await page.locator('dialog#guide input[type=radio]').first().press('Space');
    return page.locator('dialog#guide').getByRole('button', { name: 'No answer' }).first();
  },
  'all answers of the guide are taken back': async (page) => {
    await button(page, 'Guide').press('Enter');
    await page.locator('dialog#guide input[type=radio]').first().press('Space');
    return page.locator('dialog#guide').getByRole('button', { name: 'Take all answers back' });
  },
  'the guide shows the ranking': async (page) => {
    await button(page, 'Guide').press('Enter');
    return page.locator('dialog#guide').getByRole('button', { name: 'Show the ranking' });
  },
};
for (const [what, prepare] of Object.entries(ACTS)) {
  check(`the focus is on something seen after ${what}`, async ({ page, open }) => {
    await open();
    const control = await prepare(page);
    await control.waitFor();
    const dialog = await control.evaluate((e) => e.closest('dialog')?.id ?? null);
    await control.press('Enter');
    await drawn(page);
    await holds(async () => {
      const at = await focus(page);
      assert.ok(!at.lost, 'the focus is lost');
      assert.ok(await page.evaluate(() => document.activeElement.checkVisibility()), `${at.name} has the focus and is not seen`);
      const isOpen = dialog && (await page.locator(`dialog#${dialog}`).evaluate((d) => d.open));
      if (isOpen) assert.equal(at.dialog, dialog, 'the focus stays in the dialog');
    }, 1_000);
  });
}

for (const [what, label] of [['kept', 'Keep as mine'], ['left', 'Back to mine']]) {
  check(`the focus is on something seen after a shared comparison is ${what}`, async ({ page, open }) => {
    await open('?v=1&w=rps900');
    await button(page, label).press('Enter');
    await button(page, label).waitFor({ state: 'detached' });
    await drawn(page);
    assert.ok(!(await focus(page)).lost, 'the focus is lost');
  });
}

check('the focus is on something seen after a notice is dismissed', async ({ page, open }) => {
  await open('?v=1&w=nonsense');
  const dismiss = button(page, 'Dismiss');
  await dismiss.press('Enter');
  await dismiss.waitFor({ state: 'detached' });
  await drawn(page);
  assert.ok(!(await focus(page)).lost, 'the focus is lost');
});

check('the offer to undo does not go away under the focus', async ({ page, open }) => {
  await page.clock.install();
  await open();
  const [a] = await names(page);
  await star(page, a);
  const offer = page.getByRole('region', { name: 'Undo' });
  await offer.getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.clock.fastForward(60_000);
  await page.clock.runFor(1_000);
  assert.ok(!(await focus(page)).lost, 'the focus is lost');
});

// ---- places ----

check('in each place that is gone to, its heading has the focus', async ({ page, open }) => {
  await open();
  const [a] = await names(page);
  const bar = page.locator('.bar');
  const at = async (title) => {
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await focused(page, { id: 'place', tag: 'h1', name: title });
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  };
  await bar.getByRole('button', { name: /^Compare/ }).press('Enter');
  await at('Compare');
  await bar.getByRole('button', { name: 'Explore' }).press('Enter');
  await at(HEADING);
  await button(page, a).press('Enter');
  await at(a);
  await bar.getByRole('button', { name: 'Groundwork' }).press('Enter');
  await at(HEADING);
});

check('after Back and Forward the focus is in the place that came back', async ({ page, open }) => {
  await open();
  const [a] = await names(page);
  await button(page, a).press('Enter');
  await page.getByRole('heading', { level: 1, name: a }).waitFor();
  await complete(page);
  const within = async () => {
    await drawn(page);
    await holds(async () => assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null), 'the focus is lost'), 1_000);
  };
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: HEADING }).waitFor();
  await within();
  // On the row of the sheet that was left, to go on from there.
  await holds(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent), a));
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: a }).waitFor();
  await within();
});

check('no order but that of the page: nothing has a positive tabindex', async ({ page, open }) => {
  await open();
  const none = async () => assert.deepEqual(await page.locator('[tabindex]').evaluateAll((all) => all.filter((e) => e.tabIndex > 0).map((e) => e.outerHTML)), []);
  await none();
  const [a, b] = await names(page);
  for (const n of [a, b]) await tick(page, n).press('Space');
  await button(page, a).press('Enter');
  await page.getByRole('heading', { level: 1, name: a }).waitFor();
  await complete(page);
  await none();
  await page.locator('.bar').getByRole('button', { name: /^Compare/ }).press('Enter');
  await page.locator('.compared').waitFor();
  await none();
});

/** Whether what has the focus shows that, and is not covered by anything. */
const shown = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const steps = [0.1, 0.3, 0.5, 0.7, 0.9];
    const hit = (x, y) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && (e.contains(top) || (top.closest('label')?.contains(e) ?? false));
    };
    return {
      lost: e === document.body,
      name: (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 60),
      // A region that scrolls may be taller than the window.
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
      seen: steps.some((x) => steps.some((y) => hit(box.left + box.width * x, box.top + box.height * y))),
    };
  });

for (const [where, viewport] of [['wide and low', { width: 1280, height: 560 }], ['a phone', { width: 360, height: 640 }]]) {
  check(`Tab through the list, with tray and undo on it, always shows where it is (${where})`, { context: { viewport }, timeout: 150_000 }, async ({ page, open }) => {
    await open();
    const [a, b] = await names(page);
    for (const n of [a, b]) await tick(page, n).press('Space');
    await star(page, b);
    await page.locator('.skip').focus();
    for (const key of ['Tab', 'Shift+Tab']) {
      const hidden = [];
      const ringless = [];
      let stops = 0;
      for (; stops < 900; stops += 1) {
        await page.keyboard.press(key);
        const at = await shown(page);
        if (at.lost) break;
        if (!at.seen) hidden.push(at.name);
        if (!at.ring) ringless.push(at.name);
      }
      assert.ok(stops > 40 && stops < 900, `${stops} stops`);
      assert.deepEqual(hidden, [], `${key}: covered while they have the focus`);
      assert.deepEqual(ringless, [], `${key}: no ring while they have the focus`);
    }
  });
}

for (const [where, viewport] of [['wide and low', { width: 1280, height: 560 }], ['a phone', { width: 360, height: 640 }]]) {
  check(`Tab through Decide, with a share tried, always shows where it is (${where})`, { context: { viewport }, timeout: 150_000 }, async ({ page, open }) => {
    await open();
    await page.locator('.bar').getByRole('button', { name: 'Decide', exact: true }).press('Enter');
    await page.locator('.decide-heat').first().waitFor();
    await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
    await page.getByRole('slider', { name: 'Try another share of Throughput' }).press('ArrowRight');
    await page.getByRole('button', { name: 'Leave it', exact: true }).waitFor();
    await page.locator('.skip').focus();
    for (const key of ['Tab', 'Shift+Tab']) {
      const hidden = [];
      const ringless = [];
      let stops = 0;
      for (; stops < 300; stops += 1) {
        await page.keyboard.press(key);
        const at = await shown(page);
        if (at.lost) break;
        if (!at.seen) hidden.push(at.name);
        if (!at.ring) ringless.push(at.name);
      }
      assert.ok(stops > 40 && stops < 300, `${stops} stops`);
      assert.deepEqual(hidden, [], `${key}: covered while they have the focus`);
      assert.deepEqual(ringless, [], `${key}: no ring while they have the focus`);
    }
  });
}
