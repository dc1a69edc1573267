import type { NamedField } from '../expression/names.ts';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { ColumnSpec } from '../table/builder.ts';
import type { FieldType } from '../table/column.ts';
import { INVALID } from '../table/states.ts';
import { keyAt } from '../table/table.ts';
import { typedCell } from './cell.ts';
import type { Correction, CorrectionContext, Mend } from './correction.ts';

const NONE: ReadonlySet<string> = new Set();

/** How a field's cells are typed, without the codes that stand for a missing answer. */
export function plainSpec({ name, type, options }: NamedField): ColumnSpec {
  return { name, type, options, dontKnow: NONE, refused: NONE, timeZone: 'UTC' };
}

/**
 * Reads again what could not be typed, as `bring` writes it: of the fields named, else of all questions of some types. What cannot be
 * typed then either stays as it was; what could be typed before is never looked at.
 */
export function reread(
  named: readonly string[] | undefined,
  types: readonly FieldType[],
  bring: (text: string, type: FieldType) => string,
  context: CorrectionContext,
): Correction {
  const { names, form, place } = context;
  const all = () =>
    form.fields
      .filter(({ type, role, name }) => role !== 'note' && types.includes(type) && names.dropped?.has(name) !== true)
      .map(({ name }) => name);
  const fields = (named ?? all()).map((name) => fieldNamed(names, name, `${place} › fields`));
  const other = fields.find(({ type }) => !types.includes(type));
  if (other !== undefined)
    throw fault(`${place} › fields`, `'${other.name}' is of type ${other.type}, not ${types.join(' or ')}`);
  return (data) =>
    fields.flatMap((field): readonly Mend[] => {
      const table = data.tables.get(field.table);
      const column = table?.columns.get(field.name);
      if (table === undefined || column === undefined) return [];
      const spec = plainSpec(field);
      return [...column.raw].flatMap(([row, text]) => {
        if (column.states[row] !== INVALID) return [];
        const to = bring(text, field.type);
        if (to === text || to === '' || typedCell(spec, to).state === INVALID) return [];
        return [{ table: table.name, key: keyAt(table, row), field: field.name, action: 'set', to, reason: '' }];
      });
    });
}
