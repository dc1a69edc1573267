import type { Check, CheckContext, CheckRemark } from '../../src/checks/check.ts';
import { isSkipped } from '../../src/checks/check.ts';
import { checkKinds } from '../../src/checks/registry.ts';
import type { Names } from '../../src/expression/names.ts';
import { namesOf } from '../../src/expression/names.ts';
import { relevance } from '../../src/expression/relevance.ts';
import type { Form } from '../../src/form/form.ts';
import { parseForm } from '../../src/form/parse.ts';
import type { ColumnSpec } from '../../src/table/builder.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import type { Paradata } from '../../src/table/paradata.ts';
import { BLANK, NOT_ASKED } from '../../src/table/states.ts';
import type { Dataset, Table } from '../../src/table/table.ts';

const NONE: ReadonlySet<string> = new Set();

/** A small form made up for tests: every type, a skip, a filter, a roster. */
export function madeForm(survey: readonly (readonly string[])[] = []): { readonly form: Form; readonly names: Names } {
  const header = [
    'type',
    'name',
    'label',
    'relevant',
    'required',
    'constraint',
    'constraint_message',
    'choice_filter',
    'required_message',
  ];
  const rows = [
    ['start', 'start'],
    ['end', 'end'],
    ['text', 'name', 'Name'],
    ['integer', 'age', 'Age', '', 'yes', '. >= 18 and . <= 40', 'From 18 to 40', '', 'We need the age'],
    ['select_one yes_no', 'works', 'Works?', '', 'yes'],
    ['begin_group', 'work', 'Work', "${works} = 'yes'"],
    ['decimal', 'income', 'Income', '', 'yes', '. > 0'],
    ['date', 'since', 'Since'],
    ['end_group', ''],
    ['select_one region', 'region', 'Region'],
    ['select_one town', 'town', 'Town', '', '', '', '', 'region = ${region}'],
    [
      'select_multiple need',
      'needs',
      'Needs',
      '',
      '',
      "not(selected(., 'none') and count-selected(.) > 1)",
      'None stands alone',
    ],
    ['rank need', 'order', 'Order'],
    ['time', 'wakes', 'Wakes at'],
    ['calculate', 'double', ''],
    ...survey,
    ['begin_repeat', 'member', 'Members'],
    ['integer', 'm_age', 'Age', '', 'yes', '. >= 0'],
    ['select_one yes_no', 'm_school', 'School', '${m_age} < 18'],
    ['end_repeat', ''],
  ];
  const choices = [
    ['list_name', 'name', 'label', 'region', 'label::Français (fr)', 'label::Arabic (ar)'],
    ['yes_no', 'yes', 'Yes'],
    ['yes_no', 'no', 'No'],
    ['yes_no', 'dk', "Don't know"],
    ['region', 'north', 'North'],
    ['region', 'south', 'South'],
    ['town', 'aba', 'Aba', 'north'],
    ['town', 'bebe', 'Bebe', 'south'],
    ['need', 'food', 'Food'],
    ['need', 'water', 'Water'],
    ['need', 'none', 'None'],
    ['level', 'low', 'Low'],
    ['level', 'middle', 'Middle'],
    ['level', 'high', 'High'],
    ['crop', 'wheat', 'Wheat', '', 'Blé', 'قمح'],
    ['crop', 'tomato', 'Tomato', '', 'Tomate', 'طماطم'],
    ['crop', 'strawberry', 'Strawberry', '', 'Fraise', 'فراولة'],
    ['crop', 'other', 'Other', '', 'Autre', 'أخرى'],
  ];
  const { form, problems } = parseForm(
    [
      { name: 'survey', rows: [header, ...rows] },
      { name: 'choices', rows: choices },
      { name: 'settings', rows: [['form_id'], ['made']] },
    ],
    'made.xlsx',
  );
  const errors = problems.filter(({ level, message }) => level === 'error' && !message.includes('calculat'));
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
  return { form, names: namesOf(form) };
}

/** How each column of the form is stored; `dontKnow` by field. */
export function madeSpecs(
  form: Form,
  names: Names,
  dontKnow: Readonly<Record<string, readonly string[]>> = {},
): ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>> {
  return new Map(
    form.tables.map(({ name: table }) => [
      table,
      new Map(
        form.fields
          .filter((field) => field.table === table && field.role !== 'note')
          .map(({ name, type }) => [
            name,
            {
              name,
              type,
              options: names.fields.get(name)?.options ?? null,
              dontKnow: new Set(dontKnow[name] ?? []),
              refused: NONE,
              timeZone: 'UTC',
            },
          ]),
      ),
    ]),
  );
}

/** Rows as text, by field; a field that is left out is blank. `key` names the row, `parent` (the parent's row) hangs it. */
export type Rows = readonly Readonly<Record<string, string | number>>[];

/** A dataset of the form and its first roster; empty cells are blank or not asked as the form's replay says. Fields that no row names have a column all the same. */
export function madeData(
  form: Form,
  names: Names,
  main: Rows,
  member: Rows = [],
  specs = madeSpecs(form, names),
): Dataset {
  const tables = new Map<string, Table>([['main', madeTable('main', specs.get('main') ?? new Map(), main)]]);
  const below = form.tables.find(({ name }) => name !== 'main')?.name ?? 'member';
  const roster = madeTable(below, specs.get(below) ?? new Map(), member);
  tables.set(below, {
    ...roster,
    parent: { parent: 'main', rows: Int32Array.from(member, ({ parent }) => Number(parent ?? 0)) },
  });
  const data = { tables };
  const asked = relevance(form, names, data);
  return {
    tables: new Map(
      [...tables.values()].map((table) => [
        table.name,
        {
          ...table,
          columns: new Map(
            [...table.columns.values()].map((column) => [column.name, derived(column, asked.get(column.name)?.rows)]),
          ),
        },
      ]),
    ),
  };
}

function derived(column: Column, asked: Uint8Array | undefined): Column {
  return {
    ...column,
    states: column.states.map((state, row) => (state === BLANK && asked?.[row] === 0 ? NOT_ASKED : state)),
  };
}

function madeTable(name: string, specs: ReadonlyMap<string, ColumnSpec>, rows: Rows): Table {
  const columns = new Map<string, Column>();
  for (const spec of specs.values()) {
    const builder = columnBuilder(spec);
    for (const row of rows) builder.append(String(row[spec.name] ?? ''));
    columns.set(spec.name, builder.finish());
  }
  const keys = rows.map(({ key }, row) => String(key ?? (name === 'main' ? `k${row + 1}` : `row/${name}[${row + 1}]`)));
  return { name, rows: rows.length, keys: pack(keys), columns };
}

/** A check of a kind with these parameters. */
export function madeCheck(kind: string, params: unknown, context: CheckContext): Check {
  const entry = checkKinds[kind];
  if (entry === undefined) throw new Error(kind);
  return entry.make(entry.params.parse(params) as never, context);
}

/** What a check finds; it must not be skipped. */
export function found(check: Check, data: Dataset, paradata?: Paradata): readonly CheckRemark[] {
  const remarks = check(data, paradata);
  if (isSkipped(remarks)) throw new Error(`skipped: ${remarks.skipped}`);
  return remarks;
}

/** Why a check is skipped; it must be. */
export function whySkipped(check: Check, data: Dataset, paradata?: Paradata): string {
  const remarks = check(data, paradata);
  if (!isSkipped(remarks)) throw new Error(`not skipped: ${remarks.length} remarks`);
  return remarks.skipped;
}
