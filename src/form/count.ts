import type { Form, Role } from './form.ts';
import { saysNo, saysYes } from './yes.ts';

/** What a form holds, in numbers. */
export interface FormCounts {
  readonly fields: number;
  readonly roles: Readonly<Record<Role, number>>;
  readonly groups: number;
  readonly repeats: number;
  readonly lists: number;
  readonly choices: number;
  readonly languages: number;
  /** Cells that hold an expression, by column; of `required`, those that say more than yes or no. Relevance counts groups too. */
  readonly expressions: Readonly<
    Record<'relevant' | 'constraint' | 'calculation' | 'required' | 'choiceFilter', number>
  >;
}

/** Counts a form's fields by role, its groups, choices, languages and expressions. */
export function countForm(form: Form): FormCounts {
  const roles: Record<Role, number> = { question: 0, metadata: 0, calculation: 0, note: 0 };
  for (const field of form.fields) roles[field.role] += 1;
  const filled = (key: 'relevant' | 'constraint' | 'calculation' | 'choiceFilter') =>
    form.fields.filter((field) => field[key] !== '').length;
  return {
    fields: form.fields.length,
    roles,
    groups: form.groups.filter((group) => group.kind === 'group').length,
    repeats: form.groups.filter((group) => group.kind === 'repeat').length,
    lists: form.lists.size,
    choices: [...form.lists.values()].reduce((sum, list) => sum + list.choices.length, 0),
    languages: form.languages.length,
    expressions: {
      relevant: filled('relevant') + form.groups.filter((group) => group.relevant !== '').length,
      constraint: filled('constraint'),
      calculation: filled('calculation'),
      required: form.fields.filter(({ required }) => !saysYes(required) && !saysNo(required)).length,
      choiceFilter: filled('choiceFilter'),
    },
  };
}
