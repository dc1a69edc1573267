import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { analysedFields, entriesOfList } from '../../src/drafting/listed.ts';
import type { AnalysisList } from '../../src/drafting/loa.ts';
import { readAnalyses } from '../../src/drafting/loa.ts';
import { readSheets } from '../../src/readers/read.ts';
import { impactRows } from '../../src/stages/impact.ts';
import type { IndicatorEntry } from '../../src/study/study.ts';
import { NO_NUMBERS } from '../../src/table/estimate.ts';
import { form } from '../indicators/made.ts';
import { sourceOf } from '../readers/source.ts';

const listOf = async (text: string): Promise<AnalysisList> =>
  readAnalyses(await readSheets(sourceOf('loa.csv', text)), 'loa.csv');
const entries = async (text: string) => entriesOfList(await listOf(text), analysedFields(form), () => 'general');
const HEAD = 'analysis_type,analysis_var,group_var,level,analysis_var_numerator,analysis_var_denominator';

describe('a list of analyses', () => {
  test('makes an entry of each variable and type, with its groups as breakdowns', async () => {
    const made = await entries(
      `${HEAD}\nprop_select_one,work,,0.95,,\nprop_select_one,work,"area, sex",0.95,,\nprop_select_multiple,needs,area,0.95,,\nmean,age,NA,0.95,,\nmedian,age,,0.95,,\n`,
    );
    expect(made.entries).toEqual([
      { id: 'work', kind: 'distribution', field: 'work', theme: 'general', by: [['area', 'sex']] },
      { id: 'needs', kind: 'multiple', field: 'needs', theme: 'general', by: [['area']] },
      { id: 'age.mean', kind: 'mean', value: '${age}', theme: 'general' },
      { id: 'age.median', kind: 'median', value: '${age}', theme: 'general' },
    ]);
  });

  test('what another function composes is postponed, with the function', async () => {
    const made = await entries('var,analysis,function_to_compose\nscore,mean,add_score\nage,mean,\n');
    expect(made.entries.map(({ id }) => id)).toEqual(['age.mean']);
    expect(made.postponed).toMatchObject([{ id: 'score.mean' }]);
    expect(made.postponed[0]?.reason.en).toContain('add_score');
  });

  test.each<[string, string, RegExp]>([
    [
      'an unknown type',
      `${HEAD}\nmaen,age,,,,\n`,
      /loa.csv › row 2, column analysis_type: unknown analysis type 'maen'. Did you mean 'mean'\?/,
    ],
    [
      'an unknown variable',
      `${HEAD}\nmean,aeg,,,,\n`,
      /row 2, column analysis_var: unknown variable 'aeg'; did you mean 'age'\?/,
    ],
    [
      'an unknown group',
      `${HEAD}\nmean,age,,,,\nmean,age,aera,,,\n`,
      /row 3, column group_var: unknown variable 'aera'; did you mean 'area'\?/,
    ],
    [
      'a mean of choices',
      `${HEAD}\nmean,work,,,,\n`,
      /row 2, column analysis_type: mean of 'work', which is of type one. Say prop_select_one/,
    ],
    ['no variable', `${HEAD}\nmean,,,,,\n`, /row 2, column analysis_var: is empty/],
    ['a ratio of one', `${HEAD}\nratio,age,,,,\n`, /A ratio has a numerator and a denominator/],
    ['a level that is none', `${HEAD}\nmean,age,,95,,\n`, /column level: '95' is no confidence level/],
    ['another table', 'a,b\n1,2\n', /is no list of analyses/],
  ])('%s is a fault with row and column', async (_, text, message) => {
    await expect(entries(text)).rejects.toThrow(message);
  });
});

