import type { Design } from '../../survey/design.ts';
import type { Model } from '../../survey/models/model.ts';
import { fitModel } from '../../survey/models/model.ts';
import { modelFault } from '../../survey/models/modelfault.ts';
import { isNumbers } from '../../table/column.ts';
import type { ModelSpec } from './model.ts';
import type { ModelTable, TermColumns } from './terms.ts';
import { termColumns } from './terms.ts';

/** A model fitted to the rows that a standing marks, with what its estimates are made of. */
export interface FittedModel {
  readonly design: Design;
  readonly model: Model;
  readonly y: Float64Array;
  readonly terms: readonly TermColumns[];
}

/** The outcome of a model and the columns that it is told by. */
export interface ModelData {
  readonly y: Float64Array;
  readonly terms: readonly TermColumns[];
  /** The intercept, then the columns of the terms. */
  readonly columns: readonly Float64Array[];
}

/** The data of a model on the rows that `inside` marks, NaN elsewhere. Throws a ModelFault where they cannot be fitted. */
export function modelData(spec: Omit<ModelSpec, 'base'>, table: ModelTable, inside: Uint8Array): ModelData {
  const outcome = table.columns.get(spec.outcome);
  if (outcome === undefined || !isNumbers(outcome)) throw new Error(`the outcome '${spec.outcome}' holds no numbers`);
  if (!inside.includes(1)) throw modelFault('noRows', 'no row has all variables of the model');
  const y = outcome.values.map((value, row) => (inside[row] === 1 ? value : Number.NaN));
  const terms = termColumns(table, [...spec.exposures, ...spec.controls], spec.references, inside);
  return { y, terms, columns: matrixOf(terms, table.rows) };
}

/** The intercept and the columns of terms. */
export function matrixOf(terms: readonly TermColumns[], rows: number): readonly Float64Array[] {
  return [new Float64Array(rows).fill(1), ...terms.flatMap(({ columns }) => columns.map(({ values }) => values))];
}

/** Fits a model to the rows that `inside` marks. Throws a ModelFault where that cannot be done. */
export function fitRows(
  spec: Omit<ModelSpec, 'base'>,
  table: ModelTable,
  design: Design,
  inside: Uint8Array,
): FittedModel {
  const { y, terms, columns } = modelData(spec, table, inside);
  return { design, model: fitModel(design, spec.family, y, columns), y, terms };
}
