import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formExpressions } from '../../src/expression/formExpressions.ts';
import { namesOf } from '../../src/expression/names.ts';
import { attempt } from '../../src/expression/relevance.ts';
import { isFault } from '../../src/fault.ts';
import { parseForm } from '../../src/form/parse.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';

const folder = fileURLToPath(new URL('../../../shared/exports', import.meta.url));
const there = existsSync(folder);

/** Form → expressions, compiled; and of the others the row, the column and why. Each line was looked at. */
const REVIEWED: Readonly<Record<string, readonly [expressions: number, compiled: number, ...others: string[]]>> = {
  'ipa-surveycto-form/Household_Survey.xlsx': [
    208,
    194,
    'calculation 9: duration() was known to the device alone',
    "calculation 20, calculation 22, calculation 23, calculation 31, calculation 32, calculation 33, calculation 34, calculation 35, calculation 36, calculation 37: pulldata() reads 'household_preloads.csv', which is not at hand",
    "calculation 26, calculation 27, calculation 28: pulldata() reads 'baseline_enum_list.csv', which is not at hand",
  ],
  'msna2024-repeats-humind/REACH_2024_MSNA-kobo-tool_draft_v11.xlsx': [
    259,
    254,
    'calculation 7, calculation 34: uuid() was drawn by chance at the interview',
    "calculation 82: field 'ind_age' belongs to the roster 'roster', and this is read once a row of 'main'; say which rows: sum(${roster/ind_age}), count(${roster/ind_age}) or last-of(roster, …, ${ind_age})",
    "required 314, required 315: a bare name 'T'; write 'T' in quotes if a text is meant, ${…} for a field",
  ],
  'pyxform-forms/case_insensitivity.xlsx': [1, 1],
  'pyxform-forms/choice_filter_test.xlsx': [2, 2],
  'pyxform-forms/duplicate_columns.xlsx': [7, 7],
  'pyxform-forms/loop.xlsx': [1, 1],
  'pyxform-forms/or_other.xlsx': [
    2,
    1,
    "choice_filter 3: the choice list 'colors' has no column 'yes'; write 'yes' in quotes if a text is meant",
  ],
  'pyxform-forms/pull_data.xlsx': [1, 0, "calculation 2: pulldata() reads 'fruits.csv', which is not at hand"],
  'pyxform-forms/repeat_date_test.xls': [2, 2],
  'pyxform-forms/spaces_in_choices_header.xls': [2, 2],
  'pyxform-forms/specify_other.xlsx': [1, 1],
  'pyxform-forms/tutorial.xls': [6, 6],
  'pyxform-forms/widgets.csv': [
    4,
    3,
    'constraint 6: today() is taken from the record, and the form has no field of type today, end, start',
  ],
  'pyxform-forms/widgets.xls': [
    4,
    3,
    'constraint 5: today() is taken from the record, and the form has no field of type today, end, start',
  ],
  'pyxform-forms/xl_date_ambiguous.xlsx': [2, 1, "choice_filter 5: unexpected character ':'"],
  'pyxform-forms/xlsform_spec_test.xlsx': [6, 6],
  'ruodk-i18n-forms/I8n_label_choices.xls': [2, 2],
  'ruodk-i18n-forms/I8n_lang_choicefilter.xlsx': [4, 4],
  'ukraine-market-utilityr/tool.survey_full.xlsx': [
    60,
    56,
    "choice_filter 10: the choices of 'enumerator' are not part of the form",
    "choice_filter 14: the choices of 'raion' are not part of the form",
    "choice_filter 15: the choices of 'hromada' are not part of the form",
    "choice_filter 16: the choices of 'settlement' are not part of the form",
  ],
  'ukraine-market-utilityr/tool.xlsx': [2, 2],
  'ukraine-market-utilityr/tool_converted.xlsx': [60, 60],
  'ukraine-market-utilityr/tool_survey.csv': [
    60,
    56,
    "choice_filter 10: the choices of 'enumerator' are not part of the form",
    "choice_filter 14: the choices of 'raion' are not part of the form",
    "choice_filter 15: the choices of 'hromada' are not part of the form",
    "choice_filter 16: the choices of 'settlement' are not part of the form",
  ],
  'unhcr-forms/XLSform_template_dari.xlsx': [21, 21],
  'unhcr-forms/unhcr_homevisit_form_en.xls': [
    199,
    192,
    'constraint 36, constraint 56, constraint 57, constraint 58, constraint 69, constraint 144: typographic quotes; use \' or "',
    "relevant 218: a bare name 'name'; write 'name' in quotes if a text is meant, ${…} for a field",
  ],
};

/** Every form among the exports: a file with a sheet survey that gives one. */
function files(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(csv|xlsx|xls)$/.test(path))
    .sort();
}

async function formOf(path: string) {
  const full = join(folder, path);
  try {
    const sheets = await readSheets({ path, size: statSync(full).size, chunks: () => createReadStream(full) });
    // A form's survey sheet is found by its name, or is the only one.
    if (sheets.length > 1 && !sheets.some(({ name }) => /survey/i.test(name))) return null;
    const read = await Promise.all(sheets.map(async (sheet) => ({ name: sheet.name, rows: await sheetRows(sheet) })));
    return parseForm(read, path).form;
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
}

describe.skipIf(!there)('expressions of real forms (skipped: ../shared/exports is absent)', () => {
  test('each compiles, or is listed with the reason', { timeout: 120_000 }, async () => {
    const found: Record<string, (number | string)[]> = {};
    for (const path of files()) {
      const form = await formOf(path);
      const all = form === null ? [] : formExpressions(form);
      if (form === null || all.length === 0) continue;
      const names = namesOf(form);
      const others = new Map<string, string[]>();
      for (const { text, row, column, where } of all) {
        const made = attempt(text, names, where);
        const why =
          typeof made === 'string' ? (made.slice(`${where.place}: `.length).split('\n')[0] ?? '') : made.notEvaluated;
        if (why !== '') others.set(why, [...(others.get(why) ?? []), `${column} ${row}`]);
      }
      const listed = [...others].map(([why, places]) => `${places.join(', ')}: ${why}`);
      const failing = [...others.values()].reduce((sum, places) => sum + places.length, 0);
      found[path] = [all.length, all.length - failing, ...listed];
    }
    expect(found).toEqual(REVIEWED);
  });
});
