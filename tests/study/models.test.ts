import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import { coefficientFamilies, modelEntries } from '../../src/study/modelEntries.ts';
import { compileVariables, declaredVariables } from '../../src/study/variables.ts';
import { formOf } from '../form/forms.ts';

const { form } = formOf(
  [
    'type|name|label|calculation',
    'integer|age|Age|',
    'integer|credit|Credit|',
    'integer|land|Land|',
    'select_one yn|health|Health|',
    'calculate|wealth||${credit} + ${land}',
    'begin repeat|kid|Kid|',
    'integer|kid_age|Age|',
    'end repeat|||',
  ],
  ['list_name|name|label', 'yn|yes|Yes', 'yn|no|No'],
);
const label = { en: 'L' };
const declared = declaredVariables(
  [
    { id: 'score', type: 'number', expression: 'number(${wealth}) + ${well}', label },
    { id: 'well', type: 'flag', expression: "if(${health} = 'yes', 1, 0)", label },
    { id: 'rich', type: 'flag', expression: 'if(${credit} > 10, 1, 0)', label },
    { id: 'old', type: 'flag', expression: 'if(${age} > 60, 1, 0)', label },
  ],
  'schemas/variables.json',
  form,
);
const names = namesOf(form, declared.named);
const variables = compileVariables(declared, names, form, new Set(), 'schemas/variables.json');

const FILE = 'schemas/models.json';
const entry = { id: 'M', title: { en: 'M' }, theme: 't', family: 'gaussian', outcome: 'score', exposures: ['age'] };
const compiled = (entries: readonly object[], lists = {}) =>
  modelEntries({ path: FILE, entries: entries.map((one) => ({ ...entry, ...one })) }, lists, {
    names,
    form,
    variables,
  });

