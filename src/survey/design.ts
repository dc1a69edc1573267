import { designFault } from './designfault.ts';
import { checkPsuInOneStratum, type Folding, fold, rowsWhere, strataGroups } from './fold.ts';
import type { Codes } from './rows.ts';

/**
 * What to do with a stratum that has one PSU, whose variance nothing can tell (names as in R's survey):
 * fail; remove and certainty count it as 0; adjust centres it on the grand mean; average gives it the mean of the others.
 */
export type LonelyPsu = 'fail' | 'remove' | 'certainty' | 'adjust' | 'average';

/** One stage of sampling. */
export interface StageSpec {
  /** Code of each row's unit; without codes every row is a unit. */
  readonly units?: Codes | undefined;
  /** For each row, how many units its stratum (or, from the second stage, its parent unit) has in the population; NaN or Infinity: no correction there. */
  readonly population?: Float64Array | undefined;
}

/** How the rows were sampled. */
export interface DesignSpec {
  readonly rows: number;
  /** One weight a row; NaN counts as 0. Without weights they come from the populations, and without those they are 1. */
  readonly weights?: Float64Array | undefined;
  readonly strata?: Codes | undefined;
  /** First stage first; without stages every row is a unit. */
  readonly stages?: readonly StageSpec[] | undefined;
  /** PSU codes begin again in every stratum; otherwise a PSU in two strata is a fault. Codes of later stages always belong to their parent. */
  readonly nested?: boolean | undefined;
  readonly lonelyPsu?: LonelyPsu | undefined;
  /** Adjust and average also where a stratum has several PSUs but only one with rows in the domain. */
  readonly lonelyInDomains?: boolean | undefined;
}

/** The units of one stage, numbered so that those of a group (stratum or parent unit) are neighbours. */
export interface Stage {
  /** Units of group g are first[g] … first[g + 1] − 1. */
  readonly first: Int32Array;
  /** For each group (N − n) / N; 1 without a population. */
  readonly correction: Float64Array;
  /** For each group, the product of n / N over the stages above it: how much of its variance counts. */
  readonly share: Float64Array;
}

/** A design with its rows folded into variance units: the units of its last stage. */
export interface Design {
  readonly rows: number;
  /** How many variance units: the length of every `pull`. */
  readonly units: number;
  /** The variance unit of each row. */
  readonly unit: Int32Array;
  /** Weight of each row; 0 where it is missing. */
  readonly weight: Float64Array;
  /** Stages that count for the variance: the first, and each later one as long as populations are given down to it. */
  readonly stages: readonly Stage[];
  /** Code of each stratum, ascending; strata are the groups of the first stage. */
  readonly strata: Int32Array;
  /** For each variance unit 2 where a row has a positive weight, 1 where all weights are 0. */
  readonly present: Uint8Array;
  /** Rows whose weight was missing. */
  readonly missingWeights: number;
  readonly lonelyPsu: LonelyPsu;
  readonly lonelyInDomains: boolean;
  /** What calibration leaves of each row's part of a statistic, in the order in which weights were calibrated; none at first. */
  readonly adjustments: readonly Adjustment[];
}

/** Replaces each row's weighted contribution to a statistic by its residual from what the weights were calibrated to. */
export type Adjustment = (contribution: Float64Array) => Float64Array;

/** Groups with less than this share left unsampled are certainties: they add no variance. */
export const certainty = 1e-7;

/**
 * Checks a design and folds it. A missing or zero weight takes its row out of every estimate but keeps its unit counted.
 * Throws a DesignFault where the design makes no sense; with the policy 'fail' also where a stratum has one PSU.
 */
export function design(spec: DesignSpec): Design {
  const { rows, lonelyPsu = 'fail', lonelyInDomains = false } = spec;
  if (rows === 0) throw designFault('noRows', 'a design needs at least one row');
  const given = spec.stages !== undefined && spec.stages.length > 0 ? spec.stages : [{}];
  checkLengths(spec, given);
  const strata = strataGroups(spec);
  const kept = countedStages(given);
  const folding = fold(rows, strata, kept);
  if (spec.nested !== true && given[0]!.units !== undefined) checkPsuInOneStratum(given[0]!.units, strata);
  const stages = kept.map((stage, s) => stageOf(stage, s, folding, strata.group, strata.codes));
  for (let s = 1; s < stages.length; s++) carryShares(stages[s - 1]!, stages[s]!);
  const unit = folding.unit.at(-1)!;
  const missingWeights =
    spec.weights === undefined ? 0 : rowsWhere(rows, (row) => Number.isNaN(spec.weights![row]!)).count;
  const weight =
    spec.weights === undefined
      ? derivedWeights(rows, kept, stages, folding, strata.group)
      : checkedWeights(spec.weights);
  const units = stages.at(-1)!.first.at(-1)!;
  const present = new Uint8Array(units);
  for (let row = 0; row < rows; row++) present[unit[row]!]! |= weight[row]! > 0 ? 2 : 1;
  const made: Design = {
    rows,
    units,
    unit,
    weight,
    stages,
    strata: strata.codes,
    present,
    missingWeights,
    lonelyPsu,
    lonelyInDomains,
    adjustments: [],
  };
  if (lonelyPsu === 'fail') refuseLonely(made, folding, strata.group);
  return made;
}

/** A design on some of its rows, whose units are those of all rows. Not of a calibrated one, whose residuals need them all. */
export function designOn(made: Design, rows: Int32Array): Design {
  if (made.adjustments.length > 0) throw new Error('a calibrated design needs all its rows');
  const [unit, weight] = [new Int32Array(rows.length), new Float64Array(rows.length)];
  for (let i = 0; i < rows.length; i++) {
    unit[i] = made.unit[rows[i]!]!;
    weight[i] = made.weight[rows[i]!]!;
  }
  return { ...made, rows: rows.length, unit, weight };
}

