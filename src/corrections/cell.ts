import { isEmptyState } from '../expression/run.ts';
import type { ColumnSpec } from '../table/builder.ts';
import { columnBuilder, optionSets } from '../table/builder.ts';
import type { CodeColumn, Column, PackedText } from '../table/column.ts';
import { codesFor, isCodes } from '../table/column.ts';
import type { State } from '../table/states.ts';
import { ANSWERED, BLANK, IMPUTED, INVALID, REMOVED } from '../table/states.ts';
import { storedText } from '../table/text.ts';

/** What a cell holds, as the ledger writes it. */
export interface Cell {
  readonly text: string;
  readonly state: State;
}

/** What a cell of a column holds now. */
export function cellAt(column: Column, row: number): Cell {
  return { text: storedText(column, row), state: (column.states[row] ?? BLANK) as State };
}

/** What a cell holds once a text has been set: the text as its type is stored, and its state; '' is removed. */
export function typedCell(spec: ColumnSpec, text: string): Cell {
  const builder = columnBuilder(spec);
  builder.append(text);
  const cell = cellAt(builder.finish(), 0);
  return cell.state === BLANK ? { text: '', state: REMOVED } : cell;
}

/** The same for a value that nobody gave: what would be an answer is imputed. */
export function imputedCell(spec: ColumnSpec, text: string): Cell {
  const cell = typedCell(spec, text);
  return cell.state === ANSWERED ? { ...cell, state: IMPUTED } : cell;
}

/** True where two cells hold the same; which of the empty states a cell has does not count. */
export function sameCell(a: Cell, b: Cell): boolean {
  return (a.state === b.state && a.text === b.text) || (isEmptyState(a.state) && isEmptyState(b.state));
}

/**
 * The column with the text of some cells set anew, typed as `spec` says; the column given is left as it is. '' empties a cell (state
 * removed). Codes keep their meaning, new answers come at the end. Rows in `imputed` get that state. Costs one copy of the
 * column, however many edits.
 */
export function setCells(
  column: Column,
  spec: ColumnSpec,
  edits: ReadonlyMap<number, string>,
  imputed: ReadonlySet<number> = new Set(),
): Column {
  if (edits.size === 0) return column;
  const builder = columnBuilder(spec);
  for (const text of edits.values()) builder.append(text);
  const typed = builder.finish();
  const rows = Uint32Array.from(edits.keys());
  const states = column.states.slice();
  const raw = new Map(column.raw);
  for (const [place, row] of rows.entries()) {
    const state = typed.states[place] ?? BLANK;
    states[row] = state === BLANK ? REMOVED : state === ANSWERED && imputed.has(row) ? IMPUTED : state;
    if (state === INVALID) raw.set(row, typed.raw.get(place) ?? '');
    else raw.delete(row);
  }
  const cells = { name: column.name, states, raw: new Map([...raw].sort(([a], [b]) => a - b)) };
  if (isCodes(column)) return { ...column, ...cells, ...recoded(column, spec, rows, typed) };
  if ('packed' in column) return { ...column, ...cells, packed: repacked(column.packed, rows, typed) };
  if (isCodes(typed) || 'packed' in typed)
    throw new Error(`column ${column.name}: type ${column.type}, but its spec says ${spec.type}`);
  const values = column.values.slice();
  for (const [place, row] of rows.entries()) values[row] = typed.values[place] ?? Number.NaN;
  if (column.type !== 'dateTime') return { ...column, ...cells, values };
  const offsets = column.offsets.slice();
  if (typed.type === 'dateTime') for (const [place, row] of rows.entries()) offsets[row] = typed.offsets[place] ?? 0;
  return { ...column, ...cells, values, offsets };
}

function recoded(column: CodeColumn, spec: ColumnSpec, rows: Uint32Array, typed: Column): Partial<CodeColumn> {
  const codes = new Map(column.answers.map((answer, code) => [answer, code]));
  const fresh = Array.from(rows, (_, place) => {
    const text = storedText(typed, place);
    const code = codes.get(text) ?? codes.size;
    codes.set(text, code);
    return code;
  });
  const grown = codes.size > column.answers.length;
  const width = codesFor(codes.size, 0).BYTES_PER_ELEMENT;
  const values =
    width > column.values.BYTES_PER_ELEMENT ? codesFor(codes.size, column.values.length) : column.values.slice();
  if (width > column.values.BYTES_PER_ELEMENT) values.set(column.values);
  for (const [place, row] of rows.entries()) values[row] = fresh[place] ?? 0;
  if (!grown) return { values };
  const answers = [...codes.keys()];
  return { values, answers, ...(column.masks === undefined ? {} : optionSets(answers, spec.options ?? [])) };
}

function repacked(packed: PackedText, rows: Uint32Array, typed: Column): PackedText {
  const encoder = new TextEncoder();
  const fresh = new Map(Array.from(rows, (row, place) => [row, encoder.encode(storedText(typed, place))] as const));
  const count = packed.offsets.length - 1;
  const part = (row: number) => fresh.get(row) ?? packed.bytes.subarray(packed.offsets[row], packed.offsets[row + 1]);
  const offsets = new Uint32Array(count + 1);
  for (let row = 0; row < count; row += 1) offsets[row + 1] = (offsets[row] ?? 0) + part(row).length;
  const bytes = new Uint8Array(offsets[count] ?? 0);
  for (let row = 0; row < count; row += 1) bytes.set(part(row), offsets[row]);
  return { bytes, offsets };
}
