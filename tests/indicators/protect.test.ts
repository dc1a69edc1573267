import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tabulationOf } from '../../src/indicators/base.ts';
import { breakdownOf, everybody } from '../../src/indicators/domains.ts';
import type { Computed } from '../../src/indicators/estimate.ts';
import { estimatesOf } from '../../src/indicators/estimate.ts';
import { published } from '../../src/indicators/hide.ts';
import type { Measure } from '../../src/indicators/indicator.ts';
import { marginsOf } from '../../src/indicators/margins.ts';
import type { PublicationRules } from '../../src/indicators/quality.ts';
import { design } from '../../src/survey/design.ts';
import type { CodeColumn } from '../../src/table/column.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { leaksOf, openBy } from './leaks.ts';

const rules: PublicationRules = {
  minimum: 5,
  precision: {
    effective: 30,
    narrow: 0.05,
    wide: 0.3,
    relative: 1.3,
    degrees: 8,
    base: 30,
    caution: 0.166,
    variation: 0.333,
  },
  secondary: true,
};
const confidential: PublicationRules = { ...rules, precision: null };

/** One column of levels a, b, c … from the number of rows of each. */
function levels(name: string, codes: readonly number[]): CodeColumn {
  const most = Math.max(1, ...codes);
  return {
    name,
    type: 'one',
    values: Uint8Array.from(codes),
    states: new Uint8Array(codes.length),
    raw: new Map(),
    answers: ['', ...Array.from({ length: most }, (_, at) => `${name}${at + 1}`)],
    options: [],
  };
}

interface Survey {
  readonly weights: readonly number[];
  readonly region: readonly number[];
  readonly sex: readonly number[];
  readonly answer: readonly number[];
}

/** A distribution, one of its shares as an indicator of its own, a mean and a difference, by region, sex and both crossed. */
function tablesOf({ weights, region, sex, answer }: Survey): readonly Computed[] {
  const rows = weights.length;
  const made = design({
    rows,
    weights: Float64Array.from(weights),
    strata: undefined,
    stages: [{ units: undefined, population: undefined }],
    nested: true,
    lonelyPsu: 'adjust',
  });
  const [r, s] = [levels('region', region), levels('sex', sex)];
  const cuts = [everybody(rows), ...[[r], [s], [r, s]].map((columns) => breakdownOf(columns, null, rows))];
  const one = new Float64Array(rows).fill(1);
  const standing = new Uint8Array(rows);
  const flag = (holds: (code: number) => boolean) => Float64Array.from(answer, (code) => (holds(code) ? 1 : 0));
  const share = (item: string, numerator: Float64Array): Measure => ({
    item,
    stat: 'share',
    standing,
    numerator,
    denominator: one,
  });
  const sets: Readonly<Record<string, readonly Measure[]>> = {
    D: [...new Set(answer)].sort().map((code) =>
      share(
        `x${code}`,
        flag((each) => each === code),
      ),
    ),
    P: [
      share(
        '',
        flag((code) => code === 1),
      ),
    ],
    C: [
      share(
        '',
        flag((code) => code !== 1),
      ),
    ],
    M: [{ item: '', stat: 'mean', standing: standing.slice(), numerator: Float64Array.from(answer), denominator: one }],
    G: [
      share(
        'g.before',
        flag((code) => code === 1),
      ),
      share(
        'g.after',
        flag((code) => code === 2),
      ),
      {
        item: 'g',
        stat: 'difference',
        standing,
        numerator: Float64Array.from(answer, (code) => (code === 2 ? 1 : code === 1 ? -1 : 0)),
        denominator: one,
      },
    ],
  };
  return Object.entries(sets).flatMap(([indicator, measures]) => {
    const single = new Set(measures.map(({ stat }) => stat)).size === 1;
    const subject = { indicator, table: 'main', unit: '', level: 0.95, simulated: false, single };
    return estimatesOf(subject, made, measures, tabulationOf(made, cuts, null));
  });
}

