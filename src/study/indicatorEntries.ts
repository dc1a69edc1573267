import { z } from 'zod';
import { fieldNamed, type Names } from '../expression/names.ts';
import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { IndicatorContext } from '../indicators/indicator.ts';
import { variablesOf } from '../indicators/models/rows.ts';
import { pairedParams } from '../indicators/paired.ts';
import { indicatorKinds } from '../indicators/registry.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import { MAIN } from '../table/table.ts';
import { unknown } from './columns.ts';
import type { StudyTexts } from './config.ts';
import { texts } from './config.ts';
import { fieldsIn } from './dependencies.ts';
import { compileEntries } from './entries.ts';
import type { SchemaFiles } from './schemaFiles.ts';
import { breakdown } from './schemaFiles.ts';
import type { IndexEntry, IndicatorEntry, ModelEntry, PairNames, VariableEntry } from './study.ts';
import { restsOn } from './variables.ts';

/** What the indicators of a study are held against. */
export interface IndicatorGround {
  readonly names: Names;
  readonly form: Form;
  /** Parameters and series without a value. */
  readonly lacking: ReadonlySet<string>;
  readonly variables: readonly VariableEntry[];
  readonly models: readonly ModelEntry[];
  readonly indices: readonly IndexEntry[];
  /** In which readers see them. */
  readonly languages: readonly LanguageCode[];
  readonly context: (place: string) => Omit<IndicatorContext, 'table'>;
}

const note = z.exactOptional(z.string());
const mark = z.enum(['V', 'U', 'A', 'P']);
/** What every indicator may say, whatever its kind. */
export const indicatorKeys = {
  theme: z.string().min(1),
  table: z.string().default(MAIN),
  title: texts.prefault({}),
  baseWords: texts.prefault({}),
  /** The unit in words; one text where it reads the same in all languages. */
  unit: z.union([z.string(), texts]).default(''),
  /** Breakdowns: the name of a shared list, or fields (several together are crossed) and names of lists. */
  by: z.union([z.string().min(1), z.array(breakdown)]).default([]),
  /** The definition in words; it is printed. */
  formula: texts.prefault({}),
  // Where it comes from and what it is held against, in words of the glossary.
  source: note,
  thresholds: note,
  /** Marks of the method: V verified, U unverified, A assumed, P published. */
  marks: z.array(mark).default([]),
  /** Values that it is read against; each says where it comes from. */
  benchmarks: z
    .array(
      z.strictObject({
        label: texts,
        value: z.number(),
        to: z.exactOptional(z.number()),
        source: z.string().min(1, 'a benchmark says where it comes from'),
        mark,
      }),
    )
    .default([]),
  /** A select_one or flag that tells waves apart: changes from each to the next are estimated. */
  change: z.string().default(''),
  /** Among those that are seen first, in reports/index.html. */
  key: z.boolean().default(false),
};

/** Compiles the entries of `schemas/indicators.json`: shared breakdowns in place, what each rests on and what it lacks. */
export function indicatorEntries(
  { indicators: file, breakdowns }: SchemaFiles,
  { names, form, lacking, variables, models, indices, languages, context }: IndicatorGround,
): readonly IndicatorEntry[] {
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  return compileEntries(file.entries, file.path, indicatorKeys, indicatorKinds, ({ table }, place) => {
    if (!names.tables.has(table)) throw unknown(`${place} › table`, 'table', table, [...names.tables.keys()]);
    return { ...context(place), names, table };
  }).map(({ id, kind, common: entry, params, job }): IndicatorEntry => {
    const by = spelledOut(entry.by, breakdowns);
    checkBreakdowns(entry.by, by, entry.table, names, Object.keys(breakdowns), `${file.path} › ${id} › by`);
    checkTexts(entry, languages, `${file.path} › ${id}`);
    checkValue(kind, params.value, `${file.path} › ${id} › value`);
    if (entry.change !== '') checkBreakdown(entry.change, entry.table, names, `${file.path} › ${id} › change`);
    const model = kind === 'model' ? models.find((one) => one.id === params.model) : undefined;
    if (kind === 'model' && by.length > 0)
      throw fault(`${file.path} › ${id} › by`, 'a model stands for everybody in its base', 'Leave it out');
    const unit = typeof entry.unit === 'string' ? { fr: entry.unit, en: entry.unit, ar: entry.unit } : entry.unit;
    return {
      id,
      kind,
      theme: entry.theme,
      table: entry.table,
      title: entry.title,
      baseWords: entry.baseWords,
      unit,
      by,
      change: entry.change,
      key: entry.key,
      benchmarks: entry.benchmarks,
      field: typeof params.field === 'string' ? params.field : '',
      pair: kind === 'paired' ? pairNames(params) : null,
      model: model?.id ?? '',
      variables: new Set(
        (model === undefined ? treesOf(params, indices).flatMap(fieldsIn) : variablesOf(model)).filter((name) =>
          byName.has(name),
        ),
      ),
      ...(model === undefined
        ? restsOn(treesOf(params, indices), byName, form, lacking)
        : { reads: model.reads, lacks: model.lacks }),
      params,
      told: {
        formula: entry.formula,
        source: entry.source ?? '',
        thresholds: entry.thresholds ?? '',
        marks: entry.marks,
      },
      indicator: job,
    };
  });
}

