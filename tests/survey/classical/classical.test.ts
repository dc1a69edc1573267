import { describe, expect, test } from 'vitest';
import { cohenKappa } from '../../../src/survey/classical/agreement.ts';
import { kendall, pearson, spearman } from '../../../src/survey/classical/correlation.ts';
import { binomialBelow, chiSquareTest, fisherExact, mcnemar } from '../../../src/survey/classical/counts.ts';
import { friedman, kruskalWallis, oneWay } from '../../../src/survey/classical/groups.ts';
import { mannWhitney } from '../../../src/survey/classical/mannwhitney.ts';
import { adjustP, type Multiplicity } from '../../../src/survey/classical/multiplicity.ts';
import { fences, plainQuantile, robustScores } from '../../../src/survey/classical/outliers.ts';
import { midranks } from '../../../src/survey/classical/ranks.ts';
import { reliability } from '../../../src/survey/classical/reliability.ts';
import { shapiroWilk } from '../../../src/survey/classical/shapiro.ts';
import { type SignedRankRule, signedRank } from '../../../src/survey/classical/signedrank.ts';
import { cohensD, paired, twoSamples } from '../../../src/survey/classical/ttests.ts';

test('mid-ranks share places', () => {
  expect(midranks([10, 20, 10, 5, 20, 20])).toEqual([2.5, 5, 2.5, 1, 5, 5]);
  expect(midranks([])).toEqual([]);
});

describe('signed rank', () => {
  const rule: SignedRankRule = { method: 'exact', continuity: false, zeros: 'dropped', alternative: 'two.sided' };

  // All signs alike among n pairs: p = 2 / 2ⁿ.
  test('exact, by hand', () => {
    expect(signedRank([1, 2, 3, 4], rule)).toMatchObject({ positive: 10, negative: 0, p: 0.125, rankBiserial: 1 });
    expect(signedRank([1, -2, 3, 4], rule)).toMatchObject({ positive: 8, negative: 2, rankBiserial: 0.6 });
  });

  // scipy.stats.wilcoxon(x, zero_method="pratt", correction=False, mode="approx"): ranks 4.5 of two zeros lost.
  test('Pratt ranks zeros before it drops them', () => {
    const differences = [0, 0, 1, -2, 3, 4, 5];
    const dropped = signedRank(differences, rule);
    const pratt = signedRank(differences, { ...rule, zeros: 'pratt' });
    expect([dropped.positive, dropped.negative]).toEqual([13, 2]);
    expect([pratt.positive, pratt.negative, pratt.zeros]).toEqual([21, 4, 2]);
    const normal = signedRank(differences, { ...rule, zeros: 'pratt', method: 'normal' });
    // z = (21 − 12.5) / √((9 + 16 + 25 + 36 + 49) / 4) = 1.4631
    expect(normal.p).toBeCloseTo(0.143436, 5);
  });

  test('exact with ties sums over all signs', () => {
    // Ranks 1.5, 1.5, 3: sums 0, 1.5, 1.5, 3, 3, 4.5, 4.5, 6; P(at least 4.5) = 3 / 8.
    expect(signedRank([1, -1, 2], { ...rule, alternative: 'greater' }).p).toBeCloseTo(3 / 8, 12);
  });

  test.each([[[]], [[0, 0]]])('nothing but zeros has no p', (differences) => {
    expect(signedRank(differences, rule)).toMatchObject({ pairs: 0, p: null });
  });
});

describe('two samples', () => {
  test('exact Mann–Whitney by hand, and with ties by all choices', () => {
    expect(mannWhitney([4, 5], [1, 2, 3], 'exact', false)).toMatchObject({
      w: 6,
      superiority: 1,
      p: expect.closeTo(0.2, 12),
    });
    // Ranks 1.5, 1.5, 3, 4: pairs that sum to at least 7 are one of six.
    expect(mannWhitney([3, 4], [1, 1], 'exact', false).p).toBeCloseTo(1 / 3, 12);
  });

  test('exact and normal come together', () => {
    const x = Array.from({ length: 30 }, (_, k) => (k * 7) % 31);
    const y = Array.from({ length: 30 }, (_, k) => ((k * 11) % 29) + 4.5);
    const exact = mannWhitney(x, y, 'exact', false).p;
    expect(mannWhitney(x, y, 'normal', true).p).toBeCloseTo(exact, 2);
  });

  test('t tests: the same numbers twice', () => {
    const x = [1, 2, 3, 4];
    expect(twoSamples(x, x, true, 0.95)).toMatchObject({ t: 0, df: 6, p: 1 });
    expect(paired([2, 4, 7], [1, 2, 3], 0.95).estimate).toBeCloseTo(7 / 3, 12);
    expect(cohensD([2, 3, 4], [1, 2, 3])).toBe(1);
  });
});

