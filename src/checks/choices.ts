import { z } from 'zod';
import { filteredOut } from '../expression/filters.ts';
import { nearest } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import type { CodeColumn } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { storedText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { isSkipped } from './check.ts';
import type { Question } from './questions.ts';
import { questionsWith } from './questions.ts';
import { listed, notEvaluated, onCell } from './remark.ts';
import { replayOf } from './replayed.ts';

/** Answers that are not in the list of their question, and answers that its choice filter did not offer. */
export const choices = kind(z.strictObject({}), (_, context: CheckContext): Check => {
  return (data) => {
    const questions = questionsWith(
      context.form,
      data,
      ({ field, column }) => isCodes(column) && (context.names.fields.get(field.name)?.options ?? null) !== null,
      'the data have no question with a choice list of the form',
    );
    if (isSkipped(questions)) return questions;
    return questions.flatMap((question) => {
      const { field, table, column } = question;
      const names = context.names.fields.get(field.name)?.options ?? null;
      if (!isCodes(column) || names === null) return [];
      const remarks = foreignAnswers(question, column, names);
      if (field.choiceFilter.trim() === '') return remarks;
      const { rows, options, notEvaluated: why } = filteredOut(replayOf(context, data), field);
      const unsure = rows.reduce((sum, each) => sum + (each === 2 ? 1 : 0), 0);
      for (const [row, given] of options) {
        const which = given.join(' ') === storedText(column, row) ? '' : ` (in "${storedText(column, row)}")`;
        const message = `"${given.join(' ')}"${which} was not offered, given the other answers (choice filter ${field.choiceFilter.trim()})`;
        remarks.push(onCell(table, row, column, message));
      }
      if (unsure > 0) remarks.push(notEvaluated(table.name, field.name, why, unsure));
      return remarks;
    });
  };
});

function foreignAnswers({ field, table }: Question, column: CodeColumn, names: readonly string[]): CheckRemark[] {
  const known = new Set(names);
  const several = column.type !== 'one';
  /** By code: what of the answer is not in the list. */
  const foreign = column.answers.map((answer) =>
    answer === '' ? [] : (several ? answer.split(/\s+/) : [answer]).filter((option) => !known.has(option)),
  );
  const remarks: CheckRemark[] = [];
  if (foreign.every((options) => options.length === 0)) return remarks;
  for (const [row, code] of column.values.entries()) {
    const options = foreign[code] ?? [];
    if (options.length === 0 || !hasValue(column.states[row] ?? INVALID)) continue;
    const what = options.map((option) => `"${option}"`).join(', ');
    const near = options.length === 1 ? nearest(options[0] ?? '', names) : null;
    const hint = near === null ? '' : `; is '${near}' meant?`;
    const message = `${what} ${options.length === 1 ? 'is' : 'are'} not in the list '${field.list}' of the form (${listed(names)})${hint}`;
    remarks.push(onCell(table, row, column, message));
  }
  return remarks;
}
