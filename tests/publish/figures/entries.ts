import type { Estimate } from '../../../src/table/estimate.ts';
import { ESTIMATES, madeUp } from '../estimates.ts';

const MAP = { licence: 'made up', tiles: { urban: [0, 0], rural: [1, 1] } };

/** An entry of each kind, in the order of the registry. */
export const ENTRIES = [
  { kind: 'shares', indicator: 'OBS', sort: 'value' },
  { kind: 'ranked', indicators: ['COV', 'USE'], title: { en: 'Insurance' } },
  { kind: 'battery', indicators: ['OBS', 'COV'], title: { en: 'What keeps people away' } },
  { kind: 'numbers', indicators: ['PAY', 'AGE'] },
  { kind: 'scores', indicators: ['PAY', 'AGE'], title: { en: 'Pay and age' } },
  { kind: 'breakdown', indicator: 'COV', by: ['sex', 'area'] },
  { kind: 'grouped', indicator: 'OBS', by: 'sex' },
  { kind: 'multiples', indicator: 'OBS', by: 'sex' },
  { kind: 'stacked', indicator: 'OBS', by: ['sex'] },
  {
    kind: 'likert',
    indicators: ['OBS'],
    scale: ['cost', 'distance', 'papers'],
    middle: 'distance',
    title: { en: 'Obstacles' },
  },
  { kind: 'dumbbell', indicator: 'CAN' },
  { kind: 'slope', indicator: 'CAN' },
  { kind: 'matrix', indicator: 'CAN' },
  { kind: 'heatmap', indicators: ['COV', 'PAY'], by: ['sex', 'area'], title: { en: 'Insurance and pay' } },
  { kind: 'histogram', indicator: 'SPREAD' },
  { kind: 'calendar', indicator: 'OBS', by: 'sex' },
  { kind: 'tiles', indicator: 'COV', by: 'area', map: MAP },
  { kind: 'funnel', steps: [{ indicator: 'USE' }, { indicator: 'COV' }], title: { en: 'From use to cover' } },
  { kind: 'coefficients', model: 'MOD', stat: 'oddsRatio' },
  { kind: 'predicted', model: 'PRE', along: 'gain', by: 'many' },
  { kind: 'flow', used: ['complete'] },
] as const;

const AGE = madeUp({ indicator: 'AGE', stat: 'mean', unit: '', value: 38.4, low: 37.1, high: 39.7, method: 't' });
const can = (item: string, value: number, said: Partial<Estimate> = {}) =>
  madeUp({ indicator: 'CAN', item, value, low: value - 0.06, high: value + 0.05, ...said });
const CAN: readonly Estimate[] = [
  can('harvest.before', 0.31),
  can('harvest.after', 0.72),
  can('harvest', 0.41, { stat: 'difference', method: 't' }),
  can('drive.before', 0.42),
  can('drive.after', 0.36),
  can('drive', -0.06, { stat: 'difference', method: 't' }),
];
const SPREAD: readonly Estimate[] = [0.1, 0.35, 0.4, 0.15].map((value, place) =>
  madeUp({
    indicator: 'SPREAD',
    item: `${place * 500}..${place * 500 + 500}`,
    value,
    low: value - 0.03,
    high: value + 0.04,
  }),
);
const CASES: readonly Estimate[] = [
  ['received', 608],
  ['duplicate', 3],
  ['refused', 24],
  ['complete', 581],
].map(([item, value]) =>
  madeUp({
    indicator: 'cases',
    stat: 'count',
    unit: '',
    item: String(item),
    value: Number(value),
    low: null,
    high: null,
    level: null,
    method: '',
  }),
);
const PRE: readonly Estimate[] = [0, 1].flatMap((many) =>
  [0, 1, 2].map((gain) =>
    madeUp({
      indicator: 'PRE',
      stat: 'mean',
      unit: '',
      item: `gain=${gain}&many=${many}`,
      value: 0.5 + 0.04 * gain * (1 + many),
      low: 0.45 + 0.04 * gain,
      high: 0.6 + 0.05 * gain,
      method: 't',
    }),
  ),
);
const USE = madeUp({ indicator: 'USE', value: 0.383, low: 0.33, high: 0.44 });
/** Estimates that every one of them draws from. */
export const ALL: readonly Estimate[] = [...ESTIMATES, AGE, ...CAN, ...SPREAD, ...CASES, ...PRE, USE];
