import { describe, expect, test } from 'vitest';
import type { DesignColumns } from '../../src/indicators/sampling.ts';
import { samplingOf } from '../../src/indicators/sampling.ts';
import type { Dataset } from '../../src/table/table.ts';
import { mainTable } from '../../src/table/table.ts';
import { dataOf } from './made.ts';

const columns: DesignColumns = { lonelyPsu: 'fail' };
const whole: DesignColumns = { weights: 'weight', strata: 'stratum', psu: 'psu', lonelyPsu: 'fail' };
const two = { weight: '1 2 3 4', stratum: 'north north south south', psu: 'a b a b', population: '10 10 20 20' };

function made(data: Dataset, design: DesignColumns, rows: readonly number[] | null = null) {
  return samplingOf(mainTable(data), rows === null ? null : Int32Array.from(rows), design, 'pipeline.config.json');
}

describe('samplingOf', () => {
  test('without any column every row is a unit of weight 1', () => {
    const sampling = made(dataOf({ age: '1 2 3' }), columns);
    expect(sampling).toMatchObject({ missingWeights: 0 });
    expect([sampling?.design.units, ...(sampling?.design.weight ?? [])]).toEqual([3, 1, 1, 1]);
  });

  test('PSUs of the same name are told apart within their stratum', () => {
    const sampling = made(dataOf(two), whole);
    expect(sampling?.design.units).toBe(4);
    expect([...(sampling?.design.weight ?? [])]).toEqual([1, 2, 3, 4]);
  });

  test('missing weights are counted, and weigh nothing', () => {
    const sampling = made(dataOf({ ...two, weight: '1 _ 3 NA' }), whole);
    expect(sampling?.missingWeights).toBe(2);
    expect([...(sampling?.design.weight ?? [])]).toEqual([1, 0, 3, 0]);
    expect(sampling?.design.units).toBe(4);
  });

  test('no rows, no design', () => {
    expect(made(dataOf({ age: '' }), columns)).toBeNull();
    expect(made(dataOf({ age: '1' }), columns, [])).toBeNull();
  });

  test('rows of a roster carry the weight of their interview, and are no units of their own', () => {
    const sampling = made(dataOf({ weight: '1.5 2 7' }), { ...columns, weights: 'weight' }, [0, 0, 2]);
    expect([...(sampling?.design.weight ?? [])]).toEqual([1.5, 1.5, 7]);
    expect(sampling?.design.units).toBe(2);
    expect(sampling?.design.unit[0]).toBe(sampling?.design.unit[1]);
  });

  test('a roster with strata and PSUs', () => {
    const sampling = made(dataOf(two), whole, [3, 1, 0, 2, 2]);
    expect([...(sampling?.design.weight ?? [])]).toEqual([4, 2, 1, 3, 3]);
    expect(sampling?.design.units).toBe(4);
  });

  test('orphans weigh nothing', () => {
    const sampling = made(dataOf({ age: '1 2' }), columns, [0, -1, 1]);
    expect([...(sampling?.design.weight ?? [])]).toEqual([1, 0, 1]);
    const weighed = made(dataOf({ weight: '3 4' }), { ...columns, weights: 'weight' }, [-1, 0, 1]);
    expect([...(weighed?.design.weight ?? [])]).toEqual([0, 3, 4]);
  });
});

describe('faults', () => {
  test.each<[name: string, data: Record<string, string>, design: DesignColumns, message: RegExp]>([
    [
      'a stratum with one PSU is named by its label',
      { ...two, psu: 'a b c c' },
      whole,
      /^pipeline\.config\.json › design: .*\(strata 'south'.*\)\. Merge strata, or say what to do in "design": \{"lonelyPsu": "adjust"\}/,
    ],
    [
      'a column that is not there',
      two,
      { ...whole, weights: 'wieght' },
      /› design › weights: no column 'wieght' in the data\. Is it marked as a direct identifier\?/,
    ],
    [
      'a column that no file has',
      { ...two, weight: 'NA NA NA NA' },
      whole,
      /every weight is missing or 0\. Name the column of weights/,
    ],
    ['weights that are text', two, { ...whole, weights: 'stratum' }, /› design › weights: 'stratum' holds no numbers/],
    [
      'a weight that is no number',
      { ...two, weight: '1 2,5 3 4' },
      whole,
      /'2,5' \(interview k1, column 'weight'\) is no number/,
    ],
    [
      'an interview without stratum',
      { ...two, stratum: 'north _ south south' },
      whole,
      /› design › strata: 'stratum' is empty for interview k1/,
    ],
    ['an interview without PSU', { ...two, psu: 'a b a _' }, whole, /› design › psu: 'psu' is empty for interview k3/],
    ['a negative weight', { ...two, weight: '1 -2 3 4' }, whole, /interviews k1.*Mend the weights/],
    ['no weight at all', { ...two, weight: '_ _ _ _' }, whole, /Name the column of weights/],
    [
      'populations that differ in a stratum',
      { ...two, population: '10 11 20 20' },
      { ...whole, population: 'population' },
      /strata 'north'.*same population/,
    ],
    [
      'fewer in the population than in the sample',
      { ...two, population: '1 1 20 20' },
      { ...whole, population: 'population' },
      /strata 'north'.*Check the population counts/,
    ],
  ])('%s', (_, data, design, message) => {
    expect(() => made(dataOf(data), design)).toThrow(message);
  });

  test.each(['remove', 'certainty', 'adjust', 'average'] as const)(
    'a lonely PSU is no fault where the study says %s',
    (lonelyPsu) => {
      expect(made(dataOf({ ...two, psu: 'a b c c' }), { ...whole, lonelyPsu })?.design.lonelyPsu).toBe(lonelyPsu);
    },
  );
});
