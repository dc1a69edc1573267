import { families } from '../../src/survey/models/family.ts';
import { coefficientTable, fitModel } from '../../src/survey/models/model.ts';
import { varianceOf } from '../../src/survey/spread.ts';
import { type Answer, number } from './case.ts';
import { type Check, iterated, pair } from './compare.ts';
import { column, type Dataset } from './dataset.ts';
import { designMatrix } from './terms.ts';

const familyOf = { gaussian: 'gaussian', quasibinomial: 'binomial', quasipoisson: 'poisson' } as const;

export const svyglm: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, expected },
  } = setting;
  const { family, response, terms, factors } = args as {
    family: keyof typeof familyOf;
    response: string;
    terms: string[];
    factors: string[];
  };
  const y = outcome(data, response);
  const matrix = designMatrix(data, terms, factors, new Set(expected.rows!.map(({ term }) => String(term))));
  const model = fitModel(
    design,
    familyOf[family],
    y,
    matrix.map(({ values }) => values),
  );
  const table = coefficientTable(model, 0.95);
  const checks: Check[] = expected.rows!.flatMap((row) => {
    const own = table[matrix.findIndex(({ term }) => term === row.term)]!;
    return [
      { what: `${row.term}`, ours: own.value, theirs: number(row.estimate), tolerance: iterated },
      { what: `se ${row.term}`, ours: own.se, theirs: number(row.se), tolerance: iterated },
      { what: `t ${row.term}`, ours: own.t, theirs: number(row.t), tolerance: iterated },
      { what: `p ${row.term}`, ours: own.p, theirs: number(row.p), tolerance: 1e-5 },
      ...pair('ci', [own.interval.low, own.interval.high], row.ci, iterated, { floor: own.se }),
    ];
  });
  const theirs = expected.vcov as number[][];
  for (const [j, line] of theirs.entries()) {
    for (const [k, value] of line.entries()) {
      // As a correlation; as it is where R has no variance.
      const scale = Math.sqrt(theirs[j]![j]! * theirs[k]![k]!) || 1;
      checks.push({
        what: `vcov ${j},${k}`,
        ours: model.covariance[j]![k]! / scale,
        theirs: number(value) === null ? null : value / scale,
        floor: 1,
        tolerance: iterated,
      });
    }
  }
  const pearson = y.map(
    (value, row) => (value - model.fitted[row]!) / Math.sqrt(families[model.family].variance(model.fitted[row]!)),
  );
  const dispersion = varianceOf(design, pearson).value;
  checks.push(
    { what: 'df_residual', ours: model.df, theirs: number(expected.df_residual), tolerance: 0 },
    {
      what: 'dispersion',
      ours: dispersion * footing(design.weight, model.fitted),
      own: dispersion,
      theirs: number(expected.dispersion),
      tolerance: iterated,
    },
  );
  return checks;
};

/** A number, or 0 for the first of two texts and 1 for the second, as R's glm has it. */
function outcome(data: Dataset, response: string): Float64Array {
  // The reference derives swb from sch_wide and does not write it to the data.
  const name = response === 'swb' && !data.columns.has('swb') ? 'sch_wide' : response;
  return column(data, name).values;
}

/** R scales weights to mean 1 over all rows in the fit and over the rows used in the residuals. */
function footing(weight: Float64Array, fitted: Float64Array): number {
  const used = weight.filter((_, row) => !Number.isNaN(fitted[row]!));
  const mean = (of: Float64Array): number => of.reduce((a, b) => a + b, 0) / of.length;
  return mean(used) / mean(weight);
}
