import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { chiSquareAbove } from '../distributions/gamma.ts';
import { snedecorAbove } from '../distributions/snedecor.ts';
import { type Linear, minus, plus, ratio, times, total, totalsBy } from '../linear.ts';
import { invert, type Matrix, product, trace } from '../matrix.ts';
import { type FTest, waldTest } from '../models/wald.ts';
import type { Codes } from '../rows.ts';
import { covariance } from '../variance.ts';

/** Tests that two variables are independent in the population. */
export interface Independence {
  /** Weighted counts, rows by columns, of the levels that occur. */
  readonly table: Matrix;
  readonly rows: number;
  /** Pearson's X² of the table scaled to the rows in it. */
  readonly pearson: number;
  /** Rao and Scott's first-order correction: X² over the mean design effect, against chi square. */
  readonly firstOrder: { readonly chiSquare: number; readonly df: number; readonly p: number };
  /** Rao and Scott's second-order correction as F (Thomas and Rao), R's default; null p where the design has no df. */
  readonly secondOrder: FTest;
  readonly wald: FTest;
  readonly adjustedWald: FTest;
}

/**
 * Design-based tests of a two-way table (Rao and Scott 1984; R's svychisq). Rows of code outside their levels are out;
 * levels that do not occur are left out. `df` is that of the design unless given. Null where a variable has one level.
 */
export function independence(
  design: Design,
  row: Codes,
  rowLevels: number,
  column: Codes,
  columnLevels: number,
  df: number = degrees(design).df,
): Independence | null {
  const cells = Int32Array.from(row, (r, k) => {
    const c = column[k]!;
    return r >= 0 && r < rowLevels && c >= 0 && c < columnLevels ? r * columnLevels + c : -1;
  });
  const known = Float64Array.from(cells, (cell) => (cell < 0 ? Number.NaN : 1));
  const totals = totalsBy(design, known, cells, rowLevels * columnLevels);
  const at = (r: number, c: number): Linear => totals[r * columnLevels + c]!;
  const rows = levelsWith(rowLevels, (r) => range(columnLevels).some((c) => at(r, c).value > 0));
  const columns = levelsWith(columnLevels, (c) => range(rowLevels).some((r) => at(r, c).value > 0));
  if (rows.length < 2 || columns.length < 2) return null;
  const table = rows.map((r) => columns.map((c) => at(r, c)));
  const all = total(design, known);
  const n = known.reduce((sum, one, k) => (Number.isNaN(one) || design.weight[k] === 0 ? sum : sum + 1), 0);
  const k = (rows.length - 1) * (columns.length - 1);
  const pearson = pearsonOf(table, all.value, n);
  const delta = designEffects(design, table, all, n);
  const sum = trace(delta);
  const d0 = (sum * sum) / trace(product(delta, delta));
  const f = pearson / sum;
  const wald = waldOf(design, table, all, df);
  const adjustedDf = df - k + 1;
  const adjustedF = (wald.f * adjustedDf) / df;
  return {
    table: table.map((line) => line.map(({ value }) => value)),
    rows: n,
    pearson,
    firstOrder: { chiSquare: (pearson * k) / sum, df: k, p: chiSquareAbove((pearson * k) / sum, k) },
    secondOrder: { f, df1: d0, df2: d0 * df, p: df > 0 ? snedecorAbove(f, d0, d0 * df) : null },
    wald,
    adjustedWald: {
      f: adjustedF,
      df1: k,
      df2: adjustedDf,
      p: adjustedDf > 0 && adjustedF >= 0 ? snedecorAbove(adjustedF, k, adjustedDf) : null,
    },
  };
}

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);
const levelsWith = (n: number, occurs: (level: number) => boolean): number[] => range(n).filter(occurs);

const added = (of: readonly Linear[]): Linear => of.reduce(plus);

function pearsonOf(table: readonly (readonly Linear[])[], all: number, n: number): number {
  const columns = table[0]!.map((_, c) => table.reduce((sum, line) => sum + line[c]!.value, 0));
  let sum = 0;
  for (const line of table) {
    const row = line.reduce((total, { value }) => total + value, 0);
    for (const [c, { value }] of line.entries()) {
      const expected = (row * columns[c]!) / all;
      sum += ((value - expected) * (value - expected)) / expected;
    }
  }
  return (sum * n) / all;
}

/** Rao and Scott's matrix Δ of generalised design effects, on the contrasts (eᵣ − e₁) ⊗ (e_c − e₁) of the cell shares. */
function designEffects(design: Design, table: readonly (readonly Linear[])[], all: Linear, n: number): Matrix {
  const shares = table.map((line) => line.map((cell) => ratio(cell, all)));
  const inverseShare = shares.map((line) => line.map(({ value }) => (value === 0 ? 0 : 1 / value)));
  const contrasts = table.slice(1).flatMap((_, r) => table[0]!.slice(1).map((_, c) => [r + 1, c + 1] as const));
  const corner = (r: number, c: number): Linear => times(shares[r]![c]!, inverseShare[r]![c]!);
  const scores = contrasts.map(([r, c]) => minus(plus(corner(r, c), corner(0, 0)), plus(corner(r, 0), corner(0, c))));
  const observed = scores.map((a) => scores.map((b) => covariance(design, a, b)));
  const simple = contrasts.map(([r, c]) =>
    contrasts.map(([s, d]) => {
      let sum = inverseShare[0]![0]!;
      if (r === s) sum += inverseShare[r]![0]!;
      if (c === d) sum += inverseShare[0]![c]!;
      if (r === s && c === d) sum += inverseShare[r]![c]!;
      return sum / n;
    }),
  );
  const found = invert(simple, 0);
  return 'inverse' in found ? product(found.inverse, observed) : contrasts.map(() => contrasts.map(() => Number.NaN));
}

/** Wald's test that all cells but those of the first row and column equal row · column / all. */
function waldOf(design: Design, table: readonly (readonly Linear[])[], all: Linear, df: number): FTest {
  const rows = table.map(added);
  const columns = table[0]!.map((_, c) => added(table.map((line) => line[c]!)));
  const gaps = table.slice(1).flatMap((line, r) =>
    line.slice(1).map((cell, c) => {
      const [row, column] = [rows[r + 1]!, columns[c + 1]!];
      // cell − row · column / all, by the product rule.
      const expected = (row.value * column.value) / all.value;
      const linear = minus(
        plus(times(row, column.value / all.value), times(column, row.value / all.value)),
        times(all, expected / all.value),
      );
      return { ...minus(cell, linear), value: cell.value - expected };
    }),
  );
  return waldTest(
    gaps.map(({ value }) => value),
    gaps.map((a) => gaps.map((b) => covariance(design, a, b))),
    df,
  );
}
