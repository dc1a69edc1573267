import type { LanguageCode, NumberFormat } from './words.ts';

/** Which digits an Arabic text shows: 0-9 (as in the Maghreb) or ٠-٩. */
export type Digits = 'latin' | 'arabic';

interface Marks {
  readonly thousands: string;
  readonly decimal: string;
  readonly percent: string;
  readonly minus: string;
}

/** The smallest p-value that is written out. */
const SMALLEST_P = 0.001;

const NARROW_SPACE = '\u202f';
const LEFT_TO_RIGHT = '\u200e';

/** Without the space before %, and with a mark before the minus, a number keeps its order inside a line from right to left. */
const MARKS: Readonly<Record<LanguageCode | 'arabicDigits', Marks>> = {
  fr: { thousands: NARROW_SPACE, decimal: ',', percent: `${NARROW_SPACE}%`, minus: '\u2212' },
  en: { thousands: ',', decimal: '.', percent: '%', minus: '\u2212' },
  ar: { thousands: NARROW_SPACE, decimal: ',', percent: '%', minus: `${LEFT_TO_RIGHT}\u2212` },
  arabicDigits: { thousands: '\u066c', decimal: '\u066b', percent: '\u066a', minus: `${LEFT_TO_RIGHT}\u2212` },
};

/** Decimals of a number that says nothing else: three digits that count, and none after the point from 100 on. */
function autoDecimals(size: number): number {
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  return size >= 1 ? 2 : 3;
}

function decimals(size: number, format: NumberFormat): number {
  switch (format) {
    case 'count':
      return 0;
    case 'percent':
    case 'decimal1':
      return 1;
    case 'decimal2':
      return 2;
    case 'decimal3':
    case 'pValue':
      return 3;
    case 'auto':
      return autoDecimals(size);
  }
}

/**
 * A number as people read it; `percent` takes a share (0.742 → 74.2 %). Written by rule and not by `Intl`, whose spaces and marks change
 * with the ICU that a machine has. Throws on NaN and infinities: a missing number is a word of the caller's, never a number.
 */
export function writeNumber(x: number, format: NumberFormat, language: LanguageCode, digits: Digits = 'latin'): string {
  if (!Number.isFinite(x)) throw new Error(`no number to show: ${x}`);
  if (format === 'pValue' && x < SMALLEST_P) return `< ${writeNumber(SMALLEST_P, 'decimal3', language, digits)}`;
  const marks = MARKS[language === 'ar' && digits === 'arabic' ? 'arabicDigits' : language];
  const size = Math.abs(format === 'percent' ? x * 100 : x);
  if (size >= 1e21) throw new Error(`too large to show: ${x}`);
  const shown = size.toFixed(decimals(size, format));
  const [whole = '', part = ''] = shown.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, marks.thousands);
  const sign = x < 0 && /[1-9]/.test(shown) ? marks.minus : '';
  const text = `${sign}${grouped}${part === '' ? '' : marks.decimal + part}${format === 'percent' ? marks.percent : ''}`;
  return inDigits(text, language, digits);
}

/** A text whose digits are those that an Arabic text is to show; others are left as they are. */
export function inDigits(text: string, language: LanguageCode, digits: Digits = 'latin'): string {
  return language === 'ar' && digits === 'arabic'
    ? text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    : text;
}

/** A word that begins with a Latin letter, which is a code or a name (M1, ICLS-19, age_2), or a number. */
const CODE_OR_NUMBER = /[A-Za-z][\w.:/-]*|\d+(?:[.,]\d+)*%?/g;

/**
 * A label of the study with the digits that an Arabic text is to show, its decimal mark and its sign of per cent with them; codes and names in
 * Latin letters keep theirs.
 */
export function labelInDigits(text: string, language: LanguageCode, digits: Digits = 'latin'): string {
  if (language !== 'ar' || digits === 'latin') return text;
  const { decimal, percent } = MARKS.arabicDigits;
  return text.replace(CODE_OR_NUMBER, (token) =>
    /^[A-Za-z]/.test(token)
      ? token
      : inDigits(token.replace(/^(\d+)[.,](\d+)(?=%?$)/, `$1${decimal}$2`).replace('%', percent), language, digits),
  );
}
