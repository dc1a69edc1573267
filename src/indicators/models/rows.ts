import { truth } from '../../expression/evaluate.ts';
import { ANSWERED, hasValue, IMPUTED, NOT_ASKED } from '../../table/states.ts';
import type { Sample, Standing } from '../indicator.ts';
import { OUTSIDE } from '../indicator.ts';
import { reasonsOf } from '../reasons.ts';
import type { ModelSpec } from './model.ts';

/** Names of the variables of a model, the outcome first. */
export function variablesOf({
  outcome,
  exposures,
  controls,
  propensity,
}: Pick<ModelSpec, 'outcome' | 'exposures' | 'controls' | 'propensity'>): readonly string[] {
  return [...new Set([outcome, ...exposures.flat(), ...controls.flat(), ...(propensity?.covariates ?? []).flat()])];
}

/** How each row stands to a model: answered where every variable is known, else the state that keeps it out. */
export function modelStanding(spec: ModelSpec, sample: Sample): Standing {
  const { table, data, eligible } = sample;
  const names = variablesOf(spec);
  const states = names.map((name) => table.columns.get(name)?.states ?? new Uint8Array(table.rows).fill(NOT_ASKED));
  const why = reasonsOf(
    data,
    table.name,
    names.map((name) => ({ name, table: table.name, type: 'text', options: null })),
  );
  const inBase = spec.base === null ? null : truth(spec.base, data, 'analysis');
  const whyNot =
    spec.base === null || inBase?.includes(2) !== true ? null : reasonsOf(data, table.name, spec.base.reads);
  const standing = new Uint8Array(table.rows).fill(OUTSIDE);
  for (let row = 0; row < standing.length; row += 1) {
    if (eligible[row] !== 1) continue;
    if (inBase !== null && inBase[row] !== 1) {
      standing[row] = inBase[row] === 0 ? NOT_ASKED : (whyNot?.[row] ?? NOT_ASKED);
      continue;
    }
    let filled = false;
    let missing = false;
    let unasked = true;
    for (let k = 0; k < states.length; k += 1) {
      const state = states[k]![row]!;
      if (state === IMPUTED) filled = true;
      if (hasValue(state)) continue;
      missing = true;
      if (state !== NOT_ASKED) unasked = false;
    }
    if (!missing) standing[row] = filled ? IMPUTED : ANSWERED;
    else standing[row] = unasked ? NOT_ASKED : why[row]!;
  }
  return standing;
}
