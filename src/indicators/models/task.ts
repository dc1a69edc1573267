import type { Design } from '../../survey/design.ts';
import type { ModelFaultReason } from '../../survey/models/modelfault.ts';
import { isModelFault } from '../../survey/models/modelfault.ts';
import { hasValue } from '../../table/states.ts';
import type { Sample, Standing } from '../indicator.ts';
import { fitRows } from './fitted.ts';
import { imputableStanding } from './impute.ts';
import { imputedNumbers } from './imputed.ts';
import type { ModelSpec } from './model.ts';
import type { ModelNumber } from './numbers.ts';
import { diagnostics, predictions, termNumbers } from './numbers.ts';
import { modelStanding, variablesOf } from './rows.ts';
import type { ModelTable } from './terms.ts';

/** What a model's numbers are made of: values that can be copied to a thread, no functions. */
export interface ModelTask {
  readonly spec: Omit<ModelSpec, 'base'>;
  /** The columns that it reads. */
  readonly table: ModelTable;
  readonly standing: Standing;
}

/** The numbers of a model, or why it cannot be fitted. */
export type ModelAnswer = { readonly numbers: readonly ModelNumber[] } | { readonly reason: ModelFaultReason };

/** The task of a model: who is in it, and the columns that it reads. */
export function modelTask(of: ModelSpec, sample: Sample): ModelTask {
  const { id, table, family, outcome, exposures, controls, references, predictions: at, imputation, propensity } = of;
  const spec = { id, table, family, outcome, exposures, controls, references, predictions: at, imputation, propensity };
  const columns = new Map(
    [...variablesOf(spec), ...(imputation?.classes ?? [])].flatMap((name) => {
      const column = sample.table.columns.get(name);
      return column === undefined ? [] : [[name, column] as const];
    }),
  );
  return {
    spec,
    table: { rows: sample.table.rows, columns },
    standing: imputation === null ? modelStanding(of, sample) : imputableStanding(of, sample),
  };
}

/** Does a task: over filled copies where the model has them, else on the complete rows; `level` is that of the intervals. */
export function modelAnswer({ spec, table, standing }: ModelTask, design: Design, level: number): ModelAnswer {
  const inside = standing.map((state) => (hasValue(state) ? 1 : 0));
  try {
    if (spec.imputation !== null)
      return { numbers: imputedNumbers(spec, spec.imputation, table, design, standing, inside, level) };
    const fitted = fitRows(spec, table, design, inside);
    return {
      numbers: [
        ...termNumbers(fitted, level),
        ...predictions(spec, table, fitted, level),
        ...diagnostics(fitted, level),
      ],
    };
  } catch (error) {
    if (!isModelFault(error)) throw error;
    return { reason: error.reason };
  }
}
