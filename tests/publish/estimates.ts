import { type Estimate, estimateKey } from '../../src/table/estimate.ts';

/** A made-up estimate; say what matters to the test. Its key follows from what is said. */
export function madeUp(said: Partial<Estimate>): Estimate {
  const whole: Estimate = {
    key: '',
    indicator: 'COV',
    stat: 'share',
    item: '',
    domain: [],
    table: 'main',
    unit: '%',
    value: 0.742,
    se: 0.021,
    low: 0.698,
    high: 0.781,
    level: 0.95,
    method: 'beta',
    n: 480,
    weighted: 5900.25,
    units: 61,
    df: 45,
    deff: 1.482,
    p: null,
    q: null,
    notAsked: 0,
    blank: 3,
    dontKnow: 2,
    refused: 0,
    removed: 0,
    invalid: 1,
    imputed: 0,
    quality: 'good',
    why: '',
    simulated: false,
    ...said,
  };
  const stat = whole.stat === 'share' ? '' : whole.stat;
  return { ...whole, key: estimateKey(whole.indicator, stat, whole.item, whole.domain) };
}

/** A held-back estimate: all its numbers are null. */
export function heldBack(why: Estimate['why'], said: Partial<Estimate>): Estimate {
  const none = {
    value: null,
    se: null,
    low: null,
    high: null,
    n: null,
    weighted: null,
    units: null,
    df: null,
    deff: null,
  };
  const states = {
    notAsked: null,
    blank: null,
    dontKnow: null,
    refused: null,
    removed: null,
    invalid: null,
    imputed: null,
  };
  return madeUp({ ...said, ...none, ...states, quality: 'suppressed', why });
}

const women = [{ field: 'sex', level: 'female' }];
const men = [{ field: 'sex', level: 'male' }];
const urban = [{ field: 'area', level: 'urban' }];
const rural = [{ field: 'area', level: 'rural' }];

function pay(value: number, said: Partial<Estimate>): Estimate {
  const spread = { se: value * 0.04, low: value * 0.92, high: value * 1.09 };
  return madeUp({
    indicator: 'PAY',
    stat: 'median',
    unit: 'MAD',
    method: 'woodruff',
    value,
    ...spread,
    n: 181,
    ...said,
  });
}

function obstacle(item: string, value: number, said: Partial<Estimate> = {}): Estimate {
  const spread = { low: value - 0.05, high: value + 0.06, se: 0.028, n: 122 };
  return madeUp({ indicator: 'OBS', item, value, ...spread, notAsked: 358, ...said });
}

const model = { indicator: 'MOD', stat: 'oddsRatio', unit: '', method: 't', n: 455, deff: null } as const;

/** Made-up estimates of every sort: shares and medians by sex and area, several answers by sex, a model, held-back rows. */
export const ESTIMATES: readonly Estimate[] = [
  madeUp({}),
  madeUp({ domain: women, value: 0.751, low: 0.702, high: 0.795, n: 441 }),
  heldBack('n', { domain: men }),
  madeUp({ domain: urban, value: 0.802, low: 0.731, high: 0.861, n: 173, deff: 1.211 }),
  madeUp({ domain: rural, value: 0.704, low: 0.645, high: 0.758, n: 307, deff: 1.533 }),
  pay(2843.5, {}),
  pay(2410, { stat: 'mean', method: 't' }),
  pay(2790, { domain: women, n: 160 }),
  heldBack('secondary', { indicator: 'PAY', stat: 'median', unit: 'MAD', domain: men }),
  pay(3105.25, { domain: urban, n: 82 }),
  pay(2480, { domain: rural, n: 99, quality: 'caution', why: 'precision' }),
  obstacle('cost', 0.412),
  obstacle('distance', 0.187, { blank: 7 }),
  obstacle('papers', 0.553),
  obstacle('cost', 0.405, { domain: women }),
  obstacle('distance', 0.191, { domain: women }),
  heldBack('precision', { indicator: 'OBS', item: 'papers', domain: women }),
  madeUp({ ...model, item: 'age', value: 0.871, low: 0.742, high: 1.022, se: 0.07, p: 0.0894, q: 0.0894 }),
  madeUp({ ...model, item: 'rural', value: 0.563, low: 0.401, high: 0.79, se: 0.096, p: 0.00042, q: 0.0008 }),
];
