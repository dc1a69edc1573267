/**
 * A fault of the user's files, configuration or usage: printed as one message, without a stack, and the program ends with 2.
 * Anything else that is thrown is our bug and keeps its stack.
 */
export interface Fault extends Error {
  readonly name: 'Fault';
}

/** Makes a fault: where it is, what is wrong there, and (where there is one) what to do about it. */
export function fault(place: string, wrong: string, remedy = ''): Fault {
  const end = wrong.endsWith('?') ? '' : '.';
  const message = `${place}: ${wrong}${remedy === '' ? '' : `${end} ${remedy}`}`;
  return Object.assign(new Error(message), { name: 'Fault' as const });
}

/** True for an error made by `fault`. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Error && error.name === 'Fault';
}
