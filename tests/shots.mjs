// Takes pictures of the page into tests/out/shots/, to be looked at.
//   node tests/shots.mjs '/ ?v=compare'    queries, parted by spaces; / is the start
//   node tests/shots.mjs --readme [query]  the one picture of the README
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  ['wide-light', { viewport: WIDE }],
  ['wide-dark', { viewport: WIDE, colorScheme: 'dark' }],
  ['wide-forced', { viewport: WIDE, forcedColors: 'active' }],
  ['phone-light', { viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }],
  ['phone-dark', { viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2, colorScheme: 'dark' }],
];

const readme = process.argv.includes('--readme');
const given = process.argv.slice(2).filter((word) => !word.startsWith('--')).join(' ').split(' ').filter(Boolean);
const queries = given.length ? given.map((query) => query.replace(/^\//, '')) : [''];
const folder = join(import.meta.dirname, readme ? '.' : 'out/shots');
mkdirSync(folder, { recursive: true });

const site = await serve({ folder: join(import.meta.dirname, '../dist') });
const browser = await launch();
for (const query of queries) {
  // "?v=compare&c=rails" becomes a file name that every system takes.
  const name = query.replace(/[^\w-]+/g, '-').replace(/^-|-$/g, '') || 'start';
  for (const [look, settings] of readme ? LOOKS.slice(0, 1) : LOOKS) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...settings });
    const page = await context.newPage();
    page.on('console', (message) => console.log(`  ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => console.log(`  uncaught: ${error.message}`));
    await page.goto(site.url + query);
    await page.waitForSelector('html[data-ready], html[data-failed], html[data-crashed]', { state: 'attached' });
    await page.waitForSelector('main .later', { state: 'detached' });
    await page.waitForTimeout(300);
    const path = join(folder, readme ? 'screenshot.png' : `${name}-${look}.png`);
    await page.screenshot({ path });
    console.log(path);
    await context.close();
  }
}
await browser.close();
await site.close();