/** The breakdowns of an entry with the names of shared lists replaced by what they hold. */
function spelledOut(
  by: string | readonly (string | readonly string[])[],
  shared: SchemaFiles['breakdowns'],
): readonly (readonly string[])[] {
  return (typeof by === 'string' ? [by] : by).flatMap((one) => {
    const list = typeof one === 'string' && Object.hasOwn(shared, one) ? (shared[one] ?? []) : [one];
    return list.map((fields) => (typeof fields === 'string' ? [fields] : fields));
  });
}

/** Each field of a breakdown by itself, and no breakdown twice: its numbers would be there twice. */
function checkBreakdowns(
  written: string | readonly (string | readonly string[])[],
  by: readonly (readonly string[])[],
  table: string,
  names: Names,
  lists: readonly string[],
  place: string,
): void {
  const own = typeof written === 'string' ? [written] : written;
  for (const name of own)
    if (typeof name === 'string' && !lists.includes(name) && !names.fields.has(name))
      throw unknown(place, 'field or list of breakdowns', name, [...lists, ...names.fields.keys()]);
  const seen = new Set<string>();
  for (const fields of by) {
    for (const field of fields) checkBreakdown(field, table, names, place);
    const doubled = fields.find((field, at) => fields.indexOf(field) < at);
    if (doubled !== undefined) throw fault(place, `'${doubled}' is crossed with itself`, 'Leave one of them out');
    const name = [...fields].sort().join(' × ');
    if (seen.has(name)) throw fault(place, `'${name}' is there twice`, 'Leave one of them out, also those of a list');
    seen.add(name);
  }
}

const LANGUAGES = { fr: 'French', en: 'English', ar: 'Arabic' } as const;

/** What readers see is there in each language of the study, or in one that stands for all, as the titles of a list of analyses do, or left out altogether. */
function checkTexts(
  { title, baseWords, formula, unit, benchmarks }: z.infer<z.ZodObject<typeof indicatorKeys>>,
  languages: readonly LanguageCode[],
  place: string,
): void {
  const told: readonly (readonly [string, StudyTexts | string])[] = [
    ['title', title],
    ['baseWords', baseWords],
    ['formula', formula],
    ['unit', unit],
    ...benchmarks.map(({ label }, at) => [`benchmarks › ${at} › label`, label] as const),
  ];
  for (const [key, text] of told) {
    if (typeof text === 'string' || Object.keys(text).length < 2) continue;
    const lacks = languages.find((language) => text[language] === undefined);
    if (lacks !== undefined)
      throw fault(
        `${place} › ${key} › ${lacks}`,
        'is missing',
        `Write it in ${LANGUAGES[lacks]} too, or take "${lacks}" out of the languages of pipeline.config.json`,
      );
  }
}

/** Kinds of which a value that is the same for everybody says nothing. */
const OF_ANSWERS: ReadonlySet<string> = new Set(['proportion', 'bounds', 'mean', 'median', 'quantile']);

function checkValue(kind: string, value: unknown, place: string): void {
  if (OF_ANSWERS.has(kind) && typeof value === 'string' && fieldsIn(parse(value, place).tree).length === 0)
    throw fault(place, 'reads no question, so that it is the same for everybody', 'Name a question');
}

/** A table with more levels than this is no table to read, and almost all of it would be suppressed. */
export const MOST_LEVELS = 100;

/** A breakdown must be a select_one, a kept text column or a flag, of the entry's table or of the one around it. */
export function checkBreakdown(field: string, table: string, names: Names, place: string): void {
  const found = fieldNamed(names, field, place);
  if (found.type !== 'one' && found.type !== 'text' && found.flag !== true)
    throw fault(place, `'${field}' is of type ${found.type}`, 'A breakdown is a select_one question or a flag');
  if ((found.options?.length ?? 0) > MOST_LEVELS)
    throw fault(
      place,
      `'${field}' has ${found.options?.length} levels, a breakdown at most ${MOST_LEVELS}`,
      'Group its levels in a variable of schemas/variables.json, and break down by that',
    );
  if (found.table !== table && found.table !== MAIN)
    throw fault(place, `'${field}' belongs to the table ${found.table}, the entry to ${table}`);
}

/** The expressions that an entry gives to its kind; they were compiled there, so that they can be parsed. */
function treesOf(params: Readonly<Record<string, unknown>>, indices: readonly IndexEntry[]): readonly Tree[] {
  const texts = [params.value, params.base, params.numerator, params.denominator].filter(
    (value) => typeof value === 'string',
  );
  const items = indices.find(({ id }) => id === params.index)?.items ?? [];
  const named = [...items, ...(Array.isArray(params.changes) ? params.changes : [])];
  texts.push(...named.map((name) => `\${${String(name)}}`));
  if (typeof params.field === 'string') texts.push(`\${${params.field}}`);
  const pairs = pairedParams.safeParse(params);
  if (pairs.success) texts.push(...pairs.data.pairs.flatMap(({ values }) => values));
  return texts.map((text) => parse(text, '').tree);
}

function pairNames(params: Readonly<Record<string, unknown>>): PairNames {
  const { list, sides, pairs } = pairedParams.parse(params);
  return { list, sides, items: pairs.map(({ item }) => item) };
}