const survey = (largest: number): fc.Arbitrary<Survey> =>
  fc
    .record({ rows: fc.integer({ min: 6, max: largest }), seed: fc.integer(), skew: fc.integer({ min: 1, max: 4 }) })
    .map(({ rows, seed, skew }) => {
      let state = seed >>> 0;
      const draw = (most: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        let u = state / 2 ** 32;
        for (let again = 1; again < skew; again += 1) u *= ((state >>> again) % 97) / 97;
        return 1 + Math.min(most - 1, Math.floor(u * most));
      };
      const drawn = (most: number) => Array.from({ length: rows }, () => draw(most));
      return { weights: drawn(9), region: drawn(4), sex: drawn(2), answer: drawn(5) };
    });

/**
 * The suppressed shares that follow from the published ones and the bases, told from what they are and not from any equation of the program: each
 * number is who it counts among the cells of region × sex × answer, and follows where it is a combination of numbers that are seen.
 */
function followingFrom(computed: readonly Computed[], shown: readonly Estimate[]): readonly string[] {
  const cells = [1, 2, 3, 4].flatMap((region) =>
    [1, 2].flatMap((sex) => [1, 2, 3, 4, 5].map((answer) => ({ region: `region${region}`, sex: `sex${sex}`, answer }))),
  );
  const inDomain = ({ domain }: Computed, cell: (typeof cells)[number]) =>
    domain.every(({ field, level }) => cell[field as 'region' | 'sex'] === level);
  const counts = ({ indicator, item }: Computed, answer: number): number => {
    if (indicator === 'D') return item === `x${answer}` ? 1 : 0;
    if (indicator === 'C') return answer === 1 ? 0 : 1;
    const [before, after] = [answer === 1 ? 1 : 0, answer === 2 ? 1 : 0];
    return { '': before, 'g.before': before, 'g.after': after, g: after - before }[item] ?? 0;
  };
  const base = (one: Computed) => cells.map((cell) => (inDomain(one, cell) ? 1 : 0));
  const number = (one: Computed) => cells.map((cell) => (inDomain(one, cell) ? counts(one, cell.answer) : 0));
  const seen = computed.flatMap((one, at) => {
    const nobody = one.n === 0 && one.blank === 0 && one.dontKnow === 0 && one.refused === 0;
    return shown[at]?.quality !== 'suppressed' || nobody ? [number(one), base(one)] : [];
  });
  const known = spanOf(seen);
  return computed.flatMap((one, at) => {
    if (shown[at]?.quality !== 'suppressed' || one.n === 0) return [];
    const few = shown[at]?.why === 'n' && (one.behind?.people ?? 0) < 5;
    return [...(known(number(one)) ? [one.key] : []), ...(few && known(base(one)) ? [`base of ${one.key}`] : [])];
  });
}

/** Whether a vector is a combination of others. */
function spanOf(vectors: readonly (readonly number[])[]): (vector: readonly number[]) => boolean {
  const rows: { readonly lead: number; readonly row: readonly number[] }[] = [];
  const left = (vector: readonly number[]) =>
    rows.reduce((rest, { lead, row }) => {
      const times = rest[lead]!;
      return times === 0 ? rest : rest.map((x, at) => x - times * row[at]!);
    }, vector);
  const first = (vector: readonly number[]) => vector.findIndex((x) => Math.abs(x) > 1e-9);
  for (const vector of vectors) {
    const rest = left(vector);
    const lead = first(rest);
    if (lead >= 0) rows.push({ lead, row: rest.map((x) => x / rest[lead]!) });
  }
  return (vector) => first(left(vector)) < 0;
}

