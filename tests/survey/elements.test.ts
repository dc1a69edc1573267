import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../src/survey/degrees.ts';
import { design, type LonelyPsu } from '../../src/survey/design.ts';
import { isElementDesign } from '../../src/survey/elements.ts';
import { minus, ratio, totalsBy } from '../../src/survey/linear.ts';
import { meansBy } from '../../src/survey/means.ts';
import { momentsBy } from '../../src/survey/moments.ts';
import { covariance, standardError, variance } from '../../src/survey/variance.ts';

const sample = fc.record({
  rows: fc.array(
    fc.record({
      y: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(Number.NaN)),
      w: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(0)),
      h: fc.integer({ min: 0, max: 2 }),
      level: fc.integer({ min: -1, max: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  lonelyPsu: fc.constantFrom<LonelyPsu>('remove', 'certainty', 'adjust'),
  corrected: fc.boolean(),
});

const near = (a: number, b: number, scale: number): boolean =>
  (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-9 * Math.max(scale, Math.abs(a), 1e-12);

describe('designs where rows are units', () => {
  test('the short way gives the numbers of the long one', () => {
    fc.assert(
      fc.property(sample, ({ rows, lonelyPsu, corrected }) => {
        fc.pre(rows.some(({ w }) => w > 0));
        const of = <T extends 'y' | 'w' | 'h' | 'level'>(name: T) => rows.map((row) => row[name]);
        const made = design({
          rows: rows.length,
          weights: Float64Array.from(of('w')),
          strata: Int32Array.from(of('h')),
          stages: [{ population: corrected ? new Float64Array(rows.length).fill(60) : undefined }],
          lonelyPsu,
        });
        expect(isElementDesign(made)).toBe(true);
        const y = Float64Array.from(of('y'));
        const codes = Int32Array.from(of('level'));
        const ones = y.map((value) => (Number.isNaN(value) ? value : 1));
        const tops = totalsBy(made, y, codes, 3);
        const bottoms = totalsBy(made, ones, codes, 3);
        const moments = momentsBy(made, y, codes, 3);
        for (const [k, { mean, moments: own }] of meansBy(made, y, codes, 3).entries()) {
          const long = ratio(tops[k]!, bottoms[k]!);
          expect(near(mean.value, long.value, 50)).toBe(true);
          expect(near(variance(made, mean), variance(made, long), 2500)).toBe(true);
          expect(near(covariance(made, mean, mean), variance(made, mean), 2500)).toBe(true);
          expect(degrees(made, mean.present)).toEqual(degrees(made, long.present));
          expect([own.rows, own.weighing, own.weight]).toEqual([
            moments[k]!.rows,
            moments[k]!.weighing,
            moments[k]!.weight,
          ]);
          expect(near(own.spread, moments[k]!.spread, 2500)).toBe(true);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('a gap between levels reads the pulls, which are written out then', () => {
    const made = design({ rows: 6 });
    const y = Float64Array.of(1, 2, 6, 3, 5, 10);
    const [a, b] = meansBy(made, y, Uint8Array.of(0, 0, 0, 1, 1, 1), 2);
    const gap = minus(b!.mean, a!.mean);
    expect(gap.value).toBe(3);
    expect(variance(made, gap)).toBeCloseTo(variance(made, a!.mean) + variance(made, b!.mean), 12);
  });

  test('a constant has no error, whatever its size', () => {
    const made = design({ rows: 5, weights: Float64Array.of(1, 2, 3, 4, 5) });
    const [mean] = meansBy(made, new Float64Array(5).fill(1e9 + 0.1), new Uint8Array(5), 1);
    expect(standardError(made, mean!.mean)).toBe(0);
  });

  test.each<[string, Parameters<typeof design>[0]]>([
    ['average', { rows: 4, lonelyPsu: 'average' }],
    ['clusters', { rows: 4, stages: [{ units: Int32Array.of(1, 1, 2, 2) }] }],
    ['a copy with other presence', { rows: 4, lonelyInDomains: true, lonelyPsu: 'adjust' }],
  ])('%s goes the long way', (_, spec) => {
    expect(isElementDesign(design(spec))).toBe(false);
  });
});
