/**
 * How a quantile is read off the cumulated weights. math: inverse of the distribution function; school: the mean of the
 * two neighbours where p falls exactly between; hf1 … hf9: Hyndman and Fan's nine with weights, shahvaish: as in R's survey 4.1.
 */
export type QuantileRule =
  | 'math'
  | 'school'
  | 'shahvaish'
  | 'hf1'
  | 'hf2'
  | 'hf3'
  | 'hf4'
  | 'hf5'
  | 'hf6'
  | 'hf7'
  | 'hf8'
  | 'hf9';

/** Values in ascending order, all of positive weight, and the weights cumulated along them. */
export interface Cumulated {
  readonly x: Float64Array;
  readonly weight: Float64Array;
  readonly cumulated: Float64Array;
}

/** Cumulates weights with compensated sums, so that ties between p · W and a partial sum are those of the exact sums. */
export function cumulate(x: Float64Array, weight: Float64Array): Cumulated {
  const cumulated = new Float64Array(weight.length);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i]!;
    const next = sum + w;
    lost += Math.abs(sum) >= w ? sum - next + w : w - next + sum;
    sum = next;
    cumulated[i] = sum + lost;
  }
  return { x, weight, cumulated };
}

/** The p-quantile, 0 <= p <= 1; NaN where there is no value. */
export function readQuantile(data: Cumulated, p: number, rule: QuantileRule): number {
  const n = data.x.length;
  if (n === 0 || Number.isNaN(p)) return Number.NaN;
  return n === 1 ? data.x[0]! : rules[rule](data, p);
}

type Read = (data: Cumulated, p: number) => number;

const inverse: Read = (data, p) => {
  const { low, up, below } = around(data, p);
  return below === 0 ? data.x[low]! : data.x[up]!;
};

const averaging: Read = (data, p) => {
  const { low, up, below } = around(data, p);
  return below === 0 ? (data.x[low]! + data.x[up]!) / 2 : data.x[up]!;
};

const rules: Record<QuantileRule, Read> = {
  math: inverse,
  school: averaging,
  hf1: inverse,
  hf2: averaging,
  hf3: (data, p) => {
    const distinct = merged(data);
    const { low, up, below } = around(distinct, p);
    return below === 0 && low % 2 === 1 ? distinct.x[low]! : distinct.x[up]!;
  },
  hf4: (data, p) => {
    const { low, up, below, above } = around(data, p);
    if (low === up || low < 0) return data.x[up]!;
    const part = below / (below + above);
    return data.x[low]! * (1 - part) + data.x[up]! * part;
  },
  hf5: (data, p) => between(data, p, (before, after) => (before + after) / 2, data.cumulated.at(-1)!),
  hf6: (data, p) => between(data, p, (_, after) => after, data.cumulated.at(-1)! + data.weight.at(-1)!),
  hf7: (data, p) => between(data, p, (before) => before, data.cumulated.at(-2)!),
  hf8: (data, p) =>
    between(data, p, (before, after) => before / 3 + (after * 2) / 3, data.cumulated.at(-1)! + data.weight.at(-1)! / 3),
  hf9: (data, p) =>
    between(
      data,
      p,
      (before, after) => (before * 3) / 8 + (after * 5) / 8,
      data.cumulated.at(-1)! + data.weight.at(-1)! / 4,
    ),
  shahvaish: (data, p) => {
    const n = data.x.length;
    const mean = data.cumulated[n - 1]! / n;
    // Positions need not rise with x: the last one at or below p counts, the lowest where there is none.
    const place = (i: number): number => (data.cumulated[i]! / mean + 0.5 - data.weight[i]! / 2) / (n + 1);
    const order = Array.from(data.x.keys()).sort((a, b) => place(a) - place(b));
    const found = order.findLast((i) => place(i) <= p) ?? order[0]!;
    return data.x[found]!;
  },
};

/** The last value whose cumulated share is at most p (−1 where there is none), the one after, and their distances to p. */
function around({ x, cumulated }: Cumulated, p: number): { low: number; up: number; below: number; above: number } {
  const whole = cumulated.at(-1)!;
  let from = 0;
  let to = x.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (cumulated[middle]! <= p * whole) from = middle + 1;
    else to = middle;
  }
  const low = from - 1;
  const up = Math.min(from, x.length - 1);
  const below = low < 0 ? p : p - cumulated[low]! / whole;
  return { low, up, below: low < 0 ? Number.NaN : below, above: cumulated[up]! / whole - p };
}

/** Linear interpolation of x over plotting positions position(S before, S after) / whole; flat outside. */
function between(
  data: Cumulated,
  p: number,
  position: (before: number, after: number) => number,
  whole: number,
): number {
  const { x, cumulated } = data;
  const place = (i: number) => position(i === 0 ? 0 : cumulated[i - 1]!, cumulated[i]!) / whole;
  let from = 0;
  let to = x.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (place(middle) <= p) from = middle + 1;
    else to = middle;
  }
  if (from === 0) return x[0]!;
  if (from === x.length) return x[from - 1]!;
  const left = place(from - 1);
  return x[from - 1]! + (x[from]! - x[from - 1]!) * ((p - left) / (place(from) - left));
}

function merged({ x, weight }: Cumulated): Cumulated {
  const values: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (i > 0 && x[i] === x[i - 1]) weights[weights.length - 1]! += weight[i]!;
    else {
      values.push(x[i]!);
      weights.push(weight[i]!);
    }
  }
  return cumulate(Float64Array.from(values), Float64Array.from(weights));
}
