import { designFault } from './designfault.ts';
import { type Codes, groups, orderByGroup } from './rows.ts';

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
}

/** Groups with less than this share left unsampled are certainties: they add no variance. */
export const certainty = 1e-7;

/**
 * Checks a design and folds it. A missing or zero weight takes its row out of every estimate but keeps its unit counted.
 * Throws a DesignFault where the design makes no sense; with the policy 'fail' also where a stratum has one PSU.
 */
export function design(spec: DesignSpec): Design {
  const { rows, lonelyPsu = 'fail', lonelyInDomains = false } = spec;
  if (rows === 0) throw designFault('noRows', 'a design needs at least one row');
  const stages = spec.stages !== undefined && spec.stages.length > 0 ? spec.stages : [{}];
  checkLengths(rows, spec, stages);
  const strata = spec.strata === undefined ? oneGroup(rows) : checkedGroups(spec.strata, 'stratumMissing', 0);
  const kept = stages.slice(0, keptStages(stages));
  const folded = foldRows(rows, strata.group, strata.codes.length, kept);
  if (spec.nested !== true) checkPsuInOneStratum(kept[0]!, folded.order, strata);
  const tree = kept.map((stage, s) => folded.first[s]!.length > 0 && stageOf(s, stage, folded, strata.codes));
  const counted: Stage[] = [];
  for (const [s, stage] of tree.entries()) {
    if (stage === false) break;
    counted.push({ ...stage, share: s === 0 ? stage.share.fill(1) : shares(counted[s - 1]!, stage.share) });
  }
  const weight = weights(rows, spec.weights, folded.unit, counted);
  const result: Design = {
    rows,
    units: folded.units,
    unit: folded.unit,
    weight: weight.weight,
    stages: counted,
    strata: strata.codes,
    present: presence(folded.unit, weight.weight, folded.units),
    missingWeights: weight.missing,
    lonelyPsu,
    lonelyInDomains,
  };
  if (lonelyPsu === 'fail') refuseLonely(result, folded.sample);
  return result;
}
