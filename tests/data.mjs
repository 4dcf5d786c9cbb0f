// Checks what stands in the data files beyond what the build checks: their shape by
// the published schema, licences by the SPDX list, links, that no id that was ever
// released is lost, and that no fact changes without standing in the list of changes.
//   node tests/data.mjs [--take]
// With --take, new ids are written into src/catalogue/released.json and changed facts
// into the list of changes in catalogue.json; without it they are faults, so that
// nothing is released by accident.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import parse from 'spdx-expression-parse';
import { changes, state } from './changes.mjs';

const root = join(import.meta.dirname, '..');
const data = join(root, 'src/catalogue/data');
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const write = (path, value, indent) => writeFileSync(path, `${JSON.stringify(value, null, indent)}\n`);
const take = process.argv.includes('--take');
const faults = [];

// ---- the build's own check, and what it made ----

/** Builds, and gives the folder of what the build has made of the data. */
function build() {
  const said = execFileSync('cargo', ['build', '--locked', '--offline', '--quiet', '--lib', '--message-format=json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const built = said.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return built.find(({ reason, package_id }) => reason === 'build-script-executed' && /\bgroundwork[@#]/.test(package_id)).out_dir;
}
const made = build();
const whole = json(join(made, 'catalogue.json'));
const schema = json(join(made, 'technology.schema.json'));

// ---- shape ----

const fits = new Ajv({ allErrors: true }).compile(schema);
const files = readdirSync(join(data, 'technologies')).filter((name) => name.endsWith('.json'));
for (const name of files) {
  if (!fits(json(join(data, 'technologies', name)))) {
    for (const { instancePath, message, params } of fits.errors) faults.push(`technologies/${name}${instancePath}: ${message} ${JSON.stringify(params)}`);
  }
}

// ---- licences ----

for (const { id, label, what } of whole.lists.licences) {
  try {
    parse(label);
  } catch {
    if (!/not in the SPDX list/i.test(what ?? '')) faults.push(`lists.json: licences.${id}: ${label} is no SPDX expression; say "Not in the SPDX list" where that is so`);
  }
}

// ---- links ----

// Parts of names, for no file should lead to a registry of packages.
const REGISTRY = /(^|\.)(npmjs|yarnpkg|pypi|crates|rubygems|packagist|nuget|hex|search\.maven|mvnrepository|central\.sonatype|pkg\.go)\./;

function* links(value, at) {
  if (typeof value === 'string' && /^https?:/.test(value)) yield [at, value];
  else if (value && typeof value === 'object') for (const [name, inside] of Object.entries(value)) yield* links(inside, `${at}.${name}`);
}
for (const [at, url] of links(whole, 'catalogue')) {
  const { protocol, hostname, username } = new URL(url);
  if (protocol !== 'https:' || username) faults.push(`${at}: expected a plain https address, found ${url}`);
  if (REGISTRY.test(hostname)) faults.push(`${at}: a registry of packages is no source: ${url}`);
}
const shared = new Map(whole.sources.map(({ id, url }) => [url, `the shared ${id}`]));
if (shared.size < whole.sources.length) faults.push('sources.json: two sources have one address');
for (const { id, sources = [] } of whole.technologies) {
  const seen = new Map(shared);
  for (const source of sources) {
    if (seen.has(source.url)) faults.push(`technologies/${id}.json: source ${source.id} has the address of ${seen.get(source.url)}: ${source.url}`);
    seen.set(source.url, source.id);
  }
}

// ---- ids ----

const released = join(root, 'src/catalogue/released.json');
const known = json(released);
const ids = (list) => list.map(({ id }) => id).sort();
const now = {
  technologies: ids(whole.technologies),
  capabilities: ids(whole.capabilities),
  criteria: whole.criteria.map(({ id, key }) => `${id} ${key}`).sort(),
  metrics: ids(whole.metrics),
  questions: whole.guide.flatMap(({ id, answers = [] }) => [id, ...answers.map((a) => `${id} ${a.id}`)]).sort(),
  ...Object.fromEntries(Object.entries(whole.lists).map(([name, list]) => [name, ids(list)])),
};
const { aliases = {}, tombstones = {} } = whole.moved ?? {};
let fresh = 0;
for (const [name, list] of Object.entries(now)) {
  const before = known[name] ?? [];
  for (const id of before) {
    const moved = name === 'technologies' && (id in aliases || id in tombstones);
    if (!list.includes(id) && !moved) faults.push(`${name}: ${id} was released and is gone; links name it. Bring it back${name === 'technologies' ? ', or say in catalogue.json under moved what became of it' : ''}`);
  }
  const added = list.filter((id) => !before.includes(id));
  fresh += added.length;
  if (added.length && !take) faults.push(`${name}: not yet among the released ids: ${added.join(', ')}. Run make data, and look once more at how they are spelt: they can never change`);
  known[name] = [...new Set([...before, ...list])].sort();
}

// ---- changes ----

const facts = join(root, 'src/catalogue/released-facts.json');
const last = json(facts);
const present = state(whole, readFileSync(join(made, 'catalogue.csv'), 'utf8'));
const found = changes(last, present, whole);
const count = found.facts.length + found.what.length;
if (count && !take) {
  const named = [...found.facts.map(({ technology, field }) => `${technology} ${field}`), ...found.what];
  faults.push(`changed since the last version, and not in the list of changes: ${named.slice(0, 12).join(', ')}${count > 12 ? ` and ${count - 12} more` : ''}. Run make data, and look at what it writes into catalogue.json: links of older versions tell it`);
}

// ---- what is taken ----

if (take && !faults.length) {
  if (fresh) {
    write(released, known, 1);
    console.log(`${fresh} new ids are in src/catalogue/released.json now`);
  }
  let { version } = whole;
  let { versions } = last;
  if (count) {
    const frame = join(data, 'catalogue.json');
    const entry = { date: whole.checked, from: versions, what: found.what, facts: found.facts };
    for (const [key, value] of Object.entries(entry)) if (!value.length) delete entry[key];
    const { changes: before = [], ...rest } = json(frame);
    write(frame, { ...rest, changes: [entry, ...before] }, 2);
    console.log(`${count} changes stand first in the list in src/catalogue/data/catalogue.json now; say there why, where it is not plain`);
    // It is checked as all data are, and has made another version.
    ({ version } = json(join(build(), 'catalogue.json')));
    versions = [];
  }
  if (count || !versions.includes(version)) write(facts, { versions: [...versions, version], ...present }, 1);
}

if (faults.length) {
  console.error(faults.map((fault) => `data: ${fault}`).join('\n'));
  process.exit(1);
}
console.log(`${files.length} files fit the schema; ${[...links(whole, '')].length} links, ${whole.lists.licences.length} licences, all released ids and the list of changes are in order`);
