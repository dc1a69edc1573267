import type { CleanAccount } from '../stages/artifacts.ts';
import { specsOf } from '../stages/specs.ts';
import type { Study } from '../study/study.ts';
import { columnBuilder } from '../table/builder.ts';
import { pack } from '../table/column.ts';
import type { Dataset, Table } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import type { LedgerRow } from './ledger.ts';
import type { PublishedRow } from './published.ts';

/** The tables and columns that the clean data have, without rows. */
export function emptyShape(study: Study): Dataset {
  const specs = specsOf(study);
  const tables = study.form.tables.map(({ name, parent }): Table => {
    const columns = [...(specs.get(name) ?? [])].map(
      ([column, spec]) => [column, columnBuilder(spec).finish()] as const,
    );
    const joined = name === MAIN ? study.joins.flatMap(({ columns: own }) => own) : [];
    const more = joined.map((spec) => [spec.name, columnBuilder(spec).finish()] as const);
    const link = parent === '' ? {} : { parent: { parent, rows: new Int32Array(0) } };
    return { name, rows: 0, keys: pack([]), columns: new Map([...columns, ...more]), ...link };
  });
  return { tables: new Map(tables.map((each) => [each.name, each])) };
}

/** The account of cases as the estimates tell it, for an audit without the exports. */
export function accountAsPublished(rows: readonly PublishedRow[], changes: readonly LedgerRow[]): CleanAccount {
  const count = (item: string) => Number(rows.find(({ cells }) => cells.key === `cases:${item}`)?.cells.value ?? 0);
  const excluded = changes.filter(({ table: name, action }) => name === MAIN && action === 'drop_row').length;
  return {
    received: count('received'),
    repeated: count('duplicate'),
    replaced: count('replaced'),
    unreadable: count('unreadable'),
    erased: count('withdrawn'),
    kept: 0,
    excluded: { '': excluded },
    changed: 0,
    decisions: { applied: 0, already: 0, refused: 0, silences: 0 },
  };
}

/** Columns of interviews: a log of decisions may name an interview by one. */
export function columnsOfMain(study: Study): ReadonlySet<string> {
  return new Set(emptyShape(study).tables.get(MAIN)?.columns.keys());
}
