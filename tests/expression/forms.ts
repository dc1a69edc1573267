import type { Choice, Field, Form, Group } from '../../src/form/form.ts';
import type { FieldType } from '../../src/table/column.ts';

/** A row of a survey sheet as tests write it. */
export interface Row {
  readonly type: string;
  readonly name?: string;
  readonly relevant?: string;
  readonly required?: string;
  readonly constraint?: string;
  readonly calculation?: string;
  readonly choice_filter?: string;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  integer: 'integer',
  decimal: 'decimal',
  date: 'date',
  today: 'date',
  start: 'dateTime',
  end: 'dateTime',
  time: 'time',
  geopoint: 'geopoint',
};

/** A form from rows of its survey sheet and of its choices sheet (list, name, filter columns): enough for expressions. */
export function formOf(
  rows: readonly Row[],
  lists: Readonly<Record<string, readonly (Readonly<Record<string, string>> & { readonly name: string })[]>> = {},
): Form {
  const fields: Field[] = [];
  const groups: Group[] = [];
  const tables = [{ name: 'main', parent: '' }];
  const open: number[] = [];
  const tableNow = (): string =>
    open.map((at) => groups[at]!).findLast((group) => group.kind === 'repeat')?.name ?? 'main';
  for (const [place, row] of rows.entries()) {
    const { type, name = '' } = row;
    const path = open.map((at) => groups[at]!.name);
    const shared = {
      name,
      path,
      label: new Map<string, string>(),
      relevant: row.relevant ?? '',
      appearance: '',
      row: place + 2,
    };
    if (type.startsWith('end_')) open.pop();
    else if (type.startsWith('begin_')) {
      const kind = type === 'begin_repeat' ? 'repeat' : 'group';
      if (kind === 'repeat') tables.push({ name, parent: tableNow() });
      groups.push({ ...shared, kind, parent: open.at(-1) ?? -1, repeatCount: '' });
      open.push(groups.length - 1);
    } else {
      const [xlsType = '', list = ''] = type.split(' ');
      const selects: Readonly<Record<string, FieldType>> = { select_one: 'one', select_multiple: 'many' };
      const role =
        type === 'calculate'
          ? 'calculation'
          : type === 'note'
            ? 'note'
            : ['start', 'end', 'today'].includes(type)
              ? 'metadata'
              : 'question';
      fields.push({
        ...shared,
        groups: [...open],
        table: tableNow(),
        role,
        type: selects[xlsType] ?? TYPES[xlsType] ?? 'text',
        xlsType,
        list,
        orOther: false,
        hint: new Map(),
        required: row.required ?? '',
        requiredMessage: new Map(),
        constraint: row.constraint ?? '',
        constraintMessage: new Map(),
        calculation: row.calculation ?? '',
        choiceFilter: row.choice_filter ?? '',
        parameters: '',
        defaultValue: '',
        extra: new Map(),
      });
    }
  }
  const choice = (one: Readonly<Record<string, string>>, place: number): Choice => {
    const { name = '', label = name, ...extra } = one;
    return { name, label: new Map([['', label]]), extra: new Map(Object.entries(extra)), row: place + 2 };
  };
  return {
    id: 'test',
    title: '',
    version: '1',
    languages: [{ id: '', name: '', code: '' }],
    defaultLanguage: '',
    fields,
    groups,
    lists: new Map(Object.entries(lists).map(([name, choices]) => [name, { name, choices: choices.map(choice) }])),
    tables,
    settings: new Map(),
  };
}
