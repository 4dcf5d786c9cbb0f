// Promises of dist/ that need no browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { headersOf, parseHeaders } from '../server.mjs';
import { list } from './builds.mjs';
import { DIST } from './page.mjs';

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(DIST.length));
const read = (path) => readFileSync(join(DIST, path), 'utf8');
const rules = parseHeaders(read('/_headers'));
const hashed = (path) => /-[0-9a-f]{16}(_bg)?\.\w+$/.test(path);
const isCatalogue = (path) => /^\/catalogue-\d{8}-[0-9a-f]{4}\.json$/.test(path);
const isTable = (path) => /^\/catalogue-\d{8}-[0-9a-f]{4}\.csv$/.test(path);

test('files with a hash or a version in the name are kept for a year, all others asked for anew', () => {
  for (const path of ['/', ...files.filter((file) => file !== '/_headers')]) {
    const expected = hashed(path) || isCatalogue(path) || isTable(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    assert.equal(headersOf(rules, path)['cache-control'], expected, path);
  }
});

test('the program, its loader and the stylesheets have a hash in the name', () => {
  const found = files.filter((path) => /^\/(groundwork|style)-/.test(path));
  assert.ok(found.every(hashed), found);
  const kinds = found.map((path) => path.replace(/[0-9a-f]{16}/, '*')).sort();
  assert.deepEqual(kinds, ['/groundwork-*.js', '/groundwork-*_bg.wasm', '/groundwork-later-*.css', '/groundwork-later-*.wasm', '/groundwork-single-*.html', '/style-*.css']);
  assert.equal(files.filter((path) => /\.(wasm|css)$/.test(path)).length, 4);
});

test('the service worker keeps all that the page may ask for, as it is, and nothing else', () => {
  const { name, files: listed, rare } = list();
  assert.match(name, /^[0-9a-f]{16}$/);
  const others = ['/_headers', '/robots.txt', '/sw.js', '/sw-kill.js', '/404.html', '/groundwork.html'];
  const expected = files.filter((path) => !others.includes(path)).map((path) => path.slice(1).replace(/^index\.html$/, ''));
  assert.deepEqual(Object.keys(listed).sort(), expected.sort());
  for (const [path, digest] of Object.entries(listed)) {
    assert.equal(digest, createHash('sha256').update(readFileSync(join(DIST, path || 'index.html'))).digest('base64'), path);
  }
  assert.ok(rare.length === 1 && rare[0].startsWith('groundwork-single-'), String(rare));
  for (const word of ['importScripts', 'http']) for (const path of ['/sw.js', '/sw-kill.js']) assert.ok(!read(path).includes(word), `${path}: ${word}`);
});

test('the manifest is relative, so that the page may stand anywhere, and all that it names is there', () => {
  const manifest = JSON.parse(read('/manifest.webmanifest'));
  for (const key of ['start_url', 'scope']) assert.equal(manifest[key], './');
  // One would be resolved against the origin, and several pages below it would be one app.
  assert.equal(manifest.id, undefined);
  for (const { src } of manifest.icons) assert.ok(files.includes(`/${src}`), src);
  assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'));
  for (const { url } of manifest.shortcuts) assert.match(url, /^\.\/#\w+$/);
  const page = read('/index.html');
  assert.match(page, /<link crossorigin=use-credentials href=manifest.webmanifest rel=manifest>/);
  assert.ok(files.includes(`/${page.match(/href=(\S+) rel=apple-touch-icon/)[1]}`));
  for (const colour of [manifest.theme_color, manifest.background_color]) assert.ok(page.includes(`content=${colour} name=theme-color`), colour);
});

test('a hash in a name is that of what is in the file', () => {
  for (const path of files.filter(hashed)) {
    const digest = createHash('sha256').update(readFileSync(join(DIST, path))).digest('hex');
    assert.ok(path.includes(digest.slice(0, 16)), path);
  }
});

test('the whole catalogue lies beside the page, compact, under the version that the page carries', () => {
  const found = files.filter(isCatalogue);
  assert.equal(found.length, 1, String(files));
  const text = read(found[0]);
  const whole = JSON.parse(text);
  assert.equal(found[0], `/catalogue-${whole.version}.json`);
  assert.deepEqual(files.filter(isTable), [`/catalogue-${whole.version}.csv`]);
  assert.ok(text.length <= JSON.stringify(whole).length + 100, 'no spaces');
  const program = readFileSync(join(DIST, files.find((path) => path.endsWith('.wasm'))), 'latin1');
  assert.ok(program.includes(`"version":"${whole.version}"`), 'the page asks for this one');
  assert.ok(!program.includes('"sources":['), 'the page carries only a brief');
});

test('the whole catalogue is all that stands in the data files', () => {
  const data = join(DIST, '../src/catalogue/data');
  const from = (path) => JSON.parse(readFileSync(join(data, path), 'utf8'));
  const names = (folder) => readdirSync(join(data, folder)).filter((name) => name.endsWith('.json')).sort();
  const { version, ...whole } = JSON.parse(read(files.find(isCatalogue)));
  const technologies = names('technologies').map((name) => from(`technologies/${name}`));
  assert.deepEqual(whole, Object.assign({ technologies }, ...names('.').map(from)));
  assert.ok(version.startsWith(whole.checked.replaceAll('-', '')));
});

test('the page has the policy of the headers, and nothing inline', () => {
  const page = read('/index.html');
  const header = headersOf(rules, '/')['content-security-policy'];
  assert.equal(
    header,
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default",
  );
  const meta = page.match(/http-equiv="?Content-Security-Policy/i) && page.match(/content="(default-src[^"]*)"/)[1];
  assert.equal(meta, header.replace(" frame-ancestors 'none';", ''));
  for (const [tag] of page.matchAll(/<script[^>]*>/g)) assert.match(tag, /\ssrc=/, tag);
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|javascript:/i);
});

test('every other header of the promise is sent', () => {
  const headers = headersOf(rules, '/');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  for (const name of ['camera', 'microphone', 'geolocation', 'payment', 'usb']) {
    assert.match(headers['permissions-policy'], new RegExp(`\\b${name}=\\(\\)`));
  }
  for (const name of ['clipboard-write', 'web-share']) assert.doesNotMatch(headers['permissions-policy'], new RegExp(name));
});

test('nothing is loaded from elsewhere', () => {
  for (const path of files.filter((file) => /\.(html|css|js|svg|webmanifest)$/.test(file))) {
    const text = read(path).replaceAll('http://www.w3.org/', '');
    for (const [, url] of text.matchAll(/(?:src|href|url|import|fetch)\s*[=(]\s*["']?((?:https?:)?\/\/[^"')\s]+)/g)) {
      assert.fail(`${path} loads ${url}`);
    }
  }
});

test('the program needs no more of a browser than the README says', () => {
  // The features of the floor in public/boot.js; wasm-opt refuses a module that uses others.
  const floor = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'reference-types', 'call-indirect-overlong', 'sign-ext', 'mutable-globals', 'multivalue'];
  const flags = ['--mvp-features', ...floor.map((name) => `--enable-${name}`)];
  const tool = join(DIST, '../tests/node_modules/.bin/wasm-opt');
  for (const path of files.filter((file) => file.endsWith('.wasm'))) {
    const features = execFileSync(tool, [join(DIST, path), '--print-features', '--output=/dev/null', ...flags], { encoding: 'utf8' });
    const extra = features.split('\n').filter((line) => line.startsWith('--enable-') && !flags.includes(line.trim()));
    assert.deepEqual(extra, [], path);
  }
});
