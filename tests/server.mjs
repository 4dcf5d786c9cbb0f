// A static host for the tests: what a real one does with dist/, at the root or below
// a path, with faults on demand. It acts as one of three kinds:
//   headers  obeys the _headers file, as many hosts do
//   nginx    obeys the configuration that README.md gives
//   plain    sends a type, of which it knows few, and when a file was made, and no
//            other header; a page says that a file is missing, with the status 404
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
// What the simplest of servers know.
const COMMON = ['.css', '.html', '.js', '.json', '.png', '.svg', '.txt'];
const PACKED = /^(text\/|image\/svg|application\/(json|wasm|manifest))/;

/** Reads a _headers file into rules: `{ path, headers: [[name, value]] }`. */
export function parseHeaders(text) {
  const rules = [];
  for (const line of text.split('\n')) {
    if (!line.trim() || line.trim().startsWith('#')) continue;
    if (/^\S/.test(line)) {
      rules.push({ path: line.trim(), headers: [] });
    } else {
      const colon = line.indexOf(':');
      rules.at(-1).headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

/** The headers of a path: all matching rules; the same name twice is joined, as hosts do. */
export function headersOf(rules, path) {
  const found = {};
  for (const rule of rules) {
    const escaped = rule.path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    if (!new RegExp(`^${escaped}$`).test(path)) continue;
    for (const [name, value] of rule.headers) {
      const key = name.toLowerCase();
      found[key] = found[key] ? `${found[key]}, ${value}` : value;
    }
  }
  return found;
}

/** The configuration that README.md gives for nginx. */
export const nginx = () => readFileSync(join(import.meta.dirname, '../README.md'), 'utf8').match(/^```nginx\n([\s\S]*?)^```/m)[1];

/**
 * Reads as much of nginx's language as that uses: for a path and a status, the headers
 * that are added; and for a path its type, where the configuration names one.
 */
export function parseNginx(text) {
  const maps = new Map();
  for (const [, name, body] of text.matchAll(/^map \$uri (\$\w+) \{([\s\S]*?)^\}/gm)) {
    const cases = [...body.matchAll(/^\s*(?:default|"~(.+?)")\s+"([^"]*)";/gm)].map(([, pattern, value]) => [pattern && new RegExp(pattern), value]);
    maps.set(name, (path) => (cases.find(([pattern]) => pattern?.test(path)) ?? cases.find(([pattern]) => !pattern))[1]);
  }
  const added = [...text.matchAll(/^\s*add_header (\S+)\s+("[^"]*"|\S+?)( always)?;/gm)];
  const types = [...text.matchAll(/location ~ (\S+) \{ types \{ \} default_type (\S+); \}/g)].map(([, pattern, type]) => [new RegExp(pattern), type]);
  return {
    headers: (path, status) =>
      Object.fromEntries(
        added
          .filter(([, , , always]) => always || status < 400)
          .map(([, name, value]) => [name.toLowerCase(), maps.get(value)?.(path) ?? value.replace(/^"|"$/g, '')])
          // What is empty is not sent.
          .filter(([, value]) => value),
      ),
    type: (path) => types.find(([pattern]) => pattern.test(path))?.[1],
  };
}

/**
 * Serves a folder.
 * @param folder what to serve; its _headers file is never served
 * @param prefix the path below which it stands, such as "/some/where/"
 * @param port   0 takes a free one
 * @param quality of brotli: 11 for what a host sends, less where only speed counts
 * @param as     what kind of host it is: headers, nginx or plain
 * @param fault  called with (path, request, response, file) before an answer; true
 *               when it has answered itself. `file` is what would be served, or null.
 * @returns `{ url, origin, log, setFault, setFolder, close }`; `log` has an entry
 *          `{ path, status, bytes, encoding }` for each answer, bytes as sent, without headers
 */
export async function serve({ folder, prefix = '/', port = 0, quality = 4, fault = null, as = 'headers' }) {
  const log = [];
  const packed = new Map();
  let rules;
  const told = as === 'nginx' ? parseNginx(nginx()) : null;
  const setFolder = async (path) => {
    folder = path;
    packed.clear();
    rules = parseHeaders(await readFile(join(folder, '_headers'), 'utf8').catch(() => ''));
  };
  await setFolder(folder);

  const read = async (path) => {
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    const there = await stat(file).catch(() => null);
    if (!there?.isFile() || path === '/_headers') return null;
    const body = await readFile(file);
    const known = as !== 'plain' || COMMON.includes(extname(file));
    return { body, type: told?.type(path) ?? ((known && TYPES[extname(file)]) || 'application/octet-stream'), etag: `"${createHash('sha1').update(body).digest('hex')}"` };
  };

  const pack = (file) => {
    const key = file.etag;
    if (!packed.has(key)) packed.set(key, brotliCompressSync(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
    return packed.get(key);
  };

  const server = createServer(async (request, response) => {
    const entry = { path: '', status: 0, bytes: 0, encoding: '' };
    const send = (status, headers, body) => {
      Object.assign(entry, { status, bytes: body.length, encoding: headers['content-encoding'] ?? '' });
      response.writeHead(status, { ...headers, 'content-length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    entry.path = path;
    log.push(entry);
    const below = path.startsWith(prefix) ? `/${path.slice(prefix.length)}` : null;
    const file = below && (await read(below));
    if (fault && (await fault(below, request, response, file))) return;

    const headers = as === 'headers' && below ? headersOf(rules, below) : (told?.headers(path, file ? 200 : 404) ?? {});
    if (!file && as === 'plain') return send(404, { 'content-type': 'text/html' }, Buffer.from('<!doctype html><title>404</title>'));
    // Plain text and nothing else: a page in the place of a missing asset hides the fault.
    if (!file) return send(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' }, Buffer.from('Not found\n'));
    // Old enough for a browser to keep it for weeks without asking.
    if (as === 'plain') return send(200, { 'content-type': file.type, 'last-modified': 'Sat, 01 Nov 2025 00:00:00 GMT' }, file.body);
    Object.assign(headers, { 'content-type': file.type, etag: file.etag, vary: 'Accept-Encoding' });
    if (request.headers['if-none-match'] === file.etag) return send(304, headers, Buffer.alloc(0));
    if (PACKED.test(file.type) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      return send(200, { ...headers, 'content-encoding': 'br' }, pack(file));
    }
    send(200, headers, file.body);
  });

  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  // A name, not a number: only a secure context has a service worker, and Chromium
  // asks for brotli in one alone; localhost is one.
  const origin = `http://localhost:${server.address().port}`;
  return {
    url: origin + prefix,
    origin,
    log,
    setFault: (next) => (fault = next),
    setFolder,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ folder: process.argv[2] ?? 'dist', port: 8080 });
  console.log(`Serving ${url}`);
}
