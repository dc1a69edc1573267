import type { Design } from '../design.ts';
import { families } from './family.ts';
import { type Coefficient, coefficientTable, fitModel, type Model } from './model.ts';
import { isModelFault } from './modelfault.ts';

/**
 * Pregibon's link test: the outcome on the linear predictor and its square, whose coefficient is near 0 where the form of the model
 * suits. null where that model cannot be fitted, as with predictors of one value.
 */
export function linkTest(
  design: Design,
  { family, fitted }: Model,
  y: Float64Array,
  level: number,
): Coefficient | null {
  const predictor = fitted.map((mean) => (Number.isNaN(mean) ? mean : families[family].link(mean)));
  const square = predictor.map((value) => value * value);
  try {
    const columns = [new Float64Array(y.length).fill(1), predictor, square];
    // Where the form suits, the predictor tells all.
    const model = fitModel(design, family, y, columns, [0, 1, 0]);
    return coefficientTable(model, level)[2] ?? null;
  } catch (error) {
    if (isModelFault(error)) return null;
    throw error;
  }
}
