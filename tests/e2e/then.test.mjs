// Promises of "then and now": a link that was made with another catalogue says what
// has changed since and what that did to the order, and so does the page itself when
// the catalogue is newer than at the last visit; and nothing is said where nothing is.
import assert from 'node:assert/strict';
import { axe, check, holds, rows, visitor } from './page.mjs';

const isDetails = (path) => /\/catalogue-[^/]*\.json$/.test(path ?? '');
const asked = (site, is) => site.log.filter(({ path }) => is(path)).length;
const region = (page, name) => page.getByRole('region', { name, exact: true });
const then = (page) => region(page, 'Then and now');
const visit = (page) => region(page, 'Since your last visit');
const plain = (text) => text.replace(/[\s\u00a0]+/g, ' ').trim();
const words = async (notice) => plain(await notice.innerText());
const stored = (page) => page.evaluate(() => Object.fromEntries(Object.keys(localStorage).sort().map((key) => [key, localStorage.getItem(key)])));
const value = async (page, key) => JSON.parse((await stored(page))[key] ?? 'null')?.value;
const LOUD = [/Failed to load resource/];

/** The version that the list of changes below names, and the order of then. */
const THEN = '20261101-0001';
const star = (n) => `${n} stars`;
const CHANGES = [
  {
    date: '2026-11-22',
    from: [THEN],
    what: ['Durations are counted to 22 Nov 2026 now; before, to 1 Nov 2026.'],
    facts: [
      { technology: 'django', field: 'metrics.github-stars', before: star('88,000'), after: star('88,588') },
      { technology: 'django', field: 'lifecycle.latest', before: '5.1 of 7 Aug 2024', after: '5.2 of 2 Apr 2025', why: 'It was read late.' },
      { technology: 'koa', field: 'capabilities.orm', after: 'community: <b>Prisma</b>' },
      { technology: 'rails', field: 'licence', before: 'MIT' },
    ],
  },
  { date: '2026-10-01', from: ['20260901-0002'], facts: [{ technology: 'django', field: 'metrics.github-stars', before: star('87,000'), after: star('88,000') }] },
  { date: '2026-09-01', what: ['First version.'] },
];

/** Serves the whole catalogue with other changes, or as `change` makes it. */
const served = (change = (whole) => ({ ...whole, changes: CHANGES })) => (path, request, response, file) => {
  if (!isDetails(path)) return false;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(change(JSON.parse(file.body))));
  return true;
};
const fault = served();

const digest = (all) => all.map(({ id, score }) => `${id}~${score}`).join('.');
/** The first three of the list, with their tenths, as the page would name them in a link. */
async function first(page, open, query = '') {
  await open(query);
  const names = Object.fromEntries((await rows(page)).map(({ id, name }) => [id, name]));
  const noted = JSON.stringify(await page.evaluate(() => history.state)).match(/&s=([a-z0-9.~-]+)/)[1];
  return noted.split('.').map((entry) => {
    const [id, score] = entry.split('~');
    return { id, name: names[id], score: Number(score) };
  });
}
const points = (score) => (score / 10).toFixed(1);
const version = (page) => page.locator('.foot').innerText().then((text) => text.match(/version (\S+?)\./)[1]);

// ---- links ----

check('a link of this catalogue is silent, and needs no details', { fault }, async (test) => {
  const { page, open, site } = test;
  await open();
  await page.locator('.weight input[type=range]').first().press('ArrowRight');
  await holds(() => assert.match(page.url(), /[?&]d=.*&s=/));
  const other = await visitor(test);
  const before = asked(site, isDetails);
  await other.open(page.url());
  await region(other.page, 'Shared comparison').waitFor();
  await other.page.waitForTimeout(500);
  assert.equal(await then(other.page).count(), 0);
  assert.equal(asked(site, isDetails), before);
});

