// The table of faults is true: every test that it names is there, and no test of
// failures is missing from it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const here = import.meta.dirname;
const table = readFileSync(join(here, 'faults.md'), 'utf8');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| fault '))
  .map((line) => line.slice(2, -2).split(' | '));
const named = rows.map((cells) => cells.at(-1).match(/^`([^`]+)`: (.+)$/)?.slice(1) ?? assert.fail(`names no test: ${cells}`));

/** The names of the tests in a file, as they are written there. */
function tests(file) {
  const rust = file.endsWith('.rs');
  const text = readFileSync(join(here, rust ? '' : 'e2e', file), 'utf8');
  if (rust) return [...text.matchAll(/#\[test\]\s*fn (\w+)|^ {4}fn (\w+)\(.* in /gm)].map(([, plain, property]) => plain ?? property);
  return [...text.matchAll(/\b(?:check|test)\(\s*(['`])(.*?)\1,/g)].map(([, , name]) => name);
}

test('a row has a fault, how, what is seen and a test', () => {
  assert.ok(rows.length > 40, `${rows.length} rows`);
  for (const cells of rows) assert.ok(cells.length === 4 && cells.every((cell) => cell.trim()), cells.join(' | '));
});

test('every test that the table names is in its file', () => {
  assert.deepEqual(named.filter(([file, name]) => !tests(file).includes(name)), []);
});

test('no test of failures is missing', () => {
  const files = ['failures.test.mjs', 'hang.test.mjs', 'conditions.test.mjs', 'fault.test.mjs'];
  for (const file of files) assert.deepEqual(tests(file).filter((name) => !named.some(([f, n]) => f === file && n === name)), [], file);
});
