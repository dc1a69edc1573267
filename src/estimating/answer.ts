import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { total } from '../survey/linear.ts';
import type { Replicates } from '../survey/replicates/replicates.ts';
import type { Table } from '../table/table.ts';
import { type Crosstab, crosstab } from './crosstab.ts';
import { declared, type labelsOf } from './declare.ts';
import {
  type Ground,
  type Line,
  meanLines,
  proportionLines,
  quantileLines,
  ratioLines,
  refuseManyLevels,
  totalLines,
} from './estimates.ts';
import { crossedLevels, levelsOf } from './levels.ts';
import { calibratedToMargins } from './margins.ts';
import { type Regression, regression } from './regression.ts';
import { replicatesOf } from './replication.ts';
import { ONE, type Request, type Statistic } from './request.ts';
import { isExpression, rowsWhere, valuesOf } from './variable.ts';

/** All that was asked, answered. */
export interface Answer {
  readonly design: Design;
  readonly replicates: Replicates | null;
  /** Sampled units, strata and degrees of freedom of the whole design. */
  readonly psus: number;
  readonly strata: number;
  readonly df: number;
  readonly weightSum: number;
  /** Rows in the domain, and those of them that a breakdown cannot place. */
  readonly domainRows: number;
  readonly unplaced: number;
  readonly lines: readonly Line[];
  readonly models: readonly Regression[];
  readonly tests: readonly Crosstab[];
}

/** Declares the design, takes the domain and estimates. Design faults are thrown as they are, in codes. */
export function answerOf(table: Table, request: Request, labels: ReturnType<typeof labelsOf>, file: string): Answer {
  const plain = declared(table, labels, file);
  const design = request.margins.length > 0 ? calibratedToMargins(table, plain, request.margins) : plain;
  const replicates = request.replication === null ? null : replicatesOf(table, design, request.replication, file);
  const inside = rowsWhere(table, request.where, `${file}, --where`);
  const groups = crossedLevels(table, request.by);
  const domain = total(
    design,
    Float64Array.from({ length: table.rows }, (_, row) => (inside(row) ? 1 : Number.NaN)),
  );
  const df = replicates?.df ?? degrees(design, domain.present).df;
  const ground: Ground = { design, replicates, inside, groups, level: request.level, method: request.method, df };
  let domainRows = 0;
  let unplaced = 0;
  for (let row = 0; row < table.rows; row++) {
    if (!inside(row)) continue;
    domainRows += 1;
    if (groups.codes[row]! < 0) unplaced += 1;
  }
  const whole = degrees(design);
  return {
    design,
    replicates,
    psus: whole.psus,
    strata: whole.strata,
    df: replicates?.df ?? whole.df,
    weightSum: design.weight.reduce((a, b) => a + b, 0),
    domainRows,
    unplaced,
    lines: request.statistics.flatMap((statistic) => linesOf(table, ground, statistic, file)),
    models: request.models.map((text) =>
      regression(table, design, text, request.family, inside, request.level, file, request.extras),
    ),
    tests: request.chisq.map(([a, b]) => crosstab(table, design, a, b, inside, df)),
  };
}

function linesOf(table: Table, ground: Ground, statistic: Statistic, file: string): readonly Line[] {
  const read = (text: string) => valuesOf(table, text, `${file}, --${statistic.kind}`);
  switch (statistic.kind) {
    case 'mean':
      return meanLines(ground, statistic.variable, read(statistic.variable));
    case 'total': {
      const everyone = statistic.variable === ONE && !table.columns.has(ONE);
      return totalLines(
        ground,
        statistic.variable,
        everyone ? new Float64Array(table.rows).fill(1) : read(statistic.variable),
      );
    }
    case 'proportion':
      return shareLines(table, ground, statistic.variable, file);
    case 'ratio':
      return ratioLines(ground, `${statistic.above}/${statistic.below}`, read(statistic.above), read(statistic.below));
    case 'quantile':
      return quantileLines(ground, statistic.variable, statistic.shares, read(statistic.variable));
  }
}

/** Shares of every level of a column, or of the rows where a condition holds. */
function shareLines(table: Table, ground: Ground, variable: string, file: string): readonly Line[] {
  if (isExpression(variable)) {
    const values = valuesOf(table, variable, `${file}, --proportion`);
    return proportionLines(
      ground,
      variable,
      '',
      values.map((value) => (Number.isNaN(value) ? value : value === 0 ? 0 : 1)),
    );
  }
  const { codes, labels } = levelsOf(table, variable);
  refuseManyLevels(labels, variable, `${file}, --proportion`);
  const occurring = new Set(codes.filter((_, row) => ground.inside(row)));
  return labels.flatMap((label, level) =>
    occurring.has(level)
      ? proportionLines(
          ground,
          variable,
          label,
          Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code === level ? 1 : 0)),
        )
      : [],
  );
}
