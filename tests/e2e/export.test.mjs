// Promises of the dialog "Export" and of paper: what leaves the page is what the page
// shows, under a name that says what it is; it can be had by keyboard and on a phone; and
// where something fails, that is said in words.
import assert from 'node:assert/strict';
import { axe, check, complete, holds, openExport, rows } from './page.mjs';

const MAIN = 'Ranked technologies';
const TODAY = new Date().toISOString().slice(0, 10);
const WHOLE = /\/catalogue-[^/]*\.json$/;

const dialog = (page) => page.locator('dialog#export');
const button = (page, name) => dialog(page).getByRole('button', { name, exact: true });
const said = (page) => dialog(page).locator('.export-said');
/** Opens the dialog by its button beside Share. */
async function shown(page) {
  await openExport(page);
  await dialog(page).getByRole('heading', { name: 'Tables' }).waitFor();
}

/** Presses a button that saves a file; gives its name and its bytes. */
async function saved(page, name) {
  const coming = page.waitForEvent('download');
  await button(page, name).click();
  const download = await coming;
  const file = download.suggestedFilename();
  await holds(async () => assert.equal(await said(page).textContent(), `Saved as ${file}.`));
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { file, bytes: Buffer.concat(parts) };
}

/** The cells of a table of comma-separated values, line by line. */
function cells(text) {
  const lines = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      lines.at(-1).push(cell.replace(/\r$/, ''));
      cell = '';
      if (c === '\n') lines.push([]);
    } else cell += c;
  }
  return lines.slice(0, -1);
}
const table = ({ bytes }) => {
  const [names, ...lines] = cells(bytes.toString('utf8').replace(/^\ufeff/, ''));
  return lines.map((line) => Object.fromEntries(names.map((name, n) => [name, line[n]])));
};
const file = (about, ending) => `groundwork-${about}-${TODAY}.${ending}`;

/** As the list shows somebody and as a table names them. */
const ofList = (row) => [row.name, row.rank === '?' ? 'not ranked' : row.rank, row.points];
const ofTable = (line) => [line.Technology, line.Rank, Math.floor(Number(line.Points) + 0.5 + 1e-9)];
/** The lists of the page that a table has, in its order. */
const listed = async (page) => {
  const all = await rows(page);
  const order = [MAIN, 'Too little known to rank', 'Runtimes'];
  return order.flatMap((list) => all.filter((row) => row.list === list));
};

for (const [what, query] of [
  ['as it opens', ''],
  ['under filters and must-haves', '?v=1&f=language~python.php.ruby&must=orm'],
  ['with other weights', '?v=1&w=rps1000.tail500.use800'],
]) {
  check(`the ranking as CSV and JSON is the list as it stands, ${what}`, { timeout: 60_000 }, async ({ page, open }) => {
    await open(query);
    const list = await listed(page);
    await shown(page);
    const csv = await saved(page, 'CSV of the ranking');
    assert.equal(csv.file, file('ranking', 'csv'));
    const lines = table(csv);
    assert.deepEqual(
      lines.filter((l) => l['Ranked among'] !== 'runtimes').map(ofTable),
      list.filter((r) => r.list !== 'Runtimes').map(ofList),
    );
    assert.deepEqual(lines.filter((l) => l['Ranked among'] === 'runtimes').map((l) => l.Technology), list.filter((r) => r.list === 'Runtimes').map((r) => r.name));
    for (const line of lines) assert.match(line.Link, /^http.*\?v=1/);
    const json = await saved(page, 'JSON of the ranking');
    assert.equal(json.file, file('ranking', 'json'));
    const read = JSON.parse(json.bytes.toString('utf8'));
    assert.deepEqual(read.technologies.map((t) => t.name), lines.map((l) => l.Technology));
    assert.ok(read.technologies.every((t) => t.facts.length > 20 && t.facts.every((f) => f.as_of)));
    // Opened anew, the link of the table shows the same list.
    const link = lines[0].Link;
    await page.goto(link);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    await complete(page);
    assert.deepEqual((await listed(page)).map(ofList), list.map(ofList));
  });
}

check('a search leaves in the tables whom it leaves on the list', async ({ page, open }) => {
  await open();
  await page.getByRole('searchbox', { name: 'Search technologies' }).fill('python');
  await holds(async () => assert.ok((await rows(page, MAIN)).length < 20));
  const list = await listed(page);
  await shown(page);
  const lines = table(await saved(page, 'CSV of the ranking'));
  assert.deepEqual(lines.map((l) => l.Technology), list.map((r) => r.name));
  await dialog(page).getByText(`${list.length} technologies as the list shows them`).waitFor();
});

