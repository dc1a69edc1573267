import type { Registry } from '../kind.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { dateOrder } from './dateOrder.ts';
import { digits } from './digits.ts';
import { drop } from './drop.ts';
import { impute } from './impute.ts';
import { keepDuplicate } from './keepDuplicate.ts';
import { numberFormat } from './numberFormat.ts';
import { recode } from './recode.ts';
import { recodeOther } from './recodeOther.ts';
import { recompute } from './recompute.ts';
import { setBlank } from './setBlank.ts';
import { trim } from './trim.ts';
import { unit } from './unit.ts';

/** The kinds of correction, by their name in `schemas/corrections.json`. */
export const correctionKinds: Registry<CorrectionContext, Correction> = {
  trim,
  digits,
  numberFormat,
  dateOrder,
  recode,
  recodeOther,
  unit,
  setBlank,
  recompute,
  drop,
  keepDuplicate,
  impute,
};
