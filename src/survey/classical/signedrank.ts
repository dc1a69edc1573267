import { normalAbove, normalBelow } from '../distributions/normal.ts';

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
export function signedRank(differences: ArrayLike<number>, rule: SignedRankRule): SignedRank {
  const ties = tiesOf(differences, rule.zeros);
  let [positive, negative, pairs] = [0, 0, 0];
  for (const { rank, up, down } of ties) {
    positive += rank * up;
    negative += rank * down;
    pairs += up + down;
  }
  const p = pairs === 0 ? null : rule.method === 'exact' ? exact(ties, positive, rule) : normal(ties, positive, rule);
  return {
    positive,
    negative,
    pairs,
    zeros: differences.length - pairs,
    p,
    rankBiserial: (positive - negative) / (positive + negative),
  };
}

/** Differences of one size but 0: their mid-rank, and how many are above and below 0. */
interface Tie {
  readonly rank: number;
  readonly up: number;
  readonly down: number;
}

/** Differences by their size. Thousands of rows often have a handful of sizes, which need no sorting of rows. */
function tiesOf(differences: ArrayLike<number>, zeros: SignedRankRule['zeros']): readonly Tie[] {
  const counts = new Map<number, { up: number; down: number }>();
  let before = 0;
  for (let k = 0; k < differences.length; k++) {
    const difference = differences[k]!;
    if (difference === 0) {
      if (zeros === 'pratt') before += 1;
      continue;
    }
    const size = Math.abs(difference);
    let own = counts.get(size);
    if (own === undefined) {
      own = { up: 0, down: 0 };
      counts.set(size, own);
    }
    if (difference > 0) own.up += 1;
    else own.down += 1;
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([, { up, down }]) => {
      const rank = before + (1 + up + down) / 2;
      before += up + down;
      return { rank, up, down };
    });
}

function exact(ties: readonly Tie[], statistic: number, { alternative }: SignedRankRule): number {
  // Twice the mid-ranks are whole numbers.
  const whole = ties.flatMap(({ rank, up, down }) => new Array<number>(up + down).fill(Math.round(2 * rank)));
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

function normal(ties: readonly Tie[], statistic: number, { alternative, continuity }: SignedRankRule): number {
  // Σ r² / 4 is n (n + 1) (2 n + 1) / 24 less the corrections for ties and, under Pratt, for zeros.
  const variance = ties.reduce((sum, { rank, up, down }) => sum + rank * rank * (up + down), 0) / 4;
  const gap = statistic - ties.reduce((sum, { rank, up, down }) => sum + rank * (up + down), 0) / 2;
  return normalP(gap, Math.sqrt(variance), alternative, continuity);
}

/** The p-value of a gap from its mean in whole or half steps, with the continuity correction if asked for. */
export function normalP(gap: number, se: number, alternative: Alternative, continuity: boolean): number {
  const step = continuity ? 0.5 : 0;
  if (alternative === 'less') return normalBelow((gap + step) / se);
  if (alternative === 'greater') return normalAbove((gap - step) / se);
  return Math.min(1, 2 * normalAbove((Math.abs(gap) - step) / se));
}
