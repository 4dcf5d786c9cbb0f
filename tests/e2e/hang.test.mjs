// Promises of the wait: what only ten seconds can show, two at a time.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { check, hold } from './page.mjs';

const isWasm = (path) => path?.endsWith('.wasm');

describe('after ten seconds', { concurrency: 2 }, () => {
  check('offers help after ten seconds when the program hangs, and starts when it comes', { timeout: 40_000 }, async ({ page, site, ready }) => {
    const release = hold(site, isWasm);
    await page.goto(site.url, { waitUntil: 'commit' });
    await page.waitForTimeout(8_000);
    assert.ok(!(await page.locator('#boot-help').isVisible()));
    await page.getByText('has not started in ten seconds').waitFor({ timeout: 5_000 });
    assert.ok(await page.getByRole('link', { name: 'Reload' }).isVisible());
    release();
    await ready();
  });

  check('offers help after ten seconds when the stylesheet hangs, and starts when it comes', { timeout: 60_000 }, async ({ page, site, ready }) => {
    const release = hold(site, (path) => /^\/style-.*\.css$/.test(path ?? ''));
    await page.goto(site.url, { waitUntil: 'commit' });
    await page.getByText('has not started in ten seconds').waitFor({ timeout: 20_000 });
    assert.ok(await page.getByRole('link', { name: 'Reload' }).isVisible());
    // It is really drawn, and not only there.
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length);
    release();
    await ready();
    assert.equal(await page.locator('link[rel=stylesheet]').first().getAttribute('media'), 'all');
    assert.equal(await page.locator('#boot-help').count(), 0);
  });

  const BOOT = {
    missing: (response) => response.writeHead(404).end(),
    'a page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>'),
    'half there': (response, { type, body }) => response.writeHead(200, { 'content-type': type }).end(body.subarray(0, body.length / 2)),
    hanging: () => {},
  };
  for (const [what, answer] of Object.entries(BOOT)) {
    const fault = (path, request, response, file) => path === '/boot.js' && (answer(response, file), true);
    check(
      `offers help when even the boot script is ${what}, with motion switched off too`,
      { fault, allow: [/Failed to load resource|using link preload|MIME type|SyntaxError|Unexpected token|Unexpected end|Invalid or unexpected/], context: { reducedMotion: 'reduce' }, timeout: 60_000 },
      async ({ page, site }) => {
        await page.goto(site.url, { waitUntil: 'commit' });
        await page.getByText('has not started in ten seconds').waitFor({ timeout: 20_000 });
        const reload = page.getByRole('link', { name: 'Reload' });
        site.setFault(null);
        await reload.click();
        await page.waitForSelector('html[data-ready]', { state: 'attached' });
      },
    );
  }
});
