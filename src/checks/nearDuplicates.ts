import { z } from 'zod';
import { fieldCalled, fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt, MAIN, mainTable } from '../table/table.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { groupsOf } from './groups.ts';
import type { Pair } from './nearest.ts';
import { answerMatrix, nearestPairs } from './nearest.ts';
import type { Question } from './questions.ts';
import { questionsIn } from './questions.ts';
import { counted, lacks, listed, shown } from './remark.ts';

const params = z.strictObject({
  /** Interviews are compared with those of the same value here; else of the same enumerator. '' compares all with all. */
  by: z.exactOptional(z.string()),
  /** Differing answers up to which two interviews are near. */
  most: z.number().int().min(0).default(7),
  /** Largest share of the compared questions that may differ (Gower's distance on answers as they are). */
  share: z.number().gt(0).lte(1).default(0.1),
  /** Questions that both must have been asked; a short refusal is like any other. */
  least: z.number().int().min(1).default(20),
  /** Questions that do not count. */
  except: z.array(z.string()).default([]),
});

/** What does not make two interviews differ: when, where and by what machine. */
const LEFT_OUT = new Set(['date', 'time', 'dateTime', 'geopoint', 'geotrace', 'geoshape']);
const MEDIA = new Set(['image', 'audio', 'video', 'file', 'barcode', 'background-audio', 'acknowledge']);

/** Interviews of one block beyond this are too many to be compared with each other. */
const BLOCK = 20_000;

/**
 * Interviews that differ in a few answers only from another of the same enumerator: copied with changes, or invented. The number of
 * differing answers is Gower's distance on nominal answers times the questions that both were asked; a question that one of them was not
 * asked does not count, dates, times, places, media and notes neither. Exact within a block; each interview is told once, with its
 * nearest. Skipped where a block is too large.
 */
export const nearDuplicates = kind(params, ({ by, except, ...limits }, context: CheckContext): Check => {
  for (const name of except) fieldCalled(context.names, name, `${context.place} › except`);
  const blocking = by ?? context.enumerator ?? '';
  if (by !== undefined && by !== '') {
    const field = fieldNamed(context.names, by, `${context.place} › by`);
    if (field.table !== MAIN)
      throw fault(`${context.place} › by`, `'${by}' belongs to the table ${field.table}; interviews are compared`);
  }
  return (data) => {
    const table = mainTable(data);
    const column = blocking === '' ? null : table.columns.get(blocking);
    if (column === undefined) return lacks(blocking);
    const blocks = column === null ? [allRows(table)] : rowsByGroup(groupsOf(column, table.rows).codes);
    const largest = blocks.reduce((most, rows) => Math.max(most, rows.length), 0);
    if (largest > BLOCK)
      return {
        skipped: `${largest} interviews have one ${blocking === '' ? 'block' : `value of '${blocking}'`}, over the ${BLOCK} that can be compared with each other: name a finer field under "by"`,
      };
    const questions = comparedIn(context, data, table, new Set([blocking, ...except]));
    const matrix = answerMatrix(
      questions.map(({ column: answers }) => answers),
      table.rows,
    );
    return blocks
      .flatMap((rows) => nearestPairs(matrix, rows, limits))
      .sort((a, b) => a.row - b.row)
      .map((pair) => remarkOn(table, questions, pair, blocking));
  };
});

function comparedIn(context: CheckContext, data: Dataset, table: Table, left: ReadonlySet<string>) {
  return questionsIn(context.form, data).filter(
    ({ field, table: home }) =>
      home === table && !left.has(field.name) && !LEFT_OUT.has(field.type) && !MEDIA.has(field.xlsType),
  );
}

function allRows(table: Table): readonly number[] {
  return Array.from({ length: table.rows }, (_, row) => row);
}

function rowsByGroup(codes: Int32Array): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const [row, code] of codes.entries()) {
    if (code < 0) continue;
    const rows = groups.get(code);
    if (rows === undefined) groups.set(code, [row]);
    else rows.push(row);
  }
  return [...groups.values()];
}

function remarkOn(table: Table, questions: readonly Question[], pair: Pair, blocking: string): CheckRemark {
  const { row, other, differing, shared, near } = pair;
  const otherKey = keyAt(table, other);
  const differences = differing.map((place) => {
    const question = questions[place];
    if (question === undefined) return '';
    const [mine, theirs] = [row, other].map((at) => shown(question.column, at));
    return `${question.field.name} (${mine} / ${theirs})`;
  });
  const more = near > 1 ? `; ${near - 1} more ${near === 2 ? 'is' : 'are'} as near as that` : '';
  const who = blocking === '' ? '' : ` of the same ${blocking}`;
  const what =
    differing.length === 0
      ? `all ${shared} answers that both were asked are the same as of ${otherKey}${who}`
      : `${counted(differing.length, 'answer')} of ${shared} differ${differing.length === 1 ? 's' : ''} from ${otherKey}${who}: ${listed(differences)}`;
  return {
    table: table.name,
    key: keyAt(table, row),
    field: '',
    value: String(differing.length),
    message: `${what}${more}`,
    otherKey,
  };
}
