import { fault } from '../fault.ts';
import { optionSets } from '../table/builder.ts';
import type { Codes, Column, FieldType } from '../table/column.ts';
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
      files.set(`.pipeline/${name}.json`, new TextEncoder().encode(JSON.stringify(tables)));
      return files;
    },
    async decode(files) {
      const list = files.get(`.pipeline/${name}.json`);
      if (list === undefined) throw fault(`.pipeline/${name}.json`, 'is missing', 'Run again with --force');
      const records = JSON.parse(new TextDecoder().decode(await wholeSource(list))) as readonly TableRecord[];
      const tables = new Map<string, Table>();
      for (const record of records) tables.set(record.name, await tableOf(record, files));
      return { tables };
    },
  };
}

/** Of a kept dataset only the columns that are wanted, by table: what a question about one cell or number needs, in little time. */
export async function keptColumns(
  name: string,
  source: (path: string) => Source,
  wanted: (table: string, field: string) => boolean,
): Promise<Dataset> {
  const list = await wholeSource(source(`.pipeline/${name}.json`));
  const records = JSON.parse(new TextDecoder().decode(list)) as readonly TableRecord[];
  const tables = new Map<string, Table>();
  for (const record of records) {
    const part = { ...record, columns: record.columns.filter((column) => wanted(record.name, column.name)) };
    const paths = [part.keys, ...part.columns].map(({ object }) => `${OBJECTS}/${object}`);
    tables.set(record.name, await tableOf(part, new Map(paths.map((path) => [path, source(path)]))));
  }
  return { tables };
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

async function tableOf(record: TableRecord, files: ReadonlyMap<string, Source>): Promise<Table> {
  const [bytes, offsets, ...more] = await arraysOf(record.keys, files);
  const link: { parent?: Link } =
    record.parent === null ? {} : { parent: { parent: record.parent, rows: new Int32Array(part(more.shift())) } };
  const from: { origin?: Origin } =
    record.origin === true
      ? { origin: { sheets: new Uint16Array(part(more[0])), rows: new Uint32Array(part(more[1])) } }
      : {};
  const columns = new Map<string, Column>();
  for (const column of record.columns) columns.set(column.name, await columnOf(column, files));
  return {
    name: record.name,
    rows: record.rows,
    keys: { bytes: new Uint8Array(part(bytes)), offsets: new Uint32Array(part(offsets)) },
    columns,
    ...link,
    ...from,
  };
}

async function columnOf(record: ColumnRecord, files: ReadonlyMap<string, Source>): Promise<Column> {
  const [states, values, more] = await arraysOf(record, files);
  const cells = { name: record.name, states: new Uint8Array(part(states)), raw: new Map(record.raw) };
  if (record.packed === true)
    return {
      ...cells,
      type: 'text',
      packed: { bytes: new Uint8Array(part(values)), offsets: new Uint32Array(part(more)) },
    };
  if (record.type === 'dateTime')
    return { ...cells, type: 'dateTime', values: new Float64Array(part(values)), offsets: new Int16Array(part(more)) };
  if (record.type === 'integer' || record.type === 'decimal' || record.type === 'date' || record.type === 'time')
    return { ...cells, type: record.type, values: new Float64Array(part(values)) };
  const answers = record.answers ?? [''];
  const column = { ...cells, type: record.type, values: codes(part(values), record.width ?? 1), answers };
  if (record.options === undefined) return column;
  if (record.type === 'one') return { ...column, options: record.options };
  return { ...column, ...optionSets(answers, record.options) };
}

function codes(buffer: ArrayBuffer, width: 1 | 2 | 4): Codes {
  return width === 1 ? new Uint8Array(buffer) : width === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

function part(buffer: ArrayBuffer | undefined): ArrayBuffer {
  return buffer ?? new ArrayBuffer(0);
}

async function arraysOf(
  record: Pick<ColumnRecord, 'object' | 'lengths'>,
  files: ReadonlyMap<string, Source>,
): Promise<ArrayBuffer[]> {
  const path = `${OBJECTS}/${record.object}`;
  const source = files.get(path);
  const bytes = source === undefined ? null : await wholeSource(source);
  if (bytes === null || sha256(bytes) !== record.object)
    throw fault(path, 'the cache was changed or is incomplete', 'Run again with --force');
  let at = 0;
  return record.lengths.map((length) => {
    const array = bytes.slice(at, at + length).buffer;
    at += aligned(length);
    return array;
  });
}
