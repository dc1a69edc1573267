import { blocksOf, columnProducts, crossProducts } from '../blocks.ts';
import { invert, type Matrix } from '../matrix.ts';
import { valuesAt } from './frame.ts';
import type { Model } from './model.ts';
import { devianceOf } from './solve.ts';
import { part } from './wald.ts';

/** How much of the outcome a model tells, weighted to the population. */
export interface FitMeasures {
  /** 1 − deviance / deviance of the mean alone: R² of a linear model, McFadden's of a logistic one. */
  readonly explained: number;
  /** 1 − exp((deviance − deviance of the mean) / Σ w), as R's psrsq; null of a linear model. */
  readonly coxSnell: number | null;
  /** Cox and Snell's over the largest that it can be; null of a linear model. */
  readonly nagelkerke: number | null;
}

/** R² or pseudo R² of a model (Cox and Snell's and Nagelkerke's as Lumley 2017). */
export function fitMeasures({ family, fitted, frame: { places, weight, y } }: Model): FitMeasures {
  const [people, sum] = columnProducts(blocksOf([new Float64Array(y.length).fill(1), y]), weight) as [number, number];
  const own = devianceOf(family, weight, y, valuesAt(fitted, places));
  const plain = devianceOf(family, weight, y, new Float64Array(y.length).fill(sum / people));
  const explained = 1 - own / plain;
  if (family === 'gaussian') return { explained, coxSnell: null, nagelkerke: null };
  const coxSnell = 1 - Math.exp((own - plain) / people);
  return { explained, coxSnell, nagelkerke: coxSnell / (1 - Math.exp(-plain / people)) };
}

/** How much the variance of a term's coefficients grows because the other terms say the same. */
export interface Inflation {
  /** Generalised variance inflation factor (Fox and Monette 1992); of one column 1 / (1 − R²). */
  readonly factor: number;
  /** Its 2·columns-th root, which compares terms of several columns; below √5 as rule of thumb. */
  readonly root: number;
  readonly columns: number;
}

/**
 * Variance inflation of terms, from the weighted correlations of a model's columns: det R(term) · det R(others) / det R.
 * `terms` has for each term its places among the columns, the intercept being in none. null with a single term.
 */
export function varianceInflation(
  { frame }: Model,
  terms: readonly (readonly number[])[],
): readonly Inflation[] | null {
  if (terms.length < 2) return null;
  const places = terms.flat();
  const correlation = correlations(
    places.map((k) => frame.x[k]!),
    frame.weight,
  );
  const whole = determinant(correlation);
  return terms.map((term) => {
    const own = term.map((k) => places.indexOf(k));
    const others = [...places.keys()].filter((k) => !own.includes(k));
    const factor = (determinant(part(correlation, own)) * determinant(part(correlation, others))) / whole;
    return { factor, root: Math.exp(Math.log(factor) / (2 * term.length)), columns: term.length };
  });
}

/** Of columns that are no flags the mean is taken first, as digits go where it is large beside their spread. */
function correlations(columns: readonly Float64Array[], weight: Float64Array): Matrix {
  const people = weight.reduce((sum, w) => sum + w, 0);
  const blocks = blocksOf(columns);
  const flags = columns.map((_, k) => blocks.every(({ flagged }) => flagged[k] !== null));
  const near = columnProducts(blocks, weight).map((sum, k) => (flags[k] ? 0 : sum / people));
  const shifted = blocksOf(columns.map((column, k) => (flags[k] ? column : column.map((value) => value - near[k]!))));
  const sums = columnProducts(shifted, weight);
  const products = crossProducts(shifted, weight).map((line, j) =>
    line.map((sum, k) => sum - (sums[j]! * sums[k]!) / people),
  );
  return products.map((line, a) => line.map((value, b) => value / Math.sqrt(products[a]![a]! * products[b]![b]!)));
}

/** Determinant of a symmetric positive matrix, by elimination; 0 where it is singular. */
function determinant(a: Matrix): number {
  if (!('inverse' in invert(a, 1e-14))) return 0;
  const left = a.map((row) => [...row]);
  let found = 1;
  for (let k = 0; k < left.length; k++) {
    found *= left[k]![k]!;
    for (let j = k + 1; j < left.length; j++) {
      const ratio = left[j]![k]! / left[k]![k]!;
      for (let l = k; l < left.length; l++) left[j]![l]! -= ratio * left[k]![l]!;
    }
  }
  return found;
}
