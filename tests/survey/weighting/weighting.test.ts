import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../../src/survey/degrees.ts';
import { design } from '../../../src/survey/design.ts';
import { total, totalsBy } from '../../../src/survey/linear.ts';
import { meansBy } from '../../../src/survey/means.ts';
import { quantiles } from '../../../src/survey/quantile.ts';
import { standardError } from '../../../src/survey/variance.ts';
import { baseWeights, unevenness } from '../../../src/survey/weighting/base.ts';
import { calibratedTo, type Distance } from '../../../src/survey/weighting/calibrate.ts';
import { nonresponse } from '../../../src/survey/weighting/nonresponse.ts';
import { postStratified } from '../../../src/survey/weighting/poststratify.ts';
import { raked } from '../../../src/survey/weighting/rake.ts';
import { trimmed } from '../../../src/survey/weighting/trim.ts';
import { isWeightingFault } from '../../../src/survey/weighting/weightingfault.ts';
import { made, near, samples } from '../samples.ts';

function fault(act: () => unknown): Record<string, unknown> {
  try {
    act();
  } catch (error) {
    if (isWeightingFault(error)) return { ...error };
    throw error;
  }
  throw new Error('it was accepted');
}

const six = design({ rows: 6, weights: Float64Array.of(1, 2, 3, 4, 5, 6) });
const sex = { codes: Int32Array.of(0, 1, 0, 1, 0, 1), targets: Float64Array.of(30, 70) };
const age = { codes: Int32Array.of(0, 0, 1, 1, 0, 1), targets: Float64Array.of(40, 60) };
const y = Float64Array.of(5, 1, 4, 2, 8, 9);

describe('base weights', () => {
  test('are inverse probabilities', () => {
    expect([...baseWeights(Float64Array.of(0.5, 1, 0.1))]).toEqual([2, 1, 10]);
  });

  test.each([0, -0.1, 1.2, Number.NaN])('refuse %d', (wrong) => {
    expect(fault(() => baseWeights(Float64Array.of(0.5, wrong)))).toMatchObject({ reason: 'probability', codes: [1] });
  });

  test('Kish by hand', () => {
    // n Σ w² / (Σ w)² = 3 · 14 / 36
    expect(unevenness(Float64Array.of(1, 2, 3, 0))).toMatchObject({
      rows: 3,
      sum: 6,
      kish: 42 / 36,
      smallest: 1,
      largest: 3,
    });
    expect(unevenness(Float64Array.of(4, 4)).cv).toBe(0);
  });
});

describe('nonresponse', () => {
  const weight = new Float64Array(8).fill(10);
  const outcomes = Uint8Array.of(0, 1, 0, 0, 0, 2, 3, 1);
  const cells = Uint8Array.of(0, 0, 1, 1, 2, 2, 2, 2);

  test('factors by cell, unknown eligibility shared', () => {
    const { weight: adjusted, classes } = nonresponse(weight, outcomes, cells, [0, 0, 0], {
      fewestRespondents: 1,
      largestFactor: 9,
    });
    // Cell 2: one responds, one refuses, one is not eligible: the unknown counts two thirds.
    expect(classes.map(({ factor }) => factor)).toEqual([2, 1, expect.closeTo(8 / 3, 12)]);
    expect([...adjusted]).toEqual([20, 0, 10, 10, expect.closeTo(80 / 3, 10), 0, 0, 0]);
  });

  test('merges the worst cell with the lighter neighbour of its group', () => {
    const { classes } = nonresponse(weight, outcomes, cells, [0, 0, 0], { fewestRespondents: 2, largestFactor: 3 });
    expect(classes.map(({ cells: own }) => own)).toEqual([[0, 1, 2]]);
    const apart = nonresponse(weight, outcomes, cells, [0, 0, 1], { fewestRespondents: 2, largestFactor: 9 });
    expect(apart.classes.map(({ cells: own }) => own)).toEqual([[0, 1], [2]]);
  });

  test('the weight of the eligible is kept', () => {
    const { weight: adjusted } = nonresponse(weight, outcomes, cells, [0, 0, 0], {
      fewestRespondents: 3,
      largestFactor: 2,
    });
    expect(adjusted.reduce((a, b) => a + b, 0)).toBeCloseTo(10 * (2 + 2 + 8 / 3), 9);
  });

  test('refuses a group where nobody responds and a row without cell', () => {
    const rule = { fewestRespondents: 1, largestFactor: 9 };
    expect(
      fault(() => nonresponse(weight.subarray(0, 2), Uint8Array.of(1, 1), Uint8Array.of(0, 0), [0], rule)),
    ).toMatchObject({ reason: 'noRespondents', codes: [0] });
    expect(
      fault(() =>
        nonresponse(
          weight,
          outcomes,
          cells.map((c) => c + 1),
          [0, 0, 0],
          rule,
        ),
      ),
    ).toMatchObject({ reason: 'codeMissing' });
  });
});

