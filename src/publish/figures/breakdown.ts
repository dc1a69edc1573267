import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { fault } from '../../fault.ts';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import { benchmarkRemark } from './benchmarks.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';

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
export const breakdown = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(asked: z.infer<typeof params>, estimates: readonly Estimate[], page: Page): TopLevelSpec | null {
  const { words } = page;
  const { indicator } = asked;
  const own = oneNumber(asked, estimates);
  const fields = typeof asked.by === 'string' ? [asked.by] : asked.by;
  const groups = fields
    .map((field) => ({ field, levels: own.filter(({ domain }) => domain.length === 1 && domain[0]?.field === field) }))
    .filter(({ levels }) => levels.length > 0);
  const [first] = groups[0]?.levels ?? [];
  if (first === undefined) return null;
  const everybody = own.filter(({ domain }) => domain.length === 0);
  const drawn = [...everybody, ...groups.flatMap(({ levels }) => levels)];
  const labelOf = ({ domain: [part] }: Estimate) =>
    part === undefined ? words.phrase('everyone') : words.level(part.field, part.level);
  const readings = (some: readonly Estimate[]) => some.map((each) => readingOf(each, labelOf(each), words));
  const [total] = readings(everybody);
  const { benchmarks = [] } = first.item === '' ? words.indicator(indicator) : {};
  const dots = panel(
    {
      groups: [
        ...(total === undefined ? [] : [{ heading: '', readings: [total] }]),
        ...groups.map(({ field, levels }) => ({ heading: words.field(field), readings: readings(levels) })),
      ],
      mark: 'dot',
      percent: first.stat === 'share',
      benchmarks: benchmarks.map(({ value }) => value),
      ...(total?.value === undefined ? {} : { reference: total.value }),
    },
    page,
  );
  const { title: whole } = words.indicator(indicator);
  const title =
    first.item === '' ? whole : words.phrase('itemOf', { title: whole, item: words.item(indicator, first.item) });
  const labelled = drawn.map((estimate) => ({ estimate, label: labelOf(estimate) }));
  const alt = altText('altDots', title, labelled, words);
  const remarks = [
    ...(total?.value === undefined ? [] : [words.phrase('figureReference')]),
    ...benchmarkRemark(benchmarks, first, words),
  ];
  return framed({ title, subtitle: baseText(indicator, everybody, words), remarks, alt }, [dots], drawn, page);
}

/** The estimates of the one number that is asked for, in all domains. */
function oneNumber(
  { indicator, item, stat }: z.infer<typeof params>,
  estimates: readonly Estimate[],
): readonly Estimate[] {
  const every = estimates.filter((each) => each.indicator === indicator);
  const chosen = stat ?? STATS.find((one) => every.some((each) => each.stat === one));
  const own = every.filter((each) => each.stat === chosen && (item === undefined || each.item === item));
  const items = [...new Set(own.map((each) => each.item))];
  if (items.length < 2) return own;
  const some = items.slice(0, 12).join(', ');
  throw fault(
    `figure by groups of ${indicator}`,
    `the indicator has ${items.length} items`,
    `Name one with "item": ${some}`,
  );
}
