import { fault } from '../fault.ts';
import type { Design } from '../survey/design.ts';
import { medianWeight, unevenness } from '../survey/weighting/base.ts';
import { reweighted } from '../survey/weighting/calibrated.ts';
import { trimmed } from '../survey/weighting/trim.ts';
import { isWeightingFault } from '../survey/weighting/weightingfault.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import { calibrate } from './calibration.ts';
import { codedMargins, numberColumn, shown } from './margins.ts';
import { adjustForNonresponse, type NamedResponse } from './nonresponse.ts';
import type { CalibrationStep, TrimStep, Weighting } from './weighting.ts';
import { isNumberTotal } from './weighting.ts';

export type StepName = 'base' | 'nonresponse' | 'calibration' | 'trim';

/** The weights after a step, 0 for rows that weigh nothing, and how uneven they are. */
export interface Step {
  readonly step: StepName;
  readonly weight: Float64Array;
  readonly rows: number;
  readonly sum: number;
  readonly smallest: number;
  readonly largest: number;
  /** Kish's design effect of weighting, n Σw² / (Σw)². */
  readonly kish: number;
}

/** A design with its final weights, and every step on the way. */
export interface Weighed {
  readonly design: Design;
  readonly steps: readonly Step[];
  /** The weighting classes of the nonresponse step; empty without one. */
  readonly classes: NamedResponse['classes'];
  /** Largest relative gap that the final weights leave to a margin; null without calibration. */
  readonly gap: number | null;
}

/**
 * Makes the declared weights from the base weights of the main table's design, in order: nonresponse, calibration, trimming. After
 * calibration every variance rests on residuals from the margins. Calibration takes rows that weigh and are `eligible`; the others
 * weigh nothing from there on. `place` is that of the weighting in the configuration.
 */
export function weigh(
  weighting: Weighting,
  data: Dataset,
  design: Design,
  eligible: Uint8Array,
  place: string,
): Weighed {
  const main = mainTable(data);
  const { nonresponse, calibration, trim, missing } = weighting;
  const steps = [stepOf('base', design.weight)];
  let made = design;
  let classes: NamedResponse['classes'] = [];
  if (nonresponse !== null) {
    const response = adjustForNonresponse(nonresponse, data, made.weight, missing, `${place} › nonresponse`);
    made = reweighted(made, response.weight);
    classes = response.classes;
    steps.push(stepOf('nonresponse', made.weight));
  }
  if (calibration !== null) {
    const inScope = made.weight.map((w, row) => (eligible[row] === 1 ? w : 0));
    if (!inScope.some((w) => w > 0))
      throw fault(`${place} › calibration`, 'no eligible interview has a weight', 'Check "eligible" and "responded"');
    made = calibrate(calibration, main, reweighted(made, inScope), missing, `${place} › calibration`);
    steps.push(stepOf('calibration', made.weight));
  }
  const coded = calibration === null ? [] : codedMargins(calibration, main, made.weight, missing);
  if (trim !== null) {
    made = reweighted(made, cut(trim, made.weight, `${place} › trim`));
    steps.push(stepOf('trim', made.weight));
  }
  const gaps = coded.map(({ codes, targets }) => gapOf(made.weight, codes, targets));
  const gap = calibration === null ? null : Math.max(...gaps, ...numberGaps(calibration, main, made.weight, missing));
  return { design: made, steps, classes, gap };
}

function stepOf(step: StepName, weight: Float64Array): Step {
  const { rows, sum, smallest, largest, kish } = unevenness(weight);
  return { step, weight, rows, sum, smallest, largest, kish };
}

function cut({ lowest, highest }: TrimStep, weight: Float64Array, place: string): Float64Array {
  const median = medianWeight(weight);
  try {
    return trimmed(weight, lowest * median, highest * median);
  } catch (error) {
    if (!isWeightingFault(error)) throw error;
    throw fault(
      place,
      `the weights cannot all be between ${shown(lowest * median)} and ${shown(highest * median)} (${lowest} and ${highest} medians) with the same sum`,
      'Widen the bounds',
    );
  }
}

function gapOf(weight: Float64Array, codes: ArrayLike<number>, targets: Float64Array): number {
  const sums = new Float64Array(targets.length);
  for (const [row, w] of weight.entries()) if (w > 0) sums[codes[row] ?? 0]! += w;
  return targets.reduce(
    (most, target, code) => (target > 0 ? Math.max(most, Math.abs((sums[code] ?? 0) / target - 1)) : most),
    0,
  );
}

function numberGaps(
  step: CalibrationStep,
  main: ReturnType<typeof mainTable>,
  weight: Float64Array,
  missing: ReadonlyMap<string, string>,
): readonly number[] {
  return step.margins.filter(isNumberTotal).map((margin) => {
    const values = numberColumn(margin, main, weight, missing);
    const target = margin.totals.get('') ?? 0;
    const reached = weight.reduce((sum, w, row) => sum + w * (values[row] ?? 0), 0);
    return Math.abs(reached - target) / (1 + Math.abs(target));
  });
}
