import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import type { LonelyPsu } from '../survey/design.ts';
import type { ProportionMethod } from '../survey/proportion.ts';
import type { DesignColumns } from './declare.ts';
import { parseSetting } from './effects.ts';
import { parseFormula } from './formula.ts';
import { type MarginAsked, parseMargin } from './margins.ts';
import { FAMILIES, type FamilyName, type ModelExtras } from './regression.ts';
import { columnsLike, REPLICATE_TYPES, type Replication } from './replication.ts';
import { columnsRead, isExpression } from './variable.ts';

/** The options of the command as they were written. */
export interface EstimateOptions {
  readonly weights?: string | undefined;
  readonly strata?: string | undefined;
  readonly psu?: string | undefined;
  readonly fpc?: string | undefined;
  readonly nest?: boolean | undefined;
  readonly lonelyPsu?: string | undefined;
  readonly replicates?: string | undefined;
  readonly replicateType?: string | undefined;
  readonly scale?: string | undefined;
  readonly fayRho?: string | undefined;
  readonly mse?: boolean | undefined;
  readonly margin?: readonly string[] | undefined;
  readonly where?: string | undefined;
  readonly by?: string | undefined;
  readonly level?: string | undefined;
  readonly ci?: string | undefined;
  readonly mean?: readonly string[] | undefined;
  readonly total?: readonly string[] | undefined;
  readonly proportion?: readonly string[] | undefined;
  readonly ratio?: readonly string[] | undefined;
  readonly quantile?: readonly string[] | undefined;
  readonly median?: readonly string[] | undefined;
  readonly model?: readonly string[] | undefined;
  readonly family?: string | undefined;
  readonly explain?: boolean | undefined;
  readonly ame?: boolean | undefined;
  readonly predict?: readonly string[] | undefined;
  readonly vif?: boolean | undefined;
  readonly chisq?: readonly string[] | undefined;
}

/** One thing to estimate. */
export type Statistic =
  | { readonly kind: 'mean' | 'total' | 'proportion'; readonly variable: string }
  | { readonly kind: 'ratio'; readonly above: string; readonly below: string }
  | { readonly kind: 'quantile'; readonly variable: string; readonly shares: readonly number[] };

/** What is asked, checked against the header. */
export interface Request {
  readonly design: DesignColumns;
  readonly replication: Replication | null;
  readonly margins: readonly MarginAsked[];
  readonly where: string | null;
  readonly by: readonly string[];
  readonly level: number;
  readonly method: ProportionMethod;
  readonly statistics: readonly Statistic[];
  readonly models: readonly string[];
  readonly family: FamilyName;
  readonly extras: ModelExtras;
  /** Whether variance inflation is printed. */
  readonly vif: boolean;
  readonly chisq: readonly (readonly [string, string])[];
  /** Every column that has to be read. */
  readonly columns: readonly string[];
}

/** The people themselves: `--total 1` is the size of the population. */
export const ONE = '1';

const LONELY: readonly LonelyPsu[] = ['fail', 'remove', 'certainty', 'adjust', 'average'];
const METHODS: readonly ProportionMethod[] = ['beta', 'logit', 'wilson', 'asin', 'mean', 'likelihood'];
const FAMILY_NAMES: Readonly<Record<string, FamilyName>> = {
  linear: 'gaussian',
  logistic: 'binomial',
  logit: 'binomial',
  quasibinomial: 'binomial',
  quasipoisson: 'poisson',
};

