import { clean } from './clean.ts';
import { indicators } from './indicators.ts';
import { ingest } from './ingest.ts';
import { report } from './report.ts';
import { reviewing } from './reviewing.ts';
import type { Stage } from './stage.ts';
import { validate } from './validate.ts';

/** The pipeline: its stages in order. */
export const stages: readonly Stage[] = [
  ingest,
  validate,
  clean,
  indicators,
  reviewing,
  report,
] as unknown as readonly Stage[];
