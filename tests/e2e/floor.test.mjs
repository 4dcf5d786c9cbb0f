// The browsers that the README names can do all that dist/ asks of them. What the
// program asks is checked in dist.test.mjs; here it is what styles and scripts ask.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DIST } from './page.mjs';

const root = join(import.meta.dirname, '../..');
const read = (path) => readFileSync(path, 'utf8');
const files = (kind) => readdirSync(DIST).filter((name) => kind.test(name));
const inDist = (kind) => files(kind).map((name) => read(join(DIST, name))).join('\n');
const NAMED = /Chrome or Edge (\d+), Firefox (\d+), Safari (\d+(?:\.\d+)?)/;
const [, chrome, firefox, safari] = read(join(root, 'README.md')).match(NAMED);
const FLOOR = [chrome, firefox, safari].map(Number);
const TARGET = `--target=chrome${chrome},edge${chrome},firefox${firefox},safari${safari}`;

/** All that styles may be made of, with the first Chrome, Firefox and Safari that
 *  has it: no numbers for what is older than 2022, 0 for who has it not or long after
 *  the floor. What some browser of the floor lacks says what is missing there. */
const STYLES = {
  '@layer': [99, 97, 15.4],
  '@media': [],
  '@keyframes': [],
  'media: prefers-color-scheme': [],
  'media: prefers-reduced-motion': [],
  'media: forced-colors': [89, 81, 0, 'Safari has no forced colours'],
  'media: pointer': [],
  'media: scripting': [120, 113, 17],
  'media: width': [],
  'media: height': [],
  'media: print': [],
  ':has': [105, 121, 15.4],
  ':is': [],
  ':not': [],
  ':root': [],
  ':hover': [],
  ':active': [],
  ':focus': [],
  ':focus-visible': [86, 85, 15.4],
  ':disabled': [],
  ':checked': [],
  ':empty': [],
  ':first-child': [],
  ':last-child': [],
  ':nth-child': [],
  '::before': [],
  '::after': [],
  '::marker': [86, 68, 11.1],
  '::placeholder': [],
  '::backdrop': [37, 47, 15.4],
  '::details-content': [131, 0, 18.4, 'on paper a fold stays as it was left'],
  '::-webkit-slider-thumb': [1, 0, 1, 'the other engine has its own name for it'],
  '::-webkit-slider-runnable-track': [1, 0, 1, 'the other engine has its own name for it'],
  '::-webkit-details-marker': [1, 0, 1, 'list-style does it there'],
  '::-moz-range-thumb': [0, 22, 0, 'the other engines have their own name for it'],
  '::-moz-range-track': [0, 22, 0, 'the other engines have their own name for it'],
  'var()': [],
  'calc()': [],
  'min()': [],
  'max()': [],
  'minmax()': [],
  'repeat()': [],
  'inset()': [],
  'attr()': [],
  'translate()': [],
  'linear-gradient()': [],
  'brightness()': [],
  'url()': [],
  'light-dark()': [123, 120, 17.5],
  'color-mix()': [111, 113, 16.2],
};

