// Promises to people who read and point in other ways, in every place and dialog:
// targets are large enough, wider spacing of text cuts nothing off, nothing scrolls
// sideways either way of writing; and axe finds nothing in what users bring in.
import assert from 'node:assert/strict';
import { axe, check, complete, holds, rows } from './page.mjs';

const PLACES = {
  'the list': '',
  'a sheet': '?v=1&view=technology&t=rails',
  'a comparison': '?v=1&view=compare&c=django.rails.laravel.spring-boot&b=rails',
  'how sure it is': '?v=1&view=decide',
  'the data': '?v=1&view=data',
};
const DIALOGS = {
  'the filters': 'Filters',
  'the weights': 'What matters',
  'the guide': 'Not sure? Eight questions help.',
  'the shortlist': /Shortlist/,
  sharing: 'More ways to share',
  export: 'Export',
  'own facts': 'Your own facts',
};
const FORMS = ['Correct a fact', 'Add a technology', 'Add a criterion'];

/** The button that opens a dialog, where this window has one. */
const opener = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true').first();
const unfold = (page, within) => page.locator(`${within} details`).evaluateAll((all) => all.forEach((details) => (details.open = true)));

/** What is smaller than a target may be: 24 px by 24 px, or in a sentence. */
const small = () => {
  const root = document.querySelector('dialog[open]') ?? document.body;
  return [...root.querySelectorAll('button, summary, input, select, textarea, a[href]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.unseen') && !e.matches('.past, .skip') && getComputedStyle(e).display !== 'inline')
    // What belongs to a label is as large as the label.
    .filter((e) => ![e, e.closest('label'), ...(e.labels ?? [])].some((box) => box && box.getBoundingClientRect().width > 23.9 && box.getBoundingClientRect().height > 23.9))
    .map((e) => `${e.localName} “${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 30)}” ${e.offsetWidth} by ${e.offsetHeight}`);
};

/** The spacing that WCAG 1.4.12 asks a page to bear. */
const spaced = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
};
const turned = () => (document.documentElement.dir = 'rtl');
const asItWas = () => {
  document.adoptedStyleSheets = [];
  document.documentElement.removeAttribute('dir');
};

