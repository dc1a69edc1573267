import { z } from 'zod';
import { kind } from '../kind.ts';
import { canonical } from '../table/writing.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { reread } from './reread.ts';

const params = z.strictObject({
  fields: z.exactOptional(z.array(z.string()).min(1)),
  order: z.enum(['dmy', 'mdy', 'ymd']),
});

/** Reads dates that are written with day and month in the declared order: by dmy, 05/06/2026 is the fifth of June. */
export const dateOrder = kind(
  params,
  ({ fields, order }, context: CorrectionContext): Correction =>
    reread(
      fields,
      ['date', 'dateTime'],
      (text, type) => canonical(type, { decimal: '.', dateOrder: order, serials: false })?.(text) ?? text,
      context,
    ),
);
