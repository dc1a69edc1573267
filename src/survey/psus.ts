import { certainty, type Design } from './design.ts';

/** The PSU of every variance unit, and for each stratum its PSUs and their correction. */
export interface Psus {
  /** PSU of each row. */
  readonly ofRow: Int32Array;
  readonly count: number;
  /** Stratum h has PSUs first[h] … first[h + 1] − 1. */
  readonly first: Int32Array;
  /** (N − n) / N of each stratum. */
  readonly correction: Float64Array;
}

/** Looks past later stages to the PSUs, which replicate weights and small-sample corrections are made of. */
export function psusOf(design: Design): Psus {
  const { first, correction } = design.stages[0]!;
  let ofUnit = Int32Array.from({ length: design.units }, (_, u) => u);
  for (let s = design.stages.length - 1; s > 0; s--) {
    const parents = design.stages[s]!.first;
    const parent = new Int32Array(parents.at(-1)!);
    for (let g = 0; g < parents.length - 1; g++) parent.fill(g, parents[g], parents[g + 1]);
    ofUnit = ofUnit.map((u) => parent[u]!);
  }
  return { ofRow: design.unit.map((u) => ofUnit[u]!), count: first.at(-1)!, first, correction };
}

/** The stratum of each PSU. */
export function strataOf({ count, first }: Psus): Int32Array {
  const stratum = new Int32Array(count);
  for (let h = 0; h < first.length - 1; h++) stratum.fill(h, first[h], first[h + 1]);
  return stratum;
}

/** Strata that are neither sampled whole nor of a single PSU, and those of a single PSU. */
export function variableStrata({ first, correction }: Omit<Psus, 'ofRow'>): {
  readonly several: number[];
  readonly lonely: number[];
} {
  const open = [...correction.keys()].filter((h) => correction[h]! >= certainty);
  const size = (h: number): number => first[h + 1]! - first[h]!;
  return { several: open.filter((h) => size(h) > 1), lonely: open.filter((h) => size(h) === 1) };
}
