import type { Estimate } from '../table/estimate.ts';
import { roundedNumber } from '../writers/number.ts';

/**
 * An estimate with the digits that its file has, so that a figure drawn in the run that made it and one drawn from the file later are the
 * same to the byte.
 */
export function withFileDigits(estimate: Estimate): Estimate {
  return Object.fromEntries(
    Object.entries(estimate).map(([name, value]) => [name, typeof value === 'number' ? roundedNumber(value) : value]),
  ) as unknown as Estimate;
}
