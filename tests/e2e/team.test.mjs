// Promises of deciding together: colleagues' links are brought in by pasting or from
// a file, nothing of them leaves the page, what each says and all say together is
// what their own pages say, and the group's weights are a step and a link away.
import assert from 'node:assert/strict';
import { text as read } from 'node:stream/consumers';
import { axe, check, complete, holds, rows, visitor } from './page.mjs';

const PLACE = '?v=1&view=decide';
const KEYS = ['rps', 'tail', 'use', 'vis', 'sat', 'age', 'sup', 'new', 'data', 'sec', 'api', 'live', 'ops', 'prod', 'type', 'team', 'own'];
/** A query with weights of these criteria, of no other. */
const only = (of) => `v=1&w=${KEYS.map((key) => `${key}${of[key] ?? 0}`).join('.')}`;
const ANN = only({ rps: 1000 });
const BO = only({ data: 500, vis: 500 });
const CY = 'v=1';
const HOST = 'https://groundwork.example/somewhere/';
const THREE = `Ann: ${HOST}?${ANN}\nBo\t${HOST}?${BO}\n${HOST}?${CY}`;

const button = (at, name) => at.getByRole('button', { name, exact: true });
const part = (page) => page.getByRole('region', { name: 'Decide together', exact: true });
const box = (page) => page.getByLabel('Links of colleagues, one to a line');
const came = (page) => page.locator('.team-came > li').allInnerTexts();
const names = (page) => page.locator('.team-name').evaluateAll((all) => all.map((input) => input.value));
const says = async (page) => (await page.locator('.team-says').innerText()).replaceAll('\u00a0', ' ');
const kept = (page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .sort()
      .filter(([key]) => key.startsWith('groundwork:own:member:'))
      .map(([, text]) => JSON.parse(text).value)
      .filter((value) => value !== null)
      .map((value) => JSON.parse(value)),
  );
/** Goes to the place; what is drawn by lot there is of no interest here. */
async function reach({ page, site }, query = PLACE) {
  await page.goto(site.url + query);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await box(page).waitFor();
}
async function add(page, text) {
  await box(page).fill(text);
  await button(page, 'Add these links').click();
}
/** The cells of the first table with this name. */
const cells = (page, name) =>
  page
    .getByRole('table', { name, exact: true })
    .first()
    .evaluate((table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim().replaceAll('\u00a0', ' '))));

check('nobody is here at first, and one alone is no group', async (test) => {
  const { page } = test;
  await reach(test);
  await part(page).waitFor();
  assert.equal(await page.locator('.team-says, .team-plot').count(), 0);
  assert.equal(await page.getByRole('list', { name: 'Members' }).count(), 0);
  await button(page, 'Add these links').click();
  await holds(async () => assert.deepEqual(await came(page), ['Paste a link first.']));
  await button(page, 'Add mine').click();
  await holds(async () => assert.deepEqual(await names(page), ['Me']));
  assert.match(await says(page), /^With Me alone there is nobody to agree with; their weights put .+ first\.$/);
  assert.equal(await button(page, 'Use the group\'s weights').isVisible(), false);
});

check('links are brought in together, and each says what its own page says', { at: 'both', timeout: 90_000 }, async (test) => {
  const { page, open } = test;
  await reach(test);
  await add(page, THREE);
  await holds(async () => assert.deepEqual(await names(page), ['Ann', 'Bo', 'Person 1']));
  assert.deepEqual(await came(page), ['Brought in: Ann, Bo and Person 1.']);
  assert.equal(await box(page).inputValue(), '');
  const sentence = await says(page);
  assert.match(sentence, /^(All three|No technology) .*; (the group's weights put|Borda's count puts) .*most apart on Throughput \(\d.* to 100 %\)/);

  const people = await cells(page, 'Who is first with each member');
  const ranks = await cells(page, "The order of the group, and each member's");
  assert.deepEqual(ranks[0], ['Technology', 'Group', 'Points', 'Borda', 'Ann', 'Bo', 'Person 1']);
  assert.ok(sentence.includes(`group's weights put ${ranks[1][0]} first`), sentence);
  const shares = async () => {
    await page.getByText('The same in numbers', { exact: true }).click();
    return cells(page, 'The share that each gives each criterion');
  };
  const [, ...table] = await shares();
  const number = (text) => Number.parseFloat(text.replace('less than ', ''));
  for (const [what, group, ...each] of table) {
    const mean = each.reduce((sum, share) => sum + number(share), 0) / each.length;
    assert.ok(Math.abs(number(group) - mean) <= 0.6, `${what}: the group has ${group}, the mean is ${mean}`);
  }
  // The drawing has every member on every line.
  const drawn = await page.locator('.team-line').evaluateAll((all) => all.map((line) => [...[...line.querySelectorAll('text')].map((t) => t.textContent).join('')].sort().join('')));
  assert.equal(drawn.length, table.length);
  assert.deepEqual([...new Set(drawn)], ['ABP']);

  for (const [n, query] of [ANN, BO, CY].entries()) {
    await open(`?${query}`);
    const [first] = await rows(page, 'Ranked technologies');
    // Whoever knows too little of the first by these weights may not rank it here.
    if (ranks.some(([name]) => name === first.name)) assert.ok(people[n + 1][1].includes(first.name), `${people[n + 1]} has ${first.name} first`);
  }
});

