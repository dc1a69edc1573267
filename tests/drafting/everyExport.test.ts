import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import XLSX from '@e965/xlsx';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { run } from '../../src/commands/run.ts';
import type { Intake } from '../../src/readers/intake.ts';
import { temporaryFolder, testWorld } from '../world.ts';

/**
 * Every export beside the project through init and run to the clean data: rows, columns and answered cells are counted again here, from the files
 * by other readers (papaparse and SheetJS alone), and must be the same.
 */
const folder = new URL('../../../shared/exports/', import.meta.url).pathname;
const absent = !existsSync(folder);

const wfp = 'wfp-ram-samples';
/** Two people's answers side by side, under the same names: no reader can tell them apart. */
const TWICE = 'EIG_Sample_Survey.csv';
const cases: readonly (readonly [data: readonly string[], form?: string])[] = [
  [['ukraine-market-utilityr/utilityR_raw_data.xlsx'], 'ukraine-market-utilityr/tool_converted.xlsx'],
  [['ukraine-market-utilityr/raw_data.csv'], 'ukraine-market-utilityr/tool_converted.xlsx'],
  [['msna2024-repeats-humind/dummy_raw_data.xlsx'], 'msna2024-repeats-humind/REACH_2024_MSNA-kobo-tool_draft_v11.xlsx'],
  [['kobocruncher-small/data.xlsx'], 'kobocruncher-small/sample_xlsform.xlsx'],
  [['argentina-eph-labour/toybase_hogar_2016_04.csv']],
  [['argentina-eph-labour/toybase_individual_2016_03.csv', 'argentina-eph-labour/toybase_individual_2016_04.csv']],
  ...['apiclus1', 'apiclus2', 'apipop', 'apisrs', 'apistrat', 'fpc', 'scd'].map(
    (name) => [[`r-survey-api/${name}.csv`]] as const,
  ),
  ...['nhanes2', 'nhanes2brr_subset', 'nhanes2jk_subset', 'psu_frame', 'psu_sample', 'ssu_sample'].map(
    (name) => [[`samplics-nhanes2/${name}.csv`]] as const,
  ),
  ...(absent ? [] : wfpCases()),
];

/** The WFP samples: a file alone, or the files of a folder together. */
function wfpCases(): (readonly [string[]])[] {
  const found = readdirSync(join(folder, wfp), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.csv') && !path.endsWith(TWICE),
  );
  const folders = new Map<string, string[]>();
  for (const path of found.sort()) {
    const own = path.includes('/') ? path.replace(/\/[^/]*$/, '') : path;
    folders.set(own, [...(folders.get(own) ?? []), `${wfp}/${path}`]);
  }
  // Two files of one folder that are different tables without a link are two surveys.
  return [...folders].flatMap(
    ([name, files]) =>
      (/^(LCS|Nut_MDDW)/.test(name) ? files.map((file) => [[file]] as const) : [[files] as const]) as never,
  );
}

/** The cells of a file's sheets as text, header first, by a reader that is not ours. */
function cellsOf(path: string): Map<string, readonly (readonly string[])[]> {
  if (path.endsWith('.csv')) {
    const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    const rows = Papa.parse<string[]>(text, { delimiter: Papa.parse(text, { preview: 1 }).meta.delimiter }).data;
    return new Map([[basename(path, '.csv'), rows.filter((row) => row.some((cell) => cell.trim() !== ''))]]);
  }
  const book = XLSX.read(readFileSync(path), { dense: true });
  return new Map(
    book.SheetNames.map((name) => {
      const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] as XLSX.WorkSheet, {
        header: 1,
        raw: true,
        defval: '',
      });
      const texts = rows.map((row) => row.map((cell) => String(cell ?? '')));
      return [name, texts.filter((row) => row.some((cell) => cell.trim() !== ''))];
    }),
  );
}

