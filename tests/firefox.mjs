// Finds Firefox and drives it by WebDriver BiDi, the standard way in, which Firefox
// speaks without a driver of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { find as findBrowser } from './browser.mjs';

const NAMES = ['firefox-esr', 'firefox'];

/** Quiet: it speaks to nobody but the page. */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.topsites.contile.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.server': 'data:,',
};

/** The path of the browser: the variable FIREFOX, or the first one in PATH. */
export const find = () => findBrowser('FIREFOX', NAMES, 'Firefox');

/**
 * Starts Firefox with a profile that is thrown away.
 * @param settings of the profile, by their names in about:config
 * @returns `{ version, visitor, close }`
 */
export async function launch(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-firefox-'));
  const lines = Object.entries({ ...QUIET, ...settings }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(join(folder, 'user.js'), lines.join(''));
  const browser = spawn(find(), ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((done) => browser.once('close', done));
  process.once('exit', () => browser.kill());
  const address = await new Promise((done, failed) => {
    const said = [];
    createInterface(browser.stderr).on('line', (line) => {
      said.push(line);
      const found = line.match(/WebDriver BiDi listening on (ws:\S+)/);
      if (found) done(`${found[1]}/session`);
    });
    browser.once('error', failed);
    ended.then(() => failed(new Error(`Firefox did not start:\n${said.join('\n')}`)));
  });
  const { send, on, end } = await connect(address);
  const { capabilities } = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent', 'browsingContext.downloadEnd'] });
  await send('script.addPreloadScript', {
    functionDeclaration: String(() =>
      addEventListener('securitypolicyviolation', (event) => console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)),
    ),
  });
  const close = async () => {
    await send('browser.close').catch(() => {});
    end();
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { version: capabilities.browserVersion, visitor: (more) => visitor({ send, on }, more), close };
}

/** A connection: `send(method, params)` gives what is answered, `on(heard)` is told all events. */
async function connect(address) {
  const socket = new WebSocket(address, { maxPayload: 1 << 28, perMessageDeflate: false });
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  const waiting = new Map();
  const listeners = [];
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'event') return listeners.forEach((heard) => heard(message.method, message.params));
    const { done, failed, method } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') done(message.result);
    else failed(new Error(`${method}: ${message.error}: ${message.message}`));
  });
  socket.on('close', () => waiting.forEach(({ failed, method }) => failed(new Error(`${method}: Firefox is gone`))));
  let last = 0;
  const send = (method, params = {}) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, { done, failed, method });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { send, on: (heard) => listeners.push(heard), end: () => socket.close() };
}

/** Keys that have a name and no letter. */
const KEYS = { Escape: '\uE00C', Home: '\uE011', End: '\uE010' };

/** Where an element of a role is to be looked for. */
const ROLES = {
  button: 'button',
  checkbox: 'input[type="checkbox"]',
  heading: 'h1, h2, h3',
  region: 'section, [role="region"]',
};

/**
 * Somebody with storage of their own, and one page.
 * @param width, height of the window in CSS pixels
 * @param downloads the folder for what is saved
 * @returns the page; `problems` is what must not happen, `requests` all that it asked for
 */
async function visitor({ send, on }, { width = 1280, height = 800, downloads } = {}) {
  const { userContext } = await send('browser.createUserContext');
  if (downloads) await send('browser.setDownloadBehavior', { downloadBehavior: { type: 'allowed', destinationFolder: downloads }, userContexts: [userContext] });
  const { context } = await send('browsingContext.create', { type: 'tab', userContext });
  await send('browsingContext.setViewport', { context, viewport: { width, height } });
  const problems = [];
  const requests = [];
  const saved = [];
  on((method, event) => {
    if ((event.context ?? event.source?.context) !== context) return;
    if (method === 'log.entryAdded' && ['error', 'warn'].includes(event.level)) problems.push(`${event.type} ${event.level}: ${event.text}`);
    if (method === 'network.beforeRequestSent') requests.push(event.request.url);
    if (method === 'browsingContext.downloadEnd') saved.push(event.filepath ?? event.status);
  });

  /** Waits until `attempt` gives something true, and gives that. */
  const until = async (what, attempt, within = 30_000) => {
    const end = Date.now() + within;
    for (let last = ''; ; ) {
      try {
        const found = await attempt();
        if (found) return found;
      } catch (error) {
        last = `: ${error.message}`;
      }
      if (Date.now() > end) throw new Error(`waited for ${what}${last}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  /** Calls a function in the page with values or elements; gives a value of it as JSON has it. */
  const call = async (body, ...args) => {
    const functionDeclaration = `async (...args) => JSON.stringify(await (${body})(...args))`;
    const answer = await send('script.callFunction', { functionDeclaration, arguments: args.map(argument), target: { context }, awaitPromise: true });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result.value === undefined ? undefined : JSON.parse(answer.result.value);
  };
  const argument = (value) => (value?.sharedId ? { sharedId: value.sharedId } : value === null ? { type: 'null' } : { type: 'string', value });
  /** The visible elements of a role with this name as it is written, or of a selector; within another. */
  const all = async (what, name, within) => {
    const functionDeclaration = String((selector, name, within) =>
      [...(within ?? document).querySelectorAll(selector)].filter((element) => {
        const by = document.getElementById(element.getAttribute('aria-labelledby'));
        const written = element.getAttribute('aria-label') ?? (by ?? element).textContent.replace(/\s+/g, ' ').trim();
        return (name === null || written === name) && element.checkVisibility({ visibilityProperty: true });
      }),
    );
    const found = await send('script.callFunction', {
      functionDeclaration,
      arguments: [ROLES[what] ?? what, name ?? null, within ?? null].map(argument),
      target: { context },
      awaitPromise: false,
      serializationOptions: { maxDomDepth: 0 },
    });
    if (found.type === 'exception') throw new Error(found.exceptionDetails.text);
    return found.result.value;
  };
  const one = (what, name, within) => until(`${what} “${name ?? ''}”`, async () => (await all(what, name, within))[0]);
  /** Types characters, one after the other. */
  const type = async (characters) => {
    const actions = [...characters].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions }] });
  };
  const press = (key) => type(KEYS[key] ?? key);
  const click = async (role, name, within) => {
    const element = await one(role, name, within);
    await call((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }), element);
    // What glides to its place would be missed.
    await until('all to come to rest', () => call(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(!document.getAnimations().length))))));
    const origin = { type: 'element', element: { sharedId: element.sharedId } };
    const actions = [{ type: 'pointerMove', x: 0, y: 0, origin }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
    return element;
  };
  /** Waits until the program has mounted and has what it shows, or fails with what the page says instead. */
  const ready = async () => {
    const state = await until('the page to start', () => call(() => ((data) => (data.ready || data.failed || data.crashed ? data : null))({ ...document.documentElement.dataset })), 60_000);
    if (!state.ready || state.crashed) throw new Error(`the page did not start: ${JSON.stringify(state)}`);
    await complete();
  };
  const complete = () => until('all that is shown', () => call(() => !document.querySelector(':is(main, dialog[open]) :is([aria-busy], .later)')), 60_000);
  const open = async (url) => {
    await send('browsingContext.navigate', { context, url, wait: 'complete' });
    await ready();
  };
  const reload = async () => {
    await send('browsingContext.reload', { context, wait: 'complete' });
    await ready();
  };
  const picture = async () => Buffer.from((await send('browsingContext.captureScreenshot', { context })).data, 'base64');
  const close = () => send('browser.removeUserContext', { userContext });
  return { problems, requests, saved, until, call, all, one, press, click, type, ready, complete, open, reload, picture, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(find());
