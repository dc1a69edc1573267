/** Adjustments of p-values for having made many tests. */
export type Multiplicity = 'BH' | 'BY' | 'holm' | 'hochberg' | 'bonferroni';

/**
 * Adjusted p-values in the order given; null ones (tests that could not be made) stay null and do not count. BH and BY
 * control the false discovery rate (BY under any dependence), the others the chance of a single false finding.
 */
export function adjustP(p: readonly (number | null)[], method: Multiplicity): (number | null)[] {
  const tests = [...p.keys()].filter((k) => p[k] !== null && !Number.isNaN(p[k]));
  const n = tests.length;
  const order = tests.sort((a, b) => p[a]! - p[b]! || a - b);
  const harmonic = Array.from({ length: n }, (_, k) => 1 / (k + 1)).reduce((a, b) => a + b, 0);
  const factor: Record<Multiplicity, (rank: number) => number> = {
    BH: (rank) => n / rank,
    BY: (rank) => (harmonic * n) / rank,
    holm: (rank) => n - rank + 1,
    hochberg: (rank) => n - rank + 1,
    bonferroni: () => n,
  };
  const raised = order.map((k, place) => factor[method](place + 1) * p[k]!);
  // Holm steps down from the smallest p; BH, BY and Hochberg step up from the largest.
  if (method === 'holm') for (let i = 1; i < n; i++) raised[i] = Math.max(raised[i]!, raised[i - 1]!);
  else if (method !== 'bonferroni') for (let i = n - 2; i >= 0; i--) raised[i] = Math.min(raised[i]!, raised[i + 1]!);
  const adjusted: (number | null)[] = p.map(() => null);
  for (const [place, k] of order.entries()) adjusted[k] = Math.min(1, raised[place]!);
  return adjusted;
}
