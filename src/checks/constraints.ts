import { z } from 'zod';
import { constraintFailures } from '../expression/replay.ts';
import { kind } from '../kind.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { storedText } from '../table/text.ts';
import { brokenBound } from './bounds.ts';
import type { Check, CheckContext } from './check.ts';
import { isSkipped } from './check.ts';
import { formMessage, questionsWith } from './questions.ts';
import { notEvaluated, onCell } from './remark.ts';
import { replayOf } from './replayed.ts';

/** Answers that break the constraint that the form sets on them. Declared codes for don't know and refused are no answers. */
export const constraints = kind(z.strictObject({}), (_, context: CheckContext): Check => {
  return (data) => {
    const questions = questionsWith(
      context.form,
      data,
      ({ field }) => field.constraint.trim() !== '',
      'the form sets no constraint on the questions in the data',
    );
    if (isSkipped(questions)) return questions;
    return questions.flatMap(({ field, table, column }) => {
      const { rows, notEvaluated: why } = constraintFailures(replayOf(context, data), field);
      const broken = brokenBound(field.constraint);
      const words = formMessage(context.form, field.constraintMessage);
      const written = field.constraint.replace(/\s+/g, ' ').trim();
      const remarks = [];
      let unsure = 0;
      for (let row = 0; row < table.rows; row += 1) {
        if (!hasValue(column.states[row] ?? INVALID) || rows[row] === 0) continue;
        if (rows[row] === 2) {
          unsure += 1;
          continue;
        }
        const limit = isNumbers(column) ? broken(column.values[row] ?? Number.NaN) : '';
        const fault = limit === '' ? `does not meet the form's constraint ${written}` : `${limit} by the form`;
        remarks.push(onCell(table, row, column, `${storedText(column, row)} ${fault}${words}`));
      }
      return unsure === 0 ? remarks : [...remarks, notEvaluated(table.name, field.name, why, unsure)];
    });
  };
});
