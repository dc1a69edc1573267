import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Column } from '../table/column.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { MAIN, mainTable } from '../table/table.ts';
import { cleanText, numberText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import type { Groups } from './groups.ts';
import { groupsOf } from './groups.ts';
import { lacks, listed, onCell } from './remark.ts';

const compared = z.strictObject({
  field: z.string().min(1),
  /** The column that holds the answer of the back-check, joined to the interviews. */
  again: z.string().min(1),
  /** 1: cannot change between two visits; 2: hard to answer; 3: may change in a few days. Only 1 and 2 count as errors of the enumerator. */
  type: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  /** Numbers (days, of dates) that differ by no more agree. */
  within: z.number().nonnegative().default(0),
});

const params = z.strictObject({
  fields: z.array(compared).min(1),
  /** Whose error rate is told; else the enumerator of the configuration. '' for nobody's. */
  by: z.exactOptional(z.string()),
  /** Error rates over this are told, of enumerators with as many answers asked again. */
  rate: z.number().min(0).lte(1).default(0.1),
  least: z.number().int().min(1).default(10),
});

/**
 * Answers that a second visit, made by somebody else, did not confirm; and enumerators whose error rate (differing answers over answers
 * asked again, of types 1 and 2) is over the limit. The back-check's columns come by a join of the configuration.
 */
export const backCheck = kind(params, ({ fields, by, rate, least }, context: CheckContext): Check => {
  for (const { field, again } of fields) {
    const [own, other] = [field, again].map((name) => fieldNamed(context.names, name, `${context.place} › fields`));
    for (const each of [own, other])
      if (each !== undefined && each.table !== MAIN)
        throw fault(
          `${context.place} › fields`,
          `'${each.name}' belongs to the table ${each.table}, not to the interview`,
        );
  }
  const person = by ?? context.enumerator ?? '';
  if (by !== undefined && by !== '') fieldNamed(context.names, by, `${context.place} › by`);
  return (data) => {
    const table = mainTable(data);
    const lacking = [...fields.flatMap(({ field, again }) => [field, again]), ...(person === '' ? [] : [person])].find(
      (name) => !table.columns.has(name),
    );
    if (lacking !== undefined) return lacks(lacking);
    const who = person === '' ? undefined : table.columns.get(person);
    const groups = who === undefined ? null : groupsOf(who, table.rows);
    const score = (groups?.names ?? []).map(() => ({ asked: 0, wrong: 0, fields: new Map<string, number>() }));
    const remarks: CheckRemark[] = [];
    for (const { field, again, type, within } of fields) {
      const [first, second] = [table.columns.get(field), table.columns.get(again)];
      if (first === undefined || second === undefined) continue;
      for (let row = 0; row < table.rows; row += 1) {
        if (!hasValue(second.states[row] ?? INVALID) || !hasValue(first.states[row] ?? INVALID)) continue;
        const own = type === 3 ? undefined : score[groups?.codes[row] ?? -1];
        if (own !== undefined) own.asked += 1;
        if (agree(first, second, row, within)) continue;
        if (own !== undefined) {
          own.wrong += 1;
          own.fields.set(field, (own.fields.get(field) ?? 0) + 1);
        }
        const message = `${cleanText(first, row)} at the interview, ${cleanText(second, row)} when asked again (${again}, type ${type})`;
        remarks.push(onCell(table, row, first, message));
      }
    }
    return groups === null ? remarks : [...remarks, ...rates(groups, score, person, rate, least)];
  };
});

function agree(first: Column, second: Column, row: number, within: number): boolean {
  if (isNumbers(first) && isNumbers(second))
    return Math.abs((first.values[row] ?? Number.NaN) - (second.values[row] ?? Number.NaN)) <= within;
  const texts = [first, second].map((column) => {
    const text = cleanText(column, row).trim();
    return first.type === 'many' ? text.split(/\s+/).sort().join(' ') : text;
  });
  return texts[0] === texts[1];
}

function rates(
  { names }: Groups,
  score: readonly { readonly asked: number; readonly wrong: number; readonly fields: ReadonlyMap<string, number> }[],
  field: string,
  limit: number,
  least: number,
): readonly CheckRemark[] {
  return score.flatMap(({ asked, wrong, fields }, place) => {
    if (asked < least || wrong <= limit * asked) return [];
    const most = [...fields].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
    const share = numberText(Math.round((1000 * wrong) / asked) / 10);
    const message = `${names[place]}: ${wrong} of ${asked} answers asked again differ (${share} %, over ${numberText(100 * limit)} %): ${listed(most, 5)}`;
    return [{ table: MAIN, key: '', field, value: names[place] ?? '', message }];
  });
}
