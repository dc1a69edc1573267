import { normalAbove, normalQuantile } from '../distributions/normal.ts';
import { studentBeyond } from '../distributions/student.ts';
import { average, midranks, tieSizes } from './ranks.ts';

/** A correlation with its two-sided p; NaN where one variable is constant. */
export interface Correlation {
  readonly r: number;
  readonly statistic: number;
  readonly p: number;
}

/** Pearson's r of pairs. */
export function pearsonR(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [average(x), average(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [k, value] of x.entries()) {
    xx += (value - meanX) * (value - meanX);
    yy += (y[k]! - meanY) * (y[k]! - meanY);
    xy += (value - meanX) * (y[k]! - meanY);
  }
  return xy / Math.sqrt(xx * yy);
}

/** Pearson's correlation with its t test and Fisher's z interval (four pairs or more). */
export function pearson(
  x: readonly number[],
  y: readonly number[],
  level: number,
): Correlation & { readonly interval: readonly [number, number] } {
  const r = pearsonR(x, y);
  const test = byT(r, x.length);
  const centre = 0.5 * Math.log((1 + r) / (1 - r));
  const half = normalQuantile((1 + level) / 2) / Math.sqrt(x.length - 3);
  return { ...test, interval: [Math.tanh(centre - half), Math.tanh(centre + half)] };
}

function byT(r: number, n: number): Correlation {
  const statistic = r * Math.sqrt((n - 2) / (1 - r * r));
  return { r, statistic, p: studentBeyond(statistic, n - 2) };
}

/** Spearman's correlation; the p-value over all orders (nine pairs at most, no ties), or by t. */
export function spearman(x: readonly number[], y: readonly number[], method: 'exact' | 't'): Correlation {
  const [a, b] = [midranks(x), midranks(y)];
  const r = pearsonR(a, b);
  if (method === 't') return byT(r, x.length);
  if (x.length > 9) throw new Error('the exact test of Spearman is for nine pairs at most');
  const n = x.length;
  const squares = a.reduce((sum, rank, k) => sum + (rank - b[k]!) * (rank - b[k]!), 0);
  const middle = (n * n * n - n) / 6;
  let extreme = 0;
  let all = 0;
  for (const order of permutations(n)) {
    const found = order.reduce((sum, place, k) => sum + (place - k) * (place - k), 0);
    if (squares > middle ? found >= squares - 1e-9 : found <= squares + 1e-9) extreme += 1;
    all += 1;
  }
  return { r, statistic: squares, p: Math.min(1, (2 * extreme) / all) };
}

/** All orders of 0 … n − 1, by Heap's rule. */
function* permutations(n: number): Generator<readonly number[]> {
  const order = Array.from({ length: n }, (_, k) => k);
  const turns = new Array<number>(n).fill(0);
  yield order;
  for (let k = 1; k < n; ) {
    if (turns[k]! >= k) {
      turns[k] = 0;
      k += 1;
      continue;
    }
    const other = k % 2 === 0 ? 0 : turns[k]!;
    [order[k], order[other]] = [order[other]!, order[k]!];
    yield order;
    turns[k]! += 1;
    k = 1;
  }
}

/** Kendall's τ-b with the normal test corrected for ties. */
export function kendall(x: readonly number[], y: readonly number[]): Correlation {
  const n = x.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) s += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
  const sum = (of: readonly number[], f: (t: number) => number): number =>
    tieSizes(of).reduce((all, t) => all + f(t), 0);
  const pairs = (n * (n - 1)) / 2;
  const tied = (of: readonly number[]): number => sum(of, (t) => (t * (t - 1)) / 2);
  const fives = (of: readonly number[]): number => sum(of, (t) => t * (t - 1) * (2 * t + 5));
  const triples = (of: readonly number[]): number => sum(of, (t) => t * (t - 1) * (t - 2));
  const variance =
    (n * (n - 1) * (2 * n + 5) - fives(x) - fives(y)) / 18 +
    (4 * tied(x) * tied(y)) / (2 * n * (n - 1)) +
    (n > 2 ? (triples(x) * triples(y)) / (9 * n * (n - 1) * (n - 2)) : 0);
  const statistic = s / Math.sqrt(variance);
  const r = s / Math.sqrt((pairs - tied(x)) * (pairs - tied(y)));
  return { r, statistic, p: Math.min(1, 2 * normalAbove(Math.abs(statistic))) };
}
