import { z } from 'zod';
import { fieldNamed, type Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';
import type { ModelSpec, Term } from '../indicators/models/model.ts';
import { termName } from '../indicators/models/model.ts';
import { MAIN } from '../table/table.ts';
import { unknown } from './columns.ts';
import { madeOf } from './dependencies.ts';
import type { VariableEntry } from './study.ts';

const text = z.string().min(1);
/** A variable, or several that are multiplied. */
export const term = z.union([text, z.array(text).min(2)]);
/** Terms one by one, or the name of a shared list. */
export const terms = z.union([text, z.array(term).min(1)]);

export type ModelLists = { readonly terms: Readonly<Record<string, readonly (string | readonly string[])[]>> };

/** Terms with the name of a shared list replaced by what it holds. */
export function termsOf(
  written: string | readonly (string | readonly string[])[],
  lists: ModelLists['terms'],
  place: string,
): readonly Term[] {
  if (typeof written === 'string' && !Object.hasOwn(lists, written))
    throw unknown(place, 'list of terms', written, Object.keys(lists));
  const terms = typeof written === 'string' ? (lists[written] ?? []) : written;
  return terms
    .flatMap((one) => (typeof one === 'string' && Object.hasOwn(lists, one) ? (lists[one] ?? []) : [one]))
    .map((one) => (typeof one === 'string' ? [one] : one));
}

/** Faults a level of comparison that a variable has not, and what `checkList` does. */
export function checkTerms(
  { exposures, controls, references }: Pick<ModelSpec, 'exposures' | 'controls' | 'references'>,
  names: Names,
  place: string,
): void {
  const seen = new Set<string>();
  checkList(exposures, names, `${place} › exposures`, seen);
  checkList(controls, names, `${place} › controls`, seen);
  for (const [name, level] of references) {
    const options = names.fields.get(name)?.options ?? [];
    if (!options.includes(level))
      throw fault(`${place} › references › ${name}`, `'${name}' has no level '${level}'${didYouMean(level, options)}`);
  }
}

/** Faults a term that is unknown, of a roster, neither number nor levels, or in the model already. */
export function checkList(terms: readonly Term[], names: Names, place: string, seen: Set<string> = new Set()): void {
  for (const one of terms) {
    const where = `${place} › ${termName(one)}`;
    if (seen.has(termName(one))) throw fault(where, 'the model has this term twice', 'Leave it out of one list');
    seen.add(termName(one));
    for (const name of one) {
      const field = fieldNamed(names, name, where);
      if (field.table !== MAIN) throw fault(where, `'${name}' belongs to the table ${field.table}, models to main`);
      if (!['integer', 'decimal', 'one'].includes(field.type))
        throw fault(where, `'${name}' is of type ${field.type}`, 'A term is a number, a flag or a select_one');
    }
  }
}

/** A term that shares a part with the outcome is forbidden: the outcome's own component, or what is made of one. */
export function refuseOwnParts(
  outcome: string,
  terms: readonly Term[],
  variables: ReadonlyMap<string, VariableEntry>,
  form: Form,
  place: string,
): void {
  const found = sharing(outcome, terms, variables, form);
  if (found === null) return;
  const { name, part } = found;
  const how = part === name ? `'${name}' is a component of it` : `both '${name}' and the outcome are made of '${part}'`;
  throw fault(
    `${place} › ${name}`,
    `forbidden regressor of '${outcome}': ${how}, so the model would explain the outcome by itself`,
    'Leave the term out, or take an outcome without that part',
  );
}

/** The first variable of terms that is made of what another is made of, and of what. */
export function sharing(
  other: string,
  terms: readonly Term[],
  variables: ReadonlyMap<string, VariableEntry>,
  form: Form,
): { readonly name: string; readonly part: string } | null {
  const parts = madeOf(other, variables, form);
  for (const name of new Set(terms.flat())) {
    const part = [...madeOf(name, variables, form)].find((one) => parts.has(one));
    if (part !== undefined) return { name, part };
  }
  return null;
}
