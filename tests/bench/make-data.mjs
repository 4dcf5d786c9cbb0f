// Writes a catalogue of any size for a build of the page: the real frame, and
// technologies made from the real ones with other names, kinds and figures.
//   node tests/bench/make-data.mjs 60 tests/out/bench/data
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mulberry32 } from './rival/gen.mjs';

const REAL = join(import.meta.dirname, '../../src/catalogue/data');

export function makeData(count, folder) {
  const unit = () => next() / 2 ** 32;
  const next = mulberry32(count);
  const pick = (list) => list[Math.floor(unit() * list.length)];
  const parse = (path) => JSON.parse(readFileSync(join(REAL, path), 'utf8'));

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'technologies'), { recursive: true });
  for (const name of readdirSync(REAL).filter((name) => name.endsWith('.json'))) cpSync(join(REAL, name), join(folder, name));

  const { lists } = parse('lists.json');
  const kinds = lists.kinds.filter((kind) => kind.league === 'frameworks');
  const real = readdirSync(join(REAL, 'technologies')).sort().map((name) => parse(`technologies/${name}`));
  for (let n = 0; n < count; n++) {
    const technology = structuredClone(real[n % real.length]);
    const turn = Math.floor(n / real.length);
    if (turn) {
      technology.id += `-${turn}`;
      technology.name = `${technology.name.slice(0, 36)} ${turn + 1}`;
      technology.aliases = [];
      technology.kind.value = pick(kinds).id;
      technology.languages.value = [{ id: pick(lists.languages).id }];
      for (const fact of Object.values(technology.metrics)) fact.value = Math.round(fact.value * (0.3 + 1.4 * unit()) * 100) / 100;
      // Another level each time, as long as the proof that it needs is there.
      for (const fact of Object.values(technology.capabilities)) {
        if (fact.level !== 'none' && fact.doc && fact.via) fact.level = pick(['core', 'official', 'community']);
      }
    }
    writeFileSync(join(folder, 'technologies', `${technology.id}.json`), JSON.stringify(technology));
  }
}

if (process.argv[1]?.endsWith('make-data.mjs')) makeData(Number(process.argv[2]), process.argv[3]);
