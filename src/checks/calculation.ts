import { z } from 'zod';
import { isCalculated, staleCalculations } from '../expression/calculations.ts';
import type { Form } from '../form/form.ts';
import { kind } from '../kind.ts';
import { NOT_ASKED } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import type { Check, CheckContext } from './check.ts';
import type { Question } from './questions.ts';
import { notEvaluated, onCell } from './remark.ts';
import { replayOf } from './replayed.ts';

/** Calculated values that are not what the form's calculation gives from the answers as they are now: stale, or edited. */
export const calculation = kind(z.strictObject({}), (_, context: CheckContext): Check => {
  return (data) => {
    const calculated = calculatedIn(context.form, data);
    if (calculated.length === 0) return { skipped: 'the data have no column that the form alone calculates' };
    return calculated.flatMap(({ field, table, column }) => {
      const { rows, expected, notEvaluated: why } = staleCalculations(replayOf(context, data), field);
      const written = field.calculation.replace(/\s+/g, ' ').trim();
      const remarks = [];
      let unsure = 0;
      for (let row = 0; row < table.rows; row += 1) {
        // What a form version did not have, or an export leaves out as a whole, is not asked.
        if (column.states[row] === NOT_ASKED) continue;
        if (rows[row] === 2) unsure += 1;
        if (rows[row] !== 1) continue;
        const stored = storedText(column, row);
        const given = expected(row);
        const held = stored === '' ? 'nothing is stored' : `${stored} is stored`;
        const message = `${held}, and the form's calculation gives ${given === '' ? 'nothing' : given} (${written}): it was edited, or an answer that it reads was changed`;
        remarks.push({ ...onCell(table, row, column, message), proposedAction: 'set', proposedValue: given });
      }
      return unsure === 0 ? remarks : [...remarks, notEvaluated(table.name, field.name, why, unsure)];
    });
  };
});

/** The calculations that have a column, in form order; of two with one name the first counts. */
function calculatedIn(form: Form, data: Dataset): readonly Question[] {
  const seen = new Set<string>();
  return form.fields.flatMap((field) => {
    const table = data.tables.get(field.table);
    const column = table?.columns.get(field.name);
    if (table === undefined || column === undefined || seen.has(field.name) || !isCalculated(field)) return [];
    seen.add(field.name);
    return [{ field, table, column }];
  });
}