/** Properties, values and units that came late: the same. All others are taken to be old. */
const LATE = {
  'align-content on a block': [/\balign-content\b/, 123, 125, 17.4, 'the text stands higher in its line'],
  'text-wrap: balance': [/text-wrap: ?balance/, 114, 121, 17.5],
  'text-wrap: pretty': [/text-wrap: ?pretty/, 117, 0, 0, 'lines break as ever'],
  'content-visibility': [/content-visibility/, 85, 125, 18, 'rows out of sight are drawn too'],
  'contain-intrinsic-size': [/contain-intrinsic/, 95, 107, 17],
  'a text for the ear beside content': [/content: ?"[^"]*" ?\//, 77, 128, 17.4, 'the content alone, which stands before it'],
  'forced-color-adjust': [/forced-color-adjust/, 89, 113, 0, 'Safari has no forced colours'],
  'scrollbar-width': [/scrollbar-width/, 121, 64, 18.2, 'the scrollbar is as wide as ever'],
  'scrollbar-color': [/scrollbar-color/, 121, 64, 0, 'the scrollbar has the colours of the system'],
  'scrollbar-gutter': [/scrollbar-gutter/, 94, 97, 18.2, 'the room comes with the scrollbar'],
  'overscroll-behavior': [/overscroll-behavior/, 63, 59, 16],
  'text-size-adjust': [/text-size-adjust/, 54, 0, 1, 'only phones make text larger by themselves'],
  'accent-color': [/accent-color/, 93, 92, 15.4],
  'a rotation of its own': [/[;{](rotate|scale|translate):/, 104, 72, 14.1],
  'units of the visible window': [/\d[dsl]v[hwib]\b/, 108, 101, 15.4],
  'sides by direction': [/\b(inset-inline|inset-block|border-start-start-radius|border-end-end-radius)/, 89, 66, 15],
  'overflow: clip': [/overflow[a-z-]*: ?clip/, 90, 81, 16],
  'field-sizing': [/field-sizing/, 123, 0, 0],
  'places by anchor': [/\banchor(-name|\()|position-anchor/, 125, 0, 0],
  'grids within grids': [/\bsubgrid\b/, 117, 71, 16],
  'queries of a container': [/container-type|@container/, 105, 110, 16],
  'steps between pages': [/view-transition/, 111, 0, 18],
  'the start of a transition': [/@starting-style|transition-behavior/, 117, 129, 17.5],
  'sizes that can be moved': [/interpolate-size|calc-size\(/, 129, 0, 0],
  'backdrop-filter': [/backdrop-filter/, 76, 103, 18],
  'rules within rules': [/[{;}]\s*&/, 120, 117, 17.2],
  'colours made of colours': [/\b(rgb|hsl|oklch|color)\(from /, 119, 128, 16.4],
  'wide colours': [/\b(oklch|oklab|lab|lch)\(/, 111, 113, 15.4],
};

const lacking = ([c, f, s]) => [c, f, s].some((version, n) => version !== undefined && (version === 0 || version > FLOOR[n]));

/** What a stylesheet is made of, by the names of STYLES. */
function parts(css) {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const found = new Set();
  for (const [, rule, query] of plain.matchAll(/(@[\w-]+)([^{;]*)/g)) {
    found.add(rule);
    if (rule !== '@media') continue;
    for (const [, feature] of query.matchAll(/\(\s*(?:min-|max-)?([\w-]+)/g)) found.add(`media: ${feature}`);
    if (/\bprint\b/.test(query)) found.add('media: print');
  }
  // Selectors stand before a brace, functions within braces.
  for (const [, selector] of plain.matchAll(/([^{};]*)\{/g)) {
    if (!selector.trim().startsWith('@')) for (const [name] of selector.matchAll(/::?[a-z-]+/g)) found.add(name.replace(/^:(before|after)$/, ':$&'));
  }
  for (const [, name] of plain.matchAll(/(?<![@:\w-])([a-z][a-z-]*)\(/g)) found.add(`${name}()`);
  for (const word of ['and()', 'not()', 'or()', 'only()']) found.delete(word);
  return [...found];
}

test('the sentence of a browser that is too old names the same browsers as the README', () => {
  assert.deepEqual(inDist(/^boot\.js$/).match(NAMED).slice(1).map(Number), FLOOR);
});

test('styles are made of what is known, and the floor has it or can do without', () => {
  const css = `${inDist(/\.css$/)}\n${inDist(/single-.*\.html$/).match(/<style[^>]*>([\s\S]*?)<\/style>/)[1]}`;
  const made = parts(css);
  assert.ok(made.length > 30, made.join());
  assert.deepEqual(made.filter((name) => !STYLES[name]), [], 'new here: write it down with the browsers that have it');
  assert.deepEqual(made.filter((name) => lacking(STYLES[name]) && !STYLES[name][3]), [], 'the floor lacks it');
  const late = Object.entries(LATE).filter(([, [pattern]]) => pattern.test(css));
  assert.ok(late.length > 5, late.join());
  assert.deepEqual(late.filter(([, [, ...versions]]) => lacking(versions) && !versions[3]).map(([name]) => name), [], 'the floor lacks it');
  // Who does not know the sign with a text for the ear still has the sign.
  for (const [, before, content] of css.matchAll(/([^;{]*[;{])content: ?("[^"]*") ?\//g)) assert.ok(before.startsWith(`content:${content}`), `${content} stands alone`);
});

test('no syntax of scripts and styles is newer than the floor', () => {
  const tool = join(root, 'tests/node_modules/.bin/esbuild');
  const asFor = (path, ...target) => execFileSync(tool, ['--log-level=error', ...target], { input: read(path), encoding: 'utf8' });
  for (const name of files(/\.(js|css)$/)) {
    const loader = `--loader=${name.split('.').at(-1)}`;
    const path = join(DIST, name);
    assert.equal(asFor(path, loader, TARGET), asFor(path, loader, '--target=esnext'), name);
  }
});

/** What scripts ask of the browser beyond the language, with the first that has it. */
const CALLS = {
  'Promise.try': [/Promise\.try\b/, 128, 134, 18.2],
  'Promise.withResolvers': [/Promise\.withResolvers\b/, 119, 121, 17.4],
  'Object.groupBy': [/(Object|Map)\.groupBy\b/, 117, 119, 17.4],
  'Array.fromAsync': [/Array\.fromAsync\b/, 121, 115, 16.4],
  'helpers of iterators': [/\.(entries|keys|values)\(\)\.(map|filter|take|drop|toArray)\(/, 122, 131, 18.4],
  'sets of sets': [/\.(isSubsetOf|symmetricDifference|isDisjointFrom)\(/, 122, 127, 17],
  'bytes as text': [/\.(toBase64|toHex)\(|\.from(Base64|Hex)\(/, 140, 133, 18.2],
  'a regular expression made safe': [/RegExp\.escape\b/, 136, 134, 18.2],
  'float sixteen': [/Float16Array|f16round/, 135, 129, 18.2],
  'a close by light': [/closedby|closedBy/, 134, 0, 0],
  'URL.parse': [/URL\.parse\b/, 126, 126, 18],
  'checkVisibility': [/checkVisibility\b/, 105, 106, 17.4],
  'unpacking streams': [/DecompressionStream\b/, 80, 113, 16.4],
  'a scheduler': [/scheduler\.(yield|postTask)\b/, 94, 0, 0],
  'requestIdleCallback': [/requestIdleCallback\b/, 47, 55, 0],
  'markup made safe': [/setHTML\b|setHTMLUnsafe|parseHTMLUnsafe/, 124, 128, 18.2],
  'moveBefore': [/moveBefore\b/, 133, 0, 0],
  'a way of commands': [/commandfor|commandForElement/, 135, 0, 0],
};

test('scripts ask for nothing that the floor lacks, unless they ask whether it is there', () => {
  const js = `${inDist(/\.js$/)}\n${inDist(/single-.*\.html$/).match(/<script(?! type)[^>]*>([\s\S]*?)<\/script>/)[1]}`;
  const asks = Object.entries(CALLS).filter(([, [pattern, ...versions]]) => pattern.test(js) && lacking(versions));
  assert.deepEqual(asks.map(([name]) => name), []);
});
