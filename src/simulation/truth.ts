import { emptyStates } from '../stages/empty.ts';
import { indicators } from '../stages/indicators.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import { numberText } from '../table/text.ts';

/** What an indicator truly is in the whole simulated population, by the key of its estimate; null where it has no value. */
export type Truth = Readonly<Record<string, { readonly value: number | null; readonly n: number | null }>>;

/** Bounds by the answer « don't know » are true of people as they answer, not of people who know everything. */
const AS_ANSWERED: ReadonlySet<string> = new Set(['bounds']);

/**
 * The value of every indicator of a study over a whole population that answered everything: each person counts once. The bounds of those
 * indicators that tell what people do not know are taken over the same people with their don't-knows (`unknowing`).
 */
export async function truthOf(study: Study, population: Dataset, unknowing: () => Dataset): Promise<Truth> {
  const found = await estimatesOver(study, population);
  const asAnswered = study.indicators.filter(({ kind }) => AS_ANSWERED.has(kind));
  if (asAnswered.length > 0) {
    const few: Study = { ...study, indicators: asAnswered, models: [], indices: [] };
    for (const estimate of (await estimatesOver(few, unknowing())).values())
      if (estimate.item !== '') found.set(estimate.key, estimate);
  }
  return Object.fromEntries(
    [...found]
      .map(([key, { value, n }]) => [key, { value: value === null ? null : Number(numberText(value)), n }] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Estimates of a population, counts left out, by key. */
async function estimatesOver(study: Study, population: Dataset): Promise<Map<string, Estimate>> {
  const data = emptyStates(study, population);
  const unweighted: Study = {
    ...study,
    config: {
      ...study.config,
      design: { lonelyPsu: 'adjust' },
      publication: { ...study.config.publication, minimum: 1 },
    },
  };
  const account = {
    received: mainTable(data).rows,
    repeated: 0,
    erased: 0,
    excluded: {},
    kept: mainTable(data).rows,
    changed: 0,
    decisions: { applied: 0, already: 0, refused: 0, silences: 0 },
  };
  const { estimates } = await indicators.run({ clean: data, account }, unweighted, () => undefined);
  return new Map(estimates.filter(({ stat }) => stat !== 'count').map((estimate) => [estimate.key, estimate]));
}
