import type { Row } from './textRow.ts';

/** Bytes of one file as they come; a reader never names the disk. */
export interface Source {
  /** The path that people gave, for messages. */
  readonly path: string;
  readonly size: number;
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes as they come, each chunk only lent: the next takes its place. Where all are looked at and none kept, it is several times as fast. */
  lent?(): Iterable<Uint8Array>;
  /** All of its bytes, where a source can give them at once. */
  whole?(): Promise<Uint8Array>;
  /** All of its bytes without waiting: of what is read only if it is asked for. */
  now?(): Uint8Array;
  /** The bytes from one place to another, where a source can go there. */
  part?(from: number, to: number): Promise<Uint8Array>;
}

/**
 * One table of text as it stands in a file: a CSV, or one sheet of a workbook. Every cell is text: numbers of a workbook in their
 * shortest form, its date cells as ISO text, its booleans as TRUE or FALSE, an empty cell as ''.
 */
export interface RawSheet {
  /** The sheet's name, or the file's own name without folder and ending. */
  readonly name: string;
  readonly path: string;
  /** True where cells come from a workbook, where a bare number in a date question can only be an Excel serial. */
  readonly workbook: boolean;
  readonly header: readonly string[];
  /** How its bytes were read, as a clause for people: « UTF-8, as all its bytes are valid; cells apart by ';' ». */
  readonly how?: string;
  /** What a labelled file says of its columns, by header name. */
  readonly labelled?: ReadonlyMap<string, LabelledColumn>;
  /** Rows after the header, in batches; a short row is not filled up. Wholly empty rows are left out. Can be read once or more. */
  rows(): AsyncIterable<readonly Row[]>;
  /** The row of the file, from 1, where the n-th of `rows` (from 1) stands; only known of rows that have been read. */
  rowAt?(n: number): number;
  /** The column of the file, from 1, where the n-th of `header` stands; 0 where that differs from row to row. */
  columnAt?(n: number): number;
}

/** Why a code of a labelled file is no answer. */
export type MissingKind = 'dontKnow' | 'refused' | 'notAsked' | 'blank';

/** What a file with a dictionary (SPSS, Stata) says of a column. Codes are written as in the cells. */
export interface LabelledColumn {
  readonly label: string;
  readonly type: 'integer' | 'decimal' | 'date' | 'dateTime' | 'time' | 'text';
  readonly labels: ReadonlyMap<string, string>;
  /** Codes that the file declares missing, and the kind that their label tells; `blank` where it tells none. */
  readonly missing: ReadonlyMap<string, MissingKind>;
}

/** All of a source's bytes in one array. */
export async function wholeSource(source: Source): Promise<Uint8Array> {
  if (source.whole !== undefined) return source.whole();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.chunks()) {
    parts.push(chunk);
    length += chunk.length;
  }
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
