/** What is said, in each language. */
export interface Phrase {
  readonly fr: string;
  readonly en: string;
  readonly ar: string;
}
