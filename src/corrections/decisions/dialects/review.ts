import type { Dialect } from './dialect.ts';
import { hasAll } from './dialect.ts';
import { IMPACT_COLUMNS, impact } from './impact.ts';

/**
 * Our own review workbook, as a person saved it: IMPACT's columns with the finding that each row is about. Rows may be sorted or deleted,
 * and one without a change_type is not decided yet. Its other sheets show data and tell how it is used.
 */
export const review: Dialect = {
  name: 'review',
  alone: true,
  recognises: (header) =>
    hasAll(header, ['finding_id', 'check_binding', 'key', 'question', 'change_type', 'new_value']),
  undecided: (cells) => cells.of(...IMPACT_COLUMNS.changeType) === '',
  read: (cells, ids) => ({ ...impact.read(cells, ids), finding: cells.of('finding_id') }),
};
