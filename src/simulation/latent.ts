import { normalPoint, normalShare } from './normal.ts';
import type { Stream } from './random.ts';
import { stream } from './random.ts';

/** People in clusters: the cluster of each, from 0. */
export interface Clusters {
  readonly codes: Int32Array;
  readonly count: number;
}

/** What pushes answers: factors of people, and the clusters they live in. */
export interface Latent {
  /** Makes a factor: its correlations with those made before, and shifts by person. */
  makeFactor(name: string, loadings: readonly (readonly [string, number])[], shift: Float64Array): void;
  /**
   * The shares (0 to 1) at which a question is answered, for rows of people: a normal of variance 1 whose part `icc` is common to a
   * cluster, and whose rest follows the factors by their loadings, is turned into its share (a Gaussian copula).
   */
  shares(
    question: string,
    loadings: readonly (readonly [string, number])[],
    icc: number,
    chance: Stream,
  ): (person: number) => number;
}

const deviate = (chance: Stream) => normalPoint(chance.next());

/** Latent factors of `people` people. */
export function latent(seed: string, people: number, clusters: Clusters | null): Latent {
  const factors = new Map<string, Float64Array>();
  return {
    makeFactor(name, loadings, shift) {
      const chance = stream(seed, 'factor', name);
      const own = Math.sqrt(1 - squares(loadings));
      const parts = loadings.map(([other, by]) => [factors.get(other) ?? new Float64Array(people), by] as const);
      const values = new Float64Array(people);
      for (let person = 0; person < people; person += 1) {
        let value = own * deviate(chance) + (shift[person] ?? 0);
        for (const [of, by] of parts) value += by * (of[person] ?? 0);
        values[person] = value;
      }
      factors.set(name, values);
    },
    shares(question, loadings, icc, chance) {
      const own = Math.sqrt(1 - squares(loadings));
      const parts = loadings.map(([name, by]) => [factors.get(name) ?? new Float64Array(people), by] as const);
      const common = clusters === null || icc === 0 ? null : clusterEffects(seed, question, clusters.count);
      const [between, within] = common === null ? [0, 1] : [Math.sqrt(icc), Math.sqrt(1 - icc)];
      return (person) => {
        let value = own * deviate(chance);
        for (const [of, by] of parts) value += by * (of[person] ?? 0);
        const cluster = clusters?.codes[person] ?? 0;
        return normalShare(between * (common?.[cluster] ?? 0) + within * value);
      };
    },
  };
}

function squares(loadings: readonly (readonly [string, number])[]): number {
  return loadings.reduce((sum, [, by]) => sum + by * by, 0);
}

function clusterEffects(seed: string, question: string, count: number): Float64Array {
  const chance = stream(seed, 'cluster', question);
  const effects = Float64Array.from({ length: count }, () => deviate(chance));
  // Some sixty clusters are few: their mean would move the share of everybody.
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / Math.max(1, count);
  return effects.map((effect) => effect - mean);
}
