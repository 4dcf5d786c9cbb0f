// Promises of the page as one file: it opens from a disk, asks nobody for anything,
// does all that the page does, keeps nothing where other files could see it, and says
// what it says without a program too.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { axe, check, complete, DIST, holds, ready, rows, visitor } from './page.mjs';

const MAIN = 'Ranked technologies';
const TEMPLATE = readdirSync(DIST).find((name) => /^groundwork-single-.*\.html$/.test(name));
const isTemplate = (path) => path?.endsWith(TEMPLATE);
const HOME = 'https://example.org/groundwork/';
const ASKED = '?v=1&f=language~python.php.ruby&must=orm&w=sec8.rps2&c=django.rails.laravel';

const folder = mkdtempSync(join(tmpdir(), 'groundwork '));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name) => join(folder, name);
const put = (name, text) => (writeFileSync(at(name), text), name);

/** The bare file, whose links lead to an address or to none. */
function bare(home = '') {
  copyFileSync(join(DIST, TEMPLATE), at(TEMPLATE));
  execFileSync(process.execPath, [join(import.meta.dirname, '../../src/web/single.mjs'), home, folder]);
  return put(`bare ${home ? 'with' : 'without'} address.html`, readFileSync(at('groundwork.html'), 'utf8'));
}

/** Somebody who opens a file of the folder; `requests` is all that was asked for. */
async function reader(test, file, { settings = {}, init, started = true } = {}) {
  const { page, context } = await visitor(test, { viewport: { width: 1280, height: 800 }, ...settings });
  const requests = [];
  context.on('request', (request) => requests.push(request.url()));
  if (init) await context.addInitScript(init);
  const open = async (name, query = '') => {
    await page.goto(pathToFileURL(at(name)).href + query);
    if (started) await ready(page);
  };
  await open(file);
  return { page, context, open, requests };
}

const bar = (page, name) => page.getByRole('banner').getByRole('button', { name, exact: true });
const goes = async (page, place) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();
  await complete(page);
};
const order = async (page) => (await rows(page, MAIN)).map(({ id, rank, points }) => ({ id, rank, points }));
const toSave = (page) => page.getByRole('button', { name: /^Save as one file \(/ });
const unfolded = async (page) => {
  await goes(page, 'Decide');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await toSave(page).waitFor();
};

/** Saves what the page shows as a file of the folder. */
async function saved(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), toSave(page).click()]);
  await file.saveAs(at(name));
  return file.suggestedFilename();
}
const copied = (page) => page.evaluate(() => window.copied);
/** Keeps what is copied where a test can see it. */
const clipboard = () => {
  Clipboard.prototype.writeText = async (text) => void (window.copied = text);
};

check('it opens from a disk and does the main job without a request', { timeout: 60_000 }, async (test) => {
  const file = bare(HOME);
  const begin = Date.now();
  const { page, requests } = await reader(test, file);
  const took = Date.now() - begin;
  const bytes = readFileSync(at(file)).length;
  console.log(`${bytes.toLocaleString('en')} bytes, ready after ${took} ms`);
  assert.ok(bytes < 1_500_000, `${bytes} bytes`);
  assert.ok(await page.getByText('Groundwork in one file.').isVisible());
  assert.equal(await page.getByText('saves nothing for this page').count(), 0, 'no alarm');
  assert.equal((await order(page))[0].rank, '1');

  const all = (await order(page)).length;
  await page.getByRole('checkbox', { name: 'Compare Django' }).check();
  await page.getByRole('checkbox', { name: 'Compare Laravel' }).check();
  await page.locator('.side summary', { hasText: 'Language' }).first().click();
  await page.locator('.side').getByRole('checkbox', { name: /^PHP/ }).check();
  await holds(async () => assert.ok((await order(page)).length < all));
  await page.locator('.side').getByRole('slider', { name: /^Security, how much/ }).fill('10');
  await holds(() => assert.match(page.url(), /w=[^&]*sec10/));
  await page.getByRole('button', { name: 'Laravel', exact: true }).first().click();
  await page.locator('.sheet-body').waitFor();
  await complete(page);
  assert.ok((await page.locator('main a[href^="https://"]').count()) > 20, 'sources of its facts');
  await goes(page, 'Compare');
  await page.getByRole('rowheader', { name: 'Total' }).waitFor();
  await goes(page, 'Decide');
  await page.locator('.decide-heat').waitFor({ timeout: 30_000 });
  await goes(page, 'Data');
  const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as JSON' }).click()]);
  await json.saveAs(at('downloaded.json'));
  assert.deepEqual(JSON.parse(readFileSync(at('downloaded.json'), 'utf8')), JSON.parse(readFileSync(join(DIST, readdirSync(DIST).find((name) => /^catalogue-.*\.json$/.test(name))), 'utf8')));

  const query = new URL(page.url()).search;
  await page.goBack();
  await page.locator('.decide h1').waitFor();
  await page.goForward();
  await page.reload();
  await ready(page);
  assert.equal(new URL(page.url()).search, query, 'a reload changes nothing');
  assert.deepEqual(new Set(requests.map((url) => url.split('?')[0]).filter((url) => !url.startsWith('blob:'))), new Set([pathToFileURL(at(file)).href]));
});

