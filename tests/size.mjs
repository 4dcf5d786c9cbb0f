// What the page weighs: each file of dist/, and all that a first visit loads.
// Fails above the budget.
//
// A first visit is measured, not guessed: Chromium opens the page from a server
// that packs with brotli 11, and the server counts the bytes of every body that it
// sends (without headers) until five seconds after the page is ready; so what a
// service worker fetches so soon counts too. What it fetches afterwards, so that the
// page opens without a network, is told apart from that.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

const BUDGET = 230_000;
const DIST = join(import.meta.dirname, '../dist');

const number = (n) => n.toLocaleString('en');
const table = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    console.log(row.map((cell, column) => (column ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[0]))).join('  '));
  }
};

/** The sections of a wasm file: what is code, and what is data such as the catalogue. */
function sections(bytes) {
  const names = ['custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code', 'data', 'data count'];
  const found = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at++];
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    found.push([names[id] ?? `section ${id}`, bytes.subarray(at, at + size)]);
    at += size;
  }
  return found;
}

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const body = readFileSync(path);
    return { name: path.slice(DIST.length + 1), body, packed: brotliCompressSync(body).length };
  })
  .sort((a, b) => b.packed - a.packed);

console.log('Every file of dist/, in bytes:');
table([['', 'raw', 'gzip', 'brotli'], ...files.map(({ name, body, packed }) => [name, number(body.length), number(gzipSync(body, { level: 9 }).length), number(packed)])]);

console.log('\nThe program, section by section:');
const program = files.find(({ name }) => name.endsWith('.wasm'));
const parts = sections(program.body).map(([name, body]) => [name, body.length, brotliCompressSync(body).length]);
table([['', 'raw', 'brotli'], ...parts.sort((a, b) => b[2] - a[2]).filter(([, raw]) => raw > 1000).map(([name, raw, packed]) => [name, number(raw), number(packed)])]);

const site = await serve({ folder: DIST, quality: 11 });
const browser = await launch();
const page = await browser.newPage();
await page.goto(site.url);
await page.waitForSelector('html[data-ready]', { state: 'attached' });
await page.waitForTimeout(5_000);
const sent = site.log.filter(({ bytes }) => bytes).sort((a, b) => b.bytes - a.bytes);
const sum = (log) => log.reduce((sum, { bytes }) => sum + bytes, 0);
const total = sum(sent);
// Packing all of it as small as can be takes a while.
await page.waitForSelector('html[data-offline]', { state: 'attached', timeout: 240_000 });
const kept = sum(site.log) - total;
await browser.close();
await site.close();

console.log('\nThe first visit loads, in bytes as sent:');
table([...sent.map(({ path, bytes, encoding }) => [path, number(bytes), encoding]), ['all', number(total), '']]);
console.log(`\nKept later, for use without a network: ${number(kept)} bytes`);

const verdict = `${number(total)} of ${number(BUDGET)} bytes`;
if (total > BUDGET) {
  console.error(`\nToo heavy: ${verdict}. The largest parts: ${sent.slice(0, 3).map(({ path, bytes }) => `${path} ${number(bytes)}`).join(', ')}`);
  process.exit(1);
}
console.log(`\nWithin the budget: ${verdict}`);
