import { expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import type { CaseAccount } from '../../src/indicators/cases.ts';
import { caseCounts } from '../../src/indicators/cases.ts';
import { dataOf, names } from './made.ts';

const none: CaseAccount = { received: 0, repeated: 0, excluded: {} };
const when = (id: string, text: string) => ({ id, when: compile(text, names, { place: 'test', table: 'main' }) });

function counts(...given: Parameters<typeof caseCounts>): readonly (readonly [string, number | null])[] {
  return caseCounts(...given).map(({ item, value }) => [item, value]);
}

test('the first disposition that holds wins; unknown is no yes; the rest is other', () => {
  const dispositions = [when('refused', "${work} = 'no'"), when('complete', '${age} >= 18')];
  const data = dataOf({ work: 'no yes yes dk _', age: '30 30 17 40 _' });
  expect(counts(dispositions, data, { received: 8, repeated: 1, excluded: { test: 1, duplicate: 1 } }, false)).toEqual([
    ['received', 8],
    ['duplicate', 1],
    ['excluded', 2],
    ['refused', 1],
    ['complete', 2],
    ['other', 2],
  ]);
});

test.each<[name: string, dispositions: ReturnType<typeof when>[], age: string, expected: [string, number][]]>([
  ['no disposition: all are kept', [], '1 2', [['kept', 2]]],
  ['nobody is left', [when('all', '${age} > 0')], '1 2', [['all', 2]]],
  ['no rows', [when('all', '${age} > 0')], '', [['all', 0]]],
  ['no rows, no disposition', [], '', [['kept', 0]]],
])('%s', (_, dispositions, age, expected) => {
  expect(counts(dispositions, dataOf({ age }), none, false)).toEqual([
    ['received', 0],
    ['duplicate', 0],
    ['excluded', 0],
    ...expected,
  ]);
});

test('two entries of one disposition are one count', () => {
  const dispositions = [when('out', '${age} < 18'), when('out', '${age} > 90')];
  expect(counts(dispositions, dataOf({ age: '10 95 30' }), none, false)).toContainEqual(['out', 2]);
});

test('a count has no sampling error', () => {
  const [received] = caseCounts([], dataOf({ age: '1' }), { received: 3, repeated: 0, excluded: {} }, true);
  expect(received).toMatchObject({
    key: 'cases:received',
    indicator: 'cases',
    stat: 'count',
    domain: [],
    value: 3,
    n: 3,
    se: null,
    low: null,
    high: null,
    quality: 'good',
    why: '',
    simulated: true,
  });
});
