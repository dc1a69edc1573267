import type { Computed } from '../indicators/estimate.ts';
import type { Estimate } from '../table/estimate.ts';
import { jsonFile } from './artifacts.ts';

/** What a published number is made of besides what is published: rows in a share, and the weighted sums of which it is the ratio. */
export interface Behind {
  /** null of what is no share. */
  readonly rows: number | null;
  /** Absent of what is no ratio of sums. */
  readonly sums?: readonly [numerator: number, denominator: number];
}

/** By the key of the estimate, in the cache: for questions about a number, which are to be answered at once. */
export const behindFile = jsonFile<Readonly<Record<string, Behind>>>('behind');

/** What the published numbers are made of; nothing of those that are held back. */
export function behindOf(computed: readonly Computed[], shown: readonly Estimate[]): Readonly<Record<string, Behind>> {
  const seen = new Set(shown.filter(({ quality }) => quality !== 'suppressed').map(({ key }) => key));
  return Object.fromEntries(
    computed.flatMap(({ key, value, behind }): [string, Behind][] => {
      if (behind === undefined || value === null || !seen.has(key)) return [];
      const { rows, below } = behind;
      return [[key, { rows, ...(below === null ? {} : { sums: [value * below, below] as const }) }]];
    }),
  );
}
