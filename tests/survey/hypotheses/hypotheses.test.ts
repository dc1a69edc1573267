import { describe, expect, test } from 'vitest';
import { chiSquareTest } from '../../../src/survey/classical/counts.ts';
import { design } from '../../../src/survey/design.ts';
import { independence } from '../../../src/survey/hypotheses/independence.ts';
import { differenceTest, equalMeansTest, meanTest } from '../../../src/survey/hypotheses/means.ts';
import { rankScores, rankTest, rankTestOfGroups } from '../../../src/survey/hypotheses/ranks.ts';

const rows = 60;
const d = design({ rows, weights: Float64Array.from({ length: rows }, (_, k) => 1 + (k % 2)) });
const a = Int32Array.from({ length: rows }, (_, k) => k % 2);
const b = Int32Array.from({ length: rows }, (_, k) => (k * 7) % 3);
const y = Float64Array.from({ length: rows }, (_, k) => ((k * 31) % 17) + 2 * a[k]!);

describe('independence', () => {
  test('of independent rows is nearly Pearson', () => {
    const equal = design({ rows });
    const table = [0, 1].map((r) => [0, 1, 2].map((c) => a.filter((code, k) => code === r && b[k] === c).length));
    const found = independence(equal, a, 2, b, 3)!;
    expect(found.pearson).toBeCloseTo(chiSquareTest(table).chiSquare, 10);
    // Design effects of a simple random sample are n / (n − 1).
    expect(found.firstOrder.chiSquare).toBeCloseTo((found.pearson * (rows - 1)) / rows, 10);
    expect(found.secondOrder.df1).toBeCloseTo(2, 8);
  });

  test('two by two: Wald is the squared t of the difference in odds of cells, and levels that do not occur are left out', () => {
    const two = Int32Array.from(b, (code) => (code === 2 ? 0 : code));
    const found = independence(d, a, 2, two, 2)!;
    expect(
      independence(
        d,
        a,
        5,
        two.map((code) => code * 3),
        7,
      ),
    ).toEqual(found);
    expect(found.wald.df1).toBe(1);
    expect(found.adjustedWald.f).toBeCloseTo(found.wald.f, 10);
  });

  test('missing codes leave the table', () => {
    const hole = a.map((code, k) => (k < 6 ? -1 : code));
    expect(independence(d, hole, 2, b, 3)!.rows).toBe(rows - 6);
  });

  test.each<[string, Int32Array]>([
    ['one level', new Int32Array(rows)],
    ['nobody', new Int32Array(rows).fill(-1)],
  ])('%s: no test', (_, codes) => {
    expect(independence(d, codes, 2, b, 3)).toBeNull();
  });

  test('without degrees of freedom no p', () => {
    const few = design({ rows: 4, strata: Int32Array.of(1, 2, 3, 4), lonelyPsu: 'remove' });
    expect(independence(few, Int32Array.of(0, 1, 0, 1), 2, Int32Array.of(0, 1, 1, 1), 2)!.secondOrder.p).toBeNull();
  });
});

describe('means and ranks', () => {
  test('two groups: F of equal means is t squared but for the degrees of freedom', () => {
    const t = differenceTest(d, y, a, 0.95);
    const f = equalMeansTest(d, y, a, 2);
    expect(f.f).toBeCloseTo(t.t * t.t, 9);
    expect(f.df2).toBe(t.df);
    expect(f.p).toBeCloseTo(t.p!, 10);
  });

  test('a mean against 0', () => {
    const found = meanTest(design({ rows: 4 }), Float64Array.of(1, 2, 3, 6), 0.95);
    // Student by hand: mean 3, s² = 14 / 3.
    expect(found.t).toBeCloseTo(3 / Math.sqrt(14 / 12), 10);
    expect(found.df).toBe(3);
  });

  test('ranks are shares of the population below, ties shared', () => {
    const own = design({ rows: 4, weights: Float64Array.of(1, 2, 1, 4) });
    const scores = rankScores(own, Float64Array.of(5, 1, 1, Number.NaN), Int32Array.of(0, 0, 1, 1), 2, 'wilcoxon');
    // Sorted: 1 (w 2) at 1, 1 (w 1) at 2.5, mean 1.75; 5 at 3.5; of 4.
    expect([...scores]).toEqual([0.875, 0.4375, 0.4375, Number.NaN]);
  });

  test.each(['wilcoxon', 'vanderWaerden', 'median'] as const)('%s is not moved by a rising transformation', (score) => {
    const first = rankTest(d, y, a, score, 0.95);
    const second = rankTest(
      d,
      y.map((value) => Math.exp(value / 5)),
      a,
      score,
      0.95,
    );
    expect(second.t).toBeCloseTo(first.t, 10);
    const groups = rankTestOfGroups(d, y, b, 3, score);
    expect(groups.df1).toBe(2);
    expect(groups.p).toBeGreaterThan(0);
  });

  test('a group without rows is left out', () => {
    expect(equalMeansTest(d, y, a, 3)).toEqual(equalMeansTest(d, y, a, 2));
  });
});
