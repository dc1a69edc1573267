import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/readers/assemble.ts';
import type { Intake } from '../../src/readers/intake.ts';
import type { SourceSheets } from '../../src/readers/sheetJob.ts';
import type { RawSheet } from '../../src/table/source.ts';
import type { Dataset } from '../../src/table/table.ts';
import { household, keysOf, optionsOf, parentsOf, rawSheet, sourceSheets, textsOf } from './survey.ts';

const form = household();

async function read(
  sources: readonly SourceSheets[],
  extras: readonly string[] = [],
  direct: readonly string[] = [],
): Promise<{ data: Dataset; intake: Intake }> {
  return assemble(sources, optionsOf(form, extras, direct));
}

async function readOne(sheets: readonly RawSheet[]): Promise<{ data: Dataset; intake: Intake }> {
  return read([sourceSheets(sheets)]);
}

/** The remarks of ingest but for those on columns. */
function remarks(intake: Intake): readonly string[] {
  return intake.remarks
    .filter(({ check }) => check !== 'columns')
    .map(({ check, level, table, key, value, otherKey }) =>
      [check, level, table, key, value, otherKey ?? ''].join('|'),
    );
}

function states(data: Dataset, table: string, column: string): readonly number[] {
  return [...(data.tables.get(table)?.columns.get(column)?.states ?? [])];
}

const interviews = rawSheet('Household', ['_index|_uuid|age|name', '1|u1|30|Ana', '2|u2|40|Badr', '3|u3||Chama']);

describe('interviews', () => {
  test('keys, values, and the state of each cell', async () => {
    const { data, intake } = await readOne([interviews]);
    expect(keysOf(data, 'main')).toEqual(['u1', 'u2', 'u3']);
    expect(textsOf(data, 'main', 'age')).toEqual(['30', '40', '']);
    expect(states(data, 'main', 'age')).toEqual([0, 0, 3]);
    // Not in this file: nobody was asked there.
    expect(states(data, 'main', 'work')).toEqual([2, 2, 2]);
    expect(data.tables.get('member')?.rows).toBe(0);
    expect(intake).toMatchObject({
      received: 3,
      rows: { main: 3, member: 0, job: 0 },
      serials: 0,
      versions: {},
      lastSubmission: '',
    });
  });

  test.each<[name: string, lines: string[], keys: string[]]>([
    ['the root uuid first', ['meta/rootUuid|_uuid|age', 'uuid:r1|u1|30'], ['r1']],
    ['uuid: is left out', ['_uuid|age', 'uuid:u1|30'], ['u1']],
    ['whatever the case of the header', ['_UUID|age', 'u1|30'], ['u1']],
    ['_id where there is no uuid', ['_id|_submission_time|age', '17|2024-05-01|30'], ['17']],
    ['by row without any key', ['age|name', '30|Ana', '31|Badr'], ['row-1', 'row-2']],
    ['a key of Object.prototype', ['_uuid|age', '__proto__|30', 'constructor|31'], ['__proto__', 'constructor']],
  ])('keyed by: %s', async (_, lines, keys) => {
    const { data } = await readOne([rawSheet('x', lines)]);
    expect(keysOf(data, 'main')).toEqual(keys);
  });

  test('an empty key is told', async () => {
    const { data, intake } = await readOne([rawSheet('x', ['_uuid|age', 'u1|30', '|31', ' |32'])]);
    expect(keysOf(data, 'main')).toEqual(['u1', 'row-2', 'row-3']);
    expect(remarks(intake)).toEqual(['keys|error|main|row-2||', 'keys|error|main|row-3||']);
  });

  test('short rows end in empty cells', async () => {
    const { data } = await readOne([rawSheet('x', ['_uuid|age|name', 'u1|30', 'u2'])]);
    expect(textsOf(data, 'main', 'age')).toEqual(['30', '']);
    expect(states(data, 'main', 'name')).toEqual([3, 3]);
  });

  test('of two columns with one name the first counts', async () => {
    const { data } = await readOne([rawSheet('x', ['_uuid|g/age|age', 'u1|30|99'])]);
    expect(textsOf(data, 'main', 'age')).toEqual(['30']);
  });

  test('the header __proto__ is a column like others', async () => {
    const { data, intake } = await read(
      [sourceSheets([rawSheet('x', ['_uuid|age|__proto__', 'u1|30|w'])])],
      ['__proto__'],
    );
    expect(textsOf(data, 'main', '__proto__')).toEqual(['w']);
    expect(intake.sheets[0]?.extras).toEqual(['__proto__']);
    const unknown = await readOne([rawSheet('x', ['_uuid|age|__proto__', 'u1|30|w'])]);
    expect(unknown.intake.sheets[0]?.unknown).toEqual(['__proto__']);
    expect(unknown.data.tables.get('main')?.columns.has('__proto__')).toBe(false);
  });

  test('a file without interviews is a fault', async () => {
    await expect(readOne([rawSheet('x', ['_uuid|age'])])).rejects.toThrow(
      'export.xlsx: there is a header, but no interview below it',
    );
  });

  test('a sheet of another survey is a fault', async () => {
    await expect(readOne([rawSheet('x', ['_uuid|q1|q2', 'u1|1|2'])])).rejects.toThrow(
      /^export\.xlsx: no sheet holds interviews/,
    );
  });
});

