import { fault } from '../fault.ts';
import type { Change } from '../table/change.ts';
import type { Cell } from './cell.ts';
import { cellAt, sameCell, typedCell } from './cell.ts';
import { conflicts } from './decisions/conflicts.ts';
import type { Judged } from './decisions/judge.ts';
import { judge } from './decisions/judge.ts';
import type { DecisionSheet, Line, Log } from './decisions/logs.ts';
import { readLogs } from './decisions/logs.ts';
import type { CellFound, Ground, RowFound } from './decisions/target.ts';
import { namesAll } from './decisions/target.ts';
import type { Stamp } from './ledger.ts';
import { dropChanges, rowId, setChange } from './ledger.ts';

/** What became of a decision. `already`: the data were so; `silences`: findings on the cell are accepted while its value stays. */
export type Outcome = 'applied' | 'already' | 'refused' | 'silences';

/** A line of a log of decisions and what became of it: one row of `decisions.csv`. */
export interface Decision {
  readonly decisionId: string;
  readonly source: string;
  /** Row in its sheet, from 1. */
  readonly sourceRow: number;
  readonly dialect: string;
  readonly table: string;
  readonly key: string;
  /** A question, or `question/option`; '' for a whole row. */
  readonly field: string;
  readonly action: string;
  readonly oldValue: string;
  readonly newValue: string;
  readonly outcome: Outcome;
  readonly why: string;
  readonly changeIds: readonly string[];
  readonly by: string;
  readonly at: string;
}

/**
 * What logs of decisions change in a dataset, and what became of each line. Nothing is forced: a line that does not name exactly one
 * row and question, whose old value is not what the cell holds, whose new value does not fit, or that another line contradicts is
 * refused. Cells come first in the order of the lines, then removals. A log none of whose keys is in the data is a fault.
 */
export function decide(
  sheets: readonly DecisionSheet[],
  ground: Ground,
): { readonly changes: readonly Change[]; readonly decisions: readonly Decision[] } {
  const logs = readLogs(sheets);
  const judged = logs.flatMap((log) => judgeLog(log, ground));
  const contradicted = conflicts(judged);
  const changes: Change[] = [];
  const results = new Map<Judged, Result>();
  const cells = new Map<string, Cell>();
  for (const each of judged) {
    const why = each.refused || contradicted.get(each) || '';
    if (why !== '') results.set(each, { outcome: 'refused', why });
    else if (each.line.known === 'no_action')
      results.set(each, { outcome: each.already ? 'already' : 'silences', why: each.note });
    else if (each.row !== null && each.cell !== null)
      results.set(each, setCell(each, each.row, each.cell, cells, changes));
  }
  const gone = new Set<string>();
  for (const each of judged)
    if (!results.has(each) && each.row !== null) results.set(each, removeRow(each, each.row, ground, gone, changes));
  return { changes, decisions: judged.map((each) => decisionOf(each, results.get(each))) };
}

interface Result {
  readonly outcome: Outcome;
  readonly why: string;
  readonly changeIds?: readonly string[];
}

function judgeLog(log: Log, ground: Ground): readonly Judged[] {
  const judged = log.lines.map((line) => judge(line, ground));
  const named = judged.filter(({ line }) => line.key !== '' && !namesAll(line.key));
  if (named.length > 0 && named.every(({ foreign }) => foreign))
    throw fault(
      `${log.path}, sheet '${log.sheet}'`,
      `none of its ${named.length} keys is in the data (the first: '${named[0]?.line.key ?? ''}')`,
      'This log seems to be of another survey: move it out of the folder of decisions',
    );
  return judged;
}

function setCell(judged: Judged, row: RowFound, cell: CellFound, cells: Map<string, Cell>, changes: Change[]): Result {
  const id = `${rowId(row.table.name, row.key)}\u001f${cell.field}`;
  const from = cells.get(id) ?? cellAt(cell.column, row.row);
  const wish = judged.wish ?? '';
  const to = typedCell(cell.spec, cell.option === '' ? wish : withOption(from.text, cell.option, wish === '1'));
  if (judged.already || sameCell(from, to)) return { outcome: 'already', why: '' };
  const change = setChange(row.table.name, row.key, cell.field, from, to, stampOf(judged.line));
  cells.set(id, to);
  changes.push(change);
  return { outcome: 'applied', why: judged.note, changeIds: [change.changeId] };
}

/** An answer to a select_multiple with one option chosen or not: the others keep their order, a new one comes last. */
function withOption(answer: string, option: string, chosen: boolean): string {
  const options = answer.split(/\s+/).filter((each) => each !== '');
  if (!chosen) return options.filter((each) => each !== option).join(' ');
  return options.includes(option) ? answer : [...options, option].join(' ');
}

function removeRow(judged: Judged, row: RowFound, ground: Ground, gone: Set<string>, changes: Change[]): Result {
  if (judged.already || gone.has(rowId(row.table.name, row.key))) return { outcome: 'already', why: judged.note };
  const drops = dropChanges(ground.data, { table: row.table.name, row: row.row }, stampOf(judged.line), gone);
  for (const { table, key } of drops) gone.add(rowId(table, key));
  changes.push(...drops);
  return { outcome: 'applied', why: judged.note, changeIds: drops.map(({ changeId }) => changeId) };
}

function stampOf(line: Line): Stamp {
  const { decisionId, by, at, source, sourceRow } = line;
  return { rule: '', decisionId, reason: line.reason || line.issue, by, at, source, sourceRow: String(sourceRow) };
}

function decisionOf({ line, row, cell }: Judged, result: Result | undefined): Decision {
  if (result === undefined) throw new Error(`a decision without an outcome: ${line.source} row ${line.sourceRow}`);
  const { decisionId, source, sourceRow, dialect, action, oldValue, newValue, by, at } = line;
  return {
    decisionId,
    source,
    sourceRow,
    dialect,
    table: row?.table.name ?? line.table,
    key: row?.key ?? line.key,
    field:
      cell === null
        ? line.known === 'remove_survey'
          ? ''
          : line.question
        : `${cell.field}${cell.option === '' ? '' : `/${cell.option}`}`,
    action,
    oldValue,
    newValue,
    outcome: result.outcome,
    why: result.why,
    changeIds: result.changeIds ?? [],
    by,
    at,
  };
}
