import { describe, expect, test } from 'vitest';
import { readSpss } from '../../../src/readers/labelled/spss.ts';
import { rowsOf, sourceOf } from '../source.ts';
import { LOWEST, type SpssFile, spssBytes } from './spssBytes.ts';

const read = async (file: SpssFile, chunk = 61) => (await readSpss(sourceOf('x.sav', spssBytes(file), chunk)))[0]!;

const LONG = `${'دعم '.repeat(100)}fin`;

const HOUSEHOLDS: SpssFile = {
  variables: [
    {
      name: 'HouseholdName',
      short: 'HOUSEHOL',
      width: 12,
      label: 'اسم الأسرة',
      labels: [['none', 'بلا اسم']],
      missing: ['none'],
    },
    {
      name: 'size',
      label: 'Household size',
      labels: [
        [-99, 'Refused'],
        [-98, 'Don’t know'],
        [-1, 'Not asked'],
      ],
      range: [LOWEST, -90],
      missing: [-1],
    },
    {
      name: 'income',
      decimals: 2,
      missing: [999, 998, 997],
      labels: [
        [998, 'Ne sait pas'],
        [1, 'Un'],
      ],
    },
    {
      name: 'sex',
      width: 1,
      labels: [
        ['f', 'أنثى'],
        ['m', 'ذكر'],
        ['x', 'رفض الإجابة'],
      ],
      missing: ['x'],
    },
    { name: 'story', width: 900 },
    { name: 'day', format: 20, missing: [99] },
    { name: 'at', format: 22 },
    { name: 'clock', format: 21, missing: [-1, 99] },
    { name: 'month', format: 28 },
  ],
  rows: [
    ['Amina', 4, 1250.5, 'f', LONG, 13_951_785_600, 13_951_822_210, 36_610, 13_947_120_000],
    ['none', -99, 999, 'm', '', 99, null, 99, null],
    ['', -97, 998, 'x', 'court', null, 13_951_822_210.25, -1, null],
    ['Élise', null, null, '', `${'é'.repeat(127)}à`, null, null, 93_600, null],
    ['أحمد', -1, -3, 'm', 'x'.repeat(900), null, null, null, null],
  ],
};

const CELLS = [
  ['Amina', '4', '1250.5', 'f', LONG, '2024-11-24', '2024-11-24T10:10:10', '10:10:10', '2024-10-01'],
  ['none', '-99', '999', 'm', '', '99', '', '99', ''],
  ['', '-97', '998', 'x', 'court', '', '2024-11-24T10:10:10.250', '-1', ''],
  ['Élise', '', '', '', `${'é'.repeat(127)}à`, '', '', '26:00:00', ''],
  ['أحمد', '-1', '-3', 'm', 'x'.repeat(900), '', '', '', ''],
];