check('it works where a file may not write its address', async (test) => {
  const init = () => {
    for (const name of ['pushState', 'replaceState']) {
      const real = history[name].bind(history);
      history[name] = (state, title, url) => {
        if (url != null) throw new DOMException('A history state object with this URL cannot be created', 'SecurityError');
        real(state, title);
      };
    }
  };
  const { page } = await reader(test, bare(HOME), { init });
  const address = page.url();
  await page.getByRole('checkbox', { name: 'Compare Django' }).check();
  await goes(page, 'Data');
  assert.equal(page.url(), address);
  await page.goBack();
  await page.locator('.explore').waitFor();
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: 'Data and method' }).waitFor();
  await page.reload();
  await ready(page);
  await page.getByRole('heading', { level: 1, name: 'Data and method' }).waitFor();
  assert.ok((await bar(page, /^Compare/).textContent()).includes('1'), 'what was ticked is still ticked');
});

check('its policy allows its one script and no other', { allow: [/policy violation|Content Security Policy/] }, async (test) => {
  const text = readFileSync(at(bare(HOME)), 'utf8');
  const policy = text.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']{44}' 'wasm-unsafe-eval'; style-src 'sha256-[^']{44}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default$/);
  assert.doesNotMatch(text.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, ''), /\son\w+=|\sstyle=|javascript:|\ssrc=/);
  const more = put('with another script.html', text.replace('</body>', '<script>window.ran = true</script></body>'));
  const { page } = await reader(test, more);
  assert.equal(await page.evaluate(() => window.ran ?? 'blocked'), 'blocked');
  const outcome = await page.evaluate(async () => {
    const violated = new Promise((done) => addEventListener('securitypolicyviolation', ({ effectiveDirective }) => done(effectiveDirective), { once: true }));
    new WebSocket('wss://example.org/').onopen = () => (window.ran = true);
    const tried = (act) => {
      try {
        return act(), 'allowed';
      } catch {
        return 'blocked';
      }
    };
    return {
      asked: await violated,
      worker: tried(() => new Worker('https://example.org/worker.js')),
      markup: tried(() => void (document.createElement('p').innerHTML = '<img src=x onerror=alert(1)>')),
    };
  });
  assert.deepEqual(outcome, { asked: 'connect-src', worker: 'blocked', markup: 'blocked' });
  // Its own script, changed by a letter, is another's.
  put('changed.html', text.replace('Back to the comparison', 'Back to the Comparison'));
  await page.goto(pathToFileURL(at('changed.html')).href);
  assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), {});
});

check('a link copied from it opens the same comparison in the page', async (test) => {
  const file = bare(test.site.url);
  const { page, open } = await reader(test, file, { init: clipboard });
  await open(file, ASKED);
  await goes(page, 'Explore');
  const here = await order(page);
  await bar(page, 'Share').click();
  await holds(async () => assert.ok((await copied(page))?.startsWith(`${test.site.url}?v=1&`)));
  await test.page.goto(await copied(page));
  await test.ready();
  assert.deepEqual(await order(test.page), here);
  assert.ok(here.length > 3 && here.length < 40);
});

