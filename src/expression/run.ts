import { type Column, isCodes, isNumbers, packedAt } from '../table/column.ts';
import { ANSWERED, BLANK, INVALID, NOT_ASKED, REMOVED } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import type { NamedField } from './names.ts';
import type { Run } from './plan.ts';
import {
  EMPTY,
  gather,
  KNOWN,
  type NumberVector,
  type Reading,
  type Sort,
  type TextVector,
  UNKNOWABLE,
  UNKNOWN,
  type Vector,
} from './vector.ts';

/** Relevance of a field's cells while a form is replayed; null where nothing is left out. */
export type Relevances = (field: NamedField) => Uint8Array | null;

/** The state of a cell as a mark. Form reading sees codes for don't know and refused, and text that could not be typed. */
const FORM_MARKS = Uint8Array.from([KNOWN, KNOWN, EMPTY, EMPTY, KNOWN, KNOWN, EMPTY, KNOWN]);
const ANALYSIS_MARKS = Uint8Array.from([KNOWN, KNOWN, EMPTY, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);

function marksOf(column: Column, rows: number, reading: Reading, relevance: Uint8Array | null): Uint8Array | null {
  const byState = reading === 'form' ? FORM_MARKS : ANALYSIS_MARKS;
  const leftOut = relevance?.includes(0) === true;
  if (!leftOut && !hasOther(column.states, ANSWERED)) return null;
  const marks = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    marks[row] = leftOut && relevance[row] === 0 ? EMPTY : (byState[column.states[row] as number] as number);
  }
  return marks;
}

function hasOther(states: Uint8Array, state: number): boolean {
  for (let row = 0; row < states.length; row += 1) if (states[row] !== state) return true;
  return false;
}

const SORTS: Readonly<Record<string, Sort>> = { date: 'date', time: 'time', dateTime: 'dateTime' };

function numbersOf(column: Column & { readonly values: Float64Array }, marks: Uint8Array | null): NumberVector {
  const sort = SORTS[column.type] ?? 'number';
  const scale = column.type === 'time' ? 86_400 : column.type === 'dateTime' ? 86_400_000 : 1;
  const values = scale === 1 ? column.values : column.values.map((value) => value / scale);
  const offsets = column.type === 'dateTime' ? { offsets: column.offsets } : {};
  return { type: 'number', sort, values, marks, step: 1, ...offsets };
}

/** Texts keep '' as '': cells without a value hold code 0 already, so that only what is left out though answered is emptied here. */
function textsOf(column: Column, rows: number, reading: Reading, relevance: Uint8Array | null): TextVector {
  let codes = isCodes(column) ? column.values : new Uint32Array(rows);
  let texts: readonly string[] = isCodes(column) ? column.answers : [''];
  if (!isCodes(column) && 'packed' in column) {
    const all = [''];
    for (let row = 0; row < rows; row += 1) {
      const text = packedAt(column.packed, row);
      codes[row] = text === '' ? 0 : all.push(text) - 1;
    }
    texts = all;
  }
  if (reading === 'analysis') {
    let marks: Uint8Array | null = null;
    for (let row = 0; row < rows; row += 1) {
      if (ANALYSIS_MARKS[column.states[row] as number] !== UNKNOWN) continue;
      marks ??= new Uint8Array(rows);
      marks[row] = UNKNOWN;
    }
    return { type: 'text', codes, texts, marks, step: 1, ...(isCodes(column) ? { column } : {}) };
  }
  const leftOut = relevance?.some((relevant, row) => relevant === 0 && codes[row] !== 0) === true;
  const invalid = column.raw.size > 0;
  if (leftOut || invalid) codes = new Uint32Array(codes);
  if (leftOut) for (let row = 0; row < rows; row += 1) if (relevance[row] === 0) codes[row] = 0;
  if (invalid) {
    const widened = [...texts];
    for (const [row, text] of column.raw)
      if (relevance?.[row] !== 0 && column.states[row] === INVALID) codes[row] = widened.push(text) - 1;
    texts = widened;
  }
  return { type: 'text', codes, texts, marks: null, step: 1, ...(isCodes(column) && !invalid ? { column } : {}) };
}

/** A column as an expression reads it. */
export function columnVector(
  column: Column,
  rows: number,
  reading: Reading,
  relevance: Uint8Array | null = null,
): Vector {
  return isNumbers(column) || column.type === 'dateTime'
    ? numbersOf(column, marksOf(column, rows, reading, relevance))
    : textsOf(column, rows, reading, relevance);
}

