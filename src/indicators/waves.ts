import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { interval } from '../survey/interval.ts';
import { minus } from '../survey/linear.ts';
import { standardError } from '../survey/variance.ts';
import { estimateKey, NO_NUMBERS } from '../table/estimate.ts';
import { baseOf, tabulationOf } from './base.ts';
import type { Breakdown } from './domains.ts';
import type { Computed, Side, Subject } from './estimate.ts';
import { sidesOf } from './estimate.ts';
import type { Measure } from './indicator.ts';
import { holdersIn, linearIn } from './sums.ts';

/**
 * The change of a share, mean or ratio from each wave to the next, over rows of all waves pooled: both waves are domains of one design, so
 * that PSUs which were sampled in both bring their covariance. Items are `2026-2025`, after the measure's own. Medians have none.
 */
export function waveChanges(
  subject: Subject,
  design: Design,
  measure: Measure,
  waves: Breakdown,
  interviews: Int32Array | null,
): readonly Computed[] {
  if (!('numerator' in measure) || measure.stat === 'difference' || measure.stat === 'total') return [];
  const base = baseOf(design, measure.standing, tabulationOf(design, [waves], interviews));
  const { people } = base;
  const ofShare = measure.stat === 'share' ? sidesOf(measure.numerator, holdersIn(measure, waves), base) : null;
  const group = (place: number): Side => ({
    people: people[place]!,
    holders: ofShare?.holders[place] ?? null,
    others: ofShare?.others[place] ?? null,
  });
  const side = (place: number) =>
    estimateKey(subject.indicator, subject.single ? '' : measure.stat, measure.item, waves.domains[place] ?? []);
  const shares = linearIn(design, measure, waves).numbers;
  const whole = degrees(design).df;
  const name = (place: number) => (waves.domains[place] ?? []).map(({ level }) => level).join('.');
  return shares.slice(1).map((later, k): Computed => {
    const gap = minus(later, shares[k]!);
    const se = standardError(design, gap);
    const bounds = interval(gap.value, se, whole, subject.level);
    const span = `${name(k + 1)}-${name(k)}`;
    const item = measure.item === '' ? span : `${measure.item}.${span}`;
    const t = gap.value / se;
    const finite = (x: number | null) => (x === null || !Number.isFinite(x) ? null : x);
    return {
      ...NO_NUMBERS,
      key: estimateKey(subject.indicator, 'difference', item, []),
      indicator: subject.indicator,
      stat: 'difference',
      item,
      domain: [],
      table: subject.table,
      unit: subject.unit,
      value: finite(gap.value),
      se: bounds.low === null ? null : finite(se),
      low: finite(bounds.low),
      high: finite(bounds.high),
      level: bounds.low === null ? null : subject.level,
      method: bounds.low === null ? '' : bounds.method,
      // The smaller wave is what the change rests on.
      n: Math.min(base.known[k]!, base.known[k + 1]!),
      units: degrees(design, gap.present).psus,
      df: whole,
      p: whole > 0 && Number.isFinite(t) ? studentBeyond(t, whole) : null,
      quality: bounds.reason === '' ? 'good' : 'notEstimable',
      why: bounds.reason,
      simulated: subject.simulated,
      sides: [side(k + 1), side(k)],
      groups: [group(k + 1), group(k)],
    };
  });
}
