import type { Registry } from '../kind.ts';
import { bounds } from './bounds.ts';
import { change } from './change.ts';
import { classes } from './classes.ts';
import { distribution } from './distribution.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { mean } from './mean.ts';
import { median } from './median.ts';
import { model } from './model.ts';
import { multidimensional } from './multidimensional.ts';
import { multiple } from './multiple.ts';
import { number } from './number.ts';
import { paired } from './paired.ts';
import { proportion } from './proportion.ts';
import { quantile } from './quantile.ts';
import { ratio } from './ratio.ts';
import { index } from './score.ts';
import { total } from './total.ts';

/** The kinds of indicator, by their name in `schemas/indicators.json`. */
export const indicatorKinds: Registry<IndicatorContext, Indicator> = {
  distribution,
  classes,
  multiple,
  number,
  proportion,
  mean,
  median,
  index,
  paired,
  model,
  quantile,
  ratio,
  total,
  bounds,
  change,
  multidimensional,
};
