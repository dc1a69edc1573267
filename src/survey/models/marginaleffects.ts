import { addProducts, BLOCK } from '../blocks.ts';
import type { Design } from '../design.ts';
import { addMultiples, fromRows, type Linear } from '../linear.ts';
import { type Family, variancesOf } from './family.ts';
import { presentIn, valuesAt } from './frame.ts';
import type { Averaged } from './marginal.ts';
import type { Model } from './model.ts';

/** A column of a model, and the other 0/1 columns of the same variable. */
export interface MarginalOf {
  readonly column: number;
  readonly siblings: readonly number[];
}

/**
 * Average marginal effects of columns on the mean outcome, by the delta method. Of a 0/1 column it is the change of the
 * prediction from 0 to 1, with the other 0/1 columns of the same variable (`siblings`) at 0; of any other the slope.
 */
export function marginalEffects(
  design: Design,
  model: Model,
  effects: readonly MarginalOf[],
  of: Averaged,
): readonly Linear[] {
  const { x } = model.frame;
  const average = averageOf(design, model, of);
  const flags = effects.map(({ column }) => isFlag(x[column]!));
  const slopes = flags.includes(false) ? sumsFor(model, average.size) : null;
  const changes = effects.map((_, e) => (flags[e] ? sumsFor(model, average.size) : null));
  addEffects(model, average.into, slopes, effects, changes);
  return effects.map(({ column, siblings }, e) => {
    const change = changes[e];
    if (!change) return average.of(slopes!, model.coefficients[column]!.value, slopeOf(model, slopes!, column));
    for (const place of siblings) change.slopes[place] = 0;
    change.slopes[column] = change.own;
    return average.of(change, 1, [...change.slopes]);
  });
}

/** Sums over rows of what they weigh times an effect. */
interface Sums {
  sum: number;
  /** By unit, or by row where weights were calibrated. */
  readonly parts: Float64Array;
  /** The derivative of the sum by each coefficient. */
  readonly slopes: Float64Array;
  /** Of a change: its derivative by the coefficient of the column itself. */
  own: number;
}

function sumsFor({ coefficients }: Model, size: number): Sums {
  return { sum: 0, parts: new Float64Array(size), slopes: new Float64Array(coefficients.length), own: 0 };
}

/** The derivatives of the mean slope along a column; the sums over rows are those of every column. */
function slopeOf({ coefficients }: Model, { sum, slopes }: Sums, column: number): number[] {
  const times = coefficients[column]!.value;
  return Array.from(slopes, (each, k) => times * each + (k === column ? sum : 0));
}

/** Adds up slopes and changes, block by block of the rows. */
function addEffects(
  { family, frame, coefficients, fitted }: Model,
  into: Int32Array,
  slopes: Sums | null,
  effects: readonly MarginalOf[],
  changes: readonly (Sums | null)[],
): void {
  // Columns of one variable begin at the same prediction.
  const variables = new Map<string, { readonly places: readonly number[]; readonly members: number[] }>();
  for (const [e, { column, siblings }] of effects.entries()) {
    if (changes[e] === null) continue;
    const places = [column, ...siblings].sort((a, b) => a - b);
    const known = variables.get(places.join()) ?? { places, members: [] };
    variables.set(places.join(), known);
    known.members.push(e);
  }
  const coefficientOf = (k: number) => coefficients[k]!.value;
  const rooms = Array.from({ length: 3 + AT_ONCE }, () => new Float64Array(BLOCK));
  for (const block of frame.blocks) {
    const { from, to, columns } = block;
    const [weight, parts] = [frame.weight.subarray(from, to), into.subarray(from, to)];
    const [mean, before, after, ...turns] = rooms.map((room) => room.subarray(0, to - from)) as Rooms;
    valuesAt(fitted, frame.places.subarray(from, to), mean);
    if (slopes !== null) {
      const [turn] = turns;
      variancesOf(family, mean, turn);
      addWeighted(turn, weight, parts, slopes);
      addProducts(block, [turnsOf(family, weight, mean, turn)], [slopes.slopes]);
    }
    // The slopes of some changes wait for each other, as columns are read once for all of them.
    const waiting: Float64Array[] = [];
    const flush = () => {
      addProducts(block, turns.slice(0, waiting.length), waiting);
      waiting.length = 0;
    };
    for (const { places, members } of variables.values()) {
      before.set(mean);
      for (const k of places) {
        // Those who have the flag, as if they had not.
        shifted(family, mean, -coefficientOf(k), after);
        const flag = columns[k]!;
        for (let i = 0; i < flag.length; i++) if (flag[i] === 1) before[i] = after[i]!;
      }
      for (const e of members) {
        const change = changes[e]!;
        addChange(family, before, coefficientOf(effects[e]!.column), weight, parts, change, turns[waiting.length]!);
        waiting.push(change.slopes);
        if (waiting.length === AT_ONCE) flush();
      }
    }
    flush();
  }
}

