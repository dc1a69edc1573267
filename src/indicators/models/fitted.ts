import { type Design, designOn } from '../../survey/design.ts';
import { placesOf } from '../../survey/models/frame.ts';
import type { Model } from '../../survey/models/model.ts';
import { fitModel } from '../../survey/models/model.ts';
import { modelFault } from '../../survey/models/modelfault.ts';
import { isNumbers } from '../../table/column.ts';
import type { ModelSpec } from './model.ts';
import type { ModelNumber } from './numbers.ts';
import { weightedByPropensity } from './propensity.ts';
import type { ModelRows, ModelTable, TermColumns } from './terms.ts';
import { matrixOf, termColumns, within } from './terms.ts';

/** A model fitted to the rows that a standing marks, with what its estimates are made of. */
export interface FittedModel {
  readonly design: Design;
  readonly model: Model;
  readonly y: Float64Array;
  readonly terms: readonly TermColumns[];
  readonly rows: ModelRows;
  /** What tells whether groups weighted by a propensity score can be compared; empty without one. */
  readonly evidence: readonly ModelNumber[];
}

/** The outcome of a model and the columns that it is told by. */
export interface ModelData {
  readonly y: Float64Array;
  readonly terms: readonly TermColumns[];
  /** The intercept, then the columns of the terms. */
  readonly columns: readonly Float64Array[];
}

/** The rows that `inside` marks, and the design on them; all rows where weights were calibrated. Throws a ModelFault where none is. */
export function modelRows(design: Design, inside: Uint8Array): { readonly rows: ModelRows; readonly design: Design } {
  if (!inside.includes(1)) throw modelFault('noRows', 'no row has all variables of the model');
  const calibrated = design.adjustments.length > 0;
  const own = placesOf(calibrated ? new Uint8Array(inside.length).fill(1) : inside);
  return { rows: { own, inside }, design: calibrated ? design : designOn(design, own) };
}

/** The data of a model on some rows, NaN on those that are outside of it. Throws a ModelFault where they cannot be fitted. */
export function modelData(spec: Omit<ModelSpec, 'base'>, table: ModelTable, rows: ModelRows): ModelData {
  const outcome = table.columns.get(spec.outcome);
  if (outcome === undefined || !isNumbers(outcome)) throw new Error(`the outcome '${spec.outcome}' holds no numbers`);
  const y = within(rows, (row) => outcome.values[row]!);
  const terms = termColumns(table, [...spec.exposures, ...spec.controls], spec.references, rows);
  return { y, terms, columns: matrixOf(terms, y.length) };
}

/** Fits a model to the rows that `inside` marks. Throws a ModelFault where that cannot be done. */
export function fitRows(
  spec: Omit<ModelSpec, 'base'>,
  table: ModelTable,
  whole: Design,
  inside: Uint8Array,
): FittedModel {
  const { rows, design: survey } = modelRows(whole, inside);
  const { y, terms, columns } = modelData(spec, table, rows);
  const { design, evidence } =
    spec.propensity === null
      ? { design: survey, evidence: [] }
      : weightedByPropensity(spec.propensity, spec, table, rows, survey);
  return { design, model: fitModel(design, spec.family, y, columns), y, terms, rows, evidence };
}
