import { isNumbers } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import { columnIn, type FileColumn } from './columns.ts';

/** The distinct values of a variable in order, and each row's place among them; −1 where it is empty. */
export interface Levels {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  /** The values as the file writes them, where the labels are those of an SPSS or Stata file. */
  readonly written?: readonly string[];
}

/** Numbers ascend; texts have the order of an English dictionary, small letters before capitals. */
const dictionary = new Intl.Collator('en');

/** The levels of a column, in the order of their values; under its own labels where the file has some. */
export function levelsOf(table: Table, name: string): Levels {
  const column = columnIn(table, name);
  const levels = levelsOfColumn(column);
  if (column.labels === undefined) return levels;
  const written = levels.labels;
  const labels = written.map((value) => column.labels?.get(value) ?? value);
  // Two values under one label must not look like one level.
  const told = labels.map((label, k) =>
    labels.indexOf(label) === labels.lastIndexOf(label) ? label : `${label} (${written[k]})`,
  );
  return { codes: levels.codes, labels: told, written };
}

/** The place of the level that people name, by its label or by its value as written; −1 for none. */
export function levelNamed({ labels, written = [] }: Levels, text: string): number {
  const place = labels.indexOf(text);
  return place < 0 ? written.indexOf(text) : place;
}

function levelsOfColumn(column: FileColumn): Levels {
  if (isNumbers(column)) return levelsOfNumbers(column.values);
  const occurring = new Uint8Array(column.answers.length);
  for (const code of column.values) occurring[code] = 1;
  const labels = column.answers.filter((answer, code) => answer !== '' && occurring[code] === 1);
  labels.sort((a, b) => dictionary.compare(a, b) || (a < b ? -1 : 1));
  const place = new Map(labels.map((label, k) => [label, k]));
  const placeOf = Int32Array.from(column.answers, (answer) => place.get(answer) ?? -1);
  return { codes: Int32Array.from(column.values, (code) => placeOf[code] ?? -1), labels };
}

/** The levels of numbers, NaN being no level. */
export function levelsOfNumbers(values: Float64Array): Levels {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const place = new Map(distinct.map((value, k) => [value, k]));
  return { codes: Int32Array.from(values, (value) => place.get(value) ?? -1), labels: distinct.map(String) };
}

/** Levels of several variables crossed: the combinations that occur, in the order of the first, then the next. */
export interface Crossed {
  readonly codes: Int32Array;
  /** For each combination one label a variable. */
  readonly labels: readonly (readonly string[])[];
}

/** Crosses columns; a row that has one of them empty is in no combination (−1). Without columns all rows are in one. */
export function crossedLevels(table: Table, names: readonly string[]): Crossed {
  let codes: Int32Array = new Int32Array(table.rows);
  let labels: readonly (readonly string[])[] = [[]];
  for (const name of names) {
    const next = levelsOf(table, name);
    const width = next.labels.length;
    // Doubles: 100,000 units crossed with as many do not fit 32 bits.
    const pairs = Float64Array.from(codes, (code, row) =>
      code < 0 || next.codes[row]! < 0 ? Number.NaN : code * width + next.codes[row]!,
    );
    const occurring = levelsOfNumbers(pairs);
    labels = occurring.labels
      .map(Number)
      .map((pair) => [...labels[Math.floor(pair / width)]!, next.labels[pair % width]!]);
    codes = occurring.codes;
  }
  return { codes, labels };
}
