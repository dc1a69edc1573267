import { describe, expect, test } from 'vitest';
import { breakdownOf } from '../../src/indicators/domains.ts';
import { mean } from '../../src/indicators/mean.ts';
import { number } from '../../src/indicators/number.ts';
import { proportion } from '../../src/indicators/proportion.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { mainTable } from '../../src/table/table.ts';
import { columnOf, contextOf, dataOf, estimated, tableOf } from './made.ts';

const adult = proportion.make({ value: '${age} >= 18' }, contextOf());

function close(made: Estimate | undefined, field: 'value' | 'se' | 'low' | 'high' | 'deff', expected: number): void {
  expect(made?.[field] ?? Number.NaN).toBeCloseTo(expected, 8);
}

describe('a share of a simple random sample', () => {
  test('p = 0.3 of 10: se² = p (1 − p) / (n − 1), Korn and Graubard as R’s svyciprop', () => {
    const [made] = estimated(adult, dataOf({ age: '18 18 18 1 1 1 1 1 1 1' }));
    expect(made).toMatchObject({
      value: 0.3,
      n: 10,
      weighted: 10,
      units: 10,
      df: 9,
      method: 'beta',
      level: 0.95,
      quality: 'good',
      why: '',
    });
    close(made, 'se', Math.sqrt((0.3 * 0.7) / 9));
    close(made, 'low', 0.0590341119648);
    close(made, 'high', 0.6720192060947);
    close(made, 'deff', 1);
  });

  test.each<[share: string, age: string, value: number, low: number, high: number]>([
    ['nobody', '1 1 1 1 1 1 1 1 1 1', 0, 0, 0.308497107819],
    ['everybody', '18 18 18 18 18 18 18 18 18 18', 1, 0.691502892181, 1],
  ])('%s of 10: Clopper and Pearson on the rows', (_, age, value, low, high) => {
    const [made] = estimated(adult, dataOf({ age }));
    expect(made).toMatchObject({ value, se: 0, method: 'beta', n: 10, deff: null, quality: 'good' });
    close(made, 'low', low);
    close(made, 'high', high);
  });
});

describe('strata and weights', () => {
  const data = dataOf({
    age: '18 18 1 1 18 1',
    weight: '2 2 2 2 5 5',
    stratum: 'a a a a b b',
    income: '1 2 3 4 5 9',
    sex: 'f m f m f f',
  });
  const design = { weights: 'weight', strata: 'stratum' };

  test('by hand: u = w (y − p) / W; 4/3 · 4/324 + 2 · 12.5/324 = 91/972', () => {
    const [made] = estimated(adult, data, { design });
    expect(made).toMatchObject({ value: 0.5, n: 6, weighted: 18, units: 6, df: 4 });
    close(made, 'se', Math.sqrt(91 / 972));
    close(made, 'low', 0.0193103512194);
    close(made, 'high', 0.9806896487806);
    expect(made?.deff).toBeCloseTo(1.87243, 5);
  });

  test('a domain keeps the design; its interval has the df of its own strata and PSUs, as R', () => {
    const sex = breakdownOf([mainTable(data).columns.get('sex')!], null, 6);
    const [women, men] = estimated(adult, data, { design, breakdown: sex });
    expect(women).toMatchObject({
      key: 'X|sex=f',
      domain: [{ field: 'sex', level: 'f' }],
      n: 4,
      weighted: 14,
      units: 4,
      df: 2,
      value: 0.5,
    });
    close(women, 'se', 0.375707948525);
    close(women, 'low', 0.000307104491983);
    close(women, 'high', 0.999692895508017);
    expect(men).toMatchObject({ key: 'X|sex=m', n: 2, weighted: 4, units: 2, df: 1, value: 0.5 });
  });

  test('a mean has the df of the design', () => {
    const [made] = estimated(mean.make({ value: '${income}' }, contextOf()), data, { design });
    expect(made).toMatchObject({ value: 5, df: 4, method: 't' });
    close(made, 'low', 1.81388869508);
    close(made, 'high', 8.18611130492);
  });

  test('clusters and a finite population, as R', () => {
    const clusters = dataOf({
      income: '1 2 3 4 5 6 7 8 10',
      weight: '1 1 2 2 3 4 4 5 5',
      stratum: 'a a a a a b b b b',
      psu: '1 1 2 2 3 1 1 2 2',
      population: '10 10 10 10 10 20 20 20 20',
    });
    const [made] = estimated(mean.make({ value: '${income}' }, contextOf()), clusters, {
      design: { ...design, psu: 'psu', population: 'population' },
    });
    expect(made).toMatchObject({ n: 9, units: 5, df: 3 });
    close(made, 'value', 6.44444444444);
    close(made, 'se', 0.9064312658);
    close(made, 'low', 3.55977561166);
    close(made, 'high', 9.32911327723);
  });

  test('a row without weight takes no part', () => {
    const some = dataOf({ age: '18 1 18 18', weight: '1 1 _ 2' });
    const [made] = estimated(adult, some, { design: { weights: 'weight' } });
    expect(made).toMatchObject({ value: 0.75, weighted: 4, units: 3 });
  });
});

