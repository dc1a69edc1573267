import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { nearest } from '../form/nearest.ts';
import { SUBMITTED, VERSION } from '../readers/answers.ts';
import type { ColumnSpec } from '../table/builder.ts';
import { MAIN } from '../table/table.ts';
import type { Config } from './config.ts';
import { codesInForm } from './formMarks.ts';
import type { ExtraColumn, MissingCodes } from './study.ts';

/** Columns of the data that are no questions: the platform's two, the design's, those that the study keeps, and those it joins. */
export function extraColumns(form: Form, config: Config): readonly ExtraColumn[] {
  const known = new Set(form.fields.map(({ name }) => name));
  const { strata, psu, population } = config.design;
  const columns = new Map<string, ExtraColumn>();
  const add = (name: string | undefined, type: ExtraColumn['type']) => {
    if (name !== undefined && !known.has(name) && !columns.has(name)) columns.set(name, { name, type });
  };
  add(SUBMITTED, 'dateTime');
  add(VERSION, 'text');
  for (const [name, type] of Object.entries(config.keep)) add(name, type);
  for (const { columns: joined } of config.joins)
    for (const [name, type] of Object.entries(joined)) {
      if (known.has(name) || columns.has(name))
        throw fault(`pipeline.config.json › joins › ${name}`, 'the data have a column of this name already');
      columns.set(name, { name, type, joined: true });
    }
  for (const name of weightColumns(config.design)) add(name, 'decimal');
  add(strata, 'text');
  add(psu, 'text');
  add(population, 'decimal');
  return [...columns.values()];
}

/** Columns that hold base weights, or the probabilities that they are made of. */
export function weightColumns({ weights, weighting }: Config['design']): readonly string[] {
  const base = weighting?.base ?? weights;
  if (base === undefined) return [];
  return typeof base === 'string' ? [base] : base.probabilities;
}

/** Names of the further columns that the study itself names in an export; the platform's two are known by the dialect. */
export function namedColumns(columns: readonly ExtraColumn[]): ReadonlySet<string> {
  const own = columns.filter(({ joined }) => joined !== true).map(({ name }) => name);
  return new Set(own.filter((name) => name !== SUBMITTED && name !== VERSION));
}

/**
 * How each kept column of each table is stored; fields marked direct and notes have no column at all. Calculations named in `numeric`
 * (what the design reads as numbers) are stored as numbers; the others as text.
 */
export function columnSpecs(
  form: Form,
  extras: readonly ExtraColumn[],
  missing: MissingCodes,
  direct: ReadonlySet<string>,
  timeZone: string,
  numeric: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>> {
  const none: ReadonlySet<string> = new Set();
  return new Map(
    form.tables.map(({ name: table }) => {
      const specs = new Map<string, ColumnSpec>();
      for (const field of form.fields) {
        if (field.table !== table || field.role === 'note' || direct.has(field.name)) continue;
        specs.set(field.name, {
          name: field.name,
          type: field.role === 'calculation' && numeric.has(field.name) ? 'decimal' : field.type,
          options: field.list === '' ? null : optionsOf(form, field.list, field.orOther),
          dontKnow: missing.dontKnow.get(field.name) ?? none,
          refused: missing.refused.get(field.name) ?? none,
          timeZone,
        });
      }
      if (table === MAIN)
        for (const { name, type } of extras)
          if (!direct.has(name))
            specs.set(name, {
              name,
              type,
              options: null,
              dontKnow: none,
              refused: none,
              // Servers write when a submission came in UTC, and leave the offset out.
              timeZone: name === SUBMITTED ? 'UTC' : timeZone,
            });
      return [table, specs];
    }),
  );
}

function optionsOf(form: Form, list: string, orOther: boolean): readonly string[] {
  // A name may stand for several places of a filtered list: it is one answer all the same.
  const names = new Set(form.lists.get(list)?.choices.map(({ name }) => name));
  if (orOther) names.add('other');
  return [...names];
}

/** The codes of each question that mean don't know or refused, from those declared by list and by question. */
export function missingCodes(form: Form, config: Config, place: string): MissingCodes {
  const inForm = form.fields.map((field) => codesInForm(field, config.form));
  const codes = (which: 'dontKnow' | 'refused') => {
    const byField = new Map<string, ReadonlySet<string>>();
    const { lists, fields } = config.missing[which];
    for (const name of Object.keys(lists))
      if (!form.lists.has(name))
        throw unknown(`${place} › missing › ${which} › lists`, 'choice list', name, [...form.lists.keys()]);
    for (const name of Object.keys(fields))
      if (!form.fields.some((field) => field.name === name))
        throw unknown(
          `${place} › missing › ${which} › fields`,
          'question',
          name,
          form.fields.map((field) => field.name),
        );
    for (const [place, { name, list }] of form.fields.entries()) {
      const own = [...codesAt(lists, list), ...codesAt(fields, name), ...(inForm[place]?.[which] ?? [])];
      if (own.length > 0) byField.set(name, new Set(own));
    }
    return byField;
  };
  return { dontKnow: codes('dontKnow'), refused: codes('refused') };
}

/** Codes declared under a name; a question may well be called constructor. */
function codesAt(declared: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] {
  return Object.hasOwn(declared, name) ? (declared[name] ?? []) : [];
}

/** A fault for a name that does not exist, with the nearest one that does. */
export function unknown(place: string, what: string, name: string, known: readonly string[]): Error {
  const meant = nearest(name, known);
  return fault(place, `unknown ${what} '${name}'`, meant === null ? '' : `Did you mean '${meant}'?`);
}