describe('counts', () => {
  test.each<[number, number, 'exact' | 'chi2' | 'chi2_continuity', number | null, number | null]>([
    [0, 0, 'exact', null, 1],
    [0, 0, 'chi2', null, null],
    [5, 5, 'chi2_continuity', 0, 1],
    [0, 5, 'exact', null, 0.0625],
    [2, 8, 'exact', null, 0.109375],
    [4, 12, 'chi2', 4, 0.0455002638963585],
  ])('McNemar %i, %i, %s', (b, c, method, statistic, p) => {
    const found = mcnemar(b, c, method);
    expect(found.statistic).toBe(statistic);
    if (p === null) expect(found.p).toBeNull();
    else expect(found.p).toBeCloseTo(p, 12);
  });

  // Fisher 1935: the lady tasting tea, 3 of 4 right: two-sided 34 / 70.
  test('Fisher', () => {
    expect(
      fisherExact([
        [3, 1],
        [1, 3],
      ]),
    ).toBeCloseTo(34 / 70, 10);
    expect(
      fisherExact([
        [4, 0],
        [0, 4],
      ]),
    ).toBeCloseTo(2 / 70, 10);
    expect(
      fisherExact([
        [0, 0],
        [3, 4],
      ]),
    ).toBeCloseTo(1, 10);
  });

  test('chi square of independence is 0', () => {
    expect(
      chiSquareTest([
        [2, 4],
        [4, 8],
      ]),
    ).toMatchObject({ chiSquare: 0, df: 1, p: 1, cramersV: 0 });
  });

  test.each([
    [-1, 4, 0],
    [4, 4, 1],
    [0, 4, 1 / 16],
    [2, 4, 11 / 16],
  ])('P(X <= %i) of %i halves', (k, n, expected) => {
    expect(binomialBelow(k, n, 0.5)).toBeCloseTo(expected, 12);
  });
});

describe('correlations', () => {
  test('perfect order', () => {
    expect(spearman([1, 2, 3, 4], [10, 20, 30, 99], 'exact')).toMatchObject({ r: 1, p: expect.closeTo(2 / 24, 12) });
    expect(kendall([1, 2, 3, 4], [4, 3, 2, 1]).r).toBe(-1);
  });

  test('a constant has none', () => {
    expect(pearson([1, 1, 1, 1], [1, 2, 3, 4], 0.95).r).toBeNaN();
    expect(kendall([1, 1, 1], [1, 2, 3]).r).toBeNaN();
  });

  test('the exact test is for few pairs', () => {
    const many = Array.from({ length: 10 }, (_, k) => k);
    expect(() => spearman(many, many, 'exact')).toThrow(/nine pairs/);
  });
});

describe('groups', () => {
  // Kruskal and Wallis by hand: ranks 1 2 3 / 4 5 6: H = 12 / 42 · (12 + 75) − 21 = 27 / 7.
  test('Kruskal and Wallis', () => {
    expect(
      kruskalWallis([
        [1, 2, 3],
        [4, 5, 6],
      ]).statistic,
    ).toBeCloseTo(27 / 7, 12);
  });

  test('Friedman: all judges agree', () => {
    expect(
      friedman([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ]),
    ).toMatchObject({ statistic: 6, df: 2 });
  });

  test('two groups: F is t squared, classical and Welch', () => {
    const [x, y] = [
      [1, 4, 2, 6],
      [5, 9, 8, 7, 20],
    ];
    for (const welch of [false, true]) {
      const t = twoSamples(x!, y!, !welch, 0.95);
      const f = oneWay([x!, y!], welch);
      expect(f.f).toBeCloseTo(t.t * t.t, 10);
      expect(f.df2).toBeCloseTo(t.df, 10);
      expect(f.p).toBeCloseTo(t.p, 10);
    }
  });
});

