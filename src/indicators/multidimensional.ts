import { z } from 'zod';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import { deprivation } from '../survey/alkire.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue, NOT_ASKED } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure } from './indicator.ts';
import { OUTSIDE } from './indicator.ts';
import { compiledBase } from './params.ts';
import { standingOf } from './standing.ts';

const text = z.string().min(1);

/**
 * Alkire and Foster's count over the flags of an index, weighted as it weighs them: `H`, the share with at least `cutoff` of the weight;
 * `A`, the mean share of factors among those; `M0` = H · A; and each factor's part of M0 (they add up to 1).
 */
export const multidimensional = kind(
  z.strictObject({ index: text, cutoff: z.number().gt(0).max(1), base: z.exactOptional(text) }),
  ({ index, cutoff, base }, context: IndicatorContext): Indicator => {
    const spec = context.indices?.find(({ id }) => id === index);
    if (spec === undefined) {
      const known = (context.indices ?? []).map(({ id }) => id);
      throw fault(
        `${context.place} › index`,
        `unknown index '${index}'${didYouMean(index, known)}`,
        'Indices are declared in schemas/indices.json',
      );
    }
    for (const name of spec.items)
      if (context.names.fields.get(name)?.flag !== true)
        throw fault(`${context.place} › index`, `'${name}' of ${index} is no flag`, 'Factors are variables of 0 and 1');
    const condition = compiledBase(base, context);
    return (sample) => {
      const columns = spec.items.map((name) => sample.table.columns.get(name)).filter((one) => one !== undefined);
      const stands = columns.map((column) => standingOf(sample, column, condition));
      const standing = Uint8Array.from(sample.eligible, (_, row) => {
        const worst = stands.find((own) => !hasValue(own[row] ?? NOT_ASKED)) ?? stands[0];
        return worst?.[row] ?? OUTSIDE;
      });
      const deprived = columns.map((column) =>
        isNumbers(column)
          ? column.values.map((value, row) => (hasValue(standing[row] ?? OUTSIDE) ? value : Number.NaN))
          : new Float64Array(sample.table.rows).fill(Number.NaN),
      );
      const { poor, censored } = deprivation(deprived, spec.weights, cutoff);
      const zeros = (values: Float64Array) => values.map((value) => (Number.isNaN(value) ? 0 : value));
      const ofPoor = standing.map((state, row) => (hasValue(state) && poor[row] !== 1 ? NOT_ASKED : state));
      const parts = deprived.map((column, place): Measure => {
        const numerator = zeros(column.map((value, row) => (spec.weights[place] ?? 0) * value * (poor[row] ?? 0)));
        const item = spec.items[place] ?? '';
        return { item, stat: 'ratio', standing: ofPoor, numerator, denominator: zeros(censored) };
      });
      return [
        { item: 'H', stat: 'share', standing, numerator: Uint8Array.from(zeros(poor)), denominator: null },
        { item: 'A', stat: 'ratio', standing: ofPoor, numerator: zeros(censored), denominator: zeros(poor) },
        { item: 'M0', stat: 'mean', standing, numerator: zeros(censored), denominator: null },
        ...parts,
      ];
    };
  },
);
