// Promises of "Explore", by pointer: a ranking that follows what the user says,
// says why, and never does more than it was told. What is expected is worked out
// from the catalogue or from what the page itself says, never written down here.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, complete, holds, rows } from './page.mjs';

const DATA = join(import.meta.dirname, '../../src/catalogue/data');
const read = (name) => JSON.parse(readFileSync(join(DATA, name), 'utf8'));
const technologies = readdirSync(join(DATA, 'technologies')).map((file) => read(`technologies/${file}`));
const { criteria, criteria_groups: groups, presets, defaults } = read('criteria.json');
const { capabilities } = read('capabilities.json');
const { guide } = read('guide.json');
const lists = read('lists.json').lists ?? read('lists.json');
const MAIN = 'Ranked technologies';
const OPEN = 'Too little known to rank';
const RUNTIMES = 'Runtimes';

const label = (list, id) => list.find((entry) => entry.id === id).label;
const name = (id) => technologies.find((t) => t.id === id).name;
const names = (list) => list.map((row) => row.name);
const sorted = (list) => [...list].sort();
const scores = (list) => Object.fromEntries(list.map((row) => [row.name, [row.points, row.upto]]));
/** Of an ordered list, those that are in another, in the order of the first. */
const among = (list, others) => list.filter((item) => others.includes(item));
const isRuntime = (t) => lists.kinds.find((kind) => kind.id === t.kind.value).league === 'runtimes';

// ---- the controls beside the list ----

const side = (page) => page.locator('.side');
const slider = (page, criterion) => side(page).getByRole('slider', { name: `${criterion}, how much it matters, 0 to 10`, exact: true });
const box = (page, criterion) => side(page).getByRole('textbox', { name: `${criterion}, exactly`, exact: true });

async function weigh(page, criterion, text) {
  await box(page, criterion).fill(text);
  await box(page, criterion).press('Tab');
}

/** What the boxes say, by criterion. */
const weights = (page) =>
  side(page)
    .locator('.weight')
    .evaluateAll((all) => Object.fromEntries(all.map((w) => [w.querySelector('summary').textContent.trim(), w.querySelector('.exact').value])));

const shares = (page) =>
  side(page)
    .locator('.weight')
    .evaluateAll((all) => Object.fromEntries(all.map((w) => [w.querySelector('summary').textContent.trim(), parseInt(w.querySelector('.share').textContent, 10)])));

/** A set of weights of the catalogue as the boxes say it. */
const said = (points) => Object.fromEntries(criteria.map((k) => [k.label, String(points[k.id] ?? 0)]));

/** Opens a folded part of the panel. */
async function fold(page, title) {
  const found = side(page)
    .locator('details.fold')
    .filter({ has: page.locator('summary', { hasText: new RegExp(`^\\s*${title}\\s*\\d*\\s*$`) }) });
  if (!(await found.evaluate((details) => details.open))) await found.locator('summary').click();
  return found;
}

async function toggleFacet(page, facet, choice) {
  await (await fold(page, facet)).getByRole('checkbox', { name: choice, exact: true }).click();
}

/** The choices of a facet with their counts. */
async function choices(page, facet) {
  const found = await (await fold(page, facet)).locator('.choices li').evaluateAll((all) =>
    all.map((li) => [li.querySelector('.check span').textContent.trim(), Number(li.querySelector('.count').textContent.replace(/\D/g, ''))]),
  );
  return Object.fromEntries(found);
}

const groupOf = (capability) => {
  const { capability_groups: all } = read('capabilities.json');
  return label(all, capability.group);
};

async function toggleMust(page, capability) {
  await (await fold(page, groupOf(capability))).getByRole('checkbox', { name: capability.label, exact: true }).click();
}

const search = (page) => page.getByRole('searchbox', { name: 'Search technologies' });

/** The excluded, as the page lists them. */
async function excluded(page) {
  const details = page.locator('details.excluded');
  if (await details.isHidden()) return [];
  if (!(await details.evaluate((d) => d.open))) await details.locator('summary').click();
  return details.locator('.out').evaluateAll((all) =>
    all.map((out) => ({
      name: out.querySelector('.name').textContent.trim(),
      reasons: [...out.querySelectorAll('ul li')].map((li) => li.textContent.trim()),
      relax: [...out.querySelectorAll(':scope > button:not(.name)')].map((b) => b.textContent.trim()),
    })),
  );
}

// ---- the list ----

check('shows every technology of the catalogue once, the ten of the article among them', async ({ page, open }) => {
  await open();
  const all = await rows(page);
  assert.deepEqual(sorted(names(all)), sorted(technologies.map((t) => t.name)));
  const ten = ['Ruby on Rails', 'Laravel', 'CakePHP', 'Django', 'Spring Boot', 'Node.js', 'NestJS', 'Express', 'Flask', 'Meteor'];
  assert.deepEqual(among(ten, names(all)), ten);
  assert.match(await page.locator('.summary').textContent(), new RegExp(`^${all.length} technologies\\b`));
});

check('ranks in falling points, from 1 on, and names the first', async ({ page, open }) => {
  await open();
  for (const list of [MAIN, RUNTIMES]) {
    const ranked = (await rows(page, list)).filter((row) => row.rank !== '?');
    assert.ok(ranked.length > 0, `${list} is empty`);
    ranked.forEach((row, n) => {
      const before = ranked[n - 1];
      assert.ok(!before || before.points >= row.points, `${row.name} has more points than ${before?.name} above it`);
      assert.ok(Number(row.rank) === n + 1 || row.rank === before?.rank, `${row.name} has rank ${row.rank} at place ${n + 1}`);
      if (row.best) assert.ok(row.best <= Number(row.rank) && Number(row.rank) <= row.worst, `${row.name}: rank ${row.rank} is outside ${row.best}–${row.worst}`);
      assert.ok(row.upto >= row.points);
    });
  }
  const [first] = await rows(page, MAIN);
  assert.ok((await page.locator('.summary').textContent()).endsWith(`First: ${first.name}.`));
});

