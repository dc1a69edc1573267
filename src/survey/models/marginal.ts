import type { Design } from '../design.ts';
import { fromRows, type Linear } from '../linear.ts';
import { families } from './family.ts';
import type { Model } from './model.ts';

/** Whose average effect: of the sampled people (error of the coefficients alone), or of the population they stand for. */
export type Averaged = 'sample' | 'population';

/**
 * Average marginal effect of a column on the mean outcome, by the delta method. Of a 0/1 column it is the change of the
 * prediction from 0 to 1, with the other 0/1 columns of the same variable (`siblings`) at 0; of any other the slope.
 */
export function marginalEffect(
  design: Design,
  model: Model,
  column: number,
  siblings: readonly number[],
  of: Averaged,
): Linear {
  const { columns, coefficients, fitted, family } = model;
  const beta = coefficients.map(({ value }) => value);
  const { mean, variance, link } = families[family];
  const isFlag = columns[column]!.every((value) => value === 0 || value === 1 || Number.isNaN(value));
  const effect = new Float64Array(fitted.length);
  const slopes = beta.map(() => 0);
  let people = 0;
  let sum = 0;
  const inside = (row: number): boolean => !Number.isNaN(fitted[row]!);
  for (let row = 0; row < fitted.length; row++) {
    const w = design.weight[row]!;
    if (!inside(row) || w === 0) continue;
    const eta = link(fitted[row]!);
    const x = (k: number): number => columns[k]![row]!;
    if (isFlag) {
      const fixed = [column, ...siblings];
      const base = fixed.reduce((left, k) => left - beta[k]! * x(k), eta);
      const off = mean(base);
      const on = mean(base + beta[column]!);
      effect[row] = on - off;
      for (let k = 0; k < beta.length; k++) {
        const between = fixed.includes(k) ? 0 : x(k) * (variance(on) - variance(off));
        slopes[k]! += w * (k === column ? variance(on) : between);
      }
    } else {
      const steep = variance(fitted[row]!);
      effect[row] = steep * beta[column]!;
      // How the variance changes with the predictor: v(1 − 2μ) for shares, v for counts, 0 for a line.
      const turn = family === 'binomial' ? steep * (1 - 2 * fitted[row]!) : family === 'poisson' ? steep : 0;
      for (let k = 0; k < beta.length; k++)
        slopes[k]! += w * (turn * x(k) * beta[column]! + (k === column ? steep : 0));
    }
    sum += w * effect[row]!;
    people += w;
  }
  const value = sum / people;
  const contribution = effect.map((own, row) =>
    inside(row) && of === 'population' ? (design.weight[row]! * (own - value)) / people : 0,
  );
  const rows = fromRows(design, value, contribution, inside);
  const pull = rows.pull.map((own, u) =>
    coefficients.reduce((all, b, k) => all + (slopes[k]! / people) * b.pull[u]!, own),
  );
  return { ...rows, pull };
}
