// Promises of the comparison: two to eight side by side, only what is known is
// called best, and every difference of two totals is the sum of its reasons.
import assert from 'node:assert/strict';
import { check, holds, rows } from './page.mjs';

const tenths = (text) => Math.round(Number.parseFloat(text.replace('−', '-')) * 10);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const tick = (page, name) => page.getByRole('checkbox', { name: `Compare ${name}`, exact: true });
const tray = (page) => page.getByRole('region', { name: 'Ticked for comparison' });
const table = (page) => page.getByRole('region', { name: 'Side by side, scrolls both ways' });
const columns = (page) => page.locator('.compared thead button.name').allInnerTexts();
const status = (page) => page.locator('[role="status"]').innerText();
const active = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

/** Opens the comparison of the first so many of the list; gives their names and ids. */
async function compareFirst({ page, open }, n, more = '') {
  await open();
  const first = (await rows(page)).slice(0, n);
  assert.equal(first.length, n);
  await open(`?v=1&view=compare&c=${first.map((row) => row.id).join('.')}${more.replace('$last', first.at(-1).id)}`);
  await table(page).waitFor();
  return first;
}

/** The rows of the table as they are shown. */
const lines = (page) =>
  page.locator('.compared tbody:not(.arrange) tr:not(.group)').evaluateAll((all) =>
    all.map((row) => ({
      kind: row.className,
      name: row.querySelector('th > span').textContent,
      shown: row.checkVisibility(),
      cells: [...row.cells].slice(1).map((cell) => ({
        // What is said, apart from where it stands and what follows from it.
        said: cell.querySelector('.value, .level, .values')?.textContent.replace(/\s+/g, ' ').trim(),
        unknown: Boolean(cell.querySelector('.unknown, .level.none.value')),
        best: cell.querySelector('.best')?.textContent.trim() ?? '',
        gives: cell.querySelector('.gives')?.textContent.match(/gives (−?[\d.]+)/)?.[1],
        against: cell.querySelector('.gives')?.textContent.match(/\(([+−]?[\d.]+)\)/)?.[1] ?? cell.textContent.match(/\(([+−]?[\d.]+)\)/)?.[1],
      })),
    })),
  );

// ---- ticking ----

check('two to eight can be ticked, the ninth cannot', {}, async ({ page, open }) => {
  await open();
  const names = (await rows(page)).map((row) => row.name);
  assert.ok(names.length > 8);
  assert.ok(!(await tray(page).isVisible()));
  await tick(page, names[0]).check();
  await holds(async () => assert.match(await tray(page).innerText(), /Compare \(1\)/));
  assert.ok(await tray(page).getByRole('button', { name: 'Tick one more' }).isDisabled());
  for (const [at, name] of names.slice(1, 8).entries()) {
    await tick(page, name).check();
    await holds(async () => assert.ok((await tray(page).innerText()).includes(`Compare (${at + 2})`)));
    assert.ok(await tray(page).getByRole('button', { name: 'Compare', exact: true }).isEnabled());
  }
  assert.ok((await tray(page).innerText()).includes(names.slice(0, 8).join(' · ')));
  for (const [at, name] of names.entries()) assert.equal(await tick(page, name).isDisabled(), at >= 8, name);
  // Which gives way frees a place.
  await tick(page, names[3]).uncheck();
  await holds(async () => assert.ok(await tick(page, names[8]).isEnabled()));
  await tick(page, names[8]).check();
  await tray(page).getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
  await table(page).waitFor();
  assert.deepEqual(await columns(page), [...names.slice(0, 3), ...names.slice(4, 9)], 'in the order in which they were ticked');
  assert.ok(!(await tray(page).isVisible()));
  await holds(async () => assert.equal(await active(page), 'place'));
  assert.ok(await page.getByLabel('Add', { exact: true }).and(page.locator('select')).isDisabled(), 'eight is the most');
});

