// Promises of the place "Decide": one short sentence that says how sure the order is, how far
// each weight may go before another leads, how often each comes first whatever the
// weights, and what it takes to overtake; all of it to try, to use and to take back.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { axe, check, complete, DIST, holds, rows, visitor } from './page.mjs';

const PLACE = '?v=1&view=decide';
const MAIN = 'Ranked technologies';
const KEYS = ['rps', 'tail', 'use', 'vis', 'sat', 'age', 'sup', 'new', 'data', 'sec', 'api', 'live', 'ops', 'prod', 'type', 'team', 'own'];
/** Weights of these criteria, of no other. */
const only = (of) => `&w=${KEYS.map((key) => `${key}${of[key] ?? 0}`).join('.')}`;

const part = (page, name) => page.getByRole('region', { name, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const says = (page) => page.locator('.decide-says').textContent();
/** What is told besides: what turns it, how often each comes first, what is missing. */
const facts = async (page) => (await page.locator('.decide-because li').allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
const address = (page) => new URL(page.url()).searchParams;
const catalogue = () => JSON.parse(readFileSync(join(DIST, readdirSync(DIST).find((name) => /^catalogue-.*\.json$/.test(name))), 'utf8'));
/** Waits until the address has followed, which it does a quarter of a second late. */
const settled = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 260)));
/** Waits until the place is there and what is drawn by lot is of the present weights. */
const drawn = async (page) => {
  await page.locator('.decide h1').waitFor();
  await page.locator('.decide-heat, .decide .empty').first().waitFor({ timeout: 60_000 });
  await page.waitForSelector('main :is([aria-busy="true"], .later)', { state: 'detached', timeout: 60_000 });
};
/** Goes to the place by a link. */
async function reach({ page, site }, query = PLACE) {
  await page.goto(site.url + query);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await drawn(page);
}
const goes = async (page, place) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();
  if (place === 'Decide') await drawn(page);
  else await complete(page);
};
const openAll = (page) => page.locator('main details').evaluateAll((all) => all.forEach((details) => (details.open = true)));

/** Whom the list marks as tied, in its order. */
const ties = (page) =>
  page.locator('.row .tie').evaluateAll((all) => all.filter((e) => e.checkVisibility() && e.textContent.trim()).map((e) => e.closest('.row').querySelector('.name').textContent.trim()));
const sentence = (names) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
/** As the page names many: at most four, else three and how many others. */
const named = (names) => sentence(names.length <= 4 ? names : [...names.slice(0, 3), `${names.length - 3} others`]);
/** Who is named in such words, without the others. */
const unnamed = (text) => text.split(/, | and /).filter((name) => !/^\d+ others?$/.test(name));

/** The lines of the weights. Shares and ends of the bar in tenths of a hundredth. */
const lines = (page) =>
  page.locator('.decide-line').evaluateAll((all) =>
    all.map((line) => {
      const number = (selector, name) => Number(line.querySelector(selector).getAttribute(name));
      const low = number('.stays', 'x');
      return {
        name: line.querySelector('span').textContent.trim(),
        slider: line.querySelectorAll('input[type="range"]').length,
        label: line.querySelector('input').getAttribute('aria-label'),
        at: Number(line.querySelector('input').value),
        share: Number(line.querySelector('.now').getAttribute('d').match(/^M([\d.]+) /)[1]),
        low,
        high: low + number('.stays', 'width'),
        says: line.querySelector('small').textContent.replaceAll('\u00a0', ' '),
      };
    }),
  );
const slider = (page, name) => page.getByRole('slider', { name: `Try another share of ${name}`, exact: true });
const trial = async (page) => (await page.locator('.decide-trial [role="status"]').textContent()).replaceAll('\u00a0', ' ');
/** Tries a share, in thousandths; gives what is said of it. */
async function attempt(page, name, share) {
  await slider(page, name).fill(String(share));
  await holds(async () => assert.match(await trial(page), new RegExp(`^With ${name} at `)));
  return trial(page);
}
/** Words such as "5.7 %" in thousandths, with how exact they are. */
const words = (text) => ({ share: Math.round(Number.parseFloat(text) * 10), within: /\./.test(text) ? 0.6 : 5.1 });

