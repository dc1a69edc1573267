import { describe, expect, test } from 'vitest';
import type { Sample } from '../../src/indicators/indicator.ts';
import { model } from '../../src/indicators/model.ts';
import { modelEstimates as estimatesOf } from '../../src/indicators/models/estimates.ts';
import { withFamilies } from '../../src/indicators/models/family.ts';
import { fitRows } from '../../src/indicators/models/fitted.ts';
import { filledTable, hotDeck, imputableStanding } from '../../src/indicators/models/impute.ts';
import type { ModelSpec } from '../../src/indicators/models/model.ts';
import { modelAnswer, modelTask } from '../../src/indicators/models/task.ts';
import { samplingOf } from '../../src/indicators/sampling.ts';
import type { Design } from '../../src/survey/design.ts';
import { fitModel } from '../../src/survey/models/model.ts';
import { isNumbers } from '../../src/table/column.ts';
import { mainTable } from '../../src/table/table.ts';
import { contextOf, dataOf, sampleOf } from './made.ts';
import { plainModel } from './plainModel.ts';

/** Forty people in forty PSUs: age, income, and two groups; some answers are missing. */
const rows = Array.from({ length: 40 }, (_, row) => row);
const cells = (of: (row: number) => string | number) => rows.map((row) => String(of(row))).join(' ');
const data = dataOf({
  age: cells((row) => (row === 3 ? '-98' : 20 + ((row * 7) % 31))),
  income: cells((row) => 10 + ((row * 13) % 17) + (row % 2) * 4),
  work: cells((row) => (row === 5 ? '_' : row % 2 === 0 ? 'yes' : 'no')),
  sex: cells((row) => (row % 3 === 0 ? 'm' : 'f')),
  area: cells((row) => (row === 8 ? 'NA' : row % 5 === 0 ? 'u' : 'r')),
  psu: cells((row) => `p${row}`),
  weight: cells((row) => 1 + (row % 4)),
});
const sample = sampleOf(data);
const design = designOf(sample);
const subject = { unit: 'points', level: 0.95, simulated: false };

function modelEstimates(of: ModelSpec, from: Sample, by: Design, about: typeof subject) {
  const task = modelTask(of, from);
  return estimatesOf(of, task, modelAnswer(task, by, about.level), by, about);
}

function designOf({ data: of }: Sample): Design {
  const sampling = samplingOf(mainTable(of), null, { weights: 'weight', psu: 'psu', lonelyPsu: 'fail' }, 'x');
  if (sampling === null) throw new Error('no rows');
  return sampling.design;
}

const spec = plainModel({
  exposures: [['age']],
  controls: [['work'], ['area']],
  references: new Map([['area', 'r']]),
});

