import { z } from 'zod';
import { refuseDropped } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Field, Form } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';
import { fill } from '../publish/words/build.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import { MAIN } from '../table/table.ts';
import { checked } from './check.ts';
import { unknown } from './columns.ts';
import type { StudyTexts } from './config.ts';
import { texts } from './config.ts';
import { formLabels } from './labels.ts';
import type { Parameter } from './parameters.ts';
import type { SchemaFile } from './schemaFiles.ts';
import type { IndexEntry, MissingCodes } from './study.ts';

const text = z.string().min(1);
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'a name is made of letters, digits, _ . and -');
/** Answer → points; null where an answer says nothing. */
const points = z.record(text, z.number().nullable());

const item = z.strictObject({
  /** A question, or a variable whose value is its own score. */
  item: text,
  /** The points of its answers: a table, or the name of a shared one. Of a select_multiple the first line that is chosen counts. */
  scores: z.exactOptional(z.union([text, points])),
});

/** An entry of `schemas/indices.json`. */
export const indexSchema = z.strictObject({
  id: name,
  label: texts,
  unit: z.string().default(''),
  note: z.string().default(''),
  source: z.exactOptional(z.string()),
  theme: z.string().default(''),
  /** mean: weighted mean of the valid items; sum: points added; count: items that hold. */
  method: z.enum(['mean', 'sum', 'count']),
  items: z.array(item).min(2),
  /** Item → weight, or the parameter that holds it; they add up to 1. */
  weights: z.union([z.literal('equal'), z.record(text, z.union([z.number().min(0), text]))]).default('equal'),
  /** Smallest share of items that must be known. */
  leastShare: z.number().gt(0).max(1).default(1),
  /** The instrument that it follows without being it. */
  inspiredBy: z.exactOptional(texts),
  /** True once the official items, scores and weights are entered here: then it bears the instrument's name. */
  official: z.boolean().default(false),
  /** Alpha and omega of its items. */
  reliability: z.boolean().default(false),
  /** Mean under other weights, and shares at these cut-offs. */
  sensitivity: z.exactOptional(
    z.strictObject({ weights: z.boolean().default(false), cutoffs: z.array(z.number()).default([]) }),
  ),
});
type Written = z.infer<typeof indexSchema>;

/** What `schemas/indices.json` says besides its entries. */
export const besideIndices = { scores: z.record(text, points).default({}) };

/** What the indices of a study are held against. */
export interface IndexGround {
  readonly form: Form;
  readonly missing: MissingCodes;
  readonly parameters: readonly Parameter[];
  /** Direct identifiers: there are no answers to score. */
  readonly dropped: ReadonlySet<string>;
  /** Names of the variables that are written out in schemas/variables.json. */
  readonly variables: ReadonlySet<string>;
}

/** The indices of a study, and the variables that they are computed by: entries as `schemas/variables.json` would have them. */
export interface Indices {
  readonly indices: readonly IndexEntry[];
  readonly written: readonly Record<string, unknown>[];
}

/** How far weights may be from adding up to 1: thirds are written with a dozen digits. */
const TOLERANCE = 1e-6;

/**
 * Spells the indices out in the expression language: a variable `s_<item>` with the points of each scored item, and one for the index.
 * Faults: weights that do not add up to 1, an answer without points, points for an answer that does not exist, an unknown item.
 */
