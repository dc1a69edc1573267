import type { ChoiceList, Form } from '../form/form.ts';

/** A text by which people's writings of one word are compared: case, accents as marks of their own, spaces and points at the ends say nothing. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, ' ')
    .replace(/[’‘ʼ]/g, "'")
    .trim()
    .replace(/^[\s.,;:!'"«»()-]+|[\s.,;:!'"«»()-]+$/g, '')
    .toLowerCase();
}

const folds = new WeakMap<ChoiceList, ReadonlyMap<string, readonly string[]>>();

/** The choices of a list by each of their labels, in every language, and by their names; as `folded` writes them. */
export function choicesByLabel(list: ChoiceList): ReadonlyMap<string, readonly string[]> {
  const known = folds.get(list);
  if (known !== undefined) return known;
  const found = new Map<string, Set<string>>();
  for (const { name, label } of list.choices)
    for (const text of [name, ...label.values()]) {
      const fold = folded(text);
      if (fold !== '') found.set(fold, (found.get(fold) ?? new Set()).add(name));
    }
  const byLabel = new Map([...found].map(([fold, names]) => [fold, [...names]]));
  folds.set(list, byLabel);
  return byLabel;
}

/** The one choice of a question that has a label, in any language of the form; null where none or several have it. */
export function choiceLabelled(form: Form, question: string, label: string): string | null {
  const list = form.lists.get(form.fields.find(({ name }) => name === question)?.list ?? '');
  const names = list === undefined ? [] : (choicesByLabel(list).get(folded(label)) ?? []);
  return names.length === 1 ? (names[0] ?? null) : null;
}
