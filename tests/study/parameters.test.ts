import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { readLookups, readParameters } from '../../src/study/parameters.ts';
import { temporaryFolder } from '../world.ts';

function folderWith(name: string, lines: readonly string[]): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'schemas'));
  writeFileSync(join(root, 'schemas', name), lines.join('\n'));
  return root;
}

const HEAD = 'name,value,unit,source,date,status,note,invented';
const parameters = (lines: readonly string[], simulated = false) =>
  readParameters(openDisk(null), folderWith('parameters.csv', lines), simulated);

describe('parameters', () => {
  const lines = [HEAD, 'rate,10.8,MAD,bank,,U,,no', 'line,,MAD,office,,U,,no', 'sim_line,700,MAD,author,2026,A,,yes'];

  test('an unset one stays null, invented values serve nothing', async () => {
    const made = await parameters(lines);
    expect(made.map(({ name, value, invented }) => [name, value, invented])).toEqual([
      ['rate', 10.8, false],
      ['line', null, false],
    ]);
  });

  test('simulated data take the invented value, marked as such', async () => {
    const made = await parameters(lines, true);
    expect(made[1]).toMatchObject({ name: 'line', value: 700, invented: true, source: 'author' });
  });

  test('a value that is set is never replaced', async () => {
    const made = await parameters([HEAD, 'line,1,MAD,o,,V,,no', 'sim_line,700,MAD,a,,A,,yes'], true);
    expect(made.map(({ value, invented }) => [value, invented])).toEqual([[1, false]]);
  });

  test.each<[name: string, lines: string[], message: string]>([
    ['no number', [HEAD, 'rate,"10,8",MAD,bank,,U,,no'], "schemas/parameters.csv › rate › value: '10,8' is no number"],
    ['twice', [HEAD, 'a,1,,,,,,no', 'a,2,,,,,,no'], "a second parameter 'a'"],
    [
      'invented, perhaps',
      [HEAD, 'a,1,,,,,,maybe'],
      "schemas/parameters.csv › a › invented: 'maybe' is neither yes nor no",
    ],
    [
      'an unknown status',
      [HEAD, 'a,1,,,,X,,no'],
      "schemas/parameters.csv › a › status: 'X' is no status. Write V, U, A or P",
    ],
    ['no name', [HEAD, ',1,,,,,,no'], 'the name is empty'],
    ['a missing column', ['name,valeu', 'a,1'], "there is no column 'value'; did you mean 'valeu'?"],
  ])('%s is a fault', async (_, wrong, message) => {
    await expect(parameters(wrong)).rejects.toThrow(message);
  });

  test('without the file there are none', async () => {
    expect(await readParameters(openDisk(null), temporaryFolder(), true)).toEqual([]);
  });
});

describe('series of values', () => {
  const cpi = { cpi: { file: 'schemas/cpi.csv', key: 'year', value: 'index' } };
  const read = (lines: readonly string[], simulated: boolean) =>
    readLookups(openDisk(null), folderWith('cpi.csv', lines), cpi, simulated);
  const lines = ['year,index,invented', '2001,72.5,no', '2002,74,yes'];

  test.each([
    [false, [['2001', 72.5]], false],
    [
      true,
      [
        ['2001', 72.5],
        ['2002', 74],
      ],
      true,
    ],
  ])('simulated %s', async (simulated, values, invented) => {
    const [made] = await read(lines, simulated);
    expect([[...(made?.values ?? [])], made?.invented]).toEqual([values, invented]);
  });

  test.each([
    [['year,index', '2001,x'], "schemas/cpi.csv › row 2 › index: 'x' is no number"],
    [['year,index', '2001,1', '2001,2'], "a second row for year '2001'"],
  ])('faults', async (wrong, message) => {
    await expect(read(wrong, true)).rejects.toThrow(message);
  });
});
