import { type Block, blocksOf, columnProducts, crossProducts } from '../blocks.ts';
import type { Design } from '../design.ts';
import { applied, inverse, invert } from '../matrix.ts';
import { calibrated, information, regressionResiduals } from './calibrated.ts';
import { weightingFault } from './weightingfault.ts';

/** linear: chi square distance (GREG); raking: multiplicative, weights stay positive; logit: multiplicative between bounds. */
export type Distance = 'linear' | 'raking' | 'logit';

/** Bounds of the factor by which a weight may change; needed for logit (low < 1 < high), optional for the others. */
export interface CalibrationRule {
  readonly distance: Distance;
  readonly bounds?: readonly [number, number];
  /** Largest |misfit| / (1 + |target|) that is accepted. */
  readonly gap: number;
  readonly rounds: number;
}

interface Growth {
  /** The factor at u. */
  readonly factor: (u: number) => number;
  /** Its derivative. */
  readonly slope: (u: number) => number;
}

/**
 * Calibrates weights so that the totals of `columns` (one value a row, none missing) meet `targets` (Deville and Särndal
 * 1992; Newton's rule as R's grake). A constant column of 1 asks for the population size. Refuses a column that depends
 * on the others, bounds that logit cannot use, and targets that cannot be met.
 */
export function calibratedTo(
  design: Design,
  columns: readonly Float64Array[],
  targets: readonly number[],
  rule: CalibrationRule,
): Design {
  const before = design.weight;
  const blocks = blocksOf(columns);
  const base = invert(crossProducts(blocks, before));
  if ('dependent' in base) {
    throw weightingFault('dependentColumn', `column ${base.dependent + 1} depends on those before it`, [
      base.dependent,
    ]);
  }
  const factor = factors(columns, blocks, before, targets, rule);
  const after = before.map((w, row) => w * factor[row]!);
  const negative = after.findIndex((w) => w < 0);
  if (negative >= 0 && rule.distance !== 'linear') throw new Error(`row ${negative} has a negative weight`);
  const residuals = regressionResiduals(columns, before, after, inverse(information(columns, before)));
  return calibrated(design, after, residuals);
}

function factors(
  columns: readonly Float64Array[],
  blocks: readonly Block[],
  weight: Float64Array,
  targets: readonly number[],
  rule: CalibrationRule,
): Float64Array {
  const growth = growths(rule);
  const rows = weight.length;
  let eta = targets.map(() => 0);
  let u: Float64Array = new Float64Array(rows);
  let last: readonly number[] = targets;
  for (let round = 0; round < rule.rounds; round++) {
    const factor = u.map(growth.factor);
    const misfit = missing(blocks, weight, factor, targets);
    if (misfit.every((gap, k) => Math.abs(gap) / (1 + Math.abs(targets[k]!)) < rule.gap)) return factor;
    last = misfit;
    const curvature = crossProducts(
      blocks,
      weight.map((w, row) => w * growth.slope(u[row]!)),
    );
    const found = invert(curvature, 1e-14);
    if ('dependent' in found) break;
    const step = applied(found.inverse, misfit);
    // A step so far that factors overflow is halved.
    for (let half = 1; half > 1e-9; half /= 2) {
      const next = eta.map((value, k) => value + half * step[k]!);
      u = linear(columns, next, rows);
      if (u.every((value) => Number.isFinite(growth.factor(value)) && Number.isFinite(growth.slope(value)))) {
        eta = next;
        break;
      }
    }
  }
  const distance = (k: number): number => Math.abs(last[k]!) / (1 + Math.abs(targets[k]!));
  const worst = targets.reduce((most, _, k) => (distance(k) > distance(most) ? k : most), 0);
  const target = targets[worst]!;
  const message = `the targets are not met within ${rule.rounds} rounds`;
  throw weightingFault('notConverged', message, [worst], undefined, { reached: target - last[worst]!, target });
}

function linear(columns: readonly Float64Array[], eta: readonly number[], rows: number): Float64Array {
  const u = new Float64Array(rows);
  for (const [k, column] of columns.entries()) for (let row = 0; row < rows; row++) u[row]! += eta[k]! * column[row]!;
  return u;
}

function missing(
  blocks: readonly Block[],
  weight: Float64Array,
  factor: Float64Array,
  targets: readonly number[],
): number[] {
  const reached = columnProducts(
    blocks,
    weight.map((w, row) => w * factor[row]!),
  );
  return targets.map((target, k) => target - reached[k]!);
}

function growths({ distance, bounds }: CalibrationRule): Growth {
  if (distance === 'logit') {
    if (bounds === undefined || !(bounds[0] < 1 && bounds[1] > 1)) {
      throw weightingFault('bounds', 'logit calibration needs bounds below and above 1');
    }
    return logit(...bounds);
  }
  const [low, high] = bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const clamp = (value: number): number => Math.min(high, Math.max(low, value));
  const inside = (value: number): boolean => value > low && value < high;
  if (distance === 'linear') return { factor: (u) => clamp(1 + u), slope: (u) => (inside(1 + u) ? 1 : 0) };
  return { factor: (u) => clamp(Math.exp(u)), slope: (u) => (inside(Math.exp(u)) ? Math.exp(u) : 0) };
}

function logit(low: number, high: number): Growth {
  const speed = (high - low) / ((high - 1) * (1 - low));
  const rise = (u: number): number => (1 - low) * Math.exp(speed * u);
  const factor = (u: number): number => (low * (high - 1) + high * rise(u)) / (high - 1 + rise(u));
  return {
    factor,
    slope: (u) => ((high - factor(u)) * speed * rise(u)) / (high - 1 + rise(u)),
  };
}