export function spelledIndices(
  file: SchemaFile,
  tables: Readonly<Record<string, z.infer<typeof points>>>,
  ground: IndexGround,
): Indices {
  const entries = file.entries.map((entry, place) => checked(indexSchema, entry, `${file.path} › ${place + 1}`));
  const ids = new Set<string>();
  for (const { id } of entries) {
    const place = `${file.path} › ${id}`;
    if (ids.has(id)) throw fault(place, 'two indices have this name', 'Give one of them another');
    if (ground.variables.has(id)) throw fault(place, 'schemas/variables.json has a variable of this name', 'Keep one');
    ids.add(id);
  }
  const scored = new Map<string, Record<string, unknown>>();
  const written = entries.map((entry) => {
    const place = `${file.path} › ${entry.id}`;
    const names = entry.items.map((one) =>
      itemName(one, tables, ids, scored, ground, `${place} › items › ${one.item}`),
    );
    if (new Set(names).size < names.length) throw fault(`${place} › items`, 'an item is there twice', 'Leave one out');
    return {
      id: entry.id,
      type: entry.method === 'mean' ? 'number' : 'integer',
      expression: expressionOf(entry, names, weightsOf(entry, ground.parameters, place), place),
      label: labelOf(entry),
      unit: entry.unit,
      note: entry.note,
    };
  });
  const indices = entries.map(
    (entry): IndexEntry => ({
      id: entry.id,
      theme: entry.theme,
      method: entry.method,
      label: entry.label,
      inspiredBy: entry.official ? null : (entry.inspiredBy ?? null),
      items: entry.items.map(({ item: of, scores }) => (scores === undefined ? of : `s_${of}`)),
      weights: numbersOf(weightsOf(entry, ground.parameters, ''), entry.items.length, ground.parameters),
      leastShare: entry.leastShare,
      reliability: entry.reliability,
      weightings: entry.sensitivity?.weights ?? false,
      cutoffs: entry.sensitivity?.cutoffs ?? [],
    }),
  );
  return { indices, written: [...scored.values(), ...written] };
}

/** The variable that holds an item's points; makes it where the item is scored. */
function itemName(
  { item: of, scores }: z.infer<typeof item>,
  tables: Readonly<Record<string, z.infer<typeof points>>>,
  indices: ReadonlySet<string>,
  scored: Map<string, Record<string, unknown>>,
  { form, missing, dropped, variables }: IndexGround,
  place: string,
): string {
  refuseDropped({ dropped }, of, place);
  const field = form.fields.find((one) => one.name === of && one.table === MAIN);
  if (field === undefined && !variables.has(of) && !indices.has(of))
    throw unknown(place, 'question or variable', of, [...form.fields.map((one) => one.name), ...variables, ...indices]);
  if (scores === undefined) {
    if (field !== undefined && field.type !== 'integer' && field.type !== 'decimal')
      throw fault(`${place} › scores`, 'is missing', `'${of}' holds no numbers: say the points of its answers`);
    return of;
  }
  if (field === undefined)
    throw fault(`${place} › scores`, `'${of}' is a variable, whose value is its own score`, 'Leave the points out');
  if (typeof scores === 'string' && !Object.hasOwn(tables, scores))
    throw unknown(`${place} › scores`, 'table of points', scores, Object.keys(tables));
  const table = typeof scores === 'string' ? (tables[scores] ?? {}) : scores;
  checkAnswers(table, field, form, missing, `${place} › scores`);
  const expression = pointsOf(field, table);
  const before = scored.get(of);
  if (before !== undefined && before.expression !== expression)
    throw fault(`${place} › scores`, `'${of}' has other points in another index`, 'An item is scored in one way');
  const name = `s_${of}`;
  scored.set(of, {
    id: name,
    type: 'number',
    expression,
    label: scoreLabel(field, form),
    unit: 'points',
    note: 'unknown answer → unknown',
  });
  return name;
}

function checkAnswers(
  table: Readonly<Record<string, number | null>>,
  field: Field,
  form: Form,
  missing: MissingCodes,
  place: string,
): void {
  const choices = form.lists.get(field.list)?.choices.map((choice) => choice.name) ?? [];
  for (const answer of Object.keys(table))
    if (!choices.includes(answer))
      throw fault(place, `'${field.name}' has no answer '${answer}'${didYouMean(answer, choices)}`);
  const none = [missing.dontKnow, missing.refused].flatMap((codes) => [...(codes.get(field.name) ?? [])]);
  const without = choices.filter((choice) => !Object.hasOwn(table, choice) && !none.includes(choice));
  if (without.length > 0)
    throw fault(
      place,
      `no points for '${without.join("', '")}' of '${field.name}'`,
      'Give points, or null where the answer says nothing',
    );
}

