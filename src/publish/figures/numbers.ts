import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { wrapped } from './lines.ts';
import { linesView } from './marks.ts';
import { type Group, labelWidth, panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';
import { TEXT } from './theme.ts';
import { titleOf as titleFrom, titleTexts } from './title.ts';

const params = z.strictObject({
  indicators: z.array(z.string().min(1)).min(1),
  /** What the questions have in common. */
  title: z.exactOptional(titleTexts),
});

const STATS: readonly string[] = ['mean', 'median'];

/** Mean and median of numeric indicators among everybody in their bases: one panel a question, each with its own axis. */
export const numbers = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

/** A question's estimates, mean first. */
interface Question {
  readonly indicator: string;
  readonly own: readonly Estimate[];
}

function draw(
  { indicators, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const everybody = estimates.filter(({ stat, domain }) => STATS.includes(stat) && domain.length === 0);
  const questions = indicators
    .map((indicator): Question => {
      const own = everybody.filter((each) => each.indicator === indicator);
      return { indicator, own: own.sort((a, b) => STATS.indexOf(a.stat) - STATS.indexOf(b.stat)) };
    })
    .filter(({ own }) => own.length > 0);
  const [first, second] = questions;
  if (first === undefined) return null;
  const alone = second === undefined;
  const groups = questions.map(({ own }): Group => {
    return { heading: '', readings: own.map((each) => readingOf(each, words.phrase(each.stat), words)) };
  });
  const labels = labelWidth(groups, page);
  const panels = groups.map((group) =>
    panel({ groups: [group], mark: 'dot', percent: false, labelWidth: labels }, page),
  );
  const headed = questions.flatMap((question, place) => [
    ...(alone ? [] : [head(question, place === 0 ? 0 : 12, page)]),
    ...panels.slice(place, place + 1),
  ]);
  const titleOf = (indicator: string) => words.indicator(indicator).title;
  const title = alone ? titleOf(first.indicator) : titleFrom(texts, words, words.phrase('meansAndMedians'));
  const drawn = questions.flatMap(({ own }) => own);
  const labelled = drawn.map((estimate) => {
    const stat = words.phrase(estimate.stat);
    return {
      estimate,
      label: alone ? stat : words.phrase('itemOf', { title: titleOf(estimate.indicator), item: stat }),
    };
  });
  const subtitle = alone ? baseText(first.indicator, drawn, words) : '';
  const alt = altText('altDots', title, labelled, words);
  return framed({ title, subtitle, remarks: [], alt }, headed, drawn, page);
}

/** What is asked, and of whom. */
function head({ indicator, own }: Question, before: number, page: Page): View {
  const title = wrapped(page.words.indicator(indicator).title, page.space, TEXT.heading, page);
  const base = wrapped(baseText(indicator, own, page.words), page.space, TEXT.note, page);
  const blocks = [
    { lines: title, style: TEXT.heading, colour: page.theme.colour.ink },
    { lines: base, style: TEXT.note, colour: page.theme.colour.quiet },
  ];
  return linesView(blocks, { before, after: 5 }, page);
}