/** The parts of each row's bar in order, and where what is open ends. */
const bars = (page) =>
  page.locator('ol.rows > .row').evaluateAll((all) =>
    all.filter((row) => row.checkVisibility()).map((row) => {
      const blocks = (path) => [...path.getAttribute('d').matchAll(/M(\d+) 0H(\d+)/g)].map(([, from, to]) => ({ from: +from, to: +to, group: +path.className.baseVal.slice(1) }));
      const parts = [...row.querySelectorAll('.score-bar path[class^=g]')].flatMap(blocks).sort((a, b) => a.from - b.from);
      const [open] = blocks(row.querySelector('.score-bar .open'));
      return { name: row.querySelector('.name').textContent.trim(), points: parseInt(row.querySelector('.points b').textContent, 10), upto: parseInt(row.querySelector('.points small').textContent.slice(3), 10) || null, parts, open };
    }),
  );

check('a bar is its contributions end to end, as long as the points say', async ({ page, open }) => {
  await open();
  for (const bar of await bars(page)) {
    assert.ok(bar.parts.length > 1, `${bar.name} has ${bar.parts.length} contributions`);
    assert.ok(bar.parts[0].from <= 1, `${bar.name} begins at ${bar.parts[0].from}`);
    bar.parts.slice(1).forEach((part, n) => {
      const gap = part.from - bar.parts[n].to;
      assert.ok(gap >= 0 && gap <= 3, `${bar.name}: ${gap} between two contributions`);
    });
    // A unit of the bar is a tenth of a point, and the list rounds to points.
    const end = bar.parts.at(-1).to + 3;
    assert.ok(Math.abs(end - bar.points * 10) <= 8, `${bar.name}: a bar of ${end} for ${bar.points} points`);
    if (bar.open) assert.ok(Math.abs(bar.open.to - (bar.upto ?? bar.points) * 10) <= 5, `${bar.name}: open to ${bar.open.to}, said to ${bar.upto}`);
    else assert.equal(bar.upto, null);
  }
});

check('where one criterion alone counts, every bar has its hue and no other', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const criterion = criteria.find((k) => k.from.type === 'capabilities');
  for (const k of criteria) await weigh(page, k.label, k === criterion ? '10' : '0');
  const hue = groups.findIndex((g) => g.id === criterion.group);
  await holds(async () => {
    const drawn = await bars(page);
    assert.ok(drawn.some((bar) => bar.parts.length > 0));
    for (const bar of drawn) assert.ok(bar.parts.length <= 1 && bar.parts.every((part) => part.group === hue), JSON.stringify(bar));
  });
  assert.deepEqual(await page.locator('.legend span').allTextContents(), [groups[hue].label]);
  assert.equal((await shares(page))[criterion.label], 100);
});

// ---- weights ----

check('a slider under the pointer changes points and order while it moves', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const before = await rows(page, MAIN);
  let reordered = false;
  for (const k of criteria.filter((k) => !['languages', 'rating'].includes(k.from.type))) {
    const range = slider(page, k.label);
    await range.scrollIntoViewIfNeeded();
    const at = await range.boundingBox();
    const value = Number(await range.inputValue());
    const y = at.y + at.height / 2;
    await page.mouse.move(at.x + 8 + (at.width - 16) * (value / 10), y);
    await page.mouse.down();
    await page.mouse.move(at.x + at.width - 2, y, { steps: 4 });
    // Still held: the list is already there.
    await holds(async () => {
      assert.equal(await range.inputValue(), '10');
      assert.equal(await box(page, k.label).inputValue(), '10');
      assert.notDeepEqual(scores(await rows(page, MAIN)), scores(before));
    });
    const now = await rows(page, MAIN);
    reordered = !among(names(before), names(now)).every((n, at) => n === among(names(now), names(before))[at]);
    await page.mouse.up();
    if (reordered) break;
    await side(page).getByRole('button', { name: 'Reset', exact: true }).click();
    await holds(async () => assert.deepEqual(await rows(page, MAIN), before));
  }
  assert.ok(reordered, 'no criterion alone changes the order');
  const now = (await rows(page, MAIN)).map((row) => row.points);
  assert.deepEqual(now, now.toSorted((a, b) => b - a), 'the new order falls too');
});

check('a number and its slider say the same, and all shares make a whole', async ({ page, open }) => {
  await open();
  await weigh(page, criteria[0].label, '7.5');
  await holds(async () => assert.equal(await slider(page, criteria[0].label).inputValue(), '7.5'));
  await slider(page, criteria[1].label).fill('4');
  await holds(async () => assert.equal(await box(page, criteria[1].label).inputValue(), '4'));
  const list = await shares(page);
  const counting = criteria.filter((k) => !['languages', 'rating'].includes(k.from.type));
  const sum = counting.map((k) => list[k.label]).reduce((a, b) => a + b);
  assert.ok(Math.abs(sum - 100) <= counting.length / 2, `the shares add up to ${sum} %`);
  assert.ok(Math.abs(list[criteria[0].label] / list[criteria[1].label] - 7.5 / 4) < 0.2);
});

