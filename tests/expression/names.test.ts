import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import { didYouMean, nearest } from '../../src/form/nearest.ts';
import { formOf } from './forms.ts';

describe('namesOf', () => {
  const form = formOf(
    [
      { type: 'start', name: 'begun' },
      { type: 'today', name: 'day' },
      { type: 'select_one yn', name: 'ok' },
      { type: 'begin_group', name: 'g', relevant: "${ok} = 'yes'" },
      { type: 'integer', name: 'age' },
      { type: 'begin_repeat', name: 'kid' },
      { type: 'calculate', name: 'n', calculation: '1' },
      { type: 'text', name: 'age' },
      { type: 'end_repeat' },
      { type: 'end_group' },
      { type: 'text', name: 'always', relevant: 'true()' },
    ],
    { yn: [{ name: 'yes', label: 'Oui' }, { name: 'no' }] },
  );
  const names = namesOf(
    form,
    [{ name: 'always', type: 'integer', table: 'main', options: null, flag: true }],
    new Map([['p', 1]]),
  );

  test('fields, with what is known of each; of two with one name the first counts, a derived variable replaces a field', () => {
    expect(names.fields.get('ok')).toMatchObject({
      type: 'one',
      options: ['yes', 'no'],
      labels: ['Oui', 'no'],
      conditional: false,
    });
    expect(names.fields.get('age')).toMatchObject({ type: 'integer', table: 'main', conditional: true, loose: false });
    expect(names.fields.get('n')).toMatchObject({ table: 'kid', path: ['g', 'kid'], conditional: true, loose: true });
    expect(names.fields.get('always')).toEqual({
      name: 'always',
      type: 'integer',
      table: 'main',
      options: null,
      flag: true,
    });
    expect(names.fields.has('kid')).toBe(false);
  });

  test('tables, moments, parameters', () => {
    expect([...names.tables]).toEqual([
      ['main', ''],
      ['kid', 'main'],
    ]);
    expect(names.moments).toEqual({ today: 'day', start: 'begun', end: '' });
    expect(names.parameters.get('p')).toBe(1);
  });
});

test.each([
  ['agee', ['name', 'age'], 'age'],
  ['AGE', ['age'], 'age'],
  ['sp_ma_asdd', ['sp_ma_asd', 'sp_ma_cnss'], 'sp_ma_asd'],
  ['recieve', ['receive'], 'receive'],
  ['x', ['abcdef'], ''],
  ['', ['a'], 'a'],
  ['a', [], ''],
])('the nearest to %j of %j is %j', (wrong, names, expected) => {
  expect(nearest(wrong, names) ?? '').toBe(expected);
  expect(didYouMean(wrong, names)).toBe(expected === '' ? '' : `; did you mean '${expected}'?`);
});
