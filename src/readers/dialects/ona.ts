import type { Dialect, RepeatedHeader } from './dialect.ts';
import { kobo } from './kobo.ts';

/** Ona and legacy Kobo: rosters as columns `grp/rep[1]/q`, `n/a` for what was not answered. */
export const ona: Dialect = {
  ...kobo,
  name: 'ona',
  platform: new Set([...kobo.platform, '_version', '_duration', '_total_media', '_media_count', '_media_all_received']),
  version: [...kobo.version, '_version'],
  empty: new Set(['n/a']),
  repeated(header): readonly RepeatedHeader[] {
    const rows = [...header.matchAll(/\[([1-9]\d{0,3})\]/g)].map(([, row]) => Number(row));
    return rows.length === 0 ? [] : [{ header: header.replace(/\[\d+\]/g, ''), rows }];
  },
  recognises(header) {
    const repeated = header.find((name) => /\[\d+\]\//.test(name));
    if (repeated !== undefined) return `the column '${repeated}'`;
    return header.includes('_media_all_received') || header.includes('_duration')
      ? kobo.recognises(header) && '_duration or _media_all_received'
      : '';
  },
};
