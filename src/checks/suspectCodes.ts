import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { kind } from '../kind.ts';
import type { CodeColumn, Column, NumberColumn } from '../table/column.ts';
import { isCodes, isNumbers } from '../table/column.ts';
import { DONT_KNOW, hasValue, INVALID, REFUSED } from '../table/states.ts';
import { numberText } from '../table/text.ts';
import { readNumber } from '../table/typing.ts';
import type { Check, CheckContext } from './check.ts';
import { questionsIn } from './questions.ts';
import { counted } from './remark.ts';

const code = z.union([z.string().min(1), z.number().transform(String)]);
const params = z.strictObject({
  codes: z.exactOptional(z.array(code).min(1)),
  fields: z.exactOptional(z.array(z.string()).min(1)),
});

/** Codes by which questionnaires usually say don't know or refused; and such choice names, in lower case with _ between words. */
const CODES = ['99', '999', '88', '888', '-99', '-999', '-88', '-888'];
const WORDS = new Set([
  ...[
    'dk',
    'dnk',
    'idk',
    'dont_know',
    'don_t_know',
    'do_not_know',
    'dontknow',
    'donotknow',
    'doesnt_know',
    'not_know',
    'unknown',
  ],
  ...['nsp', 'ne_sait_pas', 'ne_sais_pas', 'je_ne_sais_pas', 'no_sabe'],
  ...[
    'rf',
    'refused',
    'refuse',
    'refusal',
    'refuses',
    'refused_to_answer',
    'refus',
    'refus_de_repondre',
    'declined',
    'decline_to_answer',
  ],
  ...[
    'pnta',
    'pna',
    'prefer_not_to_answer',
    'prefer_not_to_say',
    'prefer_not_answer',
    'prefernottoanswer',
    'dk_pnta',
    'dwta',
  ],
  ...['no_answer', 'noanswer', 'no_response', 'pas_de_reponse', 'dont_want_to_answer', 'do_not_want_to_answer'],
]);

/**
 * Codes that look like don't know or refused and are not declared so, in numbers and choices (in texts only where named): one remark
 * a field and code, with how often it stands there.
 */
export const suspectCodes = kind(params, ({ codes, fields }, context: CheckContext): Check => {
  const named =
    fields === undefined
      ? null
      : new Set(fields.map((name) => fieldNamed(context.names, name, `${context.place} › fields`).name));
  const suspect = new Set(codes ?? CODES);
  const suspicious = (answer: string) => suspect.has(answer) || (codes === undefined && WORDS.has(normal(answer)));
  const numbers = new Set([...suspect].map(readNumber));
  const counts = (column: Column, missing: ReadonlySet<string>): ReadonlyMap<string, number> => {
    if (isNumbers(column))
      return column.type === 'integer' || column.type === 'decimal' ? inNumbers(column, numbers) : new Map();
    return isCodes(column) && (column.type !== 'text' || named !== null)
      ? inAnswers(column, suspicious, missing)
      : new Map();
  };
  return (data) =>
    questionsIn(context.form, data).flatMap(({ field, table, column }) => {
      if (named !== null && !named.has(field.name)) return [];
      const missing = context.missing?.get(field.name) ?? new Set();
      return [...counts(column, missing)].map(([value, count]) => {
        const message = `${value} stands ${count === 1 ? 'once' : counted(count, 'time')} and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer`;
        return { table: table.name, key: '', field: field.name, value, message };
      });
    });
});

function normal(answer: string): string {
  return answer
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function inNumbers(column: NumberColumn, suspect: ReadonlySet<number>): ReadonlyMap<string, number> {
  const counts = new Map<number, number>();
  for (const [row, value] of column.values.entries())
    if (suspect.has(value) && hasValue(column.states[row] ?? INVALID)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => a - b).map(([value, count]) => [numberText(value), count]));
}

/** An option that somewhere stands alone as don't know or refused is declared, also where it stands beside others. */
function inAnswers(
  column: CodeColumn,
  suspicious: (answer: string) => boolean,
  missing: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const several = column.type === 'many' || column.type === 'rank';
  const given = new Uint32Array(column.answers.length);
  const declared = new Set(missing);
  for (const [row, value] of column.values.entries()) {
    const state = column.states[row] ?? INVALID;
    if (hasValue(state)) given[value] = (given[value] ?? 0) + 1;
    else if (state === DONT_KNOW || state === REFUSED) declared.add(column.answers[value] ?? '');
  }
  const counts = new Map<string, number>();
  for (const [value, answer] of column.answers.entries()) {
    const count = given[value] ?? 0;
    if (count === 0 || answer === '') continue;
    for (const option of new Set(several ? answer.split(/\s+/) : [answer]))
      if (suspicious(option) && !declared.has(option)) counts.set(option, (counts.get(option) ?? 0) + count);
  }
  return counts;
}
