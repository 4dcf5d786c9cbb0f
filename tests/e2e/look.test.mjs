// Promises of the look: light and dark, forced colours, less motion, narrow
// windows, large text, right to left, paper; and the first paint.
import assert from 'node:assert/strict';
import { check, complete, holds, rows } from './page.mjs';

const heading = (page) => page.getByRole('heading', { level: 1 });

/** Every place of the page, as queries; `ids` are some of the list's. */
const places = (ids) => ({
  'the list': '',
  'the list, filtered to nothing': '?v=1&f=kind~runtime!language~ruby',
  'a shared list with odd parts': `?v=9&k=0000&c=${ids[0]}.a-very-long-name-that-nobody-lists-any-more&must=telepathy&u=hope`,
  'a sheet': `?v=1&view=technology&t=${ids[0]}`,
  'no sheet': '?v=1&view=technology',
  'a sheet of what is not listed': '?v=1&view=technology&t=a-very-long-name-that-nobody-lists-any-more',
  'nothing to compare': '?v=1&view=compare',
  'one to compare': `?v=1&view=compare&c=${ids[0]}`,
  'two side by side': `?v=1&view=compare&c=${ids.slice(0, 2).join('.')}`,
  'eight side by side': `?v=1&view=compare&c=${ids.slice(0, 8).join('.')}&b=${ids[1]}`,
});
const ids = async (page) => (await rows(page)).map((row) => row.id);

