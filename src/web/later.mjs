// How the program loads its second file. Its first file imports this by the name
// that wasm-split gives it; pack.mjs bundles it with the loader. Where the whole
// page is one file, INSIDE is what that has inside (inside.mjs), and its stylesheet
// is a whole one.
import { initSync } from './groundwork.js';

// A file that came damaged stays in the browser's cache for a year: after a
// failure it is fetched anew.
let cache = 'default';

// What it shows is not shown without its stylesheet.
let dressed;

function dress() {
  dressed ??= new Promise((done, failed) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('./groundwork-later.css', import.meta.url);
    // Browsers take an answer of another type for a sheet without rules.
    link.onload = () => (link.sheet?.cssRules.length ? done() : link.onerror());
    link.onerror = () => {
      link.remove();
      dressed = undefined;
      failed(new Error(`${link.href} could not be loaded`));
    };
    document.head.append(link);
  });
  return dressed;
}

async function load() {
  const response = await fetch(new URL('./groundwork-later.wasm', import.meta.url), { cache });
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  // The two share memory, function table and stack.
  const imports = { __wasm_split: initSync() };
  // Bytes where a server does not know the type.
  await ((response.headers.get('content-type') || '').startsWith('application/wasm')
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports));
}

export async function __wasm_split_load_later(callback, data) {
  let well = true;
  try {
    await Promise.all([typeof INSIDE === 'object' || dress(), load()]);
  } catch (error) {
    console.error(error);
    well = false;
    cache = 'reload';
  }
  initSync().__indirect_function_table.get(callback)(data, well);
}