check('a preset sets all weights, shows its name, and Reset leads back', async ({ page, open }) => {
  await open();
  const preset = page.locator('.side').getByRole('combobox', { name: 'Preset' });
  const reset = side(page).getByRole('button', { name: 'Reset', exact: true });
  const before = await rows(page);
  assert.deepEqual(await weights(page), said(presets.find((p) => p.id === defaults?.preset)?.weights ?? presets[0].weights));
  assert.ok(await reset.isHidden(), 'nothing to reset yet');
  for (const p of presets.slice(1)) {
    await preset.selectOption({ label: p.label });
    await holds(async () => assert.deepEqual(await weights(page), said(p.weights)));
    assert.equal(await preset.locator('option:checked').textContent(), p.label);
    assert.notDeepEqual(scores(await rows(page)), scores(before));
  }
  await weigh(page, criteria[0].label, '0.25');
  await holds(async () => assert.equal(await preset.locator('option:checked').textContent(), 'your own'));
  await reset.click();
  await holds(async () => assert.deepEqual(await rows(page), before));
  assert.ok(await reset.isHidden());
  assert.equal(await preset.locator('option:checked').textContent(), presets[0].label);
});

check('a weight typed with a comma counts', async ({ page, open }) => {
  await open();
  await weigh(page, criteria[0].label, '7,5');
  await holds(async () => assert.equal(await slider(page, criteria[0].label).inputValue(), '7.5'));
  assert.equal(await box(page, criteria[0].label).inputValue(), '7.5');
});

check('what is no weight is said to eye and ear, and changes nothing', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const [before, list] = [await weights(page), await rows(page)];
  for (const text of ['abc', '', '-3', '1e1', 'NaN', '0x5']) {
    await weigh(page, criteria[0].label, text);
    const sentence = page.getByText(/number from 0 to 10/);
    await holds(async () => assert.ok(await sentence.count(), `"${text}" is taken without a word`));
    const told = await sentence.evaluateAll((all) => all.map((e) => ({ seen: !e.closest('.unseen'), heard: !!e.closest('[aria-live], [role=status], [role=alert]') })));
    assert.ok(told.some((t) => t.seen), `of "${text}" nothing is to be seen`);
    assert.ok(told.some((t) => t.heard), `of "${text}" nothing is to be heard`);
    assert.deepEqual(await rows(page), list, `"${text}" changed the list`);
    await weigh(page, criteria[0].label, before[criteria[0].label]);
  }
});

check('a box into which no weight was typed shows the weight that counts again', async ({ page, open }) => {
  await open();
  const before = await weights(page);
  await weigh(page, criteria[0].label, 'abc');
  await holds(async () => assert.deepEqual(await weights(page), before));
});

check('a weight above ten is ten', async ({ page, open }) => {
  await open();
  await weigh(page, criteria[0].label, '99');
  await holds(async () => assert.equal(await box(page, criteria[0].label).inputValue(), '10'));
  await holds(async () => assert.equal(await slider(page, criteria[0].label).inputValue(), '10'));
});

check('with all weights at 0 every criterion counts alike, and it is said', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const notice = side(page).getByText('All weights are 0', { exact: false });
  for (const k of criteria) await weigh(page, k.label, '0');
  await notice.waitFor();
  const list = await shares(page);
  const counting = criteria.filter((k) => !['languages', 'rating'].includes(k.from.type)).map((k) => list[k.label]);
  assert.ok(counting[0] > 0);
  assert.deepEqual(new Set(counting), new Set([Math.round(100 / counting.length)]));
  assert.ok((await rows(page, MAIN)).some((row) => row.points > 0));
  await weigh(page, criteria[0].label, '1');
  await notice.waitFor({ state: 'detached' });
  assert.equal((await shares(page))[criteria[0].label], 100);
});

// ---- must-haves and exclusions ----

const level = (t, k) => t.capabilities[k.id]?.level;
const failing = (k) => technologies.filter((t) => level(t, k) === 'none').map((t) => t.name);

check('a must-have leaves out what fails, with the reason, near misses first, and each can be brought back', { timeout: 60_000 }, async ({ page, open }) => {
  const pairs = capabilities.flatMap((a) => capabilities.map((b) => [a, b]));
  const [a, b] = pairs.find(([a, b]) => {
    const both = among(failing(a), failing(b)).length;
    return a !== b && both > 0 && both < failing(a).length && both < technologies.length;
  });
  const either = sorted(new Set([...failing(a), ...failing(b)]));
  const both = among(failing(a), failing(b));

  await open();
  const before = await rows(page);
  await toggleMust(page, a);
  await holds(async () => assert.deepEqual(sorted(names(await excluded(page))), sorted(failing(a))));
  await toggleMust(page, b);
  await holds(async () => assert.deepEqual(sorted(names(await excluded(page))), either));
  assert.equal((await rows(page)).length, technologies.length - either.length);
  assert.match(await page.locator('.summary').textContent(), new RegExp(`, ${technologies.length - either.length} match(es)?\\b`));
  assert.match(await page.locator('details.excluded summary').textContent(), new RegExp(`^\\s*${either.length} excluded and why`));

  const out = await excluded(page);
  const counts = out.map((o) => o.reasons.length);
  assert.deepEqual(counts, counts.toSorted(), 'near misses stand first');
  for (const o of out) {
    const reasons = [a, b].filter((k) => failing(k).includes(o.name)).map((k) => `${k.label}: none`);
    assert.deepEqual(sorted(o.reasons), sorted(reasons));
    if (reasons.length > 1) assert.deepEqual(o.relax, [], 'one step does not bring it back');
    else assert.deepEqual(o.relax, [`Do without ${failing(a).includes(o.name) ? a.label : b.label}: ${o.name} returns`]);
  }

  const [near] = out;
  const gone = failing(a).includes(near.name) ? a : b;
  const stays = gone === a ? b : a;
  await page.getByRole('button', { name: near.relax[0], exact: true }).click();
  await holds(async () => assert.deepEqual(sorted(names(await excluded(page))), sorted(failing(stays))));
  assert.ok(names(await rows(page)).includes(near.name), `${near.name} returned`);
  assert.ok(both.every((n) => failing(stays).includes(n)));
  await side(page).getByRole('button', { name: 'Clear all', exact: true }).click();
  await holds(async () => assert.deepEqual(await rows(page), before));
  assert.ok(await page.locator('details.excluded').isHidden());
});

