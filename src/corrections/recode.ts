import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { keyAt } from '../table/table.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { settled } from './fits.ts';
import { rewritten } from './texts.ts';

const text = z.union([z.string(), z.number().transform(String)]);
const params = z.strictObject({ field: z.string().min(1), from: text, to: text });

/**
 * Puts one answer in the place of another, whether or not the first could be typed. Of a select_multiple or rank question one option
 * is replaced, its place in the answer kept. An empty `to` removes the answer or option.
 */
export const recode = kind(params, ({ field: name, from, to }, context: CorrectionContext): Correction => {
  const field = fieldNamed(context.names, name, `${context.place} › field`);
  const several = field.type === 'many' || field.type === 'rank';
  const none: ReadonlySet<string> = new Set();
  const spec = { name, type: field.type, options: field.options, dontKnow: none, refused: none, timeZone: 'UTC' };
  const fit = to === '' ? { text: '', wrong: '' } : settled(spec, to);
  if (fit.wrong !== '') throw fault(`${context.place} › to`, fit.wrong);
  if (from === '')
    throw fault(`${context.place} › from`, 'is empty: there is no answer to put another in the place of');
  const rewrite = (answer: string) =>
    several ? replaced(answer, from, fit.text) : answer === from ? fit.text : answer;
  return (data) => {
    const holder = data.tables.get(field.table);
    const column = holder?.columns.get(name);
    if (holder === undefined || column === undefined) return [];
    return [...rewritten(column, rewrite)].map(([row, fresh]) => ({
      table: field.table,
      key: keyAt(holder, row),
      field: name,
      action: 'set',
      to: fresh,
      reason: '',
    }));
  };
});

function replaced(answer: string, from: string, to: string): string {
  const options = answer.split(/\s+/);
  if (!options.includes(from)) return answer;
  return [...new Set(options.map((option) => (option === from ? to : option)))]
    .filter((option) => option !== '')
    .join(' ');
}
