import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvScanner } from '../../src/readers/csvRows.ts';
import { cellAt, cellsOf } from '../../src/table/textRow.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Text of what makes reading CSV hard. */
const texts = fc
  .array(
    fc.constantFrom(
      '"',
      '""',
      '"a"',
      '\n',
      '\n"',
      ' ',
      ',',
      ';',
      '\t',
      '|',
      'a',
      '007',
      'é',
      'نعم',
      '😀',
      '\r',
      '\u00a0',
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''));

/** Rows of a text as papaparse has them, up to the first whose quotes it calls wrong; and that row, or -1. */
function byPapaparse(text: string, delimiter: string): { rows: readonly string[][]; bad: number } {
  const { data, errors } = new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, false);
  const bad = (errors as { row: number }[])[0]?.row ?? -1;
  const rows = data as string[][];
  // A text that ends in a line end has no further row.
  if (text.endsWith('\n') && rows.at(-1)?.join() === '') rows.pop();
  return { rows: bad < 0 ? rows : rows.slice(0, bad), bad };
}

describe('csvScanner', () => {
  test('has the rows and cells of papaparse, and the same first row of wrong quotes', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...DELIMITERS), (text, delimiter) => {
        const other = byPapaparse(text, delimiter);
        const { rows, bad } = csvScanner(delimiter)(text, true);
        expect(bad?.row ?? -1).toBe(other.bad);
        expect(rows.slice(0, bad?.row ?? rows.length).map(cellsOf)).toEqual(other.rows);
      }),
      { numRuns: 3_000, seed: 4180 },
    );
  });

  test('has the same rows of a text that comes in pieces', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 5 }), (text, size) => {
        const whole = csvScanner(',')(text, true);
        fc.pre(whole.bad === null);
        const scan = csvScanner(',');
        const rows: (readonly string[])[] = [];
        let open = '';
        for (let at = 0; at < text.length; at += size) {
          open += text.slice(at, at + size);
          const found = scan(open, false);
          expect(found.bad).toBeNull();
          rows.push(...found.rows.map(cellsOf));
          open = open.slice(found.end);
        }
        rows.push(...scan(open, true).rows.map(cellsOf));
        expect(rows).toEqual(whole.rows.map(cellsOf));
      }),
      { numRuns: 2_000, seed: 4180 },
    );
  });

  test.each<[string, string, boolean, string[][], number]>([
    ['an empty text', '', true, [], 0],
    ['a row that may go on', 'a,b\n1,2', false, [['a', 'b']], 4],
    ['a quote that may be one of two', '"a"', false, [], 0],
    ['a row that ends with the text', 'a,', true, [['a', '']], 2],
    ['line ends and delimiters in quotes', '"a\n,""b"""\n', true, [['a\n,"b"']], 11],
    ['spaces after a closing quote', '"a" ,b\n', true, [['a', 'b']], 7],
  ])('%s', (_, text, last, rows, end) => {
    const found = csvScanner(',')(text, last);
    expect(found.rows.map(cellsOf)).toEqual(rows);
    expect(found.end).toBe(end);
  });

  test('more cells than it had room for', () => {
    const cells = Array.from({ length: 40_000 }, (_, at) => String(at));
    const { rows } = csvScanner(',')(`${cells.join(',')}\nx\n`, false);
    expect(rows.map(cellsOf)).toEqual([cells, ['x']]);
  });

  test('cells outside a row are empty', () => {
    const [row] = csvScanner(',')('a,b\nc,d\n', true).rows;
    expect([-1, 0, 1, 2].map((at) => cellAt(row ?? [], at))).toEqual(['', 'a', 'b', '']);
  });
});
