import { fault } from '../fault.ts';
import { optionSets } from '../table/builder.ts';
import type { Codes, Column, FieldType } from '../table/column.ts';
import { entryIn, linesOf } from '../table/lines.ts';
import { sha256 } from '../table/sha.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import type { Dataset, Link, Origin, Table } from '../table/table.ts';
import type { Made } from './stage.ts';

/** How a column is kept: one object of raw little-endian arrays, and the rest in the list of the dataset. */
interface ColumnRecord {
  readonly name: string;
  readonly type: FieldType;
  readonly object: string;
  /** Bytes of each array in the object, in their order; each starts at a multiple of 8. */
  readonly lengths: readonly number[];
  readonly width?: 1 | 2 | 4;
  readonly answers?: readonly string[];
  readonly options?: readonly string[];
  readonly packed?: true;
  readonly raw: readonly (readonly [number, string])[];
}

interface TableRecord {
  readonly name: string;
  readonly rows: number;
  readonly parent: string | null;
  /** Whether the rows' places in the files stand behind the keys and links. */
  readonly origin?: true;
  readonly keys: Omit<ColumnRecord, 'name' | 'type' | 'raw'>;
  readonly columns: readonly ColumnRecord[];
}

const OBJECTS = '.pipeline/objects';

/** A dataset in `.pipeline/<name>.json`, its columns as objects named by their content. */
export function datasetFile(name: string): Made<Dataset> {
  return {
    name,
    encode: (data) => {
      const files = new Map<string, Uint8Array>();
      const tables = [...data.tables.values()].map((table) => tableRecord(table, files));
      files.set(`.pipeline/${name}.json`, new TextEncoder().encode(listText(tables)));
      return files;
    },
    async decode(files) {
      const list = files.get(`.pipeline/${name}.json`);
      if (list === undefined) throw fault(`.pipeline/${name}.json`, 'is missing', 'Run again with --force');
      const records = JSON.parse(new TextDecoder().decode(await wholeSource(list))) as readonly TableRecord[];
      const tables = new Map<string, Table>();
      for (const record of records) tables.set(record.name, await tableOf(record, files, isHashed));
      return { tables };
    },
  };
}

/**
 * Of a kept dataset only the columns that are wanted, by table: what a question about one cell or number needs, in little time. Where it
 * is about rows of some tables, others without a wanted column are left out.
 */
export async function keptColumns(
  name: string,
  source: (path: string) => Source,
  wanted: (table: string, field: string) => boolean,
  about?: ReadonlySet<string>,
): Promise<Dataset> {
  const list = await wholeSource(source(`.pipeline/${name}.json`));
  const records = recordsIn(list, wanted);
  if (records.length === 0)
    throw fault(`.pipeline/${name}.json`, 'was kept by another version of the program', 'Run again: pipeline run');
  const parts = records.filter((part) => about === undefined || about.has(part.name) || part.columns.length > 0);
  const tables = await Promise.all(
    parts.map((part) => {
      const paths = [part.keys, ...part.columns].map(({ object }) => `${OBJECTS}/${object}`);
      return tableOf(part, new Map(paths.map((path) => [path, source(path)])), isOfLength);
    }),
  );
  return { tables: new Map(tables.map((table) => [table.name, table])) };
}

/** The list of a dataset as JSON, with a line for each table and each column: what is not asked for need not be parsed. */
function listText(tables: readonly TableRecord[]): string {
  const texts = tables.map((table) => {
    const { columns, ...head } = table;
    const lines = columns.map((column) => JSON.stringify(column));
    return `${JSON.stringify(head).slice(0, -1)},"columns":[\n${lines.join(',\n')}\n]}`;
  });
  return `[\n${texts.join(',\n')}\n]\n`;
}

const [BRACE, BRACKET] = [...'{['].map((letter) => letter.charCodeAt(0));

/** The tables of such a list, with those of their columns that are wanted; only these are parsed. */
function recordsIn(list: Uint8Array, wanted: (table: string, field: string) => boolean): readonly TableRecord[] {
  const tables: { readonly head: TableRecord; readonly columns: ColumnRecord[] }[] = [];
  for (const line of linesOf(list)) {
    const table = tables.at(-1);
    if (line[0] !== BRACE) continue;
    if (line.at(-1) === BRACKET) tables.push({ head: JSON.parse(`${line}]}`) as TableRecord, columns: [] });
    else if (table !== undefined && wanted(table.head.name, nameIn(line)))
      table.columns.push(entryIn(line) as ColumnRecord);
  }
  return tables.map(({ head, columns }) => ({ ...head, columns }));
}

/** The name that a column's line begins with. */
function nameIn(line: Buffer): string {
  return JSON.parse(String(line.subarray(line.indexOf(':') + 1, line.indexOf('","type":') + 1))) as string;
}

/** The objects that a list of a kept dataset names, each with its bytes. */
export function objectsOf(list: Uint8Array): ReadonlyMap<string, number> {
  const records = JSON.parse(new TextDecoder().decode(list)) as readonly TableRecord[];
  const objects = records.flatMap(({ keys, columns }) => [keys, ...columns]);
  return new Map(
    objects.map(({ object, lengths }) => [object, lengths.reduce((sum, length) => sum + aligned(length), 0)]),
  );
}

/** What a list of a kept dataset says of each column, by table: columns of which it says the same hold the same. */
export function columnMarks(list: Uint8Array): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const records = JSON.parse(new TextDecoder().decode(list)) as readonly TableRecord[];
  return new Map(
    records.map(({ name, keys, columns }) => [
      name,
      new Map([['', JSON.stringify(keys)], ...columns.map((column) => [column.name, JSON.stringify(column)] as const)]),
    ]),
  );
}