describe('post-stratification and raking', () => {
  test('levels have their targets, without error; the old design is as it was', () => {
    const adjusted = postStratified(six, sex);
    const levels = totalsBy(adjusted, new Float64Array(6).fill(1), sex.codes, 2);
    expect(levels.map(({ value }) => value)).toEqual([30, 70].map((x) => expect.closeTo(x, 10)));
    expect(levels.map((level) => standardError(adjusted, level) < 1e-9)).toEqual([true, true]);
    expect(six.weight[0]).toBe(1);
  });

  test('a domain keeps its own degrees of freedom', () => {
    const adjusted = postStratified(six, sex);
    const [first] = meansBy(adjusted, y, age.codes, 2);
    expect(degrees(adjusted, first!.mean.present).psus).toBe(3);
  });

  test('quantiles know calibrated errors', () => {
    const adjusted = postStratified(six, sex);
    const question = { shares: [0.5], rule: 'math', scale: 'beta', level: 0.95 } as const;
    const [own] = quantiles(adjusted, Float64Array.from(sex.codes), question);
    // Sex is known without error: so is the share below its median.
    expect(own!.shareBelow.reason).toBe('');
    expect(own!.value).toBe(1);
  });

  test('raking meets every margin', () => {
    const { design: adjusted, gap } = raked(six, [sex, age], { gap: 1e-10, rounds: 500 });
    expect(gap).toBeLessThan(1e-10);
    for (const margin of [sex, age]) {
      const levels = totalsBy(adjusted, new Float64Array(6).fill(1), margin.codes, 2);
      expect(levels.map(({ value }) => value)).toEqual([...margin.targets].map((x) => expect.closeTo(x, 6)));
    }
  });

  test('a cap holds together with the margins', () => {
    const rows = 200;
    const weights = Float64Array.from({ length: rows }, (_, k) => (k === 0 ? 60 : 1 + (k % 3)));
    const wide = design({ rows, weights });
    const left = { codes: Int32Array.from({ length: rows }, (_, k) => k % 2), targets: Float64Array.of(500, 600) };
    const right = { codes: Int32Array.from({ length: rows }, (_, k) => k % 5), targets: new Float64Array(5).fill(220) };
    const found = raked(wide, [left, right], { gap: 1e-6, rounds: 500, capAtMedians: 3 });
    const sorted = Array.from(found.design.weight).sort((a, b) => a - b);
    expect(sorted.at(-1)! / ((sorted[99]! + sorted[100]!) / 2)).toBeLessThan(3 * (1 + 1e-5));
    expect(found.design.weight.reduce((a, b) => a + b, 0)).toBeCloseTo(1100, 2);
  });

  test.each<[string, () => unknown, Record<string, unknown>]>([
    [
      'a level without rows',
      () => postStratified(six, { ...sex, targets: Float64Array.of(30, 70, 5) }),
      { reason: 'targetWithoutRows', codes: [2] },
    ],
    [
      'a level without target',
      () => postStratified(six, { ...sex, targets: Float64Array.of(30, 0) }),
      { reason: 'cellWithoutTarget', codes: [1] },
    ],
    [
      'a row without level',
      () => postStratified(six, { ...sex, codes: Int32Array.of(0, 1, 0, -1, 0, 1) }),
      { reason: 'codeMissing', codes: [3] },
    ],
    [
      'margins of other sums',
      () => raked(six, [sex, { ...age, targets: Float64Array.of(40, 70) }], { gap: 1e-6, rounds: 9 }),
      { reason: 'notConverged', margin: 1 },
    ],
    ['too few rounds', () => raked(six, [sex, age], { gap: 1e-15, rounds: 1 }), { reason: 'notConverged' }],
  ])('refuses %s', (_, act, expected) => {
    expect(fault(act)).toMatchObject(expected);
  });
});