check("the group's weights are one step, which Back takes back, and give the order that was shown", { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await add(page, THREE);
  await page.locator('.team-ranks').first().waitFor();
  const ranks = await cells(page, "The order of the group, and each member's");
  const before = page.url();
  await button(page, "Use the group's weights").click();
  await holds(async () => assert.notEqual(page.url(), before));
  assert.match(new URL(page.url()).searchParams.get('w'), /rps\d+/);
  // The group is of its members, and does not move with the weights of the page.
  assert.deepEqual(await cells(page, "The order of the group, and each member's"), ranks);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Explore' }).click();
  await complete(page);
  const list = await rows(page, 'Ranked technologies');
  const shown = ranks.slice(1).map(([name]) => name);
  assert.deepEqual(list.slice(0, shown.length).map((row) => row.name), shown);
  await page.goBack();
  await page.goBack();
  await holds(async () => assert.equal(page.url(), before));
});

check("the group's link opens the same order for somebody else, and the sentence is copied with it", { timeout: 90_000 }, async (test) => {
  const { page, context, site } = test;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await reach(test);
  await add(page, THREE);
  await page.locator('.team-ranks').first().waitFor();
  const [, first] = await cells(page, "The order of the group, and each member's");
  const clip = () => page.evaluate(() => navigator.clipboard.readText());
  await button(page, "Copy the group's link").click();
  await holds(async () => assert.ok((await clip()).startsWith(`${site.url}?v=`)));
  const link = await clip();
  assert.ok(!/Ann|Bo|Person/.test(decodeURIComponent(link)), 'no name is in a link');
  await button(page, "Copy the sentence with the group's link").click();
  await holds(async () => assert.ok((await clip()).endsWith(`\n${link}`)));
  assert.equal((await clip()).split('\n')[0].replaceAll('\u00a0', ' '), await says(page));

  const other = await visitor(test);
  await other.page.goto(link);
  await box(other.page).waitFor();
  assert.match(await other.page.title(), new RegExp(`^Decide: ${first[0].replaceAll('.', '\\.')} first`));
  assert.equal(await other.page.getByRole('region', { name: 'Notice' }).count(), 0);
  assert.deepEqual(await names(other.page), []);
});

check('whatever is pasted is text, and what cannot be used is named with its line', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  const name = '<img src=x onerror=alert(1)><b>Eve</b>';
  const long = `${HOST}?v=1&c=${'x'.repeat(17_000)}`;
  await add(page, `${name}: ${HOST}?${ANN}\nhello\n${HOST}\n${long}\nBo: ${HOST}?${BO}&k=0000\nCy: javascript:alert(1)?v=99\n`);
  await holds(async () => assert.equal((await came(page)).length, 4));
  assert.deepEqual((await came(page)).slice(1), [
    'Line 2: there is no link in it.',
    'Line 3: the link has no comparison in it. Ask for the link that “Share” copies.',
    'Line 4: the link is too long to be one of this page.',
  ]);
  assert.equal((await names(page)).length, 3);
  assert.ok((await names(page))[0].includes('Eve'));
  assert.equal(await page.locator('.team img, .team b').count(), 0);
  // What was not used stays to be mended.
  assert.ok((await box(page).inputValue()).includes('hello'));
  // An altered link and one of the future are taken, and that is said.
  const notes = page.locator('.team-member').filter({ has: page.locator('.rule') });
  assert.equal(await notes.count(), 2);
  for (const [n, pattern] of [/cut short or altered/, /newer version of this page/].entries()) {
    await notes.nth(n).locator('summary').click();
    await holds(async () => assert.match(await notes.nth(n).innerText(), pattern));
  }
  // Only the query is used: links lead to this page.
  for (const href of await page.locator('.team-member a').evaluateAll((all) => all.map((a) => a.href))) {
    assert.ok(href.startsWith(`${new URL(page.url()).origin}/`), href);
  }
});