/** The table of ranks, all of it: the numbers as they stand there. */
const ranks = async (page) => {
  await drawn(page);
  // The others are drawn when they are folded out.
  const others = page.locator('.decide-drawn details');
  if (await others.count()) {
    await others.evaluate((details) => (details.open = true));
    await page.locator('.decide-heat').nth(1).waitFor();
  }
  return page.locator('.decide-heat tbody tr').evaluateAll((all) =>
    all.map((row) => {
      const cells = [...row.cells].map((cell) => cell.textContent.trim());
      // Ranks and all later ones; then who is first by each kind of draw.
      return { name: cells[0], shares: cells.slice(1, -4), firsts: cells.slice(-4, -1), suits: cells.at(-1) };
    }),
  );
};
const counts = async (page) => (await ranks(page)).map(({ name, shares, firsts }) => [name, ...shares, ...firsts].join(' '));
/** Between what the number of a cell can stand. */
const span = (cell) => (cell === '' ? [0, 0] : cell === '<1' ? [0, 0.5] : [Math.max(Number(cell) - 0.5, 0), Number(cell) + 0.5]);
const sums = (cells) => cells.map(span).reduce(([a, b], [low, high]) => [a + low, b + high], [0, 0]);
const progress = async (page) => (await page.locator('.decide-progress').innerText()).replaceAll('\u00a0', ' ');
function addsUp(table) {
  assert.ok(table.length > 10);
  for (const { name, shares } of table) {
    for (const cell of shares) assert.match(cell, /^(\d{1,2}|100|<1|)$/, name);
    const [low, high] = sums(shares);
    assert.ok(low <= 100 && high >= 100, `${name} takes one rank in each weighting: ${shares}`);
  }
  const [low, high] = sums(table.map(({ shares }) => shares[0]));
  assert.ok(low <= 100 && high >= 100, 'one is first in each weighting');
}

// ---- the place ----

check('the place is a button away and a link of its own', { at: 'both', timeout: 90_000 }, async (test) => {
  const { page, open } = test;
  await open();
  await goes(page, 'Decide');
  await heading(page, 'Decide').waitFor();
  assert.match(await page.title(), /^Decide: .+ first · Groundwork$/);
  assert.equal(address(page).get('view'), 'decide');
  assert.match(await page.locator('nav.places [aria-current]').innerText(), /^Decide$/);
  const told = await says(page);
  await page.goBack();
  await page.locator('.rows').first().waitFor();
  assert.notEqual(address(page).get('view'), 'decide');
  await reach(test);
  assert.match(await page.title(), /^Decide: .+ first · Groundwork$/);
  assert.equal(await says(page), told, 'by a link as by the button');
});

// ---- the sentence and the list ----

const STANDS = { 'as the page starts': '', 'all on built-in data and security': only({ data: 500, sec: 500 }), 'Ruby alone': '&f=language~ruby', 'speed and reach': only({ rps: 500, tail: 500, vis: 500 }), 'unknown in the middle': '&u=middle' };
for (const [what, query] of Object.entries(STANDS)) {
  check(`the sentence names the first of the list and whom the list calls a tie: ${what}`, { timeout: 90_000 }, async (test) => {
    const { page, open } = test;
    await open(`?v=1${query}`);
    const [first] = await rows(page, MAIN);
    const tied = await ties(page);
    await reach(test, PLACE + query);
    const told = (await says(page)).replaceAll('\u00a0', ' ');
    assert.ok(told.startsWith(first.name), told);
    assert.match(told, /\.$/);
    assert.equal(/as good as tied|are level/.test(told), tied.length > 0, told);
    const unsaid = tied.filter((name) => !told.includes(name)).length;
    if (unsaid > 0) assert.ok(tied.length > 5 && told.includes(`and ${unsaid} others`), `${tied}: ${told}`);
    assert.ok(told.length < 200 && !told.includes(';'), `one short sentence: ${told}`);
    // Three facts besides, the counts of which are those of the table.
    const besides = await facts(page);
    assert.equal(besides.length, 3, besides.join('\n'));
    const table = await ranks(page);
    const counted = besides[1].split('. ')[0];
    const shares = [...counted.matchAll(/(less than |more than )?([\d.]+) % of (all weightings|those in your order of importance|those near yours)/g)];
    const mine = table.find(({ name }) => name === first.name).firsts;
    assert.equal(shares.length, mine.length, counted);
    for (const [at, [, about, number]] of shares.entries()) {
      const often = about === 'more than ' ? { share: 995, within: 5.1 } : words(number);
      const [low, high] = span(mine[at]);
      assert.ok(often.share + often.within >= low * 10 && often.share - often.within <= high * 10, `${counted}: ${mine[at]}`);
    }
    // Whoever comes first clearly more often is named, whatever kind of draw that is of.
    for (const at of mine.keys()) {
      const [, most] = span(mine[at]);
      for (const { name, firsts } of table) if (span(firsts[at])[0] > most + 2 && firsts[at] === String(Math.max(...table.map((row) => Number(row.firsts[at]) || 0)))) assert.ok(besides[1].includes(`${name} comes first more often: `), `${name}: ${besides[1]}`);
    }
  });
}

check('copying takes the very sentence, and a link to what it is about', { timeout: 60_000 }, async (test) => {
  const { page, site, context } = test;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await reach(test);
  const told = await says(page);
  await button(page, 'Copy the sentence with its link').click();
  await page.getByText('Sentence and link copied').waitFor();
  const [copied, link] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  assert.equal(copied, told);
  assert.equal(new URL(link).searchParams.get('view'), 'decide');
});

check('where the clipboard is missing the page says so', { timeout: 60_000, init: () => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }) }, async (test) => {
  const { page } = test;
  await reach(test);
  await button(page, 'Copy the sentence with its link').click();
  await page.getByText('This browser lets no page write to the clipboard', { exact: true }).waitFor();
});

