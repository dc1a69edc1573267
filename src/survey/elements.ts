import { certainty, type Design } from './design.ts';
import type { Linear } from './linear.ts';
import type { Mean } from './means.ts';
import type { Codes } from './rows.ts';
import { shortenVariance } from './variance.ts';

/**
 * True where every row is a unit of one stage and no policy asks which units have rows in a domain: then a row is in one
 * level only, and sums by level and stratum hold all that a variance needs.
 */
export function isElementDesign({ rows, units, stages, lonelyPsu, lonelyInDomains }: Design): boolean {
  return units === rows && stages.length === 1 && lonelyPsu !== 'average' && !lonelyInDomains;
}

/**
 * The means of every level of a breakdown, as `meansBy`, in designs where rows are units. Pulls are written out only where
 * somebody asks for them: written out for all levels they would take more time than all the rest.
 */
export function elementMeans(design: Design, y: Float64Array, codes: Codes, levels: number): Mean[] {
  const { weight } = design;
  const origin = y.find((value) => !Number.isNaN(value)) ?? 0;
  const without = new Float64Array(levels);
  const count = new Float64Array(levels);
  const sumW = new Float64Array(levels);
  const sumY = new Float64Array(levels);
  const squares = new Float64Array(levels);
  for (let row = 0; row < y.length; row++) {
    const gap = y[row]! - origin;
    const level = codes[row]!;
    if (Number.isNaN(gap) || level < 0 || level >= levels) continue;
    const w = weight[row]!;
    if (w > 0) {
      count[level]! += 1;
      sumW[level]! += w;
      sumY[level]! += w * gap;
      squares[level]! += w * gap * gap;
    } else without[level]! += 1;
  }
  const above = sumY.map((sum, level) => (sumW[level]! > 0 ? sum / sumW[level]! : Number.NaN));
  const fold: Fold = { design, y, codes, levels, centre: above.map((mean) => origin + mean), people: sumW };
  let variances: Float64Array | undefined;
  return Array.from({ length: levels }, (_, level) => {
    const n = count[level]!;
    const w = sumW[level]!;
    const value = fold.centre[level]!;
    const spread =
      n < 2 ? Number.NaN : (Math.max(0, squares[level]! - above[level]! * sumY[level]!) / w) * (n / (n - 1));
    const mean = unwritten(fold, level);
    shortenVariance(design, mean, () => {
      variances ??= variancesOf(fold);
      return variances[level]!;
    });
    return { mean, moments: { rows: n + without[level]!, weighing: n, weight: w, mean: value, spread } };
  });
}

interface Fold {
  readonly design: Design;
  readonly y: Float64Array;
  readonly codes: Codes;
  readonly levels: number;
  /** Mean and sum of weights of each level. */
  readonly centre: Float64Array;
  readonly people: Float64Array;
}

/** A mean whose pulls are written out when they are first read. */
function unwritten({ design, y, codes, centre, people }: Fold, level: number): Linear {
  const value = centre[level]!;
  let pull: Float64Array | undefined;
  let present: Uint8Array | undefined;
  const write = <T extends Float64Array | Uint8Array>(into: T, of: (row: number) => number): T => {
    for (let row = 0; row < y.length; row++)
      if (codes[row] === level && !Number.isNaN(y[row]!)) into[design.unit[row]!] = of(row);
    return into;
  };
  return {
    value,
    get pull() {
      const nobody = people[level] === 0;
      pull ??= write(
        new Float64Array(design.units).fill(nobody ? Number.NaN : 0),
        (row) => (design.weight[row]! * (y[row]! - value)) / people[level]!,
      );
      return pull;
    },
    get present() {
      present ??= write(new Uint8Array(design.units), (row) => (design.weight[row]! > 0 ? 2 : 1));
      return present;
    },
  };
}

/** The variance of every level: the units of a stratum that are outside the level are zeros. */
function variancesOf({ design, y, codes, levels, centre, people }: Fold): Float64Array {
  const { first, correction, share } = design.stages[0]!;
  const { weight } = design;
  const strata = first.length - 1;
  const stratum = stratumOfRows(design);
  const inside = new Float64Array(levels * strata);
  const mean = new Float64Array(levels * strata);
  const squares = new Float64Array(levels * strata);
  for (let row = 0; row < y.length; row++) {
    const level = codes[row]!;
    const known = y[row]!;
    if (Number.isNaN(known) || level < 0 || level >= levels) continue;
    const place = level * strata + stratum[row]!;
    inside[place]! += 1;
    mean[place]! += (weight[row]! * (known - centre[level]!)) / people[level]!;
  }
  for (let place = 0; place < mean.length; place++) {
    const h = place % strata;
    const n = first[h + 1]! - first[h]!;
    // A lonely unit under adjust is held against 0.
    mean[place] = n === 1 && design.lonelyPsu === 'adjust' ? 0 : mean[place]! / n;
  }
  for (let row = 0; row < y.length; row++) {
    const level = codes[row]!;
    const known = y[row]!;
    if (Number.isNaN(known) || level < 0 || level >= levels) continue;
    const place = level * strata + stratum[row]!;
    const gap = (weight[row]! * (known - centre[level]!)) / people[level]! - mean[place]!;
    squares[place]! += gap * gap;
  }
  return Float64Array.from({ length: levels }, (_, level) => {
    if (people[level] === 0) return Number.NaN;
    let sum = 0;
    for (let h = 0; h < strata; h++) {
      const n = first[h + 1]! - first[h]!;
      if (share[h] === 0 || correction[h]! < certainty) continue;
      const place = level * strata + h;
      const zeros = (n - inside[place]!) * mean[place]! * mean[place]!;
      sum += share[h]! * correction[h]! * (n > 1 ? n / (n - 1) : 1) * (squares[place]! + zeros);
    }
    return sum;
  });
}

const known = new WeakMap<Design, Int32Array>();

/** The stratum of each row, worked out once a design. */
function stratumOfRows(design: Design): Int32Array {
  const found = known.get(design);
  if (found !== undefined) return found;
  const { first } = design.stages[0]!;
  const ofUnit = new Int32Array(design.units);
  for (let h = 0; h < first.length - 1; h++) ofUnit.fill(h, first[h], first[h + 1]);
  const made = design.unit.map((unit) => ofUnit[unit]!);
  known.set(design, made);
  return made;
}
