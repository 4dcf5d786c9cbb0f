// Promises of sharing beyond the clipboard: a QR code that a camera reads in any
// theme, the sharing of the system where there is one, and a title and a
// description that say what the page shows.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import jsqr from 'jsqr';
import { axe, check, complete, holds, rows } from './page.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Share this comparison' });
const button = (at, name) => at.getByRole('button', { name, exact: true });
const link = (page) => dialog(page).getByRole('textbox', { name: 'Link of this comparison' }).inputValue();
const description = (page) => page.locator('meta[name="description"]').getAttribute('content');
async function ways(page) {
  await button(page, 'More ways to share').click();
  await dialog(page).getByRole('textbox', { name: 'Link of this comparison' }).waitFor();
}
async function unfold(page) {
  await dialog(page).getByText('QR code', { exact: true }).click();
  await dialog(page).getByRole('img', { name: 'QR code of this comparison' }).waitFor();
}

/** What a camera reads in an image of this address, `null` for nothing. */
async function scan(context, src) {
  const page = await context.newPage();
  const { width, height, data } = await page.evaluate(async (src) => {
    const image = Object.assign(new Image(), { src });
    await image.decode();
    // A drawing that names no size has the room that it is given.
    const [width, height] = src.startsWith('data:image/svg') ? [900, 900] : [image.naturalWidth, image.naturalHeight];
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const to = canvas.getContext('2d');
    to.fillStyle = '#fff';
    to.fillRect(0, 0, width, height);
    to.drawImage(image, 0, 0, width, height);
    const bytes = to.getImageData(0, 0, width, height).data;
    let data = '';
    for (let at = 0; at < bytes.length; at += 8192) data += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return { width, height, data: btoa(data) };
  }, src);
  await page.close();
  return jsqr(new Uint8ClampedArray(Buffer.from(data, 'base64')), width, height)?.data ?? null;
}
const seen = async (context, locator) => scan(context, `data:image/png;base64,${(await locator.screenshot()).toString('base64')}`);

const WIDE = { width: 1280, height: 1000 };
for (const [what, settings] of Object.entries({
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark' },
  'in forced colours': { colorScheme: 'dark', forcedColors: 'active' },
})) {
  check(`the QR code is read as the link ${what}`, { context: { viewport: WIDE, deviceScaleFactor: 3, ...settings }, timeout: 60_000 }, async ({ page, context, open }) => {
    await open('?v=1&w=rps900');
    await ways(page);
    await unfold(page);
    const drawn = dialog(page).locator('.share-code');
    assert.equal(await seen(context, drawn), await link(page));
    assert.ok((await link(page)).includes('w=rps900'));
  });
}

check('the saved image of the code is read as the link, also of a long one', { timeout: 60_000 }, async ({ page, context, open }) => {
  await open();
  const ids = (await rows(page)).map((row) => row.id);
  for (const query of ['', `?v=1&view=compare&c=${ids.slice(0, 8).join('.')}&o=${ids.slice(0, 60).map((id) => `3~${id}`).join('!')}`]) {
    await open(query);
    await ways(page);
    await unfold(page);
    const [download] = await Promise.all([page.waitForEvent('download'), button(dialog(page), 'Save as an image (SVG)').click()]);
    assert.equal(download.suggestedFilename(), 'groundwork-link.svg');
    const svg = await text(await download.createReadStream());
    assert.equal(await scan(context, `data:image/svg+xml,${encodeURIComponent(svg)}`), await link(page));
    if (query) assert.ok((await link(page)).length > 600, 'the link is a long one');
  }
});

check('of a link that no code holds that is said, and the rest works', { timeout: 60_000 }, async ({ page, open }) => {
  const many = Array.from({ length: 220 }, (_, n) => `of-yesterday-${n}`).join('.');
  await open(`?v=1&o=3~${many}`);
  await ways(page);
  assert.ok((await link(page)).length > 2_953);
  await dialog(page).getByText('QR code', { exact: true }).click();
  await dialog(page).getByText('This link is too long for a QR code').waitFor();
  assert.equal(await dialog(page).locator('svg').count(), 0);
  await dialog(page).getByText('some chats and mails cut links').waitFor();
});

