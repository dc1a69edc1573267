import { writeDay } from './dates.ts';
import { type Digits, inDigits, labelInDigits, writeNumber } from './numbers.ts';
import { PHRASES } from './phrases.ts';
import type { IndicatorWords, LanguageCode, Words } from './words.ts';

/** Labels by name or code, in the language of the Words to be. */
export type Labels = ReadonlyMap<string, string>;

/** What a study says in one language. A label that is missing or empty falls back to its code. */
export interface WordsSource {
  readonly language: LanguageCode;
  readonly title: string;
  readonly indicators: ReadonlyMap<string, IndicatorWords>;
  /** Indicator → item → label. */
  readonly items: ReadonlyMap<string, Labels>;
  readonly fields: Labels;
  /** Field → code → label. */
  readonly levels: ReadonlyMap<string, Labels>;
  readonly themes: Labels;
  /** Digits of an Arabic text; 0-9 unless said. */
  readonly digits?: Digits;
}

/** Place of the form that a count takes among the forms of a phrase. */
function pluralForm(language: LanguageCode, count: number): number {
  if (language === 'fr') return count < 2 ? 0 : 1;
  if (language === 'en') return count === 1 ? 0 : 1;
  const lastTwo = count % 100;
  if (count === 1 || count === 2) return count - 1;
  if (lastTwo >= 3 && lastTwo <= 10) return 2;
  return lastTwo >= 11 ? 3 : 4;
}

/** The whole number that a written count stands for: digits of any of our languages, separators left out. */
function countOf(written: string): number {
  const digits = written.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return Number(digits.replace(/\D/g, ''));
}

/**
 * Fills the places of a phrase: `{n}` by the value n, and `{n|form|form}` by the form that the count n takes in this language (the last
 * form serves where there are fewer). A place without a value is a bug, and throws.
 */
export function fill(text: string, values: Readonly<Record<string, string>>, language: LanguageCode): string {
  return text.replace(/\{(\w+)((?:\|[^{}|]*)*)\}/g, (_place, name: string, alternatives: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`phrase without a value for {${name}}: ${text}`);
    if (alternatives === '') return value;
    const forms = alternatives.slice(1).split('|');
    return forms[Math.min(pluralForm(language, countOf(value)), forms.length - 1)] ?? '';
  });
}

/** French puts spaces that do not break before high punctuation and inside guillemets; the phrases are written with plain ones. */
export function frenchSpaces(text: string): string {
  return text
    .replace(/ ([:»])/g, '\u00a0$1')
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/« /g, '«\u00a0');
}

function labelOf(labels: Labels | undefined, code: string): string {
  return labels?.get(code) || code;
}

/** Every word of the outputs in one language, from plain values. Pure: the Words only look up. */
export function buildWords(source: WordsSource): Words {
  const { language, digits } = source;
  const spaced = (text: string) => (language === 'fr' ? frenchSpaces(text) : text);
  const printed = (text: string) => labelInDigits(spaced(text), language, digits);
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    title: printed(source.title),
    phrase(id, values = {}) {
      const text = PHRASES[id][language];
      return fill(spaced(text), values, language);
    },
    printed,
    indicator(id) {
      const known: IndicatorWords = source.indicators.get(id) ?? {
        title: id,
        base: '',
        question: '',
        unit: '',
      };
      return {
        title: printed(known.title),
        base: printed(known.base),
        question: printed(known.question),
        unit: printed(known.unit),
        definition: printed(known.definition ?? ''),
        notes: (known.notes ?? []).map((note) => printed(note)),
        benchmarks: (known.benchmarks ?? []).map(({ value, label }) => ({ value, label: printed(label) })),
      };
    },
    item: (indicator, item) => printed(labelOf(source.items.get(indicator), item)),
    field: (name) => printed(labelOf(source.fields, name)),
    level: (field, code) => printed(labelOf(source.levels.get(field), code)),
    theme: (id) => printed(labelOf(source.themes, id)),
    day: (date) => inDigits(writeDay(date, language), language, digits),
    number: (x, format) => writeNumber(x, format, language, digits),
  };
}

/** The words of the program alone in one language: phrases, dates and numbers; names of a study are told by their codes. */
export function plainWords(language: LanguageCode, digits: Digits = 'latin'): Words {
  const none = new Map();
  const nothing = { indicators: none, items: none, fields: none, levels: none, themes: none };
  return buildWords({ language, title: '', ...nothing, digits });
}
