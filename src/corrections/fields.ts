import type { NamedField } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import type { CorrectionContext } from './correction.ts';

/** The field that an entry names; a fault where there is none. */
export function namedField(name: string, context: CorrectionContext, param: string): NamedField {
  const field = context.names.fields.get(name);
  if (field === undefined)
    throw fault(
      `${context.place} › ${param}`,
      `unknown field '${name}'${didYouMean(name, context.names.fields.keys())}`,
    );
  return field;
}

/** The one table that fields belong to; a fault where they belong to several. */
export function tableOfFields(fields: readonly NamedField[], context: CorrectionContext): string {
  const [first, ...others] = fields;
  if (first === undefined) throw new Error('no fields');
  const other = others.find(({ table }) => table !== first.table);
  if (other !== undefined)
    throw fault(
      `${context.place} › fields`,
      `'${first.name}' belongs to the table ${first.table}, '${other.name}' to ${other.table}`,
      'Write an entry for each table',
    );
  return first.table;
}