check('without an address it offers itself with what is chosen', async (test) => {
  const { page } = await reader(test, bare(), { init: clipboard });
  await page.getByRole('checkbox', { name: 'Compare Django' }).check();
  await bar(page, 'Share').click();
  const dialog = page.getByRole('dialog', { name: 'Share this comparison' });
  await dialog.getByText('This file has no address on the web: send the file itself.').waitFor();
  await axe(page);
  await toSave(page).waitFor();
  await saved(page, 'from a file.html');
  assert.equal(await copied(page), undefined);
  const other = await reader(test, 'from a file.html');
  await other.page.locator('.decide h1').waitFor();
  assert.ok((await bar(other.page, /^Compare/).textContent()).includes('1'));
});

const OWN = { 'fact:rails:metrics.github-stars': '{"value":1000000,"as_of":"2026-11-20","reason":"Counted by hand","made":"2026-11-22"}' };
const brought = (own) => {
  for (const [key, value] of Object.entries(own)) {
    if (location.protocol.startsWith('http')) localStorage.setItem(`groundwork:own:${key}`, JSON.stringify({ clock: 1, tab: 1, value }));
  }
};

check('a comparison is saved as one file, and opens from a disk as it was', { timeout: 60_000 }, async (test) => {
  const { page, context, site, open } = test;
  await context.addInitScript(brought, { ...OWN, 'member:anna': '{"name":"Anna","query":"v=1"}' });
  await open(ASKED);
  await page.getByRole('button', { name: 'Put on the shortlist: Django' }).click();
  const here = await order(page);
  assert.ok(here.length > 3 && here.length < 40);
  await unfolded(page);
  assert.equal(site.log.filter(({ path }) => isTemplate(path)).length, 0, 'not before it is wanted');
  const size = Number((await toSave(page).textContent()).match(/[\d.]+/)[0]);
  const before = await page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
  const name = await saved(page, 'saved.html');
  assert.match(name, new RegExp(`^groundwork-${here[0].id}-\\d{4}-\\d\\d-\\d\\d\\.html$`));
  await page.getByText(`Saved as ${name}`).first().waitFor();
  const text = readFileSync(at('saved.html'), 'utf8');
  assert.ok(Math.abs(text.length / 1e6 - size) < 0.1, `${size} MB was said, ${text.length} bytes it has`);
  assert.equal(await page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort())), before);

  const pack = JSON.parse(text.match(/<script id="pack"[^>]*>([^<]*)</)[1]);
  assert.equal(pack.home, site.url);
  assert.deepEqual(Object.keys(pack.saved).filter((key) => key.startsWith('groundwork:own:')), Object.keys(OWN).map((key) => `groundwork:own:${key}`));
  assert.doesNotMatch(JSON.stringify(pack), /Anna|groundwork:item/, 'neither the shortlist nor the team');

  const other = await reader(test, 'saved.html');
  await other.page.locator('.decide h1').waitFor();
  assert.equal(await other.page.getByText('shared comparison').count(), 0, 'it is its own');
  assert.ok(await other.page.getByText(/^The case for/).first().isVisible());
  await goes(other.page, 'Explore');
  assert.deepEqual(await order(other.page), here);
  assert.equal(await other.page.locator('.star[aria-pressed="true"]').count(), 0);
  assert.deepEqual(other.requests, [pathToFileURL(at('saved.html')).href]);
});

