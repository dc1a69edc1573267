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

const text = z.string().min(1);
const STATS = ['mean', 'median'] as const;

const params = z.strictObject({
  /** Indicators in one unit: scores, amounts, durations. */
  indicators: z.array(text).min(1),
  stat: z.enum(STATS).default('mean'),
  /** Of the whole; the indicators' own titles name the rows. */
  title: titleTexts,
});

/** One number of several indicators in the same unit, among everybody in their bases, as dots with intervals on one axis. */
export const scores = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicators, stat, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const own = estimates.filter((each) => each.stat === stat && each.domain.length === 0 && each.item === '');
  const drawn = indicators.flatMap((indicator) => own.filter((each) => each.indicator === indicator));
  const [first] = drawn;
  if (first === undefined) return null;
  const labelled = drawn.map((estimate) => ({ estimate, label: words.indicator(estimate.indicator).title }));
  const readings = labelled.map(({ estimate, label }) => readingOf(estimate, label, words));
  const dots = panel({ groups: [{ heading: '', readings }], mark: 'dot', percent: false }, page);
  const title = titleOf(texts, words, words.phrase(stat));
  const subtitle = sharedBaseText(drawn, words);
  return framed({ title, subtitle, remarks: [], alt: altText('altDots', title, labelled, words) }, [dots], drawn, page);
}