/** Reads the options; faults an unknown column, with the one that was probably meant, and a value that an option does not take. */
export function requestOf(options: EstimateOptions, titles: readonly string[], file: string): Request {
  const header = titles.map((title) => title.trim());
  const columns = new Set<string>();
  const column = (name: string, option: string): string => {
    if (!header.includes(name))
      throw fault(
        `${file}, --${option}`,
        `there is no column '${name}'${didYouMean(name, header) || `; columns: ${listed(header)}`}`,
      );
    columns.add(name);
    return name;
  };
  /** A column, or an expression whose columns are checked. */
  const value = (text: string, option: string): string => {
    if (!isExpression(text)) return column(text, option);
    for (const name of columnsRead(text, header, `${file}, --${option}`)) columns.add(name);
    return text;
  };
  const named = (text: string | undefined, option: string): readonly string[] =>
    (text ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => column(name, option));
  const each = (given: readonly string[] | undefined): readonly string[] =>
    (given ?? []).flatMap((text) =>
      isExpression(text) || header.includes(text) ? [text] : text.split(',').map((name) => name.trim()),
    );

  const replication = replicationOf(options, header, file);
  // Replicate weights that are given know their strata.
  const lonely = options.lonelyPsu ?? ((replication?.columns.length ?? 0) > 0 ? 'remove' : 'fail');
  const design: DesignColumns = {
    weights: options.weights === undefined ? null : column(options.weights, 'weights'),
    strata: named(options.strata, 'strata'),
    psu: named(options.psu, 'psu'),
    fpc: named(options.fpc, 'fpc'),
    nest: options.nest === true,
    lonelyPsu: among(lonely, LONELY, 'lonely-psu'),
  };
  for (const name of replication?.columns ?? []) columns.add(name);
  const margins = (options.margin ?? []).map(parseMargin);
  for (const margin of margins) column(margin.column, 'margin');
  const statistics: Statistic[] = [
    ...each(options.mean).map((name): Statistic => ({ kind: 'mean', variable: value(name, 'mean') })),
    ...each(options.total).map(
      (name): Statistic => ({
        kind: 'total',
        variable: name === ONE && !header.includes(ONE) ? ONE : value(name, 'total'),
      }),
    ),
    ...each(options.proportion).map((name): Statistic => ({ kind: 'proportion', variable: value(name, 'proportion') })),
    ...(options.ratio ?? []).map((text): Statistic => {
      const [above, below] = pair(text, '/', 'ratio');
      return { kind: 'ratio', above: value(above, 'ratio'), below: value(below, 'ratio') };
    }),
    ...(options.quantile ?? []).map((text): Statistic => {
      const at = text.lastIndexOf(':');
      return {
        kind: 'quantile',
        variable: value(text.slice(0, Math.max(0, at)), 'quantile'),
        shares: sharesOf(text.slice(at + 1), text),
      };
    }),
    ...each(options.median).map(
      (name): Statistic => ({ kind: 'quantile', variable: value(name, 'median'), shares: [0.5] }),
    ),
  ];
  const models = options.model ?? [];
  for (const text of models) {
    const { outcome, terms } = parseFormula(text);
    value(outcome, 'model');
    for (const { name } of terms.flat()) column(name, 'model');
  }
  const chisq = (options.chisq ?? []).map((text) => {
    const [a, b] = pair(text, ',', 'chisq');
    return [column(a, 'chisq'), column(b, 'chisq')] as const;
  });
  if (statistics.length + models.length + chisq.length === 0)
    throw fault(
      'pipeline estimate',
      'nothing is asked',
      'Say --mean, --total, --proportion, --ratio, --quantile, --median, --model or --chisq',
    );
  const family = among(FAMILY_NAMES[options.family ?? 'gaussian'] ?? options.family ?? 'gaussian', FAMILIES, 'family');
  refuseExtras(options, models, family);
  if (replication !== null && models.length + chisq.length > 0)
    throw fault(
      '--replicates',
      'models and tests have linearised errors only',
      'Leave --replicates out for --model and --chisq, and name --strata and --psu',
    );
  if (margins.length > 0 && replication !== null)
    throw fault(
      '--margin',
      'replicate weights are not calibrated here',
      'Give replicate weights that were calibrated one by one, without --margin',
    );
  return {
    design,
    replication,
    margins,
    where: options.where === undefined ? null : condition(options.where, value),
    by: named(options.by, 'by'),
    level: levelOf(options.level ?? '0.95'),
    // R's name for the same interval.
    method: options.ci === 'xlogit' ? 'logit' : among(options.ci ?? 'beta', METHODS, 'ci'),
    statistics,
    models,
    family,
    extras: { effects: options.ame === true, predict: (options.predict ?? []).map(parseSetting) },
    vif: options.vif === true || options.explain === true,
    chisq,
    columns: [...columns],
  };
}

