// Promises of the sheet: all that is known of one technology, each value with
// source and date or called unknown, and a score whose parts add up.
import assert from 'node:assert/strict';
import { check, complete, holds, rows } from './page.mjs';

const DATE = /(?:^|[^\d])(?:(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )?(?:19|20)\d\d(?: ◷ \d+ years old)?$/;
const tenths = (text) => Math.round(Number.parseFloat(text.replace('−', '-').replace(/\u00a0?%/, '')) * 10);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const title = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const part = (page, id) => page.locator(`section[aria-labelledby="sheet-${id}"]`);
const toList = (page) => page.getByRole('button', { name: 'All technologies' }).click();

async function opens(page, name) {
  await page.locator('.row').getByRole('button', { name, exact: true }).click();
  await title(page, name).waitFor();
  await complete(page);
}

/** Opens every sheet by the way from one to the next, and looks at each. */
async function everySheet(page, look) {
  const listed = await rows(page);
  for (const list of new Set(listed.map((row) => row.list))) {
    const all = listed.filter((row) => row.list === list);
    await opens(page, all[0].name);
    for (const [at, row] of all.entries()) {
      await title(page, row.name).waitFor();
      const ways = page.getByRole('navigation', { name: 'Way through the list' });
      const [before, after] = [ways.getByRole('button', { name: /^Ranked before/ }), ways.getByRole('button', { name: /^Ranked after/ })];
      assert.deepEqual([await before.count(), await after.count()], [at > 0 ? 1 : 0, at + 1 < all.length ? 1 : 0], `${list}: ${row.name}`);
      await look(row);
      if (at > 0) assert.ok((await before.innerText()).endsWith(`‹ ${all[at - 1].name}`));
      if (at + 1 < all.length) await after.click();
    }
    await toList(page);
  }
  return listed;
}

/** The table under the score, as texts. */
const sums = (page) =>
  page.locator('table.sum').evaluate((table) => {
    const cells = (row) => ({
      name: row.querySelector('th').textContent.trim(),
      share: row.querySelector('[data-th="Share"]').textContent,
      value: row.querySelector('[data-th="Value"]').textContent,
      points: row.querySelector('[data-th="Points"] b').textContent,
    });
    return {
      blocks: [...table.tBodies].map((body) => ({
        head: body.querySelector('.block').textContent.trim(),
        rows: [...body.querySelectorAll('tr:not(.block)')].map(cells),
      })),
      total: cells(table.tFoot.rows[0]),
    };
  });

/** Fails unless everything adds up to what is shown; gives the total in tenths. */
async function addsUp(page, name) {
  const { blocks, total } = await sums(page);
  const all = blocks.flatMap((block) => block.rows);
  assert.ok(all.length > 3, name);
  assert.equal(sum(all.map((row) => tenths(row.points))), tenths(total.points), `${name}: points`);
  // Each share is rounded by itself, so that it reads alike everywhere.
  assert.ok(Math.abs(sum(all.map((row) => tenths(row.share))) - 1000) <= all.length / 2, `${name}: shares`);
  for (const { head, rows } of blocks) assert.equal(sum(rows.map((row) => tenths(row.points))), tenths(head.match(/: (.*)$/)[1]), `${name}: ${head}`);
  for (const row of all) assert.ok(tenths(row.points) >= 0 && tenths(row.points) <= tenths(row.share) + 1, `${name}: ${row.name} gives more than its share`);
  assert.equal(await page.locator('.sheet-total strong').innerText(), total.points, name);
  return tenths(total.points);
}

check('a click on a name of the list opens its sheet, and Back returns', { at: 'both' }, async ({ page, open }) => {
  await open();
  const [, { name, id }] = await rows(page);
  await opens(page, name);
  assert.equal(new URL(page.url()).searchParams.get('view'), 'technology');
  assert.equal(new URL(page.url()).searchParams.get('t'), id);
  await holds(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'place', 'the focus is on the heading'));
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.evaluate(() => history.back());
  await holds(async () => assert.ok((await rows(page)).length > 1));
});

