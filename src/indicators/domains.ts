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
  const values = Uint8Array.from(column.values, (value) => (value === 0 ? 1 : value === 1 ? 2 : 0));
  const states = column.states.map((state, row) => (hasValue(state) && values[row] === 0 ? BLANK : state));
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
    const here = new Int32Array(rows);
    const seen = new Set<number>();
    for (let row = 0; row < rows; row += 1) {
      const at = rowOf === null ? row : (rowOf[row] ?? -1);
      const known = at >= 0 && hasValue(column.states[at] ?? 3);
      here[row] = known ? (column.values[at] ?? -1) : -1;
      if (known) seen.add(here[row] ?? -1);
    }
    const levels = [...seen].sort((a, b) => a - b);
    const place = new Map(levels.map((code, index) => [code, index]));
    const crossed = new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const outer = codes[row] ?? -1;
      const inner = place.get(here[row] ?? -1) ?? -1;
      crossed[row] = outer < 0 || inner < 0 ? -1 : outer * levels.length + inner;
    }
    domains = domains.flatMap((parts) =>
      levels.map((code) => [...parts, { field: column.name, level: column.answers[code] ?? '' }]),
    );
    codes = crossed;
  }
  return { codes, domains };
}
