import type { Dialect } from './dialect.ts';
import { kobo } from './kobo.ts';

/**
 * A column's name as R's `make.names` leaves it: what is no letter, digit, point or underscore becomes a point, and a name that does not begin
 * with a letter (or a point) gets an X.
 */
export function makeNames(name: string): string {
  const points = name.replace(/[^\p{L}\p{N}._]/gu, '.');
  return /^(?:\p{L}|\.(?!\p{N}))/u.test(points) ? points : `X${points}`;
}

const mangled = (names: Iterable<string>): readonly string[] => [...names].map((name) => makeNames(name).toLowerCase());

/** What is left of a byte order mark that R read as text before the first name. */
export const MARK = /^(?:X\.U\.FEFF\.|ï\.\.|ï»¿)/i;

/** Names of the column of row numbers, as written and as read again. */
const ROW_NAMES = ['', 'x', 'x.1', 'row.names'];

/** A Kobo export that went through R: `X_uuid`, `grp.q`, `q.choice`, TRUE and FALSE, NA, and row numbers first. */
export const mangledByR: Dialect = {
  name: 'r',
  platform: new Set([...mangled(kobo.platform), ...ROW_NAMES]),
  keys: [...mangled(kobo.keys), 'key'],
  index: mangled(kobo.index),
  numbering: ['x_id', ...ROW_NAMES],
  parentIndex: mangled(kobo.parentIndex),
  parentKey: mangled(kobo.parentKey),
  rowKey: [],
  parentTable: mangled(kobo.parentTable),
  submitted: mangled(kobo.submitted),
  version: mangled(kobo.version),
  review: mangled(kobo.review),
  unreadable: [],
  empty: new Set(['NA']),
  spelt: makeNames,
  recognises(header) {
    const own = header.filter((name) =>
      /^x_(?:uuid|submission_time|submission__uuid|parent_index|parent_table_name)$/.test(name),
    );
    return own.join(', ') || (header.find((name) => MARK.test(name)) ?? '');
  },
};