check('the comparison as CSV and Markdown has the compared ones as the page shows them', { timeout: 60_000 }, async ({ page, context, site, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await open('?v=1&view=compare&c=rails.laravel.django&b=laravel');
  await page.locator('.compared tbody tr.total').waitFor();
  const totals = await page.locator('.compared tr.total td .value').allTextContents();
  const names = await page.locator('.compared thead .name').allTextContents();
  await shown(page);
  const csv = await saved(page, 'CSV of the comparison');
  assert.equal(csv.file, file('rails-laravel-django', 'csv'));
  const lines = table(csv);
  const total = lines.find((line) => line.Row === 'Total');
  assert.deepEqual(names.map((name) => total[name]), totals);
  const shownRows = await page.locator('.compared tr:is(.criterion, .fact, .total) th > span:first-child').allTextContents();
  assert.deepEqual(lines.map((line) => line.Row), shownRows.map((label) => label.trim()));
  await button(page, 'Copy Markdown of the comparison').click();
  await holds(async () => assert.match(await said(page).textContent(), /^Copied: /));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const [head, , points] = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()).slice(2, -1));
  assert.deepEqual(head, names);
  assert.deepEqual(points, totals.map((total) => `**${total}**`));
  assert.ok(text.includes('](http') && text.includes('view=compare'));
});

check('where the clipboard is missing the dialog says so', { init: () => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }) }, async ({ page, open }) => {
  await open();
  await shown(page);
  await button(page, 'Copy Markdown of the comparison').click();
  await holds(async () => assert.equal(await said(page).textContent(), 'This browser lets no page write to the clipboard.'));
});

check('the record follows what is asked for, and is copied and saved as it is shown', { timeout: 60_000 }, async ({ page, context, site, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await open('?v=1&c=rails.laravel.django');
  await page.getByRole('button', { name: 'Put on the shortlist: Django' }).first().click();
  await page.locator('.bar').getByRole('button', { name: /Shortlist/ }).click();
  await page.getByRole('textbox', { name: 'Your note on Django' }).fill('We know *it* <well>.');
  await page.keyboard.press('Escape');
  await shown(page);
  const preview = dialog(page).getByRole('region', { name: 'The record as it stands' });
  const text = () => preview.textContent();
  const first = await text();
  for (const part of ['## Context and Problem Statement', '## Decision Drivers', '## Considered Options', '## Decision Outcome', 'Laravel', 'Ruby on Rails', 'Django']) assert.ok(first.includes(part), part);
  assert.ok(!first.includes('We know'), 'notes stay here until they are asked for');
  await dialog(page).getByRole('combobox', { name: 'Chosen' }).selectOption('django');
  await dialog(page).getByRole('textbox', { name: 'Title' }).fill('Use Django for the shop');
  await dialog(page).getByRole('checkbox', { name: 'With my notes from the shortlist' }).check();
  await holds(async () => assert.ok((await text()).includes('# Use Django for the shop') && (await text()).includes('We know')));
  assert.ok(!(await text()).includes('<well>'));
  // Who decides and who was asked stand in the front matter, once they are named.
  assert.ok(!first.includes('decision-makers:') && !first.includes('consulted:'));
  await dialog(page).getByRole('textbox', { name: 'Decision-makers' }).fill('Anna, Ben');
  await dialog(page).getByRole('textbox', { name: 'Consulted' }).fill('"Ops"');
  await holds(async () => assert.match(await text(), /^---\nstatus: proposed\ndate: [\d-]+\ndecision-makers: "Anna, Ben"\nconsulted: "\\"Ops\\""\n---\n/));
  await button(page, 'Copy the decision record').click();
  await holds(async () => assert.equal(await said(page).textContent(), 'Copied: the decision record.'));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await text());
  const md = await saved(page, 'Save as .md: the decision record');
  assert.equal(md.file, file('record-django', 'md'));
  assert.equal(md.bytes.toString('utf8'), await text());
});

const CHARTS = {
  'the ranking': 'ranking',
  'at a glance': 'radar-rails-laravel-meteor',
  'why one over the other': 'why-laravel-rails',
  'how far each weight may go': 'weights',
  'how often each comes first': 'ranks',
  'releases and support': 'support-rails',
  'what a criterion is worth': 'criterion-throughput',
};

/** Looks at a drawing as a browser draws it: its size, and how many of its points are
 *  not of the ground. */
const drawn = (page, url, width, height) =>
  page.evaluate(
    async ([url, width, height]) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width ?? image.naturalWidth, height ?? image.naturalHeight];
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const ground = [data[0], data[1], data[2], data[3]];
      let marks = 0;
      for (let at = 0; at < data.length; at += 4) marks += [0, 1, 2].some((n) => Math.abs(data[at + n] - ground[n]) > 24);
      return { width: image.naturalWidth, height: image.naturalHeight, ground, marks: marks / (data.length / 4) };
    },
    [url, width, height],
  );

