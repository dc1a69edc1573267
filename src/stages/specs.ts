import { columnSpecs } from '../study/columns.ts';
import type { Study } from '../study/study.ts';
import type { ColumnSpec } from '../table/builder.ts';

/** How each column of each table of a study is stored. */
export function specsOf(study: Study): ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>> {
  return columnSpecs(study.form, study.extraColumns, study.missing, study.direct, study.config.timeZone);
}
