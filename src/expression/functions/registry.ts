import type { FunctionOf } from '../plan.ts';
import { aggregateFunctions } from './aggregates.ts';
import { dateFunctions } from './dates.ts';
import { listFunctions } from './lists.ts';
import { logicFunctions } from './logic.ts';
import { numberFunctions } from './numbers.ts';
import { placeFunctions } from './places.ts';
import { positionFunctions } from './positions.ts';
import { rankFunctions } from './ranks.ts';
import { rosterFunctions } from './rosters.ts';
import { selectFunctions } from './selects.ts';
import { outsideFunctions } from './tables.ts';
import { textFunctions } from './text.ts';

/** Every function of the language by name, one family a file. */
export const FUNCTIONS: ReadonlyMap<string, FunctionOf> = new Map([
  ...Object.entries(logicFunctions),
  ...Object.entries(numberFunctions),
  ...Object.entries(textFunctions),
  ...Object.entries(selectFunctions),
  ...Object.entries(dateFunctions),
  ...Object.entries(aggregateFunctions),
  ...Object.entries(rosterFunctions),
  ...Object.entries(positionFunctions),
  ...Object.entries(rankFunctions),
  ...Object.entries(listFunctions),
  ...Object.entries(outsideFunctions),
  ...Object.entries(placeFunctions),
]);

/** The function of that name. */
export function functionNamed(name: string): FunctionOf | undefined {
  return FUNCTIONS.get(name);
}

/** All names, for suggestions. */
export function functionNames(): Iterable<string> {
  return FUNCTIONS.keys();
}
