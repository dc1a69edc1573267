import type { Comparison } from './comparison.ts';

/** A cleaning log in IMPACT's columns: what leads from the first dataset to the second. */
export interface DecisionLog {
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/**
 * A comparison as decisions: a line for each cell, in the order of the columns, and one for each row that is gone (the rows of its
 * rosters go with it). Rows that only the second has cannot be decided on; they are not in it.
 */
export function asDecisions({ tables, differences }: Comparison): DecisionLog {
  const [main] = tables;
  const rosters = tables.length > 1;
  const gone = new Set(main?.removed ?? []);
  const line = (table: string, key: string, ...cells: readonly string[]) =>
    rosters ? [key, table, ...cells] : [key, ...cells];
  return {
    header: ['uuid', ...(rosters ? ['table'] : []), 'question', 'change_type', 'old_value', 'new_value', 'comment'],
    lines: [
      ...differences.map(({ table, key, field, from, to, meant }) =>
        line(
          table,
          key,
          field,
          to === '' ? 'blank_response' : 'change_response',
          from === '' ? 'NA' : from,
          meant || to,
          `${to === '' ? 'changed to NA' : from === '' ? 'NA changed to value' : 'An alteration was performed'}${meant === '' ? '' : ` (written '${to}')`}`,
        ),
      ),
      ...tables.flatMap(({ name, removed }) =>
        removed
          .filter((key) => name === main?.name || !gone.has(key.split('/')[0] ?? ''))
          .map((key) => line(name, key, '', 'remove_survey', '', '', 'No matching uuid in the cleaned dataset')),
      ),
    ],
  };
}
