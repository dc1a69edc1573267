import type { Column } from '../../table/column.ts';
import { surelyAlike } from './alike.ts';

/** The clean rows of a run, by table. */
export type RunRows = ReadonlyMap<string, RowsOfTable>;

export interface RowsOfTable {
  readonly rows: number;
  /** The key of each row; made when it is asked for. */
  keys(): readonly string[];
  /** Columns with what marks their content: those of two runs with one mark, and the keys' too, hold the same. '' where none is known. */
  readonly columns: ReadonlyMap<string, string>;
  readonly keysMark: string;
  /** The cells of some columns. */
  cells(columns: ReadonlySet<string>): Promise<ReadonlyMap<string, CellsOfColumn>>;
}

/** The cells of a column: as the clean tables show them, and how they are stored, where that is at hand. */
export interface CellsOfColumn {
  text(row: number): string;
  readonly stored: Column | null;
}

/** A cell that two runs hold differently. */
export interface CellChange {
  readonly key: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** How the rows of a table differ between two runs. Of many keys and cells the first are named. */
export interface RowChanges {
  readonly table: string;
  readonly rows: readonly [before: number, after: number];
  readonly added: { readonly count: number; readonly keys: readonly string[] };
  readonly removed: { readonly count: number; readonly keys: readonly string[] };
  readonly changed: { readonly rows: number; readonly cells: number; readonly list: readonly CellChange[] };
  /** Columns that only one of the runs has. */
  readonly columns: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** Keys and cells that are named. */
const NAMED = 1_000;

const NONE: RowsOfTable = {
  rows: 0,
  keys: () => [],
  columns: new Map(),
  keysMark: '',
  cells: async () => new Map(),
};

/** The tables whose rows or columns differ between two runs, rows by their keys, cells as the clean tables show them. */
export async function rowChanges(before: RunRows, after: RunRows): Promise<readonly RowChanges[]> {
  const found: RowChanges[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const changes = await inTable(name, before.get(name) ?? NONE, after.get(name) ?? NONE);
    const { added, removed, changed, columns } = changes;
    if (added.count + removed.count + changed.cells + columns.added.length + columns.removed.length > 0)
      found.push(changes);
  }
  return found;
}

async function inTable(table: string, a: RowsOfTable, b: RowsOfTable): Promise<RowChanges> {
  const alike = a.keysMark !== '' && a.keysMark === b.keysMark;
  const both = [...b.columns].filter(([name]) => a.columns.has(name));
  const compared = new Set(
    both.filter(([name, mark]) => !alike || mark === '' || mark !== a.columns.get(name)).map(([name]) => name),
  );
  // Rows with one list of keys stand in the same places: no key needs to be looked up.
  const { places, added, removed } = alike ? { places: null, added: [], removed: [] } : matched(a.keys(), b.keys());
  const list: CellChange[] = [];
  const changed = new Set<number>();
  let cells = 0;
  const [then, now] = [await a.cells(compared), await b.cells(compared)];
  for (const field of compared) {
    const [from, to] = [then.get(field), now.get(field)];
    if (from === undefined || to === undefined) continue;
    const same = from.stored === null || to.stored === null ? () => false : surelyAlike(from.stored, to.stored);
    for (let row = 0; row < b.rows; row += 1) {
      const was = places === null ? row : (places[row] ?? -1);
      if (was < 0 || same(was, row)) continue;
      const [before, after] = [from.text(was), to.text(row)];
      if (before === after) continue;
      cells += 1;
      changed.add(row);
      if (list.length < NAMED) list.push({ key: b.keys()[row] ?? '', field, from: before, to: after });
    }
  }
  return {
    table,
    rows: [a.rows, b.rows],
    added: named(added),
    removed: named(removed),
    changed: { rows: changed.size, cells, list },
    columns: {
      added: [...b.columns.keys()].filter((name) => a.rows > 0 && !a.columns.has(name)),
      removed: [...a.columns.keys()].filter((name) => b.rows > 0 && !b.columns.has(name)),
    },
  };
}

/** Where each row of the second stood in the first (-1: it did not), and the keys that only one of them has. */
function matched(before: readonly string[], after: readonly string[]) {
  const rows = new Map(before.map((key, row) => [key, row]));
  const places = Int32Array.from(after, (key) => rows.get(key) ?? -1);
  const added = after.filter((_, row) => places[row] === -1);
  for (const key of after) rows.delete(key);
  return { places, added, removed: [...rows.keys()] };
}

function named(keys: readonly string[]): RowChanges['added'] {
  return { count: keys.length, keys: keys.slice(0, NAMED) };
}