function tableOf(data: Dataset, name: string): Table {
  const table = data.tables.get(name);
  if (table === undefined) throw new Error(`a dataset without the table ${name}`);
  return table;
}

/** For each row of table `from` its row in table `to`, which is `from` itself or around it; -1 for orphans. Not to be written to. */
export function rowsUp(data: Dataset, from: string, to: string): Int32Array {
  const { name, rows, parent } = tableOf(data, from);
  if (name === to) return new Int32Array(rows).map((_, row) => row);
  if (parent === undefined) return new Int32Array(rows).fill(-1);
  if (parent.parent === to) return parent.rows;
  const further = rowsUp(data, parent.parent, to);
  return parent.rows.map((row) => (row < 0 ? -1 : (further[row] ?? -1)));
}

/**
 * A run over all rows of a table. `relevances` leaves out what the form did not ask while it is being replayed; `settled` says whether
 * that of a field will stay as it is, so that its column need not be read again.
 */
export function tableRun(
  data: Dataset,
  table: string,
  reading: Reading,
  relevances: Relevances = () => null,
  settled: (field: NamedField) => boolean = () => true,
): Run {
  const own = data.tables.get(table);
  const rows = own?.rows ?? 0;
  const vectors = new Map<NamedField, Vector>();
  const runs = new Map<string, Run>();
  const ups = new Map<string, Int32Array>();
  const rowsIn = (to: string): Int32Array => {
    const found = ups.get(to) ?? rowsUp(data, table, to);
    ups.set(to, found);
    return found;
  };
  const lifted = (bytes: Uint8Array | null, from: string, orphan: number): Uint8Array | null => {
    if (bytes === null || from === table) return bytes;
    return Uint8Array.from(rowsIn(from), (row) => (row < 0 ? orphan : (bytes[row] as number)));
  };
  const read = (field: NamedField): Vector => {
    const holder = data.tables.get(field.table);
    const column = holder?.columns.get(field.name);
    if (holder === undefined || column === undefined) return UNKNOWABLE;
    const vector = columnVector(column, holder.rows, reading, reading === 'form' ? relevances(field) : null);
    return field.table === table ? vector : gather(vector, rowsIn(field.table));
  };
  const run: Run = {
    data,
    table,
    rows,
    reading,
    column(field) {
      const found = vectors.get(field) ?? read(field);
      if (settled(field)) vectors.set(field, found);
      return found;
    },
    states: (field) =>
      lifted(data.tables.get(field.table)?.columns.get(field.name)?.states ?? null, field.table, BLANK),
    relevance: (field) => lifted(relevances(field), field.table, 2),
    rowsIn,
    at(other) {
      if (other === table) return run;
      const found = runs.get(other) ?? tableRun(data, other, reading, relevances, settled);
      runs.set(other, found);
      return found;
    },
    choice: () => UNKNOWABLE,
  };
  return run;
}

/** Runs of form reading over the tables of a dataset, each made once: they keep the columns that they have read. */
export function formRuns(
  data: Dataset,
  relevances: Relevances,
  settled: (field: NamedField) => boolean = () => true,
): (table: string) => Run {
  const runs = new Map<string, Run>();
  return (table) => {
    const found = runs.get(table) ?? tableRun(data, table, 'form', relevances, settled);
    runs.set(table, found);
    return found;
  };
}

/** A run over picked rows of another, each with a choice under test; `choices` gives its columns. */
export function pickedRun(from: Run, rows: Int32Array, choices: (column: string) => Vector): Run {
  const pick = (bytes: Uint8Array | null): Uint8Array | null =>
    bytes === null ? null : Uint8Array.from(rows, (row) => bytes[row] as number);
  return {
    ...from,
    rows: rows.length,
    column: (field) => gather(from.column(field), rows),
    states: (field) => pick(from.states(field)),
    relevance: (field) => pick(from.relevance(field)),
    rowsIn: (table) => {
      const all = from.rowsIn(table);
      return rows.map((row) => all[row] ?? -1);
    },
    choice: choices,
    picked: { from, rows },
  };
}

/** True where the cell was left without any answer: not even don't know. */
export function isEmptyState(state: number): boolean {
  return state === NOT_ASKED || state === BLANK || state === REMOVED;
}
