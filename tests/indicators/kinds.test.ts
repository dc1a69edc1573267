import { describe, expect, test } from 'vitest';
import { adjusted } from '../../src/indicators/adjusted.ts';
import { tabulationOf } from '../../src/indicators/base.ts';
import { bounds } from '../../src/indicators/bounds.ts';
import { change } from '../../src/indicators/change.ts';
import { everybody } from '../../src/indicators/domains.ts';
import { estimatesOf } from '../../src/indicators/estimate.ts';
import type { Indicator } from '../../src/indicators/indicator.ts';
import { multidimensional } from '../../src/indicators/multidimensional.ts';
import { quantile } from '../../src/indicators/quantile.ts';
import { ratio } from '../../src/indicators/ratio.ts';
import { samplingOf } from '../../src/indicators/sampling.ts';
import { total } from '../../src/indicators/total.ts';
import { waveChanges } from '../../src/indicators/waves.ts';
import { minus, ratio as over, total as sum } from '../../src/survey/linear.ts';
import { standardError } from '../../src/survey/variance.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { mainTable } from '../../src/table/table.ts';
import { contextOf, dataOf, estimated, measureOf, sampleOf } from './made.ts';

const values = (estimates: readonly Estimate[]) =>
  Object.fromEntries(estimates.map(({ stat, item, value, n }) => [item === '' ? stat : `${stat} ${item}`, [value, n]]));
const close = (value: number, n: number) => [expect.closeTo(value, 12), n];

describe('kinds of indicator', () => {
  const data = dataOf({
    age: '10 20 30 40 -98 _ NA',
    income: '1 2 3 -99 5 6 7',
    work: 'yes no dk dk yes ref NA',
    weight: '1 1 2 2 1 1 1',
  });
  const weighted = { design: { weights: 'weight' } };

  test.each<[name: string, indicator: Indicator, expected: Record<string, unknown>]>([
    [
      'quantile: one item a share',
      quantile.make({ value: '${age}', shares: [0.25, 0.5] }, contextOf()),
      { 'quantile p25': [expect.any(Number), 4], 'quantile p50': [30, 4] },
    ],
    ['total: weighted', total.make({ value: '${age}' }, contextOf()), { total: close(10 + 20 + 60 + 80, 4) }],
    [
      'ratio: of totals, among rows where both are known',
      ratio.make({ numerator: '${age}', denominator: '${income}' }, contextOf()),
      { ratio: close((10 + 20 + 60) / (1 + 2 + 6), 3) },
    ],
    [
      'bounds: don’t know as no and as yes',
      bounds.make({ value: "${work} = 'yes'" }, contextOf()),
      // Not asked reads as no; a refusal is in none of the three.
      { share: close(2 / 4, 4), 'share dkNo': close(2 / 8, 6), 'share dkYes': close(6 / 8, 6) },
    ],
    [
      'bounds: every unknown answer as no and as yes',
      bounds.make({ value: "${work} = 'yes'", unknown: 'all' }, contextOf()),
      { share: close(2 / 4, 4), 'share dkNo': close(2 / 9, 7), 'share dkYes': close(7 / 9, 7) },
    ],
  ])('%s', (_, indicator, expected) => {
    expect(values(estimated(indicator, data, weighted))).toEqual(expected);
  });

  test('nobody in the base', () => {
    const indicator = bounds.make({ value: "${work} = 'yes'", base: '${age} > 99' }, contextOf());
    for (const { value, n, quality } of estimated(indicator, data, weighted))
      expect([value, n, quality]).toEqual([null, 0, 'notEstimable']);
  });

  test('an unknown field is a fault that suggests', () => {
    expect(() => ratio.make({ numerator: '${agee}', denominator: '${income}' }, contextOf())).toThrow(
      "did you mean 'age'?",
    );
  });
});

describe('multidimensional', () => {
  const flags = { ...contextOf(), indices: [spec(['vote', 'work'])] };
  function spec(items: readonly string[]) {
    const weights = items.map(() => 1 / items.length);
    return {
      id: 'poor',
      method: 'count' as const,
      items,
      weights,
      leastShare: 1,
      reliability: false,
      weightings: false,
      cutoffs: [],
    };
  }
  const names = {
    ...flags.names,
    fields: new Map(
      [...flags.names.fields].map(([name, field]) => [
        name,
        name === 'age' || name === 'income' ? { ...field, flag: true } : field,
      ]),
    ),
  };
  const context = { ...flags, names, indices: [spec(['age', 'income'])] };

  test('H, A, M0 and the parts of M0', () => {
    const data = dataOf({ age: '1 1 0 0 _', income: '1 0 0 0 1' });
    const indicator = multidimensional.make({ index: 'poor', cutoff: 0.5 }, context);
    expect(values(estimated(indicator, data))).toEqual({
      'share H': close(2 / 4, 4),
      'ratio A': close(0.75, 2),
      'mean M0': close(1.5 / 4, 4),
      'ratio age': close(2 / 3, 2),
      'ratio income': close(1 / 3, 2),
    });
  });

  test.each([
    ['poo', 'unknown index'],
    ['poor', "'vote' of poor is no flag"],
  ])('%s', (index, message) => {
    expect(() => multidimensional.make({ index, cutoff: 0.5 }, flags)).toThrow(message);
  });
});

