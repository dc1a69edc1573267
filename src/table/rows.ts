import type { Codes, Column, PackedText } from './column.ts';
import { isCodes, isNumbers, pack, packedAt } from './column.ts';
import type { Dataset, Table } from './table.ts';
import { keyAt } from './table.ts';

const indexes = new WeakMap<PackedText, ReadonlyMap<string, number>>();

/** The row of each key of a table. Keys are unique in it; kept for as long as the table's keys are. */
export function rowsByKey(table: Table): ReadonlyMap<string, number> {
  const known = indexes.get(table.keys);
  if (known !== undefined) return known;
  const rows = new Map<string, number>();
  for (let row = 0; row < table.rows; row += 1) rows.set(keyAt(table, row), row);
  indexes.set(table.keys, rows);
  return rows;
}

/** A row of a table of a dataset. */
export interface Place {
  readonly table: string;
  readonly row: number;
}

const families = new WeakMap<Int32Array, ReadonlyMap<number, readonly number[]>>();

/** The rows that hang on each row of a parent table. */
function childrenByRow(parents: Int32Array): ReadonlyMap<number, readonly number[]> {
  const known = families.get(parents);
  if (known !== undefined) return known;
  const children = new Map<number, number[]>();
  for (const [row, parent] of parents.entries()) {
    const own = children.get(parent);
    if (own === undefined) children.set(parent, [row]);
    else own.push(row);
  }
  families.set(parents, children);
  return children;
}

/** The rows of rosters that hang below a row, at any depth: by table in the dataset's order, then by row. */
export function rowsBelow(data: Dataset, { table, row }: Place): readonly Place[] {
  return [...data.tables.values()].flatMap(({ name, parent }) =>
    parent?.parent !== table
      ? []
      : (childrenByRow(parent.rows).get(row) ?? []).flatMap((at) => [
          { table: name, row: at },
          ...rowsBelow(data, { table: name, row: at }),
        ]),
  );
}

/** Some rows of a table and all that hang below them, by table. */
export function withRowsBelow(
  data: Dataset,
  table: string,
  rows: ReadonlySet<number>,
): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>([[table, new Set(rows)]]);
  for (const row of rows)
    for (const below of rowsBelow(data, { table, row }))
      found.set(below.table, (found.get(below.table) ?? new Set()).add(below.row));
  return found;
}

/** The dataset without some rows, by table. Links follow their rows; -1 for a row whose parent is left out. */
export function withoutRows(data: Dataset, dropped: ReadonlyMap<string, ReadonlySet<number>>): Dataset {
  const places = new Map<string, Int32Array>();
  for (const [name, rows] of dropped) {
    let next = 0;
    const place = new Int32Array(data.tables.get(name)?.rows ?? 0);
    for (let row = 0; row < place.length; row += 1) place[row] = rows.has(row) ? -1 : next++;
    places.set(name, place);
  }
  const tables = [...data.tables.values()].map((table) => {
    const { parent, ...own } = dropped.has(table.name) ? keepRows(table, dropped.get(table.name) ?? new Set()) : table;
    if (parent === undefined) return own;
    const moved = places.get(parent.parent);
    return {
      ...own,
      parent: moved === undefined ? parent : { ...parent, rows: parent.rows.map((row) => moved[row] ?? -1) },
    };
  });
  return { tables: new Map(tables.map((table) => [table.name, table])) };
}

function keepRows(table: Table, dropped: ReadonlySet<number>): Table {
  const kept = new Uint32Array(table.rows - dropped.size);
  let next = 0;
  for (let row = 0; row < table.rows; row += 1) if (!dropped.has(row)) kept[next++] = row;
  const columns = new Map([...table.columns].map(([name, column]) => [name, keepCells(column, kept)]));
  const link = table.parent === undefined ? {} : { parent: { ...table.parent, rows: pick(table.parent.rows, kept) } };
  const { origin } = table;
  const from =
    origin === undefined ? {} : { origin: { sheets: pick(origin.sheets, kept), rows: pick(origin.rows, kept) } };
  const keys = pack(Array.from(kept, (row) => keyAt(table, row)));
  return { ...table, rows: kept.length, keys, columns, ...link, ...from };
}

function keepCells(column: Column, kept: Uint32Array): Column {
  const raw = new Map<number, string>();
  if (column.raw.size > 0)
    for (const [place, row] of kept.entries()) {
      const text = column.raw.get(row);
      if (text !== undefined) raw.set(place, text);
    }
  const cells = { states: pick(column.states, kept), raw };
  if (isCodes(column)) return { ...column, ...cells, values: pick(column.values, kept) };
  if (isNumbers(column)) return { ...column, ...cells, values: pick(column.values, kept) };
  if ('packed' in column)
    return { ...column, ...cells, packed: pack(Array.from(kept, (row) => packedAt(column.packed, row))) };
  return { ...column, ...cells, values: pick(column.values, kept), offsets: pick(column.offsets, kept) };
}

function pick<Values extends Codes | Float64Array | Int32Array | Int16Array>(
  values: Values,
  rows: Uint32Array,
): Values {
  const picked = new (values.constructor as new (length: number) => Values)(rows.length);
  for (const [place, row] of rows.entries()) picked[place] = values[row] ?? 0;
  return picked;
}
