import { describe, expect, test } from 'vitest';
import { readStata } from '../../../src/readers/labelled/stata.ts';
import { rowsOf, sourceOf } from '../source.ts';
import { type StataCell, type StataFile, type StataVariable, stataBytes } from './stataBytes.ts';

const read = async (file: StataFile, chunk = 61) => (await readStata(sourceOf('x.dta', stataBytes(file), chunk)))[0]!;

const VARIABLES: readonly StataVariable[] = [
  { name: 'who', type: 20, label: 'Prénom' },
  { name: 'sex', type: 'byte', labels: 'sex', label: 'Sexe de l’enquêté' },
  { name: 'size', type: 'int' },
  { name: 'income', type: 'long', labels: 'gone' },
  { name: 'rate', type: 'float' },
  { name: 'exact', type: 'double' },
  { name: 'code', type: 'double', labels: 'sex' },
  { name: 'day', type: 'long', format: '%td' },
  { name: 'at', type: 'double', format: '%tcDD-Mon-CCYY_HH:MM:SS' },
  { name: 'clock', type: 'double', format: '%tcHH:MM:SS' },
];

const ROWS: readonly (readonly StataCell[])[] = [
  ['Amina', 1, 4, 125_000, 1.1, 0.1, 1, 23_704, 2_048_062_210_000, 36_610_000],
  ['', 2, '.', '.a', '.b', '.c', '.d', '.', '.', '.'],
  ['Élodie', '.d', -32_767, -2_147_483_647, -0.00012345, 1e-7, '.r', -1, -1000, 86_399_000],
  [
    'Zoé',
    '.z',
    32_740,
    2_147_483_620,
    1.7014117331926443e38,
    Number.MAX_VALUE / 2,
    '.',
    23_704,
    2_048_062_210_250,
    '.',
  ],
];

const CELLS = [
  ['Amina', '1', '4', '125000', '1.1', '0.1', '1', '2024-11-24', '2024-11-24T10:10:10', '10:10:10'],
  ['', '2', '', '.a', '.b', '.c', '.d', '', '', ''],
  [
    'Élodie',
    '.d',
    '-32767',
    '-2147483647',
    '-0.00012345',
    '1e-7',
    '.r',
    '1959-12-31',
    '1959-12-31T23:59:59',
    '23:59:59',
  ],
  [
    'Zoé',
    '.z',
    '32740',
    '2147483620',
    '1.7014117331926443e+38',
    '8.988465674311579e+307',
    '',
    '2024-11-24',
    '2024-11-24T10:10:10.250',
    '',
  ],
];

const LABELS = {
  sex: [
    [1, 'Homme'],
    [2, 'Femme'],
    ['.d', 'Ne sait pas'],
    ['.r', 'Refusé'],
  ],
} as const;

/** What came before Stata 8: one missing value, so that 101 and more are numbers in a byte. */
describe('formats before extended missing values', () => {
  test.each([
    [110, false],
    [110, true],
    [111, false],
  ] as const)('format %i, big-endian %s', async (release, big) => {
    const variables: readonly StataVariable[] = [
      { name: 'who', type: 20 },
      { name: 'sex', type: 'byte', labels: 'sex' },
      { name: 'size', type: 'int' },
      { name: 'income', type: 'long' },
      { name: 'rate', type: 'double' },
    ];
    const rows = [
      ['Élodie', 101, 32_741, 2_147_483_621, 0.5],
      ['x', '.', '.', '.', '.'],
    ];
    const sheet = await read({ release, big, variables, rows, labels: { sex: [[101, 'Femme']] } });
    expect(sheet.how).toContain(`Stata 7 file (format ${release})`);
    expect(await rowsOf(sheet)).toEqual([
      ['Élodie', '101', '32741', '2147483621', '0.5'],
      ['x', '', '', '', ''],
    ]);
    expect(sheet.labelled?.get('sex')).toMatchObject({ labels: new Map([['101', 'Femme']]), missing: new Map() });
  });
});

