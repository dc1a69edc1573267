import type { CodeColumn, Column } from './column.ts';
import { codesFor, isCodes, pack } from './column.ts';
import type { Table } from './table.ts';

/** The columns of the ledger, in the order of `changes.csv` (there in snake case). */
export const CHANGE_FIELDS = [
  'changeId',
  'table',
  'key',
  'field',
  'from',
  'fromState',
  'to',
  'toState',
  'action',
  'rule',
  'decisionId',
  'reason',
  'by',
  'at',
  'source',
  'sourceRow',
] as const;

/** One row of the ledger, as text. `action` is set, drop_row or add_row. */
export type Change = Readonly<Record<(typeof CHANGE_FIELDS)[number], string>>;

/** Many changes: a table of text columns, one a ledger field. */
export type Changes = Table;

function textColumn(name: string, texts: readonly string[]): CodeColumn {
  const codes = new Map<string, number>([['', 0]]);
  for (const text of texts) if (!codes.has(text)) codes.set(text, codes.size);
  const values = codesFor(codes.size, texts.length);
  for (const [row, text] of texts.entries()) values[row] = codes.get(text) ?? 0;
  return {
    name,
    type: 'text',
    values,
    answers: [...codes.keys()],
    states: new Uint8Array(texts.length),
    raw: new Map(),
  };
}

/** Gathers changes into one table. */
export function changesOf(rows: readonly Change[]): Changes {
  const columns = new Map<string, Column>();
  for (const field of CHANGE_FIELDS)
    columns.set(
      field,
      textColumn(
        field,
        rows.map((row) => row[field]),
      ),
    );
  return { name: 'changes', rows: rows.length, keys: pack(rows.map((row) => row.changeId)), columns };
}

/** The change on row `row` of a ledger. */
export function changeAt(changes: Changes, row: number): Change {
  const change: Record<string, string> = {};
  for (const field of CHANGE_FIELDS) {
    const column = changes.columns.get(field);
    change[field] = column !== undefined && isCodes(column) ? (column.answers[column.values[row] ?? 0] ?? '') : '';
  }
  return change as Change;
}
