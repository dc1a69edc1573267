export type WeightingFaultReason =
  | 'probability'
  | 'noRespondents'
  | 'cellWithoutTarget'
  | 'targetWithoutRows'
  | 'codeMissing'
  | 'dependentColumn'
  | 'notConverged'
  | 'bounds';

/** A weighting step that cannot be done. `reason` says why, `codes` which cells, levels or columns are concerned. */
export interface WeightingFault extends Error {
  readonly reason: WeightingFaultReason;
  readonly codes: readonly number[];
  /** Which margin, from 0, where there are several. */
  readonly margin?: number;
  /** What the weights of the level or column named add up to, and what they should, where they do not meet. */
  readonly met?: { readonly reached: number; readonly target: number };
}

/** Makes the error; nothing is thrown here. */
export function weightingFault(
  reason: WeightingFaultReason,
  message: string,
  codes: readonly number[] = [],
  margin?: number,
  met?: WeightingFault['met'],
): WeightingFault {
  const place = { codes, ...(margin === undefined ? {} : { margin }), ...(met === undefined ? {} : { met }) };
  return Object.assign(new Error(message), { name: 'WeightingFault', reason, ...place });
}

/** Whether an exception is a weighting fault. */
export function isWeightingFault(error: unknown): error is WeightingFault {
  return error instanceof Error && error.name === 'WeightingFault';
}
