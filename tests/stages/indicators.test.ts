import { describe, expect, test } from 'vitest';
import { number } from '../../src/indicators/number.ts';
import { indicators } from '../../src/stages/indicators.ts';
import type { IndicatorEntry, Study } from '../../src/study/study.ts';
import type { Dataset } from '../../src/table/table.ts';
import { contextOf, dataOf, form, names, tableOf } from '../indicators/made.ts';

/** As much of a study as the stage reads, with one indicator of the roster. */
function studyOf(by: IndicatorEntry['by'], minimum = 1): Study {
  const entry: Partial<IndicatorEntry> = {
    id: 'X',
    kind: 'number',
    params: { field: 'member_age' },
    field: 'member_age',
    table: 'member',
    unit: {},
    lacks: new Set(),
    reads: new Set(),
    by,
    indicator: number.make({ field: 'member_age' }, contextOf('member')),
  };
  return {
    form,
    names,
    variables: [],
    indicators: [entry],
    indices: [],
    models: [],
    comparisons: [],
    coefficientFamilies: [],
    dispositions: [],
    eligible: null,
    weighting: null,
    plan: null,
    simulated: false,
    direct: new Set(),
    config: { design: { lonelyPsu: 'fail' }, publication: { level: 0.95, minimum, precision: false, secondary: true } },
  } as unknown as Study;
}

const member = tableOf('member', { member_age: '10 20 30 40', member_sex: 'f m f m' }, [1, 1, 0, 0]);
const data = dataOf({ age: '50 60', area: 'u r' }, member);

/** Means by domain. */
async function means(clean: Dataset, study: Study): Promise<Readonly<Record<string, number | null>>> {
  const account = { received: 2, repeated: 0, excluded: {}, kept: 2, changed: 0, decisions: {} } as never;
  const { estimates } = await indicators.run({ clean, account } as never, study, () => undefined);
  const found = estimates.filter(({ stat }) => stat === 'mean');
  return Object.fromEntries(found.map(({ domain, value }) => [domain.map(({ level }) => level).join('/'), value]));
}

describe('breakdowns of a roster', () => {
  test.each<[name: string, by: string[][], expected: Record<string, number>]>([
    ['none', [], { '': 25 }],
    ['by a question of the roster', [['member_sex']], { '': 25, f: 20, m: 30 }],
    ['by a question of the interview', [['area']], { '': 25, u: 35, r: 15 }],
  ])('%s', async (_, by, expected) => {
    expect(await means(data, studyOf(by))).toEqual(expected);
  });

  test('crossed: each question is read where it stands', async () => {
    const expected = { '': 25, 'f/u': 30, 'f/r': 10, 'm/u': 40, 'm/r': 20 };
    expect(await means(data, studyOf([['member_sex', 'area']]))).toEqual(expected);
  });
});

test('under the minimum every number is held back; four rows of two interviews are two people', async () => {
  expect(await means(data, studyOf([['member_sex']], 2))).toEqual({ '': 25, f: 20, m: 30 });
  expect(await means(data, studyOf([['member_sex']], 3))).toEqual({ '': null, f: null, m: null });
});

describe('a breakdown with more levels than a table can have', () => {
  const many = (count: number, every: number) =>
    Array.from({ length: count }, (_, row) => `v${Math.floor(row / every) % 15}`).join(' ');
  const ages = Array.from({ length: 225 }, (_, row) => String(18 + (row % 60))).join(' ');
  const entry = (by: IndicatorEntry['by']) => {
    const study = studyOf(by);
    return {
      ...study,
      indicators: study.indicators.map((one) => ({
        ...one,
        table: 'main',
        indicator: number.make({ field: 'age' }, contextOf('main')),
      })),
    };
  };
  const own = Array.from({ length: 225 }, (_, row) => `p${row}`).join(' ');
  test.each<[name: string, by: string[][], columns: Record<string, string>, message: string | null]>([
    [
      'that the data show',
      [['area']],
      { area: own },
      "schemas/indicators.json › X › by: 'area' has 225 levels in the data, a breakdown at most 100",
    ],
    [
      'crossed',
      [['area', 'sex']],
      { area: many(225, 1), sex: many(225, 15) },
      "by: 'area' × 'sex' has 225 levels in the data",
    ],
    [
      'crossed with one that has too many',
      [['sex', 'area']],
      { area: own, sex: many(225, 1) },
      "by: 'area' has 225 levels in the data",
    ],
    [
      'crossed, few enough',
      [['area', 'sex']],
      { area: many(225, 15), sex: many(225, 1).replace(/v1[0-4]|v[6-9]/g, 'v0') },
      null,
    ],
  ])('%s', async (_, by, columns, message) => {
    const made = means(dataOf({ age: ages, ...columns }, member), entry(by));
    if (message === null) expect(Object.keys(await made)).toHaveLength(91);
    else await expect(made).rejects.toThrow(message);
  });
});
