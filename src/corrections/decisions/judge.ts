import { isEmptyState } from '../../expression/run.ts';
import { isCodes } from '../../table/column.ts';
import { INVALID } from '../../table/states.ts';
import { keyAt } from '../../table/table.ts';
import type { Cell } from '../cell.ts';
import { cellAt } from '../cell.ts';
import { plain, settled } from '../fits.ts';
import { choiceLabelled } from '../labels.ts';
import type { Line } from './logs.ts';
import { isNothing, meaning } from './meaning.ts';
import type { CellFound, Ground, RowFound } from './target.ts';
import { findCell, findRow } from './target.ts';

/** What a line comes to, held against the data by itself; how it stands to other lines is seen later. */
export interface Judged {
  readonly line: Line;
  /** The row that is meant; null where none was found. */
  readonly row: RowFound | null;
  /** The cell that is meant; null where none was found, or a whole row is meant. */
  readonly cell: CellFound | null;
  /** What the cell is to hold: as stored; of an option 1 or 0; null where nothing is to be set. */
  readonly wish: string | null;
  /** The wish in the one writing by which two lines are compared. */
  readonly wishMeaning: string;
  /** Why it cannot be done; '' where it can. */
  readonly refused: string;
  /** Where the data are already as the line wants them. */
  readonly already: boolean;
  /** What a reader should know of a line that is followed. */
  readonly note: string;
  /** Where its key is nowhere in the data. */
  readonly foreign: boolean;
}

/** A line that nothing is known of yet, or that cannot be followed, with the reason. */
export function unjudged(line: Line, refused = ''): Judged {
  return {
    line,
    row: null,
    cell: null,
    wish: null,
    wishMeaning: '',
    refused,
    already: false,
    note: '',
    foreign: false,
  };
}

/** Holds one line against the data. */
export function judge(line: Line, ground: Ground): Judged {
  const nothing = unjudged(line);
  if (line.wrong !== '') return { ...nothing, refused: line.wrong };
  const row = findRow(line, ground);
  if ('wrong' in row) return { ...nothing, refused: row.wrong, foreign: row.foreign };
  const found = { ...nothing, row };
  if (line.known === null) {
    const words = 'change_response, blank_response, remove_survey or no_action';
    return {
      ...found,
      refused:
        line.action === '' ? `not decided yet: write ${words}` : `unknown change_type '${line.action}'; write ${words}`,
    };
  }
  if (line.known === 'remove_survey') return removal(found, row);
  const looked = line.known === 'no_action';
  if (row.gone !== '' && looked) return { ...found, already: true, note: `removed by the rule '${row.gone}'` };
  if (row.gone !== '') return { ...found, refused: `the row was removed by the rule '${row.gone}'` };
  // Findings on a whole row (its duration, a copy) name no question, and are looked at all the same.
  if (looked && line.question === '') return found;
  const cell = findCell(line, row.table, ground);
  if (typeof cell === 'string') return { ...found, refused: cell };
  const held = cellAt(cell.column, row.row);
  const old = oldValue(line, cell, held);
  const judged = { ...found, cell, note: old.note };
  if (looked) return { ...judged, refused: old.wrong };
  const { wish, wrong } = wishOf(line, cell, ground);
  const wishMeaning = wish === '' ? '' : meaningOf(cell, wish);
  const asked = { ...judged, wish, wishMeaning };
  if (wrong !== '') return { ...asked, refused: wrong };
  if (isHeld(cell, held, wish)) return { ...asked, already: true };
  return { ...asked, refused: old.wrong };
}

function removal(found: Judged, row: RowFound): Judged {
  if (row.gone !== '') return { ...found, already: true, note: `removed by the rule '${row.gone}'` };
  if (row.table.parent !== undefined && found.line.table === '')
    return {
      ...found,
      refused: `'${keyAt(row.table, row.row)}' is a row of the roster ${row.table.name}; name the table to remove it`,
    };
  return found;
}

/** What a line wants of its cell, and what is wrong with that. */
function wishOf(line: Line, cell: CellFound, { form }: Ground): { readonly wish: string; readonly wrong: string } {
  if (line.known === 'blank_response') return { wish: cell.option === '' ? '' : '0', wrong: '' };
  if (cell.option !== '') {
    const wish = plain(line.newValue);
    return {
      wish,
      wrong:
        wish === '1' || wish === '0' ? '' : `'${line.newValue}' is not 1 or 0 (or TRUE, FALSE), as an option must be`,
    };
  }
  if (isNothing(cell.spec, line.newValue))
    return { wish: '', wrong: 'there is no new value; to empty the cell write blank_response' };
  const { text, wrong } = settled(cell.spec, line.newValue);
  if (wrong === '' || form === null) return { wish: text, wrong };
  const meant = choiceLabelled(form, cell.field, line.newValue);
  return meant === null
    ? { wish: text, wrong }
    : {
        wish: text,
        wrong: `'${line.newValue}' is the label of a choice of '${cell.field}'; write its code '${meant}'`,
      };
}

export function meaningOf(cell: CellFound, text: string): string {
  return cell.option === '' ? meaning(cell.spec, text) : plain(text);
}

/** What a cell holds, as meanings are compared; '' where it is empty. */
export function heldMeaning(cell: CellFound, held: Cell): string {
  if (cell.option !== '') return held.text.split(/\s+/).includes(cell.option) ? '1' : '0';
  return isEmptyState(held.state) ? '' : meaning(cell.spec, held.text);
}

/**
 * True where a cell holds what is wished already. Answers in words must be so to the letter (TRUE is not yet the choice 1), but for
 * the order of the options of a select_multiple; what could not be typed is not held, whatever it may mean.
 */
function isHeld(cell: CellFound, held: Cell, wish: string): boolean {
  if (cell.option !== '') return heldMeaning(cell, held) === wish;
  if (wish === '' || isEmptyState(held.state)) return wish === '' && isEmptyState(held.state);
  if (held.state === INVALID) return false;
  if (!isCodes(cell.column) && !('packed' in cell.column))
    return meaning(cell.spec, held.text) === meaning(cell.spec, wish);
  return held.text === wish || (cell.spec.type === 'many' && sorted(held.text) === sorted(wish));
}

function sorted(answer: string): string {
  return [...new Set(answer.split(/\s+/))].sort().join(' ');
}

/** Whether the old value of a line is what the cell holds; a line without one is followed, and says so. */
function oldValue(line: Line, cell: CellFound, held: Cell): { readonly wrong: string; readonly note: string } {
  const fine = { wrong: '', note: '' };
  const empty = isEmptyState(held.state);
  const now = heldMeaning(cell, held);
  if (isNothing(cell.spec, line.oldValue)) {
    if (empty) return fine;
    if (line.oldValue === '') return { wrong: '', note: 'the log gives no old value to compare with' };
  } else if (meaningOf(cell, line.oldValue) === now) return fine;
  const holds = cell.option !== '' ? `'${now}'` : empty ? 'nothing' : `'${held.text}'`;
  return { wrong: `the cell holds ${holds}, not '${line.oldValue}' as the log says`, note: '' };
}
