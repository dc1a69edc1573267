import { writeXlsx } from 'hucre';
import type { Field, Form } from '../form/form.ts';
import { SUBMISSION } from '../readers/dialects/kobo.ts';
import { MAIN } from '../table/table.ts';
import { readNumber } from '../table/typing.ts';
import type { Entry, Interview } from './interviews.ts';

type Value = string | number | null;

interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const SUBMITTER = 'equipe_terrain';

/** A sheet's name as Kobo makes it legal: 31 characters, none of []*?:\/. */
function sheetName(name: string): string {
  const legal = name.replace(/[[\]*?:\\/]/g, '_');
  return legal.length <= 31 ? legal : `${legal.slice(0, 28)}...`;
}

/** Columns of a question: itself, then one an option of a select_multiple. */
function columnsOf(
  form: Form,
  field: Field,
): readonly { readonly header: string; readonly value: (cell: string) => Value }[] {
  const header = [...field.path, field.name].join('/');
  const isNumber = field.type === 'integer' || field.type === 'decimal';
  const whole = {
    header,
    value: (cell: string): Value => {
      if (cell === '') return null;
      const number = isNumber ? readNumber(cell) : Number.NaN;
      return Number.isNaN(number) || String(number) !== cell ? cell : number;
    },
  };
  if (field.type !== 'many') return [whole];
  const options = [...new Set((form.lists.get(field.list)?.choices ?? []).map(({ name }) => name))];
  return [
    whole,
    ...options.map((option) => ({
      header: `${header}/${option}`,
      value: (cell: string): Value => (cell === '' ? null : cell.split(/\s+/).includes(option) ? 1 : 0),
    })),
  ];
}

/** The sheets of a Kobo export with groups in headers and XML values: main, then one a repeat. */
function sheetsOf(form: Form, interviews: readonly Interview[]): readonly Sheet[] {
  const mainName = form.title || form.id || 'data';
  const questions = new Map(
    form.tables.map(({ name }) => [
      name,
      form.fields
        .filter(({ table, role }) => table === name && role !== 'note')
        .map((field) => ({ field, columns: columnsOf(form, field) })),
    ]),
  );
  const cellsOf = (entry: Entry) =>
    (questions.get(entry.table) ?? []).flatMap(({ field, columns }) =>
      columns.map(({ value }) => value(entry.cells.get(field.name) ?? '')),
    );
  const headers = (table: string) =>
    (questions.get(table) ?? []).flatMap(({ columns }) => columns.map(({ header }) => header));
  const rows = new Map(form.tables.map(({ name }) => [name, [] as Value[][]]));
  for (const [at, interview] of interviews.entries()) {
    const meta: Value[] = [
      400_000_001 + at,
      interview.key,
      interview.submitted,
      null,
      null,
      'submitted_via_web',
      SUBMITTER,
      interview.version,
      null,
    ];
    rows.get(MAIN)?.push([...cellsOf(interview), ...meta, `uuid:${interview.key}`, at + 1]);
    const below = (entry: Entry, parentName: string, parentIndex: number): void => {
      for (const [table, own] of entry.below)
        for (const child of own) {
          const to = rows.get(table) ?? [];
          const index = to.length + 1;
          to.push([...cellsOf(child), index, parentName, parentIndex, ...meta]);
          below(child, table, index);
        }
    };
    below(interview, mainName, at + 1);
  }
  return form.tables.map(({ name }) => ({
    name: sheetName(name === MAIN ? mainName : name),
    header:
      name === MAIN
        ? [...headers(name), ...SUBMISSION, 'meta/rootUuid', '_index']
        : [
            ...headers(name),
            '_index',
            '_parent_table_name',
            '_parent_index',
            ...SUBMISSION.map((column) => `_submission_${column}`),
          ],
    rows: rows.get(name) ?? [],
  }));
}

/** An export as KoboToolbox writes it: the workbook, and the main table as CSV with semicolons, every cell in quotes. Same interviews, same bytes. */
export async function koboExport(
  form: Form,
  interviews: readonly Interview[],
): Promise<{ readonly workbook: Uint8Array; readonly csv: Uint8Array }> {
  const sheets = sheetsOf(form, interviews);
  const date = new Date(Date.UTC(2026, 0, 1));
  const workbook = await writeXlsx({
    sheets: sheets.map(({ name, header, rows }) => ({ name, rows: [[...header], ...rows.map((row) => [...row])] })),
    properties: { title: 'données simulées', creator: 'simulation', created: date, modified: date },
  });
  const quoted = (value: Value) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const [main] = sheets;
  const lines = [main?.header ?? [], ...(main?.rows ?? [])].map((row) => `${row.map(quoted).join(';')}\n`);
  return { workbook, csv: new TextEncoder().encode(lines.join('')) };
}
