// What the page has inside where it is one file (single.mjs): its own files, in
// the place of a server, and a memory, in the place of the browser's storage,
// which all files of a disk share. boot.js and later.mjs know it as INSIDE.
//
// It sets on <html>
//   data-started  scripts run: what only a program can show may show
//   data-reading  the document is shown in the place of the program
//   data-home     where the links that the page gives lead; empty for nowhere
//   data-single   what the page fetches to save itself as a file, and its size
import * as loader from './groundwork.js';

const root = document.documentElement;
root.dataset.started = '';

/** A storage that ends with the page. What it holds are its own properties. */
class Memory {
  get length() {
    return Object.keys(this).length;
  }
  key(n) {
    return Object.keys(this)[n] ?? null;
  }
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, text) {
    this[key] = String(text);
  }
  removeItem(key) {
    delete this[key];
  }
}
for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: new Memory() });
// What other files of the disk write there is none of its business.
addEventListener('storage', (event) => event.stopImmediatePropagation(), true);

const parsed = new Promise((done) => addEventListener('DOMContentLoaded', done, { once: true })).then(begin);
let boot;

/** Takes in what the file brings, and lets its document be read. */
function begin() {
  // The program takes it away; a file that is saved from here begins with it.
  boot = document.getElementById('boot').cloneNode(true);
  const { home, saved } = JSON.parse(document.getElementById('pack').textContent);
  root.dataset.home = /^https?:\/\//.test(home) ? home : '';
  for (const [key, text] of Object.entries(saved)) localStorage.setItem(key, text);
  const size = [...document.querySelectorAll('[data-own]')].reduce((sum, { textContent }) => sum + textContent.length, 0);
  root.dataset.single = `${SELF} ${size}`;

  const text = document.getElementById('document');
  const button = document.getElementById('file-read');
  const read = (reading) => {
    root.toggleAttribute('data-reading', reading);
    button.textContent = reading ? 'Back to the comparison' : 'Read its document';
  };
  read(false);
  button.hidden = !text.childElementCount;
  button.addEventListener('click', () => {
    const reading = !root.hasAttribute('data-reading');
    read(reading);
    scrollTo(0, 0);
    if (reading) text.focus({ preventScroll: true });
  });
  addEventListener('popstate', () => read(false));
}

const BASE = 'https://inside.invalid/';
const SELF = 'groundwork-single.html';

/** What stands at the end of an address. */
const last = (url) => new URL(url, BASE).pathname.split('/').pop();

/** The file of a name, or null. */
async function file(name) {
  await parsed;
  if (name === SELF) return new Blob([self()], { type: 'text/html' });
  const part = document.querySelector(`script[data-file="${CSS.escape(name)}"]`);
  if (!part) return null;
  const packed = atob(part.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let n = 0; n < bytes.length; n++) bytes[n] = packed.charCodeAt(n);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  // To the end, so that damage shows before anybody reads it.
  const whole = await new Response(stream).arrayBuffer();
  return new Blob([whole], { type: part.dataset.type });
}

/** The file itself, without what the program, or anything else, has added. */
function self() {
  const copy = root.cloneNode(false);
  for (const { name } of [...copy.attributes]) if (name !== 'lang') copy.removeAttribute(name);
  for (const part of [document.head, document.body]) {
    const into = copy.appendChild(part.cloneNode(false));
    for (const child of part.querySelectorAll(':scope > [data-own]')) {
      if (child.id === 'crash') into.append(boot.cloneNode(true));
      if (child.id !== 'boot') into.append(child.cloneNode(true));
    }
  }
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

Object.defineProperty(window, 'fetch', {
  value: async (url) => {
    const found = await file(last(url));
    return found ? new Response(found, { headers: { 'content-type': found.type } }) : new Response(null, { status: 404 });
  },
});

// A link to a file beside the page leads to the one inside.
addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[href]:not([href=""])');
  const href = link?.getAttribute('href') ?? '';
  if (!link || /^(#|[a-z]+:)/i.test(href)) return;
  event.preventDefault();
  const found = await file(last(href));
  if (!found) return;
  const save = document.createElement('a');
  save.href = URL.createObjectURL(found);
  save.download = link.download || last(href);
  save.click();
  setTimeout(() => URL.revokeObjectURL(save.href), 60_000);
});

const DAMAGED = ['This file is damaged', 'A part of it is missing or changed. Ask for it again where you got it.'];

export const INSIDE = {
  script: { src: BASE, dataset: { js: 'groundwork.js', wasm: 'groundwork.wasm' } },
  loader,
  reasons: { network: DAMAGED, missing: DAMAGED, type: DAMAGED, damaged: DAMAGED },
};
