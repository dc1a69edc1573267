import type { Estimate } from '../../table/estimate.ts';

/** The levels of one breakdown in the order in which they come, each with its estimates. */
export function levelsIn(
  field: string,
  estimates: readonly Estimate[],
): readonly { readonly level: string; readonly estimates: readonly Estimate[] }[] {
  const levels = new Map<string, Estimate[]>();
  for (const estimate of estimates) {
    const [part] = estimate.domain;
    if (estimate.domain.length !== 1 || part?.field !== field) continue;
    const own = levels.get(part.level);
    if (own === undefined) levels.set(part.level, [estimate]);
    else own.push(estimate);
  }
  return [...levels].map(([level, own]) => ({ level, estimates: own }));
}
