import { describe, expect, test } from 'vitest';
import { modelEstimates } from '../../src/indicators/models/estimates.ts';
import type { ModelSpec } from '../../src/indicators/models/model.ts';
import { modelAnswer, modelTask } from '../../src/indicators/models/task.ts';
import { samplingOf } from '../../src/indicators/sampling.ts';
import { uniform } from '../../src/survey/random.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { mainTable } from '../../src/table/table.ts';
import { dataOf, sampleOf } from './made.ts';
import { plainModel } from './plainModel.ts';

/** People by row; the made-up form has no flag, so `population` holds the exposure of 0 and 1. */
interface People {
  readonly rows: number;
  readonly exposed: (row: number) => number;
  readonly age: (row: number) => string | number;
  readonly sex?: (row: number) => string;
  readonly income?: (row: number) => number;
}

const random = uniform(8);
const chance = Array.from({ length: 400 }, () => random());
const spread = Array.from({ length: 400 }, () => random());

/** Two hundred people, a half exposed, the older more often. */
const alike: People = {
  rows: 200,
  age: (row) => 20 + Math.floor(40 * spread[row]!),
  exposed: (row) => Number(chance[row]! < 0.3 + 0.4 * spread[row]!),
};

const spec = plainModel({
  exposures: [['population']],
  controls: [['age']],
  propensity: { exposure: 'population', covariates: [['age'], ['sex']], estimand: 'att' },
});

function estimates({ rows, exposed, age, sex = (row) => (row % 3 === 0 ? 'm' : 'f'), income }: People, of = spec) {
  const cells = (cell: (row: number) => string | number) =>
    Array.from({ length: rows }, (_, row) => String(cell(row))).join(' ');
  const sample = sampleOf(
    dataOf({
      age: cells(age),
      sex: cells(sex),
      income: cells(income ?? ((row) => 10 + ((row * 13) % 17) + 3 * exposed(row))),
      population: cells(exposed),
      psu: cells((row) => `p${row}`),
      weight: cells((row) => 1 + (row % 4)),
    }),
  );
  const sampling = samplingOf(mainTable(sample.data), null, { weights: 'weight', psu: 'psu', lonelyPsu: 'fail' }, 'x');
  if (sampling === null) throw new Error('no rows');
  const task = modelTask(of, sample);
  const subject = { unit: 'points', level: 0.95, simulated: false };
  return modelEstimates(of, task, modelAnswer(task, sampling.design, 0.95), sampling.design, subject);
}

const numberOf = (made: readonly Estimate[], item: string) =>
  made.find((one) => one.item === item)?.value ?? Number.NaN;

describe('a model weighted by a propensity score', () => {
  const made = estimates(alike);

  test('publishes, after what other models do, how alike the groups are', () => {
    expect(made.map(({ stat, item }) => `${stat} ${item}`)).toEqual([
      'coefficient population',
      'coefficient age',
      'coefficient intercept',
      'index r2',
      'index vif',
      'index events',
      'index linktest',
      'index smdBefore',
      'index smdAfter',
      'index scoreFrom',
      'index scoreTo',
      'index outside',
      'index effectiveExposed',
      'index effectiveOthers',
      'index smdBefore:age',
      'index smdAfter:age',
      'index smdBefore:sex=m',
      'index smdAfter:sex=m',
    ]);
  });

  test('has groups that weighting makes alike', () => {
    expect(numberOf(made, 'smdBefore')).toBe(
      Math.max(Math.abs(numberOf(made, 'smdBefore:age')), Math.abs(numberOf(made, 'smdBefore:sex=m'))),
    );
    expect(numberOf(made, 'smdBefore')).toBeGreaterThan(0.25);
    expect(numberOf(made, 'smdAfter')).toBeLessThan(0.1);
    expect(numberOf(made, 'effectiveOthers')).toBeLessThan(200 - numberOf(made, 'effectiveExposed'));
    expect(made[0]).toMatchObject({ item: 'population', quality: 'good', why: '', n: 200 });
  });

  test('is another number than without, and than for everybody', () => {
    const plain = numberOf(estimates(alike, { ...spec, propensity: null }), 'population');
    const everybody = numberOf(
      estimates(alike, { ...spec, propensity: { ...spec.propensity!, estimand: 'ate' } }),
      'population',
    );
    expect(new Set([plain, everybody, numberOf(made, 'population')]).size).toBe(3);
  });

  test('takes complete cases: who lacks a covariate that is no term of the model is out, by reason', () => {
    const some = estimates({ ...alike, sex: (row) => (row < 3 ? '_' : row % 3 === 0 ? 'm' : 'f') });
    expect(some[0]).toMatchObject({ n: 197, blank: 3 });
    // A model without the score does not ask for it.
    const plain = estimates({ ...alike, sex: (row) => (row < 3 ? '_' : 'f') }, { ...spec, propensity: null });
    expect(plain[0]).toMatchObject({ n: 200, blank: 0 });
  });

  test.each<readonly [string, Partial<People>]>([
    ['few people without the exposure', { exposed: (row) => Number(row % 13 !== 0) }],
    ['few people with it', { exposed: (row) => Number(row % 13 === 0) }],
    ['many with nobody alike', { exposed: (row) => Number(spread[row]! > 0.75 || chance[row]! < spread[row]! / 3) }],
  ])('calls for caution: %s', (_, people) => {
    const found = estimates({ ...alike, ...people });
    for (const { stat, quality, why } of found)
      expect([quality, why]).toEqual(stat === 'index' ? ['good', ''] : ['caution', 'overlap']);
  });

  test.each<readonly [string, Partial<People>, string]>([
    ['all are exposed', { exposed: () => 1 }, 'collinear'],
    ['none is', { exposed: () => 0 }, 'collinear'],
    ['age tells the groups apart', { exposed: (row) => Number(spread[row]! > 0.5) }, 'overlap'],
    [
      'all exposed are of one sex',
      { sex: (row) => (alike.exposed(row) === 1 || row % 2 === 0 ? 'm' : 'f') },
      'overlap',
    ],
    ['nobody has the covariate', { sex: () => '_' }, 'noRows'],
  ])('is not estimable, and says why: %s', (_, people, why) => {
    const found = estimates({ ...alike, ...people });
    expect(found.map(({ item, value, quality, why: own }) => [item, value, quality, own])).toEqual([
      ['population', null, 'notEstimable', why],
    ]);
  });

  test('a logistic one has odds ratios and average differences over the weighted people', () => {
    const rich = { ...alike, income: (row: number) => Number((row * 13) % 17 > 9 - 3 * alike.exposed(row)) };
    const logistic: ModelSpec = { ...spec, family: 'binomial' };
    const [att, ate] = (['att', 'ate'] as const).map((estimand) =>
      estimates(rich, { ...logistic, propensity: { ...spec.propensity!, estimand } }),
    );
    expect(att?.map(({ stat }) => stat).filter((stat) => stat !== 'index')).toEqual([
      ...['oddsRatio', 'oddsRatio', 'marginalEffect', 'marginalEffect'],
    ]);
    expect(att?.[2]?.value).toBeGreaterThan(0);
    expect(att?.[2]?.value).not.toBe(ate?.[2]?.value);
  });
});