describe('several files of one source', () => {
  const u = (n: number) => `0000000${n}-0000-4000-8000-000000000000`;
  const file = (path: string, lines: readonly string[], members: readonly string[] = []) => [
    rawSheet('x', ['_index|_uuid|age', ...lines], { path }),
    rawSheet('member', ['member_age|_parent_index', ...members], { path }),
  ];

  test('a later file replaces an interview, with its roster rows, and says so', async () => {
    const { data, intake } = await readOne([
      ...file('one.xlsx', [`1|${u(1)}|30`, `2|${u(2)}|40`], ['5|1', '6|2', '7|2']),
      ...file('two.xlsx', [`1|${u(2)}|41`, `2|${u(1)}|30`, `3|${u(3)}|50`], ['8|1', '5|2', '9|3']),
    ]);
    expect(keysOf(data, 'main')).toEqual([u(1), u(2), u(3)]);
    expect(textsOf(data, 'main', 'age')).toEqual(['30', '41', '50']);
    expect(textsOf(data, 'member', 'member_age')).toEqual(['5', '8', '9']);
    expect(parentsOf(data, 'member')).toEqual([u(1), u(2), u(3)]);
    expect(keysOf(data, 'member')).toEqual([`${u(1)}/member[1]`, `${u(2)}/member[1]`, `${u(3)}/member[1]`]);
    expect(
      intake.sheets.map(({ file: path, table, rows, repeated, replaced }) => [path, table, rows, repeated, replaced]),
    ).toEqual([
      ['one.xlsx', 'main', 2, 0, 0],
      ['two.xlsx', 'main', 3, 1, 1],
      ['one.xlsx', 'member', 3, 0, 0],
      ['two.xlsx', 'member', 3, 1, 0],
    ]);
    expect(intake.remarks.filter(({ key }) => key === u(2)).map(({ message }) => message)).toEqual([
      "delivers an interview of one.xlsx anew: the older copy is left out (sheet 'x', row 2)",
    ]);
  });

  test('numbers that begin anew in every file are no key', async () => {
    const wave = (path: string, ages: readonly number[]) =>
      rawSheet('x', ['id|age', ...ages.map((age, row) => `${row + 1}|${age}`)], { path });
    await expect(readOne([wave('one.csv', [1, 2, 3, 4]), wave('two.csv', [5, 6, 7, 8])])).rejects.toThrow(
      "two.csv, sheet 'x', column 'id': 4 of 4 rows have the key of an interview of another file, with other answers",
    );
  });
});

