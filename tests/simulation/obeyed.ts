import { staleCalculations } from '../../src/expression/calculations.ts';
import { filteredOut } from '../../src/expression/filters.ts';
import { namesOf } from '../../src/expression/names.ts';
import { constraintFailures, replay, requiredRows } from '../../src/expression/replay.ts';
import { isEmptyState } from '../../src/expression/run.ts';
import type { Form } from '../../src/form/form.ts';
import type { Simulated } from '../../src/simulation/form.ts';
import { INVALID } from '../../src/table/states.ts';

/** Replays a form over made-up data, and says which of its rules are broken where: `constraint age`, `relevance …` */
export function brokenRules(form: Form, made: Simulated): readonly string[] {
  const done = replay(form, namesOf(form), made.data);
  const broken: string[] = [];
  for (const field of form.fields) {
    const column = made.data.tables.get(field.table)?.columns.get(field.name);
    if (column === undefined) continue;
    const relevant = done.relevance.get(field.name)?.rows;
    const answered = [...column.states].map((state) => !isEmptyState(state));
    const say = (rule: string, wrong: boolean) => {
      if (wrong) broken.push(`${rule} ${field.name}`);
    };
    say(
      'relevance',
      answered.some((has, row) => has && relevant?.[row] === 0),
    );
    say('constraint', constraintFailures(done, field).rows.includes(1));
    say('filter', filteredOut(done, field).rows.includes(1));
    say('calculation', staleCalculations(done, field).rows.includes(1));
    say('type', column.states.includes(INVALID));
    const needed = requiredRows(done, field).rows;
    say(
      'required',
      field.role === 'question' &&
        !made.withoutChoice.has(field.name) &&
        answered.some((has, row) => !has && needed[row] === 1),
    );
  }
  return broken;
}
