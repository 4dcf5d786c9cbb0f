// Promises of failing: a sentence and a way on for each way of not starting, and
// for a crash.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { DIST, axe, check } from './page.mjs';

const isWasm = (path) => path?.endsWith('.wasm');
const isLoader = (path) => /^\/groundwork-[^/]*\.js$/.test(path ?? '');

const isStyle = (path) => /^\/style-[^/]*\.css$/.test(path ?? '');

/** A fault for one kind of file that can be healed. */
function broken(is, answer) {
  const fault = (path, request, response, file) => {
    if (fault.healed || !is(path)) return false;
    answer(response, file, request);
    return true;
  };
  return fault;
}
const status = (code) => (response) => response.writeHead(code, { 'content-type': 'text/plain' }).end('no');
const html = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
const bytes = (change) => (response, file) => {
  const body = change(Buffer.from(file.body));
  // As a cache on the way would: with the length and lifetime of a good file.
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length, 'cache-control': 'public, max-age=31536000, immutable' });
  response.end(body);
};
const half = (body) => body.subarray(0, body.length / 2);
const flipped = (body) => {
  // As much as is sure to be no program any more.
  return body.fill(0xff, body.length >> 1, (body.length >> 1) + 64);
};
const cut = (response, file) => {
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length });
  response.write(file.body.subarray(0, file.body.length / 2));
  setTimeout(() => response.destroy(), 50);
};
const gone = (response) => response.destroy();

const FAILURES = [
  ['missing', isWasm, status(404), 'missing'],
  ['missing', isLoader, status(404), 'missing'],
  ['answered with an error', isWasm, status(500), 'server'],
  ['answered with an error', isLoader, status(503), 'server'],
  ['answered with a page', isWasm, html, 'type'],
  ['answered with a page', isLoader, html, 'type'],
  ['half there', isWasm, bytes(half), 'damaged'],
  ['half there', isLoader, bytes(half), 'damaged'],
  ['changed on the way', isWasm, bytes(flipped), 'damaged'],
  ['changed on the way', isLoader, bytes(flipped), 'damaged'],
  ['cut off', isWasm, cut, 'network'],
  ['cut off', isLoader, cut, 'damaged'],
  ['out of reach', isWasm, gone, 'network'],
  ['out of reach', isLoader, gone, 'network'],
  ['missing', isStyle, status(404), 'missing'],
  ['answered with an error', isStyle, status(500), 'server'],
  ['answered with a page', isStyle, html, 'damaged'],
  ['half there', isStyle, bytes(half), 'damaged'],
  ['changed on the way', isStyle, bytes(flipped), 'damaged'],
  ['cut off', isStyle, cut, 'damaged'],
  ['out of reach', isStyle, gone, 'network'],
];
const SENTENCES = {
  missing: /does not have a file that this page names/,
  server: /answered with an error/,
  type: /sent something else, perhaps a sign-in page/,
  damaged: /arrived incomplete or changed/,
  network: /could not be fetched/,
};

/** A way on that loads the page anew. */
async function reloads(page) {
  const again = page.waitForEvent('domcontentloaded');
  await page.getByRole('link', { name: 'Reload' }).click();
  await again;
}

for (const [what, is, answer, reason] of FAILURES) {
  const fault = broken(is, answer);
  // What Chromium itself prints of the failure is expected, our own errors are not.
  const allow = [/Failed to load resource|Failed to load module script|net::ERR|preload|integrity|MIME type/];
  const file = { [isWasm]: 'program', [isLoader]: 'loader', [isStyle]: 'stylesheet' }[is];
  check(`says so when the ${file} is ${what}, and Reload mends it`, { fault, allow }, async ({ page, site, ready }) => {
    await page.goto(site.url);
    await page.locator('#boot-help').waitFor();
    assert.equal(await page.locator('html').getAttribute('data-failed'), reason);
    assert.match(await page.locator('#boot-cause').innerText(), SENTENCES[reason]);
    fault.healed = true;
    await reloads(page);
    await ready();
  });
}

check('the sentence of a failure is accessible', { fault: broken(isWasm, status(404)), allow: [/Failed to load resource/] }, async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByRole('alert').filter({ hasText: 'A part of the page is missing' }).waitFor();
  await axe(page);
});

