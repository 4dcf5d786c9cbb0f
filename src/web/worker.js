// The service worker: keeps one build of the page, whole, and answers for it, with
// the network or without. worker.mjs makes sw.js of this, with a BUILD before it:
//   name   a digest over all that follows, so that no two builds share a cache
//   files  what the page may ask for, by its path below the scope: its SHA-256 digest
//   rare   which of them are kept only once somebody has asked for them
//
// A build is kept whole or not at all: each file must be the one that the build
// made. So no two builds ever mix, and no page of an error, a sign-in or another
// build stands in the place of a file. What is kept under a name is that build's for
// good; a new one is kept beside it, waits, and takes over when no page of the old
// one is left, or when the user asks a page for it.
/* global BUILD */
'use strict';

const scope = new URL(registration.scope);
// Several pages may stand below one origin, and caches belong to the origin. No
// path has a space.
const MARK = 'groundwork ';
const NAME = `${MARK}${BUILD.name} ${scope.pathname}`;
const isMine = (name) => name.startsWith(MARK) && name.endsWith(` ${scope.pathname}`);

/** The page itself; whatever its query says is the page's business. */
const PAGE = '';
const at = (path) => new URL(`./${path}`, scope).href;
const has = (path) => Object.hasOwn(BUILD.files, path);
// A browser may have broken its own memory: then there is nothing.
const kept = (path) => caches.match(at(path), { cacheName: NAME }).catch(() => undefined);

/** The file of this build from the network, or an error. */
async function fetched(path, settings) {
  const response = await fetch(at(path), { ...settings, integrity: `sha256-${BUILD.files[path]}`, redirect: 'error' });
  const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
  if (response.status !== 200 || isPage !== (path === PAGE || path.endsWith('.html'))) throw new TypeError(`${path}: not what was asked for`);
  return response;
}

/** Fetches a file and keeps it. A copy that the browser may have is good enough where
 *  the name says what is in it, unless it is damaged. */
async function keep(path, cache, settings) {
  const known = /-[0-9a-f]{16}[._]/.test(path) ? 'default' : 'no-cache';
  const response = await fetched(path, { ...settings, cache: known }).catch((error) => {
    if (settings?.signal?.aborted) throw error;
    return fetched(path, { ...settings, cache: 'reload' });
  });
  await cache.put(at(path), response);
}

async function install() {
  // One that is there is that of a worker of the same build, or what was left of an
  // installation that was cut off.
  const fresh = !(await caches.has(NAME));
  const cache = await caches.open(NAME);
  const stop = new AbortController();
  const missing = async (path) => (await kept(path)) || keep(path, cache, { signal: stop.signal });
  const all = Object.keys(BUILD.files).filter((path) => !BUILD.rare.includes(path));
  try {
    await Promise.all(all.map(missing));
    // Another build that was taken into use meanwhile has forgotten all but its own.
    for (const path of all) if (!(await kept(path))) throw new Error(`${path}: not kept`);
  } catch (error) {
    stop.abort();
    if (fresh) await caches.delete(NAME);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) if (isMine(name) && name !== NAME) await caches.delete(name);
  // The page that brought the first worker; all others are with it already.
  await clients.claim();
}

/** A file of this build. One that is asked for anew comes from the network, if that
 *  has the same. */
async function answer(request, path) {
  const old = await kept(path);
  if (old && request.cache !== 'reload') return old;
  try {
    await keep(path, await caches.open(NAME));
    return await kept(path) ?? fetch(request);
  } catch {
    return old ?? fetch(request);
  }
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));

addEventListener('message', ({ data, ports }) => {
  if (data === 'use') skipWaiting();
  if (data === 'build') ports[0].postMessage(BUILD.name);
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || request.headers.has('range') || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const path = pathname.slice(scope.pathname.length);
  if (request.mode === 'navigate' && (path === PAGE || path === 'index.html')) event.respondWith(answer(request, PAGE));
  else if (path !== PAGE && has(path) && !search) event.respondWith(answer(request, path));
});
