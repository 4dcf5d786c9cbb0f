// axe finds nothing in any state of any place, in light and dark, on a phone, a
// tablet and a desk; and the page itself never scrolls sideways.
import assert from 'node:assert/strict';
import { axe, check, complete, holds, rows } from './page.mjs';

const MAIN = 'Ranked technologies';
const WIDE = 1100;
const HEIGHTS = { 320: 640, 768: 1024, 1280: 800 };

const names = async (page) => (await rows(page, MAIN)).map((row) => row.name);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const bar = (page, name) => page.locator('.bar').getByRole('button', { name });
const close = async (page) => {
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
};
const home = async (page) => {
  await bar(page, 'Groundwork').click();
  await page.locator('.explore').waitFor();
};
const openAll = (page, within) => page.locator(`${within} details`).evaluateAll((all) => all.forEach((details) => (details.open = true)));

/** Opens the panel of filters or weights: beside the list, or as a sheet. */
async function panel(page, sheet) {
  if (page.viewportSize().width >= WIDE) return '.side';
  await page.locator('.openers').getByRole('button', { name: sheet }).click();
  return 'dialog[open]';
}

/** Ticks the least frequent choice of two facets, which leaves nobody. */
async function nothingLeft(page) {
  const within = await panel(page, 'Filters');
  await openAll(page, within);
  for (const facet of ['Kind', 'Language']) {
    const choices = page.locator(`${within} details.fold`).filter({ has: page.locator('summary', { hasText: new RegExp(`^\\s*${facet}\\s*\\d*\\s*$`) }) });
    const least = await choices.locator('.choices li').evaluateAll((all) => {
      const count = (li) => Number(li.querySelector('.count').textContent.replace(/\D/g, ''));
      return all.map((li, n) => [count(li), n]).sort((a, b) => a[0] - b[0])[0][1];
    });
    await choices.locator('.choices input').nth(least).click();
  }
  if (within !== '.side') await close(page);
  await page.getByText('Nothing matches all of that.').waitFor();
}

/**
 * The states, in the order in which they are walked: each has a name and a way
 * to it from the state before, which may give a way to leave it.
 */
