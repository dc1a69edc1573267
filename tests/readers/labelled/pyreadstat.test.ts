import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSheets } from '../../../src/readers/read.ts';
import { rowsOf } from '../source.ts';

const folder = fileURLToPath(new URL('../../../../shared/exports/labelled-files-pyreadstat', import.meta.url));

async function read(name: string) {
  const path = join(folder, name);
  const [sheet] = await readSheets({ path: name, size: statSync(path).size, chunks: () => createReadStream(path) });
  return sheet!;
}

/** The cells of a truth file in our writing: no #NULL!, 1.00 as 1, moments without microseconds. */
async function truth(name: string): Promise<string[][]> {
  const rows = await rowsOf(await read(name));
  return rows.map((row) =>
    row.map((cell) => {
      if (cell === '#NULL!') return '';
      if (/^-?\d+(\.\d+)?$/.test(cell)) return String(Number(cell));
      return cell.replace(/\.0+$/, '').replace(/^(\d:)/, '0$1');
    }),
  );
}

const SEX = [
  ['1', 'Male'],
  ['2', 'Female'],
];
const ORDER = [
  ['1', 'low'],
  ['2', 'medium'],
  ['3', 'high'],
];

describe.skipIf(!existsSync(folder))('files of pyreadstat (skipped: ../shared/exports is absent)', () => {
  test.each([
    ['sample.sav', 'SPSS 25 file, bytecode compressed, windows-1252'],
    ['sample.dta', 'Stata 13 file (format 117), UTF-8 or else windows-1252, as the file states no encoding'],
  ])('%s is its truth', async (name, how) => {
    const sheet = await read(name);
    expect(sheet.how).toBe(how);
    expect(sheet.header).toEqual(['mychar', 'mynum', 'mydate', 'dtime', 'mylabl', 'myord', 'mytime']);
    expect(await rowsOf(sheet)).toEqual(await truth('sample.csv'));
    const columns = [...sheet.labelled!.values()];
    expect(columns.map(({ label }) => label)).toEqual([
      'character',
      'numeric',
      'date',
      'datetime',
      'labeled',
      'ordinal',
      'time',
    ]);
    expect(columns.map(({ type }) => type)).toEqual([
      'text',
      'decimal',
      'date',
      'dateTime',
      'integer',
      'integer',
      'time',
    ]);
    expect([...sheet.labelled!.get('mylabl')!.labels]).toEqual(SEX);
    expect([...sheet.labelled!.get('myord')!.labels]).toEqual(ORDER);
    expect(columns.every(({ missing }) => missing.size === 0)).toBe(true);
  });

  test('sample_missing.sav: codes declared missing keep their number, and without them it is the other truth', async () => {
    const sheet = await read('sample_missing.sav');
    const cells = await rowsOf(sheet);
    expect(cells).toEqual(await truth('sample_missing_user.csv'));
    const numbers = (await truth('sample_missing.csv')).map(([, ...row]) => row);
    const columns = sheet.header.map((name) => sheet.labelled!.get(name)!);
    const answered = cells.map((row) => row.map((cell, at) => (columns[at]!.missing.has(cell) ? '' : cell)));
    expect(answered.map(([, ...row]) => row)).toEqual(numbers);
    expect([...sheet.labelled!.get('mylabl')!.labels]).toEqual([['-1', 'undetermined'], ...SEX]);
    expect([...sheet.labelled!.get('mylabl')!.missing]).toEqual([['-1', 'blank']]);
    expect([...sheet.labelled!.get('mynum')!.missing]).toEqual([
      ['-1', 'blank'],
      ['2500', 'blank'],
    ]);
  });

  test('hebrews.sav has its variable by its long name', async () => {
    const sheet = await read('hebrews.sav');
    expect(sheet.header).toEqual(['ותק_ב']);
    const rows = await rowsOf(sheet);
    expect([rows.length, rows.slice(0, 4).flat()]).toEqual([99, ['33', '34', '15', '35']]);
  });
});