describe.skipIf(absent)('every export through init and run (skipped without ../shared/exports)', () => {
  test.each(cases.map(([data, form]) => ({ data, form })))('$data', async ({ data, form }) => {
    const study = join(temporaryFolder(), 'study');
    const paths = data.map((path) => join(folder, path));
    await init(testWorld('/'), study, { data: paths, ...(form === undefined ? {} : { form: join(folder, form) }) });
    const world = testWorld(study);
    await run(world, { json: true, to: 'clean' });
    const intake = JSON.parse(readFileSync(join(study, '.pipeline/intake.json'), 'utf8')) as Intake;

    // A form that was drafted from the files has a table for each of them, and every roster row its interview.
    if (form === undefined) expect(intake.sheets.filter(({ table }) => table === '')).toEqual([]);
    for (const { orphans } of intake.links) expect(orphans).toBe(0);
    const expected = new Map<string, number>();
    const rows = new Map<string, number>();
    let columns = 0;
    for (const [place, path] of paths.entries())
      for (const [name, [header = [], ...lines]] of cellsOf(path)) {
        const own = intake.sheets.find(
          (sheet) => sheet.file === `data-raw/${basename(paths[place] ?? '')}` && sheet.sheet === name,
        );
        if (own === undefined || own.table === '') continue;
        expect([name, own.rows]).toEqual([name, lines.length]);
        rows.set(own.table, (rows.get(own.table) ?? 0) + lines.length);
        const named = header.map((cell) => cell.trim());
        columns += header.length;
        for (const field of own.fields) {
          // A header is a question's name, alone or behind its groups; the first of two counts.
          const at = named.findIndex(
            (cell) => cell === field || cell.endsWith(`/${field}`) || cell.endsWith(`.${field}`),
          );
          // A question may have columns of its options alone: its answer is built from them.
          if (at < 0 && named.some((cell) => cell.startsWith(`${field}/`) || cell.startsWith(`${field}.`))) continue;
          expect([field, at >= 0]).toEqual([field, true]);
          // Ona writes n/a for nothing.
          const filled = lines.filter((row) => !['', 'n/a'].includes((row[at] ?? '').trim())).length;
          const key = `${own.table}/${field}`;
          if (filled > 0) expected.set(key, (expected.get(key) ?? 0) + filled);
        }
      }

    const invalid = new Map(intake.invalid.map(({ table, field, cells }) => [`${table}/${field}`, cells]));
    for (const [table, count] of rows) {
      const { data: clean, meta } = Papa.parse<Record<string, string>>(
        readFileSync(join(study, `data-clean/${table}.csv`), 'utf8').replace(/^\ufeff/, ''),
        { header: true, skipEmptyLines: true },
      );
      expect(clean.length).toBe(count);
      for (const field of meta.fields ?? []) {
        const wanted = expected.get(`${table}/${field}`);
        if (wanted === undefined) continue;
        const kept = clean.filter((row) => (row[field] ?? '') !== '').length + (invalid.get(`${table}/${field}`) ?? 0);
        expect([table, field, kept]).toEqual([table, field, wanted]);
        expected.delete(`${table}/${field}`);
      }
    }
    // Every question that was read is in the clean tables.
    expect([...expected.keys()]).toEqual([]);
    // Every column of the files is accounted for.
    const told = intake.sheets
      .filter(({ table }) => table !== '')
      .reduce(
        (sum, sheet) =>
          sum +
          sheet.fields.length +
          sheet.extras.length +
          sheet.platform.length +
          sheet.unknown.length +
          sheet.direct.length,
        0,
      );
    expect(told).toBeLessThanOrEqual(columns);
    expect(columns).toBeGreaterThan(0);
  });

  test('columns of one name that differ are refused, with row and columns', async () => {
    const data = [join(folder, wfp, TWICE)];
    await expect(init(testWorld('/'), join(temporaryFolder(), 'study'), { data })).rejects.toThrow(
      /EIG_Sample_Survey\.csv, sheet 'EIG_Sample_Survey', row 2, columns \d+ and \d+: both are called '\w+'/,
    );
  });
});
