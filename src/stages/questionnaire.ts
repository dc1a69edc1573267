import type { Part } from '../publish/report/document.ts';
import type { Words } from '../publish/words/words.ts';
import { formLabels } from '../study/labels.ts';
import type { Study } from '../study/study.ts';

/** Longer lists of answers are named by their length. */
const MOST_ANSWERS = 15;

/** The questions as they were asked, with their answers: a table for each of the form's outermost groups. Identifying questions keep their wording: it is no answer. */
export function questionnaireParts(study: Study, words: Words): readonly Part[] {
  const labels = formLabels(study.form, words.language);
  const titles = new Map(study.form.groups.map(({ name, label }) => [name, labels.of(label) || name]));
  const groups = new Map<string, (readonly string[])[]>();
  for (const field of study.form.fields) {
    if (field.role !== 'question') continue;
    const group = field.path[0] ?? '';
    const rows = groups.get(group) ?? [];
    groups.set(group, rows);
    const choices = study.form.lists.get(field.list)?.choices.map(({ label, name }) => labels.of(label) || name) ?? [];
    const shown = choices.slice(0, MOST_ANSWERS).join(' · ');
    const more =
      choices.length > MOST_ANSWERS
        ? ` ${words.phrase('moreChoices', { n: words.number(choices.length, 'count') })}`
        : '';
    rows.push([
      field.name,
      labels.of(field.label),
      choices.length === 0 ? words.phrase('freeAnswer') : `${shown}${more}`,
    ]);
  }
  return [...groups].map(([group, rows]) => ({
    kind: 'grid',
    counted: false,
    title: titles.get(group) ?? '',
    head: [words.phrase('variable'), words.phrase('question'), words.phrase('questionnaireAnswers')],
    rows,
    widths: [0.3, 0.36, 0.34],
    numbers: new Set(),
  }));
}
