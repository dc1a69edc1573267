import { z } from 'zod';
import { texts } from './config.ts';

/** What an entry of `schemas/checks.json` may say, whatever its kind. */
export const checkKeys = {
  level: z
    .enum(['error', 'warning', 'note'])
    .default('warning')
    .describe('How grave a finding is; an error stops nothing, but the run says so in its exit code.'),
};

/** What an entry of `schemas/corrections.json` may say, whatever its kind. */
export const correctionKeys = {
  reason: z
    .union([z.string(), texts])
    .default('')
    .describe(
      'Why the correction is made: it stands beside each change in the ledger. One text, or one a language of publication.',
    ),
  after: z.literal('decisions').exactOptional().describe('Made after the decisions of people, not before.'),
};

/** What an entry of `schemas/figures.json` or `schemas/sheets.json` says, whatever its kind. */
export const shownKeys = {
  theme: z.string().min(1).describe('The theme of schemas/indicators.json that it belongs to.'),
};

/** What an entry of `schemas/figures.json` may say besides. */
export const figureKeys = {
  ...shownKeys,
  note: texts.exactOptional().describe('What readers must know of this figure: a sentence under it.'),
};
