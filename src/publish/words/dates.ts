import type { LanguageCode } from './words.ts';

/** Months as they are written in a date; in Arabic those used in Morocco. */
const MONTHS: Readonly<Record<LanguageCode, readonly string[]>> = {
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  ar: ['يناير', 'فبراير', 'مارس', 'أبريل', 'ماي', 'يونيو', 'يوليوز', 'غشت', 'شتنبر', 'أكتوبر', 'نونبر', 'دجنبر'],
};

/** A day (YYYY-MM-DD) as people write it: 9 octobre 2026, 9 October 2026; what is no day is left as it is. */
export function writeDay(date: string, language: LanguageCode): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const month = MONTHS[language][Number(parts?.[2]) - 1];
  if (parts === null || month === undefined) return date;
  const day = Number(parts[3]);
  const first = language === 'fr' && day === 1 ? '1er' : String(day);
  return `${first}\u00a0${month} ${parts[1]}`;
}
