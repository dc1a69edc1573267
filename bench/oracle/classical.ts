import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cohenKappa } from '../../src/survey/classical/agreement.ts';
import { kendall, pearson, spearman } from '../../src/survey/classical/correlation.ts';
import { chiSquareTest, fisherExact, mcnemar, shareIntervals } from '../../src/survey/classical/counts.ts';
import { friedman, kruskalWallis, oneWay } from '../../src/survey/classical/groups.ts';
import { mannWhitney } from '../../src/survey/classical/mannwhitney.ts';
import { adjustP, type Multiplicity } from '../../src/survey/classical/multiplicity.ts';
import { fences, plainQuantile, robustScores } from '../../src/survey/classical/outliers.ts';
import { reliability } from '../../src/survey/classical/reliability.ts';
import { shapiroWilk } from '../../src/survey/classical/shapiro.ts';
import { type SignedRankRule, signedRank } from '../../src/survey/classical/signedrank.ts';
import { cohensD, paired, twoSamples } from '../../src/survey/classical/ttests.ts';
import { betaQuantile } from '../../src/survey/distributions/beta.ts';
import { chiSquareQuantile } from '../../src/survey/distributions/gamma.ts';
import { normalQuantile } from '../../src/survey/distributions/normal.ts';
import { snedecorQuantile } from '../../src/survey/distributions/snedecor.ts';
import { studentBelow, studentQuantile } from '../../src/survey/distributions/student.ts';
import { cumulate, type QuantileRule, readQuantile } from '../../src/survey/quantilerule.ts';
import { type Check, closed } from './compare.ts';
import { surveyEdge } from './edge.ts';

/** One case of classical.json. */
export interface ClassicalCase {
  readonly id: string;
  readonly test: string;
  readonly data: Record<string, never>;
  readonly args: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
}

type Numbers = readonly number[];
type Answer = (data: Data, args: Record<string, unknown>, expected: Record<string, unknown>) => Check[];
interface Data {
  readonly x: Numbers;
  readonly y: Numbers;
  readonly a: Numbers;
  readonly b: Numbers;
  readonly w: Numbers;
  readonly p: readonly (number | null)[];
  readonly n: number;
  readonly group: Numbers;
  readonly rows: readonly Numbers[];
  readonly table: readonly (readonly [number, number])[];
}

/** The cases of classical.json. */
export const classicalCases = (folder: string): ClassicalCase[] =>
  JSON.parse(readFileSync(join(folder, 'classical.json'), 'utf8')) as ClassicalCase[];

/** Every expected number beside ours, by name: numbers, and lists of them. */
function beside(ours: Record<string, unknown>, expected: Record<string, unknown>, tolerance = closed): Check[] {
  return Object.entries(expected).flatMap(([name, theirs]) => {
    const mine = ours[name];
    const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
    return list(theirs).map((value, k) => ({
      what: `${name} ${k}`,
      ours: (list(mine)[k] as number | null | undefined) ?? null,
      theirs: value as number | null,
      tolerance,
    }));
  });
}

const bySample = ({ x, group }: Data): number[][] =>
  [...new Set(group)].sort((a, b) => a - b).map((g) => x.filter((_, k) => group[k] === g));

