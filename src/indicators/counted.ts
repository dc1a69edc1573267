import { hasValue } from '../table/states.ts';
import type { Standing } from './indicator.ts';

/** 1 for each row that counts and that `holds` marks with 1, 0 for the others. */
export function holdersOf(standing: Standing, holds: Uint8Array): Uint8Array {
  const counted = new Uint8Array(standing.length);
  for (let row = 0; row < counted.length; row += 1) if (holds[row] === 1 && hasValue(standing[row]!)) counted[row] = 1;
  return counted;
}

/** 1 where a truth is unknown (2), 0 elsewhere. */
export function unknownsOf(holds: Uint8Array): Uint8Array {
  const unknown = new Uint8Array(holds.length);
  for (let row = 0; row < holds.length; row += 1) if (holds[row] === 2) unknown[row] = 1;
  return unknown;
}

/** How rows stand to two answers at once: as to the first where that is missing, else as to the second. */
export function standingOfBoth(first: Standing, second: Standing): Standing {
  const standing = first.slice();
  for (let row = 0; row < standing.length; row += 1) if (hasValue(first[row]!)) standing[row] = second[row]!;
  return standing;
}
