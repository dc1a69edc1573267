import type { Interval } from '../survey/interval.ts';
import type { FTest } from '../survey/models/wald.ts';
import type { Answer } from './answer.ts';
import type { Crosstab } from './crosstab.ts';
import type { EffectLine, PredictionLine } from './effects.ts';
import type { Line } from './estimates.ts';
import { gapIn } from './page.ts';
import type { CoefficientLine, Regression } from './regression.ts';
import type { Request } from './request.ts';

/** A value of a JSON document; never NaN nor an infinity. */
export type Member =
  | null
  | boolean
  | number
  | string
  | readonly Member[]
  | ReadonlyMap<string, Member>
  | { readonly [name: string]: Member };

const known = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

/** The answers for programs: what there is no number for is null, with its `reason`. */
export function membersOf(answer: Answer, request: Request, file: string, sheet: string, rows: number): Member {
  const { design, replication } = request;
  return {
    file,
    sheet,
    rows,
    design: {
      weights: design.weights,
      strata: design.strata,
      psu: design.psu,
      fpc: design.fpc,
      nest: design.nest,
      lonelyPsu: design.lonelyPsu,
      psus: answer.psus,
      strataCount: answer.strata,
      df: answer.df,
      weightSum: known(answer.weightSum),
      missingWeights: answer.design.missingWeights,
      replicates:
        replication === null || answer.replicates === null
          ? null
          : {
              type: replication.type,
              count: answer.replicates.weights.length,
              scale: answer.replicates.scale,
              mse: answer.replicates.mse,
            },
      margins: request.margins.map(({ column }) => column),
    },
    where: request.where,
    domainRows: answer.domainRows,
    rowsWithoutGroup: answer.unplaced,
    level: request.level,
    estimates: answer.lines.map((line) => estimate(line, request.by)),
    models: answer.models.map(model),
    tests: answer.tests.map(test),
  };
}

function estimate(line: Line, by: readonly string[]): Member {
  const { estimate: value, se, interval } = line;
  return {
    statistic: line.statistic,
    variable: line.variable,
    level: line.level,
    group: new Map(by.map((name, k) => [name, line.group[k] ?? ''])),
    psus: line.psus,
    n: line.n,
    missing: line.missing,
    estimate: known(value),
    se: known(se),
    ...bounds(interval),
    cv: value === 0 ? null : known(Math.abs(se / value)),
    deff: known(line.deff),
    deffWithoutReplacement: known(line.deffWithoutReplacement),
    caution: line.caution,
    reason: gapIn(line),
  };
}

const bounds = ({ low, high, df, method }: Interval) => ({ low: known(low), high: known(high), df: known(df), method });

const coefficient = (line: CoefficientLine): Member => ({
  term: line.term,
  estimate: known(line.estimate),
  se: known(line.se),
  t: known(line.t),
  p: known(line.p),
  ...bounds(line.interval),
  ratio:
    line.ratio === null
      ? null
      : { estimate: known(line.ratio.estimate), low: known(line.ratio.low), high: known(line.ratio.high) },
  reason: gapIn(line),
});

const derived = (line: EffectLine | PredictionLine) => ({
  estimate: known(line.estimate),
  se: known(line.se),
  seWithSampling: known(line.seWithSampling),
  ...bounds(line.interval),
  reason: gapIn(line),
});

const fTest = ({ f, df1, df2, p }: FTest) => ({ f: known(f), df1: known(df1), df2: known(df2), p: known(p) });

function model(of: Regression): Member {
  return {
    formula: of.formula,
    family: of.family,
    outcome: of.outcome,
    references: of.references,
    rows: of.rows,
    df: of.df,
    dispersion: of.dispersion,
    coefficients: of.coefficients.map(coefficient),
    tests: of.tests.map((each) => ({ term: each.term, ...fTest(each) })),
    fit:
      of.fit === null
        ? null
        : {
            explained: known(of.fit.explained),
            coxSnell: known(of.fit.coxSnell),
            nagelkerke: known(of.fit.nagelkerke),
          },
    inflation:
      of.inflation?.map(({ term, factor, root, columns }) => ({
        term,
        factor: known(factor),
        root: known(root),
        columns,
      })) ?? null,
    effects:
      of.effects?.map((line) => ({
        variable: line.variable,
        change: line.change,
        t: known(line.t),
        p: known(line.p),
        ...derived(line),
      })) ?? null,
    predictions: of.predictions.map((line) => ({ at: new Map(line.at), ...derived(line) })),
    fewPsus: of.fewPsus?.map(coefficient) ?? null,
    caution: of.caution,
  };
}

function test(of: Crosstab): Member {
  const { chiSquare, df, p } = of.firstOrder;
  return {
    row: of.row,
    column: of.column,
    rowLevels: of.rowLevels,
    columnLevels: of.columnLevels,
    table: of.table,
    rows: of.rows,
    pearson: known(of.pearson),
    secondOrder: fTest(of.secondOrder),
    firstOrder: { chiSquare: known(chiSquare), df, p: known(p) },
    wald: fTest(of.wald),
    adjustedWald: fTest(of.adjustedWald),
  };
}
