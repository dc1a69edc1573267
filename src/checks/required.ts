import { z } from 'zod';
import { requiredRows } from '../expression/replay.ts';
import { saysNo } from '../form/yes.ts';
import { kind } from '../kind.ts';
import { BLANK } from '../table/states.ts';
import type { Check, CheckContext } from './check.ts';
import { isSkipped } from './check.ts';
import { formMessage, questionsWith } from './questions.ts';
import { notEvaluated, onCell } from './remark.ts';
import { replayOf } from './replayed.ts';

/** Questions that were asked, that the form requires to be answered, and that are blank. */
export const required = kind(z.strictObject({}), (_, context: CheckContext): Check => {
  return (data) => {
    const questions = questionsWith(
      context.form,
      data,
      ({ field }) => !saysNo(field.required),
      'the form requires no answer of the questions in the data',
    );
    if (isSkipped(questions)) return questions;
    return questions.flatMap(({ field, table, column }) => {
      const { rows, notEvaluated: why } = requiredRows(replayOf(context, data), field);
      const message = `has no answer, although the form requires one${formMessage(context.form, field.requiredMessage)}`;
      const remarks = [];
      let unsure = 0;
      for (let row = 0; row < table.rows; row += 1) {
        if (column.states[row] !== BLANK) continue;
        if (rows[row] === 1) remarks.push(onCell(table, row, column, message));
        else if (rows[row] === 2) unsure += 1;
      }
      return unsure === 0 ? remarks : [...remarks, notEvaluated(table.name, field.name, why, unsure)];
    });
  };
});
