import { truth } from '../expression/evaluate.ts';
import { fault } from '../fault.ts';
import { type Nonresponse, nonresponse, outcome } from '../survey/weighting/nonresponse.ts';
import { isWeightingFault } from '../survey/weighting/weightingfault.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import { inOrder, levelsOf } from './levels.ts';
import type { NonresponseStep } from './weighting.ts';
import { CROSSED } from './weighting.ts';

/** What the adjustment made, with its cells by name. */
export interface NamedResponse {
  readonly weight: Float64Array;
  readonly classes: readonly {
    readonly cells: readonly string[];
    readonly respondents: number;
    readonly factor: number;
  }[];
}

/** Lets the respondents of each cell stand for its nonrespondents; faults name cells and interviews. */
export function adjustForNonresponse(
  step: NonresponseStep,
  data: Dataset,
  weight: Float64Array,
  missing: ReadonlyMap<string, string>,
  place: string,
): NamedResponse {
  const main = mainTable(data);
  const weighs = (row: number) => (weight[row] ?? 0) > 0;
  const levels = levelsOf(main, step.cells, weighs, missing, `${place} › cells`);
  const cells = inOrder(levels.filter((_, row) => weighs(row)));
  const cellOf = new Map(cells.map((cell, code) => [cell, code]));
  const groupNames = cells.map((cell) => {
    const parts = cell.split(CROSSED);
    return step.within.map((field) => parts[step.cells.indexOf(field)]).join(CROSSED);
  });
  const groups = [...new Set(groupNames)];
  try {
    const { weight: adjusted, classes } = nonresponse(
      weight,
      outcomes(step, data, weighs),
      Int32Array.from(levels, (level) => cellOf.get(level) ?? 0),
      groupNames.map((name) => groups.indexOf(name)),
      { fewestRespondents: step.fewest, largestFactor: step.largestFactor },
    );
    return { weight: adjusted, classes: named(classes, cells) };
  } catch (error) {
    if (!isWeightingFault(error)) throw error;
    const names = error.codes.map((code) => `'${cells[code] ?? code}'`).join(', ');
    throw fault(
      `${place} › responded`,
      `nobody responded in the cells ${names} of ${step.cells.join(` ${CROSSED} `)}, nor in those they may be merged with`,
      'Use fewer fields, or take fields out of "within"',
    );
  }
}

const named = (classes: Nonresponse['classes'], cells: readonly string[]): NamedResponse['classes'] =>
  classes.map(({ cells: codes, respondents, factor }) => ({
    cells: codes.map((code) => cells[code] ?? ''),
    respondents,
    factor,
  }));

/** What became of each case; the first that holds of responded, ineligible and unknown, else no answer. Unknown is no yes. */
function outcomes(step: NonresponseStep, data: Dataset, weighs: (row: number) => boolean): Uint8Array {
  const holds = ({ responded, ineligible, unknown }: NonresponseStep) =>
    [responded, ineligible, unknown].map((when) => (when === null ? null : truth(when, data, 'analysis')));
  const [responded, ineligible, unknown] = holds(step);
  return Uint8Array.from({ length: mainTable(data).rows }, (_, row) => {
    if (!weighs(row)) return outcome.ineligible;
    if (responded?.[row] === 1) return outcome.respondent;
    if (ineligible?.[row] === 1) return outcome.ineligible;
    return unknown?.[row] === 1 ? outcome.unknown : outcome.nonrespondent;
  });
}
