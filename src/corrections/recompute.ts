import { z } from 'zod';
import { isCalculated, staleCalculations } from '../expression/calculations.ts';
import { fieldNamed } from '../expression/names.ts';
import { replay } from '../expression/replay.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { NOT_ASKED } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { setCells } from './cell.ts';
import type { Correction, CorrectionContext, Mend } from './correction.ts';
import { plainSpec } from './reread.ts';

const params = z.strictObject({ fields: z.exactOptional(z.array(z.string()).min(1)) });

/** A calculation that reads others is settled after them; a form whose calculations chase each other further is left there. */
const ROUNDS = 8;

/**
 * Calculates anew what the form calculates, by its own expression, where it is not what the answers give now. What cannot be told from
 * the record (now(), a language, a calculation that the export lacks) stays as it was, and so does what was not asked.
 */
export const recompute = kind(params, ({ fields }, context: CorrectionContext): Correction => {
  const { form, names, place } = context;
  for (const name of fields ?? []) {
    fieldNamed(names, name, `${place} › fields`);
    const field = form.fields.find((each) => each.name === name);
    if (field === undefined || !isCalculated(field))
      throw fault(`${place} › fields`, `'${name}' is not calculated by the form`);
  }
  const calculated = form.fields.filter(
    (field) => isCalculated(field) && (fields === undefined || fields.includes(field.name)),
  );
  return (data) => {
    const mends = new Map<string, Mend>();
    let now = data;
    for (let round = 0; round < ROUNDS; round += 1) {
      const done = replay(form, names, now);
      const fresh = calculated.flatMap((field) => stale(done, field));
      if (fresh.length === 0) break;
      for (const { mend } of fresh) mends.set(`${mend.table}\u001f${mend.key}\u001f${mend.field}`, mend);
      now = made(now, fresh, context);
    }
    return [...mends.values()];
  };
});

interface Stale {
  readonly row: number;
  readonly mend: Mend;
}

function stale(done: ReturnType<typeof replay>, field: Parameters<typeof staleCalculations>[1]): readonly Stale[] {
  const table = done.data.tables.get(field.table);
  const column = table?.columns.get(field.name);
  if (table === undefined || column === undefined) return [];
  const { rows, expected } = staleCalculations(done, field);
  const found: Stale[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (rows[row] !== 1 || column.states[row] === NOT_ASKED) continue;
    const cell = { table: table.name, key: keyAt(table, row), field: field.name };
    found.push({ row, mend: { ...cell, action: 'set', to: expected(row), reason: '' } });
  }
  return found;
}

/** The data with these cells set, for the calculations that read them. */
function made(data: Dataset, fresh: readonly Stale[], { names }: CorrectionContext): Dataset {
  const tables = new Map(data.tables);
  for (const [name, table] of data.tables) {
    const columns = new Map(table.columns);
    for (const [field, column] of table.columns) {
      const own = fresh.filter(({ mend }) => mend.table === name && mend.field === field);
      const named = names.fields.get(field);
      if (own.length === 0 || named === undefined) continue;
      columns.set(field, setCells(column, plainSpec(named), new Map(own.map(({ row, mend }) => [row, mend.to]))));
    }
    tables.set(name, { ...table, columns });
  }
  return { tables };
}
