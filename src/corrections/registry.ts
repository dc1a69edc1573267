import type { Registry } from '../kind.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { drop } from './drop.ts';
import { recode } from './recode.ts';
import { setBlank } from './setBlank.ts';
import { trim } from './trim.ts';

/** The kinds of correction, by their name in `schemas/corrections.json`. */
export const correctionKinds: Registry<CorrectionContext, Correction> = { drop, recode, setBlank, trim };
