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