describe('result columns', () => {
  const entry = (params: Record<string, unknown>, kind: string, field = '') =>
    ({ id: 'X', kind, params, field }) as unknown as IndicatorEntry;
  const estimate = {
    ...NO_NUMBERS,
    key: 'X',
    indicator: 'X',
    table: 'main',
    unit: '',
    method: '',
    simulated: false,
  } as const;
  const one = (made: IndicatorEntry, more: object) => {
    const full = {
      ...estimate,
      stat: 'share',
      item: '',
      domain: [],
      quality: 'good',
      why: '',
      value: 0.25,
      n: 8,
      weighted: 40,
      ...more,
    } as never;
    return impactRows([made], [{ ...(full as object), behind: { rows: 2 } } as never], [full])[0];
  };

  test('the key has its three blocks; crossed groups are joined', () => {
    const domain = [
      { field: 'area', level: 'u' },
      { field: 'sex', level: 'f' },
    ];
    expect(one(entry({ field: 'work' }, 'distribution', 'work'), { item: 'yes', domain })).toEqual({
      analysis_type: 'prop_select_one',
      analysis_var: 'work',
      analysis_var_value: 'yes',
      group_var: 'area %/% sex',
      group_var_value: 'u %/% f',
      stat: 0.25,
      stat_low: null,
      stat_upp: null,
      n: 2,
      n_total: 8,
      n_w: 10,
      n_w_total: 40,
      analysis_key: 'prop_select_one @/@ work %/% yes @/@ area %/% u -/- sex %/% f',
    });
  });

  test.each<[string, IndicatorEntry, object, string | undefined]>([
    ['a mean', entry({ value: '${age}' }, 'mean'), { stat: 'mean' }, 'mean @/@ age %/% NA @/@ NA %/% NA'],
    [
      'a question with mean and median',
      entry({ field: 'age' }, 'number', 'age'),
      { stat: 'median' },
      'median @/@ age %/% NA @/@ NA %/% NA',
    ],
    [
      'a ratio',
      entry({ numerator: 'coalesce(${a}, 0)', denominator: '${b}', base: '${b} < 0 or ${b} > 0' }, 'ratio'),
      { stat: 'ratio' },
      'ratio @/@ a %/% NA -/- b %/% NA @/@ NA %/% NA',
    ],
    ['an expression has no name there', entry({ value: '${age} * 2' }, 'mean'), { stat: 'mean' }, undefined],
    [
      'nor has a part of those asked',
      entry({ field: 'work', base: '${age} > 3' }, 'distribution', 'work'),
      {},
      undefined,
    ],
  ])('%s', (_, made, more, key) => {
    expect(one(made, more)?.analysis_key).toBe(key);
  });

  test('of a suppressed estimate no number is left', () => {
    const row = one(entry({ field: 'work' }, 'distribution', 'work'), {
      quality: 'suppressed',
      value: null,
      n: null,
      weighted: null,
    });
    expect(Object.values(row ?? {}).filter((value) => typeof value === 'number')).toEqual([]);
  });
});

const real = new URL('../../../shared/exports/msna2024-repeats-humind/loa.xlsx', import.meta.url).pathname;
test.skipIf(!existsSync(real))('a list of a real survey, and back (skipped without ../shared/exports)', async () => {
  const list = await readAnalyses(await readSheets(openDisk(null).source(real)), 'loa.xlsx');
  expect(list.analyses).toHaveLength(103);
  const known = new Map(
    list.analyses.flatMap(({ type, variables }) =>
      variables.map((name) => [name, { table: 'main', type: type === 'prop_select_one' ? 'one' : 'decimal' }] as const),
    ),
  );
  const withRatios = list.analyses.filter(({ type }) => type !== 'ratio');
  const { entries: made, postponed } = entriesOfList({ ...list, analyses: withRatios }, known, () => 'general');
  expect(postponed).toEqual([]);
  const rows = impactRows(
    made.map(
      ({ id, kind, field = '', value }) => ({ id, kind, field, params: { field, value } }) as unknown as IndicatorEntry,
    ),
    [],
    made.map(
      ({ id, kind }) =>
        ({
          ...NO_NUMBERS,
          indicator: id,
          stat: kind === 'distribution' ? 'share' : kind,
          item: '',
          domain: [],
          quality: 'good',
        }) as never,
    ),
  );
  const back = new Set(rows.map(({ analysis_type, analysis_var }) => `${analysis_type} ${analysis_var}`));
  expect(back).toEqual(new Set(withRatios.map(({ type, variables }) => `${type} ${variables[0]}`)));
});
