import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkForm } from '../../src/form/check.ts';
import { countForm } from '../../src/form/count.ts';
import type { FormSheet } from '../../src/form/form.ts';
import { parseForm } from '../../src/form/parse.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';

const folder = fileURLToPath(new URL('../../../shared/exports', import.meta.url));
const there = existsSync(folder);
const FORMS = [
  ...[
    'ukraine-market-utilityr/tool_converted.xlsx',
    'ukraine-market-utilityr/tool.xlsx',
    'ukraine-market-utilityr/tool.survey_full.xlsx',
  ],
  ...['msna2024-repeats-humind/REACH_2024_MSNA-kobo-tool_draft_v11.xlsx', 'ipa-surveycto-form/Household_Survey.xlsx'],
  'kobocruncher-small/sample_xlsform.xlsx',
];

function forms(): string[] {
  if (!there) return [];
  const whole = ['pyxform-forms', 'unhcr-forms', 'ruodk-i18n-forms'].flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => /\.(xlsx?|csv)$/.test(file))
      .sort()
      .map((file) => `${name}/${file}`),
  );
  return [...FORMS, ...whole];
}

async function formSheetsOf(path: string): Promise<FormSheet[]> {
  const full = join(folder, path);
  const sheets = await readSheets({ path, size: statSync(full).size, chunks: () => createReadStream(full) });
  return Promise.all(sheets.map(async (sheet) => ({ name: sheet.name, rows: await sheetRows(sheet) })));
}

async function read(path: string) {
  const sheets = await formSheetsOf(path);
  const { form, problems } = parseForm(sheets, path);
  return { form, problems, sheets, checked: checkForm(form, sheets) };
}

describe.skipIf(!there)('real forms (skipped: ../shared/exports is absent)', () => {
  test.each(forms())('%s gives a form, and every problem has its place', async (path) => {
    const { form, problems, sheets, checked } = await read(path);
    expect(form.fields.length).toBeGreaterThan(0);
    expect(checked).toEqual(expect.arrayContaining([...problems]));
    for (const { sheet, row, message } of checked) {
      expect(sheets.some(({ name }) => name === sheet) || sheets.length === 1).toBe(true);
      expect(row).toBeGreaterThan(0);
      expect(message).not.toBe('');
    }
    for (const field of form.fields) {
      expect(form.tables.map(({ name }) => name)).toContain(field.table);
      expect(field.groups.map((place) => form.groups[place]?.name)).toEqual(field.path);
      expect(field.name).toBe(field.name.trim());
    }
  });

  test('the Ukrainian market form', async () => {
    const { form, problems } = await read('ukraine-market-utilityr/tool_converted.xlsx');
    expect(problems).toEqual([]);
    expect(countForm(form)).toEqual({
      fields: 61,
      roles: { question: 53, metadata: 5, calculation: 0, note: 3 },
      groups: 4,
      repeats: 0,
      lists: 18,
      choices: 4_979,
      languages: 3,
      expressions: { relevant: 35, constraint: 15, calculation: 0, required: 6, choiceFilter: 4 },
    });
    expect(form.languages.map(({ code }) => code)).toEqual(['en', 'uk', 'ru']);
  });

  test('the MSNA form: extra columns before type, names with spaces, repeats', async () => {
    const { form, checked } = await read('msna2024-repeats-humind/REACH_2024_MSNA-kobo-tool_draft_v11.xlsx');
    expect(form.tables.map(({ name, parent }) => `${name} in ${parent}`)).toEqual([
      'main in ',
      'roster in main',
      'edu_ind in main',
      'health_ind in main',
      'nut_ind in main',
    ]);
    expect(form.fields.find(({ name }) => name === 'fsl_rcsi_borrow')?.extra.has('theme')).toBe(true);
    expect(checked.filter(({ message }) => message.includes('with spaces around it'))).toHaveLength(10);
    expect(form.fields.some(({ xlsType, type }) => xlsType === 'geopoint' && type === 'geopoint')).toBe(true);
  });

  test('the SurveyCTO form: its own types and columns', async () => {
    const { form, problems } = await read('ipa-surveycto-form/Household_Survey.xlsx');
    expect(problems).toEqual([]);
    expect(form).toMatchObject({ id: 'household_survey', languages: [{ id: '', name: 'english', code: 'en' }] });
    expect(countForm(form)).toMatchObject({
      fields: 267,
      choices: 509,
      expressions: { relevant: 103, constraint: 47 },
    });
    expect(form.fields.filter(({ xlsType }) => xlsType === 'text audit')).not.toHaveLength(0);
  });

  test('a plain label beside labels in languages', async () => {
    const { form } = await read('ruodk-i18n-forms/I8n_label_choices.xls');
    expect(form.languages.map(({ id, code }) => [id, code])).toEqual([
      ['', ''],
      ['English (en)', 'en'],
      ['French (fr)', 'fr'],
    ]);
  });

  test('a workbook that is no form says which sheets it has', async () => {
    await expect(read('kobocruncher-small/data.xlsx')).rejects.toThrow(
      "its sheets are 'Sample Dataset KoboloadeR', 'members'",
    );
  });
});