check('the list marks exactly those whom its line calls tied', { timeout: 60_000 }, async ({ page, open }) => {
  let many = 0;
  for (const query of Object.values(STANDS)) {
    await open(`?v=1${query}`);
    const tied = await ties(page);
    const [first] = await rows(page, MAIN);
    const line = (await page.locator('.sure').innerText()).replace(/\s*How sure is this\?$/, '');
    assert.ok(line.startsWith(tied.length ? `As good as tied: ${named(tied)}.` : `${first.name} is first by more than a tie.`), `${query}: ${line}`);
    if (tied.length) assert.equal(tied[0], first.name, query);
    many += tied.length > 1;
  }
  assert.ok(many > 1, 'some are tied');
});

for (const [what, query] of [['throughput alone', only({ rps: 1000 })], ['productivity alone', only({ prod: 1000 })], ['visibility and maturity', only({ vis: 500, age: 500 })]]) {
  check(`where nobody is within a tie the line says so, and no row is marked: ${what}`, { timeout: 60_000 }, async (test) => {
    const { page, open } = test;
    await open(`?v=1${query}`);
    const [first] = await rows(page, MAIN);
    assert.match(await page.locator('.sure').innerText(), /^[^:]+ is first by more than a tie\./);
    assert.ok((await page.locator('.sure').innerText()).startsWith(first.name));
    assert.deepEqual(await ties(page), []);
    await button(page, 'How sure is this?').click();
    await drawn(page);
    await heading(page, 'Decide').waitFor();
    assert.match(await says(page), new RegExp(`^${first.name.replaceAll('.', '\\.')} \\([\\d.]+\\) is first, .* ahead of `));
    assert.match((await facts(page))[0], /^(Of single weights, |.* stays first however )/);
    await page.goBack();
    await page.locator('.sure').waitFor();
  });
}

check('with runtimes alone it is decided between them', { timeout: 60_000 }, async (test) => {
  const { page, open } = test;
  await open('?v=1&f=kind~runtime');
  assert.ok(!(await page.locator('.sure').isVisible()));
  const [first] = await rows(page, 'Runtimes');
  await goes(page, 'Decide');
  assert.ok((await says(page)).startsWith(first.name));
});

// ---- weights ----

check('every criterion that counts has a line with a slider, and the shares are those of the weights', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const all = await lines(page);
  const { criteria } = catalogue();
  // Whoever has rated nothing asks of no rating.
  assert.deepEqual(all.map(({ name }) => name).sort(), criteria.filter((k) => !['languages', 'rating'].includes(k.from.type)).map((k) => k.label).sort());
  const room = ({ share, low, high }) => Math.min(low > 0.6 ? share - low : 1000, high < 999.4 ? high - share : 1000);
  for (const [at, line] of all.entries()) if (at > 0) assert.ok(room(line) >= room(all[at - 1]) - 2, `${line.name}: the least change that is enough stands first`);
  for (const line of all) {
    assert.equal(line.slider, 1);
    assert.equal(line.label, `Try another share of ${line.name}`);
    assert.match(line.says, /^Now (\d|less)[^;]*%; .*\.$/);
    assert.ok(line.low <= line.share + 0.5 && line.share <= line.high + 0.5, `${line.name}: the bar holds the mark`);
  }
  await button(page, 'What matters').click();
  const weights = await page.locator('dialog[open] input.exact').evaluateAll((inputs) => inputs.map((input) => [input.getAttribute('aria-label').replace(', exactly', ''), Number(input.value)]));
  const counting = weights.filter(([name]) => all.some((line) => line.name === name));
  const sum = counting.reduce((a, [, weight]) => a + weight, 0);
  for (const [name, weight] of counting) assert.ok(Math.abs(all.find((line) => line.name === name).share - (weight / sum) * 1000) <= 0.6, name);
});

check('beyond the bound that is named the one leads who is named, within it the first', { timeout: 180_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const [first] = (await says(page)).split(' (');
  let ends = 0;
  for (const line of await lines(page)) {
    // By half points, as the slider steps.
    const comes = async (share, who) => {
      const told = await attempt(page, line.name, share);
      assert.ok(told.includes(` ${who} comes first, then `), `${line.name} at ${share}: ${line.says} ${told}`);
      if (share < 995) assert.equal(Number(told.match(/ at ([\d.]+) % of the whole/)[1]), share / 10, told);
    };
    const below = line.says.match(/below ([\d.]+ %) (.+?) leads/);
    const above = line.says.match(/above ([\d.]+ %) (.+?) leads/);
    // The bar's ends are a place and a width, each rounded by itself.
    for (const [named, drawn] of [[below, line.low], [above, line.high]]) {
      if (named) assert.ok(Math.abs(words(named[1]).share - drawn) <= words(named[1]).within + 1, `${line.says} ${drawn}`);
    }
    if (!below) assert.equal(line.low, 0, line.says);
    if (!above) assert.equal(line.high, 1000, line.says);
    const low = Math.ceil((line.low + 0.6) / 5) * 5;
    const high = Math.floor((line.high - 0.6) / 5) * 5;
    if (low <= high) {
      await comes(low, first);
      await comes(high, first);
    }
    if (below && line.low > 0.6) await comes(Math.floor((line.low - 0.6) / 5) * 5, below[2]);
    if (above && line.high < 999) await comes(Math.ceil((line.high + 0.6) / 5) * 5, above[2]);
    ends += Boolean(below) + Boolean(above);
  }
  assert.ok(ends > 5, `${ends} ends`);
});

