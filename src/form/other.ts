import type { Choice, ChoiceList, Field, FormProblem } from './form.ts';

/** Choice that `or_other` adds to a list. */
export const OTHER = 'other';

/**
 * Adds what `or_other` stands for: the choice `other` in the list, and after the question a text `<name>_other`, asked where it is selected.
 * What the form has already is left as it is.
 */
export function withOther(
  fields: readonly Field[],
  lists: ReadonlyMap<string, ChoiceList>,
  language: string,
  sheet: string,
): { fields: Field[]; lists: Map<string, ChoiceList>; problems: FormProblem[] } {
  const allLists = new Map(lists);
  const problems: FormProblem[] = [];
  const taken = new Set(fields.map((field) => `${field.path.join('/')}/${field.name}`));
  const all = fields.flatMap((field) => {
    if (!field.orOther) return [field];
    const list = allLists.get(field.list);
    if (list !== undefined && !list.choices.some((choice) => choice.name === OTHER)) {
      const other: Choice = { name: OTHER, label: new Map([[language, 'Other']]), extra: new Map(), row: 0 };
      allLists.set(field.list, { ...list, choices: [...list.choices, other] });
    }
    const name = `${field.name}_${OTHER}`;
    if (taken.has(`${field.path.join('/')}/${name}`)) {
      problems.push({
        level: 'warning',
        sheet,
        row: field.row,
        column: 'name',
        message: `or_other adds a question '${name}', and the form has one of this name`,
      });
      return [field];
    }
    return [field, specify(field, name, language)];
  });
  return { fields: all, lists: allLists, problems };
}

function specify(field: Field, name: string, language: string): Field {
  const { choicesFrom: _, ...rest } = field;
  return {
    ...rest,
    name,
    type: 'text',
    xlsType: 'text',
    list: '',
    orOther: false,
    label: new Map([[language, 'Specify other.']]),
    hint: new Map(),
    required: '',
    requiredMessage: new Map(),
    relevant: `selected(\${${field.name}}, '${OTHER}')`,
    constraint: '',
    constraintMessage: new Map(),
    calculation: '',
    choiceFilter: '',
    appearance: '',
    parameters: '',
    defaultValue: '',
    extra: new Map(),
  };
}
