import { kind } from '../kind.ts';
import type { CodeColumn } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure } from './indicator.ts';
import { compiledBase, namedField, ofField } from './params.ts';
import { standingOf } from './standing.ts';

/** A list longer than this is shown by the answers that occur only. */
const WHOLE_LIST = 12;

/** Share of each choice of a select_one among those who answered; don't know and refused are no items. */
export const distribution = kind(ofField, ({ field, base }, context: IndicatorContext): Indicator => {
  namedField(field, ['one'], context);
  const condition = compiledBase(base, context);
  const missing = context.missing.get(field);
  return (sample) => {
    const column = sample.table.columns.get(field);
    if (column === undefined || !('answers' in column)) return [];
    const standing = standingOf(sample, column, condition);
    const denominator = Float64Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
    const counts = new Uint32Array(column.answers.length);
    for (let row = 0; row < standing.length; row += 1)
      if (denominator[row] === 1) counts[column.values[row] ?? 0] = (counts[column.values[row] ?? 0] ?? 0) + 1;
    return itemsOf(column, counts, missing).map(({ code, item }): Measure => {
      const numerator = new Float64Array(standing.length);
      for (let row = 0; row < standing.length; row += 1)
        numerator[row] = denominator[row] === 1 && column.values[row] === code ? 1 : 0;
      return { item, stat: 'share', standing, numerator, denominator };
    });
  };
});

/** The choices to show, in form order, then foreign answers. */
function itemsOf(
  column: CodeColumn,
  counts: Uint32Array,
  missing: ReadonlySet<string> | undefined,
): readonly { readonly code: number; readonly item: string }[] {
  const choices = column.options?.length ?? 0;
  return column.answers
    .map((item, code) => ({ code, item }))
    .filter(
      ({ code, item }) =>
        code > 0 &&
        missing?.has(item) !== true &&
        ((counts[code] ?? 0) > 0 || (code <= choices && choices <= WHOLE_LIST)),
    );
}
