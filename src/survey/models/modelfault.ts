export type ModelFaultReason = 'collinear' | 'separation' | 'notConverged' | 'noRows' | 'oneValue' | 'overlap';

/** A model that cannot be fitted. `column` is the number of the term concerned (from 0 in the columns given), −1 for none. */
export interface ModelFault extends Error {
  readonly reason: ModelFaultReason;
  readonly column: number;
}

/** Makes the error; nothing is thrown here. */
export function modelFault(reason: ModelFaultReason, message: string, column = -1): ModelFault {
  return Object.assign(new Error(message), { name: 'ModelFault', reason, column });
}

/** Whether an exception is a model fault. */
export function isModelFault(error: unknown): error is ModelFault {
  return error instanceof Error && error.name === 'ModelFault';
}
