import { z } from 'zod';
import { kind } from '../../kind.ts';
import { indicatorBlock } from './block.ts';
import type { Sheet } from './sheet.ts';
import { stackBlocks } from './stack.ts';

/** The tables of some indicators under one another, in the order named. */
export const indicators = kind(
  z.strictObject({ indicators: z.array(z.string().min(1)).min(1) }),
  (params: { indicators: string[] }, _context: unknown): Sheet =>
    (estimates, heading, words) => {
      const blocks = params.indicators.map((indicator, place) => {
        const number = heading.number === '' ? `${place + 1}` : `${heading.number}.${place + 1}`;
        return indicatorBlock(estimates, indicator, words.phrase('tableNumber', { number }), words);
      });
      return stackBlocks(blocks, heading, words);
    },
);
