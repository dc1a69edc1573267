import { holdsOption } from '../table/column.ts';
import { sharesOfChoices } from './choices.ts';

/** Share that names each option of a select_multiple, among those who answered the question; shares add up to more than one. */
export const multiple = sharesOfChoices('many', (column) =>
  (column.options ?? []).map((item, option) => ({
    item,
    holds: Uint8Array.from(column.answers, (_, code) => (holdsOption(column, code, option) ? 1 : 0)),
  })),
);