/** So many sums of slopes are taken in one reading of the columns. */
const AT_ONCE = 4;

type Rooms = [Float64Array, Float64Array, Float64Array, Float64Array, ...Float64Array[]];

function isFlag(column: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) if (column[i] !== 0 && column[i] !== 1) return false;
  return true;
}

/** The averages of effects on the rows of a model. */
interface Average {
  /** The part of each row, and how many parts there are. */
  readonly into: Int32Array;
  readonly size: number;
  /** The average of `times` an effect; `slopes` has the derivative of its weighted sum by each coefficient. */
  readonly of: (effect: Sums, times: number, slopes: readonly number[]) => Linear;
}

/** The pull of an average is Σ (w · effect − w · average) / Σ w over the rows of a unit, and what the coefficients pull. */
function averageOf(design: Design, { frame, pullOf }: Model, of: Averaged): Average {
  const { places, unit, weight } = frame;
  const calibrated = design.adjustments.length > 0;
  const present = presentIn(design, frame);
  const inside = new Uint8Array(calibrated ? design.rows : 0);
  if (calibrated) for (let i = 0; i < places.length; i++) inside[places[i]!] = 1;
  const [into, size] = calibrated ? [places, design.rows] : [unit, design.units];
  const people = { sum: 0, parts: new Float64Array(size) };
  addWeighted(new Float64Array(weight.length).fill(1), weight, into, people);
  return {
    into,
    size,
    of: ({ sum, parts }, times, slopes) => {
      const value = (times * sum) / people.sum;
      const pull = pullOf(slopes.map((slope) => slope / people.sum));
      if (of === 'sample') return { value, pull, present };
      const own = new Float64Array(size);
      addMultiples(own, [parts, people.parts], [times / people.sum, -value / people.sum]);
      const left = calibrated ? fromRows(design, value, own, (row) => inside[row] === 1).pull : own;
      addMultiples(pull, [left], [1]);
      return { value, pull, present };
    },
  };
}

/** Adds what rows weigh times their effect to its sum, and to the parts they belong to. */
function addWeighted(
  effect: Float64Array,
  weight: Float64Array,
  into: Int32Array,
  to: { sum: number; readonly parts: Float64Array },
): void {
  const { parts } = to;
  let { sum } = to;
  for (let i = 0; i < effect.length; i++) {
    const part = weight[i]! * effect[i]!;
    sum += part;
    parts[into[i]!]! += part;
  }
  to.sum = sum;
}

/** How much the weighted variance of each row changes with its predictor, v(1 − 2μ) for shares, v for counts, 0 for a line, where the variances stand. */
function turnsOf(family: Family, weight: Float64Array, mean: Float64Array, steep: Float64Array): Float64Array {
  for (let i = 0; i < steep.length; i++) {
    const v = weight[i]! * steep[i]!;
    steep[i] = family === 'gaussian' ? 0 : family === 'binomial' ? v * (1 - 2 * mean[i]!) : v;
  }
  return steep;
}

/** Means whose predictors are larger by the same number: shares by their odds, counts by a factor, which spares an exponential for each row. */
function shifted(family: Family, mean: Float64Array, by: number, into: Float64Array): void {
  if (family === 'gaussian') {
    for (let i = 0; i < mean.length; i++) into[i] = mean[i]! + by;
    return;
  }
  const times = Math.exp(by);
  if (family === 'poisson') for (let i = 0; i < mean.length; i++) into[i] = times * mean[i]!;
  else
    for (let i = 0; i < mean.length; i++) {
      const odds = times * mean[i]!;
      into[i] = odds / (1 - mean[i]! + odds);
    }
}

/** Adds up the changes of means whose predictors grow by the same number; what each row adds to their slopes is put into `turn`. */
function addChange(
  family: Family,
  before: Float64Array,
  by: number,
  weight: Float64Array,
  into: Int32Array,
  change: Sums,
  turn: Float64Array,
): void {
  const { parts } = change;
  const [shares, counts, times] = [family === 'binomial', family === 'poisson', Math.exp(by)];
  let [sum, own] = [0, 0];
  // One loop for what `shifted`, `variancesOf` and `addWeighted` do, as most of the time goes to fetching and putting back.
  for (let i = 0; i < before.length; i++) {
    const mean = before[i]!;
    const w = weight[i]!;
    const odds = times * mean;
    const after = shares ? odds / (1 - mean + odds) : counts ? odds : mean + by;
    const steep = shares ? after * (1 - after) : counts ? after : 1;
    const steepBefore = shares ? mean * (1 - mean) : counts ? mean : 1;
    const part = w * (after - mean);
    own += w * steep;
    sum += part;
    parts[into[i]!]! += part;
    turn[i] = w * (steep - steepBefore);
  }
  change.sum += sum;
  change.own += own;
}
