import type { Names } from '../../expression/names.ts';
import type { Form } from '../../form/form.ts';
import { adjustP } from '../../survey/classical/multiplicity.ts';
import { plainQuantile } from '../../survey/classical/outliers.ts';
import type { Paradata } from '../../table/paradata.ts';
import { hasValue } from '../../table/states.ts';
import type { Dataset, Table } from '../../table/table.ts';
import { mainTable } from '../../table/table.ts';
import type { Groups } from '../groups.ts';
import { groupsOf, oneGroup, ownGroups } from '../groups.ts';
import type { Question } from '../questions.ts';
import { questionsIn } from '../questions.ts';
import type { OddAnswer } from './answers.ts';
import { oddAnswers } from './answers.ts';
import type { Comparison, Fieldwork } from './compare.ts';
import { compare, fieldwork } from './compare.ts';
import type { Workdays } from './days.ts';
import { workdays } from './days.ts';
import type { MeasureName } from './measures.ts';
import { MEASURES, measured, wholeNumbers } from './measures.ts';

/** The columns of main by which profiles are made; without area or cluster all interviews are one area, each its own cluster. */
export interface ProfileColumns {
  readonly enumerator: string;
  readonly area?: string | undefined;
  readonly cluster?: string | undefined;
}

/** How the last digits of an enumerator's numbers fall: shares of 0 … 9, and p (Holm, over the digits) against colleagues in the same areas. */
export interface Digits {
  readonly count: number;
  readonly shares: readonly number[];
  readonly p: number | null;
}

/** What one enumerator's interviews look like beside those of colleagues. */
export interface EnumeratorProfile {
  readonly enumerator: string;
  /** All interviews, and those with enough answers to be compared. */
  readonly interviews: number;
  readonly compared: number;
  readonly workdays: Workdays;
  /** minutes are given in minutes (geometric means), all else as shares or, for spread, places of the list. */
  readonly measures: Readonly<Record<MeasureName, Comparison | null>>;
  readonly digits: Digits;
  /** Answers noted much more or less often than by colleagues, the surest first. */
  readonly odd: readonly OddAnswer[];
}

/** An odd answer is told with p below this. */
const ODD = 0.01;
/** Interviews with fewer answers than this share of the median interview's are not compared: refusals, nobody at home. */
const ENOUGH = 0.25;

/** The profile of each enumerator, by name; [] where the data do not name them. */
export function profiles(
  data: Dataset,
  form: Form,
  names: Names,
  columns: ProfileColumns,
  paradata: Paradata,
): readonly EnumeratorProfile[] {
  const table = mainTable(data);
  const who = table.columns.get(columns.enumerator);
  if (who === undefined) return [];
  const enumerators = groupsOf(who, table.rows);
  const grouped = (name: string | undefined, otherwise: (rows: number) => Groups) => {
    const column = name === undefined ? undefined : table.columns.get(name);
    return column === undefined ? otherwise(table.rows) : groupsOf(column, table.rows);
  };
  const questions = questionsIn(form, data).filter(
    (question) =>
      question.table === table && ![columns.enumerator, columns.area, columns.cluster].includes(question.field.name),
  );
  const cells = fieldwork(
    enumerators,
    grouped(columns.area, oneGroup),
    grouped(columns.cluster, ownGroups),
    wholeRows(questions, table),
  );
  const moments = { today: '', start: '', end: '', ...names.moments };
  const values = measured(data, form, table, moments, paradata);
  const compared = MEASURES.map((name) => compare(values[name], cells));
  const digits = digitsOf(questions, cells);
  const odd = oddAnswers(questions, cells, ODD);
  const days = workdays(table, moments, enumerators.codes, enumerators.names.length);
  const counts = enumerators.names.map((_, place) =>
    enumerators.codes.reduce((sum, code) => sum + (code === place ? 1 : 0), 0),
  );
  return enumerators.names
    .map(
      (enumerator, place): EnumeratorProfile => ({
        enumerator,
        interviews: counts[place] ?? 0,
        compared: cells.cells.reduce((sum, cell) => sum + (cell >= 0 && cells.enumeratorOf[cell] === place ? 1 : 0), 0),
        workdays: days[place] as Workdays,
        measures: Object.fromEntries(
          MEASURES.map((name, at) => [name, inUnits(name, compared[at]?.[place] ?? null)]),
        ) as EnumeratorProfile['measures'],
        digits: digits[place] as Digits,
        odd: odd[place] ?? [],
      }),
    )
    .sort((a, b) => (a.enumerator < b.enumerator ? -1 : 1));
}

/** 1 for rows with at least a quarter as many answers as the median row. */
function wholeRows(questions: readonly Question[], table: Table): Uint8Array {
  const answers = new Float64Array(table.rows);
  for (const { column } of questions)
    for (let row = 0; row < table.rows; row += 1)
      if (hasValue(column.states[row] as number)) answers[row] = (answers[row] as number) + 1;
  const least = table.rows === 0 ? 0 : ENOUGH * plainQuantile([...answers], 0.5, 7);
  return Uint8Array.from(answers, (count) => (count > 0 && count >= least ? 1 : 0));
}

/** Lengths are compared as logarithms, and told in minutes. */
function inUnits(name: MeasureName, found: Comparison | null): Comparison | null {
  if (found === null || name !== 'minutes') return found;
  return {
    ...found,
    value: Math.exp(found.value),
    colleagues: found.colleagues === null ? null : Math.exp(found.colleagues),
  };
}

function digitsOf(questions: readonly Question[], field: Fieldwork): readonly Digits[] {
  const numbers = wholeNumbers(questions);
  const rows = field.cells.length;
  const counts = field.enumerators.map(() => new Float64Array(10));
  const each = Array.from({ length: 10 }, () => new Float64Array(rows));
  const of = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const cell = field.cells[row] ?? -1;
    if (cell < 0) continue;
    const own = counts[field.enumeratorOf[cell] ?? 0] as Float64Array;
    for (const { at } of numbers) {
      const value = at(row);
      if (Number.isNaN(value)) continue;
      const digit = value % 10;
      own[digit] = (own[digit] as number) + 1;
      (each[digit] as Float64Array)[row] = ((each[digit] as Float64Array)[row] as number) + 1;
      of[row] = (of[row] as number) + 1;
    }
  }
  const tests = each.map((count) =>
    compare(
      count.map((value, row) => (of[row] === 0 ? Number.NaN : value / (of[row] as number))),
      field,
    ),
  );
  return counts.map((own, place) => {
    const count = own.reduce((sum, value) => sum + value, 0);
    const p = adjustP(
      tests.map((test) => test[place]?.p ?? null),
      'holm',
    ).filter((value) => value !== null);
    return {
      count,
      shares: [...own].map((value) => (count === 0 ? 0 : value / count)),
      p: p.length === 0 ? null : Math.min(...p),
    };
  });
}
