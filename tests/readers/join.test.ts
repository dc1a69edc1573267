import { describe, expect, test } from 'vitest';
import type { Join } from '../../src/readers/join.ts';
import { joined } from '../../src/readers/join.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import { pack } from '../../src/table/column.ts';
import type { Table } from '../../src/table/table.ts';
import { cleanText } from '../../src/table/text.ts';

const spec = (name: string, type: 'text' | 'decimal') => ({
  name,
  type,
  options: null,
  dontKnow: new Set<string>(),
  refused: new Set<string>(),
  timeZone: 'UTC',
});
const join: Join = { file: 'frame.csv', on: [['person', 'code']], columns: [spec('size', 'decimal')] };

function tableOf(cells: readonly string[]): Table {
  const builder = columnBuilder(spec('person', 'text'));
  for (const cell of cells) builder.append(cell);
  const keys = pack(cells.map((_, row) => `k${row}`));
  return { name: 'main', rows: cells.length, keys, columns: new Map([['person', builder.finish()]]) };
}

function sizes(cells: readonly string[], lines: readonly string[]) {
  const { table, remarks } = joined(
    tableOf(cells),
    join,
    lines.map((line) => line.split(',')),
  );
  const column = table.columns.get('size')!;
  return {
    sizes: cells.map((_, row) => cleanText(column, row)),
    remarks: remarks.map(({ key, message }) => `${key} ${message}`),
  };
}

const frame = ['code,other,size', '001,x,12.5', '002,x,', ',,', '003,x,7'];

describe('joined', () => {
  test.each<[name: string, cells: string[], expected: string[], remarks: string[]]>([
    ['by key, whatever the order', ['003', '001'], ['7', '12.5'], []],
    ['the same row for several', ['001', '001'], ['12.5', '12.5'], []],
    ['an empty cell is blank', ['002'], [''], []],
    ['a key that the file lacks', ['001', '1'], ['12.5', ''], ["k1 frame.csv has no row for '1'"]],
    ['an empty key', [''], [''], ['k0 frame.csv has no row for an empty key']],
    ['no interviews', [], [], []],
  ])('%s', (_, cells, expected, remarks) => {
    expect(sizes(cells, frame)).toEqual({ sizes: expected, remarks });
  });

  test('a file of some rows only says nothing of the others', () => {
    const { table, remarks } = joined(
      tableOf(['001', '9']),
      { ...join, partial: true },
      frame.map((line) => line.split(',')),
    );
    expect(cleanText(table.columns.get('size')!, 1)).toBe('');
    expect(remarks).toEqual([]);
  });

  test.each<[name: string, lines: string[], message: string]>([
    ['a key that stands there twice', [...frame, '001,y,3'], "frame.csv › row 6: the key '001' stands there twice"],
    ['a column that is not there', ['code,siez', '1,2'], "there is no column 'size'; did you mean 'siez'?"],
    ['no key column', ['id,size', '1,2'], "there is no column 'code'"],
    ['an empty file', [], "there is no column 'code'"],
  ])('%s is a fault', (_, lines, message) => {
    expect(() => sizes(['001'], lines)).toThrow(message);
  });
});
