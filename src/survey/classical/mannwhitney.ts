import { midranks, tieCubes } from './ranks.ts';
import { normalP } from './signedrank.ts';

/** Mann and Whitney's test of two independent samples. */
export interface MannWhitney {
  /** Pairs in which x is larger, ties counting half. */
  readonly w: number;
  readonly p: number;
  /** w / (n m): the chance that a random x is above a random y. */
  readonly superiority: number;
}

/** Two-sided test; exact over all ways to choose the ranks as they are (ties included), or normal with the tie correction. */
export function mannWhitney(
  x: readonly number[],
  y: readonly number[],
  method: 'exact' | 'normal',
  continuity: boolean,
): MannWhitney {
  const [n, m] = [x.length, y.length];
  const all = [...x, ...y];
  const ranks = midranks(all);
  const sum = ranks.slice(0, n).reduce((a, b) => a + b, 0);
  const w = sum - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieCubes(all) / (total * (total - 1)));
  const p =
    method === 'exact' ? exact(ranks, n, sum) : normalP(w - (n * m) / 2, Math.sqrt(variance), 'two.sided', continuity);
  return { w, p, superiority: w / (n * m) };
}

function exact(ranks: readonly number[], n: number, sum: number): number {
  const whole = ranks.map((rank) => Math.round(2 * rank));
  const most = whole.reduce((a, b) => a + b, 0);
  // ways[k] by sum: how likely k chosen ranks have that sum, kept as shares so that nothing overflows.
  const ways = Array.from({ length: n + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (const [seen, rank] of whole.entries()) {
    for (let k = Math.min(n, seen + 1); k >= 1; k--) {
      // Given that k of seen + 1 are chosen, this one is among them with chance k / (seen + 1).
      const share = k / (seen + 1);
      const own = ways[k]!;
      const less = ways[k - 1]!;
      for (let s = most; s >= 0; s--) own[s] = (1 - share) * own[s]! + (s >= rank ? share * less[s - rank]! : 0);
    }
  }
  const chance = ways[n]!;
  const at = Math.round(2 * sum);
  const below = chance.subarray(0, at + 1).reduce((a, b) => a + b, 0);
  const above = chance.subarray(at).reduce((a, b) => a + b, 0);
  return Math.min(1, 2 * Math.min(below, above));
}
