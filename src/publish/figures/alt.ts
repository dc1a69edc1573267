import type { Estimate } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import { clean } from './lines.ts';
import { readingOf, valueText } from './readings.ts';

/** The phrase that says what kind of figure it is. */
export type AltChart = Extract<
  PhraseId,
  'altBars' | 'altDots' | 'altCells' | 'altSegments' | 'altPairs' | 'altFlow' | 'altMap' | 'altCurve'
>;

/** The estimates of a table of rows and columns, each called by its row and its column. */
export function labelledCells(
  rows: readonly { readonly label: string; readonly cells: readonly (Estimate | undefined)[] }[],
  columns: readonly string[],
  words: Words,
): readonly { readonly label: string; readonly estimate: Estimate }[] {
  return rows.flatMap(({ label, cells }) =>
    cells.flatMap((estimate, column) =>
      estimate === undefined
        ? []
        : [{ estimate, label: words.phrase('itemOf', { title: label, item: columns[column] ?? '' }) }],
    ),
  );
}

/** What a figure says to those who do not see it: its title, what it is, and every number that it draws with its interval. */
export function altText(
  chart: AltChart,
  title: string,
  drawn: readonly { readonly label: string; readonly estimate: Estimate }[],
  words: Words,
): string {
  const list = drawn.map(({ label, estimate }) => oneText(clean(label), estimate, words));
  return words.phrase(chart, {
    title: clean(title).replace(/[.。]$/, ''),
    list: list.join(words.phrase('listSeparator')),
  });
}

function oneText(label: string, estimate: Estimate, words: Words): string {
  const { text: value } = readingOf(estimate, label, words);
  const { low, high } = estimate;
  if (markOf(estimate).match(/[cux]/) || low === null || high === null)
    return words.phrase('altValue', { label, value });
  const bounds = { low: valueText(low, estimate, words), high: valueText(high, estimate, words) };
  return words.phrase('altInterval', { label, value, ...bounds });
}
