import type { Field, Form } from '../form/form.ts';

/** What a column of an export is, by its header. */
export type Meaning =
  | { readonly kind: 'field'; readonly field: Field }
  /** A column of one option of a select_multiple; `known` where the list has it. */
  | { readonly kind: 'option'; readonly field: Field; readonly option: string; readonly known: boolean }
  /** A part of another column (latitude of a geopoint, address of a file): its field says it all. */
  | { readonly kind: 'part'; readonly field: Field }
  | { readonly kind: 'extra'; readonly name: string }
  | { readonly kind: 'platform' }
  | { readonly kind: 'unknown' };

const SEPARATORS = ['/', '.', ':', '-'];
const PART =
  /^(?:_(.+)_(?:latitude|longitude|altitude|precision)|(.+)_URL|(.+)[-_](?:Latitude|Longitude|Altitude|Accuracy))$/;

/**
 * What each header of a sheet means for one table of the form. A header is a name, alone or behind the names of its groups;
 * an option column is a select_multiple's header, a separator and a choice. The longest known name wins: separators are never counted.
 */
export function readHeaders(
  header: readonly string[],
  form: Form,
  table: string,
  extras: ReadonlySet<string>,
  platform: ReadonlySet<string>,
): readonly Meaning[] {
  const fields = fieldsByHeader(form, table);
  return header.map((written) => {
    const name = written.trim();
    const field = fields.get(name);
    if (field !== undefined) return { kind: 'field', field };
    if (extras.has(name)) return { kind: 'extra', name };
    if (platform.has(name.toLowerCase())) return { kind: 'platform' };
    return optionOf(name, fields, form) ?? partOf(name, fields) ?? { kind: 'unknown' };
  });
}

/** Every way in which a header may write a field of the table: alone, or behind the whole or the end of its path. */
function fieldsByHeader(form: Form, table: string): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const add = (name: string, field: Field) => {
    if (!fields.has(name)) fields.set(name, field);
  };
  const own = form.fields.filter((field) => field.table === table);
  for (const field of own)
    for (let from = 0; from < field.path.length; from += 1)
      for (const separator of SEPARATORS) add([...field.path.slice(from), field.name].join(separator), field);
  for (const field of own) add(field.name, field);
  return fields;
}

function optionOf(name: string, fields: ReadonlyMap<string, Field>, form: Form): Meaning | null {
  let foreign: Meaning | null = null;
  for (let at = name.length - 1; at > 0; at -= 1) {
    if (!SEPARATORS.includes(name.charAt(at))) continue;
    const field = fields.get(name.slice(0, at));
    if (field === undefined || field.type !== 'many') continue;
    const option = name.slice(at + 1);
    const listed = form.lists.get(field.list)?.choices.some((choice) => choice.name === option) === true;
    if (listed || (field.orOther && option === 'other')) return { kind: 'option', field, option, known: true };
    foreign ??= { kind: 'option', field, option, known: false };
  }
  return foreign;
}

function partOf(name: string, fields: ReadonlyMap<string, Field>): Meaning | null {
  const slash = name.lastIndexOf('/');
  const [, geo, address, point] = PART.exec(name.slice(slash + 1)) ?? [];
  const whole = geo ?? address ?? point;
  if (whole === undefined) return null;
  const field = fields.get(name.slice(0, slash + 1) + whole) ?? fields.get(whole);
  return field === undefined ? null : { kind: 'part', field };
}
