import type { Form } from '../form/form.ts';
import { isCodes } from '../table/column.ts';
import { INVALID } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { hasAnswer, platformName, questionColumns, SUBMITTED, VERSION } from './answers.ts';
import { type Told, told } from './details.ts';
import { labelOr } from './headers.ts';
import type { Intake, IntakeRemark, SheetCount, SheetIntake } from './intake.ts';
import { linksOf } from './links.ts';
import type { PlacedSheet } from './sheets.ts';

/** How one sheet was read, its columns by what they are. */
export function accountOf(
  source: string,
  placed: PlacedSheet,
  count: SheetCount,
  direct: ReadonlySet<string>,
): SheetIntake {
  const { sheet, dialect, meanings } = placed;
  const headers = (wanted: (at: number) => boolean) => sheet.header.filter((_, at) => wanted(at));
  const isDirect = (at: number) => {
    const meaning = meanings[at];
    if (meaning === undefined || meaning.kind === 'part') return false;
    return 'field' in meaning ? direct.has(meaning.field.name) : direct.has((sheet.header[at] ?? '').trim());
  };
  return {
    source,
    file: sheet.path,
    sheet: sheet.name,
    table: placed.table,
    why: placed.why,
    dialect: dialect.name,
    evidence: placed.evidence,
    how: sheet.how ?? '',
    ...separatorOf(placed),
    key: keyOf(placed),
    ...(placed.style.labels === null ? {} : { labels: placed.style.labels }),
    rows: count.rows,
    repeated: count.repeated,
    replaced: count.replaced,
    unreadable: count.unreadable,
    serials: count.serials,
    reviews: Object.fromEntries([...count.reviews].sort(([a], [b]) => (a < b ? -1 : 1))),
    fields: questionColumns(placed).flatMap((columns) =>
      hasAnswer(columns) && !direct.has(columns.field.name) ? [columns.field.name] : [],
    ),
    columns: columnsOf(placed, direct),
    extras: headers((at) => meanings[at]?.kind === 'extra' && !isDirect(at)),
    platform: headers((at) => meanings[at]?.kind === 'platform' || meanings[at]?.kind === 'part'),
    unknown: headers((at) => meanings[at]?.kind === 'unknown'),
    direct: headers(isDirect),
    foreignOptions: headers((at) => {
      const meaning = meanings[at];
      return meaning?.kind === 'option' && !meaning.known && !direct.has(meaning.field.name);
    }),
    doubled: doubledFields(placed),
  };
}

/** Where each kept question and column stands in the file; nothing of direct identifiers. */
function columnsOf({ sheet, dialect, meanings }: PlacedSheet, direct: ReadonlySet<string>): SheetIntake['columns'] {
  const columns = new Map<string, (readonly [number, string])[]>();
  for (const [at, meaning] of meanings.entries()) {
    const header = sheet.header[at] ?? '';
    const name =
      'field' in meaning
        ? meaning.field.name
        : meaning.kind === 'extra'
          ? meaning.name
          : platformName(dialect, header, meaning.kind);
    if (name === '' || direct.has(name) || direct.has(header.trim())) continue;
    const place = [sheet.columnAt?.(at + 1) ?? at + 1, header] as const;
    columns.set(name, [...(columns.get(name) ?? []), place]);
  }
  return Object.fromEntries(columns);
}

