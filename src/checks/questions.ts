import type { Field, Form, Texts } from '../form/form.ts';
import type { Column } from '../table/column.ts';
import type { Dataset, Table } from '../table/table.ts';
import type { Skipped } from './check.ts';

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

/** The questions that a check looks at, or why there is none. */
export function questionsWith(
  form: Form,
  data: Dataset,
  applies: (question: Question) => boolean,
  why: string,
): readonly Question[] | Skipped {
  const found = questionsIn(form, data).filter(applies);
  return found.length > 0 ? found : { skipped: why };
}

/** A message of the form in its default language, else in the first that has one, on one line and in quotes after a colon; '' without one. */
export function formMessage(form: Form, texts: Texts): string {
  const text = texts.get(form.defaultLanguage) || [...texts.values()].find((each) => each !== '') || '';
  return text === '' ? '' : `: "${text.replace(/\s+/g, ' ').trim()}"`;
}
