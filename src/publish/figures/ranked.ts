import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { framed, sharedBaseText } from './frame.ts';
import { panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';
import { titleOf, titleTexts } from './title.ts';

const params = z.strictObject({
  /** Indicators of one share each. */
  indicators: z.array(z.string().min(1)).min(1),
  title: titleTexts,
});

/** Shares of several indicators as dots with their intervals, the largest first. */
export const ranked = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicators, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const asked = new Set(indicators);
  const rank = ({ value }: Estimate) => value ?? Number.NEGATIVE_INFINITY;
  const drawn = estimates
    .filter(
      ({ indicator, stat, item, domain }) =>
        asked.has(indicator) && stat === 'share' && item === '' && domain.length === 0,
    )
    .sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
  if (drawn.length === 0) return null;
  const labelled = drawn.map((estimate) => ({ estimate, label: words.indicator(estimate.indicator).title }));
  const readings = labelled.map(({ estimate, label }) => readingOf(estimate, label, words));
  const dots = panel({ groups: [{ heading: '', readings }], mark: 'dot', percent: true }, page);
  const title = titleOf(texts, words, words.phrase('answersByQuestion'));
  const alt = altText('altDots', title, labelled, words);
  return framed({ title, subtitle: sharedBaseText(drawn, words), remarks: [], alt }, [dots], drawn, page);
}