describe('a model', () => {
  const estimates = modelEstimates(spec, sample, design, subject);
  const found = (item: string) => estimates.find((one) => one.item === item);

  test('gives a coefficient for each term, the intercept last, and what tells whether it suits', () => {
    expect(estimates.map(({ stat, item }) => `${stat} ${item}`)).toEqual([
      'coefficient age',
      'coefficient work=no',
      'coefficient area=u',
      'coefficient intercept',
      'index r2',
      'index vif',
      'index events',
      'index linktest',
    ]);
    expect(found('age')?.key).toBe('M/coefficient:age');
    expect(found('work=no')?.key).toBe('M/coefficient:work%3Dno');
  });

  test('is the weighted fit of its complete rows', () => {
    const table = mainTable(data);
    const column = (name: string, of: (row: number) => number) =>
      Float64Array.from(rows, (row) => ((table.columns.get(name)?.states[row] ?? 9) < 2 ? of(row) : Number.NaN));
    const code = (name: string, row: number) => {
      const held = table.columns.get(name);
      return held !== undefined && 'answers' in held ? (held.answers[held.values[row] ?? 0] ?? '') : '';
    };
    const number = (name: string) => {
      const held = table.columns.get(name);
      if (held === undefined || !isNumbers(held)) throw new Error(`no number ${name}`);
      return column(name, (row) => held.values[row] ?? Number.NaN);
    };
    const reference = fitModel(design, 'gaussian', number('income'), [
      new Float64Array(40).fill(1),
      number('age'),
      column('work', (row) => (code('work', row) === 'no' ? 1 : 0)),
      column('area', (row) => (code('area', row) === 'u' ? 1 : 0)),
    ]);
    expect(reference.rows).toBe(37);
    expect(['intercept', 'age', 'work=no', 'area=u'].map((item) => found(item)?.value)).toEqual(
      reference.coefficients.map(({ value }) => expect.closeTo(value, 12)),
    );
    expect(found('age')?.se).toBeCloseTo(Math.sqrt(reference.covariance[1]?.[1] ?? 0), 12);
  });

  test('counts who is not in it, by reason', () => {
    expect(found('age')).toMatchObject({ n: 37, dontKnow: 1, blank: 1, notAsked: 1, refused: 0, units: 37 });
  });

  test('a logistic one gives odds ratios and average marginal effects', () => {
    const flag = dataOf({
      age: cells((row) => 20 + ((row * 7) % 31)),
      income: cells((row) => (((row * 5) % 11) + (row % 2) * 2 > 6 ? 1 : 0)),
      sex: cells((row) => (row % 3 === 0 ? 'm' : 'f')),
      psu: cells((row) => `p${row}`),
      weight: cells(() => 1),
    });
    const of = sampleOf(flag);
    const logistic: ModelSpec = { ...spec, family: 'binomial', exposures: [['age'], ['sex']], controls: [] };
    const made = modelEstimates(logistic, of, designOf(of), subject);
    expect(made.map(({ stat, item }) => `${stat} ${item}`).slice(0, 4)).toEqual([
      'oddsRatio age',
      'oddsRatio sex=m',
      'marginalEffect age',
      'marginalEffect sex=m',
    ]);
    const [ratio, , effect] = made;
    expect(ratio?.low).toBeGreaterThan(0);
    // A ratio above 1 and a positive difference say the same.
    expect(Math.sign(Math.log(ratio?.value ?? 1))).toBe(Math.sign(effect?.value ?? 0));
  });

  test.each([
    ['a term that decides the outcome', 'separation', (row: number) => (row % 3 === 0 ? 1 : 0), 'sex'],
    ['an outcome of one value', 'oneValue', () => 1, 'age'],
  ] as const)('%s is not estimable, and says so', (_, why, outcome, term) => {
    const of = sampleOf(
      dataOf({
        age: cells((row) => 20 + ((row * 7) % 31)),
        income: cells(outcome),
        sex: cells((row) => (row % 3 === 0 ? 'm' : 'f')),
        psu: cells((row) => `p${row}`),
        weight: cells(() => 1),
      }),
    );
    const made = modelEstimates(
      { ...spec, family: 'binomial', exposures: [[term]], controls: [] },
      of,
      designOf(of),
      subject,
    );
    expect(made).toHaveLength(2);
    for (const estimate of made)
      expect(estimate).toMatchObject({ value: null, low: null, quality: 'notEstimable', why });
  });

  test('a variable of one value says the same as the intercept', () => {
    const of = sampleOf(
      data,
      'main',
      rows.map((row) => (row % 3 === 0 ? 1 : 0)),
    );
    const made = modelEstimates({ ...spec, exposures: [['sex']] }, of, design, subject);
    expect(made.map(({ item, why }) => [item, why])).toEqual([['sex', 'collinear']]);
  });

  test('nobody with all variables', () => {
    const of = sampleOf(
      data,
      'main',
      rows.map(() => 0),
    );
    expect(modelEstimates(spec, of, design, subject)).toMatchObject([{ why: 'noRows', n: 0 }]);
  });

  test('under thirty PSUs has the errors of Bell and McCaffrey', () => {
    const few = sampleOf(
      dataOf({
        age: cells((row) => 20 + ((row * 7) % 31)),
        income: cells((row) => 10 + ((row * 13) % 17)),
        psu: cells((row) => `p${row % 8}`),
        weight: cells(() => 1),
      }),
    );
    const [age] = modelEstimates({ ...spec, controls: [] }, few, designOf(few), subject);
    expect(age).toMatchObject({ method: 'bellMcCaffrey', units: 8 });
    expect(age?.df).toBeLessThan(7);
  });
});