const STATES = [
  ['explore', (page) => page.locator('ol.rows').first().waitFor()],
  ['explore, all about the criteria open', async (page) => {
    const within = await panel(page, 'What matters');
    await openAll(page, within);
    if (within !== '.side') await page.locator('dialog#weights').waitFor();
  }],
  ['explore, a rating and a weight of its own', async (page) => {
    await page.getByRole('combobox', { name: /^Your team's/ }).locator('visible=true').first().selectOption('4');
    await page.getByRole('slider').locator('visible=true').first().fill('9');
    if (page.viewportSize().width < WIDE) await close(page);
  }],
  ['explore, what is no weight was typed', async (page) => {
    const within = await panel(page, 'What matters');
    const exact = page.locator(`${within} .exact`).first();
    const value = await exact.inputValue();
    await exact.fill('abc');
    await exact.press('Tab');
    return async () => {
      await exact.fill(value);
      await exact.press('Tab');
      if (within !== '.side') await close(page);
    };
  }],
  ['explore filtered, exclusions open', async (page) => {
    const within = await panel(page, 'Filters');
    await openAll(page, within);
    await page.locator(`${within} .must input`).first().click();
    await page.locator(`${within} .must select`).locator('visible=true').first().selectOption('core');
    if (within !== '.side') await close(page);
    await page.locator('details.excluded > summary').click();
    await page.locator('.out').first().waitFor();
  }],
  ['the filters, with all open and one set', async (page) => {
    const within = await panel(page, 'Filters');
    await openAll(page, within);
    return async () => {
      await page.locator(within).getByRole('button', { name: 'Clear all' }).click();
      if (within !== '.side') await close(page);
    };
  }],
  ['explore, empty', async (page) => {
    await nothingLeft(page);
    return () => page.getByRole('button', { name: 'Clear all filters' }).click();
  }],
  ['explore, nothing found', async (page) => {
    await page.locator('#search').fill('qqzzxxqq');
    await page.getByText('Nothing found.').waitFor();
    return () => page.locator('#search').fill('');
  }],
  ['the guide, answered', async (page) => {
    await button(page, 'Not sure? Eight questions help.').click();
    const dialog = page.locator('dialog#guide');
    await dialog.waitFor();
    await dialog.getByRole('radio').first().click();
    await dialog.getByRole('checkbox').first().click();
    return async () => {
      await dialog.getByRole('button', { name: 'Take all answers back' }).click();
      await close(page);
    };
  }],
  ['the shortlist, empty', async (page) => {
    await bar(page, /Shortlist/).click();
    await page.getByText('Nothing here yet.').waitFor();
    return () => close(page);
  }],
  ['tray and undo on the list', async (page) => {
    const all = await names(page);
    for (const n of all.slice(0, 4)) await page.getByRole('checkbox', { name: `Compare ${n}`, exact: true }).click();
    for (const n of all.slice(0, 2)) await button(page, `Put on the shortlist: ${n}`).click();
    await page.getByRole('region', { name: 'Undo' }).waitFor();
    await page.getByRole('region', { name: 'Ticked for comparison' }).waitFor();
    // Whatever is half beneath them can be scrolled from under them.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  }],
  ['the shortlist with two and a note', async (page) => {
    await bar(page, /Shortlist/).click();
    await page.getByRole('textbox', { name: /^Your note on/ }).first().fill('A note. '.repeat(20));
    await page.keyboard.press('Tab');
    return () => close(page);
  }],
  ['a technology', async (page) => {
    const [a] = await names(page);
    await button(page, a).click();
    await page.locator('.technology h1').waitFor();
    await complete(page);
  }],
  ['a technology, all that folds open', async (page) => {
    await openAll(page, '.technology');
    return () => home(page);
  }],
  ['compare with four', async (page) => {
    await bar(page, /^Compare/).click();
    await page.locator('.compared').waitFor();
  }],
  ['compare with four, all that folds open, against a baseline', async (page) => {
    await page.locator('#compare-baseline').selectOption({ index: 1 });
    await openAll(page, '.compare');
  }],
  ['the weights of the comparison', async (page) => {
    await page.locator('.compare-tools').getByRole('button', { name: 'What matters' }).click();
    await page.locator('dialog[open]').waitFor();
    return () => close(page);
  }],
  ['compare with none', async (page) => {
    await page.locator('.compare-tools').getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Nothing is ticked yet.').waitFor();
  }],
  ['decide', async (page) => {
    await bar(page, 'Decide').click();
    await page.locator('.decide-heat').first().waitFor();
    await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
  }],
  ['decide, a share tried, all that folds open', async (page) => {
    await openAll(page, '.decide');
    await page.getByRole('slider', { name: /^Try another share of/ }).first().fill('400');
    await button(page, 'Use this weight').waitFor();
  }],
  ['the weights of the decision', async (page) => {
    await page.locator('.decide').getByRole('button', { name: 'What matters' }).click();
    await page.locator('dialog[open]').waitFor();
    return () => close(page);
  }],
];

/** States that an address leads to. */
const LINKS = [
  ['a shared comparison', '?v=1&w=rps900&f=language~python', (page) => page.getByRole('region', { name: 'Shared comparison' }).waitFor()],
  ['a link with what is odd and not listed', '?v=1&c=django.of-yesterday&w=nonsense&view=compare', (page) => page.getByRole('region', { name: 'No longer listed' }).waitFor()],
  ['decide with nobody left', '?v=1&view=decide&f=language~elixir!kind~api', (page) => page.getByText('Nothing to decide between.').waitFor()],
  ['a technology that is not listed', '?v=1&t=of-yesterday&view=technology', (page) => page.locator('.technology h1').waitFor()],
];

/** What makes the page wider than the window, or null. */
const tooWide = (page) =>
  page.evaluate(() => {
    const over = document.scrollingElement.scrollWidth - innerWidth;
    if (over <= 0) return null;
    // Names what sticks out, for who has to find it: what a scroller holds is
    // held, unless it is placed against something further out.
    const held = (e) => {
      let placed = getComputedStyle(e).position === 'absolute';
      for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (placed && style.position === 'static') continue;
        if (style.overflowX !== 'visible') return true;
        placed = style.position === 'absolute';
      }
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5 && !held(e));
    const inner = out.filter((e) => !out.some((o) => o !== e && e.contains(o)));
    return `${over} px too wide for the window: ${inner.slice(0, 4).map((e) => `${e.localName}.${e.getAttribute('class') ?? ''} “${e.textContent.trim().slice(0, 30)}”`).join(', ')}`;
  });

for (const scheme of ['light', 'dark']) {
  for (const width of [320, 768, 1280]) {
    const context = { colorScheme: scheme, viewport: { width, height: HEIGHTS[width] }, reducedMotion: 'reduce' };
    check(`axe finds nothing and nothing scrolls sideways: ${scheme}, ${width} px`, { context, timeout: 400_000 }, async ({ page, site, open, ready }) => {
      // What is found, with the states that it is found in.
      const found = new Map();
      const note = (what, state) => found.set(what, [...(found.get(what) ?? []), state]);
      const look = async (state) => {
        const wide = await tooWide(page);
        if (wide) note(wide, state);
        // All of it in sight: what header and tray cover depends on how far it
        // happens to be scrolled, and can be scrolled out from under them.
        const open = await page.locator('dialog[open]').count();
        const whole = open ? 0 : await page.evaluate(() => document.scrollingElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.max(HEIGHTS[width], whole) });
        try {
          await axe(page);
        } catch (error) {
          // One entry a violation: a line, and indented lines of its elements.
          const said = error.message.split('\n+ actual')[0].trim().split('\n').slice(1);
          for (const violation of said.join('\n').split(/\n(?=\S)/)) note(violation.split('\n').slice(0, 6).map((line) => line.slice(0, 300)).join('\n'), state);
        }
        await page.setViewportSize({ width, height: HEIGHTS[width] });
      };
      await open();
      for (const [state, reach] of STATES) {
        const leave = await reach(page);
        await look(state);
        await leave?.();
      }
      for (const [state, query, there] of LINKS) {
        await page.goto(site.url + query);
        await ready();
        await there(page);
        await look(state);
      }
      assert.ok(found.size === 0, [...found].map(([what, states]) => `${what}\n    in: ${states.join('; ')}`).join('\n\n'));
    });
  }
}

check('axe finds nothing where storage is denied', {
  context: { viewport: { width: 320, height: 640 } },
  init: () => Object.defineProperty(window, 'localStorage', { value: null }),
}, async ({ page, open }) => {
  await open();
  await page.getByRole('region', { name: 'Not saved' }).waitFor();
  await axe(page);
});

check('axe finds nothing where the theme is set against the system', { context: { colorScheme: 'light' }, timeout: 60_000 }, async ({ page, open }) => {
  await open();
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await holds(async () => assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark'));
  await axe(page);
});
