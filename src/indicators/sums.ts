import type { Design } from '../survey/design.ts';
import { addHolders, addSquares, addSums, isPlainDesign, totalsIn, variancesIn } from '../survey/domains.ts';
import { ratio, totalsBy } from '../survey/linear.ts';
import { momentsBy } from '../survey/moments.ts';
import { standardError } from '../survey/variance.ts';
import { hasValue } from '../table/states.ts';
import type { Base } from './base.ts';
import { countedIn } from './base.ts';
import type { Breakdown } from './domains.ts';
import type { CountedMeasure } from './indicator.ts';

/** A measure that is a total, or one total over another: a share, a mean, a ratio, a difference. */
export type SummedMeasure = Extract<CountedMeasure, { readonly denominator: Float64Array | null }>;

/** What a summed measure is in each domain. */
export interface Summed {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  /** The total below: the weight of the base, but of a ratio that of its denominator. */
  readonly below: Float64Array;
  /** Of a share: rows in it; null of other numbers. */
  readonly holders: Float64Array | null;
  /** Its spread among people as `Moments` has it; null of a total and of a ratio, which have no sample of the same size to be held against. */
  readonly spreads: Float64Array | null;
}

/** The sums of a measure in each domain, with their standard errors. */
export function summed(design: Design, measure: SummedMeasure, base: Base): Summed {
  const made = isPlainDesign(design) ? byCell(design, measure, base) : byUnit(design, measure, base);
  if (measure.stat !== 'share') return made;
  // A share tells its own spread.
  return { ...made, spreads: made.values.map((p, d) => unbiased(p * (1 - p), base.weighing[d]!)) };
}

function unbiased(spread: number, n: number): number {
  return n < 2 ? Number.NaN : spread * (n / (n - 1));
}

const hasSpread = (stat: SummedMeasure['stat']) => stat !== 'share' && stat !== 'total' && stat !== 'ratio';

function byCell(design: Design, { stat, numerator, denominator }: SummedMeasure, base: Base): Summed {
  const { tabulation, places, weights, weight, weighing } = base;
  const { domains, room } = tabulation;
  const above = room.doubles(2 * domains.domain.length);
  const spread = hasSpread(stat);
  // About a value of the sample itself: the difference of two large sums would lose digits.
  const origin = spread && places.length > 0 ? numerator[domains.rows[places[0]!]!]! : 0;
  if (numerator instanceof Uint8Array) addHolders(design, domains, numerator, places, above);
  else if (spread) addSquares(design, domains, numerator, origin, places, above);
  else addSums(design, domains, numerator, places, above);
  let ofCells = weights;
  if (denominator !== null) {
    ofCells = room.doubles(2 * domains.domain.length);
    addSums(design, domains, denominator, places, ofCells);
  }
  const tops = totalsIn(domains, above, 0);
  const second = totalsIn(domains, above, 1);
  const below = denominator === null ? weight : totalsIn(domains, ofCells, 0);
  const ratios = tops.map((top, d) => (below[d] === 0 ? Number.NaN : top / below[d]!));
  const values = stat === 'total' ? tops : ratios;
  const variances = variancesIn(design, domains, above, ofCells, stat === 'total' ? tops.map(() => 0) : ratios);
  const errors = variances.map((sum, d) => Math.sqrt(sum) / (stat === 'total' ? 1 : below[d]!));
  const spreads = !spread
    ? null
    : second.map((squares, d) => {
        const gap = tops[d]! / weight[d]! - origin;
        return unbiased(Math.max(0, squares / weight[d]! - gap * gap), weighing[d]!);
      });
  return { values, errors, below, holders: stat === 'share' ? second : null, spreads };
}

/** Designs that need every unit: breakdown by breakdown. */
function byUnit(design: Design, measure: SummedMeasure, { tabulation }: Base): Summed {
  const { stat, numerator } = measure;
  const parts = tabulation.breakdowns.map((breakdown) => {
    const { counted, above, below, numbers } = linearIn(design, measure, breakdown);
    const shown = stat === 'total' ? above : numbers;
    return {
      values: shown.map(({ value }) => value),
      errors: shown.map((number) => standardError(design, number)),
      below: below.map(({ value }) => value),
      holders: [...holdersIn(measure, breakdown)],
      spreads: hasSpread(stat)
        ? momentsBy(design, doubles(numerator), counted, below.length).map(({ spread }) => spread)
        : [],
    };
  });
  const all = (key: keyof Summed) => Float64Array.from(parts.flatMap((part) => part[key]));
  return {
    ...{ values: all('values'), errors: all('errors'), below: all('below') },
    holders: stat === 'share' ? all('holders') : null,
    spreads: hasSpread(stat) ? all('spreads') : null,
  };
}

/** Both totals of a measure in each level of a breakdown, and one over the other, with the pull of every unit. */
export function linearIn(design: Design, { standing, numerator, denominator }: SummedMeasure, breakdown: Breakdown) {
  const counted = countedIn(breakdown, standing);
  const levels = breakdown.domains.length;
  const below = totalsBy(design, denominator ?? new Float64Array(counted.length).fill(1), counted, levels);
  const above = totalsBy(design, doubles(numerator), counted, levels);
  return { counted, above, below, numbers: above.map((top, level) => ratio(top, below[level]!)) };
}

/** Rows of each level of a breakdown that count and are in a share. */
export function holdersIn({ standing, numerator }: SummedMeasure, { codes, domains }: Breakdown): Float64Array {
  const holders = new Float64Array(domains.length);
  for (let row = 0; row < codes.length; row += 1)
    if (codes[row]! >= 0 && hasValue(standing[row]!) && numerator[row]! > 0) holders[codes[row]!]! += 1;
  return holders;
}

function doubles(numbers: Float64Array | Uint8Array): Float64Array {
  return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);
}
