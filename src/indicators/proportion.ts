import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { kind } from '../kind.ts';
import { holdersOf, unknownsOf } from './counted.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { compiledBase, ofValue } from './params.ts';
import { standingOfValue } from './standing.ts';

/** Share of the base for whom an expression is true; rows where it is unknown leave numerator and denominator. */
export const proportion = kind(ofValue, ({ value, base }, context: IndicatorContext): Indicator => {
  const expression = compile(value, context.names, { place: `${context.place} › value`, table: context.table });
  const condition = compiledBase(base, context);
  return (sample) => {
    const holds = truth(expression, sample.data, 'analysis');
    const unknown = unknownsOf(holds);
    const standing = standingOfValue(
      sample,
      expression,
      { unknown, notAsked: new Uint8Array(holds.length) },
      condition,
    );
    const numerator = holdersOf(standing, holds);
    return [{ item: '', stat: 'share', standing, numerator, denominator: null }];
  };
});