check('every chart leaves as SVG and as PNG of the same drawing', { timeout: 120_000 }, async ({ page, open }) => {
  await open('?v=1&c=rails.laravel.meteor&t=rails');
  await shown(page);
  for (const [name, about] of Object.entries(CHARTS)) {
    const svg = await saved(page, `SVG of the chart: ${name}`);
    assert.equal(svg.file, file(about, 'svg'));
    const text = svg.bytes.toString('utf8');
    const [, height] = text.match(/^<svg [^>]*width="560" height="(\d+)"/);
    assert.match(text, /Groundwork, catalogue of [^<]+ Facts from /);
    assert.ok(text.includes('?v=1'), 'it has its link');
    const png = await saved(page, `PNG of the chart: ${name}`);
    assert.equal(png.file, file(about, 'png'));
    assert.deepEqual([...png.bytes.subarray(1, 4)], [...Buffer.from('PNG')]);
    const picture = await drawn(page, `data:image/png;base64,${png.bytes.toString('base64')}`);
    assert.deepEqual([picture.width, picture.height], [1120, 2 * height]);
    assert.deepEqual(picture.ground, [255, 255, 255, 255]);
    const meant = await drawn(page, `data:image/svg+xml;base64,${svg.bytes.toString('base64')}`, 1120, 2 * height);
    assert.ok(picture.marks > 0.01 && Math.abs(picture.marks - meant.marks) < 0.002, `${name}: ${picture.marks} ${meant.marks}`);
  }
});

check('a chart can be looked at, picked anew and drawn on a dark ground', { timeout: 60_000 }, async ({ page, open }) => {
  await open('?v=1&c=rails.laravel&t=rails');
  await shown(page);
  const row = dialog(page).locator('.export-look').nth(5);
  await row.locator('summary').click();
  const image = row.locator('img');
  await holds(async () => assert.equal(await image.getAttribute('alt'), 'Releases and support of Ruby on Rails'));
  await dialog(page).getByRole('combobox', { name: 'Releases and support of' }).selectOption('django');
  await holds(async () => assert.equal(await image.getAttribute('alt'), 'Releases and support of Django'));
  const light = await image.getAttribute('src');
  await dialog(page).getByRole('combobox', { name: 'Ground' }).selectOption('dark');
  await holds(async () => assert.notEqual(await image.getAttribute('src'), light));
  const { ground, marks } = await drawn(page, await image.getAttribute('src'));
  assert.ok(ground[0] < 40 && marks > 0.01);
  const svg = await saved(page, 'SVG of the chart: releases and support');
  assert.equal(svg.file, file('support-django', 'svg'));
  assert.ok(svg.bytes.toString('utf8').includes('fill="#16181a"'));
});

check(
  'where no drawing can be made a picture the dialog says what to do',
  { init: () => { HTMLCanvasElement.prototype.getContext = () => null; } },
  async ({ page, open }) => {
    await open();
    await shown(page);
    await button(page, 'PNG of the chart: the ranking').click();
    await holds(async () => assert.match(await said(page).textContent(), /Save the SVG instead/));
  },
);

check('where nobody is left tables are empty and charts say so', async ({ page, open }) => {
  await open('?v=1&f=language~erlang.kotlin&must=orm~core.websockets~core&f=licence~unknown');
  await shown(page);
  await button(page, 'SVG of the chart: the ranking').click();
  await holds(async () => assert.match(await said(page).textContent(), /^(There is nothing to draw|Saved as )/));
});

check(
  'where the facts do not come the dialog says why, and tries again',
  { allow: [/Failed to load resource/], fault: (path, request, response) => WHOLE.test(path ?? '') && Boolean(response.writeHead(500).end()) },
  async ({ page, site, open }) => {
    await open();
    await openExport(page);
    await dialog(page).getByText('The server has trouble.').waitFor();
    site.setFault(null);
    await dialog(page).getByRole('button', { name: 'Try again' }).click();
    await dialog(page).getByRole('heading', { name: 'Tables' }).waitFor();
  },
);