describe('cells, labels and missing codes', () => {
  test.each([
    ['none', false, 'SPSS 22 file, uncompressed, UTF-8'],
    ['bytecode', false, 'SPSS 22 file, bytecode compressed, UTF-8'],
    ['zlib', false, 'SPSS 22 file, zlib compressed, UTF-8'],
    ['none', true, 'SPSS 22 file, uncompressed, big-endian, UTF-8'],
    ['bytecode', true, 'SPSS 22 file, bytecode compressed, big-endian, UTF-8'],
    ['zlib', true, 'SPSS 22 file, zlib compressed, big-endian, UTF-8'],
  ] as const)('%s, big-endian %s', async (packing, big, how) => {
    const sheet = await read({ ...HOUSEHOLDS, packing, big });
    expect(sheet.how).toBe(how);
    expect(sheet).toMatchObject({ name: 'x', path: 'x.sav', workbook: false, headerRow: 1 });
    expect(sheet.header).toEqual(['HouseholdName', 'size', 'income', 'sex', 'story', 'day', 'at', 'clock', 'month']);
    expect(await rowsOf(sheet)).toEqual(CELLS);
    expect(await rowsOf(sheet)).toEqual(CELLS);
    expect(Object.fromEntries(sheet.labelled!)).toEqual({
      HouseholdName: {
        label: 'اسم الأسرة',
        type: 'text',
        labels: new Map([['none', 'بلا اسم']]),
        missing: new Map([['none', 'blank']]),
      },
      size: {
        label: 'Household size',
        type: 'integer',
        labels: new Map([
          ['-99', 'Refused'],
          ['-98', 'Don’t know'],
          ['-1', 'Not asked'],
        ]),
        missing: new Map([
          ['-99', 'refused'],
          ['-98', 'dontKnow'],
          ['-97', 'blank'],
          ['-1', 'notAsked'],
        ]),
      },
      income: {
        label: '',
        type: 'decimal',
        labels: new Map([
          ['998', 'Ne sait pas'],
          ['1', 'Un'],
        ]),
        missing: new Map([
          ['997', 'blank'],
          ['998', 'dontKnow'],
          ['999', 'blank'],
        ]),
      },
      sex: {
        label: '',
        type: 'text',
        labels: new Map([
          ['f', 'أنثى'],
          ['m', 'ذكر'],
          ['x', 'رفض الإجابة'],
        ]),
        missing: new Map([['x', 'refused']]),
      },
      story: { label: '', type: 'text', labels: new Map(), missing: new Map() },
      day: { label: '', type: 'date', labels: new Map(), missing: new Map([['99', 'blank']]) },
      at: { label: '', type: 'dateTime', labels: new Map(), missing: new Map() },
      clock: {
        label: '',
        type: 'time',
        labels: new Map(),
        missing: new Map([
          ['-1', 'blank'],
          ['99', 'blank'],
        ]),
      },
      month: { label: '', type: 'date', labels: new Map(), missing: new Map() },
    });
  });

  test.each([1, 7, 100_000])('chunks of %i bytes', async (chunk) => {
    for (const packing of ['none', 'bytecode', 'zlib'] as const)
      expect(await rowsOf(await read({ ...HOUSEHOLDS, packing }, chunk))).toEqual(CELLS);
  });

  test('more rows than a batch holds, and a file that does not tell its cases', async () => {
    const rows = Array.from({ length: 5_003 }, (_, k) => [k, k / 8, `r${k}`]);
    const variables = [{ name: 'a' }, { name: 'b', decimals: 3 }, { name: 'c', width: 9 }];
    for (const packing of ['none', 'bytecode', 'zlib'] as const)
      for (const cases of [5_003, -1]) {
        const sheet = await read({ variables, rows, packing, cases, blockSize: 4_000 }, 65_536);
        expect(await rowsOf(sheet)).toEqual(rows.map((row) => row.map(String)));
      }
  });

  test('an interview without any value is no row', async () => {
    const sheet = await read({
      variables: [{ name: 'a' }, { name: 'b', width: 4 }],
      rows: [
        [1, 'x'],
        [null, ''],
        [2, ''],
      ],
    });
    expect(await rowsOf(sheet)).toEqual([
      ['1', 'x'],
      ['2', ''],
    ]);
  });

  test('whole numbers in a format without decimals are integers; a fraction among them makes decimals', async () => {
    const sheet = await read({
      variables: [
        { name: 'n' },
        { name: 'w' },
        { name: 'd', decimals: 2 },
        { name: 'code', decimals: 2, labels: [[1, 'yes']] },
      ],
      rows: [[1, 1.5, 1, 1]],
    });
    expect([...sheet.labelled!.values()].map(({ type }) => type)).toEqual(['integer', 'decimal', 'decimal', 'integer']);
  });
});

describe('encodings', () => {
  const variables = [{ name: 'q', width: 8, label: 'Prénom', labels: [['é', 'été'] as const] }];
  test.each([
    ['windows-1256', 0, 'رفض', 'windows-1256'],
    ['', 1256, 'é', 'cp1256'],
    ['', 1252, 'é', 'cp1252'],
    ['', 2, 'é', 'windows-1252, as the file states no encoding'],
    ['ISO-8859-15', 2, '€', 'ISO-8859-15'],
  ])('%s, page %i', async (encoding, page, cell, how) => {
    const sheet = await read({ variables, rows: [[cell]], encoding, page });
    expect(sheet.how).toBe(`SPSS 22 file, uncompressed, ${how}`);
    expect(await rowsOf(sheet)).toEqual([[cell]]);
  });

  test('the code page alone tells UTF-8', async () => {
    const bytes = spssBytes({ variables, rows: [['été']] });
    // Record 7/20 becomes one that nobody knows.
    const at = Buffer.from(bytes).indexOf(Buffer.from([7, 0, 0, 0, 20, 0, 0, 0]));
    bytes[at + 4] = 99;
    const [sheet] = await readSpss(sourceOf('x.sav', bytes, 50));
    expect([sheet!.how, await rowsOf(sheet!)]).toEqual(['SPSS 22 file, uncompressed, UTF-8', [['été']]]);
    expect(sheet!.labelled!.get('q')).toMatchObject({ label: 'Prénom', labels: new Map([['é', 'été']]) });
  });

  test.each([
    ['', 1, 'x.sav, encoding: its texts are in EBCDIC, which cannot be read'],
    ['', 4711, 'x.sav, encoding: its texts are in code page 4711, which cannot be read'],
  ])('%s page %i is a fault', async (encoding, page, message) => {
    await expect(read({ variables, rows: [], encoding, page })).rejects.toThrow(message);
  });
});

