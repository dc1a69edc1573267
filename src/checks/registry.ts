import type { Registry } from '../kind.ts';
import { backCheck } from './backCheck.ts';
import { calculation } from './calculation.ts';
import type { Check, CheckContext } from './check.ts';
import { choices } from './choices.ts';
import { constraints } from './constraints.ts';
import { duplicates } from './duplicates.ts';
import { duration } from './duration.ts';
import { empty } from './empty.ts';
import { enumerators } from './enumerators.ts';
import { formVersion } from './formVersion.ts';
import { gps } from './gps.ts';
import { missingShare } from './missingShare.ts';
import { nearDuplicates } from './nearDuplicates.ts';
import { otherSpecify } from './otherSpecify.ts';
import { outliers } from './outliers.ts';
import { paradata } from './paradata.ts';
import { range } from './range.ts';
import { relevance } from './relevance.ts';
import { repeatCount } from './repeatCount.ts';
import { required } from './required.ts';
import { rule } from './rule.ts';
import { sample } from './sample.ts';
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
  nearDuplicates,
  outliers,
  missingShare,
  otherSpecify,
  enumerators,
  sample,
  gps,
  formVersion,
  backCheck,
  suspectCodes,
  empty,
  rule,
  range,
};
