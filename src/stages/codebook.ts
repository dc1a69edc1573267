import type { Field } from '../form/form.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import { type FormLabels, formLabels } from '../study/labels.ts';
import type { Study } from '../study/study.ts';
import { hasValue, STATE_NAMES } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';

/** A table of texts and numbers under a header. */
export interface Lines {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * The codebook of the clean tables, one row a column: wording and choices in each language of publication, type, when it is asked, and
 * how many rows have a value (`n`) and are in each state.
 */
export function codebookOf(study: Study, data: Dataset): Lines {
  const languages = study.languages.map((language) => ({ language, labels: formLabels(study.form, language) }));
  const fields = new Map(study.form.fields.map((field) => [`${field.table}\u001f${field.name}`, field]));
  const extras = new Map(study.extraColumns.map((column) => [column.name, column.type]));
  return {
    header: [
      'table',
      'variable',
      ...named('question', study.languages),
      'type',
      ...named('choices', study.languages),
      'relevant',
      'n',
      ...STATE_NAMES.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
    ],
    rows: [...data.tables.values()].flatMap((table) =>
      [...table.columns.values()].map(({ name, states }) => {
        const field = fields.get(`${table.name}\u001f${name}`);
        const counts = STATE_NAMES.map(() => 0);
        for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
        return [
          table.name,
          name,
          ...languages.map(({ labels }) => (field === undefined ? '' : labels.of(field.label))),
          field?.xlsType ?? extras.get(name) ?? '',
          ...languages.map(({ labels }) => (field === undefined ? '' : choicesOf(study, field, labels))),
          field === undefined ? '' : relevanceOf(study, field),
          counts.reduce((sum, count, state) => sum + (hasValue(state) ? count : 0), 0),
          ...counts,
        ];
      }),
    ),
  };
}

function named(what: string, languages: readonly LanguageCode[]): readonly string[] {
  return languages.map((language) => `${what}_${language}`);
}

/** `code = label`, one choice a line. */
function choicesOf({ form }: Study, { list }: Field, labels: FormLabels): string {
  return (form.lists.get(list)?.choices ?? []).map(({ name, label }) => `${name} = ${labels.of(label)}`).join('\n');
}

/** When a question is put: the conditions of the groups around it, then its own. */
function relevanceOf({ form }: Study, field: Field): string {
  return [...field.groups.map((place) => form.groups[place]?.relevant ?? ''), field.relevant]
    .map((relevant) => relevant.replace(/\s+/g, ' ').trim())
    .filter((relevant) => relevant !== '')
    .join(' and ');
}
