import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import type { ColumnSpec } from '../table/builder.ts';
import { columnBuilder } from '../table/builder.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { told } from './details.ts';
import type { IntakeRemark } from './intake.ts';

/** Columns of a file that each row of a table gets by its key. */
export interface Join {
  /** The file as the study names it. */
  readonly file: string;
  /** Column of the table, and the column of the file with the same keys. */
  readonly on: readonly (readonly [column: string, inFile: string])[];
  /** What is looked up, and how it is stored. */
  readonly columns: readonly ColumnSpec[];
  /** True where the file is meant to hold some rows only: no remark on those that it lacks. */
  readonly partial?: boolean;
}

const SEPARATOR = '\u001f';

/**
 * The table with the columns of a file joined by key; `lines` are the file's rows, header first. A row whose key the file does not have
 * gets blanks and a remark. Faults: a column that is missing in the file or the table, a key that stands there twice.
 */
export function joined(
  table: Table,
  join: Join,
  lines: readonly (readonly string[])[],
): { readonly table: Table; readonly remarks: readonly IntakeRemark[] } {
  const [header = [], ...rows] = lines.map((cells) => cells.map((cell) => cell.trim()));
  const at = (column: string) => {
    const place = header.indexOf(column);
    if (place >= 0) return place;
    throw fault(
      join.file,
      `there is no column '${column}'${didYouMean(column, header)}`,
      `Columns: ${header.join(', ')}`,
    );
  };
  const keyPlaces = join.on.map(([, inFile]) => at(inFile));
  const valuePlaces = join.columns.map(({ name }) => at(name));
  const byKey = new Map<string, readonly string[]>();
  for (const [place, cells] of rows.entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const key = keyPlaces.map((one) => cells[one] ?? '').join(SEPARATOR);
    if (byKey.has(key))
      throw fault(
        `${join.file} › row ${place + 2}`,
        `the key '${key.replaceAll(SEPARATOR, ', ')}' stands there twice`,
        'Keep one row a key',
      );
    byKey.set(key, cells);
  }
  const keyColumns = join.on.map(([name]) => {
    const column = table.columns.get(name);
    if (column === undefined) throw fault(`pipeline.config.json › joins › ${join.file}`, `the data have no '${name}'`);
    return column;
  });
  const builders = join.columns.map(columnBuilder);
  const remarks: IntakeRemark[] = [];
  const first = join.on[0]?.[0] ?? '';
  for (let row = 0; row < table.rows; row += 1) {
    const parts = keyColumns.map((column) => cleanText(column, row));
    const found = byKey.get(parts.join(SEPARATOR));
    for (const [place, builder] of builders.entries()) builder.append(found?.[valuePlaces[place] ?? -1] ?? '');
    if (found !== undefined || join.partial === true) continue;
    const value = parts.join(', ');
    remarks.push({
      check: 'join',
      level: 'warning',
      table: table.name,
      key: keyAt(table, row),
      field: first,
      value,
      ...(value === '' ? told('notJoinedEmpty', { file: join.file }) : told('notJoined', { file: join.file, value })),
    });
  }
  const columns = new Map(table.columns);
  for (const [place, builder] of builders.entries()) columns.set(join.columns[place]?.name ?? '', builder.finish());
  return { table: { ...table, columns }, remarks };
}
