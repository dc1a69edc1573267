import { describe, expect, test } from 'vitest';
import { readCsv, readCsvText } from '../../src/readers/csv.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import { cellsOf } from '../../src/table/textRow.ts';
import { rowsOf, sourceOf } from './source.ts';

describe('readCsv reads', () => {
  test.each<[string, string, string[], string[][]]>([
    ['commas', 'a,b\n1,2\n', ['a', 'b'], [['1', '2']]],
    [
      'semicolons, all quoted, as Kobo writes them',
      '"a";"b"\r\n"1,5";"x ""y"" z"\r\n',
      ['a', 'b'],
      [['1,5', 'x "y" z']],
    ],
    ['tabs', 'a\tb\n1\t2', ['a', 'b'], [['1', '2']]],
    ['pipes', 'a|b\n1|2', ['a', 'b'], [['1', '2']]],
    ['a stated delimiter', 'sep=;\na;b\n1,1;2,2\n', ['a', 'b'], [['1,1', '2,2']]],
    ['one column', 'uuid\nx\ny\n', ['uuid'], [['x'], ['y']]],
    ['line breaks inside quotes, as LF', 'a,b\n"1\r\n2",3\r\n', ['a', 'b'], [['1\n2', '3']]],
    [
      'old Mac line ends',
      'a,b\r1,2\r3,4\r',
      ['a', 'b'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'mixed line ends',
      'a,b\n"1",2\r\n3,"4"\n',
      ['a', 'b'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['no line end at the end', 'a,b\n1,"2"', ['a', 'b'], [['1', '2']]],
    ['short rows as they are', 'a,b,c\n1\n', ['a', 'b', 'c'], [['1']]],
    ['a delimiter too many at the end of rows', 'a,b\n1,2,\n', ['a', 'b'], [['1', '2']]],
    ['blank rows left out', '\n\na,b\n\n1,2\n , \n', ['a', 'b'], [['1', '2']]],
    ['a header alone', 'a,b\n', ['a', 'b'], []],
    ['ids with leading zeros, dates and NA as text', 'a,b\n007,NA\n', ['a', 'b'], [['007', 'NA']]],
    ['a quote inside an unquoted cell', 'a,b\n5" pipe,x\n', ['a', 'b'], [['5" pipe', 'x']]],
    ['a column named __proto__', '__proto__,b\n1,2\n', ['__proto__', 'b'], [['1', '2']]],
    ['NUL left out', 'a,b\n1\u0000,2\n', ['a', 'b'], [['1', '2']]],
  ])('%s', async (_, text, header, rows) => {
    for (const size of [1, 2, 5, 1000]) {
      const sheet = await readCsv(sourceOf('data-raw/export.csv', text, size));
      expect(sheet.header).toEqual(header);
      expect(await rowsOf(sheet)).toEqual(rows);
      expect(sheet).toMatchObject({ name: 'export', path: 'data-raw/export.csv', workbook: false });
    }
  });

  test('the same rows a second time', async () => {
    const sheet = await readCsv(sourceOf('x.csv', 'a,b\n1,2\n'));
    expect(await rowsOf(sheet)).toEqual(await rowsOf(sheet));
  });

  test('every row with its number by lines(), a stated delimiter and blank rows too', async () => {
    const sheet = await readCsv(sourceOf('x.csv', 'sep=,\n\na,b\n\n1,2\n'));
    expect(sheet.headerRow).toBe(3);
    expect(await sheetRows(sheet)).toEqual([[], [''], ['a', 'b'], [''], ['1', '2']]);
  });

  test('20,000 columns', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `q${index}`);
    const sheet = await readCsv(
      sourceOf('wide.csv', `${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`, 65_536),
    );
    expect(sheet.header).toHaveLength(20_000);
    expect((await rowsOf(sheet))[0]?.[19_999]).toBe('19999');
  });

  test('5,000 rows in batches, none lost between chunks', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `${index},"é ${index}\n, x"`);
    const sheet = await readCsv(sourceOf('long.csv', `id,text\n${lines.join('\n')}\n`, 1_021));
    const sizes: number[] = [];
    let next = 0;
    for await (const batch of sheet.rows()) {
      sizes.push(batch.length);
      for (const row of batch) {
        expect(cellsOf(row)).toEqual([String(next), `é ${next}\n, x`]);
        next += 1;
      }
    }
    expect(next).toBe(5_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000);
  });

  test('with the delimiter and encoding that the study states', async () => {
    const sheet = await readCsv(sourceOf('x.csv', Uint8Array.from([0x61, 0x3b, 0xe9, 0x0a])), {
      delimiter: ';',
      encoding: 'windows-1252',
    });
    expect(sheet.header).toEqual(['a', 'é']);
    expect(sheet.encoding.why).toBe('is stated by the configuration');
  });
});

