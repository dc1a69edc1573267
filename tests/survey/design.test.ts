import { describe, expect, test } from 'vitest';
import { type DesignSpec, design } from '../../src/survey/design.ts';
import { isDesignFault } from '../../src/survey/designfault.ts';

const four: DesignSpec = { rows: 4, strata: Int32Array.of(1, 1, 2, 2), stages: [{ units: Int32Array.of(5, 6, 7, 8) }] };

function fault(spec: DesignSpec): Record<string, unknown> {
  try {
    design(spec);
  } catch (error) {
    if (isDesignFault(error)) return { ...error };
    throw error;
  }
  throw new Error('the design was accepted');
}

describe('design', () => {
  test('folds rows into PSUs in order of stratum and PSU code', () => {
    const made = design({
      rows: 6,
      strata: Int32Array.of(9, 9, 3, 3, 9, 3),
      stages: [{ units: Int32Array.of(20, 10, 2, 1, 10, 1) }],
      weights: Float64Array.of(1, 2, 3, 4, 5, 6),
    });
    expect([...made.strata]).toEqual([3, 9]);
    expect([...made.unit]).toEqual([3, 2, 1, 0, 2, 0]);
    expect([...made.stages[0]!.first]).toEqual([0, 2, 4]);
    expect(made.units).toBe(4);
  });

  test.each([
    ['nested: a code in two strata is two PSUs', true, 4],
    ['not nested: unique codes', false, 4],
  ])('%s', (_, nested, units) => {
    const codes = nested ? Int32Array.of(1, 2, 1, 2) : Int32Array.of(1, 2, 3, 4);
    expect(design({ ...four, stages: [{ units: codes }], nested }).units).toBe(units);
  });

  test('a missing or zero weight keeps its PSU', () => {
    const made = design({ ...four, weights: Float64Array.of(2, Number.NaN, 0, 1) });
    expect([...made.weight]).toEqual([2, 0, 0, 1]);
    expect(made.units).toBe(4);
    expect(made.missingWeights).toBe(1);
    expect([...made.present]).toEqual([2, 1, 1, 2]);
  });

  test('without weights they come from the populations of all stages', () => {
    const made = design({
      rows: 4,
      stages: [
        { units: Int32Array.of(1, 1, 2, 2), population: new Float64Array(4).fill(10) },
        { units: Int32Array.of(1, 2, 1, 2), population: new Float64Array(4).fill(6) },
      ],
    });
    expect([...made.weight]).toEqual([15, 15, 15, 15]);
    expect(made.stages).toHaveLength(2);
    expect([...made.stages[1]!.share]).toEqual([0.2, 0.2].map((x) => expect.closeTo(x, 12)));
  });

  test('a later stage without population is folded away', () => {
    const ssu = { units: Int32Array.of(1, 2, 1, 2) };
    const made = design({ rows: 4, stages: [{ units: Int32Array.of(1, 1, 2, 2) }, ssu] });
    expect([made.units, made.stages.length]).toEqual([2, 1]);
  });

  test('a stratum of unknown population has no correction', () => {
    const population = Float64Array.of(8, 8, Number.NaN, Number.POSITIVE_INFINITY);
    const made = design({
      ...four,
      stages: [{ ...four.stages![0]!, population }],
      weights: new Float64Array(4).fill(1),
    });
    expect([...made.stages[0]!.correction]).toEqual([0.75, 1]);
  });

  test.each<[string, DesignSpec, Record<string, unknown>]>([
    ['no row', { rows: 0 }, { reason: 'noRows' }],
    ['a short column', { ...four, weights: new Float64Array(3) }, { reason: 'lengths' }],
    [
      'a negative weight',
      { ...four, weights: Float64Array.of(1, -1, 1, -2) },
      { reason: 'negativeWeight', rows: [1, 3], count: 2 },
    ],
    [
      'an infinite weight',
      { ...four, weights: Float64Array.of(1, 1, Number.POSITIVE_INFINITY, 1) },
      { reason: 'infiniteWeight', rows: [2] },
    ],
    [
      'no weight at all',
      { ...four, weights: Float64Array.of(Number.NaN, 0, 0, Number.NaN) },
      { reason: 'allWeightsMissing' },
    ],
    [
      'a missing stratum',
      { ...four, strata: Int32Array.of(1, 1, -1, 2) },
      { reason: 'stratumMissing', rows: [2], count: 1 },
    ],
    [
      'a missing PSU',
      { ...four, stages: [{ units: Int32Array.of(1, 2, 3, -1) }] },
      { reason: 'psuMissing', rows: [3], stage: 0 },
    ],
    [
      'a PSU in two strata',
      { ...four, stages: [{ units: Int32Array.of(1, 2, 2, 3) }] },
      { reason: 'psuInTwoStrata', units: [2], strata: [1, 2], rows: [2] },
    ],
    [
      'one PSU in a stratum',
      { ...four, strata: Int32Array.of(4, 7, 7, 7) },
      { reason: 'lonelyPsu', strata: [4], count: 1, stage: 0, rows: [0] },
    ],
    ['one PSU in all', { rows: 2, stages: [{ units: Int32Array.of(1, 1) }] }, { reason: 'lonelyPsu', strata: [0] }],
    [
      'a population below the sample',
      { ...four, stages: [{ ...four.stages![0]!, population: Float64Array.of(5, 5, 1, 1) }] },
      { reason: 'populationBelowSample', strata: [2], sample: 2, population: 1 },
    ],
    [
      'a population that varies in a stratum',
      { ...four, stages: [{ ...four.stages![0]!, population: Float64Array.of(5, 6, 9, 9) }] },
      { reason: 'populationVaries', strata: [1], rows: [1] },
    ],
    [
      'neither weight nor population',
      { ...four, stages: [{ ...four.stages![0]!, population: Float64Array.of(5, 5, Number.NaN, Number.NaN) }] },
      { reason: 'weightsNeeded', rows: [2, 3] },
    ],
    [
      'one SSU of several in a PSU',
      {
        rows: 3,
        stages: [
          { units: Int32Array.of(1, 1, 2), population: new Float64Array(3).fill(9) },
          { units: Int32Array.of(1, 2, 1), population: new Float64Array(3).fill(4) },
        ],
      },
      { reason: 'lonelyPsu', stage: 1, rows: [2] },
    ],
  ])('refuses %s', (_, spec, expected) => {
    expect(fault(spec)).toMatchObject(expected);
  });

  test('a stratum sampled whole is not lonely', () => {
    const population = Float64Array.of(1, 3, 3, 3);
    const spec: DesignSpec = { rows: 4, strata: Int32Array.of(1, 2, 2, 2), stages: [{ population }] };
    expect(design(spec).stages[0]!.correction[0]).toBe(0);
  });

  test('sparse and large codes are as good as small ones', () => {
    const units = Int32Array.of(2_000_000_000, 5, 2_000_000_000, 7);
    expect(design({ rows: 4, stages: [{ units }] }).units).toBe(3);
  });
});
