import type { DataRows } from '../publish/sheets/reviewData.ts';
import { FIRST_ANSWER } from '../publish/sheets/reviewData.ts';
import type { Place } from '../publish/sheets/sheet.ts';
import type { Study } from '../study/study.ts';
import { isNumbers } from '../table/column.ts';
import { rowsByKey } from '../table/rows.ts';
import type { Table } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';
import { cleanText, storedText } from '../table/text.ts';
import type { Checked } from './checked.ts';
import type { Entry } from './reviewLog.ts';

/** Cells of data on one sheet. */
const MOST_CELLS = 300_000;

/** A sheet of the data that findings are about, and how many of their rows did not fit on it. */
export interface Shown {
  readonly shown: DataRows;
  readonly table: Table;
  readonly rows: readonly number[];
  readonly left: number;
}

/** The rows that entries are about, one sheet a table, with the cells that are meant marked. */
export function dataRowsOf(
  study: Study,
  { data }: Checked,
  entries: readonly Entry[],
  named: (key: string) => string,
): readonly Shown[] {
  return [...data.tables.values()].flatMap((table): Shown[] => {
    const fieldsByRow = new Map<number, Set<string>>();
    const counts = new Map<number, number>();
    const index = rowsByKey(table);
    for (const { finding, field, first } of entries) {
      const row = finding.table === table.name ? index.get(finding.key) : undefined;
      if (row === undefined) continue;
      fieldsByRow.set(row, (fieldsByRow.get(row) ?? new Set()).add(field));
      if (first) counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    if (fieldsByRow.size === 0) return [];
    const columns = [...table.columns.values()].filter(({ name }) => !study.direct.has(name));
    const found = [...fieldsByRow.keys()].sort((a, b) => a - b);
    const rows = found.slice(0, Math.max(1, Math.floor(MOST_CELLS / columns.length)));
    const shown: DataRows = {
      sheet: table.name === MAIN ? 'checked_dataset' : `data_${table.name}`,
      columns: columns.map(({ name }) => name),
      rows: rows.map((row) => ({
        key: named(keyAt(table, row)),
        values: columns.map((column) => {
          const text = column.raw.has(row) ? storedText(column, row) : cleanText(column, row);
          const number = isNumbers(column) && (column.type === 'integer' || column.type === 'decimal');
          return number && text !== '' && !column.raw.has(row) ? Number(text) : text;
        }),
        marked: new Set(columns.flatMap(({ name }, at) => (fieldsByRow.get(row)?.has(name) === true ? [at] : []))),
        findings: counts.get(row) ?? 0,
      })),
    };
    return [{ shown, table, rows, left: found.length - rows.length }];
  });
}

/** Where each answer stands on the sheets of data. */
export function placesIn(sheets: readonly Shown[]): (table: string, key: string, field: string) => Place | null {
  const byTable = new Map(
    sheets.map(({ shown, table, rows }) => [
      table.name,
      {
        sheet: shown.sheet,
        rows: new Map(rows.map((row, place) => [keyAt(table, row), place + 1])),
        columns: new Map(shown.columns.map((name, at) => [name, at + FIRST_ANSWER])),
      },
    ]),
  );
  return (table, key, field) => {
    const found = byTable.get(table);
    const [row, column] = [found?.rows.get(key), found?.columns.get(field)];
    return found === undefined || row === undefined ? null : { sheet: found.sheet, row, column: column ?? 0 };
  };
}
