import type { Dialect } from './dialect.ts';
import { seen } from './dialect.ts';

/** What the platform writes of each submission, in its order. */
export const SUBMISSION = [
  '_id',
  '_uuid',
  '_submission_time',
  '_validation_status',
  '_notes',
  '_status',
  '_submitted_by',
  '__version__',
  '_tags',
];

/** KoboToolbox: `_uuid`, `_submission_time`, rosters as sheets with `_parent_index`. */
export const kobo: Dialect = {
  name: 'kobo',
  platform: new Set([
    ...SUBMISSION,
    ...SUBMISSION.map((name) => `_submission_${name}`),
    '_index',
    '_parent_index',
    '_parent_table_name',
    '_version_',
    '_xform_id_string',
    '_xform_id',
    '_date_modified',
    '_attachments',
    '_geolocation',
    'formhub/uuid',
    'meta/instanceid',
    'meta/instancename',
    'meta/rootuuid',
    'meta/deprecatedid',
  ]),
  keys: ['meta/rootuuid', '_uuid', 'meta/instanceid', 'uuid', '_id'],
  index: ['_index', 'index'],
  parentIndex: ['_parent_index'],
  parentKey: ['_submission__uuid'],
  rowKey: [],
  parentTable: ['_parent_table_name'],
  submitted: ['_submission_time'],
  version: ['__version__', '_version_'],
  review: ['_validation_status'],
  unreadable: [],
  empty: new Set(),
  recognises: (header) =>
    seen(header, ['_uuid', '_submission_time', '_submission__uuid', '_parent_index', '_parent_table_name']),
};
