import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import { CHOICE_SHEET, choiceFormula } from './reviewLists.ts';
import type { Cell, Cells, DropDown, Place, Row } from './sheet.ts';

/** The sheet of a review that people decide on, by the name that IMPACT's tools look for. */
export const LOG_SHEET = 'cleaning_log';

/** The columns of the log, IMPACT's in IMPACT's order, with their widths and what the read-me says of each. */
export const LOG_COLUMNS = [
  { name: 'uuid', width: 18, told: 'reviewUuid' },
  { name: 'old_value', width: 18, told: 'reviewOldValue' },
  { name: 'question', width: 20, told: 'reviewQuestion' },
  { name: 'issue', width: 52, told: 'reviewIssue' },
  { name: 'check_id', width: 16, told: 'reviewCheck' },
  { name: 'check_binding', width: 18, told: 'reviewBinding' },
  { name: 'level', width: 14, told: 'reviewLevel' },
  { name: 'value_label', width: 24, told: 'reviewValueLabel' },
  { name: 'wording', width: 40, told: 'reviewWording' },
  { name: 'enumerator', width: 14, told: 'reviewEnumerator' },
  { name: 'day', width: 12, told: 'reviewDay' },
  { name: 'table', width: 10, told: 'reviewTable' },
  { name: 'key', width: 18, told: 'reviewKey' },
  { name: 'other_key', width: 18, told: 'reviewOtherKey' },
  { name: 'seconds', width: 10, told: 'reviewSeconds' },
  { name: 'status', width: 16, told: 'reviewStatus' },
  { name: 'choices', width: 36, told: 'reviewChoices' },
  { name: 'proposed_action', width: 18, told: 'reviewProposedAction' },
  { name: 'proposed_value', width: 18, told: 'reviewProposedValue' },
  { name: 'change_type', width: 18, told: 'reviewChangeType' },
  { name: 'new_value', width: 22, told: 'reviewNewValue' },
  { name: 'reason', width: 32, told: 'reviewReason' },
  { name: 'decided_by', width: 14, told: 'reviewDecidedBy' },
  { name: 'decided_at', width: 14, told: 'reviewDecidedAt' },
  { name: 'finding_id', width: 16, told: 'reviewFindingId' },
] as const satisfies readonly { readonly name: string; readonly width: number; readonly told: PhraseId }[];

/** What people fill in, and so is empty at first. */
type Filled = 'change_type' | 'new_value' | 'reason' | 'decided_by' | 'decided_at';

export type LogColumn = Exclude<(typeof LOG_COLUMNS)[number]['name'], Filled>;

/** One row of the log: a finding, or another answer that its rule looked at. */
export interface LogRow {
  readonly texts: Readonly<Record<LogColumn, string | number | null>>;
  /** Its answer in the sheets of data; null where it is not there. */
  readonly at: Place | null;
}

/** Grounds of rows that belong together; neighbours differ. A row by itself has none. */
const GROUNDS = ['FDEBD3', 'DDEBF7', 'E2EFDA', 'FCE4EC', 'EDE7F6', 'FFF9C4', 'E0F2F1', 'F3E5D8'];

/** The place of a column of the log, from 0. */
export function logColumn(name: (typeof LOG_COLUMNS)[number]['name']): number {
  return LOG_COLUMNS.findIndex((column) => column.name === name);
}

/**
 * The log of findings to decide on: a row each, one colour for what has one check_binding, drop-downs for what is decided and for the
 * question's own answers. `questions` is how many have their answers on the sheet of choices.
 */
export function logSheet(rows: readonly LogRow[], questions: number, words: Words): Cells {
  const sizes = new Map<string, number>();
  for (const { texts } of rows)
    sizes.set(String(texts.check_binding), (sizes.get(String(texts.check_binding)) ?? 0) + 1);
  const shared = [...sizes].filter(([, size]) => size > 1).map(([binding]) => binding);
  const grounds = new Map(shared.map((binding, place) => [binding, GROUNDS[place % GROUNDS.length]]));
  const head: Row = LOG_COLUMNS.map(
    ({ name, told }): Cell => ({ value: name, style: 'logHead', comment: words.phrase(told) }),
  );
  const last = Math.max(1, rows.length);
  const list = (column: number, source: string, strict: boolean): DropDown => ({
    column,
    firstRow: 1,
    lastRow: last,
    source,
    strict,
  });
  return {
    name: LOG_SHEET,
    title: words.phrase('review'),
    language: words.language,
    direction: words.direction,
    widths: LOG_COLUMNS.map(({ width }) => width),
    rows: [head, ...rows.map((row) => lineOf(row, grounds.get(String(row.texts.check_binding))))],
    frozenRows: 1,
    frozenColumns: 1,
    pictures: [],
    repeatedRows: [0, 0],
    tables: [],
    filter: { firstRow: 0, lastRow: last, columns: LOG_COLUMNS.length },
    dropDowns: [
      list(logColumn('change_type'), `${CHOICE_SHEET}!$A$2:$A$5`, true),
      ...(questions === 0
        ? []
        : [list(logColumn('new_value'), choiceFormula(logColumn('question'), questions), false)]),
    ],
  };
}

function lineOf({ texts, at }: LogRow, tint: string | undefined): Row {
  return LOG_COLUMNS.map(({ name }): Cell => {
    const value = Object.hasOwn(texts, name) ? texts[name as LogColumn] : '';
    const cell: Cell = {
      value: value === '' ? null : value,
      style: 'logCell',
      ...(tint === undefined ? {} : { tint }),
    };
    return name === 'question' && at !== null && value !== '' ? { ...cell, link: at } : cell;
  });
}
