import { type Block, blocksOf } from '../blocks.ts';
import type { Design } from '../design.ts';

/** The rows of a model side by side, so that sums over them run straight through. */
export interface Frame {
  /** The row of the data that each is, ascending. */
  readonly places: Int32Array;
  /** Its variance unit and weight. */
  readonly unit: Int32Array;
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly x: readonly Float64Array[];
  /** The same columns in blocks of rows. */
  readonly blocks: readonly Block[];
}

/** The rows that have an outcome and all columns: NaN leaves a row out. */
export function frameOf({ unit, weight }: Design, y: Float64Array, columns: readonly Float64Array[]): Frame {
  const inside = new Uint8Array(y.length);
  for (let row = 0; row < y.length; row++) if (!Number.isNaN(y[row]!)) inside[row] = 1;
  for (const column of columns)
    for (let row = 0; row < y.length; row++) if (Number.isNaN(column[row]!)) inside[row] = 0;
  const places = placesOf(inside);
  if (places.length === y.length) return { places, unit, weight, y, x: columns, blocks: blocksOf(columns) };
  const x = columns.map((column) => valuesAt(column, places));
  return {
    places,
    unit: places.map((row) => unit[row]!),
    weight: valuesAt(weight, places),
    y: valuesAt(y, places),
    x,
    blocks: blocksOf(x),
  };
}

/** Values at some places, in `found`. */
export function valuesAt(
  values: Float64Array,
  places: Int32Array,
  found: Float64Array = new Float64Array(places.length),
): Float64Array {
  for (let i = 0; i < places.length; i++) found[i] = values[places[i]!]!;
  return found;
}

/** Which units have rows in a model: 2 or 3 rows of positive weight, 1 only rows without. */
export function presentIn({ units, adjustments }: Design, { unit, weight }: Frame): Uint8Array {
  const present = new Uint8Array(units).fill(adjustments.length > 0 ? 1 : 0);
  for (let i = 0; i < unit.length; i++) present[unit[i]!]! |= weight[i]! > 0 ? 2 : 1;
  return present;
}

/** The places that are marked with 1. */
export function placesOf(inside: Uint8Array): Int32Array {
  let count = 0;
  for (let row = 0; row < inside.length; row++) count += inside[row]!;
  const places = new Int32Array(count);
  for (let row = 0, i = 0; row < inside.length; row++) if (inside[row] === 1) places[i++] = row;
  return places;
}