check('a must-have asks for a level, and a lesser one can be accepted', async ({ page, open }) => {
  const less = ['none', 'community', 'official'];
  const fails = (k) => technologies.filter((t) => less.includes(level(t, k)));
  const capability = capabilities.find((k) => {
    const kinds = new Set(technologies.map((t) => level(t, k)));
    return kinds.has('core') && kinds.has('community') && fails(k).every((t) => level(t, k) !== 'none');
  });
  await open();
  await toggleMust(page, capability);
  const select = side(page).getByRole('combobox', { name: `What satisfies ${capability.label}`, exact: true });
  assert.equal(await select.locator('option:checked').textContent(), 'any package');
  await select.selectOption({ label: 'built in' });
  await holds(async () => assert.deepEqual(sorted(names(await excluded(page))), sorted(fails(capability).map((t) => t.name))));
  const out = await excluded(page);
  for (const o of out) {
    const t = technologies.find((t) => t.name === o.name);
    const has = level(t, capability) === 'community' ? 'a community package only' : 'an official package only';
    assert.deepEqual(o.reasons, [`${capability.label}: ${has}, must be built in`]);
  }
  const gentle = out.find((o) => o.relax[0].startsWith('Accept any package for'));
  await page.getByRole('button', { name: gentle.relax[0], exact: true }).click();
  await holds(async () => assert.equal(await select.inputValue(), 'community'));
  assert.equal((await rows(page)).length, technologies.length);
});

check('what is unknown of a must-have stays in the list, marked', async ({ page, open }) => {
  const unknown = (k) => technologies.filter((t) => level(t, k) === undefined).map((t) => t.name);
  const capability = capabilities.find((k) => unknown(k).length > 0);
  await open();
  await toggleMust(page, capability);
  await holds(async () => {
    const flagged = (await rows(page)).filter((row) => row.flag);
    assert.deepEqual(sorted(names(flagged)), sorted(unknown(capability)));
    for (const row of flagged) assert.equal(row.flag, `? unknown: ${capability.label}`);
  });
  assert.deepEqual(among(names(await excluded(page)), unknown(capability)), []);
});

// ---- facets ----

check('choices of a facet widen each other, facets narrow each other', async ({ page, open }) => {
  await open();
  const languages = await choices(page, 'Language');
  const [a, b] = Object.keys(languages).toSorted((x, y) => languages[y] - languages[x]);
  const kinds = await choices(page, 'Kind');
  const uses = (row, language) => row.meta.split(' · ')[1].split(', ').includes(language);
  const all = await rows(page);

  await toggleFacet(page, 'Language', a);
  await holds(async () => assert.deepEqual(sorted(names(await rows(page))), sorted(names(all.filter((row) => uses(row, a))))));
  assert.equal((await rows(page)).length, languages[a], 'as many as the count said');
  await toggleFacet(page, 'Language', b);
  const either = all.filter((row) => uses(row, a) || uses(row, b));
  await holds(async () => assert.deepEqual(sorted(names(await rows(page))), sorted(names(either))));

  assert.deepEqual(await choices(page, 'Language'), languages, 'counts ignore choices of their own facet');
  const narrowed = await choices(page, 'Kind');
  for (const kind of Object.keys(kinds)) {
    assert.equal(narrowed[kind], either.filter((row) => row.meta.startsWith(`${kind} · `)).length, `the count of ${kind}`);
  }
  const kind = Object.keys(narrowed).find((k) => narrowed[k] > 0 && narrowed[k] < either.length);
  await toggleFacet(page, 'Kind', kind);
  await holds(async () => assert.deepEqual(sorted(names(await rows(page))), sorted(names(either.filter((row) => row.meta.startsWith(`${kind} · `))))));
  for (const out of await excluded(page)) assert.ok(out.reasons.every((r) => /^(Kind|Language) is /.test(r)) && out.reasons.length > 0);
});

check('every technology has its place in every facet, Unknown among them where it occurs', async ({ page, open }) => {
  await open();
  const single = { Kind: (t) => t.kind, Licence: (t) => t.licence, 'Who decides': (t) => t.governance, 'Type safety': (t) => t.type_safety };
  for (const [facet, fact] of Object.entries(single)) {
    const counts = await choices(page, facet);
    const sum = Object.values(counts).reduce((a, b) => a + b);
    assert.equal(sum, technologies.length, `the counts of ${facet}`);
    const unknown = technologies.filter((t) => !fact(t)).length;
    assert.equal(counts.Unknown ?? 0, unknown, `unknown of ${facet}`);
  }
  const databases = await choices(page, 'Database');
  assert.equal(databases.Unknown ?? 0, technologies.filter((t) => !t.databases).length);
});