check('what is tried can be left, and nothing has changed', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const url = page.url();
  const before = [await lines(page), await says(page), await counts(page)];
  const leave = button(page, 'Leave it');
  assert.ok(!(await leave.isVisible()));
  const idle = await trial(page);
  await attempt(page, 'Visibility', 400);
  assert.equal((await lines(page)).find(({ name }) => name === 'Visibility').at, 400);
  // Another criterion takes its place: one is tried at a time.
  await attempt(page, 'Data', 300);
  await holds(async () => assert.equal((await lines(page)).find(({ name }) => name === 'Visibility').at, before[0].find(({ name }) => name === 'Visibility').at));
  await settled(page);
  assert.equal(page.url(), url, 'trying leaves the address alone');
  await leave.click();
  await leave.waitFor({ state: 'hidden' });
  await holds(async () => assert.equal(await trial(page), idle));
  await settled(page);
  assert.equal(page.url(), url);
  assert.deepEqual([await lines(page), await says(page), await counts(page)], before);
  await holds(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent), 'How far each weight may go'));
});

check('what is tried can be used: the weights follow, the others keep their proportions, and Back undoes it', { timeout: 90_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const before = await lines(page);
  const told = await says(page);
  const weights = address(page).get('w');
  for (const [name, share] of [['Visibility', 225], ['Satisfaction', 300], ['Throughput', 5]]) {
    const now = await lines(page);
    const w = address(page).get('w');
    const leads = (await attempt(page, name, share)).match(/\) (.+) comes first/)[1];
    await button(page, 'Use this weight').click();
    await holds(async () => assert.notEqual(address(page).get('w'), w));
    await holds(async () => assert.ok((await says(page)).startsWith(`${leads} `), 'who was said to come first does'));
    const then = await lines(page);
    assert.ok(Math.abs(then.find((line) => line.name === name).share - share) <= 2, name);
    const kept = now.filter((line) => line.name !== name);
    const [was, is] = [now, then].map((all) => 1000 - all.find((line) => line.name === name).share);
    for (const line of kept) {
      const at = then.find((other) => other.name === line.name).share;
      assert.ok(Math.abs(at - (line.share * is) / was) <= 2, `${line.name}: ${line.share} became ${at}`);
    }
    assert.ok(!(await button(page, 'Use this weight').isVisible()), 'nothing is tried any more');
  }
  await drawn(page);
  for (let n = 0; n < 3; n += 1) await page.goBack();
  await holds(async () => assert.equal(address(page).get('w'), weights));
  await heading(page, 'Decide').waitFor();
  await drawn(page);
  assert.deepEqual(await lines(page), before);
  assert.equal(await says(page), told);
});

// ---- overtaking ----

/** The totals of two, in tenths of a point, with the weights of the address. */
async function totals({ page, open }, names, ids) {
  const params = address(page);
  for (const key of ['k', 's']) params.delete(key);
  params.set('view', 'compare');
  params.set('c', names.map((name) => ids.get(name)).join('.'));
  await open(`?${params}`);
  await page.locator('.compared').waitFor();
  return (await page.locator('.compared thead .sum').allTextContents()).map((text) => Math.round(Number.parseFloat(text) * 10));
}

check('with the weights of a challenger it is level with the first, and with those of the nearest both are on top', { timeout: 180_000 }, async (test) => {
  const { page, open } = test;
  await open();
  const list = await rows(page, MAIN);
  const ids = new Map(list.map((row) => [row.name, row.id]));
  const first = list[0].name;
  for (const at of [0, 2, 4, 12]) {
    await reach(test);
    const overtaking = part(page, 'What it takes to draw level');
    await openAll(page);
    const item = overtaking.locator('ol > li').nth(at);
    const name = await item.locator('strong').textContent();
    assert.notEqual(name, first);
    const [, mass, rises, falls] = (await item.textContent()).replaceAll('\u00a0', ' ').match(/: ([\d.]+) % of the weight, if (.+? rises from .+? %) and (\D+ falls from .+ %)\./);
    // What is given is what is taken, and that is what is said.
    for (const side of [rises, falls]) {
      const moves = [...side.matchAll(/([\d.]+) % to (?:less than )?([\d.]+) %/g)].map(([, from, to]) => Math.abs(to - from));
      const moved = moves.reduce((a, b) => a + b, 0);
      assert.ok(moves.length > 0 && Math.abs(moved - Number(mass)) <= 1.1 * moves.length, `${name}: ${mass} % is ${side}`);
    }
    const before = page.url();
    await item.getByRole('button', { name: /^Use / }).click();
    await holds(() => assert.notEqual(page.url(), before));
    await settled(page);
    const [a, b] = await totals(test, [first, name], ids);
    assert.ok(Math.abs(a - b) <= 1, `${first} has ${a / 10}, ${name} ${b / 10}`);
    await goes(page, 'Explore');
    const then = (await rows(page, MAIN)).slice(0, 2);
    if (at > 0) continue;
    assert.deepEqual(then.map((row) => row.name).sort(), [first, name].sort());
    const tied = await ties(page);
    assert.ok(tied.includes(first) && tied.includes(name), tied.join());
  }
});

