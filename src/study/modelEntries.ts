import { z } from 'zod';
import { compile } from '../expression/compile.ts';
import { fieldNamed, type Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { CoefficientFamily, Imputation, ModelSpec } from '../indicators/models/model.ts';
import { termName } from '../indicators/models/model.ts';
import { variablesOf } from '../indicators/models/rows.ts';
import { fill } from '../publish/words/build.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import { MAIN } from '../table/table.ts';
import { checked } from './check.ts';
import { unknown } from './columns.ts';
import { texts } from './config.ts';
import { checkTerms, type ModelLists, refuseOwnParts, term, terms, termsOf } from './modelTerms.ts';
import { checkPropensity, propensityOf, propensitySchema } from './propensity.ts';
import type { SchemaFile } from './schemaFiles.ts';
import type { ModelEntry, VariableEntry } from './study.ts';

const text = z.string().min(1);
const id = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'an id is made of letters, digits, _ . and -');
/** What a run says in place of what its model says. */
const run = z.strictObject({
  id,
  title: texts,
  family: z.exactOptional(z.enum(['gaussian', 'binomial'])),
  outcome: z.exactOptional(text),
  exposures: z.exactOptional(terms),
  /** Of a run an empty list says something: the terms of the model without its controls. */
  controls: z.exactOptional(z.union([text, z.array(term)])),
  base: z.exactOptional(text),
  baseWords: z.exactOptional(texts),
  unit: z.exactOptional(texts),
  propensity: z.exactOptional(propensitySchema),
  note: z.exactOptional(z.string()),
});

/** An entry of `schemas/models.json`. */
export const modelSchema = z.strictObject({
  id,
  title: texts,
  theme: text,
  family: z.enum(['gaussian', 'binomial']),
  outcome: text,
  exposures: terms,
  controls: terms.default([]),
  references: z.record(text, text).default({}),
  base: z.exactOptional(text),
  baseWords: texts.prefault({}),
  unit: texts.prefault({}),
  /** Numbers or flags of the model and the values that its outcome is predicted at, all combinations of them. */
  predict: z.record(text, z.array(z.number()).min(1)).default({}),
  /** The same model with something else: another outcome, other controls, other people. */
  runs: z.array(run).default([]),
  /** Adds the run `imputed`: missing terms filled in several copies from donors of the same class, beside complete cases. */
  imputation: z.exactOptional(
    z.strictObject({
      copies: z.int().min(2).max(100),
      seed: z.int().min(0),
      /** Variables whose levels make the classes of donors, the most important first. */
      classes: z.array(text).default([]),
      source: z.exactOptional(z.string()),
    }),
  ),
  propensity: z.exactOptional(propensitySchema),
  source: z.exactOptional(z.string()),
  note: z.exactOptional(z.string()),
});
type Written = z.infer<typeof modelSchema>;

/** What `schemas/models.json` says besides its entries. */
export const besideModels = {
  /** Lists of terms that several models share. */
  terms: z.record(text, z.array(term).min(1)).default({}),
  /** Coefficients fixed in advance, whose p-values are adjusted together. */
  families: z.array(z.strictObject({ id, models: z.array(text).min(1), rate: z.number().gt(0).lt(1) })).default([]),
};
/** What the models of a study are held against. */
export interface ModelGround {
  readonly names: Names;
  readonly form: Form;
  readonly variables: readonly VariableEntry[];
}

/**
 * Compiles the entries of `schemas/models.json`, each run a model of its own (`M1.noHealth`). Faults name what does not exist, an outcome
 * that does not suit its family, and a term that is made of what the outcome is made of: such a model would explain a number by itself.
 */
export function modelEntries(file: SchemaFile, lists: ModelLists['terms'], ground: ModelGround): readonly ModelEntry[] {
  const seen = new Set<string>();
  return file.entries.flatMap((entry, place) => {
    const written = checked(modelSchema, entry, `${file.path} › ${place + 1}`);
    const { runs, imputation, ...plain } = written;
    const all: (Omit<Written, 'runs'> & { readonly run: string; readonly where: string })[] = [
      { ...plain, run: '', where: `${file.path} › ${written.id}` },
      ...runs.map(({ id: name, note, ...changed }) => ({
        ...plain,
        ...changed,
        ...(note === undefined ? {} : { note }),
        id: `${written.id}.${name}`,
        run: written.id,
        where: `${file.path} › ${written.id} › runs › ${name}`,
      })),
    ];
    if (imputation !== undefined) {
      if (plain.propensity !== undefined)
        throw fault(
          `${file.path} › ${written.id} › propensity`,
          'the model has imputation too, and rows weighted by a propensity score are complete cases',
          'Give the propensity to a run of the model',
        );
      const title = imputedTitle(written.title, imputation.copies);
      const where = `${file.path} › ${written.id} › imputation`;
      all.push({ ...plain, imputation, title, id: `${written.id}.imputed`, run: written.id, where });
    }
    return all.map(({ where, run: of, ...model }) => {
      if (seen.has(model.id)) throw fault(where, `two models have the id '${model.id}'`, 'Give one of them another');
      seen.add(model.id);
      return compiled({ ...model, runs: [] }, of, lists, ground, where);
    });
  });
}

