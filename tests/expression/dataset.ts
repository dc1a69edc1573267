import type { NamedField, Names } from '../../src/expression/names.ts';
import { type CodeColumn, type Column, codesFor, type FieldType, pack } from '../../src/table/column.ts';
import { ANSWERED, BLANK, DONT_KNOW, IMPUTED, INVALID, NOT_ASKED, REFUSED, REMOVED } from '../../src/table/states.ts';
import type { Dataset, Link, Table } from '../../src/table/table.ts';

/** A cell as tests write it: a value, or a state. `dk:-98` and `ref:x` keep their code; `bad:12a` could not be typed. */
export type Cell = string | number | null;

/** Fields of a little survey: name → type, or the choices of a select (`many` where it starts with *). */
export type Shape = Readonly<Record<string, FieldType | readonly string[]>>;

const STATES: Readonly<Record<string, number>> = {
  NA: NOT_ASKED,
  BLANK,
  REMOVED,
  DK: DONT_KNOW,
  REF: REFUSED,
  IMP: IMPUTED,
};

function read(cell: Cell): { value: string | number; state: number; raw: string } {
  if (cell === null) return { value: '', state: BLANK, raw: '' };
  if (typeof cell === 'number') return { value: cell, state: ANSWERED, raw: '' };
  const coded = /^(dk|ref|imp):(.*)$/.exec(cell);
  if (coded) {
    const state = { dk: DONT_KNOW, ref: REFUSED, imp: IMPUTED }[coded[1] as 'dk' | 'ref' | 'imp'];
    return { value: coded[2] ?? '', state, raw: '' };
  }
  if (cell.startsWith('bad:')) return { value: '', state: INVALID, raw: cell.slice(4) };
  const state = Object.hasOwn(STATES, cell) ? STATES[cell] : undefined;
  return state === undefined ? { value: cell, state: ANSWERED, raw: '' } : { value: '', state, raw: '' };
}

export function typeOf(shape: FieldType | readonly string[]): { type: FieldType; options: readonly string[] | null } {
  if (typeof shape === 'string') return { type: shape, options: null };
  const many = shape[0]?.startsWith('*') === true;
  return { type: many ? 'many' : 'one', options: shape.map((option) => option.replace(/^\*/, '')) };
}

function codeColumn(
  name: string,
  type: CodeColumn['type'],
  options: readonly string[] | null,
  cells: readonly Cell[],
): Column {
  const answers = type === 'one' ? ['', ...(options ?? [])] : [''];
  const states = new Uint8Array(cells.length);
  const codes: number[] = [];
  const raw = new Map<number, string>();
  for (const [row, cell] of cells.entries()) {
    const { value, state, raw: bad } = read(cell);
    states[row] = state;
    if (state === INVALID) raw.set(row, bad);
    const text = String(value);
    if (!answers.includes(text)) answers.push(text);
    codes.push(answers.indexOf(text));
  }
  const values = codesFor(answers.length, cells.length);
  values.set(codes);
  const masks = answers.map((answer) => {
    const mask = new Uint32Array(Math.ceil(((options?.length ?? 0) + 1) / 32));
    for (const one of answer.split(' ')) {
      const place = options?.indexOf(one) ?? -1;
      if (place >= 0) mask[place >>> 5] = (mask[place >>> 5] ?? 0) | (1 << (place & 31));
    }
    return mask;
  });
  return { name, type, values, answers, states, raw, ...(type === 'many' ? { options: options ?? [], masks } : {}) };
}

export function column(name: string, shape: FieldType | readonly string[], cells: readonly Cell[]): Column {
  const { type, options } = typeOf(shape);
  if (type !== 'integer' && type !== 'decimal' && type !== 'date' && type !== 'time' && type !== 'dateTime')
    return codeColumn(name, type, options, cells);
  const states = new Uint8Array(cells.length);
  const raw = new Map<number, string>();
  const values = Float64Array.from(cells, (cell, row) => {
    const { value, state, raw: bad } = read(cell);
    states[row] = state;
    if (state === INVALID) raw.set(row, bad);
    if (value === '') return Number.NaN;
    if (type === 'date') return Date.parse(`${value}T00:00:00Z`) / 86_400_000;
    if (type === 'dateTime') return Date.parse(String(value));
    if (type === 'time')
      return String(value)
        .split(':')
        .reduce((sum, part) => sum * 60 + Number(part), 0);
    return Number(value);
  });
  if (type !== 'dateTime') return { name, type, values, states, raw };
  const offsets = Int16Array.from(cells, (cell) => {
    const zone = /([+-])(\d\d):(\d\d)$/.exec(String(cell));
    return zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  });
  return { name, type, values, offsets, states, raw };
}

export interface TestTable {
  readonly parent?: string;
  /** For a roster: the parent's row of each row. */
  readonly rows?: readonly number[];
  readonly shape: Shape;
  readonly cells: Readonly<Record<string, readonly Cell[]>>;
}

/** A dataset and the names that go with it. */
export function survey(
  tables: Readonly<Record<string, TestTable>>,
  extra: Partial<Names> = {},
): { data: Dataset; names: Names } {
  const made = new Map<string, Table>();
  const fields = new Map<string, NamedField>();
  const parents = new Map<string, string>();
  for (const [name, table] of Object.entries(tables)) {
    parents.set(name, table.parent ?? '');
    const columns = new Map<string, Column>();
    let rows = table.rows?.length ?? 0;
    for (const [field, shape] of Object.entries(table.shape)) {
      fields.set(field, { name: field, table: name, ...typeOf(shape), conditional: true });
      const cells = table.cells[field];
      if (cells === undefined) continue;
      columns.set(field, column(field, shape, cells));
      rows = cells.length;
    }
    const link: Link | undefined =
      table.parent === undefined ? undefined : { parent: table.parent, rows: Int32Array.from(table.rows ?? []) };
    const keys = pack(Array.from({ length: rows }, (_, row) => `${name}${row}`));
    made.set(name, { name, rows, keys, columns, ...(link === undefined ? {} : { parent: link }) });
  }
  const names: Names = { fields, tables: parents, parameters: new Map(), lookups: new Map(), ...extra };
  return { data: { tables: made }, names };
}