describe('change', () => {
  const data = dataOf({ age: '2 1 0 -1 3 2 -98', income: '1 1 1 0 0 -1 1' });
  const made = adjusted(estimated(change.make({ changes: ['age', 'income'] }, contextOf()), data));
  const of = (stat: string, item: string) => made.find((one) => one.stat === stat && one.item === item);

  test('the mean change has the test of the design, with q over the items', () => {
    expect(of('difference', 'age')).toMatchObject({ value: expect.closeTo(7 / 6, 12), n: 6 });
    const [a, b] = [of('difference', 'age'), of('difference', 'income')];
    expect(a?.p).toBeLessThan(b?.p ?? 0);
    expect(a?.q).toBeCloseTo(Math.min(2 * (a?.p ?? 0), b?.p ?? 0), 12);
    expect(b?.q).toBeCloseTo(b?.p ?? 0, 12);
  });

  test('signed ranks with Pratt’s zeros; McNemar’s test where changes are steps', () => {
    // Ranks of |2 1 0 −1 3 2| with the zero ranked first: 4.5 2.5 1 2.5 6 4.5.
    expect(of('index', 'age')).toMatchObject({ method: 'signedRank', value: expect.closeTo((17.5 - 2.5) / 20, 12) });
    expect(of('index', 'income')).toMatchObject({ method: 'mcnemar', n: 7, p: expect.closeTo((2 * 6) / 32, 12) });
  });

  test('nobody changed: no size, no test', () => {
    const same = estimated(change.make({ changes: ['age'] }, contextOf()), dataOf({ age: '0 0 0' }));
    expect(same.find(({ stat }) => stat === 'index')).toMatchObject({ value: null, p: null, quality: 'notEstimable' });
  });
});

describe('change between waves', () => {
  // The same six PSUs in both waves; what a PSU answers hardly changes.
  const rows = Array.from({ length: 24 }, (_, row) => row);
  const cells = (value: (row: number) => string | number) => rows.map((row) => String(value(row))).join(' ');
  const data = dataOf({
    age: cells((row) => (row % 6) * 7 + (row >= 12 ? 3 : 0) + (row % 4)),
    area: cells((row) => (row < 12 ? 'u' : 'r')),
    psu: cells((row) => `p${row % 6}`),
  });
  const sampling = samplingOf(mainTable(data), null, { psu: 'psu', lonelyPsu: 'fail' }, 'x');
  const measure = measureOf(total.make({ value: '${age}' }, contextOf())(sampleOf(data)));
  const subject = { indicator: 'X', table: 'main', unit: '', level: 0.95, simulated: false, single: true };

  test('is the difference of the two domains with their covariance', () => {
    if (sampling === null) throw new Error('rows');
    const { design } = sampling;
    const waves = {
      codes: Int32Array.from(rows, (row) => (row < 12 ? 0 : 1)),
      domains: [[{ field: 'area', level: '2025' }], [{ field: 'area', level: '2026' }]],
    };
    const mean = { ...measure, stat: 'mean' as const };
    const [found] = waveChanges(subject, design, mean, waves, null);
    const wave = (of: number) => {
      const y = Float64Array.from(rows, (row) =>
        waves.codes[row] === of && 'numerator' in mean ? (mean.numerator[row] ?? 0) : Number.NaN,
      );
      return over(
        sum(design, y),
        sum(
          design,
          y.map((value) => (Number.isNaN(value) ? value : 1)),
        ),
      );
    };
    const [before, after] = [wave(0), wave(1)];
    expect(found).toMatchObject({
      key: 'X/difference:2026-2025',
      n: 12,
      value: expect.closeTo(after.value - before.value, 12),
    });
    expect(found?.se).toBeCloseTo(standardError(design, minus(after, before)), 12);
    const apart = Math.hypot(standardError(design, before), standardError(design, after));
    expect(found?.se).toBeLessThan(0.2 * apart);
  });

  test('totals and one wave have none', () => {
    if (sampling === null) throw new Error('rows');
    expect(waveChanges(subject, sampling.design, measure, everybody(24), null)).toEqual([]);
    const whole = tabulationOf(sampling.design, [everybody(24)], null);
    expect(estimatesOf(subject, sampling.design, [measure], whole)).toHaveLength(1);
  });
});
