import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { keyAt } from '../table/table.ts';
import type { Correction, CorrectionContext, Mend } from './correction.ts';
import { rewritten } from './texts.ts';

const params = z.strictObject({ fields: z.exactOptional(z.array(z.string()).min(1)) });

/** Mends the white space of answers to text questions: those named, or all. */
export const trim = kind(params, ({ fields }, context: CorrectionContext): Correction => {
  const { form, names, place } = context;
  const all = () =>
    form.fields
      .filter(({ role, type, name }) => role === 'question' && type === 'text' && names.dropped?.has(name) !== true)
      .map(({ name }) => name);
  const named = (fields ?? all()).map((name) => fieldNamed(names, name, `${place} › fields`));
  const other = named.find(({ type }) => type !== 'text');
  if (other !== undefined) throw fault(`${place} › fields`, `'${other.name}' is of type ${other.type}, not text`);
  return (data) =>
    named.flatMap(({ name, table }): readonly Mend[] => {
      const holder = data.tables.get(table);
      const column = holder?.columns.get(name);
      if (holder === undefined || column === undefined) return [];
      return [...rewritten(column, tidied)].map(([row, to]) => ({
        table,
        key: keyAt(holder, row),
        field: name,
        action: 'set',
        to,
        reason: '',
      }));
    });
});

/**
 * A text in composed letters (NFC), without outer white space, with one ordinary space for every run of inner white space (non-breaking spaces and line breaks
 * too), and without zero-width characters. Joiners and non-joiners (U+200C, U+200D) between letters stay: some scripts spell with them.
 */
export function tidied(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200B\u2060\uFEFF]/g, '')
    .replace(/(?<=^|\s)[\u200C\u200D]+|[\u200C\u200D]+(?=$|\s)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
