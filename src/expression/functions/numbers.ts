import { compute } from '../arithmetic.ts';
import type { FunctionOf, Functions, Run } from '../plan.ts';
import { constantNumber, EMPTY, KNOWN, type NumberVector, toNumbers, type Vector } from '../vector.ts';

const all = Number.POSITIVE_INFINITY;

/** A function of numbers; missing as in arithmetic. */
function numeric(signature: string, least: number, most: number, of: (values: Float64Array) => number): FunctionOf {
  return { signature, least, most, type: 'number', of: (args, run) => compute(args, run.rows, run.reading, of) };
}

const one = (signature: string, of: (x: number) => number): FunctionOf =>
  numeric(signature, 1, 1, (v) => of(v[0] as number));

/** Powers of ten that are exact. */
const POWERS: readonly number[] = Array.from({ length: 16 }, (_, digits) => Number(`1e${digits}`));

/** Rounds halves towards positive infinity, as XPath 1.0; by the decimal writing, so that 1.005 to 2 places is 1.01. */
export function round(value: number, places: number): number {
  if (!Number.isFinite(value) || places === 0) return Math.floor(value + 0.5);
  const digits = Math.trunc(places);
  if (Number.isNaN(digits) || Math.abs(digits) > 300) return Number.NaN;
  const power = POWERS[digits];
  const scaled = power === undefined ? Number.NaN : value * power;
  const over = scaled - Math.floor(scaled);
  // Only near a half does the decimal writing decide otherwise than the number itself.
  if (power !== undefined && Math.abs(scaled) < 1e12 && Math.abs(over - 0.5) > 1e-3)
    return Math.floor(scaled + 0.5) / power;
  const shifted = (x: number, by: number): number => {
    const [mantissa = '', exponent = '0'] = String(x).split('e');
    return Number(`${mantissa}e${Number(exponent) + by}`);
  };
  return shifted(Math.floor(shifted(value, digits) + 0.5), -digits);
}

/** How many of some numbers a row has, and their sum; unknown and '' do not count. */
function known(args: readonly Vector[], rows: number): { count: Uint32Array; sum: Float64Array } {
  const count = new Uint32Array(rows);
  const sum = new Float64Array(rows);
  for (const arg of args) {
    const vector = toNumbers(arg);
    for (let row = 0; row < rows; row += 1) {
      const at = row * vector.step;
      const value = vector.values[at] as number;
      if ((vector.marks !== null && vector.marks[at] !== KNOWN) || Number.isNaN(value)) continue;
      count[row] = (count[row] as number) + 1;
      sum[row] = (sum[row] as number) + value;
    }
  }
  return { count, sum };
}

function meanValid([share, ...items]: readonly Vector[], run: Run): NumberVector {
  const least = toNumbers(share!);
  const { count, sum } = known(items, run.rows);
  const values = new Float64Array(run.rows);
  const marks = new Uint8Array(run.rows);
  for (let row = 0; row < run.rows; row += 1) {
    // 0.7 × 10 is a hair over 7 in binary: the hair must not ask for an eighth item.
    const needed = Math.max(1, Math.ceil((least.values[row * least.step] as number) * items.length - 1e-9));
    const enough = (count[row] as number) >= needed;
    values[row] = enough ? (sum[row] as number) / (count[row] as number) : Number.NaN;
    marks[row] = enough ? KNOWN : EMPTY;
  }
  return { type: 'number', sort: 'number', values, marks, step: 1 };
}

/** A value as a number. In analysis nothing is to be done where every number is one: what is no finite number is unknown. */
function asNumber(args: readonly Vector[], run: Run): NumberVector {
  const { values, marks, step } = toNumbers(args[0]!);
  if (run.reading === 'analysis') {
    let row = 0;
    while (row < values.length && (Number.isFinite(values[row]!) || (marks !== null && marks[row] !== KNOWN))) row += 1;
    if (row === values.length) return { type: 'number', sort: 'number', values, marks, step };
  }
  return compute(args, run.rows, run.reading, (v) => v[0] as number);
}

export const numberFunctions: Functions = {
  number: { signature: 'number(value)', least: 0, most: 1, type: 'number', of: asNumber, orDot: true },
  int: one('int(number)', Math.trunc),
  round: numeric('round(number, places)', 1, 2, (v) => round(v[0] as number, v.length === 2 ? (v[1] as number) : 0)),
  floor: one('floor(number)', Math.floor),
  ceiling: one('ceiling(number)', Math.ceil),
  abs: one('abs(number)', Math.abs),
  pow: numeric('pow(base, exponent)', 2, 2, (v) => (v[0] as number) ** (v[1] as number)),
  log: one('log(number), the natural logarithm', Math.log),
  log10: one('log10(number)', Math.log10),
  exp: one('exp(number)', Math.exp),
  exp10: one('exp10(number)', (x) => 10 ** x),
  sqrt: one('sqrt(number)', Math.sqrt),
  sin: one('sin(radians)', Math.sin),
  cos: one('cos(radians)', Math.cos),
  tan: one('tan(radians)', Math.tan),
  asin: one('asin(number)', Math.asin),
  acos: one('acos(number)', Math.acos),
  atan: one('atan(number)', Math.atan),
  atan2: numeric('atan2(y, x)', 2, 2, (v) => Math.atan2(v[0] as number, v[1] as number)),
  pi: { signature: 'pi()', least: 0, most: 0, type: 'number', of: () => constantNumber(Math.PI) },
  random: {
    signature: 'random()',
    least: 0,
    most: 0,
    type: 'number',
    plan: (_, scope) => scope.unavailable('random() was drawn by chance at the interview'),
  },
  'count-known': {
    signature: 'count-known(a, b, …)',
    least: 1,
    most: all,
    type: 'number',
    of: (args, run) => ({
      type: 'number',
      sort: 'number',
      values: new Float64Array(known(args, run.rows).count),
      marks: null,
      step: 1,
    }),
  },
  'mean-valid': { signature: 'mean-valid(share, a, b, …)', least: 2, most: all, type: 'number', of: meanValid },
};
