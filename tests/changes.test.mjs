// Promises of the list of changes: what became another is found, all of it and
// nothing else, in words that people read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cells, changes, readable, state } from './changes.mjs';

const HEADS = 'technology,name,field,value,unit,as_of,source,link,note\r\n';
const whole = (more = {}) => ({
  reference_date: '2026-11-22',
  technologies: [{ id: 'a', name: 'Alpha' }, { id: 'b', name: 'Beta' }],
  capabilities: [{ id: 'orm', group: 'data' }, { id: 'jobs', group: 'data' }],
  criteria: [{ id: 'speed', label: 'Speed', from: { type: 'metric', id: 'rps' }, value: { shape: 'linear' } }, { id: 'in', label: 'Built in', from: { type: 'capabilities', group: 'data' }, value: {} }],
  ...more,
});
const of = (lines, more) => state(whole(more), HEADS + lines.map((line) => `${line},2026-11-22,s,,\r\n`).join(''));
const A = ['a,Alpha,licence,MIT,', 'a,Alpha,metrics.rps,16640,requests/s', 'a,Alpha,strength,Old,', 'a,Alpha,strength,Kept,'];

test('cells are read as the table writes them', () => {
  assert.deepEqual(cells('a,"b, ""c""",,"x\ny"\r\n1,2,3,\r\n'), [['a', 'b, "c"', '', 'x\ny'], ['1', '2', '3', '']]);
  assert.throws(() => cells('"a'));
});

test('what is as it was is no change, even where it was looked up anew', () => {
  const again = state(whole(), HEADS + A.map((line) => `${line},2027-01-01,t,https://x,note\r\n`).join(''));
  assert.deepEqual(changes(of(A), again, whole()), { what: [], facts: [] });
});

test('a fact that is another, new or gone is named with both sides', () => {
  const now = of(['a,Alpha,metrics.rps,17001.5,requests/s', "a,Alpha,architecture,'-x,", 'a,Alpha,strength,Kept,', 'a,Alpha,strength,New,', 'a,Alpha,strength,More,']);
  assert.deepEqual(changes(of(A), now, whole()).facts, [
    { technology: 'a', field: 'licence', before: 'MIT' },
    { technology: 'a', field: 'metrics.rps', before: '16,640 requests/s', after: '17,001.5 requests/s' },
    { technology: 'a', field: 'strength', before: 'Old', after: 'New' },
    { technology: 'a', field: 'strength', after: 'More' },
    { technology: 'a', field: 'architecture', after: '-x' },
  ]);
});

test('who came, went or has another name is a sentence', () => {
  const b = ['b,Beta,licence,MIT,'];
  assert.deepEqual(changes(of(A), of([...A, ...b]), whole()), { what: ['Added: Beta.'], facts: [] });
  const moved = (moved) => whole({ moved });
  assert.deepEqual(changes(of([...A, ...b]), of(A), moved({ tombstones: { b: 'it was given up.' } })), { what: ['Removed: b, it was given up.'], facts: [] });
  const renamed = changes(of(b), of(['a,Alpha,licence,BSD,']), moved({ aliases: { b: 'a' } }));
  assert.deepEqual(renamed, { what: ['Renamed: b is Alpha now.'], facts: [{ technology: 'a', field: 'licence', before: 'MIT', after: 'BSD' }] });
});

test('what moves scores without a fact is said too', () => {
  const other = whole({ reference_date: '2027-01-03', capabilities: [{ id: 'orm', group: 'data' }] });
  other.criteria = [{ ...other.criteria[1] }, { id: 'team', label: 'Team', from: { type: 'languages' }, value: {} }];
  assert.deepEqual(changes(of(A), of(A, other), other).what, [
    'No longer a criterion: speed.',
    'Criterion “Built in”: how it turns a figure into a value has changed.',
    'New criterion: Team.',
    'Durations are counted to 3 Jan 2027 now; before, to 22 Nov 2026.',
  ]);
});

test('figures and dates are as people read them', () => {
  assert.equal(readable('metrics.rps', '1234567 requests/s'), '1,234,567 requests/s');
  assert.equal(readable('lifecycle.latest', '8.1 of 2025-10-22'), '8.1 of 22 Oct 2025');
  assert.equal(readable('lifecycle.support', '5.2, security fixes until 2028-04'), '5.2, security fixes until Apr 2028');
  assert.equal(readable('first_release', '2004'), '2004');
});
