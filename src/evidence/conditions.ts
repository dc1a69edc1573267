import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { isFault } from '../fault.ts';
import type { Study } from '../study/study.ts';

/** The relevance of a question, and of the groups around it, outermost first. */
export function conditionsOn(
  study: Study,
  name: string,
): readonly { readonly of: string; readonly text: string; readonly tree: Tree }[] {
  const field = study.form.fields.find((each) => each.name === name);
  if (field === undefined) return [];
  const groups = field.groups.map((at) => study.form.groups[at]).filter((group) => group !== undefined);
  return [
    ...groups.map((group) => ({ of: `group ${group.name}`, text: group.relevant })),
    { of: field.name, text: field.relevant },
  ]
    .filter(({ text }) => text.trim() !== '')
    .flatMap(({ of, text }) => {
      try {
        return [{ of, text, tree: parse(text, of).tree }];
      } catch (error) {
        if (isFault(error)) return [];
        throw error;
      }
    });
}