check('its document is one click away, and reads without the program and on paper', { timeout: 60_000 }, async (test) => {
  const { page, open } = test;
  await open(ASKED);
  const names = (await rows(page, MAIN)).map((row) => row.name);
  await unfolded(page);
  await saved(page, 'document.html');

  const off = await reader(test, 'document.html', { settings: { javaScriptEnabled: false }, started: false });
  const text = await off.page.locator('#document').innerText();
  for (const part of ['What was asked', 'The ranking', 'The arithmetic', 'The strongest case against it', 'Where each figure comes from', 'Object mapping', ...names]) assert.ok(text.includes(part), part);
  assert.ok((await off.page.locator('#document a[href^="https://"]').count()) > 50);
  assert.equal(await off.page.locator('#boot').isVisible(), false);
  assert.equal(await off.page.locator('#file-read').isVisible(), false);
  await off.page.emulateMedia({ media: 'print' });
  assert.ok(await off.page.locator('#document').isVisible());
  assert.equal(await off.page.locator('#file-bar').isVisible(), false);

  const on = await reader(test, 'document.html');
  const article = on.page.locator('#document');
  assert.equal(await article.isVisible(), false);
  await on.page.getByRole('button', { name: 'Read its document' }).click();
  assert.ok(await article.isVisible());
  assert.equal(await on.page.locator('main.main').isVisible(), false);
  assert.equal(await on.page.evaluate(() => document.activeElement.id), 'document');
  for (const colorScheme of ['light', 'dark']) {
    await on.page.emulateMedia({ colorScheme });
    await axe(on.page);
  }
  await on.page.setViewportSize({ width: 320, height: 640 });
  await axe(on.page);
  assert.ok(await on.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
  await on.page.getByRole('button', { name: 'Back to the comparison' }).click();
  await on.page.locator('.decide h1').waitFor();
  assert.equal(await article.isVisible(), false);
  await axe(on.page);
  assert.ok(await on.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

check('files side by side keep to themselves, and to the page of their address', { timeout: 60_000 }, async (test) => {
  const { page, open } = test;
  await open('?v=1&c=django.rails');
  await unfolded(page);
  await saved(page, 'one.html');
  await open('?v=1&c=laravel.nestjs.express&f=language~php');
  await unfolded(page);
  await saved(page, 'two.html');
  const here = await page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));

  // All files of a disk share a storage; what stands there is somebody else's.
  put('neighbour.html', '<!doctype html><title>Neighbour</title>');
  const { page: one, context } = await reader(test, 'neighbour.html', { started: false });
  const theirs = { 'groundwork:theme': '{"clock":9,"tab":1,"value":"dark"}', 'groundwork:mine': '{"clock":9,"tab":1,"value":"v=1&c=flask.koa"}', 'groundwork:item:koa': '{"clock":9,"tab":1,"value":{"position":1,"note":""}}' };
  await one.evaluate((all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text)), theirs);
  const two = await context.newPage();
  const neighbour = await context.newPage();
  await one.goto(pathToFileURL(at('one.html')).href);
  await two.goto(pathToFileURL(at('two.html')).href);
  await neighbour.goto(pathToFileURL(at('neighbour.html')).href);
  await Promise.all([ready(one), ready(two)]);
  const ticked = async (of) => (await bar(of, /^Compare/).textContent()).match(/\d+/)?.[0];
  assert.deepEqual([await ticked(one), await ticked(two)], ['2', '3']);
  assert.equal(await one.locator('html').getAttribute('data-theme'), null);
  await goes(one, 'Explore');
  await one.getByRole('button', { name: 'Put on the shortlist: Django' }).click();
  await one.getByRole('button', { name: /^Theme/ }).click();
  await neighbour.evaluate(() => localStorage.setItem('groundwork:item:flask', '{"clock":10,"tab":1,"value":{"position":1,"note":""}}'));
  await two.bringToFront();
  await goes(two, 'Explore');
  assert.equal(await two.locator('.star[aria-pressed="true"]').count(), 0);
  assert.equal(await one.locator('.star[aria-pressed="true"]').count(), 1);
  assert.deepEqual([await ticked(one), await ticked(two)], ['2', '3']);
  const now = await neighbour.evaluate(() => ({ ...localStorage }));
  delete now['groundwork:item:flask'];
  assert.deepEqual(now, theirs);
  assert.deepEqual(await neighbour.evaluate(() => ({ ...sessionStorage })), {});
  assert.equal(await page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort())), here);
});

