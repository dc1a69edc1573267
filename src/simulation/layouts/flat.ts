import type { Field, Form } from '../../form/form.ts';
import { MAIN } from '../../table/table.ts';
import type { Entry, Interview } from '../interviews.ts';
import type { QuestionColumn, Value } from './questionColumns.ts';
import { questionsOf } from './questionColumns.ts';

/** The number of a row in each repeat around it, outermost first; [] in an interview. */
export type Turns = readonly number[];

/** A column of a file with one row an interview. */
export interface FlatColumn {
  readonly header: string;
  value(interview: Interview): Value;
}

/** How a platform lays rosters into the interview's row. */
export interface Flattening {
  columns(field: Field, turns: Turns): readonly QuestionColumn[];
  /** Header of a column with the number of rows of a repeat, before them; null for none. */
  count(repeat: string, turns: Turns): string | null;
}

/**
 * The columns of a file with one row an interview, in form order: a repeat gives the columns of its questions once for each row that the
 * longest interview has there, row after row. Where an interview has no such row, its questions have no answer.
 */
export function flatColumns(
  form: Form,
  interviews: readonly Interview[],
  flattening: Flattening,
): readonly FlatColumn[] {
  const parents = new Map(form.tables.map(({ name, parent }) => [name, parent]));
  const chain = (table: string): readonly string[] =>
    table === MAIN || table === '' ? [] : [...chain(parents.get(table) ?? ''), table];
  const ofTable = (table: string, turns: Turns): readonly FlatColumn[] => {
    const repeats = chain(table);
    const own = new Set(questionsOf(form, table));
    const met = new Set<string>();
    return form.fields.flatMap((field): readonly FlatColumn[] => {
      if (own.has(field))
        return flattening.columns(field, turns).map(({ header, value }) => ({
          header,
          value: (interview) => value(entryAt(interview, repeats, turns)?.cells.get(field.name) ?? ''),
        }));
      const around = chain(field.table);
      const child = around[repeats.length];
      if (child === undefined || met.has(child) || repeats.some((name, at) => around[at] !== name)) return [];
      met.add(child);
      return ofRepeat(child, repeats, turns);
    });
  };
  const ofRepeat = (repeat: string, around: readonly string[], turns: Turns): readonly FlatColumn[] => {
    const rowsIn = (interview: Interview) => entryAt(interview, around, turns)?.below.get(repeat)?.length;
    const most = interviews.reduce((sofar, interview) => Math.max(sofar, rowsIn(interview) ?? 0), 0);
    const count = flattening.count(repeat, turns);
    const counted: readonly FlatColumn[] =
      count === null ? [] : [{ header: count, value: (interview) => rowsIn(interview) ?? null }];
    const rows = Array.from({ length: most }, (_, at) => ofTable(repeat, [...turns, at + 1]));
    return [...counted, ...rows.flat()];
  };
  return ofTable(MAIN, []);
}

function entryAt(interview: Interview, repeats: readonly string[], turns: Turns): Entry | undefined {
  return repeats.reduce<Entry | undefined>(
    (entry, name, at) => entry?.below.get(name)?.[(turns[at] ?? 0) - 1],
    interview,
  );
}