check('an older link says who was first then and now, and which facts have changed', { at: 'both', fault, timeout: 60_000 }, async ({ page, open, ready }) => {
  const now = await first(page, open);
  // Then the second led by far.
  const was = [{ ...now[1], score: now[0].score + 13 }, now[0], now[2]];
  const link = `?v=1&d=${THEN}&c=django.koa&s=${digest(was)}`;
  await open(link);
  await then(page).waitFor();
  const says = await words(then(page));
  assert.match(says, /^Facts have changed since this was shared\./);
  const effect = `When this was shared, with the catalogue of 1 Nov 2026, ${now[1].name} was first with ${points(was[0].score)}; now it is second with ${points(now[1].score)}, behind ${now[0].name} (${points(now[0].score)}).`;
  assert.ok(says.includes(effect), `${says}\n${effect}`);
  assert.ok(says.includes(`${now[0].name} was second with ${points(now[0].score)}; now it is first, still with ${points(now[0].score)}.`), says);
  assert.match(says, /4 facts have changed since: 3 about technologies compared here/);
  assert.match(says, /Durations are counted to 22 Nov 2026 now/);
  assert.doesNotMatch(says, /not listed|altered|own/);
  await holds(async () => assert.equal(await page.locator('body > [role="status"], [role="status"].unseen').first().textContent(), 'Facts have changed since this was shared.'));

  const fold = then(page).locator('details');
  assert.equal(await fold.evaluate((details) => details.open), false);
  await fold.locator('summary').click();
  const cells = (name) => then(page).getByRole('table', { name }).locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())));
  const places = await cells('The first then and now');
  assert.deepEqual(places[0], [now[1].name, `1st with ${points(was[0].score)}`, `2nd with ${points(now[1].score)}`]);
  const facts = await cells('Facts that have changed');
  assert.equal(facts.length, 4);
  assert.ok(facts[0][0].startsWith('Django') && facts[0][0].includes('compared'), facts[0]);
  assert.deepEqual(facts[0].slice(1), ['GitHub stars', '88,000 stars', '88,588 stars']);
  assert.deepEqual(facts[1].slice(1), ['Newest release', '5.1 of 7 Aug 2024', '5.2 of 2 Apr 2025 It was read late.']);
  assert.ok(facts.some(([name, , before, after]) => name.startsWith('Koa') && before === 'unknown' && after === 'community: <b>Prisma</b>'), 'what a file says is text, never markup');
  assert.ok(facts.some(([name, , before, after]) => name.startsWith('Ruby on Rails') && before === 'MIT' && after === 'unknown'));
  await axe(page);

  // As long as the address is that of the link, it is said again.
  await page.reload();
  await ready();
  await then(page).getByRole('button', { name: 'Dismiss' }).click();
  await then(page).waitFor({ state: 'detached' });
  // What is gone has let go of it two frames later.
  await holds(async () => assert.notEqual(await page.evaluate(() => document.activeElement.localName), 'body', 'the focus stays somewhere'));
  assert.deepEqual(Object.keys(await stored(page)), [], 'a link writes nothing');
});

check('all changes stand in the place Data, one step away', { fault }, async ({ page, open }) => {
  await open(`?v=1&d=${THEN}&c=django.koa`);
  await then(page).getByRole('button', { name: 'See all changes' }).click();
  await page.getByRole('heading', { level: 1, name: 'Data and method' }).waitFor();
  await holds(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'data-changes'));
  assert.equal(await then(page).count(), 0);
  const part = page.locator('.sheet-part').filter({ has: page.locator('#data-changes') });
  assert.deepEqual(await part.locator('h3').allInnerTexts(), ['22 Nov 2026', '1 Oct 2026', '1 Sep 2026']);
  await part.locator('summary', { hasText: '4 facts have changed' }).click();
  assert.match(plain(await part.getByRole('table').first().innerText()), /Django.*Newest release.*5\.1 of 7 Aug 2024.*5\.2 of 2 Apr 2025 It was read late\./);
  await part.locator('summary', { hasText: '1 fact has changed' }).waitFor();
  // What is scrolled half out of sight looks too small; sizes are looked at from the top.
  await axe(page, { rules: { 'target-size': { enabled: false } } });
});

