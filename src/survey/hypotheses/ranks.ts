import type { Design } from '../design.ts';
import { normalQuantile } from '../distributions/normal.ts';
import type { FTest } from '../models/wald.ts';
import { type Codes, orderByValue } from '../rows.ts';
import { differenceTest, equalMeansTest, type TTest } from './means.ts';

/** How ranks become scores: wilcoxon (and Kruskal–Wallis) r / N, vanderWaerden the normal quantile of r / N, median whether r > N / 2. */
export type RankScore = 'wilcoxon' | 'vanderWaerden' | 'median';

const scores: Readonly<Record<RankScore, (rank: number, n: number) => number>> = {
  wilcoxon: (rank, n) => rank / n,
  vanderWaerden: (rank, n) => normalQuantile(rank / n),
  median: (rank, n) => (rank > n / 2 ? 1 : 0),
};

/**
 * Scores of the estimated population ranks (Lumley and Scott 2013): a row's rank is the weight below it plus half of its
 * own; ties have their plain mean. Rows whose value or group is missing have NaN.
 */
export function rankScores(
  design: Design,
  y: Float64Array,
  group: Codes,
  levels: number,
  score: RankScore,
): Float64Array {
  const known = y.map((value, row) => (group[row]! >= 0 && group[row]! < levels ? value : Number.NaN));
  const rows = orderByValue(known);
  const rank = new Float64Array(y.length).fill(Number.NaN);
  let below = 0;
  for (let from = 0; from < rows.length; ) {
    let to = from;
    let sum = 0;
    while (to < rows.length && known[rows[to]!] === known[rows[from]!]) {
      const w = design.weight[rows[to]!]!;
      sum += below + w / 2;
      below += w;
      to += 1;
    }
    for (let i = from; i < to; i++) rank[rows[i]!] = sum / (to - from);
    from = to;
  }
  return rank.map((value) => (Number.isNaN(value) ? value : scores[score](value, below)));
}

/** Rank test of two groups (codes 0 and 1): the difference in mean score with its t, as R's svyranktest. */
export function rankTest(design: Design, y: Float64Array, group: Codes, score: RankScore, level: number): TTest {
  return differenceTest(design, rankScores(design, y, group, 2, score), group, level);
}

/** Rank test of several groups: Wald's F of the mean scores. */
export function rankTestOfGroups(
  design: Design,
  y: Float64Array,
  group: Codes,
  levels: number,
  score: RankScore,
): FTest {
  return equalMeansTest(design, rankScores(design, y, group, levels, score), group, levels);
}