for (const [what, query] of [['as the page starts', ''], ['with other weights and unknown in the middle', '?v=1&w=rps1000.sec325.team0.age75&u=middle&l=4~python.ruby&o=3~django']]) {
  check(`the points of every sheet add up to its total, ${what}`, { timeout: 120_000 }, async ({ page, open }) => {
    await open(query);
    const seen = [];
    const all = await everySheet(page, async ({ name, points }) => {
      const total = await addsUp(page, name);
      assert.equal(Math.floor((total + 5) / 10), points, `${name}: as in the list`);
      seen.push(name);
    });
    assert.deepEqual(seen, all.map((row) => row.name));
  });
}

check('every fact has a link to its source and a date, or says that it is unknown', { timeout: 120_000 }, async ({ page, open }) => {
  await open();
  await everySheet(page, async ({ name }) => {
    const told = await page.evaluate(() => {
      const of = (selector) => [...document.querySelectorAll(selector)];
      const read = (element) => ({
        text: element.innerText.replaceAll('\n', ' '),
        gap: element.querySelector('.gap')?.innerText ?? '',
        links: [...element.querySelectorAll('a')].map((a) => a.href),
        sources: [...element.querySelectorAll('.source')].map((source) => source.innerText.trim()),
      });
      return {
        facts: of('table.facts tbody tr').map(read),
        judged: of('section[aria-labelledby="sheet-judged"] li').map(read),
        users: of('section[aria-labelledby="sheet-users"] > p').map(read),
        figures: of('table.sum tbody td[data-th="Figure"]').map(read),
        sources: of('.sheet-sources li').map(read),
      };
    });
    assert.ok(told.facts.length > 12, `${name}: ${told.facts.length} facts`);
    for (const fact of [...told.facts, ...told.judged, ...told.users, ...told.sources]) {
      if (fact.gap) {
        assert.match(fact.gap, /unknown|not comparable|none is recorded|nothing of this catalogue is recorded/, name);
        assert.deepEqual(fact.sources, [], `${name}: ${fact.text}`);
        continue;
      }
      assert.equal(fact.sources.length, 1, `${name}: ${fact.text}`);
      assert.match(fact.sources[0].replace(/(\d\d\d\d(?: ◷ \d+ years old)?), licence .*$/, '$1'), DATE, `${name}: ${fact.text}`);
      assert.ok(fact.links.some((href) => href.startsWith('https://')), `${name}: ${fact.text}`);
    }
    for (const figure of told.figures) {
      const own = /of the group|unknown|not comparable|not rated/.test(figure.text);
      assert.ok(own || (figure.links.length === 1 && DATE.test(figure.sources[0])), `${name}: ${figure.text}`);
    }
    assert.ok(told.sources.length > 0, name);
  });
});

check('the sheet has every capability that can be asked for, with how, by what, and a date', { timeout: 120_000 }, async ({ page, open }) => {
  await open();
  const asked = await page.locator('.must label.check span').evaluateAll((all) => all.map((span) => span.textContent));
  assert.ok(asked.length > 20, `${asked.length} capabilities`);
  await everySheet(page, async ({ name }) => {
    const has = await page.locator('table.brings tbody tr:not(.block)').evaluateAll((all) =>
      all.map((row) => ({
        name: row.querySelector('summary').textContent,
        rule: row.querySelector('details p').textContent,
        how: row.querySelector('[data-th="How"]').innerText.replace(/\s+/g, ' '),
        by: row.querySelector('[data-th="By what"]').innerText.trim(),
        links: [...row.querySelectorAll('a')].map((a) => a.href),
        source: row.querySelector('.source')?.innerText.trim() ?? '',
      })),
    );
    assert.deepEqual(has.map((row) => row.name), asked, name);
    for (const row of has) {
      const where = `${name}: ${row.name}`;
      assert.ok(row.rule.length > 10, where);
      const level = row.how.match(/^\S (built in|official package|community package|none|unknown|not comparable)( |$)/)?.[1];
      assert.ok(level, `${where}: ${row.how}`);
      if (level === 'unknown' || level === 'not comparable') {
        assert.equal(row.source, '', where);
        continue;
      }
      assert.match(row.source, DATE, where);
      if (level === 'community package') assert.ok(row.by, `${where}: which package?`);
      else assert.ok(row.links.some((href) => href.startsWith('https://')), `${where}: ${row.how}`);
    }
  });
});

