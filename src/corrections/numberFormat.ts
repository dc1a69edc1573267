import { z } from 'zod';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { canonical } from '../table/writing.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { reread } from './reread.ts';

const params = z.strictObject({
  fields: z.exactOptional(z.array(z.string()).min(1)),
  decimal: z.enum(['.', ',']).default('.'),
  thousands: z.enum(['', ' ', ',', '.', "'"]).default(''),
});

/**
 * Reads numbers that are written with a decimal comma, or with their thousands apart, as declared: 3,5 and 1 200. Numbers that could be
 * read before are left as they are: by `thousands: "."` a decimal 1.234 stays 1.234.
 */
export const numberFormat = kind(params, ({ fields, decimal, thousands }, context: CorrectionContext): Correction => {
  if (decimal === thousands)
    throw fault(`${context.place} › thousands`, `'${thousands}' stands for the decimals already`);
  if (decimal === '.' && thousands === '')
    throw fault(`${context.place} › decimal`, 'this is how numbers are read anyway', 'Say "decimal": "," or thousands');
  const bring = canonical('decimal', { decimal, thousands, dateOrder: 'ymd', serials: false });
  return reread(fields, ['integer', 'decimal'], (text) => bring?.(text) ?? text, context);
});
