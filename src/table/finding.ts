export type Level = 'error' | 'warning' | 'note';
export type Phase = 'raw' | 'clean';
export type FindingStatus = 'open' | 'decided' | 'silenced' | 'expired';

/** How one check of the study went on one phase of the data: none is left out without a word. */
export interface CheckOutcome {
  readonly check: string;
  readonly kind: string;
  readonly level: Level;
  readonly phase: Phase;
  readonly status: 'run' | 'skipped';
  /** Why it was skipped; '' where it ran. */
  readonly why: string;
  /** Cells, rows or columns that it found fault with, silenced ones included. */
  readonly failed: number;
  /** Notes that it could not judge something: an answer that it reads is not known. */
  readonly notJudged: number;
}

/** What a check reports of one cell, row or column. A finding on a column has no key; one on a table has no field. */
export interface Remark {
  readonly table: string;
  readonly key: string;
  readonly field: string;
  /** The offending value as text. */
  readonly value: string;
  /** The reason in words, with the numbers that made it fire. */
  readonly message: string;
  readonly proposedAction?: string;
  readonly proposedValue?: string;
  readonly otherKey?: string;
}

/** A remark with what its entry, the form and the stage know besides: one row of `findings.csv`. */
export interface Finding extends Required<Remark> {
  readonly findingId: string;
  readonly check: string;
  readonly kind: string;
  readonly level: Level;
  readonly phase: Phase;
  readonly status: FindingStatus;
  readonly valueLabel: string;
  readonly question: string;
  readonly binding: string;
  readonly enumerator: string;
  readonly seconds: number | null;
}
