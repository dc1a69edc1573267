import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from '../../src/survey/interval.ts';
import { effectiveRows, type ProportionMethod, proportionInterval, wilson } from '../../src/survey/proportion.ts';

const methods: readonly ProportionMethod[] = ['beta', 'logit', 'wilson', 'asin', 'mean', 'likelihood'];
const precision = { se: 0.03, rows: 200, df: 40 };

describe('intervals of shares', () => {
  test.each(methods)('%s stays in [0, 1] and holds the share', (method) => {
    const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }));
    const se = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 0.5, noNaN: true }));
    const law = fc.property(
      share,
      se,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 300 }),
      (p, error, rows, df) => {
        const { low, high } = proportionInterval(method, p, { se: error, rows, df }, 0.95);
        return low! >= 0 && high! <= 1 && low! <= p + 1e-9 && high! >= p - 1e-9 && high! > low!;
      },
    );
    fc.assert(law, { numRuns: 300, seed: 7 });
  });

  // R 4.2.2: svyciprop(method = "beta") by hand: n.eff <- .3 * .7 / .03^2 * (qt(.025, 199) / qt(.025, 40))^2
  test('beta is Korn and Graubard as R has it', () => {
    const { low, high } = proportionInterval('beta', 0.3, precision, 0.95);
    expect(low).toBeCloseTo(0.240523052592, 11);
    expect(high).toBeCloseTo(0.364905625462, 11);
  });

  test.each(methods)('%s at 0 and 1 has width and the closed end', (method) => {
    const none = proportionInterval(method, 0, { se: 0, rows: 30, df: 10 }, 0.95);
    const all = proportionInterval(method, 1, { se: 0, rows: 30, df: 10 }, 0.95);
    expect([none.low, all.high]).toEqual([0, 1]);
    expect(none.high).toBeGreaterThan(0.05);
    expect(none.high).toBeLessThan(0.25);
    expect(all.low).toBeCloseTo(1 - none.high!, 12);
    expect(none.method).toBe(method === 'wilson' ? 'wilson' : 'beta');
  });

  test.each<[string, number, Partial<typeof precision>, string]>([
    ['no degrees of freedom', 0.3, { df: 0 }, 'df'],
    ['negative degrees of freedom', 0, { df: -3, se: 0 }, 'df'],
    ['nobody', Number.NaN, { rows: 0, se: Number.NaN }, 'units'],
    ['no row', 0.5, { rows: 0 }, 'units'],
    ['no stratum to average', 0.3, { se: Number.NaN }, 'lonelyPsu'],
  ])('%s: null with the reason', (_, p, change, reason) => {
    for (const method of methods) {
      expect(proportionInterval(method, p, { ...precision, ...change }, 0.95)).toMatchObject({
        low: null,
        high: null,
        reason,
      });
    }
  });

  test('one row has an interval nearly as wide as can be', () => {
    const { low, high } = proportionInterval('beta', 1, { se: 0, rows: 1, df: 3 }, 0.95);
    expect(low).toBeCloseTo(0.025, 12);
    expect(high).toBe(1);
  });

  test('effective rows', () => {
    expect(effectiveRows(0.3, precision)).toBe(200);
    expect(effectiveRows(0.3, { ...precision, se: 0.05 })).toBeCloseTo(84, 9);
    expect(effectiveRows(0, { ...precision, se: 0 })).toBe(200);
  });

  test('likelihood bounds lose t² / 2 of the log likelihood', () => {
    const { low, high } = proportionInterval(
      'likelihood',
      0.3,
      { se: 0.05, rows: 1e9, df: Number.POSITIVE_INFINITY },
      0.95,
    );
    const loss = (share: number) => 84 * (0.3 * Math.log(0.3 / share) + 0.7 * Math.log(0.7 / (1 - share)));
    expect([loss(low!), loss(high!)]).toEqual(
      [1, 1].map(() => expect.closeTo((1.959963984540054 * 1.959963984540054) / 2, 6)),
    );
  });

  test('Wilson by hand', () => {
    // (x + z²/2) / (n + z²) with z = 2: 12 / 24, half = 2 / 24 · √(10 · 10 / 20 + 1)
    const [low, high] = wilson(0.5, 20, 2);
    expect(low).toBeCloseTo(0.5 - (2 / 24) * Math.sqrt(6), 12);
    expect(high).toBeCloseTo(0.5 + (2 / 24) * Math.sqrt(6), 12);
  });
});

describe('t interval', () => {
  test.each<[string, number, number, number, string]>([
    ['no degrees of freedom', 5, 1, 0, 'df'],
    ['nobody', Number.NaN, Number.NaN, 9, 'units'],
    ['no stratum to average', 5, Number.NaN, 9, 'lonelyPsu'],
  ])('%s', (_, value, se, df, reason) => {
    expect(interval(value, se, df, 0.95)).toMatchObject({ low: null, high: null, reason });
  });

  test('an infinite number of degrees is the normal', () => {
    expect(interval(0, 1, Number.POSITIVE_INFINITY, 0.95).high).toBeCloseTo(1.959963984540054, 12);
  });
});
