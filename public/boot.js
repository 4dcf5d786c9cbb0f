// Starts the program, and says in a sentence why it did not start.
//
// A classic script, for module scripts are blocked where the page is opened as
// a file, and that is one of the things to be said. It runs as soon as it is there:
// one that is deferred waits for the stylesheet, of which it has to speak. It knows
// the elements of index.html, sets data attributes on <html> and exposes nothing:
//   data-theme   light or dark, where the user chose one
//   data-failed  the program did not start, and the reason is on the screen
//   data-safe    two crashes within a minute: ignore the address and what is saved
// The program sets data-ready once it has mounted, and takes #boot away; then this
// loads src/web/offline.js, which sets data-offline and data-build.
//
// Where the whole page is one file (src/web/single.mjs), this is bundled with what
// the file has inside, as INSIDE; nowhere else is there such a name.
(() => {
  'use strict';

  const root = document.documentElement;
  const element = (id) => document.getElementById(id);
  const { src, dataset } = typeof INSIDE === 'object' ? INSIDE.script : document.currentScript;
  const js = new URL(dataset.js, src).href;
  const wasm = new URL(dataset.wasm, src).href;

  // A theme that differs from the system's should not flash. Storage may be
  // blocked, and what stands in it may be anything.
  try {
    const { value } = JSON.parse(localStorage.getItem('groundwork:theme'));
    if (value === 'light' || value === 'dark') root.dataset.theme = value;
  } catch {}

  // Leptos sets innerHTML of templates with static markup, the page registers
  // its own worker; neither ever needs a script in markup or one from elsewhere.
  if (window.trustedTypes) {
    const refuse = (what) => {
      throw new TypeError(`refused: ${what}`);
    };
    trustedTypes.createPolicy('default', {
      createHTML: (html) =>
        /<script|<[^>]*[\s/](on\w+|srcdoc)\s*=|<[^>]*=\s*["']?\s*javascript:/i.test(html) ? refuse(html) : html,
      createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : refuse(url)),
    });
  }

  // A link to a place whose code is in the second file of the program: that
  // comes beside the first.
  if (dataset.later && /[?&]view=(compare|technology|decide|data)/.test(location.search)) {
    for (const file of dataset.later.split(' ')) {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'preload', href: new URL(file, src).href }, file.endsWith('.css') ? { as: 'style' } : { as: 'fetch', crossOrigin: 'anonymous' });
      document.head.append(link);
    }
  }

  // ---- why it did not start ----

  const REASONS = {
    file: ['Open it through a web server', 'Browsers do not run programs from a file on disk. Put this folder on any web server, on your own machine too, and open its address.'],
    off: ['WebAssembly is off', 'Groundwork is a WebAssembly program, and this browser has WebAssembly switched off. A strict security mode may do that. Allow it for this page, then reload.'],
    old: ['This browser is too old', 'Groundwork needs a browser of mid-2024 or later: Chrome or Edge 123, Firefox 121, Safari 17.5.'],
    network: ['The network is gone', 'A part of the page could not be fetched. When you are connected again, reload.'],
    missing: ['A part of the page is missing', 'The server does not have a file that this page names. It may be in the middle of an update: reload in a minute.'],
    server: ['The server has trouble', 'The server answered with an error instead of a part of the page. Reload in a minute.'],
    type: ['The server sent something else', 'In the place of the program the server sent something else, perhaps a sign-in page. Sign in if you are asked to, then reload.'],
    damaged: ['A part of the page is damaged', 'A file of the program arrived incomplete or changed. Reload to fetch it anew.'],
    ...(typeof INSIDE === 'object' ? INSIDE.reasons : {}),
  };

  // Its own class, so that a failure that was understood is told from all others.
  class Trouble extends Error {}
  const trouble = (reason, detail) => Object.assign(new Trouble(detail || reason), { reason });

  function fail(error) {
    if (trapped(error)) return crash(error);
    const reason = error instanceof Trouble ? error.reason : 'damaged';
    const [title, cause] = REASONS[reason];
    element('boot-title').textContent = title;
    element('boot-cause').textContent = cause;
    element('boot-help').hidden = false;
    root.dataset.failed = reason;
    element('boot-reload').addEventListener('click', renew);
  }

  /** Reloads. An ordinary reload would take a damaged file from the cache again; and a
   *  build that a service worker keeps may itself be what is at fault: where the network
   *  has another, or the same, it is forgotten. */
  async function renew(event) {
    event.preventDefault();
    const style = document.querySelector('link[rel=stylesheet]')?.href ?? js;
    await Promise.allSettled([js, wasm, style].map((url) => fetch(url, { cache: 'reload' })));
    try {
      const scope = new URL('.', src);
      const kept = await navigator.serviceWorker.getRegistration(scope);
      // No worker answers for a HEAD.
      if (kept.scope === scope.href && (await fetch(scope, { method: 'HEAD', cache: 'no-store' })).ok) {
        await kept.unregister();
        for (const name of await caches.keys()) if (name.endsWith(` ${scope.pathname}`)) await caches.delete(name);
      }
    } catch {}
    location.reload();
  }

  // ---- starting ----

  /** Fetches a file of the program, or says why it cannot. */
  async function get(url) {
    let response;
    try {
      response = await fetch(url);
    } catch {
      throw trouble('network');
    }
    if (response.status === 404 || response.status === 410) throw trouble('missing');
    if (!response.ok) throw trouble('server');
    return response;
  }

  /** The loader; import() itself tells nothing about what went wrong. */
  async function loader() {
    if (typeof INSIDE === 'object') return INSIDE.loader;
    try {
      return await import(js);
    } catch {
      const type = (await get(js)).headers.get('content-type') || '';
      throw trouble(type.includes('javascript') ? 'damaged' : 'type');
    }
  }

  /** The program: a response to compile while it arrives, or whole bytes where a
   *  server does not know the type. */
  async function program() {
    const response = await get(wasm);
    if ((response.headers.get('content-type') || '').startsWith('application/wasm')) return response;
    const bytes = await response.arrayBuffer().catch(() => {
      throw trouble('network');
    });
    const magic = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength)));
    if (magic !== '\0asm') throw trouble('type');
    return bytes;
  }

  // A module of one function that uses what the compiler assumes of a browser:
  // two results, sign extension, saturating conversion, memory.fill, ref.null.
  const FLOOR = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 26, 1, 24, 0,
    208, 111, 26, 65, 0, 65, 0, 65, 0, 252, 11, 0, 67, 0, 0, 0, 0, 252, 0, 192, 65, 0, 11,
  ];

  /** Waits for the stylesheet, and fails where it does not come as it should. A browser
   *  draws nothing before it: after ten seconds it may, so that there is a sentence. */
  async function dressed() {
    const style = document.querySelector('link[rel=stylesheet]');
    if (style && !style.sheet && document.readyState !== 'complete') {
      const late = setTimeout(() => {
        style.media = 'not all';
        element('boot-help').hidden = false;
      }, 10_000);
      await new Promise((done) => {
        style.onload = style.onerror = done;
        addEventListener('load', done);
      });
      clearTimeout(late);
      style.media = 'all';
    }
    try {
      // One that is not as the page names it has no sheet, one that is missing has an
      // empty one, and that of one that was cut off may not be read.
      if (!style || style.sheet.cssRules.length) return;
    } catch {}
    await get(style.href);
    throw trouble('damaged');
  }

  /** Waits until all elements of the document are there. */
  const parsed = () => document.readyState === 'loading' && new Promise((done) => document.addEventListener('DOMContentLoaded', done));

  async function start() {
    await parsed();
    if (typeof INSIDE !== 'object' && location.protocol === 'file:') throw trouble('file');
    if (typeof WebAssembly !== 'object') throw trouble('off');
    if (!WebAssembly.validate(new Uint8Array(FLOOR))) throw trouble('old');
    // Every colour of the page is a pair for light and dark; :has() came last.
    if (!CSS.supports('(color: light-dark(red, red)) and selector(:has(a))')) throw trouble('old');
    const [module, module_or_path] = await Promise.all([loader(), program(), dressed()]);
    try {
      await module.default({ module_or_path });
    } catch (error) {
      // A compile error is a damaged file; a type error a connection that broke while it arrived.
      throw error instanceof TypeError ? trouble('network', error.message) : error;
    }
  }

  // ---- crashing ----

  const CRASHES = 'groundwork:crashes';
  const MINUTE = 60_000;

  /** When it crashed within the last minute. */
  function crashes() {
    try {
      const now = Date.now();
      return JSON.parse(sessionStorage.getItem(CRASHES)).filter((t) => t <= now && now - t < MINUTE);
    } catch {
      return [];
    }
  }

  /** The first cause counts; what follows from it is noise. */
  function crash(error) {
    if (root.dataset.crashed) return;
    root.dataset.crashed = '1';
    try {
      sessionStorage.setItem(CRASHES, JSON.stringify([...crashes(), Date.now()]));
    } catch {}
    const cause = element('crash-cause');
    if (!cause.textContent) cause.textContent = String(error);
    const panel = element('crash');
    panel.hidden = false;
    // Nothing lies above it, and nothing else answers any more.
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
    for (const other of document.body.children) other.inert = other !== panel;
    panel.querySelector('a').addEventListener('click', renew);
    panel.scrollIntoView();
    offerSaved();
  }

  /** What is saved, as a file, without the program that may not start again. */
  function offerSaved() {
    try {
      const saved = Object.entries(localStorage).filter(([key]) => key.startsWith('groundwork:'));
      if (!saved.length) return;
      const text = JSON.stringify(Object.fromEntries(saved), null, 2);
      const link = element('crash-saved');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.hidden = false;
    } catch {}
  }

  if (crashes().length >= 2) root.dataset.safe = '1';
  const trapped = (error) => typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError;
  addEventListener('error', ({ error }) => trapped(error) && crash(error));
  addEventListener('unhandledrejection', ({ reason }) => trapped(reason) && crash(reason));

  /** Keeps the page for when the network is gone: a second load of its own, which waits
   *  until the first view is long there, unless all is kept already. */
  function keep() {
    const { serviceWorker } = navigator;
    if (!dataset.offline || !serviceWorker) return;
    setTimeout(() => import(new URL(dataset.offline, src)).catch(() => {}), serviceWorker.controller ? 0 : 8_000);
  }

  start().then(keep, fail);
})();
