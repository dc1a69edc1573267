import { z } from 'zod';
import { kind } from '../kind.ts';
import { latinDigits } from '../table/writing.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { reread } from './reread.ts';

const params = z.strictObject({ fields: z.exactOptional(z.array(z.string()).min(1)) });

/** Reads numbers, dates and times that are written in the digits of another script: ٣٩ is 39, ٣٫٥ is 3.5. */
export const digits = kind(
  params,
  ({ fields }, context: CorrectionContext): Correction =>
    reread(fields, ['integer', 'decimal', 'date', 'dateTime', 'time'], latinDigits, context),
);
