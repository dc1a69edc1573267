import { describe, expect, test } from 'vitest';
import { indicatorBlock } from '../../../src/publish/sheets/block.ts';
import type { Block, Row } from '../../../src/publish/sheets/sheet.ts';
import type { Estimate } from '../../../src/table/estimate.ts';
import { ESTIMATES, heldBack, madeUp } from '../estimates.ts';
import { testWords } from '../words.ts';

const en = testWords('en');

function block(estimates: readonly Estimate[], indicator = 'COV'): Block {
  return indicatorBlock(estimates, indicator, 'Table 1', en);
}

function values(row: Row | undefined): (string | number | null)[] {
  return (row ?? []).map(({ value }) => value);
}

function rowsOf({ groups }: Block): Row[] {
  return groups.flatMap(({ rows }) => [...rows]);
}

describe('rows', () => {
  test('everybody first, then a heading a breakdown and a row a level', () => {
    const { groups } = block(ESTIMATES);
    expect(groups.map(({ heading, rows }) => [heading, ...rows.map((row) => row[0]?.value)])).toEqual([
      ['', 'Overall'],
      ['By: Sex', 'Women', 'Men'],
      ['By: Area of residence', 'Urban', 'Rural'],
    ]);
  });

  test('with items, a heading a level and a row an item', () => {
    const { groups } = block(ESTIMATES, 'OBS');
    expect(groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([
      ['', 3],
      ['By: Sex – Women', 3],
    ]);
  });

  test('several statistics stand under their names, one after the other', () => {
    expect(block(ESTIMATES, 'PAY').groups.map(({ heading }) => heading)).toEqual([
      'Median',
      'Median · By: Sex',
      'Median · By: Area of residence',
      'Mean',
    ]);
  });

  test('two breakdowns with the same label stay apart', () => {
    const twin = { ...en, field: () => 'Place' };
    const estimates = ['area', 'region'].map((field) => madeUp({ domain: [{ field, level: 'a' }] }));
    expect(indicatorBlock(estimates, 'COV', '', twin).groups.map(({ heading }) => heading)).toEqual([
      'By: Place',
      'By: Place',
    ]);
  });

  test('crossed breakdowns', () => {
    const domain = [
      { field: 'sex', level: 'female' },
      { field: 'area', level: 'rural' },
    ];
    const { groups } = block([madeUp({ domain })]);
    expect(groups[0]?.heading).toBe('By: Sex × Area of residence');
    expect(groups[0]?.rows[0]?.[0]?.value).toBe('Women · Rural');
  });

  test('estimate, low, high, SE, n and design effect, as numbers', () => {
    const [row] = rowsOf(block([madeUp({})]));
    expect(values(row)).toEqual(['Overall', 0.742, 0.698, 0.781, 0.021, 480, 1.482, null]);
    expect(row?.map(({ style }) => style)).toEqual([
      'label',
      'percent',
      'percent',
      'percent',
      'percent',
      'count',
      'decimal2',
      'mark',
    ]);
  });

  test.each([
    ['thousands', 2843.5, 'count'],
    ['tens', 47.3, 'decimal1'],
    ['ones', 4.52, 'decimal2'],
    ['parts', 0.403, 'decimal3'],
    ['zero', 0, 'decimal3'],
    ['below zero', -12, 'decimal1'],
  ])('decimals suit the largest number: %s', (_what, value, style) => {
    const [row] = rowsOf(block([madeUp({ stat: 'mean', unit: 'MAD', value, low: value, high: value })]));
    expect(row?.[1]?.style).toBe(style);
  });

  test('what is measured in % is shown as a percentage, whatever the statistic', () => {
    expect(rowsOf(block([madeUp({ stat: 'mean', unit: '%' })]))[0]?.[1]?.style).toBe('percent');
  });

  test('tests have columns only where there are any', () => {
    expect(values(block(ESTIMATES, 'MOD').head)).toEqual([
      'Category',
      'Estimate',
      '95% CI, lower bound',
      '95% CI, upper bound',
      'Standard error',
      'Unweighted n',
      'Design effect',
      'p-value',
      'q-value',
      'Note',
    ]);
    expect(block(ESTIMATES).head).toHaveLength(8);
    for (const row of rowsOf(block(ESTIMATES, 'MOD'))) expect(row).toHaveLength(10);
  });
});

describe('what is held back', () => {
  test.each([
    ['n', '[c]', 'Hidden to protect people'],
    ['complement', '[c]', 'Hidden to protect people'],
    ['secondary', '[c]', 'Hidden to protect people'],
    ['precision', '[u]', 'imprecise'],
  ] as const)('%s: a mark, a footnote, and no number', (why, mark, footnote) => {
    // Even a number that should not be there stays out of sight.
    const { groups, notes } = block([{ ...heldBack(why, {}), value: 0.123456, n: 3 }]);
    expect(values(groups[0]?.rows[0])).toEqual(['Overall', mark, null, null, null, null, null, null]);
    expect(notes.join(' ')).toContain(mark);
    expect(notes.join(' ')).toContain(footnote);
    expect(JSON.stringify(groups)).not.toContain('0.123456');
  });

  test('not estimable, without an interval, and with caution', () => {
    const { groups, notes } = block([
      madeUp({ value: null, low: null, high: null, se: null, quality: 'notEstimable', why: 'lonelyPsu' }),
      madeUp({ low: null, high: null, se: null, quality: 'notEstimable', why: 'df' }),
      madeUp({ quality: 'caution', why: 'precision' }),
    ]);
    const rows = groups[0]?.rows ?? [];
    expect(values(rows[0])?.[1]).toBe('[x]');
    expect(values(rows[1])).toEqual(['Overall', 0.742, null, null, null, 480, 1.482, '[z]']);
    expect(values(rows[2])?.at(-1)).toBe('[!]');
    expect(notes.filter((note) => note.startsWith('['))).toEqual([
      '[x] Not estimable.',
      '[z] Confidence interval not estimable.',
      '[!] Interpret with caution: not very precise, resting on few sampled units, or a share of nobody or everybody.',
    ]);
  });
});

describe('notes', () => {
  test('base, missing answers by state, and method, in words', () => {
    expect(block(ESTIMATES).notes).toEqual([
      'Base: all people interviewed.',
      'Not in n: Blank 3; Don’t know 2; Invalid value 1.',
      '95% confidence interval: Korn–Graubard (beta), which takes the sampling design into account.',
      '[c] Hidden to protect people: too few of them, or a number that would let a hidden one be worked out by subtraction.',
    ]);
  });

  test.each([
    ['nothing missing', { blank: 0, dontKnow: 0, invalid: 0 }, 'No missing answers.'],
    ['thousands', { notAsked: 1234, blank: 0, dontKnow: 0, invalid: 0 }, 'Not in n: Not asked 1,234.'],
    ['imputed', { imputed: 4 }, 'Imputed values within n: 4 at most.'],
    [
      'another level',
      { level: 0.995 },
      '99.5% confidence interval: Korn–Graubard (beta), which takes the sampling design into account.',
    ],
    ['a method without words', { method: 'jackknife' }, '95% confidence interval: jackknife.'],
  ])('%s', (_what, said, note) => expect(block([madeUp(said)]).notes).toContain(note));

  test('items that differ in what is missing are told apart', () => {
    const { notes } = block(ESTIMATES, 'OBS');
    expect(notes).toContain('Not in n, The distance: Not asked 358; Blank 7; Don’t know 2; Invalid value 1.');
    expect(notes).toContain('Not in n, The cost: Not asked 358; Blank 3; Don’t know 2; Invalid value 1.');
  });

  test('where missing is not known, nothing is said of it', () => {
    const none = { notAsked: null, blank: null, dontKnow: null, refused: null, removed: null, invalid: null };
    expect(block([madeUp({ stat: 'count', method: '', level: null, ...none })]).notes).toEqual([
      'Base: all people interviewed.',
    ]);
  });

  test('an indicator without estimates says so', () => {
    const { groups, notes } = block([], 'COV');
    expect(groups).toEqual([]);
    expect(notes).toContain('No estimates.');
  });

  test('an indicator unknown to the words keeps its code', () => {
    const made = block([madeUp({ indicator: 'X"<1>' })], 'X"<1>');
    expect(made).toMatchObject({ title: 'X"<1>', lead: '', simulated: false });
  });

  test.each(['fr', 'en', 'ar'] as const)('simulated data are told in %s, with the question', (language) => {
    const words = testWords(language);
    const made = indicatorBlock([madeUp({ simulated: true })], 'COV', '', words);
    expect(made.simulated).toBe(true);
    expect(made.lead).toContain(words.indicator('COV').question);
  });
});
