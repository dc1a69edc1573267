import { join } from 'node:path';
import { columnMarks, keptColumns } from '../stages/datasetFile.ts';
import type { Disk } from '../stages/disk.ts';
import { RUNS } from '../stages/history.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import type { RowsOfTable, RunRows } from './compare/rows.ts';
import { publishedTable, withPoint } from './published.ts';

/** The clean rows that a kept run made, from the columns in the cache; they are read when they are asked for. */
export async function rowsOfRun(disk: Disk, root: string, number: number): Promise<RunRows> {
  const name = `${RUNS.replace('.pipeline/', '')}/${number}.clean`;
  const source = (path: string) => disk.source(join(root, path));
  const marks = columnMarks(await disk.read(join(root, `.pipeline/${name}.json`)));
  const bare = await keptColumns(name, source, () => false);
  return new Map(
    [...marks].map(([table, columns]): readonly [string, RowsOfTable] => {
      const holder = bare.tables.get(table);
      return [
        table,
        {
          rows: holder?.rows ?? 0,
          keys: once(() =>
            holder === undefined ? [] : Array.from({ length: holder.rows }, (_, row) => keyAt(holder, row)),
          ),
          keysMark: columns.get('') ?? '',
          columns: new Map([...columns].filter(([column]) => column !== '')),
          async cells(wanted) {
            const data = await keptColumns(
              name,
              source,
              (of, column) => of === table && wanted.has(column),
              new Set([table]),
            );
            const read = data.tables.get(table)?.columns ?? new Map();
            return new Map(
              [...read].map(([column, stored]) => [column, { stored, text: (row: number) => cleanText(stored, row) }]),
            );
          },
        },
      ];
    }),
  );
}

/** The clean rows as a bundle holds them, from `data-clean/<table>.csv`. */
export async function rowsOfBundle(disk: Disk, root: string): Promise<RunRows> {
  const { csv = {} } = JSON.parse(await disk.text(join(root, 'pipeline.config.json'))) as { csv?: object };
  const study = { root, config: { csv: { delimiter: ',', decimal: '.', ...csv } } } as Parameters<
    typeof publishedTable
  >[1];
  const rows = new Map<string, RowsOfTable>();
  for (const file of disk.list(join(root, 'data-clean'))) {
    const table = /^(.+)\.states\.csv$/.exec(file)?.[1];
    if (table === undefined) continue;
    const published = await publishedTable(disk, study, `data-clean/${table}.csv`);
    if (published === null) continue;
    const lines: (readonly string[])[] = [];
    for await (const { cells } of published.rows()) lines.push(cells);
    const fields = published.header.filter((name) => name !== '_key' && name !== '_parent_key');
    const text = (at: number) => (row: number) => withPoint(lines[row]?.[at] ?? '', study);
    const own = lines.map(([key = '']) => key);
    rows.set(table, {
      rows: lines.length,
      keys: () => own,
      keysMark: '',
      columns: new Map(fields.map((name) => [name, ''])),
      cells: async (wanted) =>
        new Map(
          fields
            .filter((name) => wanted.has(name))
            .map((name) => [name, { stored: null, text: text(published.header.indexOf(name)) }]),
        ),
    });
  }
  return rows;
}

/** A value that is made the first time it is asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
