import type { NamedField, Names } from './names.ts';

/** The field of the record that tells when the interview was; null where the form has none. */
export function moment(names: Names, which: 'today' | 'start' | 'end'): NamedField | null {
  const name = names.moments?.[which] ?? '';
  return name === '' ? null : (names.fields.get(name) ?? null);
}
