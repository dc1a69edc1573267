import type { ColumnBuilder, ColumnSpec } from '../table/builder.ts';
import { columnBuilder } from '../table/builder.ts';
import type { Column } from '../table/column.ts';
import { pack } from '../table/column.ts';
import { NOT_ASKED } from '../table/states.ts';
import type { Link, Table } from '../table/table.ts';

/** One table of the form while it is gathered from one or more sheets. */
export interface Gathering {
  /** Starts a sheet that has these columns; cells of the others are not asked there. */
  begin(columns: ReadonlySet<string>): void;
  /** Adds a row: its key, its row in the parent table (-1: none), and the text of its cells by column. Gives its row number. */
  add(key: string, parentRow: number, cell: (column: string) => string): number;
  keyOf(row: number): string;
  /** Rows so far. */
  rows(): number;
  finish(): Table;
}

/** Gathers a table with these columns, in this order. `parent` is the table around it; '' for main. */
export function gathering(name: string, parent: string, specs: ReadonlyMap<string, ColumnSpec>): Gathering {
  const builders = new Map<string, ColumnBuilder>([...specs].map(([column, spec]) => [column, columnBuilder(spec)]));
  const keys: string[] = [];
  const parents: number[] = [];
  const sheets: { readonly from: number; readonly columns: ReadonlySet<string> }[] = [];
  return {
    begin: (columns) => sheets.push({ from: keys.length, columns }),
    add(key, parentRow, cell) {
      for (const [column, builder] of builders) builder.append(cell(column));
      keys.push(key);
      parents.push(parentRow);
      return keys.length - 1;
    },
    keyOf: (row) => keys[row] ?? '',
    rows: () => keys.length,
    finish() {
      const columns = new Map<string, Column>();
      for (const [column, builder] of builders) {
        const built = builder.finish();
        for (const [place, sheet] of sheets.entries())
          if (!sheet.columns.has(column))
            built.states.fill(NOT_ASKED, sheet.from, sheets[place + 1]?.from ?? keys.length);
        columns.set(column, built);
      }
      const link: { parent?: Link } = parent === '' ? {} : { parent: { parent, rows: Int32Array.from(parents) } };
      return { name, rows: keys.length, keys: pack(keys), columns, ...link };
    },
  };
}
