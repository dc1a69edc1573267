import type { ModelSpec } from '../../src/indicators/models/model.ts';

/** A linear model of income that says nothing but its terms: complete cases of everybody, weighted by the survey alone. */
export function plainModel(said: Partial<ModelSpec> & Pick<ModelSpec, 'exposures' | 'controls'>): ModelSpec {
  return {
    ...{ id: 'M', table: 'main', family: 'gaussian', outcome: 'income', references: new Map(), base: null },
    ...{ predictions: [], imputation: null, propensity: null },
    ...said,
  };
}
