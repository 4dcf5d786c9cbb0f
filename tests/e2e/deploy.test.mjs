// Promises of the deploy section of README.md: dist/ works as it stands on each kind
// of host, at the root and below a path.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { headersOf, nginx, parseHeaders, parseNginx } from '../server.mjs';
import { build, marks } from './builds.mjs';
import { DIST, check, complete, keep, ready } from './page.mjs';

test('the configuration of README.md sends what public/_headers sends', () => {
  const told = parseNginx(nginx());
  const rules = parseHeaders(readFileSync(join(DIST, '_headers'), 'utf8'));
  const files = readdirSync(DIST).filter((name) => name !== '_headers');
  assert.ok(files.length > 15);
  for (const path of ['', 'groundwork.html', ...files]) {
    const expected = headersOf(rules, `/${path}`);
    for (const prefix of ['/', '/some/where/']) assert.deepEqual(told.headers(prefix + path, 200), expected, prefix + path);
    const lost = told.headers(`/${path}`, 404);
    assert.equal(lost['cache-control'], undefined, 'a file that is missing is not missing for a year');
    assert.equal(lost['x-content-type-options'], 'nosniff');
  }
  assert.equal(told.type('/groundwork-0_bg.wasm'), 'application/wasm');
  assert.equal(told.type('/manifest.webmanifest'), 'application/manifest+json');
});

const B = build('B');

for (const as of ['headers', 'nginx', 'plain']) {
  check(`served so: ${as}`, { as, at: 'both', worker: true, timeout: 90_000, allow: [/Content Security Policy|policy violation|violates/] }, async ({ page, site, open }) => {
    await open();
    await page.locator('.row').first().waitFor();
    await open('?v=1&view=compare&c=rails.django');
    await page.locator('.compare table').first().waitFor();
    await open('?v=1&view=technology&t=spring-boot');
    await page.locator('.sheet-part').first().waitFor();
    // The policy holds, whoever says it.
    assert.equal(await page.evaluate(() => fetch('https://example.org/').then(() => 'allowed', () => 'blocked')), 'blocked');
    await keep(page);

    await site.setFolder(B);
    await page.reload();
    await ready(page);
    await page.getByRole('region', { name: 'New version' }).getByRole('button', { name: 'Use it now' }).click();
    await page.waitForSelector('html[data-page=B][data-ready]', { state: 'attached' });
    await ready(page);
    await page.waitForSelector('html[data-offline]', { state: 'attached' });
    assert.deepEqual(await marks(page), { page: 'B', boot: 'B', loader: 'B', keeper: 'B', style: 'B', later: 'B' });
    await site.close();
    await open('?v=1&view=decide');
    await complete(page);
    assert.equal((await marks(page)).later, 'B');
  });
}
