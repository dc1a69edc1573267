import type { Kind } from '../kind.ts';
import { kind } from '../kind.ts';
import type { CodeColumn } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure, Standing } from './indicator.ts';
import { compiledBase, namedField, ofField } from './params.ts';
import { standingOf } from './standing.ts';

/** A choice of a question, and for each answer of its column (by code) 1 where the answer holds it. */
export interface Choice {
  readonly item: string;
  readonly holds: Uint8Array;
}

/**
 * The kind that gives the share of each choice of a question among those who answered it. `choicesOf` lists the choices of a column in the
 * order to show them. Don't know and refused are no items.
 */
export function sharesOfChoices(
  type: 'one' | 'many',
  choicesOf: (column: CodeColumn, standing: Standing) => readonly Choice[],
): Kind<{ field: string; base?: string }, IndicatorContext, Indicator> {
  return kind(ofField, ({ field, base }, context: IndicatorContext): Indicator => {
    namedField(field, [type], context);
    const condition = compiledBase(base, context);
    const missing = context.missing.get(field);
    return (sample) => {
      const column = sample.table.columns.get(field);
      if (column === undefined || !('answers' in column)) return [];
      const standing = standingOf(sample, column, condition);
      const { values } = column;
      const shown = choicesOf(column, standing).filter(({ item }) => missing?.has(item) !== true);
      return shown.map(({ item, holds }): Measure => {
        const numerator = new Uint8Array(standing.length);
        for (let row = 0; row < numerator.length; row += 1)
          if (hasValue(standing[row]!)) numerator[row] = holds[values[row]!]!;
        return { item, stat: 'share', standing, numerator, denominator: null };
      });
    };
  });
}
