// A service worker that ends all service workers of this page: put it in the place
// of sw.js, and every browser that still keeps a build, however broken, forgets it
// and takes the page from the network again. What people have saved is no business
// of a worker and stays. Put sw.js back when the page is well.
'use strict';

const { pathname } = new URL(registration.scope);

async function free() {
  for (const name of await caches.keys()) {
    if (name.startsWith('groundwork ') && name.endsWith(` ${pathname}`)) await caches.delete(name);
  }
  // Only pages that a worker had: one that came from the network stays as it is, so
  // nothing goes round in circles.
  const pages = await clients.matchAll({ type: 'window' });
  await registration.unregister();
  // Without waiting for them, for they wait for this.
  for (const page of pages) page.navigate(page.url).catch(() => {});
}

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(free()));
