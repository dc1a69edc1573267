import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { isEmptyState } from '../expression/run.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import { BLANK } from '../table/states.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import type { Correction, CorrectionContext, Mend } from './correction.ts';
import { choicesByLabel, folded } from './labels.ts';

const text = z.union([z.string(), z.number().transform(String)]);
const params = z.strictObject({
  field: z.string().min(1),
  /** The question that asks which other. */
  text: z.string().min(1),
  /** The choice that means other. */
  other: text.default('other'),
  /** What people wrote → the choice it is. */
  mapping: z.record(z.string().min(1), text).default({}),
  /** Whether a text that is a choice's label, in any language, is that choice. */
  labels: z.boolean().default(true),
  /** Whether the text stays where it was recoded. */
  keepText: z.boolean().default(false),
});

/**
 * Puts a choice in the place of « other » where the text behind it says so: by the mapping, or because it is the label of one choice,
 * but for case and white space. The text is emptied unless it is to be kept; the ledger holds both.
 */
export const recodeOther = kind(
  params,
  ({ field: name, text: textName, other, mapping, labels, keepText }, context: CorrectionContext): Correction => {
    const { names, form, place } = context;
    const field = fieldNamed(names, name, `${place} › field`);
    const written = fieldNamed(names, textName, `${place} › text`);
    const list = form.lists.get(form.fields.find((each) => each.name === name)?.list ?? '');
    if (list === undefined || (field.type !== 'one' && field.type !== 'many'))
      throw fault(`${place} › field`, `'${name}' is of type ${field.type}; a question with choices is expected`);
    if (written.type !== 'text') throw fault(`${place} › text`, `'${textName}' is of type ${written.type}, not text`);
    if (written.table !== field.table)
      throw fault(
        `${place} › text`,
        `'${textName}' belongs to the table ${written.table}, '${name}' to ${field.table}`,
      );
    const options = field.options ?? [];
    for (const choice of [other, ...Object.values(mapping)])
      if (!options.includes(choice))
        throw fault(
          `${place} › ${choice === other ? 'other' : 'mapping'}`,
          `'${choice}' is no choice of '${name}'${didYouMean(choice, options)}`,
        );
    const mapped = new Map(Object.entries(mapping).map(([said, choice]) => [folded(said), choice]));
    const meant = (said: string): string | null => {
      const fold = folded(said);
      const known = mapped.get(fold);
      if (known !== undefined || !labels) return known ?? null;
      const labelled = choicesByLabel(list).get(fold) ?? [];
      return labelled.length === 1 ? (labelled[0] ?? null) : null;
    };
    return (data) => {
      const table = data.tables.get(field.table);
      const [answers, texts] = [table?.columns.get(name), table?.columns.get(textName)];
      if (table === undefined || answers === undefined || texts === undefined) return [];
      const mends: Mend[] = [];
      for (let row = 0; row < table.rows; row += 1) {
        if (isEmptyState(answers.states[row] ?? BLANK) || isEmptyState(texts.states[row] ?? BLANK)) continue;
        const answer = storedText(answers, row);
        const choices = field.type === 'many' ? answer.split(/\s+/) : [answer];
        const choice = choices.includes(other) ? meant(storedText(texts, row)) : null;
        if (choice === null || choice === other) continue;
        const to = [...new Set(choices.map((each) => (each === other ? choice : each)))].join(' ');
        const mend = { table: table.name, key: keyAt(table, row), action: 'set', reason: '' } as const;
        mends.push({ ...mend, field: name, to });
        if (!keepText) mends.push({ ...mend, field: textName, to: '' });
      }
      return mends;
    };
  },
);
