// Makes the service worker of a finished build: worker.js with the list of all that
// the page may ask for, and its digests.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// For hosts and robots, and what ends a worker; the browser fetches the worker itself.
const OTHERS = ['_headers', '404.html', 'robots.txt', 'sw.js', 'sw-kill.js'];
// A megabyte that few ask for.
const RARE = /^groundwork-single-/;

const digest = (content) => createHash('sha256').update(content);

/**
 * Writes sw.js.
 * @param folder  the finished page
 * @param minify  makes a script small: (from, to, ...options)
 */
export function worker(folder, minify) {
  const names = readdirSync(folder).filter((name) => !OTHERS.includes(name)).sort();
  const files = {};
  // The page stands under the address of its folder.
  for (const name of names) files[name === 'index.html' ? '' : name] = digest(readFileSync(join(folder, name))).digest('base64');
  const rare = names.filter((name) => RARE.test(name));
  const code = readFileSync(join(import.meta.dirname, 'worker.js'), 'utf8');
  const name = digest(code + JSON.stringify(files)).digest('hex').slice(0, 16);
  const to = join(folder, 'sw.js');
  writeFileSync(to, `const BUILD = ${JSON.stringify({ name, files, rare })};\n${code}`);
  minify(to, to);
}
