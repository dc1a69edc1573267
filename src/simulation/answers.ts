import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import type { NamedField, Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { FieldType } from '../table/column.ts';
import { MAIN } from '../table/table.ts';
import type { AnswerProfile, DrawCase, Profile } from './profile.ts';

/** One case of an answer with its expressions compiled. */
export interface Case {
  readonly draw: DrawCase;
  readonly when: Expression | null;
  readonly value: Expression | null;
  readonly low: Expression | number;
  readonly high: Expression | number;
}

/** How one question or trait is drawn. */
export interface Answer {
  readonly cases: readonly Case[];
  readonly loadings: readonly (readonly [string, number])[];
  readonly icc: number;
  /** Where it stands, for faults. */
  readonly place: string;
}

/** How a study's people and their answers are drawn. */
export interface Answers {
  readonly names: Names;
  readonly traits: ReadonlyMap<string, Answer & { readonly type: FieldType }>;
  readonly fields: ReadonlyMap<string, Answer>;
  readonly factors: ReadonlyMap<
    string,
    {
      readonly loadings: readonly (readonly [string, number])[];
      readonly shifts: readonly { readonly when: Expression; readonly by: number }[];
    }
  >;
}

/** Compiles what a profile says of factors, traits and answers against a form; faults name file and key. */
export function compileAnswers(profile: Profile, form: Form, base: Names, file: string): Answers {
  const traitTypes = new Map(Object.entries(profile.traits).map(([name, one]) => [name, typeOfTrait(one)]));
  const fields = new Map(base.fields);
  for (const [name, type] of traitTypes) {
    if (fields.has(name))
      throw fault(`${file} › traits › ${name}`, 'a question has this name', 'Give the trait another');
    const trait: NamedField = { name, type, table: MAIN, options: null, loose: type === 'text' };
    fields.set(name, trait);
  }
  const names: Names = { ...base, fields };
  const factorNames = Object.keys(profile.factors);
  const knownFactors = (loadings: Readonly<Record<string, number>>, known: readonly string[], place: string) => {
    for (const name of Object.keys(loadings))
      if (!known.includes(name))
        throw fault(`${place} › loadings`, `unknown factor '${name}'`, `Known here: ${known.join(', ') || 'none'}`);
    const sum = Object.values(loadings).reduce((total, one) => total + one * one, 0);
    if (sum > 1) throw fault(`${place} › loadings`, 'the squares of the loadings add up to more than 1');
    return Object.entries(loadings);
  };

  const caseOf = (draw: DrawCase, item: string, table: string, field: string, place: string): Case => {
    const expression = (text: string, key: string) =>
      compile(text.replaceAll('{item}', item), names, {
        place: `${place} › ${key}`,
        table,
        ...(field === '' ? {} : { field }),
      });
    const bound = (value: number | string | undefined, none: number, key: string) =>
      value === undefined ? none : typeof value === 'number' ? value : expression(value, key);
    return {
      draw,
      when: draw.when === undefined ? null : expression(draw.when, 'when'),
      value: draw.value === undefined ? null : expression(draw.value, 'value'),
      low: bound(draw.low, Number.NEGATIVE_INFINITY, 'low'),
      high: bound(draw.high, Number.POSITIVE_INFINITY, 'high'),
    };
  };
  const answerOf = (one: AnswerProfile, item: string, table: string, field: string, place: string): Answer => {
    const { assumed: _, source: _source, cases, loadings = {}, icc = profile.icc, ...single } = one;
    return {
      cases: (cases ?? [single]).map((draw, at) =>
        caseOf(draw, item, table, field, cases === undefined ? place : `${place} › cases › ${at}`),
      ),
      loadings: knownFactors(loadings, factorNames, place),
      icc,
      place,
    };
  };

  const answers = new Map<string, Answer>();
  const patterns = Object.entries(profile.answers).map(([key, one]) => ({ key, one, used: false }));
  for (const field of form.fields) {
    const found =
      patterns.find(({ key }) => key === field.name) ?? patterns.find(({ key }) => itemOf(key, field.name) !== null);
    if (found === undefined || answers.has(field.name)) continue;
    found.used = true;
    const place = `${file} › answers › ${found.key}`;
    checkChoices(found.one, field, form, place);
    answers.set(field.name, answerOf(found.one, itemOf(found.key, field.name) ?? '', field.table, field.name, place));
  }
  for (const { key, used } of patterns)
    if (!used) throw fault(`${file} › answers › ${key}`, 'no question of the form has this name');
  return {
    names,
    fields: answers,
    traits: new Map(
      Object.entries(profile.traits).map(([name, one]) => [
        name,
        { ...answerOf(one, '', MAIN, '', `${file} › traits › ${name}`), type: traitTypes.get(name) ?? 'text' },
      ]),
    ),
    factors: new Map(
      Object.entries(profile.factors).map(([name, one], place) => {
        const at = `${file} › factors › ${name}`;
        const shifts = one.shifts.map(({ when, by }) => ({
          when: compile(when, names, { place: `${at} › shifts`, table: MAIN }),
          by,
        }));
        return [name, { loadings: knownFactors(one.loadings, factorNames.slice(0, place), at), shifts }];
      }),
    ),
  };
}

/** What {item} of a key stands for in a name; null where they do not fit. */
function itemOf(key: string, name: string): string | null {
  const [before, after, ...more] = key.split('{item}');
  if (before === undefined || after === undefined || more.length > 0) return null;
  const fits = name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : null;
}

function typeOfTrait(one: AnswerProfile): FieldType {
  const all = one.cases ?? [one];
  const numeric = all.every(
    ({ choices, text }) =>
      text === undefined &&
      (choices === undefined || Object.keys(choices).every((key) => Number.isFinite(Number(key)))),
  );
  return numeric ? 'decimal' : 'text';
}

/** Every choice that is drawn must be in the list of its question. */
function checkChoices(
  one: AnswerProfile,
  field: { readonly name: string; readonly list: string; readonly orOther: boolean },
  form: Form,
  place: string,
): void {
  const list = form.lists.get(field.list);
  if (list === undefined) return;
  const known = new Set(list.choices.map(({ name }) => name));
  for (const { choices = {}, options = {}, exclusive = {} } of [one, ...(one.cases ?? [])])
    for (const name of [...Object.keys(choices), ...Object.keys(options), ...Object.keys(exclusive)])
      if (!known.has(name))
        throw fault(place, `'${name}' is no choice of '${field.name}'`, `Its choices: ${[...known].join(', ')}`);
}
