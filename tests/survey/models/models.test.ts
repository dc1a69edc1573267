import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { design } from '../../../src/survey/design.ts';
import { minus, times } from '../../../src/survey/linear.ts';
import { meansBy } from '../../../src/survey/means.ts';
import { bellMcCaffrey } from '../../../src/survey/models/bellmccaffrey.ts';
import { averagePrediction, averageSlope } from '../../../src/survey/models/marginal.ts';
import { marginalEffects } from '../../../src/survey/models/marginaleffects.ts';
import { coefficientTable, fitModel } from '../../../src/survey/models/model.ts';
import { isModelFault } from '../../../src/survey/models/modelfault.ts';
import { fitOrdinal } from '../../../src/survey/models/ordinal.ts';
import { part, waldTest } from '../../../src/survey/models/wald.ts';
import { standardError } from '../../../src/survey/variance.ts';
import { made, near, samples } from '../samples.ts';

const rows = 40;
const one = new Float64Array(rows).fill(1);
const x = Float64Array.from({ length: rows }, (_, k) => ((k * 7) % 11) - 4);
const flag = Float64Array.from({ length: rows }, (_, k) => k % 2);
const y = Float64Array.from({ length: rows }, (_, k) => 3 + 2 * x[k]! - flag[k]! + ((k * 13) % 5));
const share = Float64Array.from({ length: rows }, (_, k) => ((k * 29 + (x[k]! > 0 ? 3 : 0)) % 7 > 3 ? 1 : 0));
const psu = Int32Array.from({ length: rows }, (_, k) => k >> 2);
const d = design({
  rows,
  weights: Float64Array.from({ length: rows }, (_, k) => 1 + (k % 3)),
  stages: [{ units: psu }],
});

function fault(act: () => unknown): Record<string, unknown> {
  try {
    act();
  } catch (error) {
    if (isModelFault(error)) return { ...error };
    throw error;
  }
  throw new Error('it was fitted');
}

describe('models and what they must equal', () => {
  test('a line on a 0/1 column is the difference of two means', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const sex = sample.domain;
        if (new Set(sex).size < 2) return true;
        const own = made(sample);
        const column = Float64Array.from(sex);
        const model = fitModel(own, 'gaussian', sample.y, [sample.y.map(() => 1), column]);
        const [a, b] = meansBy(own, sample.y, sex, 2);
        const gap = minus(b!.mean, a!.mean);
        const slope = model.coefficients[1]!;
        return near(slope.value, gap.value, 1000) && near(standardError(own, slope), standardError(own, gap), 1000);
      }),
      { numRuns: 80, seed: 2 },
    );
  });

  test('an intercept is the mean, its log odds or its logarithm', () => {
    const [own] = meansBy(d, share, new Uint8Array(rows), 1);
    const p = own!.mean;
    const logit = fitModel(d, 'binomial', share, [one]).coefficients[0]!;
    expect(logit.value).toBeCloseTo(Math.log(p.value / (1 - p.value)), 10);
    expect(standardError(d, logit)).toBeCloseTo(standardError(d, times(p, 1 / (p.value * (1 - p.value)))), 10);
    const log = fitModel(d, 'poisson', share, [one]).coefficients[0]!;
    expect(log.value).toBeCloseTo(Math.log(p.value), 10);
  });

  test('an exact line has its coefficients and no error', () => {
    const model = fitModel(
      d,
      'gaussian',
      x.map((value) => 5 - 3 * value),
      [one, x],
    );
    expect(model.coefficients.map(({ value }) => value)).toEqual([5, -3].map((b) => expect.closeTo(b, 10)));
    expect(Math.sqrt(model.covariance[1]![1]!)).toBeLessThan(1e-10);
  });

  test('rows that miss a value are out', () => {
    const hole = y.map((value, k) => (k === 3 ? Number.NaN : value));
    const gap = x.map((value, k) => (k === 5 ? Number.NaN : value));
    const model = fitModel(d, 'gaussian', hole, [one, gap]);
    expect(model.rows).toBe(rows - 2);
    expect(model.fitted.filter((value) => Number.isNaN(value))).toHaveLength(2);
    expect(model.df).toBe(10 - 1 + 1 - 2);
  });

  test('ordinal logit of two levels is logistic', () => {
    const logistic = fitModel(d, 'binomial', share, [one, x, flag]);
    const ordinal = fitOrdinal(d, Uint8Array.from(share), 2, [x, flag]);
    for (const k of [0, 1]) {
      expect(ordinal.coefficients[k]!.value).toBeCloseTo(logistic.coefficients[k + 1]!.value, 9);
      expect(standardError(d, ordinal.coefficients[k]!)).toBeCloseTo(
        standardError(d, logistic.coefficients[k + 1]!),
        9,
      );
    }
    expect(ordinal.thresholds[0]!.value).toBeCloseTo(-logistic.coefficients[0]!.value, 9);
    expect(ordinal.df).toBe(logistic.df);
  });

  test('ordinal logit without effect gives the cumulated shares', () => {
    const levels = Uint8Array.from({ length: rows }, (_, k) => k % 4);
    const model = fitOrdinal(design({ rows }), levels, 4, []);
    expect(model.thresholds.map(({ value }) => value)).toEqual(
      [-Math.log(3), 0, Math.log(3)].map((t) => expect.closeTo(t, 10)),
    );
  });
});

