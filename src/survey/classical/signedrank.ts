import { normalAbove, normalBelow } from '../distributions/normal.ts';
import { midranks } from './ranks.ts';

export type Alternative = 'two.sided' | 'less' | 'greater';

/** Wilcoxon's signed-rank test of paired differences. Weights and design play no part. */
export interface SignedRank {
  /** Sum of the ranks of positive differences. */
  readonly positive: number;
  readonly negative: number;
  /** Differences that are not 0. */
  readonly pairs: number;
  readonly zeros: number;
  /** Null where every difference is 0. */
  readonly p: number | null;
  /** Matched-pairs rank-biserial correlation: (positive − negative) / their sum. */
  readonly rankBiserial: number;
}

/** How a p-value is had, and what zeros do: dropped before ranking, or ranked and then dropped (Pratt 1959). */
export interface SignedRankRule {
  readonly method: 'exact' | 'normal';
  readonly continuity: boolean;
  readonly zeros: 'dropped' | 'pratt';
  readonly alternative: Alternative;
}

/**
 * The test of `differences`. Exact: the distribution over all signs of the ranks as they are, ties included. Normal: with
 * the variance corrected for ties, and for zeros under Pratt.
 */
export function signedRank(differences: readonly number[], rule: SignedRankRule): SignedRank {
  const kept = rule.zeros === 'pratt' ? differences : differences.filter((value) => value !== 0);
  const ranks = midranks(kept.map(Math.abs));
  const own: number[] = [];
  let positive = 0;
  let negative = 0;
  for (let k = 0; k < kept.length; k++) {
    if (kept[k] === 0) continue;
    own.push(ranks[k]!);
    if (kept[k]! > 0) positive += ranks[k]!;
    if (kept[k]! < 0) negative += ranks[k]!;
  }
  const p =
    own.length === 0 ? null : rule.method === 'exact' ? exact(own, positive, rule) : normal(own, positive, rule);
  return {
    positive,
    negative,
    pairs: own.length,
    zeros: differences.length - own.length,
    p,
    rankBiserial: (positive - negative) / (positive + negative),
  };
}

function exact(ranks: readonly number[], statistic: number, { alternative }: SignedRankRule): number {
  // Twice the mid-ranks are whole numbers.
  const whole = ranks.map((rank) => Math.round(2 * rank));
  const most = whole.reduce((a, b) => a + b, 0);
  let chance = new Float64Array(most + 1);
  chance[0] = 1;
  for (const rank of whole) {
    const next = new Float64Array(most + 1);
    for (let s = 0; s <= most; s++) next[s] = 0.5 * (chance[s]! + (s >= rank ? chance[s - rank]! : 0));
    chance = next;
  }
  const at = Math.round(2 * statistic);
  const below = chance.subarray(0, at + 1).reduce((a, b) => a + b, 0);
  const above = chance.subarray(at).reduce((a, b) => a + b, 0);
  if (alternative === 'less') return Math.min(1, below);
  if (alternative === 'greater') return Math.min(1, above);
  return Math.min(1, 2 * Math.min(below, above));
}

function normal(ranks: readonly number[], statistic: number, { alternative, continuity }: SignedRankRule): number {
  // Σ r² / 4 is n (n + 1) (2 n + 1) / 24 less the corrections for ties and, under Pratt, for zeros.
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  const gap = statistic - ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  return normalP(gap, Math.sqrt(variance), alternative, continuity);
}

/** The p-value of a gap from its mean in whole or half steps, with the continuity correction if asked for. */
export function normalP(gap: number, se: number, alternative: Alternative, continuity: boolean): number {
  const step = continuity ? 0.5 : 0;
  if (alternative === 'less') return normalBelow((gap + step) / se);
  if (alternative === 'greater') return normalAbove((gap - step) / se);
  return Math.min(1, 2 * normalAbove((Math.abs(gap) - step) / se));
}