describe('agreement and reliability', () => {
  // Cohen 1960 style: 20 both yes, 15 both no, 5 and 10 apart: κ = 0.4.
  test('kappa by hand', () => {
    const a = [...new Array(25).fill(1), ...new Array(25).fill(0)];
    const b = [...new Array(20).fill(1), ...new Array(5).fill(0), ...new Array(10).fill(1), ...new Array(15).fill(0)];
    expect(cohenKappa(a, b, 'unweighted')).toMatchObject({
      kappa: expect.closeTo(0.4, 12),
      observed: expect.closeTo(0.7, 12),
    });
    for (const credit of ['linear', 'quadratic'] as const) expect(cohenKappa(a, b, credit).kappa).toBeCloseTo(0.4, 12);
    expect(cohenKappa([1, 2, 3], [1, 2, 3], 'linear').kappa).toBe(1);
  });

  test('parallel items: alpha and omega are Spearman and Brown', () => {
    // Items t + e with orthogonal e: correlations all equal.
    const signs = [
      [1, 1, 1],
      [1, -1, -1],
      [-1, 1, -1],
      [-1, -1, 1],
    ];
    const rows = [-2, 2].flatMap((t) => signs.map((e) => e.map((own) => t + own)));
    const found = reliability(rows);
    // r = 4 / 5, so α = 3 r / (1 + 2 r)
    expect(found.alpha).toBeCloseTo(12 / 13, 12);
    expect(found.standardised).toBeCloseTo(12 / 13, 12);
    expect(found.omega).toBeCloseTo(12 / 13, 9);
    expect(found.alphaIfDropped[0]).toBeCloseTo(8 / 9, 12);
  });

  test('rows that lack an item are out; one item has no alpha', () => {
    expect(
      reliability([
        [1, 2],
        [2, Number.NaN],
        [3, 3],
        [5, 1],
      ]).rows,
    ).toBe(3);
    expect(reliability([[1], [2], [3]]).alpha).toBeNaN();
  });
});

describe('many tests', () => {
  test.each<[Multiplicity, (number | null)[]]>([
    ['BH', [0.03, 0.04, null, 0.04]],
    ['holm', [0.03, 0.06, null, 0.06]],
    ['hochberg', [0.03, 0.04, null, 0.04]],
    ['bonferroni', [0.03, 0.09, null, 0.12]],
    ['BY', [0.055, 0.22 / 3, null, 0.22 / 3]],
  ])('%s', (method, expected) => {
    const found = adjustP([0.01, 0.03, null, 0.04], method);
    expect(found).toEqual(expected.map((p) => (p === null ? null : expect.closeTo(p, 12))));
  });

  test('no test, nothing to adjust', () => {
    expect(adjustP([], 'BH')).toEqual([]);
    expect(adjustP([null], 'holm')).toEqual([null]);
  });
});

describe('single columns', () => {
  test.each<[1 | 2 | 3 | 7, number, number]>([
    [1, 0.5, 2],
    [2, 0.5, 2.5],
    [3, 0.5, 2],
    [3, 0.3, 1],
    [7, 0.25, 1.75],
  ])('quantile of type %i at %d', (type, p, expected) => {
    expect(plainQuantile([4, 1, 3, 2], p, type)).toBe(expected);
  });

  test('robust scores and fences find the far value', () => {
    const values = [10, 11, 12, 13, 14, 90];
    expect(robustScores(values).scores.map((score) => Math.abs(score) > 3.5)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(fences(values, 1.5).outside).toEqual([5]);
  });

  // R 4.2.2: shapiro.test(c(148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236)), Shapiro and Wilk 1965.
  test('Shapiro and Wilk', () => {
    const { w, p } = shapiroWilk([148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236]);
    expect(w).toBeCloseTo(0.788814694835, 6);
    expect(p).toBeCloseTo(0.0067038140565, 6);
    expect(() => shapiroWilk([1, 1, 1])).toThrow(/3 to 5000/);
  });
});
