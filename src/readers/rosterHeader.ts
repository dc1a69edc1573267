import type { Dialect } from './dialects/dialect.ts';

/** Columns that only interviews have; some platforms give them an empty `_parent_index` too. */
const OF_INTERVIEWS = ['meta/instanceid', 'meta/rootuuid', 'instanceid'];

/** True for the header of a table that is linked to another. */
export function isRosterHeader(header: readonly string[], dialect: Dialect): boolean {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  if (OF_INTERVIEWS.some((name) => names.has(name))) return false;
  return (
    dialect.parentIndex.some((name) => names.has(name)) ||
    (dialect.parentKey.some((name) => names.has(name) && !dialect.keys.includes(name)) &&
      !dialect.index.some((name) => names.has(name)))
  );
}
