import type { Column } from '../table/column.ts';
import { isCodes, isNumbers } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import type { CsvValue } from '../writers/csv.ts';
import { csvOf } from './csvFile.ts';
import type { Made } from './stage.ts';

/** `data-clean/<table>.derived.csv`: the variables of the study that were derived from the clean answers, by the same keys. */
export const derivedTables: Made<Dataset> = {
  name: 'derived',
  encode(data, study) {
    const files = new Map<string, Uint8Array>();
    for (const table of data.tables.values()) {
      const columns = study.variables
        .filter((variable) => variable.table === table.name)
        .map(({ name }) => table.columns.get(name))
        .filter((column) => column !== undefined);
      if (columns.length === 0) continue;
      const cells = new Map<string, (row: number) => CsvValue>([['_key', (row) => keyAt(table, row)]]);
      for (const column of columns) cells.set(column.name, cellsOf(column));
      files.set(`data-clean/${table.name}.derived.csv`, csvOf(study, table.rows, cells));
    }
    return files;
  },
};

/** The cells of a column: numbers as numbers, all else as text, '' where there is no value. */
function cellsOf(column: Column): (row: number) => CsvValue {
  const { states, raw } = column;
  const known = (row: number) => hasValue(states[row] ?? INVALID);
  if (raw.size === 0 && isCodes(column)) {
    const { answers, values } = column;
    return (row) => (known(row) ? (answers[values[row] ?? 0] ?? '') : '');
  }
  if (raw.size === 0 && isNumbers(column) && (column.type === 'integer' || column.type === 'decimal')) {
    const { values } = column;
    return (row) => (known(row) && !Number.isNaN(values[row]) ? (values[row] ?? '') : '');
  }
  return (row) => (known(row) ? storedText(column, row) : '');
}
