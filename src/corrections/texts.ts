import type { Column } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import { INVALID } from '../table/states.ts';
import { storedText } from '../table/text.ts';

/** The rows of a column whose text becomes another, with the new text. `rewrite` is called once a distinct answer where answers are coded. */
export function rewritten(column: Column, rewrite: (text: string) => string): ReadonlyMap<number, string> {
  const rows = new Map<number, string>();
  if (isCodes(column)) {
    const fresh = column.answers.map((answer) => (answer === '' ? '' : rewrite(answer)));
    const changes = fresh.map((text, code) => text !== column.answers[code]);
    for (const [row, code] of column.values.entries())
      if (changes[code] === true && column.states[row] !== INVALID) rows.set(row, fresh[code] ?? '');
    return rows;
  }
  for (const row of column.states.keys()) {
    const text = storedText(column, row);
    const to = text === '' ? '' : rewrite(text);
    if (to !== text) rows.set(row, to);
  }
  return rows;
}
