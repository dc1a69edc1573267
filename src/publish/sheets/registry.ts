import type { Registry } from '../../kind.ts';
import { indicators } from './indicators.ts';
import type { Sheet } from './sheet.ts';

/** Kinds of sheets that a study may declare. The compiler, not the kind, checks that the estimates that it names exist. */
export const sheetKinds: Registry<unknown, Sheet> = { indicators };