check('an empty result offers single steps, each of which brings what it says', { timeout: 60_000 }, async ({ page, open }) => {
  const speaks = (t, l) => t.languages.value.some((used) => used.id === l.id);
  const spoken = lists.languages.filter((l) => technologies.some((t) => speaks(t, l)));
  const pairs = (list) => list.flatMap((x) => spoken.map((l) => [x, l]));
  const [kind, a] = pairs(lists.kinds.filter((k) => technologies.some((t) => t.kind.value === k.id))).find(([k, l]) => !technologies.some((t) => t.kind.value === k.id && speaks(t, l)));
  const [capability, b] = pairs(capabilities).find(([k, l]) => technologies.every((t) => level(t, k) === 'none' || !speaks(t, l)));
  await open();
  const empty = page.locator('.empty').filter({ hasText: 'Nothing matches all of that.' });
  for (const [narrow, language] of [[() => toggleFacet(page, 'Kind', kind.label), a], [() => toggleMust(page, capability), b]]) {
    await narrow();
    await toggleFacet(page, 'Language', language.label);
    await empty.waitFor();
    assert.deepEqual(await rows(page), []);
    const steps = (await empty.getByRole('button').allTextContents()).filter((text) => /\(\d+\)$/.test(text));
    assert.ok(steps.length > 1, `only ${steps} is offered`);
    for (const step of steps) {
      await empty.getByRole('button', { name: step, exact: true }).click();
      const promised = Number(step.match(/\((\d+)\)$/)[1]);
      await holds(async () => assert.equal((await rows(page)).length, promised, step));
      assert.equal(await empty.count(), 0);
      await page.goBack();
      await empty.waitFor();
    }
    await empty.getByRole('button', { name: 'Clear all filters' }).click();
    await holds(async () => assert.equal((await rows(page)).length, technologies.length));
  }
});

check('filtering and comparing change no score and no order', async ({ page, open }) => {
  await open();
  const before = await rows(page);
  const same = async () => {
    const now = await rows(page);
    assert.ok(now.length > 1);
    for (const list of [MAIN, OPEN, RUNTIMES]) {
      const [then, left] = [before, now].map((all) => names(all.filter((row) => row.list === list)));
      assert.deepEqual(left, among(then, left), list);
    }
    const kept = Object.fromEntries(Object.entries(scores(before)).filter(([n]) => names(now).includes(n)));
    assert.deepEqual(scores(now), kept);
  };
  const languages = await choices(page, 'Language');
  const [most] = Object.keys(languages).toSorted((a, b) => languages[b] - languages[a]);
  await toggleFacet(page, 'Language', most);
  await holds(async () => assert.equal((await rows(page)).length, languages[most]));
  await same();
  const [first] = await rows(page);
  await page.getByRole('checkbox', { name: `Compare ${first.name}`, exact: true }).click();
  await page.getByRole('region', { name: 'Ticked for comparison' }).getByText(first.name).waitFor();
  await same();
  await toggleFacet(page, 'Language', most);
  await holds(async () => assert.deepEqual(await rows(page), before));
});

// ---- search ----

async function finds(page, text, expected) {
  await search(page).fill(text);
  await holds(async () => {
    const found = names(await rows(page));
    for (const n of expected) assert.ok(found.includes(n), `"${text}" finds ${found.join(', ')}, not ${n}`);
    assert.ok(found.length < technologies.length, `"${text}" hides nothing`);
  });
}

check('search forgives a slip and knows other names, features and users', async ({ page, open }) => {
  await open();
  await finds(page, 'sprng', ['Spring Boot']);
  await finds(page, 'nodejs', ['Node.js']);
  const capability = capabilities.find((k) => /^\w+$/.test(k.label) && failing(k).length > 0);
  const brings = technologies.filter((t) => level(t, capability) && level(t, capability) !== 'none');
  await finds(page, capability.label.toLowerCase(), brings.map((t) => t.name));
  const known = technologies.find((t) => t.users?.value.length);
  await finds(page, known.users.value[0], [known.name]);
});

check('search hides rows and renumbers none', async ({ page, open }) => {
  await open();
  const before = await rows(page);
  const last = before.filter((row) => row.list === MAIN).at(-1);
  await search(page).fill(last.name);
  await holds(async () => assert.ok((await rows(page, MAIN)).length < before.length));
  for (const row of await rows(page)) assert.deepEqual(row, before.find((b) => b.id === row.id));
  assert.ok(names(await rows(page, MAIN)).includes(last.name));
  await search(page).fill('');
  await holds(async () => assert.deepEqual(await rows(page), before));
});

check('where nothing is found it is said, and one button clears the search', async ({ page, open }) => {
  await open();
  await search(page).fill('qqzzxxqq');
  const nothing = page.locator('.empty').filter({ hasText: 'Nothing found.' });
  await nothing.waitFor();
  assert.deepEqual(await rows(page), []);
  await nothing.getByRole('button', { name: 'Clear the search' }).click();
  await nothing.waitFor({ state: 'detached' });
  assert.equal(await search(page).inputValue(), '');
  assert.equal((await rows(page)).length, technologies.length);
});

check('what is found and left out by a filter is said, not shown as an empty list', async ({ page, open }) => {
  await open();
  const [a] = await rows(page, MAIN);
  const language = a.meta.split(' · ')[1].split(', ');
  const other = Object.keys(await choices(page, 'Language')).find((l) => !language.includes(l));
  await toggleFacet(page, 'Language', other);
  await search(page).fill(a.name);
  await holds(async () => assert.deepEqual(names(await rows(page)), [], `${a.name} finds others too: the test needs another name`));
  await page.locator('.list .empty').getByText('left out by your filters').waitFor();
});