const LONG = 'Une très longue réponse. '.repeat(200).trim();

describe('cells, labels and missing values', () => {
  test.each([
    [113, false, 'Stata 8 file (format 113), UTF-8 or else windows-1252, as the file states no encoding'],
    [114, false, 'Stata 10 file (format 114), UTF-8 or else windows-1252, as the file states no encoding'],
    [115, true, 'Stata 12 file (format 115), big-endian, UTF-8 or else windows-1252, as the file states no encoding'],
    [117, false, 'Stata 13 file (format 117), UTF-8 or else windows-1252, as the file states no encoding'],
    [118, false, 'Stata 14 file (format 118), UTF-8'],
    [118, true, 'Stata 14 file (format 118), big-endian, UTF-8'],
    [119, false, 'Stata 15 file (format 119), UTF-8'],
    [119, true, 'Stata 15 file (format 119), big-endian, UTF-8'],
  ] as const)('format %i, big-endian %s', async (release, big, how) => {
    const sheet = await read({ release, big, variables: VARIABLES, rows: ROWS, labels: LABELS });
    expect(sheet).toMatchObject({ how, name: 'x', workbook: false, headerRow: 1 });
    expect(sheet.header).toEqual(VARIABLES.map(({ name }) => name));
    expect(await rowsOf(sheet)).toEqual(CELLS);
    expect(await rowsOf(sheet)).toEqual(CELLS);
    const sex = new Map([
      ['1', 'Homme'],
      ['2', 'Femme'],
      ['.d', 'Ne sait pas'],
      ['.r', 'Refusé'],
    ]);
    const none = { label: '', labels: new Map(), missing: new Map() };
    expect(Object.fromEntries(sheet.labelled!)).toEqual({
      who: { ...none, label: 'Prénom', type: 'text' },
      sex: {
        label: 'Sexe de l’enquêté',
        type: 'integer',
        labels: sex,
        missing: new Map([
          ['.d', 'dontKnow'],
          ['.r', 'refused'],
          ['.z', 'blank'],
        ]),
      },
      size: { ...none, type: 'integer' },
      income: { ...none, type: 'integer', missing: new Map([['.a', 'blank']]) },
      rate: { ...none, type: 'decimal', missing: new Map([['.b', 'blank']]) },
      exact: { ...none, type: 'decimal', missing: new Map([['.c', 'blank']]) },
      code: {
        ...none,
        type: 'integer',
        labels: sex,
        missing: new Map([
          ['.d', 'dontKnow'],
          ['.r', 'refused'],
        ]),
      },
      day: { ...none, type: 'date' },
      at: { ...none, type: 'dateTime' },
      clock: { ...none, type: 'time' },
    });
  });

  test('.d without a label of its own is not taken for « do not know »', async () => {
    const sheet = await read({ release: 118, variables: [{ name: 'a', type: 'byte' }], rows: [['.d'], ['.r']] });
    expect(sheet.labelled!.get('a')!.missing).toEqual(
      new Map([
        ['.d', 'blank'],
        ['.r', 'blank'],
      ]),
    );
  });

  test.each([
    [117, false],
    [117, true],
    [118, false],
    [118, true],
    [119, false],
    [119, true],
  ] as const)('long texts (strL) in format %i, big-endian %s', async (release, big) => {
    const sheet = await read({
      release,
      big,
      variables: [
        { name: 'n', type: 'byte' },
        { name: 'text', type: 'strL' },
      ],
      rows: [
        [1, LONG],
        [2, ''],
        [3, { same: 0 }],
        [4, 'réfugié'],
      ],
    });
    const expected = [
      ['1', LONG],
      ['2', ''],
      ['3', LONG],
      ['4', 'réfugié'],
    ];
    expect(await rowsOf(sheet)).toEqual(expected);
    expect(await rowsOf(sheet)).toEqual(expected);
  });

  test('letters of any script since format 118', async () => {
    const sheet = await read({
      release: 118,
      variables: [{ name: 'الجنس', type: 'byte', label: 'جنس المستجيب', labels: 'ج' }],
      rows: [[1], ['.a']],
      labels: {
        ج: [
          [1, 'ذكر'],
          ['.a', 'لا ينطبق'],
        ],
      },
    });
    expect(sheet.header).toEqual(['الجنس']);
    expect(sheet.labelled!.get('الجنس')).toEqual({
      label: 'جنس المستجيب',
      type: 'integer',
      labels: new Map([
        ['1', 'ذكر'],
        ['.a', 'لا ينطبق'],
      ]),
      missing: new Map([['.a', 'notAsked']]),
    });
  });

  // Values and their texts as Stata's manual shows them under « Datetime display formats »; leap seconds by IERS Bulletin C.
  test.each<[string, number, string, string]>([
    ['%tm', 0, '1960-01', 'text'],
    ['%tm', 778, '2024-11', 'text'],
    ['%tm', -1, '1959-12', 'text'],
    ['%tq', 259, '2024-Q4', 'text'],
    ['%th', 129, '2024-H2', 'text'],
    ['%tw', 3_332, '2024-W05', 'text'],
    ['%ty', 2_024, '2024', 'integer'],
    ['%-tdD_m_Y', 0, '1960-01-01', 'date'],
    ['%d', 0, '1960-01-01', 'date'],
    ['%dD_m_Y', 1, '1960-01-02', 'date'],
    ['%tC', 2_048_062_237_000, '2024-11-24T10:10:10', 'dateTime'],
    ['%tC', 394_415_999_000, '1972-06-30T23:59:59', 'dateTime'],
    ['%tC', 394_416_001_000, '1972-07-01T00:00:00', 'dateTime'],
    ['%tchh:MM_am', 36_600_000, '10:10:00', 'time'],
    ['%tcHH:MM', 2_048_062_210_000, '2024-11-24T10:10:10', 'dateTime'],
    ['%tcCCYY', 36_600_000, '1960-01-01T10:10:00', 'dateTime'],
    ['%tbcalendar', 12, '12', 'decimal'],
    ['%9.2f', 12, '12', 'decimal'],
    ['%td', 1e9, '1000000000', 'date'],
  ])('%s of %d is %s', async (format, value, text, type) => {
    const stored = type === 'integer' ? 'long' : 'double';
    const sheet = await read({ release: 118, variables: [{ name: 'a', type: stored, format }], rows: [[value]] });
    expect([await rowsOf(sheet), sheet.labelled!.get('a')!.type]).toEqual([[[text]], type]);
  });

  test('floats in shortest form', async () => {
    const values = [0.1, 1 / 3, 123456.789, -0.05, 16_777_216, 3.4e-10, 99.99, 1e20, 0];
    const sheet = await read({ release: 118, variables: [{ name: 'a', type: 'float' }], rows: values.map((v) => [v]) });
    const texts = (await rowsOf(sheet)).map(([text]) => text!);
    expect(texts).toEqual([
      '0.1',
      '0.33333334',
      '123456.79',
      '-0.05',
      '16777216',
      '3.4e-10',
      '99.99',
      '100000002004087730000',
      '0',
    ]);
    expect(texts.map((text) => Math.fround(Number(text)))).toEqual(values.map(Math.fround));
  });

  test('more observations than a batch holds', async () => {
    const rows = Array.from({ length: 5_003 }, (_, k) => [k, k / 8, `r${k}`]);
    const variables: StataVariable[] = [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'double' },
      { name: 'c', type: 6 },
    ];
    for (const release of [114, 118] as const)
      expect(await rowsOf(await read({ release, variables, rows }, 65_536))).toEqual(
        rows.map((row) => row.map(String)),
      );
  });
});