describe('calibration', () => {
  const columns = [new Float64Array(6).fill(1), Float64Array.of(1, 3, 2, 5, 4, 2)];
  const targets = [25, 80];

  test.each<[Distance, readonly [number, number] | undefined]>([
    ['linear', undefined],
    ['raking', undefined],
    ['logit', [0.4, 3]],
    ['linear', [0.5, 2]],
  ])('%s meets its targets without error', (distance, bounds) => {
    const rule = { distance, gap: 1e-12, rounds: 100, ...(bounds === undefined ? {} : { bounds }) };
    const adjusted = calibratedTo(six, columns, targets, rule);
    for (const [k, column] of columns.entries()) {
      const met = total(adjusted, column);
      expect(met.value).toBeCloseTo(targets[k]!, 8);
      expect(standardError(adjusted, met)).toBeLessThan(1e-9 * targets[k]!);
    }
    if (bounds !== undefined) {
      const factors = adjusted.weight.map((w, row) => w / six.weight[row]!);
      expect(factors.every((g) => g >= bounds[0] - 1e-9 && g <= bounds[1] + 1e-9)).toBe(true);
    }
  });

  test('one category and a constant are post-stratification', () => {
    const flag = Float64Array.from(sex.codes, Number);
    const linear = calibratedTo(six, [columns[0]!, flag], [100, 70], { distance: 'linear', gap: 1e-12, rounds: 9 });
    const cells = postStratified(six, sex);
    expect([...linear.weight]).toEqual([...cells.weight].map((w) => expect.closeTo(w, 9)));
    expect(standardError(linear, total(linear, y))).toBeCloseTo(standardError(cells, total(cells, y)), 9);
  });

  test('calibration to what the sample already has leaves weights and shrinks errors', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const d = made(sample);
        const one = sample.y.map(() => 1);
        const size = total(d, one).value;
        const same = calibratedTo(d, [one], [size], { distance: 'raking', gap: 1e-12, rounds: 50 });
        return (
          near(total(same, sample.y).value, total(d, sample.y).value, 1e4) &&
          standardError(same, total(same, one)) < 1e-8 * size
        );
      }),
      { numRuns: 50, seed: 9 },
    );
  });

  test.each<[string, () => unknown, Record<string, unknown>]>([
    [
      'a column twice',
      () => calibratedTo(six, [columns[1]!, columns[1]!], [1, 1], { distance: 'linear', gap: 1e-9, rounds: 9 }),
      { reason: 'dependentColumn', codes: [1] },
    ],
    [
      'logit without bounds',
      () => calibratedTo(six, columns, targets, { distance: 'logit', gap: 1e-9, rounds: 9 }),
      { reason: 'bounds' },
    ],
    [
      'targets out of reach',
      () => calibratedTo(six, columns, [25, 9999], { distance: 'raking', gap: 1e-9, rounds: 50 }),
      { reason: 'notConverged' },
    ],
  ])('refuses %s', (_, act, expected) => {
    expect(fault(act)).toMatchObject(expected);
  });
});

describe('trimming', () => {
  test('cuts, gives to the others and keeps the sum', () => {
    const found = trimmed(Float64Array.of(1, 1, 1, 9, 0), 0.5, 5);
    expect(found[3]).toBe(5);
    expect(found[4]).toBe(0);
    expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(12, 12);
  });

  test('leaves weights that fit', () => {
    expect([...trimmed(Float64Array.of(1, 2), 1, 2)]).toEqual([1, 2]);
  });

  test('refuses limits that cannot hold the sum', () => {
    expect(fault(() => trimmed(Float64Array.of(8, 9), 1, 5))).toMatchObject({ reason: 'bounds' });
  });
});
