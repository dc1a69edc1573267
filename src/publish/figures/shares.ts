import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { largestItems } from './largest.ts';
import { panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';

const params = z.strictObject({
  indicator: z.string().min(1),
  /** Items as they come (the form's order), or the largest first. */
  sort: z.enum(['form', 'value']).default('form'),
});

/** Shares of an indicator's items among everybody in its base, as bars with their intervals. */
export const shares = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, sort }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const all = estimates.filter(
    (each) => each.indicator === indicator && each.stat === 'share' && each.domain.length === 0,
  );
  if (all.length === 0) return null;
  const { items, remarks } = largestItems(all, words);
  const drawn = (sort === 'value' ? byValue(all) : all).filter(({ item }) => items.includes(item));
  const title = words.indicator(indicator).title;
  const labelled = drawn.map((estimate) => ({
    estimate,
    label: estimate.item === '' ? words.phrase('share') : words.item(indicator, estimate.item),
  }));
  const readings = labelled.map(({ estimate, label }) => readingOf(estimate, label, words));
  const bars = panel({ groups: [{ heading: '', readings }], mark: 'bar', percent: true }, page);
  const alt = altText('altBars', title, labelled, words);
  return framed({ title, subtitle: baseText(indicator, drawn, words), remarks, alt }, [bars], drawn, page);
}

/** The largest first; those without a number last, all in the order in which they come. */
function byValue(estimates: readonly Estimate[]): readonly Estimate[] {
  const rank = ({ value }: Estimate) => value ?? Number.NEGATIVE_INFINITY;
  return [...estimates].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}