check('nothing is made for the dialog before somebody opens it, nor after it is closed', async ({ page, open }) => {
  await open();
  await page.locator('.bar').getByRole('button', { name: /Shortlist/ }).click();
  await page.getByText('Nothing here yet.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await dialog(page).locator('.export-part').count(), 0);
  await shown(page);
  await page.keyboard.press('Escape');
  await holds(async () => assert.equal(await dialog(page).locator('.export-part').count(), 0));
});

check('the dialog goes by keyboard, and gives the focus back', async ({ page, open }) => {
  await open();
  const opener = page.locator('.bar').getByRole('button', { name: 'Export', exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('heading', { name: 'Tables' }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
  assert.equal(await focused(), 'Export');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Close');
  const wanted = (await dialog(page).locator('.export-part').locator('button, select, summary, input, [tabindex="0"]').count());
  const seen = new Set();
  for (let n = 0; n < wanted; n++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => [...document.querySelectorAll('#export *')].indexOf(document.activeElement)));
  }
  assert.equal(seen.size, wanted, 'every control is reached once');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  await holds(async () => assert.equal(await focused(), 'Export'));
});

check('Decide ends with the way to take it away', async ({ page, open }) => {
  await open('?v=1&view=decide');
  await page.locator('.decide h1').waitFor();
  await page.getByRole('region', { name: 'Take it away' }).getByRole('button', { name: 'Export…' }).click();
  await dialog(page).getByRole('heading', { name: 'Charts' }).waitFor();
});

for (const colorScheme of ['light', 'dark'])
  for (const [width, height] of [[320, 640], [1280, 800]])
    check(`axe finds nothing in the dialog, ${colorScheme}, ${width} wide`, { timeout: 60_000, context: { viewport: { width, height }, colorScheme } }, async ({ page, open }) => {
      await open('?v=1&c=rails.laravel');
      await shown(page);
      await dialog(page).locator('.export-look summary').first().click();
      await dialog(page).locator('.export-look img').first().waitFor();
      await axe(page);
      const { wide, inner } = await page.evaluate(() => {
        const d = document.querySelector('#export');
        return { wide: document.documentElement.scrollWidth <= innerWidth, inner: d.scrollWidth <= d.clientWidth };
      });
      assert.ok(wide && inner, 'nothing scrolls sideways');
    });

check('in forced colours every control of the dialog can be seen', { context: { forcedColors: 'active' } }, async ({ page, open }) => {
  await open();
  await shown(page);
  const faint = await dialog(page).locator('button, select').evaluateAll((all) =>
    all.filter((e) => {
      const style = getComputedStyle(e);
      return style.borderStyle === 'none' || style.borderWidth === '0px' || style.color === style.backgroundColor;
    }).map((e) => e.textContent),
  );
  assert.deepEqual(faint.filter((text) => text !== '×'), []);
});

// ---- paper ----

const PLACES = {
  Explore: ['', '.row .name'],
  'Explore with some excluded': ['?v=1&f=language~python', '.out .name'],
  Technology: ['?v=1&view=technology&t=rails', '.sheet-table th'],
  Compare: ['?v=1&view=compare&c=rails.laravel.django', '.compared th'],
  Decide: ['?v=1&view=decide', '.decide-line'],
  Data: ['?v=1&view=data', '.data-criterion'],
};

for (const [place, [query, content]] of Object.entries(PLACES)) {
  check(`${place} prints whole: no controls, folds open, weights and link at its foot`, { timeout: 90_000 }, async ({ page, open }) => {
    await page.addInitScript(() => (window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      window.printed = true;
    }));
    await open(query);
    if (place === 'Decide') await page.locator('.decide-heat').first().waitFor({ timeout: 60_000 });
    await shown(page);
    const closed = await page.locator('main details:not([open])').count();
    await button(page, 'Print').click();
    await page.waitForFunction(() => window.printed);
    await page.emulateMedia({ media: 'print' });
    await page.waitForSelector('main :is([aria-busy="true"], .later)', { state: 'detached', timeout: 60_000 });
    const found = await page.evaluate((content) => {
      const visible = (e) => e.checkVisibility({ visibilityProperty: true });
      return {
        controls: [...document.querySelectorAll('button, input, select, textarea, dialog')].filter(visible).map((e) => e.className + ' ' + e.textContent.trim()),
        closed: document.querySelectorAll('main details:not([open], .about, .stays)').length,
        content: [...document.querySelectorAll(content)].filter(visible).length,
        foot: [...document.querySelectorAll('.print-foot')].filter(visible).flatMap((p) => p.textContent.split('\n')),
        wide: document.documentElement.scrollWidth <= innerWidth,
      };
    }, content);
    // Names lead to a sheet, headings of groups fold: on paper they are words.
    const names = /^(name|text)\b/;
    assert.deepEqual(found.controls.filter((text) => !names.test(text)), []);
    assert.equal(found.closed, 0);
    assert.ok(found.content > 3 && found.wide);
    const [weights, ...rest] = found.foot;
    const [made, link] = rest.slice(-2);
    assert.match(weights, /^Weights: .*\d+\s%/);
    assert.match(made, /^Printed on .*\d{4}\.$/);
    assert.match(link, /^http.*\?v=1/);
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 10_000);
    // Back on the screen everything is as it was.
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    if (place !== 'Decide') assert.equal(await page.locator('main details:not([open])').count(), closed);
  });
}