describe('damage', () => {
  test.each(['none', 'bytecode', 'zlib'] as const)('%s: cut anywhere, a fault that names the file', async (packing) => {
    const bytes = spssBytes({ ...HOUSEHOLDS, packing });
    const places = new Set<string>();
    // The last group of commands holds nothing but the end mark and zeros.
    const last = packing === 'bytecode' ? 9 : 1;
    for (let length = 4; length <= bytes.length - last; length += length > bytes.length - 100 ? 1 : 17) {
      const error = await readSpss(sourceOf('x.sav', bytes.subarray(0, length), 500)).then(
        () => `no fault at ${length} of ${bytes.length}`,
        (thrown: Error) => (thrown.name === 'Fault' ? thrown.message : `no fault but ${thrown.stack}`),
      );
      expect(error).toMatch(/^x\.sav, [^:]+: .*Download or export the file again$/);
      places.add(error.replace(/^x\.sav, ([^:]+):.*/, '$1'));
    }
    expect([...places]).toEqual(
      expect.arrayContaining(['header', 'variable record 2', 'value labels 1', 'extension record 7/21']),
    );
    if (packing !== 'zlib') expect([...places]).toEqual(expect.arrayContaining(['case 1 of 5', 'case 5 of 5']));
  });

  test.each(['none', 'bytecode', 'zlib'] as const)(
    '%s: any byte changed gives a sheet or a fault, never another error',
    async (packing) => {
      const bytes = Buffer.from(spssBytes({ ...HOUSEHOLDS, packing }));
      for (let at = 60; at < bytes.length; at += 13) {
        for (const value of [0, 0xff]) {
          const changed = Buffer.from(bytes);
          changed[at] = value;
          const thrown = await readSpss(sourceOf('x.sav', changed, 4_000)).then(
            async ([sheet]) => void (await rowsOf(sheet!)),
            (error: Error) => error,
          );
          if (thrown !== undefined)
            expect(`${at} ${value}: ${thrown.name === 'Fault' ? 'Fault' : thrown.stack}`).toBe(`${at} ${value}: Fault`);
        }
      }
    },
  );

  test.each(['none', 'bytecode', 'zlib'] as const)(
    '%s: a header that tells other cases than there are',
    async (packing) => {
      const file = { ...HOUSEHOLDS, packing };
      await expect(read({ ...file, cases: 6 })).rejects.toThrow('x.sav, case 6 of 6: the file is cut off');
      await expect(read({ ...file, cases: 2_000_000_000 })).rejects.toThrow(
        'x.sav, case 6 of 2000000000: the file is cut off',
      );
      await expect(read({ ...file, cases: 4 })).rejects.toThrow(
        'x.sav, cases: there are more than the 4 that the header tells',
      );
    },
  );

  test.each(['none', 'bytecode'] as const)('%s: cases of an unknown number, cut inside one', async (packing) => {
    const bytes = spssBytes({ ...HOUSEHOLDS, packing, cases: -1 });
    const end = packing === 'none' ? 300 : 75;
    await expect(readSpss(sourceOf('x.sav', bytes.subarray(0, -end), 500))).rejects.toThrow(
      'x.sav, case 5: the file is cut off',
    );
  });

  test('numbers of a mainframe', async () => {
    const bytes = Buffer.from(spssBytes({ variables: [{ name: 'a' }], rows: [[1]], big: true }));
    // 100 as IBM 370 writes it.
    Buffer.from([0x42, 0x64, 0, 0, 0, 0, 0, 0]).copy(bytes, 84);
    await expect(readSpss(sourceOf('x.sav', bytes))).rejects.toThrow('x.sav, header: its numbers are not IEEE doubles');
  });

  test('a width of a long string that is no number', async () => {
    const bytes = Buffer.from(spssBytes(HOUSEHOLDS));
    bytes.write('STORY=x0900', bytes.indexOf('STORY=00900'), 'latin1');
    await expect(readSpss(sourceOf('x.sav', bytes))).rejects.toThrow(
      "x.sav, variable 'story': the width of its string is no number that SPSS knows",
    );
  });

  test('a number where text should be', async () => {
    const bytes = Buffer.from(spssBytes({ variables: [{ name: 'a', width: 4 }], rows: [['x']], packing: 'bytecode' }));
    bytes[bytes.length - 16] = 107;
    await expect(readSpss(sourceOf('x.sav', bytes))).rejects.toThrow(
      'x.sav, case 1 of 1: A is text and holds a number',
    );
  });
});
