import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { lineage } from '../expression/rosters.ts';
import { rowsUp } from '../expression/run.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { fences, robustScores } from '../survey/classical/outliers.ts';
import { average, sampleVariance } from '../survey/classical/ranks.ts';
import type { NumberColumn } from '../table/column.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark, Skipped } from './check.ts';
import { groupsOf } from './groups.ts';
import type { Question } from './questions.ts';
import { questionsIn } from './questions.ts';
import { onCell } from './remark.ts';

const params = z.strictObject({
  /** Questions of numbers; all of them where left out. */
  fields: z.exactOptional(z.array(z.string()).min(1)),
  method: z.enum(['sd', 'logSd', 'iqr', 'mad']).default('logSd'),
  /** How many standard deviations (3), interquartile ranges (1.5) or scaled median deviations (3.5) are far. */
  times: z.exactOptional(z.number().gt(0)),
  /** Values are compared within groups of these questions. */
  by: z.array(z.string().min(1)).default([]),
  /** Groups with fewer values, or fewer distinct ones, are not judged. */
  least: z.number().int().min(3).default(20),
  distinct: z.number().int().min(2).default(8),
});

type Method = z.infer<typeof params>['method'];
const TIMES: Readonly<Record<Method, number>> = { sd: 3, logSd: 3, iqr: 1.5, mad: 3.5 };
const CALLED: Readonly<Record<Method, string>> = {
  sd: 'standard deviations from the mean',
  logSd: 'standard deviations of log(x + 1) from its mean',
  iqr: 'interquartile ranges outside the quartiles',
  mad: 'times the usual distance (scaled median absolute deviation) away from the median',
};

/**
 * Numbers far from the others of their group, by the declared distance. Declared codes for don't know and refused are no numbers; the
 * logarithm leaves out what is below 0. Groups that are too small, or whose values do not vary, are not judged.
 */
export const outliers = kind(params, ({ fields, by, ...how }, context: CheckContext): Check => {
  const named = fields?.map((name) => {
    const field = fieldNamed(context.names, name, `${context.place} › fields`);
    if (field.type !== 'integer' && field.type !== 'decimal')
      throw fault(`${context.place} › fields`, `'${name}' is of type ${field.type}, not a number`);
    return field;
  });
  const grouping = by.map((name) => fieldNamed(context.names, name, `${context.place} › by`));
  for (const field of named ?? [])
    for (const group of grouping)
      if (!lineage(context.names, field.table).includes(group.table))
        throw fault(
          `${context.place} › by`,
          `'${group.name}' belongs to the table ${group.table}, '${field.name}' to ${field.table}`,
        );
  const only = named === undefined ? null : new Set(named.map(({ name }) => name));
  return (data) => {
    const questions = questionsIn(context.form, data).filter(
      ({ field, table }) =>
        (only === null ? field.type === 'integer' || field.type === 'decimal' : only.has(field.name)) &&
        grouping.every((group) => lineage(context.names, table.name).includes(group.table)),
    );
    if (questions.length === 0)
      return {
        skipped:
          only === null ? 'the data have no question of numbers' : `the data have none of ${[...only].join(', ')}`,
      };
    const keyed = groupKeys(data, grouping);
    if ('skipped' in keyed) return keyed;
    return questions.flatMap((question) => farIn(question, keyed.of(question.table), how, by));
  };
});

/** For each table, the group of each row as a text; `skipped` where the data lack a grouping column. */
function groupKeys(
  data: Dataset,
  grouping: readonly { readonly name: string; readonly table: string }[],
): { of(table: Table): readonly string[] } | Skipped {
  const groups = grouping.map(({ name, table }) => {
    const holder = data.tables.get(table);
    const column = holder?.columns.get(name);
    return holder === undefined || column === undefined ? null : { name, table, ...groupsOf(column, holder.rows) };
  });
  const lacking = grouping[groups.indexOf(null)];
  if (lacking !== undefined) return { skipped: `the data have no '${lacking.name}'` };
  const known = new Map<string, readonly string[]>();
  return {
    of(table) {
      const found = known.get(table.name);
      if (found !== undefined) return found;
      const ups = groups.map((group) => (group === null ? null : rowsUp(data, table.name, group.table)));
      const made = Array.from({ length: table.rows }, (_, row) =>
        groups
          .map((group, at) => {
            const code = group?.codes[ups[at]?.[row] ?? -1] ?? -1;
            return `${group?.name ?? ''} = ${code < 0 ? 'nothing' : (group?.names[code] ?? '')}`;
          })
          .join(', '),
      );
      known.set(table.name, made);
      return made;
    },
  };
}

function farIn(
  { table, column }: Question,
  keys: readonly string[],
  how: {
    readonly method: Method;
    readonly times?: number | undefined;
    readonly least: number;
    readonly distinct: number;
  },
  by: readonly string[],
): readonly CheckRemark[] {
  if (!isNumbers(column)) return [];
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row += 1) {
    if (!hasValue(column.states[row] ?? INVALID) || (how.method === 'logSd' && (column.values[row] ?? -1) < 0))
      continue;
    const key = by.length === 0 ? '' : (keys[row] ?? '');
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  }
  return [...groups].flatMap(([key, rows]) => {
    const values = rows.map((row) => column.values[row] ?? Number.NaN);
    if (values.length < how.least || new Set(values).size < how.distinct) return [];
    return remarksIn(table, column, rows, values, key, how.method, how.times ?? TIMES[how.method]);
  });
}

function remarksIn(
  table: Table,
  column: NumberColumn,
  rows: readonly number[],
  values: readonly number[],
  key: string,
  method: Method,
  times: number,
): readonly CheckRemark[] {
  const { scores, low, high } = scored(values, method, times);
  if (!(high > low)) return [];
  const where = key === '' ? '' : ` of ${key}`;
  return rows.flatMap((row, at) => {
    const score = scores(at);
    if (!(Math.abs(score) > times)) return [];
    const value = column.values[row] ?? Number.NaN;
    const message = `${numberText(value)} is ${numberText(Math.abs(Math.round(score * 10) / 10))} ${CALLED[method]} of ${rows.length} answers${where} (${round(low)} to ${round(high)} is within ${numberText(times)})`;
    return [onCell(table, row, column, message)];
  });
}

/** How far each value is, in units of the method, and the limits as values. */
function scored(values: readonly number[], method: Method, times: number) {
  if (method === 'mad') {
    const { median, mad, scores } = robustScores(values);
    // More than half of the answers are one number: their deviation is 0 and everything else would be infinitely far.
    const reach = mad === 0 ? Number.NaN : times * mad;
    return { scores: (at: number) => scores[at] ?? 0, low: median - reach, high: median + reach };
  }
  if (method === 'iqr') {
    const { q1, q3 } = fences(values, times);
    const range = q3 - q1;
    const far = (value: number) => (value > q3 ? (value - q3) / range : value < q1 ? (value - q1) / range : 0);
    return { scores: (at: number) => far(values[at] ?? 0), low: q1 - times * range, high: q3 + times * range };
  }
  const x = method === 'logSd' ? values.map((value) => Math.log1p(value)) : values;
  const [mean, sd] = [average(x), Math.sqrt(sampleVariance(x))];
  const back = method === 'logSd' ? Math.expm1 : (value: number) => value;
  return {
    scores: (at: number) => ((x[at] ?? 0) - mean) / sd,
    low: back(mean - times * sd),
    high: back(mean + times * sd),
  };
}

function round(value: number): string {
  return numberText(Number(value.toPrecision(3)));
}
