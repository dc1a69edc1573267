import type { Field, Form } from '../../form/form.ts';
import { MAIN } from '../../table/table.ts';
import { writeCsv } from '../../writers/csv.ts';
import type { Entry, Interview } from '../interviews.ts';
import type { Layout } from './layout.ts';

type CellOf = (interview: Interview) => string;

/** A wide CSV as SurveyCTO gives it: names without groups, rows of a repeat as `field_1`, options as `field_choice`, dates in English words. */
export const surveycto: Layout = async (form, interviews, { name, timeZone }) => {
  const columns: { readonly header: string; readonly cell: CellOf }[] = [
    { header: 'SubmissionDate', cell: ({ submitted }) => inWords(`${submitted}Z`, timeZone) },
    ...tableColumns(form, MAIN, interviews, [], timeZone),
    { header: 'formdef_version', cell: ({ version }) => version },
    { header: 'instanceID', cell: ({ key }) => `uuid:${key}` },
    { header: 'KEY', cell: ({ key }) => `uuid:${key}` },
  ];
  const rows = interviews.map((interview) => columns.map(({ cell }) => cell(interview)));
  const header = columns.map((column) => column.header);
  const text = [...writeCsv(header, rows)].join('');
  return new Map([[`${name}_WIDE.csv`, new TextEncoder().encode(text)]]);
};

/** The entries of a table that stand at these rows of the repeats around it: `[2, 1]` is the first row below the second. */
function entryAt(interview: Interview, tables: readonly string[], rows: readonly number[]): Entry | undefined {
  let entry: Entry | undefined = interview;
  for (const [depth, table] of tables.entries()) entry = entry?.below.get(table)?.[(rows[depth] ?? 0) - 1];
  return entry;
}

function tableColumns(
  form: Form,
  table: string,
  interviews: readonly Interview[],
  at: readonly { readonly table: string; readonly row: number }[],
  timeZone: string,
): { readonly header: string; readonly cell: CellOf }[] {
  const [tables, rows] = [at.map((one) => one.table), at.map((one) => one.row)];
  const own = (interview: Interview) => entryAt(interview, tables, rows);
  const suffix = rows.map((row) => `_${row}`).join('');
  const columns = form.fields
    .filter((field) => field.table === table && field.role !== 'note')
    .flatMap((field) => fieldColumns(field, form, timeZone))
    .map(({ header, value }) => ({
      header: `${header}${suffix}`,
      cell: (interview: Interview) => {
        const entry = own(interview);
        return entry === undefined ? '' : value(entry);
      },
    }));
  for (const { name, parent } of form.tables) {
    if (parent !== table) continue;
    const count = (interview: Interview) => own(interview)?.below.get(name)?.length ?? 0;
    const most = interviews.reduce((largest, interview) => Math.max(largest, count(interview)), 0);
    columns.push({
      header: `${name}_count${suffix}`,
      cell: (interview) => (own(interview) === undefined ? '' : String(count(interview))),
    });
    for (let row = 1; row <= most; row += 1)
      columns.push(...tableColumns(form, name, interviews, [...at, { table: name, row }], timeZone));
  }
  return columns;
}

function fieldColumns(
  field: Field,
  form: Form,
  timeZone: string,
): readonly { readonly header: string; readonly value: (entry: Entry) => string }[] {
  const cell = (entry: Entry) => entry.cells.get(field.name) ?? '';
  if (field.type === 'geopoint')
    return ['Latitude', 'Longitude', 'Altitude', 'Accuracy'].map((part, at) => ({
      header: `${field.name}-${part}`,
      value: (entry) => cell(entry).split(/\s+/)[at] ?? '',
    }));
  if (field.type === 'date' || field.type === 'dateTime')
    return [{ header: field.name, value: (entry) => inWords(cell(entry), timeZone) }];
  const whole = { header: field.name, value: cell };
  if (field.type !== 'many') return [whole];
  const options = [...new Set((form.lists.get(field.list)?.choices ?? []).map(({ name }) => name))];
  return [
    whole,
    ...options.map((option) => ({
      header: `${field.name}_${option.replace(/^-/, '_')}`,
      value: (entry: Entry) => {
        const text = cell(entry);
        return text === '' ? '' : text.split(/\s+/).includes(option) ? '1' : '0';
      },
    })),
  ];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** « Jan 5, 2026 », and of a moment the time in a zone: « Jan 5, 2026 3:12:09 PM ». What is no date stays as it is. */
function inWords(text: string, timeZone: string): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (day !== null) return `${MONTHS[Number(day[2]) - 1]} ${Number(day[3])}, ${day[1]}`;
  const at = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return text;
  const parts = new Map(
    clockIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const get = (part: Intl.DateTimeFormatPartTypes) => Number(parts.get(part) ?? 0);
  const two = (number: number) => String(number).padStart(2, '0');
  const hour = get('hour');
  return `${MONTHS[get('month') - 1]} ${get('day')}, ${get('year')} ${hour % 12 === 0 ? 12 : hour % 12}:${two(get('minute'))}:${two(get('second'))} ${hour < 12 ? 'AM' : 'PM'}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
}
