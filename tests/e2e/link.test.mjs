// Promises of the link: it is the whole comparison, whoever opens it sees the
// same, nothing of the reader's own is touched, and nothing in it can harm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, complete, holds, rows, visitor } from './page.mjs';

/** The place as it is seen and set: without what only the reader has folded. */
const screen = async (page) => {
  await complete(page);
  return page.evaluate(() => {
    const main = document.querySelector('main');
    // The text of a row out of sight is not drawn, and so not read.
    for (const row of main.querySelectorAll('.row')) row.style.contentVisibility = 'visible';
    const label = (control) => control.getAttribute('aria-label') ?? control.labels[0]?.textContent ?? control.id;
    return {
      title: document.title,
      text: (main.querySelector('.list') ?? main).innerText,
      // Rows that a filter took away may wait in the page, or never have been made.
      set: [...main.querySelectorAll(':is(input, select):not(.row[hidden] *)')].map(
        (control) => `${label(control)} = ${control.type === 'checkbox' ? control.checked : control.value}`,
      ),
    };
  });
};
const storage = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage).sort()));
const query = (page) => new URL(page.url()).search;
const region = (page, name) => page.getByRole('region', { name, exact: true });
const shared = (page) => region(page, 'Shared comparison');
const heading = (page) => page.getByRole('heading', { level: 1 });
const exact = (page, at) => page.locator('main input.exact').nth(at);
const slider = (page, at) => page.locator('main input[type="range"]').nth(at);
const fold = (page, inside) => page.locator('main .fold').filter({ has: page.locator(inside) }).first();
const facets = (page) => page.locator('main .fold').filter({ has: page.locator('legend', { hasText: 'Language' }) });

/** Opens a folded part of the panel, unless it is open. */
async function unfold(part) {
  if (!(await part.evaluate((details) => details.open))) await part.locator('summary').click();
}

async function weigh(page, at, value) {
  await exact(page, at).fill(value);
  await exact(page, at).press('Enter');
  await holds(async () => assert.equal(await slider(page, at).inputValue(), value));
}

/** Sets something of every kind that stands beside the list. */
async function compose(page) {
  for (const name of (await rows(page)).slice(0, 3).map((row) => row.name)) {
    await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
  }
  await weigh(page, 0, '7.5');
  await weigh(page, 4, '0');
  await page.getByLabel('Unknown facts count').selectOption('peers');
  await page.getByLabel(/^Your team's/).first().selectOption('4');
  const must = fold(page, '.must');
  await unfold(must);
  await must.getByRole('checkbox').first().check();
  await must.locator('select').first().selectOption('official');
  await unfold(facets(page));
  await facets(page).getByRole('checkbox').first().check();
  await facets(page).getByRole('checkbox').nth(1).check();
  await settled(page);
}

/** Waits until the place is complete and the address has followed: small changes
 *  wait for a quarter of a second, on a timer of the page that was started before
 *  this one. */
async function settled(page) {
  await complete(page);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 260)));
}

async function goes(page, name) {
  await page.locator('nav.places').getByRole('button', { name }).click();
  await holds(async () => assert.equal(await page.locator('nav.places [aria-current]').innerText().then((t) => t.split(' ')[0]), name));
  await settled(page);
}

check('a link opens the same list, the same comparison and the same sheet for somebody else', { at: 'both', timeout: 90_000 }, async (test) => {
  const { page, open, site } = test;
  await open();
  await compose(page);
  const seen = [[page.url(), await screen(page)]];
  await goes(page, 'Compare');
  await page.getByLabel('Measure against').selectOption({ index: 2 });
  await settled(page);
  seen.push([page.url(), await screen(page)]);
  await page.locator('.compared thead button.name').first().click();
  await page.getByLabel(/^Your rating of/).selectOption('3');
  await settled(page);
  seen.push([page.url(), await screen(page)]);
  assert.equal(new Set(seen.map(([url]) => url)).size, 3);

  const other = await visitor(test);
  for (const [url, mine] of seen) {
    assert.ok(url.startsWith(`${site.url}?v=`), url);
    await other.open(url);
    assert.deepEqual(await screen(other.page), mine);
    assert.ok(await shared(other.page).isVisible());
    assert.equal(await region(other.page, 'Notice').count(), 0);
  }
});