check('challengers stand in the order of what they need, and those within a twentieth are the ties', { timeout: 60_000 }, async (test) => {
  const { page, open } = test;
  await open();
  const tied = (await ties(page)).slice(1);
  await goes(page, 'Decide');
  await openAll(page);
  const items = await part(page, 'What it takes to draw level').locator('ol > li').evaluateAll((all) => all.map((li) => [li.querySelector('strong').textContent, Number.parseFloat(li.textContent.match(/: ([\d.]+)/)[1])]));
  assert.ok(items.length > 10);
  for (const [at, [name, mass]] of items.entries()) if (at > 0) assert.ok(mass >= items[at - 1][1], name);
  assert.deepEqual(items.filter(([, mass]) => mass <= 5).map(([name]) => name).sort(), tied.sort());
});

// ---- lots ----

check('each row of the ranks adds up to all weightings that were drawn', { timeout: 60_000 }, async (test) => {
  const { page, open } = test;
  await open();
  const all = (await rows(page, MAIN)).map((row) => row.name);
  await goes(page, 'Decide');
  assert.match(await progress(page), /^10,000 weightings of each kind drawn; by chance each share may be ± 1 % off\./);
  const table = await ranks(page);
  assert.deepEqual(table.map(({ name }) => name).sort(), [...all].sort(), 'everybody who is ranked is in it');
  addsUp(table);
  const firsts = table.map(({ shares }) => span(shares[0])[1]);
  for (const [at, first] of firsts.entries()) if (at > 0) assert.ok(first <= firsts[at - 1], 'who is first most often stands first');
  for (const { shares, suits } of table) assert.equal(suits !== '', shares[0] !== '', 'whom it suits is said of those who are ever first');
});

const lot = (page) => page.getByRole('combobox', { name: /^Show\b/ });
const held = (page) => page.getByRole('checkbox', { name: 'Leave missing facts as they count now' });

check('which weightings are shown changes the counts, is there after a reload, and anybody gets the same', { timeout: 180_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const seen = [await counts(page)];
  const change = async (on, act, before) => {
    await act(on);
    await holds(async () => assert.notDeepEqual(await counts(on), before), 30_000);
    return counts(on);
  };
  const ordered = (on) => lot(on).selectOption({ label: 'any weights in my order of importance' });
  const hold = (on) => held(on).check();
  seen.push(await change(page, ordered, seen[0]));
  assert.equal((await ranks(page))[0].shares[0], (await ranks(page))[0].firsts[1], 'the column of that kind says the same');
  addsUp(await ranks(page));
  seen.push(await change(page, hold, seen[1]));
  addsUp(await ranks(page));
  await settled(page);

  await page.reload();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await drawn(page);
  assert.equal(await lot(page).inputValue(), 'ordered');
  assert.ok(await held(page).isChecked());
  assert.deepEqual(await counts(page), seen[2]);

  const other = await visitor(test);
  await other.page.goto(test.site.url + PLACE);
  await other.page.waitForSelector('html[data-ready]', { state: 'attached' });
  assert.deepEqual(await counts(other.page), seen[0]);
  assert.deepEqual(await change(other.page, ordered, seen[0]), seen[1]);
  assert.deepEqual(await change(other.page, hold, seen[1]), seen[2]);
});

check('drawing many more shows how far it is, leaves the page free, and can be stopped', { timeout: 180_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  // Slow, so that what is done while it draws is done while it draws.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await button(page, 'Draw 100,000').click();
  await holds(async () => assert.match(await progress(page), /^[\d,]+ of 100,000 weightings drawn …/));
  const number = async () => Number((await progress(page)).match(/^[\d,]+/)[0].replaceAll(',', ''));
  assert.ok(!(await button(page, 'Draw 100,000').isVisible()));
  const from = await number();
  await holds(async () => assert.ok((await number()) > from, 'it goes on'));
  // Other controls are handled, and do not stop it.
  const theme = await page.locator('html').getAttribute('data-theme');
  await page.getByRole('button', { name: /^Theme: / }).click();
  await holds(async () => assert.notEqual(await page.locator('html').getAttribute('data-theme'), theme));
  await attempt(page, 'Visibility', 400);
  assert.match(await progress(page), /weightings drawn …/, 'it still draws');
  await button(page, 'Stop').click();
  await holds(async () => assert.match(await progress(page), /^[\d,]+ weightings of each kind drawn; by chance/));
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const stopped = await number();
  assert.ok(stopped > 10_000 && stopped < 100_000, `${stopped}`);
  addsUp(await ranks(page));
  await settled(page);
  assert.equal(await number(), stopped, 'nothing is drawn any more');
  // It goes on from there.
  await button(page, 'Draw 100,000').click();
  await holds(async () => assert.match(await progress(page), /^100,000 weightings of each kind drawn; by chance each share may be ± 0\.3 %/), 90_000);
  addsUp(await ranks(page));
  assert.equal(await button(page, 'All drawn').getAttribute('aria-disabled'), 'true', 'more is not offered');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'All drawn', 'and the focus is where it was');
});

