import type { Moments } from './moments.ts';

/** What a design is compared with: a simple random sample of the same size, with or without replacement. */
export type Sampling = 'withoutReplacement' | 'withReplacement';

/**
 * Design effect of a mean or a proportion: its variance over that of a simple random sample, spread / n, times
 * (W − n) / W without replacement, where W is the sum of weights (R's deff = TRUE and deff = "replace").
 * Null where W < n, which says that weights are not scaled to the population, and where the sample has no spread.
 */
export function designEffect(varianceOfMean: number, of: Moments, sampling: Sampling): number | null {
  if (sampling === 'withoutReplacement' && of.weight < of.weighing) return null;
  const left = sampling === 'withReplacement' ? 1 : (of.weight - of.weighing) / of.weight;
  const simple = (of.spread / of.weighing) * left;
  const effect = varianceOfMean / simple;
  return Number.isFinite(effect) ? effect : null;
}

/** Design effect of a total. For a ratio, give the variance of Σ w z and the moments of z = (y − R x) / Σ w x. */
export function designEffectOfTotal(varianceOfTotal: number, of: Moments, sampling: Sampling): number | null {
  return designEffect(varianceOfTotal / (of.weight * of.weight), of, sampling);
}