// ---- Share ----

check('Share copies the address, which opens the same for somebody else', { at: 'both' }, async (test) => {
  const { page, context, site, open } = test;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await open();
  // Also where the address is bare.
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await share.click();
  await page.getByRole('button', { name: 'Copied', exact: true }).waitFor();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const first = await copied();
  assert.ok(first.startsWith(`${site.url}?v=`), first);
  assert.equal(query(page), '');
  await holds(async () => assert.equal(await page.locator('[role="status"]').innerText(), 'Link copied'));

  // A change that the address bar is still waiting for is in the link.
  await exact(page, 0).fill('8.5');
  await exact(page, 0).press('Enter');
  await page.getByRole('button', { name: /^(Share|Copied)$/ }).click();
  await holds(async () => assert.notEqual(await copied(), first));
  assert.equal(await copied(), page.url());
  const other = await visitor(test);
  await other.open(await copied());
  assert.deepEqual(await screen(other.page), await screen(page));
  await share.waitFor();
});

const CLIPBOARDS = {
  'is missing': () => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }),
  refuses: () => {
    if (window.Clipboard) Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  },
};
for (const [what, init] of Object.entries(CLIPBOARDS)) {
  check(`Share shows the link to copy by hand where the clipboard ${what}`, { init }, async ({ page, open }) => {
    await open();
    await weigh(page, 1, '9');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this comparison' });
    await dialog.waitFor();
    const link = dialog.getByLabel('Link of this comparison');
    assert.equal(await link.inputValue(), page.url());
    assert.ok(query(page).startsWith('?v='));
    const selected = () => link.evaluate((input) => input.value.slice(input.selectionStart, input.selectionEnd));
    await holds(async () => assert.equal(await selected(), page.url()));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Share');
  });
}

// ---- whose it is ----

const THEIRS = '?v=1&view=compare&c=rails.laravel.django&b=django&u=middle';

check('a shared comparison says so and writes nothing to the storage, whatever is changed in it', {}, async ({ page, open }) => {
  await open(THEIRS);
  await shared(page).waitFor();
  assert.match(await shared(page).innerText(), /Your own is safe/);
  assert.deepEqual(await storage(page), {});
  await page.getByRole('button', { name: /^Move right:/ }).first().click();
  await page.getByLabel('Measure against').selectOption('');
  await page.getByLabel('Only differences').check();
  await goes(page, 'Explore');
  await weigh(page, 0, '9.5');
  await page.getByLabel('Preset').selectOption({ index: 2 });
  await page.getByRole('searchbox').fill('a');
  await settled(page);
  // A row out of sight is not drawn.
  const row = page.locator('.row:not([hidden])').first();
  await row.scrollIntoViewIfNeeded();
  await row.locator('.name').click();
  await page.getByLabel(/^Your rating of/).selectOption('1');
  await settled(page);
  assert.ok(await shared(page).isVisible(), 'an edited shared comparison is still one');
  assert.deepEqual(await storage(page), {});
});

check('a shared comparison leaves my own as it is; only shortlist and theme are written', {}, async ({ page, open }) => {
  await open();
  await weigh(page, 0, '6.5');
  await settled(page);
  const mine = await storage(page);
  assert.ok(Object.keys(mine).length > 0, 'my own is saved');
  await open(THEIRS);
  await goes(page, 'Explore');
  await weigh(page, 0, '2');
  await settled(page);
  assert.deepEqual(await storage(page), mine);
  await page.getByRole('button', { name: /^Put on the shortlist/ }).first().click();
  await page.getByRole('button', { name: /^Theme/ }).click();
  await holds(async () => {
    const now = await storage(page);
    const changed = Object.keys(now).filter((key) => now[key] !== mine[key]);
    assert.equal(changed.filter((key) => /^groundwork:item:/.test(key)).length, 1);
    assert.deepEqual(changed.filter((key) => !/^groundwork:(item:|theme$|seen$|meta$)/.test(key)), []);
  });
  await open();
  assert.equal(await exact(page, 0).inputValue(), '6.5');
});

