// What has changed of the facts since they were last taken into the list of
// changes: found from the table of all facts that the build makes.

/** Of these a technology has several, and each is a whole. */
const SEVERAL = ['strength', 'caution', 'claim'];

/** The cells of comma-separated values (RFC 4180), by line. */
export function cells(text) {
  const lines = [];
  let line = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (at >= text.length) throw new Error('a quotation is not closed');
        cell += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\r'; at++) cell += text[at];
    }
    line.push(cell);
    if (text[at] === ',') {
      at++;
    } else {
      lines.push(line);
      line = [];
      at += 2;
    }
  }
  return lines;
}

/** All that scores are made of, as it is compared: facts by technology and field, what
 *  each criterion measures and how, and the day from which durations are counted. */
export function state(whole, csv) {
  const [heads, ...lines] = cells(csv);
  const facts = {};
  for (const line of lines) {
    const { technology, field, value, unit } = Object.fromEntries(heads.map((head, at) => [head, line[at]]));
    // The table marks what a spreadsheet could take for a formula.
    const said = `${value.replace(/^'(?=[=+\-@])/, '')} ${unit}`.trim();
    const of = (facts[technology] ??= {});
    if (SEVERAL.includes(field)) (of[field] ??= []).push(said);
    else of[field] = said;
  }
  const members = (group) => whole.capabilities.filter((k) => k.group === group).map(({ id }) => id).sort();
  const criteria = whole.criteria.map(({ id, from, value }) => [id, JSON.stringify([from, value, ...(from.group ? members(from.group) : [])])]);
  return { reference_date: whole.reference_date, criteria: Object.fromEntries(criteria), facts };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const date = (text) => text.replace(/\b(\d{4})-(\d\d)(?:-(\d\d))?\b/g, (_, y, m, d) => `${d ? `${Number(d)} ` : ''}${MONTHS[m - 1]} ${y}`);
/** A value as people read it. */
export const readable = (field, value) =>
  field.startsWith('metrics.') ? value.replace(/^-?\d+(\.\d+)?/, (n) => Number(n).toLocaleString('en-GB', { maximumFractionDigits: 3 })) : date(value);

/** What is another in `now` than in `before`: sentences, and facts as the list of
 *  changes has them. A technology that came or went is a sentence, not its facts. */
export function changes(before, now, whole) {
  const name = (id) => whole.technologies.find((t) => t.id === id)?.name ?? id;
  const { aliases = {}, tombstones = {} } = whole.moved ?? {};
  const what = [];
  const facts = [];
  const revise = (technology, field, a, b) => {
    const side = (key, value) => (value === undefined ? {} : { [key]: readable(field, value) });
    facts.push({ technology, field, ...side('before', a), ...side('after', b) });
  };
  for (const [id, of] of Object.entries(now.facts)) {
    const old = before.facts[id] ? id : Object.keys(aliases).find((old) => aliases[old] === id && before.facts[old]);
    if (!old) {
      what.push(`Added: ${name(id)}.`);
      continue;
    }
    if (old !== id) what.push(`Renamed: ${old} is ${name(id)} now.`);
    const was = before.facts[old];
    for (const field of new Set([...Object.keys(was), ...Object.keys(of)])) {
      if (!SEVERAL.includes(field)) {
        if (was[field] !== of[field]) revise(id, field, was[field], of[field]);
        continue;
      }
      const [a, b] = [was[field] ?? [], of[field] ?? []];
      const gone = a.filter((text) => !b.includes(text));
      const come = b.filter((text) => !a.includes(text));
      for (let n = 0; n < Math.max(gone.length, come.length); n++) revise(id, field, gone[n], come[n]);
    }
  }
  for (const id of Object.keys(before.facts)) {
    if (!now.facts[id] && !aliases[id]) what.push(`Removed: ${id}${tombstones[id] ? `, ${tombstones[id]}` : ''}`.replace(/\.?$/, '.'));
  }
  const label = (id) => whole.criteria.find((k) => k.id === id)?.label ?? id;
  for (const id of new Set([...Object.keys(before.criteria), ...Object.keys(now.criteria)])) {
    const [a, b] = [before.criteria[id], now.criteria[id]];
    if (a === b) continue;
    what.push(!a ? `New criterion: ${label(id)}.` : !b ? `No longer a criterion: ${label(id)}.` : `Criterion “${label(id)}”: how it turns a figure into a value has changed.`);
  }
  if (before.reference_date !== now.reference_date) what.push(`Durations are counted to ${date(now.reference_date)} now; before, to ${date(before.reference_date)}.`);
  return { what, facts };
}