check('a name that comes again has a new link, the same link is here already, and a team is at most fifty', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await add(page, `Ann: ?${ANN}`);
  await holds(async () => assert.deepEqual(await came(page), ['Brought in: Ann.']));
  await add(page, `Ann: ?${BO}\n?${BO}`);
  await holds(async () => assert.deepEqual(await came(page), ['With a new link: Ann.', 'Here already, with the same link: Ann.']));
  assert.deepEqual(await kept(page), [{ name: 'Ann', query: BO }]);
  await add(page, Array.from({ length: 60 }, (_, n) => `M${n}: ?v=1&w=rps${n}`).join('\n'));
  await holds(async () => assert.equal((await names(page)).length, 50));
  assert.match((await came(page)).join(' '), /Left out, since a team has at most 50: M\d+/);
});

check('members are renamed, taken out and brought back, and stay after a reload', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await add(page, THREE);
  await holds(async () => assert.equal((await names(page)).length, 3));
  const address = page.url();
  const name = page.getByLabel('Name of Person 1');
  await name.fill('  Cy\u202e  Lee ');
  await name.press('Enter');
  await holds(async () => assert.deepEqual(await names(page), ['Ann', 'Bo', 'Cy Lee']));
  await button(page, 'Take out Bo').click();
  await holds(async () => assert.deepEqual(await names(page), ['Ann', 'Cy Lee']));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'decide-together');
  const undo = page.getByRole('region', { name: 'Undo' });
  assert.match(await undo.innerText(), /Taken out: Bo/);
  await button(undo, 'Undo').click();
  await holds(async () => assert.deepEqual(await names(page), ['Ann', 'Bo', 'Cy Lee']));
  assert.equal(page.url(), address);
  await page.reload();
  await box(page).waitFor();
  await holds(async () => assert.deepEqual(await names(page), ['Ann', 'Bo', 'Cy Lee']));
  assert.deepEqual((await kept(page)).map((member) => member.query), [ANN, BO, CY]);
  assert.ok(!decodeURIComponent(page.url()).includes('Ann'));
  assert.ok(!JSON.stringify(await page.evaluate(() => history.state)).includes('Ann'));
});

check('another tab has the same team', { timeout: 60_000 }, async (test) => {
  const { page, context, site } = test;
  await reach(test);
  const other = await context.newPage();
  await reach({ page: other, site });
  await add(page, THREE);
  await holds(async () => assert.deepEqual(await names(other), ['Ann', 'Bo', 'Person 1']));
  await add(other, `Dee: ?${ANN}`);
  await holds(async () => assert.deepEqual(await names(page), ['Ann', 'Bo', 'Person 1', 'Dee']));
  await button(page, 'Take out Ann').click();
  await holds(async () => assert.deepEqual(await names(other), ['Bo', 'Person 1', 'Dee']));
});

check('a team is a file that brings it back, and what is no such file is refused with where', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await add(page, THREE);
  await holds(async () => assert.equal((await names(page)).length, 3));
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save the team as a file').click()]);
  assert.equal(download.suggestedFilename(), 'groundwork-team.json');
  const text = await read(await download.createReadStream());
  assert.deepEqual(JSON.parse(text).members.map((m) => m.name), ['Ann', 'Bo', 'Person 1']);
  const other = await visitor(test);
  await reach({ page: other.page, site: test.site });
  const open = (name, content) => other.page.locator('.team-open input').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await open('bad.json', text.replace('"Bo"', '7'));
  await holds(async () => assert.deepEqual(await came(other.page), ['bad.json: members[1].name: expected a text, found a number.']));
  assert.deepEqual(await names(other.page), []);
  // What it has is seen before anything is changed.
  const offer = other.page.locator('.team-offer');
  const lines = () => offer.getByRole('listitem').allInnerTexts();
  await open('team.json', text);
  await offer.getByRole('heading', { name: 'team.json has 3 members' }).waitFor();
  assert.deepEqual(await lines(), ['Ann: new here', 'Bo: new here', 'Person 1: new here']);
  assert.deepEqual(await names(other.page), []);
  await axe(other.page);
  await button(other.page, 'Leave them').click();
  await offer.waitFor({ state: 'detached' });
  assert.deepEqual(await names(other.page), []);
  await open('team.json', text);
  await button(other.page, 'Add them').click();
  await holds(async () => assert.deepEqual(await names(other.page), ['Ann', 'Bo', 'Person 1']));
  await offer.waitFor({ state: 'detached' });
  await open('links.txt', `Dee: ${HOST}?${BO}\nBo: ${HOST}?${ANN}\nAnn: ${HOST}?${ANN}\nno link`);
  await offer.getByRole('heading', { name: 'links.txt has 3 members' }).waitFor();
  assert.deepEqual((await lines()).slice(0, 3), ['Dee: new here', 'Bo: here already, and this link takes the place of theirs', 'Ann: here already, with the same link']);
  assert.match((await lines())[3], /^Line 4: /);
  await button(other.page, 'Add them').click();
  await holds(async () => assert.deepEqual(await names(other.page), ['Ann', 'Bo', 'Person 1', 'Dee']));
  // Its text can be pasted, and is offered as well.
  await add(other.page, text);
  await offer.getByRole('heading', { name: 'What you pasted has 3 members' }).waitFor();
  await button(other.page, 'Add them').click();
  await holds(async () => assert.equal(await box(other.page).inputValue(), ''));
  // One that is too large is not even read.
  await open('huge.json', `${text}${' '.repeat(1 << 20)}`);
  await holds(async () => assert.match((await came(other.page)).join(), /^huge\.json: It has 1\.1 MiB, and at most 1 MiB is read/));
});

