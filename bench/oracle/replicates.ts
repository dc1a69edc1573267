import { interval } from '../../src/survey/interval.ts';
import { balanced } from '../../src/survey/replicates/balanced.ts';
import { jackknife } from '../../src/survey/replicates/jackknife.ts';
import {
  givenReplicates,
  type OfWeights,
  type Replicates,
  replicated,
} from '../../src/survey/replicates/replicates.ts';
import { meanOfWeights, ratioOf, totalOf } from '../../src/survey/replicates/weighted.ts';
import { type Answer, inGroup, number, type Row, type Setting, termValues, within } from './case.ts';
import { type Check, closed, pair } from './compare.ts';
import { column, dataset } from './dataset.ts';

/** The replicates of a case: those of its file, or built from the design. */
function replicatesOf({ folder, design, case: { args } }: Setting): Replicates {
  const mse = args.mse === true;
  if (args.weights_file === null) {
    return args.type === 'JKn' || args.type === 'JK1'
      ? jackknife(design, mse)
      : balanced(design, Number(args.fay_rho ?? 0), mse);
  }
  const file = dataset(folder, String(args.weights_file));
  const weights = [...file.columns.values()].map(({ values }) => values);
  const given = args.rscales as number | number[];
  const rscales = Float64Array.from(weights, (_, r) => (Array.isArray(given) ? given[r]! : given));
  return givenReplicates(weights, Number(args.scale), rscales, mse);
}

function compare(setting: Setting, statistic: (row: Row) => OfWeights): Check[] {
  const {
    design,
    case: { expected },
  } = setting;
  const replicates = replicatesOf(setting);
  const checks: Check[] = expected.rows!.flatMap((row) => {
    const { value, se } = replicated(replicates, design.weight, statistic(row));
    const t = interval(value, se, replicates.df, 0.95);
    const z = interval(value, se, Number.POSITIVE_INFINITY, 0.95);
    return [
      { what: 'estimate', ours: value, theirs: number(row.estimate), tolerance: closed },
      { what: 'se', ours: se, theirs: number(row.se), tolerance: closed, scale: Math.abs(value) },
      ...('ci' in row ? pair('ci', [t.low, t.high], row.ci, closed) : []),
      ...('ci_z' in row ? pair('ci_z', [z.low, z.high], row.ci_z, closed) : []),
    ];
  });
  checks.push({ what: 'df', ours: replicates.df, theirs: number(expected.df), tolerance: 0 });
  return checks;
}

const values = (setting: Setting, row: Row, name: string): Float64Array =>
  within(termValues(column(setting.data, name), name, row.term ?? name), inGroup(setting, row));

export const repMean: Answer = (setting) =>
  compare(setting, (row) => meanOfWeights(values(setting, row, setting.case.vars[0]!)));

export const repTotal: Answer = (setting) =>
  compare(setting, (row) => totalOf(values(setting, row, setting.case.vars[0]!)));

export const repRatio: Answer = (setting) => {
  const [top, bottom] = setting.case.vars.map((name) => column(setting.data, name).values) as [
    Float64Array,
    Float64Array,
  ];
  return compare(setting, (row) => ratioOf(within(top, inGroup(setting, row)), bottom));
};