check('Back to mine leaves a shared comparison, and Back returns to it', {}, async ({ page, open }) => {
  await open();
  await weigh(page, 0, '6.5');
  await settled(page);
  const [mine, saved] = [await screen(page), await storage(page)];
  await open(THEIRS);
  const theirs = await screen(page);
  await page.getByRole('button', { name: 'Back to mine' }).click();
  await shared(page).waitFor({ state: 'detached' });
  assert.deepEqual(await screen(page), mine);
  assert.deepEqual(await storage(page), saved);
  await page.evaluate(() => history.back());
  await shared(page).waitFor();
  assert.deepEqual(await screen(page), theirs);
  assert.deepEqual(await storage(page), saved);
});

check('Keep as mine makes a shared comparison my own for good', {}, async ({ page, open }) => {
  await open(THEIRS);
  const theirs = await screen(page);
  await page.getByRole('button', { name: 'Keep as mine' }).click();
  await shared(page).waitFor({ state: 'detached' });
  assert.deepEqual(await screen(page), theirs);
  await open();
  assert.equal(query(page), '');
  assert.deepEqual(await screen(page), theirs);
  assert.equal(await shared(page).count(), 0);
});

check('what was kept as mine is mine after a reload too', {}, async ({ page, open, ready }) => {
  await open(THEIRS);
  await page.getByRole('button', { name: 'Keep as mine' }).click();
  await shared(page).waitFor({ state: 'detached' });
  await page.reload();
  await ready();
  assert.equal(await shared(page).count(), 0, 'it is said to be shared again');
});

check('a link to what I have anyway is not called shared', {}, async ({ page, open }) => {
  await open('?v=1');
  assert.equal(await shared(page).count(), 0);
  await weigh(page, 0, '6.5');
  await settled(page);
  await open(query(page));
  assert.equal(await exact(page, 0).inputValue(), '6.5');
  assert.equal(await shared(page).count(), 0);
});

// ---- reload ----

check('a reload keeps whose it is and shows the same', { timeout: 60_000 }, async ({ page, open, ready }) => {
  await open(THEIRS);
  await page.getByRole('button', { name: /^Move right:/ }).first().click();
  await page.getByLabel('Only differences').check();
  await settled(page);
  for (const whose of ['shared', 'mine']) {
    if (whose === 'mine') {
      await page.getByRole('button', { name: 'Back to mine' }).click();
      await weigh(page, 2, '9');
      await page.getByRole('searchbox').fill('framework');
      await settled(page);
    }
    const [url, before] = [page.url(), await screen(page)];
    await page.reload();
    await ready();
    assert.equal(page.url(), url);
    assert.deepEqual(await screen(page), before);
    assert.equal(await shared(page).count(), whose === 'shared' ? 1 : 0);
  }
  assert.equal(await page.getByRole('searchbox').inputValue(), 'framework');
});

/** Moves a slider and reloads before the address can have followed. */
async function dragAndReload(page, ready, value) {
  const loaded = page.waitForEvent('domcontentloaded');
  await slider(page, 0).evaluate((range, value) => {
    range.value = value;
    range.dispatchEvent(new Event('input', { bubbles: true }));
    location.reload();
  }, value);
  await loaded;
  await ready();
}

check('a reload in the middle of an edit loses nothing', {}, async ({ page, open, ready }) => {
  await open();
  await weigh(page, 1, '4');
  await settled(page);
  await dragAndReload(page, ready, '8.5');
  assert.deepEqual([await exact(page, 0).inputValue(), await exact(page, 1).inputValue()], ['8.5', '4']);
  assert.equal(await shared(page).count(), 0);
});

check('a reload in the middle of the first edit of all loses nothing', {}, async ({ page, open, ready }) => {
  await open();
  await dragAndReload(page, ready, '8.5');
  assert.equal(await exact(page, 0).inputValue(), '8.5');
  assert.equal(await shared(page).count(), 0);
});

// ---- Back and Forward ----

