import { gammaTails } from './gamma.ts';
import { solveTail, type Tails } from './newton.ts';

/** Density of the standard normal. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

function tails(z: number): Tails {
  const { lower, upper } = gammaTails(0.5, 0.5 * z * z);
  const near = 0.5 * upper;
  const far = 0.5 + 0.5 * lower;
  return z < 0
    ? { lower: near, upper: far, density: normalDensity(z) }
    : { lower: far, upper: near, density: normalDensity(z) };
}

/** P(Z <= z) for the standard normal; exact in the far lower tail. */
export const normalBelow = (z: number): number => tails(z).lower;

/** P(Z > z) for the standard normal; exact in the far upper tail. */
export const normalAbove = (z: number): number => tails(z).upper;

/** The z with P(Z <= z) = p. */
export const normalQuantile = (p: number): number => (p === 0.5 ? 0 : solveTail(tails, { lower: p, upper: 1 - p }, 0));
