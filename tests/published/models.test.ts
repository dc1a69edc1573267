import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type EstimateCommandOptions, estimate } from '../../src/commands/estimate.ts';
import { testWorld } from '../world.ts';

// The made-up farms of holdings/; holdings/models.R asked R 4.2.2 with survey 4.1-1, and differentiated where R has no function.
const folder = fileURLToPath(new URL('holdings', import.meta.url));
const design: EstimateCommandOptions = { weights: 'w', strata: 'zone', psu: 'village', fpc: 'N', nest: true };

interface Number {
  readonly estimate: number;
  readonly se: number;
  readonly seWithSampling: number;
  readonly low: number;
  readonly high: number;
}
interface Told {
  readonly fit: Record<'explained' | 'coxSnell' | 'nagelkerke', number | null>;
  readonly inflation: readonly { readonly term: string; readonly factor: number; readonly root: number }[];
  readonly effects: readonly (Number & { readonly variable: string; readonly change: string })[];
  readonly predictions: readonly (Number & { readonly at: Record<string, string> })[];
  readonly coefficients: readonly (Number & { readonly ratio: Pick<Number, 'estimate' | 'low' | 'high'> | null })[];
}

async function told(options: EstimateCommandOptions): Promise<Told> {
  const world = testWorld(folder);
  await estimate(world, 'farm.csv', { ...design, ...options, json: true });
  return (JSON.parse(world.said.join('')) as { models: readonly Told[] }).models[0]!;
}

/** Ours is within 1e-6 of the size of the error: R's derivatives are taken in steps. */
function near(ours: { estimate: number; se: number }, [estimate, se]: readonly [number, number]): void {
  expect(Math.abs(ours.estimate - estimate) / se).toBeLessThan(1e-6);
  expect(Math.abs(ours.se / se - 1)).toBeLessThan(1e-5);
}

const families = [
  {
    family: 'logistic',
    outcome: 'sick',
    land: [0.013962181036192, 0.012326323447072],
    rice: [-0.157928968169577, 0.062878725144831],
    men: [0.00059748016259212, 0.07797134518894684],
    average: [0.356156634127653, 0.079940286715419],
    point: [0.361497350760993, 0.066265587335485],
    interval: [0.23247477810952, 0.5141580592883],
    fit: [0.066770464220116, 0.099343082303479],
  },
  {
    family: 'poisson',
    outcome: 'kids',
    land: [0.00051765171038554, 0.03773353303852354],
    rice: [0.025872522649986, 0.254738539195923],
    men: [0.25836482281408, 0.12612793308598],
    average: [2.36083785416592, 0.18799613470632],
    point: [2.29442583307175, 0.21950637064946],
    interval: [1.8627183288886, 2.8261867732884],
    fit: [0.053821113589373, 0.091405712167391],
  },
  {
    family: 'linear',
    outcome: 'kids',
    land: [0.015163072943913, 0.040113417552858],
    rice: [0.029172771516415, 0.253816654825456],
    men: [0.2742661092421, 0.12737008586073],
    average: [2.36256430941546, 0.18587468054793],
    point: [2.3505326137741, 0.183040822214],
    interval: [1.9517209219814, 2.7493443055667],
    fit: [0.066908891693718, null],
  },
] as const;

