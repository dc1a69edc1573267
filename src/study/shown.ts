import { fault } from '../fault.ts';
import { TERM_STATS } from '../indicators/models/model.ts';
import { isShown } from '../indicators/scales/scale.ts';
import { figureKinds } from '../publish/figures/registry.ts';
import { sheetKinds } from '../publish/sheets/registry.ts';
import { unknown } from './columns.ts';
import { figureKeys, shownKeys } from './commonKeys.ts';
import { compileEntries } from './entries.ts';
import type { SchemaFiles } from './schemaFiles.ts';
import type { Study } from './study.ts';

/** The figures and sheets of a study; a fault where one shows what is not estimated. */
export function shownEntries(
  files: Pick<SchemaFiles, 'figures' | 'sheets'>,
  { indicators, models, indices }: Pick<Study, 'indicators' | 'models' | 'indices'>,
): Pick<Study, 'figures' | 'sheets'> {
  const known = new Set([...indicators, ...models, ...indices.filter(isShown)].map(({ id }) => id));
  const named = (params: Readonly<Record<string, unknown>>, place: string) => {
    checkModelled(params, models, place);
    const { indicators: several, steps, indicator, beside, model } = params;
    const ids = [several, steps, beside, indicator, model]
      .flat()
      .map((each) => Object(each).indicator ?? each)
      .filter((id) => typeof id === 'string');
    for (const id of ids) if (!known.has(id)) throw unknown(place, 'indicator', id, [...known]);
    return ids;
  };
  const figures = compileEntries(
    files.figures.entries,
    files.figures.path,
    figureKeys,
    figureKinds,
    () => undefined,
  ).map(({ id, kind, common, params, job }) => ({
    id,
    kind,
    theme: common.theme,
    indicators: named(params, `${files.figures.path} › ${id}`),
    note: common.note ?? {},
    draw: job,
  }));
  for (const [place, { id }] of figures.entries()) {
    const twin = figures.slice(0, place).find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (twin !== undefined)
      throw fault(
        `${files.figures.path} › ${id}`,
        `a figure '${twin.id}' has this id but for capitals, and some disks take the files of one for those of the other`,
        'Give one of them another',
      );
  }
  const sheets = compileEntries(files.sheets.entries, files.sheets.path, shownKeys, sheetKinds, () => undefined).map(
    ({ id, kind, common, params, job }) => ({
      id,
      kind,
      theme: common.theme,
      indicators: named(params, `${files.sheets.path} › ${id}`),
      lay: job,
    }),
  );
  return { figures, sheets };
}

/** What a figure draws of a model must be among its numbers: a statistic of its family, or predictions at values of a variable. */
function checkModelled(
  { model: id, along, by, stat }: Readonly<Record<string, unknown>>,
  models: Study['models'],
  place: string,
): void {
  if (typeof id !== 'string') return;
  const model = models.find((each) => each.id === id);
  if (model === undefined)
    throw unknown(
      `${place} › model`,
      'model',
      id,
      models.map((each) => each.id),
    );
  const stats: readonly unknown[] = TERM_STATS[model.family];
  if (stat !== undefined && !stats.includes(stat))
    throw fault(
      `${place} › stat`,
      `${id} is a ${model.family} model and has no ${stat}`,
      `It has: ${stats.join(', ')}. Left out, the first of these is drawn`,
    );
  for (const [key, name] of Object.entries({ along, by }))
    if (typeof name === 'string' && !model.predictions.some((at) => at.has(name)))
      throw fault(
        `${place} › ${key}`,
        `${id} predicts nothing at values of '${name}'`,
        'Give them in the key predict of the model; runs on imputed data have no predictions',
      );
}
