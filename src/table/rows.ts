import type { Codes, Column, PackedText } from './column.ts';
import { isCodes, isNumbers } from './column.ts';
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

const encoder = new TextEncoder();

/** The row of one key, -1 where there is none: found among the keys as they lie, which for a few keys costs less than an index of all. */
export function rowOfKey(table: Table, key: string): number {
  const { bytes, offsets } = table.keys;
  const known = indexes.get(table.keys);
  if (known !== undefined) return known.get(key) ?? -1;
  if (key === '') return -1;
  const wanted = encoder.encode(key);
  const keys = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = keys.indexOf(wanted); at >= 0; at = keys.indexOf(wanted, at + 1)) {
    const row = rowAt(offsets, at);
    if (offsets[row] === at && offsets[row + 1] === at + wanted.length) return row;
  }
  return -1;
}

/** The rows of some keys, those that there are: without an index of all. */
export function rowsOfKeys(table: Table, wanted: ReadonlySet<string>): ReadonlyMap<string, number> {
  const known = indexes.get(table.keys);
  const rows = new Map<string, number>();
  if (known !== undefined) {
    for (const key of wanted) if (known.has(key)) rows.set(key, known.get(key) ?? -1);
    return rows;
  }
  const hashes = new Set<number>();
  for (const key of wanted) {
    const bytes = encoder.encode(key);
    hashes.add(hashOf(bytes, 0, bytes.length));
  }
  const { bytes, offsets } = table.keys;
  for (let row = 0; row < table.rows; row += 1) {
    if (!hashes.has(hashOf(bytes, offsets[row] as number, offsets[row + 1] as number))) continue;
    const key = keyAt(table, row);
    if (wanted.has(key)) rows.set(key, row);
  }
  return rows;
}

/** FNV-1a of some bytes. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash;
}

/** The row that holds a byte: the last whose offset is not behind it. */
function rowAt(offsets: Uint32Array, at: number): number {
  let [low, high] = [0, offsets.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((offsets[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
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
  return withPlaces(data, places);
}

/** The dataset with some rows of its first table alone, and those that hang below them. */
export function familiesOf(data: Dataset, rows: Iterable<number>): Dataset {
  const places = new Map<string, Int32Array>();
  for (const table of data.tables.values()) {
    const place = new Int32Array(table.rows).fill(-1);
    const above = table.parent === undefined ? undefined : places.get(table.parent.parent);
    if (above === undefined) for (const row of rows) place[row] = 0;
    else
      for (let row = 0; row < place.length; row += 1)
        if ((above[table.parent?.rows[row] ?? -1] ?? -1) >= 0) place[row] = 0;
    let next = 0;
    for (let row = 0; row < place.length; row += 1) if (place[row] === 0) place[row] = next++;
    places.set(table.name, place);
  }
  return withPlaces(data, places);
}

/** The dataset with the rows that have a place, in their order; a table without places is left whole. */
function withPlaces(data: Dataset, places: ReadonlyMap<string, Int32Array>): Dataset {
  const tables = [...data.tables.values()].map((table) => {
    const own = places.get(table.name);
    const { parent, ...kept } = own === undefined ? table : keepRows(table, own);
    if (parent === undefined) return kept;
    const moved = places.get(parent.parent);
    return {
      ...kept,
      parent: moved === undefined ? parent : { ...parent, rows: parent.rows.map((row) => moved[row] ?? -1) },
    };
  });
  return { tables: new Map(tables.map((table) => [table.name, table])) };
}

function keepRows(table: Table, places: Int32Array): Table {
  const kept = new Uint32Array(places.reduce((count, place) => count + (place >= 0 ? 1 : 0), 0));
  let next = 0;
  for (let row = 0; row < table.rows; row += 1) if ((places[row] as number) >= 0) kept[next++] = row;
  const columns = new Map([...table.columns].map(([name, column]) => [name, keepCells(column, kept)]));
  const link = table.parent === undefined ? {} : { parent: { ...table.parent, rows: pick(table.parent.rows, kept) } };
  const { origin } = table;
  const from =
    origin === undefined ? {} : { origin: { sheets: pick(origin.sheets, kept), rows: pick(origin.rows, kept) } };
  const keys = pickPacked(table.keys, kept);
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
  if ('packed' in column) return { ...column, ...cells, packed: pickPacked(column.packed, kept) };
  return { ...column, ...cells, values: pick(column.values, kept), offsets: pick(column.offsets, kept) };
}

function pickPacked({ bytes, offsets }: PackedText, rows: Uint32Array): PackedText {
  const places = new Uint32Array(rows.length + 1);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number;
    places[place + 1] = (places[place] as number) + (offsets[row + 1] as number) - (offsets[row] as number);
  }
  const picked = new Uint8Array(places[rows.length] as number);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number;
    picked.set(bytes.subarray(offsets[row], offsets[row + 1]), places[place] as number);
  }
  return { bytes: picked, offsets: places };
}

function pick<Values extends Codes | Float64Array | Int32Array | Int16Array>(
  values: Values,
  rows: Uint32Array,
): Values {
  const picked = new (values.constructor as new (length: number) => Values)(rows.length);
  // Few rows are left out, as a rule: those between two of them are copied at once.
  for (let from = 0, to = 1; from < rows.length; from = to, to += 1) {
    const first = rows[from] as number;
    while (to < rows.length && (rows[to] as number) === first + to - from) to += 1;
    if (to - from > 8) picked.set(values.subarray(first, first + to - from), from);
    else for (let place = from; place < to; place += 1) picked[place] = values[rows[place] as number] ?? 0;
  }
  return picked;
}
