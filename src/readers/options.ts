import type { Field } from '../form/form.ts';
import type { Meaning } from './headers.ts';

/** An answer to a select_multiple that its option columns contradict. */
export interface OptionMismatch {
  readonly field: string;
  readonly value: string;
  readonly message: string;
}

const YES = new Set(['1', 'true', 'yes']);
const NO = new Set(['0', 'false', 'no']);

/**
 * Holds option columns against the answers they were split from, a row at a time. The answer is the truth; a contradiction is
 * how a shifted export shows itself. An empty option cell says nothing.
 */
export function optionCheck(meanings: readonly Meaning[]): (row: readonly string[]) => readonly OptionMismatch[] {
  const groups = new Map<Field, { at: number; readonly options: { readonly at: number; readonly option: string }[] }>();
  for (const [at, meaning] of meanings.entries()) {
    if (meaning.kind !== 'field' && meaning.kind !== 'option') continue;
    if (meaning.field.type !== 'many') continue;
    const group = groups.get(meaning.field) ?? { at: -1, options: [] };
    if (meaning.kind === 'field') group.at = at;
    else group.options.push({ at, option: meaning.option });
    groups.set(meaning.field, group);
  }
  return (row) => {
    const wrong: OptionMismatch[] = [];
    for (const [field, { at, options }] of groups) {
      if (at < 0) continue;
      const value = (row[at] ?? '').trim();
      const chosen = new Set(value.split(/\s+/));
      for (const { at: place, option } of options) {
        const cell = (row[place] ?? '').trim().toLowerCase();
        const says = YES.has(cell) ? true : NO.has(cell) ? false : null;
        if (says === null || says === chosen.has(option)) continue;
        const message = says
          ? `the column of option '${option}' says ${cell}, but the answer '${value}' does not hold it`
          : `the answer '${value}' holds '${option}', but the column of that option says ${cell}`;
        wrong.push({ field: field.name, value, message });
      }
    }
    return wrong;
  };
}