check('Clear of the tray unticks all', {}, async ({ page, open }) => {
  await open();
  const names = (await rows(page)).slice(0, 3).map((row) => row.name);
  for (const name of names) await tick(page, name).check();
  await tray(page).getByRole('button', { name: 'Clear' }).click();
  await tray(page).waitFor({ state: 'hidden' });
  for (const name of names) assert.ok(!(await tick(page, name).isChecked()));
});

check('where none is ticked, the first three are offered', {}, async ({ page, open }) => {
  await open();
  const names = (await rows(page, 'Ranked technologies')).slice(0, 3).map((row) => row.name);
  await page.locator('nav.places').getByRole('button', { name: 'Compare' }).click();
  await page.getByText('Nothing is ticked yet.').waitFor();
  assert.equal(await table(page).count(), 0);
  const offer = page.getByRole('button', { name: /^Compare the first three/ });
  for (const name of names) assert.ok((await offer.innerText()).includes(name));
  await offer.click();
  await table(page).waitFor();
  assert.deepEqual(await columns(page), names);
  await page.getByRole('group', { name: 'Comparison' }).getByRole('button', { name: 'Clear' }).click();
  await page.getByText('Nothing is ticked yet.').waitFor();
  await page.getByRole('button', { name: 'Go to the list' }).click();
  await holds(async () => assert.ok((await rows(page)).length > 0));
});

check('where one is ticked, rivals are offered', {}, async ({ page, open }) => {
  await open();
  const [first, second] = (await rows(page, 'Ranked technologies')).map((row) => row.name);
  await tick(page, first).check();
  await page.locator('nav.places').getByRole('button', { name: 'Compare' }).click();
  await page.getByText(`${first} is ticked.`).waitFor();
  assert.equal(await table(page).count(), 0);
  await page.getByRole('button', { name: `Compare with ${second}`, exact: true }).click();
  await table(page).waitFor();
  assert.deepEqual(await columns(page), [first, second]);
});

// ---- the table ----

check('heading row and first column stay in sight while the table scrolls, by keyboard too', {}, async (test) => {
  const { page } = test;
  await compareFirst(test, 8);
  const region = table(page);
  assert.equal(await region.getAttribute('tabindex'), '0');
  await region.focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowRight');
  await holds(async () => assert.ok(await region.evaluate((r) => r.scrollTop > 50 && r.scrollLeft > 10), 'the keys scroll it'));
  const where = () =>
    region.evaluate((r) => {
      const box = r.getBoundingClientRect();
      const off = (selector) => {
        const { left, top } = [...r.querySelectorAll(selector)].find((e) => e.checkVisibility()).getBoundingClientRect();
        return [Math.round(left - box.left), Math.round(top - box.top)];
      };
      const cell = document.elementFromPoint(box.left + 20, box.top + r.clientHeight / 2).closest('th');
      return { corner: off('.corner'), head: off('thead .name')[1], first: off('tr.total th')[0], under: cell?.scope, page: document.documentElement.scrollWidth <= innerWidth };
    });
  await region.evaluate((r) => r.scrollTo(0, 0));
  const before = await where();
  await region.evaluate((r) => r.scrollTo(400, 900));
  await holds(async () => assert.ok(await region.evaluate((r) => r.scrollLeft >= 300 && r.scrollTop >= 800)));
  const after = await where();
  assert.deepEqual(after.corner, before.corner);
  assert.equal(after.head, before.head, 'names stay on top');
  assert.equal(after.first, before.first, 'labels stay at the start');
  assert.equal(after.under, 'row', 'and nothing lies over them');
  assert.ok(after.page, 'the page itself does not scroll sideways');
});