/** What sticks out of the page sideways: nothing, unless the page scrolls so. */
const sideways = (page) =>
  page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement;
    const width = document.documentElement.clientWidth;
    if (scrollWidth <= width) return [];
    // What a region scrolls or clips is no fault, what escapes from it is.
    const held = (element) => {
      for (let at = element; at && at !== document.body; ) {
        const { position } = getComputedStyle(at);
        at = position === 'absolute' || position === 'fixed' ? at.offsetParent : at.parentElement;
        if (at && at !== document.body && getComputedStyle(at).overflowX !== 'visible') return true;
      }
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const box = element.getBoundingClientRect();
      return element.checkVisibility() && (box.right > width + 1 || box.left < -1) && !held(element);
    });
    const name = (e) => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} “${e.textContent.trim().slice(0, 30)}” ${Math.round(e.getBoundingClientRect().left)} to ${Math.round(e.getBoundingClientRect().right)}`;
    return [`${scrollWidth} > ${width}`, ...out.slice(0, 3).map(name)];
  });

/** Brightness of a colour as the screen has it, 0 to 1. */
const look = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const style = getComputedStyle(document.documentElement);
    const text = getComputedStyle(document.querySelector('h1'));
    return { ground: light(style.backgroundColor), ink: light(text.color), theme: document.documentElement.dataset.theme };
  });
const isDark = ({ ground, ink }) => ground < 0.2 && ink > 0.7;
const isLight = ({ ground, ink }) => ground > 0.8 && ink < 0.3;

// ---- light and dark ----

check('light and dark follow the system, also when it changes', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const all = await ids(page);
  for (const query of ['', `?v=1&view=technology&t=${all[0]}`, `?v=1&view=compare&c=${all[0]}.${all[1]}`]) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(query);
    assert.ok(isDark(await look(page)), query);
    await page.emulateMedia({ colorScheme: 'light' });
    assert.ok(isLight(await look(page)), query);
  }
});

for (const colorScheme of ['light', 'dark']) {
  check(`the choice of a theme wins over a ${colorScheme} system and outlasts a reload`, { context: { colorScheme } }, async ({ page, open, ready }) => {
    await open();
    const button = page.getByRole('button', { name: /^Theme/ });
    for (const [name, theme, is] of [['light', 'light', isLight], ['dark', 'dark', isDark], ['as the system', undefined, colorScheme === 'dark' ? isDark : isLight]]) {
      await button.click();
      await page.getByRole('button', { name: `Theme: ${name}`, exact: true }).waitFor();
      await page.reload();
      await ready();
      await page.getByRole('button', { name: `Theme: ${name}`, exact: true }).waitFor();
      const seen = await look(page);
      assert.equal(seen.theme, theme);
      assert.ok(is(seen), `${name}: ${JSON.stringify(seen)}`);
    }
  });
}

for (const colorScheme of ['light', 'dark']) {
  check(`the first paint is there and ${colorScheme} before the program is`, { context: { colorScheme }, at: 'both' }, async ({ page, site, ready }) => {
    let release;
    const held = new Promise((done) => (release = done));
    site.setFault(async (path) => {
      if (path?.endsWith('.wasm')) await held;
      return false;
    });
    await page.goto(site.url, { waitUntil: 'commit' });
    await page.getByRole('heading', { level: 1, name: 'Choose a backend technology you can defend' }).waitFor();
    assert.ok(await page.getByText('Say what must be there and what matters').isVisible());
    assert.equal(await page.title(), 'Groundwork: choose a backend technology you can defend');
    await holds(async () => assert.ok((colorScheme === 'dark' ? isDark : isLight)(await look(page))));
    assert.deepEqual(await sideways(page), []);
    assert.equal(await page.locator('html').getAttribute('data-ready'), null);
    release();
    await ready();
    assert.equal(await heading(page).count(), 1);
  });
}

// ---- forced colours ----

check('in forced colours everything stays apart: groups, bars, marks, controls, focus', { context: { forcedColors: 'active' }, timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const all = await ids(page);
  const seen = await page.evaluate(() => {
    const style = (selector, what) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).map((e) => getComputedStyle(e)[what]);
    return {
      active: matchMedia('(forced-colors: active)').matches,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      swatches: style('.legend .swatch', 'backgroundColor'),
      borders: style('main button:not(.text, .name, .star)', 'borderTopStyle'),
      bar: [...document.querySelectorAll('.row .score-bar')].filter((bar) => bar.checkVisibility()).map((bar) =>
        [...bar.querySelectorAll('path')].filter((path) => path.getAttribute('d')).map((path) => getComputedStyle(path).fill),
      ),
      ticks: style('.tick input', 'appearance'),
    };
  });
  assert.ok(seen.active);
  assert.ok(seen.swatches.length > 3);
  assert.equal(new Set([...seen.swatches, seen.ground]).size, seen.swatches.length + 1, 'each group has a colour of its own');
  assert.deepEqual(seen.borders.filter((border) => border === 'none'), [], 'buttons have an edge');
  assert.ok(seen.bar.length > 5);
  for (const fills of seen.bar) assert.ok(new Set(fills.filter((fill) => fill !== seen.ground)).size > 2, fills.join());
  // The focus is seen.
  await page.getByRole('button', { name: 'Share', exact: true }).focus();
  await page.keyboard.press('Shift+Tab');
  const ring = await page.evaluate(() => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
    return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth), outlineColor };
  });
  assert.ok(ring.outlineStyle !== 'none' && ring.outlineWidth >= 2 && ring.outlineColor !== seen.ground, JSON.stringify(ring));

  // The shapes of the radar are told apart without hue, and are drawn at all.
  await open(`?v=1&view=compare&c=${all.slice(0, 4).join('.')}`);
  const shapes = await page.locator('.radar .chart :is(g[class^="s"] > path, path[class^="s"])').evaluateAll((paths) =>
    paths.map((path) => ({ stroke: getComputedStyle(path).stroke, dashes: getComputedStyle(path).strokeDasharray })),
  );
  assert.equal(shapes.length, 4);
  assert.equal(new Set(shapes.map((shape) => shape.dashes)).size, 4, 'by their dashes');
  assert.ok(shapes.every((shape) => shape.stroke !== seen.ground && shape.stroke !== 'none'));
  const bars = await page.locator('.why .signed path:not(.zero)').evaluateAll((paths) => paths.map((path) => getComputedStyle(path).fill));
  assert.ok(bars.length > 2 && bars.every((fill) => fill !== seen.ground));

  await open(`?v=1&view=technology&t=${all[0]}`);
  const drawn = await page.locator('.life :is(rect, circle)').evaluateAll((marks) => marks.map((mark) => [getComputedStyle(mark).fill, getComputedStyle(mark).stroke]));
  assert.ok(drawn.length > 0 && drawn.every(([fill, stroke]) => fill !== seen.ground || (stroke !== seen.ground && stroke !== 'none')), JSON.stringify(drawn));
});

// ---- motion ----

/** Notes every animation that a script starts. */
const watched = () => {
  window.moves = [];
  const { animate } = Element.prototype;
  Element.prototype.animate = function (frames, options) {
    window.moves.push({ id: this.dataset.id, duration: options.duration ?? options });
    return animate.call(this, frames, options);
  };
};

/** Chooses presets until the order of the list is another; gives the new order. */
async function reorder(page) {
  const order = async () => (await rows(page, 'Ranked technologies')).map((row) => row.id).join();
  const before = await order();
  const preset = page.getByLabel('Preset');
  for (const value of await preset.locator('option:not([disabled])').evaluateAll((all) => all.map((option) => option.value))) {
    await preset.selectOption(value);
    await holds(async () => assert.equal(await preset.inputValue(), value));
    // Two frames: in the first the list is drawn, in the second it may glide.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if ((await order()) !== before) return order();
  }
  assert.fail('no preset changes the order');
}

check('rows glide to their new place, within 200 ms, and come to rest there', { context: { reducedMotion: 'no-preference' }, init: watched }, async ({ page, open }) => {
  await open();
  assert.deepEqual(await page.evaluate(() => window.moves), [], 'nothing moves at the start');
  const order = await reorder(page);
  await holds(async () => assert.ok((await page.evaluate(() => window.moves.length)) >= 2, 'nothing glides'));
  const moves = await page.evaluate(() => window.moves);
  assert.ok(moves.every((move) => move.duration <= 200), JSON.stringify(moves));
  assert.ok(moves.every((move) => order.split(',').includes(move.id)), 'rows alone glide');
  await holds(async () => assert.equal(await page.evaluate(() => document.getAnimations().length), 0));
  const tops = await page.locator('ol[aria-label="Ranked technologies"] > .row:not([hidden])').evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
  assert.deepEqual(tops, [...tops].sort((a, b) => a - b), 'they stand in their order');
});

check('with reduced motion nothing moves at all', { context: { reducedMotion: 'reduce' }, init: watched }, async ({ page, open }) => {
  await open();
  await reorder(page);
  await page.getByRole('button', { name: /^Put on the shortlist/ }).first().click();
  await page.getByRole('button', { name: 'Guide', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.locator('nav.places').getByRole('button', { name: 'Compare' }).click();
  assert.deepEqual(await page.evaluate(() => window.moves), []);
  const running = await page.evaluate(() => document.getAnimations().map((a) => a.effect.getComputedTiming().duration).filter((ms) => ms > 1));
  assert.deepEqual(running, []);
});

check('nothing moves under the pointer that works a control', {}, async ({ page, open }) => {
  // All weights but one are nothing, so that a notice comes with the last.
  await open();
  const keys = await page.locator('main input[type="range"]').count();
  for (let at = 1; at < keys; at += 1) await page.locator('main input[type="range"]').nth(at).fill('0');
  await page.evaluate(() => document.querySelectorAll('main .fold').forEach((part) => (part.open = true)));
  const moved = [];
  const stays = async (what, control, act) => {
    await control.scrollIntoViewIfNeeded();
    const before = await control.boundingBox();
    await act(control);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const after = await control.boundingBox();
    const by = [Math.round(after.x - before.x), Math.round(after.y - before.y)];
    if (by.some((n) => Math.abs(n) > 1)) moved.push(`${what} by ${by}`);
  };
  const slider = page.locator('main input[type="range"]').first();
  await stays('a slider', slider, (control) => control.fill('3'));
  await stays('the last slider that counts', slider, (control) => control.fill('0'));
  await stays('the same slider back', slider, (control) => control.fill('4'));
  await stays('a must-have', page.locator('.must input').nth(1), (control) => control.check());
  await stays('its level', page.locator('.must select:not([hidden])').first(), (control) => control.selectOption('official'));
  await stays('a choice of a facet', page.locator('.choices input').nth(3), (control) => control.check());
  await page.getByRole('button', { name: 'Clear all', exact: true }).click();
  await stays('a rating of a language', page.getByLabel(/^Your team's/).nth(1), (control) => control.selectOption('4'));
  await stays('a tick', page.locator('.row:not([hidden]) .tick input').nth(2), (control) => control.check());
  await stays('a star', page.locator('.row:not([hidden]) .star').nth(2), (control) => control.click());
  assert.deepEqual(moved, []);
});

// ---- room ----

check('a window of 320 px shows every place without sideways scroll', { context: { viewport: { width: 320, height: 640 } }, timeout: 120_000 }, async ({ page, open }) => {
  await open();
  const faults = {};
  for (const [what, query] of Object.entries(places(await ids(page)))) {
    await open(query);
    await holds(async () => assert.ok(await heading(page).isVisible()));
    const out = await sideways(page);
    if (out.length) faults[what] = out;
  }
  assert.deepEqual(faults, {});
});

check('in a window of 320 px the dialogs fit too', { context: { viewport: { width: 320, height: 640 } }, timeout: 60_000 }, async ({ page, open }) => {
  await open();
  await page.getByRole('button', { name: /^Put on the shortlist/ }).first().click();
  const faults = {};
  for (const [button, title] of [[/^Filters/, 'Filters'], [/^What matters/, 'What matters'], [/^Not sure/, 'What are you building?'], [/Shortlist/, 'Shortlist']]) {
    await page.getByRole('button', { name: button }).first().click();
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    await complete(page);
    await dialog.locator('details').evaluateAll((all) => all.forEach((part) => (part.open = true)));
    const { left, right, inner, room } = await dialog.evaluate((d) => ({ left: d.getBoundingClientRect().left, right: d.getBoundingClientRect().right, inner: d.scrollWidth, room: d.clientWidth }));
    if (left < 0 || right > 320 || inner > room) faults[title] = { left, right, inner, room };
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
  assert.deepEqual(faults, {});
  assert.deepEqual(await sideways(page), []);
});

const LARGE = {
  // What the settings of a browser do, to which its media queries listen.
  "by the browser's own setting": async (page) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  },
};
for (const [how, enlarge] of Object.entries(LARGE)) {
  check(`text at 200% ${how} fits a window of 1280 px`, { context: { viewport: { width: 1280, height: 800 } }, timeout: 120_000 }, async ({ page, open }) => {
    await enlarge(page);
    await open();
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
    const faults = {};
    for (const [what, query] of Object.entries(places(await ids(page)))) {
      await open(query);
      const out = await sideways(page);
      if (out.length) faults[what] = out;
    }
    assert.deepEqual(faults, {});
  });

  check(`text at 200% ${how} can be worked with`, { context: { viewport: { width: 1280, height: 800 } } }, async ({ page, open }) => {
    await enlarge(page);
    await open();
    const names = (await rows(page)).map((row) => row.name);
    for (const name of names.slice(0, 2)) await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
    await page.getByRole('region', { name: 'Ticked for comparison' }).getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
    await page.getByRole('button', { name: /^Move right/ }).first().click();
    await page.locator('.compared thead button.name').first().click();
    await page.getByRole('heading', { level: 1, name: names[1], exact: true }).waitFor();
    // No text of the header is cut off.
    const cut = await page.locator('.bar button').evaluateAll((all) => all.filter((b) => b.checkVisibility() && b.scrollWidth > b.clientWidth + 1).map((b) => b.innerText));
    assert.deepEqual(cut, []);
  });
}

for (const width of [1280, 320]) {
  check(`right to left leaves no sideways scroll of a page of ${width} px`, { context: { viewport: { width, height: 720 } }, timeout: 120_000 }, async ({ page, open, context }) => {
    await context.addInitScript(() => addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')));
    await open();
    const faults = {};
    for (const [what, query] of Object.entries(places(await ids(page)))) {
      await open(query);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
      const out = await sideways(page);
      if (out.length) faults[what] = out;
    }
    assert.deepEqual(faults, {});
  });
}

check('right to left the table keeps its first column at the start', {}, async ({ page, open, context }) => {
  await context.addInitScript(() => addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')));
  await open();
  await open(`?v=1&view=compare&c=${(await ids(page)).slice(0, 8).join('.')}`);
  const gap = () =>
    page.locator('.compared').evaluate((region) => {
      const cell = region.querySelector('tr.total th').getBoundingClientRect();
      return Math.round(region.getBoundingClientRect().left + region.clientLeft + region.clientWidth - cell.right);
    });
  const before = await gap();
  await page.locator('.compared').evaluate((region) => region.scrollTo(-500, 0));
  await holds(async () => assert.ok(await page.locator('.compared').evaluate((region) => region.scrollLeft < -300)));
  assert.equal(await gap(), before);
});

// ---- paper ----

/** Controls that would be printed: what is there to be worked, not to be read. */
const printed = (page) =>
  page.evaluate(() => {
    // Names and headings are read, though they can be pressed.
    const read = '.name, .group button, .sheet-choice button, .sheet-names button';
    return [...document.querySelectorAll('button, input, select, textarea')]
      .filter((control) => control.checkVisibility() && !control.matches(read))
      .map((control) => `${control.tagName.toLowerCase()} “${control.getAttribute('aria-label') ?? (control.innerText || control.id)}”`);
  });

check('paper has the whole list, table and sheet, and no controls', { timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const list = await rows(page);
  const all = list.map((row) => row.id);
  const faults = {};
  const nothing = async (what) => {
    const left = await printed(page);
    if (left.length) faults[what] = left;
  };
  await page.getByRole('checkbox', { name: `Compare ${list[0].name}`, exact: true }).check();
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await rows(page), list);
  await nothing('the list');

  await page.emulateMedia({ media: 'screen' });
  await open(`?v=1&view=compare&c=${all.slice(0, 4).join('.')}&b=${all[0]}`);
  const lines = () => page.locator('.compared tr:is(.total, .criterion, .fact)').evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.innerText.replace(/\s+/g, ' ')));
  const shown = await lines();
  await page.emulateMedia({ media: 'print' });
  assert.equal((await lines()).length, shown.length);
  // Nothing of the table is behind an edge that paper cannot scroll.
  const region = await page.locator('.compared').evaluate((r) => ({ high: r.scrollHeight - r.clientHeight, overflow: getComputedStyle(r).overflow }));
  assert.ok(region.high <= 1 && region.overflow === 'visible', JSON.stringify(region));
  assert.ok(await page.locator('.radar .chart').isVisible());
  await nothing('the comparison');

  await page.emulateMedia({ media: 'screen' });
  await open('?v=1&view=technology&t=rails');
  await page.emulateMedia({ media: 'print' });
  for (const table of ['sum', 'brings', 'facts', 'claims']) assert.ok(await page.locator(`table.${table}`).first().isVisible(), table);
  await nothing('the sheet');

  await page.emulateMedia({ media: 'screen' });
  await open('?v=1&view=decide');
  await page.locator('.decide-heat').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.decide-line svg').first().isVisible());
  await nothing('how sure it is');
  assert.deepEqual(faults, {});
});

for (const [n, width, paper] of [[4, 1040, 'A4 across'], [8, 718, 'A4 upright']]) {
  check(`${n} side by side fit on ${paper}: no column is cut off`, {}, async ({ page, open }) => {
    await open();
    await open(`?v=1&view=compare&c=${(await ids(page)).slice(0, n).join('.')}`);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width, height: 1758 - width });
    // Chromium shrinks what it prints to two thirds at most, and cuts off the rest.
    const { scrollWidth } = await page.evaluate(() => ({ scrollWidth: document.scrollingElement.scrollWidth }));
    assert.ok(scrollWidth <= 1.5 * width, `${scrollWidth} px on paper of ${width} px`);
  });
}

// ---- title and icon ----

check('the title follows the place', {}, async ({ page, open }) => {
  const is = (title) => holds(async () => assert.equal(await page.title(), title));
  const start = 'Groundwork: choose a backend technology you can defend';
  await open();
  await is(start);
  const [a, b] = (await rows(page)).map((row) => row.name);
  await page.getByRole('button', { name: a, exact: true }).click();
  await is(`${a} · Groundwork`);
  await page.evaluate(() => history.back());
  await is(start);
  await page.locator('nav.places').getByRole('button', { name: 'Compare' }).click();
  await is('Compare · Groundwork');
  await page.getByRole('button', { name: 'Explore', exact: true }).click();
  for (const name of [a, b]) await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).check();
  await is(start);
  await page.getByRole('region', { name: 'Ticked for comparison' }).getByRole('button', { name: 'Compare', exact: true }).click();
  await is(`${a} and ${b} compared · Groundwork`);
});

check('the icon is there and can be drawn', { at: 'both' }, async ({ page, site, open }) => {
  await open();
  const icon = await page.locator('link[rel="icon"]').evaluate((link) => link.href);
  assert.ok(icon.startsWith(site.url), icon);
  const response = await page.request.get(icon);
  assert.equal(response.status(), 200);
  assert.match(response.headers()['content-type'], /^image\/svg\+xml/);
  const size = await page.evaluate(async (src) => {
    const image = Object.assign(new Image(), { src });
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, icon);
  assert.ok(size[0] > 0 && size[0] === size[1], size.join());
});
