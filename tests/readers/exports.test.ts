import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { duplicateHeaders } from '../../src/readers/headerNames.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import type { Source } from '../../src/table/source.ts';
import { rowsOf } from './source.ts';

const folder = fileURLToPath(new URL('../../../shared/exports', import.meta.url));
const there = existsSync(folder);
const files = there
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(csv|xlsx|xlsm|xls|sav|dta)$/.test(path))
      .sort()
  : [];

function source(path: string): Source {
  return { path: relative(folder, path), size: statSync(path).size, chunks: () => createReadStream(path) };
}

function sheetsOf(path: string) {
  return readSheets(source(join(folder, path)));
}

describe.skipIf(!there)('real exports (skipped: ../shared/exports is absent)', () => {
  test('there are files to read', () => {
    expect(files.length).toBeGreaterThan(80);
  });

  test.each(files)('%s', async (path) => {
    for (const sheet of await sheetsOf(path)) {
      expect(sheet.headerRow).toBeGreaterThan(0);
      const all = await sheetRows(sheet);
      expect(all.length).toBeGreaterThanOrEqual(sheet.headerRow);
      // A form in one CSV has rows longer than its first: it is read by lines().
      if (/pyxform-forms\/(utf_csv|widgets)\.csv$/.test(path)) continue;
      for (const row of await rowsOf(sheet)) expect(row.length).toBeLessThanOrEqual(sheet.header.length);
    }
  });

  test.each([
    ['ukraine-market-utilityr/utilityR_raw_data.xlsx', [['Sheet 1', 771, 165]]],
    ['ukraine-market-utilityr/raw_data.csv', [['raw_data', 771, 165]]],
    [
      'msna2024-repeats-humind/dummy_raw_data.xlsx',
      [
        ['main', 241, 367],
        ['roster', 965, 33],
        ['edu_ind', 965, 18],
        ['health_ind', 965, 25],
        ['nut_ind', 965, 41],
      ],
    ],
    [
      'kobocruncher-small/data.xlsx',
      [
        ['Sample Dataset KoboloadeR', 5, 25],
        ['members', 12, 13],
      ],
    ],
    ['r-survey-api/apipop.csv', [['apipop', 6194, 37]]],
    ['wfp-ram-samples/Perceived_Needs_Sample_Survey/Perceived_Needs.csv', [['Perceived_Needs', 9, 24]]],
  ])('%s has the rows and columns that its notes tell', async (path, expected) => {
    const sheets = await sheetsOf(path);
    const found = await Promise.all(
      sheets.map(async (sheet) => [sheet.name, (await rowsOf(sheet)).length, sheet.header.length]),
    );
    expect(found).toEqual(expected);
  });

  test('the same interviews from a workbook and from its CSV, cell by cell', async () => {
    const [book] = await sheetsOf('ukraine-market-utilityr/utilityR_raw_data.xlsx');
    const [csv] = await sheetsOf('ukraine-market-utilityr/raw_data.csv');
    const filled = (rows: string[][]) =>
      rows.map((row) => Array.from({ length: 165 }, (_, column) => row[column] ?? ''));
    expect(filled(await sheetRows(book!))).toEqual(filled(await sheetRows(csv!)));
  });

  test('duplicate headers are found', async () => {
    const [sheet] = await sheetsOf('wfp-ram-samples/EIG_Sample_Survey.csv');
    expect(duplicateHeaders(sheet!).map(({ name }) => name)).toContain('PTrainingTypes/2');
  });
});