check('only differences hides the rows that are alike and no other', {}, async (test) => {
  const { page } = test;
  await compareFirst(test, 3);
  const all = await lines(page);
  assert.ok(all.every((line) => line.shown));
  assert.ok(all.length > 40, `${all.length} rows`);
  const alike = (line) => line.kind !== 'total' && new Set(line.cells.map((cell) => cell.said)).size === 1;
  const expected = all.filter(alike).length;
  assert.ok(expected > 0, 'some are alike');
  const box = page.getByRole('checkbox', { name: 'Only differences' });
  const said = page.locator('.field').filter({ has: box }).locator('.hint');
  assert.match(await said.innerText(), new RegExp(`^${expected} rows? (is|are) alike$`));
  await box.check();
  await holds(async () => assert.match(await said.innerText(), /, hidden$/));
  for (const line of await lines(page)) {
    assert.equal(line.shown, !alike(line), `${line.name}: ${line.cells.map((cell) => cell.said).join(' | ')}`);
  }
  // No heading is left above nothing.
  const empty = await page.locator('.compared tbody:not(.arrange)').evaluateAll((all) =>
    all.filter((body) => body.checkVisibility() && ![...body.rows].some((row) => !row.matches('.group') && row.checkVisibility())).map((body) => body.innerText),
  );
  assert.deepEqual(empty, []);
  await box.uncheck();
  await holds(async () => assert.ok((await lines(page)).every((line) => line.shown)));
});

check('best is said in a word, of known values alone, and of those that give most', {}, async (test) => {
  const { page } = test;
  await compareFirst(test, 8);
  const all = await lines(page);
  const marked = all.filter((line) => line.cells.some((cell) => cell.best));
  assert.ok(marked.length > 5, `${marked.length} rows have a best`);
  assert.ok(all.some((line) => line.cells.some((cell) => cell.unknown)), 'something is unknown');
  for (const line of marked) {
    const known = line.cells.filter((cell) => !cell.unknown);
    for (const cell of line.cells.filter((cell) => cell.best)) {
      assert.match(cell.best, /best$/);
      assert.ok(!cell.unknown, `${line.name}: unknown is never best`);
      if (line.kind !== 'criterion' || !cell.gives) continue;
      // Tenths are rounded so that columns add up, so neighbours may be one apart.
      for (const other of known.filter((other) => other.gives)) assert.ok(tenths(cell.gives) >= tenths(other.gives) - 1, `${line.name}: ${cell.said} against ${other.said}`);
    }
    assert.ok(known.some((cell) => !cell.best), `${line.name}: all alike, none is best`);
  }
  const total = all.find((line) => line.kind === 'total');
  const best = total.cells.filter((cell) => cell.best).map((cell) => tenths(cell.said));
  assert.ok(best.length > 0 && best.every((score) => score === best[0]));
});

check('groups fold, and stay folded when something else changes', {}, async (test) => {
  const { page } = test;
  await compareFirst(test, 2);
  const group = page.locator('.compared tbody:not(.arrange)').nth(1);
  const button = group.locator('.group button');
  const name = (await button.innerText()).replace(/^\S\s*/, '');
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  await button.click();
  await holds(async () => assert.equal(await button.getAttribute('aria-expanded'), 'false'));
  const shown = () => group.locator('tr:not(.group)').evaluateAll((all) => all.filter((row) => row.checkVisibility()).length);
  assert.equal(await shown(), 0);
  await page.getByRole('button', { name: /^Move right:/ }).first().click();
  await holds(async () => assert.match(await status(page), /: 2nd of 2$/));
  assert.ok((await button.innerText()).endsWith(name));
  assert.equal(await shown(), 0);
  await button.click();
  await holds(async () => assert.ok((await shown()) > 0));
});

// ---- what adds up ----

/** Fails unless every column of the table adds up to its total; gives the totals. */
async function tableAddsUp(page, baseline = null) {
  const all = await lines(page);
  const total = all.find((line) => line.kind === 'total');
  const criteria = all.filter((line) => line.kind === 'criterion');
  const heads = await page.locator('.compared thead .sum').allTextContents();
  for (const [at, cell] of total.cells.entries()) {
    assert.equal(heads[at], cell.said, 'the head has the total');
    const gives = criteria.map((line) => line.cells[at].gives).filter(Boolean);
    assert.equal(sum(gives.map(tenths)), tenths(cell.said), `column ${at} adds up`);
    if (baseline === null || baseline === at) {
      assert.ok(!cell.against, 'nothing is measured');
      continue;
    }
    assert.equal(tenths(cell.against), tenths(cell.said) - tenths(total.cells[baseline].said), `column ${at} against the baseline`);
    const against = criteria.map((line) => line.cells[at].against).filter(Boolean);
    assert.equal(sum(against.map(tenths)), tenths(cell.against), `column ${at}: parts against the baseline`);
  }
  return total.cells.map((cell) => tenths(cell.said));
}

