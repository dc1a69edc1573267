import { normalAbove, normalQuantile } from '../distributions/normal.ts';
import { average } from './ranks.ts';

/** c₀ + c₁ x + c₂ x² + … */
const polynomial = (c: readonly number[], x: number): number => c.reduceRight((sum, value) => sum * x + value, 0);

/** Shapiro and Wilk's test of normality by Royston's approximation (AS R94), for 3 to 5000 values that are not all equal. */
export function shapiroWilk(values: readonly number[]): { readonly w: number; readonly p: number } {
  const x = [...values].sort((a, b) => a - b);
  const n = x.length;
  if (n < 3 || n > 5000 || x[0] === x[n - 1]) throw new Error('Shapiro and Wilk need 3 to 5000 values that differ');
  const a = coefficients(n);
  const mean = average(x);
  const top = x.reduce((sum, value, i) => sum + a[i]! * (value - mean), 0);
  const bottom = x.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const w = Math.min(1, (top * top) / bottom / a.reduce((sum, value) => sum + value * value, 0));
  return { w, p: tail(w, n) };
}

function coefficients(n: number): number[] {
  const half = n >> 1;
  const upper: number[] = [];
  if (n === 3) upper.push(Math.sqrt(0.5));
  else {
    const m = Array.from({ length: half }, (_, i) => -normalQuantile((i + 1 - 0.375) / (n + 0.25)));
    const squares = 2 * m.reduce((sum, value) => sum + value * value, 0);
    const root = 1 / Math.sqrt(n);
    const first =
      polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], root) + m[0]! / Math.sqrt(squares);
    upper.push(first);
    let left = squares - 2 * m[0]! * m[0]!;
    let rest = 1 - 2 * first * first;
    if (n > 5) {
      const second =
        polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], root) + m[1]! / Math.sqrt(squares);
      upper.push(second);
      left -= 2 * m[1]! * m[1]!;
      rest -= 2 * second * second;
    }
    const factor = Math.sqrt(left / rest);
    for (let i = upper.length; i < half; i++) upper.push(m[i]! / factor);
  }
  const middle = n % 2 === 1 ? [0] : [];
  return [...upper.map((value) => -value), ...middle, ...upper.reverse()];
}

function tail(w: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))));
  const y = Math.log(1 - w);
  if (n <= 11) {
    const gamma = polynomial([-2.273, 0.459], n);
    if (y >= gamma) return 1e-99;
    const mean = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n);
    const spread = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n));
    return normalAbove((-Math.log(gamma - y) - mean) / spread);
  }
  const log = Math.log(n);
  const mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], log);
  const spread = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], log));
  return normalAbove((y - mean) / spread);
}
