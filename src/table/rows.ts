import { bufferOf } from './bytes.ts';
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

const looked = new WeakMap<PackedText, Map<string, number>>();

/** The row of one key, -1 where there is none: found among the keys as they lie, which for a few keys costs less than an index of all. */
export function rowOfKey(table: Table, key: string): number {
  const known = indexes.get(table.keys);
  if (known !== undefined) return known.get(key) ?? -1;
  const before = looked.get(table.keys) ?? new Map<string, number>();
  const row = before.get(key) ?? rowAmong(table, key);
  looked.set(table.keys, before.set(key, row));
  return row;
}

function rowAmong({ keys: { bytes, offsets } }: Table, key: string): number {
  if (key === '') return -1;
  const wanted = encoder.encode(key);
  const keys = bufferOf(bytes);
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
  const marks = new Uint8Array(1 << 16);
  for (const key of wanted) {
    const bytes = encoder.encode(key);
    marks[hashOf(bytes, 0, bytes.length)] = 1;
  }
  const { bytes, offsets } = table.keys;
  for (let row = 0; row < table.rows; row += 1) {
    if (marks[hashOf(bytes, offsets[row] as number, offsets[row + 1] as number)] === 0) continue;
    const key = keyAt(table, row);
    if (wanted.has(key)) rows.set(key, row);
  }
  return rows;
}

/** FNV-1a of some bytes in 16 bits; of many, of every third, which tells keys apart nearly as well. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  const step = to - from > 24 ? 3 : 1;
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += step) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
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
  const tables = new Map<string, Table>();
  /** The rows of each table that are kept, and at each of them its place among these. */
  const kept = new Map<string, { readonly rows: Uint32Array; readonly places: Int32Array }>();
  for (const table of data.tables.values()) {
    const above = table.parent === undefined ? undefined : kept.get(table.parent.parent);
    const own = above === undefined ? Uint32Array.from(rows).sort() : childrenOf(table.parent?.rows, above.places);
    const places = new Int32Array(table.rows).fill(-1);
    for (let place = 0; place < own.length; place += 1) places[own[place] as number] = place;
    kept.set(table.name, { rows: own, places });
    const { parent, ...alone } = keepRows(table, own);
    if (parent === undefined || above === undefined) tables.set(table.name, alone);
    else {
      const links = parent.rows.map((row) => above.places[row] as number);
      tables.set(table.name, { ...alone, parent: { ...parent, rows: links } });
    }
  }
  return { tables };
}

/** The rows whose parent has a place. */
function childrenOf(parents: Int32Array | undefined, places: Int32Array): Uint32Array {
  const rows: number[] = [];
  if (parents !== undefined)
    for (let row = 0; row < parents.length; row += 1) if ((places[parents[row] as number] ?? -1) >= 0) rows.push(row);
  return Uint32Array.from(rows);
}

/** The dataset with the rows that have a place, in their order; a table without places is left whole. */
function withPlaces(data: Dataset, places: ReadonlyMap<string, Int32Array>): Dataset {
  const tables = [...data.tables.values()].map((table) => {
    const own = places.get(table.name);
    const { parent, ...kept } = own === undefined ? table : keepRows(table, placed(own));
    if (parent === undefined) return kept;
    const moved = places.get(parent.parent);
    return {
      ...kept,
      parent: moved === undefined ? parent : { ...parent, rows: parent.rows.map((row) => moved[row] ?? -1) },
    };
  });
  return { tables: new Map(tables.map((table) => [table.name, table])) };
}

/** The rows that have a place. */
function placed(places: Int32Array): Uint32Array {
  const rows = new Uint32Array(places.length);
  let next = 0;
  for (let row = 0; row < places.length; row += 1) if ((places[row] as number) >= 0) rows[next++] = row;
  return rows.slice(0, next);
}

/** The table with some rows alone; its links still name the rows of the whole table above. */
function keepRows(table: Table, kept: Uint32Array): Table {
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
  if (rows.length * 2 > values.length) pickRuns(picked, values, rows);
  else if (values.BYTES_PER_ELEMENT === 1) pickBytes(picked as Uint8Array, values as Uint8Array, rows);
  else if (values.BYTES_PER_ELEMENT === 8) pickDoubles(picked as Float64Array, values as Float64Array, rows);
  else for (let place = 0; place < rows.length; place += 1) picked[place] = values[rows[place] as number] ?? 0;
  return picked;
}

/** Where few rows are left out, those between two of them are copied at once. */
function pickRuns<Values extends Codes | Float64Array | Int32Array | Int16Array>(
  to: Values,
  from: Values,
  rows: Uint32Array,
): void {
  for (let place = 0, end = 1; place < rows.length; place = end, end += 1) {
    const first = rows[place] as number;
    while (end < rows.length && (rows[end] as number) === first + end - place) end += 1;
    to.set(from.subarray(first, first + end - place), place);
  }
}

// A loop that meets arrays of one type alone takes a tenth of the time of one that meets several: these are most of all columns.

function pickBytes(to: Uint8Array, from: Uint8Array, rows: Uint32Array): void {
  for (let place = 0; place < rows.length; place += 1) to[place] = from[rows[place] as number] as number;
}

function pickDoubles(to: Float64Array, from: Float64Array, rows: Uint32Array): void {
  for (let place = 0; place < rows.length; place += 1) to[place] = from[rows[place] as number] as number;
}
