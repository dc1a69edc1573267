import { z } from 'zod';
import type { NamedField } from '../expression/names.ts';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Column } from '../table/column.ts';
import { shortId } from '../table/sha.ts';
import { ANSWERED, hasValue, INVALID, STATE_NAMES } from '../table/states.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import { condition, rowsWhere } from './condition.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { tableOfFields } from './fields.ts';
import { settled } from './fits.ts';
import { plainSpec } from './reread.ts';

const text = z.union([z.string().min(1), z.number().transform(String)]);
const params = z.strictObject({
  field: z.string().min(1),
  method: z.enum(['hotDeck', 'median', 'mode', 'constant']),
  /** Questions that make the classes; one class unless said. */
  by: z.array(z.string()).default([]),
  /** What kinds of missing answers are filled. Not asked is never one. */
  states: z
    .array(z.enum(['blank', 'dontKnow', 'refused', 'removed', 'invalid']))
    .min(1)
    .default(['blank', 'removed']),
  /** Rows that are filled; all unless said. */
  when: z.exactOptional(z.string().min(1)),
  /** Of constant: the value, or by the answer to the one question of `by`. */
  value: z.exactOptional(text),
  values: z.exactOptional(z.record(z.string(), text)),
  /** Donors that a class needs. */
  fewest: z.number().int().min(1).default(5),
  /** Of hotDeck: chance is drawn from it, and from the key of each row. */
  seed: z.number().int().default(1),
});
type Params = z.infer<typeof params>;

/**
 * Fills missing answers, and marks each as imputed: estimates count them, the report says so. hotDeck takes the answer of a donor drawn
 * from the row's class, median and mode that of the class's answers, constant what is declared. A class with too few donors is left
 * as it is, and so are rows whose class is not known.
 */
export const impute = kind(params, (said, context: CorrectionContext): Correction => {
  const { names, place } = context;
  const field = fieldNamed(names, said.field, `${place} › field`);
  tableOfFields([field, ...said.by.map((name) => fieldNamed(names, name, `${place} › by`))], context);
  refuse(said, field, place);
  const holds = said.when === undefined ? null : condition(said.when, field.table, context);
  const filled = new Set(said.states.map((state) => STATE_NAMES.indexOf(state)));
  const method = said.by.length === 0 ? said.method : `${said.method} by ${said.by.join(', ')}`;
  return (data) => {
    const table = data.tables.get(field.table);
    const column = table?.columns.get(field.name);
    if (table === undefined || column === undefined) return [];
    const classes = classesOf(table, said.by);
    const donors = new Map<string, number[]>();
    for (const [row, group] of classes.entries())
      if (group !== null && column.states[row] === ANSWERED) donors.set(group, [...(donors.get(group) ?? []), row]);
    const given = new Map<string, string | null>();
    const wanted = holds === null ? classes.keys() : rowsWhere(holds, data);
    return [...wanted].flatMap((row) => {
      const group = classes[row] ?? null;
      if (group === null || !filled.has(column.states[row] ?? INVALID)) return [];
      const own = donors.get(group) ?? [];
      const key = keyAt(table, row);
      let to: string | null;
      if (said.method === 'constant') to = said.value ?? said.values?.[group] ?? null;
      else if (own.length < said.fewest) to = null;
      else if (said.method === 'hotDeck') to = storedText(column, own[drawn(said, key, own.length)] ?? 0);
      else {
        if (!given.has(group)) given.set(group, said.method === 'median' ? median(column, own) : mode(column, own));
        to = given.get(group) ?? null;
      }
      if (to === null) return [];
      return [
        { table: table.name, key, field: field.name, action: 'set', to, reason: `imputed: ${method}`, imputed: true },
      ];
    });
  };
});

/** What the parameters must say of one another. */
function refuse({ method, by, value, values }: Params, field: NamedField, place: string): void {
  const numeric = field.type === 'integer' || field.type === 'decimal';
  if (method === 'median' && !numeric)
    throw fault(
      `${place} › method`,
      `'${field.name}' is of type ${field.type}, which has no median`,
      'Use mode or hotDeck',
    );
  if (method === 'mode' && field.type === 'decimal')
    throw fault(
      `${place} › method`,
      `'${field.name}' is of type decimal, whose mode says nothing`,
      'Use median or hotDeck',
    );
  if (method !== 'constant') {
    if (value !== undefined || values !== undefined)
      throw fault(`${place} › value`, `is for the method constant, and this is ${method}`);
    return;
  }
  if ((value === undefined) === (values === undefined))
    throw fault(`${place} › value`, 'the method constant needs either value or values');
  if (values !== undefined && by.length !== 1)
    throw fault(`${place} › by`, 'values are by the answer to one question: name it');
  for (const each of value === undefined ? Object.values(values ?? {}) : [value]) {
    const { wrong } = settled(plainSpec(field), each);
    if (wrong !== '') throw fault(`${place} › value`, wrong);
  }
}

/** The class of each row: the answers that make it, null where one of them is not known. */
function classesOf(table: Table, by: readonly string[]): readonly (string | null)[] {
  const columns = by.map((name) => table.columns.get(name));
  return Array.from({ length: table.rows }, (_, row) => {
    const parts = columns.map((column) =>
      column === undefined || !hasValue(column.states[row] ?? INVALID) ? null : storedText(column, row),
    );
    return parts.includes(null) ? null : parts.join('\u001f');
  });
}

/** A place among donors that depends on the seed, the question and the row's key alone, so that other rows may come and go. */
function drawn({ seed, field }: Params, key: string, count: number): number {
  return Number.parseInt(shortId(String(seed), field, key), 16) % count;
}

/** The middle answer; of an even number the lower of the two in the middle, so that it is an answer that someone gave. */
function median(column: Column, rows: readonly number[]): string {
  const values = 'values' in column ? column.values : [];
  const ordered = rows.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  return storedText(column, ordered[Math.floor((ordered.length - 1) / 2)] ?? 0);
}

/** The most frequent answer; of several the one that comes first in the data. */
function mode(column: Column, rows: readonly number[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const answer = storedText(column, row);
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0] as [string, number])[0];
}
