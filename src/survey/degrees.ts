import type { Design } from './design.ts';
import { foldPresence } from './variance.ts';

/** PSUs and strata that have rows of positive weight, and the degrees of freedom they leave: psus − strata. */
export interface Degrees {
  readonly psus: number;
  readonly strata: number;
  /** Can be 0 or less; then there is no interval. */
  readonly df: number;
}

/** The degrees of freedom of the design, or of a domain by the `present` of any Linear over its rows. */
export function degrees(design: Design, present: Uint8Array = design.present): Degrees {
  let units = present;
  for (let s = design.stages.length - 1; s > 0; s--) units = foldPresence(design.stages[s]!, units);
  const { first } = design.stages[0]!;
  let psus = 0;
  let strata = 0;
  for (let h = 0; h < first.length - 1; h++) {
    let found = 0;
    for (let i = first[h]!; i < first[h + 1]!; i++) if (units[i]! >= 2) found += 1;
    psus += found;
    if (found > 0) strata += 1;
  }
  return { psus, strata, df: psus - strata };
}
