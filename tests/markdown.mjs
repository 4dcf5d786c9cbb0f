// Checks that the documents in tests/golden/ are good Markdown by a linter's own
// rules. Only lines may be long: a paragraph, a table's row and a link are one line
// each, so that they survive being pasted anywhere.
//   node tests/markdown.mjs
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from 'markdownlint/sync';

const golden = join(import.meta.dirname, 'golden');
const names = readdirSync(golden).filter((name) => name.endsWith('.md'));
const strings = Object.fromEntries(names.map((name) => [name, readFileSync(join(golden, name), 'utf8')]));
const found = lint({ strings, config: { default: true, MD013: false } });
const faults = Object.entries(found).flatMap(([name, list]) =>
  list.map(({ lineNumber, ruleNames, ruleDescription, errorDetail, errorContext }) =>
    [`${name}:${lineNumber}: ${ruleNames[0]} ${ruleDescription}`, errorDetail, errorContext].filter(Boolean).join('; '),
  ),
);

if (faults.length) {
  console.error(faults.map((fault) => `markdown: ${fault}`).join('\n'));
  process.exit(1);
}
if (!names.length) throw new Error('no document in tests/golden/');
console.log(`${names.length} documents are good Markdown`);
