import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import XLSX from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { diffData } from '../../src/commands/diffData.ts';
import { init } from '../../src/commands/init.ts';
import { run } from '../../src/commands/run.ts';
import type { Comparison } from '../../src/evidence/compare/comparison.ts';
import { temporaryFolder, testWorld } from '../world.ts';

/** Writes files into a new folder, and gives its path. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function compared(folder: string, a: string, b: string, options: object = {}): Promise<Comparison> {
  const world = testWorld(folder);
  expect(await diffData(world, a, b, { json: true, ...options })).toBe(0);
  return JSON.parse(world.said.join(''));
}

const short = ({ differences }: Comparison) =>
  differences.map(({ key, field, from, to }) => `${key} ${field}: ${from} → ${to}`);

/** The cell in the first file, in the second, and whether they differ. */
const cells: readonly (readonly [string, string, boolean])[] = [
  ['', '', false],
  ['NA', '', false],
  ['2', '2.0', false],
  ['TRUE', '1', false],
  ['false', '0', false],
  ['45026', '2023-04-10', false],
  ['45026', '45027', true],
  ['45026', '2023-04-11', true],
  ['a  b', 'a b', false],
  ['a', 'A', true],
  ['', '0', true],
  ['0.30000000000000004', '0.3', false],
  ['1', '', true],
];
test.each(cells)('without a form, %j against %j differs: %s', async (from, to, differs) => {
  const folder = folderWith({ 'a.csv': `_uuid,q\nk,"${from}"\n`, 'b.csv': `uuid,q\nuuid:k,"${to}"\n` });
  expect((await compared(folder, 'a.csv', 'b.csv')).differences).toHaveLength(differs ? 1 : 0);
});

describe('two files of which nothing is known', () => {
  test('rows, columns and options', async () => {
    const folder = folderWith({
      'a.csv':
        '_uuid,_submission_time,needs,needs/food,needs/water,only_a\n1,x,food,1,0,z\n2,x,water,0,1,z\n3,x,,,,z\n',
      'b.csv':
        'uuid,submission_time,needs,needs.food,needs.water,only_b\n2,x,food water,1,1,y\n1,y,food,1,0,y\n4,,,,,\n',
    });
    const comparison = await compared(folder, 'a.csv', 'b.csv');
    expect(comparison.tables[0]).toMatchObject({
      rows: [3, 3],
      removed: ['3'],
      added: ['4'],
      fields: ['_submission_time', 'needs'],
      onlyFirst: ['only_a'],
      onlySecond: ['only_b'],
      options: ['needs/food', 'needs/water'],
    });
    expect(short(comparison)).toEqual(['1 _submission_time: x → y', '2 needs: water → food water']);
  });

  test('by a column of one’s own, and as decisions', async () => {
    const folder = folderWith({ 'a.csv': 'hhid,q\n1,\n2,b\n3,c\n', 'b.csv': 'hhid,q\n1,a\n2,\n' });
    const world = testWorld(folder);
    await diffData(world, 'a.csv', 'b.csv', { key: 'hhid', asDecisions: 'log.csv' });
    expect(readFileSync(join(folder, 'log.csv'), 'utf8').split('\r\n')).toEqual([
      '\ufeffuuid,question,change_type,old_value,new_value,comment',
      '1,q,change_response,NA,a,NA changed to value',
      '2,q,blank_response,b,,changed to NA',
      '3,,remove_survey,,,No matching uuid in the cleaned dataset',
      '',
    ]);
    expect(world.said.join('')).toMatch(/2 cells differ, in 1 columns[\s\S]*3 decisions in log.csv/);
    await expect(
      diffData(testWorld(folder), 'a.csv', 'b.csv', { key: 'hhid', asDecisions: 'log.csv' }),
    ).rejects.toThrow(/exists already and is not replaced/);
  });

  test.each([
    [{}, 'x,q\n1,2\n', /has no column of keys that is known.*--key/s],
    [{ key: 'hhi' }, 'hhid,q\n1,2\n', /has no column 'hhi'; did you mean 'hhid'/],
    [{ key: 'hhid' }, 'hhid,q\n1,2\n1,3\n', /two rows have the hhid '1'/],
  ])('a fault with %j', async (options, text, message) => {
    const folder = folderWith({ 'a.csv': text });
    await expect(diffData(testWorld(folder), 'a.csv', 'a.csv', options)).rejects.toThrow(message);
  });
});

