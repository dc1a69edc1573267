import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { framed } from './frame.ts';
import { panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';

const params = z.strictObject({
  /** Outcomes of interviews that are used; the others left the study on the way. */
  used: z.array(z.string().min(1)).min(1),
});

const RECEIVED = 'received';

/** What became of the interviews received: a bar for all of them, one for each way out, and one for those that are used. */
export const flow = kind(params, ({ used }, _context: unknown): Figure => {
  return (estimates, page) => draw(new Set(used), seen(estimates), page);
});

function draw(used: ReadonlySet<string>, estimates: readonly Estimate[], page: Page): TopLevelSpec | null {
  const { words, theme } = page;
  const cases = estimates.filter(({ stat, value }) => stat === 'count' && (value === null || value > 0));
  const received = cases.find(({ item }) => item === RECEIVED);
  if (received === undefined) return null;
  const out = cases.filter(({ item }) => item !== RECEIVED && !used.has(item));
  const kept = cases.filter(({ item }) => used.has(item));
  const row = (estimate: Estimate, fill: string) => ({
    ...readingOf(estimate, words.item(estimate.indicator, estimate.item), words),
    fill,
    pale: false,
  });
  const bars = panel(
    {
      groups: [
        { heading: '', readings: [row(received, theme.series[2] ?? '')] },
        { heading: words.phrase('excluded'), readings: out.map((each) => row(each, theme.series[5] ?? '')) },
        { heading: words.phrase('flowUsed'), readings: kept.map((each) => row(each, theme.colour.fill)) },
      ].filter(({ readings }) => readings.length > 0),
      mark: 'bar',
      percent: false,
    },
    page,
  );
  const title = words.phrase('flowTitle');
  const drawn = [received, ...out, ...kept];
  const labelled = drawn.map((estimate) => ({ estimate, label: words.item(estimate.indicator, estimate.item) }));
  const alt = altText('altFlow', title, labelled, words);
  return framed(
    {
      title,
      subtitle: words.phrase('baseCount', {
        base: words.phrase('baseReceived'),
        n: words.number(received.value ?? 0, 'count'),
      }),
      remarks: [words.phrase('figureFlow')],
      alt,
    },
    [bars],
    drawn,
    page,
  );
}