check('the drawing of the lifecycle says nothing that the table beside it does not', { timeout: 120_000 }, async ({ page, open }) => {
  await open();
  let drawn = 0;
  await everySheet(page, async ({ name }) => {
    const life = part(page, 'life');
    const table = await life.locator('table').innerText();
    assert.match(table, /Newest release/, name);
    const figure = life.locator('figure.life');
    if ((await figure.count()) === 0) return;
    drawn += 1;
    assert.match(await figure.getByRole('img').getAttribute('aria-label'), /the table says the same/);
    assert.ok((await figure.locator('figcaption').innerText()).length > 10, `${name}: what the marks mean`);
    assert.equal(await figure.locator('text.now').textContent(), 'today');
    for (const label of await figure.locator('text.series').allTextContents()) {
      const [, series, roles, version] = label.match(/^(.+), ((?:newest|before|long-term|, | and )+)(?: · ● (.+))?$/) ?? assert.fail(`${name}: ${label}`);
      for (const said of [series, version ?? series]) assert.ok(table.includes(said), `${name}: ${said} of “${label}” is not in the table`);
      if (roles.includes('long-term')) assert.doesNotMatch(table, /Long-term series\s+–/, name);
    }
    // Each bar and each dot stands within the drawing.
    const outside = await figure.evaluate((figure) => {
      const box = figure.querySelector('svg').getBoundingClientRect();
      const marks = [...figure.querySelectorAll('rect, circle, line.today')].map((mark) => mark.getBoundingClientRect());
      return marks.filter((mark) => mark.left < box.left - 6 || mark.right > box.right + 6).length;
    });
    assert.equal(outside, 0, name);
  });
  assert.ok(drawn > 3, `only ${drawn} are drawn`);
});

check('what the list of 2023 said has a verdict in words, a finding, and a source and date', { timeout: 120_000 }, async ({ page, open }) => {
  await open();
  const verdicts = new Set();
  let sheets = 0;
  await everySheet(page, async ({ name }) => {
    const claims = await part(page, 'claims').locator('tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        says: row.querySelector('th').innerText,
        verdict: row.querySelector('.verdict').innerText.replace(/^\S\s/, ''),
        sign: row.querySelector('.verdict i').textContent,
        finding: row.querySelector('td[data-th="What was found"]').innerText,
        source: row.querySelector('.source').innerText.trim(),
        links: row.querySelectorAll('a[href^="https://"]').length,
      })),
    );
    if (claims.length) sheets += 1;
    for (const claim of claims) {
      assert.match(claim.verdict, /^(holds|partly|outdated|wrong|not verifiable)$/, name);
      assert.ok(claim.sign && claim.says.length > 3 && claim.finding.length > claim.source.length, `${name}: ${claim.says}`);
      assert.match(claim.source, DATE, `${name}: ${claim.says}`);
      assert.ok(claim.links > 0 || claim.source.startsWith('no source'), `${name}: ${claim.says}`);
      verdicts.add(claim.verdict);
    }
  });
  assert.ok(sheets >= 10, `the article has ten technologies, ${sheets} have claims`);
  assert.ok(verdicts.size > 1, [...verdicts].join());
});

check('the contents of a sheet lead to each part, by keyboard too', {}, async ({ page, open }) => {
  await open();
  await opens(page, (await rows(page))[0].name);
  const parts = page.getByRole('navigation', { name: 'On this sheet' }).getByRole('button');
  const names = await parts.allInnerTexts();
  assert.deepEqual(await page.locator('.sheet-parts h2').allInnerTexts(), names);
  for (const [at, name] of names.entries()) {
    await parts.nth(at).focus();
    await page.keyboard.press('Enter');
    await holds(async () => {
      assert.equal(await page.evaluate(() => document.activeElement.innerText), name);
      const box = await page.locator('.sheet-parts h2').nth(at).boundingBox();
      assert.ok(box.y >= 0 && box.y < 720, `${name} is at ${box.y}`);
    });
  }
});

