import type { Words } from '../words/words.ts';
import type { Cell, NumberStyle } from './sheet.ts';

/** The smallest p-value that is written out. */
const SMALLEST_P = 0.001;

const NUMBER_STYLES: ReadonlySet<string> = new Set<NumberStyle>([
  'count',
  'percent',
  'decimal1',
  'decimal2',
  'decimal3',
  'pValue',
]);

/** True for a style that shows a number. */
export function isNumberStyle(style: string): style is NumberStyle {
  return NUMBER_STYLES.has(style);
}

/** The text of a cell as people read it outside a workbook; '' for an empty one. */
export function cellText(cell: Cell, words: Words): string {
  const { value, style } = cell;
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (style !== 'pValue') return words.number(value, isNumberStyle(style) ? style : 'auto');
  return value < SMALLEST_P ? `< ${words.number(SMALLEST_P, 'decimal3')}` : words.number(value, 'decimal3');
}
