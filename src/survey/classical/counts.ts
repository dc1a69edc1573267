import { betaTails } from '../distributions/beta.ts';
import { chiSquareAbove } from '../distributions/gamma.ts';
import { logGamma } from '../distributions/stirling.ts';
import { critical } from '../interval.ts';
import { clopperPearson, wilson } from '../proportion.ts';

/** P(X <= k) for a binomial of n trials with chance p. */
export function binomialBelow(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaTails(k + 1, n - k, p, 1 - p).upper;
}

/** McNemar's test from the two discordant counts: exact binomial, or chi square with or without continuity correction; where there are none chi square has no p. */
export function mcnemar(
  b: number,
  c: number,
  method: 'exact' | 'chi2' | 'chi2_continuity',
): { readonly statistic: number | null; readonly p: number | null } {
  if (method === 'exact') return { statistic: null, p: Math.min(1, 2 * binomialBelow(Math.min(b, c), b + c, 0.5)) };
  if (b + c === 0) return { statistic: null, p: null };
  // Where b = c there is nothing to correct.
  const gap = Math.abs(b - c) - (method === 'chi2_continuity' && b !== c ? 1 : 0);
  const statistic = (gap * gap) / (b + c);
  return { statistic, p: chiSquareAbove(statistic, 1) };
}

/** Pearson's chi square of a table of counts, with Cramér's V. */
export function chiSquareTest(table: readonly (readonly number[])[]): {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  readonly cramersV: number;
} {
  const rows = table.map((line) => line.reduce((a, b) => a + b, 0));
  const columns = table[0]!.map((_, c) => table.reduce((sum, line) => sum + line[c]!, 0));
  const n = rows.reduce((a, b) => a + b, 0);
  let chiSquare = 0;
  for (const [r, line] of table.entries()) {
    for (const [c, count] of line.entries()) {
      const expected = (rows[r]! * columns[c]!) / n;
      if (expected > 0) chiSquare += ((count - expected) * (count - expected)) / expected;
    }
  }
  const smaller = Math.min(rows.length, columns.length) - 1;
  const df = (rows.length - 1) * (columns.length - 1);
  return { chiSquare, df, p: chiSquareAbove(chiSquare, df), cramersV: Math.sqrt(chiSquare / (n * smaller)) };
}

/**
 * Fisher's exact p of a table of counts: all tables of the same margins that are at most as likely as the one seen. Tables
 * are walked one by one, which suits small samples (some hundred thousand tables).
 */
export function fisherExact(table: readonly (readonly number[])[]): number {
  const columns = table[0]!.map((_, c) => table.reduce((sum, line) => sum + line[c]!, 0));
  const rows = table.map((line) => line.reduce((a, b) => a + b, 0));
  const n = rows.reduce((a, b) => a + b, 0);
  const factorial = Array.from({ length: n + 1 }, (_, k) => logGamma(k + 1));
  const of = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + factorial[count]!, 0);
  const margins = of(rows) + of(columns) - factorial[n]!;
  const seen = margins - table.reduce((sum, line) => sum + of(line), 0);
  let p = 0;
  // Fills the table row by row; what is left of the columns must be the last row.
  const walk = (row: number, left: readonly number[], inner: number): void => {
    if (row === rows.length - 1) {
      const chance = margins - inner - of(left);
      if (chance <= seen + 1e-7) p += Math.exp(chance);
      return;
    }
    const line = new Array<number>(columns.length).fill(0);
    const fill = (column: number, rest: number): void => {
      if (column === columns.length - 1) {
        if (rest > left[column]!) return;
        line[column] = rest;
        walk(
          row + 1,
          left.map((count, c) => count - line[c]!),
          inner + of(line),
        );
        return;
      }
      for (let count = 0; count <= Math.min(rest, left[column]!); count++) {
        line[column] = count;
        fill(column + 1, rest - count);
      }
    };
    fill(0, rows[row]!);
  };
  walk(0, columns, 0);
  return Math.min(1, p);
}

/** Intervals of a share of independent trials: Wilson with and without continuity, Clopper–Pearson, Agresti–Coull. */
export function shareIntervals(
  successes: number,
  n: number,
  level: number,
): {
  readonly wilson: readonly [number, number];
  readonly wilsonCorrected: readonly [number, number];
  readonly exact: readonly [number, number];
  /** Not cut at 0 and 1. */
  readonly agrestiCoull: readonly [number, number];
} {
  const z = critical(Number.POSITIVE_INFINITY, level);
  const p = successes / n;
  const square = z * z;
  const centre = (successes + square / 2) / (n + square);
  const half = z * Math.sqrt((centre * (1 - centre)) / (n + square));
  return {
    wilson: wilson(p, n, z),
    wilsonCorrected: corrected(successes, n, z),
    exact: clopperPearson(successes, n, level),
    agrestiCoull: [centre - half, centre + half],
  };
}

function corrected(successes: number, n: number, z: number): readonly [number, number] {
  const p = successes / n;
  const square = z * z;
  const step = Math.min(0.5, Math.abs(successes - n / 2));
  const at = (sign: number): number => {
    const moved = p + (sign * step) / n;
    const root = z * Math.sqrt((moved * (1 - moved)) / n + square / (4 * n * n));
    return (moved + square / (2 * n) + sign * root) / (1 + square / n);
  };
  return [successes === 0 ? 0 : Math.max(0, at(-1)), successes === n ? 1 : Math.min(1, at(1))];
}