check('an id that is not listed says so and leads to the list', {}, async ({ page, open }) => {
  await open('?v=1&view=technology&t=long-gone');
  await title(page, 'long-gone is not listed').waitFor();
  assert.match(await page.locator('main').innerText(), /misspelt or from another catalogue/);
  await page.getByRole('button', { name: 'Show all technologies' }).click();
  await holds(async () => assert.ok((await rows(page)).length > 1));
});

check('where no technology is chosen, all are there to choose from', {}, async ({ page, open }) => {
  await open();
  const names = (await rows(page)).map((row) => row.name);
  await open('?v=1&view=technology');
  await title(page, 'Choose a technology').waitFor();
  const choice = page.locator('.sheet-choice').getByRole('button');
  const offered = await choice.allInnerTexts();
  assert.deepEqual([...offered].sort(), [...names].sort());
  assert.deepEqual(offered, [...offered].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)), 'in the order of the alphabet');
  await choice.nth(1).click();
  await title(page, offered[1]).waitFor();
  await addsUp(page, offered[1]);
});

check('my own rating counts at once, and no longer when it is taken back', {}, async ({ page, open }) => {
  await open();
  const key = page.getByLabel('Your rating, exactly');
  await key.fill('8');
  await key.press('Enter');
  const { name } = (await rows(page))[0];
  await opens(page, name);
  const unrated = await addsUp(page, name);
  const names = async () => (await sums(page)).blocks.flatMap((block) => block.rows.map((row) => row.name));
  assert.ok(!(await names()).includes('Your rating'));
  const mine = page.getByLabel(`Your rating of ${name}, 0 to 5`);
  const totals = [];
  for (const rating of ['0', '3', '5']) {
    await mine.selectOption(rating);
    await holds(async () => assert.ok((await names()).includes('Your rating')));
    totals.push(await addsUp(page, name));
  }
  assert.ok(totals[0] < totals[1] && totals[1] < totals[2], totals.join());
  assert.notEqual(totals[0], unrated);
  await mine.selectOption('');
  await holds(async () => assert.equal(await addsUp(page, name), unrated));
});

check('the sheet says which must-haves are met, and why one is left out of the list', {}, async ({ page, open }) => {
  await open();
  const must = page.locator('main .fold').filter({ has: page.locator('.must') }).first();
  await must.locator('summary').click();
  const asked = await must.locator('.must .check span').allInnerTexts();
  for (const [at] of asked.entries()) {
    await must.getByRole('checkbox').nth(at).check();
    await must.locator('.must select').nth(at).selectOption('core');
  }
  const out = page.locator('.excluded');
  await out.locator('summary').click();
  const excluded = out.locator('.out').first();
  const [name, reasons] = [await excluded.locator('.name').innerText(), await excluded.locator('li').allInnerTexts()];
  assert.ok(reasons.length > 0);
  await excluded.locator('.name').click();
  await title(page, name).waitFor();
  assert.match(await page.locator('.sheet-rank').innerText(), /^Not ranked: your filters leave it out \(must-haves\)\.$/);
  const table = page.locator('table.musts-met tbody tr');
  assert.deepEqual((await table.locator('th').allInnerTexts()).sort(), [...asked].sort());
  const failed = await table.filter({ hasText: 'fails' }).locator('th').allInnerTexts();
  assert.deepEqual(failed.sort(), reasons.map((reason) => reason.split(': ')[0]).sort());
});

check('every link to elsewhere is https, opens apart and tells nothing of where it was', {}, async ({ page, open }) => {
  await open();
  const { id } = (await rows(page))[0];
  const others = (await rows(page)).slice(1, 4).map((row) => row.id);
  for (const place of ['', `?v=1&view=technology&t=${id}`, `?v=1&view=compare&c=${[id, ...others].join('.')}`]) {
    await open(place);
    const links = await page.locator('a[href]:not(#crash *)').evaluateAll((all) => all.map((a) => ({ href: a.getAttribute('href'), target: a.target, rel: a.rel })));
    const out = links.filter(({ href }) => !href.startsWith('#'));
    for (const { href, target, rel } of out) {
      assert.match(href, /^https:\/\//);
      assert.equal(target, '_blank', href);
      assert.match(rel, /\bnoopener\b/, href);
    }
    assert.ok(place === '' || out.length > 20, `${out.length} links`);
  }
});
