import type { Block, MethodSection } from '../sheets/sheet.ts';
import type { LanguageCode } from '../words/words.ts';
import type { ReportFigure } from './content.ts';

/** A stretch of running text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run' | 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly children: readonly Inline[] }
  /** A number of the study: as the text has it, exactly, and the key that `pipeline trace` knows it by. */
  | { readonly kind: 'number'; readonly text: string; readonly exact: string; readonly key: string }
  /** A figure or table of this document, named by what numbers it. */
  | { readonly kind: 'see'; readonly target: string; readonly text: string }
  /** What no longer agrees with the numbers. */
  | { readonly kind: 'doubt'; readonly text: string };

/** A small table of texts; `wide` columns take what is left. */
export interface Grid {
  readonly kind: 'grid';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each column: its share of the width. */
  readonly widths: readonly number[];
  /** Columns that hold numbers. */
  readonly numbers: ReadonlySet<number>;
  /** Of rows that are estimates: the key of each, as `pipeline trace` takes it. */
  readonly keys?: readonly string[];
  /** False for a part of a questionnaire: it is no table of results, and no list of tables names it. */
  readonly counted?: false;
}

/** A picture of which a part is shown: pixels of that part, and what is cut off above and below it, as shares of the whole. */
export interface PictureOfFigure {
  readonly png: Uint8Array;
  readonly crop: { readonly top: number; readonly bottom: number };
  readonly width: number;
  readonly height: number;
}

/** A block of the report, in the order that it is read. */
export type Part =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: readonly Inline[];
      readonly id: string;
      /** False where what is under it stands on the page alone. */
      readonly inWord?: boolean;
    }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'quote'; readonly text: readonly (readonly Inline[])[] }
  | { readonly kind: 'figure'; readonly figure: ReportFigure; readonly picture: PictureOfFigure; readonly id: string }
  | { readonly kind: 'table'; readonly block: Block; readonly id: string; readonly inWord: boolean }
  | { readonly kind: 'method'; readonly section: MethodSection }
  | Grid;

/** A report as it is read, before any file format: the page and the Word document show the same. */
export interface ReportDocument {
  readonly title: string;
  /** Under the title: interviews, dates. */
  readonly lines: readonly string[];
  readonly simulated: boolean;
  readonly parts: readonly Part[];
  readonly colophon: readonly (readonly [label: string, value: string])[];
  /** The same report in the other languages of the study, this one included. */
  readonly languages: readonly LanguageCode[];
  /** Day that the files bear, YYYY-MM-DD. */
  readonly date: string;
}

/** The parts of a report that its Word document shows; the page shows all. */
export function partsInWord({ parts }: ReportDocument): readonly Part[] {
  return parts.filter((part) => !('inWord' in part) || part.inWord !== false);
}
