import type { DesignSpec, StageSpec } from './design.ts';
import { designFault } from './designfault.ts';
import { type Groups, groups, orderByGroup } from './rows.ts';

/** Rows folded into the units of each stage, which are numbered so that those of a group are neighbours. */
export interface Folding {
  /** For each stage the unit of every row; the last is the variance unit. */
  readonly unit: readonly Int32Array[];
  /** For each stage, units of group g are first[g] … first[g + 1] − 1; groups are strata, then the units before. */
  readonly first: readonly Int32Array[];
}

/** Numbers units by stratum, then by code of PSU, then of SSU …; where a stage has no codes every row is a unit. */
export function fold(rows: number, strata: Groups, stages: readonly StageSpec[]): Folding {
  const codes = stages.map((stage, s) => (stage.units === undefined ? undefined : unitGroups(stage.units, s)));
  let order = Int32Array.from({ length: rows }, (_, row) => row);
  for (const code of [...codes].reverse()) {
    if (code !== undefined) order = orderByGroup(order, code.group, code.codes.length);
  }
  order = orderByGroup(order, strata.group, strata.codes.length);
  const unit: Int32Array[] = [];
  const first: Int32Array[] = [];
  let parent = strata.group;
  let parents = strata.codes.length;
  for (const code of codes) {
    const own = new Int32Array(rows);
    const offsets = new Int32Array(parents + 1);
    let last = -1;
    let lastRow = -1;
    for (let i = 0; i < rows; i++) {
      const row = order[i]!;
      if (
        lastRow < 0 ||
        code === undefined ||
        parent[row] !== parent[lastRow] ||
        code.group[row] !== code.group[lastRow]
      ) {
        last += 1;
        offsets[parent[row]! + 1]! += 1;
      }
      own[row] = last;
      lastRow = row;
    }
    for (let g = 0; g < parents; g++) offsets[g + 1]! += offsets[g]!;
    unit.push(own);
    first.push(offsets);
    parent = own;
    parents = last + 1;
  }
  return { unit, first };
}

/** The strata of a design as groups; without strata all rows are in one, of code 0. */
export function strataGroups(spec: DesignSpec): Groups {
  if (spec.strata === undefined) return { group: new Int32Array(spec.rows), codes: new Int32Array(1) };
  const missing = rowsWhere(spec.rows, (row) => spec.strata![row]! < 0);
  if (missing.count > 0) throw designFault('stratumMissing', `${missing.count} rows have no stratum`, missing);
  return groups(spec.strata);
}

function unitGroups(codes: NonNullable<StageSpec['units']>, stage: number): Groups {
  const missing = rowsWhere(codes.length, (row) => codes[row]! < 0);
  if (missing.count > 0) {
    throw designFault('psuMissing', `${missing.count} rows have no unit at stage ${stage + 1}`, { stage, ...missing });
  }
  return groups(codes);
}

/** Refuses a PSU code that is found in several strata. */
export function checkPsuInOneStratum(units: NonNullable<StageSpec['units']>, strata: Groups): void {
  const psus = groups(units);
  const home = new Int32Array(psus.codes.length).fill(-1);
  for (let row = 0; row < units.length; row++) {
    const psu = psus.group[row]!;
    const stratum = strata.group[row]!;
    if (home[psu] === -1) home[psu] = stratum;
    else if (home[psu] !== stratum) {
      const found = [strata.codes[home[psu]!]!, strata.codes[stratum]!].sort((a, b) => a - b);
      throw designFault('psuInTwoStrata', `PSU ${units[row]} is in strata ${found.join(' and ')}`, {
        units: [units[row]!],
        strata: found,
        rows: [row],
      });
    }
  }
}

/** How many rows hold, and the first ten of them. */
export function rowsWhere(rows: number, test: (row: number) => boolean): { count: number; rows: number[] } {
  const found: number[] = [];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (!test(row)) continue;
    count += 1;
    if (found.length < 10) found.push(row);
  }
  return { count, rows: found };
}