const why = async (page) => {
  const part = page.getByRole('region', { name: 'Why one over the other' }).first();
  return {
    verdict: await part.locator('strong').innerText(),
    parts: (await part.locator('tbody td.number').allInnerTexts()).map(tenths),
    known: await part.locator('tbody tr').evaluateAll((all) => all.map((row) => row.cells[0].innerText.trim())),
    together: tenths(await part.locator('tfoot td.number').innerText()),
    of: (await part.locator('tfoot td:not(.number):not([aria-hidden])').allInnerTexts()).map(tenths),
  };
};

for (const [what, more] of [['as the page starts', ''], ['with other weights, unknown in the middle', '&w=rps1000.sec325.age75.team0&u=middle']]) {
  check(`why one over the other adds up to the difference of the totals shown, for all pairs, ${what}`, { timeout: 60_000 }, async (test) => {
    const { page } = test;
    const first = await compareFirst(test, 4, more);
    const totals = await tableAddsUp(page);
    const part = page.getByRole('region', { name: 'Why one over the other' }).first();
    const [a, b] = ['Why', 'Over'].map((name) => part.getByRole('combobox', { name, exact: true }));
    for (const [i, one] of first.entries()) {
      for (const [j, other] of first.entries()) {
        if (i === j) continue;
        await a.selectOption({ label: one.name });
        await b.selectOption({ label: other.name });
        await holds(async () => assert.deepEqual((await part.locator('thead th').allInnerTexts()).slice(-2), [one.name, other.name]));
        const told = await why(page);
        const pair = `${one.name} over ${other.name}`;
        assert.equal(sum(told.parts), told.together, pair);
        assert.equal(told.together, totals[i] - totals[j], pair);
        assert.deepEqual(told.of, [totals[i], totals[j]], pair);
        const words = told.together === 0 ? 'have the same total' : told.together > 0 ? 'points more than' : 'points fewer than';
        assert.ok(told.verdict.includes(words), `${pair}: ${told.verdict}`);
        assert.ok(told.together === 0 || told.verdict.includes((Math.abs(told.together) / 10).toFixed(1)), told.verdict);
        assert.ok(told.parts.every((part, at) => at === 0 || Math.abs(part) <= Math.abs(told.parts[at - 1])), `${pair}: the greatest first`);
      }
    }
  });
}

check('choosing the other one swaps the two, and the reasons change their sign', {}, async (test) => {
  const { page } = test;
  const [one, other] = await compareFirst(test, 2);
  const part = page.getByRole('region', { name: 'Why one over the other' }).first();
  const before = await why(page);
  await part.getByRole('combobox', { name: 'Why', exact: true }).selectOption({ label: before.verdict.startsWith(one.name) ? other.name : one.name });
  await holds(async () => assert.equal((await why(page)).together, -before.together));
  const after = await why(page);
  assert.deepEqual([...after.of].reverse(), before.of);
  const of = ({ known, parts }) => Object.fromEntries(known.map((name, at) => [name, parts[at]]));
  assert.deepEqual(of(after), Object.fromEntries(Object.entries(of(before)).map(([name, part]) => [name, 0 - part])));
});

check('differences from a baseline are shown in every column and add up', {}, async (test) => {
  const { page } = test;
  const first = await compareFirst(test, 3, '&b=$last');
  assert.match(await page.locator('.compared thead th').nth(3).innerText(), /baseline/);
  await tableAddsUp(page, 2);
  const pick = page.getByLabel('Measure against');
  await pick.selectOption({ label: first[0].name });
  await holds(async () => assert.match(await page.locator('.compared thead th').nth(1).innerText(), /baseline/));
  await tableAddsUp(page, 0);
  assert.equal(new URL(page.url()).searchParams.get('b'), first[0].id);
  await pick.selectOption({ label: 'none' });
  await holds(async () => assert.doesNotMatch(await page.locator('.compared thead').innerText(), /baseline/));
  await tableAddsUp(page);
});

