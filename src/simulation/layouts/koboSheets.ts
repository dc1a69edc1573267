import type { Choice, Field, Form } from '../../form/form.ts';
import { SUBMISSION } from '../../readers/dialects/kobo.ts';
import { MAIN } from '../../table/table.ts';
import type { Entry, Interview } from '../interviews.ts';
import type { QuestionColumn, Value } from './questionColumns.ts';
import { cellsUnder, choicesOf, geoPart, namesIn, numberOr, questionsOf } from './questionColumns.ts';

/** A sheet of a Kobo export. `options` marks its columns about one option of a select_multiple. */
export interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly options: readonly boolean[];
  readonly rows: readonly (readonly Value[])[];
}

/** What Kobo writes in headers and cells: names or labels. */
export interface Naming {
  /** Of each group around a question, outermost first. */
  groups(field: Field): readonly string[];
  question(field: Field): string;
  choice(choice: Choice): string;
  /** An answer to a question, as it stands in the question's own column. */
  answer(field: Field, cell: string): string;
}

const SUBMITTER = 'equipe_terrain';
const GEO_PARTS = ['latitude', 'longitude', 'altitude', 'precision'];

const byName: Naming = {
  groups: ({ path }) => path,
  question: ({ name }) => name,
  choice: ({ name }) => name,
  answer: (_, cell) => cell,
};

/** A sheet's name as Kobo makes it legal: 31 characters, none of []*?:\/. */
function sheetName(name: string): string {
  const legal = name.replace(/[[\]*?:\\/]/g, '_');
  return legal.length <= 31 ? legal : `${legal.slice(0, 28)}...`;
}

/** Columns of a question: itself, then one an option of a select_multiple, or one a part of a geopoint. */
function columnsOf(form: Form, field: Field, naming: Naming): readonly QuestionColumn[] {
  const groups = naming.groups(field);
  const question = naming.question(field);
  const header = [...groups, question].join('/');
  const isNumber = field.type === 'integer' || field.type === 'decimal';
  const whole: QuestionColumn = {
    header,
    value: (cell) => {
      if (cell === '') return null;
      return isNumber ? numberOr(cell) : naming.answer(field, cell);
    },
  };
  if (field.type === 'geopoint') {
    const part = (name: string, at: number): QuestionColumn => ({
      header: [...groups, `_${question}_${name}`].join('/'),
      value: (cell) => numberOr(geoPart(cell, at)),
    });
    return [whole, ...GEO_PARTS.map(part)];
  }
  if (field.type !== 'many') return [whole];
  return [
    whole,
    ...choicesOf(form, field).map(
      (choice): QuestionColumn => ({
        header: `${header}/${naming.choice(choice)}`,
        option: true,
        value: (cell) => (cell === '' ? null : namesIn(cell).includes(choice.name) ? 1 : 0),
      }),
    ),
  ];
}

/** The sheets of a Kobo export with groups in headers: main, then one a repeat. */
export function koboSheets(form: Form, interviews: readonly Interview[], naming: Naming = byName): readonly Sheet[] {
  const mainName = form.title || form.id || 'data';
  const questions = new Map(
    form.tables.map(({ name }) => [
      name,
      questionsOf(form, name).map((field) => ({ field, columns: columnsOf(form, field, naming) })),
    ]),
  );
  const columns = (table: string) => (questions.get(table) ?? []).flatMap((question) => question.columns);
  const cellsOf = (entry: Entry) => cellsUnder(questions.get(entry.table) ?? [], entry);
  const rows = new Map(form.tables.map(({ name }) => [name, [] as Value[][]]));
  for (const [at, interview] of interviews.entries()) {
    const meta: Value[] = [
      400_000_001 + at,
      interview.key,
      interview.submitted,
      null,
      null,
      'submitted_via_web',
      SUBMITTER,
      interview.version,
      null,
    ];
    rows.get(MAIN)?.push([...cellsOf(interview), ...meta, `uuid:${interview.key}`, at + 1]);
    const below = (entry: Entry, parentName: string, parentIndex: number): void => {
      for (const [table, own] of entry.below)
        for (const child of own) {
          const to = rows.get(table) ?? [];
          const index = to.length + 1;
          to.push([...cellsOf(child), index, parentName, parentIndex, ...meta]);
          below(child, table, index);
        }
    };
    below(interview, mainName, at + 1);
  }
  return form.tables.map(({ name }) => {
    const asked = columns(name);
    const added =
      name === MAIN
        ? [...SUBMISSION, 'meta/rootUuid', '_index']
        : ['_index', '_parent_table_name', '_parent_index', ...SUBMISSION.map((column) => `_submission_${column}`)];
    return {
      name: sheetName(name === MAIN ? mainName : name),
      header: [...asked.map(({ header }) => header), ...added],
      options: [...asked.map(({ option }) => option === true), ...added.map(() => false)],
      rows: rows.get(name) ?? [],
    };
  });
}
