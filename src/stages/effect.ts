import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { csvFile } from './csvFile.ts';
import { movedBy } from './preview.ts';
import type { RawEstimates } from './rawEstimates.ts';
import type { Made } from './stage.ts';
import type { Range } from './withoutOne.ts';

type Side = Pick<Estimate, 'value' | 'low' | 'high' | 'n'>;

/** What cleaning did to one estimate of the whole population. */
export interface Effect {
  readonly estimate: Pick<Estimate, 'key' | 'indicator' | 'stat' | 'item' | 'unit'>;
  /** Of the data as received; all null where either side is held back. */
  readonly raw: Side;
  readonly clean: Side;
  /** Clean less raw, in standard errors of raw; null where either is not known. */
  readonly moved: number | null;
  readonly range: Range | null;
  readonly held: boolean;
}

/** All of them, and of which data `raw` is. */
export interface Effects {
  readonly rows: readonly Effect[];
  /** Why `raw` is without the interviews that cleaning leaves out; '' where it is of all. */
  readonly leftOut: string;
  readonly simulated: boolean;
}

const NOTHING: Side = { value: null, low: null, high: null, n: null };

/** Every estimate of the whole population, raw against clean. Where one side is held back neither shows a number. */
export function effectsOf(
  study: Study,
  { estimates: before, leftOut }: RawEstimates,
  after: readonly Estimate[],
  ranges: ReadonlyMap<string, Range>,
): Effects {
  const raw = new Map(before.map((estimate) => [estimate.key, estimate]));
  const rows = after
    .filter(({ domain, stat }) => domain.length === 0 && stat !== 'count')
    .map((estimate): Effect => {
      const old = raw.get(estimate.key);
      const held = estimate.quality === 'suppressed' || old?.quality === 'suppressed';
      const { key, indicator, stat, item, unit } = estimate;
      return {
        estimate: { key, indicator, stat, item, unit },
        raw: held || old === undefined ? NOTHING : sideOf(old),
        clean: held ? NOTHING : sideOf(estimate),
        moved: held || old === undefined ? null : movedBy(old, estimate),
        range: held || estimate.value === null ? null : (ranges.get(key) ?? null),
        held,
      };
    });
  return { rows, leftOut, simulated: study.simulated };
}

function sideOf({ value, low, high, n }: Estimate): Side {
  return { value, low, high, n };
}

const HEADER = [
  'key',
  'indicator',
  'stat',
  'item',
  'raw',
  'raw_low',
  'raw_high',
  'raw_n',
  'clean',
  'clean_low',
  'clean_high',
  'clean_n',
  'moved_se',
  'without_one_low',
  'without_one_low_enumerator',
  'without_one_high',
  'without_one_high_enumerator',
  'held_back',
  'raw_of',
  'simulated',
];

/** `reports/cleaning.csv`: what cleaning did to the results. */
export const effectsTable: Made<Effects> = {
  name: 'effects',
  encode: ({ rows, leftOut, simulated }, study) =>
    new Map([
      [
        'reports/cleaning.csv',
        csvFile(
          study,
          HEADER,
          rows.map(({ estimate, raw, clean, moved, range, held }) => [
            estimate.key,
            estimate.indicator,
            estimate.stat,
            estimate.item,
            ...[raw, clean].flatMap(({ value, low, high, n }) => [value, low, high, n]),
            moved,
            range?.low ?? null,
            range?.lowWithout ?? '',
            range?.high ?? null,
            range?.highWithout ?? '',
            String(held),
            leftOut === '' ? 'all received' : 'received without the excluded',
            String(simulated),
          ]),
        ),
      ],
    ]),
};