// ---- arranging ----

check('columns can be moved, removed and added, and the address follows', {}, async (test) => {
  const { page } = test;
  await test.open();
  const spare = (await rows(page))[4];
  const first = await compareFirst(test, 4, '&b=$last');
  const names = first.map((row) => row.name);
  const ids = new Map([...first, spare].map((row) => [row.name, row.id]));
  const has = (expected) =>
    holds(async () => {
      assert.deepEqual(await columns(page), expected);
      assert.equal(new URL(page.url()).searchParams.get('c'), expected.map((name) => ids.get(name)).join('.'));
      assert.deepEqual(await page.getByRole('button', { name: /^Remove / }).evaluateAll((all) => all.map((b) => b.getAttribute('aria-label').slice(7))), expected);
    });
  const [a, b, c, d] = names;
  const move = (way, name) => page.getByRole('button', { name: `Move ${way}: ${name}`, exact: true });
  await move('right', a).click();
  await has([b, a, c, d]);
  assert.equal(await status(page), `${a}: 2nd of 4`);
  await holds(async () => assert.ok(await move('right', a).evaluate((button) => button === document.activeElement), 'the focus stays on the button'));
  await move('left', d).click();
  await has([b, a, d, c]);
  // At an end nothing moves, and the button says so.
  assert.equal(await move('left', b).getAttribute('aria-disabled'), 'true');
  await move('left', b).evaluate((button) => button.click());
  await has([b, a, d, c]);
  await page.getByRole('button', { name: `Remove ${d}`, exact: true }).click();
  await has([b, a, c]);
  assert.equal(await page.getByLabel('Measure against').inputValue(), '', 'who leaves is no baseline');
  await holds(async () => assert.equal(await active(page), 'comparison'));
  await page.locator('#compare-add').selectOption({ label: spare.name });
  await page.getByRole('group', { name: 'Comparison' }).getByRole('button', { name: 'Add', exact: true }).click();
  await has([b, a, c, spare.name]);
  assert.equal(await page.locator('#compare-add option').filter({ hasText: new RegExp(`^${spare.name.replace('.', '\\.')}$`) }).count(), 0, 'nobody is offered twice');
  await tableAddsUp(page);
  for (const name of [b, a]) await page.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
  await has([c, spare.name]);
  await page.getByRole('button', { name: `Remove ${c}`, exact: true }).click();
  await page.getByText(`${spare.name} is ticked.`).waitFor();
  await holds(async () => assert.equal(await active(page), 'place'));
});

check('a name in the head opens its sheet', {}, async (test) => {
  const { page } = test;
  const [, second] = await compareFirst(test, 2);
  await page.locator('.compared thead').getByRole('button', { name: second.name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: second.name, exact: true }).waitFor();
});

// ---- the radar ----

check('the radar names at most the first four, each by a letter that stands in the drawing', {}, async (test) => {
  const { page } = test;
  const first = await compareFirst(test, 5);
  const radar = page.getByRole('region', { name: 'At a glance' });
  const legend = () => radar.getByRole('listitem').evaluateAll((all) => all.map((item) => item.textContent.replace(/\s+/g, ' ').trim()));
  const named = (names) => names.slice(0, 4).map((name, at) => `${'ABCD'[at]} ${name}`);
  const names = first.map((row) => row.name);
  assert.deepEqual(await legend(), named(names));
  assert.match(await radar.innerText(), /Only the first four fit/);
  const letters = new Set(await radar.locator('text.letter').allTextContents());
  assert.deepEqual([...letters].sort(), ['A', 'B', 'C', 'D']);
  const chart = radar.getByRole('img', { name: 'At a glance' });
  assert.match(await page.locator(`#${await chart.getAttribute('aria-describedby')}`).innerText(), /table above has every value/);
  await page.getByRole('button', { name: `Move left: ${names[4]}`, exact: true }).click();
  await holds(async () => assert.deepEqual(await legend(), named([...names.slice(0, 3), names[4], names[3]])));
  await page.getByRole('button', { name: `Remove ${names[0]}`, exact: true }).click();
  await holds(async () => assert.equal((await legend()).length, 4));
  assert.doesNotMatch(await radar.innerText(), /Only the first four fit/);
});

