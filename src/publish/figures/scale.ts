/** Where the axis of a panel begins and ends, and the numbers that it names. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Steps between ticks that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * A scale with at most `count` ticks after its first that holds all the numbers; it ends at the largest of them. It begins at zero, unless all numbers are so far from zero that their
 * differences would be lost (the smallest is over half the largest, and `zero` is not asked for).
 */
export function scaleOver(numbers: readonly number[], count: number, zero: boolean): Scale {
  const least = numbers.reduce((low, x) => Math.min(low, x), Number.POSITIVE_INFINITY);
  const most = numbers.reduce((high, x) => Math.max(high, x), Number.NEGATIVE_INFINITY);
  const far = !zero && most > least && ((least > 0 && least > most / 2) || (most < 0 && most < least / 2));
  const from = far ? least : Math.min(0, least);
  const to = far ? most : Math.max(0, most);
  const span = to > from ? to - from : Math.abs(to) || 1;
  const step = stepOver(span / count);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.floor((from + span) / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, place) =>
    Number(((first + place) * step).toPrecision(12)),
  );
  return { low: ticks[0] ?? 0, high: Math.max(from + span, ticks.at(-1) ?? 1), ticks };
}

/** The smallest step that people count in and that is not below `least`. */
function stepOver(least: number): number {
  const size = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find((each) => each * size >= least * (1 - 1e-9)) ?? 10) * size;
}

/** Decimals that the ticks of a scale need. */
export function tickFormat({ ticks }: Scale): 'count' | 'decimal1' | 'decimal2' | 'decimal3' {
  const exact = (decimals: number) => ticks.every((tick) => Number(tick.toFixed(decimals)) === tick);
  if (exact(0)) return 'count';
  if (exact(1)) return 'decimal1';
  return exact(2) ? 'decimal2' : 'decimal3';
}
