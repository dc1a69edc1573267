import type { Estimate, Why } from '../table/estimate.ts';
import { NO_NUMBERS } from '../table/estimate.ts';
import type { Computed } from './estimate.ts';
import { secondary } from './protect.ts';
import type { PublicationRules } from './quality.ts';
import { judged } from './quality.ts';

/**
 * The estimates as they may be published, in their order: each judged by itself, then what would give a suppressed one away hidden too. A suppressed
 * estimate has no number left, n too; what the rules knew besides the estimate is gone. `further` may suppress for reasons of its own. A gap
 * between two groups or waves may be seen where neither of its sides is hidden, and rests on enough people on both.
 */
export function published(
  all: readonly Computed[],
  rules: PublicationRules,
  further: (estimate: Computed) => Why = () => '',
): readonly Estimate[] {
  // A gap tells the one side to those who see the other: it is judged when both have been.
  const estimates = all.filter(({ sides }) => sides === undefined);
  const shown = publishedAlone(estimates, rules, further);
  const hidden = new Set(shown.filter(({ quality }) => quality === 'suppressed').map(({ key }) => key));
  let at = 0;
  return all.map((estimate): Estimate => {
    const { sides, ...alone } = estimate;
    if (sides === undefined) return shown[at++]!;
    const { groups, behind, ...bare } = alone;
    if (sides.some((key) => hidden.has(key))) return suppressed(bare, 'secondary');
    return publishedAlone([alone], { ...rules, secondary: false }, further)[0]!;
  });
}

function publishedAlone(
  estimates: readonly Computed[],
  rules: PublicationRules,
  further: (estimate: Computed) => Why,
): readonly Estimate[] {
  const verdicts = estimates.map((estimate) => {
    const verdict = judged(estimate, rules);
    const why = verdict.quality === 'suppressed' ? '' : further(estimate);
    return why === '' ? verdict : ({ quality: 'suppressed', why } as const);
  });
  const suppressedHere = Uint8Array.from(verdicts, ({ quality }) => (quality === 'suppressed' ? 1 : 0));
  const more = rules.secondary ? secondary(estimates, suppressedHere, rules.minimum) : new Uint8Array(estimates.length);
  return estimates.map(({ behind, groups, ...estimate }, at) => {
    const { quality, why } = verdicts[at]!;
    if (quality === 'suppressed') return suppressed(estimate, why);
    return more[at] === 1 ? suppressed(estimate, 'secondary') : { ...estimate, quality, why };
  });
}

/** The same estimate as one that cannot be made because a parameter of the study has no value: no number but what is missing. */
export function withoutParameter<E extends Estimate>(estimate: E): E {
  const { notAsked, blank, dontKnow, refused, removed, invalid } = estimate;
  const missing = { notAsked, blank, dontKnow, refused, removed, invalid };
  return { ...estimate, ...NO_NUMBERS, ...missing, method: '', quality: 'notEstimable', why: 'parameter' };
}

/** The same estimate without any of its numbers. */
export function suppressed(estimate: Estimate, why: Why): Estimate {
  return { ...estimate, ...NO_NUMBERS, method: '', quality: 'suppressed', why };
}
