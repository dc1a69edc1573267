/** Where the axis of a panel begins and ends, and the numbers that it names. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Steps between ticks that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * A scale with about `count` steps that holds all the numbers. It begins at zero, unless all numbers are so far from zero that their
 * differences would be lost (the smallest is over half the largest, and `zero` is not asked for).
 */
export function scaleOver(numbers: readonly number[], count: number, zero: boolean): Scale {
  const least = numbers.reduce((low, x) => Math.min(low, x), Number.POSITIVE_INFINITY);
  const most = numbers.reduce((high, x) => Math.max(high, x), Number.NEGATIVE_INFINITY);
  const far = !zero && ((least > 0 && least > most / 2) || (most < 0 && most < least / 2));
  const from = far ? least : Math.min(0, least);
  const to = far ? most : Math.max(0, most);
  const span = to > from ? to - from : Math.abs(to) || 1;
  const size = 10 ** Math.floor(Math.log10(span / count));
  const step = (STEPS.find((each) => each * size >= (span / count) * (1 - 1e-9)) ?? 10) * size;
  const first = Math.floor(from / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(to / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, place) =>
    Number(((first + place) * step).toPrecision(12)),
  );
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}
