import { hasValue } from '../table/states.ts';
import { sharesOfChoices } from './choices.ts';

/** A list longer than this is shown by the answers that occur only. */
const WHOLE_LIST = 12;

/** Share of each choice of a select_one: the list's choices in form order, then foreign answers. */
export const distribution = sharesOfChoices('one', (column, standing) => {
  const choices = column.options?.length ?? 0;
  const occurs = new Uint8Array(column.answers.length);
  for (let row = 0; row < standing.length; row += 1) if (hasValue(standing[row]!)) occurs[column.values[row] ?? 0] = 1;
  return column.answers.flatMap((item, code) => {
    const listed = code <= choices && choices <= WHOLE_LIST;
    if (code === 0 || !(listed || occurs[code] === 1)) return [];
    return [{ item, holds: Uint8Array.from(column.answers, (_, other) => (other === code ? 1 : 0)) }];
  });
});