const roster = new URL('../cases/roster/', import.meta.url).pathname;
test('with a form, rosters too: what led from one to the other leads there again', async () => {
  const main = readFileSync(join(roster, 'data-raw/main.csv'), 'utf8');
  const folder = folderWith({ 'a.csv': main, 'b.csv': main.replace(/,Tap|,tap/, ',well') });
  const comparison = await compared(folder, 'a.csv', 'b.csv', { form: join(roster, 'schemas/form') });
  expect(comparison.tables.map(({ name }) => name)).toContain('main');
  expect(comparison.differences).toHaveLength(1);
  expect(comparison.differences[0]).toMatchObject({ field: 'water', from: 'tap', to: 'well', unfit: '' });
});

const ukraine = new URL('../../../shared/exports/ukraine-market-utilityr/', import.meta.url).pathname;
describe.skipIf(!existsSync(ukraine))(
  'a real export and its cleaned data, without a log (skipped without ../shared)',
  () => {
    const raw = join(ukraine, 'utilityR_raw_data.xlsx');
    const clean = join(ukraine, 'clean_data.csv');
    const form = join(ukraine, 'tool_converted.xlsx');

    test('the decisions that are derived lead from raw to clean, cell by cell', async () => {
      const folder = temporaryFolder();
      await diffData(testWorld(folder), raw, clean, { form, asDecisions: 'log.csv' });
      const study = join(folder, 'study');
      await init(testWorld('/'), study, { form, data: [raw], decisions: [join(folder, 'log.csv')] });
      await run(testWorld(study), { to: 'clean', quiet: true });
      const table = (path: string) =>
        XLSX.utils.sheet_to_json<Record<string, string>>(
          Object.values(
            XLSX.read(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), { type: 'string', raw: true }).Sheets,
          )[0] as XLSX.WorkSheet,
          { raw: false, defval: '' },
        );
      const outcomes = table(join(study, 'reports/decisions.csv')).map(({ outcome }) => outcome);
      expect(outcomes).toHaveLength(85);
      expect(new Set(outcomes)).toEqual(new Set(['applied']));
      const [made, wanted] = [table(join(study, 'data-clean/main.csv')), table(clean)];
      expect([made.length, wanted.length]).toEqual([756, 756]);
      // Columns of two choices that the form no longer has, empty in every row.
      const dead = ['b7_vehicle_fuel/none_vehicles', 'b7_1_heating_fuel/none_heating'];
      const byKey = new Map(made.map((row) => [row._key ?? '', row]));
      const others: string[] = [];
      let [compared, options] = [0, 0];
      for (const row of wanted) {
        const own = byKey.get(row.uuid ?? '') ?? {};
        for (const [column, cell] of Object.entries(row)) {
          const [question = '', option = ''] = column.split('/');
          const ours = own[question];
          if (ours === undefined || (dead.includes(column) && cell === '')) continue;
          if (option === '') {
            compared += 1;
            if (same(ours, cell)) continue;
          } else {
            options += 1;
            const chosen = ours.split(' ').includes(option) ? '1' : ours === '' ? '' : '0';
            if (chosen === cell) continue;
          }
          others.push(`${column}: ${cell} ${ours}`);
        }
      }
      expect(compared).toBe(55 * 756);
      expect(options).toBeGreaterThan(20_000);
      // The cleaned file itself writes 11 answers otherwise than the form, and contradicts its own option columns 3 times.
      const told = new Map<string, number>();
      for (const each of others) {
        const kind = each.replace(/^b\d+(_1)?_\w+_yn: /, 'yn: ');
        told.set(kind, (told.get(kind) ?? 0) + 1);
      }
      expect(Object.fromEntries(told)).toEqual({
        'yn: Yes yes': 9,
        'yn: No no': 2,
        'b7_vehicle_fuel/none: 1 none_vehicles': 3,
      });
    });

    /** As an analyst compares by hand: the same text, the same number, the same day, the same set of choices. */
    function same(a: string, b: string): boolean {
      if (a === b || (a !== '' && b !== '' && Number(a) === Number(b))) return true;
      if (/^\d{4}-\d{2}-\d{2}/.test(b)) return a.slice(0, 10) === b.slice(0, 10);
      return a.split(' ').sort().join(' ') === b.split(/\s+/).sort().join(' ');
    }
  },
);
