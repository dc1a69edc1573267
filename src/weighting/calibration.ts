import { fault } from '../fault.ts';
import type { Design } from '../survey/design.ts';
import { calibratedTo } from '../survey/weighting/calibrate.ts';
import { postStratified } from '../survey/weighting/poststratify.ts';
import { raked } from '../survey/weighting/rake.ts';
import { isWeightingFault, type WeightingFault } from '../survey/weighting/weightingfault.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { type Coded, codedMargins, numberColumn, shown } from './margins.ts';
import type { CalibrationStep } from './weighting.ts';
import { isNumberTotal } from './weighting.ts';

/** A column whose weighted total is to meet a target. */
interface Target {
  /** As messages name it. */
  readonly name: string;
  readonly file: string;
  readonly values: Float64Array;
  readonly total: number;
}

/** Calibrates the weights of a design to the margins. Faults name margin, level and totals; `place` is that of the step. */
export function calibrate(
  step: CalibrationStep,
  main: Table,
  design: Design,
  missing: ReadonlyMap<string, string>,
  place: string,
): Design {
  const margins = codedMargins(step, main, design.weight, missing);
  if (step.method === 'poststratify' && margins[0] !== undefined) return postStratified(design, margins[0]);
  if (step.method === 'rake') {
    const rule = { gap: step.gap, rounds: step.rounds, ...(step.cap === null ? {} : { capAtMedians: step.cap }) };
    return named(
      () => raked(design, margins, rule).design,
      ({ margin = 0, codes }) => [levelName(margins[margin], codes[0] ?? 0), margins[margin]?.margin.file ?? place],
      step,
      place,
    );
  }
  const targets = [...peopleTargets(margins), ...numberTargets(step, main, design, missing)];
  const distance = step.method === 'linear' || step.method === 'logit' ? step.method : 'raking';
  const made = named(
    () =>
      calibratedTo(
        design,
        targets.map(({ values }) => values),
        targets.map(({ total }) => total),
        { distance, gap: step.gap, rounds: step.rounds, ...(step.bounds === null ? {} : { bounds: step.bounds }) },
      ),
    ({ codes }) => [targets[codes[0] ?? 0]?.name ?? '', targets[codes[0] ?? 0]?.file ?? place],
    step,
    place,
  );
  refuseNegative(made.weight, main, place);
  return made;
}

/** Runs a calibration; its fault gets names for codes. */
function named(
  make: () => Design,
  nameOf: (error: WeightingFault) => readonly [name: string, file: string],
  step: CalibrationStep,
  place: string,
): Design {
  try {
    return make();
  } catch (error) {
    if (!isWeightingFault(error)) throw error;
    if (error.reason === 'bounds') throw fault(`${place} › bounds`, error.message);
    const [name, file] = nameOf(error);
    if (error.reason === 'dependentColumn')
      throw fault(file, `${name} follows from the levels before it, so it cannot be asked for as well`, 'Leave it out');
    const met =
      error.met === undefined
        ? ''
        : `: ${name} adds up to ${shown(error.met.reached)} in place of ${shown(error.met.target)} after ${step.rounds} rounds`;
    throw fault(
      file,
      `the weights cannot meet the margins${met}`,
      'Merge small levels, leave a margin out, widen "bounds" or "cap", or allow more "rounds"',
    );
  }
}

const levelName = (coded: Coded | undefined, code: number): string =>
  `'${coded?.margin.name ?? ''}', level '${coded?.levels[code] ?? code}',`;

/** One column a level. A level of each margin after the first follows from its others, so it is left out. */
function peopleTargets(margins: readonly Coded[]): readonly Target[] {
  return margins.flatMap((coded, place) =>
    [...coded.levels.keys()]
      .filter((code) => (coded.targets[code] ?? 0) > 0 && (place === 0 || code > 0))
      .map((code) => ({
        name: levelName(coded, code),
        file: `${coded.margin.file} › ${coded.margin.name}`,
        values: Float64Array.from(coded.codes, (own) => (own === code ? 1 : 0)),
        total: coded.targets[code] ?? 0,
      })),
  );
}

function numberTargets(
  step: CalibrationStep,
  main: Table,
  design: Design,
  missing: ReadonlyMap<string, string>,
): readonly Target[] {
  return step.margins.filter(isNumberTotal).map((margin) => ({
    name: `'${margin.name}'`,
    file: `${margin.file} › ${margin.name}`,
    values: numberColumn(margin, main, design.weight, missing),
    total: margin.totals.get('') ?? 0,
  }));
}

function refuseNegative(weight: Float64Array, main: Table, place: string): void {
  const rows = [...weight.keys()].filter((row) => (weight[row] ?? 0) < 0);
  if (rows.length === 0) return;
  const keys = rows.slice(0, 5).map((row) => `${keyAt(main, row)} (${shown(weight[row] ?? 0)})`);
  throw fault(
    `${place} › method`,
    `linear calibration gives ${rows.length} interviews a negative weight: ${keys.join(', ')}`,
    'Give it "bounds", such as [0.3, 3], or take "raking"',
  );
}