describe('repeated keys', () => {
  test('the same content is kept once, whatever the numbering of the platform', async () => {
    const { data, intake } = await readOne([
      rawSheet('x', ['_index|_id|_uuid|age|name', '1|10|u1|30|Ana', '2|11|u2|40|Badr', '3|12|u1|30|Ana']),
    ]);
    expect(keysOf(data, 'main')).toEqual(['u1', 'u2']);
    expect(remarks(intake)).toEqual(['keys|note|main|u1||']);
    expect(intake).toMatchObject({ received: 3, rows: { main: 2 } });
    expect(intake.sheets[0]).toMatchObject({ rows: 3, repeated: 1 });
  });

  test('empty cells that a row leaves out at its end are the same content', async () => {
    const { data } = await readOne([rawSheet('x', ['_uuid|age|name', 'u1|30|', 'u2|1|b', 'u1|30'])]);
    expect(keysOf(data, 'main')).toEqual(['u1', 'u2']);
  });

  test('other content is another interview, ~2 and on', async () => {
    const { data, intake } = await readOne([
      rawSheet('x', ['_uuid|age', 'u1|30', 'u2|1', 'u1|31', 'u3|2', 'u1|32', 'u1|31', 'u4|5']),
    ]);
    expect(keysOf(data, 'main')).toEqual(['u1', 'u2', 'u1~2', 'u3', 'u1~3', 'u1~4', 'u4']);
    expect(remarks(intake)).toEqual([
      'keys|error|main|u1~2|u1|u1',
      'keys|error|main|u1~3|u1|u1',
      'keys|error|main|u1~4|u1|u1',
    ]);
    expect(intake.remarks.find(({ key }) => key === 'u1~2')?.message).toBe(
      "has the key of another interview with other answers: it is called u1~2 (sheet 'x', row 4)",
    );
  });

  test('over half of them: this is no key', async () => {
    const half = rawSheet('x', ['_uuid|age', 'u|1', 'u|2', 'u|3', 'v|4']);
    expect(keysOf((await readOne([half])).data, 'main')).toEqual(['u', 'u~2', 'u~3', 'v']);
    await expect(readOne([rawSheet('x', ['_uuid|age', 'u|1', 'u|2', 'u|3', 'u|4', 'v|4'])])).rejects.toThrow(
      "export.xlsx, sheet 'x', column '_uuid': 3 of 5 rows repeat a key with other answers: this is no key. Export the submission uuid with the data",
    );
    // Of three rows or fewer, no half is told.
    expect(keysOf((await readOne([rawSheet('x', ['_uuid|age', 'u|1', 'u|2', 'u|3'])])).data, 'main')).toEqual([
      'u',
      'u~2',
      'u~3',
    ]);
  });
});