/** Links, what is served for them, and what they are told. */
const TOLD = {
  'of a catalogue two changes ago counts a fact once': [
    ({ now }) => `?v=1&d=20260901-0002&s=${digest(now)}`,
    fault,
    /4 facts have changed since.*87,000 stars.*88,588 stars/,
    /88,000 stars/,
  ],
  'with no effect says that the order is as it was': [
    ({ now }) => `?v=1&d=${THEN}&s=${digest(now)}`,
    fault,
    ({ now }) => new RegExp(`The first three are as they were: ${now.map(({ name, score }) => `${name} \\(${points(score)}\\)`).join('(, | and )')}\\. 4 facts have changed since`),
    /When this was shared/,
  ],
  'with the same order says which scores are others': [
    ({ now }) => `?v=1&d=${THEN}&s=${digest([{ ...now[0], score: now[0].score + 9 }, now[1], now[2]])}`,
    fault,
    ({ now }) => new RegExp(`The first three are the same, with other scores: ${now[0].name} \\(${points(now[0].score)}, then ${points(now[0].score + 9)}\\)`),
  ],
  'of this very catalogue with other scores says that the sender counted more than a link carries': [
    ({ now, ours }) => `?v=1&d=${ours}&s=${digest([{ ...now[0], score: now[0].score - 40 }, now[1], now[2]])}`,
    fault,
    /^The scores are not those that were shared\..*The catalogue is the same, so whoever shared this counted facts of their own, which a link does not carry\./,
    /have changed since/,
  ],
  'of a newer catalogue says so': [
    ({ now }) => `?v=1&d=20991231-ffff&s=${digest(now)}`,
    fault,
    /^Made with a newer catalogue than this page has\. It was made with the catalogue of 31 Dec 2099; this page has that of 22 Nov 2026\. Reload the page to get the newer one/,
    /have changed since/,
  ],
  'of a catalogue that nobody knows says so': [({ now }) => `?v=1&d=my.own&s=${digest(now)}`, fault, /^Made with a catalogue that is not known here\. It names the catalogue “my\.own”/],
  'from before the list of changes says where that begins': [() => '?v=1&d=20200101-abcd&c=rails.django', fault, /It was made with the catalogue of 1 Jan 2020; this is that of 22 Nov 2026\. At least 4 facts have changed since.*Which facts changed between 1 Jan 2020 and 1 Sep 2026 is not recorded\./, /No fact|No listed/],
  'of no change’s version is told by its date': [() => '?v=1&d=20261015-abcd&c=rails.django', fault, /4 facts have changed since: 3 about technologies compared here.*88,000 stars/, /87,000|not recorded|At least/],
  'that was altered is told with care': [({ now }) => `?v=1&k=0000&d=${THEN}&s=${digest(now)}`, fault, /The link was cut short or altered, so what it says of then may be wrong\./],
  'without a version says what it can': [({ now }) => `?v=1&s=${digest([now[1], now[0], now[2]])}`, fault, /^The scores are not those that were shared\..*The link does not say with which catalogue it was made/],
  'names who is no longer listed, and why': [
    ({ now }) => `?v=1&d=${THEN}&s=webware~900.${digest([now[0]])}.unheard-of~100`,
    served((whole) => ({ ...whole, changes: CHANGES, moved: { tombstones: { webware: 'given up in 2026.' }, aliases: {} } })),
    ({ now }) => new RegExp(`webware was first with 90\\.0; now it is no longer listed \\(given up in 2026\\), and ${now[0].name} is first with.*unheard-of was third with 10\\.0; now it is no longer listed\\.`),
  ],
  'says where the filters leave out who was first': [() => `?v=1&d=${THEN}&f=language~python&s=rails~700`, fault, /Ruby on Rails was first with 70\.0; now the filters leave it out, and \S+.* is first with/],
};

