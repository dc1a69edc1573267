import type { Interval, NoInterval } from '../survey/interval.ts';
import type { FitMeasures } from '../survey/models/fit.ts';
import type { Answer } from './answer.ts';
import type { Crosstab } from './crosstab.ts';
import type { EffectLine, PredictionLine } from './effects.ts';
import type { Line } from './estimates.ts';
import { aligned, decimalsFor, shown, shownP } from './figures.ts';
import type { CoefficientLine, Regression } from './regression.ts';
import type { Request } from './request.ts';

/** A title, then a table, as lines. */
export interface Block {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Why a number is not there, in words. */
export function whyNot(reason: NoInterval): string {
  switch (reason) {
    case 'units':
      return 'nobody has a value';
    case 'df':
      return 'no degrees of freedom: as many strata, or strata and coefficients, as sampled units';
    case 'lonelyPsu':
      return 'no error: every stratum has one PSU';
    case '':
      return '';
  }
}

/** Why an estimate has no interval; '' where it has one. */
export function gapIn({
  estimate,
  interval,
  statistic,
}: {
  readonly estimate: number;
  readonly interval: Interval;
  readonly statistic?: string;
}): string {
  if (!Number.isFinite(estimate))
    return statistic === 'ratio' ? 'nobody has both values, or those below the line add up to 0' : whyNot('units');
  if (interval.reason !== '') return whyNot(interval.reason);
  return interval.low === null || interval.high === null ? 'an end of the interval lies beyond every value' : '';
}

const percent = (level: number): string => `${Number((level * 100).toFixed(4))} %`;

/** What a line estimates, in words. */
export function nameOf({ statistic, variable, level }: Line): string {
  switch (statistic) {
    case 'proportion':
      return `share ${variable}${level === '' ? '' : ` = ${level}`}`;
    case 'quantile':
      return level === '0.5' ? `median ${variable}` : `quantile ${level} of ${variable}`;
    case 'total':
      return variable === '1' ? 'total of people' : `total ${variable}`;
    default:
      return `${statistic} ${variable}`;
  }
}

/** All answers as tables for people. */
export function blocksOf(answer: Answer, request: Request): readonly Block[] {
  const blocks: Block[] = [];
  if (answer.lines.length > 0) blocks.push(estimatesBlock(answer.lines, request));
  for (const model of answer.models) blocks.push(...modelBlocks(model, request.level, request.vif));
  for (const test of answer.tests) blocks.push(testBlock(test));
  return blocks;
}

const CAUTION =
  '! : under 30 rows, 30 effective rows (n / deff) or 8 df: such intervals cover less often than they say';

function estimatesBlock(lines: readonly Line[], request: Request): Block {
  const { by, level } = request;
  const head = [
    'estimate of',
    ...by,
    'PSUs',
    'n',
    'missing',
    'estimate',
    'SE',
    `low ${percent(level)}`,
    'high',
    'deff',
    'df',
    '',
  ];
  const rows = lines.map((line) => {
    const decimals = decimalsFor(line.estimate, line.se);
    const { low, high, df } = line.interval;
    const counts = [line.psus, line.n, line.missing].map(String);
    const numbers = [line.estimate, line.se, low, high].map((value) => shown(value, decimals));
    return [
      nameOf(line),
      ...line.group,
      ...counts,
      ...numbers,
      shown(line.deff, 2),
      String(df),
      line.caution ? '!' : '',
    ];
  });
  const gaps = [...new Set(lines.map(gapIn))].filter((gap) => gap !== '').map((gap) => `– : ${gap}`);
  if (lines.some(({ caution }) => caution)) gaps.push(CAUTION);
  const right = new Set(Array.from({ length: 9 }, (_, k) => k + 1 + by.length));
  return { title: '', lines: [...aligned([head, ...rows], right), ...gaps] };
}

const RIGHT = new Set([1, 2, 3, 4, 5, 6, 7]);

/** Coefficients; `ratio` names what their exponential is, '' where that says nothing. */
function coefficients(lines: readonly CoefficientLine[], level: number, ratio: string): readonly string[] {
  const beside = ratio === '' ? [] : [ratio, 'low', 'high'];
  const head = ['term', 'estimate', 'SE', 't', 'df', 'p', `low ${percent(level)}`, 'high', ...beside];
  const rows = lines.map(({ term, estimate, se, t, df, p, interval, ratio: of }) => {
    const decimals = decimalsFor(estimate, se);
    const [a, b, low, high] = [estimate, se, interval.low, interval.high].map((value) => shown(value, decimals));
    const whole = shown(df, Number.isInteger(df) ? 0 : 1);
    const ratios = ratio === '' ? [] : [of?.estimate, of?.low, of?.high].map((value) => shown(value ?? null, 3));
    return [term, a!, b!, shown(t, 2), whole, shownP(p), low!, high!, ...ratios];
  });
  const gaps = [...new Set(lines.map(gapIn))].filter((gap) => gap !== '').map((gap) => `– : ${gap}`);
  return [...aligned([head, ...rows], new Set([...RIGHT, 8, 9, 10])), ...gaps];
}

const FAMILY_WORDS = { gaussian: 'linear', binomial: 'logistic', poisson: 'quasi-Poisson', ordinal: 'ordinal logit' };
const RATIOS = { gaussian: '', binomial: 'odds ratio', poisson: 'rate ratio', ordinal: 'odds ratio' };

function modelBlocks(model: Regression, level: number, vif: boolean): readonly Block[] {
  const { family, outcome, references, rows, tests, fewPsus, fit, caution } = model;
  const about = [
    `${rows} rows`,
    ...(outcome === '' ? [] : [outcome]),
    ...(references.length === 0 ? [] : [`reference ${references.join(', ')}`]),
  ];
  const wald = tests.map(
    ({ term, f, df1, df2, p }) => `Wald test of ${term}: F(${df1}, ${df2}) = ${shown(f, 3)}, p ${shownP(p)}`,
  );
  const blocks: Block[] = [
    {
      title: `${FAMILY_WORDS[family]} model ${model.formula} (${about.join('; ')})`,
      lines: [
        ...coefficients(model.coefficients, level, RATIOS[family]),
        ...wald,
        ...(fit === null ? [] : [fitLine(fit)]),
        ...(caution === '' ? [] : [`! : ${caution}`]),
      ],
    },
  ];
  if (fewPsus !== null)
    blocks.push({
      title: 'the same with Bell and McCaffrey’s errors, for there are fewer than 30 PSUs: prefer these',
      lines: coefficients(fewPsus, level, RATIOS[family]),
    });
  if (model.effects !== null)
    blocks.push({ title: 'average marginal effects (delta method)', lines: effectLines(model.effects, level) });
  if (model.predictions.length > 0)
    blocks.push({
      title: 'predictions (delta method; what is not set is as people are)',
      lines: predictionLines(model.predictions, level),
    });
  if (vif && model.inflation !== null)
    blocks.push({ title: 'variance inflation', lines: inflationLines(model.inflation) });
  return blocks;
}

function fitLine({ explained, coxSnell, nagelkerke }: FitMeasures): string {
  if (coxSnell === null) return `R² ${shown(explained, 3)}`;
  return `pseudo R²: McFadden ${shown(explained, 3)}, Cox and Snell ${shown(coxSnell, 3)}, Nagelkerke ${shown(nagelkerke, 3)}`;
}

function effectLines(lines: readonly EffectLine[], level: number): readonly string[] {
  const head = ['variable', 'change', 'effect', 'SE', 't', 'df', 'p', `low ${percent(level)}`, 'high'];
  const rows = lines.map(({ variable, change, estimate, se, t, df, p, interval: { low, high } }) => {
    const [a, b, from, to] = [estimate, se, low, high].map((value) => shown(value, decimalsFor(estimate, se)));
    return [variable, change, a!, b!, shown(t, 2), String(df), shownP(p), from!, to!];
  });
  return aligned([head, ...rows], new Set([2, 3, 4, 5, 6, 7, 8]));
}

function predictionLines(lines: readonly PredictionLine[], level: number): readonly string[] {
  const head = ['at', 'prediction', 'SE', `low ${percent(level)}`, 'high'];
  const rows = lines.map(({ at, estimate, se, interval: { low, high } }) => [
    at.map(([name, value]) => `${name} = ${value}`).join(', '),
    ...[estimate, se, low, high].map((value) => shown(value, decimalsFor(estimate, se))),
  ]);
  return aligned([head, ...rows], new Set([1, 2, 3, 4]));
}

function inflationLines(lines: NonNullable<Regression['inflation']>): readonly string[] {
  const head = ['term', 'columns', 'VIF', 'VIF^(1/2k)'];
  const rows = lines.map(({ term, columns, factor, root }) => [
    term,
    String(columns),
    shown(factor, 2),
    shown(root, 2),
  ]);
  return aligned([head, ...rows], new Set([1, 2, 3]));
}

function testBlock({
  row,
  column,
  rowLevels,
  columnLevels,
  table,
  rows,
  secondOrder,
  firstOrder,
  wald,
  adjustedWald,
}: Crosstab): Block {
  const sum = table.flat().reduce((a, b) => a + b, 0);
  const head = [`${row} \\ ${column}`, ...columnLevels];
  const cells = table.map((line, r) => [rowLevels[r]!, ...line.map((value) => `${shown((100 * value) / sum, 1)} %`)]);
  const { f, df1, df2, p } = secondOrder;
  return {
    title: `independence of ${row} and ${column} (${rows} rows; % of all)`,
    lines: [
      ...aligned([head, ...cells], new Set(columnLevels.map((_, k) => k + 1))),
      `Rao–Scott F(${shown(df1, 2)}, ${shown(df2, 1)}) = ${shown(f, 3)}, p ${shownP(p)}`,
      `first order: chi² = ${shown(firstOrder.chiSquare, 3)}, df ${firstOrder.df}, p ${shownP(firstOrder.p)}; Wald F(${wald.df1}, ${wald.df2}) = ${shown(wald.f, 3)}, p ${shownP(wald.p)}; adjusted Wald F = ${shown(adjustedWald.f, 3)}, p ${shownP(adjustedWald.p)}`,
    ],
  };
}
