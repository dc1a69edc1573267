import { fault } from '../fault.ts';
import type { Change } from '../table/change.ts';
import { mainTable } from '../table/table.ts';
import type { Cell } from './cell.ts';
import { cellAt, sameCell, typedCell } from './cell.ts';
import { conflicts } from './decisions/conflicts.ts';
import type { Judged } from './decisions/judge.ts';
import type { DecisionSheet, Line, Log } from './decisions/logs.ts';
import { readLogs } from './decisions/logs.ts';
import { judgeLine } from './decisions/several.ts';
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
  /** The check and the finding that it is about, as its log says. */
  readonly check: string;
  readonly finding: string;
}

/** A line with what it comes to, row by row. */
interface Asked {
  readonly line: Line;
  readonly parts: readonly Judged[];
}

interface Result {
  readonly outcome: Outcome;
  readonly why: string;
  readonly changeIds?: readonly string[];
}

/**
 * What logs of decisions change in a dataset, and what became of each line. Nothing is forced: a line that does not name exactly one
 * row and question, whose old value is not what the cell holds, whose new value does not fit, or that another line contradicts is
 * refused, and one that changes several rows is followed as a whole or not at all. Cells come first in the order of the lines, then
 * removals. A log none of whose keys is in the data is a fault.
 */
export function decide(
  sheets: readonly DecisionSheet[],
  ground: Ground,
): { readonly changes: readonly Change[]; readonly decisions: readonly Decision[] } {
  const logs = readLogs(sheets, new Set(mainTable(ground.data).columns.keys()));
  const asked = logs.flatMap((log) => judgeLog(log, ground));
  const contradicted = conflicts(asked.flatMap(({ parts }) => parts));
  const changes: Change[] = [];
  const results = new Map<Judged, Result>();
  const cells = new Map<string, Cell>();
  for (const { parts } of asked) {
    const why = parts.map((part) => part.refused || contradicted.get(part) || '').find((text) => text !== '') ?? '';
    for (const part of parts) {
      if (why !== '') results.set(part, { outcome: 'refused', why });
      else if (part.line.known === 'no_action')
        results.set(part, { outcome: part.already ? 'already' : 'silences', why: part.note });
      else if (part.row === null) results.set(part, { outcome: 'already', why: part.note });
      else if (part.cell !== null) results.set(part, setCell(part, part.row, part.cell, cells, changes));
    }
  }
  const gone = new Set<string>();
  for (const { parts } of asked)
    for (const part of parts)
      if (!results.has(part) && part.row !== null) results.set(part, removeRow(part, part.row, ground, gone, changes));
  return { changes, decisions: asked.map((each) => decisionOf(each, results)) };
}

function judgeLog(log: Log, ground: Ground): readonly Asked[] {
  const asked = log.lines.map((line) => ({ line, parts: judgeLine(line, ground) }));
  const named = asked.filter(({ line }) => line.key !== '' && !namesAll(line.key));
  if (named.length > 0 && named.every(({ parts }) => parts.every(({ foreign }) => foreign)))
    throw fault(
      `${log.path}, sheet '${log.sheet}'`,
      `none of its ${named.length} keys is in the data (the first: '${named[0]?.line.key ?? ''}')`,
      'This log seems to be of another survey: move it out of the folder of decisions',
    );
  return asked;
}

function setCell(judged: Judged, row: RowFound, cell: CellFound, cells: Map<string, Cell>, changes: Change[]): Result {
  const id = `${rowId(row.table.name, row.key)}\u001f${cell.field}`;
  const from = cells.get(id) ?? cellAt(cell.column, row.row);
  const wish = judged.wish ?? '';
  const to = typedCell(cell.spec, cell.option === '' ? wish : withOption(from.text, cell.option, wish === '1'));
  if (judged.already || sameCell(from, to)) return { outcome: 'already', why: '' };
  const change = setChange(row.table.name, row.key, cell.field, from, to, stampOf(judged.line, cell));
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
  const drops = dropChanges(ground.data, { table: row.table.name, row: row.row }, stampOf(judged.line, null), gone);
  for (const { table, key } of drops) gone.add(rowId(table, key));
  changes.push(...drops);
  return { outcome: 'applied', why: judged.note, changeIds: drops.map(({ changeId }) => changeId) };
}

/** Who made a change and why. Of an option it is the question's whole answer that changes, and the ledger says so. */
function stampOf(line: Line, cell: CellFound | null): Stamp {
  const { decisionId, by, at, source, sourceRow } = line;
  const rebuilt =
    cell === null || cell.option === '' ? '' : `parent column changed to match its option ${cell.field}/${cell.option}`;
  const reason = [line.reason || line.issue, rebuilt].filter((text) => text !== '').join('; ');
  return { rule: '', decisionId, reason, by, at, source, sourceRow: String(sourceRow) };
}

function decisionOf({ line, parts }: Asked, results: ReadonlyMap<Judged, Result>): Decision {
  const told = parts.map((part) => results.get(part)).filter((result) => result !== undefined);
  const result = (['refused', 'applied', 'silences', 'already'] as const)
    .map((outcome) => told.find((each) => each.outcome === outcome))
    .find((each) => each !== undefined);
  if (result === undefined) throw new Error(`a decision without an outcome: ${line.source} row ${line.sourceRow}`);
  const { decisionId, source, sourceRow, dialect, action, oldValue, newValue, by, at, check, finding } = line;
  const [part] = parts;
  const [row, cell] = [part?.row ?? null, part?.cell ?? null];
  const changeIds = told.flatMap((each) => each.changeIds ?? []);
  return {
    decisionId,
    source,
    sourceRow,
    dialect,
    table: row?.table.name ?? line.table,
    key: parts.length > 1 ? line.key : (row?.key ?? line.key),
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
    why: parts.length > 1 && result.outcome === 'applied' ? `${changeIds.length} cells changed` : result.why,
    changeIds,
    by,
    at,
    check,
    finding,
  };
}
