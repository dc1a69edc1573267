import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { labelWidth, panel } from './panel.ts';
import { readingOf } from './readings.ts';

const params = z.strictObject({ indicators: z.array(z.string().min(1)).min(1) });

const STATS: readonly string[] = ['mean', 'median'];

/** Mean and median of numeric indicators among everybody in their bases: one panel a question, each with its own axis. */
export const numbers = kind(
  params,
  ({ indicators }, _context: unknown): Figure =>
    (estimates, words, width) => {
      const page = { words, width };
      const own = indicators.map((indicator) =>
        estimates
          .filter((each) => each.indicator === indicator && STATS.includes(each.stat) && each.domain.length === 0)
          .sort((a, b) => STATS.indexOf(a.stat) - STATS.indexOf(b.stat)),
      );
      const asked = own.filter((each) => each.length > 0);
      const drawn = asked.flat();
      const [first] = drawn;
      if (first === undefined) return null;
      const labelOf = (estimate: Estimate) => words.phrase(estimate.stat);
      const alone = asked.length === 1;
      const titleOf = (estimate: Estimate) => words.indicator(estimate.indicator).title;
      const readings = asked.map((each) => each.map((estimate) => readingOf(estimate, labelOf(estimate), words)));
      const labels = labelWidth(readings.flat(), page);
      const panels = asked.map((each, question) => {
        const [{ indicator } = first] = each;
        const heading = alone ? '' : words.indicator(indicator).title;
        const note = alone ? '' : baseText(indicator, each, words);
        const groups = [{ heading, note, readings: readings[question] ?? [] }];
        return panel(
          { groups, mark: 'dot', zero: false, tickText: (tick) => words.number(tick, 'auto'), labelWidth: labels },
          page,
        );
      });
      const title = alone ? titleOf(first) : words.phrase('meansAndMedians');
      const labelled = drawn.map((estimate) => ({
        estimate,
        label: alone
          ? labelOf(estimate)
          : words.phrase('itemOf', { title: titleOf(estimate), item: labelOf(estimate) }),
      }));
      const subtitle = alone ? baseText(first.indicator, drawn, words) : '';
      const alt = altText('altDots', title, labelled, words);
      return framed({ title, subtitle, remarks: [], alt }, panels, drawn, page);
    },
);