function compiled(
  written: Written,
  run: string,
  lists: ModelLists['terms'],
  { names, form, variables }: ModelGround,
  place: string,
): ModelEntry {
  const controls = termsOf(written.controls, lists, `${place} › controls`);
  const entry = {
    id: written.id,
    table: MAIN,
    family: written.family,
    outcome: written.outcome,
    exposures: termsOf(written.exposures, lists, `${place} › exposures`),
    controls,
    references: new Map(Object.entries(written.references)),
    base: written.base === undefined ? null : compile(written.base, names, { place: `${place} › base`, table: MAIN }),
    predictions: written.imputation === undefined ? settingsOf(written.predict) : [],
    imputation: written.imputation === undefined ? null : imputationOf(written.imputation, names, place),
    propensity: written.propensity === undefined ? null : propensityOf(written.propensity, controls, lists, place),
  };
  checkPredictions(entry, names, `${place} › predict`);
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  checkOutcome(entry, names, `${place} › outcome`);
  checkTerms(entry, names, place);
  refuseOwnParts(entry.outcome, [...entry.exposures, ...entry.controls], byName, form, place);
  checkPropensity(entry, { names, form, variables: byName }, place);
  const lacks = variablesOf(entry).flatMap((name) => [...(byName.get(name)?.lacks ?? [])]);
  const reads = variablesOf(entry).flatMap((name) => [...(byName.get(name)?.reads ?? [name])]);
  return {
    ...entry,
    run,
    theme: written.theme,
    title: written.title,
    baseWords: written.baseWords,
    unit: written.unit,
    reads: new Set(reads),
    lacks: new Set(lacks),
  };
}

function imputationOf(
  { copies, seed, classes }: NonNullable<Written['imputation']>,
  names: Names,
  place: string,
): Imputation {
  for (const name of classes) {
    const field = fieldNamed(names, name, `${place} › classes`);
    if (field.type !== 'one' && field.flag !== true)
      throw fault(`${place} › classes › ${name}`, 'is no select_one and no flag', 'Classes are made of levels');
  }
  return { copies, seed, classes };
}

/** « M1 …: multiple imputation (20 copies) » in the languages of the model's own title. */
function imputedTitle(title: Written['title'], copies: number): Written['title'] {
  return Object.fromEntries(
    (['fr', 'en', 'ar'] as const).flatMap((language) => {
      const own = title[language];
      return own === undefined
        ? []
        : [[language, fill(PHRASES.modelImputed[language], { title: own, copies: String(copies) }, language)]];
    }),
  );
}

/** All combinations of the values of some variables. */
function settingsOf(predict: Readonly<Record<string, readonly number[]>>): readonly ReadonlyMap<string, number>[] {
  const settings = Object.entries(predict).reduce<readonly (readonly (readonly [string, number])[])[]>(
    (before, [name, values]) => before.flatMap((at) => values.map((value) => [...at, [name, value] as const])),
    [[]],
  );
  return Object.keys(predict).length === 0 ? [] : settings.map((at) => new Map(at));
}

function checkPredictions(entry: ModelSpec, names: Names, place: string): void {
  const known = [...entry.exposures, ...entry.controls].flat();
  for (const name of new Set(entry.predictions.flatMap((at) => [...at.keys()]))) {
    if (!known.includes(name)) throw unknown(place, 'variable of the model', name, known);
    const type = names.fields.get(name)?.type;
    if (type !== 'integer' && type !== 'decimal')
      throw fault(`${place} › ${name}`, `is of type ${type}`, 'Outcomes are predicted at values of numbers and flags');
  }
}

function checkOutcome({ outcome, family }: Pick<ModelSpec, 'outcome' | 'family'>, names: Names, place: string): void {
  const field = fieldNamed(names, outcome, place);
  if (field.table !== MAIN) throw fault(place, `'${outcome}' belongs to the table ${field.table}, models to main`);
  if (family === 'binomial' && field.flag !== true)
    throw fault(place, `'${outcome}' is no flag`, 'A logistic model needs a variable of 0 and 1: "type": "flag"');
  if (field.type !== 'integer' && field.type !== 'decimal')
    throw fault(place, `'${outcome}' is of type ${field.type}`, 'An outcome is a number or a flag');
}

/** The families of coefficients; a fault for a model that does not exist. */
export function coefficientFamilies(
  families: readonly CoefficientFamily[],
  models: readonly ModelEntry[],
  file: string,
): readonly CoefficientFamily[] {
  const known = models.map(({ id: name }) => name);
  const taken = new Map<string, string>();
  for (const family of families)
    for (const model of family.models) {
      const place = `${file} › families › ${family.id}`;
      if (!known.includes(model)) throw unknown(place, 'model', model, known);
      if (taken.has(model)) throw fault(place, `the model ${model} is in the family ${taken.get(model)} already`);
      taken.set(model, family.id);
    }
  return families;
}

/** Names of the terms of each model, for the indicators that pick from them. */
export function termsByModel(models: readonly ModelEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    models.map(({ id: name, exposures, controls }) => [name, new Set([...exposures, ...controls].map(termName))]),
  );
}