/** Text that is cut off or sticks out of its box, and a page that scrolls sideways. */
const cut = () => {
  const found = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide of ${clientWidth}`);
  const root = document.querySelector('dialog[open]') ?? document.body;
  for (const e of root.querySelectorAll('*')) {
    // Fields scroll, and what is for the ear alone is a pixel.
    if (!e.checkVisibility() || e.closest('svg, input, select, textarea, .unseen, .past, [aria-hidden="true"]') || e.clientWidth <= 1) continue;
    const { display, overflowX, overflowY } = getComputedStyle(e);
    if (display === 'inline') continue;
    const says = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const clips = (overflow) => ['hidden', 'clip'].includes(overflow) || (says && overflow === 'visible');
    const name = `${e.localName}.${e.className} “${e.textContent.trim().slice(0, 30)}”`;
    if (clips(overflowX) && e.scrollWidth > e.clientWidth + 1) found.push(`${name} is ${e.scrollWidth} wide of ${e.clientWidth}`);
    if (clips(overflowY) && e.scrollHeight > e.clientHeight + 2) found.push(`${name} is ${e.scrollHeight} high of ${e.clientHeight}`);
  }
  return found;
};

for (const width of [320, 1280]) {
  check(`targets are large enough, spaced text is whole and right to left fits, everywhere: ${width} px`, { context: { viewport: { width, height: 800 }, reducedMotion: 'reduce' }, timeout: 300_000 }, async ({ page, open }) => {
    const faults = {};
    const look = async (where) => {
      const small_ = await page.evaluate(small);
      await page.evaluate(spaced);
      const cut_ = await page.evaluate(cut);
      await page.evaluate(asItWas);
      await page.evaluate(turned);
      const turned_ = (await page.evaluate(cut)).filter((fault) => fault.startsWith('the page'));
      await page.evaluate(asItWas);
      const all = [...small_.slice(0, 5), ...cut_.slice(0, 5), ...turned_];
      if (all.length) faults[where] = all;
    };
    for (const [where, query] of Object.entries(PLACES)) {
      await open(query);
      if (query.includes('decide')) await page.locator('.decide-heat').first().waitFor({ timeout: 60_000 });
      await unfold(page, 'main');
      await look(where);
    }
    await open();
    let looked = 0;
    for (const [where, name] of Object.entries(DIALOGS)) {
      if (!(await opener(page, name).count())) continue;
      await opener(page, name).click();
      await page.locator('dialog[open]').waitFor();
      await complete(page);
      await unfold(page, 'dialog[open]');
      await look(where);
      looked += 1;
      if (where !== 'own facts') await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: where === 'own facts' ? 'attached' : 'detached' });
    }
    assert.ok(looked >= 5, `${looked} dialogs`);
    for (const form of FORMS) {
      await page.locator('#own').getByRole('button', { name: form }).click();
      await complete(page);
      await look(form);
      await page.locator('#own').getByRole('button', { name: /^(Cancel|Back)/ }).first().click();
    }
    assert.deepEqual(faults, {});
  });
}

for (const [colorScheme, width] of [['light', 1280], ['dark', 320]]) {
  check(`axe finds nothing in any step of bringing something in: ${colorScheme}, ${width} px`, { context: { colorScheme, viewport: { width, height: 800 } }, timeout: 180_000 }, async ({ page, open }) => {
    const found = {};
    const look = async (where) => {
      await axe(page).catch((error) => (found[where] = error.message.slice(0, 600)));
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found[`${where}, width`] = wide;
    };
    const own = page.locator('#own');
    const button = (name) => own.getByRole('button', { name });
    await open();
    await page.getByRole('button', { name: 'Your own facts' }).click();
    await complete(page);
    await look('nothing yet');
    await button('Correct a fact').click();
    await complete(page);
    await page.selectOption('#own-whom', 'django');
    await page.selectOption('#own-what', 'first_release');
    const value = page.locator('[id="own-input-value"]');
    await value.fill('soon');
    await button('Save as yours').click();
    await page.locator('#own-wrong').waitFor();
    await look('a form with what is wrong');
    await value.fill('1990');
    await page.locator('[id="own-input-reason"]').fill('Its first tape');
    await button('Save as yours').click();
    await page.locator('.own-entry').waitFor();
    await look('the ledger with one');
    for (const form of FORMS.slice(1)) {
      await button(form).click();
      await complete(page);
      await look(form);
      await button(/^(Cancel|Back)/).first().click();
    }
    const give = (name, text) => page.setInputFiles('#own-file', { name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await give('broken.json', '{"groundwork": "own facts", ');
    await own.getByRole('heading', { name: 'broken.json cannot be used' }).waitFor();
    await look('a file that cannot be used');
    await give('woods.csv', 'Name,"Cost [EUR, less is better, 0..100]"\nOak,20\nElm,80\n');
    await own.getByRole('heading', { name: 'Work on woods.csv?' }).waitFor();
    await look('a file with a catalogue');
    await button('Work on it').click();
    await page.keyboard.press('Escape');
    await holds(async () => assert.equal(await page.locator('ol.rows > .row').count(), 2));
    await look('the list of it');
    assert.deepEqual(found, {});
  });
}

check('in forced colours every control of what is shared and brought in has an edge', { context: { forcedColors: 'active', colorScheme: 'dark', viewport: { width: 768, height: 900 } }, timeout: 60_000 }, async ({ page, open }) => {
  await open();
  const faint = {};
  for (const [where, name] of Object.entries(DIALOGS)) {
    await opener(page, name).click();
    await page.locator('dialog[open]').waitFor();
    await complete(page);
    const without = await page.locator('dialog[open]').locator('button:not(.text, .icon), select, input:not([type="range"]), textarea').evaluateAll((all) =>
      all
        .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((e) => {
          const style = getComputedStyle(e);
          return (style.borderStyle === 'none' || style.borderWidth === '0px') && style.appearance === 'none';
        })
        .map((e) => `${e.localName}.${e.className} “${e.textContent.trim() || e.id}”`),
    );
    if (without.length) faint[where] = without;
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  assert.deepEqual(faint, {});
});

// ---- what is said ----

/** Writes down whatever is said to who cannot see, in the order in which it is said. What
 *  is beneath an open dialog is to nobody, and so is what it says. */
const listen = () => {
  window.said = [];
  const before = new WeakMap();
  const hear = () => {
    for (const e of document.querySelectorAll('[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])')) {
      const text = e.textContent.trim();
      const open = document.querySelector('dialog:modal');
      if (text && text !== (before.get(e) ?? '') && e.checkVisibility() && (!open || open.contains(e))) window.said.push(text);
      before.set(e, text);
    }
  };
  hear();
  window.said = [];
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
};

// Two criteria that disagree: one slider changes who is first, more than once.
const TWO = '?v=1&w=rps500.tail0.use0.vis0.sat0.age0.sup0.new0.data500.sec0.api0.live0.ops0.prod0.type0.team0.own0';

check('of a slider that moves, a search that is typed and a choice that is made one message is said, and it is of the last', { timeout: 60_000 }, async ({ page, open }) => {
  await page.clock.install();
  await open(TWO);
  // What a control needs is there before time stands still, and from then on goes by only where it is said so.
  await page.locator('.row .name').first().focus();
  await page.waitForFunction(() => document.querySelector('#share .link'));
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 5_000));
  await page.evaluate(listen);
  const list = () => rows(page, 'Ranked technologies');
  const said = () => page.evaluate(() => window.said.splice(0));
  const settled = async (what, expected) => {
    assert.deepEqual(await said(), [], `${what}: while it goes on`);
    await page.clock.runFor(10_000);
    assert.deepEqual(await said(), [expected], what);
  };
  const all = (await rows(page)).length;

  const firsts = [];
  const slider = page.locator('.side').getByRole('slider', { name: /^Throughput, how much/ });
  await slider.focus();
  for (let n = 0; n < 10; n += 1) {
    await page.keyboard.press('ArrowLeft');
    await page.clock.runFor(100);
    firsts.push((await list())[0].name);
  }
  assert.equal(await slider.inputValue(), '0');
  assert.ok(new Set(firsts).size > 1, `the first is always ${firsts[0]}`);
  await settled('a slider', `${all} technologies. First: ${firsts.at(-1)}.`);

  await page.keyboard.press('/');
  for (const letter of 'python') {
    await page.keyboard.press(letter);
    await page.clock.runFor(150);
  }
  await settled('a search', `${all} technologies, ${(await rows(page)).length} found. First of them: ${(await list())[0].name}.`);
  await page.keyboard.press('Escape');
  await settled('no search', `${all} technologies. First: ${firsts.at(-1)}.`);

  const fold = page.locator('.side details.fold', { has: page.locator('summary', { hasText: /^\s*Language/ }) });
  await fold.locator('summary').press('Enter');
  await page.clock.runFor(10_000);
  assert.deepEqual(await said(), [], 'what is unfolded says that itself');
  await fold.getByRole('checkbox', { name: /^Python/ }).press('Space');
  await page.clock.runFor(100);
  await settled('a choice', `${all} technologies, ${(await rows(page)).length} match. First: ${(await list())[0].name}.`);
});

check('what the list would say is not said in the place that was gone to', { timeout: 60_000 }, async ({ page, open }) => {
  await page.clock.install();
  await open('?v=1&view=compare');
  await complete(page);
  const goes = (place) => page.locator('.bar').getByRole('button', { name: place }).press('Enter');
  await goes('Explore');
  await page.locator('.row').first().waitFor();
  await page.clock.runFor(5_000);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 5_000));
  await page.evaluate(listen);
  await page.locator('.side').getByRole('slider').first().press('Home');
  await page.clock.runFor(100);
  await goes(/^Compare/);
  await page.clock.runFor(10_000);
  assert.equal(await page.locator('h1').textContent(), 'Compare');
  assert.deepEqual(await page.evaluate(() => window.said), []);
});

const DONE = {
  'a link is copied': ['More ways to share', 'Copy link', 'Link copied'],
  'an edit of the shortlist is undone': [/Shortlist/, /^Undo: /, 'Undone'],
  'all facts of one’s own are taken out': ['Your own facts', /^Take out all: /, 'All taken out'],
};
for (const [what, [opens, does, says]] of Object.entries(DONE)) {
  check(`what is done in a dialog is said where it is heard: ${what}`, async ({ page, context, site, open }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
    const own = { value: '{"value":"1990","reason":"Its first tape","made":"2026-01-01"}', clock: 1, tab: 1 };
    await context.addInitScript((text) => localStorage.setItem('groundwork:own:fact:django:first_release', text), JSON.stringify(own));
    await open();
    await page.getByRole('button', { name: 'Put on the shortlist: Django', exact: true }).press('Enter');
    await opener(page, opens).press('Enter');
    await complete(page);
    await page.evaluate(listen);
    await page.locator('dialog[open]').getByRole('button', { name: does }).first().press('Enter');
    await holds(async () => assert.deepEqual(await page.evaluate(() => window.said), [says]));
  });
}
