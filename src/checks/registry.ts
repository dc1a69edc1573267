import type { Registry } from '../kind.ts';
import { calculation } from './calculation.ts';
import type { Check, CheckContext } from './check.ts';
import { choices } from './choices.ts';
import { constraints } from './constraints.ts';
import { duplicates } from './duplicates.ts';
import { duration } from './duration.ts';
import { empty } from './empty.ts';
import { enumerators } from './enumerators.ts';
import { paradata } from './paradata.ts';
import { range } from './range.ts';
import { relevance } from './relevance.ts';
import { repeatCount } from './repeatCount.ts';
import { required } from './required.ts';
import { rule } from './rule.ts';
import { suspectCodes } from './suspectCodes.ts';
import { types } from './types.ts';

/** The kinds of check, by their name in `schemas/checks.json`. */
export const checkKinds: Registry<CheckContext, Check> = {
  types,
  required,
  choices,
  constraints,
  relevance,
  calculation,
  repeatCount,
  duplicates,
  duration,
  paradata,
  enumerators,
  suspectCodes,
  empty,
  rule,
  range,
};
