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

  check(
    'offers help when even the boot script is missing, with motion switched off too',
    { fault: (path, request, response) => path === '/boot.js' && response.writeHead(404).end(), allow: [/Failed to load resource|using link preload/], context: { reducedMotion: 'reduce' }, timeout: 40_000 },
    async ({ page, site }) => {
      await page.goto(site.url, { waitUntil: 'commit' });
      await page.getByText('has not started in ten seconds').waitFor({ timeout: 15_000 });
      const reload = page.getByRole('link', { name: 'Reload' });
      site.setFault(null);
      await reload.click();
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
    },
  );
});
