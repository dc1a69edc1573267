import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tabulationOf } from '../../src/indicators/base.ts';
import { everybody } from '../../src/indicators/domains.ts';
import type { Computed } from '../../src/indicators/estimate.ts';
import { estimatesOf } from '../../src/indicators/estimate.ts';
import { published } from '../../src/indicators/hide.ts';
import type { CountedMeasure } from '../../src/indicators/indicator.ts';
import type { PublicationRules } from '../../src/indicators/quality.ts';
import { design } from '../../src/survey/design.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { NOT_ASKED } from '../../src/table/states.ts';

/** A question: of each person the options that were named; null where it was not asked. */
type Question = readonly (readonly number[] | null)[];

const confidential: PublicationRules = { minimum: 5, precision: null, secondary: true };

/** The share of each option, counted without weights, among everybody whom the question was asked. */
function tabled(indicator: string, question: Question): readonly Computed[] {
  const standing = Uint8Array.from(question, (named) => (named === null ? NOT_ASKED : 0));
  const most = Math.max(...question.flatMap((named) => named ?? []));
  const measures = Array.from(
    { length: most },
    (_, option): CountedMeasure => ({
      item: `o${option + 1}`,
      stat: 'share',
      standing,
      numerator: Uint8Array.from(question, (named) => (named?.includes(option + 1) === true ? 1 : 0)),
      denominator: null,
    }),
  );
  const subject = { indicator, table: 'main', unit: '', level: 0.95, simulated: false, single: true };
  const made = design({ rows: question.length, weights: new Float64Array(question.length).fill(1) });
  return estimatesOf(subject, made, measures, tabulationOf(made, [everybody(question.length)], null));
}

/** Eight questions with one answer and four with several, none of which has to do with another; a third of each were not asked to all. */
const surveys: fc.Arbitrary<Readonly<Record<string, Question>>> = fc
  .record({ people: fc.integer({ min: 60, max: 260 }), seed: fc.integer() })
  .map(({ people, seed }) => {
    let state = seed >>> 0;
    const draw = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state >>> 8) / 2 ** 24;
    };
    const asked = (place: number, answer: () => readonly number[]): Question =>
      Array.from({ length: people }, () => (place % 3 === 0 && draw() < 0.4 ? null : answer()));
    const one = () => [1 + Math.floor(6 * draw() ** 2)];
    const several = () => [1, 2, 3, 4, 5, 6].filter((option) => draw() < 0.9 / option);
    return Object.fromEntries([
      ...Array.from({ length: 8 }, (_, at) => [`one${at}`, asked(at, one)] as const),
      ...Array.from({ length: 4 }, (_, at) => [`several${at}`, asked(at, several)] as const),
    ]);
  });

const tables = (survey: Readonly<Record<string, Question>>) =>
  Object.entries(survey).flatMap(([indicator, question]) => tabled(indicator, question));

const numbers = (shown: readonly Estimate[], why: string) => shown.filter((one) => one.why === why);

describe('without weights, where many counts are equal by chance', () => {
  test('a number covers only what is hidden of its own question, and only where its shares add up', () => {
    let [equal, covering] = [0, 0];
    fc.assert(
      fc.property(surveys, (survey) => {
        const computed = tables(survey);
        equal += computed.length - new Set(computed.map(({ behind }) => behind?.rows)).size;
        const shown = published(computed, confidential);
        for (const cover of numbers(shown, 'secondary')) {
          covering += 1;
          expect(cover.indicator).toMatch(/^one/);
          const own = shown.filter(({ indicator }) => indicator === cover.indicator);
          expect(own.filter(({ why }) => why === 'n' || why === 'complement').length).toBeGreaterThan(0);
          expect(numbers(own, 'secondary').length).toBe(1);
        }
      }),
      { numRuns: 40, seed: 5 },
    );
    // The law says something: counts were equal, and some numbers had to cover others.
    expect(equal).toBeGreaterThan(1000);
    expect(covering).toBeGreaterThan(10);
  });

  test('where nothing is hidden, nothing covers', () => {
    fc.assert(
      fc.property(surveys, (survey) => {
        const shown = published(tables(survey), { ...confidential, minimum: 1 });
        expect(shown.filter(({ quality }) => quality === 'suppressed')).toEqual([]);
      }),
      { numRuns: 10, seed: 6 },
    );
  });

  test('a question that is asked to those who named an option tells how many they are', () => {
    const people = 180;
    const filter: Question = Array.from({ length: people }, (_, at) => [at < 3 ? 1 : at < 60 ? 2 : at < 120 ? 3 : 4]);
    const half = (to: (at: number) => boolean): Question => filter.map((_, at) => (to(at) ? [1 + (at % 2)] : null));
    const follow = half((at) => filter[at]![0] === 2);
    // Of as many people, who are others.
    const other = half((at) => at >= 100 && at < 157);
    const shown = published(
      Object.entries({ filter, follow, other }).flatMap(([name, question]) => tabled(name, question)),
      confidential,
    );
    const seen = (key: string) => shown.find((one) => one.key === key && one.quality !== 'suppressed');
    const rows = (key: string) => (seen(key)?.value ?? Number.NaN) * people;
    expect(seen('filter:o1')).toBeUndefined();
    for (const second of [rows('filter:o2'), seen('follow:o1')?.n, seen('follow:o2')?.n])
      expect(people - (second ?? Number.NaN) - rows('filter:o3') - rows('filter:o4')).toBeNaN();
    expect([seen('other:o1')?.n, seen('other:o2')?.n]).toEqual([57, 57]);
  });
});
