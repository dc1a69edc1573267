import type { Estimate, Why } from '../table/estimate.ts';
import { NO_NUMBERS } from '../table/estimate.ts';

/**
 * Holds back every estimate that rests on fewer than `minimum` rows: each of its numbers is null then, n too. One that lacks a parameter
 * has nothing to hold back.
 */
export function hideSmall(estimates: readonly Estimate[], minimum: number): readonly Estimate[] {
  return estimates.map((estimate) =>
    estimate.stat !== 'count' && estimate.why !== 'parameter' && (estimate.n ?? 0) < minimum
      ? suppressed(estimate, 'n')
      : estimate,
  );
}

/** The same estimate as one that cannot be made because a parameter of the study has no value: no number but what is missing. */
export function withoutParameter(estimate: Estimate): Estimate {
  const { notAsked, blank, dontKnow, refused, removed, invalid } = estimate;
  const missing = { notAsked, blank, dontKnow, refused, removed, invalid };
  return { ...estimate, ...NO_NUMBERS, ...missing, method: '', quality: 'notEstimable', why: 'parameter' };
}

/** The same estimate without any of its numbers. */
export function suppressed(estimate: Estimate, why: Why): Estimate {
  return { ...estimate, ...NO_NUMBERS, method: '', quality: 'suppressed', why };
}
