import { type Design, design, type LonelyPsu } from '../survey/design.ts';
import type { Table } from '../table/table.ts';
import { type Crossed, crossedLevels, levelsOf } from './levels.ts';
import { designNumbers } from './variable.ts';

/** Which columns say how the rows were sampled. */
export interface DesignColumns {
  readonly weights: string | null;
  /** Crossed where there are several. */
  readonly strata: readonly string[];
  /** Units of each stage, PSUs first; none: every row is a unit. */
  readonly psu: readonly string[];
  /** For each stage the column with the number of units in the population. */
  readonly fpc: readonly string[];
  readonly nest: boolean;
  readonly lonelyPsu: LonelyPsu;
}

/** A design with the labels of its codes, for messages. */
export interface Declared {
  readonly design: Design;
  readonly labels: Labels;
}

/** What the codes of a design stand for in the file. */
export interface Labels {
  readonly columns: DesignColumns;
  readonly strata: Crossed;
  readonly units: readonly (readonly string[])[];
}

/** The codes of a design's columns with their labels; faults weights and populations that are no numbers. */
export function labelsOf(table: Table, columns: DesignColumns): Labels & { readonly unitCodes: readonly Int32Array[] } {
  const units = columns.psu.map((name) => levelsOf(table, name));
  return {
    columns,
    strata: crossedLevels(table, columns.strata),
    units: units.map(({ labels }) => labels),
    unitCodes: units.map(({ codes }) => codes),
  };
}

/** Declares the design of a file; throws a DesignFault, in codes, where it makes no sense. */
export function declared(table: Table, labels: ReturnType<typeof labelsOf>, file: string): Design {
  const { columns, strata, unitCodes } = labels;
  const stages = Array.from({ length: Math.max(unitCodes.length, columns.fpc.length) }, (_, s) => ({
    units: unitCodes[s],
    population: columns.fpc[s] === undefined ? undefined : designNumbers(table, columns.fpc[s], file),
  }));
  return design({
    rows: table.rows,
    weights: columns.weights === null ? undefined : designNumbers(table, columns.weights, file),
    strata: columns.strata.length === 0 ? undefined : strata.codes,
    stages,
    nested: columns.nest,
    lonelyPsu: columns.lonelyPsu,
  });
}