/** Effects, predictions and inflation are of a model, and not of an ordinal one. */
function refuseExtras({ ame, predict, vif }: EstimateOptions, models: readonly string[], family: FamilyName): void {
  const asked = ame === true ? '--ame' : predict !== undefined ? '--predict' : vif === true ? '--vif' : '';
  if (asked === '') return;
  if (models.length === 0) throw fault(asked, 'there is no model', 'Say --model "y ~ a + b" too');
  if (family === 'ordinal')
    throw fault(asked, 'is not there for ordinal models', 'Make the outcome a condition and take --family logistic');
}

function condition(text: string, value: (text: string, option: string) => string): string {
  if (!isExpression(text))
    throw fault('--where', `'${text}' names no column`, "Write names in braces: --where '${age} >= 18'");
  return value(text, 'where');
}

function among<T extends string>(given: string, known: readonly T[], option: string): T {
  const found = known.find((each) => each === given);
  if (found === undefined)
    throw fault(`--${option}`, `'${given}' is none of ${known.join(', ')}${didYouMean(given, known)}`);
  return found;
}

function pair(text: string, sign: string, option: string): readonly [string, string] {
  const parts = text.split(sign).map((part) => part.trim());
  if (parts.length !== 2 || parts.includes(''))
    throw fault(`--${option}`, `'${text}' names no two columns`, `Write --${option} a${sign}b`);
  return [parts[0]!, parts[1]!];
}

function sharesOf(text: string, whole: string): readonly number[] {
  const shares = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!whole.includes(':') || shares.some((share) => !(share > 0 && share < 1)))
    throw fault(
      '--quantile',
      `'${whole}' has no shares between 0 and 1`,
      'Write --quantile income:0.5 or income:0.25,0.75',
    );
  return shares;
}

function levelOf(text: string): number {
  const level = Number(text);
  if (!(level > 0 && level < 1)) throw fault('--level', `'${text}' is no confidence level`, 'Write --level 0.95');
  return level;
}

function replicationOf(options: EstimateOptions, header: readonly string[], file: string): Replication | null {
  const { replicates, replicateType } = options;
  if (replicates === undefined && replicateType === undefined) return null;
  if (replicateType === undefined)
    throw fault('--replicates', 'their type is not said', `Say --replicate-type ${REPLICATE_TYPES.join(', ')}`);
  const type = among(replicateType, REPLICATE_TYPES, 'replicate-type');
  const build = replicates === undefined || /^\d+$/.test(replicates);
  const columns = build ? [] : replicates.split(',').flatMap((pattern) => columnsLike(pattern.trim(), header));
  if (!build && columns.length === 0)
    throw fault(
      `${file}, --replicates`,
      `no column is like '${replicates}'`,
      `* stands for any letters; columns: ${listed(header)}`,
    );
  const rho = Number(options.fayRho ?? '0.5');
  if (!(rho >= 0 && rho < 1)) throw fault('--fay-rho', `'${options.fayRho}' is not at least 0 and below 1`);
  const scale = options.scale?.split(',').map(Number) ?? null;
  if (scale?.some((each) => !(each > 0))) throw fault('--scale', `'${options.scale}' is no positive number`);
  return {
    type,
    columns,
    count: build && replicates !== undefined ? Number(replicates) : 500,
    scale,
    rho,
    mse: options.mse === true,
  };
}

const listed = (header: readonly string[]): string =>
  `${header.slice(0, 12).join(', ')}${header.length > 12 ? ' …' : ''}`;
