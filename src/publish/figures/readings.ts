import type { Estimate } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import { isInPoints, pointsText } from '../words/points.ts';
import type { Words } from '../words/words.ts';

/** One estimate as a figure may show it: it has numbers only where they may be seen. */
export interface Reading {
  readonly label: string;
  /** Absent where the estimate is held back or has none. */
  readonly value?: number;
  /** The interval; both ends or none. */
  readonly low?: number;
  readonly high?: number;
  /** The value with its unit and mark, or why there is none. */
  readonly text: string;
  /** To be interpreted with caution. */
  readonly pale: boolean;
  /** Colour of its bar; that of all bars unless said. */
  readonly fill?: string;
}

/** The estimates as a figure may know them. Held-back ones come without numbers; here a slip elsewhere would end in a picture. */
export function seen(estimates: readonly Estimate[]): readonly Estimate[] {
  return estimates.map((estimate) =>
    estimate.quality === 'suppressed'
      ? { ...estimate, value: null, low: null, high: null, level: null, n: null }
      : estimate,
  );
}

/** An estimate under its label. */
export function readingOf(estimate: Estimate, label: string, words: Words): Reading {
  const mark = markOf(estimate);
  const { value, low, high } = estimate;
  if (mark === '[c]' || mark === '[u]') return { label, text: words.phrase('heldBack', { mark }), pale: false };
  if (value === null) return { label, text: words.phrase('noValue', { mark: '[x]' }), pale: false };
  const shown = valueText(value, estimate, words);
  return {
    label,
    value,
    ...(low === null || high === null ? {} : { low, high }),
    text: mark === '' ? shown : `${shown} ${mark}`,
    pale: mark === '[!]',
  };
}

/** A number of an estimate as people read it: a share as percent, any other with its unit. */
export function valueText(x: number, estimate: Estimate, words: Words): string {
  const { stat, indicator, unit } = estimate;
  if (stat === 'share') return words.number(x, 'percent');
  if (isInPoints(estimate)) return pointsText(x, words);
  const inWords = words.indicator(indicator).unit || unit;
  return `${words.number(x, stat === 'count' ? 'count' : 'auto')}${inWords === '' ? '' : `\u00a0${inWords}`}`;
}
