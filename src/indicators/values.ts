import { compile } from '../expression/compile.ts';
import { numbers } from '../expression/evaluate.ts';
import type { IndicatorContext, Sample, Standing } from './indicator.ts';
import { compiledBase } from './params.ts';
import { standingOfValue } from './standing.ts';

/** The values of a numeric expression, and how each row stands to it. */
export function valuesOf(
  params: { readonly value: string; readonly base?: string },
  context: IndicatorContext,
): (sample: Sample) => { readonly values: Float64Array; readonly standing: Standing } {
  const expression = compile(params.value, context.names, { place: `${context.place} › value`, table: context.table });
  const condition = compiledBase(params.base, context);
  return (sample) => {
    const result = numbers(expression, sample.data, 'analysis');
    // A number that is none (an empty text, say) is neither known nor said to be unknown: it is blank.
    const unknown = result.unknown.slice();
    for (let row = 0; row < unknown.length; row += 1)
      if (Number.isNaN(result.values[row]!) && result.notAsked[row] !== 1) unknown[row] = 1;
    return { values: result.values, standing: standingOfValue(sample, expression, { ...result, unknown }, condition) };
  };
}
