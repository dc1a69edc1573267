import { degrees } from '../../src/survey/degrees.ts';
import type { Design } from '../../src/survey/design.ts';
import { critical, type Interval, interval } from '../../src/survey/interval.ts';
import { ratio, total } from '../../src/survey/linear.ts';
import { hasSpread, type Precision, type ProportionMethod, proportionInterval } from '../../src/survey/proportion.ts';
import { type Quantile, type QuantileQuestion, quantiles } from '../../src/survey/quantile.ts';
import { type Cumulated, cumulate, type QuantileRule, readQuantile } from '../../src/survey/quantilerule.ts';
import { standardError } from '../../src/survey/variance.ts';
import { type Answer, inGroup, number, ones, within } from './case.ts';
import { type Check, closed, iterated, pair } from './compare.ts';
import { column, equals } from './dataset.ts';
import { surveyEdge } from './edge.ts';
import { splineBounds } from './profile.ts';
import { scoreRoots, unweightedBelow } from './score.ts';

export const svyciprop: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, expected },
  } = setting;
  const indicator = args.indicator as { var: string; eq: unknown };
  const of = column(data, indicator.var);
  const method = String(args.method);
  const level = Number(args.level);
  const tolerance = method === 'logit' || method === 'likelihood' ? iterated : closed;
  return expected.rows!.flatMap((row) => {
    const group = inGroup(setting, row);
    const isIn = (k: number) => group(k) && (args.na_handling === 'na.rm' || of.codes[k]! >= 0);
    const y = Float64Array.from(of.codes, (code, k) =>
      code < 0 || !group(k) ? Number.NaN : equals(of, k, indicator.eq) ? 1 : 0,
    );
    const base = total(design, ones(y));
    const p = ratio(total(design, y), base);
    const se = standardError(design, p);
    const domain = within(new Float64Array(design.rows), isIn);
    const { df } = degrees(design, total(design, domain).present);
    const rows = domain.reduce((n, value) => (Number.isNaN(value) ? n : n + 1), 0);
    const known = y.reduce((n, value) => (Number.isNaN(value) ? n : n + 1), 0);
    const name = method === 'xlogit' ? 'logit' : method;
    const ours = proportionInterval(name as ProportionMethod, p.value, { se, rows, df }, level);
    const isInside = hasSpread(p.value, se);
    const bounds = isInside
      ? boundsAsSurvey(method, p.value, { se, rows: known, df }, ours, fitted(design.weight, y, isIn))
      : boundsWithoutSpread(p.value, ours, row.ci);
    const width = (ours.high ?? 1) - (ours.low ?? 0);
    const checks: Check[] = [
      { what: 'estimate', ours: p.value, theirs: number(row.estimate), tolerance },
      { what: 'se', ours: se, theirs: number(row.se), tolerance },
      { what: 'df', ours: df, theirs: number(row.df), tolerance: 0 },
      { what: 'n', ours: known, theirs: number(row.n), tolerance: 0 },
      { what: 'n_design_rows', ours: rows, theirs: number(row.n_design_rows), tolerance: 0 },
      ...pair('ci', bounds, row.ci, tolerance, {}, [ours.low, ours.high]),
      ...(method === 'likelihood' && isInside
        ? pair('exact ci', [ours.low, ours.high], row.ci, 1e-2, { floor: width })
        : []),
    ];
    return checks;
  });
};

/** R's "mean" is the plain t interval, which may leave [0, 1]; its asin turns back at them; its likelihood bounds are read off a spline. */
function boundsAsSurvey(method: string, p: number, precision: Precision, ours: Interval, rows: Fit) {
  const { se, df } = precision;
  const plain = interval(p, se, df, ours.level);
  if (method === 'mean') return [plain.low, plain.high];
  // R does not stop at 0 and 90 degrees: a bound beyond comes back on the other side.
  if (method === 'asin') {
    const angle = Math.asin(Math.sqrt(p));
    const half = (critical(df, ours.level) * se) / (2 * Math.sqrt(p * (1 - p)));
    return [angle - half, angle + half].map((end) => Math.sin(end) * Math.sin(end));
  }
  if (method === 'likelihood') return splineBounds(p, precision, ours.level, rows.weights, rows.y);
  return [ours.low, ours.high];
}

/**
 * Where p is 0 or 1, R's formulas are 0 / 0: it has no bounds, or, where rounding leaves a standard error of 10⁻¹⁸ or its
 * logistic model stops short of infinity, bounds that are p itself to 10⁻⁹. Anything else of R's is compared with ours.
 */
function boundsWithoutSpread(p: number, ours: Interval, theirs: unknown): readonly (number | null)[] {
  if (ours.low === null || !Array.isArray(theirs)) return [ours.low, ours.high];
  return (theirs as (number | null)[]).map((bound) => (bound === null ? null : p));
}

interface Fit {
  readonly weights: Float64Array;
  readonly y: Float64Array;
}

/** The rows with a value, their weights scaled to mean 1 over all rows of the domain, as R's svyglm does. */
function fitted(weight: Float64Array, y: Float64Array, inside: (row: number) => boolean): Fit {
  const domain = weight.filter((_, row) => inside(row));
  const mean = domain.reduce((a, b) => a + b, 0) / domain.length;
  const known = (_: number, row: number): boolean => !Number.isNaN(y[row]!);
  return { weights: weight.filter(known).map((w) => w / mean), y: y.filter(known) };
}

