import type { Expression } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import type { Column } from '../table/column.ts';
import { ANSWERED, IMPUTED, NOT_ASKED } from '../table/states.ts';
import type { Sample, Standing } from './indicator.ts';
import { OUTSIDE } from './indicator.ts';
import { reasonsOf } from './reasons.ts';

/** How each row stands to one question's answer: its state, inside the population and the base. */
export function standingOf(sample: Sample, column: Column, base: Expression | null): Standing {
  const standing = column.states.slice();
  restrict(standing, sample, base);
  return standing;
}

/**
 * How each row stands to an expression's value: `unknown` and `notAsked` are its own; why it is unknown is told by the states of the
 * fields that it reads.
 */
export function standingOfValue(
  sample: Sample,
  value: Expression,
  result: { readonly unknown: Uint8Array; readonly notAsked: Uint8Array },
  base: Expression | null,
): Standing {
  const { unknown, notAsked } = result;
  const standing = new Uint8Array(sample.table.rows).fill(ANSWERED);
  for (const { states } of columnsOf(sample, value)) {
    if (!states.includes(IMPUTED)) continue;
    for (let row = 0; row < standing.length; row += 1) if (states[row] === IMPUTED) standing[row] = IMPUTED;
  }
  const why = unknown.includes(1) ? reasonsOf(sample.data, sample.table.name, value.reads) : null;
  for (let row = 0; row < standing.length; row += 1) {
    if (unknown[row] === 1) standing[row] = why?.[row] ?? NOT_ASKED;
    else if (notAsked[row] === 1) standing[row] = NOT_ASKED;
  }
  restrict(standing, sample, base);
  return standing;
}

function columnsOf(sample: Sample, expression: Expression): readonly Column[] {
  return expression.fields.map((name) => sample.table.columns.get(name)).filter((column) => column !== undefined);
}

function restrict(standing: Standing, sample: Sample, base: Expression | null): void {
  if (base !== null) {
    const inBase = truth(base, sample.data, 'analysis');
    const why = inBase.includes(2) ? reasonsOf(sample.data, sample.table.name, base.reads) : null;
    for (let row = 0; row < standing.length; row += 1) {
      if (inBase[row] === 0) standing[row] = NOT_ASKED;
      else if (inBase[row] === 2) standing[row] = why?.[row] ?? NOT_ASKED;
    }
  }
  for (let row = 0; row < standing.length; row += 1) if (sample.eligible[row] !== 1) standing[row] = OUTSIDE;
}