describe('what could be worked out by subtraction', () => {
  test.each<[string, PublicationRules]>([
    ['by all rules', rules],
    ['by confidentiality alone', confidential],
  ])('no suppressed number follows from the published ones, %s', (_, by) => {
    fc.assert(
      fc.property(survey(120), (drawn) => {
        const computed = tablesOf(drawn);
        expect(leaksOf(computed, published(computed, by))).toEqual([]);
      }),
      { numRuns: 25, seed: 8 },
    );
  });

  test.each<[string, PublicationRules]>([
    ['by all rules', rules],
    ['by confidentiality alone', confidential],
  ])('no suppressed share is a combination of what is seen, counted without weights, %s', (_, by) => {
    fc.assert(
      fc.property(survey(300), (drawn) => {
        const computed = tablesOf({ ...drawn, weights: drawn.weights.map(() => 1) }).filter(
          ({ indicator }) => indicator !== 'M',
        );
        expect(followingFrom(computed, published(computed, by))).toEqual([]);
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  test('without it they do: the test can fail', () => {
    const men = {
      weights: new Array(60).fill(1),
      region: new Array(60).fill(1),
      answer: Array.from({ length: 60 }, (_, at) => 1 + (at % 2)),
    };
    const computed = tablesOf({ ...men, sex: Array.from({ length: 60 }, (_, at) => (at < 3 ? 2 : 1)) });
    const leaks = leaksOf(computed, published(computed, { ...confidential, secondary: false }));
    expect(leaks).toContain('P|sex=sex2');
    expect(leaks).toContain('base of P|sex=sex2');
    const following = followingFrom(computed, published(computed, { ...confidential, secondary: false }));
    expect(following).toContain('P|sex=sex2');
    expect(following).toContain('base of P|sex=sex2');
  });

  test('two levels: the other goes too, the total stays', () => {
    const computed = tablesOf({
      weights: new Array(60).fill(1),
      region: Array.from({ length: 60 }, (_, at) => (at < 3 ? 3 : 1 + (at % 2))),
      sex: new Array(60).fill(1),
      answer: Array.from({ length: 60 }, (_, at) => 1 + (Math.floor(at / 2) % 2)),
    });
    const shown = published(computed, confidential).filter(({ indicator }) => indicator === 'P');
    const why = Object.fromEntries(shown.map(({ key, why: reason }) => [key, reason]));
    expect(why).toMatchObject({ P: '', 'P|region=region3': 'n' });
    // One of the two large levels covers the small one.
    expect([why['P|region=region1'], why['P|region=region2']].sort()).toEqual(['', 'secondary']);
  });

  test('hidden levels are not together a handful', () => {
    const computed = tablesOf({
      weights: new Array(60).fill(1),
      region: Array.from({ length: 60 }, (_, at) => (at < 2 ? 4 : at < 4 ? 3 : 1 + (at % 2))),
      sex: new Array(60).fill(1),
      answer: Array.from({ length: 60 }, (_, at) => 1 + (Math.floor(at / 2) % 2)),
    });
    const hidden = published(computed, confidential).filter(
      ({ key, quality }) => key.startsWith('P|region=') && !key.includes('&') && quality === 'suppressed',
    );
    expect(hidden.length).toBe(3);
  });

  test('is the same in any run, and hides nothing where nothing is suppressed', () => {
    const computed = tablesOf({
      weights: new Array(400).fill(1),
      region: Array.from({ length: 400 }, (_, at) => 1 + (at % 2)),
      sex: Array.from({ length: 400 }, (_, at) => 1 + (Math.floor(at / 2) % 2)),
      answer: Array.from({ length: 400 }, (_, at) => 1 + (Math.floor(at / 4) % 2)),
    });
    const first = published(computed, rules);
    expect(first.filter(({ quality }) => quality === 'suppressed')).toEqual([]);
    expect(published(computed, rules)).toEqual(first);
  });
});

test('the equations hold: those of the true numbers are all zero', () => {
  fc.assert(
    fc.property(survey(80), (drawn) => {
      const computed = tablesOf(drawn);
      expect(openBy(marginsOf(computed))).toBeLessThan(1e-6);
    }),
    { numRuns: 40, seed: 3 },
  );
});