export const svyquantile: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, vars, expected },
  } = setting;
  const values = column(data, vars[0]!).values;
  const scale = String(args.interval_type);
  return expected.rows!.flatMap((row) => {
    const y = within(values, inGroup(setting, row));
    const question = {
      shares: [Number(row.p)],
      rule: String(args.qrule) as QuantileRule,
      scale: (scale === 'xlogit' ? 'logit' : scale) as QuantileQuestion['scale'],
      level: 0.95,
    };
    const found = quantiles(design, y, question)[0]!;
    const read = readAsSurvey(y, design.weight, question.rule);
    const { low, high, df } = found.interval;
    const score = scale === 'score' ? scoreAsSurvey(design, y, question, found, read) : undefined;
    const theirs = (row.ci as (number | null)[] | null) ?? [null, null];
    const value = read(question.shares[0]!, found.value, number(row.estimate));
    const shares = sharesAsSurvey(design, y, found, question.scale, value, theirs);
    const bounds = score?.bounds ?? [read(shares[0]!, low, theirs[0]), read(shares[1]!, high, theirs[1])];
    const se = bounds[0] === null || bounds[1] === null ? null : (bounds[1] - bounds[0]) / 2 / critical(df, 0.95);
    return [
      {
        what: 'estimate',
        ours: value,
        own: found.value,
        theirs: number(row.estimate),
        tolerance: closed,
      },
      { what: 'se', ours: se, own: found.se, theirs: number(row.se), tolerance: closed },
      { what: 'df', ours: df, theirs: number(row.df), tolerance: 0 },
      ...pair('ci', bounds, row.ci, closed, {}, [low, high]),
      ...(score?.checks ?? []),
    ];
  });
};

/** R's reading of a share that ours reads as `ours`; where a neighbour ties, the one that R took. */
type Read = (share: number | null, ours: number | null, theirs?: number | null | undefined) => number | null;

/**
 * The bounds of the share at or below `value`, R's reading of the quantile, which differs from ours where `surveyEdge`
 * answers; without bounds, or of no width, where R's are (`boundsWithoutSpread`).
 */
function sharesAsSurvey(
  design: Design,
  y: Float64Array,
  { value: own, shareBelow }: Quantile,
  scale: QuantileQuestion['scale'],
  value: number | null,
  theirs: readonly (number | null)[],
): readonly (number | null)[] {
  if (scale === 'score' || shareBelow.reason !== '' || value === null) return [shareBelow.low, shareBelow.high];
  const below = y.map((one) => (Number.isNaN(one) ? one : one <= value ? 1 : 0));
  const base = total(design, ones(y));
  const p = ratio(total(design, below), base);
  const se = standardError(design, p);
  if (!hasSpread(p.value, se)) return boundsWithoutSpread(p.value, shareBelow, theirs);
  if (value === own) return [shareBelow.low, shareBelow.high];
  const { df, level } = shareBelow;
  const rows = y.reduce((n, one) => (Number.isNaN(one) ? n : n + 1), 0);
  const { low, high } =
    scale === 'mean' ? interval(p.value, se, df, level) : proportionInterval(scale, p.value, { se, rows, df }, level);
  const isInside = (bound: number | null): boolean => bound !== null && bound >= 0 && bound <= 1;
  return [low, high].map((bound) => (isInside(bound) ? bound : null));
}

/** R's bounds from its roots: the unweighted share below each, read back with weights. Ours must lie at those roots. */
function scoreAsSurvey(
  design: Design,
  y: Float64Array,
  { shares, rule, level }: QuantileQuestion,
  { interval }: Quantile,
  read: Read,
): { readonly bounds: readonly [number | null, number | null]; readonly checks: readonly Check[] } {
  const { roots, near } = scoreRoots(design, y, shares[0]!, interval.df, level);
  const bound = (root: number): number | null => {
    const share = unweightedBelow(y, root);
    return read(share, quantiles(design, y, { shares: [share], rule, scale: 'mean', level })[0]!.value);
  };
  const at = (what: string, ours: number | null, root: number): Check => ({
    what,
    ours,
    theirs: root,
    tolerance: near / Math.abs(root),
  });
  return {
    bounds: [bound(roots[0]), bound(roots[1])],
    checks: [at('low at root', interval.low, roots[0]), at('high at root', interval.high, roots[1])],
  };
}

/** Puts R's reading at the lower edge in the place of ours. */
function readAsSurvey(y: Float64Array, weight: Float64Array, rule: QuantileRule): Read {
  const rows = Array.from(y.keys()).filter((row) => !Number.isNaN(y[row]!) && weight[row]! > 0);
  const edge = surveyEdge(
    rows.map((row) => y[row]!),
    rows.map((row) => weight[row]!),
    rule,
  );
  const sorted = rows.sort((a, b) => y[a]! - y[b]!);
  const data = cumulate(
    Float64Array.from(sorted, (row) => y[row]!),
    Float64Array.from(sorted, (row) => weight[row]!),
  );
  return (share, ours, theirs) => {
    if (share === null || ours === null || share < 0 || share > 1) return null;
    const at = edge(share) ?? readQuantile(data, share, rule);
    if (theirs === null || theirs === undefined || !isTied(data, share)) return at;
    const [before, after] = [readQuantile(data, share - tie, rule), readQuantile(data, share + tie, rule)];
    const tied = rule === 'school' || rule === 'hf2' ? [before, after, (before + after) / 2] : [before, after];
    return tied.reduce((best, one) => (Math.abs(one - theirs) < Math.abs(best - theirs) ? one : best), at);
  };
}

/** Two shares this near are one: sums of weights differ by as much with the order in which they are added up. */
const tie = 1e-12;

const isTied = ({ cumulated }: Cumulated, share: number): boolean =>
  cumulated.some((sum) => Math.abs(sum / cumulated.at(-1)! - share) < tie);
