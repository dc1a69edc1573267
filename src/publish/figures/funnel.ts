import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';
import { titleOf, titleTexts } from './title.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** The steps, from the first on: indicators of one share each, and what each step is called where their titles are too long. */
  steps: z.array(z.strictObject({ indicator: text, label: z.exactOptional(titleTexts) })).min(2),
  title: titleTexts,
});

/** How many come to each of several steps: a bar a step, from dark to light, with its interval, and its own base where bases differ. */
export const funnel = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { steps, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme } = page;
  const rows = steps.flatMap(({ indicator, label }) => {
    const estimate = estimates.find(
      (each) => each.indicator === indicator && each.stat === 'share' && each.item === '' && each.domain.length === 0,
    );
    return estimate === undefined ? [] : [{ estimate, label: titleOf(label, words, words.indicator(indicator).title) }];
  });
  const [first] = rows;
  if (first === undefined) return null;
  const drawn = rows.map(({ estimate }) => estimate);
  const bases = new Set(drawn.map(({ indicator }) => words.indicator(indicator).base));
  const own = bases.size > 1;
  const shades = theme.sequential.slice(1, -1).toReversed();
  const bars = panel(
    {
      groups: rows.map(({ estimate, label }, place) => {
        const fill = shades[Math.min(shades.length - 1, 1 + place)] as string;
        const base = own ? baseText(estimate.indicator, [estimate], words) : '';
        return own
          ? { heading: label, readings: [{ ...readingOf(estimate, base, words), fill, pale: false }] }
          : { heading: '', readings: [{ ...readingOf(estimate, label, words), fill, pale: false }] };
      }),
      mark: 'bar',
      percent: true,
    },
    page,
  );
  const title = titleOf(texts, words, words.phrase('answersByQuestion'));
  const alt = altText('altFlow', title, rows, words);
  const subtitle = baseText(own ? '' : first.estimate.indicator, drawn, words);
  const remarks = own ? [words.phrase('figureSteps')] : [];
  return framed({ title, subtitle, remarks, alt }, [bars], drawn, page);
}
