import { fault } from '../fault.ts';
import type { ChoiceList, Field, Form } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';
import type { FieldType } from '../table/column.ts';
import type { PulledFile } from './pulled.ts';

/** One thing that an expression may name with `${…}`. */
export interface NamedField {
  readonly name: string;
  readonly type: FieldType;
  /** The table whose rows it belongs to: `main` or a repeat. */
  readonly table: string;
  /** Choices of its list, in form order; null where it has none. */
  readonly options: readonly string[] | null;
  /** Labels of those choices in the form's default language: what `jr:choice-name` gives. */
  readonly labels?: readonly string[];
  /** True where its own relevance or that of a group around it may leave it not asked. */
  readonly conditional?: boolean;
  /** True where its values are only 0 and 1, so that `max` over a roster is a three-valued « or ». */
  readonly flag?: boolean;
  /** Groups and repeats around it, outermost first: what `position(..)` counts in. */
  readonly path?: readonly string[];
  /** True where text is stored that may well be a number: calculations. */
  readonly loose?: boolean;
}

/** Fields of the record that tell when the interview was; '' where the form has none. */
export interface Moments {
  readonly today: string;
  readonly start: string;
  readonly end: string;
}

/** What an expression is checked against when the study loads. */
export interface Names {
  readonly fields: ReadonlyMap<string, NamedField>;
  /** Table → the table around it ('' for main). */
  readonly tables: ReadonlyMap<string, string>;
  /** `param('x')`: null where the study has not set a value. */
  readonly parameters: ReadonlyMap<string, number | null>;
  /** `lookup('cpi', year)`: name → key → value. */
  readonly lookups: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What `pulldata('file', …)` reads, by the name of the file without ending; files that are not at hand are left out. */
  readonly pulled?: ReadonlyMap<string, PulledFile>;
  /** Told of what is legal in an expression but probably not meant, with its place. */
  readonly note?: (place: string, note: string) => void;
  /** In what a study declares, a choice that a question does not have is a fault; in a form's own expressions it is noted. */
  readonly choicesMustExist?: boolean;
  /** Direct identifiers of persons, which have no column: naming one is a fault in what a study declares; a form's own expressions may. */
  readonly dropped?: ReadonlySet<string>;
  /** What today() and now() read; without it they cannot be replayed. */
  readonly moments?: Moments;
  /** Choice lists by name, for `instance('list')` and choice filters. */
  readonly lists?: ReadonlyMap<string, ChoiceList>;
}

const ALWAYS_RELEVANT = new Set(['', 'true()', '1']);

function namedField(form: Form, field: Field): NamedField {
  const choices = form.lists.get(field.list)?.choices ?? null;
  const relevants = [field.relevant, ...field.groups.map((place) => form.groups[place]?.relevant ?? '')];
  return {
    name: field.name,
    type: field.type,
    table: field.table,
    path: field.path,
    options: choices === null ? null : [...choices.map((choice) => choice.name), ...(field.orOther ? ['other'] : [])],
    labels:
      choices === null
        ? []
        : choices.map(
            (choice) => choice.label.get(form.defaultLanguage) ?? choice.label.values().next().value ?? choice.name,
          ),
    conditional: relevants.some((relevant) => !ALWAYS_RELEVANT.has(relevant.trim())),
    loose: field.type === 'text' && field.role !== 'question',
  };
}

/**
 * The names that a form and a study give to expressions. Derived variables come after the fields and replace one of the same name;
 * of two fields with one name the first counts.
 */
export function namesOf(
  form: Form,
  derived: Iterable<NamedField> = [],
  parameters: ReadonlyMap<string, number | null> = new Map(),
  lookups: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(),
  pulled: ReadonlyMap<string, PulledFile> = new Map(),
): Names {
  const fields = new Map<string, NamedField>();
  for (const field of form.fields) if (!fields.has(field.name)) fields.set(field.name, namedField(form, field));
  for (const field of derived) fields.set(field.name, field);
  const ofType = (xlsType: string): string => form.fields.find((field) => field.xlsType === xlsType)?.name ?? '';
  return {
    fields,
    tables: new Map(form.tables.map((table) => [table.name, table.parent])),
    parameters,
    lookups,
    pulled,
    moments: { today: ofType('today'), start: ofType('start'), end: ofType('end') },
    lists: form.lists,
  };
}

/** The field that an entry reads; a fault at `place` where there is none, with a suggestion, and where it is a direct identifier. */
export function fieldNamed(names: Names, name: string, place: string): NamedField {
  refuseDropped(names, name, place);
  return fieldCalled(names, name, place);
}

/** The field of a name, which may be a direct identifier; a fault at `place`, with a suggestion, where there is none. */
export function fieldCalled(names: Names, name: string, place: string): NamedField {
  const field = names.fields.get(name);
  if (field === undefined) throw fault(place, `unknown field '${name}'${didYouMean(name, names.fields.keys())}`);
  return field;
}

/** What is wrong with naming a direct identifier. */
export const isDropped = (name: string): string =>
  `'${name}' is a direct identifier, which is dropped when the export is read`;

/** A fault at `place` where the name is that of a direct identifier: there is nothing to read. */
export function refuseDropped({ dropped }: Pick<Names, 'dropped'>, name: string, place: string): void {
  if (dropped?.has(name) === true) throw fault(place, isDropped(name), 'Name another question, or leave it out');
}

/** The names as a form's own expressions read them: what is wrong in a form is noted, and it may well read what identifies people. */
export const namesOfForm = (names: Names): Names => ({ ...names, choicesMustExist: false, dropped: new Set() });
