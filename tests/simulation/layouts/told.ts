import type { Dataset } from '../../../src/table/table.ts';
import { keyAt } from '../../../src/table/table.ts';
import { storedText } from '../../../src/table/text.ts';

/** A dataset as text: keys, links, and of each cell its state, its text and its offset. */
export function told(data: Dataset): Record<string, unknown> {
  const tables: Record<string, unknown> = {};
  for (const [name, table] of data.tables) {
    const columns: Record<string, unknown> = {};
    for (const [field, column] of table.columns)
      columns[field] = Array.from(column.states, (state, row) => [
        state,
        storedText(column, row),
        'offsets' in column ? column.offsets[row] : 0,
      ]);
    const keys = Array.from({ length: table.rows }, (_, row) => keyAt(table, row));
    tables[name] = { keys, parents: [...(table.parent?.rows ?? [])], columns };
  }
  return tables;
}
