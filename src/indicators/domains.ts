import type { CodeColumn, Column, NumberColumn } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import type { DomainPart } from '../table/estimate.ts';
import { BLANK, hasValue } from '../table/states.ts';

/** A breakdown of a table's rows: the level of each row (-1: in none), and what each level is. */
export interface Breakdown {
  readonly codes: Int32Array;
  readonly domains: readonly (readonly DomainPart[])[];
}

/** Everybody, as a breakdown of one level. */
export function everybody(rows: number): Breakdown {
  return { codes: new Int32Array(rows), domains: [[]] };
}

/** A column of 0 and 1 as one of two levels, so that it can cut a base; other numbers are in no level. */
export function flagLevels(column: NumberColumn): CodeColumn {
  const values = new Uint8Array(column.values.length);
  const states = column.states.slice();
  for (let row = 0; row < values.length; row += 1) {
    values[row] = column.values[row] === 0 ? 1 : column.values[row] === 1 ? 2 : 0;
    if (values[row] === 0 && hasValue(states[row]!)) states[row] = BLANK;
  }
  return {
    name: column.name,
    type: 'one',
    values,
    states,
    raw: column.raw,
    answers: ['', '0', '1'],
    options: ['0', '1'],
  };
}

/**
 * Crosses the answers of one or more columns (of the table, or of main seen from a roster: then `rowOf` gives the row of main). Levels are
 * those that occur, choices in form order. A row without a known answer is in no level.
 */
export function breakdownOf(columns: readonly Column[], rowOf: Int32Array | null, rows: number): Breakdown {
  let codes: Int32Array = new Int32Array(rows);
  let domains: DomainPart[][] = [[]];
  for (const column of columns) {
    if (!isCodes(column)) throw new Error(`a breakdown by ${column.type}`);
    const here = new Int32Array(rows).fill(-1);
    const occurs = new Uint8Array(column.answers.length);
    for (let row = 0; row < rows; row += 1) {
      const at = rowOf === null ? row : rowOf[row]!;
      if (at < 0 || !hasValue(column.states[at]!)) continue;
      here[row] = column.values[at]!;
      occurs[here[row]!] = 1;
    }
    const levels = [...occurs.keys()].filter((code) => occurs[code] === 1);
    const place = new Int32Array(occurs.length);
    for (const [index, code] of levels.entries()) place[code] = index;
    const crossed = new Int32Array(rows).fill(-1);
    for (let row = 0; row < rows; row += 1)
      if (codes[row]! >= 0 && here[row]! >= 0) crossed[row] = codes[row]! * levels.length + place[here[row]!]!;
    domains = domains.flatMap((parts) =>
      levels.map((code) => [...parts, { field: column.name, level: column.answers[code] ?? '' }]),
    );
    codes = crossed;
  }
  return { codes, domains };
}
