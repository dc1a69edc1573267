import { describe, expect, test } from 'vitest';
import { baseOf, tabulationOf } from '../../src/indicators/base.ts';
import { everybody } from '../../src/indicators/domains.ts';
import { type SummedMeasure, summed } from '../../src/indicators/sums.ts';
import { design } from '../../src/survey/design.ts';
import { uniform } from '../../src/survey/random.ts';
import { BLANK, NOT_ASKED } from '../../src/table/states.ts';

/** Three hundred rows in thirty PSUs of three strata; some weigh nothing, some do not count, some are in no level. */
const rows = 300;
const random = uniform(3);
const made = design({
  rows,
  weights: Float64Array.from({ length: rows }, () => Math.floor(4 * random())),
  strata: Int32Array.from({ length: rows }, (_, row) => row % 3),
  stages: [{ units: Int32Array.from({ length: rows }, (_, row) => row % 30) }],
});
const standing = Uint8Array.from(
  { length: rows },
  () => [0, 0, 0, 1, NOT_ASKED, BLANK, 255][Math.floor(7 * random())]!,
);
const y = Float64Array.from({ length: rows }, () => Math.round(20 * random()) - 6);
const x = Float64Array.from({ length: rows }, () => 1 + random());
const holds = Uint8Array.from({ length: rows }, () => (random() < 0.3 ? 1 : 0));
const bySize = {
  codes: Int32Array.from({ length: rows }, () => Math.floor(5 * random()) - 1),
  // The last level is of nobody.
  domains: ['a', 'b', 'c', 'd', 'e'].map((level) => [{ field: 'size', level }]),
};
const base = { item: '', standing, denominator: null };

describe.each<[string, SummedMeasure]>([
  ['share', { ...base, stat: 'share', numerator: holds }],
  ['mean', { ...base, stat: 'mean', numerator: y }],
  ['total', { ...base, stat: 'total', numerator: y }],
  ['ratio', { ...base, stat: 'ratio', numerator: y, denominator: x }],
  ['difference', { ...base, stat: 'difference', numerator: y }],
])('a %s', (_, measure) => {
  test('is the same by cells as where calibration changes nothing, which needs every unit', () => {
    const tabulation = tabulationOf(made, [everybody(rows), bySize], null);
    const byCell = summed(made, measure, baseOf(made, standing, tabulation));
    const calibrated = { ...made, adjustments: [(part: Float64Array) => part] };
    const byUnit = summed(calibrated, measure, baseOf(calibrated, standing, tabulation));
    for (const key of ['values', 'errors', 'below', 'holders', 'spreads'] as const) {
      const [some, other] = [byCell[key], byUnit[key]];
      expect(some === null).toBe(other === null);
      for (const [d, value] of some?.entries() ?? [])
        if (Number.isNaN(value)) expect(other?.[d]).toBeNaN();
        else expect(value).toBeCloseTo(other?.[d] ?? Number.NaN, 9);
    }
    expect(byCell.values).toHaveLength(6);
    expect(byCell.holders === null).toBe(measure.stat !== 'share');
    expect(byCell.spreads === null).toBe(measure.stat === 'total' || measure.stat === 'ratio');
  });
});

test('who counts, by state, in each level', () => {
  const { states, known, weighing, weight } = baseOf(
    made,
    standing,
    tabulationOf(made, [everybody(rows), bySize], null),
  );
  const inLevel = (d: number, row: number) => d === 0 || bySize.codes[row] === d - 1;
  for (let d = 0; d < 6; d += 1) {
    const own = [...standing.keys()].filter((row) => inLevel(d, row) && standing[row] !== 255);
    const counted = own.filter((row) => standing[row]! < NOT_ASKED);
    for (let state = 0; state < 8; state += 1)
      expect(states[8 * d + state]).toBe(own.filter((row) => standing[row] === state).length);
    expect(known[d]).toBe(counted.length);
    expect(weighing[d]).toBe(counted.filter((row) => made.weight[row]! > 0).length);
    expect(weight[d]).toBe(counted.reduce((sum, row) => sum + made.weight[row]!, 0));
  }
});

test('people are interviews, wherever their rows stand', () => {
  const interviews = Int32Array.from({ length: rows }, (_, row) => row % 30);
  const all = new Uint8Array(rows);
  const levels = {
    codes: Int32Array.from({ length: rows }, (_, row) => (row < 40 ? 0 : 1)),
    domains: bySize.domains.slice(0, 2),
  };
  const { people } = baseOf(made, all, tabulationOf(made, [everybody(rows), levels], interviews));
  expect([...people]).toEqual([30, 30, 30]);
  const few = Uint8Array.from({ length: rows }, (_, row) => (row % 30 < 4 && row < 100 ? 0 : BLANK));
  expect([...baseOf(made, few, tabulationOf(made, [levels], interviews)).people]).toEqual([4, 4]);
});