describe('rosters', () => {
  test('hang on their interview by its row number', async () => {
    const { data, intake } = await readOne([
      interviews,
      rawSheet('member', ['_index|_parent_index|member_age', '1|1|5', '2|3|7', '3|1|6', '4|2|']),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u3/member[1]', 'u1/member[2]', 'u2/member[1]']);
    expect(parentsOf(data, 'member')).toEqual(['u1', 'u3', 'u1', 'u2']);
    expect(textsOf(data, 'member', 'member_age')).toEqual(['5', '7', '6', '']);
    expect(states(data, 'member', 'member_needs')).toEqual([2, 2, 2, 2]);
    expect(remarks(intake)).toEqual([]);
  });

  test('or by its uuid', async () => {
    const { data } = await readOne([
      interviews,
      rawSheet('member', ['_submission__uuid|member_age', 'u2|5', 'uuid:u1|7', 'u2|6']),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u2/member[1]', 'u1/member[1]', 'u2/member[2]']);
  });

  test('stand before their interviews in the file', async () => {
    const { data } = await readOne([rawSheet('member', ['_parent_index|member_age', '2|5']), interviews]);
    expect(parentsOf(data, 'member')).toEqual(['u2']);
  });

  test('without a column of row numbers, rows count from 1', async () => {
    const { data } = await readOne([
      rawSheet('x', ['_uuid|age', 'u1|30', 'u2|31']),
      rawSheet('member', ['_parent_index|member_age', '2|5', '1|6']),
    ]);
    expect(parentsOf(data, 'member')).toEqual(['u2', 'u1']);
  });

  test('in rosters', async () => {
    const { data } = await readOne([
      interviews,
      rawSheet('member', [
        '_index|_parent_index|_parent_table_name|member_age',
        '1|1|Household|5',
        '2|1|Household|6',
        '3|2|Household|7',
      ]),
      rawSheet('job', [
        '_index|_parent_index|_parent_table_name|job_title',
        '1|2|member|baker',
        '2|3|member|cook',
        '3|2|member|driver',
      ]),
    ]);
    expect(keysOf(data, 'job')).toEqual(['u1/member[2]/job[1]', 'u2/member[1]/job[1]', 'u1/member[2]/job[2]']);
    expect(parentsOf(data, 'job')).toEqual(['u1/member[2]', 'u2/member[1]', 'u1/member[2]']);
  });

  test('that hang on nothing are orphans, and told', async () => {
    const { data, intake } = await readOne([
      interviews,
      rawSheet('member', ['_index|_parent_index|member_age', '1|9|5', '2|1|6', '3||7']),
      rawSheet('job', ['_index|_parent_index|job_title', '1|1|cook', '2|8|baker']),
    ]);
    expect(keysOf(data, 'member')).toEqual(['orphan/member[1]', 'u1/member[1]', 'orphan/member[2]']);
    expect([...(data.tables.get('member')?.parent?.rows ?? [])]).toEqual([-1, 0, -1]);
    expect(keysOf(data, 'job')).toEqual(['orphan/member[1]/job[1]', 'orphan/job[1]']);
    expect(remarks(intake)).toEqual([
      'links|error|member|orphan/member[1]|9|',
      'links|error|member|orphan/member[2]||',
      'links|error|job|orphan/job[1]|8|',
    ]);
  });

  test('an orphan never hangs on an interview without key, nor on any interview of a file without keys', async () => {
    const keyless = await readOne([
      rawSheet('x', ['index|age', '1|30', '2|31']),
      rawSheet('member', ['_parent_index|member_age', '7|5']),
    ]);
    expect(parentsOf(keyless.data, 'member')).toEqual(['']);
    const empty = await readOne([
      rawSheet('x', ['_uuid|age', 'u1|30', '|31']),
      rawSheet('member', ['_parent_index|_submission__uuid|member_age', '7||5']),
    ]);
    expect(parentsOf(empty.data, 'member')).toEqual(['']);
  });

  test('a roster in a roster does not hang on some row of its interview for want of its own', async () => {
    const { data } = await readOne([
      interviews,
      rawSheet('member', ['_index|_parent_index|_submission__uuid|member_age', '1|1|u1|5', '2|1|u1|6']),
      rawSheet('job', ['_parent_index|_submission__uuid|job_title', '9|u1|baker']),
    ]);
    expect(parentsOf(data, 'job')).toEqual(['']);
  });

  test('rows of a repeated interview are left out with it, down to the last roster', async () => {
    const { data, intake } = await readOne([
      rawSheet('x', ['_index|_uuid|age', '1|u1|30', '2|u2|40', '3|u1|30']),
      rawSheet('member', ['_index|_parent_index|member_age', '1|1|5', '2|3|5', '3|2|6']),
      rawSheet('job', ['_index|_parent_index|job_title', '1|1|cook', '2|2|cook', '3|3|baker']),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u2/member[1]']);
    expect(keysOf(data, 'job')).toEqual(['u1/member[1]/job[1]', 'u2/member[1]/job[1]']);
    expect(intake.sheets.map(({ rows, repeated }) => [rows, repeated])).toEqual([
      [3, 1],
      [3, 1],
      [3, 1],
    ]);
  });

  test('rows of another interview with the same key hang on that one', async () => {
    const { data } = await readOne([
      rawSheet('x', ['_index|_uuid|age', '1|u1|30', '2|u2|40', '3|u1|31']),
      rawSheet('member', ['_parent_index|member_age', '1|5', '3|6']),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u1~2/member[1]']);
  });
});

describe('several files', () => {
  const second = rawSheet('Household', ['_index|_uuid|work|name', '1|u4|yes|Driss', '2|u1|no|Ana'], {
    path: 'later.xlsx',
  });

  test('of one source: rows follow, each file with its own columns', async () => {
    const { data, intake } = await readOne([interviews, second]);
    expect(keysOf(data, 'main')).toEqual(['u2', 'u3', 'u4', 'u1']);
    expect(textsOf(data, 'main', 'age')).toEqual(['40', '', '', '']);
    expect(states(data, 'main', 'age')).toEqual([0, 3, 2, 2]);
    expect(states(data, 'main', 'work')).toEqual([2, 2, 0, 0]);
    expect(intake.received).toBe(5);
    expect(intake.sheets.map(({ file, rows }) => [file, rows])).toEqual([
      ['export.xlsx', 3],
      ['later.xlsx', 2],
    ]);
  });

  test('of two sources: each roster looks in its own', async () => {
    const { data } = await read([
      sourceSheets([interviews, rawSheet('member', ['_parent_index|member_age', '1|5'])], { id: 'a' }),
      sourceSheets([second, rawSheet('member', ['_parent_index|member_age', '1|6'])], { id: 'b' }),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u4/member[1]']);
  });

  test('an interview that a second source repeats is kept once', async () => {
    const { data, intake } = await read([
      sourceSheets([interviews], { id: 'a' }),
      sourceSheets([interviews], { id: 'b' }),
    ]);
    expect(keysOf(data, 'main')).toEqual(['u1', 'u2', 'u3']);
    expect(intake.sheets.map(({ source, repeated }) => [source, repeated])).toEqual([
      ['a', 0],
      ['b', 3],
    ]);
  });

  test('of one source, each with its roster: rows hang on the interviews of their own file', async () => {
    const { data } = await readOne([
      interviews,
      rawSheet('member', ['_parent_index|member_age', '1|5', '2|6']),
      second,
      rawSheet('member', ['_parent_index|member_age', '1|7'], { path: 'later.xlsx' }),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u2/member[1]', 'u4/member[1]']);
  });

  test('without keys: rows of the second are no repetition of the first', async () => {
    const lines = ['age|name', '30|Ana', '31|Badr', '32|Chama', '33|Driss'];
    const { data } = await readOne([
      rawSheet('a', lines),
      rawSheet('b', ['age|name', '40|Eva', '41|Farid', '42|Ghita', '43|Hana', '30|Ana'], { path: 'later.xlsx' }),
    ]);
    expect(data.tables.get('main')?.rows).toBe(9);
    expect(new Set(keysOf(data, 'main')).size).toBe(9);
  });

  test('orphans of two sources have keys of their own', async () => {
    const orphan = rawSheet('member', ['_parent_index|member_age', '9|5']);
    const { data } = await read([
      sourceSheets([interviews, orphan], { id: 'a' }),
      sourceSheets([second, orphan], { id: 'b' }),
    ]);
    expect(new Set(keysOf(data, 'member')).size).toBe(2);
  });

  test('orphans of a roster whose parent’s sheet is not there have keys of their own', async () => {
    const { data } = await readOne([interviews, rawSheet('job', ['_parent_index|job_title', '1|cook', '2|baker'])]);
    expect(new Set(keysOf(data, 'job')).size).toBe(2);
  });
});

describe('rosters in files of their own', () => {
  const first = rawSheet('a', ['_uuid|age', 'u1|30', 'u2|31'], { path: 'a.csv', workbook: false });
  const later = rawSheet('b', ['_uuid|age', 'u3|32', 'u4|33'], { path: 'b.csv', workbook: false });
  const members = (path: string, lines: readonly string[]) => rawSheet('m', lines, { path, workbook: false });

  test('each after its interviews, in their order', async () => {
    const { data } = await readOne([
      first,
      later,
      members('am.csv', ['_parent_index|member_age', '2|5']),
      members('bm.csv', ['_parent_index|member_age', '2|6']),
    ]);
    expect(parentsOf(data, 'member')).toEqual(['u2', 'u4']);
  });

  // Only the first file of interviews is looked at.
  test('one for two files of interviews: by uuid each row finds its own', async () => {
    const { data } = await readOne([first, later, members('m.csv', ['_submission__uuid|member_age', 'u4|5', 'u1|6'])]);
    expect(parentsOf(data, 'member')).toEqual(['u4', 'u1']);
  });

  // Row 2 of the first file is as good as row 2 of the second: it is taken without a word.
  test('one for two files of interviews: row numbers alone do not tell which, and that is said', async () => {
    const { intake } = await readOne([first, later, members('m.csv', ['_parent_index|member_age', '2|5'])]);
    expect(remarks(intake).filter((remark) => remark.startsWith('links|error'))).toHaveLength(1);
  });

  test('rows of a repeated interview that are linked by uuid only are not doubled', async () => {
    const { data, intake } = await readOne([
      rawSheet('x', ['_uuid|age', 'u1|30', 'u2|31', 'u1|30'], { path: 'a.csv', workbook: false }),
      members('m.csv', ['_submission__uuid|member_age', 'u1|5', 'u2|9', 'u1|5']),
    ]);
    expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u2/member[1]']);
    expect(intake.remarks.filter(({ message }) => message.includes('itself repeated'))).toHaveLength(1);
  });

  test('but two of its members who are alike both stay, and so does a row of one copy only', async () => {
    const { data } = await readOne([
      rawSheet('x', ['_uuid|age', 'u1|30', 'u1|30'], { path: 'a.csv', workbook: false }),
      members('m.csv', ['_index|_submission__uuid|member_age', '1|u1|5', '2|u1|5', '3|u1|8', '4|u1|5', '5|u1|5']),
    ]);
    expect(textsOf(data, 'member', 'member_age')).toEqual(['5', '8', '5']);
  });
});

describe('two columns for one question', () => {
  test('that a new version moved to another group fill each other, and a contradiction is told', async () => {
    const { data, intake } = await readOne([
      rawSheet('x', ['_uuid|g/age|age', 'u1|30|', 'u2||31', 'u3|32|32', 'u4|33|34']),
    ]);
    expect(textsOf(data, 'main', 'age')).toEqual(['30', '31', '32', '33']);
    const told = intake.remarks.filter(({ check, field }) => check === 'columns' && field === 'age');
    expect(told.map(({ level, key, message }) => `${level} ${key} ${message}`)).toEqual([
      "warning  sheet 'x' has two columns for this question: where the first is blank, the next was read",
      "error u4 the column 'g/age' says '33', the column 'age' says '34': the first was read",
    ]);
  });

  test('of one name: the same answers do no harm, others are a fault with row and columns', async () => {
    const { data } = await readOne([rawSheet('x', ['_uuid|age|age', 'u1|30|30', 'u2||31'])]);
    expect(textsOf(data, 'main', 'age')).toEqual(['30', '31']);
    await expect(readOne([rawSheet('x', ['_uuid|age|age', 'u1|30|30', 'u2|32|31'])])).rejects.toThrow(
      "export.xlsx, sheet 'x', row 3, columns 2 and 3: both are called 'age', and say '32' and '31'",
    );
  });

  test('of a direct identifier: nothing is said of its values', async () => {
    const { intake } = await read(
      [sourceSheets([rawSheet('x', ['_uuid|name|name|age', 'u1|Ana|Eva|3'])])],
      [],
      ['name'],
    );
    expect(JSON.stringify(intake)).not.toMatch(/Ana|Eva/);
  });
});

describe('a roster that hangs on nothing', () => {
  const main = rawSheet('x', ['_uuid|age', 'u1|30', 'u2|31'], { path: 'a.csv', workbook: false });
  const rows = ['9|5', '9|6', '9|7', '9|8'];

  test.each([
    [
      'by its links',
      '_parent_index',
      "m.csv, sheet 'm', column '_parent_index': none of the 4 rows of the roster 'member'",
    ],
    ['for want of them', 'nothing', 'no column says to which'],
  ])('%s is a fault', async (_, link, message) => {
    const members = rawSheet('m', [`${link}|member_age`, ...rows], { path: 'm.csv', workbook: false });
    await expect(readOne([main, members])).rejects.toThrow(message);
  });
});

describe('writing', () => {
  test('Excel serials are read in workbooks, and counted', async () => {
    const lines = ['_uuid|born|today', 'u1|45351|45352.75', 'u2|2024-02-29|', 'u3|12|x'];
    const { data, intake } = await readOne([rawSheet('x', lines)]);
    expect(textsOf(data, 'main', 'born')).toEqual(['2024-02-29', '2024-02-29', '']);
    expect(textsOf(data, 'main', 'today')).toEqual(['2024-03-01', '', '']);
    expect(states(data, 'main', 'born')).toEqual([0, 0, 7]);
    expect(intake.serials).toBe(2);
    expect(intake.sheets[0]?.serials).toBe(2);
  });

  test('but not in a CSV', async () => {
    const { data, intake } = await readOne([rawSheet('x', ['_uuid|born', 'u1|45351'], { workbook: false })]);
    expect(states(data, 'main', 'born')).toEqual([7]);
    expect(intake.serials).toBe(0);
  });

  test('serials of direct identifiers are not counted', async () => {
    const { intake } = await read([sourceSheets([rawSheet('x', ['_uuid|born|age', 'u1|45351|3'])])], [], ['born']);
    expect(intake.serials).toBe(0);
  });

  test('what the source declares: a decimal comma, the day first', async () => {
    const { data } = await read([
      sourceSheets([rawSheet('x', ['_uuid|age|born', 'u1|30,0|03/04/2024'], { workbook: false })], {
        writing: { decimal: ',', dateOrder: 'dmy' },
      }),
    ]);
    expect([textsOf(data, 'main', 'age'), textsOf(data, 'main', 'born')]).toEqual([['30'], ['2024-04-03']]);
  });
});

describe('the account', () => {
  test('every column by what it is', async () => {
    const { data, intake } = await read(
      [
        sourceSheets([
          rawSheet('x', [
            'g/age|g/h/needs|g/h/needs/food|g/h/needs/water|g/place|g/_place_latitude|_uuid|_submission_time|__version__|weight|odd|name',
            'u|food|1||34 -6|34|u1|2024-05-02T10:00:00|v2|1.5|z|Ana',
            '31|food|1|0|||u2|2024-05-01T10:00:00|v1|2|z|Badr',
            '32|cash|1|0|||u3|2024-04-01T10:00:00|v2|2|z|Eva',
          ]),
        ]),
      ],
      ['weight'],
      ['name'],
    );
    expect(intake.sheets[0]).toMatchObject({
      table: 'main',
      dialect: 'kobo',
      fields: ['age', 'needs', 'place'],
      extras: ['weight'],
      platform: ['g/_place_latitude', '_uuid', '_submission_time', '__version__'],
      unknown: ['odd'],
      direct: ['name'],
      foreignOptions: ['g/h/needs/water'],
    });
    expect(intake.versions).toEqual({ v1: 1, v2: 2 });
    expect(intake.lastSubmission).toBe('2024-05-02');
    expect(textsOf(data, 'main', 'weight')).toEqual(['1.5', '2', '2']);
    expect(intake.remarks.filter(({ check }) => check === 'options').map(({ detail, ...rest }) => rest)).toEqual([
      {
        check: 'options',
        level: 'warning',
        table: 'main',
        key: '',
        field: 'g/h/needs/water',
        value: '',
        message: "option column of sheet 'x': the form's list has no choice 'water'",
      },
      {
        check: 'options',
        level: 'error',
        table: 'main',
        key: 'u3',
        field: 'needs',
        value: 'cash',
        message: "the column of option 'food' says 1, but the answer 'cash' does not hold it",
      },
    ]);
  });

  test('questions that no file has, but not notes, metadata or direct identifiers', async () => {
    const { intake } = await read([sourceSheets([interviews])], [], ['photo']);
    expect(intake.absent).toEqual([
      { table: 'main', field: 'work' },
      { table: 'main', field: 'needs' },
      { table: 'main', field: 'place' },
      { table: 'main', field: 'born' },
      { table: 'main', field: 'a-b' },
      { table: 'member', field: 'member_age' },
      { table: 'member', field: 'member_needs' },
      { table: 'job', field: 'job_title' },
    ]);
    expect(
      intake.remarks.filter(({ level }) => level === 'warning').map(({ table, field }) => ({ table, field })),
    ).toEqual(intake.absent);
  });

  test('a sheet that holds no table is named with the reason, and its columns are nobody’s', async () => {
    const { intake } = await readOne([interviews, rawSheet('README', ['about|this', 'x|y'])]);
    expect(intake.sheets[1]).toMatchObject({
      sheet: 'README',
      table: '',
      rows: 0,
      why: '0 of its 2 columns are questions of the form',
    });
    expect(intake.remarks.filter(({ field }) => field === 'about')).toEqual([]);
  });
});

describe('direct identifiers', () => {
  test('are in no table, no remark and no account', async () => {
    const { data, intake } = await read(
      [
        sourceSheets([
          rawSheet('x', [
            '_index|_uuid|age|name|phone|needs|needs/food|work',
            '1|u1|30|SecretA|0600000001|cash|1|SecretB',
            '2|u1|31|SecretC|0600000002||1|no',
          ]),
          rawSheet('member', ['_parent_index|member_age|member_needs|member_needs/food', '7|5|SecretD|1']),
        ]),
      ],
      ['phone'],
      ['name', 'phone', 'needs', 'work', 'member_needs'],
    );
    expect(
      [...(data.tables.get('main')?.columns.keys() ?? [])].filter((name) =>
        ['name', 'phone', 'needs', 'work'].includes(name),
      ),
    ).toEqual([]);
    const told = JSON.stringify(intake);
    for (const secret of ['Secret', '0600', 'cash']) expect(told).not.toContain(secret);
    expect(intake.sheets[0]?.fields).toEqual(['age']);
    expect(intake.sheets[0]?.direct).toEqual(['name', 'phone', 'needs', 'needs/food', 'work']);
  });

  test('a column unknown to the form is direct by its header', async () => {
    const { intake } = await read([sourceSheets([rawSheet('x', ['_uuid|age|phone', 'u1|30|06'])])], [], ['phone']);
    expect(intake.sheets[0]?.direct).toEqual(['phone']);
  });
});
