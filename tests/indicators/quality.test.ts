import { describe, expect, test } from 'vitest';
import type { Computed } from '../../src/indicators/estimate.ts';
import { effectiveRows, judged, type PublicationRules } from '../../src/indicators/quality.ts';
import { config } from '../../src/study/config.ts';
import { NO_NUMBERS } from '../../src/table/estimate.ts';

const { publication } = config.parse({
  title: {},
  form: 'f',
  sources: [{ id: 'a', files: ['a'] }],
  languages: ['en'],
});
const rules: PublicationRules = {
  minimum: publication.minimum,
  precision: publication.precision === false ? null : publication.precision,
  secondary: publication.secondary,
};

function estimate(
  given: Partial<Computed> & { people?: number; holders?: number | null; others?: number | null },
): Computed {
  const { people = given.n ?? 0, holders = null, others = null, ...numbers } = given;
  return {
    key: 'X',
    indicator: 'X',
    stat: 'share',
    item: '',
    domain: [],
    table: 'main',
    unit: '',
    method: 'beta',
    quality: 'good',
    why: '',
    simulated: false,
    ...NO_NUMBERS,
    df: 40,
    ...numbers,
    behind: { fingerprints: null, standing: new Uint8Array(), people, holders, others, rows: holders, below: null },
  };
}

/** A share with the standard error that gives it so many effective rows, and an interval so wide. */
const share = (value: number, effective: number, width: number, more: Parameters<typeof estimate>[0] = {}) =>
  estimate({
    value,
    se: Math.sqrt((value * (1 - value)) / effective),
    n: 400,
    low: value - width / 2,
    high: value + width / 2,
    holders: 200,
    others: 200,
    ...more,
  });
const mean = (n: number, variation: number, more: Parameters<typeof estimate>[0] = {}) =>
  estimate({ stat: 'mean', value: 10, se: 10 * variation, n, ...more });

describe('the NCHS standard for shares', () => {
  test.each<[string, Computed, string, string]>([
    ['effective rows below 30', share(0.5, 29.9, 0.2), 'suppressed', 'precision'],
    ['effective rows of 30', share(0.5, 30.1, 0.2), 'good', ''],
    ['no more effective rows than rows', share(0.5, 400, 0.2, { n: 29 }), 'suppressed', 'precision'],
    ['a narrow interval is shown, however small the share', share(0.02, 100, 0.05), 'good', ''],
    ['relative width over 130 %', share(0.1, 100, 0.131), 'suppressed', 'precision'],
    ['relative width of 130 %', share(0.1, 100, 0.1299), 'good', ''],
    ['relative width of what is left over 130 %', share(0.9, 100, 0.131), 'caution', 'precision'],
    ['as wide as 30 points', share(0.5, 100, 0.3), 'suppressed', 'precision'],
    ['just narrower', share(0.5, 100, 0.299), 'good', ''],
    [
      'nobody, with a narrow interval',
      share(0, 100, 0.04, { se: 0, low: 0, high: 0.04, holders: 0 }),
      'caution',
      'precision',
    ],
    [
      'everybody, with a narrow interval',
      share(1, 100, 0.04, { se: 0, low: 0.96, high: 1, others: 0 }),
      'caution',
      'precision',
    ],
    ['few degrees of freedom', share(0.5, 100, 0.2, { df: 7 }), 'caution', 'df'],
    ['enough of them', share(0.5, 100, 0.2, { df: 8 }), 'good', ''],
    [
      'no interval: as it was',
      share(0.5, 100, 0, { low: null, high: null, quality: 'notEstimable', why: 'df' }),
      'notEstimable',
      'df',
    ],
  ])('%s', (_, given, quality, why) => {
    expect(judged(given, rules)).toEqual({ quality, why });
  });
});

describe('confidentiality comes first', () => {
  test.each<[string, Computed, string, string]>([
    ['four people', share(0.5, 400, 0.02, { n: 4 }), 'suppressed', 'n'],
    ['nobody', estimate({ n: 0, quality: 'notEstimable', why: 'df' }), 'suppressed', 'n'],
    ['many rows of four people', share(0.5, 400, 0.02, { people: 4 }), 'suppressed', 'n'],
    ['four people in the share', share(0.01, 400, 0.02, { holders: 4 }), 'suppressed', 'n'],
    ['five of them', share(0.0125, 400, 0.02, { holders: 5 }), 'good', ''],
    ['four people outside the share', share(0.99, 400, 0.02, { others: 4 }), 'suppressed', 'complement'],
    ['a mean of four', mean(4, 0.01), 'suppressed', 'n'],
    [
      'what lacks a parameter has nothing to hide',
      estimate({ quality: 'notEstimable', why: 'parameter' }),
      'notEstimable',
      'parameter',
    ],
    ['counts of cases', estimate({ stat: 'count', value: 1, n: 1 }), 'good', ''],
    ['terms of models', estimate({ stat: 'coefficient', value: 1, n: null }), 'good', ''],
  ])('%s', (_, given, quality, why) => {
    expect(judged(given, rules)).toEqual({ quality, why });
  });
});

describe('means, medians, differences', () => {
  test.each<[string, Computed, string, string]>([
    ['29 rows', mean(29, 0.01), 'suppressed', 'precision'],
    ['30 rows', mean(30, 0.01), 'good', ''],
    ['a coefficient of variation of 16.5 %', mean(100, 0.165), 'good', ''],
    ['of 16.6 %', mean(100, 0.166), 'caution', 'precision'],
    ['of 33.3 %', mean(100, 0.333), 'caution', 'precision'],
    ['of 33.4 %', mean(100, 0.334), 'suppressed', 'precision'],
    ['a mean of zero that is not sure', mean(100, 0.1, { value: 0 }), 'suppressed', 'precision'],
    ['a mean of zero for everybody', mean(100, 0, { value: 0 }), 'good', ''],
    ['a difference near zero', mean(100, 0.1, { stat: 'difference', value: 0.001 }), 'good', ''],
    ['a difference of few', mean(29, 0.1, { stat: 'difference' }), 'suppressed', 'precision'],
    ['few degrees of freedom', mean(100, 0.01, { df: 3 }), 'caution', 'df'],
  ])('%s', (_, given, quality, why) => {
    expect(judged(given, rules)).toEqual({ quality, why });
  });
});

test.each([
  [{ value: 0.5, se: 0.05, n: 400 }, 100],
  [{ value: 0.5, se: 0.01, n: 400 }, 400],
  [{ value: 0, se: 0, n: 40 }, 40],
  [{ value: 1, se: 0, n: 40 }, 40],
  [{ value: null, se: null, n: null }, 0],
])('effective rows of %o', (given, expected) => {
  expect(effectiveRows(given)).toBeCloseTo(expected, 9);
});

test('thresholds can be turned off', () => {
  expect(judged(share(0.5, 3, 0.9), { ...rules, precision: null })).toEqual({ quality: 'good', why: '' });
});