describe.each(families)('$family', ({ family, outcome, land, rice, men, average, point, interval, fit }) => {
  const asked = told({
    family,
    model: [`${outcome} ~ land*crop + sex`],
    ame: true,
    predict: ['land=2,crop=oats', 'land=3,crop=oats,sex=m'],
  });

  test('average marginal effects of a number and of levels, through an interaction', async () => {
    const { effects } = await asked;
    expect(effects.map(({ variable, change }) => `${variable}: ${change}`)).toEqual([
      'land: slope',
      'crop: oats − maize',
      'crop: Rice − maize',
      'sex: m − f',
    ]);
    near(effects[0]!, land);
    near(effects[2]!, rice);
    near(effects[3]!, men);
    expect(effects[2]!.low).toBeLessThan(rice[0]);
    expect(effects[2]!.seWithSampling).toBeGreaterThan(0);
  });

  test('predictions: averaged over what is not set, and at a point', async () => {
    const { predictions } = await asked;
    near(predictions[0]!, average);
    near(predictions[1]!, point);
    expect(predictions[1]!.at).toEqual({ land: '3', crop: 'oats', sex: 'm' });
    expect(predictions[1]!.low).toBeCloseTo(interval[0], 7);
    expect(predictions[1]!.high).toBeCloseTo(interval[1], 7);
    // Nobody is averaged over at a point.
    expect(predictions[1]!.seWithSampling).toBeCloseTo(predictions[1]!.se, 12);
  });

  test('R², or pseudo R²; ratios are exponentials with their interval', async () => {
    const { fit: ours, coefficients } = await asked;
    expect(family === 'linear' ? ours.explained : ours.coxSnell).toBeCloseTo(fit[0], 9);
    if (fit[1] === null) expect([ours.coxSnell, ours.nagelkerke]).toEqual([null, null]);
    else expect(ours.nagelkerke).toBeCloseTo(fit[1], 9);
    const { ratio, estimate: value, low, high } = coefficients[1]!;
    const expected = { estimate: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
    if (family === 'linear') expect(ratio).toBeNull();
    else for (const key of ['estimate', 'low', 'high'] as const) expect(ratio![key]).toBeCloseTo(expected[key], 10);
  });
});

test('variance inflation of a number and of a factor', async () => {
  const { inflation } = await told({ model: ['kids ~ land + crop + sex'] });
  const expected = [1.0072005894465, 1.0268504547469, 1.0324451304878];
  expect(inflation.map(({ term }) => term)).toEqual(['land', 'crop', 'sex']);
  for (const [k, { factor }] of inflation.entries()) expect(factor).toBeCloseTo(expected[k]!, 10);
  expect(inflation[1]!.root).toBeCloseTo(Math.sqrt(Math.sqrt(expected[1]!)), 10);
});

test('a grid is the product of its values', async () => {
  const { predictions } = await told({ model: ['kids ~ land + sex'], predict: ['land=1|2|3,sex=f|m'] });
  expect(predictions.map(({ at }) => `${at.land}${at.sex}`)).toEqual(['1f', '1m', '2f', '2m', '3f', '3m']);
});

test.each<[string, EstimateCommandOptions, string]>([
  [
    'a variable that is not there',
    { model: ['kids ~ land'], predict: ['lnd=1'] },
    "no variable 'lnd'; did you mean 'land'?",
  ],
  [
    'a level that is not there',
    { model: ['kids ~ crop'], predict: ['crop=wheat'] },
    "'crop' has no level 'wheat' in the model. It has maize, oats, Rice",
  ],
  ['a number that is none', { model: ['kids ~ land'], predict: ['land=big'] }, "'land' is a number, and 'big' is none"],
  ['nothing set', { model: ['kids ~ land'], predict: ['land'] }, "'land' sets nothing"],
  [
    'a grid too large',
    { model: ['kids ~ land'], predict: [`land=${Array.from({ length: 1001 }, (_, k) => k).join('|')}`] },
    'the grid has 1001 points',
  ],
  ['effects without a model', { mean: ['kids'], ame: true }, '--ame: there is no model'],
  [
    'effects of an ordinal model',
    { family: 'ordinal', model: ['kids ~ land'], ame: true },
    'not there for ordinal models',
  ],
  [
    'two readings of one variable',
    { model: ['income ~ kids + factor(kids):land'], ame: true },
    "'kids' is a number in one term and a factor in another",
  ],
])('%s', async (_, options, message) => {
  const world = testWorld(folder);
  await expect(estimate(world, 'farm.csv', { ...design, ...options })).rejects.toThrow(message);
});

test('few PSUs: the errors of Bell and McCaffrey stand beside, and an ordinal model says what it lacks', async () => {
  const said = async (options: EstimateCommandOptions) => {
    const world = testWorld(folder);
    await estimate(world, 'farm.csv', { ...design, ...options, vif: true });
    return world.said.join('');
  };
  const linear = await said({ model: ['kids ~ land + sex'] });
  expect(linear).toContain('Bell and McCaffrey’s errors, for there are fewer than 30 PSUs');
  expect(linear).toContain('VIF');
  const world = testWorld(folder);
  await estimate(world, 'farm.csv', { ...design, family: 'ordinal', model: ['kids ~ land'] });
  expect(world.said.join('')).toContain('22 PSUs are few');
});
