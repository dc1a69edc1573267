import { z } from 'zod';
import { kind } from '../kind.ts';
import { standingOfBoth } from './counted.ts';
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
      const standing = standingOfBoth(a.standing, b.standing);
      return [
        {
          item: '',
          stat: 'ratio',
          standing,
          numerator: a.values,
          denominator: b.values,
        },
      ];
    };
  },
);
