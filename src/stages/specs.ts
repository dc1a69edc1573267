import { columnSpecs, weightColumns } from '../study/columns.ts';
import type { Study } from '../study/study.ts';
import type { ColumnSpec } from '../table/builder.ts';

/** How each column of each table of a study is stored. */
export function specsOf(study: Study): ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>> {
  const { population } = study.config.design;
  const numeric = new Set([...weightColumns(study.config.design), population].filter((name) => name !== undefined));
  return columnSpecs(study.form, study.extraColumns, study.missing, study.direct, study.config.timeZone, numeric);
}
