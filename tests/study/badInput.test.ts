import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import { indicatorEntries } from '../../src/study/indicatorEntries.ts';
import { form, missing } from '../indicators/made.ts';

const entry = { id: 'A1', kind: 'proportion', theme: 't', value: "${work} = 'yes'" };
const compiled = (...entries: readonly object[]) =>
  indicatorEntries(
    {
      indicators: { path: 'schemas/indicators.json', entries: entries.map((one) => ({ ...entry, ...one })) },
      breakdowns: {},
    } as never,
    {
      ...{ names: namesOf(form), form, lacking: new Set(), variables: [], models: [], indices: [] },
      context: (place) => ({ names: namesOf(form), form, missing, place }),
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
    ["schemas/indicators.json › A1 › change: unknown field 'arae'. Did you mean 'area'?", { change: 'arae' }],
    ["schemas/indicators.json › A1 › by: 'income' is of type decimal", { by: ['income'] }],
  ])('%s', (message, ...entries) => {
    expect(() => compiled(...entries)).toThrow(message);
  });

  test('a benchmark with its source', () => {
    const benchmarks = [{ label: { en: 'census' }, value: 0.2, to: 0.3, source: 'HCP', mark: 'P' }];
    expect(compiled({ benchmarks })[0]?.benchmarks).toEqual(benchmarks);
  });
});
