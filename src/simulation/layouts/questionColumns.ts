import type { Choice, Field, Form } from '../../form/form.ts';
import { readNumber } from '../../table/typing.ts';
import type { Entry } from '../interviews.ts';

/** A cell as written; null is an empty one. */
export type Value = string | number | null;

/** A column that a layout makes of a question. */
export interface QuestionColumn {
  readonly header: string;
  /** A yes or no about one option of a select_multiple. */
  readonly option?: true;
  /** What stands under the header where the interview holds this text; '' is no answer. */
  value(cell: string): Value;
}

/** Questions of a table that have columns, in form order. */
export function questionsOf(form: Form, table: string): readonly Field[] {
  return form.fields.filter((field) => field.table === table && field.role !== 'note');
}

/** The cells of a row under the columns of its questions. */
export function cellsUnder(
  questions: readonly { readonly field: Field; readonly columns: readonly QuestionColumn[] }[],
  entry: Entry,
): Value[] {
  return questions.flatMap(({ field, columns }) =>
    columns.map(({ value }) => value(entry.cells.get(field.name) ?? '')),
  );
}

/** Choices of a question's list, each name once. */
export function choicesOf(form: Form, field: Field): readonly Choice[] {
  const byName = new Map<string, Choice>();
  for (const choice of form.lists.get(field.list)?.choices ?? [])
    if (!byName.has(choice.name)) byName.set(choice.name, choice);
  return [...byName.values()];
}

/** Names that an answer to a select_multiple holds. */
export function namesIn(cell: string): readonly string[] {
  return cell.split(/\s+/).filter((name) => name !== '');
}

/** Latitude, longitude, altitude or accuracy (0 to 3) of a geopoint; '' where it is not there. */
export function geoPart(cell: string, part: number): string {
  return cell.trim().split(/\s+/)[part] ?? '';
}

/** A number where the text is just how that number is written, else the text; null for ''. */
export function numberOr(cell: string): Value {
  if (cell === '') return null;
  const number = readNumber(cell);
  return Number.isNaN(number) || String(number) !== cell ? cell : number;
}