describe('damage', () => {
  test.each([113, 115, 117, 118, 119] as const)(
    'format %i: cut anywhere, a fault that names the file',
    async (release) => {
      const long: StataVariable[] = release >= 117 ? [{ name: 'text', type: 'strL' }] : [];
      const file = {
        release,
        variables: [...VARIABLES, ...long],
        rows: ROWS.map((row) => [...row, 'text']),
        labels: LABELS,
      };
      const bytes = stataBytes(file);
      const places = new Set<string>();
      for (let length = 20; length < bytes.length; length += length > bytes.length - 400 ? 1 : 29) {
        const error = await readStata(sourceOf('x.dta', bytes.subarray(0, length), 500)).then(
          // An old file may end after its observations, or after any table of labels.
          async ([sheet]) =>
            release < 117 && sheet!.labelled!.get('sex')!.labels.size === 0 ? 'whole' : `no fault at ${length}`,
          (thrown: Error) => (thrown.name === 'Fault' ? thrown.message : `no fault but ${thrown.stack}`),
        );
        if (error === 'whole') continue;
        expect(error).toMatch(/^x\.dta, [^:]+: .*Download or export the file again$/);
        places.add(error.replace(/^x\.dta, ([^:]+):.*/, '$1'));
      }
      expect([...places]).toEqual(
        expect.arrayContaining([
          'observation 1 of 4',
          'observation 4 of 4',
          release < 117 ? 'value labels 1' : '<value_labels>, table 1',
        ]),
      );
    },
  );

  test.each([115, 117, 118] as const)(
    'format %i: any byte changed gives a sheet or a fault, never another error',
    async (release) => {
      const long: StataVariable[] = release >= 117 ? [{ name: 'text', type: 'strL' }] : [];
      const file = {
        release,
        variables: [...VARIABLES, ...long],
        rows: ROWS.map((row) => [...row, 'text']),
        labels: LABELS,
      };
      const bytes = Buffer.from(stataBytes(file));
      for (let at = 4; at < bytes.length; at += 19) {
        for (const value of [0, 0xff]) {
          const changed = Buffer.from(bytes);
          changed[at] = value;
          const thrown = await readStata(sourceOf('x.dta', changed, 4_000)).then(
            async ([sheet]) => void (await rowsOf(sheet!)),
            (error: Error) => error,
          );
          if (thrown !== undefined)
            expect(`${at} ${value}: ${thrown.name === 'Fault' ? 'Fault' : thrown.stack}`).toBe(`${at} ${value}: Fault`);
        }
      }
    },
  );

  test('a long text that is not there', async () => {
    const variables: StataVariable[] = [{ name: 'text', type: 'strL' }];
    await expect(read({ release: 118, variables, rows: [[{ same: 5 }]] })).rejects.toThrow(
      "x.dta, variable 'text': a cell names the long text 1,6, which the file does not have",
    );
  });

  test('formats that are too old or unknown', async () => {
    const variables: StataVariable[] = [{ name: 'a', type: 'byte' }];
    await expect(read({ release: 105, variables, rows: [] })).rejects.toThrow(
      'x.dta: is a Stata file of format 105, which is not read. Open it in Stata and save it again, or export it as .csv',
    );
    const bytes = Buffer.from(stataBytes({ release: 118, variables, rows: [] }));
    bytes.write('121', 28, 'latin1');
    await expect(readStata(sourceOf('x.dta', bytes))).rejects.toThrow(
      'x.dta, header: its format 121 is none of 117, 118, 119',
    );
  });

  test('a count of observations that no file could hold', async () => {
    const bytes = Buffer.from(stataBytes({ release: 118, variables: [{ name: 'a', type: 'byte' }], rows: [[1]] }));
    bytes.writeBigUInt64LE(2n ** 62n, bytes.indexOf('<N>') + 3);
    await expect(readStata(sourceOf('x.dta', bytes))).rejects.toThrow(
      /^x\.dta, observation \d+ of \d+: the file is cut off/,
    );
  });
});
