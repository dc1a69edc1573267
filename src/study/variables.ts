import { z } from 'zod';
import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import type { NamedField, Names } from '../expression/names.ts';
import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { parts } from '../expression/tree.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';
import { MAIN } from '../table/table.ts';
import { checked, parseJson } from './check.ts';
import { unknown } from './columns.ts';
import type { StudyTexts } from './config.ts';
import { texts } from './config.ts';
import { fieldsIn } from './dependencies.ts';
import type { VariableEntry } from './study.ts';

const text = z.string().min(1);

/** An entry of `schemas/variables.json`. */
export const variableSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'a name is made of letters, digits, _ . and -'),
  table: z.string().default(MAIN),
  /** A flag is 0 or 1. */
  type: z.enum(['flag', 'integer', 'number', 'date', 'one']),
  expression: text,
  /** Of `one`: its own levels with labels, or `list:name` for those of a choice list of the form. */
  levels: z.exactOptional(
    z.union([
      z.string().regex(/^list:.+$/, 'levels are a list of {code, label}, or list:NAME'),
      z.array(z.strictObject({ code: text, label: texts })).min(1),
    ]),
  ),
  label: texts,
  unit: z.string().default(''),
  /** Who uses it, how unknown values pass, where it comes from: for people. */
  note: z.string().default(''),
  base: z.exactOptional(text),
});
type Written = z.infer<typeof variableSchema>;

const STORED = { flag: 'integer', integer: 'integer', number: 'decimal', date: 'date', one: 'one' } as const;

/** Derived variables as declared: what they are called and hold, before any expression is looked at. */
export interface DeclaredVariables {
  readonly written: readonly Written[];
  readonly named: readonly NamedField[];
}

/** Reads the entries of `schemas/variables.json`. Faults: a name that the form or another variable has, levels that do not exist. */
export function declaredVariables(entries: readonly unknown[], file: string, form: Form): DeclaredVariables {
  const seen = new Set<string>();
  const written = entries.map((entry, place) => {
    const found = checked(variableSchema, entry, `${file} › ${place + 1}`);
    const where = `${file} › ${found.id}`;
    if (form.fields.some(({ name }) => name === found.id) || form.tables.some(({ name }) => name === found.id))
      throw fault(where, 'the form has a question of this name', 'Give the variable another');
    if (seen.has(found.id)) throw fault(where, 'two variables have this name', 'Give one of them another');
    seen.add(found.id);
    if (!form.tables.some(({ name }) => name === found.table))
      throw unknown(
        `${where} › table`,
        'table',
        found.table,
        form.tables.map(({ name }) => name),
      );
    if ((found.type === 'one') !== (found.levels !== undefined))
      throw fault(
        `${where} › levels`,
        found.type === 'one' ? 'is missing' : `are given, but the type is ${found.type}`,
        'Levels belong to the type one',
      );
    return found;
  });
  const named = written.map(
    ({ id, table, type, levels }): NamedField => ({
      name: id,
      table,
      type: STORED[type],
      options: levels === undefined ? null : levelsOf(levels, form, `${file} › ${id} › levels`).map(([code]) => code),
      flag: type === 'flag',
    }),
  );
  return { written, named };
}

/** The variables of a file that is no study's yet. Faults: those of `declaredVariables`; JSON that is not well formed; a key that is unknown. */
export function variablesOf(json: string, file: string, form: Form): DeclaredVariables {
  const whole = z.strictObject({ $schema: z.exactOptional(z.string()), variables: z.array(z.unknown()) });
  return declaredVariables(checked(whole, parseJson(json, file), file).variables, file, form);
}

function levelsOf(
  levels: NonNullable<Written['levels']>,
  form: Form,
  place: string,
): readonly (readonly [code: string, label: StudyTexts])[] {
  if (typeof levels !== 'string') return levels.map(({ code, label }) => [code, label]);
  const name = levels.slice('list:'.length);
  const list = form.lists.get(name);
  if (list === undefined) throw unknown(place, 'choice list', name, [...form.lists.keys()]);
  return list.choices.map((choice) => [choice.name, {}]);
}

/**
 * Compiles the variables and puts each after those that it reads. A fault names a circle of variables that read each other, an
 * expression that gives text where numbers are declared, and the other way round.
 */
