import { z } from 'zod';
import { kind } from '../kind.ts';
import { mcnemar } from '../survey/classical/counts.ts';
import { adjustP } from '../survey/classical/multiplicity.ts';
import { signedRank } from '../survey/classical/signedrank.ts';
import { isNumbers } from '../table/column.ts';
import type { Estimate } from '../table/estimate.ts';
import { NO_NUMBERS } from '../table/estimate.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure, Standing } from './indicator.ts';
import { compiledBase, namedField } from './params.ts';
import { standingOf } from './standing.ts';

const text = z.string().min(1);

/** Discordant pairs from which McNemar's chi square stands for the exact test. */
const MANY_DISCORDANT = 25;

/**
 * Paired change, item by item, of variables that hold « after less before »: the mean change with its design-based error and test (`difference`),
 * and the test that ignores weights (`index:…`): signed ranks with Pratt's zeros, or McNemar's where changes are −1, 0 and 1 only, with the
 * matched-pairs rank-biserial correlation as size. q-values are Benjamini and Hochberg's over the items.
 */
export const change = kind(
  z.strictObject({ changes: z.array(text).min(1), base: z.exactOptional(text) }),
  ({ changes, base }, context: IndicatorContext): Indicator => {
    for (const name of changes) namedField(name, ['integer', 'decimal'], context);
    const condition = compiledBase(base, context);
    return (sample) => {
      const items = changes.flatMap((item) => {
        const column = sample.table.columns.get(item);
        return column !== undefined && isNumbers(column)
          ? [{ item, values: column.values, standing: standingOf(sample, column, condition) }]
          : [];
      });
      const tests = items.map(({ values, standing }) => sizeAndTest(countedValues(values, standing)));
      const q = adjustP(
        tests.map(({ p }) => p),
        'BH',
      );
      return items.flatMap(({ item, values, standing }, place): readonly Measure[] => {
        const { n, size, p, method } = tests[place] ?? { n: 0, size: null, p: null, method: '' };
        const made: Estimate = {
          ...{ key: '', indicator: '', stat: 'index', item, domain: [], table: context.table, unit: '', ...NO_NUMBERS },
          ...{ value: size, n, p, q: q[place] ?? null, method, simulated: false },
          ...(size === null ? { quality: 'notEstimable', why: 'units' } : { quality: 'good', why: '' }),
        };
        return [
          { item, stat: 'difference', standing, numerator: values, denominator: null, tested: true },
          { item, stat: 'index', made },
        ];
      });
    };
  },
);

function countedValues(values: Float64Array, standing: Standing): Float64Array {
  const found = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row += 1) if (hasValue(standing[row]!)) found[count++] = values[row]!;
  return found.subarray(0, count);
}

function sizeAndTest(differences: Float64Array) {
  const { rankBiserial, p, pairs } = signedRank(differences, {
    ...{ method: 'normal', continuity: false, zeros: 'pratt', alternative: 'two.sided' },
  });
  const n = differences.length;
  if (pairs === 0) return { n, size: null, p: null, method: '' };
  if (differences.some((value) => Math.abs(value) > 1)) return { n, size: rankBiserial, p, method: 'signedRank' };
  const up = differences.filter((value) => value > 0).length;
  const down = pairs - up;
  const test = mcnemar(up, down, pairs < MANY_DISCORDANT ? 'exact' : 'chi2');
  return { n, size: rankBiserial, p: test.p, method: 'mcnemar' };
}
