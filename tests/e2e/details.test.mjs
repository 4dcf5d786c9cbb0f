// Promises of the details: the first visit loads a brief of the catalogue alone,
// a sheet or a comparison fetches the rest once, and where that does not come it
// says so, loses nothing and comes right again.
import assert from 'node:assert/strict';
import { axe, check, hold, holds, rows } from './page.mjs';

const isDetails = (path) => /\/catalogue-[^/]*\.json$/.test(path ?? '');
const asked = (site) => site.log.filter(({ path }) => isDetails(path));
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const click = (page, name) => page.locator('.row').getByRole('button', { name, exact: true }).click();
const alert = (page) => page.getByRole('main').getByRole('alert');
const again = (page) => alert(page).getByRole('button', { name: 'Try again' });
const focused = (page) => page.evaluate(() => document.activeElement.id);
// What Chromium itself prints of a failure that the test provokes.
const LOUD = [/Failed to load resource/];

/** A fault for the details that can be healed. */
function broken(answer) {
  const fault = (path, request, response, file) => {
    if (fault.healed || !isDetails(path)) return false;
    answer(response, file);
    return true;
  };
  return fault;
}

/** Whether a sheet has every part of it. */
async function whole(page, name) {
  await heading(page, name).waitFor();
  await page.locator('.sheet-parts').waitFor();
  const parts = await page.locator('.sheet-part h2').allInnerTexts();
  for (const part of ['Score', 'Facts', 'What it brings', 'Figures', 'Sources']) assert.ok(parts.includes(part), `${name}: ${parts}`);
  assert.ok((await page.locator('.sheet-part a[href^="https://"]').count()) > 20, name);
  assert.equal(await page.locator('.sheet-links a[href^="https://"]').count(), 2, name);
}

check('the first visit asks for no details, whatever is done in the list but search', async ({ page, site, open }) => {
  await open();
  await page.locator('.weight input[type=range]').first().press('ArrowRight');
  await page.locator('.fold summary').first().click();
  await page.locator('.must input').first().press('Space');
  await page.locator('.must select').first().selectOption('core');
  await page.locator('.excluded summary').click();
  await page.getByRole('button', { name: 'Guide', exact: true }).click();
  await page.keyboard.press('Escape');
  for (const control of ['star', 'tick']) await page.locator(`.row:not([hidden]) [data-control=${control}]`).first().click();
  await page.getByRole('banner').getByRole('button', { name: 'Compare' }).click();
  await page.getByText('One more is needed to compare.').waitFor();
  await page.goto(`${site.url}?v=1&view=technology&t=of-yesterday`);
  await heading(page, 'of-yesterday is not listed').waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual(asked(site), []);
});

check('what a criterion asks is among the details, and so is the rule of a must-have', async ({ page, site, open }) => {
  await open();
  await page.locator('.weight summary').first().click();
  await page.locator('.weight .about strong').first().waitFor();
  assert.equal(asked(site).length, 1);
  await page.locator('.fold summary').first().click();
  const must = page.locator('.must .check').first();
  await must.hover();
  await holds(async () => assert.ok((await must.getAttribute('title'))?.length > 20));
  assert.equal(asked(site).length, 1);
});

check('sheets and comparisons fetch the details once, all together', { at: 'both' }, async ({ page, site, open }) => {
  await open();
  const [first, second] = await rows(page);
  await click(page, first.name);
  await whole(page, first.name);
  assert.deepEqual(asked(site).map(({ status }) => status), [200]);
  await page.evaluate(() => history.back());
  await holds(async () => assert.ok((await rows(page)).length > 1));
  await click(page, second.name);
  await whole(page, second.name);
  for (const { name } of [first, second]) {
    await page.getByRole('banner').getByRole('button', { name: 'Explore' }).click();
    await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
  }
  await page.getByRole('banner').getByRole('button', { name: 'Compare' }).click();
  await page.locator('.compared table').waitFor();
  assert.ok((await page.locator('.compared a.cite').count()) > 20);
  assert.equal(asked(site).length, 1);
});

check('a sheet is there by its link and after a reload, and so is a comparison', { at: 'both' }, async ({ page, open, ready }) => {
  await open();
  const [first, second] = await rows(page);
  await open(`?v=1&view=technology&t=${first.id}`);
  await whole(page, first.name);
  await page.reload();
  await ready();
  await whole(page, first.name);
  await open(`?v=1&view=compare&c=${first.id}.${second.id}`);
  assert.ok((await page.locator('.compared a.cite').count()) > 20);
});

check('while the details are coming, the sheet says so and everything else works', async ({ page, site, open }) => {
  await open();
  const [first, second] = await rows(page);
  const release = hold(site, isDetails);
  await click(page, first.name);
  await heading(page, first.name).waitFor();
  await page.getByText('Fetching the details…').waitFor();
  assert.equal(await page.locator('main .lead').count(), 1, 'what it is, is there');
  await holds(async () => assert.equal(await focused(page), 'place'));
  await axe(page);
  // Elsewhere and back, to another sheet, into the list and its shortlist.
  await page.getByRole('button', { name: 'All technologies' }).click();
  assert.equal((await rows(page))[0].id, first.id);
  await page.getByRole('button', { name: `Put on the shortlist: ${first.name}` }).click();
  await click(page, second.name);
  await heading(page, second.name).waitFor();
  await holds(async () => assert.equal(await focused(page), 'place'));
  release();
  await whole(page, second.name);
  assert.equal(await focused(page), 'place', 'the focus stays where it was');
  assert.equal(asked(site).length, 1);
});

