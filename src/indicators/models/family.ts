import { adjustP } from '../../survey/classical/multiplicity.ts';
import type { Estimate } from '../../table/estimate.ts';
import type { CoefficientFamily, ModelSpec } from './model.ts';
import { TERM_STATS, termName } from './model.ts';

/**
 * The estimates of models with the q-values of their families: Benjamini and Hochberg over the exposures' coefficients (of a logistic model
 * its odds ratios, which share their p) of all models of the family. What is in no family has none: it is exploratory.
 */
export function withFamilies(
  estimates: readonly Estimate[],
  specs: readonly ModelSpec[],
  families: readonly CoefficientFamily[],
): readonly Estimate[] {
  const q = new Map<string, number | null>();
  for (const { models } of families) {
    const tests = estimates.filter(({ indicator, stat, item }) => {
      const spec = specs.find(({ id }) => id === indicator && models.includes(id));
      return spec !== undefined && stat === TERM_STATS[spec.family][0] && isExposure(spec, item);
    });
    const adjusted = adjustP(
      tests.map(({ p }) => p),
      'BH',
    );
    for (const [place, { key }] of tests.entries()) q.set(key, adjusted[place] ?? null);
  }
  return estimates.map((estimate) =>
    q.has(estimate.key) ? { ...estimate, q: q.get(estimate.key) ?? null } : estimate,
  );
}

/** Whether an item is of one of a model's exposures: itself, or a level of it. */
export function isExposure({ exposures }: ModelSpec, item: string): boolean {
  return exposures.some((term) => isOfTerm(termName(term), item));
}

/** Whether an item is of a term: the term itself, or levels of its variables. */
export function isOfTerm(term: string, item: string): boolean {
  return (
    item
      .split(':')
      .map((part) => part.replace(/=.*$/, ''))
      .join(':') === term
  );
}
