// Promises of the second file of the program: the first view does without it, it
// comes once, when it is wanted, and where it does not come the page says so.
import assert from 'node:assert/strict';
import { axe, check, hold, holds } from './page.mjs';

const isLater = (path) => /\/groundwork-later-.*\.wasm$/.test(path);
const isDress = (path) => /\/groundwork-later-.*\.css$/.test(path);
const loads = (site) => site.log.filter(({ path }) => isLater(path)).length;
const focused = (page) => page.evaluate(() => document.activeElement.id);
const bar = (page, name) => page.getByRole('banner').getByRole('button', { name });
const heading = (page) => page.locator('#place');
// What Chromium itself prints of a load that the test makes fail.
const FAILED = [/Failed to load resource|net::ERR|preload/, /TypeError: Failed to fetch|\/groundwork-later-[^ ]*: \d+/];

check('the first visit does not load it', async ({ page, site, open }) => {
  await open();
  await page.getByRole('checkbox', { name: 'Compare Django' }).check();
  await page.waitForTimeout(2_000);
  assert.equal(loads(site), 0);
});

check('a search asks for it and for the whole catalogue, and then finds by package too', async ({ page, site, open }) => {
  await open();
  const release = hold(site, (path) => isLater(path) || /\/catalogue-.*\.json$/.test(path));
  const found = () => page.locator('ol.rows > .row .name').evaluateAll((all) => all.filter((name) => name.checkVisibility()).map((name) => name.textContent));
  await page.getByRole('searchbox').fill('cancancan');
  await page.locator('main .later').waitFor();
  assert.deepEqual(await found(), []);
  release();
  await page.locator('main .later').waitFor({ state: 'detached' });
  await holds(async () => assert.ok((await found()).includes('Ruby on Rails')));
  // What the page carries itself is found without either.
  assert.equal(loads(site), 1);
});

check('it is loaded once for all places and dialogs', { at: 'both' }, async ({ page, site, open }) => {
  await open();
  await page.getByRole('button', { name: 'Django', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Django' }).waitFor();
  await page.locator('.sheet-body').waitFor();
  await bar(page, /^Compare/).click();
  await page.getByText('Nothing is ticked yet.').waitFor();
  await bar(page, /Shortlist/).click();
  await page.getByText('Nothing here yet.').waitFor();
  assert.equal(loads(site), 1);
});

check('wishes while it is on its way share one load', async ({ page, site, open }) => {
  await open();
  const release = hold(site, isLater);
  await page.getByRole('button', { name: 'Django', exact: true }).hover();
  await bar(page, /^Compare/).click();
  await bar(page, /Shortlist/).click();
  await page.getByRole('dialog').getByText('Loading…').waitFor();
  release();
  await page.getByText('Nothing here yet.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Nothing is ticked yet.').waitFor();
  assert.equal(loads(site), 1);
});

for (const how of ['pointer', 'focus']) {
  check(`it is on its way as soon as the ${how} comes to what needs it`, async ({ page, site, open }) => {
    await open();
    const name = page.getByRole('button', { name: 'Django', exact: true });
    await Promise.all([page.waitForResponse((response) => isLater(response.url())), how === 'focus' ? name.focus() : name.hover()]);
    assert.equal(loads(site), 1);
  });
}

check('a link to a sheet or a comparison has it fetched beside the first', { at: 'both' }, async ({ page, site, ready }) => {
  for (const query of ['?view=technology&t=django', '?view=compare&c=rails.django']) {
    site.log.length = 0;
    let started = false;
    site.setFault(async (path) => {
      // The first file waits for the second to be asked for.
      if (path?.endsWith('_bg.wasm')) while (!loads(site)) await new Promise((done) => setTimeout(done, 20));
      started ||= isLater(path);
      return false;
    });
    await page.goto(site.url + query);
    await ready(page);
    await page.locator('.sheet-body, .compare table').first().waitFor();
    assert.ok(started);
    assert.equal(loads(site), 1);
    // Not from the cache of the first link.
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.clearBrowserCache');
  }
});

check('until it is there, the place has its heading and the focus, and keeps it', async ({ page, site, open }) => {
  await open();
  const release = hold(site, isLater);
  await bar(page, /^Compare/).press('Enter');
  await page.getByRole('main').getByText('Loading…').waitFor();
  assert.equal(await heading(page).innerText(), 'Compare');
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await focused(page), 'place');
  await axe(page);
  release();
  await page.getByText('Nothing is ticked yet.').waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'place');
  assert.equal(await page.locator('h1').count(), 1);
});

