import { degrees } from '../../src/survey/degrees.ts';
import { type Independence, independence } from '../../src/survey/hypotheses/independence.ts';
import { differenceTest, tTest } from '../../src/survey/hypotheses/means.ts';
import { type RankScore, rankTest, rankTestOfGroups } from '../../src/survey/hypotheses/ranks.ts';
import { meanOf } from '../../src/survey/means.ts';
import { type Answer, number } from './case.ts';
import { type Check, closed, pair } from './compare.ts';
import { column } from './dataset.ts';

type Numbers = Record<string, number | null>;

export const svychisq: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, vars, expected },
  } = setting;
  const [row, col] = vars.map((name) => column(data, name)) as [ReturnType<typeof column>, ReturnType<typeof column>];
  // R counts units of weight 0 here too.
  const df = design.stages[0]!.first.at(-1)! - design.strata.length;
  const answer = (of?: number) => independence(design, row.codes, row.levels.length, col.codes, col.levels.length, of);
  const found = answer(df);
  const own = answer();
  const statistic = expected.statistic as number | number[][] | null;
  const theirs = Array.isArray(statistic) ? statistic[0]![0]! : statistic;
  if (found === null || own === null) {
    return [
      { what: 'statistic', ours: null, theirs, tolerance: closed },
      { what: 'p', ours: null, theirs: number(expected.p), tolerance: closed },
    ];
  }
  const parameter = expected.parameter as Numbers;
  const checks: Check[] = (expected.table as number[][]).flatMap((line, r) =>
    line.map((value, c) => ({
      what: `table ${r},${c}`,
      ours: found.table[r]?.[c] ?? null,
      theirs: value,
      tolerance: closed,
    })),
  );
  const kind = String(args.statistic);
  if (kind === 'Chisq') {
    // R scales the table to all rows, ours to those in it; the corrected statistic is the same.
    const scaled = (found.pearson * design.rows) / found.rows;
    return [
      ...checks,
      { what: 'X2', ours: scaled, own: found.pearson, theirs, tolerance: closed },
      { what: 'df', ours: found.firstOrder.df, theirs: parameter.df ?? null, tolerance: 0 },
      { what: 'p', ours: found.firstOrder.p, theirs: number(expected.p), tolerance: closed },
    ];
  }
  const corrected = ({ secondOrder, wald, adjustedWald }: Independence) =>
    ({ F: secondOrder, Wald: wald, adjWald: adjustedWald })[kind as 'F' | 'Wald' | 'adjWald'];
  const test = corrected(found);
  const plain = corrected(own);
  return [
    ...checks,
    { what: 'F', ours: test.f, own: plain.f, theirs, tolerance: closed },
    { what: 'ndf', ours: test.df1, own: plain.df1, theirs: parameter.ndf ?? null, tolerance: closed },
    { what: 'ddf', ours: test.df2, own: plain.df2, theirs: parameter.ddf ?? null, tolerance: closed },
    { what: 'p', ours: test.p, own: plain.p, theirs: number(expected.p), tolerance: closed },
  ];
};

export const svyttest: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, vars, expected },
  } = setting;
  const y = column(data, vars[0]!).values;
  const one = meanOf(design, y).mean;
  const { df } = degrees(design, one.present);
  const own =
    args.group === null
      ? tTest(design, one, df, 0.95)
      : differenceTest(design, y, column(data, String(args.group)).codes, 0.95);
  // R takes one degree less for a single mean, and answers nothing at all where values are missing and were not taken out before.
  const isMissing =
    args.group === null &&
    expected.t === null &&
    y.some((value, row) => Number.isNaN(value) && design.weight[row]! > 0);
  const single = tTest(design, one, df - 1, 0.95);
  const none = { estimate: null, t: null, df: degrees(design).df - 1, p: null, interval: { low: null, high: null } };
  const found = args.group === null ? { ...single, ...(isMissing ? none : {}) } : own;
  return [
    { what: 'estimate', ours: found.estimate, own: own.estimate, theirs: number(expected.estimate), tolerance: closed },
    { what: 't', ours: found.t, own: own.t, theirs: number(expected.t), tolerance: closed },
    { what: 'df', ours: found.df, own: own.df, theirs: number(expected.df), tolerance: 0 },
    { what: 'p', ours: found.p, own: own.p, theirs: number(expected.p), tolerance: closed },
    ...pair('ci', bounds(found), expected.ci, closed, {}, bounds(own)),
  ];
};

const bounds = ({
  interval,
}: {
  readonly interval: { readonly low: number | null; readonly high: number | null };
}): readonly (number | null)[] => [interval.low, interval.high];

export const svyranktest: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, vars, expected },
  } = setting;
  const y = column(data, vars[0]!).values;
  const group = column(data, vars[1]!);
  const name = String(args.test);
  const score = (name === 'KruskalWallis' ? 'wilcoxon' : name) as RankScore;
  const parameter = expected.parameter as Numbers;
  if (group.levels.length === 2) {
    const found = rankTest(design, y, group.codes, score, 0.95);
    return [
      { what: 't', ours: found.t, theirs: number(expected.statistic), tolerance: closed },
      { what: 'df', ours: found.df, theirs: parameter.df ?? null, tolerance: 0 },
      { what: 'p', ours: found.p, theirs: number(expected.p), tolerance: closed },
      { what: 'estimate', ours: found.estimate, theirs: number(expected.estimate), tolerance: closed },
    ];
  }
  // R has statistic and parameter the wrong way round for several groups.
  const found = rankTestOfGroups(design, y, group.codes, group.levels.length, score);
  return [
    { what: 'chi square', ours: found.f * found.df1, theirs: parameter.Chisq ?? null, tolerance: closed },
    { what: 'df', ours: found.df1, theirs: number(expected.statistic), tolerance: 0 },
    { what: 'p', ours: found.p, theirs: number(expected.p), tolerance: closed },
  ];
};
