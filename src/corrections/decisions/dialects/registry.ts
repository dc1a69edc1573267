import type { Dialect } from './dialect.ts';
import { iecorrect, iecorrectDrop, iecorrectOther } from './iecorrect.ts';
import { ieduplicates } from './ieduplicates.ts';
import { impact } from './impact.ts';
import { ipa } from './ipa.ts';
import { ipaRecode } from './ipaRecode.ts';
import { review } from './review.ts';

/** The dialects in which decisions are read; the first that recognises a sheet counts, so that the plainest comes last. */
export const decisionDialects: readonly Dialect[] = [
  ipaRecode,
  ieduplicates,
  iecorrect,
  iecorrectDrop,
  iecorrectOther,
  ipa,
  review,
  impact,
];