check('Enter opens what the search found best, and nothing where it found nothing', async ({ page, open }) => {
  await open();
  await search(page).fill('qqzzxxqq');
  await page.getByText('Nothing found.').waitFor();
  await search(page).press('Enter');
  // A further step of the page has been drawn, so an opened sheet would be too.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.locator('h1').textContent(), 'Choose a backend technology you can defend');
  await search(page).fill('sprng');
  await holds(async () => assert.ok(names(await rows(page)).includes('Spring Boot')));
  await search(page).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Spring Boot' }).waitFor();
});

check('Escape clears the search', async ({ page, open }) => {
  await open();
  const before = await rows(page);
  await search(page).fill('python');
  await holds(async () => assert.ok((await rows(page)).length < before.length));
  await search(page).press('Escape');
  await holds(async () => assert.deepEqual(await rows(page), before));
  assert.equal(await search(page).inputValue(), '');
});

check('typing a search on a sheet leads to the list', async ({ page, open }) => {
  await open();
  const [first] = await rows(page, MAIN);
  await page.getByRole('button', { name: first.name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: first.name }).waitFor();
  await search(page).click();
  await page.keyboard.type('flask');
  await holds(async () => assert.ok(names(await rows(page)).includes('Flask')));
  assert.equal(await search(page).inputValue(), 'flask');
});

// ---- what is not known ----

check('the list says what unknown facts count for, and does so', async ({ page, open }) => {
  await open();
  const policy = page.getByRole('combobox', { name: 'Unknown facts count' });
  const worst = await rows(page);
  const gaps = worst.filter((row) => row.upto > row.points + 3);
  assert.ok(gaps.length > 0, 'nothing is unknown');
  const now = async () => Object.fromEntries((await rows(page)).map((row) => [row.name, row]));
  await policy.selectOption({ label: 'in the middle' });
  await holds(async () => {
    const middle = await now();
    for (const row of gaps) assert.ok(Math.abs(middle[row.name].points - (row.points + row.upto) / 2) <= 1, `${row.name}: ${middle[row.name].points} between ${row.points} and ${row.upto}`);
  });
  await policy.selectOption({ label: 'like their peers' });
  await holds(async () => {
    const peers = await now();
    for (const row of worst) assert.ok(peers[row.name].points >= row.points && peers[row.name].points <= row.upto);
    assert.notDeepEqual(scores(Object.values(peers)), scores(worst));
  });
  // What is possible stays the same, whatever is shown.
  assert.deepEqual(Object.fromEntries((await rows(page)).map((row) => [row.name, row.upto])), Object.fromEntries(worst.map((row) => [row.name, row.upto])));
  await policy.selectOption({ label: 'as worst, until known' });
  await holds(async () => assert.deepEqual(await rows(page), worst));
});

check('those of whom too little is known stand apart, with the range that they could take', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  // All on the figure that is known of the fewest: then it is all or nothing.
  const has = (t, k) => t.metrics[k.from.id] !== undefined;
  const metrics = criteria.filter((k) => k.from.type === 'metric');
  const frameworks = technologies.filter((t) => !isRuntime(t));
  const [fewest] = metrics.toSorted((a, b) => frameworks.filter((t) => has(t, a)).length - frameworks.filter((t) => has(t, b)).length);
  const open_ = frameworks.filter((t) => !has(t, fewest));
  assert.ok(open_.length > 0, 'everything is known of everyone');
  for (const k of criteria) await weigh(page, k.label, k === fewest ? '10' : '0');
  await holds(async () => assert.deepEqual(sorted(names(await rows(page, OPEN))), sorted(open_.map((t) => t.name))));
  await page.getByRole('heading', { level: 2, name: OPEN }).waitFor();
  await holds(async () => {
    const ranked = await rows(page, MAIN);
    assert.deepEqual(sorted(names(ranked)), sorted(frameworks.filter((t) => has(t, fewest)).map((t) => t.name)));
    for (const row of await rows(page, OPEN)) {
      assert.equal(row.rank, '?');
      assert.ok(row.upto - row.points > 25, `${row.name}: ${row.points} to ${row.upto}`);
      assert.equal(row.best, 1, `${row.name} could be first`);
      assert.equal(row.worst, ranked.length + 1, `${row.name} could be last`);
    }
  });
});

check('runtimes are ranked apart', async ({ page, open }) => {
  await open();
  const runtimes = technologies.filter(isRuntime).map((t) => t.name);
  assert.deepEqual(sorted(names(await rows(page, RUNTIMES))), sorted(runtimes));
  const others = (await rows(page)).filter((row) => row.list !== RUNTIMES);
  assert.deepEqual(among(names(others), runtimes), []);
  await page.getByRole('heading', { level: 2, name: RUNTIMES }).waitFor();
});

// ---- the guide and what is the user's own ----

const guideDialog = (page) => page.getByRole('dialog', { name: 'What are you building?' });

