import type { Quality, Why } from '../table/estimate.ts';
import type { Computed } from './estimate.ts';

/** When a number may be published; `docs/methodology.md` says where each threshold comes from. */
export interface PublicationRules {
  /** Fewest people that a published number may rest on, and fewest on either side of a share. */
  readonly minimum: number;
  /** Null: precision is not judged. */
  readonly precision: PrecisionRules | null;
  /** Hide further numbers where a suppressed one could be worked out by subtraction. */
  readonly secondary: boolean;
}

export interface PrecisionRules {
  /** Fewest effective rows of a share. */
  readonly effective: number;
  /** Intervals of shares up to this width are always precise enough. */
  readonly narrow: number;
  /** Intervals of shares from this width on never are. */
  readonly wide: number;
  /** Widest interval between the two, over the share itself. */
  readonly relative: number;
  /** Fewer degrees of freedom call for caution. */
  readonly degrees: number;
  /** Fewest rows of a mean, median, ratio, total or difference. */
  readonly base: number;
  /** Coefficients of variation (standard error over estimate) that call for caution, and that are too large. */
  readonly caution: number;
  readonly variation: number;
}

interface Verdict {
  readonly quality: Quality;
  readonly why: Why;
}

const HIDDEN = (why: Why): Verdict => ({ quality: 'suppressed', why });
const CAUTION = (why: Why): Verdict => ({ quality: 'caution', why });

/** Statistics of a part of the people; counts of cases and terms of models are none. */
const OF_A_DOMAIN: ReadonlySet<string> = new Set([
  'share',
  'mean',
  'median',
  'quantile',
  'total',
  'ratio',
  'difference',
  'index',
]);

/**
 * Whether an estimate may be seen by itself; a gap is judged by the people on both of its sides. Confidentiality first: fewer than `minimum` people in the base (`n`), in the share or, where
 * some are, outside it (`complement`); a share of nobody or of everybody stays. Then precision: for shares the NCHS presentation standard
 * (Parker et al. 2017); for other numbers the base and the coefficient of variation (differences and indices: the base alone, since a difference
 * near zero has no sensible coefficient).
 */
export function judged(estimate: Computed, { minimum, precision }: PublicationRules): Verdict {
  const same: Verdict = { quality: estimate.quality, why: estimate.why };
  if (!OF_A_DOMAIN.has(estimate.stat) || estimate.why === 'parameter') return same;
  const { n, value, se, behind } = estimate;
  const groups = estimate.groups ?? [behind ?? { people: n ?? 0, holders: null, others: null }];
  if (groups.some(({ people }) => people < minimum)) return HIDDEN('n');
  if (groups.some(({ holders }) => few(holders, minimum))) return HIDDEN('n');
  if (groups.some(({ others }) => few(others, minimum))) return HIDDEN('complement');
  if (precision === null || value === null) return same;
  const verdict =
    estimate.stat === 'share' ? ofShare(estimate, precision) : ofNumber(n ?? 0, value, se, estimate, precision);
  if (verdict.quality === 'suppressed' || estimate.quality !== 'good')
    return verdict.quality === 'suppressed' ? verdict : same;
  if (verdict.quality === 'good' && estimate.df !== null && estimate.df < precision.degrees) return CAUTION('df');
  return verdict;
}

function few(people: number | null, minimum: number): boolean {
  return people !== null && people > 0 && people < minimum;
}

const GOOD: Verdict = { quality: 'good', why: '' };

/** n_eff = p(1 − p)/SE², at most n; n where p is 0 or 1 or has no standard error. */
export function effectiveRows({ value, se, n }: Pick<Computed, 'value' | 'se' | 'n'>): number {
  const rows = n ?? 0;
  if (value === null || se === null || se === 0 || value === 0 || value === 1) return rows;
  return Math.min(rows, (value * (1 - value)) / (se * se));
}

function ofShare(estimate: Computed, rules: PrecisionRules): Verdict {
  const { value, low, high } = estimate;
  if (effectiveRows(estimate) < rules.effective) return HIDDEN('precision');
  if (value === null || low === null || high === null) return GOOD;
  const width = high - low;
  const extreme = value === 0 || value === 1;
  if (width > rules.narrow) {
    if (width >= rules.wide) return HIDDEN('precision');
    if (value > 0 && width / value > rules.relative) return HIDDEN('precision');
    if (value < 1 && width / (1 - value) > rules.relative) return CAUTION('precision');
  }
  return extreme ? CAUTION('precision') : GOOD;
}

function ofNumber(n: number, value: number, se: number | null, { stat }: Computed, rules: PrecisionRules): Verdict {
  if (n < rules.base) return HIDDEN('precision');
  if (stat === 'difference' || stat === 'index' || se === null || se === 0) return GOOD;
  const variation = se / Math.abs(value);
  if (variation > rules.variation) return HIDDEN('precision');
  return variation >= rules.caution ? CAUTION('precision') : GOOD;
}
