import { fault } from '../fault.ts';
import type { Design } from '../survey/design.ts';
import { type Independence, independence } from '../survey/hypotheses/independence.ts';
import type { Table } from '../table/table.ts';
import { refuseManyLevels } from './estimates.ts';
import { levelsOf } from './levels.ts';

/** A two-way table with its tests of independence. */
export interface Crosstab extends Independence {
  readonly row: string;
  readonly column: string;
  readonly rowLevels: readonly string[];
  readonly columnLevels: readonly string[];
}

/** Tests whether two variables are independent in a domain (Rao and Scott); faults a variable of one level. */
export function crosstab(
  table: Table,
  design: Design,
  row: string,
  column: string,
  inside: (row: number) => boolean,
  df: number,
): Crosstab {
  const [a, b] = [levelsOf(table, row), levelsOf(table, column)];
  refuseManyLevels(a.labels, row, '--chisq');
  refuseManyLevels(b.labels, column, '--chisq');
  const known = (k: number): boolean => inside(k) && design.weight[k]! > 0 && a.codes[k]! >= 0 && b.codes[k]! >= 0;
  const rows = a.codes.map((code, k) => (known(k) ? code : -1));
  const occurring = (codes: Int32Array, labels: readonly string[]): string[] => {
    const found = new Set(codes.filter((_, k) => known(k)));
    return labels.filter((_, code) => found.has(code));
  };
  const rowLevels = occurring(a.codes, a.labels);
  const columnLevels = occurring(b.codes, b.labels);
  const tests = independence(design, rows, a.labels.length, b.codes, b.labels.length, df);
  if (tests === null) {
    const [name, levels] = rowLevels.length < 2 ? [row, rowLevels] : [column, columnLevels];
    throw fault(
      '--chisq',
      `'${name}' has ${levels.length === 0 ? 'no level' : `one level (${levels[0]})`} among the rows that know both variables`,
      'A test of independence needs two levels of each',
    );
  }
  return { ...tests, row, column, rowLevels, columnLevels };
}
