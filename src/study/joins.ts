import { resolve } from 'node:path';
import type { Form } from '../form/form.ts';
import { MAIN } from '../table/table.ts';
import { unknown } from './columns.ts';
import type { Config } from './config.ts';
import type { ExtraColumn, JoinEntry } from './study.ts';

/** The joins of the configuration; their keys must be questions or columns of main. */
export function joinEntries(
  config: Config,
  extras: readonly ExtraColumn[],
  form: Form,
  root: string,
  file: string,
): readonly JoinEntry[] {
  const inMain = new Set([
    ...form.fields.filter(({ table }) => table === MAIN).map(({ name }) => name),
    ...extras.filter(({ joined }) => joined !== true).map(({ name }) => name),
  ]);
  return config.joins.map((join) => {
    for (const key of Object.keys(join.on))
      if (!inMain.has(key)) throw unknown(`${file} › joins › ${join.file} › on`, 'question', key, [...inMain]);
    const none: ReadonlySet<string> = new Set();
    return {
      file: join.file,
      partial: join.partial,
      path: resolve(root, join.file),
      on: Object.entries(join.on),
      columns: Object.entries(join.columns).map(([name, type]) => ({
        name,
        type,
        options: null,
        dontKnow: none,
        refused: none,
        timeZone: config.timeZone,
      })),
    };
  });
}