const answers: Readonly<Record<string, Answer>> = {
  wilcoxon_signed_rank: ({ x, y }, args, expected) => {
    const rule = { continuity: false, zeros: 'dropped', ...args } as unknown as SignedRankRule;
    const found = signedRank(
      x.map((value, k) => value - y[k]!),
      rule,
    );
    return beside({ V: found.positive, p: found.p }, expected);
  },
  mann_whitney: ({ x, y }, args, expected) => {
    const found = mannWhitney(x, y, args.method as 'exact', args.continuity === true);
    return beside({ W: found.w, p: found.p }, expected);
  },
  mcnemar: ({ table }, args, expected) => {
    const found = mcnemar(table[0]![1], table[1]![0], args.method as 'exact');
    return beside({ ...found, df: 1 }, expected);
  },
  cronbach_alpha: ({ rows }, _, expected) => {
    const found = reliability(rows.map((row) => row.map((value) => value ?? Number.NaN)));
    const ours = {
      n: found.rows,
      alpha: found.alpha,
      alpha_standardized: found.standardised,
      alpha_if_dropped: found.alphaIfDropped,
      item_rest_correlation: found.itemRest,
    };
    return beside(ours, expected);
  },
  cohen_kappa: ({ a, b }, args, expected) => {
    const found = cohenKappa(a, b, args.weights as 'linear');
    return beside({ ...found, po: found.observed, pe: found.expected }, expected);
  },
  spearman: ({ x, y }, args, expected) => {
    const found = spearman(x, y, args.p_method === 'exact' ? 'exact' : 't');
    return beside({ rho: found.r, p: found.p }, expected);
  },
  kendall_tau_b: ({ x, y }, _, expected) => {
    const found = kendall(x, y);
    return beside({ tau: found.r, z: found.statistic, p: found.p }, expected);
  },
  pearson: ({ x, y }, _, expected) => {
    const found = pearson(x, y, 0.95);
    return beside({ r: found.r, t: found.statistic, p: found.p, ci: found.interval }, expected);
  },
  kruskal_wallis: (data, _, expected) => {
    const found = kruskalWallis(bySample(data));
    return beside({ H: found.statistic, df: found.df, p: found.p }, expected);
  },
  anova_oneway: (data, args, expected) => {
    const found = oneWay(bySample(data), args.welch === true);
    return beside({ F: found.f, df2: found.df2, p: found.p }, expected);
  },
  friedman: ({ rows }, _, expected) => beside({ ...friedman(rows) }, expected),
  p_adjust: ({ p }, args, expected) => beside({ p: adjustP(p, args.method as Multiplicity) }, expected),
  binom_ci: ({ x, n }, args, expected) => {
    const successes = Number(x);
    const found = shareIntervals(successes, n, Number(args.level));
    const ours = {
      estimate: successes / n,
      wilson: found.wilson,
      wilson_cc: found.wilsonCorrected,
      clopper_pearson: found.exact,
      agresti_coull_unclipped: found.agrestiCoull,
    };
    return beside(ours, expected);
  },
  quantile: ({ x }, args, expected) => {
    const { type, probs } = args as { type: 7; probs: number[] };
    return beside({ q: probs.map((p) => plainQuantile([x].flat(), p, type)) }, expected);
  },
  weighted_quantile: ({ x, w }, args, expected) => {
    const { qrule, probs } = args as { qrule: QuantileRule; probs: number[] };
    const order = [...x.keys()].sort((a, b) => x[a]! - x[b]!);
    const data = cumulate(
      Float64Array.from(order, (k) => x[k]!),
      Float64Array.from(order, (k) => w[k]!),
    );
    const edge = surveyEdge(x, w, qrule);
    return beside({ q: probs.map((p) => edge(p) ?? readQuantile(data, p, qrule)) }, expected);
  },
  mad_outlier: ({ x }, args, expected) => {
    const found = robustScores(x);
    const outside = [...x.keys()].filter((k) => Math.abs(found.scores[k]!) > Number(args.threshold));
    return beside({ ...found, score: found.scores, outlier_index0: outside }, expected);
  },
  iqr_outlier: ({ x }, args, expected) => {
    const found = fences(x, Number(args.k));
    return beside({ ...found, outlier_index0: found.outside }, expected);
  },
  chisq_fisher: ({ table }, _, expected) => {
    const found = chiSquareTest(table);
    const fisher = fisherExact(table);
    return beside(
      { chi2: found.chiSquare, df: found.df, p: found.p, fisher_p: fisher, cramers_v: found.cramersV },
      expected,
    );
  },
  t_test: ({ x, y }, args, expected) => {
    const found = args.paired === true ? paired(x, y, 0.95) : twoSamples(x, y, args.var_equal === true, 0.95);
    return beside({ ...found, ci: [found.low, found.high] }, expected);
  },
  cohens_d: ({ x, y }, _, expected) => beside({ d: cohensD(x, y) }, expected),
  shapiro_wilk: ({ x }, _, expected) => {
    const found = shapiroWilk(x);
    return beside({ W: found.w, p: found.p }, expected, 1e-5);
  },
  distribution_functions: (_, __, expected) =>
    (expected as unknown as Record<string, number>[]).flatMap((row) => {
      const { df, p } = row as { df: number; p: number };
      const ours = {
        df,
        p,
        qt: studentQuantile(p, df),
        qchisq: chiSquareQuantile(p, df),
        qf_3: snedecorQuantile(p, 3, df),
        pt2: studentBelow(2, df),
        qbeta: betaQuantile(p, df, 2.5),
        qnorm: normalQuantile(p),
      };
      return beside(ours, row);
    }),
};

/** Every number of a classical case beside ours. */
export function answerClassical({ test, data, args, expected }: ClassicalCase): Check[] {
  const answer = answers[test];
  if (answer === undefined) throw new Error(`no answer for ${test}`);
  return answer(data as unknown as Data, args, expected);
}