for (const [what, [link, fault, said, unsaid]] of Object.entries(TOLD)) {
  check(`a link ${what}`, { fault }, async ({ page, open }) => {
    const now = await first(page, open);
    const known = { now, ours: await version(page) };
    await open(link(known));
    await then(page).waitFor();
    // What is folded too.
    const whole = plain((await then(page).locator('p:not(.actions), td').allTextContents()).join(' '));
    assert.match(whole, typeof said === 'function' ? said(known) : said);
    if (unsaid) assert.doesNotMatch(whole, unsaid);
    assert.equal(await region(page, 'Notice').filter({ hasText: 'catalogue' }).count(), 0, 'said once');
  });
}

check('where nothing has changed since, nothing is said', { fault: served((whole) => whole) }, async ({ page, open, site }) => {
  const now = await first(page, open);
  const [date] = (await version(page)).split('-');
  await open(`?v=1&d=${date}-0000&s=${digest(now)}`);
  await holds(() => assert.equal(asked(site, isDetails), 1));
  await page.waitForTimeout(500);
  assert.equal(await then(page).count(), 0);
});

check('what the link asked for is compared, not what is changed in it; back in mine it is gone', { fault }, async ({ page, open }) => {
  const now = await first(page, open);
  await open(`?v=1&d=${THEN}&c=django.koa&s=${digest(now)}`);
  await then(page).waitFor();
  const before = await words(then(page));
  await page.locator('.weight input[type=range]').first().press('Home');
  await holds(() => assert.doesNotMatch(page.url(), new RegExp(THEN)));
  assert.equal(await words(then(page)), before);
  await page.getByRole('button', { name: 'Back to mine' }).click();
  await then(page).waitFor({ state: 'detached' });
});

check('where the details do not come, it says so, and trying again tells all', { fault: (path, request, response) => isDetails(path) && Boolean(response.writeHead(500).end('no')), allow: LOUD }, async ({ page, open, site }) => {
  await open(`?v=1&d=${THEN}&c=rails.django`);
  const alert = page.locator('.notices [role="alert"]');
  await alert.waitFor();
  assert.match(await words(alert), /The server has trouble/);
  site.setFault(fault);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await then(page).waitFor();
  assert.equal(await alert.count(), 0);
});

check('it fits a narrow window, in both themes and in forced colours', { fault, timeout: 60_000 }, async (test) => {
  for (const settings of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
    const { page, open, context } = await visitor(test, { viewport: { width: 320, height: 640 }, ...settings });
    await open(`?v=1&d=${THEN}&c=django.koa&s=rails~900`);
    await then(page).locator('summary').click();
    await then(page).getByRole('table').first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scroll');
    for (const button of await then(page).getByRole('button').all()) assert.ok((await button.boundingBox()).height >= 24);
    await axe(page);
    await context.close();
  }
});

// ---- the last visit ----

const record = (value) => JSON.stringify({ clock: 1, tab: 1, value });
/** What somebody has saved who was last here with the catalogue of then. */
const saved = (mine, seen = THEN) => ({
  'groundwork:meta': '{"format":1}',
  'groundwork:seen': record(seen),
  'groundwork:item:django': record({ position: 1, note: '' }),
  ...(mine ? { 'groundwork:mine': record(mine) } : {}),
});
async function plant(page, site, texts) {
  await page.route(`${site.url}blank`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' }));
  await page.goto(`${site.url}blank`);
  await page.evaluate((texts) => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)), texts);
}

check('looking alone leaves nothing; with the first edit the page notes which catalogue was seen', {}, async ({ page, open, ready }) => {
  await open();
  const ours = await version(page);
  await page.locator('.weight summary').first().click();
  await page.reload();
  await ready();
  assert.deepEqual(await stored(page), {});
  await page.getByRole('button', { name: /^Put on the shortlist/ }).first().click();
  await holds(async () => assert.equal(await value(page, 'groundwork:seen'), ours));
  assert.equal(await visit(page).count(), 0);
});