check('a focus elsewhere stays where it is when it comes', async ({ page, site, open }) => {
  await open();
  const release = hold(site, isLater);
  await bar(page, /^Compare/).click();
  await page.getByRole('main').getByText('Loading…').waitFor();
  await bar(page, /^Share/).focus();
  release();
  await page.getByText('Nothing is ticked yet.').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Share');
});

const status = (code) => (response) => response.writeHead(code, { 'content-type': 'text/plain' }).end('no');
const damaged = (response, file) => {
  // As a cache on the way would: with the lifetime of a good file.
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'public, max-age=31536000, immutable' });
  response.end(file.body.subarray(0, file.body.length / 2));
};
const html = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
const FAILURES = [
  ['missing', status(404)],
  ['answered with an error', status(500)],
  ['answered with a page', html],
  ['half there', damaged],
  ['out of reach', (response) => response.destroy()],
];
for (const [what, answer] of FAILURES) {
  const allow = [...FAILED, /CompileError/];
  check(`says so when it is ${what}, all else works, and trying again mends it`, { allow }, async ({ page, site, open }) => {
    await open();
    site.setFault((path, request, response, file) => isLater(path) && (answer(response, file), true));
    await page.getByRole('button', { name: 'Django', exact: true }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'This part of the page could not be loaded.' });
    await alert.waitFor();
    assert.equal(await heading(page).innerText(), 'Django');
    await axe(page);

    // Nothing else has suffered; going there anew is a wish anew.
    await bar(page, 'Explore').click();
    await page.getByRole('checkbox', { name: 'Compare Django' }).check();
    const before = loads(site);
    await bar(page, /^Compare/).click();
    await alert.waitFor();
    assert.ok(loads(site) > before);

    site.setFault(null);
    await alert.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByText('Only one is ticked').or(page.getByRole('button', { name: /^Compare with/ })).first().waitFor();
    await page.waitForFunction(() => document.activeElement.id === 'place');
    assert.equal(await page.getByRole('alert').count(), 0);
  });
}

for (const [what, answer] of FAILURES.filter(([what]) => what !== 'half there')) {
  const allow = [...FAILED, /could not be loaded|MIME type/];
  check(`nothing is shown undressed: so too when its stylesheet is ${what}`, { allow }, async ({ page, site, open }) => {
    await open();
    site.setFault((path, request, response, file) => isDress(path) && (answer(response, file), true));
    await bar(page, /^Compare/).click();
    const alert = page.getByRole('alert').filter({ hasText: 'This part of the page could not be loaded.' });
    await alert.waitFor();
    site.setFault(null);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nothing is ticked yet.').waitFor();
    assert.equal(await page.locator('.compare').evaluate((e) => getComputedStyle(e).display), 'grid');
    assert.equal(await page.locator('link[href*="/groundwork-later-"]').count(), 1);
  });
}

check('offline it says so, and comes when the network is back', { allow: FAILED }, async ({ page, context, open }) => {
  await open();
  await context.setOffline(true);
  await bar(page, /Shortlist/).click();
  const dialog = page.getByRole('dialog', { name: 'Shortlist' });
  await dialog.getByText('could not be loaded').waitFor();
  await axe(page);
  await context.setOffline(false);
  await dialog.getByRole('button', { name: 'Try again' }).press('Enter');
  await dialog.getByText('Nothing here yet.').waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'shortlist-title');
});

check(
  'it comes from a server that does not know its type',
  { fault: (path, request, response, file) => isLater(path) && response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.body) },
  async ({ page, open }) => {
    await open('?view=compare');
    await page.getByText('Nothing is ticked yet.').waitFor();
  },
);
