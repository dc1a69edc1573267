/** An index as its items, for what is said about the index itself. */
export interface ScaleSpec {
  /** The variable that holds it. */
  readonly id: string;
  readonly method: 'mean' | 'sum' | 'count';
  /** The variables that hold its items' points. */
  readonly items: readonly string[];
  /** Weight of each item; they add up to 1. */
  readonly weights: readonly number[];
  readonly leastShare: number;
  /** Whether alpha and omega are asked. */
  readonly reliability: boolean;
  /** Whether its mean under other weights is asked. */
  readonly weightings: boolean;
  readonly cutoffs: readonly number[];
}

/** Whether anything is published of the index itself, besides the indicators that use it. */
export function isShown({ reliability, weightings, cutoffs }: ScaleSpec): boolean {
  return reliability || weightings || cutoffs.length > 0;
}