describe('families of coefficients', () => {
  const one = modelEstimates(spec, sample, design, subject);
  const two = modelEstimates({ ...spec, id: 'N', exposures: [['work']], controls: [['age']] }, sample, design, subject);

  test('adjust the exposures of their models together, and nothing else', () => {
    const specs = [spec, { ...spec, id: 'N', exposures: [['work']], controls: [['age']] }];
    const made = withFamilies([...one, ...two], specs, [{ id: 'all', models: ['M', 'N'], rate: 0.1 }]);
    const tested = made.filter(({ q }) => q !== null);
    expect(tested.map(({ key }) => key)).toEqual(['M/coefficient:age', 'N/coefficient:work%3Dno']);
    const [a = 0, b = 0] = tested.map(({ p }) => p ?? 0);
    const smaller = Math.min(a, b);
    expect(Math.min(...tested.map(({ q }) => q ?? 0))).toBeCloseTo(Math.min(2 * smaller, Math.max(a, b)), 12);
  });
});

describe('an indicator of the kind model', () => {
  const models = new Map([['M', new Set(['age', 'work', 'area'])]]);
  const context = { ...contextOf(), models };

  test('picks the terms that it names', () => {
    const made = model.make(
      { model: 'M', terms: ['work'] },
      context,
    )({
      ...sample,
      models: new Map([['M', modelEstimates(spec, sample, design, subject)]]),
    });
    expect(made.map(({ item, stat }) => `${stat} ${item}`)).toEqual(['coefficient work=no']);
  });

  test.each([
    [{ model: 'N', terms: ['age'] }, "unknown model 'N'"],
    [{ model: 'M', terms: ['agee'] }, "the model M has no term 'agee'; did you mean 'age'?"],
  ])('%j is a fault', (params, message) => {
    expect(() => model.make(params, context)).toThrow(message);
  });
});

describe('predictions', () => {
  const at = (...settings: readonly (readonly [string, number])[]) => new Map(settings);
  const made = modelEstimates(
    { ...spec, predictions: [at(['age', 20]), at(['age', 30]), at(['age', 40])] },
    sample,
    design,
    subject,
  );
  const value = (age: number) => made.find(({ key }) => key === `M/mean:age%3D${age}`)?.value ?? Number.NaN;

  test('of a linear model lie on a line whose slope is the coefficient, with an interval and no test', () => {
    const slope = made.find(({ stat, item }) => stat === 'coefficient' && item === 'age')?.value ?? Number.NaN;
    expect((value(30) - value(20)) / 10).toBeCloseTo(slope, 10);
    expect((value(40) - value(30)) / 10).toBeCloseTo(slope, 10);
    const one = made.find(({ item }) => item === 'age=20');
    expect(one).toMatchObject({ stat: 'mean', method: 't', p: null });
    expect(one?.low).toBeLessThan(one?.value ?? 0);
    expect(one?.high).toBeGreaterThan(one?.value ?? 0);
  });
});

test('with fewer than ten rows, or rarer outcomes, a coefficient its terms call for caution', () => {
  const [term] = modelEstimates(spec, sample, design, subject);
  expect(term).toMatchObject({ item: 'age', quality: 'caution', why: 'precision' });
  const [plain] = modelEstimates({ ...spec, controls: [['work']] }, sample, design, subject);
  expect(plain).toMatchObject({ item: 'age', quality: 'good', why: '' });
});

