import type { Form } from '../form/form.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';

/** How a roster's rows hang on those of the table around it. */
export interface LinkAccount {
  readonly table: string;
  readonly parent: string;
  readonly rows: number;
  /** Rows that hang on none. */
  readonly orphans: number;
  /** Rows of the parent that have none. */
  readonly childless: number;
  /** The parent's question that says how many there are; absent where the form counts in another way. */
  readonly count?: {
    readonly field: string;
    /** Rows of the parent whose answer is not the number of rows that they have. */
    readonly differ: number;
    /** Rows of the parent that the question says have some, and that have none. */
    readonly missing: number;
  };
}

/** The links of each roster of a dataset, held against the question that its repeat counts by. */
export function linksOf(data: Dataset, form: Form): readonly LinkAccount[] {
  return [...data.tables.values()].flatMap((table): readonly LinkAccount[] => {
    const above = data.tables.get(table.parent?.parent ?? '');
    if (table.parent === undefined || above === undefined) return [];
    const have = new Uint32Array(above.rows);
    let orphans = 0;
    for (const row of table.parent.rows) {
      if (row < 0) orphans += 1;
      else have[row] = (have[row] ?? 0) + 1;
    }
    const childless = have.filter((count) => count === 0).length;
    const counted = form.groups.find(({ kind, name }) => kind === 'repeat' && name === table.name)?.repeatCount ?? '';
    const field = /^\s*\$\{([^}]+)\}\s*$/.exec(counted)?.[1]?.trim();
    const said = field === undefined ? undefined : above.columns.get(field);
    const own = { table: table.name, parent: above.name, rows: table.rows, orphans, childless };
    if (field === undefined || said === undefined || !isNumbers(said)) return [own];
    let [differ, missing] = [0, 0];
    for (const [row, state] of said.states.entries()) {
      const expected = hasValue(state) ? (said.values[row] ?? 0) : 0;
      if (expected !== have[row]) differ += 1;
      if (expected > 0 && have[row] === 0) missing += 1;
    }
    return [{ ...own, count: { field, differ, missing } }];
  });
}
