import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate, Stat } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { panel } from './panel.ts';
import { type Reading, readingOf, seen } from './readings.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** A model of the study. */
  model: text,
  /** Left out: coefficients, of a model that has none odds ratios. */
  stat: z.exactOptional(z.enum(['coefficient', 'oddsRatio', 'marginalEffect'])),
  /** Terms to draw, with their levels and interactions; all but the intercept unless said. */
  terms: z.exactOptional(z.array(text).min(1)),
});

/** What the numbers of each sort are called. */
const PLURALS = {
  coefficient: 'figureOfCoefficients',
  oddsRatio: 'figureOfRatios',
  marginalEffect: 'figureOfMarginal',
} as const;

const INTERCEPT = 'intercept';

/** What no association is: the line to compare with. */
const NOTHING: Readonly<Record<string, number>> = { coefficient: 0, marginalEffect: 0, oddsRatio: 1 };

/** The terms of a model as dots with their intervals about the line of no association, with their q-values where tests were corrected. */
export const coefficients = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { model, stat: chosen, terms }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const asked = terms === undefined ? null : new Set(terms);
  const all = estimates.filter(({ indicator }) => indicator === model);
  const stat = chosen ?? (all.some((each) => each.stat === 'oddsRatio') ? 'oddsRatio' : 'coefficient');
  const drawn = all.filter(
    ({ stat: own, item }) =>
      own === (stat satisfies Stat) &&
      item !== INTERCEPT &&
      (asked === null || asked.has(item) || item.split(':').every((part) => asked.has(part.split('=')[0] ?? ''))),
  );
  if (drawn.length === 0) return null;
  const labelled = drawn.map((estimate) => ({ estimate, label: words.item(model, estimate.item) }));
  const readings = labelled.map(({ estimate, label }): Reading => {
    const { text: _withUnit, ...reading } = readingOf(estimate, label, words);
    const mark = markOf(estimate);
    const number = estimate.value === null ? _withUnit : words.number(estimate.value, 'decimal3');
    const text = mark === '' || estimate.value === null ? number : `${number} ${mark}`;
    const q =
      estimate.q === null || reading.value === undefined
        ? ''
        : words.phrase('figureQ', { q: compared(words.number(estimate.q, 'pValue')) });
    return { ...reading, text: q === '' ? text : `${text} ${q}` };
  });
  const dots = panel(
    { groups: [{ heading: '', readings }], mark: 'dot', percent: false, reference: NOTHING[stat] ?? 0 },
    page,
  );
  const { title: whole, unit } = words.indicator(model);
  const title = words.phrase('itemOf', { title: whole, item: words.phrase(PLURALS[stat]) });
  const alt = altText('altDots', title, labelled, words);
  const remarks = [
    words.phrase('figureCoefficients'),
    ...(drawn.some(({ q }) => q !== null) ? [words.phrase('figureCorrected')] : []),
    ...(unit === '' || stat !== 'coefficient' ? [] : [words.phrase('figureUnit', { unit })]),
  ];
  return framed({ title, subtitle: baseText(model, drawn, words), remarks, alt }, [dots], drawn, page);
}

/** A p-value behind its name: one below the smallest that is written has its sign already. */
function compared(p: string): string {
  return p.startsWith('<') ? p : `= ${p}`;
}
