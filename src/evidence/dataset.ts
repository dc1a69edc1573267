import type { ColumnSpec } from '../table/builder.ts';
import { columnBuilder } from '../table/builder.ts';
import type { Column } from '../table/column.ts';
import { withoutRows } from '../table/rows.ts';
import { STATE_NAMES } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import type { Replayed } from './ledger.ts';

/** How cells of a column are typed from their text; which codes mean don't know is told by their states, not by the column. */
export function specLike(column: Column, timeZone: string): ColumnSpec {
  const none: ReadonlySet<string> = new Set();
  const options = 'options' in column ? (column.options ?? null) : null;
  return { name: column.name, type: column.type, options, dontKnow: none, refused: none, timeZone };
}

/** The data as received with a replayed ledger: cells set, then rows taken out. */
export function afterLedger(raw: Dataset, { set, gone }: Replayed, timeZone: string): Dataset {
  const tables = [...raw.tables.values()].map((table): Table => {
    const edits = set.get(table.name);
    if (edits === undefined) return table;
    const columns = new Map(table.columns);
    for (const [field, cells] of edits) {
      const column = table.columns.get(field);
      if (column === undefined) continue;
      const builder = columnBuilder(specLike(column, timeZone));
      for (let row = 0; row < table.rows; row += 1) builder.append(cells.get(row)?.text ?? storedText(column, row));
      const built = builder.finish();
      const states = column.states.slice();
      for (const [row, { state }] of cells) states[row] = STATE_NAMES.indexOf(state as 'answered');
      columns.set(field, { ...built, states });
    }
    return { ...table, columns };
  });
  const dropped = new Map([...gone].map(([name, rows]) => [name, new Set(rows.keys())]));
  const whole = { tables: new Map(tables.map((table) => [table.name, table])) };
  return dropped.size === 0 ? whole : withoutRows(whole, dropped);
}