describe('multiple imputation', () => {
  const imputation = { copies: 20, seed: 7, classes: ['sex'] };
  const imputed: ModelSpec = { ...spec, id: 'M.imputed', imputation };
  const estimates = modelEstimates(imputed, sample, design, subject);
  const found = (item: string, of = estimates) => of.find((one) => one.item === item);

  test('takes in who was asked and did not say; not who was not asked', () => {
    const complete = modelEstimates(spec, sample, design, subject);
    expect([found('age', complete)?.n, found('age')?.n]).toEqual([37, 39]);
    expect(found('age')).toMatchObject({ imputed: 2, notAsked: 1, method: 'rubin', dontKnow: 0 });
    expect(found('missing')?.value).toBeGreaterThan(0);
    expect(found('age')?.df).toBeLessThan(found('age', complete)?.df ?? 0);
  });

  test('the seed decides', () => {
    expect(modelEstimates(imputed, sample, design, subject)).toEqual(estimates);
    const other = modelEstimates({ ...imputed, imputation: { ...imputation, seed: 8 } }, sample, design, subject);
    expect(found('age', other)?.value).not.toBe(found('age')?.value);
  });

  test('is the mean of fits of copies, and of odds ratios the mean of their logarithms', () => {
    const standing = imputableStanding(imputed, sample);
    const inside = Uint8Array.from(standing, (state) => (state < 2 ? 1 : 0));
    const deck = hotDeck(imputed, imputation, sample.table, standing);
    if (deck === null) throw new Error('no donors');
    const each = Array.from({ length: imputation.copies }, () => {
      const table = filledTable(imputed, sample.table, deck, deck.draw());
      expect(table.columns.get('age')?.states[3]).toBe(1);
      return fitRows(imputed, table, design, inside).model.coefficients[1]?.value ?? 0;
    });
    expect(found('age')?.value).toBeCloseTo(each.reduce((a, b) => a + b, 0) / 20, 10);
  });

  test('who gives has the outcome of who lacks: the same fifth of it, or the same of yes and no', () => {
    const rows = Array.from({ length: 100 }, (_, row) => row);
    const table = (outcome: (row: number) => number): Sample =>
      sampleOf(
        dataOf({
          age: rows.map((row) => (row % 9 === 0 ? '-98' : String(20 + row))).join(' '),
          income: rows.map((row) => String(outcome(row))).join(' '),
          work: rows.map((row) => (row % 2 === 0 ? 'yes' : 'no')).join(' '),
          area: rows.map(() => 'r').join(' '),
          sex: rows.map((row) => (row % 2 === 0 ? 'm' : 'f')).join(' '),
        }),
      );
    for (const [family, outcome, groupOf] of [
      // The donors' fifths: 88 of the 100 rows are donors, none of the multiples of nine.
      [
        'gaussian',
        (row: number) => row,
        (row: number) => Math.floor(rows.filter((one) => one % 9 !== 0 && one <= row).length / 17.6),
      ],
      ['binomial', (row: number) => Number(row % 3 === 0), (row: number) => row % 3 === 0],
    ] as const) {
      const made: ModelSpec = { ...imputed, family };
      const own = table(outcome);
      const deck = hotDeck(made, imputation, own.table, imputableStanding(made, own));
      if (deck === null) throw new Error('no donors');
      expect(deck.recipients).toHaveLength(12);
      const same = [...deck.draw()].filter((donor, place) => {
        const row = deck.recipients[place] ?? -1;
        return Math.abs(Number(groupOf(donor)) - Number(groupOf(row))) <= (family === 'gaussian' ? 1 : 0);
      });
      expect(same).toHaveLength(12);
    }
  });

  test('with nothing missing it is the fit itself', () => {
    const whole = sampleOf(
      dataOf({
        ...{ age: cells((row) => 20 + ((row * 7) % 31)), income: cells((row) => 10 + ((row * 13) % 17)) },
        ...{
          work: cells((row) => (row % 2 === 0 ? 'yes' : 'no')),
          area: cells((row) => (row % 5 === 0 ? 'u' : 'r')),
          psu: cells((row) => `p${row}`),
          weight: cells((row) => 1 + (row % 4)),
          sex: cells(() => 'f'),
        },
      }),
    );
    const plain = modelEstimates(spec, whole, designOf(whole), subject);
    const filled = modelEstimates(imputed, whole, designOf(whole), subject);
    for (const stat of ['value', 'se', 'low', 'high', 'p'] as const)
      expect(found('age', filled)?.[stat]).toBeCloseTo(found('age', plain)?.[stat] ?? 0, 12);
  });
});
