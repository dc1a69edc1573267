import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pooled } from '../../../src/survey/models/rubin.ts';

describe('Rubin’s rules', () => {
  test('by hand: 1, 2, 3 with error 1 and 20 degrees of freedom', () => {
    // Within 1, between 1, whole 1 + 4/3; λ = 4/7; old df 2 / λ² = 6.125; observed 21/23 · 20 · 3/7.
    const found = pooled(
      [1, 2, 3].map((value) => ({ value, se: 1 })),
      20,
    );
    const observed = (21 / 23) * 20 * (3 / 7);
    expect(found.value).toBe(2);
    expect(found.se).toBeCloseTo(Math.sqrt(7 / 3), 14);
    expect(found.missing).toBeCloseTo(4 / 7, 14);
    expect(found.df).toBeCloseTo(1 / (1 / 6.125 + 1 / observed), 12);
  });

  test('copies that agree add nothing: error and degrees of freedom of complete data', () => {
    expect(
      pooled(
        [
          { value: 3, se: 2 },
          { value: 3, se: 2 },
        ],
        15,
      ),
    ).toEqual({ value: 3, se: 2, df: 15, missing: 0 });
  });

  test('without a limit of degrees of freedom they are Rubin’s own', () => {
    const { df, missing } = pooled(
      [
        { value: 1, se: 1 },
        { value: 2, se: 1 },
      ],
      Number.POSITIVE_INFINITY,
    );
    expect(df).toBeCloseTo(1 / (missing * missing), 12);
  });

  test('one copy is no imputation', () => {
    expect(() => pooled([{ value: 1, se: 1 }], 10)).toThrow(/two copies/);
  });

  const script = `
    ok <- requireNamespace("mitools", quietly = TRUE) || requireNamespace("mice", quietly = TRUE)
    q <- c(.21, .34, .18, .27, .30); se <- c(.08, .09, .085, .082, .091); dfcom <- 41; m <- length(q)
    w <- mean(se^2); b <- var(q); t <- w + (1 + 1/m) * b; l <- (1 + 1/m) * b / t
    old <- (m - 1) / l^2; obs <- (dfcom + 1) / (dfcom + 3) * dfcom * (1 - l)
    df <- old * obs / (old + obs)
    if (requireNamespace("mice", quietly = TRUE)) { p <- mice::pool.scalar(q, se^2, n = dfcom + 1, k = 1); t <- p$t; df <- p$df }
    cat(format(c(mean(q), sqrt(t), df), digits = 15), sep = " ")`;
  const r = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
  test.skipIf(r.status !== 0)('as R computes them (mice where it is installed)', () => {
    const [value = 0, se = 0, df = 0] = r.stdout.trim().split(/\s+/).map(Number);
    const copies = [0.21, 0.34, 0.18, 0.27, 0.3].map((each, k) => ({
      value: each,
      se: [0.08, 0.09, 0.085, 0.082, 0.091][k] ?? 0,
    }));
    const found = pooled(copies, 41);
    expect([found.value, found.se, found.df].map((x) => x.toPrecision(10))).toEqual(
      [value, se, df].map((x) => x.toPrecision(10)),
    );
  });
});
