import { z } from 'zod';
import { fault } from '../../fault.ts';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { panel } from './panel.ts';
import { percentText, readingOf } from './readings.ts';

const STATS = ['share', 'mean', 'median'] as const;

const params = z.strictObject({
  indicator: z.string().min(1),
  /** Which item; needed where the indicator has several. */
  item: z.exactOptional(z.string().min(1)),
  /** Share, mean or median; the first of these that the indicator has. */
  stat: z.exactOptional(z.enum(STATS)),
  /** One breakdown, or several under one another. */
  by: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
});

/**
 * One number of an indicator in each level of one or more breakdowns, as dots with intervals; everybody first, and as a dashed line.
 * Throws a fault where the indicator has several items and none is named.
 */
export const breakdown = kind(
  params,
  ({ indicator, by, item, stat }, _context: unknown): Figure =>
    (estimates, words, width) => {
      const page = { words, width };
      const fields = typeof by === 'string' ? [by] : by;
      const every = estimates.filter((each) => each.indicator === indicator);
      const chosen = stat ?? STATS.find((one) => every.some((each) => each.stat === one));
      const own = every.filter((each) => each.stat === chosen && (item === undefined || each.item === item));
      const items = [...new Set(own.map((each) => each.item))];
      if (items.length > 1)
        throw fault(
          `breakdown of ${indicator}`,
          `it has ${items.length} items`,
          `Name one with "item": ${items.slice(0, 12).join(', ')}`,
        );
      const groups = fields
        .map((field) => ({
          field,
          levels: own.filter(({ domain }) => domain.length === 1 && domain[0]?.field === field),
        }))
        .filter(({ levels }) => levels.length > 0);
      if (groups.length === 0) return null;
      const everybody = own.filter(({ domain }) => domain.length === 0);
      const [total] = everybody;
      const labelOf = ({ domain: [part] }: Estimate) =>
        part === undefined ? words.phrase('everyone') : words.level(part.field, part.level);
      const read = (each: Estimate) => readingOf(each, labelOf(each), words);
      const drawn = [...everybody, ...groups.flatMap(({ levels }) => levels)];
      const reference = total?.quality === 'suppressed' ? null : (total?.value ?? null);
      const dots = panel(
        {
          groups: [
            ...(total === undefined ? [] : [{ heading: '', note: '', readings: [read(total)] }]),
            ...groups.map(({ field, levels }) => ({
              heading: words.field(field),
              note: '',
              readings: levels.map(read),
            })),
          ],
          mark: 'dot',
          zero: chosen === 'share',
          tickText: (tick) => (chosen === 'share' ? percentText(tick, words) : words.number(tick, 'auto')),
          ...(reference === null ? {} : { reference }),
        },
        page,
      );
      const { title: whole } = words.indicator(indicator);
      const [only = ''] = items;
      const title = only === '' ? whole : words.phrase('itemOf', { title: whole, item: words.item(indicator, only) });
      const labelled = drawn.map((estimate) => ({ estimate, label: labelOf(estimate) }));
      const alt = altText('altDots', title, labelled, words);
      const remarks = reference === null ? [] : [words.phrase('figureReference')];
      return framed({ title, subtitle: baseText(indicator, everybody, words), remarks, alt }, [dots], drawn, page);
    },
);
