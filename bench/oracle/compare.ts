/** One number of ours held against the reference. */
export interface Check {
  readonly what: string;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly tolerance: number;
  /** Size of the thing measured, for numbers that are 0 but for rounding. */
  readonly scale?: number;
  /** Differences are relative to this size at least: for bounds and covariances that cross 0. */
  readonly floor?: number;
  /** Our own number, where `ours` is that number put on R's footing (docs/decisions/0003 lists every such place). */
  readonly own?: number | null;
}

/** Tolerance of what has a closed form. */
export const closed = 1e-9;
/** Tolerance of what is iterated. */
export const iterated = 1e-6;

/** Relative difference; 0 where both are null, Infinity where one is; absolute against `scale` near 0. */
export function difference({ ours, theirs, scale = 1, floor = 0 }: Check): number {
  const mine = ours === null || !Number.isFinite(ours) ? null : ours;
  if (theirs === null) return mine === null ? 0 : Number.POSITIVE_INFINITY;
  if (mine === null) return Number.POSITIVE_INFINITY;
  const gap = Math.abs(mine - theirs);
  if (Math.abs(theirs) <= 1e-9 * scale) return gap <= 1e-9 * scale ? 0 : gap / scale;
  return gap / Math.max(floor, Math.abs(theirs));
}

/** Whether a check agrees within its tolerance. */
export const agrees = (check: Check): boolean => difference(check) <= check.tolerance;

/** Whether what is compared is not our own number but that number put on R's footing. */
export const isOnFooting = ({ ours, own }: Check): boolean => own !== undefined && !Object.is(own, ours);

/** Two numbers of an interval, or two nulls; `own` are ours where `ours` are on R's footing. */
export function pair(
  what: string,
  ours: readonly (number | null)[],
  theirs: unknown,
  tolerance: number,
  more: Partial<Check> = {},
  own?: readonly (number | null)[],
): Check[] {
  const other = Array.isArray(theirs) ? (theirs as (number | null)[]) : [null, null];
  return [0, 1].map((k) => ({
    what: `${what}[${k}]`,
    ours: ours[k] ?? null,
    theirs: other[k] ?? null,
    tolerance,
    ...more,
    ...(own === undefined ? {} : { own: own[k] ?? null }),
  }));
}
