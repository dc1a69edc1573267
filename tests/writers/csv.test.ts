import { describe, expect, test } from 'vitest';
import { csvLine, csvOfColumns, writeCsv } from '../../src/writers/csv.ts';

describe('a line', () => {
  test.each([
    ['plain', ['a', 1, null], {}, 'a,1,\r\n'],
    ['quotes, commas and line ends', ['a"b', 'c,d', 'e\nf', 'g\rh'], {}, '"a""b","c,d","e\nf","g\rh"\r\n'],
    ['a comma needs no quotes after a semicolon', ['c,d', 'e;f'], { delimiter: ';' }, 'c,d;"e;f"\r\n'],
    ['a decimal comma', [0.5, -1234.25], { delimiter: ';', decimal: ',' }, '0,5;-1234,25\r\n'],
    ['a decimal comma between commas is quoted', [0.5, 1], { decimal: ',' }, '"0,5",1\r\n'],
    ['a tab', ['a\tb', 'c'], { delimiter: '\t' }, '"a\tb"\tc\r\n'],
    ['formulas stay as they were answered', ['=1+1', '+1', '-1', '@x'], {}, '=1+1,+1,-1,@x\r\n'],
    ['spaces and id 007 stay', [' a ', '007'], {}, ' a ,007\r\n'],
    ['12 significant digits', [1 / 3, 0.1 + 0.2, 123456789012345], {}, '0.333333333333,0.3,123456789012000\r\n'],
    ['one empty cell is not a blank line', [''], {}, '""\r\n'],
    ['no cell', [], {}, '\r\n'],
  ] as const)('%s', (_what, values, options, expected) => expect(csvLine(values, options)).toBe(expected));

  test('NaN has no place in a file', () => expect(() => csvLine([Number.NaN])).toThrow('no file can hold'));
});

describe('a file', () => {
  test('header, rows, and a mark where asked', () => {
    expect(
      [
        ...writeCsv(
          ['id', 'x'],
          [
            ['a', 1],
            ['b', null],
          ],
          { mark: true },
        ),
      ].join(''),
    ).toBe('\ufeffid,x\r\na,1\r\nb,\r\n');
    expect([...writeCsv(['id'], [])].join('')).toBe('id\r\n');
  });

  test('comes in blocks, and takes rows one at a time', () => {
    let taken = 0;
    function* rows() {
      for (let row = 0; row < 20_000; row++) {
        taken++;
        yield [`row ${row}`, row];
      }
    }
    const blocks = writeCsv(['id', 'x'], rows());
    expect(blocks.next().value).toContain('row 0,0\r\n');
    expect(taken).toBeLessThan(10_000);
    expect([...blocks].join('')).toContain('row 19999,19999\r\n');
  });

  test('a row of the wrong length is a bug', () => {
    expect(() => [...writeCsv(['id', 'x'], [['a']])]).toThrow('1 cells under 2 columns');
  });
});

describe('a file of columns', () => {
  const rows = 9000;
  const columns = [
    (row: number) => `k${row}`,
    (row: number) => (row % 3 === 0 ? null : row / 7),
    (row: number) => ['a,b', 'é "x"', '', '\n'][row % 4] ?? '',
    (row: number) => -(row % 2),
  ];
  const lines = Array.from({ length: rows }, (_, row) => columns.map((cell) => cell(row)));
  test.each([{}, { mark: true }, { delimiter: ';', decimal: ',' }, { decimal: ',' }, { delimiter: '\t' }] as const)(
    'is that of its rows, %o',
    (options) => {
      const header = ['id', 'x', 'y', 'z'];
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(csvOfColumns(header, rows, columns, options));
      expect(text === [...writeCsv(header, lines, options)].join('')).toBe(true);
    },
  );

  test('without rows has its header', () =>
    expect(new TextDecoder().decode(csvOfColumns(['a', 'b'], 0, columns.slice(0, 2)))).toBe('a,b\r\n'));
});
