import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSheets } from '../../../src/readers/read.ts';
import { rowsOf } from '../source.ts';

const hasR = spawnSync('Rscript', ['-e', 'library(haven); library(hms); library(foreign)']).status === 0;
/** R reads its script in the letters of its locale. */
const ENV = { ...process.env, LC_ALL: 'C.UTF-8' };
const SCRIPT = fileURLToPath(new URL('haven.R', import.meta.url));

const LONG = Array.from({ length: 300 }, () => 'نص طويل').join(' ');
const BASE = [
  ['1', '1234.5', 'Agadir', '2024-02-29', '2024-05-01T10:00:05'],
  ['2', '', '', '', ''],
  ['3', '-0.25', 'الدار البيضاء', '1959-12-31', '1950-01-01T00:00:00'],
  ['4', '0.3333333333333333', 'Fès', '1900-01-01', '2026-03-29T02:30:00'],
];
const SAV = [
  ['10:00:05', '1', '-3', 'a', LONG, '1'],
  ['', '2', '5', 'zz', '', '2'],
  ['00:00:00', '98', '-1', 'b', 'b', '3'],
  ['23:59:59', '99', '', '', 'é', '4'],
];
const DTA = [
  ['1', '2', '1', '1'],
  ['2', '1', '0', '2'],
  ['.a', '', '', '3'],
  ['.z', '2', '1', '4'],
];
const OLD = [
  ['1', '1234.5', 'Agadir', '2'],
  ['2', '', 'Salé', '1'],
  ['3', '-0.25', 'Rabat', ''],
  ['4', '0.3333333333333333', 'x', '2'],
];
const beside = (left: readonly string[][], right: readonly string[][]) =>
  left.map((row, at) => [...row, ...(right[at] ?? [])]);

describe.skipIf(!hasR)('files of R (skipped: there is no R with haven)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haven-'));
  beforeAll(() => {
    const { status, stderr } = spawnSync('Rscript', ['--encoding=UTF-8', SCRIPT, folder], {
      encoding: 'utf8',
      env: ENV,
    });
    if (status !== 0) throw new Error(stderr);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = async (name: string) => {
    const path = join(folder, name);
    const [sheet] = await readSheets({ path: name, size: statSync(path).size, chunks: () => createReadStream(path) });
    return sheet!;
  };

  test.each<readonly [string, readonly string[][]]>([
    ['byte.sav', beside(BASE, SAV)],
    ['none.sav', beside(BASE, SAV)],
    ['zsav.sav', beside(BASE, SAV)],
    ['empty.sav', []],
    ...[8, 9, 10, 11, 12].map((version) => [`stata${version}.dta`, beside(BASE, DTA)] as const),
    ...[13, 14, 15].map(
      (version) => [`stata${version}.dta`, beside(beside(BASE, DTA), [[LONG], [''], ['b'], ['é']])] as const,
    ),
    ['empty.dta', []],
    ['foreign6.dta', OLD],
    ['foreign7.dta', OLD],
  ])('%s', async (name, cells) => {
    const sheet = await read(name);
    expect(await rowsOf(sheet)).toEqual(cells);
    if (name.startsWith('foreign')) {
      expect([...(sheet.labelled?.get('fact')?.labels ?? [])]).toEqual([
        ['1', 'non'],
        ['2', 'oui'],
      ]);
      return;
    }
    const sex = sheet.labelled?.get('sex');
    const [dontKnow, refused] = name.endsWith('.sav') ? ['98', '99'] : ['.a', '.z'];
    expect(sex?.label).toBe('Sexe de l’enquêté');
    expect(sex?.labels).toEqual(
      new Map([
        ['1', 'Homme'],
        ['2', 'أنثى'],
        [dontKnow, 'Ne sait pas'],
        [refused, 'Refus'],
      ]),
    );
    expect(sex?.missing).toEqual(
      new Map([
        [dontKnow, 'dontKnow'],
        [refused, 'refused'],
      ]),
    );
    expect(sheet.header.at(name.endsWith('.sav') || Number(/\d+/.exec(name)?.[0] ?? 0) < 13 ? -1 : -2)).toMatch(/^n+$/);
  });

  test('ranges of missing numbers, and missing texts', async () => {
    const { labelled } = await read('byte.sav');
    expect([...(labelled?.get('score')?.missing ?? [])].sort()).toEqual([
      ['-1', 'refused'],
      ['-3', 'blank'],
    ]);
    expect([...(labelled?.get('code')?.missing ?? [])]).toEqual([['zz', 'refused']]);
  });

  test('a missing factor since Stata 8 is .z, as foreign writes it, and blank', async () => {
    for (const name of ['foreign8.dta', 'foreign10.dta']) {
      const sheet = await read(name);
      expect(await rowsOf(sheet)).toEqual(
        OLD.map((row) => row.map((cell, at) => (at === 3 && cell === '' ? '.z' : cell))),
      );
      expect([...(sheet.labelled?.get('fact')?.missing ?? [])]).toEqual([['.z', 'blank']]);
    }
  });
});
