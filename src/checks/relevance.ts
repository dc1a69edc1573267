import { z } from 'zod';
import { isEmptyState } from '../expression/run.ts';
import type { Field, Form } from '../form/form.ts';
import { kind } from '../kind.ts';
import { BLANK } from '../table/states.ts';
import type { Check, CheckContext } from './check.ts';
import { isSkipped } from './check.ts';
import { questionsWith } from './questions.ts';
import { notEvaluated, onCell } from './remark.ts';
import { replayOf } from './replayed.ts';

/** Questions that are answered although, by the other answers, they were not to be asked. */
export const relevance = kind(z.strictObject({}), (_, context: CheckContext): Check => {
  return (data) => {
    const questions = questionsWith(
      context.form,
      data,
      ({ field }) => conditionsOf(context.form, field) !== '',
      'the form asks every question in the data of everybody',
    );
    if (isSkipped(questions)) return questions;
    return questions.flatMap(({ field, table, column }) => {
      const outcome = replayOf(context, data).relevance.get(field.name);
      if (outcome === undefined) return [];
      const message = `is answered, although the question was not to be asked: ${conditionsOf(context.form, field)} is not so`;
      const remarks = [];
      let unsure = 0;
      for (let row = 0; row < table.rows; row += 1) {
        if (outcome.rows[row] === 1 || isEmptyState(column.states[row] ?? BLANK)) continue;
        if (outcome.rows[row] === 0) remarks.push(onCell(table, row, column, message));
        else unsure += 1;
      }
      return unsure === 0 ? remarks : [...remarks, notEvaluated(table.name, field.name, outcome.notEvaluated, unsure)];
    });
  };
});

/** All conditions on which a question is asked, those of the groups around it first, as one expression; '' where it is asked of everybody. */
export function conditionsOf(form: Form, field: Field): string {
  const conditions = [...field.groups.map((group) => form.groups[group]?.relevant ?? ''), field.relevant];
  const written = conditions
    .map((condition) => condition.replace(/\s+/g, ' ').trim())
    .filter((condition) => condition !== '');
  return written.length === 1 ? (written[0] ?? '') : written.map((condition) => `(${condition})`).join(' and ');
}
