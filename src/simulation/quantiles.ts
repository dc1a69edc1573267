import { normalPoint, normalShare } from './normal.ts';
import type { DrawCase } from './profile.ts';

/** Bounds of one draw. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * The number at the share `u` (0 to 1) of the people of a distribution, cut to its bounds: those outside are drawn again, which is the
 * same as taking the share between the bounds. `value` is what the case's expression gave, NaN where it has none.
 */
export function numberAt(draw: DrawCase, u: number, value: number, { low, high }: Bounds): number {
  const { zero = 0 } = draw;
  if (zero > 0 && u < zero / 100) return 0;
  const share = zero > 0 ? (u - zero / 100) / (1 - zero / 100) : u;
  return inStep(draw, Math.max(low, Math.min(high, drawn(draw, share, value, low, high))));
}

function inStep({ step }: DrawCase, value: number): number {
  if (step === undefined) return value;
  const rounded = Math.round(value / step) * step;
  return Number(rounded.toPrecision(12));
}

function drawn(draw: DrawCase, u: number, value: number, low: number, high: number): number {
  const { normal, lognormal, triangular, uniform } = draw;
  if (normal !== undefined) {
    const centre = normal.mean + (Number.isNaN(value) ? 0 : value);
    return centre + normal.sd * between(u, (low - centre) / normal.sd, (high - centre) / normal.sd);
  }
  if (lognormal !== undefined) {
    const centre = Math.log(lognormal.median * (Number.isNaN(value) ? 1 : value));
    const at = (bound: number) =>
      bound <= 0 ? Number.NEGATIVE_INFINITY : (Math.log(bound) - centre) / lognormal.sigma;
    return Math.exp(centre + lognormal.sigma * between(u, at(low), at(high)));
  }
  if (triangular !== undefined) {
    const { low: from, mode, high: to } = triangular;
    const below = (mode - from) / (to - from);
    return u < below
      ? from + Math.sqrt(u * (to - from) * (mode - from))
      : to - Math.sqrt((1 - u) * (to - from) * (to - mode));
  }
  if (uniform !== undefined) return uniform.low + u * (uniform.high - uniform.low);
  return value;
}

/** The standard normal at a share of what lies between two points. */
function between(u: number, low: number, high: number): number {
  const from = low === Number.NEGATIVE_INFINITY ? 0 : normalShare(low);
  const to = high === Number.POSITIVE_INFINITY ? 1 : normalShare(high);
  const share = from + u * (to - from);
  return normalPoint(Math.max(1e-12, Math.min(1 - 1e-12, share)));
}

/** The choice at the share `u` of weights in order; '' where none has a weight. */
export function choiceAt(weights: readonly (readonly [string, number])[], u: number): string {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let before = 0;
  let last = '';
  for (const [choice, weight] of weights) {
    if (weight <= 0) continue;
    last = choice;
    before += weight;
    if (u * total < before) return choice;
  }
  return last;
}