describe('the table and the tests of a model', () => {
  const model = fitModel(d, 'gaussian', y, [one, x, flag]);

  test('t and Wald of one term agree', () => {
    const [, slope] = coefficientTable(model, 0.95);
    const wald = waldTest([model.coefficients[1]!.value], part(model.covariance, [1]), model.df);
    expect(wald.f).toBeCloseTo(slope!.t * slope!.t, 8);
    expect(wald.p).toBeCloseTo(slope!.p!, 10);
  });

  test('without degrees of freedom there is neither p nor interval', () => {
    const few = design({ rows: 4, stages: [{ units: Int32Array.of(1, 1, 2, 2) }] });
    const short = fitModel(few, 'gaussian', Float64Array.of(1, 2, 4, 3), [
      one.slice(0, 4),
      Float64Array.of(0, 1, 2, 5),
    ]);
    expect(short.df).toBe(0);
    expect(coefficientTable(short, 0.95)[1]).toMatchObject({ p: null, interval: { low: null, reason: 'df' } });
    expect(waldTest([1], [[1]], 0).p).toBeNull();
  });
});

describe('marginal effects', () => {
  test('of a line are its coefficients', () => {
    const model = fitModel(d, 'gaussian', y, [one, x, flag]);
    for (const k of [1, 2]) {
      const effect = marginalEffects(d, model, [{ column: k, siblings: [] }], 'sample')[0]!;
      expect(effect.value).toBeCloseTo(model.coefficients[k]!.value, 10);
      expect(standardError(d, effect)).toBeCloseTo(standardError(d, model.coefficients[k]!), 10);
    }
  });

  test('of a lone 0/1 column in a logistic model are the difference of two shares', () => {
    const model = fitModel(d, 'binomial', share, [one, flag]);
    const [a, b] = meansBy(d, share, Uint8Array.from(flag), 2);
    for (const of of ['sample', 'population'] as const) {
      const effect = marginalEffects(d, model, [{ column: 1, siblings: [] }], of)[0]!;
      expect(effect.value).toBeCloseTo(b!.mean.value - a!.mean.value, 9);
      expect(standardError(d, effect)).toBeCloseTo(standardError(d, minus(b!.mean, a!.mean)), 9);
    }
  });

  test.each(['sample', 'population'] as const)('of a variable of several levels are gaps of predictions (%s)', (of) => {
    const levels = [1, 2].map((level) => Float64Array.from({ length: rows }, (_, k) => (k % 3 === level ? 1 : 0)));
    const model = fitModel(d, 'binomial', share, [one, x, ...levels]);
    const at = (columns: readonly Float64Array[]) => averagePrediction(d, model, [one, x, ...columns], of);
    const none = new Float64Array(rows);
    const effects = marginalEffects(
      d,
      model,
      [
        { column: 2, siblings: [3] },
        { column: 3, siblings: [2] },
      ],
      of,
    );
    for (const [k, columns] of [
      [one, none],
      [none, one],
    ].entries()) {
      const gap = minus(at(columns), at([none, none]));
      expect(effects[k]!.value).toBeCloseTo(gap.value, 12);
      expect(standardError(d, effects[k]!)).toBeCloseTo(standardError(d, gap), 12);
    }
  });

  test('of a number is its average slope', () => {
    const model = fitModel(d, 'binomial', share, [one, x, flag]);
    const none = new Float64Array(rows);
    const slope = averageSlope(d, model, [none, one, none], 'population');
    const [effect] = marginalEffects(d, model, [{ column: 1, siblings: [] }], 'population');
    expect(effect?.value).toBeCloseTo(slope.value, 12);
    expect(standardError(d, effect!)).toBeCloseTo(standardError(d, slope), 12);
  });

  test.each(['binomial', 'poisson'] as const)('%s: the pulls are the derivatives by the coefficients', (family) => {
    const model = fitModel(d, family, share, [one, x, flag]);
    const effect = marginalEffects(d, model, [{ column: 1, siblings: [] }], 'sample')[0]!;
    const beta = model.coefficients.map(({ value }) => value);
    const averageAt = (b: readonly number[]): number => {
      let sum = 0;
      let people = 0;
      for (let k = 0; k < rows; k++) {
        const eta = b[0]! + b[1]! * x[k]! + b[2]! * flag[k]!;
        const steep =
          family === 'poisson' ? Math.exp(eta) : Math.exp(eta) / ((1 + Math.exp(eta)) * (1 + Math.exp(eta)));
        sum += d.weight[k]! * steep * b[1]!;
        people += d.weight[k]!;
      }
      return sum / people;
    };
    expect(effect.value).toBeCloseTo(averageAt(beta), 10);
    const slopes = beta.map((_, j) => {
      const moved = (h: number): number[] => beta.map((b, k) => (k === j ? b + h : b));
      return (averageAt(moved(1e-5)) - averageAt(moved(-1e-5))) / 2e-5;
    });
    for (let u = 0; u < d.units; u++) {
      const expected = slopes.reduce((sum, slope, j) => sum + slope * model.coefficients[j]!.pull[u]!, 0);
      expect(effect.pull[u]).toBeCloseTo(expected, 8);
    }
  });
});

