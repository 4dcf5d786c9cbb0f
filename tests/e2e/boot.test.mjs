// Promises of the start: something to read at once, the program once, whatever
// the storage holds, and nothing that the policy does not allow.
import assert from 'node:assert/strict';
import { axe, check } from './page.mjs';

const isWasm = (path) => path?.endsWith('.wasm');
const isLoader = (path) => /\/groundwork-[^/]*\.js$/.test(path);
const requests = (site, is) => site.log.filter(({ path, status }) => is(path) && status !== 304);

check('starts, with one request for each file', { at: 'both' }, async ({ page, site, open }) => {
  await open('?anything=here');
  assert.equal(await page.locator('#boot').count(), 0, 'the first paint is taken away');
  assert.equal(requests(site, isWasm).length, 1);
  assert.equal(requests(site, isLoader).length, 1);
  assert.deepEqual(site.log.filter((entry) => entry.status !== 200), []);
});

check('shows a heading, a line and rows before the program is there', async ({ page, site, ready }) => {
  let release;
  const held = new Promise((done) => (release = done));
  site.setFault(async (path) => {
    if (isWasm(path)) await held;
    return false;
  });
  await page.goto(site.url, { waitUntil: 'commit' });
  await page.getByText('Say what must be there and what matters').waitFor();
  assert.ok(await page.getByText('Groundwork', { exact: true }).isVisible());
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  assert.ok((await page.locator('.boot-rows i').first().boundingBox()).height > 20);
  assert.ok(!(await page.locator('#boot-help').isVisible()), 'no help yet');
  await axe(page);
  release();
  await ready();
});

check(
  'starts where the server does not know the type of the program',
  {
    fault: (path, request, response, file) =>
      isWasm(path) && response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.body),
  },
  ({ open }) => open(),
);

const STORAGES = {
  'throws at every access': () =>
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    }),
  'is null': () => Object.defineProperty(window, 'localStorage', { value: null }),
  'holds rubbish': () => {
    if (location.protocol === 'about:') return;
    for (const key of ['theme', 'meta', 'crashes']) localStorage.setItem(`groundwork:${key}`, '{"value":[');
    sessionStorage.setItem('groundwork:crashes', 'null');
  },
};
for (const [what, init] of Object.entries(STORAGES)) {
  check(`starts where the storage ${what}`, { init }, async ({ open }) => {
    await open();
  });
}

for (const [value, expected] of [['dark', 'dark'], ['light', 'light'], ['system', null], ['"><script>', null]]) {
  check(`a saved theme of ${value} is there before the program`, { fault: (path) => isWasm(path) }, async ({ page, context, site }) => {
    await context.addInitScript((value) => localStorage.setItem('groundwork:theme', JSON.stringify({ clock: 1, tab: 'a', value })), value);
    await context.addInitScript(() => document.addEventListener('load', ({ target }) => (window.booted ||= /boot\.js$/.test(target.src)), true));
    await page.goto(site.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.booted);
    assert.equal(await page.locator('html').getAttribute('data-theme'), expected);
  });
}

// ---- policy ----

check('the policy blocks what the page never needs', { allow: [/Content Security Policy|TrustedScript|policy violation|refused/] }, async ({ page, open }) => {
  await open();
  const outcome = await page.evaluate(async () => {
    const tries = (body) => {
      try {
        return body() ?? 'allowed';
      } catch (error) {
        return error.name;
      }
    };
    const script = () => {
      const element = document.createElement('script');
      element.append('window.ran = true');
      document.body.append(element);
    };
    return {
      // Later, for what the test itself evaluates is exempt.
      evaluated: await new Promise((done) => setTimeout(() => done(tries(() => Function('return 1')())))),
      markup: tries(() => void (document.createElement('p').innerHTML = '<img src=x onerror=alert(1)>')),
      nested: tries(() => void (document.createElement('p').innerHTML = '<b>ok</b><script>1</script>')),
      plain: tries(() => void (document.createElement('p').innerHTML = '<a href="https://example.org/?on=1">JavaScript: on = 1</a>')),
      worker: tries(() => void new Worker('https://example.org/worker.js')),
      inline: (tries(script), window.ran ?? 'blocked'),
      fetched: await fetch('https://example.org/').then(() => 'allowed', () => 'blocked'),
    };
  });
  assert.deepEqual(outcome, {
    evaluated: 'EvalError',
    markup: 'TypeError',
    nested: 'TypeError',
    plain: 'allowed',
    worker: 'TypeError',
    inline: 'blocked',
    fetched: 'blocked',
  });
});