check('another weight changes the sentence, the lines and the counts', { timeout: 90_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await lot(page).selectOption('near');
  const before = [await says(page), await lines(page), await counts(page)];
  await button(page, 'What matters').click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Maturity, exactly').fill('10');
  await dialog.getByLabel('Maturity, exactly').press('Enter');
  await holds(async () => assert.notEqual(await says(page), before[0]));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'What matters');
  const after = [await says(page), await lines(page), await counts(page)];
  for (const [at, what] of ['sentence', 'lines', 'counts'].entries()) assert.notDeepEqual(after[at], before[at], what);
  addsUp(await ranks(page));
  assert.ok(after[1].find(({ name }) => name === 'Maturity').share > before[1].find(({ name }) => name === 'Maturity').share);
  await settled(page);
  assert.match(address(page).get('w'), /\bage1000\b/);
});

// ---- nobody to choose between ----

for (const [what, filter, told] of [['one', 'language~elixir', /^Phoenix Framework is the only one left, so there is nothing to decide\.$/], ['nobody', 'language~elixir!kind~api', /^Nobody is left to choose from\.$/]]) {
  check(`with ${what} left there is nothing to decide between, and two ways out`, { timeout: 60_000 }, async (test) => {
    const { page } = test;
    await reach(test, `${PLACE}&f=${filter}`);
    assert.match(await says(page), told);
    await page.getByText('Nothing to decide between.').waitFor();
    assert.equal(await page.locator('.decide-line, .decide-heat').count(), 0);
    await button(page, 'Go to the list').click();
    await heading(page, 'Choose a backend technology you can defend').waitFor();
    await page.goBack();
    await page.getByText('Nothing to decide between.').waitFor();
    await button(page, 'Clear all filters').click();
    await page.locator('.decide-heat').first().waitFor();
    await drawn(page);
    assert.doesNotMatch(await says(page), told);
    assert.ok((await lines(page)).length > 10);
    assert.equal(address(page).get('f'), null);
  });
}

// ---- methods ----

/** The cells of a criterion in the sum of a technology's sheet. */
async function sheetRow({ page, open }, id, criterion, query = '') {
  await open(`?v=1&view=technology&t=${id}${query}`);
  return sumRow(page, criterion);
}
const sumRow = (page, criterion) =>
  page.locator('main tr', { has: page.locator('th', { hasText: new RegExp(`^\\s*${criterion}`) }) }).first().evaluate((row) => [...row.cells].map((cell) => cell.innerText.trim()));

for (const query of ['', only({ rps: 500, data: 500, live: 500 }), '&u=middle']) {
  check(`other methods give an order, or name the zero that stopped them${query && `: ${query}`}`, { timeout: 60_000 }, async (test) => {
    const { page, open } = test;
    await open(`?v=1${query}`);
    const list = (await rows(page, MAIN)).map((row) => row.name);
    await reach(test, PLACE + query);
    const table = await part(page, 'What other methods say').locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll('\u00a0', ' ').trim())));
    for (const method of ['TOPSIS', 'PROMETHEE II', 'VIKOR', 'Weighted product']) assert.equal(table.filter(([name]) => name.startsWith(method)).length, 1, method);
    assert.deepEqual(table[0].slice(1, 4), list.slice(0, 3), 'the ranking stands first');
    let zero;
    for (const [method, first, second, third, agreement] of table.slice(1)) {
      const stopped = first.match(/^No answer: (.+) of (.+) (is unknown and counts as|is worth) 0; a product with a 0 in it is 0\.$/);
      if (stopped) {
        assert.deepEqual([second, third, agreement], ['', '', 'not computed']);
        zero = stopped;
        continue;
      }
      assert.equal(new Set([first, second, third].filter((name) => list.includes(name))).size, 3, method);
      const [, word, tau] = agreement.match(/^(strong|fair|weak|the reverse) Kendall's tau (−?[\d.]+)$/);
      const number = Number(tau.replace('−', '-'));
      assert.ok(Math.abs(number) <= 1 && (number < 0) === (word === 'the reverse'), agreement);
    }
    if (!query) assert.ok(zero, 'a missing fact counts as worst, which stops a product');
    if (!zero) return;
    const { technologies } = catalogue();
    const cells = await sheetRow(test, technologies.find((t) => t.name === zero[2]).id, zero[1], query);
    assert.match(cells[2], /^0( to \d+)?$/, `${zero[0]} ${cells}`);
    assert.equal(/unknown/i.test(cells.join(' ')), zero[3] === 'is unknown and counts as', `${zero[0]} ${cells}`);
  });
}

