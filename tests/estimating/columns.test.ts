import { describe, expect, test } from 'vitest';
import { columnOf, readColumns, sheetRows } from '../../src/estimating/columns.ts';
import { crossedLevels, levelsOf } from '../../src/estimating/levels.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sourceOf } from '../readers/source.ts';

const sheetOf = async (text: string) => (await readSheets(sourceOf('x.csv', text)))[0]!;

describe('the type of a column', () => {
  test.each<[string, readonly string[], string]>([
    ['whole numbers', ['1', '20', '-3'], 'decimal'],
    ['zero', ['0'], 'decimal'],
    ['decimals', ['0.5', '.5', '1e3', '2.5E-3'], 'decimal'],
    ['with empty cells', ['', '1', ''], 'decimal'],
    ['with NA', ['NA', '1'], 'decimal'],
    ['leading zeros', ['007', '12'], 'text'],
    ['a comma', ['1,5'], 'text'],
    ['one text among numbers', ['1', 'x'], 'text'],
    ['a sign', ['+1'], 'text'],
    ['too large', ['1e999'], 'text'],
    ['only NA', ['NA'], 'text'],
    ['nothing', ['', ''], 'text'],
    ['no rows', [], 'text'],
  ])('%s', (_, cells, type) => {
    expect(columnOf('x', cells).type).toBe(type);
  });
});

describe('reading', () => {
  test('only what is named, and outer spaces go', async () => {
    const table = await readColumns(await sheetOf('a, b ,c\n1, x ,3\n2,,4\n'), ['b', 'c']);
    expect([...table.columns.keys()]).toEqual(['b', 'c']);
    expect(table.rows).toBe(2);
    expect(levelsOf(table, 'b')).toEqual({ codes: Int32Array.of(0, -1), labels: ['x'] });
  });

  test('rows of the sheet count blank ones', async () => {
    expect(await sheetRows(await sheetOf('a\n1\n\n\n2\n3\n'), [0, 1, 2])).toEqual([2, 5, 6]);
  });
});

describe('levels', () => {
  test('numbers ascend, texts as in a dictionary, __proto__ is a text', async () => {
    const table = await readColumns(await sheetOf('n,t\n10,b\n9,Été\n-1,a\n9,__proto__\n'), ['n', 't']);
    expect(levelsOf(table, 'n').labels).toEqual(['-1', '9', '10']);
    expect(levelsOf(table, 't').labels).toEqual(['__proto__', 'a', 'b', 'Été']);
  });

  test('crossed: the combinations that occur', async () => {
    const table = await readColumns(await sheetOf('a,b\n1,x\n2,y\n1,y\n,x\n'), ['a', 'b']);
    const { codes, labels } = crossedLevels(table, ['a', 'b']);
    expect(labels).toEqual([
      ['1', 'x'],
      ['1', 'y'],
      ['2', 'y'],
    ]);
    expect([...codes]).toEqual([0, 2, 1, -1]);
    expect(crossedLevels(table, [])).toEqual({ codes: new Int32Array(4), labels: [[]] });
  });
});
