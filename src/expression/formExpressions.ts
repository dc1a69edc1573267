import type { Field, Form, Group } from '../form/form.ts';
import { saysNo, saysYes } from '../form/yes.ts';
import { MAIN } from '../table/table.ts';
import type { Where } from './compile.ts';

/** A column of the survey sheet that holds expressions. */
export type ExpressionColumn =
  | 'relevant'
  | 'required'
  | 'constraint'
  | 'calculation'
  | 'choice_filter'
  | 'repeat_count';

/** One expression of a form: whose it is, as written, and where it is read. */
export interface FormExpression {
  readonly column: ExpressionColumn;
  /** The question, group or repeat that it belongs to. */
  readonly name: string;
  /** Row of the survey sheet. */
  readonly row: number;
  readonly text: string;
  readonly where: Where;
}

/** Where an expression of the form stands, for people. */
export const place = (row: number, column: string): string => `survey row ${row} › ${column}`;

/** The table whose rows a group's expressions are read for: a repeat's own, or that of the innermost repeat around a group. */
export function tableOfGroup(form: Form, group: Group): string {
  if (group.kind === 'repeat') return group.name;
  const around = form.groups[group.parent];
  return around === undefined ? MAIN : tableOfGroup(form, around);
}

/** Where an expression of a question stands. */
export function whereOfField(field: Field, column: ExpressionColumn): Where {
  return {
    place: place(field.row, column),
    table: field.table,
    field: field.name,
    ...(column === 'choice_filter' ? { list: field.list } : {}),
  };
}

/** Where an expression of a group or repeat stands; how often a repeat is asked is read outside of it. */
export function whereOfGroup(form: Form, group: Group, column: 'relevant' | 'repeat_count'): Where {
  const around = form.groups[group.parent];
  const outside = around === undefined ? MAIN : tableOfGroup(form, around);
  return {
    place: place(group.row, column),
    table: column === 'repeat_count' ? outside : tableOfGroup(form, group),
  };
}

/** Every expression of a form in the order of its rows; a `required` that says yes or no is none. */
export function formExpressions(form: Form): readonly FormExpression[] {
  const ofFields = form.fields.flatMap((field) =>
    (
      [
        ['relevant', field.relevant],
        ['required', saysYes(field.required) || saysNo(field.required) ? '' : field.required],
        ['constraint', field.constraint],
        ['calculation', field.calculation],
        ['choice_filter', field.choiceFilter],
      ] as const
    ).map(([column, text]) => ({
      column,
      name: field.name,
      row: field.row,
      text,
      where: whereOfField(field, column),
    })),
  );
  const ofGroups = form.groups.flatMap((group) =>
    (
      [
        ['relevant', group.relevant],
        ['repeat_count', group.repeatCount],
      ] as const
    ).map(([column, text]) => ({
      column,
      name: group.name,
      row: group.row,
      text,
      where: whereOfGroup(form, group, column),
    })),
  );
  return [...ofFields, ...ofGroups].filter(({ text }) => text.trim() !== '').sort((a, b) => a.row - b.row);
}
