import { fault } from '../fault.ts';
import type { Family } from '../survey/models/family.ts';
import { isModelFault, type ModelFault } from '../survey/models/modelfault.ts';
import type { Formula } from './formula.ts';

/** Faults an outcome that a model of a family cannot have: a constant, shares outside 0 to 1, negative counts. */
export function refuseOutcome(y: Float64Array, family: Family, name: string): void {
  const known = y.filter((value) => !Number.isNaN(value));
  if (known.length === 0) throw fault('--model', `no row has a value of the outcome '${name}'`);
  if (known.every((value) => value === known[0]))
    throw fault(
      '--model',
      `the outcome '${name}' is ${known[0]} in all ${known.length} rows of the model`,
      'A constant needs no model; check the column and --where',
    );
  const low = known.find((value) => value < 0);
  const high = known.find((value) => value > 1);
  if (family === 'binomial' && (low ?? high) !== undefined)
    throw fault(
      '--model',
      `the outcome '${name}' of a logistic model holds ${low ?? high}`,
      `It must be between 0 and 1; write the condition: "\${${name}} = 1 ~ …"`,
    );
  if (family === 'poisson' && low !== undefined)
    throw fault('--model', `the outcome '${name}' of a Poisson model holds ${low}`, 'Counts are not negative');
}

/** Runs a fit; its faults name the column instead of its number. */
export function named<T>(formula: Formula, labels: readonly string[], solve: () => T): T {
  try {
    return solve();
  } catch (error) {
    if (!isModelFault(error)) throw error;
    throw modelMessage(error, formula, labels);
  }
}

function modelMessage({ reason, column }: ModelFault, { text, outcome }: Formula, labels: readonly string[]): Error {
  const place = `--model "${text}"`;
  const label = labels[column] ?? '?';
  switch (reason) {
    case 'collinear':
      return fault(
        place,
        `'${label}' follows from the terms before it: ${labels.slice(0, column).join(', ')}`,
        `Leave '${label}' or one of those out`,
      );
    case 'separation':
    case 'overlap':
      return fault(
        place,
        `'${label}' separates the outcome '${outcome}': its coefficient grows without end`,
        'Look at the two in a table (--chisq); merge levels, or leave the term out',
      );
    case 'notConverged':
      return fault(place, 'the model does not converge', 'Leave terms out, or bring their sizes nearer to each other');
    case 'noRows':
      return fault(place, 'no row has all variables of the model', 'Leave out what is mostly empty, or check --where');
    case 'oneValue':
      return fault(
        place,
        `the outcome '${outcome}' has one value only among the rows that have all variables`,
        'Leave out what is mostly empty, or check --where',
      );
  }
}
