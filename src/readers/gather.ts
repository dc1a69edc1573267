import type { ColumnBuilder, ColumnSpec } from '../table/builder.ts';
import { columnBuilder, owned } from '../table/builder.ts';
import type { Column } from '../table/column.ts';
import { pack } from '../table/column.ts';
import { growingCodes, growingNumbers } from '../table/growing.ts';
import { NOT_ASKED } from '../table/states.ts';
import type { Link, Table } from '../table/table.ts';
import type { Row } from '../table/textRow.ts';
import type { CellText } from './answers.ts';

/** One table of the form while it is gathered from one or more sheets. */
export interface Gathering {
  /** Starts a sheet that has these columns; cells of the others are not asked there. */
  begin(columns: ReadonlySet<string>): void;
  /**
   * Adds a row: its key, its row in the parent table (-1: none), and where it was read (number of the sheet from 0, row there from 1).
   * Gives its row number; its cells come with `cells`.
   */
  add(key: string, parentRow: number, sheet: number, row: number): number;
  /** The cells of the rows added since the last call; columns without a reader get empty ones. */
  cells(rows: readonly Row[], readers: ReadonlyMap<string, CellText>): void;
  keyOf(row: number): string;
  /** Rows so far. */
  rows(): number;
  finish(): Table;
}

/** Rows whose cells are stored together. */
const BLOCK = 100;

/** Gathers a table with these columns, in this order. `parent` is the table around it; '' for main. */
export function gathering(name: string, parent: string, specs: ReadonlyMap<string, ColumnSpec>): Gathering {
  const builders = new Map<string, ColumnBuilder>([...specs].map(([column, spec]) => [column, columnBuilder(spec)]));
  const keys: string[] = [];
  const parents = growingNumbers();
  const origin = { sheets: growingCodes(), rows: growingNumbers() };
  const sheets: { readonly from: number; readonly columns: ReadonlySet<string> }[] = [];
  return {
    begin: (columns) => sheets.push({ from: keys.length, columns }),
    add(key, parentRow, sheet, row) {
      origin.sheets.push(sheet);
      origin.rows.push(row);
      keys.push(owned(key));
      parents.push(parentRow);
      return keys.length - 1;
    },
    // A column at a time, so that the same few lines of code run for many cells in a row; and few enough rows that they stay in the cache.
    cells(rows, readers) {
      for (let from = 0; from < rows.length; from += BLOCK) {
        const block = rows.slice(from, from + BLOCK);
        for (const [column, builder] of builders) {
          const read = readers.get(column);
          if (read?.at !== undefined) builder.appendCells(block, read.at);
          else if (read === undefined) for (let row = 0; row < block.length; row += 1) builder.append('');
          else for (const row of block) builder.append(read(row));
        }
      }
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
      const link: { parent?: Link } =
        parent === '' ? {} : { parent: { parent, rows: Int32Array.from(parents.take()) } };
      const from = { sheets: Uint16Array.from(origin.sheets.take(65_536)), rows: Uint32Array.from(origin.rows.take()) };
      return { name, rows: keys.length, keys: pack(keys), columns, origin: from, ...link };
    },
  };
}
