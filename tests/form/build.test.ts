import { describe, expect, test } from 'vitest';
import { formWorkbook, plainSheets } from '../../src/form/build.ts';
import { parseForm } from '../../src/form/parse.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import { readXlsx } from '../../src/readers/xlsx.ts';
import { sheetOf } from './forms.ts';

const sheets = [
  sheetOf('settings', ['form_title|form_id|version', 'T|t|2026112301']),
  sheetOf('choices', ['list_name|name|label|choices', 'yn|01|Yes|kept']),
  sheetOf('survey', [
    'type|name|module|label|source|choices|missing_codes|confidentiality',
    'select_one yn|work|A|Travail ?|me|01|dk=dontKnow|direct',
    'text|why||لماذا',
  ]),
];

async function read(bytes: Uint8Array) {
  const source = {
    path: 'x.xlsx',
    size: bytes.length,
    chunks: () =>
      (async function* () {
        yield bytes;
      })(),
  };
  const found = await readXlsx(source);
  return Promise.all(found.map(async (sheet) => ({ name: sheet.name, rows: await sheetRows(sheet) })));
}

describe('the form as a workbook', () => {
  test('survey, choices, settings; without the columns for analysis', () => {
    const [survey, choices, settings] = plainSheets(sheets);
    expect(survey?.rows).toEqual([
      ['type', 'name', 'label'],
      ['select_one yn', 'work', 'Travail ?'],
      ['text', 'why', 'لماذا'],
    ]);
    expect(choices?.rows[0]).toEqual(['list_name', 'name', 'label', 'choices']);
    expect(settings?.name).toBe('settings');
  });

  test('is the same form when it is read again, and text stays text', async () => {
    const plain = plainSheets(sheets);
    const again = await read(formWorkbook(plain));
    expect(again.map(({ name }) => name)).toEqual(['survey', 'choices', 'settings']);
    expect(again[1]?.rows[1]).toEqual(['yn', '01', 'Yes', 'kept']);
    expect(parseForm(again, 'again').form).toEqual(parseForm(plain, 'again').form);
  });

  test('has the same bytes each time', () => {
    expect(formWorkbook(plainSheets(sheets))).toEqual(formWorkbook(plainSheets(sheets)));
  });

  test('a sheet with a header alone', () => {
    expect(plainSheets([sheetOf('survey', ['type|name|label'])])[0]?.rows).toEqual([['type', 'name', 'label']]);
  });
});
