import type { NamedField } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Field, Form, Texts } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';
import type { Column } from '../table/column.ts';
import type { Dataset, Table } from '../table/table.ts';
import type { CheckContext } from './check.ts';

/** A question with its data. */
export interface Question {
  readonly field: Field;
  readonly table: Table;
  readonly column: Column;
}

/** The questions that have a column, in form order: no metadata, calculations or notes. Of two with one name the first counts. */
export function questionsIn(form: Form, data: Dataset): readonly Question[] {
  const seen = new Set<string>();
  return form.fields.flatMap((field) => {
    const table = data.tables.get(field.table);
    const column = table?.columns.get(field.name);
    if (field.role !== 'question' || table === undefined || column === undefined || seen.has(field.name)) return [];
    seen.add(field.name);
    return [{ field, table, column }];
  });
}

/** The field that an entry names; a fault where there is none. */
export function namedField(name: string, context: CheckContext, param: string): NamedField {
  const field = context.names.fields.get(name);
  if (field === undefined)
    throw fault(
      `${context.place} › ${param}`,
      `unknown field '${name}'${didYouMean(name, context.names.fields.keys())}`,
    );
  return field;
}

/** A message of the form in its default language, else in the first that has one, on one line and in quotes after a colon; '' without one. */
export function formMessage(form: Form, texts: Texts): string {
  const text = texts.get(form.defaultLanguage) || [...texts.values()].find((each) => each !== '') || '';
  return text === '' ? '' : `: "${text.replace(/\s+/g, ' ').trim()}"`;
}
