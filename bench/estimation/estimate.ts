import { degrees } from '../../src/survey/degrees.ts';
import { design } from '../../src/survey/design.ts';
import { interval } from '../../src/survey/interval.ts';
import { type Mean, meanOf, meansBy } from '../../src/survey/means.ts';
import { standardError } from '../../src/survey/variance.ts';
import type { PeerData } from './peers.ts';

/** Seconds, estimates made, bytes that were in use beyond the data at most, and a sum that proves the work was done. */
export interface Measured {
  readonly seconds: number;
  readonly estimates: number;
  readonly bytes: number;
  readonly checksum: number;
}

const LEVELS = 6;

/** All that the peers estimate: 60 means for everybody and by six breakdowns, with errors and intervals. */
export function estimateAll(data: PeerData, clustered: boolean): Measured {
  const before = inUse();
  const started = performance.now();
  const { rows, stratum, psu, weight } = data;
  const spec = { rows, strata: stratum, weights: weight, nested: true };
  const made = design(clustered ? { ...spec, stages: [{ units: psu }] } : spec);
  const { df } = degrees(made);
  let estimates = 0;
  let checksum = 0;
  let bytes = 0;
  const take = ({ mean, moments }: Mean): void => {
    if (moments.rows === 0) return;
    const se = standardError(made, mean);
    const { low } = interval(mean.value, se, df, 0.95);
    estimates += 1;
    checksum += mean.value + se + (low ?? 0);
  };
  for (const y of data.indicators) {
    take(meanOf(made, y));
    for (const codes of data.by) for (const mean of meansBy(made, y, codes, LEVELS)) take(mean);
    bytes = Math.max(bytes, inUse() - before);
  }
  return { seconds: (performance.now() - started) / 1000, estimates, bytes, checksum };
}

function inUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
