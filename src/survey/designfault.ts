export type DesignFaultReason =
  | 'lengths'
  | 'noRows'
  | 'negativeWeight'
  | 'infiniteWeight'
  | 'allWeightsMissing'
  | 'weightsNeeded'
  | 'stratumMissing'
  | 'psuMissing'
  | 'psuInTwoStrata'
  | 'populationVaries'
  | 'populationBelowSample'
  | 'lonelyPsu';

/** Where a design fails, in codes and row numbers (from 0), so that the caller can put labels in its message. */
export interface DesignFaultPlace {
  /** 0 for PSUs in strata, 1 for SSUs in PSUs … */
  readonly stage?: number;
  /** Codes of the strata concerned, ascending; where SSUs are lonely those of the first ten rows. */
  readonly strata?: readonly number[];
  /** Codes of the units concerned. */
  readonly units?: readonly number[];
  /** The first ten rows concerned. */
  readonly rows?: readonly number[];
  /** How many rows, strata or units are concerned. */
  readonly count?: number;
  readonly sample?: number;
  readonly population?: number;
}

/** A design that makes no sense. Its `name` is 'DesignFault'; `reason` says why and the other fields where. */
export interface DesignFault extends Error, DesignFaultPlace {
  readonly reason: DesignFaultReason;
}

/** Makes the error; nothing is thrown here. */
export function designFault(reason: DesignFaultReason, message: string, place: DesignFaultPlace = {}): DesignFault {
  return Object.assign(new Error(message), { name: 'DesignFault', reason, ...place });
}

/** Whether an exception is a design fault. */
export function isDesignFault(error: unknown): error is DesignFault {
  return error instanceof Error && error.name === 'DesignFault';
}