// ---- who can be first ----

/** How good somebody is on a figure, as far as the criterion tells them apart. */
const figure = (technology, { from, value }) => {
  const x = technology.metrics[from.id].value;
  const [least, most] = [value.worst, value.best].sort((a, b) => a - b);
  const within = Math.min(Math.max(x, least), most);
  return value.best > value.worst ? within : -within;
};
for (const keys of [['rps'], ['rps', 'tail']]) {
  check(`who can never be ahead is said with by whom, and the figures bear it out: ${keys.join(' and ')}`, { timeout: 60_000 }, async (test) => {
    const { page, open } = test;
    const query = only(Object.fromEntries(keys.map((key) => [key, 500])));
    await open(`?v=1${query}`);
    const list = (await rows(page, MAIN)).map((row) => row.name);
    await reach(test, PLACE + query);
    const { technologies, criteria } = catalogue();
    const of = new Map(technologies.map((t) => [t.name, t]));
    const counting = criteria.filter((k) => keys.includes(k.key));
    const section = part(page, 'Who can come first at all');
    const table = await section.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
    const can = unnamed((await section.locator('details p').first().textContent()).replace(/\.$/, ''));
    assert.match(await section.locator('p').first().textContent(), new RegExp(`^${can.length} of ${list.length} technologies could come first: `));
    assert.deepEqual([...can, ...table.map(([name]) => name)].sort(), [...list].sort(), 'everybody can or cannot');
    assert.ok(can.includes(list[0]));
    let told = 0;
    for (const [name, why] of table) {
      const by = why.match(/^Nowhere better than (.+), and somewhere worse\.$/);
      if (!by) {
        assert.match(why, /^Nobody beats it everywhere, yet whatever the weights, somebody is above it\.$/);
        assert.ok(keys.length > 1, `${name}: of one figure somebody always has more`);
        continue;
      }
      for (const other of unnamed(by[1])) {
        const gains = counting.map((k) => figure(of.get(other), k) - figure(of.get(name), k));
        assert.ok(gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0), `${other} against ${name}: ${gains}`);
        told += 1;
      }
    }
    assert.ok(told > 20);
    // And of those who can be ahead nobody has more than one of them on everything.
    for (const name of can) {
      for (const other of list) {
        const gains = counting.map((k) => figure(of.get(other), k) - figure(of.get(name), k));
        assert.ok(!(gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0)), `${name} could, yet ${other} has more`);
      }
    }
  });
}

// ---- missing facts ----

check('what to find out first is unknown, as the sheet to which it leads says', { timeout: 90_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const section = part(page, 'What to find out first');
  const items = section.locator('ol > li');
  const told = (await items.allTextContents()).map((text) => text.replaceAll('\u00a0', ' ').match(/^(.+?) of (.+): knowing it could change who is first in ([\d.]+) % of the drawn weightings\. /));
  assert.ok(told.length > 2 && told.length <= 8);
  const shares = told.map(([, , , share]) => Number(share));
  for (const [at, share] of shares.entries()) assert.ok(share > 0 && (at === 0 || share <= shares[at - 1]));
  for (const [at, [, criterion, name]] of told.entries()) {
    await items.nth(at).getByRole('button', { name: `Sheet of ${name}`, exact: true }).click();
    await heading(page, name).waitFor();
    await complete(page);
    assert.match((await sumRow(page, criterion)).join(' '), /unknown/i, `${criterion} of ${name}`);
    await page.goBack();
    await drawn(page);
  }
});

check('with missing facts at their best for nobody, nothing is left to find out where all is known', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test, PLACE + only({ vis: 1000 }));
  assert.match(await part(page, 'What to find out first').innerText(), /Everything that counts is known of everybody who is ranked\./);
});

// ---- what varies ----

check('what the figures vary on are shares of one whole, beside the weights', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const all = await lines(page);
  const table = await part(page, 'What the figures vary on').locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  assert.deepEqual(table.map(([name]) => name).sort(), all.map(({ name }) => name).sort());
  for (const at of [1, 2, 3]) {
    const sum = table.reduce((sum, cells) => sum + Number.parseFloat(cells[at]), 0);
    assert.ok(Math.abs(sum - 100) <= table.length / 2, `column ${at}: ${sum}`);
  }
  for (const [name, weight] of table) assert.ok(Math.abs(Number.parseFloat(weight) * 10 - all.find((line) => line.name === name).share) <= 5.5, name);
});

// ---- every window ----

check('the contents lead to each part', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const names = await page.locator('.sheet-parts h2').allTextContents();
  const contents = page.getByRole('navigation', { name: 'On this page' });
  assert.deepEqual(await contents.getByRole('button').allTextContents(), names);
  for (const name of names) {
    await contents.getByRole('button', { name, exact: true }).click();
    await holds(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent), name));
  }
});

