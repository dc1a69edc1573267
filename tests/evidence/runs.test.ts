import { expect, test } from 'vitest';
import type { KeptRun } from '../../src/evidence/runs.ts';
import { runDifference } from '../../src/evidence/runs.ts';
import { spoken } from '../../src/evidence/spoken.ts';
import { parse } from '../../src/expression/parse.ts';
import type { Estimate } from '../../src/table/estimate.ts';

const estimate = (key: string, value: number | null, low: number | null = null, high: number | null = null) =>
  ({ key, value, low, high }) as Estimate;
const run = (name: string, inputs: Record<string, string>, estimates: readonly Estimate[]): KeptRun => ({
  name,
  day: '',
  manifest: { inputs, outputs: {} },
  estimates,
  rules: null,
  rows: null,
});

test('an estimate is beyond where it left the interval that it had; one without interval or number is not', async () => {
  const a = run('1', { x: 'a', y: 'b' }, [
    estimate('in', 0.5, 0.4, 0.6),
    estimate('out', 0.5, 0.4, 0.6),
    estimate('edge', 0.5, 0.4, 0.6),
    estimate('bare', 1),
    estimate('lost', 0.5, 0.4, 0.6),
    estimate('same', 1),
    estimate('gone', 1),
  ]);
  const b = run('2', { x: 'c', z: 'd' }, [
    estimate('in', 0.55),
    estimate('out', 0.61),
    estimate('edge', 0.6),
    estimate('bare', 2),
    estimate('lost', null),
    estimate('same', 1),
    estimate('new', 1),
  ]);
  const found = await runDifference(a, b);
  expect(found.moved.map(({ key, beyond }) => [key, beyond])).toEqual([
    ['in', false],
    ['out', true],
    ['edge', false],
    ['bare', false],
    ['lost', false],
  ]);
  expect([found.added, found.removed]).toEqual([['new'], ['gone']]);
  expect([found.rules, found.rows]).toEqual([null, null]);
  expect(found.inputs).toEqual([
    { name: 'x', how: 'changed' },
    { name: 'y', how: 'gone' },
    { name: 'z', how: 'new' },
  ]);
});

test.each([
  ["${sex} = 'f'", '“Sex” is “Woman”'],
  ["${age} >= 18 and selected(${needs}, 'a')", '“Age” is at least 18 and “Needs” includes “a”'],
  ["not(${age} < 18) or ${sex} != ''", 'not (“Age” is under 18) or “Sex” is not empty'],
  [
    "(${age} > 1 or ${age} <= 2) and in(${sex}, 'f', 'm')",
    '(“Age” is over 1 or “Age” is at most 2) and “Sex” is one of “Woman”, “m”',
  ],
  ['count(${kid}) > 0', 'count(${kid}) is over 0'],
])('%s in words', (text, words) => {
  const fields: Record<string, string> = { sex: 'Sex', age: 'Age', needs: 'Needs' };
  const level = (field: string, code: string) => (field === 'sex' && code === 'f' ? 'Woman' : '');
  expect(spoken(parse(text, '').tree, { field: (name) => fields[name] ?? name, level })).toBe(words);
});
