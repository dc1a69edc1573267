import type { Form } from '../../src/form/form.ts';
import type { AssembleOptions, SourceSheets } from '../../src/readers/sheetJob.ts';
import type { ColumnSpec } from '../../src/table/builder.ts';
import type { RawSheet } from '../../src/table/source.ts';
import type { Dataset } from '../../src/table/table.ts';
import { keyAt } from '../../src/table/table.ts';
import { cleanText } from '../../src/table/text.ts';
import { formOf } from '../form/forms.ts';

/** A made-up household survey: groups, every kind of answer, a roster and a roster in it. */
export function household(): Form {
  return formOf(
    [
      'type|name|label',
      'today|today|',
      'begin group|g|G',
      'integer|age|Age',
      'begin group|h|H',
      'select_one yn|work|Work',
      'select_multiple needs|needs|Needs',
      'end group||',
      'geopoint|place|Place',
      'image|photo|Photo',
      'end group||',
      'text|name|Name',
      'date|born|Born',
      'text|a-b|Dash',
      'begin repeat|member|Member',
      'integer|member_age|Age',
      'select_multiple needs|member_needs|Needs',
      'begin repeat|job|Job',
      'text|job_title|Title',
      'end repeat||',
      'end repeat||',
    ],
    ['list_name|name|label', 'yn|yes|Yes', 'yn|no|No', 'needs|food|Food', 'needs|cash|Cash', 'needs|a/b|Slash'],
  ).form;
}

/** A sheet made in a test: header and rows as text divided by `|`, given in batches of two. */
export function rawSheet(name: string, lines: readonly string[], more: Partial<RawSheet> = {}): RawSheet {
  const [header = [], ...rows] = lines.map((line) => line.split('|'));
  return {
    name,
    path: 'export.xlsx',
    workbook: true,
    header,
    async *rows() {
      for (let at = 0; at < rows.length; at += 2) yield rows.slice(at, at + 2);
    },
    ...more,
  };
}

export function sourceSheets(sheets: readonly RawSheet[], more: Partial<SourceSheets> = {}): SourceSheets {
  return { id: 'export', stated: {}, writing: { decimal: '.', dateOrder: 'ymd' }, sheets, ...more };
}

/** What assembling needs: a column for each field of the form that is not direct, and for each extra (as text). */
export function optionsOf(form: Form, extras: readonly string[] = [], direct: readonly string[] = []): AssembleOptions {
  const none: ReadonlySet<string> = new Set();
  const plain = { options: null, dontKnow: none, refused: none, timeZone: 'UTC' };
  const specs = new Map<string, Map<string, ColumnSpec>>(form.tables.map(({ name }) => [name, new Map()]));
  for (const { name, table, type, list } of form.fields) {
    const options = form.lists.get(list)?.choices.map((choice) => choice.name) ?? null;
    if (!direct.includes(name)) specs.get(table)?.set(name, { ...plain, name, type, options });
  }
  for (const name of extras) if (!direct.includes(name)) specs.get('main')?.set(name, { ...plain, name, type: 'text' });
  specs.get('main')?.set('_submission_time', { ...plain, name: '_submission_time', type: 'dateTime' });
  specs.get('main')?.set('__version__', { ...plain, name: '__version__', type: 'text' });
  return { form, specs, extras: new Set(extras), direct: new Set(direct) };
}

/** The keys of a table's rows. */
export function keysOf(data: Dataset, table: string): readonly string[] {
  const found = data.tables.get(table);
  return found === undefined ? [] : Array.from({ length: found.rows }, (_, row) => keyAt(found, row));
}

/** The texts of a column. */
export function textsOf(data: Dataset, table: string, column: string): readonly string[] {
  const found = data.tables.get(table)?.columns.get(column);
  return found === undefined ? [] : Array.from(found.states, (_, row) => cleanText(found, row));
}

/** For each roster row, the key of the row it hangs on; '' for an orphan. */
export function parentsOf(data: Dataset, table: string): readonly string[] {
  const link = data.tables.get(table)?.parent;
  if (link === undefined) return [];
  const keys = keysOf(data, link.parent);
  return Array.from(link.rows, (row) => keys[row] ?? '');
}