export function compileVariables(
  { written }: DeclaredVariables,
  names: Names,
  form: Form,
  lacking: ReadonlySet<string>,
  file: string,
): readonly VariableEntry[] {
  const byName = new Map(written.map((entry) => [entry.id, entry]));
  const trees = new Map(
    written.map(({ id, expression, base }) => [
      id,
      [
        parse(expression, `${file} › ${id} › expression`).tree,
        ...(base === undefined ? [] : [parse(base, `${file} › ${id} › base`).tree]),
      ],
    ]),
  );
  const done = new Map<string, VariableEntry>();
  const visit = (id: string, path: readonly string[]): void => {
    const entry = byName.get(id);
    if (entry === undefined || done.has(id)) return;
    if (path.includes(id))
      throw fault(
        `${file} › ${id}`,
        `variables read each other in a circle: ${[...path.slice(path.indexOf(id)), id].join(' → ')}`,
        'Compute one of them from answers alone',
      );
    const own = trees.get(id) ?? [];
    for (const tree of own) for (const name of fieldsIn(tree)) visit(name, [...path, id]);
    done.set(id, compiled(entry, names, form, file, restsOn(own, done, form, lacking)));
  };
  for (const { id } of written) visit(id, []);
  return [...done.values()];
}

function compiled(
  entry: Written,
  names: Names,
  form: Form,
  file: string,
  rests: Pick<VariableEntry, 'reads' | 'lacks'>,
): VariableEntry {
  const { id, table, type, levels } = entry;
  const place = `${file} › ${id}`;
  const expression = compile(entry.expression, names, { place: `${place} › expression`, table });
  const wrong = type === 'one' ? ['number', 'boolean'] : ['text'];
  if (wrong.includes(expression.type))
    throw fault(
      `${place} › expression`,
      `it gives a ${expression.type === 'text' ? 'text' : expression.type}, but the type is ${type}`,
    );
  const labels = levels === undefined ? [] : levelsOf(levels, form, `${place} › levels`);
  if (type === 'one')
    checkLevels(
      expression.tree,
      labels.map(([code]) => code),
      typeof levels !== 'string',
      place,
    );
  const base: Expression | null =
    entry.base === undefined ? null : compile(entry.base, names, { place: `${place} › base`, table });
  return {
    name: id,
    table,
    type: STORED[type],
    levels: levels === undefined ? null : labels.map(([code]) => code),
    expression,
    base,
    label: entry.label,
    levelLabels: new Map(labels),
    list: typeof levels === 'string' ? levels.slice('list:'.length) : '',
    unit: entry.unit,
    ...rests,
  };
}

/** Faults: a code that two levels of its own have, and one that the expression spells out and no level has. */
function checkLevels(tree: Tree, codes: readonly string[], own: boolean, place: string): void {
  const doubled = own ? codes.find((code, at) => codes.indexOf(code) < at) : undefined;
  if (doubled !== undefined)
    throw fault(`${place} › levels`, `two levels have the code '${doubled}'`, 'Give one of them another');
  const strange = textsGiven(tree).find((text) => text !== '' && !codes.includes(text));
  if (strange !== undefined)
    throw fault(
      `${place} › expression`,
      `it gives '${strange}', which is none of the levels${didYouMean(strange, codes)}`,
      'Add the level, or mend the code',
    );
}

/** The texts that an expression may give as they stand in it. */
function textsGiven(tree: Tree): readonly string[] {
  if (tree.kind === 'text') return [tree.value];
  if (tree.kind !== 'call') return [];
  if (tree.name === 'if') return tree.args.slice(1).flatMap(textsGiven);
  return tree.name === 'coalesce' ? tree.args.flatMap(textsGiven) : [];
}

/** Names in quotes that `param()` and `lookup()` of a tree ask for. */
function tablesIn(tree: Tree): readonly string[] {
  const [name] = tree.kind === 'call' && (tree.name === 'param' || tree.name === 'lookup') ? tree.args : [];
  return [...(name?.kind === 'text' ? [name.value] : []), ...parts(tree).flatMap(tablesIn)];
}

/** The questions that expressions rest on, and the parameters without a value that they need, through variables too. */
export function restsOn(
  trees: readonly Tree[],
  variables: ReadonlyMap<string, Pick<VariableEntry, 'reads' | 'lacks'>>,
  form: Form,
  lacking: ReadonlySet<string>,
): Pick<VariableEntry, 'reads' | 'lacks'> {
  const reads = new Set<string>();
  const lacks = new Set(trees.flatMap(tablesIn).filter((name) => lacking.has(name)));
  const questions = questionsOf(form);
  for (const name of trees.flatMap(fieldsIn)) {
    const inner = variables.get(name);
    if (inner === undefined) {
      if (questions.has(name)) reads.add(name);
      continue;
    }
    for (const read of inner.reads) reads.add(read);
    for (const lack of inner.lacks) lacks.add(lack);
  }
  return { reads, lacks };
}

const questionNames = new WeakMap<Form, ReadonlySet<string>>();

function questionsOf(form: Form): ReadonlySet<string> {
  const names = questionNames.get(form) ?? new Set(form.fields.map(({ name }) => name));
  questionNames.set(form, names);
  return names;
}