// ---- what cannot be compared ----

check('a runtime beside what runs on it is warned of, and no total is best', {}, async ({ page, open }) => {
  await open('?v=1&view=compare&c=express.nodejs.django');
  const care = page.getByRole('region', { name: 'Read with care' });
  assert.match(await care.innerText(), /Express runs on Node\.js/);
  assert.match(await care.innerText(), /Node\.js is a runtime, Express and Django are not.*no total is marked best/);
  const total = async () => (await lines(page)).find((line) => line.kind === 'total').cells.filter((cell) => cell.best).length;
  assert.equal(await total(), 0);
  await page.getByRole('button', { name: 'Remove Node.js', exact: true }).click();
  await care.waitFor({ state: 'detached' });
  assert.equal(await total(), 1);
});

check('one that is not listed has a column that says so, and is never best', {}, async ({ page, open }) => {
  await open('?v=1&view=compare&c=rails.long-gone.django&b=rails');
  assert.match(await page.locator('.compared thead th').nth(2).innerText(), /long-gone\s+no longer listed/);
  for (const line of await lines(page)) {
    assert.equal(line.cells[1].said, 'no longer listed', line.name);
    assert.equal(line.cells[1].best, '', line.name);
  }
  await page.getByRole('button', { name: 'Remove long-gone', exact: true }).click();
  await holds(async () => assert.equal((await columns(page)).length, 2));
});

// ---- weights ----

check('weights that are changed here change totals, reasons and address at once', {}, async (test) => {
  const { page } = test;
  await compareFirst(test, 3, '&b=$last');
  const before = [await tableAddsUp(page, 2), await why(page)];
  await page.getByRole('group', { name: 'Comparison' }).getByRole('button', { name: 'What matters' }).click();
  const dialog = page.getByRole('dialog', { name: 'What matters' });
  await dialog.waitFor();
  await dialog.getByLabel('Preset').selectOption({ index: 2 });
  const slider = dialog.getByRole('slider').first();
  await slider.fill('9.5');
  await holds(async () => assert.equal(await dialog.locator('input.exact').first().inputValue(), '9.5'));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await active(page), 'What matters', 'the focus returns');
  await holds(() => assert.match(new URL(page.url()).searchParams.get('w') ?? '', /\b[a-z]{2,4}950\b/));
  const after = [await tableAddsUp(page, 2), await why(page)];
  assert.notDeepEqual(after, before);
  assert.equal(sum(after[1].parts), after[1].together);
  // The list has the same totals.
  const [names, shown] = [await columns(page), after[0]];
  await page.locator('nav.places').getByRole('button', { name: 'Explore' }).click();
  await holds(async () => {
    const list = await rows(page);
    for (const [at, name] of names.entries()) assert.equal(list.find((row) => row.name === name).points, Math.floor((shown[at] + 5) / 10), name);
  });
});

check('every figure in the table has its source and date at hand', {}, async (test) => {
  const { page } = test;
  await compareFirst(test, 3);
  const bare = await page.locator('.compared tr:is(.criterion, .fact)').evaluateAll((all) =>
    all.flatMap((row) => {
      const label = row.querySelector('th > span').textContent;
      return [...row.cells].slice(1).flatMap((cell) => {
        if (cell.querySelector('.unknown') || cell.querySelector('.cite')) return [];
        return [`${label}: ${cell.innerText}`];
      });
    }),
  );
  // Shares of a group and what is computed from the rest have rows of their own beneath.
  assert.deepEqual(bare.filter((text) => !/: (between )?\d+\s%|^(Range|Left open): /.test(text)), []);
  for (const name of await page.locator('.compared a.cite').evaluateAll((all) => all.map((a) => a.getAttribute('aria-label')))) assert.match(name, /^Source: .+, .*\d{4}$/);
});
