import type { NamedField } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { CorrectionContext } from './correction.ts';

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
