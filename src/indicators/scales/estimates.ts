import type { Design } from '../../survey/design.ts';
import { principalWeights, scaleReliability } from '../../survey/scale.ts';
import { isNumbers } from '../../table/column.ts';
import type { Estimate } from '../../table/estimate.ts';
import { BLANK, hasValue } from '../../table/states.ts';
import { tabulationOf } from '../base.ts';
import { everybody } from '../domains.ts';
import type { Subject } from '../estimate.ts';
import { estimatesOf } from '../estimate.ts';
import type { CountedMeasure, Sample, Standing } from '../indicator.ts';
import { OUTSIDE } from '../indicator.ts';
import { inEstimates } from '../models/estimates.ts';
import type { ScaleSpec } from './scale.ts';

/** Replicates of the bootstrap, and its seed: the same data give the same bounds. */
const REPLICATES = 500;
const SEED = 20_170_622;

/**
 * What is said of an index itself: alpha and omega of its items (`index:alpha`), its mean as declared, under equal weights of its parts, of
 * all items, and of the first principal component (`mean:weights.…`), and the shares of people at its cut-offs (`share:cutoff.…`).
 * `specs` has all indices, for the items of an index of indices.
 */
export function scaleEstimates(
  spec: ScaleSpec,
  specs: readonly ScaleSpec[],
  sample: Sample,
  design: Design,
  subject: Omit<Subject, 'indicator' | 'single'>,
): readonly Estimate[] {
  const made: Estimate[] = [];
  const items = spec.items.map((name) => valuesOf(sample, name));
  const complete = standingOf(sample, items);
  if (spec.reliability && complete.some((state) => hasValue(state))) {
    const known = items.map(({ values }) =>
      values.map((value, row) => (hasValue(complete[row] ?? OUTSIDE) ? value : Number.NaN)),
    );
    const { alpha, omega } = scaleReliability(design, known, REPLICATES, SEED, subject.level);
    const numbers = Object.entries({ alpha, omega }).map(([item, { value, se, low, high }]) => ({
      ...{ stat: 'index' as const, item, value, se, df: null, p: null, method: 'bootstrap' },
      low: Number.isFinite(low) ? low : null,
      high: Number.isFinite(high) ? high : null,
    }));
    made.push(...inEstimates({ id: spec.id, table: subject.table }, numbers, complete, design, subject));
  }
  const everyone = tabulationOf(design, [everybody(sample.table.rows)], null);
  const index = valuesOf(sample, spec.id);
  const standing = standingOf(sample, [index]);
  const of = (item: string, stat: 'mean' | 'share', values: Float64Array): readonly Estimate[] => {
    const known = standing.slice();
    for (let row = 0; row < known.length; row += 1)
      if (hasValue(known[row]!) && Number.isNaN(values[row]!)) known[row] = BLANK;
    const measure: CountedMeasure = { item, stat, standing: known, numerator: values, denominator: null };
    const whole = { ...subject, unit: stat === 'share' ? '%' : subject.unit, indicator: spec.id, single: false };
    return estimatesOf(whole, design, [measure], everyone);
  };
  if (spec.weightings) {
    const mixed = (weights: readonly number[]) => {
      const sums = new Float64Array(index.values.length);
      for (const [k, { values }] of items.entries())
        for (let row = 0; row < sums.length; row += 1) sums[row]! += weights[k]! * values[row]!;
      return sums;
    };
    const inBase = items.map(({ values }) =>
      values.map((value, row) => (hasValue(standing[row] ?? OUTSIDE) ? value : Number.NaN)),
    );
    made.push(
      ...of('weights.declared', 'mean', index.values),
      ...of('weights.equal', 'mean', mixed(items.map(() => 1 / items.length))),
      ...of('weights.items', 'mean', meanOfItems(sample, leaves(spec, specs))),
      ...of('weights.principal', 'mean', mixed(principalWeights(design, inBase))),
    );
  }
  for (const cutoff of spec.cutoffs)
    made.push(
      ...of(
        `cutoff.${cutoff}`,
        'share',
        index.values.map((value) => (value >= cutoff ? 1 : 0)),
      ),
    );
  return made;
}

/** The items of an index, through indices among them. */
function leaves(spec: ScaleSpec, specs: readonly ScaleSpec[]): readonly string[] {
  return spec.items.flatMap((name) => {
    const inner = specs.find(({ id }) => id === name);
    return inner === undefined ? [name] : leaves(inner, specs);
  });
}

function meanOfItems(sample: Sample, names: readonly string[]): Float64Array {
  const items = names.map((name) => valuesOf(sample, name));
  const sums = new Float64Array(sample.table.rows);
  const known = new Uint32Array(sample.table.rows);
  for (const { values, states } of items)
    for (let row = 0; row < sums.length; row += 1) {
      if (!hasValue(states[row]!)) continue;
      sums[row]! += values[row]!;
      known[row]! += 1;
    }
  return sums.map((sum, row) => sum / known[row]!);
}

interface Values {
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

function valuesOf({ table }: Sample, name: string): Values {
  const column = table.columns.get(name);
  if (column === undefined || !isNumbers(column)) throw new Error(`an index reads '${name}', which holds no numbers`);
  return column;
}

/** A row stands as the first of these columns that is not known in it. */
function standingOf({ eligible }: Sample, columns: readonly Values[]): Standing {
  const standing = columns[0]?.states.slice() ?? new Uint8Array(eligible.length).fill(BLANK);
  for (let row = 0; row < standing.length; row += 1) {
    if (eligible[row] !== 1) standing[row] = OUTSIDE;
    for (let k = 1; k < columns.length && hasValue(standing[row]!); k += 1) {
      const state = columns[k]!.states[row]!;
      if (!hasValue(state)) standing[row] = state;
    }
  }
  return standing;
}