/** What joins groups and questions in the headers of a sheet: what stands before the question in most of them. */
function separatorOf({ sheet, meanings, style }: PlacedSheet): { readonly separator?: string } {
  const counts = new Map<string, number>();
  for (const [at, meaning] of meanings.entries()) {
    if (meaning.kind !== 'field' || meaning.field.path.length === 0) continue;
    const header = (sheet.header[at] ?? '').trim();
    const { label, name } = meaning.field;
    const own = style.labels === null ? style.spelt(name) : labelOr(label, style.labels, name);
    if (header.length <= own.length || !header.endsWith(own)) continue;
    const separator = header.charAt(header.length - own.length - 1);
    counts.set(separator, (counts.get(separator) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? {} : { separator: most[0] };
}

/** The column that keys a sheet's rows, or names their interview. */
function keyOf({ sheet, dialect, table }: PlacedSheet): string {
  const names = sheet.header.map((name) => name.trim().toLowerCase());
  const wanted = table === MAIN ? dialect.keys : dialect.parentKey;
  const at = wanted.map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1;
  return (sheet.header[at] ?? '').trim();
}

/** Fields that a sheet has more than one column for. */
function doubledFields({ meanings }: PlacedSheet): readonly string[] {
  const names = meanings.flatMap((meaning) => (meaning.kind === 'field' ? [meaning.field.name] : []));
  return [...new Set(names.filter((name, at) => names.indexOf(name) < at))];
}

/** The account of all sheets, with what their columns and keys ask people to look at. */
export function intakeOf(
  data: Dataset,
  form: Form,
  sheets: readonly SheetIntake[],
  remarks: readonly IntakeRemark[],
  direct: ReadonlySet<string>,
): Intake {
  const found = new Set(sheets.flatMap(({ table, fields }) => fields.map((name) => `${table}\u001f${name}`)));
  const absent = form.fields
    .filter(({ role, name, table }) => role === 'question' && !direct.has(name) && !found.has(`${table}\u001f${name}`))
    .map(({ table, name }) => ({ table, field: name }));
  const main = mainTable(data);
  const versions = new Map<string, number>();
  const version = main.columns.get(VERSION);
  if (version !== undefined && isCodes(version))
    for (const code of version.values)
      if (code > 0) versions.set(version.answers[code] ?? '', (versions.get(version.answers[code] ?? '') ?? 0) + 1);
  return {
    sheets,
    received: sheets.filter(({ table }) => table === MAIN).reduce((sum, { rows }) => sum + rows, 0),
    rows: Object.fromEntries([...data.tables].map(([name, { rows }]) => [name, rows])),
    links: linksOf(data, form),
    invalid: invalidOf(data),
    absent,
    serials: sheets.reduce((sum, { serials }) => sum + serials, 0),
    versions: Object.fromEntries([...versions].sort(([a], [b]) => (a < b ? -1 : 1))),
    lastSubmission: lastDay(data),
    remarks: [...columnRemarks(sheets, absent), ...remarks],
  };
}

function invalidOf(data: Dataset): Intake['invalid'] {
  return [...data.tables.values()].flatMap(({ name: table, columns }) =>
    [...columns.values()].flatMap(({ name: field, states }) => {
      let cells = 0;
      for (let row = 0; row < states.length; row += 1) if (states[row] === INVALID) cells += 1;
      return cells === 0 ? [] : [{ table, field, cells }];
    }),
  );
}

function lastDay(data: Dataset): string {
  const column = mainTable(data).columns.get(SUBMITTED);
  if (column === undefined) return '';
  let last = '';
  for (let row = 0; row < column.states.length; row += 1) {
    const day = cleanText(column, row).slice(0, 10);
    if (day > last) last = day;
  }
  return last;
}

function columnRemarks(sheets: readonly SheetIntake[], absent: Intake['absent']): IntakeRemark[] {
  const remarks: IntakeRemark[] = [];
  for (const { table, sheet, unknown, foreignOptions, doubled } of sheets) {
    if (table === '') continue;
    for (const name of doubled) remarks.push(column('columns', 'warning', table, name, told('twoColumns', { sheet })));
    for (const name of unknown) remarks.push(column('columns', 'note', table, name, told('unknownColumn', { sheet })));
    for (const name of foreignOptions) {
      const option = name.slice(Math.max(...['/', '.', ':', '-'].map((separator) => name.lastIndexOf(separator))) + 1);
      remarks.push(column('options', 'warning', table, name, told('unknownOption', { sheet, option })));
    }
  }
  for (const { table, field } of absent) remarks.push(column('columns', 'warning', table, field, told('noColumn')));
  return remarks;
}

function column(check: string, level: IntakeRemark['level'], table: string, field: string, what: Told): IntakeRemark {
  return { check, level, table, key: '', field, value: '', ...what };
}
