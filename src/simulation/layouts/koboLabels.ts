import type { Form, Texts } from '../../form/form.ts';
import { koboWorkbook } from './kobo.ts';
import { koboSheets, type Naming } from './koboSheets.ts';
import type { Layout } from './layout.ts';
import { choicesOf, namesIn } from './questionColumns.ts';

/** Labels of one language; where there is none, the name. A ranking stays in names, as Kobo has it. */
function byLabel(form: Form, language: string): Naming {
  const label = (labels: Texts | undefined, name: string) => labels?.get(language) || name;
  const lists = new Map<string, ReadonlyMap<string, string>>();
  return {
    groups: ({ groups, path }) => path.map((name, at) => label(form.groups[groups[at] ?? -1]?.label, name)),
    question: (field) => label(field.label, field.name),
    choice: (choice) => label(choice.label, choice.name),
    answer: (field, cell) => {
      if (field.type !== 'one' && field.type !== 'many') return cell;
      let labels = lists.get(field.list);
      if (labels === undefined) {
        labels = new Map(choicesOf(form, field).map((choice) => [choice.name, label(choice.label, choice.name)]));
        lists.set(field.list, labels);
      }
      const shown = (name: string) => labels.get(name) ?? name;
      return field.type === 'one' ? shown(cell) : namesIn(cell).map(shown).join(' ');
    },
  };
}

/**
 * KoboToolbox with labels for headers and for the answers to selects. Questions of one label have headers of one text, which Kobo keeps;
 * sheets of repeats are called by the repeat's name.
 */
export const koboLabels: Layout = {
  ending: '.xlsx',
  write: async (form, interviews, { name, language }) =>
    new Map([[`${name}.xlsx`, await koboWorkbook(koboSheets(form, interviews, byLabel(form, language)))]]),
};
