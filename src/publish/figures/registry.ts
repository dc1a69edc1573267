import type { Registry } from '../../kind.ts';
import { battery } from './battery.ts';
import { breakdown } from './breakdown.ts';
import { calendar } from './calendar.ts';
import { coefficients } from './coefficients.ts';
import { dumbbell } from './dumbbell.ts';
import type { Figure } from './figure.ts';
import { flow } from './flow.ts';
import { funnel } from './funnel.ts';
import { grouped } from './grouped.ts';
import { heatmap } from './heatmap.ts';
import { histogram } from './histogram.ts';
import { likert } from './likert.ts';
import { matrix } from './matrix.ts';
import { multiples } from './multiples.ts';
import { numbers } from './numbers.ts';
import { predicted } from './predicted.ts';
import { ranked } from './ranked.ts';
import { scores } from './scores.ts';
import { shares } from './shares.ts';
import { slope } from './slope.ts';
import { stacked } from './stacked.ts';
import { tiles } from './tiles.ts';

/** The kinds of figure, by their name in `schemas/figures.json`. */
export const figureKinds: Registry<unknown, Figure> = {
  shares,
  ranked,
  battery,
  numbers,
  scores,
  breakdown,
  grouped,
  multiples,
  stacked,
  likert,
  dumbbell,
  slope,
  matrix,
  heatmap,
  histogram,
  calendar,
  tiles,
  funnel,
  coefficients,
  predicted,
  flow,
};
