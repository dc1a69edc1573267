import { type Linear, union } from './linear.ts';

/**
 * A smooth function of statistics by the delta method: its pull is Σ ∂f/∂aᵢ · pullᵢ. Derivatives are taken numerically
 * by central differences extrapolated once (about ten digits), unless `gradient` gives them.
 */
export function smooth(
  f: (values: readonly number[]) => number,
  of: readonly Linear[],
  gradient?: (values: readonly number[]) => readonly number[],
): Linear {
  const values = of.map(({ value }) => value);
  const slopes = gradient === undefined ? values.map((_, k) => slope(f, values, k)) : gradient(values);
  const pull = new Float64Array(of[0]!.pull.length);
  for (const [k, a] of of.entries()) for (let u = 0; u < pull.length; u++) pull[u]! += slopes[k]! * a.pull[u]!;
  return { value: f(values), pull, present: of.map(({ present }) => present).reduce(union) };
}

function slope(f: (values: readonly number[]) => number, values: readonly number[], k: number): number {
  const step = 1e-3 * (Math.abs(values[k]!) || 1);
  const at = (change: number): number => f(values.map((value, j) => (j === k ? value + change : value)));
  const central = (h: number): number => (at(h) - at(-h)) / (2 * h);
  // Richardson: errors of order h² and h⁴ cancel.
  const [a, b, c] = [central(step), central(step / 2), central(step / 4)];
  const first = (4 * b - a) / 3;
  const second = (4 * c - b) / 3;
  return (16 * second - first) / 15;
}
