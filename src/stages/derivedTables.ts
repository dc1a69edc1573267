import { isNumbers } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import { csvFile } from './csvFile.ts';
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
      const rows = Array.from({ length: table.rows }, (_, row) => [
        keyAt(table, row),
        ...columns.map((column) => {
          const text = hasValue(column.states[row] ?? 3) ? storedText(column, row) : '';
          return text !== '' && isNumbers(column) && column.type !== 'date' ? Number(text) : text;
        }),
      ]);
      files.set(
        `data-clean/${table.name}.derived.csv`,
        csvFile(study, ['_key', ...columns.map(({ name }) => name)], rows),
      );
    }
    return files;
  },
};