check('Back and Forward restore every step', { timeout: 90_000 }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => document.querySelectorAll('main .fold').forEach((part) => (part.open = true)));
  const names = (await rows(page)).map((row) => row.name);
  const panel = (at) => page.locator('main .fold').nth(at).getByRole('checkbox').first();
  const steps = {
    'a must-have': () => panel(0).check(),
    'its level': () => page.locator('.must select:not([hidden])').first().selectOption('core'),
    'no must-have': () => panel(0).uncheck(),
    'a facet': () => facets(page).getByRole('checkbox').first().check(),
    'all filters off': () => page.getByRole('button', { name: 'Clear all', exact: true }).click(),
    'a preset': () => page.getByLabel('Preset').selectOption({ index: 3 }),
    'a weight': () => weigh(page, 0, '9'),
    'the policy': () => page.getByLabel('Unknown facts count').selectOption('middle'),
    'a tick': () => page.getByRole('checkbox', { name: `Compare ${names[0]}`, exact: true }).check(),
    'another tick': () => page.getByRole('checkbox', { name: `Compare ${names[1]}`, exact: true }).check(),
    'a sheet': () => page.getByRole('button', { name: names[2], exact: true }).click(),
    'a rating': () => page.getByLabel(/^Your rating of/).selectOption('4'),
    'the place Compare': () => page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Compare' }).click(),
    'a baseline': () => page.getByLabel('Measure against').selectOption({ index: 1 }),
    'another order': () => page.getByRole('button', { name: `Move right: ${names[0]}` }).click(),
    'one fewer': () => page.getByRole('button', { name: `Remove ${names[0]}` }).click(),
    'the list': () => page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Explore' }).click(),
  };
  const trail = [{ step: 'the start', url: page.url(), seen: await screen(page) }];
  const length = () => page.evaluate(() => history.length);
  const from = await length();
  for (const [step, act] of Object.entries(steps)) {
    await act();
    await holds(() => assert.notEqual(page.url(), trail.at(-1).url, step));
    await complete(page);
    trail.push({ step, url: page.url(), seen: await screen(page) });
  }
  assert.equal((await length()) - from, trail.length - 1, 'one entry each');
  const arrives = ({ step, url, seen }) =>
    holds(async () => {
      assert.equal(page.url(), url, step);
      assert.deepEqual(await screen(page), seen, step);
    });
  for (const stop of trail.slice(0, -1).reverse()) {
    await page.evaluate(() => history.back());
    await arrives(stop);
  }
  for (const stop of trail.slice(1)) {
    await page.evaluate(() => history.forward());
    await arrives(stop);
  }
});

check('several moves of one slider are one step back', {}, async ({ page, open }) => {
  await open();
  const length = () => page.evaluate(() => history.length);
  const from = await length();
  const start = await screen(page);
  for (const value of ['4', '5.5', '9']) await slider(page, 0).fill(value);
  await holds(() => assert.notEqual(query(page), ''));
  // After a rest the same hand moves the same slider on.
  await settled(page);
  for (const value of ['7', '6.5']) await slider(page, 0).fill(value);
  await settled(page);
  assert.equal(await length(), from + 1);
  assert.equal(await exact(page, 0).inputValue(), '6.5');
  const first = await screen(page);
  // Another slider is another step.
  await slider(page, 1).fill('9.5');
  await settled(page);
  assert.equal(await length(), from + 2);
  await page.evaluate(() => history.back());
  await holds(async () => assert.deepEqual(await screen(page), first));
  await page.evaluate(() => history.back());
  await holds(async () => assert.deepEqual(await screen(page), start));
});

check('a step at the heels of a moved slider is a step of its own', {}, async ({ page, open }) => {
  await open();
  const number = await page.evaluate(() => history.length);
  await page.evaluate(() => {
    const range = document.querySelector('main input[type="range"]');
    range.value = '9';
    range.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector('.row input[type="checkbox"]').click();
  });
  await settled(page);
  assert.equal(await page.evaluate(() => history.length), number + 2);
  await page.evaluate(() => history.back());
  await region(page, 'Ticked for comparison').waitFor({ state: 'hidden' });
  assert.equal(await exact(page, 0).inputValue(), '9');
});