check('each time the dialog opens it has the link as it is then', { timeout: 60_000 }, async ({ page, context, site, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await open();
  await ways(page);
  await unfold(page);
  const first = await link(page);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'More ways to share');
  await page.locator('nav.places').getByRole('button', { name: 'Decide' }).click();
  await page.locator('.decide h1').waitFor();
  await ways(page);
  await holds(async () => assert.match(await link(page), /view=decide/));
  assert.notEqual(await link(page), first);
  // The code is asked for anew, so that it is never of another link.
  assert.equal(await dialog(page).locator('svg').count(), 0);
  await button(dialog(page), 'Copy link').click();
  await holds(async () => assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await link(page)));
  await holds(async () => assert.equal(await page.locator('.unseen[role="status"]').innerText(), 'Link copied'));
});

check('the sharing of the system gets title and link, and whoever thinks better of it sees no fault', {
  init: () => {
    window.shared = [];
    Object.defineProperty(Navigator.prototype, 'share', {
      configurable: true,
      value(data) {
        if (this !== navigator) throw new TypeError('Illegal invocation');
        window.shared.push({ ...data });
        return window.shared.length > 1 ? Promise.reject(new DOMException('no', 'AbortError')) : Promise.resolve();
      },
    });
  },
}, async ({ page, open }) => {
  await open('?v=1&w=rps900');
  await ways(page);
  const title = await page.title();
  await button(dialog(page), 'Share…').click();
  await holds(async () => assert.deepEqual(await page.evaluate(() => window.shared), [{ title, url: await link(page) }]));
  await button(dialog(page), 'Share…').click();
  await holds(async () => assert.equal(await page.evaluate(() => window.shared.length), 2));
});

check('where the system has no sharing it is not offered', { init: () => Object.defineProperty(Navigator.prototype, 'share', { value: undefined }) }, async ({ page, open }) => {
  await open();
  await ways(page);
  assert.equal(await button(dialog(page), 'Share…').count(), 0);
  assert.equal(await button(dialog(page), 'Copy link').count(), 1);
});

check('copying stays one click away, by keyboard too', async ({ page, context, site, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  await open();
  await button(page, 'Share').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Copied').waitFor();
  assert.equal(await dialog(page).isVisible(), false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('textbox', { name: 'Link of this comparison' }).waitFor();
});

for (const [scheme, width] of [['light', 320], ['dark', 1280]]) {
  check(`the dialog with its code is without fault: ${scheme}, ${width} px`, { context: { colorScheme: scheme, viewport: { width, height: 800 } }, timeout: 60_000 }, async ({ page, open }) => {
    await open();
    await ways(page);
    await unfold(page);
    await axe(page);
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
    const inside = await dialog(page).evaluate((e) => e.scrollWidth <= e.clientWidth);
    assert.ok(inside, 'the dialog scrolls sideways');
  });
}

check('title and description say what is shown', { timeout: 60_000 }, async ({ page, open }) => {
  const titled = (title) => holds(async () => assert.equal(await page.title(), title));
  const described = (pattern) => holds(async () => assert.match((await description(page)).replaceAll('\u00a0', ' '), pattern));
  await open();
  await described(/^Explore, score, compare and share backend technologies\./);
  const [a, b, c] = await rows(page);
  await open(`?v=1&view=compare&c=${a.id}.${b.id}.${c.id}`);
  await titled(`${a.name}, ${b.name} and ${c.name} compared · Groundwork`);
  await described(new RegExp(`^Side by side, with points of 100: ${a.name.replaceAll('.', '\\.')} ${a.points}, `));
  await open(`?v=1&view=compare&c=${a.id}`);
  await titled(`Compare ${a.name} · Groundwork`);
  await open(`?v=1&view=technology&t=${b.id}`);
  await titled(`${b.name} · Groundwork`);
  await described(new RegExp(`^${b.name.replaceAll('.', '\\.')} ${b.points} points of 100`));
  await open('?v=1&view=decide');
  await titled(`Decide: ${a.name} first · Groundwork`);
  await holds(async () => assert.equal(await description(page), await page.locator('.decide-says').textContent()));
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Explore' }).click();
  await complete(page);
  await titled('Groundwork: choose a backend technology you can defend');
  await described(new RegExp(`^Of \\d+ technologies, with points of 100: ${a.name.replaceAll('.', '\\.')} ${a.points}, .* lead\\.$`));
});
