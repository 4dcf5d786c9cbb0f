// Runs in the browser: the core as wasm and plain JavaScript in turns.
import init, { Bench, Sure } from '../wasm/bench.js';
import { KINDS, plain, time } from '../plain.mjs';

export async function compare(n, rounds) {
  await init();
  const start = performance.now();
  const core = new Bench(n);
  const ours = { index: [performance.now() - start] };
  const rival = plain(n);
  const theirs = { index: [rival.built] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of KINDS) {
      const [cases] = rival.work[kind];
      const [first, second] = [
        () => (ours[kind] ??= []).push(time([cases, (c) => core[kind](c)])),
        () => (theirs[kind] ??= []).push(time(rival.work[kind])),
      ];
      // Whoever runs second finds a warmer machine.
      round % 2 ? (second(), first()) : (first(), second());
    }
  }
  return { ours: { answers: JSON.parse(core.answers()), ms: ours }, theirs: { answers: rival.answers(), ms: theirs } };
}

/** How sure a ranking is: the core as wasm alone. */
export async function sure(kinds, rounds) {
  await init();
  const core = new Sure();
  const ms = {};
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) (ms[kind] ??= []).push(time([1, () => core[kind]()]));
  }
  return { answers: JSON.parse(core.answers()), ms };
}
