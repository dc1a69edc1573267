import type { Level } from '../../table/finding.ts';
import type { Block, MethodSection } from '../sheets/sheet.ts';
import type { LanguageCode } from '../words/words.ts';

/** A chart: its drawing, what it shows in words, and the sentences under it. */
export interface ReportFigure {
  readonly kind: 'figure';
  readonly id: string;
  /** « Figure 2 »; '' without one. */
  readonly number: string;
  readonly title: string;
  readonly svg: string;
  /** What the chart shows, for those who do not see it. */
  readonly alt: string;
  /** Base and method, one sentence each. */
  readonly notes: readonly string[];
  readonly simulated: boolean;
}

export interface ReportTable {
  readonly kind: 'table';
  readonly block: Block;
}

/** What the report says of one theme. */
export interface ReportSection {
  readonly id: string;
  readonly title: string;
  /** Paragraphs of text, before the figures and tables. */
  readonly prose: readonly string[];
  readonly items: readonly (ReportFigure | ReportTable)[];
}

/** A number of something, with its label in the language of the report. */
export interface Tally {
  readonly label: string;
  readonly count: number;
}

/** What a researcher must know before reading on: interviews, findings and decisions, each as a count. */
export interface ReportSummary {
  /** Paragraphs that open the report, such as its main results. */
  readonly prose: readonly string[];
  readonly received: number;
  readonly kept: number;
  /** What became of each case received: one line a disposition. */
  readonly cases: readonly Tally[];
  /** Findings of the checks on the data as received, and those still open in the clean data. */
  readonly findings: Readonly<Record<Level, { readonly raw: number; readonly clean: number }>>;
  readonly decisions: { readonly applied: number; readonly refused: number };
  /** Settings that were guessed and not confirmed, by their path in the configuration. */
  readonly toConfirm: readonly string[];
  /** Cells that corrections changed. */
  readonly changes: number;
}

/** A question that no table shows, and why. */
export interface NotTabulated {
  readonly field: string;
  readonly question: string;
  readonly reason: string;
}

/** Everything that a report shows; the Words bring title and language. */
export interface ReportContent extends ReportAccount {
  readonly sections: readonly ReportSection[];
}

/** What a report says beside its figures and tables: what became of the interviews, what no table shows, the method. */
export interface ReportAccount {
  /** Under the title: publisher, date. */
  readonly lines: readonly string[];
  readonly simulated: boolean;
  readonly summary: ReportSummary;
  readonly notTabulated: readonly NotTabulated[];
  readonly method: readonly MethodSection[];
  /** Languages that the report is there in. */
  readonly languages?: readonly LanguageCode[];
  /** Version of the program, hashes of data and study: label and value. */
  readonly colophon: readonly (readonly [label: string, value: string])[];
}
