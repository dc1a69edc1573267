import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import { indicatorEntries } from '../../src/study/indicatorEntries.ts';
import { form, missing } from '../indicators/made.ts';

const entry = { id: 'A1', kind: 'proportion', theme: 't', value: "${work} = 'yes'" };
// A question of two hundred villages, which no table can be broken down by.
const fields = namesOf(form, [
  { name: 'village', type: 'one', table: 'main', options: Array.from({ length: 200 }, (_, at) => `v${at}`) },
]);
const names = { ...fields, choicesMustExist: true };
const compiled = (...entries: readonly object[]) =>
  indicatorEntries(
    {
      indicators: { path: 'schemas/indicators.json', entries: entries.map((one) => ({ ...entry, ...one })) },
      breakdowns: {},
    } as never,
    {
      ...{ names, form, lacking: new Set(), variables: [], models: [], indices: [], languages: ['en'] },
      context: (place) => ({ names, form, missing, place }),
    },
  );

describe('what an indicator says wrongly is told before data are read', () => {
  test.each<[message: string, ...entries: object[]]>([
    ["schemas/indicators.json › A1 › value: unknown field 'wrok'; did you mean 'work'?", { value: "${wrok} = 'yes'" }],
    ['schemas/indicators.json › A1: two entries have this id', {}, {}],
    [
      'schemas/indicators.json › A1 › benchmarks › 0 › source: is missing',
      { benchmarks: [{ label: { en: 'x' }, value: 1, mark: 'P' }] },
    ],
    [
      'schemas/indicators.json › A1 › benchmarks › 0 › source: a benchmark says where it comes from',
      { benchmarks: [{ label: { en: 'x' }, value: 1, source: '', mark: 'P' }] },
    ],
    ["schemas/indicators.json › A1 › change: unknown field 'arae'; did you mean 'area'?", { change: 'arae' }],
    ["schemas/indicators.json › A1 › by: 'income' is of type decimal", { by: ['income'] }],
    [
      "schemas/indicators.json › A1 › value: 'yess' is not a choice of 'work'; did you mean 'yes'?\n    ${work} = 'yess'\n              ^",
      { value: "${work} = 'yess'" },
    ],
    ["A1 › value: 'fod' is not a choice of 'needs'; did you mean 'food'?", { value: "selected(${needs}, 'fod')" }],
    ["A1 › value: 'maybe' is not a choice of 'work'", { value: "in(${work}, 'yes', 'maybe')" }],
    ["A1 › base: '1' is not a choice of 'work'", { base: '${work} = 1' }],
    [
      'schemas/indicators.json › A1 › base: reads no question, so that it holds for everybody or for nobody. Name a question, or leave it out',
      { base: '1 = 2' },
    ],
    [
      "schemas/indicators.json › A1 › by: 'village' has 200 levels, a breakdown at most 100. Group its levels in a variable of schemas/variables.json, and break down by that",
      { by: ['village'] },
    ],
    [
      "schemas/indicators.json › A1 › by: 'village' has 200 levels, a breakdown at most 100",
      { by: [['area', 'village']] },
    ],
    ["A1 › by: 'area' is there twice. Leave one of them out", { by: ['area', 'area'] }],
    ["A1 › by: 'area' is crossed with itself", { by: [['area', 'area']] }],
    ["A1 › by: unknown field or list of breakdowns 'arae'. Did you mean 'area'?", { by: ['arae'] }],
    ['A1 › value: reads no question, so that it is the same for everybody', { value: '1' }],
    ['A1 › value: reads no question, so that it is the same for everybody', { value: "'yes'" }],
    ['A1 › base: is empty. Write it, or leave the key out', { base: '' }],
    [
      'A1 › baseWords › en: is missing. Write it in English too, or take "en" out of the languages of pipeline.config.json',
      { baseWords: { fr: 'Toutes les personnes', ar: 'كل الأشخاص' } },
    ],
    [
      'A1 › benchmarks › 0 › label › en: is missing',
      { benchmarks: [{ label: { fr: 'x', ar: 'س' }, value: 1, source: 'y', mark: 'P' }] },
    ],
  ])('%s', (message, ...entries) => {
    expect(() => compiled(...entries)).toThrow(message);
  });

  test('a benchmark with its source', () => {
    const benchmarks = [{ label: { en: 'census' }, value: 0.2, to: 0.3, source: 'HCP', mark: 'P' }];
    expect(compiled({ benchmarks })[0]?.benchmarks).toEqual(benchmarks);
  });
});
