import type { Form } from '../../form/form.ts';
import type { Entry, Interview } from '../interviews.ts';

/** A row of a table as ODK keys it: `uuid:…`, and in a repeat `uuid:…/group/repeat[2]`. */
export interface KeyedRow {
  readonly entry: Entry;
  readonly key: string;
  /** Of the row around it; '' for an interview. */
  readonly parentKey: string;
}

/** The rows of every table in the order of the interviews. */
export function keyedRows(form: Form, interviews: readonly Interview[]): ReadonlyMap<string, readonly KeyedRow[]> {
  const rows = new Map(form.tables.map(({ name }) => [name, [] as KeyedRow[]]));
  const paths = new Map(form.tables.map(({ name }) => [name, pathWithin(form, name)]));
  const add = (entry: Entry, key: string, parentKey: string): void => {
    rows.get(entry.table)?.push({ entry, key, parentKey });
    for (const [table, own] of entry.below)
      for (const [at, child] of own.entries()) add(child, `${setKey(key, paths.get(table) ?? table)}[${at + 1}]`, key);
  };
  for (const interview of interviews) add(interview, `uuid:${interview.key}`, '');
  return rows;
}

/** What the rows of a repeat share below one row: their key without the number. */
export function setKey(parentKey: string, path: string): string {
  return `${parentKey}/${path}`;
}

/** The path to a repeat from the repeat around it: the groups between them, and its name. */
export function pathWithin(form: Form, table: string): string {
  const repeat = (wanted: string) => form.groups.find(({ kind, name }) => kind === 'repeat' && name === wanted);
  const around = repeat(form.tables.find(({ name }) => name === table)?.parent ?? '');
  const path = repeat(table)?.path ?? [];
  return [...path.slice(around === undefined ? 0 : around.path.length + 1), table].join('/');
}