function checkLengths(spec: DesignSpec, stages: readonly StageSpec[]): void {
  const columns = [spec.weights, spec.strata, ...stages.flatMap((stage) => [stage.units, stage.population])];
  const odd = columns.find((column) => column !== undefined && column.length !== spec.rows);
  if (odd !== undefined) throw designFault('lengths', `a design column has ${odd.length} values for ${spec.rows} rows`);
}

/** A later stage counts only where populations are given at it and at every stage before. */
function countedStages(stages: readonly StageSpec[]): readonly StageSpec[] {
  const without = stages.findIndex((stage) => stage.population === undefined);
  return without === -1 ? stages : stages.slice(0, Math.max(1, without));
}

function stageOf(spec: StageSpec, s: number, folding: Folding, stratum: Int32Array, strata: Int32Array): Stage {
  const first = folding.first[s]!;
  const count = first.length - 1;
  const correction = new Float64Array(count).fill(1);
  const share = new Float64Array(count).fill(1);
  if (spec.population === undefined) return { first, correction, share };
  const group = s === 0 ? stratum : folding.unit[s - 1]!;
  const population = new Float64Array(count).fill(-1);
  const placeOf = (row: number) => ({ stage: s, strata: [strata[stratum[row]!]!], rows: [row] });
  for (let row = 0; row < group.length; row++) {
    const g = group[row]!;
    const given = spec.population[row]!;
    const here = Number.isNaN(given) ? Number.POSITIVE_INFINITY : given;
    if (population[g] === -1) {
      const sample = first[g + 1]! - first[g]!;
      if (here < sample) {
        const place = placeOf(row);
        const message = `the population of stratum ${place.strata[0]} at stage ${s + 1} is ${here}, below its sample of ${sample}`;
        throw designFault('populationBelowSample', message, { ...place, sample, population: here });
      }
      population[g] = here;
      correction[g] = here === Number.POSITIVE_INFINITY ? 1 : (here - sample) / here;
    } else if (population[g] !== here) {
      const place = placeOf(row);
      const message = `the population of stratum ${place.strata[0]} at stage ${s + 1} is ${population[g]} and ${here}`;
      throw designFault('populationVaries', message, place);
    }
  }
  return { first, correction, share };
}

/** Gives each parent unit the share of its own group times that group's sampling fraction. */
function carryShares(parents: Stage, children: Stage): void {
  for (let g = 0; g < parents.share.length; g++) {
    const share = parents.share[g]! * (1 - parents.correction[g]!);
    children.share.fill(share, parents.first[g]!, parents.first[g + 1]!);
  }
}

function checkedWeights(weights: Float64Array): Float64Array {
  const negative = rowsWhere(weights.length, (row) => weights[row]! < 0);
  if (negative.count > 0) throw designFault('negativeWeight', `${negative.count} weights are negative`, negative);
  const infinite = rowsWhere(weights.length, (row) => weights[row] === Number.POSITIVE_INFINITY);
  if (infinite.count > 0) throw designFault('infiniteWeight', `${infinite.count} weights are infinite`, infinite);
  const checked = weights.map((weight) => (Number.isNaN(weight) ? 0 : weight));
  if (!checked.some((weight) => weight > 0)) throw designFault('allWeightsMissing', 'every weight is missing or 0');
  return checked;
}

/** Without weights: the product over stages of N / n, or 1 where no population is given. */
function derivedWeights(
  rows: number,
  specs: readonly StageSpec[],
  stages: readonly Stage[],
  folding: Folding,
  stratum: Int32Array,
): Float64Array {
  const weight = new Float64Array(rows).fill(1);
  for (const [s, stage] of stages.entries()) {
    if (specs[s]!.population === undefined) continue;
    const group = s === 0 ? stratum : folding.unit[s - 1]!;
    for (let row = 0; row < rows; row++) {
      const g = group[row]!;
      const population = specs[s]!.population![row]!;
      weight[row]! *= population / (stage.first[g + 1]! - stage.first[g]!);
    }
  }
  const unknown = rowsWhere(rows, (row) => !Number.isFinite(weight[row]!));
  if (unknown.count > 0)
    throw designFault('weightsNeeded', `${unknown.count} rows have neither weight nor population`, unknown);
  return weight;
}

function refuseLonely(made: Design, folding: Folding, stratum: Int32Array): void {
  for (const [s, stage] of made.stages.entries()) {
    const lonely = new Set<number>();
    for (let g = 0; g < stage.share.length; g++) {
      const alone = stage.first[g + 1]! - stage.first[g]! === 1;
      if (alone && stage.correction[g]! >= certainty && stage.share[g]! > 0) lonely.add(g);
    }
    if (lonely.size === 0) continue;
    const group = s === 0 ? stratum : folding.unit[s - 1]!;
    const alone = new Set(lonely);
    const { count, rows } = rowsWhere(made.rows, (row) => lonely.delete(group[row]!));
    const concerned = s === 0 ? [...alone] : rows.map((row) => stratum[row]!);
    const strata = [...new Set(concerned)].sort((a, b) => a - b).map((h) => made.strata[h]!);
    const message =
      s === 0
        ? `${count} strata have one PSU: ${strata.join(', ')}`
        : `${count} units of stage ${s} have one unit of stage ${s + 1}`;
    throw designFault('lonelyPsu', message, { stage: s, strata, rows, count });
  }
}
