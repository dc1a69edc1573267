import type { Dialect, RepeatedHeader } from './dialect.ts';
import { seen } from './dialect.ts';

/**
 * SurveyCTO: names without groups, options as `field_choice`, dates in words. Rosters are columns with a number at their end (wide), or files
 * with `PARENT_KEY` (long).
 */
export const surveycto: Dialect = {
  name: 'surveycto',
  platform: new Set([
    'submissiondate',
    'completiondate',
    'formdef_version',
    'key',
    'instanceid',
    'instancename',
    'parent_key',
    'review_status',
    'review_quality',
    'review_comments',
    'review_corrections',
    // Links of the rosters that a wide table is unfolded into.
    '_index',
    '_parent_index',
  ]),
  platformOf: (repeat) => [`${repeat}_count`, `set-of-${repeat}`, `setof${repeat}`],
  keys: ['key', 'instanceid'],
  index: ['_index'],
  parentIndex: ['_parent_index'],
  parentKey: ['parent_key'],
  rowKey: ['key'],
  parentTable: [],
  submitted: ['submissiondate', 'completiondate'],
  version: ['formdef_version'],
  review: ['review_status'],
  unreadable: [],
  words: true,
  empty: new Set(),
  repeated(header) {
    const ways: RepeatedHeader[] = [];
    let [rest, rows] = [header, [] as number[]];
    for (let found = /^(.+)_([1-9]\d{0,3})$/.exec(rest); found !== null; found = /^(.+)_([1-9]\d{0,3})$/.exec(rest)) {
      rest = found[1] ?? '';
      rows = [Number(found[2]), ...rows];
      ways.push({ header: rest, rows });
    }
    return ways;
  },
  recognises(header) {
    if (header.some((name) => name.startsWith('set-of-')) && header.includes('key')) return 'key, SET-OF-';
    const own = seen(header, ['formdef_version', 'review_quality', 'completiondate']);
    return header.includes('key') && own !== '' ? `key, ${own}` : '';
  },
};
