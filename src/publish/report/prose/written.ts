import type { Estimate } from '../../../table/estimate.ts';
import { percentText, rangeText } from '../../words/intervals.ts';
import { isInPoints } from '../../words/points.ts';
import type { NumberFormat, Words } from '../../words/words.ts';
import type { Attribute } from './reference.ts';

/** Shares from here on are written without decimals in running text. */
const WHOLE_FROM = 0.0995;

/** Numbers that are measured in percent: shares, and their gaps, which are told in points. */
function isPercent(estimate: Estimate): boolean {
  return estimate.stat === 'share' || estimate.unit === '%' || isInPoints(estimate);
}

/**
 * A number of an estimate in running text, without unit. Its decimals follow from the estimate, not from the number alone, so that an
 * interval reads like its middle.
 */
function plain(x: number, estimate: Estimate, words: Words): string {
  if (isPercent(estimate)) {
    const whole = Math.abs(estimate.value ?? 0) >= WHOLE_FROM;
    if (isInPoints(estimate)) return words.number(x * 100, whole ? 'count' : 'decimal1');
    return whole ? percentText(Math.round(x * 100) / 100, words) : words.number(x, 'percent');
  }
  return words.number(x, formatOf(estimate));
}

/** Terms of models may be small: they keep a decimal more. */
function formatOf({ stat, value, low, high }: Estimate): NumberFormat {
  if (stat === 'count') return 'count';
  const size = Math.max(...[value, low, high].map((x) => Math.abs(x ?? 0)));
  if (size >= 100) return 'count';
  if (size >= 10) return 'decimal1';
  return size >= 1 || stat !== 'coefficient' ? 'decimal2' : 'decimal3';
}

/** Counts and medians of whole numbers are shown as such. */
function trimmed(text: string, { stat, value }: Estimate): string {
  const whole = (stat === 'median' || stat === 'count') && value !== null && Number.isInteger(value);
  return whole ? text.replace(/[.,٫][0٠]+$/, '') : text;
}

/** The value of an estimate as running text has it, with its unit. Throws where it has none. */
export function valueText(estimate: Estimate, words: Words): string {
  if (estimate.value === null) throw new Error(`no value: ${estimate.key}`);
  const number = trimmed(plain(estimate.value, estimate, words), estimate);
  if (isPercent(estimate)) return isInPoints(estimate) ? words.phrase('pointsText', { n: number }) : number;
  const unit = unitOf(estimate, words);
  return unit === '' ? number : `${number}\u00a0${unit}`;
}

function unitOf({ indicator, stat, unit }: Estimate, words: Words): string {
  return unit === '' || stat === 'index' || stat === 'count' ? '' : words.indicator(indicator).unit;
}

/** Its interval: « entre 54 % et 65 % ». */
export function intervalText(estimate: Estimate, words: Words): string {
  const { low, high } = estimate;
  if (low === null || high === null) throw new Error(`no interval: ${estimate.key}`);
  const bounds = { low: plain(low, estimate, words), high: plain(high, estimate, words) };
  return words.phrase('betweenText', bounds);
}

/** An attribute of an estimate in running text; null where it has none. */
export function attributeText(estimate: Estimate, attribute: Attribute | '', words: Words): string | null {
  switch (attribute) {
    case '':
      return estimate.value === null ? null : valueText(estimate, words);
    case 'value':
      return estimate.value === null ? null : trimmed(plain(estimate.value, estimate, words), estimate);
    case 'ci':
      return estimate.low === null || estimate.high === null ? null : intervalText(estimate, words);
    case 'low':
    case 'high':
    case 'se': {
      const x = estimate[attribute];
      return x === null ? null : plain(x, estimate, words);
    }
    case 'n':
    case 'units':
      return estimate[attribute] === null ? null : words.number(estimate[attribute], 'count');
    case 'df':
    case 'deff':
      return estimate[attribute] === null
        ? null
        : words.number(estimate[attribute], attribute === 'df' ? 'count' : 'decimal2');
    case 'p':
    case 'q':
      return estimate[attribute] === null ? null : words.number(estimate[attribute], 'pValue');
    case 'level':
      return estimate.level === null ? null : percentText(estimate.level, words);
  }
}

/** The value of an estimate with the decimals of the tables. */
export function exactValue(estimate: Estimate, words: Words): string {
  return estimate.value === null ? '' : exact(estimate.value, estimate, words);
}

/** Its interval in brackets, with the decimals of the tables. */
export function exactInterval(estimate: Estimate, words: Words): string {
  const { low, high } = estimate;
  if (low === null || high === null) return '';
  return `[${rangeText(exact(low, estimate, words), exact(high, estimate, words), words)}]`;
}

function exact(x: number, estimate: Estimate, words: Words): string {
  if (isPercent(estimate)) return isInPoints(estimate) ? words.number(x * 100, 'decimal1') : words.number(x, 'percent');
  return words.number(x, formatOf(estimate));
}

/** All that is known of an estimate, exactly, for those who point at its number: value, interval, n. */
export function exactText(estimate: Estimate, words: Words): string {
  const { n } = estimate;
  const parts = [
    exactValue(estimate, words),
    exactInterval(estimate, words),
    n === null ? '' : words.phrase('countIs', { n: words.number(n, 'count') }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
