import { describe, expect, test } from 'vitest';
import {
  addColumns,
  BLOCK,
  blocksOf,
  centredProducts,
  columnProducts,
  crossProducts,
  findFlagged,
} from '../../src/survey/blocks.ts';
import { uniform } from '../../src/survey/random.ts';

const random = uniform(11);
const filled = (rows: number, of: () => number) => Float64Array.from({ length: rows }, of);

/** A constant, numbers, flags of few and of many rows, and a column of few numbers that is no flag. */
function columnsOf(rows: number): Float64Array[] {
  return [
    filled(rows, () => 1),
    filled(rows, () => 100 * random()),
    ...[0.02, 0.3, 0.9, 0].map((share) => filled(rows, () => (random() < share ? 1 : 0))),
    filled(rows, () => (random() < 0.1 ? 2 : 0)),
    filled(rows, () => random() - 0.5),
    filled(rows, () => random()),
  ];
}

describe.each([0, 1, 5, BLOCK, 2 * BLOCK + 17])('%i rows in blocks', (rows) => {
  const columns = columnsOf(rows);
  const blocks = blocksOf(columns);
  const weight = filled(rows, () => (random() < 0.2 ? 0 : random()));
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, row) => sum + value * b[row]!, 0);

  test('every row is in one of them', () => {
    expect(blocks[0]!.from).toBe(0);
    expect(blocks.at(-1)!.to).toBe(rows);
    for (const [b, { from }] of blocks.entries()) if (b > 0) expect(from).toBe(blocks[b - 1]!.to);
  });

  test('sums over columns are those of all rows', () => {
    for (const [k, sum] of columnProducts(blocks, weight).entries())
      expect(sum).toBeCloseTo(product(columns[k]!, weight), 8);
    for (const [j, line] of crossProducts(blocks, weight).entries())
      for (const [k, sum] of line.entries())
        expect(sum).toBeCloseTo(
          product(
            columns[j]!.map((x, row) => x * columns[k]![row]!),
            weight,
          ),
          7,
        );
  });

  test('multiples of columns are added row by row', () => {
    const times = columns.map((_, k) => k - 3);
    const sum = new Float64Array(rows);
    for (const block of blocks) addColumns(block, times, sum.subarray(block.from, block.to));
    for (const row of [0, 1, rows - 1].filter((at) => at >= 0 && at < rows))
      expect(sum[row]).toBeCloseTo(
        columns.reduce((all, column, k) => all + times[k]! * column[row]!, 0),
        9,
      );
  });

  test('products about the means of groups', () => {
    const group = Int32Array.from({ length: rows }, (_, row) => row % 2);
    const means = columns.map((column) => Float64Array.of(column[0] ?? 0, 0.25));
    const centred = columns.map((column, k) => column.map((x, row) => x - means[k]![group[row]!]!));
    for (const [j, line] of centredProducts(columns, group, means, weight).entries())
      for (const [k, sum] of line.entries())
        expect(sum).toBeCloseTo(
          product(
            centred[j]!.map((x, row) => x * centred[k]![row]!),
            weight,
          ),
          7,
        );
  });
});

test('flags are found again where a column was changed', () => {
  const column = new Float64Array(10);
  const [block] = blocksOf([column]);
  expect(block!.flagged).toEqual([Uint16Array.of()]);
  column[3] = 1;
  findFlagged(block!, 0);
  expect(block!.flagged).toEqual([Uint16Array.of(3)]);
  column[4] = 0.5;
  findFlagged(block!, 0);
  expect(block!.flagged).toEqual([null]);
  column.fill(1);
  findFlagged(block!, 0);
  expect(block!.flagged).toEqual([null]);
});