describe('Bell and McCaffrey', () => {
  // Independent rows of equal weight and an intercept: CR2 is s² / n with n − 1 degrees of freedom.
  test('of a plain mean is the classical error', () => {
    const values = Float64Array.of(2, 4, 9, 5, 1);
    const own = design({ rows: 5 });
    const model = fitModel(own, 'gaussian', values, [one.slice(0, 5)]);
    const { covariance, df } = bellMcCaffrey(own, model, values);
    expect(covariance[0]![0]).toBeCloseTo(9.7 / 5, 10);
    expect(df[0]).toBeCloseTo(4, 10);
  });

  // clubSandwich 0.5.8 in R 4.2.2: lm(y ~ x, weights = w), vcovCR(cluster = g, type = "CR2"), coef_test Satterthwaite.
  test('clusters and weights as clubSandwich has them', () => {
    const values = Float64Array.of(1, 3, 2, 5, 4, 6, 8, 7, 9, 12);
    const at = Float64Array.of(0, 1, 1, 2, 3, 3, 4, 5, 5, 7);
    const weights = Float64Array.of(1, 2, 1, 3, 1, 2, 2, 1, 1, 3);
    const own = design({ rows: 10, weights, stages: [{ units: Int32Array.of(1, 1, 1, 2, 2, 3, 3, 3, 4, 4) }] });
    const { covariance, df } = bellMcCaffrey(own, fitModel(own, 'gaussian', values, [one.slice(0, 10), at]), values);
    expect(covariance[0]![0]).toBeCloseTo(0.064098641491088, 9);
    expect(covariance[1]![1]).toBeCloseTo(0.0076161832473626, 9);
    expect(df.map((value) => value)).toEqual([expect.closeTo(1.8622587314678, 7), expect.closeTo(1.5471276059424, 7)]);
  });
});

describe('models that cannot be fitted', () => {
  const positive = x.map((value) => (value > 0 ? 1 : 0));
  test.each<[string, () => unknown, Record<string, unknown>]>([
    ['a column twice', () => fitModel(d, 'gaussian', y, [one, x, x]), { reason: 'collinear', column: 2 }],
    [
      'dummies and a constant',
      () => fitModel(d, 'binomial', share, [one, flag, flag.map((v) => 1 - v)]),
      { reason: 'collinear', column: 2 },
    ],
    [
      'complete separation',
      () => fitModel(d, 'binomial', positive, [one, flag, x]),
      { reason: 'separation', column: 2 },
    ],
    [
      'a group where nobody does',
      () =>
        fitModel(
          d,
          'binomial',
          share.map((v, k) => (flag[k] === 1 ? 0 : v)),
          [one, x, flag],
        ),
      { reason: 'separation', column: 2 },
    ],
    [
      'counts of zero in a group',
      () =>
        fitModel(
          d,
          'poisson',
          share.map((v, k) => (flag[k] === 1 ? 0 : v)),
          [one, flag],
        ),
      { reason: 'separation', column: 1 },
    ],
    ['nobody does', () => fitModel(d, 'binomial', new Float64Array(rows), [one]), { reason: 'oneValue' }],
    ['no rows', () => fitModel(d, 'gaussian', new Float64Array(rows).fill(Number.NaN), [one]), { reason: 'noRows' }],
    [
      'ordinal: separation',
      () => fitOrdinal(d, Uint8Array.from(positive), 2, [x]),
      { reason: 'separation', column: 0 },
    ],
    ['ordinal: a level without rows', () => fitOrdinal(d, Uint8Array.from(share), 3, [x]), { reason: 'oneValue' }],
    ['ordinal: a column twice', () => fitOrdinal(d, Uint8Array.from(share), 2, [x, x]), { reason: 'collinear' }],
  ])('%s', (_, act, expected) => {
    expect(fault(act)).toMatchObject(expected);
  });
});
