import { z } from 'zod';
import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import type { NamedField } from '../expression/names.ts';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { IndicatorContext } from './indicator.ts';

/** An indicator of one question. */
export const ofField = z.strictObject({ field: z.string().min(1), base: z.exactOptional(z.string().min(1)) });
/** An indicator of a value that an expression gives. */
export const ofValue = z.strictObject({ value: z.string().min(1), base: z.exactOptional(z.string().min(1)) });

/** What people call a question of each type. */
const QUESTION: Readonly<Record<string, string>> = {
  one: 'a select_one question',
  many: 'a select_multiple question',
  rank: 'a rank question',
  integer: 'a whole number',
  decimal: 'a number',
  text: 'an open question',
  date: 'a date',
};

/** The base of an entry, compiled; null where it has none. A fault where no answer can make it true or false. */
export function compiledBase(base: string | undefined, context: IndicatorContext): Expression | null {
  if (base === undefined) return null;
  const place = `${context.place} › base`;
  const made = compile(base, context.names, { place, table: context.table });
  if (made.reads.length === 0)
    throw fault(
      place,
      'reads no question, so that it holds for everybody or for nobody',
      'Name a question, or leave it out',
    );
  return made;
}

/** The question that an entry names; a fault where there is none, where it is of another table, or of another type. */
export function namedField(name: string, types: readonly string[], context: IndicatorContext): NamedField {
  const place = `${context.place} › field`;
  const field = fieldNamed(context.names, name, place);
  if (field.table !== context.table)
    throw fault(
      place,
      `'${name}' belongs to the table ${field.table}, the entry to ${context.table}`,
      `Say "table": "${field.table}"`,
    );
  if (!types.includes(field.type))
    throw fault(
      place,
      `'${name}' is ${QUESTION[field.type] ?? field.type}; this kind needs ${types.map((type) => QUESTION[type] ?? type).join(' or ')}`,
    );
  return field;
}
