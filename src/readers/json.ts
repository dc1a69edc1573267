import type { Source } from '../table/source.ts';
import { type JsonRecord, type JsonValue, jsonRecords } from './jsonRecords.ts';
import { BATCH_ROWS, stem, type TextSheet, textSheet } from './textSheet.ts';

/** A table while it is gathered: its columns in the order in which they first come. */
interface Gathered {
  readonly header: Map<string, number>;
  readonly rows: string[][];
}

/** Names by which a record shows that OData wrote it. */
const ODATA = '__id';

/**
 * Submissions as JSON: what KoboToolbox's API gives (a list of flat objects, repeats as lists in them), or ODK Central's OData (objects in
 * objects). They become the sheets of the same platform's tabular export: main, then one for each repeat with its links.
 */
export async function readJson(source: Source): Promise<TextSheet[]> {
  const tables = new Map<string, Gathered>();
  let folded = false;
  const main = stem(source.path);
  for await (const record of jsonRecords(source)) {
    if (ODATA in record) folded = odataRecord(record, '', main, tables) || folded;
    else koboRecord(record, main, '', '', tables);
  }
  const how = folded ? 'JSON; its repeats are not in it: ask the server with $expand=*' : 'JSON';
  const sheets: TextSheet[] = [];
  for (const [name, { header, rows }] of tables) {
    const columns = [...header.keys()];
    async function* lines() {
      yield [columns];
      for (let from = 0; from < rows.length; from += BATCH_ROWS)
        yield rows.slice(from, from + BATCH_ROWS).map((row) => Array.from(columns, (_, at) => row[at] ?? ''));
    }
    sheets.push(await textSheet({ name, path: source.path, workbook: false }, lines, { how }));
  }
  return sheets;
}

function tableOf(tables: Map<string, Gathered>, name: string): Gathered {
  const known = tables.get(name) ?? { header: new Map(), rows: [] };
  tables.set(name, known);
  return known;
}

function put({ header }: Gathered, row: string[], name: string, text: string): void {
  const at = header.get(name) ?? header.size;
  header.set(name, at);
  row[at] = text;
}

function isObject(value: JsonValue): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Lists that the platform keeps beside the answers. */
const OF_PLATFORM = new Set(['_attachments', '_notes', '_tags', '_geolocation', '_supplementalDetails']);

function koboRecord(
  record: JsonRecord,
  table: string,
  parent: string,
  parentIndex: string,
  tables: Map<string, Gathered>,
): void {
  const own = tableOf(tables, table);
  const row: string[] = [];
  const index = String(own.rows.push(row));
  for (const [name, value] of Object.entries(record)) {
    if (isList(value) && !OF_PLATFORM.has(name) && value.some(isObject)) {
      const repeat = name.slice(name.lastIndexOf('/') + 1);
      for (const item of value) if (isObject(item)) koboRecord(item, repeat, table, index, tables);
    } else put(own, row, name, scalar(value));
  }
  put(own, row, '_index', index);
  if (parent === '') return;
  put(own, row, '_parent_table_name', parent);
  put(own, row, '_parent_index', parentIndex);
}

/** What OData says of a submission, under the names of Central's CSV. */
const SYSTEM: readonly (readonly [name: string, column: string])[] = [
  ['submissionDate', 'SubmissionDate'],
  ['submitterId', 'SubmitterID'],
  ['submitterName', 'SubmitterName'],
  ['attachmentsPresent', 'AttachmentsPresent'],
  ['attachmentsExpected', 'AttachmentsExpected'],
  ['status', 'Status'],
  ['reviewState', 'ReviewState'],
  ['deviceId', 'DeviceID'],
  ['edits', 'Edits'],
  ['formVersion', 'FormVersion'],
];

/** Gathers a record with what lies in it; true where it has repeats that were not sent. */
function odataRecord(record: JsonRecord, parentKey: string, table: string, tables: Map<string, Gathered>): boolean {
  const own = tableOf(tables, table);
  const row: string[] = [];
  own.rows.push(row);
  const key = scalar(record[ODATA] ?? '');
  let folded = false;
  const walk = (values: JsonRecord, groups: readonly string[]): void => {
    for (const [name, value] of Object.entries(values)) {
      if (name === ODATA) continue;
      const system = name === '__system' && isObject(value) ? value : null;
      if (system !== null) {
        for (const [from, column] of SYSTEM) put(own, row, column, scalar(system[from] ?? null));
        put(own, row, 'KEY', key);
      } else if (/^__Submissions.*-id$/.test(name)) put(own, row, 'PARENT_KEY', scalar(value));
      else if (name.endsWith('@odata.navigationLink')) folded ||= !(name.slice(0, name.indexOf('@')) in values);
      else if (isList(value) && value.every(isObject))
        for (const item of value) folded = odataRecord(item, key, name, tables) || folded;
      else if (isObject(value) && !('type' in value && 'coordinates' in value)) walk(value, [...groups, name]);
      else put(own, row, [...groups, name].join('-'), isObject(value) ? place(value) : scalar(value));
    }
  };
  walk(record, []);
  if (parentKey !== '') put(own, row, 'PARENT_KEY', parentKey);
  put(own, row, 'KEY', key);
  return folded;
}

/** A point or line of GeoJSON as a form writes it: « latitude longitude altitude accuracy », points apart by `;`. */
function place({ coordinates = [], properties = null }: JsonRecord): string {
  const accuracy = properties !== null && isObject(properties) ? scalar(properties.accuracy ?? 0) : '0';
  const point = (at: readonly JsonValue[]) =>
    [scalar(at[1] ?? ''), scalar(at[0] ?? ''), scalar(at[2] ?? 0), accuracy].join(' ');
  if (!isList(coordinates)) return '';
  const lines = isList(coordinates[0] ?? null)
    ? isList((coordinates[0] as readonly JsonValue[])[0] ?? null)
      ? coordinates[0]
      : coordinates
    : null;
  return lines === null ? point(coordinates) : (lines as readonly (readonly JsonValue[])[]).map(point).join(';');
}

/** A value as the text of a cell: lists joined by spaces, what a platform says in an object by its uid or as JSON. */
function scalar(value: JsonValue): string {
  if (value === null) return '';
  if (isList(value)) return value.some(isObject) ? JSON.stringify(value) : value.map(scalar).join(' ');
  if (!isObject(value)) return String(value);
  return typeof value.uid === 'string' ? value.uid : Object.keys(value).length === 0 ? '' : JSON.stringify(value);
}
