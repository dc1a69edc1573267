import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { interval } from '../survey/interval.ts';
import { minus, ratio, totalsBy } from '../survey/linear.ts';
import { standardError } from '../survey/variance.ts';
import { estimateKey, NO_NUMBERS } from '../table/estimate.ts';
import { countedCodes } from './base.ts';
import type { Breakdown } from './domains.ts';
import type { Computed, Subject } from './estimate.ts';
import type { Measure } from './indicator.ts';

/**
 * The change of a share, mean or ratio from each wave to the next, over rows of all waves pooled: both waves are domains of one design, so
 * that PSUs which were sampled in both bring their covariance. Items are `2026-2025`, after the measure's own. Medians have none.
 */
export function waveChanges(subject: Subject, design: Design, measure: Measure, waves: Breakdown): readonly Computed[] {
  if (!('numerator' in measure) || measure.stat === 'difference' || measure.stat === 'total') return [];
  const { standing } = measure;
  const levels = waves.domains.length;
  const counted = countedCodes(standing, waves);
  const below = totalsBy(design, measure.denominator, counted, levels);
  const shares = totalsBy(design, measure.numerator, counted, levels).map((top, place) => ratio(top, below[place]!));
  const people = new Array<number>(levels).fill(0);
  for (const code of counted) if (code >= 0) people[code]! += 1;
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
      n: Math.min(people[k] ?? 0, people[k + 1] ?? 0),
      units: degrees(design, gap.present).psus,
      df: whole,
      p: whole > 0 && Number.isFinite(t) ? studentBeyond(t, whole) : null,
      quality: bounds.reason === '' ? 'good' : 'notEstimable',
      why: bounds.reason,
      simulated: subject.simulated,
    };
  });
}