check('two sliders moved at once are two steps', {}, async ({ page, open }) => {
  await open();
  const second = await exact(page, 1).inputValue();
  await page.evaluate(() => {
    for (const range of [...document.querySelectorAll('main input[type="range"]')].slice(0, 2)) {
      range.value = '9';
      range.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  await settled(page);
  await page.evaluate(() => history.back());
  await holds(async () => assert.deepEqual([await exact(page, 0).inputValue(), await exact(page, 1).inputValue()], ['9', second]));
});

check('Back in the middle of an edit undoes just that edit, and Forward returns it', {}, async ({ page, open }) => {
  await open();
  const start = await exact(page, 0).inputValue();
  await weigh(page, 1, '9');
  await settled(page);
  await slider(page, 0).evaluate((range) => {
    range.value = '8';
    range.dispatchEvent(new Event('input', { bubbles: true }));
  });
  // The list follows the slider a frame later, and the address with it.
  await holds(async () => assert.ok((await page.evaluate(() => location.search)).includes('8')), 1_000);
  await holds(async () => assert.equal(await exact(page, 0).inputValue(), '8'));
  await page.evaluate(() => history.back());
  await holds(async () => assert.deepEqual([await exact(page, 0).inputValue(), await exact(page, 1).inputValue()], [start, '9']));
  await page.evaluate(() => history.forward());
  await holds(async () => assert.equal(await exact(page, 0).inputValue(), '8'));
});

// ---- the bare path ----

check('the bare path stays bare until the first change, and brings mine back', { at: 'both' }, async ({ page, site, open, ready }) => {
  await open();
  const start = await screen(page);
  assert.equal(page.url(), site.url);
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('button', { name: /^Put on the shortlist/ }).first().click();
  await page.getByRole('button', { name: 'Not sure?' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await ready();
  assert.equal(page.url(), site.url);
  await weigh(page, 0, '8');
  await holds(() => assert.notEqual(page.url(), site.url));
  const mine = await screen(page);
  await page.evaluate(() => history.back());
  await holds(async () => {
    assert.equal(page.url(), site.url);
    assert.deepEqual((await screen(page)).set, start.set);
  });
  await page.evaluate(() => history.forward());
  await holds(async () => assert.deepEqual(await screen(page), mine));
  await open();
  assert.equal(page.url(), site.url);
  assert.deepEqual(await screen(page), mine);
  assert.equal(await shared(page).count(), 0);
});

check('a search alone is no change of the comparison: the bare path stays bare', {}, async ({ page, site, open }) => {
  await open();
  await page.getByRole('searchbox').fill('python');
  await holds(async () => assert.match(await page.locator('.summary').innerText(), /found/));
  await settled(page);
  assert.equal(page.url(), site.url);
});

check('marks of others in the address are ignored', {}, async (test) => {
  const { page, open } = test;
  await open('?utm_source=chat&utm_medium=%3Cb%3E&fbclid=1');
  const plain = await screen(page);
  assert.equal(await page.locator('.notices section').count(), 0);
  await weigh(page, 0, '8');
  await settled(page);
  const link = page.url();
  const mine = await screen(page);
  assert.doesNotMatch(link, /utm|fbclid/);
  const other = await visitor(test);
  await other.open();
  assert.deepEqual(await screen(other.page), plain);
  await other.open(link.replace('?', '?utm_source=chat&').concat('&utm_campaign=x&fbclid=2'));
  assert.deepEqual(await screen(other.page), mine);
  assert.equal(await region(other.page, 'Notice').count(), 0);
});

// ---- what was odd ----

check('what a link names and nobody lists is named, and kept when it is shared on', {}, async ({ page, open }) => {
  await open('?v=1&view=compare&c=rails.long-gone.django&b=gone-too&w=zzzz125');
  const said = region(page, 'No longer listed');
  await said.waitFor();
  for (const name of ['long-gone', 'gone-too', 'zzzz']) assert.match(await said.innerText(), new RegExp(`\\b${name}\\b`));
  assert.match(await said.innerText(), /1 of 3 compared technologies is/);
  assert.match(await page.locator('.compared thead').innerText(), /long-gone\s+no longer listed/);
  await goes(page, 'Explore');
  await weigh(page, 0, '8');
  await settled(page);
  const kept = new URL(page.url()).searchParams;
  assert.equal(kept.get('c'), 'rails.long-gone.django');
  assert.equal(kept.get('b'), 'gone-too');
  assert.match(kept.get('w'), /\bzzzz125\b/);
  assert.ok(await said.isVisible());
});

for (const part of ['must=telepathy', 'f=language~klingon', 'g=mood~good', 'l=5~klingon', 'o=5~long-gone']) {
  check(`what is not listed under ${part} is named and does not change the list`, {}, async (test) => {
    const { page, open } = test;
    await open();
    const plain = await rows(page);
    await open(`?v=1&${part}`);
    const said = region(page, 'No longer listed');
    await said.waitFor();
    assert.match(await said.innerText(), new RegExp(part.match(/[a-z-]+$/)[0]));
    assert.deepEqual(await rows(page), plain);
    await weigh(page, 1, '8');
    await settled(page);
    assert.ok(query(page).includes(`&${part}`), query(page));
  });
}

/** A link with a checksum, made by the page: eight technologies, weights, a facet. */
async function whole({ page, open }) {
  await open('?v=1&view=compare&c=rails.laravel.django.spring-boot&b=laravel&w=rps300.sec750');
  await page.getByRole('button', { name: /^Move right:/ }).first().click();
  await settled(page);
  assert.match(query(page), /^\?v=\d+&k=[0-9a-f]{4}&d=/);
  return query(page);
}
const notice = (page) => region(page, 'Notice');

check('one altered character of a link is noticed, wherever it stands', { timeout: 90_000 }, async (test) => {
  const { page, open } = test;
  const link = await whole(test);
  const other = await visitor(test);
  await other.open(link);
  assert.equal(await notice(other.page).count(), 0, 'an unaltered link is silent');
  const at = (text) => link.indexOf(text) + text.length;
  for (const place of [at('&k='), at('c='), at('rps'), at('sec'), link.length - 1]) {
    const instead = link[place] === '1' ? '2' : /\d/.test(link[place]) ? '1' : link[place] === 'a' ? 'b' : 'a';
    const altered = link.slice(0, place) + instead + link.slice(place + 1);
    await other.open(altered);
    assert.match(await notice(other.page).innerText(), /cut short or altered/, altered);
    assert.match(await heading(other.page).innerText(), /Compare/, 'what could be read is shown');
  }
});

check('a link that was cut short is noticed, and what could be read is shown', { timeout: 90_000 }, async (test) => {
  const link = await whole(test);
  const other = await visitor(test);
  for (const end of [link.length - 1, link.indexOf('&s='), link.indexOf('&w=') + 5, link.indexOf('&c=') + 10, link.indexOf('&view=') + 8, link.indexOf('&d=') - 1]) {
    await other.open(link.slice(0, end));
    assert.match(await notice(other.page).innerText(), /cut short or altered/, link.slice(0, end));
    assert.ok(await heading(other.page).isVisible());
  }
});

check('a notice of an altered link can be put away, and a reload shows it again', {}, async (test) => {
  const { page, ready } = test;
  const link = (await whole(test)).slice(0, -1);
  const other = await visitor(test);
  await other.open(link);
  await notice(other.page).waitFor();
  await other.page.reload();
  await other.page.waitForSelector('html[data-ready]', { state: 'attached' });
  assert.equal(query(other.page), link);
  assert.equal(await notice(other.page).count(), 1, 'the same damaged address is silent now');
  await notice(other.page).getByRole('button', { name: 'Dismiss' }).click();
  await notice(other.page).waitFor({ state: 'detached' });
});

check('a link of a newer version says so, and does not call itself altered', {}, async ({ page, open }) => {
  for (const version of ['99', '4294967296', '99999999999999999999']) {
    await open(`?v=${version}&k=0000&view=compare&c=rails.django&hologram=on`);
    assert.match(await notice(page).innerText(), /newer version of this page/);
    assert.doesNotMatch(await notice(page).innerText(), /altered/);
    assert.match(await page.locator('.compared thead').innerText(), /Django/);
  }
});

check('a link made with another state of the catalogue says so', {}, async ({ page, open }) => {
  await open('?v=1&d=20010101-abcd&view=compare&c=rails.django');
  assert.match(await region(page, 'Then and now').innerText(), /made with the catalogue of 1 Jan 2001/);
  assert.equal(await notice(page).count(), 0);
});

check('a link typed by hand is welcome and silent', {}, async ({ page, open }) => {
  await open('?view=compare&c=rails.django');
  assert.match(await page.locator('.compared thead').innerText(), /Django/);
  assert.equal(await notice(page).count(), 0);
});

check('a part that is not understood is named; the rest is shown', {}, async ({ page, open }) => {
  await open('?v=1&view=compare&c=rails.django&u=hope&c=flask.laravel&w=rps9999');
  const text = await notice(page).innerText();
  for (const said of [/“rule for missing facts” \(u\).*“hope”/, /“compared technologies” \(c\).*“flask\.laravel”/, /“weights” \(w\).*“rps9999”/]) assert.match(text, said);
  const heads = await page.locator('.compared thead button.name').allInnerTexts();
  assert.equal(heads.length, 2);
});

// ---- hostile links ----

const ids = (n) => Array.from({ length: n }, (_, at) => `x${at}`).join('.');
const garbage = Array.from({ length: 10_000 }, (_, at) => String.fromCharCode(33 + ((at * 7919) % 90))).join('').replaceAll('#', '');
const HOSTILE = {
  '10 kB of garbage': garbage,
  '10 kB of garbage in a known key': `v=1&c=${garbage.replaceAll('&', '')}`,
  '12 kB in one weight': `v=1&w=rps${'9'.repeat(12_000)}`,
  'a null': 'v=1&c=%00.rails%00&view=%00&t=%00',
  'no UTF-8': 'v=1&c=%ff%fe.rails&t=%c3%28&w=%80',
  'a script': 'v=1&view=technology&t=<script>alert(1)</script>&c="><img src=x onerror=alert(1)>&must=javascript:alert(1)',
  'names of every object': 'v=1&__proto__=x&c=__proto__.constructor.prototype.tostring&f=__proto__~x&must=constructor&o=5~__proto__&w=constructor5',
  'a thousand compared': `v=1&view=compare&c=${ids(1000)}`,
  'a thousand must-haves': `v=1&must=${ids(1000)}`,
  'huge numbers': 'v=1&w=rps99999999999999999999.sec-1.live1e9.new0x10&o=99999999999~django&l=-1~php&s=django~99999999999&d=99999999999999999999999999999999999999999999999999999',
  'the same key many times': 'v=1&v=2&v=3&c=rails&c=django&k=0&k=1&w=rps100.rps200&must=orm.orm~core&f=kind~api!kind~api',
  'all of Unicode': 'v=1&c=ｒails.РAILS.rаils.\u202Eslian.🚂&t=İstanbul&view=ｃompare&f=language~\uFEFFpython&must=orm\u200B',
  'separators alone': 'v=1&c=....&f=!!~~..!&must=~~~&g=!~.&l=~&o=!!&w=...&s=~.~&b=.&t=~',
  'percent signs': '%=%&%%=%25&v=%31&c=%72ails%2edjango%&view=%63ompare%2',
  'nothing': '&&&=&=&?',
};
const ALPHABET = /^\?[A-Za-z0-9._~!=&-]*$/;

check('no link crashes the page or makes it unusable', { timeout: 240_000 }, async (test) => {
  for (const [what, text] of Object.entries(HOSTILE)) {
    const { page, open, context } = await visitor(test);
    await open(`?${text}`);
    assert.ok(await heading(page).isVisible(), what);
    await goes(page, 'Explore');
    const clear = page.getByRole('button', { name: 'Clear all filters' });
    if (await clear.isVisible()) await clear.click();
    await holds(async () => assert.ok((await rows(page)).length > 0, what));
    await page.getByRole('button', { name: /^Put on the shortlist/ }).first().click();
    await page.getByRole('button', { name: /^Take off the shortlist/ }).first().waitFor();
    await weigh(page, 0, '8.5');
    await holds(() => assert.match(query(page), /[=.][a-z]{2,4}850\b/, what));
    assert.match(query(page), ALPHABET, what);
    assert.equal(await page.evaluate(() => ({}).x), undefined);
    await context.close();
  }
});

// ---- how it is written ----

check('an address with everything that can be set has at most 2,000 characters, all from the alphabet', { timeout: 120_000 }, async ({ page, site, open }) => {
  await open();
  const all = await rows(page);
  const first = all.slice(0, 8).map((row) => row.id);
  await open(`?v=1&o=5~${all.map((row) => row.id).join('.')}&c=${first.join('.')}&b=${first[7]}&t=${first[0]}&u=middle`);
  // Everything beside the list, as a hand would, one after the other.
  const count = await page.evaluate(async () => {
    const fire = (control, type) => control.dispatchEvent(new Event(type, { bubbles: true }));
    let n = 0;
    for (const select of document.querySelectorAll('main .ratings select')) {
      select.value = String(n++ % 6);
      fire(select, 'change');
    }
    for (const range of document.querySelectorAll('main input[type="range"]')) {
      range.value = String(5.5 + (n++ % 4));
      fire(range, 'input');
    }
    for (const box of document.querySelectorAll('main .panel input[type="checkbox"]')) {
      box.click();
      n++;
    }
    for (const select of document.querySelectorAll('main .must select')) {
      select.value = ['community', 'official', 'core'][n++ % 3];
      fire(select, 'change');
    }
    return n;
  });
  assert.ok(count > 100, `only ${count} things were set`);
  await settled(page);
  for (const key of ['c', 'b', 't', 'w', 'f', 'must', 'l', 'o', 'u']) assert.ok(new URL(page.url()).searchParams.get(key), key);
  assert.match(query(page), ALPHABET);
  const length = page.url().length - site.url.length;
  assert.ok(length <= 2_000, `${length} characters`);
});

check('one comparison has one link, whatever the way to it', {}, async (test) => {
  const { page, open } = test;
  await open();
  const [a, b] = (await rows(page)).map((row) => row.name);
  const tick = (on, name) => on.getByRole('checkbox', { name: `Compare ${name}`, exact: true });
  await weigh(page, 0, '8');
  await tick(page, a).check();
  await tick(page, b).check();
  await settled(page);
  const other = await visitor(test);
  await other.open();
  await tick(other.page, b).check();
  await tick(other.page, b).uncheck();
  await tick(other.page, a).check();
  await tick(other.page, b).check();
  await weigh(other.page, 1, '9');
  await other.page.getByRole('button', { name: 'Reset', exact: true }).click();
  await weigh(other.page, 0, '8');
  await settled(other.page);
  assert.equal(query(other.page), query(page));
});

// ---- golden links ----

const GOLDEN = JSON.parse(readFileSync(join(import.meta.dirname, '../golden/links.json'), 'utf8'));
const PLACES = { Explore: /^Explore$/, Technology: null, Compare: /^Compare/ };

check('every form of link ever released opens its place', { timeout: 240_000 }, async ({ page, open }) => {
  for (const { about, link, opens, says = [] } of GOLDEN) {
    await open(link.startsWith('?') ? link : `?${link}`);
    const here = await page.locator('nav.places [aria-current]').allInnerTexts();
    const place = PLACES[opens.view ?? 'Explore'];
    if (place) assert.match(here.join(), place, about);
    else assert.deepEqual(here, [], about);
    if (opens.view === 'Technology') assert.equal(new URL(page.url()).searchParams.get('t'), opens.technology);
    if (opens.view === 'Compare') assert.equal(await page.locator('.compared thead th').count(), 1 + opens.compared.length, about);
    const text = (await page.locator('.notices').innerText()).trim();
    for (const [sign, words] of [['altered', /cut short or altered/], ['newer', /newer version/]]) {
      assert.equal(words.test(text), says.some((said) => said.startsWith(sign)), `${about}: ${text}`);
    }
  }
});

check('a shortcut of the installed page leads to its place, with ones own comparison', { at: 'both' }, async ({ page, site, open, ready }) => {
  const { shortcuts } = await (await page.request.get(`${site.url}manifest.webmanifest`)).json();
  assert.ok(shortcuts.length > 1);
  await open('?v=1&must=orm');
  await page.getByRole('button', { name: 'Keep as mine' }).click();
  for (const { name, url } of shortcuts) {
    await page.goto('about:blank');
    await page.goto(new URL(url, site.url).href);
    await ready();
    await page.locator('.places [aria-current="page"]').getByText(name.split(' ')[0]).waitFor();
    assert.equal(await page.getByRole('region', { name: 'Shared comparison' }).count(), 0, name);
  }
});
