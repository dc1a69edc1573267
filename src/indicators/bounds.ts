import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { kind } from '../kind.ts';
import { ANSWERED, DONT_KNOW, hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure } from './indicator.ts';
import { compiledBase, ofValue } from './params.ts';
import { standingOfValue } from './standing.ts';

/**
 * A share with its bounds by the answer « don't know »: among those who know (item ''), with don't know counted as no (`dkNo`), and as yes
 * (`dkYes`). Whatever those people would say, the share lies between the last two.
 */
export const bounds = kind(ofValue, ({ value, base }, context: IndicatorContext): Indicator => {
  const expression = compile(value, context.names, { place: `${context.place} › value`, table: context.table });
  const condition = compiledBase(base, context);
  return (sample) => {
    const holds = truth(expression, sample.data, 'analysis');
    const unknown = Uint8Array.from(holds, (each) => (each === 2 ? 1 : 0));
    const none = new Uint8Array(holds.length);
    const known = standingOfValue(sample, expression, { unknown, notAsked: none }, condition);
    // Somebody of whom it is not known whether they are in the base is no don't know to the question.
    const inBase = condition === null ? null : truth(condition, sample.data, 'analysis');
    const doubt = known.map((state, row) => (state === DONT_KNOW && (inBase === null || inBase[row] === 1) ? 1 : 0));
    const counted = known.map((state, row) => (doubt[row] === 1 ? ANSWERED : state));
    const share = (item: string, standing: Uint8Array, yes: (row: number) => boolean): Measure => {
      const denominator = Float64Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
      const numerator = Float64Array.from(denominator, (inside, row) => (inside === 1 && yes(row) ? 1 : 0));
      return { item, stat: 'share', standing, numerator, denominator };
    };
    return [
      share('', known, (row) => holds[row] === 1),
      share('dkNo', counted, (row) => doubt[row] !== 1 && holds[row] === 1),
      share('dkYes', counted, (row) => doubt[row] === 1 || holds[row] === 1),
    ];
  };
});
