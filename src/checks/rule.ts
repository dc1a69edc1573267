import { z } from 'zod';
import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { fieldNamed } from '../expression/names.ts';
import { lineage } from '../expression/rosters.ts';
import { rowsUp } from '../expression/run.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import { cleanText, storedText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { lacks, notEvaluated, onCell } from './remark.ts';

const text = z.exactOptional(z.string().min(1));
const params = z.strictObject({
  table: z.string().default(MAIN),
  when: z.string().min(1),
  fields: z.array(z.string()).min(1),
  message: z
    .strictObject({ fr: text, en: text, ar: text })
    .refine((texts) => Object.keys(texts).length > 0, 'give the message in fr, en or ar'),
});

/**
 * A rule of logic: a remark on each row for which the expression is true, on the first of the fields to look at, with what the others
 * hold. Rows for which it is unknown get none, but are counted in a note.
 */
export const rule = kind(params, ({ table, when, fields, message }, context: CheckContext): Check => {
  if (!context.names.tables.has(table))
    throw fault(
      `${context.place} › table`,
      `unknown table '${table}'${didYouMean(table, context.names.tables.keys())}`,
    );
  const expression = compile(when, context.names, { place: `${context.place} › when`, table });
  const named = fields.map((name) => fieldNamed(context.names, name, `${context.place} › fields`));
  const around = lineage(context.names, table);
  for (const field of named)
    if (!around.includes(field.table))
      throw fault(
        `${context.place} › fields`,
        `'${field.name}' belongs to the table ${field.table}, the rule to ${table}`,
      );
  const first = named[0];
  if (first === undefined || first.table !== table)
    throw fault(`${context.place} › fields`, `the first field must belong to the table ${table} of the rule`);
  const words = message.en ?? message.fr ?? message.ar ?? '';
  return (data) => {
    const holder = data.tables.get(table);
    const column = holder?.columns.get(first.name);
    if (holder === undefined || column === undefined) return lacks(first.name);
    const others = named.slice(1).map(({ name, table: from }) => ({ name, at: reader(data, table, from, name) }));
    const remarks: CheckRemark[] = [];
    let unsure = 0;
    for (const [row, holds] of truth(expression, data, 'analysis').entries()) {
      if (holds === 2) unsure += 1;
      if (holds !== 1) continue;
      const held = [
        `${first.name} = ${shown(storedText(column, row))}`,
        ...others.map(({ name, at }) => `${name} = ${shown(at(row))}`),
      ];
      remarks.push(onCell(holder, row, column, `${words} (${held.join(', ')})`));
    }
    if (unsure === 0) return remarks;
    return [
      ...remarks,
      notEvaluated(table, first.name, expression.notEvaluated || 'an answer that the rule reads is not known', unsure),
    ];
  };
});

function shown(value: string): string {
  return value === '' ? 'nothing' : value;
}

/** What a column of a table, or of one around it, shows for a row. */
function reader(data: Dataset, table: string, from: string, name: string): (row: number) => string {
  const column = data.tables.get(from)?.columns.get(name);
  if (column === undefined) return () => '';
  if (from === table) return (row) => cleanText(column, row);
  const up = rowsUp(data, table, from);
  return (row) => ((up[row] ?? -1) < 0 ? '' : cleanText(column, up[row] ?? 0));
}