const json = (change) => (response, file) => {
  const body = change(file.body.toString());
  // As a cache on the way would: with the lifetime of a good file.
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=31536000, immutable' }).end(body);
};
const status = (code) => (response) => response.writeHead(code, { 'content-type': 'text/plain', 'cache-control': 'public, max-age=31536000, immutable' }).end('no');
const cut = (response, file) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': file.body.length });
  response.write(file.body.subarray(0, file.body.length / 2));
  setTimeout(() => response.destroy(), 50);
};
const FAILURES = [
  ['out of reach', (response) => response.destroy(), /could not be fetched. The network may be gone/, false],
  ['cut off', cut, /could not be fetched/, false],
  ['answered with an error', status(500), /It answered with an error/, false],
  ['half there', json((text) => text.slice(0, text.length / 2)), /cannot be read. They arrived incomplete/, true],
  ['answered with a page', json(() => '<!doctype html><title>Sign in</title>'), /perhaps a sign-in page/, true],
  ['of another shape', json(() => '{"format":1}'), /cannot be read/, true],
  ['gone from the server', status(404), /has been renewed since you opened it.*Reload the page/, true],
  ['of another version', json((text) => text.replace(/"version":"\d{8}-[0-9a-f]{4}"/, '"version":"20991231-abcd"')), /has been renewed/, true],
];

for (const [what, answer, sentence, reloads] of FAILURES) {
  const fault = broken(answer);
  check(`details that are ${what}: a sentence, nothing is lost, and trying again mends it`, { fault, allow: LOUD }, async ({ page, site, open }) => {
    await open();
    const [first, second] = await rows(page);
    await page.getByRole('button', { name: `Put on the shortlist: ${first.name}` }).click();
    await click(page, first.name);
    const said = alert(page);
    await said.waitFor();
    assert.match((await said.innerText()).replace(/\s+/g, ' '), sentence);
    assert.equal(await said.getByRole('button', { name: 'Reload' }).count(), reloads ? 1 : 0);
    assert.ok(await heading(page, first.name).isVisible());
    await axe(page);
    // In vain: it says so again, and the focus is not lost.
    await again(page).click();
    await holds(async () => assert.equal(await focused(page), 'place'));
    await said.waitFor();
    // The rest of the page works meanwhile.
    await page.getByRole('button', { name: 'All technologies' }).click();
    assert.equal((await rows(page))[0].id, first.id);
    assert.equal(await page.getByRole('button', { name: `Take off the shortlist: ${first.name}` }).count(), 1);
    await click(page, second.name);
    await said.waitFor();
    fault.healed = true;
    await again(page).click();
    await whole(page, second.name);
    assert.equal(await said.count(), 0);
    assert.equal(asked(site).at(-1).status, 200);
  });
}

check('a comparison whose details do not come says so, and keeps what is compared', { fault: broken(status(500)), allow: LOUD }, async ({ page, site, open, ready }) => {
  await open();
  const [first, second] = await rows(page);
  const query = `?v=1&view=compare&c=${first.id}.${second.id}&u=middle`;
  await open(query);
  await again(page).waitFor();
  assert.ok(await heading(page, 'Compare').isVisible());
  await axe(page);
  site.setFault(null);
  await again(page).click();
  await page.locator('.compared table').waitFor();
  const names = await page.locator('.compared thead .name').allInnerTexts();
  assert.deepEqual(names, [first.name, second.name]);
  await page.reload();
  await ready();
  assert.deepEqual(await page.locator('.compared thead .name').allInnerTexts(), names);
});

check('an old page reloads into the new one, with the same sheet and weights', { fault: broken(status(404)), allow: LOUD }, async ({ page, site, open, ready }) => {
  await open();
  const { id, name } = (await rows(page))[0];
  await open(`?v=1&view=technology&t=${id}&w=rps900`);
  const reload = page.getByRole('main').getByRole('button', { name: 'Reload' });
  await reload.waitFor();
  site.setFault(null);
  const loaded = page.waitForEvent('load');
  await reload.click();
  await loaded;
  await ready();
  await whole(page, name);
  assert.equal(new URL(page.url()).searchParams.get('w'), 'rps900');
});

check('what the browser kept of a bad moment is asked for anew', { allow: LOUD }, async ({ page, site, open, ready }) => {
  await open();
  const { id, name } = (await rows(page))[0];
  let bad = 1;
  site.setFault((path, request, response, file) => isDetails(path) && bad-- > 0 && (status(404)(response, file), true));
  await open(`?v=1&view=technology&t=${id}`);
  await whole(page, name);
  assert.deepEqual(asked(site).map((entry) => entry.status).slice(1), [200]);
  await page.reload();
  await ready();
  await whole(page, name);
});
