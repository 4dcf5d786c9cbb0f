// What can be read on the pages of a PDF that Chromium has printed. It knows just so
// much of the format as those files use: plain objects, packed streams, letters by the
// numbers of their glyphs, and for each font a table of what these stand for.
import { inflateSync } from 'node:zlib';

/** The words of each page, in the order in which they are drawn, without spaces. */
export function pages(pdf) {
  const text = pdf.toString('latin1');
  const objects = new Map();
  for (const found of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:stream\r?\n|endobj)/g)) objects.set(found[1], { says: found[2], at: found.index + found[0].length });
  const unpacked = (number) => {
    const { says, at } = objects.get(number);
    const body = pdf.subarray(at, at + Number(/\/Length (\d+)/.exec(says)[1]));
    return (says.includes('/FlateDecode') ? inflateSync(body) : body).toString('latin1');
  };
  const letters = new Map();
  /** What the glyphs of a font stand for. */
  const font = (number) => {
    if (letters.has(number)) return letters.get(number);
    const stands = new Map();
    letters.set(number, stands);
    // Fonts of fewer letters number them by one byte.
    stands.digits = objects.get(number)?.says.includes('/Type0') ? /.{4}/g : /../g;
    const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.says ?? '')?.[1];
    if (!table) return stands;
    const utf = (hex) => String.fromCharCode(...hex.match(/.{4}/g).map((unit) => parseInt(unit, 16)));
    const cmap = unpacked(table);
    for (const [, block] of cmap.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) {
      for (const [, from, to] of block.matchAll(/<(\w+)> <(\w+)>/g)) stands.set(parseInt(from, 16), utf(to));
    }
    for (const [, block] of cmap.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
      for (const [, from, to, first] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
        const start = parseInt(first, 16);
        for (let n = parseInt(from, 16); n <= parseInt(to, 16); n++) stands.set(n, String.fromCharCode(start + n - parseInt(from, 16)));
      }
    }
    return stands;
  };
  /** What an object draws, with all that it draws by name. */
  const read = (says, content) => {
    const named = new Map([...says.matchAll(/\/([A-Z]\d+) (\d+) 0 R/g)].map(([, name, number]) => [name, number]));
    let stands = new Map();
    let words = '';
    for (const [, set, hex, drawn] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\/([A-Z]\d+) Do/g)) {
      if (set) stands = font(named.get(set));
      else if (hex) for (const unit of hex.match(stands.digits) ?? []) words += stands.get(parseInt(unit, 16)) ?? '';
      else if (objects.get(named.get(drawn))?.says.includes('/Form')) words += read(objects.get(named.get(drawn)).says, unpacked(named.get(drawn)));
    }
    return words;
  };
  return [...objects.values()]
    .filter(({ says }) => /\/Type \/Page\b/.test(says))
    .map(({ says }) => read(says, unpacked(/\/Contents (\d+) 0 R/.exec(says)[1])).replace(/\s+/g, ''));
}
