// Other builds of the page for the tests of its updates: dist/ with a mark in every
// file of the program, named and listed anew by the very steps that made it.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { runInNewContext } from 'node:vm';
import { minify, name } from '../../src/web/pack.mjs';
import { worker } from '../../src/web/worker.mjs';
import { DIST } from './page.mjs';

const OUT = join(import.meta.dirname, '../out');
let folder;
after(() => folder && rmSync(folder, { recursive: true, force: true }));

/** The folder of a build whose mark says where each of its parts comes from. */
export function build(mark) {
  mkdirSync(OUT, { recursive: true });
  folder ??= mkdtempSync(join(OUT, 'builds-'));
  const to = join(folder, mark);
  cpSync(DIST, to, { recursive: true });
  const find = (kind) => join(to, readdirSync(to).find((file) => kind.test(file)));
  const add = (kind, text) => appendFileSync(find(kind), text);
  const note = (what) => `;document.documentElement.dataset.${what}="${mark}";`;
  add(/^style-/, `:root{--style:${mark}}`);
  add(/^groundwork-later-.*\.css$/, `:root{--later:${mark}}`);
  add(/^boot\.js$/, note('boot'));
  add(/^offline\.js$/, note('keeper'));
  add(/^groundwork-[0-9a-f]+\.js$/, note('loader'));
  // A section that no engine reads: its kind, its size, the size of its name, its name.
  for (const kind of [/_bg\.wasm$/, /^groundwork-later-.*\.wasm$/]) add(kind, Buffer.from([0, mark.length + 1, mark.length, ...Buffer.from(mark)]));
  const page = join(to, 'index.html');
  const html = readFileSync(page, 'utf8');
  // Nobody checks the stylesheet's digest anew, which is no longer that.
  const marked = html.replace(/<html/, `<html data-page=${mark}`).replace(/ integrity=\S+/, '');
  if (marked === html) throw new Error('no html in index.html');
  writeFileSync(page, marked);
  name(to);
  worker(to, minify);
  return to;
}

/** The marks of all parts that a page is made of; dist/ itself has none. */
export const marks = (page) =>
  page.evaluate(() => {
    const { page, boot, loader, keeper } = document.documentElement.dataset;
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name) || undefined;
    return JSON.parse(JSON.stringify({ page, boot, loader, keeper, style: of('--style'), later: of('--later') }));
  });

/** What the worker of a build says of it: its name, the digests of its files by path,
 *  and which of them it keeps only when they are asked for. */
export const list = (of = DIST) => runInNewContext(`(${readFileSync(join(of, 'sw.js'), 'utf8').match(/BUILD=(\{.*?\]\})/)[1]})`);

/** The paths of all files of a build. */
export const listed = (of) => Object.keys(list(of).files);
