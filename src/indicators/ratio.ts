import { z } from 'zod';
import { kind } from '../kind.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { valuesOf } from './values.ts';

const text = z.string().min(1);

/** Total of one numeric expression over that of another, among rows where both are known: the mean of neither person's own ratio. */
export const ratio = kind(
  z.strictObject({ numerator: text, denominator: text, base: z.exactOptional(text) }),
  ({ numerator, denominator, base }, context: IndicatorContext): Indicator => {
    const of = (value: string) => valuesOf({ value, ...(base === undefined ? {} : { base }) }, context);
    const [above, below] = [of(numerator), of(denominator)];
    return (sample) => {
      const [a, b] = [above(sample), below(sample)];
      const standing = a.standing.map((state, row) => (hasValue(state) ? (b.standing[row] ?? state) : state));
      const known = ({ values }: typeof a) =>
        Float64Array.from(standing, (state, row) => (hasValue(state) ? (values[row] ?? 0) : 0));
      return [{ item: '', stat: 'ratio', standing, numerator: known(a), denominator: known(b) }];
    };
  },
);
