// The whole page as one file, which opens from a disk: the template of what the
// page saves as one file, and `make single`.
//
// All of it stands in the file as data, and one script (boot.js with inside.mjs and
// the loader) takes it from there. The file has a policy of its own, which allows
// that script and its stylesheet by their digests, and no request at all.
//
// What is put in later, here or by src/export/pack.rs, goes between marks: the title,
// what the file says of itself, the document and the JSON of #pack. What belongs to
// the file carries data-own, so that a file saved from a file takes nothing else.
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Makes the template beside the page, named after what is in it, and tells the page.
 * @param folder  the finished page
 * @param work    where its loader lies, not yet bundled
 * @param bundle  bundles a script and all it imports: (from, to, ...options)
 */
export function single(folder, work, bundle) {
  const at = (name) => join(work, name);
  copyFileSync('public/boot.js', at('boot.js'));
  copyFileSync('src/web/inside.mjs', at('inside.mjs'));
  bundle(at('boot.js'), at('single.js'), '--bundle', '--format=iife', `--inject:${at('inside.mjs')}`, '--define:import.meta.url="https://inside.invalid/"');
  const made = readdirSync(folder);
  const find = (kind) => made.find((name) => kind.test(name));
  const read = (kind) => readFileSync(join(folder, find(kind)));
  const catalogue = find(/^catalogue-.*\.json$/);
  bundle('style/single/single.css', at('single.css'));
  const style = [read(/^style-/), read(/^groundwork-later-.*\.css$/), readFileSync(at('single.css'))].join('\n');
  const parts = [
    ['groundwork.wasm', 'application/wasm', read(/_bg\.wasm$/)],
    ['groundwork-later.wasm', 'application/wasm', read(/^groundwork-later-.*\.wasm$/)],
    [catalogue, 'application/json', read(/^catalogue-.*\.json$/)],
    ...made.filter((name) => name.endsWith('.schema.json')).map((name) => [name, 'application/json', readFileSync(join(folder, name))]),
  ];
  const html = whole(readFileSync(at('single.js'), 'utf8'), style, parts, read(/^icon\.svg$/));
  const name = `groundwork-single-${createHash('sha256').update(html).digest('hex').slice(0, 16)}.html`;
  writeFileSync(join(folder, name), html);
  const page = join(folder, 'index.html');
  const told = readFileSync(page, 'utf8').replace('<script ', `<script data-single="./${name} ${Buffer.byteLength(html)}" `);
  writeFileSync(page, told);
}

const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A part of a text that must be there. */
function part(text, pattern) {
  const found = text.match(pattern);
  if (!found) throw new Error(`index.html has no ${pattern}`);
  return found[1];
}

function whole(script, style, parts, icon) {
  // Either would end its element, and no digest would fit what a browser reads.
  if (/<\/script|<!--|\r/i.test(script) || /<\/style|\r/i.test(style)) throw new Error('cannot stand in a page');
  const page = readFileSync('index.html', 'utf8').replace(/<!--[\s\S]*?-->\s*/g, '');
  const body = [
    ['The page has not started in ten seconds. The network may be slow, or a part of the page may be missing.', 'The page has not started in ten seconds. The file may be damaged: ask for it again where you got it.'],
    ['What you saved before is still saved.', 'Reload to begin again with what the file has.'],
    ['<div id="boot"', '<div id="boot" data-own=""'],
    ['<section id="crash"', '<section id="crash" data-own=""'],
  ].reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`index.html does not say: ${from}`);
    return text.replace(from, to);
  }, part(page, /<body>([\s\S]*?)<\/body>/).replace(/\n\s*/g, '\n').trim());
  const policy = `default-src 'none'; script-src ${digest(script)} 'wasm-unsafe-eval'; style-src ${digest(style)}; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default`;
  const metas = [...page.matchAll(/<meta (name="[^>]*)>/g)].map(([, inside]) => `<meta data-own="" ${inside}>`);
  const data = parts.map(([name, type, bytes]) => `<script type="application/gzip;base64" data-file="${name}" data-type="${type}" data-own="">${gzipSync(bytes, { level: 9 }).toString('base64')}</script>`);
  return signed(`<!doctype html>
<html lang="en">
<head>
<meta data-own="" charset="utf-8">
<meta data-own="" http-equiv="Content-Security-Policy" content="${policy}">
${metas.join('\n')}
<title data-own="">${part(page, /<title>([^<]*)/)}</title>
<link data-own="" rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${icon.toString('base64')}">
<style data-own="">${style}</style>
<script data-own="">${script}</script>
</head>
<body>
<aside id="file-bar" aria-label="About this file" data-own=""><p><!--about--><strong>Groundwork in one file.</strong> It needs no network and sends nothing.<!--/about--> <span>What you change here is kept until you close or reload it.</span></p>
<button type="button" id="file-read" hidden=""></button></aside>
<main id="document" tabindex="-1" data-own=""><!--document--><!--/document--></main>
${body}
<script id="pack" type="application/json" data-own="">{"home":"","saved":{}}</script>
${data.join('\n')}
</body>
</html>
`);
}

/** A text with its checksum (FNV-1a, 32 bits) behind it: see src/export/pack.rs. */
function signed(text) {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return `${text}<!--sum:${(sum >>> 0).toString(16).padStart(8, '0')}-->\n`;
}

// make single: the template with an address for the links that it gives.
if (process.argv[1] === import.meta.filename) {
  const [address, folder = 'dist'] = process.argv.slice(2);
  if (address && !/^https?:/.test(address)) throw new Error(`BASE_URL is no web address: ${address}`);
  const { origin, pathname } = new URL(address || 'https://nowhere.invalid');
  const home = address ? origin + pathname : '';
  const template = readdirSync(folder).find((name) => /^groundwork-single-.*\.html$/.test(name));
  const text = readFileSync(join(folder, template), 'utf8').replace(/<!--sum:[^>]*-->\n$/, '');
  const html = signed(text.replace('{"home":""', () => `{"home":${JSON.stringify(home)}`));
  const to = join(folder, 'groundwork.html');
  writeFileSync(to, html);
  console.log(`${to}: ${Buffer.byteLength(html).toLocaleString('en')} bytes; its links ${home ? `lead to ${home}` : 'have no address to lead to'}`);
}
