import { columnLetters } from '../../table/letters.ts';
import type { LanguageCode } from '../words/words.ts';
import type { Cell, Cells, Row } from './sheet.ts';

/** The hidden sheet that drop-downs take their lists from, by the name that IMPACT's tools give it. */
export const CHOICE_SHEET = 'validation_rules';

/** What can be decided, as cleaning logs write it. */
export const CHANGE_TYPES = ['change_response', 'blank_response', 'remove_survey', 'no_action'] as const;

/** Column of the first question, from 0; the change types stand before. */
const FIRST = 2;

/** A question and the answers that it may have. */
export interface Answers {
  readonly question: string;
  readonly choices: readonly string[];
}

/**
 * Lists for drop-downs, a column each: the change types, then the answers of each question under its name. On a sheet, for lists
 * written in line end at 255 characters and break at commas.
 */
export function choiceSheet(questions: readonly Answers[], language: LanguageCode): Cells {
  const deep = Math.max(CHANGE_TYPES.length, ...questions.map(({ choices }) => choices.length));
  const cell = (value: string): Cell => ({ value, style: 'data' });
  const rows = Array.from({ length: deep + 1 }, (_, row): Row => {
    const own = row === 0 ? 'change_type' : (CHANGE_TYPES[row - 1] ?? '');
    return [
      own,
      '',
      ...questions.map(({ question, choices }) => (row === 0 ? question : (choices[row - 1] ?? ''))),
    ].map((text) => (text === '' ? { value: null, style: 'data' } : cell(text)));
  });
  return {
    name: CHOICE_SHEET,
    title: CHOICE_SHEET,
    language,
    direction: 'ltr',
    widths: [18, 4, ...questions.map(() => 18)],
    rows,
    frozenRows: 1,
    frozenColumns: 0,
    pictures: [],
    tables: [],
    hidden: true,
  };
}

/**
 * The answers of the question that a row names, found anew in each row: they stay right where rows are sorted or deleted. `column` is
 * where the first row of the log, row 2, names its question.
 */
export function choiceFormula(column: number, questions: number): string {
  const [from, to] = [columnLetters(FIRST), columnLetters(FIRST + questions - 1)];
  const place = `MATCH($${columnLetters(column)}2,${CHOICE_SHEET}!$${from}$1:$${to}$1,0)-1`;
  const top = `${CHOICE_SHEET}!$${from}$2`;
  return `OFFSET(${top},0,${place},COUNTA(OFFSET(${top},0,${place},9999)))`;
}
