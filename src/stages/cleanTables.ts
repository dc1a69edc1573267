import type { Study } from '../study/study.ts';
import type { Column } from '../table/column.ts';
import { isNumbers } from '../table/column.ts';
import { STATE_LETTERS } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { csvFile } from './csvFile.ts';

/** `data-clean/<table>.csv`, and `<table>.states.csv` of the same shape with one letter a cell. */
export function cleanTables(data: Dataset, study: Study): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const table of data.tables.values()) {
    const columns = [...table.columns.values()];
    const header = ['_key', ...(table.parent === undefined ? [] : ['_parent_key']), ...columns.map(({ name }) => name)];
    files.set(`data-clean/${table.name}.csv`, csvFile(study, header, rowsOf(table, data, cleanCell)));
    files.set(
      `data-clean/${table.name}.states.csv`,
      csvFile(
        study,
        header,
        rowsOf(table, data, (column, row) => STATE_LETTERS[(column.states[row] ?? 3) as 0] ?? ''),
      ),
    );
  }
  return files;
}

function* rowsOf(
  table: Table,
  data: Dataset,
  cell: (column: Column, row: number) => string | number,
): Generator<readonly (string | number)[]> {
  const columns = [...table.columns.values()];
  const parent = table.parent === undefined ? undefined : data.tables.get(table.parent.parent);
  for (let row = 0; row < table.rows; row += 1) {
    const keys = [keyAt(table, row)];
    if (table.parent !== undefined) {
      const above = table.parent.rows[row] ?? -1;
      keys.push(parent === undefined || above < 0 ? '' : keyAt(parent, above));
    }
    yield [...keys, ...columns.map((column) => cell(column, row))];
  }
}

/** Numbers as numbers, so that people's decimal comma reaches them; all else as text. */
function cleanCell(column: Column, row: number): string | number {
  const text = cleanText(column, row);
  return text !== '' && isNumbers(column) && (column.type === 'integer' || column.type === 'decimal')
    ? Number(text)
    : text;
}
