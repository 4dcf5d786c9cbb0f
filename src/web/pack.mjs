// After a release build: splits the program in two, makes its files and the
// scripts small, names them and the stylesheet after what is in them, then makes
// the one file of them all, and the service worker, which keeps them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { single } from './single.mjs';
import { worker } from './worker.mjs';

const { TRUNK_PROFILE, TRUNK_STAGING_DIR: folder } = process.env;
// What the compiler may assume of a browser; public/boot.js tests for it.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'mutable-globals', 'multivalue'];

// Nothing is inside a page that is served: see inside.mjs.
const SERVED = '--define:INSIDE=undefined';

if (TRUNK_PROFILE === 'release') {
  const work = split();
  minify(join(folder, 'boot.js'), join(folder, 'boot.js'), SERVED);
  minify(join(import.meta.dirname, 'offline.js'), join(folder, 'offline.js'));
  name(folder);
  single(folder, work, minify);
  worker(folder, minify);
}

function run(command, ...args) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 28 });
}

function optimize(from, to) {
  // Rust leaves the first kilobyte of memory alone, and new memory is zero.
  run('wasm-opt', from, '-Os', '--flatten', '--rereloop', '-Os', '--gufa', '-Os', '--converge', '--low-memory-unused', '--zero-filled-memory', '--strip-target-features', '--strip-producers', ...FEATURES.map((feature) => `--enable-${feature}`), `--output=${to}`);
}

/** Makes a script small; with --bundle, one with all that it imports. */
export function minify(from, to, ...more) {
  run('esbuild', from, '--minify', '--target=es2022', '--log-level=warning', '--allow-overwrite', `--outfile=${to}`, ...more);
}

/**
 * Splits what cargo has linked: what only second::parts of later.rs reaches goes
 * into a file of its own. That must be before wasm-bindgen, which trunk has
 * already run on the whole; so what trunk has made of the program is replaced.
 * Returns the folder of what was made on the way.
 */
function split() {
  const { target_directory: target } = JSON.parse(run('cargo', 'metadata', '--offline', '--no-deps', '--format-version=1'));
  const work = join(target, 'pack');
  const at = (name) => join(work, name);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  run('wasm-split-cli', join(target, 'wasm32-unknown-unknown/release/groundwork.wasm'), at('split'), '--out-name=first');
  const parts = readdirSync(at('split')).sort().join();
  if (parts !== '__wasm_split.js,first.wasm,split_later.wasm') throw new Error(`not split as expected: ${parts}`);
  // The second file takes memory, table and stack from what the linker exports.
  run('wasm-bindgen', at('split/first.wasm'), `--out-dir=${work}`, '--out-name=groundwork', '--target=web', '--no-typescript', '--keep-lld-exports');
  prune(at('groundwork.js'), at('groundwork_bg.wasm'), at('split/split_later.wasm'));
  shorten(at('groundwork.js'), at('groundwork_bg.wasm'));
  // wasm-split's own loader, but for its messages: ours can try again.
  copyFileSync(join(import.meta.dirname, 'later.mjs'), at('__wasm_split.js'));

  const made = (kind) => join(folder, readdirSync(folder).find((name) => name.startsWith('groundwork-') && name.endsWith(kind)));
  optimize(at('groundwork_bg.wasm'), made('.wasm'));
  optimize(at('split/split_later.wasm'), join(folder, 'groundwork-later.wasm'));
  minify(at('groundwork.js'), made('.js'), '--bundle', '--format=esm', SERVED);
  minify('target/later.css', join(folder, 'groundwork-later.css'));
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8');
  const told = [
    ['<script ', 'data-later="./groundwork-later.wasm ./groundwork-later.css" data-offline="./offline.js" '],
    // Behind a sign-in it would be refused without; the minifier of index.html drops it.
    ['<link href=manifest', 'crossorigin=use-credentials '],
  ].reduce((text, [tag, more]) => {
    if (!text.includes(tag)) throw new Error(`index.html has no ${tag}`);
    return text.replace(tag, (tag) => tag.replace(' ', ` ${more}`));
  }, html);
  writeFileSync(page, told);
  return work;
}

/**
 * Drops the classes that crates show to JavaScript (those of streams, which no
 * part of the page uses), and of the program what only they call. wasm-bindgen
 * keeps them all, for it cannot know.
 */
function prune(script, first, second) {
  let js = readFileSync(script, 'utf8');
  const classes = [...js.matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  js = js.replace(/^export class [\s\S]*?^}\n(?:if \(Symbol\.dispose\).*\n)?/gm, '').replace(/^const \w+Finalization = [\s\S]*?;\n/gm, '');
  const used = classes.filter((name) => js.includes(name));
  if (used.length) throw new Error(`in use, though nobody asks for it: ${used}`);
  writeFileSync(script, js);

  const called = [...js.matchAll(/\bwasm\.([\w$]+)/g)].map(([, name]) => name);
  const shared = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(second))).map(({ name }) => name);
  const kept = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(first)))
    .map(({ name }) => name)
    .filter((name) => called.includes(name) || shared.includes(name));
  const graph = [{ name: 'all', root: true, reaches: kept }, ...kept.map((name) => ({ name, export: name }))];
  const file = `${first}.json`;
  writeFileSync(file, JSON.stringify(graph));
  run('wasm-metadce', first, `--graph-file=${file}`, ...FEATURES.map((feature) => `--enable-${feature}`), `--output=${first}`);
}

/**
 * Gives what the program takes from the script short names: those of
 * wasm-bindgen end in 16 digits of chance, which no compression makes smaller.
 */
function shorten(script, program) {
  const text = `${program}.wat`;
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  run('wasm-dis', program, ...features, `--output=${text}`);
  const names = new Map();
  const short = (whole, before, name) => {
    if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
    return `${before}"${names.get(name)}"`;
  };
  writeFileSync(text, readFileSync(text, 'utf8').replace(/(\(import "\.\/groundwork_bg\.js" )"([^"]+)"/g, short));
  run('wasm-as', text, ...features, `--output=${program}`);
  let js = readFileSync(script, 'utf8');
  for (const [name, to] of names) {
    const parts = js.split(new RegExp(`\\b${name}\\b(?=: function)`));
    if (parts.length !== 2) throw new Error(`${name}: found ${parts.length - 1} times in the script`);
    js = parts.join(to);
  }
  writeFileSync(script, js);
}

/**
 * Names files by their content. Trunk names the program after what the compiler
 * made; another optimiser would change the file and not its name, which browsers
 * keep for a year. The loader is last, for it names the second file.
 */
export function name(folder) {
  const last = (file) => file.endsWith('.js');
  const found = readdirSync(folder).map((file) => [file, ...(file.match(/^(groundwork(?:-later)?|style)(?:-[0-9a-f]+)?((?:_bg)?\.\w+)$/) ?? [])]);
  const files = found.filter(([, match]) => match).sort(([a], [b]) => last(a) - last(b));
  const page = join(folder, 'index.html');
  const loader = join(folder, files.at(-1)[0]);
  for (const [file, , stem, kind] of files) {
    const digest = createHash('sha256').update(readFileSync(join(folder, file))).digest('hex').slice(0, 16);
    const named = `${stem}-${digest}${kind}`;
    for (const text of last(file) ? [page] : [page, loader]) {
      writeFileSync(text, readFileSync(text, 'utf8').replaceAll(file, named));
    }
    renameSync(join(folder, file), join(folder, named));
  }
}
