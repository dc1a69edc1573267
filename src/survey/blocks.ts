import { addAt, addFlagged, addOnce, addTwice, addWhole } from './columnsums.ts';
import { addMultiples } from './linear.ts';
import type { Matrix } from './matrix.ts';
import type { Codes } from './rows.ts';

/**
 * Some rows of the columns of a model, so few that all of them stay in a processor's nearer memory while they are multiplied with each other.
 * Of a flag (a column of 0 and 1) that few of the rows have, sums go through those rows only.
 */
export interface Block {
  /** Rows `from` to `to`, not included. */
  readonly from: number;
  readonly to: number;
  readonly columns: readonly Float64Array[];
  /** For each column that is such a flag here the places in the block where it is 1; null of the others. */
  readonly flagged: (Uint16Array | null)[];
}

/** How many rows a block has at most. */
export const BLOCK = 1024;

/** A flag that more rows than this share have is gone through whole: reading here and there takes longer for each row. */
const FEW = 0.5;

/** Columns as blocks (at least one), which are views of them: where a column is changed, its flags have to be found again. */
export function blocksOf(columns: readonly Float64Array[]): readonly Block[] {
  const rows = columns[0]?.length ?? 0;
  return Array.from({ length: Math.max(1, Math.ceil(rows / BLOCK)) }, (_, b) => {
    const [from, to] = [b * BLOCK, Math.min(rows, (b + 1) * BLOCK)];
    const block: Block = { from, to, columns: columns.map((column) => column.subarray(from, to)), flagged: [] };
    for (const k of columns.keys()) findFlagged(block, k);
    return block;
  });
}

/** Finds where a column of a block is 1. */
export function findFlagged({ columns, flagged }: Block, k: number): void {
  const column = columns[k]!;
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    if (column[i] === 0) continue;
    if (column[i] !== 1 || count >= FEW * column.length) {
      flagged[k] = null;
      return;
    }
    places[count++] = i;
  }
  flagged[k] = places.slice(0, count);
}

const places = new Uint16Array(BLOCK);

/** Adds times[k] · xₖ, of every column, to `sum`, which has one entry a row of the block. */
export function addColumns({ columns, flagged }: Block, times: readonly number[], sum: Float64Array): void {
  const whole: Float64Array[] = [];
  const ofWhole: number[] = [];
  for (let k = 0; k < columns.length; k++) {
    const rows = flagged[k]!;
    const by = times[k]!;
    if (rows === null) {
      whole.push(columns[k]!);
      ofWhole.push(by);
    } else for (let at = 0; at < rows.length; at++) sum[rows[at]!]! += by;
  }
  addMultiples(sum, whole, ofWhole);
}

/** Adds Σ value · xₖ over the rows of a block to sums[k], for every column and each value, which has its own sums. */
export function addProducts(
  { columns, flagged }: Block,
  values: readonly Float64Array[],
  sums: readonly Float64Array[],
): void {
  const whole: number[] = [];
  for (let k = 0; k < columns.length; k++) {
    const rows = flagged[k]!;
    if (rows === null) whole.push(k);
    else addAt(rows, k, values, sums);
  }
  addWhole(columns, whole, values, sums);
}

/** Σ over all rows of value · xₖ for every column. */
export function columnProducts(blocks: readonly Block[], value: Float64Array): number[] {
  const sums = new Float64Array(blocks[0]!.columns.length);
  for (const block of blocks) addProducts(block, [value.subarray(block.from, block.to)], [sums]);
  return [...sums];
}

/** Σ over all rows of weight · xⱼ · xₖ. */
export function crossProducts(blocks: readonly Block[], weight: Float64Array): Matrix {
  const lines = emptyLines(blocks[0]!.columns.length);
  for (const block of blocks) addCrossProducts(block, weight.subarray(block.from, block.to), lines);
  return bothSides(lines);
}

/** The same for columns from which the mean of each row's group is taken; `means` has those of each column by group. */
export function centredProducts(
  columns: readonly Float64Array[],
  group: Codes,
  means: readonly Float64Array[],
  weight: Float64Array,
): Matrix {
  const rooms = columns.map(() => new Float64Array(Math.min(BLOCK, weight.length)));
  const lines = emptyLines(columns.length);
  const flagged = columns.map(() => null);
  for (let from = 0; from < weight.length; from += BLOCK) {
    const to = Math.min(weight.length, from + BLOCK);
    const gaps = columns.map((column, k) => gapsOf(column, from, group, means[k]!, rooms[k]!.subarray(0, to - from)));
    addCrossProducts({ from, to, columns: gaps, flagged }, weight.subarray(from, to), lines);
  }
  return bothSides(lines);
}

function gapsOf(
  column: Float64Array,
  from: number,
  group: Codes,
  mean: Float64Array,
  into: Float64Array,
): Float64Array {
  for (let i = 0; i < into.length; i++) into[i] = column[from + i]! - mean[group[from + i]!]!;
  return into;
}

function emptyLines(count: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(count));
}

/** Adds what a block says of each pair of columns, on one side of the diagonal or the other. */
function addCrossProducts({ columns, flagged }: Block, weight: Float64Array, lines: readonly Float64Array[]): void {
  const all = [...columns.keys()];
  const whole = all.filter((k) => flagged[k] === null);
  const flags = all.filter((k) => flagged[k] !== null);
  flags.sort((j, k) => flagged[j]!.length - flagged[k]!.length);
  const [weighted, weightedToo] = rooms.map((room) => room.subarray(0, weight.length)) as [Float64Array, Float64Array];
  for (let i = 0; i < whole.length; i += 2) {
    const j = whole[i]!;
    const k = whole[i + 1] ?? j;
    timesColumn(weight, columns[j]!, weighted);
    if (k === j) {
      addOnce(columns, whole, weighted, lines[j]!);
      break;
    }
    timesColumn(weight, columns[k]!, weightedToo);
    addTwice(columns, whole.slice(0, i + 1), weighted, weightedToo, lines[j]!, lines[k]!);
    addOnce(columns, [k], weightedToo, lines[k]!);
  }
  for (const [i, j] of flags.entries()) {
    const rows = flagged[j]!;
    for (let at = 0; at < rows.length; at++) weighted[at] = weight[rows[at]!]!;
    // With the flags of fewer rows it was multiplied before.
    addFlagged(columns, [...flags.slice(i), ...whole], rows, weighted, lines[j]!);
  }
}

const rooms = [new Float64Array(BLOCK), new Float64Array(BLOCK)];

function timesColumn(weight: Float64Array, column: Float64Array, into: Float64Array): void {
  for (let row = 0; row < weight.length; row++) into[row] = weight[row]! * column[row]!;
}

function bothSides(lines: readonly Float64Array[]): Matrix {
  return lines.map((line, j) => Array.from(line, (sum, k) => (j === k ? sum : sum + lines[k]![j]!)));
}
