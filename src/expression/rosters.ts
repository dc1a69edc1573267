import type { NamedField, Names } from './names.ts';
import type { Nodes, Plan } from './plan.ts';

/** A table and those around it, innermost first. */
export function lineage(names: Names, table: string): readonly string[] {
  const found: string[] = [];
  for (
    let at: string | undefined = table;
    at !== undefined && at !== '' && !found.includes(at);
    at = names.tables.get(at)
  )
    found.push(at);
  return found.length === 0 ? [table] : found;
}

/**
 * The rows that a reference to a roster means, read from rows of `table`: all those under the nearest row around both. From inside
 * the roster itself its parent row is meant, so that `count(${roster})` counts the brothers too.
 */
export function rosterNodes(
  names: Names,
  table: string,
  roster: string,
  field: NamedField | null,
  where: readonly Plan[],
): Nodes {
  const around = new Set(lineage(names, table));
  const common =
    lineage(names, roster)
      .slice(1)
      .find((one) => around.has(one)) ?? roster;
  return { table: roster, common, field, where };
}
