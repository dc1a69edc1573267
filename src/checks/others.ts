import type { Form } from '../form/form.ts';
import type { Column } from '../table/column.ts';
import { isCodes } from '../table/column.ts';

const OTHERS = new Set(
  'other others oth other_specify other_please_specify autre autres otro otra otros 96 -96 -666 77 -77'.split(' '),
);
const LABELS = /^(?:other|others|autre|autres|otro|otra|otros|أخرى|آخر|اخرى|اخر)(?![\p{L}\p{M}])/iu;

/** The choices of a list that stand for « other »: by their name, else by their label in any language of the form. */
export function othersIn(form: Form, list: string): ReadonlySet<string> {
  const choices = form.lists.get(list)?.choices ?? [];
  const named = choices.filter(({ name }) => /\p{L}/u.test(name) && OTHERS.has(name.toLowerCase()));
  const chosen =
    named.length > 0
      ? named
      : choices.filter(
          ({ name, label }) =>
            (label.size === 0 && OTHERS.has(name)) || [...label.values()].some((text) => LABELS.test(text.trim())),
        );
  return new Set(chosen.map(({ name }) => name));
}

/** For each answer code of a column of choices, whether it holds one of some options. */
export function holding(column: Column, options: ReadonlySet<string>): Uint8Array {
  if (!isCodes(column)) return new Uint8Array(0);
  const several = column.type === 'many' || column.type === 'rank';
  return Uint8Array.from(column.answers, (answer) =>
    (several ? answer.split(/\s+/) : [answer]).some((option) => options.has(option)) ? 1 : 0,
  );
}
