import type { Dialect } from './dialect.ts';
import { seen } from './dialect.ts';

/** What Central writes of each submission beside its answers, in its order: the first column, and those at the end. */
const SUBMISSION = [
  'submissiondate',
  'key',
  'submitterid',
  'submittername',
  'attachmentspresent',
  'attachmentsexpected',
  'status',
  'reviewstate',
  'deviceid',
  'edits',
  'formversion',
];

/** ODK Central and Briefcase: `SubmissionDate` first, `KEY`, groups joined by `-`, rosters as files with `PARENT_KEY`. */
export const odk: Dialect = {
  name: 'odk',
  platform: new Set([...SUBMISSION, 'parent_key', 'meta-instanceid', 'meta-instancename', 'instanceid', 'isvalidated']),
  platformOf: (repeat) => [`set-of-${repeat}`],
  keys: ['key', 'meta-instanceid', 'instanceid'],
  index: [],
  parentIndex: [],
  parentKey: ['parent_key'],
  rowKey: ['key'],
  parentTable: [],
  submitted: ['submissiondate'],
  version: ['formversion'],
  review: ['reviewstate'],
  unreadable: ['status'],
  empty: new Set(),
  recognises(header) {
    const own = seen(header, ['submitterid', 'attachmentsexpected', 'reviewstate', 'formversion', 'meta-instanceid']);
    if (header.includes('key') && own !== '') return `key, ${own}`;
    return header.includes('parent_key') && header.includes('key') ? 'parent_key, key' : '';
  },
};