check('answers of the guide set weights and must-haves that show, and taking them back restores', async ({ page, open }) => {
  await open();
  const [before, list] = [await weights(page), await rows(page)];
  await page.getByRole('button', { name: 'Not sure? Eight questions help.' }).click();
  const dialog = guideDialog(page);
  await dialog.waitFor();
  await complete(page);
  assert.equal(await dialog.locator('.question').count(), guide.length);
  assert.equal(guide.length, 8, 'as many as the button says');
  const moved = dialog.getByRole('region', { name: 'What your answers set' });
  assert.match(await moved.textContent(), /Nothing set yet/);

  const given = [];
  const question = (q) => dialog.getByRole('group', { name: q.ask });
  const one = guide.find((q) => q.answers && !q.several);
  const many = guide.find((q) => q.several);
  const give = async (q, answer) => {
    await question(q).getByLabel(answer.label, { exact: true }).click();
    given.push(answer);
  };
  const advised = () => Object.fromEntries(criteria.map((k) => {
    const sum = Number(said(presets[0].weights)[k.label]) + given.reduce((all, a) => all + (a.weights?.[k.id] ?? 0), 0);
    return [k.label, String(Math.min(10, Math.max(0, sum)))];
  }));
  await give(one, one.answers[0]);
  await holds(async () => assert.deepEqual(await weights(page), advised()));
  // A second answer to one question takes the place of the first.
  given.pop();
  await give(one, one.answers[1]);
  await holds(async () => assert.deepEqual(await weights(page), advised()));
  const asking = many.answers.filter((a) => Object.keys(a.must ?? {}).length).slice(0, 2);
  for (const answer of asking) await give(many, answer);
  await holds(async () => assert.deepEqual(await weights(page), advised()));

  const musts = [...new Set(asking.flatMap((a) => Object.keys(a.must)))].map((id) => label(capabilities, id));
  const words = await moved.textContent();
  for (const must of musts) assert.ok(words.includes(must), `${must} is not named: ${words}`);
  for (const k of criteria.filter((k) => advised()[k.label] !== before[k.label])) {
    assert.ok(words.includes(`${k.label} ${before[k.label]} → ${advised()[k.label]}`), `${k.label} is not named: ${words}`);
  }
  const ticked = () => side(page).locator('.must').evaluateAll((all) => all.filter((li) => li.querySelector('input').checked).map((li) => li.querySelector('span').textContent.trim()));
  assert.deepEqual(sorted(await ticked()), sorted(musts));

  await question(one).getByRole('button', { name: 'No answer' }).click();
  given.shift();
  await holds(async () => assert.deepEqual(await weights(page), advised()));
  assert.equal(await question(one).getByRole('radio', { checked: true }).count(), 0);
  await dialog.getByRole('button', { name: 'Take all answers back' }).click();
  await holds(async () => assert.deepEqual(await weights(page), before));
  assert.deepEqual(await ticked(), []);
  assert.equal(await dialog.locator('input:checked').count(), 0);
  await dialog.getByRole('button', { name: 'Show the ranking' }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.deepEqual(await rows(page), list);
});

check('every answer of the guide moves something that shows', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  await page.getByRole('button', { name: 'Guide', exact: true }).click();
  const dialog = guideDialog(page);
  const moved = dialog.getByRole('region', { name: 'What your answers set' });
  for (const q of guide.filter((q) => q.answers)) {
    for (const answer of q.answers) {
      await dialog.getByRole('group', { name: q.ask }).getByLabel(answer.label, { exact: true }).click();
      await holds(async () => assert.match(await moved.textContent(), /^(Weights|Must have): /, `${q.ask} ${answer.label}`));
      await dialog.getByRole('button', { name: 'Take all answers back' }).click();
      await holds(async () => assert.match(await moved.textContent(), /Nothing set yet/));
    }
  }
});

check('a language counts once the team rates it, and no longer when it takes that back', async ({ page, open }) => {
  await open();
  const criterion = criteria.find((k) => k.from.type === 'languages');
  const before = await rows(page);
  const part = side(page).locator('.weight').filter({ has: page.locator('summary', { hasText: criterion.label }) });
  assert.ok(await part.getByText('Counts once you rate a language.').isVisible());
  assert.equal((await shares(page))[criterion.label], 0);
  const [first] = before;
  const language = first.meta.split(' · ')[1].split(', ')[0];
  const rating = side(page).getByRole('combobox', { name: `Your team's ${language}, 0 to 5`, exact: true });
  assert.equal(await rating.locator('option[value="0"]').textContent(), '0 · nobody');
  await rating.selectOption({ label: '5 · daily' });
  await holds(async () => assert.ok((await shares(page))[criterion.label] > 0));
  assert.ok(await part.getByText('Counts once you rate a language.').isHidden());
  const after = await rows(page);
  const points = (list, n) => list.find((row) => row.name === n).points;
  for (const row of after) {
    const uses = row.meta.split(' · ')[1].split(', ').includes(language);
    const [then, now] = [points(before, row.name), row.points];
    assert.ok(uses ? now >= then : now <= then, `${row.name} went from ${then} to ${now}`);
  }
  await rating.selectOption({ label: 'not rated' });
  await holds(async () => assert.deepEqual(await rows(page), before));
});

// ---- the shortlist ----

const shelf = (page) => page.getByRole('dialog', { name: 'Shortlist' });
const opener = (page) => page.locator('.bar').getByRole('button', { name: /Shortlist/ });
const kept = (page) => complete(page).then(() => shelf(page).locator('.kept .name').allTextContents());

async function star(page, n) {
  await page.getByRole('button', { name: `Put on the shortlist: ${n}`, exact: true }).click();
  await page.getByRole('button', { name: `Take off the shortlist: ${n}`, exact: true }).waitFor();
}