check('must-haves and filters of the members are told apart from weights', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await add(page, `Ann: ?v=1&must=core~orm&f=language~python.ruby\nBo: ?v=1&must=orm&f=language~python`);
  await page.locator('.team-ranks').first().waitFor();
  const table = await cells(page, 'Must-haves and filters of the members');
  const all = table.slice(1).map((row) => row.join(' | '));
  assert.ok(all.some((row) => /^Must have .* \| Ann and Bo \(Ann built in\) \| all$/.test(row)), all.join('\n'));
  assert.ok(all.includes('Language: Python | Ann and Bo | all'), all.join('\n'));
  assert.ok(all.includes('Language: Ruby | Ann | not all'), all.join('\n'));
  const before = page.url();
  await button(page, 'Filter by what all ask for').click();
  await holds(async () => assert.equal(new URL(page.url()).searchParams.get('must'), 'core~orm'));
  assert.equal(new URL(page.url()).searchParams.get('f'), 'language~python');
  await holds(async () => assert.equal(await button(page, 'Filter by what all ask for').count(), 0));
  await page.goBack();
  await holds(async () => assert.equal(page.url(), before));
});

check('a team is there before there is anything to decide between', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test, `${PLACE}&f=language~elixir!kind~api`);
  await add(page, THREE);
  await holds(async () => assert.match(await says(page), /^No technology that passes the present filters/));
});

check('all of it goes by keyboard', { timeout: 60_000 }, async (test) => {
  const { page } = test;
  await reach(test);
  await box(page).focus();
  await page.keyboard.insertText(THREE);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Add these links');
  await page.keyboard.press('Enter');
  await holds(async () => assert.equal((await names(page)).length, 3));
  // The file's input shows its focus, though what is seen is its label.
  await page.locator('.team-open input').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const ring = await page.locator('.team-open > span').evaluate((e) => getComputedStyle(e).outlineStyle);
  assert.equal(ring, 'solid');
  await page.getByLabel('Name of Ann').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Take out Ann');
  await page.keyboard.press('Enter');
  await holds(async () => assert.deepEqual(await names(page), ['Bo', 'Person 1']));
});

const TWELVE = ['Ann', 'Bo', 'Cy', 'Dee', 'Eli', 'Flo', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim', 'Abigail-with-a-very-long-name-that-does-not-end-so-soon-at-al']
  .map((name, n) => `${name}: ?${only({ [KEYS[n % 3]]: 100 + 70 * n, vis: 500, data: 40 * n })}`)
  .join('\n');
for (const [what, settings] of Object.entries({
  'light, 320 px': { colorScheme: 'light', viewport: { width: 320, height: 700 } },
  'dark, 320 px': { colorScheme: 'dark', viewport: { width: 320, height: 700 } },
  'dark, 1280 px': { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active', viewport: { width: 768, height: 900 } },
})) {
  check(`twelve members are shown without fault: ${what}`, { context: { reducedMotion: 'reduce', ...settings }, timeout: 120_000 }, async (test) => {
    const { page } = test;
    await reach(test);
    await add(page, `${TWELVE}\nhello`);
    await holds(async () => assert.equal((await names(page)).length, 12));
    await page.locator('.team details').evaluateAll((all) => all.forEach((details) => (details.open = true)));
    await page.locator('.decide-heat').first().waitFor();
    const whole = await page.evaluate(() => document.scrollingElement.scrollHeight);
    await page.setViewportSize({ width: settings.viewport.width, height: whole });
    // What axe knows of colours are those that are not shown then.
    await axe(page, settings.forcedColors ? { rules: { 'color-contrast': { enabled: false } } } : {});
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'the page scrolls sideways');
    // No mark lies on another.
    const over = await page.locator('.team-dots').evaluateAll((all) =>
      all.flatMap((svg) => {
        const marks = [...svg.querySelectorAll('rect')].map((rect) => rect.getBoundingClientRect());
        return marks.flatMap((a, n) => marks.slice(n + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
      }).length,
    );
    assert.equal(over, 0);
  });
}
