/** A cell that two datasets hold differently: text as each writes it, '' where it is empty. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  /** Why a decision that sets `to` would be refused; '' where it would not, or that is not known. */
  readonly unfit: string;
  /** The choice that `to` surely stands for, where it is written otherwise than the form's: 'yes' for 'Yes'. '' where it is as it should be. */
  readonly meant: string;
}

/** Two tables held against each other by their keys. */
export interface TableComparison {
  readonly name: string;
  /** Rows in the first and in the second. */
  readonly rows: readonly [number, number];
  /** Keys that only the first has, and that only the second has. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Columns that were compared, and those that only one of the two has. */
  readonly fields: readonly string[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Columns of options, which follow the answers that they were split from and are not compared. */
  readonly options: readonly string[];
}

/** What two datasets do not have in common. */
export interface Comparison {
  readonly tables: readonly TableComparison[];
  readonly differences: readonly Difference[];
}

/** How many cells differ, by table and column, the most first. */
export function countByField(differences: readonly Difference[]): readonly (readonly [field: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { table, field } of differences) {
    const name = table === 'main' ? field : `${table}/${field}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