describe('breakdowns', () => {
  test('a level where nobody answered is there, without a value', () => {
    const data = dataOf({ age: '18 17 _ -98', sex: 'f f m m' });
    const [women, men] = estimated(adult, data, {
      breakdown: breakdownOf([columnOf('sex', ['f', 'f', 'm', 'm'])], null, 4),
    });
    expect(women).toMatchObject({ n: 2, value: 0.5 });
    expect(men).toMatchObject({
      key: 'X|sex=m',
      value: null,
      se: null,
      low: null,
      high: null,
      level: null,
      method: '',
      n: 0,
      weighted: 0,
      units: 0,
      deff: null,
      blank: 1,
      dontKnow: 1,
      quality: 'notEstimable',
      why: 'units',
    });
  });

  test('rows in no level are in no count', () => {
    const data = dataOf({ age: '18 17 _ 18', sex: 'f f _ _' });
    const made = estimated(adult, data, { breakdown: breakdownOf([mainTable(data).columns.get('sex')!], null, 4) });
    expect(made.map(({ n, blank }) => [n, blank])).toEqual([[2, 0]]);
  });

  test('no number is ever NaN or infinite', () => {
    const data = dataOf({ age: '18 _ 18 17', sex: 'f m m _', stratum: 'a a b b' });
    const made = estimated(adult, data, {
      design: { strata: 'stratum' },
      breakdown: breakdownOf([mainTable(data).columns.get('sex')!], null, 4),
    });
    const numbers = made.flatMap((estimate) => Object.values(estimate)).filter((value) => typeof value === 'number');
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});

describe('rosters', () => {
  test('rows weigh as their interview, and hang together as one unit', () => {
    const member = tableOf('member', { member_age: '10 20 40 -98' }, [0, 0, 1, 2]);
    const data = dataOf({ weight: '1 3 5' }, member);
    const [made] = estimated(number.make({ field: 'member_age' }, contextOf('member')), data, {
      table: 'member',
      design: { weights: 'weight' },
    });
    // (10 + 20 + 3 · 40) / 5 = 30; pulls −30 / 5, 30 / 5 and 0 of three interviews: se² = 3/2 · (36 + 36).
    expect(made).toMatchObject({ table: 'member', value: 30, n: 3, weighted: 5, units: 2, dontKnow: 1, df: 2 });
    close(made, 'se', Math.sqrt(108));
  });

  test('an orphan is in no estimate', () => {
    const member = tableOf('member', { member_age: '10 20 99' }, [0, 1, -1]);
    const data = dataOf({ age: '1 2' }, member);
    const [made] = estimated(number.make({ field: 'member_age' }, contextOf('member')), data, {
      table: 'member',
      eligible: [1, 1, 0],
    });
    expect(made).toMatchObject({ value: 15, n: 2, weighted: 2 });
  });
});
