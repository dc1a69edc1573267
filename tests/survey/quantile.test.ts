import { describe, expect, test } from 'vitest';
import { design } from '../../src/survey/design.ts';
import { critical } from '../../src/survey/interval.ts';
import { meanOf } from '../../src/survey/means.ts';
import { quantiles, quantilesBy } from '../../src/survey/quantile.ts';
import { cumulate, type QuantileRule, readQuantile } from '../../src/survey/quantilerule.ts';
import { orderByValue } from '../../src/survey/rows.ts';
import { standardError } from '../../src/survey/variance.ts';

const five = cumulate(Float64Array.of(1, 2, 3, 4, 10), Float64Array.of(1, 1, 1, 1, 1));

describe('reading a quantile', () => {
  test.each<[QuantileRule, number, number]>([
    ['math', 0.5, 3],
    ['math', 0.4, 2],
    ['school', 0.4, 2.5],
    ['math', 0.01, 1],
    ['math', 0, 1],
    ['math', 1, 10],
    ['school', 1, 10],
    ['hf4', 0.01, 1],
    ['hf7', 0.5, 3],
    ['hf7', 0.9, 7.6],
    ['hf6', 0.99, 10],
  ])('%s at %d is %d', (rule, p, expected) => {
    expect(readQuantile(five, p, rule)).toBeCloseTo(expected, 12);
  });

  test.each<QuantileRule>([
    'math',
    'school',
    'shahvaish',
    'hf1',
    'hf2',
    'hf3',
    'hf4',
    'hf5',
    'hf6',
    'hf7',
    'hf8',
    'hf9',
  ])('%s of nothing and of one value', (rule) => {
    expect(readQuantile(cumulate(new Float64Array(0), new Float64Array(0)), 0.5, rule)).toBeNaN();
    expect(readQuantile(cumulate(Float64Array.of(4), Float64Array.of(2)), 0.5, rule)).toBe(4);
  });

  test('a tie of tenths is a tie', () => {
    const tenths = cumulate(
      Float64Array.from({ length: 10 }, (_, k) => k),
      new Float64Array(10).fill(0.1),
    );
    expect(readQuantile(tenths, 0.5, 'school')).toBe(4.5);
  });
});

const question = { shares: [0.5], rule: 'math', scale: 'beta', level: 0.95 } as const;

describe('quantiles of a sample', () => {
  const rows = 41;
  const y = Float64Array.from({ length: rows }, (_, k) => (k * 17) % 41);
  const made = design({ rows });

  test('median with its interval', () => {
    const [median] = quantiles(made, y, question);
    expect(median!.value).toBe(20);
    expect(median!.interval.low).toBeLessThan(20);
    expect(median!.interval.high).toBeGreaterThan(20);
    expect(median!.se).toBeGreaterThan(0);
  });

  test('levels of a breakdown are the domains taken one by one', () => {
    const codes = Int32Array.from(y, (_, k) => (k % 4) - 1);
    const found = quantilesBy(made, y, codes, 3, question);
    for (const level of [0, 1, 2]) {
      const alone = quantiles(
        made,
        y.map((value, k) => (codes[k] === level ? value : Number.NaN)),
        question,
      );
      expect(found[level]).toEqual(alone);
    }
  });

  test('nobody, and one person: no interval', () => {
    const nobody = quantiles(made, new Float64Array(rows).fill(Number.NaN), question)[0]!;
    expect(nobody.value).toBeNaN();
    expect(nobody.interval).toMatchObject({ low: null, high: null, reason: 'units' });
    const one = new Float64Array(rows).fill(Number.NaN);
    one[3] = 9;
    expect(quantiles(made, one, question)[0]).toMatchObject({ value: 9, se: null, interval: { reason: 'units' } });
  });

  test('the score test rejects beyond its bounds and not between them', () => {
    const weights = Float64Array.from(y, (_, k) => 1 + (k % 3));
    const weighted = design({ rows, weights });
    const [found] = quantiles(weighted, y, { ...question, shares: [0.3], scale: 'score' });
    const { low, high, method, df } = found!.interval;
    expect(method).toBe('score');
    const t = critical(df, 0.95);
    const testAt = (theta: number): number => {
      const p = meanOf(
        weighted,
        y.map((value) => (value <= theta ? 1 : 0)),
      ).mean;
      return (0.3 - p.value) / standardError(weighted, p);
    };
    expect(testAt(low! - 1)).toBeGreaterThan(t);
    expect(testAt(low!)).toBeLessThanOrEqual(t);
    expect(testAt(high! - 1)).toBeGreaterThan(-t);
    expect(testAt(high!)).toBeLessThanOrEqual(-t);
    expect(found!.se).toBeCloseTo((high! - low!) / 2 / t, 12);
    expect(low!).toBeLessThan(found!.value);
    expect(high!).toBeGreaterThan(found!.value);
  });

  test('rows of weight 0 do not count', () => {
    const weights = new Float64Array(rows).fill(1);
    weights[rows - 1] = 0;
    const values = Float64Array.from(y);
    values[rows - 1] = -1000;
    const weighted = design({ rows, weights });
    expect(quantiles(weighted, values, { ...question, shares: [0] })[0]!.value).toBeGreaterThanOrEqual(0);
  });
});

test('long columns are ordered as short ones are', () => {
  const values = Float64Array.from({ length: 5000 }, (_, k) =>
    k % 7 === 0 ? Number.NaN : ((k * 7919) % 1009) - 500 + (k % 3) / 8,
  );
  values[3] = -0;
  values[4] = 0;
  const known = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
  const expected = known.sort((a, b) => values[a]! - values[b]! || a - b);
  expect([...orderByValue(values)]).toEqual(expected);
});
