import { expect, test } from 'vitest';
import { assemble } from '../../../src/readers/assemble.ts';
import { readSheets } from '../../../src/readers/read.ts';
import { columnSpecs } from '../../../src/study/columns.ts';
import type { Dataset } from '../../../src/table/table.ts';
import { keyAt } from '../../../src/table/table.ts';
import { storedText } from '../../../src/table/text.ts';
import { sourceOf } from '../../readers/source.ts';
import { form, surveyIn, TIME_ZONE } from './survey.ts';

function told(data: Dataset) {
  const tables: Record<string, unknown> = {};
  for (const [name, table] of data.tables) {
    const columns: Record<string, unknown> = {};
    for (const [field, column] of table.columns)
      columns[field] = Array.from(column.states, (state, row) => [
        state,
        storedText(column, row),
        'offsets' in column ? column.offsets[row] : 0,
      ]);
    tables[name] = {
      keys: Array.from({ length: table.rows }, (_, row) => keyAt(table, row)),
      parents: [...(table.parent?.rows ?? [])],
      columns,
    };
  }
  return tables;
}
async function read(layout: string, language?: string) {
  const files = await surveyIn(layout, language === undefined ? {} : { language });
  const sheets = [];
  for (const [path, bytes] of files) {
    if (layout === 'kobo' && path.endsWith('.csv')) continue;
    sheets.push(...(await readSheets(sourceOf(path, bytes, 10_000))));
  }
  const direct = new Set<string>();
  const missing = { dontKnow: new Map(), refused: new Map() };
  const extras = [
    { name: '_submission_time', type: 'dateTime' },
    { name: '__version__', type: 'text' },
  ] as const;
  const source = {
    id: 'x',
    stated: {},
    writing: { decimal: '.', dateOrder: 'ymd' },
    timeZone: TIME_ZONE,
    sheets,
  } as const;
  return assemble([source], {
    form,
    specs: columnSpecs(form, extras, missing, direct, TIME_ZONE),
    extras: new Set(),
    direct,
  });
}
test.each<[layout: string, language: string | undefined]>([
  ['kobo-labels', undefined],
  ['kobo-labels', 'Français (fr)'],
  ['odk', undefined],
  ['surveycto-wide', undefined],
  ['surveycto-long', undefined],
  ['r', undefined],
  ['ona', undefined],
])('%s %s gives the same typed dataset as the names of Kobo', async (layout, language) => {
  const kobo = await read('kobo');
  const { data, intake } = await read(layout, language);
  expect(kobo.intake.remarks).toEqual([]);
  expect.soft(told(data)).toEqual(told(kobo.data));
  expect.soft(intake.sheets.flatMap(({ unknown }) => unknown)).toEqual([]);
  expect.soft(intake.remarks.filter(({ level }) => level !== 'note')).toEqual([]);
});
