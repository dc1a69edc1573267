import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { framed, sharedBaseText } from './frame.ts';
import { legendView } from './legend.ts';
import { seen } from './readings.ts';
import { segmentsView } from './segments.ts';
import { titleOf, titleTexts } from './title.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** Questions with the same graded answers: the rows. */
  indicators: z.array(text).min(1),
  /** The answers from one pole to the other. */
  scale: z.array(text).min(2),
  /** The answer in the middle, half of which lies on either side; none unless said. */
  middle: z.exactOptional(text),
  title: titleTexts,
});

/** Graded answers to several questions, as bars about a line between the two poles. */
export const likert = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicators, scale, middle, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme } = page;
  const shares = estimates.filter(({ stat, domain }) => stat === 'share' && domain.length === 0);
  const neutral = middle === undefined ? scale.length / 2 : scale.indexOf(middle) + 0.5;
  const rows = indicators.flatMap((indicator) => {
    const own = shares.filter((each) => each.indicator === indicator);
    const segments = scale.map((item) => own.find((each) => each.item === item));
    const before = segments.reduce(
      (sum, segment, place) => sum + (segment?.value ?? 0) * Math.min(1, Math.max(0, neutral - place)),
      0,
    );
    return own.length === 0
      ? []
      : [{ heading: '', label: words.indicator(indicator).title, segments, start: -before, indicator }];
  });
  const [first] = rows;
  if (first === undefined) return null;
  const colours = scale.map((_, place) => {
    const at = (place * (theme.diverging.length - 1)) / (scale.length - 1);
    return theme.diverging[Math.round(at)] as string;
  });
  const legend = legendView(
    scale.map((item, place) => ({ colour: colours[place] ?? '', label: words.item(first.indicator, item) })),
    page,
  );
  const drawn = rows.flatMap(({ segments }) => segments.filter((segment) => segment !== undefined));
  const labelled = rows.flatMap(({ label, segments, indicator }) =>
    segments.flatMap((estimate) =>
      estimate === undefined
        ? []
        : [{ estimate, label: words.phrase('itemOf', { title: label, item: words.item(indicator, estimate.item) }) }],
    ),
  );
  const title = titleOf(texts, words, words.phrase('answersByQuestion'));
  const alt = altText('altSegments', title, labelled, words);
  const subtitle = sharedBaseText(drawn, words);
  const remarks = [words.phrase('figureSegments')];
  return framed({ title, subtitle, remarks, alt }, [legend, segmentsView(rows, colours, true, page)], drawn, page);
}
