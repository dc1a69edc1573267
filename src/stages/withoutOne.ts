import type { CountedMeasure, Sample } from '../indicators/indicator.ts';
import { OUTSIDE } from '../indicators/indicator.ts';
import type { Study } from '../study/study.ts';
import { estimateKey } from '../table/estimate.ts';
import { hasValue } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { mainRows } from './describing.ts';

/** The least and the greatest that an estimate is when one enumerator's interviews are left out, and whose they are. */
export interface Range {
  readonly low: number;
  readonly lowWithout: string;
  readonly high: number;
  readonly highWithout: string;
}

/**
 * For each estimate of the whole population that is a ratio of two totals (shares, means, ratios, differences), by its key: its range when
 * one enumerator is left out at a time. Point estimates: that enumerator's part is taken from both totals, weights stay. Nobody is left out
 * who asked fewer than `least` of the base (or of either side of a share), or after whom fewer would remain: the number or the difference would tell of those. Totals, medians
 * and models have none. `sample` gives the rows and weights that the estimates were made of.
 */
export function rangesWithoutOne(
  study: Study,
  sample: { readonly clean: Dataset; readonly eligible: Uint8Array; readonly weight: Float64Array },
  models: NonNullable<Sample['models']>,
): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>();
  const { clean, eligible, weight } = sample;
  const main = mainTable(clean);
  const column = study.config.enumerator === undefined ? undefined : main.columns.get(study.config.enumerator);
  if (column === undefined) return ranges;
  const names: string[] = [];
  const places = new Map<string, number>();
  const asker = Int32Array.from({ length: main.rows }, (_, row) => {
    const name = cleanText(column, row);
    const known = places.get(name) ?? places.size;
    if (known === places.size) {
      places.set(name, known);
      names.push(name);
    }
    return known;
  });
  for (const entry of study.indicators) {
    const table = clean.tables.get(entry.table);
    if (table === undefined) continue;
    const rowOf = mainRows(clean, table);
    const interviewOf = rowOf ?? Int32Array.from({ length: table.rows }, (_, row) => row);
    const inScope = Uint8Array.from(interviewOf, (row) => (row < 0 ? 0 : (eligible[row] ?? 0)));
    const measures = entry.indicator({ data: clean, table, eligible: inScope, models });
    const single = new Set(measures.map(({ stat }) => stat)).size === 1;
    for (const measure of measures) {
      if ('made' in measure || !('numerator' in measure) || measure.stat === 'total') continue;
      const totals = totalsByAsker(measure, interviewOf, asker, weight, names.length);
      const range = rangeOf(totals, names, study.config.publication.minimum);
      if (range !== null) ranges.set(estimateKey(entry.id, single ? '' : measure.stat, measure.item, []), range);
    }
  }
  return ranges;
}

interface Totals {
  readonly above: Float64Array;
  readonly below: Float64Array;
  /** Interviews in the base. */
  readonly people: Float64Array;
  /** Of a share: interviews in it; null of other numbers. */
  readonly holders: Float64Array | null;
}

function totalsByAsker(
  measure: Extract<CountedMeasure, { readonly denominator: Float64Array | null }>,
  interviewOf: Int32Array,
  asker: Int32Array,
  weight: Float64Array,
  askers: number,
): Totals {
  const totals = {
    above: new Float64Array(askers),
    below: new Float64Array(askers),
    people: new Float64Array(askers),
    holders: measure.stat === 'share' ? new Float64Array(askers) : null,
  };
  const seen = new Uint8Array(asker.length);
  const held = new Uint8Array(asker.length);
  for (const [row, interview] of interviewOf.entries()) {
    if (interview < 0 || !hasValue(measure.standing[row] ?? OUTSIDE)) continue;
    const by = asker[interview] ?? 0;
    const w = weight[interview] ?? 0;
    totals.above[by]! += w * (measure.numerator[row] ?? 0);
    totals.below[by]! += w * (measure.denominator === null ? 1 : measure.denominator[row]!);
    if (seen[interview] === 0) totals.people[by]! += 1;
    seen[interview] = 1;
    if (totals.holders === null || held[interview] === 1 || !((measure.numerator[row] ?? 0) > 0)) continue;
    totals.holders[by]! += 1;
    held[interview] = 1;
  }
  return totals;
}

function rangeOf({ above, below, people, holders }: Totals, names: readonly string[], least: number): Range | null {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const [top, bottom, all] = [sum(above), sum(below), sum(people)];
  const few = (count: number) => count > 0 && count < least;
  let range = null as Range | null;
  for (const [by, name] of names.entries()) {
    const own = people[by] ?? 0;
    if (own === 0 || own < least || all - own < Math.max(1, least)) continue;
    if (holders !== null) {
      const [mine, rest] = [holders[by] ?? 0, sum(holders) - (holders[by] ?? 0)];
      if ([mine, own - mine, rest, all - own - rest].some(few)) continue;
    }
    const value = (top - (above[by] ?? 0)) / (bottom - (below[by] ?? 0));
    if (!Number.isFinite(value)) continue;
    if (range === null) range = { low: value, lowWithout: name, high: value, highWithout: name };
    else if (value < range.low) range = { ...range, low: value, lowWithout: name };
    else if (value > range.high) range = { ...range, high: value, highWithout: name };
  }
  return range;
}
