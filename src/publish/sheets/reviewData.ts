import { columnLetters } from '../../table/letters.ts';
import type { Words } from '../words/words.ts';
import { LOG_SHEET, logColumn } from './reviewLog.ts';
import type { Cell, Cells, Row } from './sheet.ts';

/** Ground of an answer with a finding. */
const MARKED = 'F8B6A5';

/** Rows of one table that have a finding, with all their answers. */
export interface DataRows {
  /** Name of its sheet. */
  readonly sheet: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    /** As the log names the row. */
    readonly key: string;
    readonly values: readonly (string | number)[];
    /** Places in `columns` of answers with a finding. */
    readonly marked: ReadonlySet<number>;
    readonly findings: number;
  }[];
}

/** Column of the first answer, from 0: the link and the key stand before. */
export const FIRST_ANSWER = 2;

/** Data with what was found coloured, and a link from each row to where its findings stand in the log now, wherever they were sorted to. */
export function dataSheet({ sheet, columns, rows }: DataRows, words: Words): Cells {
  const keys = columnLetters(logColumn('key'));
  // MATCH takes ~ * ? for signs: in a key ~ stands doubled.
  const link = (row: number) =>
    `IFERROR(HYPERLINK("#${LOG_SHEET}!A"&MATCH(SUBSTITUTE(B${row + 1},"~","~~"),${LOG_SHEET}!$${keys}:$${keys},0),"${rows[row - 1]?.findings ?? 0}"),"")`;
  return {
    name: sheet,
    title: sheet,
    language: words.language,
    direction: words.direction,
    widths: [8, 20, ...columns.map((name) => Math.min(30, Math.max(12, name.length + 2)))],
    rows: [
      ['#', 'key', ...columns].map((value): Cell => ({ value, style: 'logHead' })),
      ...rows.map(
        ({ key, values, marked, findings }, place): Row => [
          { value: String(findings), style: 'data', formula: link(place + 1) },
          { value: key, style: 'data' },
          ...values.map((value, at): Cell => {
            const cell: Cell = { value: value === '' ? null : value, style: 'data' };
            return marked.has(at) ? { ...cell, tint: MARKED } : cell;
          }),
        ],
      ),
    ],
    frozenRows: 1,
    frozenColumns: FIRST_ANSWER,
    pictures: [],
    repeatedRows: [0, 0],
    tables: [],
  };
}
