import type { Design } from './design.ts';
import type { Codes } from './rows.ts';

/** Counts, weight, mean and spread of a variable in a domain, as if rows had been drawn one by one. */
export interface Moments {
  /** Rows in the domain whose value is known. */
  readonly rows: number;
  /** Those of positive weight. */
  readonly weighing: number;
  /** Their weights added up. */
  readonly weight: number;
  /** Weighted mean; NaN without weight. */
  readonly mean: number;
  /** Weighted variance Σ w (y − mean)² / Σ w · n / (n − 1), n the rows of positive weight; NaN where n < 2. */
  readonly spread: number;
}

/** Moments of `y` over its known (not NaN) rows. */
export function moments(design: Design, y: Float64Array): Moments {
  return momentsBy(design, y, new Uint8Array(y.length), 1)[0]!;
}

/** Moments of `y` in every level of a breakdown: two passes over the rows. */
export function momentsBy(design: Design, y: Float64Array, codes: Codes, levels: number): Moments[] {
  const weight = design.weight;
  const rows = new Float64Array(levels);
  const weighing = new Float64Array(levels);
  const sumW = new Float64Array(levels);
  const sumY = new Float64Array(levels);
  const sumSquares = new Float64Array(levels);
  for (let row = 0; row < y.length; row++) {
    const known = y[row]!;
    const level = codes[row]!;
    if (Number.isNaN(known) || level < 0 || level >= levels) continue;
    rows[level]! += 1;
    const w = weight[row]!;
    if (w === 0) continue;
    weighing[level]! += 1;
    sumW[level]! += w;
    sumY[level]! += w * known;
  }
  const mean = sumY.map((sum, level) => sum / sumW[level]!);
  for (let row = 0; row < y.length; row++) {
    const known = y[row]!;
    const level = codes[row]!;
    if (Number.isNaN(known) || level < 0 || level >= levels) continue;
    const gap = known - mean[level]!;
    sumSquares[level]! += weight[row]! * gap * gap;
  }
  return Array.from({ length: levels }, (_, level) => {
    const n = weighing[level]!;
    const spread = n < 2 ? Number.NaN : (sumSquares[level]! / sumW[level]!) * (n / (n - 1));
    return { rows: rows[level]!, weighing: n, weight: sumW[level]!, mean: mean[level]!, spread };
  });
}
