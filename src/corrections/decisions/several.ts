import { isEmptyState } from '../../expression/run.ts';
import { BLANK } from '../../table/states.ts';
import type { Table } from '../../table/table.ts';
import { keyAt, mainTable } from '../../table/table.ts';
import { storedText } from '../../table/text.ts';
import { cellAt } from '../cell.ts';
import { heldMeaning, type Judged, judge, meaningOf, unjudged } from './judge.ts';
import type { Line } from './logs.ts';
import { isNothing } from './meaning.ts';
import type { CellFound, Ground } from './target.ts';
import { findCell, namesAll } from './target.ts';

/** What a line comes to: for most lines one thing, for one that speaks of all interviews one for each that it changes. */
export function judgeLine(line: Line, ground: Ground): readonly Judged[] {
  if (line.wrong !== '') return [unjudged(line, line.wrong)];
  if (line.recoding !== null) return recoded(line, ground);
  return namesAll(line.key) ? everywhere(line, ground) : [judge(line, ground)];
}

/** A line about all interviews changes those whose cell holds its old value; without one, all. */
function everywhere(line: Line, ground: Ground): readonly Judged[] {
  const refuse = (why: string) => [unjudged(line, why)];
  if (line.known === null) return refuse(`unknown change_type '${line.action}'`);
  if (line.known === 'no_action') return [{ ...unjudged(line), note: 'said of the whole column' }];
  if (line.known === 'remove_survey') return refuse(`'${line.key}' would remove every interview`);
  const table = line.table === '' ? mainTable(ground.data) : ground.data.tables.get(line.table);
  if (table === undefined) return refuse(`there is no table '${line.table}'`);
  const cell = findCell(line, table, ground);
  if (typeof cell === 'string') return refuse(cell);
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => isMeant(line, cell, row));
  return allowed(line, rows.length, ground, () => rows.map((row) => judge(partOf(line, table, row), ground)));
}

function isMeant(line: Line, cell: CellFound, row: number): boolean {
  const held = cellAt(cell.column, row);
  const empty = isEmptyState(held.state);
  if (line.known === 'blank_response' && empty) return false;
  if (line.oldValue === '') return true;
  if (isNothing(cell.spec, line.oldValue)) return empty;
  return meaningOf(cell, line.oldValue) === heldMeaning(cell, held);
}

/** A recoding of « other » gives each interview whose text says so the choice; the text goes, becomes another or stays, as the log says. */
function recoded(line: Line, ground: Ground): readonly Judged[] {
  const refuse = (why: string) => [unjudged(line, why)];
  const table = line.table === '' ? mainTable(ground.data) : ground.data.tables.get(line.table);
  if (table === undefined) return refuse(`there is no table '${line.table}'`);
  const parent = findCell(line, table, ground);
  if (typeof parent === 'string') return refuse(parent);
  const child = findCell({ ...line, question: line.recoding?.child ?? '' }, table, ground);
  if (typeof child === 'string') return refuse(child);
  if (parent.option !== '') return refuse(`'${line.question}' is an option: name the question`);
  const several = parent.spec.type === 'many';
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => {
    if (!namesAll(line.key) && keyAt(table, row) !== line.key.replace(/^uuid:/, '')) return false;
    if (isEmptyState(child.column.states[row] ?? BLANK)) return false;
    if (line.recoding?.matches(storedText(child.column, row)) !== true) return false;
    const held = heldMeaning(parent, cellAt(parent.column, row));
    return line.oldValue === '' || held === meaningOf(parent, line.oldValue) || held.split(' ').includes(line.oldValue);
  });
  if (rows.length === 0)
    return refuse(
      `no interview has such a text in '${child.field}'${line.oldValue === '' ? '' : ` and '${line.oldValue}' in '${parent.field}'`}`,
    );
  return allowed(line, rows.length, ground, () =>
    rows.flatMap((row) => {
      const held = storedText(parent.column, row);
      const part = partOf(line, table, row);
      const wish = several ? withChoice(held, line.oldValue, line.newValue) : line.newValue;
      const choice = judge({ ...part, oldValue: held, newValue: wish }, ground);
      const text = line.recoding?.text ?? null;
      if (text === null) return [choice];
      const known = text === '' ? 'blank_response' : 'change_response';
      const oldValue = storedText(child.column, row);
      return [choice, judge({ ...part, question: child.field, known, newValue: text, oldValue }, ground)];
    }),
  );
}

/** The choices of an answer with one in the place of another; at their end where that other is not there. */
function withChoice(answer: string, from: string, to: string): string {
  const choices = answer.split(/\s+/).filter((each) => each !== '');
  const at = choices.indexOf(from);
  return [...new Set(at < 0 ? [...choices, to] : choices.map((each) => (each === from ? to : each)))].join(' ');
}

function partOf(line: Line, table: Table, row: number): Line {
  return { ...line, key: keyAt(table, row), keyField: '', table: table.name, recoding: null };
}

function allowed(line: Line, count: number, { several }: Ground, make: () => readonly Judged[]): readonly Judged[] {
  if (count > 1 && several !== true)
    return [
      unjudged(
        line,
        `would change ${count} rows: write one line for each, or let decisions change several by "decisions": {"several": true} in pipeline.config.json`,
      ),
    ];
  return count === 0 ? [{ ...unjudged(line), already: true, note: 'no cell holds that value' }] : make();
}