function tableRecord(table: Table, files: Map<string, Uint8Array>): TableRecord {
  const { bytes, offsets } = table.keys;
  const links = table.parent === undefined ? [] : [table.parent.rows];
  const places = table.origin === undefined ? [] : [table.origin.sheets, table.origin.rows];
  return {
    name: table.name,
    rows: table.rows,
    parent: table.parent?.parent ?? null,
    ...(table.origin === undefined ? {} : { origin: true }),
    keys: keep([bytes, offsets, ...links, ...places], files),
    columns: [...table.columns.values()].map((column) => columnRecord(column, files)),
  };
}

function columnRecord(column: Column, files: Map<string, Uint8Array>): ColumnRecord {
  const common = { name: column.name, type: column.type, raw: [...column.raw] };
  if ('packed' in column)
    return { ...common, packed: true, ...keep([column.states, column.packed.bytes, column.packed.offsets], files) };
  if ('offsets' in column) return { ...common, ...keep([column.states, column.values, column.offsets], files) };
  const kept = keep([column.states, column.values], files);
  if (!('answers' in column)) return { ...common, ...kept };
  const options = column.options === undefined ? {} : { options: column.options };
  return {
    ...common,
    ...kept,
    width: column.values.BYTES_PER_ELEMENT as 1 | 2 | 4,
    answers: column.answers,
    ...options,
  };
}

function keep(
  arrays: readonly ArrayBufferView[],
  files: Map<string, Uint8Array>,
): { readonly object: string; readonly lengths: readonly number[] } {
  const lengths = arrays.map(({ byteLength }) => byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + aligned(length), 0));
  let at = 0;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  const object = sha256(bytes);
  files.set(`${OBJECTS}/${object}`, bytes);
  return { object, lengths };
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** Whether bytes are those of an object. */
type Proof = (bytes: Uint8Array, object: Pick<ColumnRecord, 'object' | 'lengths'>) => boolean;

const isHashed: Proof = (bytes, { object }) => sha256(bytes) === object;

/** Enough for an answer to a question, which is to come at once. */
const isOfLength: Proof = (bytes, { lengths }) =>
  bytes.length === lengths.reduce((sum, length) => sum + aligned(length), 0);

async function tableOf(record: TableRecord, files: ReadonlyMap<string, Source>, proof: Proof): Promise<Table> {
  const [[bytes, offsets, ...more], read] = await Promise.all([
    arraysOf(record.keys, files, proof),
    Promise.all(record.columns.map((column) => columnOf(column, files, proof))),
  ]);
  const link: { parent?: Link } =
    record.parent === null ? {} : { parent: { parent: record.parent, rows: viewed(more.shift(), Int32Array) } };
  const from: { origin?: Origin } =
    record.origin === true
      ? { origin: { sheets: viewed(more[0], Uint16Array), rows: viewed(more[1], Uint32Array) } }
      : {};
  const columns = new Map(read.map((column) => [column.name, column]));
  return {
    name: record.name,
    rows: record.rows,
    keys: { bytes: viewed(bytes, Uint8Array), offsets: viewed(offsets, Uint32Array) },
    columns,
    ...link,
    ...from,
  };
}

async function columnOf(record: ColumnRecord, files: ReadonlyMap<string, Source>, proof: Proof): Promise<Column> {
  const [states, values, more] = await arraysOf(record, files, proof);
  const cells = { name: record.name, states: viewed(states, Uint8Array), raw: new Map(record.raw) };
  if (record.packed === true)
    return {
      ...cells,
      type: 'text',
      packed: { bytes: viewed(values, Uint8Array), offsets: viewed(more, Uint32Array) },
    };
  if (record.type === 'dateTime')
    return { ...cells, type: 'dateTime', values: viewed(values, Float64Array), offsets: viewed(more, Int16Array) };
  if (record.type === 'integer' || record.type === 'decimal' || record.type === 'date' || record.type === 'time')
    return { ...cells, type: record.type, values: viewed(values, Float64Array) };
  const answers = record.answers ?? [''];
  const column = { ...cells, type: record.type, values: viewed(values, CODES[record.width ?? 1]), answers };
  if (record.options === undefined) return column;
  if (record.type === 'one') return { ...column, options: record.options };
  return { ...column, ...optionSets(answers, record.options) };
}

interface ArrayType<T> {
  new (buffer: ArrayBufferLike, at: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

const CODES: Readonly<Record<1 | 2 | 4, ArrayType<Codes>>> = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array };

/** Bytes as an array of another type, without a copy: arrays of an object start at multiples of 8. */
function viewed<T>(bytes: Uint8Array | undefined, type: ArrayType<T>): T {
  const { buffer, byteOffset, byteLength } = bytes ?? new Uint8Array(0);
  return new type(buffer, byteOffset, byteLength / type.BYTES_PER_ELEMENT);
}

async function arraysOf(
  record: Pick<ColumnRecord, 'object' | 'lengths'>,
  files: ReadonlyMap<string, Source>,
  proof: Proof,
): Promise<Uint8Array[]> {
  const path = `${OBJECTS}/${record.object}`;
  const source = files.get(path);
  const read = source === undefined ? null : await wholeSource(source);
  if (read === null || !proof(read, record))
    throw fault(path, 'the cache was changed or is incomplete', 'Run again with --force');
  const bytes = read.byteOffset % 8 === 0 ? read : read.slice();
  let at = 0;
  return record.lengths.map((length) => {
    const array = bytes.subarray(at, at + length);
    at += aligned(length);
    return array;
  });
}