const SCREENS = [];
for (const colorScheme of ['light', 'dark']) for (const width of [320, 1280]) SCREENS.push({ colorScheme, width });
for (const { colorScheme, width } of SCREENS) {
  check(`axe finds nothing in the place (${colorScheme}, ${width})`, { context: { colorScheme, viewport: { width, height: 900 } }, timeout: 180_000 }, async (test) => {
    const { page } = test;
    await reach(test);
    await openAll(page);
    await attempt(page, 'Visibility', 400);
    await axe(page);
    await button(page, 'What matters').click();
    await page.locator('dialog[open]').waitFor();
    await axe(page);
    await reach(test, `${PLACE}&f=language~elixir`);
    await axe(page);
  });
}

for (const { colorScheme, width, forcedColors = 'none' } of [...SCREENS, { colorScheme: 'light', width: 320, forcedColors: 'active' }, { colorScheme: 'dark', width: 1280, forcedColors: 'active' }]) {
  const what = `${colorScheme}, ${width}${forcedColors === 'none' ? '' : ', forced colours'}`;
  check(`nothing is wider than the window, and bar and mark are seen (${what})`, { context: { colorScheme, forcedColors, viewport: { width, height: 900 } }, timeout: 90_000 }, async (test) => {
    const { page } = test;
    const narrow = async (state) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state}: wider than the window`);
    await reach(test);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const drawing = await page.locator('.decide-line').first().evaluate((line) => ['.whole', '.stays', '.now'].map((of) => getComputedStyle(line.querySelector(of))).map(({ fill, stroke }) => [fill, stroke]));
    for (const pair of drawing) assert.ok(pair.some((colour) => colour !== 'none' && colour !== ground), `${pair} on ${ground}`);
    assert.notDeepEqual(drawing[0], drawing[1], 'the bar is told from the line');
    await narrow('at first');
    await openAll(page);
    await attempt(page, 'Visibility', 400);
    await narrow('all open');
    await button(page, 'What matters').click();
    await page.locator('dialog[open]').waitFor();
    await narrow('with the weights');
    await reach(test, `${PLACE}&f=language~elixir`);
    await narrow('with nobody');
  });
}

// ---- never wrong on the way ----

check('while it is drawn anew no number stands under another name', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  // Of any weights, with nothing missing drawn, the counts are the same whatever the
  // weights are, as long as the same criteria count.
  const drawnToo = await counts(page);
  await held(page).check();
  await holds(async () => assert.notDeepEqual(await counts(page), drawnToo), 30_000);
  const before = await ranks(page);
  const right = new Map(before.map(({ name, shares }) => [name, shares[0]]));
  await button(page, 'What matters').click();
  const seen = await page.evaluate(async () => {
    const range = [...document.querySelectorAll('dialog[open] input[type="range"]')].find((range) => range.getAttribute('aria-label').startsWith('Visibility'));
    const says = document.querySelector('.decide-says').textContent.slice(0, 12);
    range.value = '10';
    for (const type of ['input', 'change']) range.dispatchEvent(new Event(type, { bubbles: true }));
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const seen = new Set();
    const end = performance.now() + 20_000;
    let changed = false;
    do {
      await frame();
      changed ||= document.querySelector('.decide-says').textContent.slice(0, 12) !== says;
      for (const row of document.querySelectorAll('.decide-heat tbody tr')) seen.add(JSON.stringify([...row.cells].slice(0, 2).map((cell) => cell.textContent.trim())));
    } while ((!changed || document.querySelector('main [aria-busy="true"]')) && performance.now() < end);
    return [...seen].map((pair) => JSON.parse(pair));
  });
  assert.deepEqual(seen.filter(([name, share]) => right.get(name) !== share), []);
});

check('Stop before the first draw leaves nothing that waits, and nothing of other weightings', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await page.evaluate(async () => {
    document.querySelector('.decide-lots input').click();
    await new Promise((done) => setTimeout(done, 20));
    document.querySelector('.decide-progress button').click();
  });
  await holds(async () => assert.match(await progress(page), /^Nothing was drawn\./));
  assert.equal(await page.locator('.decide-heat, main [aria-busy="true"]').count(), 0);
  await button(page, 'Draw 100,000').click();
  await page.locator('.decide-heat').first().waitFor({ timeout: 60_000 });
});

check('the sentence does not contradict the lines: who stays first whatever counts is overtaken on none that counts', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  for (const query of [only({ rps: 1000 }), only({ prod: 1000 }), only({ vis: 500, age: 500 })]) {
    await reach(test, PLACE + query);
    const [told] = await facts(page);
    if (!/however much any one of the criteria that count weighs/.test(told)) continue;
    assert.deepEqual((await lines(page)).filter((line) => line.share > 0 && / leads/.test(line.says)).map((line) => `${line.name}: ${line.says}`), [], told);
  }
});

check('those who are level are told as a list', { timeout: 60_000 }, async (test) => {
  const { page, open } = test;
  const query = only({ data: 500, sec: 500 });
  await open(`?v=1${query}`);
  const tied = await ties(page);
  await reach(test, PLACE + query);
  const told = await says(page);
  assert.ok(told.startsWith(`${sentence(tied)} are level`), told);
});