check('after an update the page tells once what concerns the shortlist', { at: 'both', fault, timeout: 60_000 }, async ({ page, open, site, ready }) => {
  await plant(page, site, saved());
  await open();
  await visit(page).waitFor();
  const says = await words(visit(page));
  assert.match(says, /^The catalogue was updated since you were last here\. When you were last here it was the catalogue of 1 Nov 2026; this is that of 22 Nov 2026\. 4 facts have changed since: 2 about your shortlist\./);
  await visit(page).locator('summary').click();
  assert.match(plain(await visit(page).getByRole('table').innerText()), /Django on your shortlist|Django among the first, on your shortlist/);
  await axe(page);
  const ours = await version(page);
  assert.equal(await value(page, 'groundwork:seen'), THEN, 'not yet told');
  await visit(page).getByRole('button', { name: 'Dismiss' }).press('Enter');
  await visit(page).waitFor({ state: 'detached' });
  assert.equal(await value(page, 'groundwork:seen'), ours);
  assert.equal(await value(page, 'groundwork:mine'), undefined, 'what was not there is not made up');
  await page.reload();
  await ready();
  await page.waitForTimeout(500);
  assert.equal(await visit(page).count(), 0);
});

check('it says what the update did to one’s own order', { fault }, async ({ page, open, site }) => {
  const now = await first(page, open);
  const was = [{ ...now[1], score: now[0].score + 13 }, now[0], now[2]];
  await plant(page, site, saved(`v=1&d=${THEN}&s=${digest(was)}`));
  await open();
  await visit(page).waitFor();
  const says = await words(visit(page));
  assert.ok(says.includes(`When you were last here, with the catalogue of 1 Nov 2026, ${now[1].name} was first with ${points(was[0].score)}; now it is second`), says);
  const ours = await version(page);
  await visit(page).getByRole('button', { name: 'See all changes' }).click();
  await page.getByRole('heading', { level: 1, name: 'Data and method' }).waitFor();
  await holds(async () => assert.match(await value(page, 'groundwork:mine'), new RegExp(`[?&]d=${ours}&.*s=${now[0].id}~${now[0].score}\\.`)));
  assert.equal(await visit(page).count(), 0);
});

check('a shared link tells of itself alone and writes nothing; back in mine the update is told', { fault }, async ({ page, open, site }) => {
  await plant(page, site, saved('v=1&c=rails'));
  const before = await stored(page);
  await open(`?v=1&d=${THEN}&c=django.koa`);
  await then(page).waitFor();
  assert.equal(await visit(page).count(), 0);
  await then(page).getByRole('button', { name: 'Dismiss' }).click();
  await then(page).waitFor({ state: 'detached' });
  assert.deepEqual(await stored(page), before);
  await page.getByRole('button', { name: 'Back to mine' }).click();
  await visit(page).waitFor();
});

check('an update without a change of a fact is not worth a word', { fault: served((whole) => ({ ...whole, changes: CHANGES.slice(-1) })) }, async ({ page, open, site }) => {
  await plant(page, site, saved());
  await open();
  const ours = await version(page);
  await holds(async () => assert.equal(await value(page, 'groundwork:seen'), ours));
  assert.equal(await visit(page).count(), 0);
});

check('a page older than what was seen says so, and forgets nothing', { fault }, async ({ page, open, site }) => {
  await plant(page, site, saved(undefined, '20991231-ffff'));
  await open();
  await visit(page).waitFor();
  assert.match(await words(visit(page)), /^You have seen a newer catalogue than this page has\..*Reload the page to get the newer one/);
  await visit(page).getByRole('button', { name: 'Dismiss' }).click();
  await visit(page).waitFor({ state: 'detached' });
  assert.equal(await value(page, 'groundwork:seen'), '20991231-ffff');
});

check('what is told in one tab is told in all', { fault }, async ({ page, context, open, site, ready }) => {
  await plant(page, site, saved());
  await open();
  await visit(page).waitFor();
  const other = await context.newPage();
  await other.goto(site.url);
  await visit(other).waitFor();
  await visit(other).getByRole('button', { name: 'Dismiss' }).click();
  await visit(page).waitFor({ state: 'detached' });
  await ready();
});
