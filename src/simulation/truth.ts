import { emptyStates } from '../stages/empty.ts';
import { indicators } from '../stages/indicators.ts';
import type { Study } from '../study/study.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import { numberText } from '../table/text.ts';

/** What an indicator truly is in the whole simulated population, by the key of its estimate; null where it has no value. */
export type Truth = Readonly<Record<string, { readonly value: number | null; readonly n: number | null }>>;

/** The value of every indicator of a study over a whole population that answered everything: each person counts once. */
export async function truthOf(study: Study, population: Dataset): Promise<Truth> {
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
  const found = estimates
    .filter(({ stat }) => stat !== 'count')
    .map(({ key, value, n }) => [key, { value: value === null ? null : Number(numberText(value)), n }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(found);
}