check('says that JavaScript is off', { context: { javaScriptEnabled: false } }, async ({ page, site }) => {
  await page.goto(site.url);
  const text = page.locator('noscript section');
  assert.ok(await text.isVisible());
  assert.match(await text.textContent(), /JavaScript is off/);
  assert.ok(!(await page.locator('.boot-rows').isVisible()), 'nothing looks as if it were coming');
  await reloads(page);
});

check('says that WebAssembly is off', { init: () => delete window.WebAssembly }, async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByRole('alert').filter({ hasText: 'WebAssembly is off' }).waitFor();
  await reloads(page);
});

check('says that the browser is too old', { init: () => (WebAssembly.validate = () => false) }, async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByRole('alert').filter({ hasText: 'This browser is too old' }).waitFor();
  await reloads(page);
});

check('says that the browser is too old for the styles', { init: () => (CSS.supports = () => false) }, async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByRole('alert').filter({ hasText: 'This browser is too old' }).waitFor();
  await reloads(page);
});

check('says that a file on disk cannot run', { allow: [/CORS policy|net::ERR_FAILED|file:/] }, async ({ page }) => {
  await page.goto(pathToFileURL(join(DIST, 'index.html')).href);
  await page.getByRole('alert').filter({ hasText: 'Open it through a web server' }).waitFor();
});

// ---- crashes ----

// A module whose one function is `unreachable`, which is what a panic becomes.
const TRAP = () => {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
  setTimeout(exports.f);
};

check('a crash shows its first cause, and what is saved can be taken away', { allow: [/unreachable/] }, async ({ page, open }) => {
  await open();
  const saved = await page.evaluate(() => {
    localStorage.setItem('groundwork:item:x', '{"clock":1}');
    return Object.fromEntries(Object.entries(localStorage));
  });
  await page.evaluate(TRAP);
  await page.getByRole('alert').filter({ hasText: 'Groundwork has stopped' }).waitFor();
  assert.match(await page.locator('#crash-cause').innerText(), /unreachable/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download what is saved' }).click()]);
  assert.deepEqual(JSON.parse(await text(await file.createReadStream())), saved);
  assert.equal(await page.locator('html').getAttribute('data-safe'), null);
});

const safe = (page) => page.getByRole('region', { name: 'Safe mode' });
const stored = (page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
const weight = (page) => page.locator('.side .weight .exact').first();

check('after two crashes within a minute the page starts without the link and without what is saved, and loses neither', { allow: [/unreachable/] }, async ({ page, open }) => {
  await open();
  const usual = await weight(page).inputValue();
  await weight(page).fill('9');
  await weight(page).press('Tab');
  await page.locator('.row').getByRole('button', { name: 'Put on the shortlist: Django', exact: true }).click();
  const link = '?v=1&w=rps200';
  for (const expected of [null, null]) {
    await open(link);
    assert.equal(await page.locator('html').getAttribute('data-safe'), expected);
    await page.evaluate(TRAP);
    await page.locator('#crash').waitFor();
  }
  const before = await stored(page);
  await open(link);
  assert.equal(await page.locator('html').getAttribute('data-safe'), '1');
  await safe(page).waitFor();
  assert.equal(await weight(page).inputValue(), usual);
  assert.equal(await page.getByRole('region', { name: 'Shared comparison' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Take off the shortlist: Django' }).count(), 0);
  await axe(page);

  // It can be worked with, and nothing of that is written over what is saved.
  await weight(page).fill('3');
  await weight(page).press('Tab');
  await page.locator('.row').getByRole('button', { name: 'Put on the shortlist: Flask', exact: true }).click();
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.goBack();
  assert.equal(await weight(page).inputValue(), usual);
  await page.getByRole('button', { name: 'Take off the shortlist: Flask' }).first().waitFor();
  assert.equal(await stored(page), before);
  const [file] = await Promise.all([page.waitForEvent('download'), safe(page).getByRole('link', { name: 'Download what is saved' }).click()]);
  const saved = await text(await file.createReadStream());
  for (const [key, value] of JSON.parse(before)) assert.ok(saved.includes(`${key}\n${value}`), key);

  await safe(page).getByRole('button', { name: 'Start as usual' }).click();
  await page.getByRole('region', { name: 'Shared comparison' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('data-safe'), null);
  assert.equal(await weight(page).inputValue(), '2');
  await page.getByRole('button', { name: 'Back to mine' }).click();
  assert.equal(await weight(page).inputValue(), '9');
  await page.getByRole('button', { name: 'Take off the shortlist: Django' }).first().waitFor();
});