describe('readCsv refuses', () => {
  test.each([
    ['an empty file', '', 'x.csv: the file is empty. A CSV needs a header row with the names of its columns'],
    ['blank lines alone', '\n \n', 'x.csv: the file is empty. A CSV needs a header row with the names of its columns'],
    [
      'a row longer than the header',
      'a,b\n1,2\n3,4,5\n',
      "x.csv, row 3: has 3 cells where the header has 2; the last is '5'. A delimiter or a line break inside an answer is probably not in quotes: mend the row, or export the file again",
    ],
    [
      'a quote never closed',
      'a,b\n1,2\n3,"4\n5,6\n',
      'x.csv, row 3 (\'3\'): a quote is opened and never closed. Close it, or double a quote that belongs to the answer: ""',
    ],
    [
      'quotes that are not doubled',
      'a,b\n"say "hi" now",2\n3,4\n',
      'x.csv, row 2 (\'say "hi" now\'): a quote stands inside a quoted cell. Double the quotes that belong to an answer: ""',
    ],
  ])('%s', async (_, text, message) => {
    await expect(readCsv(sourceOf('x.csv', text)).then(rowsOf)).rejects.toThrow(message);
  });

  test('an unclosed quote in a large file without holding all of it', async () => {
    const block = new TextEncoder().encode('1,2,3,4,5,6,7,8\n'.repeat(4_096));
    let given = 0;
    const source = {
      path: 'huge.csv',
      size: 1,
      async *chunks() {
        yield new TextEncoder().encode('a,"b\n');
        for (given = 0; given < 2_000; given += 1) yield block;
      },
    };
    await expect(readCsv(source, { encoding: 'utf-8', delimiter: ',' })).rejects.toThrow(
      'a quote is opened and never closed',
    );
    expect(given).toBeLessThan(400);
  });
});

describe('readCsvText', () => {
  test.each<[string, string, readonly string[], readonly (readonly string[])[]]>([
    ['gives header and rows', 'a;b\r\n1;"x\n;y"\r\n\r\n2;é\r\n', ['a', 'b'], [['1', 'x\n;y'], [''], ['2', 'é']]],
    ['passes over a stated delimiter', 'sep=|\na|b\n1|2', ['a', 'b'], [['1', '2']]],
    ['of a header alone has no rows', 'a,b\n', ['a', 'b'], []],
    ['of nothing has nothing', '', [], []],
  ])('%s', async (_, text, header, rows) => {
    const csv = await readCsvText(sourceOf('x.csv', text));
    expect(csv.header).toEqual(header);
    expect(csv.rows()).toEqual(rows);
  });

  test('tells a quote that is not closed when the rows are asked for', async () => {
    const csv = await readCsvText(sourceOf('x.csv', 'a,b\n1,2\n3,"4\n'));
    expect(csv.header).toEqual(['a', 'b']);
    expect(() => csv.rows()).toThrow(/row 3 .*a quote is opened and never closed/);
  });
});
