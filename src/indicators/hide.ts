import type { Estimate, Why } from '../table/estimate.ts';

/** Holds back every estimate that rests on fewer than `minimum` rows: each of its numbers is null then, n too. */
export function hideSmall(estimates: readonly Estimate[], minimum: number): readonly Estimate[] {
  return estimates.map((estimate) =>
    estimate.stat !== 'count' && (estimate.n ?? 0) < minimum ? suppressed(estimate, 'n') : estimate,
  );
}

/** The same estimate without any of its numbers. */
export function suppressed(estimate: Estimate, why: Why): Estimate {
  const numbers = {
    value: null,
    se: null,
    low: null,
    high: null,
    level: null,
    n: null,
    weighted: null,
    units: null,
    df: null,
    deff: null,
    p: null,
    q: null,
    notAsked: null,
    blank: null,
    dontKnow: null,
    refused: null,
    removed: null,
    invalid: null,
    imputed: null,
  };
  return { ...estimate, ...numbers, method: '', quality: 'suppressed', why };
}
