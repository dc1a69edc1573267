import type { Field, Form } from '../form/form.ts';

/** A group that holds more of the questions than this is a wrapper, and no theme. */
const WRAPPER = 0.6;

/** The theme of a question: the outermost group around it that is no wrapper of almost everything; `general` without a group. */
export function themeOf(form: Form): (field: Field) => string {
  const questions = form.fields.filter(({ role }) => role === 'question');
  const held = new Map<string, number>();
  for (const { path } of questions) for (const group of path) held.set(group, (held.get(group) ?? 0) + 1);
  const repeats = new Set(form.groups.filter(({ kind }) => kind === 'repeat').map(({ name }) => name));
  return ({ path, table }) => {
    // A roster is a theme of its own: its rows are other things than interviews.
    const from = table === 'main' ? 0 : path.indexOf(table);
    const chosen = path
      .slice(Math.max(0, from))
      .find((group) => repeats.has(group) || (held.get(group) ?? 0) <= WRAPPER * questions.length);
    const theme = chosen ?? path.at(-1) ?? 'general';
    // Ids stand in the names of files.
    return theme.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[.-]/, '_');
  };
}