check('stars keep technologies in their order, with a note each', async ({ page, open }) => {
  await open();
  const three = names(await rows(page, MAIN)).slice(0, 3).reverse();
  for (const n of three) await star(page, n);
  assert.match(await opener(page).textContent(), /3/);
  await opener(page).click();
  assert.deepEqual(await kept(page), three);
  const points = scores(await rows(page));
  for (const n of three) assert.ok((await shelf(page).locator('.kept').filter({ hasText: n }).locator('.meta').textContent()).includes(String(points[n][0])));
  const note = shelf(page).getByRole('textbox', { name: `Your note on ${three[0]}`, exact: true });
  await note.fill('First, because.\n<b>& "so"</b>');
  await note.press('Tab');
  await shelf(page).getByRole('button', { name: 'Undo: Note changed' }).waitFor();
  await shelf(page).getByRole('button', { name: 'Close' }).click();
  await opener(page).click();
  assert.equal(await note.inputValue(), 'First, because.\n<b>& "so"</b>');
});

check('buttons order the shortlist, and stop at its ends', async ({ page, open }) => {
  await open();
  const [a, b, c] = names(await rows(page, MAIN));
  for (const n of [a, b, c]) await star(page, n);
  await opener(page).click();
  await shelf(page).getByRole('button', { name: `Move up: ${c}`, exact: true }).click();
  await holds(async () => assert.deepEqual(await kept(page), [a, c, b]));
  await shelf(page).getByRole('button', { name: `Move down: ${a}`, exact: true }).click();
  await holds(async () => assert.deepEqual(await kept(page), [c, a, b]));
  const ends = [`Move up: ${c}`, `Move down: ${b}`].map((n) => shelf(page).getByRole('button', { name: n, exact: true }));
  for (const end of ends) {
    const idle = await end.evaluate((button) => button.disabled || button.getAttribute('aria-disabled') === 'true');
    assert.ok(idle, 'a button at the end says that it does nothing');
  }
});

check('what is taken off the shortlist comes back by Undo, note and place too', async ({ page, open }) => {
  await open();
  const [a, b, c] = names(await rows(page, MAIN));
  for (const n of [a, b, c]) await star(page, n);
  await opener(page).click();
  const note = shelf(page).getByRole('textbox', { name: `Your note on ${b}`, exact: true });
  await note.fill('keep me');
  await note.press('Tab');
  await shelf(page).getByRole('button', { name: `Take off the shortlist: ${b}`, exact: true }).click();
  await holds(async () => assert.deepEqual(await kept(page), [a, c]));
  await shelf(page).getByRole('button', { name: `Undo: Taken off the shortlist: ${b}`, exact: true }).click();
  await holds(async () => assert.deepEqual(await kept(page), [a, b, c]));
  assert.equal(await note.inputValue(), 'keep me');
  await shelf(page).getByRole('button', { name: 'Close' }).click();

  // The star of the row does the same, and the offer stands on the page.
  await page.getByRole('button', { name: `Take off the shortlist: ${a}`, exact: true }).click();
  const offer = page.getByRole('region', { name: 'Undo' });
  await offer.getByText(`Taken off the shortlist: ${a}`).waitFor();
  await offer.getByRole('button', { name: 'Undo', exact: true }).click();
  await offer.waitFor({ state: 'hidden' });
  await opener(page).click();
  assert.deepEqual(await kept(page), [a, b, c]);
});

check('"Compare these" puts the shortlist side by side, in its order', async ({ page, open }) => {
  await open();
  const picked = names(await rows(page, MAIN)).slice(0, 3).reverse();
  await star(page, picked[0]);
  await opener(page).click();
  const these = shelf(page).getByRole('button', { name: 'Compare these' });
  assert.ok(await these.isHidden(), 'one alone cannot be compared');
  await shelf(page).getByRole('button', { name: 'Close' }).click();
  for (const n of picked.slice(1)) await star(page, n);
  await opener(page).click();
  await these.click();
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
  await shelf(page).waitFor({ state: 'hidden' });
  await complete(page);
  assert.deepEqual(await page.locator('.compared thead .name').allTextContents(), picked);
});

check('ticks stand in the tray, lead to the comparison and are cleared', async ({ page, open }) => {
  await open();
  const [a, b] = names(await rows(page, MAIN));
  const tray = page.getByRole('region', { name: 'Ticked for comparison' });
  assert.equal(await tray.count(), 0, 'no tray without a tick');
  await page.getByRole('checkbox', { name: `Compare ${a}`, exact: true }).click();
  await tray.getByText('Compare (1)').waitFor();
  assert.ok(await tray.getByRole('button', { name: 'Tick one more' }).isDisabled());
  await page.getByRole('checkbox', { name: `Compare ${b}`, exact: true }).click();
  await tray.getByText(`${a} · ${b}`).waitFor();
  await tray.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
  await complete(page);
  assert.deepEqual(await page.locator('.compared thead .name').allTextContents(), [a, b]);
  await page.locator('.bar').getByRole('button', { name: 'Explore' }).click();
  await tray.getByRole('button', { name: 'Clear' }).click();
  await tray.waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.row input:checked').count(), 0);
});

check('at most eight can be ticked, and the others say so by being out of reach', async ({ page, open }) => {
  await open();
  const all = names(await rows(page));
  assert.ok(all.length > 8);
  for (const n of all.slice(0, 8)) await page.getByRole('checkbox', { name: `Compare ${n}`, exact: true }).click();
  await page.getByText('Compare (8)').waitFor();
  for (const n of all.slice(8)) assert.ok(await page.getByRole('checkbox', { name: `Compare ${n}`, exact: true }).isDisabled());
  await page.getByRole('checkbox', { name: `Compare ${all[0]}`, exact: true }).click();
  await holds(async () => assert.ok(await page.getByRole('checkbox', { name: `Compare ${all[8]}`, exact: true }).isEnabled()));
});