describe('models of a study', () => {
  test('a run is a model of its own, with what it changes', () => {
    const made = compiled([{ controls: ['old'], runs: [{ id: 'well', title: { en: 'R' }, outcome: 'rich' }] }]);
    expect(made.map(({ id, run, outcome }) => [id, run, outcome])).toEqual([
      ['M', '', 'score'],
      ['M.well', 'M', 'rich'],
    ]);
    expect(made[1]?.controls).toEqual([['old']]);
  });

  test('outcomes are predicted by the model of complete cases, whose coefficients they go with, never by its imputed run', () => {
    const imputation = { copies: 20, seed: 1, classes: ['old'], source: 'method' };
    const made = compiled([{ predict: { age: [20, 30] }, imputation }]);
    expect(made.map(({ id, predictions, imputation: filled }) => [id, predictions.length, filled !== null])).toEqual([
      ['M', 2, false],
      ['M.imputed', 0, true],
    ]);
  });

  test('terms may be a shared list, and crossed', () => {
    const made = compiled([{ exposures: 'core' }, { id: 'N', exposures: ['core', ['age', 'old']] }], {
      core: ['age', 'old'],
    });
    expect(made.map(({ exposures }) => exposures)).toEqual([
      [['age'], ['old']],
      [['age'], ['old'], ['age', 'old']],
    ]);
  });

  test.each([
    [{ exposures: ['land'] }, `${FILE} › M › land: forbidden regressor of 'score': 'land' is a component of it`],
    [{ exposures: ['well'] }, "'well' is a component of it"],
    [{ exposures: ['rich'] }, "both 'rich' and the outcome are made of 'credit'"],
    [{ controls: ['health'] }, `${FILE} › M › health: forbidden regressor`],
    [{ runs: [{ id: 'x', title: {}, exposures: ['rich'] }] }, `${FILE} › M › runs › x › rich: forbidden regressor`],
    [{ exposures: ['agee'] }, `${FILE} › M › exposures › agee: unknown field 'agee'`],
    [{ exposures: 'cor' }, "unknown list of terms 'cor'"],
    [{ exposures: ['kid_age'] }, "'kid_age' belongs to the table kid"],
    [{ exposures: ['age', 'age'] }, 'the model has this term twice'],
    [{ exposures: ['age'], controls: ['age'] }, 'the model has this term twice'],
    [{ outcome: 'scor' }, `${FILE} › M › outcome: unknown field 'scor'`],
    [{ outcome: 'health', exposures: ['age'] }, "'health' is of type one"],
    [{ family: 'binomial' }, "'score' is no flag"],
    [{ family: 'gauss' }, `${FILE} › 1 › family: 'gauss' is not allowed here`],
    [{ exposure: ['age'] }, "unknown key 'exposure'"],
    [{ outcome: 'rich', exposures: ['health'], references: { health: 'yess' } }, "no level 'yess'"],
    [{ base: '${agee} > 3' }, `${FILE} › M › base`],
  ])('%j is a fault', (wrong, message) => {
    expect(() => compiled([wrong], { core: ['age'] })).toThrow(message);
  });

  describe('weighted by a propensity score', () => {
    const weighted = {
      ...{ outcome: 'rich', exposures: ['old'], controls: ['land'] },
      propensity: { exposure: 'old', estimand: 'att' },
    };

    test('has the controls as covariates, unless it names others, which are then variables of the model too', () => {
      const [plain] = compiled([weighted]);
      expect(plain?.propensity).toEqual({ exposure: 'old', covariates: [['land']], estimand: 'att' });
      const [other] = compiled([{ ...weighted, propensity: { ...weighted.propensity, covariates: ['well'] } }]);
      expect(other?.propensity?.covariates).toEqual([['well']]);
      expect(other?.reads.has('health')).toBe(true);
    });

    test('may be a run alone: the model and its imputed run are not', () => {
      const { propensity, ...model } = weighted;
      const made = compiled([
        { ...model, imputation: { copies: 2, seed: 1 }, runs: [{ id: 'ps', title: { en: 'P' }, propensity }] },
      ]);
      expect(made.map(({ id, propensity: own }) => [id, own === null])).toEqual([
        ['M', true],
        ['M.ps', false],
        ['M.imputed', true],
      ]);
    });

    test('a run may leave the controls to the score alone', () => {
      const { propensity, ...model } = weighted;
      const run = { id: 'ps', title: { en: 'P' }, controls: [], propensity: { ...propensity, covariates: ['land'] } };
      const [, made] = compiled([{ ...model, runs: [run] }]);
      expect([made?.controls, made?.propensity?.covariates]).toEqual([[], [['land']]]);
    });

    test.each([
      [{ exposure: 'oldd' }, `${FILE} › M › propensity › exposure: unknown field 'oldd'`],
      [{ exposure: 'well' }, `${FILE} › M › propensity › exposure: unknown exposure of the model 'well'`],
      [{ covariates: ['landd'] }, `${FILE} › M › propensity › covariates › landd: unknown field 'landd'`],
      [{ covariates: ['land', 'land'] }, `${FILE} › M › propensity › covariates › land: the model has this term twice`],
      [{ covariates: ['old'] }, `${FILE} › M › propensity › covariates › old: is the exposure itself`],
      [{ covariates: ['age'] }, "covariates › age: 'age' and the exposure are both made of 'age'"],
      [{ covariates: ['rich'] }, `${FILE} › M › propensity › covariates › rich: forbidden regressor of 'rich'`],
      [{ covariates: ['credit'] }, "forbidden regressor of 'rich': 'credit' is a component of it"],
      [{ covariates: ['kid_age'] }, "'kid_age' belongs to the table kid"],
      [{ estimand: 'atc' }, `${FILE} › 1 › propensity › estimand: 'atc' is not allowed here`],
      [{ trim: 0.1 }, "unknown key 'trim'"],
    ])('%j is a fault', (wrong, message) => {
      const propensity = { ...weighted.propensity, ...wrong };
      expect(() => compiled([{ ...weighted, propensity }])).toThrow(message);
    });

    test.each([
      ['an exposure of more than two values', { exposures: ['land'], controls: ['well'] }, "'land' is no flag"],
      ['neither covariates nor controls', { controls: undefined }, 'has no covariates, and the model no controls'],
      ['filled copies', { imputation: { copies: 2, seed: 1 } }, 'has imputation too'],
    ])('%s is a fault', (_, wrong, message) => {
      const exposure = 'exposures' in wrong ? 'land' : 'old';
      const propensity = { ...weighted.propensity, exposure };
      expect(() => compiled([{ ...weighted, ...wrong, propensity }])).toThrow(message);
    });
  });

  test('two models of one id are a fault', () => {
    expect(() => compiled([{}, {}])).toThrow("two models have the id 'M'");
  });

  test('families name models that exist, each once', () => {
    const models = compiled([{}]);
    expect(coefficientFamilies([{ id: 'f', models: ['M'], rate: 0.1 }], models, FILE)).toHaveLength(1);
    expect(() => coefficientFamilies([{ id: 'f', models: ['N'], rate: 0.1 }], models, FILE)).toThrow(
      "unknown model 'N'",
    );
    const twice = [
      { id: 'f', models: ['M'], rate: 0.1 },
      { id: 'g', models: ['M'], rate: 0.1 },
    ];
    expect(() => coefficientFamilies(twice, models, FILE)).toThrow('in the family f already');
  });
});
