import { expect, test } from 'vitest';
import { assemble } from '../../../src/readers/assemble.ts';
import { readSheets } from '../../../src/readers/read.ts';
import { columnSpecs } from '../../../src/study/columns.ts';
import { sourceOf } from '../../readers/source.ts';
import { form, surveyIn, TIME_ZONE } from './survey.ts';
import { told } from './told.ts';

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
