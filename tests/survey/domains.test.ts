import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../src/survey/degrees.ts';
import { design, type LonelyPsu } from '../../src/survey/design.ts';
import {
  addHolders,
  addSquares,
  addSums,
  degreesIn,
  domainsOf,
  isPlainDesign,
  totalsIn,
  variancesIn,
} from '../../src/survey/domains.ts';
import { ratio, totalsBy } from '../../src/survey/linear.ts';
import { variance } from '../../src/survey/variance.ts';

const sample = fc.record({
  rows: fc.array(
    fc.record({
      y: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -9, max: 9 }) }, fc.constant(Number.NaN)),
      x: fc.integer({ min: 0, max: 5 }),
      w: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(0)),
      h: fc.integer({ min: 0, max: 2 }),
      psu: fc.integer({ min: 0, max: 3 }),
      a: fc.integer({ min: -1, max: 2 }),
      b: fc.integer({ min: -1, max: 4 }),
      counts: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  lonelyPsu: fc.constantFrom<LonelyPsu>('remove', 'certainty', 'adjust'),
  corrected: fc.boolean(),
});

const near = (a: number, b: number, scale: number): boolean =>
  (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-9 * Math.max(scale, Math.abs(a));

describe('domains of several breakdowns', () => {
  test('sums by cell give what sums by unit give, breakdown by breakdown', () => {
    fc.assert(
      fc.property(sample, ({ rows, lonelyPsu, corrected }) => {
        fc.pre(rows.some(({ w }) => w > 0));
        const of = (name: 'y' | 'x' | 'w' | 'h' | 'psu' | 'a' | 'b') => rows.map((row) => row[name]);
        const made = design({
          rows: rows.length,
          weights: Float64Array.from(of('w')),
          strata: Int32Array.from(of('h')),
          stages: [
            {
              units: Int32Array.from(of('psu')),
              population: corrected ? new Float64Array(rows.length).fill(9) : undefined,
            },
          ],
          nested: true,
          lonelyPsu,
        });
        expect(isPlainDesign(made)).toBe(true);
        const breakdowns = [
          { codes: new Int32Array(rows.length), levels: 1 },
          { codes: Int32Array.from(of('a')), levels: 3 },
          // Its last code is in no level.
          { codes: Int32Array.from(of('b')), levels: 4 },
        ];
        const domains = domainsOf(made, breakdowns);
        expect([...domains.start]).toEqual([0, 1, 4, 8]);
        expect([...domains.rows].sort((j, k) => j - k)).toEqual([...rows.keys()]);
        const places = Int32Array.from(
          [...domains.rows.entries()].flatMap(([place, row]) => (rows[row]!.counts ? [place] : [])),
        );
        const sums = () => new Float64Array(2 * domains.domain.length);
        const [y, x] = [Float64Array.from(of('y')), Float64Array.from(of('x'))];
        const [above, below, squares, held] = [sums(), sums(), sums(), sums()];
        addSums(made, domains, y, places, above);
        addSums(made, domains, x, places, below);
        addSquares(made, domains, y, 2, places, squares);
        addHolders(
          made,
          domains,
          Uint8Array.from(x, (value) => (value === 1 ? 1 : 0)),
          places,
          held,
        );
        const tops = totalsIn(domains, above, 0);
        const bottoms = totalsIn(domains, below, 0);
        const values = tops.map((top, d) => (bottoms[d] === 0 ? Number.NaN : top / bottoms[d]!));
        const ofRatios = variancesIn(made, domains, above, below, values);
        const ofTotals = variancesIn(
          made,
          domains,
          above,
          below,
          values.map(() => 0),
        );
        const weights = sums();
        addSums(made, domains, new Float64Array(rows.length).fill(1), places, weights);
        const { psus, df } = degreesIn(domains, weights);
        for (const [b, { codes, levels }] of breakdowns.entries()) {
          const counted = codes.map((code, row) => (rows[row]!.counts ? code : -1));
          const longTops = totalsBy(made, y, counted, levels);
          const longBottoms = totalsBy(made, x, counted, levels);
          for (let level = 0; level < levels; level += 1) {
            const d = domains.start[b]! + level;
            const long = ratio(longTops[level]!, longBottoms[level]!);
            expect(near(tops[d]!, longTops[level]!.value, 9)).toBe(true);
            expect(near(values[d]!, long.value, 9)).toBe(true);
            expect(near(ofTotals[d]!, variance(made, longTops[level]!), 100)).toBe(true);
            expect(near(ofRatios[d]! / bottoms[d]! ** 2, variance(made, long), 1)).toBe(true);
            const mine = rows.filter((row, at) => row.counts && codes[at] === level);
            const known = mine.filter((row) => !Number.isNaN(row.y));
            expect(totalsIn(domains, above, 1)[d]).toBe(known.filter((row) => row.y > 0).length);
            expect(totalsIn(domains, held, 1)[d]).toBe(mine.filter((row) => row.x === 1).length);
            expect(totalsIn(domains, squares, 1)[d]).toBe(
              known.reduce((sum, row) => sum + row.w * (row.y - 2) ** 2, 0),
            );
            const ones = totalsBy(made, new Float64Array(rows.length).fill(1), counted, levels);
            const found = degrees(made, ones[level]!.present);
            expect([psus[d], df[d]]).toEqual([found.psus, found.df]);
          }
        }
      }),
      { numRuns: 300, seed: 20_261_128 },
    );
  });

  test('rows of a group stand together within their unit', () => {
    const made = design({ rows: 6, stages: [{ units: Int32Array.of(1, 0, 1, 0, 1, 1) }] });
    const { rows } = domainsOf(made, [], Int32Array.of(7, 3, 5, 3, 7, -1));
    expect([...rows]).toEqual([1, 3, 5, 2, 0, 4]);
  });

  test('a design of two stages has none', () => {
    const stage = (units: readonly number[]) => ({
      units: Int32Array.from(units),
      population: new Float64Array(4).fill(9),
    });
    const made = design({ rows: 4, stages: [stage([0, 0, 1, 1]), stage([0, 1, 2, 3])] });
    expect(() => domainsOf(made, [])).toThrow('one stage');
  });

  test('calibrated designs, and those that ask which units have rows, are not plain', () => {
    const made = design({ rows: 4, stages: [{ units: Int32Array.of(0, 0, 1, 1) }] });
    expect(isPlainDesign(made)).toBe(true);
    expect(isPlainDesign({ ...made, adjustments: [(part) => part] })).toBe(false);
    expect(isPlainDesign({ ...made, lonelyPsu: 'average' })).toBe(false);
    expect(isPlainDesign({ ...made, lonelyInDomains: true })).toBe(false);
  });
});
