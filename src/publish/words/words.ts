import type { PhraseId } from './phrases.ts';

/** The languages that people read our outputs in. */
export type LanguageCode = 'fr' | 'en' | 'ar';

/**
 * How a number is shown: decimals, percent (a share times 100), a whole number with thousands separated, or a p-value, which is not
 * written out below 0.001.
 */
export type NumberFormat = 'count' | 'percent' | 'decimal1' | 'decimal2' | 'decimal3' | 'pValue' | 'auto';

/** What readers are told of an indicator. */
export interface IndicatorWords {
  readonly title: string;
  /** Who is counted, in words. */
  readonly base: string;
  /** The question or questions behind it, as they were asked; '' without one. */
  readonly question: string;
  readonly unit: string;
  /** How its number is defined, in words. */
  readonly definition?: string;
  /** Further sentences under its tables: what it is held against, where it comes from. */
  readonly notes?: readonly string[];
  /** Numbers from elsewhere that its number among everybody may be held against. */
  readonly benchmarks?: readonly { readonly value: number; readonly label: string }[];
}

/** Every word that a reader of the outputs sees, in one language. Built by `study`; an estimate carries no label. */
export interface Words {
  readonly language: LanguageCode;
  readonly direction: 'ltr' | 'rtl';
  /** Title of the survey. */
  readonly title: string;
  /** A sentence or word of our own, its `{places}` filled. */
  phrase(id: PhraseId, values?: Readonly<Record<string, string>>): string;
  /** A text of the study in this language, as it is printed: its spaces and digits. */
  printed(text: string): string;
  indicator(id: string): IndicatorWords;
  /** Label of an indicator's item (a choice, a bin). */
  item(indicator: string, item: string): string;
  /** Label of a question or breakdown. */
  field(name: string): string;
  /** Label of a value of a question or breakdown. */
  level(field: string, code: string): string;
  /** Label of a theme. */
  theme(id: string): string;
  number(x: number, format: NumberFormat): string;
  /** A day (YYYY-MM-DD) as people write it. */
  day(date: string): string;
}
