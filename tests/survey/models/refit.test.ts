import { describe, expect, test } from 'vitest';
import { design } from '../../../src/survey/design.ts';
import type { Family } from '../../../src/survey/models/family.ts';
import { fitModel } from '../../../src/survey/models/model.ts';
import { isModelFault } from '../../../src/survey/models/modelfault.ts';
import { refitting } from '../../../src/survey/models/refit.ts';
import { uniform } from '../../../src/survey/random.ts';

/** Six hundred people in sixty PSUs; two in ten have a value that changes from copy to copy; some are not in the model, some weigh nothing. */
const rows = 600;
const random = uniform(5);
const one = new Float64Array(rows).fill(1);
const income = Float64Array.from({ length: rows }, () => 4000 * random());
const flag = Float64Array.from({ length: rows }, () => (random() < 0.4 ? 1 : 0));
const out = (row: number) => row % 17 === 0;
const line = income.map((value, row) => (out(row) ? Number.NaN : 2 + value / 1000 - flag[row]! + random()));
const share = income.map((value, row) => (out(row) ? Number.NaN : random() < 0.2 + value / 8000 ? 1 : 0));
const changing = Int32Array.from([...one.keys()].filter((row) => row % 5 === 1 && !out(row)));
const none = new Int32Array(0);
const d = design({
  rows,
  weights: Float64Array.from({ length: rows }, (_, row) => row % 4),
  stages: [{ units: Int32Array.from({ length: rows }, (_, row) => row % 60) }],
});

describe.each<[Family, Float64Array]>([
  ['gaussian', line],
  ['binomial', share],
  ['poisson', share],
])('fitted anew where some rows change, %s', (family, y) => {
  test('a model is the one that is fitted from the start', () => {
    const columns = [one, income.slice(), flag.slice()];
    const refitted = refitting(d, family, y, columns, [none, changing, changing]);
    for (let copy = 0; copy < 4; copy += 1) {
      for (const row of changing) {
        columns[1]![row] = income[Math.floor(random() * rows)]!;
        columns[2]![row] = random() < 0.5 ? 1 : 0;
      }
      const again = refitted();
      const fresh = fitModel(d, family, y, columns);
      for (const [k, { value }] of fresh.coefficients.entries()) {
        const error = Math.sqrt(fresh.covariance[k]![k]!);
        expect(Math.abs(again.coefficients[k]!.value - value)).toBeLessThan(1e-11 * error);
        expect(Math.sqrt(again.covariance[k]![k]!) / error).toBeCloseTo(1, 11);
      }
      expect([again.df, again.rows]).toEqual([fresh.df, fresh.rows]);
      expect(again.dispersion).toBeCloseTo(fresh.dispersion, 11);
    }
  });

  test('columns that come to say the same are refused, by name', () => {
    const columns = [one, flag.slice(), flag.map((value, row) => (changing.includes(row) ? 1 - value : value))];
    const refitted = refitting(d, family, y, columns, [none, changing, changing]);
    refitted();
    for (const row of changing) columns[2]![row] = columns[1]![row]!;
    let fault: unknown = null;
    try {
      refitted();
    } catch (error) {
      fault = error;
    }
    expect(isModelFault(fault)).toBe(true);
    expect(fault).toMatchObject({ reason: 'collinear', column: 2 });
  });
});

test('a row that is not in the model cannot change', () => {
  expect(() => refitting(d, 'gaussian', line, [one, income], [none, Int32Array.of(17)])).toThrow(
    'row 17 is not in the model',
  );
});

test('an outcome that columns come to separate is refused', () => {
  const columns = [one, share.map((value, row) => (changing.includes(row) ? 1 - value : value))];
  const refitted = refitting(d, 'binomial', share, columns, [none, changing]);
  refitted();
  for (const row of changing) columns[1]![row] = share[row]!;
  expect(refitted).toThrow('separates the outcome');
});
