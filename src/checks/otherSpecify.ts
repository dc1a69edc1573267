import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Field, Form } from '../form/form.ts';
import { kind } from '../kind.ts';
import { isCodes } from '../table/column.ts';
import { BLANK, hasValue, INVALID } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { matcher } from './match.ts';
import { holding, othersIn } from './others.ts';
import type { Question } from './questions.ts';
import { questionsIn } from './questions.ts';
import { listed, onCell } from './remark.ts';

const params = z.strictObject({
  /** Question with « other » → text question behind it, where the form does not tell. */
  pairs: z.record(z.string(), z.string()).default({}),
  /** `matches`: only texts that read like a choice, and contradictions. */
  tell: z.enum(['all', 'matches']).default('all'),
});

/** A question that offers « other », the options that stand for it, and the text behind it. */
interface Behind {
  readonly parent: Question;
  readonly others: ReadonlySet<string>;
  readonly text: Question;
}

/**
 * Texts behind « other ». One that reads like a choice of the list in any language of the form proposes that choice; every other is told
 * as a note with the choices, so that somebody reads it. And the contradictions: a text where « other » was not chosen, « other » without
 * a text, of questions with one answer and with several.
 */
export const otherSpecify = kind(params, ({ pairs, tell }, context: CheckContext): Check => {
  for (const [parent, text] of Object.entries(pairs)) {
    const field = fieldNamed(context.names, parent, `${context.place} › pairs`);
    fieldNamed(context.names, text, `${context.place} › pairs › ${parent}`);
    if (field.options === null)
      throw fault(`${context.place} › pairs › ${parent}`, `'${parent}' is of type ${field.type} and has no choices`);
  }
  return (data) => {
    const found = textsBehind(context.form, data, pairs);
    if (found.length === 0) return { skipped: 'no question in the data has a text behind a choice « other »' };
    return found.flatMap((behind) => remarksOn(behind, context.form, tell));
  };
});

function textsBehind(form: Form, data: Dataset, pairs: Readonly<Record<string, string>>): readonly Behind[] {
  const questions = questionsIn(form, data);
  const texts = questions.filter(({ field }) => field.xlsType === 'text');
  return questions.flatMap((parent) => {
    if (!isCodes(parent.column) || parent.field.list === '') return [];
    const others = othersIn(form, parent.field.list);
    const own = pairs[parent.field.name];
    const text = texts.find(({ field, table }) =>
      own === undefined ? table === parent.table && isBehind(field, parent.field, others) : field.name === own,
    );
    return text === undefined || others.size === 0 ? [] : [{ parent, others, text }];
  });
}

/** By its relevance (`selected(${q}, 'other')`, `${q} = 'other'`), else by its name: q_other, q_autre, q_specify … */
function isBehind(text: Field, parent: Field, others: ReadonlySet<string>): boolean {
  const condition = text.relevant.replace(/\s+/g, '');
  const name = `\${${parent.name}}`;
  for (const other of others)
    for (const quoted of [`'${other}'`, `"${other}"`])
      if ([`selected(${name},${quoted})`, `${name}=${quoted}`].some((written) => condition.includes(written)))
        return true;
  const rest = text.name.startsWith(parent.name) ? text.name.slice(parent.name.length).toLowerCase() : '';
  return /^_?(?:other|others|oth|autre|autres|otro|otra|specify|specified|precise|preciser|precisez|txt|text|ot)$/.test(
    rest.replace(/_(?:specify|text|txt|preciser|precisez)$/, ''),
  );
}

function remarksOn({ parent, others, text }: Behind, form: Form, tell: 'all' | 'matches'): readonly CheckRemark[] {
  const { table, column } = parent;
  if (!isCodes(column)) return [];
  const choices = (form.lists.get(parent.field.list)?.choices ?? []).filter(({ name }) => !others.has(name));
  const match = matcher(choices);
  const named = listed(choices.map(({ name }) => name));
  const holds = holding(column, others);
  const several = parent.field.type !== 'one';
  const remarks: CheckRemark[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const state = column.states[row] ?? INVALID;
    const chosen = hasValue(state) && holds[column.values[row] ?? 0] === 1;
    const written = cleanText(text.column, row).trim();
    if (written === '') {
      // Not asked is the form's doing; blank is an answer that somebody left out.
      if (chosen && text.column.states[row] === BLANK)
        remarks.push(
          onCell(
            table,
            row,
            text.column,
            `is empty, although « other » ${several ? 'is among the answers' : 'is the answer'} of ${parent.field.name}`,
          ),
        );
      continue;
    }
    const answer = cleanText(column, row);
    const meant = match(written);
    if (!chosen) {
      const has = answer === '' ? 'has no answer' : `is "${answer}", ${several ? 'without' : 'not'} « other »`;
      remarks.push(onCell(table, row, text.column, `"${written}" stands here, although ${parent.field.name} ${has}`));
    } else if (meant !== null) {
      const to = several
        ? [...new Set(answer.split(/\s+/).map((option) => (others.has(option) ? meant.name : option)))].join(' ')
        : meant.name;
      const message = `"${written}" stands behind « other » (${text.field.name}) and reads like the choice ${meant.name} (${meant.label})`;
      remarks.push({ ...onCell(table, row, column, message), proposedAction: 'set', proposedValue: to });
    } else if (tell === 'all')
      remarks.push({
        ...onCell(
          table,
          row,
          text.column,
          `"${written}" stands behind « other » of ${parent.field.name}: is it one of ${named}?`,
        ),
        level: 'note',
      });
  }
  return remarks;
}
