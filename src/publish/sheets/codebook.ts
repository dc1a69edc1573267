import { STATE_NAMES } from '../../table/states.ts';
import type { Words } from '../words/words.ts';
import type { Cell, Cells, Row, SheetHeading } from './sheet.ts';
import { across, headRows } from './stack.ts';

/** One variable of the clean data. */
export interface CodebookField {
  readonly name: string;
  /** The question as it was asked, or what the variable holds. */
  readonly question: string;
  readonly type: string;
  /** Code and label of each choice, in form order. */
  readonly choices: readonly (readonly [code: string, label: string])[];
  /** Rows by state, in the order of the state bytes 0 to 7. */
  readonly states: readonly number[];
}

/** The variables of one table, in form order. */
export interface CodebookTable {
  readonly title: string;
  readonly fields: readonly CodebookField[];
}

const COLUMNS = 4 + STATE_NAMES.length;

function fieldRow(field: CodebookField): Row {
  const choices = field.choices.map(([code, label]) => `${code} = ${label}`).join('\n');
  return [
    { value: field.name, style: 'label' },
    { value: field.question, style: 'cell' },
    { value: field.type, style: 'cell' },
    { value: choices, style: 'cell' },
    ...STATE_NAMES.map((_state, place): Cell => ({ value: field.states[place] ?? 0, style: 'count' })),
  ];
}

/** Every variable: its question, type and choices, and how many rows are in each state. */
export function codebookSheet(
  tables: readonly CodebookTable[],
  heading: SheetHeading,
  simulated: boolean,
  words: Words,
): Cells {
  const head = headRows(heading.title, COLUMNS, { simulated, contents: heading.contents }, words);
  const headerRow = head.length;
  const rows: Row[] = [
    ...head,
    [
      ...(['variable', 'question', 'type', 'choices'] as const).map(
        (id): Cell => ({ value: words.phrase(id), style: 'head' }),
      ),
      ...STATE_NAMES.map((id): Cell => ({ value: words.phrase(id), style: 'headNumber' })),
    ],
  ];
  const places: { number: string; title: string; row: number }[] = [];
  for (const table of tables) {
    places.push({ number: '', title: table.title, row: rows.length });
    rows.push(across(table.title, 'group', COLUMNS));
    for (const field of table.fields) rows.push(fieldRow(field));
  }
  return {
    name: heading.name,
    title: heading.title,
    language: words.language,
    direction: words.direction,
    widths: [34, 46, 14, 34, ...STATE_NAMES.map(() => 11)],
    rows,
    frozenRows: headerRow + 1,
    frozenColumns: 1,
    pictures: [],
    repeatedRows: [headerRow, headerRow],
    tables: places,
  };
}
