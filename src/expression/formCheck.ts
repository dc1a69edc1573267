import type { Form, FormProblem, FormSheet } from '../form/form.ts';
import { headerOf } from '../form/headers.ts';
import { formSheets } from '../form/sheets.ts';
import { formExpressions } from './formExpressions.ts';
import { namesOf } from './names.ts';
import { attempt } from './relevance.ts';

/** What the expressions of a form have wrong, and which of them no data can be held against. */
export interface ExpressionReport {
  /** Faults are errors, with the expression and a caret under the place; what is legal but probably not meant is a warning. */
  readonly problems: readonly FormProblem[];
  readonly notReplayed: readonly { readonly row: number; readonly column: string; readonly why: string }[];
}

/** Compiles every expression of a form as the replay of its data would. */
export function checkExpressions(form: Form, sheets: readonly FormSheet[]): ExpressionReport {
  const { sheet, columns } = formSheets(sheets, form.title === '' ? 'form' : form.title).survey;
  const names = namesOf(form);
  // In a form, `!=` on a question that may be skipped is what its designer means.
  const asked = new Set(names.fields.keys());
  const problems: FormProblem[] = [];
  const notReplayed: ExpressionReport['notReplayed'][number][] = [];
  for (const { row, column: key, text, where } of formExpressions(form)) {
    const column = headerOf(columns, key);
    const problem = (level: FormProblem['level'], message: string): FormProblem => ({
      level,
      sheet: sheet.name,
      row,
      column,
      message,
    });
    const made = attempt(text, names, { ...where, asked });
    if (typeof made === 'string') {
      problems.push(problem('error', made.slice(`${where.place}: `.length)));
      continue;
    }
    if (made.notEvaluated !== '') notReplayed.push({ row, column, why: made.notEvaluated });
    for (const note of made.notes) problems.push(problem('warning', note));
  }
  return { problems, notReplayed };
}
