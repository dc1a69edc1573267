import type { Dialect } from './dialect.ts';

/** A table of no known platform: keyed by the first column that looks like a key, else by row. */
export const plain: Dialect = {
  name: 'plain',
  platform: new Set(['row_id', 'index', '_index', '_parent_index']),
  keys: ['uuid', '_uuid', 'key', 'instanceid', 'id'],
  index: ['_index', 'index'],
  parentIndex: ['_parent_index', 'parent_index'],
  parentKey: ['parent_key', 'uuid'],
  rowKey: [],
  parentTable: [],
  submitted: ['_submission_time', 'submissiondate'],
  version: ['__version__', 'formversion'],
  review: [],
  unreadable: [],
  empty: new Set(),
  recognises: () => '…',
};
