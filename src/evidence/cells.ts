import { isFault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import type { ColumnBuilder } from '../table/builder.ts';
import { columnBuilder } from '../table/builder.ts';
import type { Column } from '../table/column.ts';
import { pack } from '../table/column.ts';
import { BLANK, STATE_LETTERS, STATE_NAMES } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { specLike } from './dataset.ts';
import { cellName, shown } from './ledger.ts';
import type { Proving } from './proof.ts';
import type { PublishedTable } from './published.ts';
import { publishedTable, withPoint } from './published.ts';

const LETTERS: ReadonlyMap<string, number> = new Map(STATE_LETTERS.map((letter, state) => [letter, state]));

/**
 * Reads the clean tables as people have them, `data-clean/<table>.csv` and `<table>.states.csv`, and holds each cell and its state
 * against what data and ledger give; without `expected` they are only read. Gives them as a dataset; null where one cannot be read.
 * `shape` has the tables and columns that there must be.
 */
export async function readClean(
  disk: Disk,
  study: Study,
  shape: Dataset,
  expected: Dataset | null,
  proof: Proving,
): Promise<Dataset | null> {
  const tables = new Map<string, Table>();
  for (const table of shape.tables.values()) {
    const read = await readTable(disk, study, table, expected?.tables.get(table.name) ?? null, expected, tables, proof);
    if (read === null) return null;
    tables.set(table.name, read);
  }
  return { tables };
}

async function readTable(
  disk: Disk,
  study: Study,
  shape: Table,
  expected: Table | null,
  data: Dataset | null,
  done: ReadonlyMap<string, Table>,
  proof: Proving,
): Promise<Table | null> {
  const path = `data-clean/${shape.name}.csv`;
  const statesPath = `data-clean/${shape.name}.states.csv`;
  try {
    const [values, states] = [await publishedTable(disk, study, path), await publishedTable(disk, study, statesPath)];
    if (values === null || states === null) {
      proof.differ(values === null ? path : statesPath, 0, '', 'the file is not there');
      return null;
    }
    const columns = [...shape.columns.values()];
    const own = ['_key', ...(shape.parent === undefined ? [] : ['_parent_key'])];
    const header = [...own, ...columns.map(({ name }) => name)];
    for (const file of [values, states])
      if (file.header.join('\u001f') !== header.join('\u001f')) {
        const at = header.findIndex((name, place) => file.header[place] !== name);
        const [is, was] = [file.header[at] ?? 'nothing', header[at] ?? 'nothing'];
        proof.differ(
          file.path,
          1,
          '',
          `its columns are not those of the data: '${is}' stands where '${was}' is to stand`,
        );
        return null;
      }
    return await readCells(study, { shape, expected, data, done, values, states, columns, lead: own.length }, proof);
  } catch (error) {
    if (!isFault(error)) throw error;
    proof.differ(path, 0, '', error.message);
    return null;
  }
}

interface Reading {
  readonly shape: Table;
  readonly expected: Table | null;
  readonly data: Dataset | null;
  readonly done: ReadonlyMap<string, Table>;
  readonly values: PublishedTable;
  readonly states: PublishedTable;
  readonly columns: readonly Column[];
  /** Columns before those of the data: the keys. */
  readonly lead: number;
}

async function readCells(study: Study, reading: Reading, proof: Proving): Promise<Table> {
  const { shape, expected, values, states, columns, lead } = reading;
  const builders = columns.map((column): ColumnBuilder => columnBuilder(specLike(column, study.config.timeZone)));
  const letters = columns.map(() => [] as number[]);
  const numeric = columns.map(({ type }) => type === 'integer' || type === 'decimal');
  const want = columns.map(({ name }) => expected?.columns.get(name));
  const keys: string[] = [];
  const parents: number[] = [];
  const above = parentsOf(reading);
  const other = states.rows()[Symbol.asyncIterator]();
  let at = -1;
  for await (const { row, cells } of values.rows()) {
    at += 1;
    const beside = (await other.next()).value as { readonly cells: readonly string[] } | undefined;
    const key = cells[0] ?? '';
    const name = (field: string) => cellName({ table: shape.name, key, field });
    keys.push(key);
    if (lead === 2) parents.push(above.rowOf(cells[1] ?? ''));
    if (beside?.cells[0] !== key)
      proof.differ(
        states.path,
        row,
        name(''),
        `has the key '${beside?.cells[0] ?? ''}' where ${values.path} has '${key}'`,
      );
    if (expected !== null) {
      const due = at < expected.rows ? keyAt(expected, at) : undefined;
      if (due !== key)
        proof.differ(
          values.path,
          row,
          name(''),
          due === undefined ? 'is no row of data and ledger' : `stands where the row '${due}' is to stand`,
        );
      if (lead === 2 && due === key && above.keyOf(at) !== cells[1])
        proof.differ(values.path, row, name('_parent_key'), `is '${cells[1]}', and by the data '${above.keyOf(at)}'`);
    }
    const known = expected !== null && at < expected.rows && keyAt(expected, at) === key;
    for (const [place, builder] of builders.entries()) {
      const written = cells[place + lead] ?? '';
      const letter = beside?.cells[place + lead] ?? '';
      const text = numeric[place] === true ? withPoint(written, study) : written;
      const state = LETTERS.get(letter);
      const field = columns[place]?.name ?? '';
      builder.append(text);
      letters[place]?.push(state ?? BLANK);
      proof.look();
      if (state === undefined) proof.differ(states.path, row, name(field), `there is no state '${letter}'`);
      const column = want[place];
      if (!known || column === undefined) continue;
      const due = column.states[at] ?? BLANK;
      if (text !== cleanText(column, at))
        proof.differ(
          values.path,
          row,
          name(field),
          `is ${shown(text, '')}, and by data and ledger ${shown(cleanText(column, at), STATE_NAMES[due as 0])}`,
        );
      else if (state !== due && state !== undefined)
        proof.differ(
          states.path,
          row,
          name(field),
          `is ${STATE_NAMES[state as 0]}, and by data and ledger ${STATE_NAMES[due as 0]}`,
        );
    }
  }
  if (expected !== null && at + 1 < expected.rows)
    proof.differ(
      values.path,
      0,
      cellName({ table: shape.name, key: keyAt(expected, at + 1), field: '' }),
      `the row is lacking: ${at + 1} of ${expected.rows} rows are there`,
    );
  const built = columns.map((column, place): [string, Column] => [
    column.name,
    { ...(builders[place] as ColumnBuilder).finish(), states: Uint8Array.from(letters[place] ?? []) },
  ]);
  return {
    name: shape.name,
    rows: keys.length,
    keys: pack(keys),
    columns: new Map(built),
    ...(shape.parent === undefined ? {} : { parent: { parent: shape.parent.parent, rows: Int32Array.from(parents) } }),
  };
}

/** The rows that those of a roster hang on: as read by key, and the key that each is to have. */
function parentsOf({ shape, expected, data, done }: Reading): {
  rowOf(key: string): number;
  keyOf(row: number): string;
} {
  const read = done.get(shape.parent?.parent ?? '');
  const rows = new Map<string, number>();
  for (let row = 0; row < (read?.rows ?? 0); row += 1) if (read !== undefined) rows.set(keyAt(read, row), row);
  const due = data?.tables.get(shape.parent?.parent ?? '');
  return {
    rowOf: (key) => rows.get(key) ?? -1,
    keyOf: (row) => {
      const parent = expected?.parent?.rows[row] ?? -1;
      return due === undefined || parent < 0 ? '' : keyAt(due, parent);
    },
  };
}
