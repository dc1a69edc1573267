/** Both tails of a distribution at a point, and the density there on the scale that the solver walks on. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
  readonly density: number;
}

/** The two probabilities of a quantile; they add up to 1, and the smaller is the exact one. */
export interface Probability {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The point where the lower tail is `probability`: Newton's rule on the logarithm of the smaller tail, from `start`, a
 * point inside the distribution. For a log-concave density the logarithm of a tail is concave, so that the iterates
 * approach from one side and cannot cycle. A step so far out that the tail is 0 in doubles is halved.
 */
export function solveTail(at: (point: number) => Tails, probability: Probability, start: number): number {
  const { lower, upper } = probability;
  const useLower = lower <= upper;
  const target = useLower ? lower : upper;
  if (!(target >= 0)) return Number.NaN;
  if (target === 0) return useLower ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let point = start;
  let inside = start;
  for (let round = 0; round < 500; round++) {
    const tails = at(point);
    const tail = useLower ? tails.lower : tails.upper;
    let next: number;
    if (tail > 0 && tails.density > 0) {
      const step = (Math.log(tail / target) * tail) / tails.density;
      inside = point;
      next = useLower ? point - step : point + step;
    } else next = 0.5 * (inside + point);
    if (Math.abs(next - point) <= 4e-16 * Math.abs(next)) return next;
    point = next;
  }
  return point;
}
