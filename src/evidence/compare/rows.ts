/** The clean rows of a run, by table. */
export type RunRows = ReadonlyMap<string, RowsOfTable>;

export interface RowsOfTable {
  readonly keys: readonly string[];
  /** Columns with what marks their content: those of two runs with one mark, and the keys' too, hold the same. '' where none is known. */
  readonly columns: ReadonlyMap<string, string>;
  readonly keysMark: string;
  /** The cells of some columns as the clean tables show them. */
  texts(columns: ReadonlySet<string>): Promise<ReadonlyMap<string, (row: number) => string>>;
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

const NONE: RowsOfTable = { keys: [], columns: new Map(), keysMark: '', texts: async () => new Map() };

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
  const places = new Map(a.keys.map((key, row) => [key, row]));
  const pairs = b.keys.flatMap((key, row) => {
    const was = places.get(key);
    return was === undefined ? [] : [{ key, was, row }];
  });
  const [then, now] = [await a.texts(compared), await b.texts(compared)];
  const list: CellChange[] = [];
  const rows = new Set<string>();
  let cells = 0;
  for (const field of compared) {
    const [from, to] = [then.get(field), now.get(field)];
    if (from === undefined || to === undefined) continue;
    for (const { key, was, row } of pairs) {
      const [before, after] = [from(was), to(row)];
      if (before === after) continue;
      cells += 1;
      rows.add(key);
      if (list.length < NAMED) list.push({ key, field, from: before, to: after });
    }
  }
  const known = new Set(b.keys);
  return {
    table,
    rows: [a.keys.length, b.keys.length],
    added: named(b.keys.filter((key) => !places.has(key))),
    removed: named(a.keys.filter((key) => !known.has(key))),
    changed: { rows: rows.size, cells, list },
    columns: {
      added: [...b.columns.keys()].filter((name) => a.keys.length > 0 && !a.columns.has(name)),
      removed: [...a.columns.keys()].filter((name) => b.keys.length > 0 && !b.columns.has(name)),
    },
  };
}

function named(keys: readonly string[]): RowChanges['added'] {
  return { count: keys.length, keys: keys.slice(0, NAMED) };
}