/** `if(${q}='a',1,if(…,''))`: the first line that holds counts. */
function pointsOf({ name: of, type }: Field, table: Readonly<Record<string, number | null>>): string {
  return Object.entries(table)
    .filter((line): line is [string, number] => line[1] !== null)
    .reduceRight((rest, [answer, value]) => {
      const holds = type === 'many' ? `selected(\${${of}},'${answer}')` : `\${${of}}='${answer}'`;
      return `if(${holds},${value},${rest})`;
    }, "''");
}

/** The weight of each item as an expression; null where all count alike. */
function weightsOf(
  { items, weights }: Written,
  parameters: readonly Parameter[],
  place: string,
): readonly string[] | null {
  if (weights === 'equal') return null;
  const known = items.map((one) => one.item);
  for (const of of Object.keys(weights))
    if (!known.includes(of)) throw unknown(`${place} › weights`, 'item', of, known);
  let sum = 0;
  const written = known.map((of) => {
    const weight = Object.hasOwn(weights, of) ? weights[of] : undefined;
    if (weight === undefined) throw fault(`${place} › weights`, `'${of}' has none`, 'Give every item a weight');
    if (typeof weight === 'number') {
      sum += weight;
      return String(weight);
    }
    const parameter = parameters.find((one) => one.name === weight);
    if (parameter === undefined)
      throw unknown(
        `${place} › weights › ${of}`,
        'parameter',
        weight,
        parameters.map((one) => one.name),
      );
    sum += parameter.value ?? Number.NaN;
    return `param('${weight}')`;
  });
  if (Math.abs(sum - 1) > TOLERANCE)
    throw fault(
      `${place} › weights`,
      `the weights add up to ${Number(sum.toPrecision(6))}, not 1`,
      'Mend the table, or say "weights": "equal"',
    );
  return written;
}

function numbersOf(
  weights: readonly string[] | null,
  items: number,
  parameters: readonly Parameter[],
): readonly number[] {
  if (weights === null) return Array.from({ length: items }, () => 1 / items);
  return weights.map((weight) => {
    const named = /^param\('(.+)'\)$/.exec(weight)?.[1];
    return named === undefined ? Number(weight) : (parameters.find((one) => one.name === named)?.value ?? Number.NaN);
  });
}

function expressionOf(
  entry: Written,
  names: readonly string[],
  weights: readonly string[] | null,
  place: string,
): string {
  const fields = names.map((of) => `\${${of}}`);
  if (entry.method !== 'mean') {
    if (entry.leastShare < 1)
      throw fault(`${place} › leastShare`, `a ${entry.method} needs every item`, 'Leave it out');
    return fields.join(' + ');
  }
  if (weights === null) return `mean-valid(${entry.leastShare}, ${fields.join(', ')})`;
  const weighed = (of: (field: string) => string) =>
    fields.map((field, k) => `${weights[k] ?? ''} * ${of(field)}`).join(' + ');
  if (entry.leastShare === 1) return weighed((field) => field);
  const least = Math.ceil(entry.leastShare * fields.length - 1e-9);
  const known = `count-known(${fields.join(', ')})`;
  return `if(${known} >= ${least}, (${weighed((field) => `coalesce(${field}, 0)`)}) div (${weighed((field) => `count-known(${field})`)}), '')`;
}

/** « Réintégration sociale (indice inspiré de la RSS) », until the official table is entered. */
function labelOf({ label, inspiredBy, official }: Written): StudyTexts {
  if (inspiredBy === undefined || official) return label;
  return inLanguages((language) => {
    const title = label[language];
    return title === undefined
      ? undefined
      : fill(PHRASES.indexInspired[language], { title, source: inspiredBy[language] ?? '' }, language);
  });
}

function scoreLabel(field: Field, form: Form): StudyTexts {
  return inLanguages((language) =>
    fill(PHRASES.scoreOf[language], { title: formLabels(form, language).of(field.label) || field.name }, language),
  );
}

function inLanguages(of: (language: LanguageCode) => string | undefined): StudyTexts {
  const found: { [language in LanguageCode]?: string } = {};
  for (const language of ['fr', 'en', 'ar'] as const) {
    const said = of(language);
    if (said !== undefined) found[language] = said;
  }
  return found;
}