check('a file saved from a file has the later state, and nothing that came into the page', { timeout: 60_000 }, async (test) => {
  const { page } = await reader(test, bare(HOME));
  await page.evaluate(() => document.head.append(Object.assign(document.createElement('meta'), { name: 'extension', content: 'private' })));
  await page.getByRole('checkbox', { name: 'Compare Flask' }).check();
  await unfolded(page);
  await saved(page, 'second.html');
  const [first, second] = [bare(HOME), 'second.html'].map((name) => readFileSync(at(name), 'utf8'));
  const inside = (text) => [...text.matchAll(/<(script|style)[^>]*>([\s\S]*?)<\/\1>/g)].map(([, , body]) => body).filter((body) => !body.startsWith('{'));
  assert.deepEqual(inside(second), inside(first));
  assert.doesNotMatch(second, /private/);
  const other = await reader(test, 'second.html');
  await other.page.locator('.decide h1').waitFor();
  assert.ok((await bar(other.page, /^Compare/).textContent()).includes('1'));
  await other.page.getByRole('button', { name: 'Read its document' }).click();
  // And once more: a file of a file of a file.
  await other.page.getByRole('button', { name: 'Back to the comparison' }).click();
  await unfolded(other.page);
  await saved(other.page, 'third.html');
  assert.deepEqual(inside(readFileSync(at('third.html'), 'utf8')), inside(first));
});

const FAILURES = {
  'is not there': [(response) => response.writeHead(404).end(), 'The server does not have the file.'],
  'is refused': [(response) => response.writeHead(503).end(), 'The server has trouble.'],
  'is a page to sign in': [(response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Sign in'), 'The server sent something else.'],
  'is cut short': [(response, file) => response.writeHead(200, { 'content-type': 'text/html' }).end(file.body.subarray(0, 600_000)), 'The file arrived damaged.'],
  'has a letter changed': [
    (response, file) => {
      const body = Buffer.from(file.body);
      body[body.length - 90_000] ^= 1;
      response.writeHead(200, { 'content-type': 'text/html' }).end(body);
    },
    'The file arrived damaged.',
  ],
  'does not come': [(response) => response.destroy(), 'The file could not be fetched.'],
};
for (const [what, [answer, says]] of Object.entries(FAILURES)) {
  check(`where the file ${what} it says so, saves nothing and can be tried again`, { allow: [/Failed to load resource|net::ERR/] }, async ({ page, site, open }) => {
    let wrong = true;
    site.setFault((path, request, response, file) => {
      if (!wrong || !isTemplate(path)) return false;
      answer(response, file);
      return true;
    });
    await open();
    await unfolded(page);
    page.once('download', () => assert.fail('something was saved'));
    await toSave(page).click();
    await page.getByRole('alert').getByText(says).waitFor();
    page.removeAllListeners('download');
    wrong = false;
    await saved(page, 'at last.html');
    assert.equal(await page.getByRole('alert').getByText(says).count(), 0);
  });
}

check('a file that was damaged says so and leaves its document to be read', { allow: [/./], timeout: 60_000 }, async (test) => {
  await test.open('?v=1&c=django.rails');
  await unfolded(test.page);
  await saved(test.page, 'whole.html');
  const text = readFileSync(at('whole.html'), 'utf8');
  const middle = text.indexOf('data-file="groundwork.wasm"') + 100_000;
  put('damaged.html', `${text.slice(0, middle)}AAAA${text.slice(middle + 4)}`);
  const { page } = await reader(test, 'damaged.html', { started: false });
  await page.waitForSelector('html[data-failed]', { state: 'attached' });
  await page.getByRole('heading', { name: 'This file is damaged' }).waitFor();
  assert.ok(await page.locator('#document').isVisible());
});

check('the first visit does not load the file, whatever is done but saving it', async ({ page, site, open }) => {
  await open();
  await goes(page, 'Decide');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await toSave(page).waitFor();
  assert.deepEqual(site.log.filter(({ path }) => isTemplate(path)), []);
});
